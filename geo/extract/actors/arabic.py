"""How surely an actor acts and suffers in an Arabic frame: verb, subject, object.

The secret of this module is which words before an actor make it the target, the hand or only the
voice, and that the first actor behind a verb is its subject.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.actors.nearness import nearness
from geo.extract.lexicon import arabic_words, built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors.finding import Actor
    from geo.extract.events import Frame
    from geo.extract.text import Token

# What of somebody's is struck: "تجمع للمليشيا", "حاجز للجيش"; and by what somebody strikes.
_AR_HELD: Final = folded(
    "تجمع تجمعات مواقع موقع نقاط نقطه حاجز حواجز مقر مقار مقرات قافله رتل ارتال دوريه دوريات سياره اليه اليات معسكر قاعده "
    "تحصينات عناصر عنصر جنود مسلحي مقاتلي تمركز تمركزات غرفه قياده مبنى"
)
_AR_POSTS: Final = folded("نقطة نقاط قاعدة قواعد موقع مواقع حاجز معسكر رتل")
_AR_KEPT: Final = folded("مراقبة عسكرية عسكري")  # what a post is for
_AR_BESIDE: Final = folded(
    "القريبة القريب القريبين قريبا المجاورة المجاور الواقعة الواقع يفصل تفصل يبعد تبعد بعيدا"
)
_AR_PEOPLE: Final = folded(
    "عناصر عنصر عنصرا عنصرين عنصران جنود جندي جنديا جنديين مسلحي مقاتلي مقاتل افراد فرد ضباط ضابط منتسبي منتسب قيادي قياديا قياديين قياديان قائد قائدا قادة مسؤول مسؤولا مسؤولي مسلح مسلحا مسلحين مقاتلين"
)
_AR_NUMBERS: Final = folded(
    "واحد احد اثنان اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره عشر احدى عشرين ثلاثين عشرات عدد بعض"
)
_AR_BELONGING: Final = folded("تابع تابعه تابعا تابعين التابع التابعه التابعين عائده عائد")
_AR_WEAPONS: Final = folded(
    "طايره طايرات مسيره مسيرات طيران مروحيه مروحيات مدفعيه صاروخ صواريخ قذيفه قذائف مقاتلات زوارق مدفعيات غارات غاره قصف هجوم كمين"
)
_HARMS: Final = frozenset({"kill", "wound", "carry"})
_FURTHER: Final = 0.6
_AR_DONE_BY: Final = folded(
    "نفذه نفذها نفذته نفذتها شنه شنها شنته شنتها اطلقها اطلقه اطلقته اطلقتها زرعها زرعه زرعته زرعتها ارتكبها ارتكبه ارتكبته ارتكبتها نصبه نصبته القاها القتها"
)
_AR_STRUCK: Final = folded(
    "بلده قريه مدينه بلدتي قريتي قرى اطراف محيط منزل منازل ورشه حافله مدرسه سوق مخيم منطقه مناطق احياء حي سيارات"
)
_AR_BEATEN: Final = folded("انسحاب اخراج ازاحه ابعاد طرد دحر هروب فرار استسلام")
_AR_EXPOSED: Final = folded("تعرض تعرضت تعرضوا يتعرض تتعرض")
_AR_ONTO: Final = folded("على علي ضد استهداف")
_AR_BACKED: Final = folded("دعم بدعم اسناد باسناد غطاء بغطاء مسانده بمسانده مدعومه مدعوم مدعومين")
_AR_HANDS: Final = folded("يد ايدي بيد")
_AR_MEANS: Final = folded("رصاص نيران قبل برصاص بنيران")
_AR_IN: Final = folded("في من الى قرب")


def arabic_score(
    frame: Frame, actor: Actor, counted: set[int], crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return how surely an actor acts and suffers in an Arabic frame: verb, subject, object."""
    if counted & set(range(actor.first, actor.last)):
        return 0.0, 5.0
    if _is_cited(frame.sentence.tokens, actor):
        return 0.0, 0.0
    if actor.first and set(frame.sentence.tokens[actor.first - 1].forms) & _AR_MOURNING:
        return 0.0, 3.6  # "أربعة نعاهم الحزب": the dead were its own
    if _is_driven(frame.sentence.tokens, actor):
        return 0.0, 3.6
    accused = _by_accusation(frame.sentence.tokens, actor, crowd)
    if accused is not None:
        return accused
    if actor.kind == "un" and _HARMS & set(frame.kinds):
        return 0.0, 0.0  # "المفوضية إنها تحققت من مقتل"
    does = suffers = 0.0
    deeds = [(h, k) for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in _HARMS]
    for head in frame.heads:
        pair = _arabic_pair(frame, actor, head, crowd)
        if any(head < h < actor.first for h, k in deeds):
            pair = (pair[0] * _FURTHER, pair[1] * _FURTHER)  # a deed nearer to it decides
        does, suffers = max(does, pair[0]), max(suffers, pair[1])
    return does, suffers


