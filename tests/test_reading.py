"""One process or several, healthy or dying: the same readings, in the same order, none lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import geo
from geo import reading
from geo.errors import ServiceError
from geo.gazetteer import open_gazetteer
from geo.locate import Scope
from geo.model import FAILED, Reading, Report
from geo.reading import Desk, open_desk, read_all, spread, worth
from tests.bench.reports import synthetic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPORTS = synthetic(16)


@pytest.fixture(scope="module")
def alone() -> list[Any]:
    return open_desk(Desk(None))(REPORTS)


@pytest.mark.parametrize("workers", [2, pytest.param(7, marks=pytest.mark.slow)])
def test_several_processes_read_what_one_reads_in_the_same_order(workers: int, alone):
    assert list(spread(REPORTS, Desk(None), workers)) == alone


def test_a_project_comes_out_the_same_with_one_process_and_with_more(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_WORTH_A_PROCESS", 1)
    root = tmp_path / "data"
    shutil.copytree("data", root)
    one, many = (geo.build(root, workers=workers) for workers in (1, 2))
    assert one.events.equals(many.events)
    assert one.claims.equals(many.claims)
    assert one.mentions.equals(many.mentions)
    assert one.left_out.equals(many.left_out)


def test_little_to_read_is_read_by_one_process():
    short = [Report(f"r{i}", "x" * 1_000) for i in range(20)]
    assert worth(short, 8) == 1
    assert worth(short * 20, 8) > 1
    assert worth(short * 20, 1) == 1
    assert worth([Report("r", "x" * 10**7)], 8) == 1


# --- a report that fails -------------------------------------------------------------------------


class Fragile:
    """Reads as the default reader does, and raises for one report."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self._reader = geo.Reader(open_gazetteer(None))

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            if report.report_id == REPORTS[2].report_id:
                raise self._error
            yield from self._reader([report])


class Hasty(Fragile):
    """As `Fragile`, but reads all before it gives any, so that others seem to blame."""

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        yield from list(super().__call__(reports))


SCOPE = Scope((), None, None)


@pytest.mark.parametrize("kind", [Fragile, Hasty])
def test_a_report_that_raises_is_left_out_with_its_reason_and_no_other(kind, alone):
    gazetteer = open_gazetteer(None)
    out = list(read_all(REPORTS[:6], kind(ValueError("too\nodd")), gazetteer, SCOPE))
    assert [told.report for told, _ in out] == REPORTS[:6]
    (row,) = out[2][0].left_out
    assert (row.stage, row.source) == (FAILED, REPORTS[2].report_id)
    assert "ValueError" in row.reason
    assert "too odd" in row.reason
    assert [out[at] for at in (0, 1, 3, 4, 5)] == [alone[at] for at in (0, 1, 3, 4, 5)]


def test_a_service_without_an_answer_is_no_fault_of_a_report():
    fragile = Fragile(ServiceError("No answer.", fix="Ask again."))
    with pytest.raises(ServiceError):
        list(read_all(REPORTS[:6], fragile, open_gazetteer(None), SCOPE))


def test_strict_fails_on_a_report_that_failed(tmp_path):
    root = tmp_path / "data"
    shutil.copytree("data", root)
    atlas = geo.build(root, extract=Broken())
    failed = atlas.left_out[atlas.left_out["stage"] == FAILED]
    assert len(failed) == atlas.counts["reports read"] == 7


class Broken:
    """Reads nothing at all."""

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for _ in reports:
            raise RuntimeError("broken")
        yield from ()


# --- a process that dies -------------------------------------------------------------------------

# Runs as a program of its own: a process that is set up to die does so when it meets a certain text,
# each time or only the first, which a file remembers.
PROGRAM = """
import os, signal, sys
from pathlib import Path
import geo.reading
from geo.reading import Desk, open_desk, spread
from tests.bench.reports import synthetic

DEADLY, ONCE = {deadly!r}, Path({once!r})
plain = geo.reading.read_all

def deadly(reports, *rest):
    for report in reports:
        if report.report_id == DEADLY and (not ONCE.name or not ONCE.exists()):
            if ONCE.name:
                ONCE.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return plain(reports, *rest)

geo.reading.read_all = deadly
if __name__ == "__main__":
    for told, placed in spread(synthetic(16), Desk(None), 2):
        print(told.report.report_id, len(placed), *(row.stage for row in told.left_out if row.stage == "failed"))
"""


def run_deadly(tmp_path: Path, deadly: str, once: str) -> list[list[str]]:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(deadly=deadly, once=once), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, str(program)], env=env, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_process_killed_in_the_middle_costs_only_a_retry(tmp_path, alone):
    out = run_deadly(tmp_path, REPORTS[9].report_id, str(tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert out == [[told.report.report_id, str(len(placed))] for told, placed in alone]


@pytest.mark.slow
def test_a_report_that_ends_its_process_each_time_is_left_out_alone(tmp_path, alone):
    out = run_deadly(tmp_path, REPORTS[9].report_id, "")
    assert out[9] == [REPORTS[9].report_id, "0", FAILED]
    others = [[told.report.report_id, str(len(placed))] for told, placed in alone]
    assert out[:9] + out[10:] == others[:9] + others[10:]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc")
def test_no_process_outlives_its_parent(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from geo.reading import Desk, spread\n"
        "from tests.bench.reports import synthetic\n"
        "if __name__ == '__main__':\n"
        "    for told, _ in spread(synthetic(2000), Desk(None), 2):\n"
        "        print(told.report.report_id, flush=True)\n",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, str(program)], env=env, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == "s000000"
        assert members(parent.pid) > {parent.pid}
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        deadline = time.monotonic() + 60
        while members(parent.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        left = members(parent.pid)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


def members(session: int) -> set[int]:
    """Return the living processes of a session, which only this test's program opened."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, owner = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(owner) == session and state != "Z":
            found.add(int(folder.name))
    return found
