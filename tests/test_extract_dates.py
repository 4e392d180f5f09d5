"""When it happened: expressions of time as ranges of days, from one day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.extract.dates import Clock, When, find_dates
from geo.extract.text import tokenize

WEDNESDAY = date(2024, 5, 15)


def hits(text: str, published: date | None = WEDNESDAY, named: date | None = None) -> list[When]:
    return find_dates(text, tokenize(text), Clock(published, named))


def spelled(day: date) -> str:
    if (day.year, day.month) == (2024, 5):
        return str(day.day)
    return f"{day.month}/{day.day}" if day.year == 2024 else str(day)


def days(text: str, published: date | None = WEDNESDAY, named: date | None = None) -> str:
    """Write each range as "12" or "10-12" (of May 2024), "future" or "open"."""
    found = []
    for hit in hits(text, published, named):
        if hit.kind == "future" or hit.start is None or hit.end is None:
            found.append("future" if hit.kind == "future" else "open")
        else:
            ends = dict.fromkeys((spelled(hit.start), spelled(hit.end)))
            found.append("-".join(ends))
    return " ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on New Year's Day", "1/1"),
        ("on New Year’s Eve", "2023-12-31"),
        ("since Christmas Day", "2023-12-25-15"),
        ("from Monday until now", "13-15"),
        ("from 2 May onwards", "2-15"),
        ("a new year of war", ""),
        ("on Monday", "13"),
        ("late on Monday evening", "13"),
        ("on Wednesday", "15"),
        ("last Wednesday", "8"),
        ("last Friday", "10"),
        ("last weekend", "10-12"),
        ("next Monday", "future"),
        ("talks will resume on Thursday", "future"),
        ("this Sunday voters will choose", "future"),
        ("Friday-Saturday night", "10-11"),
        ("the night of Friday to Saturday", "10-11"),
        ("from Friday to Sunday", "10-12"),
        ("between Monday evening and Tuesday", "13-14"),
        ("sat in the car", ""),
        ("يوم الأحد الماضي", "12"),
        ("أعلن الجيش، السبت، مقتل", "11"),
        ("ظهر الاثنين", "13"),
        ("الاثنين المقبل", "future"),
        ("ليل الخميس-الجمعة", "9-10"),
        ("ليل السبت الأحد", "11-12"),
        ("ليلة الجمعة/السبت", "10-11"),
        ("يومي الاثنين والثلاثاء", "13-14"),
        ("فجر اليوم الأربعاء", "15"),
        ("في سوق الجمعة", ""),
        ("مقتل اثنين من الجنود", ""),
    ],
)
def test_a_weekday_is_the_last_one_before_publication(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 May", "12"),
        ("May 12, 2024", "12"),
        ("the 12th of May", "12"),
        ("on the first of May", "1"),
        ("12.05.2024", "12"),
        ("12-5-2024", "12"),
        ("2024-05-12", "12"),
        ("5/12/2024", "12"),
        ("On 8/5 a cell struck", "8"),
        ("on the 7th, when", "7"),
        ("the night of 3 to 4 May", "3-4"),
        ("between 28 April and 2 May", "4/28-2"),
        ("on 3 and 9 May", "3 9"),
        ("by 20 May aid will come", "future"),
        ("may 5 people come", ""),
        ("a march of 12 people", ""),
        ("the 47th brigade", ""),
        ("يوم 12 أيار/مايو 2024", "12"),
        ("١٢ أيار ٢٠٢٤", "12"),
        ("في الثالث من مايو", "3"),
        ("الخامس عشر من نيسان الماضي", "4/15"),
        ("من 3 إلى 5 أيار", "3-5"),
        ("أب وابنتاه", ""),
    ],
)
def test_a_day_of_the_calendar_in_any_usual_spelling(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday evening", "14"),
        ("overnight", "14-15"),
        ("two days ago", "13"),
        ("the past three days", "12-15"),
        ("the last 48 hours", "13-15"),
        ("in the past week", "8-15"),
        ("last week", "5-12"),
        ("earlier this week", "12-15"),
        ("in recent days", "10-15"),
        ("خلال الأيام القليلة الماضية", "10-15"),
        ("هذا الأسبوع", "12-15"),
        ("over the weekend", "10-12"),
        ("last month", "4/1-4/30"),
        ("earlier this month", "1-15"),
        ("in April last year", "2023-04-01-2023-04-30"),
        ("in mid-April", "4/9-4/21"),
        ("the last week of April", "4/19-4/30"),
        ("early May", "1-12"),
        ("since Monday", "13-15"),
        ("tomorrow", "future"),
        ("أول أمس", "13"),
        ("مساء أمس", "14"),
        ("قبل ثلاثة أيام", "12"),
        ("قبل يومين", "13"),
        ("على مدى الأيام الثلاثة الماضية", "12-15"),
        ("خلال الساعات الـ24 الماضية", "14-15"),
        ("الأسبوع الماضي", "5-12"),
        ("خلال الأسبوع الأخير من نيسان", "4/19-4/30"),
        ("منذ الجمعة", "10-15"),
        ("اليوم الثاني على التوالي", ""),
        ("حتى اليوم", ""),
    ],
)
def test_relative_words_count_from_publication(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("that evening", "3"),
        ("on the same morning", "3"),
        ("hours later", "3"),
        ("the next day", "4"),
        ("five days later", "8"),
        ("a day earlier", "2"),
        ("وبعدها بيومين", "5"),
        ("اليوم التالي", "4"),
    ],
)
def test_some_words_count_from_the_day_named_before(text, expected):
    assert days(text, named=date(2024, 5, 3)) == expected


def test_a_wide_range_names_no_day_that_another_word_could_mean():
    assert days("On 3 May, after threats last week, they came back that evening") == "3 5-12 3"


@pytest.mark.parametrize("text", ["on Monday", "yesterday", "12 May", "last month", "أمس"])
def test_without_a_day_of_publication_the_range_stays_open(text):
    assert days(text, published=None) == "open"


def test_a_day_of_the_islamic_calendar_is_left_open():
    assert days("15 رمضان 1445") == days("15 Ramadan 1445") == "open"


def test_since_runs_on_to_publication_and_says_so():
    (hit,) = hits("since Monday")
    assert (hit.kind, hit.end) == ("since", WEDNESDAY)


def test_a_year_that_was_told_is_kept():
    assert days("12 May 2023") == "2023-05-12"


WORDS = st.sampled_from(
    "on Monday the 3rd 12 May 2024 last week past three days to and between , - / ago later since night "
    "الاثنين أمس قبل يومين الأيام الثلاثة الماضية من إلى أيار و اليوم".split()
)


@given(
    st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)),
    st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2090, 1, 1))),
)
@example("since 2001", date(2000, 1, 1))
def test_any_text_can_be_read_and_no_two_hits_share_a_token(text, published):
    tokens = tokenize(text)
    last = 0
    for hit in find_dates(text, tokens, Clock(published)):
        assert last <= hit.first < hit.last <= len(tokens)
        assert hit.start is None or hit.end is None or hit.start <= hit.end
        last = hit.last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday, 3 May", "3"),
        ("فجر الجمعة 3 مايو", "3"),
        ("يوم السبت الموافق 4 مايو", "4"),
        ("on Monday and on 3 May", "13 3"),
    ],
)
def test_a_date_beside_its_weekday_says_which_week(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أول من أمس", "13"),
        ("في الثاني من الشهر الجاري", "2"),
        ("في 11 الجاري", "11"),
        ("خلال الـ 48 ساعة الأخيرة", "13-15"),
        ("صباح اليوم التالي", "16"),
        ("7 ماي 2024", "7"),
        ("٢٠٢٤/٥/١٤", "14"),
    ],
)
def test_arabic_days_in_the_ways_of_east_and_west(text, expected):
    assert days(text) == expected
