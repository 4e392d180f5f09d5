"""Tidied tables as bytes and back, the same rows, kinds and outlines.

The secret of this module is the form: Arrow for the columns and well-known binary for the
outlines, after a JSON head that says how long each part is.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pyarrow as pa
import shapely

from geo.model import CRS, LeftOut
from geo.tables import Tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

ReadTable = tuple[list[Tidy], list[LeftOut], int]
"""As `geo.tables.read_table` returns it."""

_OUTLINE: Final = "geometry"


def encode_table(read: ReadTable) -> bytes:
    """Return what was read of one file as bytes."""
    tidied, notes, rows = read
    parts = [part for tidy in tidied for part in (_events(tidy.events), arrow(tidy.claims))]
    head = {
        "rows": rows,
        "notes": _listed(notes),
        "left_out": [_listed(tidy.left_out) for tidy in tidied],
        "sizes": [len(part) for part in parts],
    }
    text = json.dumps(head).encode("ascii")
    return b"".join([struct.pack("<Q", len(text)), text, *parts])


def decode_table(data: bytes) -> ReadTable:
    """Return what `encode_table` was given."""
    (size,) = struct.unpack_from("<Q", data)
    head = json.loads(data[8 : 8 + size])
    at, parts = 8 + size, []
    for length in head["sizes"]:
        parts.append(from_arrow(memoryview(data)[at : at + length]))
        at += length
    tidied = [
        Tidy(_outlined(events), claims, _unlisted(left))
        for events, claims, left in zip(parts[::2], parts[1::2], head["left_out"], strict=True)
    ]
    return tidied, _unlisted(head["notes"]), head["rows"]


def arrow(table: pd.DataFrame) -> bytes:
    """Return a table without outlines as an Arrow stream."""
    made = pa.Table.from_pandas(table, preserve_index=False)
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, made.schema, options=options) as stream:
        stream.write_table(made)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def from_arrow(data: bytes | memoryview) -> pd.DataFrame:
    """Return the table of an Arrow stream."""
    return pa.ipc.open_stream(pa.py_buffer(data)).read_all().to_pandas()  # type: ignore[no-any-return]


def _events(events: gpd.GeoDataFrame) -> bytes:
    outlines = shapely.to_wkb(events.geometry.to_numpy())
    plain: Any = events.drop(columns=_OUTLINE)
    plain.insert(list(events.columns).index(_OUTLINE), _OUTLINE, outlines)
    import pandas as pd  # noqa: PLC0415

    return arrow(pd.DataFrame(plain))


def _outlined(table: pd.DataFrame) -> gpd.GeoDataFrame:
    outlines = shapely.from_wkb(table[_OUTLINE].to_numpy(dtype=object))
    return gpd.GeoDataFrame(table.assign(**{_OUTLINE: outlines}), geometry=_OUTLINE, crs=CRS)


def _listed(rows: Sequence[LeftOut]) -> list[list[str]]:
    return [[row.stage, row.source, row.locator, row.reason] for row in rows]


def _unlisted(rows: Sequence[Sequence[str]]) -> list[LeftOut]:
    return [LeftOut(*row) for row in rows]
