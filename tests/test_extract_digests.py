"""What the reader makes of monitors' digests and agency background on one war; towns are made up."""

from __future__ import annotations

import pytest

from geo.extract.besides import asides
from geo.extract.text import Words, sentences, tokenize
from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN, IED = "Government regains territory", "Remote explosive/landmine/IED"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Russian jets executed several airstrikes with vacuum missiles near Alhama on Monday.",
            [(AIR, ("Alhama",), None)],
            id="raids are carried out, nobody is put to death",
        ),
        pytest.param(
            "Regime forces intensified their shelling of Alhama, hitting the town with more than 65 artillery shells.",
            [(SHELL, ("Alhama",), None)],
            id="how much was fired at one town is no tally",
        ),
        pytest.param(
            '"Seven shelling attacks from the positions of the group were recorded in Gorania," he said.',
            [],
            id="a log of attacks",
        ),
        pytest.param(
            "Jets bombed Alhama on Monday. A total of 12 civilians were killed by the raids in Alhama and Bartaz.",
            [(AIR, ("Alhama", "Bartaz"), 12)],
            id="a total of one day at named towns",
        ),
        pytest.param(
            "Two men were killed in a car bomb attack in Alhama, south of Bartaz, which was taken by the army on 13 October.",
            [(IED, ("Alhama",), 2)],
            id="when the town was taken is another day",
        ),
        pytest.param(
            "Ankara and Moscow reached a deal on 10 January under which fighters would leave Alhama.",
            [],
            id="an old accord is in force, not news",
        ),
        pytest.param(
            "The opposition said on Monday that the shelled villages of Alhama and Bartaz lie in the zone.",
            [],
            id="the shelled villages",
        ),
        pytest.param(
            "In Alhama a man stood in the road surrounded by debris, shouting.",
            [],
            id="surrounded by debris",
        ),
        pytest.param(
            "The group has allies in areas under control of the army in Bartaz.",
            [],
            id="to be under control is a state",
        ),
        pytest.param(
            "One soldier was killed by sniper fire in the province of Gorania, and two soldiers were wounded by mortar shells in Alhama.",
            [(CLASH, ("Gorania",), 1), (SHELL, ("Alhama",), None)],
            id="a province parts from a town",
        ),
        pytest.param(
            "Rockets hit Alhama and Bartaz on Monday.\n\nNumber of deaths is expected to rise as nine of the wounded civilians have sustained serious injuries.",
            [(SHELL, ("Alhama", "Bartaz"), None)],
            id="a toll that may rise",
        ),
        pytest.param(
            "A jet bombed Alhama on Monday.\n\nThese airstrikes, which break two accords with Turkey, may lead to a new war in Syria.",
            [(AIR, ("Alhama",), None)],
            id="what strikes may lead to",
        ),
        pytest.param(
            "A jet bombed a house between Alhama and Bartaz.\n\nSeveral people were hurt as a result of the airstrike.",
            [(AIR, ("Alhama", "Bartaz"), None)],
            id="the airstrike points back",
        ),
        pytest.param(
            "Troops went on with their operations, restoring control over Bartaz and Corvun after clashes with rebels.",
            [(TAKEN, ("Bartaz",), None), (TAKEN, ("Corvun",), None)],
            id="restoring control goes with what was taken",
        ),
        pytest.param(
            "Hostilities went on in Gorania. From 26 to 28 January, 12 civilians were killed.",
            [],
            id="from one day to another adds up",
        ),
        pytest.param(
            "Families fled to more secured areas after strikes that have killed dozens of people in Gorania.",
            [],
            id="dozens that strikes have killed",
        ),
        pytest.param(
            "Rockets hit Alhama on Monday. The regime forces responsible for the attack were based in the town of Bartaz, east of Gorania.",
            [(SHELL, ("Alhama",), None)],
            id="where those who fired are based",
        ),
    ],
)
def test_a_digest_tells(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text + "\n")) == told


def test_names_in_one_row_share_what_befell_them():
    (telling,) = read(
        "Alhama, Bartaz, Corvun, Dalmek and Estol were shelled, while drones flew over the region.\n"
    ).tellings
    assert [m.name for m in telling.places] == "Alhama Bartaz Corvun Dalmek Estol".split()


def test_a_ranking_before_what_was_reported_does_not_hide_it():
    (telling,) = read(
        "This is the second round of Russian airstrikes in two days, as activists reported on Monday that jets bombed Alhama.\n"
    ).tellings
    assert telling.sub_event_type == AIR


def test_a_heading_with_a_label_is_a_title():
    (heading, body) = sentences("Drone Hits Former Base (Video)\n\nA drone hit it on Monday (AFP)")
    assert (heading.is_title, body.is_title) == (True, False)


def test_what_comes_amid_something_says_nothing_of_when_it_was():
    tokens = tokenize(
        "The shelling, which comes amid a rise in strikes, hit Alhama, which was taken in May"
    )
    out = {tokens[k].low for k in asides(Words(tokens))}
    assert {"rise", "strikes", "may"} <= out
    assert not {"shelling", "hit", "alhama"} & out
