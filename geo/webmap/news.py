"""What of the changes since an earlier edition a page carries.

The secret of this module is which page a change belongs to: the one that shows the event, or that
would show it if it were still there. A page for other eyes than the desk's carries none, since
what something was before may be just what its profile withholds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.webmap.pack import clean
from geo.withheld import INTERNAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.project import MapSpec

MOST: Final = 5_000
"""How many changes a page lists; who changed more has another map."""


def page_news(
    news: Mapping[str, Any] | None, ids: pd.Series, spec: MapSpec
) -> dict[str, Any] | None:
    """Return the changes of `news` for the page of `spec` that shows the events of `ids`, or None.

    Parameters
    ----------
    ids
        By the numbers of the events on the page.
    news
        ``since`` (ISO 8601), ``published`` and ``changes``, as `geo.changes_told.as_records` makes
        them.
    """
    if news is None or spec.profile != INTERNAL:
        return None
    wanted = {change["event_id"] for change in news["changes"]}
    here = ids[ids.isin(wanted)]
    rows = dict(zip(here, here.index, strict=True))
    told = []
    for change in news["changes"]:
        row = rows.get(change["event_id"], -1)
        if row < 0 and not (change["kind"] == "gone" and _in_period(change["day"], spec)):
            continue
        told.append({"row": int(row), **{key: _clean(change[key]) for key in _keys(change, row)}})
    return {
        "since": news["since"][:10],
        "published": bool(news["published"]),
        "all": len(told),
        "rows": told[:MOST],
    }


def _keys(change: Mapping[str, Any], row: int) -> list[str]:
    """Return what has to be said of a change; an event on the page speaks for itself."""
    keys = ["kind", "before", "after", "km", "by", "others"]
    if row < 0:
        keys += ["what", "place", "day", "source", "reason"]
    return [key for key in keys if change[key]]


def _in_period(day: str | None, spec: MapSpec) -> bool:
    if not day:
        return True
    return (spec.start is None or day >= spec.start.isoformat()) and (
        spec.end is None or day <= spec.end.isoformat()
    )


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_clean(held) for held in value]
    return value
