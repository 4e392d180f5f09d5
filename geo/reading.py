"""Many reports read and placed, by one process or by several, with the same result.

The secret of this module is how work is spread: chunks of reports go to processes that each open the
models and the place lists once, by path, and what comes back is put in the order of the reports. A
process that dies costs a retry; a report that can't be read, or that ends its process each time, is
left out with its reason, and the others come out as without it.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.errors import SitmapError
from geo.extract import Reader
from geo.extract.lexicon import extended, read_rows
from geo.gazetteer import open_gazetteer
from geo.locate import Scope
from geo.model import FAILED, LeftOut, Reading
from geo.placing import place_mentions, place_tellings
from geo.project import default_project, read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from geo.model import Extractor, Geocoder, Placed, Report
    from geo.project import Project

    Read = tuple[Reading, list[Placed]]
    """A reading and its tellings with their places."""

    ReadHere = Callable[[Sequence[Report]], list[Read]]
    """What reads reports in this process, with the models and lists that it has open."""

    _Task = tuple[list[Any], Future[list[Any]] | None]
    """A chunk and what it is to give; None is to be done carefully."""

CHUNK_THINGS: Final = 32
CHUNK_CHARACTERS: Final = 80_000
AHEAD: Final = 3  # chunks a process, so that none waits for the slowest
# A process takes 2 s to be ready and reads 20,000 characters a second (tests.bench.reports)
_WORTH_A_PROCESS: Final = 100_000  # characters
_TRIES: Final = 2  # of a report that ends its process
LEAST_PATIENCE_S: Final = 600.0
_PATIENCE_S: Final = 0.001  # a character
_MESSAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """What a process needs to read reports, by path, so that it travels.

    Parameters
    ----------
    root
        The project whose places, sites, word lists and leaning count, or None.
    lists_dir
        The user's own place lists, or None.
    """

    root: Path | None
    lists_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each of many things, in whatever process; functions of a module.

    Parameters
    ----------
    do
        Takes things and what is open there; returns results in the order of the things, which
        joined one after the other tell the same, however the things were parted.
    give_up
        Takes a thing that ended each process that touched it, and the reason for people; returns
        what stands in for its result.
    seconds
        How long things may take, far more than they ever do: a process that works longer is ended.
    open
        Opens what the work needs, once a process; None is what reads reports, `open_desk`.
    """

    do: Callable[[Sequence[Any], Any], list[Any]]
    give_up: Callable[[Any, str], Any]
    seconds: Callable[[Sequence[Any]], float]
    open: Callable[[Desk], Any] | None = None

    def at(self, desk: Desk) -> Any:
        """Return what the work is done with in this process."""
        return (self.open or open_desk)(desk)

    def within_time(self, things: Sequence[Any], here: Any) -> list[Any]:
        """Do it in a process that nobody misses, which ends if it takes far too long.

        A pattern that runs wild lets no other thread run, so that only a clock outside of Python
        can tell.
        """
        with Path(os.devnull).open("w", encoding="ascii") as nowhere:
            faulthandler.dump_traceback_later(self.seconds(things), exit=True, file=nowhere)
            try:
                return self.do(things, here)
            finally:
                faulthandler.cancel_dump_traceback_later()


def default_reader(geocoder: Geocoder, project: Project | None) -> Reader:
    """Return the default reader, with the project's own word lists and recogniser if it has any."""
    if project is None:
        return Reader(geocoder)
    lists = {name: project.root / "lexicon" / f"{name}.tsv" for name in ("sources", "actors")}
    mine = {
        name: extended(name, read_rows(path, name))
        for name, path in lists.items()
        if path.is_file()
    }
    names = None
    if project.spacy:
        from geo.extract.toponyms.spacy import SpacyNames  # noqa: PLC0415 - an extra

        names = SpacyNames(project.spacy)
    return Reader(geocoder, sources=mine.get("sources"), actors=mine.get("actors"), names=names)


def read_all(
    reports: Sequence[Report], extract: Extractor, geocoder: Geocoder, scope: Scope
) -> Iterator[Read]:
    """Read and place `reports` in this process, in order.

    Raises
    ------
    SitmapError
        If a service gave no answer or the project is at fault; nothing else stops it.
    """
    done = 0
    told = iter(extract(reports))
    while done < len(reports):
        report = reports[done]
        try:
            yield _placed(next(told), geocoder, scope)
        except SitmapError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a hostile text brings about
            # An extractor that raised is at its end, and one that reads many at once may have
            # raised for a later report: each of the others is read for itself.
            told = _each(extract, reports[done + 1 :])
            yield _alone(report, extract, geocoder, scope, error)
        done += 1


