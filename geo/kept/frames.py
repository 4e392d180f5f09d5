"""Tidied tables as bytes and back, the same rows, kinds and outlines.

The secret of this module is the form: Arrow for the columns and well-known binary for the
outlines, after a JSON head that says how long each part is.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo import coded, spots
from geo.blocks import distinct
from geo.coded import Words
from geo.model import LeftOut
from geo.spots import Spots
from geo.tables import HeldPart, Tidy
from geo.tables.ledger import Asked
from geo.tables.sheet import Layout
from geo.tables.stream import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

ReadTable = tuple[list[Tidy], list[LeftOut], int]
"""As `geo.tables.read_table` returns it."""

_SAMPLE: Final = 2000
_MOSTLY: Final = 0.9  # of a sample, so many different texts are no words
_SELDOM: Final = 0.4  # of a column: each event of a table has some two claims
_OUTLINE: Final = "geometry"
_AS_TOLD: Final = -2  # a point where the row's own coordinates are
_LON, _LAT, _SAME = "geometry lon", "geometry lat", "geometry same"


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


@dataclass(frozen=True, slots=True)
class _Packed:
    """A `Tidy` whose tables are still Arrow's; where parts follow each other, they are read at once."""

    events: pa.Table
    claims: pa.Table
    left_out: list[LeftOut]
    rows: NDArray[np.int64]
    names: Mapping[str, str]

    def join(self, others: Sequence[_Packed]) -> Tidy | None:
        """Return this and the `others` as one, None if their columns differ."""
        every = [self, *others]
        first = self.events.schema.names
        if any(one.events.schema.names != first or one.names != self.names for one in others):
            return None
        starts = accumulate((len(one.events) for one in every), initial=0)
        events = [_moved(one.events, at) for one, at in zip(every, starts, strict=False)]
        return Tidy(
            _outlined(_frame(events)),
            _frame([one.claims for one in every]),
            [row for one in every for row in one.left_out],
            rows=np.concatenate([one.rows for one in every]),
            names=self.names,
        )


def _frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """Return tables of the same columns as one; words that are numbered stay so."""
    import pandas as pd  # noqa: PLC0415

    names = tables[0].schema.names
    words = {
        name: coded.column(
            coded.joined([Words.of(t.column(name).combine_chunks()) for t in tables])
        )
        for name in names
        if any(pa.types.is_dictionary(table.schema.field(name).type) for table in tables)
    }
    rest = _stacked([table.drop_columns(list(words)) for table in tables])
    # each who asks for all texts as one array would put them together anew
    for at, column in enumerate(rest.columns):
        if pa.types.is_large_string(column.type):
            rest = rest.set_column(at, rest.field(at), column.combine_chunks())
    frame = rest.to_pandas(split_blocks=True, use_threads=False)
    columns = {name: words[name] if name in words else frame[name] for name in names}
    return pd.DataFrame(columns, index=frame.index, copy=False)


def _stacked(tables: Sequence[pa.Table]) -> pa.Table:
    """Return tables of the same columns as one; a column without any value has no kind of its own."""
    about = tables[0].schema.metadata
    plain = [table.replace_schema_metadata(None) for table in tables]
    return pa.concat_tables(plain, promote_options="default").replace_schema_metadata(about)


def _moved(table: pa.Table, start: int) -> pa.Table:
    """Return events whose outlines are those of rows that stand `start` rows further down."""
    at = table.schema.get_field_index(_SAME)
    same = table.column(at).to_numpy()
    return table.set_column(at, _SAME, pa.array(np.where(same >= 0, same + start, same)))


def encode_part(part: HeldPart) -> bytes:
    """Return what was made of a part of a table as bytes; what only `geo.check` asks is left out."""
    tidy = part.tidy
    if not isinstance(tidy, Tidy):
        raise TypeError("It is packed already.")
    arrays = [tidy.rows, *(array for one in part.asked for array in one.arrays)]
    parts = [_events(tidy.events), arrow(tidy.claims), *(a.tobytes() for a in arrays)]
    layout = part.state.layout
    head = {
        "size": part.size,
        "notes": _listed(part.notes),
        "left_out": _listed(tidy.left_out),
        "names": dict(tidy.names),
        "state": [part.state.row, part.state.delimiter, layout and asdict(layout)],
        "format": [part.format_name, dict(part.names)],
        "asked": [[one.kind, one.name, list(one.plain), len(one.arrays)] for one in part.asked],
        "kinds": [array.dtype.str for array in arrays],
        "sizes": [len(part) for part in parts],
    }
    text = json.dumps(head).encode("ascii")
    return b"".join([struct.pack("<Q", len(text)), text, *parts])


def decode_part(data: bytes) -> HeldPart:
    """Return what `encode_part` was given; its tables are read when they are joined."""
    (size,) = struct.unpack_from("<Q", data)
    head = json.loads(data[8 : 8 + size])
    ends = list(accumulate(head["sizes"], initial=8 + size))
    parts = [memoryview(data)[a:b] for a, b in pairwise(ends)]
    arrays = iter(
        # some are changed where rows are taken back
        [
            np.frombuffer(part, kind).copy()
            for part, kind in zip(parts[2:], head["kinds"], strict=True)
        ]
    )
    rows = next(arrays)
    asked = [
        Asked(kind, name, tuple(values), tuple(islice(arrays, count)))
        for kind, name, values, count in head["asked"]
    ]
    row, delimiter, layout = head["state"]
    if layout is not None:
        header, kept, names, alike = (
            tuple(layout[name]) for name in ("header", "kept", "names", "alike")
        )
        layout = Layout(layout["width"], header, kept, names, tuple(map(tuple, alike)))
    left_out = _unlisted(head["left_out"])
    return HeldPart(
        _Packed(_read(parts[0]), _read(parts[1]), left_out, rows, head["names"]),
        _unlisted(head["notes"]),
        head["size"],
        State(row, delimiter, layout),
        head["format"][0],
        head["format"][1],
        asked,
    )


