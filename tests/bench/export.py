"""Measure exports: ``python -m tests.bench.export [EVENTS] [FORMAT ...]``.

Synthetic events with notes; CPU seconds, megabytes and the peak of memory, a process a format.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geo.export import FORMATS, export_events
from tests.bench.synthetic import atlas, table

DEFAULT = 100_000


def measure(count: int, name: str) -> None:
    """Print one line for one format."""
    made = atlas(table(count))
    suffix = next(form.suffix for form in FORMATS if form.name == name)
    with tempfile.TemporaryDirectory() as folder:
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        done = export_events(made, name, Path(folder) / f"events{suffix}")
        spent = time.process_time() - began
        size = sum(path.stat().st_size for path in done.files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{name:12} {spent:7.1f} CPU s {size / 1e6:8.1f} MB  peak {before / 1000:,.0f} to {peak / 1000:,.0f} MB")  # fmt: skip


def main() -> None:
    """Measure the formats asked for, or all."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    names = sys.argv[2:] or [form.name for form in FORMATS]
    if len(names) == 1:
        measure(count, names[0])
        return
    for name in names:
        command = [sys.executable, "-m", "tests.bench.export", str(count), name]
        subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
