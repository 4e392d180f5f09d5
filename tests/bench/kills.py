"""What a crash may leave: ``python -m tests.bench.kills [--kills 200] [--full 20] [--at-once 4]``.

A build of a changed project is killed at random moments, runs out of disk at as many points, and
runs several times at once. Afterwards every map must be the old one or the new one, byte for byte;
corrections must be as they were; and the next build must give the bytes of a build that nothing
disturbed and leave no temporary file. Prints a line for each part; exit code 1 if anything was
damaged. `tests/test_kills.py` runs it in short.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = "Published: 2020-02-0{day}\n\nShelling killed {dead} people in {town} on Monday.\n"
TOWNS = ("Ariha", "Saraqib", "Binnish", "Idlib")
CORRECTION = (
    "event_id,field,value,reason,by,date,event\nt1,fatalities_best,7,counted,Rana,2020-02-08,\n"
)
TABLE = "id,date,place,lat,lon,fatalities\nt1,2020-02-03,Ariha,35.81,36.61,{dead}\n"
MAPS = 3
WRITING_S = 0.4  # from the first temporary file to the last page, and a little more


class Trial:
    """A project in two states, what each must build, and an output folder to disturb."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "data"
        self.out = folder / "maps"
        self._saved = folder / "saved"
        for name in ("reports", "events"):
            (self.root / name).mkdir(parents=True)
        maps = "".join(f'[[maps]]\nslug = "map-{i}"\ntitle = "Map {i}"\n' for i in range(MAPS))
        (self.root / "atlas.toml").write_text(f'title = "Kills"\ncountries = ["SY"]\n{maps}')
        (self.root / "corrections.csv").write_text(CORRECTION)
        self._put(0)
        self.build().check_returncode()
        self.old = pages(self.out)
        shutil.copytree(self.out, self._saved)
        self._put(1)
        begun = time.monotonic()
        self.build().check_returncode()
        self.seconds = time.monotonic() - begun
        self.new = pages(self.out)
        assert len(self.new) == MAPS + 1
        assert all(self.new[name] != self.old[name] for name in self.old if name != "index.html")

    def _put(self, state: int) -> None:
        for i, town in enumerate(TOWNS):
            text = REPORT.format(day=4 + i, dead=3 + i + state, town=town)
            (self.root / "reports" / f"r{i}.txt").write_text(text)
        (self.root / "events" / "t.csv").write_text(TABLE.format(dead=7 + state))

    def rewind(self) -> None:
        """Make the output folder that of the first state again; the data are those of the second."""
        self.out.mkdir(exist_ok=True)
        for path in self.out.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self._saved, self.out, dirs_exist_ok=True)

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "geo", "build", str(self.root), "-o", str(self.out)]
        env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def build(self) -> subprocess.CompletedProcess[bytes]:
        process = self.start()
        out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def writing(self) -> bool:
        """Return whether a temporary file lies in the folder, or a page has been swapped in."""
        return any(self.out.glob(".*.part")) or pages(self.out) != self.old

    def faults(self) -> list[str]:
        """Return what is damaged: pages that are neither the old nor the new one, corrections."""
        now = pages(self.out)
        found = [f"{name} is gone" for name in self.old if name not in now]
        found += [
            f"{name} is neither the old page nor the new one"
            for name, page in now.items()
            if page not in (self.old.get(name), self.new.get(name))
        ]
        if (self.root / "corrections.csv").read_text() != CORRECTION:
            found.append("corrections.csv has changed")
        return found

    def next_build(self) -> list[str]:
        """Build once more, undisturbed, and return what is not as it must be."""
        done = self.build()
        if done.returncode:
            return [f"the next build failed: {done.stderr.decode()[-300:]}"]
        found = [] if pages(self.out) == self.new else ["the next build gives other bytes"]
        return found + [f"{p.name} was left" for p in self.out.rglob("*.part")]


_TELL: Final = 20  # kills between words of progress


def pages(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.html"))}


def killed(trial: Trial, count: int, seed: int = 7) -> tuple[list[str], str]:
    """Kill `count` builds at any time, half of them while they write."""
    dice = random.Random(seed)
    faults: list[str] = []
    alive = changed = 0
    for number in range(count):
        trial.rewind()
        process = trial.start()
        if number % 2:
            while process.poll() is None and not trial.writing():
                time.sleep(0.001)
            time.sleep(dice.uniform(0, WRITING_S))
        else:
            time.sleep(dice.uniform(0, trial.seconds))
        alive += process.poll() is None
        process.kill()
        process.communicate()
        found = trial.faults()
        changed += pages(trial.out) != trial.old
        found += trial.next_build()
        for fault in found:  # at once: the run is long, and the code beside it may move on
            print(f"kill {number + 1}: {fault}", file=sys.stderr, flush=True)
        faults += found
        if (number + 1) % _TELL == 0:
            print(f"{number + 1} killed so far: {len(faults)} faults", file=sys.stderr, flush=True)
    return faults, f"{count} killed, {alive} while at work, {changed} after a page was written"


@contextmanager
def small_disk(at: Path, size: int) -> Iterator[None]:
    """Mount a disk of `size` bytes at `at`; OSError, with the reason, where that can't be done."""
    at.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise OSError(f"a small disk can't be mounted: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


def full_disks(trial: Trial, count: int) -> tuple[list[str], str]:
    """Run `count` builds on disks with ever more room, from none to some."""
    used = sum(p.stat().st_size + 4096 for p in trial.out.rglob("*") if p.is_file())
    faults: list[str] = []
    failed = 0
    plain = trial.out
    trial.out = plain.with_name("disk")
    try:
        for number in range(count):
            room = round(used * number / count * 0.4)
            with small_disk(trial.out, _size(trial) + room):
                trial.rewind()
                done = trial.build()
                failed += done.returncode != 0
                if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
                    faults.append(f"it ended badly: {done.stderr.decode()[-300:]}")
                if done.returncode and b"can't be written" not in done.stderr:
                    faults.append(f"it does not say why: {done.stderr.decode()[-300:]}")
                faults += trial.faults()
                subprocess.run(["mount", "-o", "remount,size=100M", str(trial.out)], check=True)
                faults += trial.next_build()
    finally:
        trial.out = plain
    return faults, f"{count} disks too small, {failed} builds failed on them"


def _size(trial: Trial) -> int:
    """Return the bytes that the first state takes on a disk of whole pages."""
    files = [p.stat().st_size for p in trial._saved.rglob("*") if p.is_file()]
    return sum(-(-size // 4096) * 4096 for size in files) + 16 * 4096


def at_once(trial: Trial, count: int) -> tuple[list[str], str]:
    """Run `count` builds of one folder at the same time."""
    trial.rewind()
    processes = [trial.start() for _ in range(count)]
    faults = []
    while any(p.poll() is None for p in processes):
        faults += trial.faults()
        time.sleep(0.02)
    for process in processes:
        _, err = process.communicate()
        if process.returncode:
            faults.append(f"one of them failed: {err.decode()[-300:]}")
    if pages(trial.out) != trial.new:
        faults.append("the maps are not the new ones")
    return faults + trial.next_build(), f"{count} at once"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full", type=int, default=20)
    parser.add_argument("--at-once", type=int, default=4)
    asked = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for part, count in (
            (killed, asked.kills),
            (full_disks, asked.full),
            (at_once, asked.at_once),
        ):
            if not count:
                continue
            try:
                faults, told = part(trial, count)
            except OSError as error:
                print(f"skipped: {error}")
                continue
            bad += len(faults)
            print(f"{told}: {len(faults)} faults")
            for fault in faults[:10]:
                print(f"  {fault}")
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
