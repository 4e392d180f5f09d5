"""A table too large to be read at once is read in parts, by the same rules and with the same books."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import tables
from geo.check import check_data
from geo.gazetteer import open_gazetteer
from geo.project import default_project
from geo.tables import read_table, read_tables, stream
from tests.test_tables import ACLED, HEAD, acled_row, gdelt_text, table_of

PART = 70_000
"""Bytes: just above what the fast reading needs."""


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Read one file at once and in parts."""
    (tmp_path / "events").mkdir()

    def run(content, name="t.csv"):
        path = tmp_path / "events" / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = []
        for size in (10**9, PART):
            monkeypatch.setattr(tables, "is_streamed", lambda p, s=size: stream.is_streamed(p, s))
            monkeypatch.setattr(
                tables, "read_parts", lambda p, n, s=size: stream.read_parts(p, n, part_bytes=s)
            )
            found.append(read_tables(tmp_path / "events", default_project(tmp_path)))
        return found

    return run


def rows(count, start=0, note="a note of some length, never the same: {}"):
    return [
        f'{i},2024-01-{i % 28 + 1:02},"Idl, ib",35.{i % 89999 + 10000},36.5,{i % 4},"{note.format(i)}"\n'
        for i in range(start, start + count)
    ]


def alike(found):
    """Check that both ways gave the same events, claims and rows left out; return the second."""
    (events, claims, said, counts), (events2, claims2, said2, counts2) = found
    assert counts == counts2
    assert counts2["rows read"] == len(events2) + counts2["rows left out"]
    pd.testing.assert_frame_equal(pd.DataFrame(events), pd.DataFrame(events2), check_dtype=False)
    pd.testing.assert_frame_equal(claims, claims2, check_dtype=False)

    def lost(rows):
        return sorted((r.locator, r.reason) for r in rows if r.stage == "tables")

    assert lost(said) == lost(said2)
    return events2, said2


def test_a_clean_table_is_the_same_in_parts(both):
    events, said = alike(both(HEAD + "".join(rows(6000))))
    assert len(events) == 6000
    assert [r for r in said if r.stage == "tables"] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1256", "utf-32"])
def test_any_encoding_is_the_same_in_parts(both, encoding):
    text = HEAD + "".join(rows(3000, note="سقط عدد من الضحايا في القرية {}"))
    assert len(alike(both(text.encode(encoding)))[0]) == 3000


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_any_line_end_is_the_same_in_parts(both, ends):
    alike(both((HEAD + "".join(rows(3000))).replace("\n", ends)))


def test_dirt_anywhere_is_told_with_the_same_rows(both):
    table = rows(5000)
    table[100] = table[100].replace("2024", "20x4")
    table[2500] = table[2500].replace('length, never"', "length, never")  # a quote within is fine
    table[2600] = '2600,2024-01-05,Idlib,35.9,36.5,1,"opened and\nclosed, on\nother lines"\n'
    table[3000] = table[3000].replace('"\n', "\n")  # never closed
    table[3500] = "\n\n"
    table[4000] = "4000,2024-01-05,Idlib,35.9,36.5,1\n"
    table[4001] = table[4001].replace("\n", ",x\n")
    table[4990] = HEAD
    events, said = alike(both("A title\n" + HEAD + "".join(table) + "Total,,,,,9,\n"))
    assert len(events) == 4995
    assert sum(r.stage == "tables" for r in said) == 5
    assert "title above" in " ".join(r.reason for r in said)


def test_a_last_row_without_a_line_end_is_read_and_one_cut_off_is_not(both):
    table = HEAD + "".join(rows(3000))
    assert len(alike(both(table.rstrip("\n")))[0]) == 3000
    events, said = alike(both(table + "3001,2024-01-05,Idl"))
    assert len(events) == 3000
    assert "ends in the middle" in said[-1].reason


def test_a_later_part_shows_what_earlier_days_mean(both):
    table = [r.replace("2024-01-05", "05/01/2024") for r in rows(3000)]
    table[2990] = table[2990].replace("2024-01-", "").replace(",2", ",25/01/2024", 1)
    table[2990] = '2990,25/01/2024,Idlib,35.9,36.5,0,"x"\n'
    events, said = alike(both(HEAD + "".join(table)))
    assert events["date_start"].iloc[4] == pd.Timestamp("2024-01-05")
    assert sum("Day stands before month" in r.reason for r in said) == 1


