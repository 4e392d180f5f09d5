"""Doubt about a place meets doubt about a border; bad outlines are mended and said, or left out."""

from __future__ import annotations

import json
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import border
from geo.model import EVENTS, SITES, ZONES
from geo.zones import assign_zones, read_lines, read_sites, read_zones

SQUARE = shapely.box(36.0, 34.0, 37.0, 35.0)
KM_EAST = 1 / 91.9  # degrees of longitude in a kilometre at 34.5 N


def make_zones(*rows: dict) -> gpd.GeoDataFrame:
    base = dict.fromkeys(ZONES.columns, "") | {"start": None, "end": None, "accuracy_m": 0.0}
    filled = [base | {"zone_id": f"z{i}", "geometry": SQUARE} | row for i, row in enumerate(rows)]
    table = gpd.GeoDataFrame(filled, columns=[*ZONES.columns, "geometry"], crs=4326)
    for column in ("start", "end"):
        table[column] = pd.to_datetime(table[column])
    return ZONES.check(table.astype({"accuracy_m": float}))


def make_events(*rows: dict) -> gpd.GeoDataFrame:
    kinds = {"text": "", "date": None, "number": np.nan, "count": pd.NA}
    base = {column: kinds[kind] for column, kind in EVENTS.columns.items()}
    base |= {"date_start": "2020-02-06", "date_end": "2020-02-06", "radius_m": 0.0}
    table = gpd.GeoDataFrame([base | row for row in rows], geometry="geometry", crs=4326)
    for column, kind in EVENTS.columns.items():
        if kind == "date":
            table[column] = pd.to_datetime(table[column])
        elif kind == "count":
            table[column] = table[column].astype("Int64")
        else:
            table[column] = table[column].astype({"text": "str", "number": float}[kind])
    return EVENTS.check(table)


def fit_of(event: dict, *zones: dict) -> tuple:
    out = assign_zones(make_events(event), make_zones(*(zones or ({},))))
    zone, fit = out["zone"].iloc[0], out["zone_fit"].iloc[0]
    return (None if pd.isna(zone) else zone, None if pd.isna(fit) else fit)


def at(lon: float, lat: float, **more) -> dict:
    return {"geometry": shapely.Point(lon, lat), **more}


@pytest.mark.parametrize(
    ("event", "zone", "expected"),
    [
        pytest.param(at(36.5, 34.5, radius_m=100), {}, ("z0", "inside"), id="middle of the zone"),
        pytest.param(at(37.0, 34.5, radius_m=100), {}, ("z0", "edge"), id="disc across the border"),
        pytest.param(at(36.5, 34.5, radius_m=90_000), {}, ("z0", "edge"), id="disc larger than it"),
        pytest.param(at(38.0, 34.5, radius_m=100), {}, (None, "outside"), id="90 km east of it"),
        pytest.param(at(37 - KM_EAST, 34.5, radius_m=990), {}, ("z0", "inside"), id="just inside"),
        pytest.param(at(37 - KM_EAST, 34.5, radius_m=1010), {}, ("z0", "edge"), id="just too wide"),
        pytest.param(at(37 + KM_EAST, 34.5, radius_m=990), {}, (None, "outside"), id="just short"),
        pytest.param(at(37 + KM_EAST, 34.5, radius_m=1010), {}, ("z0", "edge"), id="just reaching"),
        pytest.param(
            at(37 - 4 * KM_EAST, 34.5, radius_m=1000),
            {"accuracy_m": 5000.0},
            ("z0", "edge"),
            id="inside by less than the border's own doubt",
        ),
        pytest.param(
            at(37 + 4 * KM_EAST, 34.5, radius_m=1000),
            {"accuracy_m": 5000.0},
            ("z0", "edge"),
            id="outside by less than the border's own doubt",
        ),
        pytest.param(at(37.0, 34.5), {"accuracy_m": np.nan}, ("z0", "edge"), id="on the border"),
        pytest.param(
            {"geometry": shapely.box(36.2, 34.2, 36.8, 34.8), "radius_m": 1e6},
            {},
            ("z0", "inside"),
            id="an area counts by its outline, not by its radius",
        ),
        pytest.param(
            {"geometry": shapely.box(35, 33, 38, 36)}, {}, ("z0", "edge"), id="province round it"
        ),
        pytest.param(
            {"geometry": shapely.LineString([(35, 34.5), (38, 34.5)])},
            {},
            ("z0", "edge"),
            id="road",
        ),
        pytest.param({"geometry": None}, {}, (None, None), id="no place"),
        pytest.param({"geometry": shapely.Point()}, {}, (None, None), id="empty place"),
        pytest.param(at(36.5, 34.5, date_start=None, date_end=None), {}, (None, None), id="no day"),
        pytest.param(at(36.5, 34.5, radius_m=np.nan), {}, ("z0", "inside"), id="radius unknown"),
    ],
)
def test_doubt_about_place_and_border_decides_the_fit(event, zone, expected):
    assert fit_of(event, zone) == expected


