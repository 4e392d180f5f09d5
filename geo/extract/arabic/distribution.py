"""One count told place by place in Arabic: "أربعة في أورم، وثلاثة في كفرنوران، وطفلة في بنش".

The secret of this module is the share: a count with nothing but people between itself and "in" a
place is of that place alone, whatever verb stands before the first; "two in each of A and B" are two
at either, and who some of them were ("ثلاثة، أحدهم طفل، في بنش") parts no count from its place. Where
the places stand first ("وفي A ثلاثة"), the count right behind one is its own; "as many" are as
many as were told of the place before, and "the second" is the second of the two that were named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.clauses import AS_MANY
from geo.extract.arabic.words import HARM, forms_in, without_conjunction
from geo.extract.counts import Toll
from geo.extract.counts.arabic_sums import AR_PARTS
from geo.extract.events import Frame
from geo.extract.lexicon import built_in
from geo.extract.series import row_of
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.counts import Quantity
    from geo.extract.numbers import Number
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token
    from geo.model import Comparator

_LEAST: Final = 3  # places in a row that are told of one by one whatever the verb
_REACH: Final = 14  # tokens of "تسعة من أسرة واحدة، ستة منهم أطفال، في مدينة"
_BETWEEN: Final = folded(
    "في بلده بلدتي مدينه قريه حي مركز وسط مخيم ريف منطقه محيط اطراف اخرين اخرون اخر منهم مدنيين مدنيا مدنيون اشخاص شخص قتلوا قضوا استشهدوا "
    "من عائله اسره واحده كل كلا كلتا بلدات قرى مدن حتفهم حتفهما حتفه حتفها مصرعهم مصرعهما مصرعه مصرعها حياتهم حياتهما"
)
_AT: Final = folded("في قرب عند")
_ONE_MORE: Final = folded("اخر اخرى ثالث ثالثا رابع رابعا خامس خامسا")
_ASIDES: Final = frozenset("، , ( ) - –".split())
_ENDS: Final = _ASIDES | {".", "؛"}
_ELSEWHERE: Final = ("وفي", "ففي")
_OF_THEM: Final = folded("منهم منها")  # "14 منهم قضوا" parts a count told before
HURT: Final = folded("جريح جريحا جرحى الجرحى المصابين مصاب مصابا مصابين مصابون اصيبوا اصابه اصابات")


@dataclass(frozen=True, slots=True)
class _Share:
    """A count in tokens ``first`` to ``last`` (excluded) that is told of each of some places."""

    first: int
    last: int
    quantity: Quantity
    low: int
    high: int | None
    comparator: Comparator
    victim: str
    places: tuple[int, ...]
    part: bool = False  # told right behind "among them"

    def toll(self, anchor: int) -> Toll:
        """Return what it counts, of the verb at `anchor`."""
        told = (self.low, self.high, self.comparator, self.victim)
        return Toll(self.first, self.last, anchor, self.quantity, *told)


def distributed(
    tokens: Sequence[Token],
    frames: Sequence[Frame],
    spots: Sequence[Spot],
    counted: Sequence[Number],
) -> list[Frame]:
    """Return the frames of a sentence, those that count place by place one for each place."""
    frames = [part for frame in frames for part in _by_ordinal(tokens, frame, spots)]
    deadly = [f for f in frames if not f.aside and (set(f.kinds) & HARM or f.tolls)]
    exact = [i for i, spot in enumerate(spots) if not spot.wide]
    if not deadly or len(exact) < 2:
        return list(frames)
    row: dict[int, _Share] = {}
    for share in _without_wholes(_shares(tokens, spots, counted, exact), spots):
        row.update({i: share for i in share.places if i in exact and i not in row})
    for frame in deadly:
        _count_lone(frame, row)
    if len(row) >= _LEAST:
        return _one_each(frames, deadly, row, exact)
    return [part for frame in frames for part in _split(frame, frame in deadly, row)]


_TO_AMONG: Final = 3  # tokens of "ومن بين القتلى"
_OF_THE_DEAD: Final = AR_PARTS | folded("القتلى الضحايا الشهداء")


def told_among(
    sentence: Sentence,
    spots: Sequence[Spot],
    counted: Sequence[Number],
) -> list[Frame]:
    """Return what a sentence tells that only says where some of the dead fell: "وبينهم خمسة في A، وثلاثة في B".

    How they died the sentence before tells.
    """
    tokens = sentence.tokens
    if not forms_in(tokens[:_TO_AMONG]) & _OF_THE_DEAD or not forms_in(tokens[:2]) & _AMONG:
        return []
    exact = [i for i, spot in enumerate(spots) if not spot.wide]
    shares = [s for s in _shares(tokens, spots, counted, exact) if s.quantity == "killed"]
    return [
        Frame(
            sentence,
            share.first,
            share.last,
            ["kill"],
            [share.first],
            tolls=[share.toll(share.first)],
            places=[i],
            shared=True,
        )
        for share in shares
        for i in share.places
        if i in exact
    ]


_AMONG: Final = AR_PARTS | {"من", "بين"}
_OTHER: Final = folded("الثانية الثاني الاخرى الاخر ثانية ثان اخرى اخر الثالثة الثالث ثالثة")
_BLOWS: Final = frozenset(
    {"hit", "air", "shell", "ied", "blast", "strike", "vac", "clash", "assault", "base"}
)
_TO_ORDINAL: Final = 4  # tokens of "والثانية طالت أطراف بلدة"
_AGAIN: Final = folded("على في استهدفت استهدف طالت طال قرب داخل وسط عند ضربت ضرب وقعت وقع")


def _by_ordinal(tokens: Sequence[Token], frame: Frame, spots: Sequence[Spot]) -> list[Frame]:
    """Return a frame for each blow told by its number: "غارتين، الأولى على X والثانية على Y", "وأخرى على Y"."""
    if len(frame.places) < 2 or frame.aside or not set(frame.kinds) & _BLOWS:
        return [frame]
    places = sorted(frame.places, key=lambda i: spots[i].first)
    cuts = [places[0]]
    for before, i in pairwise(places):
        ahead = tokens[max(spots[before].last, spots[i].first - _TO_ORDINAL) : spots[i].first]
        at = next((k for k, t in enumerate(ahead) if set(t.forms) & _OTHER), None)
        led = at is not None and ahead[at].low[0] == "و" and forms_in(ahead[at + 1 :]) & _AGAIN
        if led:
            cuts.append(i)
    if len(cuts) == 1:
        return [frame]
    groups: list[list[int]] = []
    for i in places:
        if i in cuts:
            groups.append([])
        groups[-1].append(i)
    starts = [0, *(spots[group[0]].first for group in groups[1:]), len(tokens)]
    return [
        replace(
            frame,
            kinds=list(frame.kinds),
            heads=list(frame.heads),
            reach=set(frame.reach),
            means=set(frame.means),
            tolls=[t for t in frame.tolls if _is_told_in(t, n, starts)],
            places=group,
            dates=list(frame.dates),
            apart=frame.apart or n > 0,
        )
        for n, group in enumerate(groups)
    ]


def _is_told_in(toll: Toll, n: int, starts: Sequence[int]) -> bool:
    """Return whether a count is told of the `n`-th blow; what is told before the first is of that."""
    return starts[n] <= toll.first < starts[n + 1]


def _count_lone(frame: Frame, row: dict[int, _Share]) -> None:
    """Give a frame without a count that of its one place: "14 منهم قضوا بغارات، تسعة في A"."""
    if len(frame.places) != 1 or frame.total is not None or not set(frame.kinds) & HARM:
        return
    share = row.get(frame.places[0])
    whole = next((t for t in frame.tolls if t.quantity == "killed"), None)
    if share is None or (not frame.tolls and share.quantity != "killed"):
        return
    part = whole is not None and whole.last <= share.first and share.low < (whole.low or 0)
    if part or not frame.tolls:
        rest = [t for t in frame.tolls if t is not whole]
        frame.tolls = [share.toll(frame.heads[0]), *rest]


def _one_each(
    frames: Sequence[Frame],
    deadly: Sequence[Frame],
    row: dict[int, _Share],
    exact: Sequence[int],
) -> list[Frame]:
    """Return a frame for each place of a row, in the place of those that told of them together."""
    base = deadly[0]
    counts = {share.first for share in row.values()}
    own = [t for t in base.tolls if t.quantity == "killed" and t.first not in counts]
    left = [i for i in base.places if i not in row and i in exact]
    kept = [
        f for f in frames if f is not base and not (f in deadly and set(f.places) <= row.keys())
    ]
    if own and left and (own[0].low or 0) != sum(share.low for share in row.values()):
        # "ففي A قُتل خمسة، وفي B ثلاثة": the first has a place and a count of its own
        kept.insert(0, replace(base, places=left, tolls=own[:1], shared=True))
    causes = {k for f in deadly for k in f.kinds} - set(base.kinds)
    kinds = [*base.kinds, *sorted(causes - HARM)]
    heads = [*base.heads, *[base.heads[0]] * len(causes - HARM)]
    means = set().union(*(f.means for f in deadly))
    whole = replace(base, kinds=kinds, heads=heads, means=means)
    return [*kept, *(_of_place(whole, share, i) for i, share in row.items())]


def _split(frame: Frame, is_deadly: bool, row: dict[int, _Share]) -> list[Frame]:
    """Return a frame, and apart from it what it tells of places with a count of their own."""
    own = {k for t in frame.tolls for k in range(t.first, t.last)}
    base = min((t.first for t in frame.tolls), default=None)
    apart = {
        i: share
        for i, share in row.items()
        if i in frame.places and base is not None and base < share.first not in own
    }
    left = [i for i in frame.places if i not in apart]
    if not is_deadly or not apart:
        return [frame]
    if not left and len(apart) > 1:
        return [_of_place(frame, share, i) for i, share in apart.items()]
    if not left:
        return [frame]
    frame.places = left
    return [frame, *(_of_place(frame, share, i) for i, share in apart.items())]


def _of_place(frame: Frame, share: _Share, place: int) -> Frame:
    """Return what a frame tells of one place."""
    return replace(
        frame,
        kinds=list(frame.kinds),
        heads=list(frame.heads),
        reach=set(frame.reach),
        means=set(frame.means),
        tolls=[share.toll(frame.heads[0])],
        places=[place],
        dates=list(frame.dates),
        total=None,
        shared=True,
    )


def _shares(
    tokens: Sequence[Token], spots: Sequence[Spot], counted: Sequence[Number], exact: Sequence[int]
) -> list[_Share]:
    """Return the counts that are told of places, left to right."""
    numbers = {n.first: n for n in counted if n.low is not None}
    at = {spot.first: i for i, spot in enumerate(spots)} | _again(tokens, spots, exact)
    found: list[_Share] = []
    told: _Share | None = None
    k = 0
    while k < len(tokens):
        share = _share(tokens, k, numbers, spots, at)
        if share is None and told is not None:
            share = _as_many(tokens, k, told, at)
        share = share or _behind(tokens, k, numbers, spots, at)
        told = share or _count(tokens, k, numbers) or told
        if share is not None:
            found.append(share)
        k = share.last if share is not None else k + 1
    return found


def _share(
    tokens: Sequence[Token],
    k: int,
    numbers: dict[int, Number],
    spots: Sequence[Spot],
    at: dict[int, int],
) -> _Share | None:
    """Return the count that begins at token `k` with its place, None if it has none."""
    lead = tokens[max(0, k - 1) : k]
    if any("بين" in t.forms and not set(t.forms) & AR_PARTS for t in lead):
        return None
    share = _count(tokens, k, numbers)
    spot = _its_place(tokens, share.last, at) if share is not None else None
    if share is None or spot is None or forms_in(tokens[share.last : share.last + 1]) & _OF_THEM:
        return None
    between = forms_in(tokens[k : spots[spot].first])
    places = (
        tuple(row_of(tokens, spots, spot, loose=True))
        if between & {"كل", "كلا", "كلتا"}
        else (spot,)
    )
    quantity: Quantity = "injured" if between & HURT else "killed"
    among = bool(forms_in(lead) & AR_PARTS)
    if among and (k not in numbers or forms_in(tokens[share.last : share.last + 1]) & _OF_A_KIND):
        return None  # "ستة، بينهم طفلان في A": all six
    of_kin = forms_in(lead) == {"من"} and forms_in(tokens[max(0, k - _TO_PART) : k]) & AR_PARTS
    part = among or bool(of_kin)
    return replace(share, quantity=quantity, places=places, part=part)


_OF_A_KIND: Final = folded(
    "أطفال طفلا نساء امرأة سيدات سيدة فتيات رضع عناصر عنصرا متطوعين مسعفين مسنين ضباط"
)
_TO_PART: Final = 3  # tokens of "بينهم عائلة من" before "خمسة"


def _without_wholes(shares: Sequence[_Share], spots: Sequence[Spot]) -> list[_Share]:
    """Leave out a whole whose parts have the places: "14 شخصاً، بينهم خمسة في A وثلاثة في B".

    "14 شخصاً بينهم خمسة أطفال في A" are fourteen in A: there only the whole is told.
    """
    parts = [s for s in shares if s.part]
    if not parts:
        return list(shares)
    first = parts[0]
    others = [
        s
        for s in shares
        if s.first > first.first
        and s.quantity == "killed"
        and not set(s.places) & set(first.places)
    ]
    wholes = [s for s in shares if s.first < first.first <= spots[s.places[0]].first]
    apart = bool(others) and all(
        first.low + sum(s.low for s in others) <= s.low for s in wholes if s.low > 1
    )
    if not apart:
        return [s for s in shares if not s.part]
    return [s for s in shares if s not in wholes]


def _count(tokens: Sequence[Token], k: int, numbers: dict[int, Number]) -> _Share | None:
    """Return the count that begins at token `k`, of no place yet: a number, "a child", "and another"."""
    number = numbers.get(k)
    hit = built_in("victims").at(tokens, k)
    if number is not None and number.low is not None:
        told = (number.low, number.high, number.comparator)
        return _Share(k, number.last, "killed", *told, "people", ())
    if hit is not None and hit.row["count"] and not tokens[k].low.startswith("ال"):
        count = int(hit.row["count"])
        return _Share(k, hit.last, "killed", count, count, "=", hit.row["class"], ())
    if tokens[k].low[:1] == "و" and set(tokens[k].forms) & _ONE_MORE:
        return _Share(k, k + 1, "killed", 1, 1, "=", "people", ())
    return None


_FIRST: Final = folded("الاولى الاول")
_SECOND: Final = folded("الثانيه الثاني الاخيره")
_BOTH: Final = 2


def _again(tokens: Sequence[Token], spots: Sequence[Spot], exact: Sequence[int]) -> dict[int, int]:
    """Return where "the first" and "the second" of two places named before are told of: "عشرون في الأولى"."""
    found: dict[int, int] = {}
    for k in range(1, len(tokens)):
        known = [i for i in exact if spots[i].last < k]
        if len(known) == _BOTH and tokens[k - 1].low == "في":
            which = set(tokens[k].forms)
            if which & (_FIRST | _SECOND):
                found[k] = known[0] if which & _FIRST else known[1]
    return found


def _as_many(tokens: Sequence[Token], k: int, before: _Share, at: dict[int, int]) -> _Share | None:
    """Return "and as many in X": what the count before it counted."""
    if without_conjunction(tokens[k]) not in AS_MANY:
        return None
    spot = _its_place(tokens, k + 1, at)
    return None if spot is None else replace(before, first=k, last=k + 1, places=(spot,))


def _behind(
    tokens: Sequence[Token],
    k: int,
    numbers: dict[int, Number],
    spots: Sequence[Spot],
    at: dict[int, int],
) -> _Share | None:
    """Return the count that stands right behind the place at token `k`, which "and in" opens: "وفي A ثلاثة"."""
    spot = at.get(k)
    if spot is None or k != spots[spot].first:
        return None
    lead = next((j for j in range(k - 1, max(-1, k - 4), -1) if tokens[j].low[-2:] == "في"), None)
    joined = lead is not None and tokens[lead].low[:-2] in ("و", "ف")
    if not joined or not all(set(t.forms) & _BETWEEN for t in tokens[(lead or 0) + 1 : k]):
        return None
    share = _count(tokens, spots[spot].last, numbers)
    if share is None:
        return None
    last = share.last
    while last < len(tokens) and forms_in(tokens[last : last + 1]) & _BETWEEN - _AT:
        last += 1
    ends = last >= len(tokens) or tokens[last].word in _ENDS or tokens[last].low[0] == "و"
    return replace(share, places=(spot,)) if ends else None


def _its_place(tokens: Sequence[Token], first: int, at: dict[int, int]) -> int | None:
    """Return the place that a count before token `first` is told of: people, and "in", lie between."""
    victims = built_in("victims")
    inside, described, k = False, False, first
    while k < min(first + _REACH, len(tokens)):
        forms = forms_in(tokens[k : k + 1])
        if k in at:
            led = tokens[k].low[:1] == "ب" and len(tokens[k].forms) > 1
            return at[k] if inside or led else None
        following = forms_in(tokens[k + 1 : k + 2])
        if tokens[k].low in _ELSEWHERE:
            return None
        if forms & _AT:
            inside = True
        if (forms | following) & AR_PARTS and not inside:
            described = True  # "ستة منهم أطفال", "بينهم طفل"
        elif described and tokens[k].word in _ASIDES:
            described = "في" not in following
        elif tokens[k].word in _ASIDES:
            if not forms_in(tokens[k + 1 : k + 3]) & AR_PARTS:
                return None
        elif not described or inside:
            hit = victims.at(tokens, k)
            joined = tokens[k].low[:1] == "و" and len(tokens[k].forms) > 1
            if not forms & (_BETWEEN | _AT) and (hit is None or inside or joined):
                return None
        k += 1
    return None
