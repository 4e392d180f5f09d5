"""What services of every kind say, read with care."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import ServiceError
from tests.services.server import SARAQIB, Server, answers, says

if TYPE_CHECKING:
    from pathlib import Path

PHOTON = {
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [36.8058, 35.8644]},
            "properties": {
                "osm_type": "N", "osm_id": 2, "osm_key": "place", "osm_value": "town",
                "name": "Saraqib", "state": "Idlib", "countrycode": "SY", "country": "Syria",
            },
        }
    ]
}  # fmt: skip
PELIAS = {
    "features": [
        {
            "geometry": {"coordinates": [36.8058, 35.8644]},
            "bbox": [36.75, 35.82, 36.85, 35.9],
            "properties": {
                "gid": "whosonfirst:locality:1", "layer": "locality", "name": "Saraqib",
                "country_code": "SY", "region": "Idlib",
            },
        }
    ]
}  # fmt: skip
GEONAMES = {
    "geonames": [
        {
            "lng": "36.8058", "lat": "35.8644", "geonameId": 166_000, "name": "Sarāqib",
            "toponymName": "Sarāqib", "countryCode": "SY", "adminName1": "Idlib", "fcl": "P",
            "fcode": "PPL", "population": 32_495, "countryName": "Syria",
        }
    ]
}  # fmt: skip
ARCGIS = {
    "candidates": [
        {
            "address": "Saraqib, Idlib, SYR",
            "location": {"x": 36.8058, "y": 35.8644},
            "score": 100,
            "attributes": {"Type": "City", "Region": "Idlib", "Country": "SYR"},
            "extent": {"xmin": 36.75, "ymin": 35.82, "xmax": 36.85, "ymax": 35.9},
        }
    ]
}
GOOGLE = {
    "status": "OK",
    "results": [
        {
            "formatted_address": "Saraqib, Syria",
            "place_id": "abc",
            "types": ["locality", "political"],
            "geometry": {"location": {"lat": 35.8644, "lng": 36.8058}},
            "address_components": [
                {"long_name": "Saraqib", "short_name": "Saraqib", "types": ["locality"]},
                {
                    "long_name": "Idlib",
                    "short_name": "ID",
                    "types": ["administrative_area_level_1"],
                },
                {"long_name": "Syria", "short_name": "SY", "types": ["country"]},
            ],
        }
    ],
}
TOMTOM = {
    "results": [
        {"position": {"lat": 35.8644, "lon": 36.8058}, "address": {"freeformAddress": "Saraqib"}}
    ]
}
EMPTY = {
    "nominatim": [],
    "photon": {"type": "FeatureCollection", "features": []},
    "pelias": {"features": []},
    "geonames": {"totalResultsCount": 0, "geonames": []},
    "arcgis": {"spatialReference": {"wkid": 4326}, "candidates": []},
    "google": {"status": "ZERO_RESULTS", "results": []},
    "tomtom": {"summary": {"numResults": 0}, "results": []},
}
FULL = {
    "nominatim": [SARAQIB], "photon": PHOTON, "pelias": PELIAS, "geonames": GEONAMES,
    "arcgis": ARCGIS, "google": GOOGLE, "tomtom": TOMTOM,
}  # fmt: skip
KEYED = {"google", "tomtom", "geonames"}
FIXED_SCHEME = {"geonames"}


@pytest.fixture
def ask(server: Server, service: Any, tmp_path: Path) -> Any:
    key = tmp_path / "key"
    key.write_text("secret", encoding="utf-8")

    def asking(name: str, document: Any, query: str = "Saraqeb", **options: Any) -> Any:
        server.answer = answers(document)
        changes = {"key_file": key} if name in KEYED else {}
        return service(name, **changes).geocoder.candidates(query, **options)

    return asking


@pytest.mark.parametrize("name", FULL)
def test_a_place_is_read_where_it_lies(ask: Any, name: str):
    (place,) = ask(name, FULL[name])
    assert (place.lon, place.lat) == (36.8058, 35.8644)
    assert place.source.startswith(name)
    assert place.basis.startswith(f"{name}: named ")


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_answer_is_unknown(ask: Any, name: str):
    assert ask(name, EMPTY[name]) == []


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize("document", [{}, {"ok": True}, {"error": {"code": 500}}], ids=str)
def test_an_answer_that_says_neither_is_no_answer(ask: Any, name: str, document: Any):
    with pytest.raises(ServiceError):
        ask(name, document)


def spoilt(document: Any, lon: Any, lat: Any) -> Any:
    """Return an answer with another position, or none where it is None."""
    text = json.dumps(document)
    for old, new in (("36.8058", lon), ("35.8644", lat)):
        told = json.dumps(new) if new is not None else "null"
        text = text.replace(f'"{old}"', told).replace(old, told)
    return json.loads(text)


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize(
    ("lon", "lat"),
    [(36.8058, None), (None, 35.8644), (None, None), (0, 0), (999, 35.8644), (36.8058, -91),
     ("east", 35.8644), (True, 35.8644), ([36], [35])],
)  # fmt: skip
def test_an_impossible_position_is_no_answer(ask: Any, name: str, lon: Any, lat: Any):
    with pytest.raises(ServiceError):
        ask(name, spoilt(FULL[name], lon, lat))


def test_a_bad_candidate_does_not_spoil_a_good_one(ask: Any):
    assert len(ask("nominatim", [{**SARAQIB, "lon": "999"}, SARAQIB])) == 1


def test_what_a_place_is_comes_from_the_service(ask: Any):
    (town,) = ask("nominatim", [SARAQIB])
    assert (town.name, town.kind, town.radius_m, town.country) == ("Saraqib", "town", 2000, "SY")
    assert town.names == {"ar": "سراقب", "en": "Saraqib"}
    assert town.source == "nominatim:node/2"
    area = {**SARAQIB, "class": "boundary", "type": "administrative", "place_rank": 8,
            "osm_type": "relation"}  # fmt: skip
    (province,) = ask("nominatim", [area], "saraqeb!")
    assert province.kind == "admin1"
    assert 20_000 < province.radius_m < 40_000


@pytest.mark.parametrize(
    ("query", "score"),
    [
        pytest.param("Saraqib", 0.97, id="its name"),
        pytest.param("SARAQEB", 0.97, id="another of its names"),
        pytest.param("سراقب", 0.97, id="in Arabic"),
        pytest.param("Saraqab", 0.76, id="one letter off"),
        pytest.param("Serakib", 0.71, id="the same consonants"),
        pytest.param("Серакиб", 0.7, id="in a script in which it has no name"),
    ],
)
def test_the_score_says_how_the_name_fits(ask: Any, query: str, score: float):
    (place,) = ask("nominatim", [SARAQIB], query)
    assert place.score == pytest.approx(score, abs=0.01)


@pytest.mark.parametrize("query", ["Sarmin", "Sarmada", "Idlib", "Saraqeb Street", "Nayrab"])
def test_a_place_of_another_name_is_not_the_one_that_was_asked_for(ask: Any, query: str):
    assert ask("nominatim", [SARAQIB], query) == []


def test_the_projects_countries_come_first_and_shut_nobody_out(ask: Any):
    abroad = {
        **SARAQIB,
        "osm_id": 3,
        "lat": "31.9",
        "lon": "35.4",
        "address": {"country_code": "ps"},
    }
    found = ask("nominatim", [abroad, SARAQIB], countries=("SY",))
    assert [place.country for place in found] == ["SY", "PS"]


def test_the_question_leans_towards_the_project(server: Server, ask: Any):
    ask("nominatim", [SARAQIB])
    assert "viewbox=35.0%2C34.0%2C38.0%2C37.0" in server.paths[-1]
    assert "bounded" not in server.paths[-1]
    ask("photon", PHOTON)
    assert "lon=36.5" in server.paths[-1]
    ask("geonames", GEONAMES)
    assert "countryBias=SY" in server.paths[-1]


def test_hostile_text_is_only_text(ask: Any):
    hostile = {**SARAQIB, "namedetails": {"name:en": "Saraqeb\u202e<script>\x00" + "x" * 9999}}
    hostile |= {"name": "Saraqeb", "address": {"country_code": "{{ 1 }}", "state": ["<b>"]}}
    (place,) = ask("nominatim", [hostile])
    assert place.name.isprintable()
    assert len(place.name) <= 200
    assert (place.country, place.admin1) == ("", "")


@pytest.mark.parametrize("name", ["", "   ", "\u200f", "x" * 500])
def test_what_can_be_no_name_is_not_asked(server: Server, service: Any, name: str):
    server.answer = says("[]")
    assert service().geocoder.candidates(name) == []
    assert server.asked == []


def test_a_name_is_sent_on_one_line_without_unseen_characters(server: Server, service: Any):
    service().geocoder.candidates(" \u202bسراقب\u202c\n ")
    assert server.names == ["سراقب"]
