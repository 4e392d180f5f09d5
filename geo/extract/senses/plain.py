"""Plain English words that only their company makes violent: planes "work over" a town, men are "made" to get in.

The secret of this module is that company: aircraft or munitions before a verb of going or breaking, a vehicle
or a home behind one of taking, a person behind "beat", "against the wall" with somebody put there;
and which kind of blow a raid, a shot or a fire is by who or what stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.words import AIRCRAFT, BLOWS, BOMBS, DRONES, MINES, SHELLS, STOPS, VEHICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

UNDECIDED: Final = frozenset(
    "dealt? cameunder? haul? beat? bound? wall? slaughter? touch? setoff?".split()
)
"""Kinds of the list of triggers that `plain` decides."""

CRAFT: Final = AIRCRAFT.union(
    DRONES,
    "aviation gunship gunships bomber bombers shahed shaheds squadron squadrons".split(),
)
_MUNITIONS: Final = SHELLS.union(
    BOMBS,
    "munition munitions barrel barrels salvo salvos volley shrapnel fire rounds artillery grad grads katyusha "
    "katyushas iskander".split(),
)
GUNS: Final = frozenset(
    "tank tanks gunboat gunboats gunship howitzer howitzers artillery mortar launcher launchers".split()
)
"""Arms that fire shells, not bullets."""

_FLOWN: Final = frozenset("flew flown flying sortie pilot pilots".split())
_CLAUSE: Final = frozenset(
    "; : . that which who while when where as after before but and said".split()
)
_TO_SUBJECT: Final = 9  # tokens of "Katyusha fire from the hills around X"
_TO_AIM: Final = 12  # tokens of "made a school in X their"
_AIM: Final = frozenset("aim target targets objective".split())
_FREIGHT: Final = frozenset(
    "locusts mosquitoes fires crops production service orbit space operation effect parade rail train ship ships convoy convoys lorries trucks aboard delivered bought border customs museum exhibition".split()
)
_HOME: Final = frozenset(
    "base bases airport airbase airfield hangar hangars carrier home port".split()
)


def plain(tokens: Sequence[Token], kind: str, first: int, last: int) -> str:
    """Return the kind that the verb in tokens `first` to `last` (excluded) has here, `kind` itself if none."""
    deed = {
        "dealt?": _is_dealt,
        "cameunder?": _is_under,
        "haul?": is_hauled,
        "beat?": _is_beaten,
        "bound?": _is_bound,
        "wall?": _is_at_the_wall,
        "slaughter?": _is_slaughter,
        "touch?": _is_touched,
        "setoff?": _is_set_off,
    }[kind]
    return deed(tokens, first, last) or kind


def tokens_before(tokens: Sequence[Token], first: int, reach: int = _TO_SUBJECT) -> list[str]:
    """Return the words of its clause before the verb at `first`, at most `reach`."""
    words: list[str] = []
    for k in range(first - 1, max(-1, first - 1 - reach), -1):
        if tokens[k].low in _CLAUSE:
            break
        words.append(tokens[k].low)
    return words[::-1]


def _is_dealt(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "hit" if aircraft or munitions are the subject: "a missile tore open a ward"."""
    ahead = tokens_before(tokens, first, _TO_SUBJECT)
    craft, bombs = CRAFT & set(ahead), _MUNITIONS & set(ahead)
    behind = [t.low for t in tokens[last : last + _TO_AIM]]
    word = tokens[first].low
    if _FREIGHT & {*ahead, *behind}:
        return ""
    if word in ("used", "using", "employed"):
        return (
            "fire" if (CRAFT | _MUNITIONS | GUNS) & set(behind[:5]) and "against" in behind else ""
        )
    if ahead[-1:] and ahead[-1] in ("was", "were", "been", "being", "be", "to"):
        by = behind[1:5] if behind[:1] == ["by"] else []  # "was knocked out by jets"
        return "hit" if (CRAFT | _MUNITIONS) & set(by) and ahead[-1] != "to" else ""
    if word.startswith("mad"):
        return "hit" if craft and _AIM & set(behind) else ""
    if word == "returned":
        return "hit" if craft and behind[:1] == ["over"] and not _HOME & set(behind[:5]) else ""
    return "hit" if craft or bombs else ""


_FIRES: Final = BLOWS.union(
    "fire bombardments barrage assault rockets shells missiles bombs drones shellfire explosions blasts".split()
)
_FIGURES: Final = frozenset("criticism pressure scrutiny media verbal legal political".split())


def _is_under(tokens: Sequence[Token], _: int, last: int) -> str:
    """Return "underfire" if a blow follows within a noun phrase: "came under ground-based fire of armed groups"."""
    for token in tokens[last : last + 6]:
        if token.low in _FIRES:
            behind = {t.low for t in tokens[last : last + 8]}
            return "" if _FIGURES & behind else "underfire"
        if token.low in ("the", "control", "of", ",", ".", "and") and token.low != "the":
            return ""
    return ""