def _placed(reading: Reading, geocoder: Geocoder, scope: Scope) -> Read:
    located = place_mentions(reading, geocoder, scope)
    return located, place_tellings(located, geocoder, scope)


def _each(extract: Extractor, reports: Iterable[Report]) -> Iterator[Reading]:
    """Yield the reading of each report, and an empty one where that fails."""
    for report in reports:
        try:
            (reading,) = extract([report])
        except SitmapError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            reading = _empty(report, _said(error))
        yield reading


def _alone(
    report: Report, extract: Extractor, geocoder: Geocoder, scope: Scope, error: Exception
) -> Read:
    """Return what a report gives when it is read for itself, after `error` came up about it."""
    try:
        (reading,) = extract([report])
        return _placed(reading, geocoder, scope)
    except SitmapError:
        raise
    except StopIteration:
        return _empty(report, _said(error)), []
    except Exception as again:  # noqa: BLE001 - as above
        return _empty(report, _said(again)), []


def _empty(report: Report, reason: str) -> Reading:
    return Reading(report, (), (), (LeftOut(FAILED, report.report_id, "report", reason),))


def _said(error: Exception) -> str:
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if "geo" in Path(f.filename).parts
    ]
    where = f" in {Path(frames[-1].filename).name}, {frames[-1].name}" if frames else ""
    words = " ".join(str(error).split())[:_MESSAGE]
    return (
        f"Reading it failed with {type(error).__name__}{where}: {words}. This is a fault of sitmap: "
        "report it, with the text."
    )


def by_one_or_many(
    desk: Desk | None, bound: int | None, extract: Extractor, geocoder: Geocoder, scope: Scope
) -> Callable[[Sequence[Report]], Iterator[Read]]:
    """Return what reads reports in as many processes as they are worth.

    Parameters
    ----------
    desk
        What `extract` and `geocoder` are made of, or None if they may not travel.
    bound
        Processes at most, None for one a core.
    """

    def read(reports: Sequence[Report]) -> Iterator[Read]:
        count = worth(reports, bound) if desk else 1
        if desk and count > 1:
            return spread(reports, desk, count)
        return read_all(reports, extract, geocoder, scope)

    return read


# --- several processes ---------------------------------------------------------------------------


def spread(reports: Sequence[Report], desk: Desk, workers: int) -> Iterator[Read]:
    """Read and place `reports` in `workers` processes: what `read_all` yields, in the same order.

    Raises
    ------
    SitmapError
        As `read_all`.
    """
    for _, done in in_processes(chunks(reports, workers), PLAIN, desk, workers):
        yield from done


def _read_them(reports: Sequence[Any], read: ReadHere) -> list[Any]:
    return list(read(reports))


def _left_out(report: Report, reason: str) -> Read:
    return _empty(report, reason), []


def _patience(reports: Sequence[Any]) -> float:
    return patience_s(sum(len(report.text) for report in reports))


def patience_s(characters: int) -> float:
    """Return how many seconds reports of so many characters may take: twenty times the usual."""
    return LEAST_PATIENCE_S + characters * _PATIENCE_S


PLAIN: Final = Work(_read_them, _left_out, _patience)
"""Reports to readings, which is all that most callers want."""


def in_processes(
    chunks: Iterable[list[Any]], work: Work, desk: Desk, workers: int
) -> Generator[tuple[list[Any], list[Any]], None, None]:
    """Do `work` on each chunk in `workers` processes; yield chunks and their results, in order.

    A chunk is taken from `chunks` when a process will soon be free for it, so that there may be
    more of them than memory holds. One whose process died is done carefully, see `carefully`.

    Raises
    ------
    SitmapError
        What the work raises of these.
    """
    waiting = iter(chunks)
    running: deque[_Task] = deque()
    pool = _pool(desk, work, workers)
    try:
        while True:
            while len(running) < AHEAD * workers and (chunk := next(waiting, None)):
                running.append((chunk, _submit(pool, work, chunk)))
            if not running:
                return
            chunk, future = running[0]
            try:
                done = future.result() if future else carefully(chunk, work, desk)
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                pool = _pool(desk, work, workers)
                running = deque(_again(running, work, pool, workers))
                continue
            running.popleft()
            yield chunk, done
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _again(
    running: Iterable[_Task], work: Work, pool: ProcessPoolExecutor, workers: int
) -> Iterator[_Task]:
    """Yield what was under way in a pool that broke, to be gone on with.

    Chunks are begun in their order, so that the one that broke it is among the first `workers` that
    have no result: those are done carefully, the others by the new `pool`.
    """
    suspects = 0
    for chunk, old in running:
        broke = old is None or old.cancelled() or isinstance(old.exception(), BrokenProcessPool)
        if not broke:
            yield chunk, old
        elif suspects < workers:
            suspects += 1
            yield chunk, None
        else:
            yield chunk, _submit(pool, work, chunk)


