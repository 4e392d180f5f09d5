"""Everyday verbs that tell of war only beside the right thing: what is rushed, turned back, stolen, smashed.

The secret of this module is the object: "turned back an attack" is a fight and "turned back at the
border" none, "rushed a checkpoint" is an assault and "rushed to a hospital" none, a truce that "took
effect" is an agreement and one that was broken none.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from geo.extract.armed import ARMED_KINDS
from geo.extract.lexicon import built_in
from geo.extract.senses.company import Company
from geo.extract.senses.taking import takes_suspects
from geo.extract.words import (
    ACCORDS,
    COLUMNS,
    DRONES,
    POSTS,
    RAIDERS,
    ROADS,
    ROCKETS,
    RUBBLE,
    STOPS,
    TROOPS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_NEAR: Final = 6  # tokens of "several more armed attempts to"
_ATTACKS: Final = frozenset(
    "attack attacks assault assaults attempt attempts push pushes advance advances offensive thrust onslaught incursion "
    "infiltration storming raid raids wave waves".split()
)
_POSTS: Final = POSTS.union(
    "barracks trench trenches lines roadblock gate garrison patrol convoy".split()
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
_BUILT: Final = POSTS | {"camp", "garrison"}
_TRUCE_BEGINS: Final = frozenset(
    "effect force hold holds began begun begins started entered accepted agreed declared announced signed reached brokered "
    "proclaimed approved concluded negotiated accept sealed".split()
)
_TRUCE_FAILS: Final = frozenset(
    "violated violation violations breached breach breaches broke broken breaking collapsed despite under since during "
    "monitor monitoring monitors talks call calls called calling demand demanded demands urge urged urges appeal appeals "
    "proposal proposed hopes hope not never accuse accused accuses accusing rejected refused reject ended expired expires lapsed before undermine if until".split()
)
_AROUND: Final = 9
_ROADS: Final = ROADS.union("roads streets junction way entrance square".split())
_CROWD: Final = frozenset(
    "people residents women men youths villagers locals demonstrators protesters crowd crowds mothers students families "
    "farmers shopkeepers drivers hundreds dozens thousands".split()
)
_OF_ARMS: Final = COLUMNS | {"artillery", "guns"}
_COMBAT_ENDS: Final = frozenset(
    "in at near with between on around outside inside along as that for , . ; and by across raged broke continued "
    "to south north east west over erupted resumed".split()
)
_COMBAT_OPENS: Final = frozenset(
    "hand close street house ground heavy fierce intense of in by during after amid from urban direct bitter the hour day "
    "days quarters range".split()
)


_CLOSING: Final = frozenset(
    "complete completed closed closing tightened tightening shut drawn".split()
)
_TO_ARMS: Final = 12  # tokens of "guns of the Turkish post at X were"
_TO_GOODS: Final = 9
_HANDLING: Final = frozenset("loading loaded stripped emptied carted".split())
_LOOTERS: Final = frozenset(
    "looters army militia militias rebels fighters factions thieves".split()
)
_FLYING: Final = DRONES | ROCKETS
_TO_GRAVES: Final = 8  # tokens of "graves in the cemetery of X were"


_ENDS: Final = STOPS | {"to", "after", "when"}


def _object(told: Company) -> set[str]:
    """Return the words behind up to the next clause."""
    found = told.rest(_NEAR)
    return set(found[: next((k for k, w in enumerate(found) if w in _ENDS), len(found))])


def _repels(told: Company) -> bool:
    """Return whether an attack was turned back; "fighting broke out" is none."""
    attacked = _object(told) | (told.ahead(_NEAR) if told.passive else set())
    attacks = _ATTACKS - {"raid", "raids"} if told.word.startswith("beat") else _ATTACKS
    return told.next != "out" and bool(attacks & attacked)


_ATTEMPTS: Final = frozenset("attempt attempts bid bids try effort efforts".split())
_BY_FORCE: Final = frozenset(
    "storm overrun enter attack advance infiltrate break seize capture retake recapture take cross push raid land".split()
)
_MET: Final = _ATTACKS.union("ambush ambushes infiltrations incursions".split()) - _ATTEMPTS
# What is foiled before anybody fights: a plot, a bomb that is found, a theft, a drone.
_UNFOUGHT: Final = frozenset(
    "plot plots planned plan plans bomb bombs bombing bombings suicide smuggle smuggling kidnap kidnapping abduct abduction "
    "coup drone drones missile missiles rocket rockets terror terrorist terrorists escape jailbreak robbery theft hijack "
    "hijacking assassinate assassination explosives cyber arson rob steal".split()
)
_TO_DEED: Final = 12  # tokens of "an attempt by a large group of militants to storm"
_ARMED: Final = (TROOPS | RAIDERS).union(
    "troops forces defenders fighters rebels militia guards rangers brigade battalion".split()
)


def _foils(told: Company) -> bool:
    """Return whether armed men were fought off; a plot that is foiled was no fight."""
    words = told.ahead(_TO_DEED)
    if not told.passive:
        words = set(takewhile(lambda w: w not in STOPS, told.rest(_TO_DEED)))
    if _UNFOUGHT & words:
        return False
    tried = words & _ATTEMPTS and (words & _BY_FORCE or ("by" in words and words & _ARMED))
    if not (tried or words & _MET):
        return False
    named = built_in("actors").find(told.tokens)
    return told.among(_ARMED) or any(hit.row["kind"] in ARMED_KINDS for hit in named)


_FOES: Final = RAIDERS.union(
    TROOPS,
    "rebels fighters enemy terrorists hoodlums criminals assailants guerrillas convoy patrol column".split(),
) - {"motorcycles", "motorbikes"}
_TALKS: Final = frozenset(
    "talks dialogue negotiations discussions discussion conversation lawyers lawyer firm".split()
)
_SHOOTING: Final = _ARMED.union(
    "reservists officers policemen killed wounded injured fighting convoy patrol team".split()
)


def _engages(told: Company) -> bool:
    """Return whether troops engaged an enemy, in no talks: "engaged the militants near X"."""
    return bool(_FOES & _object(told)) and not _TALKS & told.behind(_TO_DEED) and not told.passive


def _smashes(told: Company) -> bool:
    graves = _object(told) | (told.ahead(_TO_GRAVES) if told.passive else set())
    return bool(_GRAVES & graves)


_OBSERVING: Final = frozenset(
    "military observation monitoring control turkish russian new fortified army another".split()
)


def is_point(words: Sequence[str]) -> bool:
    """Return whether words speak of an army's point: "a new military point"; "three points" may be anything."""
    return any(b in ("point", "points") and a in _OBSERVING for a, b in pairwise(words))


