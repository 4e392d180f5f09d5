"""One count told place by place: "Seven people died in A, six in B and one each in C and D".

The secret of this module is the number that stands right before "in" and a name, or right behind a name,
with no verb of its own: it counts what the number before it counted, and is an event of its own. "A woman,
66, in A" is one, "three each in A and B" are three at either, "A (2)" and "in A five died and in B two" are two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.numbers import Number, numbers
from geo.extract.series import row_of
from geo.extract.words import BLOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.counts import Toll
    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token

_IN: Final = frozenset("in at near".split())
_AIMED: Final = _IN | {"on", "of"}  # "strikes on A killed ten and on B four"
_PERSON: Final = frozenset(
    "person civilian woman man child girl boy soldier fighter resident policeman officer teenager pensioner villager".split()
)
_MORE: Final = _PERSON | frozenset(
    "people others more civilians persons women men children girls boys soldiers fighters residents".split()
)
_TO_NAME: Final = frozenset(
    "the market marketplace square district town village city of nearby outskirts suburbs vicinity centre center edge".split()
)
_PARTS: Final = frozenset("including includes among counting of".split())
_AN: Final = frozenset("a an another one".split())
_OF_AGE: Final = frozenset("year old aged elderly young - , local civilian".split())
_MOST_PLACES: Final = 12  # longer lists are no prose
_MOST_FRAMES: Final = 6
_MOST_AGE: Final = 8  # tokens of "66 - year - old local"
_MANY: Final = 2
_QUANTITIES: Final = frozenset(("killed", "injured"))


@dataclass(frozen=True, slots=True)
class _Share:
    """A number in tokens ``first`` to ``last`` (excluded) that is told of each of some places."""

    first: int
    last: int
    number: Number
    spots: tuple[int, ...]


def counted_places(part: Sentence, spots: list[Spot]) -> list[Spot]:
    """Return the places of an English sentence, those with a number of their own as where it happened."""
    if part.is_arabic or len(spots) < _MANY:
        return spots
    shares = _shares(part.tokens, spots)
    gapped = any(s.first == spots[s.spots[0]].last for s in shares)  # "killed ten and in B four"
    if len(shares) < _MANY and not gapped and not any(len(s.spots) >= _MANY for s in shares):
        return spots
    counted = {i for share in shares for i in share.spots}
    return [
        replace(spot, role="event") if i in counted and not spot.wide else spot
        for i, spot in enumerate(spots)
    ]


def distributed(part: Sentence, frames: list[Frame], happened: list[Spot]) -> list[Frame]:
    """Return the frames of an English sentence, one more for each place with a number of its own."""
    few = 1 < len(happened) <= _MOST_PLACES and len(frames) <= _MOST_FRAMES
    seats = any(s.seat for s in happened) and any(f.means or set(f.kinds) - HARM for f in frames)
    if not few or not any(f.tolls for f in frames) or (all(s.wide for s in happened) and not seats):
        return frames  # by province, a count is of one day's fighting everywhere
    shares = _shares(part.tokens, happened)
    out: list[Frame] = []
    for frame in frames:
        out.append(frame)
        base = next((t for t in frame.tolls if t.quantity in _QUANTITIES and t.low), None)
        if base is None:
            continue
        taken = {k for f in frames for t in f.tolls for k in range(t.first, t.last)}
        parts: list[Frame] = []
        for share in shares:
            if share.first > base.last and share.first not in taken:
                parts += [_of_place(frame, base, share, i) for i in share.spots]
        apart = {i for f in parts for i in f.places}
        frame.shared = bool(parts) and bool(set(frame.places) - apart)
        frame.places = [p for p in frame.places if p not in apart]
        told = sum(t.low or 0 for f in parts for t in f.tolls)
        if told == base.low and (not frame.places or all(happened[p].wide for p in frame.places)):
            out.pop()  # "killed five: two in A and three in B"
        out += parts
    return out


def _of_place(frame: Frame, base: Toll, share: _Share, place: int) -> Frame:
    """Return what a frame tells of one place."""
    toll = replace(
        base,
        first=share.first,
        last=share.last,
        low=share.number.low,
        high=share.number.high,
        comparator=share.number.comparator,
    )
    return replace(
        frame,
        kinds=list(frame.kinds),
        heads=list(frame.heads),
        reach=set(frame.reach),
        means=set(frame.means),
        tolls=[toll],
        places=[place],
        dates=list(frame.dates),
        total=None,
        shared=True,
    )


def _shares(tokens: Sequence[Token], spots: Sequence[Spot]) -> list[_Share]:
    """Return the numbers that are told of places, left to right."""
    numbered = numbers(tokens)
    ends = {n.last: n for n in numbered}
    out: list[_Share] = []
    for i, spot in enumerate(spots):
        bracket = spot.last
        inside = ends.get(bracket + 2)
        if tokens[bracket : bracket + 1] and tokens[bracket].word == "(" and inside is not None:
            if inside.first == bracket + 1 and tokens[inside.last : inside.last + 1]:
                behind = tokens[inside.last].low
                if behind == ")" or behind in ("killed", "dead"):
                    out.append(_Share(inside.first, inside.last, inside, (i,)))
            continue
        if share := _behind(tokens, spot, numbered, i):
            out.append(share)
            continue
        # "six in Binnish", "six in the town of Binnish"
        k = spot.first - 1
        while k > 0 and tokens[k].low in _TO_NAME:
            k -= 1
        k = _before_blow(tokens, k)
        if k < 1 or tokens[k].low not in _IN:
            continue
        each = tokens[k - 1].low == "each"
        k -= each
        number = _one(tokens, k) or ends.get(k - (tokens[k - 1].low in _MORE))
        if number is None or number.low is None or tokens[number.first - 1].low in _PARTS:
            continue
        row = tuple(row_of(tokens, spots, i, loose=True)) if each else (i,)
        out.append(_Share(number.first, number.last, number, row))
    return [*out, *_former_and_latter(tokens, spots, ends)]


_TO_BLOW: Final = 5  # tokens of "in a like Russian strike"


def _before_blow(tokens: Sequence[Token], k: int) -> int:
    """Return the "in" before the blow that the preposition at `k` aims: "one in a like strike on B"; `k` if there is none."""
    if k < 1 or tokens[k].low not in ("on", "at") or tokens[k - 1].low not in _BLOWS:
        return k
    near = range(k - 2, max(-1, k - 2 - _TO_BLOW), -1)
    return next((j for j in near if tokens[j].low in ("in", "by") and tokens[j + 1].low in _AN), k)


_BLOWS: Final = BLOW | {"airstrike", "shelling"}
_OPENING: Final = frozenset(("and", ",", ";", "while", "but", ":"))
_CLOSING: Final = frozenset(
    (",", ".", ";", "and", "by", "in", "more", "others", "while", "dead", "killed", "-")
)
_LOSING: Final = frozenset("lost counted mourned reported had".split())


def _behind(
    tokens: Sequence[Token], spot: Spot, numbered: Sequence[Number], i: int
) -> _Share | None:
    """Return the number right behind a name, told with the verb of an earlier one: "and in B two", "B: one"."""
    sign = tokens[spot.last].word if spot.last < len(tokens) else ""
    end = spot.last + (sign in (":", ","))  # "B: one", "at B, four"
    number = next((n for n in numbered if n.first == end), None) or _one_from(tokens, end)
    if number is None or number.low is None:
        return None
    k = number.last
    k += k < len(tokens) and tokens[k].low in _MORE
    if k < len(tokens) and tokens[k].low not in _CLOSING:
        return None
    start = spot.first - 1
    while start > 0 and tokens[start].low in _TO_NAME and tokens[start - 1].low not in _OPENING:
        start -= 1
    led = start > 0 and tokens[start].low in _AIMED and tokens[start - 1].low in _OPENING
    bare = start >= 0 and start == spot.first - 1 and tokens[start].low in ("and", ",", ";")
    lost = bare and bool(_LOSING & {t.low for t in tokens[:start]})
    if not (led or (lost and sign != ",") or sign == ":"):
        return None
    return _Share(number.first, number.last, number, (i,))


def _one_from(tokens: Sequence[Token], k: int) -> Number | None:
    """Return one for a person told from token `k` on: "a woman by a Russian one"."""
    if k >= len(tokens) or tokens[k].low not in _AN:
        return None
    for j in range(k + 1, min(k + _MOST_AGE, len(tokens))):
        if tokens[j].low in _PERSON:
            return Number(k, j + 1, 1, 1, "=")
        if not (tokens[j].low in _OF_AGE or tokens[j].low.isdigit()):
            return None
    return None


def _former_and_latter(
    tokens: Sequence[Token], spots: Sequence[Spot], ends: dict[int, Number]
) -> list[_Share]:
    """Return what is counted "in the former" and "in the latter" of two places named before."""
    out: list[_Share] = []
    for k in range(3, len(tokens)):
        if tokens[k].low not in ("former", "latter") or tokens[k - 1].low != "the":
            continue
        named = [
            i for i, spot in enumerate(spots) if spot.last <= k and (spot.seat or not spot.wide)
        ]
        at = k - 2
        number = ends.get(at) or ends.get(at - 1)
        if tokens[at].low in _IN and number is not None and len(named) == _MANY:
            place = named[0 if tokens[k].low == "former" else 1]
            out.append(_Share(number.first, number.last, number, (place,)))
    return out


def _one(tokens: Sequence[Token], k: int) -> Number | None:
    """Return one for the person told right before token `k`: "a 66-year-old woman", "a man, 66,"."""
    low = [t.low for t in tokens[max(0, k - _MOST_AGE) : k]]
    if low[-1:] == ["another"]:
        return Number(k - 1, k, 1, 1, "=")
    start = k - len(low)
    noun = next((j for j in range(len(low) - 1, -1, -1) if low[j] in _PERSON), None)
    if noun is None or not all(w in _OF_AGE or w.isdigit() for w in low[noun + 1 :]):
        return None
    j = noun - 1
    while j >= 0 and (low[j] in _OF_AGE or low[j].isdigit()) and low[j] != ",":
        j -= 1
    if j < 0 or low[j] not in _AN:
        return None
    return Number(start + j, start + noun + 1, 1, 1, "=")
