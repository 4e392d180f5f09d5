"""Where the text in a table's cells lies: degrees, minutes, pairs in one cell, grids.

The secret of this module is how positions are spelt and spoilt by people, map services, spreadsheets
and scripts, and which of it is certain. What is certain is read and said; what is not is a fault of
its row, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.model import MAX_LAT, MAX_LON
from geo.tables.values import SIGNS, UNKNOWN, no_value, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.project import Box

_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_DMS: Final = re.compile(
    r"""(?P<before>[NSEW])?\s*(?P<sign>-)?(?P<d>\d{1,3})\s*[°ºd:\s]\s*
        (?:(?P<m>\d{1,2}(?:\.\d+)?)\s*['’′m:\s]?\s*)?
        (?:(?P<s>\d{1,2}(?:\.\d+)?)\s*(?:"|”|″|''|s)?\s*)?(?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
_SUFFIXED: Final = re.compile(r"([NSEW])?\s*(\d+(?:\.\d+)?)\s*°?\s*([NSEW])?", re.IGNORECASE)
_FAR: Final = 5.0  # degrees: a swap that moves a place so far can't be a place near by
_SIXTY: Final = 60


_POINT: Final = re.compile(
    r"(?:SRID=4326;\s*)?POINT\s*Z?\s*\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)(?:\s+[-+\d.eE]+)?\s*\)", re.IGNORECASE
)  # fmt: skip
_DECIMAL: Final = r"[-+]?\d{1,3}\.\d+"
# What map services put into their addresses, and programs into cells: latitude and longitude
_NAMED_PAIRS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"https?://\S{{0,200}}?mlat=({_DECIMAL})&mlon=({_DECIMAL})(?![\d.]).{{0,500}}",
        rf"https?://\S{{0,200}}?(?:[@=/]|%20)({_DECIMAL})(?:,|%2C|/)(?:%20|\+)?({_DECIMAL})(?![\d.]).{{0,500}}",
        r"\W*lat(?:itude)?\W{1,4}([-+]?\d{1,3}(?:\.\d+)?)\W{1,5}(?:lng|long?|longitude)\W{1,4}"
        r"([-+]?\d{1,3}(?:\.\d+)?)\W*",
    )
)
_SIDES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), letter)
    for pattern, letter in (
        (r"north\b|пн\.?\s?ш\.?|с\.?\s?ш\.?|شمالا?ً?", "N"),
        (r"south\b|пд\.?\s?ш\.?|ю\.?\s?ш\.?|جنوبا?ً?", "S"),
        (r"east\b|сх\.?\s?д\.?|в\.?\s?д\.?|شرقا?ً?", "E"),
        (r"west\b|зх\.?\s?д\.?|з\.?\s?д\.?|غربا?ً?", "W"),
    )
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}|[^\W\d_a-zA-Z]")
# Between two coordinates in one cell, the surest first: 49,068; 33,42 has three commas and one end
_BETWEEN: Final = tuple(
    map(re.compile, (r"\s*[;|/]\s*", r",\s+", r"\s*,\s*", r"(?<=[NSEWnsew])\s*", r"\s+"))
)
_LONGEST: Final = 600
_MOST_PAIRS: Final = 0.8  # of the cells that are filled


def is_pair(cells: pd.Series[str]) -> bool:
    """Return whether nearly all cells that are filled hold two coordinates: "35.86, 36.81"."""
    head = plain(cells[cells != ""].head(200))
    return bool(len(head)) and float(head.map(_pair).notna().mean()) >= _MOST_PAIRS


def is_degrees(cells: pd.Series[str], most: float = MAX_LON) -> bool:
    """Return whether nearly all of these filled cells are plain degrees, `most` at most."""
    numbers = pd.to_numeric(cells.str.replace(",", "."), errors="coerce")
    return bool((numbers.abs() <= most).mean() >= _MOST_PAIRS)


def read_pairs(cells: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str], str]:
    """Return longitudes and latitudes, as text, of cells that hold both, and which of them stands first.

    A cell's own letters decide for it, a WKT point and the address of a map for themselves. Elsewhere
    the latitude stands first, as people write it, unless a first number above 90 or the letters of
    all other cells say otherwise. A cell that holds no pair is given back whole, as a fault to be told.
    """
    codes, values = pd.factorize(plain(cells))
    pairs = [_pair(str(value)) for value in values]
    lettered = {first for pair in pairs if pair and (first := pair[2]) in {"lat", "lon"}}
    beyond = any(
        pair and not pair[2] and abs(_degree(pair[0], "NSEW")[0]) > MAX_LAT for pair in pairs
    )
    lon_first = beyond or lettered == {"lon"}
    lons, lats = [], []
    for value, pair in zip(values, pairs, strict=True):
        lat, lon, first = pair or (str(value), str(value), "told")
        if first == "lon" or (not first and lon_first):
            lat, lon = lon, lat
        lons.append(lon)
        lats.append(lat)
    frame = pd.DataFrame({"lon": lons, "lat": lats}, dtype="str").take(codes)
    lon_texts, lat_texts = (frame[name].reset_index(drop=True) for name in ("lon", "lat"))
    return (
        lon_texts,
        lat_texts,
        f"Its first number is the {'longitude' if lon_first else 'latitude'}.",
    )


