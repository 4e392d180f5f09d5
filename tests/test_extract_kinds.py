"""Which of ACLED's types a telling is of, and what is one event; all towns but those that must be known are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
IED, GRENADE = "Remote explosive/landmine/IED", "Grenade"
ATTACK, ARRESTS, PLUNDER = "Attack", "Arrests", "Looting/property destruction"
TAKEN, LOST = "Government regains territory", "Non-state actor overtakes territory"
RIOT, SHOT_AT = "Violent demonstration", "Excessive force against protesters"


def told(text: str) -> list[tuple[str, tuple[str, ...], int | None]]:
    return kinds(read(text + "\n"))


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "The mission said on Monday that its troops held Alhama, after militants had attacked the town hall there and nine people had been killed.\n\n"
            "Gunmen raided the police station of Alhama on Monday, the mayor said, and fought with guards for hours.",
            [(CLASH, ("Alhama",), 9)],
            id="a lead's attack and the fight it was",
        ),
        pytest.param(
            "A patrol ran into an ambush at Alhama on Monday. A roadside bomb and gunfire wounded six soldiers.",
            [(IED, ("Alhama",), None)],
            id="an ambush opened by a bomb",
        ),
        pytest.param(
            "Rebels attacked the barracks of Alhama on Monday. One soldier was killed and nine were hurt; nine civilians died.",
            [(CLASH, ("Alhama",), 10)],
            id="soldiers and civilians of one attack",
        ),
        pytest.param(
            "Rebels shot dead a trader in Alhama on Monday. Also in Alhama, a roadside bomb killed a soldier on Monday.",
            [(ATTACK, ("Alhama",), 1), (IED, ("Alhama",), 1)],
            id="two events where each has its dead",
        ),
        pytest.param(
            "The army took Alhama on Monday. Its men captured nine fighters in Alhama.",
            [(TAKEN, ("Alhama",), None)],
            id="prisoners of the day a town fell",
        ),
    ],
)
def test_one_place_and_day_is_one_event(
    text: str, events: list[tuple[str, tuple[str, ...], int | None]]
):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "Alhama: two dead, five hurt. Artillery of the northern corps hit a vineyard.",
            [(SHELL, ("Alhama",), 2)],
            id="a count, then its weapon",
        ),
        pytest.param(
            "Alhama: one dead, two hurt. A mine in a dry well.",
            [(IED, ("Alhama",), 1)],
            id="a count, then a mine",
        ),
        pytest.param(
            "Gunmen entered Alhama on Monday and left an hour later.",
            [(ATTACK, ("Alhama",), None)],
            id="gunmen who come in hold no ground",
        ),
        pytest.param(
            "The army entered Alhama on Monday.",
            [(TAKEN, ("Alhama",), None)],
            id="an army that comes in does",
        ),
        pytest.param(
            "Bandits fired on travellers near Alhama on Monday.",
            [(ATTACK, ("Alhama",), None)],
            id="travellers fired on",
        ),
        pytest.param(
            "A bus full of pilgrims and pensioners came under automatic fire near Alhama on Monday.",
            [(ATTACK, ("Alhama",), None)],
            id="pensioners under fire",
        ),
        pytest.param(
            "Soldiers on patrol came under rifle fire near Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="soldiers under fire",
        ),
        pytest.param(
            "Rebels opened fire on a farm near Alhama on Monday, killing nine civilians and a soldier.",
            [(ATTACK, ("Alhama",), 10)],
            id="most of the dead bore no arms",
        ),
        pytest.param(
            "Four members of a local tribal force were killed in a rebel attack in Alhama on Monday.",
            [(CLASH, ("Alhama",), 4)],
            id="members of a force",
        ),
        pytest.param(
            "Troops burned farms in Alhama on Monday after clashes with rebels.",
            [(PLUNDER, ("Alhama",), None)],
            id="clashes that went before",
        ),
        pytest.param(
            "Police used live rounds against a crowd in Alhama on Monday and three people died.",
            [(SHOT_AT, ("Alhama",), 3)],
            id="police against a crowd",
        ),
        pytest.param(
            "Gunmen used live rounds against a crowd in Alhama on Monday and three people died.",
            [(ATTACK, ("Alhama",), 3)],
            id="gunmen against a crowd",
        ),
        pytest.param(
            "Settlers set fire to two barns in Alhama on Monday.",
            [(RIOT, ("Alhama",), None)],
            id="settlers are rioters",
        ),
        pytest.param(
            "Two mortar shells crossed into Alhama on Monday and wounded a shepherd.",
            [(SHELL, ("Alhama",), None)],
            id="shells cross a border",
        ),
        pytest.param("Refugees crossed into Alhama on Monday.", [], id="refugees do"),
        pytest.param(
            "Somebody hurled a hand bomb at a bank in Alhama on Monday.",
            [(GRENADE, ("Alhama",), None)],
            id="a hand bomb",
        ),
        pytest.param(
            "Police detained three men with a hand grenade in Alhama on Monday.",
            [(ARRESTS, ("Alhama",), None)],
            id="a grenade found on those held",
        ),
        pytest.param(
            "The body of a baker detained on Monday in Alhama was given to his family.",
            [(ATTACK, ("Alhama",), None)],
            id="dead in custody",
        ),
        pytest.param(
            "A drone dropped a sound bomb on Alhama on Monday.",
            [(AIR, ("Alhama",), None)],
            id="a sound bomb from a drone meets no crowd",
        ),
        pytest.param(
            "Five people were shot dead in Alhama on Monday, while in Bartaz a crowd set a tax office alight.",
            [(ATTACK, ("Alhama",), 5), (RIOT, ("Bartaz",), None)],
            id="while in another town",
        ),
        pytest.param(
            "Russian raids went on. The raids were directed at Alhama and Bartaz on Monday.",
            [(AIR, ("Alhama", "Bartaz"), None)],
            id="raids directed at towns",
        ),
        pytest.param(
            "The body of a 52-year-old headmaster arrested on Monday in Alhama was returned to his family.",
            [(ATTACK, ("Alhama",), None)],
            id="dead in custody, his age told",
        ),
        pytest.param(
            "A UN helicopter came under fire near Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="an aircraft under fire bombs nobody",
        ),
        pytest.param(
            "A man was killed by a bullet in Alhama on Monday.\n\nShelling hit a camp near Alhama on Monday, the army said.",
            [(ATTACK, ("Alhama",), 1), (SHELL, ("Alhama",), None)],
            id="a bullet is no shell",
        ),
        pytest.param(
            "Herders and policemen exchanged fire on Monday in Alhama.",
            [(CLASH, ("Alhama",), None)],
            id="fire exchanged",
        ),
        pytest.param(
            "Two clans traded gunfire over a well in Alhama on Monday, leaving three dead.",
            [(CLASH, ("Alhama",), 3)],
            id="gunfire traded",
        ),
        pytest.param(
            "Hundreds marched in Alhama on Monday against the president.",
            [("Peaceful protest", ("Alhama",), None)],
            id="a crowd that marches in a town takes nothing",
        ),
        pytest.param("Who is behind the blasts in Alhama on Monday?", [], id="a question"),
        pytest.param(
            "Police cordoned off the scene in Alhama on Monday.", [], id="a scene cordoned off"
        ),
    ],
)
def test_a_telling_is_of_the_type_its_company_makes_it(
    text: str, events: list[tuple[str, tuple[str, ...], int | None]]
):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "Twenty people were killed in air strikes on Monday. Jets killed 14 in Alhama; the remaining victims died in Bartaz.",
            [(AIR, ("Alhama",), 14), (AIR, ("Bartaz",), None)],
            id="the rest of a count",
        ),
        pytest.param(
            "Shelling of Alhama killed six people on Monday, of Bartaz two.",
            [(SHELL, ("Alhama",), 6), (SHELL, ("Bartaz",), 2)],
            id="a second place without its verb",
        ),
        pytest.param(
            "The ministry put the number of rebels neutralised in Alhama on Monday at 101.",
            [(CLASH, ("Alhama",), 101)],
            id="a number put at",
        ),
        pytest.param(
            "The toll of Monday's shelling of Alhama rose from four to nine.",
            [(SHELL, ("Alhama",), 9)],
            id="a toll that rose",
        ),
        pytest.param(
            "Four bailiffs of the court were killed in Alhama on Monday in an attack by rebels.",
            [(ATTACK, ("Alhama",), 4)],
            id="a noun that no list has, and whose they were",
        ),
        pytest.param(
            "Six cleaners and cooks who slept in the depot were killed by shells in Alhama on Monday.",
            [(SHELL, ("Alhama",), 6)],
            id="who slept there",
        ),
        pytest.param(
            "Nine lorry drivers taken for spies were shot dead by rebels in Alhama on Monday.",
            [(ATTACK, ("Alhama",), 9)],
            id="a compound that ends with people",
        ),
        pytest.param(
            "Doctors raised to eight the number of people murdered in Alhama on Monday.",
            [(ATTACK, ("Alhama",), 8)],
            id="raised to",
        ),
        pytest.param(
            "Mourners in Alhama on Monday buried protesters killed a day earlier by police.",
            [(SHOT_AT, ("Alhama",), None)],
            id="a day is nobody",
        ),
    ],
)
def test_the_dead_are_counted(text: str, events: list[tuple[str, tuple[str, ...], int | None]]):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "Two nurses were among the nine people killed in a strike on Alhama on Monday.",
            [(AIR, ("Alhama",), 9)],
            id="the whole of which a part is told",
        ),
        pytest.param(
            "The number of victims of Monday's shelling of Alhama has climbed to nine.",
            [(SHELL, ("Alhama",), 9)],
            id="victims climbed to",
        ),
        pytest.param(
            "A bomb went off in Alhama on Monday, taking at least five lives.",
            [(IED, ("Alhama",), 5)],
            id="taking lives",
        ),
        pytest.param(
            "Rebels stopped a bus in Alhama on Monday and shot eight passengers.",
            [(ATTACK, ("Alhama",), 8)],
            id="shot whom",
        ),
        pytest.param(
            "Rebels shot three farmers in Alhama on Monday; two of them are in hospital.",
            [(ATTACK, ("Alhama",), None)],
            id="shot, but alive",
        ),
        pytest.param(
            "Rebels shot at a farmer in Alhama on Monday.",
            [(ATTACK, ("Alhama",), None)],
            id="shot at",
        ),
    ],
)
def test_a_whole_and_the_shot_are_counted(
    text: str, events: list[tuple[str, tuple[str, ...], int | None]]
):
    assert told(text) == events
