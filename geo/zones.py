"""The layers under the events, and which zone held a place on a day.

The secret of this module is how doubt about a place meets doubt about a border. A place is a disc
or an area, not a dot; a border is a band as wide as its own accuracy; what touches the band is
``"edge"``, never quietly in or out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.border import settle
from geo.distance import KM_A_DEGREE
from geo.errors import InputError
from geo.features import read_features
from geo.model import CRS, EVENTS, LINES, MENDED, SITES, ZONES, LeftOut, Schema, stable_id
from geo.project import data_files
from geo.tables.sheet import read_sheets
from geo.tables.values import read_spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo.tables.sheet import Sheet


STAGE: Final = "zones"

_SITE_RADIUS_M: Final = 1000.0  # a hill, a base, a hospital with its grounds

_SEGMENT: Final = 0.05  # degrees
_SLACK_M: Final = 0.5  # what the grid and the segments may cost a distance near the zone
_ROUND: Final = (0, -360, 360)  # an event at 179.9 E is near a zone at 180 W
_POLE: Final = 89.9  # beyond it a disc may span every longitude
# What else a column is called, in files that were not made for sitmap
_ALIASES: Final = {
    "id": ("zone_id", "line_id", "site_id"),
    "ref": ("line_id",),
    "title": ("name",),
    "valid_from": ("start",),
    "valid_to": ("end",),
    "sources": ("source",),
}


def read_zones(folder: Path) -> tuple[GeoDataFrame, list[LeftOut]]:
    """Read the outlines of every ``*.geojson`` below `folder` as `geo.model.ZONES`.

    Properties that the schema does not name are kept as text columns. A zone without a ``start``
    was always in force.

    Returns
    -------
    tuple
        The zones in the order of the file names and of the features in them; and a row for each
        feature that can't be used (stage ``"zones"``) or was mended (stage ``"mended"``).
    """
    return _read_layer(folder, ZONES, "zone_id", "polygon")


def read_lines(folder: Path) -> tuple[GeoDataFrame, list[LeftOut]]:
    """Read the lines of every ``*.geojson`` below `folder` as `geo.model.LINES`."""
    return _read_layer(folder, LINES, "line_id", "line")


def read_sites(folder: Path) -> tuple[GeoDataFrame, list[LeftOut]]:
    """Read the points of every table and ``*.geojson`` below `folder` as `geo.model.SITES`.

    Columns that the schema does not name are kept as text. A site without ``radius_m`` has 1 km.
    """
    rows = _Rows(SITES, "site_id")
    for path, source in _files(folder):
        if path.suffix.lower() in {".geojson", ".json"}:
            _read_geojson(path, source, "point", rows)
            continue
        try:
            sheets, said = read_sheets(path.read_bytes(), source)
        except InputError as error:
            rows.left_out.append(LeftOut(STAGE, source, "", f"{error.problem} {error.fix}"))
            continue
        # what the reader left out is left out of the sites; what it mended stays mended
        kept = (LeftOut(STAGE, *_rest(s)) if s.stage != MENDED else s for s in said)
        rows.left_out.extend(kept)
        for sheet in sheets:
            _add_sites(sheet, rows)
    table = rows.table()
    table["radius_m"] = table["radius_m"].fillna(_SITE_RADIUS_M)
    table["lon"], table["lat"] = table.geometry.x, table.geometry.y
    return SITES.check(table), rows.left_out


def _rest(row: LeftOut) -> tuple[str, str, str]:
    return row.source, row.locator, row.reason


def _add_sites(sheet: Sheet, rows: _Rows) -> None:
    lower = {column.lower(): column for column in reversed(sheet.columns)}
    lon = next((lower[name] for name in ("lon", "longitude", "x") if name in lower), "")
    lat = next((lower[name] for name in ("lat", "latitude", "y") if name in lower), "")
    if not lon or not lat or not lower.keys() & {"name", "site_id", "id", "title"}:
        reason = "It has no columns name, lon and lat. Name them so."
        rows.left_out.append(LeftOut(STAGE, sheet.source, "", reason))
        return
    spots = read_spots(sheet.cells[lon], sheet.cells[lat])
    for at, said in enumerate(sheet.cells.to_dict("records")):
        locator = f"row {sheet.rows[at]}"
        fault = spots.faults[at] or ("it has no coordinates" if np.isnan(spots.lon[at]) else "")
        if fault:
            reason = f"{fault[0].upper()}{fault[1:]}. Give lon and lat, or take it out."
            rows.left_out.append(LeftOut(STAGE, sheet.source, locator, reason))
            continue
        if spots.mended[at]:
            rows.left_out.append(LeftOut(MENDED, sheet.source, locator, f"{spots.mended[at]}."))
        without = {str(k): v for k, v in said.items() if k not in {lon, lat}}
        rows.add(sheet.source, locator, without, shapely.Point(spots.lon[at], spots.lat[at]))


@dataclass(slots=True)
class _Rows:
    """The rows of a layer while it is read: what was kept and what was left out or mended."""

    schema: Schema
    key: str
    kept: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def add(self, source: str, locator: str, said: Mapping[str, Any], shape: Any) -> None:
        """Keep one row, or say why not."""
        notes: list[str] = []
        try:
            row = _row(self.schema, self.key, said, notes)
        except ValueError as error:
            self.left_out.append(LeftOut(STAGE, source, locator, str(error)))
            return
        name = row[self.key]
        if name in self.seen:
            reason = f"Its {self.key} {name!r} is that of {self.seen[name]}. Give it its own."
            self.left_out.append(LeftOut(STAGE, source, locator, reason))
            return
        self.seen[name] = f"{source}, {locator}"
        self.kept.append(row)
        self.shapes.append(shape)
        self.left_out.extend(LeftOut(MENDED, source, locator, note) for note in notes)

    def table(self) -> GeoDataFrame:
        """Return what was kept, with the columns and kinds of the schema, then the others."""
        extra = sorted({c for row in self.kept for c in row if c not in self.schema.columns})
        columns: dict[str, Any] = {}
        for column in [*self.schema.columns, *extra]:
            values = [row.get(column) for row in self.kept]
            kind = self.schema.columns.get(column, "text")
            if kind == "date":
                columns[column] = pd.Series(values, dtype="datetime64[us]")
            elif kind == "number":
                columns[column] = pd.Series(values, dtype="float64")
            else:
                columns[column] = pd.Series(["" if v is None else v for v in values], dtype="str")
        return self.schema.check(gpd.GeoDataFrame(columns, geometry=self.shapes, crs=CRS))


def _read_layer(
    folder: Path, schema: Schema, key: str, wanted: str
) -> tuple[GeoDataFrame, list[LeftOut]]:
    rows = _Rows(schema, key)
    for path, source in _files(folder):
        if path.suffix.lower() not in {".geojson", ".json"}:
            reason = f"{path.name} is no GeoJSON. Export it as one, in degrees on WGS 84."
            rows.left_out.append(LeftOut(STAGE, source, "", reason))
            continue
        _read_geojson(path, source, wanted, rows)
    return rows.table(), rows.left_out


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of data below `folder`, and its name for a reader."""
    for path in data_files(folder):
        yield path, path.relative_to(folder.parent).as_posix()