@pytest.mark.parametrize(
    ("days", "validity", "expected"),
    [
        pytest.param(("2020-02-06",) * 2, ("2020-02-06", None), "inside", id="from its first day"),
        pytest.param(("2020-02-05",) * 2, ("2020-02-06", None), "outside", id="not the day before"),
        pytest.param(("2020-02-06",) * 2, (None, "2020-02-06"), "outside", id="not on its end"),
        pytest.param(("2020-02-05",) * 2, (None, "2020-02-06"), "inside", id="up to its end"),
        pytest.param(("2020-02-01", "2020-02-06"), ("2020-02-06", None), "inside", id="range late"),
        pytest.param(
            ("2020-02-05", "2020-03-01"), (None, "2020-02-06"), "inside", id="range early"
        ),
        pytest.param((None, "2020-02-06"), ("2020-02-06", None), "inside", id="only a last day"),
        pytest.param(("2020-02-05", None), ("2020-02-06", None), "outside", id="only a first day"),
    ],
)
def test_a_zone_counts_on_the_days_it_was_in_force(days, validity, expected):
    event = at(36.5, 34.5, date_start=days[0], date_end=days[1])
    assert fit_of(event, {"start": validity[0], "end": validity[1]})[1] == expected


def test_where_zones_overlap_inside_wins_then_the_first():
    wide = {"zone_id": "wide", "geometry": shapely.box(30, 30, 40, 40)}
    event = at(37.0, 34.5, radius_m=100)
    assert fit_of(event, {"zone_id": "near"}, wide) == ("wide", "inside")
    assert fit_of(event, wide, {**wide, "zone_id": "later"}) == ("wide", "inside")


def test_a_zone_over_the_180th_meridian_is_one_zone():
    halves = shapely.union_all([shapely.box(179, -20, 180, -15), shapely.box(-180, -20, -179, -15)])
    zone = {"geometry": halves}
    assert fit_of(at(179.999, -17, radius_m=5000), zone) == ("z0", "inside")
    assert fit_of(at(-179.999, -17, radius_m=5000), zone) == ("z0", "inside")
    assert fit_of(at(180.0, -17, radius_m=10), zone) == ("z0", "inside")
    border = -179 - 3 / 106.5  # 3 km inside, at 17 S
    assert fit_of(at(border, -17, radius_m=2900), zone) == ("z0", "inside")
    assert fit_of(at(border, -17, radius_m=3100), zone) == ("z0", "edge")
    east_half = {"geometry": shapely.box(-180, -20, -179, -15)}
    assert fit_of(at(179.99, -17, radius_m=5000), east_half) == ("z0", "edge")
    assert fit_of(at(179.9, -17, radius_m=5000), east_half) == (None, "outside")


def test_a_disc_over_the_pole_reaches_every_longitude():
    zone = {"geometry": shapely.box(170, 89.7, 175, 89.9)}
    assert fit_of(at(-10, 89.95, radius_m=200_000), zone) == ("z0", "edge")
    beside = {"geometry": shapely.box(165, 89.99, 175, 89.9999)}
    assert fit_of(at(-10, 89.999, radius_m=500), beside) == ("z0", "edge")


def test_rows_order_index_and_input_stay_as_they_were():
    events = make_events(at(38, 34.5), at(36.5, 34.5), {"geometry": None})
    events.index = pd.Index([7, 7, 3])
    before = events.copy()
    out = assign_zones(events, make_zones({}))
    assert out.index.tolist() == [7, 7, 3]
    assert out["zone_fit"].fillna("-").tolist() == ["outside", "inside", "-"]
    assert "zone" not in events
    pd.testing.assert_frame_equal(pd.DataFrame(events), pd.DataFrame(before))