_AR_MOURNING: Final = folded("نعى نعاه نعاها نعاهم نعت نعته نعتهم")
_AR_ROUTED: Final = folded(
    "الفرار فرار الانسحاب التراجع الانكفاء التقهقر الاستسلام الهروب المغادرة"
)


def _is_driven(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor was made to flee: "حمل القوات الحكومية على الفرار", "أجبر الفصائل على الانسحاب"."""
    behind = tokens[actor.last : actor.last + 3]
    return any(
        a.low in ("علي", "الي") and not _AR_ROUTED.isdisjoint(b.forms) for a, b in pairwise(behind)
    )


_AR_ACCUSING: Final = folded("اتهم اتهمت يتهم تتهم متهما متهمه حمل حملت محملا محمله")
_AR_CHARGED: Final = 9  # tokens between "accused" and the one who is


def _by_accusation(
    tokens: Sequence[Token], actor: Actor, crowd: Sequence[Actor]
) -> tuple[float, float] | None:
    """Return that the accused acts and the accuser does not: "اتهمت قوات الدعم السريع الجيش بتنفيذ الضربة"."""
    verb = next(
        (
            k
            for k in range(actor.first - 1, max(-1, actor.first - _AR_CHARGED), -1)
            if set(tokens[k].forms) & _AR_ACCUSING
        ),
        None,
    )
    if verb is None:
        return None
    named = [a for a in crowd if verb < a.first < verb + _AR_CHARGED and a.kind != "civilians"]
    named = named[:2] if tokens[verb].low[:2] != "مت" else named[:1]
    if actor not in named:
        return None
    return (4.6, 0.0) if actor is named[-1] else (0.0, 0.0)


_AR_THEIRS: Final = (
    "قوات",
    "مقاتل",
    "طاير",
    "وحدات",
    "عناصر",
    "جنود",
    "مدفعي",
    "مسير",
    "سرايا",
    "مجاهد",
)
_AR_HARMED: Final = folded("مقتل سقوط استشهاد اصابه وفاه مصرع فقدان وقوع انفجار")


_AR_ACCORDING: Final = folded("بحسب حسب وفق وفقا حسبما طبقا نقلا")
_AR_CITED: Final = 5


def _is_cited(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor is only who says so: "بحسب مصدر في الشرطة"."""
    for token in reversed(tokens[max(0, actor.first - _AR_CITED) : actor.first]):
        if token.word in ("،", ",", ":", "؛"):
            return False
        if set(token.forms) & _AR_ACCORDING:
            return True
    return False


def _only_reports(tokens: Sequence[Token], actor: Actor, head: int) -> bool:
    """Return whether the actor before a trigger only tells of it: "قال الجيش إن مسلحين هاجموا".

    "Its forces" and "that it" (إنها، قواتها) make a doer of who speaks.
    """
    for token in reversed(tokens[max(0, actor.first - 4) : actor.first]):
        if "ان" in token.forms:
            return False  # "قالت الشبكة إن قوات ... اقتحمت": told of, not telling
        if set(token.forms) & arabic_words("speech"):
            break
    else:
        return False
    between = tokens[actor.last : head]
    if any(t.low[-2:] in ("انه", "نها", "نهم") and t.low.lstrip("وب")[:2] == "ان" for t in between):
        return False
    if any(
        t.low.startswith(_AR_THEIRS)
        and t.low.endswith(("ه", "ها", "هم"))
        and not t.low.endswith("يه")
        for t in between
    ):
        return False
    if any("ان" in t.forms for t in between):
        return True
    return bool(set(tokens[head].forms) & _AR_HARMED)


def _arabic_pair(
    frame: Frame, actor: Actor, head: int, crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return the score of an actor towards one trigger."""
    tokens = frame.sentence.tokens
    hit = built_in("triggers").at(tokens, head)
    end = hit.last if hit else head + 1
    left = actor.last <= head
    near = nearness(tokens, *((actor.last, head) if left else (end, actor.first)))
    begin, held, of_theirs = _phrase(tokens, actor)
    pair = (
        _by_drive(tokens, actor, begin, crowd)
        or _by_preposition(frame, actor, begin, held=held)
        or _in_harm(frame, actor, head, end, begin)
        or _by_owner(tokens, actor, begin, held=held)
    )
    if pair is None and actor.kind == "means" and tokens[actor.first].low[:1] == "ب":
        pair = (1.0, 0.0)  # "shelled with artillery": what somebody named did it with
    if pair is None and left:
        pair = _from_before(frame, actor, head, begin)
    if pair is None:
        noun = hit is not None and hit.row["pos"] == "n"
        others = sum(1 for a in crowd if end <= a.first < actor.first and a.kind != "civilians")
        if actor.first <= head < actor.last:
            pair = (3.2, 0.0)
        elif (held or of_theirs) and (
            others or _is_led_verb(tokens, head) or _has_weapon(tokens, end, begin)
        ):
            pair = (0.0, 3.0)
        elif _is_struck(frame, actor, end, begin):
            pair = (0.0, 2.8)
        elif noun:
            pair = (2.0 if not others else 0.5, 0.0)
        elif _is_object(frame, head, begin, crowd):
            pair = (0.0, 2.9)
        elif not others:
            # The first actor behind the verb is its subject; dead people have no doer as subject.
            pair = (3.0, 1.5 if actor.kind != "civilians" else 3.0)
        else:
            pair = (0.0, 2.6)
    return pair[0] * near, pair[1] * near


_AR_DRIVE: Final = folded("دحر طرد")  # "drove out" as well as "the driving out of"
_AR_THAT_IT: Final = folded("انها انه انهم بانها بانه بانهم وانها وانه وانهم")


def _by_drive(
    tokens: Sequence[Token], actor: Actor, begin: int, crowd: Sequence[Actor]
) -> tuple[float, float] | None:
    """Return that who stands first of two behind "drove out" did it: "دحر الجيش الإرهابيين عن"."""
    driven = begin and _AR_DRIVE & set(tokens[begin - 1].forms)
    two = any(a.first == actor.last and a.kind != "civilians" for a in crowd)
    return (3.0, 1.5) if driven and two else None


def _is_object(frame: Frame, head: int, begin: int, crowd: Sequence[Actor]) -> bool:
    """Return whether the verb before an actor has its subject before it: "إن الجيش طرد المسلحين", "إنها طردت الجيش"."""
    tokens = frame.sentence.tokens
    verb = built_in("triggers").at(tokens, head)
    if not head or begin != head + 1 or verb is None or verb.row["pos"] != "v":
        return False
    if tokens[head].low.endswith(("ها", "هم")):
        return False  # "إن البلدة قصفتها القوات"
    if tokens[head - 1].low in _AR_THAT_IT:
        return True
    subject = next((a for a in crowd if a.last == head and a.kind != "civilians"), None)
    return subject is not None and subject.first > 0 and "ان" in tokens[subject.first - 1].forms


def _has_weapon(tokens: Sequence[Token], end: int, begin: int) -> bool:
    """Return whether a weapon stands where the verb's subject does: "استهدفت مسيرة نقطة روسية"."""
    return end < begin and bool(set(tokens[end].forms) & _AR_WEAPONS)


def _is_led_verb(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a verb of a chain keeps its subject: "وحاصرت نقطة المراقبة التركية"."""
    return bool(head) and tokens[head].low[:1] == "و" and tokens[head].low.endswith("ت")


_PHRASE: Final = 7


def _phrase(tokens: Sequence[Token], actor: Actor) -> tuple[int, bool, bool]:
    """Return where the noun phrase that ends in an actor begins, whether it is a thing, or people, of theirs.

    "سيارة عسكرية تابعة لقوات": a vehicle of the forces; "اثنان من عناصر الحركة": two of its members.
    """
    k, held, people = actor.first, bool(set(tokens[actor.first].forms) & _AR_POSTS), False
    while k and actor.first - k < _PHRASE:
        forms = set(tokens[k - 1].forms)
        if forms & _AR_KEPT and k > 1 and set(tokens[k - 2].forms) & _AR_HELD:
            k, held = k - 2, True  # "نقطة المراقبة التركية"
            continue
        if forms & _AR_PEOPLE or _counts(tokens[k - 1]):
            people = True
        elif forms & _AR_HELD:
            held = True
        elif not (
            ("من" in forms or "في" in forms)
            and k > 1
            and (set(tokens[k - 2].forms) & _AR_PEOPLE or _counts(tokens[k - 2]))
        ):
            break
        k -= 1
    return k, held, people


def _counts(token: Token) -> bool:
    """Return whether a word is a number or says how many people: اثنين, 14, قتيلين, مدنيا."""
    if token.word[0].isdigit() or set(token.forms) & _AR_NUMBERS:
        return True
    hit = built_in("victims").at((token,), 0)
    return hit is not None and hit.row["class"] != "-"


def _by_preposition(
    frame: Frame, actor: Actor, k: int, *, held: bool
) -> tuple[float, float] | None:
    """Return the score that the word before an actor's phrase gives it, None if it says nothing."""
    tokens = frame.sentence.tokens
    before = set(tokens[k - 1].forms) if k else set()
    further = before | (set(tokens[k - 2].forms) if k > 1 else set())
    if before & _AR_DONE_BY:
        return 4.2, 0.0
    if before & _AR_BACKED or (held and _tells_where(frame, before, further)):
        return 0.0, 0.0  # "with Russian support"
    if "من" in before and actor.first > frame.heads[0] and set(frame.kinds) & {"gain"}:
        return 0.0, 3.2  # "انتزعت بلدة من القوات"
    if further & _AR_HANDS or ("قبل" in before and "من" in further):
        return 4.5, 0.0
    if before & _AR_MEANS and not held:
        return 4.5, 0.0
    if "مخلفات" in before:
        return 3.4, 0.0  # what they left behind
    if "استهداف" in before and not held and _strikes(tokens, actor.last):
        return 3.0, 0.0
    if before & _AR_ONTO or before & _AR_BEATEN or ("حساب" in before and "علي" in further):
        return 0.0, 3.4  # "تقدمت على حساب الفصائل": who loses by it
    if "clash" in frame.kinds and before & {"بين", "وبين"}:
        return 3.0, 2.9
    if "clash" in frame.kinds and ("مع" in before or _is_and(tokens[actor.first])):
        return 0.0, 3.0
    if "مع" in before and set(frame.kinds) & {"gain", "gain?", "enter", "leave"}:
        return 0.0, 3.0
    if "في" in before and actor.kind in ("rebel", "militia") and actor.first > frame.heads[0]:
        return 0.0, 2.8  # "a planner in the group"
    if "مع" in before and actor.first > frame.heads[0]:
        return 0.0, 0.5  # "accused of dealing with": named, not met
    return None


_TAKING: Final = frozenset({"gain", "gain?", "enter", "lost?"})
_AR_NEAR: Final = folded("قرب محيط بمحيط جوار بجوار حول قبالة خلف")


def _tells_where(frame: Frame, before: set[str], further: set[str]) -> bool:
    """Return whether a post only tells where a village lies: "سيطرت على قرية قريبة من نقطة المراقبة التركية"."""
    taken = bool(_TAKING & set(frame.kinds))
    return bool(further & _AR_BESIDE) or (taken and bool(before & _AR_NEAR))


_OWN_WAW: Final = ("وزار", "وحد", "وكال", "ولاي")


def _is_and(token: Token) -> bool:
    """Return whether a word begins with و "and", not with a و of its own."""
    return token.low.startswith("و") and not token.low.startswith(_OWN_WAW)


def _strikes(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "with a weapon" and what it struck follow: "استهداف الفصائل بصاروخ آلية"."""
    if k >= len(tokens) or tokens[k].low[0] != "ب" or not set(tokens[k].forms) & _AR_WEAPONS:
        return False
    for token in tokens[k + 1 : k + 5]:
        if token.low in _AR_IN or token.low in _AR_ONTO or not token.word[0].isalpha():
            return False
        if set(token.forms[:1]) & (_AR_HELD | _AR_STRUCK):
            return True
    return False


def _in_harm(frame: Frame, actor: Actor, head: int, end: int, k: int) -> tuple[float, float] | None:
    """Return that those suffer among whom the dead were: "قُتل قيادي في الحركة", "مقتل اثنين من جنوده"."""
    tokens = frame.sentence.tokens
    kinds = {kind for h, kind in zip(frame.heads, frame.kinds, strict=True) if h == head}
    if (
        not kinds & {"kill", "wound", "elim", "vac", "shotdead", "clash"}
        or actor.kind == "civilians"
    ):
        return None
    if actor.last <= head:
        if any(
            t.anchor == head and t.first < actor.first and t.last in (actor.first, k)
            for t in frame.tolls
        ) and actor.kind in ("rebel", "militia", "state", "police"):
            return 0.0, 3.6  # "134 من عناصر الجماعة قتلوا"
        theirs = any(
            t.low.endswith(("ه", "ها", "هم")) and t.low.startswith(_AR_THEIRS)
            for t in tokens[end : end + 4]
        )
        # an army tells of soldiers killed when they are its own; those of the others are "fighters"
        own = actor.kind == "state" and any(
            t.victim_class == "soldiers" and t.anchor == head for t in frame.tolls
        )
        return (0.0, 3.2) if (theirs or own) and set(tokens[head].forms) & _AR_HARMED else None
    if k >= actor.first or not end <= k <= end + 2:
        return None
    between = tokens[k : actor.first]
    among = any(set(t.forms) & {"من", "في"} for t in between) or tokens[actor.first].low[0] == "ل"
    if not among and not (set(between[-1].forms) & _AR_PEOPLE and len(between) > 1):
        return None
    return 0.0, 3.4


def _by_owner(
    tokens: Sequence[Token], actor: Actor, k: int, *, held: bool
) -> tuple[float, float] | None:
    """Return what "of X" makes of X: whose strike or aircraft it is acts, whose house it is suffers."""
    low = tokens[actor.first].low
    if not (len(low) > 3 and low[0] == "ل" and len(tokens[actor.first].forms) > 1):
        return None
    if held:
        return 0.0, 2.9  # "ضربت نقطة للجيش", "صاروخ أصاب آلية للجيش": theirs, whatever struck it
    while k and set(tokens[k - 1].forms) & _AR_BELONGING:
        k -= 1
    thing = tokens[max(0, k - 3) : min(k, actor.first)]
    if any(set(t.forms) & _AR_WEAPONS for t in thing[-2:]) or any(
        _is_deed(tokens, max(0, k - len(thing)) + n) for n in range(len(thing))
    ):
        return 3.2, 0.0
    return 0.0, 2.9


_DEEDS: Final = frozenset("air hit shell strike assault clash shot raid".split())
_ADVANCE: Final = folded("تقدم تقدما التقدم")


def _is_deed(tokens: Sequence[Token], i: int) -> bool:
    hit = built_in("triggers").at(tokens, i)
    noun = hit is not None and hit.row["pos"] == "n" and hit.row["kind"] in _DEEDS
    return noun or bool(set(tokens[i].forms) & _ADVANCE)


def _from_before(frame: Frame, actor: Actor, head: int, k: int) -> tuple[float, float]:
    """Return the score of an actor named before the trigger."""
    tokens = frame.sentence.tokens
    before = forms_of_all(tokens[max(0, k - 2) : k])
    if before & _AR_EXPOSED:
        return 0.0, 3.4
    if (
        k
        and set(tokens[k - 1].forms) & _AR_IN
        and "وزاره" in forms_of_all(tokens[max(0, k - 4) : k])
    ):
        return 0.0, 0.0  # "the ministry of health in the government of"
    acts = not ((k and set(tokens[k - 1].forms) & _AR_IN) or _only_reports(tokens, actor, head))
    if acts:
        return 2.0, 0.0
    # an army that reports its own deeds may name no doer; the police blow up nobody
    return 0.0 if actor.kind == "un" or "suicide" in frame.kinds else 0.3, 0.0


def _is_struck(frame: Frame, actor: Actor, end: int, k: int) -> bool:
    """Return whether the place of the doer is taken: by a weapon, or by a bomb that nobody is told to have laid."""
    tokens = frame.sentence.tokens
    if actor.kind == "means" or set(frame.kinds) <= {"kill", "wound", "elim"}:
        return False
    between = tokens[end:k]
    if set(frame.kinds) <= {"blast", "ied", "kill", "wound", "destroy", "suicide"}:
        return True
    weapon = max((n for n, t in enumerate(between[:3]) if set(t.forms) & _AR_WEAPONS), default=None)
    return weapon is not None and len(between) > weapon + 1


def forms_of_all(tokens: Sequence[Token]) -> set[str]:
    """Return all forms of some tokens."""
    return {form for token in tokens for form in token.forms}
