"""What the reader promises on whole reports; place names come from a small gazetteer of its own."""

from __future__ import annotations

import gc
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extract import Reader
from geo.extract.text import sentences
from geo.model import Place, Reading, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TOWNS = "Alhama Bartaz Corvun Dalmek Estol Farrin".split()


class Atlas:
    """Knows six towns, one province and one country, as a project's own places."""

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        del countries, limit
        rank = self.prominence(name)
        kind = {6: "town", 4: "admin1", 5: "country"}.get(rank)
        return [Place(name, 36, 36, 1000, kind, "test", "SY")] if kind else []

    def prominence(self, name: str) -> int:
        return (
            6
            if name in TOWNS
            else {"Gorania": 4, "Syria": 5, "Turkey": 5, "Geneva": 3}.get(name, 0)
        )


def read(text: str, published: date | None = date(2020, 2, 6)) -> Reading:
    (reading,) = Reader(Atlas())([Report("r", text, published)])
    return reading


def kinds(reading: Reading) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [
        (t.sub_event_type, tuple(m.name for m in t.places), t.fatalities_best)
        for t in reading.tellings
    ]


def test_a_strike_has_its_type_place_day_toll_and_source():
    reading = read(
        "Warplanes bombed the town of Alhama on Monday, killing five civilians, the Observatory said.\n"
    )
    (telling,) = reading.tellings
    assert telling.sub_event_type == "Air/drone strike"
    assert [m.name for m in telling.places] == ["Alhama"]
    assert telling.date_start == telling.date_end == date(2020, 2, 3)
    assert telling.fatalities_low == telling.fatalities_best == 5
    assert {c.claimant for c in telling.claims} == {"Syrian Observatory for Human Rights"}


def test_a_lead_and_its_body_are_one_event():
    text = (
        "Five people were killed in an air strike on Gorania province, rescuers said.\n\n"
        "The air strike hit a market in Alhama, killing five people.\n"
    )
    assert kinds(read(text)) == [("Air/drone strike", ("Alhama",), 5)]


def test_parts_are_events_and_their_total_is_none():
    text = (
        "Air strikes killed 12 civilians in Gorania province on Tuesday, rescuers said.\n\n"
        "Nine civilians were killed in an air strike on Alhama. Another air strike killed three civilians in Bartaz.\n"
    )
    assert sorted(kinds(read(text))) == [
        ("Air/drone strike", ("Alhama",), 9),
        ("Air/drone strike", ("Bartaz",), 3),
    ]


def test_one_number_over_several_places_stays_one_event():
    text = "Shelling killed 15 civilians in Alhama, Bartaz and Corvun on Tuesday.\n"
    assert kinds(read(text)) == [
        ("Shelling/artillery/missile attack", ("Alhama", "Bartaz", "Corvun"), 15)
    ]


def test_each_town_taken_is_an_event():
    text = "Government troops captured Alhama and Bartaz on Wednesday.\n"
    assert kinds(read(text)) == [
        ("Government regains territory", ("Alhama",), None),
        ("Government regains territory", ("Bartaz",), None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "More than 1,300 civilians have been killed in Alhama since 2018.", id="cumulative"
        ),
        pytest.param("The army threatened to attack Alhama.", id="threat"),
        pytest.param("The ministry denied that its jets had bombed Alhama.", id="denial"),
        pytest.param("The rebels may shell Alhama next week.", id="hypothetical"),
        pytest.param("Troops regularly shell Alhama.", id="habit"),
        pytest.param("Jets carried out 86 raids on Alhama and Bartaz.", id="a tally of raids"),
        pytest.param("Three people died of cholera in Alhama.", id="no violence"),
        pytest.param(
            "The minister told reporters in Geneva that talks would go on.", id="diplomacy"
        ),
    ],
)
def test_what_is_no_event_is_set_aside(text: str):
    assert read(text + "\n").tellings == ()


def test_every_place_is_listed_with_its_role():
    text = "In Geneva, the minister said that warplanes had bombed Alhama on Monday, 20 km from Bartaz.\n"
    roles = {m.name: m.role for m in read(text).mentions}
    assert roles["Alhama"] == "event"
    assert roles["Geneva"] == "source"
    assert roles["Bartaz"] == "direction"


