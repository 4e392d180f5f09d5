"""A real Nominatim answers what we think that it answers; run by ``bash tests/services/nominatim.sh``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

import geo
from geo.project import ServiceSpec
from geo.services import open_services
from tests.services.conftest import project_asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOMAIN = os.environ.get("SITMAP_TEST_NOMINATIM", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DOMAIN, reason="no Nominatim is installed here: run bash tests/services/nominatim.sh"
    ),
]


@pytest.fixture
def nominatim(tmp_path: Path) -> Iterator[Any]:
    opened = []

    def make(domain: str = DOMAIN, box: Any = (35.7, 34.9, 37.9, 36.7)) -> Any:
        spec = ServiceSpec("nominatim", {"domain": domain, "scheme": "http"}, per_second=20.0)
        project = project_asking(spec, countries=("SY",), box=box)
        opened.extend(open_services(project, tmp_path / "services"))
        return opened[-1].geocoder

    yield make
    for service in opened:
        service.geocoder.close()


@pytest.mark.parametrize(
    ("name", "lon", "lat", "kind"),
    [
        ("Saraqib", 36.8058, 35.8644, "town"),
        ("Saraqeb", 36.8058, 35.8644, "town"),
        ("Serakib", 36.8058, 35.8644, "town"),
        ("سراقب", 36.8058, 35.8644, "town"),
        ("Halep", 37.1343, 36.2021, "city"),
        ("معرة النعمان", 36.6683, 35.6433, "city"),
        ("Jisr al-Shughur", 36.3178, 35.8158, "town"),
    ],
)
def test_towns_are_found_in_any_of_their_names(
    nominatim: Any, name: str, lon: float, lat: float, kind: str
):
    place = nominatim().candidates(name, countries=("SY",))[0]
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=1e-6)
    assert place.kind == kind
    assert place.score == 0.97
    assert place.source.startswith("nominatim:node/")


def test_a_province_has_the_size_of_its_outline(nominatim: Any):
    province = nominatim().candidates("Idlib Governorate")[0]
    assert province.kind == "admin1"
    assert province.source == "nominatim:relation/100"
    assert 50_000 < province.radius_m < 80_000


def test_of_two_towns_of_one_name_the_one_in_the_box_comes_first(nominatim: Any):
    found = nominatim(box=None).candidates("أريحا")
    assert sorted(place.names["en"] for place in found) == ["Ariha", "Jericho"]
    for box, name in (((35.7, 34.9, 37.9, 36.7), "Ariha"), ((34.0, 31.0, 36.0, 33.0), "Jericho")):
        assert nominatim(box=box).candidates("أريحا")[0].names["en"] == name


@pytest.mark.parametrize(
    "name", ["Qomarveh", "قومروة", "xq zz", "'; DROP TABLE place; --", "%", "a" * 200]
)
def test_what_it_does_not_know_is_unknown_and_kept(nominatim: Any, name: str):
    online = nominatim()
    assert online.candidates(name) == []
    assert online.known(name) == []


def test_another_path_of_the_server_is_no_answer(nominatim: Any):
    with pytest.raises(geo.ServiceError):
        nominatim(f"{DOMAIN}/nowhere").candidates("Saraqib")


def test_a_build_asks_it_for_what_the_gazetteers_lack(tmp_path: Path):
    """Qombelzhur is no place of this world, but one of facts.osm."""
    root = tmp_path / "data"
    (root / "reports").mkdir(parents=True)
    (root / "atlas.toml").write_text(
        'title = "T"\ncountries = ["SY"]\nbox = [35.7, 34.9, 37.9, 36.7]\n[[services]]\n'
        f'name = "nominatim"\ndomain = "{DOMAIN}"\nscheme = "http"\n',
        encoding="utf-8",
    )
    (root / "reports" / "r01.txt").write_text(
        "Published: 6 February 2020\n\n"
        "Government artillery shelled the village of Qombelzhur on Thursday, killing two civilians.\n",
        encoding="utf-8",
    )
    atlas = geo.build(root, services_dir=tmp_path / "services")
    assert atlas.counts["names pending"] == 0
    event = atlas.events.iloc[0]
    assert (event["lon"], event["lat"]) == pytest.approx((36.52, 35.71))
    assert "nominatim: named Qombelzhur" in event["place_basis"]
