"""Which names of event places no list has, and in which countries a list of villages would help.

The secret of this module is what counts as missing: a place that something is told of, that no
gazetteer has at home under any spelling, in the country that the rest of its report is about. A
name of several places is not missing, nor is a country whose villages the user has added.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from geo.gazetteer import countries_of_lists
from geo.gazetteer.spelling import fold
from geo.locate.view import GUESSED, NOT_LISTED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from geo.model import Mention, Reading

_NO_PLACE: Final = frozenset({"collective", "adjective"})
_DIGIT: Final = re.compile(r"\d")  # "M4", "the 46th Regiment": of no list of villages
_SHOWN: Final = 3
_MOST_COUNTRIES: Final = 6
_A_TOWN_SAYS: Final = 2
"""Votes of a town or province; a country's own name has one, since governments are named everywhere."""


def unlisted(
    readings: Sequence[Reading], expected: Sequence[str] = (), lists_dir: Path | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the names of event places that are on no list, by the country that lacks them.

    Parameters
    ----------
    readings
        With the places of their mentions.
    expected
        The project's countries, the first of which is meant where a report names no other place.
    lists_dir
        The user's own place lists: what has places of a country is taken for its villages.

    Returns
    -------
    dict of str to tuple of str
        ISO 3166-1 alpha-2 ▶ names as first written, those of most reports first; the country with
        most names first. Countries of the user's own lists are not in it.
    """
    told: dict[str, Counter[str]] = {}
    written: dict[str, str] = {}
    for reading in readings:
        names = {fold(m.name): m.name for m in _missing(reading)}
        country = _home(reading, expected) if names else ""
        if country:
            told.setdefault(country, Counter()).update(names.keys())
            written = names | written
    covered = countries_of_lists(lists_dir, told)
    lacking = sorted(told.keys() - covered, key=lambda land: (-len(told[land]), land))
    return {
        land: tuple(
            written[key] for key, _ in sorted(told[land].items(), key=lambda one: (-one[1], one[0]))
        )
        for land in lacking
    }


def advice(names: Mapping[str, Collection[str]]) -> str:
    """Return what is said of `unlisted` names to a person, with the command that helps; "" for none.

    Examples
    --------
    >>> advice({"SD": ("Umm Rakuba", "Wad Elnoor"), "UA": ("Nova Taverka",)})
    '3 places of events are on no list: 2 in SD (Umm Rakuba, Wad Elnoor), 1 in UA (Nova Taverka). `sitmap gazetteer get SD UA` adds the villages that GeoNames has there.'
    """
    if not names:
        return ""
    count = sum(map(len, names.values()))
    lands = list(names)[:_MOST_COUNTRIES]
    by_land = ", ".join(f"{len(names[land])} in {land} ({_some(names[land])})" for land in lands)
    more = " and others elsewhere" if len(names) > len(lands) else ""
    what = "1 place of an event is" if count == 1 else f"{count:,} places of events are"
    return (
        f"{what} on no list: {by_land}{more}. `sitmap gazetteer get {' '.join(lands)}` adds the"
        " villages that GeoNames has there."
    )


def _some(names: Collection[str]) -> str:
    shown = list(names)[:_SHOWN]
    return ", ".join(shown) + (", ..." if len(names) > len(shown) else "")


def _missing(reading: Reading) -> list[Mention]:
    """Return the places of a report's events that no gazetteer has anything for but guesses."""
    known = {(m.start, m.end): m for m in reading.mentions}
    places = [m for telling in reading.tellings for m in telling.places]
    found = (known.get((m.start, m.end), m) for m in places if m.relation not in _NO_PLACE)
    found = (m for m in found if not m.name.isupper() and not _DIGIT.search(m.name))
    return [m for m in found if _is_lost(m) and not _is_of_several(m, reading)]


def _is_lost(mention: Mention) -> bool:
    """Tell whether a name has no place, or only the ground that the text puts it in."""
    place = mention.place
    return place is None or place.basis.startswith(f"{mention.name} {NOT_LISTED}")


def _is_of_several(mention: Mention, reading: Reading) -> bool:
    """Tell whether a name is listed, for places of which none is surely meant."""
    home = _home(reading)
    return any(p.score >= GUESSED and p.country in {home, ""} for p in mention.alternatives)


def _home(reading: Reading, expected: Sequence[str] = ()) -> str:
    """Return the country that most places of a report's events lie in, ``""`` if it names none."""
    votes: Counter[str] = Counter()
    for mention in reading.mentions:
        place = mention.place
        if place is not None and place.country and mention.relation not in _NO_PLACE:
            inside = place.kind != "country" and mention.role in {"event", "background"}
            votes[place.country] += _A_TOWN_SAYS if inside else 1
    ours = [land for land in expected if votes[land]]
    if ours or not votes:
        return next(iter(ours or expected), "")
    return votes.most_common(1)[0][0]
