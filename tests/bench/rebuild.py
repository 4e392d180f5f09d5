"""CPU seconds of a build after a change, beside a cold one: ``python -m tests.bench.rebuild [ROWS] [--rounds N]``.

A project of UCDP rows (400,000 unless given; grown as in `tests.bench.tables`) with the sample's zones
is built cold; then, round by round, again unchanged, after the toll of one row changed, and after a
text of one row did. Prints CPU seconds of each, their share of the cold build, and the largest memory.
``--profile FILE`` writes a profile of the build after a changed toll and stops.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.tables import ZONES, write_table

SAMPLE = Path("data")


def build(root: Path, *options: str, profile: Path | None = None) -> tuple[float, float]:
    """Build the project in a process of its own; return its CPU seconds and gigabytes of memory.

    What Python compiles is kept beside the project, as an installed sitmap has it.
    """
    command = [sys.executable, "-m", "geo", "build", str(root), "-o", str(root / "maps"), *options]
    if profile:
        command[1:3] = ["-m", "cProfile", "-o", str(profile), "-m", "geo"]
    quiet = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    settings = {**os.environ, "PYTHONPYCACHEPREFIX": str(root.parent / "bytecode")}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    child = os.posix_spawn(command[0], command, settings, file_actions=[quiet])
    _, status, used = os.wait4(child, 0)  # of this child alone, unlike getrusage
    if status:
        raise SystemExit("the build failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6


def change(path: Path, column: int, value: bytes, seen: int) -> None:
    """Write `value` into a column, counted from the end, of a row in the middle that no round has met."""
    lines = path.read_bytes().splitlines(keepends=True)
    first = len(lines) // 2 + 1000 * seen
    at = next(n for n in range(first, len(lines)) if lines[n].endswith(b",345,\n"))
    cells = lines[at].rsplit(b",", 5)  # ..., best, high, low, gwnoa, gwnob
    cells[column] = value
    lines[at] = b",".join(cells)
    path.write_bytes(b"".join(lines))


def reword(path: Path, seen: int) -> None:
    """Change a word in the headline of a row in the middle."""
    lines = path.read_bytes().splitlines(keepends=True)
    first = len(lines) // 2 + 1000 * seen + 500
    word = b"killed"
    at = next(n for n in range(first, len(lines)) if word in lines[n])
    lines[at] = lines[at].replace(word, b"slain %d" % seen, 1)
    path.write_bytes(b"".join(lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=400_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "project"
        table = root / "events" / "ged.csv"
        table.parent.mkdir(parents=True)
        (root / "atlas.toml").write_text('title = "Rebuild"\n', encoding="utf-8")
        shutil.copytree(ZONES, root / "zones")
        shutil.copytree(SAMPLE, root.parent / "sample")
        build(
            root.parent / "sample"
        )  # has Python compile what is needed, before anything is measured
        write_table(table, asked.rows, 1)
        for turn in range(asked.rounds):
            cold, most = build(root, "--force")
            print(f"cold {cold:.2f} CPU s, {most:.2f} GB")
            if asked.profile:
                change(table, 1, b"9999", turn)
                build(root, profile=asked.profile)
                return
            told = {"unchanged": build(root)}
            change(table, 1, b"9999", turn)
            told["a changed toll"] = build(root)
            reword(table, turn)
            told["a changed text"] = build(root)
            for what, (cpu, memory) in told.items():
                print(
                    f"{what}: {cpu:.2f} CPU s, {cpu / cold:.3f} of cold, {memory:.2f} GB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
