"""Who an Arabic verb of speech has as its subject, which mostly stands behind it.

The secret of this module is which words end that subject, and when the clause's opening words are
the subject instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.naming import as_arabic_government, source_of
from geo.extract.attribution.speakers import Noun, Scene, Source
from geo.extract.attribution.words import QUOTES
from geo.extract.countries import arabic_government
from geo.extract.lexicon import arabic_words
from geo.extract.text import folded, forms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_AR_ENDS: Final = folded(
    "ان انه انها انهم بان بانه بانها ، : ؛ . ( عن عبر خلال الى على علي التي الذي الذين حيث بعد قبل منذ يوم اليوم امس مساء صباح فجر "
    "بينما فيما لكن كما عدم ما للصحفيين للصحافيين الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت - – — اكثر نحو حوالي "
    "لنا قد كانت كان الفجر الصباح المساء الظهر الليله اليوم"
)
# What is said, and no more who says it.
_AR_TOLD: Final = folded(
    "بسقوط بمقتل مقتل سقوط استشهاد باستشهاد وقوع بوقوع مسووليته مسووليتها مسؤوليته مسؤوليتها لوكاله لصحيفه لقناه لفرانس "
    "حصيله ارتفاع انفجار هجوم قصف استهداف وفاه اصابه باصابه اعتقال اسقاط تدمير سيطرته سيطرتها السيطره تحرير مسووليه مسؤوليه "
    "ثلاثه اربعه خمسه ضربه غاره عمليه حادثه حالات باشد بشده دخول لقناتنا لوكالتنا اقتحام"
)
_AR_BRIDGES: Final = folded(
    "بيان تصريح خبر وقت اتصال حديث موتمر مقابله تقرير بيانها بيانه تصريحات منشور تغريده حسابه حسابها بيانات بث"
)
_AR_OPENS: Final = folded("، . : ؛ - – — • لكن لكنّ اما فيما بينما غير ان كما اذ حين و ( )")
_AR_HIS_WORDS: Final = folded("قوله قولها قولهم تعبيره تعبيرها وصفه وصفها زعمه زعمها زعمهم")
_AR_GOES_ON: Final = folded("ان انه انها انهم بان :")


def arabic_subject(scene: Scene, verb: Hit) -> list[Source]:
    """Return the subject of an Arabic verb of speech, which mostly stands behind it."""
    text, tokens, nouns = scene.text, scene.tokens, scene.nouns
    start = verb.last
    if start < len(tokens) and set(tokens[start].forms) & _AR_HIS_WORDS:
        return [replace(s, first=start, last=start, denies=False) for s in scene.last]
    for size in (2, 1):
        code = (
            arabic_government(tokens[start : start + size]) if start + size <= len(tokens) else ""
        )
        if code and not any(n.first == start for n in nouns):
            return [as_arabic_government(scene, start, start + size, code)]
    if set(tokens[verb.first].forms) & _AR_ASCRIBES and (who := _ascribed(scene, start)):
        return [who]
    start = _start(scene, verb, start)
    if start < 0:
        return []
    # "قالت عملية بركان الغضب": a name may open with what else is told
    stop = next((n.last for n in nouns if n.first == start and n.named), start)
    limit = min(len(tokens), start + 10)
    while stop < limit and not _ends_arabic(tokens, stop, start):
        stop += 1
    opened = verb.row.get("open", "") == "open"  # "وفقاً لمراسلنا"
    inside = [
        n
        for n in nouns
        if start <= n.first < stop
        and not (
            n.side == "press"
            and tokens[n.first].low[0] == "ل"
            and not (opened and n.first == start)
        )
    ]  # "ذكره أقاربه لإذاعة": who is told is not who tells
    if inside and inside[0].first - start <= 1:
        if stop < len(tokens) and tokens[stop].low == "عن" and inside[0].side == "press":
            # "نقلت رويترز عن مسؤول أمني": the agency hands on what the official says.
            behind = [n for n in nouns if stop < n.first <= stop + 2]
            if behind:
                return [
                    source_of(
                        scene, _touching(tokens, behind), stop + 1, min(len(tokens), stop + 6)
                    )
                ]
        closed = _closes(scene, stop, opened=opened)
        return [source_of(scene, _touching(tokens, inside), start, stop, closed=closed)]
    left = _arabic_before(scene, verb) or _by_office(scene, start, stop)
    if left:
        return left
    lawful = bool(set(tokens[start].forms) & _AR_LAWS) if start < len(tokens) else True
    if verb.row.get("open", "") == "open" and 0 < stop - start <= 5 and not lawful:
        words = " ".join(text[tokens[start].start : tokens[stop - 1].end].split())
        return [Source(start, stop, words, "unknown")]
    if start < len(tokens) and tokens[start].low in _AR_GOES_ON and not verb.row.get("open", ""):
        return _going_on(scene, verb)
    if 0 < stop - start <= _SHORT and not lawful and tokens[start].word[0].isalpha():
        words = " ".join(text[tokens[start].start : tokens[stop - 1].end].split())
        return [Source(start, stop, words, "unknown", short=True)]
    return []


def _start(scene: Scene, verb: Hit, start: int) -> int:
    """Return where the speaker's own words begin behind a verb of speech at `start`; -1 if there are none."""
    tokens, nouns = scene.tokens, scene.nouns
    while start < len(tokens) and (
        tokens[start].word in QUOTES or tokens[start].low in ("لنا", "لوكالتنا", "لقناتنا")
    ):
        start += 1
    start = _behind_count(tokens, _behind_days(tokens, start, nouns), nouns)
    what_follows = verb.row.get("open", "")
    if what_follows == "paper":
        return _of_paper(tokens, start, nouns)
    if what_follows == "open" or any(set(t.forms) & _AR_REPORTS for t in tokens[start : start + 1]):
        start = _behind_papers(tokens, start, nouns)
    if start < len(tokens) and tokens[start].low == "في" and _is_passive(verb, tokens):
        start += any(n.first == start + 1 and n.side == "rescue" for n in nouns)
    return start


