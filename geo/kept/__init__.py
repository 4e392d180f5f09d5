"""What a build keeps, so that the next one does again only what changed.

The secret of this package is one SQLite file and how little it is trusted: an entry is found by
the content of all that went into it and by the version of what made it, carries a checksum of
itself, and holds JSON or Arrow, never code. A file that is damaged is thrown away with a word. So
a build with it, without it and with a broken one come out alike.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

__all__ = ["Kept", "digest"]

FILE: Final = "kept.sqlite"
_APPLICATION: Final = 0x53494B54  # "SIKT"
_SCHEMA: Final = (
    "CREATE TABLE entry (key BLOB PRIMARY KEY, crc BLOB NOT NULL, data BLOB NOT NULL)",
    # apart from the entries, since SQLite writes a row anew, its megabytes too, to change a number
    "CREATE TABLE used (key BLOB PRIMARY KEY, build INTEGER NOT NULL)",
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
_GENERATIONS: Final = 3  # builds after which an entry that none of them needed goes
_MOST_BYTES: Final = 900_000_000  # of an entry; SQLite's own limit is 1,000,000,000
_COMMIT_S: Final = 2.0
# sqlite3's primary result codes of a disk that is full, read-only, locked or out of reach
_DISK: Final = frozenset({5, 6, 8, 10, 13, 14})


def digest(*parts: str | bytes | memoryview) -> bytes:
    """Return sixteen bytes that stand for `parts` in that order."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.digest()


def _sum(key: bytes, data: bytes) -> bytes:
    """Return what an entry is known to be sound by.

    It has to tell what a disk may do, not what a person may, who could make any sum anew; this one
    takes a third of the time of a digest.
    """
    return struct.pack("<QI", len(data), zlib.crc32(data, zlib.crc32(key)))


class Kept:
    """The entries of one output folder. Only the holder of its lock may open it.

    Parameters
    ----------
    folder
        Where the file lies; made by `geo.publish.locked`.

    Attributes
    ----------
    notes
        What happened to the file, in words for the user.
    """

    def __init__(self, folder: Path) -> None:
        self.notes: list[str] = []
        self._path = folder / FILE
        self._db: sqlite3.Connection | None = None
        self._touched: set[bytes] = set()
        self._new: set[bytes] = set()
        self._committed = time.monotonic()
        self._generation = 0
        self._open()

    # --- entries -------------------------------------------------------------------------------

    def get(self, key: bytes, decode: Callable[[bytes], T]) -> T | None:
        """Return what `decode` makes of the entry, or None if there is none that is sound."""
        row = self._run("SELECT crc, data FROM entry WHERE key = ?", (key,))
        if not row:
            return None
        total, data = row[0]
        if total == _sum(key, data):
            self._touched.add(key)
            try:
                return decode(data)
            except (ValueError, TypeError, KeyError, IndexError, LookupError, OSError):
                pass  # pyarrow's errors are ValueErrors and KeyErrors too
        self._run("DELETE FROM entry WHERE key = ?", (key,))
        self._say("An entry of it was damaged and is made again.")
        return None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep `data`; where that fails, the build goes on without."""
        if len(data) > _MOST_BYTES:
            return
        self._run("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", (key, _sum(key, data), data))
        self._run("INSERT OR REPLACE INTO used VALUES (?, ?)", (key, self._generation))
        self._touched.add(key)
        self._new.add(key)
        if self._db is not None and time.monotonic() - self._committed > _COMMIT_S:
            self._run("COMMIT")
            self._run("BEGIN")
            self._committed = time.monotonic()

    def remember(
        self, key: bytes, make: Callable[[], T], encode: Callable[[T], bytes], decode: Callable[[bytes], T]
    ) -> T:  # fmt: skip
        """Return the entry, else what `make` makes, and keep that."""
        found = self.get(key, decode)
        if found is None:
            found = make()
            self.put(key, encode(found))
        return found

    # --- the file as a whole -------------------------------------------------------------------

    def note(self, key: str) -> str:
        """Return what `set_note` left, or ``""``."""
        row = self._run("SELECT value FROM about WHERE key = ?", (key,))
        return str(row[0][0]) if row else ""

    def set_note(self, key: str, value: str) -> None:
        """Leave a short text for later builds."""
        self._run("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    def forget(self) -> None:
        """Throw everything away, as `--force` asks."""
        self._close()
        self._delete()
        self._open()

    def close(self, *, sound: bool = True) -> None:
        """Put everything on the disk and let go of what no recent build needed.

        With `sound` false, as when files changed under the build, what it made is not kept. A build
        that made nothing, since nothing changed, needed nothing and makes nothing older.
        """
        if not sound:
            for key in self._new:
                self._run("DELETE FROM entry WHERE key = ?", (key,))
        if self._new and sound:
            for key in self._touched:
                self._run("INSERT OR REPLACE INTO used VALUES (?, ?)", (key, self._generation))
            old = (self._generation - _GENERATIONS,)
            self._run("DELETE FROM entry WHERE key IN (SELECT key FROM used WHERE build <= ?)", old)
            self._run("DELETE FROM used WHERE build <= ?", old)
            self.set_note("generation", str(self._generation))
        self._run("COMMIT")
        self._close()

    def _say(self, what: str) -> None:
        if what not in self.notes:
            self.notes.append(what)

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; a fault of the file never becomes one of the build."""
        if self._db is None:
            return []
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._failed(error)
            return []

    def _failed(self, error: sqlite3.Error) -> None:
        self._close()
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _DISK:
            self._say(f"{self._path} can't be used ({error}); this build goes on without it.")
            return
        self._say(f"{self._path} was damaged ({error}) and thrown away; all is made again.")
        if self._delete():
            self._touched.clear()
            self._new.clear()
            self._open(again=True)

    def _open(self, *, again: bool = False) -> None:
        try:
            self._db = self._connect()
            self._generation = 1 + int(self.note("generation") or 0)
        except (sqlite3.Error, ValueError) as error:
            self._close()
            code = getattr(error, "sqlite_errorcode", None) or 0
            if again or code & 0xFF in _DISK:
                self._say(f"{self._path} can't be used ({error}); this build goes on without it.")
                return
            self._say(f"{self._path} was damaged ({error}) and thrown away; all is made again.")
            if self._delete():
                self._open(again=True)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None, timeout=5.0)
        try:
            # The file is no document: what a power cut damages is noticed and made again.
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA trusted_schema = OFF")
            (application,) = db.execute("PRAGMA application_id").fetchone()
            made = [
                sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")
            ]
            if not made and not application:
                # an entry has megabytes: with pages of 4 KB it takes twice as long to read or write
                db.execute("PRAGMA page_size = 65536")
                db.execute("BEGIN")
                for table in _SCHEMA:
                    db.execute(table)
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
                db.execute("COMMIT")
            elif application != _APPLICATION or sorted(made) != sorted(_SCHEMA):
                raise sqlite3.DatabaseError("it holds something else, or is of another version")
            db.execute("BEGIN")
        except BaseException:
            db.close()
            raise
        return db

    def _close(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _delete(self) -> bool:
        """Delete the file and its journal; False if that can't be done."""
        try:
            for ending in ("", "-journal", "-wal", "-shm"):
                self._path.with_name(FILE + ending).unlink(missing_ok=True)
        except OSError:
            return False
        return True
