"""What a map for other eyes gives away: nothing that its profile withholds."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point

import geo
from geo import pipeline
from geo.model import CLAIMS, CRS, EVENTS
from geo.profiles import cells, publish
from geo.project import read_project
from geo.withheld import ProfileSpec

if TYPE_CHECKING:
    from pathlib import Path

TOML = """\
title = "Test"
countries = ["SY"]

[[maps]]
title = "All"

[[maps]]
title = "Public"
profile = "public"
languages = ["en", "ar"]

[profiles.public]
as_of = 2020-02-20
delay_days = 7
leave_out = ["camp", "word Depotville"]
coarsen = ["hospital", "school"]
coarsen_km = 20
"""
TABLE = """\
event_id,date_start,event_type,sub_event_type,actor1,actor2,place,admin1,admin2,country,lon,lat,radius_m,fatalities_best,source,url,claimant,notes,internal_code
zqh-1,2020-02-01,Battles,Armed clash,Brigade of Zorvaneh,Military Forces of Syria,Zorvaneh hospital,Idlib,Quennish,SY,36.634567,35.934567,300,3,Zorvaneh Health Office,https://example.org/zorvaneh-ward,Nurse Hollenbeck,Doctor Quillon of the hospital saw it.,zz-hospital
zqc-2,2020-02-01,Battles,Armed clash,,,Mulhetta camp,Idlib,Brennish,SY,36.712345,35.812345,300,4,Campwatchers,https://example.org/mulhetta,,Tents of Mulhetta burnt.,zz-camp
zqd-3,2020-02-19,Riots,Mob violence,Rioters of Fessandar,,Fessandar,Idlib,,SY,36.512345,35.712345,300,5,Fessandar Radio,https://example.org/fessandar,,Crowds in Fessandar.,zz-recent
ok-4,2020-02-02,Protests,Peaceful protest,Protesters (Syria),,Ariha,Idlib,,SY,36.609,35.813,1000,0,Agency A,https://example.org/ariha,,A march in Ariha.,zz-plain
zqs-5,2020-02-03,Riots,Mob violence,,,Ostrellin,Idlib,,SY,36.901234,35.601234,300,6,Agency B,https://example.org/ostrellin,,Windows of Ostrellin broke.,zz-site
zqa-6,2020-02-03,Battles,Armed clash,,,مشفى الزرفانة,Idlib,,SY,36.301234,35.901234,300,7,Agency C,,,اشتباك قرب المشفى,zz-arabic
zqw-7,2020-02-03,Battles,Armed clash,,,Depotville,Idlib,,SY,36.401234,35.501234,300,8,Agency D,,,Near the gate.,zz-word
"""
REPORT = """\
Source: Example Agency
URL: https://example.org/maarat-misrin-shelled
Published: 2020-02-10

On 19 February 2020 shelling killed two people in Maarat Misrin, while on 1 February 2020 an air strike killed three people in Saraqib.

