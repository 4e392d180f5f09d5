"""Dirty tables are read right, mended and said, or refused with cause and remedy; never wrong."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.model import CLAIMS, EVENTS, LeftOut
from geo.project import default_project, read_project
from geo.tables import FORMATS, read_table, read_tables
from geo.tables.positions import read_spots
from geo.tables.sheet import read_sheets
from geo.tables.telling import name_rows, told_once
from geo.tables.terms import named_type
from geo.tables.values import read_counts, read_days

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"

HEAD = "id,date,place,lat,lon,fatalities,note\n"
ONE = "1,2024-01-05,Idlib,35.9306,36.6339,3,ok\n"
TWO = "2,2024-01-06,سراقب,35.8644,36.8058,0,ملاحظة\n"
CLEAN = HEAD + ONE + TWO
BOX = "box = [35.5, 34.9, 37.6, 36.9]\n"


class Read:
    """What came out of one file, with the books checked."""

    def __init__(self, folder: Path, toml: str, outline=None):
        if toml:
            (folder / "atlas.toml").write_text(toml, encoding="utf-8")
        project = read_project(folder) if toml else default_project(folder)
        out = read_tables(folder / "events", project, outline=outline)
        self.events, self.claims, self.left_out, self.counts = out
        EVENTS.check(self.events)
        CLAIMS.check(self.claims)
        assert self.events["event_id"].is_unique
        assert self.claims["claim_id"].is_unique
        assert set(self.claims["event_id"]) == set(self.events["event_id"])
        self.lost = [row for row in self.left_out if row.stage == "tables" and row.locator]
        self.refused = [row for row in self.left_out if row.stage == "tables" and not row.locator]
        self.said = [row for row in self.left_out if row.stage == "mended"]
        assert self.counts["rows read"] == len(self.events) + len(self.lost)
        assert self.counts["rows left out"] == len(self.lost)
        assert all(row.reason.endswith(".") for row in self.left_out)
        assert not any(str(folder) in f"{row.source}{row.reason}" for row in self.left_out)

    @property
    def words(self) -> str:
        return "\n".join(f"{row.locator}: {row.reason}" for row in self.left_out)


@pytest.fixture
def read(tmp_path):
    def run(content, name: str = "t.csv", toml: str = "", outline=None) -> Read:
        folder = tmp_path / "events"
        folder.mkdir(exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
        return Read(tmp_path, toml, outline)

    return run


def is_clean(out: Read) -> bool:
    """Return whether the two rows of CLEAN came out right."""
    events = out.events
    return (
        events["event_id"].tolist() == ["1", "2"]
        and events["place"].tolist() == ["Idlib", "سراقب"]
        and events["lat"].tolist() == [35.9306, 35.8644]
        and events["lon"].tolist() == [36.6339, 36.8058]
        and events["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-05", "2024-01-06"]
        and events["fatalities_best"].tolist() == [3, 0]
        and events["notes"].tolist() == ["ok", "ملاحظة"]
        and events.geometry.iloc[0].equals(shapely.Point(36.6339, 35.9306))
    )


# --- the file ------------------------------------------------------------------------------------

ARABIC_HEAD = "المعرف,التاريخ,المكان,خط العرض,خط الطول,القتلى,ملاحظة\n"
TAGS = "#event+id,#date,#loc+name,#geo+lat,#geo+lon,#affected+killed,#description\n"
COMMAS = CLEAN.replace(",", ";")
for point in ("35.9306", "36.6339", "35.8644", "36.8058"):
    COMMAS = COMMAS.replace(point, point.replace(".", ","))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(CLEAN, "", id="0 UTF-8"),
        pytest.param("\ufeff" + CLEAN, "", id="1 BOM"),
        pytest.param(CLEAN.encode("cp1256"), "Windows-1256", id="2 cp1256"),
        pytest.param(CLEAN.encode("iso8859-6"), "ISO-8859-6", id="3 ISO-8859-6"),
        pytest.param(CLEAN.encode("utf-16"), "UTF-16", id="4 UTF-16"),
        pytest.param(CLEAN.encode("utf-16-be"), "without a mark", id="5 UTF-16 without BOM"),
        pytest.param(
            (CLEAN + "3,2024-01-07,حلب,36.2,37.1,1,أ\n").encode().replace("ملاحظة".encode(), b"")
            and (HEAD + ONE).encode() + TWO.encode("cp1256"),
            "Windows-1256",
            id="2 one Arabic row",
        ),
        pytest.param(
            "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in CLEAN.encode()),
            "put right",
            id="7 mojibake",
        ),
        pytest.param(CLEAN.replace(",", ";"), "", id="8 semicolon"),
        pytest.param(CLEAN.replace(",", "\t"), "", id="9 tab"),
        pytest.param(CLEAN.replace(",", "|"), "", id="9 pipe"),
        pytest.param(COMMAS, "", id="10 decimal comma"),
        pytest.param(
            CLEAN.replace("35.9306", "٣٥٫٩٣٠٦").replace("2024-01-05", "٢٠٢٤-٠١-٠٥"),
            "",
            id="11 digits",
        ),
        pytest.param("sep=,\n" + CLEAN, "", id="12 sep= line"),
        pytest.param("sep=;\r\n" + CLEAN.replace(",", ";"), "", id="12 sep= and semicolon"),
        pytest.param(CLEAN.replace("\n", "\r\n"), "", id="13 CRLF"),
        pytest.param(CLEAN.replace("\n", "\r"), "", id="13 CR"),
        pytest.param(HEAD.replace("\n", "\r\n") + ONE + TWO.replace("\n", "\r"), "", id="13 mixed"),
        pytest.param(CLEAN.replace("ok", "o\0k"), "NUL", id="14 NUL in a cell"),
        pytest.param(CLEAN.encode() + b"\0" * 512, "NUL", id="14 NUL at the end"),
        pytest.param("ACLED export\n\n" + CLEAN, "title above", id="15 a title"),
        pytest.param("Export,,,,,,\nof 2024,,,,,,\n" + CLEAN, "title above", id="15 two titles"),
        pytest.param(HEAD + TAGS + ONE + TWO, "HXL tags", id="17 HXL row"),
        pytest.param(TAGS + ONE + TWO, "HXL tags", id="17 HXL row alone"),
        pytest.param(CLEAN + "\n\n", "", id="blank rows"),
        pytest.param(
            HEAD.replace("\n", ",,\n") + ONE.replace("\n", ",,\n") + TWO, "", id="18 padded"
        ),
        pytest.param(CLEAN.replace("ok", '"ok"'), "", id="20 quotes"),
        pytest.param(
            HEAD.replace("note", "note,note")
            + "".join(
                row.replace("\n", f",{note}\n") for row, note in ((ONE, "ok"), (TWO, "ملاحظة"))
            ),
            "twice, alike",
            id="21 a column twice, alike",
        ),
        pytest.param(HEAD.replace("lat", " Lat ").replace("lon", "LON") + ONE + TWO, "", id="case"),
        pytest.param(ARABIC_HEAD + ONE + TWO, "خط العرض as lat", id="22 Arabic headers"),
        pytest.param(CLEAN.replace("35.9306", "35.9306°"), "", id="35 degree sign"),
        pytest.param(CLEAN.replace("35.9306", "35.9306° N"), "", id="35 degrees north"),
        pytest.param(CLEAN.replace("35.9306", "35.9306\u00a0"), "", id="no-break space"),
        pytest.param(CLEAN.replace("2024-01-05", "05 January 2024"), "", id="41 words"),
        pytest.param(CLEAN.replace("2024-01-05", "5-Jan-2024"), "", id="41 short words"),
        pytest.param(CLEAN.replace("2024-01-05", "20240105"), "", id="41 compact"),
        pytest.param(
            CLEAN.replace("2024-01-05", "45296").replace("2024-01-06", "45297"),
            "day numbers",
            id="42 Excel serials",
        ),
        pytest.param(
            CLEAN.replace("2024-01-05", "2024-01-05T23:30:00+03:00"), "", id="44 time and zone"
        ),
        pytest.param(CLEAN.replace("2024-01-05", "2024-01-05 00:00:00.000"), "", id="44 time"),
        pytest.param(CLEAN.replace(",3,", ",3.0,"), "", id="counts with a point"),
        pytest.param(CLEAN.replace("Idlib", "\u202aIdlib\u202c"), "", id="marks of direction"),
    ],
)
def test_a_dirty_file_is_read_right_and_said(read, content, says):
    out = read(content)
    if "\u202a" in str(content):  # the place is a name and stays as it was given
        assert out.events["place"].iloc[0].strip("\u202a\u202c") == "Idlib"
        return
    assert is_clean(out)
    assert says in out.words
    assert out.lost == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "empty", id="26 empty"),
        pytest.param(b"\n\n \n", "empty", id="26 blank"),
        pytest.param(b"\xef\xbb\xbf", "no cells|column|empty", id="26 a mark only"),
        pytest.param(b"<!DOCTYPE html><p>403 Forbidden", "HTML", id="27 HTML"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG", id="27 PNG"),
        pytest.param(b"PK\x03\x04" + b"\0" * 200, "spreadsheet", id="27 broken ZIP"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", "LFS", id="27 LFS pointer"),
        pytest.param(b"%PDF-1.4", "PDF", id="27 PDF"),
        pytest.param("just some words\nand more\n", "one column", id="prose"),
        pytest.param("a,b,c\nx,y,z\n", "no known format", id="unknown columns"),
        pytest.param("1,2,3\n4,5,6\n", "no header", id="no header"),
        pytest.param(
            HEAD.replace("note", "lat") + ONE.replace("ok", "36") + TWO.replace("ملاحظة", "37"),
            "two columns named 'lat'",
            id="21 two columns of one name",
        ),
        pytest.param(
            HEAD.replace("lat,", "latitude,").replace("note", "y") + ONE,
            "could both be 'lat'",
            id="two of a kind",
        ),
        pytest.param(
            ",".join(f"c{i}" for i in range(100_000)) + "\n",
            "columns|no known",
            id="100,000 columns",
        ),
        pytest.param(bytes(range(128, 256)) + b",a\n", "UTF-8", id="noise"),
        pytest.param('[{"a": 1', "JSON", id="broken JSON"),
        pytest.param("[]", "empty list", id="empty JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(read, content, says):
    out = read(content)
    assert len(out.events) == 0
    (row,) = out.refused
    assert row.source == "events/t.csv"
    assert any(part in row.reason for part in says.split("|")), row.reason


@pytest.mark.parametrize(
    ("content", "kept", "locator", "says"),
    [
        pytest.param(CLEAN + "Total,,,,,3,\n", ["1", "2"], "row 4", "total", id="16 total row"),
        pytest.param(
            CLEAN + "المجموع,,,,,3,\n", ["1", "2"], "row 4", "total", id="16 Arabic total"
        ),
        pytest.param(
            HEAD + ONE.replace("\n", ",extra\n") + TWO,
            ["2"],
            "row 2",
            "8 cells under 7",
            id="18 long",
        ),
        pytest.param(CLEAN.replace("ok", '"ok'), ["2"], "row 2", "quote", id="19 unclosed quote"),
        pytest.param(
            HEAD
            + ONE.replace("Idlib", '"Idlib')
            + TWO
            + ONE.replace("1,", "3,", 1).replace("Idlib", 'Id"lib'),
            ["2", "3"],
            "row 2",
            "quote",
            id="19 closed much later",
        ),
        pytest.param(
            HEAD + ONE.replace("Idlib", '"Idlib').replace("ok", '"ok') + TWO,
            ["2"],
            "row 2",
            "quote",
            id="19 two quotes that are no pair",
        ),
        pytest.param(
            (CLEAN + ONE.replace("1,", "3,", 1))[:-12],
            ["1", "2"],
            "row 4",
            "ends in the middle",
            id="29 cut off",
        ),
        pytest.param(
            HEAD + ONE + HEAD + TWO, ["1", "2"], "row 3", "second time", id="header again"
        ),
        pytest.param(CLEAN + ONE, ["1", "2"], "row 4", "same as row 2", id="40 row twice"),
        pytest.param(
            CLEAN + ONE.replace("Idlib", "Binnish"),
            ["1", "2"],
            "row 4",
            "that of row 2",
            id="40 id of another event",
        ),
        pytest.param(
            CLEAN.replace("2024-01-05", "2024-02-30"),
            ["2"],
            "row 2, column date",
            "'2024-02-30'",
            id="43 30 February",
        ),
        pytest.param(
            CLEAN.replace("2024-01-05", "03/04/2024"),
            ["2"],
            "row 2, column date",
            "two days",
            id="41 day or month",
        ),
        pytest.param(
            CLEAN.replace("2024-01-05", "05-01-24"),
            ["2"],
            "row 2, column date",
            "several days",
            id="41 year of two digits",
        ),
        pytest.param(
            CLEAN + "3,,,,,4,x\n", ["1", "2"], "row 4", "neither a day", id="says nothing"
        ),
        pytest.param(
            CLEAN.replace("2024-01-05", "soon"), ["2"], "row 2, column date", "'soon'", id="no day"
        ),
        pytest.param(
            CLEAN.replace("Idlib,35.9306,36.6339", ",0,0"),
            ["2"],
            "row 2, column lon, lat",
            "0, 0",
            id="32 null island without a name",
        ),
        pytest.param(
            CLEAN.replace("Idlib,35.9306", ",999"),
            ["2"],
            "row 2, column lon, lat",
            "globe",
            id="33 out of range without a name",
        ),
    ],
)
def test_a_row_that_cant_be_used_is_left_out_and_the_others_stay(
    read, content, kept, locator, says
):
    out = read(content)
    assert out.events["event_id"].tolist() == kept
    (row,) = out.lost
    assert row.locator == locator
    assert says in row.reason


@pytest.mark.parametrize(
    ("lat", "lon", "says"),
    [
        pytest.param("0", "0", "0, 0", id="32 null island"),
        pytest.param("9999", "9999", "globe", id="33 sentinel"),
        pytest.param("359.306", "36.6", "globe", id="33 out of range"),
        pytest.param("inf", "36", "'inf'", id="34 inf"),
        pytest.param("1e400", "36", "'1e400'", id="34 overflow"),
        pytest.param("35.9", "", "missing", id="half"),
        pytest.param("near Idlib", "36", "'near Idlib'", id="words"),
        pytest.param("3980123", "283456", "crs", id="36 UTM"),
        pytest.param('"35°75\'50""N"', "36", "59 minutes", id="35 75 minutes"),
        pytest.param("35.9E", "36", "other coordinate", id="35 east for a latitude"),
    ],
)
def test_bad_coordinates_never_become_a_place(read, lat, lon, says):
    out = read(HEAD + f"1,2024-01-05,Idlib,{lat},{lon},3,ok\n" + TWO)
    first = out.events.iloc[0]
    assert first["place"] == "Idlib"
    assert np.isnan(first["lat"])
    assert np.isnan(first["lon"])
    assert np.isnan(first["radius_m"])
    assert pd.isna(first["geo_precision"])
    assert first.geometry is None
    assert says in first["review"]
    assert says in first["place_basis"]
    assert [row.locator for row in out.said if says in row.reason] == ["row 2, column lon, lat"]


@pytest.mark.parametrize(
    ("lat", "lon", "expected", "says"),
    [
        pytest.param("", "", None, "", id="both empty"),
        pytest.param("nan", "NaN", None, "", id="34 NaN"),
        pytest.param('"35°55\'50.2""N"', '"36°38\'02""E"', (36.6339, 35.9306), "", id="35 DMS"),
        pytest.param(
            "35 55 50.2 N", "E 36 38 2.04", (36.6339, 35.9306), "", id="35 DMS with blanks"
        ),
        pytest.param("−35.9", "36.6", (36.6, -35.9), "", id="38 Unicode minus"),
        pytest.param("35.9 S", "36.6 W", (-36.6, -35.9), "", id="south and west"),
        pytest.param("96.1", "21.9", (96.1, 21.9), "swapped", id="31 swapped, no other reading"),
    ],
)
def test_odd_spellings_of_coordinates_are_read(read, lat, lon, expected, says):
    out = read(HEAD + f"1,2024-01-05,Idlib,{lat},{lon},3,ok\n")
    event = out.events.iloc[0]
    if expected is None:
        assert event.geometry is None
        assert event["place_basis"] == "the table gives no coordinates"
        assert out.left_out == out.said[:1]  # the matched column names
    else:
        assert (event["lon"], event["lat"]) == pytest.approx(expected, abs=1e-4)
    assert says in event["review"]


@pytest.mark.parametrize(
    ("box", "lat", "lon", "expected", "says"),
    [
        pytest.param(BOX, "359306", "366339", (36.6339, 35.9306), "decimal", id="37 lost point"),
        pytest.param(BOX, "35.93", "366339", (36.6339, 35.93), "decimal", id="37 in one of them"),
        pytest.param(
            "box = [42, 32, 46, 36]\n", "33.5", "4239.00416", (42.3900416, 33.5), "decimal", id="37"
        ),
        pytest.param("", "359306", "366339", None, "no degrees", id="37 without a region"),
        pytest.param(
            "box = [92, 9, 102, 29]\n", "96.1", "21.9", (96.1, 21.9), "swapped", id="31 proven"
        ),
        pytest.param(
            "box = [22, 44, 41, 53]\n", "37.5", "48.0", (37.5, 48.0), "swapped", id="31 Ukraine"
        ),
        pytest.param(BOX, "36.6339", "35.9306", (35.9306, 36.6339), "", id="31 near by either way"),
        pytest.param(BOX, "36.0", "35.2", (35.2, 36.0), "", id="31 near the region"),
    ],
)
def test_the_region_proves_a_mend(read, box, lat, lon, expected, says):
    out = read(HEAD + f"1,2024-01-05,Idlib,{lat},{lon},3,ok\n", toml=box)
    event = out.events.iloc[0]
    if expected:
        assert (event["lon"], event["lat"]) == pytest.approx(expected, abs=1e-6)
    else:
        assert event.geometry is None
    assert says in event["review"]


@pytest.mark.parametrize(
    ("cell", "low", "best", "high", "comparator"),
    [
        pytest.param("3", 3, 3, 3, "=", id="number"),
        pytest.param("0", 0, 0, 0, "=", id="zero is a count"),
        pytest.param("", None, None, None, "", id="empty is unknown"),
        pytest.param("unknown", None, None, None, "", id="unknown"),
        pytest.param('"1,234"', 1234, 1234, 1234, "=", id="thousands"),
        pytest.param("3-5", 3, None, 5, "=", id="45 range"),
        pytest.param("3 – 5", 3, None, 5, "=", id="45 range with a dash"),
        pytest.param("~10", 10, 10, 10, "about", id="about"),
        pytest.param("at least 3", 3, None, None, ">=", id="at least"),
        pytest.param("10+", 10, None, None, ">=", id="plus"),
        pytest.param(">3", 4, None, None, ">=", id="more than"),
        pytest.param("up to 5", None, None, 5, "<=", id="up to"),
        pytest.param("٣", 3, 3, 3, "=", id="11 Arabic digit"),
    ],
)
def test_counts_keep_their_doubt(read, cell, low, best, high, comparator):
    out = read(HEAD + ONE.replace(",3,", f",{cell},"))
    event = out.events.iloc[0]
    names = ("fatalities_low", "fatalities_best", "fatalities_high")
    assert [None if pd.isna(event[n]) else event[n] for n in names] == [low, best, high]
    (claim,) = out.claims.itertuples()
    assert claim.quantity == ("killed" if comparator else "event")
    assert claim.comparator == (comparator or "=")


@pytest.mark.parametrize("cell", ["several", "2.5", "-1", "5-3", "3;5", "NaN deaths"])
def test_a_count_that_is_none_is_unknown_and_said(read, cell):
    out = read(HEAD + ONE.replace(",3,", f",{cell},"))
    event = out.events.iloc[0]
    assert pd.isna(event["fatalities_best"])
    assert cell.lower() in event["review"]
    assert any("taken as unknown" in row.reason for row in out.said)


@pytest.mark.parametrize(
    ("dates", "expected", "says"),
    [
        pytest.param(
            ("05/01/2024", "13/01/2024"), ("2024-01-05", "2024-01-13"), "Day stands", id="dmy"
        ),
        pytest.param(
            ("01/05/2024", "01/13/2024"), ("2024-01-05", "2024-01-13"), "Month stands", id="mdy"
        ),
        pytest.param(
            ("05-01-24", "13-01-24"), ("2024-01-05", "2024-01-13"), "two digits", id="short"
        ),
        pytest.param(
            ("05/05/2024", "2024-01-13"), ("2024-05-05", "2024-01-13"), "", id="same either way"
        ),
        pytest.param(("2024/1/5", "2024.01.13"), ("2024-01-05", "2024-01-13"), "", id="signs"),
        pytest.param(
            ("٥ كانون الثاني ٢٠٢٤", "13 يناير 2024"), ("2024-01-05", "2024-01-13"), "", id="Arabic"
        ),
        pytest.param(
            ("45296", "2024-01-13"), ("2024-01-05", "2024-01-13"), "day numbers", id="42 one serial"
        ),
    ],
)
def test_dates_are_decided_per_column_and_said(read, dates, expected, says):
    rows = (
        r.replace(old, new)
        for r, old, new in zip((ONE, TWO), ("2024-01-05", "2024-01-06"), dates, strict=True)
    )
    out = read(HEAD + "".join(rows))
    assert out.events["date_start"].dt.strftime("%Y-%m-%d").tolist() == list(expected)
    assert says in out.words


def test_both_orders_in_one_column_leave_the_doubtful_rows_out(read):
    rows = [
        ONE.replace("1,", f"{i},", 1).replace("2024-01-05", d)
        for i, d in enumerate(("13/01/2024", "01/14/2024", "03/04/2024"))
    ]
    out = read(HEAD + "".join(rows))
    assert out.events["date_start"].dt.day.tolist() == [13, 14]
    assert [row.locator for row in out.lost] == ["row 4, column date"]
    assert "both orders" in out.words


def test_a_day_of_no_month_proves_no_order(read):
    rows = [ONE, ONE.replace("1,", "2,", 1)]
    days = ("31/31/2024", "03/04/2024")
    out = read(HEAD + "".join(r.replace("2024-01-05", d) for r, d in zip(rows, days, strict=True)))
    assert [row.locator for row in out.lost] == ["row 2, column date", "row 3, column date"]


def test_the_equator_is_a_place(read):
    out = read(HEAD + ONE.replace("35.9306", "0"))
    assert out.events[["lon", "lat"]].to_numpy().tolist() == [[36.6339, 0]]


def test_an_event_may_be_called_total(read):
    out = read(CLEAN + ONE.replace("1,", "Total,", 1))
    assert out.events["event_id"].tolist() == ["1", "2", "Total"]


def test_a_month_or_a_year_is_a_range(read):
    out = read(HEAD + ONE.replace("2024-01-05", "2024-02") + TWO.replace("2024-01-06", "2023"))
    assert out.events["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-01", "2023-01-01"]
    assert out.events["date_end"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-29", "2023-12-31"]


def test_an_event_that_ends_before_it_starts_is_left_out(read):
    head = HEAD.replace("date,", "date_start,date_end,")
    rows = [r.replace("2024-01-05", d) for r, d in ((ONE, "2024-01-05,2024-01-04"),)]
    out = read(head + "".join(rows) + TWO.replace("2024-01-06", "2024-01-06,2024-01-08"))
    assert out.events["event_id"].tolist() == ["2"]
    assert out.events["date_end"].tolist() == [pd.Timestamp("2024-01-08")]
    assert out.lost[0].locator == "row 2, column date_end"


def test_an_empty_date_stays_open(read):
    assert pd.isna(read(HEAD + ONE.replace("2024-01-05", "")).events["date_start"].iloc[0])


def test_names_and_ids_stay_the_text_they_were(read):
    rows = (
        "9007199254740993,2024-01-05,NA,35.9,36.6,3,None\n"
        "007,2024-01-05,null,35.9,36.6,3,=cmd|' /C calc'!A0\n"
        "1e5,2024-01-05,True,35.9,36.6,3,{{7*7}}\n"
    )
    out = read(HEAD.replace("\n", ",pcode\n") + rows.replace("\n", ",00701\n"))
    assert out.events["event_id"].tolist() == ["9007199254740993", "007", "1e5"]
    assert out.events["place"].tolist() == ["NA", "null", "True"]
    assert out.events["notes"].tolist() == ["None", "=cmd|' /C calc'!A0", "{{7*7}}"]
    assert out.events["pcode"].tolist() == ["00701"] * 3


def test_missing_ids_are_made_of_the_contents_and_stay(read):
    content = HEAD + ONE.replace("1,", ",", 1) + TWO
    first, second = read(content), read(content)
    assert first.events["event_id"].tolist() == second.events["event_id"].tolist()
    assert len(first.events["event_id"].iloc[0]) == 12
    assert "no id" in first.words


def test_a_short_row_is_padded_and_said(read):
    out = read(HEAD + ONE + TWO.replace(",ملاحظة", ""))
    assert out.events["notes"].tolist() == ["ok", ""]
    assert "row 3: Has fewer cells" in out.words


def test_a_file_of_broken_rows_and_blank_lines_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b'"abcd"n",""\n\n"')  # found by the fuzzer: no row is left to tell the width
    with pytest.raises(InputError):
        read_table(path, "t.csv", default_project(tmp_path))


def test_quoted_breaks_and_backslashes_stay_in_their_cell(read):
    out = read(HEAD + ONE.replace("ok", '"a\nb, ""c"""') + TWO.replace("ملاحظة", '"x \\"y\\", z"'))
    assert out.events["notes"].tolist() == ['a\nb, "c"', 'x "y", z']


