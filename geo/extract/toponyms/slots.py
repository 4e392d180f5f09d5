"""Where an English sentence has room for nothing but a place: "barrel bombs fell on Qzzy", "Qzzy was shelled".

The secret of this module is what is done to places and hardly ever to anything else that has a name. It knows two
grades. `is_slot` needs no list: what munitions fall on, what aircraft hit, what an army enters or takes in fighting,
what a bombardment is of; whoever bears a first name, a title or an office is a person there. `governed`, `befallen`,
`changes_hands` and `within_a_district` tell what befalls places more than persons or things: whoever calls them asks a
list besides whether it knows the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.toponyms.english import is_clue
from geo.extract.words import (
    AIRCRAFT,
    ARTICLES,
    BOMBS,
    DRONES,
    HAVE,
    IS_OR_HAS,
    MONTHS,
    OUTLAWS,
    POSTS,
    RAIDERS,
    ROCKETS,
    SHELLS,
    SMALL_DIVISIONS,
    STRUCK,
    TAKEN,
    TROOPS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_FIRE: Final = frozenset(
    "airstrike airstrikes strike strikes raid raids shelling bombardment bombing bombings barrage shellfire gunfire "
    "clashes fighting battles battle combat ambush sortie sorties assault assaults offensive advance advances advanced "
    "advancing".split()
)
_UNDER_FIRE: Final = _FIRE | {"fire", "attack", "siege"}
_AIMED: Final = frozenset(
    "on of against at in into near around outside inside over upon toward towards".split()
)
_MUNITIONS: Final = SHELLS.union(
    BOMBS, DRONES, "barrels barrel munitions ordnance grenades grenade rounds fire napalm".split()
)
_LANDED: Final = frozenset(
    "fell fall falling landed land landing exploded explode detonated dropped drop dropping rained raining poured crashed "
    "came fired lobbed hurled launched threw".split()
)
_OF_PLACES: Final = frozenset(
    "capture recapture fall loss siege encirclement liberation storming control takeover seizure defence defense outskirts "
    "surroundings vicinity edge edges suburbs entrance entrances residents inhabitants village town city hamlet".split()
)
GROUND_OF: Final = _OF_PLACES.union(
    "defenders garrison towns villages masters streets people north south east west northeast northwest southeast southwest "
    "blocks quarters neighbourhood neighborhood district surrender".split()
)
"""What a place, and hardly anything else, is said to have: "the garrison of", "the fall of"."""

_FOR: Final = frozenset("clashes fighting battle battles fight fights struggle".split())
_WEAPONS: Final = AIRCRAFT.union(
    DRONES,
    ROCKETS,
    SHELLS,
    _FIRE,
    BOMBS,
    "warplanes jets planes aircraft helicopters gunships artillery gunners tanks bombers fire".split(),
)
_HIT: Final = frozenset(
    "hit hits struck strike strikes targeted targeting target targets pounded pounding attacked raided rocked shook".split()
)
_ON_PLACES: Final = frozenset(
    "shelled shelling bombed bombing bombarded bombarding pounded pounding stormed storming recaptured recapturing retook "
    "retaking overran overrunning besieged besieging encircled encircling invaded invading".split()
)
"""What is done to places only, whoever does it."""

_BY_FORCES: Final = frozenset(
    "captured capturing seized seizing took taking occupied regained liberated entered entering secured lost".split()
)
"""What armies do to places, and others to persons and things."""

_FORCES: Final = TROOPS.union(
    OUTLAWS,
    RAIDERS,
    "units fighters rebels factions brigades regime government opposition insurgents division corps alliance".split(),
)
_BEFELL: Final = _ON_PLACES.union("occupied liberated retaken".split())
_MAY_BEFALL: Final = _BEFELL.union(
    TAKEN,
    STRUCK,
    "freed surrounded ringed lost fallen entered cleared abandoned evacuated relieved rocked shaken raided flattened levelled "
    "burned burnt looted".split(),
)
_BY_DOERS: Final = frozenset(
    "hit struck targeted attacked captured seized taken".split()
)  # or persons
_HANDS: Final = frozenset(
    "forces army troops rebels hands government regime militants insurgents opposition control fighters militia "
    "factions jihadists soldiers".split()
)
_ADVERBS: Final = frozenset(
    "all also again been being both now then later twice heavily finally fully briefly".split()
)
NO_PLACES: Final = MONTHS.union(
    WEEKDAYS, "twitter telegram facebook christmas easter ramadan eid god islam".split()
)
_OWNERS: Final = frozenset(
    "forces troops fighters soldiers army brigade brigades division battalion positions regime militants police rebels "
    "movement front party government militia gunmen officials officers commander leader spokesman said says".split()
)
_OPENING: Final = frozenset("and that while after when before since as but where because".split())
_PERSONAL: Final = frozenset("who whose himself aged".split())
_LONGEST: Final = 4  # words of a village's name
_TO_FORCES: Final = 6  # tokens of "the Syrian army and its allies"
_TO_HANDS: Final = 6  # tokens of "to the advancing government"
_TO_DOER: Final = 8  # tokens of "was hit late on Sunday by artillery"
_MIN: Final = 3


def is_slot(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a run of capitals stands where only a place can, and is not said to be somebody."""
    first, last = run
    if last - first > _LONGEST or _is_somebody(tokens, first, last):
        return False
    return _behind(tokens, first) or _ahead(tokens, first, last)


