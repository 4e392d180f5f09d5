from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo
from geo import publish
from geo.corrections import COLUMNS, Correction, append, read_corrections, take_back

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ",".join(COLUMNS) + "\n"
TABLE = """\
event_id,date_start,date_end,event_type,sub_event_type,actor1,place,admin1,country,lon,lat,radius_m,geo_precision,fatalities_low,fatalities_best,fatalities_high,source
a-1,2020-02-03,2020-02-03,Battles,Armed clash,Military Forces of Syria,Saraqib,Idlib,SY,36.80,35.86,1000,1,2,3,4,Agency A
a-2,2020-02-05,2020-02-05,Riots,Mob violence,,Ariha,Idlib,SY,36.61,35.81,1000,1,,,,Agency A
"""
OTHER = """\
event_id,date_start,event_type,sub_event_type,actor1,place,country,lon,lat,geo_precision,fatalities_best,source
b-1,2020-02-03,Battles,Armed clash,Military Forces of Syria,Saraqib,SY,36.805,35.862,1,3,Agency B
b-2,2020-02-05,Protests,Peaceful protest,,Ariha,SY,36.61,35.81,1,,Agency B
"""
ZONE = """{"type": "FeatureCollection", "features": [{"type": "Feature",
 "properties": {"zone_id": "east", "name": "East", "source": "us"},
 "geometry": {"type": "Polygon", "coordinates": [[[38,35],[39,35],[39,36],[38,36],[38,35]]]}}]}"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in ("events", "zones"):
        (root / name).mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
    (root / "events" / "a.csv").write_text(TABLE)
    (root / "events" / "b.csv").write_text(OTHER)
    (root / "zones" / "z.geojson").write_text(ZONE)
    return root


def built(project: Path, *rows: str) -> geo.Atlas:
    (project / "corrections.csv").write_text(HEADER + "".join(row + "\n" for row in rows))
    return geo.build(project)


def event(atlas: geo.Atlas, name: str) -> Any:
    (row,) = atlas.events[atlas.events["event_id"] == name].to_dict("records")
    return row


def said(atlas: geo.Atlas) -> list[tuple[str, str, str]]:
    rows = atlas.left_out[atlas.left_out["source"] == "corrections.csv"]
    return list(zip(rows["stage"], rows["locator"], rows["reason"], strict=True))


def test_without_a_file_nothing_changes(project: Path):
    atlas = geo.build(project)
    assert atlas.events["event_id"].tolist() == ["a-1", "a-2", "b-2"]
    assert atlas.corrections is not None
    assert len(atlas.corrections) == 0


def test_a_corrected_field_says_who_why_when_and_what_stood_before(project: Path):
    atlas = built(project, "a-2,date,2020-02-04..2020-02-05,night,Rana,2020-02-09,")
    row = event(atlas, "a-2")
    assert (str(row["date_start"])[:10], str(row["date_end"])[:10]) == ("2020-02-04", "2020-02-05")
    assert row["date_basis"] == "set by hand by Rana"
    assert atlas.corrections is not None
    assert atlas.corrections.to_dict("records") == [
        {"event_id": "a-2", "field": "date", "value": "2020-02-04..2020-02-05",
         "before": "2020-02-05", "reason": "night", "by": "Rana", "date": "2020-02-09"}
    ]  # fmt: skip
    assert said(atlas) == []


def test_a_pinned_event_moves_and_gets_its_zone_anew(project: Path):
    before = geo.build(project)
    assert event(before, "a-2")["zone_fit"] == "outside"
    atlas = built(project, "a-2,pin,lon=38.5; lat=35.5; radius_m=300; name=A farm; a=b,,Rana,,")
    row = event(atlas, "a-2")
    assert (row["lon"], row["lat"], row["radius_m"]) == (38.5, 35.5, 300)
    assert (row["zone"], row["zone_fit"]) == ("east", "inside")
    assert row["place"] == "A farm; a=b"
    assert row["admin1"] != "Idlib"
    assert (row["geometry"].x, row["geometry"].y) == (38.5, 35.5)


def test_a_pin_that_names_a_province_is_its_outline(project: Path):
    pin = "a-2,pin,lon=36.66; lat=35.77; radius_m=60000; name=Idlib,,,,"
    row = event(built(project, pin), "a-2")
    assert row["geometry"].geom_type.endswith("Polygon")
    assert (row["geo_precision"], row["place"], row["country"]) == (3, "Idlib", "SY")


def test_a_pin_by_name_takes_the_place_that_has_that_name(project: Path):
    (project / "places").mkdir()
    (project / "places" / "p.csv").write_text("name,lat,lon\nTell Example,35.5,38.5\n")
    row = event(built(project, "a-2,pin,Tell Example,,,,"), "a-2")
    assert (row["place"], row["lon"], row["zone_fit"]) == ("Tell Example", 38.5, "inside")


def test_a_pin_by_name_needs_no_marks(project: Path):
    (project / "places").mkdir()
    (project / "places" / "p.csv").write_text(
        "name,lat,lon\nTell I‘zāz,35.5,38.5\n", encoding="utf-8"
    )
    row = event(built(project, "a-2,pin,Tell Izaz,,,,"), "a-2")
    assert (row["place"], row["lon"]) == ("Tell I‘zāz", 38.5)


def test_a_pin_by_a_name_of_two_places_is_refused_with_both(project: Path):
    (project / "places").mkdir()
    places = "name,lat,lon\nTell Example,35.5,38.5\nTell Example,36.5,38.5\n"
    (project / "places" / "p.csv").write_text(places)
    atlas = built(project, "a-2,pin,Tell Example,,,,")
    ((stage, locator, reason),) = said(atlas)
    assert (stage, locator) == ("corrections", "row 2")
    assert "lat=35.5000" in reason
    assert "lat=36.5000" in reason
    assert event(atlas, "a-2")["place"] == "Ariha"


def test_a_split_undoes_what_the_reconciler_joined(project: Path):
    atlas = built(project, "a-1,split,b-1,two clashes,Rana,2020-02-09,")
    assert set(atlas.events["event_id"]) == {"a-1", "a-2", "b-1", "b-2"}
    assert set(atlas.claims["event_id"]) == set(atlas.events["event_id"])
    assert event(atlas, "a-1")["fatalities_high"] == 4


def test_a_merge_by_hand_keeps_the_id_place_and_claims_of_the_one_it_names(project: Path):
    atlas = built(project, "a-2,merge,b-2,one crowd,Rana,2020-02-09,")
    assert set(atlas.events["event_id"]) == {"a-1", "b-2"}
    row = event(atlas, "b-2")
    assert row["event_type"] == "Protests"
    assert "joined by hand" in row["merge_basis"]
    assert (atlas.claims["event_id"] == "b-2").sum() == 2


def test_a_correction_of_a_telling_follows_it_into_the_event_that_took_it_in(project: Path):
    atlas = built(project, "b-1,actor2,Rebel forces (Syria),,,,")
    assert event(atlas, "a-1")["actor2"] == "Rebel forces (Syria)"
    assert said(atlas) == []


def test_what_is_no_event_goes_with_its_claims_and_is_listed(project: Path):
    atlas = built(project, "a-2,not an event,,a rumour,Rana,2020-02-09,")
    assert "a-2" not in set(atlas.events["event_id"])
    assert "a-2" not in set(atlas.claims["event_id"])
    ((stage, locator, reason),) = said(atlas)
    assert (stage, locator) == ("no event", "row 2")
    for part in ("Rana", "2020-02-09", "a rumour", "2020-02-05", "Ariha"):
        assert part in reason


def test_one_that_matches_nothing_is_reported_with_the_nearest_events(project: Path):
    atlas = built(
        project,
        "a-22,place,Elsewhere,,,,",
        "0123456789ab,place,Elsewhere,,,,2020-02-05 · Mob violence · Ariha · events/old.csv",
        "zzzzzzzzzzzz,place,Elsewhere,,,,",
    )
    typo, moved, unknown = (reason for _, _, reason in said(atlas))
    assert "a-2 (2020-02-05 · Mob violence · Ariha" in typo
    assert "Nearest: a-2 (" in moved
    assert "None comes near" in unknown
    assert "Elsewhere" not in set(atlas.events["place"])


def test_the_lower_of_two_rows_counts_and_the_upper_is_listed(project: Path):
    atlas = built(project, "a-2,place,One,,,,", "a-2,place,Two,,,,")
    assert event(atlas, "a-2")["place"] == "Two"
    assert said(atlas) == [("mended", "row 2", "Row 3 replaces it.")]


def test_a_correction_that_the_data_have_caught_up_with_is_said(project: Path):
    atlas = built(project, "a-2,place,Ariha,,,,")
    assert said(atlas) == [("mended", "row 2", "What was found says the same by itself.")]


def test_a_settled_doubt_goes_and_the_others_stay(project: Path):
    (project / "events" / "b.csv").unlink()
    head, one, two = TABLE.splitlines()
    text = f'{head},review\n{one},\n{two},"the place may be another: X; no day in the text"\n'
    (project / "events" / "a.csv").write_text(text)
    assert event(geo.build(project), "a-2")["review"].count(";") == 1
    assert (
        event(built(project, "a-2,pin,lon=36.6; lat=35.8,,,,"), "a-2")["review"]
        == "no day in the text"
    )
    assert event(built(project, "a-2,checked,,,,,"), "a-2")["review"] == ""


@pytest.mark.parametrize(
    ("row", "column", "remedy"),
    [
        (",place,X,,,,", "event_id", "card"),
        ("a-1,plaice,X,,,,", "field", "place"),
        ("a-1,date,06/02/2020,,,,", "value", "2020-02-06"),
        ("a-1,date,2020-02-30,,,,", "value", "2020-02-06"),
        ("a-1,pin,35.8 36.7,,,,", "value", "lon=36.8"),
        ('a-1,pin,"35.8, 36.7",,,,', "value", "lon=36.8"),
        ("a-1,pin,lon=36.8; lat=135,,,,", "value", "globe"),
        ("a-1,pin,lon=36.8,,,,", "value", "lat="),
        ("a-1,pin,lon=36.8; lat=35; radius_m=nan,,,,", "radius_m", "radius_m=1000"),
        ("a-1,fatalities_best,-1,,,,", "value", "whole number"),
        ("a-1,fatalities_best,12,,,,", "value", "low <= best <= high"),
        ("a-1,country,Syria,,,,", "value", "ISO"),
        ("a-1,merge,a-1,,,,", "value", "another event"),
        ("a-1,place,X,,,yesterday,", "date", "2020-02-06"),
        ("a-1,place,X,a, b,c,d,e", "columns", "quotes"),
    ],
)
def test_a_bad_row_is_named_with_its_row_column_and_remedy(
    project: Path, row: str, column: str, remedy: str
):
    atlas = built(project, "a-2,place,Elsewhere,,,,", row)
    ((stage, locator, reason),) = said(atlas)
    assert (stage, locator) == ("corrections", "row 3")
    assert column in reason
    assert remedy in reason
    assert event(atlas, "a-2")["place"] == "Elsewhere"
    assert event(atlas, "a-1")["fatalities_best"] == 3


def test_a_file_that_is_no_table_of_corrections_stops_the_build(project: Path):
    (project / "corrections.csv").write_text("id,what\n1,2\n")
    with pytest.raises(geo.InputError, match="event_id"):
        geo.build(project)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path):
    path = tmp_path / "corrections.csv"
    text = "event_id;field;value;by\r\na-1;place;سراقب;ليلى\r\n;;;\r\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1256"):
        path.write_bytes(text.encode(encoding))
        (row,), left_out = read_corrections(path)
        assert (row.value, row.by, left_out) == ("سراقب", "ليلى", [])


CELL = st.text("ab \n,;\"'=\t|#éسر@-", max_size=20).map(str.strip)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4))
def test_what_is_appended_is_read_back(tmp_path: Path, cells: list[tuple[str, str, str]]):
    path = tmp_path / "corrections.csv"
    path.unlink(missing_ok=True)
    made = [
        Correction(f"e{n}", "notes", value, reason, by)
        for n, (value, reason, by) in enumerate(cells)
    ]
    for each in made:
        append(path, [each])
    found, left_out = read_corrections(path)
    assert left_out == []
    read = [(r.event_id, r.value, r.reason, r.by) for r in found]
    assert read == [(r.event_id, r.value, r.reason, r.by) for r in made]


def test_appending_leaves_what_people_wrote_alone(tmp_path: Path):
    path = tmp_path / "corrections.csv"
    old = "event_id;field;value\n'a';place;  X  \n# a note;;\n"
    path.write_text(old.removesuffix("\n"))
    append(path, [Correction("e1", "place", "Y", by="Rana")])
    text = path.read_text()
    assert "'a';place;X" in text
    assert "# a note" in text
    found, left_out = read_corrections(path)
    assert [(r.event_id, r.value, r.by) for r in found] == [("'a'", "X", ""), ("e1", "Y", "Rana")]
    assert len(left_out) == 1


def test_many_at_once_lose_nothing(tmp_path: Path):
    path = tmp_path / "corrections.csv"
    rows = [Correction(f"e{n}", "place", "X") for n in range(24)]
    threads = [threading.Thread(target=append, args=(path, [row])) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r.event_id for r in read_corrections(path)[0]) == sorted(r.event_id for r in rows)
    assert not list(tmp_path.glob("*.part"))


def test_a_crash_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "corrections.csv"
    append(path, [Correction("e1", "place", "X")])
    old = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish.os, "fsync", full)
    with pytest.raises(geo.InputError, match="No space left"):
        append(path, [Correction("e2", "place", "Y")])
    assert path.read_bytes() == old
    assert not list(tmp_path.glob(".*.part"))


def test_the_last_rows_can_be_taken_back_only_while_they_are_the_last(tmp_path: Path):
    path = tmp_path / "corrections.csv"
    one, two = Correction("e1", "place", "X"), Correction("e2", "place", "Y")
    append(path, [one])
    append(path, [two])
    assert not take_back(path, [one])
    assert take_back(path, [two])
    assert [r.event_id for r in read_corrections(path)[0]] == ["e1"]
