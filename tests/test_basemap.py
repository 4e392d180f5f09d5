"""Promises of the embedded basemap: small, the same each time, without gaps, found by name."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import geo.basemap
from build_steps import basemap as step
from geo.basemap import admin1_at, admin1_names, clip, outline, topology, view, world
from geo.basemap.labels import MOST_NEAR, find_labels
from geo.basemap.store import Store, pack_ints, unpack_ints
from geo.errors import InputError

ROOT = Path(__file__).parent.parent
NORTHWEST_SYRIA = (35.0, 34.5, 38.0, 37.3)
SYRIA = (33.0, 30.5, 44.0, 39.5)
UKRAINE = (22.0, 44.0, 41.0, 53.0)
GAZA = (34.1, 31.1, 34.7, 31.7)
FIJI = (170.0, -25.0, -170.0, -10.0)
WORLD = (-180.0, -85.0, 180.0, 85.0)


def as_text(slice_):
    return json.dumps(slice_, ensure_ascii=False, separators=(",", ":"))


def layer(slice_, name):
    return next(layer["items"] for layer in slice_["layers"] if layer["name"] == name)


def line(slice_, arcs):
    """Follow arcs as a page does; a list of one point after another in degrees."""
    points = []
    for number in arcs:
        steps = np.array(slice_["arcs"][number if number >= 0 else ~number]).reshape(-1, 2)
        arc = np.cumsum(steps, axis=0) * slice_["scale"] + slice_["origin"]
        arc = arc if number >= 0 else arc[::-1]
        assert not points or np.allclose(points[-1], arc[0]), "arcs of a ring must meet"
        points += arc.tolist()
    return points


def lines(slice_, name):
    return shapely.MultiLineString(
        [line(slice_, arcs) for item in layer(slice_, name) for arcs in item]
    )


def land(slice_):
    polygons = []
    for outer, *holes in layer(slice_, "land"):
        polygons.append(
            shapely.make_valid(
                shapely.Polygon(line(slice_, outer), [line(slice_, hole) for hole in holes])
            )
        )
    return polygons


@pytest.fixture(scope="module")
def syria():
    return clip(SYRIA, languages=("en", "ar"))


@pytest.fixture(scope="module")
def whole_world():
    return clip(WORLD, languages=("en", "ar"))


# ---------------------------------------------------------------- size and sameness


def test_the_world_takes_at_most_four_megabytes_in_the_wheel():
    assert (ROOT / step.MADE).stat().st_size <= 4_000_000


@pytest.mark.parametrize(
    ("box", "most"),
    [
        pytest.param(NORTHWEST_SYRIA, 15_000, id="three degrees"),
        pytest.param(GAZA, 3_000, id="Gaza"),
        pytest.param(SYRIA, 40_000, id="Syria"),
        pytest.param((21, 8, 39, 23), 40_000, id="Sudan"),
        pytest.param(UKRAINE, 60_000, id="Ukraine"),
        pytest.param((4, 57, 32, 72), 60_000, id="Norway's fjords"),
        pytest.param((-10, 35, 30, 60), 60_000, id="Europe"),
        pytest.param((95, -11, 130, 7), 60_000, id="Indonesia"),
        pytest.param(WORLD, 360_000, id="the world"),
    ],
)
def test_a_slice_fits_its_budget(box, most):
    text = as_text(clip(box, languages=("en", "ar"))).encode()
    assert len(b64encode(zlib.compress(text, 9))) <= most


def test_a_slice_that_is_little_too_large_loses_labels_and_is_not_drawn_again(monkeypatch):
    drawn = []
    draw = view._drawn
    monkeypatch.setattr(view, "_drawn", lambda *about: drawn.append(about) or draw(*about))
    found = clip((27.0, 27.0, 51.0, 42.5), languages=["ar"])
    assert len(drawn) == 1
    assert 450 <= len(found["labels"]) < view.MOST_LABELS


def test_the_same_box_gives_the_same_bytes_in_another_process(syria):
    code = (
        "import json; from hashlib import sha256; from geo.basemap import clip;"
        f"s = clip({SYRIA!r}, languages=('en', 'ar'));"
        "t = json.dumps(s, ensure_ascii=False, separators=(',', ':'));"
        "print(sha256(t.encode()).hexdigest())"
    )
    again = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "4711"},
    )
    assert again.stdout.strip() == sha256(as_text(syria).encode()).hexdigest()


def test_importing_it_loads_neither_tables_nor_the_file():
    code = (
        "import sys, geo.basemap; from geo.basemap import world;"
        "assert not {'pandas', 'geopandas', 'folium'} & set(sys.modules);"
        "assert world.store.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# ---------------------------------------------------------------- what a slice shows


def test_a_box_inside_a_country_is_all_land():
    slice_ = clip((36.3, 35.5, 36.9, 36.0), languages=())
    (ground,) = land(slice_)
    assert ground.area == pytest.approx(0.6 * 0.5)
    assert not layer(slice_, "coast")


def test_neighbours_have_no_gap_between_them(syria):
    frame = shapely.box(*SYRIA)
    ground = shapely.union_all(land(syria))
    sea = frame.difference(ground)
    inland = shapely.box(37, 33, 43, 36.5)
    assert not sea.intersects(inland)
    # A border ends at another line or at the edge of the map, never in the middle of nowhere.
    network = shapely.node(
        shapely.union_all([lines(syria, n) for n in ("coast", "admin1", "countries", "disputed")])
    )
    ends = [p for part in network.geoms for p in (part.coords[0], part.coords[-1])]
    inside = [p for p in ends if frame.buffer(-0.01).contains(shapely.Point(p))]
    assert inside
    loose = [p for p in set(inside) if inside.count(p) == 1]
    assert not loose


def test_the_edge_of_the_map_is_no_coast(syria, whole_world):
    for slice_, box in ((syria, SYRIA), (whole_world, WORLD)):
        edge = shapely.box(*box).exterior
        assert lines(slice_, "coast").intersection(edge).length == 0


def test_borders_keep_within_a_kilometre_of_the_source():
    slice_ = clip(NORTHWEST_SYRIA, languages=())
    border = outline("SY").boundary.intersection(shapely.box(35.6, 35.9, 37.9, 37.2))
    drawn = shapely.union_all([lines(slice_, "countries"), lines(slice_, "coast")])
    assert shapely.hausdorff_distance(border, drawn) > 0  # lines beyond Syria's are drawn too
    assert max(drawn.distance(shapely.Point(p)) for p in shapely.get_coordinates(border)) < 0.01


def test_the_world_is_drawn_without_divisions(whole_world):
    assert not layer(whole_world, "admin1")
    assert sum(p.area for p in land(whole_world)) == pytest.approx(
        shapely.box(*WORLD).intersection(shapely.union_all(
            [world.area("world", i) for i in range(len(world.level("world").states))]
        )).area,
        rel=0.002,
    )  # fmt: skip


def test_a_box_over_the_180th_meridian_is_one_map():
    slice_ = clip(FIJI, languages=())
    west, _, east, _ = lines(slice_, "coast").bounds
    assert west < 178
    assert 187 < east < 190
    seam = shapely.LineString([(180, -25), (180, -10)])
    assert lines(slice_, "coast").intersection(seam).length == 0
    suva = next(label for label in slice_["labels"] if label[2] == "Suva")
    apia = next(label for label in slice_["labels"] if label[2] == "Apia")
    assert (suva[0], apia[0]) == (pytest.approx(178.4, abs=0.1), pytest.approx(188.2, abs=0.1))


@pytest.mark.parametrize("box", [(181, -25, 195, -10), (-190, -25, -165, -10), (0, -90, 360, 90)])
def test_boxes_past_180_degrees_are_boxes_too(box):
    slice_ = clip(box, languages=())
    assert land(slice_)


@pytest.mark.parametrize(
    ("box", "line_at"),
    [
        pytest.param(UKRAINE, (33.7, 46.15), id="the neck of Crimea"),
        pytest.param(SYRIA, (35.8, 33.1), id="the Golan Heights"),
        pytest.param((72, 30, 82, 38), (74.0, 34.5), id="Kashmir"),
    ],
)
def test_lines_that_are_not_accepted_are_a_layer_of_their_own(box, line_at):
    slice_ = clip(box, languages=())
    assert lines(slice_, "disputed").distance(shapely.Point(line_at)) < 0.15
    assert lines(slice_, "countries").distance(shapely.Point(line_at)) > 0.05


def test_each_slice_names_its_sources(syria):
    assert any("Natural Earth" in line for line in syria["attribution"])
    assert any("GeoNames (CC BY 4.0)" in line for line in syria["attribution"])
    assert all(s["version"] and s["licence"] and s["content"] for s in geo.basemap.sources())


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((10, 20, 30, 10), id="south above north"),
        pytest.param((10, 20, 10, 30), id="no width"),
        pytest.param((float("nan"), 0, 1, 1), id="not a number"),
        pytest.param((5000, 0, 5001, 1), id="metres"),
        pytest.param((0, 95, 1, 99), id="beyond the pole"),
    ],
)
def test_what_is_no_box_is_refused_with_a_remedy(box):
    with pytest.raises(InputError, match="is no box on the globe") as caught:
        clip(box, languages=())
    assert "degrees" in caught.value.fix


# ---------------------------------------------------------------- labels


def test_few_labels_are_the_first_of_many():
    views = [((35.0, 32.0, 43.0, 38.0), 0.0)]
    many, few = (
        find_labels(views, 8.0, most, divisions=True, arabic=False) for most in (10_000, 25)
    )
    assert len(many) > 100
    assert few == many[:25]


def test_labels_come_in_the_order_in_which_they_show(syria):
    zooms = [label[3] for label in syria["labels"]]
    assert zooms == sorted(zooms)
    names = [label[2] for label in syria["labels"]]
    assert names.index("Syria") < names.index("Aleppo") < names.index("Idlib")
    ranks = {label[2]: label[4] for label in reversed(syria["labels"])}
    assert (ranks["Syria"], ranks["Al-Hasakah"], ranks["Damascus"]) == (3, 2, 1)


def test_towns_near_events_are_named_on_a_map_of_the_world():
    world = (-180.0, -60.0, 180.0, 75.0)
    spots = np.array([[36.65, 35.95], [25.35, 13.65]])
    far, near = (clip(world, languages=("ar",), near=n) for n in (None, spots))
    assert not {"Binnish", "El Fasher"} & {label[2] for label in far["labels"]}
    names = {label[2]: label[5].get("ar") for label in near["labels"]}
    assert (names["Binnish"], names["El Fasher"]) == ("بنش", "الفاشر")
    assert len(names) <= len(far["labels"]) + MOST_NEAR
    zooms = [label[3] for label in near["labels"]]
    assert zooms == sorted(zooms)


def test_arabic_names_come_when_they_are_asked_for(syria):
    arabic = {label[2]: label[5].get("ar") for label in syria["labels"] if label[4] != 2}
    assert arabic["Syria"] == "سوريا"
    assert arabic["Ar Raqqah"] == "الرقة"
    assert arabic["Deir ez-Zor"] == "دير الزور"
    assert arabic["Amman"] == "عمان"
    assert not any(label[5] for label in clip(SYRIA, languages=("en",))["labels"])


def test_small_towns_of_the_north_west_are_there():
    names = {label[2] for label in clip(NORTHWEST_SYRIA, languages=("en",))["labels"]}
    assert {"Saraqib", "Taftanaz", "Ariha", "Sarmin", "Kafranbel"} <= names


def test_only_the_largest_namesake_is_the_capital():
    labels = clip((-95, 30, -70, 48), languages=())["labels"]
    assert [label[:2] for label in labels if label[2] == "Washington" and label[4] == 1] == [
        [pytest.approx(-77.04, abs=0.01), pytest.approx(38.9, abs=0.01)]
    ]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    ["Idlib", "idleb", "Edleb", "Idlib Governorate", "Muhafazat Idlib", "SY-ID", "sy-id", "إدلب",
     "ادلب", "محافظة إدلب", " Idlib  province "],
)  # fmt: skip
def test_a_division_is_found_by_any_of_its_names(name):
    assert outline("sy", name) == outline("SY", "Idlib")
    assert outline("SY", name).contains(shapely.Point(36.63, 35.93))


@pytest.mark.parametrize(
    ("country", "name", "lon", "lat"),
    [
        ("SY", "Raqqa", 39.0, 35.95),
        ("SY", "Rural Damascus", 36.6, 33.6),
        ("SY", "Damascus", 36.29, 33.51),
        ("ER", "Maekel Region", 38.93, 15.33),  # shifted rows in the source
        ("ER", "Northern Red Sea", 38.7, 16.4),
        ("GY", "Demerara-Mahaica", -58.1, 6.7),
        ("LA", "Vientiane Prefecture", 102.6, 17.96),
        ("UA", "Donetsk Oblast", 37.8, 48.0),
        ("UA", "Crimea", 34.1, 45.0),
        ("SD", "North Darfur", 25.35, 13.63),
        ("YE", "Marib", 45.3, 15.46),
        ("PS", "Gaza", 34.45, 31.5),
        ("IQ", "Nineveh", 43.1, 36.3),
    ],
)
def test_divisions_of_other_countries_are_found(country, name, lon, lat):
    assert outline(country, name).contains(shapely.Point(lon, lat))
    assert admin1_at(lon, lat)[0] == country


def test_an_unknown_name_is_none_and_not_a_guess():
    assert outline("SY", "Atlantis") is None
    assert outline("XX") is None
    assert outline("TR", "Idlib") is None
    assert outline("SY", "Governorate") is None
    assert outline("SY", "") is None


def test_a_country_is_its_divisions_together():
    country = outline("SY")
    parts = [outline("SY", unit.code) for unit in admin1_names() if unit.country == "SY"]
    assert country.is_valid
    assert country.area == pytest.approx(sum(part.area for part in parts))
    assert not country.interiors


def test_a_point_tells_its_division():
    assert admin1_at(36.63, 35.93) == ("SY", "Idlib")
    assert admin1_at(34.1, 45.0) == ("UA", "Crimea")
    assert admin1_at(0.0, 0.0) is None


def test_every_division_lies_around_its_point():
    units = admin1_names()
    assert len(units) > 4500
    syrian = [unit for unit in units if unit.country == "SY"]
    assert {"Idlib", "Aleppo", "Hama", "Latakia", "Daraa"} <= {unit.name for unit in syrian}
    for unit in syrian:
        shape = outline("SY", unit.code)
        assert shape.contains(shapely.Point(unit.lon, unit.lat))
        farthest = shapely.hausdorff_distance(shapely.Point(unit.lon, unit.lat), shape)
        assert 0.6 * farthest < unit.radius_m / 111_000 < 1.2 * farthest
        assert unit.name not in unit.alternates


# ---------------------------------------------------------------- topology and file


@given(st.lists(st.integers(-(2**62), 2**62)))
def test_numbers_come_back_from_the_file_as_they_went_in(numbers):
    assert unpack_ints(pack_ints(numbers)).tolist() == numbers


@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=2, max_size=12, unique=True
    )
)
def test_areas_that_share_arcs_still_fill_the_plane(spots):
    frame = shapely.box(0, 0, 100, 100)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(spots), extend_to=frame)
    areas = [shapely.intersection(cell, frame) for cell in shapely.get_parts(cells)]
    cut = topology.build(areas, grid=1000)
    again = [cut.area(i, 1000) for i in range(len(areas))]
    assert sum(area.area for area in again) == pytest.approx(100 * 100)
    assert shapely.union_all(again).area == pytest.approx(100 * 100)
    used = [i if i >= 0 else ~i for face in cut.faces for rings in face for r in rings for i in r]
    shared = (cut.sides >= 0).all(axis=1)
    assert sorted(used) == sorted([*range(len(cut.ends)), *np.flatnonzero(shared).tolist()])


def test_an_enclave_and_its_surroundings_share_one_arc():
    hole = shapely.box(4, 4, 6, 6)
    around = shapely.box(0, 0, 10, 10).difference(hole)
    cut = topology.build([around, hole], grid=10)
    ((_, (inner,)),) = cut.faces[0]
    assert cut.faces[1] == [[[~inner]]]
    assert sorted(cut.sides[inner if inner >= 0 else ~inner].tolist()) == [0, 1]


def test_a_missing_or_foreign_file_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="can't be read") as caught:
        Store(tmp_path / "basemap.bin")
    assert "Install sitmap again" in caught.value.fix
    (tmp_path / "basemap.bin").write_bytes(b"something else")
    with pytest.raises(InputError, match="not a basemap"):
        Store(tmp_path / "basemap.bin")


# ---------------------------------------------------------------- the build step


def test_a_fresh_file_is_not_made_again(monkeypatch):
    def offline(*_args, **_kwargs):
        raise AssertionError("npm was called")

    monkeypatch.setattr(step.node, "run", offline)
    assert step.is_fresh(ROOT), "run `python -m build_steps.basemap`"
    assert step.build(ROOT) == [ROOT / step.MADE]


def test_a_package_with_other_contents_is_refused(tmp_path):
    package = step.COUNTRY_NAMES
    kept = tmp_path / f"{package.name}-{package.version}-ar.json"
    kept.write_text("{}")
    with pytest.raises(RuntimeError, match="is not the file that was checked"):
        step._fetch(package, tmp_path)
    assert not kept.exists()


def test_shifted_rows_of_the_source_move_to_their_outlines():
    rows = [
        {"adm0_a3": "ERI", "name": "Anseba", "gn_name": "Maekel Region"},
        {"adm0_a3": "ERI", "name": "Maekel", "gn_name": "Debub Region"},
        {"adm0_a3": "ERI", "name": "Debub", "gn_name": "Anseba Region"},
        {"adm0_a3": "ERI", "name": "Gash-Barka", "gn_name": "Gash Barka Region"},
        {"adm0_a3": "TWN", "name": "Hsinchu City", "gn_name": "Hsinchu"},
        {"adm0_a3": "TWN", "name": "Hsinchu", "gn_name": "Hsinchu"},
        {"adm0_a3": "TWN", "name": "Taipei"},
    ]
    assert [row["name"] for row in step._at_home(rows)] == [
        "Maekel", "Debub", "Anseba", "Gash-Barka", "Hsinchu City", "Hsinchu", "Taipei",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_build_step_is_reproducible():
    cache = ROOT / "build" / "basemap"
    if not cache.is_dir():
        pytest.skip("the packages are not here; `python -m build_steps.basemap` fetches them")
    files = {package.name: step._fetch(package, cache) for package in step.PACKAGES}
    made = step.make(files, made_by=step._fingerprint(ROOT))
    assert sha256(made).hexdigest() == sha256((ROOT / step.MADE).read_bytes()).hexdigest()


@pytest.mark.parametrize("country", ["CA", "CL", "GY", "JP", "LV", "PH", "ZA"])
def test_a_country_whose_divisions_do_not_quite_meet_has_an_outline(country: str) -> None:
    whole = outline(country)
    assert whole is not None
    assert whole.is_valid


def test_every_country_has_an_outline() -> None:
    countries = sorted(set(world.level("region").countries))
    assert [c for c in countries if c and outline(c) is None] == []
