"""Whether the same data give the same bytes: ``python -m tests.bench.same [ROWS] [--reports N]``.

A project of UCDP rows (100,000 unless given; grown as in `tests.bench.tables`) in two files, of
reports and of the sample's zones is built twice, with different hash seeds, locales, time zones,
folders, orders and times of files, and numbers of processes. Then a row is changed and the project
built again with what was kept, and once more without. Prints a line for each pair; exit code 1 if
any file differs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.tables import ZONES, grow

REPORT = (
    "Published: 2020-02-{day:02}\n\nShelling killed {dead} people in {town} on Monday. "
    "Two others were wounded near {other}, said Rana, a nurse.\n"
)
TOWNS = ("Ariha", "Saraqib", "Binnish", "Idlib", "Sarmin", "Kafranbel", "Maarrat al-Numan")
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}
THERE = {"PYTHONHASHSEED": "271828", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"}


def make(root: Path, rows: int, reports: int) -> None:
    """Write the project, its files in the order of their names."""
    for name in ("events", "reports"):
        (root / name).mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "Same"\ncountries = ["SY"]\n', encoding="utf-8")
    shutil.copytree(ZONES, root / "zones")
    for number, block in enumerate(grow(rows, 1)):
        cut = 2 * len(block) // 3
        for name, part in (("a", block[:cut]), ("b", block[cut:])):
            path = root / "events" / f"{name}.csv"
            part.to_csv(path, index=False, header=not number, mode="a")
    for n in range(reports):
        town, other = (TOWNS[(n + step) % len(TOWNS)] for step in (0, 3))
        text = REPORT.format(day=n % 28 + 1, dead=n % 40 + 2, town=town, other=other)
        (root / "reports" / f"{n:04}.txt").write_text(text, encoding="utf-8")


def copy(root: Path, other: Path) -> None:
    """Copy the project, its files in the opposite order and with other times."""
    for path in sorted((p for p in root.rglob("*") if p.is_file()), reverse=True):
        target = other / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (1_000_000_000, 1_000_000_000))


def build(root: Path, surroundings: dict[str, str], *options: str) -> dict[str, str]:
    """Build the project; return a digest of each file in its output folder."""
    out = root.parent / f"{root.name}-maps"
    command = [sys.executable, "-m", "geo", "build", str(root), "-o", str(out), *options]
    env = {**os.environ, **surroundings}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:16]
        for p in out.glob("*")
        if p.is_file()
    }


def change(path: Path) -> None:
    """Change the toll of a row in the middle."""
    lines = path.read_bytes().splitlines(keepends=True)
    at = next(n for n in range(len(lines) // 2, len(lines)) if lines[n].endswith(b",345,\n"))
    cells = lines[at].rsplit(b",", 4)  # ..., best, high, low, gwnoa, gwnob
    lines[at] = b",".join([cells[0], b"9999", *cells[2:]])
    path.write_bytes(b"".join(lines))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=60)
    asked = parser.parse_args()
    bad = 0

    def tell(what: str, one: dict[str, str], two: dict[str, str]) -> None:
        nonlocal bad
        differing = sorted(
            name for name in one.keys() | two.keys() if one.get(name) != two.get(name)
        )
        bad += len(differing)
        print(f"{what}: {', '.join(differing) + ' differ' if differing else f'{len(one)} files the same'}", flush=True)  # fmt: skip

    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch) / "here"
        there = Path(scratch) / "over there" / "ve daha da uzakta" / "x"
        make(here, asked.rows, asked.reports)
        copy(here, there)
        first = build(here, HERE, "--workers", "1")
        tell("two machines", first, build(there, THERE, "--workers", "2"))
        change(here / "events" / "a.csv")
        warm = build(here, HERE, "--workers", "1")
        if warm == first:
            raise SystemExit("the changed row changed nothing, so that nothing was shown")
        tell("warm and cold", warm, build(here, THERE, "--workers", "2", "--force"))
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
