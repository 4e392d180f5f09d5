"""Which events a period holds.

The secret of this module is what doubt about a day does to the choice: whatever may have happened
in the period is in it, and what has no day is never dropped for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from geopandas import GeoDataFrame


def in_period(events: GeoDataFrame, start: date | None, end: date | None) -> GeoDataFrame:
    """Return the events that may have happened from `start` to `end`, both included.

    None leaves a side open; events without a day stay.
    """
    import pandas as pd  # noqa: PLC0415 - only where tables are at hand

    keep = pd.Series(data=True, index=events.index)
    if start is not None:
        last = events["date_end"].fillna(events["date_start"])
        keep &= last.isna() | (last >= pd.Timestamp(start))
    if end is not None:
        first = events["date_start"].fillna(events["date_end"])
        keep &= first.isna() | (first <= pd.Timestamp(end))
    return events if keep.all() else events[keep]
