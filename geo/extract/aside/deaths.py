"""What else than an act of war made or moved the dead.

The secret of this module is a death that is no event of the war: hunger and accidents, a sentence
carried out, a burial, the way to a hospital or home.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.senses.figures import NATURE, is_crash
from geo.extract.text import all_forms, lows, small_words
from geo.extract.words import BOMBS, POSSESSIVES, RAIDERS, ROCKETS, RUBBLE, TROOPS, VEHICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame

_COURTS: Final = frozenset("prison judiciary court sentenced convicted verdict".split())


def _sentenced(low: Sequence[str]) -> bool:
    """Return whether a court had somebody hanged."""
    return "hanged" in low and bool(_COURTS & set(low))


_JUDGED: Final = frozenset(
    "sentenced convicted jailed imprisoned tried indicted charged trial hanged acquitted extradited".split()
)
_TO_DEED: Final = 16  # tokens of "sentenced a man of 30 to death on Tuesday for the car"


_HEARING: Final = frozenset("court jury inquest inquiry tribunal judges".split())


def _judged(low: Sequence[str], frame: Frame) -> bool:
    """Return whether a court only named the deed: "sentenced a man for the car bombing of last summer"."""
    head = frame.heads[0]
    ahead = low[max(0, head - _TO_DEED) : head]
    if (
        _HEARING & set(low[:head])
        and {"heard", "hears"} & set(ahead)
        and {"how", "that"} & set(ahead)
    ):
        return True
    court = max((k for k, w in enumerate(ahead) if w in _JUDGED), default=None)
    if court is None or {";", "when"} & set(ahead[court:]) or "," in ahead[court:]:
        return False
    return bool({"for", "over", "of", "in", "who"} & set(ahead[-_TO_NOUN:]))


_WORKS: Final = frozenset(
    "memorial monument plaque statue tribute "
    "play film movie novel book documentary exhibition song painting poem museum opera musical lecture course".split()
)
_PLOTS: Final = frozenset("film novel series episode musical sequel".split())
_TO_MATTER: Final = 6  # tokens of "play by two sisters about the"


def _of_art(low: Sequence[str], frame: Frame) -> bool:
    """Return whether a work of art or a lecture only deals with it: "a play about the siege of X"."""
    head = frame.heads[0]
    words = small_words(frame.sentence.tokens)
    if _PLOTS.isdisjoint(words) and _WORKS.isdisjoint(words):
        return False
    behind = zip(low[head:], low[head + 1 :], low[head + 2 :], strict=False)
    if any(a in ("of", "in") and b == "the" and c in _PLOTS for a, b, c in behind):
        return True
    ahead = low[max(0, head - _TO_MATTER) : head]
    work = max((k for k, w in enumerate(ahead) if w in _WORKS), default=None)
    return (
        work is not None
        and bool({"about", "on", "of", "to", "for", "how"} & set(ahead[work:]))
        and not frame.tolls
    )


_TO_NOUN: Final = 5  # tokens of "for his part in the"


_NATURAL: Final = frozenset(
    "cholera disease malnutrition hunger starvation dehydration measles malaria accident crash earthquake flood "
    "floods flooding floodwaters landslides mudslide famine epidemic drowned suicide cancer illness landslide cold "
    "collapsed capsized natural heart fever thirst stampede skidded overturned plunged veered collided collision snow "
    "snowfall snowstorm welder welding candle heater negligence blizzard avalanche lightning hypothermia "
    "electrocution frostbite scorpion".split()
)


_BY_ACCIDENT: Final = (
    "short circuit",
    "gas leak",
    "into a ravine",
    "into a gorge",
    "hit - and - run",
    "gas cylinder",
    "gas explosion",
    "gas main",
    "gas pipe",
    "gas pipeline",
    "gas bottle",
    "gas canister",
    "gas tank",
    "gas stove",
    "boiler",
    "technical fault",
    "welder",
    "stray spark",
    "cooking fire",
    "by accident",
    "accidental explosion",
    "fire started",
    "fire broke out",
)


_FIRE_FIRST: Final = ("a fire at", "a fire in", "a fire that", "a blaze", "a house fire")
_OF_FIRES: Final = (
    "in a fire", "in a blaze", "in a house fire", "wave of heat", "heat wave",
    "choked to death", "froze to death", "burned to death in their sleep",
)  # fmt: skip


def _is_natural(frame: Frame) -> bool:
    kinds = set(frame.kinds)
    if not kinds <= HARM | {"blast", "burn", "destroy", "loot"}:
        return False
    words = all_forms(frame.sentence.tokens)
    joined = " ".join(lows(frame.sentence.tokens))
    if kinds <= HARM | {"blast", "burn"} and any(phrase in joined for phrase in _BY_ACCIDENT):
        return True
    burnt = joined.startswith(_FIRE_FIRST) or any(phrase in joined for phrase in _OF_FIRES)
    if kinds <= HARM and not frame.means and burnt:
        return True
    if kinds <= HARM | {"destroy", "loot"} and words & NATURE and not frame.means:
        return True  # "storms destroyed 40 tents"
    return (
        kinds <= HARM and not frame.means and bool(words & _NATURAL) and "suicide" not in kinds
    ) or (kinds <= HARM and {"own", "lives"} <= words)


_MISHAPS: Final = frozenset(
    "collided collides collision pileup derailed brakes fog overturned rollover stove heater electrocuted lightning "
    "avalanche wellhead".split()
)
_OF_ROADS: Final = VEHICLES.union("train trains boat boats".split())


def _by_mishap(low: Sequence[str], frame: Frame) -> bool:
    """Return whether people died in a crash, a fall or by a stove: "four buses collided in fog, and nine people died"."""
    words = small_words(frame.sentence.tokens)
    if _WEAPONS & words:
        return False  # "a shell hit a boat, which sank"
    bare = set(frame.kinds) <= HARM and not frame.means
    collided = {"collided", "collision", "ploughed", "plowed", "crashed"} & words
    told = bare and bool(_MISHAPS & words or (collided and _OF_ROADS & words) or _fell(low))
    told = told or (bare and any(is_crash(low, k) for k in range(1, len(low))))
    crashed = "crashed" in words and bool(_MANNED & words)  # a drone that crashes was sent
    told = told or (crashed and frame.means <= {"air"} and set(frame.kinds) <= HARM | {"air"})
    return told and not _by_hand(low, frame)


_WEAPONS: Final = ROCKETS.union(
    BOMBS,
    "shell shells shelling drone drones mine torpedo strike airstrike raid".split(),
)
_MANNED: Final = frozenset("helicopter helicopters plane airliner aircraft jet airplane".split())
_VESSELS: Final = frozenset("ferry boat boats dinghy ship vessel canoe".split())
_HEIGHTS: Final = frozenset(
    "roof balcony window ladder scaffold scaffolding cliff horse bridge".split()
)
_HANGING: Final = frozenset(
    "tree trees lift elevator crane scaffold scaffolding boulder branch rock".split()
)
_FALLING: Final = frozenset("fell collapsed toppled plunged".split())
_TO_DOER: Final = 5  # tokens of "rebels lying in wait then"


def _fell(low: Sequence[str]) -> bool:
    """Return whether a fall killed: of a tree, a lift or a crane, or of a climber "to his death"."""
    fell = {"fell", "plunged", "toppled", "collapsed"} & set(low)
    sank = "sank" in low and bool(_VESSELS & set(low[: low.index("sank")]))
    return sank or (
        bool(fell)
        and any(
            (a == "from" and b in ("a", "the") and _HEIGHTS & set(low))
            or (a in _HANGING and b in _FALLING)
            or (a in POSSESSIVES and b in ("death", "deaths"))
            for a, b in pairwise(low)
        )
    )


def _by_hand(low: Sequence[str], frame: Frame) -> bool:
    """Return whether armed men killed, whatever else is told: "soldiers were killed by rebels in fog"."""
    for head in frame.heads:
        behind, ahead = low[head + 1 : head + 1 + _TO_DOER], low[max(0, head - _TO_DOER) : head]
        if "by" in behind and _KILLERS & set(behind[behind.index("by") :]):
            return True
        if low[head].startswith("kill") and not _WERE & set(ahead) and _KILLERS & set(ahead):
            return True
    return False


_KILLERS: Final = (
    RAIDERS - {"men", "herders"}
    | TROOPS
    | {"rebels", "army", "militia", "fighters", "shell", "bomb"}
)
_WERE: Final = frozenset("was were been being when after".split())


WITHOUT_VIOLENCE: Final = "a death without violence"


def of_accident_told(frame: Frame, reason: str) -> bool:
    """Return whether a bare count goes with the accident that `reason` left out before: "Two people were hurt"."""
    return (
        reason == WITHOUT_VIOLENCE
        and set(frame.kinds) <= HARM
        and not (frame.means or frame.places)
    )


def of_the_dead(frame: Frame) -> str:
    """Return what else than an act of war made or moved the dead."""
    low = lows(frame.sentence.tokens)
    if _is_natural(frame) or _by_mishap(low, frame):
        return WITHOUT_VIOLENCE
    if _sentenced(low):
        return "a sentence carried out"
    if _of_art(low, frame):
        return "background: what a work is about"
    if _judged(low, frame):
        return "a judgement, not an event"
    became = _is_burial(frame) or _is_carried(frame)
    return "what became of the dead, not how they died" if became else ""


_BURIED: Final = frozenset(
    "buried bury buries burial funeral funerals mourned mourns mourners mourn displayed identified repatriated returned "
    "exchanged handed grave graves cemetery morgue condolences exhumed unearthed pit pits".split()
)


_CARRIED: Final = frozenset(
    "shifted moved taken transferred rushed airlifted brought evacuated transported conveyed".split()
)
_WARDS: Final = frozenset(
    "hospital hospitals morgue mortuary clinic clinics infirmary headquarters centre center".split()
)


def _is_carried(frame: Frame) -> bool:
    """Return whether the dead and hurt, uncounted, are only taken to a hospital or home."""
    low = [t.low for t in frame.sentence.tokens]
    if frame.tolls or frame.dates or not set(frame.kinds) <= HARM:
        return False
    verb = next((k for k, w in enumerate(low) if w in _CARRIED and "to" in low[k + 1 : k + 3]), 0)
    return verb > frame.heads[0] and bool(_WARDS & set(low[verb:]))


_REMAINS: Final = frozenset("body bodies martyr martyrs dead corpse corpses".split())


_RESCUERS: Final = frozenset("rescuers firefighters firemen divers lifeguards".split())


def _is_burial(frame: Frame) -> bool:
    """Return whether only the dead themselves are spoken of: buried, found, displayed, sent home."""
    tokens = frame.sentence.tokens
    words = {f for t in tokens for f in t.forms}
    heads = {tokens[h].low for h in frame.heads}
    if set(frame.kinds) <= HARM and heads <= _REMAINS:
        rescued = words & _RESCUERS and not words & RUBBLE
        return bool(words & _BURIED or rescued) or {"sent", "home"} <= words
    return False
