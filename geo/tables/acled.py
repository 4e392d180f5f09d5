"""ACLED's tables: the 31 columns of 2022 and later, and the older ones with data_id and iso3.

The secret of this module is what ACLED's codes leave out. Source: "ACLED Codebook", 2023: a
``geo_precision`` of 3 is a region coded at its capital; a ``time_precision`` of 2 is a week and of 3
a month; ``fatalities`` is one conservative number, and 0 also where nobody knows.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy
from geo.tables.own import RADIUS_M

_BASIS: Final = {
    1: "the day as ACLED codes it",
    2: "within the week before or after the day that ACLED codes",
    3: "the month of the day that ACLED codes",
}
_PLACES: Final = {
    1: "ACLED: the place itself",
    2: "ACLED: near the place, or a part of a region",
    3: "ACLED: somewhere in the region, coded at its capital",
}
_WEEK: Final = np.timedelta64(6, "D")
_REGION: Final = 3


def tidy(table: Table) -> Tidy:
    """Tidy a table of ACLED."""
    day, _ = table.days("event_date")
    when = table.codes("time_precision", (1, 2, 3), 1)
    months = day.astype("datetime64[M]")
    first, last = months.astype("datetime64[us]"), (months + 1).astype("datetime64[us]")
    start = np.select([when == 1, when == 2], [day, day - _WEEK], first)  # noqa: PLR2004
    end = np.select(
        [when == 1, when == 2],  # noqa: PLR2004
        [day, day + _WEEK],
        last - np.timedelta64(1, "D"),
    )
    place = table.text("location")
    spots = table.spots("longitude", "latitude", place)
    nowhere = np.isnan(spots[:, 0])
    precision = table.codes("geo_precision", (1, 2, 3), 3)
    dead = table.counts("fatalities").low
    unsure = dead == 0
    source = table.text("source", "ACLED")
    notes = table.text("notes")
    country = table.countries("country")
    columns = {
        **{name: table.text(name) for name in ("event_type", "sub_event_type", "actor1", "actor2")},
        "country": country,
        "date_start": start,
        "date_end": end,
        "date_basis": np.array([_BASIS[code] for code in when.tolist()], dtype=object),
        "place": place,
        "admin1": table.text("admin1"),
        "admin2": table.text("admin2"),
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(
            nowhere, np.nan, np.array([RADIUS_M[code] for code in precision.tolist()], dtype=float)
        ),
        "geo_precision": np.where(nowhere, np.nan, precision),
        "place_basis": np.where(
            nowhere, "", np.array([_PLACES[code] for code in precision.tolist()], dtype=object)
        ),
        "fatalities_low": dead,
        "fatalities_best": np.where(unsure, np.nan, dead),
        "fatalities_high": np.nan,
        "source": source,
        "notes": notes,
    }
    killed = dead > 0
    claims = [
        ClaimSet(~killed, source, "unknown", "event", quote=notes),
        ClaimSet(killed, source, "unknown", "killed", dead, dead, "=", "", notes),
    ]
    outlines = table.regions(country, table.text("admin1"), precision == _REGION, False)
    stamps = pd.to_numeric(table.text("timestamp"), errors="coerce")
    return table.finish(
        columns,
        claims,
        ids=table.text("event_id_cnty"),
        newest=stamps.to_numpy(dtype=float, na_value=-1.0) if table.has("timestamp") else None,
        outlines=outlines,
        extra={"fatalities_note": np.where(unsure, "0 or unknown: ACLED writes 0 for both", "")},
    )


ACLED: Final = TableFormat(
    name="ACLED",
    signature=frozenset(
        {
            *("event_id_cnty", "event_date", "event_type", "actor1", "location"),
            *("latitude", "longitude", "geo_precision", "fatalities"),
        }
    ),
    tidy=tidy,
    publisher="ACLED",
)
