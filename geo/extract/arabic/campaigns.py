"""Which Arabic frames tell of a whole campaign or of years long over.

The secret of this module is how Arabic says that one counts since it began: "61 قُتلوا وأصيب 139 منذ
بدء حملة الغارات", "صار عدد القرى التي خسرتها". "أعنف قصف منذ بدء الحرب" tells of one event.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import DEADLY, HARM, forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.dates import Clock
    from geo.extract.events import Frame
    from geo.extract.text import Token

OLD_AFTER: Final = timedelta(days=45)
"""How long before a report lies what it tells for background only."""
_STARTS: Final = folded("بدء بداية انطلاق اندلاع مطلع انطلاقة")
_CAMPAIGNS: Final = folded(
    "حملة الحملة العدوان الحرب حرب العملية عملية المعارك النزاع الغارات التصعيد الهجوم الضربات العمليات"
)
_MOST: Final = folded(
    "أعنف أكبر أول أسوأ أشد أوسع أعلى أكثر الأعنف الأكبر الأول الأولى الأسوأ الأوسع"
)
_REACH: Final = 5  # tokens between the count and "since"


_BEGAN: Final = folded(
    "بدأ بدأت بدؤوا اندلع اندلعت انطلق انطلقت شن شنت شنوا أطلق أطلقت استأنف استأنفت تجدد تجددت"
)


def _opens_campaign(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "since" at `k` is followed by how a campaign began: "منذ بدء الحملة", "منذ أن بدأ النظام هجومه"."""
    behind = [forms_in(tokens[n : n + 1]) for n in range(k + 1, k + 3)]
    if behind[0] & {"ان"}:
        return bool(behind[1] & _BEGAN)
    return bool(behind[0] & _STARTS and forms_in(tokens[k + 2 : k + 4]) & _CAMPAIGNS)


def is_of_a_campaign(frame: Frame) -> bool:
    """Return whether a frame counts the dead since a campaign began."""
    tokens = frame.sentence.tokens
    deadly = [t.last for t in frame.tolls if t.quantity in DEADLY and t.low]
    since = next(
        (k for k, token in enumerate(tokens) if token.low == "منذ" and _opens_campaign(tokens, k)),
        None,
    )
    if since is None or not deadly or frame.total is not None:
        return False
    counted = max((last for last in deadly if last <= since), default=None)
    if counted is None:
        return False
    said = [h for h in frame.heads if counted <= h < since]
    near = since - max([counted, *(h + 1 for h in said)]) <= _REACH
    return near and not forms_in(tokens[counted:since]) & _MOST


def is_long_ago(frame: Frame, clock: Clock) -> bool:
    """Return whether all that a frame is dated by are months and years long over: "في أكتوبر 2017"."""
    spans = [d for d in frame.dates if d.kind == "span"]
    return bool(spans) and all(
        d.kind in ("span", "since")
        and d.end is not None
        and clock.published is not None
        and clock.published - d.end > OLD_AFTER
        for d in frame.dates
    )


_WHOLE: Final = folded("كله كلها عموم")
_COUNTED: Final = folded("عدد حصيلة")
_REACHED: Final = folded("بلغ بلغت وصل وصلت ارتفع ارتفعت")
_TOWNS: Final = folded("مدينة بلدة قرية حي مخيم ضاحية")  # one attack may strike a whole town
_TO_WHOLE: Final = 3  # tokens of "بلدة X الشرقية" before "كلها"


def is_of_a_land(frame: Frame) -> bool:
    """Return whether a frame counts the dead of a whole land: "عدد القتلى في لبنان كله بلغ 51"."""
    own = frame.sentence.tokens[frame.first : frame.last]
    words = forms_in(own)
    if not (words & _COUNTED and words & _REACHED and set(frame.kinds) <= HARM):
        return False
    return any(
        set(t.forms) & _WHOLE and not forms_in(own[max(0, k - _TO_WHOLE) : k + 2]) & _TOWNS
        for k, t in enumerate(own)
    )


_GROUND: Final = folded("القرى البلدات المدن المناطق النقاط المواقع الأحياء التلال")
_GROUND_KINDS: Final = frozenset({"gain", "lost?", "enter", "leave", "transfer", "burn", "destroy"})


def is_of_ground(frame: Frame) -> bool:
    """Return whether a frame says how many villages have been taken by now: "ارتفع عدد القرى التي خسرتها إلى 40"."""
    own = frame.sentence.tokens[frame.first : frame.heads[-1]]
    counted = any(
        set(t.forms) & _COUNTED and forms_in(own[k + 1 : k + 2]) & _GROUND
        for k, t in enumerate(own)
    )
    return counted and set(frame.kinds) <= _GROUND_KINDS
