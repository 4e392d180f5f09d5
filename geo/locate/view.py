"""How sure a choice is once the project's own countries and box have spoken.

The secret of this module is what a view is worth. A report that names one place alone says nothing
of where it is; the project does: the only place of that name in its box is meant, a guess at letters
is believed only as far as its letters and the list it comes from go, and a name that is found only
far abroad is more likely an unlisted village at home.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.gazetteer.alike import Spoken
from geo.gazetteer.index import OWN
from geo.gazetteer.spelling import fold, names_in, respelt, script, skeleton
from geo.locate.namesakes import is_meant_alone
from geo.locate.single import apart_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place

Box = tuple[float, float, float, float]

SETTLED: Final = frozenset({"city", "town", "village", "site", "admin3"})
"""What lies at a spot."""

GUESSED: Final = 0.9
"""Places of a lower `Place.score` were found by guessing at letters."""

UNSURE: Final = 0.4
"""Below every threshold: the place is listed among what a name may mean, and no more."""

ONLY_ONE_SURE: Final = 0.8
ONLY_ONE_HERE_SURE: Final = 0.6
ONLY_ONE_GUESSED_SURE: Final = 0.75
"""How sure the only place of a name in the project's box is at least (the second: it has namesakes
elsewhere at home). No document for training has a box, which says as much as many names would."""

NOT_LISTED: Final = "is not listed"
"""What the basis of a place says behind its name where only the ground around it is known."""

SAME_KM: Final = 5.0
SMALL_TOWN: Final = 100_000
FAMOUS: Final = 1_000_000
FAMOUS_AREA: Final = 20_000_000
_AREAS: Final = frozenset({"country", "region", "admin1"})
_SPELT_SO: Final = 0.97
_ASIDE: Final = 0.93
"""Scores of names that are listed so, but for hyphens and the like, and without their article."""

FAR_KM: Final = 500.0
NEAR_KM: Final = 200.0
OUT_OF_VIEW: Final = 0.5
DWARFED: Final = 20
SMALL_ALIAS: Final = 20_000
SMALL_RIVAL: Final = 5_000
MIN_ALIAS_ALIKE: Final = 0.6

# Measured on the 2,335 spellings that GeoNames has for places of OCHA's list of Syria, none of them
# listed there: guesses by consonants that pass this are right 19 times in 20, and are found for 1
# name in 40 whose place is taken out of the list. Number of consonants ▶ least score, least lead
# over the next place at home.
_TELLING: Final = {2: (0.87, 0.05), 3: (0.835, 0.06), 4: (0.78, 0.03)}
# In the world's list, which has one village of Syria in seven, what sounds a little different is
# another village. Of the names of OCHA's list that are guessed at so there, two consonants of which
# the vowels agree as well are right 16 times in 20, as often as three; of four and more consonants a
# transcription may be off as in a full list (4 of 4).
_TELLING_IN_FEW: Final = {2: (0.885, 0.03), 3: (0.87, 0.03), 4: (0.86, 0.03)}
_TRANSCRIBED: Final = {2: 0.0, 3: 0.0, 4: 1.0}
"""By the number of consonants, how much a transcription may be off."""

_HALF_BONES: Final = 4
"""Fewer consonants tell nothing of one of the two names that a list has in a row."""

_SPELT_ALIKE: Final = 0.93
"""Arabic spells a name in one way, but for its article and a few endings."""

# Measured on the 3,400 Arabic spellings that GeoNames has of towns in 17 countries where Arabic is not written: a town
# at home that is listed in Latin letters alone and passes this is meant 98 times in 100, and one passes for
# 1 name in 18 whose own town is taken out of the list. Number of consonants ▶ least score.
_TRANSCRIBED_IN_ARABIC: Final = {3: 0.85, 4: 0.84, 5: 0.8}
_TRANSCRIBED_LEAD: Final = 0.039
_ARAB: Final = frozenset(
    "AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SY TN YE".split()
)

_CLEARLY_WORSE: Final = 0.5
_ARTICLE: Final = "ال"
_ARTICLE_ASIDE: Final = "article aside"
# With this many villages in view that have the article where the name has none, or the other way
# round, the one that is listed as it is written is still meant more than 17 times in 20.
_FEW_ASIDE: Final = {True: 2, False: 4}
"""By whether the name is written with the article."""

_FOUND_AS: Final = "found as "
_SIDES: Final = ("north", "south", "east", "west", "upper", "lower")
_GEONAMES: Final = "geonames:"
_EMBEDDED: Final = (_GEONAMES, OWN)


def in_view(
    name: str,
    places: Sequence[Place],
    order: Sequence[int],
    sure: float,
    countries: Sequence[str],
    box: Box | None,
    *,
    lonely: bool,
    bare: bool,
) -> float:
    """Return how sure a choice is once the project's view has spoken.

    Parameters
    ----------
    places
        What `name` may mean.
    order
        Their positions, the chosen one first.
    lonely
        Nothing else in the document speaks for the chosen one.
    bare
        Nor does anything speak for another one.
    """
    place = places[order[0]]
    guessed = place.score < GUESSED
    if box is None and not (guessed and lonely):
        return sure
    rivals = [
        p
        for p in places
        if p.kind in SETTLED
        and (in_box(p, box) > 0 or p.country in countries)
        and apart_km(place, p.lon, p.lat) > _reach_km(place, p)
        and not _dwarfed(p, place)
    ]
    at_home = box is None and place.country in countries
    if guessed and at_home and _is_transcribed_in_arabic(name, place, rivals):
        return max(sure, ONLY_ONE_GUESSED_SURE)
    if guessed and lonely and not _tells(name, place, rivals, box):
        return min(sure, UNSURE)
    if box is None:
        return sure
    if place.kind in _AREAS:
        if lonely and in_box(place, box) < 0 and not _is_told(place, countries, box):
            return min(sure, UNSURE)
        return sure
    if in_box(place, box) < 0:
        return _abroad(place, sure, countries, box, lonely=lonely)
    if place.kind not in SETTLED:
        return sure
    if lonely and (is_odd_alias(name, place) or _is_beside(name, place)):
        return min(sure, UNSURE)
    if guessed:
        clear = _tells(name, place, rivals, box) and place.country in countries
        return max(sure, ONLY_ONE_GUESSED_SURE) if clear else sure
    rivals = [
        p
        for p in rivals
        if p.score >= GUESSED
        and not outshone(p, place)
        and not (bare and is_forgotten_for(p, place))
        and not is_odd_alias(name, p)
        and not is_half_of_two(name, p, place)
    ]
    here = [p for p in rivals if in_box(p, box) > 0 or _draws_away(p, place)]
    aside = [p for p in here if p.basis == _ARTICLE_ASIDE]
    if len(aside) <= _few_aside(name, place):
        here = [p for p in here if p not in aside]
        rivals = [p for p in rivals if p.basis != _ARTICLE_ASIDE]
    if here:
        return min(sure, UNSURE) if lonely else sure
    if countries and place.country not in countries:
        return sure
    return max(sure, ONLY_ONE_HERE_SURE if rivals else ONLY_ONE_SURE)


def stands_alone(
    name: str,
    places: Sequence[Place],
    countries: Sequence[str],
    box: Box | None,
    near: tuple[float, float] | None = None,
) -> bool:
    """Tell whether the first of `places` is surely meant by a name that stands in no text.

    Parameters
    ----------
    places
        What `name` may mean, as the gazetteer scores it, the likeliest first.
    countries, box
        Where one is at home; empty and None if that is open.
    near
        Longitude and latitude that the place should be close to, or None.
    """
    place = places[0]
    if near is not None:
        if apart_km(place, *near) > NEAR_KM:
            return False
        places = [p for p in places if apart_km(p, *near) <= NEAR_KM]
    reach = max(SAME_KM, place.radius_m / 1000)
    abroad = place.country not in countries
    rivals = [
        p
        for p in places[1:]
        if (abroad or p.country in countries or in_box(p, box) > 0)
        and apart_km(place, p.lon, p.lat) > max(reach, p.radius_m / 1000)
        and not _dwarfed(p, place)
    ]
    if place.score < GUESSED:
        return (
            not abroad
            and (box is None or in_box(place, box) > 0)
            and _tells(name, place, rivals, box)
        )
    if countries and abroad and not (_dwarfs(place) and place.score > _ASIDE):
        return False
    here = in_box(place, box) > 0
    hamlet = place.kind in SETTLED and not _dwarfs(place)
    if (box is not None and hamlet and not here) or is_odd_alias(name, place):
        return False
    return not any(
        p.score >= GUESSED
        and not outshone(p, place)
        and not is_forgotten_for(p, place)
        and not is_odd_alias(name, p)
        and (not here or in_box(p, box) > 0 or _draws_away(p, place))
        for p in rivals
    )


def in_box(place: Place, box: Box | None) -> float:
    """Return 1 for a place in the box, -1 outside, 0 where there is none."""
    if box is None:
        return 0.0
    west, south, east, north = box
    return 1.0 if west <= place.lon <= east and south <= place.lat <= north else -1.0


def _abroad(
    place: Place, sure: float, countries: Sequence[str], box: Box, *, lonely: bool
) -> float:
    """Return how sure a place outside the box is; the farther off, the better known it must be."""
    if place.source.startswith("places/"):
        return sure
    if lonely and not _is_told(place, countries, box):
        return min(sure, UNSURE)
    told = not lonely and place.country in countries and place.score >= GUESSED
    if place.kind in SETTLED and place.population < SMALL_TOWN and not told:
        return sure * OUT_OF_VIEW
    return sure


def _is_told(place: Place, countries: Sequence[str], box: Box) -> bool:
    """Tell whether a place outside the box is near it, at home, or so well known that it is meant.

    A city of a million is; of states and provinces, which have more people each, one of many millions.
    """
    west, south, east, north = box
    if place.country in countries:
        return True
    if apart_km(place, (west + east) / 2, (south + north) / 2) <= FAR_KM:
        return True
    famous = FAMOUS_AREA if place.kind in _AREAS else FAMOUS
    return place.population >= famous and place.score > _ASIDE


def _tells(name: str, place: Place, rivals: Sequence[Place], box: Box | None) -> bool:
    """Tell whether so many letters agree, and no other place in view comes near.

    A Latin spelling that transcribes the Arabic name of one place in view, and of no other, says
    which is meant; one that transcribes it wrongly says that it is not. In view is the box; where
    there is none, or the list has few of its villages, the countries. One of two names that a row
    has is less often said than the only one of another row, and no rival to it.
    """
    few = place.source.startswith(_EMBEDDED)
    if not few and in_box(place, box) > 0:
        rivals = [p for p in rivals if in_box(p, box) > 0]
    spoken = Spoken(fold(respelt(name)))
    halves = has_two_names(place)
    misfit, *others = (_misfit(spoken, p, few=few, halves=halves) for p in (place, *rivals))
    most = _TRANSCRIBED.get(min(len(spoken.bones), max(_TRANSCRIBED)), 0.0)
    if few and misfit and misfit > most:
        return False
    if not few and misfit is not None:
        if halves and len(spoken.bones) < _HALF_BONES:
            return False
        nearest = min((other for other in others if other is not None), default=math.inf)
        return misfit <= most and nearest - misfit >= _CLEARLY_WORSE
    arabic = names_in(place.names.get("ar", "")) if spoken.script == "arabic" else []
    if arabic and max(spoken.likeness(fold(written)) for written in arabic) < _SPELT_ALIKE:
        return False
    steps = _TELLING_IN_FEW if few else _TELLING
    least, lead = max(
        (step for step in steps.items() if step[0] <= len(spoken.bones)),
        default=(0, (math.inf, 0.0)),
    )[1]
    best = max((p.score for p in rivals), default=0.0)
    return place.score >= least and place.score - best >= lead


def _is_transcribed_in_arabic(name: str, place: Place, rivals: Sequence[Place]) -> bool:
    """Tell whether an Arabic name is what Arabic papers make of a town abroad: "غاسكيندي" is Gaskindé."""
    spoken = Spoken(fold(respelt(name)))
    if spoken.script != "arabic" or place.country in _ARAB or place.kind not in SETTLED:
        return False
    least = _TRANSCRIBED_IN_ARABIC.get(min(len(spoken.bones), max(_TRANSCRIBED_IN_ARABIC)), 1.0)
    best = max((p.score for p in rivals), default=0.0)
    return place.score >= least and place.score - best >= _TRANSCRIBED_LEAD


def _said_so(spoken: Spoken, place: Place, *, halves: bool) -> bool:
    """Tell whether a Latin name differs from a place's own only in what spellings of one sound vary.

    "Qatrah" is Qatra, "Umm Nir" Um Nir and "al-Naqeer" Naqir.
    """
    return spoken.script == "latin" and any(
        spoken.likeness(fold(own)) == 1.0
        for own in (names_in(place.name) if halves else [place.name])
    )


def _misfit(spoken: Spoken, place: Place, *, few: bool, halves: bool) -> float | None:
    """Return how much a Latin spelling is off as a transcription of a place's Arabic name.

    What a full list spells the same is not off, whatever it has in Arabic. Whether one of two names
    in a row counts is for `halves` to say.
    """
    if not few and _said_so(spoken, place, halves=halves):
        return 0.0
    arabic = names_in(place.names.get("ar", ""))
    if not halves and len(arabic) > 1:
        arabic = [place.names["ar"]]
    if spoken.script != "latin" or not arabic:
        return None
    return min(spoken.misfits_of([fold(written) for written in arabic]))


def _dwarfed(rival: Place, place: Place) -> bool:
    """Tell whether a large city makes one forget a village of its name."""
    return _dwarfs(place) and place.population >= DWARFED * rival.population


def outshone(rival: Place, place: Place) -> bool:
    """Tell whether only a list of every hamlet has a village whose namesake the world's list has.

    What is in the news is in that list much oftener: who means the hamlet says in which province
    it lies. Within one province that tells nothing (Idlib has two towns called Dana), unless the
    namesake is a town of `_WELL_KNOWN` people: nobody says Afrin of a hamlet by Aleppo.
    """
    hamlet = rival.kind == "village" and not rival.population and not rival.known
    known = place.known and place.kind in SETTLED and rival.country == place.country
    apart = place.population >= _WELL_KNOWN or not _in_one_province(rival, place)
    return hamlet and known and apart


_WELL_KNOWN: Final = 25_000


def is_forgotten_for(rival: Place, place: Place) -> bool:
    """Tell whether the name alone means a place and not its namesake: a village, listed no nearer to it."""
    return (
        rival.kind in SETTLED
        and rival.country == place.country
        and rival.population <= max(SMALL_RIVAL, place.population)
        and place.score >= min(rival.score, _SPELT_SO)
        and is_meant_alone(place)
        and not is_meant_alone(rival)
    )


def _reach_km(one: Place, other: Place) -> float:
    """Return how far apart two places of a name may lie and still be no two to choose between.

    Our own tables were written from memory, one village at times twice, each a little off.
    """
    if one.source.startswith(OWN) and other.source.startswith(OWN):
        return max(SAME_KM, (one.radius_m + other.radius_m) / 1000)
    return SAME_KM


def _draws_away(rival: Place, place: Place) -> bool:
    """Tell whether a town outside the box may be meant by the name of a place in it.

    A hamlet of the name may be one that no report ever speaks of; of two that are both in the news,
    the box says which, unless the other is a city.
    """
    least = SMALL_TOWN if place.known else place.population + 1
    return rival.population >= max(least, place.population + 1)


def _in_one_province(one: Place, other: Place) -> bool:
    """Tell whether two places lie in one province, or in which is not known; lists spell it in two ways."""
    if not one.admin1 or not other.admin1:
        return True
    return skeleton(fold(one.admin1)) == skeleton(fold(other.admin1))


def _dwarfs(place: Place) -> bool:
    return place.population >= SMALL_TOWN


def is_odd_alias(name: str, place: Place) -> bool:
    """Tell whether a village is listed under a name that has nothing in common with its own.

    GeoNames lists other villages' names so; Kobani and Ayn al-Arab, a town, is no such case. Our
    own tables name a place otherwise only where it is called so: "Great Urum" is Urum al-Kubra.
    """
    if place.population >= SMALL_ALIAS or not place.source.startswith(_GEONAMES):
        return False
    key = fold(name)
    own = [fold(n) for n in (place.name, *place.names.values())]
    said = _parts(key) if NOT_LISTED in place.basis else [key]
    return max(Spoken(part).likeness(n) for part in said for n in own) < MIN_ALIAS_ALIKE


def _is_beside(name: str, place: Place) -> bool:
    """Tell whether a name is of another village than the one it was found as: "Eastern X" is not X.

    Of a town it is a side. Of hamlets whose names open so, none that OCHA's list lacks was the one
    that it has without.
    """
    hamlet = place.kind == "village" and not place.population
    return hamlet and place.basis.startswith(_FOUND_AS) and fold(name).startswith(_SIDES)


def is_half_of_two(name: str, rival: Place, place: Place) -> bool:
    """Tell whether an Arabic name is all of a place's and but one of two that a rival's row has.

    "A_B" is a village that is called A less often than one that has no other name: of 34 names of
    ours that are so listed in OCHA's list (five in Arabic) 31 mean the one with a name of its own.
    In Latin script the list may have a namesake that it spells otherwise.
    """
    return script(fold(name)) == "arabic" and has_two_names(rival) and not has_two_names(place)


def has_two_names(place: Place) -> bool:
    """Tell whether a list has two names, or two villages, in the row of a place."""
    return any(len(names_in(own)) > 1 for own in (place.name, place.names.get("ar", "")))


def _few_aside(name: str, place: Place) -> int:
    """Return how many villages listed otherwise but for the article leave an Arabic name as clear as it is.

    In our Arabic reports 4 of 105 villages that OCHA's list has with the article stand without it, and
    25 of 327 that it has without stand with it: what is written without is 24 times likelier one that
    is listed so, and what is written with it 13 times.
    """
    key = fold(name)
    if place.score < _SPELT_SO or script(key) != "arabic":
        return 0
    return _FEW_ASIDE[key.startswith(_ARTICLE)]


def _parts(key: str) -> list[str]:
    """Return what a folded name begins and ends with: a town's name, of "Kweires military airport"."""
    words = key.split()
    cuts = range(1, len(words))
    heads, tails = (" ".join(words[:cut]) for cut in cuts), (" ".join(words[cut:]) for cut in cuts)
    return [key, *heads, *tails]
