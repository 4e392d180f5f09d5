"""Who must be named is named by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import geo
from geo.credits import find_credits, of_services

if TYPE_CHECKING:
    from pathlib import Path

ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
SYR1,2020-02-03,2020,1,Political violence,Battles,Armed clash,A,,1,B,,2,12,,760,Middle East,Syria,Idleb,Idleb,Saraqab,Saraqab,35.86,36.80,1,Agency,National,Text.,3,,1580000000
"""


def project(tmp_path: Path, *, table: str = "", report: str = "", places: str = "") -> Path:
    root = tmp_path / "data"
    root.mkdir()
    (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
    for folder, name, text in (
        ("events", "a.csv", table), ("reports", "r.txt", report), ("places", "p.csv", places)
    ):  # fmt: skip
        (root / folder).mkdir()
        if text:
            (root / folder / name).write_text(text)
    return root


def test_a_publisher_is_known_by_its_table(tmp_path: Path):
    atlas = geo.build(project(tmp_path, table=ACLED))
    assert [line.split()[0] for line in atlas.credits] == ["ACLED"]


def test_place_lists_are_named_where_a_name_was_looked_up(tmp_path: Path):
    text = "Published: 2020-02-06\n\nAn air strike on Aleppo killed three people on Monday.\n"
    atlas = geo.build(project(tmp_path, report=text))
    assert any("GeoNames" in line for line in atlas.credits)


def test_a_service_that_gave_a_place_is_named_and_one_that_did_not_is_not():
    sources = ["nominatim:N1", "geonames:2", "arcgis:3"]
    assert of_services(["nominatim", "arcgis", "photon"], sources) == [
        "nominatim: © OpenStreetMap contributors, ODbL",
        "Places from arcgis",
    ]


def test_nobody_is_named_for_nothing():
    mentions = pd.DataFrame({"lon": [None], "source": [None]})
    assert find_credits(pd.DataFrame({"place": ["X"]}), mentions, lists=["L"], services=["x"]) == ()
