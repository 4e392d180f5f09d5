"""Whether those whom a sentence counts bear arms, though it only calls them members of a force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

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


_FORCES: Final = frozenset(
    "force forces army guard militia militias brigade battalion regiment corps unit units patrol paramilitary".split()
)
_TO_FORCE: Final = 8  # tokens of "of a local Sunni tribal force"
_OF_FORCE: Final = 6
