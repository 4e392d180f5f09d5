"""From GeoJSON to sound geometries on WGS 84.

The secret of this module is what is wrong with outlines in the wild and which of it is certain
enough to mend: an open ring, a bow-tie, a hole outside its shell, numbers spelt as text, a named
grid of metres, an outline over the 180th meridian. What is mended is said; what is not certain is
left out with file, feature and reason. The file is parsed here as JSON: a file given to GDAL may
name other files and addresses for it to open (a VRT named ``.geojson``), and this one can't.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.decode import decode
from geo.errors import InputError
from geo.model import MAX_LAT, MAX_LON, MENDED, LeftOut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry


_MAX_BYTES: Final = 500_000_000
_MIN_AREA: Final = 1e-12  # square degrees; 0.01 m2 on the equator
_DEGREES: Final = frozenset({"OGC:CRS84", "EPSG:4326", "WGS84", "CRS84"})
_DIMENSION: Final = {"point": 0, "line": 1, "polygon": 2}
_DEPTH: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


@dataclass(frozen=True, slots=True)
class Feature:
    """One sound feature: where it stands in its file, what it says, its geometry if it has one."""

    locator: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None


class _Fault(Exception):  # noqa: N818 - never leaves this module
    """Why one feature can't be used."""


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys came twice with different values."""

    twice: tuple[str, ...] = ()


def read_features(
    path: Path, *, wanted: str, stage: str, source: str, null_ok: bool = False
) -> tuple[list[Feature], list[LeftOut]]:
    """Read the features of one GeoJSON file.

    Parameters
    ----------
    wanted
        ``"polygon"``, ``"line"``, ``"point"``, or ``""`` for any. Parts of other kinds are dropped
        from mixed collections; a feature without a wanted part is left out.
    stage, source
        What the rows of ``left_out`` name.
    null_ok
        Keep features whose geometry is null, as RFC 7946 has it for what is not located.

    Returns
    -------
    tuple
        The features in the order of the file, with geometries that are valid, not empty and within
        longitude ±180 and latitude ±90; and a row for each feature left out (`stage`) or mended
        (stage ``"mended"``, nothing lost). Features in = features out + rows of `stage`.

    Raises
    ------
    InputError
        If the file as a whole is no GeoJSON or in a grid that does not exist.
    """
    document = _document(path)
    features = _features_of(document)
    to_degrees = _grid(document)
    out: list[Feature] = []
    rows: list[LeftOut] = []
    for number, raw in enumerate(features, start=1):
        locator = f"feature {number}"
        notes: list[str] = []
        try:
            properties = _properties(raw)
            name = properties.get("zone_id") or properties.get("name") or raw.get("id")
            if isinstance(name, str | int):
                locator = f"feature {number} ({str(name)[:60]})"
            shape = raw.get("geometry")
            located = not (null_ok and shape is None and raw.get("type") == "Feature")
            geometry = _geometry(shape, wanted, to_degrees, notes) if located else None
        except _Fault as fault:
            rows.append(LeftOut(stage, source, locator, str(fault)))
            continue
        out.append(Feature(locator, properties, geometry))
        rows.extend(LeftOut(MENDED, source, locator, note) for note in notes)
    return out, rows


def _document(path: Path) -> _Object:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(
                f"{path.name} has more than {_MAX_BYTES / 1e6:.0f} MB.", fix="Simplify or split it."
            )
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise InputError(
            f"{path.name} can't be read: {error.strerror}.", fix="Check its name and rights."
        ) from None
    except InputError as error:
        raise InputError(f"{path.name}: {error.problem}", fix=error.fix) from None
    try:
        document = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        what = "nests too deeply" if isinstance(error, RecursionError) else f"is no JSON: {error}"
        fix = "Export it again as GeoJSON; other formats are not read here."
        raise InputError(f"{path.name} {what}.", fix=fix) from None
    if not isinstance(document, _Object) or not _features_of(document):
        raise InputError(
            f"{path.name} holds no GeoJSON features.", fix="Export a FeatureCollection."
        )
    return document


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        made.twice = tuple(sorted({k for k, v in pairs if v != made[k]}))
    return made


def _features_of(document: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the features of a collection, a lone feature or a bare geometry; [] for others."""
    match document.get("type"):
        case "FeatureCollection" if isinstance(document.get("features"), list):
            return [f if isinstance(f, dict) else _Object() for f in document["features"]]
        case "Feature":
            return [document]
        case kind if kind in {*_DEPTH, "GeometryCollection"}:
            return [_Object(type="Feature", geometry=document)]
    return []


