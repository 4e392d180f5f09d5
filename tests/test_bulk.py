"""However tables are parted, spread or cut off, the folder holds the same rows and the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
from typer.testing import CliRunner

from geo import bulk, tables
from geo.bulk import read_many_tables
from geo.cli import app
from geo.errors import InputError
from geo.harvest import TABLES
from geo.model import FAILED
from geo.project import default_project
from geo.tables import read_tables, stream
from tests.test_tables import ACLED, acled_row, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.reading import Desk

DATA = Path("data").resolve()
COLUMNS = (
    "event_id,date_start,place,admin1,country,lon,lat,radius_m,event_type,fatalities_best,notes"
)


def rows(count: int, start: int = 0) -> list[str]:
    """Return rows of which one in ten has no coordinates and one in fifty can't be read."""
    return [
        f"e{i},2020-{'13' if i % 50 == 9 else '02'}-{i % 28 + 1:02},Saraqib,Idlib,SY,"
        f"{'' if i % 10 == 3 else 36 + i % 97 / 90},{'' if i % 10 == 3 else 35.2 + i % 89 / 100},"
        f'1000,Battles,{i % 4},"note {i}, of some length"\n'
        for i in range(start, start + count)
    ]


ROWS = rows(400)
NAMED = ["report_id", "source"]  # after the file


