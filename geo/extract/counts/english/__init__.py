"""How an English sentence counts its victims.

The secret of this module is which side of a word of harm its victims stand on: an auxiliary or the
lack of an object puts them before it, an object behind it, and what only describes a part
("including two children", "three of them women") or repeats ("a boy of 12") is counted no second time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final, cast

from geo.extract.counts.english.bonds import (
    cheapest_bond,
    dead_or_hurt,
    is_idle,
    share_bonds,
    sided,
)
from geo.extract.counts.english.phrases import (
    are_joined,
    number_phrase,
    single_phrases,
    without_apposed,
    without_described,
)
from geo.extract.counts.english.unphrased import (
    all_of_whom,
    among_others,
    find_totals,
    killed_with,
    lying_dead,
    nobody_harmed,
    people_named,
    somebody_harmed,
)
from geo.extract.counts.shared import (
    Harm,
    Quantity,
    Toll,
    bounded,
    replaced,
    sum_of,
    toll_of,
    without_parts,
)
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.numbers import Number
    from geo.extract.text import Token

__all__ = ["english_tolls", "people_listed"]


def people_listed(tokens: Sequence[Token], first: int, quantity: Quantity) -> list[Toll]:
    """Return the people counted from token `first` on as one toll, or nothing; brackets only describe."""
    end = next((k for k in range(first, len(tokens)) if tokens[k].word == "("), len(tokens))
    victims = built_in("victims")
    phrases = [
        p
        for n in numbers(tokens[:end])
        if n.first >= first and (p := number_phrase(tokens, n, (), victims)) is not None
    ]
    phrases.extend(
        p for p in single_phrases(tokens, phrases, (), victims, set()) if first <= p.first < end
    )
    phrases = without_apposed(
        tokens, without_described(tokens, sorted(phrases, key=lambda p: p.first))
    )
    counted = [p for p in phrases if p.form in ("noun", "one")]
    harm = Harm(first, first + 1, quantity, "")
    tolls = [toll_of(bounded(tokens, p), harm) for p in counted]
    return [reduce(sum_of, tolls)] if tolls else []


def _of_lives(tokens: Sequence[Token], harm: Harm) -> Harm:
    """Return "took" as killing where lives are what was taken: "taking five lives"."""
    lives = harm.side == "lives" and any(
        t.low in ("lives", "life") for t in tokens[harm.last : harm.last + _TO_LIVES]
    )
    return replace(harm, quantity="killed") if lives else harm


_TO_LIVES: Final = 5  # tokens of "at least 14 more lives"


def english_tolls(
    tokens: Sequence[Token], found: Sequence[Number], hits: Sequence[Hit], busy: set[int]
) -> list[Toll]:
    """Return the tolls of one sentence, given its numbers, words of harm and tokens of dates."""
    victims = built_in("victims")
    raw = [
        Harm(h.first, h.last, cast("Quantity", h.row["quantity"]), h.row["side"])
        for h in hits
        if h.row["side"] not in ("verb",)
    ]
    raw = [_of_lives(tokens, h) for h in raw]
    raw = [h for h in raw if not is_idle(tokens, h)]
    phrases = [p for n in found if (p := number_phrase(tokens, n, raw, victims)) is not None]
    phrases.extend(single_phrases(tokens, phrases, raw, victims, busy))
    phrases.sort(key=lambda p: p.first)
    phrases = without_apposed(tokens, without_described(tokens, phrases))
    harms = [sided(tokens, h, phrases) for h in raw]
    totals = find_totals(tokens, found, raw) + all_of_whom(tokens)
    bonds = [cheapest_bond(tokens, p, harms, phrases) for p in phrases]
    share_bonds(tokens, phrases, bonds)
    tolls: list[Toll] = []
    joined: tuple[int, Toll] | None = None
    for k, (phrase, bond) in enumerate(zip(phrases, bonds, strict=True)):
        if bond is None:
            continue
        toll = toll_of(bounded(tokens, phrase), bond.harm)
        last = joined[1] if joined else None
        if (
            joined is not None
            and last is not None
            and joined[0] == k - 1
            and are_joined(tokens, phrases[k - 1], phrase)
            and (last.anchor, last.quantity) == (toll.anchor, toll.quantity)
            and last.victim_class == toll.victim_class
        ):
            tolls[-1] = toll = sum_of(last, toll)
        else:
            tolls.append(toll)
        joined = (k, toll)
    tolls = dead_or_hurt(tokens, without_parts(tolls), harms)
    tolls.extend(among_others(tokens, found, tolls))
    tolls.extend(people_named(tokens, harms, tolls))
    tolls.extend(killed_with(tokens, harms, tolls, phrases))
    tolls.extend(somebody_harmed(tokens, harms, tolls))
    tolls = replaced(tokens, tolls, totals)
    tolls.extend(lying_dead(tokens, found, tolls))
    tolls.extend(nobody_harmed(tokens, raw, tolls))
    return tolls
