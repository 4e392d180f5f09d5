"""What a page prints around a story, what guns stand in, and counts over many deeds; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extract.text import sentences
from tests.test_extract_reader import kinds, read

AIR, SHELL, ATTACK = "Air/drone strike", "Shelling/artillery/missile attack", "Attack"
CLASH, IED = "Armed clash", "Remote explosive/landmine/IED"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Shells Kill Five in Town\n\nBy Jane Doe and John Roe\n\nFebruary 5, 2020\n\n"
            "Rescuers carry the body of a man killed by shells in Bartaz, February 4, 2020.\n\n"
            "ALHAMA, Syria (Agency) - Army shells killed five people in Alhama on Wednesday, medics said.",
            [(SHELL, ("Alhama",), 5)],
            id="all that stands above a dateline",
        ),
        pytest.param(
            "Rescuers carry a man hit by shells in Bartaz on Feb. 4, 2020.\n\nJANE DOE/AFP/Getty Images\n\n"
            "Army shells killed five people in Alhama on Wednesday, medics said.",
            [(SHELL, ("Alhama",), 5)],
            id="a picture's caption, with its credit below",
        ),
        pytest.param(
            "Army shells killed five people in Alhama on Wednesday.\n\n"
            "A car lies in ruins after an air strike that killed two in Bartaz (Photo: Jane Doe/AP)\n\n"
            "Medics said that children were among the five.",
            [(SHELL, ("Alhama",), 5)],
            id="a picture's caption, with its credit behind",
        ),
        pytest.param(
            "Army shells killed five people in Alhama on Wednesday.\n\nBartaz: Officer Killed and Four Fighters Wounded in Attack\n\n"
            "Medics said that children were among the five.",
            [(SHELL, ("Alhama",), 5)],
            id="the headline of another report",
        ),
        pytest.param(
            "Terrorists located in the towns of Bartaz in western Gorania and Corvun fired rockets at houses in Alhama, wounding four people.",
            [(SHELL, ("Alhama",), None)],
            id="between those who fire and the verb stands where they stand",
        ),
        pytest.param(
            "Terror groups which have positions in Bartaz fired on Monday 15 rockets at Alhama.",
            [(SHELL, ("Alhama",), None)],
            id="where they have positions",
        ),
        pytest.param(
            "Shells killed seven people in villages of Gorania on Tuesday.\n\nThe dead were as follows:\n\n• Alhama town: two children.\n\n"
            "• Bartaz: a family of five people (a father, a mother and three children).",
            [(SHELL, ("Alhama",), 2), (SHELL, ("Bartaz",), 5)],
            id="a list of the dead that says so in its heading only",
        ),
        pytest.param(
            "Gunmen killed a trader in Alhama on Monday.\n\nThe monitor says there were 38 operations in Gorania this year. "
            "These attacks have killed 84 soldiers as well as seven civilians.",
            [(ATTACK, ("Alhama",), 1)],
            id="these attacks have killed",
        ),
        pytest.param(
            "Gunmen killed a trader in Alhama on Monday.\n\nThe number of people who were killed this way in Gorania rose to 540 fighters, traders and officials.",
            [(ATTACK, ("Alhama",), 1)],
            id="the number of people killed rose",
        ),
        pytest.param(
            "Artillery fire killed six people in Alhama on Monday, meaning at least 14 were killed in total in Gorania.",
            [(SHELL, ("Alhama",), 6)],
            id="meaning so many in total",
        ),
        pytest.param(
            "The army has continuously shelled villages in Gorania, in raids that have hit homes.",
            [],
            id="a habit in two clauses",
        ),
        pytest.param(
            "The army has escalated its bombing of Alhama since Monday.", [], id="an escalation"
        ),
        pytest.param(
            "Air strikes on towns in Gorania, near Alhama, were stepped up by the army.",
            [],
            id="raids that were stepped up",
        ),
        pytest.param("Raids on patrols in Alhama are frequent.", [], id="what is frequent"),
        pytest.param(
            "Turkey’s president announced plans to carry out another large air raid on Alhama.",
            [],
            id="what is planned to be carried out",
        ),
        pytest.param(
            "Gorania falls within a zone in which acts of aggression are forbidden.",
            [],
            id="falls within",
        ),
        pytest.param(
            "Gunmen kil*led a trader in Alhama on Monday.",
            [(ATTACK, ("Alhama",), 1)],
            id="a word with a star against filters",
        ),
        pytest.param(
            "Shells killed four people in Alhama on Monday, a neighbour told Bartaz.",
            [(SHELL, ("Alhama",), 4)],
            id="who was told is no place",
        ),
        pytest.param(
            "A warplane hit rescuers in Gorania's Alhama area on Monday, killing four people.",
            [(AIR, ("Alhama",), 4)],
            id="a province that only owns the place",
        ),
        pytest.param(
            "A car bomb went off in Alhama late on Tuesday. Nobody was hurt.\n\n"
            "Earlier in the evening, gunmen carried out an attack in Alhama with a bomb-laden lorry. At least 40 civilians were killed.",
            [(IED, ("Alhama",), 0), (IED, ("Alhama",), 40)],
            id="earlier in the evening there was another",
        ),
        pytest.param(
            "Army rockets hit Gorania on Monday. Clashes went on there.\n\nOn the other hand, the army shelled Alhama.",
            [(SHELL, ("Gorania",), None), (CLASH, ("Gorania",), None), (SHELL, ("Alhama",), None)],
            id="on the other hand sets apart",
        ),
        pytest.param(
            "Jets bombed a camp near Alhama on Monday, killing six people.\n\n"
            "Rescuers said that the camp targeted by the air strikes was the Bartaz camp.",
            [(AIR, ("Alhama",), 6)],
            id="what was hit gets its name",
        ),
        pytest.param(
            "Shells killed four people in Alhama on Monday. One of them had previously been kidnapped in Bartaz.",
            [(SHELL, ("Alhama",), 4)],
            id="what had happened to one of them before",
        ),
        pytest.param(
            "On Monday a missile fired from Corvun, east of Alhama, hit a car and killed two policemen in Bartaz.",
            [(SHELL, ("Bartaz",), 2)],
            id="what lies beside whence it was fired",
        ),
        pytest.param(
            "Gunmen killed five people in Alhama on Monday. The attack was the deadliest in Gorania since May, when the group stormed a prison in Bartaz.",
            [(ATTACK, ("Alhama",), 5)],
            id="the deadliest since another",
        ),
        pytest.param(
            "The army shelled Alhama on Monday. This rocket fire has also coincided with flights over Gorania.",
            [(SHELL, ("Alhama",), None)],
            id="what it coincided with",
        ),
        pytest.param(
            "An attack killed five people in Gorania on Monday.\n\nThe victims had been on a road south of Alhama, the report said.",
            [(ATTACK, ("Alhama",), 5)],
            id="where the victims had been",
        ),
        pytest.param(
            "Dozens of people have been targeted in parts of Syria.",
            [],
            id="dozens have been",
        ),
        pytest.param(
            "The army shelled Alhama on Monday. Farmers sleep in the fields, fearing of being shelled in Bartaz.",
            [(SHELL, ("Alhama",), None)],
            id="what is feared",
        ),
        pytest.param(
            "Shelling killed five people in Gorania on Monday, he said: “Nobody was spared”This is the heaviest toll in a year.",
            [(SHELL, ("Gorania",), 5)],
            id="a quotation that lost the space behind it",
        ),
        pytest.param(
            "Gunmen killed five people in Alhama on Monday. The raid is the first of its kind since the earthquake hit Gorania in May.",
            [(ATTACK, ("Alhama",), 5)],
            id="the first of its kind",
        ),
        pytest.param(
            "Gunmen killed five people in Alhama on Monday. The attack occurred despite calls for calm in Gorania.",
            [(ATTACK, ("Alhama",), 5)],
            id="what it occurred despite",
        ),
        pytest.param(
            "The army shelled Alhama on Monday. Turkey warned it not to play with fire in Gorania.",
            [(SHELL, ("Alhama",), None)],
            id="playing with fire",
        ),
        pytest.param(
            "The army shelled Alhama on Monday. It previously said it had taken control of Bartaz.",
            [(SHELL, ("Alhama",), None)],
            id="what was said before",
        ),
        pytest.param(
            "A total of 26 people have been killed in clashes in Gorania since Tuesday.",
            [(CLASH, ("Gorania",), 26)],
            id="a total of a few days is one battle",
        ),
        pytest.param(
            "Rebels seized the town of Alhama, opposite Bartaz, on Monday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="what lies opposite",
        ),
        pytest.param(
            "Air strikes killed ten people in Gorania on Tuesday.\n\nSix members of one family killed\n\n"
            "Six people died in shelling of Alhama, while four more died in an air strike on Bartaz.",
            [(SHELL, ("Alhama",), 6), (AIR, ("Bartaz",), 4)],
            id="a heading in the text",
        ),
        pytest.param(
            "Helicopters dropped bombs on Martyr Omar Hospital in Alhama village in Gorania on Monday. "
            "We recall that this hospital was targeted several times.",
            [(AIR, ("Alhama",), None)],
            id="a hospital that no list knows, in a village; it was hit before",
        ),
        pytest.param(
            "Four people died in the fall of barrel bombs on Alhama on Monday.",
            [(AIR, ("Alhama",), 4)],
            id="what falls is no town",
        ),
        pytest.param(
            "Jets killed nine people in Alhama on Monday. Jets killed four people in Bartaz, two in Corvun, three in Dalmek and one in Estol.\n\n"
            "Thus, the number of people killed today in strikes increased to 19.",
            [
                (AIR, ("Alhama",), 9),
                (AIR, ("Bartaz",), 4),
                (AIR, ("Corvun",), 2),
                (AIR, ("Dalmek",), 3),
                (AIR, ("Estol",), 1),
            ],
            id="nine in a town are no total of some that follow",
        ),
        pytest.param(
            "Several explosions shook Alhama and Bartaz on Monday.\n\nA motorbike blew up in Alhama, killing one civilian.\n\n"
            "Two bombs went off in Bartaz.",
            [(IED, ("Alhama", "Bartaz"), None), (IED, ("Alhama",), 1), (IED, ("Bartaz",), None)],
            id="several explosions are told one by one",
        ),
    ],
)
def test_only_the_story_is_told(text, told):
    assert kinds(read(text)) == told


def test_gunmen_who_died_in_a_battle_are_not_the_civilians_counted_next():
    reading = read(
        "An air strike on a market in Alhama on Monday killed 10 civilians. Fighting in Bartaz killed dozens of gunmen.\n\n"
        "Rescuers said that nine civilians, two women among them, were killed."
    )
    strike, battle = reading.tellings
    assert strike.fatalities_best == 10
    assert {c.low for c in strike.claims if c.quantity == "killed"} == {9, 10}
    assert battle.fatalities_best == 24


def test_one_more_attack_is_another_whatever_verb_comes_first():
    reading = read(
        "At least 53 people were killed on Tuesday in an ambush in Alhama. On Sunday 16 people were killed by another attack in the same area.",
        date(2020, 2, 6),
    )
    assert [t.fatalities_best for t in reading.tellings] == [53, 16]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "SITREP 4\n\nSubject: Explosions in Alhama, Monday 3 February", id="a subject"
        ),
        pytest.param("Weekly note\n\nOn Monday shells hit Alhama.\n\n- Two Dead", id="an item"),
    ],
)
def test_what_the_report_says_of_itself_is_no_headline_of_another(text):
    last = sentences(text)[-1]
    assert not last.is_title


def test_last_saturday_is_never_yesterday():
    reading = read(
        "Last Saturday, 16 people were killed in an attack in Alhama.", date(2023, 2, 19)
    )
    assert reading.tellings[0].date_start == date(2023, 2, 11)


def test_a_bearing_is_no_place():
    reading = read("Shells killed four people in villages in NE Syria on Monday.")
    assert {m.name for m in reading.mentions} == {"Syria"}
