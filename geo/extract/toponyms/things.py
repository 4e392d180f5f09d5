"""Capitals that name a thing, not where it is: a weapon, a make of car, a church, the rain that opens a sentence.

The secret of this module is the noun behind a name or in its place: before "missiles" stands their make
("Grad missiles"), unless it is a city that fires them; "Michael's Church" and "the Church" name a building,
and "Michael" nobody's town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import DRONES, ROCKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms.runs import Run

_BRANDS: Final = frozenset(
    "anka bayraktar akinci grad grads toyota hilux nissan isuzu mitsubishi kamaz suzuki mercedes nato isis isil daesh taliban".split()
)
_GENERIC: Final = frozenset(
    "area state zone district region province village town community".split()
)
_BUILDINGS: Final = frozenset(
    "church cathedral chapel mosque temple synagogue monastery convent shrine school college university academy hospital "
    "clinic bakery hotel restaurant cemetery orphanage seminary pharmacy supermarket".split()
)
_FALLING: Final = frozenset("rain snow sleet fog dusk night darkness silence".split())
# What a make, a model or a maker stands before. "Shells" and "attack" are left out: those are told by where they fell.
_ARMS: Final = ROCKETS.union(
    DRONES,
    "launcher launchers howitzer howitzers rifle rifles pistol pistols gun guns jet jets warplane warplanes helicopter "
    "helicopters tank tanks projectile projectiles munition munitions warhead warheads system systems".split(),
)
_CITY: Final = (
    3  # prominence from which a name before "rockets" is a city's, whose people fire them
)
_DEEDS: Final = (["attack"], ["strike"], ["raid"])  # "the Baidoa drone strike" was there


def is_thing(
    text: str, tokens: Sequence[Token], name: Run, prominence: Callable[[str], int]
) -> bool:
    """Return whether what was heard as a place name is a thing's: "Grad missiles", "Michael's Church"."""
    first, last = name
    low = [t.low for t in tokens[first:last]]
    alone = len(low) == 1
    if (alone and low[0] in _GENERIC | _BUILDINGS) or (
        low[0] in _BRANDS and low[1:2] in ([], ["-"])
    ):
        return True
    if alone and first == 0 and low[0] in _FALLING:
        return True  # "Rain fell in X"
    if tokens[last : last + 1] and tokens[last].low in _ARMS:
        told = [t.low for t in tokens[last + 1 : last + 2]]
        of_city = prominence(text[tokens[first].start : tokens[last - 1].end]) >= _CITY
        return not of_city and told not in _DEEDS
    owner = [t.low for t in tokens[last : last + 1]] in (["'s"], ["’s"])
    house = tokens[last + 1 : last + 2]
    return owner and any(t.low in _BUILDINGS and t.word[0].isupper() for t in house)
