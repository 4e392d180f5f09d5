"""Which earlier build a new one is compared with.

The secret of this module is the folder of editions in `maps/.sitmap`. Every build whose events are
not those of the last edition makes a new one; a build without such a change makes none, so nothing
is lost by building again. An edition is compared with the last *published* one before it
(`sitmap publish` marks it), and where none was published, with the one before it.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.changes import Edition
from geo.errors import InputError
from geo.kept import digest
from geo.publish import write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

FOLDER: Final = "editions"
_ENDING: Final = ".edition"
_NAME: Final = re.compile(r"(\d{1,9})\.edition", re.ASCII)
_MARKS: Final = "published.json"
_MAGIC: Final = b"sitmap edition 1\n"
_SUM: Final = 16
_KEPT: Final = 6
_KEPT_PUBLISHED: Final = 12


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

    def read(self, number: int) -> Edition | None:
        """Return an edition, or None, with a note, if it is damaged."""
        path = self._folder / f"{number}{_ENDING}"
        try:
            return read_edition(path)
        except InputError as error:
            self.notes.append(f"{error.problem} It is compared with no more.")
            return None

    def newest(self) -> Edition | None:
        """Return the newest edition that is sound."""
        return next((e for n in reversed(self.numbers()) if (e := self.read(n))), None)

    def add(self, edition: Edition, made: str) -> Edition:
        """Write `edition`, as of the time `made`, with the next number; let old ones go."""
        whole = self._numbered(edition, made)
        self.write(_packed(whole))
        return whole

    def pack(self, edition: Edition, made: str) -> bytes:
        """Return `edition` as `write` takes it: a tenth of the memory."""
        return _packed(self._numbered(edition, made))

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
    from geo.kept.frames import from_arrow  # noqa: PLC0415 - pandas

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} can't be read: {error.strerror}.", fix="Name a file of an edition."
        ) from None
    body = data[len(_MAGIC) + _SUM :]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) :][:_SUM] != digest(body):
        raise InputError(f"{path} is damaged, or no edition of sitmap.", fix="Name another one.")
    (size,) = struct.unpack_from("<Q", body)
    head: dict[str, Any] = json.loads(body[8 : 8 + size])
    at, parts = 8 + size, []
    for length in head["sizes"]:
        parts.append(from_arrow(body[at : at + length]))
        at += length
    events, tellings, tolls = parts
    return Edition(events, tellings, tolls, head["about"])


def _packed(edition: Edition) -> bytes:
    from geo.kept.frames import arrow  # noqa: PLC0415

    parts = [
        arrow(table, small=True) for table in (edition.events, edition.tellings, edition.tolls)
    ]
    head = json.dumps({"about": dict(edition.about), "sizes": [len(part) for part in parts]})
    body = b"".join([struct.pack("<Q", len(head)), head.encode("ascii"), *parts])
    return b"".join([_MAGIC, digest(body), body])
