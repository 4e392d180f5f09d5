"""What a source is called, and on whose side it is.

The secret of this module is how far a source's name reaches around the nouns that speak, and which
name it gets: that of a list, its own words, the ministry's with its country, or an English label
with the Arabic words behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.attribution.speakers import Noun, Scene, Source
from geo.extract.attribution.words import (
    ADJECTIVES,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    JOINERS,
    NO_NAMES,
    PARTICIPLES,
    QUOTES,
    ends_name,
    is_verb,
)
from geo.extract.countries import (
    arabic_government,
    country_names,
    government_of,
    nationality,
)
from geo.extract.lexicon import arabic_words, built_in
from geo.extract.numbers import numbers
from geo.extract.text import folded, is_arabic, seen
from geo.extract.words import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.model import Side

MAX_NAME: Final = 12  # tokens of a source's name


def as_government(scene: Scene, first: int, last: int) -> list[Source]:
    """Return the government under the name of its country or capital: "Moscow (Russia)"."""
    words = scene.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    code = government_of(words)
    if not code:
        return []
    full = country_names().get(code, words)
    return [Source(first, last, words if words == full else f"{words} ({full})", "party")]


def source_of(
    scene: Scene,
    group: Sequence[Noun],
    low: int,
    high: int,
    *,
    whole: bool = False,
    closed: bool = False,
) -> Source:
    """Return the one source that the nouns of `group`, between tokens `low` and `high`, name.

    `closed`: of an Arabic sentence, nothing but the source stands before `high`.
    """
    text, tokens = scene.text, scene.tokens
    head = group[0]
    side = head.side
    if not head.name:
        state = as_government(scene, head.first, head.last) if len(group) == 1 else []
        if state:
            return state[0]
    if head.role or side == "unknown" or (side == "official" and not head.named):
        others = [
            n.side for n in group[1:] if n.side not in ("official", "unknown", "witness", "press")
        ]
        side = others[0] if others and (head.role or side == "unknown") else side
        if side == "unknown":
            side = next((n.side for n in group[1:] if n.side != "unknown"), side)
    named = next((n for n in group if n.named and n.name), None)
    first, last = name_extent(tokens, group, low, high)
    if is_arabic(tokens[head.first].word):
        return _in_english(scene, group, side, high, closed=closed)
    owns = (
        named is head and len(group) > 1 and tokens[head.last].low in ("'s", "’s")
    )  # "Hamas's health ministry" is the ministry
    if (
        named is not None
        and not (whole or owns)
        and (named is head or head.role or head.side in ("official", "unknown", named.side))
        and named.name not in _GENERIC_NAMES
    ):
        return Source(first, last, named.name, side if side != "unknown" else named.side)
    ministry = next((n for n in group if n.name.startswith("Ministry of")), None)
    if ministry is not None and (ministry is head or head.role) and not whole:
        country = _country_within(scene, first, last)
        if country:
            return Source(first, last, f"{ministry.name} of {country}", side)
    if whole:
        first, last = low, high
    return in_own_words(text, tokens, first, last, side)


def _country_within(scene: Scene, first: int, last: int) -> str:
    """Return the country that a ministry's name gives: "Russia's defence ministry"."""
    text, tokens, toponyms = scene.text, scene.tokens, scene.toponyms
    for name in toponyms:
        if first <= name.first and name.last <= last:
            code = name.country or government_of(
                text[tokens[name.first].start : tokens[name.last - 1].end]
            )
            if code in country_names():
                return country_names()[code]
    return ""


_GENERIC_NAMES: Final = frozenset(
    ("Observatory", "Civil defence", "Red Cross / Red Crescent", "Rebel forces")
)


def in_own_words(text: str, tokens: Sequence[Token], first: int, last: int, side: Side) -> Source:
    """Return a source under the words that the sentence has for it."""
    while first < last - 1 and tokens[first].low in DETERMINERS - {"one", "two", "three"}:
        first += 1
    words = " ".join(text[tokens[first].start : tokens[last - 1].end].split())
    if words.isupper() and len(words) > 12:
        words = " ".join(
            w.lower() if k and w.lower() in ("of", "the", "and", "for", "in") else w.capitalize()
            for k, w in enumerate(words.split())
        )
    return Source(first, last, words, side)


