"""What armed men hold, ring or free, and what only looks like it.

The secret of this module is the ground beside the words: a town is besieged and stays so, power is
cut off, a house stands surrounded by rubble, and villages are freed as captives are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import NORTHERN, POSTS, RAIDERS, TROOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

PLACE_WORDS: Final = (POSTS - {"position"}).union(  # who "takes a position" may only think
    "camps garrison capital town village villages city district towns area areas crossing hill hills neighbourhood "
    "neighborhood highway camp airport stretch province headquarters barracks settlement road bridge heights farms "
    "quarter dam junction settlements districts ridge airbase capitals communities localities".split()
)
_FREED_GROUND: Final = 5  # tokens of "the two strategic towns of"


def frees_ground(tokens: Sequence[Token], i: int) -> bool:
    """Return whether troops freed towns, not captives: "freed the villages of A and B"."""
    low = [t.low for t in tokens[i + 1 : i + 1 + _FREED_GROUND]]
    ground = next((k for k, w in enumerate(low) if w in PLACE_WORDS), None)
    return ground is not None and not {"from", "in", ","} & set(low[:ground])


_CUT_OFF: Final = frozenset("besieged encircled surrounded blockaded".split())
_LASTING: Final = frozenset("are is remain remains still the a of in into for".split())


def is_state(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a siege goes on or only describes: "where they are besieged", "the besieged town"."""
    if tokens[i].low not in _CUT_OFF or not i or tokens[i - 1].low not in _LASTING:
        return False
    lasts = tokens[i - 1].low in ("are", "is", "remain", "remains", "still")
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    return lasts or (
        behind is not None
        and (behind.low in PLACE_WORDS | _HELD_GROUND or behind.word[0].isupper())
    )


_HELD_GROUND: Final = NORTHERN.union(
    "enclave pocket rebel military air regime government army".split()
)


_RINGS: Final = frozenset("surrounded ringed".split())
_RINGED_BY: Final = 5  # tokens of "by heavily armed government"


def is_scenery(tokens: Sequence[Token], i: int) -> bool:
    """Return whether what surrounds is no force: "stood surrounded by rubble"."""
    if tokens[i].low not in _RINGS or i + 1 >= len(tokens) or tokens[i + 1].low != "by":
        return False
    ring = tokens[i + 2 : i + 2 + _RINGED_BY]
    named = any(t.word[0].isupper() for t in ring)
    return not named and not (RAIDERS | TROOPS | _ARMIES) & {t.low for t in ring}


_ARMIES: Final = frozenset(
    "army regime government rebels rebel fighters military militia units guards enemy coalition".split()
)

_SUPPLIES: Final = frozenset(
    "electricity power water internet phone phones communications gas supply supplies services network".split()
)


def is_outage(tokens: Sequence[Token], i: int) -> bool:
    """Return whether what was cut off is power or water, not a town."""
    cut = {"cut"} & {t.low for t in tokens[i : i + 3]}
    return bool(cut and _SUPPLIES & {t.low for t in tokens[max(0, i - 7) : i + 6]})
