"""Which events need a person's decision, and in which order.

The secret of this module is how the doubts that readers and tables put into words become a few
kinds of question: where was it, when was it, is it told twice, was its row read right, and were
two tellings rightly joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.corrections import describe
from geo.reconcile import DOUBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Atlas

KINDS: Final = ("place", "date", "double", "row", "joined")
"""The questions, the most pressing first."""

_PLACE: Final = re.compile(r"\bplace\b|coordinates|\blon\b|\blat\b|\bland\b|\bbox\b")
_DATE: Final = re.compile(r"\bday\b|\bdate\b|\bdays\b")
_BY_HAND: Final = "joined by hand"


@dataclass(frozen=True, slots=True)
class Decision:
    """One event that waits for a decision.

    `kinds` are the questions it raises, in the order of `KINDS`; `doubts` the words for them.
    """

    event_id: str
    kinds: tuple[str, ...]
    doubts: tuple[str, ...]
    about: str


def _kind(doubt: str) -> str:
    if doubt.startswith(DOUBLE):
        return "double"
    if _PLACE.search(doubt):
        return "place"
    return "date" if _DATE.search(doubt) else "row"


def _doubts(event: Mapping[Any, Any]) -> list[tuple[str, str]]:
    found = [(_kind(text), text) for text in str(event["review"] or "").split("; ") if text]
    if event["geometry"] is None:
        found.append(("place", str(event["place_basis"] or "no place was found")))
    basis = str(event.get("merge_basis") or "")
    if basis and _BY_HAND not in basis:
        found.append(("joined", f"told more than once and joined: {basis}"))
    return found


def find_decisions(atlas: Atlas) -> list[Decision]:
    """Return what waits for a person: not what one has checked already.

    Sorted by the most pressing question, then by day and id.
    """
    made = atlas.corrections
    checked = set() if made is None else set(made.loc[made["field"] == "checked", "event_id"])
    events = atlas.events
    open_ones = events[
        ((events["review"] != "") | events.geometry.isna() | (events["merge_basis"] != ""))
        & ~events["event_id"].isin(checked)
    ]
    found: list[tuple[tuple[Any, ...], Decision]] = []
    for event in open_ones.to_dict("records"):
        doubts = _doubts(event)
        if not doubts:
            continue
        kinds = tuple(kind for kind in KINDS if any(kind == k for k, _ in doubts))
        about = describe(event)
        decision = Decision(str(event["event_id"]), kinds, tuple(w for _, w in doubts), about)
        found.append(((KINDS.index(kinds[0]), about[:10], decision.event_id), decision))
    return [decision for _, decision in sorted(found, key=lambda each: each[0])]
