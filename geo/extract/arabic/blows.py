"""What everyday Arabic verbs tell of a strike: to throw, to rain down, to raze, and deeds told in the present.

The secret of this module is which arm beside such a verb makes a blow of it, and where an imperfect
tells of a deed done ("طائرات تقصف سراقب") rather than of a wish, a fear or a custom ("أن تقصف").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.grammar import armed_doer, behind_time
from geo.extract.arabic.words import HARM, PAUSES, forms_in, without_conjunction
from geo.extract.inflected import PRESENT
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

AIRCRAFT: Final = folded(
    "طايره طايرات طايرتان طايرتين مروحيه مروحيات مروحيتان مروحيتين مقاتله مقاتلات مقاتلتان مقاتلتين قاذفه قاذفات طيران حوامه حوامات "
    "مسيره مسيرات مسيرتان مسيرتين درون"
)
_SHELLS: Final = folded(
    "صاروخ صواريخ صاروخا صاروخين صاروخان قذيفه قذايف قذيفتان قذيفتين قذيفتا هاون رشقه رشقات دانه دانات صاروخيه قنبله قنابل كاتيوشا غراد "
    "قذايفها قذايفه صواريخها صواريخه شظايا برميل براميل برميلا برميلين برميلان حمم حممها حممه"
)
_GUNS: Final = folded("مدفعيه مدفعيتها مدفعيته مدافع مدافعها مدفع راجمه راجمات دبابه دبابات هاوتزر")
_ARTILLERY: Final = folded("مدفعيه مدفعيتها مدفعيته مدافع راجمات راجمه هاوتزر")
_BOMBED: Final = folded("قصف قصفا غاره غارات بالطيران جويا جويه صاروخيا مدفعيا")
_ARMS: Final = AIRCRAFT | _SHELLS | _GUNS | _BOMBED
_BARRELS: Final = folded("برميل براميل برميلا برميلين برميلان")
_OIL: Final = folded("نفط النفط نفطا وقود خام مازوت ماء")
_LOADS: Final = folded(
    "حمولتها حمولته حمولاتها حممها حممه قنابلها قنابله صواريخها صواريخه ذخايرها ذخايره قذايفها قذايفه نيرانها"
)
_BOMBS: Final = _LOADS | folded(
    "قنبله قنابل قنبلتين ذخيره ذخاير صاروخ صواريخ صاروخا صاروخين قذيفه قذايف متفجرات"
)
_LEAFLETS: Final = folded("مناشير منشورات قصاصات مساعدات محاضره كلمه خطاب درس")
_BY_HAND: Final = folded("قنبله رمانه قنبلتين رمانتين قنابل")
_HARMLESS: Final = folded("صوتيه دخانيه غازيه مضييه مسيله غاز الغاز ضوييه حارقه")
_BULLETS: Final = folded("رصاص الرصاص رصاصات")
_GROUND: Final = folded(
    "ارض الارض انقاض انقاضا ركام ركاما خراب خرابا رماد رمادا اطلال اطلالا تراب التراب"
)

_NEAR: Final = 6
_NEXT: Final = 3
_AROUND: Final = 9


def blow(tokens: Sequence[Token], hit: Hit) -> str:
    """Return the kind that an everyday verb tells beside an arm, ``""`` where it tells of no blow."""
    ahead = tokens[max(0, hit.first - _NEAR) : hit.first]
    behind = _to_pause(tokens[hit.last : hit.last + _NEAR])
    kind = hit.row["kind"]
    if kind == "drop?":
        return _dropped(forms_in(ahead), forms_in(behind))
    if kind == "rain?":
        if forms_in(behind) & _BULLETS:
            return "shot"
        return "hit" if forms_in([*ahead[-4:], *behind]) & _SHELLS else ""
    if kind == "land?":
        return "hit" if forms_in(behind[:_NEXT]) & _SHELLS else ""
    if kind == "pelt?":
        far = _to_pause(tokens[hit.last : hit.last + _AROUND])
        if forms_in(far) & _BULLETS:
            return "shot"  # "أمطر مسلحون دورية بالرصاص"
        return "hit" if forms_in([*ahead, *far]) & (_SHELLS | _GUNS | AIRCRAFT) else ""
    if kind == "aiming?":
        near = tokens[max(0, hit.first - _AROUND) : hit.last + _NEAR]
        named = tokens[hit.first].low.startswith(("ال", "وال"))  # "المناطق المستهدفة"
        return "hit" if not named and forms_in(near) & _ARMS else ""
    if kind == "exposed?":
        to = next((k for k, t in enumerate(behind) if t.low[:1] == "ل" and len(t.forms) > 1), None)
        return "hit" if to is not None and forms_in(behind[to:]) & _SHELLS else ""
    far = _to_pause(tokens[hit.last : hit.last + _AROUND])
    if kind != "raze?" or not forms_in(far) & _GROUND:
        return ""
    return "hit" if forms_in([*ahead, *far]) & (AIRCRAFT | _SHELLS) else "destroy"


def _to_pause(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    aside = 0
    for k, token in enumerate(tokens):
        if token.word in PAUSES and k >= aside:
            aside = behind_time(tokens, k)
            if not aside:
                break
        elif k >= aside:
            kept.append(token)
    return kept


def _dropped(ahead: set[str], behind: set[str]) -> str:
    """Return what throwing tells by what is thrown and who flies: barrels, bombs, a hand grenade."""
    if (ahead | behind) & _LEAFLETS or behind & _OIL:
        return ""
    if (ahead | behind) & _BARRELS:
        return "air"
    if (ahead | behind) & AIRCRAFT:
        return "hit" if (ahead | behind) & _BOMBS else ""
    if behind & _LOADS or (ahead | behind) & _ARTILLERY:
        return "hit"
    return "grenade" if behind & _BY_HAND and not behind & _HARMLESS else ""


_BUILT: Final = folded(
    "منزل منزلا منازل بيت بيتا بيوت مبنى مباني بناء ابنيه عماره مدرسه مسجد مسجدا جامع كنيسه مشفى مستشفى مستوصفا سوق سوقا محال متاجر مركز مركزا جسر جسرا "
    "مقر مقرا مقرات خيام خيمه مخيم فرن فرنا محطه مصنع مصنعا مستودع مستودعا مستودعات نقطه مواقع موقعا تجمعات تجمعا تحصينات متحركا قافله رتلا منصه منصات زورقا عربه عربات مدرعه اليه اليات سياره دبابه دبابات شاحنه شاحنات راجمه مدفع مدفعا احياء حيا"
)
_TO_OBJECT: Final = 6
_PREPOSITIONS: Final = folded("في على عن من قرب داخل فوق")


def razes(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether what flew or fell destroyed something: "دمرت طائرة حربية منزلاً", not "دمرت طائرة"."""
    behind = tokens[hit.last : hit.last + _TO_OBJECT]
    before = tokens[max(0, hit.first - _NEXT) : hit.first]
    agent = AIRCRAFT | _SHELLS
    led = bool(behind) and bool(set(behind[0].forms) & agent) and behind[0].low[:1] != "ب"
    if not led and not any(set(t.forms) & agent and t.low[:1] not in "بول" for t in before):
        return False
    for token in behind[led:]:
        if token.word in PAUSES or token.low in _PREPOSITIONS:
            return False
        if set(token.forms) & _BUILT:
            return True
    return False


