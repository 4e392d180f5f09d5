"""Who did it and to whom: words for armed actors as normalised names.

The secret of this module is how a bare word gets its country: from an adjective before it
("Syrian regime forces"), a possessive ("Turkey's army"), a country or capital that acts like a
person ("Russia carried out", "Ankara sent"), else from the country that the report is about.
Names follow the style of ACLED's actor names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym

_ADJECTIVE_GAP: Final = 3
# Things of war that name their owner only when an adjective says whose they are.
_OWNED: Final = frozenset(
    "post posts position positions convoy convoys base bases garrison checkpoint checkpoints drone drones "
    "strike strikes airstrike airstrikes raid raids shelling bombardment attack attacks missile missiles "
    "artillery fire unit units observation air military regime army-run incursion operation delegation".split()
)
_ARABIC_OWNED: Final = frozenset(
    "غارات غاره قصف قوات طيران طايره طايرات مدفعيه دوريه مسيره نقطه نقاط رتل قاعده الجيش جيش هجوم ضربات صواريخ جنود".split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Words for an actor in tokens ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    name: str
    kind: str
    country: str = ""


@cache
def country_names() -> Mapping[str, str]:
    """Return the English name of each country whose adjective we know, by ISO code."""
    return {row["country"]: row["name"] for row in rows_of("demonyms")}


@cache
def _capitals() -> Mapping[str, str]:
    return {row["phrase"]: row["country"] for row in rows_of("capitals")}


def government_of(name: str) -> str:
    """Return the country (ISO code) whose government `name` may stand for, or ``""``."""
    low = name.lower().removeprefix("the ")
    if low in _capitals():
        return _capitals()[low]
    return next((code for code, full in country_names().items() if full.lower() == low), "")


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
            votes[code] += 2
    for code in adjectives:
        votes[code] += 1
    return min(votes, key=lambda code: (-votes[code], code)) if votes else ""


def find_actors(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], home: str, text: str
) -> list[Actor]:
    """Return the actors in one sentence, left to right."""
    adjectives = {t.last: t.country for t in toponyms if t.country}
    first_of = {t.last: t.first for t in toponyms if t.country}
    owners = _possessives(tokens, toponyms, text)
    found: list[Actor] = []
    for hit in built_in("actors").find(tokens):
        country, first = home, hit.first
        for back in range(_ADJECTIVE_GAP):
            end = hit.first - back
            if end in adjectives:
                country, first = adjectives[end], first_of[end]
                break
            if end in owners:
                country, first = owners[end], end - 2
                break
            if back and (
                not tokens[end].word[0].isalpha() or tokens[end].low in ("and", "by", "the", "of")
            ):
                break
        after = adjectives.get(hit.last + 1) or adjectives.get(hit.last + 2)
        if country == home and after and not tokens[hit.first].word.isascii():
            country = after  # Arabic: the adjective follows the noun
        name = hit.row["name"]
        if "{country}" in name:
            place = country_names().get(country, "")
            name = (
                name.replace("{country}", place)
                if place
                else name.replace(" ({country})", "").replace(" of {country}", "")
            )
        found.append(Actor(first, hit.last, name, hit.row["kind"], country))
    taken = {k for actor in found for k in range(actor.first, actor.last)}
    found.extend(_by_adjective(tokens, toponyms, taken))
    found.extend(_governments(tokens, toponyms, taken, text))
    return sorted(found, key=lambda actor: actor.first)


def _possessives(tokens: Sequence[Token], toponyms: Sequence[Toponym], text: str) -> dict[int, str]:
    """Return for "Turkey's army" the index behind the ``'s`` and the country."""
    found: dict[int, str] = {}
    for name in toponyms:
        if not name.country and name.last < len(tokens) and tokens[name.last].word in ("'s", "’s"):
            code = government_of(text[tokens[name.first].start : tokens[name.last - 1].end])
            if code:
                found[name.last + 1] = code
    return found


def _by_adjective(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], taken: set[int]
) -> Iterable[Actor]:
    """Yield the forces that "Turkish observation posts" or "Russian air strikes" belong to."""
    for name in toponyms:
        if not name.country or name.first in taken or name.last >= len(tokens):
            continue
        following = tokens[name.last].low
        before = set(tokens[name.first - 1].forms) if name.first else set()
        if following in _OWNED or before & _ARABIC_OWNED:
            full = country_names()[name.country]
            yield Actor(name.first, name.last, f"Military Forces of {full}", "state", name.country)


def _governments(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], taken: set[int], text: str
) -> Iterable[Actor]:
    """Yield countries and capitals that act: "Russia carried out", "by Israel"."""
    for name in toponyms:
        if name.country or name.first in taken:
            continue
        code = government_of(text[tokens[name.first].start : tokens[name.last - 1].end])
        if code not in country_names():
            continue
        before = tokens[name.first - 1].low if name.first else ""
        if is_subject(tokens, name.first, name.last) or before == "by":
            yield Actor(
                name.first, name.last, f"Military Forces of {country_names()[code]}", "state", code
            )


_LOCATIVE: Final = frozenset(
    "in at near on outside around inside within across over to from into through of between throughout "
    "towards toward against for with about beyond along like under off".split()
)


def is_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the name stands where a doer stands: no preposition before, a verb behind."""
    before = tokens[first - 1].low if first else ""
    if before in _LOCATIVE or (
        first > 1 and before == "the" and tokens[first - 2].low in _LOCATIVE
    ):
        return False
    if before == "and" and first > 1 and first >= 3 and tokens[first - 3].low in _LOCATIVE:  # noqa: PLR2004
        return False
    if last >= len(tokens):
        return False
    following = tokens[last].low
    if following in ("'s", "’s", ",", "-", ")", ".", "'"):
        return False
    return following in _ACTS or following.endswith("ed") or following in ("and", "also")


_ACTS: Final = frozenset(
    "said says sent sends has had have is was are were do does did will would denies blames accuses wants warned told launched "
    "carried struck strikes hit bombed began maintains supports backs rejects insists and claims struck "
    "fired threw took kept says urged confirmed admitted denied announced responded vowed".split()
)
