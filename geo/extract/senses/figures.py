"""What weather, films, sport, money, votes and accidents do with the words of war.

The secret of this module is whom or what the word is said of: prices "shoot up", footage is "shot", storms "hit",
teams "battle" a fire and mayors "come under fire for" the price of bread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.counts.english.bonds import is_verdict
from geo.extract.senses.held import MEN, TROOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_UPON: Final = 4  # tokens of "of new measles"
_TO_SUBJECT: Final = 5  # tokens of "A series of heavy storms"
_GREW: Final = frozenset(
    "cases infections demand interest anger joy laughter colour color prices population growth creativity applause rage "
    "measles cholera malaria polio dengue violence popularity air wind heat cold music sand winter".split()
)
_FLYING: Final = frozenset(
    "drone drones uav uavs plane planes jet jets aircraft helicopter helicopters warplane warplanes missile missiles rocket "
    "rockets balloon su mig mi il an quadcopter quadcopters shahed shaheds projectile projectiles target targets it them one two three".split()
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
_WOES: Final = NATURE | frozenset(
    "cuts prices price shortage shortages layoffs inflation crisis pandemic covid virus disease cholera outbreak flu cold heat "
    "unemployment recession debt sanctions".split()
)
_FOUGHT: Final = frozenset(
    "fire fires blaze blazes flames wildfire wildfires outbreak cholera measles disease virus pandemic epidemic poverty "
    "corruption inflation hunger flood floods floodwaters crime cancer illness cold climate traffic".split()
)
_OTHERWISE: Final = frozenset("exchange cease".split())
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
_SELVES: Final = frozenset("himself herself themselves".split())
_CRITICS: Final = frozenset(
    "parliament press media online critics criticism opponents senators lawmakers".split()
)
_TIMES: Final = frozenset("hours days weeks minutes time times second third".split())
_ARTICLES: Final = frozenset("a an the his her its their two three several".split())


_GROUND: Final = frozenset(
    "captured captures seized seizes took takes taken won swept lost retook regained ousted".split()
)
_BALLOTS: Final = frozenset(
    "vote votes election elections ballot polls runoff referendum by-election primary".split()
)
_TO_BALLOT: Final = 4  # tokens of "in Sunday's local election"
_ARMED: Final = MEN | TROOPS | {"army", "rebels", "rebel", "militia", "fighters", "regime", "junta"}
_WHOSE: Final = frozenset("his her their its the a".split())
_DEPTHS: Final = frozenset("death deaths knees ground floor bottom low lowest level".split())
_ANIMALS: Final = _BEASTS | frozenset(
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
_MONEY: Final = _SHARES | frozenset("market markets trade sales prices investors".split())
_TOOK: Final = frozenset("took takes taken taking".split())
_MARKS: Final = frozenset("low lows high highs record records snag deadlock headlines".split())
_CHORDS: Final = frozenset("fear chord tone balance gold pose note".split())
_OF_SCHOOLS: Final = frozenset("school schools rise ground - voltage".split())
_CARS: Final = frozenset(
    "train trains bus buses lorry lorries truck trucks car cars van vans minibus motorcycle motorbike taxi tram tractor".split()
)
_RUN_INTO: Final = _CARS | frozenset(
    "pedestrian pedestrians cyclist cyclists tree lamppost".split()
)
_TO_CAR: Final = 3  # tokens of "a parked lorry"


def is_crash(low: Sequence[str], k: int) -> bool:
    """Return whether one vehicle ran into another at word `k`: "a train hit a lorry"; a mine or a post is no accident."""
    if low[k] not in ("hit", "struck", "rammed"):
        return False
    behind = list(low[k + 1 : k + 2 + _TO_CAR])
    if behind[:1] == ["by"]:
        return bool(_CARS & set(behind)) and not {"bomb", "-"} & set(low[k : k + 2 + 2 * _TO_CAR])
    return low[k - 1] in _CARS and bool(_RUN_INTO & set(behind[:_TO_CAR]))


_FOES: Final = _ARMED | frozenset(
    "factions tribes clans tribe clan groups sides villagers villages communities government opposition fighter".split()
)
_LINES: Final = frozenset(
    "defences defenses line lines front siege blockade tanks column attackers encirclement infantry".split()
)
_DEALERS: Final = frozenset(
    "company companies union unions club firm firms investors airline wage wages pay employers striker trade export".split()
)
_DEALS: Final = frozenset("deal pact accord agreement settlement understanding".split())
_RUSHES: Final = _OF_WORDS | frozenset(
    "tourists visitors shoppers customers criticism rain snow politics business farming film".split()
)
_MARCHERS: Final = frozenset(
    "students pupils teachers workers pilgrims scouts fans band bands musicians".split()
)
_SPRAYED: Final = frozenset("water steam gas air oil flame".split())


def _is_among_civilians(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether boxers trade blows, the sun breaks through or a union strikes a deal: no foes are named."""
    words = {t.low for t in tokens}
    end = tokens[last - 1].low
    made = tokens[first].low.startswith(("mak", "made")) and end in ("with", "after", "over")
    if end == "blows" or made:
        return not _FOES & words
    if end == "through" and tokens[first].low.startswith(("br", "punch")):
        return not (_FOES | _LINES) & words
    return end in _DEALS and bool(_DEALERS & words) and not _FOES & words