def _pair(text: str) -> tuple[str, str, str] | None:
    """Return two coordinates of a cell in their order, None if it does not hold two.

    Third comes which letters say stands first, ``"lat"`` or ``"lon"``; ``"told"`` where the cell's
    own form tells, with the latitude first; ``""`` where nothing does.
    """
    if len(text) > _LONGEST:
        return None
    if point := _POINT.fullmatch(text):
        return point[2], point[1], "told"
    for pattern in _NAMED_PAIRS:
        if named := pattern.fullmatch(text):
            return named[1], named[2], "told"
    text = _lettered(text).strip("()[] ")
    for between in _BETWEEN:
        halves = [half for half in between.split(text) if half]
        if len(halves) != 2 or any(_degree(half, "NSEW")[1] for half in halves):  # noqa: PLR2004
            continue
        sides = ["".join(re.findall("[NSEW]", half.upper())) for half in halves]
        first = "lon" if {sides[0]} & {"E", "W"} else "lat" if {sides[0]} & {"N", "S"} else ""
        if sides[0] and sides[1] and (first == "lon") == (sides[1] in {"E", "W"}):
            return None  # twice the same axis
        return halves[0], halves[1], first or {"E": "lat", "W": "lat"}.get(sides[1], "")
    return None


def _lettered(text: str) -> str:
    """Write the side of the globe as a letter where it stands in words: 48° пн. ш., 36.8 شرقا."""
    if _LETTERS.search(text):
        for pattern, letter in _SIDES:
            text = pattern.sub(letter, text)
    return text


# Northings of 32 to 40 degrees north: there the letter S names the band, elsewhere the south.
_BAND_S: Final = (3_500_000.0, 4_450_000.0)
_MAX_NORTHING: Final = 9_330_000.0  # of 84 degrees north, where the grid ends
_ZONE: Final = re.compile(
    r"(?:utm|zone|zona|huso|fuseau|\s)*(\d{1,2})\s*([A-Z]?)\w*", re.IGNORECASE
)
_NORTHERN: Final = "NPQRTUVWX"


def read_grid(
    easting: pd.Series[str], northing: pd.Series[str], zone: pd.Series[str]
) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return longitudes and latitudes, as text, of metres on UTM (WGS 84) with the zone beside them.

    The letter of a zone is a band of the grid, or N and S the half of the globe: which of both S is
    the northing tells. A zone without a letter names no half; such a row is given back as a fault
    to be told, unless only the south has its northing.
    """
    frame = pd.DataFrame({"x": easting, "y": northing, "zone": plain(zone)}, dtype="str")
    x, y = (_degrees(plain(frame[name]), "NSEW")[0] for name in ("x", "y"))
    words = frame["x"] + ", " + frame["y"] + ", zone " + frame["zone"]
    filled = ((frame["x"] != "") | (frame["y"] != "")).to_numpy(dtype=bool)
    lons = np.where(filled, words.to_numpy(dtype=object), "").astype(object)
    lats = lons.copy()
    for name, at in frame.groupby("zone", sort=False).indices.items():
        match = _ZONE.fullmatch(str(name))
        if not match or not 1 <= int(match[1]) <= 60:  # noqa: PLR2004 - the zones of the globe
            continue
        letter, north = match[2].upper(), y[at]
        if letter == "S":
            southern = ~((north > _BAND_S[0]) & (north < _BAND_S[1]))
        elif letter:
            southern = np.full(len(at), letter not in _NORTHERN)
        else:
            southern = north > _MAX_NORTHING
        for south in (False, True):
            rows = at[(southern == south) & ~np.isnan(x[at]) & ~np.isnan(north)]
            if len(rows) and (letter or south):
                crs = f"EPSG:{(32700 if south else 32600) + int(match[1])}"
                lon, lat = _from_grid(x[rows], y[rows], crs)
                lons[rows], lats[rows] = (
                    [repr(float(v)) for v in lon],
                    [repr(float(v)) for v in lat],
                )
    return pd.Series(lons, dtype="str"), pd.Series(lats, dtype="str")


@dataclass(slots=True)
class Spots:
    """Where each row lies (NaN nowhere), why it lies nowhere, and what was mended."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    faults: NDArray[np.object_]
    mended: NDArray[np.object_]


def read_spots(
    lon: pd.Series[str], lat: pd.Series[str], *, box: Box | None = None, crs: str = ""
) -> Spots:
    """Read two columns of coordinates.

    Parameters
    ----------
    box
        The project's region, which can prove a mend: digits that lie there in only one way after a
        lost decimal point, or a swap that brings a place there from far away.
    crs
        The grid that the numbers are counted in, ``""`` for degrees on WGS 84.

    Returns
    -------
    Spots
        NaN and no fault where both cells are empty; NaN and a fault where a value can't be used.
    """
    x, x_fault = _degrees(lon, "EW")
    y, y_fault = _degrees(lat, "NS")
    size = len(lon)
    faults = np.where(x_fault != "", x_fault, y_fault).astype(object)
    mended = np.full(size, "", dtype=object)
    half = (np.isnan(x) ^ np.isnan(y)) & (faults == "")
    faults[half] = "one of its coordinates is missing"
    if crs:
        x, y = _from_grid(x, y, crs)
    spots = Spots(x, y, faults, mended)
    _judge(spots, box)
    bad = spots.faults != ""
    spots.lon[bad] = spots.lat[bad] = np.nan
    return spots


