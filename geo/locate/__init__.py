"""From the place names of a report to the ground they mean, with doubt.

The secret of this package is judgement: which of many homonyms a report means, how far its words
let an event stray from the place they name, and when to say nothing. Names come from a
`geo.model.Geocoder`, outlines from `geo.basemap`; the rest is a pure function of the report.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from geo.locate.single import look_up

if TYPE_CHECKING:
    from geo.locate.locating import Scope, locate
    from geo.locate.ties import finest

__all__ = ["Scope", "finest", "locate", "look_up"]

_HEAVY: Final = {"Scope": "locating", "locate": "locating", "finest": "ties"}


def __getattr__(name: str) -> Any:
    """Import what needs numpy and shapely only when it is used; `look_up` needs neither."""
    if name in _HEAVY:
        return getattr(import_module(f"geo.locate.{_HEAVY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