def test_a_cell_of_ten_megabytes_is_read(read):
    out = read(HEAD + ONE.replace("ok", "x" * 10_000_000) + TWO)
    assert len(out.events["notes"].iloc[0]) == 10_000_000


@pytest.mark.parametrize("quoted", [False, True])
def test_a_long_clean_table_is_read_by_the_same_rules(read, quoted):
    """Past 64 KB clean text goes another, faster way; what comes out is the same."""
    note = '"a, b"' if quoted else "NA"
    rows = [f"{i},2024-01-{i % 28 + 1:02},NA,35.{i:05},36.5,0,{note}\n" for i in range(5000)]
    out = read(HEAD + "".join(rows))
    assert len(out.events) == 5000
    assert out.events["place"].unique().tolist() == ["NA"]
    assert out.events["notes"].unique().tolist() == [note.strip('"')]
    assert out.lost == []
    broken = read(
        HEAD
        + "".join(rows[:3000])
        + rows[3000].replace(f"{note}\n", '"open\n')
        + "".join(rows[3001:])
    )
    assert len(broken.events) == 4999
    assert [row.locator for row in broken.lost] == ["row 3002"]
    rows[3000], rows[3002] = (
        rows[3000].replace(f"{note}\n", '"open\n'),
        rows[3002].replace(f"{note}\n", 'closed"\n'),
    )
    swallowed = read(HEAD + "".join(rows))
    assert [row.locator for row in swallowed.lost] == ["row 3002"]
    assert len(swallowed.events) == 4999


