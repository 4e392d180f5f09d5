"""What type of event a frame's words amount to.

The secret of this module is the ladder from words to ACLED's types: the strongest word decides
("suicide", "chlorine"), then what a crowd, a capture or a weapon says, then who did it to whom.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.aims import (
    FORCES,
    NO_ARMS,
    at_a_post,
    bears_arms,
    civil,
    fighters_died,
    fired_on_crowd,
    on_homes,
    shot_at_unarmed,
)
from geo.extract.armed import IRREGULARS
from geo.extract.besides import asides
from geo.extract.blows import between_armies, by_bombs, levelled, murdered_from_afar
from geo.extract.standing import at_a_front, singled_out
from geo.extract.text import folded
from geo.extract.words import AIRCRAFT, DRONES, ROCKETS

if TYPE_CHECKING:
    from geo.extract.events import Frame

# kind: (ACLED event type, sub-event type). Codebook: ACLED, "Codebook", 2023, tables 1 and 2.
TYPES: Final = {
    "air": ("Explosions/Remote violence", "Air/drone strike"),
    "shell": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "ied": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "suicide": ("Explosions/Remote violence", "Suicide bomb"),
    "grenade": ("Explosions/Remote violence", "Grenade"),
    "chem": ("Explosions/Remote violence", "Chemical weapon"),
    "clash": ("Battles", "Armed clash"),
    "gain": ("Battles", "Government regains territory"),
    "gain-rebel": ("Battles", "Non-state actor overtakes territory"),
    "vac": ("Violence against civilians", "Attack"),
    "abduct": ("Violence against civilians", "Abduction/forced disappearance"),
    "sexual": ("Violence against civilians", "Sexual violence"),
    "protest": ("Protests", "Peaceful protest"),
    "protestforce": ("Protests", "Protest with intervention"),
    "protestkill": ("Protests", "Excessive force against protesters"),
    "riot": ("Riots", "Violent demonstration"),
    "mob": ("Riots", "Mob violence"),
    "agreement": ("Strategic developments", "Agreement"),
    "arrest": ("Strategic developments", "Arrests"),
    "change": ("Strategic developments", "Change to group/activity"),
    "disrupt": ("Strategic developments", "Disrupted weapons use"),
    "base": ("Strategic developments", "Headquarters or base established"),
    "loot": ("Strategic developments", "Looting/property destruction"),
    "transfer": ("Strategic developments", "Non-violent transfer of territory"),
    "move": ("Strategic developments", "Other"),
    "siege": ("Strategic developments", "Other"),
    "other": ("Strategic developments", "Other"),
}
# Kinds that only colour or complete another ("killed", "wounded", "destroyed", weapons, agents).
HARM: Final = frozenset({"kill", "wound"})
# What happens to and by a crowd: beside "protesters" these words tell of the protest.
_CROWD: Final = frozenset(
    "kill wound shot shotdead fire hit arrest raid burn loot destroy protestforce taken clash assault".split()
)


def classify(frame: Frame) -> str:
    """Return the kind of event a frame tells, a key of `TYPES`."""
    for rung in (_crowd, _plain, _territory, _bomb, _weapon, _people, _movement, _property):
        kind = rung(frame, set(frame.kinds), frame.means)
        if kind:
            return kind
    return "other"


def _crowd(frame: Frame, kinds: set[str], means: set[str]) -> str:
    for strong in ("suicide", "chem"):
        # a belt that was made safe blew nobody up
        if strong in kinds and not (
            "disrupt" in kinds and not frame.tolls and "blast" not in kinds
        ):
            return strong
    told = "protest" in kinds or "march?" in kinds or fired_on_crowd(frame)
    if kinds == {"arrest"}:
        return ""
    if not told and "protestforce" not in kinds and not ("protest" in means and kinds <= _CROWD):
        return ""
    uncounted = "kill" in kinds and not frame.tolls  # "protesters killed by soldiers"
    if (_has(frame, "killed") or uncounted) and (not told or kinds & {"shot", "shotdead", "kill"}):
        return "protestkill"
    if kinds & ({"burn", "riot", "mob"} if told else {"burn", "loot", "raid", "destroy"}):
        return "riot"
    return "protest" if told and not kinds & {"protestforce", "arrest", "shot"} else "protestforce"


def _plain(frame: Frame, kinds: set[str], means: set[str]) -> str:  # noqa: ARG001
    attacked = bool(kinds & {"burn", "loot", "assault", "raid"}) and not _has(frame, "killed")
    if attacked and _crowd_first(frame):
        return "riot"
    if kinds & {"suicide", "chem"} and "disrupt" in kinds:
        return "disrupt"
    if "ied" in kinds and "blast" not in kinds and _cleared(frame):
        return "disrupt"
    if kinds & {"assault", "clash", "push", "shot", "shotdead"} and "disrupt" in kinds:
        return ""  # arms found where they fought
    if frame.kinds[0] == "arrest" and _has(frame, "captured"):
        return ""  # men were held, and their arms with them
    safely = "blast" not in kinds or _cleared(frame) or {"controlled", "place"} & _lows(frame)
    if (
        "disrupt" in kinds
        and safely
        and not _has(frame, "killed", "eliminated")
        and not kinds & {"clash", "air"}
    ):
        return "disrupt"
    if "abduct" in kinds and not kinds & {"riot", "mob", "sexual"}:
        if _led_away_by_police(frame):
            return "arrest"
        # ACLED's abductions hurt nobody: one that does is an attack
        return "vac" if _has(frame, "killed", "injured") else "abduct"
    return next((kind for kind in ("riot", "mob", "sexual") if kind in kinds), "")


_LED: Final = frozenset("led dragged marched taken took".split())


def _led_away_by_police(frame: Frame) -> bool:
    """Return whether those who keep order led people away: "security men led away 14 people"."""
    police = frame.actor1 is not None and frame.actor1.kind == "police"
    tokens = frame.sentence.tokens
    return police and any(tokens[h].low in _LED for h in frame.heads)


_WITHDREW: Final = frozenset("pulled withdrew withdrawn retreated fled left".split())


def _territory(frame: Frame, kinds: set[str], means: set[str]) -> str:  # noqa: ARG001
    if "transfer" in kinds and kinds & {"gain", "gain?", "enter"}:
        return "transfer"
    if frame.kinds[0] == "enter" and "move" in kinds and _WITHDREW & _lows(frame):
        return _gain(frame, lost=False)  # "rebels entered X after the army pulled out"
    if frame.kinds[0] == "enter" and "siege" in kinds:
        return _gain(frame, lost=False)  # "troops entered the city after encircling it"
    if _walked_in_at_last(frame, kinds):
        return _gain(frame, lost=False)
    if kinds & {"gain", "gain?", "lost?"}:
        return _gain(frame, lost="lost?" in kinds and "gain" not in kinds)
    return ""


def _walked_in_at_last(frame: Frame, kinds: set[str]) -> bool:
    """Return whether a fight only went before the entry of troops: "entered A and B after heavy clashes"."""
    entered = (
        frame.kinds[0] == "enter" and "clash" in kinds and not kinds & {"push", "raid", "shot"}
    )
    return (
        entered and bool(frame.places) and _came_after(frame, "clash") and not _came_to_raid(frame)
    )


_LADEN: Final = frozenset("rigged laden".split())


def _bomb(frame: Frame, kinds: set[str], means: set[str]) -> str:
    from_afar = bool((kinds | means) & {"air", "shell"})
    if kinds <= {"blast", "destroy"} and not frame.tolls and _blew_up_homes(frame):
        return "loot"
    if "ied" in kinds or ("blast" in kinds and ("bomb" in means or not from_afar)):
        return "ied"
    if "assault" in kinds and "bomb" in means and _LADEN & _lows(frame):
        return "ied"  # "an attack with a bomb-laden lorry"
    if "grenade" in kinds and DRONES & _lows(frame) and _DROPPED & _lows(frame):
        return "air"
    if "clash" in kinds and _waylaid(frame):
        return "vac"
    if "clash" in kinds and (flown := _flown_off(frame, kinds)):
        return flown
    if frame.kinds[0] in ("burn", "loot") and "clash" in kinds and _came_after(frame, "clash"):
        return "loot" if not _has(frame, "killed") else ""
    return next((kind for kind in ("grenade", "clash", "air") if kind in kinds), "")


_BEATEN_OFF: Final = (
    "repel", "repuls", "beat", "beaten", "fend", "ward", "thwart", "foil", "fought", "threw", "drove",
)  # fmt: skip
_DEFENCES: Final = frozenset(
    "defence defences defense defenses aircraft pantsir pantsirs interceptors".split()
)
_AIR: Final = frozenset("air anti".split())


def _flown_off(frame: Frame, kinds: set[str]) -> str:
    """Return what was beaten off where no men came: "air defences repelled an attack with rockets and drones"."""
    tokens = frame.sentence.tokens
    heads = [tokens[h].low for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "clash"]
    if not all(word.startswith(_BEATEN_OFF) for word in heads):
        return ""
    out = asides(tokens)
    low = ["" if k in out else t.low for k, t in enumerate(tokens)]
    defended = any(
        word in _AIR and _DEFENCES & set(low[k + 1 : k + 3]) for k, word in enumerate(low)
    )
    flown = _UNMANNED & set(low)
    if not (defended or (flown and kinds & {"fire", "air", "hit"})):
        return ""
    return "air" if not flown or flown - ROCKETS else "shell"


_DROPPED: Final = frozenset("drop drops dropped dropping released".split())
_BEFORE_IT: Final = frozenset("after following since amid بعد عقب اثر غداه".split())


def _came_after(frame: Frame, kind: str) -> bool:
    """Return whether deeds of a kind only went before: "burned houses after clashes with the rebels"."""
    low = [t.low for t in frame.sentence.tokens]
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == kind]
    return all(_BEFORE_IT & set(low[max(0, h - 3) : h]) for h in heads)


def _blew_up_homes(frame: Frame) -> bool:
    """Return whether houses were demolished with explosives: "blew up houses in X"."""
    low = [t.low for t in frame.sentence.tokens]
    behind = low[frame.heads[0] : frame.heads[0] + 5]
    return behind[1:2] == ["up"] and bool({"houses", "homes", "house", "home"} & set(behind))


def _waylaid(frame: Frame) -> bool:
    """Return whether civilians alone fell into the ambush: "six people were killed in an ambush after a rally"."""
    tokens = frame.sentence.tokens
    heads = [tokens[h].low for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "clash"]
    armed = frame.actor2 is not None and bears_arms(frame.actor2)
    return (
        all(word.startswith("ambush") for word in heads)
        and _has(frame, "killed", "injured")
        and civil(frame)
        and not armed
        and not fighters_died(frame)
        and not FORCES & _lows(frame)
    )


_CRAFT: Final = 11  # tokens of "a Mi-17 of the air force was" before "destroyed"
_MANNED: Final = AIRCRAFT | {"bomber"}
_UNMANNED: Final = DRONES | ROCKETS | {"unmanned", "pilotless"}


def _weapon(frame: Frame, kinds: set[str], means: set[str]) -> str:
    if "intercept" in kinds and (means & {"air", "shell"} or kinds == {"intercept"}):
        low = [t.low for t in frame.sentence.tokens]
        head = frame.heads[0]
        behind = low[head : head + 8]
        by = next((k for k, w in enumerate(behind) if w in ("by", "with")), len(behind))
        near = {*low[max(0, head - _CRAFT) : head], *behind[:by]}
        manned = _MANNED & near and not _UNMANNED & near
        return "clash" if manned else "air" if _has(frame, "killed") else "disrupt"
    if "shell" in kinds and not ("hit" in kinds and "air" in means):
        return "shell"
    if kinds & {"hit", "strike", "fire", "assault", "blast", "underfire", "carry"}:
        return "clash" if "air" in means and _craft_under_fire(frame) else _by_means(frame)
    return ""


def _people(frame: Frame, kinds: set[str], means: set[str]) -> str:
    if kinds <= {"taken", "kill", "wound"} and "taken" in kinds:
        slain = "kill" in kinds and not {t.victim_class for t in frame.tolls} & NO_ARMS
        return "clash" if slain or fighters_died(frame) or not civil(frame) else "abduct"
    if "burn" in kinds and "alive" in _lows(frame):
        return "mob" if _by_crowd(frame) else "vac"
    if kinds & {"shotdead", "vac", "kill", "burn"} and _by_crowd(frame):
        return "mob"
    if "vac" in kinds and means & {"air", "bomb"} and murdered_from_afar(frame):
        return "air" if "air" in means else "ied"
    by_hand = "air" not in means and (singled_out(frame) or _disarmed(frame))
    if kinds & {"shotdead", "shot", "vac"} and by_hand:
        return "vac"
    if "vac" in kinds and by_bombs(frame):
        return "shell" if "shell" in means and "air" not in means else "air"
    if kinds & {"shotdead", "vac"}:
        put_to_death = any(w.startswith(_BY_HAND) for w in _lows(frame))
        return "vac" if put_to_death or not fighters_died(frame) else "clash"
    return ""


_BY_HAND: Final = ("behead", "execut", "beat", "flogg", "whipp", "clubb", "lash")


def _movement(frame: Frame, kinds: set[str], means: set[str]) -> str:  # noqa: ARG001
    if "siege" in kinds and kinds & {"kill", "shot", "shotdead", "assault", "fire"}:
        return ""  # "surrounded the village and started killing": how the attack began
    for kind, words in (
        ("siege", {"siege"}),
        ("base", {"base", "setup?"}),
        ("arrest", {"arrest"}),
        ("move", {"move", "send?"}),
    ):
        if kinds & words:
            if kind == "arrest" and {"body", "corpse"} & _ahead(frame):
                return "vac"  # "the body of a teacher detained on Monday was handed to his family"
            return "abduct" if kind == "arrest" and _outside_law(frame) else kind
    return _ground(frame) if kinds & {"push", "raid", "enter", "shot"} else ""


def _outside_law(frame: Frame) -> bool:
    """Return whether those who hold somebody have no law to do so, as an Arabic sentence names them."""
    actor = frame.actor1
    if actor is None or actor.kind != "rebel" or not actor.name.startswith("Islamic State"):
        return False
    # "باحتجاز سبعة من المشتبه بصلتهم بداعش": who is held stands further off than who holds
    return any(-_NEXT <= actor.first - h <= _TO_CAPTOR for h in frame.heads)


_TO_CAPTOR: Final = 3


def _property(frame: Frame, kinds: set[str], means: set[str]) -> str:
    if kinds & {"loot", "burn"} and kinds & {"kill", "assault"} and _has(frame, "killed"):
        return _by_means(frame)  # they killed, and burnt houses too
    if "loot" in kinds and means & {"shell", "air"} and levelled(frame):
        return "shell" if "shell" in means else "air"
    for kind in ("loot", "agreement", "transfer", "change", "disrupt"):
        if kind in kinds and not (kind == "disrupt" and _has(frame, "killed", "eliminated")):
            return kind
    if "destroy" in kinds and frame.answered:
        return "shell"  # "and forces destroyed targets in reply"
    if kinds & {"burn", "destroy"} and means & {"shell", "air"}:
        return "shell" if "shell" in means else "air"
    if "burn" in kinds or ("destroy" in kinds and not _has(frame, "killed", "eliminated")):
        return "loot"
    return _by_means(frame) if kinds & HARM else ""


def _has(frame: Frame, *quantities: str) -> bool:
    return any(t.quantity in quantities and t.high != 0 for t in frame.tolls)


_IN_HANDS: Final = frozenset(
    "captured captive captives prisoner prisoners surrendered detained detainee detainees hostage hostages bound".split()
)
_PUT_TO_DEATH: Final = ("execut", "behead", "murder")


def _disarmed(frame: Frame) -> bool:
    """Return whether captives were put to death: to ACLED they bear arms no more."""
    tokens = frame.sentence.tokens
    put = any(tokens[head].low.startswith(_PUT_TO_DEATH) for head in frame.heads)
    return put and bool(_IN_HANDS & _lows(frame))


_CROWDS: Final = frozenset(
    "crowd mob population villagers residents locals passers-by bystanders".split()
)


_ANGRY: Final = _CROWDS.union(
    "shopkeepers youths people men women students workers farmers relatives mourners traders drivers".split()
)


def _crowd_first(frame: Frame) -> bool:
    """Return whether a crowd is the subject: "a crowd set the house alight"."""
    tokens = frame.sentence.tokens
    ahead = {t.low for t in tokens[max(0, frame.heads[0] - 5) : frame.heads[0]]}
    angry = {"angry", "furious", "enraged", "outraged"} & ahead and _ANGRY & ahead
    return bool(
        angry
        or {"crowd", "crowds", "mob", "demonstrators", "protesters", "rioters", "settlers"} & ahead
    )


_CLEARERS: Final = frozenset(
    "engineers engineering sappers sapper demining deminers eod disposal uxo ordnance pyrotechnic handled defused".split()
)


def _cleared(frame: Frame) -> bool:
    """Return whether explosives were dealt with by those who clear them, and nobody was hurt."""
    words = {t.low for t in frame.sentence.tokens}
    return bool(words & _CLEARERS) and not frame.tolls and not set(frame.kinds) & {"clash", "hit"}


def _ahead(frame: Frame) -> set[str]:
    """Return the words right before a frame's first deed."""
    return {t.low for t in frame.sentence.tokens[max(0, frame.heads[0] - 12) : frame.heads[0]]}


