"""Everyday verbs that tell of war only beside the right thing: what is rushed, turned back, stolen, smashed.

The secret of this module is the object: "turned back an attack" is a fight and "turned back at the
border" none, "rushed a checkpoint" is an assault and "rushed to a hospital" none, a truce that "took
effect" is an agreement and one that was broken none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.senses.held import MEN, TROOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

DOINGS: Final = frozenset(
    (
        "repel?",
        "rush?",
        "truce?",
        "combat?",
        "smash?",
        "steal?",
        "rise?",
        "wait?",
        "roll?",
        "block?",
        "digin?",
        "intercept?",
    )
)
_NEAR: Final = 6  # tokens of "several more armed attempts to"
_ATTACKS: Final = frozenset(
    "attack attacks assault assaults attempt attempts push pushes advance advances offensive thrust onslaught incursion "
    "infiltration storming raid raids wave waves".split()
)
_POSTS: Final = frozenset(
    "checkpoint checkpoints position positions post posts outpost outposts base barracks trench trenches lines roadblock "
    "gate garrison patrol convoy".split()
)
_GRAVES: Final = frozenset(
    "grave graves tomb tombs tombstones gravestones shrine shrines cemetery cemeteries statue statues crosses icons "
    "windows storefronts shopfronts shops".split()
)
_GOODS: Final = frozenset(
    "refrigerator refrigerators fridge fridges furniture doors wire wires cable cables copper household appliances "
    "belongings possessions livestock cattle cows goats sheep camels tiles generators generator motorbikes motorcycles "
    "tractors grain wheat flour olives harvest solar panels pipes windows carpets crops money jewellery property".split()
)
_BUILT: Final = frozenset(
    "post posts outpost outposts base bases checkpoint checkpoints camp garrison position positions".split()
)
_TRUCE_BEGINS: Final = frozenset(
    "effect force hold holds began begun begins started entered accepted agreed declared announced signed reached brokered "
    "proclaimed approved concluded negotiated accept sealed".split()
)
_TRUCE_FAILS: Final = frozenset(
    "violated violation violations breached breach breaches broke broken breaking collapsed despite under since during "
    "monitor monitoring monitors talks call calls called calling demand demanded demands urge urged urges appeal appeals "
    "proposal proposed hopes hope rejected refused reject ended expired expires lapsed before undermine if until".split()
)
_AROUND: Final = 9
_ROADS: Final = frozenset(
    "road roads highway motorway street streets junction route way entrance square".split()
)
_CROWD: Final = frozenset(
    "people residents women men youths villagers locals demonstrators protesters crowd crowds mothers students families "
    "farmers shopkeepers drivers hundreds dozens thousands".split()
)
_OF_ARMS: Final = frozenset(
    "army military troops forces vehicles tanks armour armor soldiers armoured armored reinforcements convoy convoys column "
    "columns howitzers artillery lorries trucks".split()
)
_COMBAT_ENDS: Final = frozenset(
    "in at near with between on around outside inside along as that for , . ; and by across raged broke continued "
    "to south north east west over erupted resumed".split()
)
_COMBAT_OPENS: Final = frozenset(
    "hand close street house ground heavy fierce intense of in by during after amid from urban direct bitter the hour day "
    "days quarters range".split()
)


def done(tokens: Sequence[Token], hit: Hit, kind: str) -> str:
    """Return what an everyday verb tells of beside its object, or its kind with "?" where of nothing."""
    i, last = hit.first, hit.last
    behind = [t.low for t in tokens[last : last + _NEAR]]
    stop = next(
        (k for k, w in enumerate(behind) if w in (",", ";", ".", "to", "after", "when")),
        len(behind),
    )
    objects = set(behind[:stop])
    ahead = [t.low for t in tokens[max(0, i - _NEAR) : i]]
    passive = ahead[-1:] != [] and ahead[-1] in ("was", "were", "been", "being")
    if kind == "digin?":
        buried = {"rubble", "ruins", "debris", "wreckage"} & {*behind}
        return "base" if _OF_ARMS & set(ahead) and not buried else kind
    if kind == "intercept?":
        return "intercept" if _FLYING & ({*behind} | set(ahead)) else kind
    if kind == "repel?":
        if behind[:1] == ["out"]:
            return kind  # "fighting broke out"
        return "clash" if objects & _ATTACKS or (passive and _ATTACKS & set(ahead)) else kind
    if kind == "rush?":
        return "assault" if objects & _POSTS and behind[:1] != ["to"] else kind
    if kind == "smash?":
        return "loot" if objects & _GRAVES or (passive and _graves_ahead(tokens, i)) else kind
    if kind == "steal?":
        goods = _GOODS & {t.low for t in tokens[last : last + _TO_GOODS]}
        armed = tokens[i].low not in _HANDLING or (MEN | TROOPS | _LOOTERS) & {
            t.low for t in tokens[:i]
        }
        return "loot" if goods and armed else kind
    if kind == "rise?":
        return "base" if _BUILT & set(ahead) else kind
    if kind == "block?":
        return "protest" if objects & _ROADS and _CROWD & set(ahead) else kind
    if kind == "roll?":
        return "move" if _OF_ARMS & {t.low for t in tokens[max(0, i - 12) : i]} else kind
    if kind == "wait?":
        return "clash" if (MEN | TROOPS | _CROWD) & set(ahead) else kind
    if kind == "truce?":
        return "agreement" if _is_truce_begun(tokens, i) else kind
    if kind == "combat?":
        told = ahead[-1:] != [] and ahead[-1] in _COMBAT_OPENS
        return "clash" if told and (not behind or behind[0] in _COMBAT_ENDS) else kind
    return kind


_TO_GOODS: Final = 9
_HANDLING: Final = frozenset("loading loaded hauled stripped emptied carted".split())
_LOOTERS: Final = frozenset(
    "looters army militia militias rebels fighters factions thieves".split()
)
_FLYING: Final = frozenset(
    "drone drones uav uavs missile missiles rocket rockets quadcopter quadcopters".split()
)
_TO_GRAVES: Final = 8  # tokens of "graves in the cemetery of X were"


def _graves_ahead(tokens: Sequence[Token], i: int) -> bool:
    return bool(_GRAVES & {t.low for t in tokens[max(0, i - _TO_GRAVES) : i]})


def _is_truce_begun(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a truce is agreed or begins here, and is neither broken nor asked for."""
    near = {t.low for t in tokens[max(0, i - _AROUND) : i + _AROUND + 1]}
    return bool(_TRUCE_BEGINS & near) and not _TRUCE_FAILS & near
