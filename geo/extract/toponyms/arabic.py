"""Which words of an Arabic sentence are place names.

The secret of this module is what takes the place of capitals: a conditional random field over
every word of a sentence, which weighs the word without its prefixes, the kinds of the words around
it (``lexicon/nameclues-ar.tsv``), how prominent a name the gazetteer knows under it and whether the
report elsewhere puts a word such as "town" before it (weights in ``models/arabic.crfsuite``).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.text import folded
from geo.extract.toponyms.arabic_slots import in_slot
from geo.extract.toponyms.describing import is_like, only_describes
from geo.extract.toponyms.extents import (
    is_led_opener,
    is_long,
    is_opened_in_row,
    is_ruin,
    is_street,
    whole_name,
    written,
)
from geo.extract.toponyms.lists import enumerated, is_of_persons
from geo.extract.toponyms.looks import (
    PREFIXES,
    SEVERAL,
    TOWNS,
    clues,
    is_age,
    is_side_of,
    joined,
    look_at,
)
from geo.extract.toponyms.verbs import STRIKING, is_taken, is_verb
from geo.extract.weights import built_in_tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pycrfsuite

    from geo.extract.text import Token

MODEL: Final = "models/arabic.crfsuite"
_MAX_NAME_WORDS: Final = 4
_MIN_NAME: Final = 3
_COUNTRY: Final = 5
_OWN_COUNTS_AS: Final = 3
# What opens no name by itself, however many villages bear it.
_NO_NAMES: Final = frozenset(
    ("noun", "in", "to", "title", "org", "say", "date", "much", "x", "adj", "site")
)
# What is no name unless "the town of" stands before it.
_NO_PART: Final = frozenset(("title", "say", "date", "much", "in", "to", "x"))
_NEVER: Final = frozenset(("to", "say", "much", "adj"))
_GOVERNS: Final = frozenset("على إلى الى في من عن".split())
_LEADS: Final = frozenset(("noun", "in", "dir", "site"))

# How likely a name must be to be one: behind "the town of" nearly any word is.
_OPENS: Final = 0.35  # best on conflicts that the weights had not seen
_OPENS_LED: Final = {
    "post": 0.03,
    "town": 0.0,
    "noun": 0.08,
    "near": 0.05,
    "struck": 0.15,
    "list": 0.003,
    "taken": 0.05,
}
_TOWARDS: Final = folded("إلى نحو باتجاه صوب جهة")
_BEARINGS: Final = folded("الشرق الغرب الشمال الجنوب")
"""A side of the horizon behind "towards" is none of the provinces that bear its name."""
_SITES: Final = frozenset(
    "مستعمره كيبوتس مطار معبر مخيم معسكر محور محاور جبل جبال حقل سد ميناء بساتين احراج حرش".split()
)
_POSTS: Final = frozenset(
    "ثكنه موقع قاعده جبهه جبهات".split()
)  # names of what the gazetteer knows only
_STRUCK: Final = frozenset("قصف استهداف قصفت استهدفت قصفها استهدافها".split())
_FRONTS: Final = frozenset("محور محاور".split())
_NEAR: Final = frozenset("قرب محيط اطراف مشارف".split())
_ADJECTIVE: Final = ("ي", "يه", "يين", "يون", "يات", "يان")

Names = list[tuple[int, int, int]]


def _rank(
    text: str,
    tokens: Sequence[Token],
    i: int,
    prominence: Callable[[str], int],
) -> tuple[int, int, str]:
    """Return the prominence of the longest known name from token `i` on, its words and its first form."""
    first = tokens[i]
    kind = look_at(first.word, first.forms)[1]
    if kind in ("sign", "noun"):
        return 0, 0, ""
    led = bool(i) and look_at(tokens[i - 1].word, tokens[i - 1].forms)[1] == "noun"
    if i and _TOWARDS.intersection(tokens[i - 1].forms) and _BEARINGS.intersection(first.forms):
        return 0, 0, ""
    reach = 1
    while (
        reach < _MAX_NAME_WORDS
        and i + reach < len(tokens)
        and tokens[i + reach].word[0].isalpha()
        and tokens[i + reach].word not in _GOVERNS  # "في الرأس على الطريق" is no Ras Ali
    ):
        reach += 1
    stems = _stems(first.forms)
    if (
        led
    ):  # a noun in the construct state takes no preposition: in "بلدة بليون" the ب is the name's
        stems = [form for form in stems if len(form) == len(first.low)]
    if len(first.low) == _MIN_NAME and first.low[0] == "ب":
        stems = [*stems, first.low[1:]]  # "بأم درمان": too short to shed a letter by itself
    for size in range(reach, 1, -1):
        rest = text[first.end : tokens[i + size - 1].end]
        for form in stems:
            if rank := prominence(form + rest):
                return rank, size, form
    front = bool(i) and bool(_FRONTS.intersection(tokens[i - 1].forms))
    if front and kind in _NO_NAMES and first.low not in clues():
        return (prominence(first.low), 1, first.low)  # كبانة is no "that she"
    if kind not in _NO_NAMES:
        for form in stems:
            if len(form) >= _MIN_NAME and (rank := prominence(form)):
                return rank, 1, form
    return 0, 0, ""


@lru_cache(maxsize=65536)
def _stems(forms: tuple[str, ...]) -> list[str]:
    """Return the forms under which a name may be known.

    What stood behind the article has no more prefixes: "والبنوك" holds no Nuuk.
    """
    bare = [form for form in forms if "ال" + form in forms]
    return [f for f in forms if f not in bare and all(len(f) > len(b) for b in bare)]


def _known(
    text: str, tokens: Sequence[Token], prominence: Callable[[str], int]
) -> tuple[list[int], dict[int, str]]:
    """Return the flags of known names as for English, and the form under which each is known."""
    flags = [0] * len(tokens)
    forms: dict[int, str] = {}
    i = 0
    while i < len(tokens):
        rank, size, form = _rank(text, tokens, i, prominence)
        if rank:
            # The weights have seen no project's own places (6): they count as well-known towns.
            rank = min(rank, _OWN_COUNTS_AS) if rank > _COUNTRY else rank
            flags[i : i + size] = [2 * rank] + [2 * rank + 1] * (size - 1)
            forms[i] = form
        i += max(1, size)
    return flags, forms


def listen(parts: Sequence[Sequence[Token]]) -> dict[str, int]:
    """Return how often a report puts a word of place before each stem."""
    counts: dict[str, int] = {}
    for tokens in parts:
        for before, token in pairwise(tokens):
            if look_at(before.word, before.forms)[1] in ("noun", "site"):
                stem = token.forms[-1]
                counts[stem] = counts.get(stem, 0) + 1
    return counts


def features(
    text: str, tokens: Sequence[Token], heard: Mapping[str, int], prominence: Callable[[str], int]
) -> tuple[list[list[str]], dict[int, str], list[str]]:
    """Return the features of each token, the known form of the names that begin there, and the flags.

    A flag tells how prominent a name the gazetteer knows there, "0" for none; "adj" an adjective of a country.
    """
    flags, forms = _known(text, tokens, prominence)
    looks = [look_at(t.word, t.forms) for t in tokens]
    adjectives = {
        k for hit in built_in("demonyms").find(tokens) for k in range(hit.first, hit.last)
    }
    known = [
        "adj"
        if k in adjectives and not flag % 2 and tokens[k].low.endswith(_ADJECTIVE)
        else str(flag)
        for k, flag in enumerate(flags)
    ]
    rows: list[list[str]] = []
    n = len(tokens)
    for i in range(n):
        _, kind, shed, own = looks[i]
        flag = known[i]
        row = [*own, "g=" + flag, f"gc={flag}|{kind}", f"gp={flag}|{shed}"]
        for k in (-3, -2, -1, 1, 2):
            j = i + k
            if 0 <= j < n:
                row += (f"c{k}={looks[j][1]}", f"g{k}={known[j]}")
                if -2 <= k <= 1:
                    row.append(f"f{k}={looks[j][0]}")
            else:
                row.append(f"pad{k}")
        before = looks[i - 1][1] if i else "^"
        before2 = looks[i - 2][1] if i > 1 else "^"
        after = looks[i + 1][1] if i + 1 < n else "$"
        row += (
            f"cc={before}|{kind}",
            f"cg={before}|{flag}",
            f"ccg={before2}|{before}|{flag}",
            f"cgc={before}|{flag}|{after}",
            f"ca={flag}|{after}",
        )
        if i and looks[i - 1][1] == "":
            row.append(f"gg={known[i - 1]}|{flag}|{shed}")
        again = heard.get(tokens[i].forms[-1], 0) - (before in ("noun", "site"))
        if again > 0:
            row.append("heard")
        rows.append(row)
    return rows, forms, known


def find_names(
    text: str,
    tokens: Sequence[Token],
    heard: Mapping[str, int],
    prominence: Callable[[str], int],
    *,
    tagger: pycrfsuite.Tagger | None = None,
) -> Names:
    """Return first token, last (excluded) and how many characters of the first are prefixes."""
    rows, forms, known = features(text, tokens, heard, prominence)
    labels = _labels(tagger or built_in_tagger(MODEL), tokens, rows, known)
    found: Names = []
    start: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and label != "I":
            found.append((start, i, _skip(tokens, start, forms, found)))
            start = None
        if label == "B" or (label == "I" and start is None):
            start = i
    found = [n for n in found if not (is_street(tokens, n) or is_long(tokens, n))]
    whole = [whole_name(text, tokens, name, prominence) for name in found]
    return [n for k, n in enumerate(whole) if not any(n[0] < m[1] for m in whole[:k])]


def _labels(
    tagger: pycrfsuite.Tagger, tokens: Sequence[Token], rows: list[list[str]], known: Sequence[str]
) -> list[str]:
    """Return the likeliest labels, and open a name also where one is nearly as likely as none."""
    labels = list(tagger.tag(rows))
    people = {k for hit in built_in("demonyms").find(tokens) for k in range(hit.first, hit.last)}
    told = -1
    for i, label in enumerate(labels):
        if i <= told:
            continue
        unknown = known[i] == "0"
        behind = i > 0 and labels[i - 1] != "O"
        if known[i] in _OF_COUNTRY and _is_part_of_country(tokens, i):
            labels[i] = "B"
        elif label != "O":
            adjective = i in people and (unknown or known[i] == "adj")
            described = adjective or _is_inflected(tokens[i]) or is_verb(tokens, i)
            labels[i] = "O" if described else _checked(tokens, labels, i, unknown=unknown)
        elif behind and (
            _is_second_half(tagger, tokens, labels, i)
            or (_ends_foreign(tokens, labels, i) and tagger.marginal("I", i) > _FOREIGN)
        ):
            labels[i] = "I"
        elif behind and is_opened_in_row(tokens, labels, i):
            labels[i : i + 2] = ["B", "I"]
            told = i + 1
        elif _is_at_post(tagger, tokens, known, i) or (
            behind and _is_next_of_row(tokens, known, i)
        ):
            labels[i] = "B"
        elif is_ruin(tokens, i):
            labels[i : i + 2] = ["B", "I"]
        elif tokens[i].word[0].isalpha():
            _open(tagger, tokens, labels, i, unknown=unknown)
            size = in_slot(tokens, labels, i) if unknown and labels[i] == "O" else 0
            if size:
                labels[i : i + size] = ["B", *["I"] * (size - 1)]
                told = i + size - 1
    _tidy(tokens, labels, known)
    return labels


_OF_COUNTRY: Final = frozenset(("adj", str(2 * _COUNTRY)))


def _tidy(tokens: Sequence[Token], labels: list[str], known: Sequence[str]) -> None:
    """Mend labels by those beside them."""
    for first, last in enumerated(tokens, labels):
        labels[first:last] = ["B", *["I"] * (last - first - 1)]
    for i in range(1, len(labels)):
        if is_of_persons(tokens, labels, i):
            labels[i : i + 2] = ["O", "O"]
        if labels[i] != "O" and (
            is_age(tokens, i)
            or is_side_of(tokens, i)
            or _is_surname(tokens, labels, i)
            or is_verb(tokens, i)
        ):
            labels[i] = "O"
        if labels[i - 1] == "B" and labels[i] != "O" and _KINDS & set(tokens[i - 1].forms):
            labels[i - 1 : i + 1] = ["O", "B"]  # "بولاية غلمدغ"
        if labels[i] != "I" and labels[i - 1] != "O" and _goes_on(known[i]):
            labels[i] = "I"  # two words that are one name in the gazetteer: "بئر العبد"
        elif labels[i] == labels[i - 1] == "B" and known[i - 1] == "0" and i > 1:
            joined_on = tokens[i].low[0] == "و" and i + 1 < len(labels) and labels[i + 1] == "I"
            led = set(tokens[i - 2].forms) & TOWNS and len(tokens[i].forms) == 1 and not joined_on
            labels[i] = "I" if led else "B"  # "بلدة دبرا تابور"


_KINDS: Final = frozenset("ولايه محافظه مقاطعه مديريه محليه".split())
_HALF: Final = 0.15


def _is_second_half(
    tagger: pycrfsuite.Tagger, tokens: Sequence[Token], labels: Sequence[str], i: int
) -> bool:
    """Return whether a word ends a name that its first word cannot be alone: "قرية دار ناجي"."""
    if not i or labels[i - 1] != "B" or tagger.marginal("I", i) < _HALF:
        return False
    opens = look_at(tokens[i - 1].word, tokens[i - 1].forms)[1] == "open"
    return opens and not look_at(tokens[i].word, tokens[i].forms)[1]


_AFTER_NAME: Final = frozenset(("في", "قرب", "،", ".", "شمال", "جنوب", "شرق", "غرب"))


_FOREIGN: Final = 0.02


def _ends_foreign(tokens: Sequence[Token], labels: Sequence[str], i: int) -> bool:
    """Return whether a word is the second of a village that no list has: "قرية تشوما بانغو في"."""
    if not 1 < i < len(tokens) - 1 or labels[i - 1] != "B" or tokens[i].low[0] in "وفليت":
        return False
    led = _is_bare_kind(tokens[i - 2])
    plain = not look_at(tokens[i].word, tokens[i].forms)[1] and tokens[i].word[0].isalpha()
    ends = tokens[i + 1].low in _AFTER_NAME and not tokens[i].low.startswith("ال")
    return led and plain and ends and not tokens[i - 1].low.startswith("ال")


_AT_POST: Final = 0.01
_MIN_AT_POST: Final = 5
_BASES: Final = frozenset("دوريه قافله ثكنه موقع قاعده معسكر نقطه حاجز مركز مقر كتيبه".split())
_OF_ARMY: Final = frozenset("للجيش لجيش لقوات للقوات للشرطه للدرك عسكريه عسكري".split())


def _is_at_post(
    tagger: pycrfsuite.Tagger, tokens: Sequence[Token], known: Sequence[str], i: int
) -> bool:
    """Return whether an unlisted word says where a base lies: "قاعدة للجيش المالي في بولكيسي"."""
    word = tokens[i].low
    if i < 3 or tokens[i - 1].low != "في" or tagger.marginal("B", i) < _AT_POST:
        return False
    if word.startswith("ال") or word.endswith(("ه", "ات")) or len(word) < _MIN_AT_POST:
        return False
    if known[i] != "0" or look_at(tokens[i].word, tokens[i].forms)[1]:
        return False
    k = i - 2
    while k and tokens[k].low.startswith("ال") and tokens[k].low.endswith(_ADJECTIVE):
        k -= 1
    if tokens[k].low in _OF_ARMY:
        k -= 1
    return k < i - 2 and bool(set(tokens[k].forms) & _BASES)


def _is_part_of_country(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a country's name follows a point of the compass: in "وسط مالي" it is no adjective."""
    if not i or tokens[i].low.startswith("ال") or tokens[i - 1].low.startswith("ال"):
        return False
    return look_at(tokens[i - 1].word, tokens[i - 1].forms)[1] == "dir"