def test_a_long_table_with_ragged_rows_goes_the_same_way_as_a_short_one(read):
    rows = [f"{i},2024-01-05,Idlib,35.9,36.5,0,a note of some length\n" for i in range(3000)]
    short = "7000,2024-01-05,Idlib,35.9,36.5,0\n"
    odd = ["\n", ",,,,,,\n", short, rows[5].replace("5,", "8000,", 1).replace("\n", ",x\n")]
    whole = read("An export\n" + HEAD + "".join(rows[:2000] + odd + rows[2000:]), "long.csv")
    part = read("An export\n" + HEAD + "".join(rows[:20] + odd + rows[20:30]), "short.csv")
    assert len(whole.events) == 3001  # the rows of short.csv have the ids of long.csv
    assert [row.locator for row in whole.lost] == ["row 2006"]
    assert "row 1: A title" in whole.words
    assert "row 2005: Has fewer cells" in whole.words
    said = [row.reason for row in part.left_out if row.source == "events/short.csv"]
    for words in ("Has fewer cells", "It has 8 cells", "A title above"):
        assert any(reason.startswith(words) for reason in said)


def test_rows_are_counted_as_a_spreadsheet_counts_them(read):
    rows = [f"{i},2024-01-05,Idlib,35.9,36.5,0,note of no length\n" for i in range(3000)]
    rows[10] = "\n" + rows[10]
    rows[20] = rows[20].replace("2024-01-05", "2024-02-30")
    assert [row.locator for row in read(HEAD + "".join(rows)).lost] == ["row 23, column date"]


