"""A real Dask cluster of two processes gives what one process gives, also when workers die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("distributed", reason="Dask is an extra: pip install 'sitmap[dask]'")

from geo.cluster import connected
from geo.errors import InputError
from geo.model import FAILED
from geo.reading import Desk, open_desk
from tests.bench.reports import short

if TYPE_CHECKING:
    from collections.abc import Callable

REPORTS = short(64)
ONCE, ALWAYS, LOOPS = 5, 21, 43  # reports that end the process that reads them, or never end
PATIENCE_S = 15.0
pytestmark = pytest.mark.slow

# A program of its own: a cluster brings threads, warnings and sockets that no other test should see,
# and its workers import the program, so that one of them can be set up to die over a certain text.
PROGRAM = """
import hashlib, json, os, re, signal, sys
from pathlib import Path

import dask
import geo
import geo.reading
from distributed import Client, LocalCluster
from geo import cluster
from geo.errors import InputError, ServiceError
from geo.reading import PLAIN, Desk
from tests.bench.reports import short

DATA = Path({data!r})
DEADLY, DIED = {deadly!r}, Path("died")
plain = geo.reading.read_all

def deadly(reports, *rest):
    for report in reports:
        once = report.report_id == "s{once:06}" and not DIED.exists()
        if once or report.report_id == "s{always:06}":
            if once:
                DIED.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if report.report_id == "s{loops:06}":
            re.match("(a+)+$", "a" * 60 + "b")  # lets no other thread run, either
    return plain(reports, *rest)

if DEADLY:
    geo.reading.read_all = deadly
    geo.reading.LEAST_PATIENCE_S = {patience}

def told(pairs):
    return [
        [reading.report.report_id, hashlib.sha256(repr((reading, placed)).encode()).hexdigest(),
         [row.stage for row in reading.left_out if row.stage == "failed"]]
        for reading, placed in pairs
    ]

def far(chunks, client):
    for _, done in cluster.on_cluster(chunks, PLAIN, Desk(None), client):
        yield from done