def test_empty_tables_are_no_trouble():
    no_zones = make_zones({}).iloc[:0]
    assert fit_of(at(36.5, 34.5)) == ("z0", "inside")
    out = assign_zones(make_events(at(36.5, 34.5)), no_zones)
    assert out["zone_fit"].tolist() == ["outside"]
    assert len(assign_zones(make_events(at(0, 0)).iloc[:0], no_zones)) == 0


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_a_wider_disc_is_never_surer(seed):
    """Law: growing the radius moves a fit only from inside or outside towards edge."""
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(-179.9, 179.9, 200), random.uniform(-80, 80, 200)
    radius, more = random.exponential(50_000, 200), random.uniform(1, 3, 200)
    spots = [at(*spot, radius_m=r) for *spot, r in zip(lon, lat, radius, strict=True)]
    wider = [at(*spot, radius_m=r) for *spot, r in zip(lon, lat, radius * more, strict=True)]
    zones = make_zones({"geometry": shapely.box(-60, -60, 60, 60), "accuracy_m": 2000.0})
    narrow_fit = assign_zones(make_events(*spots), zones)["zone_fit"]
    wide_fit = assign_zones(make_events(*wider), zones)["zone_fit"]
    for narrow, wide in zip(narrow_fit, wide_fit, strict=True):
        assert wide in {narrow, "edge"}


def test_distances_are_metres_anywhere_on_the_globe():
    """1 km inside or outside the east border, measured on the ellipsoid, at each latitude."""
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    for lat in (-70.0, -35.0, 0.0, 35.0, 70.0):
        zone = {"geometry": shapely.box(10, lat - 1, 12, lat + 1)}
        for azimuth, near, far in ((90, "outside", "edge"), (270, "inside", "edge")):
            lon, spot_lat, _ = geod.fwd(12, lat, azimuth, 1000)
            assert fit_of(at(lon, spot_lat, radius_m=998), zone)[1] == near
            assert fit_of(at(lon, spot_lat, radius_m=1002), zone)[1] == far


# --- reading -------------------------------------------------------------------------------------

RING = [[36, 34], [37, 34], [37, 35], [36, 35], [36, 34]]


def outline(kind: str, middle: tuple[float, float], size: float, random) -> shapely.Geometry:
    """A star, or what is made of it."""
    turn = np.sort(random.random(40)) * 2 * np.pi
    ring = np.column_stack([np.cos(turn), np.sin(turn)]) * size * random.uniform(0.2, 1, (40, 1))
    star = shapely.make_valid(shapely.Polygon(ring + middle))
    lon, lat = middle
    return {
        "star": star,
        "hole": star.difference(shapely.Point(middle).buffer(size / 7)),
        "several": star.union(shapely.box(lon + 2 * size, lat, lon + 2.1 * size, lat + size)),
        "beside": shapely.box(star.bounds[2], lat - size, star.bounds[2] + size, lat + size),
        # a gap of a few millimetres, which measuring closes
        "slit": star.difference(shapely.box(lon - 2 * size, lat, lon + 2 * size, lat + 4e-8)),
        "bar": shapely.box(lon - size, lat, lon + size, lat + size / 300),
    }[kind].intersection(shapely.box(-180, -90, 180, 90))


PLACES = [(36.5, 34.5), (-179.6, 10.0), (179.5, -70.0), (20.0, 74.5), (0.0, 0.0), (10.0, 88.0)]


