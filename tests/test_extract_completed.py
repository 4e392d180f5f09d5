"""What one sentence leaves open and the next one says, and where a sentence turns to another event; towns are made up."""

from __future__ import annotations

from datetime import date

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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Shelling killed five soldiers in Alhama on Monday, a week after a bombardment had taken the lives of seven.",
            [(SHELL, ("Alhama",), 5)],
            id="what was a week before",
        ),
        pytest.param(
            "The army will strike back whenever its posts in Alhama are shelled.", [], id="whenever"
        ),
        pytest.param(
            "Ground attacks by the army on Alhama did not stop.", [], id="attacks did not stop"
        ),
        pytest.param("Jets bombed Alhama day after day.", [], id="day after day"),
        pytest.param(
            "The UN warned on Monday that battles were coming close to Alhama.",
            [],
            id="warned that",
        ),
        pytest.param(
            "Most of the fighting takes place in Alhama.", [], id="where most of the fighting is"
        ),
        pytest.param(
            "An air strike killed ten people in Gorania province on Monday.\n\nThe strikes fell on the town of Alhama.",
            [(AIR, ("Alhama",), 10)],
            id="strikes that fell on a town did not grow fewer",
        ),
        pytest.param(
            "One civilian was killed in an air strike on Alhama, another in Bartaz, and a woman near Corvun.",
            [(AIR, ("Alhama",), 1), (AIR, ("Bartaz",), 1), (AIR, ("Corvun",), 1)],
            id="another in",
        ),
        pytest.param(
            "Shells killed four soldiers in Alhama on Monday, and Turkish forces destroyed targets in Gorania province in reply.",
            [(SHELL, ("Alhama",), 4), (SHELL, ("Gorania",), None)],
            id="destroyed in reply",
        ),
        pytest.param(
            "One civilian died in an airstrike on Alhama on Monday, and another in a like strike on the town of Bartaz.",
            [(AIR, ("Alhama",), 1), (AIR, ("Bartaz",), 1)],
            id="another in a like strike",
        ),
        pytest.param(
            "In the deal that Ankara and Moscow struck in Alhama on 22 January, Russia promised to leave.",
            [],
            id="a deal that was struck",
        ),
        pytest.param(
            "Eight missiles hit the market of Bartaz on Monday, said Omar, an activist on the outskirts of Alhama.",
            [(SHELL, ("Bartaz",), None)],
            id="where the speaker is",
        ),
        pytest.param(
            "Jets bombed Gorania province on Monday and killed two, while residents of Bartaz came out in support of Alhama.",
            [(AIR, ("Gorania",), 2), ("Peaceful protest", ("Bartaz",), None)],
            id="whose people came out, and for whom",
        ),
        pytest.param(
            "People demonstrated in Bartaz on Monday. They blamed the army for doing nothing against the attacks east of Alhama. They also attacked the police station and tore down a flag.",
            [("Violent demonstration", ("Bartaz",), None)],
            id="those who march storm a station",
        ),
        pytest.param(
            "An air attack in Gorania province killed 15 civilians on Monday.\n\nThe target was a farm near Alhama, a town that lies to the north of the centre of Bartaz city.\n\nEight missiles struck the farm.",
            [(AIR, ("Alhama",), 15)],
            id="what the target was",
        ),
        pytest.param(
            "An air strike killed two Turkish soldiers in Gorania province on Monday, Ankara said, and added that over 50 Syrian soldiers died when it struck back.",
            [(AIR, ("Gorania",), 2), (SHELL, ("Gorania",), 50)],
            id="died when it struck back",
        ),
        pytest.param(
            "Shells killed three people in Alhama on Monday, and Turkey said that six fighters were killed when its artillery returned fire.",
            [(SHELL, ("Alhama",), 3), (SHELL, ("Alhama",), 6)],
            id="returned fire",
        ),
        pytest.param(
            "Syrian shelling killed five Turkish soldiers at Alhama on Monday; Turkey said it had killed 101 Syrian soldiers in retaliation.\n\nThe retaliation also destroyed five tanks.",
            [(SHELL, ("Alhama",), 5), (SHELL, ("Alhama",), 101)],
            id="the retaliation is told once",
        ),
        pytest.param(
            "An attack with rockets killed two Turkish soldiers in Gorania province on Monday. Turkish forces then took targets in the area under fire.",
            [(SHELL, ("Gorania",), 2), (SHELL, ("Gorania",), None)],
            id="those who were struck strike",
        ),
        pytest.param(
            "Eight members of one family who had taken refuge in a house died in an air strike on Alhama.",
            [(AIR, ("Alhama",), 8)],
            id="members of one family",
        ),
        pytest.param(
            "A family of eight was wiped out in an air strike on Alhama.",
            [(AIR, ("Alhama",), 8)],
            id="wiped out",
        ),
        pytest.param(
            "Air strikes killed nine people in Alhama on Monday. Other raids took the lives of at least 22.",
            [(AIR, ("Alhama",), 9), (AIR, (), 22)],
            id="other raids were elsewhere",
        ),
        pytest.param(
            "The army captured Alhama, a town in the south, along with Bartaz and Corvun on Monday.",
            [(GAIN, (town,), None) for town in ("Alhama", "Bartaz", "Corvun")],
            id="what a town is stands between it and the next",
        ),
        pytest.param(
            "The army is in full control of Alhama, it said on Monday.",
            [(GAIN, ("Alhama",), None)],
            id="in full control of",
        ),
        pytest.param(
            "Alhama is known for the banners of its protesters.", [], id="what a town is known for"
        ),
        pytest.param(
            "Alhama was known the world over for the posters that its people carried at protests.",
            [],
            id="what a town was known for the world over",
        ),
        pytest.param(
            "An air strike killed 50 soldiers of the Syrian government in Alhama on Monday.",
            [(AIR, ("Alhama",), 50)],
            id="a government is nobody who died",
        ),
        pytest.param(
            "Some 20 gunmen tried to infiltrate the village of Alhama on Monday. One of them was killed; the army lost two soldiers.",
            [(CLASH, ("Alhama",), 2)],
            id="soldiers died where men crept in",
        ),
        pytest.param(
            "In the direction of Alhama up to 30 fighters made a surprise attack on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="in the direction of a town",
        ),
        pytest.param(
            "Two soldiers from Turkey died in an air strike in Gorania province on Monday.\n\n"
            "Rebels attacked Syrian army positions near Alhama on Monday.",
            [(AIR, ("Gorania",), 2), (CLASH, ("Alhama",), None)],
            id="soldiers from a country are its army",
        ),
        pytest.param(
            "Fighting in Alhama comes close to camps, the UN said on Monday.", [], id="comes close"
        ),
        pytest.param(
            "A post came under Syrian fire in Alhama on Monday.",
            [(SHELL, ("Alhama",), None)],
            id="under somebody's fire",
        ),
        pytest.param(
            "The army took a town of great value on Monday. The town captured is Alhama.",
            [(GAIN, ("Alhama",), None)],
            id="the town captured is",
        ),
        pytest.param(
            "The army took Alhama on Monday. Two civilians died in Bartaz.",
            [(GAIN, ("Alhama",), None), ("Attack", ("Bartaz",), 2)],
            id="nobody dies elsewhere in a town that was taken",
        ),
        pytest.param(
            "An air strike killed two soldiers in Gorania province on Monday. Turkey responded with attacks on the "
            "Syrian army. It said that it killed 62 Syrian soldiers.",
            [(AIR, ("Gorania",), 2), (SHELL, ("Gorania",), 62)],
            id="responded with attacks",
        ),
        pytest.param(
            "Air strikes killed nine people in Alhama on Monday, an agency said. Their truce had been agreed upon in Geneva.",
            [(AIR, ("Alhama",), 9)],
            id="where they agreed",
        ),
    ],
)
def test_what_is_told_beside_an_event(
    text: str, told: list[tuple[str, tuple[str, ...], int | None]]
):
    assert sorted(kinds(read(text)), key=str) == sorted(told, key=str)


