"""What the reader makes of turns that agencies, monitors and ministries use; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN, LOST = "Government regains territory", "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "A woman died in an artillery attack on Alhama, and in Bartaz three people were killed by a missile.",
            [(SHELL, ("Alhama",), 1), (SHELL, ("Bartaz",), 3)],
            id="and in another town",
        ),
        pytest.param(
            "At least 16 civilians, most of them displaced people, were killed when a jet bombed Alhama.",
            [(AIR, ("Alhama",), 16)],
            id="displaced people only describes",
        ),
        pytest.param(
            "Clashes at Alhama left 14 dead among the regime forces and 18 among the factions.",
            [(CLASH, ("Alhama",), 32)],
            id="the dead of both sides",
        ),
        pytest.param(
            "Rockets killed two American service members and one British soldier at Alhama.",
            [(SHELL, ("Alhama",), 3)],
            id="service members are soldiers",
        ),
        pytest.param(
            "Gunmen opened fire on a bus carrying soldiers near Alhama, killing eight.",
            [(CLASH, ("Alhama",), 8)],
            id="those fired at bear arms",
        ),
        pytest.param(
            "A civilian was killed when rockets fired by terrorists positioned in Alhama landed in Bartaz.",
            [(SHELL, ("Bartaz",), 1)],
            id="where the guns stand",
        ),
        pytest.param(
            "The army established control over Alhama, after dismantling dozens of mines and explosive devices.",
            [(TAKEN, ("Alhama",), None)],
            id="mines cleared on the way",
        ),
        pytest.param(
            "Rebels attempted on Tuesday to break into Alhama.",
            [(CLASH, ("Alhama",), None)],
            id="an attempt is a fight",
        ),
        pytest.param("Militants shelled Alhama and Bartaz 57 times.", [], id="a tally"),
        pytest.param(
            "Any push on Alhama would threaten the road.", [], id="what any push would do"
        ),
        pytest.param(
            "State television gave no death toll of the strike on Alhama.",
            [(AIR, ("Alhama",), None)],
            id="no toll is not nobody",
        ),
        pytest.param(
            "A soldier was killed in an attack on Alhama on Wednesday, raising its losses since January to 59.",
            [(CLASH, ("Alhama",), 1)],
            id="losses since January",
        ),
        pytest.param(
            "The army took Alhama on Monday and secured the road for the first time since 2012.",
            [(TAKEN, ("Alhama",), None)],
            id="first time since",
        ),
        pytest.param(
            "Rebels shot down a helicopter over Alhama on Friday, the second within a week, and both pilots were killed.",
            [(CLASH, ("Alhama",), 2)],
            id="the second within a week",
        ),
        pytest.param(
            "A Mi-17 of the air force was destroyed near Alhama on Tuesday.",
            [(CLASH, ("Alhama",), None)],
            id="an aircraft destroyed",
        ),
        pytest.param(
            "Three civilians, a mother and her two daughters, were killed by shells in Alhama.",
            [(SHELL, ("Alhama",), 3)],
            id="who the three were",
        ),
        pytest.param(
            "Two planes that had taken off from Alhama bombed Bartaz on Monday.",
            [(AIR, ("Bartaz",), None)],
            id="where planes come from",
        ),
        pytest.param(
            "Five soldiers were killed in the shelling of a newly established base at Alhama.",
            [(SHELL, ("Alhama",), 5)],
            id="an established base",
        ),
        pytest.param(
            "Air raids killed three people in Alhama, and shells led to the injury of nine others at Bartaz.",
            [(AIR, ("Alhama",), 3), (SHELL, ("Bartaz",), None)],
            id="hurt elsewhere",
        ),
        pytest.param(
            "Five people were killed in Alhama and three others in the outskirts of Bartaz by shells.",
            [(SHELL, ("Alhama",), 5), (SHELL, ("Bartaz",), 3)],
            id="three others elsewhere",
        ),
        pytest.param(
            "Regime forces and loyalist militias took over the village of Alhama.",
            [(TAKEN, ("Alhama",), None)],
            id="militias beside the army",
        ),
        pytest.param(
            "The centre noted 31 cases of shelling by militants in Alhama and Bartaz.",
            [],
            id="cases",
        ),
        pytest.param(
            "Forces seized Alhama and Bartaz, south-west of Corvun.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)],
            id="where what was taken lies",
        ),
        pytest.param(
            "The army said it had taken five villages, naming Alhama and Bartaz.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)],
            id="villages named",
        ),
        pytest.param(
            "Raids on the road from Alhama to Bartaz killed a family of five.",
            [(AIR, ("Alhama", "Bartaz"), 5)],
            id="a road",
        ),
        pytest.param(
            "Two rockets fell on Alhama, and two mortar rounds landed in Bartaz.",
            [(SHELL, ("Alhama",), None), (SHELL, ("Bartaz",), None)],
            id="what fell in two towns",
        ),
        pytest.param(
            "Moscow accused militants of shelling Alhama on Tuesday.",
            [(SHELL, ("Alhama",), None)],
            id="an accusation with its day and place",
        ),
        pytest.param(
            "Three others, two women and a man, died when jets bombed Alhama.",
            [(AIR, ("Alhama",), 3)],
            id="who the others were",
        ),
        pytest.param(
            "Nine of them, including children, died in Alhama when a raid struck their house, while five others "
            "lost their lives in bombardment of Bartaz.",
            [(AIR, ("Alhama",), 9), (AIR, ("Bartaz",), 5)],
            id="nine of them, and five others",
        ),
        pytest.param(
            "Rebels tried to retake Alhama on Tuesday.",
            [(CLASH, ("Alhama",), None)],
            id="tried to retake",
        ),
        pytest.param(
            "A child died in Alhama in rocket fire, and two men were killed when a jet bombed Bartaz.",
            [(SHELL, ("Alhama",), 1), (AIR, ("Bartaz",), 2)],
            id="when leads to the second town",
        ),
        pytest.param(
            "Troops have captured ten villages since Sunday, among them Alhama, Bartaz and Corvun.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None), (TAKEN, ("Corvun",), None)],
            id="among them, a row",
        ),
        pytest.param(
            "Air strikes killed five civilians: two in Alhama and three in Bartaz.",
            [(AIR, ("Alhama",), 2), (AIR, ("Bartaz",), 3)],
            id="five: two and three",
        ),
        pytest.param(
            "He said the army would hit back in Alhama if one more of its soldiers was hurt.",
            [],
            id="if one more",
        ),
        pytest.param(
            "It opened a new stage of its offensive on Monday and has since taken 40 villages, including Alhama.",
            [],
            id="what has since been taken",
        ),
        pytest.param(
            "Guns stationed in the village of Alhama shelled Bartaz, he said, without giving losses.",
            [(SHELL, ("Bartaz",), None)],
            id="without giving losses",
        ),
    ],
)
def test_a_sentence_tells(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text + "\n")) == told


def test_troops_that_enter_a_town_are_those_that_take_it_a_day_on():
    reading = read(
        "Government forces on Wednesday seized the town of Alhama, the army said.\n\n"
        "The Observatory said troops had entered the town of Alhama late on Tuesday after encircling it.\n"
    )
    assert kinds(reading) == [(TAKEN, ("Alhama",), None)]


def test_a_helicopter_shot_down_is_not_the_battle_for_the_town():
    reading = read(
        "Rebels shot down a helicopter over Alhama on Tuesday. The wreckage came down near Bartaz and its crew was killed.\n\n"
        "The rebels said that their fighters had attacked the army in Alhama on Tuesday.\n"
    )
    assert [k[:2] for k in kinds(reading)] == [(CLASH, ("Alhama", "Bartaz")), (CLASH, ("Alhama",))]


def test_what_happened_in_the_province_is_not_pinned_to_the_town_before():
    reading = read(
        "Five soldiers were killed by shells in Alhama, in Gorania, on Monday.\n\n"
        "Last week seven soldiers were killed in a similar attack in the province.\n"
    )
    assert kinds(reading)[1][1] == ("Gorania",)


def test_a_strike_on_the_same_place_is_no_other_strike():
    reading = read(
        "Air raids hit Alhama on Monday, killing ten people. A double-tap strike hit the same place and "
        "wounded a rescuer.\n"
    )
    assert kinds(reading) == [(AIR, ("Alhama",), 10)]


def test_six_in_one_town_are_not_the_one_and_five_of_two_others():
    reading = read(
        "On Tuesday warplanes bombed the town of Alhama, killing six people. A helicopter bombed Bartaz and "
        "one man died. In Corvun, five people were killed when jets bombed their home.\n"
    )
    assert [k[1:] for k in kinds(reading)] == [
        (("Alhama",), 6), (("Bartaz",), 1), (("Corvun",), 5),
    ]  # fmt: skip


def test_earlier_in_the_day_is_the_day_just_told():
    reading = read(
        "Air raids hit Alhama on Monday. Earlier in the day a woman died in shelling of Bartaz.\n"
    )
    assert reading.tellings[1].date_start == date(2020, 2, 3)


def test_a_town_was_retaken_after_it_had_been_lost_yesterday():
    (telling,) = read("The factions recaptured Alhama after it had been lost yesterday.\n").tellings
    assert (telling.sub_event_type, telling.date_end) == (LOST, date(2020, 2, 6))


@pytest.mark.parametrize("name", ["Kafr Zorin", "Tell Brumah"])
def test_a_name_that_opens_as_villages_do_is_a_place(name: str):
    (telling,) = read(f"Warplanes bombed a farm outside {name} on Monday.\n").tellings
    assert [m.name for m in telling.places] == [name]


def test_a_retaliation_and_what_it_answered_are_two():
    reading = read(
        "Turkish guns struck dozens of army targets in Gorania on Monday after shelling killed seven soldiers.\n\n"
        "The soldiers were hit at Alhama, the Observatory said.\n"
    )
    assert kinds(reading) == [(SHELL, ("Gorania",), None), (SHELL, ("Alhama",), 7)]


def test_the_dead_are_buried_elsewhere():
    reading = read("Alhama buried five of its men in Bartaz; nine died in Corvun in air strikes.\n")
    assert [k[1] for k in kinds(reading)] == [("Corvun",)]


def test_the_attacker_caught_is_no_other_event():
    reading = read(
        "A car bomb killed two people in Alhama on Monday. The driver was arrested hours later.\n"
    )
    assert len(reading.tellings) == 1


def test_a_number_is_part_of_the_name_of_a_base():
    (telling,) = read("The army seized Base 46 on Friday.\n").tellings
    assert telling.places[0].name == "Base 46"


def test_the_dead_of_a_week_are_no_event():
    reading = read(
        "A car bomb killed a man in Alhama, in Gorania, on Monday.\n\n"
        "More than 50 civilians died in the province last week.\n"
    )
    assert len(reading.tellings) == 1


def test_dead_counted_in_return_are_not_those_of_the_blow():
    reading = read(
        "On Monday eight soldiers were killed by shells in Alhama. Turkey says its guns killed 76 Syrian soldiers "
        "in return.\n"
    )
    assert [k[2] for k in kinds(reading)] == [8, 76]


def test_jets_that_bomb_a_town_do_not_take_it():
    reading = read(
        "The army took Alhama and Bartaz on Monday. Jets kept bombing Bartaz and Corvun.\n"
    )
    assert [k[:2] for k in kinds(reading)][:2] == [(TAKEN, ("Alhama",)), (TAKEN, ("Bartaz",))]
