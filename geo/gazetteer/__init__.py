"""The place-name index: from any spelling of a name to the places it may mean.

The secret of this package is how names are worn down, stored and found again; outside it a name
goes in and `geo.model.Place` comes out. It imports neither pandas nor geopandas, so that a first
answer costs a tenth of a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geo.gazetteer.lookup import Gazetteer, open_gazetteer

if TYPE_CHECKING:
    from geo.gazetteer.lists import (
        Added,
        PlaceList,
        add_list,
        countries_of_lists,
        get_country,
        list_lists,
        remove_list,
    )

__all__ = [
    "Added",
    "Gazetteer",
    "PlaceList",
    "add_list",
    "countries_of_lists",
    "get_country",
    "list_lists",
    "open_gazetteer",
    "remove_list",
]


def __getattr__(name: str) -> Any:
    """Import the importers only where a list is added: a look-up needs none of them."""
    if name in __all__:
        return getattr(import_module("geo.gazetteer.lists"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
