"""How things are in a war, which is no deed: what is fought over, what changes hands again and again.

The secret of this module is the way of telling: a habit ("lays ambushes at will"), a count of times, a
front that "has not moved for years", weather that "strikes", raids that "leave them no choice".
What is told with a day or with dead of its own is told in spite of such words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.aside.checks import first_reason
from geo.extract.kinds import HARM
from geo.extract.words import NUMBERS, PERIODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.aside.checks import Checks
    from geo.extract.events import Frame

_HABIT: Final = "habitual"
_OVER_A_TIME: Final = "background: over a time"
_NUMBERED: Final = NUMBERS.union("dozen twenty many several".split())
_PERFECT: Final = frozenset("has have been since".split())


def only_manner(low: Sequence[str], frame: Frame) -> str:
    """Return why a frame only tells how things are, or ``""``; `low` are the sentence's words, asides blank."""
    if any(t.quantity in ("killed", "injured", "eliminated") and t.low for t in frame.tolls):
        return _lost_so_far(low, frame)
    if any(d.kind == "day" for d in frame.dates):
        return _by_weather(low, frame) or _drives_out(low, frame) or _more_of_late(low, frame)
    return first_reason(_CHECKS, low, frame)


def _counted_times(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is only counted: "has been taken and retaken four times"."""
    times = any(a in _NUMBERED and b == "times" for a, b in pairwise(low))
    return _HABIT if times and _PERFECT & set(low[: frame.heads[-1] + 1]) else ""


def _fought_over(low: Sequence[str], frame: Frame) -> str:
    """Return whether a place is only said to be worth fighting for: "which is why it is fought over", "at will"."""
    head = frame.heads[0]
    is_fought = low[head] == "fought" and low[head - 1 : head] in (["is"], ["are"], ["being"])
    at_will = ("at", "will") in set(pairwise(low[head:]))
    return _HABIT if is_fought or at_will else ""


_THOUGHT: Final = frozenset(
    "interest appetite prospect prospects idea event case talk scenario chance chances spectre hopes illusions readiness".split()
)
_TO_THOUGHT: Final = 6  # tokens of "interest in a bloody"
_SWELLING: Final = frozenset(
    "prices price costs cost anger cases numbers demand population debt market inflation rents sales".split()
)


def _only_thought_of(low: Sequence[str], frame: Frame) -> str:
    """Return whether a fight is only thought of: "an interest in a battle for X", or prices explode."""
    head = frame.heads[0]
    ahead = set(low[max(0, head - _TO_THOUGHT) : head])
    if set(frame.kinds) <= {"blast"} and _SWELLING & ahead:
        return "a figure of speech"
    return "planned, feared or hypothetical" if _THOUGHT & ahead and low[head] in _NOUNS else ""


_YEARS: Final = frozenset("years months decades".split())
_LENGTH: Final = 3  # tokens of "for more than"


def _for_years(low: Sequence[str], frame: Frame) -> str:
    """Return whether a front has been as it is "for years": "has not moved for years; the army attacks it"."""
    lasting = any(
        low[k] == "for" and _YEARS & set(low[k + 1 : k + 1 + _LENGTH]) for k in range(len(low))
    )
    perfect = {"has", "have"} & set(low)
    finite = set(frame.kinds) & {"gain", "gain?", "transfer", "agreement", "protest"}
    return _OVER_A_TIME if lasting and perfect and not finite else ""


_WEATHER: Final = frozenset(
    "wind winds snow snowstorm storm storms flood floods rain rains rainstorm hail frost cold cyclone hurricane earthquake "
    "quake tremor lightning drought heatwave virus epidemic pandemic cholera locusts wildfire wildfires".split()
)
_BLOWS: Final = frozenset("hit strike blast destroy assault".split())
_TO_BLOW: Final = 6  # tokens of "Snow and freezing winds have"


def _by_weather(low: Sequence[str], frame: Frame) -> str:
    """Return whether weather or disease strikes: "winds have struck the camps"."""
    ahead = set(low[max(0, frame.heads[0] - _TO_BLOW) : frame.heads[0]])
    if set(frame.kinds) <= _BLOWS | HARM and not frame.means and _WEATHER & ahead:
        return "weather, no act of war"
    return ""


def _lost_so_far(low: Sequence[str], frame: Frame) -> str:
    """Return whether the losses of a war are counted: "Turkey has now lost 15 soldiers in Idlib"."""
    head = frame.heads[0]
    so_far = low[head] == "lost" and {"has", "have"} & set(low[max(0, head - 3) : head])
    dated = any(d.kind == "day" for d in frame.dates)
    return "a count over a long time, not an event" if so_far and not dated else ""


_DRIVING: Final = frozenset(
    "leave leaves force forces drive drives push pushes keep keeps make makes".split()
)
_WHOM: Final = frozenset(
    "them people families residents civilians many thousands no little little".split()
)
_TO_DRIVE: Final = 8  # tokens of "raids on the countryside leave"


def _drives_out(low: Sequence[str], frame: Frame) -> str:
    """Return whether raids only explain a flight: "the raids on the countryside leave them no choice"."""
    behind = low[frame.heads[-1] + 1 : frame.heads[-1] + _TO_DRIVE]
    told = any(a in _DRIVING and b in _WHOM for a, b in pairwise(behind))
    ahead = low[max(0, frame.heads[0] - _TO_CAUSE) : frame.heads[0]]
    by = "by" in ahead and _UPROOTED & set(ahead) and _GOING & set(low[: frame.heads[0]])
    afar = set(frame.kinds) <= {"air", "shell", "hit", "strike", "raid", "assault", "clash", "push"}
    return "background: only why they fled" if told or (by and afar) else ""


_TO_CAUSE: Final = 7  # tokens of "pushed out by the heavy night"
_UPROOTED: Final = frozenset("pushed driven forced chased uprooted displaced prompted".split())
_GOING: Final = frozenset(
    "leaving left leave fled fleeing flee flight exodus moved departed abandoned".split()
)


_LATER: Final = frozenset("will would could may might shall".split())
_TO_LATER: Final = 8  # tokens of "battle for western X will"
_NOUNS: Final = frozenset(
    "battle battles battle's assault offensive attack attacks siege fall capture fighting march protest withdrawal deployment "
    "convoy truce ceasefire evacuation raid raids clashes".split()
)


def _to_come(low: Sequence[str], frame: Frame) -> str:
    """Return whether what a noun names is only foreseen: "the battle for X will be the toughest"."""
    head = frame.heads[0]
    if len(set(frame.kinds) - HARM) > 1 or low[head] not in _NOUNS:
        return ""
    behind = low[head + 1 : head + _TO_LATER]
    end = next(
        (k for k, w in enumerate(behind) if w in (",", ";", ".", "that", "which", "and")),
        len(behind),
    )
    return "planned, feared or hypothetical" if _LATER & set(behind[:end]) else ""


_RECALLING: Final = frozenset(
    "recall recalls recalled recalling reminisce relive relives relived mark marks marking marked".split()
)
_TO_RECALLED: Final = 5  # tokens of "recall the shelling", "marking seven years since"


def _in_memory(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is only remembered: "people recall the shelling of their city"."""
    head = frame.heads[0]
    recalled = _RECALLING & set(low[max(0, head - _TO_RECALLED) : head])
    return "background: long before the report" if recalled else ""


_RULES: Final = frozenset("whoever whenever wherever whichever".split())


def _in_law(low: Sequence[str], frame: Frame) -> str:
    """Return whether a sentence tells what holds for all: "Whoever holds X holds the junction"."""
    return _HABIT if _RULES & set(low[: frame.heads[0]]) else ""


_COMPARED: Final = frozenset("more fewer".split())
_TO_COMPARED: Final = 4  # tokens of "more Russian artillery attacks"
_LATELY: Final = frozenset("recent past last".split())
_SPELLS: Final = PERIODS | {"days"}
_TO_SPELL: Final = 3  # tokens of "last few days"
_BECOMING: Final = frozenset("grown become becoming growing".split())
_USUAL: Final = frozenset("frequent common rarer rare intense routine deadlier fiercer".split())


def _more_of_late(low: Sequence[str], frame: Frame) -> str:
    """Return whether deeds are only compared with those before: "noted more attacks around X in recent days"."""
    head = frame.heads[0]
    if not low[head].endswith("s"):
        return ""
    ahead = low[max(0, head - _TO_COMPARED) : head]
    k = next((k for k, w in enumerate(ahead) if w in _COMPARED), None)
    counted = k is not None and k > 0 and (ahead[k - 1] in _NUMBERED or ahead[k - 1].isdigit())
    more = k is not None and not counted and _is_of_late(low)
    behind = set(low[head : head + _TO_DRIVE])
    return _HABIT if more or (_BECOMING & behind and _USUAL & behind) else ""


def _is_of_late(low: Sequence[str]) -> bool:
    """Return whether a sentence speaks of days or more on end; "last night" and "the past hour" saw one event."""
    return any(
        w in _LATELY and _SPELLS & set(low[k + 1 : k + _TO_SPELL]) for k, w in enumerate(low)
    )


_CHECKS: Final[Checks] = (
    (_more_of_late, _COMPARED | _BECOMING),
    (_counted_times, frozenset({"times"})),
    (_fought_over, frozenset({"fought", "will"})),
    (_only_thought_of, _THOUGHT | _SWELLING),
    (_for_years, _YEARS),
    (_by_weather, _WEATHER),
    (_drives_out, _DRIVING | {"by"}),
    (_to_come, _LATER),
    (_in_memory, _RECALLING),
    (_in_law, _RULES),
)
