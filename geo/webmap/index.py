"""The page that lists a folder's maps: `maps/index.html`.

The secret of this module is how little it needs: no script at all, so that its policy lets none
run; a picture of each map drawn from numbers alone; and the only words from outside, the titles
that the project gives its maps, escaped here.
"""

from __future__ import annotations

import base64
import hashlib
import html
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo.period import in_period
from geo.profiles import profile_of, publish
from geo.webmap.content import home_box
from geo.webmap.pack import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from geo.model import Atlas
    from geo.project import MapSpec, Project

WIDTH: Final = 320
HEIGHT: Final = 200
_STEP: Final = 2  # pixels: dots nearer than this are one, however many events there are
_MARGIN: Final = 0.08
_MAX_LAT: Final = 85.0

_COLOURS: Final = {
    "Battles": "battle",
    "Explosions/Remote violence": "blast",
    "Violence against civilians": "harm",
    "Protests": "protest",
    "Riots": "riot",
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "events": "events", "unplaced": "without a place",
        "always": "All days", "from": "from {}", "to": "up to {}", "range": "{} to {}",
        "none": "no events",
    },
    "ar": {
        "events": "حدثًا", "unplaced": "بلا مكان",
        "always": "كل الأيام", "from": "من {}", "to": "حتى {}", "range": "{} – {}",
        "none": "لا أحداث",
    },
}  # fmt: skip
# Colours as in geo/web/src/theme.ts and css/base.css.
_STYLE: Final = (
    ":root{color-scheme:light dark;--paper:#fbfaf7;--raised:#fff;--ink:#1b1d21;--soft:#575b62;"
    "--line:#dedbd4;--land:#f5f3ee;--zone:#2b7a78;--battle:#1f5a94;--blast:#b8431a;--harm:#8a2a6b;"
    "--protest:#1d7358;--riot:#8a6100;--other:#4b5563}"
    "@media(prefers-color-scheme:dark){:root{--paper:#16181b;--raised:#1d2024;--ink:#ececea;"
    "--soft:#b3b7bd;--line:#34383e;--land:#1e2125;--zone:#64b8b4;--battle:#7db3e6;--blast:#f09068;"
    "--harm:#e08cc4;--protest:#6fcaa9;--riot:#e2b94d;--other:#b6c0cd}}"
    "body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 3rem;background:var(--paper);"
    "color:var(--ink);font:1rem/1.45 system-ui,sans-serif}"
    "ul{list-style:none;margin:0;padding:0;display:grid;gap:1.25rem;"
    "grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr))}"
    "a{display:block;height:100%;color:inherit;text-decoration:none;background:var(--raised);"
    "border:1px solid var(--line);border-radius:.5rem;overflow:hidden}"
    "a:hover h2,a:focus-visible h2{text-decoration:underline}"
    "a:focus-visible{outline:3px solid var(--battle);outline-offset:2px}"
    "svg{display:block;width:100%;height:auto;background:var(--land)}"
    "h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.05rem;margin:.75rem 1rem .25rem}"
    "p{margin:0 1rem .75rem;color:var(--soft)}.about{margin:0 0 1.25rem}"
    ".zone{fill:var(--zone);fill-opacity:.15;stroke:var(--zone)}"
    + "".join(f".{name}{{fill:var(--{name})}}" for name in (*_COLOURS.values(), "other"))
    + "@media print{a{break-inside:avoid}}"
)


def index_page(atlas: Atlas, project: Project) -> str:
    """Return the page that lists the maps of `project` with a picture, period and counts.

    A map for other eyes is pictured and counted as its profile shows it.
    """
    first = project.maps[0].languages[0] if project.maps and project.maps[0].languages else "en"
    language = first if first in _WORDS else "en"
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    title = html.escape(project.title)
    about = f'<p class="about" dir="auto">{html.escape(project.description)}</p>'
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"><head>',
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>",
            f'<h1 dir="auto">{title}</h1>',
            *([about] if project.description else []),
            "<main><ul>",
            *(_item(atlas, spec, project, _WORDS[language]) for spec in project.maps),
            "</ul></main></body></html>",
            "",
        ]
    )


def _item(atlas: Atlas, spec: MapSpec, project: Project, words: Mapping[str, str]) -> str:
    shown = publish(atlas, profile_of(spec, project))
    events = in_period(shown.events, spec.start, spec.end)
    picture = _picture(shown, events, spec, project)
    return (
        f'<li><a href="{spec.slug}.html">{picture}'
        f'<h2 dir="auto">{html.escape(spec.title or project.title)}</h2>'
        f"<p>{_period(events, spec, words)}<br>{_counts(events, words)}</p></a></li>"
    )