def _is_somebody(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether words in or beside the run make a person, an armed body, a day or an outlet of it."""
    low = [t.low for t in tokens[first:last]]
    if any(w in NO_PLACES for w in low) or any(t.word.isupper() for t in tokens[first:last]):
        return True
    if any(is_clue(w, kind) for w in low for kind in ("title", "org")):
        return True
    if is_clue(low[0], "first") or (first and is_clue(tokens[first - 1].low, "title")):
        return True
    names = range(first, last)
    if any(
        built_in(kind).at(tokens, k) for kind in ("actors", "sources", "demonyms") for k in names
    ):
        return True
    behind = [t.low for t in tokens[last : last + 3]]
    if not behind:
        return False
    if behind[0] in _OWNERS or behind[0] in ("(", "'s", "’s"):
        return True  # "hit the Qzzy brigade", "captured Qzzy's brother"
    if behind[:2] == ["and", "his"] or behind[:2] == [",", "who"]:
        return True
    described = behind[0] == "," and (behind[1:2] == ["a"] or (behind[2:3] and behind[1].isdigit()))
    letters = sum(len(t.word) for t in tokens[first:last])
    return described or behind[0] in _PERSONAL or letters < _MIN


def _behind(tokens: Sequence[Token], k: int) -> bool:
    """Return whether what stands before token `k` asks for a place."""
    if not k:
        return False
    before = tokens[k - 1].low
    if before in _ON_PLACES:
        return True
    if before in _AIMED and k > 1:
        noun = tokens[k - 2].low
        if noun in _FIRE or (before != "on" and noun in POSTS):
            return True
        if before in ("of", "over") and noun in _OF_PLACES:
            return True
        ahead = {t.low for t in tokens[max(0, k - 2 - _TO_FORCES) : k - 1]}
        falls = noun in _LANDED or (noun == "down" and k > 2 and tokens[k - 3].low in _LANDED)
        thrown = noun in _MUNITIONS and before in ("on", "at", "into")
        return bool((falls and _MUNITIONS & ahead) or (thrown and _LANDED & ahead))
    if before == "for":
        return k > 1 and tokens[k - 2].low in _FOR
    if before in _HIT:
        return _subject(tokens, k - 1, _WEAPONS)
    return before in _BY_FORCES and _subject(tokens, k - 1, _FORCES)


def _subject(tokens: Sequence[Token], verb: int, kinds: frozenset[str]) -> bool:
    """Return whether one of `kinds` is the last noun before the verb, as its subject is."""
    for k in range(verb - 1, max(-1, verb - 1 - _TO_FORCES), -1):
        low = tokens[k].low
        if low in kinds:
            return True
        if not (low in _ADVERBS or low in HAVE or low in ARTICLES or low.endswith("ly")):
            return False
    return False


def _ahead(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the run opens a clause of what only befalls places: "Qzzy was bombed", "Qzzy fell to"."""
    if first and tokens[first - 1].word[0].isalnum() and tokens[first - 1].low not in _OPENING:
        return False
    low = [t.low for t in tokens[last : last + _TO_HANDS]]
    if low[:1] in (["fell"], ["falls"]) and low[1:2] != []:
        return low[1] in ("to", "into", "under") and bool(_HANDS & set(low[2:]))
    if low[:2] == ["came", "under"]:
        return bool((_FIRE | {"control"}) & set(low[2:]))  # "came under fire from critics"
    if low[:1] == [] or low[0] not in IS_OR_HAS:
        return False
    rest = [w for w in low[1:] if w not in _ADVERBS]
    if rest[:1] == ["under"]:
        return bool((_UNDER_FIRE | {"control"}) & set(rest[1:]))
    if not rest or rest[0] in _BEFELL:
        return bool(rest)
    by = {t.low for t in tokens[last : last + _TO_DOER]}
    return rest[0] in _BY_DOERS and "by" in by and bool((_WEAPONS | _HANDS) & by)


_BEHIND: Final = frozenset(
    ", . ; and in on as after by with near at today yesterday overnight killed killing left wounded from while when "
    "during early late ( ) too again without before".split()
)
GOVERNING: Final = frozenset(
    "near outside inside overran overrun captured recaptured retook retaken regained seized took liberated entered reached "
    "ringed encircled vacated ceded abandoned evacuated occupied".split()
)
_REGAINED: Final = HAVE.union("won took take win hold holds got".split())
_LEFT: Final = frozenset(
    "left leave leaves leaving quit quits freed lost lose loses defended".split()
)


def governed(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a run stands right behind a word that only a place or a thing can follow."""
    first, last = run
    behind = tokens[last].low if last < len(tokens) else "."
    behind = "," if behind.isdigit() else behind
    if first and behind in _BEHIND and tokens[first - 1].low in GOVERNING | _LEFT:
        return True
    again = behind in ("back", "again") and tokens[first - 1].low in _REGAINED if first else False
    if again:
        return True  # "it won X back", "they have X again"
    of = first > 1 and tokens[first - 1].low == "of" and tokens[first - 2].low in GROUND_OF
    return of and not _is_unit(tokens[last].low if last < len(tokens) else ".")


_GROUND_ALONE: Final = frozenset(
    "overran retook recaptured regained seized liberated entered occupied invaded besieged".split()
)


def within_a_district(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether ground taken is said to lie in a district: "seized Qzzy in Rutshuru territory".

    Persons are captured, but not seized, retaken or entered, and told by more than one name.
    """
    first, last = run
    if not first or tokens[first - 1].low not in _GROUND_ALONE:
        return False
    rest = tokens[last : last + _REST]
    start = 2 if [t.low for t in rest[:2]] == ["in", "the"] else 1
    if not rest or rest[0].low != "in":
        return False
    end = next((k for k, t in enumerate(rest) if k >= start and not t.word[0].isupper()), 0)
    return end > start and rest[end].low in SMALL_DIVISIONS


def _is_unit(low: str) -> bool:
    """Return whether a word makes a unit or a person's office of the name before it."""
    return low in (
        "brigade",
        "brigades",
        "battalion",
        "division",
        "army",
        "movement",
        "front",
        "said",
    )


_FALLING: Final = frozenset("fell falls fallen capitulated surrendered".split())
_PASSED: Final = frozenset("slid slipped came passed went dropped returned".split())
_REST: Final = 8  # tokens of "came under heavy ground-based"
_OWNED: Final = frozenset(
    "port airport outskirts suburbs garrison market old northern southern eastern western last central main streets defenders "
    "town city prison hospital bridge fields hills only clinic school bakery".split()
)


def changes_hands(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a run is said to pass into hands or under a rule, as no person does."""
    low = [t.low for t in tokens[run[1] : run[1] + _REST]]
    passes = low[:1] != [] and low[0] in _PASSED
    return passes and bool({"hands", "control", "rule", "grip", "grasp"} & set(low))


def befallen(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a run opens a clause and is said of what only befalls a place: "Qzzy was overrun", "Qzzy's port"."""
    first, last = run
    opens = (
        not first or tokens[first - 1].low in _OPENING or not tokens[first - 1].word[0].isalnum()
    )
    low = [t.low for t in tokens[last : last + _REST]]
    if not opens or not low:
        return False
    if low[0] in ("'s", "’s"):
        return bool(_OWNED & set(low[1:2]))
    if low[0] in _FALLING or low[:2] == ["changed", "hands"]:
        return True
    if low[0] in _PASSED and low[1:2] != [] and low[1] in ("into", "from", "over", "back"):
        return True
    if low[:2] in (["came", "under"], ["comes", "under"]):
        return bool((_UNDER_FIRE | {"control", "rule"}) & set(low[2:]))
    if low[:4] in (["was", "the", "target", "of"], ["became", "the", "target", "of"]):
        return True
    if low[0] not in IS_OR_HAS:
        return False
    rest = [w for w in low[1:] if w not in _ADVERBS]
    return bool(_MAY_BEFALL & set(rest[:1]))
