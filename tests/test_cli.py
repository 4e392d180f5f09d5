from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import InputError

RUN = CliRunner()
REPORT = """\
Shelling kills three in Taftanaz

Government artillery shelled the village of Taftanaz on Monday, killing three civilians, the White Helmets said.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2020-02-06-taftanaz.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_reading_a_report_prints_events_mentions_and_what_was_set_aside(report: Path):
    done = RUN.invoke(app, ["read", "--json", "--data", "data", str(report)])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert set(answer) == {"events", "mentions", "left_out", "unlisted"}
    assert answer["unlisted"] == {}
    (event,) = answer["events"]
    assert event["report_id"] == report.stem
    assert (event["date_start"], event["date_end"]) == ("2020-02-03", "2020-02-03")
    assert event["fatalities_best"] == 3
    assert event["zone"]
    assert "White Helmets" in {claim["claimant"] for claim in event["claims"]}
    for claim in event["claims"]:
        assert REPORT[claim["start"] : claim["end"]] == claim["quote"]


def test_without_a_day_of_publication_a_weekday_stays_open(tmp_path: Path):
    path = tmp_path / "undated.txt"
    path.write_text(REPORT, encoding="utf-8")
    done = RUN.invoke(app, ["read", "--json", "--data", "data", str(path)])
    (event,) = json.loads(done.stdout)["events"]
    assert event["date_start"] is None
    assert "no date of publication" in event["date_basis"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_through(
    report: Path, tmp_path: Path
):
    missing = tmp_path / "missing.txt"
    done = RUN.invoke(app, ["read", "--json", "--data", "data", str(missing), str(report)])
    answer = json.loads(done.stdout)
    assert len(answer["events"]) == 1
    assert str(missing) in {row["source"] for row in answer["left_out"]}


def test_nothing_readable_at_all_is_an_error(tmp_path: Path):
    done = RUN.invoke(app, ["read", str(tmp_path / "missing.txt")])
    assert isinstance(done.exception, InputError)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--country", "SYR"], id="three letters are no country code"),
        pytest.param(["--near", "200,4"], id="a latitude of 200"),
        pytest.param(["--near", "nan,4"], id="no number"),
    ],
)
def test_locate_refuses_what_is_no_country_and_no_spot(options):
    assert RUN.invoke(app, ["locate", *options, "Dana"]).exit_code == 2


def test_locate_takes_country_codes_in_small_letters_and_tells_how_far_the_next_place_is():
    done = RUN.invoke(app, ["locate", "--json", "--country", "sy", "Suran"])
    first, second = json.loads(done.stdout)[0]["candidates"][:2]
    assert first["country"] == second["country"] == "SY"
    assert 120 < first["next_km"] < 160


@pytest.mark.parametrize(
    ("options", "name", "first", "sure"),
    [
        pytest.param([], "Dana", "SY", False, id="a town of Syria, or one of many abroad"),
        pytest.param([], "Georgia", "GE", False, id="a country or a state"),
        pytest.param([], "Jordan", "JO", True, id="no hamlet makes one doubt a country"),
        pytest.param([], "Tripoli", "LY", False, id="two cities"),
        pytest.param(["--data", "data"], "Tripoli", "LB", False, id="the one near the project"),
        pytest.param(["--data", "data"], "Dana", "SY", False, id="two in the project"),
        pytest.param(["--data", "data"], "Harasta", "SY", False, id="a suburb far from its box"),
        pytest.param(["--data", "data"], "Babila", "SY", True, id="not the suburb, says the box"),
        pytest.param([], "Deir Ezzor", "SY", True, id="listed for its province only"),
        pytest.param([], "Serakib", "SY", False, id="a guess, and no country told"),
        pytest.param(["--country", "SY"], "Serakib", "SY", True, id="a guess at home"),
        pytest.param([], "Mosul airport", "IQ", True, id="near its town"),
        pytest.param([], "Qqxzzvwkj", "", False, id="unknown"),
    ],
)
def test_locate_says_whether_the_first_is_surely_meant(
    options, name, first, sure, tmp_path, monkeypatch
):
    if "--data" not in options:
        monkeypatch.chdir(tmp_path)  # where no project is
    done = RUN.invoke(app, ["locate", "--json", *options, name])
    (answer,) = json.loads(done.stdout)
    assert answer["sure"] is sure
    assert (answer["candidates"][0]["country"] if answer["candidates"] else "") == first


def test_locate_lists_candidates_and_is_empty_for_a_name_nobody_bears():
    done = RUN.invoke(app, ["locate", "--json", "--data", "data", "Serakib", "Qqxzzvwkj"])
    found, unknown = json.loads(done.stdout)
    assert found["name"] == "Serakib"
    best = found["candidates"][0]
    assert (round(best["lat"], 1), round(best["lon"], 1)) == (35.9, 36.8)
    assert unknown["candidates"] == []


def test_a_new_project_builds_at_once(tmp_path: Path):
    folder = tmp_path / "new"
    assert RUN.invoke(app, ["init", str(folder)]).exit_code == 0
    (folder / "reports" / "2020-02-06-taftanaz.txt").write_text(REPORT, encoding="utf-8")
    done = RUN.invoke(app, ["build", str(folder), "-o", str(tmp_path / "maps"), "--json"])
    assert done.exit_code == 0, done.exception
    answer = json.loads(done.stdout)
    assert answer["counts"]["reports read"] == 1
    assert all(Path(m["map"]).is_file() for m in answer["maps"])


def test_init_leaves_a_folder_with_files_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("x")
    done = RUN.invoke(app, ["init", str(tmp_path)])
    assert isinstance(done.exception, InputError)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_bad_day_is_bad_usage(report: Path):
    assert RUN.invoke(app, ["read", "--published", "06.02.2020", str(report)]).exit_code == 2


@pytest.mark.parametrize("command", ["changes", "publish"])
def test_a_project_named_for_its_maps_is_told_apart(tmp_path: Path, command: str):
    (tmp_path / "atlas.toml").write_text('title = "t"\n')
    out = CliRunner().invoke(app, [command, str(tmp_path)])
    assert isinstance(out.exception, InputError)
    assert "folder of the maps" in out.exception.fix