def _period(events: pd.DataFrame, spec: MapSpec, words: Mapping[str, str]) -> str:
    """Return the map's period, or the days that its events span where that is open."""
    start: date | None = spec.start
    end: date | None = spec.end
    if start is None and (first := events["date_start"].min()) is not pd.NaT and first == first:  # noqa: PLR0124 - NaN
        start = first.date()
    if end is None and (last := events["date_end"].max()) is not pd.NaT and last == last:  # noqa: PLR0124 - NaN
        end = last.date()
    if start and end:
        return words["range"].format(start, end) if start != end else str(start)
    if start or end:
        return words["from" if start else "to"].format(start or end)
    return words["always"]


def _counts(events: pd.DataFrame, words: Mapping[str, str]) -> str:
    if not len(events):
        return words["none"]
    parts = [f"{len(events):,} {words['events']}"]
    if unplaced := int(events["lon"].isna().sum()):
        parts.append(f"{unplaced:,} {words['unplaced']}")
    return " · ".join(parts)


def _picture(atlas: Atlas, events: Any, spec: MapSpec, project: Project) -> str:
    """Return a drawing of the zones and events in the map's first view; nothing but numbers."""
    place = _Frame(home_box(atlas, spec, project))
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
    ]
    if "zones" in spec.layers:
        parts += [
            f'<path class="zone" d="{path}"/>' for path in place.outlines(atlas.zones.geometry)
        ]
    placed = events[["lon", "lat", "event_type"]].dropna(subset=["lon", "lat"])
    x, y = place.spots(placed["lon"].to_numpy(float), placed["lat"].to_numpy(float))
    types = words_of(placed["event_type"])
    kinds = np.array(
        [_COLOURS.get(name, "other") for name in types.found.to_pylist()], dtype=object
    )
    inside = (x > 0) & (x < WIDTH) & (y > 0) & (y < HEIGHT)
    across, down = (np.where(inside, at, 0).round().astype(int) // _STEP for at in (x, y))
    rows = HEIGHT // _STEP + 1
    for kind in (*_COLOURS.values(), "other"):
        here = inside & (kinds == kind)[types.codes]
        cells = np.flatnonzero(np.bincount(across[here] * rows + down[here]))
        if len(cells):
            spots = zip(cells // rows * _STEP, cells % rows * _STEP, strict=True)
            dots = "".join(f"M{cx - 2} {cy}a2 2 0 1 0 4 0a2 2 0 1 0-4 0" for cx, cy in spots)
            parts.append(f'<path class="{kind}" d="{dots}"/>')
    return "".join([*parts, "</svg>"])


class _Frame:
    """Where degrees fall on the picture: Mercator, as on the map."""

    def __init__(self, box: tuple[float, float, float, float]) -> None:
        west, south, east, north = box
        x, y = _mercator(np.array([west, east]), np.array([south, north]))
        wide, high = max(x[1] - x[0], 1e-6), max(y[0] - y[1], 1e-6)
        self._scale = min(WIDTH / wide, HEIGHT / high) * (1 - 2 * _MARGIN)
        self._middle = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2

    def spots(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y = _mercator(lon, lat)
        return (
            (x - self._middle[0]) * self._scale + WIDTH / 2,
            (y - self._middle[1]) * self._scale + HEIGHT / 2,
        )

    def outlines(self, shapes: Iterable[Any]) -> list[str]:
        """Return outlines as path data in whole pixels, cut at the picture's edge."""
        edge = shapely.box(-1, -1, WIDTH + 1, HEIGHT + 1)
        out = []
        for shape in shapes:
            if shape is None or shape.is_empty:
                continue
            drawn = shapely.transform(
                shape, lambda c: np.column_stack(self.spots(c[:, 0], c[:, 1]))
            )
            cut = shapely.intersection(shapely.make_valid(shapely.simplify(drawn, 0.7)), edge)
            rings = [
                ring.exterior.coords
                for ring in shapely.get_parts(shapely.get_parts(cut))
                if ring.geom_type == "Polygon" and not ring.is_empty
            ]
            path = "".join(
                "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings
            )
            if path:
                out.append(path)
        return out


def _mercator(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return x to the east and y to the south in degrees at the equator."""
    up = np.radians(np.clip(lat, -_MAX_LAT, _MAX_LAT))
    return lon, -np.degrees(np.log(np.tan(np.pi / 4 + up / 2)))
