"""What a number in a report means: words and digits, bounds, vague plurals, English and Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.numbers import digits, numbers
from geo.extract.text import tokenize


def read(text: str) -> list[tuple[int | None, int | None, str]]:
    return [(n.low, n.high, n.comparator) for n in numbers(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thirty-one soldiers", 31),
        ("two hundred and five houses", 205),
        ("a dozen men", 12),
        ("half a dozen men", 6),
        ("three dozen men", 36),
        ("1,300 people", 1300),
        ("1.5 million people", 1_500_000),
        ("twelve (12) assailants", 12),
        ("١٥ شخصاً", 15),
        ("۲۳ نفر", 23),
        ("خمسة عشر جندياً", 15),
        ("واحد وعشرون مسلحاً", 21),
        ("مئة وخمسة وعشرون", 125),
        ("ثلاثمئة عنصر", 300),
        ("150 ألف شخص", 150_000),
        ("ثلاثة آلاف ومئتان", 3200),
    ],
)
def test_a_number_is_read_in_words_and_in_digits_of_any_script(text, value):
    assert read(text) == [(value, value, "=")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 5", (5, None, ">=")),
        ("more than a dozen", (12, None, ">=")),
        ("5 or more", (5, None, ">=")),
        ("up to 40", (None, 40, "<=")),
        ("fewer than ten", (None, 10, "<=")),
        ("about 30", (30, 30, "about")),
        ("nearly 30", (30, 30, "about")),
        ("30-odd", (30, None, ">=")),
        ("ما لا يقل عن ٢٣", (23, None, ">=")),
        ("أكثر من 50", (50, None, ">=")),
        ("نحو عشرين", (20, 20, "about")),
        ("ما يصل إلى 60", (None, 60, "<=")),
    ],
)
def test_a_bound_opens_the_other_end(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens of", 24),
        ("scores of", 40),
        ("several", 3),
        ("hundreds of", 200),
        ("tens of thousands of", 20_000),
        ("عشرات", 20),
        ("مئات", 200),
        ("many", None),
    ],
)
def test_a_vague_plural_is_the_least_it_can_mean(text, low):
    assert read(text) == [(low, None, ">=")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 30 and 35", 30, 35),
        ("five to seven", 5, 7),
        ("30-35", 30, 35),
        ("ten, maybe twelve", 10, 12),
        ("ما بين ثمانية وعشرة", 8, 10),
        ("بين ٣٠ و٣٥", 30, 35),
    ],
)
def test_a_range_keeps_both_ends(text, low, high):
    assert read(text) == [(low, high, "=")]


def test_of_a_number_that_rose_the_new_one_counts():
    assert read("rose from nine to 13") == [(13, 13, "=")]


def test_two_arabic_numbers_joined_by_and_stay_two():
    assert read("ثمانية وعشرة") == [(8, 8, "="), (10, 10, "=")]


@pytest.mark.parametrize(
    "text",
    [
        "the 47th brigade",
        "at 10:30",
        "at 5.40 a.m.",
        "30%",
        "$200",
        "aged 12",
        "a MiG-29",
        "room 14",
        "يوم الأحد",
    ],
)
def test_what_orders_times_or_prices_is_no_count(text):
    assert read(text) == []


def test_digits_reads_whole_numbers_only():
    assert [digits(w) for w in ("1,300", "١٥", "3.5", "15th", "9" * 40)] == [
        1300,
        15,
        None,
        None,
        None,
    ]


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_spans_stay_inside_it(text):
    tokens = tokenize(text)
    last = 0
    for number in numbers(tokens):
        assert last <= number.first < number.last <= len(tokens)
        assert number.low is None or number.high is None or number.low <= number.high
        last = number.last


@given(st.integers(min_value=0, max_value=9_999_999))
def test_a_number_survives_its_grouping(value):
    assert read(f"{value} people") == read(f"{value:,} people") == [(value, value, "=")]
