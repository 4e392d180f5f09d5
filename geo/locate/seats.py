"""Whether a name that a town and its province share means the one or the other.

The secret of this module is which words beside such a name decide: "in Idlib" is the province, "a market in
Idlib" and "in Gao, Mali" the town, and "Kherson's Zelko district" a part of the city.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.locate.context import REACH, tells_owner
from geo.locate.view import GUESSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.locate.evidence import Named
    from geo.model import Place

_IN: Final = re.compile(
    r"\b(?:in|across|throughout|over) (?:the |\w+-(?:held|controlled|run|ruled) |\w+[’']s )?$|\bفي $|ب$"
)
# "the market in Idlib" is the city's; "soldiers killed in Idlib" may be anywhere in the province.
_SITE_IN: Final = re.compile(
    r"\b(?:markets?|hospitals?|clinics?|schools?|university|mosques?|streets?|squares?|roundabout"
    r"|neighbou?rhoods?|bakery|shops?|restaurants?|apartments?|buildings?|prison|stadium|supermarkets?|malls?|caf[eé]s?"
    r"|hotels?|bars?|(?:train|railway|bus|police|petrol|gas) stations?|bus stops?|church|parks?|kindergartens?)"
    r"(?: [a-z]+){0,2} in $",
    re.IGNORECASE,
)
# "in Gao, Mali" and "in Gao, in northern Mali" are in the town: a province is called one there.
_THEN_LAND: Final = re.compile(
    r",\s(?:in\s)?(?:the\s)?(?:(?:north|south|east|west|central)[\w-]{0,12}\s(?:of\s)?)?(?:the\s)?"
)
_SETTLED: Final = frozenset({"city", "town", "village"})
# People in a seat whose bare name still means the city: Idlib has some 130,000, Kherson 280,000.
_LARGE_SEAT: Final = 200_000
# The same for its parts: "northern Raqqa" is of the province, "eastern Aleppo" of the city.
_LARGE_PART: Final = 700_000
_FROM_A_TOWN: Final = frozenset({"outskirts", "near", "distance", "sector"})


def provinces(text: str, document: Sequence[Named], orders: Sequence[list[int]]) -> list[list[int]]:
    """Let a small seat's name mean its province, unless the report speaks of the city.

    "In Idlib" is the province, and so beside "Idlib city" where the report names other towns of it;
    "a market in Idlib" and "the outskirts of Idlib" are the city's, and "in Aleppo" stays the city,
    since a large city is what its name means by itself.
    """
    firsts = [
        named.candidates[order[0]] if order else None
        for named, order in zip(document, orders, strict=True)
    ]
    cities = {named.name for named in document if "city" in named.around.kinds}
    lands = {
        n.start
        for n, p in zip(document, firsts, strict=True)
        if p is not None and p.kind == "country"
    }
    mended = []
    for named, order, first in zip(document, orders, firsts, strict=True):
        mended.append(order)
        before = text[max(0, named.start - REACH) : named.start]
        site = before.lower().endswith(" in ") and _SITE_IN.search(before)
        if not named.around.kinds and (site or named.around.relation in _FROM_A_TOWN):
            seat = _seat(named, order) if first is not None and first.kind == "admin1" else None
            mended[-1] = order if seat is None else [seat, *(i for i in order if i != seat)]
            continue
        # "southern Idlib" is said of the province; a town's own quarters have names
        part = named.around.relation == "part of" and named.around.bearing is not None
        province = _province(named, order, first, part=part)
        if province is None or first is None or not (part or _IN.search(before)):
            continue
        behind = _THEN_LAND.match(text, named.end)
        if behind is not None and behind.end() in lands:
            continue
        spoken_of = named.name not in cities or any(
            n.name == named.name and "admin1" in n.around.kinds for n in document
        )
        if part or spoken_of or any(
            p is not None and p.kind in _SETTLED and p.source != first.source
            and p.country == first.country and p.admin1 == first.admin1
            for p in firsts
        ):  # fmt: skip
            mended[-1] = [province, *(i for i in order if i != province)]
    return mended


def _province(named: Named, order: Sequence[int], first: Place | None, *, part: bool) -> int | None:
    """Return the province that a small seat's bare name may mean, or that of "the south of X"."""
    if first is None or first.kind not in _SETTLED or named.around.kinds:
        return None
    leans = named.around.relation and not part
    if leans or named.around.feature or first.population > (_LARGE_PART if part else _LARGE_SEAT):
        return None
    return next(
        (
            i
            for i in order[1:]
            if named.candidates[i].kind == "admin1"
            and named.candidates[i].country == first.country
            and named.candidates[i].score >= GUESSED
        ),
        None,
    )


def cities_of(text: str, document: Sequence[Named], orders: Sequence[list[int]]) -> list[list[int]]:
    """Let "Kherson's Zelko district" mean the city, where no list has a Zelko in that province."""
    mended = list(orders)
    for other in document:
        number = other.container
        if number is None or document[number].start > other.start or not orders[number]:
            continue
        named, order = document[number], orders[number]
        first = named.candidates[order[0]]
        owns = tells_owner(text, named.end, other.start)
        here = any(p.admin1 == first.admin1 and p.score >= GUESSED for p in other.candidates)
        if first.kind != "admin1" or named.around.kinds or here or not owns:
            continue
        seat = _seat(named, order)
        if seat is not None:
            mended[number] = [seat, *(i for i in order if i != seat)]
    return mended


def _seat(named: Named, order: Sequence[int]) -> int | None:
    """Return the town that bears the name of the division which stands first among its places."""
    first = named.candidates[order[0]]
    return next(
        (
            i
            for i in order
            if named.candidates[i].kind in {"city", "town"}
            and named.candidates[i].score >= GUESSED
            and named.candidates[i].admin1 == first.admin1
        ),
        None,
    )
