"""What weather, films, sport, money, votes and accidents do with the words of war.

The secret of this module is whom or what the word is said of: prices "shoot up", footage is "shot", storms "hit",
teams "battle" a fire and mayors "come under fire for" the price of bread.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.counts.english.bonds import is_verdict
from geo.extract.senses.company import Company
from geo.extract.text import lows
from geo.extract.words import (
    AIRCRAFT,
    ARTICLES,
    DRONES,
    POSSESSIVES,
    RAIDERS,
    ROCKETS,
    SELVES,
    TAKE,
    TROOPS,
    VEHICLES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token

_UPON: Final = 4  # tokens of "of new measles"
_TO_SUBJECT: Final = 5  # tokens of "A series of heavy storms"
_GREW: Final = frozenset(
    "cases infections demand interest anger joy laughter colour color prices population growth creativity applause rage "
    "measles cholera malaria polio dengue violence popularity air wind heat cold music sand winter".split()
)
_FLYING: Final = AIRCRAFT.union(
    DRONES,
    ROCKETS,
    "balloon il an shahed shaheds projectile projectiles target targets it them one two three".split(),
)
_ROOFS: Final = frozenset(
    "roof roofs building buildings wall walls house houses tent tents tree trees government prices price".split()
)
_TO_WORDS: Final = 8  # tokens of "reporters in X with figures"
_OF_WORDS: Final = frozenset(
    "figures questions messages calls requests letters leaflets emails demands information propaganda promises advice "
    "complaints adverts data".split()
)
NATURE: Final = frozenset(
    "lightning earthquake earthquakes quake quakes tremor tremors aftershock storm storms thunderstorm sandstorm rain rains "
    "flood floods floodwaters hail wind winds gale gales cyclone hurricane typhoon tornado tsunami drought heatwave "
    "avalanche landslide landslides mudslide snow snowfall blizzard meteorite wildfire wildfires waves frost".split()
)
"""What strikes and destroys without a hand."""

_OF_STORMS: Final = frozenset(
    "heavy severe violent winter sand snow the and of by rain these such two".split()
)
_WOES: Final = NATURE.union(
    "cuts prices price shortage shortages layoffs inflation crisis pandemic covid virus disease cholera outbreak flu "
    "cold heat unemployment recession debt sanctions".split()
)
_FOUGHT: Final = frozenset(
    "fire fires blaze blazes flames wildfire wildfires outbreak cholera measles disease virus pandemic epidemic poverty "
    "corruption inflation hunger flood floods floodwaters crime cancer illness cold climate traffic".split()
)
_BURSTING: Final = frozenset(
    "fireworks firecrackers firework volcano transformer boiler tyre cylinder stove cooker battery fuse".split()
)
_DEAR: Final = frozenset("price prices cost costs demand debt rent rents number numbers".split())
_FILMS: Final = frozenset(
    "footage film video movie documentary series scene scenes clip commercial photo photos picture pictures portrait".split()
)
_SCORING: Final = frozenset("victory lead fame prominence final win goal penalty goals".split())
_BEASTS: Final = frozenset(
    "wolf wolves dog dogs boar boars deer bear bears hyena elephant elephants lion lions cow cows camel camels goat goats sheep "
    "bird birds duck ducks ducks snake".split()
)
_CRITICS: Final = frozenset(
    "parliament press media online critics criticism opponents senators lawmakers".split()
)
_TIMES: Final = frozenset("hours days weeks minutes time times second third".split())
_ARTICLES: Final = ARTICLES | POSSESSIVES | {"two", "three", "several"}


_BALLOTS: Final = frozenset(
    "vote votes election elections ballot polls runoff referendum by-election primary".split()
)
_TO_BALLOT: Final = 4  # tokens of "in Sunday's local election"
_ARMED: Final = (
    RAIDERS | TROOPS | {"army", "rebels", "rebel", "militia", "fighters", "regime", "junta"}
)
_WHOSE: Final = ARTICLES | POSSESSIVES
_DEPTHS: Final = frozenset("death deaths knees ground floor bottom low lowest level".split())
_ANIMALS: Final = _BEASTS.union(
    "bees wasps swarm shark sharks crocodile crocodiles hippo leopard leopards tiger tigers monkeys hyenas".split()
)
_OFFICES: Final = frozenset("office offices building headquarters house centre center".split())
_BILLS: Final = frozenset(
    "budget bill bills law laws reform reforms tax taxes policy policies pay wages pensions spending tariff tariffs trade trademark strategy immigration climate rules".split()
)
_CRITICISED: Final = frozenset(
    "coach referee manager regulator retailer film policy proposal bill budget reform ruling verdict remarks".split()
)
_PLAYERS: Final = frozenset("goalkeeper striker midfielder crossbar penalty".split())
_SHARES: Final = frozenset(
    "shares stocks currency exports profits earnings economy tourism".split()
)
_MONEY: Final = _SHARES.union("market markets trade sales prices investors".split())
_MARKS: Final = frozenset("low lows high highs record records snag deadlock headlines".split())
_CHORDS: Final = frozenset("fear chord tone balance gold pose note".split())
_OF_SCHOOLS: Final = frozenset("school schools rise ground - voltage".split())
_CARS: Final = VEHICLES.union("train trains motorcycle motorbike tram tractor".split())
_RUN_INTO: Final = _CARS.union("pedestrian pedestrians cyclist cyclists tree lamppost".split())
_TO_CAR: Final = 3  # tokens of "a parked lorry"


def is_crash(low: Sequence[str], k: int) -> bool:
    """Return whether one vehicle ran into another at word `k`: "a train hit a lorry"; a mine or a post is no accident."""
    if low[k] not in ("hit", "struck", "rammed"):
        return False
    behind = list(low[k + 1 : k + 2 + _TO_CAR])
    if behind[:1] == ["by"]:
        return bool(_CARS & set(behind)) and not {"bomb", "-"} & set(low[k : k + 2 + 2 * _TO_CAR])
    return low[k - 1] in _CARS and bool(_RUN_INTO & set(behind[:_TO_CAR]))


_FOES: Final = _ARMED.union(
    "factions tribes clans tribe clan groups sides villagers villages communities government opposition fighter".split()
)
_LINES: Final = frozenset(
    "defences defenses line lines front siege blockade tanks column attackers encirclement infantry".split()
)
_DEALERS: Final = frozenset(
    "company companies union unions club firm firms investors airline wage wages pay employers striker trade export".split()
)
_RUSHES: Final = _OF_WORDS.union(
    "tourists visitors shoppers customers criticism rain snow politics business farming film".split()
)
_MARCHERS: Final = frozenset(
    "students pupils teachers workers pilgrims scouts fans band bands musicians".split()
)
_SPRAYED: Final = frozenset("water steam gas air oil flame".split())


def _by_ballot(told: Company) -> bool:
    """Return whether a party took a place by votes: "captured X in Sunday's vote"; nobody in arms did."""
    if _ARMED & told.ahead(told.first):
        return False
    low = [t.low for t in told.tokens[told.last :]]
    return any(
        w in ("in", "at") and _BALLOTS & set(low[k + 1 : k + 1 + _TO_BALLOT])
        for k, w in enumerate(low)
    )


def _is_of_storms(told: Company) -> bool:
    return told.first == 0 or told.before in _OF_STORMS


_ABYSSES: Final = frozenset(
    "ravine gorge river canal ditch sea lake valley pit abyss water crevasse gully hole disrepair coma category ruin "
    "oblivion recession place pieces silence poverty".split()
)
_LABOUR: Final = frozenset(
    "pay wage wages salary salaries union unions pension pensions arrears walkout labour labor overtime dockers nurses lecturers".split()
)
_WEAPONS: Final = frozenset(
    "air drone missile rocket artillery killed killing wounded hit jets warplanes".split()
)


def _is_of_labour(told: Company) -> bool:
    """Return whether workers strike: "began a strike over pay", "on strike", "a hunger strike"."""
    if told.before in ("on", "general", "hunger", "rent", "school"):
        return told.before != "on" or told.next != "on"
    aimed = told.next == "on" and not any(w.endswith("day") for w in told.rest(2)[1:])
    return told.among(_LABOUR) and not told.among(_WEAPONS) and not aimed


def _fell_low(told: Company) -> bool:
    """Return whether somebody fell to no hands: "fell to his death", "prices fell to their lowest"."""
    return told.next in _WHOSE and bool(_DEPTHS & set(told.rest(3)[1:]))


def _is_saved_from(told: Company) -> bool:
    """Return whether "burning" only says whence somebody was saved: "from a burning house"."""
    return told.lead(2) in (["from", "a"], ["from", "the"])


def _is_by_tongue_or_tooth(told: Company) -> bool:
    """Return whether animals attack, or critics: "a shark attack", "an attack on the press"."""
    animal = _ANIMALS & told.ahead(3)
    spoken = told.next == "on" and _CRITICS & set(told.rest(_UPON)[1:]) - {"parliament"}
    return bool(animal or (spoken and not _OFFICES & told.behind(_UPON)))


def _is_growth(told: Company) -> bool:
    """Return whether numbers or things of the house explode: "an explosion of new cases", "the boiler exploded"."""
    dear = told.word.startswith("explod") and _DEAR & told.ahead(_TO_WORDS)
    grew = told.next in ("of", "in") and _GREW & told.behind(_UPON)
    return bool(grew or dear or _BURSTING & told.ahead(2))


def _is_criticised(told: Company) -> bool:
    """Return whether somebody comes under fire for what he said or did, or from critics."""
    blamed = told.next in ("for", "over") and not _TIMES & told.behind(_UPON)
    return blamed or bool(_CRITICS & told.behind(_UPON) or _CRITICISED & told.ahead(_TO_SUBJECT))


def _with_words(told: Company) -> bool:
    """Return whether somebody is bombarded with words: "bombarded with questions"."""
    with_what = told.behind(_TO_WORDS)
    return "with" in with_what and bool(_OF_WORDS & with_what)


def _is_of_film(told: Company) -> bool:
    """Return whether nobody fired at anybody: "footage was shot", "shot up by a third", "shot himself", "shot two wolves"."""
    ahead, behind = told.lead(_TO_SUBJECT), told.rest(_UPON)
    if told.next == "up" and not (behind[1:2] and behind[1] in _ARTICLES):
        return True
    filmed = ahead[-1:] in (["was"], ["were"]) and _FILMS & set(ahead[-2:])
    filmed = filmed or _FILMS & set(ahead[-1:])
    filming = _FILMS & set(behind[:2]) and told.next != "in"
    rest = told.behind(_TO_WORDS)
    scored = _SCORING & rest and {"to", "into", "his", "her", "their"} & set(behind[:2])
    played = ahead[-1:] == ["a"] and told.among(_PLAYERS)
    self_done = told.next in SELVES or {"accidentally", "accident"} & {*ahead[-2:], *behind}
    return bool(filmed or filming or scored or played or self_done or _BEASTS & set(behind[:3]))


def _is_of_nature(told: Company) -> bool:
    """Return whether weather, a crisis or a vehicle hits: "lightning struck a house", "hit by the cuts", "hit a low"."""
    ahead, behind, low = told.lead(_TO_SUBJECT), told.rest(_UPON), lows(told.tokens)
    if low[told.last : told.last + 2] in (["-", "and"], ["and", "run"]):
        return True  # "a hit-and-run"
    if is_crash(low, told.last - 1) or _SHARES & set(ahead):
        return True
    if low[told.last - 1].startswith("str") and _CHORDS & set(behind[:2]):
        return True
    if _MARKS & set(behind[:3]) and not _OF_SCHOOLS & set(behind):
        return True
    if TAKE & set(ahead[-3:]) and ahead[-1:] == ["a"] and told.among(_MONEY):
        return True
    if NATURE & set(ahead) and not {",", "when", "as", "during", "in"} & set(ahead):
        return True
    by = next((k for k, w in enumerate(behind[:2]) if w == "by"), None)
    if by is None:
        return False
    words = low[told.last + by : told.last + by + _TO_SUBJECT]
    stop = next(
        (k for k, w in enumerate(words) if w in (",", ".", ";", "and", "in", "on")), len(words)
    )
    return bool(_WOES & set(words[:stop]))


# When a phrase of war is only borrowed: how it begins ("*" is any ending), with which word it ends, and
# what must then hold.
_BORROWED: Final[tuple[tuple[str, str, Callable[[Company], bool]], ...]] = (
    ("shell*", "", lambda told: told.next == "out"),
    ("storm*", "", lambda told: told.next in ("off", "out", "ahead")),
    ("storms", "", _is_of_storms),
    ("captured captures seized seizes took takes taken won swept", "", _by_ballot),
    ("lost retook regained ousted", "", _by_ballot),
    ("*", "blows", lambda told: not told.among(_FOES)),
    ("mak* made*", "with after over", lambda told: not told.among(_FOES)),
    ("br* punch*", "through", lambda told: not told.among(_FOES | _LINES)),
    (
        "*",
        "deal pact accord agreement settlement understanding",
        lambda told: told.among(_DEALERS) and not told.among(_FOES),
    ),
    # "snow closed the last road into X"
    ("closed cut severed blocked shut", "", lambda told: bool(NATURE & told.ahead(_TO_SUBJECT))),
    ("complete completed ring", "", lambda told: told.next == "road"),
    ("march*", "", lambda told: bool(_MARCHERS & told.ahead(_TO_SUBJECT))),
    (
        "onslaught* foray*",
        "",
        lambda told: told.next in ("of", "into") and bool(_RUSHES & told.behind(_UPON)),
    ),
    ("jet jets", "", lambda told: told.next == "of" and bool(_SPRAYED & told.behind(_UPON))),
    ("fell falls", "to", _fell_low),
    ("fell falls", "into", lambda told: bool(_ABYSSES & told.behind(_UPON))),
    ("strike strikes", "", _is_of_labour),
    ("downed downing", "", lambda told: told.next == "tools"),
    ("burning", "", _is_saved_from),
    ("attack*", "", _is_by_tongue_or_tooth),
    ("open*", "fire", lambda told: bool({"critics", "opponents"} & told.behind(3))),
    ("clash*", "", lambda told: told.next == "over" and bool(_BILLS & told.behind(_UPON))),
    ("shot shoot shooting shots", "", _is_of_film),
    ("explosion* explod* blast*", "", _is_growth),
    ("hit hits hitting struck strikes battered pounded ravaged", "", _is_of_nature),
    (
        "battl* fought* fighting*",
        "",
        lambda told: (
            bool(_FOUGHT & told.behind(_UPON)) and not {"exchange", "cease"} & told.behind(_UPON)
        ),
    ),
    ("c*", "fire attack", _is_criticised),
    ("bombard*", "", _with_words),
    (
        "br*",
        "down",
        lambda told: bool(_ROOFS & told.behind(_UPON)) and not _FLYING & told.behind(_UPON),
    ),
    ("death", "", lambda told: is_verdict(told.tokens, told.first)),
)


@lru_cache(maxsize=2_000)
def _asked(word: str, end: str) -> tuple[Callable[[Company], bool], ...]:
    """Return the rules of `_BORROWED` for a phrase that begins with `word` and ends with `end`."""
    return tuple(
        rule
        for words, ends, rule in _BORROWED
        if any(word.startswith(w[:-1]) if w[-1] == "*" else word == w for w in words.split())
        and (not ends or end in ends.split())
    )


def is_figure(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a trigger word is said of money, weather, a film or a verdict: "shelled out", "footage was shot"."""
    rules = _asked(tokens[first].low, tokens[last - 1].low)
    if not rules:
        return False
    told = Company(tokens, first, last)
    return any(rule(told) for rule in rules)