# --- workbooks and JSON --------------------------------------------------------------------------


def xlsx(*rows, sheets=("Data",)) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(*rows) -> bytes:
    def cell(value) -> str:
        if isinstance(value, float | int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        if value is None:
            return '<table:table-cell table:number-columns-repeated="2"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{body}{empty}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def parquet(**columns) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet as pq

    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), out)
    return out.getvalue().to_pybytes()


NAMES = ["id", "date", "place", "lat", "lon", "fatalities", "note"]
FIRST = [1, "2024-01-05", "Idlib", 35.9306, 36.6339, 3, "ok"]
SECOND = [2, "2024-01-06", "سراقب", 35.8644, 36.8058, 0, "ملاحظة"]


def test_a_workbook_is_read_whatever_its_name(read):
    from datetime import datetime

    dated = [1, datetime(2024, 1, 5), *FIRST[2:]]  # noqa: DTZ001 - spreadsheets have no zone
    assert is_clean(read(xlsx(NAMES, dated, SECOND), "t.xlsx"))


def test_xlsx_named_csv_ods_and_parquet_are_read(read):
    assert is_clean(read(xlsx(["An export"], NAMES, FIRST, SECOND)))
    assert is_clean(read(ods(NAMES, FIRST, SECOND)))
    columns = {name: [a, b] for name, a, b in zip(NAMES, FIRST, SECOND, strict=True)}
    assert is_clean(read(parquet(**columns)))


def test_geoparquet_areas_stay_areas(read):
    area = shapely.box(36, 35, 37, 36)
    out = read(
        parquet(id=["1"], date=["2024-01-05"], place=["x"], geometry=[area.wkb]), "t.parquet"
    )
    assert out.events.geometry.iloc[0].equals(area)


def geopackage(folder: Path, crs: str = "EPSG:4326") -> bytes:
    import geopandas as gpd

    columns = dict(zip(NAMES[:3], zip(FIRST, SECOND, strict=True), strict=False))
    shapes = [shapely.Point(36.6339, 35.9306), shapely.box(36, 35, 37, 36)]
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_crs(crs)
    frame.to_file(folder / "made.gpkg", layer="events", driver="GPKG", engine="pyogrio")
    return (folder / "made.gpkg").read_bytes()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32637"])
def test_a_geopackage_keeps_its_points_and_areas(read, tmp_path, crs):
    out = read(geopackage(tmp_path, crs))
    assert out.events["event_id"].tolist() == ["1", "2"]
    assert out.events["lon"].iloc[0] == pytest.approx(36.6339)
    assert out.events.geometry.iloc[1].equals_exact(shapely.box(36, 35, 37, 36), 1e-6) or (
        out.events.geometry.iloc[1].symmetric_difference(shapely.box(36, 35, 37, 36)).area < 1e-3
    )
    assert out.events["report_id"].tolist() == ["events/t.csv, layer events"] * 2


def test_a_geopackage_with_a_view_or_no_layers_is_refused(read):
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE gpkg_contents (table_name, data_type)")
    database.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    database.execute(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id)"
    )
    database.execute("CREATE VIEW trap AS SELECT 1 AS date, 2 AS place")
    database.execute("INSERT INTO gpkg_contents VALUES ('trap', 'features')")
    assert "no table" in read(database.serialize()).refused[0].reason
    assert "GeoPackage" in read(b"SQLite format 3\0" + b"\1" * 500).refused[0].reason


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(xlsx(NAMES)[:600], "spreadsheet", id="cut off"),
        pytest.param(xlsx([None]), "no table", id="empty sheets"),
        pytest.param(b"PAR1" + b"\0" * 50, "Parquet", id="broken Parquet"),
    ],
)
def test_a_broken_workbook_is_refused(read, content, says):
    assert says in read(content).refused[0].reason


@pytest.mark.parametrize(
    "whole", [xlsx(NAMES, FIRST), ods(NAMES, FIRST), parquet(id=["1"], place=["سراقب"])]
)
def test_a_damaged_workbook_is_read_or_refused_and_never_a_crash(whole):
    random = Random(len(whole))
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(random.choice((1, 2, 8))):
            at = random.randrange(len(data))
            data[at : at + random.choice((1, 1, 30))] = random.randbytes(random.choice((0, 1, 5)))
        with contextlib.suppress(InputError):
            read_sheets(bytes(data), "x")


