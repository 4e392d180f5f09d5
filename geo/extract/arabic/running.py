"""Which Arabic frames count the dead of a long time, or tell how things have been going.

The secret of this module is how Arabic counts up: "ارتفعت حصيلة ... منذ", the dead of months or of several
provinces, hundreds without a day or a town, "تشهد المدينة منذ أسابيع".
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.blows import is_present
from geo.extract.arabic.campaigns import is_of_a_campaign, is_of_a_land, is_of_ground
from geo.extract.arabic.words import DEADLY, HARM, forms_in
from geo.extract.numbers import numbers
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.clauses import Clause
    from geo.extract.dates import Clock, When
    from geo.extract.events import Frame
    from geo.extract.text import Token

RAISED: Final = folded("يرفع ترفع يرتفع ترتفع يرفعها ترفعها رفعها رفعتها ارتفاعها")
_LONG: Final = folded(
    "العام السنه شهور اشهر شهرين سنوات سنتين اعوام عامين عقود موسم الموسم الحرب النزاع العدوان الازمه اندلاع بدء بدايه مطلع انطلاق النصف الاحتجاجات العمليه"
)


_HUNDREDS: Final = folded("مئات المئات آلاف الآلاف")


def is_by_hundreds(frame: Frame) -> bool:
    """Return whether a frame counts hundreds of dead without a day or a town: a campaign's, not an event's."""
    tokens = frame.sentence.tokens
    return (
        any(
            t.quantity in DEADLY and forms_in(tokens[t.first : t.last]) & _HUNDREDS
            for t in frame.tolls
        )
        and not frame.places
    )


_OF_LATE: Final = folded("مؤخرا اخيرا")
_SPANS: Final = folded("الشهور الاشهر الاسابيع الايام السنوات الاعوام الاونة الفترة")
_LAST: Final = folded("الاخيرة الاخير")
_LASTING: Final = folded("تشهد يشهد تتعرض يتعرض تتواصل يتواصل تستمر يستمر تعيش يعيش تعاني")


def is_trend(frame: Frame, parts: Sequence[Clause]) -> bool:
    """Return whether a frame tells how things have been going: "تشهد المدينة منذ أسابيع", "في الأشهر الأخيرة"."""
    tokens = frame.sentence.tokens
    told = [c for c in parts if c.link != "after"] or list(parts)
    if is_present(tokens[frame.heads[0]]) and _goes_on_since(tokens[frame.heads[0] : frame.last]):
        return True
    deed = next((k for k, c in enumerate(told) if c.words), len(told))  # the first deed decides
    return any(_lasts(frame.sentence.tokens[c.first : c.last]) for c in told[: deed + 1])


_SPELLS: Final = folded("ايام اسبوع اسبوعين اسابيع شهر شهرين اشهر شهور عدة بضعة")
_TO_SINCE: Final = 9  # tokens of "تقصف طائرات النظام وروسيا" before "منذ أيام"


def _goes_on_since(own: Sequence[Token]) -> bool:
    """Return whether an attack told in the imperfect has gone on for days: "ويقصف الطيران منذ أيام قرى الريف"."""
    return any(
        a.low == "منذ" and bool(set(b.forms) & _SPELLS) for a, b in pairwise(own[:_TO_SINCE])
    )


_WEEK_DAYS: Final = [
    folded(names)
    for names in ("الأحد", "الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
]
_FROM: Final = folded("بين من")
_TO_DAY: Final = 4  # tokens of "بين يوم الأحد"
_TO_END: Final = 7  # tokens from "Sunday, 15 December" to "and Wednesday"


def _is_between_days(frame: Frame) -> bool:
    """Return whether a frame counts the dead from one day to a later one: "أوقع بين الأحد والأربعاء 113 قتيلاً".

    A night lies between two days that follow on each other.
    """
    tokens = frame.sentence.tokens
    named = [
        (k, n)
        for k, t in enumerate(tokens)
        for n, day in enumerate(_WEEK_DAYS)
        if day & set(t.forms)
    ]
    return bool(frame.tolls) and any(
        forms_in(tokens[max(0, k - _TO_DAY) : k]) & _FROM
        and last - k <= _TO_END
        and (end - start) % _WEEK not in (0, 1)
        and (tokens[last].low[0] == "و" or forms_in(tokens[last - 2 : last]) & _TO_LAST)
        for (k, start), (last, end) in pairwise(named)
    )


_TO_LAST: Final = folded("حتى إلى ويوم")


_MEETING: Final = folded("يتزامن تتزامن تزامن تزامنت يترافق تترافق ترافق ترافقت يأتي تأتي جاء جاءت")
_MEETS: Final = folded("مع بالتزامن وسط ظل")
_CAMPAIGNS: Final = folded("حملة تصعيد موجة سلسلة تصاعد")
_TO_CAMPAIGN: Final = 4  # tokens of "ويأتي هذا القصف وسط"; a deed with its own place is news


def _is_meanwhile(frame: Frame) -> bool:
    """Return whether a campaign is only what a deed told before fell together with: "وتتزامن المجزرة مع حملة قصف"."""
    tokens = frame.sentence.tokens
    if frame.tolls or frame.total is not None or not forms_in(tokens[:2]) & _MEETING:
        return False
    ahead = range(1, min(frame.heads[-1], _TO_CAMPAIGN) + 1)
    return any(
        set(tokens[k - 1].forms) & _MEETS and set(tokens[k].forms) & _CAMPAIGNS for k in ahead
    )


def _lasts(own: Sequence[Token]) -> bool:
    lasts = bool(forms_in(own) & _LASTING)
    for k, token in enumerate(own):
        following = forms_in(own[k + 1 : k + 2])
        if token.low in _OF_LATE or (set(token.forms) & _SPANS and following & _LAST):
            return True
        if token.low.endswith("منذ") and (following & {"ان"} or (lasts and following & _TIMES)):
            return True
        if lasts and token.low in _ONGOING:
            return True
    return bool(forms_in(own) & _GROWING)


_LARGE: Final = folded("كبير كبيره واسع واسعه شامل شامله عنيف عنيفه شرس شرسه")
_ATTACKS: Final = folded("هجوم هجوما حمله عمليه هجمه")


def is_lived_through(frame: Frame) -> bool:
    """Return whether a region only lives through a campaign: "وتتعرض إدلب لهجوم كبير تشنه قوات النظام"."""
    tokens, head = frame.sentence.tokens, frame.heads[0]
    if frame.tolls or frame.dates or frame.means or len(frame.heads) > 1:
        return False
    return (
        bool(set(tokens[head].forms) & _ATTACKS)
        and bool(forms_in(tokens[head + 1 : head + 3]) & _LARGE)
        and bool(forms_in(tokens[max(0, head - _TO_LIVED) : head]) & _LASTING)
    )


_TO_LIVED: Final = 5  # tokens of "تتعرض محافظة إدلب وريفها" before "لهجوم"
_GROWING: Final = folded("متزايد متزايده فأكثر تزايد")  # "أكثر فأكثر", "بشكل متزايد"
_ONGOING: Final = folded("مستمر مستمرا متواصلا متكررا متكرر")


_TIMES: Final = folded("ايام اسبوع اسابيع شهر اشهر شهور سنوات سنين اعوام عقود فترة مدة")


_TO_COUNT: Final = 4
_DAYS_COUNTED: Final = timedelta(days=2)


def counts_up(frame: Frame, clock: Clock, *, only_harm: bool) -> bool:
    """Return whether a frame tells how many have died since a day: "ارتفاع حصيلة الضحايا منذ الثلاثاء إلى 94"."""
    tokens = frame.sentence.tokens
    risen = any(
        _RISEN & set(t.forms) and forms_in(tokens[k + 1 : k + _TO_COUNT]) & _COUNTS
        for k, t in enumerate(tokens)
    )
    long = any(
        d.kind == "since" and d.start and d.end and d.end - d.start >= _DAYS_COUNTED
        for d in frame.dates
    )
    long = long or any(_is_since(tokens, d, clock) for d in frame.dates)
    return risen and (long or (only_harm and not frame.means))


_SINCE_WHAT: Final = 14  # tokens of "منذ سريان الهدنة التي اتفق عليها الطرفان في"


def _is_since(tokens: Sequence[Token], day: When, clock: Clock) -> bool:
    """Return whether a day is that of what the count began with: "منذ سريان الهدنة في 3 أيار"."""
    led = any(t.low.endswith("منذ") for t in tokens[max(0, day.first - _SINCE_WHAT) : day.first])
    if day.end is None or clock.published is None:
        return led
    return led and clock.published - day.end >= _DAYS_COUNTED


_RISEN: Final = folded("ارتفع ارتفعت يرتفع ترتفع ارتفاع بلغ بلغت")
_COUNTS: Final = folded("عدد حصيله")


def is_raised(frame: Frame) -> bool:
    """Return whether the frame tells what a first count was raised to: قبل أن يرفعها إلى 55."""
    tokens = frame.sentence.tokens
    last = max((k for k, t in enumerate(tokens) if RAISED & set(t.forms)), default=len(tokens))
    counts = [*frame.tolls, *([frame.total] if frame.total else [])]
    return any(t.quantity in DEADLY and t.low and t.first > last for t in counts)


_SINCE_REACH: Final = 6


def governs(when: When, frame: Frame) -> bool:
    """Return whether a long time is that of the frame: not "over wages unpaid for three months"."""
    if set(frame.kinds) <= HARM and not frame.places and not frame.means:
        return True  # nothing but a count
    ahead = forms_in(frame.sentence.tokens[max(0, when.first - 1) : when.first])
    during = bool(ahead & _DURING) and when.kind == "span"
    return during or any(
        when.first < head or when.first - head <= _SINCE_REACH for head in frame.heads
    )


_DURING: Final = folded("خلال طوال طيله")


_TOLLS: Final = folded("حصيلة عدد مجموع")
_MONTHS: Final = folded(
    "شهر الشهر عام العام أسبوع الأسبوع كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين يناير فبراير مارس أبريل مايو يونيو يوليو "
    "أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
)


def _is_of_a_month(frame: Frame) -> bool:
    """Return whether the toll is said to be that of a month: "حصيلة كانون الأول: 284 قتيلاً"."""
    tokens = frame.sentence.tokens
    return any(
        set(t.forms) & _TOLLS and forms_in(tokens[k + 1 : k + 2]) & _MONTHS
        for k, t in enumerate(tokens[: frame.heads[0]])
    )


def is_cumulative(frame: Frame, words: set[str]) -> bool:
    """Return whether the frame counts the dead of a war or of months."""
    kinds = set(frame.kinds)
    days = [d for d in frame.dates if d.kind == "day"]
    if not days and not frame.places and kinds <= HARM:
        words = forms_in(frame.sentence.tokens)
    since = [d for d in frame.dates if d.kind == "since"]
    about = not since or any(governs(d, frame) for d in since)
    if "منذ" in words and words & _LONG and about and not (frame.places and days):
        return True
    if is_of_a_campaign(frame) or is_of_a_land(frame) or (not days and _is_of_a_month(frame)):
        return True
    if is_of_ground(frame) or _is_meanwhile(frame) or _is_between_days(frame):
        return True
    if kinds <= HARM and any(d.start and d.end and (d.end - d.start).days > _WEEK for d in since):
        return True  # "the toll rose to 8,525 since 7 October"
    if not days and words & _DIVISIONS and kinds <= HARM | {"vac"} and _is_over_divisions(frame):
        return True  # "those assassinated in four provinces have risen to 383"
    if frame.total is not None and words & _THIS and words & _PERIODS:
        return True  # "the toll of this week rises to 14"
    if frame.total is not None and kinds <= HARM and not frame.places and {"يوم", "واحد"} <= words:
        return True  # "that brings the losses of one day to seven"
    lasting = {"خلال", "طوال", "طيله", "كل"} & words and words & (_LONG - {"الحرب", "النزاع"})
    if lasting and not days and kinds <= HARM | {"ied", "vac"}:
        return True
    if words & {"اجمالي", "الاجمالي", "الاجماليه", "الكليه", "الكلي"}:
        return kinds <= HARM
    counts = words & {"حصيله", "خلفت", "خلف", "حصدت"} and words & {"الحرب", "العدوان", "النزاع"}
    return bool(counts and kinds <= HARM)


_HARDSHIP: Final = folded(
    "إنسانية الإنسانية معيشية التعليم الدراسة الغذاء غذاء معاناة يعاني تعاني يعانون حرمان حرم حرمت تحرم يحرم محرومين محرومون جوع الجوع مجاعة المجاعة نقص نقصا شح أوضاعا ظروفا احتياجات "
    "المحتاجين الاحتياجات تعطيل تعطلت تعطل الفرار الهرب النزوح مأوى الإيواء التشرد"
)
_AFAR: Final = frozenset({"clash", "hit", "assault", "shell", "air", "siege"})


def is_hardship(frame: Frame) -> bool:
    """Return whether the shelling is only why people suffer want: "حرمت الغارات 20 ألف طفل من التعليم".

    Such a sentence says that it goes on, not where it fell; one that tells of a day or of dead does.
    """
    own = frame.sentence.tokens[frame.first : frame.last]
    known = all(
        any(f.startswith("ال") for f in frame.sentence.tokens[h].forms) for h in frame.heads
    )
    dead = any(t.quantity in DEADLY and t.low for t in frame.tolls)
    dated = any(d.kind == "day" for d in frame.dates)
    return (
        known
        and set(frame.kinds) <= _AFAR
        and not (dead or dated or frame.total)
        and bool(forms_in(own) & _HARDSHIP)
    )


_DIVISIONS: Final = folded("محافظات ولايات")


def _is_over_divisions(frame: Frame) -> bool:
    """Return whether a frame counts the dead of several provinces, of which it says how many."""
    return any(
        n.low is not None and forms_in(frame.sentence.tokens[n.last : n.last + 1]) & _DIVISIONS
        for n in numbers(frame.sentence.tokens)
    )


_THIS: Final = folded("هذا هذه الحالي الجاري الماضي")
_PERIODS: Final = folded("الاسبوع الشهر العام السنة")
_WEEK: Final = 7  # days that one event's dead may be counted over