def _grid(document: Mapping[str, Any]) -> Any:
    """Return what turns the file's coordinates into degrees, None when they are degrees."""
    crs = document.get("crs")
    if crs is None:
        return None
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else crs
    short = str(name).upper().replace("URN:OGC:DEF:CRS:", "").replace("::", ":")
    short = short.replace("OGC:1.3:", "OGC:")
    if short in _DEGREES:
        return None
    from pyproj import CRS, Transformer  # noqa: PLC0415 - only for files in another grid
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        return Transformer.from_crs(CRS.from_user_input(str(name)), "EPSG:4326", always_xy=True)
    except CRSError:
        raise InputError(
            f"It names the coordinate system {str(name)[:80]!r}, which does not exist.",
            fix="Export it in degrees on WGS 84 (EPSG:4326), as GeoJSON must be.",
        ) from None


def _properties(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = raw.get("properties")
    if properties is None:
        properties = _Object()
    if not isinstance(properties, dict):
        raise _Fault("Its properties are no object. Write them as name and value.")
    for part in (raw, properties):
        if isinstance(part, _Object) and part.twice:
            raise _Fault(
                f"It gives {', '.join(part.twice)} twice, with different values. Keep one of them."
            )
    if "id" not in properties and isinstance(raw.get("id"), str | int):
        return {**properties, "id": raw["id"]}
    return properties


def _geometry(raw: Any, wanted: str, to_degrees: Any, notes: list[str]) -> BaseGeometry:
    if raw is None:
        raise _Fault("It has no geometry. Draw it, or take it out.")
    if not isinstance(raw, dict):
        raise _Fault("Its geometry is no GeoJSON object.")
    parts = _parts(raw, notes, depth=0)
    if not parts:
        raise _Fault("Its geometry is empty. Draw it, or take it out.")
    if to_degrees is not None:
        parts = [shapely.transform(p, to_degrees.transform, interleaved=False) for p in parts]
        notes.append(f"Converted to degrees from {to_degrees.source_crs.name}.")
    for part in parts:
        _check_range(shapely.get_coordinates(part))
    whole = [_valid(_wrapped(part, notes), notes) for part in parts]
    if wanted:
        whole = _only(whole, wanted, notes)
    whole = [part for part in whole if not part.is_empty]
    if not whole:
        raise _Fault("Nothing is left of its geometry once it is valid.")
    if len(whole) == 1:
        return whole[0]
    return shapely.union_all(whole)


def _parts(raw: Mapping[str, Any], notes: list[str], depth: int) -> list[BaseGeometry]:
    """Build each part by hand, so that a ring can be closed and text be read as numbers."""
    kind = raw.get("type")
    if kind == "GeometryCollection":
        members = raw.get("geometries")
        if not isinstance(members, list) or depth:
            raise _Fault("Its geometry collection holds no plain geometries.")
        return [p for g in members if isinstance(g, dict) for p in _parts(g, notes, depth + 1)]
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise _Fault(f"Its geometry type is {str(kind)[:40]!r}, which GeoJSON does not have.")
    coordinates: list[Any] = raw.get("coordinates") or []
    lists = _at_depth(coordinates, _DEPTH[kind])
    singular = kind.removeprefix("Multi")
    if singular == "Point":
        spots = _numbers(lists if kind == "MultiPoint" else [coordinates], notes)
        return [shapely.Point(x, y) for x, y in spots]
    if singular == "LineString":
        runs = lists if kind == "MultiLineString" else [coordinates]
        return [_line(_numbers(run, notes)) for run in runs]
    polygons = lists if kind == "MultiPolygon" else [coordinates]
    return [_polygon([_numbers(ring, notes) for ring in rings], notes) for rings in polygons]


def _at_depth(value: list[Any], depth: int) -> list[Any]:
    """Return `value` if its lists nest `depth` + 1 deep, as the geometry's type demands."""
    level: list[Any] = [value]
    for _ in range(depth + 1):
        if not all(isinstance(v, list) for v in level):
            raise _Fault("Its coordinates are not nested as its type demands.")
        level = [v for each in level for v in each]
    if any(isinstance(v, list | dict) for v in level):
        raise _Fault("Its coordinates are not nested as its type demands.")
    return value


def _numbers(points: list[Any], notes: list[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return an array of x, y; numbers spelt as text are read and said, heights are dropped."""
    spelt = False
    out: list[tuple[float, float]] = []
    for point in points:
        if len(point) < len(("x", "y")):
            raise _Fault("A coordinate has no second number.")
        pair = []
        for value in point[:2]:
            if isinstance(value, str):
                spelt = True
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise _Fault(f"A coordinate is {value!r}, not a number.")
            try:
                number = float(value)
            except (ValueError, OverflowError):
                raise _Fault(f"A coordinate is {str(value)[:40]!r}, not a number.") from None
            if not math.isfinite(number):
                raise _Fault(f"A coordinate is {value}, not a number.")
            pair.append(number)
        out.append((pair[0], pair[1]))
    note = "Its coordinates are spelt as text; they were read as numbers."
    if spelt and note not in notes:
        notes.append(note)
    return np.array(out, dtype=float).reshape(-1, 2)


def _line(points: np.ndarray[Any, np.dtype[np.float64]]) -> BaseGeometry:
    if len(np.unique(points, axis=0)) < len(("start", "end")):
        raise _Fault("A line needs two different points.")
    return shapely.LineString(points)


def _polygon(rings: list[np.ndarray[Any, np.dtype[np.float64]]], notes: list[str]) -> BaseGeometry:
    closed = []
    for ring in rings:
        if len(np.unique(ring, axis=0)) < 3:  # noqa: PLR2004 - a triangle
            raise _Fault("A ring has fewer than three different points, so it has no area.")
        if not np.array_equal(ring[0], ring[-1]):
            notes.append("A ring did not end where it began; it was closed.")
            closed.append(np.vstack([ring, ring[:1]]))
        else:
            closed.append(ring)
    if not closed:
        raise _Fault("Its geometry is empty. Draw it, or take it out.")
    return shapely.Polygon(closed[0], closed[1:])


def _check_range(points: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    x, y = points[:, 0], points[:, 1]
    if (np.abs(y) <= MAX_LAT).all() and (np.abs(x) <= 2 * MAX_LON).all():
        return
    if (np.abs(x) <= MAX_LAT).all() and (np.abs(y) <= MAX_LON).all():
        raise _Fault(
            f"Its latitudes reach {y[np.abs(y).argmax()]:g}: longitude and latitude look swapped. "
            "Write longitude first."
        )
    raise _Fault(
        f"Its coordinates reach {x[np.abs(x).argmax()]:g}, {y[np.abs(y).argmax()]:g}, which are no "
        "degrees and no grid is named. Export it in degrees on WGS 84 (EPSG:4326)."
    )


def _wrapped(part: BaseGeometry, notes: list[str]) -> BaseGeometry:
    """Cut what crosses the 180th meridian there, as RFC 7946, section 3.1.9 asks."""
    points = shapely.get_coordinates(part)
    x = points[:, 0]
    beyond = np.abs(x).max() > MAX_LON
    steps = np.abs(np.diff(x))
    ends = np.abs(x[:-1]) + np.abs(x[1:])
    leaps = bool(((steps > MAX_LON) & (ends < 2 * MAX_LON)).any()) and part.geom_type != "Point"
    if not beyond and not leaps:
        return part
    if beyond and x.max() - x.min() > 2 * MAX_LON:
        raise _Fault(f"Its longitudes span {x.max() - x.min():g} degrees, more than the globe.")
    east = shapely.transform(part, lambda xy: np.column_stack([xy[:, 0] % 360, xy[:, 1]]))
    east = shapely.make_valid(east) if not east.is_valid else east
    notes.append("It crosses the 180th meridian and was cut there.")
    halves = [
        shapely.intersection(east, shapely.box(0, -MAX_LAT, MAX_LON, MAX_LAT)),
        shapely.transform(
            shapely.intersection(east, shapely.box(MAX_LON, -MAX_LAT, 2 * MAX_LON, MAX_LAT)),
            lambda xy: xy - [2 * MAX_LON, 0],
        ),
    ]
    return shapely.union_all([half for half in halves if not half.is_empty])


def _valid(part: BaseGeometry, notes: list[str]) -> BaseGeometry:
    if shapely.is_valid(part):
        return part
    reason = shapely.is_valid_reason(part)
    if part.geom_type == "Polygon":
        # GEOS makes ground of a hole outside its shell, which nobody drew
        rings = shapely.polygons([part.exterior, *part.interiors])
        shell, *holes = shapely.make_valid(rings, method="structure", keep_collapsed=False)
        fixed = shapely.difference(shell, shapely.union_all(holes))
    else:
        fixed = shapely.make_valid(part, method="structure", keep_collapsed=False)
    notes.append(f"Its outline was mended ({reason}).")
    return fixed


def _only(parts: list[BaseGeometry], wanted: str, notes: list[str]) -> list[BaseGeometry]:
    """Keep the parts of the wanted dimension; an outline must hold some ground."""
    flat = [p for part in parts for p in shapely.get_parts(shapely.get_parts(part))]
    dimension = _DIMENSION[wanted]
    kept = [p for p in flat if shapely.get_dimensions(p) == dimension]
    if wanted == "polygon":
        sound = [p for p in kept if p.area > _MIN_AREA]
        if kept and not sound:
            raise _Fault("Its area is zero.")
        kept = sound
    if not kept:
        kinds = ", ".join(sorted({p.geom_type for p in flat})) or "nothing"
        raise _Fault(f"It should be a {wanted}; once valid it is {kinds}.")
    if len(kept) < len(flat):
        notes.append(f"{len(flat) - len(kept)} of its parts are no {wanted} and were dropped.")
    whole = shapely.union_all(kept) if wanted == "polygon" else shapely.GeometryCollection(kept)
    return [whole if wanted == "polygon" else _multi(kept)]


def _multi(parts: list[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    if parts[0].geom_type == "Point":
        return shapely.MultiPoint(parts)
    return shapely.MultiLineString(parts)