def name_extent(
    tokens: Sequence[Token], group: Sequence[Noun], low: int, high: int
) -> tuple[int, int]:
    """Return the first token and the end of a source's name around its nouns."""
    first, last = group[0].first, group[-1].last
    for back in range(1, 6):
        k = first - back
        if k < low:
            break
        token = tokens[k]
        if token.low in DETERMINERS:
            first = k
            break
        if (
            token.low in BREAKS | JOINERS | AUXILIARIES
            or token.low in ("and", "or", "to")
            or not (token.word[0].isalpha() or token.word in ("-", "'s", "’s", "'"))
            or is_dash(tokens, k)
            or is_verb(token)
        ):
            break
    while first > low and _modifies(tokens, first - 1):
        first -= 1
    while last < high and last - first < MAX_NAME:
        token = tokens[last]
        if token.word[0].isupper() and token.low not in WEEKDAYS and token.low not in NO_NAMES:
            last += 1
        elif (
            token.word in ("'s", "’s", "-")
            and last + 1 < high
            and tokens[last + 1].word[0].isalpha()
            and not is_verb(tokens[last + 1])
        ):
            last += 2
        elif (
            token.low in ("of", "for", "at", "in")
            and last + 1 < high
            and not ends_name(tokens, last, -1)
            and (tokens[last + 1].word[0].isupper() or tokens[last + 1].low in ("the", "al"))
            and tokens[last + 1].low not in WEEKDAYS
            and tokens[last + 1].low not in NO_NAMES
        ):
            last += 2
            if tokens[last - 1].low in ("the", "al"):
                while (
                    last < high
                    and tokens[last].word[0].isalpha()
                    and not ends_name(tokens, last, -1)
                    and tokens[last].low not in ("and", "or", "of", "for", "in", "at")
                ):
                    last += 1
        else:
            break
    return first, min(last, high)


