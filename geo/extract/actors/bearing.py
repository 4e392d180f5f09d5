"""Whether those whom a sentence counts bear arms, though it only calls them members of a force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.armed import UNDER_ARMS
from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from geo.extract.actors import Actor
    from geo.extract.counts import Toll
    from geo.extract.text import Sentence

_MEMBERS: Final = frozenset("member members element elements personnel men recruits".split())
_LOSING: Final = frozenset("lost lose losing cost costing costs".split())
_BEARING: Final = {
    "state": "soldiers",
    "rebel": "fighters",
    "militia": "fighters",
    "gang": "fighters",
    "police": "police",
}


def in_arms(part: Sentence, toll: Toll, crowd: list[Actor]) -> Toll:
    """Return a toll of "three members of the National Defence Forces" as one of fighters."""
    words = {t.low for t in part.tokens[toll.first : toll.last + 1]}
    if toll.victim_class == "people" and part.tokens[toll.anchor].low in _LOSING and "men" in words:
        loser = next((a for a in crowd if a.kind in _BEARING), None)
        return replace(toll, victim_class=_BEARING[loser.kind]) if loser else toll
    if toll.victim_class == "people" and (whose := _of_whom(part, toll)):
        return replace(toll, victim_class=whose)
    if toll.victim_class != "people" or not _MEMBERS & words:
        return toll
    beside = [
        a
        for a in crowd
        if toll.first <= a.first <= toll.last + 3 and a.kind in _BEARING
        if "by" not in {t.low for t in part.tokens[toll.last : a.first]}  # "four men killed by X"
    ]
    if beside:
        return replace(toll, victim_class=_BEARING[beside[0].kind])
    behind = [t.low for t in part.tokens[toll.last : toll.last + _TO_FORCE]]
    own = behind[: behind.index("of") + _OF_FORCE] if "of" in behind else []
    return replace(toll, victim_class="fighters") if _FORCES & set(own) else toll


_HAD: Final = frozenset("had suffered suffers sustained".split())
_COST: Final = frozenset("cost costs costing left leaves leaving".split())
_TO_LOSS: Final = 8  # tokens of "cost the federal police of the province"


def _of_whom(part: Sentence, toll: Toll) -> str:
    """Return the class of those whose dead are told without a noun: "the police had two members killed"."""
    ahead = part.tokens[max(0, toll.first - _TO_LOSS) : toll.first]
    low = [t.low for t in ahead]
    cost = max((k for k, w in enumerate(low) if w in _COST), default=None)
    if low[-1:] and low[-1] in _HAD:
        body = ahead[:-1]
    elif cost is not None and not {",", "and", "that", "by"} & set(low[cost:]):
        body = ahead[cost + 1 :]
    else:
        return ""
    found = [h for h in built_in("victims").find(body) if h.row["class"] != "-"]
    if found and found[-1].row["class"] not in UNDER_ARMS:
        return ""
    force = "soldiers" if _FORCES & {t.low for t in body[-_OF_FORCE:]} else ""
    return found[-1].row["class"] if found else force


_FORCES: Final = frozenset(
    "force forces army guard militia militias brigade battalion regiment corps unit units patrol paramilitary".split()
)
_TO_FORCE: Final = 8  # tokens of "of a local Sunni tribal force"
_OF_FORCE: Final = 6
