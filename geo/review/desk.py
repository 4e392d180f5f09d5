"""The desk at which one person decides: what the page asks for, and what it writes.

The secret of this module is the talk between the page and the program. Everything that touches the
project happens in one thread, since a place index belongs to the thread that opened it; the page
never sends a path, and what it sends is a row of ``corrections.csv`` or nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.basemap import clip
from geo.corrections import FIELDS, FILE_NAME, Correction, append, describe, take_back
from geo.errors import InputError, SitmapError
from geo.gazetteer import open_gazetteer
from geo.locate.single import look_up
from geo.loopback import Answer, Site, as_json, not_found
from geo.model import Place
from geo.project import read_project
from geo.rebuild import rebuild
from geo.reports import read_reports
from geo.review.decisions import Decision, find_decisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.model import Atlas, Report
    from geo.project import Project

_MAX_PLACES: Final = 9  # one a digit key
_MAX_TEXT: Final = 60_000  # characters of a report around what is marked
_SAME_M: Final = 1_500
_MAX_CELL: Final = 4_000
_TELLING: Final = re.compile(r"(.*)[./]\d+", re.DOTALL)
_MAP: Final = re.compile(r"maps/([a-z0-9-]{1,80})\.html")
_MARGIN: Final = 2.0  # degrees of basemap around the events
_MAP_POLICY: Final = "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"


@dataclass(frozen=True, slots=True)
class _Built:
    """One state of the project: what was read, and the pages made of it."""

    project: Project
    gazetteer: Gazetteer
    atlas: Atlas
    reports: Mapping[str, Report]
    decisions: tuple[Decision, ...]
    pages: Mapping[str, Path]


class Desk:
    """A project under review.

    Parameters
    ----------
    root, out
        The project's folder, and where its pages go.
    by
        Who decides, unless the page says otherwise.
    lists_dir
        The user's own place lists.
    """

    def __init__(
        self,
        root: Path,
        out: Path,
        *,
        by: str,
        lists_dir: Path | None = None,
    ) -> None:
        self._root = root
        self._out = out
        self._by = by
        self._lists_dir = lists_dir
        self._hands = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._written: list[tuple[str, tuple[Correction, ...]]] = []
        self._done: set[str] = set()
        self._built = self._hands.submit(self._build).result()

    @property
    def waiting(self) -> int:
        """How many decisions are open."""
        return sum(d.event_id not in self._done for d in self._built.decisions)

    def open(self) -> Site:
        """Return the site at which the page is found; entering it starts it."""
        return Site(self.serve)

    def close(self) -> None:
        """Stop working."""
        self._hands.shutdown(wait=True, cancel_futures=True)

    def serve(self, method: str, path: str, body: Mapping[str, Any]) -> Answer:
        """Answer one request of the page."""
        return self._hands.submit(self._serve, method, path, body).result()

    def _serve(self, method: str, path: str, body: Mapping[str, Any]) -> Answer:
        if method == "POST":
            acts = {"correct": self._correct, "undo": self._undo, "build": self._rebuild}
            return as_json(acts[path](body)) if path in acts else not_found()
        if path == "":
            return review_page()
        if path == "state":
            return as_json(self._state())
        if path == "base":
            return as_json(self._base())
        if (
            path.startswith("decision/")
            and path[9:].isdecimal()
            and len(path) < len("decision/") + 9
        ):
            number = int(path[9:])
            if number < len(self._built.decisions):
                return as_json(self._decision(self._built.decisions[number]))
        if match := _MAP.fullmatch(path):
            page = self._built.pages.get(match[1])
            if page is not None:
                return Answer(page.read_bytes(), kind="text/html", policy=_MAP_POLICY)
        return not_found()

    # --- the project -----------------------------------------------------------------------------

    def _build(self) -> _Built:
        project = read_project(self._root)
        built = rebuild(self._root, self._out, lists_dir=self._lists_dir, want_atlas=True)
        atlas = built.atlas
        if atlas is None:
            raise RuntimeError("the atlas was asked for")
        lists = self._lists_dir if self._lists_dir and self._lists_dir.is_dir() else None
        reports, _ = read_reports(self._root / "reports")
        return _Built(
            project,
            open_gazetteer(project, user_dir=lists),
            atlas,
            {report.report_id: report for report in reports},
            tuple(find_decisions(atlas)),
            {page.path.stem: page.path for page in built.pages},
        )

    def _rebuild(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self._built = self._build()
        self._done.clear()
        return self._state()

    def _state(self) -> dict[str, Any]:
        built = self._built
        return {
            "title": built.project.title,
            "by": self._by,
            "decisions": [
                {
                    "event_id": d.event_id,
                    "kinds": d.kinds,
                    "about": d.about,
                    "done": d.event_id in self._done,
                }
                for d in built.decisions
            ],
            "events": len(built.atlas.events),
            "maps": [
                {"slug": spec.slug, "title": spec.title}
                for spec in built.project.maps
                if spec.slug in built.pages
            ],
            "written": sum(len(rows) for _, rows in self._written),
            "file": str(self._root / FILE_NAME),
        }

    def _base(self) -> dict[str, Any]:
        events = self._built.atlas.events
        lon, lat = events["lon"].dropna(), events["lat"].dropna()
        box = self._built.project.box or (
            (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
            if len(lon)
            else (-170.0, -60.0, 170.0, 75.0)
        )
        reach = (
            max(-180.0, round(box[0] - _MARGIN, 4)),
            max(-85.0, round(box[1] - _MARGIN, 4)),
            min(180.0, round(box[2] + _MARGIN, 4)),
            min(85.0, round(box[3] + _MARGIN, 4)),
        )
        return {"box": box, "reach": reach, "basemap": clip(reach, languages=("en", "ar"))}

    # --- one decision ----------------------------------------------------------------------------

    def _event(self, name: str) -> Mapping[Any, Any] | None:
        events = self._built.atlas.events
        found = events[events["event_id"] == name].to_dict("records")
        return found[0] if found else None

    def _decision(self, decision: Decision) -> dict[str, Any]:
        event = self._event(decision.event_id)
        if event is None:
            raise InputError("The event is gone.", fix="Build again.")
        claims = self._built.atlas.claims
        told = claims[claims["event_id"] == decision.event_id].to_dict("records")
        return {
            "event_id": decision.event_id,
            "kinds": decision.kinds,
            "doubts": decision.doubts,
            "about": decision.about,
            "done": decision.event_id in self._done,
            "event": _plain(event),
            "spot": _spot(event),
            "shape": _shape(event["geometry"]),
            "places": self._places(event, told, decision.doubts),
            "claims": [_plain(claim) for claim in told],
            "reports": self._reports(told),
            "twins": self._twins(decision),
            "parts": self._parts(decision, told),
            "read": any(claim["report_id"] in self._built.reports for claim in told),
        }

    def _names(self, event: Mapping[Any, Any], told: Sequence[Mapping[Any, Any]]) -> list[str]:
        """Return the names that may say where it was: those that stand in the event's place."""
        label = str(event["place"])
        mentions = self._built.atlas.mentions
        inside: list[str] = []
        for claim in told:
            if _known(claim["start"]) and _known(claim["end"]):
                near = mentions[
                    (mentions["report_id"] == claim["report_id"])
                    & (mentions["start"] >= claim["start"])
                    & (mentions["end"] <= claim["end"])
                    & (mentions["role"] == "event")
                ]
                inside += near["name"].tolist()
        told_so = [name for name in inside if name in label]
        names = told_so or [part.strip() for part in label.split(";")] + inside
        return [name for name in dict.fromkeys(names) if name][:4]

    def _sites(self, doubts: Sequence[str]) -> list[Place]:
        """Return the project's own sites that a doubt names: no place list has them."""
        told = "; ".join(doubts)
        return [
            Place(
                name=site.name,
                lon=site.lon,
                lat=site.lat,
                radius_m=site.radius_m,
                kind=site.kind or "site",
                source=f"sites:{site.site_id}",
                basis=site.accuracy,
            )
            for site in self._built.atlas.sites.itertuples()
            if site.name and site.name in told
        ]

    def _places(
        self,
        event: Mapping[Any, Any],
        told: Sequence[Mapping[Any, Any]],
        doubts: Sequence[str],
    ) -> list[dict[str, Any]]:
        project = self._built.project
        here = _spot(event)
        box = project.box
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else None
        near = (here["lon"], here["lat"]) if here else middle
        found: list[Place] = []
        for name in self._names(event, told):
            found += look_up(
                name, self._built.gazetteer, countries=project.countries, near=near, limit=5
            )
        found.sort(key=lambda place: -place.score)
        found += self._sites(doubts)
        out: list[dict[str, Any]] = []
        for place in found:
            twin = any(
                o["kind"] == place.kind and _apart_m(o, place.lon, place.lat) < _SAME_M for o in out
            )
            if twin or len(out) == _MAX_PLACES:
                continue
            out.append(
                {
                    "name": place.name,
                    "lon": round(place.lon, 6),
                    "lat": round(place.lat, 6),
                    "radius_m": round(place.radius_m),
                    "kind": place.kind,
                    "where": ", ".join(
                        dict.fromkeys(filter(None, (place.admin2, place.admin1, place.country)))
                    ),
                    "basis": place.basis,
                    "source": place.source,
                    "here": bool(here and _apart_m(here, place.lon, place.lat) < _SAME_M),
                }
            )
        return out

    def _reports(self, told: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
        out = []
        for name in dict.fromkeys(claim["report_id"] for claim in told):
            report = self._built.reports.get(name)
            if report is None:
                continue
            marks = sorted(
                {
                    (int(c["start"]), int(c["end"]))
                    for c in told
                    if c["report_id"] == name and _known(c["end"]) and c["end"] > c["start"]
                }
            )
            first = max(0, (marks[0][0] if marks else 0) - _MAX_TEXT // 2)
            last = first + _MAX_TEXT
            out.append(
                {
                    "id": name,
                    "title": report.title,
                    "source": report.source,
                    "url": report.url,
                    "language": report.language,
                    "published": report.published.isoformat() if report.published else "",
                    "parts": _cut(
                        report.text[first:last], [(a - first, b - first) for a, b in marks]
                    ),
                    "cut": first > 0 or len(report.text) > last,
                }
            )
        return out

    def _twins(self, decision: Decision) -> list[dict[str, Any]]:
        """Return the events that this one may be."""
        named = (re.match(r"may be the same event as (\S+) \(", d) for d in decision.doubts)
        out = []
        for match in filter(None, named):
            other = self._event(match[1])
            if other is not None:
                claims = self._built.atlas.claims
                quotes = claims.loc[claims["event_id"] == match[1], "quote"].tolist()
                out.append(
                    {
                        "event_id": match[1],
                        "about": describe(other),
                        "event": _plain(other),
                        "spot": _spot(other),
                        "quotes": [str(q)[:_MAX_CELL] for q in dict.fromkeys(quotes)],
                    }
                )
        return out

    def _parts(self, decision: Decision, told: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
        """Return the tellings that were joined into the event, but for the one that leads."""
        if "joined" not in decision.kinds:
            return []
        by_telling: dict[str, list[Mapping[Any, Any]]] = {}
        for claim in told:
            match = _TELLING.fullmatch(str(claim["claim_id"]))
            by_telling.setdefault(match[1] if match else "", []).append(claim)
        return [
            {
                "event_id": name,
                "source": rows[0]["source"],
                "report": rows[0]["report_id"],
                "quote": str(rows[0]["quote"])[:_MAX_CELL],
            }
            for name, rows in by_telling.items()
            if name and name != decision.event_id
        ]

    # --- what is written -------------------------------------------------------------------------

    def _correct(self, body: Mapping[str, Any]) -> dict[str, Any]:
        name, given = body.get("event_id"), body.get("rows")
        event = self._event(name) if isinstance(name, str) else None
        if event is None or not isinstance(given, list) or not 0 < len(given) <= len(FIELDS):
            raise InputError("There is no such event.", fix="Build again.")
        self._by = _line(body.get("by", ""))
        rows = tuple(
            Correction(
                event_id=str(event["event_id"]),
                field=_line(row.get("field", "")),
                value=_line(row.get("value", "")),
                reason=_line(body.get("reason", "")),
                by=self._by,
                date=datetime.now(UTC).astimezone().date().isoformat(),
                event=describe(event),
            )
            for row in given
            if isinstance(row, dict)
        )
        append(self._root / FILE_NAME, rows)
        self._written.append((str(event["event_id"]), rows))
        self._done.add(str(event["event_id"]))
        return self._state()

    def _undo(self, _: Mapping[str, Any]) -> dict[str, Any]:
        if not self._written:
            raise InputError(
                "Nothing has been written here yet.", fix=f"Take rows out of {FILE_NAME} by hand."
            )
        name, rows = self._written[-1]
        if not take_back(self._root / FILE_NAME, rows):
            raise InputError(
                "Something else has been written after it.",
                fix=f"Take the row out of {FILE_NAME} by hand.",
            )
        self._written.pop()
        self._done.discard(name)
        return self._state()


def _line(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_CELL:
        raise InputError("A value is no text, or too long.", fix="Write it in a few words.")
    return " ".join(value.split())


def _known(value: Any) -> bool:
    import pandas as pd  # noqa: PLC0415

    return value is not None and value is not pd.NA and value == value  # noqa: PLR0124 - NaN


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row as JSON can hold it, without what is unknown and without its geometry."""
    out: dict[str, Any] = {}
    for name, value in row.items():
        if name == "geometry" or not _known(value) or value == "":
            continue
        if hasattr(value, "strftime"):
            out[str(name)] = value.strftime("%Y-%m-%d")
        elif isinstance(value, str):
            out[str(name)] = value[:_MAX_CELL]
        else:
            out[str(name)] = value.item() if hasattr(value, "item") else value
    return out


def _spot(event: Mapping[Any, Any]) -> dict[str, float] | None:
    if not _known(event["lon"]) or not _known(event["lat"]):
        return None
    radius = float(event["radius_m"]) if _known(event["radius_m"]) else 0.0
    return {"lon": float(event["lon"]), "lat": float(event["lat"]), "radius_m": radius}


def _apart_m(here: Mapping[str, float], lon: float, lat: float) -> float:
    from geopy.distance import great_circle  # noqa: PLC0415

    return float(great_circle((here["lat"], here["lon"]), (lat, lon)).m)


def _shape(geometry: Any) -> list[list[list[float]]] | None:
    """Return an area's or line's points as lists of lon, lat; None for a point."""
    if geometry is None or geometry.geom_type in {"Point", "MultiPoint"}:
        return None
    thin = shapely.simplify(geometry, 0.002)
    lines: Iterable[Any] = shapely.get_parts(
        shapely.boundary(thin) if "Polygon" in thin.geom_type else thin
    )
    return [
        [[round(x, 5), round(y, 5)] for x, y in shapely.get_coordinates(line).tolist()]
        for line in lines
    ]


def _cut(text: str, marks: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return `text` in pieces, each marked or not; overlapping marks become one."""
    inside = [(max(0, a), min(len(text), b)) for a, b in marks if a < len(text) and b > 0]
    ends = sorted({0, len(text), *(end for mark in inside for end in mark)})
    return [
        {"text": text[a:b], "mark": any(m[0] <= a and b <= m[1] for m in inside)}
        for a, b in pairwise(ends)
    ]


def review_page() -> Answer:
    """Return the page: our own script and style, and a policy that lets in nothing else."""
    try:
        script, style = (
            files("geo").joinpath("web", "dist", name).read_text(encoding="utf-8")
            for name in ("review.js", "review.css")
        )
    except FileNotFoundError as error:
        raise InputError(
            "The review page has not been made.",
            fix="Run `pip install -e .` in the source folder; it runs hatch_build.py.",
        ) from error
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types sitmap default",
        ]
    )
    page = "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            "<title>sitmap review</title>",
            f"<style>{style}</style></head><body>",
            f"<script>{script}</script>",
            "</body></html>",
            "",
        ]
    )
    return Answer(page.encode("utf-8"), kind="text/html", policy=policy)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


__all__ = ["Desk", "SitmapError", "review_page"]
