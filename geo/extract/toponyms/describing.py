"""Which Arabic words only say what the noun or the name before them is like.

The secret of this module is agreement: "the village of" is followed by its name, "a village" by an
adjective without article in the noun's own gender ("قرية صغيرة", "حي مكتظ"); no form tells the two
apart, so the adjectives by which villages are described are listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.text import folded
from geo.extract.toponyms.looks import TOWNS, is_led_by_town, joined, look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_SETTLED: Final = TOWNS | folded(
    "مدن مدينة مدينتين بلدتين قريتين مناطق منطقة منطقتين أحياء مخيم مخيمات مزارع مزرعة نقاط نقطة تلال تلة تل جبل جبال مواقع موقع طرق طريق معبر معابر نواح ضواح تجمعات ساحة شوارع"
)
_FEMININE: Final = folded(
    "عديدة متعددة مختلفة كثيرة قليلة جديدة قديمة مهمة هامة استراتيجية حيوية صغيرة كبيرة كبرى صغرى نائية بعيدة قريبة مجاورة محاذية متاخمة ملاصقة حدودية ساحلية جبلية صحراوية "
    "ريفية زراعية صناعية سكنية تجارية سياحية تاريخية أثرية آهلة مأهولة مكتظة مزدحمة خالية مهجورة مدمرة محاصرة محررة محتلة آمنة خطرة هادئة فقيرة غنية متناثرة متفرقة متباعدة مشتعلة "
    "معزولة منعزلة منكوبة متضررة واقعة تابعة خاضعة رئيسية رئيسة أساسية مركزية فرعية أخرى إضافية أولى ثانية ثالثة رابعة كاملة واسعة شاسعة مرتفعة منخفضة مطلة مشرفة حاكمة مفتوحة عسكرية مدنية "
    "أمنية محصنة متقدمة خلفية شمالية جنوبية شرقية غربية وسطى مشابهة معروفة شهيرة مشهورة مذكورة مستهدفة محددة معينة حساسة محورية صامدة ثائرة معارضة موالية متمردة عزلاء وادعة منسية نفطية "
    "حرجية رعوية متصلة متداخلة مترامية نادرة بديلة مؤقتة عشوائية شعبية راقية محلية ذات تعرضت تعد كانت باتت أصبحت تسمى تدعى تقع مسيحية درزية علوية شيعية سنية مختلطة متنازعة"
)
_OF_GENDER: Final = {
    word.removesuffix("ه") for word in _FEMININE if word.endswith("ه") and len(word) > len("نائه")
}
_OPENING: Final = folded("جديدة")  # opens names of villages too
_DUALS: Final = ("تين", "تان", "ين", "ان")

_THEIR_DEEDS: Final = ("اته", "اتها", "اتهم", "اتنا", "تهم", "تهما", "تنا")
_MIN_DEEDS: Final = 5  # "زناتة" ends like "غاراته"
_MIN_VERB: Final = 4
_RELATION: Final = ("ي", "يه")
_NAMELESS: Final = frozenset(
    "حي مبني مجمع سوق منطقه مناطق احياء مواقع موقع نقطه نقاط طرق طريق مقر مركز".split()
)


def is_like(tokens: Sequence[Token], i: int) -> bool:
    """Return whether an adjective describes the settlement right before it: "قرى عديدة", "بلدة صغيرة"."""
    before = tokens[i - 1] if i else None
    if before is None or not _SETTLED.intersection(before.forms) or joined(before)[:2] == "ال":
        return False
    word = tokens[i].low
    if word in _FEMININE or word in _OF_GENDER:
        return word not in _OPENING or not _goes_on(tokens, i + 1)
    stem = next((word.removesuffix(end) for end in _DUALS if word.endswith(end)), "")
    return stem in _OF_GENDER and before.low.endswith(("ين", "ان", "تي", "تا"))


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a word may be the second of a name: "جديدة عرطوز"."""
    if k >= len(tokens) or not tokens[k].word[0].isalpha() or tokens[k].low[0] in "وفبل":
        return False
    return not look_at(tokens[k].word, tokens[k].forms)[1] and tokens[k].low not in _FEMININE


def only_describes(tokens: Sequence[Token], labels: Sequence[str], i: int, plain: str) -> bool:
    """Return whether a word that no list knows says what the noun or the name before it is like.

    A definite one behind a definite noun or a name ("الأحياء المكتظة", "مدينة X الآهلة"), one of
    relation behind a noun that bears no names ("حي سكني"), a noun in a row of kinds of places
    ("مدن وبلدات"), somebody's doings ("عملياتهم").

    Parameters
    ----------
    plain
        The word's class in ``lexicon/nameclues-ar.tsv``.
    """
    word = tokens[i].low
    theirs = word.endswith(_THEIR_DEEDS) and len(word) > _MIN_DEEDS
    if theirs or (word[0] == "و" and plain in ("noun", "site")):
        return True
    if word[0] == "و" and word[1:] in _SETTLED and not _goes_on(tokens, i + 1):
        return True  # "ثلاث قرى وتلة في محيط"
    if word.startswith("وي") and len(word) > _MIN_VERB:
        return True  # "ويقترب"
    if (
        joined(tokens[i]).startswith("ال")
        and word.endswith(("ين", "ون"))
        and not is_led_by_town(tokens, i)
    ):
        return True  # "الفارين"
    if not i or word[0] == "و":
        return False
    before = tokens[i - 1]
    kind = look_at(before.word, before.forms)[1] in ("noun", "site")
    if kind and joined(before).startswith("ال") and "عاصمه" not in before.forms:
        return True
    if word.startswith("ال"):
        return labels[i - 1] != "O"
    nameless = bool(_NAMELESS.intersection(before.forms))
    return nameless and word.endswith(_RELATION)
