"""What only goes on, or is told of no place and day of its own, and the capital of a province; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN = "Government regains territory"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "The army's advance has driven more than 9,000 families out of Alhama and Bartaz.",
            [],
            id="families are no garrison",
        ),
        pytest.param(
            "The army drove the rebels out of Alhama on Sunday.",
            [(TAKEN, ("Alhama",), None)],
            id="rebels are one",
        ),
        pytest.param(
            "Some 70 rebels tried to push the troops out of their positions near Alhama on Sunday.",
            [(CLASH, ("Alhama",), None)],
            id="who tries to drive others out fights",
        ),
        pytest.param(
            "Soldiers were sent to drive the rebels out of Alhama.", [], id="who is sent to may not"
        ),
        pytest.param(
            "Rebels opened a further front near Alhama on Sunday.",
            [(CLASH, ("Alhama",), None)],
            id="a front opened",
        ),
        pytest.param(
            "Army units directed heavy fire at rebel positions in Alhama on Sunday.",
            [(SHELL, ("Alhama",), None)],
            id="fire directed at a town",
        ),
        pytest.param(
            "The fighting around Alhama was to have ended on Friday.", [], id="what was to end"
        ),
        pytest.param(
            "The army's post in Alhama was surrounded during an earlier offensive.",
            [],
            id="of an offensive before this one",
        ),
        pytest.param(
            "From May 2 until now strikes on Alhama have killed 119 soldiers.",
            [],
            id="counted until now",
        ),
        pytest.param(
            "The army has taken dozens of towns and villages near Alhama since Tuesday.",
            [],
            id="villages only counted since some day",
        ),
        pytest.param(
            "The army captured two villages on Tuesday, Alhama and Bartaz.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)],
            id="villages counted and named",
        ),
        pytest.param(
            "Troops took several villages in the south of the province, Alhama and Bartaz among them.",
            [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)],
            id="a province before a comma is not the village",
        ),
        pytest.param(
            "The target was the hospital in Alhama. On Sunday 30 rockets were fired at it.",
            [(SHELL, ("Alhama",), None)],
            id="fired at it",
        ),
        pytest.param(
            "Planes bombed Bartaz on Sunday.\n\nOnly 7 km part the army from rebel-held Alhama. "
            "Fierce fighting there on Monday killed 26 rebels.",
            [(AIR, ("Bartaz",), None), (CLASH, ("Alhama",), 26)],
            id="there is the town named last",
        ),
        pytest.param(
            "Alhama and Bartaz, the larger towns, have suffered most, together with Lindava and Kordia.",
            [],
            id="towns that suffered were not taken",
        ),
        pytest.param(
            "Raids on Alhama have grown heavier since last week.", [], id="raids that grow heavier"
        ),
        pytest.param(
            "The bombing of the Alhama region by the army and its allies goes on without a pause.",
            [],
            id="bombing that goes on",
        ),
        pytest.param(
            "Planes keep bombing Alhama; three people were killed there on Sunday.",
            [(AIR, ("Alhama",), 3)],
            id="it goes on in a town, on a day",
        ),
    ],
)
def test_what_only_goes_on_or_was_meant_to_is_no_event(
    text: str, told: list[tuple[str, tuple[str, ...], int | None]]
) -> None:
    assert kinds(read(text)) == told


def test_the_provincial_capital_is_the_town_its_province_is_called_by() -> None:
    text = (
        "Twelve people were killed on Sunday in Homs province.\n\n"
        "Seven died in the provincial capital, where bombs fell near a school.\n\nFive died in Alhama."
    )
    first, second = read(text).tellings
    assert [(m.name, text[m.start : m.end]) for m in first.places] == [
        ("Homs", "provincial capital")
    ]
    assert [m.name for m in second.places] == ["Alhama"]
    assert [m.relation for m in read(text).mentions][-1] == "capital"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On Tuesday the army said that five soldiers had been killed in Alhama.", (3, 4)),
        ("On Tuesday five soldiers were killed in Alhama, the army said.", (4, 4)),
        ("On Tuesday the army said it shelled Alhama.", (4, 4)),
    ],
)
def test_a_day_that_opens_a_speech_is_when_it_was_told(text: str, days: tuple[int, int]) -> None:
    (telling,) = read(text).tellings
    assert telling.date_start is not None
    assert telling.date_end is not None
    assert (telling.date_start.day, telling.date_end.day) == days


def test_ground_is_taken_from_who_lost_it() -> None:
    first, second = read(
        "Alhama was taken from the rebels on Sunday.\n\nThe rebels took Bartaz from the army on Sunday."
    ).tellings
    assert (first.sub_event_type, first.actor2) == (TAKEN, "Rebel forces (Syria)")
    assert second.sub_event_type == "Non-state actor overtakes territory"
    assert second.actor2 == "Military Forces of Syria"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Russian raids took place on Alhama while clashes were under way around Bartaz.",
            [(AIR, ("Alhama",), None), (CLASH, ("Bartaz",), None)],
            id="raids that took place on a town",
        ),
        pytest.param(
            "Warplanes bombed Alhama on Sunday. The raids also hit Bartaz.",
            [(AIR, ("Alhama",), None), (AIR, ("Bartaz",), None)],
            id="raids that also hit another",
        ),
        pytest.param(
            "Police raids also took place in Alhama on Sunday, and 12 men were arrested.",
            [("Arrests", ("Alhama",), None)],
            id="raids of the police",
        ),
        pytest.param(
            "Toll of the day\n\nAlhama – 5 killed, 12 wounded by barrel bombs\n\nBartaz – one killed by artillery",
            [(AIR, ("Alhama",), 5), (SHELL, ("Bartaz",), 1)],
            id="a row a town",
        ),
        pytest.param(
            "Toll of the day\n\nTotal – 5 killed\n\nMonday: 3 wounded",
            [],
            id="a row of no town",
        ),
    ],
)
def test_raids_and_rows_are_told_where_they_are(
    text: str, told: list[tuple[str, tuple[str, ...], int | None]]
) -> None:
    assert [k for k in kinds(read(text)) if k[1]] == told


def test_raids_that_focus_on_nothing_are_not_known_to_be_of_aircraft() -> None:
    text = "The raids focused minds among the diplomats of Alhama on Sunday."
    assert AIR not in [kind for kind, *_ in kinds(read(text))]
    assert AIR in [kind for kind, *_ in kinds(read("The raids focused on Alhama on Sunday."))]
