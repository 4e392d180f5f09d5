"""What the words around a place name say about it, in English and Arabic.

The secret of this module is the phrases: which words put an event beside a place rather than in it
("12 km north-east of"), which say what kind of place is meant ("the province of"), which tie one
name to another ("X in Y province", "between A and B", "the A-B road"). Pure functions of text; all
patterns are anchored at the name and read at most `REACH` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

REACH: Final = 90

Kinds = tuple[str, ...]
_SETTLED: Final[Kinds] = ("city", "town", "village")
_PROVINCE: Final[Kinds] = ("admin1", "region")
_DISTRICT: Final[Kinds] = ("admin2", "admin3", "admin1")

BEARINGS: Final = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225,
    "west": 270, "northwest": 315,
}  # fmt: skip
_POINT_AT: Final = {float(degrees): point for point, degrees in BEARINGS.items()}
_LEANS: Final = {
    "outskirts": "outskirts of", "countryside": "countryside of", "villages": "villages around",
    "near": "near", "sector": "near", "distance": "near", "between": "between", "road": "road at",
}  # fmt: skip
_ARABIC_BEARINGS: Final = {
    "شمال شرق": "northeast", "شمال غرب": "northwest", "جنوب شرق": "southeast",
    "جنوب غرب": "southwest", "شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west",
}  # fmt: skip
_NUMBER_WORDS: Final = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
_UNIT_KM: Final = {
    "km": 1.0, "kilomet": 1.0, "mile": 1.609344, "mi": 1.609344, "m": 0.001, "met": 0.001,
    "كيلومتر": 1.0, "كيلو": 1.0, "كلم": 1.0, "كم": 1.0, "متر": 0.001, "ميل": 1.609344,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one name.

    Parameters
    ----------
    relation
        ``""`` (in it), ``"part of"``, ``"sector"``, ``"distance"``, ``"outskirts"``, ``"near"``,
        ``"countryside"``, ``"villages"``, ``"between"`` or ``"road"``.
    phrase
        The words that say so, for the reader.
    bearing
        Degrees clockwise from north, or None.
    distance_km
        None when no distance is told.
    kinds
        The kinds of place that the words call for; empty when they call for none.
    feature
        A site at or named after the place: ``"air base"``, ``"crossing"``, ``"camp"``, ... or
        ``""``.
    after_in
        The name follows "in", "at" or "across": where something happens.
    """

    relation: str = ""
    phrase: str = ""
    bearing: float | None = None
    distance_km: float | None = None
    kinds: Kinds = ()
    feature: str = ""
    after_in: bool = False

    @property
    def lean(self) -> str:
        """How an event leans on the place, to stand before its name: "north of", "southern", "near".

        In English whatever the report's language, since the name behind it is the gazetteer's
        where the report's has no Latin letters; "" where the event is in the place itself, which
        "the village of" does not change.
        """
        point = "" if self.bearing is None else _POINT_AT[self.bearing]
        if self.relation == "distance" and self.distance_km is not None:
            return f"{round(self.distance_km, 1):g} km {point} of".replace(" km  of", " km from")
        if self.relation == "sector" and point:
            return f"{point} of"
        if self.relation == "part of":
            return point and f"{point}ern"
        words = _LEANS.get(self.relation, "")
        return f"{point}ern {words}" if point and words.endswith(" of") else words


