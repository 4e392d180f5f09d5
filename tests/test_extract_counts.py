"""How many were harmed, told in one sentence: which number belongs to which word of harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.counts import find_tolls
from geo.extract.text import tokenize

SHORT = {
    "killed": "k",
    "injured": "i",
    "captured": "c",
    "displaced": "d",
    "eliminated": "e",
    "missing": "m",
}


def tolls(text: str) -> str:
    """Write tolls as "k12 i30+": quantity's letter, number, "+" for at least, "<" for at most."""
    return " ".join(
        SHORT[t.quantity]
        + (
            f"<{t.high}"
            if t.low is None
            else f"{t.low}+"
            if t.high is None
            else f"{t.low}"
            if t.low == t.high
            else f"{t.low}-{t.high}"
        )
        for t in find_tolls(tokenize(text))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed nine.", "k9"),
        ("The shelling wounded nine, two of them critically.", "i9"),
        ("The blast left 12 dead and 30 wounded.", "k12 i30"),
        ("Two killed, five injured in a market blast", "k2 i5"),
        ("Three soldiers were killed and 2 others were captured.", "k3 c2"),
        ("Gunmen kidnapped at least 15 students from a school.", "c15+"),
        ("The group said it had killed more than 50 militants and captured four.", "k50+ c4"),
        ("The ministry said 34 terrorists were neutralised.", "e34"),
        ("More than 2,000 families fled their homes.", "d2000+"),
        ("Seven people are still missing.", "m7"),
        ("Six peacekeepers were taken hostage.", "c6"),
        ("Up to 20 people were killed.", "k<20"),
        ("Between 30 and 35 people died when a boat sank.", "k30-35"),
        ("Dozens of people were killed and scores wounded.", "k24+ i40+"),
        ("Four people lost their lives.", "k4"),
        ("The attack claimed the lives of 18 people.", "k18"),
        ("The bodies of three men were found near the river.", "k3"),
        ("People there say 30 plus injured.", "i30+"),
        ("The clinic received 17 bodies so far.", "k17+"),
    ],
)
def test_a_number_belongs_to_the_word_of_harm_its_grammar_asks_for(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed: 12", "k12"),
        ("12 KIA, 5 WIA", "k12 i5"),
        ("• Deaths: 14", "k14"),
        ("Injured - 9", "i9"),
        ("Dead 12, injured 5.", "k12 i5"),
        ("القتلى: 5", "k5"),
    ],
)
def test_lists_and_tables_of_tolls_are_read(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people were killed, including two women and a child, and 11 were injured.", "k6 i11"),
        ("At least 7 people, among them 3 children, were killed and 15 wounded.", "k7+ i15"),
        ("Seven people, three of them children, were killed.", "k7"),
        ("Nine of the dead were children.", ""),
        ("Nine of the dead were in their teens.", ""),
        ("Nine of the dead were in the town of Lumo, where a market was hit.", "k9"),
        ("A seventh person, a boy of 12, died on the road.", "k1"),
        ("A man aged 55 and a woman of 62 were killed.", "k2"),
        ("Two men of 38 and 42 were killed.", "k2"),
        ("Three people aged 39, 44 and 61 were killed.", "k3"),
        ("A shell killed a group of 12 soldiers and wounded five.", "k12 i5"),
        ("Two brothers, 19 and 24, were stabbed to death.", "k2"),
        ("مقتل أحد عشر مسلحا بينهم قائدان", "k11"),
        ("إصابة 14 شخصا، بينهم 3 أطفال، بجروح", "i14"),
    ],
)
def test_what_describes_a_part_is_not_counted_again(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose to 13 from 9.", "k13"),
        ("Two more died of their wounds, bringing the death toll to 6.", "k6"),
        ("The number of people killed has risen to 45 after a woman died.", "k45"),
        ("Officials put the death toll at 17.", "k17"),
        ("This brings to 131 the number of people killed on the road.", "k131"),
        ("It was raised to eight after three of the critically hurt died.", "k8"),
        ("توفي جريح لترتفع حصيلة القتلى إلى 6", "k6"),
    ],
)
def test_a_total_replaces_what_it_is_made_of(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No casualties were reported.", "i0 k0"),
        ("Nobody was hurt.", "i0 k0"),
        ("No one was killed.", "k0"),
        ("No injuries.", "i0 k0"),
        ("No deaths were recorded but 12 people were injured.", "k0 i12"),
        ("There were no immediate reports of casualties.", ""),
        ("The utmost care is taken so that no civilian is harmed.", ""),
        ("No casualties among our forces.", ""),
        ("It is not clear how many people were killed.", ""),
        ("دون تسجيل إصابات", "i0 k0"),
        ("لم ترد أنباء عن سقوط ضحايا", ""),
    ],
)
def test_nobody_harmed_is_a_toll_of_nought_and_not_knowing_is_none(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor of the town was shot dead.", "k1"),
        ("He was shot dead at his home.", "k1"),
        ("Ivan Petrenko, 54, was killed in the attack.", "k1"),
        ("A man and his wife were killed.", "k2"),
        ("A bomb killed Hasan Z., his wife and daughter.", "k3"),
        ("The drone hit a car, killing its driver and injuring two passengers.", "k1 i2"),
        ("One person was killed and another injured.", "k1 i1"),
        ("استشهد الشاب رامي في المدينة", "k1"),
        ("مقتل مدني برصاص قناص", "k1"),
    ],
)
def test_single_victims_are_counted(text, expected):
    assert tolls(text) == expected


