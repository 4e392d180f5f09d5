"""How the built-in list is put together: divisions by their ground, villages of the postal list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from build_steps import villages as step
from build_steps.divisions import Ground
from build_steps.villages import latin, villages
from geo.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from pathlib import Path


def towns(code: str, *points: tuple[float, float]) -> list[dict[str, Any]]:
    country, _, division = code.partition(".")
    return [
        {
            "geonameid": str(1000 * int(division) + number),
            "name": f"Town {number}",
            "alternatenames": [],
            "countrycode": country,
            "admin1code": division,
            "longitude": lon,
            "latitude": lat,
        }
        for number, (lon, lat) in enumerate(points)
    ]


def ground(names: dict[str, str], places: list[dict[str, Any]]) -> Ground:
    return Ground([{"code": c, "name": n} for c, n in names.items()], places, lambda given: given)


KHARKIV = [(36.23, 49.99), (37.27, 49.19), (36.69, 49.46), (37.6, 49.71), (36.93, 48.91)]
POLTAVA = [(34.55, 49.59), (33.42, 49.07), (33.6, 50.02), (34.5, 50.3), (35.0, 49.3)]


def test_a_division_is_where_its_towns_lie_not_where_its_name_leads() -> None:
    made = ground({"UA.1": "Poltava", "UA.2": "Kharkiv"}, towns("UA.1", *KHARKIV * 3))
    unit = made.unit("UA.1")
    assert unit is not None
    assert unit["name"] == "Kharkiv"
    assert made.unit("UA.2") is not None  # no town speaks against its name


def test_a_name_stands_against_a_few_towns() -> None:
    made = ground({"UA.1": "Poltava"}, towns("UA.1", *KHARKIV))
    unit = made.unit("UA.1")
    assert unit is not None
    assert unit["name"] == "Poltava"


def test_a_region_of_many_provinces_is_none_of_them() -> None:
    spread = [*KHARKIV, *POLTAVA, (30.5, 50.4), (24.0, 49.8), (28.5, 49.2)]
    made = ground({"UA.9": "Poltava"}, towns("UA.9", *spread))
    assert made.unit("UA.9") is None
    assert made.codes_at(POLTAVA[:1], ["UA"]) == [""]


def test_a_town_far_outside_its_division_is_given_the_one_it_lies_in() -> None:
    here, there = towns("UA.1", *KHARKIV * 3), towns("UA.2", *POLTAVA * 3)
    stray = towns("UA.2", (37.9, 49.9))[0] | {"geonameid": "77"}
    close = towns("UA.2", (35.5, 49.75))[0] | {"geonameid": "78"}
    made = ground({"UA.1": "Kharkiv", "UA.2": "Poltava"}, [*here, *there, stray, close])
    assert made.contradicted([*here, *there, stray, close]) == {77: "UA.1"}


def test_neighbours_of_its_own_division_keep_a_town_where_the_outline_puts_another() -> None:
    here, there = towns("UA.1", *KHARKIV * 3), towns("UA.2", *POLTAVA * 3)
    group = [
        town | {"geonameid": str(90 + number)}
        for number, town in enumerate(towns("UA.2", (37.9, 49.9), (37.92, 49.92), (37.88, 49.91)))
    ]
    made = ground({"UA.1": "Kharkiv", "UA.2": "Poltava"}, [*here, *there, *group])
    assert made.contradicted([*here, *there, *group]) == {}


@pytest.mark.parametrize(
    ("name", "country", "written"),
    [
        ("Лук'янці", "UA", "Lukiantsi"),
        ("Єлизаветівка", "UA", "Yelyzavetivka"),
        ("Згурівка", "UA", "Zghurivka"),
        ("Щурове", "UA", "Shchurove"),
        ("Новий Мир", "UA", "Novyi Myr"),
        ("Новая Таволжанка", "RU", "Novaya Tavolzhanka"),
        ("Красный Октябрь", "RU", "Krasny Oktyabr"),
        ("Ясенки", "RU", "Yasenki"),
        ("Подъельники", "RU", "Podyelniki"),
        ("Mardwal", "PK", "Mardwal"),
    ],
)
def test_names_are_written_in_latin_letters(name: str, country: str, written: str) -> None:
    assert latin(name, country) == written


def postal(name: str, lon: float, lat: float, state: str = "Kharkivska") -> dict[str, Any]:
    return {
        "country_code": "UA", "postal_code": "62000", "city": name, "state": state,
        "latitude": lat, "longitude": lon, "accuracy": 4.0,
    }  # fmt: skip


def test_villages_are_what_no_town_is_and_their_province_agrees(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = [
        postal("Вовче", 36.5, 49.5),
        postal("Вовче", 36.51, 49.5),  # another post office of the same village
        postal("Сонячне", 36.6, 49.6),
        postal("Town 0", 36.24, 49.98),  # is a town
        postal("Інша", 36.23, 49.991),  # stands on one
        postal("Лісове", 34.6, 49.6),  # a namesake's position: in Poltava's ground
        postal("Харків 17", 36.7, 49.9),
    ]
    monkeypatch.setattr(step, "read", lambda scratch: rows if scratch != tmp_path else [])
    here, there = towns("UA.1", *KHARKIV * 3), towns("UA.2", *POLTAVA * 3)
    made = ground({"UA.1": "Kharkiv", "UA.2": "Poltava"}, [*here, *there])
    found = list(villages([*here, *there], made))
    assert [(v.name, v.native, v.code) for v in found] == [
        ("Vovche", "Вовче", "UA.1"),
        ("Soniachne", "Сонячне", "UA.1"),
    ]


def test_the_built_in_list_has_villages_of_ukraine_by_either_script() -> None:
    world = open_gazetteer(None)
    for name in ("Vozdvyzhenka", "Воздвиженка"):
        assert any(
            (p.admin1, p.kind) == ("Donetsk", "village") and abs(p.lon - 37.515) < 0.01
            for p in world.candidates(name, countries=("UA",))
        )


def test_a_capital_district_is_not_the_land_of_its_name() -> None:
    world = open_gazetteer(None)
    city, *_ = (p for p in world.candidates("Mexico City") if p.kind == "admin1")
    assert (round(city.lon), round(city.lat)) == (-99, 19)
    found = {(p.admin1, round(p.lat)) for p in world.candidates("Bamba", countries=("ML",))}
    assert ("Sikasso", 10) in found  # said to be in Gao, where the other one lies
    assert any(lat == 17 for _, lat in found)
