"""Which of the places of a name a document means, and how sure that is.

The secret of this module is the evidence: what is counted for and against each candidate, over all
names of a document at once. `evidence` turns it into numbers, one row a candidate; a ranker (small
boosted trees, trained on whole documents) weighs them, and a second one, which sees the winner,
its lead and the rung it was found on, says how likely the winner is right.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.gazetteer.spelling import fold
from geo.locate.single import FAR_KM, prior

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.locate.context import Surroundings
    from geo.model import Place

    Floats = NDArray[np.float64]

Box = tuple[float, float, float, float]

EARTH_KM: Final = 6371.009
ROUNDS: Final = 2
OWN_BONUS: Final = 3.0
"""A project lists its places because its reports name them; no training document has such a list."""

OWN_SURE: Final = 0.95

ONLY_ONE_SURE: Final = 0.8
ONLY_ONE_GUESSED_SURE: Final = 0.65
"""How sure the only place of a name in the project's box is at least: no document for training has
a box, which says as much as many names would."""

OUT_OF_VIEW: Final = 0.5
BOX_BONUS: Final = 3.0
ABROAD_MALUS: Final = 2.0
SMALL_TOWN: Final = 100_000
MIN_GUESS: Final = 0.87
UNSURE: Final = 0.4
MIN_LEAD: Final = 0.02
SAME_KM: Final = 5.0
GUESSED: Final = 0.9
"""Places of a lower `Place.score` were found by guessing at letters."""

NEAR_KM: Final = 150
BESIDE_KM: Final = 60
SETTLED: Final = frozenset({"city", "town", "village", "site", "admin3"})

FEATURES: Final = (
    "match", "country", "region", "admin1", "admin2", "settled", "people", "people_below_most",
    "rank", "choices", "exact", "scope", "in_scope", "in_box", "word_fits", "word_against",
    "demonym", "seat", "seat_share", "after_in", "own", "feature", "lands", "nearest_km",
    "near_share", "near_count", "typical_km", "same_country", "country_named", "division_named",
    "inside_count", "container", "container_here", "contained_here", "letters", "times", "names",
    "position",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a document and what it may mean."""

    name: str
    start: int
    candidates: tuple[Place, ...]
    around: Surroundings
    container: int | None = None
    """The position among the document's names of the one that says where this one lies."""

    neighbour: int | None = None
    """The position of the name that the text says this one lies near."""


