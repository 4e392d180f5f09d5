"""What an Arabic sentence only speaks of: how long ago it was, what it amounts to, who made a film of it.

The secret of this module is the words around a deed that is a subject to talk about: "شكلت معركة X نقطة
تحول", "مرّ عامان على سقوط X", "والهجوم عليها يجري بدعم من", "معرض عن معركة X".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.lexicon import arabic_words
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token


def spoken_of(tokens: Sequence[Token], head: int) -> str:
    """Return why the deed at `head` is only spoken of, or ``""``."""
    return next((why for why, is_so in _REASONS.items() if is_so(tokens, head)), "")


_AMOUNTS_TO: Final = folded(
    "شكل شكلت يشكل تشكل مثل مثلت يمثل تمثل عد عدت يعد تعد اعتبر اعتبرت احتل احتلت تحتل اخذت اخذ تاخذ ظلت بقيت تبقى"
)
_GOES_ON: Final = folded("يجري تجري يتم تتم يحظى تحظى ياتي تاتي")
_BACKED: Final = folded("بدعم باسناد بغطاء بمساندة بموافقة بتنسيق بتأييد بدعم")
_WARLIKE: Final = folded(
    "معركة معارك حرب حملة حصار هجوم الهجوم المعركة الحملة الحصار العملية القتال"
)


def _is_judged(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is only said what a battle amounts to, or who backs it: "شكلت معركة X نقطة تحول", "والهجوم عليها يجري بدعم"."""
    if set(tokens[head].forms) & _TAKING:
        return bool(forms_in(tokens[head + 1 : head + _TO_MEANING]) & _WILL_MEAN)
    if not set(tokens[head].forms) & _WARLIKE:
        return False
    if head and set(tokens[head - 1].forms) & _AMOUNTS_TO:
        return True
    near = tokens[head + 1 : head + 5]
    goes = next((k for k, t in enumerate(near) if set(t.forms) & _GOES_ON), None)
    return goes is not None and any(
        t.low in _BACKED for t in tokens[head + goes + 2 : head + goes + 4]
    )


_TAKING: Final = folded("سقوط سيطرة السيطرة خسارة استعادة")
_WILL_MEAN: Final = folded(
    "سيغير ستغير سيعني ستعني سيفتح ستفتح سيمنح ستمنح سيشكل ستشكل سيكون ستكون سيؤدي ستؤدي سيضع ستضع سيقطع ستقطع سيتيح ستتيح سيسمح ستسمح سيجعل ستجعل"
)
_TO_MEANING: Final = 6
_WORKS: Final = folded(
    "مسلسل مسلسلا عملا كتابا ورشه دوره ندوه محاضره جلسه حمله كتيب فيلم فيلما الفيلم معرض معرضا كتاب كتابا رواية وثائقي وثائقيا مسرحية لوحة متحف قصيدة سؤال سؤالا أسئلة تساؤلات"
)
_ABOUT: Final = folded(
    "حول عن بعنوان تدريبيه توعيه توعويه للتوعيه لتوعيه لتدريب لتعريف قصة حكاية يروي يحكي تروي تحكي يتناول تتناول يوثق توثق يصور تصور يجسد تجسد يعرض"
)
_SPEECHES: Final = folded("كلمة خطبة خطابا محاضرة قصيدة كتابا فيلما")
_TO_WORK: Final = 14


