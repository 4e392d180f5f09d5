"""What the reader makes of monitors' digests and agency background on one war; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extract.besides import asides
from geo.extract.text import Words, sentences, tokenize
from geo.extract.toponyms import find_in_report
from tests.test_extract_reader import Atlas, kinds, read

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
            "Jets bombed Alhama on Monday. In all, 12 civilians were killed by raids on Alhama and Bartaz.",
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
            "Rockets hit Alhama and Bartaz on Monday.\n\nThe number of deaths is expected to rise, since nine of those hurt have serious wounds.",
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
            "Rockets hit Alhama on Monday. The government forces responsible for it were based in the town of Bartaz, east of Gorania.",
            [(SHELL, ("Alhama",), None)],
            id="where those who fired are based",
        ),
        pytest.param(
            "Warplanes carried out another massacre in the town of Alhama on Monday.",
            [(AIR, ("Alhama",), None)],
            id="a massacre by warplanes",
        ),
        pytest.param(
            "Rebels still hold pockets of the land, including the besieged military airport of Alhama.",
            [],
            id="long besieged",
        ),
        pytest.param(
            "Troops had been holed up in Alhama during a month-long siege.",
            [],
            id="during a siege",
        ),
        pytest.param(
            "Jets carried out airstrikes on Alhama, and government troops shelled Bartaz and Corvun, a monitor said, adding that planes had flown 26 raids.",
            [(AIR, ("Alhama",), None), (SHELL, ("Bartaz", "Corvun"), None)],
            id="planes here, guns there, and a tally",
        ),
        pytest.param(
            "A child was killed as fire started in a house in Alhama.", [], id="a house on fire"
        ),
        pytest.param(
            "Observers near Alhama described the rebels' advance as a lightning offensive.",
            [],
            id="described as",
        ),
        pytest.param(
            "Assassinations escalate in Gorania as accords falter.", [], id="deeds that only grow"
        ),
        pytest.param(
            "The league has counted 415 operations and attempted assassinations in Gorania.",
            [],
            id="what a league has registered",
        ),
        pytest.param(
            "Gunmen opened fire on a soldier who had deserted from the army in Alhama on Monday, killing him instantly.",
            [(CLASH, ("Alhama",), 1)],
            id="one who had defected",
        ),
        pytest.param(
            "The assault left two members of a checkpoint dead in Alhama on Monday.",
            [("Attack", ("Alhama",), 2)],
            id="left so many of a post dead",
        ),
        pytest.param(
            "An assassination took place on Sunday when gunmen targeted two people in Alhama.",
            [("Attack", ("Alhama",), None)],
            id="those who act are not those who fall",
        ),
        pytest.param(
            "Two officers were killed in the outskirts of Gorania district, northeast of Alhama.",
            [(CLASH, ("Gorania",), 2)],
            id="a bearing from a town",
        ),
        pytest.param(
            "Troops targeted several villages in Gorania, including Alhama, Bartaz, Corvun, Dalmek, Estol, the camp of "
            "al-Qwetz, al-Zwetz, Kafr Qwenn, Kafr Zwenn, and the outskirts of Farrin, with approximately 30 artillery and rocket shells.",
            [
                (
                    SHELL,
                    (
                        "Alhama",
                        "Bartaz",
                        "Corvun",
                        "Dalmek",
                        "Estol",
                        "al-Qwetz",
                        "al-Zwetz",
                        "Kafr Qwenn",
                        "Kafr Zwenn",
                        "Farrin",
                    ),
                    None,
                )
            ],
            id="what a row of towns was shelled with",
        ),
        pytest.param(
            "Several areas in the countryside of Gorania witnessed heavy mutual shelling.",
            [],
            id="what areas have witnessed",
        ),
        pytest.param(
            "Troops have been accused by rights groups of indiscriminate attacks in Alhama.",
            [],
            id="accused by rights groups",
        ),
        pytest.param(
            "Artillery shelled towns in Gorania on Monday. The casualties were distributed as three in Alhama, "
            "two in the village of Bartaz and four in Corvun.",
            [(SHELL, ("Alhama",), 3), (SHELL, ("Bartaz",), 2), (SHELL, ("Corvun",), 4)],
            id="how casualties were distributed",
        ),
        pytest.param(
            "The army has continued to carry out attacks with drones and artillery in Gorania.",
            [],
            id="attacks that have continued",
        ),
        pytest.param(
            "In Alhama, an air strike left one woman killed.",
            [(AIR, ("Alhama",), 1)],
            id="one woman counts once",
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
        "It is the second wave of Russian raids in two days, as activists reported on Monday that jets bombed Alhama.\n"
    ).tellings
    assert telling.sub_event_type == AIR


def test_a_heading_with_a_label_is_a_title():
    (heading, body) = sentences("Drone Hits Former Base (Video)\n\nA drone hit it on Monday (AFP)")
    assert (heading.is_title, body.is_title) == (True, False)


def test_what_comes_amid_something_says_nothing_of_when_it_was():
    tokens = tokenize(
        "The shelling, which comes amid an increase in strikes, hit Alhama, which was taken in May"
    )
    out = {tokens[k].low for k in asides(Words(tokens))}
    assert {"increase", "strikes", "may"} <= out
    assert not {"shelling", "hit", "alhama"} & out


def test_a_list_that_a_count_opens_only_counts_on():
    reading = read(
        "Gunmen shot two policemen dead in Alhama on Monday.\n\n"
        "The group has documented 75 attacks since January. These attacks left 40 dead:\n\n"
        "They are spread as follows:\n\n• Bartaz: 63 attacks left 19 people dead.\n\n• Corvun: Six attacks left three people dead.\n"
    )
    assert [[m.name for m in t.places] for t in reading.tellings] == [["Alhama"]]


def test_the_line_under_a_masthead_is_the_title():
    parts = sentences(
        "The Gorania Observatory For Rights\n\nTwo members of the force killed in attack on post\n\nGunmen shot them on Monday."
    )
    assert [part.is_title for part in parts] == [True, True, False]


def test_a_date_before_a_sentence_is_where_and_when_it_was_filed():
    (filed, told) = sentences("Alhama, Nov 28 The army launched an offensive on Bartaz.")
    assert (filed.is_dateline, told.is_dateline) == (True, False)


def test_a_rank_is_no_part_of_a_name_and_a_person_no_place():
    (part,) = sentences("Gunmen shot Mohammed al-Qwetz in Gorania Governorate on Monday.")
    names = find_in_report(
        "Gunmen shot Mohammed al-Qwetz in Gorania Governorate on Monday.",
        [part],
        Atlas().prominence,
    )
    words = [" ".join(t.word for t in part.tokens[n.first : n.last]) for n in names[0]]
    assert words == ["Gorania"]


def test_those_buried_today_were_killed_the_day_before():
    (telling,) = read(
        "Syria on Wednesday buried scores of people who were killed when a drone hit a graduation at an academy in Alhama the previous day.\n"
    ).tellings
    assert telling.date_start == telling.date_end == date(2020, 2, 4)


def test_a_dash_may_hug_the_text_behind_the_agency():
    (filed, told) = sentences("ALHAMA, Syria (Agency) -Troops on Friday shelled Bartaz.")
    assert (filed.is_dateline, told.is_dateline) == (True, False)


def test_the_dead_are_of_the_kind_of_violence_that_their_paragraph_told_last():
    reading = read(
        "Drones struck an academy in Farrin on Thursday.\n\n"
        "The shelling resulted in the deaths of 11 civilians. The casualties were distributed as three in Alhama and eight in Bartaz.\n"
    )
    told = {t.places[0].name: t.sub_event_type for t in reading.tellings}
    assert (told["Alhama"], told["Bartaz"]) == (SHELL, SHELL)
