from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.model import CLAIMS, CRS, EVENTS
from geo.reconcile import merge, verification

DTYPES = {"text": "str", "date": "datetime64[s]", "count": "Int64", "number": "float64"}
EVENT: dict[str, Any] = {
    "report_id": "a", "date_start": "2020-02-03", "date_end": "2020-02-03", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Syria", "actor2": "", "place": "Taftanaz",
    "lon": 36.78, "lat": 36.0, "radius_m": 1000.0, "geo_precision": 1, "verification": "single source",
}  # fmt: skip


def table(*rows: dict[str, Any]) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    filled = []
    for number, row in enumerate(rows):
        full = {name: "" if kind == "text" else None for name, kind in EVENTS.columns.items()}
        filled.append(full | EVENT | {"event_id": f"e{number}"} | row)
    plain = pd.DataFrame(filled).astype({c: DTYPES[k] for c, k in EVENTS.columns.items()})
    events = gpd.GeoDataFrame(plain, geometry=[Point(r["lon"], r["lat"]) for r in filled], crs=CRS)
    claims = [claim(event_id=f"e{n}", report_id=r["report_id"]) for n, r in enumerate(filled)]
    return events, pd.DataFrame(claims).astype({c: DTYPES[k] for c, k in CLAIMS.columns.items()})


def claim(**values: Any) -> dict[str, Any]:
    full = {name: "" if kind == "text" else None for name, kind in CLAIMS.columns.items()}
    return (
        full
        | {"claimant": "White Helmets", "claimant_side": "rescue", "quantity": "event"}
        | values
    )


def test_one_strike_in_two_reports_is_one_event_with_both_claims():
    events, claims = merge(*table({}, {"report_id": "b", "lon": 36.79, "place": "Teftnaz"}))
    assert events["event_id"].tolist() == ["e0"]
    assert claims["event_id"].tolist() == ["e0", "e0"]
    assert "the same day" in events["merge_basis"][0]
    assert "told in a, b" in events["merge_basis"][0]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"report_id": "a"}, id="one report tells its own events apart"),
        pytest.param({"date_start": "2020-02-05", "date_end": "2020-02-05"}, id="another day"),
        pytest.param({"lon": 37.2}, id="another town"),
        pytest.param({"lon": 36.83}, id="the next village"),
        pytest.param({"sub_event_type": "Grenade"}, id="another type"),
        pytest.param({"actor1": "Military Forces of Russia"}, id="another actor"),
        pytest.param({"geo_precision": 3, "radius_m": 60_000.0}, id="a province and no toll"),
        pytest.param({"date_start": None, "date_end": None}, id="no day"),
    ],
)
def test_what_disagrees_stays_two_events(other: dict[str, Any]):
    events, _ = merge(*table({}, {"report_id": "b"} | other))
    assert len(events) == 2


def test_the_same_toll_makes_a_province_and_a_town_one_event():
    toll = {"fatalities_low": 8, "fatalities_best": 8, "fatalities_high": 8}
    wide = {"report_id": "b", "geo_precision": 3, "radius_m": 60_000.0, "lon": 36.6}
    events, _ = merge(*table(toll | wide, toll))
    assert events["event_id"].tolist() == ["e1"]
    assert events["geo_precision"].tolist() == [1]


def test_a_revised_toll_keeps_both_values():
    first = {"fatalities_low": 4, "fatalities_best": 4, "fatalities_high": 4}
    later = {"fatalities_low": 8, "fatalities_best": 8, "fatalities_high": 8, "report_id": "b"}
    events, _ = merge(*table(first, later))
    row = events.iloc[0]
    assert (row["fatalities_low"], row["fatalities_high"]) == (4, 8)


def test_order_of_rows_does_not_decide_what_is_one_event():
    rows = [{"report_id": r, "lon": 36.78 + 0.005 * n} for n, r in enumerate("abc")]
    forward, _ = merge(*table(*rows))
    backward, _ = merge(*table(*rows[::-1]))
    assert len(forward) == len(backward) == 1


@pytest.mark.parametrize(
    ("claims", "grade"),
    [
        ([claim(claimant="")], "unattributed"),
        ([claim()], "single source"),
        ([claim(), claim(claimant="Observatory", claimant_side="monitor")], "several sources"),
        ([claim(claimant="Ankara", claimant_side="party")], "belligerent's own claim"),
        (
            [claim(), claim(claimant="state television", claimant_side="press")],
            "corroborated by opposing sides",
        ),
        (
            [
                claim(claimant="Ankara", claimant_side="party"),
                claim(claimant="Reuters", claimant_side="press"),
            ],
            "several sources",
        ),
        (
            [
                claim(quantity="killed", low=4, high=4),
                claim(claimant="Ankara", claimant_side="party", quantity="killed", low=8, high=8),
            ],
            "contested",
        ),
        pytest.param(
            [
                claim(claimant="Observatory", claimant_side="monitor"),
                claim(claimant="Ankara", claimant_side="party", quantity="killed", low=8, high=8),
            ],
            "belligerent's own claim",
            id="who tells of the shelling does not bear out its toll",
        ),
    ],
)
def test_the_grade_follows_from_the_claims_alone(claims: list[dict[str, Any]], grade: str):
    assert verification(claims) == grade


def test_what_is_told_once_stays_as_it_was_told():
    broken = {"fatalities_low": 9, "fatalities_best": 10, "fatalities_high": 9}
    events, _ = merge(*table(broken, {"report_id": "b", "lon": 37.2}))
    assert events[list(broken)].iloc[0].tolist() == [9, 10, 9]
    assert events["merge_basis"].tolist() == ["", ""]
