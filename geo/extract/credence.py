"""How likely an expert who codes the report would map an event that the rules have found in it.

The secret of this module is what speaks for an event and against it, and how much: how the words
around its places speak of events there (`geo.extract.likely`), how wide its places are, whether it is
of long ago, how late and in how long a sentence it is told, who says so, what it counts. The weights
(``models/credence.csv``) were learnt from first readings: what the reader told of texts when nobody
had looked at them yet, so that they know its mistakes as new texts see them.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import TYPES
from geo.extract.likely import FAMILY, likelihoods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.extract.drafts import Draft
    from geo.extract.story import Story
    from geo.model import Telling

    Span = tuple[int, int]
    Chances = Mapping[str, float]

MODEL: Final = "models/credence.csv"
"""A weight for each sign."""

BIAS: Final = "bias"
"""The sign that every event bears."""

_BOUND: Final = 0.005  # no chance counts for less, or for more than 1 less this
_EVEN: Final = 0.5
_NO_NAME: Final = 0.3  # the chance that stands in where no name is asked, about the mean
_NO_NAMES: Final = 0.9  # where the text names nothing at all
_UNDATED: Final = 0.7  # log of 1 and the days that are usual between an event and its report
_LONG_AGO: Final = 7  # days
_MOST_TOLLS: Final = 3
_FEWEST: Final = 5  # sentences: no first reading was of fewer


class Credence:
    """Weighs the events of one report; each of its sentences is asked about once.

    Parameters
    ----------
    story
        The report, all sentences of it read.
    """

    def __init__(self, story: Story) -> None:
        self._parts, self._numbers = story.parts, story.numbers
        self._published = story.report.published
        self._spans: dict[int, list[Span]] = {}
        self._called: dict[str, list[tuple[int, Span]]] = {}
        self._found: dict[int, dict[Span, Chances]] = {}
        for spot, part in story.ground.mentions:
            if not spot.adjective:
                number, span = self._numbers[part.start], (spot.first, spot.last)
                self._spans.setdefault(number, []).append(span)
                self._called.setdefault(spot.name.lower(), []).append((number, span))

    def of(self, draft: Draft, telling: Telling) -> float:
        """Return how likely `draft`, told as `telling`, is an event that a coder would map, 0 to 1."""
        weights = _weights()
        score = sum(weights[sign] * value for sign, value in self.signs(draft, telling).items())
        return 1 / (1 + exp(-score))

    def signs(self, draft: Draft, telling: Telling) -> dict[str, float]:
        """Return what speaks for `draft` and against it, by the names of the weights."""
        here = self._numbers[draft.sentence.start]
        own, elsewhere, beside = self._asked(draft, here)
        family = FAMILY[TYPES[draft.kind][0]]
        of_own, of_others = [c[family] for c in own], [c[family] for c in elsewhere]
        of_any = [sum(c.values()) for c in (*own, *elsewhere, *beside)]
        wide = [spot.wide for spot in draft.spots]
        return {
            BIAS: 1.0,
            "places": _odds(max(of_own + of_others, default=_EVEN)),
            "sentence": _odds(max(of_own, default=_NO_NAME)),
            "elsewhere": _odds(max(of_others, default=_NO_NAME)),
            "once": float(not elsewhere),
            "beside": _odds(max((sum(c.values()) for c in beside), default=_NO_NAME)),
            "alone": float(not beside),
            "any": _odds(max(of_any, default=_NO_NAMES)),
            "words": log(1 + len(draft.sentence.tokens)),
            "sentences": log(1 + max(_FEWEST, len(self._parts))),
            "late": here / len(self._parts),
            "names": log(1 + len(self._spans.get(here, ()))),
            "generic": float(draft.generic),
            "wide": float(any(wide)),
            "only_wide": float(bool(wide) and all(wide)),
            "wide_battle": float(any(wide) and family == "battle"),
            "country": float(any(spot.country for spot in draft.spots)),
            **self._days(telling),
            "dated": float(draft.when is not None and draft.when.start is not None),
            "sourced": float(any(sources for _, sources in draft.claims)),
            "tolls": float(min(len(draft.tolls), _MOST_TOLLS)),
            "battle": float(family == "battle"),
            "strategic": float(family == "strategic"),
            "against": float(bool(draft.actor2)),
        }

    def _asked(self, draft: Draft, here: int) -> tuple[list[Chances], list[Chances], list[Chances]]:
        """Return the chances at the draft's places in its sentence, at them elsewhere, and at its neighbours."""
        own: dict[Span, Chances] = {}
        elsewhere = []
        for name in sorted({spot.name.lower() for spot in draft.spots}):
            for number, span in self._called.get(name, ()):
                chance = self._in(number)[span]
                if number == here:
                    own[span] = chance
                else:
                    elsewhere.append(chance)
        beside = [self._in(here)[span] for span in self._spans.get(here, ()) if span not in own]
        return list(own.values()), elsewhere, beside

    def _in(self, number: int) -> dict[Span, Chances]:
        """Return for each name of a sentence how probable each family of events is there."""
        if number not in self._found:
            spans = self._spans[number]
            chances = likelihoods(self._parts, number, spans)
            self._found[number] = dict(zip(spans, chances, strict=True))
        return self._found[number]

    def _days(self, telling: Telling) -> dict[str, float]:
        """Return how many days the event may have been, and how long before the report it was."""
        first, last = telling.date_start, telling.date_end
        if self._published is None or first is None or last is None:
            return {"days": 0.0, "ago": _UNDATED, "old": 0.0}
        ago = (self._published - last).days
        return {
            "days": log(1 + (last - first).days),
            "ago": log(1 + max(ago, 0)),
            "old": float(ago > _LONG_AGO),
        }


def _odds(chance: float) -> float:
    bounded = min(max(chance, _BOUND), 1 - _BOUND)
    return log(bounded / (1 - bounded))


@cache
def _weights() -> dict[str, float]:
    text = files("geo.extract").joinpath(MODEL).read_text(encoding="utf-8")
    return {row["sign"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