def _is_told_of(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a talk, a film or a question is about it: "ورشة حول الألغام", "فيلم عن معركة X", "سؤال عن انسحاب"."""
    if head > 1 and set(tokens[head - 1].forms) & _WORKS and set(tokens[head - 2].forms) & _ABOUT:
        return True  # "يتناول فيلم مجزرة X"
    for k in range(head - 2, max(0, head - _TO_WORK) - 1, -1):
        if set(tokens[k].forms) & _WORKS and set(tokens[k + 1].forms) & _ABOUT:
            return True
        if set(tokens[k].forms) & _SPEECHES and tokens[head - 1].low in ("عن", "حول"):
            return True  # "ألقى كلمة في دمشق عن تحرير X"
        if k and set(tokens[k].forms) & _WORKS and set(tokens[k - 1].forms) & _ABOUT:
            return True  # "يروي الفيلم حصار X"
        said = set(tokens[k + 1].forms) & arabic_words("speech")
        if tokens[k + 1].word in PAUSES or (said and tokens[k + 1].low not in ("عن", "على", "علي")):
            return False
    return False


_DISCUSSED: Final = folded(
    "ناقش ناقشت ناقشوا يناقش تناقش بحث بحثت بحثا استعرض استعرضت استعرضا تناول تناولت تناولا تطرق تطرقت"
)
_TO_DISCUSSED: Final = 5


def _is_discussed(tokens: Sequence[Token], head: int) -> bool:
    """Return whether people only talked about it: "ناقش المجلس الهجوم على X"."""
    if not tokens[head].low.startswith("ال"):
        return False
    for k in range(head - 1, max(-1, head - _TO_DISCUSSED), -1):
        if tokens[k].word in PAUSES or "ان" in tokens[k].forms:
            return False
        if set(tokens[k].forms) & _DISCUSSED:
            return True
    return False


_REBUILT: Final = folded("ترميم إعمار تأهيل بناء")
_AGAIN: Final = folded("أعاد أعادت أعادوا إعادة ترميم إعمار تأهيل")
_TO_REBUILT: Final = 5
_TO_AGAIN: Final = 3


def _is_rebuilt(tokens: Sequence[Token], head: int) -> bool:
    """Return whether what was hit is built again: "أعادت السلطات بناء مدرسة دمرها القصف"."""
    near = range(max(0, head - _TO_REBUILT), head)
    built = next((k for k in near if set(tokens[k].forms) & _REBUILT), None)
    if built is None or any(t.low == "ثم" or t.word in PAUSES for t in tokens[built:head]):
        return False
    return bool(forms_in(tokens[max(0, built - _TO_AGAIN) : built + 1]) & _AGAIN)


_OVER: Final = folded("توقف انتهاء انقضاء")
_AFTER: Final = folded("بعد عقب منذ")


def _is_after_its_end(tokens: Sequence[Token], head: int) -> bool:
    """Return whether something came when it was over: "عاد النازحون بعد توقف المعارك"; "أعلنت انتهاء الهجوم" tells of it."""
    return head > 1 and bool(
        set(tokens[head - 1].forms) & _OVER and set(tokens[head - 2].forms) & _AFTER
    )


_BODIES: Final = folded("جثة جثث جثمان جثامين")
_THE_DEAD: Final = folded("القتلى الضحايا الشهداء")
_GIVEN: Final = folded("سلم سلمت سلموا تسليم تسلم تسلمت تسلموا استلم استلمت استلام تسلمه تسلمها")
_TO_GIVEN: Final = 6


def _is_given_back(tokens: Sequence[Token], head: int) -> bool:
    """Return whether the dead are given back to their own: "سلمت القوات جثامين القتلى إلى ذويهم"."""
    told = tokens[max(0, head - 1) : head + 1]
    body = bool(set(tokens[head].forms) & _BODIES)
    if not body and not (set(tokens[head].forms) & _THE_DEAD and forms_in(told[:1]) & _BODIES):
        return False
    return bool(forms_in(tokens[max(0, head - _TO_GIVEN) : head]) & _GIVEN)


_GONE_BY: Final = folded("مر مرت مضى مضت انقضى انقضت بعد")
_YEARS: Final = folded(
    "عام عاما أعوام عامان عامين سنة سنوات سنتان سنتين أشهر شهر شهران شهرين شهرا عقد عقدان عقود"
)
_TO_YEARS: Final = 8


def _is_years_ago(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is told how long ago it was: "مرّ اثنا عشر عاماً على سقوط X"."""
    on = next((k for k in range(head - 1, max(0, head - 3), -1) if tokens[k].low == "علي"), None)
    if on is None:
        return False
    ahead = tokens[max(0, on - _TO_YEARS) : on]
    return bool(forms_in(ahead) & _GONE_BY and forms_in(ahead) & _YEARS)


def since_then(tokens: Sequence[Token], k: int) -> bool:
    """Return whether what is told from token `k` on was long before: "ومنذ ذلك الحين", "ومنذئذ", "عام 1260"."""
    near = tokens[k:]
    if any(_is_of_old(near, j) for j in range(1, len(near))):
        return True
    return any(
        t.low.endswith("منذيذ")
        or (t.low.endswith("منذ") and forms_in(near[j + 1 : j + 3]) >= {"ذلك", "الحين"})
        for j, t in enumerate(near)
    )


_YEAR: Final = folded("عام سنة العام")
_FOUNDED: Final = folded("التي الذي بني بنيت شيد شيدت تأسس تأسست يعود تعود")
_RECENT: Final = 1900
_DURING: Final = folded("في خلال إبان أثناء")
_WORLD: Final = folded("العالمية")


def _is_of_old(tokens: Sequence[Token], j: int) -> bool:
    """Return whether token `j` is a year or an age long over, and not that of a church that was hit."""
    before, word = tokens[j - 1], tokens[j].word
    dated = before.low in _YEAR and word.isdecimal() and len(word) > 2 and int(word) < _RECENT
    of_world = tokens[j].low == "الحرب" and bool(forms_in(tokens[j + 1 : j + 2]) & _WORLD)
    aged = before.low in _DURING and (of_world or tokens[j].low in ("القرن", "القرون"))
    return (dated or aged) and not forms_in(tokens[:j]) & _FOUNDED


_SUFFERING: Final = folded("يعاني تعاني يعانون عانى عانت معاناة يشكو تشكو يشكون")
_TO_SUFFERED: Final = 8


def _is_suffered(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is what people live with: "يعاني سكان X من القصف"."""
    before = forms_in(tokens[max(0, head - 1) : head])
    if forms_in(tokens[max(0, head - 2) : head]) & _DANGERS:
        return True
    ahead = forms_in(tokens[max(0, head - _TO_SUFFERED) : head])
    return bool(("من" in before and ahead & _SUFFERING) or (before & _UNDER and ahead & _LIVING))


_DANGERS: Final = folded("خطر مخاطر أخطار بمنأى")
_UNDER: Final = folded("تحت وسط")
_LIVING: Final = folded("يعيش تعيش يعيشون يرزح ترزح يرزحون يئن تئن عاش عاشت")


_VISITS: Final = folded(
    "زار زارت زاروا يزور تزور تفقد تفقدت يتفقد تتفقد شيع شيعت شيعوا ودع ودعت ودعوا كرم كرمت عزى التقى التقت"
)
_LEFT_BY: Final = folded(
    "ضحايا متضررين المتضررين متضررون منكوبي جرحى الجرحى موقع مكان آثار مصابي عائلات ذوي أضرار جبهات"
)
_TO_LEFT_BY: Final = 3
_TO_VISIT: Final = 9


def _is_visited(tokens: Sequence[Token], head: int) -> bool:
    """Return whether somebody came to see what was left of it, or mourned: "تفقد الوزير ضحايا القصف في X"."""
    left = tokens[max(0, head - _TO_LEFT_BY) : head]
    known = tokens[head].low.startswith("ال") and forms_in(left) & _LEFT_BY
    return bool(known and forms_in(tokens[max(0, head - _TO_VISIT) : head]) & _VISITS)


_COURTS: Final = folded("محكمة المحكمة محاكم القضاء القاضي")
_SENTENCED: Final = folded(
    "حكم حكمت حكما قضت قضى أصدر أصدرت أدانت أدان بالسجن بالإعدام تنظر نظرت مثل"
)
_TO_COURT: Final = 12


def _is_before_court(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a court only ruled on it: "حكمت محكمة بالسجن على منفذي هجوم في X"."""
    ahead = forms_in(tokens[max(0, head - _TO_COURT) : head])
    return bool(ahead & _COURTS and ahead & _SENTENCED)


_MANAGED: Final = folded("يتمكن تتمكن يتمكنوا ينجح تنجح ينجحوا يفلح تفلح يستطع تستطع")
_TO_MANAGED: Final = 7


def _is_not_managed(tokens: Sequence[Token], head: int) -> bool:
    """Return whether they did not manage to do it: "لم يتمكن الجيش من دخول X"."""
    return any(
        set(tokens[k].forms) & _MANAGED and forms_in(tokens[k - 1 : k]) & _NOT
        for k in range(head - 1, max(0, head - _TO_MANAGED), -1)
    )


_MOST: Final = folded("أكثر أبرز أشد أخطر أشهر أقدم")
_TO_MOST: Final = 6


def _is_known_for(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is told what a place is known for: "تعد X من أكثر المناطق تعرضاً للقصف"."""
    for k in range(head - 1, max(0, head - _TO_MOST), -1):
        if tokens[k].word in PAUSES:
            return False
        if tokens[k].low in _MOST and tokens[k - 1].low == "من":
            return True
    return False


_CEASED: Final = folded("توقف توقفت يتوقف تتوقف هدأت هدأ خفت خفتت")


def _has_ceased(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is told that it is over: "توقف القصف على X", not "لم تتوقف الغارات"."""
    ceased = head and set(tokens[head - 1].forms) & _CEASED and tokens[head].low.startswith("ال")
    return bool(ceased) and not forms_in(tokens[max(0, head - 2) : head - 1]) & _NOT


_NOT: Final = folded("لم لا لن ما دون")
_REASONS: Final[dict[str, Callable[[Sequence[Token], int], bool]]] = {
    "what a talk, a film or a question is about": _is_told_of,
    "background: what is built again": _is_rebuilt,
    "the dead given back, not how they died": _is_given_back,
    "background: what was over by then": _is_after_its_end,
    "what is thought of it": _is_judged,
    "what people talk about": _is_discussed,
    "habitual": _is_suffered,
    "what was left of it": _is_visited,
    "what a court ruled on": _is_before_court,
    "what was not managed": _is_not_managed,
    "what a place is known for": _is_known_for,
    "what is over": _has_ceased,
    "background: years ago": _is_years_ago,
}


_TRUTH_REACH: Final = 4


def is_rumour(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence calls something untrue or unproven: عارٍ عن الصحة, لا نستطيع تأكيدها."""
    words = forms_in(tokens)
    for k, token in enumerate(tokens):
        if "صحه" in token.forms:  # "لا صحة لما", not "وزارة الصحة ... لا يزال"
            ahead = forms_in(tokens[max(0, k - _TRUTH_REACH) : k])
            if ahead & {"عار", "عاريه", "اساس"} or forms_in(tokens[max(0, k - 1) : k]) & {"لا"}:
                return True
    unsure = words & {"تاكيدها", "تاكيده", "تاكيد"} and words & {
        "نستطيع",
        "نتمكن",
        "يمكننا",
        "تعذر",
    }
    return bool(unsure or words & {"شايعات", "اشاعات", "شايعه", "مفبرك", "مفبركه"})
