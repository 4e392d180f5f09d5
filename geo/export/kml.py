"""KML for Google Earth: time, folders by type, everything else in each placemark's balloon.

The secret of this module is how Google Earth reads a KML: a balloon's text is HTML there and
``$[name]`` in it is replaced, so both are defused; an area gets a point beside it, which carries the
name; a day is a time stamp and a range a time span. No icon or style is fetched from anywhere.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.export.package import Package, Written, spell, unheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

# Colours as KML writes them: opacity, blue, green, red. The page's own: geo/web/src/kinds.ts
_COLOURS: Final = {
    "Battles": "ff3c3cd2",
    "Explosions/Remote violence": "ff1e78eb",
    "Violence against civilians": "ff8c1e96",
    "Protests": "ff96a03c",
    "Riots": "ff2d8cb4",
    "Strategic developments": "ff8c6446",
}
_OTHER: Final = "ff787878"


def write_kml(package: Package, folder: Path, stem: str) -> Written:
    """Write one document with a folder a type of event, and the events without a place last."""
    path = folder / f"{stem}.kml"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(package))
    return Written((path,), tuple(unheld(package.events, set(package.events.columns))))


def _lines(package: Package) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    yield f"<name>{_xml(package.title)}</name>"
    yield f"<description>{_xml(_html(package.terms))}</description>"
    for number, colour in enumerate([*_COLOURS.values(), _OTHER]):
        yield (
            f'<Style id="k{number}"><IconStyle><color>{colour}</color></IconStyle>'
            f"<LineStyle><color>{colour}</color><width>2</width></LineStyle>"
            f"<PolyStyle><color>40{colour[2:]}</color></PolyStyle></Style>"
        )
    events = package.events
    shapes = events.geometry.to_numpy()
    nowhere = np.asarray(shapely.is_missing(shapes))
    kinds = events["event_type"].to_numpy(dtype=object)
    others = sorted(set(kinds[~nowhere]) - _COLOURS.keys())
    cells = {str(name): spell(events[name]) for name in events.columns if name != "geometry"}
    claims = _told(package)
    styles = {kind: number for number, kind in enumerate(_COLOURS)}
    for kind in [*_COLOURS, *others]:
        rows = np.flatnonzero((kinds == kind) & ~nowhere)
        if len(rows):
            yield f"<Folder><name>{_xml(kind or 'No type')}</name>"
            for at in rows:
                row = {name: column[at] for name, column in cells.items()}
                yield _placemark(row, shapes[at], styles.get(kind, len(_COLOURS)), claims)
            yield "</Folder>"
    if nowhere.any():
        yield "<Folder><name>Without a place</name>"
        for at in np.flatnonzero(nowhere):
            row = {name: column[at] for name, column in cells.items()}
            yield _placemark(row, None, styles.get(kinds[at], len(_COLOURS)), claims)
        yield "</Folder>"
    yield "</Document></kml>"


def _placemark(
    row: Mapping[str, str],
    shape: BaseGeometry | None,
    style: int,
    claims: Mapping[str, list[str]],
) -> str:
    what = row["sub_event_type"] or row["event_type"]
    name = ": ".join(filter(None, (what, row["place"])))
    data = "".join(
        f'<Data name="{_xml(key)}"><value>{_xml(value)}</value></Data>'
        for key, value in row.items()
        if value
    )
    return (
        f'<Placemark id="e-{_xml(row["event_id"])}"><name>{_xml(name)}</name>'
        f"<description>{_xml(_balloon(row, claims.get(row['event_id'], [])))}</description>"
        f"{_time(row['date_start'], row['date_end'])}<styleUrl>#k{style}</styleUrl>"
        f"<ExtendedData>{data}</ExtendedData>"
        f"{_geometry(shape, row)}</Placemark>"
    )


def _time(start: str, end: str) -> str:
    start, end = start or end, end or start
    if not start:
        return ""
    if start == end:
        return f"<TimeStamp><when>{start}</when></TimeStamp>"
    return f"<TimeSpan><begin>{start}</begin><end>{end}</end></TimeSpan>"


def _balloon(row: Mapping[str, str], claims: list[str]) -> str:
    """Return what a click shows, as HTML of ours around escaped text."""
    who = " ▶ ".join(filter(None, (row["actor1"], row["actor2"])))
    low, best, high = (row[f"fatalities_{n}"] for n in ("low", "best", "high"))
    dead = f"Deaths: {best or 'unknown'}"
    if low or high:
        dead += f" ({low or 'unknown'} to {high or 'unknown'})"
    days = " to ".join(dict.fromkeys(filter(None, (row["date_start"], row["date_end"]))))
    radius = f"within {float(row['radius_m']) / 1000:g} km; " if row["radius_m"] else ""
    lines = [
        who,
        f"{days or 'No day'} ({row['date_basis']})",
        f"Place: {radius}{row['place_basis']}",
        dead,
        f"Attested: {row['verification']}" if row["verification"] else "",
        f"To review: {row['review']}" if row["review"] else "",
        row["notes"],
        *claims,
        f"Source: {row['source']}" if row["source"] else "",
    ]
    return "<br>".join(_html(line) for line in lines if line)


def _told(package: Package) -> dict[str, list[str]]:
    """Return for each event what its claimants say, each sentence once."""
    out: dict[str, list[str]] = {}
    claims = package.claims
    for event_id, claimant, source, quote in zip(
        claims["event_id"], claims["claimant"], claims["source"], claims["quote"], strict=True
    ):
        line = f"{claimant or source}: “{quote}”"
        listed = out.setdefault(event_id, [])
        if quote and line not in listed:
            listed.append(line)
    return out


def _geometry(shape: BaseGeometry | None, row: Mapping[str, str]) -> str:
    if shape is None:
        return ""
    parts = [_part(part) for part in shapely.get_parts(_flat(shape))]
    if shape.geom_type != "Point" and row["lon"] and row["lat"]:
        # Google Earth hangs name and icon on a point only
        parts.insert(0, f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>")
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _flat(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    while any(part.geom_type.startswith(("Multi", "Geometry")) for part in parts):
        parts = shapely.get_parts(parts)
    return shapely.GeometryCollection(list(parts))


def _part(shape: Any) -> str:
    if shape.geom_type == "Point":
        return f"<Point><coordinates>{_spots(shape)}</coordinates></Point>"
    if shape.geom_type == "Polygon":
        inner = "".join(f"<innerBoundaryIs>{_ring(r)}</innerBoundaryIs>" for r in shape.interiors)
        return (
            f"<Polygon><outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>{inner}</Polygon>"
        )
    return f"<LineString><tessellate>1</tessellate><coordinates>{_spots(shape)}</coordinates></LineString>"


def _ring(ring: BaseGeometry) -> str:
    return f"<LinearRing><coordinates>{_spots(ring)}</coordinates></LinearRing>"


def _spots(shape: BaseGeometry) -> str:
    return " ".join(f"{x!r},{y!r}" for x, y in shapely.get_coordinates(shape).tolist())


def _html(text: str) -> str:
    """Return text as HTML that says just that, also in the one place where ``$[...]`` is replaced."""
    return html.escape(text).replace("$[", "&#36;[").replace("\n", "<br>")


def _xml(text: str) -> str:
    return html.escape(text)
