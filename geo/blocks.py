"""Rows found by their ids, and blocks of rows known again by their content.

The secret of this module is where a block ends: behind a row whose id says so by its own last
letters, so that a row more or less changes one block and leaves the others as they are.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

ROWS: Final = 1 << 12
"""Of a block, about; a power of two."""

_LETTERS: Final = 8
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio
_SUM: Final = 16


def texts(values: pd.Series[Any]) -> pa.Array:
    """Return a column of text as one array; missing is empty."""
    column = pa.array(values.fillna("") if values.hasnans else values, pa.large_string())
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def rows_of(wanted: pd.Series[Any], ids: pd.Series[Any]) -> NDArray[np.int64]:
    """Return where in `ids`, which differ, each of `wanted` stands, -1 if nowhere."""
    if not len(wanted) or not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    each, known = texts(wanted), texts(ids)
    begins = np.ones(len(each), dtype=bool)
    begins[1:] = pc.not_equal(each[1:], each[:-1]).to_numpy(zero_copy_only=False)
    run = np.cumsum(begins) - 1
    firsts = each.filter(pa.array(begins))
    if len(firsts) == len(known) and pc.all(pc.equal(firsts, known)).as_py():
        return run  # the claims in the order of the events, as tables have them
    found = pc.index_in(firsts, value_set=known).fill_null(-1).to_numpy().astype(np.int64)
    at: NDArray[np.int64] = found[run]
    return at


def ordered(*keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the order of rows by whole numbers, the first key counting most; equal rows stay as they are.

    numpy sorts numbers of sixteen bits by counting them, ten times as fast as larger ones.
    """
    order: NDArray[np.int64] = np.arange(len(keys[0]))
    for key in reversed(keys):
        above = (key - key.min(initial=0)).astype(np.uint64)
        for shift in range(0, int(above.max(initial=0)).bit_length(), 16):
            digits = (above[order] >> np.uint64(shift)).astype(np.uint16)
            order = order[np.argsort(digits, kind="stable")]
    return order


def distinct(shapes: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each object stands first, rising, and which of those each of `shapes` is.

    A province's events share one object.
    """
    names = np.fromiter(map(id, shapes.tolist()), dtype=np.int64, count=len(shapes))
    _, first, again = np.unique(names, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return first[order], place[again]


def letters(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return where in the bytes each text begins, with the end of the last one; and the bytes."""
    _, starts, data = column.buffers()
    if starts is None or not len(column):
        return np.zeros(len(column) + 1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    at = np.frombuffer(starts, np.int64)[column.offset : column.offset + len(column) + 1]
    return at, np.frombuffer(b"" if data is None else data, np.uint8)


def ends(ids: pd.Series[Any], rows: int = ROWS) -> list[int]:
    """Return 0 and where each block of about `rows` rows, a power of two, ends; there is one at least."""
    mixed = _last_letters(texts(ids)) * _SPREAD
    mixed ^= mixed >> np.uint64(32)
    marked = np.flatnonzero((mixed * _SPREAD) >> np.uint64(65 - rows.bit_length()) == 0) + 1
    return [0, *(end for end in marked.tolist() if end < len(ids)), len(ids)]


def _last_letters(column: pa.Array) -> NDArray[np.uint64]:
    """Return the last bytes of each text as one number, the very last counting most."""
    starts, data = letters(column)
    at = starts[1:] - _LETTERS
    if len(at) and (at >= starts[:-1]).all():
        # numbers that begin at every byte
        whole: NDArray[np.uint64] = np.ndarray(
            (len(data) - _LETTERS + 1,), "<u8", data, strides=(1,)
        )
        return whole[at]
    number = np.zeros(len(at), dtype=np.uint64)
    for back in range(1, _LETTERS + 1):
        at = starts[1:] - back
        there = at >= starts[:-1]
        letter = data[np.where(there, at, 0)] if len(data) else np.zeros(len(at), np.uint8)
        shift = np.uint64(8 * (_LETTERS - back))
        number |= np.where(there, letter, 0).astype(np.uint64) << shift
    return number


def digests(columns: Iterable[pa.Array | NDArray[Any]], ends: list[int]) -> list[bytes]:
    """Return what stands for each block: for the texts and numbers of its rows, to the last bit."""
    found = [hashlib.sha256() for _ in ends[1:]]
    spans = list(pairwise(ends))
    for block, (first, end) in zip(found, spans, strict=True):
        block.update((end - first).to_bytes(8, "little"))
    for column in columns:
        if isinstance(column, pa.Array):
            starts, data = letters(column)
            lengths = np.diff(starts).astype("<i4")
            for block, (first, end) in zip(found, spans, strict=True):
                block.update(lengths[first:end].data)
                block.update(data[starts[first] : starts[end]].data)
        else:
            whole = np.ascontiguousarray(column)
            for block, (first, end) in zip(found, spans, strict=True):
                block.update(whole[first:end].view(np.uint8).data)
    return [block.digest()[:_SUM] for block in found]