_AR_THAT: Final = folded("ان انه انها انهم بان بانه بانها بانهم :")


def _closes(scene: Scene, stop: int, *, opened: bool) -> bool:
    """Return whether what stands before `stop` is the speaker and nothing else: "قال ... إن", "بحسب ...،"."""
    tokens = scene.tokens
    if stop >= len(tokens):
        return opened
    token = tokens[stop]
    if token.low in _AR_THAT or (token.low in _AR_TOLD and token.low[0] == "ب"):
        return True
    if token.word not in "،,.؛":
        return False
    described = stop + 1 < len(tokens) and tokens[stop + 1].low in _AR_WHO
    return opened or described or any(n.first == stop + 1 for n in scene.nouns)


_AR_WHO: Final = folded("الذي التي وهو وهي")


_AR_ASCRIBES: Final = folded("نسب نسبت عزا عزت تنسب ينسب")
_AR_TO: Final = forms_of("إلى")[0]
_ASCRIBED: Final = 8  # tokens of "نسبت رويترز إلى"


def _ascribed(scene: Scene, start: int) -> Source | None:
    """Return to whom words are ascribed: "نسبت رويترز إلى وزارة الدفاع أن"; None where it is a deed: "إلى الجيش"."""
    tokens = scene.tokens
    limit = min(len(tokens), start + _ASCRIBED)
    to = next((k for k in range(start, limit) if tokens[k].low == _AR_TO), 0)
    behind = [n for n in scene.nouns if to < n.first <= to + 2] if to else []
    if not behind:
        return None
    stop = behind[0].last
    while stop < min(len(tokens), to + _ASCRIBED) and tokens[stop].low not in _AR_SAYING:
        stop += 1
    if stop >= len(tokens) or tokens[stop].low not in _AR_SAYING:
        return None
    closed = tokens[stop].low in _AR_THAT
    return source_of(scene, _touching(tokens, behind), to + 1, stop, closed=closed)


_AR_SAYING: Final = _AR_THAT | folded("قوله قولها قولهم تاكيده تاكيدها")