def test_a_zip_bomb_and_entities_are_refused(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>")
        archive.writestr("../evil.txt", "x")
    assert "entities" in read(out.getvalue()).refused[0].reason


def test_geojson_points_and_areas_become_events(read):
    def made(number: int, geometry) -> dict:
        properties = {"id": str(number), "date": f"2024-01-0{number}", "place": "Idlib"}
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    features = [
        made(1, {"type": "Point", "coordinates": [36.6339, 35.9306]}),
        made(2, {"type": "LineString", "coordinates": [[36, 35], [37, 36]]}),
        made(3, None),
        made(4, {"type": "Point", "coordinates": [400, 35]}),
        "no feature",
    ]
    out = read(json.dumps({"type": "FeatureCollection", "features": features}), "t.geojson")
    assert out.events["event_id"].tolist() == ["1", "2", "3"]
    assert [s and s.geom_type for s in out.events.geometry] == ["Point", "LineString", None]
    assert out.events["lon"].iloc[0] == 36.6339
    assert [row.locator for row in out.lost] == ["feature 4", "feature 5"]


def test_a_list_of_objects_as_timemap_has_it_is_read(read):
    events = [
        {
            "id": 1,
            "date": "2024-01-05",
            "location": "Idlib",
            "latitude": "35.9306",
            "longitude": 36.6339,
            "description": "x",
            "sources": ["a", "b"],
        },
        "no object",
    ]
    out = read(json.dumps(events), "events.json")
    assert out.events["place"].tolist() == ["Idlib"]
    assert out.events["lat"].tolist() == [35.9306]
    assert out.events["source"].tolist() == ["a; b"]
    assert [row.locator for row in out.lost] == ["row 2"]


# --- mapped tables -------------------------------------------------------------------------------

MAPPED = """
[tables."t.csv"]
source = "Our count"
date_order = "dmy"
columns = { date_start = "Wann", place = "Wo", lon = "R", lat = "H", fatalities_best = "Tote" }
"""


def test_a_mapping_reads_any_table(read):
    out = read("Wann,Wo,R,H,Tote\n03/04/2024,Idlib,36.6,35.9,3\n", toml=MAPPED)
    event = out.events.iloc[0]
    assert event["date_start"] == pd.Timestamp("2024-04-03")
    assert (event["place"], event["fatalities_best"], event["source"]) == ("Idlib", 3, "Our count")
    assert out.claims["claimant"].tolist() == ["Our count"]


def test_a_mapped_grid_of_metres_becomes_degrees(read):
    toml = MAPPED.replace('date_order = "dmy"', 'crs = "EPSG:32637"')
    out = read("Wann,Wo,R,H,Tote\n2024-04-03,Idlib,286600,3979300,3\n", toml=toml)
    assert out.events[["lon", "lat"]].iloc[0].tolist() == pytest.approx([36.634, 35.932], abs=0.01)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (MAPPED.replace("lon =", "lonn ="), "'lon'"),
        (MAPPED.replace('"R"', '"Z"'), "does not have"),
        ('[tables."t.csv"]\ncolumns = { place = "Wo" }', "not enough"),
    ],
)
def test_a_wrong_mapping_is_refused(read, toml, says):
    out = read("Wann,Wo,R,H,Tote\n03/04/2024,Idlib,36.6,35.9,3\n", toml=toml)
    assert says in out.refused[0].reason


def test_a_mapping_for_no_file_is_said(read):
    out = read(CLEAN, toml='[tables."gone.csv"]\ncolumns = { place = "x" }')
    assert is_clean(out)
    assert "no such file" in out.words


def test_an_unknown_table_gets_a_proposal(read):
    out = read("Tag,Stelle,Longitud,Breite\nx,y,z,w\n")
    assert "columns = {" in out.refused[0].reason
    assert "t.csv" in out.refused[0].reason


# --- publishers ----------------------------------------------------------------------------------

ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *(
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "admin3",
    ),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)


def table_of(columns, *rows: dict) -> str:
    frame = pd.DataFrame([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=columns)
    return frame.to_csv(index=False)


def acled_row(**more) -> dict:
    row = {"event_id_cnty": "SYR1", "event_date": "2020-02-06", "time_precision": "1"}
    row |= {"event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "A", "actor2": "B"}
    row |= {"country": "Syria", "admin1": "Idleb", "admin2": "Idleb", "location": "Saraqab"}
    row |= {"latitude": "35.86", "longitude": "36.8", "geo_precision": "1", "source": "SOHR; SANA"}
    return row | {"notes": "It happened.", "fatalities": "3", "timestamp": "1"} | more


def test_acled_of_today_is_read(read):
    out = read(table_of(ACLED, acled_row()))
    event = out.events.iloc[0]
    assert (event["event_id"], event["event_type"], event["sub_event_type"]) == (
        "SYR1",
        "Battles",
        "Armed clash",
    )
    assert (event["actor1"], event["actor2"], event["place"], event["admin1"]) == (
        "A",
        "B",
        "Saraqab",
        "Idleb",
    )
    assert event["date_start"] == event["date_end"] == pd.Timestamp("2020-02-06")
    assert (event["radius_m"], event["geo_precision"]) == (2000, 1)
    assert event["disorder_type"] == ""
    (claim,) = out.claims.itertuples()
    assert (claim.claimant, claim.quantity, claim.low, claim.high) == ("SOHR; SANA", "killed", 3, 3)
    assert claim.quote == "It happened."


def test_acled_of_2020_is_read(read):
    columns = ("data_id", "iso3", *ACLED)
    out = read(
        table_of(
            columns, {**acled_row(event_date="06 February 2020"), "data_id": "7", "iso3": "SYR"}
        )
    )
    assert out.events["date_start"].iloc[0] == pd.Timestamp("2020-02-06")
    assert out.events["iso3"].tolist() == ["SYR"]


def test_acleds_zero_may_be_unknown(read):
    out = read(table_of(ACLED, acled_row(fatalities="0")))
    event = out.events.iloc[0]
    assert event["fatalities_low"] == 0
    assert pd.isna(event["fatalities_best"])
    assert "0 or unknown" in event["fatalities_note"]
    assert out.claims["quantity"].tolist() == ["event"]


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        ("1", "2020-02-06", "2020-02-06"),
        ("2", "2020-01-31", "2020-02-12"),
        ("3", "2020-02-01", "2020-02-29"),
    ],
)
def test_acleds_time_precision_is_a_range(read, precision, start, end):
    event = read(table_of(ACLED, acled_row(time_precision=precision))).events.iloc[0]
    assert [f"{event[c]:%Y-%m-%d}" for c in ("date_start", "date_end")] == [start, end]


def test_an_acled_region_is_an_area_and_never_a_pin_at_its_capital(read):
    idlib = shapely.box(36.2, 35.4, 37.1, 36.3)
    asked = []

    def outline(country, division=None):
        asked.append((country, division))
        return idlib if division == "Idleb" else None

    rows = [acled_row(geo_precision="3", event_id_cnty=str(i)) for i in range(3)]
    rows.append(acled_row(geo_precision="3", admin1="Nowhere", event_id_cnty="n"))
    out = read(table_of(ACLED, *rows), outline=outline)
    assert asked == [("SY", "Idleb"), ("SY", "Nowhere")]
    assert out.events["country (as given)"].tolist() == ["Syria"] * 4
    assert out.events.geometry.iloc[0].equals(idlib)
    assert out.events.geometry.iloc[3].geom_type == "Point"
    assert out.events["radius_m"].tolist() == [60_000] * 4
    assert out.events["geo_precision"].tolist() == [3] * 4


def test_of_two_versions_the_newest_counts(read):
    """46, 47: publishers change rows; a table may hold both."""
    out = read(
        table_of(
            ACLED,
            acled_row(fatalities="1", timestamp="10"),
            acled_row(fatalities="2", timestamp="20"),
        )
    )
    assert out.events["fatalities_best"].tolist() == [2]
    assert "older version" in out.lost[0].reason
    assert out.lost[0].locator == "row 2"