def _lows(frame: Frame) -> set[str]:
    return {t.low for t in frame.sentence.tokens}


def _by_crowd(frame: Frame) -> bool:
    """Return whether a crowd did it: "stabbed to death by a crowd", "an angry mob beat him to death"."""
    tokens = frame.sentence.tokens
    low = [t.low for t in tokens]
    head = frame.heads[0]
    behind = low[head : frame.heads[-1] + 9]
    for k in range(len(behind) - 2):
        if behind[k] == "by" and _CROWDS & set(behind[k + 1 : k + 4]):
            return True
    ahead = low[max(0, head - 8) : head]
    return ("angry" in ahead and bool(_CROWDS & set(ahead))) or bool(
        {"mob", "lynched"} & set(ahead + behind[:2])
    )


_NEXT: Final = 4


def _gain(frame: Frame, *, lost: bool) -> str:
    actor, loser = frame.actor1, frame.actor2
    if lost and loser is not None and 0 <= frame.heads[0] - loser.last <= _NEXT:
        return "gain" if loser.kind in IRREGULARS else "gain-rebel"
    if actor is None:
        return "gain"
    # "with Afes lost" names no loser; only "the army lost Afes" does.
    ahead, behind = frame.heads[0] - actor.last, actor.first - frame.heads[0]
    # An Arabic verb opens the sentence: "خسر الجيش".
    lost = lost and (0 <= ahead <= _NEXT or (frame.sentence.is_arabic and 0 < behind <= _NEXT))
    rebel = actor.kind in IRREGULARS and not (_beside_army(frame) or _is_loyal(frame))
    return "gain-rebel" if rebel != lost else "gain"


