"""Where an Arabic sentence has room for nothing but a place: "سقطت براميل على Qzzy", "استعادت الفصائل Qzzy".

The secret of this module is what stands before and behind a place that fire falls on, that changes hands or where
something happened, and which words there are no name: those of the language (`geo.extract.toponyms.ordinary`). No list
need have the name. Two things at least must speak for it: what leads to it, and that the clause ends or goes on behind it
as no noun's does, which is seldom without an adjective or an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.text import folded, is_arabic
from geo.extract.toponyms.extents import OPENERS, TWINS
from geo.extract.toponyms.looks import joined, look_at
from geo.extract.toponyms.ordinary import is_ordinary
from geo.extract.toponyms.verbs import STRIKING, TAKERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_AT: Final = frozenset(("علي", "باتجاه", "صوب", "قرب", "نحو"))
_GOVERNING: Final = folded("في على من إلى عن قرب نحو")
_FIRE: Final = folded(
    "قصف غارة غارات غارتين غارتان ضربة ضربات براميل برميل صواريخ صاروخ قذائف قذيفة قنابل قنبلة رشقات رشقة نيران نيرانها نيرانه هجوم هجمات "
    "هجوما أغار أغارت تغير سيطر سيطرت سيطروا يسيطر تسيطر سيطرة سيطرتها سيطرته سيطرتهم استولى استولت استولوا استيلاء تقدم تقدمت توغل توغلت زحف زحفت"
)
_STATES: Final = folded("باتت صارت غدت أضحت أصبحت عادت فقد")
"""Verbs of taking that open other clauses as well: "had fallen", "became surrounded"."""

_ARMED: Final = folded(
    "قوات جيش فصائل طائرات مقاتلات مروحيات مدفعية طيران وحدات عناصر مسلحو مقاتلو مليشيا ميليشيا مليشيات ميليشيات تنظيم هيئة حركة"
)
_TO_HANDS: Final = folded("بيد يد لقصف لهجوم لغارة لغارات لضربات لضربة")
_GOES_ON: Final = folded(
    "يوم مساء صباح فجر ظهر ليل ليلة ليلا اليوم أمس ما فيما حيث بعد قبل خلال أثناء منذ وفق بحسب حسب جراء إثر عقب نتيجة مما بينما عندما حين "
    "عند دون قرب بريف شمال جنوب شرق غرب شمالي جنوبي شرقي غربي مجددا أيضا أسفر أسفرت أسفرا أدى أدت أوقع أوقعت خلف خلفت التابعة الواقعة التي "
    "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
)
"""What is told of a place and no owner of a noun."""

_LINKS: Final = folded("في من على عن إلى")
_QUOTES: Final = frozenset('"“«')
_KIN: Final = folded("أم أبو أبي")  # behind "in" no person stands
_INSIDE: Final = folded("البو بو جب أم أبو")
_ADJECTIVE: Final = ("ي", "يه")
_SECOND: Final = ("", "x", "first")
_MIN: Final = 4
_TO_FIRE: Final = 5  # tokens of "a raid by the air force of the regime on"
_TO_DOER: Final = 3  # tokens of "the Russian air force"
_WORDS: Final = 3  # of one name


def in_slot(tokens: Sequence[Token], labels: Sequence[str], i: int) -> int:
    """Return how many words from token `i` on are a name that only its place in the sentence gives away, 0 for none.

    Parameters
    ----------
    labels
        What is a name so far: token `i` and the words behind it are none, or no name is returned.
    """
    if not i:
        return 0
    at = i - 1 - (tokens[i - 1].word in _QUOTES and i > 1)
    before = tokens[at]
    if before.low == "في":
        size = _size(tokens, labels, i, linked=True)
        return size if size and _tells(tokens) else 0
    if before.low in _AT:
        return _size(tokens, labels, i, linked=True) if _falls(tokens, at) else 0
    if tokens[i].low[0] == "و" and labels[i - 1] != "O":
        return _next_of_row(tokens, labels, i)
    return _object(tokens, labels, i)


def _tells(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence has any word of harm or of a deed."""
    return any(any(built_in(kind).find(tokens)) for kind in ("harm", "triggers"))


