"""What one sentence leaves open and the next one says, and where a sentence turns to another event; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

GAIN, AIR, CLASH = "Government regains territory", "Air/drone strike", "Armed clash"
SHELL, SIEGE = "Shelling/artillery/missile attack", "Other"


@pytest.mark.parametrize(
    "naming",
    [
        pytest.param("The agency listed Alhama, Bartaz and Corvun.", id="listed"),
        pytest.param("They are Alhama, Bartaz and Corvun.", id="they are"),
        pytest.param("It named them as Alhama, Bartaz and Corvun.", id="named"),
    ],
)
def test_the_next_sentence_names_the_villages_that_were_counted(naming: str):
    text = f"The army took three villages in Gorania province on Monday, an agency said. {naming}\n"
    assert kinds(read(text)) == [(GAIN, (town,), None) for town in ("Alhama", "Bartaz", "Corvun")]


def test_towns_named_for_another_reason_were_not_taken():
    text = (
        "The army took three villages in Gorania province on Monday.\n\n"
        "The minister will visit Alhama and Bartaz next week.\n"
    )
    assert kinds(read(text)) == [(GAIN, ("Gorania",), None)]


@pytest.mark.parametrize(
    "standing",
    [
        pytest.param("The post is at Bartaz, in the east.", id="the thing"),
        pytest.param("It was then passing close to the town of Bartaz.", id="it"),
        pytest.param("It lies in the village of Bartaz.", id="lies"),
    ],
)
def test_the_next_sentence_says_where_the_thing_stands(standing: str):
    text = f"Artillery shelled a Turkish post in Gorania province on Monday. {standing}\n"
    assert kinds(read(text)) == [(SHELL, ("Bartaz",), None)]


def test_it_is_no_place_of_the_event_where_something_else_is_told():
    text = "Artillery shelled a post in Gorania province on Monday. It was different in Bartaz.\n"
    assert kinds(read(text)) == [(SHELL, ("Gorania",), None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Alhama and Bartaz, two other villages of the north, had passed to the army on Sunday.",
            [(GAIN, ("Alhama",), None), (GAIN, ("Bartaz",), None)],
            id="what the row is called stands between it and its verb",
        ),
        pytest.param(
            "Soldiers freed the towns of Alhama and Bartaz on Monday.",
            [(GAIN, ("Alhama",), None), (GAIN, ("Bartaz",), None)],
            id="towns are freed",
        ),
        pytest.param("Soldiers freed 12 hostages in Alhama on Monday.", [], id="so are hostages"),
        pytest.param(
            "Some 40 militants moved against the army near Alhama on Monday and were thrown back.",
            [(CLASH, ("Alhama",), None)],
            id="thrown back",
        ),
        pytest.param(
            "Troops closed a ring around Alhama on Monday.",
            [(SIEGE, ("Alhama",), None)],
            id="a ring",
        ),
        pytest.param(
            "Troops backed by Russian air strikes captured Alhama on Monday.",
            [(GAIN, ("Alhama",), None)],
            id="how troops were helped is no deed of its own",
        ),
        pytest.param(
            "Jets bombed Alhama on Monday, while an air strike elsewhere in Gorania province killed two soldiers.",
            [(AIR, ("Alhama",), None), (AIR, ("Gorania",), 2)],
            id="elsewhere in the province",
        ),
        pytest.param(
            "The army reported artillery fire at Alhama, and said that the rebels had fired rockets at Bartaz.",
            [(SHELL, ("Alhama",), None), (SHELL, ("Bartaz",), None)],
            id="and said that",
        ),
        pytest.param(
            "An air strike killed two Turkish soldiers in Gorania province on Monday.\n\n"
            "Rebels attacked Syrian army positions near Alhama on Monday, while artillery covered them.",
            [(AIR, ("Gorania",), 2), (CLASH, ("Alhama",), None)],
            id="two armies were hit",
        ),
    ],
)
def test_what_is_told(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert sorted(kinds(read(text))) == sorted(told)


def test_a_name_that_is_known_is_one_in_a_row_of_names():
    text = "The army took Zalmut, Alhama, Bartaz, Corvun, Qerrin and Umm al-Zalf on Monday.\n"
    names = [place for _, (place,), _ in kinds(read(text))]
    assert names == ["Alhama", "Bartaz", "Corvun", "Qerrin", "Umm al-Zalf"]
