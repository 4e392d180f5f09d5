"""Under which blows of a sentence ground was taken.

The secret of this module is when fire is only cover: "under heavy shelling they entered X" and "took X,
accompanied by air raids" are one event each, that of the verb, but without a verb of taking the blows are
what happened. What only helped ("backed by air raids") is told apart in `geo.extract.besides`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.words import AIRCRAFT, BE, BOMBS, COLUMNS, DRONES, SHELLS, TROOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_BLOWS: Final = frozenset("air shell strike hit raid".split())
_TAKING: Final = frozenset("gain gain? enter capture oust?".split())
_BESIDE: Final = frozenset("accompanied preceded".split())
FIREPOWER: Final = frozenset(
    "a an the and of from jets warplanes aircraft planes helicopters guns gunners howitzers tanks launchers mortars missiles heavy intense intensive fierce violent massive hours days coalition ground air aerial drone drones "
    "missile rocket rockets artillery tank mortar fire raid raids strike strikes airstrike airstrikes shelling bombardment "
    "bombardments bombing cover".split()
)
"""The words that tell under whose fire, or with whose, something was done."""


def backing(tokens: Sequence[Token], hits: Sequence[Hit]) -> set[int]:
    """Return the first tokens of the trigger words that only say under whose fire ground was taken."""
    fought = [hit.first for hit in hits if hit.row["kind"] == "clash"]
    covered = {
        hit.first
        for hit in hits
        if (hit.row["kind"] in _BLOWS or tokens[hit.first].low in _WRECKED)
        and any(_is_of_fight(tokens, hit, fight) for fight in fought)
    }
    if not any(hit.row["kind"] in _TAKING for hit in hits):
        return covered
    return covered | {
        hit.first
        for hit in hits
        if hit.row["kind"] in _BLOWS and hit.row["pos"] != "v" and _covers(tokens, hit.first)
    }


_WRECKED: Final = frozenset(
    "destroyed destroying damaged disabled knocked burned burnt lost hit".split()
)
_THROUGH: Final = frozenset("in during".split())
_TO_FIGHT: Final = 12  # tokens of "destroyed two tanks and a bulldozer of the army in an"


def _is_of_fight(tokens: Sequence[Token], hit: Hit, fight: int) -> bool:
    """Return whether a blow is part of the fight told with the word at `fight`.

    "clashes, with both sides exchanging heavy shelling"; "destroyed two tanks in an ambush".
    """
    if hit.row["pos"] != "v" and tokens[hit.first].low not in _WRECKED:
        k = hit.first - 1
        while k > fight and tokens[k].low in FIREPOWER:
            k -= 1
        return k > fight and tokens[k].low in _EXCHANGING and "," in _words(tokens, fight, k)
    between = _words(tokens, hit.last, fight)
    if tokens[hit.first].low in _WRECKED and not _arms_wrecked(tokens, hit, between):
        return False
    led = [w for w in between if w not in FIREPOWER][-1:]
    near = 0 < len(between) <= _TO_FIGHT and not {",", ";", "while"} & set(between)
    return tokens[hit.first].low in _WRECKED and near and bool(_THROUGH & set(led))


def _arms_wrecked(tokens: Sequence[Token], hit: Hit, between: Sequence[str]) -> bool:
    """Return whether men of the fight wreck armour or arms: no "rockets hit a school", no "homes were burned"."""
    before = _words(tokens, 0, hit.first)
    clause = before[max((k + 1 for k, w in enumerate(before) if w in _ENDS), default=0) :]
    if tokens[hit.first].low == "lost":
        return True  # men, too
    if BE & set(clause[-2:]):
        by = between[between.index("by") :] if "by" in between else ()
        return bool(_ARMS & set(clause)) and _FROM_AFAR.isdisjoint(by)
    return bool(_ARMS & set(between)) and _FROM_AFAR.isdisjoint(clause)


_ENDS: Final = frozenset({",", ";", "and", "while"})
_ARMS: Final = (COLUMNS - TROOPS).union(
    "ammunition arms bulldozer bulldozers cannon gun guns howitzer launcher launchers pick-up pick-ups pickup pickups tank "
    "truck vehicle weapons".split()
)
_FROM_AFAR: Final = (
    AIRCRAFT
    | DRONES
    | SHELLS
    | BOMBS
    | frozenset(
        "air airstrike airstrikes artillery bombardment raid raids shelling strike strikes".split()
    )
)


def _words(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    return [t.low for t in tokens[first:last]]


_EXCHANGING: Final = frozenset("exchanging trading swapping exchanged traded swapped".split())


_APPEARING: Final = frozenset(
    "appeared appear arrived circled circling hovered hovering buzzed overhead flew flying patrolled".split()
)


def flying_over(tokens: Sequence[Token], hits: Sequence[Hit]) -> set[int]:
    """Return the first tokens of aircraft that only appear: "had withdrawn by the time aircraft appeared"."""
    return {
        hit.first
        for hit in hits
        if hit.row["kind"] == "air"
        and hit.row["pos"] == "a"
        and hit.last < len(tokens)
        and tokens[hit.last].low in _APPEARING
    }


def _covers(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "under" or "accompanied by" leads to the blow at token `i`."""
    k = i - 1
    while k >= 0 and (
        tokens[k].low in FIREPOWER | {","} or built_in("demonyms").at(tokens, k) is not None
    ):
        k -= 1
    beside = k > 0 and tokens[k].low == "by" and tokens[k - 1].low in _BESIDE
    return beside or (k >= 0 and tokens[k].low == "under")
