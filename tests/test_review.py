"""What the review asks a person, and what it writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import geo
from geo.corrections import read_corrections
from geo.review import Desk
from geo.review.decisions import find_decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = """\
event_id,date_start,event_type,sub_event_type,actor1,place,country,lon,lat,geo_precision,fatalities_best,source,review
a-1,2020-02-03,Battles,Armed clash,Military Forces of Syria,Saraqib,SY,36.80,35.86,1,3,Agency A,
a-2,2020-02-05,Battles,Armed clash,,Ariha,SY,36.61,35.81,1,,Agency A,no day in the text
a-3,2020-02-06,Protests,Peaceful protest,,Nowhere known,SY,,,1,,Agency A,
a-4,2020-02-07,Riots,Mob violence,,Binnish,SY,36.71,35.95,1,4,Agency A,coded by a machine
"""
OTHER = """\
event_id,date_start,event_type,sub_event_type,actor1,place,country,lon,lat,geo_precision,fatalities_best,source
b-1,2020-02-03,Battles,Armed clash,Military Forces of Syria,Saraqib,SY,36.805,35.862,1,3,Agency B
b-2,2020-02-05,Battles,Government regains territory,,Ariha,SY,36.61,35.81,1,2,Agency B
b-4,2020-02-07,Riots,Mob violence,Rioters (Syria),Binnish,SY,36.71,35.95,1,4,Agency B
c-5,2020-02-08,Battles,Armed clash,Military Forces of Syria,Sarmin,SY,36.72,35.90,1,2,Agency B
"""
THIRD = """\
event_id,date_start,event_type,sub_event_type,actor1,place,country,lon,lat,geo_precision,fatalities_best,source
c-6,2020-02-08,Battles,Government regains territory,Military Forces of Syria,Sarmin,SY,36.72,35.90,1,2,Agency C
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    (root / "events").mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
    for name, text in {"a": TABLE, "b": OTHER, "c": THIRD}.items():
        (root / "events" / f"{name}.csv").write_text(text)
    return root


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    made = Desk(project, project.parent / "maps", by="Rana")
    yield made
    made.close()


def get(desk: Desk, path: str) -> Any:
    answer = desk.serve("GET", path, {})
    return json.loads(answer.body) if answer.status == 200 else answer.status


def post(desk: Desk, path: str, body: dict[str, Any]) -> Any:
    answer = desk.serve("POST", path, body)
    return json.loads(answer.body) if answer.status == 200 else answer.status


def test_each_doubt_is_a_question_and_the_most_pressing_comes_first(project: Path):
    found = find_decisions(geo.build(project))
    assert [(d.event_id, d.kinds) for d in found] == [
        ("a-3", ("place",)),
        ("a-2", ("date",)),
        ("c-6", ("double",)),
        ("a-4", ("row", "joined")),
        ("a-1", ("joined",)),
    ]


def test_what_somebody_has_checked_is_not_asked_again(project: Path):
    (project / "corrections.csv").write_text("event_id,field\na-2,checked\na-1,checked\n")
    found = [d.event_id for d in find_decisions(geo.build(project))]
    assert found == ["a-3", "c-6", "a-4"]


def test_two_events_said_to_differ_are_not_asked_about_again(project: Path):
    (project / "corrections.csv").write_text("event_id,field,value\nc-6,split,c-5\n")
    atlas = geo.build(project)
    assert "c-6" not in [d.event_id for d in find_decisions(atlas)]
    assert {"c-5", "c-6"} <= set(atlas.events["event_id"])


def test_a_decision_shows_the_row_the_places_and_the_twin(desk: Desk):
    order = [d["event_id"] for d in get(desk, "state")["decisions"]]
    double = get(desk, f"decision/{order.index('c-6')}")
    (twin,) = double["twins"]
    assert twin["event_id"] == "c-5"
    assert double["event"]["source"] == "Agency C"
    joined = get(desk, f"decision/{order.index('a-1')}")
    assert [part["event_id"] for part in joined["parts"]] == ["b-1"]


def test_a_decision_is_one_row_with_who_when_and_why(desk: Desk, project: Path):
    body = {
        "event_id": "a-3", "by": "Layla", "reason": "a\nreason",
        "rows": [{"field": "pin", "value": "lon=36.7; lat=35.9; radius_m=500"}],
    }  # fmt: skip
    state = post(desk, "correct", body)
    assert state["by"] == "Layla"
    assert [d["event_id"] for d in state["decisions"] if d["done"]] == ["a-3"]
    ((row,), left_out) = read_corrections(project / "corrections.csv")
    assert left_out == []
    assert (row.event_id, row.field, row.by, row.reason) == ("a-3", "pin", "Layla", "a reason")
    assert row.date
    assert row.event == "2020-02-06 · Peaceful protest · Nowhere known · events/a.csv"
    after = post(desk, "build", {})
    assert "a-3" not in [d["event_id"] for d in after["decisions"]]


def test_the_last_decision_can_be_taken_back(desk: Desk, project: Path):
    post(desk, "correct", {"event_id": "a-3", "rows": [{"field": "not_an_event"}]})
    state = post(desk, "undo", {})
    assert not any(d["done"] for d in state["decisions"])
    assert read_corrections(project / "corrections.csv") == ([], [])
    with pytest.raises(geo.InputError):
        post(desk, "undo", {})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event_id": "a-3", "rows": []},
        {"event_id": "a-3", "rows": [{"field": "rm -rf", "value": "x"}]},
        {"event_id": "a-3", "rows": [{"field": "pin", "value": "lon=999; lat=1"}]},
        {"event_id": "a-3", "rows": [{"field": "place", "value": 7}]},
        {"event_id": "zzz", "rows": [{"field": "place", "value": "x"}]},
        {"event_id": ["a-3"], "rows": [{"field": "place", "value": "x"}]},
        {"event_id": "a-3", "reason": "x" * 10_000, "rows": [{"field": "place", "value": "x"}]},
    ],
)
def test_what_is_no_decision_is_not_written(desk: Desk, project: Path, body: dict[str, Any]):
    with pytest.raises(geo.InputError):
        post(desk, "correct", body)
    assert not (project / "corrections.csv").exists()


@pytest.mark.parametrize(
    "path",
    [
        "maps/../data/atlas.toml", "maps/%2e%2e/x.html", "maps/other.html", "../x", "decision/99",
        "decision/-1", "decision/1e3", "correct", "state/", "maps/t.html.part",
    ],
)  # fmt: skip
def test_nothing_else_is_served(desk: Desk, path: str):
    assert get(desk, path) == 404


def test_the_sample_projects_reports_stand_beside_their_doubts(tmp_path: Path):
    shutil.copytree("data", tmp_path / "data")
    desk = Desk(tmp_path / "data", tmp_path / "maps", by="")
    try:
        number = next(
            i for i, d in enumerate(get(desk, "state")["decisions"]) if "Dana" in d["about"]
        )
        told = get(desk, f"decision/{number}")
        (report,) = told["reports"]
        text = "".join(part["text"] for part in report["parts"])
        marked = [part["text"] for part in report["parts"] if part["mark"]]
        assert any("Dana" in mark for mark in marked)
        assert len("".join(marked)) < len(text)
        assert Path("data/reports", f"{report['id']}.txt").read_text(encoding="utf-8") == text
        assert told["places"][0]["here"]
        assert len(told["places"]) > 1
    finally:
        desk.close()
