"""Parts of a large table are known again, and what is known again is what would be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo import pieces, tables
from geo.kept.frames import decode_part, encode_part
from geo.project import default_project
from geo.tables import read_table, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.tables import HeldPart

PART = 150_000  # bytes; halves of it still are enough for the fast reading
ROWS = 4000
HEAD = "event_id,date,place,lat,lon,fatalities,notes\n"


class Held:
    """A memory in which parts lie as they do in the file of kept things."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str | bytes, ...], bytes] = {}
        self.known = self.made = 0
        self.told: list[pieces.Told] = []

    def pieces(self) -> list[pieces.Told]:
        return self.told

    def get(self, key: Sequence[str | bytes]) -> HeldPart | None:
        found = self.parts.get(tuple(key))
        return None if found is None else decode_part(found)

    def put(self, key: Sequence[str | bytes], part: HeldPart) -> HeldPart:
        self.made += 1
        self.parts[tuple(key)] = encode_part(part)
        return decode_part(self.parts[tuple(key)])


def row(number: int, day: str = "", event_id: str = "", note: str = "") -> str:
    note = note or "a note of some length which fills the table, never the same: "
    day = day or f"{number % 12 + 1}/{number % 9 + 1}/2024"
    return (
        f'{event_id or f"e{number}"},{day},"Idl, ib",35.{number % 89999 + 10000},36.5,'
        f'{number % 4},"{note}{number}"\n'
    )


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MARKED", 32)
    monkeypatch.setattr(tables, "is_streamed", lambda _: True)
    monkeypatch.setattr(
        tables,
        "read_parts",
        lambda path, source, **more: stream.read_parts(path, source, part_bytes=PART, **more),
    )

    def run(lines: list[str], memory: Held | None = None, *, told: bool = False):
        path = tmp_path / "t.csv"
        path.write_text("".join(lines), encoding="utf-8", errors="surrogateescape")
        project = default_project(tmp_path)
        if memory is not None and told:
            with path.open("rb") as file:
                memory.told = pieces.tell(file, PART, 32)
        return read_table(path, "events/t.csv", project, keep=(), memory=memory)

    return run


def stacked(tables) -> pd.DataFrame:
    """Parts that are known again come as one, so that tables are compared as a whole."""
    return pd.concat([pd.DataFrame(table) for table in tables], ignore_index=True)


def check_alike(one, two) -> None:
    (tidied, notes, count), (tidied2, notes2, count2) = one, two
    assert (notes, count) == (notes2, count2)
    pd.testing.assert_frame_equal(
        stacked(t.events for t in tidied), stacked(t.events for t in tidied2)
    )
    pd.testing.assert_frame_equal(
        stacked(t.claims for t in tidied), stacked(t.claims for t in tidied2)
    )
    for what in (lambda t: t.left_out, lambda t: t.rows.tolist()):
        assert [row for t in tidied for row in what(t)] == [row for t in tidied2 for row in what(t)]
    assert all(t.names == tidied2[0].names for t in tidied)


def whole() -> list[str]:
    return [HEAD, *map(row, range(ROWS))]


def test_only_the_part_with_the_changed_row_is_read_again(read) -> None:
    lines, memory = whole(), Held()
    read(lines, memory)
    parts = memory.made
    assert parts >= 4
    read(lines, memory)
    assert memory.made == parts
    lines[1900] = row(1899, note="changed, and longer than the note was that stood here before: ")
    check_alike(read(lines, memory), read(lines))
    assert memory.made <= parts + 2
    made = memory.made
    check_alike(read(lines, memory, told=True), read(lines))
    assert memory.made == made


at = st.integers(1, ROWS)
edit = st.one_of(
    st.tuples(st.just("change"), at, at),
    st.tuples(st.just("day"), at, st.sampled_from(["25/3/2024", "3/25/2024", "31/31/2024", ""])),
    st.tuples(st.just("same id"), at, at),
    st.tuples(st.just("quote"), at, at),
    st.tuples(st.just("delete"), at, at),
    st.tuples(st.just("insert"), at, at),
    st.tuples(st.just("swap"), at, at),
    st.tuples(st.just("header"), at, at),
)


def edited(lines: list[str], edits: list[tuple]) -> list[str]:
    out = list(lines)
    for kind, one, other in edits:
        k = min(one, len(out) - 1)
        if kind == "change":
            out[k] = row(one, note=f"changed {other} ")
        elif kind == "day":
            out[k] = row(one, day=other or "no day")
        elif kind == "same id":
            out[k] = row(one, event_id=f"e{other}")
        elif kind == "quote":
            out[k] = row(one, note='"" and\na second line ')
        elif kind == "delete":
            del out[k]
        elif kind == "insert":
            out.insert(k, row(ROWS + other))
        elif kind == "swap":
            j = min(other, len(out) - 1)
            out[k], out[j] = out[j], out[k]
        else:
            out[0] = HEAD.replace("fatalities", "deaths")
    return out


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(edit, min_size=1, max_size=4))
@example([("day", 3990, "25/3/2024")])  # the last part tells what the days of the first mean
@example([("same id", 3900, 5)])
@example([("same id", 5, 3900)])
@example([("delete", 1, 1), ("header", 1, 1)])
def test_after_any_edit_a_table_is_read_as_if_nothing_had_been_kept(read, edits) -> None:
    memory = Held()
    read(whole(), memory)
    lines = edited(whole(), edits)
    check_alike(read(lines, memory), read(lines))
    check_alike(read(lines, memory, told=True), read(lines))
    check_alike(read(whole(), memory, told=True), read(whole()))


def test_where_another_encoding_begins_is_told_behind_parts_that_are_known(read) -> None:
    lines, memory = whole(), Held()
    lines[3900] = row(3899, note="\udce9t\udce9, l\u2019\udce9glise: ".replace("\u2019", "'"))
    check_alike(read(lines, memory), read(lines))
    check_alike(read(lines, memory, told=True), read(lines))