def test_items_are_of_the_day_before_their_list():
    reading = read(
        "Twelve people died on Saturday in air strikes on Gorania province.\n\n"
        "- Eight were killed in an air strike on Alhama.\n- Four were killed in an air strike on Bartaz.\n"
    )
    assert {telling.date_start for telling in reading.tellings} == {date(2020, 2, 1)}


def test_an_item_without_dead_does_not_take_those_of_the_lead():
    text = (
        "Nineteen people died on Saturday in air strikes on Gorania province.\n\n"
        "- Jets bombed Alhama.\n- An air strike on Bartaz killed eight.\n"
    )
    assert (AIR, ("Alhama",), None) in kinds(read(text))


def test_the_dead_of_another_day_are_no_count_of_an_undated_event():
    text = (
        "Air strikes killed 20 people in Gorania province on Saturday.\n\n"
        "Helicopters bombed Alhama, killing five people.\n\n"
        "On Monday, eleven people were killed as planes struck two markets.\n"
    )
    assert (AIR, ("Alhama",), 5) in kinds(read(text))


@pytest.mark.parametrize(
    ("first", "then", "claimant"),
    [
        ("SANA said troops took Alhama on Monday.", "The agency said troops took Bartaz.", "SANA"),
        (
            "The White Helmets said strikes killed two in Alhama on Monday.",
            "A strike killed one in Bartaz, the group added.",
            "White Helmets",
        ),
    ],
)
def test_a_short_name_is_that_of_whoever_of_its_sort_spoke(first: str, then: str, claimant: str):
    told = {m.name: t for t in read(f"{first}\n\n{then}\n").tellings for m in t.places}
    assert {claim.claimant for claim in told["Bartaz"].claims} == {claimant}


