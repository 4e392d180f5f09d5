"""Plain ways of telling of bombs, mines, murders and abductions, each beside its other senses; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, IED = (
    "Air/drone strike",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
)
ATTACK, TAKEN, SUICIDE = "Attack", "Abduction/forced disappearance", "Suicide bomb"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # aircraft and munitions as the subject of a plain verb
        ("Jets worked over the village of Alhama on Monday.", [(AIR, ("Alhama",), None)]),
        ("Engineers worked over the weekend in Alhama.", []),
        ("A missile tore through a clinic in Alhama, killing two.", [(SHELL, ("Alhama",), 2)]),
        ("A train driven through Alhama on Monday carried grain.", []),
        ("Mortar bombs came down on Alhama on Sunday.", [(SHELL, ("Alhama",), None)]),
        ("Food prices came down in Alhama on Sunday.", []),
        ("Alhama came under ground-based fire of armed groups.", [(SHELL, ("Alhama",), None)]),
        ("The mayor of Alhama came under fierce criticism on Monday.", []),
        ("Tanks fired at a school in Alhama, killing four people.", [(SHELL, ("Alhama",), 4)]),
        ("A journalist was assassinated in Alhama by a drone.", [(AIR, ("Alhama",), 1)]),
        # the weapon stands in the sentence before, or at the head of a long one
        ("A missile opened up a ward in Alhama. Two people did not survive.", [(SHELL, ("Alhama",), 2)]),
        ("Two people died in Alhama on Monday. The plane came back later.", [(AIR, ("Alhama",), 2)]),
        # mines, belts, vehicles
        ("A tractor rolled over an old mine near Alhama on Sunday.", [(IED, ("Alhama",), None)]),
        ("He drove to the copper mine near Alhama on Sunday.", []),
        (
            "A man with an explosive belt walked into a shop in Alhama on Friday.",
            [(SUICIDE, ("Alhama",), None)],
        ),
        ("Police found four explosive belts in Alhama on Friday.", []),
        (
            "Workers set off a buried shell near Alhama on Monday, two of them dying.",
            [(IED, ("Alhama",), 2)],
        ),
        ("A bus set off for Alhama on Monday.", []),
        (
            "A bomber mingled with the crowd in Alhama on Friday; nine people are dead.",
            [(SUICIDE, ("Alhama",), 9)],
        ),
        # no word of violence at all, but a weapon, a place and a day
        ("Helicopters made six passes over Alhama on Monday, letting barrels go.", [(AIR, ("Alhama",), None)]),
        ("Helicopters circled over Alhama on Monday.", []),
        ("A rocket strewed bomblets over the schoolyard of Alhama on Monday.", [(SHELL, ("Alhama",), None)]),
        ("A rocket salad was served in Alhama on Monday.", []),
        ("A man was shot dead in Alhama on Monday, video shows.", [(ATTACK, ("Alhama",), 1)]),
        ("The town of Alhama was hit by shells in heavy rain on Monday.", [(SHELL, ("Alhama",), None)]),
        ("Drones were delivered to the base in Alhama on Monday.", []),
        ("Rocket batteries raked Alhama on Wednesday.", [(SHELL, ("Alhama",), None)]),
        ("Rockets for the parade reached Alhama by rail; they can fly 300 km.", []),
        ("A drone took out a pick-up in Alhama on Sunday.", [(AIR, ("Alhama",), None)]),
        ("The bank took out a loan in Alhama on Sunday.", []),
        ("The army used rocket launchers against Alhama.", [(SHELL, ("Alhama",), None)]),
        ("Farmers used drones against locusts near Alhama.", []),
        ("The town of Alhama woke to bombs on Tuesday.", [(SHELL, ("Alhama",), None)]),
        ("The town of Alhama woke to snow on Tuesday.", []),
        ("A missile went through the roof of a school in Alhama.", [(SHELL, ("Alhama",), None)]),
        ("The missile went into production in Alhama.", []),
        ("A bomb cut short eight lives in Alhama on Monday.", [(IED, ("Alhama",), 8)]),
        # people beaten, led off, put to death
        ("Fighters beat a teacher with rifle butts in Alhama.", [(ATTACK, ("Alhama",), None)]),
        ("Alhama beat Bartaz 3-1 on Sunday.", []),
        ("A sniper picked off two women in Alhama on Sunday.", [(ATTACK, ("Alhama",), 2)]),
        ("Militants cut the throats of two shepherds in Alhama.", [(ATTACK, ("Alhama",), 2)]),
        ("Workers cut the grass in Alhama.", []),
        ("A trader has been held for ransom since Monday in Alhama.", [(TAKEN, ("Alhama",), None)]),
        ("Ships are held in Alhama for tolls.", []),
        ("Alhama finished off the season with a win on Sunday.", []),
        (
            "Four men who could not flee were executed in Alhama on Monday.",
            [(ATTACK, ("Alhama",), 4)],
        ),
        ("Four men who were not executed in Alhama came home.", []),
        ("A doctor was dragged out of his office in Alhama.", [(TAKEN, ("Alhama",), None)]),
        ("Three children were pulled from the rubble in Alhama on Monday.", []),
        ("Kidnappers seized the son of a trader in Alhama.", [(TAKEN, ("Alhama",), None)]),
        ("Militants slaughtered eleven miners near Alhama.", [(ATTACK, ("Alhama",), 11)]),
        ("Farmers slaughtered forty sheep in Alhama for the feast.", []),
        ("Soldiers hauled a man off a bus near Alhama on Monday.", [(TAKEN, ("Alhama",), None)]),
        ("Militants forced three men off a minibus near Alhama on Monday.", []),
        # beside the words of accidents, sport and courts
        ("Gunmen killed a driver whose brakes failed near Alhama on Monday.", [(ATTACK, ("Alhama",), 1)]),
        ("Four soldiers were killed by rebels in fog near Alhama on Monday.", [("Armed clash", ("Alhama",), 4)]),
        ("A shell killed four people beside a stove in Alhama on Monday.", [(SHELL, ("Alhama",), 4)]),
        ("Rebels captured Alhama on Monday, a day before the election.", [("Non-state actor overtakes territory", ("Alhama",), None)]),
        ("A car hit a mine near Alhama on Monday.", [(IED, ("Alhama",), None)]),
        ("A rocket hit a school for a record third time in Alhama on Monday.", [(SHELL, ("Alhama",), None)]),
        ("A shell hit a high school in Alhama on Monday.", [(SHELL, ("Alhama",), None)]),
        ("Gunmen attacked a press office in Alhama on Monday.", [(ATTACK, ("Alhama",), None)]),
        ("Rebels attacked a tank in Alhama on Monday.", [("Armed clash", ("Alhama",), None)]),
        ("A shell started a fire at a market in Alhama on Monday, killing two people.", [(SHELL, ("Alhama",), 2)]),
        ("Jets bombed Bartaz on Monday; Alhama suffered a defeat in the cup.", [(AIR, ("Bartaz",), None)]),
        ("Alhama suffered an air strike on Monday.", [(AIR, ("Alhama",), None)]),
        ("Troops marched into Alhama on Monday.", [("Government regains territory", ("Alhama",), None)]),
        ("The government and rebels reached a deal in Alhama on Monday.", [("Agreement", ("Alhama",), None)]),
        ("Militants killed two men in Alhama on Monday and fled when aircraft appeared.", [(ATTACK, ("Alhama",), 2)]),
        ("A patrol was hit by a car bomb in Alhama on Monday.", [(IED, ("Alhama",), None)]),
        ("A shell hit a boat that sank off Alhama on Monday; four people died.", [(SHELL, ("Alhama",), 4)]),
        ("Jets bombed Alhama on Monday, which rebels took in 2012.", [(AIR, ("Alhama",), None)]),
        # no verb of its own
        (
            "In Alhama five people died in an air strike and in Bartaz two.",
            [(AIR, ("Alhama",), 5), (AIR, ("Bartaz",), 2)],
        ),
        (
            "In Alhama a child was killed by a raid that the regime flew, and in the town of Bartaz a woman by a Russian one.",
            [(AIR, ("Alhama",), 1), (AIR, ("Bartaz",), 1)],
        ),
        ("A family of five is gone in Alhama after a strike.", [(AIR, ("Alhama",), 5)]),
        ("Five shops are gone in Alhama.", []),
    ],
)  # fmt: skip
def test_plain_ways_of_telling(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text + "\n")) == told


@pytest.mark.parametrize(
    "text",
    [
        "An explosion of measles cases worries the doctors of Alhama.",
        "She shelled out 200 dollars a month for a room in Alhama.",
        "Snow brought down the roof of a hall in Alhama and killed a child.",
        "A court in Alhama sentenced a man to death on Tuesday for the car bombing of last summer.",
        "Volunteers in Alhama trained on Sunday for an air raid; 'casualties' were carried away.",
        "Five people died in Alhama on Wednesday when a bus collided with a lorry.",
        "A gas main exploded in Alhama on Monday. Two people were hurt.",
        "Ten years ago a massacre in Alhama left a hundred dead; on Thursday relatives laid flowers.",
        "Five years after the bomb that killed 600 people in Alhama, survivors wait for money.",
        "The base had been used for attacks on villages around Alhama.",
        "Every now and then Alhama comes under fire.",
        "Bread prices in Alhama shot up on Monday.",
        "The footage was shot in Alhama on Monday.",
        "Farmers near Alhama shot two wolves on Monday.",
        "The mayor of Alhama came under fire for the price of bread on Monday.",
        "The price of flour in Alhama has exploded on Monday.",
        "A blast of cold air reached Alhama on Monday.",
        "Teams battled a forest fire near Alhama on Monday.",
        "Lightning struck a house in Alhama on Monday and killed two people.",
        "Aid groups in Alhama were hit hard by the cuts on Monday.",
        "Storms battered camps near Alhama on Tuesday and destroyed 40 tents.",
        "Fireworks exploded over Alhama on Sunday.",
        "A memorial for victims of the 2013 attack was unveiled in Alhama on Monday.",
        "Had the rockets reached Alhama on Monday, many would have died.",
        "The bombing of Alhama must stop, the envoy said.",
        "Aircraft dropped leaflets over Alhama on Monday.",
        "A plane skidded off the runway in Alhama on Monday.",
        "A boy in Alhama lost a toy on Monday.",
        "The minister bombarded reporters in Alhama with figures.",
        "A play about the siege of Alhama opened on Sunday.",
        "The trial of three men who blew up a bus near Alhama opened on Monday.",
        "A warehouse in Alhama burned after a welder's mistake, and a worker died.",
        # sport, votes, markets
        "The goalkeeper of Alhama was beaten by a shot from the edge of the area on Sunday.",
        "The coach of Alhama came under fire on Monday after a third defeat.",
        "The market in Alhama took a hit on Tuesday as oil prices fell.",
        "The currency in Alhama hit a low on Monday.",
        "The party captured Alhama in Sunday's vote.",
        "The minister launched an attack on the press in Alhama on Monday.",
        "Two deputies clashed over the budget in Alhama on Tuesday.",
        "The president opened fire on his critics in Alhama on Monday.",
        "The singer stormed off the stage in Alhama on Saturday.",
        "Workers at the mill in Alhama downed tools on Monday.",
        # accidents, weather, beasts
        "A wave of heat killed nine people in Alhama on Monday.",
        "A tree fell on a car in Alhama on Monday, killing the driver.",
        "A lift fell in Alhama on Monday and three workers were killed.",
        "A train hit a lorry near Alhama on Monday; six people were killed.",
        "A climber fell to his death near Alhama on Sunday.",
        "A fire at a hotel in Alhama killed six people on Monday.",
        "A helicopter crashed near Alhama on Monday, killing the pilot.",
        "Two people choked to death in Alhama on Monday.",
        "A swarm of bees attacked a school in Alhama on Monday.",
        "Rockets and fireworks lit the sky over Alhama on Sunday.",
        # what only borrows the words of war, of truces and of towns taken
        "Two deputies came to blows in Alhama on Monday.",
        "The rivals traded blows in a title fight in Alhama on Sunday.",
        "The singer made peace with her critics in Alhama on Monday.",
        "The company and the union reached a deal in Alhama on Monday.",
        "The club signed a deal with a striker in Alhama on Monday.",
        "The sun broke through over Alhama on Monday.",
        "An onslaught of tourists filled Alhama on Monday.",
        "Snow closed the last road into Alhama on Monday.",
        "The city completed the ring road around Alhama on Monday.",
        "The flag of the club was hoisted over Alhama on Sunday.",
        "Students marched into Alhama on Monday.",
        "Soldiers cleared snow from roads in Alhama on Monday.",
        "A cyclist was hit by a car in Alhama on Monday and died.",
        "Two workers fell from a roof in Alhama on Monday and died.",
        "The ferry to Alhama sank on Monday and 12 people died.",
        "A comet struck fear into people in Alhama on Monday.",
        "The movie shot in Alhama opened on Monday.",
        "A poet who was killed in 1936 was honoured in Alhama on Monday.",
        # rescue, aid, courts, films
        "Rescuers dragged two bodies from a house in Alhama on Monday.",
        "Firefighters pulled a woman from a burning flat in Alhama on Monday.",
        "A man in Alhama was taken from his house by ambulance on Monday.",
        "A convoy of aid lorries reached Alhama on Tuesday.",
        "Police stopped a lorry with stolen sheep in Alhama on Monday.",
        "A court in Alhama heard on Monday how the gunmen killed nine people.",
        "The actor was shot dead in the last scene of the film, which was made in Alhama.",
    ],
)
def test_no_event(text: str):
    assert kinds(read(text + "\n")) == []


BODY_OF_A_LEAD = [
    (
        "Ten soldiers died on Monday when a roadside bomb hit their lorry in the west of the country, and assaults on "
        "posts in the north cost four policemen their lives.\n\n"
        "The soldiers were on their way back when the bomb exploded in the town of Alhama.\n",
        [(IED, ("Alhama",), 10), ("Armed clash", (), 4)],
    ),
    (
        "Police killed two rebels in a gunfight in Gorania on Monday.\n\n"
        "The gunfight began at six in the morning near Bartaz, when a patrol met the group.\n",
        [("Armed clash", ("Bartaz",), 2)],
    ),
]


@pytest.mark.parametrize(("text", "told"), BODY_OF_A_LEAD)
def test_the_body_places_what_the_lead_told(
    text: str, told: list[tuple[str, tuple[str, ...], int | None]]
):
    assert kinds(read(text)) == told
