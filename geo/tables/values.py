"""What the text in a column means: days, counts, coordinates.

The secret of this module is how values are spelt and spoilt by people, spreadsheets and scripts,
and which of it is certain. A spelling is decided once per column, from all of its values: the order
of day and month, decimal commas, spreadsheets' day numbers. What is certain is read and said; a
value that could be two things is a fault of its row, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.days import DIGITS, MONTHS, find_day
from geo.model import MAX_LAT, MAX_LON

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.project import Box

UNKNOWN: Final = frozenset(
    {
        *("", "-", "--", ".", "?", "n/a", "na", "n.a.", "nd", "nan", "none", "null", "nil", "#n/a"),
        *("unknown", "unk", "unclear", "not known", "غير معروف", "غير محدد"),
    }
)
"""What a cell says, in lower case, that says nothing; never applied to names: NA may be a place."""

_SIGNS: Final[dict[int, str]] = {
    **{digit: chr(plain_digit) for digit, plain_digit in DIGITS.items()},
    **{ord(k): v for k, v in {"٫": ".", "٬": ",", "−": "-", "–": "-", "‐": "-"}.items()},
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"), ""),
    **dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"), ""),
}
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d.*)?", re.IGNORECASE)
_COMPACT: Final = re.compile(r"(1[89]\d\d|20\d\d)(\d\d)(\d\d)")
_MONTH_ONLY: Final = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR_ONLY: Final = re.compile(r"(1[89]\d\d|20\d\d)(?:\.0)?")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_DASHED: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PERHAPS_NUMERIC: Final = r"^.{1,2}[/.-].{1,2}[/.-]"
_BLANK_END: Final = r"^[\x00-\x20]|[\x00-\x20]$"
_FIRST_DAY: Final = np.datetime64("0001-01-01")
_NUMERIC: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:.*)?")
_WORDS: Final = re.compile(rf"(?:{'|'.join(map(re.escape, MONTHS))})", re.IGNORECASE)
_FIRST_SERIAL: Final = date(1899, 12, 30)  # day 0 of spreadsheets, their false 29 February 1900 in
_SERIALS: Final = range(20_000, 60_000)  # 1954 to 2064
_YEAR_MONTHS: Final = 12

_INT: Final = r"\d+(?:,\d{3})*(?:\.0+)?"
_RANGE: Final = re.compile(rf"(?:between )?({_INT})\s*(?:-|to|and|إلى)\s*({_INT})")
_ABOUT: Final = re.compile(
    rf"(?:~|≈|about|around|approx\.?|approximately|c\.?|ca\.?|some)\s*({_INT})"
)
_LEAST: Final = re.compile(rf"(?:at least|no fewer than|min\.?|>=|≥)\s*({_INT})|({_INT})\s*\+")
_MORE: Final = re.compile(rf"(?:more than|over|>)\s*({_INT})")
_MOST: Final = re.compile(rf"(?:up to|at most|no more than|max\.?|<=|≤)\s*({_INT})")
_LESS: Final = re.compile(rf"(?:less than|fewer than|under|<)\s*({_INT})")

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


def plain(texts: pd.Series[str]) -> pd.Series[str]:
    """Return texts with European digits, plain signs and blanks, and no invisible marks."""
    if _is_plain(texts):
        return texts
    codes, values = pd.factorize(texts)
    clean = [str(v).translate(_SIGNS).strip() for v in values]
    return pd.Series(np.array(clean, dtype=object)[codes], index=texts.index, dtype="str")


def _is_plain(texts: pd.Series[str]) -> bool:
    """Tell whether `plain` would change nothing, where that can be told at once."""
    if texts.dtype != "str":
        return False
    column = pa.array(texts, pa.large_string())
    if column.null_count or not pc.all(pc.string_is_ascii(column)).as_py():
        return False
    return not pc.any(pc.match_substring_regex(column, _BLANK_END)).as_py()


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of each row, why a row has none, and what was chosen for the column."""

    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    faults: NDArray[np.object_]
    notes: list[str] = field(default_factory=list)


