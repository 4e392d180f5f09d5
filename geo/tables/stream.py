"""A text file of any size, as parts of one table.

The secret of this module is where a part may end: behind a line whose quotes are all closed, and
where quotes are broken, behind a row that the careful reading is sure of. Each part is read fast if
it can be and carefully if it must be; memory holds one part, whatever the file's size.
"""

from __future__ import annotations

import codecs
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from geo.decode import decode, find_kind
from geo.errors import InputError
from geo.model import MENDED, LeftOut
from geo.pieces import MARKED, PIECE_BYTES, content_sum, cut, cut_at, start
from geo.tables.delimited import Grid, cut_fast, cut_part, find_delimiter
from geo.tables.sheet import (
    STAGE,
    Blank,
    Layout,
    bare_cells,
    drop_cut_off,
    refuse_markup,
    shape_first,
    shape_part,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from geo.pieces import Told
    from geo.tables.delimited import Block
    from geo.tables.sheet import Sheet

_HEAD: Final = 200_000
_STEPS_BACK: Final = 2_000
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def is_streamed(path: Path, part_bytes: int = PIECE_BYTES) -> bool:
    """Return whether a file is text and too large to be read at once."""
    if path.stat().st_size <= part_bytes:
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return not find_kind(head) and head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in {b"{", b"["}


@dataclass(frozen=True, slots=True)
class State:
    """Where the reading of a file stands: the row that comes next, and how rows and columns lie."""

    row: int
    delimiter: str
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file as it was cut.

    Parameters
    ----------
    sheet
        Its rows of cells; None if it has none, or is `held`.
    said
        What was said of it.
    key
        All that decided that, None if it can't be told in few bytes.
    state
        Where the reading stands behind it.
    held
        What `recall` knew of it.
    """

    sheet: Sheet | None
    said: list[LeftOut]
    key: tuple[str | bytes, ...] | None = None
    state: State | None = None
    held: Any = None


Recall = Callable[[Sequence[str | bytes]], "tuple[State, Any] | None"]


def read_parts(
    path: Path,
    source: str,
    *,
    part_bytes: int = PIECE_BYTES,
    recall: Recall | None = None,
    told: Sequence[Told] = (),
) -> Iterator[Piece]:
    """Yield the parts of the table in a text file, in order, and what was said of each.

    Rows are counted through the whole file. Parts end where a line says so by its content, so that
    a changed row leaves the parts before and behind it as they are. `recall` may know a part again
    by its key; it is then not cut, and only the state behind it is taken over. Where the pieces of
    the file are `told`, as `geo.pieces` cuts it, what is known again is not even read.

    Raises
    ------
    InputError
        If it is no table, or its encoding is open, with cause and remedy.
    """
    reading = _Reading(source, recall=recall)
    with path.open("rb") as file:
        waiting = b""
        decoder = _Decoder(reading)
        for piece, last in _lasting(_pieces(file, part_bytes, reading, told)):
            clear = not waiting and not decoder.rest
            if clear and (held := reading.known(piece.content(), last=last)):
                decoder.done += piece.size  # what is known again need not be decoded
                yield held
                continue
            waiting += decoder.feed(piece.read(), last=last)
            # where a quote is open for long, the next piece is wanted too
            if not last and (found := reading.part(waiting, last=False)):
                waiting, part = found
                yield part
        while waiting or reading.layout is None:
            waiting, part = reading.rest(waiting)
            yield part


class _Raw:
    """A piece of a file: its bytes where they lie, read when they are wanted."""

    def __init__(
        self, data: bytes, file: BinaryIO | None = None, told: tuple[int, Told] | None = None
    ):
        self._data = data
        self._file = file
        self._told = told
        self.size = told[1].size if told else len(data)

    def read(self) -> bytes:
        """Return the bytes."""
        if self._file is not None and self._told is not None:
            self._file.seek(self._told[0])
            self._data, self._file = self._file.read(self.size), None
        return self._data

    def content(self) -> bytes:
        """Return their digest."""
        return self._told[1].sum if self._told else content_sum(self._data)


def _pieces(file: BinaryIO, size: int, reading: _Reading, told: Sequence[Told]) -> Iterator[_Raw]:
    """Yield the bytes of a file, UTF-16 and UTF-32 as UTF-8, in pieces that end at marked lines."""
    first = file.read(_HEAD)
    wide, mark = _wide(first)
    if wide:
        reading.say(f"Read as {wide.upper()}{'' if mark else ' without a mark'}.")
        file.seek(len(mark))
        held = b""
        for chunk in _narrowed(_chunks(file, size), wide):
            held += chunk
            while len(held) >= size:
                end = cut_at(held, size, MARKED)
                yield _Raw(held[:end])
                held = held[end:]
        if held:
            yield _Raw(held)
        return
    at = start(file)
    if sum(piece.size for piece in told) != file.seek(0, os.SEEK_END) - at:
        yield from map(_Raw, cut(file, size, MARKED))
        return
    for piece in told:
        yield _Raw(b"", file, (at, piece))
        at += piece.size


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    while data := file.read(size):
        yield data


def _lasting(pieces: Iterator[_Raw]) -> Iterator[tuple[_Raw, bool]]:
    """Yield each piece, and whether it is the last one."""
    held = next(pieces, None)
    for piece in pieces:
        if held is not None:
            yield held, False
        held = piece
    if held is not None:
        yield held, True


@dataclass(slots=True)
class _Decoder:
    """Makes UTF-8 of the pieces of a file, cut at line ends, and says what it was read as."""

    reading: _Reading
    encoding: str = ""
    done: int = 0
    old_mac: bool = False
    rest: bytes = b""

    def feed(self, data: bytes, *, last: bool) -> bytes:
        """Return all whole lines so far, at the end of the file all there is."""
        if not self.done and not self.rest:
            self.old_mac = b"\n" not in data and b"\r" in data
        data = self.rest + (data.replace(b"\r", b"\n") if self.old_mac else data)
        end = len(data) if last else data.rfind(b"\n") + 1
        piece, self.rest = data[:end], data[end:]
        if not _is_utf8(piece):
            decoded = decode(piece, declared=self.encoding)
            found = _CODECS.get(decoded.encoding, self.encoding)
            if found != self.encoding or not self.encoding:
                where = f" (from {self.done / 1e6:,.0f} MB of the file on)" if self.done else ""
                self.reading.say(f"{decoded.note[0].upper()}{decoded.note[1:]}{where}.")
            self.encoding = found
            piece = decoded.text.encode("utf-8", "surrogatepass")
        self.done += end
        return piece


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8; Arrow looks at them in a fifth of the time of decoding."""
    ends = pa.py_buffer(struct.pack("<qq", 0, len(data)))
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(data)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _wide(head: bytes) -> tuple[str, bytes]:
    """Return which UTF-16 or UTF-32 a file is in, and the mark that says so; ``""`` for others."""
    for mark, name in _WIDE:
        if head.startswith(mark):
            return name, mark
    sample = head[: _HEAD & ~3]
    if b"\0" in sample and (found := decode(sample).encoding) in _UNMARKED:
        return _UNMARKED[found], b""
    return "", b""


def _narrowed(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise InputError(
            f"It begins like {name.upper()}, but breaks that later.",
            fix="Save it again as UTF-8; it may have been cut off.",
        ) from None


_Part = tuple[bytes, Piece]


@dataclass(slots=True)
class _Reading:
    """One file while it is read: where it stands and what was found out."""

    source: str
    row: int = 1
    delimiter: str = ""
    layout: Layout | None = None
    recall: Recall | None = None
    _said: list[LeftOut] = field(default_factory=list)

    def say(self, note: str, locator: str = "", stage: str = MENDED) -> None:
        """Keep what is to be said with the next part."""
        self._said.append(LeftOut(stage, self.source, locator, note))

    def known(self, content: bytes, *, last: bool) -> Piece | None:
        """Return what was made of these very rows before, if it is known, and stand behind them."""
        key = self._key(content, last=last)
        if not key or not self.recall or not (found := self.recall(key)):
            return None
        state, held = found
        self.row, self.delimiter, self.layout = state.row, state.delimiter, state.layout
        return Piece(None, [], held=held)

    def part(self, data: bytes, *, last: bool) -> _Part | None:
        """Read whole rows off `data`; return what is left of it, None where it needs more bytes."""
        end = _row_end(data)
        whole = data[:end]
        content = content_sum(whole) if whole and self.recall else b""
        if held := self.known(content, last=last and end == len(data)):
            return data[end:], held
        key = self._key(content, last=last and end == len(data))
        block = cut_fast(whole, self.delimiter, self.layout.width if self.layout else 0)
        if block is None:
            return self._carefully(data if last else data[: data.rfind(b"\n") + 1], data, last=last)
        self.delimiter = block.delimiter
        block.rows[:] += self.row - 1
        block.odd[:] = [(number + self.row - 1, cells) for number, cells in block.odd]
        self.row += len(block.rows) + len(block.odd)
        return self._shaped(block, data[end:], last=last and end == len(data), key=key)

    def _key(self, content: bytes, *, last: bool) -> tuple[str | bytes, ...] | None:
        """Return what decides what is made of bytes of that digest, if that can be told."""
        if self.recall is None or self._said or not content:
            return None
        return (repr((self.row, self.delimiter, self.layout, last)), content)

    def rest(self, data: bytes) -> _Part:
        """Read what is left at the end of the file."""
        found = self.part(data, last=True)
        if found is None:  # never: the last part needs no more bytes
            raise InputError("It holds no cells.", fix="Fill it or delete it.")
        return found

    def _carefully(self, data: bytes, whole: bytes, *, last: bool) -> _Part | None:
        decoded = decode(data)
        text, delimiter, row = decoded.text, self.delimiter, self.row
        if row == 1:
            refuse_markup(text)
        nuls = text.count("\0")
        text = text.replace("\0", "")
        if row == 1 and text[:4].lower() == "sep=" and text[5:6] in {"\r", "\n"}:
            delimiter, row = text[4], 2
            text = text[5:].removeprefix("\r").removeprefix("\n")
        delimiter = delimiter or find_delimiter(text)
        grid, left, next_row = cut_part(text, delimiter, row, last=last)
        if not last and next_row == row:
            return None
        if decoded.note:
            self.say(f"{decoded.note[0].upper()}{decoded.note[1:]}.")
        if nuls:
            self.say(f"{nuls} NUL bytes were taken out.")
        for broken in grid.broken:
            reason = "A quote is opened or closed at the wrong place here. Double it to mean it."
            self.say(reason, f"row {broken}", STAGE)
        if last and text and text[-1] not in "\r\n" and grid.cells:
            width = self.layout.width if self.layout else 0
            drop_cut_off(grid, self.source, self._said, width)
        self.delimiter, self.row = delimiter, next_row
        rest = left.encode("utf-8", "surrogatepass") + whole[len(data) :]
        return self._shaped(grid, rest, last=last)

    def _shaped(
        self,
        part: Block | Grid,
        rest: bytes,
        *,
        last: bool,
        key: tuple[str | bytes, ...] | None = None,
    ) -> _Part:
        said, self._said = self._said, []
        if self.layout is not None:
            sheet = shape_part(part, self.layout, self.source, said, last=last)
            return rest, Piece(sheet and bare_cells(sheet, said), said, key, self._state())
        try:
            sheet = shape_first(part, self.source, said, last=last)
        except Blank:
            if last:
                raise InputError("It holds no cells.", fix="Fill it or delete it.") from None
            return rest, Piece(None, said)
        self.layout = sheet.layout
        return rest, Piece(bare_cells(sheet, said), said, key, self._state())

    def _state(self) -> State:
        return State(self.row, self.delimiter, self.layout)


_CODECS: Final = {
    "Windows-1252 (Western)": "cp1252",
    "Windows-1254 (Turkish)": "cp1254",
    "Windows-1256 (Arabic)": "cp1256",
    "ISO-8859-6 (Arabic)": "iso8859-6",
}
_UNMARKED: Final = {"UTF-16 (little-endian)": "utf-16-le", "UTF-16 (big-endian)": "utf-16-be"}


def _row_end(data: bytes) -> int:
    """Return where the last line ends behind which all quotes are closed, 0 if there is none."""
    end = data.rfind(b"\n") + 1
    closed = data.count(b'"', 0, end) % 2 == 0
    for _ in range(_STEPS_BACK):
        if closed or not end:
            return end
        before = data.rfind(b"\n", 0, end - 1) + 1
        closed ^= data.count(b'"', before, end) % 2 == 1
        end = before
    return 0
