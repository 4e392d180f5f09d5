"""Measure reading on 1, 2, ... processes: ``python -m tests.bench.reports [REPORTS] [WORKERS ...]``.

Reports are drawn, seeded, from the sentences of ``tests/corpus`` (English and Arabic as they come, 4
to 16 sentences each). For each number of processes it prints seconds, reports a second, CPU seconds of all
processes, efficiency against one process without its start, peak memory of parent and of the largest
child, and a digest of all that was read, which has to be the same. Reading files is not in it.
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

from geo.model import Report
from geo.reading import Desk, open_desk, spread
from tests import corpus

DEFAULT = 2_000


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
    """Print one line for one number of processes."""
    reports = synthetic(count)
    desk = Desk(None)
    began = time.perf_counter()
    if workers == 1:
        read = open_desk(desk)
        ready = time.perf_counter()
        readings = (pair for report in reports for pair in read([report]))
    else:
        ready = began
        readings = spread(reports, desk, workers)
    total = hashlib.blake2b(digest_size=8)
    events = 0
    for reading, placed in readings:
        total.update(repr((reading, placed)).encode("utf-8", "surrogatepass"))
        events += len(placed)
    ended = time.perf_counter()
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(
        f"workers {workers}: {count:,} reports, {sum(len(r.text) for r in reports):,} characters, "
        f"{events:,} events: {ended - began:.1f} s, {count / (ended - began):.0f} a second "
        f"({ended - ready:.1f} s after opening), {cpu:.1f} CPU s, "
        f"peak {own.ru_maxrss / 1000:,.0f} MB and {others.ru_maxrss / 1000:,.0f} MB a process, "
        f"{total.hexdigest()}",
        flush=True,
    )


def main() -> None:
    """Measure each number of processes in a process of its own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    wanted = [int(text) for text in sys.argv[2:]] or [1, 2]
    if len(wanted) == 1:
        measure(count, wanted[0])
        return
    for workers in wanted:
        subprocess.run(
            [sys.executable, "-m", "tests.bench.reports", str(count), str(workers)], check=True
        )


if __name__ == "__main__":
    main()