def test_a_head_speaks_for_the_organisation_heard_before():
    text = (
        "Shelling killed six in Alhama on Monday, the Syrian Observatory for Human Rights said.\n\n"
        "A strike killed two in Bartaz, its head Sami Qeddur said.\n"
    )
    told = {m.name: t for t in read(text).tellings for m in t.places}
    (claimant,) = {claim.claimant for claim in told["Bartaz"].claims}
    assert claimant == "Syrian Observatory for Human Rights (Sami Qeddur)"


def test_who_speaks_may_stand_behind_a_comma_and_the_verb():
    text = "Jets bombed a post of the Turkish army in Alhama on Monday, said the Observatory.\n"
    (telling,) = read(text).tellings
    assert {c.claimant for c in telling.claims} == {"Syrian Observatory for Human Rights"}
    assert telling.actor2 == "Military Forces of Turkey"


def test_soldiers_are_of_the_army_that_is_named_behind():
    (telling,) = read("Two soldiers of the Turkish army were killed in Alhama on Monday.").tellings
    assert telling.actor2 == "Military Forces of Turkey"


def test_a_paper_is_no_place():
    text = "Jets bombed Alhama on Monday. He told Agence France-Presse that two houses were hit.\n"
    assert [places for _, places, _ in kinds(read(text))] == [("Alhama",)]


def test_a_name_that_is_known_is_one_in_a_row_of_names():
    text = "The army took Zalmut, Alhama, Bartaz, Corvun, Qerrin and Umm al-Zalf on Monday.\n"
    names = [place for _, (place,), _ in kinds(read(text))]
    assert names == ["Zalmut", "Alhama", "Bartaz", "Corvun", "Qerrin", "Umm al-Zalf"]


def test_a_surface_that_was_won_is_a_count():
    assert kinds(read("The army has retaken more than 450 square km of Gorania province.")) == []


def test_a_raid_that_comes_next_in_the_sentence_is_an_event_of_its_own():
    text = (
        "A child was killed in an air strike on Alhama on Monday, and a Russian raid on the town "
        "of Bartaz took the life of a woman.\n"
    )
    assert [places for _, places, _ in kinds(read(text))] == [("Alhama",), ("Bartaz",)]


def test_the_city_is_the_place_that_was_called_one():
    text = (
        "An air strike killed nine people near the center of Alhama city on Monday. Another strike "
        "killed one in the village of Bartaz.\n\n"
        "Strikes on the city killed ten people, including a child, a monitor said.\n"
    )
    assert (AIR, ("Bartaz",), 10) not in kinds(read(text))


def test_an_attack_in_the_lead_is_what_the_report_below_tells():
    text = (
        "Syrian army attacks in Gorania killed ten people on Monday.\n\n"
        "An air strike killed six in Alhama on Monday.\n"
    )
    assert {kind for kind, _, _ in kinds(read(text))} == {AIR}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_paragraph_that_shows_nothing_is_read_over(place: int):
    parts = ["Jets bombed Alhama on Monday.", "Then it was calm.", "A calm day."]
    parts.insert(place, "\u200b")
    assert kinds(read("\n\n".join(parts) + "\n")) == [(AIR, ("Alhama",), None)]


def test_a_firefight_is_one_event_on_both_sides():
    text = (
        "Gunmen attacked a checkpoint in Alhama on Monday, killing two policemen, and three "
        "attackers died when police returned fire.\n"
    )
    assert [(kind, places) for kind, places, _ in kinds(read(text))] == [(CLASH, ("Alhama",))]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        pytest.param(
            "Turkish guns kill eight children in Alhama", "Alhama", id="as the title says"
        ),
        pytest.param("Turkish guns kill eight children in Alhama and Bartaz", "Gorania", id="two"),
        pytest.param("Guns kill 11 in Gorania as troops enter Alhama", "Gorania", id="beside it"),
        pytest.param("Troops enter Alhama", "Gorania", id="the title tells of something else"),
        pytest.param("Turkish guns kill eight children", "Gorania", id="no town"),
    ],
)
def test_a_lead_that_knows_the_province_alone_is_placed_by_its_title(title: str, place: str):
    text = (
        f"{title}\n\nEleven civilians, eight children among them, lost their lives on Monday when "
        "Turkish artillery shelled a place in Gorania province.\n"
    )
    assert [places for _, places, _ in kinds(read(text))] == [(place,)]


def test_a_sentence_that_says_where_villages_lie_tells_no_event():
    text = "The army freed Alhama and Bartaz on Monday. They lie north of the city of Corvun.\n"
    assert [places for _, places, _ in kinds(read(text))] == [("Alhama",), ("Bartaz",)]