def test_victims_of_two_classes_are_two_tolls_of_one_verb():
    found = find_tolls(tokenize("Seven soldiers and one civilian were killed."))
    assert [(t.low, t.victim_class) for t in found] == [(7, "soldiers"), (1, "civilians")]
    assert found[0].anchor == found[1].anchor


def test_victims_of_one_class_are_one_toll():
    found = find_tolls(tokenize("A bomb killed the driver and at least six passengers."))
    assert [(t.low, t.high, t.comparator) for t in found] == [(7, None, ">=")]


@pytest.mark.parametrize("text", ["17 people were killed or wounded.", "17 بين قتيل وجريح"])
def test_one_number_for_dead_and_wounded_is_at_most_that_many_wounded(text):
    assert tolls(text) == "i<17"


@pytest.mark.parametrize(
    "text",
    [
        "The 47th brigade lost three tanks.",
        "Some 40 houses were destroyed and 60 vehicles burned.",
        "Warplanes carried out 20 raids on five villages.",
        "20 fighters attacked the post.",
        "Fifteen rebels surrendered.",
        "The court handed down four death sentences.",
        "The gunman killed himself.",
        "قصفت الطائرات 5 مواقع بـ12 صاروخا",
        "عمره 15 عاما",
    ],
)
def test_other_counts_are_no_tolls(text):
    assert tolls(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three gunmen killed a policeman.", "k1"),
        ("Two soldiers were killed by three gunmen.", "k2"),
        ("Three men in uniform murdered the guard.", "k1"),
        ("The raid killed 10 people and 200 sheep.", "k10"),
        ("Soldiers killed 15 insurgents, destroyed 4 vehicles and recovered 12 rifles.", "k15"),
    ],
)
def test_killers_and_cattle_are_not_among_the_dead(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 5 مدنيين وإصابة 12 آخرين في قصف", "k5 i12"),
        ("قتل ثلاثة جنود وأصيب أربعة بجروح", "k3 i4"),
        ("أسفر القصف عن سقوط قتيلين وخمسة جرحى", "k2 i5"),
        ("لقي خمسة عشر شخصا مصرعهم", "k15"),
        ("إن تسعة أشخاص قتلوا في القصف", "k9"),
        ("قُتل 3 أشخاص على الأقل", "k3+"),
        ("أودى الهجوم بحياة 8 مدنيين", "k8"),
        ("مقتل الجنود الثلاثة", "k3"),
        ("قتلت القوات 13 إرهابيا ودمرت 5 آليات", "k13"),
        ("ألقت القبض على سبعة عشر متهما", "c17"),
        ("حيّدت القوات 12 إرهابيا", "e12"),
        ("نزحت أكثر من 300 عائلة", "d300+"),
        ("فقدان 6 أشخاص", "m6"),
        ("مقتل اثنين من الجنود وإصابة اثنين آخرين", "k2 i2"),
    ],
)
def test_an_arabic_verb_takes_what_follows_and_its_plural_what_stands_before(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The health ministry says 36.", 36),
        ("The residents' committee speaks of 23.", 23),
        ("وتحدث مصدر آخر عن سبعة.", 7),
    ],
)
def test_a_number_given_alone_counts_what_was_counted_before(text, number):
    tokens = tokenize(text)
    assert find_tolls(tokens) == []
    assert [(t.quantity, t.low) for t in find_tolls(tokens, about="killed")] == [("killed", number)]


@pytest.mark.parametrize("text", ["The ministry says 36 drones came.", "He said 12% of it burned."])
def test_a_number_with_a_noun_of_its_own_does_not(text):
    assert find_tolls(tokenize(text), about="killed") == []


def test_numbers_of_dates_count_nothing():
    tokens = tokenize("On 12 May killed were soldiers.")
    assert find_tolls(tokens, [(1, 3)]) == []


WORDS = st.sampled_from(
    "killed 3 five people men were was wounded , . and a the boy of them no casualties toll rose to dozens "
    "including two children who died قتل ثلاثة أشخاص وأصيب طفل بينهم إصابة مقتل لم تسجل إلى عدد القتلى".split()
)


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_sentence_can_be_read_and_spans_stay_inside_it(text):
    tokens = tokenize(text)
    for toll in find_tolls(tokens):
        assert 0 <= toll.first < toll.last <= len(tokens)
        assert 0 <= toll.anchor < len(tokens)
        assert toll.low is not None or toll.high is not None
        assert toll.low is None or toll.high is None or toll.low <= toll.high


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six of the NPR were killed near the border.", [("killed", 6)]),
        ("Troops shot dead three of the Taliban.", [("killed", 3)]),
        ("Two of the BMP vehicles were destroyed.", []),
        ("Four of the buses were hit.", []),
    ],
)
def test_some_of_a_force_are_its_men(text, found):
    tokens = tokenize(text)
    assert [(t.quantity, t.low) for t in find_tolls(tokens, [])] == found