def _is_next_of_row(tokens: Sequence[Token], known: Sequence[str], i: int) -> bool:
    """Return whether a known name of two words follows another name under و: "الكنايس وتل كرسيان"."""
    led = tokens[i].low[0] == "و" and known[i] != "0"
    return led and i + 1 < len(known) and _goes_on(known[i + 1])


_TANWIN: Final = frozenset("\u064b\u064c\u064d")


def _is_inflected(token: Token) -> bool:
    """Return whether a word is written with the ending of an indefinite noun: تاماً."""
    return bool(_TANWIN & set(token.word))


def _goes_on(flag: str) -> bool:
    """Return whether the gazetteer knows a word as the continuation of the one before."""
    return flag.isdigit() and bool(int(flag) % 2)


def _checked(tokens: Sequence[Token], labels: Sequence[str], i: int, *, unknown: bool) -> str:
    """Return the label of a word that the weights take for a name or its part."""
    plain = clues().get(joined(tokens[i]), "")
    if is_like(tokens, i) or (unknown and only_describes(tokens, labels, i, plain)):
        return "O"
    if labels[i] == "I":
        bearing = plain == "dir" and not tokens[i].low.startswith("ال")
        if bearing or (unknown and plain in _NO_PART):
            return "O"  # "سنار الناشط محمد"
        return "B" if unknown and tokens[i].low[0] == "و" and not plain else "I"
    if (unknown and _does_to_it(tokens[i])) or _is_victim(tokens, i):
        return "O"
    common = plain == "x" or clues().get(_stem(tokens[i])) == "x"
    if (plain in _NEVER or (common and unknown)) and not _lead(tokens, labels, i):
        return "O"
    return "B"