RIDDEN: Final = VEHICLES | {"train", "boat"}
_TAKEN_TO: Final = RIDDEN - set("bus buses taxi train".split()) | set(
    "bush forest boot trunk".split()
)
_LODGINGS: Final = frozenset(
    "home homes house houses bed beds office offices tent tents lodgings dormitory dormitories flat apartment shop clinic "
    "car cars vehicle vehicles bus buses taxi school classroom mosque church".split()
)
_TO_WHERE: Final = 12  # tokens of "made the doctor of the town's only clinic get into a"
_RESCUED: Final = frozenset(
    "alive rubble debris wreckage flames fire burning safety hospital bodies body dead corpse evacuated rescued rescuers "
    "rescue firefighters protesters mob crowd ambulance paramedics stretcher".split()
)
_GETTING: Final = frozenset("get climb step ride come go".split())
_VICTIM: Final = 6


def _is_person(tokens: Sequence[Token]) -> bool:
    found = built_in("victims").find(tokens)
    return any(hit.row["class"] != "-" for hit in found) or bool(
        {"him", "her", "them"} & {t.low for t in tokens}
    )


def is_hauled(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "abduct" if somebody is moved against his will: "dragged from his office", "made to get into a van"."""
    behind = tokens[first + 1 : last + _TO_WHERE]
    low = [t.low for t in behind]
    low = low[: next((k for k, w in enumerate(low) if w in _NEXT_CLAUSE), len(low))]
    if _RESCUED & set(low) and not {"gunmen", "militants"} & set(low):
        return ""
    near = {t.low for t in tokens[max(0, first - _VICTIM) : first]}
    if tokens[last - 1].low in ("along", "captive"):
        return "abduct" if {"whom", "who"} & near or _is_person(behind) else ""
    into = next((k for k, w in enumerate(low) if w in ("into", "in")), -1)
    out = next(
        (k for k, w in enumerate(low) if w in ("from", "off") or low[k - 1 : k + 1] == _OUT_OF),
        -1,
    )
    whom = behind[: max(0, into if into >= 0 else out)]
    passive = first == 0 or tokens_before(tokens, first)[-1:] in _PASSIVES
    if not (passive or "whom" in near or _is_person(whom)):
        return ""
    word = tokens[first].low
    if into >= 0 and _TAKEN_TO & set(low[into : into + 5]):
        got = word not in _MADE_TO or _GETTING & set(low[:into]) or "into" in low
        return "abduct" if got and (word not in _WEAK or low[into] == "into") else ""
    owner = set(low[out : out + 3]) if out >= 0 and _LODGINGS & set(low[out : out + 5]) else set()
    own = bool({"his", "her", "their"} & owner)
    some = bool({"a", "the"} & owner) and word not in _WEAK
    return "abduct" if (own or some) and word not in _MADE_TO | {"pushed"} else ""


_OUT_OF: Final = ["out", "of"]
_PASSIVES: Final = (["was"], ["were"], ["been"], ["being"])
_NEXT_CLAUSE: Final = STOPS | {":", "that", "when", "while", "after"}
_MADE_TO: Final = frozenset("made ordered forced forcing".split())
# Verbs that are mostly said of things, or of people who are glad to go.
_WEAK: Final = _MADE_TO.union(
    "pulled pulling pushed shoved taken taking took seized marched".split()
)


_AGAIN: Final = frozenset("back off out to on for up-to".split())
_HOW: Final = frozenset(
    "with up until unconscious severely badly savagely brutally because repeatedly by".split()
)
_SPORTS: Final = frozenset("match final game league cup goals points election vote 0 1 2 3".split())


def _is_beaten(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "vac" if a person is beaten with something or by somebody: "beat a journalist with rifle butts"."""
    behind = [t.low for t in tokens[last : last + 10]]
    ahead = tokens_before(tokens, first, _VICTIM)
    if (
        (behind[:1] and behind[0] in _AGAIN)
        or _SPORTS & set(behind)
        or {"record", "retreat", "odds"} & set(behind)
    ):
        return ""
    passive = bool(ahead[-1:]) and ahead[-1] in ("was", "were", "been", "being")
    if tokens[last - 1].low in (
        "off",
        "with",
        "by",
    ):  # "picked off two women", "was cut down with an axe"
        people = _is_person(tokens[max(0, first - _OF_WHOM) : last + 5]) or bool(
            numbers(tokens[last : last + 1])
        )
        return "vac" if people and not _CROPS & set(ahead + behind) else ""
    if passive:
        told = _is_person(tokens[max(0, first - _VICTIM) : first])
        return "vac" if told and ({*behind[:1]} & _HOW or {"by"} & set(behind[:4])) else ""
    whom = _is_person(tokens[last : last + 5])
    return "vac" if whom and _HOW & set(behind) else ""


def _is_bound(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "vac" if the dead are found bound: "found with their hands bound and bullets in the head"."""
    near = {t.low for t in tokens[max(0, first - 12) : last + 12]}
    return (
        "vac"
        if {"found", "discovered", "lay", "dumped", "bodies", "body"} & near and _KILLED & near
        else ""
    )


_OF_WHOM: Final = 10  # tokens of "The imam of a village mosque near X was"
_CROPS: Final = frozenset(
    "trees tree olive crops grass wheat forest season year week day game win title".split()
)
_KILLED: Final = frozenset(
    "bullet bullets shot head bodies body dead throat throats gunshot wounds strangled corpses corpse".split()
)


def _is_at_the_wall(tokens: Sequence[Token], first: int, _: int) -> str:
    """Return "vac" if somebody was put there to be shot: "put up against the wall by the security force"."""
    ahead = [t.low for t in tokens[max(0, first - 4) : first]]
    put = {"put", "stood", "lined", "placed"} & set(ahead)
    shot = {"shot", "executed", "killed"} & {t.low for t in tokens[first:]}
    return "vac" if put and (shot or {"was", "were"} & {t.low for t in tokens[:first]}) else ""


_BEASTS: Final = frozenset(
    "sheep cattle goats goat cow cows camel camels animals livestock pigs poultry chickens lambs calves birds".split()
)


def _is_slaughter(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "vac" unless beasts are slaughtered."""
    near = {t.low for t in tokens[max(0, first - 6) : last + 6]}
    return "" if (_BEASTS | {"slaughterhouse", "slaughterhouses"}) & near else "vac"


_LAID: Final = MINES.union("ied ieds bomblet bomblets device shell bomb booby".split())
_DUG: Final = frozenset(
    "coal gold copper cobalt iron diamond salt mica coltan uranium silver mining".split()
)
_TO_MINE: Final = 5  # tokens of "an old anti-tank"


def _is_touched(tokens: Sequence[Token], _: int, last: int) -> str:
    """Return "ied" if a mine lies right behind the verb: "rolled over an old mine", "ran into a sea mine"."""
    low = [t.low for t in tokens[last : last + _TO_MINE]]
    laid = next((k for k, w in enumerate(low) if w in _LAID), None)
    if laid is None or _DUG & set(low) or {",", ".", "and", "of", "in"} & set(low[:laid]):
        return ""
    return "ied" if {"a", "an", "the", "one", "two"} & set(low[: laid + 1]) else ""


_CHARGES: Final = MINES.union(
    BOMBS,
    "shell device devices explosives explosive charge charges ied grenade belt vest munition ordnance rocket bomblet".split(),
)
_TO_CHARGE: Final = 6  # tokens of "off an old anti-tank"


def _is_set_off(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return "blast" if it is a charge that somebody sets off: "set off a buried shell", "the charge was triggered"."""
    low = [t.low for t in tokens[last : last + _TO_CHARGE]]
    stop = next(
        (k for k, w in enumerate(low) if w in (",", ".", ";", "in", "near", "and")), len(low)
    )
    if tokens[first].low in ("was", "were"):
        return "blast" if _CHARGES & set(tokens_before(tokens, first, 12)) else ""
    return "blast" if _CHARGES & set(low[:stop]) else ""


_LIVED_IN: Final = frozenset(
    "homes houses farms farmsteads shops market markets huts tents".split()
)


_ATTACKS: Final = frozenset(
    "attack attacks assault assaults offensive first second third other latter".split()
)
_BUILDINGS: Final = frozenset(
    "hotel restaurant mall prison university hospital theatre theater compound embassy".split()
)


def by_company(tokens: Sequence[Token], i: int, kind: str, after: Sequence[str]) -> str:
    """Return what flown raids, firing tanks, besieged halls and overrun homes are, ``""`` for other words."""
    if kind in ("raid", "assault") and _FLOWN & set(after[:6]):
        return "strike"  # "killed by a raid that the regime flew"
    if kind == "shot" and tokens[i].low in ("fired", "opened"):
        ahead = set(tokens_before(tokens, i))
        heavy = GUNS & ahead or (tokens[i].low == "opened" and {"guns", "batteries"} & ahead)
        return "hit" if CRAFT & ahead else "shell" if heavy else ""
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    if kind == "fire" and before[-1:] in (["was"], ["were"]) and _ATTACKS & set(before[:-1]):
        return "assault"
    if kind == "underfire" and after[:1] == ["control"]:
        return "fell?"
    if kind == "siege" and _BUILDINGS & {t.low for t in tokens[max(0, i - 2) : i + 8]}:
        return "assault"
    overrun = kind == "gain" and tokens[i].low.startswith("overr")
    if overrun and after[:1] == ["with"]:
        return "fell?"  # "hospitals are overrun with patients"
    return "raid" if overrun and _LIVED_IN & set(after[:3]) else ""