def kilometres(
    lon: float | Floats, lat: float | Floats, lons: float | Floats, lats: float | Floats
) -> Floats:
    """Return distances on a sphere, off by at most 0.5 %."""
    to = np.radians(lats)
    here = np.radians(lat)
    chord = (
        np.sin((to - here) / 2) ** 2
        + np.cos(here) * np.cos(to) * np.sin(np.radians(lons - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def evidence(
    document: Sequence[Named],
    chosen: Sequence[int | None],
    countries: Sequence[str],
    box: Box | None,
    length: int,
) -> list[Floats]:
    """Return, for each name, one row of `FEATURES` a candidate.

    Parameters
    ----------
    chosen
        The candidate that each name is taken to mean for now, which the others lean on.
    length
        Of the text, in characters.
    """
    folded = [fold(n.name) for n in document]
    times = Counter(folded)
    anchors = _anchors(document, chosen, folded)
    company = {key: _company([p for k, p in anchors if k != key]) for key in times}
    rows = []
    for number, (named, key) in enumerate(zip(document, folded, strict=True)):
        if not named.candidates:
            rows.append(np.empty((0, len(FEATURES))))
            continue
        held = [
            place
            for i, n in enumerate(document)
            if n.container == number and (place := _chosen_place(document, chosen, i)) is not None
        ]
        alone = _by_itself(named, countries, box)
        among = _among_others(named, company[key])
        beside = _beside(named, _chosen_place(document, chosen, named.container), held)
        told = np.array(
            [len(key), min(6, times[key]), min(20, len(times)), named.start / max(1, length)]
        )
        told = np.broadcast_to(told, (len(named.candidates), len(told)))
        rows.append(np.hstack([alone, among, beside, told]))
    return rows


def _by_itself(named: Named, countries: Sequence[str], box: Box | None) -> Floats:
    """Return what speaks for each candidate before the document is looked at."""
    places = named.candidates
    most = max(p.population for p in places)
    ranks = _ranks(places)
    kinds = named.around.kinds
    seats: dict[tuple[str, str], dict[bool, int]] = {}
    for p in places:
        if p.admin1:
            both = seats.setdefault((p.country, p.admin1), {})
            both[p.kind == "admin1"] = max(both.get(p.kind == "admin1", 0), p.population)
    lands = len({p.country for p in places})
    table = []
    for p, rank in zip(places, ranks, strict=True):
        twin = seats.get((p.country, p.admin1), {}).get(p.kind != "admin1")
        table.append(
            (
                p.score,
                p.kind == "country",
                p.kind == "region",
                p.kind == "admin1",
                p.kind in {"admin2", "admin3"},
                p.kind in SETTLED,
                math.log10(p.population + 1),
                math.log10((p.population + 1) / (most + 1)),
                rank,
                math.log(len(places)),
                p.basis == "as listed",
                bool(countries),
                _order(p.country, countries),
                _in_box(p, box),
                bool(kinds) and p.kind in kinds,
                bool(kinds) and p.kind not in kinds,
                ": of that " in p.basis,
                twin is not None,
                0.0 if twin is None else math.log10((p.population + 1) / (twin + 1)),
                named.around.after_in,
                p.source.startswith("places/"),
                bool(named.around.feature),
                lands,
            )
        )
    return np.asarray(table, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Company:
    """The places that the other names of a document are taken to mean."""

    lons: Floats
    lats: Floats
    countries: Counter[str]
    named: Counter[str]
    divisions: Counter[tuple[str, str]]
    settled: Counter[tuple[str, str]]


def _company(others: Sequence[Place]) -> _Company:
    spots = [p for p in others if p.kind not in {"country", "region"}]
    return _Company(
        lons=np.array([p.lon for p in spots]),
        lats=np.array([p.lat for p in spots]),
        countries=Counter(p.country for p in others if p.country),
        named=Counter(p.country for p in others if p.kind == "country"),
        divisions=Counter((p.country, p.name) for p in others if p.kind == "admin1"),
        settled=Counter((p.country, p.admin1) for p in others if p.kind in SETTLED and p.admin1),
    )


def _among_others(named: Named, company: _Company) -> Floats:
    """Return how each candidate goes with the places of the other names."""
    places = named.candidates
    if len(company.lons):
        near = kilometres(
            np.array([[p.lon] for p in places]),
            np.array([[p.lat] for p in places]),
            company.lons[None, :],
            company.lats[None, :],
        )
        distances = np.column_stack(
            [
                np.log10(near.min(axis=1) + 1),
                (near < NEAR_KM).mean(axis=1),
                np.minimum(6, (near < BESIDE_KM).sum(axis=1)),
                np.log10(np.median(near, axis=1) + 1),
            ]
        )
    else:
        distances = np.tile([math.log10(FAR_KM), 0.0, 0.0, math.log10(FAR_KM)], (len(places), 1))
    total = company.countries.total() + 1
    counts = [
        (
            company.countries[p.country] / total if p.country else 0.0,
            min(3, company.named[p.country]),
            0 if p.kind == "admin1" else min(3, company.divisions[p.country, p.admin1]),
            min(4, company.settled[p.country, p.admin1]) if p.admin1 else 0,
        )
        for p in places
    ]
    return np.hstack([distances, np.asarray(counts, dtype=np.float64)])


def _beside(named: Named, holder: Place | None, held: Sequence[Place]) -> Floats:
    """Return how each candidate goes with the name next to it."""
    return np.asarray(
        [
            (
                named.container is not None,
                holder is not None and _holds(holder, p),
                min(3, sum(_holds(p, inner) for inner in held)),
            )
            for p in named.candidates
        ],
        dtype=np.float64,
    )


def _order(country: str, countries: Sequence[str]) -> float:
    """Return 1 for the first of `countries`, less for later ones, 0 outside."""
    return 1.0 / (1 + list(countries).index(country)) if country in countries else 0.0


def _ranks(places: Sequence[Place]) -> list[int]:
    order = sorted(range(len(places)), key=lambda i: -places[i].population)
    ranks = [0] * len(places)
    for rank, i in enumerate(order):
        ranks[i] = rank
    return ranks


def _in_box(place: Place, box: Box | None) -> float:
    if box is None:
        return 0.0
    west, south, east, north = box
    return 1.0 if west <= place.lon <= east and south <= place.lat <= north else -1.0


def _chosen_place(
    document: Sequence[Named], chosen: Sequence[int | None], number: int | None
) -> Place | None:
    if number is None or (choice := chosen[number]) is None:
        return None
    return document[number].candidates[choice]


def _anchors(
    document: Sequence[Named], chosen: Sequence[int | None], folded: Sequence[str]
) -> list[tuple[str, Place]]:
    """Return the place that each distinct name is taken to mean for now."""
    anchors: dict[str, Place] = {}
    for named, key, choice in zip(document, folded, chosen, strict=True):
        if choice is not None and key not in anchors:
            anchors[key] = named.candidates[choice]
    return list(anchors.items())


def _holds(outer: Place, inner: Place) -> bool:
    """Tell whether `inner` is said to lie in `outer`."""
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "admin1":
        return outer.country == inner.country and outer.name == inner.admin1 != inner.name
    distance = kilometres(outer.lon, outer.lat, np.array([inner.lon]), np.array([inner.lat]))[0]
    return bool(outer.radius_m > inner.radius_m and distance * 1000 <= outer.radius_m + 5000)


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted regression trees as flat arrays; node `i` asks ``row[feature] <= threshold``.

    A negative child ``-k - 1`` is the leaf `k`.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    leaf: Floats

    def score(self, rows: Floats) -> Floats:
        """Return one sum of leaves a row: all rows walk down all trees together."""
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        line = np.arange(len(rows))[:, None]
        while (inner := node >= 0).any():
            at = np.maximum(node, 0)
            low = rows[line, self.feature[at]] <= self.threshold[at]
            node = np.where(inner, np.where(low, self.left[at], self.right[at]), node)
        return np.asarray(self.leaf[-node - 1].sum(axis=1))


@dataclass(frozen=True, slots=True)
class Ranker:
    """The trees that choose, and the trees that say how sure the choice is (as log odds)."""

    trees: Trees
    sure: Trees


def _model_path() -> Path:
    return Path(__file__).resolve().parent.parent / "data" / "ranker.json"


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """Read the trained ranker that ships with the package."""
    return ranker_of(json.loads(_model_path().read_text(encoding="ascii")))


def ranker_of(raw: dict[str, list[float]]) -> Ranker:
    """Return the ranker in parsed JSON."""

    def trees(prefix: str) -> Trees:
        def whole(name: str) -> NDArray[np.int32]:
            return np.asarray(raw[prefix + name], dtype=np.int32)

        return Trees(
            roots=whole("roots"),
            feature=whole("feature"),
            threshold=np.asarray(raw[prefix + "threshold"], dtype=np.float64),
            left=whole("left"),
            right=whole("right"),
            leaf=np.asarray(raw[prefix + "leaf"], dtype=np.float64),
        )

    return Ranker(trees=trees(""), sure=trees("sure_"))


def first_choice(document: Sequence[Named], countries: Sequence[str]) -> list[int | None]:
    """Return the likeliest candidate of each name by itself, as its position."""
    return [
        max(range(len(n.candidates)), key=lambda i: prior(n.candidates[i], countries))
        if n.candidates
        else None
        for n in document
    ]


def _scores(tables: Sequence[Floats], trees: Trees) -> list[Floats]:
    """Return the marks of every candidate of every name, the project's own places raised."""
    if not tables:
        return []
    rows = np.vstack(tables)
    marks = trees.score(rows)
    return np.split(marks + _bonus(rows), np.cumsum([len(t) for t in tables])[:-1])


def _bonus(rows: Floats) -> Floats:
    """Return what rules add to the marks: own lists, a box, and small towns abroad count.

    No training document has a list of its own or a box, and few have a stray homonym.
    """
    at = FEATURES.index
    own = rows[:, at("own")] * (rows[:, at("match")] >= GUESSED)
    inside = (rows[:, at("in_box")] > 0) * rows[:, at("settled")]
    return np.asarray(OWN_BONUS * own + BOX_BONUS * inside - ABROAD_MALUS * _strays(rows))


def _strays(rows: Floats) -> NDArray[np.bool_]:
    """Tell which candidates are small towns abroad that nothing in the document speaks for."""
    at = FEATURES.index
    return np.asarray(
        (rows[:, at("scope")] > 0)
        & (rows[:, at("in_scope")] == 0)
        & (rows[:, at("settled")] > 0)
        & (rows[:, at("people")] < math.log10(SMALL_TOWN))
        & (rows[:, at("near_count")] == 0)
        & (rows[:, at("country_named")] == 0)
        & (rows[:, at("container_here")] == 0)
    )


def _one_sense(document: Sequence[Named], scores: Sequence[Floats]) -> list[Floats]:
    """Return scores in which a name that recurs, with no word for its kind, means one place."""
    same: dict[str, list[int]] = {}
    for number, named in enumerate(document):
        if not named.around.kinds:
            same.setdefault(named.name, []).append(number)
    shared = list(scores)
    for numbers in same.values():
        mean = np.mean([scores[n] for n in numbers], axis=0)
        for n in numbers:
            shared[n] = mean
    return shared


def _in_view(
    places: Sequence[Place],
    order: Sequence[int],
    row: Floats,
    sure: float,
    scope: tuple[Sequence[str], Box | None],
) -> float:
    """Return how sure a choice is once the project's own view has spoken.

    Without company in the document, a guess at letters is unsure unless it sounds the same, and so
    is one of several towns of a name in view; the only one in the box is sure enough.
    """
    countries, box = scope
    place = places[order[0]]
    if place.kind not in SETTLED:
        return sure
    at = FEATURES.index
    lonely = not any(row[at(f)] for f in ("near_count", "container_here", "division_named"))
    if lonely and place.score < MIN_GUESS:
        return min(sure, UNSURE)
    if box is None:
        return sure
    if _in_box(place, box) < 0:
        far_off = place.population < SMALL_TOWN and not place.source.startswith("places/")
        return sure * OUT_OF_VIEW if far_off else sure
    rivals = [
        p
        for p in places
        if p.kind in SETTLED
        and (_in_box(p, box) > 0 or p.country in countries)
        and (p.score >= GUESSED or p.score > place.score - MIN_LEAD)
        and kilometres(place.lon, place.lat, p.lon, p.lat) > SAME_KM
    ]
    if rivals:
        return min(sure, UNSURE) if lonely else sure
    if countries and place.country not in countries:
        return sure
    return max(sure, ONLY_ONE_SURE if place.score >= GUESSED else ONLY_ONE_GUESSED_SURE)


_TOLD: Final = (
    "match", "exact", "people", "rank", "choices", "lands", "scope", "in_scope", "same_country",
    "country_named", "division_named", "inside_count", "nearest_km", "near_share", "near_count",
    "container", "container_here", "contained_here", "word_fits", "word_against", "seat",
    "feature", "letters", "times", "names",
)  # fmt: skip
SURENESS: Final = ("lead", "share", "mark", "guess", "area", "rivals_at_home", *_TOLD)


def sureness(scores: Floats, rows: Floats, winner: int, raised: float = 0.0) -> Floats:
    """Return what the second weighing sees of a choice whose mark was `raised` by rules.

    One number for each of `SURENESS`.
    """
    others = np.delete(scores, winner)
    lead = float(scores[winner] - others.max()) if len(others) else 4.0
    share = float(np.exp(scores[winner] - scores.max()) / np.exp(scores - scores.max()).sum())
    row = rows[winner]
    at = FEATURES.index
    equal = rows[:, at("match")] >= min(row[at("match")], GUESSED)
    at_home = (rows[:, at("in_scope")] > 0) | (rows[:, at("same_country")] > 0)
    return np.array(
        [
            min(lead, 6.0),
            share,
            float(scores[winner]) - raised,
            float(row[at("match")] < GUESSED),
            row[at("country")] + row[at("region")] + row[at("admin1")],
            float((equal & at_home).sum()) - float(at_home[winner]),
            *(row[at(name)] for name in _TOLD),
        ]
    )


def choose(
    document: Sequence[Named],
    countries: Sequence[str],
    box: Box | None,
    length: int,
    ranker: Ranker,
) -> list[tuple[tuple[int, ...], float]]:
    """Return, for each name, its candidates in order, and how sure the first is (0 to 1)."""
    chosen = first_choice(document, countries)
    tables: list[Floats] = []
    scores: list[Floats] = []
    for _ in range(ROUNDS):
        tables = evidence(document, chosen, countries, box, length)
        scores = _one_sense(document, _scores(tables, ranker.trees))
        chosen = [int(s.argmax()) if len(s) else None for s in scores]
    outcome: list[tuple[tuple[int, ...], float]] = []
    for named, rows, marks in zip(document, tables, scores, strict=True):
        if not len(marks):
            outcome.append(((), 0.0))
            continue
        order = tuple(int(i) for i in np.argsort(-marks, kind="stable"))
        row = rows[order[0]]
        seen = sureness(marks, rows, order[0], float(_bonus(row[None])[0]))
        odds = float(ranker.sure.score(seen[None])[0])
        sure = float(1 / (1 + np.exp(-odds)))
        if row[FEATURES.index("own")] and row[FEATURES.index("match")] >= GUESSED:
            sure = max(sure, OWN_SURE * float(seen[1]))  # a share, so that two Danas stay unsure
        if _strays(row[None])[0]:
            sure = min(sure, UNSURE)
        sure = _in_view(named.candidates, order, row, sure, (countries, box))
        outcome.append((order, sure))
    return outcome
