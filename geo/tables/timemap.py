"""Events of Forensic Architecture's TimeMap: a list of objects in JSON, or the sheet they come from.

The secret of this module is TimeMap's habits: days are month/day/year, ``category`` is the kind of
event and ``type`` the kind within it, sources are ids of another list. Source:
github.com/forensic-architecture/timemap, ``src/reducers/validate/eventSchema.js``.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy
from geo.tables.own import RADIUS_M


def tidy(table: Table) -> Tidy:
    """Tidy a list of TimeMap's events."""
    start, end = table.days("date")
    place = table.text("location")
    spots = table.spots("longitude", "latitude", place)
    nowhere = np.isnan(spots[:, 0])
    notes = table.text("description")
    source = table.text("sources", "TimeMap")
    columns = {
        "event_type": table.text("category", "unknown"),
        "sub_event_type": table.text("type"),
        "date_start": start,
        "date_end": end,
        "date_basis": table.text("time_precision", "from the table"),
        "place": place,
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(nowhere, np.nan, RADIUS_M[1]),
        "geo_precision": np.where(nowhere, np.nan, 1),
        "place_basis": np.where(nowhere, "", "coordinates from the table"),
        "source": source,
        "notes": notes,
    }
    claims = [ClaimSet(True, source, "unknown", "event", quote=notes)]
    return table.finish(columns, claims, ids=table.text("id"))


TIMEMAP: Final = TableFormat(
    name="TimeMap",
    signature=frozenset(
        {"id", "description", "date", "time", "location", "latitude", "longitude", "associations"}
    ),
    tidy=tidy,
    publisher="TimeMap",
    date_order="mdy",
)
