"""Which words of violence only name a thing, and tell of no deed.

The secret of this module is the name around a word: an "attack helicopter", a hunger strike, Operation
Shield's "Strike", riot police, a detention centre, "the targeted building".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.counts import is_carried_out
from geo.extract.senses.figures import is_figure
from geo.extract.senses.held import PLACE_WORDS
from geo.extract.senses.named import CAPTIVES
from geo.extract.senses.posted import is_posted
from geo.extract.words import NORTHERN, QUARTER, STRUCK, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_NAMED_THINGS: Final = frozenset(
    "damage assessment wagons fatigues dress lines plan plans "
    "helicopter helicopters plane planes aircraft jet jets capability movement zone crimes crime talks monitor monitors monitoring committee rights "
    "alert alerts siren sirens shelter shelters warning warnings penalty threat threats warrant warrants".split()
)
_OPERATIONS: Final = frozenset(
    "operation operations campaign campaigns raid raids warrant warrants".split()
)
_LABOUR: Final = frozenset("general hunger labour labor day on week hour transport".split())
_POLITICAL: Final = frozenset("campaign election electoral closing final political party".split())
_FLEEING: Final = frozenset("flee fled fleeing escape escaped escaping".split())
_SUFFERING: Final = (["affected", "by"], ["displaced", "by"], ["hit", "by"], ["plagued", "by"])
_LEFT_OVER: Final = frozenset("over left remaining remained dating".split())
_FLED: Final = frozenset(
    "fighting clashes shelling bombardment violence attacks offensive battles strikes".split()
)
_EVACUATING: Final = frozenset(
    "boat boats bus buses train trains car cars convoy convoys vehicle vehicles flight flights team teams order orders "
    "centre centres center centers point points route routes corridor corridors zone zones plan plans".split()
)
_GROUNDS: Final = QUARTER.union(
    NORTHERN,
    TOWN,
    "enclave area areas towns district districts suburbs pocket region territory villages capital".split(),
)
_HELD: Final = frozenset("captured detained arrested kidnapped abducted".split())
_LIFTED: Final = frozenset("ended ending lifted broken broke breaking lifting".split())
_FIGURES: Final = frozenset("attack death heart panic verbal cyber media war".split())


# Who does, carries or digs, where the list of words knows what is done by its beginning.
_DOERS: Final = (
    "kidnapper",
    "abductor",
    "detonator",
    "bulldozer",
    "hijacker",
    "executioner",
    "looter",
    "arsonist",
)


_HITTING: Final = STRUCK.union(
    "hits destroyed destroying striking hitting pounded against engaged".split()
)


def _is_of_held(tokens: Sequence[Token], first: int, before: str, following: str) -> bool:
    """Return whether a word only tells of those long held: "a detention centre", "families of captured soldiers"."""
    word = tokens[first].low
    if word == "arrest":
        return following in _OPERATIONS
    if word == "detention":
        return following in ("centre", "center", "camp", "facility", "site")
    if word in _HELD:
        return before in ("of", "the", "their", "its", "and") and following in CAPTIVES
    lifted = _LIFTED & {t.low for t in tokens[max(0, first - 4) : first]}
    return word == "siege" and before in ("the", "a") and bool(lifted)


def _is_of_work(word: str, before: str, following: str) -> bool:
    """Return whether workers strike, or a party holds a rally."""
    strike = word in ("strike", "strikes")
    if strike and (before in _LABOUR or following in ("action", "called")):
        return True
    return (strike or word in ("rally", "rallies")) and before in _POLITICAL


def _is_suffered(tokens: Sequence[Token], first: int) -> bool:
    """Return whether fighting only says whence people came: "fleeing the fighting", "quarters affected by fighting"."""
    ahead = [t.low for t in tokens[max(0, first - 3) : first]]
    left = ahead[-2:] == ["from", "the"] and ahead[0] in _LEFT_OVER
    return left or bool(_FLEEING & set(ahead)) or ahead[-2:] in _SUFFERING


def is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a trigger word only names a thing: "attack helicopter", "Operation ... Strike"."""
    return is_figure(tokens, first, last) or _is_named(tokens, first, last)


def _is_named(tokens: Sequence[Token], first: int, last: int) -> bool:
    following = tokens[last].low if last < len(tokens) else ""
    before = tokens[first - 1].low if first else ""
    word = tokens[first].low
    planned = is_carried_out(tokens, first) or is_posted(tokens, first)
    if planned or following in _NAMED_THINGS or _is_attributive(tokens, first, last):
        return True
    if word.startswith("deployment") and following in ("point", "points"):
        return True
    if _is_of_work(word, before, following):
        return True
    if word in ("protest", "protests") and "lodged" in {
        t.low for t in tokens[max(0, first - 3) : first]
    }:
        return True
    if word in _FLED and _is_suffered(tokens, first):
        return True
    if _is_of_held(tokens, first, before, following):
        return True
    if word == "evacuation" and following in _EVACUATING:
        return True
    if word in ("besieged", "surrounded", "encircled") and following in _GROUNDS:
        return True  # "fled the besieged enclave of X": it has long been so
    if before in _FIGURES and word in ("attack", "attacks", "crimes"):
        return True
    if word == "riot" and following in ("police", "squad", "squads", "gear", "control", "shields"):
        return True
    if word in ("march", "strikes") and tokens[first].word[0].isupper() and first:
        return True
    if word in ("firing",) or word.startswith(_DOERS):
        return True
    if word in ("target", "targets") and (
        before[-1:].isdigit()
        or following in ("were", "was", "consisting", "of", "included")
        or bool(_HITTING & {t.low for t in tokens[max(0, first - 6) : first]})
    ):
        return True
    return word == "battle" and following in ("group", "groups", "tank", "tanks")


_MORE: Final = frozenset("more better most".split())
_DETERMINERS: Final = frozenset("the these those this that all".split())
_STRUCK: Final = STRUCK | {"raided", "bombarded"}
_STRUCK_THINGS: Final = PLACE_WORDS.union(
    "building buildings house houses place places site sites location locations vehicle vehicles car school hospital "
    "market region regions zone zones person people".split()
)


def _is_attributive(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a participle only says which thing is meant: "the targeted building", "more secured areas"."""
    if not first or last >= len(tokens):
        return False
    if tokens[first].low == "secured":
        return tokens[first - 1].low in _MORE
    if tokens[first].low not in _STRUCK:
        return False
    return tokens[first - 1].low in _DETERMINERS and tokens[last].low in _STRUCK_THINGS
