"""Which Arabic words say that a settlement passed from hand to hand, beside "took control of".

The secret of this module is the object: أخذت is "took" before a village and "began to" before a
verb; خسر loses a town or men; عادت "came back" to the army or to its school; what is lost, fallen or
handed on is told by the settlement that stands where the verb asks for one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.grammar import MEN_AT_ARMS, armed_around, armed_doer, object_of
from geo.extract.arabic.nouns import HANDS, REJOICING
from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.countries import arabic_government
from geo.extract.counts.arabic_whose import loses_life
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.arabic.grammar import Names
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token


SETTLED: Final = folded(
    "مدينة مدينتي مدينتا مدينتين مدن بلدة بلدتي بلدتا بلدتين بلدات قرية قريتي قريتا قريتين قرى ضاحية ضواحي حي أحياء حيين مناطق منطقة تل تلة تلتين تلال تلول جبل مطار قاعدة قواعد معسكر معبر "
    "محافظة قضاء ناحية محلية مديرية ولاية مزارع مخيم حقل سد ميناء جزيرة بلدتهم قريتهم مدينتهم عاصمة العاصمة سلسلة"
)
_BOSOM: Final = folded("حضن كنف سيادة سيطرة سلطة قبضة يد أيدي نفوذ عهدة حوزة إدارة")
_TO_OBJECT: Final = 12
_OPENING: Final = 5  # tokens of a town's name with "the town of" before it
_TO_HANDS: Final = 6
_FLAGS: Final = folded(
    "علم العلم علمه علمها علمهم أعلام الأعلام أعلامه أعلامها أعلامهم راية الراية رايته رايتها رايتهم رايات راياته راياتها راياتهم"
)
_OVER: Final = folded("فوق على في وسط")
# What may stand behind "was taken"; behind "began to" stands a verb, behind "took" an object.
_BEHIND_PASSIVE: Final = folded(
    "صباح مساء فجر ليل ليلة ظهر عصر اليوم أمس يوم قبل بعد بعدها بعدهما قبلها من في أيضا كذلك بلا دون بدون عنوة تباعا بالقوة الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت هي وهي خلال منذ"
)
_DAMMA: Final = "\u064f"


def passes(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return ``"gain"``, ``"lost?"`` or ``"leave"`` where the word says that a place changed hands, else ``""``."""
    how = _HOW.get(hit.row["kind"])
    return how(tokens, hit, names) if how else ""