def _is_passive(verb: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether a verb of speech without a subject may be a passive: "أُعلن في مستشفى ..."."""
    return tokens[verb.first].low.removeprefix("و") in ("اعلن", "ذكر", "ابلغ")


def _of_paper(tokens: Sequence[Token], start: int, nouns: Sequence[Noun]) -> int:
    """Return where the body begins whose paper a count is of: "في حصيلة أولية للدفاع المدني"; -1 if none."""
    k = start
    while k < min(len(tokens), start + _PAPER) and set(tokens[k].forms) & _AR_PAPERS:
        k += 1
    owned = k < len(tokens) and (
        tokens[k].low[0] == "ل" or (k > start and tokens[k - 1].low in ("عن", "من"))
    )
    return k if owned and any(n.first == k for n in nouns) else -1


_PAPER: Final = 4  # words between a paper and whose it is
_NAME: Final = 5  # words of a person's name
_OFFICE: Final = 8  # tokens of "الناطق باسم قوات الحكومة"


def _by_office(scene: Scene, start: int, stop: int) -> list[Source]:
    """Return who speaks by the office told behind his name: "قال فلان الفلاني، الناطق باسم الجيش، إن"."""
    tokens = scene.tokens
    named = 0 < stop - start <= _NAME and all(t.word[0].isalpha() for t in tokens[start:stop])
    if not named or stop + 1 >= len(tokens) or tokens[stop].word not in ("،", ","):
        return []
    office = [n for n in scene.nouns if stop < n.first < stop + _OFFICE]
    if not office or office[0].first != stop + 1:
        return []
    end = next(
        (
            k
            for k in range(stop + 1, len(tokens))
            if tokens[k].word in ("،", ",") or tokens[k].low in ("ان", ":")
        ),
        stop + _OFFICE,
    )
    end = min(end, stop + _OFFICE, len(tokens))
    who = source_of(scene, _touching(tokens, office), start, end)
    label, bracket, words = who.name.partition(" (")
    if not bracket:
        return [who]
    name = " ".join(t.word for t in tokens[start:stop])
    return [replace(who, first=start, name=f"{label} ({name}، {words}")]


_AR_ADDS: Final = folded("اضاف اضافت اضافوا تابع تابعت اردف اردفت")


def _going_on(scene: Scene, verb: Hit) -> list[Source]:
    """Return who goes on without a subject: "وأضاف أن" who spoke last, "سيطرت الفصائل ... وقالت إن" who did it."""
    doer = _doer_before(scene, verb)
    if doer is not None:
        return [source_of(scene, [doer], doer.first, doer.last)]
    return [replace(s, first=verb.first, last=verb.first, denies=False) for s in scene.last]


def _doer_before(scene: Scene, verb: Hit) -> Noun | None:
    """Return the party whose deed the sentence opens with and who goes on to speak: "سيطرت الفصائل ...، وقالت إن"."""
    tokens = scene.tokens
    joined = tokens[verb.first].low[:1] == "و" and bool(verb.first)
    if not joined or set(tokens[verb.first].forms) & _AR_ADDS:
        return None
    parties = [n for n in scene.nouns if n.last <= verb.first and n.side == "party"]
    spoken = any(set(t.forms) & arabic_words("speech") for t in tokens[: max(0, verb.first)])
    return parties[0] if parties and not spoken else None


_SHORT: Final = 2  # words under which somebody named before speaks again: "بروكودين", "الخلية"
_AR_DAYS: Final = folded(
    "اليوم امس مساء صباح فجر ظهر الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت"
)


def _behind_days(tokens: Sequence[Token], start: int, nouns: Sequence[Noun]) -> int:
    """Return where the source begins in "أعلن مساء الخميس الحاكم": behind the day."""
    k = start
    while k < len(tokens) and set(tokens[k].forms) & _AR_DAYS:
        k += 1
    return k if k > start and any(n.first == k for n in nouns) else start


_AR_COUNTS: Final = folded("اثنان ثلاثة أربعة خمسة ستة عدد عدة بعض عشرات مصدران شاهدان اثنين كثير")


def _behind_count(tokens: Sequence[Token], start: int, nouns: Sequence[Noun]) -> int:
    """Return where the source begins behind how many spoke: "قالت ثلاثة مصادر", "قال اثنان من السكان"."""
    if start >= len(tokens) or tokens[start].low not in _AR_COUNTS:
        return start
    k = start + 1
    k += k < len(tokens) and tokens[k].low == "من"
    return k if any(n.first == k for n in nouns) else start


_AR_LAWS: Final = folded(
    "ماده الماده قانون القانون اتفاق الاتفاق خطه الخطه جدول بنود حصيله الحصيله الارقام المعطيات المعلومات التوقيت توقيت "
    "قصير قصيره موجز موجزه عاجل عاجله مقتضب مقتضبه طويل طويله سابق سابقه لاحق لاحقه مفصل مفصله"
)
_AR_PAPERS: Final = folded(
    "حصيله احصاييه احصاء تقرير ارقام بيانات تقديرات معلومات تصريحات نشره اوليه جديده رسميه محدثه صادر صادره عن اصدره اصدرته اصدرتها "
    "اوردته اوردتها نشرته نشرتها نشره اعلنته اعلنتها اعلنها قدمها قدمتها ما بيان"
)
_AR_REPORTS: Final = folded("تقرير احصاييه تقديرات")


def _behind_papers(tokens: Sequence[Token], start: int, nouns: Sequence[Noun]) -> int:
    """Return where the source begins in "بحسب حصيلة أوردتها وزارة الدفاع": behind the paper."""
    k = start
    while (
        k < len(tokens)
        and k < start + _PAPERS
        and (
            set(tokens[k].forms) & _AR_PAPERS
            or (k > start and (tokens[k].word in QUOTES or set(tokens[k].forms) & _AR_DAYS))
        )
    ):
        k += 1
    return k if k > start and any(n.first == k for n in nouns) else start


_PAPERS: Final = 8  # tokens of "حصيلة أولية نشرتها صباح اليوم الأحد"


def _touching(tokens: Sequence[Token], nouns: Sequence[Noun]) -> list[Noun]:
    """Return the first noun and those it governs: "مدير المستشفى", "ناطق باسم الجيش"."""
    group = [nouns[0]]
    for noun in nouns[1:]:
        gap = noun.first - group[-1].last
        between = tokens[noun.first - 1]
        linked = gap == 1 and (between.low in ("في", "من", "باسم") or between.word in QUOTES)
        governed = group[0].role or linked or tokens[noun.first].low[0] in "لب"
        if gap > 1 or not governed:
            break
        group.append(noun)
    return group


def _ends_arabic(tokens: Sequence[Token], k: int, start: int) -> bool:
    """Return whether an Arabic subject, begun at `start`, has ended before token `k`."""
    token = tokens[k]
    if k == start and token.low == "والي":
        return False  # a governor, not "and to"
    if (
        token.word in QUOTES
        or token.low in _AR_ENDS
        or (not token.low.startswith("ال") and set(token.forms) & _AR_ENDS)  # but "العلي"
        or token.low in _AR_TOLD
        or (token.word[0].isdigit() and k == start)
    ):
        return True
    if token.low in ("في", "من", "ب") and k + 1 < len(tokens):
        return bool(set(tokens[k + 1].forms) & _AR_BRIDGES) or k == start
    return bool(set(token.forms) & _AR_BRIDGES) and k > start


def _arabic_before(scene: Scene, verb: Hit) -> list[Source]:
    """Return the subject that opens a clause before its verb: "حكومة النيل الأبيض تحدثت"."""
    tokens, nouns = scene.tokens, scene.nouns
    edge = verb.first
    while edge and tokens[edge - 1].low not in _AR_OPENS and tokens[edge - 1].word not in QUOTES:
        edge -= 1
        if verb.first - edge > 8:
            return []
    was = tokens[edge].low in ("وكان", "وكانت", "كان", "كانت")
    while edge < verb.first and tokens[edge].low in (
        "وكان",
        "وكانت",
        "كان",
        "كانت",
        "قد",
        "اما",
        "لكن",
        "وقد",
    ):
        edge += 1
    inside = [n for n in nouns if edge <= n.first and n.last <= verb.first]
    if inside and inside[0].first == edge:
        return [source_of(scene, _touching(tokens, inside), edge, verb.first)]
    behind = verb.first - (verb.first > edge and tokens[verb.first - 1].low == "قد")
    if was and 0 < behind - edge <= _SHORT and tokens[edge].low.startswith("ال"):
        words = " ".join(scene.text[tokens[edge].start : tokens[behind - 1].end].split())
        return [Source(edge, behind, words, "unknown", short=True)]  # "وكانت الخلية قد ذكرت"
    for size in (2, 1):
        if verb.first - size == edge:
            code = arabic_government(tokens[edge : verb.first])
            if code:
                return [as_arabic_government(scene, edge, verb.first, code)]
    return []
