"""Which of the places of a name a document means, and how sure that is.

The secret of this module is the choice: a ranker (small boosted trees, trained on whole documents)
weighs the evidence of `geo.locate.evidence` for each candidate, twice, since each name leans on what
the others mean; then a second one, which sees the winner, its lead and the rung it was found on,
says how likely the winner is right.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.gazetteer.index import POSTAL
from geo.locate.evidence import AT, FIXED, MOVING, Evidence
from geo.locate.single import prior
from geo.locate.trees import Trees
from geo.locate.view import (
    GUESSED,
    SETTLED,
    SMALL_TOWN,
    UNSURE,
    in_view,
    is_forgotten_for,
    is_half_of_two,
    is_odd_alias,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.locate.evidence import Floats, Named
    from geo.locate.view import Box
    from geo.model import Place

ROUNDS: Final = 2
OWN_BONUS: Final = 3.0
"""A project lists its places because its reports name them; no training document has such a list."""

OWN_SURE: Final = 0.95

MEANT_SURE: Final = 0.8
"""How sure is what a name alone means: two who did not see each other's answers named the same."""

_AS_NEAR: Final = 0.1  # a fourth farther, as the logarithm of the distance

BOX_BONUS: Final = 3.0
ABROAD_MALUS: Final = 2.0
GUESS_MALUS: Final = 4.0
HAMLET_MALUS: Final = 1.0
"""Of a village whose people nobody counted, where a town has its name: such villages came
after the training, and a report says which one it means, if it does not mean the town."""

LETTERS_MALUS: Final = 20.0
"""Of a guess, for each 1.0 that its letters are farther off than those of another guess."""

_CLEARLY_OFF: Final = 0.1
TOWN: Final = 5_000
_LARGE: Final = math.log10(SMALL_TOWN + 1)  # people, as the evidence counts them
_POSTAL: Final = f"geonames:{POSTAL}"
MAX_LEAD: Final = 6.0
ALONE_LEAD: Final = 4.0
"""The lead of the only place of a name."""


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
        def whole(name: str) -> list[int]:
            return [int(number) for number in raw[prefix + name]]

        return Trees(
            roots=whole("roots"),
            feature=whole("feature"),
            threshold=raw[prefix + "threshold"],
            left=whole("left"),
            right=whole("right"),
            leaf=raw[prefix + "leaf"],
        )

    return Ranker(trees=trees(""), sure=trees("sure_"))


def first_choice(document: Sequence[Named], countries: Sequence[str]) -> list[int | None]:
    """Return the likeliest candidate of each name by itself, as its position."""
    return [
        max(range(len(n.candidates)), key=lambda i: prior(n.candidates[i], countries))
        if len(n.candidates) > 1
        else (0 if n.candidates else None)
        for n in document
    ]


def _bonus(rows: Floats, strays: NDArray[np.bool_]) -> Floats:
    """Return what rules add to the marks: own lists, a box, and small towns abroad count.

    No training document has a list of its own or a box, and few have a stray homonym.
    """
    own = rows[:, AT["own"]] * (rows[:, AT["match"]] >= GUESSED)
    inside = (rows[:, AT["in_box"]] > 0) * rows[:, AT["settled"]]
    return np.asarray(OWN_BONUS * own + BOX_BONUS * inside - ABROAD_MALUS * strays)


def _small_abroad(rows: Floats) -> NDArray[np.bool_]:
    """Tell which candidates are small towns abroad: by what their rows hold of them alone."""
    return np.asarray(
        (rows[:, AT["scope"]] > 0)
        & (rows[:, AT["in_scope"]] == 0)
        & (rows[:, AT["settled"]] > 0)
        & (rows[:, AT["people"]] < math.log10(SMALL_TOWN))
    )


_SPEAKS_FOR: Final = [AT[feature] for feature in ("near_count", "country_named", "container_here")]


