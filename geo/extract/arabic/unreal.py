"""Which Arabic frames are no event that happened lately, and why.

The secret of this module is how Arabic says so: the past of the past (وكان ... قد), the possible (قد with
an imperfect), the feared, the planned, the denied; counts over a long time; deaths without violence.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.bearings import WARDS
from geo.extract.arabic.blows import is_present
from geo.extract.arabic.campaigns import OLD_AFTER, is_long_ago
from geo.extract.arabic.figures import GAMES
from geo.extract.arabic.recalled import LOT, is_known, was_doing
from geo.extract.arabic.running import (
    RAISED,
    counts_up,
    governs,
    is_by_hundreds,
    is_cumulative,
    is_hardship,
    is_lived_through,
    is_raised,
    is_trend,
)
from geo.extract.arabic.senses import SOLDIERY
from geo.extract.arabic.spoken import is_rumour, since_then, spoken_of
from geo.extract.arabic.words import DEADLY, HARM, THESE, forms_in, without_conjunction
from geo.extract.counts import Toll
from geo.extract.counts.shared import NOBODY
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.clauses import Clause
    from geo.extract.dates import Clock
    from geo.extract.events import Frame
    from geo.extract.text import Token

_NARROW: Final = timedelta(days=8)
_MONTH: Final = 31
_NEGATIONS: Final = folded(
    "لم لن لا ليس ليست دون بدون عدم بلا نفى نفت ينفي تنفي ينفون انكر انكرت تنكر"
)
_DENIALS: Final = folded(
    "نفى نفت ينفي تنفي ينفون انكر انكرت تنكر ننفي نافيا نافيه نفي فند فندت كذب كذبت"
)
_GOVERNORS: Final = folded(
    "سوف يمكن ربما احتمال احتمالات خشيه مخاوف يخشى تخشى يخشون خوفا تخوف يتخوف تهديد تهديدات هدد هددت يهدد تهدد مهددا مهدده توعد توعدت تتوعد يتوعد متوعدا تعهد تعهدت حذر حذرت يحذر تحذر محذرا "
    "محذره تحذير تحذيرات دعا دعت دعوا يدعو تدعو داعيا داعيه دعوه طالب طالبت طالبوا يطالب تطالب مطالبا مطالبه ناشد ناشدت اذا لو بهدف لمنع منع لتجنب تجنب لتفادي تفادي ينوي "
    "مستعده مستعدا مستعدون مستعدين تنوي يعتزم تعتزم يخطط تخطط خطه خططا خطط استعدادا استعداد استعدادات يستعد تستعد مفاوضات محادثات مباحثات مقترح مبادره سيناريو تلوح يلوح امكانيه فرضيه يشترط تشترط تتوقع يتوقع متوقع مقرر "
    "اقترح اقترحت تنذر ينذر يريد تريد تمرين تمرينا تدريب تدريبا تدريبات مناوره مناورات محاكاه ذكرى تحسبا تمهيدا اتهام اتهامات قرار ملف نداء متهم متهما متهمين المتهمين تهمه تهم مشتبه مشتبها مشتبهين متورط متورطين ضالعين قادر قادرة قادرون قادرين قادرا بمقدور بمقدورها بمقدوره بإمكان بإمكانه بإمكانها قدرة قدرته قدرتها قدرتهم سيكون ستكون موعد موعدا التعليق عزم عزمه عزمها نية نيته نيتها استعداده استعدادها استعدادهم دعوات وشك يهدف تهدف يسعى تسعى يسعون بغية سعيا"
)
_SOFT: Final = folded("قرار ملف مقرر خطه اتهام اتهامات ذكرى دعوه نداء منع")
_HYPOTHETICAL: Final = folded(
    "محتمل محتملا محتمله وشيك وشيكه متوقع متوقعه مزعوم مزعومه مفترض مفترضه مفترضا افتراضي افتراضيه تجريبي تجريبيه تدريبيه وهميه وهميتين وهمي"
)
_PURPOSE: Final = folded("لاستيناف لوقف لمنع لانهاء لتنفيذ لشن لفض لاستعاده")
_HABITS: Final = folded(
    "يوميا يومي باستمرار عاده متكرر متكرره المتكرر المتكرره نهجا دوريا دايما غالبا مرارا احيانا بانتظام اعتاد اعتادت اعتادوا يعتاد دأب دأبت دأبوا"
)
_OTHER: Final = folded("اخر الاخر لاخر اخرى")
_NOW_AND_THEN: Final = (
    "من وقت الي اخر", "من فتره الي اخري", "من وقت لاخر", "بين الحين والاخر", "من حين لاخر", "من حين الي اخر", "بين فتره واخري", "بين الفينه والاخري"
)  # fmt: skip
_BACKGROUND: Final = folded("يذكر يشار الجدير جدير تجدر للتذكير التذكير")
_PERFECT_T: Final = folded(
    "توقف تعرض تعرضوا تصدى توفي تبنى تسلل تقدم تمكن تم توغل تسبب تجاوز ترك تراجع تجدد تحدث توصل تكبد تبادل توعد تداول تدخل تلقى"
)
_MISHAPS: Final = folded(
    "قلبية القلبية قلبي دماغية دماغي صعقة لدغة لدغ أفعى عقرب تسرب جلطة نوبة سكتة سرطان السرطان غرقى شيخوخة مهاجر مهاجرا مهاجرين قارب مركب حريق حرايق سير مروري مروريه كوليرا مرض امراض جوع جوعا تغذيه غرق غرقا زلزال فيضان فيضانات سيول بردا البرد انتحار مدفاه عطش عطشا حراره وباء حمى الضنك تسمم تسمما صدم اصطدم اصطدمت اصطدام تصادم انقلاب انقلبت انقلب تدهور متهالك متهالكا متصدع صاعقة صواعق تدافع خلل عطل ألعاب انهار انهارت"
)
_WATERS: Final = folded("سيول السيول فيضان فيضانات الفيضانات امطار الامطار عاصفه")
_BURIED: Final = folded(
    "شيع شيعت شيعوا تشييع دفن دفنت جنازه جنازات ووري نعى نعت تابين عزاء ودع ودعت ودعوا يودع تودع"
)
_KNOWN_BY_NAME: Final = folded("التعرف")
_FOUND: Final = folded("عثر عثرت عثروا العثور انتشل انتشلت انتشال")
_CARRIED: Final = folded("نقل نقلت نقلوا اسعف اسعفت وصل وصلت استقبل استقبلت")
_JUST: Final = folded("صباحا فجرا ظهرا عصرا قبلها قبلهما بساعات بيوم بيومين امس ذلك بقليل")
_FIRST_COUNTS: Final = folded("اولى اوليه سابقه مسائيه مسايه ليليه")
_NOT_FUTURE: Final = folded(
    "سيطر سيطرت سيطره سيطروا سيطرتها سيطرته سياره سيارات سيدات سيده سته ستين ستون ستمايه سيول سيارته سيارتين سيارتان سياسي سياسيه سياسيا سياسيين سياسيون سياسات سياسته سياستها سياق سياقات سيادتها سيادته سيادتهم سيناريو سيناريوهات سياج سياحه سياحي سياحيه سيارتها سيارتهم سينا سيرا سيدتان سيدتين سيناء سيدي سيف ستار ستاد سينما سيراف ستره سيرته سيادي سياده سيوف سيق سيئون سييون سيون ستوكهولم ستراتيجي سير سيرت سيروا سيرتا"
)
_NOUN_REACH: Final = 8


def set_aside(frame: Frame, parts: Sequence[Clause], clock: Clock) -> str:
    """Return why a frame is no event that happened lately, or ``""``; denied outcomes are dropped."""
    tokens = frame.sentence.tokens
    starts = sorted(c.first for c in parts)
    opens = {c.words[0][0].first: c for c in parts if c.words}
    harmed = {h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in HARM}
    reasons = []
    for head in frame.heads:
        start = max((s for s in starts if s <= head), default=0)
        clause = opens.get(head)
        if clause is not None and clause.link == "and" and clause.words[0][0].row["pos"] == "n":
            start = max(0, start - _NOUN_REACH)  # what governs the first noun governs the second
        reasons.append(_unreal(tokens, head, start, is_harm=head in harmed))
    for n, head in enumerate(frame.heads):
        if n and _had_been(tokens, head):
            reasons[n] = reasons[n] or "background: done before"
    if _only_places_in_time(frame, parts):
        return "what was told before"
    idle = HARM | {"carry"} if set(frame.kinds) - HARM - {"carry"} else HARM
    causes = [r for r, k in zip(reasons, frame.kinds, strict=True) if k not in idle]
    if all(reasons) or (causes and all(causes)):
        return next(r for r in reasons if r)
    denied = [
        h
        for h, k, r in zip(frame.heads, frame.kinds, reasons, strict=True)
        if r == _DENIED and k in HARM
    ]
    _drop_unreal(frame, reasons)
    _add_none_hurt(frame, denied)
    words = forms_in(tokens[starts[0] : parts[-1].last])
    if is_rumour(tokens):
        return _DENIED
    return _natural(frame, words) or _outdated(frame, parts, words, clock) or _idle(frame, words)


def _had_been(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a word behind another deed tells what had befallen the place before: "مطعم كان قد شهد تفجيراً"."""
    near = range(max(1, head - 3), head)
    return any(tokens[k].low == "قد" and set(tokens[k - 1].forms) & _WAS for k in near)


