"""Ground that changes hands under fire, lists behind a colon, columns, alleged doers, answers; towns are made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_reader import kinds, read

GAIN, REBELS = "Government regains territory", "Non-state actor overtakes territory"
AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
MOVE = "Other"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Under heavy shelling and air raids, the army took Alhama on Monday.", id="under"
        ),
        pytest.param(
            "The army, helped by air raids and shelling, took Alhama on Monday.", id="helped"
        ),
        pytest.param("The army took Alhama on Monday, backed by rocket fire.", id="backed"),
        pytest.param("The army took Alhama on Monday, accompanied by air raids.", id="beside"),
        pytest.param(
            "The army, backed by Ethiopian drone strikes, took Alhama on Monday.", id="whose help"
        ),
        pytest.param("Under Ethiopian shelling, the army took Alhama on Monday.", id="whose fire"),
    ],
)
def test_fire_that_covers_an_advance_is_no_event_of_its_own(text: str):
    assert kinds(read(text + "\n")) == [(GAIN, ("Alhama",), None)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("The army attacked Alhama on Monday, assisted by air raids.", CLASH, id="help"),
        pytest.param("The army attacked Alhama on Monday, accompanied by air raids.", AIR, id="beside"),
        pytest.param("Alhama came under heavy shelling on Monday.", SHELL, id="under"),
    ],
)  # fmt: skip
def test_where_no_ground_is_taken_only_what_helped_is_no_event(text: str, kind: str):
    assert kinds(read(text + "\n")) == [(kind, ("Alhama",), None)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army took four villages along the M5: Alhama, Bartaz and the town of Corvun.", id="took"),
        pytest.param("The army took full control of three more places: Alhama, Bartaz and Corvun.", id="places"),
        pytest.param("The villages they have captured since dawn are now three: Alhama, Bartaz and Corvun.", id="relative"),
    ],
)  # fmt: skip
def test_names_behind_a_colon_or_a_clause_are_what_was_taken(text: str):
    told = [t[:2] for t in kinds(read(text + "\n")) if t[0] == GAIN]
    assert told == [(GAIN, (town,)) for town in ("Alhama", "Bartaz", "Corvun")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "A Turkish army column entered the country through the crossing of Alhama on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="a column that enters takes nothing",
        ),
        pytest.param(
            "Columns of smoke came from Alhama on Monday.", [], id="smoke is no column of troops"
        ),
        pytest.param(
            "Alleged Russian airstrikes hit a farm in Alhama on Monday and killed two civilians.",
            [(AIR, ("Alhama",), 2)],
            id="who did it is alleged, not what was done",
        ),
        pytest.param(
            "Militants destroyed two tanks of the army near Alhama on Monday with a guided missile.",
            [(SHELL, ("Alhama",), None)],
            id="a weapon destroyed is a blow",
        ),
        pytest.param(
            "The offensive of the army in Alhama has displaced 40,000 people in two months.",
            [],
            id="whom an offensive has driven out",
        ),
    ],
)
def test_what_the_company_of_a_word_makes_of_it(text: str, told: list):
    assert kinds(read(text + "\n")) == told


def test_a_village_that_was_lost_and_won_back_changed_hands_twice():
    text = (
        "Rebels took control of the village of Alhama on Monday.\n\n"
        "The army had captured the village in the morning.\n"
    )
    assert kinds(read(text)) == [(REBELS, ("Alhama",), None), (GAIN, ("Alhama",), None)]
    text = "The army took Alhama on 14 January; rebels won it back on 29 January.\n"
    assert kinds(read(text)) == [(GAIN, ("Alhama",), None), (REBELS, ("Alhama",), None)]


def test_who_carried_out_the_attack_is_no_second_one():
    text = (
        "Shelling hit Alhama on Monday and killed two civilians.\n\n"
        "Rebel forces carried out the attack.\n"
    )
    assert kinds(read(text)) == [(SHELL, ("Alhama",), 2)]


def test_to_how_many_the_dead_have_risen_is_a_total_of_what_was_told():
    text = (
        "Air raids killed four people in Alhama today.\n\n"
        "Shelling of Bartaz killed three people today.\n\n"
        "With these, the number of those killed by air raids today has risen to 11.\n"
    )
    assert [t[2] for t in kinds(read(text))] == [4, 3]


def test_the_month_of_a_heading_gives_its_days_their_year():
    text = (
        "Gorania, March 2021: what happened\n\n"
        "On 7 March an air strike killed two people in Alhama.\n"
    )
    told = read(text, published=None).tellings
    assert [t.date_start for t in told] == [date(2021, 3, 7)]


def test_a_day_and_a_town_above_a_paragraph_date_it():
    text = (
        "Two incidents in Gorania that became known to local sources this week.\n\n"
        "Alhama, Gorania. March 6, 2021\n"
        "Local sources told of two civilians who were injured when shells hit the town of Alhama.\n\n"
        "Bartaz, Gorania. March 7, 2021\n"
        "Local sources told of a woman who was killed when an air strike hit the town of Bartaz.\n"
    )
    told = read(text, published=date(2021, 3, 20)).tellings
    assert [t.date_start for t in told] == [date(2021, 3, 6), date(2021, 3, 7)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Attacks east of the river gave the army control of Alhama and Bartaz on Monday.",
            [(GAIN, ("Alhama",), None), (GAIN, ("Bartaz",), None)],
            id="attacks that gave an army control",
        ),
        pytest.param(
            "Some 40 rebels stormed positions of the army in Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="a number of men is no number of attacks",
        ),
        pytest.param("Most attacks of the army in Alhama hit homes.", [], id="most attacks"),
        pytest.param("The talks halted a 10-month army offensive in Alhama.", [], id="its length"),
        pytest.param(
            "A crowd threw stones at soldiers in Alhama on Monday.",
            [("Violent demonstration", ("Alhama",), None)],
            id="stones",
        ),
        pytest.param(
            "Air raids killed four people in Alhama on Monday; more deaths were reported from the same raids.",
            [(AIR, ("Alhama",), 4)],
            id="the same raids",
        ),
        pytest.param(
            "The army took Al Qzzyt and Bartaz on Monday.",
            [(GAIN, ("Al Qzzyt",), None), (GAIN, ("Bartaz",), None)],
            id="an unknown name that a verb of taking leads to",
        ),
        pytest.param(
            "The Network recorded a massacre in Alhama on Monday. Troops launched a missile that fell near a school. "
            "Nine civilians were killed.",
            [(SHELL, ("Alhama",), 9)],
            id="how a massacre came about",
        ),
    ],
)  # fmt: skip
def test_what_monitors_write_of_attacks(text: str, told: list):
    assert kinds(read(text + "\n")) == told


def test_a_list_of_dead_may_follow_a_count_of_raids():
    text = (
        "The monitor counted 140 raids by warplanes in Gorania: 90 of the army and 50 of its ally.\n\n"
        "They killed five civilians. The dead are:\n\n"
        "- three people, when jets bombed Alhama;\n"
        "- a man and his daughter, in air raids on Bartaz.\n"
    )
    assert kinds(read(text)) == [(AIR, ("Alhama",), 3), (AIR, ("Bartaz",), 2)]


def test_an_inquiry_tells_of_months_ago_and_news_only_recalls_it():
    inquiry = (
        "An air strike on Alhama on 8 May 2021 killed 14 people, the inquiry found.\n\n"
        "Air strikes on Bartaz on 2 April 2021 killed three, it said.\n"
    )
    told = read(inquiry, published=date(2021, 9, 9)).tellings
    assert [t.fatalities_best for t in told] == [14, 3]
    news = inquiry + "\nOn 8 September an air strike on Corvun killed one.\n"
    told = read(news, published=date(2021, 9, 9)).tellings
    assert [t.fatalities_best for t in told] == [1]
    old = read(inquiry, published=date(2024, 9, 9)).tellings
    assert not old


def test_an_answer_without_a_place_falls_in_the_region_of_the_blow():
    text = (
        "On Monday five Turkish soldiers were killed in Gorania when the Syrian army shelled their post.\n\n"
        "Turkey responded with an attack on the Syrian army. It destroyed three tanks.\n"
    )
    assert [t[:2] for t in kinds(read(text))] == [(SHELL, ("Gorania",)), (SHELL, ("Gorania",))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("The vehicles drove to Alhama and from there to Bartaz.", [], id="drove to"),
        pytest.param(
            "A jet released its bombs over the market of Alhama on Monday.",
            [(AIR, ("Alhama",), None)],
            id="released its bombs",
        ),
        pytest.param(
            "Air strikes and shelling in Alhama have displaced 90,000 people since December.",
            [],
            id="whom air strikes have driven out",
        ),
        pytest.param(
            "On Monday the army tried to push forward and capture Alhama.",
            [(CLASH, ("Alhama",), None)],
            id="tried to push forward and capture",
        ),
        pytest.param(
            "It complained to the rapporteur on extrajudicial killings on Monday.",
            [],
            id="an office is named for what it looks into",
        ),
        pytest.param(
            "The army has cordoned off a Turkish post in Alhama, it said on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="cordoned off",
        ),
    ],
)
def test_what_words_around_a_deed_make_of_it(text: str, told: list):
    assert kinds(read(text + "\n")) == told


def test_a_governorate_where_something_happened_is_no_speaker():
    text = (
        "Jets bombed a depot in the governorate of Gorania, Ivan Petrov, head of the Observatory, "
        "said on Monday.\n"
    )
    (telling,) = read(text).tellings
    assert all(not c.claimant.startswith("governorate") for c in telling.claims)
    assert any("Observatory" in c.claimant for c in telling.claims)


def test_the_title_of_a_statement_names_who_speaks():
    text = (
        "Statement of the Russian Defence Ministry on the shelling of Alhama\n\n"
        "On Monday rebels shelled the town of Alhama.\n"
    )
    (telling,) = read(text).tellings
    assert {c.claimant for c in telling.claims} == {"Russian Defence Ministry"}
    text = text.replace("Statement of the Russian Defence Ministry on the", "Statement on the")
    (telling,) = read(text).tellings
    assert not any(c.claimant for c in telling.claims)
