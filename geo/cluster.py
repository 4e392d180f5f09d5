"""Work on many reports done by a Dask cluster, with the result of one process.

The secret of this module is how a cluster fails, and what travels to it. What travels are chunks of
reports and the paths of the models and lists, never the lists: a worker whose package, lists or
project differ from the caller's refuses, so that a cluster gives the very bytes of one machine. Dask
gives the chunk of a worker that died to another one; a chunk that ends every worker is done by the
caller, one report at a time in a process of its own, so that the one at fault costs no more of them.
A worker that takes far too long over a chunk ends itself, and is one that died.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputError, ServiceError, SitmapError
from geo.kept import digest
from geo.kept.inputs import take_inputs
from geo.kept.stages import READ_BY, leaning
from geo.project import read_project
from geo.reading import AHEAD, PLAIN, carefully, chunks

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from distributed import Client, Future

    from geo.model import Report
    from geo.reading import Desk, Read, Work

CONNECT_S: Final = 15.0
LOOK_S: Final = 5.0
"""How often the cluster is looked after while a result is waited for."""
SILENT_S: Final = 60.0
"""How long a scheduler may leave every question without an answer."""
WORKERLESS_S: Final = 300.0
"""How long a cluster may be without any worker: batch systems take their time."""
_SUSPECTS: Final = (
    12  # chunks in a row that ended their workers though each of their reports is sound
)

_STUMBLES: Final = 3
_ADDRESS: Final = re.compile(r"(?:tcp|tls|wss?)://[^\s/:]+(?::[^\s/:]*)*:\d{1,5}", re.ASCII)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Connect to the scheduler at `address`, as ``"tcp://10.0.0.5:8786"``.

    Dask runs what a scheduler sends it: connect only to one that you trust.

    Raises
    ------
    InputError
        If Dask is not installed, or `address` is none.
    ServiceError
        If nobody answers there.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(
            "A scheduler needs Dask, which is not installed.", fix="pip install 'sitmap[dask]'"
        ) from None
    if not _ADDRESS.fullmatch(address):  # of others Dask's client is not rid of in half a minute
        raise InputError(
            f"{address[:80]} is no address of a scheduler.", fix="Write it as tcp://HOST:8786."
        )
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except OSError as error:
        raise ServiceError(
            f"No Dask scheduler answers at {address}: {error}.",
            fix="Start it (dask scheduler), or leave --scheduler out to use this machine alone.",
        ) from None
    try:
        yield client
    finally:
        client.close(timeout=LOOK_S)


def spread_far(reports: Sequence[Report], desk: Desk, client: Client) -> Iterator[Read]:
    """Read and place `reports` on the cluster of `client`: what `geo.reading.read_all` yields.

    Raises
    ------
    InputError, ServiceError
        As `on_cluster`.
    """
    for _, done in on_cluster(chunks(reports, _Watch(client).workers), PLAIN, desk, client):
        yield from done


def on_cluster(
    chunks: Iterable[list[Any]], work: Work, desk: Desk, client: Client
) -> Generator[tuple[list[Any], list[Any]], None, None]:
    """Do `work` on each chunk on the cluster of `client`; yield chunks and their results, in order.

    A chunk is taken from `chunks` when a worker will soon be free for it. In each worker one thread
    works at a time, whatever threads it has: reading never waits for anything, and models are not
    shared.

    Parameters
    ----------
    desk
        Paths that must hold the same on every worker.

    Raises
    ------
    InputError
        If a worker has another version of this package or its libraries, other lists or another
        project, or none of them.
    ServiceError
        If the scheduler is lost, no worker is there, or workers die whatever they are given.
    SitmapError
        What the work raises of these.
    """
    desk = _whole(desk)
    context = context_of(desk)
    watch = _Watch(client)
    waiting = iter(chunks)
    running: deque[tuple[list[Any], Future[list[Any]]]] = deque()
    in_vain = 0
    try:
        while True:
            while len(running) < AHEAD * watch.workers and (chunk := next(waiting, None)):
                running.append((chunk, watch.submit(_do_far, work, chunk, desk, context)))
            if not running:
                return
            chunk, future = running[0]
            done = watch.result(future)
            if done is None:
                # Whatever waited on a worker that died is suspected with the chunk that ended it
                done = carefully(chunk, work, desk)
                in_vain += 1
                if in_vain == _SUSPECTS:
                    raise ServiceError(
                        f"Workers died {in_vain} times in a row, each time over other reports.",
                        fix="Give them more memory (a worker needs 400 MB), or see their logs.",
                    )
            else:
                in_vain = 0
            running.popleft()
            yield chunk, done
    finally:
        # To let go of a future takes it from the scheduler, without a question that nobody answers
        for _, future in running:
            future.release()


class _Watch:
    """Waits for results, but never for ever."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._answered = self._manned = time.monotonic()
        self._looked = 0.0
        self._workers = 0

    @property
    def workers(self) -> int:
        """How many workers there are, by a look that is some seconds old."""
        if time.monotonic() - self._looked > LOOK_S:
            self.look()
        return max(1, self._workers)

    def submit(self, *task: Any) -> Future[list[Any]]:
        """Submit a task; the client may find the connection closed any time."""
        try:
            future: Future[list[Any]] = self._client.submit(*task, pure=False)
        except Exception:
            if self._client.status == "running":
                raise
            raise _lost("its connection is closed") from None
        return future

    def look(self) -> None:
        """Count the workers; raise `ServiceError` where waiting has become idle."""
        if self._client.status not in {"running", "connecting"}:
            raise _lost("its connection is closed")
        try:
            self._workers = _workers(self._client)
            self._answered = time.monotonic()
        except (OSError, TimeoutError):
            pass
        now = self._looked = time.monotonic()
        if self._workers:
            self._manned = now
        if now - self._answered > SILENT_S:
            raise _lost(f"it has not answered for {SILENT_S:.0f} seconds")
        if now - self._manned > WORKERLESS_S:
            raise ServiceError(
                f"No Dask worker has been there for {WORKERLESS_S:.0f} seconds.",
                fix="Start some (dask worker ADDRESS --nworkers auto --nthreads 1) and try again.",
            )

    def result(self, future: Future[list[Any]]) -> list[Any] | None:
        """Return what `future` gave, or None if it ended the workers that tried."""
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - an extra

        stumbles = 0
        while True:
            try:
                done: list[Any] = future.result(timeout=LOOK_S)
            except SitmapError:
                raise
            except KilledWorker:
                return None
            except CancelledError as error:
                raise _lost(str(error).splitlines()[0] or "the work was cancelled") from None
            except TimeoutError:
                if future.status == "error":
                    raise
                self.look()
            except OSError as error:  # a connection broke, and only a second look tells whose
                stumbles += 1
                if stumbles == _STUMBLES or self._client.status != "running":
                    raise _lost(f"{type(error).__name__} {error}") from None
                self.look()
            except ImportError as error:
                raise InputError(
                    f"A worker of the cluster can't run sitmap: {error}.",
                    fix="Install the same version of sitmap and its libraries on all of them.",
                ) from None
            else:
                return done