_LOYALISTS: Final = ("Assad loyalist", "Pro-Iran", "Fatemiyoun", "Zainabiyoun")
_NOBODYS: Final = (*_LOYALISTS, "Militia (", "Unidentified", "Militants (")
_AR_LOYAL: Final = folded("موال موالية الموالية موالون الموالون موالين الموالين رديفة الرديفة")
_AR_OTHERS: Final = folded("تركيا أنقرة المعارضة الحوثيين الحوثي إيران طهران داعش الدعم")
_TO_WHOM: Final = 3


def _is_loyal(frame: Frame) -> bool:
    """Return whether militias that have no name of their own fight for the government: "الميليشيات الموالية للنظام"."""
    actor, tokens = frame.actor1, frame.sentence.tokens
    if actor is None or not frame.sentence.is_arabic or not actor.name.startswith(_NOBODYS):
        return False
    near = {f for t in tokens[actor.first : actor.last + _TO_WHOM] for f in t.forms}
    loyal = not near.isdisjoint(_AR_LOYAL) and near.isdisjoint(_AR_OTHERS)
    return loyal or actor.name.startswith(_LOYALISTS)


_ARMIES: Final = frozenset("regime government army troops syrian".split())
_SUBJECT: Final = 14  # tokens of "Syrian troops, helped by Iran-backed fighters, had"