def _open(
    tagger: pycrfsuite.Tagger, tokens: Sequence[Token], labels: list[str], i: int, *, unknown: bool
) -> None:
    """Make a name of a word that is nearly one for the weights, if what stands before asks for one."""
    if not unknown and _is_label(tokens, i):
        labels[i] = "B"
        return
    if _is_inflected(tokens[i]):
        return  # "قصفت بيتًا" is a house, and no Beita
    described = unknown and only_describes(tokens, labels, i, clues().get(joined(tokens[i]), ""))
    if described or is_like(tokens, i):
        return
    lead = _lead(tokens, labels, i, unknown=unknown)
    if lead and lead != "list":
        bare = clues().get(tokens[i].low, "")
    else:
        bare = look_at(tokens[i].word, tokens[i].forms)[1]
    if bare == "first" and lead == "noun" and tokens[i].low.startswith("ال"):
        bare = ""  # "حقل العمر"
    opens = _OPENS_LED.get(lead, _OPENS) if bare in ("", "open") else _OPENS
    if lead == "post" and unknown:
        opens = _OPENS
    if bare in _NO_NAMES or tagger.marginal("B", i) <= opens:
        return
    labels[i] = "B"
    if i + 1 < len(labels) and labels[i + 1] == "O" and _has_more(tokens, i, bare, lead):
        labels[i + 1] = "I"


