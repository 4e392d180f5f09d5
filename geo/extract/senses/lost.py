"""What is destroyed: a house, an aircraft, or a weapon that somebody fired at.

The secret of this module is the thing lost: "destroyed two tanks" is a blow, "a helicopter was
destroyed" a loss in a fight, "air defences hit several of them" an interception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import AIRCRAFT, BE, DRONES, ROCKETS, STOPS, VEHICLES

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
    return passive and bool((AIRCRAFT | DRONES) & set(ahead[stop + 1 :]))


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


_STOPPED: Final = VEHICLES.union(
    "convoy convoys boat boats ship vessel vessels dhow motorcycle motorcycles men man people suspects smugglers gunmen "
    "militants traffickers passengers volkswagen toyota hilux".split()
)
_TO_STOPPED: Final = 6  # tokens of "a lorry that was"


def is_stop(tokens: Sequence[Token], i: int) -> bool:
    """Return whether what is intercepted travels on the ground or by sea: "intercepted a lorry near X"."""
    if not tokens[i].low.startswith("intercept"):
        return False
    passive = bool(i) and tokens[i - 1].low in BE
    near = tokens[max(0, i - _TO_STOPPED) : i] if passive else tokens[i + 1 : i + _TO_STOPPED]
    low = [t.low for t in near]
    end = next((k for k, w in enumerate(low) if w in STOPS or w == "and"), len(low))
    return not (AIRCRAFT | DRONES | ROCKETS) & set(low) and bool(
        _STOPPED & set(low if passive else low[:end])
    )
