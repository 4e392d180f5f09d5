"""Which places of an Arabic sentence are not where it happened.

The secret of this module is what only tells where something lies: bearings, streets of a town named
next, hospitals, the ends of a road.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import forms_in, without_conjunction
from geo.extract.lexicon import built_in
from geo.extract.series import row_of
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Token

STREETS: Final = folded(
    "ساحه ميدان شارع دوار مسجد جامع كنيسه مدرسه مستشفى مشفى سوق فندق مبنى برج قاعه حديقه جسر تقاطع حاجز مفرق كوع قلعه قصر جامعه نادي"
)
WARDS: Final = folded("مستشفى مشفى مستشفيات مشافي مشرحه مركز")
_TO_WARD: Final = folded("الى في من اداره اطباء مصدر مصادر نحو مدير نقل نقلوا")
_COMPASS: Final = folded(
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب الشمالي الجنوبي الشرقي الغربي"
)


def is_bearing(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only tells where the one before lies: "X شمال شرق Y"."""
    if not i or spots[i - 1].collective or spots[i - 1].country:
        return False
    between = tokens[spots[i - 1].last : spots[i].first]
    words = [t for t in between if without_conjunction(t) not in _BEARING]
    if forms_in(between) & _UNITS and forms_in(between) & _COMPASS | {"من", "عن"}:
        return True  # "X, 15 km from Y"
    if _is_beside(between) and len(row_of(tokens, spots, i - 1)) > 1:
        return True  # a lone name may be in no list, and is then drawn near this one
    if words and words[0].low[0] == "و" and words[0].low[1:] in _COMPASS:
        return False  # "جنوب X وشمال Y": two places
    if _is_front(tokens, spots, i):
        return True
    most = 2
    if len(words) > 1 and words[0].low in _THEY:
        most = 4
        words = words[1:]  # "A وB، وهما قريتان شرق C"
        while words and set(words[0].forms) & _LYING:
            words = words[1:]
    while words and not set(words[0].forms) & _COMPASS and _qualifies(words[0]):
        words = words[1:]  # "the camp X for the displaced, south of Y"
    return 0 < len(words) <= most and all(set(t.forms) & _COMPASS for t in words)


_THEY: Final = frozenset(("وهي", "وهما", "هي", "هما", "وكلها", "وجميعها", "وكلتاهما"))
_LYING: Final = folded(
    "قرى قريتان بلدات بلدتان مدن تلال مناطق مواقع نقاط تقع تقعان واقعة صغيرة صغيرتان متجاورة متجاورتان استراتيجية من في إلى على"
)
_BESIDE: Final = folded(
    "محيط بمحيط قرب بقرب بالقرب جوار بجوار القريبة القريبتين القريبتان المجاورة المجاورتين المجاورتان المحاذية المحاذيتين الملاصقة المتاخمة"
)
_TO_BESIDE: Final = 4  # tokens of "القريبتين من مدينة"


def _is_beside(between: Sequence[Token]) -> bool:
    """Return whether words right behind a name say what it lies near: "X في محيط Y", "X القريبة من Y"."""
    if not 0 < len(between) <= _TO_BESIDE or any(
        t.low[0] == "و" or not t.word[0].isalpha() for t in between
    ):
        return False
    return bool(_BESIDE & {t.low for t in between[:2]})


