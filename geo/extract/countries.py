"""Which country a word stands for: its adjective, its capital, its government.

The secret of this module is the two lists of adjectives and capitals, and how a report's country
is voted for by what it names.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in, rows_of
from geo.extract.text import is_arabic, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.text import Token


@cache
def country_names() -> Mapping[str, str]:
    """Return the English name of each country whose adjective we know, by ISO code."""
    return {row["country"]: row["name"] for row in rows_of("demonyms")}


@cache
@lru_cache(maxsize=4096)
def nationality(country: str) -> str:
    """Return the adjective of a country's English name: ``"Israeli"`` for ``"Israel"``; the name itself if none."""
    rows = (r for r in rows_of("demonyms") if r["name"] == country and r["phrase"].isascii())
    words = next((r["phrase"] for r in rows), country)
    return " ".join(word.capitalize() for word in words.split("|")[0].split())


def country_of_adjective(words: str) -> str:
    """Return the English name of the country that an adjective belongs to, or ``""``.

    Examples
    --------
    >>> country_of_adjective("Turkish"), country_of_adjective("سورية"), country_of_adjective("blue")
    ('Turkey', 'Syria', '')
    """
    tokens = tokenize(words)
    hit = built_in("demonyms").at(tokens, 0) if tokens else None
    return hit.row["name"] if hit is not None and hit.last == len(tokens) else ""


@cache
def _capitals() -> Mapping[str, str]:
    return {row["phrase"]: row["country"] for row in rows_of("capitals")}


@lru_cache(maxsize=4096)
def government_of(name: str) -> str:
    """Return the country (ISO code) whose government `name` may stand for, or ``""``."""
    low = name.lower().removeprefix("the ")
    if low in _capitals():
        return _capitals()[low]
    return _codes().get(low, "")


@cache
def _codes() -> Mapping[str, str]:
    """Return the first code of each country's name in small letters."""
    codes: dict[str, str] = {}
    for code, name in country_names().items():
        codes.setdefault(name.lower(), code)
    return codes


def arabic_government(tokens: Sequence[Token]) -> str:
    """Return the country (ISO code) that an Arabic country or capital stands for, or ``""``."""
    states = _arabic_states()
    for forms in product(*(t.forms for t in tokens)):
        code = states.get(" ".join(forms))
        if code:
            return code
    return ""


def arabic_country(token: Token) -> str:
    """Return the country (ISO code) whose own Arabic name a word is, ``""`` for its capital: روسيا, not موسكو."""
    code = _arabic_states().get(token.low, "")
    stem = token.low.removeprefix("ال")[:_STEM]
    return code if (code, stem) in _adjective_stems() else ""


_STEM: Final = 3  # letters that a country's name shares with its adjective


@cache
def _adjective_stems() -> frozenset[tuple[str, str]]:
    return frozenset(
        (row["country"], phrase.removeprefix("ال")[:_STEM])
        for row in rows_of("demonyms")
        for phrase in row["phrase"].split("|")
        if is_arabic(phrase)
    )


@cache
def _arabic_states() -> Mapping[str, str]:
    return {phrase: code for phrase, code in _capitals().items() if is_arabic(phrase)}


def home_country(names: Iterable[str], adjectives: Iterable[str], known: Mapping[str, str]) -> str:
    """Return the ISO code of the country a report is about, by what it names most.

    Parameters
    ----------
    names
        The place names of the report, one for each mention.
    adjectives
        The codes of the adjectives of countries in it.
    known
        Codes by place name, as far as a gazetteer or the project is sure of them.
    """
    votes: Counter[str] = Counter()
    for name in names:
        code = known.get(name, "")
        if code:
            # a town tells more than a capital or a country, which may only be a power abroad
            votes[code] += 2 if government_of(name) else 3
    for code in adjectives:
        votes[code] += 1
    return min(votes, key=lambda code: (-votes[code], code)) if votes else ""