def _beside_army(frame: Frame) -> bool:
    """Return whether militias only helped an army that is named first: "regime forces and loyalist militias took"."""
    actor, tokens = frame.actor1, frame.sentence.tokens
    if actor is None or actor.kind != "militia":
        return False
    if {"pro", "loyalist", "allied"} & {
        t.low for t in tokens[max(0, actor.first - 3) : actor.last]
    }:
        return True
    start = max(0, frame.heads[0] - _SUBJECT)
    return bool(_ARMIES & {t.low for t in tokens[start : max(start, actor.first)]})


def _by_means(frame: Frame) -> str:
    """Decide on "hit", "struck", "attacked", "killed" by the weapon and by who did it."""
    kinds, means, actor = set(frame.kinds), frame.means, frame.actor1
    if "hit" in kinds and _came_in_person(frame):
        kinds = kinds - {"hit"} | {"assault"}
    fought = (_BOTH_SIDES & _pairs(frame)) or (at_a_front(frame) and not frame.means)
    if (kinds <= HARM and fought) or _came_under_attack(frame, kinds):
        return "clash"
    if kinds <= HARM and "air" in means and means & {"shot", "gun"}:
        return "clash"  # troops that also called in aircraft
    if "mine" in means and kinds <= {"hit", "kill", "wound", "blast", "destroy"}:
        return "ied"
    if "air" in means or (actor is not None and actor.kind == "means"):
        return "air"
    if "shell" in means or ("bomb" in means and kinds <= {"hit", "kill", "wound", "destroy"}):
        planted = (
            "shell" not in means
            and {"a", "bomb"} <= _lows(frame)
            and ("a", "bomb") in _pairs(frame)
        )
        return "ied" if planted else "shell"
    if "strike" in kinds:
        return "air"
    if kinds & {"hit", "fire", "underfire"} and not means & {"gun", "shot"}:
        return "shell"
    if means & {"gun", "shot"} or "shot" in kinds:
        armed = fighters_died(frame) or bears_arms(frame.actor2)
        if at_a_post(frame):
            return "clash"
        if "hit" in kinds and singled_out(frame):
            return "vac"
        return "clash" if armed and not (civil(frame) and not fighters_died(frame)) else "vac"
    if "assault" in kinds or (kinds & HARM and not kinds & {"hit", "fire", "underfire"}):
        return _assaulted(frame, kinds)
    if "blast" in kinds:
        return "shell"
    return "vac" if civil(frame) else "clash"


