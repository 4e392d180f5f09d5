"""What the reader promises on whole reports; place names come from a small gazetteer of its own."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extract import Reader
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


@settings(max_examples=150, deadline=None)
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
    ["(" * 5000, "killed " * 3000, "1,000 " * 3000, "on Monday " * 2000, "“" * 4000, "و" * 5000],
)
def test_hostile_text_costs_little(bad: str):
    read("Warm the word lists and the model first.")
    start = time.process_time()
    read(bad)
    assert time.process_time() - start < 0.02 * max(1, len(bad) / 1000) + 0.5
