"""No table, however made, reaches a file, an address or more memory than its own rows need."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from geo.project import default_project
from geo.tables import read_tables

SECRET = "TOP-SECRET-OF-THIS-TEST"


@pytest.fixture
def refused(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "secret.csv").write_text(f"id,date,place\n{SECRET},2024-01-05,x\n")

    def run(data: bytes | str, name: str) -> str:
        raw = (
            data.replace("SECRET_PATH", str(tmp_path / "secret.csv"))
            if isinstance(data, str)
            else data
        )
        (tmp_path / "events" / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
        events, claims, left_out, _ = read_tables(tmp_path / "events", default_project(tmp_path))
        told = f"{events.to_csv()}{claims.to_csv()}{left_out}"
        assert SECRET not in told
        assert len(events) == 0
        (row,) = [r for r in left_out if r.stage == "tables"]
        return row.reason

    return run


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>SECRET_PATH</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)


@pytest.mark.parametrize("name", ["events.geojson", "events.json", "events.csv", "events.gpkg"])
@pytest.mark.parametrize("source", ["SECRET_PATH", "/vsicurl/http://192.0.2.1/x.csv"])
def test_a_vrt_under_another_name_opens_nothing(refused, name, source):
    assert "HTML or XML" in refused(VRT.replace("SECRET_PATH", source), name)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused):
    bomb = bytearray(archive(**{"xl/workbook.xml": b"<x/>", "xl/a.xml": b"0" * 1000}))
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 2_100_000_000)
    assert "2,100 MB" in refused(bytes(bomb), "t.xlsx")


def test_an_archive_that_lies_about_its_sizes_is_refused(refused):
    bomb = bytearray(archive(**{"content.xml": b"<a>" + b"0" * 50_000_000 + b"</a>"}))
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 100)
    assert refused(bytes(bomb), "t.ods")


def test_names_that_climb_lead_nowhere(refused, tmp_path):
    climbing = {"../../evil.txt": b"x", "/tmp/tables-evil.txt": b"x", "xl/workbook.xml": b"<x/>"}
    assert refused(archive(**climbing), "t.xlsx")
    assert not Path("/tmp/tables-evil.txt").exists()
    assert not (tmp_path.parent / "evil.txt").exists()


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://SECRET_PATH">'
    '<!ENTITY b "&e;&e;&e;&e;">]>'
)


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_xml_entities_are_refused(refused, tmp_path, part):
    text = ENTITY.replace("SECRET_PATH", str(tmp_path / "secret.csv")) + "<x>&b;</x>"
    parts = {"xl/workbook.xml": b"<x/>"} if part.startswith("xl/") else {}
    assert "entities" in refused(archive(**{**parts, part: text.encode()}), "t.xlsx")


def test_a_database_that_attaches_another_file_opens_nothing(refused):
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE gpkg_contents (table_name, data_type);"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
        "CREATE VIEW trap AS SELECT readfile('/etc/passwd') AS date, 1 AS place;"
        "INSERT INTO gpkg_contents VALUES ('trap', 'features');"
    )
    assert "no table" in refused(database.serialize(), "t.gpkg")


def test_addresses_and_paths_in_cells_stay_text(tmp_path):
    (tmp_path / "events").mkdir()
    cells = [
        "file:///etc/passwd",
        "http://192.0.2.1/x",
        "/etc/passwd",
        "\\\\192.0.2.1\\share",
        "=cmd|'/C calc'!A0",
    ]
    rows = "".join(f"{i},2024-01-05,Idlib,35.9,36.6,{cell}\n" for i, cell in enumerate(cells))
    (tmp_path / "events" / "t.csv").write_text("id,date,place,lat,lon,note\n" + rows)
    events = read_tables(tmp_path / "events", default_project(tmp_path))[0]
    assert events["notes"].tolist() == cells