_COMPASS: Final = r"north|south|east|west"
_POINT: Final = rf"(?:(?:{_COMPASS})(?:[ -]?(?:east|west))?)"
# What single countries call a district: "woreda" is Ethiopia's, "raion" Ukraine's, "payam" South Sudan's.
_LOCAL: Final = (
    r"territory|local government area|local government|LGA|raion|woreda|payam|caza|tehsil|taluk|taluka"
    r"|upazila|regency|arrondissement|chiefdom"
)
_TYPE: Final = (
    r"(?:\b(?:the|a|an|its|their|besieged|northern|southern|eastern|western|central|key|border|small"
    r"|nearby|strategic|contested|\w{2,15}-(?:held|controlled|run|occupied)|occupied|coastal|historic|capital)\s+)*"
    r"(?:\b(?P<type>city|town|village|hamlet|settlement|port|capital|provincial capital|province"
    r"|governorate|state|region|oblast|district|county|township|sub-?district|municipality|locality"
    rf"|commune|department|wilaya|zone|enclave|pocket|{_LOCAL}|camp|refugee camp|city centre|city center|centre|center|area"
    r"|neighbou?rhood|towns|villages|cities|provinces|regions|states|districts|governorates)\s+"
    r"(?:of\s+|called\s+|named\s+)?)?(?:the\s+)?"
)
_POINTS: Final = frozenset(
    point + ending
    for point in (*BEARINGS, *_COMPASS.split("|"))
    for ending in ("", "ern", "ward", "ernward")
)
# Each with the words of which it has one, since most names have none of them before them.
_BEFORE: Final = tuple(
    (relation, frozenset(words), re.compile(pattern + _TYPE + r"$", re.IGNORECASE))
    for relation, words, pattern in (
        (
            "distance",
            "of from outside".split(),
            r"\b(?P<number>\d{1,4}(?:[.,]\d+)?|[a-z]+)[ \u00a0-]?(?P<unit>km|kilomet\w+|miles?|mi|"
            r"met(?:er|re)s|m)\b\.?\s*(?:\([^()]{1,20}\)\s*)?(?:to the\s+|the\s+|away\s+)?"
            rf"(?:(?P<point>{_POINT})(?:ern)?(?:ward)?\s+)?(?:of|from|outside)\s+",
        ),
        (
            "part of",
            _POINTS,
            r"(?:\b(?:in|across|throughout|inside|of)\s+(?:the\s+)?"
            rf"|(?<!\bto )(?<!\bon )(?<!\bfrom )\bthe\s+)(?P<point>{_POINT})(?:ern)?\s+"
            r"(?:part\s+|parts\s+|half\s+|side\s+|section\s+)?of\s+",
        ),
        (
            "outskirts",
            "outskirts suburb suburbs edge edges periphery fringe fringes approaches entrance "
            "entrances gate gates".split(),
            rf"\b(?:(?P<point>{_POINT})(?:ern)?\s+)?(?:outskirts|suburbs?|edges?|periphery|fringes?"
            r"|approaches|entrances?|gates?)\s+(?:of|to)\s+",
        ),
        (
            "countryside",
            "countryside rural hinterland farmland fields".split(),
            rf"\b(?:(?P<point>{_POINT})(?:ern)?\s+)?(?:countryside|rural areas?|hinterland|farmland"
            r"|fields)\s+(?:of|around|near)\s+",
        ),
        (
            "villages",
            "village villages town towns hamlets settlements area areas localities".split(),
            r"\b(?:villages?|towns?|hamlets|settlements|areas?|localities)\s+(?:and \w+\s+)?"
            rf"(?:around|near|surrounding|outside|(?:to the\s+)?(?P<point>{_POINT})\s+of)\s+",
        ),
        (
            "sector",
            _POINTS,
            rf"\b(?:(?:to|on|from|lies?|just|immediately)\s+(?:the\s+)?)?(?P<point>{_POINT})(?:ern)?"
            r"(?:\s+side)?\s+(?:of|from)\s+",
        ),
        (
            "near",
            "near close around outside surrounding next beside far vicinity surroundings "
            "environs adjacent overlooking off".split(),
            r"\b(?:near|close to|around|outside(?: of)?|surrounding|beside|next to"
            r"|not far from|in the (?:vicinity|surroundings|environs) of|vicinity of|adjacent to"
            r"|overlooking|off)\s+",
        ),
        ("adjective", _POINTS, rf"\b(?:in|across|of|over|on)\s+(?P<point>{_POINT})(?:ern)\s+"),
        ("adjective", _POINTS, rf"\b(?P<point>{_POINT})(?:ern)\s+"),
        ("countryside", ["rural"], r"\brural\s+"),
    )
)
_KIND: Final = re.compile(_TYPE + r"$", re.IGNORECASE)
_QUARTERS_OF: Final = re.compile(r"\b(?:residential|inner|urban) districts? of\s+$", re.IGNORECASE)
_WORD: Final = re.compile("[a-z]+")
# What `_TYPE` may end with, right before the name.
_KIND_ENDS: Final = frozenset(
    [
        *re.findall("[a-z]+", re.sub(r"\\.", " ", _TYPE)),
        *("subdistrict", "neighborhood", "neighbourhood"),
    ]
)
_INS: Final = frozenset("in at across inside on within over".split())
_IN: Final = re.compile(rf"\b(?:in|at|across|inside|on|within|over)\s+{_TYPE}$", re.IGNORECASE)
_BETWEEN: Final = re.compile(rf"\bbetween\s+{_TYPE}$", re.IGNORECASE)

