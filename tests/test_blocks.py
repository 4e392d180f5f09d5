"""Rows are found by their ids, and blocks of rows known again by their content, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import blocks
from geo.kept import Kept, zoned
from geo.zones import assign_zones
from tests.test_zones import make_events, make_zones

if TYPE_CHECKING:
    import pytest

ROWS = 16


def sums(ids: list[str], values: list[float]) -> list[bytes]:
    column = pd.Series(ids, dtype="str")
    ends = blocks.ends(column, ROWS)
    return blocks.digests([blocks.texts(column), np.array(values)], ends)


def test_a_row_more_or_less_changes_a_block_and_leaves_the_others():
    ids = [f"event-{n * 7919 % 100_003}" for n in range(2000)]
    values = [float(n) for n in range(2000)]
    whole = sums(ids, values)
    assert 60 < len(whole) < 250
    less = sums([*ids[:900], *ids[901:]], [*values[:900], *values[901:]])
    assert 1 <= len(set(whole) - set(less)) <= 2
    other = sums(ids, [*values[:900], -1.0, *values[901:]])
    assert len(set(whole) - set(other)) == 1


texts = st.lists(st.text(alphabet="ab\u0633-", max_size=3), max_size=20)


@given(texts, texts)
def test_rows_are_found_as_a_dictionary_finds_them(wanted: list[str], ids: list[str]):
    known = {name: at for at, name in enumerate(dict.fromkeys(ids))}
    column = pd.Series(list(known), dtype="str")
    for asked in (wanted, [name for name in known for _ in range(2)]):
        found = blocks.rows_of(pd.Series(asked, dtype="str"), column)
        assert found.tolist() == [known.get(name, -1) for name in asked]


@given(texts)
def test_blocks_cover_all_rows_once(ids: list[str]):
    ends = blocks.ends(pd.Series(ids, dtype="str"), 2)
    assert ends[0] == 0
    assert ends[-1] == len(ids)
    assert ends[:-1] == sorted(set(ends[:-1]))


def test_what_is_kept_of_zones_is_what_is_found_afresh(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zoned, "FEWEST", 0)
    monkeypatch.setattr(zoned.blocks, "ends", lambda ids: cut(ids, ROWS))
    area = shapely.box(36.2, 34.2, 36.4, 34.4)
    made = [
        {"event_id": f"e{n * 31 % 997}", "geometry": shapely.Point(35.8 + n / 400, 34.5), "radius_m": 900.0}
        for n in range(300)
    ]  # fmt: skip
    for n in range(0, 300, 5):
        made[n]["geometry"] = area
    for n in range(3, 300, 50):
        made[n] |= {"geometry": None}
    made[7] |= {"date_start": None, "date_end": None}
    zones = make_zones({"end": "2020-02-08"}, {"geometry": shapely.box(36.3, 34, 36.5, 35)})
    asked: list[int] = []

    def afresh(events, zones):
        asked.append(len(events))
        return assign_zones(events, zones)

    def check(events, zones) -> None:
        kept = Kept(tmp_path)
        found = zoned.assign(events, zones, afresh, kept, b"1")
        kept.close()
        pd.testing.assert_frame_equal(found, assign_zones(events, zones))

    check(make_events(*made), zones)
    check(make_events(*made), zones)
    assert asked == [300]
    made[40]["date_start"] = made[40]["date_end"] = "2020-03-01"
    made[80]["geometry"] = shapely.box(36.2, 34.2, 36.4, 34.5)
    made[120]["radius_m"] = 90_000.0
    check(make_events(*made[:200], *made[201:]), zones)
    assert asked[1] < 200
    check(make_events(*made), zones.assign(accuracy_m=2000.0))
    assert asked[2:] == [300]


cut = blocks.ends


days = st.lists(st.tuples(st.integers(-(2**40), 2**40), st.integers(-3, 70_000)), max_size=30)


@given(days)
def test_rows_are_put_in_order_as_python_sorts_them(keys: list[tuple[int, int]]):
    one, two = (np.array([key[n] for key in keys], dtype=np.int64) for n in (0, 1))
    wanted = sorted(range(len(keys)), key=lambda at: keys[at])
    assert blocks.ordered(one, two).tolist() == wanted
