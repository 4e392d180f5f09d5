"""One count told place by place: "Seven people died in A, six in B and one in C".

The secret of this module is the number that stands right before "in" and a name, with no noun or
verb of its own: it counts what the number before it counted, and is an event of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.numbers import numbers

if TYPE_CHECKING:
    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

_IN: Final = frozenset("in at near".split())
_MORE: Final = frozenset(
    "people others more civilians persons woman women man men child children girl girls boy boys soldier soldiers "
    "fighter fighters person civilian".split()
)
_TO_NAME: Final = frozenset(
    "the town village city of nearby outskirts suburbs vicinity centre center edge".split()
)
_PARTS: Final = frozenset("including includes among counting of".split())
_MOST_PLACES: Final = 12  # longer lists are no prose
_MOST_FRAMES: Final = 6
_QUANTITIES: Final = frozenset(("killed", "injured"))


def distributed(part: Sentence, frames: list[Frame], happened: list[Spot]) -> list[Frame]:
    """Return the frames of an English sentence, one more for each place with a number of its own."""
    few = 1 < len(happened) <= _MOST_PLACES and len(frames) <= _MOST_FRAMES
    if not few or not any(f.tolls for f in frames) or all(s.wide for s in happened):
        return frames  # by province, a count is of one day's fighting everywhere
    tokens = part.tokens
    ends = {n.last: n for n in numbers(tokens)}
    out: list[Frame] = []
    for frame in frames:
        out.append(frame)
        base = next((t for t in frame.tolls if t.quantity in _QUANTITIES and t.low), None)
        if base is None:
            continue
        parts: list[Frame] = []
        taken = {k for f in frames for t in f.tolls for k in range(t.first, t.last)}
        for i, spot in enumerate(happened):
            # "six in Binnish", "six in the town of Binnish"
            k = spot.first - 1
            while k > 0 and tokens[k].low in _TO_NAME:
                k -= 1
            if tokens[k].low not in _IN:
                continue
            k -= tokens[k - 1].low in _MORE
            number = ends.get(k)
            if number is None or number.first <= base.last or number.first in taken:
                continue
            if tokens[number.first - 1].low in _PARTS or number.low is None:
                continue
            toll = replace(
                base,
                first=number.first,
                last=number.last,
                low=number.low,
                high=number.high,
                comparator=number.comparator,
            )
            frame.places = [p for p in frame.places if p != i]
            parts.append(
                replace(
                    frame,
                    kinds=list(frame.kinds),
                    heads=list(frame.heads),
                    reach=set(frame.reach),
                    means=set(frame.means),
                    tolls=[toll],
                    places=[i],
                    dates=list(frame.dates),
                    total=None,
                )
            )
        told = sum(t.low or 0 for f in parts for t in f.tolls)
        if told == base.low and not frame.places:
            out.pop()  # "killed five: two in A and three in B"
        out += parts
    return out
