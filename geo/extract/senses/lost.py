"""What is destroyed: a house, an aircraft, or a weapon that somebody fired at.

The secret of this module is the thing lost: "destroyed two tanks" is a blow, "a helicopter was
destroyed" a loss in a fight, "air defences hit several of them" an interception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import AIRCRAFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_DEFENCES: Final = frozenset("defences defenses defence defense".split())


def by_defences(tokens: Sequence[Token], i: int) -> bool:
    """Return whether air defences did it: "air defences hit several of them"."""
    ahead = [t.low for t in tokens[max(0, i - 5) : i]]
    return any(
        ahead[k] == "air" and ahead[k + 1] in _DEFENCES for k in range(len(ahead) - 1)
    ) and not {";", ",", "of"} & set(ahead[-3:])


def is_craft_lost(tokens: Sequence[Token], i: int) -> bool:
    """Return whether an aircraft was destroyed: "a Mi-17 of the air force was destroyed near X"."""
    ahead = [t.low for t in tokens[max(0, i - 12) : i]]
    passive = ahead[-1:] in (["was"], ["were"], ["been"])
    stop = max((k for k, w in enumerate(ahead) if w in (",", ";", "and", "by")), default=-1)
    return passive and bool(AIRCRAFT & set(ahead[stop + 1 :]))


_ARMOUR: Final = frozenset(
    "target targets tank tanks howitzer howitzers bmp bmps cannon cannons bulldozer bulldozers launcher launchers".split()
)
_TO_ARMOUR: Final = 5  # tokens of "two of the army's battle tanks"


def is_armour_lost(tokens: Sequence[Token], i: int, after: Sequence[str]) -> bool:
    """Return whether a weapon was destroyed or a target, which is a blow: "destroyed two tanks near X"."""
    passive = tokens[i - 1].low in ("was", "were", "been") if i else False
    ahead = [t.low for t in tokens[max(0, i - _TO_ARMOUR) : i]]
    active = tokens[i].low != "destruction" and _ARMOUR & set(after[:_TO_ARMOUR])
    return bool(active or (passive and _ARMOUR & set(ahead)))
