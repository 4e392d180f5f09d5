"""Which listed names one may mean that no list has.

The secret of this module is which of a million names are read and weighed: those with the same
consonants, those with the consonants that the name has as another language writes it, and only if
none of them sounds the same those whose consonants are one slip away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from geo.gazetteer.alike import Spoken
from geo.gazetteer.spelling import neighbours, readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.gazetteer.index import Index

MIN_ALIKE: Final = 0.7
MIN_ACROSS: Final = 0.68
MIN_ANYWHERE: Final = 0.8
MIN_ALONE: Final = 0.85
MIN_NEAR: Final = 0.8
MIN_READ: Final = 0.75
"""How alike a name must sound at least: by its consonants, in another script at home and anywhere,
by one consonant, with a slip, and as another language writes it."""

NO_SLIP_ABOVE: Final = 0.85
"""Where a name is found with such a score, no slip can sound better."""

MOST_GUESSES: Final = 14
_MIN_ROUGH: Final = 0.6
_READ_OTHERWISE: Final = 0.985
_ALONE: Final = 0.88
_MIN_FUZZY_LETTERS: Final = 5
_MIN_FUZZY_BONES: Final = 3
_KEYS_A_RUNG: Final = 12
_KEYS_WEIGHED: Final = 32
_PAIRS_WEIGHED: Final = 64
_SLIP_LETTERS: Final = 2
_SPELLING_LETTERS: Final = 5

_spoken = lru_cache(maxsize=1_000)(Spoken)  # of each list, by consonants and with a slip


@dataclass(frozen=True, slots=True)
class Guess:
    """A listed name that may be meant.

    Parameters
    ----------
    alike
        How alike the two sound, 0 to 1.
    only_home
        It counts only for places in the countries asked for.
    """

    key: str
    alike: float
    score: float
    how: str
    only_home: bool


def guessed(index: Index, stem: str, countries: Collection[str]) -> list[Guess]:
    """Return the names with the consonants of a folded name that sound like it, the likest first."""
    spoken = _spoken(stem)
    alone = len(spoken.bones) == 1
    if not spoken.bones or (alone and len(stem) < _MIN_FUZZY_LETTERS):
        return []
    ways = {spoken.bones: spoken}
    for reading in readings(stem):
        other = _spoken(reading)
        if len(other.bones) > 1:
            ways.setdefault(other.bones, other)
    # nearly every place is listed in Latin script, so that from Latin into another script, and
    # from two consonants into any, is a way only at home
    latin = spoken.script == "latin"
    only_home = latin or spoken.short
    found: list[Guess] = []
    for lands in (countries, ()) if countries else ((),):
        own = index.sharing(list(ways), latin=latin, countries=lands)
        for bones, way in ways.items():
            names = _names([row for row in own if row[0] == bones], stem, _SPELLING_LETTERS, lands)
            cut, worth, how = MIN_READ, _READ_OTHERWISE, f"read as {way.name}, consonants alike"
            if way is spoken:
                cut, worth, how = MIN_ALIKE, 1.0, "consonants alike"
            if len(bones) == 1:
                cut, worth = MIN_ALONE, _ALONE
            found += [
                Guess(key, alike, worth * (0.5 + 0.39 * alike), how, only_home=False)
                for alike, key in _most_alike(way, names)
                if alike >= cut and key != stem
            ]
        if not alone and (lands or not only_home):
            found += _across(index, spoken, lands, MIN_ACROSS, only_home=only_home)
        if found or alone:
            break  # a guess abroad is no rival of one at home
    if not found and latin and not spoken.short and not countries:
        # some small places are listed in the other script alone
        found += _across(index, spoken, (), MIN_ANYWHERE, only_home=False)
    found.sort(key=lambda guess: (-guess.score, guess.key))
    return found


def _across(
    index: Index, spoken: Spoken, countries: Collection[str], cut: float, *, only_home: bool
) -> list[Guess]:
    """Return the names in another script with the same consonants, at least as alike as `cut`."""
    foreign = index.sharing([spoken.bones], latin=spoken.script != "latin", countries=countries)
    pairs = _pairs(foreign, spoken.name, _SPELLING_LETTERS, countries)
    weighed = zip(spoken.likenesses_across(pairs), pairs, strict=True)
    return [
        Guess(key, alike, 0.5 + 0.39 * alike, "consonants alike", only_home)
        for alike, (key, _) in sorted(weighed, reverse=True)[:_KEYS_A_RUNG]
        if alike >= cut
    ]


def slipped(index: Index, stem: str, countries: Collection[str]) -> list[Guess]:
    """Return the names whose consonants are one slip away and that sound like a folded name."""
    spoken = _spoken(stem)
    if len(stem) < _MIN_FUZZY_LETTERS or len(spoken.bones) < _MIN_FUZZY_BONES:
        return []
    latin = spoken.script == "latin"
    near = list(neighbours(spoken.bones))
    for lands in (countries, ()) if countries else ((),):
        own = index.sharing(near, latin=latin, countries=lands)
        foreign = [] if latin else index.sharing(near, latin=True, countries=lands)
        names = _names(own, stem, _SLIP_LETTERS, lands)
        found = [
            Guess(key, alike, 0.4 + 0.39 * alike, "one slip away", only_home=False)
            for alike, key in _most_alike(spoken, names)
            if alike >= MIN_NEAR
        ]
        if foreign:
            pairs = _pairs(foreign, stem, _SLIP_LETTERS, lands)
            found += [
                Guess(key, alike, 0.4 + 0.39 * alike, "one slip away", only_home=False)
                for alike, (key, _) in zip(spoken.likenesses_across(pairs), pairs, strict=True)
                if alike >= MIN_NEAR
            ]
        if found:
            return found
    return []


def _names(
    listed: Sequence[tuple[str, str, str]], stem: str, off: int, countries: Collection[str]
) -> list[str]:
    """Return the names of about as many letters as `stem`.

    Parameters
    ----------
    listed
        What `Index.sharing` returns.
    off
        How many letters longer or shorter a name may be.
    countries
        Where one of its places must lie; empty is anywhere.
    """
    least, most = len(stem) - off, len(stem) + off
    names: list[str] = []
    for _, lines, where in listed:
        keys = lines.split("\n")  # short names before long ones
        first, last = bisect_left(keys, least, key=len), bisect_right(keys, most, key=len)
        if not countries:
            names += keys[first:last]
        elif first < last:
            names += [keys[at] for at in lines_with(countries, where) if first <= at < last]
    return names


def lines_with(words: Collection[str], text: str) -> list[int]:
    """Return the numbers of the lines in which any of some words stands."""
    found: set[int] = set()
    for word in words:
        line, seen, at = 0, 0, text.find(word)
        while at >= 0:
            line += text.count("\n", seen, at)
            found.add(line)
            seen, at = at, text.find(word, at + 1)
    return sorted(found)


def _pairs(
    listed: Iterable[tuple[str, str, str]], stem: str, off: int, countries: Collection[str]
) -> list[tuple[str, str]]:
    """Return names as `_names` does, each with its skeleton: the first ones, since they are many."""
    found = ((key, row[0]) for row in listed for key in _names([row], stem, off, countries))
    return list(islice(found, _PAIRS_WEIGHED))


def _most_alike(spoken: Spoken, names: Sequence[str]) -> list[tuple[float, str]]:
    """Return the names in its own script that sound most like the one asked for, the likest first.

    A rough comparison in C sorts out all but `_KEYS_WEIGHED`, which are then compared by sound.
    """
    if len(names) > _KEYS_WEIGHED:
        rough = process.extract(
            spoken.name,
            names,
            scorer=Indel.normalized_similarity,
            limit=_KEYS_WEIGHED,
            score_cutoff=_MIN_ROUGH,
        )
        names = [key for key, _, _ in rough]
    if not names:
        return []
    alike = zip(spoken.likenesses(names), names, strict=True)
    return sorted(alike, reverse=True)[:_KEYS_A_RUNG]
