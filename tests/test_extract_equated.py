"""What the reader makes of places that a copula says were taken, of what is beaten off, of "the town"; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN, LOST = "Government regains territory", "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    "text",
    [
        "Also captured by the army on Monday were Alhama and Bartaz.",
        "Taken as well by the army on Monday were Alhama and Bartaz.",
        "Among the villages seized by the army on Monday are Alhama and Bartaz.",
        "Alhama and Bartaz are among the areas that were brought under full control of the army on Monday.",
        "Alhama and Bartaz were two of the places captured by the army on Monday.",
        "The villages captured by the army on Monday include Alhama and Bartaz.",
        "Captured were Alhama and Bartaz.",
        "The first to be captured from the rebels on Monday were Alhama and Bartaz.",
        "The latest to be seized by the army are Alhama and Bartaz.",
        "Alhama and Bartaz have been taken from the rebels.",
        "Captured villages include Alhama and Bartaz.",
    ],
)
def test_a_copula_says_what_was_taken(text):
    assert kinds(read(text)) == [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)]


@pytest.mark.parametrize(
    "text",
    [
        "Also captured on Monday were two militants from Alhama.",
        "Among the villages visited by the governor on Monday are Alhama and Bartaz.",
        "Alhama and Bartaz are among the towns where seized weapons were shown on Monday.",
        "Among those taken to hospital on Monday were Alhama residents.",
        "Also captured were Colonel Omar Sabo and three soldiers near Bartaz.",
        "Also captured on Monday were Alhama residents.",
        "Captured soldiers were Turkish and were held in Alhama.",
        "Captured militants were from Alhama and Bartaz.",
        "The first militants to be captured were brought to Alhama.",
    ],
)
def test_who_is_captured_and_what_is_visited_is_no_ground(text):
    assert not [k for k in kinds(read(text)) if k[0] in (TAKEN, LOST)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Militants launched drones on Monday at Alhama, the airbase on the coast, and the missiles of the base repelled the attack.",
            [(AIR, ("Alhama",), None)],
            id="drones launched at a base",
        ),
        pytest.param(
            "Air defence at the Alhama base repelled an attack with rockets on Monday.",
            [(SHELL, ("Alhama",), None)],
            id="rockets beaten off by air defence",
        ),
        pytest.param(
            "The army repelled an attack by militants on the base at Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="men beaten off",
        ),
        pytest.param(
            "Militants backed by drones attacked Alhama on Monday and were repelled.",
            [(CLASH, ("Alhama",), None)],
            id="men beaten off, whom drones helped",
        ),
        pytest.param(
            "People fled Alhama in their thousands on Monday. An air raid on the town's market killed eight of them.",
            [(AIR, ("Alhama",), 8)],
            id="the town that people fled",
        ),
        pytest.param(
            "People fled Alhama for Bartaz on Monday. Shells fell on Corvun, and the town's market burned.",
            [(SHELL, ("Corvun",), None)],
            id="the town just struck",
        ),
        pytest.param(
            "The army encircled the post at Alhama on Monday and took Bartaz.",
            [("Other", ("Alhama",), None), (TAKEN, ("Bartaz",), None)],
            id="encircled there, taken here",
        ),
    ],
)
def test_bases_sieges_and_the_town(text, told):
    assert kinds(read(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Alhama, whose weekly protests were famous, was captured by the army on Monday.",
            [(TAKEN, ("Alhama",), None)],
            id="what the town is famous for",
        ),
        pytest.param(
            "The army captured Alhama on Monday, whose weekly protests were famous.",
            [(TAKEN, ("Alhama",), None)],
            id="what the town is famous for, at the end",
        ),
        pytest.param(
            "A singer whose songs are famous was killed by gunmen in Alhama on Monday.",
            [("Attack", ("Alhama",), 1)],
            id="a clause that no comma ends",
        ),
        pytest.param(
            "Alhama, once a rebel stronghold, was captured by the army on Monday.",
            [(TAKEN, ("Alhama",), None)],
            id="what the town was once",
        ),
        pytest.param(
            "In Alhama, three soldiers, all of them wounded, were captured by rebels on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="soldiers, and no town",
        ),
        pytest.param(
            "An old landmine left behind by the battles of last year killed a farmer near Alhama on Monday.",
            [("Remote explosive/landmine/IED", ("Alhama",), 1)],
            id="battles that left a mine",
        ),
        pytest.param(
            "A man was shot dead on Monday by border guards when he tried to cross from Alhama.",
            [("Attack", ("Alhama",), 1)],
            id="shot where he tried to cross",
        ),
        pytest.param(
            "A man from Alhama was shot dead in Bartaz on Monday.",
            [("Attack", ("Bartaz",), 1)],
            id="shot elsewhere",
        ),
    ],
)
def test_what_is_said_between_commas(text, told):
    assert kinds(read(text)) == told


def test_a_man_whose_kin_are_known_somewhere_is_shot_all_the_same():
    text = "A teacher whose uncle is known in Bartaz was shot dead by gunmen in Alhama on Monday."
    (event,) = kinds(read(text))
    assert event[0] == "Attack"
    assert "Alhama" in event[1]