def parts(things, count):
    return [things[len(things) * i // count : len(things) * (i + 1) // count] for i in range(count)]

def in_lines(reports, count):
    names = []
    for number, part in enumerate(parts(reports, count)):
        names.append(f"{{number}}.jsonl")
        lines = [json.dumps({{"id": r.report_id, "text": r.text}}) for r in part]
        Path(names[-1]).write_text("\\n".join(lines))
    return names

def files(folder):
    return {{
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*")) if path.is_file() and ".sitmap" not in path.parts
    }}

def work(client, local, reports, out):
{body}

if __name__ == "__main__":
    dask.config.set({{"distributed.scheduler.allowed-failures": 1}})
    out = {{}}
    with LocalCluster(
        n_workers=2, threads_per_worker={threads}, dashboard_address=None, memory_limit=0
    ) as local, Client(local, timeout=20) as client:
        work(client, local, short(64), out)
    print(json.dumps(out))
"""


def run(tmp_path: Path, body: str, *, threads: int = 1, deadly: bool = False) -> dict[str, Any]:
    program = tmp_path / "program.py"
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    program.write_text(
        PROGRAM.format(
            threads=threads,
            body=lines,
            deadly=deadly,
            once=ONCE,
            always=ALWAYS,
            loops=LOOPS,
            patience=PATIENCE_S,
            data=str(Path("data").resolve()),
        ),
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, str(program)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True, cwd=tmp_path,
    ) as process:  # fmt: skip
        try:
            out, said = process.communicate(timeout=400)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its workers, too
            out, said = process.communicate()
            pytest.fail(f"It hung: {said[-2000:]}")
    assert process.returncode == 0, said[-4000:]
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def alone() -> list[Any]:
    import hashlib

    return [
        [told.report.report_id, hashlib.sha256(repr((told, placed)).encode()).hexdigest(), []]
        for told, placed in open_desk(Desk(None))(REPORTS)
    ]


# To start a cluster costs more than all that it reads here, so that one has to do.
SOUND = """
for count in (1, 2, 7, 64):
    out[f"in {count}"] = told(far(parts(reports, count), client))
here = geo.read(reports[:16], DATA)
there = geo.read(reports[:16], DATA, client=client)
out["tables"] = [here[0].equals(there[0]), here[1].equals(there[1]), here[2] == there[2]]
from geo.harvest import read_many
given = in_lines(reports, 7)
done = read_many(given, Path("far"), client=client, root=DATA)
out["parts"] = [done.reports, done.parts]
read_many(given, Path("near"), workers=1, root=DATA)
out["files"] = [files("far"), files("near")]
from geo.bulk import read_many_tables
from tests.test_bulk import in_files
for count in (1, 2, 7):
    given = in_files(Path(f"tables{count}"), count)
    done = read_many_tables(given, Path(f"far{count}"), client=client, root=DATA, part_bytes=1)
    out[f"tables in {count}"] = [done.rows, done.events + done.rows_left_out, done.parts]
    read_many_tables(given, Path(f"near{count}"), workers=1, root=DATA, part_bytes=1)
    out[f"files in {count}"] = [files(f"far{count}"), files(f"near{count}")]
true = cluster.context_of
cluster.context_of = lambda desk: "other"
try:
    list(far(parts(reports, 2), client))
except InputError as error:
    out["refused"] = error.problem
cluster.context_of = true
reading = far(parts(reports, 64), client)
next(reading)
local.close()
try:
    list(reading)
except ServiceError as error:
    out["lost"] = error.problem
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> dict[str, Any]:
    return run(tmp_path_factory.mktemp("sound"), SOUND, threads=2)


@pytest.mark.parametrize("count", [1, 2, 7, 64])
def test_partitions_on_two_workers_read_what_one_process_reads(count: int, sound, alone):
    assert sound[f"in {count}"] == alone


def test_the_tables_of_a_project_are_those_of_one_process(sound):
    assert sound["tables"] == [True] * 3


def test_the_files_of_a_run_are_those_of_one_machine(sound):
    far, near = sound["files"]
    assert sound["parts"] == [64, 7]
    assert len(far) == 3 * 7 + 1
    assert far == near


@pytest.mark.parametrize("count", [1, 2, 7])
def test_tables_are_read_by_two_workers_row_for_row(count: int, sound):
    assert sound[f"tables in {count}"] == [400, 400, count]
    far, near = sound[f"files in {count}"]
    assert len(far) == 3 * count + 1
    assert far == near


def test_a_worker_with_other_lists_refuses(sound):
    assert "another version" in sound["refused"]


def test_a_lost_scheduler_is_said(sound):
    assert "scheduler is lost" in sound["lost"]


@pytest.fixture(scope="module")
def dying(tmp_path_factory) -> list[Any]:
    folder = tmp_path_factory.mktemp("dying")
    out = run(folder, 'out["read"] = told(far(parts(reports, 16), client))', deadly=True)
    assert (folder / "died").exists()
    found: list[Any] = out["read"]
    return found


def test_a_worker_killed_in_the_middle_costs_only_a_retry(dying, alone):
    assert dying[ONCE] == alone[ONCE]


@pytest.mark.parametrize("number", [ALWAYS, LOOPS])
def test_a_report_that_ends_its_workers_or_never_ends_is_left_out(number: int, dying):
    assert (dying[number][0], dying[number][2]) == (REPORTS[number].report_id, [FAILED])


def test_the_others_are_read_as_without_it(dying, alone):
    sound = [n for n in range(len(REPORTS)) if n not in {ALWAYS, LOOPS}]
    assert [dying[n] for n in sound] == [alone[n] for n in sound]


def test_a_run_whose_scheduler_dies_says_so_and_goes_on_without_it(tmp_path):
    lines = [json.dumps({"id": r.report_id, "text": r.text}) + "\n" for r in REPORTS]
    given = [tmp_path / f"{number}.jsonl" for number in range(8)]
    for number, path in enumerate(given):
        path.write_text("".join(lines[8 * number : 8 * number + 8]), encoding="utf-8")
    out, where = tmp_path / "out", tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "geo", "read", *map(str, given), "--json", "-o", str(out)]
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        started.append(
            subprocess.Popen(
                words,
                env=env,
                cwd=tmp_path,
                start_new_session=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return started[-1]

    dask = sys.executable, "-m", "distributed.cli.dask_scheduler"
    try:
        scheduler = start(
            *dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(where),
        )  # fmt: skip
        assert until(where.exists, 60)
        start(
            *(sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(where)),
            *("--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "0"),
        )
        address = json.loads(where.read_text())["address"]
        run = start(*command, "--scheduler", address)
        assert until(lambda: any((out / "left_out").glob("part-*")) or run.poll() is not None, 120)
        assert run.poll() is None, run.communicate()
        os.killpg(scheduler.pid, signal.SIGKILL)
        _, said = run.communicate(timeout=120)
        assert run.returncode == 1
        assert b"scheduler is lost" in said
        done = subprocess.run(
            [*command, "--workers", "1"], env=env, cwd=tmp_path, capture_output=True, timeout=120,
            check=True,
        )  # fmt: skip
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    told = json.loads(done.stdout)
    assert told["reports"] == len(REPORTS)
    assert 1 <= told["kept_parts"] < told["parts"] == 8


def until(happened: Callable[[], object], seconds: float) -> bool:
    """Wait for what is to happen, but not for ever."""
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(happened())


@pytest.mark.parametrize("address", ["", "host", "nonsense://x:1", ":::", "tcp://", "tcp://host"])
def test_what_is_no_address_is_said_at_once(address):
    with pytest.raises(InputError, match="no address"), connected(address):
        pass


def test_where_no_scheduler_answers_it_is_said(tmp_path):
    (tmp_path / "r.txt").write_text("Shells fell on Saraqib.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "geo", "read", "r.txt", "--scheduler", "tcp://127.0.0.1:9"],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())}, cwd=tmp_path, capture_output=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"No Dask scheduler answers" in done.stderr
