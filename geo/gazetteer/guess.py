"""Which listed names one may mean that no list has.

The secret of this module is which of a million names are read and weighed: those with the same
consonants, those with the consonants that the name has as another language writes it, and only if
none of them sounds the same those whose consonants are one slip away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from geo.gazetteer.alike import Spoken
from geo.gazetteer.spelling import neighbours, readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.gazetteer.index import Index

MIN_ALIKE: Final = 0.7
MIN_ACROSS: Final = 0.68
MIN_NEAR: Final = 0.8
MIN_READ: Final = 0.75
"""How alike a name must sound at least: by its consonants, in another script, with a slip, and as
another language writes it."""

NO_SLIP_ABOVE: Final = 0.85
"""Where a name is found with such a score, no slip can sound better."""

MOST_GUESSES: Final = 14
_MIN_ROUGH: Final = 0.7
_READ_OTHERWISE: Final = 0.985
_MIN_FUZZY_LETTERS: Final = 5
_MIN_FUZZY_BONES: Final = 3
_KEYS_A_RUNG: Final = 12
_KEYS_WEIGHED: Final = 32
_SLIP_LETTERS: Final = 2
_SPELLING_LETTERS: Final = 5


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
    spoken = Spoken(stem)
    if len(spoken.bones) < 2:  # noqa: PLR2004 - one consonant says nothing
        return []
    ways = {spoken.bones: spoken}
    for reading in readings(stem):
        other = Spoken(reading)
        if len(other.bones) > 1:
            ways.setdefault(other.bones, other)
    # nearly every place is listed in Latin script, so that from Latin into another script, and
    # from two consonants into any, is a way only at home
    latin = spoken.script == "latin"
    told = bool(countries)
    own = index.sharing(list(ways), latin=latin, with_lands=told)
    across = not latin or told
    foreign = index.sharing([spoken.bones], latin=not latin, with_lands=told) if across else []
    found: list[Guess] = []
    for lands in (countries, ()) if told else ((),):
        for bones, way in ways.items():
            names = _names([row for row in own if row[0] == bones], stem, _SPELLING_LETTERS, lands)
            plain = way is spoken
            cut = MIN_ALIKE if plain else MIN_READ
            worth = 1.0 if plain else _READ_OTHERWISE
            how = "consonants alike" if plain else f"read as {way.name}, consonants alike"
            found += [
                Guess(key, alike, worth * (0.5 + 0.39 * alike), how, only_home=False)
                for alike, key in _most_alike(way, names)
                if alike >= cut and key != stem
            ]
        only_home = latin or spoken.short
        if foreign and (lands or not only_home):
            pairs = _pairs(foreign, stem, _SPELLING_LETTERS, lands)
            weighed = zip(spoken.likenesses_across(pairs), pairs, strict=True)
            found += [
                Guess(key, alike, 0.5 + 0.39 * alike, "consonants alike", only_home)
                for alike, (key, _) in sorted(weighed, reverse=True)[:_KEYS_A_RUNG]
                if alike >= MIN_ACROSS
            ]
        if found:
            break  # a guess abroad is no rival of one at home
    found.sort(key=lambda guess: (-guess.score, guess.key))
    return found


def slipped(index: Index, stem: str, countries: Collection[str]) -> list[Guess]:
    """Return the names whose consonants are one slip away and that sound like a folded name."""
    spoken = Spoken(stem)
    if len(stem) < _MIN_FUZZY_LETTERS or len(spoken.bones) < _MIN_FUZZY_BONES:
        return []
    latin = spoken.script == "latin"
    told = bool(countries)
    near = list(neighbours(spoken.bones))
    own = index.sharing(near, latin=latin, with_lands=told)
    foreign = [] if latin else index.sharing(near, latin=True, with_lands=told)
    for lands in (countries, ()) if told else ((),):
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
        if countries and not any(country in where for country in countries):
            continue
        keys = lines.split("\n")  # short names before long ones
        first, last = bisect_left(keys, least, key=len), bisect_right(keys, most, key=len)
        if first < last and countries:
            lands = where.split("\n")[first:last]
            home = {land for land in set(lands) for country in countries if country in land}
            spans = zip(keys[first:last], lands, strict=True)
            names += [key for key, land in spans if land in home]
        else:
            names += keys[first:last]
    return names


def _pairs(
    listed: Iterable[tuple[str, str, str]], stem: str, off: int, countries: Collection[str]
) -> list[tuple[str, str]]:
    """Return names as `_names` does, each with its skeleton: the first ones, since they are many."""
    found = ((key, row[0]) for row in listed for key in _names([row], stem, off, countries))
    return list(islice(found, 2 * _KEYS_WEIGHED))


def _most_alike(spoken: Spoken, names: Sequence[str]) -> list[tuple[float, str]]:
    """Return the names in its own script that sound most like the one asked for, the likest first.

    A rough comparison in C sorts out all but `_KEYS_WEIGHED`, which are then compared by sound.
    """
    if len(names) > _KEYS_WEIGHED:
        rough = process.extract(
            spoken.name,
            names,
            scorer=JaroWinkler.normalized_similarity,
            limit=_KEYS_WEIGHED,
            score_cutoff=_MIN_ROUGH,
        )
        names = [key for key, _, _ in rough]
    if not names:
        return []
    alike = zip(spoken.likenesses(names), names, strict=True)
    return sorted(alike, reverse=True)[:_KEYS_A_RUNG]