def test_days_in_both_orders_leave_the_doubtful_rows_of_every_part_out(both):
    table = [r.replace("2024-01-05", "05/01/2024") for r in rows(3000)]
    table[1000] = '1000,25/01/2024,Idlib,35.9,36.5,0,"x"\n'
    table[2900] = '2900,01/25/2024,Idlib,35.9,36.5,0,"x"\n'
    events, said = alike(both(HEAD + "".join(table)))
    assert len(events) == 3000 - sum("05/01/2024" in r for r in table)
    assert any("both orders" in r.reason for r in said)


def test_an_id_of_an_earlier_part_is_not_read_again(both):
    table = [*rows(3000), *rows(1, 7), *rows(1, 8, "another note: {}")]
    (_, _, _, counts), (events, _, said, counts2) = both(HEAD + "".join(table))
    assert counts == counts2
    assert len(events) == 3000
    lost = {r.locator: r.reason for r in said if r.stage == "tables"}
    assert "that of row 9" in lost["row 3002"]
    assert "that of row 10" in lost["row 3003"]


def test_a_newer_version_in_a_later_part_takes_the_place_of_the_older(both):
    many = [acled_row(event_id_cnty=f"SYR{i}", notes="n" * 40, timestamp="5") for i in range(900)]
    newer = acled_row(event_id_cnty="SYR3", fatalities="9", timestamp="6")
    older = acled_row(event_id_cnty="SYR4", fatalities="9", timestamp="4")
    (first, *_), (events, claims, said, counts) = both(table_of(ACLED, *many, newer, older))
    by_id = events.set_index("event_id")["fatalities_best"]
    assert (by_id["SYR3"], by_id["SYR4"], len(events)) == (9, 3, 900)
    assert sorted(first["event_id"]) == sorted(events["event_id"])
    assert set(claims["event_id"]) == set(events["event_id"])
    assert counts["rows read"] == 902
    assert {r.locator for r in said if r.stage == "tables"} == {"row 5", "row 903"}


def test_an_event_that_gdelt_tells_in_two_parts_is_one(both):
    many = [{"globaleventid": str(i), "actor1name": f"A{i}"} for i in range(500)]
    again = {"globaleventid": "9000", "actor1name": "A7", "numarticles": "9"}
    (first, *_), (events, *_) = both(gdelt_text(*many, again))
    assert len(first) == len(events) == 500
    assert "gdelt-9000" in set(events["event_id"])
    assert "gdelt-7" not in set(events["event_id"])


def test_the_doctor_reads_in_parts_too(both, tmp_path):
    table = rows(4000)
    table[3500] = table[3500].replace("2024", "20x4")
    table.append(table[7])
    both(HEAD + "".join(table))
    found, _ = check_data(tmp_path / "events" / "t.csv", open_gazetteer)
    (file,) = found.files
    assert (file.rows, file.events, file.left_out) == (4001, 3999, 2)
    wrong = sorted(g.rows for g in file.groups if g.kind == "wrong")
    assert wrong == [[3502], [4002]]


cell = st.text(st.characters(exclude_categories=("Cs",)), max_size=9)


@settings(max_examples=30)
@given(st.lists(cell, min_size=1, max_size=30), st.integers(200, 2000))
def test_whatever_the_cells_and_wherever_parts_end_no_row_is_lost(cells, size):
    """Raw text, quotes and line ends included: rows in are rows out and left out."""
    import tempfile

    body = "".join(
        f"{i},2024-01-05,Idlib,35.9,36.5,0,{cells[i % len(cells)]}\n" for i in range(120)
    )
    with tempfile.TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        path = Path(root) / "t.csv"
        path.write_text(HEAD + body, encoding="utf-8", newline="")
        patch.setattr(tables, "is_streamed", lambda _: True)
        patch.setattr(tables, "read_parts", lambda p, n: stream.read_parts(p, n, part_bytes=size))
        tidied, notes, count = read_table(path, "t.csv", default_project(Path(root)))
        kept = sum(len(tidy.events) for tidy in tidied)
        lost = sum(r.stage == "tables" for tidy in tidied for r in tidy.left_out)
        assert count == kept + lost + sum(note.stage == "tables" for note in notes)
