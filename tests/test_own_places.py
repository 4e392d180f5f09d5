"""What any row of our own tables must hold: a kind, a doubt, one place a name, and its own country."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import shapely

import geo
from build_steps.own import Towns, places
from geo.basemap.names import admin1_at, outline
from geo.distance import plane_km
from geo.gazetteer import open_gazetteer
from geo.gazetteer.spelling import bare, fold
from geo.locate.namesakes import OFF_KM, table_path

KINDS = {"village", "town", "site", "area", "region", "admin1", "admin2"}
KM_A_DEGREE = 111.2
# Outlines are coarse, islands and crossings lie outside them, and lines are drawn as held: the
# islands, and Crimea's bases that Russia uses, are left out.
COARSE_KM = 15
ELSEWHERE = {"Snake Island", "Belbek", "Saky air base", "Kerch bridge", "Halaib Triangle"}


ROOT = Path(geo.__file__).parent.parent


def rows(kind: str) -> list[dict[str, str]]:
    """Return the places of one of our own tables, of all countries for ``villages``."""
    return [row for table, row in places(ROOT) if table.split("/")[0] == kind]


@pytest.mark.parametrize("table", ["sites", "regions", "villages"])
def test_a_row_says_what_it_is_and_how_far_it_may_be_off(table: str) -> None:
    wrong = [
        row["name"]
        for row in rows(table)
        if None in row
        or row["kind"] not in KINDS
        or not 0 < float(row["radius_km"]) <= 10_000
        or abs(float(row["lat"])) > 90
        or not all(len(iso) == 2 and iso.isupper() for iso in row["countries"].split())
    ]
    assert wrong == []


def test_a_name_stands_once_in_a_country() -> None:
    both = (*rows("sites"), *rows("villages"))
    seen = Counter((fold(row["name"]), row["countries"]) for row in both)
    assert [name for name, count in seen.items() if count > 1] == []


def test_a_site_lies_in_its_country() -> None:
    strays = []
    for row in (*rows("sites"), *rows("villages")):
        lon, lat = float(row["lon"]), float(row["lat"])
        found = admin1_at(lon, lat)
        if len(row["countries"]) != 2 or row["name"] in ELSEWHERE:
            continue
        if found is None or found[0] != row["countries"]:
            away = shapely.distance(shapely.Point(lon, lat), outline(row["countries"]))
            if away * KM_A_DEGREE > COARSE_KM:
                strays.append((row["name"], round(away * KM_A_DEGREE)))
    assert strays == []


def namesakes() -> list[dict[str, str]]:
    """Return the villages that a name means which others bear too."""
    with table_path().open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(names: str) -> set[str]:
    """Return names as they are compared: without article, vowel signs and blanks."""
    return {bare(fold(name)).replace(" ", "") for name in names.split(";") if name}


def test_a_village_that_a_name_alone_means_lies_in_its_country_and_stands_once() -> None:
    table = namesakes()
    strays = []
    for row in table:
        spot = shapely.Point(float(row["lon"]), float(row["lat"]))
        if shapely.distance(spot, outline(row["country"])) * KM_A_DEGREE > COARSE_KM:
            strays.append(row["name"])
    assert strays == []
    seen = Counter((row["country"], key) for row in table for key in plain(row["ar"]))
    assert [name for name, count in seen.items() if count > 1] == []


OCHA = ROOT.parent / "shared/samples/syr_populated_places.csv"


@pytest.mark.skipif(not OCHA.is_file(), reason="../shared/samples is not here")
def test_a_village_that_a_name_alone_means_is_one_of_several_of_ochas_list() -> None:
    with OCHA.open(encoding="utf-8-sig", newline="") as file:
        listed: dict[str, list[tuple[float, float]]] = {}
        for row in csv.DictReader(file):
            spot = float(row["longitude"]), float(row["latitude"])
            for key in plain(row["name_ar"].split(" (")[0]):
                listed.setdefault(key, []).append(spot)
    wrong = {}
    for row in namesakes():
        spots = {spot for key in plain(row["ar"]) for spot in listed.get(key, ())}
        near = [plane_km(float(row["lon"]), float(row["lat"]), *spot) <= OFF_KM for spot in spots]
        if sum(near) != 1:
            wrong[row["name"]] = sum(near)
    assert wrong == {}


def test_a_town_of_ours_takes_over_the_people_that_geonames_counts_at_a_namesake() -> None:
    towns = Towns.of(
        [
            {"countries": "CD", "name": "Kenge", "kind": "town", "lon": "17.04", "lat": "-4.81"},
            {"countries": "CD", "name": "Sake", "kind": "village", "lon": "29.04", "lat": "-1.57"},
        ]
    )
    people = [
        towns.people_of(
            {"countrycode": iso, "name": name, "longitude": lon, "latitude": lat, "population": n}
        )
        for iso, name, lon, lat, n in (
            ("CD", "Kenge", 13.66, -5.77, 63_317),
            ("CD", "Kenge", 17.05, -4.8, 30_000),
            ("CD", "Kenge", 20.0, -9.0, 900),
            ("CG", "Kenge", 13.66, -5.77, 9_000),
            ("CD", "Sake", 20.0, -2.0, 17_000),
        )
    ]
    assert people == [0, 30_000, 900, 9_000, 17_000]
    assert towns.people == {("CD", "Kenge"): 63_317}


@pytest.mark.parametrize(
    ("name", "country", "spot"),
    [
        ("Kenge", "CD", (-4.81, 17.04)),
        ("Kobo", "ET", (12.15, 39.63)),
        ("Yalgo", "BF", (13.58, -0.27)),
    ],
)
def test_a_seat_comes_before_the_namesake_that_geonames_takes_for_it(
    name: str, country: str, spot: tuple[float, float]
) -> None:
    town = open_gazetteer(None).candidates(name, countries=(country,))[0]
    assert (town.kind, town.population > 5_000) == ("town", True)
    assert (round(town.lat, 2), round(town.lon, 2)) == spot
