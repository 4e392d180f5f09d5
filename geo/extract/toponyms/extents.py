"""How far an Arabic place name reaches: its second word, its landmark, the kind of land before it.

The secret of this module is what belongs to a name that the weights cut short: "أم القرى" has two
words, "الجبل" may tell a village from its namesake, "جبل" belongs to the name where a list says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.toponyms.looks import SEVERAL, TOWNS, is_led_by_town, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token

_LANDS: Final = frozenset(
    "ضاحيه الضاحيه جبل جبال وادي سهل نهر جسر هضبه بحيره جزيره مطار قاعده معبر حقل ميناء".split()
)
_SORTS: Final = frozenset(
    "الكبري الصغري الشرقيه الغربيه الشماليه الجنوبيه القديمه الجديده الشرقي الغربي".split()
)
_LANDMARKS: Final = frozenset(
    "الجبل الشعب الوادي السهل التحتا الفوقا التحتاني الفوقاني التحتانيه الفوقانيه".split()
)
TWINS: Final = _SORTS | _LANDMARKS
"""What tells a village from its namesake."""

_HALVES: Final = frozenset("الشرقيه الغربيه الشماليه الجنوبيه".split())
_PARTS: Final = frozenset(
    "جبهه الجبهه ضاحيه ضواحي منطقه مناطق احياء اطراف حدود جهه بلدات قري محاور جهات مداخل".split()
)


def _has_twin(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a village is told from the one of its name on the other side: "الغارية الغربية".

    Not where the adjective is that of a front, a border or quarters: "أحياء حلب الشرقية".
    """
    if tokens[last].low in _LANDMARKS:
        return is_led_by_town(tokens, first)  # "بلدة عيتا الجبل"
    if tokens[last].low not in _HALVES or not tokens[first].low.endswith("ه"):
        return False
    return not any(_PARTS.intersection(t.forms) for t in tokens[max(0, first - 2) : first])


_MASCULINE: Final = frozenset(
    "الاخضر الابيض الاسود الاحمر الازرق الاصفر الاسمر الاعلي الكبير الصغير الطويل العالي".split()
)
_FEMININE: Final = frozenset(
    "الخضراء البيضاء السوداء الحمراء الزرقاء الصفراء السمراء الكبيره الصغيره".split()
)
_ADJECTIVES: Final = _MASCULINE | _FEMININE


def _is_with_adjective(tokens: Sequence[Token], noun: int, k: int) -> bool:
    """Return whether the adjective at `k` ends the name behind "the village of": "قرية الحد الأخضر".

    One that described the village would be feminine as the village is: "قرية الرامي الكبيرة".
    """
    if not noun or noun + 1 != k or k >= len(tokens) or tokens[k].low not in _ADJECTIVES:
        return False
    led = _VILLAGES.intersection(tokens[noun - 1].forms) and not tokens[noun - 1].low.startswith(
        "ال"
    )
    article = tokens[noun].low.startswith("ال")
    return (
        bool(led) and article and (tokens[k].low in _MASCULINE or tokens[noun].low.endswith(_FEM))
    )


_VILLAGES: Final = frozenset("قريه بلده مدينه حي منطقه محله عزبه ناحيه قريتي بلدتي".split())
_FEM: Final = ("ه", "ين", "ا", "اء")  # العين is feminine too
_STREETS: Final = frozenset("شارع دوار ساحه تقاطع طريق اوتوستراد".split())


def is_street(tokens: Sequence[Token], name: tuple[int, int, int]) -> bool:
    """Return whether a name is no more than the word for a street or a square."""
    return name[1] - name[0] == 1 and bool(_STREETS.intersection(tokens[name[0]].forms))


