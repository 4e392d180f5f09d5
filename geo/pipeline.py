"""The stages in order, from a project folder to an `Atlas`.

The secret of this module is the order of the stages and how their records become tables; it
decides nothing about places, dates or maps itself, and it prints nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputError
from geo.extract import Reader, country_of_adjective
from geo.extract.lexicon import extended, read_rows
from geo.gazetteer import open_gazetteer
from geo.locate import Scope, locate
from geo.locate.choose import GUESSED
from geo.locate.single import spellings
from geo.model import CLAIMS, CRS, EVENTS, Atlas, LeftOut, Mention, Place, stable_id
from geo.project import LAYERS, MapSpec, Project, default_project, read_project
from geo.reconcile import merge, verification
from geo.reports import read_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    import folium
    import pandas as pd
    from geopandas import GeoDataFrame

    from geo.model import Claim, Extractor, Geocoder, Reading, Report, Telling
    from geo.services import Asked

Progress = "Callable[[str, int, int], None]"
"""Called with the stage, the number done and the number to do."""

_AREAS: Final = frozenset({"country", "admin1", "admin2", "region"})
_REGION_RADIUS_M: Final = 10_000
_REACH: Final = 60
_TOWNS: Final = frozenset({"city", "town", "village", "site"})


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class SavedMap:
    """A page on disk: where, how many bytes, and whether this build changed it."""

    path: Path
    size: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling with the places found for it; none is an event without a place."""

    telling: Telling
    places: tuple[Mention, ...]


