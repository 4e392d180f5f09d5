"""Promises of geo/extract/toponyms/arabic_slots.py: an Arabic place that no list has, known by what is done to it."""

from __future__ import annotations

import pytest

from geo.extract.text import sentences, tokenize
from geo.extract.toponyms import find_in_report
from geo.extract.toponyms.ordinary import is_ordinary

PLACES = """
جرح فلاحان حين سقطت قذائف على {} فجر الأحد.
سيطر المسلحون على {}، بحسب شهود.
قتل ثلاثة رعاة في {} برصاص مجهولين.
انفجر لغم في {} وجرح صبي.
قصف الطيران الحربي {} صباح الأحد.
استعاد الجيش {} من الفصائل.
سقطت {} بيد المتمردين.
تعرضت {} لقصف ليلي.
أغارت مقاتلات على {}.
""".strip().splitlines()

NONE = """
قتل ثلاثة رعاة في مزارعهم.
سقطت قذائف على مستودعات الحبوب.
سقطت قذائف على مغاسل قديمة.
قتل ضابط في شجار.
قصف الطيران الحربي المتطور مواقع.
استعاد الجيش زمام المبادرة.
سقط قتيلان، وصارت الجثث مكدسة.
جرح صبي في ساقه.
قتل جندي في select.
""".strip().splitlines()


def names(text: str) -> list[str]:
    parts = sentences(text)
    found = find_in_report(text, parts, lambda _: 0)
    return [
        text[part.tokens[n.first].start + n.skip : part.tokens[n.last - 1].end]
        for part, row in zip(parts, found, strict=True)
        for n in row
        if not n.country
    ]


@pytest.mark.parametrize("name", ["طريخيم", "دنغلاوة", "تل جرموقة", "شويطة البو فرجة"])
@pytest.mark.parametrize("text", PLACES)
def test_what_is_done_to_places_gives_an_unlisted_one_away(text: str, name: str):
    assert names(text.format(name)) == [name]


@pytest.mark.parametrize("text", NONE)
def test_ordinary_words_are_no_places(text: str):
    assert names(text) == []


def test_a_row_in_such_a_place_goes_on():
    assert names("سقطت قذائف على طريخيم ودنغلاوة فجر الأحد.") == ["طريخيم", "دنغلاوة"]


def test_a_verb_does_not_go_on_a_row():
    assert names("سقطت قذائف على طريخيم ودحرجت صخورا.") == ["طريخيم"]


def test_a_name_in_quotation_marks_is_one_without_them():
    assert names('قتل ثلاثة رعاة في "طريخيم" يوم الأحد.') == ["طريخيم"]


def test_where_nothing_happened_an_unknown_word_stays_one():
    assert names("يدرس الطلاب في طريخيم.") == []


@pytest.mark.parametrize(
    "word", ["والحافلات", "شاحنتين", "بيوتهم", "للمدنيين", "حيها", "فجرا", "ساقه"]
)
def test_a_word_is_ordinary_in_any_form(word: str):
    assert is_ordinary(tokenize(word)[0])


@pytest.mark.parametrize("word", ["طريخيم", "بانيبانغو", "كفرتوما"])
def test_a_name_is_no_ordinary_word(word: str):
    assert not is_ordinary(tokenize(word)[0])
