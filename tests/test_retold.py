"""One event told of a town and again of the region around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model import Claim, Mention, Place, Placed, Telling
from geo.retold import join_retold

TOWN = Place("Alhama", 36.6, 35.9, 1000, "town", "test", "SY", admin1="Gorania")
OTHER = Place("Bartaz", 36.7, 35.8, 1000, "town", "test", "SY", admin1="Gorania")
AWAY = Place("Corvun", 38.9, 35.9, 1000, "town", "test", "SY", admin1="Estol")
PROVINCE = Place("Gorania", 36.6, 35.8, 60_000, "admin1", "test", "SY", admin1="Gorania")
DAY = date(2020, 2, 3)


def told(place, at, *, dead=None, kind="Air/drone strike", doer="", day=DAY, quantity="event"):
    claim = Claim("r", "", "press", quantity, dead, dead, "=", "", f"sentence at {at}", at, at + 9)
    types = {"Attack": "Violence against civilians", "Armed clash": "Battles"}
    telling = Telling(
        "r", types.get(kind, "Explosions/Remote violence"), kind, doer, "", (), day, day,
        "weekday" if day else "no day in the text", dead, dead, dead, (claim,),
    )  # fmt: skip
    return Placed(telling, (Mention("r", at, at + 5, place.name, "event", "", place),))


def names(placed):
    return [p.places[0].name for p in placed]


@pytest.mark.parametrize(
    ("region", "town", "joined"),
    [
        pytest.param({"dead": 5}, {"dead": 5}, True, id="the same dead"),
        pytest.param({}, {"dead": 5}, True, id="a region that counts nobody"),
        pytest.param({"dead": 5}, {}, True, id="a lead that counts, a town that does not"),
        pytest.param({"dead": 5}, {"dead": 3}, False, id="other dead"),
        pytest.param({"day": date(2020, 1, 3)}, {"dead": 5}, False, id="another day"),
        pytest.param({"doer": "Army"}, {"doer": "Rebels"}, False, id="another doer"),
        pytest.param({"doer": "Army"}, {"doer": "Militia (Syria)"}, True, id="no named doer"),
        pytest.param({"kind": "Attack", "dead": 5}, {"dead": 5}, True, id="an attack, however"),
        pytest.param({"kind": "Attack"}, {"dead": 5}, False, id="an attack without its dead"),
        pytest.param({"place": AWAY, "dead": 5}, {"dead": 5}, False, id="a town, no region"),
    ],
)
def test_a_region_and_a_town_in_it_are_one_event_where_the_claims_agree(region, town, joined):
    found = join_retold([told(**{"place": PROVINCE, "at": 0} | region), told(TOWN, 100, **town)])
    assert (len(found) == 1) is joined
    if joined:
        (one,) = found
        assert one.places[0].name == "Alhama"
        assert len(one.telling.claims) == 2
        assert one.telling.fatalities_best == region.get("dead", town.get("dead"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"actor2": "Military Forces of Turkey"}, id="another army was hit"),
        pytest.param({"quote": "A strike elsewhere in Gorania"}, id="the text says elsewhere"),
    ],
)
def test_a_region_that_the_text_sets_apart_stays_apart(change):
    region, town = told(PROVINCE, 0, dead=5), told(TOWN, 100)
    if quote := change.pop("quote", ""):
        (claim,) = region.telling.claims
        change["claims"] = (replace(claim, quote=quote),)
    region = replace(region, telling=replace(region.telling, **change))
    town = replace(town, telling=replace(town.telling, actor2="Military Forces of Syria"))
    assert len(join_retold([region, town])) == 2


CITY = Place("Dalmek", 36.6, 35.9, 5000, "city", "test", "SY", admin1="Gorania")
QUARTER = Place("Estol", 36.63, 35.9, 800, "site", "test", "SY", admin1="Gorania")


@pytest.mark.parametrize(
    ("dead", "joined"),
    [pytest.param(3, True, id="the same dead"), pytest.param(None, False, id="none counted")],
)
def test_a_city_and_its_quarter_are_one_event_where_they_count_the_same_dead(dead, joined):
    found = join_retold([told(CITY, 0, dead=dead), told(QUARTER, 100, dead=dead)])
    assert names(found) == (["Estol"] if joined else ["Dalmek", "Estol"])


def test_a_town_outside_the_region_stays_apart():
    assert len(join_retold([told(PROVINCE, 0, dead=5), told(AWAY, 100, dead=5)])) == 2


def test_a_total_goes_where_its_parts_are_and_counts_in_none():
    found = join_retold(
        [told(PROVINCE, 0, dead=7), told(TOWN, 100, dead=5), told(OTHER, 200, dead=2)]
    )
    assert names(found) == ["Alhama", "Bartaz"]
    assert [p.telling.fatalities_best for p in found] == [5, 2]
    assert [len(p.telling.claims) for p in found] == [2, 2]


def test_the_region_of_two_uncounted_towns_keeps_its_dead():
    found = join_retold([told(PROVINCE, 0, dead=7), told(TOWN, 100), told(OTHER, 200)])
    assert names(found) == ["Gorania", "Alhama", "Bartaz"]


def test_the_nearest_telling_in_the_text_is_the_one_meant():
    found = join_retold([told(TOWN, 0, dead=5), told(PROVINCE, 180), told(OTHER, 200, dead=2)])
    assert [len(p.telling.claims) for p in found] == [1, 2]


def test_a_day_that_only_the_region_names_is_kept():
    undated = told(TOWN, 100, dead=5)
    undated = replace(undated, telling=replace(undated.telling, date_basis="no day in the text: x"))
    (one,) = join_retold([told(PROVINCE, 0, dead=5), undated])
    assert one.telling.date_basis == "weekday"


def test_a_list_of_places_keeps_those_that_are_not_told_one_by_one():
    third = Place("Dalmek", 36.9, 35.7, 1000, "town", "test", "SY", admin1="Gorania")
    places = tuple(
        Mention("r", k, k + 5, p.name, "event", "", p) for k, p in enumerate((TOWN, OTHER, third))
    )
    listed = replace(told(TOWN, 0), places=places)
    found = join_retold([listed, told(TOWN, 100, dead=6), told(OTHER, 200, dead=4)])
    assert names(found) == ["Dalmek", "Alhama", "Bartaz"]


def test_a_list_told_one_by_one_is_gone():
    places = tuple(
        Mention("r", k, k + 5, p.name, "event", "", p) for k, p in enumerate((TOWN, OTHER, TOWN))
    )
    listed = replace(told(TOWN, 0), places=places)
    found = join_retold([listed, told(TOWN, 100, dead=6), told(OTHER, 200, dead=4)])
    assert names(found) == ["Alhama", "Bartaz"]


HALF = Place("northern Gorania", 36.6, 36.1, 50_000, "area", "test", "SY", admin1="Gorania")


@pytest.mark.parametrize(
    ("first", "then", "joined"),
    [
        pytest.param(
            {"dead": 5}, {"dead": 5, "place": HALF}, True, id="overlapping, the same dead"
        ),
        pytest.param({"dead": 5}, {"place": HALF}, False, id="overlapping, one without dead"),
        pytest.param({"kind": "Attack"}, {"dead": 5}, True, id="an attack, then how"),
        pytest.param({"dead": 5}, {}, False, id="a blow and its answer"),
    ],
)
def test_two_tellings_of_regions_are_one_where_the_claims_say_so(first, then, joined):
    tellings = [
        told(**{"place": PROVINCE, "at": at} | given) for at, given in ((0, first), (100, then))
    ]
    assert (len(join_retold(tellings)) == 1) is joined


def test_one_breath_tells_of_one_deed_of_one_doer():
    jets = told(TOWN, 0, doer="Army")
    missiles = told(PROVINCE, 0, doer="Army", kind="Shelling/artillery/missile attack")
    assert names(join_retold([jets, missiles])) == ["Alhama"]


@pytest.mark.parametrize(
    ("doer", "joined"),
    [("Rebel forces (Syria)", False), ("Military Forces of Syria", True), ("", True)],
)
def test_what_the_army_took_is_not_what_rebels_attacked(doer, joined):
    gain = {"kind": "Government regains territory", "doer": "Military Forces of Syria"}
    found = join_retold(
        [
            replace_type(told(PROVINCE, 0, **gain), "Battles"),
            told(TOWN, 100, kind="Armed clash", doer=doer),
        ]
    )
    assert (len(found) == 1) is joined


def replace_type(placed, event_type):
    return replace(placed, telling=replace(placed.telling, event_type=event_type))
