"""Whose the dead of an Arabic count were: a town's own, which it lost or took leave of, or men of a side.

The secret of this module is the words after "of": "ثلاثة من أبنائها" makes a death of a loss, which else
may be of a hill, "عنصران من قوات النظام" makes soldiers of two members.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from geo.extract.counts.arabic_sums import AR_PARTS
from geo.extract.counts.shared import STOP
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.counts.shared import Toll
    from geo.extract.text import Token

_LOSING: Final = folded("خسر خسرت خسروا فقد فقدت فقدوا فقدا فقدتا يفقد تفقد فارق فارقت فارقوا")
_LOST: Final = _LOSING | folded("دفن دفنت ودع ودعت بكت شيعت نعت ثكلت")
_KIN: Final = folded(
    "أبنائها أبنائه سكانها سكانه أهلها أفرادها أفراده أطفالها شبابها "
    "جنوده جنودها رجاله رجالها عناصره عناصرها مقاتليه مقاتليها ضباطه ضباطها"
)
_LIVES: Final = folded(
    "الحياة حياته حياتها حياتهم حياتهما حياتهن روحه روحها أرواحهم أرواحهما أرواحهن"
)
_TO_KIN: Final = 9  # tokens of "عائلة نازحة واحدة سبعة من" before "أفرادها"
_TO_LIFE: Final = 12  # tokens of "خمسة أطفال من عائلة نازحة واحدة ورجل مسن" before "حياتهم"


def loses(tokens: Sequence[Token], k: int) -> bool:
    """Return whether some are told lost: "ودّعت البلدة ثلاثة من أبنائها", "فقد ستة مدنيين حياتهم"."""
    if _LOST.isdisjoint(tokens[k].forms):
        return False
    near = tokens[k + 1 : k + _TO_KIN]
    of_kin = any("من" in a.forms and set(b.forms) & _KIN for a, b in pairwise(near))
    return of_kin or loses_life(tokens, k)


def loses_life(tokens: Sequence[Token], k: int) -> bool:
    """Return whether somebody is told to have lost his life: "فقد ثلاثة، بينهم طفل، حياتهم".

    Behind a comma that parts no such remark another clause begins: "فقدت القوات البلدة، ونجا القائد بحياته".
    """
    if _LOSING.isdisjoint(tokens[k].forms):
        return False
    near = tokens[k + 1 : k + _TO_LIFE]
    for token, after in zip_longest(near, near[1:]):
        if not _LIVES.isdisjoint(token.forms):
            return True
        goes_on = after is not None and not (_LIVES | AR_PARTS).isdisjoint(after.forms)
        if token.low in STOP or (token.low in _COMMAS and not goes_on):
            return False
    return False


_COMMAS: Final = ("،", ",")
_SIDES: Final = {
    "state": "soldiers",
    "police": "police",
    "rebel": "fighters",
    "militia": "fighters",
}
_AR_MEMBERS: Final = frozenset("افراد عناصر منتسبي جنود مقاتلي ضباط".split())
# Groups in arms that were named before: "29 من أفراد الحركة".
_THEIRS: Final = folded(
    "الحركة التنظيم الجماعة الميليشيا المليشيا الميليشيات المليشيات الفصيل الفصائل الخلية"
)


def _are_members(tokens: Sequence[Token], k: int) -> bool:
    """Return whether those counted right before `k` are members of what follows: "10 من عناصر"."""
    counted = bool(set(tokens[k - 1].forms) & _AR_MEMBERS)
    return counted and k > 1 and "من" in tokens[k - 2].forms


def by_side(tokens: Sequence[Token], toll: Toll) -> Toll:
    """Call the dead "عنصران من قوات النظام" soldiers, "اثنان من الفصائل" fighters."""
    if toll.victim_class not in ("people", "fighters") or toll.last >= len(tokens):
        return toll
    k = toll.last
    if "من" in tokens[k].forms:
        k += 1
    elif "من" not in tokens[k - 1].forms and not _are_members(tokens, k):
        return toll
    members = any(not _AR_MEMBERS.isdisjoint(t.forms) for t in tokens[k - 1 : k + 1])
    while k < len(tokens) and set(tokens[k].forms) & _AR_MEMBERS:
        k += 1
    if k < len(tokens) and members and tokens[k].low in _THEIRS:
        return replace(toll, victim_class="fighters")
    hit = built_in("actors").at(tokens, k) if k < len(tokens) else None
    side = _SIDES.get(hit.row["kind"], "") if hit is not None else ""
    return replace(toll, victim_class=side) if side else toll