@settings(max_examples=25)
@given(
    st.integers(0, 2**32),
    st.sampled_from(PLACES),
    st.sampled_from([0.02, 0.7, 6.0]),
    st.sampled_from([0.0, 300.0, 20_000.0]),
)
def test_what_is_settled_without_measuring_is_what_measuring_gives(seed, middle, size, doubt_m):
    random = np.random.default_rng(seed)
    kinds = random.choice(["star", "hole", "several", "beside", "slit", "bar"], 3)
    shapes = [outline(kind, middle, size, random) for kind in kinds]
    shapes = [s for s in shapes if s.area > 0 and shapely.get_type_id(s) in {3, 6}]
    first = np.datetime64("2020-02-01") + random.integers(-20, 20, len(shapes))
    last = np.where(random.random(len(shapes)) < 0.4, np.datetime64("NaT"), first + 10)
    zones = make_zones(
        *(
            {"geometry": s, "start": b, "end": e, "accuracy_m": random.choice([0.0, doubt_m / 3])}
            for s, b, e in zip(shapes, first, last, strict=True)
        )
    )
    radius = random.choice([0.0, doubt_m, 10 * doubt_m, 1e7], 1200, p=[0.4, 0.4, 0.15, 0.05])
    # half of them anywhere, half about as far from a border as the doubt reaches
    spots = middle + size * random.uniform(-1.5, 1.5, (1200, 2))
    chosen = np.array([shape.boundary for shape in shapes])[random.integers(0, len(shapes), 600)]
    line = shapely.line_interpolate_point(chosen, random.random(600), normalized=True)
    apart = (radius[:600] + random.choice([0, doubt_m / 3], 600) + 3) / 111_000
    away = (apart * random.choice([0, 0.9, 1, 1.1], 600))[:, None]
    turned = random.random(600) * 2 * np.pi
    spots[:600] = shapely.get_coordinates(line) + away * np.column_stack(
        [np.cos(turned), np.sin(turned)]
    )
    spots = np.clip(spots, [-190, -90], [190, 90])
    days = np.datetime64("2020-02-01") + random.integers(-25, 35, (2, 1200))
    events = make_events(
        *(
            at(*spot, radius_m=reach, date_start=min(when), date_end=max(when))
            for spot, reach, when in zip(spots, radius, days.T, strict=True)
        )
    )
    quick = assign_zones(events, zones)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(border, "FEWEST", len(events) + 1)
        patch.setattr("geo.zones._BLOCK", 500)
        slow = assign_zones(events, zones)
    assert quick["zone"].equals(slow["zone"])
    assert quick["zone_fit"].equals(slow["zone_fit"])


@pytest.mark.parametrize("reach_m", [0.0, 100.0, 3000.0, 20_000.0])
def test_most_dots_are_settled_without_measuring(reach_m):
    lon, lat = np.random.default_rng(1).uniform([36.1, 34.1], [36.9, 34.9], (20_000, 2)).T
    circle = shapely.Point(36.5, 34.5).buffer(0.4)
    lattice = border.lattice_over(circle, len(lon), 1_000_000, reach_m)
    assert lattice is not None
    found = lattice.settle(lon, lat, np.full(len(lon), reach_m))
    assert np.mean(found > 0) > 0.9
    sure = found % 2 == 1
    assert (found[sure] == np.where(shapely.contains_xy(circle, lon, lat), 3, 1)[sure]).all()
    assert (found == 2).any() == (reach_m > 0)


def test_a_fit_never_depends_on_the_other_events():
    near, far = at(36.5, 35.0 + 0.4 / 110_900), at(36.2, 34.2, radius_m=1900)
    alone = assign_zones(make_events(near), make_zones({}))["zone_fit"]
    both = assign_zones(make_events(near, far), make_zones({}))["zone_fit"]
    assert alone.iloc[0] == both.iloc[0] == "edge"  # less than the half metre that a grid may cost


def test_a_degree_of_latitude_is_short_at_the_equator():
    zone = {"geometry": shapely.box(10, -1, 11, 0)}
    assert fit_of(at(10.5, 19_950 / 110_574, radius_m=20_000), zone)[1] == "edge"
    assert fit_of(at(10.5, 20_050 / 110_574, radius_m=20_000), zone)[1] == "outside"


@pytest.fixture
def zones_from(tmp_path):
    def write(*features: dict, name: str = "z.geojson", **document):
        folder = tmp_path / "zones"
        folder.mkdir(exist_ok=True)
        whole = {"type": "FeatureCollection", "features": list(features), **document}
        (folder / name).write_text(json.dumps(whole), encoding="utf-8")
        return read_zones(folder)

    return write


