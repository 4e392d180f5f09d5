"""One place, or none, for each mention of a report.

The secret of this module is the order of judgement: sites in force that day, then the chooser's
pick, then the threshold below which nothing is said, then the words around the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.gazetteer.index import OWN
from geo.gazetteer.lookup import KIND_WORDS
from geo.gazetteer.spelling import fold
from geo.locate.choose import choose, load_ranker
from geo.locate.context import REACH, joined
from geo.locate.document import read_again, read_document
from geo.locate.home import home_of
from geo.locate.relations import apart, applied, between, gathered, road
from geo.locate.seats import cities_of, provinces
from geo.locate.single import FEATURE_KM
from geo.locate.strays import of_their_country, without_cities, without_strays
from geo.locate.ties import Choice, tied
from geo.locate.view import GUESSED, SETTLED
from geo.model import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from geopandas import GeoDataFrame

    from geo.locate.evidence import Named
    from geo.model import Geocoder, Mention, Report

Box = tuple[float, float, float, float]

MIN_SURE: Final = 0.55
"""Below this a name stays without a place; of the places kept, 95 % are right (tests/bench)."""

MIN_SURE_GUESSED: Final = 0.7
"""The same where letters were guessed at: a lower rung needs the document on its side."""

MOST_TOGETHER: Final = 150

SURE_BY_WORDS: Final = 0.7
_SETTLED: Final = frozenset({"city", "town", "village"})
_DISTRICTS: Final = frozenset({"admin2", "admin3"})
_MILLION: Final = 1_000_000
_MAX_ALTERNATIVES: Final = 4
SOUNDS_THE_SAME: Final = 0.88
_IN_TOWN: Final = frozenset({"hospital", "prison"})
_ROAD_AFTER: Final = re.compile(r"^\s*(?:road|highway|motorway|axis|line)\b", re.IGNORECASE)
_ROAD_BEFORE: Final = re.compile(
    r"(?:\b(?:road|highway|motorway)\s+(?:between|from|linking|connecting)\s+(?:\w+\s+of\s+)?"
    r"|طريق\s+|الطريق بين\s+|أوتوستراد\s+)$",
    re.IGNORECASE,
)
_FEATURE_NAMES: Final = {
    "air base": ("air base", "airbase", "military airport", "airport"),
    "airport": ("airport", "international airport", "military airport"),
}
_PLACED_FEATURES: Final = frozenset(
    {"air base", "airport", "crossing", "checkpoint", "camp", "dam", "bridge", "hospital", "prison",
     "base"}
)  # fmt: skip
_ARABIC_FEATURE: Final = {
    "air base": ("قاعدة {}", "مطار {}", "مطار {} العسكري"),
    "airport": ("مطار {}", "مطار {} الدولي"),
    "crossing": ("معبر {}",),
    "camp": ("مخيم {}",),
    "checkpoint": ("حاجز {}",),
    "dam": ("سد {}",),
    "hospital": ("مستشفى {}",),
    "prison": ("سجن {}",),
}
# What a collective name may be called, folded, and the words that the sites' kind then has.
_COLLECTIVE: Final = (
    (re.compile(r"observation (?:post|point)s?\b|نقاط المراقبه|نقاط مراقبه"), "observation post"),
    (re.compile(r"\bmilitary (?:post|point|position)s\b|النقاط العسكريه|نقاط عسكريه"), "point"),
    (re.compile(r"\b(?:air ?bases|bases)\b|القواعد|قواعد"), "base"),
    (re.compile(r"\bcheckpoints\b|حواجز|الحواجز"), "checkpoint"),
    (re.compile(r"\bcrossings\b|معابر|المعابر"), "crossing"),
    (re.compile(r"\bcamps\b|مخيمات|المخيمات"), "camp"),
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a project looks.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2, the likeliest first; empty is the whole world.
    box
        West, south, east, north, or None.
    sites
        `geo.model.SITES`, for collective places such as "Turkish observation posts", or None.
    """

    countries: tuple[str, ...] = ()
    box: Box | None = None
    sites: GeoDataFrame | None = None


def locate(
    report: Report,
    mentions: Sequence[Mention],
    geocoder: Geocoder,
    scope: Scope,
    *,
    day: date | None = None,
    about: Collection[str] = (),
) -> tuple[Mention, ...]:
    """Give each mention of a report its place, relation and alternatives.

    Parameters
    ----------
    mentions
        All of one report: they are judged together, or so many in turn where it has more than
        `MOST_TOGETHER`, since each is weighed against each.
    day
        The day of which sites in force are meant; None is any day.
    about
        The countries that the report's adjectives name, ISO 3166-1 alpha-2.

    Returns
    -------
    tuple of Mention
        The same mentions in the same order. ``place`` is None where the name is unknown or its
        meaning too unsure; ``alternatives`` then still lists what it may be. ``place.score`` is
        how sure the choice is, 0 to 1.

    Raises
    ------
    ServiceError
        If `geocoder` has no answer.
    """
    return tuple(
        located
        for start in range(0, len(mentions), MOST_TOGETHER)
        for located in _together(
            report, mentions[start : start + MOST_TOGETHER], geocoder, scope, day, about
        )
    )