def plain_arrow(table: pd.DataFrame) -> pa.Table:
    """Return a table without outlines as Arrow has it."""
    return pa.Table.from_pandas(table, preserve_index=False)


def arrow(table: pd.DataFrame) -> bytes:
    """Return a table without outlines as an Arrow stream that is read fast."""
    made = plain_arrow(table)
    held = pa.table(list(map(_coded, made.columns)), made.schema.names)
    return stream(held.replace_schema_metadata(made.schema.metadata))


def stream(made: pa.Table, *, small: bool = False) -> bytes:
    """Return Arrow's table as a stream, `small` at twice the time of reading it."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=_codec(small=small))
    with pa.ipc.new_stream(sink, made.schema, options=options) as writer:
        writer.write_table(made)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _codec(*, small: bool) -> pa.Codec:
    return pa.Codec("zstd", compression_level=1) if small else pa.Codec("lz4")


def from_arrow(data: bytes | memoryview) -> pd.DataFrame:
    """Return the table of an Arrow stream."""
    return _frame([_read(data)])


def _read(data: bytes | memoryview) -> pa.Table:
    # a part is so small that handing its columns to threads costs as much as unpacking them
    alone = pa.ipc.IpcReadOptions(use_threads=False)
    return pa.ipc.open_stream(pa.py_buffer(data), options=alone).read_all()


def _coded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text with each word once, where few differ."""
    if not pa.types.is_large_string(column.type) or not len(column):
        return column
    sample = column.slice(0, _SAMPLE)
    if pc.count_distinct(sample).as_py() > _MOSTLY * len(sample):
        return column
    found = column.combine_chunks().dictionary_encode()
    if len(found.dictionary) > _SELDOM * len(column):
        return column
    few = len(found.dictionary) <= np.iinfo(np.int16).max
    places = found.indices.cast(pa.int16()) if few else found.indices
    return pa.chunked_array([pa.DictionaryArray.from_arrays(places, found.dictionary)])


def _events(events: gpd.GeoDataFrame) -> bytes:
    """Return events as an Arrow stream, each outline that rows share once."""
    import pandas as pd  # noqa: PLC0415

    places = Spots.of(events.geometry)
    told = _same_bits(places.lon, events["lon"]) & _same_bits(places.lat, events["lat"])
    lon, lat = np.where(told, np.nan, places.lon), np.where(told, np.nan, places.lat)
    same = np.full(len(places), -1, dtype=np.int64)
    same[told] = _AS_TOLD
    outlines = np.full(len(places), None, dtype=object)
    if places.areas is not None:
        rest = np.flatnonzero(~shapely.is_missing(places.areas))
        first, which = distinct(places.areas[rest])  # a province's events share one object
        outlines[rest[first]] = shapely.to_wkb(places.areas[rest[first]])
        same[rest] = rest[first][which]
    plain: Any = events.drop(columns=_OUTLINE)
    held = {_LON: lon, _LAT: lat, _SAME: same, _OUTLINE: outlines}
    at = list(events.columns).index(_OUTLINE)
    for name, column in held.items():
        plain.insert(at, name, column)
    return arrow(pd.DataFrame(plain))


def _same_bits(found: NDArray[np.float64], told: pd.Series[Any]) -> NDArray[np.bool_]:
    """Return which numbers are known and the same to the last bit."""
    given = told.to_numpy(dtype=np.float64)
    same = np.ascontiguousarray(found).view(np.int64) == np.ascontiguousarray(given).view(np.int64)
    return np.asarray(same & ~np.isnan(found))


def _outlined(table: pd.DataFrame) -> gpd.GeoDataFrame:
    import pandas as pd  # noqa: PLC0415

    same = table[_SAME].to_numpy()
    lon, lat = (
        np.where(same == _AS_TOLD, table[told].to_numpy(), table[name].to_numpy())
        for told, name in (("lon", _LON), ("lat", _LAT))
    )
    shapes = np.full(len(table), None, dtype=object)
    first = np.flatnonzero(same == np.arange(len(same)))
    # parts name the same provinces: one object for each, which is then looked at once
    which, outlines = pd.factorize(table[_OUTLINE].to_numpy(dtype=object)[first])
    shapes[first] = shapely.from_wkb(outlines)[which]
    rest = np.flatnonzero(same >= 0)
    shapes[rest] = shapes[same[rest]]
    plain = table.drop(columns=[_LON, _LAT, _SAME]).assign(
        **{_OUTLINE: spots.column(lon, lat, shapes)}
    )
    return gpd.GeoDataFrame(plain, geometry=_OUTLINE, copy=False)


def _listed(rows: Sequence[LeftOut]) -> list[list[str]]:
    return [[row.stage, row.source, row.locator, row.reason] for row in rows]


def _unlisted(rows: Sequence[Sequence[str]]) -> list[LeftOut]:
    return [LeftOut(*row) for row in rows]
