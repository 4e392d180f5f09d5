"""What the reader makes of sentences that agencies write about wars anywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geo.extract.drafts.draft import name_key
from tests.test_extract_reader import kinds, read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "On Friday a jet bombed Alhama, killing eight civilians, and on Thursday two bombs dropped on Bartaz damaged a school.",
            [
                ("Air/drone strike", ("Alhama",), 8),
                ("Shelling/artillery/missile attack", ("Bartaz",), None),
            ],
            id="another day and another place are another event",
        ),
        pytest.param(
            "Rebels killed 15 civilians in an attack on Alhama on 1 February and gunmen killed eleven people near Bartaz.",
            [("Attack", ("Alhama",), 15), ("Attack", ("Bartaz",), 11)],
            id="two tolls at two places are two events",
        ),
        pytest.param(
            "It was the second assault in Gorania in ten days: on 1 February a bomb near a school in Bartaz killed nine people.",
            [("Remote explosive/landmine/IED", ("Bartaz",), 9)],
            id="what follows the colon is told, though it is one of a series",
        ),
        pytest.param(
            "Militants took more than 200 displaced people near Bartaz on Monday. Rebels took 30 villages around Alhama.",
            [
                ("Abduction/forced disappearance", ("Bartaz",), None),
                ("Non-state actor overtakes territory", ("Alhama",), None),
            ],
            id="people who are taken are abducted, villages are not",
        ),
        pytest.param(
            "Soldiers burned 40 houses in Bartaz on Monday. Two elderly people who could not run died in the flames.",
            [("Attack", ("Bartaz",), 2)],
            id="looting that kills is an attack; who could not run did die",
        ),
        pytest.param(
            "In Bartaz, two administrators appointed by the army were shot dead on Monday.",
            [("Attack", ("Bartaz",), 2)],
            id="who is appointed by an army is no soldier",
        ),
        pytest.param(
            "Clashes near Bartaz have left 11 fighters and 14 soldiers dead since midnight.",
            [("Armed clash", ("Bartaz",), 25)],
            id="hours are no long time to count over",
        ),
        pytest.param(
            "Four men were killed by Islamic State in Bartaz on Monday. Islamic State beheaded two captured soldiers in Alhama on Monday.",
            [("Attack", ("Bartaz",), 4), ("Attack", ("Alhama",), 2)],
            id="men killed by fighters are not the fighters; captives bear no arms",
        ),
        pytest.param(
            "Five soldiers were killed on Monday when artillery shelled the base in Alhama, the ministry said. "
            "Its forces answered at once, striking 83 targets and neutralising 62 enemy soldiers.",
            [
                ("Shelling/artillery/missile attack", ("Alhama",), 5),
                ("Shelling/artillery/missile attack", (), 62),
            ],
            id="where the answer struck is not told",
        ),
        pytest.param(
            "It was the second attack in a week: on Monday shelling near Bartaz killed seven soldiers.",
            [("Shelling/artillery/missile attack", ("Bartaz",), 7)],
            id="a week is counted before the colon only",
        ),
        pytest.param(
            "Fighters with Gorian artillery support attacked Bartaz on Monday but were pushed back.",
            [("Armed clash", ("Bartaz",), None)],
            id="support is not how the attack was made",
        ),
        pytest.param(
            "Rebels seized Alhama, a coltan mining town in Bartaz, on Tuesday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="a town is not taken twice for what it lies in",
        ),
        pytest.param(
            "Gunmen killed 70 people in Alhama on Monday. "
            "Sixteen people were injured, among them two gunmen hit in an exchange of fire with police.",
            [("Attack", ("Alhama",), 70)],
            id="what befell some of those counted is no event",
        ),
        pytest.param(
            "The number of people killed in an attack in Gorania has risen to 37, the health minister said on Wednesday.\n\n"
            "A suicide bomber blew himself up at Alhama on Monday. Police had earlier put the toll at 32. "
            "Security forces shot dead three of the attackers, an officer said.",
            [("Suicide bomb", ("Alhama",), 37)],
            id="a toll that has risen is not dated by who told it, and the body says where and how",
        ),
        pytest.param(
            "Explosions at two camps on the outskirts of Alhama killed 12 people on Monday, the council said.\n\n"
            "The bombs hit the camps of Bartaz and Corvun, and the governor on Tuesday raised the toll to 14.",
            [("Remote explosive/landmine/IED", ("Bartaz", "Corvun"), 14)],
            id="the camps by name are those outside the town",
        ),
        pytest.param(
            "Gunmen opened fire on a convoy in Alhama on Monday; nobody was hurt.",
            [("Armed clash", ("Alhama",), 0)],
            id="shots that hit nobody were fired all the same",
        ),
        pytest.param(
            "Elsewhere, a bomb killed two people in Bartaz on Sunday. "
            "Elsewhere, soldiers said they shot dead four militants in an operation in Alhama on Monday.",
            [
                ("Remote explosive/landmine/IED", ("Bartaz",), 2),
                ("Armed clash", ("Alhama",), 4),
            ],
            id="a deed set apart is not of the sort told before",
        ),
        pytest.param(
            "The army said that the attack near Alhama on Monday was repelled and that Turkey lost 70 men there.",
            [("Armed clash", ("Alhama",), 70)],
            id="men lost are no ground lost",
        ),
        pytest.param(
            "Turkish forces conducted ground attacks near Alhama on Monday.",
            [("Armed clash", ("Alhama",), None)],
            id="ground attacks are made on foot",
        ),
        pytest.param(
            "Soldiers killed 45 civilians in Alhama on Monday. "
            "The killings followed clashes in the town between soldiers and rebels on Sunday.",
            [("Attack", ("Alhama",), 45), ("Armed clash", ("Alhama",), None)],
            id="what came before the killings is told too",
        ),
        pytest.param(
            "Gunmen killed 70 people in Alhama on Monday and set fire to 45 houses, forcing 6,000 residents to flee, "
            "most of them to the coastal city of Bartaz.",
            [("Attack", ("Alhama",), 70)],
            id="where people flee to, nothing happened",
        ),
        pytest.param(
            "A bomber detonated his vest in Alhama on Monday as passengers waited for the train to Bartaz.",
            [("Suicide bomb", ("Alhama",), None)],
            id="where a train goes, nothing happened",
        ),
        pytest.param(
            "The depot at Alhama burned down after five missiles struck it on Monday.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)],
            id="what burned after missiles struck was shelled",
        ),
        pytest.param(
            "Rockets hit Alhama on Monday. The town of Alhama came under fire again on Wednesday morning.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)] * 2,
            id="again is once more",
        ),
        pytest.param(
            "Rebels marched into the centre of Alhama on Monday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="who marches into a town takes it",
        ),
        pytest.param(
            "The rebels had captured Alhama, 25 km west of Corvun, on Monday, and Bartaz two days earlier.",
            [
                ("Non-state actor overtakes territory", ("Alhama",), None),
                ("Non-state actor overtakes territory", ("Bartaz",), None),
            ],
            id="how far off a town lies does not end the list",
        ),
        pytest.param(
            "A bomber rammed a car full of explosives into a post in Alhama on Monday, killing 12 soldiers. "
            "Six militants were killed in the exchange of fire that followed.",
            [("Suicide bomb", ("Alhama",), 12)],
            id="the gunfight that followed is part of it",
        ),
        pytest.param(
            "Police in Alhama arrested 14 suspects on Monday and seized rifles and grenades.",
            [("Arrests", ("Alhama",), None)],
            id="grenades that are seized do not go off",
        ),
        pytest.param(
            "Shells killed three people in Alhama on Monday. The council said electricity and water had been cut off.",
            [("Shelling/artillery/missile attack", ("Alhama",), 3)],
            id="power that is cut off is no siege",
        ),
        pytest.param(
            "Rebels attacked positions of the army in Alhama on Monday after the army had shelled and bombed its area.",
            [("Armed clash", ("Alhama",), None)],
            id="what had been done before is not done now",
        ),
        pytest.param(
            "Six people were killed in an ambush after a campaign rally in Alhama on Monday.",
            [("Attack", ("Alhama",), 6)],
            id="civilians who are ambushed fight no battle",
        ),
        pytest.param(
            "Gunmen shot dead five people in Alhama on Monday. The army said it had cleared 30 mines from roads near Bartaz.",
            [("Attack", ("Alhama",), 5)],
            id="mines that are cleared are no ground",
        ),
        pytest.param(
            "Eleven villagers, most of them of one family, were found murdered in Alhama on Monday.",
            [("Attack", ("Alhama",), 11)],
            id="an aside parts no victims from their verb",
        ),
        pytest.param(
            "A convoy ran over two landmines near Alhama on Monday and lost five men.",
            [("Remote explosive/landmine/IED", ("Alhama",), 5)],
            id="men lost are dead",
        ),
        pytest.param(
            "At least 40 people were killed when armed men raided a hamlet near Alhama on Monday. "
            "The attackers looted homes and burnt houses, said a woman who lives there.",
            [("Attack", ("Alhama",), 40)],
            id="the attackers of the sentence before plundered",
        ),
        pytest.param(
            "At least 14 people, most of them children under ten, were killed on Monday in an air strike on Alhama.",
            [("Air/drone strike", ("Alhama",), 14)],
            id="an age is no count",
        ),
        pytest.param(
            "The deputy head of the group was killed with six other people by a drone strike in Alhama on Monday.",
            [("Air/drone strike", ("Alhama",), 7)],
            id="who dies with others is one more",
        ),
        pytest.param(
            "Four fighters were beheaded near Alhama on Monday.",
            [("Attack", ("Alhama",), 4)],
            id="captives put to death fight no battle",
        ),
        pytest.param(
            "Troops regained control of Alhama on 2 February and advanced towards Bartaz.",
            [("Government regains territory", ("Alhama",), None)],
            id="the day of a month counts no advances",
        ),
        pytest.param(
            "Around 50 people have been killed since gangs began attacking Alhama on 1 February, the mayor said.",
            [("Attack", ("Alhama",), 50)],
            id="a week of attacks on one town is told as one event",
        ),
        pytest.param(
            "Two soldiers were wounded on Monday when their car was hit by gunfire near Alhama.",
            [("Armed clash", ("Alhama",), None)],
            id="what gunfire hits is no shelling",
        ),
        pytest.param(
            "The army said on Monday it had freed 20 hostages and killed four rebels in an operation near Alhama.",
            [("Armed clash", ("Alhama",), 4)],
            id="hostages who are freed are not taken",
        ),
        pytest.param(
            "Police foiled an attack on Alhama on Monday, killed three of the hoodlums and recovered two rifles.",
            [("Armed clash", ("Alhama",), 3)],
            id="rifles found after a fight are no event of their own",
        ),
        pytest.param(
            "The ministry said its forces had taken 90 positions, and that two civilians were killed on Monday when rebels shelled Alhama.",
            [("Shelling/artillery/missile attack", ("Alhama",), 2)],
            id="the dead are those of the deed that follows, and posts are only counted",
        ),
        pytest.param(
            "Shells killed two civilians in Alhama on Monday. "
            "Hours before the offensive, six people died in two landmine explosions in Bartaz.",
            [
                ("Shelling/artillery/missile attack", ("Alhama",), 2),
                ("Remote explosive/landmine/IED", ("Bartaz",), 6),
            ],
            id="an opening phrase that only says when is no deed",
        ),
        pytest.param(
            "In recent weeks, the militants have advanced: on 1 February they stormed a hotel in Alhama; "
            "the siege lasted 24 hours and eleven people died.",
            [("Attack", ("Alhama",), 11)],
            id="recent weeks are those of another clause",
        ),
        pytest.param(
            "Thousands demonstrated in Alhama on Tuesday; police detained more than 40 protesters.",
            [("Protest with intervention", ("Alhama",), None)],
            id="protesters who are held belong to the protest",
        ),
        pytest.param(
            "In Alhama, an explosion at an arms store killed a child on Monday; police said a short circuit was to blame.",
            [],
            id="an accident is no act of war",
        ),
        pytest.param(
            "More than 460 patients were killed at a hospital in Alhama after the town was captured by rebels on Monday.",
            [
                ("Attack", ("Alhama",), 460),
                ("Non-state actor overtakes territory", ("Alhama",), None),
            ],
            id="those killed after the fall of a town are another event",
        ),
        pytest.param(
            "Aircraft bombed a detention centre in Alhama on Monday; 28 people, mostly families of captured soldiers, were killed.",
            [("Air/drone strike", ("Alhama",), 28)],
            id="those long held are not taken today",
        ),
        pytest.param(
            "The army ended the siege of a train on Monday. Gunmen had opened fire on the train, which was bound for Bartaz, near Alhama on Sunday.",
            [("Armed clash", ("Alhama",), None)],
            id="where a train is bound for, nothing happened, and a siege that ends is none",
        ),
        pytest.param(
            "A crowd attacked the office of the police in Alhama on Monday; several people were injured by stones.",
            [("Violent demonstration", ("Alhama",), None)],
            id="a crowd that attacks riots",
        ),
        pytest.param(
            "Soldiers blew up houses in Alhama on Monday.",
            [("Looting/property destruction", ("Alhama",), None)],
            id="houses blown up are property destroyed",
        ),
        pytest.param(
            "Four soldiers died in Alhama on Monday when their truck skidded off the road.",
            [],
            id="an accident on the road",
        ),
        pytest.param(
            "Rebels took the town of Alhama, on the highway from Bartaz to Corvun, on Monday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="the road a town lies on is not taken with it",
        ),
        pytest.param(
            "Rebels entered Alhama on Sunday. The army regained it the next day after heavy clashes.",
            [
                ("Non-state actor overtakes territory", ("Alhama",), None),
                ("Government regains territory", ("Alhama",), None),
            ],
            id="it is the town that was taken",
        ),
        pytest.param(
            "Soldiers killed at least ten people in a raid on Alhama on Monday. The operation began with several drone strikes.",
            [("Attack", ("Alhama",), 10)],
            id="drones that open a raid make no air strike of it",
        ),
        pytest.param(
            "On Monday, 15 more pupils were seized from a boarding school in Alhama.",
            [("Abduction/forced disappearance", ("Alhama",), None)],
            id="pupils who are seized are abducted",
        ),
        pytest.param(
            "Gunmen killed 13 members of the municipal police in Alhama on Monday.",
            [("Armed clash", ("Alhama",), 13)],
            id="members of the police are policemen",
        ),
    ],
)
def test_agency_prose(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text)) == told


def test_days_later_count_from_the_event_where_only_speech_is_dated():
    reading = read(
        "Six people were killed by gunmen in Alhama, prosecutors said on Friday. "
        "Three days later gunmen shot dead five people in Bartaz."
    )
    first, second = reading.tellings
    assert first.date_start is not None
    assert second.date_start == first.date_start + timedelta(days=3)


@pytest.mark.parametrize(
    "text",
    [
        "The Alhama River Alliance attacked Bartaz on Monday.",
        "Shia gunmen attacked Bartaz on Monday.",
        "Fighting between the Alhama and Corvun cartels reached Bartaz on Monday.",
    ],
)
def test_bodies_peoples_and_gangs_are_no_places(text: str):
    (telling,) = read(text).tellings
    assert [m.name for m in telling.places] == ["Bartaz"]


def test_an_officer_is_named_behind_the_state_he_governs():
    (telling,) = read(
        "Shelling of Alhama on Monday killed two people, the governor of Gorania province, Omar Badri, said."
    ).tellings
    assert {c.claimant for c in telling.claims} == {"governor of Gorania Omar Badri"}


def test_a_day_earlier_is_not_counted_from_the_year_since_which_things_are():
    reading = read(
        "Gunmen killed two people in Alhama on Monday. It was the worst attack since 2016.\n\n"
        "A day earlier, gunmen killed three people in Bartaz."
    )
    first, second = reading.tellings
    assert first.date_start is not None
    assert second.date_start == first.date_start - timedelta(days=1)


def test_a_report_of_one_town_tells_of_that_town_on_other_days_too():
    reading = read(
        "Fighting has gone on in Alhama since Friday.\n\nAt least 27 people died on Friday, doctors said. "
        "On Saturday an air strike killed two children and a carer."
    )
    assert kinds(reading)[-1] == ("Air/drone strike", ("Alhama",), 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Gunmen attacked a camp at Alhama on Monday, killing nine.\n\n"
            "The assault came on the heels of another attack by the group on a post in Bartaz.",
            [("Attack", ("Alhama",), 9)],
            id="on the heels of another one",
        ),
        pytest.param(
            "Three people were killed on Monday in artillery shelling of Alhama, doctors said, as fighting intensifies "
            "in the Gorania region.",
            [("Shelling/artillery/missile attack", ("Alhama",), 3)],
            id="as fighting intensifies",
        ),
        pytest.param(
            "Gunmen attacked Alhama on Monday and killed nine people. They burned houses and took away the few "
            "possessions and goats of the villagers.",
            [("Attack", ("Alhama",), 9)],
            id="goods were taken and nobody abducted",
        ),
        pytest.param(
            "Militants attacked a base in Bartaz, 50 km south of Alhama, on Sunday.\n\n"
            "A car bomb killed five people in Gorania's capital city, Alhama, on Monday.",
            [
                ("Armed clash", ("Bartaz",), None),
                ("Remote explosive/landmine/IED", ("Alhama",), 5),
            ],
            id="a capital city and its name",
        ),
        pytest.param(
            "Residents told Gorania Tribune that nine people died on Monday when a shell hit Alhama.",
            [("Shelling/artillery/missile attack", ("Alhama",), 9)],
            id="a paper that was told",
        ),
        pytest.param(
            "The army lost \u201cseveral\u201d soldiers in the attack on Alhama on Monday.",
            [("Armed clash", ("Alhama",), 3)],
            id="several in quotation marks are lost and no ground",
        ),
        pytest.param(
            "Nine people were killed on Monday in a strike on a funeral that was taking place in Alhama, a city that "
            "the army holds.",
            [("Air/drone strike", ("Alhama",), 9)],
            id="what takes place takes no ground",
        ),
        pytest.param(
            "Rockets hit Alhama on Monday. Rebels have been trying to encircle Bartaz for several months.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)],
            id="what has been tried for months",
        ),
        pytest.param(
            "Warplanes bombed Taltenaz on Monday.",
            [("Air/drone strike", ("Taltenaz",), None)],
            id="what is bombed is a place",
        ),
        pytest.param(
            "Gunmen attacked the villages of Qwetza, Gidan Baushin and Wolombo on Monday, killing nine.",
            [("Attack", ("Qwetza", "Gidan Baushin", "Wolombo"), 9)],
            id="a word that opens a village's name",
        ),
    ],
)
def test_local_outlets(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text)) == told


def test_two_spellings_of_a_name_share_their_consonants():
    assert name_key("Belo Gadwun") == name_key("Belo Gadwen")
    assert name_key("Sarmada") != name_key("Sarmin")


def test_a_day_behind_the_agency_that_was_told_is_when_it_was_told():
    (telling,) = read(
        "A drone hit a market in Alhama, killing nine, a medic told Agence Gorania-Presse on Thursday.",
        date(2020, 2, 6),
    ).tellings
    assert (telling.date_start, telling.date_end) == (date(2020, 2, 5), date(2020, 2, 6))


def test_the_dead_of_one_town_are_no_rival_count_of_all():
    text = (
        "At least 20 civilians were killed in strikes by the army on Tuesday, a monitor said.\n\n"
        "In Alhama the strikes took the lives of six people. "
        "Air strikes on Bartaz killed ten, and four people died in Gorania."
    )
    assert sorted(t.fatalities_best for t in read(text).tellings) == [4, 6, 10]
