"""What the reader makes of agencies' leads on wars all over the world, with the places of the lists."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import Report
from geo.reading import Desk, open_desk

CLASH, ATTACK, AIR = "Armed clash", "Attack", "Air/drone strike"
LOST, WON = "Non-state actor overtakes territory", "Government regains territory"


@pytest.fixture(scope="module")
def desk():
    return open_desk(Desk(None))


def told(desk, text: str) -> list[tuple[str, tuple[str, ...], int | None]]:
    ((_, placed),) = desk([Report("r", text, date(2024, 1, 30))])
    return [
        (
            item.telling.sub_event_type,
            tuple(m.name for m in item.places),
            item.telling.fatalities_best,
        )
        for item in placed
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "Commandos killed three militants inside a hospital in Jenin, in the occupied West Bank, on Tuesday.",
            [(CLASH, ("Jenin",), 3)],
            id="killed inside a hospital",
        ),
        pytest.param(
            "Gunmen shot dead two nurses at a clinic in Butembo, in eastern Congo, on Tuesday.",
            [(ATTACK, ("Butembo",), 2)],
            id="shot dead at a clinic",
        ),
        pytest.param(
            "Bakhmut, which lies north of Donetsk, is now under Russian control, the ministry said on Monday.",
            [(WON, ("Bakhmut",), None)],
            id="a town described before it is now held",
        ),
        pytest.param(
            "Kupiansk, a town east of Kharkiv, is now under Russian control along with the villages of Dvorichna and Kurylivka, the ministry said on Monday.",
            [
                (WON, ("Kupiansk",), None),
                (WON, ("Dvorichna",), None),
                (WON, ("Kurylivka",), None),
            ],
            id="and others along with it",
        ),
        pytest.param(
            "The Arakan Army said it had taken the junta's western command in Ann on Friday.",
            [(LOST, ("Ann",), None)],
            id="a command is ground",
        ),
        pytest.param(
            "General Hassan took command of government forces in Wad Madani, Sudan, on Thursday.",
            [],
            id="to take command is none",
        ),
        pytest.param(
            "Ten farmers had their throats slit by insurgents in Gwoza, Nigeria, on Friday.",
            [(ATTACK, ("Gwoza",), 10)],
            id="throats slit",
        ),
        pytest.param(
            "Three men had their heads cut off by militants in Macomia, Mozambique, on Friday.",
            [(ATTACK, ("Macomia",), 3)],
            id="heads cut off",
        ),
        pytest.param(
            "Militants killed three policemen on Monday near Taza, outside the city of Kirkuk, Iraq.",
            [(CLASH, ("Taza",), 3)],
            id="near one town, outside another",
        ),
        pytest.param(
            "Banners signed by a cartel were left beside the bodies of four men in Uruapan, Mexico, on Saturday.",
            [(ATTACK, ("Uruapan",), 4)],
            id="banners of killers",
        ),
    ],
)
def test_a_lead_is_read(desk, text, events):
    assert told(desk, text) == events


def test_banners_of_a_crowd_still_tell_of_a_protest(desk):
    ((kind, places, _),) = told(
        desk, "Demonstrators with banners left the main square of Uruapan, Mexico, on Saturday."
    )
    assert (kind, places) == ("Peaceful protest", ("Uruapan",))


def test_the_wounded_brought_to_a_hospital_were_not_hurt_there(desk):
    text = "Gunmen shot two men near Sange on Tuesday; they were taken to a hospital in Bukavu, eastern Congo."
    assert all("Bukavu" not in places for _, places, _ in told(desk, text))


@pytest.mark.parametrize("site", ["train station", "supermarket", "hotel"])
def test_a_site_in_a_city_is_not_in_its_province_at_large(desk, site):
    text = f"A missile hit a {site} in Kherson on Monday, killing three people, the governor of the Kherson region said."
    ((_, placed),) = desk([Report("r", text, date(2024, 1, 30))])
    (mention,) = placed[0].places
    assert mention.place.radius_m < 10_000


def test_a_village_before_its_district_is_in_it(desk):
    text = "Bandits killed nine people on Monday in Qzzyma village, Tsafe Local Government Area of Zamfara State."
    ((_, placed),) = desk([Report("r", text, date(2024, 1, 30))])
    (mention,) = placed[0].places
    assert "Tsafe" in mention.place.basis


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's military has noted more Russian attacks around Kharkiv in recent days.",
        "Attacks on Bakhmut have grown more frequent in recent days, a Ukrainian officer said.",
        "Two men were caught in Garissa, Kenya, on Tuesday with grenades and an explosive vest.",
    ],
)
def test_how_things_are_is_no_event(desk, text):
    assert told(desk, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            "More airstrikes hit Bakhmut last night, a resident said.", AIR, id="last night"
        ),
        pytest.param(
            "More Russian airstrikes hit Bakhmut in the past hour, a resident said.",
            AIR,
            id="the past hour",
        ),
    ],
)
def test_more_blows_of_one_night_are_told(desk, text, kind):
    assert told(desk, text) == [(kind, ("Bakhmut",), None)]


def test_more_blows_that_are_counted_are_told(desk):
    text = "Two more Russian attacks hit Kharkiv on Monday, killing three people."
    assert [places for _, places, _ in told(desk, text)] == [("Kharkiv",)]


def test_a_fighter_who_fell_in_a_fight_died(desk):
    text = "One bandit fell in a clash with soldiers near the town of Patikul, Philippines, on Thursday."
    assert [dead for _, _, dead in told(desk, text)] == [1]


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("in Gao, Mali,", "town"),
        ("in Kidal, in northern Mali,", "town"),
        ("in the Gao region of Mali", "admin1"),
    ],
)
def test_a_town_before_its_country_is_no_province(desk, where, kind):
    text = f"A bomb killed two soldiers {where} on Monday."
    ((_, placed),) = desk([Report("r", text, date(2024, 1, 30))])
    (mention,) = placed[0].places
    assert (mention.place.kind == "admin1") == (kind == "admin1")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Two bombs by the road killed three police officers in Tarmiyah, Iraq, on Monday.",
            "Remote explosive/landmine/IED",
        ),
        (
            "Twin bombs hit a market in Potiskum, Nigeria, on Monday, killing nine people.",
            "Remote explosive/landmine/IED",
        ),
        (
            "Bombs hidden in bins killed two people in Narathiwat, Thailand, on Monday.",
            "Remote explosive/landmine/IED",
        ),
        (
            "Police defused two bombs planted near a school in Quetta, Pakistan, on Monday.",
            "Disrupted weapons use",
        ),
        (
            "Two bombs dropped by a jet killed six people in Thantlang, Myanmar, on Monday.",
            "Air/drone strike",
        ),
        (
            "Bombs fell on a school in Wetlet, Myanmar, on Monday, killing two children.",
            "Shelling/artillery/missile attack",
        ),
    ],
)
def test_bombs_that_somebody_laid_are_not_thrown_from_afar(desk, text, kind):
    assert [found for found, _, _ in told(desk, text)] == [kind]