def _read_geojson(path: Path, source: str, wanted: str, rows: _Rows) -> None:
    try:
        features, left_out = read_features(path, wanted=wanted, stage=STAGE, source=source)
    except InputError as error:
        rows.left_out.append(LeftOut(STAGE, source, "", f"{error.problem} {error.fix}"))
        return
    rows.left_out.extend(left_out)
    for feature in features:
        if wanted == "point" and not isinstance(feature.geometry, shapely.Point):
            reason = "It is several points. Make each a feature of its own."
            rows.left_out.append(LeftOut(STAGE, source, feature.locator, reason))
            continue
        rows.add(source, feature.locator, feature.properties, feature.geometry)


def _row(schema: Schema, key: str, said: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return one row of a layer; a ValueError says why there is none."""
    row: dict[str, Any] = {}
    for raw, value in said.items():
        name = str(raw).strip().lower()
        if name not in schema.columns:
            name = next((a for a in _ALIASES.get(name, ()) if a in schema.columns), name)
        if name not in row or row[name] in {None, ""}:
            row[name] = _text(value)
    for column, kind in schema.columns.items():
        value = row.get(column, "")
        if kind == "date":
            row[column] = _day(column, value)
        elif kind == "number":
            row[column] = _number(column, value)
        else:
            row[column] = value
    if not (row["name"] or row[key]):
        raise ValueError("It has neither a name nor an id. Give it a name.")
    row["name"] = row["name"] or row[key]
    if not row[key]:
        row[key] = stable_id(schema.name, row["name"], row.get("start"))
        notes.append(f"It has no {key}; {row[key]} was made of its name.")
    start, end = row.get("start"), row.get("end")
    if start is not None and end is not None and end <= start:
        raise ValueError(f"It ends on {end:%Y-%m-%d}, not after it starts on {start:%Y-%m-%d}.")
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(v) for v in value)
    return " ".join(str(value).split())


def _day(column: str, value: str) -> pd.Timestamp | None:
    if not value:
        return None
    try:
        return pd.to_datetime(value[:10], format="%Y-%m-%d")
    except ValueError:
        raise ValueError(f"Its {column} is {value[:40]!r}, no day. Write 2020-02-06.") from None


def _number(column: str, value: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not 0 <= number < float("inf") and column.endswith("_m"):
        raise ValueError(f"Its {column} is {value[:40]!r}, no length. Write metres, as 5000.")
    return number


def assign_zones(events: GeoDataFrame, zones: GeoDataFrame) -> GeoDataFrame:
    """Add to each event the zone in force at its place on its day.

    Parameters
    ----------
    events
        `geo.model.EVENTS`, at any place on the globe. An event's area is its geometry if that is an
        outline or a line, else the disc of ``radius_m`` round its point.
    zones
        `geo.model.ZONES`. A zone is in force from ``start`` up to and not on ``end``; a missing
        ``start`` or ``end`` is open. The true border lies within ``accuracy_m`` of the drawn one.

    Returns
    -------
    GeoDataFrame
        A copy of `events`, same rows in the same order, with two more columns: ``zone`` (the
        ``zone_id``, missing outside every zone) and ``zone_fit``, which is ``"inside"`` if the
        whole area surely lies in a zone in force on any day of the event, ``"edge"`` if a part
        does or may do so, else ``"outside"``; both missing for an event without place or day.

    Notes
    -----
    Distances are metres on a grid round the middle of each zone: off by 0.02 % at 200 km from it,
    0.4 % at 1,000 km. Where zones overlap, ``"inside"`` wins over ``"edge"``, then the zone that
    comes first in `zones`.
    """
    EVENTS.check(events)
    ZONES.check(zones)
    first, last = _days(events)
    shapes = events.geometry.to_numpy()
    placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes) | np.isnat(first))
    fit = np.full(len(events), 0, dtype=np.int8)
    fit[placed] = 1
    zone = np.full(len(events), -1, dtype=np.int64)
    rows = np.flatnonzero(placed)
    radius = np.nan_to_num(events["radius_m"].to_numpy(dtype=float, na_value=np.nan)[rows])
    margin = np.nan_to_num(zones["accuracy_m"].to_numpy(dtype=float))
    starts, ends = _nanos(zones["start"]), _nanos(zones["end"])
    outlines = zones.geometry.to_numpy()
    lon, lat = shapely.get_x(shapes[rows]), shapely.get_y(shapes[rows])
    for number, near in _near(shapes[rows], radius, outlines, margin):
        days_match = (np.isnat(ends[number]) | (first[rows[near]] < ends[number])) & (
            np.isnat(starts[number]) | (starts[number] <= last[rows[near]])
        )
        near = near[days_match]  # noqa: PLW2901 - only those on whose day the zone was in force
        code = settle(lon[near], lat[near], radius[near] + margin[number], outlines[number])
        unsure = np.flatnonzero(code == 0)
        if len(unsure):
            rest = near[unsure]
            alone, again = _distinct(shapes[rows[rest]], radius[rest])
            code[unsure] = _fits(
                shapes[rows[rest[alone]]], radius[rest[alone]], outlines[number], margin[number]
            )[again]
        better = code > fit[rows[near]]
        fit[rows[near[better]]] = code[better]
        zone[rows[near[better]]] = number
    names = np.array([*zones["zone_id"], None], dtype=object)
    words = np.array([None, "outside", "edge", "inside"], dtype=object)
    return events.assign(
        zone=pd.array(names[zone], dtype="str"), zone_fit=pd.array(words[fit], dtype="str")
    )


def _distinct(
    shapes: NDArray[Any], radius: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of distinct areas, and which of them each row has.

    The events of a province share one outline, of thousands of corners perhaps.
    """
    keys = np.fromiter(map(id, shapes), dtype=np.int64, count=len(shapes))
    _, first, again = np.unique(keys, return_index=True, return_inverse=True)
    same = radius[first[again]] == radius
    # one object with another radius stands for itself
    extra = np.flatnonzero(~same)
    again[extra] = len(first) + np.arange(len(extra))
    return np.concatenate([first, extra]), again


def _nanos(days: pd.Series[Any]) -> NDArray[np.datetime64]:
    return days.to_numpy(dtype="datetime64[us]")


def _days(events: GeoDataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return first and last day of each event; one missing end is the other one."""
    first, last = _nanos(events["date_start"]), _nanos(events["date_end"])
    return np.where(np.isnat(first), last, first), np.where(np.isnat(last), first, last)


def _near(
    shapes: NDArray[Any], radius: NDArray[Any], outlines: NDArray[Any], margin: NDArray[Any]
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield each zone's number and the events whose boxes touch its box, metres and all.

    Dots come apart from areas, so that a zone may come twice; the zones of each come in order.
    """
    if not len(shapes) or not len(outlines):
        return
    grown = _grown(shapely.bounds(shapes), radius)
    boxes = _grown(shapely.bounds(outlines), margin)
    dots = shapely.get_type_id(shapes) == 0
    for chosen, search in ((np.flatnonzero(dots), _by_lon), (np.flatnonzero(~dots), _by_tree)):
        if len(chosen):
            for number, near in search(grown[chosen], boxes):
                yield number, chosen[near]


def _by_lon(grown: NDArray[Any], boxes: NDArray[Any]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Search small boxes by their western edges in order; boxes of dots are hardly ever large."""
    order = np.argsort(grown[:, 0], kind="stable")
    west, south, east, north = np.ascontiguousarray(grown[order].T)
    widest = float(np.max(east - west))
    for number, (left, low, right, high) in enumerate(boxes):
        found = []
        for shift in _ROUND:
            begin = np.searchsorted(west, left + shift - widest, "left")
            part = slice(begin, np.searchsorted(west, right + shift, "right"))
            hit = (east[part] >= left + shift) & (south[part] <= high) & (north[part] >= low)
            found.append(order[part][hit])
        near = np.concatenate(found)
        if len(near):
            yield number, near


def _by_tree(grown: NDArray[Any], boxes: NDArray[Any]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Search boxes of any size."""
    shifts = np.repeat(_ROUND, len(boxes))
    turned = np.tile(boxes, (len(_ROUND), 1))
    turned[:, [0, 2]] += shifts[:, None]
    tree = shapely.STRtree(shapely.box(*grown.T))
    found, hits = tree.query(shapely.box(*turned.T))
    pairs = np.unique(np.column_stack([found % len(boxes), hits]), axis=0)
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
    for group in np.split(pairs, starts[1:]):
        if len(group):
            yield int(group[0, 0]), group[:, 1]


def _grown(bounds: NDArray[Any], metres: NDArray[Any]) -> NDArray[Any]:
    """Return boxes in degrees, grown by `metres` on each side and a thousandth for good measure."""
    up = 1.001 * metres / (1000 * KM_A_DEGREE) + 1e-6
    south, north = bounds[:, 1] - up, bounds[:, 3] + up
    top = np.maximum(np.abs(south), np.abs(north))
    side = np.where(top < _POLE, up / np.cos(np.radians(np.minimum(top, _POLE))), 360.0)
    grown = [bounds[:, 0] - side, south, bounds[:, 2] + side, north]
    return np.column_stack(grown)


def _fits(
    shapes: NDArray[Any], radius: NDArray[Any], outline: Any, margin: float
) -> NDArray[np.int8]:
    """Return 3 (inside), 2 (edge) or 1 (outside) for each event against one zone."""
    from pyproj import Proj  # noqa: PLC0415 - 0.05 s, only where there are zones

    parts = shapely.get_parts(outline)
    middle = parts[np.argmax(shapely.area(parts))].centroid
    grid = f"+proj=aeqd +lat_0={middle.y:.3f} +lon_0={middle.x:.3f} +datum=WGS84 +units=m"
    to_grid = Proj(grid)  # the very numbers of a Transformer, made in a fortieth of its time

    def metric(shape: Any) -> Any:
        # edges are straight in degrees (RFC 7946, 3.1.1), so they bend on the grid: 0.3 m at most
        straight = shapely.segmentize(shape, _SEGMENT)
        return shapely.transform(straight, to_grid, interleaved=False)

    # halves cut at the 180th meridian meet again here; 1 cm closes the seam
    ground = shapely.make_valid(shapely.union_all(metric(parts), grid_size=0.01))
    border = shapely.boundary(ground)
    shapely.prepare([ground, border])
    dots = shapely.get_type_id(shapes) == 0
    spots = shapely.transform(shapes, to_grid, interleaved=False) if dots.all() else metric(shapes)
    # the grid has no place for the far side of the globe, which is outside anyway
    spots = np.where(np.isfinite(shapely.bounds(spots)).all(axis=1), spots, None)
    reach = np.where(dots, radius, 0.0) + margin
    clear = ~shapely.dwithin(border, spots, np.maximum(reach, _SLACK_M))
    # an area may share the border of the zone that it fills
    inside = shapely.covers(ground, spots) & (clear | (~dots & (reach == 0)))
    code = np.where(inside, 3, 1).astype(np.int8)
    others = np.flatnonzero(~inside)
    touches = shapely.dwithin(ground, spots[others], reach[others] + _SLACK_M)
    code[others[touches]] = 2
    return code