_IS: Final = folded("يضاف تضاف يعد تعد يشكل تشكل يمثل تمثل يندرج تندرج يعتبر تعتبر يرقى ترقى")
_WHEN: Final = folded("بعد بعدما عقب غداه قبل فيما بينما وسط بالتزامن تزامنا ردا اطار ظل")
_CAME: Final = folded("جاء جاءت ياتي تاتي اتى اتت")


def _only_places_in_time(frame: Frame, parts: Sequence[Clause]) -> bool:
    """Return whether deeds told before are only said to have come when: "وجاء القصف بعدما", "قبل أن تبدأ الغارات"."""
    tokens = frame.sentence.tokens
    if frame.tolls or frame.total is not None:
        return False
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k != "carry"]
    if not heads or not all(is_known(tokens, h) for h in heads):
        return False
    first, head = heads[0], heads[-1]
    if (
        forms_in(tokens[first - 1 : first]) & THESE
        and forms_in(tokens[first + 1 : first + 3]) & _IS
    ):
        return True  # "هذا الهجوم يضاف إلى": what is thought of it
    own = next(c for c in parts if c.first <= frame.heads[0] < c.last)
    if tokens[own.first].low == "قبل" and "ان" in forms_in(tokens[own.first + 1 : own.first + 2]):
        return not own.places
    came = own.first == 0 and bool(set(tokens[0].forms) & _CAME)
    return came and bool(forms_in(tokens[head + 1 : head + 3]) & _WHEN)