def _hugs(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a hyphen at `k` ties two parts of one foreign name."""
    tied = tokens[k].start == tokens[k - 1].end and tokens[k + 1].start == tokens[k].end
    both = tokens[k - 1].word[0].isalpha() and tokens[k + 1].word[0].isalpha()
    return tokens[k].word == "-" and tied and both and not tokens[k - 1].low.startswith("ال")


_OPENING_WORDS: Final = frozenset(
    "عين تل كفر دير بيت ام ابو خربه معره معاره راس بير شيخ تلول ميت عرب".split()
)


# What is no place by itself, nor a word of anything else: "معرة الصين" lies not in China.
OPENERS: Final = frozenset("تل كفر معره معاره خربه دير".split())
_KIN: Final = frozenset("ام ابو ابي".split())


def _is_cut_short(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a name behind "the towns of" is only the word with which such names open."""
    if i + 1 >= len(tokens) or not _OPENING_WORDS.intersection(tokens[i].forms):
        return False
    led = {f for t in tokens[max(0, i - 2) : i] for f in t.forms} & (TOWNS | SEVERAL)
    word, following = tokens[i + 1], look_at(tokens[i + 1].word, tokens[i + 1].forms)[1]
    if not word.word[0].isalpha() or word.low[0] in "وب":
        return False
    if _KIN.intersection(tokens[i].forms) and word.low.startswith("ال"):
        return True  # "أم القرى": nothing is called no more than "mother"
    return following == "" or (bool(led) and following in ("say", "first", "title"))


_SPELLS: Final = frozenset("فتره مده ساعات سنوات ايام اسابيع شهور عقود مسافه رحله".split())


def is_long(tokens: Sequence[Token], name: tuple[int, int, int]) -> bool:
    """Return whether a name is the adjective of a time: "منذ فترة طويلة"."""
    first, last, _ = name
    bare = first and last - first == 1 and len(tokens[first].forms) == 1
    return bool(bare) and bool(_SPELLS.intersection(tokens[first - 1].forms))


_BARE_SIDES: Final = frozenset("شرقي غربي شمالي جنوبي".split())


def _ends_there(tokens: Sequence[Token], k: int) -> bool:
    """Return whether no name can begin at token `k`, of which a point of the compass would tell."""
    if k >= len(tokens) or not tokens[k].word[0].isalpha():
        return True
    return tokens[k].low[0] in "بو" or look_at(tokens[k].word, tokens[k].forms)[1] == "in"


def whole_name(
    text: str, tokens: Sequence[Token], name: tuple[int, int, int], prominence: Callable[[str], int]
) -> tuple[int, int, int]:
    """Return a name with the word before it that opens it, or that makes it another one: جبل الزاوية.

    Words of land belong to it where the gazetteer knows both as one: "the camp X" lies in the town
    X, the mountain of that name need not.
    """
    first, last, skip = name
    if last + 1 < len(tokens) and _hugs(tokens, last):
        last += 2  # "سيريدينا-بودا"
        name = first, last, skip
    if last - first == 1 and not skip:
        if _is_with_adjective(tokens, first, last):
            return first, last + 1, skip
        if _is_with_adjective(tokens, first - 1, first):
            return first - 1, last, skip  # no list has its noun: "قرية الماء الأبيض"
    if last - first == 1 and _is_cut_short(tokens, first):
        return first, last + 1, skip  # "بلدتي X وعين ذكر"
    if last < len(tokens) and tokens[last].low in TWINS:
        form = tokens[first].word[skip:] + text[tokens[first].end : tokens[last].end]
        if prominence(form) or _has_twin(tokens, first, last):
            return first, last + 1, skip  # أورم الكبرى
    if last < len(tokens) and tokens[last].low in _BARE_SIDES and _ends_there(tokens, last + 1):
        form = tokens[first].word[skip:] + text[tokens[first].end : tokens[last].end]
        if prominence(form):
            return first, last + 1, skip  # "قرية الدير شرقي بريف", not "شرقي إدلب"
    if not first or skip:
        return name
    before = tokens[first - 1]
    opener = next((f for f in before.forms if f in OPENERS and before.low.endswith(f)), "")
    if opener and text[before.end : tokens[first].start].isspace():
        return first - 1, last, written(before.word, len(before.low) - len(opener))
    if not _LANDS.intersection(before.forms):
        return name
    rest = text[before.end : tokens[last - 1].end]
    form = next((f for f in before.forms if prominence(f + rest)), "")
    if not form or not before.low.endswith(form):
        return name
    return first - 1, last, written(before.word, len(before.low) - len(form))


_NEVER_NAMES: Final = frozenset(("in", "to", "say", "much", "date"))


def is_led_opener(token: Token) -> bool:
    """Return whether a word is what opens a village's name behind "and": "وتل", too short for a prefix."""
    return token.low[0] == "و" and token.low[1:] in (OPENERS | _KIN)


def is_opened_in_row(tokens: Sequence[Token], labels: Sequence[str], i: int) -> bool:
    """Return whether a word that opens names goes on a row: "الخوي وأبو زبد والنهود", "وتل أبيض"."""
    if not 0 < i < len(tokens) - 1 or labels[i - 1] == "O" or tokens[i].low[0] != "و":
        return False
    second = tokens[i + 1]
    if is_led_opener(tokens[i]):
        names = look_at(second.word, second.forms)[1] not in _NEVER_NAMES
        return names and second.word[0].isalpha() and second.low[0] != "و"
    if i + 2 == len(tokens):
        return False
    opens = look_at(tokens[i].word, tokens[i].forms)[1] == "open"
    plain = labels[i + 1] == "O" and not look_at(second.word, second.forms)[1]
    return opens and plain and labels[i + 2] == "B" and tokens[i + 2].low[0] == "و"


_RUINS: Final = frozenset("خربه كفر معره".split())


def is_ruin(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word that only opens names stands where something happened: "في خربة ماعر"."""
    if tokens[i].low not in _RUINS or not i or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    led = look_at(tokens[i - 1].word, tokens[i - 1].forms)[1] in ("in", "noun", "dir")
    plain = following.word[0].isalpha() and not look_at(following.word, following.forms)[1]
    return led and plain and following.low[0] not in "وب"


def written(word: str, letters: int) -> int:
    """Return how many characters the first `letters` letters of a word take, with their vowel signs."""
    seen = 0
    for k, char in enumerate(word):
        if char.isalpha():
            if seen == letters:
                return k
            seen += 1
    return 0