def build(
    root: Path,
    *,
    extract: Extractor | None = None,
    geocoder: Geocoder | None = None,
    services_dir: Path | None = None,
    progress: Callable[[str, int, int], None] = _silent,
) -> Atlas:
    """Read a project folder and return everything that its maps show.

    Parameters
    ----------
    root
        The folder with ``atlas.toml``.
    extract
        Reads the reports; `geo.extract.Reader` with the project's gazetteer unless given.
    geocoder
        Lists the places a name may mean; the project's places and the gazetteers unless given.
    services_dir
        Where answers of online services are kept; the user's own folder unless given. Nobody is
        asked unless the project names a service, and then only for places of events whose names
        `geocoder` does not know at all. Names without an answer stay pending; they are counted.

    Raises
    ------
    InputError
        If there is no project at `root`, or nothing in it can be read.
    """
    from geo.basemap import outline  # noqa: PLC0415
    from geo.tables import read_tables  # noqa: PLC0415 - pandas only where tables are at hand
    from geo.zones import assign_zones, read_lines, read_sites, read_zones  # noqa: PLC0415

    project = read_project(root)
    geocoder = geocoder or open_gazetteer(project)
    extract = extract or _reader(geocoder, root)
    zones, zones_left = read_zones(root / "zones")
    sites, sites_left = read_sites(root / "sites")
    lines, lines_left = read_lines(root / "lines")
    reports, reports_left = read_reports(root / "reports")
    rows, row_claims, rows_left, row_counts = read_tables(root / "events", project, outline=outline)
    left_out = [*zones_left, *sites_left, *lines_left, *reports_left, *rows_left]
    scope = Scope(project.countries, project.box, sites)
    readings: list[Reading] = []
    for done, reading in enumerate(extract(reports), start=1):
        readings.append(place_mentions(reading, geocoder, scope))
        progress("reading reports", done, len(reports))
    service_counts: Mapping[str, int] = {}
    if project.services:
        asked = ask_services(readings, geocoder, project, services_dir, progress)
        readings, geocoder = _with_answers(readings, asked.answers, geocoder, scope)
        left_out += [LeftOut("services", "pending", n, why) for n, why in asked.pending.items()]
        left_out += [LeftOut("mended", "services", "answers", note) for note in asked.notes]
        service_counts = {
            "names asked of services": len(asked.answers) + len(asked.pending),
            "names pending": len(asked.pending),
            "seconds the pending names will take": asked.seconds,
        }
    placed = [p for reading in readings for p in place_tellings(reading, geocoder, scope)]
    told, told_claims = event_table(placed, {report.report_id: report for report in reports})
    events = _stack(told, rows)
    claims = _stack_plain(told_claims, row_claims)
    tellings = len(events)
    events, claims = merge(events, claims)
    events = assign_zones(EVENTS.check(events), zones)
    left_out += [row for reading in readings for row in reading.left_out]
    counts = {
        "reports read": len(reports),
        "table rows read": int(row_counts.get("rows read", len(rows))),
        "tellings": tellings,
        "events": len(events),
        "events on the map": int(events.geometry.notna().sum()),
        "events without a place": int(events.geometry.isna().sum()),
        "zones": len(zones),
        **service_counts,
        "left out": len(left_out),
    }
    if not len(events) and not reports and not len(rows):
        raise InputError(
            f"There is nothing to map in {root}: no report in reports/ and no row in events/.",
            fix="Put reports (.txt, .md, .html, .pdf, .docx) or event tables there and build again.",
        )
    return Atlas(
        events, CLAIMS.check(claims), zones, sites, lines, mention_table(readings),
        left_out_table(left_out), counts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answered:
    """A geocoder that also knows what services answered for names that were unknown to it."""

    geocoder: Geocoder
    answers: Mapping[str, Sequence[Place]]

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what was answered, else what the geocoder finds or guesses at."""
        return self.answers.get(name, ())[:limit] or self.geocoder.candidates(
            name, countries=countries, limit=limit
        )

    def prominence(self, name: str) -> int:
        """Return what the geocoder says."""
        return self.geocoder.prominence(name)


def ask_services(
    readings: Sequence[Reading],
    geocoder: Geocoder,
    project: Project,
    services_dir: Path | None,
    progress: Callable[[str, int, int], None] = _silent,
) -> Asked:
    """Ask the project's services for the places of events whose names `geocoder` does not know.

    What it finds by guessing at letters ("Qomarveh", perhaps Komarove) is not known.
    """
    from geo.services import ask, open_services  # noqa: PLC0415 - geopy only where it is asked

    names: dict[str, None] = {}
    for reading in readings:
        known = {(m.start, m.end): m for m in reading.mentions}
        for mention in (m for telling in reading.tellings for m in telling.places):
            found = known.get((mention.start, mention.end), mention)
            if (
                mention.relation not in {"collective", "adjective"}
                and found.place is None
                and not any(
                    place.score >= GUESSED
                    for spelling in spellings(mention.name)
                    for place in geocoder.candidates(spelling, countries=project.countries)
                )
            ):
                names.setdefault(mention.name)
    services = open_services(project, services_dir)
    try:
        return ask(
            [spellings(name) for name in names],
            services,
            project.countries,
            lambda done, total: progress("asking services", done, total),
        )
    finally:
        for service in services:
            service.geocoder.close()


def _with_answers(
    readings: Sequence[Reading],
    answers: Mapping[str, Sequence[Place]],
    geocoder: Geocoder,
    scope: Scope,
) -> tuple[list[Reading], Geocoder]:
    """Return the readings with the places that services found, judged with all others."""
    answered = _Answered(geocoder, answers)
    found = {name for name, places in answers.items() if places}
    return [
        place_mentions(r, answered, scope) if found & {m.name for m in r.mentions} else r
        for r in readings
    ], answered


def read(
    reports: Sequence[Report],
    root: Path | None,
    *,
    extract: Extractor | None = None,
    geocoder: Geocoder | None = None,
) -> tuple[GeoDataFrame, pd.DataFrame, list[Reading]]:
    """Read reports alone: their events with the zone of the day, their claims, their readings.

    `root` is a project whose places, sites and zones are used, or None.
    """
    from geo.zones import assign_zones, read_sites, read_zones  # noqa: PLC0415

    project = _project(root)
    geocoder = geocoder or open_gazetteer(project if root is not None else None)
    extract = extract or _reader(geocoder, root)
    if root is None:
        scope = Scope(project.countries, project.box, None)
    else:
        scope = Scope(project.countries, project.box, read_sites(root / "sites")[0])
    readings = [place_mentions(r, geocoder, scope) for r in extract(reports)]
    placed = [p for reading in readings for p in place_tellings(reading, geocoder, scope)]
    events, claims = event_table(placed, {report.report_id: report for report in reports})
    if root is not None:
        events = assign_zones(events, read_zones(root / "zones")[0])
    return events, claims, readings


def _reader(geocoder: Geocoder, root: Path | None) -> Reader:
    """Return the default reader, with the project's own word lists if it has any."""
    lists = (
        {name: root / "lexicon" / f"{name}.tsv" for name in ("sources", "actors")} if root else {}
    )
    mine = {
        name: extended(name, read_rows(path, name))
        for name, path in lists.items()
        if path.is_file()
    }
    return Reader(geocoder, sources=mine.get("sources"), actors=mine.get("actors"))


def _project(root: Path | None) -> Project:
    from pathlib import Path as Folder  # noqa: PLC0415

    return read_project(root) if root is not None else default_project(Folder())


def draw(atlas: Atlas, spec: MapSpec | None = None, project: Project | None = None) -> folium.Map:
    """Return a folium map of `atlas`, which shows itself in a notebook.

    Without `spec` and `project` it shows everything, in English, with every layer.
    """
    from geo import webmap  # noqa: PLC0415 - folium only where a map is drawn

    project = project or _project(None)
    if spec is None:
        spec = (
            project.maps[0]
            if project.maps
            else MapSpec("map", project.title, None, None, LAYERS, ("en",), None)
        )
    return webmap.draw(atlas, spec, project)


def save(atlas: Atlas, project: Project, out: Path) -> list[SavedMap]:
    """Write every map that `project` asks for as a page in `out`.

    A page whose bytes have not changed is not touched.
    """
    from geo import webmap  # noqa: PLC0415

    saved = []
    for spec in project.maps:
        page = webmap.render(webmap.draw(atlas, spec, project))
        path = out / f"{spec.slug}.html"
        saved.append(SavedMap(path, len(page.encode()), changed=webmap.save(page, path)))
    return saved


def place_mentions(reading: Reading, geocoder: Geocoder, scope: Scope) -> Reading:
    """Return `reading` with a place for every mention that has one.

    Adjectives ("Turkish troops") name a country and are no places where anything happens: they
    get their country and leave the choice among the others alone.
    """
    names = [m for m in reading.mentions if m.relation != "adjective"]
    found = iter(locate(reading.report, names, geocoder, scope, day=reading.report.published))
    mentions = tuple(
        _country_of(m, geocoder) if m.relation == "adjective" else next(found)
        for m in reading.mentions
    )
    return replace(reading, mentions=mentions)


def _country_of(mention: Mention, geocoder: Geocoder) -> Mention:
    name = country_of_adjective(mention.name)
    places = geocoder.candidates(name, limit=3) if name else ()
    return replace(mention, place=next((p for p in places if p.kind == "country"), None))


def place_tellings(reading: Reading, geocoder: Geocoder, scope: Scope) -> list[Placed]:
    """Return the tellings of a reading with their places.

    The places of mentions are those that the whole report gave them; collective places ("Turkish
    posts") depend on the day of the event and are looked up here. Where a collective place is
    found, it is the place; the named area beside it only stands in for one that is not.
    """
    known = {(m.start, m.end): m for m in reading.mentions}
    out: list[Placed] = []
    for telling in reading.tellings:
        gathered = [m for m in telling.places if m.relation == "collective"]
        named = [
            known.get((m.start, m.end), m) for m in telling.places if m.relation != "collective"
        ]
        found = [m for m in named if m.place is not None]
        if gathered:
            day = telling.date_start or reading.report.published
            resolved = [
                m
                for m in locate(reading.report, gathered, geocoder, scope, day=day)
                if m.place is not None
            ]
            found = resolved or found
        if not found:
            found = _containers(reading, named)
        out.append(Placed(telling, tuple(found)))
    return out


# What may stand between a place and the one that contains it: "Mamove, in Beni territory".
_INSIDE: Final = re.compile(
    r"[\s,،(]{0,3}(?:also )?(?:in|of|في)?(?: the)?(?: [\w-]{1,20}){0,3}[\s,(]{0,2}"
)
_DIVISIONS: Final = frozenset({"admin1", "admin2", "admin3", "region"})


def _containers(reading: Reading, named: Sequence[Mention]) -> list[Mention]:
    """Return, for a place that no gazetteer is sure of, the division that the text puts it in.

    The event is then somewhere in that area, which is drawn as one.
    """
    text = reading.report.text
    for mention in named:
        for outer in reading.mentions:
            gap = text[mention.end : outer.start]
            if (
                mention.end <= outer.start <= mention.end + _REACH
                and outer.place is not None
                and outer.place.kind in _DIVISIONS
                and _INSIDE.fullmatch(gap)
            ):
                basis = f"no gazetteer is sure of “{mention.name}”; said to lie in {outer.name}"
                place = replace(outer.place, basis=basis)
                return [replace(outer, relation=f"{mention.name}, in", place=place)]
    return []


def _precision(place: Place, relation: str) -> int:
    """Return ACLED's geo precision: 1 town or site, 2 near or part of one, 3 region."""
    if place.kind in _AREAS or place.radius_m >= _REGION_RADIUS_M:
        return 3
    if place.kind in _TOWNS and not relation:
        return 1
    return 2


def event_table(
    placed: Iterable[Placed], reports: Mapping[str, Report]
) -> tuple[GeoDataFrame, pd.DataFrame]:
    """Return EVENTS and CLAIMS of what reports tell, one row a telling, in order."""
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    shapes: list[Any] = []
    claims: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for item in placed:
        telling, report = item.telling, reports[item.telling.report_id]
        event_id = _event_id(telling, seen)
        row, shape = _event_row(event_id, item, report)
        rows.append(row)
        shapes.append(shape)
        claims.extend(_claim_row(event_id, n, c, report) for n, c in enumerate(telling.claims))
    table = pd.DataFrame(rows, columns=[*EVENTS.columns])
    events = gpd.GeoDataFrame(
        _typed(table, EVENTS.columns), geometry=gpd.GeoSeries(shapes, crs=CRS)
    )
    return events, _typed(pd.DataFrame(claims, columns=[*CLAIMS.columns]), CLAIMS.columns)


def _event_id(telling: Telling, seen: dict[str, int]) -> str:
    """Return an id made of what is told and where, so that a rebuild keeps it."""
    first = telling.claims[0]
    names = ";".join(m.name for m in telling.places)
    found = stable_id(telling.report_id, first.quote, telling.sub_event_type, names)
    seen[found] = seen.get(found, 0) + 1
    return found if seen[found] == 1 else f"{found}-{seen[found]}"


def _event_row(event_id: str, item: Placed, report: Report) -> tuple[dict[str, Any], Any]:
    import shapely  # noqa: PLC0415

    telling = item.telling
    places = [m.place for m in item.places if m.place is not None]
    first = places[0] if places else None
    shape = None
    if first is not None:
        points = [p.shape if p.shape is not None else shapely.Point(p.lon, p.lat) for p in places]
        shape = points[0] if len(points) == 1 else shapely.union_all(points)
    review = list(telling.review)
    if first is not None and any(m.alternatives for m in item.places):
        rivals = [
            a.name + (f" ({a.admin1})" if a.admin1 else "")
            for m in item.places
            for a in m.alternatives[:2]
        ]
        review.append("the place may be another: " + ", ".join(rivals))
    row = {
        "event_id": event_id,
        "report_id": telling.report_id,
        "date_start": telling.date_start,
        "date_end": telling.date_end,
        "date_basis": telling.date_basis,
        "event_type": telling.event_type,
        "sub_event_type": telling.sub_event_type,
        "actor1": telling.actor1,
        "actor2": telling.actor2,
        "place": "; ".join(dict.fromkeys(_label(m) for m in (item.places or telling.places))),
        "admin1": first.admin1 if first else "",
        "admin2": first.admin2 if first else "",
        "country": first.country if first else "",
        "lon": first.lon if first else None,
        "lat": first.lat if first else None,
        "radius_m": max(p.radius_m for p in places) if places else None,
        "geo_precision": _precision(first, item.places[0].relation) if first else None,
        "place_basis": "; ".join(dict.fromkeys(p.basis for p in places))
        if places
        else _unplaced(telling),
        "fatalities_low": telling.fatalities_low,
        "fatalities_best": telling.fatalities_best,
        "fatalities_high": telling.fatalities_high,
        "verification": verification(_claim_row(event_id, 0, c, report) for c in telling.claims),
        "review": "; ".join(review),
        "source": report.source or report.title or report.report_id,
        "notes": "",
    }
    return row, shape


def _label(mention: Mention) -> str:
    """Return what to call a place: the report's own spelling, or the gazetteer's for other scripts."""
    name = mention.name
    if mention.place is not None and not name.isascii():
        name = mention.place.name
    relation = (
        mention.relation if mention.relation not in ("collective", "the", "the town of") else ""
    )
    return f"{relation} {name}".strip()


def _unplaced(telling: Telling) -> str:
    if not telling.places:
        return "the text names no place"
    names = ", ".join(f"“{m.name}”" for m in telling.places)
    return f"no gazetteer is sure of {names}"


def _claim_row(event_id: str, number: int, claim: Claim, report: Report) -> dict[str, Any]:
    return {
        "claim_id": f"{event_id}.{number}",
        "event_id": event_id,
        "report_id": claim.report_id,
        "source": report.source or report.title or report.report_id,
        "url": report.url,
        "published": report.published,
        "claimant": claim.claimant,
        "claimant_side": claim.claimant_side,
        "quantity": claim.quantity,
        "low": claim.low,
        "high": claim.high,
        "comparator": claim.comparator,
        "victim_class": claim.victim_class,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
    }


def _typed(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return `table` with the schema's dtypes; None becomes missing, never 0."""
    import pandas as pd  # noqa: PLC0415

    made = {"text": "str", "date": "datetime64[s]", "count": "Int64", "number": "float64"}
    return (
        table.astype({name: made[kind] for name, kind in columns.items()})
        if len(table)
        else (pd.DataFrame({name: pd.Series(dtype=made[kind]) for name, kind in columns.items()}))
    )


def _stack(a: GeoDataFrame, b: GeoDataFrame) -> GeoDataFrame:
    """Return both tables, reports first; an empty one leaves the dtypes of the other alone."""
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    parts = [part for part in (a, b) if len(part)] or [a]
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=CRS)


def _stack_plain(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    return pd.concat([part for part in (a, b) if len(part)] or [a], ignore_index=True)


def mention_table(readings: Iterable[Reading]) -> pd.DataFrame:
    """Return every place name found, with its role and what was made of it."""
    import pandas as pd  # noqa: PLC0415

    columns = (
        "report_id start end name role relation place lon lat radius_m score source place_basis"
    ).split()
    return pd.DataFrame(
        [mention_row(m) for reading in readings for m in reading.mentions], columns=columns
    )


def mention_row(mention: Mention) -> dict[str, Any]:
    """Return one mention as plain values; None where nothing is known."""
    place = mention.place
    return {
        "report_id": mention.report_id,
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "role": mention.role,
        "relation": mention.relation,
        "place": place.name if place else None,
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "radius_m": place.radius_m if place else None,
        "score": round(place.score, 3) if place else None,
        "source": place.source if place else None,
        "place_basis": place.basis if place else None,
    }


def left_out_table(rows: Iterable[LeftOut]) -> pd.DataFrame:
    """Return stage, source, locator and reason of everything that could not be used."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(
        [(r.stage, r.source, r.locator, r.reason) for r in rows],
        columns=["stage", "source", "locator", "reason"],
    ).astype("str")