_NOT_DONE: Final = folded(
    "ان بان لان قد وقد لا لن لم كي لكي حتى سوف كلما اذا لو ربما الا الذي التي الذين اللتين ما مما عندما حيثما قلما"
)
_CANNOT: Final = folded("تستطيع يستطيع تحاول يحاول تريد يريد تنوي ينوي تهدد يهدد")
_WONT: Final = folded(
    "كان كانت كانوا ظل ظلت يزال تزال زالت زال يزالون باتت بات بدأ بدأت أخذت أخذ راحت راح"
)
_WHO: Final = folded("التي الذي الذين اللتين اللذين حيث حيثما عندما كما مما فيما")
_TO_WHO: Final = 4
_TO_WONT: Final = 3
# What our lists name as told in the present; the other imperfects are made of the perfect, and may be anything.
_CROWDS: Final = folded("متظاهرون محتجون مستوطنون غاضبون معتصمون")
_OF_ARMED: Final = ("burn", "loot", "destroy", "enter?")
_BLUNT: Final = ("hit", "assault")


def told_now(tokens: Sequence[Token], hit: Hit) -> str:
    """Return what an imperfect tells of a deed done, ``""`` for what may be, was never or is wont to be.

    A verb of hitting, which sanctions and campaigns do too, asks for an arm beside it; any other for
    its doer before it, as headlines have it: "الشرطة تعتقل ثلاثة في X".
    """
    kind = hit.row["kind"].removeprefix(PRESENT)
    word = without_conjunction(tokens[hit.first])
    before = tokens[hit.first - 1] if hit.first else None
    if word[:1] == "ل" or tokens[hit.first].low[:1] == "س":
        return ""
    if before is not None and (
        without_conjunction(before) in _NOT_DONE or forms_in([before]) & _CANNOT
    ):
        return ""
    if kind not in _BLUNT and not _is_of_headline(tokens, hit.first):
        return ""
    ahead = tokens[max(0, hit.first - _NEAR) : hit.first]
    begin = max((k + 1 for k, t in enumerate(ahead) if t.word in PAUSES), default=0)
    opens = max(0, hit.first - _NEAR) + begin  # "عاجل: الجيش يدخل X"
    doer = armed_doer(tokens, opens, _NEAR) or forms_in(ahead) & _CROWDS
    if kind in _OF_ARMED and not doer:
        return ""  # families burn their clothes to keep warm
    around = [
        *tokens[max(0, hit.first - _AROUND) : hit.first],
        *_to_pause(tokens[hit.last : hit.last + _AROUND]),
    ]
    if kind != "hit" or forms_in(around) & _ARMS:
        return kind
    men = forms_in(tokens[max(0, hit.first - _NEXT) : hit.first]) & _GUNMEN
    return kind if men and _is_of_headline(tokens, hit.first) else ""