def test_without_a_day_of_publication_relative_days_stay_open():
    (telling,) = read("Warplanes bombed Alhama on Monday.\n", None).tellings
    assert telling.date_start is None
    assert "no date of publication" in telling.date_basis


def test_a_belligerents_count_of_enemy_losses_may_be_none():
    (telling,) = read("Ankara said its troops shelled Alhama, eliminating 70 soldiers.\n").tellings
    assert (telling.fatalities_low, telling.fatalities_best) == (0, 70)


def test_an_empty_report_yields_nothing():
    reading = read("")
    assert reading.tellings == ()
    assert reading.mentions == ()


WORDS = st.sampled_from(
    ["killed", "five", "in", "Alhama", "on Monday", ",", ".", "\n\n", "said", "“", "”", "the army", "قتل", "خمسة",
     "مدنيين", "في", "١٥", "\u200f", "🙂", "e\u0301", "\r\n", "air strikes", "12", "-", ":", "a man and his wife", "since"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=40).map(" ".join))
def test_every_quote_and_mention_stands_where_it_says(text: str):
    report = Report("r", text, date(2020, 2, 6))
    (reading,) = Reader(Atlas())([report])
    for telling in reading.tellings:
        for claim in telling.claims:
            assert text[claim.start : claim.end] == claim.quote
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.name


@pytest.mark.parametrize(
    "bad",
    [
        "killed five in Alhama and " * 800,
        "set the house alight " * 1200,
        "Alhama, Xy, Bartaz and Zed, " * 900,
        "(" * 5000,
        "killed " * 3000,
        "1,000 " * 3000,
        "on Monday " * 2000,
        "“" * 4000,
        "و" * 5000,
    ],
)
def test_hostile_text_costs_little(bad: str):
    read("Warm the word lists and the model first.")
    plain = min(cpu_seconds(ORDINARY) for _ in range(2)) / len(ORDINARY)
    gc.collect()
    gc.freeze()  # what thousands of tests left behind is not this text's to walk through
    try:
        cost = min(
            cpu_seconds(bad) for _ in range(2)
        )  # beside other work the first one may be slow
    finally:
        gc.unfreeze()
    # beside the cost of prose, which a slow or busy machine raises too
    assert cost < 5 * plain * max(len(ORDINARY), len(bad))


ORDINARY = " ".join(
    f"On Monday warplanes struck a market in Alhama, killing {n} people and wounding {n + 9}, the "
    "Observatory said. Rebels answered with rockets that fell near Bartaz, where no one was hurt. "
    "The ministry denied that its jets had flown over the north, and aid workers spoke of families "
    "on the roads since last week."
    for n in range(2, 26)
)