def read_days(texts: pd.Series[str], order: str | None = None) -> Days:
    """Read a column of days; a month or a year alone is a range.

    Parameters
    ----------
    order
        ``"ymd"``, ``"dmy"`` or ``"mdy"`` for days such as 03/04/2020, ``""`` where both may be
        meant, None to find it out: a number above 12 shows which one is the day. Where nothing
        shows it, such days are faults.

    Returns
    -------
    Days
        Missing, with an empty fault, where the cell is empty or says unknown. A time of day and its
        zone are dropped: the day is the one written.
    """
    codes, values = pd.factorize(plain(texts))
    notes: list[str] = []
    if order is None:
        day_first, month_first, _ = order_shown([str(value) for value in values])
        order = "" if day_first == month_first else "dmy" if day_first else "mdy"
    known = _dashed_days(values)
    others = np.isnat(known)
    read = [_day(str(value), order) for value in values[others]]
    kinds = {kind for _, _, _, kind in read}
    if "serial" in kinds:
        notes.append("Numbers such as 43867 were read as spreadsheets' day numbers.")
    if "short year" in kinds:
        notes.append("Years of two digits were read as 2000 to 2069 and 1970 to 1999.")
    if not len(values):
        known, others, read = np.array(["NaT"], "datetime64[us]"), np.array([False]), []
    first, last = known, known.copy()
    faults = np.full(len(known), "", dtype=object)
    for column, found in zip((first, last, faults), zip(*read, strict=True), strict=False):
        column[others] = np.array(found, dtype=column.dtype)
    return Days(first[codes], last[codes], faults[codes], notes)