def _strays(rows: Floats, abroad: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which small towns abroad are such that nothing in the document speaks for them."""
    if not abroad.any():
        return abroad
    return np.asarray(abroad & (rows[:, _SPEAKS_FOR] == 0).all(axis=1))


def _beside_the_known(rows: Floats, sizes: Sequence[int], guessed: NDArray[np.bool_]) -> Floats:
    """Return 1 for each candidate found by guessing at letters whose name, as written, is a large city's.

    A report from Lebanon that says Gaza means Gaza, though a Lebanese town sounds like it.
    """
    large = rows[:, AT["people"]] >= _LARGE
    known = np.logical_or.reduceat(~guessed & large & (rows[:, AT["settled"]] > 0), _starts(sizes))
    return np.asarray(np.repeat(known, sizes) & guessed, dtype=np.float64)


def _beside_a_nearer(rows: Floats, sizes: Sequence[int]) -> Floats:
    """Return how far each guess at letters is off beside the best guess at the same name, 0 for most."""
    match = rows[:, AT["match"]]
    best = np.repeat(np.maximum.reduceat(match, _starts(sizes)), sizes)
    off = best - match
    return np.where((best < GUESSED) & (off > _CLEARLY_OFF), off, 0.0)


def _starts(sizes: Sequence[int]) -> list[int]:
    """Return where the candidates of each name start, of names that have any."""
    return list(accumulate(sizes[:-1], initial=0))


def _beside_a_town(document: Sequence[Named]) -> NDArray[np.bool_]:
    """Tell which candidates are villages whose people nobody counted, with a town for a namesake at home."""
    out: list[bool] = []
    for named in document:
        towns = {
            p.country
            for p in named.candidates
            if (p.population >= TOWN or p.known) and p.kind in SETTLED and p.score >= GUESSED
        }
        out += [p.country in towns and _is_uncounted(p) for p in named.candidates]
    return np.array(out, dtype=np.bool_)


def _is_uncounted(place: Place) -> bool:
    """Tell whether a place is a village of the postal list or of a user's that tells no population.

    What a project itself lists is there since its reports mean it.
    """
    return place.source.startswith(_POSTAL) or (
        place.kind == "village" and not place.population and not place.known
    )


def _recurring(document: Sequence[Named]) -> list[list[int]]:
    """Return the numbers of each name that recurs with no word for its kind: it means one place."""
    same: dict[str, list[int]] = {}
    for number, named in enumerate(document):
        if not named.around.kinds:
            same.setdefault(named.name, []).append(number)
    return [numbers for numbers in same.values() if len(numbers) > 1]


def _one_sense(marks: list[Floats], recurring: Sequence[Sequence[int]]) -> list[Floats]:
    """Return marks that are the same wherever a name recurs: their means."""
    for numbers in recurring:
        mean = np.add.reduce([marks[n] for n in numbers]) / len(numbers)
        for n in numbers:
            marks[n] = mean
    return marks


_TELLS_WHICH: Final = [
    AT[feature] for feature in ("in_box", "container_here", "division_named", "near_count")
]


def _passed_over(
    sizes: Sequence[int], rows: Floats, hamlets: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which hamlets the words don't single out: "north of Aleppo" is said of the town as well."""
    if not hamlets.any():
        return hamlets
    told = (rows[:, _TELLS_WHICH] > 0).sum(axis=1, dtype=np.intp)
    others = np.maximum.reduceat(np.where(hamlets, 0, told), _starts(sizes))
    return np.asarray(hamlets & (told <= np.repeat(others, sizes)))


def weigh(
    evidence: Evidence, document: Sequence[Named], countries: Sequence[str], trees: Trees
) -> tuple[Floats, list[Floats], list[int | None]]:
    """Return the rows of all candidates, their marks name by name, and which of each wins."""
    chosen = first_choice(document, countries)
    rows, marks = evidence.fixed, [np.empty(0)] * len(document)
    sizes = [size for size in evidence.sizes if size]
    if not sizes:
        return rows, marks, chosen
    guessed, hamlets = rows[:, AT["match"]] < GUESSED, _beside_a_town(document)
    malus: Floats | float = 0.0
    if guessed.any():
        malus = GUESS_MALUS * _beside_the_known(rows, sizes, guessed)
        malus += LETTERS_MALUS * _beside_a_nearer(rows, sizes)
    abroad = _small_abroad(rows)
    left, recurring = trees.left_over(rows, FIXED), _recurring(document)
    for _ in range(ROUNDS):
        rows = evidence.given(chosen)
        spoken_past = _passed_over(sizes, rows, hamlets)
        scores = trees.sums(left & trees.left_over(rows, MOVING))
        scores += _bonus(rows, _strays(rows, abroad))
        scores -= malus + HAMLET_MALUS * spoken_past
        marks = _one_sense(evidence.split(scores), recurring)
        leant_on, chosen = chosen, [int(m.argmax()) if len(m) else None for m in marks]
        if chosen == leant_on:
            break  # another round would see the same
    return rows, marks, chosen


_COMPANY: Final = ("near_count", "container_here", "division_named")
"""What in a document speaks for a place, beside its name; a country has its towns."""

_COMPANY_AT: Final = [AT[feature] for feature in _COMPANY]
_TOLD: Final = (
    "match", "exact", "people", "rank", "choices", "lands", "scope", "in_scope", "same_country",
    "country_named", "division_named", "inside_count", "nearest_km", "near_share", "near_count",
    "container", "container_here", "contained_here", "word_fits", "word_against", "seat",
    "feature", "letters", "times", "names",
)  # fmt: skip
SURENESS: Final = ("lead", "share", "mark", "guess", "area", "rivals_at_home", *_TOLD)


_TOLD_AT: Final = [AT[name] for name in _TOLD]


def sureness(rows: Floats, marks: Floats, starts: Sequence[int], winners: Sequence[int]) -> Floats:
    """Return what the second weighing sees of each choice: a row of `SURENESS` a name.

    Parameters
    ----------
    rows, marks
        Of all candidates of the names, name after name.
    starts, winners
        For each name, its first row and the row of the candidate with the best mark.
    """
    sizes = np.array([end - start for start, end in pairwise((*starts, len(rows)))])
    names = np.repeat(np.arange(len(starts)), sizes)
    best, won = marks[winners], rows[winners]
    others = marks.copy()
    others[winners] = -np.inf
    lead = np.minimum(best - np.maximum.reduceat(others, starts), MAX_LEAD)
    lead[sizes == 1] = ALONE_LEAD
    share = 1 / np.add.reduceat(np.exp(marks - best[names]), starts)
    match = won[:, AT["match"]]
    equal = rows[:, AT["match"]] >= np.minimum(match, GUESSED)[names]
    at_home = (rows[:, AT["in_scope"]] > 0) | (rows[:, AT["same_country"]] > 0)
    rivals = np.add.reduceat((equal & at_home).astype(np.intp), starts) - at_home[winners]
    seen = np.empty((len(starts), len(SURENESS)))
    seen[:, 0] = lead
    seen[:, 1] = share
    seen[:, 2] = best - _bonus(won, _strays(won, _small_abroad(won)))
    seen[:, 3] = match < GUESSED
    seen[:, 4] = won[:, AT["country"]] + won[:, AT["region"]] + won[:, AT["admin1"]]
    seen[:, 5] = rivals
    seen[:, 6:] = won[:, _TOLD_AT]
    return seen


def _is_bare(named: Named, one: int, rows: Floats) -> bool:
    """Tell whether neither the words around a name nor the other names speak for another of its places."""
    if rows[one, AT["container"]]:
        return False
    others = [i for i, place in enumerate(named.candidates) if place.score >= GUESSED and i != one]
    nearest = rows[:, AT["nearest_km"]]
    return not (
        (rows[others][:, _COMPANY_AT] > 0).any()
        or (nearest[others] < nearest[one] - _AS_NEAR).any()
    )


def _meant_alone(named: Named, order: Sequence[int], rows: Floats) -> tuple[int, float]:
    """Return which place a name alone means, and how sure that is if it is not the likeliest.

    It is none outside the project's box where the likeliest lies in it.
    """
    places, first = named.candidates, order[0]
    in_box = rows[:, AT["in_box"]]
    others = [
        i
        for i in order[1:]
        if places[i].score >= GUESSED
        and places[i].kind in SETTLED
        and places[i].country == places[first].country
        and in_box[i] >= in_box[first]
    ]
    for i in others:
        if is_forgotten_for(places[first], places[i]) and _is_bare(named, i, rows):
            return i, MEANT_SURE
    for i in others:
        if places[i].score >= places[first].score and is_half_of_two(
            named.name, places[first], places[i]
        ):
            return i, UNSURE
    if in_box[first] > 0 and others and is_odd_alias(named.name, places[first]):
        bearers = (i for i in others if not is_odd_alias(named.name, places[i]))
        return next(bearers, first), UNSURE
    return first, 0.0


def choose(
    document: Sequence[Named],
    countries: Sequence[str],
    box: Box | None,
    length: int,
    ranker: Ranker,
) -> list[tuple[tuple[int, ...], float]]:
    """Return, for each name, its candidates in order, and how sure the first is (0 to 1)."""
    evidence = Evidence(document, countries, box, length)
    rows, marks, chosen = weigh(evidence, document, countries, ranker.trees)
    outcome: list[tuple[tuple[int, ...], float]] = [((), 0.0)] * len(document)
    starts = list(accumulate(evidence.sizes, initial=0))
    known = [number for number, choice in enumerate(chosen) if choice is not None]
    if not known:
        return outcome
    winners = [starts[number] + (chosen[number] or 0) for number in known]
    seen = sureness(rows, np.concatenate(marks), [starts[number] for number in known], winners)
    odds = (1 / (1 + np.exp(-ranker.sure.score(seen)))).tolist()
    won = rows[winners]
    stray, facts = _strays(won, _small_abroad(won)).tolist(), won.tolist()
    shares = seen[:, SURENESS.index("share")].tolist()
    for row, sure, share, is_stray, number in zip(facts, odds, shares, stray, known, strict=True):
        if row[AT["own"]] and row[AT["match"]] >= GUESSED:
            # a share, so that two Danas stay unsure
            sure = max(sure, OWN_SURE * share)  # noqa: PLW2901 - it is only made surer
        if is_stray or (countries and row[AT["match"]] < GUESSED and not row[AT["in_scope"]]):
            # letters are guessed at for places at home alone
            sure = min(sure, UNSURE)  # noqa: PLW2901 - or less sure
        behind = (-marks[number]).tolist()
        order = tuple(sorted(range(len(behind)), key=behind.__getitem__))
        named = document[number]
        settled = named.candidates[order[0]].kind in SETTLED
        company = _COMPANY if settled else (*_COMPANY, "same_country")
        lonely = not any(row[AT[feature]] for feature in company)
        its = rows[starts[number] : starts[number + 1]]
        if lonely and settled and not row[AT["own"]]:
            meant, told = _meant_alone(named, order, its)
            if meant != order[0]:
                order = (meant, *(i for i in order if i != meant))
                sure = told  # noqa: PLW2901 - it was that of the other one
        bare = lonely and settled and _is_bare(named, order[0], its)
        outcome[number] = (
            order,
            in_view(
                named.name, named.candidates, order, sure, countries, box, lonely=lonely, bare=bare
            ),
        )
    return outcome
