"""What weather, moods, words and games do with the Arabic words of war.

The secret of this module is whom or what the word is said of: storms "strike" and floods "besiege",
boredom "takes control of" a sitting, newspapers "launch an attack".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import HARM, forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

NATURE: Final = folded(
    "عاصفة العاصفة عواصف العواصف زلزال الزلزال زلازل هزة سيول السيول سيل فيضان فيضانات الفيضانات أمطار الأمطار ثلوج الثلوج ثلج برد بردا صقيع رياح الرياح إعصار حر جفاف جراد وباء الوباء كوليرا صاعقة "
    "انزلاق انهيارات حرائق الحرائق"
)
"""What strikes and shuts in without a hand."""

GAMES: Final = folded(
    "مباراة المباراة مباريات الدوري منتخب المنتخب الشوط لاعب لاعبين لاعبو مدرب المرمى الدقيقة المهرجان مهرجان فاز فازت ضيفه ضيفها مرمى مرماه"
)
_MOODS: Final = folded(
    "اليأس الخوف الذعر القلق الحزن الهلع الإحباط الغضب النعاس الرعب الدهشة الملل الصمت الترقب الهدوء التوتر الفوضى الظلام الركود الارتباك التفاؤل الجدل مشاعر أجواء"
)
_HOLDING: Final = frozenset({"gain?", "seize?"})
# What one is in control of that is no ground.
_UNSEEN: Final = folded(
    "مجريات جلسة الجلسة مباراة المباراة الشوط الكرة أعصابه أعصابها نقاشات نقاش النقاش أجواء المشهد عناوين اجتماع الاجتماع الأسعار الوباء الفيروس المرض الجائحة الأوضاع الوضع مشاعر"
)
# What makes a figure of speech of an attack: "هجوم لاذع", "قصف إعلامي", "انفجار سكاني".
_OF_WORDS: Final = folded(
    "سياسيه كلامي كلاميه لفظي لفظيه اعلامي اعلاميه دعايي دعاييه الكتروني الكترونيه الكترونيا سيبراني سيبرانيه معنوي معنويه سكاني ديموغرافي لاذع لاذعا"
)
_TALKERS: Final = folded(
    "الصحف صحف صحيفة الصحافة وسائل الإعلام نائب النائب نواب النواب وزير الوزير كاتب الكاتب ناقد إعلامي إعلاميون سياسيون نشطاء مغردون"
)
# "اعتُقل إعلامي" is about a man
_TO_PEOPLE: Final = HARM | {"arrest", "abduct", "vac", "hold?", "stop?", "nab?"}
# What is beside the word where it tells of a day at work.
_BESIDE: Final[dict[str, frozenset[str]]] = {
    "fall?": folded("المرشحين المرشحون مرشحين"),
    "burn": folded("الحصاد أعشاب أعشابا نفايات القمامة قش"),
    "loot": folded("آيلا آيل آيلة متهالكا"),
    "confiscate?": folded("البلدية الجمارك التموين"),
    "stop?": folded("سيارته سيارتها حافلة حافلته شاحنته دراجته مركبته"),
}
_TO_BESIDE: Final = 5
_SHOTS: Final = frozenset({"shot", "launch?"})
_WEDDINGS: Final = folded("عرس زفاف أعراس")
_VISITED: Final = frozenset({"enter?", "leave?", "giveup?"})
_VISITORS: Final = folded(
    "الوزير وزير رئيس الرئيس وفد الوفد المبعوث السفير سفير المحافظ بعثة البعثة لجنة اللجنة المرشح السياح مراقبون"
)
_NEXT: Final = 2
_TO_UNSEEN: Final = 9  # tokens of "took control, the team of X did, of the run of"
_TO_TALKER: Final = 4


def is_figure(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether a word of war is said of weather, a mood, words or a game."""
    kind, last = hit.row["kind"], hit.last
    if hit.row["pos"] == "a":
        return False
    behind = tokens[last : last + _NEXT]
    if kind not in _TO_PEOPLE and forms_in(behind[:1]) & _OF_WORDS:
        return True
    beside = _BESIDE.get(kind)
    if beside and forms_in(tokens[last : last + _TO_BESIDE]) & beside:
        return True
    if kind in _SHOTS and forms_in(tokens) & _WEDDINGS:
        return "الهواء" in forms_in(tokens[last : last + _TO_BESIDE])
    if kind in _VISITED and forms_in(behind) & _VISITORS:
        return True
    if kind == "assault" and hit.row["pos"] == "n":
        return bool(forms_in(tokens[max(0, hit.first - _TO_TALKER) : hit.first]) & _TALKERS)
    if kind not in HARM and _is_natural(tokens, last):
        return True
    if kind not in _HOLDING:
        return False
    if forms_in(behind) & _MOODS:
        return True
    on = next((k for k in range(last, last + _TO_UNSEEN) if _is_on(tokens, k)), None)
    return on is not None and bool(forms_in(tokens[on + 1 : on + 2]) & _UNSEEN)


def _is_on(tokens: Sequence[Token], k: int) -> bool:
    return k < len(tokens) and tokens[k].low == "علي"


def _is_natural(tokens: Sequence[Token], k: int) -> bool:
    """Return whether weather or a plague is what did it: "ضربت عاصفة", "اجتاحت موجة حر"; not "a rain of shells"."""
    near = tokens[k : k + _NEXT]
    at = next((j for j, t in enumerate(near, k) if set(t.forms) & NATURE), None)
    if at is None or any(t.low in _GOVERNING for t in tokens[k:at]):
        return False
    return not forms_in(tokens[at + 1 : at + 2]) & _OF_SHELLS


_GOVERNING: Final = folded("في على من بعد قبل رغم وسط خلال")
_OF_SHELLS: Final = folded("من الحزم")  # "a storm of", the campaign called Decisive Storm