_WITHOUT: Final = folded("دون بدون بلا")
_RESISTANCE: Final = folded("مقاومه قتال معارك مواجهات اشتباكات مواجهه طلقة رصاصة رصاص مقاومتهم")


def _drop_unreal(frame: Frame, reasons: Sequence[str]) -> None:
    """Take away words that are denied: "no one was hurt"; what is taken "without a fight" is ceded."""
    bad = {frame.heads[k] for k, r in enumerate(reasons) if r}
    denied = {frame.kinds[k] for k, r in enumerate(reasons) if r == _DENIED}
    kept = [k for k, r in enumerate(reasons) if not r]
    frame.tolls = [t for t in frame.tolls if t.anchor not in bad or t.high == 0]
    frame.kinds = [frame.kinds[k] for k in kept]
    frame.heads = [frame.heads[k] for k in kept]
    tokens = frame.sentence.tokens
    if set(frame.kinds) & {"gain", "enter"} and ("clash" in denied or _is_calm(tokens)):
        frame.kinds = ["transfer" if k in ("gain", "enter") else k for k in frame.kinds]


def _is_calm(tokens: Sequence[Token]) -> bool:
    """Return whether "without a fight" is told."""
    return any(
        forms_in(tokens[k : k + 1]) & _WITHOUT and forms_in(tokens[k + 1 : k + 5]) & _RESISTANCE
        for k in range(len(tokens))
    )


_COUNTED_NONE: Final = folded("وقوع تسجيل اي تقع يقع تسجل يسجل وقعت سقوط تحدث حدوث خساير خسائر")


def _add_none_hurt(frame: Frame, denied: Sequence[int]) -> None:
    """Count nobody where the text says so at once: دون إصابات, لم تقع إصابات."""
    if any(t.quantity in DEADLY for t in frame.tolls) or frame.total is not None:
        return
    tokens = frame.sentence.tokens
    for head in denied:
        ahead = tokens[max(0, head - 2) : head]
        if ahead and (
            set(ahead[-1].forms) & _NEGATIONS
            or (set(ahead[0].forms) & _NEGATIONS and set(ahead[-1].forms) & _COUNTED_NONE)
        ):
            frame.tolls.append(Toll(head, head + 1, head, "killed", 0, 0, "=", ""))
            return