def _has_more(tokens: Sequence[Token], i: int, kind: str, lead: str) -> bool:
    """Return whether an unknown name takes the next word too: "تل مصيطف", "حي دشت برجي"."""
    following = tokens[i + 1]
    if look_at(following.word, following.forms)[1] or not following.word[0].isalpha():
        return False
    return kind == "open" or (lead == "town" and following.low[0] not in "وفبليت")


def _is_victim(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word is the subject of the verb of harm right before it: "استشهدت جدة"."""
    harm = built_in("harm").at(tokens, i - 1) if i else None
    return (
        harm is not None
        and harm.row["side"] == "verb"
        and tokens[i - 1].low[-1] == "ت"
        and len(tokens[i].forms) == 1
    )


_PRONOUNS: Final = ("ه", "ها", "هم", "هما")


def _does_to_it(token: Token) -> bool:
    """Return whether a word is an imperfect with its object written onto it: "سجن يديره", not "تادفة"."""
    return len(token.low) > _MIN_VERB and token.low[0] in "يت" and token.word.endswith(_PRONOUNS)


_MIN_VERB: Final = 4


def _stem(token: Token) -> str:
    """Return a word without conjunction and article."""
    return joined(token).removeprefix("ال")


def _lead(tokens: Sequence[Token], labels: Sequence[str], i: int, *, unknown: bool = True) -> str:
    """Return what stands before token `i` that a name should follow, ``""`` for no such word."""
    if not i:
        return ""
    before = tokens[i - 1]
    stems = set(before.forms)
    if joined(before).startswith("ال"):
        # "in the town and ...": a name follows the bare noun only, or the doer of what was done to it
        return "taken" if not unknown and is_taken(tokens, i) else ""
    if stems & TOWNS:
        return "town"
    if stems & _FRONTS and not unknown:
        return "town"
    if stems & _NEAR:
        return "near"
    if not unknown and stems & (STRIKING | _STRUCK):
        return "taken"
    if stems & _STRUCK:
        return "struck"
    if stems & _POSTS and look_at(tokens[i].word, tokens[i].forms)[1] == "":
        return "post"
    if stems & _SITES or look_at(before.word, before.forms)[1] == "noun":
        return "noun"
    if not unknown and is_taken(tokens, i):
        return "taken"
    if tokens[i].low[0] == "و" and labels[i - 1] != "O":
        k = i - 1
        while k and (labels[k] == "I" or (labels[k] == "B" and tokens[k].low[0] == "و")):
            k -= 1
        if labels[k] == "B" and k and set(tokens[k - 1].forms) & (SEVERAL | _NEAR):
            return "list"
    return ""


def _skip(tokens: Sequence[Token], i: int, forms: Mapping[int, str], found: Names) -> int:
    """Return how many characters of token `i` are prefixes and not the name.

    ``للدانا`` stands for ``ل`` + ``الدانا``: there the name keeps its written ``لدانا``.
    """
    token = tokens[i]
    bare = token.forms[0]
    form = forms.get(i, "")
    listed = bool(found) and found[-1][1] == i - (tokens[i - 1].word == "،")
    behind_word = i > 0 and tokens[i - 1].word[0].isalpha()
    if (listed or behind_word) and is_led_opener(token):
        return written(token.word, 1)
    if not form and bare[0] in "وف" and i and _is_bare_kind(tokens[i - 1]):
        return 0  # "منطقة والام": nothing is joined to a noun that goes on
    if not form:
        form = bare
        before = look_at(tokens[i - 1].word, tokens[i - 1].forms)[1] if i else ""
        if len(token.forms) > 1 and bare[0] in PREFIXES:
            article = any(f.startswith("ال") for f in token.forms[1:])
            led = bare[0] == "ب" and before not in _LEADS and not _is_label(tokens, i)
            if article or (bare[0] == "و" and listed) or led:
                form = next((f for f in token.forms[1:] if f.startswith("ال")), token.forms[1])
    cut = len(bare) - len(form)
    if cut <= 0 or not bare.endswith(form):
        return 1 if cut == 1 and bare.startswith("لل") and form.startswith("ال") else 0
    return written(token.word, cut)


_ONE_KIND: Final = frozenset(
    "بلده قريه منطقه مدينه ناحيه محافظه ولايه مديريه مقاطعه اقليم قضاء حي".split()
)


def _is_bare_kind(token: Token) -> bool:
    """Return whether a word is "the town of", which a name must follow."""
    return bool(_ONE_KIND & set(token.forms)) and not joined(token).startswith("ال")


def _is_surname(tokens: Sequence[Token], labels: Sequence[str], i: int) -> bool:
    """Return whether a word ends a person's name: "وزير الصحة فراس الأبيض", "على بيت جزلان خضر"."""
    if i < 2 or labels[i - 1] != "O":
        return False
    before, further = tokens[i - 1], tokens[i - 2]
    kind = look_at(before.word, before.forms)[1]
    bare = len(tokens[i].forms) == 1 and len(before.forms) == 1
    if bare and kind in ("", "first") and _HOMES.intersection(further.forms):
        return not joined(further).startswith("ال")
    if kind != "first":
        return False
    if bare and look_at(further.word, further.forms)[1] == "first":
        return True
    ahead = tokens[max(0, i - 4) : i - 1]
    led = any(look_at(t.word, t.forms)[1] == "title" for t in ahead)
    return led and not any(look_at(t.word, t.forms)[1] in ("in", "noun") for t in ahead[-1:])


_HOMES: Final = frozenset("بيت منزل سياره دراجه مزرعه متجر مكتب راس جثه جثمان شقيق نجل ابن".split())


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word heads a line before a colon: "بريتال: 9 شهداء"."""
    return (
        i + 1 < len(tokens)
        and tokens[i + 1].word == ":"
        and (i == 0 or not tokens[i - 1].word[0].isalnum())
    )