def _together(
    report: Report,
    mentions: Sequence[Mention],
    geocoder: Geocoder,
    scope: Scope,
    day: date | None,
    about: Collection[str],
) -> list[Mention]:
    spans = [(m.start, m.end) for m in mentions]
    document, outcome = _judged(report.text, spans, geocoder, scope, about)
    called = [_as_called(n, order) for n, (order, _) in zip(document, outcome, strict=True)]
    orders = cities_of(report.text, document, provinces(report.text, document, called))
    chosen = []
    for named, call, order, (ranked, sure) in zip(document, called, orders, outcome, strict=True):
        # Where the words of the text overrule the ranker, they vouch for the choice. That a name
        # which nothing calls a district means its town vouches for nothing.
        told = bool(named.around.kinds or named.around.relation or call != order)
        vouched = told and order[:1] != list(ranked[:1])
        chosen.append(_decided(named, order, max(sure, SURE_BY_WORDS) if vouched else sure))
    chosen = of_their_country(report.text, document, without_cities(report.text, document, chosen))
    chosen = tied(report.text, document, chosen)
    chosen = _said_before(document, without_strays(report.text, document, chosen))
    joint = _joint(report.text, spans, document, [place for place, _ in chosen])
    lands = tuple(sorted({p.country for p, _ in chosen if p is not None and p.country}))
    located = []
    for number, (mention, named) in enumerate(zip(mentions, document, strict=True)):
        place, others = chosen[number]
        posts = _sites_meant(named, scope, day)
        relation = mention.relation or named.around.lean
        if posts:
            place, others, relation = posts[0], tuple(posts[1:]), mention.relation
        elif number in joint:
            place = joint[number]
        elif named.around.feature in _PLACED_FEATURES:
            feature = named.around.feature
            if place is not None:
                place = _site_near(named.name, place, feature, geocoder)
            elif lands:
                place = _site_called(named.name, feature, lands, geocoder)
        elif place is not None:
            division = _division_called(named, place, geocoder)
            relation = relation if division is None else ""
            place = division or applied(place, named.around)
        place = place and _owned(place)
        role = "background" if _is_province(named, place, mention) else mention.role
        located.append(
            replace(mention, place=place, role=role, relation=relation, alternatives=others)
        )
    return located


def _division_called(named: Named, place: Place, geocoder: Geocoder) -> Place | None:
    """Return the province that a side of a land is: "غرب كردفان" is West Kordofan, no half of Kordofan."""
    if place.kind != "region" or named.around.bearing is None:
        return None
    side = named.around.phrase.split(" ")
    for words in (side, [side[0].removeprefix("و"), *side[1:]], [side[0][1:], *side[1:]]):
        query = " ".join([*words, named.name])
        for division in geocoder.candidates(query, countries=(place.country,), limit=2):
            if division.kind == "admin1" and division.score >= GUESSED:
                return replace(division, score=place.score)
    return None


def _is_province(named: Named, place: Place | None, mention: Mention) -> bool:
    """Return whether what was read as a direction from a land names a province of it."""
    aside = named.around.bearing is not None and mention.role == "direction"
    return (
        aside and place is not None and place.kind == "admin1" and place.basis.startswith("listed")
    )


def _owned(place: Place) -> Place:
    """Say of a place from our own tables that no gazetteer stands behind its position."""
    if not place.source.startswith(OWN) or place.kind == "region":
        return place
    return replace(place, basis=f"{place.basis}; placed by sitmap's own table, unchecked")


def _judged(
    text: str,
    spans: Sequence[tuple[int, int]],
    geocoder: Geocoder,
    scope: Scope,
    about: Collection[str],
) -> tuple[list[Named], list[tuple[tuple[int, ...], float]]]:
    """Return the names of a text with what each may mean, in order, and how sure that is.

    The names that are sure tell where home is, and all are read again from there.
    """
    ranker, length = load_ranker(), len(text)
    document = read_document(text, spans, geocoder, ())
    outcome = choose(document, (), None, length, ranker)
    home = home_of(document, outcome, scope.countries, about)
    if home or scope.box:
        box = scope.box if home == scope.countries or not scope.countries else None
        document = read_again(document, geocoder, home)
        outcome = choose(document, home, box, length, ranker)
    return document, outcome


