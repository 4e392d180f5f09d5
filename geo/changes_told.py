"""What changed, in words: for a terminal, and as Markdown for a newsletter.

The secret of this module is the wording. Names and places come from outside: control characters
never reach a terminal, and in Markdown they can be neither markup nor a link to a site.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from geo.changes import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.changes import Change

_HEADS: Final = {
    "new": "New",
    "gone": "Gone",
    "merged": "Joined into one",
    "split": "Parted",
    "moved": "Moved",
    "redated": "Re-dated",
    "toll": "Toll revised",
    "zone": "Another zone",
    "described": "Described otherwise",
}
_NAMES: Final = {
    "event_type": "type",
    "sub_event_type": "type",
    "actor1": "by",
    "actor2": "against",
    "radius_m": "doubt in metres",
    "report_id": "told in",
}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
# What can be markup in the middle of a line, and where an address would become a link by itself.
_MARKUP: Final = re.compile(r"([\\`*_\[\]|<>~&]|:(?=//)|(?<=www)\.)")


def count_kinds(changes: Sequence[Change]) -> str:
    """Return how many changes there are of each kind, as ``"2 new, 1 moved"``."""
    found = Counter(change.kind for change in changes)
    words = (f"{found[kind]:,} {_HEADS[kind].lower()}" for kind in KINDS if found[kind])
    return ", ".join(words) or "nothing"


def as_text(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change, under a head for each kind."""
    for kind, told in _by_kind(changes):
        yield f"{_HEADS[kind]} ({len(told):,})"
        for change in told:
            yield f"  {_clean(_sentence(change))}  [{_clean(change.event_id)}]"


def as_markdown(
    changes: Sequence[Change], since: str, title: str = "What changed"
) -> Iterator[str]:
    """Yield the lines of a Markdown text; text from outside is escaped."""
    yield f"# {_escape(title)} since {_escape(since)}"
    yield ""
    yield f"{count_kinds(changes).capitalize()}."
    for kind, told in _by_kind(changes):
        yield ""
        yield f"## {_HEADS[kind]}"
        yield ""
        for change in told:
            yield f"- {_escape(_sentence(change))}"


def as_records(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the changes as plain values for programs."""
    return [
        {
            "kind": c.kind,
            "event_id": c.event_id,
            "what": c.what,
            "place": c.place,
            "day": c.day or None,
            "source": c.source,
            "before": dict(c.before),
            "after": dict(c.after),
            "km": c.km,
            "by": list(c.by),
            "others": list(c.others),
            "reason": c.reason,
        }
        for c in changes
    ]


def _by_kind(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    for kind in KINDS:
        told = [change for change in changes if change.kind == kind]
        if told:
            yield kind, told


def _sentence(change: Change) -> str:
    where = change.place or "no place"
    head = f"{change.day or 'no day'}, {change.what}, {where} ({change.source})"
    return f"{head}: {tail}" if (tail := _difference(change)) else head


def _difference(change: Change) -> str:
    one, two = change.before, change.after
    if change.kind == "gone":
        return change.reason
    if change.kind == "moved":
        far = "" if change.km is None else f", {change.km:g} km"
        return f"{_spot(one)} → {_spot(two)}{far}"
    if change.kind == "redated":
        return f"{_days(one)} → {_days(two)}"
    if change.kind == "toll":
        return f"{_toll(one)} → {_toll(two)} dead, by {', '.join(filter(None, change.by)) or 'the report'}"
    if change.kind == "zone":
        return f"{_zone(one)} → {_zone(two)}"
    if change.kind in {"merged", "split"}:
        return " + ".join(change.others)
    return "; ".join(f"{_NAMES.get(k, k)}: {one[k] or 'none'} → {two[k] or 'none'}" for k in two)


def _spot(side: Mapping[str, Any]) -> str:
    if side["lon"] is None:
        return f"{side['place'] or 'nowhere'} (not on the map)"
    return f"{side['place']} ({side['lat']:.4f}, {side['lon']:.4f})"


def _days(side: Mapping[str, Any]) -> str:
    first, last = side["date_start"], side["date_end"]
    if first is None and last is None:
        return "no day"
    return str(first) if first == last else f"{first or '?'} to {last or '?'}"


def _toll(side: Mapping[str, Any]) -> str:
    low, best, high = (side[f"fatalities_{name}"] for name in ("low", "best", "high"))
    if best is None and low is None and high is None:
        return "unknown"
    middle = "?" if best is None else str(best)
    return (
        middle
        if low == high == best
        else f"{middle} ({'?' if low is None else low}–{'?' if high is None else high})"
    )


def _zone(side: Mapping[str, Any]) -> str:
    zone, fit = side["zone"], side["zone_fit"]
    return f"{zone} ({fit})" if zone and fit else zone or fit or "not told"


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _clean(text))