def _craft_under_fire(frame: Frame) -> bool:
    """Return whether an aircraft was what came under fire: "a UN helicopter came under fire"."""
    low = [t.low for t in frame.sentence.tokens]
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "underfire"]
    return any(_MANNED & set(low[max(0, h - _TO_CRAFT) : h]) for h in heads)


_TO_CRAFT: Final = 7  # tokens of "helicopter that was taking the wounded out"


def _came_under_attack(frame: Frame, kinds: set[str]) -> bool:
    """Return whether men at their post were attacked, how is not told: "killed when their post came under attack"."""
    tokens = frame.sentence.tokens
    under = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "underfire"]
    attacked = any("attack" in {t.low for t in tokens[h : h + 3]} for h in under)
    told = attacked and kinds <= HARM | {"underfire"} and not frame.means
    return told and fighters_died(frame)


_NO_ARMY: Final = IRREGULARS | {"police"}
_OF_WAR: Final = frozenset({"state", "rebel", "militia", "means"})


def _assaulted(frame: Frame, kinds: set[str]) -> str:
    """Decide on an attack whose weapon is not told by who made it, and on whom."""
    actor, sufferer = frame.actor1, frame.actor2
    if kinds <= HARM | {"assault"} and between_armies(frame):
        return "shell"
    if (actor is not None and actor.kind in _NO_ARMY) or civil(frame):
        if not frame.tolls and on_homes(frame):
            return "vac"
        return "vac" if civil(frame) and not fighters_died(frame) else "clash"
    armed = sufferer is not None and sufferer.kind in _OF_WAR
    return "clash" if fighters_died(frame) or "assault" in kinds or armed else "vac"


