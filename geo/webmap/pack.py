"""How a table becomes few bytes that a browser unpacks fast.

The secret of this module is the format; `geo/web/src/codec.ts` is its other half. A block is a
little-endian length, a JSON header of that length, then bytes. Columns are stored one after the
other, and each as *planes*: first the lowest byte of every row, then the second lowest, and so on,
since deflate finds little in mixed bytes and much in planes.

==========  =====================================================================================
``cat``     codes into a dictionary, the most frequent first; a missing value has its own code
``map``     the same where another text column decides it: a code for each of that one's words
``int``     whole numbers below 2^31, zigzag; ``delta`` set: each less the one before, the first less
            ``b``; or no plane, each is ``b``
``f64``     other numbers, eight planes
``deg``     degrees in steps of 10^-digits, each less the median of its group (a place)
``hex``     identifiers of equal length in hexadecimal digits
``seq``     identifiers with one prefix and rising numbers
``list``    anything else, as JSON in the header
==========  =====================================================================================

Long text is not in the block: see `geo.webmap.texts`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo import coded
from geo.coded import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_DIGITS: Final = 6  # 0.1 m: finer than any place in a report
LARGE: Final = 1 << 16
SAMPLE: Final = 1 << 14
INT_LIMIT: Final = 2**30  # zigzag and a difference of two must fit into 32 bits

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PREFIX = re.compile(r"[A-Za-z_-]*")
_MOST_DIGITS: Final = 9
_HEX = re.compile(rb"[0-9a-f]+")

SPACE: Final = 32
_DELETE: Final = 127
_KEPT_CONTROLS: Final = np.frombuffer(b"\t\n\r", np.uint8)

Spec = dict[str, Any]


def clean(text: str) -> str:
    r"""Replace control characters and lone surrogates, which no page can show, by U+FFFD.

    Examples
    --------
    >>> clean("a\x00b\nc")
    'a�b\nc'
    """
    return _CONTROL.sub("\ufffd", text)


def deflated(
    data: bytes | memoryview, level: int, strategy: int, *, last: bool, window: int = 15
) -> bytes:
    """Deflate a part of a stream that refers to nothing before it nor 2^`window` bytes back."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -window, 9, strategy)
    return squeeze.compress(data) + squeeze.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


Remember = Callable[[Callable[[], bytes], Callable[[], dict[str, bytes]]], dict[str, bytes]]
"""Returns named bytes by a key that stands for all that goes into them, made if need be."""