_AFTER: Final = re.compile(
    r"^(?:[’']s)?[ -]+(?:(?P<point>north|south|east|west|north-?east|north-?west|south-?east"
    r"|south-?west)(?:ern)?[ -])?"
    r"(?P<word>provinces?|governorates?|states?|regions?|oblast|districts?|county|townships?"
    r"|sub-?districts?|municipality|locality|commune|cercle|wilaya|department|prefecture|republic"
    rf"|{_LOCAL}"
    r"|city cent(?:re|er)|city|town|village|countryside|outskirts|suburbs?|rural areas?"
    r"|(?:military |international )?(?:air ?bases?|airfield|airports?|air ?strip)"
    r"|(?:askeri )?hava(?:alanı|limanı| üssü)|sınır kapısı|kampı"  # Turkish, as in names of places looked up
    r"|(?:border )?crossing|checkpoint|(?:refugee |displacement |idp )?camps?|dam|bridge|port"
    r"|hospital|prison|base|barracks|garrison|cantonment|front ?lines?|front|axis|mountains?|valley|forest"
    r"|road|highway|area|axis|island|(?:(?:de-?escalation|demilitari[sz]ed|buffer) )zones?)\b",
    re.IGNORECASE,
)
# "in Kherson, the region's largest town"
_SEAT_AFTER: Final = re.compile(
    r"^\s*,\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}(?:capital|(?:city|town)\b(?!\s+of\b(?!\s+the\b)))\b",
    re.IGNORECASE,
)
# "near Idlib, a region in the north-west", who says so is in it
_REGION_AFTER: Final = re.compile(
    r"^\s*,\s+(?:an?|the)\s+(?!(?:\w+\s+){0,2}(?:city|town|village)\b)(?:[\w’'-]+\s+){0,3}"
    r"(?:province|region|governorate|state)(?:\s+(?:in|of|on|that|which|where|held|still)\b|\s*[,.])",
    re.IGNORECASE,
)
_KIND_OF_WORD: Final[dict[str, Kinds]] = {
    **dict.fromkeys(("zone", "enclave", "pocket"), _PROVINCE),
    **dict.fromkeys(
        ("province", "governorate", "state", "region", "oblast", "republic", "wilaya"), _PROVINCE
    ),
    **dict.fromkeys(
        ("district", "county", "township", "subdistrict", "sub-district", "municipality",
         "locality", "commune", "cercle", "department", "prefecture",
         *_LOCAL.lower().split("|")),
        _DISTRICT,
    ),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "settlement", "port", "capital",
         "provincial capital", "city centre", "city center", "centre", "center"),
        _SETTLED,
    ),
}  # fmt: skip
_FEATURES: Final = (
    ("air base", re.compile(r"air ?base|airfield|air ?strip|military airport|hava üssü")),
    ("airport", re.compile(r"airport|hava(?:alan|liman)ı")),
    ("crossing", re.compile(r"crossing|sınır kapısı")),
    ("checkpoint", re.compile(r"checkpoint")),
    ("camp", re.compile(r"camp|kampı")),
    ("dam", re.compile(r"^dam$")),
    ("bridge", re.compile(r"bridge")),
    ("hospital", re.compile(r"hospital")),
    ("prison", re.compile(r"prison")),
    ("base", re.compile(r"^base$|barracks|garrison|cantonment")),
    ("road", re.compile(r"^road$|highway")),
    ("front", re.compile(r"front|axis")),
)
_FEATURE_OF: Final = re.compile(
    r"\b(?P<word>(?:military |international )?air ?(?:base|port|field)|prison|dam) (?:of|at) (?:the )?$",
    re.I,
)
_LEADING: Final = frozenset(("of", "at", "the"))  # what it ends with


def _feature(word: str) -> str:
    """Return which kind of site a word names, ``""`` for none."""
    return next((f for f, pattern in _FEATURES if pattern.search(word)), "")


_JOINED: Final = re.compile(r"^\s*(?:-|–|—|/|to|and|و)\s*$")

