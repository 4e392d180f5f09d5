"""When a blow that a report tells answers another, and where it fell.

The secret of this module is what a reply leaves out: its place is at most the region of the blow, and
how it was dealt is fire from afar, whatever the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.extract.drafts.alike import are_rivals
from geo.extract.drafts.totals import counts_enemies, is_blow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.drafts.draft import Draft


def lay_out_answer(draft: Draft, same: Draft | None, drafts: Sequence[Draft]) -> bool:
    """Lay out where and how an answering blow fell, and return whether it answers `same`, what it is most like."""
    arabic = draft.sentence.is_arabic
    answers = draft.in_return and same is not None
    answered = answers and same is not None and (is_blow(same) or are_rivals(same, draft))
    replies = counts_enemies(draft) or draft.in_return
    if arabic and draft.inherited and draft.deaths is not None:
        replies = replies or draft.deaths.quantity == "eliminated"
    blow = next((d for d in reversed(drafts) if is_blow(d)), None)
    if (same is None or answered) and replies and (answered or blow is not None):
        draft.returned, draft.spots = True, [s for s in draft.spots if s.wide]
        if not (draft.spots or draft.harm_only or blow is None or arabic):
            draft.spots = [s for s in blow.spots if s.wide]  # the region where it had been
        draft.kind = "shell" if draft.kind in ("vac", "air", "clash") else draft.kind
    return bool(answered)
