"""What is counted for and against each place that a document's names may mean.

The secret of this module is the evidence: one row of `FEATURES` a candidate, for all names of a
document at once. What a candidate is by itself is counted once; what the other names make of it is
counted again for each guess at what they mean.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain, count
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.distance import EARTH_KM
from geo.gazetteer.spelling import fold
from geo.locate.single import FAR_KM, apart_km
from geo.locate.view import SETTLED, in_box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.locate.context import Surroundings
    from geo.locate.view import Box
    from geo.model import Place

    Floats = NDArray[np.float64]
    Whole = NDArray[np.intp]
    Flags = NDArray[np.bool_]

NEAR_KM: Final = 150
BESIDE_KM: Final = 60

_BY_ITSELF: Final = (
    "match", "country", "region", "admin1", "admin2", "settled", "people", "people_below_most",
    "rank", "choices", "exact", "scope", "in_scope", "in_box", "demonym", "seat", "seat_share",
    "own", "lands",
)  # fmt: skip
_BY_WORDS: Final = (
    "word_fits", "word_against", "after_in", "feature", "container", "letters", "times", "names",
    "position",
)  # fmt: skip
FEATURES: Final = (
    "match", "country", "region", "admin1", "admin2", "settled", "people", "people_below_most",
    "rank", "choices", "exact", "scope", "in_scope", "in_box", "word_fits", "word_against",
    "demonym", "seat", "seat_share", "after_in", "own", "feature", "lands", "nearest_km",
    "near_share", "near_count", "typical_km", "same_country", "country_named", "division_named",
    "inside_count", "container", "container_here", "contained_here", "letters", "times", "names",
    "position",
)  # fmt: skip
AT: Final = {name: number for number, name in enumerate(FEATURES)}
"""The column of each feature."""

FIXED: Final = frozenset(AT[name] for name in (*_BY_ITSELF, *_BY_WORDS))
MOVING: Final = frozenset(AT.values()) - FIXED
"""The columns that a name and its words fill, and those that the other names do."""

_ITSELF_AT: Final = [AT[name] for name in _BY_ITSELF]
_WORDS_AT: Final = [AT[name] for name in _BY_WORDS]
_DISTANCES: Final = slice(AT["nearest_km"], AT["typical_km"] + 1)
_COUNTS: Final = slice(AT["same_country"], AT["inside_count"] + 1)
_FAR: Final = (math.log10(FAR_KM), 0.0, 0.0, math.log10(FAR_KM))
"""The distances where no other name has a place."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a document and what it may mean: the same for the same name."""

    name: str
    start: int
    candidates: tuple[Place, ...]
    around: Surroundings
    container: int | None = None
    """The position among the document's names of the one that says where this one lies."""

    neighbour: int | None = None
    """The position of the name that the text says this one lies near."""

    @property
    def end(self) -> int:
        """Where the name ends in the text."""
        return self.start + len(self.name)


def kilometres(
    lon: float | Floats, lat: float | Floats, lons: float | Floats, lats: float | Floats
) -> Floats:
    """Return distances on a sphere, off by at most 0.5 %."""
    to = np.radians(lats)
    here = np.radians(lat)
    return _apart(to - here, np.radians(lons - lon), np.cos(here) * np.cos(to))


def _apart(turn: Floats, east: Floats, cosines: Floats) -> Floats:
    """Return distances by differences of latitude and longitude, and the product of the latitudes' cosines."""
    chord = np.sin(turn / 2) ** 2 + cosines * np.sin(east / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1))))