def _natural(frame: Frame, words: set[str]) -> str:
    if set(frame.kinds) <= HARM and not frame.means and words & _MISHAPS:
        return "a death without violence"
    fought = set(frame.kinds) <= HARM | {"assault", "clash", "shotdead", "raid"}
    if fought and not frame.tolls and words & (_BEASTS | GAMES):
        return "beasts or a game"
    if _is_accident(frame, words):
        return "an accident"
    if "loot" in frame.kinds and words & _WATERS:
        return "a flood"
    if set(frame.kinds) <= HARM and words & _BURIED and not _is_killed_then_buried(frame):
        return "a funeral"
    if set(frame.kinds) <= HARM and words & _KNOWN_BY_NAME and not words & _FOUND:
        return "what became of the dead, not how they died"
    if set(frame.kinds) <= HARM and not frame.tolls and words & _CARRIED and words & WARDS:
        return "the hurt brought to hospital"
    dated = any(d.kind == "day" for d in frame.dates)
    if not frame.tolls and _is_still_killing(frame.sentence.tokens):
        return "habitual"
    return "habitual" if _is_habit(frame, words) and not dated else ""


_BEASTS: Final = folded(
    "كلاب الكلاب كلب حيوانات الحيوانات ذئب ذئاب الذئاب ثور خنازير ضباع نمر تمساح"
)
_ACCIDENTAL: Final = folded(
    "بالون بالونات اسطوانه اسطوانات جره انبوبه قاروره سخان مدفاه موقد مرجل محول محولا مولد مولده غاز الغاز بطاريه اطار بركان سد السدين السدان سدود منجم كهربايي شبكه ماسوره انبوب انابيب"
)
_FIGURES: Final = folded(
    "الاسعار اسعار ازمه الازمه خلاف الخلاف الخلافات غضب الغضب المشاعر ضحكا ضاحكا بكاء بالبكاء باكيا السكان"
)
_TO_WHAT: Final = 3


def _is_accident(frame: Frame, words: set[str]) -> bool:
    """Return whether what blew up was a gas bottle or a dam, or nothing but prices or anger."""
    tokens = frame.sentence.tokens
    blasts = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "blast"]
    if not blasts or set(frame.kinds) - HARM - {"blast", "destroy"} or frame.means:
        return False
    if {"ماس", "تماس"} & words and "كهربايي" in words:
        return True
    return all(forms_in(tokens[h + 1 : h + _TO_WHAT]) & (_ACCIDENTAL | _FIGURES) for h in blasts)


def _is_killed_then_buried(frame: Frame) -> bool:
    """Return whether a death with its count and place is told before the burial: "قُتل شاب في X، وشُيع جثمانه"."""
    tokens = frame.sentence.tokens
    own = range(frame.first, frame.last)
    buried = next((k for k in own if set(tokens[k].forms) & _BURIED), 0)
    dead = any(t.quantity in DEADLY and t.low and t.first < buried for t in frame.tolls)
    return dead and bool(frame.places) and frame.heads[0] < buried


_DYING: Final = folded("تقتل يقتل يقتلون تسقط يسقط يسقطون تموت يموت يموتون تزهق")


def _is_still_killing(tokens: Sequence[Token]) -> bool:
    """Return whether people are told to be still dying, of no one attack: "لا يزال مدنيون يُقتلون في غارات"."""
    still = next((k for k, t in enumerate(tokens) if set(t.forms) & _STILL), None)
    return still is not None and bool(forms_in(tokens[still + 1 : still + 4]) & _DYING)


def _is_habit(frame: Frame, words: set[str]) -> bool:
    """Return whether something is told to happen again and again; a report may be a daily one."""
    if not words & (_HABITS | _OTHER):
        return False
    tokens = frame.sentence.tokens
    low = " ".join(t.low for t in tokens)
    return any(phrase in low for phrase in _NOW_AND_THEN) or any(
        set(t.forms) & _HABITS and not (k and set(tokens[k - 1].forms) & _PAPERS)
        for k, t in enumerate(tokens)
    )


_SPELL: Final = 3  # days that the deaths told without a cause may be apart
_PAPERS: Final = folded(
    "تقرير تقريره تقريرها بيان بيانه بيانها نشره نشرته نشرتها ايجاز ايجازه ايجازها ملخص ملخصه ملخصها احاطه احاطته احاطتها موجز"
)


