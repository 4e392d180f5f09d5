"""Which earlier build a new one is compared with.

The secret of this module is the folder of editions in `maps/.sitmap`. Every build whose events are
not those of the last edition makes a new one; a build without such a change makes none, so nothing
is lost by building again. An edition is compared with the last *published* one before it
(`sitmap publish` marks it), and where none was published, with the one before it.

In its file an edition lies in blocks of rows that carry digests of themselves: blocks that two
editions share are neither read nor compared, and what the last one has already is copied.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.changes import Edition, compare
from geo.errors import InputError
from geo.kept import digest
from geo.pieces import content_sum
from geo.publish import write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from geo.changes import Change

FOLDER: Final = "editions"
_ENDING: Final = ".edition"
_NAME: Final = re.compile(r"(\d{1,9})\.edition", re.ASCII)
_MARKS: Final = "published.json"
_MAGIC: Final = b"sitmap edition 3\n"
_SUM: Final = 16
_BLOCK: Final = 1 << 12
_KEPT: Final = 6
_KEPT_PUBLISHED: Final = 12
_SPREAD: Final = 0x9E3779B97F4A7C15  # odd, so that no column's bits are lost


class Editions:
    """The editions of one output folder.

    Parameters
    ----------
    state
        The folder ``.sitmap`` in it.

    Attributes
    ----------
    notes
        What was damaged and passed over, in words for the user.
    """

    def __init__(self, state: Path) -> None:
        self._folder = state / FOLDER
        self.notes: list[str] = []

    def numbers(self) -> list[int]:
        """Return the numbers of the editions there are, rising."""
        if not self._folder.is_dir():
            return []
        names = (_NAME.fullmatch(path.name) for path in self._folder.iterdir())
        return sorted(int(name[1]) for name in names if name)

    def published(self) -> list[int]:
        """Return the numbers of those that were published, rising."""
        try:
            found = json.loads((self._folder / _MARKS).read_bytes())
        except FileNotFoundError:
            return []
        except (OSError, ValueError):
            found = None
        if not isinstance(found, list) or not all(isinstance(n, int) for n in found):
            self.notes.append(
                f"{self._folder / _MARKS} was damaged; no edition counts as published."
            )
            return []
        return sorted(set(found) & set(self.numbers()))

    def basis(self, number: int) -> int | None:
        """Return which edition `number` is compared with, or None for the first one."""
        published = [n for n in self.published() if n < number]
        return max(published or [n for n in self.numbers() if n < number], default=None)

    def held(self, number: int) -> Held | None:
        """Return an edition as it lies in its file, or None, with a note, if it is damaged."""
        try:
            return Held(self._folder / f"{number}{_ENDING}")
        except InputError as error:
            self.notes.append(f"{error.problem} It is compared with no more.")
            return None

    def read(self, number: int) -> Edition | None:
        """Return an edition, or None, with a note, if it is damaged."""
        held = self.held(number)
        return None if held is None else held.edition()

    def newest_held(self) -> Held | None:
        """Return the newest edition that is sound, as it lies in its file."""
        return next((e for n in reversed(self.numbers()) if (e := self.held(n))), None)

    def newest(self) -> Edition | None:
        """Return the newest edition that is sound."""
        held = self.newest_held()
        return None if held is None else held.edition()

    def add(self, edition: Edition, made: str) -> Edition:
        """Write `edition`, as of the time `made`, with the next number; let old ones go."""
        whole = self._numbered(edition, made)
        self.write(_packed(cut(whole), None))
        return whole

    def pack(self, edition: Cut, made: str, like: Held | None) -> bytes:
        """Return `edition` as `write` takes it, which is a tenth of the memory; `like` has most of it."""
        return _packed(replace(edition, whole=self._numbered(edition.whole, made)), like)

    def write(self, packed: bytes) -> None:
        """Write what `pack` returned, if no other edition came between; let old ones go."""
        numbers = self.numbers()
        write(self._folder / f"{self._next()}{_ENDING}", packed)
        published = self.published()[-_KEPT_PUBLISHED:]
        for old in numbers[: -(_KEPT - 1)]:
            if old not in published:
                (self._folder / f"{old}{_ENDING}").unlink(missing_ok=True)

    def _next(self) -> int:
        return max(self.numbers(), default=0) + 1

    def _numbered(self, edition: Edition, made: str) -> Edition:
        about = {**edition.about, "number": self._next(), "made": made}
        return replace(edition, about=about)

    def publish(self) -> tuple[int, bool]:
        """Mark the newest edition as published; return its number, and whether it was not yet.

        Raises
        ------
        InputError
            If there is none.
        """
        numbers = self.numbers()
        if not numbers:
            raise InputError("Nothing was built here yet.", fix="Run `sitmap build` first.")
        published = self.published()
        if numbers[-1] in published:
            return numbers[-1], False
        write(self._folder / _MARKS, json.dumps([*published, numbers[-1]]).encode())
        return numbers[-1], True

    def as_of(self, day: date) -> Edition:
        """Return the last edition made by the end of `day`, UTC.

        Raises
        ------
        InputError
            If there is none that old, naming the oldest.
        """
        oldest = ""
        for number in reversed(self.numbers()):
            edition = self.read(number)
            if edition is None:
                continue
            oldest = str(edition.about.get("made", ""))
            if oldest[:10] <= day.isoformat():
                return edition
        raise InputError(
            f"There is no edition of {day} or before"
            + (f"; the oldest is of {oldest[:10]}." if oldest else "."),
            fix="Give a later day, or run `sitmap build` first.",
        )


def read_edition(path: Path) -> Edition:
    """Read one edition from its file.

    Raises
    ------
    InputError
        If it is missing, damaged or something else.
    """
    return Held(path).edition()


class Held:
    """An edition as it lies in its file, read no further than is asked for.

    Raises
    ------
    InputError
        If the file is missing, damaged or something else.
    """

    def __init__(self, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"{path} can't be read: {error.strerror}.", fix="Name a file of an edition."
            ) from None
        body = memoryview(data)[len(_MAGIC) + _SUM :]
        if not data.startswith(_MAGIC) or data[len(_MAGIC) :][:_SUM] != content_sum(body):
            raise InputError(
                f"{path} is damaged, or no edition of sitmap.", fix="Name another one."
            )
        (size,) = struct.unpack_from("<Q", body)
        head: dict[str, Any] = json.loads(bytes(body[8 : 8 + size]))
        ends = accumulate(head["sizes"], initial=8 + size)
        self._parts = [body[first:end] for first, end in pairwise(ends)]
        self.about: dict[str, Any] = head["about"]
        self.sums: list[bytes] = [bytes.fromhex(text) for text in head["sums"]]

    def edition(self, *, but: Collection[bytes] = ()) -> Edition:
        """Return the edition, of events and tolls all `but` what lies in some blocks."""
        from geo.kept.frames import from_arrow  # noqa: PLC0415 - pandas

        wanted = [at for at, found in enumerate(self.sums) if found not in but]
        # where none is, an empty table of the same columns
        parts = [self._parts[i] for at in wanted or [0] for i in (2 * at + 1, 2 * at + 2)]
        tables = [from_arrow(part) for part in parts]
        if not wanted:
            tables = [table[:0] for table in tables]
        return Edition(
            _stacked(tables[::2]), from_arrow(self._parts[0]), _stacked(tables[1::2]), self.about
        )

    def tellings(self) -> pd.DataFrame:
        """Return its tellings alone."""
        from geo.kept.frames import from_arrow  # noqa: PLC0415 - pandas

        return from_arrow(self._parts[0])

    def blocks(self) -> dict[bytes, tuple[memoryview, memoryview]]:
        """Return its blocks of events and tolls, by their digests."""
        each = zip(self._parts[1::2], self._parts[2::2], strict=True)
        return dict(zip(self.sums, each, strict=True))


@dataclass(frozen=True, slots=True)
class Cut:
    """An edition in blocks: where they end in its events and tolls, and what stands for each."""

    whole: Edition
    ends: Sequence[int]
    toll_ends: Sequence[int]
    sums: Sequence[bytes]

    def edition(self, *, but: Collection[bytes] = ()) -> Edition:
        """Return the edition, of events and tolls all `but` what lies in some blocks."""
        wanted = [at for at, found in enumerate(self.sums) if found not in but]
        events, tolls = (
            _stacked([table[ends[at] : ends[at + 1]] for at in wanted] or [table[:0]])
            for table, ends in ((self.whole.events, self.ends), (self.whole.tolls, self.toll_ends))
        )
        return replace(self.whole, events=events, tolls=tolls)


def cut(edition: Edition) -> Cut:
    """Cut an edition into blocks."""
    import numpy as np  # noqa: PLC0415

    from geo import blocks  # noqa: PLC0415 - pandas

    events, tolls = edition.events, edition.tolls
    ends = blocks.ends(events["event_id"], _BLOCK)
    at = blocks.rows_of(tolls["event_id"], events["event_id"])
    toll_ends = np.searchsorted(at, ends).tolist()
    toll_ends[0], toll_ends[-1] = 0, len(tolls)
    ours = blocks.digests(_bits(events), ends)
    theirs = blocks.digests(chain([at], _bits(tolls.drop(columns="event_id"))), toll_ends)
    return Cut(edition, ends, toll_ends, [digest(*both) for both in zip(ours, theirs, strict=True)])


def changed(old: Held, new: Cut) -> list[Change]:
    """Return every change from `old` to `new`, as `geo.changes.compare` does."""
    shared = set(old.sums) & set(new.sums)
    before, after = old.tellings(), new.whole.tellings
    if (len(before) or len(after)) and not before.equals(after):
        shared = set()  # another telling may change an event whose row is the same
    if len(shared) == len(set(old.sums)) == len(set(new.sums)):
        return []
    return compare(old.edition(but=shared), new.edition(but=shared))


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    return pd.concat(tables, ignore_index=True)


def _bits(table: pd.DataFrame) -> Iterator[Any]:
    """Yield what a table holds as texts and numbers, what is missing told from what is not.

    Of texts that come again their words are looked at once; sixteen bytes stand for all of a row.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    from geo import coded  # noqa: PLC0415
    from geo.blocks import texts  # noqa: PLC0415

    told = np.zeros((len(table), 2), dtype=np.uint64)
    for name in table:
        column = table[name]
        missing = column.isna().to_numpy(dtype=bool)
        if name == "event_id":
            yield texts(column)
        elif pd.api.types.is_string_dtype(column.dtype):
            words = coded.words_of(column)
            if words is None:
                words = coded.Words.of(texts(column))
                words.codes[missing] = -1
            told *= _SPREAD
            told += words.sums()
            continue
        elif pd.api.types.is_datetime64_any_dtype(column.dtype):
            yield column.to_numpy(dtype="datetime64[s]")
        else:
            numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
            yield np.where(missing, np.nan, numbers) if missing.any() else numbers
        if missing.any():
            yield missing
    yield told


def _packed(edition: Cut, like: Held | None) -> bytes:
    """Return the bytes of an edition's file, those that `like` has copied from there."""
    from geo.kept.frames import plain_arrow, stream  # noqa: PLC0415

    known = {} if like is None else like.blocks()
    whole = edition.whole

    def lain(table: pd.DataFrame) -> bytes:
        return stream(plain_arrow(table), small=True)

    parts: list[bytes | memoryview] = [lain(whole.tellings)]
    spans = zip(edition.sums, pairwise(edition.ends), pairwise(edition.toll_ends), strict=True)
    for found, (first, end), (toll, toll_end) in spans:
        parts += known.get(found) or (
            lain(whole.events[first:end]),
            lain(whole.tolls[toll:toll_end]),
        )
    head = json.dumps(
        {
            "about": dict(whole.about),
            "sums": [found.hex() for found in edition.sums],
            "sizes": [len(part) for part in parts],
        }
    )
    body = [struct.pack("<Q", len(head)), head.encode("ascii"), *parts]
    return b"".join([_MAGIC, content_sum(*body), *body])