def feature(coordinates=None, kind: str = "Polygon", **properties) -> dict:
    properties = {"zone_id": "a", "name": "A", **properties}
    geometry = None if coordinates is None else {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


GOOD = feature([RING], zone_id="good")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        pytest.param(feature([[[36, 34], [37, 34], [36, 34]]]), "no area", id="50 two points"),
        pytest.param(
            feature([[[36, 34], [37, 35], [36.5, 34.5], [36, 34]]]),
            "area is zero",
            id="50 a line",
        ),
        pytest.param(
            feature([[[284_000, 3980_000], [290_000, 3980_000], [290_000, 3990_000]]]),
            "no grid is named",
            id="52 metres",
        ),
        pytest.param(feature(), "no geometry", id="54 null"),
        pytest.param(feature([]), "no geometry|empty", id="54 empty"),
        pytest.param(feature([[["x", "34"], ["37", "34"], ["37", "35"]]]), "'x'", id="55 text"),
        pytest.param(
            feature([[["36,5", "34"], ["37", "34"], ["37", "35"]]]), "'36,5'", id="55 comma"
        ),
        pytest.param(feature([[[36, 34], [37, True], [37, 35]]]), "True", id="true for a number"),
        pytest.param(feature([[[36], [37], [38]]]), "no second number", id="one number"),
        pytest.param(feature([[[36, float("nan")], [37, 34], [37, 35]]]), "nan", id="NaN"),
        pytest.param(feature([[[34, 120], [35, 120], [35, 121]]]), "swapped", id="31 swapped"),
        pytest.param(feature(RING), "nested", id="nested too little"),
        pytest.param(feature([36, 34], "Point"), "should be a polygon", id="point"),
        pytest.param(feature([RING], "Circle"), "'Circle'", id="unknown type"),
        pytest.param(feature([RING], start="2020-02-30"), "2020-02-30", id="43 30 February"),
        pytest.param(
            feature([RING], start="2020-02-02", end="2020-02-02"), "not after", id="no span"
        ),
        pytest.param(feature([RING], accuracy_m="about 5"), "'about 5'", id="no length"),
        pytest.param(feature([RING], accuracy_m=-5), "'-5'", id="negative length"),
        pytest.param(feature([RING], zone_id="good"), "is that of", id="58 the same id"),
        pytest.param(feature([RING], zone_id="", name=None), "neither a name", id="39 no name"),
        pytest.param(
            {"type": "Feature", "properties": [1], "geometry": None}, "no object", id="list"
        ),
        pytest.param("text", "no geometry", id="no feature"),
    ],
)
def test_a_bad_feature_is_left_out_and_the_good_ones_stay(zones_from, bad, says):
    zones, left_out = zones_from(GOOD, bad)
    assert zones["zone_id"].tolist() == ["good"]
    (row,) = left_out
    assert (row.stage, row.source) == ("zones", "zones/z.geojson")
    assert row.locator.startswith("feature 2")
    assert any(part in row.reason for part in says.split("|"))


