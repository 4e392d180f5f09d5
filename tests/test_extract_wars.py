"""What the reader makes of digests of officials, village by village; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import Report
from geo.reading import Desk, open_desk
from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN = "Government regains territory"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Shelling killed five people on Monday: two in Alhama and one each in Bartaz, Corvun and Dalmek.",
            [
                (SHELL, ("Alhama",), 2),
                (SHELL, ("Bartaz",), 1),
                (SHELL, ("Corvun",), 1),
                (SHELL, ("Dalmek",), 1),
            ],
            id="one each",
        ),
        pytest.param(
            "Shells killed three civilians - a 70-year-old woman in Alhama, a 51-year-old man in Bartaz, and a man in Corvun.",
            [(SHELL, ("Alhama",), 1), (SHELL, ("Bartaz",), 1), (SHELL, ("Corvun",), 1)],
            id="persons, each in a town",
        ),
        pytest.param(
            "Shelling killed three people in the towns of Alhama (2) and Bartaz (1) on Monday.",
            [(SHELL, ("Alhama",), 2), (SHELL, ("Bartaz",), 1)],
            id="numbers in brackets",
        ),
        pytest.param(
            "Shelling hit the region on Monday. Alhama district – two men were killed by shells; "
            "Bartaz district – a woman was wounded by a drone strike.",
            [(SHELL, ("Alhama",), 2), (AIR, ("Bartaz",), None)],
            id="items parted by semicolons",
        ),
        pytest.param(
            "The ministry said on Monday that Alhama, Bartaz and Corvun were now under its control.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None), (TAKEN, ("Corvun",), None)],
            id="under control now",
        ),
        pytest.param("The region sees frequent attacks on police in Alhama.", [], id="frequent"),
        pytest.param("Attacks on officials occur in Alhama from time to time.", [], id="at times"),
        pytest.param(
            "Artillery shelled Alhama on Monday.\n\nLater a Turkish attack wounded two civilians in Bartaz.",
            [(SHELL, ("Alhama",), None), (SHELL, ("Bartaz",), None)],
            id="an attack amid shelling is from afar",
        ),
        pytest.param(
            "Two people were wounded in Gorania region on Monday.\n\nShells wounded two people in Alhama on Monday.",
            [(SHELL, ("Alhama",), None)],
            id="the wounded of a region are those of its town",
        ),
        pytest.param(
            "Shelling in Alhama killed two men on Monday.\n\nPeople browse the rubble of a house hit by shells in Bartaz.",
            [(SHELL, ("Alhama",), 2)],
            id="a caption",
        ),
        pytest.param(
            "Shells killed two men in Alhama on Monday.Troops said that shells killed a woman in Bartaz.",
            [(SHELL, ("Alhama",), 2), (SHELL, ("Bartaz",), 1)],
            id="no space behind a full stop",
        ),
        pytest.param(
            "Gunmen attacked a force deployed in Alhama on Monday, killing a soldier.",
            [(CLASH, ("Alhama",), 1)],
            id="a force deployed there",
        ),
        pytest.param(
            "A drone strike killed a man in Alhama on Monday, as part of a series of raids that have hit Bartaz.",
            [(AIR, ("Alhama",), 1)],
            id="part of a series",
        ),
        pytest.param(
            "Shells killed two men in Alhama on Monday.\n\nMore than 300 people have been killed in the skirmishes.",
            [(SHELL, ("Alhama",), 2)],
            id="killed in the skirmishes",
        ),
        pytest.param(
            "Rockets hit Alhama on Monday, which falls under control of the government, killing two people.",
            [(SHELL, ("Alhama",), 2)],
            id="who holds the town",
        ),
        pytest.param(
            "In a gunfight in Gorania region three village volunteers lost their lives on Monday.\n\n"
            "The violent encounter occurred at Alhama village.",
            [(CLASH, ("Alhama",), 3)],
            id="where it occurred",
        ),
        pytest.param(
            "Rights groups accuse the army of razing villages and bombing Alhama.",
            [],
            id="groups accuse the army of",
        ),
        pytest.param(
            "Gunmen killed two policemen in Alhama on Monday.\n\n"
            "The bodies and the wounded were shifted to the District Hospital Bartaz.",
            [(CLASH, ("Alhama",), 2)],
            id="the dead are shifted to a hospital",
        ),
        pytest.param(
            "Police executed a planned operation in Alhama on Monday, arresting two men.",
            [("Arrests", ("Alhama",), None)],
            id="a plan is executed",
        ),
        pytest.param(
            "Shells killed two men in Alhama on Monday.\n\nThis week forty people died in various attacks.",
            [(SHELL, ("Alhama",), 2)],
            id="in various attacks",
        ),
        pytest.param(
            "The rebels have intensified their siege, targeting the airport and the camp of Alhama.",
            [],
            id="have intensified",
        ),
        pytest.param(
            "Shells killed five people in Alhama on Monday.\n\nAnother 10 people were wounded in the attack on Alhama.",
            [(SHELL, ("Alhama",), 5)],
            id="another ten of the same",
        ),
        pytest.param(
            "A bomb killed 19 people in Alhama on Monday.\n\nMeanwhile, an army spokesman said 17 people were killed in Alhama.",
            [("Remote explosive/landmine/IED", ("Alhama",), 18)],
            id="meanwhile counts the same",
        ),
        pytest.param(
            "Troops killed seven people in Alhama on Monday. A teenager, Omar, was fatally shot in Alhama.",
            [("Attack", ("Alhama",), 7)],
            id="one of the seven",
        ),
        pytest.param(
            "Shells hit Alhama on Monday.\n\nThe police said that a farmer was killed by shells in Bartaz on Monday. "
            "They said that jets also dropped bombs on Corvun.\nPhoto: police\n\nMore is not known.",
            [(SHELL, ("Alhama",), None), (SHELL, ("Bartaz",), 1), (AIR, ("Corvun",), None)],
            id="the paragraph above a credit",
        ),
    ],
)
def test_a_digest_of_a_war_tells(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text + "\n")) == told


def test_who_publishes_is_no_lead():
    told = read(
        "Shells kill three in Gorania\n\nNewswire\n\nThree people were killed by shelling in Gorania on Monday.\n\n"
        "The shells killed two in Alhama and one in Bartaz.\n"
    )
    assert kinds(told) == [(SHELL, ("Alhama",), 2), (SHELL, ("Bartaz",), 1)]


@pytest.fixture(scope="module")
def desk():
    return open_desk(Desk(None))


def places(desk, text: str):
    ((_, placed),) = desk([Report("r", text, date(2024, 4, 19))])
    return [[m.place for m in event.places] for event in placed]


def test_police_are_no_town(desk):
    ((reading, _),) = desk([Report("r", "Police seized rifles in Kherson on Friday.\n")])
    assert "Police" not in {m.name for m in reading.mentions}


def test_a_namesake_far_from_the_one_province_of_a_report_is_not_meant(desk):
    text = (
        "Shelling hit the Donetsk region on Friday, the head of the Donetsk region said.\n\n"
        "Two men were killed in Kurakhove and a woman was wounded by shells in Dachne.\n"
    )
    spots = [p for event in places(desk, text) for p in event if p is not None]
    assert spots
    assert {p.admin1 for p in spots} == {"Donetsk"}


def test_where_a_village_lies_may_be_measured_in_a_sentence_of_its_own(desk):
    text = (
        "Troops captured the village of Zelkovanka in the Donetsk region on Friday.\n\n"
        "The hamlet is six miles (10 km) southwest of Kurakhove.\n"
    )
    ((spot,),) = places(desk, text)
    assert spot.radius_m < 10_000
    assert 47.8 < spot.lat < 47.98 and 37.0 < spot.lon < 37.28  # noqa: PT018 - one spot


def test_a_village_of_a_district_lies_near_its_seat(desk):
    text = "Shelling damaged a school on Friday in the village of Zelkovanka, Izium district.\n"
    ((spot,),) = places(desk, text)
    assert spot.basis.endswith("in Izyum: somewhere there")


def test_the_largest_town_of_a_region_is_no_region(desk):
    text = "A woman was killed by shells on Friday in Kherson, the region's largest town.\n"
    ((spot,),) = places(desk, text)
    assert spot.kind in {"city", "town"}


def test_a_heading_inside_a_text_tells_nothing():
    told = read(
        "Shells kill two in Alhama\n\n"
        "Two people were killed by shells in the town of Alhama on Monday, the governor of the region said.\n\n"
        "Soldiers killed in Gorania\n\n"
        "Two soldiers were shot dead by armed men on Monday in the town of Bartaz, the army said later.\n"
    )
    assert kinds(told) == [(SHELL, ("Alhama",), 2), (CLASH, ("Bartaz",), 2)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(
            "A bomb killed a man on Friday in Balochistan's Awaran district.\n",
            "Awārān District",
            "admin2",
            id="a province's district",
        ),
        pytest.param(
            "Three militants were killed in a gunfight on Friday in Shopian district of Jammu and Kashmir.\n",
            "Shopian",
            "town",
            id="a division whose name has an and",
        ),
        pytest.param(
            "Gunmen killed two men on Friday in the village of Zelkovanka, southwest of Kirkuk.\n",
            "Kirkuk",
            "area",
            id="beside a town",
        ),
    ],
)
def test_the_finest_ground_that_is_told_is_taken(desk, text: str, name: str, kind: str):
    ((spot,),) = places(desk, text)
    assert spot.kind == kind
    assert name in (spot.name, spot.basis.rpartition(" ")[2])


def test_of_nested_divisions_the_inner_one_holds_an_unlisted_village(desk):
    text = (
        "Three people were killed in a gunfight in Manipur's Bishnupur district on Friday.\n\n"
        "Gunmen later shot dead a farmer at Zelkovantabi village.\n"
    )
    spots = [spot for event in places(desk, text) for spot in event]
    assert {spot.name for spot in spots} == {"Bishnupur"}


def test_an_event_without_a_place_is_in_the_division_told_just_before(desk):
    text = (
        "The army went on with its operation in the Donetsk region on Friday.\n\n"
        "Three militants were killed in a clash on Thursday, the army said.\n"
    )
    ((spot,),) = places(desk, text)
    assert spot.name == "Donetsk"
    assert "names no place" in spot.basis


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Gunmen killed one Abubakar Zelko in Kurfi on Friday.\n", "Abubakar Zelko", id="one"
        ),
        pytest.param(
            "A mine hit a Toyota in Kurfi on Friday, killing two.\n", "Toyota", id="a car"
        ),
        pytest.param(
            "A strike hit North Shewa Zone on Friday, killing two.\n", "North", id="a wind"
        ),
    ],
)
def test_this_is_no_place(desk, text: str, name: str):
    ((reading, _),) = desk([Report("r", text)])
    assert name not in {m.name for m in reading.mentions}


def test_a_village_in_a_division_that_no_list_has_is_not_put_in_another(desk):
    text = (
        "Soldiers were on patrol in the Sahel region of Burkina Faso.\n\n"
        "Gunmen killed 15 people on Sunday at Zelkovanka in Zossi province.\n"
    )
    assert [spot for event in places(desk, text) for spot in event] == []


def test_a_division_is_known_by_its_bare_name(desk):
    text = "Gunmen killed 12 people on Sunday at Zelkovanka in Yatenga province, Burkina Faso.\n"
    ((spot,),) = places(desk, text)
    assert "Yatenga" in spot.basis


def test_an_unlisted_village_of_a_region_is_not_another_place_of_it(desk):
    text = (
        "Two men were killed by shells on Friday in the town of Kurakhove in the Donetsk region.\n\n"
        "A drone hit a house on Friday in the village of Zelkovanka in the Donetsk region.\n"
    )
    assert len(places(desk, text)) == 2


def test_a_district_of_a_seat_is_in_the_city(desk):
    text = "A drone killed a man on Friday in Kherson's Zelkovskyi district.\n"
    spots = [spot for event in places(desk, text) for spot in event]
    assert {spot.kind for spot in spots if spot is not None} <= {"town", "city", "area"}
    assert all(spot.radius_m < 20_000 for spot in spots if spot is not None)


def test_a_small_namesake_in_another_part_of_the_world_is_not_meant(desk):
    text = (
        "Gunmen attacked two villages in Mali on Monday, the government in Bamako said.\n\n"
        "In Yoro, 24 people were killed.\n"
    )
    spots = [spot for event in places(desk, text) for spot in event if spot is not None]
    assert "HN" not in {spot.country for spot in spots}
