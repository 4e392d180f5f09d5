"""What the reader makes of reports on many wars: who holds a town, raids on civilians, lists of incidents."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import read

ATTACK, CLASH, AIR = "Attack", "Armed clash", "Air/drone strike"
TAKEN, OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(t.sub_event_type, tuple(m.name for m in t.places)) for t in read(text).tellings]


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("Alhama fell to the rebels on Monday.", OVERTAKEN, "Rebel forces"),
        ("Alhama is now in rebel hands, residents said on Monday.", OVERTAKEN, "Rebel forces"),
        ("The town of Alhama is again in the army's hands, a source said on Monday.", TAKEN, "Military Forces"),
        ("The town of Alhama passed into the hands of the militants on Monday.", OVERTAKEN, "Militants"),
        ("The town of Alhama is back under army control, it said on Monday.", TAKEN, "Military Forces"),
    ],
)  # fmt: skip
def test_whoever_a_town_passes_to_has_taken_it(text, kind, doer):
    (telling,) = read(text).tellings
    assert telling.sub_event_type == kind
    assert telling.actor1.startswith(doer)


def test_its_troops_are_those_of_the_country_whose_ministry_speaks():
    (telling,) = read(
        "Turkey's defence ministry said on Monday that its troops had seized Alhama in Syria."
    ).tellings
    assert telling.actor1 == "Military Forces of Turkey"


def test_an_attack_whose_dead_are_residents_is_one_on_civilians():
    text = "Militiamen attacked Alhama on Monday. They killed 14 residents there and wounded nine."
    assert told(text) == [(ATTACK, ("Alhama",))]


def test_an_attack_whose_dead_are_soldiers_stays_a_battle():
    text = "Militiamen attacked Alhama on Monday. They killed 14 soldiers there and wounded nine."
    assert told(text) == [(CLASH, ("Alhama",))]


def test_an_item_of_a_list_that_says_who_killed_takes_no_weapon_from_the_others():
    text = (
        "- 2 February: six civilians were killed by a drone in Alhama.\n"
        "- 3 February: eight people were killed by armed men in Bartaz.\n"
        "- 4 February: three people were shot by gunmen in Corvun."
    )
    assert told(text) == [(AIR, ("Alhama",)), (ATTACK, ("Bartaz",)), (ATTACK, ("Corvun",))]


def test_the_month_of_may_makes_no_deed_uncertain():
    day = date(2024, 5, 5)
    (telling,) = read("On 3 May a drone killed six people in Alhama.", day).tellings
    assert telling.sub_event_type == AIR
    assert not read("On Monday drones may again kill people in Alhama.", day).tellings


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "Two people died on Monday when a drone fired at a car in Syria.\n\n"
            "The car was on the road from Alhama to Bartaz.",
            ("Alhama", "Bartaz"), id="a road",
        ),
        pytest.param(
            "Five policemen died on Monday when two cars were ambushed in Syria.\n\n"
            "The police cars were on their way to the town of Bartaz.",
            ("Bartaz",), id="a way",
        ),
        pytest.param(
            "Two people died on Monday when a drone fired at a house in Syria.\n\n"
            "The car was on the road from Alhama to Bartaz.",
            ("Syria",), id="of no car before",
        ),
    ],
)  # fmt: skip
def test_where_the_car_was_that_was_hit_is_where_it_happened(text, places):
    ((_, found),) = told(text)
    assert found == places