_TO_AIM: Final = 3  # tokens of "attack that also targeted"
_PEACEFUL: Final = frozenset("civilians villagers residents worshippers farmers passengers".split())
_WITHOUT_GUNS: Final = frozenset({"gang", "unknown", "police"})  # who have no artillery


def _came_in_person(frame: Frame) -> bool:
    """Return whether men who came themselves are said to "target": "gunmen launched an attack targeting a market"."""
    tokens = frame.sentence.tokens
    told = list(zip(frame.heads, frame.kinds, strict=True))
    hits = [head for head, kind in told if kind == "hit"]
    if not all(tokens[head].low.startswith("target") for head in hits):
        return False
    by_hand = frame.actor1 is not None and frame.actor1.kind in _WITHOUT_GUNS
    by_hand = by_hand or any(
        _PEACEFUL & {t.low for t in tokens[head + 1 : head + _TO_AIM]} for head in hits
    )
    led = min((head for head, kind in told if kind == "assault"), default=hits[0])
    gap = hits[0] - led
    attack = gap > 0 and (gap <= _TO_AIM or tokens[hits[0]].low == "targeting")
    return attack or (by_hand and "assault" not in frame.kinds)


_BOTH_SIDES: Final = frozenset(
    {("each", "side"), ("both", "sides"), ("either", "side"), ("two", "sides")}
)