def test_an_unknown_precision_code_is_a_region(read):
    out = read(table_of(ACLED, acled_row(geo_precision="9")))
    assert out.events["geo_precision"].tolist() == [3]
    assert "'9' is no geo_precision" in out.words


UCDP = FORMATS[1].layouts[0]


def ucdp_row(**more) -> dict:
    row = {"id": "7", "type_of_violence": "1", "side_a": "Government", "side_b": "Rebels"}
    row |= {"where_prec": "1", "where_coordinates": "Saraqib town", "adm_1": "Idlib governorate"}
    row |= {"latitude": "35.86", "longitude": "36.8", "country": "Syria", "date_prec": "1"}
    row |= {"date_start": "2020-02-06", "date_end": "2020-02-06", "source_original": "SOHR"}
    row |= {"deaths_a": "1", "deaths_b": "0", "deaths_civilians": "2", "deaths_unknown": "0"}
    return row | {"best": "3", "high": "5", "low": "2"} | more


def test_ucdp_deaths_by_side_become_claims(read):
    out = read(table_of(UCDP, ucdp_row()))
    event = out.events.iloc[0]
    assert event["event_id"] == "ucdp-7"
    assert [event[f"fatalities_{c}"] for c in ("low", "best", "high")] == [2, 3, 5]
    claims = [(c.victim_class, c.low, c.high) for c in out.claims.itertuples()]
    assert claims == [("", 2, 5), ("Government", 1, 1), ("civilians", 2, 2)]
    assert out.claims["claimant"].unique().tolist() == ["SOHR"]


@pytest.mark.parametrize(
    ("code", "precision", "radius_m"),
    [
        ("1", 1, 2e3),
        ("2", 2, 25e3),
        ("3", 2, 20e3),
        ("4", 3, 6e4),
        ("5", 3, 5e4),
        ("6", 3, 3e5),
        ("7", 3, 5e4),
    ],
)
def test_ucdps_precision_codes_are_doubt(read, code, precision, radius_m):
    event = read(table_of(UCDP, ucdp_row(where_prec=code))).events.iloc[0]
    assert (event["geo_precision"], event["radius_m"]) == (precision, radius_m)


def test_ucdp_without_a_header_is_known_by_its_values(read):
    text = table_of(UCDP, ucdp_row()).partition("\n")[2]
    out = read(text)
    assert out.events["event_id"].tolist() == ["ucdp-7"]
    assert "no header" in out.words
    shuffled = text.replace("2020-02-06,2020-02-06", "x,y")
    assert "no known layout" in read(shuffled).refused[0].reason


def test_ucdp_of_38_columns_is_read(read):
    fewer = [c for c in UCDP if not c.endswith("_dset_id") and c not in {"relid", "code_status"}]
    assert read(table_of(fewer, ucdp_row())).events["event_id"].tolist() == ["ucdp-7"]


def test_estimates_out_of_order_are_named(read):
    out = read(table_of(UCDP, ucdp_row(), ucdp_row(id="8", low="9")))
    assert "row 3, column best: its deaths break low <= best <= high" in out.words
    assert "low <= best" in out.events["review"].iloc[1]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")
def test_every_row_of_the_ucdp_sample_is_accounted_for(read):
    out = read((SAMPLES / "ucdp_ged_23_1_sample.csv").read_bytes())
    assert len(out.events) == 1000
    assert out.lost == []
    broken = out.events["review"].str.contains("low <= best <= high")
    assert broken.sum() == 13
    assert (
        "rows 8, 32, 121, 133, 257, 315, 535, 672, 733, 784, 905, 936, 940, column best"
        in out.words
    )
    assert (out.events["country"] == "SY").sum() == 265
    raw = pd.read_csv(SAMPLES / "ucdp_ged_23_1_sample.csv")
    for ours, theirs in (
        ("lon", "longitude"),
        ("lat", "latitude"),
        ("fatalities_best", "best"),
        ("fatalities_low", "low"),
        ("fatalities_high", "high"),
    ):
        assert out.events[ours].tolist() == raw[theirs].tolist()
    sides = out.claims[out.claims["victim_class"] != ""].groupby("event_id")["low"].sum()
    parts = raw[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    expected = pd.Series(parts.to_numpy(), index="ucdp-" + raw["id"].astype(str))
    assert sides.reindex(expected.index, fill_value=0).tolist() == expected.tolist()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")
def test_the_ucdp_sample_without_a_header_is_the_same_rows(read):
    out = read((SAMPLES / "ucdp_ged_no_header.csv").read_bytes())
    assert len(out.events) == 20
    assert out.events["country"].iloc[0] == "SY"


GDELT = FORMATS[2].layouts[0]


def gdelt_text(*rows: dict) -> str:
    lines = []
    for row in rows:
        base = {
            "globaleventid": "900",
            "day": "20200206",
            "eventcode": "195",
            "eventrootcode": "19",
        }
        base |= {"quadclass": "4", "actor1name": "SYRIA", "actiongeo_type": "4", "numarticles": "2"}
        base |= {"actiongeo_fullname": "Saraqib, Idlib, Syria", "actiongeo_lat": "35.86"}
        base |= {"actiongeo_long": "36.8", "sourceurl": "https://www.example.org/a"} | row
        lines.append("\t".join(base.get(c, "") for c in GDELT))
    return "\n".join(lines) + "\n"


def test_gdelt_is_known_without_header_and_words_are_no_events(read):
    out = read(gdelt_text({}, {"globaleventid": "901", "eventcode": "042", "eventrootcode": "04"}))
    event = out.events.iloc[0]
    assert (event["event_id"], event["sub_event_type"]) == ("gdelt-900", "Air/drone strike")
    assert event["date_start"] == pd.Timestamp("2020-02-06")
    assert out.claims["claimant"].tolist() == ["example.org"]
    assert "CAMEO" in out.lost[0].reason


def test_one_event_told_in_several_gdelt_rows_is_one(read):
    out = read(gdelt_text({}, {"globaleventid": "901", "numarticles": "9"}))
    assert out.events["event_id"].tolist() == ["gdelt-901"]
    assert "another row tells" in out.lost[0].reason.lower()


def test_a_gdelt_country_is_an_area(read):
    out = read(
        gdelt_text({"actiongeo_type": "1", "actiongeo_fullname": "Syria"}),
        outline=lambda country, _: shapely.box(35, 32, 42, 37) if country == "SY" else None,
    )
    assert out.events.geometry.iloc[0].area == pytest.approx(35)
    assert out.events["geo_precision"].tolist() == [3]


def test_publishers_are_known_by_their_columns_alone(read):
    shuffled = list(reversed(ACLED))
    out = read(table_of(shuffled, acled_row()), "ucdp.txt")
    assert out.events["event_id"].tolist() == ["SYR1"]


def test_older_ucdp_names_are_read(read):
    older = {"best": "best_est", "low": "low_est", "high": "high_est"}
    columns = [older.get(c, c) for c in UCDP if not c.endswith("_dset_id")]
    row = {older.get(k, k): v for k, v in ucdp_row().items()}
    event = read(table_of(columns, row)).events.iloc[0]
    assert [event[f"fatalities_{c}"] for c in ("low", "best", "high")] == [2, 3, 5]


AIRWARS = (
    *("Incident code", "incident_date", "Location", "Governorate", "Country", "Latitude"),
    *("Longitude", "Civilians killed (min)", "Civilians killed (max)", "Children killed (min)"),
    *("Children killed (max)", "min_belligerents_killed", "max_belligerents_killed"),
    *("Civilians injured (min)", "Civilians injured (max)", "Airwars grading", "Strike status"),
)


def airwars_row(**more) -> dict:
    cells = ("S1", "2020-02-06", "Saraqib", "Idlib", "Syria", "35.86", "36.8")
    cells += ("3", "5", "1", "2", "", "", "4", "9", "Fair", "Likely strike")
    return dict(zip(AIRWARS, cells, strict=True)) | more


def test_least_and_most_by_class_become_claims(read):
    out = read(table_of(AIRWARS, airwars_row()))
    event = out.events.iloc[0]
    assert (event["fatalities_low"], event["fatalities_high"]) == (3, 5)
    assert pd.isna(event["fatalities_best"])
    assert (event["place"], event["country"], event["admin1"]) == ("Saraqib", "SY", "Idlib")
    claims = [(c.quantity, c.victim_class, c.low, c.high) for c in out.claims.itertuples()]
    assert claims == [
        ("killed", "civilians", 3, 5),
        ("killed", "children", 1, 2),
        ("injured", "civilians", 4, 9),
    ]
    assert out.claims["claimant_side"].unique().tolist() == ["monitor"]
    assert event["Airwars grading"] == "Fair"
    assert event["review"] == ""


def test_belligerents_add_up_and_children_do_not(read):
    row = airwars_row(min_belligerents_killed="2", max_belligerents_killed="2")
    event = read(table_of(AIRWARS, row)).events.iloc[0]
    assert (event["fatalities_low"], event["fatalities_high"]) == (5, 7)


def test_a_class_nobody_counted_is_unknown_and_a_weak_grade_is_for_review(read):
    row = airwars_row(**dict.fromkeys(AIRWARS[7:15], ""), **{"Airwars grading": "Weak"})
    out = read(table_of(AIRWARS, row))
    assert pd.isna(out.events["fatalities_low"].iloc[0])
    assert out.claims["quantity"].tolist() == ["event"]
    assert "grades it as weak" in out.events["review"].iloc[0]


def test_a_most_below_the_least_is_said(read):
    row = airwars_row(**{"Civilians killed (max)": "2"})
    assert "civilians killed break min <= max" in read(table_of(AIRWARS, row)).words


def test_timemap_writes_the_month_first(read):
    event = {"id": "7", "description": "It happened.", "date": "03/04/2020", "time": ""}
    event |= {"location": "Saraqib", "latitude": "35.86", "longitude": "36.8", "type": "Air strike"}
    event |= {"category": "Explosions", "associations": [], "sources": ["a", "b"], "comments": "x"}
    out = read(json.dumps([event, {**event, "id": "8", "date": "13/04/2020"}]), "events.json")
    (row,) = out.events.itertuples()
    assert row.date_start == pd.Timestamp("2020-03-04")
    assert (row.event_type, row.sub_event_type, row.source) == ("Explosions", "Air strike", "a; b")
    assert row.comments == "x"
    assert [r.locator for r in out.lost] == ["row 2, column date"]


def test_a_nearly_known_table_names_what_it_lacks(read):
    columns = [c for c in ACLED if c not in {"location", "event_date"}]
    assert (
        "ACLED comes nearest, but it lacks event_date, location"
        in read(table_of(columns, acled_row())).refused[0].reason
    )


# --- several files -------------------------------------------------------------------------------


def test_an_id_in_two_tables_is_kept_once(read):
    read(CLEAN, "a.csv")
    out = read(CLEAN.replace("Idlib", "Binnish"), "b.csv")
    assert out.events["place"].tolist() == ["Idlib", "سراقب"]
    assert [row.source for row in out.lost] == ["events/b.csv"] * 2
    assert out.claims["report_id"].unique().tolist() == ["events/a.csv"]


def test_publishers_columns_of_one_table_are_empty_in_the_others(read):
    read(CLEAN.replace("note", "note,extra"), "a.csv")
    out = read(table_of(ACLED, acled_row()), "b.csv")
    assert out.events["tags"].tolist() == ["", "", ""]
    assert not out.events.drop(columns=["geometry"]).select_dtypes("str").isna().any(axis=None)


def test_a_header_without_rows_is_said(read):
    out = read(HEAD)
    assert len(out.events) == 0
    assert "no rows" in out.words


def test_no_tables_are_empty_tables(tmp_path):
    out = Read(tmp_path, "")
    assert (len(out.events), len(out.claims), out.left_out) == (0, 0, [])


def test_hidden_and_other_files(read, tmp_path):
    read(CLEAN)
    (tmp_path / "events" / ".hidden.csv").write_text("x")
    (tmp_path / "events" / "README.md").write_text("x")
    assert is_clean(read(CLEAN))


# --- laws ----------------------------------------------------------------------------------------

cells = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data):
    sheets = []
    with contextlib.suppress(InputError):
        sheets, _ = read_sheets(data, "x")
    assert all(len(sheet.cells) == len(sheet.rows) for sheet in sheets)


