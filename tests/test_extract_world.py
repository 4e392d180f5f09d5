"""What the reader makes of reports on many wars: who holds a town, raids on civilians, lists of incidents."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import read

ATTACK, CLASH, AIR = "Attack", "Armed clash", "Air/drone strike"
TAKEN, OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(t.sub_event_type, tuple(m.name for m in t.places)) for t in read(text).tellings]


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("Alhama fell to the rebels on Monday.", OVERTAKEN, "Rebel forces"),
        ("Alhama is now in rebel hands, residents said on Monday.", OVERTAKEN, "Rebel forces"),
        ("The town of Alhama is again in the army's hands, a source said on Monday.", TAKEN, "Military Forces"),
        ("The town of Alhama passed into the hands of the militants on Monday.", OVERTAKEN, "Militants"),
        ("The town of Alhama is back under army control, it said on Monday.", TAKEN, "Military Forces"),
        ("Alhama has gone into the hands of the rebels, it said on Monday.", OVERTAKEN, "Rebel forces"),
        ("Alhama went into rebel hands on Monday.", OVERTAKEN, "Rebel forces"),
    ],
)  # fmt: skip
def test_whoever_a_town_passes_to_has_taken_it(text, kind, doer):
    (telling,) = read(text).tellings
    assert telling.sub_event_type == kind
    assert telling.actor1.startswith(doer)


def test_its_troops_are_those_of_the_country_whose_ministry_speaks():
    (telling,) = read(
        "Turkey's defence ministry said on Monday that its troops had seized Alhama in Syria."
    ).tellings
    assert telling.actor1 == "Military Forces of Turkey"


def test_an_attack_whose_dead_are_residents_is_one_on_civilians():
    text = "Militiamen attacked Alhama on Monday. They killed 14 residents there and wounded nine."
    assert told(text) == [(ATTACK, ("Alhama",))]


def test_an_attack_whose_dead_are_soldiers_stays_a_battle():
    text = "Militiamen attacked Alhama on Monday. They killed 14 soldiers there and wounded nine."
    assert told(text) == [(CLASH, ("Alhama",))]


def test_an_item_of_a_list_that_says_who_killed_takes_no_weapon_from_the_others():
    text = (
        "- 2 February: six civilians were killed by a drone in Alhama.\n"
        "- 3 February: eight people were killed by armed men in Bartaz.\n"
        "- 4 February: three people were shot by gunmen in Corvun."
    )
    assert told(text) == [(AIR, ("Alhama",)), (ATTACK, ("Bartaz",)), (ATTACK, ("Corvun",))]


def test_the_month_of_may_makes_no_deed_uncertain():
    day = date(2024, 5, 5)
    (telling,) = read("On 3 May a drone killed six people in Alhama.", day).tellings
    assert telling.sub_event_type == AIR
    assert not read("On Monday drones may again kill people in Alhama.", day).tellings


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "Two people died on Monday when a drone fired at a car in Syria.\n\n"
            "The car was on the road from Alhama to Bartaz.",
            ("Alhama", "Bartaz"), id="a road",
        ),
        pytest.param(
            "Five policemen died on Monday when two cars were ambushed in Syria.\n\n"
            "The police cars were on their way to the town of Bartaz.",
            ("Bartaz",), id="a way",
        ),
        pytest.param(
            "Two people died on Monday when a drone fired at a house in Syria.\n\n"
            "The car was on the road from Alhama to Bartaz.",
            ("Syria",), id="of no car before",
        ),
    ],
)  # fmt: skip
def test_where_the_car_was_that_was_hit_is_where_it_happened(text, places):
    ((_, found),) = told(text)
    assert found == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The militants came to the town of Alhama on Monday, torched shops and killed six people.",
            [(ATTACK, ("Alhama",))], id="raiders come to kill",
        ),
        pytest.param(
            "A bus was attacked near Bartaz on Monday, killing six people. The driver escaped into the bush and "
            "reached Alhama.",
            [(ATTACK, ("Bartaz",))], id="who got away comes to a refuge",
        ),
        pytest.param(
            "Shells hit Bartaz on Monday. Six people died in the house of the Alhama family.",
            [("Shelling/artillery/missile attack", ("Bartaz",))], id="a family is no place",
        ),
    ],
)  # fmt: skip
def test_whither_people_went_is_where_they_killed_and_not_where_they_fled(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The army has been on the offensive against the rebels in Alhama for about a year.",
            id="for a year",
        ),
        pytest.param(
            "The group claimed 24 attacks in Alhama from 27 to 31 January, with six people killed.",
            id="attacks of several days, counted",
        ),
        pytest.param(
            "More than 140 residents of Alhama have been killed or maimed by mines, a doctor said.",
            id="killed or maimed",
        ),
        pytest.param(
            "Donors met in Alhama on Monday to help the people hit by the rebels' violence.",
            id="hit by what no gun fires",
        ),
    ],
)
def test_what_only_counts_or_lasts_is_no_event(text):
    assert told(text) == []


def test_who_denies_one_thing_may_tell_another():
    text = (
        "The governor denied that Alhama had fallen and said militants attacked Bartaz on Monday."
    )
    assert told(text) == [(CLASH, ("Bartaz",))]
    assert told("The army denied that it shelled Alhama on Monday and blamed the rebels.") == []


ABDUCTION = "Abduction/forced disappearance"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Gunmen abducted seven women and killed three people in Alhama on Monday.",
            [(ATTACK, ("Alhama",))], id="an abduction that kills is an attack",
        ),
        pytest.param(
            "Gunmen abducted seven women in Alhama on Monday.",
            [(ABDUCTION, ("Alhama",))], id="one that does not is none",
        ),
        pytest.param(
            "Bandits broke into Alhama on Monday and took 36 residents with them.",
            [(ABDUCTION, ("Alhama",))], id="residents taken away",
        ),
        pytest.param(
            "Soldiers shot four suspected rebels and captured a fifth in Alhama on Monday.",
            [(CLASH, ("Alhama",))], id="a captive of a fight",
        ),
        pytest.param(
            "Soldiers entered Alhama on Monday, where two people were arrested before they withdrew.",
            [("Arrests", ("Alhama",))], id="entered to arrest",
        ),
        pytest.param(
            "Rebels entered Alhama on Monday, where five bodies were picked up in the morning.",
            [(ATTACK, ("Alhama",))], id="bodies picked up are no arrests",
        ),
        pytest.param(
            "Four soldiers were killed on Monday when their post in Alhama came under attack.",
            [(CLASH, ("Alhama",))], id="a post under attack",
        ),
    ],
)  # fmt: skip
def test_what_armed_men_did_to_people_tells_the_kind(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The office counted 607 people killed in Alhama between 7 May and 19 January.",
        "The two armies traded threats as the fighting over Alhama entered its ninth day on Monday.",
        "For months the army has been regaining ground in Alhama with the help of air strikes.",
    ],
)
def test_the_course_of_a_war_is_no_event(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "On Monday a drone fired at a motorcycle near Alhama and killed one man.",
            [(AIR, ("Alhama",))], id="a drone that fires is no gunman",
        ),
        pytest.param(
            "Gang members attacked Alhama on Monday; three residents were killed and two policemen wounded.",
            [(ATTACK, ("Alhama",))], id="the dead say on whom it was, not the wounded",
        ),
        pytest.param(
            "Two soldiers were killed on Monday when rebels attacked a base in the east of Syria. Rockets were fired at "
            "the base, which is in Alhama.",
            [("Shelling/artillery/missile attack", ("Alhama",))], id="where the base is",
        ),
        pytest.param(
            "Two soldiers were killed on Monday when their convoy drove over an explosive device near Alhama.",
            [("Remote explosive/landmine/IED", ("Alhama",))], id="a convoy that is blown up does not move",
        ),
        pytest.param(
            "ALHAMA, Syria: Gunmen shot dead six policemen in Bartaz on Monday, the interior ministry of the country said "
            "in a statement that evening.",
            [(CLASH, ("Bartaz",))], id="a dateline with its country",
        ),
        pytest.param(
            "Three soldiers were killed when a search party came under fire near Alhama on Monday.",
            [(CLASH, ("Alhama",))], id="men on a search are shot at and not shelled",
        ),
        pytest.param(
            "Air strikes killed four people in Alhama on Monday. Troops raided a hospital in Bartaz and killed six people.",
            [(AIR, ("Alhama",)), (ATTACK, ("Bartaz",))], id="troops raid on foot",
        ),
        pytest.param(
            "Late in January rebels attacked Alhama and killed 47 people.",
            [(ATTACK, ("Alhama",))], id="an attack of the end of a month",
        ),
    ],
)  # fmt: skip
def test_agency_prose_of_other_wars(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Some 2,000 people left Alhama between Friday and Sunday because of fighting between the army and rebels.",
        "It was the day on which the country remembers the murder of a poet in Alhama.",
    ],
)
def test_why_people_fled_and_what_is_remembered_are_no_events(text):
    assert told(text) == []


def test_an_attack_of_the_end_of_a_month_is_dated_so():
    (telling,) = read("Late in January rebels attacked Alhama and killed 47 people.").tellings
    assert telling.date_start is not None
    assert telling.date_end is not None
    assert (telling.date_start.day, telling.date_end.day, telling.date_end.month) == (19, 31, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops thwarted another attempt by the militants near Alhama on Sunday night.", [(CLASH, ("Alhama",))]),
        ("Soldiers frustrated an attempt by the rebels to overrun a base in Alhama on Sunday.", [(CLASH, ("Alhama",))]),
        ("An attempt by the rebels to storm the base in Alhama was foiled by troops on Sunday.", [(CLASH, ("Alhama",))]),
        ("The army foiled an ambush near Alhama on Sunday.", [(CLASH, ("Alhama",))]),
        ("Rebels tried to enter the town of Alhama on Monday but were driven back by the army.", [(CLASH, ("Alhama",))]),
        ("Protesters tried to enter the embassy in Alhama on Monday.", []),
        ("Police foiled a plot to bomb a mosque in Alhama on Sunday.", []),
        ("Troops foiled an attempt to smuggle weapons into Alhama on Sunday.", []),
        ("Villagers thwarted an attempt to kidnap a teacher in Alhama on Sunday.", []),
    ],
)  # fmt: skip
def test_an_attack_that_is_foiled_was_a_fight_and_a_plot_was_none(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clashes are likely in the suburbs of Alhama. Attacks on Bartaz are to be expected.", []),
        ("Attacks on the town of Alhama are likely to continue.", []),
        ("For several days to come, clashes are very likely in Alhama.", []),
        ("Two air strikes on Alhama on Monday were likely carried out by drones.", [(AIR, ("Alhama",))]),
    ],
)  # fmt: skip
def test_what_is_likely_to_come_is_no_event(text, found):
    assert told(text) == found


def test_a_sentence_that_says_where_a_place_lies_moves_the_story_nowhere():
    text = (
        "Gunmen attacked the town of Alhama on Monday and killed four people. Alhama lies in the district of Bartaz. "
        "Two women were hurt."
    )
    assert told(text) == [(ATTACK, ("Alhama",))]


def test_what_is_told_of_the_raid_days_later_was_done_in_the_raid():
    text = (
        "Gunmen attacked the town of Alhama on Saturday night and killed four people.\n\n"
        "The raid left five people wounded, a newspaper wrote on Monday."
    )
    assert told(text) == [(ATTACK, ("Alhama",))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four insurgents were seized by a police unit in Alhama on Saturday.", [("Arrests", ("Alhama",))]),
        ("Three rebels who were on their way to Bartaz were seized by soldiers near Alhama on Saturday.", [("Arrests", ("Alhama",))]),
        ("Police seized six suspected rebels in Alhama on Tuesday.", [("Arrests", ("Alhama",))]),
        ("Nine fishermen were seized by the navy off Alhama on Tuesday.", [("Arrests", ("Alhama",))]),
        ("Soldiers seized two suspected bombers in Alhama on Tuesday.", [("Arrests", ("Alhama",))]),
        ("The army captured three militants in Alhama on Monday.", [(CLASH, ("Alhama",))]),
        ("Rebels seized a police station in Alhama on Monday.", [(OVERTAKEN, ("Alhama",))]),
        ("Two smugglers were seized by the police in Alhama with 20 kg of heroin on Friday.", []),
    ],
)  # fmt: skip
def test_who_is_seized_by_the_police_is_arrested(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops engaged the militants near Alhama on Friday and killed five of them.", [(CLASH, ("Alhama",))]),
        ("The rebels were engaged in talks with the enemy in Alhama on Friday.", []),
        ("Soldiers intercepted a lorry near Alhama on Tuesday and arrested its driver.", [("Arrests", ("Alhama",))]),
        ("A lorry with 200 rifles was intercepted by police in Alhama on Monday.", [("Disrupted weapons use", ("Alhama",))]),
        ("Air defences intercepted three drones over Alhama on Monday.", [("Disrupted weapons use", ("Alhama",))]),
        ("Armed men took five migrants by force from a house in Alhama on Tuesday.", [("Abduction/forced disappearance", ("Alhama",))]),
        ("Her two sons were taken by gunmen in Alhama on Monday, a woman said.", [("Abduction/forced disappearance", ("Alhama",))]),
        ("A drone dropped two grenades on a post in Alhama on Tuesday, killing a soldier.", [(AIR, ("Alhama",))]),
    ],
)  # fmt: skip
def test_what_police_and_gunmen_stop_and_take(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A man who lives in Alhama said that drones had attacked the town twice on Sunday.", [(AIR, ("Alhama",))]),
        ("A resident of Alhama who gave no name said drones had attacked the area on Sunday.", [(AIR, ("Alhama",))]),
        ("A nurse in Alhama said drones had hit the clinic there on Sunday, killing two patients.", [(AIR, ("Alhama",))]),
        ("Speaking in Alhama, an official said drones had struck the town of Bartaz on Sunday.", [(AIR, ("Bartaz",))]),
    ],
)  # fmt: skip
def test_the_town_of_which_people_tell_is_the_one_they_live_in(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The border guards had two members killed on Monday by a militant attack in Alhama.",
            CLASH,
        ),
        (
            "An attack in Alhama on Monday cost the federal police three dead and five wounded.",
            CLASH,
        ),
        ("The attack on Alhama left the army with four dead on Monday.", CLASH),
        ("The attack on Alhama cost the village four dead on Monday.", ATTACK),
        ("An attack left the villagers of Alhama with four dead on Monday.", ATTACK),
    ],
)
def test_whose_dead_they_are_says_who_was_attacked(text, kind):
    assert [k for k, _ in told(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Alhama on Monday, gunmen shot dead two men in the village of Qzzyra.", [(ATTACK, ("Qzzyra",))]),
        ("A bomb killed four soldiers near Alhama on Monday. The police sent a team to help, but it met resistance, and six policemen were killed.", [("Remote explosive/landmine/IED", ("Alhama",)), (CLASH, ("Alhama",))]),
        ("The bill met stiff resistance in Alhama on Monday.", []),
    ],
)  # fmt: skip
def test_a_sentence_set_in_a_town_goes_on_to_the_village_and_resistance_is_a_fight(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Families of the hostages gathered in Alhama on Monday.",
        "Medicine for hostages had entered Alhama, a minister said on Wednesday.",
        "The abducted girls met their parents in Alhama on Monday.",
        "Police dug six bodies out of two pits in Alhama on Monday.",
        "The army has killed 12 rebels in all in Alhama, it said on Monday.",
    ],
)
def test_what_was_done_before_is_not_done_again(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen took 12 people hostage in Alhama on Monday.", [("Abduction/forced disappearance", ("Alhama",))]),
        ("Rescuers dug six bodies out of the rubble in Alhama on Monday after the air raid.", [(AIR, ("Alhama",))]),
        ("Her brother, who lives in Bartaz, was killed by gunmen in Alhama on Monday.", [(ATTACK, ("Alhama",))]),
        (
            "Gunmen killed eight men in Alhama on Sunday.\n\n"
            '"They opened fire on us," said Amina, who now lives in the town of Bartaz.',
            [(ATTACK, ("Alhama",))],
        ),
    ],
)  # fmt: skip
def test_where_somebody_lives_nothing_need_have_happened(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six suspects were taken without resistance at a camp in Alhama on Friday.", [("Arrests", ("Alhama",))]),
        ("On Wednesday the battalion held four alleged militants with a grenade in Alhama.", [("Arrests", ("Alhama",))]),
        ("Soldiers rescued 21 hostages in Alhama on Monday without a shot being fired.", []),
        ("Police held a press conference in Alhama on Wednesday.", []),
        ("The rally announced for the afternoon in Alhama did not hold.", []),
        ("Two suspects were taken to a hospital in Alhama on Friday.", []),
        ("The army took the town of Alhama on Monday without a fight.", [("Non-violent transfer of territory", ("Alhama",))]),
    ],
)  # fmt: skip
def test_who_is_held_without_resistance_gives_up_no_ground(text, found):
    assert told(text) == found
