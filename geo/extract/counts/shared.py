"""What every language's counting of victims shares: phrases, words of harm and tolls.

The secret of this module is how tolls add up: those of one verb and quantity do, unless the first
is the total of the others, and a total that rises or is corrected replaces what it is made of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from geo.extract.numbers import Number, qualified_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.model import Comparator

Quantity = Literal["killed", "injured", "captured", "displaced", "eliminated", "missing"]


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people harmed, in tokens ``first`` to ``last`` (excluded), its verb at `anchor`.

    `low` and `high` are both 0 where the text says that nobody was. Tolls of one verb and one
    quantity ("7 soldiers and a civilian") add up.
    """

    first: int
    last: int
    anchor: int
    quantity: Quantity
    low: int | None
    high: int | None
    comparator: Comparator
    victim_class: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase.

    `form` says how it was found: "noun" a number with its noun, "bare" a number alone, "loose" a
    number with a noun that no list knows, "one" a noun with an article, "name" a person's name.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    comparator: Comparator
    victim: str
    form: Literal["noun", "bare", "loose", "one", "name"] = "noun"


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm; `side` is where its victims stand, `passive` whether an auxiliary shows it."""

    first: int
    last: int
    quantity: Quantity
    side: str
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """A phrase bound to a word of harm, at a cost."""

    cost: float
    harm: Harm


STOP: Final = frozenset(". ; : ! ? ؛ ؟ … •".split())
NOBODY: Final = "-"
MAX_WAY: Final = 30  # tokens between a count and its verb; further apart nothing binds


def toll_of(phrase: Counted, harm: Harm) -> Toll:
    """Return the toll that `phrase` makes with its word of harm."""
    return Toll(
        phrase.first,
        phrase.last,
        harm.first,
        harm.quantity,
        phrase.low,
        phrase.high,
        phrase.comparator,
        phrase.victim or "people",
    )


def bounded(tokens: Sequence[Token], phrase: Counted) -> Counted:
    """Read the bound behind the noun: "five men at least", "17 bodies so far"."""
    behind = qualified_behind(tokens, phrase.last)
    if behind is None or phrase.comparator != "=":
        return phrase
    comparator, last = behind
    return replace(
        phrase,
        last=last,
        low=None if comparator == "<=" else phrase.low,
        high=None if comparator == ">=" else phrase.high,
        comparator=comparator,
    )


def sum_of(a: Toll, b: Toll) -> Toll:
    """Return two tolls of one list as one; a bound on either bounds the sum."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    comparator = a.comparator if a.comparator != "=" else b.comparator
    return replace(a, last=b.last, low=low, high=high, comparator=comparator)


def without_parts(tolls: list[Toll]) -> list[Toll]:
    """Drop the parts that a total of the same verb is said to be made of: 12: 9 civilians, 3 police."""
    by_verb: dict[tuple[int, str], list[Toll]] = {}
    for toll in tolls:
        by_verb.setdefault((toll.anchor, toll.quantity), []).append(toll)
    kept: list[Toll] = []
    for group in by_verb.values():
        total, parts = group[0], group[1:]
        told_again = len(parts) == 1 and parts[0].low == total.low and total.last < parts[0].first
        if told_again and parts[0].first - total.last == 1 and (total.low or 0) > 1:
            kept.append(total)  # "three civilians, a mother and her two daughters"
        elif (
            len(parts) > 1 and total.low is not None and total.low == sum(p.low or 0 for p in parts)
        ):
            kept.append(total)
        else:
            kept.extend(group)
    return kept


def whole_of(number: Number, anchor: int, quantity: Quantity) -> Toll:
    """Return the toll that `number` gives as a total named at `anchor`."""
    return Toll(
        number.first,
        number.last,
        anchor,
        quantity,
        number.low,
        number.high,
        number.comparator,
        "people",
    )


def replaced(
    tokens: Sequence[Token], tolls: list[Toll], totals: list[tuple[Toll, bool]]
) -> list[Toll]:
    """Put the totals in the place of what they are made of in the same part of the sentence."""
    if not totals:
        return tolls
    walls = [k for k, t in enumerate(tokens) if t.low == ";" or _adds(tokens, k)]

    def part(toll: Toll) -> int:
        return sum(w < toll.first for w in walls)

    kept: list[Toll] = []
    for toll in tolls:
        dropped = any(
            (
                toll.quantity in (total.quantity, "eliminated")
                and (moved or (toll.first < total.last and total.first < toll.last))
                and (part(toll) == part(total) or toll.first == total.first)
            )
            or (toll.first < total.last and total.first < toll.last)
            for total, moved in totals
        )
        if not dropped:
            kept.append(toll)
    seen: set[int] = set()
    for total, _ in totals:
        if total.first not in seen:
            seen.add(total.first)
            kept.append(total)
    return kept


def _adds(tokens: Sequence[Token], k: int) -> bool:
    """Return whether an Arabic sentence goes on to another count: "بلغ عدد القتلى تسعة، كما قُتل"."""
    return bool(k) and tokens[k].low == "كما" and tokens[k - 1].word in ("،", ",")


def at_most(toll: Toll) -> Toll:
    """Return what a number of "killed or wounded" says for sure: at most so many wounded."""
    high = toll.high if toll.high is not None else toll.low
    return replace(toll, quantity="injured", low=None, high=high, comparator="<=")