def in_files(folder: Path, count: int) -> list[str]:
    """Return the rows as `count` tables."""
    folder.mkdir(parents=True)
    ends = [len(ROWS) * n // count for n in range(count + 1)]
    for n in range(count):
        text = f"{COLUMNS}\n{''.join(ROWS[ends[n] : ends[n + 1]])}"
        (folder / f"{n:02}.csv").write_text(text, encoding="utf-8")
    return [str(folder)]


def ids(number: int, count: int = 7) -> list[str]:
    """Return the ids of the events of one of the tables."""
    mine = ROWS[len(ROWS) * number // count : len(ROWS) * (number + 1) // count]
    return [row.partition(",")[0] for row in mine if "-13-" not in row]


def files(out: Path) -> dict[str, bytes]:
    paths = [*out.glob("*/part-*.parquet"), out / "run.json"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def lost(out: Path) -> pd.DataFrame:
    left_out = pd.read_parquet(out / "left_out")
    return left_out[left_out["stage"] == "tables"]


@pytest.fixture
def here(monkeypatch):
    """Let runs read in this process: how they are spread is shown elsewhere, and costs seconds."""
    monkeypatch.setattr(bulk, "in_processes", read_here)


AT_HAND: dict[Path | None, Any] = {}


def read_here(
    chunks: Iterable[list[Any]], work: Any, desk: Desk, _: int
) -> Iterator[tuple[list[Any], list[Any]]]:
    at_hand = AT_HAND[desk.root] = AT_HAND.get(desk.root) or work.at(desk)
    for chunk in chunks:
        yield chunk, work.do(chunk, at_hand)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("part_bytes", [1, 10_000, 10**9])
def test_any_number_of_tables_holds_the_rows_of_one(tmp_path, part_bytes, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE_ROWS", 50)
    found = {}
    for count in (1, 2, 7):
        done = read_many_tables(
            in_files(tmp_path / f"{count}", count), tmp_path / f"{count}.out", root=DATA,
            part_bytes=part_bytes,
        )  # fmt: skip
        assert (done.files, done.rows, done.rows_left_out) == (count, 400, 8)
        assert done.rows == done.events + len(lost(done.folder))
        assert part_bytes > 1 or done.parts == count
        assert part_bytes < 10**9 or done.parts == 1
        events = gpd.read_parquet(done.folder / "events")
        claims = pd.read_parquet(done.folder / "claims")
        assert len(events) == done.events == claims["event_id"].nunique()
        assert len(claims) == done.claims
        assert set(events["zone_fit"]) == {"inside", "outside"} | {"edge"}
        assert events["place_basis"].str.contains("name").sum() == 40
        found[count] = events.drop(columns=NAMED), claims["quantity"].tolist()
    for count in (2, 7):
        assert found[count][0].equals(found[1][0])
        assert found[count][1] == found[1][1]


@pytest.mark.usefixtures("here")
def test_rows_are_those_of_a_build(tmp_path):
    events, claims, *_ = read_tables(
        Path(*in_files(tmp_path / "events", 3)), default_project(tmp_path)
    )
    done = read_many_tables([str(tmp_path / "events")], tmp_path / "out")
    mine = gpd.read_parquet(done.folder / "events")
    assert mine["event_id"].tolist() == events["event_id"].tolist()
    known = events.geometry.notna().to_numpy()
    assert mine.geometry[known].to_wkb().tolist() == events.geometry[known].to_wkb().tolist()
    assert (
        pd.read_parquet(done.folder / "claims")["claim_id"].tolist() == claims["claim_id"].tolist()
    )
    assert "zone" not in mine


@pytest.mark.usefixtures("here")
def test_a_large_table_is_written_in_pieces_and_rows_are_taken_back(tmp_path, monkeypatch):
    many = [acled_row(event_id_cnty=f"SYR{i}", notes="n" * 40, timestamp="5") for i in range(900)]
    newer = acled_row(event_id_cnty="SYR3", fatalities="9", timestamp="6")
    (tmp_path / "t.csv").write_text(table_of(ACLED, *many, newer), encoding="utf-8")
    monkeypatch.setattr(bulk, "PIECE_ROWS", 100)
    monkeypatch.setattr(tables, "is_streamed", lambda _: True)
    monkeypatch.setattr(
        tables, "read_parts", lambda p, n: stream.read_parts(p, n, part_bytes=70_000)
    )
    done = read_many_tables([str(tmp_path / "t.csv")], tmp_path / "out")
    assert len(list((tmp_path / "out" / "events").glob("part-000000-*"))) > 2
    assert (done.rows, done.events, done.rows_left_out) == (901, 900, 1)
    assert lost(done.folder)["locator"].tolist() == ["row 5"]
    events = pd.read_parquet(done.folder / "events").set_index("event_id")
    assert events["fatalities_best"]["SYR3"] == 9
    again = read_many_tables([str(tmp_path / "t.csv")], tmp_path / "out")
    assert (again.kept_parts, again.events) == (1, 900)


@pytest.mark.usefixtures("here")
def test_what_is_no_table_is_left_out_and_the_others_are_read(tmp_path):
    in_files(tmp_path / "in", 2)
    (tmp_path / "in" / "00x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "in" / "00y.pdf").write_bytes(b"%PDF-1.7")
    done = read_many_tables([str(tmp_path / "in"), str(tmp_path / "none.csv")], tmp_path / "out")
    assert done.events == 392
    told = lost(done.folder).set_index("source")["reason"]
    assert "no known format" in told[(tmp_path / "in" / "00x.csv").as_posix()]
    assert "can't be read" in told[(tmp_path / "none.csv").as_posix()]
    assert (tmp_path / "in" / "00y.pdf").as_posix() in told


@pytest.mark.usefixtures("here")
def test_a_second_run_reads_what_is_new(tmp_path):
    given, out = in_files(tmp_path / "in", 7), tmp_path / "out"
    first = read_many_tables(given, out, part_bytes=1)
    before = files(out)
    again = read_many_tables(given, out, part_bytes=1)
    assert (first.kept_parts, again.kept_parts, again.rows) == (0, 7, 400)
    assert files(out) == before
    (tmp_path / "in" / "03x.csv").write_text(f"{COLUMNS}\n{''.join(rows(5, 900))}")
    (tmp_path / "in" / "05.csv").unlink()
    last = read_many_tables(given, out, part_bytes=1)
    assert (last.parts, last.kept_parts) == (7, 6)
    fresh = read_many_tables(given, tmp_path / "fresh", part_bytes=1)
    assert fresh.kept_parts == 0
    assert files(out) == files(tmp_path / "fresh")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", TABLES)
def test_a_part_that_is_not_whole_is_read_again(tmp_path, name):
    given, out = in_files(tmp_path / "in", 2), tmp_path / "out"
    read_many_tables(given, out, part_bytes=1)
    before = files(out)
    path = sorted((out / name).glob("part-*"))[1]
    path.write_bytes(path.read_bytes()[:-9])
    assert read_many_tables(given, out, part_bytes=1).kept_parts == 1
    assert files(out) == before


@pytest.mark.usefixtures("here")
def test_a_table_that_fails_is_said_and_tried_again(tmp_path, monkeypatch):
    given = in_files(tmp_path / "in", 2)

    def broken(path: Path, *more: Any) -> Any:
        if path.name == "01.csv":
            raise RuntimeError("broken")
        return plain(path, *more)

    plain: Callable[..., Any] = bulk.fold_table
    monkeypatch.setattr(bulk, "fold_table", broken)
    done = read_many_tables(given, tmp_path / "out", part_bytes=1)
    left_out = pd.read_parquet(done.folder / "left_out")
    assert "RuntimeError: broken" in left_out[left_out["stage"] == FAILED]["reason"].item()
    monkeypatch.undo()
    monkeypatch.setattr(bulk, "in_processes", read_here)
    again = read_many_tables(given, tmp_path / "out", part_bytes=1)
    assert (again.rows, again.kept_parts) == (400, 1)


def test_a_store_and_nothing_are_refused(tmp_path):
    with pytest.raises(InputError, match="disks only"):
        read_many_tables(["s3://bucket/x.csv"], tmp_path / "out")
    with pytest.raises(InputError):
        read_many_tables([], tmp_path / "out")


def test_the_command_says_what_came_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "in_processes", read_here)
    given, out = in_files(tmp_path / "in", 2), tmp_path / "out"
    run = CliRunner().invoke(app, ["read", "--tables", *given, "-o", str(out), "--json"])
    told = json.loads(run.stdout)
    assert (told["files"], told["rows"], told["events"], told["rows_left_out"]) == (2, 400, 392, 8)
    assert CliRunner().invoke(app, ["read", "--tables", *given]).exit_code == 2


PROGRAM = """
import os, signal, sys
from pathlib import Path
from geo import bulk
from geo.bulk import read_many_tables

plain = bulk.fold_table

def deadly(path, *more):
    if path.name == "03.csv":
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(path, *more)

bulk.fold_table = deadly
if __name__ == "__main__":
    read_many_tables(["in"], Path("deadly"), part_bytes=1, workers=2)
"""


@pytest.mark.slow
def test_two_processes_write_the_bytes_of_one_and_one_that_dies_costs_its_table(tmp_path):
    in_files(tmp_path / "in", 7)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "geo", "read", "--tables", "in"]
    for words in (
        [*command, "-o", "one", "--workers", "1"],
        [*command, "-o", "two", "--workers", "2"],
        [sys.executable, "program.py"],
    ):
        subprocess.run(words, env=env, cwd=tmp_path, timeout=300, check=True, capture_output=True)
    one, two = (files(tmp_path / name) for name in ("one", "two"))
    assert one == two
    events = pd.read_parquet(tmp_path / "deadly" / "events")
    sound = [e for n in range(7) for e in ids(n) if n != 3]
    assert events["event_id"].tolist() == sound
    left_out = pd.read_parquet(tmp_path / "deadly" / "left_out")
    assert "ended the process" in left_out[left_out["stage"] == FAILED]["reason"].item()
