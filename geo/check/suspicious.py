"""What reads well and can hardly be true.

The secret of this module is how far off a value must be before a person should look at it. Borders
are drawn at 1:10 million and places of one name lie far apart, so that only what is clearly off
counts: 15 km outside a division, 90 km from every place of the name, ten times the median toll.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo.locate.evidence import kilometres
from geo.locate.view import GUESSED
from geo.spots import Spots
from geo.tables.frame import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Geocoder
    from geo.tables import Tidy

OUTSIDE_DEG: Final = 0.15
FAR_KM: Final = 90.0
TIMES: Final = 10
LEAST_TOLLS: Final = 20
"""Fewer tolls of a kind have no median to speak of."""

_REGION: Final = 3
_KIND: Final = re.compile(r"\s+(?:town|city|village|area|camp)$", re.IGNORECASE)
_WHERE: Final = (("longitude", "latitude"), ("lon", "lat"), ("actiongeo_long", "actiongeo_lat"))
_DATE: Final = ("date_start", "event_date", "day")
_TOLL: Final = ("fatalities_best", "best", "fatalities")


class Doubts:
    """Looks at one table, part by part.

    Parameters
    ----------
    outline
        The outline of a country or a division of it, by name, or None.
    countries
        Where the project looks first.
    as_of
        The day on which the data was had, or None.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        outline: Callable[[str, str | None], BaseGeometry | None],
        countries: Sequence[str],
        as_of: date | None,
    ) -> None:
        self._geocoder = geocoder
        self._outline = outline
        self._countries = tuple(countries)
        self._as_of = as_of
        self._spots: dict[tuple[str, str], NDArray[np.float64]] = {}
        self._counted: dict[str, Counter[int]] = defaultdict(Counter)
        self._high: list[tuple[str, str, str, NDArray[np.int64], NDArray[np.float64]]] = []

    def of(self, part: Tidy) -> Iterator[Finding]:
        """Yield what is suspicious in one part of the table."""
        if part.events.empty:
            return
        for column, notes in (
            (_named(part, _WHERE), self._outside(part.events)),
            (_named(part, _WHERE), self._far_off(part.events)),
            (_named(part, _DATE), self._future(part)),
            (part.names.get("year", "year"), _other_year(part.events)),
        ):
            source = part.events["report_id"].iloc[0]
            codes, words = pd.factorize(notes)
            for code, word in enumerate(words):
                if word:
                    rows = part.rows[codes == code]
                    yield Finding("suspicious", source, column, rows, str(word))
        self._count(part)

    # --- where -----------------------------------------------------------------------------------

    def _outside(self, events: GeoDataFrame) -> NDArray[np.object_]:
        """Say which points lie outside the division that their row names."""
        notes = _no_notes(events)
        exact = _exact(events) & (events["admin1"] != "").to_numpy(dtype=bool)
        rows = np.flatnonzero(exact)
        spots = Spots.of(events.geometry)
        for (country, division), at in _grouped(events, ("country", "admin1"), rows):
            area = self._outline(country, division) if country else None
            if area is None:
                continue
            shapely.prepare(area)
            off = at[~shapely.dwithin(area, spots[at].shapes(), OUTSIDE_DEG)]
            notes[off] = f"It lies outside “{division}”, which its row names."
        return notes

    def _far_off(self, events: GeoDataFrame) -> NDArray[np.object_]:
        """Say which points lie far from every place that has their name."""
        notes = _no_notes(events)
        rows = np.flatnonzero(_exact(events) & (events["place"] != "").to_numpy(dtype=bool))
        lon, lat = (events[c].to_numpy(dtype=float, na_value=np.nan) for c in ("lon", "lat"))
        for (country, name), at in _grouped(events, ("country", "place"), rows):
            spots = self._places(name, country)
            if not len(spots):
                continue
            km = np.min([kilometres(lon[at], lat[at], x, y) for x, y in spots], axis=0)
            for row, distance in zip(at[km > FAR_KM], km[km > FAR_KM], strict=True):
                notes[row] = (
                    f"It lies {distance:.0f} km from the nearest place that is called “{name}”."
                )
        return notes

    def _places(self, name: str, country: str) -> NDArray[np.float64]:
        """Return where places of this very name lie; none if no list has it in that country."""
        key = (name, country)
        if key not in self._spots and not self._is_listed(name):
            self._spots[key] = np.zeros((0, 2))
        if key not in self._spots:
            homes = (country, *self._countries) if country else self._countries
            found = self._geocoder.candidates(name, countries=homes, limit=50)
            spots = [
                (place.lon, place.lat)
                for place in found
                if place.score >= GUESSED and country in {"", place.country}
            ]
            self._spots[key] = np.array(spots, dtype=float).reshape(-1, 2)
        return self._spots[key]

    def _is_listed(self, name: str) -> bool:
        """Return whether a place is called so, which costs a tenth of looking for names alike."""
        return any(map(self._geocoder.prominence, {name, _KIND.sub("", name)}))

    # --- when ------------------------------------------------------------------------------------

    def _future(self, part: Tidy) -> NDArray[np.object_]:
        """Say which days lie after the table was made, as it tells or as the reader told."""
        events, notes = part.events, _no_notes(part.events)
        day = events["date_start"].to_numpy(dtype="datetime64[D]")
        made = _made_on(part)
        late = ~np.isnat(made) & (day > made)
        notes[late] = "Its day is after the day on which the row itself was written."
        if self._as_of is not None:
            notes[day > np.datetime64(self._as_of)] = f"Its day is after {self._as_of}."
        return notes

    # --- how many --------------------------------------------------------------------------------

    def _count(self, part: Tidy) -> None:
        dead = part.events["fatalities_best"].to_numpy(dtype=float, na_value=np.nan)
        column, source = _named(part, _TOLL), part.events["report_id"].iloc[0]
        for kind, at in part.events.groupby("event_type", sort=False).indices.items():
            tolls = dead[at]
            values, counts = np.unique(tolls[tolls > 0], return_counts=True)
            self._counted[str(kind)].update(
                dict(zip(values.astype(int).tolist(), counts.tolist(), strict=True))
            )
            high = at[tolls >= TIMES]
            self._high.append((str(kind), source, column, part.rows[high], dead[high]))

    def tolls(self) -> Iterator[Finding]:
        """Yield the tolls of ten times the median and more, once every part was seen."""
        medians = {
            kind: _median(counts)
            for kind, counts in self._counted.items()
            if counts.total() >= LEAST_TOLLS
        }
        for kind, source, column, rows, dead in self._high:
            median = medians.get(kind)
            off = dead >= TIMES * median if median else np.zeros(len(rows), dtype=bool)
            if median and off.any():
                reason = (
                    f"Its toll of {dead[off].min():.0f} or more is at least {TIMES} times the "
                    f"median, {median:g}, of the rows of type {kind} that have one."
                )
                yield Finding("suspicious", source, column, rows[off], reason)


