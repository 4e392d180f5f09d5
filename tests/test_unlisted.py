from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from geo import pipeline
from geo.cli import app
from geo.gazetteer import add_list
from geo.model import Report
from geo.unlisted import advice, unlisted

if TYPE_CHECKING:
    from pathlib import Path

RAID = "Gunmen killed nine farmers in the village of {} in Burkina Faso's Sahel region on Tuesday."
STRIKE = "An air strike on the village of {} near Idlib, Syria, killed four people on Tuesday."


def missing(*texts: str, lists: Path | None = None) -> dict[str, tuple[str, ...]]:
    reports = [Report(f"r{n}", text) for n, text in enumerate(texts)]
    _, _, readings = pipeline.read(reports, lists_dir=lists)
    return unlisted(readings, (), lists)


def a_list(folder: Path, country: str) -> Path:
    source = folder / "villages.csv"
    source.write_text("name,lat,lon\nOuro Hesso,14.1,-0.2\n", encoding="utf-8")
    add_list(source, folder / "lists", country=country)
    return folder / "lists"


def test_a_village_that_no_list_has_is_missing_in_the_country_of_its_report():
    assert missing(RAID.format("Tchomboungou")) == {"BF": ("Tchomboungou",)}


def test_each_name_counts_once_and_the_country_that_lacks_most_comes_first():
    told = missing(
        STRIKE.format("Kafr Blatunga"),
        RAID.format("Tchomboungou"),
        RAID.format("Tchomboungou"),
        RAID.format("Wendou Bali"),
    )
    assert list(told) == ["BF", "SY"]
    assert told["BF"] == ("Tchomboungou", "Wendou Bali")


@pytest.mark.parametrize("text", [STRIKE.format("Saraqib"), "Shelling hit Idlib on Tuesday.", ""])
def test_what_is_listed_is_not_missing(text: str):
    assert missing(text) == {}


@pytest.mark.parametrize(("country", "silent"), [("BF", True), ("ML", False)])
def test_a_list_of_the_country_silences_the_advice(tmp_path: Path, country: str, silent: bool):
    lists = a_list(tmp_path, country)
    assert (missing(RAID.format("Tchomboungou"), lists=lists) == {}) is silent


def test_nothing_missing_is_nothing_said():
    assert advice({}) == ""


def test_the_command_names_at_most_six_countries():
    said = advice(dict.fromkeys("SY UA SD ML BF NE MM PK".split(), ("Somewhere",)))
    assert "`sitmap gazetteer get SY UA SD ML BF NE`" in said
    assert said.startswith("8 places of events are on no list")


def test_read_and_build_say_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run, project = CliRunner(), tmp_path / "mine"
    monkeypatch.setattr("geo.cli.making.lists_folder", lambda: tmp_path / "none")
    monkeypatch.setattr("geo.cli.reading.own_lists", lambda: None)
    assert "sitmap gazetteer get" in run.invoke(app, ["init", str(project)]).output
    told = project / "reports" / "raid.txt"
    told.write_text(RAID.format("Tchomboungou"), encoding="utf-8")
    build = ["build", str(project), "-o", str(tmp_path / "maps")]
    for asked in (["read", str(told), "--data", str(project)], build, build):
        done = run.invoke(app, asked)
        assert done.output.count("sitmap gazetteer get BF") == 1, done.output
    again = run.invoke(app, [*build, "--json"])
    assert json.loads(again.stdout)["unlisted"] == {"BF": ["Tchomboungou"]}
