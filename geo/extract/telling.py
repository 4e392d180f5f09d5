"""From a draft to a `geo.model.Telling`: days with their basis, tolls with their doubt, claims.

The secret of this module is what stands in for what a report does not say: an undated event
happened on the day of publication or the day before; an enemy's count of the dead may be of none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geo.extract.kinds import TYPES
from geo.extract.text import is_arabic
from geo.model import Claim, Mention, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.drafts import Draft
    from geo.model import Report, Side


def telling_of(report: Report, draft: Draft) -> Telling:
    """Return what a finished draft tells."""
    event_type, sub_event_type = TYPES[draft.kind]
    start, end, basis = _range(report, draft.when)
    places = tuple(
        Mention(
            report.report_id, s.start, s.end, s.name, "event", "collective" if s.collective else ""
        )
        for s in draft.spots
    )
    claims = tuple(_claims(report, draft))
    low, best, high = _fatalities(draft.deaths)
    if draft.deaths is None and _told_of_none(draft):
        low, best = 0, 0
    if draft.enemy is not None and draft.enemy.low is not None:
        best, high = (best or 0) + draft.enemy.low, None  # the enemy's dead are a claim
    review = []
    if draft.inherited and places:
        review.append("the place stands in another sentence")
    if draft.supposed:
        review.append("in words that are not known to tell of an event")
    if draft.when is None or draft.when.start is None:
        review.append("no day in the text")
    return Telling(
        report.report_id,
        event_type,
        sub_event_type,
        draft.actor1,
        draft.actor2,
        places,
        start,
        end,
        basis,
        low,
        best,
        high,
        claims,
        tuple(review),
    )


def _range(report: Report, when: When | None) -> tuple[date | None, date | None, str]:
    """Return the first and last possible day, and how they were read."""
    if when is not None and when.start is not None:
        return when.start, when.end or when.start, when.basis
    if when is not None:
        return None, None, when.basis
    if report.published is None:
        return None, None, "no day in the text and no date of publication"
    return (
        report.published - timedelta(days=1),
        report.published,
        "no day in the text: reported on the day of publication",
    )


def _told_of_none(draft: Draft) -> bool:
    """Return whether the words say that nobody died: arms were found, defused or shot down in time.

    The upper end stays open: nobody counted. Arabic also tells in these words of killings foiled.
    A count of the wounded alone leaves the dead unknown.
    """
    return draft.kind == "disrupt" and not is_arabic(draft.sentence.tokens[0].word)


def _fatalities(deaths: Toll | None) -> tuple[int | None, int | None, int | None]:
    if deaths is None or (deaths.low is None and deaths.high is None):
        return None, None, None
    if deaths.quantity == "eliminated":
        # "eliminated" and "neutralised" may count the wounded and the captured: at least none died.
        return 0, deaths.low, deaths.high if deaths.comparator == "=" else None
    if deaths.low is not None and deaths.high is not None and deaths.high != deaths.low:
        return deaths.low, (deaths.low + deaths.high) // 2, deaths.high
    if deaths.low is None:
        return None, None, deaths.high  # "up to 20": no fewer is said
    return deaths.low, deaths.low, deaths.low if deaths.comparator == "about" else deaths.high


def _claims(report: Report, draft: Draft) -> Iterator[Claim]:
    seen: set[tuple[object, ...]] = set()
    told = {part.start for _, part, _ in draft.tolls}
    rows = [(toll, part, sources) for toll, part, sources in draft.tolls] + [
        (None, part, sources) for part, sources in draft.claims if part.start not in told
    ]
    for toll, part, sources in rows:
        speakers: list[tuple[str, Side]] = [(s.name, s.side) for s in sources] or [("", "press")]
        for name, side in speakers:
            key = (
                name,
                part.start,
                toll.quantity if toll else "event",
                toll.low if toll else None,
                toll.first if toll else -1,
            )
            if key in seen:
                continue
            seen.add(key)
            yield Claim(
                report.report_id,
                name,
                side,
                toll.quantity if toll else "event",
                toll.low if toll else None,
                toll.high if toll else None,
                toll.comparator if toll else "=",
                toll.victim_class if toll else "",
                report.text[part.start : part.end],
                part.start,
                part.end,
            )
