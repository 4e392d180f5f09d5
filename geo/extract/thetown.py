"""When a sentence means a place that was named before: "the town", "there", "overran it", "in the province".

The secret of this module is how a place is meant without its name.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract import arabic
from geo.extract.text import all_forms, lows, small_words
from geo.extract.words import SETTLEMENT, WINDS

if TYPE_CHECKING:
    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence


def means_the_town(part: Sentence) -> bool:
    """Return whether the sentence points to a place named before: "the town", "there"."""
    if not arabic.BACK_TO_PLACE.isdisjoint(all_forms(part.tokens)):
        return True
    if _POINTED_AT.isdisjoint(small_words(part.tokens)):
        return False
    low = lows(part.tokens)
    return any(
        word == "there"
        or (word in _SETTLED and before in ("the", "this", "that", "same"))
        or (word in SAME_SPOT and before == "same")
        or (word == "in" and before in _GOING)  # "the army marched in"
        or (word in ("it", "them") and before in _RETAKEN | _WRECKED)  # "the army regained it"
        or (word == "back" and before == "it" and bool(_WON & set(low)))  # "rebels won it back"
        or (word == "it" and before in _ONTO and bool(_HURLED & set(low)))  # "were fired at it"
        or (word in _SEVERAL and before in _BOTH)
        for before, word in pairwise(("", *low))
    )


_RETAKEN: Final = frozenset(
    "regained recaptured retook regaining recapturing overran overrunning occupied stormed captured seized liberated besieged entered".split()
)
_WRECKED: Final = frozenset("levelled leveled razed flattened destroyed bombed shelled".split())
_ONTO: Final = frozenset("at into on onto".split())
_HURLED: Final = frozenset("dropped fired hurled launched lobbed rained".split())
_WON: Final = frozenset("won took taken take win".split())
_SETTLED: Final = SETTLEMENT.union(
    "camp area neighbourhood neighborhood district base market hospital school mosque church compound site scene "
    "locality commune".split()
)
SAME_SPOT: Final = frozenset("place spot location building street".split())
_SEVERAL: Final = frozenset("villages towns camps neighbourhoods settlements districts".split())
_BOTH: Final = frozenset("the these those two three four both".split())
_GOING: Final = frozenset("marched rolled walked swept".split())
_POINTED_AT: Final = (
    frozenset(("there", "it", "them", "back")) | _GOING | _SETTLED | SAME_SPOT | _SEVERAL
)


_LENGTHS: Final = frozenset("km kilometre kilometres kilometer kilometers mile miles".split())
_TO_LENGTH: Final = 8  # tokens of "7 km now part the army from X"


def is_measured(part: Sentence, spot: Spot) -> bool:
    """Return whether something is so many kilometres from a place: what happens "there" happens beside it."""
    ahead = part.tokens[max(0, spot.first - _TO_LENGTH) : spot.first]
    return not _LENGTHS.isdisjoint(t.low for t in ahead)


_BORDER: Final = frozenset("border frontier gendarmes gendarmerie".split())
_CROSSING: Final = frozenset("cross crossing crossed enter infiltrate".split())


def is_at_border(part: Sentence) -> bool:
    """Return whether somebody is hit who tries to cross a border, so that whence he comes is where it happens."""
    words = small_words(part.tokens)
    return not (_BORDER.isdisjoint(words) or _CROSSING.isdisjoint(words) or part.is_arabic)


_REGIONS: Final = frozenset("province governorate region enclave".split())
_SIDES: Final = WINDS | {"center", "centre"}
_TO_REGION: Final = 16  # tokens from the verb to "in the province"


def in_the_region(frame: Frame) -> bool:
    """Return whether the frame happens "in the province", which was named before."""
    if frame.sentence.is_arabic:
        return arabic.in_same_region(frame)
    low = [t.low for t in frame.sentence.tokens]
    last = frame.heads[-1]
    for k, word in enumerate(low[: max(0, len(low) - 5)]):  # "in the south of the province"
        if word == "in" and low[k + 1] == "the" and low[k + 2] in _SIDES and low[k + 3] == "of":
            low[k + 1 : k + 4] = [""] * 3
            low[k + 3] = "in"
    return any(
        low[k] in ("in", "across")
        and low[k + 1] == "the"
        and low[k + 2] in _REGIONS
        and low[k + 3 : k + 4] != ["of"]
        for k in range(max(0, frame.heads[0] - 6), min(len(low) - 2, last + _TO_REGION))
    )