def cpu_seconds(text: str) -> float:
    """Return what it costs to read a text."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Rockets hit Alhama on Monday. No casualties were reported.",
            [("Shelling/artillery/missile attack", ("Alhama",), 0)],
            id="that nobody was hurt completes the event before it",
        ),
        pytest.param(
            "The first bomb fell at Alhama, killing seven. Another landed on a field beside Bartaz. "
            "Two women died there.",
            [
                ("Shelling/artillery/missile attack", ("Alhama",), 7),
                ("Shelling/artillery/missile attack", ("Bartaz",), 2),
            ],
            id="another is one more of what fell, and the dead are where it fell",
        ),
        pytest.param(
            "A drone hit a bus in Alhama on Monday. The attack came at dusk, when the bus was full.",
            [("Air/drone strike", ("Alhama",), None)],
            id="the attack is the one just told, whatever its sort",
        ),
        pytest.param(
            "Gunmen shot dead two shepherds in Alhama on Monday. Bartaz hospital received two bodies.",
            [("Attack", ("Alhama",), 2)],
            id="a hospital is not where its dead were killed",
        ),
        pytest.param(
            "ALHAMA (Agency) - Shells hit Bartaz on Monday, killing four people, rescuers said.",
            [("Shelling/artillery/missile attack", ("Bartaz",), 4)],
            id="a dateline is where the report was written",
        ),
        pytest.param(
            "Rockets fell on Alhama on Monday. Air defences downed them and no one was hurt.",
            [("Shelling/artillery/missile attack", ("Alhama",), 0)],
            id="that they were downed and hurt nobody completes it",
        ),
        pytest.param(
            "Shelling hit Alhama on Monday, officials in the besieged enclave of Bartaz said.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)],
            id="what has long been besieged is no siege today",
        ),
        pytest.param(
            "Rebels captured the army's last police station in Alhama on Monday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="a station and its owner are what was captured",
        ),
        pytest.param(
            "Rebels captured Turkish soldiers near Alhama on Monday, killing two of them.",
            [("Armed clash", ("Alhama",), 2)],
            id="soldiers are no ground",
        ),
        pytest.param(
            "Shelling of evacuation boats in Alhama wounded two policemen on Monday.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)],
            id="evacuation boats are no evacuation",
        ),
        pytest.param(
            "Shelling killed two people in Alhama on Monday. The attack brought the toll this week to 14.",
            [("Shelling/artillery/missile attack", ("Alhama",), 2)],
            id="a toll of the week is not the attack's",
        ),
        pytest.param(
            "ALHAMA, Feb 5 (Agency) - Shells hit Bartaz on Monday, killing four people.",
            [("Shelling/artillery/missile attack", ("Bartaz",), 4)],
            id="nor is it when that happened",
        ),
        pytest.param(
            "Nine people were killed in Corvun on Monday when two bombs fell, rescuers said.\n\n"
            "The first bomb fell at Alhama, killing seven.\n\nA second bomb killed two people in Bartaz.",
            [
                ("Shelling/artillery/missile attack", ("Alhama",), 7),
                ("Shelling/artillery/missile attack", ("Bartaz",), 2),
            ],
            id="a lead that counts its parts is no event of its own",
        ),
        pytest.param(
            "Alhama - Two bombs exploded at the market on Monday. Three people died.",
            [("Remote explosive/landmine/IED", ("Alhama",), 3)],
            id="a name before a dash heads its item",
        ),
        pytest.param(
            "Gunmen killed nine people in Alhama on Monday, in one of the deadliest attacks since the war "
            "began 14 months ago.",
            [("Attack", ("Alhama",), 9)],
            id="what only ranks the event does not date it",
        ),
        pytest.param(
            "Two car bombs exploded in Alhama on Monday, killing nine people, the mayor said on Tuesday.\n\n"
            "Minutes later the second went off in front of a restaurant.",
            [("Remote explosive/landmine/IED", ("Alhama",), 9)],
            id="the second is one of those just told",
        ),
        pytest.param(
            "Syrian troops captured Alhama on Monday. Dozens of militants were killed in the fighting.",
            [("Government regains territory", ("Alhama",), 24)],
            id="those killed in the fighting died where the town was taken",
        ),
        pytest.param(
            "Gunmen attacked the village of Alhama on Monday and killed nine people. Houses were burnt and looted.",
            [("Attack", ("Alhama",), 9)],
            id="who killed also plundered",
        ),
        pytest.param(
            "Elsewhere, the army recaptured Alhama on Monday; 47 rebels had been killed, it said.",
            [("Government regains territory", ("Alhama",), 47)],
            id="elsewhere sets apart what opens the sentence only",
        ),
        pytest.param(
            "The death toll from a missile strike on Alhama rose to 30 on Wednesday. "
            "Tuesday's attack wounded 73 people.",
            [("Shelling/artillery/missile attack", ("Alhama",), 30)],
            id="the attack of a day is the one just told",
        ),
        pytest.param(
            "Shells hit Gorania province on Monday, killing ten people, three of them in Bartaz.",
            [("Shelling/artillery/missile attack", ("Gorania",), 10)],
            id="where some of them died is not where all did",
        ),
        pytest.param(
            "Turkish soldiers raised their flag over the town hall in Alhama on Monday.",
            [("Government regains territory", ("Alhama",), None)],
            id="a flag over a town says who took it",
        ),
        pytest.param(
            "Mortar fire killed two people in Alhama on Monday, the governor said, bringing to 18 the number of "
            "civilians killed since the start of the operation.",
            [("Shelling/artillery/missile attack", ("Alhama",), 2)],
            id="a war's running count is not the event's",
        ),
        pytest.param(
            "Army special forces pushed into the outskirts of Alhama, a town taken by the jihadists in August 2014.",
            [("Armed clash", ("Alhama",), None)],
            id="a town's past does not date what happens there",
        ),
        pytest.param(
            "Rebels shelled the hospital in Alhama, where about 150 soldiers are besieged.",
            [("Shelling/artillery/missile attack", ("Alhama",), None)],
            id="that they are besieged is a state",
        ),
        pytest.param(
            "Gunmen attacked a checkpoint near Alhama on Monday, killing three soldiers. "
            "Hours later a roadside bomb hit a convoy on the road. Two men died.",
            [
                ("Armed clash", ("Alhama",), 3),
                ("Remote explosive/landmine/IED", ("Alhama",), 2),
            ],
            id="hours later is another event in the same place",
        ),
        pytest.param(
            "Troops captured nine villages around Alhama on Monday.",
            [("Government regains territory", ("Alhama",), None)],
            id="villages are taken, not abducted",
        ),
        pytest.param(
            "Sunni insurgents seized the Syrian city of Alhama on Monday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="an adjective before the city",
        ),
        pytest.param(
            "Gun battles were raging at the entrance to Alhama on Monday.",
            [("Armed clash", ("Alhama",), None)],
            id="at the entrance to a town",
        ),
        pytest.param(
            "Missiles struck a block of flats in Alhama on Monday, killing at least 11 people, officials said.\n\n"
            "Four people were killed in the flats, the mayor said.",
            [("Shelling/artillery/missile attack", ("Alhama",), 11)],
            id="a lower count that nobody sets against the first is of a part",
        ),
        pytest.param(
            "Air strikes killed 14 people in Gorania province on Monday, rescuers said.\n\n"
            "Seven people died in Alhama, six in the town of Bartaz and one in Corvun.",
            [
                ("Air/drone strike", ("Alhama",), 7),
                ("Air/drone strike", ("Bartaz",), 6),
                ("Air/drone strike", ("Corvun",), 1),
            ],
            id="one count told place by place",
        ),
        pytest.param(
            "Air strikes killed seven people in Alhama on Monday. The strikes came hours before a truce on Tuesday.",
            [("Air/drone strike", ("Alhama",), 7)],
            id="when the strikes came is no strike",
        ),
        pytest.param(
            "Syrian forces captured today, Monday 3 February, the villages of Alhama and Bartaz.",
            [("Government regains territory", (name,), None) for name in ("Alhama", "Bartaz")],
            id="a day between the verb and what was taken",
        ),
        pytest.param(
            "Alhama, Bartaz and Corvun fell within hours of each other.",
            [
                ("Government regains territory", (name,), None)
                for name in ("Alhama", "Bartaz", "Corvun")
            ],
            id="a row of towns falls",
        ),
        pytest.param(
            "Warplanes carried out airstrikes on Qzzyra on Monday, killing a child.",
            [("Air/drone strike", ("Qzzyra",), 1)],
            id="what is struck is a place though no list knows it",
        ),
        pytest.param(
            "A government helicopter was shot down over Alhama by a missile. Both crew members were killed.",
            [("Armed clash", ("Alhama",), None)],
            id="a helicopter shot down by a missile had men in it",
        ),
    ],
)
def test_sentences_make_one_story(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text)) == told


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        ("GOMA, DR Congo, Oct 27 (Agency) - Rebels left.", ["GOMA, DR Congo, Oct 27 (Agency) -"]),
        ("Kyiv, 10 January 2024 – Shells fell.", ["Kyiv, 10 January 2024 –"]),
        ("KYIV — Shells fell on Lumo.", ["KYIV —"]),
        ("بغداد (وكالة) - قتل خمسة.", ["بغداد (وكالة) -"]),
        ("IDLIB - Shells fell.\n\nHAMA - A mine went off.", []),
        ("Kyiv - Shells fell.", []),
        ("The army - and the police (riot squad) - Left.", []),
        ("A bridge in Lumo (north) - Nobody crossed.", []),
    ],
)
def test_a_dateline_is_cut_off_before_what_it_heads(text: str, filed: list[str]):
    found = [text[part.start : part.end] for part in sentences(text) if part.is_dateline]
    assert found == filed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Claims that Alhama has been captured are false.", id="said to be false"),
        pytest.param("It was the fifth strike on Alhama since November.", id="one of a series"),
        pytest.param("Artillery hits Alhama two or three times a week.", id="a habit"),
        pytest.param("There was no sign of an offensive at Alhama.", id="no sign"),
        pytest.param("Police seized 13 kg of heroin at Alhama; two men were arrested.", id="drugs"),
        pytest.param("The bodies of two fighters were buried in Alhama.", id="a burial"),
        pytest.param(
            "By Monday 900 people had reached Alhama since the offensive began.",
            id="since it began",
        ),
        pytest.param(
            "The insurgency, now in its 12th year, has killed 900 people in Alhama.",
            id="a war has killed so many",
        ),
        pytest.param("Ankara and Damascus accuse each other of shelling Alhama.", id="both accuse"),
    ],
)
def test_what_did_not_happen_here_is_left_out_with_its_reason(text: str):
    reading = read(text)
    assert kinds(reading) == []
    assert reading.left_out


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Soldiers found nine mortar bombs hidden in Alhama.", "Disrupted weapons use"),
        ("A crowd set the mayor's house in Alhama alight.", "Violent demonstration"),
        (
            "A peacekeeper was hit in the leg by gunfire in Alhama; rebels fired at the patrol.",
            "Armed clash",
        ),
        ("Two brothers were stabbed to death by a crowd in Alhama.", "Mob violence"),
        ("The army drove the rebels out of Alhama.", "Government regains territory"),
        ("Air defences shot down two drones over Alhama.", "Disrupted weapons use"),
        ("Security men picked up nine traders in Alhama.", "Arrests"),
        ("Gunmen opened fire on a former rebel in front of his house in Alhama.", "Attack"),
    ],
)
def test_the_company_of_a_word_decides_its_type(text: str, type_: str):
    assert [t.sub_event_type for t in read(text).tellings] == [type_]


def test_a_day_of_speech_is_not_the_day_of_the_event():
    reading = read(
        "Ankara said on Tuesday that two soldiers had been killed in Alhama on Monday by a mine."
    )
    assert [t.date_start for t in reading.tellings] == [date(2020, 2, 3)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "One strike hit a depot in Alhama, killing three. Another hit Bartaz.",
            [("Air/drone strike", ("Alhama",), 3), ("Air/drone strike", ("Bartaz",), None)],
            id="another of the same sort",
        ),
        pytest.param(
            "The army took over the villages of Alhama, Qzzy and Bartaz on Monday.",
            [
                ("Government regains territory", (name,), None)
                for name in ("Alhama", "Qzzy", "Bartaz")
            ],
            id="a name in a row of villages is a place",
        ),
        pytest.param(
            "Alhama fell on Tuesday, an official said.",
            [("Government regains territory", ("Alhama",), None)],
            id="a town falls",
        ),
        pytest.param(
            "Scores of people were killed by gunmen in Alhama on Monday, relatives said. "
            "The mayor put the number of dead at 55.",
            [("Attack", ("Alhama",), 55)],
            id="an exact count comes before a vague one",
        ),
        pytest.param(
            "Shells killed two Turkish soldiers in Alhama on Monday. Nine people were hit by a drone in "
            "Bartaz, where a nurse was wounded in a car fleeing the fighting.",
            [
                ("Shelling/artillery/missile attack", ("Alhama",), 2),
                ("Air/drone strike", ("Bartaz",), None),
            ],
            id="people who flee the fighting tell of none",
        ),
    ],
)
def test_words_that_lean_on_others(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text)) == told


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A 17-year-old was shot dead in Alhama.", 1),
        ("The head of the council was shot dead in Alhama.", 1),
        ("Gunmen killed a ward administrator and his wife in Alhama.", 2),
        ("A bomb exploded in Alhama. Two guards were killed, and another died in hospital.", 3),
        ("A bomb fell on Alhama and hurt nobody.", 0),
        ("Rockets hit Alhama. Partners report no casualties.", 0),
    ],
)
def test_victims_whom_no_list_knows_count(text: str, dead: int):
    assert [t.fatalities_best for t in read(text).tellings] == [dead]