def make_anew(_: Callable[[], bytes], make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Remember nothing."""
    return make()


Squeeze = Callable[[memoryview, int, bool], bytes]
"""Deflates a run of planes with a strategy; the last one, or not."""

Choose = Callable[["Sequence[memoryview]"], bytes]
"""Tells with which strategy each plane is deflated, by a sample of it, empty for small planes."""


def squeeze(data: memoryview, strategy: int, last: bool) -> bytes:
    """Deflate a run of planes."""
    return deflated(data, 5, strategy, last=last)


def choose(samples: Sequence[memoryview]) -> bytes:
    """Tell which way of deflating makes each sample smaller."""
    ways = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY)
    return bytes(
        min(ways, key=lambda way: len(deflated(sample, 5, way, last=True))) if sample else ways[0]
        for sample in samples
    )


def deflate(
    data: bytes,
    *,
    small: bool = False,
    cuts: Sequence[int] = (),
    by: Squeeze = squeeze,
    choose: Choose = choose,
) -> bytes:
    """Compress without a header, for the browser's ``DecompressionStream("deflate-raw")``.

    Large blocks at level 5, unless they have to be `small`: on 400,000 events, level 9 takes five
    times as long and saves 0.8 %. Between `cuts`, as the planes of a `Block`, bytes that repeat no
    sequence are only given short codes: that is quicker, and smaller since a search for sequences
    finds false friends (6 % over all planes of those events).
    """
    if small or len(data) < LARGE:
        return deflated(data, 9, zlib.Z_DEFAULT_STRATEGY, last=True)
    whole = memoryview(data)
    ends = [cut for cut in cuts if 0 < cut < len(data)]
    runs: list[tuple[int, int, int]] = []  # strategy, from, to
    planes = list(pairwise([0, *ends, len(data)]))
    chosen = choose([_sample(whole[start:end]) for start, end in planes])
    for strategy, (start, end) in zip(chosen, planes, strict=True):
        joins = runs and runs[-1][0] == strategy == zlib.Z_DEFAULT_STRATEGY
        joins = joins and runs[-1][2] - runs[-1][1] < LARGE
        runs.append((strategy, runs.pop()[1] if joins else start, end))
    return b"".join(
        by(whole[start:end], strategy, end == len(data)) for strategy, start, end in runs
    )


def _sample(part: memoryview) -> memoryview:
    """Return the middle of `part`, nothing of a small one."""
    middle = len(part) // 2
    return part[middle - SAMPLE // 2 : middle + SAMPLE // 2] if len(part) >= LARGE else part[:0]


def encode_block(
    data: bytes,
    *,
    small: bool = False,
    cuts: Sequence[int] = (),
    by: Squeeze = squeeze,
    choose: Choose = choose,
) -> str:
    """Return what stands in the page for `data`: deflated, in base64."""
    return in_page(deflate(data, small=small, cuts=cuts, by=by, choose=choose))


def in_page(made: bytes) -> str:
    """Return what stands in the page for deflated bytes: base64."""
    return base64.b64encode(made).decode("ascii")


def to_json(value: object) -> bytes:
    """Return compact JSON in UTF-8; the same value gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def _zigzag(values: np.ndarray) -> np.ndarray:
    """Map 0, -1, 1, -2, ... to 0, 1, 2, 3, ... so that small stays small."""
    wide = values.astype(np.int64)
    return ((wide << 1) ^ (wide >> 63)).astype(np.uint32)


def _is_constant(values: pd.Series) -> bool:
    """Tell whether a column of text holds one text alone, if that can be told at once."""
    if not len(values) or values.dtype != "str" or values.iloc[0] != values.iloc[-1]:
        return False  # most columns that vary do so between their ends
    if values.hasnans:
        return False
    texts = as_texts(values)
    return bool(pc.all(pc.equal(texts, texts[0])).as_py())


def words_of(values: pd.Series) -> Words:
    """Return the words of a column; what is missing is empty."""
    if (known := coded.words_of(values)) is not None:
        return known.filled("")
    if _is_constant(values):
        return Words(np.zeros(len(values), dtype=np.int32), as_texts(values.iloc[:1]))
    return Words.of(as_texts(values))


def _missing(values: pd.Series) -> np.ndarray:
    return values.isna().to_numpy(dtype=bool)


class Block:
    """Columns on their way into one block; `finish` gives its bytes.

    Parameters
    ----------
    header
        Goes into the JSON header as it is, beside the tables.
    base
        A block that the page has already read: bytes that it has are not written again, but
        pointed at by a negative offset.
    """

    def __init__(
        self, header: Mapping[str, object] | None = None, base: Block | None = None
    ) -> None:
        self._header: dict[str, object] = dict(header or {})
        self._tables: dict[str, dict[str, Any]] = {}
        self._parts: list[bytes] = []
        self._cuts: list[int] = []
        self._size = 0
        self._seen: dict[bytes, int] = (
            {key: -1 - at for key, at in base._seen.items() if at >= 0} if base else {}
        )

    def table(self, name: str, rows: int) -> None:
        """Begin a table; `add_*` then fill its columns."""
        self._tables[name] = {"n": rows, "cols": {}}

    def finish(self) -> bytes:
        """Return length, header and planes."""
        header = to_json({**self._header, "tables": self._tables})
        return struct.pack("<I", len(header)) + header + b"".join(self._parts)

    def encode(self, by: Squeeze = squeeze, choose: Choose = choose) -> str:
        """Return what stands in the page for this block, its runs of planes deflated `by` that."""
        data = self.finish()
        planes = len(data) - self._size
        return encode_block(data, cuts=[planes + cut for cut in self._cuts], by=by, choose=choose)

    def _append(self, data: bytes, step: int = 0) -> int:
        """Add bytes, in planes of `step` bytes each; return where they begin."""
        key = hashlib.sha256(data).digest()
        if key not in self._seen:
            self._seen[key] = self._size
            self._parts.append(data)
            self._cuts += range(self._size, self._size + len(data), step or max(1, len(data)))
            self._size += len(data)
        return self._seen[key]

    def _planes(self, values: np.ndarray) -> Spec:
        """Store unsigned numbers of at most 32 bits, without the planes that are all zero."""
        size = values.dtype.itemsize
        raw = np.ascontiguousarray(values, dtype=f"<u{size}").view(np.uint8).reshape(-1, size)
        used = (int(values.max(initial=0)).bit_length() + 7) // 8
        at = self._append(b"".join(raw[:, p].tobytes() for p in range(used)), len(raw))
        return {"o": at, "k": used}

    def _mask(self, missing: np.ndarray, rows: np.ndarray | None = None) -> Spec:
        """Store which rows are missing, if any is."""
        if not missing.any():
            return {}
        return {"z": self._append(_taken(missing.view(np.uint8), rows).tobytes())}

    def _put(self, table: str, column: str, spec: Spec) -> None:
        self._tables[table]["cols"][column] = spec

    def add_text(
        self,
        table: str,
        column: str,
        values: pd.Series | Words,
        *,
        by: Mapping[str, np.ndarray] | None = None,
        rows: np.ndarray | None = None,
    ) -> np.ndarray:
        """Store text that repeats, as codes into a dictionary; return the codes.

        `rows` are those of `values` that are stored, each once, in their order; None for all.

        `by` are the codes of text columns of this table, tried in turn: where one of them decides
        the value, as a sub-event type its event type, a code for each of its words is enough.
        """
        codes: np.ndarray
        if isinstance(values, Words):
            codes, found = values.codes, values.found
        else:
            codes, index = pd.factorize(values, use_na_sentinel=False)
            found = pa.array(
                [None if pd.isna(w) else clean(str(w)) for w in index], pa.large_string()
            )
        names = cleaned(found)
        shown = codes if rows is None or len(rows) == len(codes) else codes[rows]
        count = np.bincount(shown, minlength=len(found))
        used = np.flatnonzero(count)
        # the most frequent first, then as Python sorts texts, what is missing as if it were empty
        sorting = {
            "count": -count[used],
            "name": names.take(pa.array(used)).fill_null(""),
            "given": found.take(pa.array(used)),
        }
        by_count = [(name, "ascending") for name in sorting]
        order = used[pc.sort_indices(pa.table(sorting), sort_keys=by_count).to_numpy()]
        # what is put in order is as narrow as can be, so that it stays in the processor's cache
        rank = np.zeros(max(1, len(found)), dtype=np.min_scalar_type(len(order)))
        rank[order] = np.arange(len(order))
        ranked = _taken(np.take(rank, codes), rows)
        spec: Spec = {"t": "cat", "d": names.take(pa.array(order)).to_pylist()}
        for deciding, leading in (by or {}).items():
            if len(order) > 1 and (decided := _decided(leading, ranked)) is not None:
                self._put(table, column, {**spec, "t": "map", "by": deciding, "m": decided})
                return ranked
        self._put(table, column, {**spec, **self._planes(ranked)})
        return ranked

    def add_number(
        self,
        table: str,
        column: str,
        values: pd.Series,
        *,
        delta: bool = False,
        rows: np.ndarray | None = None,
    ) -> None:
        """Store numbers, missing ones too; whole ones below 2^30 in as few planes as they need.

        `rows` as in `add_text`.
        """
        if rows is not None and (delta or len(rows) != len(values)):
            values, rows = values.take(rows), None  # which ones they are matters
        missing = _missing(values)
        if pd.api.types.is_integer_dtype(values.dtype):
            filled: np.ndarray = values.to_numpy(dtype=np.int64, na_value=0)
        else:
            number = values.astype("float64").to_numpy(dtype="float64", na_value=np.nan)
            number = np.where(missing | ~np.isfinite(number), np.nan, number)
            missing = np.isnan(number)
            filled = np.where(missing, 0.0, number)
        least, most = filled.min(initial=0), filled.max(initial=0)
        small = least > -INT_LIMIT and most < INT_LIMIT
        if small and (filled.dtype == np.int64 or (filled == np.round(filled)).all()):
            whole = filled.astype(np.int64)
            # what is missing is told by the mask
            base = int(whole[missing.argmin()]) if len(whole) else 0
            if delta:
                whole = _fill_forward(whole, missing, base)
                whole = np.diff(whole, prepend=np.int64(base))
            elif ((whole == base) | missing).all():
                whole = np.zeros_like(whole)
            else:
                base = 0
            packed = _zigzag(whole)
            narrow = packed.astype(np.min_scalar_type(packed.max(initial=0)))
            mask = self._mask(missing, rows)
            spec: Spec = {"t": "int", **self._planes(_taken(narrow, rows)), **mask}
            if base:
                spec["b"] = base
            if delta:
                spec["delta"] = 1
        else:
            held = np.ascontiguousarray(_taken(filled, rows), dtype="<f8")
            raw = held.view(np.uint8).reshape(-1, 8)
            at = self._append(np.ascontiguousarray(raw.T).tobytes(), len(raw))
            spec = {"t": "f64", "o": at, **self._mask(missing, rows)}
        self._put(table, column, spec)

    def add_dates(
        self,
        table: str,
        column: str,
        values: pd.Series,
        *,
        delta: bool = False,
        rows: np.ndarray | None = None,
    ) -> None:
        """Store days, as days since 1970-01-01; before that they are negative.

        `rows` as in `add_text`.
        """
        missing = _missing(values)
        if rows is not None and len(rows) == len(values) and missing.all():
            rows = None  # one is as good as another
        days = values.to_numpy(dtype="datetime64[D]").astype(np.int64)
        whole = pd.Series(pd.arrays.IntegerArray(_taken(days, rows), _taken(missing, rows)))
        self.add_number(table, column, whole, delta=delta)

    def add_degrees(
        self, table: str, column: str, values: pd.Series, groups: np.ndarray, by: str
    ) -> None:
        """Store longitudes or latitudes as steps from the median of their group.

        `groups` are the codes of the text column `by`. Rounded to 10^-6 degrees.
        """
        missing = _missing(values)
        degrees = np.where(missing, 0.0, values.to_numpy(dtype="float64", na_value=0.0))
        digits = _digits(degrees)
        steps = np.round(degrees * 10**digits).astype(np.int64)
        known = pd.Series(steps[~missing]).groupby(groups[~missing]).median().round()
        middle = np.zeros(int(groups.max(initial=0)) + 1, dtype=np.int64)
        middle[known.index.to_numpy()] = known.to_numpy().astype(np.int64)
        off = np.where(missing, 0, steps - middle[groups])
        self._put(
            table,
            column,
            {
                "t": "deg",
                "e": digits,
                "by": by,
                "m": self._append(middle.astype("<i4").tobytes()),
                "g": len(middle),
                **self._planes(_zigzag(off)),
                **self._mask(missing),
            },
        )

    def add_ids(
        self,
        table: str,
        column: str,
        values: Sequence[str] | pa.Array,
        rows: np.ndarray | None = None,
    ) -> None:
        """Store identifiers in the smallest of three ways that gives them back unchanged.

        `rows` is the order that they are stored in, None for their own.
        """
        ids = values if isinstance(values, pa.Array) else as_texts(pd.Series(values, dtype="str"))
        spec = self._hex(ids, rows) or self._sequence(ids, rows)
        if spec is None:
            ordered = ids if rows is None else ids.take(pa.array(rows))
            spec = {"t": "list", "d": [clean(i) for i in ordered.to_pylist()]}
        self._put(table, column, spec)

    def _hex(self, ids: pa.Array, rows: np.ndarray | None) -> Spec | None:
        """Store identifiers of equal length in hexadecimal digits, if that is what they are."""
        width = len(ids[0].as_py()) if len(ids) else 0
        if not width or width % 2 or not pc.all(pc.equal(pc.binary_length(ids), width)).as_py():
            return None
        from_, to = np.frombuffer(ids.buffers()[1], np.int64)[[ids.offset, ids.offset + len(ids)]]
        digits = ids.buffers()[2][int(from_) : int(to)].to_pybytes()
        if not _HEX.fullmatch(digits):
            return None
        raw = np.frombuffer(bytes.fromhex(digits.decode()), np.uint8).reshape(len(ids), -1)
        held = (raw if rows is None else raw[rows]).tobytes()
        return {"t": "hex", "w": width // 2, "o": self._append(held)}

    def _sequence(self, ids: pa.Array, rows: np.ndarray | None) -> Spec | None:
        """Store identifiers of one prefix and a number each, if that is what they are."""
        first = ids[0].as_py() if len(ids) else ""
        prefix = _PREFIX.match(first)[0]  # type: ignore[index] # it may be empty
        rest = pc.utf8_slice_codeunits(ids, len(prefix))
        if not len(ids) or not pc.all(pc.starts_with(ids, prefix)).as_py():
            return None
        # nine digits stay below 2^30; what the numbers do not give back, as 007, is no number
        if pc.max(pc.binary_length(rest)).as_py() > _MOST_DIGITS:
            return None
        try:
            numbers = pc.cast(rest, pa.int64())
        except pa.ArrowInvalid:
            return None
        given_back = pc.cast(numbers, pa.large_string())
        if not pc.all(pc.equal(given_back, rest)).as_py() or pc.min(numbers).as_py() < 0:
            return None
        found = numbers.to_numpy() if rows is None else numbers.to_numpy()[rows]
        first_number = int(found[0])
        steps = np.diff(found, prepend=np.int64(first_number))
        return {"t": "seq", "p": prefix, "b": first_number, **self._planes(_zigzag(steps))}


def _taken(values: np.ndarray, rows: np.ndarray | None) -> np.ndarray:
    """Return `rows` of `values`, None for all."""
    return values if rows is None else values[rows]


def _digits(degrees: np.ndarray) -> int:
    """Return the fewest decimals that give `degrees` back, as far as any are kept."""

    def enough(values: np.ndarray, digits: int) -> bool:
        return bool(np.allclose(values, values.round(digits), rtol=0, atol=1e-9))

    few = degrees[:SAMPLE]  # they rule out most
    tried = (d for d in range(MAX_DIGITS) if enough(few, d) and enough(degrees, d))
    return next(tried, MAX_DIGITS)


def _fill_forward(values: np.ndarray, missing: np.ndarray, first: int) -> np.ndarray:
    """Give missing rows the value before them, or `first`, so that their difference is 0."""
    if not missing.any():
        return values
    last = np.maximum.accumulate(np.where(missing, -1, np.arange(len(values))))
    filled: np.ndarray = np.where(last < 0, first, values[np.maximum(last, 0)])
    return filled


def _decided(leading: np.ndarray, codes: np.ndarray) -> list[int] | None:
    """Return the code that goes with each code of `leading`, or None if one goes with several."""
    words = int(leading.max(initial=0)) + 1
    if words * 4 > len(leading):
        return None  # too many words for the list to be worth it
    first = np.zeros(words, dtype=codes.dtype)
    first[leading] = codes
    return first.tolist() if (first[leading] == codes).all() else None


def as_texts(values: pd.Series) -> pa.Array:
    """Return a text column for `pack_texts`; missing is empty."""
    filled = values.fillna("") if values.hasnans else values
    try:
        column = pa.array(filled, pa.large_string())
    except (UnicodeEncodeError, pa.ArrowException):  # a lone surrogate
        return pa.array([clean(str(text)) for text in filled], pa.large_string())
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def cleaned(column: pa.Array) -> pa.Array:
    """Replace control characters as `clean` does."""
    data = column.buffers()[2]
    if data is None or not _has_control(np.frombuffer(data, np.uint8)):
        return column
    return pa.array([clean(text) for text in column.to_pylist()], pa.large_string())


def _has_control(data: np.ndarray) -> bool:
    """Tell whether `clean` may have something to replace in this UTF-8."""
    for at in range(0, len(data), LARGE):  # a piece stays in the processor's cache
        piece = data[at : at + LARGE]
        if (piece < SPACE).any() or (piece == _DELETE).any():
            low = piece[(piece < SPACE) | (piece == _DELETE)]
            if not np.isin(low, _KEPT_CONTROLS).all():
                return True
    return False