def is_dash(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the hyphen at `k` stands apart, as behind a dateline."""
    return tokens[k].word in ("-", "–", "—") and k > 0 and tokens[k].start > tokens[k - 1].end


def _modifies(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    return not is_dash(tokens, k) and (
        (token.word[0].isupper() and token.low not in NO_NAMES)
        or token.word in ("'s", "’s", "-")
        or token.low in DETERMINERS
        or token.low in ADJECTIVES
        or token.low in PARTICIPLES
        or (token.low.endswith("ly") and k > 0)
    )


def as_arabic_government(scene: Scene, first: int, last: int, code: str) -> Source:
    """Return the government that an Arabic country or capital stands for, its own words behind it."""
    words = scene.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    return Source(
        first, last, f"Government of {country_names().get(code, code)} ({words})", "party"
    )


_AR_ACCORDING: Final = folded("وفقا وفق طبقا نقلا")
_AR_NO_OWNERS: Final = folded(
    "كذلك ايضا لاحقا سابقا امس اليوم مساء صباحا ايضا قد قوله قولها نفسه نفسها ذاته ذاتها في من على الى عن ان لم لن لا ما هو هي"
)
_AR_DIVISIONS: Final = folded(
    "محافظه مدينه ولايه اقليم بلده قريه قضاء ناحيه مديريه منطقه مقاطعه محليه"
)


def _qualifies(token: Token) -> bool:
    """Return whether an Arabic word behind a source may say whose it is: no verb, no particle."""
    return (
        "\u0600" <= token.word[0] <= "\u06ff"
        and token.low not in _AR_NO_OWNERS
        and not token.low.startswith("و")
        and (
            token.low.startswith("ال") or not any(f in arabic_words("speech") for f in token.forms)
        )
    )


_PEOPLE: Final = frozenset(
    ("president", "minister", "governor", "mayor", "official", "head", "spokesperson", "commander", "doctors", "officer")
)  # fmt: skip
_NAMED_AT_LENGTH: Final = _PEOPLE | {
    "police chief",
    "mukhtar",
    "hospital",
    "hospital management",
    "prosecutor",
    "analysts",
}
_PERSON: Final = 3  # words of a person's name or of what is headed


def _tells(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a word behind a source is what is told already: باندلاع, أوامر, مقتل."""
    token = tokens[k]
    if token.low[0] in "بف" and len(token.forms) > 1:
        return True
    if token.low in _AR_ORDERS or built_in("harm").at(tokens, k) is not None:
        return True
    hit = built_in("triggers").at(tokens, k)
    return hit is not None and hit.row["pos"] in ("v", "n")


_AR_ORDERS: Final = folded("اوامر بيانا قرارا تحذيرا تعليمات فتح اغلاق بدء انطلاق شن تنفيذ ضبط")


def _label(group: Sequence[Noun], named: Noun | None) -> str:
    """Return the English name of an Arabic source, its country open."""
    head = group[0]
    if named is not None and (named is head or head.role):
        return named.name
    if head.role and len(group) > 1:
        if head.name == "source":
            return f"{group[1].name} source"
        # "نائب مدير": a head's deputy
        if group[1].name in _PEOPLE and head.name == "head":
            return f"deputy {group[1].name}"  # نائب حاكم
        return head.name if group[1].role else f"{head.name} of {group[1].name}"
    generic = head.side == "party" or head.name in ("organisation", "press")
    return named.name if named is not None and generic else head.name


def _whose(tokens: Sequence[Token], last: int, stop: int, *, person: bool) -> int:
    """Return where a source ends with whose it is: "مختار القرية", "وزارة الصحة في غزة", a name."""
    if last in (counted := _counted(tokens)):
        return last
    inside = tokens[last].low == "في" and last + 1 < stop
    if not inside and (not _qualifies(tokens[last]) or _tells(tokens, last)):
        return last
    reach = min(stop, last + _PERSON)
    divided = set(tokens[last].forms) & _AR_DIVISIONS and last + 1 < stop
    last += 1 + (inside or bool(divided))
    while person and last < reach and _qualifies(tokens[last]) and not _tells(tokens, last):
        if last in counted:
            break
        last += 1
    return last


def _counted(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the tokens that count something, as no name does: "أحصى ناشطون أربعين غارة"."""
    return frozenset(k for n in numbers(tokens) for k in range(n.first, n.last))


def _to_the_end(scene: Scene, last: int, stop: int) -> int:
    """Return where the words of a person end who is all that stands before `stop`: "حاكم لوهانسك سيرهي غايداي"."""
    tokens = scene.tokens
    told = {n.first for n in scene.nouns if n.side == "press"}  # whom he tells: "لوكالة الأناضول"
    counted = _counted(tokens)
    k = last
    while k < stop and k - last < MAX_NAME // 2:
        joins = tokens[k].low in _AR_WITHIN and k + 1 < stop
        addressed = tokens[k].low[0] == "ل" and k in told
        if addressed or k in counted or not (joins or _qualifies(tokens[k])):
            break
        k += 1
    return k - (k > last and tokens[k - 1].low in _AR_WITHIN)


_AR_WITHIN: Final = frozenset(("في", "من"))


def _abroad(tokens: Sequence[Token], k: int, stop: int) -> tuple[str, int]:
    """Return the country that "في روسيا" or "بأنقرة" at `k` tells, and where that ends; "" if none."""
    if k < stop and tokens[k].low == "في" and k + 1 < len(tokens):
        code, end = arabic_government(tokens[k + 1 : k + 2]), k + 2
    elif k < stop and tokens[k].low[0] == "ب" and len(tokens[k].forms) > 1:
        code, end = arabic_government(tokens[k : k + 1]), k + 1
    else:
        code, end = "", k
    return country_names().get(code, ""), end


def _is_officer(tokens: Sequence[Token], head: Noun) -> bool:
    """Return whether "اللواء" is a general with a name behind it, and no brigade: "اللواء يوري"."""
    if tokens[head.first].low not in ("اللواء", "لواء", "واللواء") or head.last >= len(tokens):
        return False
    behind = tokens[head.last]
    return head.last - head.first == 1 and _qualifies(behind) and not behind.low.startswith("ال")


def _of_country(label: str, country: str, *, owned: bool) -> str:
    """Return an English label with the country it is of, as English has it: "Israeli army"."""
    if label.startswith("Military Forces of") and (country or "{" not in label):
        # as in English: "Israeli army"
        label = f"{nationality(country or label.removeprefix('Military Forces of '))} army"
        country = ""
    post, of, state = label.partition(" of Military Forces of ")
    if of and (country or "{" not in state):
        label = f"{post} of {nationality(country or state)} army"  # "officer of Iraqi army"
        country = ""
    if "{country}" in label:
        label = (
            label.replace("{country}", country)
            if country
            else label.replace(" ({country})", "").replace(" of {country}", "")
        )
    elif country and label.startswith("army"):
        label = f"{nationality(country)} {label}"
    elif country and owned:
        label = f"{label} of {country}"
    return label


def _in_english(
    scene: Scene, group: Sequence[Noun], side: Side, stop: int, *, closed: bool = False
) -> Source:
    """Return an Arabic source under an English name, its own words behind it."""
    text, tokens, toponyms = scene.text, scene.tokens, scene.toponyms
    head = group[0]
    named = next((n for n in group if n.named), None)
    first, last = head.first, group[-1].last
    country = ""
    for name in toponyms:
        if name.country and first <= name.first <= last + 1:
            country = country_names()[name.country]
            last = max(last, name.last)
    officer = _is_officer(tokens, head)
    if not country and named is None and side in ("party", "official", "unknown"):
        country, end = _abroad(tokens, last, stop)
        last = end if country else last
    if named is None and last < stop and last == group[-1].last:
        last = _whose(tokens, last, stop, person=officer or head.name in _PEOPLE)
    if closed and (head.role or officer or head.name in _NAMED_AT_LENGTH):
        last = max(last, _to_the_end(scene, last, stop))
    label = "officer" if officer else _label(group, named)
    if last < stop and "باسم" in (tokens[last].low, tokens[last - 1].low):
        last += tokens[last].low == "باسم"
        reach = last + 2
        while last < min(stop, reach) and _qualifies(tokens[last]):
            last += 1
    label = _of_country(
        label, country, owned=named is None and side in ("party", "official", "press")
    )
    if first and tokens[first - 1].word in QUOTES:
        closing = next(
            (k for k in range(last, min(last + 6, len(tokens))) if tokens[k].word in QUOTES), last
        )
        last = closing if head.first == first else last  # «تجمع أحرار حوران»
    words = seen(text[tokens[first].start : tokens[last - 1].end])
    if first and set(tokens[first - 1].forms) & _AR_ACCORDING and words.startswith("ل"):
        words = "ال" + words[2:] if words.startswith("لل") else words[1:]
    return Source(first, last, f"{label} ({words})" if label else words, side)