def _dashed_days(values: pd.Index[str]) -> NDArray[np.datetime64]:
    """Return the days of values such as 2020-02-06, which most tables have; missing of others."""
    found = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[us]")
    texts = pa.array(values, pa.large_string())
    dashed = pc.match_substring_regex(texts, _DASHED)
    try:
        days = texts.filter(dashed).cast(pa.date32()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:  # one of them is no day of the calendar
        return found
    if len(days) and days.min() >= _FIRST_DAY:
        found[dashed.to_numpy(zero_copy_only=False)] = days
    return found


def show_order(texts: pd.Series[str]) -> list[str]:
    """Return of `plain` texts all that may show in which order days stand, each once."""
    column = pa.array(texts, pa.large_string())
    perhaps = pc.match_substring_regex(column, _PERHAPS_NUMERIC)
    shown: list[str] = column.filter(perhaps).unique().to_pylist()
    return shown


def order_shown(values: list[str]) -> tuple[bool, bool, bool]:
    """Return whether days such as 03/04/2020 show the day first, the month first, or leave it open.

    More than one may hold: rows of one column need not agree.
    """
    day_first = month_first = doubtful = False
    for value in values:
        match = _NUMERIC.fullmatch(value)
        if match:
            a, b = int(match[1]), int(match[3])
            day_first |= a > _YEAR_MONTHS >= b
            month_first |= b > _YEAR_MONTHS >= a
            doubtful |= max(a, b) <= _YEAR_MONTHS
    return day_first, month_first, doubtful


_Read = tuple[date | None, date | None, str, str]


def _day(value: str, order: str) -> _Read:
    """Return first day, last day, fault and kind of one spelling."""
    if value.lower() in UNKNOWN:
        return None, None, "", ""
    if match := _ISO.fullmatch(value):
        return _one(value, match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(value):
        return _one(value, match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(value):
        return _numeric(value, match, order)
    if match := _MONTH_ONLY.fullmatch(value):
        start = _one(value, match[1], match[2], "1")
        return start if start[0] is None else (start[0], _month_end(start[0]), "", "")
    if match := _YEAR_ONLY.fullmatch(value):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), "", ""
    if (match := _SERIAL.fullmatch(value)) and int(match[1]) in _SERIALS:
        day = _FIRST_SERIAL + timedelta(days=int(match[1]))
        return day, day, "", "serial"
    found = find_day(value[:60].replace("-", " ")) if _WORDS.search(value[:60]) else None
    if found:
        return found, found, "", ""
    return None, None, f"{value[:40]!r} is no day", ""


def _one(value: str, year: str, month: str, day: str) -> _Read:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None, None, f"{value[:40]!r} is no day of the calendar", ""
    return found, found, "", ""


def _numeric(value: str, match: re.Match[str], order: str) -> _Read:
    a, b, year = str(match[1]), str(match[3]), str(match[4])
    kind = ""
    if len(year) == 2:  # noqa: PLR2004
        if not order:
            return None, None, f"{value!r} could be several days", ""
        year = f"20{year}" if int(year) < 70 else f"19{year}"  # noqa: PLR2004
        kind = "short year"
    if order == "mdy" or (not order and int(b) > _YEAR_MONTHS):
        a, b = b, a
    elif not order and int(a) <= _YEAR_MONTHS and a != b:
        return None, None, f"{value!r} could be two days", ""
    first, last, fault, _ = _one(value, str(year), str(b), str(a))
    return first, last, fault, kind


def _month_end(start: date) -> date:
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Low and high of each row (NaN unknown), how they compare, and why a row has none."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    comparator: NDArray[np.object_]
    faults: NDArray[np.object_]


def read_counts(texts: pd.Series[str]) -> Counts:
    """Read a column of people counted: 3, "1,234", "3-5", "at least 3", "~10", "unknown"."""
    codes, values = pd.factorize(plain(texts))
    read = [_count(str(value).lower()) for value in values] or [_count("")]
    low, high, comparator, faults = zip(*read, strict=True)
    return Counts(
        np.array(low, dtype=float)[codes],
        np.array(high, dtype=float)[codes],
        np.array(comparator, dtype=object)[codes],
        np.array(faults, dtype=object)[codes],
    )


def _count(value: str) -> tuple[float, float, str, str]:
    nan = float("nan")
    if value in UNKNOWN:
        return nan, nan, "", ""
    if re.fullmatch(_INT, value):
        number = _integer(value)
        return number, number, "=", ""
    if match := _RANGE.fullmatch(value):
        low, high = _integer(match[1]), _integer(match[2])
        return (low, high, "=", "") if low <= high else (nan, nan, "", f"{value!r} runs backwards")
    if match := _ABOUT.fullmatch(value):
        return _integer(match[1]), _integer(match[1]), "about", ""
    for pattern, step, comparator in ((_LEAST, 0, ">="), (_MORE, 1, ">=")):
        if match := pattern.fullmatch(value):
            return _integer(next(filter(None, match.groups()))) + step, nan, comparator, ""
    for pattern, step in ((_MOST, 0), (_LESS, -1)):
        if match := pattern.fullmatch(value):
            return nan, _integer(match[1]) + step, "<=", ""
    return nan, nan, "", f"{value[:40]!r} is no count"


def _integer(text: str) -> float:
    return float(text.replace(",", ""))


_PAIR: Final = re.compile(
    r"\(?\s*([-+]?\d{1,3}(?:\.\d+)?)°?\s*([NSEW])?\s*(?:[,;/]|\s)\s*([-+]?\d{1,3}(?:\.\d+)?)°?\s*([NSEW])?\s*\)?",
    re.IGNORECASE,
)
_POINT: Final = re.compile(
    r"(?:SRID=4326;\s*)?POINT\s*Z?\s*\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)(?:\s+[-+\d.eE]+)?\s*\)", re.IGNORECASE
)  # fmt: skip
_MOST_PAIRS: Final = 0.8  # of the cells that are filled


def is_pair(cells: pd.Series[str]) -> bool:
    """Return whether nearly all cells that are filled hold two coordinates: "35.86, 36.81"."""
    head = plain(cells[cells != ""].head(200))
    fits = head.map(lambda text: bool(_PAIR.fullmatch(text) or _POINT.fullmatch(text)))
    return bool(len(head)) and float(fits.mean()) >= _MOST_PAIRS


def read_pairs(cells: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str], str]:
    """Return longitudes and latitudes, as text, of cells that hold both, and which of them stands first.

    The latitude does, as people and map services write it, unless a letter, a WKT point or a first
    number above 90 in any of the cells says otherwise. A cell that holds no pair is given back
    whole, as a fault to be told.
    """
    codes, values = pd.factorize(plain(cells))
    pairs = [_PAIR.fullmatch(str(value)) for value in values]
    lon_first = any(
        match is not None
        and (
            (match[2] or "").upper() in {"E", "W"}
            or (not match[2] and abs(float(match[1])) > MAX_LAT)
        )
        for match in pairs
    )
    lons, lats = [], []
    for value, match in zip(values, pairs, strict=True):
        point = _POINT.fullmatch(str(value))
        if point:
            lon, lat = point[1], point[2]
        elif match:
            ends = [f"{match[1]}{match[2] or ''}", f"{match[3]}{match[4] or ''}"]
            lat, lon = ends[::-1] if lon_first else ends
        else:
            lon = lat = str(value)
        lons.append(lon)
        lats.append(lat)
    first = "longitude" if lon_first else "latitude"
    frame = pd.DataFrame({"lon": lons, "lat": lats}, dtype="str").take(codes)
    lon_texts, lat_texts = (frame[name].reset_index(drop=True) for name in ("lon", "lat"))
    return lon_texts, lat_texts, f"Its first number is the {first}."


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
        value = str(texts.iloc[at]).translate(_SIGNS).strip()
        if value.lower() not in UNKNOWN:
            fast[at], faults[at] = _degree(value, axis)
    return fast, faults


def _degree(value: str, axis: str) -> tuple[float, str]:
    """Read one spelling of degrees: 35,93 or 35.93° N or 35°55'50"N."""
    number = value.replace(",", ".") if value.count(",") == 1 and "." not in value else value
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
    return float("nan"), f"{value[:40]!r} is no coordinate"


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


def each_note(notes: NDArray[np.object_]) -> dict[str, NDArray[Any]]:
    """Return the positions of each distinct non-empty note, in the order of first use."""
    at = np.flatnonzero(notes != "")
    codes, words = pd.factorize(notes[at])
    order = np.argsort(codes, kind="stable")
    parts = np.split(at[order], np.cumsum(np.bincount(codes, minlength=len(words)))[:-1])
    return {str(word): rows for word, rows in zip(words, parts, strict=False)}