def _said_before(document: Sequence[Named], chosen: Sequence[Choice]) -> list[Choice]:
    """Let a name that no list has lie where the report tied it when it was said at another time."""
    told: dict[str, Choice] = {}
    for named, choice in zip(document, chosen, strict=True):
        place = choice[0]
        if place is not None and place.kind == "area" and place.name == named.name:
            told.setdefault(_stem(named.name), choice)
    return [
        told.get(_stem(named.name), choice) if choice[0] is None else choice
        for named, choice in zip(document, chosen, strict=True)
    ]


def _stem(name: str) -> str:
    """Return a name without the word for its kind behind it: "Ulang County" is told of as Ulang."""
    head, _, last = fold(name).rpartition(" ")
    return head if head and last in KIND_WORDS else fold(name)


def _as_called(named: Named, order: Sequence[int]) -> list[int]:
    """Put candidates of the kind that the words call for first: "the Idlib region" is no town.

    A name that nothing calls a district means its town, where one lies in the district; a guess at
    letters gives way to what bears the name in the same country.
    """
    if not order:
        return []
    guess = named.candidates[order[0]]
    if guess.score < GUESSED:
        bearers = [
            i
            for i in order
            if named.candidates[i].score >= GUESSED and named.candidates[i].country == guess.country
        ]
        order = [*bearers, *(i for i in order if i not in bearers)]
    first, kinds = named.candidates[order[0]], named.around.kinds
    if first.kind == "admin1" and not kinds and named.around.relation != "countryside":
        # a large city's name by itself means the city
        city = next(
            (
                i
                for i in order
                if named.candidates[i].kind == "city"
                and named.candidates[i].population > _MILLION
                and named.candidates[i].country == first.country
                and named.candidates[i].score >= GUESSED
            ),
            None,
        )
        if city is not None:
            return [city, *(i for i in order if i != city)]
    beside = first.kind == "admin1" and named.around.relation in {"sector", "distance", "near"}
    district = first.kind in {"admin2", "admin3"} and named.around.relation != "countryside"
    if not kinds and (district or beside):  # "north of X" and "near X" measure from the town
        fitting = [
            i
            for i in order
            if named.candidates[i].kind in _SETTLED
            and named.candidates[i].score >= SOUNDS_THE_SAME
            and apart(named.candidates[i], first) * 1000
            <= first.radius_m + named.candidates[i].radius_m
        ][:1]
    else:
        fitting = [
            i
            for i in order
            if named.candidates[i].kind in kinds
            and named.candidates[i].score >= GUESSED
            and named.candidates[i].country in {first.country, ""}
        ]
    return [*fitting, *(i for i in order if i not in fitting)]


def _decided(
    named: Named, order: Sequence[int], sure: float
) -> tuple[Place | None, tuple[Place, ...]]:
    """Return the place that is sure enough, and the others."""
    if not order:
        return None, ()
    first = named.candidates[order[0]]
    order = [i for i in order if not is_district_of(named.candidates[i], first)]
    others = tuple(named.candidates[i] for i in order[1 : _MAX_ALTERNATIVES + 1])
    if sure < (MIN_SURE_GUESSED if first.score < GUESSED else MIN_SURE):
        return None, (first, *others)[:_MAX_ALTERNATIVES]
    place = replace(first, score=round(sure, 3), basis=_basis(named, order))
    return place, others


def is_district_of(area: Place, seat: Place) -> bool:
    """Return whether an area is the district that bears its seat's name: no other place to doubt."""
    return (
        area.kind in _DISTRICTS
        and seat.kind not in _DISTRICTS
        and (area.country, area.admin1) == (seat.country, seat.admin1)
        and fold(area.name) == fold(seat.name)
    )


def _basis(named: Named, order: Sequence[int]) -> str:
    """Return how the winner was found and what spoke for it, in words."""
    first = named.candidates[order[0]]
    if len(order) == 1:
        return first.basis
    second = named.candidates[order[1]]
    if {first.kind, second.kind} & {"admin1"} and first.kind != second.kind:
        rival = {"admin1": "the province", "city": "the city", "town": "the town"}
        if fold(first.name) == fold(second.name):
            return f"{first.basis}; taken for {rival.get(first.kind, f'the {first.kind}')}"
    return f"{first.basis}; likeliest of {len(order)} by that name"