class Evidence:
    """The evidence on the names of one document.

    Parameters
    ----------
    countries, box
        Where the project, or the document itself, is at home; empty and None if that is open.
    length
        Of the text, in characters.

    Attributes
    ----------
    sizes
        How many candidates each name has.
    fixed
        The rows of all candidates, name after name, without what the other names make of them.
    """

    def __init__(
        self,
        document: Sequence[Named],
        countries: Sequence[str],
        box: Box | None,
        length: int,
    ) -> None:
        self._document = document
        self._keys = [fold(named.name) for named in document]
        self._tied = any(named.container is not None for named in document)
        self.sizes = [len(named.candidates) for named in document]
        firsts: dict[str, int] = {}
        self._places: list[Place] = []
        keys: list[str] = []
        table: list[tuple[float, ...]] = []
        lines: list[int] = []
        words: list[tuple[float, ...]] = []
        times = Counter(self._keys)
        home = {country: 1.0 / number for number, country in enumerate(countries, start=1)}
        for named, key in zip(document, self._keys, strict=True):
            places = named.candidates
            first = firsts.get(named.name)
            if first is None:
                first = firsts[named.name] = len(self._places)
                self._places += places
                keys += [key] * len(places)
                table += _by_itself(places, home, box)
            lines += range(first, first + len(places))
            words += _by_words(named, len(key), times[key], len(times), length)
        self._firsts = [firsts[named.name] for named in document]
        self._lines = np.array(lines, dtype=np.intp)
        self.fixed = np.zeros((len(lines), len(FEATURES)))
        if lines:
            itself = np.fromiter(chain.from_iterable(table), np.float64)
            self.fixed[:, _ITSELF_AT] = itself.reshape(len(table), -1)[self._lines]
            told = np.fromiter(chain.from_iterable(words), np.float64)
            self.fixed[:, _WORDS_AT] = told.reshape(len(words), -1)
        self._key_numbers = {key: number for number, key in enumerate(times)}
        self._ground = _ground_of(self._places, [self._key_numbers[key] for key in keys])

    def given(self, chosen: Sequence[int | None]) -> Floats:
        """Return the rows of all candidates, name after name.

        Parameters
        ----------
        chosen
            The candidate that each name is taken to mean for now, which the others lean on.
        """
        rows = self.fixed.copy()
        anchors: dict[int, int] = {}
        taken: list[Place | None] = []
        for key, first, choice in zip(self._keys, self._firsts, chosen, strict=True):
            taken.append(None if choice is None else self._places[first + choice])
            if choice is not None:
                anchors.setdefault(self._key_numbers[key], first + choice)
        if anchors:
            rows[:, _DISTANCES], rows[:, _COUNTS] = (
                part[self._lines]
                for part in self._ground.among(
                    np.array(list(anchors), dtype=np.intp),
                    np.array(list(anchors.values()), dtype=np.intp),
                )
            )
            self._beside(rows, taken)
        else:
            rows[:, _DISTANCES] = _FAR
        return rows

    def split(self, rows: Floats) -> list[Floats]:
        """Return `rows`, or what was made of each, name by name."""
        ends = list(accumulate(self.sizes))
        return [rows[end - size : end] for size, end in zip(self.sizes, ends, strict=True)]

    def _beside(self, rows: Floats, taken: Sequence[Place | None]) -> None:
        """Tell how each candidate goes with the name that is said to hold it, or that it holds."""
        if not self._tied:
            return
        held: dict[int, list[Place]] = {}
        for named, place in zip(self._document, taken, strict=True):
            if named.container is not None and place is not None:
                held.setdefault(named.container, []).append(place)
        end = 0
        for number, named in enumerate(self._document):
            start, end = end, end + self.sizes[number]
            holder = None if named.container is None else taken[named.container]
            if holder is not None:
                rows[start:end, AT["container_here"]] = [
                    _holds(holder, place) for place in named.candidates
                ]
            if number in held:
                rows[start:end, AT["contained_here"]] = [
                    min(3, sum(_holds(place, inner) for inner in held[number]))
                    for place in named.candidates
                ]


_SORTS: Final = {
    "country": (True, False, False, False, False),
    "region": (False, True, False, False, False),
    "admin1": (False, False, True, False, False),
    "admin2": (False, False, False, True, False),
    **dict.fromkeys(SETTLED, (False, False, False, False, True)),
    "admin3": (False, False, False, True, True),
}
"""By the kind of a place, what is told from "country" to "settled" in `_BY_ITSELF`."""

_NO_SORT: Final = (False, False, False, False, False)


def _by_itself(
    places: Sequence[Place], home: Mapping[str, float], box: Box | None
) -> list[tuple[float, ...]]:
    """Return what speaks for each place of a name before the document is looked at.

    `home` holds what the countries count that the project, or the document, is about.
    """
    if not places:
        return []
    most = max([p.population for p in places]) + 1
    divisions = [(p.country, p.admin1) for p in places]
    seats: dict[tuple[str, str], list[int | None]] = {}
    for p, division in zip(places, divisions, strict=True):
        if p.admin1:
            both = seats.setdefault(division, [None, None])
            which = p.kind == "admin1"
            both[which] = max(both[which] or 0, p.population)
    choices, lands = math.log(len(places)), len({p.country for p in places})
    told = bool(home)
    table: list[tuple[float, ...]] = []
    for p, division, rank in zip(places, divisions, _ranks(places), strict=True):
        twin = seats[division][p.kind != "admin1"] if p.admin1 else None
        people = p.population + 1
        table.append(
            (
                p.score,
                *_SORTS.get(p.kind, _NO_SORT),
                math.log10(people),
                math.log10(people / most),
                rank,
                choices,
                p.basis == "as listed",
                told,
                home.get(p.country, 0.0),
                in_box(p, box),
                ": of that " in p.basis,
                twin is not None,
                0.0 if twin is None else math.log10(people / (twin + 1)),
                p.source.startswith("places/"),
                lands,
            )
        )
    return table


