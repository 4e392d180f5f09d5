"""Tidied tables as bytes and back, the same rows, kinds and outlines.

The secret of this module is the form: Arrow for the columns and well-known binary for the
outlines, after a JSON head that says how long each part is.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo import coded, spots
from geo.blocks import digests, distinct
from geo.coded import Unread, Words
from geo.kept import digest
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
_LONG_TEXTS: Final = ("notes", "quote")
"""A third of all bytes, which nobody reads who draws the same texts again."""

_OUTLINE: Final = "geometry"
_AS_TOLD: Final = -2  # a point where the row's own coordinates are
_LON, _LAT, _SAME = "geometry lon", "geometry lat", "geometry same"


def encode_table(read: ReadTable) -> bytes:
    """Return what was read of one file as bytes."""
    tidied, notes, rows = read
    parts = [part for tidy in tidied for part in (stream(_events(tidy.events)), arrow(tidy.claims))]
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

    events: _Sheaf
    claims: _Sheaf
    left_out: list[LeftOut]
    rows: NDArray[np.int64]
    names: Mapping[str, str]

    def join(self, others: Sequence[_Packed]) -> Tidy | None:
        """Return this and the `others` as one, None if their columns differ."""
        every = [self, *others]
        first = self.events.names
        if any(one.events.names != first or one.names != self.names for one in others):
            return None
        starts = accumulate((len(one.events.table) for one in every), initial=0)
        events = [
            replace(one.events, table=_moved(one.events.table, at))
            for one, at in zip(every, starts, strict=False)
        ]
        return Tidy(
            _outlined(_frame(events)),
            _frame([one.claims for one in every]),
            [row for one in every for row in one.left_out],
            rows=np.concatenate([one.rows for one in every]),
            names=self.names,
        )


@dataclass(frozen=True, slots=True)
class _Long:
    """A column of long texts: how many, their digest, and the stream that they lie in."""

    rows: int
    sum: bytes
    data: bytes

    def texts(self) -> pa.ChunkedArray:
        """Return the texts."""
        return _read(self.data).column(0)


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """A part's table: its columns but for the `long` ones, and the `names` of all in their order."""

    table: pa.Table
    long: Mapping[str, _Long]
    names: Sequence[str]

    def whole(self) -> _Sheaf:
        """Return it with all columns read."""
        if not self.long:
            return self
        columns = [
            self.long[name].texts() if name in self.long else self.table.column(name)
            for name in self.names
        ]
        made = pa.table(columns, list(self.names))
        return _Sheaf(made.replace_schema_metadata(self.table.schema.metadata), {}, self.names)


def _frame(parts: Sequence[_Sheaf]) -> pd.DataFrame:
    """Return tables of the same columns as one; words that are numbered stay so, long texts packed."""
    import pandas as pd  # noqa: PLC0415

    if any(part.long.keys() != parts[0].long.keys() for part in parts):
        parts = [part.whole() for part in parts]
    long = {name: _unread([part.long[name] for part in parts]) for name in parts[0].long}
    names, tables = parts[0].names, [part.table for part in parts]
    words = {
        name: coded.column(
            coded.joined([Words.of(t.column(name).combine_chunks()) for t in tables])
        )
        for name in tables[0].schema.names
        if any(pa.types.is_dictionary(table.schema.field(name).type) for table in tables)
    }
    rest = _stacked([table.drop_columns(list(words)) for table in tables])
    # each who asks for all texts as one array would put them together anew
    for at, column in enumerate(rest.columns):
        if pa.types.is_large_string(column.type):
            rest = rest.set_column(at, rest.field(at), column.combine_chunks())
    frame = rest.to_pandas(split_blocks=True, use_threads=False)
    held = {**words, **long}
    columns = {name: held[name] if name in held else frame[name] for name in names}
    return pd.DataFrame(columns, index=frame.index, copy=False)


def _unread(parts: Sequence[_Long]) -> pd.api.extensions.ExtensionArray:
    """Return the long texts of all parts as a column that nobody has read."""

    def unpack() -> pa.Array:
        return pa.chunked_array(
            chunk for part in parts for chunk in part.texts().chunks
        ).combine_chunks()

    content = digest(*(data for part in parts for data in (str(part.rows), part.sum)))
    return coded.column(Unread(coded.Packed(sum(part.rows for part in parts), content, unpack)))


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
    tables = [_events(tidy.events), _arrow(tidy.claims)]
    long = [_long(table) for table in tables]
    parts = [
        *(stream(table.drop_columns(list(held))) for table, held in zip(tables, long, strict=True)),
        *(one.data for held in long for one in held.values()),
        *(array.tobytes() for array in arrays),
    ]
    layout = part.state.layout
    head = {
        "size": part.size,
        "notes": _listed(part.notes),
        "left_out": _listed(tidy.left_out),
        "names": dict(tidy.names),
        "state": [part.state.row, part.state.delimiter, layout and asdict(layout)],
        "format": [part.format_name, dict(part.names)],
        "asked": [[one.kind, one.name, list(one.plain), len(one.arrays)] for one in part.asked],
        "columns": [table.schema.names for table in tables],
        "long": [{name: [one.rows, one.sum.hex()] for name, one in held.items()} for held in long],
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
    parts = iter([memoryview(data)[a:b] for a, b in pairwise(ends)])
    tables = [_read(part) for part in islice(parts, 2)]
    long = [
        # copied, since it may stay when all else of the entry is gone
        {
            name: _Long(n, bytes.fromhex(told), bytes(next(parts)))
            for name, (n, told) in held.items()
        }
        for held in head["long"]
    ]
    arrays = iter(
        # some are changed where rows are taken back
        [np.frombuffer(part, kind).copy() for part, kind in zip(parts, head["kinds"], strict=True)]
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
    events, claims = map(_Sheaf, tables, long, head["columns"])
    return HeldPart(
        _Packed(events, claims, left_out, rows, head["names"]),
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
    return stream(_arrow(table))


def _arrow(table: pd.DataFrame) -> pa.Table:
    """Return a table without outlines as Arrow has it, each word once where few differ."""
    made = plain_arrow(table)
    held = pa.table(list(map(_coded, made.columns)), made.schema.names)
    return held.replace_schema_metadata(made.schema.metadata)


def _long(table: pa.Table) -> dict[str, _Long]:
    """Return the long texts of a table as they are kept, unless few differ or some are missing."""
    found = {}
    for name in _LONG_TEXTS:
        at = table.schema.get_field_index(name)
        if (
            at >= 0
            and pa.types.is_large_string(table.field(at).type)
            and not table.column(at).null_count
        ):
            texts = table.column(at).combine_chunks()
            (content,) = digests([texts], [0, len(texts)])
            found[name] = _Long(len(texts), content, stream(pa.table([texts], [name])))
    return found


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
    table = _read(data)
    return _frame([_Sheaf(table, {}, table.schema.names)])


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


def _events(events: gpd.GeoDataFrame) -> pa.Table:
    """Return events as Arrow has them, each outline that rows share once."""
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
    return _arrow(pd.DataFrame(plain))


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
