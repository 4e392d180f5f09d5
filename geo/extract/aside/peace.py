"""What is done with hands and arms where there is no war in it.

The secret of this module is whose quarrel it is: a murder in a family or for a purse, fans of a club, drills,
a thief who is caught and a man who kills himself are no events of a conflict, unless a sentence names those
who wage one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.words import CONDEMNING, SELVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame


def without_war(low: Sequence[str], frame: Frame) -> str:
    """Return why a deed is no event of a conflict, or ``""``; `low` are the words of its sentence."""
    checks = (_private, _of_fans, _drilled, _of_theft, _by_own_hand, _condemned, _charged, _upheld)
    return next((reason for check in checks if (reason := check(low, frame))), "")


_BY_HAND: Final = HARM | {"vac", "shot", "shotdead", "clash", "mob", "assault", "setfire?", "burn"}
_AT_WAR: Final = frozenset(
    "gunmen gunman militant militants militia militias rebel rebels insurgent insurgents jihadist jihadists terrorist terrorists bandits "
    "soldiers troops army fighters fighter faction factions gang gangs cartel tribe tribes clan clans tribal communal ethnic sectarian "
    "isis isil daesh taliban forces mob crowd vigilantes protesters settlers herders group groups regime commander war".split()
)
_KIN: Final = frozenset(
    "wife husband ex girlfriend boyfriend fiancee fiancé mother father stepmother stepfather brother sister son sons "
    "daughter daughters children child cousin cousins nephew niece uncle aunt parents in-laws mother-in-law father-in-law neighbour neighbor "
    "colleague roommate".split()
)
_OWN: Final = frozenset("his her their own".split())
_DOERS: Final = frozenset(
    "man woman husband wife father mother son brother boy teenager youth farmer policeman officer soldier driver teacher student villager".split()
)
_QUARRELS: Final = frozenset(
    "quarrel quarrelled quarreled argument argued inheritance robbery burglary robbers burglars robber burglar thieves muggers mugging "
    "jealous jealousy drunk drunken brawl domestic divorce divorced honour-killing alimony adultery psychiatric".split()
)
_TO_OWN: Final = 5  # tokens of "shot dead two of his own"


def _private(low: Sequence[str], frame: Frame) -> str:
    """Return whether somebody was killed in a family, a quarrel or a robbery: "stabbed his wife to death"."""
    words = set(low)
    if not set(frame.kinds) <= _BY_HAND or _AT_WAR & words or frame.means - {"shot", "gun"}:
        return ""
    head = frame.heads[0]
    ahead, behind = low[:head], low[head : head + _TO_OWN + 1]
    own = any(a in _OWN and b in _KIN | {"own"} for a, b in pairwise(behind))
    by_own = any(a in _OWN and b in _KIN for a, b in pairwise(low[head:])) and "by" in low[head:]
    # "her ex-husband shot her dead"
    kin = any(a in _OWN and b in _KIN for a, b in pairwise(ahead))
    by_own = by_own or (kin and bool({"her", "him", "them"} & set(behind)))
    colleague = {"colleague", "neighbour", "neighbor"} & set(behind)
    if (own or colleague) and _DOERS & set(ahead):
        return "a private crime, no act of war"
    return "a private crime, no act of war" if by_own or _QUARRELS & words else ""


_FANS: Final = frozenset("fans supporters ultras hooligans spectators".split())
_SPORT: Final = frozenset(
    "football soccer derby match club clubs stadium cup league ultras hooligans team teams game final basketball cricket".split()
)


def _of_fans(low: Sequence[str], frame: Frame) -> str:
    """Return whether fans of a club fought: "football fans clashed with police after the derby"."""
    fought = set(frame.kinds) <= HARM | {
        "clash",
        "riot",
        "protestforce",
        "fire",
        "arrest",
        "mob",
        "burn",
        "vac",
    }
    fans = _FANS & set(low[: frame.heads[0]]) and _SPORT & set(low)
    return "a fight of fans, no act of war" if fought and fans and not frame.means else ""


_DRILLS: Final = frozenset(
    "test tests exercise exercises drill drills manoeuvres maneuvers wargames".split()
)
_IN: Final = frozenset("in during at of for".split())


def _drilled(low: Sequence[str], frame: Frame) -> str:
    """Return whether it was done in a drill: "fired artillery in an exercise", "missiles hit mock targets"."""
    if any(t.quantity == "killed" and t.low for t in frame.tolls):
        return ""  # who died in a drill died
    head = frame.heads[0]
    held = {"held", "conducted", "began", "hold", "staged"} & set(low[:head]) and _DRILLS & set(
        low[:head]
    )
    part = any(
        w in _DRILLS and _IN & set(low[max(0, k - 5) : k]) for k, w in enumerate(low) if k > head
    )
    mock = {"mock", "dummy", "simulated"} & set(low[head : head + 6])
    return "planned, feared or hypothetical" if held or part or mock else ""


_STOLEN: Final = frozenset(
    "stole stolen theft thefts thief thieves burglary robbery robberies fraud bribe bribes bribery embezzlement counterfeit forged "
    "speeding gambling begging prostitution".split()
)


def _of_theft(low: Sequence[str], frame: Frame) -> str:
    """Return whether police only caught thieves or cheats."""
    caught = set(frame.kinds) <= {"arrest", "taken", "capture", "raid"} and "arrest" in frame.kinds
    return "a crime, no act of war" if caught and _STOLEN & set(low) else ""


def _by_own_hand(low: Sequence[str], frame: Frame) -> str:
    """Return whether people took their own lives: "a soldier killed himself"."""
    head = frame.heads[0]
    alone = set(frame.kinds) <= HARM | {"vac", "shot", "shotdead"} and not frame.tolls
    own = SELVES & set(low[head + 1 : head + 3]) or low[head + 1 : head + 3] in (
        ["his", "own"],
        ["her", "own"],
    )
    return "a death without violence" if alone and own else ""


_TO_BLOW: Final = 6  # tokens of "condemned in the strongest terms Monday's"
_NOUNS: Final = frozenset(
    "strike strikes attack attacks raid raids bombing bombings shelling bombardment assault killing killings massacre offensive "
    "airstrike airstrikes ambush abduction kidnapping blast explosion shooting".split()
)


def _condemned(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is only what somebody condemns: "condemned the strikes on X on Monday"."""
    if frame.tolls or not all(low[h] in _NOUNS for h in frame.heads):
        return ""
    ahead = low[max(0, frame.heads[0] - _TO_BLOW) : frame.heads[0]]
    return "a judgement, not an event" if CONDEMNING & set(ahead) else ""