# Arabic: what comes before the name, the nearest first; prepositions may be joined to the word.
_ARABIC_TYPE: Final = {
    **dict.fromkeys(
        ("محافظة", "محافظتي", "ولاية", "ولايتي", "إقليم", "اقليم", "مقاطعة", "مقاطعتي", "منطقة"),
        _PROVINCE,
    ),
    **dict.fromkeys(("ناحية", "قضاء", "مديرية", "محلية", "مركز"), _DISTRICT),
    **dict.fromkeys(("مدينة", "بلدة", "قرية", "العاصمة", "عاصمة", "وسط"), _SETTLED),
    **dict.fromkeys(("مدينتي", "بلدتي", "قريتي", "مدن", "بلدات", "قرى"), _SETTLED),
}
_ARABIC_KIND: Final = re.compile(
    rf"(?:^|[\s،,(])[وبفلك]{{0,2}}(?:ال)?(?P<type>{'|'.join(_ARABIC_TYPE)})\s+[وبفلك]?$"
)
_ARABIC_POINT: Final = "|".join(_ARABIC_BEARINGS)
# Each with the ends of the words of which one stands right before the name; None asks for a number.
_ARABIC_BEFORE: Final[tuple[tuple[str, tuple[str, ...] | None, re.Pattern[str]], ...]] = tuple(
    (relation, endings, re.compile(pattern))
    for relation, endings, pattern in (
        (
            "distance",
            None,
            r"(?P<number>\d{1,4}(?:[.,]\d+)?)\s*(?P<unit>كيلومتر|كيلو|كلم|كم|متر|ميل)\S{0,3}\s+"
            rf"(?:إلى ال\S+\s+)??(?:(?:إلى |الى )?(?:ال)?(?P<point>{_ARABIC_POINT})\S{{0,2}}\s+(?:ال(?P<second>شرق|غرب)ي\s+)?)?"
            r"(?:من |عن )?$",
        ),
        *(
            (
                relation,
                tuple(words.split("|")),
                rf"(?:^|\s)[وبفلك]{{0,2}}(?:ال)?(?:{words})\s+$",
            )
            for relation, words in (
                ("countryside", "ريف|أرياف|بادية"),
                ("outskirts", "أطراف|ضواحي|مشارف|تخوم|مدخل|مداخل|ضاحية"),
                ("near", "محيط|قرب|جوار|حول|خارج"),
            )
        ),
        ("near", ("من",), r"(?:بالقرب|على مقربة|قريب[اة]?)\s+من\s+$"),
        (
            "sector",
            ("ي", "ّ", *_ARABIC_BEARINGS),
            rf"(?:^|\s)[وبفلك]{{0,2}}(?P<point>{_ARABIC_POINT})[يّ]{{0,2}}\s+$",
        ),
    )
)
_DIGIT: Final = re.compile(r"\d")
# "الريف الغربي لحلب", "الأطراف الشمالية لسرمين": the name stands behind an "of" that is joined to it.
_ARABIC_PART_OF: Final = (
    (
        "countryside",
        re.compile(
            r"(?:^|\s)[وبف]{0,2}الريف\s+ال(?P<point>شمالي|جنوبي|شرقي|غربي)\s+(?:ال\S{3,7}\s+)?ل$"
        ),
    ),
    (
        "outskirts",
        re.compile(r"(?:^|\s)[وبف]{0,2}ال(?:أطراف|ضواحي|مشارف|مداخل|مدخل)\s+(?:ال\S{3,9}\s+)?ل$"),
    ),
)
_ARABIC_BETWEEN: Final = re.compile(r"(?:^|\s)[وف]?بين\s+(?:\S+\s+)?$")
_ARABIC_IN: Final = re.compile(r"(?:^|\s)[وف]?(?:في|على|داخل|ب)\s*(?:\S+\s+)?$")
_ARABIC_AFTER_POINT: Final = re.compile(
    r"^\s+ال(?P<point>شمالي|جنوبي|شرقي|غربي)(?:\s+ال(?P<second>شرقي|غربي))?"
)
_ARABIC_FEATURES: Final = (
    ("air base", re.compile(r"(?:قاعدة|مطار)\s+$")),
    ("crossing", re.compile(r"معبر\s+$")),
    ("camp", re.compile(r"مخيم\s+$")),
    ("checkpoint", re.compile(r"حاجز\s+$")),
    ("dam", re.compile(r"(?:^|\s)[وبفلك]{0,2}سد\s+$")),
    ("hospital", re.compile(r"مستشفى\s+$")),
    ("prison", re.compile(r"سجن\s+$")),
    ("front", re.compile(r"(?:جبهة|محور)\s+$")),
    ("road", re.compile(r"(?:طريق|الطريق|أوتوستراد)\s+$")),
)
_ARABIC_SITES: Final = tuple(
    "قاعدة مطار معبر مخيم حاجز سد مستشفى سجن جبهة محور طريق أوتوستراد".split()
)