@settings(max_examples=25)
@given(st.lists(st.lists(cells, min_size=7, max_size=7), min_size=1, max_size=6))
def test_rows_in_are_rows_out_and_left_out(rows):
    import csv
    import tempfile

    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "events"
        folder.mkdir()
        with (folder / "t.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([NAMES, FIRST, SECOND, *rows])
        Read(Path(root), "")


@settings(max_examples=100)
@given(st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), min_size=1, max_size=30))
def test_no_text_becomes_a_place_off_the_globe(pairs):
    lon, lat = (pd.Series(part, dtype="str") for part in zip(*pairs, strict=True))
    spots = read_spots(lon, lat, box=(35, 34, 38, 37))
    known = ~np.isnan(spots.lon)
    assert (known == ~np.isnan(spots.lat)).all()
    assert (np.abs(spots.lon[known]) <= 180).all()
    assert (np.abs(spots.lat[known]) <= 90).all()
    assert not (known & (spots.faults != "")).any()


@settings(max_examples=100)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=30))
def test_any_text_is_a_day_a_count_or_a_fault(texts):
    column = pd.Series(texts, dtype="str")
    days = read_days(column)
    assert not (~np.isnat(days.first) & (days.faults != "")).any()
    counts = read_counts(column)
    assert not (counts.low > counts.high).any()
    assert not (counts.low < 0).any()


@settings(max_examples=60)
@given(st.dates(min_value=pd.Timestamp("1950-01-01").date()))
def test_a_day_is_the_same_in_every_spelling(day):
    spelt = [day.isoformat(), f"{day:%Y%m%d}", f"{day.day} {day:%B} {day.year}", f"{day:%Y/%m/%d}"]
    spelt.append(f"{day.isoformat()}T12:00:00Z")
    for text in spelt:
        if day.year >= 1950 and len(f"{day.year}") == 4:
            read = read_days(pd.Series([text], dtype="str"))
            if day.year < 2100 or text.count("-"):
                assert read.first[0] == np.datetime64(day), text


# --- what sitmap itself once wrote ---------------------------------------------------------------

CLAIMS_HEAD = (
    "claim_id,event_id,claimant,claimant_side,quantity,low,high,comparator,quote,published\n"
)


def test_a_table_of_claims_brings_each_to_its_event(read, tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "t.claims.csv").write_text(
        CLAIMS_HEAD
        + "1.0,1,The army,party,eliminated,30,,>=,They killed 30.,2024-01-06\n"
        + "9.0,9,Nobody,unknown,killed,1,1,=,Lost.,\n",
        encoding="utf-8",
    )
    out = read(CLEAN)
    told = out.claims[out.claims["event_id"] == "1"].iloc[0]
    assert (told["claimant"], told["quantity"], told["low"]) == ("The army", "eliminated", 30)
    assert pd.isna(told["high"])
    assert out.claims[out.claims["event_id"] == "2"]["quantity"].tolist() == ["killed"]
    assert [row.locator for row in out.left_out if row.stage == "claims"] == ["event 9"]


def test_claims_that_cannot_be_read_are_unknown_and_said(read, tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "t.claims.csv").write_text(
        CLAIMS_HEAD + "1.0,1,A,party,killed,many,3,=,x,6 Jan\n1.0,1,B,party,killed,1,1,=,y,\n",
        encoding="utf-8",
    )
    out = read(CLEAN)
    told = out.claims[out.claims["event_id"] == "1"]
    assert told["claimant"].tolist() == ["A"]
    assert pd.isna(told["low"].iloc[0])
    assert "column low: It is no count" in out.words
    assert "column published: It is no day" in out.words
    assert "earlier claim" in out.words


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("'=1+1", "=1+1", id="formula"),
        pytest.param("''=1+1", "'=1+1", id="apostrophe before it"),
        pytest.param("'tis so", "'tis so", id="a word"),
        pytest.param("'", "'", id="alone"),
    ],
)
def test_an_apostrophe_that_defuses_a_cell_is_taken_off_and_said(read, cell, text):
    out = read(HEAD + ONE.replace("ok", cell))
    assert out.events["notes"].tolist() == [text]
    assert ("apostrophe" in out.words) == (cell != text)