_COURT: Final = frozenset("charged indicted convicted tried prosecuted".split())
_TO_DEED: Final = 12  # tokens of "charged a former militant on Monday with the"


def _charged(low: Sequence[str], frame: Frame) -> str:
    """Return whether a court only named the deed: "charged a man with the murder of two soldiers"."""
    head = frame.heads[0]
    ahead = low[max(0, head - _TO_DEED) : head]
    named = {"with", "of", "over"} & set(ahead[-3:]) and not {",", ";", "when", "after"} & set(
        ahead
    )
    tried = ("tried", "to") in set(pairwise(ahead))  # "tried to push the troops out of"
    return "told in a court" if named and _COURT & set(ahead) and not tried else ""


_MAY: Final = frozenset("would might could".split())
_TO_MAY: Final = 8  # tokens of "strike on the port of X"


def _upheld(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is only weighed: "A strike on X would be met with a firm answer"."""
    if frame.tolls or len(frame.heads) > 1 or low[frame.heads[0]] not in _NOUNS:
        return ""
    head = frame.heads[0]
    an = {"a", "an", "any", "new", "further"} & set(low[max(0, head - 3) : head])
    rest = low[head + 1 : head + 1 + _TO_MAY]
    end = next(
        (k for k, w in enumerate(rest) if w in (",", ";", "that", "which", "when")), len(rest)
    )
    return "planned, feared or hypothetical" if an and _MAY & set(rest[:end]) else ""
