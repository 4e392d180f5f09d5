"""What a report comes to when its last sentence is read.

The secret of this module is what a told event must pass to be shown: headlines count only where the
text below tells nothing, totals only where their parts are not told, too little told is nothing, and
an event whose places stand among words that hardly ever tell of one is left out with that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.drafts import (
    Draft,
    date_alike,
    name_lead_attacks,
    name_listed,
    one_a_day,
    one_a_place,
    without_hurt_totals,
    without_totals,
    worth_telling,
)
from geo.extract.likely import likelihoods
from geo.extract.telling import telling_of
from geo.model import Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.story import Story
    from geo.extract.text import Sentence
    from geo.model import Role

_UNLIKELY: Final = 0.2
"""Of the events below it in texts never looked at (`tests.train.likely --measure`) one in fifteen was right."""


def finish(story: Story, parts: Sequence[Sentence]) -> Reading:
    """Return what a report of the sentences `parts` tells, once `story` has read them all."""
    if not any(d.spots or d.tolls for d in story.drafts):
        told = [d for d in story.titles if d.deaths or any(not s.country for s in d.spots)]
        story.drafts = [*told, *story.drafts]
    else:
        for title in story.titles:
            story.leave_out(title.sentence, "a headline: the text below tells it")
    name_lead_attacks(story.drafts)
    name_listed(story.drafts)
    date_alike(story.drafts)
    drafts = one_a_day(without_hurt_totals(without_totals(story.drafts)))
    tellings = []
    used: set[tuple[int, int]] = set()
    for draft in drafts:
        if not worth_telling(draft, drafts):
            story.leave_out(draft.sentence, "too little is told: no place, no toll and no day")
            continue
        for part in one_a_place(draft):
            if _is_unlikely(part, story, parts):
                where = " and ".join(spot.name for spot in part.spots)
                story.leave_out(part.sentence, f"the words around {where} hardly tell of an event")
                continue
            telling = telling_of(story.report, part)
            tellings.append(telling)
            used.update((place.start, place.end) for place in telling.places)
    mentions = tuple(
        Mention(
            story.report.report_id, spot.start, spot.end, spot.name, _role(spot, used),
            "adjective" if spot.adjective else "",
        )
        for spot, _ in story.ground.mentions
    )  # fmt: skip
    return Reading(story.report, tuple(tellings), mentions, tuple(story.left_out))


def _role(spot: Spot, used: set[tuple[int, int]]) -> Role:
    """Return what a name does, now that it is known which events the report tells."""
    if (spot.start, spot.end) in used:
        return "event"
    return spot.otherwise if spot.role == "event" else spot.role


def _is_unlikely(draft: Draft, story: Story, parts: Sequence[Sentence]) -> bool:
    """Tell whether neither the draft's sentence nor the words around its places elsewhere speak of an event."""
    names = {spot.name.lower() for spot in draft.spots}
    numbers = {part.start: number for number, part in enumerate(parts)}
    told = False
    for spot, part in story.ground.mentions:
        named = spot.name.lower() in names
        if spot.adjective or not (named or (part is draft.sentence and names)):
            continue
        chances = likelihoods(parts, numbers[part.start], [(spot.first, spot.last)])[0]
        if sum(chances.values()) >= _UNLIKELY:
            return False
        told = True
    return told
