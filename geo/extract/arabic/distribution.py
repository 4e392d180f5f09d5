"""One count told place by place in Arabic: "أربعة في أورم، وثلاثة في كفرنوران، وطفلة في بنش".

The secret of this module is the row: three places or more, each right behind a count of its own, are
as many events, whatever verb stands before the first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import HARM, forms_in
from geo.extract.counts import Toll
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.numbers import Number
    from geo.extract.roles import Spot
    from geo.extract.text import Token

_LEAST: Final = 3  # places in a row
_REACH: Final = 7
_BETWEEN: Final = folded(
    "في بلده بلدتي مدينه قريه حي مركز وسط مخيم ريف منطقه محيط اطراف اخرين اخرون اخر منهم مدنيين مدنيا مدنيون اشخاص شخص قتلوا قضوا استشهدوا"
)


def distributed(
    tokens: Sequence[Token],
    frames: Sequence[Frame],
    spots: Sequence[Spot],
    counted: Sequence[Number],
) -> list[Frame]:
    """Return the frames of a sentence, those of a row of counted places one for each place."""
    deadly = [f for f in frames if not f.aside and (set(f.kinds) & HARM or f.tolls)]
    if not deadly or len(spots) < _LEAST:
        return list(frames)
    row = {
        i: toll
        for i, spot in enumerate(spots)
        if not spot.wide and (toll := _count_before(tokens, spot, counted))
    }
    if len(row) < _LEAST or len({toll.first for toll in row.values()}) < len(row):
        return list(frames)
    base = deadly[0]
    kept = [
        f for f in frames if f is not base and not (f in deadly and set(f.places) <= row.keys())
    ]
    causes = {k for f in deadly for k in f.kinds} - set(base.kinds)
    parts = [
        replace(
            base,
            kinds=[*base.kinds, *sorted(causes - HARM)],
            heads=[*base.heads, *[base.heads[0]] * len(causes - HARM)],
            reach=set(base.reach),
            means=set().union(*(f.means for f in deadly)),
            tolls=[replace(toll, anchor=base.heads[0])],
            places=[i],
            dates=list(base.dates),
            total=None,
            apart=True,
        )
        for i, toll in row.items()
    ]
    return [*kept, *parts]


def _count_before(tokens: Sequence[Token], spot: Spot, counted: Sequence[Number]) -> Toll | None:
    """Return how many died at a place by the count right before it: "ورجل في أبين سمعان"."""
    k = spot.first - 1
    led = tokens[spot.first].low[:1] == "ب"
    for k in range(spot.first - 1, max(-1, spot.first - _REACH), -1):
        number = next((n for n in counted if n.last == k + 1), None)
        if (
            number is not None
            and number.low is not None
            and (led or "في" in forms_in(tokens[k + 1 : spot.first]))
        ):
            return Toll(
                number.first,
                number.last,
                number.first,
                "killed",
                number.low,
                number.high,
                number.comparator,
                "people",
            )
        hit = built_in("victims").at(tokens, k)
        if (
            hit is not None
            and hit.row["count"]
            and "في" in forms_in(tokens[k + 1 : k + 2])
            and not tokens[k].low.startswith("ال")
        ):
            low = int(hit.row["count"])
            return Toll(k, k + 1, k, "killed", low, low, "=", hit.row["class"])
        if not set(tokens[k].forms) & _BETWEEN:
            return None
    return None