def _by_ballot(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a party took a place by votes: "captured X in Sunday's vote"; nobody in arms did."""
    if _ARMED & {t.low for t in tokens[:first]}:
        return False
    low = [t.low for t in tokens[last:]]
    return any(
        w in ("in", "at") and _BALLOTS & set(low[k + 1 : k + 1 + _TO_BALLOT])
        for k, w in enumerate(low)
    )


def is_figure(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a trigger word is said of money, weather, a film or a verdict: "shelled out", "footage was shot"."""
    word = tokens[first].low
    behind = [t.low for t in tokens[last : last + _UPON]]
    ahead = [t.low for t in tokens[max(0, first - _TO_SUBJECT) : first]]
    if word.startswith("shell"):
        return behind[:1] == ["out"]
    if _is_of_peace(tokens, first, last) or _is_of_labour(tokens, first, behind):
        return True
    if word == "storms":
        return not ahead or ahead[-1] in _OF_STORMS
    if word in ("shot", "shoot", "shooting", "shots"):
        return _is_of_film(tokens, last, ahead, behind)
    if word.startswith(("explosion", "explod", "blast")):
        grew = behind[:1] in (["of"], ["in"]) and _GREW & set(behind)
        dear = _DEAR & {
            t.low for t in tokens[max(0, first - _TO_WORDS) : first]
        } and word.startswith("explod")
        return bool(grew or dear or _BURSTING & set(ahead[-2:]))
    if word in ("hit", "hits", "struck", "strikes", "battered", "pounded", "hitting", "ravaged"):
        return _is_of_nature(tokens, last, ahead, behind)
    if word.startswith(("battl", "fought", "fighting")):
        return bool(_FOUGHT & set(behind)) and not _OTHERWISE & set(behind)
    if word.startswith("c") and tokens[last - 1].low in ("fire", "attack"):
        blamed = behind[:1] in (["for"], ["over"]) and not _TIMES & set(behind)
        return blamed or bool(_CRITICS & set(behind) or _CRITICISED & set(ahead))
    if word.startswith("bombard"):
        with_what = [t.low for t in tokens[last : last + _TO_WORDS]]
        return "with" in with_what and bool(_OF_WORDS & set(with_what))
    if word.startswith("br") and tokens[last - 1].low == "down":
        return bool(_ROOFS & set(behind)) and not _FLYING & set(behind)
    return word == "death" and is_verdict(tokens, first)


def _is_of_peace(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether votes, workers, beasts or speakers do it: "downed tools", "captured X in Sunday's vote"."""
    word = tokens[first].low
    behind = [t.low for t in tokens[last : last + _UPON]]
    ahead = [t.low for t in tokens[max(0, first - _TO_SUBJECT) : first]]
    if word.startswith("storm") and behind[:1] and behind[0] in ("off", "out", "ahead"):
        return True
    if word in _GROUND and _by_ballot(tokens, first, last):
        return True
    if _is_among_civilians(tokens, first, last):
        return True
    if word in ("closed", "cut", "severed", "blocked", "shut"):
        return bool(NATURE & set(ahead))  # "snow closed the last road into X"
    if word in ("complete", "completed", "closed", "ring") and behind[:1] == ["road"]:
        return True
    if word.startswith("march"):
        return bool(_MARCHERS & set(ahead))
    if word.startswith(("onslaught", "foray")):
        return behind[:1] in (["of"], ["into"]) and bool(_RUSHES & set(behind))
    if word in ("jet", "jets"):
        return behind[:1] == ["of"] and bool(_SPRAYED & set(behind))
    if word in ("fell", "falls"):
        return _is_of_a_fall(tokens[last - 1].low, behind)
    if word in ("downed", "downing"):
        return behind[:1] == ["tools"]
    if word == "burning":
        return ahead[-2:] in (["from", "a"], ["from", "the"])  # whence somebody was saved
    if word.startswith("attack"):
        animal = _ANIMALS & set(ahead[-3:])
        spoken = behind[:1] == ["on"] and _CRITICS & set(behind[1:]) - {"parliament"}
        return bool(animal or (spoken and not _OFFICES & set(behind)))
    if word.startswith("open") and tokens[last - 1].low == "fire":
        return bool({"critics", "opponents"} & set(behind[:3]))
    return word.startswith("clash") and behind[:1] == ["over"] and bool(_BILLS & set(behind))


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


def _is_of_labour(tokens: Sequence[Token], first: int, behind: Sequence[str]) -> bool:
    """Return whether workers strike: "began a strike over pay", "on strike", "a hunger strike"."""
    before = tokens[first - 1].low if first else ""
    if tokens[first].low not in ("strike", "strikes"):
        return False
    if before in ("on", "general", "hunger", "rent", "school"):
        return before != "on" or behind[:1] != ["on"]
    words = {t.low for t in tokens}
    aimed = behind[:1] == ["on"] and not any(behind[1].endswith("day") for _ in behind[1:2])
    return bool(_LABOUR & words) and not _WEAPONS & words and not aimed


def _is_of_a_fall(to: str, behind: Sequence[str]) -> bool:
    """Return whether somebody "fell to his knees" or "into a ravine"."""
    if to == "into":
        return bool(_ABYSSES & set(behind))
    own = to == "to" and behind[:1] != [] and behind[0] in _WHOSE
    return own and bool(_DEPTHS & set(behind[1:3]))


def _is_of_film(
    tokens: Sequence[Token], last: int, ahead: Sequence[str], behind: Sequence[str]
) -> bool:
    """Return whether nobody fired at anybody: "footage was shot", "shot up by a third", "shot himself", "shot two wolves"."""
    if behind[:1] == ["up"] and not (behind[1:2] and behind[1] in _ARTICLES):
        return True
    filmed = ahead[-1:] in (["was"], ["were"]) and _FILMS & set(ahead[-2:])
    filmed = filmed or _FILMS & set(ahead[-1:])
    filming = _FILMS & set(behind[:2]) and "in" not in behind[:1]
    rest = {t.low for t in tokens[last : last + _TO_WORDS]}
    scored = _SCORING & rest and {"to", "into", "his", "her", "their"} & set(behind[:2])
    played = ahead[-1:] == ["a"] and _PLAYERS & {t.low for t in tokens}
    self_done = _SELVES & set(behind[:1]) or {"accidentally", "accident"} & {*ahead[-2:], *behind}
    return bool(filmed or filming or scored or played or self_done or _BEASTS & set(behind[:3]))


def _is_of_nature(
    tokens: Sequence[Token], last: int, ahead: Sequence[str], behind: Sequence[str]
) -> bool:
    """Return whether weather, a crisis or a vehicle hits: "lightning struck a house", "hit by the cuts", "hit a low"."""
    low = [t.low for t in tokens]
    if low[last : last + 2] in (["-", "and"], ["and", "run"]):
        return True  # "a hit-and-run"
    if is_crash(low, last - 1) or _SHARES & set(ahead):
        return True
    if low[last - 1].startswith("str") and _CHORDS & set(behind[:2]):
        return True
    if _MARKS & set(behind[:3]) and not _OF_SCHOOLS & set(behind[:_UPON]):
        return True
    if _TOOK & set(ahead[-3:]) and ahead[-1:] == ["a"] and _MONEY & set(low):
        return True
    if NATURE & set(ahead) and not {",", "when", "as", "during", "in"} & set(ahead):
        return True
    by = next((k for k, w in enumerate(behind[:2]) if w == "by"), None)
    if by is None:
        return False
    words = [t.low for t in tokens[last + by : last + by + _TO_SUBJECT]]
    stop = next(
        (k for k, w in enumerate(words) if w in (",", ".", ";", "and", "in", "on")), len(words)
    )
    return bool(_WOES & set(words[:stop]))
