"""What any row of our own tables must hold: a kind, a doubt, one place a name, and its own country."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import shapely

import geo
from geo.basemap.names import admin1_at, outline
from geo.gazetteer.spelling import fold

KINDS = {"village", "town", "site", "area", "region", "admin1", "admin2"}
KM_A_DEGREE = 111.2
# Outlines are coarse, islands and crossings lie outside them, and lines are drawn as held: the
# islands, and Crimea's bases that Russia uses, are left out.
COARSE_KM = 15
ELSEWHERE = {"Snake Island", "Belbek", "Saky air base", "Kerch bridge", "Halaib Triangle"}


def rows(table: str) -> list[dict[str, str]]:
    path = Path(geo.__file__).parent / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", ["sites", "regions"])
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
    seen = Counter((fold(row["name"]), row["countries"]) for row in rows("sites"))
    assert [name for name, count in seen.items() if count > 1] == []


def test_a_site_lies_in_its_country() -> None:
    strays = []
    for row in rows("sites"):
        lon, lat = float(row["lon"]), float(row["lat"])
        found = admin1_at(lon, lat)
        if len(row["countries"]) != 2 or row["name"] in ELSEWHERE:
            continue
        if found is None or found[0] != row["countries"]:
            away = shapely.distance(shapely.Point(lon, lat), outline(row["countries"]))
            if away * KM_A_DEGREE > COARSE_KM:
                strays.append((row["name"], round(away * KM_A_DEGREE)))
    assert strays == []