def _builds(told: Company) -> bool:
    """Return whether a post is built: "the establishment of a new post"."""
    return bool(_STRONGPOINTS & _object(told)) or is_point(told.rest(_NEAR))


def _leaves(told: Company) -> bool:
    """Return whether a post is given up: "withdrew its observation post at X"; "withdrew a motion" is none."""
    words = told.lead(_NEAR) if told.passive else told.rest(_NEAR)
    stop = next((k for k, w in enumerate(words) if w in _ENDS | {"from"}), len(words))
    words = words if told.passive else words[:stop]
    return bool(_STRONGPOINTS & set(words)) or is_point(words)


_PATROLLED: Final = frozenset(
    "conducted conduct carried held completed began started starts set ran drove took made cut shortened abandoned "
    "resumed launched performed concluded".split()
)
_JOINT: Final = frozenset("joint first second third fourth fifth another new latest".split())
_BLOWS_AT: Final = _ATTACKS.union(
    "attacked hit ambushed targeted killed wounded bomb bombs mine mines stones shot fired fire strike blast explosion".split()
)
_TO_PATROL: Final = 9  # tokens of "on the M4 between A and B was"


def _patrols(told: Company) -> bool:
    """Return whether armies patrol a road together, and are not attacked on it."""
    near = told.ahead(_TO_PATROL) | told.behind(_TO_PATROL)
    joint = _JOINT & told.ahead(3) and {"joint", "turkish", "russian"} & told.ahead(_TO_PATROL)
    return bool(joint and _PATROLLED & near) and not _BLOWS_AT & near


def _steals(told: Company) -> bool:
    """Return whether goods are carried off; those that are only loaded, by armed men."""
    goods = _GOODS & told.behind(_TO_GOODS)
    had = told.passive or told.before in ("had", "have", "has")
    if told.word == "stolen" and told.next in _GOODS and not had:
        return False  # "a lorry with stolen sheep"
    handled = told.word in _HANDLING
    armed = (RAIDERS | TROOPS | _LOOTERS) & told.ahead(told.first)
    return bool(goods and (armed or not handled))


def _digs_in(told: Company) -> bool:
    """Return whether guns or troops dig in somewhere; rescuers dig in the rubble."""
    return bool(_OF_ARMS & told.ahead(_TO_ARMS)) and not RUBBLE & told.behind(_NEAR)