@pytest.mark.parametrize(
    ("given_", "area", "says"),
    [
        pytest.param(
            feature([[[36, 34], [37, 35], [37, 34], [36, 35], [36, 34]]]),
            0.5,
            "Self-intersection",
            id="48 bow-tie",
        ),
        pytest.param(feature([RING[:-1]]), 1.0, "closed", id="49 unclosed ring"),
        pytest.param(
            feature([RING, [[40, 40], [41, 40], [41, 41], [40, 40]]]),
            1.0,
            "mended",
            id="51 hole outside",
        ),
        pytest.param(
            feature([RING, [[36.5, 34.5], [38, 34.5], [38, 34.6], [36.5, 34.6], [36.5, 34.5]]]),
            0.95,
            "mended",
            id="51 hole across the edge",
        ),
        pytest.param(
            feature([[[str(x), str(y)] for x, y in RING]]), 1.0, "spelt as text", id="55 strings"
        ),
        pytest.param(
            feature([[[179, 0], [181, 0], [181, 1], [179, 1], [179, 0]]]),
            2.0,
            "180th meridian",
            id="56 beyond 180",
        ),
        pytest.param(
            feature([[[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]]),
            2.0,
            "180th meridian",
            id="56 leap over 180",
        ),
        pytest.param(feature([RING], zone_id=None, name="B"), 1.0, "no zone_id", id="39 no id"),
        pytest.param(
            {
                **GOOD,
                "geometry": {
                    "type": "GeometryCollection",
                    "geometries": [GOOD["geometry"], {"type": "Point", "coordinates": [1, 1]}],
                },
            },
            1.0,
            "no polygon and were dropped",
            id="collection",
        ),
    ],
)
def test_what_is_certain_is_mended_and_said(zones_from, given_, area, says):
    zones, left_out = zones_from(given_)
    assert zones.geometry.iloc[0].is_valid
    assert zones.geometry.iloc[0].area == pytest.approx(area)
    assert zones.total_bounds[2] <= 180
    assert [row.stage for row in left_out] == ["mended"]
    assert says in left_out[0].reason


@pytest.mark.parametrize(
    ("ring", "note"),
    [
        pytest.param(
            [[-180, 60], [180, 60], [180, 70], [-180, 70], [-180, 60]], 0, id="round the globe"
        ),
        pytest.param([[36, 34, 500], [37, 34, 500], [37, 35, 500], [36, 34, 500]], 0, id="heights"),
    ],
)
def test_sound_outlines_are_left_as_they_are(zones_from, ring, note):
    zones, left_out = zones_from(feature([ring]))
    assert len(left_out) == note
    assert zones.geometry.iloc[0].equals(shapely.Polygon([p[:2] for p in ring]))


def test_a_named_grid_is_converted_and_an_unknown_one_refused(zones_from):
    metres = [
        [283_000, 3_980_000],
        [293_000, 3_980_000],
        [293_000, 3_990_000],
        [283_000, 3_980_000],
    ]
    zones, left_out = zones_from(feature([metres]), crs={"properties": {"name": "EPSG:32637"}})
    assert zones.total_bounds == pytest.approx([36.59, 35.94, 36.7, 36.03], abs=0.02)
    assert "UTM zone 37N" in left_out[0].reason
    crs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert zones_from(GOOD, crs=crs84)[1] == []
    zones, left_out = zones_from(GOOD, crs={"properties": {"name": "EPSG:999999"}})
    assert len(zones) == 0
    assert "EPSG:999999" in left_out[0].reason


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "no JSON"),
        ("a.geojson", b"[" * 100_000, "deep|no JSON"),
        ("a.geojson", b'{"type": "Topology"}', "no GeoJSON features"),
        ("a.geojson", b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource>", "no JSON"),
        ("a.geojson", b"PK\x03\x04" + b"\0" * 99, "ZIP"),
        ("a.kml", b"<kml/>", "no GeoJSON"),
        ("a.geojson", b"", "no JSON"),
    ],
)
def test_a_file_that_is_no_geojson_is_left_out(tmp_path, name, content, says):
    folder = tmp_path / "zones"
    folder.mkdir()
    (folder / name).write_bytes(content)
    zones, left_out = read_zones(folder)
    assert len(ZONES.check(zones)) == 0
    assert [(row.source, row.stage) for row in left_out] == [(f"zones/{name}", "zones")]
    assert any(part in left_out[0].reason for part in says.split("|"))


def test_a_key_given_twice_with_two_values_is_not_guessed(tmp_path):
    folder = tmp_path / "zones"
    folder.mkdir()
    good = json.dumps(GOOD)
    twice = json.dumps(feature([RING])).replace('"name": "A"', '"name": "A", "name": "B"')
    (folder / "z.geojson").write_text(
        f'{{"type": "FeatureCollection", "features": [{good}, {twice}]}}'
    )
    zones, left_out = read_zones(folder)
    assert zones["zone_id"].tolist() == ["good"]
    assert "name twice" in left_out[0].reason


def test_other_names_and_lists_of_sources_are_understood(zones_from):
    given_ = feature(
        [RING], zone_id=None, id="q", sources=["TASS", "WP"], note="n", valid_from="2020-01-01"
    )
    zones, left_out = zones_from(given_)
    assert left_out == []
    row = zones.iloc[0]
    assert (row.zone_id, row.source, row.note) == ("q", "TASS; WP", "n")
    assert row.start == pd.Timestamp("2020-01-01")


def test_files_are_read_in_the_order_of_their_names(zones_from):
    zones_from(feature([RING], zone_id="b"), name="b.geojson")
    zones, _ = zones_from(feature([RING], zone_id="a"), name="a.geojson")
    assert zones["zone_id"].tolist() == ["a", "b"]


