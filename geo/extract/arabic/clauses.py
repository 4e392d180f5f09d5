"""Where an Arabic sentence opens a new clause, and how the clause hangs on what stands before.

The secret of this module is the signs: words of contrast and time, what an outcome begins with, a
verb or a count under و.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import BACK_TO_PLACE, PAUSES, forms_in, without_conjunction
from geo.extract.lexicon import arabic_words
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token


@dataclass(slots=True)
class Clause:
    """Tokens ``first`` to ``last`` (excluded), how they hang on what stands before, what they tell.

    `link` is ``"new"`` for a turn to something else, ``"and"``, ``"so"`` for an outcome, ``"after"``
    for what came before, ``AGAIN`` for the same blow elsewhere, ``"start"`` for the first.
    """

    first: int
    last: int
    link: str
    words: list[tuple[Hit, str]] = field(default_factory=list)
    means: list[str] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        """What the clause's words tell."""
        return {kind for _, kind in self.words}

    @property
    def days(self) -> list[When]:
        """The days that the clause names."""
        return [d for d in self.dates if d.kind == "day"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where in a sentence finite verbs of violence, any words of it, counts and places begin."""

    tokens: Sequence[Token]
    verbs: frozenset[int]
    hits: frozenset[int]
    counts: frozenset[int]
    numbers: frozenset[int]
    places: frozenset[int]
    harms: frozenset[int]

    def soon(self, k: int, positions: frozenset[int], reach: int) -> bool:
        """Return whether one of `positions` follows token `k` within `reach`."""
        return any(k < p < k + reach for p in positions)


AGAIN: Final = "again"
_CAUSE_REACH: Final = 14
_WHICH: Final = folded("وهو وهي ما مما التي والتي الذي والذي")
_ANSWERS: Final = folded("ردا الرد رد كرد")
_AGAINST: Final = folded("منده منددا منددين مندده تنديدا بالتنديد استنكارا احتجاجا تضامنا")
_DEATHS: Final = folded("مقتل استشهاد مصرع اغتيال")
_ENABLING: Final = folded("مكن مكنت اتاح اتاحت سمح سمحت")
_MEANWHILE: Final = folded("بالتزامن تزامنا بالتوازي")
_LATER: Final = folded("بعد عقب قبل قبيل")
_COMING_INTO_FORCE: Final = folded("سريان دخول بدء توقيع ابرام اعلان انتهاء انهيار")
_TIMES: Final = folded(
    "ساعات ساعه ساعتين دقايق يوم يومين ايام اسبوع اسبوعين اسابيع شهر شهرين اشهر شهور سنه سنوات"
)


def causes(tokens: Sequence[Token], hits: Sequence[Hit]) -> frozenset[int]:
    """Return the tokens that only say why or how long after: "ردا على اغتيال القائد", "بعد أيام من اشتباكات".

    From the first word of violence behind the preposition up to the next pause or turn, and over
    what its outcome was: "، خلفت عشرة قتلى".
    """
    found: set[int] = set()
    for k in range(len(tokens) - 2):
        opened = _led_by(tokens, k)
        if not opened:
            continue
        near = [h for h in hits if opened <= h.first < opened + 4 and h.row["pos"] != "a"]
        enabled = bool(set(tokens[k].forms) & _ENABLING)
        cause = near[0].first if near and (enabled or near[0].row["pos"] != "v") else None
        if cause is None or any(t.word in PAUSES for t in tokens[opened:cause]):
            continue
        end = min([_end_of(tokens, cause), *(h.first for h in hits if _resumes(tokens, h, cause))])
        outcome = next(
            (k for k in range(end + 1, min(end + 4, len(tokens))) if tokens[k].low in _OUTCOMES), 0
        )
        if outcome and all(t.low in _WHICH for t in tokens[end + 1 : outcome]):
            end = _end_of(tokens, outcome)
        found.update(range(cause, end))
    return frozenset(found)


_HOURS: Final = folded("ساعات ساعه ساعتين دقايق دقيقه لحظات قليل")
_TO_HOURS: Final = 4  # tokens of "ساعات قليلة من" before "الغارات"


def hours_after(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the word at `k` tells what went on only hours before: "بعد ساعات من الغارات"."""
    return bool(forms_in(tokens[max(0, k - _TO_HOURS) : k]) & _HOURS)


def is_only_joined(tokens: Sequence[Token], hit: Hit, kind: str) -> bool:
    """Return whether a fight told before is only what a strike went with: "ورافق القتال قصف جوي"."""
    along = hit.first and without_conjunction(tokens[hit.first - 1]) in _ALONG
    return kind == "clash" and bool(along) and tokens[hit.first].low.startswith("ال")


def _resumes(tokens: Sequence[Token], hit: Hit, cause: int) -> bool:
    """Return whether a verb behind the cause is what was done: "ردا على التصعيد استهدفت الفصائل".

    "رد على التفجير الذي أصاب الجسر" still tells of the cause.
    """
    relative = tokens[hit.first - 1].low in _RELATIVE
    return hit.first > cause and hit.row["pos"] == "v" and not relative


_RELATIVE: Final = ("الذي", "التي", "الذين")


def _led_by(tokens: Sequence[Token], k: int) -> int:
    """Return where what only gives the reason or the time begins, 0 if token `k` opens no such thing."""
    if _LEADS.isdisjoint(tokens[k].forms):
        return 0
    forms, following = set(tokens[k].forms), set(tokens[k + 1].forms)
    if (forms & _ANSWERS and "علي" in following) or ("علي" in forms and "خلفيه" in following):
        return k + 2
    if "في" in forms and "ظل" in following:
        return k + 2  # "amid the shelling of"
    if forms & _MEANWHILE and "مع" in following and tokens[k + 2].low.startswith("ال"):
        return k + 2  # "at the time of the shelling" told before
    if "منذ" in forms and following & _DEATHS:
        return k + 1  # "منذ مقتل 33 جندياً"
    if forms & _ENABLING and k and tokens[k - 1].low in ("ما", "مما"):
        return k + 1  # "ما مكّن القوات من صد الهجوم"
    if forms & _AGAINST and k + 3 < len(tokens):
        return k + 1
    if not (forms & _LATER and k + 3 < len(tokens)):
        return 0
    if following & _COMING_INTO_FORCE:
        return k + 2  # "قبل سريان الاتفاق بساعات"
    of = next((j for j in range(k + 2, min(k + 5, len(tokens))) if tokens[j].low == "من"), 0)
    return of + 1 if of and forms_in(tokens[k + 1 : of]) & _TIMES else 0


_LEADS: Final = (
    frozenset(("علي", "في", "منذ")) | _ANSWERS | _MEANWHILE | _ENABLING | _AGAINST | _LATER
)


def _end_of(tokens: Sequence[Token], k: int) -> int:
    """Return where the words from token `k` on come to a pause or a turn."""
    end = k + 1
    while end < min(len(tokens), k + _CAUSE_REACH) and not (
        tokens[end].word in PAUSES or tokens[end].low in _TURNS or _says(tokens[end])
    ):
        end += 1
    return end


def _says(token: Token) -> bool:
    """Return whether what somebody says begins: "ردا على الهجوم قال الوزير إن"."""
    return not set(token.forms).isdisjoint(_SAYS)


_SAYS: Final = folded("قال قالت أعلن أعلنت ذكر ذكرت أكد أكدت أفاد أفادت صرح صرحت أوضح أوضحت")
_TURNS: Final = folded(
    "كما مؤكدا مؤكده موكدا موكده مضيفا مضيفه موضحا موضحه مشيرا مشيره لافتا بينما فيما اما لكن لكنه لكنها لكنهم ثم بالمقابل بالتزامن تزامنا بالتوازي حيث مثلما ؛ ; تلاه تلاها تلته تلتها ابرزها ابرزه بدات اخرها اولها"
)
_TURNS_JOINED: Final = _TURNS - {"حيث", "بدات"}
_OUTCOMES: Final = folded(
    "ادى ادت اسفر اسفرت اوقع اوقعت اودى اودت خلف خلفت تسبب تسببت نتج نجم اصاب اضطر ليصبح لتصبح ليصير لترتفع ليرتفع ليبلغ موقعا موقعه موقعين مخلفا مخلفه موديا موديه"
)
_AFTERS: Final = folded("بعد بعدما عقب غداه وذلك")
_LOCALES: Final = folded("في قرب على عن شرق غرب شمال جنوب شرقي غربي شمالي جنوبي داخل وسط بين")
_SEES: Final = folded("شهدت شهد تشهد يشهد")  # "وشهدت المنطقة ..."
AS_MANY: Final = folded("مثلهم مثلهما مثله مثلها")


def cut_clauses(marks: Marks) -> list[Clause]:
    """Cut a sentence where a new clause opens."""
    cuts: list[tuple[int, str]] = [(0, "start")]
    for k in range(1, len(marks.tokens)):
        link = _turn(marks, k) or _outcome(marks, k) or _coordinated(marks, k, cuts[-1][0])
        if link:
            cuts.append((k, link))
    ends = [cut for cut, _ in cuts[1:]] + [len(marks.tokens)]
    return [Clause(first, last, link) for (first, link), last in zip(cuts, ends, strict=True)]


def _turn(marks: Marks, k: int) -> str:
    """Return the link of a word of contrast or of time at token `k`, ``""`` for no such word."""
    tokens, low, bare = marks.tokens, marks.tokens[k].low, without_conjunction(marks.tokens[k])
    following = tokens[k + 1].low if k + 1 < len(tokens) else ""
    if low in _TURNS or bare in _TURNS_JOINED:
        return "new"
    along = low in _ALONG and any(p < k for p in marks.places)
    if along and marks.soon(k, marks.hits, _TO_DEED) and _is_placed(marks, k, frozenset()):
        return "new"  # "معارك في A ترافقت مع غارات على B"
    if low == "حين" and tokens[k - 1].low in ("في", "وفي"):
        return "new"
    if low == "حتي" and marks.soon(k, marks.verbs, 3) and forms_in(tokens[:k]) & _HARDLY:
        return "new"  # "لم تمض ساعات على A حتى ردت B"
    if low in ("غير", "الا") and following in ("ان", "انه", "انها", "انهم"):
        return "new"
    if low == "قبل" and following == "ان":
        return "new"
    if bare in _AFTERS and low[:1] == "و" and low != "وذلك":
        return "new"
    if low in _AFTERS and marks.soon(k, marks.hits, 5):
        return "after"
    return ""


_HARDLY: Final = folded("يكد تكد كاد كادت تمر يمر تمض يمض تنقض ينقض يلبث تلبث")


def _outcome(marks: Marks, k: int) -> str:
    """Return ``"so"`` where an outcome is told: ما أسفر عن, وأدى إلى, فقُتل."""
    tokens, token = marks.tokens, marks.tokens[k]
    before = tokens[k - 1]
    if token.low in ("ما", "مما", "الامر") and forms_in(tokens[k + 1 : k + 3]) & _OUTCOMES:
        return "so"
    if set(token.forms) & _OUTCOMES and before.low not in ("ما", "مما", "الذي", "التي"):
        return "so" if before.word in PAUSES or token.low[:1] in ("و", "ف") else ""
    if k in marks.verbs and token.low[:1] == "ف" and without_conjunction(token) != token.low:
        return "so"
    return ""


def _coordinated(marks: Marks, k: int, start: int) -> str:
    """Return the link of what ``و`` joins on as a clause of its own, ``""`` for a mere list.

    `start` is where the clause so far began.
    """
    token, before = marks.tokens[k], marks.tokens[k - 1]
    bare = without_conjunction(token)
    if token.low[:1] != "و" or (
        bare == token.low and not token.low[1:].isdigit() and token.low != "و"
    ):
        return ""
    pause = before.word in PAUSES
    if bare in _ALONG and marks.soon(k, marks.hits, _TO_DEED) and _is_placed(marks, k):
        return "new"  # "، ورافق القتال قصف جوي على البلدة"
    if bare in AS_MANY and marks.soon(k, marks.hits, 6):
        return "new"
    if bare in _ANOTHER and _falls_elsewhere(marks, k, start):
        return AGAIN
    if {k, k + (token.low == "و")} & (marks.counts | marks.numbers):
        # "three in a raid on A and five in the shelling of B": a number with a place of its own.
        placed = any(start <= p < k for p in marks.places)
        return "new" if placed and _placed_count(marks, k) else ""
    if k in marks.verbs:
        return "" if _is_of_one_blow(marks, k, start) else "and"
    if pause and set(token.forms) & arabic_words("speech") and marks.soon(k, marks.verbs, 5):
        return "and"  # "، وأضافت أنها قصفت"
    if pause and bare in _WERE and marks.soon(k, marks.hits, _TO_DEED):
        return "new"  # "، وكانت مواجهات قد نشبت"
    if bare in ("ان", "انه", "انها", "انهم", "بان", "بانه"):
        return "and"
    if pause and bare in _WAS and "قد" in forms_in(marks.tokens[k + 1 : k + 2]):
        return "new"  # "سيطرت على A، وكانت قد دخلت B"
    if pause and (bare in _LOCALES | _SEES or k in marks.places):
        return "new"
    if k in marks.hits and set(token.forms) & _TAKINGS and marks.soon(k, marks.counts, 4):
        return "and"  # "one killed in A and the arrest of 14"
    if k in marks.hits and any(start <= p < k for p in marks.places):
        # "غارات على A واشتباكات في B": each deed with its place
        return "new" if marks.soon(k, marks.places, 5) and not pause else "and" if pause else ""
    return "and" if pause and k in marks.hits else ""


_ANOTHER: Final = folded("أخرى آخر بعضها بعضه ثانية ثان الثانية الثاني")
_ONTO: Final = folded("على في قرب استهدفت استهدف طالت طال ضربت ضرب")
_TO_ONTO: Final = 3
_TO_FALLEN_ON: Final = 6


def _falls_elsewhere(marks: Marks, k: int, start: int) -> bool:
    """Return whether behind the dead of one shell another falls elsewhere: "فقُتل رجل، وأخرى على بنش فقُتلت امرأة"."""
    told = any(start <= h < k for h in marks.harms)
    placed = any(start <= p < k for p in marks.places)
    onto = forms_in(marks.tokens[k + 1 : k + _TO_ONTO]) & _ONTO
    return told and not placed and bool(onto) and marks.soon(k, marks.places, _TO_FALLEN_ON)


_ONE_BLOW: Final = 6


def _is_of_one_blow(marks: Marks, k: int, start: int) -> bool:
    """Return whether the verb at `k` only adds the wounded to the dead: "فيما قُتل اثنان وجُرح أربعة في قصف"."""
    told = [h for h in marks.hits if start <= h < k]
    return (
        k in marks.harms
        and bool(told)
        and set(told) <= marks.harms
        and k - min(told) <= _ONE_BLOW
        and not any(start <= p < k for p in marks.places)
        and not any(t.word in PAUSES for t in marks.tokens[min(told) : k])
    )


_ALONG: Final = folded(
    "رافق رافقه رافقها رافقهم ترافق ترافقت تزامن تزامنت صاحب صاحبه صاحبها واكب واكبه واكبها تخلل تخلله تخللها"
)


def _is_placed(marks: Marks, k: int, back: frozenset[str] = BACK_TO_PLACE) -> bool:
    """Return whether a place, or one of the words `back` to one, follows token `k` before the next pause."""
    for j in range(k + 1, min(k + _CAUSE_REACH, len(marks.tokens))):
        if j in marks.places or set(marks.tokens[j].forms) & back:
            return True
        if marks.tokens[j].word in PAUSES:
            return False
    return False


_WERE: Final = ("كان", "كانت")
_TO_DEED: Final = 6
_WAS: Final = folded("كان كانت كانوا")
_TAKINGS: Final = folded("اعتقال اختطاف خطف احتجاز توقيف")


def _placed_count(marks: Marks, k: int) -> bool:
    """Return whether a place follows the number at `k` before the next pause."""
    for j in range(k + 1, min(k + 9, len(marks.tokens))):
        if j in marks.places:
            return True
        if marks.tokens[j].word in PAUSES:
            return False
    return False


def repeat_blows(clauses: Sequence[Clause], blows: frozenset[str]) -> None:
    """Let "and another on Y" tell what the blow before it told: "سقطت قذيفة على X فقُتل رجل، وأخرى على Y"."""
    for k, clause in enumerate(clauses):
        if clause.link != AGAIN:
            continue
        clause.link = "new"
        before = next((c for c in reversed(clauses[:k]) if c.kinds & blows), None)
        if before is not None:
            clause.words[:0] = [(hit, kind) for hit, kind in before.words if kind in blows]
            clause.means += before.means