def _falls(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the preposition at `k` says what fire falls on or what is controlled."""
    for j in range(k - 1, max(-1, k - 1 - _TO_FIRE), -1):
        if not _FIRE.isdisjoint(tokens[j].forms):
            return True
        goes_on = joined(tokens[j]) == tokens[j].low or tokens[j].low.endswith(_ADJECTIVE)
        if not tokens[j].word[0].isalpha() or not goes_on:
            return False  # "and the damage was to": another clause
    return False


def _object(tokens: Sequence[Token], labels: Sequence[str], i: int) -> int:
    """Return the words of what a verb of striking or taking has for its object: "قصفت الطائرات الروسية Qzzy يوم"."""
    if tokens[i - 1].low in _SUFFERED:
        size = _size(tokens, labels, i, linked=False)
        handed = i + size < len(tokens) and tokens[i + size].low in _TO_HANDS
        return size if handed else 0
    if tokens[i].low.startswith("ال"):
        return 0  # an adjective of the doer as well
    for k in range(i - 1, max(-1, i - 2 - _TO_DOER), -1):
        forms = tokens[k].forms
        if not TAKERS.isdisjoint(forms) or not STRIKING.isdisjoint(forms):
            if not _STATES.isdisjoint(forms) or (k and tokens[k - 1].low in _GOVERNING):
                return 0
            return _size(tokens, labels, i, linked=False)
        if not (joined(tokens[k]).startswith("ال") or not _ARMED.isdisjoint(forms)):
            break
    return 0


_SUFFERED: Final = folded("تعرضت تتعرض وتعرضت وتتعرض سقطت وسقطت وقعت ووقعت")


def _next_of_row(tokens: Sequence[Token], labels: Sequence[str], i: int) -> int:
    """Return the words of a name that goes on a row in a slot: "سيطرت على سراقب وQzzy يوم"."""
    k = i - 1
    while k and (labels[k] == "I" or (labels[k] == "B" and tokens[k].low[0] == "و")):
        k -= 1
    led = k > 0 and (tokens[k - 1].low in _AT and _falls(tokens, k - 1))
    if not led or labels[k] != "B" or joined(tokens[i])[:1] in ("ي", "ت"):
        return 0  # or a verb goes on the sentence
    size = _size(tokens, labels, i, linked=False)
    verbal = tokens[i].low.endswith(("ت", "وا")) and not joined(tokens[i]).startswith("ال")
    return 0 if size == 1 and verbal else size


def _size(tokens: Sequence[Token], labels: Sequence[str], i: int, *, linked: bool) -> int:
    """Return how many words a name has that begins at token `i`, 0 if it is none."""
    openers = OPENERS | _KIN if tokens[i - 1].low in _GOVERNING else OPENERS
    opened = not openers.isdisjoint((tokens[i].low, joined(tokens[i])))
    if not opened and not _is_unheard(tokens, i):
        return 0
    last = i + 1
    while last < len(tokens) and last - i < _WORDS and labels[last] == "O":
        within = opened if last == i + 1 else tokens[last - 1].low in _INSIDE
        if not (_goes_in(tokens, last) or (within and _may_follow(tokens[last]))):
            break
        last += 1
    if opened and last == i + 1:
        return 0
    return last - i if _is_closed(tokens, last, linked=linked) else 0


def _is_unheard(tokens: Sequence[Token], i: int) -> bool:
    """Return whether no list knows a word: neither as one of the language nor as somebody."""
    if len(joined(tokens[i])) < _MIN or is_ordinary(tokens[i]) or not is_arabic(tokens[i].word):
        return False
    kinds = ("actors", "sources", "demonyms", "victims")
    return not any(built_in(kind).at(tokens, i) for kind in kinds)


def _may_follow(token: Token) -> bool:
    """Return whether a word may be the second of a name that "Tell" opens, ordinary or not."""
    return (
        token.word[0].isalpha()
        and token.low[0] != "و"
        and token.low not in _GOES_ON | _LINKS
        and look_at(token.word, token.forms)[1] in _SECOND
    )


def _goes_in(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a word that no list knows goes on the name before it."""
    if tokens[k].low in _INSIDE or tokens[k].low in TWINS:
        return True
    word = tokens[k].word
    bare = word[0].isalpha() and is_arabic(word) and len(tokens[k].forms) == 1
    return bare and not is_ordinary(tokens[k])


def _is_closed(tokens: Sequence[Token], last: int, *, linked: bool) -> bool:
    """Return whether what stands behind a word makes it no noun that an owner or adjective follows.

    `linked`: another preposition may follow too, as behind "in" or "on" it does.
    """
    if last >= len(tokens):
        return True
    token = tokens[last]
    if token.word[0].isdigit():
        return False
    if not token.word[0].isalpha() or token.low in _GOES_ON:
        return True
    led = len(token.forms) > 1
    if (token.low[0] == "و" and led) or token.low in _TO_HANDS:
        return True
    if not linked:
        armed = token.low == "من" and last + 1 < len(tokens)
        return armed and not _ARMED.isdisjoint(tokens[last + 1].forms)
    return token.low in _LINKS or (token.low[0] in "بل" and led)