On 2 February 2020 shelling killed four people in Taftanaz.
"""
SITES = (
    "site_id,name,kind,lon,lat,radius_m,source\n"
    "s1,Ward Nonagon,hospital,36.9015,35.6015,400,Site Keeper\n"
    "s2,Hill Twelve,observation post,36.95,35.65,400,Post Keeper\n"
)
SECRET = (
    "Zorvaneh Hollenbeck Quillon Quennish Mulhetta Brennish Tents Fessandar Ostrellin Windows "
    "Nonagon Keeper الزرفانة المشفى Depotville Misrin Campwatchers zz-"
).split()
SECRET_IDS = ("zqh-1", "zqc-2", "zqd-3", "zqs-5", "zqa-6", "zqw-7")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("profiles") / "data"
    for name in ("events", "reports", "sites"):
        (root / name).mkdir(parents=True)
    (root / "atlas.toml").write_text(TOML)
    (root / "events" / "t.csv").write_text(TABLE, encoding="utf-8")
    (root / "events" / "broken.csv").write_text("Zorvaneh,Mulhetta\n1,2\n")
    (root / "reports" / "misrin.txt").write_text(REPORT)
    (root / "sites" / "s.csv").write_text(SITES.replace("Post Keeper", "Post Holder"))
    (root / "corrections.csv").write_text(
        "event_id,field,value,reason,by,date\n"
        "ok-4,place,Ariha town,it was Zorvaneh at first,Editor Mulhetta,2020-02-09\n"
        "zqh-1,admin2,Quennish,,Editor Mulhetta,2020-02-09\n"
        "no-9,place,Zorvaneh,,,\n"
    )
    return root


@pytest.fixture(scope="module")
def atlas(project: Path) -> geo.Atlas:
    return geo.build(project)


@pytest.fixture(scope="module")
def shown(atlas: geo.Atlas, project: Path) -> geo.Atlas:
    return publish(atlas, read_project(project).profiles["public"])


def decoded(page: Path) -> bytes:
    """Return all that a page holds, unpacked, but for the basemap, which names the same towns on any map."""
    html = page.read_text(encoding="utf-8")
    blocks = re.findall(r'<template id="sitmap-(?!base")[\w-]+">([^<]*)</template>', html)
    assert len(blocks) > 4
    plain = re.sub(r">[A-Za-z0-9+/=]{200,}<", "><", html).encode()
    return b"\n".join([plain, *(zlib.decompress(base64.b64decode(b), -15) for b in blocks)])


def test_nothing_withheld_is_in_the_public_file_and_all_of_it_in_the_internal_one(
    atlas: geo.Atlas, project: Path, tmp_path: Path
):
    pipeline.save(atlas, read_project(project), tmp_path)
    internal, public = (decoded(tmp_path / f"{n}.html").lower() for n in ("all", "public"))
    in_file = [word for word in SECRET if word.lower().encode() in internal]
    assert set(SECRET) - set(in_file) == {"zz-"}  # publishers' own columns are on no page
    assert [word for word in SECRET if word.lower().encode() in public] == []
    assert [name for name in SECRET_IDS if name.encode() in public] == []
    for word in ("Taftanaz", "Saraqib", "Hill Twelve", "march"):
        assert word.lower().encode() in public
    original = {i for i in atlas.events["event_id"] if re.fullmatch("[0-9a-f]{12}", i)}
    late = set(atlas.events.loc[atlas.events["place"] == "Maarat Misrin", "event_id"])
    assert late <= original
    assert not any(bytes.fromhex(i) in public or i.encode() in public for i in late)


def test_an_export_of_a_public_map_holds_no_more_than_the_map(project: Path, tmp_path: Path):
    from typer.testing import CliRunner

    from geo.cli import app

    out = tmp_path / "events.geojson"
    words = ["export", "geojson", str(project), "-o", str(out), "--map", "public"]
    assert CliRunner().invoke(app, words).exit_code == 0
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Taftanaz" in text
    assert [word for word in SECRET if word.lower() in text.lower()] == []
    assert "36.634567" not in text


def test_each_rule_takes_what_it_is_about(shown: geo.Atlas):
    assert sorted(filter(None, shown.events["place"])) == ["Ariha town", "Saraqib", "Taftanaz"]
    rough = shown.events[shown.events["place"] == ""]
    assert sorted(rough["fatalities_best"].tolist()) == [3, 6, 7]
    assert shown.sites["site_id"].tolist() == ["s2"]


def test_a_coarsened_event_is_a_cell_with_a_day_a_type_and_a_toll(
    atlas: geo.Atlas, shown: geo.Atlas
):
    (row,) = (
        shown.events[shown.events["fatalities_best"] == 3].query("place == ''").to_dict("records")
    )
    true = atlas.events[atlas.events["event_id"] == "zqh-1"].iloc[0]
    away_m = gpd.GeoSeries([Point(true["lon"], true["lat"])], crs=CRS).to_crs(32637).distance(
        gpd.GeoSeries([row["geometry"]], crs=CRS).to_crs(32637)
    )[0]  # fmt: skip
    assert 100 < away_m <= row["radius_m"]
    assert row["geo_precision"] == 3
    assert (row["event_type"], row["actor2"]) == ("Battles", "Military Forces of Syria")
    assert str(row["date_start"])[:10] == "2020-02-01"
    texts = (
        "place",
        "admin1",
        "admin2",
        "country",
        "actor1",
        "notes",
        "source",
        "report_id",
        "review",
    )
    assert [row[name] for name in texts] == [""] * len(texts)
    (claim,) = shown.claims[shown.claims["event_id"] == row["event_id"]].to_dict("records")
    assert (claim["quantity"], claim["low"]) == ("killed", 3)
    assert [claim[n] for n in ("quote", "url", "source", "claimant", "report_id")] == [""] * 5


def test_a_sentence_that_also_tells_of_something_withheld_is_not_quoted(shown: geo.Atlas):
    places = shown.events.set_index("event_id")["place"]
    quotes = {places[c.event_id]: c.quote for c in shown.claims.itertuples() if places[c.event_id]}
    assert quotes["Saraqib"] == ""
    assert "Taftanaz" in quotes["Taftanaz"]


def test_a_reports_file_name_and_address_stay_behind(shown: geo.Atlas):
    assert set(shown.events["report_id"]) == set(shown.claims["report_id"]) == {""}
    told = shown.claims[
        shown.claims["event_id"].isin(shown.events.query("place == 'Taftanaz'")["event_id"])
    ]
    assert told[["url", "source"]].to_numpy().tolist() == [["", "Example Agency"]]


def test_what_was_read_and_by_whom_it_was_mended_stays_behind(shown: geo.Atlas):
    assert len(shown.left_out) == 0
    assert len(shown.mentions) == 0
    assert set(shown.counts) == {"events", "events on the map", "events without a place"}
    assert shown.counts["events"] == len(shown.events)
    assert shown.corrections is not None
    assert shown.corrections[["event_id", "field", "reason", "by", "before"]].to_dict(
        "records"
    ) == [{"event_id": "ok-4", "field": "place", "reason": "", "by": "", "before": ""}]
    assert set(shown.claims["event_id"]) == set(shown.events["event_id"])


def test_the_internal_profile_shows_all(atlas: geo.Atlas):
    assert publish(atlas, None) is atlas


def test_an_event_moves_to_the_zone_of_its_cell(atlas: geo.Atlas, project: Path):
    profile = read_project(project).profiles["public"]
    zone = gpd.GeoDataFrame(
        {c: [""] for c in ("zone_id", "name", "legal_basis", "method", "accuracy", "source")}
        | {"zone_id": ["z"], "start": pd.to_datetime(["2019-01-01"]), "end": pd.to_datetime([None])}
        | {"accuracy_m": [0.0]},
        geometry=[Point(36.634567, 35.934567).buffer(0.01)], crs=CRS,
    )  # fmt: skip
    shown = publish(replace(atlas, zones=zone), profile)
    rough = shown.events[(shown.events["place"] == "") & (shown.events["fatalities_best"] == 3)]
    assert rough["zone_fit"].tolist() == ["edge"]


# --- differences between two versions --------------------------------------------------------------

PROFILE = ProfileSpec(
    "public", date(2020, 2, 20), 5, ("camp",), ("hospital", "precision 1"), 25.0
)  # fmt: skip
EVENT = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["Alpha", "Beta hospital", "Gamma camp", "Delta"]),
        "day": st.integers(1, 25),
        "lon": st.floats(35, 38), "lat": st.floats(34, 37),
        "radius_m": st.sampled_from([100.0, 1500.0, 30_000.0]),
        "geo_precision": st.integers(1, 3),
        "fatalities_best": st.integers(0, 3),
    }
)  # fmt: skip


def made(rows: list[dict[str, Any]], zones: gpd.GeoDataFrame, base: geo.Atlas) -> geo.Atlas:
    events, claims = [], []
    for number, row in enumerate(rows):
        day = pd.Timestamp(2020, 2, row["day"])
        full: dict[str, Any] = dict.fromkeys(EVENTS.columns, "") | row
        full |= {
            "event_id": f"e{row['key']}", "report_id": f"t{number}.csv", "date_start": day,
            "date_end": day, "event_type": "Battles", "fatalities_low": None,
            "fatalities_high": None,
        }  # fmt: skip
        events.append({k: v for k, v in full.items() if k in EVENTS.columns})
        claim: dict[str, Any] = dict.fromkeys(CLAIMS.columns, "")
        claim |= {"claim_id": f"e{row['key']}/0", "event_id": f"e{row['key']}", "quantity": "event",
                  "quote": f"It was at {row['place']}.", "published": day, "low": None,
                  "high": None, "start": None, "end": None}  # fmt: skip
        claims.append(claim)
    kinds = {"text": "str", "date": "datetime64[s]", "count": "Int64", "number": "float64"}
    table = pd.DataFrame(events).astype({c: kinds[k] for c, k in EVENTS.columns.items()})
    shapes = [Point(r["lon"], r["lat"]) for r in rows]
    told = pd.DataFrame(claims).astype({c: kinds[k] for c, k in CLAIMS.columns.items()})
    placed = gpd.GeoDataFrame(table, geometry=shapes, crs=CRS).assign(merge_basis="")
    return replace(base, events=geo.assign_zones(placed, zones), claims=told, zones=zones)


def rows_of(atlas: geo.Atlas) -> dict[str, str]:
    table = atlas.events.drop(columns="geometry").astype("str")
    return {r["event_id"]: str(sorted(r.items())) for r in table.to_dict("records")}


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(EVENT, min_size=1, max_size=8), cut=st.integers(0, 8))
def test_an_event_is_shown_alike_whatever_else_the_data_hold(
    atlas: geo.Atlas, rows: list[dict[str, Any]], cut: int
):
    numbered = [row | {"key": key} for key, row in enumerate(rows)]
    before = rows_of(publish(made(numbered[: max(1, cut)], atlas.zones, atlas), PROFILE))
    after = rows_of(publish(made(numbered, atlas.zones, atlas), PROFILE))
    assert before.items() <= after.items()


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(EVENT, min_size=1, max_size=6), shift=st.floats(-0.001, 0.001))
def test_two_places_of_one_cell_look_alike_to_the_last_bit(
    atlas: geo.Atlas, rows: list[dict[str, Any]], shift: float
):
    """A place that is measured anew gives nothing away unless it leaves its cell."""
    numbered = [row | {"key": k, "place": "A hospital"} for k, row in enumerate(rows)]
    moved = [row | {"lon": row["lon"] + shift, "lat": row["lat"] + shift} for row in numbered]
    lon, lat, _ = cells(*(np.array([r[c] for r in numbered]) for c in ("lon", "lat")), 25)
    to_lon, to_lat, _ = cells(*(np.array([r[c] for r in moved]) for c in ("lon", "lat")), 25)
    if (lon == to_lon).all() and (lat == to_lat).all():
        one, two = (
            rows_of(publish(made(r, atlas.zones, atlas), PROFILE)) for r in (numbered, moved)
        )
        assert one == two


def test_the_size_of_the_circle_does_not_tell_a_house_from_a_town(atlas: geo.Atlas):
    row = {"place": "A hospital", "day": 2, "lon": 36.0, "lat": 35.0, "geo_precision": 1,
           "fatalities_best": 1, "key": 1}  # fmt: skip
    sizes = [
        publish(made([row | {"radius_m": r}], atlas.zones, atlas), PROFILE).events["radius_m"][0]
        for r in (1.0, 300.0, 1000.0, 5000.0)
    ]
    assert len(set(sizes)) == 1


@settings(max_examples=200)
@given(
    lon=st.floats(-180, 180), lat=st.floats(-90, 90), km=st.sampled_from([1.0, 20.0, 400.0, 1000.0])
)
def test_a_cell_holds_its_places_within_its_radius(lon: float, lat: float, km: float):
    x, y, radius_m = cells(np.array([lon]), np.array([lat]), km)
    from pyproj import Geod

    _, _, away = Geod(ellps="sphere").inv(lon, lat, x[0], y[0])
    assert away <= radius_m * 1.001
    assert abs(x[0]) <= 180
    assert abs(y[0]) <= 90


# --- atlas.toml ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[profiles.public]\nleave_outs = ["camp"]', "leave_out"),
        ('[profiles.public]\nleave_out = ["camps"]', "camp"),
        ("[profiles.public]\n", "withholds nothing"),
        ('[profiles.internal]\nleave_out = ["camp"]', "internal"),
        ('[profiles.public]\nleave_out = ["camp"]\ncoarsen = ["camp"]', "left out"),
        ("[profiles.public]\ndelay_days = 3", "as_of"),
        ("[profiles.public]\nas_of = 2020-02-20", "delay_days"),
        ('[profiles.public]\ndelay_days = 3\nas_of = "today"', "2020-02-20"),
        ('[profiles.public]\nleave_out = ["camp"]\ncoarsen_km = 5', "coarsen_km"),
        ('[profiles.public]\ncoarsen = ["camp"]\ncoarsen_km = 0', "1 to 1,000"),
        ('[[maps]]\nprofile = "public"', "profiles.public"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_with_the_remedy(
    tmp_path: Path, text: str, word: str
):
    (tmp_path / "atlas.toml").write_text(f'title = "T"\n{text}\n')
    with pytest.raises(geo.InputError, match=r"atlas\.toml") as caught:
        read_project(tmp_path)
    assert word in str(caught.value)


def test_a_map_whose_profile_nobody_defined_shows_nothing(atlas: geo.Atlas, project: Path):
    found = read_project(project)
    stray = replace(found, profiles={})
    with pytest.raises(geo.InputError, match="defined nowhere"):
        pipeline.draw(atlas, found.maps[1], stray)
