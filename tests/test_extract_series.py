"""What makes several names one row, and what ends it."""

from __future__ import annotations

import pytest

from geo.extract.series import joins, leap, rows
from geo.extract.text import tokenize
from tests.test_extract_arabic import told
from tests.test_extract_reader import kinds, read

TAKEN = "Government regains territory"


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Alhama, Bartaz", "Bartaz"),
        ("Alhama as well as the nearby village of Bartaz", "Bartaz"),
        ("Alhama, and in addition Bartaz", "Bartaz"),
        ("Alhama, north of Dalmek, and Bartaz", "Bartaz"),
        ("Alhama (12 km from Dalmek), Bartaz", "Bartaz"),
        ("Alhama, a small town in the west, Bartaz", "Bartaz"),
        ("Alhama square, then Bartaz", "Bartaz"),
        ("Alhama / Bartaz", "Bartaz"),
        ("Alhama was shelled, and Bartaz", ""),
        ("Alhama along with weapons", ""),
        ("Alhama while Bartaz", ""),
        ("Alhama to Bartaz", ""),
        ("Alhama, who told Bartaz", ""),
        ("برطاز ودلمق", "ودلمق"),
        ("برطاز، ثم دلمق", "دلمق"),
        ("برطاز، فضلاً عن قرية دلمق", "دلمق"),
        ("برطاز غربي كرفون، وكذلك في دلمق", "دلمق"),
        ("برطاز إلى جانب بلدة دلمق", "دلمق"),
        ("برطاز بعد دلمق", ""),
        ("برطاز باتجاه دلمق", ""),
    ],
)
def test_only_words_that_add_lead_to_the_next_member(text: str, behind: str):
    tokens = tokenize(text)
    k = leap(tokens, 1)
    assert (tokens[k].word if k else "") == behind


def test_the_text_between_two_names_is_asked_alike():
    assert joins(" and the strategic hill of ")
    assert joins("، و")
    assert not joins(" in ")


def test_what_lies_beside_a_member_is_none():
    (reading,) = [read("The army took Alhama, north of Corvun, Bartaz and Dalmek.")]
    assert [t.places[0].name for t in reading.tellings] == ["Alhama", "Bartaz", "Dalmek"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("The army took Alhama and Bartaz, then Corvun, along with Dalmek.", "Alhama Bartaz Corvun Dalmek"),
        ("Troops seized Alhama, followed by Bartaz and the nearby town of Corvun.", "Alhama Bartaz Corvun"),
        ("The army captured Alhama, Bartaz with Corvun, and Dalmek.", "Alhama Bartaz Corvun Dalmek"),
        ("The army took Alhama, Bartaz, Ummqozz and Kafr Zirr.", "Alhama Bartaz Ummqozz Kafr Zirr"),
        ("The villages that the army captured on Sunday are Alhama, Bartaz and Qozzam.", "Alhama Bartaz Qozzam"),
        ("Among the villages seized were Alhama, Bartaz and Corvun.", "Alhama Bartaz Corvun"),
        ("Alhama, Bartaz and the hill of Corvun have fallen to the army.", "Alhama Bartaz Corvun"),
        ("After clashes overnight, Qozzam, Alhama and Bartaz were captured by the army.", "Qozzam Alhama Bartaz"),
        ("The army took Alhama and is advancing towards Bartaz.", "Alhama"),
    ],
)  # fmt: skip
def test_each_place_of_a_row_that_was_taken_is_told(text: str, taken: str):
    found = [names for kind, names, _ in kinds(read(text)) if kind == TAKEN]
    assert " ".join(name for names in found for name in names) == taken


def test_one_strike_on_a_row_is_one_event():
    text = "Warplanes bombed Alhama, Bartaz and Corvun, then Dalmek, besides Estol."
    assert kinds(read(text)) == [
        ("Air/drone strike", ("Alhama", "Bartaz", "Corvun", "Dalmek", "Estol"), None)
    ]


def test_an_arabic_row_goes_on_behind_words_that_add():
    text = "قصفت المدفعية بلدات برطاز وكرفون، فضلاً عن دلمق."
    assert told(text) == [("Shelling/artillery/missile attack", ("برطاز", "كرفون", "دلمق"), None)]


def test_a_name_inside_an_aside_is_in_no_row():
    class Name:
        def __init__(self, first: int, last: int) -> None:
            self.first, self.last, self.start = first, last, 0
            self.wide = self.country = False

    tokens = tokenize("Alhama, north of Corvun, Bartaz and Dalmek")
    named = [Name(k, k + 1) for k, t in enumerate(tokens) if t.word[0].isupper()]
    assert rows(tokens, named) == [[0, 2, 3]]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("استعادت قوات الجيش قريتين في الريف. وقال مصدر إن القريتين هما برطاز وكرفون.", "برطاز كرفون"),
        ("دخلت قوات الجيش أربع قرى في الريف. والقرى هي برطاز وكرفون ودلمق، ومعها إستول.", "برطاز كرفون دلمق إستول"),
        ("استعادت قوات الجيش قريتين هما برطاز وقرطبانة.", "برطاز قرطبانة"),
        ("دخلت قوات الجيش برطاز وكرفون بعد معارك عنيفة مع الفصائل.", "برطاز كرفون"),
        ("سيطرت قوات الجيش على برطاز وكرفون في محيط دلمق.", "برطاز كرفون"),
        ("أخذت قوات الجيش، في الريف الشرقي للحامة، كلاً من برطاز وكرفون.", "برطاز كرفون"),
        ("سيطرت قوات الجيش على برطاز وقرطبانة وكرفون.", "برطاز قرطبانة كرفون"),
        ("سيطرت قوات الجيش على برطاز وكرفون وقرطبانة، وهي قرى إلى الغرب من دلمق.", "برطاز كرفون قرطبانة"),
        ("سيطرت قوات الجيش على قرى: برطاز، كرفون، قرطبانة.", "برطاز كرفون قرطبانة"),
        ("دخلت قوات الجيش ثلاث بلدات في الريف. وسمى مصدر هذه البلدات: برطاز وكرفون ودلمق.", "برطاز كرفون دلمق"),
        ("سيطرت قوات الجيش على برطاز وكرفون ودلمق وقرطبانة.", "برطاز كرفون دلمق قرطبانة"),
        ("سيطرت قوات الجيش على برطاز وكرفون ودلمق وغيرها.", "برطاز كرفون دلمق"),
        ("رممت منظمة مدرستين في الريف. والقريتان هما برطاز وكرفون.", ""),
    ],
)  # fmt: skip
def test_arabic_words_that_count_places_are_resumed_by_their_names(text: str, taken: str):
    found = [name for kind, names, _ in told(text) if kind == TAKEN for name in names]
    assert " ".join(found) == taken


def test_a_fight_before_the_entry_is_no_event_of_its_own():
    text = "Regime forces entered Alhama and Bartaz after fierce clashes with the rebels."
    assert kinds(read(text)) == [(TAKEN, ("Alhama",), None), (TAKEN, ("Bartaz",), None)]


def test_a_lone_name_does_not_hide_the_town_that_it_lies_near():
    names = {name for _, places, _ in told("قصف الطيران جبل قرطبان قرب برطاز.") for name in places}
    assert "برطاز" in names
