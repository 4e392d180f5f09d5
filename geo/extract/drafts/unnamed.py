"""Ground that a report only counts where it names some of it beside: "three more villages east of X".

The secret of this module is which words count ground, and that a bearing behind them is no place taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.drafts.days import days_agree
from geo.extract.drafts.draft import family, names_of
from geo.extract.drafts.totals import SEVERAL
from geo.extract.numbers import numbers
from geo.extract.text import folded
from geo.extract.words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.drafts.draft import Draft
    from geo.extract.roles import Spot
    from geo.extract.text import Token

_NEAR: Final = 3  # paragraphs between a count of towns and the names of some


def without_unnamed_gains(drafts: list[Draft]) -> list[Draft]:
    """Drop "lost four towns", which names no ground, where the text around it names some that was taken."""
    gains = [d for d in drafts if family(d.kind) == "gain"]
    for draft in gains:
        named = [s for s in draft.spots if not _is_of_a_count(draft, s)]
        if draft.sentence.is_arabic and any(s.seat or not s.wide for s in named):
            draft.spots = named
    gone: set[Draft] = set()
    for count in gains:
        if count.deaths is not None or not _names_none(count) or not _counts_towns(count):
            continue
        named_too = [
            d
            for d in gains
            if d.kind == count.kind and d is not count and d not in gone and not d.is_title
            and names_of(d) and not _names_none(d)
            and abs(d.told_in - count.told_in) <= _NEAR and days_agree(d.when, count.when)
        ]  # fmt: skip
        if named_too:
            named_too[0].claims.extend(count.claims)
            named_too[0].when = named_too[0].when or count.when
            gone.add(count)
    return [draft for draft in drafts if draft not in gone]


def _names_none(draft: Draft) -> bool:
    """Return whether a draft names no ground of its own: none, a region, or what villages lie near."""
    if draft.inherited or not draft.spots:
        return draft.sentence.is_arabic or not names_of(draft)
    if not draft.sentence.is_arabic:
        return False
    return all(
        (s.wide and (not s.seat or _is_region(draft, s))) or _is_of_a_count(draft, s)
        for s in draft.spots
    )


_AR_REGION: Final = folded(
    "ريف أرياف محافظة شمال جنوب شرق غرب شمالي جنوبي شرقي غربي ريفي الريف منطقة"
)


def _is_region(draft: Draft, spot: Spot) -> bool:
    """Return whether a province's name stands for its land, not for its capital: "قرى في ريف X الجنوبي"."""
    tokens = draft.sentence.tokens
    inside = spot.first < len(tokens) and spot.start < tokens[spot.first].end
    ahead = tokens[max(0, spot.first - 1) : spot.first] if inside else ()
    return any(_AR_REGION.intersection(t.forms) for t in ahead)


def _counts_towns(draft: Draft) -> bool:
    """Return whether the sentence says how many places changed hands, or that several did."""
    tokens = draft.sentence.tokens
    if draft.sentence.is_arabic:
        return any(_is_counted(tokens, k) for k in range(len(tokens)))
    low = [t.low for t in tokens]
    return any(w in SEVERAL and _HOW_MANY & set(low[max(0, k - 3) : k]) for k, w in enumerate(low))


_HOW_MANY: Final = NUMBERS.union("several dozens dozen number many some other more".split())
_AR_GROUND: Final = folded("قرى القرى بلدات البلدات مناطق نقاط مواقع تلال مدن مزارع قريتين بلدتين")
_AR_TWO: Final = folded("قريتين بلدتين قريتان بلدتان نقطتين تلتين موقعين")
_AR_MANY: Final = folded(
    "عدة عديدة عدد عددا بعض بضع أخرى أخريين جديدة جديدتين إضافية مجاورة المجاورة مهمة استراتيجية مساحات"
)
_AR_LYING: Final = _AR_MANY | folded(
    "في من شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قرب محيط بمحيط حول ريف أطراف مدينة بلدة قرية جهة الشمال الجنوب الشرق الغرب إلى على الواقعة"
)
_TO_MANY: Final = 3


def _is_counted(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the noun at `k` counts places that it does not name: "ثلاث قرى أخرى", "عدة قرى"."""
    if _AR_TWO.intersection(tokens[k].forms):
        return True
    if not _AR_GROUND.intersection(tokens[k].forms):
        return False
    near = (*tokens[max(0, k - 2) : k], *tokens[k + 1 : k + _TO_MANY])
    many = any(_AR_MANY.intersection(t.forms) for t in near)
    return many or any(n.last == k for n in numbers(tokens) if n.low is not None)


def _is_of_a_count(draft: Draft, spot: Spot) -> bool:
    """Return whether a name only tells where ground lies that is counted: "وثلاث قرى أخرى شرق X"."""
    tokens = draft.sentence.tokens
    inside = (
        spot.first < len(tokens) and tokens[spot.first].start <= spot.start < tokens[spot.first].end
    )
    if not (draft.sentence.is_arabic and inside):
        return False
    k = spot.first - 1
    while k > 0 and _AR_LYING.intersection(tokens[k].forms):
        k -= 1
    return 0 <= k < spot.first - 1 and _is_counted(tokens, k)
