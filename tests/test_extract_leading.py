"""One event told at a region in the lead and at a village below, and several told apart; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import kinds, read

LEAD = "Gunmen killed 23 villagers in Gorania province on Monday, police said.\n\n"


def places(text: str) -> list[tuple[str, ...]]:
    return [place for _, place, _ in kinds(read(text))]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "The head of the village, Omar Sabo, counted 27 dead after they stormed Alhama.",
            id="a rival count",
        ),
        pytest.param("He said the scene was Alhama, a farming village.", id="the scene"),
        pytest.param(
            "The armed men came on motorbikes to the village of Alhama at nightfall.",
            id="they came",
        ),
        pytest.param(
            "The victims were working in fields near Alhama.", id="the victims were there"
        ),
        pytest.param(
            "The victims had gone back to their fields in Alhama when they were surrounded.",
            id="they were surrounded there",
        ),
        pytest.param("The villagers' boat was intercepted off Alhama.", id="stopped there"),
        pytest.param("Survivors have gone to Alhama, the nearest town.", id="the nearest town"),
        pytest.param("Armed men also burned several houses in Alhama.", id="what else they did"),
        pytest.param(
            "Twelve of them burned to death. The attackers stormed Alhama at dawn, a witness said.",
            id="a part of the dead",
        ),
    ],
)
def test_the_body_names_the_village_of_the_lead(body: str):
    assert places(LEAD + body + "\n") == [("Alhama",)]


def test_the_claims_of_both_are_kept():
    (telling,) = read(
        LEAD + "The head of the village, Omar Sabo, counted 27 dead after they stormed Alhama.\n"
    ).tellings
    assert {c.low for c in telling.claims if c.quantity == "killed"} == {23, 27}


def test_villages_that_the_lead_sums_up_are_told_one_by_one():
    body = "In Alhama they killed 14. Nine people were shot dead in Bartaz, a witness said.\n"
    assert places(LEAD + body) == [("Alhama",), ("Bartaz",)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Ten days before, gunmen killed four people in Alhama.", id="days before"),
        pytest.param("Last month gunmen killed four people in Alhama.", id="last month"),
        pytest.param("Separately, gunmen killed four people in Alhama.", id="separately"),
        pytest.param("On Saturday gunmen killed four people in Alhama.", id="another day"),
        pytest.param("In Westland province gunmen killed four people in Alhama.", id="elsewhere"),
    ],
)
def test_another_deed_does_not_place_the_lead(body: str):
    assert places(LEAD + body + "\n")[0] == ("Gorania",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("The wounded were taken to a hospital in Alhama.", id="a hospital"),
        pytest.param("The governor spoke by telephone from Alhama.", id="a speaker"),
        pytest.param("Elsewhere, schools reopened in Alhama.", id="elsewhere"),
    ],
)
def test_a_town_named_in_passing_is_no_scene(body: str):
    assert places(LEAD + body + "\n") == [("Gorania",)]


def test_an_hour_without_a_day_goes_on_with_the_day_told():
    (telling,) = read(LEAD + "The attackers stormed Alhama at dawn, killing 27.\n").tellings
    assert telling.date_start == telling.date_end == date(2020, 2, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "قُتل عشرون مدنياً في محافظة غورانيا يوم الاثنين في هجوم شنه مسلحون، وفق مصدر طبي.\n\n"
            "وقال ناشطون إن المسلحين هاجموا قرية الهامة وقتلوا خمسة وعشرين من أهلها.\n",
            [("الهامة",)],
            id="a rival count",
        ),
        pytest.param(
            "قُتل عشرون مدنياً في محافظة غورانيا يوم الاثنين في هجوم شنه مسلحون، وفق مصدر طبي.\n\n"
            "وفي الشهر الماضي قتل مسلحون أربعة من أهالي قرية الهامة.\n",
            [("غورانيا",)],
            id="last month",
        ),
    ],
)
def test_arabic_leads_and_their_bodies(text: str, told: list[tuple[str, ...]]):
    assert places(text) == told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "An air strike killed five fighters in Alhama. The target was a convoy coming from Bartaz.",
            "Alhama",
            id="whence the target came",
        ),
        pytest.param(
            "An air strike killed five fighters in Alhama. The target was a farm on the road to Bartaz.",
            "Alhama",
            id="the deed's own place",
        ),
        pytest.param(
            "An air strike killed five fighters in Gorania province. The target was a convoy coming from Bartaz.",
            "Gorania",
            id="whence it came, in a province",
        ),
        pytest.param(
            "An air strike killed five fighters in Gorania province. The target was a farm 5 km from Bartaz.",
            "Bartaz",
            id="how far it lies",
        ),
    ],
)
def test_a_target_moves_no_deed_that_names_its_own_place(text: str, place: str):
    assert places(text) == [(place,)]
