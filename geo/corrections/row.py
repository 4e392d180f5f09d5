"""What one row of ``corrections.csv`` may say.

The secret of this module is the meaning of ``field`` and ``value``: which fields there are, how a
day, a count and a spot are written, and what to do about a value that means nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from geo.model import MAX_LAT, MAX_LON

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME: Final = "corrections.csv"
COLUMNS: Final = ("event_id", "field", "value", "reason", "by", "date", "event")
STAGE: Final = "corrections"

TEXTS: Final = (
    "event_type", "sub_event_type", "actor1", "actor2", "place", "admin1", "admin2", "country",
    "notes",
)  # fmt: skip
COUNTS: Final = ("fatalities_low", "fatalities_best", "fatalities_high")
DATES: Final = ("date", "date_start", "date_end")
FIELDS: Final = (*DATES, "pin", *TEXTS, *COUNTS, "merge", "split", "not_an_event", "checked")

_MAX_COUNT: Final = 10_000_000
_PIN_RADIUS_M: Final = 1000.0
_MAX_RADIUS_M: Final = 2_000_000.0
_PIN_PART: Final = re.compile(r"\s*(lon|lat|radius_m)\s*=\s*([-+0-9.eE]{1,24})\s*")
_PIN_NAME: Final = re.compile(r"\s*name\s*=\s*(.{1,200}?)\s*", re.DOTALL)
_RANGE: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|/|to)\s*(\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file: what one person decided about one field of one event."""

    event_id: str
    field: str
    value: str = ""
    reason: str = ""
    by: str = ""
    date: str = ""
    event: str = ""
    row: int = 0


class Fault(Exception):  # noqa: N818 - never leaves this folder
    """Why one row can't be used, and what to do about it."""


def checked_row(given: Mapping[str, str], number: int) -> Correction:
    """Return a row of the file as a correction; a `Fault` says what is wrong with it."""
    row = Correction(**{name: given.get(name, "") for name in COLUMNS}, row=number)
    row = replace(row, field=re.sub(r"[\s-]+", "_", row.field.lower()))
    if not row.event_id:
        raise Fault("Column event_id is empty. Write the id that the event's card shows.")
    if row.field not in FIELDS:
        raise Fault(f"Column field is {row.field!r}. Write one of {', '.join(FIELDS)}.")
    if row.date:
        try:
            date.fromisoformat(row.date)
        except ValueError:
            raise Fault(f"Column date is {row.date!r}, no day. Write 2020-02-06.") from None
    parsed(row)
    return row


def parsed(row: Correction) -> Any:
    """Return what `value` means; a `Fault` says why it means nothing."""
    value, name = row.value, row.field
    if name in DATES:
        return typed_days(value, span=name == "date")
    if name in COUNTS:
        if value and not (value.isascii() and value.isdigit() and int(value) <= _MAX_COUNT):
            raise Fault(f"Column value is {value!r}. Write a whole number, or nothing: unknown.")
        return int(value) if value else None
    if name == "country" and value and not re.fullmatch(r"[A-Z]{2}", value):
        raise Fault(f"Column value is {value!r}. Write the ISO code of the country, as SY.")
    if name in {"event_type", "sub_event_type", "place"} and not value:
        raise Fault(f"Column value is empty. Write the right {name}.")
    if name == "pin":
        return typed_spot(value)
    if name in {"merge", "split"}:
        if not value or value == row.event_id:
            raise Fault("Column value is not the id of another event. Write that id.")
        return value
    return value


def typed_days(value: str, *, span: bool) -> tuple[date, date]:
    """Return the first and last day of a value; only a `span` may have two."""
    match = _RANGE.fullmatch(value)
    try:
        if match and (span or match[2] is None):
            first = date.fromisoformat(match[1])
            last = date.fromisoformat(match[2]) if match[2] else first
            if first <= last:
                return first, last
    except ValueError:
        pass
    hint = " or 2020-02-05..2020-02-06" if span else ""
    raise Fault(f"Column value is {value!r}, no day. Write 2020-02-06{hint}.")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was pinned; `name` alone has to be looked up."""

    name: str
    lon: float = 0.0
    lat: float = 0.0
    radius_m: float = _PIN_RADIUS_M
    found: bool = False


def typed_spot(value: str) -> Spot:
    """Return the spot that a pin's value gives, or the name to look up."""
    if not value:
        raise Fault("Column value is empty. Write a place's name, or lon=36.8; lat=35.86.")
    if "=" not in value:
        if re.fullmatch(r"[-+0-9.,;\s°NSEW]+", value):
            raise Fault(
                f"Column value is {value!r}, which could be read either way round. "
                "Write lon=36.8; lat=35.86; radius_m=1000."
            )
        return Spot(value)
    head, sep, name = value.partition("name")
    named = _PIN_NAME.fullmatch(sep + name) if sep else None
    numbers: dict[str, float] = {}
    for part in filter(str.strip, head.split(";")):
        match = _PIN_PART.fullmatch(part)
        if match is None or match[1] in numbers:
            raise Fault(
                f"Column value has {part.strip()!r}. Write lon=36.8; lat=35.86; radius_m=1000."
            )
        with suppress(ValueError):
            numbers[match[1]] = float(match[2])
    if (sep and named is None) or not {"lon", "lat"} <= numbers.keys():
        raise Fault(f"Column value is {value!r}. Write lon=36.8; lat=35.86; radius_m=1000.")
    radius = numbers.get("radius_m", _PIN_RADIUS_M)
    if abs(numbers["lon"]) > MAX_LON or abs(numbers["lat"]) > MAX_LAT:
        raise Fault(f"Column value is {value!r}, no point on the globe. Check lon and lat.")
    if not 0 < radius <= _MAX_RADIUS_M:
        raise Fault(f"Column value has radius_m={radius:g}. Write metres above 0, as 1000.")
    return Spot(named[1] if named else "", numbers["lon"], numbers["lat"], radius, found=True)