def test_lines_are_read_and_a_broken_one_left_out(tmp_path):
    folder = tmp_path / "lines"
    folder.mkdir()
    road = feature([[36, 34], [37, 35]], "LineString", ref="M5", zone_id=None)
    dot = feature([[36, 34], [36, 34]], "LineString", ref="M4", zone_id=None)
    leap = feature([[179, 0], [-179, 1]], "LineString", ref="sea", zone_id=None)
    document = {"type": "FeatureCollection", "features": [road, dot, leap]}
    (folder / "roads.geojson").write_text(json.dumps(document))
    lines, left_out = read_lines(folder)
    assert lines["line_id"].tolist() == ["M5", "sea"]
    assert [row.stage for row in left_out] == ["zones", "mended"]
    assert lines.geometry.iloc[1].geom_type == "MultiLineString"


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(-12, 12), st.integers(-6, 6)).map(lambda p: [p[0] * 15, p[1] * 15]),
        min_size=3,
        max_size=9,
    )
)
def test_any_ring_becomes_sound_or_is_left_out(ring):
    """Law: features in = zones out + rows left out, and every zone is sound."""
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root) / "zones"
        folder.mkdir()
        (folder / "z.json").write_text(json.dumps(feature([ring])))
        zones, left_out = read_zones(folder)
    assert len(zones) + sum(row.stage == "zones" for row in left_out) == 1
    for shape in zones.geometry:
        assert shape.is_valid
        assert shape.area > 0
        west, south, east, north = shape.bounds
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


def test_the_order_of_zone_rows_is_kept(zones_from):
    zones, _ = zones_from(*(feature([RING], zone_id=f"{i:02}") for i in range(12)))
    assert all(a < b for a, b in pairwise(zones["zone_id"]))


# --- sites ---------------------------------------------------------------------------------------


def sites_from(tmp_path, **files: str | bytes):
    folder = tmp_path / "sites"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sites(folder)


def test_sites_are_read_from_tables_and_points(tmp_path):
    point = feature([36.5, 35.5], "Point", zone_id=None, id="p")
    several = feature([[36.5, 35.5], [36, 35]], "MultiPoint", zone_id=None, id="q")
    sites, left_out = sites_from(
        tmp_path,
        a_csv="name,lon,lat,start,end,radius_m,fate\nMorek,36.69,35.37,2018-04-07,2020-10-20,4000,x\n",
        b_geojson=json.dumps({"type": "FeatureCollection", "features": [point, several]}),
    )
    assert sites["name"].tolist() == ["Morek", "A"]
    assert sites["radius_m"].tolist() == [4000, 1000]
    assert sites["lon"].tolist() == [36.69, 36.5]
    assert sites["fate"].tolist() == ["x", ""]
    assert [row.stage for row in left_out] == ["mended", "zones"]
    assert "no site_id" in left_out[0].reason


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param("Morek,,", "no coordinates", id="no coordinates"),
        pytest.param("Morek,0,0", "0, 0", id="32 null island"),
        pytest.param("Morek,999,35", "globe", id="33 out of range"),
        pytest.param("Morek,36.6,", "missing", id="half"),
        pytest.param(",36.6,35.3", "neither a name", id="no name"),
    ],
)
def test_a_site_without_a_sound_point_is_left_out(tmp_path, row, says):
    sites, left_out = sites_from(tmp_path, a_csv=f"name,lon,lat\nGood,36,35\n{row}\n")
    assert sites["name"].tolist() == ["Good"]
    assert [(r.stage, r.source, r.locator) for r in left_out if r.stage != "mended"] == [
        ("zones", "sites/a.csv", "row 3")
    ]
    assert says in left_out[-1].reason


def test_no_sites_are_an_empty_table(tmp_path):
    sites, left_out = read_sites(tmp_path / "sites")
    assert len(SITES.check(sites)) == 0
    assert left_out == []
    _, left_out = sites_from(tmp_path, a_csv="a,b\nx,y\n", b_csv=b"\x89PNG\r\n\x1a\n1234")
    assert [row.source for row in left_out] == ["sites/a.csv", "sites/b.csv"]