def _outdated(frame: Frame, parts: Sequence[Clause], words: set[str], clock: Clock) -> str:
    """Return why a frame is background: older than the report, or a trend."""
    tokens = frame.sentence.tokens
    starts = sorted(c.first for c in parts)
    days = [d for d in frame.dates if d.kind == "day"]
    recent = [
        d
        for d in days
        if d.end is None or clock.published is None or clock.published - d.end <= OLD_AFTER
    ]
    if (days and not recent) or (not days and is_long_ago(frame, clock)):
        return "background: long before the report"
    if not days and any(d.kind == "future" for d in frame.dates):
        return "told of a day to come"
    if (not any(d.end for d in recent) and is_trend(frame, parts)) or is_lived_through(frame):
        return "background: a trend or a count over a long time"
    wide = [d for d in frame.dates if d.kind in ("since", "span") and governs(d, frame)]
    narrow = [d for d in wide if d.start and d.end and d.end - d.start <= _NARROW]
    month = [
        d
        for d in wide
        if d.kind == "span"
        and d.start
        and d.end
        and (d.end - d.start).days <= _MONTH
        and (clock.published is None or clock.published - d.end <= OLD_AFTER)
    ]
    only_harm = set(frame.kinds) <= HARM
    if only_harm and not frame.places and any(d.kind == "since" for d in wide):
        return "a count over days, not an event"
    if "منذ" in words and counts_up(frame, clock, only_harm=only_harm):
        return "a count over days, not an event"
    long = any(d.start and d.end and d.end - d.start > _NARROW for d in frame.dates)
    dead = not days and any(t.quantity in DEADLY and t.low for t in frame.tolls)
    spell = any(d.start and d.end and (d.end - d.start).days > _SPELL for d in days)
    if ((only_harm or dead) and not frame.places and long) or (only_harm and spell):
        return "a count over days, not an event"
    dated = bool(month and set(frame.kinds) - HARM)
    if wide and not narrow and not days and not dated:
        return "background: a trend or a count over a long time"
    if words & _FIRST_COUNTS and "حصيله" in words and words & RAISED and not is_raised(frame):
        return "an earlier count"
    if frame.total is None and _is_past_of_past(tokens, starts, frame):
        if words & {"حصيله"} and words & _FIRST_COUNTS:
            return "an earlier count"
        if not recent and not words & _JUST:
            return "background: done before"
    if not recent and (since_then(tokens, starts[0]) or forms_in(tokens[:4]) & _BACKGROUND):
        return "background"
    if not days and is_by_hundreds(frame):
        return "a count over a long time, not an event"
    return "a count over a long time, not an event" if is_cumulative(frame, words) else ""


def _idle(frame: Frame, words: set[str]) -> str:
    """Return why words of agreement, movement or siege are no event."""
    kinds = set(frame.kinds)
    tokens = frame.sentence.tokens
    if not frame.tolls and frame.total is None and frame.heads:
        known = all(tokens[h].low.startswith(("ال", "وال", "لل", "بال")) for h in frame.heads)
        shown = all(forms_in(tokens[max(0, h - 1) : h]) & THESE for h in frame.heads)
        told = words & {"تعد", "يعد", "تعتبر"} or any(
            t.low in ("هذه", "وهذه", "هذا", "وهذا")
            and forms_in(tokens[k + 1 : k + 3]) & (_NTH | _OCCASIONS)
            and tokens[k + 1].low != "المره"  # "this time"
            for k, t in enumerate(tokens)
        )
        if words & _NTH and told and words & _OCCASIONS:
            return "a count of events"
        if words & _CONDEMNED and forms_in(tokens[:2]) & _CONDEMNED and not frame.places:
            return "what was told before"
        if (shown and not frame.places) or (known and (kinds <= HARM or words & _CONDEMNED)):
            return "what was told before"
    if (
        kinds <= {"finds", "ied", "disrupt"}
        and not frame.tolls
        and words & _DUDS
        and "غير" in words
    ):
        return "duds cleared away"
    if (
        kinds <= _CAMPAIGN
        and words & _DISPLACING
        and all(t.quantity == "displaced" for t in frame.tolls)
        and all(tokens[h].low.startswith(("ال", "وال", "بال")) for h in frame.heads)
    ):
        return "displacement, not an event"
    if is_hardship(frame):
        return "hardship, not an event"
    if kinds == {"agreement"} and _is_a_reason(tokens, frame.heads[0]):
        return "what something was due to"
    if kinds == {"agreement"} and not (words & _AGREED and words & _PEACE):
        return "an agreement that is spoken of, not made"
    if kinds <= {"move", "leave"} and not (frame.places and words & (SOLDIERY | _COLUMNS)):
        return "a movement without forces or place"
    return ""