def _arabic_point(word: str, second: str = "") -> str:
    """Return the bearing of an Arabic adjective such as "southern (eastern)"."""
    stem = word.removesuffix("ي")
    both = f"{stem} {second.removesuffix('ي')}".strip() if second else stem
    return _ARABIC_BEARINGS.get(both, _ARABIC_BEARINGS.get(stem, ""))


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Read the words around ``text[start:end]``."""
    before = text[max(0, start - REACH) : start]
    before = before[before.rfind("\n") + 1 :]
    after = text[end : end + REACH].partition("\n")[0]
    if re.search("[\u0620-\u06ff]", text[start:end]):
        return _arabic(before, after)
    return _english(before, after)


def _english(before: str, after: str) -> Surroundings:
    relation, phrase, bearing, distance = "", "", None, None
    kinds: Kinds = ()
    # All that is said before a name ends with a word and a space.
    words = _WORD.findall(before.lower()) if before[-1:].isspace() else []
    known = frozenset(words)
    for name, needed, pattern in _BEFORE:
        found = None if needed.isdisjoint(known) else pattern.search(before)
        if not found:
            continue
        groups = found.groupdict()
        if name == "distance" and (distance := _kilometres(groups)) is None:
            continue
        kinds, phrase = _kind_called(groups.get("type")), found.group().strip()
        if name == "adjective" and groups["type"]:
            break  # "the southern province of X" lies in its country's south
        relation = "part of" if name == "adjective" else name
        if point := groups.get("point"):
            bearing = float(BEARINGS[re.sub("[ -]", "", point.lower())])
        break
    else:
        if words and words[-1] in _KIND_ENDS and (found := _KIND.search(before)):
            kinds, phrase = _kind_called(found["type"]), found.group().strip()
            if _QUARTERS_OF.search(before):
                kinds = _SETTLED  # a town's districts, not a province's
    if "between" in known and _BETWEEN.search(before):
        relation, phrase = "between", "between"
    called = _FEATURE_OF.search(before) if words and words[-1] in _LEADING else None
    feature = "" if called is None else _feature(called["word"].lower())
    kinds = _kind_apposed(after) or kinds
    if relation == "near" and _REGION_AFTER.match(after):
        relation, phrase = "", ""
    if found := _AFTER.match(after):
        word = found["word"].lower()
        one = word.rstrip("s")
        kinds = _KIND_OF_WORD.get(one) or _KIND_OF_WORD.get(one.rpartition(" ")[2], kinds)
        feature = _feature(word) or feature
        point = (found["point"] or "").lower().replace("-", "")
        if word in {"countryside", "rural area", "rural areas"}:
            relation, phrase = (
                "countryside",
                found.group().lstrip("’' -").removeprefix("s ").strip(),
            )
        elif word in {"outskirts", "suburb", "suburbs"}:
            relation, phrase = "outskirts", found.group().lstrip("’' -").removeprefix("s ").strip()
        if point:
            bearing = float(BEARINGS[point])
    return Surroundings(
        relation=relation,
        phrase=phrase,
        bearing=bearing,
        distance_km=distance,
        kinds=kinds,
        feature=feature,
        after_in=not _INS.isdisjoint(known) and _IN.search(before) is not None,
    )


def _kind_apposed(after: str) -> Kinds:
    """Return which kind of place an apposition calls the name before it: ", the region's capital", ", a province in"."""
    if _SEAT_AFTER.match(after):
        return _SETTLED
    return _PROVINCE if _REGION_AFTER.match(after) else ()


def _kind_called(word: str | None) -> Kinds:
    return _KIND_OF_WORD.get((word or "").lower().rstrip("s"), ())


def _kilometres(groups: dict[str, str | None]) -> float | None:
    number, unit = (groups.get("number") or "").lower(), (groups.get("unit") or "").lower()
    value: float | None = _NUMBER_WORDS.get(number)
    if value is None:
        try:
            value = float(number.replace(",", "."))
        except ValueError:
            return None
    for start in sorted(_UNIT_KM, key=len, reverse=True):
        if unit.startswith(start):
            return float(value * _UNIT_KM[start])
    return None


def _arabic(before: str, after: str) -> Surroundings:
    kinds: Kinds = ()
    head = before
    if found := _ARABIC_KIND.search(head):
        kinds = _ARABIC_TYPE[found["type"]]
        head = head[: found.start() + 1]
    relation, phrase, bearing, distance = "", "", None, None
    leading = head.rstrip()
    apart = len(leading) < len(head)
    for name, endings, pattern in _ARABIC_BEFORE:
        may = leading.endswith(endings) if endings is not None else _DIGIT.search(head)
        found = pattern.search(head) if apart and may else None
        if not found:
            continue
        groups = found.groupdict()
        if name == "distance" and (distance := _kilometres(groups)) is None:
            continue
        relation, phrase = name, found.group().strip()
        if point := _arabic_point(groups.get("point") or "", groups.get("second") or ""):
            bearing = float(BEARINGS[point])
        break
    for name, pattern in _ARABIC_PART_OF if head.endswith("ل") and not relation else ():
        if found := pattern.search(head):
            relation, phrase = name, found.group().strip()
            if point := _arabic_point(found.groupdict().get("point") or ""):
                bearing = float(BEARINGS[point])
            break
    if _ARABIC_BETWEEN.search(head):
        relation, phrase = "between", "بين"
    if found := _ARABIC_AFTER_POINT.match(after):
        point = _arabic_point(found["point"], found["second"] or "")
        if point and relation in {"", "countryside"}:
            relation = relation or "part of"
            bearing = float(BEARINGS[point])
            phrase = f"{phrase} {found.group().strip()}".strip()
    feature = ""
    if apart and leading.endswith(_ARABIC_SITES):
        feature = next((f for f, pattern in _ARABIC_FEATURES if pattern.search(head)), "")
    return Surroundings(
        relation=relation,
        phrase=phrase,
        bearing=bearing,
        distance_km=distance,
        kinds=kinds,
        feature=feature,
        after_in=bool(_ARABIC_IN.search(before)) or before.endswith("ب"),
    )


def joined(text: str, first_end: int, second_start: int) -> str:
    """Return what joins two names that stand side by side: ``"-"``, ``"and"`` or ``""``."""
    gap = text[first_end:second_start]
    found = _JOINED.match(gap)
    return "" if found is None else ("and" if gap.strip() in {"and", "و"} else "-")


_WITHIN: Final = re.compile(
    r"^[”\"»]?\s*(?:للنازحين\s+)?(?:,|\(|،|in|of|,?\s*(?:which\s+)?(?:lies|lay|(?:is|was)(?:\s+(?:situated|located))?|situated|located)\s+in|,?\s*in\s+(?:the\s+)?|,\s(?:a|an|the)\s(?:[\w-]+\s){0,3}(?:town|village|city"
    r"|hamlet|settlement|community|suburb|hub)\s(?:in|of)\s|(?:(?:naval|army|air|military|police|refugee|idp)\s)?(?:town|city|village|district|camp|area|neighbou?rhood"
    r"|quarter|suburb|market|hospital|square|street|commune|base|outpost|post|barracks|township"
    r"|tehsil|taluk|upazila"
    rf"|{_LOCAL})\s+(?:in|of)|ب)?\s*"
    r"(?:(?:the|southern|northern|eastern|western|central|nearby|neighbouring|rural|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+(?:part\s+|side\s+|half\s+)?of|"
    r"north-?western|north-?eastern|south-?western|south-?eastern|northwest|northeast|southwest"
    r"|southeast|في|وسط|داخل|[بل]?(?:مدينة|بلدة|محافظة|ولاية|إقليم|مقاطعة|ريف|محلية|مديرية|قضاء|ناحية)"
    r"|(?:ال)?(?:تابع|واقع)[ةه]?|(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?|الريف)\s+)*"
    r"(?:(?:province|governorate|state|region|oblast|district|countryside|county)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_MAX_GAP: Final = 40


def tells_container(text: str, end: int, next_start: int) -> bool:
    """Tell whether the name at `next_start` says where the one ending at `end` lies.

    Examples
    --------
    >>> tells_container("Dana, Idlib", 4, 6), tells_container("Dana in northern Idlib", 4, 17)
    (True, True)
    >>> tells_container("Dana and Idlib", 4, 9)
    False
    """
    gap = text[end:next_start]
    return bool(gap.strip()) and len(gap) <= _MAX_GAP and _WITHIN.match(gap) is not None


_OWNS: Final = re.compile(
    r"^(?:\s+(?:province|region|state|governorate|oblast|department))?[’']s\s+"
    r"(?:(?:city|town|village|district|county|township|port|area|capital|sub-?district)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)


def tells_owner(text: str, end: int, next_start: int) -> bool:
    """Tell whether the name ending at `end` is told to hold the one at `next_start`.

    Examples
    --------
    >>> tells_owner("Idlib's Dana district", 5, 8), tells_owner("Idlib province's town of Dana", 5, 25)
    (True, True)
    """
    gap = text[end:next_start]
    return len(gap) <= _MAX_GAP and _OWNS.match(gap) is not None


_FAR: Final = (
    r"(?:(?:about|some|around|roughly|approximately|nearly|almost|just|only|barely|over|under|close to|up to"
    r"|less th[ae][tn]|more than)\s+)?"
    r"[\w.,-]{1,12}[ -]?"
    r"(?:km|kilomet(?:re|er)s?|miles?)\.?\s+(?:\([^()]{1,20}\)\s+)?(?:away\s+|(?:to\s+)?the\s+)?"
)
_ARABIC_FAR: Final = (
    r"(?:(?:على\s+بعد|تبعد|نحو|حوالي)\s+){0,2}[\d.,]{1,7}\s*(?:كيلومتر\S{0,2}|كيلو|كلم|كم)\s+"
)
_BESIDE: Final = re.compile(
    r"^(?:\s+(?:village|town|city|area|district|region|hamlet|settlement|locality|camp|base|junction))?"
    r"\s*[,،]?\s*\(?\s*(?:(?:a|an|the)\s+(?:\w+\s+)?(?:town|village|city|area|camp|hamlet)\s+)?"
    r"(?:(?:located|lying|situated|just|which lies)\s+)?"
    r"(?:near|close to|outside|next to|beside|not far from|on the outskirts of|in the vicinity of"
    rf"|{_FAR}(?:from|outside)"
    rf"|(?:{_FAR})?(?:to the\s+)?(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?\s+of"
    r"|بالقرب من|قرب|بجوار|المجاورة ل"
    rf"|(?:{_ARABIC_FAR})?(?:(?:إلى |الى )?(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?(?:\s+(?:شرق|غرب)ي?)?)"
    rf"|{_ARABIC_FAR}(?:عن|من))\s+"
    r"(?:the\s+)?(?:(?:town|city|village|مدينة|بلدة|قرية)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)


_ITS_SITE: Final = re.compile(
    r"(?:^|[.!?\n”\"]\s*)(?:It|(?:The|This)\s+(?:town|city|village|settlement|area|camp|hamlet|community|locality))\s+"
    r"(?:is\s+|was\s+)?(?:lies|lying|located|situated|sits|found)?\s*(?:just\s+)?"
    rf"(?:{_FAR})(?:from|(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?\s+of)\s+"
    r"(?:the\s+)?(?:(?:town|city|village)\s+(?:of\s+)?)?$"
)


def tells_its_site(text: str, start: int) -> bool:
    """Tell whether the sentence that the name at `start` stands in measures where a place told before lies.

    Examples
    --------
    >>> tells_its_site("They took Dana. The town lies 12 km west of Idlib.", 44)
    True
    """
    return _ITS_SITE.search(text[max(0, start - 2 * REACH) : start]) is not None


def tells_neighbour(text: str, end: int, next_start: int) -> bool:
    """Tell whether the name at `next_start` says what the one ending at `end` lies near.

    Examples
    --------
    >>> tells_neighbour("Dana, near Maarrat", 4, 11), tells_neighbour("Dana and Maarrat", 4, 9)
    (True, False)
    >>> tells_neighbour("Dana, some 12 km north of Idlib", 4, 26)
    True
    """
    gap = text[end:next_start]
    return len(gap) <= 2 * _MAX_GAP and _BESIDE.match(gap) is not None