def is_of_group(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only tells where places lie that are counted out next: "أربع قرى جنوب X، هي A وB"."""
    spot = spots[i]
    if i + 1 >= len(spots) or not forms_in(tokens[max(0, spot.first - 2) : spot.first]) & _COMPASS:
        return False
    group = forms_in(tokens[max(0, spot.first - _TO_GROUP) : spot.first]) & _GROUPS
    named = tokens[spot.last : spots[i + 1].first]
    return bool(group and len(named) <= _TO_GROUP and forms_in(named) & _NAMELY)


_TO_GROUP: Final = 4
_GROUPS: Final = folded("قرى بلدات مناطق مواقع نقاط أحياء مدن قريتين بلدتين تلال مزارع بلدة قرية")
_NAMELY: Final = folded("هي وهي هما وهما بينها منها أبرزها أهمها آخرها :")
_BEARING: Final = folded("من مدينه بلده قريه الى محافظه العاصمه منطقه ،")
_FRONTS: Final = folded("محور جبهه")
_FRONT_REACH: Final = 8


def _is_front(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name is only that of the front on which a town was taken: "X على محور Y"."""
    first = spots[i].first
    if not forms_in(tokens[max(0, first - 1) : first]) & _FRONTS or "علي" not in forms_in(
        tokens[max(0, first - 2) : first - 1]
    ):
        return False
    exact = [s for s in spots[:i] if not s.wide and first - _FRONT_REACH <= s.last]
    return any(
        not any(t.word in "،," or t.low[0] == "و" for t in tokens[s.last : first]) for s in exact
    )


_UNITS: Final = folded("كيلومتر كيلومترا كيلومترات كيلو كم كلم")


def _qualifies(token: Token) -> bool:
    """Return whether a word may stand behind a place's name to say what it is: للنازحين, العسكري."""
    return token.low.startswith(("لل", "ال")) and token.word.isalpha()


_ROADS: Final = folded("طريق الطريق اوتوستراد الاوتوستراد")
_AT: Final = folded("عند قرب مفرق بالقرب")
_ROAD_REACH: Final = 8
_POSTS: Final = folded("حاجز نقطه دوار مفرق")  # "حاجز X التابع للفصيل قرب Y"


def is_road_end(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only says which road or post, the spot named next: "the road A-B near C"."""
    first = spots[i].first
    on_road = forms_in(tokens[max(0, first - _ROAD_REACH) : first]) & _ROADS
    if not on_road and not forms_in(tokens[max(0, first - 1) : first]) & _POSTS:
        return False
    return any(
        0 < spot.first - spots[i].last <= _ROAD_REACH
        and forms_in(tokens[max(spots[i].last, spot.first - 3) : spot.first]) & (_AT | _SET_OUT)
        for spot in spots[i + 1 :]
    )


_SET_OUT: Final = folded("انطلقت انطلق")  # "دورية على طريق A - B، انطلقت من C"


def is_hospital(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a name is that of where the hurt were brought: "to a hospital in X"."""
    k = spot.first - 1
    while k > 0 and spot.first - k < 4 and tokens[k].low in ("في", "مدينه", "بمدينه", "بلده"):
        k -= 1
    return (
        k > 0
        and not (tokens[k].low.endswith("مركز") and k == spot.first - 2)
        and bool(forms_in(tokens[k : k + 1]) & WARDS)
        and bool(forms_in(tokens[k - 1 : k]) & _TO_WARD)
    )


_IN_TOWN: Final = 4
_INSIDE: Final = folded("وسط داخل")  # "على طريق X وسط مدينة Y"


def is_street(tokens: Sequence[Token], spot: Spot, following: Sequence[Spot]) -> bool:
    """Return whether a name is that of a square or a street of the town named next: "ساحة X وسط Y"."""
    before = forms_in(tokens[max(0, spot.first - 1) : spot.first])
    if before & _ROADS and "المدينه" in forms_in(tokens[spot.last : spot.last + _IN_TOWN]):
        return True  # "على طريق X وسط المدينة"
    between = tokens[spot.last : following[0].first] if following else ()
    if before & _TOWNS_OWN and forms_in(between) & _WIDE:
        return False  # "سوق سراقب في ريف إدلب": its market, and the province that it lies in
    inside = bool(before & _ROADS) and bool(forms_in(between) & _INSIDE)
    return (
        (inside or bool(before & STREETS))
        and bool(following)
        and 0 <= following[0].first - spot.last <= 2
        and not {"،", ",", "و"} & {t.word for t in between}
    )


_TOWNS_OWN: Final = folded("سوق مدرسه مستشفى مشفى")
_WIDE: Final = folded("ريف بريف محافظه ولايه اقليم مقاطعه شمال شمالي جنوب جنوبي شرق شرقي غرب غربي")
_PERSON: Final = 9  # tokens of "الشاب" with his name in quotation marks
_OF: Final = folded("ابناء اهالي سكان مهجري نازحي لاجيي بلده قريه مدينه مخيم")
_FROM_HOME: Final = folded(
    "نازح نازحة نازحا نازحان نازحين نازحون مهجر مهجرة مهجرا مهجران مهجرين مهجرون ينحدر تنحدر ينحدران ينحدرون"
)
_QUOTES: Final = frozenset('"«“')
_NEARBY: Final = folded("بالقرب القرب قرب مقربه كل كلا الشرق الغرب الشمال الجنوب خرج انسحب انسحبت")


def is_origin(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only tells where somebody comes from, the spot being named as well.

    "جثة الشاب فلان من بلدة X على طريق Y", "من أبناء X".
    """
    k = spots[i].first - 1
    while k > 0 and (set(tokens[k].forms) & _OF or tokens[k].word in _QUOTES):
        k -= 1
    if k > 0 and tokens[k].low == "من" and set(tokens[k - 1].forms) & _FROM_HOME:
        return True  # "والقتيل نازح من قرية X", wherever he died
    led = 0 < k < spots[i].first - 1 and tokens[k].low == "من"
    someone = tokens[max(0, k - _PERSON) : k]
    if not led or set(tokens[k - 1].forms) & (_NEARBY | _COMPASS):
        return False
    if not any(h.row["count"] == "1" for h in built_in("victims").find(someone)):
        return False
    return any(not (s.wide or s.collective or s is spots[i]) for s in spots)


_BROUGHT: Final = folded("نقل نقلت نقلوا نقلهم نقله نقلها اسعف اسعفت اسعاف اسعفوا")
_TO_WARD_REACH: Final = 8


def is_where_brought(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether the dead or hurt were only brought to a hospital there: "نقل جثتيهما إلى مستشفى في X"."""
    ahead = forms_in(tokens[max(0, spot.first - _TO_WARD_REACH) : spot.first])
    return bool(ahead & _BROUGHT) and is_hospital(tokens, spot)


_PROVINCES: Final = folded(
    "محافظه ولايه اقليم مقاطعه بمحافظه بولايه باقليم بمقاطعه ولايتي محافظتي مقاطعتي"
)


def is_province(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the word before a name calls it a province."""
    return bool(first and forms_in(tokens[first - 1 : first]) & _PROVINCES)


_SITES: Final = folded("سوق مدرسه جامع مسجد كنيسه مستشفى مشفى شارع دوار مركز فندق ملعب")
_QUARTERS: Final = folded("حي حيي احياء حاره منطقه") | _SITES
_GOVERNORS: Final = folded("حاكم محافظ والي حكام محافظو")


def is_district(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the word before a name calls it a quarter, which has a name like a village's."""
    return not forms_in(tokens[max(0, first - 1) : first]) & _SITES


def is_governed(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a governor is named by the region: "حاكم منطقة X"."""
    return bool(forms_in(tokens[max(0, first - 2) : first]) & _GOVERNORS)


def is_quarter(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the word before a name calls it a part of a town."""
    return bool(first and forms_in(tokens[first - 1 : first]) & _QUARTERS)


def in_the_country(tokens: Sequence[Token]) -> bool:
    """Return whether something happened in a part of the country that has no name: "في شمال غربي البلاد"."""
    return any(
        "البلاد" in token.forms and forms_in(tokens[max(0, k - 2) : k]) & _COMPASS
        for k, token in enumerate(tokens)
    )


_WITHIN: Final = folded("في وسط داخل مدينه بلده قريه حي مخيم ضاحيه بمدينه ببلده بقريه")


def stands_in(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the word before a name says that what is told happened there: وسط بغداد, في سرمين, بإدلب."""
    led = tokens[first].low[:1] == "ب" and len(tokens[first].forms) > 1
    return led or bool(first and forms_in(tokens[first - 1 : first]) & _WITHIN)


def exact_names(places: Sequence[int], spots: Sequence[Spot]) -> set[str]:
    """Return the names among `places` that are towns or finer, not areas nor "posts"."""
    return {spots[i].name for i in places if not spots[i].wide and not spots[i].collective}