def _by_words(
    named: Named, letters: int, times: int, names: int, length: int
) -> list[tuple[float, ...]]:
    """Return what the words around a name say for each of its places."""
    around = named.around
    shared = (
        around.after_in,
        bool(around.feature),
        named.container is not None,
        letters,
        min(6, times),
        min(20, names),
        named.start / max(1, length),
    )
    if not around.kinds:
        return [(False, False, *shared)] * len(named.candidates)
    fits = [place.kind in around.kinds for place in named.candidates]
    return [(fit, not fit, *shared) for fit in fits]


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where the candidates of a document lie, one entry a candidate of each distinct name.

    `keys` are the names, `land` and `division` numbers of countries and of first-order divisions
    (the one that a place lies in), `called` that of the division that a place would be; `most` is
    how many countries, divisions and settled places at most are counted for it. Latitudes are
    radians, longitudes degrees.
    """

    keys: Whole
    lons: Floats
    lats: Floats
    cosines: Floats
    land: Whole
    has_land: Flags
    division: Whole
    called: Whole
    is_country: Flags
    is_division: Flags
    is_spot: Flags
    is_settled: Flags
    most: Whole

    def among(self, keys: Whole, at: Whole) -> tuple[Floats, Floats]:
        """Return distances and counts that tell how each candidate goes with the other names.

        Parameters
        ----------
        keys, at
            The distinct names that have a place, and which entry it is.
        """
        # Twenty lines and ten names are usual, so that the number of calls is what this costs.
        others = self.keys[:, None] != keys
        ties = np.empty((5, *others.shape), dtype=np.bool_)
        ties[0] = self.has_land[at]
        np.equal(self.land[:, None], self.land[at], out=ties[1])
        np.logical_and(ties[1], self.is_country[at], out=ties[2])
        division = self.division[:, None]
        np.logical_and(division == self.called[at], self.is_division[at], out=ties[3])
        np.logical_and(division == self.division[at], self.is_settled[at], out=ties[4])
        ties &= others
        all_told, at_home, *places = np.add.reduce(ties, axis=2, dtype=np.intp)
        counts = np.empty((len(self.keys), 4))
        counts[:, 0] = at_home * self.has_land / (all_told + 1)
        counts[:, 1:] = np.minimum(np.transpose(places), self.most)
        spots = self.is_spot[at]
        if not spots.all():
            others, at = others[:, spots], at[spots]
        return self._distances(others, at), counts

    def _distances(self, others: Flags, at: Whole) -> Floats:
        """Return how far the nearest and the typical place is, and how many are near."""
        count = np.add.reduce(others, axis=1, dtype=np.intp)
        some = count > 0
        if not some.any():
            return np.tile(_FAR, (len(self.keys), 1))
        near = _apart(
            self.lats[at] - self.lats[:, None],
            np.radians(self.lons[at] - self.lons[:, None]),
            self.cosines[:, None] * self.cosines[at],
        )
        near[~others] = np.inf
        near.sort(axis=1)
        if not some.all():
            found = np.tile(_FAR, (len(self.keys), 1))
            found[some] = _nearness(near[some], count[some])
            return found
        return _nearness(near, count)


def _nearness(near: Floats, count: Whole) -> Floats:
    """Return what `_Ground` tells of distances: each line's, the nearest first, and how many they are."""
    line = np.arange(len(near))
    found = np.empty((len(near), 4))
    found[:, 0] = near[:, 0]
    found[:, 1] = np.add.reduce(near < NEAR_KM, axis=1, dtype=np.intp) / count
    found[:, 2] = np.minimum(6, np.add.reduce(near < BESIDE_KM, axis=1, dtype=np.intp))
    found[:, 3] = (near[line, (count - 1) // 2] + near[line, count // 2]) / 2
    found[:, ::3] = np.log10(found[:, ::3] + 1)
    return found


def _ground_of(places: Sequence[Place], keys: Sequence[int]) -> _Ground:
    numbers: dict[object, int] = defaultdict(count().__next__)
    lats = np.radians(np.array([p.lat for p in places]))
    flags = np.array(
        [
            (
                bool(p.country),
                p.kind == "country",
                p.kind == "admin1",
                p.kind not in {"country", "region"},
                p.kind in SETTLED,
            )
            for p in places
        ],
        dtype=np.bool_,
    ).reshape(-1, 5)
    has_land, is_country, is_division, is_spot, is_settled = np.ascontiguousarray(flags.T)
    most = [(3, 0 if p.kind == "admin1" else 3, 4 if p.admin1 else 0) for p in places]
    return _Ground(
        keys=np.array(keys, dtype=np.intp),
        lons=np.array([p.lon for p in places]),
        lats=lats,
        cosines=np.cos(lats),
        land=np.array([numbers[p.country] for p in places], dtype=np.intp),
        has_land=has_land,
        division=np.array([numbers[p.country, p.admin1] for p in places], dtype=np.intp),
        called=np.array([numbers[p.country, p.name] for p in places], dtype=np.intp),
        is_country=is_country,
        is_division=is_division,
        is_spot=is_spot,
        is_settled=is_settled,
        most=np.array(most, dtype=np.intp).reshape(-1, 3),
    )


def _ranks(places: Sequence[Place]) -> list[int]:
    if len(places) == 1:
        return [0]
    order = sorted(range(len(places)), key=[-p.population for p in places].__getitem__)
    ranks = [0] * len(places)
    for rank, i in enumerate(order):
        ranks[i] = rank
    return ranks


def _holds(outer: Place, inner: Place) -> bool:
    """Tell whether `inner` is said to lie in `outer`."""
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "admin1":
        return outer.country == inner.country and outer.name == inner.admin1 != inner.name
    return outer.radius_m > inner.radius_m and (
        apart_km(outer, inner.lon, inner.lat) * 1000 <= outer.radius_m + 5000
    )
