"""Reports come one by one out of whatever holds many, and a hostile collection costs itself alone."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from geo import intake
from geo.errors import InputError
from geo.intake import find_sources, parse_all, take
from geo.model import LeftOut

A = "Shells fell on Saraqib on Monday, killing two, residents said."
B = "قُصفت بلدة تفتناز يوم الاثنين وقتل ثلاثة مدنيين."
ROWS = [
    {"id": "a", "text": A, "published": "2020-02-06T10:00:00Z", "title": "One", "source": "X"},
    {"id": 7, "body": B, "date": "2020-02-07", "url": "https://example.org/7"},
]


def lines(rows: list[Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_lines(folder: Path) -> str:
    (folder / "r.jsonl").write_text("\ufeff" + lines(ROWS) + "\n", encoding="utf-8")
    return str(folder / "r.jsonl")


def as_packed_lines(folder: Path) -> str:
    (folder / "r.jsonl.gz").write_bytes(gzip.compress(lines(ROWS).encode()))
    return str(folder / "r.jsonl.gz")


def as_parquet(folder: Path) -> str:
    table = pa.table(
        {
            "ID": ["a", "7"], "Text": [A, B], "title": ["One", None], "source": ["X", None],
            "url": [None, "https://example.org/7"], "other": [[1], [2]],
            "published": [datetime(2020, 2, 6, 10), datetime(2020, 2, 7)],  # noqa: DTZ001
        }
    )  # fmt: skip
    parquet.write_table(table, folder / "r.parquet")
    return str(folder / "r.parquet")


def as_zip(folder: Path) -> str:
    with zipfile.ZipFile(folder / "r.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deep/lines.jsonl", lines(ROWS))
    return str(folder / "r.zip")


def as_store(folder: Path) -> str:
    return f"file://{Path(as_lines(folder)).parent.as_posix()}/*.jsonl"


@pytest.mark.parametrize("made", [as_lines, as_packed_lines, as_parquet, as_zip, as_store])
def test_records_come_out_of_every_collection_alike(made, tmp_path):
    if made is as_store:
        pytest.importorskip("fsspec")
    reports, left_out = parse_all([made(tmp_path)])
    assert left_out == []
    one, two = reports
    assert (one.report_id, one.text, one.published) == ("a", A, date(2020, 2, 6))
    assert (one.title, one.source, one.language) == ("One", "X", "en")
    assert (two.report_id, two.text, two.published) == ("7", B, date(2020, 2, 7))
    assert (two.url, two.language) == ("https://example.org/7", "ar")


def test_files_come_out_of_folders_globs_and_archives_alike(tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "2020-02-06-a.txt").write_text(A)
    (folder / "deep" / "b.md").write_text(f"Published: 2020-02-07\n\n{B}")
    (folder / "README.md").write_text("not a report")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(folder).as_posix())
    found = [
        parse_all([given])
        for given in (
            str(folder), str(tmp_path / "in.zip"), str(folder / "**" / "[2b]*.*"),
        )
    ]  # fmt: skip
    assert found[0] == found[1] == found[2]
    assert [r.report_id for r in found[0][0]] == ["2020-02-06-a", "b"]
    assert [r.published for r in found[0][0]] == [date(2020, 2, 6), date(2020, 2, 7)]


def test_a_bad_record_costs_itself_and_says_where_it_stands(tmp_path):
    path = tmp_path / "r.jsonl"
    bad = [
        "{", "[1]", '{"id": "x"}', '{"text": 5}', '{"text": " \\n"}', "[" * 100_000,
        '{"id": "' + "x" * 300 + '", "text": "one"}', '{"id": "a\\u0000b", "text": "two"}',
    ]  # fmt: skip
    path.write_text("\n".join([*bad, json.dumps(ROWS[0])]), encoding="utf-8")
    reports, left_out = parse_all([str(path)])
    assert [r.report_id for r in reports] == ["a"]
    assert [row.locator for row in left_out] == [f"line {n}" for n in range(1, 9)]
    assert all(row.source == str(path) and row.reason for row in left_out)


def test_a_report_given_twice_is_left_out_once(tmp_path):
    path = tmp_path / "r.jsonl"
    rows = [ROWS[0], {**ROWS[0], "id": "again"}, {"id": "a", "text": B}, {"text": B}]
    path.write_text(lines(rows), encoding="utf-8")
    reports, left_out = parse_all([str(path)])
    assert len(reports) == 2
    assert ["same text" in r.reason or "has its id" in r.reason for r in left_out] == [True, True]


def test_what_no_file_can_hold_is_replaced_without_moving_a_character(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "a", "text": "Saraqib \\ud800 was shelled."}\n', encoding="ascii")
    ((report,), _) = parse_all([str(path)])
    assert report.text == "Saraqib ? was shelled."


def left_out_of(path: Path, data: bytes) -> list[LeftOut]:
    path.write_bytes(data)
    items = [item for item in take(find_sources([str(path)])) if item is not None]
    return [item for item in items if isinstance(item, LeftOut)]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "_UNSUSPICIOUS", 1_000_000)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", b"a" * 1_000_000)
    (row,) = left_out_of(tmp_path / "bomb.zip", made.getvalue())
    assert "unpacks from" in row.reason


def test_an_archive_leads_nowhere_and_a_bad_part_costs_itself(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.txt", A)
        archive.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
        archive.writestr("z.txt", B * 50)
    data = bytearray(made.getvalue())
    data[data.index(b"z.txt") + 40] ^= 0xFF  # in the packed text
    path = tmp_path / "deep" / "r.zip"
    path.parent.mkdir()
    path.write_bytes(data)
    reports, left_out = parse_all([str(path)])
    assert [r.report_id for r in reports] == ["escaped"]
    assert sorted(row.locator for row in left_out) == ["inner.zip", "z.txt"]
    assert [p.name for p in tmp_path.rglob("*")] == ["deep", "r.zip"]


@pytest.mark.parametrize("name", ["r.zip", "r.parquet", "r.jsonl.gz"])
def test_what_is_no_collection_at_all_is_one_row(name, tmp_path):
    (row,) = left_out_of(tmp_path / name, b"\x1f\x8bnonsense" * 20)
    assert row.source == str(tmp_path / name)


@pytest.mark.parametrize("made", [as_packed_lines, as_parquet])
def test_a_collection_cut_short_says_so(made, tmp_path):
    path = Path(made(tmp_path))
    rows = left_out_of(path, path.read_bytes()[:-20])
    assert any("damaged" in row.reason for row in rows)


def test_nothing_under_a_glob_is_an_error_and_a_missing_file_a_row(tmp_path):
    with pytest.raises(InputError, match="no report"):
        find_sources([str(tmp_path / "*.txt")])
    _, (row,) = parse_all([str(tmp_path / "missing.txt")])
    assert row.source.endswith("missing.txt")