def carefully(things: Iterable[Any], work: Work, desk: Desk) -> list[Any]:
    """Do `work` on things one by one in a process of their own, and give up one that ends it."""
    pool = _pool(desk, work, 1)
    results: list[Any] = []
    try:
        for thing in things:
            for _ in range(_TRIES):
                try:
                    results += _submit(pool, work, [thing]).result()
                    break
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _pool(desk, work, 1)
            else:
                reason = (
                    f"Reading it ended the process that did, {_TRIES} times, for want of memory or "
                    f"after {work.seconds([thing]) / 60:.0f} minutes. Split it, or report it with the "
                    "text."
                )
                results.append(work.give_up(thing, reason))
    finally:
        pool.shutdown(cancel_futures=True)
    return results


def _submit(pool: ProcessPoolExecutor, work: Work, chunk: list[Any]) -> Future[list[Any]]:
    try:
        return pool.submit(_do_here, work, chunk)
    except BrokenProcessPool as error:
        from concurrent.futures import Future as Made  # noqa: PLC0415 - at run time, for once

        failed: Future[list[Any]] = Made()
        failed.set_exception(error)
        return failed


def chunks(reports: Sequence[Report], workers: int) -> Iterator[list[Report]]:
    """Yield reports by the handful: enough to be worth a trip, few enough for all to have some.

    The last ones are smaller, so that no process is left with much when the others are done.
    """
    chunk: list[Report] = []
    size, left = 0, len(reports)
    for report in reports:
        chunk.append(report)
        size += len(report.text)
        most = max(1, min(CHUNK_THINGS, left // (2 * workers)))
        if len(chunk) >= most or size >= CHUNK_CHARACTERS:
            left -= len(chunk)
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _pool(desk: Desk, work: Work, workers: int) -> ProcessPoolExecutor:
    # Fresh processes on every system: a fork of one with threads, as Arrow starts them, may hang.
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_sit_down, initargs=(desk, work)
    )


_at_hand: tuple[Any] | None = None
"""What this process works with; set once, when it starts."""


def _sit_down(desk: Desk, work: Work) -> None:
    """Open what the work takes, once a process."""
    global _at_hand  # noqa: PLW0603 - a process is handed its work by function and arguments alone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _at_hand = (work.at(desk),)
    gc.freeze()  # models and modules stay: a collection need not look at them each time


def open_desk(desk: Desk) -> ReadHere:
    """Return a function that reads and places reports with what `desk` names."""
    project = read_project(desk.root) if desk.root else None
    geocoder = open_gazetteer(project, user_dir=desk.lists_dir)
    extract = default_reader(geocoder, project)
    scope = scope_of(desk.root)

    def read(reports: Sequence[Report]) -> list[Read]:
        return list(read_all(reports, extract, geocoder, scope))

    return read


def scope_of(root: Path | None) -> Scope:
    """Return where a project's places are likely: its countries, its box, its sites."""
    if root is None:
        project = default_project(Path())
        return Scope(project.countries, project.box, None)
    from geo.zones import read_sites  # noqa: PLC0415 - geopandas only for a project

    project = read_project(root)
    return Scope(project.countries, project.box, read_sites(root / "sites")[0])


def _leave_with_parent() -> None:
    """End this process when its parent has ended, however that died."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do_here(work: Work, chunk: list[Any]) -> list[Any]:
    if _at_hand is None:
        raise RuntimeError("this process was not set up to work")
    return work.within_time(chunk, *_at_hand)


# --- how many ------------------------------------------------------------------------------------


def worth(reports: Sequence[Report], bound: int | None = None) -> int:
    """Return how many processes to read `reports` with; 1 is this one alone.

    Parameters
    ----------
    bound
        At most so many; None is as many as there are cores for this process.
    """
    characters = sum(len(report.text) for report in islice(reports, 1_000_000))
    return max(1, min(bound or cores(), characters // _WORTH_A_PROCESS + 1, len(reports)))


def cores() -> int:
    """Return how many cores this process may use, a container's quota included."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        count = os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        count = min(count, max(1, round(int(quota) / int(period))))
    except (OSError, ValueError):  # no such file, or "max"
        pass
    return count
