"""What everyday Arabic verbs tell of a strike: to throw, to rain down, to raze, and deeds told in the present.

The secret of this module is which arm beside such a verb makes a blow of it, and where an imperfect
tells of a deed done ("طائرات تقصف سراقب") rather than of a wish, a fear or a custom ("أن تقصف").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import HARM, PAUSES, forms_in, without_conjunction
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
        return "hit" if any(_is_to(t, _SHELLS) for t in behind) else ""
    far = _to_pause(tokens[hit.last : hit.last + _AROUND])
    if kind != "raze?" or not forms_in(far) & _GROUND:
        return ""
    return "hit" if forms_in([*ahead, *far]) & (AIRCRAFT | _SHELLS) else "destroy"


def _to_pause(tokens: Sequence[Token]) -> list[Token]:
    end = next((k for k, t in enumerate(tokens) if t.word in PAUSES), len(tokens))
    return list(tokens[:end])


def _is_to(token: Token, words: frozenset[str]) -> bool:
    """Return whether a word stands under "to": لقذائف."""
    return token.low[:1] == "ل" and bool(set(token.forms) & words)


def _dropped(ahead: set[str], behind: set[str]) -> str:
    """Return what throwing tells by what is thrown and who flies: barrels, bombs, a hand grenade."""
    if (ahead | behind) & _LEAFLETS or behind & _OIL:
        return ""
    if (ahead | behind) & _BARRELS:
        return "air"
    if (ahead | behind) & AIRCRAFT:
        return "hit" if (ahead | behind) & _BOMBS else ""
    if behind & _LOADS:
        return "hit"
    return "grenade" if behind & _BY_HAND and not behind & _HARMLESS else ""


_BUILT: Final = folded(
    "منزل منزلا منازل بيت بيتا بيوت مبنى مباني بناء ابنيه عماره مدرسه مسجد مسجدا جامع كنيسه مشفى مستشفى مستوصفا سوق سوقا محال متاجر مركز مركزا جسر جسرا "
    "مقر مقرا مقرات خيام خيمه مخيم فرن فرنا محطه مصنع مصنعا مستودع مستودعا مستودعات نقطه عربه عربات مدرعه اليه اليات سياره دبابه دبابات شاحنه شاحنات راجمه مدفع مدفعا احياء حيا"
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
PRESENT: Final = "now?"


def told_now(tokens: Sequence[Token], hit: Hit) -> str:
    """Return what an imperfect tells of a deed done, ``""`` for what may be, was never or is wont to be.

    A verb of hitting, which sanctions and campaigns do too, asks for an arm beside it.
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
    around = [
        *tokens[max(0, hit.first - _AROUND) : hit.first],
        *_to_pause(tokens[hit.last : hit.last + _AROUND]),
    ]
    return "" if kind == "hit" and not forms_in(around) & _ARMS else kind


def is_vague_present(frame: Frame) -> bool:
    """Return whether all that a frame tells stands in the imperfect, without a day or a toll."""
    tokens = frame.sentence.tokens
    deeds = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in HARM]
    dated = any(d.kind in ("day", "since") for d in frame.dates)
    told = bool(deeds) and not dated and not frame.tolls
    return told and all(is_present(tokens[h]) for h in deeds)


def is_present(token: Token) -> bool:
    """Return whether a verb tells in the imperfect of hitting: تقصف."""
    return without_conjunction(token) in _IMPERFECTS


_IMPERFECTS: Final = folded(
    "تقصف يقصف يقصفون تستهدف يستهدف يستهدفون تدك يدك يدكون تضرب يضرب تطال يطال تطاول يطاول تهاجم يهاجم يهاجمون"
)


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
