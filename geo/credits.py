"""Who must be named wherever what they gave is shown.

The secret of this module is how a publisher, a place list or a service is known again in what was
made of it; nobody has to remember to name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

# A column that only this publisher's tables bring, and what must be said about them
_PUBLISHERS: Final = (
    ("event_id_cnty", "ACLED (acleddata.com), under its terms of use; name the day of access"),
    ("dyad_name", "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, CC BY 4.0"),
    ("globaleventid", "The GDELT Project (gdeltproject.org)"),
)
MARKS: Final = frozenset(column for column, _ in _PUBLISHERS)
"""The publishers' own columns, in lower case, without which they could not be credited."""

# https://www.openstreetmap.org/copyright: what these services answer is made of it
_OF_OSM: Final = frozenset({"nominatim", "photon", "pelias", "locationiq", "geoapify", "opencage"})


def of_publishers(events: pd.DataFrame) -> list[str]:
    """Return what must be said of the publishers whose tables some of `events` come from."""
    lower = {str(name).lower(): name for name in events.columns}
    return [
        text
        for column, text in _PUBLISHERS
        if column in lower and (events[lower[column]].fillna("") != "").any()
    ]


def of_services(names: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Return what must be said of the services called `names` that gave some of the places.

    `sources` are those of the places (`geo.model.Place.source`).
    """
    used = {source.partition(":")[0] for source in sources}
    return [
        f"{name}: © OpenStreetMap contributors, ODbL" if name in _OF_OSM else f"Places from {name}"
        for name in dict.fromkeys(names)
        if name in used
    ]


def find_credits(
    events: pd.DataFrame, mentions: pd.DataFrame, *, lists: Sequence[str], services: Iterable[str]
) -> tuple[str, ...]:
    """Return who must be named for `events`, a line each.

    Parameters
    ----------
    lists
        What must be said of the place lists, if any name was looked up in them.
    services
        The names of the online geocoders that may have been asked.
    """
    found = mentions[mentions["lon"].notna()] if len(mentions) else mentions
    said = [*of_publishers(events)]
    if len(found):
        said += [*lists, *of_services(services, found["source"].dropna().unique())]
    return tuple(dict.fromkeys(line for line in said if line))