def _median(counts: Counter[int]) -> float:
    values = np.array(sorted(counts))
    ends = np.cumsum([counts[value] for value in values.tolist()])
    low, high = (ends[-1] - 1) // 2, ends[-1] // 2
    return float(
        (values[np.searchsorted(ends, low + 1)] + values[np.searchsorted(ends, high + 1)]) / 2
    )


def _no_notes(events: GeoDataFrame) -> NDArray[np.object_]:
    return np.full(len(events), "", dtype=object)


def _exact(events: GeoDataFrame) -> NDArray[np.bool_]:
    """Return which rows are points that stand for a place, not for a region."""
    level = events["geo_precision"].to_numpy(dtype=float, na_value=_REGION)
    return np.asarray(Spots.of(events.geometry).dots & (level < _REGION))


def _grouped(
    events: GeoDataFrame, names: tuple[str, str], rows: NDArray[np.int64]
) -> Iterator[tuple[tuple[str, str], NDArray[np.int64]]]:
    for key, at in events.iloc[rows].groupby(list(names), sort=False).indices.items():
        one, two = key
        yield (str(one), str(two)), rows[at]


def _made_on(part: Tidy) -> NDArray[np.datetime64]:
    """Return the day on which each row was written, where the table says so."""
    events = part.events
    if (column := part.names.get("timestamp", "")) in events:
        seconds = pd.to_numeric(events[column], errors="coerce").to_numpy(dtype=float)
        # ACLED's are seconds since 1970; a small number is no time of writing
        known = np.where(seconds > 1e8, seconds, np.nan)  # noqa: PLR2004 - 1973
        return _days(pd.to_datetime(known, unit="s", errors="coerce"))
    if (column := part.names.get("dateadded", "")) in events:
        return _days(pd.to_datetime(events[column].str[:8], format="%Y%m%d", errors="coerce"))
    return np.full(len(events), np.datetime64("NaT"), dtype="datetime64[D]")


def _days(times: Any) -> NDArray[np.datetime64]:
    return np.asarray(times.to_numpy(), dtype="datetime64[D]")


def _other_year(events: GeoDataFrame) -> NDArray[np.object_]:
    """Say which rows name another year in their own column of years."""
    notes = _no_notes(events)
    column = next((c for c in events if str(c).lower() == "year"), None)
    if column is not None:
        years = pd.to_numeric(events[column], errors="coerce").to_numpy(dtype=float)
        first, last = (
            events[c].dt.year.to_numpy(dtype=float, na_value=np.nan)
            for c in ("date_start", "date_end")
        )
        off = (years < first) | (years > last)
        notes[off] = "Its year is not that of its day."
    return notes


def _named(part: Tidy, options: Sequence[str | tuple[str, ...]]) -> str:
    """Return what the file calls the first of `options` that it has."""
    for option in options:
        names = (option,) if isinstance(option, str) else option
        if all(name in part.names for name in names):
            return ", ".join(part.names[name] for name in names)
    return ""
