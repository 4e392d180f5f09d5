"""What a report comes to when its last sentence is read.

The secret of this module is what a told event must pass to be shown: headlines count only where the
text below tells nothing, totals only where their parts are not told, too little told is nothing, and
an event that hardly any expert would map (`geo.extract.credence`) is left out with that reason, or
shown as unreviewed where few would.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.credence import Credence
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
from geo.extract.scene import place_lead
from geo.extract.telling import telling_of
from geo.model import Mention, Reading

if TYPE_CHECKING:
    from geo.extract.roles import Spot
    from geo.extract.story import Story
    from geo.model import Role, Telling

_UNLIKELY: Final = 0.35
"""Below it an event is left out: one in seven was right in first readings (`tests.train.credence`)."""

_DEADLY: Final = 0.15
"""The same for one that tells of dead or hurt, which costs more to miss."""

_DOUBTFUL: Final = 0.5
"""Up to it an event is for review: half of them were right."""

_FEW: Final = 4
"""Sentences of a report in which nothing is told in passing."""


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
    parts = []
    for draft in drafts:
        if worth_telling(draft, drafts):
            parts += one_a_place(draft)
        else:
            story.leave_out(draft.sentence, "too little is told: no place, no toll and no day")
    tellings = _credible(story, parts)
    used = {(place.start, place.end) for telling in tellings for place in telling.places}
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


def _credible(story: Story, parts: list[Draft]) -> list[Telling]:
    """Return what `parts` tell, without those that hardly anybody would map.

    The likeliest of a report stays, since it was written because something happened, and so does all
    that a report of few sentences tells: none of the first readings was so short.
    """
    credence = Credence(story)
    told = [(part, telling_of(story.report, part)) for part in parts]
    chances = [credence.of(part, telling) for part, telling in told]
    likeliest = max(chances, default=0.0)
    tellings = []
    for (part, telling), chance in zip(told, chances, strict=True):
        names = " and ".join(spot.name for spot in part.spots)
        what = f"what is told of {names}" if names else "what is told without a place"
        least = _DEADLY if part.deaths is not None or part.harm_only else _UNLIKELY
        if len(story.parts) > _FEW and chance < min(least, likeliest):
            story.leave_out(part.sentence, f"{what} is hardly an event of its own")
        elif chance < _DOUBTFUL:
            doubt = f"{what} may be no event of its own"
            tellings.append(replace(telling, review=(*telling.review, doubt)))
        else:
            tellings.append(telling)
    return tellings
