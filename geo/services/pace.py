"""One request at a time and so many a second, over all processes of this user.

The secret of this module is how processes that know nothing of each other take turns: a file lock,
held over the wait and the request itself, which the system lets go when its process dies, and
beside it a file with the time of the last request. So neither kill -9 nor a clock that was set
back can make anybody wait for ever.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from geo.errors import ServiceError
from geo.services.transport import MAX_PAUSE_S, PausedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S: Final = 30.0
"""A longer pause that a service asks for ends the run's questions instead of being waited out."""

_QUEUE_S: Final = 600.0
_POLL_S: Final = 0.02


class Pace:
    """Turns at one service.

    Parameters
    ----------
    folder
        Where processes meet; it is made if need be.
    name
        The host, with its port.
    per_second
        Requests a second; a turn begins no sooner than ``1 / per_second`` after the end of the
        last one.
    clock, sleep
        Seconds since 1970, and waiting; tests bring their own.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        per_second: float = 1.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        stem = re.sub(r"[^A-Za-z0-9.-]+", "_", name)
        self._lock = FileLock(folder / f"{stem}.lock", timeout=_QUEUE_S)
        self._path = folder / f"{stem}.json"
        self._interval_s = 1.0 / per_second
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises
        ------
        PausedError
            If the service has asked for a pause that outlasts `PATIENCE_S`.
        ServiceError
            If other processes hold the turn for ten minutes.
        """
        try:
            self._lock.acquire(poll_interval=_POLL_S)
        except Timeout:
            raise ServiceError(
                f"Other runs of sitmap keep asking {host}.", fix="Build again when they are done."
            ) from None
        try:
            wait = self._wait_s()
            if wait > max(PATIENCE_S, self._interval_s):
                raise PausedError(
                    f"{host} has asked for a pause that lasts another {wait:.0f} s.",
                    fix="Build again after it.",
                    seconds=wait,
                )
            if wait > 0:
                self._sleep(wait)
            self._stamp()  # before the request too, for the process may die in it
            try:
                yield
            finally:
                self._stamp()
        finally:
            self._lock.release()

    def pause(self, seconds: float) -> None:
        """Keep every process away for `seconds`; call it while holding a turn."""
        self._write(self._clock(), max(0.0, seconds))

    def _wait_s(self) -> float:
        """Return how long to wait for the next request."""
        now = self._clock()
        last, pause = self._read()
        if last > now:  # the clock was set back: count from now, and only once
            last = now
            self._write(last, pause)
        return last + max(self._interval_s, pause) - now

    def _stamp(self) -> None:
        """Write down that a request begins or ends now; a pause asked for in it stays."""
        last, pause = self._read()
        now = self._clock()
        self._write(now, max(0.0, min(last, now) + pause - now) if pause else 0.0)

    def _read(self) -> tuple[float, float]:
        """Return the time of the last request and the pause after it, in seconds."""
        try:
            held = json.loads(self._path.read_bytes())
            last, pause = float(held["last"]), float(held["pause"])
        except FileNotFoundError:
            return 0.0, 0.0
        except (OSError, ValueError, KeyError, TypeError):
            return self._clock(), 0.0  # cut off by a kill: as if a request had just ended
        return last, min(max(0.0, pause), MAX_PAUSE_S)

    def _write(self, last: float, pause: float) -> None:
        self._path.write_text(json.dumps({"last": last, "pause": pause}), encoding="ascii")
