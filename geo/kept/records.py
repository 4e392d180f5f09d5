"""Reports and readings as bytes and back, the same to the last bit.

The secret of this module is the form: JSON in which a record is its class and its fields in order.
Only the records of `geo.model` come out of it; a name that is none of theirs is an error.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.model import Claim, LeftOut, Mention, Place, Placed, Reading, Report, Telling

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_CLASSES: Final = {
    made.__name__: made
    for made in (Claim, LeftOut, Mention, Place, Placed, Reading, Report, Telling)
}
_FIELDS: Final[dict[type, Callable[[Any], tuple[Any, ...]]]] = {
    made: attrgetter(*(field.name for field in fields(made))) for made in _CLASSES.values()
}
_LEVEL: Final = 1


def encode(value: object) -> bytes:
    """Return `value`, made of records, tuples, texts, numbers, days and outlines, as bytes."""
    text = json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("ascii"), _LEVEL)


def decode(data: bytes) -> Any:
    """Return what `encode` was given.

    Raises
    ------
    ValueError, TypeError, KeyError
        If `data` is nothing that `encode` made.
    """
    try:
        return _tupled(json.loads(zlib.decompress(data), object_hook=_record))
    except zlib.error as error:
        raise ValueError(str(error)) from None


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if kind in _FIELDS:
        return {"r": kind.__name__, "f": [_plain(item) for item in _FIELDS[kind](value)]}
    if kind is date:
        return {"d": value.isoformat()}
    if hasattr(value, "keys"):
        return {"m": [[key, value[key]] for key in value]}
    import shapely  # noqa: PLC0415 - few records hold an outline

    if isinstance(value, shapely.Geometry):
        return {"g": shapely.to_wkb(value, hex=True)}
    raise TypeError(f"{kind.__name__} is no part of a record")


def _record(held: dict[str, Any]) -> Any:
    if "r" in held:
        return _CLASSES[held["r"]](*map(_tupled, held["f"]))
    if "d" in held:
        return date.fromisoformat(held["d"])
    if "m" in held:
        return dict(held["m"])
    import shapely  # noqa: PLC0415

    return shapely.from_wkb(held["g"])


def _tupled(value: Any) -> Any:
    """Return lists as the tuples that they were; records inside are made already."""
    return tuple(map(_tupled, value)) if type(value) is list else value