def _took(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Tell "took" from "began to", "took part", "took upon itself"."""
    last = hit.last
    if armed_doer(tokens, last):
        state = last + bool(arabic_government(tokens[last : last + 1]))
        at = object_of(tokens, state, SETTLED, names.bare, _TO_OBJECT)
        if forms_in(tokens[last:at]) & _UPON_ITSELF:
            return ""
        if at == state > last and tokens[at].low[0] == "و":
            # "أخذت أنقرة وموسكو دور الضامن": two that took
            return "gain" if _is_row(tokens, last, names) else ""
        if at is not None and not any(_is_doing(t) for t in tokens[last:at]):
            return "gain"
        related = hit.first and forms_in(tokens[hit.first - 1 : hit.first]) & _WHICH
        return "gain" if related and _ahead_or_behind(tokens, hit, names) else ""
    return "gain" if _is_taken(tokens, hit, names) or _takes_row(tokens, last, names) else ""


_SEVERAL: Final = folded("قرى قريتي بلدات بلدتي مدن مدينتي")
_ASIDE: Final = folded("فيه فيها خلاله خلالها إثره إثرها منه منها منهم به بها أيضا كذلك")
_OF_WHAT: Final = _OVER | folded("من إلى عن أهالي سكان")
_TO_NEXT: Final = 4  # tokens from a name of a row to the next


def _takes_row(tokens: Sequence[Token], last: int, names: Names) -> bool:
    """Return whether a row of places stands behind the verb, whose doer was named before: "أخذت A وB".

    "The teams took (began) to move the hurt from the villages of A and B" names its doer behind the verb.
    """
    if last >= len(tokens):
        return False
    if last in names.bare:
        return _is_row(tokens, last, names)
    opens = tokens[last].low in _ASIDE | _SEVERAL or tokens[last].word in PAUSES
    return opens and any(
        tokens[k].low in _SEVERAL
        and k + 1 in names.bare
        and tokens[k - 1].low not in _OF_WHAT
        and not any(_is_doing(t) for t in tokens[last:k])
        for k in range(last, min(len(tokens) - 1, last + _TO_OBJECT))
    )


def _is_row(tokens: Sequence[Token], first: int, names: Names) -> bool:
    """Return whether joined names from `first` on are what was taken, not who took a thing: "أخذت حلب وإدلب حصة"."""
    nexts = range(first + 1, min(len(tokens), first + _TO_NEXT))
    if not any(k in names.bare and tokens[k].low[0] == "و" for k in nexts):
        return False
    end = next((k for k in range(first, len(tokens)) if k not in names.tokens), len(tokens))
    behind = tokens[end : end + _TO_NEXT]
    if forms_in(behind) & _UPON_ITSELF or any(_is_doing(t) for t in behind):
        return False
    ends = not behind or not behind[0].word[0].isalpha() or behind[0].low[0] in "وفبل"
    return ends or behind[0].low.startswith("ال") or bool(set(behind[0].forms) & _BEHIND_PASSIVE)


_UPON_ITSELF: Final = folded("عاتقه عاتقها عاتقهم عاتقهما حسبانه حسبانها الاعتبار موافقة عينات صور")
_WHICH: Final = folded("ما التي الذي مما")


def _is_doing(token: Token) -> bool:
    """Return whether a word looks like an imperfect, the deed that somebody "began": تقصف, يعدون."""
    low = token.low[1:] if token.low[:1] == "و" else token.low
    return low[:1] in "يت" and len(low) > 3 and low not in _NO_VERBS


_NO_VERBS: Final = folded(
    "تحرير تنظيم تركيا تركية تركي تركيه تعزيزات تابعة تابع تباعا تقريبا يوم يومين تشكيل تشكيلات تلال تلول تلتين تلعفر تدمر تعز"
)


def _ahead_or_behind(tokens: Sequence[Token], hit: Hit, names: Names) -> bool:
    """Return whether what was taken stands before the relative clause or is counted out behind a colon."""
    if forms_in(tokens[max(0, hit.first - 3) : hit.first]) & SETTLED:
        return True
    return any(t.word == ":" for t in tokens[hit.last :]) and any(p > hit.last for p in names.bare)


def _is_taken(tokens: Sequence[Token], hit: Hit, names: Names) -> bool:
    """Return whether a settlement right before the verb was taken: "أن قرية X أُخذت صباح الأحد"."""
    i, last = hit.first, hit.last
    while i and tokens[i - 1].low in ("قد", "كانت", "كان"):
        i -= 1
    before = tokens[i - 1] if i else None
    if before is None or not (i - 1 in names.tokens or _is_settled(before)):
        return False
    behind = tokens[last] if last < len(tokens) else None
    idle = behind is None or behind.word in (*PAUSES, ".") or set(behind.forms) & _BEHIND_PASSIVE
    return _DAMMA in tokens[hit.first].word or bool(idle)


def _is_settled(token: Token) -> bool:
    low = token.low[1:] if token.low[:1] == "و" else token.low
    return low.removeprefix("ال") in SETTLED


def _lost(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Tell a town lost from men, contact or money lost."""
    last = hit.last
    if loses_life(tokens, hit.first):
        return "kill"
    if hit.row["pos"] == "n":  # "بعد خسارة سراقب"
        at = object_of(tokens, last, SETTLED, names.bare, 3)
        return "lost?" if at is not None else ""
    if tokens[hit.first].low == "فقد" and not armed_doer(tokens, last, 1):
        return ""  # "فقد أقدم مسلحون على": a particle
    if not armed_around(tokens, hit.first, last):
        return ""
    state = last + bool(arabic_government(tokens[last : last + 1]))  # "خسرت كييف": who lost
    at = object_of(tokens, state, SETTLED, names.bare, _TO_OBJECT)
    if at is not None and not forms_in(tokens[last:at]) & _MEN_LOST:
        return "lost?"
    related = hit.first and forms_in(tokens[hit.first - 1 : hit.first]) & _WHICH
    return "lost?" if related and _ahead_or_behind(tokens, hit, names) else ""


_MEN_LOST: Final = folded(
    "أفراد أفرادها أفراده عناصرها عناصره جنديا جندي جنود جنوداً قتيلا مقاتلا مقاتل رجلا الاتصال الأمل قائدا قائدها قائده دبابة طائرة مروحية الوعي حياته حياتها معركة مباراة الحرب"
)


def _fell(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Tell a town that fell from rain and men that fell: by its name right behind, or by whose hands it fell into."""
    if hit.last in names.bare:
        return "gain"
    led = any(
        a.low in ("في", "بين", "تحت") and set(b.forms) & HANDS
        for a, b in pairwise(tokens[hit.last : hit.last + _TO_HANDS])
    )
    return (
        "gain"
        if led and (names.tokens or object_of(tokens, hit.last, SETTLED, names.bare) is not None)
        else ""
    )


def _went_to(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether a town went (back) to somebody in arms: "عادت X إلى الجيش", "آلت بلدة X إلى القوات", "دانت X للقوات"."""
    at = _subject(tokens, hit.last, names)
    if at is None and hit.first and hit.first - 1 in names.tokens:
        at = hit.last - 1  # "أن مطار X عاد إلى عهدتها"
    if at is None:
        return ""
    for k in range(at + 1, min(len(tokens), at + _TO_OBJECT)):
        token = tokens[k]
        if token.word in (".", "؛", ":"):
            return ""
        to = token.low in ("الي", "تحت") and k + 1 < len(tokens)
        if to and (set(tokens[k + 1].forms) & (_BOSOM | HANDS) or armed_doer(tokens, k + 1, 3)):
            return "gain"
        if (
            token.low[:1] == "ل"
            and k not in names.tokens
            and len(token.forms) > 1
            and _is_armed(tokens, k)
        ):
            return "gain"
    return ""


def _handed(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether a town was handed to somebody in arms: "سُلّمت X إلى الشرطة العسكرية", "تسلّم الجيش X من الفصائل"."""
    if tokens[hit.first].forms[-1].startswith(_RECEIVED) and armed_doer(tokens, hit.last):
        at = object_of(tokens, hit.last, SETTLED, names.bare, _TO_OBJECT)
        return "transfer" if at is not None else ""
    return "transfer" if _went_to(tokens, hit, names) else ""


_RECEIVED: Final = ("تسلم", "استلم")


def _replaced(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether an army took others' place in a town: "حلّ الجيش محل الفصائل في X"."""
    near = tokens[hit.last : hit.last + _TO_HANDS]
    instead = next((k for k, t in enumerate(near, hit.last) if t.low == "محل"), None)
    if instead is None or not names.tokens:
        return ""
    if forms_in(tokens[instead : instead + _OPENING]) & _SERVING:
        return ""
    return "transfer" if armed_doer(tokens, hit.last) and armed_doer(tokens, instead + 1) else ""


_SERVING: Final = folded("تنظيم توزيع خدمة تقديم إدارة")


def _is_armed(tokens: Sequence[Token], k: int) -> bool:
    return bool({f.removeprefix("ال") for f in tokens[k].forms[1:]} & MEN_AT_ARMS) or armed_doer(
        tokens, k, 2
    )


def _subject(tokens: Sequence[Token], k: int, names: Names) -> int | None:
    """Return where the settlement stands that is the subject of the verb before token `k`."""
    for j in range(k, min(len(tokens), k + 3)):
        if j in names.bare:
            return j
        if not _is_settled(tokens[j]):
            return None
        if tokens[j].low.startswith("ال"):
            return j
    return None


def _out_of(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether a town went out of somebody's hands: "خرجت X من يد المعارضة", "بخروج X من يدها"."""
    if _subject(tokens, hit.last, names) is None:
        return ""
    behind = tokens[hit.last : hit.last + _TO_OBJECT]
    led = any(a.low in ("من", "عن") and set(b.forms) & HANDS for a, b in pairwise(behind))
    return "lost?" if led else ""


def _under_flag(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether men at arms put up their flag in a town that is named."""
    flies = tokens[hit.first].forms[-1].endswith(("رفرف", "رفرفت"))  # "أعلام الجيش ترفرف فوق X"
    start = max(0, hit.first - 4) if flies else hit.last
    near = tokens[start : hit.last + _TO_HANDS]
    flag = next((k for k, t in enumerate(near, start) if set(t.forms) & _FLAGS), None)
    if flag is None or not names.tokens:
        return ""
    theirs = armed_doer(tokens, flag + 1, 3) or built_in("demonyms").find(
        tokens[flag + 1 : flag + 2]
    )
    passive = flies or (flag <= hit.last and _DAMMA in tokens[hit.first].word)
    if not (armed_doer(tokens, hit.last) or (passive and theirs)):
        return ""
    if forms_in(tokens) & (REJOICING | (_CROWDED if flies else frozenset())):
        return ""
    over = any(set(t.forms) & _OVER for t in tokens[flag + 1 : flag + _TO_HANDS])
    theirs_too = any(t.low.endswith("ها") for t in tokens[flag + 1 :])  # "على مبانيها"
    return "gain" if over and (theirs_too or any(p > flag for p in names.tokens)) else ""


_CROWDED: Final = folded(
    "متظاهرون المتظاهرون متظاهرين المتظاهرين محتجون المحتجون مظاهرة المظاهرة تظاهرة وقفة مسيرة احتفال الاحتفال"
)


def _gave_up(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether men at arms left a town that is named: "تراجعت الفصائل عن X", "أخلى الجيش مواقعه في X"."""
    if not armed_around(tokens, hit.first, hit.last):
        return ""
    if forms_in(tokens[hit.last : hit.last + _OPENING]) & _PLANS:
        return ""
    nearest = range(hit.last, hit.last + _TO_OBJECT)
    led = any(
        tokens[k - 1].low in ("عن", "من", "في") or k in names.bare
        for k in nearest
        if k in names.tokens
    )
    return (
        "leave" if led or any(_is_site(t) for t in tokens[hit.last : hit.last + _OPENING]) else ""
    )


_PLANS: Final = folded(
    "قرار قراره قرارها قراراته خطة خططه خططها مشروع فكرة مطلب مطالبه مطالبها وعوده موقفه موقفها تصريحاته اتهاماته إجازة إجازتهم"
)
_SITES: Final = folded(
    "نقطة نقطتها نقاط نقاطها موقع مواقع مواقعه مواقعها قاعدة قاعدتها قاعدته قواعد ثكنة ثكناته ثكناتها ثكنات حاجز حواجز معسكر مقر مقراته مقراتها معسكراتها"
)


def _is_site(token: Token) -> bool:
    return token.low.removeprefix("ال") in _SITES


def _pulled(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether troops or guns were pulled out: "سحب الجيش آلياته من X"; not a bill, not money."""
    near = tokens[hit.last : hit.last + _TO_HANDS]
    by_men = bool(forms_in(near[:1]) & MEN_AT_ARMS)  # "the army pulled its men out"
    pulled = any(
        set(t.forms) & (MEN_AT_ARMS | _GUNS) or t.low in MEN_AT_ARMS for t in near[by_men:_OPENING]
    )
    whence = range(hit.last, min(len(tokens), hit.last + _TO_OBJECT))
    led = any(tokens[k].low == "من" and names.tokens & {k + 1, k + 2, k + 3} for k in whence)
    return "leave" if pulled and led else ""


def _ousted(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether men at arms drove others out of a town: "أزاح المقاتلون القوات من X"."""
    behind = range(hit.last + 1, min(len(tokens), hit.last + _TO_OBJECT))
    led = any(tokens[k].low in ("من", "عن") and names.tokens & {k + 1, k + 2} for k in behind)
    return "gain" if led and armed_doer(tokens, hit.last) else ""


def _expelled(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether it was men at arms who were driven out of a town: "طُرد المسلحون من X"; families are displaced."""
    near = tokens[hit.last : hit.last + 4]
    men = forms_in(near[1:3]) & _MEN or armed_doer(tokens, hit.last + 1, 3)
    if near and near[0].low in _OUT_OF_IT and men:
        return "gain" if names.tokens else ""  # "اقتحم الجيش X وطرد منها المسلحين"
    return _ousted(tokens, hit, names) if armed_doer(tokens, hit.last, 2) else ""


_MEN: Final = folded("مجموعات مسلحين مسلحون إرهابيين إرهابيون فصائل متشددين مقاتلين تنظيمات")
_OUT_OF_IT: Final = ("منها", "منه", "منهما", "عنها", "عنه")


def _grips(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether somebody now holds the reins of a town: "بات يمسك بزمام X"."""
    near = tokens[hit.last : hit.last + 4]
    rules = tokens[hit.first].forms[-1][1:].startswith("سيطر")
    reins = forms_in(near) & _REINS or (rules and any(t.low == "علي" for t in near[:2]))
    now = forms_in(tokens[max(0, hit.first - 3) : hit.first]) & _NOW
    if rules and _is_headline(tokens, hit.first):
        at = object_of(tokens, hit.last + 1, SETTLED, names.bare, 2)
        return "gain" if at is not None and near[:1] and near[0].low == "علي" else ""
    return "gain" if reins and now and any(k > hit.last for k in names.tokens) else ""


def _lays_hand(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether somebody in arms laid hands on a town: "وضع الحوثيون يدهم على X"."""
    near = tokens[hit.last : hit.last + _TO_HANDS]
    hand = next((k for k, t in enumerate(near, hit.last) if set(t.forms) & HANDS), None)
    if hand is None or not armed_doer(tokens, hit.last):
        return ""
    on = tokens[hand + 1 : hand + 2]
    reached = names.tokens & {hand + 2, hand + 3} or any(
        _is_settled(t) for t in tokens[hand + 2 : hand + 3]
    )
    return "gain" if on and on[0].low == "علي" and reached else ""


_TO_HEADLINE: Final = 4


def _is_headline(tokens: Sequence[Token], first: int) -> bool:
    """Return whether men at arms open the sentence and their verb follows: "الجيش يسيطر على بلدة X"; not "حيث يسيطر"."""
    led = 0 < first <= _TO_HEADLINE and armed_doer(tokens, 0, first)
    since = any(t.low.endswith(_STILL_HELD) for t in tokens[first:])
    return led and not since and tokens[first].low[0] in "يت"


_STILL_HELD: Final = ("منذ", "معظم", "اجزاء", "مناطق", "حاليا")
_REINS: Final = folded("زمام مفاصل مقاليد ناصية مفاتيح")
_NOW: Final = folded("بات باتت صار صارت أصبح أصبحت")


def _no_longer(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether a town is in somebody's hands no more: "لم تعد X في يد الفصائل", "أن X لم تعد معهم"."""
    if not hit.first or tokens[hit.first - 1].low.removeprefix("و") != "لم":
        return ""
    about = names.tokens & set(range(max(0, hit.first - 5), hit.last + 4))
    near = tokens[hit.last : hit.last + _TO_HANDS]
    held = any(
        (a.low in ("في", "تحت", "بين") and set(b.forms) & HANDS) or set(a.forms[1:]) & HANDS
        for a, b in pairwise([*near, *near[-1:]])
    )
    return "lost?" if about and (held or forms_in(near) & _WITH_THEM) else ""


_WITH_THEM: Final = folded("معهم معه معنا لهم لنا بيدهم بأيديهم بيدنا")


def _yields(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether towns opened their gates to an army; schools open theirs to pupils."""
    if not forms_in(tokens[max(0, hit.first - 5) : hit.first]) & {"فتح", "فتحت", "فتحتا"}:
        return ""
    near = range(hit.last, min(len(tokens), hit.last + 4))
    to = any(tokens[k].low[:1] == "ل" and _is_armed(tokens, k) for k in near)
    return "transfer" if to and names.tokens else ""


def _emptied(tokens: Sequence[Token], hit: Hit, names: Names) -> str:
    """Return whether a post or town was emptied of men at arms: "خلت نقطة X من جنودها"."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    of = next((k for k, t in enumerate(near) if t.low == "من"), None)
    if of is None or not names.tokens & set(range(hit.last, hit.last + of)):
        return ""
    return "leave" if forms_in(near[of + 1 : of + 5]) & MEN_AT_ARMS else ""


_GUNS: Final = folded(
    "سلاح السلاح أسلحة أسلحتها الأسلحة مدفع مدافع المدافع مدافعها مدفعيتها راجمات عتاد عتادها عتاده العتاد معدات معداتها جرافات دباباته آلياته نقاط نقاطها حواجزها"
)
_HOW: Final[dict[str, Callable[[Sequence[Token], Hit, Names], str]]] = {
    "took?": _took, "lose?": _lost, "fall?": _fell, "return?": _went_to, "exit?": _out_of,
    "flag?": _under_flag, "giveup?": _gave_up, "pull?": _pulled, "oust?": _ousted, "handover?": _handed, "replace?": _replaced, "drive?": _expelled, "expel?": _expelled,
    "grip?": _grips, "layhand?": _lays_hand, "nolonger?": _no_longer, "yield?": _yields, "emptied?": _emptied,
}  # fmt: skip
