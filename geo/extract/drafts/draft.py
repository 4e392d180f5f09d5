"""An event as a report has told it so far, with its dead, its places and its family of kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from geo.extract.text import is_arabic
from geo.extract.words import NAME_ARTICLES

if TYPE_CHECKING:
    from geo.extract.attribution import Source
    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence


@dataclass(slots=True, eq=False)  # no two are equal: they are looked for among hundreds
class Draft:
    """A telling in the making: what happened so far, and what its words leave open for the next ones.

    The flags keep what only the clause could tell, for `likeness` and `merge` to weigh later.
    """

    kind: str  # a key of `kinds.TYPES`
    sentence: Sentence  # the first that told it
    spots: list[Spot]
    inherited: bool  # the spots are those of an earlier sentence
    actor1: str
    actor2: str
    when: When | None
    deaths: Toll | None  # the dead so far
    tolls: list[tuple[Toll, Sentence, tuple[Source, ...]]]
    claims: list[tuple[Sentence, tuple[Source, ...]]]
    is_title: bool
    order: int  # its number among the drafts of the report

    # Where and when it is told
    told_in: int = 0  # the paragraph that told of it last
    lead: bool = False  # it stands in the first paragraph
    dated: bool = False  # its own words give the day
    leaning: bool = False  # it has spots, and all are inherited
    rough: bool = False  # "a village in X", "near X": the exact place may have a name of its own
    of_row: bool = False  # it only counts places, which later sentences name: "One of them was X"
    elsewhere: bool = False  # "another village": a place of its own that is not named
    apart: bool = False  # "elsewhere", "another raid": not the event before it
    within: frozenset[str] = frozenset()  # provinces that the clause itself names

    # How much its words say of what happened
    generic: bool = False  # "the attack": any kind of violence
    supposed: bool = False  # no word of it is known to tell of an event: a second opinion does
    weak: bool = False  # words that tell of little, without a day or a place
    armed: bool = False  # the means are named: shells, a drone
    harm_only: bool = False  # it counts victims and names no deed
    entered: bool = False  # ground is gained by entering it, perhaps not for good
    intercepted: bool = False  # what was fired was shot down on its way
    downed: bool = False  # an aircraft was shot down
    of_crew: bool = False  # it tells what became of a crew
    in_return: bool = False  # "responded": it may answer an event told before
    returned: bool = False  # it does, and happened where the answer hit, not where that event did

    # What its numbers count
    vague: bool = False  # "dozens"
    more: bool = False  # "rose to": this toll replaces smaller ones
    listed: bool = False  # an item of a list of counts
    shared: bool = False  # one place's part of what a sentence counts place by place
    total: Toll | None = None  # what a sentence adds up, beside the parts
    enemy: Toll | None = None  # the dead that one side claims of the other, beside its own

    # its spots, and their names and seats, found once: see `names_of`
    named: tuple[list[Spot], frozenset[str], frozenset[str]] | None = None


def deaths_of(tolls: list[Toll]) -> Toll | None:
    """Return the toll of the dead: those of one verb add up, else the largest counts."""
    dead = [t for t in tolls if t.quantity in ("killed", "eliminated")]
    if not dead:
        return None
    by_anchor: dict[int, list[Toll]] = {}
    for toll in dead:
        by_anchor.setdefault(toll.anchor, []).append(toll)
    sums = [total_of(group) for group in by_anchor.values()]
    return max(sums, key=lambda t: (t.quantity == "killed", t.low or 0))


_ONE_MORE: Final = frozenset("another second third fourth fifth sixth".split())


def with_later(part: Sentence, tolls: list[Toll]) -> Toll | None:
    """Return the sum of "two killed on the spot, one in hospital died" and "three died and a fourth in hospital"."""
    dead = [t for t in tolls if t.quantity == "killed" and t.low]
    if (
        len(dead) != len({t.anchor for t in dead})
        or len(dead) != 2
        or "hospital" not in {t.low for t in part.tokens}
    ):
        return None
    first, then = dead
    words = {t.low for t in part.tokens[then.first : then.last + 2]}
    few = (then.low or 0) < (first.low or 0) and bool(
        words & (_ONE_MORE | {"one", "more", "hospital"})
    )
    return total_of([first, then]) if few and then.first > first.first else None


def total_of(group: list[Toll]) -> Toll:
    """Return the tolls of a group as one, bounded where any of them is."""
    first = group[0]
    if len(group) == 1:
        return first
    lows = [t.low for t in group if t.low is not None]
    highs = [t.high for t in group]
    high = sum(h for h in highs if h is not None) if all(h is not None for h in highs) else None
    victims = {t.victim_class for t in group}
    return replace(
        first,
        low=sum(lows) if lows else None,
        high=high,
        comparator=first.comparator if all(t.comparator == "=" for t in group) else ">=",
        victim_class=first.victim_class if len(victims) == 1 else "people",
    )


_FAMILY: Final = {
    **dict.fromkeys(("air", "shell", "ied", "suicide", "grenade", "chem"), "remote"),
    **dict.fromkeys(("clash",), "battle"),
    **dict.fromkeys(("gain", "gain-rebel"), "gain"),
    **dict.fromkeys(("vac", "abduct", "sexual"), "civilians"),
    **dict.fromkeys(("move", "base"), "move"),
    **dict.fromkeys(("protest", "protestforce", "protestkill", "riot", "mob"), "protest"),
}


def family(kind: str) -> str:
    """Return the family of a kind of event: tellings of one event rarely leave it."""
    return _FAMILY.get(kind, kind)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what two spellings of one name share: "El-Fasher" and "al Fasher", "Petite-Rivière" and "Petite Riviere"."""
    low = name.lower()
    if is_arabic(low):
        return low
    letters = normalize("NFKD", low)
    words = "".join(c if c.isalnum() else " " for c in letters if not combining(c)).split()
    key = "".join(words[1:] if len(words) > 1 and words[0] in NAME_ARTICLES else words) or low
    consonants = "".join(c for c in key if c not in "aeiou")
    return consonants if len(consonants) >= _TELLING and key.isalpha() else key


_TELLING: Final = 5
"""As many consonants tell a name by themselves: one report writes "Gaduud" and "Gadeed"."""


def names_of(draft: Draft) -> frozenset[str]:
    """Return the exact places of a draft, each as its `name_key`."""
    return _named(draft)[1]


def seats_of(draft: Draft) -> frozenset[str]:
    """Return the names of a draft that name a division and may as well mean its town."""
    return _named(draft)[2]


def _named(draft: Draft) -> tuple[list[Spot], frozenset[str], frozenset[str]]:
    """Return the spots of a draft with their names and seats; each draft is asked by all that follow it."""
    kept = draft.named
    if kept is None or kept[0] is not draft.spots:
        spots = draft.spots
        names = [name_key(s.name) for s in spots if not s.wide and not s.collective]
        seats = [name_key(s.name) for s in spots if s.seat]
        kept = draft.named = spots, frozenset(names), frozenset(seats)
    return kept


def shot_not_shelled(a: Draft, b: Draft) -> bool:
    """Return whether `a` tells of people killed by bullets, and `b` of bombs or shells on a place that it names."""
    by_hand = a.armed and a.kind == "vac" and not a.is_title and not a.sentence.is_arabic
    return by_hand and b.kind in ("air", "shell") and not b.inherited
