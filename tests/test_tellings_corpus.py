from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from geo.extract.kinds import TYPES
from tests import tellings
from tests.bench.events import COLUMNS

FIELDS = {"kind", "at", "day", "dead", "by", "optional"}


@pytest.fixture(params=tellings.names())
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def test_ids_are_unique_and_none_begins_another(name: str):
    ids = sorted(t["id"] for t in tellings.tellings(name))
    assert all(not b.startswith(a) for a, b in pairwise(ids))
    assert all(i.startswith(name) for i in ids)


def test_rows_are_what_the_scorer_expects(name: str):
    known = tellings.places()
    for telling in tellings.tellings(name):
        assert set(telling) == {"id", "published", "text", "events"}, telling["id"]
        assert telling["published"] is None or date.fromisoformat(telling["published"])
        for event in telling["events"]:
            assert set(event) <= FIELDS, telling["id"]
            assert event["kind"] in TYPES, telling["id"]
            assert event["at"] is None or event["at"] in known, telling["id"]
        for row in tellings.gold(telling):
            assert set(row) == set(COLUMNS), telling["id"]
            if row["date_from"]:
                assert date.fromisoformat(row["date_from"]) <= date.fromisoformat(row["date_to"])
            tolls = [int(row[key]) for key in ("fat_low", "fat_best", "fat_high") if row[key]]
            assert tolls == sorted(tolls), telling["id"]
