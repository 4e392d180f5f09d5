"""However a run is parted, spread or cut off, its folder holds the same rows and the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
from typer.testing import CliRunner

import geo
from geo import harvest
from geo.cli import app
from geo.harvest import TABLES, read_many
from geo.intake import Paper
from geo.model import FAILED
from geo.reading import Desk, open_desk
from geo.reports import parse_record
from tests.bench.reports import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPORTS = short(64)
DATA = Path("data").resolve()
RECORDS = [
    {"id": r.report_id, "text": r.text, "published": str(r.published), "language": r.language}
    for r in REPORTS
]


def write_lines(path: Path, records: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def in_files(folder: Path, count: int) -> list[str]:
    """Return the reports as `count` files, of which each becomes a part."""
    folder.mkdir(exist_ok=True)
    ends = [len(RECORDS) * n // count for n in range(count + 1)]
    return [
        write_lines(folder / f"{n:02}.jsonl", RECORDS[ends[n] : ends[n + 1]]) for n in range(count)
    ]


def tables(out: Path) -> dict[str, pd.DataFrame]:
    claims, left_out = (pd.read_parquet(out / name) for name in ("claims", "left_out"))
    return {"events": gpd.read_parquet(out / "events"), "claims": claims, "left_out": left_out}


def files(out: Path) -> dict[str, bytes]:
    paths = [*out.glob("*/part-*.parquet"), out / "run.json"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def plain(values: pd.Series) -> list[Any]:
    """Return values that are equal whatever type a file gave them: a day is a day."""
    days = values.name in ("date_start", "date_end")
    return [None if pd.isna(v) else str(v)[:10] if days else v for v in values]


@pytest.fixture
def here(monkeypatch):
    """Let runs read in this process: how they are spread is shown elsewhere, and costs seconds."""
    monkeypatch.setattr(harvest, "in_processes", read_here)


READ: dict[Path | None, Any] = {}


def read_here(
    chunks: Iterable[list[Any]], work: Any, desk: Desk, _: int
) -> Iterator[tuple[list[Any], list[Any]]]:
    read = READ.setdefault(desk.root, None) or open_desk(desk)
    READ[desk.root] = read
    for chunk in chunks:
        yield chunk, work.do(chunk, read)


@pytest.mark.usefixtures("here")
def test_any_number_of_parts_holds_the_rows_of_one_reading(tmp_path):
    reports = [parse_record("", r["id"], r, None)[0] for r in RECORDS]
    events, claims, readings = geo.read(reports, DATA)
    expected = [len(row.left_out) for row in readings]
    for count in (1, 2, 7, 64):
        done = read_many(
            in_files(tmp_path / str(count), count), tmp_path / f"{count}.out", root=DATA
        )
        assert (done.reports, done.parts) == (len(REPORTS), count)
        found = tables(done.folder)
        for column in events.columns.drop("geometry"):
            assert plain(found["events"][column]) == plain(events[column]), column
        assert found["events"].geometry.to_wkb().equals(events.geometry.to_wkb())
        assert found["events"].crs == events.crs
        assert found["claims"]["quote"].tolist() == claims["quote"].tolist()
        assert found["claims"]["claim_id"].tolist() == claims["claim_id"].tolist()
        assert len(found["left_out"]) == sum(expected)


@pytest.mark.usefixtures("here")
def test_two_processes_write_the_bytes_of_one(tmp_path, monkeypatch):
    given = in_files(tmp_path / "in", 2)
    read_many(given, tmp_path / "one")
    monkeypatch.undo()
    read_many(given, tmp_path / "two", workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.usefixtures("here")
def test_only_parts_with_something_new_are_read_again(tmp_path):
    out = tmp_path / "out"
    first, second = in_files(tmp_path / "in", 2)
    fresh = read_many([second, first], out)
    assert (fresh.kept_parts, fresh.pace.read) == (0, len(REPORTS))
    before = tables(out)["events"]["report_id"].unique().tolist()
    again = read_many([second, first], out)
    assert (again.kept_parts, again.pace.read, again.reports) == (2, 0, len(REPORTS))
    # another order: nothing is read, and rows stand as reports do
    turned = read_many([first, second], out)
    assert (turned.kept_parts, turned.pace.read) == (2, 0)
    after = tables(out)["events"]["report_id"].unique().tolist()
    assert after == sorted(before) != before
    # one report more changes its part alone, and what is no longer given goes
    write_lines(tmp_path / "in" / "00.jsonl", [*RECORDS[:32], {**RECORDS[0], "text": "More text."}])
    more = read_many([first, second], out)
    assert (more.kept_parts, more.parts) == (1, 2)
    assert len(list((out / "events").iterdir())) == 2
    gone = read_many([second], out)
    assert (gone.kept_parts, gone.reports) == (1, 32)


@pytest.mark.usefixtures("here")
def test_what_reads_is_part_of_what_is_kept(tmp_path):
    given = in_files(tmp_path / "in", 1)
    read_many(given, tmp_path / "out")
    assert read_many(given, tmp_path / "out", root=DATA).kept_parts == 0


@pytest.mark.usefixtures("here")
def test_a_damaged_file_is_made_again(tmp_path):
    given, out = in_files(tmp_path / "in", 2), tmp_path / "out"
    read_many(given, out)
    good = files(out)
    victim = sorted((out / "claims").iterdir())[0]
    victim.write_bytes(victim.read_bytes()[:100])
    (out / "events" / ".part-x.part").write_bytes(b"half")
    assert read_many(given, out).kept_parts == 1
    assert files(out) == good
    assert not (out / "events" / ".part-x.part").exists()


@pytest.mark.usefixtures("here")
def test_every_report_is_read_or_left_out_in_its_place(tmp_path):
    path = tmp_path / "in.jsonl"
    broken = ["{", json.dumps({"id": "n", "text": "123 456"})]
    path.write_text("\n".join([json.dumps(RECORDS[0]), *broken, json.dumps(RECORDS[1])]))
    done = read_many([str(path)], tmp_path / "out")
    assert done.reports == 2
    rows = tables(done.folder)["left_out"]
    lost = rows[rows["stage"] == "reports"]
    assert lost["locator"].tolist() == ["line 2", "line 3"]
    between = rows.index[rows["stage"] == "reports"]
    assert set(rows["source"][: between[0]]) <= {RECORDS[0]["id"]}
    assert set(rows["source"][between[-1] + 1 :]) <= {RECORDS[1]["id"]}


def test_a_report_that_ended_its_process_is_a_row():
    paper = Paper("a.jsonl", "line 1", "a", {"text": "x"}, None, 1)
    sheet = harvest._give_up(paper, "It\nended the process.")
    assert sheet.reports == 0
    assert [(r.stage, r.reason) for r in sheet.left_out] == [(FAILED, "It ended the process.")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills a process and its children at once")
def test_a_killed_run_goes_on_where_it_was(tmp_path):
    given = in_files(tmp_path / "in", 8)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "geo", "read", *given, "--workers", "1", "--json", "-o"]
    with subprocess.Popen(
        [*command, str(cut)], env=env, cwd=tmp_path, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as run:  # fmt: skip
        deadline = time.monotonic() + 120
        while not any((cut / "left_out").glob("part-*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    assert not (cut / "run.json").exists()
    done = subprocess.run(
        [*command, str(cut)], env=env, cwd=tmp_path, capture_output=True, timeout=200, check=True
    )
    told = json.loads(done.stdout)
    assert 1 <= told["kept_parts"] < told["parts"] == 8
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(harvest, "in_processes", read_here)
        read_many(given, whole)
    assert files(cut) == files(whole)
    assert all(len(list((cut / name).iterdir())) == 8 for name in TABLES)


@pytest.mark.usefixtures("here")
def test_the_command_says_what_came_of_it(tmp_path):
    given = write_lines(tmp_path / "in.jsonl", RECORDS[:4])
    done = CliRunner().invoke(app, ["read", given, "-o", str(tmp_path / "out"), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["reports"], told["parts"], told["kept_parts"]) == (4, 1, 0)
    assert told["events"] == len(gpd.read_parquet(tmp_path / "out" / "events"))
    assert told["a_second"] > 0
    plain = CliRunner().invoke(app, ["read", given, "-o", str(tmp_path / "out")])
    assert "4 of them by an earlier run" in plain.output


# A program of its own, since its processes import it and with it what is to end them
PROGRAM = """
import json, os, signal
from pathlib import Path
from geo import intake
from geo.harvest import read_many

sound = intake.Paper.parse

def deadly(paper):
    if paper.report_id == "s000002":
        os.kill(os.getpid(), signal.SIGKILL)
    return sound(paper)

intake.Paper.parse = deadly
if __name__ == "__main__":
    done = read_many(["in.jsonl"], Path("out"), workers=1)
    print(json.dumps([done.reports, done.left_out]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ends a process at once")
@pytest.mark.usefixtures("here")
def test_a_file_that_ends_its_parser_is_left_out_alone(tmp_path):
    write_lines(tmp_path / "in.jsonl", RECORDS[:5])
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "program.py"], env=env, cwd=tmp_path, capture_output=True, timeout=300,
        check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)[0] == 4
    found = tables(tmp_path / "out")
    lost = found["left_out"][found["left_out"]["stage"] == FAILED]
    assert lost[["source", "locator"]].to_numpy().tolist() == [["in.jsonl", "line 3"]]
    assert "ended the process" in lost["reason"].iloc[0]
    others = [record for record in RECORDS[:5] if record["id"] != "s000002"]
    rest = read_many([write_lines(tmp_path / "rest.jsonl", others)], tmp_path / "rest")
    assert found["events"].equals(gpd.read_parquet(rest.folder / "events"))