def _joint(
    text: str,
    spans: Sequence[tuple[int, int]],
    document: Sequence[Named],
    places: Sequence[Place | None],
) -> dict[int, Place]:
    """Return the road or the ground between two names for both names that are so tied."""
    found: dict[int, Place] = {}
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    for first, second in pairwise(order):
        tie = joined(text, spans[first][1], spans[second][0])
        a, b = (_listed(places[n]) for n in (first, second))
        if not tie or (a is None and b is None) or (a and b and a.source == b.source):
            continue
        head = text[max(0, spans[first][0] - REACH) : spans[first][0]]
        tail = text[spans[second][1] : spans[second][1] + REACH]
        if a is None or b is None:
            known, at, lost = (b, second, first) if a is None else (a, first, second)
            if known and known.kind in SETTLED and document[first].around.relation == "between":
                found[at] = _towards(known, document[lost].name)
                if places[lost] is not None:
                    found[lost] = replace(found[at], name=document[lost].name)
        elif (tie == "-" and _ROAD_AFTER.match(tail)) or _ROAD_BEFORE.search(head):
            found[first] = found[second] = road(a, b)
        elif document[first].around.relation == "between":
            ground = between(a, b)
            found[first], found[second] = ground, replace(ground, name=b.name)
    return found


_TOWARDS_KM: Final = 4
_VAGUE_M: Final = 50_000


def _listed(place: Place | None) -> Place | None:
    """Return a place, or None where all that is known of it is the province it lies in."""
    vague = place is not None and place.kind == "area" and place.radius_m > _VAGUE_M
    return None if vague else place


def _towards(known: Place, lost: str) -> Place:
    """Return what is near the one end that is known of the ground between two places."""
    basis = f"{known.basis}; the way to {lost}, which is not listed"
    return replace(known, radius_m=known.radius_m + _TOWARDS_KM * 1000, basis=basis)


def _site_called(
    name: str, feature: str, countries: Sequence[str], geocoder: Geocoder
) -> Place | None:
    """Return the listed air base, crossing or camp that bears a name in one of `countries`."""
    names = [f"{name} {word}" for word in _FEATURE_NAMES.get(feature, (feature,))]
    names += [pattern.format(name) for pattern in _ARABIC_FEATURE.get(feature, ())]
    for query in names:
        for site in geocoder.candidates(query, countries=countries, limit=3):
            at_home = not countries or site.country in countries
            if site.kind == "site" and site.score >= GUESSED and at_home:
                return replace(site, score=SURE_BY_WORDS)
    return None


def _site_near(name: str, place: Place, feature: str, geocoder: Geocoder) -> Place:
    """Return the listed site that bears a town's name, else the town with more doubt."""
    site = _site_called(name, feature, (place.country,) if place.country else (), geocoder)
    if site is not None:
        return replace(site, score=place.score)
    if place.kind == "site":
        return place
    if feature in _IN_TOWN:
        basis = f"{place.basis}; its {feature} is not listed: in {place.name}"
        return replace(place, basis=basis)
    return replace(
        place,
        radius_m=place.radius_m + FEATURE_KM * 1000,
        basis=f"{place.basis}; its {feature} is not listed: near {place.name}",
    )


def _sites_meant(named: Named, scope: Scope, day: date | None) -> list[Place]:
    """Return the site that a mention names, or the area of all it means and then each of them."""
    if scope.sites is None or scope.sites.empty:
        return []
    key = fold(named.name)
    word = next((word for pattern, word in _COLLECTIVE if pattern.search(key)), "")
    if not word and key not in map(fold, scope.sites["name"]):
        return []
    sites = [s for s in _sites(scope.sites, day) if not word or word in fold(s.kind)]
    same = [s for s in sites if fold(s.name) == key]
    if len(same) == 1:
        return [replace(same[0], kind="site")]
    if not word or not sites:
        return []
    places = [replace(s, kind="site") for s in sites]
    told = f"in force on {day}" if day else "known"
    basis = f"one or more of {len(places)} sites {told}, none of them named"
    return [gathered(named.name, places, basis), *places]


def _sites(sites: GeoDataFrame, day: date | None) -> list[Place]:
    """Return the sites in force on `day`, each with its own kind for now."""
    import pandas as pd  # noqa: PLC0415 - it is loaded already where there is a table of sites

    kept = []
    for row in sites.itertuples(index=False):
        start = None if pd.isna(row.start) else row.start.date()
        end = None if pd.isna(row.end) else row.end.date()
        if day is not None and ((start and day < start) or (end and day >= end)):
            continue
        kept.append(
            Place(
                name=row.name,
                lon=row.lon,
                lat=row.lat,
                radius_m=row.radius_m,
                kind=row.kind,
                source=f"sites:{row.site_id}",
                basis="site of the project",
                valid_from=start,
                valid_to=end,
            )
        )
    return kept