def _truce_begins(told: Company) -> bool:
    """Return whether a truce is agreed or begins here, and is neither broken nor asked for."""
    near = told.ahead(_AROUND) | told.behind(_AROUND)
    # "days after the truce took effect", "their truce had been agreed upon in"
    earlier = {"after", "before", "since", "until", "of"} & told.ahead(2) or "had" in told.behind(3)
    return bool(_TRUCE_BEGINS & near) and not _TRUCE_FAILS & near and not earlier


_PARTIES: Final = frozenset(
    "sides rivals parties both factions tribes clans villages families groups adversaries foes".split()
)
_TERMS: Final = frozenset(
    "lift withdraw halt stop end exchange cease reopen hand swap release leave pull disengage dismantle suspend refrain".split()
)


def _agrees(told: Company) -> bool:
    """Return whether foes agree to part: "the rivals agreed to lift their roadblocks"."""
    return bool(_PARTIES & told.ahead(8) and _TERMS & told.behind(3))


_STRONGPOINTS: Final = frozenset(
    "post posts outpost outposts base bases strongpoint strongpoints checkpoint checkpoints fortification fortifications "
    "roadblock roadblocks watchtower bunker bunkers redoubt".split()
)
_STONES: Final = frozenset("stones rocks bricks bottles eggs shoes tomatoes".split())


def _holds_out(told: Company) -> bool:
    """Return whether a place or its defenders still fight; none "holds out hope" or "a hand"."""
    fought = _ATTACKS | {
        "defenders",
        "garrison",
        "tanks",
        "town",
        "resistance",
        "fighters",
        "rebels",
    }
    near = {t.low for t in told.tokens}
    return told.next in (*_COMBAT_ENDS, "against", "until", "though", "despite") and bool(
        fought & near
    )


def _pelts(told: Company) -> bool:
    """Return whether a crowd throws stones: "pelted the station with bricks"."""
    return bool(_STONES & told.behind(8)) and not (TROOPS - {"police"}) & told.ahead(3)


def _fought(told: Company) -> bool:
    """Return whether there was combat somewhere; who "fell in combat" may have been blown up."""
    fell = told.before == "in" and _FELL & told.ahead(3)
    return told.before in _COMBAT_OPENS and told.next in _COMBAT_ENDS and not fell


_ANYBODYS: Final = frozenset("vehicles lorries trucks column columns convoy convoys".split())


def _rolls(told: Company) -> bool:
    """Return whether an army's column moves; families drive too."""
    arms = (
        _OF_ARMS - _ANYBODYS if told.word.startswith("driv") or told.word == "drove" else _OF_ARMS
    )
    return bool(arms & told.ahead(_TO_ARMS))


_FELL: Final = frozenset("fell died killed wounded injured fallen dead".split())
_TELLS: Final[dict[str, tuple[str, Callable[[Company], bool]]]] = {
    "agree?": ("agreement", _agrees),
    "sign?": ("agreement", lambda told: bool(ACCORDS & told.behind(5))),
    "holdout?": ("clash", _holds_out),
    "build?": ("base", _builds),
    "leave?": ("move", _leaves),
    "patrol?": ("move", _patrols),
    "pelt?": ("riot", _pelts),
    "ring?": ("siege", lambda told: bool(_CLOSING & (told.ahead(4) | told.behind(9)))),
    "digin?": ("base", _digs_in),
    "intercept?": (
        "intercept",
        lambda told: bool(_FLYING & (told.ahead(_NEAR) | told.behind(_NEAR))),
    ),
    "repel?": ("clash", _repels),
    "foiled?": ("clash", _foils),
    "engage?": ("clash", _engages),
    "detain?": ("arrest", lambda told: takes_suspects(told.tokens, told.first)),
    "resist?": ("clash", lambda told: told.among(_SHOOTING)),
    "rush?": ("assault", lambda told: bool(_POSTS & _object(told))),
    "smash?": ("loot", _smashes),
    "steal?": ("loot", _steals),
    "rise?": ("base", lambda told: bool(_BUILT & told.ahead(_NEAR))),
    "block?": ("protest", lambda told: bool(_ROADS & _object(told) and _CROWD & told.ahead(_NEAR))),
    "roll?": ("move", _rolls),
    "wait?": ("clash", lambda told: bool((RAIDERS | TROOPS | _CROWD) & told.ahead(_NEAR))),
    "truce?": ("agreement", _truce_begins),
    "combat?": ("clash", _fought),
}
DOINGS: Final = frozenset(_TELLS)


def done(tokens: Sequence[Token], hit: Hit, kind: str) -> str:
    """Return what an everyday verb tells of beside its object, or its kind with "?" where of nothing."""
    told, holds = _TELLS[kind]
    return told if holds(Company(tokens, hit.first, hit.last)) else kind
