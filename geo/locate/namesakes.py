"""Which one of several villages of a name its name alone means.

The secret of this module is a table of such names, ``geo/data/namesakes.csv``: lists of every hamlet
have two to ten villages of a name, of which reports plainly mean one where they say nothing else.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.distance import plane_km
from geo.gazetteer.spelling import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Place

    Spots = Mapping[tuple[str, str], list[tuple[float, float]]]

OFF_KM: Final = 6.0
"""How far a list may have such a village from where the table does, which says ±5 km."""


def table_path() -> Path:
    """Return where the table is: of each village its country, names and position."""
    return Path(__file__).resolve().parent.parent / "data" / "namesakes.csv"


@lru_cache(maxsize=1)
def _spots() -> Spots:
    """Return where the village lies that each name means, by country and name."""
    spots: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with table_path().open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["name"], *row["other_names"].split(";"), *row["ar"].split(";")]
            for key in _keys(names):
                spots.setdefault((row["country"], key), []).append(
                    (float(row["lon"]), float(row["lat"]))
                )
    return spots


def _keys(names: Iterable[str]) -> set[str]:
    return {bare(fold(name)).replace(" ", "") for name in names if name}


def is_meant_alone(place: Place) -> bool:
    """Tell whether a place is the one that its name means where nothing tells it from its namesakes."""
    spots = _spots()
    return any(
        plane_km(place.lon, place.lat, lon, lat) <= OFF_KM
        for key in _keys((place.name, place.names.get("ar", "")))
        for lon, lat in spots.get((place.country, key), ())
    )