def test_a_sheet_of_explanations_beside_the_table_is_passed_over(read):
    import openpyxl

    book = openpyxl.Workbook()
    for line in CLEAN.splitlines():
        book.active.append(line.split(","))
    about = book.create_sheet("README")
    about.append(["Field", "Meaning"])
    about.append(["fatalities", "dead"])
    file = io.BytesIO()
    book.save(file)
    out = read(file.getvalue(), "t.xlsx")
    assert out.events["event_id"].tolist() == ["1", "2"]
    assert out.refused == []
    assert "sheet README" in out.said[-1].source
    assert "passed over" in out.said[-1].reason


def test_an_unknown_sheet_beside_a_table_is_refused_alone(read):
    import openpyxl

    book = openpyxl.Workbook()
    for line in CLEAN.splitlines():
        book.active.append(line.split(","))
    other = book.create_sheet("More")
    other.append(["Field", "Meaning"])
    other.append(["fatalities", "dead"])
    file = io.BytesIO()
    book.save(file)
    out = read(file.getvalue(), "t.xlsx")
    assert out.events["event_id"].tolist() == ["1", "2"]
    assert [row.source for row in out.refused] == ["events/t.xlsx, sheet More"]


def test_an_empty_cell_of_a_column_of_bounds_is_unknown(read):
    head = "date_start,place,fatalities_low,fatalities_best,fatalities_high\n"
    out = read(head + "2024-01-05,Idlib,,5,\n")
    assert out.events["fatalities_best"].tolist() == [5]
    assert out.events[["fatalities_low", "fatalities_high"]].isna().all().all()
    assert out.claims[["quantity", "low"]].to_numpy().tolist() == [["killed", 5]]


# --- what everyday words mean


@pytest.mark.parametrize(
    ("word", "kind", "sub"),
    [
        ("Battles", "Battles", ""),
        ("armed clash", "Battles", "Armed clash"),
        ("Air strike", "Explosions/Remote violence", "Air/drone strike"),
        ("UAV attack", "Explosions/Remote violence", "Air/drone strike"),
        ("VBIED", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
        ("Suicide car bomb", "Explosions/Remote violence", "Suicide bomb"),
        ("القصف المدفعي", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
        ("غارة جوية", "Explosions/Remote violence", "Air/drone strike"),
        ("Enlèvement", "Violence against civilians", "Abduction/forced disappearance"),
        ("Enfrentamiento", "Battles", "Armed clash"),
        ("Cease-fire", "Strategic developments", "Agreement"),
    ],
)
def test_everyday_words_are_acleds_types(word, kind, sub):
    assert named_type(word) == (kind, sub)


@pytest.mark.parametrize("word", ["", "Shelter", "Miner", "unknown", "Rainfall", "a shell " * 20])
def test_a_word_for_no_type_stays_what_it_is(word):
    assert named_type(word) is None


def test_a_column_called_what_is_read_as_types_and_kept_as_given(read):
    rows = "2024-01-05,Idlib,Shelling\n2024-01-06,Sarmin,clash\n2024-01-07,Binnish,Air raid\n"
    out = read(f"Date,Town,What\n{rows}")
    assert out.events["event_type"].tolist() == [
        *("Explosions/Remote violence", "Battles", "Explosions/Remote violence")
    ]
    assert out.events["What"].tolist() == ["Shelling", "clash", "Air raid"]
    assert "Read 'clash' as 'Armed clash'." in out.words


def test_a_column_called_what_that_tells_stories_is_no_column_of_types(read):
    out = read("Date,Town,What\n2024-01-05,Idlib,Nobody came to the talks\n")
    assert out.events["event_type"].tolist() == ["unknown"]


def test_types_in_acleds_own_words_stay_untouched(read):
    head = "Date,Town,event_type,sub_event_type\n"
    out = read(f"{head}2024-01-05,Idlib,Strategic developments,Defusal\n")
    (row,) = out.events.itertuples()
    assert (row.event_type, row.sub_event_type) == ("Strategic developments", "Defusal")
    assert "Read 'D" not in out.words


# --- what columns are called elsewhere


@pytest.mark.parametrize(
    ("text", "place", "day", "dead"),
    [
        pytest.param(
            "fecha,municipio,departamento,tipo,muertos\n03/01/2024,Tibú,Norte de Santander,Combate,3\n",
            *("Tibú", "2024-01-03", 3), id="Spanish",
        ),
        pytest.param(
            "Date de l'incident;Lieu;Région;Morts\n7 mars 2023;Djibo;Sahel;4\n",
            *("Djibo", "2023-03-07", 4), id="French",
        ),
        pytest.param(
            "Дата;Населённый пункт;Область;Погибло\n03.01.2024;Купянск;Харьковская;2\n",
            *("Купянск", "2024-01-03", 2), id="Russian",
        ),
        pytest.param(
            "eventid,iyear,imonth,iday,provstate,city,nkill\n9,2019,1,5,Kirkuk,Hawija,2\n",
            *("Hawija", "2019-01-05", 2), id="year, month and day apart",
        ),
    ],
)  # fmt: skip
def test_columns_of_other_languages_are_read(read, text, place, day, dead):
    (row,) = read(text).events.itertuples()
    assert (row.place, f"{row.date_start:%Y-%m-%d}", row.fatalities_best) == (place, day, dead)


def test_a_month_without_a_day_is_the_whole_month(read):
    head = "Year,Month,Day,City\n"
    out = read(f"{head}2023,11,,Nyala\n2023,12,0,Kosti\n2023,13,1,Kosti\n")
    days = [(f"{r.date_start:%m-%d}", f"{r.date_end:%m-%d}") for r in out.events.itertuples()]
    assert days == [("11-01", "11-30"), ("12-01", "12-31")]
    assert [row.locator for row in out.lost] == ["row 4, column Day"]


@pytest.mark.parametrize("name", ["Date", "Day"])
def test_a_year_beside_a_whole_day_changes_nothing(read, name):
    text = f"{name},Year,Month,Town\n2024-01-05,2024,January,Idlib\n"
    (row,) = read(text).events.itertuples()
    assert f"{row.date_start:%Y-%m-%d}" == "2024-01-05"


def test_a_month_may_be_named(read):
    (row,) = read("Year,Month,Day,Town\n2024,Mayo,5,Idlib\n").events.itertuples()
    assert f"{row.date_start:%Y-%m-%d}" == "2024-05-05"


@pytest.mark.parametrize(
    "cell",
    ["35.93, 36.63", "(35.93;36.63)", "35.93N 36.63E", "36.63 E, 35.93 N", "POINT (36.63 35.93)"],
)
def test_both_coordinates_in_one_column(read, cell):
    (row,) = read(f'Date,Town,Coordinates\n2024-01-05,Idlib,"{cell}"\n').events.itertuples()
    assert (row.lat, row.lon) == (35.93, 36.63)


def test_a_first_number_above_90_is_a_longitude_in_the_whole_column(read):
    cells = ['"96.1, 21.9"', '"36.63, 35.93"', "somewhere", '"95.2, 22.0"', '"95.3, 22.1"']
    text = "\n".join(f"2024-01-0{n},Town{n},{cell}" for n, cell in enumerate(cells, 1))
    out = read(f"Date,Town,Coordinates\n{text}\n")
    assert out.events["lon"].tolist()[:2] == [96.1, 36.63]
    assert "'somewhere' is no coordinate; kept without coordinates" in out.words


def test_what_was_mended_alike_in_many_parts_is_told_once() -> None:
    rows = [
        LeftOut("mended", "t.csv", f"{name_rows(range(n, n + 15))}, column a", "Swapped.")
        for n in (1, 100, 200)
    ]
    other = LeftOut("tables", "t.csv", "row 5", "It names no day.")
    merged, lost = told_once([rows[0], other, *rows[1:]])
    assert (
        merged.locator
        == f"{name_rows([*range(1, 16), *range(100, 115), *range(200, 215)])}, column a"
    )
    assert lost == other


@pytest.mark.parametrize(
    "cell", ["99999999999999999999", "3-999999999999999999995", "~10000000000000"]
)
def test_more_people_than_there_are_is_no_count(read, cell):
    out = read(
        f"id,date,place,lat,lon,fatalities\n1,2024-01-05,Idlib,35.9,36.6,{cell}\n2,2024-01-06,Idlib,35.9,36.6,3\n"
    )
    assert "more people than there are" in " ".join(note.reason for note in out.left_out)