def _unreal_beside(tokens: Sequence[Token], head: int, start: int, *, is_harm: bool) -> str:
    """Return what the word itself and those next to it say against it, or ``""``."""
    aimed = forms_in(tokens[max(0, head - 1) : head + 1]) & _PURPOSE  # "لاستعادة السيطرة"
    if aimed or forms_in(tokens[head + 1 : head + 3]) & _HYPOTHETICAL:
        return _PLANNED
    if _is_future(tokens[head].low) or tokens[head].low.startswith(("لتحاصر", "ليحاصر", "لتطوق")):
        return _PLANNED
    from_it = "من" in forms_in(tokens[max(0, head - 1) : head])
    if from_it and forms_in(tokens[start:head]) & _SPARED:
        # towns were spared the shelling; a man who outlived a strike was struck at
        named = built_in("victims").find(tokens[start : head - 1])
        if is_harm or all(hit.row["class"] == NOBODY for hit in named):
            return _DENIED
    if forms_in(tokens[max(0, head - _TO_FEARED) : head]) & _FLED:
        return "what people fled or hid from"
    close = forms_in(tokens[max(0, head - 2) : head])
    if head and tokens[head - 1].low in ("غير", "بغير") and close & {"من", "غير"}:
        return _DENIED  # "من غير قتال"
    if forms_in(_as_spelled(tokens[max(0, head - 2) : head])) & _PREPARING:
        return _PLANNED
    if close & _HALTED or (
        any(t.low in _ANY for t in tokens[max(0, head - 2) : head])
        and not forms_in(tokens[start:head]) & _NEGATIONS
    ):
        return _PLANNED
    if head > 1 and tokens[head - 1].low == "عن" and set(tokens[head - 2].forms) & _ANSWERABLE:
        return "what somebody is accused of"
    if set(tokens[head].forms) & _PACTS and forms_in(tokens[max(0, head - 3) : head]) & _BROKEN:
        return "an agreement broken, or since which one counts"
    if only_spoken := spoken_of(tokens, head):
        return only_spoken
    if forms_in(tokens[max(0, head - 3) : head]) & _GRIEVANCES:
        return "what a protest is about"
    if {"من"} & close and close & _SPELLS:
        return "background: over a time"
    return _PLANNED if _is_ordered(tokens, head, start) else ""


def _is_ordered(tokens: Sequence[Token], head: int, start: int) -> bool:
    """Return whether somebody only ordered what a word under "by" tells: "أمر باعتقال", "قضت محكمة بسجن".

    "قضى مدنيان بغارة" tells that they died of it.
    """
    if not (tokens[head].low[:1] == "ب" and len(tokens[head].forms) > 1):
        return False
    ahead = tokens[max(start, head - 3) : head]
    if forms_in(_as_spelled(ahead)) & _ORDERS:
        return True
    ruled = [k for k, t in enumerate(ahead) if set(t.forms) & _RULED]
    return bool(ruled) and (ruled[-1] == len(ahead) - 1 or bool(forms_in(ahead) & _COURTS))


# Numbers and commanders: what folds to the same as "إعداد" and "أمر" where a hamza tells them apart.
_SPELLED_OTHERWISE: Final = ("أعداد", "آمر")


def _as_spelled(tokens: Sequence[Token]) -> list[Token]:
    """Return the words whose spelling does not make another word of them."""
    return [t for t in tokens if not any(other in t.word for other in _SPELLED_OTHERWISE)]


_TO_NOBODY: Final = 5


def _is_nobody(tokens: Sequence[Token]) -> bool:
    """Return whether words speak of a side that nobody names: "claimed the attack", "the side that"."""
    beside = forms_in(tokens)
    return "جهه" in beside and ("التي" in beside or any(t.low in _ANY for t in tokens))


def _unreal(tokens: Sequence[Token], head: int, start: int, *, is_harm: bool) -> str:
    """Return why the word at `head` of a clause that opens at `start` did not happen, or ``""``."""
    near_by = _unreal_beside(tokens, head, start, is_harm=is_harm)
    if near_by:
        return near_by
    none_of = any(t.low in _ANY for t in tokens[max(0, head - 2) : head])  # "لم تشهد X أي غارات"
    for k in range(head - 1, max(start, head - 14) - 1, -1):
        forms, near = forms_in(tokens[k : k + 1]), head - k
        nobody = near <= _TO_NOBODY and _is_nobody(tokens[k:head])
        if near <= 1 and forms & {"لم"} and tokens[head].low in _UNDONE:
            continue
        if ((near <= 3 or nobody or none_of) and forms & _NEGATIONS) or forms & _DENIALS:
            following = forms_in(tokens[k + 1 : k + 2])
            if forms & _DENIALS and following & _TOLD:
                continue  # "denied that and said": what follows is their own word
            if following & _CEASING and without_conjunction(tokens[k]) == "لم":
                continue  # "لم تهدأ الغارات", "لم تسلم البلدة من القصف"
            if following & _STILL or (following & _RESULTING and not is_harm):
                continue  # "is still going on", "the raid did not result in": it took place
            return _DENIED
        if tokens[k].low == "ودعت" and not forms_in(tokens[k + 1 : head]) & {"الي", "ان"}:
            continue  # "took leave of", not "and called for"
        met = "موعد" in forms and tokens[k + 1].low == "مع"  # "on a date with": it came
        if forms & _GOVERNORS and (near <= 6 or not forms & _SOFT) and not met:
            return _PLANNED
        if near <= 4 and _is_future(tokens[k].low):
            return _PLANNED
        if "قد" in forms and k + 1 < len(tokens) and _is_imperfect(tokens[k + 1].low):
            return _PLANNED
        if tokens[k].low in (";", "؛"):
            break
    return ""


