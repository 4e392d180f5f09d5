"""What a report comes to when its last sentence is read.

The secret of this module is what a told event must pass to be shown: headlines count only where the
text below tells nothing, totals only where their parts are not told, too little told is nothing, and
an event whose places stand among words that hardly ever tell of one is left out with that reason,
or shown as unreviewed where they seldom do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.drafts import (
    REGION,
    Draft,
    date_alike,
    is_called_province,
    lead_and_body,
    lead_of,
    name_key,
    name_lead_attacks,
    name_listed,
    nearness_of,
    one_a_day,
    one_a_place,
    place_by_title,
    retold_at_large,
    without_hurt_totals,
    without_totals,
    without_unnamed_gains,
    worth_telling,
)
from geo.extract.likely import likelihoods
from geo.extract.scene import place_lead
from geo.extract.telling import telling_of
from geo.model import Mention, Reading

if TYPE_CHECKING:
    from geo.extract.roles import Spot
    from geo.extract.story import Story
    from geo.model import Role

_UNLIKELY: Final = 0.1
"""Of five events below it in texts never looked at one was right (`tests.bench.doubt`)."""

_DOUBTFUL: Final = 0.4
"""Of those between the two 20 of 63 were right, of those above 265 of 420."""


def finish(story: Story) -> Reading:
    """Return what a report tells, once `story` has read all its sentences."""
    if not any(d.spots or d.tolls for d in story.drafts):
        told = [d for d in story.titles if d.deaths or any(not s.country for s in d.spots)]
        story.drafts = [*told, *story.drafts]
    else:
        for title in story.titles:
            story.leave_out(title.sentence, "a headline: the text below tells it")
    place_by_title(story.drafts, story.titles)
    name_lead_attacks(story.drafts)
    name_listed(story.drafts)
    date_alike(story.drafts)
    drafts = without_unnamed_gains(without_hurt_totals(without_totals(story.drafts)))
    lead = lead_of(drafts)
    region = {name_key(s.name) for s in lead.spots} if lead else set()
    drafts = lead_and_body(drafts, _regions(story))
    place_lead(story, drafts)
    if lead in drafts:
        drafts = retold_at_large(drafts, region)
    drafts = one_a_day(drafts)
    chances = _Chances(story)
    tellings = []
    used: set[tuple[int, int]] = set()
    for draft in drafts:
        if not worth_telling(draft, drafts):
            story.leave_out(draft.sentence, "too little is told: no place, no toll and no day")
            continue
        for part in one_a_place(draft):
            # what names the places that another sentence counts tells of no deed itself
            chance = 1.0 if part.of_row else chances.of(part)
            where = " and ".join(spot.name for spot in part.spots)
            if chance < _UNLIKELY:
                story.leave_out(part.sentence, f"the words around {where} hardly tell of an event")
                continue
            telling = telling_of(story.report, part)
            if chance < _DOUBTFUL:
                doubt = f"the words around {where} seldom tell of an event"
                telling = replace(telling, review=(*telling.review, doubt))
            tellings.append(telling)
            used.update((place.start, place.end) for place in telling.places)
    mentions = tuple(
        Mention(
            story.report.report_id, spot.start, spot.end, spot.name, _role(spot, used),
            "adjective" if spot.adjective else "capital" if spot.capital else "",
        )
        for spot, _ in story.ground.mentions
    )  # fmt: skip
    return Reading(story.report, tuple(tellings), mentions, tuple(story.left_out))


_PROVINCE: Final = 4  # how prominent a division of the first order is


def _regions(story: Story) -> dict[int, list[str]]:
    """Return the provinces that each sentence names, by where it starts."""
    named: dict[int, list[str]] = {}
    for spot, part in story.ground.mentions:
        if spot.adjective or spot.grouped or nearness_of(part, spot) != REGION:
            continue
        if is_called_province(part, spot) or story.prominence(spot.name) >= _PROVINCE:
            named.setdefault(part.start, []).append(spot.name)
    return named


def _role(spot: Spot, used: set[tuple[int, int]]) -> Role:
    """Return what a name does, now that it is known which events the report tells."""
    if (spot.start, spot.end) in used:
        return "event"
    return spot.otherwise if spot.role == "event" else spot.role


class _Chances:
    """How the words around the names of a report speak of events there: each sentence is weighed once."""

    def __init__(self, story: Story) -> None:
        self._parts, self._numbers = story.parts, story.numbers
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._called: dict[str, list[tuple[int, tuple[int, int]]]] = {}
        self._found: dict[int, dict[tuple[int, int], float]] = {}
        for spot, part in story.ground.mentions:
            if not spot.adjective:
                number, span = self._numbers[part.start], (spot.first, spot.last)
                self._spans.setdefault(number, []).append(span)
                self._called.setdefault(spot.name.lower(), []).append((number, span))

    def of(self, draft: Draft) -> float:
        """Return the best chance of an event in the draft's sentence or at its places elsewhere; 1 if it has none."""
        if not draft.spots:
            return 1.0
        here = self._numbers[draft.sentence.start]
        asked = [(here, span) for span in self._spans.get(here, ())]
        for name in {spot.name.lower() for spot in draft.spots}:
            asked += self._called.get(name, ())
        best = 0.0 if asked else 1.0
        for number, span in asked:
            best = max(best, self._in(number)[span])
            if best >= _DOUBTFUL:
                break
        return best

    def _in(self, number: int) -> dict[tuple[int, int], float]:
        """Return for each name of a sentence how probable any event is there."""
        if number not in self._found:
            spans = self._spans[number]
            chances = likelihoods(self._parts, number, spans)
            self._found[number] = {
                span: sum(chance.values()) for span, chance in zip(spans, chances, strict=True)
            }
        return self._found[number]
