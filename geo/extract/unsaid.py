"""What a sentence tells by a weapon, a place and a day alone, whatever its verb.

The secret of this module is that those who avoid the usual words still name the thing that struck: "helicopters
made six passes over X on Monday", "drones came for the terminals of X in the night". Weapons that are only flown,
bought, shown, found, feared or turned back struck nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import BOMBS, SHELLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_STRIKING: Final = frozenset(("air", "shell"))
_TO_PLACE: Final = 14  # tokens between the weapon and the place
_QUIET: Final = frozenset(
    # flown, moved, shown
    "circled circling circle flew fly flying flown overflew overflown hovered hovering patrolled patrolling patrol landed land "
    "landing took take takes taking taxied arrived arrive arriving departed deployed deploy deployment stationed based parked "
    "sent brought delivered deliver delivery delivering carried carry carrying transported ferried evacuated evacuate "
    "evacuating evacuation rescue rescued rescuers airlifted refuelled escorted escort accompanied display displayed parade "
    "museum exhibition film play airport ticket tickets passengers passenger flight flights civilian airline tourists "
    # made, bought, counted, found
    "bought buy purchased sold sell sale deal supply supplied supplies supplying produced production factory built develop "
    "developed modern range capable capability budget stockpile stockpiled stored store stores depot cache caches found "
    "discovered seized confiscated defused removed cleared clearing unexploded remnants donated aid relief "
    # turned back, lost
    "intercepted intercept shot downed crashed crash jammed repelled foiled failed fault siren sirens alarm alert defence "
    "defences defense defenses "
    # feared, planned, denied, talked of
    "would could may might should must can cannot will shall if unless whether fear fears feared feels threat threatened "
    "threatens warned warn warning plan plans planned ready exercise exercises drill drills training trained test tested "
    "no not never nobody nothing without denied denies deny claim claims rumours talks summit visit visited met meeting "
    "minister president speech condemned condemn urged urge called call calls demand demands accused accuse sanctions "
    "agreement ceasefire truce anniversary commemorate memorial remember remembers remembered history trial court "
    # as a rule, over a time
    "since often usually always daily sometimes every months years weeks regularly frequently sound sounds heard hear noise "
    "like such leaflets fireworks celebration celebrations parcels museum festival wedding".split()
)


def struck(
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    places: Sequence[tuple[int, int]],
    days: Sequence[int],
) -> Hit | None:
    """Return the weapon of a sentence without any word of violence that names where and on which day it struck."""
    if not places or not days or not _tells(tokens, hits, places):
        return None
    for hit in hits:
        if hit.row["kind"] not in _STRIKING or hit.row["pos"] != "a":
            continue
        if _QUIET & _clause(tokens, hit.first):
            continue
        near = (min(abs(a - hit.last), abs(hit.first - b)) for a, b in places)
        if min(near) <= _TO_PLACE:
            return hit
    return None


_CRAFT: Final = frozenset(("air",))
_DAMAGE: Final = frozenset(
    "ruins rubble heap crater craters burning burned burnt smouldering smoldering flames ablaze fire wrecked damaged damage "
    "destroyed stones debris glass windows hole holes roof wounded hurt injured lost leg arm siege terror scorched blood".split()
)
_UPON: Final = frozenset("on over into onto upon at across".split())
_TO_SITE: Final = 4  # tokens of "over the schoolyard of"
_MUNITIONS: Final = SHELLS.union(BOMBS, "barrel barrels load loads munitions rounds".split())


def _tells(tokens: Sequence[Token], hits: Sequence[Hit], places: Sequence[tuple[int, int]]) -> bool:
    """Return whether something shows that the weapon struck: what it let go, what it left, the place as its object."""
    low = [t.low for t in tokens]
    craft = any(h.row["kind"] in _CRAFT for h in hits)
    if _DAMAGE & set(low) or (craft and _MUNITIONS & set(low)):
        return True
    for first, _ in places:
        k = first - 1
        while k > 0 and low[k] in ("the", "of", "town", "village", "city"):
            k -= 1
        ahead = low[max(0, k - _TO_SITE) : k + 1]
        if _MUNITIONS & set(low[:k]) and _UPON & set(ahead):
            return True  # "a rocket strewed its bomblets over the schoolyard of X"
        if low[k].endswith("ed") and any(h.last <= k for h in hits if h.row["pos"] == "a"):
            return True  # "rocket batteries raked X"
    return False


def _clause(tokens: Sequence[Token], i: int) -> set[str]:
    """Return the words between the semicolons around token `i`."""
    walls = [k for k, t in enumerate(tokens) if t.word == ";"]
    first = max((k for k in walls if k < i), default=-1)
    last = min((k for k in walls if k > i), default=len(tokens))
    return {t.low for t in tokens[first + 1 : last]}
