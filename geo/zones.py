"""The layers under the events, and which zone held a place on a day.

The secret of this module is how doubt about a place meets doubt about a border. A place is a disc
or an area, not a dot; a border is a band as wide as its own accuracy; what touches the band is
``"edge"``, never quietly in or out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import border, coded
from geo.blocks import distinct
from geo.distance import KM_A_DEGREE
from geo.errors import InputError
from geo.features import read_features
from geo.model import CRS, EVENTS, LINES, MENDED, SITES, ZONES, LeftOut, Schema, stable_id
from geo.project import data_files
from geo.spots import Spots
from geo.tables.positions import read_spots
from geo.tables.sheet import read_sheets

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
_OUTSIDE, _EDGE, _INSIDE = 1, 2, 3
_NOTHING: Final = np.array(None, dtype=object)
_ROUND: Final = (0, -360, 360)  # an event at 179.9 E is near a zone at 180 W
_POLE: Final = 89.9  # beyond it a disc may span every longitude
_BLOCK: Final = 1_000_000  # events that are looked at together
_BINS: Final = 128  # a side, over the dots of a block
# Dots of about one radius are searched together, since the widest says how far
_RADII_M: Final = (-np.inf, 2_000.0, 15_000.0, 60_000.0, np.inf)
_CELLS: Final = 40_000_000  # of the lattices of all zones, two bytes each
_MOST_CELLS: Final = 1_000_000  # of one
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
    return Layer(zones, len(events)).assign(events)


class Layer:
    """Zones, and what is made of each once while tables or blocks of events pass by.

    Parameters
    ----------
    zones
        `geo.model.ZONES`.
    events
        How many will come, about; what is worth making hangs on it, never what comes out.
    """

    def __init__(self, zones: GeoDataFrame, events: int) -> None:
        self._names = ZONES.check(zones)["zone_id"]
        self._outlines = zones.geometry.to_numpy()
        self._margin = np.nan_to_num(zones["accuracy_m"].to_numpy(dtype=float))
        self._starts, self._ends = _nanos(zones["start"]), _nanos(zones["end"])
        self._bounds = shapely.bounds(self._outlines)
        self._grounds: dict[int, _Ground] = {}
        self._lattices: dict[tuple[int, float], border.Lattice | None] = {}
        self._events, self._size = events, 1
        self._cells = min(_MOST_CELLS, _CELLS // max(1, len(zones)))

    def assign(self, events: GeoDataFrame) -> GeoDataFrame:
        """Return what `assign_zones` does."""
        EVENTS.check(events)
        first, last = _days(events)
        spots = Spots.of(events.geometry)
        radius = np.nan_to_num(events["radius_m"].to_numpy(dtype=float, na_value=np.nan))
        fit, zone = np.zeros(len(events), np.int8), np.full(len(events), -1, np.int32)
        for start in range(0, len(events), _BLOCK):
            part = slice(start, start + _BLOCK)
            self._block(spots[part], radius[part], first[part], last[part], fit[part], zone[part])
        return events.assign(
            zone=coded.chosen(zone, list(self._names)),
            zone_fit=coded.chosen(fit - np.int8(1), ("outside", "edge", "inside")),
        )

    def _block(
        self, spots: Spots, radius: NDArray[Any], first: NDArray[np.datetime64],
        last: NDArray[np.datetime64], fit: NDArray[np.int8], zone: NDArray[np.int32],
    ) -> None:  # fmt: skip
        """Fill in `fit` and `zone` of a block of events."""
        self._size = len(spots)
        lon, lat = spots.lon, spots.lat
        areas, shapes = spots.outlined()
        dated = ~np.isnat(first)
        areas, shapes = areas[dated[areas]], shapes[dated[areas]]
        dots = spots.dots & dated
        fit[dots], fit[areas] = _OUTSIDE, _OUTSIDE
        if not len(self._outlines):
            return
        dots &= np.isfinite(lon) & np.isfinite(lat)
        for above, most in pairwise(_RADII_M):
            rows = np.flatnonzero(dots & (radius > above) & (radius <= most))
            if not len(rows):
                continue
            x, y, reach = (a if len(rows) == len(a) else a[rows] for a in (lon, lat, radius))
            if np.isinf(most):
                boxes = _grown(np.column_stack([x, y, x, y]), reach)
                pairs = _by_tree(boxes, self._boxes(0.0))
            else:
                bins = _Bins(x, y)
                rows, x, y, reach = rows[bins.order], bins.lon, bins.lat, reach[bins.order]
                pairs = bins.search(self._boxes(float(reach.max())))
            events = _Events(rows, first, last)
            for number, near in self._in_force(pairs, events):
                code = self._dots(number, most, x[near], y[near], reach[near])
                events.take(number, near, code)
            fit[rows], zone[rows] = events.fit, events.zone
        if len(areas):
            events = _Events(areas, first, last)
            pairs = _by_tree(_grown(shapely.bounds(shapes), 0.0), self._boxes(0.0))
            for number, near in self._in_force(pairs, events):
                alone, again = distinct(shapes[near])
                code = self._ground(number).areas(shapes[near[alone]], self._margin[number])
                events.take(number, near, code[again])
            fit[areas], zone[areas] = events.fit, events.zone

    def _boxes(self, radius: float) -> NDArray[Any]:
        return _grown(self._bounds, self._margin + radius)

    def _in_force(
        self, pairs: Iterator[tuple[int, NDArray[np.int64]]], events: _Events
    ) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Yield of each zone those events on whose days it was in force, unless they have one."""
        for number, near in pairs:
            start, end = self._starts[number], self._ends[number]
            held = events.fit[near] < _INSIDE
            if start > events.earliest:  # never, if it has none
                held &= start <= events.last[events.rows[near]]
            if end <= events.latest:
                held &= events.first[events.rows[near]] < end
            if held.any():
                yield number, near[held]

    def _dots(
        self, number: int, group: float, lon: NDArray[Any], lat: NDArray[Any], radius: NDArray[Any]
    ) -> NDArray[np.int8]:
        """Return the code of dots against one zone, measuring those that it takes."""
        reach = radius + self._margin[number]
        code = np.zeros(len(lon), dtype=np.int8)
        if lattice := self._lattice(number, group, len(lon), reach):
            middle = (self._bounds[number, 0] + self._bounds[number, 2]) / 2
            turns = np.round((lon - middle) / 360)
            code = lattice.settle(lon - 360 * turns if turns.any() else lon, lat, reach)
            if (code == _EDGE).any() and not self._ground(number).as_drawn:
                code[code == _EDGE] = 0
        unsure = np.flatnonzero(code == 0)
        if len(unsure):
            code[unsure] = self._ground(number).dots(lon[unsure], lat[unsure], reach[unsure])
        return code

    def _lattice(
        self, number: int, group: float, count: int, reach: NDArray[Any]
    ) -> border.Lattice | None:
        key = number, group
        if key not in self._lattices:
            count *= max(1, round(self._events / self._size))
            if count < border.FEWEST:
                return None
            self._lattices[key] = border.lattice_over(
                self._outlines[number], count, self._cells, float(reach.max())
            )
        return self._lattices.get(key)

    def _ground(self, number: int) -> _Ground:
        if number not in self._grounds:
            self._grounds[number] = _Ground(self._outlines[number])
        return self._grounds[number]


