"""Rows without coordinates get the place that their names mean, or an area, or nothing."""

from __future__ import annotations

import pytest

from geo.basemap import outline
from geo.byname import place_by_name
from geo.gazetteer import open_gazetteer
from geo.locate import Scope
from geo.model import EVENTS
from geo.project import default_project
from geo.tables import read_tables

HEAD = "id,date,place,governorate,country,lat,lon,deaths\n"


@pytest.fixture
def placed(tmp_path):
    (tmp_path / "events").mkdir()

    def run(*rows: str):
        text = HEAD + "".join(f"{i},2024-01-05,{row},1\n" for i, row in enumerate(rows))
        (tmp_path / "events" / "t.csv").write_text(text, encoding="utf-8")
        events = read_tables(tmp_path / "events", default_project(tmp_path), outline=outline)[0]
        return place_by_name(events, open_gazetteer(), Scope(), outline=outline)

    return run


@pytest.mark.parametrize(
    ("row", "spot", "says"),
    [
        pytest.param("Saraqib,Idlib,Syria,,", (36.806, 35.864), "as listed", id="name"),
        pytest.param("سراقب,إدلب,سوريا,,", (36.806, 35.864), "listed as", id="Arabic"),
        pytest.param(
            "Maarat al-Numan,Idleb,Syria,,", (36.677, 35.648), "consonants", id="spelling"
        ),
        pytest.param("Tripoli,,Lebanon,,", (35.844, 34.434), "as listed", id="its country decides"),
        pytest.param("Saraqib,Idlib,Syria,0,0", (36.806, 35.864), "0, 0 is what", id="0, 0"),
        pytest.param("Saraqib,Idlib,Syria,999,3", (36.806, 35.864), "outside the globe", id="999"),
    ],
)
def test_a_named_place_is_found_and_told(placed, row, spot, says):
    events, count = placed(row)
    event = events.iloc[0]
    assert count == 1
    assert (event["lon"], event["lat"]) == pytest.approx(spot, abs=0.01)
    assert event.geometry.distance(event.geometry.__class__(*spot)) < 0.02
    assert event["geo_precision"] == 1
    assert says in event["place_basis"]
    assert "by its name" in event["place_basis"]
    EVENTS.check(events)


@pytest.mark.parametrize("row", ["Nowheristan,Idlib,Syria,,", ",Idlib,Syria,,", ",,Syria,,"])
def test_a_division_alone_is_an_area_and_never_a_pin(placed, row):
    event = placed(row)[0].iloc[0]
    assert event.geometry.geom_type in {"Polygon", "MultiPolygon"}
    assert event["geo_precision"] == 3
    assert event["radius_m"] > 30_000


@pytest.mark.parametrize("row", ["Qwertyz,,,,", "Saraqib,,Lebanon,,"])
def test_an_unknown_name_and_one_of_another_country_stay_without_a_place(placed, row):
    events, count = placed(row)
    assert count == 0
    assert events.geometry.isna().all()
    assert events["place_basis"].tolist() == ["the table gives no coordinates"]


def test_rows_with_coordinates_keep_them_and_the_order_stays(placed):
    events, count = placed("Damascus,Idlib,Syria,35.5,36.5", "Saraqib,Idlib,Syria,,")
    assert count == 1
    assert events["event_id"].tolist() == ["0", "1"]
    assert events.loc[0, ["lon", "lat"]].tolist() == [36.5, 35.5]


def test_what_else_a_name_may_mean_is_for_review(placed):
    assert "may be another: Tripoli" in placed("Tripoli,,,,")[0].iloc[0]["review"]