_COLUMNS: Final = folded(
    "رتلا رتلين قافلة قوافل شاحنة شاحنات آلية مدافع راجمات نقطة نقطتها نقطته نقاط نقاطها قاعدتها قاعدته حواجز لواء لواءها لواءه دفعة مقاتلي المقاتلون المقاتلين مسلحي المسلحين الفصائل عتاد عتادها عتاده معدات دبابات دبابة بطاريات منظومات دورية دوريات مدرعات آليات نقطتهم مواقعهم مواقعها مواقعه قواتها قواته قواتهم جنودها جنوده"
)
_ANSWERABLE: Final = folded("مسؤول مسؤولا مسؤولين مسؤولون المسؤول المسؤولين المسؤولة مسؤولة")
_DUE_TO: Final = folded("بسبب نتيجه بموجب تنفيذا")
_TO_REASON: Final = 3


def _is_a_reason(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a truce is only why something was so: "بسبب وقف إطلاق النار"."""
    return bool(forms_in(tokens[max(0, head - _TO_REASON) : head]) & _DUE_TO)


_CAMPAIGN: Final = frozenset({"clash", "hit", "assault", "shell", "air"})
_DISPLACING: Final = folded(
    "نزح نزحت نزحوا نزوح النزوح نازح نازحا نازحين النازحين شرد شردت شردتهم شردهم فر فروا هجرت هجرتهم تهجير هرب هربا هربت هربوا هاربة هاربين هاربا الهاربة الهاربين فارين فارة الفارين الفارة لجأ لجأت لجؤوا اقتراب رحيل الرحيل للرحيل"
)
_DUDS: Final = folded("ذخيره ذخائر ذخاير مخلفات قنابل")
_PREPARING: Final = folded(
    "ينقلون تنقل ينقل يجهزون تجهز تجهيز تحضير التحضير يحضرون تحضر اعداد الإعداد يعدون تخطيط التخطيط السعي"
)
_ANY: Final = ("اي", "ايه", "واي", "وايه")
_ORDERS: Final = folded("امر امرا اوامر قرارا مذكره امرت اوعز اوعزت وجه وجهت")
_RULED: Final = folded("قضى قضت")
_COURTS: Final = folded("محكمه محاكم قاض قاضي قضاء هيئه")
_GRIEVANCES: Final = folded("خلفيه احتجاجا تنديدا استنكارا تضامنا رفضا")
_TOLD: Final = folded("ذلك هذا هذه الامر الاتهام الاتهامات الانباء")
_TO_FEARED: Final = 3  # tokens of "هرباً من كثافة" before "القصف"
_FLED: Final = folded(
    "هربا هاربين هاربه هاربا هربوا فرارا فارين فاره اتقاء احتماء وقايه تفاديا تجنبا ملجا ملاجي خشيه"
)
_SPARED: Final = folded("نجا نجت ينجو تنجو سلم سلمت")
_STILL: Final = folded("تزال يزال زال زالت تزل يزل يزالون يقل تقل")
_CEASING: Final = folded(
    "تتوقف يتوقف تهدا يهدا تنقطع ينقطع تسلم يسلم تنج ينج تنجو ينجو ينجوا تخل يخل تستثن يستثن توفر يوفر ترحم يرحم تفارق يفارق تغادر يغادر"
)
_RESULTING: Final = folded("تسفر يسفر توقع يوقع تخلف يخلف تسبب يسبب تود يود تودي يودي ينتج تنتج")
_UNDONE: Final = folded("يفلح تفلح يتمكن تتمكن ينجح تنجح تعد يعد")
_DENIED: Final = "denied or negated"
_SPELLS: Final = folded("ايام اسابيع اشهر شهور سنوات اعوام عقود")
_HALTED: Final = folded(
    "يوقف ينهي تنهي أوقف يضع انهى انهت وقف لوقف بوقف انهاء لانهاء تعليق تجميد منع لمنع"
)
_PLANNED: Final = "planned, feared or hypothetical"


def _is_future(word: str) -> bool:
    """Return whether س makes a word future: ستسقط."""
    bare = word[1:] if word[:1] in "وف" else word
    surname = len(bare) >= _SURNAME and bare.endswith(("وف", "يف", "سكي", "نكو", "فيتش"))
    future = bare[:2] in ("سي", "ست") and len(bare) > 3
    return future and not surname and bare not in _NOT_FUTURE


_SURNAME: Final = 7  # letters of سينيغوبوف


def _is_imperfect(word: str) -> bool:
    """Return whether the word after قد makes it "may": قد تتوقف, not قد توقفت."""
    if word[:1] == "ي":
        return True
    return word[:1] == "ت" and word not in _PERFECT_T and not word.endswith("ت")


def _is_past_of_past(tokens: Sequence[Token], starts: Sequence[int], frame: Frame) -> bool:
    """Return whether "had ... done" governs the frame: وكان ... قد سيطر."""
    first = frame.heads[0] if frame.heads else 0
    begin = max((s for s in starts if s <= first), default=0)
    forms = forms_in(tokens[begin:first])
    was = [k for k in range(begin, first) if set(tokens[k].forms) & _WAS]
    if not was:
        return bool(forms_in(tokens[begin : begin + 3]) & {"سبق"})
    if "قد" not in forms and all(_only_says_where(tokens, k, first) for k in was):
        return False
    people = built_in("victims").find(tokens[was[0] + 1 : was[0] + 4])
    if "قد" not in forms and people and forms_in(tokens[was[0] : frame.heads[-1]]) & _MEANWHILE:
        return False  # "كان الركاب نائمين حين انفجرت العبوة"
    return "قد" in forms or (
        begin == 0
        and not (was_doing(tokens[:first]) or is_present(tokens[first]))
        and LOT.isdisjoint(tokens[first].forms)
    )


_WAS: Final = frozenset({"كان", "كانت", "كانوا"})
_MEANWHILE: Final = folded("حين حينما عندما لحظة لما")
_AT: Final = folded("في على بين من")
_MOST: Final = folded(
    "الأعنف الأكثر الأشد الأكبر الأبرز الأوسع أعنفه أعنفها أكبرها أكبره أبرزه أبرزها أشده أشدها"
)
_TO_MOST: Final = 3


def _only_says_where(tokens: Sequence[Token], k: int, head: int) -> bool:
    """Return whether "was" only says where or what the worst was: "الخسائر الأكبر كانت في X، إذ قصفت", "وكان القصف الأعنف على X"."""
    if set(tokens[k + 1].forms) & _AT:
        return k + 1 < head
    return k + 1 == head and bool(forms_in(tokens[head + 1 : head + _TO_MOST]) & _MOST)


_NTH: Final = folded("ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر الثانيه الثالثه الرابعه الخامسه")
_OCCASIONS: Final = folded("عمليه حادثه حادث هجوم مره غاره جريمه")
_CONDEMNED: Final = folded(
    "ادان ادانت دان دانت يدين تدين ندين مدينا ادانه استنكر استنكرت استنكار شجب شجبت تعازي ندد نددت يندد تندد تنديد استهجن استهجنت"
)
_AGREED: Final = folded(
    "جرت جرى جري تمت نفذت اتمت تبادل تبادلت افرج افرجت وقع وقعت وقعا وقعوا توصل توصلت توصلا توصلوا ابرم ابرمت ابرما اتفق اتفقت اتفقوا اتفقا اعلن اعلنت اعلنوا التوصل توقيع دخل دخلت سريان سريانه حيز ابرام عقد عقدت عقدوا عقدا اعلنتها اعلنها ابرمها التزاما قضى ينص نص يقضي يسري تسري تطبيق سرى سرت أفضت افضت نجحت انهت أثمرت وساطة"
)
_PACTS: Final = folded("اتفاق الاتفاق اتفاقية الاتفاقية هدنة الهدنة توقيع")
_BROKEN: Final = folded(
    "منذ خرق خرقت خرقه خرقا خرقوا يخرق تخرق انتهك انتهكت تنتهك ينتهك خروق خروقات انتهاك"
)
_PEACE: Final = folded(
    "هدنه النار اطلاق تبادل صلح صلحا مصالحه تهديه اسرى انسحاب تسويه نار سحب اخراج خروج اجلاء تسليم الاحتكام انهاء الحصار القتال الاقتتال فتح الموقوفين المحتجزين"
)
