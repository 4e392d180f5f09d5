"""The zones of events, looked for again only where an event is not what it was.

The secret of this module is what the zone of an event hangs on: its place to the last bit, its doubt
and its days, and all that is known of the zones; never on other events.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo import blocks, coded
from geo.kept import digest
from geo.spots import Spots

if TYPE_CHECKING:
    from collections.abc import Callable

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo.kept import Kept

FEWEST: Final = 4 * blocks.ROWS
"""Events for which it is worth it."""

_MOST: Final = 1 << 15  # zones that sixteen bits can tell apart
_FITS: Final = (None, "outside", "edge", "inside")


def assign(
    events: GeoDataFrame,
    zones: GeoDataFrame,
    afresh: Callable[[GeoDataFrame, GeoDataFrame], GeoDataFrame],
    kept: Kept,
    context: bytes,
) -> GeoDataFrame:
    """Return what `afresh` makes of `events` and `zones`, asking it only about what is not kept.

    `context` stands for the version of `afresh`.
    """
    if len(events) < FEWEST or len(zones) > _MOST or not zones["zone_id"].is_unique:
        return afresh(events, zones)
    ends = blocks.ends(events["event_id"])
    about = digest(context, _about(zones))
    keys = [digest("zones", about, held) for held in blocks.digests(_columns(events), ends)]
    zone, fit = np.full(len(events), -1, dtype=np.int16), np.zeros(len(events), dtype=np.int8)
    lost: list[slice] = []
    for key, first, end in zip(keys, ends, ends[1:], strict=False):
        found = kept.get(key, _decode)
        if found is None or len(found[0]) != end - first:
            lost.append(slice(first, end))
        else:
            zone[first:end], fit[first:end] = found
    if lost:
        rows = np.concatenate([np.arange(part.start, part.stop) for part in lost])
        made = afresh(events.iloc[rows], zones)
        zone[rows] = pd.Index(zones["zone_id"]).get_indexer(pd.Index(made["zone"]))
        fit[rows] = pd.Index(_FITS[1:]).get_indexer(pd.Index(made["zone_fit"])) + 1  # 0: missing
    gone = {part.start for part in lost}
    for key, first, end in zip(keys, ends, ends[1:], strict=False):
        if first in gone:
            kept.put(key, _encode(zone[first:end], fit[first:end]))
    return events.assign(
        zone=coded.chosen(zone, list(zones["zone_id"])), zone_fit=coded.chosen(fit - 1, _FITS[1:])
    )


def _columns(events: GeoDataFrame) -> list[NDArray[Any]]:
    """Return what decides about the zone of each event."""
    spots = Spots.of(events.geometry)
    name = np.zeros((len(spots), 2), dtype=np.int64)
    rows, shapes = spots.outlined()
    first, which = blocks.distinct(shapes)
    sums = b"".join(digest(found) for found in shapely.to_wkb(shapes[first]))
    name[rows] = np.frombuffer(sums, np.int64).reshape(-1, 2)[which]
    return [
        spots.lon,
        spots.lat,
        name,
        events["radius_m"].to_numpy(dtype=float, na_value=np.nan),
        *(events[day].to_numpy(dtype="datetime64[us]") for day in ("date_start", "date_end")),
    ]


def _about(zones: GeoDataFrame) -> bytes:
    parts = [
        part
        for row in zones.itertuples(index=False)
        for part in (shapely.to_wkb(row.geometry), repr((row.zone_id, row.start, row.end, row.accuracy_m)))
    ]  # fmt: skip
    return digest(*parts)


def _encode(zone: NDArray[np.int16], fit: NDArray[np.int8]) -> bytes:
    return b"".join([struct.pack("<I", len(zone)), zone.astype("<i2").tobytes(), fit.tobytes()])


def _decode(data: bytes) -> tuple[NDArray[np.int16], NDArray[np.int8]]:
    (rows,) = struct.unpack_from("<I", data)
    zone = np.frombuffer(data, "<i2", rows, 4).astype(np.int16)
    return zone, np.frombuffer(data, np.int8, rows, 4 + zone.nbytes)