def _pairs(frame: Frame) -> set[tuple[str, str]]:
    low = [t.low for t in frame.sentence.tokens]
    return set(pairwise(low))


def _ground(frame: Frame) -> str:
    kinds = set(frame.kinds)
    if "air" in frame.means:
        return "air"
    if "shell" in frame.means and kinds & {"shot", "fire"}:
        return "shell"
    if "shot" in kinds and at_a_post(frame):
        return "clash"
    if kinds <= {"shot"} | HARM and shot_at_unarmed(frame):
        return "vac"
    if "raid" in kinds and not _has(frame, "killed") and "push" not in kinds:
        return "vac" if civil(frame) else "clash" if frame.actor2 is not None else "other"
    if "enter" in kinds and not kinds & {"push", "shot", "raid"} and not frame.tolls:
        return "vac" if _came_to_raid(frame) else _gain(frame, lost=False)
    return "vac" if civil(frame) and not fighters_died(frame) else "clash"


_RAIDERS: Final = ("Unidentified", "Militants", "Bandits", "Gang (")


def _came_to_raid(frame: Frame) -> bool:
    """Return whether men who hold no ground came in: "gunmen entered the village"."""
    return frame.actor1 is not None and frame.actor1.name.startswith(_RAIDERS)


def tells_massacre(frame: Frame) -> bool:
    """Return whether a frame says no more than that many were killed: "recorded a massacre in X"."""
    tokens = frame.sentence.tokens
    return all(tokens[head].low.startswith("massacre") for head in frame.heads)
