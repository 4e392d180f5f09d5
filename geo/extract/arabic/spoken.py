"""What an Arabic sentence only speaks of: how long ago it was, what it amounts to, who stands behind it.

The secret of this module is the words around a battle that is a subject to talk about: "شكلت معركة X نقطة
تحول", "مرّ عامان على سقوط X", "والهجوم عليها يجري بدعم من".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_AMOUNTS_TO: Final = folded(
    "شكل شكلت يشكل تشكل مثل مثلت يمثل تمثل عد عدت يعد تعد اعتبر اعتبرت احتل احتلت تحتل اخذت اخذ تاخذ ظلت بقيت تبقى"
)
_GOES_ON: Final = folded("يجري تجري يتم تتم يحظى تحظى ياتي تاتي")
_BACKED: Final = folded("بدعم باسناد بغطاء بمساندة بموافقة بتنسيق بتأييد بدعم")
_WARLIKE: Final = folded(
    "معركة معارك حرب حملة حصار هجوم الهجوم المعركة الحملة الحصار العملية القتال"
)


def is_judged(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is only said what a battle amounts to, or who backs it: "شكلت معركة X نقطة تحول", "والهجوم عليها يجري بدعم"."""
    if not set(tokens[head].forms) & _WARLIKE:
        return False
    if head and set(tokens[head - 1].forms) & _AMOUNTS_TO:
        return True
    near = tokens[head + 1 : head + 5]
    goes = next((k for k, t in enumerate(near) if set(t.forms) & _GOES_ON), None)
    return goes is not None and any(
        t.low in _BACKED for t in tokens[head + goes + 2 : head + goes + 4]
    )


_GONE_BY: Final = folded("مر مرت مضى مضت انقضى انقضت بعد")
_YEARS: Final = folded(
    "عام عاما أعوام عامان عامين سنة سنوات سنتان سنتين أشهر شهر شهران شهرين شهرا عقد عقدان عقود"
)
_TO_YEARS: Final = 8


def is_years_ago(tokens: Sequence[Token], head: int) -> bool:
    """Return whether it is told how long ago it was: "مرّ اثنا عشر عاماً على سقوط X"."""
    on = next((k for k in range(head - 1, max(0, head - 3), -1) if tokens[k].low == "علي"), None)
    if on is None:
        return False
    ahead = tokens[max(0, on - _TO_YEARS) : on]
    return bool(forms_in(ahead) & _GONE_BY and forms_in(ahead) & _YEARS)


def since_then(tokens: Sequence[Token], k: int) -> bool:
    """Return whether what is told from token `k` on was long before: "ومنذ ذلك الحين", "ومنذئذ"."""
    near = tokens[k:]
    return any(
        t.low.endswith("منذيذ")
        or (t.low.endswith("منذ") and forms_in(near[j + 1 : j + 3]) >= {"ذلك", "الحين"})
        for j, t in enumerate(near)
    )
