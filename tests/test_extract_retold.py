"""What local outlets say again, beside or around an event, and what is no second event; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import kinds, read

ATTACK, CLASH, AIR = "Attack", "Armed clash", "Air/drone strike"
BLAST = "Remote explosive/landmine/IED"
SHELL = "Shelling/artillery/missile attack"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Bandits shot dead four traders in Alhama on Monday.\n\nREAD ALSO:\nGunmen kill nine travellers in Bartaz\n"
            "The traders came home from a market.",
            [(ATTACK, ("Alhama",), 4)],
            id="a link to another report, on the line below",
        ),
        pytest.param(
            "Bandits shot dead four traders in Alhama on Monday.\n\nSEE ALSO: Gunmen kill nine travellers in Bartaz",
            [(ATTACK, ("Alhama",), 4)],
            id="a link to another report, on its line",
        ),
        pytest.param(
            "Clinics have been hit too, including a drone strike on 1 February, which killed eight people at a ward in Alhama.",
            [(AIR, ("Alhama",), 8)],
            id="one of the strikes is told after including",
        ),
        pytest.param(
            "Fighters armed with rocket-propelled grenades and machine guns attacked an army post in Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="what men bear is not what they used",
        ),
        pytest.param(
            "Gangs launched an attack on Monday, targeting the people of Alhama, where gunmen clashed with residents.",
            [(CLASH, ("Alhama",), None)],
            id="gunmen target without shells, and where goes on",
        ),
        pytest.param(
            "Five herders were killed in Alhama on Monday in a raid on a cattle camp.",
            [(ATTACK, ("Alhama",), 5)],
            id="a cattle raid comes on foot",
        ),
        pytest.param(
            "Armed men attacked the town of Alhama, near the Ugandan border, killing nine villagers on Monday.",
            [(ATTACK, ("Alhama",), 9)],
            id="the border is no second place",
        ),
        pytest.param(
            "Shelling killed three people in El-Alhama on Monday.\n\nThe governor went to Alhama. Three people died in the shelling of al Alhama.",
            [(SHELL, ("El-Alhama",), 3)],
            id="one town in three spellings",
        ),
        pytest.param(
            "Gangs attacked a hillside community in Alhama on Monday.\n\nThe attack on Bartaz was led by a former policeman.",
            [(ATTACK, ("Bartaz",), None)],
            id="the community gets its name below",
        ),
        pytest.param(
            "On Monday an ambush killed two soldiers near Alhama. The attack was sudden, with a loud explosion and then gunfire.",
            [(CLASH, ("Alhama",), 2)],
            id="the attack in other words",
        ),
        pytest.param(
            "Shelling killed six people in Alhama on Monday. The attacks came two days after the army moved drones to the airport of Bartaz.",
            [(SHELL, ("Alhama",), 6)],
            id="what came before is only a point in time",
        ),
        pytest.param(
            "Alhama, file photo.\n\nTwelve soldiers were killed on Monday in an ambush by jihadists in northern Gorania.\n\n"
            "A patrol was the victim of an attack on Monday in Bartaz, the army said.",
            [(CLASH, ("Bartaz",), 12)],
            id="the lead stands below a picture's caption",
        ),
        pytest.param(
            "Two soldiers were killed on Monday in an ambush in Alhama.\n\nThe army did not speak of another deadly attack"
            " on Monday, which left dozens dead.\n\nRebels attacked the hamlet of Bartaz, where about thirty people died.",
            [(CLASH, ("Alhama",), 2), (ATTACK, ("Bartaz",), 30)],
            id="another attack gets its place and its toll below",
        ),
        pytest.param(
            "On Monday 31 soldiers were killed in Alhama, while ten are being looked for by reinforcements sent to the scene.",
            [(CLASH, ("Alhama",), 31)],
            id="reinforcements are no second event",
        ),
        pytest.param(
            "Fighters attacked an army post in Alhama on Monday, killing a soldier, a policeman and a motorcyclist.",
            [(CLASH, ("Alhama",), 3)],
            id="a motorcyclist is counted too",
        ),
        pytest.param(
            "Six people were killed in Alhama on Monday. The recent surge in attacks shows how weak the army is.",
            [(ATTACK, ("Alhama",), 6)],
            id="a surge in attacks is a trend",
        ),
        pytest.param(
            "Six people were killed in Alhama on Monday. Police look for those responsible for these cowardly attacks.",
            [(ATTACK, ("Alhama",), 6)],
            id="those responsible for attacks",
        ),
        pytest.param(
            "The previous attack in Bartaz was blamed on a gang. Six people were killed in Alhama on Monday.",
            [(ATTACK, ("Alhama",), 6)],
            id="the previous attack",
        ),
        pytest.param(
            "Six people were killed in clashes in Alhama on Monday. About 300 families left the quarters affected by fighting.",
            [(CLASH, ("Alhama",), 6)],
            id="quarters affected by fighting",
        ),
        pytest.param(
            "The army made a raid on the village of Alhama on Monday, killing three fighters.",
            [(CLASH, ("Alhama",), 3)],
            id="a raid comes on foot where nothing tells of aircraft",
        ),
        pytest.param(
            "Seven soldiers were wounded in a clash in Alhama on Monday.\n\nIn the aftermath of the attack, a helicopter was sent"
            " to Bartaz to transport the wounded soldiers for treatment.",
            [(CLASH, ("Alhama",), None)],
            id="a helicopter that fetches the wounded",
        ),
        pytest.param(
            "Gunmen attacked a group of herders near Alhama on Monday.\n\nThe ministry said they had targeted civilians and killed 14.",
            [(ATTACK, ("Alhama",), 14)],
            id="who targets civilians has no artillery",
        ),
        pytest.param(
            "Gunmen surrounded the village of Alhama on Monday and then started killing the inhabitants.",
            [(ATTACK, ("Alhama",), None)],
            id="a village surrounded and its people killed is no siege",
        ),
        pytest.param(
            "Seventeen people were killed in Alhama, the UN says.\n\nThe 17 died in clashes between the army and rebels in Alhama.",
            [(CLASH, ("Alhama",), 17)],
            id="a count, then how they died",
        ),
        pytest.param(
            "Sixteen soldiers were killed on Monday in a clash at a base in Alhama.\n\nThe rebels attacked the base in Alhama from"
            " two sides before overrunning the army's positions.",
            [(CLASH, ("Alhama",), 16)],
            id="how the attack on a base ended",
        ),
        pytest.param(
            "On Monday an attack in the province of Gorania killed a soldier.\n\nThe attack in the town of Alhama began with mortar fire.",
            [(SHELL, ("Alhama",), 1)],
            id="the attack, by another weapon, in the town not named before",
        ),
        pytest.param(
            "Soldiers killed three men in Alhama on Monday. They were identified as Commander Flint, Emanu Torch and Bazolo.",
            [(ATTACK, ("Alhama",), 3)],
            id="those identified are no places",
        ),
        pytest.param(
            "Rebels said that they killed 20 soldiers of the unit known as BIR on Monday in Alhama.",
            [(CLASH, ("Alhama",), 20)],
            id="capitals name a unit",
        ),
        pytest.param(
            "Gunmen killed six traders in Alhama on Monday. Another witness said that they came on motorbikes and attacked the market in Alhama.",
            [(ATTACK, ("Alhama",), 6)],
            id="another witness tells of the same",
        ),
        pytest.param(
            "The attack which happened on Sunday came two weeks after the invasion of Corvun that led to 15 deaths."
            " Six people were killed in Alhama.",
            [(ATTACK, ("Alhama",), 6)],
            id="what came before, behind a relative clause",
        ),
        pytest.param(
            "Shelling killed six people in Alhama on Monday. The bombardment comes amid renewed clashes that drove thousands of families from home.",
            [(SHELL, ("Alhama",), 6)],
            id="what it comes amid",
        ),
        pytest.param(
            "Six people were killed in Alhama on Monday. The takeover was followed by accounts of massacres, sexual violence, abductions and looting.",
            [(ATTACK, ("Alhama",), 6)],
            id="a list of crimes",
        ),
        pytest.param(
            "A mine killed two soldiers near Alhama on Monday. The cartels are the foremost users of land mines.",
            [(BLAST, ("Alhama",), 2)],
            id="land mines spoken of",
        ),
        pytest.param(
            "A militia attack on a camp in Alhama killed 45 people on Monday, the UN said.\n\nMilitiamen massacred 46 people with"
            " knives in Alhama, said the chief of the district.",
            [(ATTACK, ("Alhama",), 45)],
            id="somebody else counts the same dead otherwise",
        ),
        pytest.param(
            "Fighting went on 80 km south-west of Alhama in Bartaz on Monday.",
            [(CLASH, ("Bartaz",), None)],
            id="so far off one town, in the other",
        ),
        pytest.param(
            "Seven soldiers were wounded in a clash in Alhama on Monday and were brought to Bartaz for treatment.",
            [(CLASH, ("Alhama",), None)],
            id="where the wounded were treated",
        ),
        pytest.param(
            "Herdsmen invaded the village of Alhama on Monday night, killing a traditional ruler and three farmers.",
            [(ATTACK, ("Alhama",), 4)],
            id="a village is invaded, and a ruler counts",
        ),
        pytest.param(
            "Herdsmen invaded several villages in Gorania on Monday and killed ten people.\n\nThey killed nine people in Alhama."
            "\n\nA farmer was killed in Bartaz.",
            [(ATTACK, ("Alhama",), 9), (ATTACK, ("Bartaz",), 1)],
            id="the dead of several villages are a total",
        ),
        pytest.param(
            "Drone strikes targeting a funeral service in Alhama killed 40 people on Monday.",
            [(AIR, ("Alhama",), 40)],
            id="a funeral that is bombed is no grave",
        ),
        pytest.param(
            "Drones to Kill Four\n\nA drone bombed soldiers near Alhama on Monday, killing four.",
            [(AIR, ("Alhama",), 4)],
            id="a headline's verb is no place",
        ),
        pytest.param(
            "Shelling killed three people in Alhama on Monday. Shells hit houses in the Elias neighbourhood.",
            [(SHELL, ("Alhama",), 3)],
            id="a quarter that no list knows is in the town just named",
        ),
        pytest.param(
            "Gunmen attacked a bus carrying travellers near Alhama on Monday.",
            [(ATTACK, ("Alhama",), None)],
            id="who attacks travellers",
        ),
        pytest.param(
            "Rebels attacked an army camp in Alhama on Monday, killing six soldiers. The attack was confirmed by the director of a hospital"
            " in the nearby town of Bartaz, where bodies were taken.",
            [(CLASH, ("Alhama",), 6)],
            id="who confirms it sits elsewhere",
        ),
        pytest.param(
            "Gangs killed twelve people in Alhama on Monday. Heavily armed gangs have been targeting Bartaz for months.",
            [(ATTACK, ("Alhama",), 12)],
            id="what gangs have been doing for months",
        ),
        pytest.param(
            "Six people were killed in Alhama on Monday. The UN accused all parties of summary killings, torture and sexual violence.",
            [(ATTACK, ("Alhama",), 6)],
            id="crimes that all parties are accused of",
        ),
        pytest.param(
            "A car bomb went off at a police station in Alhama on Friday. It came after a similar attack in Bartaz on Wednesday.",
            [(BLAST, ("Alhama",), None), (BLAST, ("Bartaz",), None)],
            id="a similar attack is of the same sort",
        ),
        pytest.param(
            "Gangs killed 40 people in Alhama on Monday. Gunmen have surrounded the town.",
            [(ATTACK, ("Alhama",), 40)],
            id="those who came have surrounded the town",
        ),
        pytest.param(
            "UN peacekeepers regained control of Alhama on Tuesday. The rebels were driven back into the woods, and the people of Alhama returned.",
            [("Government regains territory", ("Alhama",), None)],
            id="who lost the town was driven off",
        ),
        pytest.param(
            "Gang members killed 12 people in a town not far from the capital, officials said.\n\nResidents had ejected gangsters from"
            " the town of Alhama last week, but they came back and attacked on Tuesday night.",
            [(ATTACK, ("Alhama",), 12), ("Government regains territory", ("Alhama",), None)],
            id="driven out, and back again",
        ),
        pytest.param(
            "After attacks on Monday MINUSCA soon re-established control of the city of Alhama.",
            [("Government regains territory", ("Alhama",), None)],
            id="a mission in capitals is no place",
        ),
        pytest.param(
            "Two shells fell on a house in Kharkiv on Monday. A woman was killed.\n\nA man cycling near Alhama was killed by a"
            " mortar shell.",
            [(SHELL, ("Kharkiv",), 1), (SHELL, ("Alhama",), 1)],
            id="a woman here, a man there",
        ),
    ],
)
def test_a_deed_is_told_once(text, told):
    assert kinds(read(text)) == told


def test_what_is_left_of_a_link_is_said():
    reading = read(
        "Bandits shot four traders in Alhama.\n\nREAD ALSO: Gunmen kill nine in Bartaz\n"
    )
    assert "a caption, or a link to another report" in {row.reason for row in reading.left_out}


def test_a_body_of_people_is_no_place():
    reading = read(
        "Bandits killed seven policemen in Alhama on Monday. Among the dead is a member of the Alhama State Community Guards."
        " The bandits stormed the village on motorbikes.",
        date(2024, 6, 7),
    )
    assert {name for _, places, _ in kinds(reading) for name in places} == {"Alhama"}


def test_jihadists_are_not_of_a_militia_that_helps_the_army():
    (telling,) = read(
        "Three army auxiliaries (VDP) died on Monday when suspected jihadists attacked them in Alhama.",
        date(2023, 6, 28),
    ).tellings
    assert telling.actor1.startswith("Militants")


def test_who_fell_victim_to_an_attack_did_not_make_it():
    (telling,) = read(
        "A patrol of the army was the victim of an attack in Alhama on Monday."
    ).tellings
    assert telling.actor2.startswith("Military Forces")
    assert telling.actor1 != telling.actor2


def test_the_capital_is_the_one_that_the_report_names():
    reading = read(
        "Clashes between militias killed three people on Monday in Syria's capital, the ministry said.\n\n"
        "Shops in Damascus stayed shut.\n"
    )
    assert kinds(reading) == [(CLASH, ("Damascus",), 3)]


def test_the_two_ends_of_a_road_are_two_names():
    reading = read("Gunmen killed two travellers on the Alhama-Corvun road on Monday.")
    assert [m.name for m in reading.mentions] == ["Alhama", "Corvun"]


def test_a_statement_has_a_day_of_its_own():
    (telling,) = read(
        "In a statement released by the group on Tuesday, it said that its fighters killed five soldiers in Alhama on 1 February."
    ).tellings
    assert telling.date_start == telling.date_end == date(2020, 2, 1)


def test_a_day_earlier_counts_from_no_war_where_the_report_has_no_day():
    reading = read(
        "The rebels have fought the army since April 2023.\n\nA day earlier they shelled Alhama.\n",
        None,
    )
    assert [telling.date_start for telling in reading.tellings] == [None]


def test_the_capital_that_is_named_is_where_it_happened():
    reading = read(
        "A bomber killed 15 people at a hotel in the Syrian capital of Corvun on Monday."
    )
    assert [places for _, places, _ in kinds(reading)] == [("Corvun",)]


def test_a_militia_in_a_country_is_not_its_army():
    (telling,) = read(
        "A militia in eastern Syria has killed at least 60 people in a camp in Alhama."
    ).tellings
    assert not telling.actor1.startswith("Military")


def test_a_dateline_may_end_in_a_stop_and_a_dash():
    (telling,) = read(
        "Damascus, Feb 5 (EFE).- Gunmen killed nine people in Alhama on Monday, a witness said."
    ).tellings
    assert telling.date_start == telling.date_end == date(2020, 2, 3)
    assert [m.name for m in telling.places] == ["Alhama"]
