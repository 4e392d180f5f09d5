"""The sample project is whole: every file is read, every row says its source and accuracy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geo.project import read_project
from geo.reports import read_reports
from geo.tables import read_tables
from geo.tables.sheet import read_sheets
from geo.zones import read_lines, read_sites, read_zones

DATA = Path(__file__).parents[1] / "data"
SHARED = DATA.parents[1] / "shared"


@pytest.fixture(scope="module")
def layers():
    return {
        "zones": read_zones(DATA / "zones"),
        "sites": read_sites(DATA / "sites"),
        "lines": read_lines(DATA / "lines"),
    }


def test_nothing_is_left_out_or_mended(layers):
    project = read_project(DATA)
    _, reports_left_out = read_reports(DATA / "reports")
    _, _, tables_left_out, _ = read_tables(DATA / "events", project)
    assert [reports_left_out, tables_left_out] == [[], []]
    assert [left_out for _, left_out in layers.values()] == [[], [], []]


def test_every_row_has_a_source_and_an_accuracy(layers):
    for table, _ in layers.values():
        assert (table["source"] != "").all()
        assert (table["accuracy"] != "").all()
    for path in sorted(DATA.glob("*/*.csv")):
        (sheet,), _ = read_sheets(path.read_bytes(), path.name)
        for column in ("source", "accuracy"):
            assert (sheet.cells[column] != "").all(), path


def test_every_source_code_is_explained(layers):
    explained = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    codes = {c for table, _ in layers.values() for row in table["source"] for c in row.split("; ")}
    for path in (DATA / "places").glob("*.csv"):
        (sheet,), _ = read_sheets(path.read_bytes(), path.name)
        codes |= {c.partition(":")[0] for row in sheet.cells["source"] for c in row.split("; ")}
    events = (DATA / "events" / "own.csv").read_text(encoding="utf-8")
    codes |= set(re.findall(r"\[([A-Z0-9-]+)\]", events))
    missing = [
        code for code in sorted(codes) if not re.search(rf"\b{re.escape(code)}\b", explained)
    ]
    assert missing == []


def test_no_outline_claims_to_be_official(layers):
    zones = layers["zones"][0]
    assert zones["accuracy"].str.contains("no official outline was ever published").all()
    assert zones["name"].str.contains("approximat|derived").all()
    assert (zones["accuracy_m"] >= 1000).all()
    assert (zones[["legal_basis", "method"]] != "").all(axis=None)


def test_only_idlib_and_its_strips_were_in_force_on_6_february_2020(layers):
    zones = layers["zones"][0]
    day = "2020-02-06"
    on = zones[(zones["start"] <= day) & (zones["end"].isna() | (zones["end"] > day))]
    assert on["zone_id"].tolist() == ["idlib-2017", "dmz-15km", "dmz-20km"]


def test_reports_name_their_source_and_one_is_undated_on_purpose():
    reports, _ = read_reports(DATA / "reports")
    assert len(reports) == 7
    assert all("re-told in our own words" in r.source and r.title for r in reports)
    assert [r.report_id for r in reports if r.published is None] == ["r04_sohr_153813"]


def test_places_have_points_ids_and_no_capitals_of_other_countries():
    rows = []
    for path in sorted((DATA / "places").glob("*.csv")):
        (sheet,), _ = read_sheets(path.read_bytes(), path.name)
        rows += sheet.cells.to_dict("records")
    assert len({row["place_id"] for row in rows}) == len(rows) > 190
    assert not {"Moscow", "Ankara", "Baku"} & {row["name"] for row in rows}
    for row in rows:
        assert 35 < float(row["lon"]) < 39
        assert 32 < float(row["lat"]) < 38
        assert row["country"] == "SY"


def test_the_sample_holds_no_sentence_of_the_first_report():
    seed = SHARED / "seed" / "report.txt"
    if not seed.is_file():
        pytest.skip("../shared/seed is not here")

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w']+", text.lower().replace("’", "'"))
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    theirs = runs(seed.read_text(encoding="utf-8"))
    for path in sorted(DATA.rglob("*")):
        if path.is_file():
            assert not theirs & runs(path.read_text(encoding="utf-8")), path


def test_outlines_keep_the_facts_of_their_source(layers):
    facts = SHARED / "facts" / "zones.geojson"
    if not facts.is_file():
        pytest.skip("../shared/facts is not here")
    given = {f["properties"]["id"]: f for f in json.loads(facts.read_text())["features"]}
    for row in layers["zones"][0].itertuples():
        theirs = given[row.zone_id]["properties"]
        assert f"{row.start:%Y-%m-%d}" == theirs["start"]
        assert theirs["accuracy"].rstrip(".")[1:] in row.accuracy
        assert set(theirs["sources"]) <= set(row.source.split("; "))
