"""Measure reading on 1, 2, ... processes: ``python -m tests.bench.reports [REPORTS] [WORKERS ...]``.

``dask1``, ``dask2`` among them are workers of a Dask cluster of this machine.

Reports are drawn, seeded, from the sentences of ``tests/corpus`` (English and Arabic as they come, 4
to 16 sentences each). For each number it prints seconds and reports a second, CPU seconds of all
processes (starting them, opening models and lists, and the first reports are told apart, for several
processes by a run before that reads these alone), peak memory of the parent and of the largest worker, and a digest of all that was read, which
has to be the same. Reading files is not in it.
"""

from __future__ import annotations

import hashlib
import re
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from geo import cluster
from geo.model import Report
from geo.reading import PLAIN, Desk, open_desk, spread
from tests import corpus

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT = 2_000
WARM = 40  # reports that make a process load all it needs, before anything is measured


def synthetic(count: int, seed: int = 7) -> list[Report]:
    """Return `count` reports of real sentences in no order that anybody wrote."""
    random = Random(seed)
    pools: dict[tuple[str, str], list[str]] = {}
    for told in corpus.reports():
        pool = pools.setdefault((told["conflict"], told["language"]), [])
        pool += [s for s in re.split(r"(?<=[.!?؟])\s+|\n+", told["text"]) if len(s) > 20]
    keys = sorted(pools)
    weights = [len(pools[key]) for key in keys]
    out = []
    for number in range(count):
        (key,) = random.choices(keys, weights)
        parts = random.choices(pools[key], k=random.randint(4, 16))
        day = date(2020, 1, 1) + timedelta(days=random.randrange(1500))
        text = parts[0] + "\n\n" + "\n\n".join(
            " ".join(parts[at : at + 3]) for at in range(1, len(parts), 3)
        )  # fmt: skip
        out.append(Report(f"s{number:06}", text, day, "header", language=key[1]))
    return out


def short(count: int) -> list[Report]:
    """Return `count` reports of some sentences each, for tests that need many and no length."""
    return [replace(report, text=report.text[:400]) for report in synthetic(count)]


def measure(count: int, workers: int) -> None:
    """Print one line for one number of processes of this machine."""
    reports = synthetic(count)
    desk = Desk(None)
    counted = len(reports)
    began = time.perf_counter()
    if workers == 1:
        read = open_desk(desk)
        read(synthetic(WARM, seed=11))
        ready, opening = time.perf_counter(), used()
        lasted = ready - began
        readings: Iterable[Any] = (pair for report in reports for pair in read([report]))
    else:
        before = used()
        tell(spread(synthetic(WARM * workers, seed=11), desk, workers))
        # the run that is measured starts its processes, too, and reads its first reports: what a run
        # of so many reports takes is taken off
        lasted, spent = time.perf_counter() - began, used() - before
        ready, opening = time.perf_counter() + lasted, used() + spent
        readings = spread(reports, desk, workers)
        counted -= WARM * workers
    told = tell(readings)
    ended = time.perf_counter()
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    report_on(
        f"workers {workers}", reports, told, ended - ready, lasted, used() - opening,
        (own.ru_maxrss, others.ru_maxrss), counted,
    )  # fmt: skip


def measure_dask(count: int, workers: int) -> None:
    """Print the same for a Dask cluster of this machine: its start and the opening told apart."""
    from distributed import Client, LocalCluster

    reports = synthetic(count)
    desk = Desk(None)
    began = time.perf_counter()
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0
        ) as local,
        Client(local, timeout=30) as client,
    ):
        client.run(cluster._do_far, PLAIN, synthetic(WARM, seed=11), desk, cluster.context_of(desk))
        ready = time.perf_counter()
        opening = used() + sum(client.run(used).values())
        told = tell(cluster.spread_far(reports, desk, client))
        ended = time.perf_counter()
        spent = used() + sum(client.run(used).values()) - opening
        peaks = client.run(_peak).values()
    report_on(
        f"Dask, workers {workers}", reports, told, ended - ready, ready - began, spent,
        (_peak(), max(peaks)), len(reports),
    )  # fmt: skip


def used() -> float:
    """Return CPU seconds of this process and of its children that have ended."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def tell(readings: Iterable[Any]) -> tuple[int, str]:
    """Return how many events there are, and a digest of all that was read."""
    total = hashlib.blake2b(digest_size=8)
    events = 0
    for reading, placed in readings:
        total.update(repr((reading, placed)).encode("utf-8", "surrogatepass"))
        events += len(placed)
    return events, total.hexdigest()


def report_on(
    what: str, reports: list[Report], told: tuple[int, str], seconds: float, opening: float,
    cpu: float, peaks: tuple[int, int], counted: int,
) -> None:  # fmt: skip
    """Print one line; where a machine is shared, CPU seconds tell more than seconds do."""
    print(
        f"{what}: {len(reports):,} reports, {sum(len(r.text) for r in reports):,} characters, "
        f"{told[0]:,} events: {seconds:.1f} s after {opening:.1f} s of opening, "
        f"{counted / seconds:.0f} a second, {cpu:.1f} CPU s, "
        f"{counted / cpu:.1f} a CPU second, "
        f"peak {peaks[0] / 1000:,.0f} MB and {peaks[1] / 1000:,.0f} MB a worker, {told[1]}",
        flush=True,
    )


def main() -> None:
    """Measure each number of processes in a process of its own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    wanted = sys.argv[2:] or ["1", "2"]
    if len(wanted) == 1:
        dask = wanted[0].startswith("dask")
        (measure_dask if dask else measure)(count, int(wanted[0].removeprefix("dask")))
        return
    for one in wanted:
        subprocess.run([sys.executable, "-m", "tests.bench.reports", str(count), one], check=True)


if __name__ == "__main__":
    main()
