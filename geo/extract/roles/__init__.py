"""What a place name does in its sentence: where it happened, who speaks, who acts, whence, whither.

The secret of this module is the reading of prepositions, possessives and metonyms around a name:
"in Baku" beside "told reporters" is where a speaker stands, "Ankara sent" is a government, "17 km
from Idlib" measures, "fled to Idlib" leads away; only what is left can be the place of an event.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.actors import is_subject
from geo.extract.countries import government_of
from geo.extract.lexicon import built_in
from geo.extract.roles.arabic import (
    arabic_role,
    before_that,
    lie_elsewhere,
    names_a_group,
    names_something_else,
    role_behind_that,
)
from geo.extract.roles.scenes import (
    holds_place,
    holds_speaker,
    is_family,
    is_goal_of_raid,
    is_harmed_within,
    is_held,
    is_home,
    is_refuge,
    is_supported,
    is_visited,
    is_where_it_stands,
    is_where_speaker_is,
)
from geo.extract.roles.sized import is_around, is_beside, is_road, is_town, is_wide
from geo.extract.roles.ways import COUNTRY, DIVISION, left_of, role_on_way
from geo.extract.roles.weights import weigh
from geo.extract.roles.whence import REGION_WORDS, is_whence, where_they_stand
from geo.extract.series import rows
from geo.extract.text import apposed_start, lows, small_words
from geo.extract.toponyms.looks import is_side_of
from geo.extract.words import AT, BEARINGS, BLOW, BLOWS, LOCALS, STRUCK, TAKE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.attribution import Source
    from geo.extract.text import Sentence, Token
    from geo.extract.toponyms import Toponym
    from geo.model import Role

_TITLES: Final = frozenset(
    "president king emir governor commissioner mayor ambassador embassy consulate minister bishop archbishop sheikh "
    "university bank republic kingdom parliament army government regime citizen native capital".split()
)
_COLLECTIVE: Final = frozenset("posts positions bases checkpoints outposts garrisons".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name in tokens ``first`` to ``last`` (excluded) of its sentence, and its role.

    ``wide`` marks divisions and countries, ``seat`` those whose name may as well mean a town; ``collective`` words such as "Turkish posts" that stand
    for places which the text does not name; ``start``/``end`` are characters of the report. Role "event" says that something may have happened there;
    ``otherwise`` is what the name does if it turns out that nothing did. ``grouped`` names are part of an armed group's; what is ``beside`` a name
    ("near X", "on the outskirts of X") may have a name of its own. A ``capital`` is the town of a province that the text calls by that word.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    role: Role
    wide: bool = False
    country: bool = False
    seat: bool = False
    collective: bool = False
    adjective: str = ""
    otherwise: Role = "background"
    grouped: bool = False
    beside: bool = False
    capital: bool = False


def find_spots(
    text: str,
    sentence: Sentence,
    toponyms: Sequence[Toponym],
    sources: Sequence[Source],
    standing: Callable[[str], tuple[int, bool]],
    *,
    weighed: bool = True,
) -> list[Spot]:
    """Return every place name of the sentence with its role, left to right.

    Parameters
    ----------
    standing
        The prominence of a name (see `geo.model.Geocoder`), a division's 4 before a town's, and
        whether a town bears the name too.
    weighed
        Whether `geo.extract.roles.weights` has the last word, else the rules alone speak.
    """
    tokens = sentence.tokens
    found = [_spot_of(text, tokens, name, sources, standing) for name in toponyms]
    found.extend(_collectives(text, tokens, toponyms))
    ruled = sorted(_lists(sentence, found), key=lambda spot: spot.first)
    if sentence.is_dateline:
        return [replace(spot, role="source", otherwise="source") for spot in ruled]
    if sentence.is_link:
        return [replace(spot, role="background", otherwise="background") for spot in ruled]
    if not weighed:
        return ruled
    names = [spot for spot in ruled if not spot.adjective and not spot.collective]
    roles = dict(zip(map(id, names), weigh(sentence, names, sources), strict=True))
    grouped = _in_group_names(tokens, names)
    elsewhere = set(where_they_stand(tokens))
    speaker = range(0)
    if sentence.is_arabic:
        elsewhere |= lie_elsewhere(tokens, [(s.first, s.last) for s in names])
        speaker = before_that(tokens)
    for spot in names:
        firm: Role | None = "actor" if id(spot) in grouped else None
        if sentence.is_arabic:
            firm = firm or _firm_in_arabic(tokens, spot, sources, speaker)
        if firm := firm or _firm(tokens, names, spot, roles):
            roles[id(spot)] = (firm, firm)
        elif spot.first in elsewhere or is_whence(tokens, spot):
            roles[id(spot)] = ("direction", "direction")
        elif _is_hit_region(tokens, spot) or any(ask(tokens, spot) for ask in _SETS_THE_SCENE):
            roles[id(spot)] = ("event", "background")
    return [_with_role(spot, roles.get(id(spot)), id(spot) in grouped) for spot in ruled]


def _spot_of(
    text: str,
    tokens: Sequence[Token],
    name: Toponym,
    sources: Sequence[Source],
    standing: Callable[[str], tuple[int, bool]],
) -> Spot:
    """Return a name with the role that the rules give it."""
    start, end = _extent(tokens, name)
    at = name.first, name.last, start, end, text[start:end]
    if name.country:
        return Spot(*at, "actor", wide=True, country=True, adjective=name.country)
    words = text[start:end]
    rank, town = standing(words)
    said_wide = is_wide(tokens, name) or (rank == DIVISION and is_around(tokens, name))
    said_wide = said_wide or is_road(words)
    beside = is_beside(tokens, name.first)
    said_town = is_town(tokens, name) or beside  # nobody is "near" a province he is in
    return Spot(
        *at,
        _role(tokens, name, words, rank, sources),
        wide=said_wide or (rank in (DIVISION, COUNTRY) and not (said_town and town)),
        country=rank == COUNTRY and not said_wide,
        seat=rank == DIVISION and town and not said_wide and not said_town,
        beside=beside,
    )


def _firm_in_arabic(
    tokens: Sequence[Token], spot: Spot, sources: Sequence[Source], speaker: range
) -> Role | None:
    """Return the role that an Arabic name has whatever weighs against it, None for none."""
    if is_family(tokens, spot) or names_a_group(tokens, spot):
        return "actor"
    # "the governor of the X region said"
    spoken = any(s.first < spot.first and spot.last <= s.last for s in sources)
    if spoken or spot.first in speaker:
        return "source"
    if role := role_behind_that(tokens, spot.first, spot.last):
        return role
    return "background" if names_something_else(tokens, spot.first) else None


def _firm(
    tokens: Sequence[Token],
    names: Sequence[Spot],
    spot: Spot,
    roles: dict[int, tuple[Role, Role]],
) -> Role | None:
    """Return the role that a name has whatever weighs against it, None for none."""
    if is_family(tokens, spot):
        return "actor"
    if _is_grave(tokens, spot) or _describes(tokens, spot) or is_supported(tokens, spot):
        return "background"
    if is_home(tokens, spot):
        return "source"
    if holds_speaker(tokens, names, spot) or holds_place(tokens, names, spot):
        return "background"
    if is_where_speaker_is(tokens, spot):
        return "source"
    if _goes_with_whence(tokens, names, spot, roles) or is_refuge(tokens, spot):
        return "direction"
    return _BY_WORD.get(_leading(tokens, spot.first))


def _with_role(spot: Spot, roles: tuple[Role, Role] | None, grouped: bool) -> Spot:
    if roles is None or (spot.role, spot.otherwise, spot.grouped) == (*roles, grouped):
        return spot
    return replace(spot, role=roles[0], otherwise=roles[1], grouped=grouped)


def _has_its_side_hit(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a part of the town is told: "الأحياء الشرقية لحلب"."""
    return spot.first > 0 and is_side_of(tokens, spot.first - 1)


