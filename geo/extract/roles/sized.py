"""How large a place the words beside its name make it: the town, its surroundings, a region.

The secret of this module is the nouns: "the city of X", "near X", "X area", "X's countryside".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.extract.text import apposed_start, lows
from geo.extract.words import DIVISIONS, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym


def is_town(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether the words beside the name say that the town is meant: "the city of X", "X's city centre"."""
    following = [t.low for t in tokens[name.last : name.last + 4]]
    behind = set(following[:3])
    ahead = [t.low for t in tokens[max(0, name.first - 2) : name.first]]
    return (
        any(  # but "Idlib's town of X" lies in the province
            word in ("city", "town", "village") and then != "of"
            for word, then in zip(following[:3], [*following[1:], ""], strict=False)
        )
        or apposed_start(lows(tokens), name.first) != name.first
        or (
            len(ahead) > 1
            and ahead[1] == "of"
            and ahead[0] in ("city", "town", "village", "port", "suburb")
        )
        or _is_built_up(tokens, name.first)
        or bool(
            {"مدينه", "بلده", "قريه"}
            & {f for t in tokens[max(0, name.first - 1) : name.first] for f in t.forms}
        )
        or bool({"المدينه"} & behind and tokens[name.last].low == "المدينه")
    )


_QUARTERS: Final = frozenset(
    "neighbourhoods neighborhoods neighbourhood neighborhood quarters quarter suburbs streets centre center".split()
)
_OF_HOMES: Final = frozenset("residential inner central".split())


def _is_built_up(tokens: Sequence[Token], first: int) -> bool:
    """Return whether something only a town has is told of a name: "residential districts of X", "the streets of X"."""
    ahead = [t.low for t in tokens[max(0, first - 3) : first]]
    if ahead[-1:] == ["of"]:
        ahead.pop()
    else:
        return False
    homes = ahead[-1:] in (["districts"], ["district"], ["areas"]) and _OF_HOMES & set(ahead)
    return bool(homes) or (bool(ahead) and ahead[-1] in _QUARTERS)


_AR_BESIDE: Final = frozenset("مدخل مداخل مشارف ضواحي شوارع ازقه احياء بلديه".split())
_CALLED: Final = frozenset("of the town city village key main important strategic".split())
_BESIDE: Final = frozenset("near outside around outskirts suburbs vicinity".split())


def is_beside(tokens: Sequence[Token], first: int) -> bool:
    """Return whether something beside a name is meant: "near X", "on the outskirts of X"."""
    ahead = [t.low for t in tokens[max(0, first - 5) : first]]
    if {"border", "frontier"} & {t.low for t in tokens[first + 1 : first + 2]}:
        return False  # "near the Ugandan border" is near no town
    while ahead and ahead[-1] in _CALLED:
        ahead.pop()
    if first and _AR_BESIDE & set(tokens[first - 1].forms):
        return True  # "على مدخل X": no province has an entrance
    return bool(ahead) and ahead[-1] in _BESIDE


def is_around(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether "area", "zone" or "front" follows: for a town that is its surroundings."""
    behind = [t.low for t in tokens[name.last : name.last + 4]]
    return behind[:1] in (["area"], ["zone"], ["front"]) or "zone" in behind


_ROAD: Final = re.compile(r"[A-Z]-?\d{1,3}")


def is_road(words: str) -> bool:
    """Return whether a name is of a road, which is no exact place: "M4", "A-20"."""
    return _ROAD.fullmatch(words) is not None


_WIDE: Final = DIVISIONS.union(
    "state oblast county countryside de department enclave pocket".split()
)
_WIDE_OF: Final = frozenset("province governorate region department state rural".split())
_AR_WIDE_OF: Final = frozenset(
    "محافظه محافظتي محافظات ولايه ولايتي ولايات اقليم مقاطعه مقاطعتي مقاطعات ريفي ارياف".split()
)
_AR_SEVERAL: Final = frozenset("محافظتي محافظات ولايتي ولايات مقاطعتي مقاطعات ريفي ارياف".split())
_AR_ROW: Final = 8  # tokens of "في محافظات X وY وZ"


def is_wide(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether a region or the land around a town is meant: "X province", "X's northern countryside"."""
    behind = [t.low for t in tokens[name.last : name.last + 3]]
    following = set(behind[:1])
    if behind[:1] in (["'s"], ["’s"]):  # "X's northern countryside"
        following = {"countryside"} & set(behind[1:])
    before = {t.low for t in tokens[max(0, name.first - 2) : name.first]}
    return (
        bool(following & _WIDE)
        or (bool(before & _WIDE_OF) and not _parts_from_region(tokens, name.first))
        or _is_called_region(tokens, name.last)
        or _is_province(tokens, name.first)
    )


def _parts_from_region(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the region before a name is another: "of the region in X", "of the province, X and Y among them"."""
    before = tokens[first - 1].low
    own = tokens[first - 3].low in ("the", "this", "that") if first > 2 else False
    return before == "in" or (before == "," and own)


_REGIONS: Final = _WIDE_OF - {"rural", "department"}
_TO_REGION: Final = 4  # tokens of "a north-western border"


def _is_called_region(tokens: Sequence[Token], last: int) -> bool:
    """Return whether what a comma adds calls the name before it a region: "X, a province in the north-west"."""
    low = [t.low for t in tokens[last : last + _TO_REGION + 4]]
    if low[:1] != [","] or low[1:2] not in (["a"], ["an"], ["the"]):
        return False
    noun = next((k for k, w in enumerate(low[:-1]) if w in _REGIONS), None)
    if noun is None or TOWN & set(low[:noun]):
        return False
    return low[noun + 1] in _BEHIND_REGION


_BEHIND_REGION: Final = frozenset("in of on at that which where held still , .".split())


def _is_province(tokens: Sequence[Token], first: int) -> bool:
    """Return whether an Arabic name is said to be a province's, alone or in a row: "بمحافظتي X وY"."""
    if tokens[first].word[0] != "و":
        ahead = tokens[max(0, first - 2) : first]
        # "جنوب المحافظة X": the one told before, not X's
        return any(_AR_WIDE_OF & set(t.forms) and "ال" not in t.low[:4] for t in ahead)
    row = tokens[max(0, first - _AR_ROW) : first]
    head = max((k for k, t in enumerate(row) if _AR_SEVERAL & set(t.forms)), default=None)
    if head is None:
        return False
    return all(t.word[0] == "و" or k == 0 for k, t in enumerate(row[head + 1 :]))
