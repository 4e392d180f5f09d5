"""The names of one document as the chooser wants them.

The secret of this module is how a name in running text becomes a query: what may stick to it (an
Arabic conjunction or preposition, a possessive), and which of its neighbours says where it lies.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.series import joins
from geo.locate.context import (
    surroundings,
    tells_container,
    tells_its_site,
    tells_neighbour,
    tells_owner,
)
from geo.locate.evidence import Named
from geo.locate.single import candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Geocoder, Place


def read_document(
    text: str,
    spans: Sequence[tuple[int, int]],
    geocoder: Geocoder,
    countries: Sequence[str],
) -> list[Named]:
    """Return what each span of `text` may mean, in the order of `spans`.

    Raises
    ------
    ServiceError
        If `geocoder` has no answer.
    """
    known = _known((text[start:end] for start, end in spans), geocoder, countries)
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    after = dict(pairwise(order))
    holders = _holders(text, spans, order)
    sited = _sited(text, spans, order)
    document = []
    for number, (start, end) in enumerate(spans):
        name = text[start:end]
        beside = _neighbour(text, spans, after, number)
        document.append(
            Named(
                name=name,
                start=start,
                candidates=known[name],
                around=surroundings(text, start, end),
                container=holders.get(number),
                neighbour=sited.get(number, beside),
            )
        )
    for first, second in pairwise(order):
        between = text[spans[first][1] : spans[second][0]]
        around = document[first].around
        if around.phrase.lower().endswith(_PLURALS) and joins(between):
            kinds = document[second].around.kinds or around.kinds
            document[second] = replace(
                document[second], around=replace(document[second].around, kinds=kinds)
            )
    return document


_SAID_BEFORE: Final = 500
_CALLED: Final = re.compile(
    r"\b(?:town|city|village|settlement|hamlet|camp|community)\s+(?:of\s+)?$"
)


def _sited(text: str, spans: Sequence[tuple[int, int]], order: Sequence[int]) -> dict[int, int]:
    """Return which name measures, in a sentence of its own, where an earlier one lies.

    "They took the village of A. The village lies 12 km west of B": the name last called a village
    before it, else the name last told.
    """
    found: dict[int, int] = {}
    for place, number in enumerate(order):
        start = spans[number][0]
        if not place or not tells_its_site(text, start):
            continue
        ahead = [n for n in order[:place] if spans[n][0] >= start - _SAID_BEFORE]
        called = [n for n in ahead if _CALLED.search(text[max(0, spans[n][0] - 20) : spans[n][0]])]
        if called or ahead:
            found[(called or ahead)[-1]] = number
    return found


# "in the provinces of A and B": both are provinces
_PLURALS: Final = ("provinces of", "governorates of", "districts of", "states of", "regions of")


def _neighbour(
    text: str, spans: Sequence[tuple[int, int]], after: dict[int, int], number: int
) -> int | None:
    """Return which name says what another one lies near: "X, near Y"; "X, a town in Z, east of Y"."""
    following = after.get(number)
    if following is None:
        return None
    if tells_neighbour(text, spans[number][1], spans[following][0]):
        return following
    behind = after.get(following)
    if (
        behind is not None
        and tells_container(text, spans[number][1], spans[following][0])
        and tells_neighbour(text, spans[following][1], spans[behind][0])
    ):
        return behind
    return None


def _holders(text: str, spans: Sequence[tuple[int, int]], order: Sequence[int]) -> dict[int, int]:
    """Return which name says where another one lies: "Dana and the hill of Afis in Idlib", both."""
    found: dict[int, int] = {}
    for following, one in pairwise(reversed(order)):  # a list's last name is known first
        end, start = spans[one][1], spans[following][0]
        if tells_owner(text, end, start):
            found[following] = one
        if tells_container(text, end, start) or _is_in_its_district(text, end, spans[following]):
            found[one] = following
        elif following in found and joins(text[end:start]):
            found[one] = found[following]
    return found


_VILLAGE_OF: Final = re.compile(r"\s(?:village|town|settlement|community|hamlet),\s(?:in\s)?")


def _is_in_its_district(text: str, end: int, following: tuple[int, int]) -> bool:
    """Tell whether a village stands before its district, no other of its row: "Alma village, Bartaz district"."""
    called = _VILLAGE_OF.fullmatch(text[end : following[0]])
    return called is not None and "admin2" in surroundings(text, *following).kinds


def read_again(
    document: Sequence[Named], geocoder: Geocoder, countries: Sequence[str]
) -> list[Named]:
    """Return the names of a document with what each may mean where `countries` come first."""
    known = _known((named.name for named in document), geocoder, countries)
    return [replace(named, candidates=known[named.name]) for named in document]


def _known(
    names: Iterable[str], geocoder: Geocoder, countries: Sequence[str]
) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(candidates(name, geocoder, countries)) for name in dict.fromkeys(names)}