_GUNMEN: Final = folded(
    "مسلحون مسلحو مجهولون ملثمون قناصة جنود عناصر مقاتلون مقاتلو متمردون مستوطنون"
)


def _is_of_headline(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the doer stands before an imperfect, which no relative clause and no "used to" governs."""
    if not first or tokens[first].low[0] in "وف" or not tokens[first - 1].word[-1].isalnum():
        return False
    clause = tokens[max(0, first - _AROUND) : first]
    pause = max((k for k, t in enumerate(clause) if t.word in PAUSES), default=-1)
    own = clause[pause + 1 :]
    return not (forms_in(own[-_TO_WHO:]) & _WHO or forms_in(own[-_TO_WONT:]) & _WONT)


def is_vague_present(frame: Frame) -> bool:
    """Return whether all that a frame tells stands in the imperfect, without a day or a toll."""
    tokens = frame.sentence.tokens
    deeds = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in HARM]
    dated = any(d.kind in ("day", "since") for d in frame.dates)
    told = bool(deeds) and not dated and not frame.tolls
    if frame.places and any(k not in (*HARM, "hit") for k in frame.kinds):
        told = told and not all(_is_of_headline(tokens, h) for h in deeds)
    return told and all(is_present(tokens[h]) for h in deeds)


def is_dying_out(frame: Frame) -> bool:
    """Return whether a frame says in the imperfect that people are killed, and not how many."""
    tokens = frame.sentence.tokens
    return (
        set(frame.kinds) <= HARM
        and not frame.tolls
        and all(is_present(tokens[h]) for h in frame.heads)
    )


def is_present(token: Token) -> bool:
    """Return whether a verb tells a deed in the imperfect: تقصف."""
    hit = built_in("triggers").at((token,), 0)
    return hit is not None and hit.row["kind"].startswith(PRESENT)


_MAKING: Final = folded("لزرع بزرع لتصنيع بتصنيع تصنيع لصناعة صناعة لتفخيخ تفخيخ لتهريب تهريب")
_TO_BLAST: Final = 14


def bomb(tokens: Sequence[Token], hit: Hit) -> str:
    """Return what is told of a bomb: of none by "a cell that plants bombs", of one found by "before it went off"."""
    if forms_in(tokens[max(0, hit.first - 1) : hit.first]) & _MAKING:
        return ""
    near = tokens[hit.last : hit.last + _TO_BLAST]
    for k, token in enumerate(near):
        told = near[k + 1 : k + 3]
        if token.low == "قبل" and told and told[0].low.startswith("انفجار"):
            return "finds"
        if (
            token.low == "قبل"
            and len(told) > 1
            and told[0].low == "ان"
            and told[1].low[1:4] == "نفج"
        ):
            return "finds"
    return "ied"


_REACHING: Final = folded("استهدفت استهدف طالت طال تستهدف يستهدف")
_CAMPAIGNS: Final = folded(
    "حملة حملات مداهمات مداهمة دهم اعتقالات اعتقال نهب سرقة سرقات خطف اختطاف اغتيالات تفتيش عقوبات غرامات إغلاقات"
)
_TO_CAMPAIGN: Final = 4


def only_reaches(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether the verb only says whom a campaign was about: "حملة دهم استهدفت X", "عمليات نهب طالت منازل"."""
    if not set(tokens[hit.first].forms) & _REACHING:
        return False
    ahead = tokens[max(0, hit.first - _TO_CAMPAIGN) : hit.first]
    told = max((k for k, t in enumerate(ahead) if set(t.forms) & _CAMPAIGNS), default=None)
    if told is None or any(t.word in PAUSES for t in ahead[told:]):
        return False
    return not forms_in(ahead) & _ARMS
