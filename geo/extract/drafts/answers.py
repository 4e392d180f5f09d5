"""When a blow that a report tells answers another, and where it fell.

The secret of this module is what a reply leaves out: its place is at most that of the blow, and
how it was dealt is fire from afar, whatever the words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.armed import UNDER_ARMS
from geo.extract.drafts.alike import are_rivals
from geo.extract.drafts.totals import counts_enemies, is_blow
from geo.extract.words import REPLIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.drafts.draft import Draft
    from geo.extract.text import Sentence

_SOON: Final = 2  # paragraphs from an answer to what more it did


def lay_out_answer(draft: Draft, same: Draft | None, drafts: Sequence[Draft]) -> Draft | None:
    """Lay out where and how an answering blow fell; return which earlier draft tells of it, if any.

    `same` is what the draft is most like: no answer is told by the blow that it answers.
    """
    arabic = draft.sentence.is_arabic
    told = next((d for d in reversed(drafts) if d.returned), None)
    if told and draft.told_in - told.told_in <= _SOON and _names_the_answer(draft.sentence):
        return told
    beside = drafts[-1] if drafts and drafts[-1].sentence is draft.sentence else None
    counts_apart = draft.in_return and draft.apart and draft.deaths is not None and not arabic
    if beside and counts_apart and beside.kind in _FROM_AFAR:
        same, answered = beside, True
    else:
        answered = same is not None and _answers(draft, same)
    replies = answered or counts_enemies(draft) or draft.in_return
    if arabic and draft.inherited and draft.deaths is not None:
        replies = replies or draft.deaths.quantity == "eliminated"
    blow = next((d for d in reversed(drafts) if is_blow(d)), None)
    if (same is None or answered) and replies and (answered or blow is not None):
        draft.returned, draft.spots = True, [s for s in draft.spots if s.wide]
        origin = same or blow
        told_whole = draft.deaths is not None or not draft.harm_only
        if told_whole and origin is not None:
            # the region where it had been, or as near as the text tells
            wide = [s for s in origin.spots if s.wide]
            if wide and draft.inherited:
                draft.spots = wide
            elif not draft.spots:
                draft.spots = origin.spots if origin is beside else []
        draft.kind = "shell" if draft.kind in ("vac", "air", "clash") else draft.kind
    return None if answered else same


def _answers(draft: Draft, same: Draft) -> bool:
    """Return whether a draft tells of the answer to what it is most like."""
    if draft.in_return and (is_blow(same) or are_rivals(same, draft)):
        return True
    if not {draft.kind, same.kind} <= _FROM_AFAR or draft.sentence.is_arabic:
        return False
    if draft.in_return and draft.deaths and same.deaths:
        # civilians died of the blow, and fighters of the answer
        men = draft.deaths.victim_class in UNDER_ARMS
        return men and same.deaths.victim_class not in UNDER_ARMS
    # those who were struck strike: never the same event
    struck = bool(same.actor2) and not same.actor2.startswith(_ANY) and same.deaths is not None
    back = struck and draft.actor1 == same.actor2 != same.actor1
    # "regime targets were put under fire": those who struck are struck
    turned = is_blow(same) and not draft.actor1 and draft.actor2 == same.actor1 != ""
    return (back or turned) and not draft.harm_only


_FROM_AFAR: Final = frozenset({"air", "shell"})
_ANY: Final = ("Unidentified", "Rebel forces", "Militants", "Protesters", "Civilians")


def _names_the_answer(part: Sentence) -> bool:
    """Return whether a sentence goes on about an answer told before: "The retaliation also destroyed five tanks"."""
    low = [t.low for t in part.tokens]
    return any(a in ("the", "its", "their") and b in REPLIES for a, b in pairwise(low))
