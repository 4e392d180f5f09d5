"""Which drafts are one event because one place saw them on one day, however their words told them.

The secret of this module is ACLED's rule "one event a place, a day and a pair of actors": the bomb that opens
an assault, the assault and those it killed are one, and so are a town's fall and the men taken in it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from geo.extract.drafts.days import days_agree
from geo.extract.drafts.draft import family, names_of
from geo.extract.drafts.merging import merge

if TYPE_CHECKING:
    from geo.extract.drafts.draft import Draft

# What two kinds told of one place and day make of it; the codings of our reports mostly name the bomb.
_BOMBS: Final = ("suicide", "ied", "grenade")
_FOUGHT: Final = ("clash", "vac")
_TAKEN: Final = ("gain", "gain-rebel", "transfer")


def one_a_day(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with those joined that one place saw on one day and that tell one course of events."""
    places: dict[frozenset[str], list[Draft]] = {}
    for draft in drafts:
        if (names := names_of(draft)) and not draft.apart:
            places.setdefault(frozenset(names), []).append(draft)
    joined: set[Draft] = set()
    for here in places.values():
        for a, b in combinations(here, 2):
            if a in joined or b in joined or a.sentence.is_arabic or not days_agree(a.when, b.when):
                continue
            if kind := _of_both(a, b):
                merge(a, b)  # what both name stays where `a` is
                a.kind = kind
                joined.add(b)
    return [draft for draft in drafts if draft not in joined]


def _of_both(a: Draft, b: Draft) -> str:
    """Return the kind of the one event that two drafts of one place and day tell, ``""`` if they are two."""
    kinds = {a.kind, b.kind}
    if kinds <= {*_BOMBS, *_FOUGHT} and len(kinds & {*_BOMBS}) < len(kinds):
        return _of_assault(a, b)
    if kinds <= {*_TAKEN} and "transfer" in kinds:
        return a.kind
    if family(a.kind) == "gain" and b.kind in ("abduct", "surrender", "other"):
        return a.kind
    if family(a.kind) == "gain" and b.kind == "clash" and b.inherited:
        return a.kind
    if b.intercepted and family(a.kind) == "remote" and b.when == a.when:
        return a.kind
    return ""


def _of_assault(a: Draft, b: Draft) -> str:
    """Return what an assault, its bomb and its victims are together: what counts the dead, else the bomb."""
    deadly = [d for d in (a, b) if d.deaths is not None and d.deaths.low]
    said = a.claims[-1][0] is b.sentence
    if (len(deadly) > 1 and not said) or _MORE & {t.low for t in b.sentence.tokens[:_OPENING]}:
        return ""
    kinds = {a.kind, b.kind}
    bomb = next((kind for kind in _BOMBS if kind in kinds), "")
    if kinds == {*_FOUGHT} and (said or (a.lead and a.generic)):
        return "clash"
    return deadly[0].kind if deadly else bomb or "clash"


_MORE: Final = frozenset("also another later second third".split())
_OPENING: Final = 4
