"""Long texts as words that a page decodes when somebody reads them.

The secret of this module is the coding; `geo/web/src/codec.ts` is its other half. A text is a row of
words, each with the blank behind it, and each word a number, the most frequent the smallest; texts
come in blocks of `TEXTS_A_BLOCK`, which are decoded one at a time.
"""

from __future__ import annotations

import zlib
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.webmap.pack import LARGE, SPACE, cleaned, deflate, deflated, to_json

TEXTS_A_BLOCK: Final = 4096


def deflate_words(data: bytes) -> bytes:
    """Compress a block of coded words as `deflate` does.

    At level 4, looking 8 KB back: on the notes of 400,000 events, level 5 and 32 KB take 1.4 times as
    long and save 2.6 %.
    """
    if len(data) < LARGE:
        return deflate(data)
    return deflated(data, 4, zlib.Z_DEFAULT_STRATEGY, last=True, window=13)


def _tokens(texts: pa.Array) -> pa.Array:
    """Return the tokens of `texts`, one after another.

    A token is a word with the one blank or line end behind it; the last of a text ends with NUL.
    """
    nothing, nul = (pa.scalar(text, pa.large_string()) for text in ("", "\0"))
    ended = pc.binary_join_element_wise(texts, nothing, nul)
    stream = np.frombuffer(ended.buffers()[2], np.uint8)
    stream = stream[: np.frombuffer(ended.buffers()[1], np.int64)[len(texts)]]
    ends = np.flatnonzero(stream <= SPACE)
    bounds = np.zeros(len(ends) + 1, dtype=np.int64)
    np.add(ends, 1, out=bounds[1:])
    return pa.Array.from_buffers(
        pa.large_binary(), len(ends), [None, pa.py_buffer(bounds), pa.py_buffer(stream)]
    )


def _numbered(tokens: pa.Array, seen: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """Return the place of each of `tokens` in `seen`, and `seen` with new ones behind, in order."""
    # 32 bits: half the memory of the whole; there are far fewer words than 2^31
    known = pc.index_in(tokens, value_set=seen)
    if not known.null_count:
        return known.to_numpy(), seen
    new = known.is_null()
    found = tokens.filter(new).dictionary_encode()
    ids = np.array(known.fill_null(0))
    ids[new.to_numpy(zero_copy_only=False)] = found.indices.to_numpy() + len(seen)
    return ids, pa.concat_arrays([seen, found.dictionary])


def _varints(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the LEB128 bytes of each of `values`, below 2^28, as rows of four, and how many."""
    width = np.ones(len(values), dtype=np.uint8)
    for n in (1, 2, 3):
        width += values >= 1 << (7 * n)
    out = np.zeros((len(values), 4), dtype=np.uint8)
    for n in range(4):
        more = np.where(width > n + 1, 128, 0)
        out[:, n] = np.where(width > n, ((values >> (7 * n)) & 127) | more, 0)
    return out, width


def pack_texts(column: pa.Array | pa.ChunkedArray) -> tuple[bytes, list[bytes]]:
    """Return the vocabulary (JSON, most frequent first) and one coded block for 4,096 texts.

    What goes in comes out, but for control characters, which become U+FFFD.
    """
    if not len(column):
        return to_json([]), []
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    column = pa.chunked_array(map(cleaned, chunks), pa.large_string())
    seen = pa.array([], pa.large_binary())
    size = TEXTS_A_BLOCK * 8
    parts = []
    for at in range(0, len(column), size):
        ids, seen = _numbered(_tokens(column.slice(at, size).combine_chunks()), seen)
        parts.append(ids)
    tokens = seen.cast(pa.large_string()).to_pylist()
    count = np.zeros(len(tokens), dtype=np.int64)
    for part in parts:
        count += np.bincount(part, minlength=len(tokens))
    # words come in the order of the texts, so that one order has one outcome
    order = np.argsort(-count, kind="stable")
    rank = np.zeros(len(tokens), dtype=np.int64)
    rank[order] = np.arange(len(order))
    coded, width = _varints(rank)
    ending = np.fromiter((token.endswith("\0") for token in tokens), dtype=bool, count=len(tokens))
    step = 4 if width.max() > np.dtype(np.uint16).itemsize else 2
    pieces = np.ascontiguousarray(coded[:, :step]).view(f"<u{step}").ravel()
    used_bytes = np.ascontiguousarray(np.arange(step) < width[:, None]).view(f"<u{step}").ravel()
    blocks = []
    for part in parts:
        cuts = np.flatnonzero(ending[part])[TEXTS_A_BLOCK - 1 :: TEXTS_A_BLOCK] + 1
        for ids in np.split(part, cuts):
            if len(ids):
                written = used_bytes[ids].view(bool)
                blocks.append(pieces[ids].view(np.uint8)[written].tobytes())
    return to_json([tokens[i] for i in order]), blocks
