"""What our own tables say: places, more names of listed places, and towns counted elsewhere.

The secret of this module is how the tables are written. Villages stand in a file a country, whose
name is the country's code. GeoNames counts the people of some towns at a namesake far away (the seat
of Kwango, Kenge, lies in another province there): a row of sites.csv whose kind is ``town`` takes over
the people of its namesakes, which then are villages.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

COUNTED = 5_000
APART_DEGREES = 0.2


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def village_tables(root: Path) -> list[Path]:
    """Return the tables of villages, one a country: ``SY.csv``."""
    return sorted((root / "geo/data/villages").glob("*.csv"))


def places(root: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every region, site and village of ours with the table that it is from."""
    for table in ("regions", "sites"):
        for row in rows(root / f"geo/data/{table}.csv"):
            yield table, row
    for path in village_tables(root):
        for row in rows(path):
            yield f"villages/{path.stem}", {**row, "countries": path.stem}


def split(cell: str) -> list[str]:
    """Return what a cell lists."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def more_names(table: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return our own names of GeoNames places; a place may have several rows."""
    more: dict[str, list[str]] = {}
    for row in table:
        more.setdefault(row["geonames_id"], []).extend(split(row["names"]))
    return more


@dataclass
class Towns:
    """Our own towns by country and name, and the people that GeoNames counts at their namesakes."""

    places: dict[tuple[str, str], tuple[float, float]]
    people: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, sites: Iterable[Mapping[str, str]]) -> Towns:
        """Return the towns of sites.csv."""
        return cls(
            {
                (row["countries"], row["name"]): (float(row["lon"]), float(row["lat"]))
                for row in sites
                if row["kind"] == "town"
            }
        )

    def people_of(self, city: Mapping[str, Any]) -> int:
        """Return how many live in a town of GeoNames: none if they live in ours of that name."""
        key = (city["countrycode"], city["name"])
        lon, lat = self.places.get(key, (city["longitude"], city["latitude"]))
        away = abs(lon - city["longitude"]) + abs(lat - city["latitude"])
        people = int(city["population"])
        if people < COUNTED or away < APART_DEGREES:
            return people
        self.people[key] = max(people, self.people.get(key, 0))
        return 0
