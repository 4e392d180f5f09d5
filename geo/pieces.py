"""A large file in pieces that stay what they are where a row elsewhere changes.

The secret of this module is where a piece ends: behind a line that says so by its own first letters,
whatever stands before it, and never inside quotes.
"""

from __future__ import annotations

import codecs
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

PIECE_BYTES: Final = 8_000_000
"""At most; as part of a table a piece takes some eight times as much memory while it is read."""

_MARK: Final = 64  # bytes of a line that mark it, or not
MARKED: Final = 512  # one line in so many is marked
_SUM: Final = 16
_STRETCH: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Told:
    """How long a piece is, and its digest."""

    size: int
    sum: bytes


def content_sum(*data: bytes | memoryview) -> bytes:
    """Return the digest of a piece, or of some one after the other."""
    found = hashlib.sha256()  # processors help with it: twice as fast as others
    for part in data:
        found.update(part)
    return found.digest()[:_SUM]


def cut(file: BinaryIO, size: int = PIECE_BYTES, marked: int = MARKED) -> Iterator[bytes]:
    """Yield a file, without a mark of UTF-8 before it, in pieces of at most `size` bytes."""
    yield from map(bytes, _seen(file, size, marked))


def _seen(file: BinaryIO, size: int, marked: int) -> Iterator[memoryview]:
    """Yield the pieces, each to be looked at before the next one takes its place."""
    data = bytearray(size)
    view, filled = memoryview(data), 0
    file.seek(start(file))
    while True:
        while filled < size and (more := file.readinto(view[filled:])):  # type: ignore[attr-defined]
            filled += more
        if filled < size:
            break
        end = cut_at(data, size, marked)
        yield view[:end]
        filled -= end
        view[:filled] = view[end:]
    if filled:
        yield view[:filled]


def start(file: BinaryIO) -> int:
    """Return where a file begins: behind the mark of UTF-8, if it has one."""
    file.seek(0)
    return len(codecs.BOM_UTF8) if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0


def cut_at(data: bytes | bytearray, size: int, marked: int = MARKED) -> int:
    """Return where the next piece ends, with the last line of `size` bytes where none is marked."""
    at = data.find(b"\n", size // 2) + 1
    while 0 < at < size:
        if not zlib.crc32(data[at : at + _MARK]) % marked and not _quotes(data, at) % 2:
            return at
        at = data.find(b"\n", at) + 1
    return data.rfind(b"\n", 0, size) + 1 or len(data)


def _quotes(data: bytes | bytearray, end: int) -> int:
    """Return how many quotation marks stand before `end`, eight times as fast as `data.count` does."""
    import numpy as np  # noqa: PLC0415 - where nothing changed no file is cut

    letters = np.frombuffer(data, np.uint8, end)
    # a stretch stays in the processor's cache, and so does what it is compared to
    return sum(
        int(np.count_nonzero(letters[at : at + _STRETCH] == ord('"')))
        for at in range(0, end, _STRETCH)
    )


def tell(file: BinaryIO, size: int = PIECE_BYTES, marked: int = MARKED) -> list[Told]:
    """Return what is to be known of each piece of a file."""
    return [Told(len(piece), content_sum(piece)) for piece in _seen(file, size, marked)]