def _lost(how: str) -> ServiceError:
    return ServiceError(
        f"The Dask scheduler is lost: {how}.",
        fix="Start it and run the same again; what was finished is kept where it can be.",
    )


def _workers(client: Client) -> int:
    """Return how many workers there are, or raise OSError or TimeoutError within `LOOK_S`."""
    scheduler = client.scheduler
    if scheduler is None:
        raise ConnectionError("closed")
    return len(client.sync(scheduler.ncores, workers=None, callback_timeout=LOOK_S))


# --- on the worker -------------------------------------------------------------------------------


def context_of(desk: Desk) -> str:
    """Return what stands for all that decides a result but the reports themselves."""
    lists = sorted(desk.lists_dir.glob("*.sqlite")) if desk.lists_dir else []
    below = (*READ_BY, "zones/")
    with tempfile.TemporaryDirectory() as nothing:
        empty = Path(nothing)
        inputs, _ = take_inputs(desk.root or empty, empty, lists, below=below)
    project = read_project(desk.root) if desk.root else None
    pipeline = ""
    if project and project.spacy:
        with suppress(metadata.PackageNotFoundError):
            pipeline = metadata.version(project.spacy)
    return digest(inputs.digest(), leaning(project) if project else "", pipeline).hex()


def _whole(desk: Desk) -> Desk:
    """Return `desk` with paths that mean the same wherever a worker was started."""
    return replace(
        desk,
        root=desk.root.resolve() if desk.root else None,
        lists_dir=desk.lists_dir.resolve() if desk.lists_dir else None,
    )


@cache
def _hands() -> ThreadPoolExecutor:
    """Return the one thread of this process that reads: a place index belongs to who opened it."""
    return ThreadPoolExecutor(1, thread_name_prefix="reading")


_open: tuple[Desk, str, Any, Any] | None = None
"""What that thread has opened, and for whom."""


def _do_far(work: Work, chunk: list[Any], desk: Desk, context: str) -> list[Any]:
    return _hands().submit(_do_here, work, chunk, desk, context).result()


def _do_here(work: Work, chunk: list[Any], desk: Desk, context: str) -> list[Any]:
    global _open  # noqa: PLW0603 - models are opened once a process
    if _open is None or _open[:3] != (desk, context, work.open):
        found = context_of(desk)
        if found != context:
            raise InputError(
                "A worker of the cluster has another version of sitmap or of its libraries, other "
                "place lists, or another project than you.",
                fix="Install the same on all, and give paths that they all reach.",
            )
        _open = (desk, context, work.open, work.at(desk))
    return work.within_time(chunk, _open[3])