def _from_grid(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from pyproj import Transformer  # noqa: PLC0415 - only for tables in another grid

    lon, lat = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(x, y)
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    return np.where(np.isfinite(lon), lon, np.nan), np.where(np.isfinite(lat), lat, np.nan)


def _degrees(texts: pd.Series[str], axis: str) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return numbers and faults; most columns are plain decimals and are read at once."""
    fast = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=float, na_value=np.nan).copy()
    faults = np.full(len(texts), "", dtype=object)
    slow = ~np.isfinite(fast)
    fast[slow] = np.nan
    for at in np.flatnonzero(slow & (texts.to_numpy(dtype=object) != "")):
        value = str(texts.iloc[at]).translate(SIGNS).strip()
        if value.lower() not in UNKNOWN:
            fast[at], faults[at] = _degree(value, axis)
    return fast, faults


def _degree(value: str, axis: str) -> tuple[float, str]:
    """Read one spelling of degrees: 35,93 or 35.93° N or 35°55'50"N."""
    number = _lettered(value)
    number = number.replace(",", ".") if number.count(",") == 1 and "." not in number else number
    if _NUMBER.fullmatch(number) and np.isfinite(float(number)):
        return float(number), ""
    match = _SUFFIXED.fullmatch(number)
    if match and (match[1] or match[3] or "°" in number):
        return _signed(float(match[2]), match[1] or match[3] or "", axis, value)
    match = _DMS.fullmatch(number)
    if match and match["m"]:
        minutes, seconds = float(match["m"]), float(match["s"] or 0)
        if minutes >= _SIXTY or seconds >= _SIXTY:
            return float("nan"), f"{value[:40]!r} has more than 59 minutes or seconds"
        degrees = float(match["d"]) + minutes / _SIXTY + seconds / _SIXTY**2
        side = match["before"] or match["after"] or ("-" if match["sign"] else "")
        return _signed(degrees, side, axis, value)
    return float("nan"), no_value(value, "coordinate")


def _signed(degrees: float, side: str, axis: str, value: str) -> tuple[float, str]:
    side = side.upper()
    if side and side not in axis + "-":
        return float("nan"), f"{value[:40]!r} points {side}, which is the other coordinate"
    return (-degrees if side in {"S", "W", "-"} and side else degrees), ""


def _judge(spots: Spots, box: Box | None) -> None:
    """Mend what is certain, and say why the rest can't be used."""
    lon, lat = spots.lon, spots.lat
    known = ~np.isnan(lon) & ~np.isnan(lat)
    _blame(spots, known & (lon == 0) & (lat == 0), "0, 0 is what programs write for no place")
    known &= spots.faults == ""
    far_off = known & ((np.abs(lat) > MAX_LAT) | (np.abs(lon) > MAX_LON))
    swappable = far_off & (np.abs(lon) <= MAX_LAT) & (np.abs(lat) <= MAX_LON)
    if box is not None:
        west, south, east, north = box
        home = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
        away = np.maximum.reduce([west - lon, lon - east, south - lat, lat - north])
        swappable = (swappable & home) | (known & home & (away > _FAR))
    for at in np.flatnonzero(swappable):
        lon[at], lat[at] = lat[at], lon[at]
        spots.mended[at] = "longitude and latitude were swapped"
    for at in np.flatnonzero(far_off & ~swappable):
        found = _with_point(lon[at], lat[at], box) if box is not None else None
        if found:
            lon[at], lat[at] = found
            spots.mended[at] = "a lost decimal point was put back"
        elif max(abs(lon[at]), abs(lat[at])) >= 10_000:  # noqa: PLR2004
            spots.faults[at] = (
                f"{lon[at]:.10g}, {lat[at]:.10g} are no degrees; name their grid as `crs` in "
                "atlas.toml if they are metres"
            )
        else:
            spots.faults[at] = f"{lon[at]:.10g}, {lat[at]:.10g} lies outside the globe"


def _blame(spots: Spots, rows: NDArray[np.bool_], fault: str) -> None:
    spots.faults[rows] = fault


def _with_point(lon: float, lat: float, box: Box) -> tuple[float, float] | None:
    """Return the one place in `box` that both numbers name once a decimal point is set."""
    west, south, east, north = box
    xs = _inside(lon, west, east, MAX_LON)
    ys = _inside(lat, south, north, MAX_LAT)
    return (xs[0], ys[0]) if len(xs) == len(ys) == 1 else None


def _inside(value: float, low: float, high: float, limit: float) -> list[float]:
    if abs(value) <= limit:
        return [value] if low <= value <= high else []
    return [v for v in (value / 10**k for k in range(1, 10)) if low <= v <= high]
