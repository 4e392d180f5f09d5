from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from geo.extract.kinds import TYPES
from tests.corpus import SPLIT, reports, span

REPORTS = reports()
KINDS = set(TYPES.values())
ROLES = {"event", "source", "actor", "direction", "background"}
SIDES = {"party", "monitor", "rescue", "un", "press", "official", "witness", "unknown"}


def test_ids_are_unique_and_every_conflict_has_its_split():
    ids = [r["report_id"] for r in REPORTS]
    assert len(ids) == len(set(ids))
    assert {r["conflict"] for r in REPORTS} <= set(SPLIT)
    assert {SPLIT[r["conflict"]] for r in REPORTS} == {"train", "dev", "test"}


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["report_id"])
def test_every_annotation_stands_in_its_text(report: dict[str, Any]):
    spans = sorted(span(report, mention) for mention in report["mentions"])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert {mention["role"] for mention in report["mentions"]} <= ROLES
    for event in report["events"]:
        assert (event["event_type"], event["sub_event_type"]) in KINDS
        assert event["where"] in ("points", "area", "none")
        assert event["claims"]
        if event["where"] == "points":
            assert abs(event["lat"]) <= 90
            assert abs(event["lon"]) <= 180
        for claim in event["claims"]:
            assert claim["quote"] in report["text"]
            assert claim["side"] in SIDES
            assert claim["comparator"] in ("=", ">=", "<=", "about")