class _Events:
    """What is known of some events so far: how well they fit in which zone."""

    def __init__(
        self, rows: NDArray[np.int64], first: NDArray[np.datetime64], last: NDArray[np.datetime64]
    ) -> None:
        self.rows, self.first, self.last = rows, first, last
        # of the whole block, without those that have no day
        self.latest, self.earliest = np.fmax.reduce(first), np.fmin.reduce(last)
        self.fit = np.ones(len(rows), np.int8)
        self.zone = np.full(len(rows), -1, np.int32)

    def take(self, number: int, near: NDArray[np.int64], code: NDArray[np.int8]) -> None:
        """Take zone `number` where it fits better than those before."""
        better = np.flatnonzero(code > _OUTSIDE)
        better = better[code[better] > self.fit[near[better]]]
        self.fit[near[better]] = code[better]
        self.zone[near[better]] = number


def _nanos(days: pd.Series[Any]) -> NDArray[np.datetime64]:
    return days.to_numpy(dtype="datetime64[us]")


def _days(events: GeoDataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return first and last day of each event; one missing end is the other one."""
    first, last = _nanos(events["date_start"]), _nanos(events["date_end"])
    return np.where(np.isnat(first), last, first), np.where(np.isnat(last), first, last)


class _Bins:
    """Dots in the cells of a coarse net, so that those near a zone lie together."""

    def __init__(self, lon: NDArray[Any], lat: NDArray[Any]) -> None:
        self._corner = corner = np.array([lon.min(), lat.min()])
        extent = np.array([lon.max(), lat.max()]) - corner
        self._size = np.maximum(extent, 1e-9) * (1 + 1e-9) / _BINS
        scale = 1 / self._size
        bins = ((lat - corner[1]) * scale[1]).astype(np.int16) * np.int16(_BINS)
        bins += ((lon - corner[0]) * scale[0]).astype(np.int16)
        self.order = np.argsort(bins, kind="stable")
        counts = np.bincount(bins, minlength=_BINS * _BINS)
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self.lon, self.lat = lon[self.order], lat[self.order]

    def search(self, boxes: NDArray[Any]) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Yield each box's number and the dots in it, by their place in `order`."""
        turned = np.stack([boxes + np.array([turn, 0, turn, 0]) for turn in _ROUND], axis=1)
        low = (turned[..., :2] - self._corner) / self._size
        high = (turned[..., 2:] - self._corner) / self._size
        meets = ((high >= 0) & (low <= _BINS)).all(axis=2)
        low, high = (np.clip(ends, 0, _BINS - 1).astype(np.int64) for ends in (low, high))
        for number in np.flatnonzero(meets.any(axis=1)).tolist():
            found = [
                self._within(turned[number, turn], low[number, turn], high[number, turn])
                for turn in np.flatnonzero(meets[number])
            ]
            near = np.concatenate(found) if len(found) > 1 else found[0]
            if len(near):
                yield number, near

    def _within(
        self, box: NDArray[Any], low: NDArray[np.int64], high: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        rows = np.arange(low[1], high[1] + 1) * _BINS
        begins, ends = self._starts[rows + low[0]], self._starts[rows + high[0] + 1]
        near: NDArray[np.int64] = np.concatenate(
            [np.arange(*pair) for pair in zip(begins, ends, strict=True)]
        )
        lon, lat = self.lon[near], self.lat[near]
        west, south, east, north = box
        held = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        return near[np.flatnonzero(held)]


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


def _grown(bounds: NDArray[Any], metres: NDArray[Any] | float) -> NDArray[Any]:
    """Return boxes in degrees, grown by `metres` on each side, and a little for good measure."""
    up = np.minimum((1.01 * metres + 2 * _SLACK_M) / (1000 * KM_A_DEGREE), 360.0)
    south, north = bounds[:, 1] - up, bounds[:, 3] + up
    top = np.maximum(np.abs(south), np.abs(north))
    side = np.where(top < _POLE, up / np.cos(np.radians(np.minimum(top, _POLE))), 360.0)
    grown = [bounds[:, 0] - side, south, bounds[:, 2] + side, north]
    return np.column_stack(grown)


class _Ground:
    """A zone on a grid of metres round its middle, for what has to be measured."""

    def __init__(self, outline: Any) -> None:
        from pyproj import Proj  # noqa: PLC0415 - 0.05 s, only where there are zones

        parts = shapely.get_parts(outline)
        middle = parts[np.argmax(shapely.area(parts))].centroid
        grid = f"+proj=aeqd +lat_0={middle.y:.3f} +lon_0={middle.x:.3f} +datum=WGS84 +units=m"
        self._to_grid = Proj(grid)  # the very numbers of a Transformer, in a fortieth of its time
        drawn = self._metric(parts)
        # halves cut at the 180th meridian meet again here; 1 cm closes the seam
        self._ground = shapely.make_valid(shapely.union_all(drawn, grid_size=0.01))
        self._border = shapely.boundary(self._ground)
        shapely.prepare([self._ground, self._border])
        self._drawn = drawn

    @cached_property
    def as_drawn(self) -> bool:
        """Whether all of the drawn border is here: no seam or slit was closed."""
        drawn = shapely.get_rings(self._drawn)
        here = shapely.get_rings(shapely.get_parts(self._ground))
        lost = shapely.length(self._drawn).sum() - shapely.length(self._border)
        corners = shapely.get_num_coordinates(self._border)
        # to the centimetre, each corner may change a length; what is lost has to be next to nothing
        return len(drawn) == len(here) and bool(abs(lost) < 1 + 1e-5 * corners)

    def _metric(self, shape: Any) -> Any:
        # edges are straight in degrees (RFC 7946, 3.1.1), so they bend on the grid: 0.3 m at most
        straight = shapely.segmentize(shape, _SEGMENT)
        return shapely.transform(straight, self._to_grid, interleaved=False)

    def dots(self, lon: NDArray[Any], lat: NDArray[Any], reach: NDArray[Any]) -> NDArray[np.int8]:
        """Return the code of dots which may be off, with the border, by `reach` metres."""
        return self._fits(shapely.points(*self._to_grid(lon, lat)), reach, of_areas=False)

    def areas(self, shapes: NDArray[Any], margin: float) -> NDArray[np.int8]:
        """Return the code of areas and lines."""
        return self._fits(self._metric(shapes), np.full(len(shapes), margin), of_areas=True)

    def _fits(
        self, spots: NDArray[Any], reach: NDArray[Any], *, of_areas: bool
    ) -> NDArray[np.int8]:
        # the grid has no place for the far side of the globe, which is outside anyway
        spots = np.where(np.isfinite(shapely.bounds(spots)).all(axis=1), spots, _NOTHING)
        clear = ~shapely.dwithin(self._border, spots, np.maximum(reach, _SLACK_M))
        # an area may share the border of the zone that it fills
        inside = shapely.covers(self._ground, spots) & (clear | (of_areas & (reach == 0)))
        code = np.where(inside, _INSIDE, _OUTSIDE).astype(np.int8)
        others = np.flatnonzero(~inside)
        touches = shapely.dwithin(self._ground, spots[others], reach[others] + _SLACK_M)
        code[others[touches]] = _EDGE
        return code
