"""The data doctor names what is wrong, suspicious and mended, and its counts add up."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.check import check_data
from geo.check.page import page_of
from geo.check.telling import lines_of, values_of
from geo.cli import app
from geo.gazetteer import open_gazetteer
from geo.project import read_project

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
HEAD = "id,date,type,place,governorate,country,lat,lon,low,best,high,note\n".replace(
    "low,best,high", "fatalities_low,fatalities_best,fatalities_high"
)
GOOD = "1,2024-01-05,Battles,Saraqib,Idlib,Syria,35.8645,36.8059,1,2,3,ok\n"


@pytest.fixture
def checked(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "atlas.toml").write_text('title = "T"\n', encoding="utf-8")

    def run(content, name="t.csv", toml="", as_of=None):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "events" / name).write_bytes(data)
        if toml:
            (tmp_path / "atlas.toml").write_text(toml, encoding="utf-8")
        found, _ = check_data(tmp_path, open_gazetteer, as_of=as_of)
        for file in found.files:
            assert file.rows == file.events + file.left_out
            for group in file.groups:
                assert len(group.rows) <= max(group.count, 0)
        return found

    return run


def only(found, kind):
    return [g for f in found.files for g in f.groups if g.kind == kind]


def row(number: int, **more: str) -> str:
    cells = dict(zip(HEAD.strip().split(","), GOOD.strip().split(","), strict=True))
    return ",".join((cells | {"id": str(number)} | more).values()) + "\n"


def test_a_good_table_has_nothing_to_say_but_what_was_chosen(checked):
    found = checked(HEAD + GOOD)
    assert [g.reason[:16] for f in found.files for g in f.groups] == ["Read the columns"]
    assert "1 rows = 1 kept + 0 left out" in "\n".join(lines_of(found))


@pytest.mark.parametrize(
    ("more", "column", "says"),
    [
        pytest.param(
            {"lat": "33.51", "lon": "36.29"}, "lon, lat", "outside “Idlib”", id="governorate"
        ),
        pytest.param(
            {"lat": "33.51", "lon": "36.29", "governorate": ""},
            "lon, lat",
            "km from the nearest place that is called “Saraqib”",
            id="90 km off its name",
        ),
        pytest.param(
            {"fatalities_low": "9"}, "fatalities_best", "low <= best", id="low above best"
        ),
        pytest.param({"date": "2031-01-01"}, "date", "after 2024-06-01", id="in the future"),
    ],
)
def test_what_can_hardly_be_true_is_suspicious(checked, more, column, says):
    found = checked(HEAD + GOOD + row(2, **more), as_of=date(2024, 6, 1))
    groups = [g for g in only(found, "suspicious") if says in g.reason]
    assert [(g.column, g.count, g.rows) for g in groups] == [(column, 1, [3])]
    assert found.total()["events"] == 2


def test_a_toll_ten_times_the_median_of_its_kind_is_suspicious(checked):
    rows = [row(i, fatalities_best="3", fatalities_high="90") for i in range(40)]
    rows[7] = row(7, fatalities_best="30", fatalities_high="90")
    rows[8] = row(8, fatalities_best="29", fatalities_high="90")
    rows[9] = row(9, type="Protests", fatalities_best="30", fatalities_high="90")
    (group,) = only(checked(HEAD + "".join(rows)), "suspicious")
    assert group.rows == [9]
    assert "median, 3," in group.reason


def test_a_place_at_the_border_or_near_its_name_is_not_suspicious(checked):
    near = row(2, lat="35.50", lon="36.40", governorate="")
    assert only(checked(HEAD + GOOD + near), "suspicious") == []


def test_acled_days_are_held_against_the_day_the_row_was_written(checked):
    from tests.test_tables import ACLED, acled_row, table_of

    late = acled_row(event_id_cnty="SYR2", timestamp="1500000000")  # 14 July 2017
    good = acled_row(timestamp="1600000000", year="2020")
    (group,) = only(checked(table_of(ACLED, good, late)), "suspicious")
    assert (group.column, group.rows) == ("event_date", [3])


def test_a_year_that_is_not_that_of_the_day_is_suspicious(checked):
    from tests.test_tables import UCDP, table_of, ucdp_row

    (group,) = only(
        checked(table_of(UCDP, ucdp_row(year="2020"), ucdp_row(id="8", year="2019"))), "suspicious"
    )
    assert (group.column, group.rows) == ("year", [3])


def test_wrong_values_and_rows_are_named_by_file_row_and_column(checked):
    found = checked(
        HEAD
        + GOOD
        + row(2, date="2024-02-30")
        + row(3, date="2024-02-31")
        + row(4, fatalities_best="several")
        + row(5, lat="999")
        + row(1)
        + "x,y\n"
    )
    (file,) = found.files
    assert (file.rows, file.events, file.left_out) == (7, 3, 4)
    wrong = {(g.column, g.count): g for g in file.groups if g.kind == "wrong"}
    assert wrong["date", 2].rows == [3, 4]
    assert wrong["fatalities_best", 1].rows == [5]
    assert wrong["lon, lat", 1].rows == [6]
    lines = "\n".join(lines_of(found))
    assert "column date: '2024-02-30' is no day of the calendar. (rows 3, 4)" in lines
    assert file.without_coordinates == 1


def test_what_was_mended_is_told_with_its_rows(checked):
    found = checked(HEAD + GOOD + "2,13/01/2024,Battles,Saraqib,Idlib,Syria,35.8645,36.8059\n")
    mended = "\n".join(g.reason for g in only(found, "mended"))
    assert "Day stands before month" in mended
    assert "fewer cells" in mended


def test_an_unknown_table_gets_a_draft_that_reads_it(checked):
    table = (
        "Nr,Wann,Ortschaft,Breite,Länge,Tote\n"
        "a,03.04.2024,Saraqib,35.8645,36.8059,3\nb,13.04.2024,Idlib,35.93,36.63,0\n"
    )
    found = checked(table, "liste.csv")
    (file,) = found.files
    assert file.refused
    expected = {"date_start": "Wann", "place": "Ortschaft", "lat": "Breite", "lon": "Länge"}
    assert file.proposal == expected | {"fatalities_best": "Tote"}
    lines = list(lines_of(found))
    start = lines.index('    [tables."liste.csv".columns]')
    draft = "\n".join(line.strip() for line in lines[start : start + 6])
    again = checked(table, "liste.csv", toml=f'title = "T"\n{draft}\n')
    assert again.total()["events"] == 2
    assert again.total()["files refused"] == 0


def test_a_draft_of_hostile_column_names_is_still_toml(checked, tmp_path):
    table = '"Wa""nn[\\]","O=r\'t\x07",x\n2024-01-05,Saraqib,1\n2024-01-06,Idlib,2\n'
    lines = list(lines_of(checked(table)))
    start = next(i for i, line in enumerate(lines) if line.strip().startswith("[tables"))
    draft = "\n".join(line.strip() for line in lines[start : start + 5] if line)
    (tmp_path / "atlas.toml").write_text(draft, encoding="utf-8")
    assert 'Wa"nn[\\]' in read_project(tmp_path).tables["t.csv"].columns.values()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")
def test_the_thirteen_broken_estimates_of_the_ucdp_sample_are_named():
    path = SAMPLES / "ucdp_ged_23_1_sample.csv"
    found, title = check_data(path, open_gazetteer)
    (file,) = found.files
    assert (file.rows, file.events, file.left_out, title) == (1000, 1000, 0, path.name)
    (group,) = [g for g in file.groups if "low <= best <= high" in g.reason]
    assert group.rows == [8, 32, 121, 133, 257, 315, 535, 672, 733, 784, 905, 936, 940]
    assert file.count("wrong") == 0


HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}</script>\u202e\x1b[31m"


def test_no_text_of_a_file_becomes_markup_or_reaches_the_terminal_raw(checked):
    found = checked(HEAD + row(2, date=HOSTILE, governorate=HOSTILE) + GOOD, "a<b>.csv")
    page = page_of(found, HOSTILE)
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)
            assert not [name for name, _ in attrs if name.startswith("on")]

    Tags().feed(page)
    assert not {"img", "script", "b"} & set(seen)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=|url\(", page.replace("src=x onerror", ""))
    lines = "\n".join(lines_of(found))
    assert "\x1b" not in lines
    assert "\u202e" not in lines
    json.dumps(values_of(found))


def test_the_command_prints_writes_and_fails_when_asked(checked, tmp_path):
    checked(HEAD + GOOD + row(2, date="never"))
    run = CliRunner().invoke
    page = tmp_path / "report.html"
    plain = run(app, ["check", str(tmp_path), "--html", str(page)])
    assert plain.exit_code == 0
    assert "'never' is no day. (row 3)" in plain.output
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    told = json.loads(run(app, ["check", str(tmp_path), "--json"]).output)
    assert told["total"]["rows"] == told["total"]["events"] + told["total"]["rows left out"] == 2
    assert isinstance(run(app, ["check", str(tmp_path), "--strict"]).exception, Exception)
    one = run(app, ["check", str(tmp_path / "events" / "t.csv")])
    assert "t.csv: 2 rows = 1 kept + 1 left out" in one.output
