"""Which Arabic words the verb beside them makes a place name, or which are the verb themselves.

The secret of this module is the order of an Arabic sentence: the verb opens it, who does it follows,
and what was entered, lost or taken stands behind without any word that says that it is a town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.countries import arabic_government
from geo.extract.inflected import conjugated
from geo.extract.lexicon import built_in
from geo.extract.toponyms.looks import clues, look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_SHADDA: Final = "\u0651"
_MIN_PLURAL: Final = 5
_THEIRS: Final = ("ها", "هم")


_LED: Final = frozenset(
    "اظهرت تظهر نشرت نشر نشروا بثت بث التقطت التقط تداول تداولت بينت كشفت وزعت عرضت رفع رفعوا حملوا يحملون رافعين عبر مع".split()
)


def is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a known name is here the verb or the possession that is spelled like it: "كسرت الفصائل", "لواءها"."""
    word = tokens[i].low
    if word.endswith(_THEIRS) and clues().get(word[:-2]):
        return True
    if tokens[i].word.endswith("ه") and i and set(tokens[i - 1].forms) & TAKERS:
        return True  # "استعاد بصره" is his sight; بصرة would be written with its dots
    if word.startswith("و") and word.endswith("وا") and len(word) > _MIN_PLURAL:
        return True  # "الباب ولاذوا بالفرار"
    if word.removeprefix("و") == "صور" and i and not _LED.isdisjoint(tokens[i - 1].forms):
        return True  # "أظهرت صور": pictures
    if "روضه" in tokens[i].forms and i + 1 < len(tokens) and "اطفال" in tokens[i + 1].forms:
        return True  # "روضة أطفال" is a kindergarten, "الروضة" a village
    opens = not i or not tokens[i - 1].word[0].isalnum()
    if not opens or arabic_government(tokens[i : i + 1]) or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1].low
    if opens and word.startswith("و") and word.endswith("ت") and i:
        return bool(look_at(tokens[i + 1].word, tokens[i + 1].forms)[1])  # "، وجالت آليات"
    return _SHADDA in tokens[i].word[1:-1] or (word.endswith("ت") and following.startswith("ال"))


TAKERS: Final = frozenset(
    "دخل دخلت دخلوا دخول اقتحم اقتحمت اقتحام دهم دهمت داهم داهمت هاجم هاجمت هاجموا حرر حررت حرروا تحرير استعاد استعادت استعادوا استعاده استرد استردت انتزع انتزعت "
    "خسر خسرت فقد فقدت اخذ اخذت سقوط سقطت سقط خساره طوق طوقت حاصر حاصرت محاصره اجتاح اجتاحت اجتياح قصف قصفت استهدف استهدفت خروج خرجت عادت غادر غادرت اخلى اخلت باتت صارت غدت اضحت اصبحت تسلم تسلمت تسلموا استلم استلمت احتل احتلت احتلال اكتسح اكتسحت".split()
)
# What stands right before a known town: "غارات تستهدف X", "مسلحون يهاجمون X".
STRIKING: Final = conjugated(
    "استهدف", "ضرب", "دك", "هاجم", "داهم", "اقتحم", "دمر", "طاول", "هز", "حاصر", "اجتاح", "احتل", "حرر", "استعاد", "قصف"
) | frozenset("طال طالت تطال يطال مهاجمه اقتحام اجتياح محاصره تحرير استعاده هجوم اصبحت باتت صارت اضحت".split())  # fmt: skip
_PASSED: Final = frozenset("اخذت سقطت باتت صارت غدت اضحت اصبحت عادت دخلتها دخلها".split())
_TO_TAKEN: Final = 4  # tokens of "entered" with its doer, "the Ukrainian forces"


def is_taken(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word stands where a verb of taking has its object: "دخلت القوات الأوكرانية X"."""
    if tokens[i].low.startswith("ال") or look_at(tokens[i].word, tokens[i].forms)[1]:
        return False
    if built_in("victims").at(tokens, i) is not None:
        return False  # "فقدت سيدة وطفلها حياتهما"
    if i + 1 < len(tokens) and set(tokens[i + 1].forms) & _PASSED:
        return True
    for k in range(i - 1, max(-1, i - 1 - _TO_TAKEN), -1):
        if set(tokens[k].forms) & TAKERS:
            return True
        if not tokens[k].word[0].isalpha() or tokens[k].low in _GOVERNED:
            return False
    return False


_GOVERNED: Final = frozenset("في من الي علي عن مع بين قبل بعد منذ ضد".split())
