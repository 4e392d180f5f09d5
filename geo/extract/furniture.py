"""What a web page prints around a story: the byline, the day of print, captions and their credits.

The secret of this module is what gives them away: they stand above the dateline, they open with "By",
they are nothing but a day, a credit ("Photo: ...", ".../AFP/Getty Images") ends or follows them. All of
them are read as headlines are: what they tell counts only where the story itself tells of nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import AGENCIES, SHORT_MONTHS, SHORT_WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.extract.text import Token

_NEAR_TOP: Final = 8  # paragraphs
_BYLINE: Final = 14  # tokens of "By Name Surname, Name Surname and Name Surname for the Agency"
_JOINING: Final = frozenset("by and for of in the with , . | / - – :".split())
_DATE: Final = 10  # tokens of "Published: Saturday, 18 July 2021, 10:45"
_OF_DATES: Final = frozenset(
    "published updated posted on at am pm gmt utc local time date by last modified".split()
)
_PICTURES: Final = frozenset("photo photos picture image credit photograph".split())
_CREDIT: Final = 10  # tokens of "( AP Photo / Name Surname , File )"


def headings(paragraphs: Sequence[Sequence[Token]], datelines: Mapping[int, int]) -> frozenset[int]:
    """Return the numbers of the paragraphs that stand around the story.

    Parameters
    ----------
    datelines
        How many tokens the dateline of a paragraph has, by its number.
    """
    found = {k for k, tokens in enumerate(paragraphs) if _ends_in_credit(tokens)}
    for k, tokens in enumerate(paragraphs):
        if k and _is_credit(tokens):
            above = {k - 1} if _may_be_caption(paragraphs[k - 1]) else set()
            found |= (above | {k}) - set(datelines)
    found |= {k for k, tokens in enumerate(paragraphs) if k and _is_headline(tokens)}
    top = min((k for k in datelines if k < _NEAR_TOP), default=0)
    found |= set(range(top))
    found |= {
        k
        for k, tokens in enumerate(paragraphs[:_NEAR_TOP])
        if _is_byline(tokens) or _is_day(tokens)
    }
    return frozenset(found)


_REPORTING: Final = frozenset("said told reported announced added".split())
_CAPTION: Final = 45  # tokens
_STOPS: Final = 2  # full stops of "on Feb. 4."


def _may_be_caption(tokens: Sequence[Token]) -> bool:
    """Return whether the paragraph above a credit is of the picture, not of the story: one sentence that nobody says."""
    ends = sum(t.word in (".", "!", "?") for t in tokens)
    return len(tokens) <= _CAPTION and ends <= _STOPS and not _REPORTING & {t.low for t in tokens}


def _is_byline(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph only names its authors: "By Name Surname and Name Surname"."""
    if not 1 < len(tokens) <= _BYLINE or tokens[0].word not in ("By", "BY"):
        return False
    return all(t.word[0].isupper() or t.low in _JOINING for t in tokens[1:])


def _is_day(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph is nothing but a day and an hour."""
    if not 1 < len(tokens) <= _DATE or not any(t.word[0].isdigit() for t in tokens):
        return False
    named = any(t.low[:3] in SHORT_MONTHS for t in tokens)
    return named and all(
        not t.word[0].isalpha() or t.low in _OF_DATES or t.low[:3] in SHORT_MONTHS | SHORT_WEEKDAYS
        for t in tokens
    )


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph in the text is the headline of another: "Idlib: Two Killed in Strike"."""
    if not tokens or tokens[-1].word in _ENDERS:
        return False
    words = [t.word for t in tokens if t.word[0].isalpha() and t.low not in ("'s", "’s")]
    if not _HEADLINE[0] <= len(words) <= _HEADLINE[1]:
        return False
    labelled = tokens[0].low in _SUBJECT and tokens[1].word == ":"  # of the text itself
    return (
        tokens[0].word[0].isalpha()
        and not labelled
        and all(w[0].isupper() for w in words if len(w) > _SMALL_WORD)
    )


_HEADLINE: Final = (5, 20)  # words
_SUBJECT: Final = frozenset("subject re title topic summary".split())
_SMALL_WORD: Final = 4  # letters of "from", which headlines may leave small
_ENDERS: Final = frozenset('.!?:;…,"”’)')


def _names_agency(tokens: Sequence[Token]) -> bool:
    """Return whether a slash joins a name to an agency's: "Name Surname/AFP"."""
    slash = any(t.word == "/" for t in tokens)
    return slash and bool(AGENCIES & {t.low for t in tokens})


def _is_credit(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph only says who took a picture."""
    if not tokens or len(tokens) > _CREDIT:
        return False
    labelled = tokens[0].low in _PICTURES and len(tokens) > 1 and tokens[1].word == ":"
    return labelled or _names_agency(tokens)


def _ends_in_credit(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph is a caption: it ends in who took the picture."""
    tail = tokens[-_CREDIT:]
    for k, token in enumerate(tail[:-1]):
        if token.low in _PICTURES and tail[k + 1].word == ":":
            return True
        if token.word in ("(", "[") and tail[-1].word in (")", "]"):
            inside = tail[k + 1 : -1]
            if _names_agency(inside) or bool(_PICTURES & {t.low for t in inside}):
                return True
    return False