_SETS_THE_SCENE: Final = (
    _has_its_side_hit,
    is_goal_of_raid,
    is_harmed_within,
    is_held,
    is_where_it_stands,
    is_visited,
)


def _is_beside_whence(
    tokens: Sequence[Token], spots: Sequence[Spot], spot: Spot, roles: dict[int, tuple[Role, Role]]
) -> bool:
    """Return whether a name only says where one lies that was left or fired from: "from X, east of Y"."""
    low = [t.low for t in tokens[max(0, spot.first - 3) : spot.first]]
    if len(low) < 3 or low[0] != "," or low[1] not in REGION_WORDS or low[2] != "of":
        return False
    return any(s.last == spot.first - 3 and roles[id(s)][0] == "direction" for s in spots)


_TO_ELSEWHERE: Final = 6  # tokens of "elsewhere in the country's northern"


def _is_hit_region(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether it happened in this region: "elsewhere in X province", "hardest hit was northern X"."""
    if is_part_of_country(tokens, spot) and tokens[spot.first - 2].low in _HARD_HIT:
        return True
    if "elsewhere" not in small_words(tokens):
        return False
    low = [t.low for t in tokens[max(0, spot.first - _TO_ELSEWHERE) : spot.first]]
    k = max((k for k, w in enumerate(low) if w == "elsewhere"), default=None)
    return k is not None and low[k + 1 : k + 2] in (["in"], ["across"]) and "," not in low[k:]


def _goes_with_whence(
    tokens: Sequence[Token], spots: Sequence[Spot], spot: Spot, roles: dict[int, tuple[Role, Role]]
) -> bool:
    """Return whether a name only goes with one that was left: "from X, east of Y", "انطلقت من X وY"."""
    if _is_beside_whence(tokens, spots, spot, roles):
        return True
    joined = tokens[spot.first].low[0] == "و"
    return joined and any(s.last == spot.first and roles[id(s)][0] == "direction" for s in spots)


# "the town of X, opposite Y"; "said a neighbour, who told Middle East Eye"
_BY_WORD: Final[dict[str, Role]] = {"opposite": "background", "told": "source"}


def _leading(tokens: Sequence[Token], first: int) -> str:
    """Return the word before the name at `first`, whose first word may be no part of it: "told Radio Alma"."""
    k = first - 1
    if k > 1 and tokens[k].word[0].isupper() and tokens[k - 1].low == "told":
        k -= 1
    return tokens[k].low if first else ""


_BURYING: Final = frozenset("buried burying buries funeral funerals mourned".split())
_BLOWS: Final = BLOW.union("strikes attacked explosion shelling".split())
_NO_GRAVE: Final = frozenset(
    "shell shells mine mines bomb bombs device explosives charge ordnance under beneath alive".split()
)
_TO_GRAVE: Final = 12  # tokens of "buried five of its fighters in the southern suburbs of X"


def _is_grave(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether the dead were only buried or mourned there."""
    if _BURYING.isdisjoint(small_words(tokens)):
        return False
    low = [t.low for t in tokens[max(0, spot.first - _TO_GRAVE) : spot.first]]
    last = max((k for k, w in enumerate(low) if w in _BURYING), default=None)
    if last is not None and _NO_GRAVE & set(low[last + 1 : last + 2]):
        return False  # "a buried shell", "buried under the rubble"
    hit = last is not None and (_STRUCK | _BLOWS) & set(low[max(0, last - 5) : last])
    return last is not None and not hit and not {",", "killed", "after", ";"} & set(low[last:])


def _describes(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a name only says which country is meant: "the Caribbean nation's gangs"."""
    return spot.last < len(tokens) and tokens[spot.last].low in ("nation", "country")


def _extent(tokens: Sequence[Token], name: Toponym) -> tuple[int, int]:
    """Return the characters of the bare name: Arabic prefixes are not part of it."""
    first, last = tokens[name.first], tokens[name.last - 1]
    return first.start + name.skip, last.end


_SAYING: Final = frozenset("said announced confirmed stated declared".split())
_REACHED: Final = frozenset(
    "reached contacted interviewed speaking writing reporting sheltering exiled".split()
)
_PHONE: Final = frozenset("telephone phone whatsapp".split())
_BASED: Final = frozenset("based born trained".split())
_PARTISAN: Final = frozenset(
    "backed led linked allied aligned run controlled affiliated sponsored supported".split()
)
_LINKING: Final = frozenset("linking links link connecting connects connect".split())
_PROJECT: Final = 6
_GOVERNED: Final = AT | {"across", "over"}


def _role(
    tokens: Sequence[Token],
    name: Toponym,
    words: str,
    rank: int,
    sources: Sequence[Source],
) -> Role:
    """Return what the rules say that a name does."""
    first, last = name.first, name.last
    if "\u0600" <= tokens[first].word[0] <= "\u06ff":
        return arabic_role(tokens, name, rank, sources)
    low = lows(tokens)
    if any(s.first <= first and last <= s.last for s in sources):
        return "source"
    return (
        _people(tokens, low, name, words, rank, sources)
        or role_on_way(low, apposed_start(low, first), rank)
        or _ground(low, name, words, rank)
    )


def _people(
    tokens: Sequence[Token],
    low: Sequence[str],
    name: Toponym,
    words: str,
    rank: int,
    sources: Sequence[Source],
) -> Role | None:
    """Return the role of a name that stands for people: who speaks there, whose forces they are."""
    first, last = apposed_start(low, name.first), name.last
    before, before2 = left_of(low, first)
    after = low[last] if last < len(low) else ""
    owned = after in ("'s", "’s") and bool(set(low[last + 1 : last + 2]) & _PARTS)
    if rank != COUNTRY and (before in _STRUCK or owned):
        return "event"  # "hit Tel Aviv", "taken X's outskirts"
    if rank != COUNTRY and _takes_place(low, first):
        return "event"
    if _is_gang(low, last):
        return "actor"  # "the Sinaloa and Jalisco cartels"
    if _is_in_part(low, first, rank):
        return "event"
    tied = low[last + 1] if after == "-" and last + 1 < len(low) else ""
    if tied in _BASED or _is_where_said(low, first, last, rank):
        return "source"
    if tied in _PARTISAN:
        return "actor"
    if before in ("in", "from", "at") and _speaks(tokens, first, last, sources):
        return "source"
    if rank != COUNTRY and _lived_through(low, last):
        return "event"  # "Tripoli woke to the sound of guns"
    if before in _TELLING and after in ("that", ",", "of", "about", "by", "on"):
        return "source"  # "residents told Sudan Tribune that": a paper, which no list has
    if before == "nearby" and LOCALS & set(low[max(0, first - 4) : first]):
        return "source" if {"told", "said"} & set(low[last : last + 3]) else None
    government = government_of(words)
    if government and is_subject(tokens, first, last):
        return "source" if any(s.first <= first < s.last for s in sources) else "actor"
    if after in ("'s", "’s") and (rank == COUNTRY or government):
        behind = low[last + 1 : last + 5]
        return "event" if rank != COUNTRY and _QUARTERS & set(behind) else "actor"
    if before in ("of", "to") and before2 in _TITLES and not _is_seat(low, first, rank):
        return "actor"
    return None


_WAKING: Final = frozenset("woke awoke wakes".split())
_SEEING: Final = frozenset("saw witnessed endured suffered experienced".split())
_ORDEALS: Final = BLOWS.union(
    "bombings explosion explosions blast blasts clash clashes fighting battle battles gunfire shots assault assaults "
    "violence siege protest protests demonstration demonstrations killing killings massacre barrage".split()
)
_TO_ORDEAL: Final = 8  # tokens of "saw one of the heaviest nights of"


def _lived_through(low: Sequence[str], last: int) -> bool:
    """Return whether a town is the subject of what befell it: "X saw clashes"; "X suffered a defeat" befell a team."""
    after = low[last] if last < len(low) else ""
    return after in _WAKING or (
        after in _SEEING and bool(_ORDEALS & set(low[last + 1 : last + 1 + _TO_ORDEAL]))
    )


def _takes_place(low: Sequence[str], first: int) -> bool:
    """Return whether something "took place" there: "a wedding that took place near the town of X"."""
    ahead = low[max(0, first - _TO_PLACE) : first]
    took = next(
        (k for k in range(len(ahead) - 1) if ahead[k] in TAKE and ahead[k + 1] == "place"), None
    )
    behind = ahead[took + 2 :] if took is not None else []
    return behind[:1] != [] and behind[0] in _LOCATING and "," not in behind


_TO_PLACE: Final = 10
_LOCATING: Final = frozenset("in at near outside inside around".split())


def _is_seat(low: Sequence[str], first: int, rank: int) -> bool:
    """Return whether "in the Somali capital of X" names the town itself."""
    ahead = low[max(0, first - 6) : first - 2]
    return rank != COUNTRY and low[first - 2] == "capital" and bool({"in", "of", "on"} & set(ahead))


def _is_where_said(low: Sequence[str], first: int, last: int, rank: int) -> bool:
    """Return whether the words beside a name make it where somebody sits or speaks: "reached in X"."""
    before, before2 = left_of(low, first)
    if low[last : last + 1] in (["said"], ["says"]) and low[last + 1 : last + 2] != ["to"]:
        return True
    if before == "based" or (before in ("in", "at") and before2 == "based"):
        return True
    if before == "in" and (before2 == "statement" or (before2 in _SAYING and rank > 2)):
        return True
    if before in ("in", "at", "from") and before2 in _REACHED:
        return True
    by_phone = _PHONE & set(low[max(0, first - 5) : first])  # "by telephone in the town of X"
    return bool(by_phone and {"in", "from"} & set(low[max(0, first - 4) : first]))


def _is_in_part(low: Sequence[str], first: int, rank: int) -> bool:
    """Return whether "the suburbs of Beirut" and "In the capital, Kinshasa," say where things happen."""
    before, before2 = left_of(low, first)
    if before == "," and before2 == "capital" and "in" in low[max(0, first - 4) : first - 2]:
        return True
    if (
        before == "of"
        and before2 == "university"
        and _INSIDE & set(low[max(0, first - 5) : first - 2])
    ):
        return rank != COUNTRY  # "lecture halls at the university of X"
    side = before2 in _SIDES and low[first - 4 : first - 2] == ["in", "the"]
    return (
        before == "of"
        and (before2 in _PARTS or side)
        and rank != COUNTRY
        and not role_on_way(low, first, rank)
    )


_INSIDE: Final = frozenset("at inside in near outside".split())
_SIDES: Final = BEARINGS | {"middle", "heart"}
_QUARTERS: Final = frozenset(
    "square street suburb suburbs district districts neighbourhood neighborhood quarter outskirts airport hospital market "
    "university station stadium port mosque church traffic".split()
)
_GANGS: Final = frozenset("gang gangs cartel cartels clan clans tribe tribes".split())


def _is_gang(low: Sequence[str], last: int) -> bool:
    """Return whether a name is only that of a gang or clan, alone or in a row of them."""
    if low[last : last + 1] in (["and"], [","]):
        return any(w in ("gangs", "cartels", "clans", "tribes") for w in low[last + 2 : last + 4])
    return low[last : last + 1] != [] and low[last] in _GANGS


_TELLING: Final = frozenset("told telling tells".split())


def _ground(low: Sequence[str], name: Toponym, words: str, rank: int) -> Role:
    """Return the role of a name that can only be ground, or a government that others deal with."""
    first, last = apposed_start(low, name.first), name.last
    before, before2 = left_of(low, first)
    if rank == COUNTRY:
        direct = (
            before in ("in", "inside", "across", "throughout", "over", "within")
            or before in REGION_WORDS
            or (before == "of" and before2 in REGION_WORDS)
        )
        return "event" if direct else "background"
    located = before in _GOVERNED or (before == "of" and before2 in BEARINGS)
    if government_of(words) and not located and rank != _PROJECT:
        return "background"
    if before in _LINKING or (
        low[last : last + 1] in (["-"], ["–"])
        and {"road", "highway", "motorway"} & set(low[last : last + 5])
    ):
        road = "road" in low[last : last + 4] or "highway" in low[last : last + 5]
        return "event" if road else "background"
    if _LINKING & set(low[max(0, first - 8) : first]):
        return "background"
    return "event"


def _speaks(tokens: Sequence[Token], first: int, last: int, sources: Sequence[Source]) -> bool:
    """Return whether "in X" says where words were spoken."""
    ahead = {t.low for t in tokens[max(0, first - 7) : first]}
    if {"media", "outlets"} & ahead and {"sent", "statement", "told"} & ahead:
        return True
    if _TALKING & ahead and "that" not in ahead:
        return True
    if first <= 2 and last < len(tokens) and tokens[last].word == ",":
        return any(
            last < s.first <= last + 4 and not LOCALS & _words(tokens, s) for s in sources
        ) and not any(
            t.low in ("killed", "killing", "attack", "shelling") for t in tokens[last : last + 5]
        )
    before = tokens[first - 2].low if first > 1 else ""
    return before in LOCALS | _OFFICES and any(s.first <= first <= s.last + 3 for s in sources)


_TALKING: Final = frozenset(
    "told speaking spoke negotiated discussed reporters interview conference briefing summit talks meeting".split()
)
_OFFICES: Final = frozenset(
    "correspondent reporter officials official hospital embassy headquarters office".split()
)
_PARTS: Final = frozenset(
    "airport station stadium prison court "
    "suburbs suburb outskirts city town centre center edge port street streets square market bazaar bazaars neighbourhoods neighborhoods "
    "districts district villages airport palace ruins steelworks refinery garrison barracks prison bridge".split()
)
_STRUCK: Final = STRUCK.union("hits strikes bombs shells pounded targeting rocked".split())


def _words(tokens: Sequence[Token], source: Source) -> set[str]:
    return {t.low for t in tokens[source.first : source.last]}


_HARD_HIT: Final = _STRUCK.union("bombarded shelling bombing bombarding pounding".split())


def is_part_of_country(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether the words beside a country's name make it a part of it: "southern Lebanon"."""
    return spot.country and spot.first > 1 and tokens[spot.first - 1].low in REGION_WORDS


def _in_group_names(tokens: Sequence[Token], spots: Sequence[Spot]) -> set[int]:
    """Return which names (their ids) are only part of an armed group's: "Islamic State West Africa Province"."""
    if not spots or not tokens[spots[0].first].word.isascii():
        return set()
    hits = [h for h in built_in("actors").find(tokens) if tokens[h.last - 1].word[0].isupper()]
    return {
        id(spot)
        for spot in spots
        for hit in hits
        if hit.first < spot.last
        and spot.first < hit.last
        and (hit.first < spot.first or spot.last < hit.last)
        and not spot.country
    }


def _collectives(text: str, tokens: Sequence[Token], toponyms: Sequence[Toponym]) -> list[Spot]:
    """Find "Turkish observation posts": places that the text counts but does not name."""
    found: list[Spot] = []
    for name in toponyms:
        if not name.country:
            continue
        for k in range(name.last, min(name.last + 4, len(tokens))):
            if tokens[k].low in _COLLECTIVE:
                start, end = tokens[name.first].start, tokens[k].end
                found.append(
                    Spot(name.first, k + 1, start, end, text[start:end], "event", collective=True)
                )
                break
            if tokens[k].low not in ("observation", "military", "army", "troop", "peacekeeping"):
                break
    return found


_LISTED: Final = frozenset(("direction", "event", "background"))


def _lists(sentence: Sentence, found: list[Spot]) -> list[Spot]:
    """Give the later names of a row ("in A, B and C") the role of the first."""
    out = sorted(found, key=lambda s: s.first)
    named = [i for i, s in enumerate(out) if not (s.adjective or s.collective)]
    for row in rows(sentence.tokens, [out[i] for i in named], loose=True):
        for before, i in pairwise(named[k] for k in row):
            told = {out[before].role, out[i].role}
            meant = (
                sentence.is_arabic and out[before].role == "background"
            )  # "كييف ولفيف": it may speak
            if len(told) > 1 and told <= _LISTED and not (out[i].country or meant):
                out[i] = replace(out[i], role=out[before].role)
    return out
