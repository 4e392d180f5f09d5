"""Answers that were given once are not asked for again.

The secret of this module is one SQLite file, shared by all projects and processes of a user. It
keeps places and empty answers with provider, question, time and licence, and never an error; each
answer is on the disk before anybody sees it, so that kill -9 loses none. While one process asks,
the others wait and then find its answer. A file that is damaged is set aside under another name
and a new one begun.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout

from geo.errors import InputError, ServiceError
from geo.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from geo.model import Geocoder

EMPTY_DAYS: Final = 90.0
"""A name that nobody knew may have been added since."""

_DAY_S: Final = 86_400.0
_BUSY_S: Final = 60.0
_QUEUE_S: Final = 900.0
_VERSION: Final = 1
_APPLICATION: Final = 0x53495443  # "SITC"
_SCHEMA: Final = f"""
    CREATE TABLE IF NOT EXISTS answer (
        key TEXT PRIMARY KEY, provider TEXT NOT NULL, endpoint TEXT NOT NULL, query TEXT NOT NULL,
        options TEXT NOT NULL, places TEXT NOT NULL, digest TEXT NOT NULL, asked_at REAL NOT NULL,
        licence TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {_VERSION};
"""
_PLACE: Final = tuple(
    f.name for f in fields(Place) if f.name not in {"shape", "valid_from", "valid_to"}
)


class Cached:
    """A `Geocoder` that remembers what another one answered.

    Parameters
    ----------
    geocoder
        Is asked for what is not known yet.
    path
        The file; made, with its folder, if need be. Any number of geocoders may share it.
    provider, endpoint, licence
        What is kept with each answer; the same name at another provider, endpoint or with other
        countries is another question.
    leaning
        What else the answer depends on, as the box that the service should prefer.
    keep_days
        How long answers count; None is for ever. Empty ones count `EMPTY_DAYS` at most.
    clock
        Seconds since 1970.

    Attributes
    ----------
    notes
        What happened to the file, in words for the user: that it was damaged and set aside.

    Raises
    ------
    InputError
        If the file can't be written, or was made by a newer sitmap.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        path: Path,
        *,
        provider: str,
        endpoint: str = "",
        licence: str = "",
        leaning: Mapping[str, Any] | None = None,
        keep_days: float | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.notes: list[str] = []
        self._geocoder = geocoder
        self._path = path
        self._about = (provider, endpoint)
        self._licence = licence
        self._leaning = dict(leaning or {})
        self._keep_days = keep_days
        self._clock = clock
        self._threads = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from None
        self._asking = FileLock(path.with_name(f"{path.name}.asking.lock"), timeout=_QUEUE_S)
        self._mending = FileLock(path.with_name(f"{path.name}.lock"), timeout=_BUSY_S)
        self._db = self._open()

    def close(self) -> None:
        """Close the file."""
        with self._threads:
            self._db.close()

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what is remembered, else what the geocoder answers now.

        Raises
        ------
        ServiceError
            As the geocoder raises it; nothing is remembered then.
        """
        with self._threads:
            found = self.known(name, countries=countries, limit=limit)
            if found is not None:
                return found
            try:
                self._asking.acquire(poll_interval=0.02)
            except Timeout:
                raise ServiceError(
                    "Another run of sitmap has been asking for long.",
                    fix="Build again when it is done.",
                ) from None
            try:
                found = self.known(name, countries=countries, limit=limit)
                if found is None:
                    found = list(self._geocoder.candidates(name, countries=countries, limit=limit))
                    self._keep(name, countries, limit, found)
            finally:
                self._asking.release()
            return found

    def prominence(self, name: str) -> int:
        """Return what the geocoder says."""
        return self._geocoder.prominence(name)

    def known(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> list[Place] | None:
        """Return what is remembered, or None if nobody was asked or it was too long ago."""
        key, _, _ = self._question(name, countries, limit)
        with self._threads:
            row = self._tried(
                "SELECT places, digest, asked_at FROM answer WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        text, digest, asked_at = row
        if digest != _digest(key, text):
            return None
        age_days = (self._clock() - asked_at) / _DAY_S  # negative after a clock was set back: fresh
        places = [Place(**held) for held in json.loads(text)]
        most = self._keep_days
        if not places:
            most = EMPTY_DAYS if most is None else min(most, EMPTY_DAYS)
        return None if most is not None and age_days > most else places

    def _question(self, name: str, countries: Collection[str], limit: int) -> tuple[str, str, str]:
        """Return the key of a question, its words and its options."""
        query = " ".join(name.split())
        options = json.dumps(
            {**self._leaning, "countries": sorted(countries), "limit": limit}, sort_keys=True
        )
        parts = json.dumps([*self._about, query.casefold(), options], ensure_ascii=False)
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest(), query, options

    def _keep(
        self, name: str, countries: Collection[str], limit: int, places: Sequence[Place]
    ) -> None:
        key, query, options = self._question(name, countries, limit)
        held = [{field: _plain(getattr(place, field)) for field in _PLACE} for place in places]
        text = json.dumps(held)
        self._tried(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, *self._about, query.encode("utf-8", "replace").decode(), options, text,
             _digest(key, text), self._clock(), self._licence),
        )  # fmt: skip

    def _tried(self, statement: str, values: Sequence[Any]) -> sqlite3.Cursor:
        """Run a statement; set a damaged file aside and run it on a new one."""
        try:
            return self._db.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from None
        except sqlite3.DatabaseError:
            self._db.close()
            self._db = self._open()
            return self._db.execute(statement, values)

    def _open(self) -> sqlite3.Connection:
        """Open the file, setting aside one that is damaged."""
        try:
            with self._mending:
                try:
                    return self._connect()
                except sqlite3.OperationalError:
                    raise
                except sqlite3.DatabaseError as error:
                    self._set_aside(error)
                    return self._connect()
        except (OSError, sqlite3.Error) as error:
            raise self._unwritable(error) from None

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        try:
            version = self._version(db)
            if version > _VERSION:
                raise InputError(
                    f"{self._path} was made by a newer sitmap.",
                    fix="Update sitmap, or name another folder for the answers of services.",
                )
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.executescript(_SCHEMA)
        except BaseException:
            db.close()
            raise
        return db

    @staticmethod
    def _version(db: sqlite3.Connection) -> int:
        """Return the version of a whole file of ours, 0 for a new one.

        Raises
        ------
        sqlite3.DatabaseError
            If the file is damaged, or is a database of somebody else.
        """
        with closing(db.execute("PRAGMA quick_check(1)")) as rows:
            if (state := rows.fetchone()) != ("ok",):
                raise sqlite3.DatabaseError(state)
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != _APPLICATION:
            raise sqlite3.DatabaseError("it holds something else")
        return int(version)

    def _set_aside(self, error: sqlite3.Error) -> None:
        number = 1
        while (aside := self._path.with_name(f"{self._path.stem}.damaged-{number}")).exists():
            number += 1
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            log = self._path.with_name(self._path.name + ending)
            if log.exists():
                log.replace(aside.with_name(aside.name + ending))
        self.notes.append(
            f"{self._path} is damaged ({error}) and was set aside as {aside.name}; "
            "its answers are asked for again."
        )

    def _unwritable(self, error: Exception) -> InputError:
        return InputError(
            f"{self._path} can't be used: {error}.",
            fix="Make room or mend its permissions, or name another folder.",
        )


def _digest(key: str, text: str) -> str:
    return hashlib.blake2b(f"{key}\n{text}".encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value
