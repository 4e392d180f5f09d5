"""Where a scene is set that a verb of going, a possessive or a relative clause tells of.

The secret of this module is what such a turn does to a name: of gunmen who "came to the town of X and burnt
houses" X is the place, of a driver who "escaped and reached X" it is not; "in Y's X district" is in X, "the
base, which is in X" was attacked there, and "the X family" is no place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.text import small_words
from geo.extract.words import LOCALS, OUTLAWS, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Token

_RAIDERS: Final = OUTLAWS.union(
    "attackers assailants militiamen fighters rebels terrorists islamists gang gangs gangsters herders men raid".split()
)
_GOING: Final = frozenset("came went arrived rode drove descended moved travelled".split())
_HARMING: Final = frozenset(
    "killed killing shot shooting burnt burned burning torched torching set setting looted looting abducted abducting "
    "kidnapped kidnapping opened attacked attacking beheaded fired firing executed slaughtered hacked".split()
)
_TO_GOAL: Final = 8  # tokens of "came on motorbikes to the small town of"
_TO_HARM: Final = 14
_FLEEING: Final = frozenset("escaped survived survivor survivors fled fleeing escaping".split())
_TO_REFUGE: Final = 12
_KIN: Final = frozenset("family families brothers clan household".split())


def is_goal_of_raid(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether raiders went there to kill or burn: "the gunmen came to the town of X, torched houses"."""
    if _GOING.isdisjoint(small_words(tokens)):
        return False
    start = max(0, spot.first - _TO_GOAL)
    went = max((k for k in range(start, spot.first) if tokens[k].low in _GOING), default=None)
    if went is None or not {"to", "in", "into", "on", "at"} & {
        t.low for t in tokens[went : spot.first]
    }:
        return False
    who = {t.low for t in tokens[max(0, went - _TO_GOAL) : went]}
    did = {t.low for t in tokens[spot.last : spot.last + _TO_HARM]}
    return bool(_RAIDERS & who) and bool(_HARMING & did)


_SLAIN: Final = frozenset("killed massacred slain murdered executed".split())
_WALLS: Final = frozenset("hospital clinic".split())
_TO_WALLS: Final = 14  # tokens of "shot dead two nurses and a guard at a clinic in"
_TO_SLAIN: Final = 8  # tokens of "were killed at the large hospital of"
_WITHIN: Final = frozenset("in inside at".split())
_HURT: Final = frozenset(
    "died dying taken rushed brought carried admitted treated transferred evacuated wounds injuries succumbed said told".split()
)


def is_harmed_within(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether people were killed inside a hospital, not brought to it: "shot a man inside a clinic in X"."""
    low = [t.low for t in tokens[max(0, spot.first - _TO_WALLS) : spot.first]]
    way = low[-_TO_SLAIN:]
    slain = next((k for k, w in enumerate(way) if w in _SLAIN), None)
    if slain is not None and way[slain + 1 : slain + 2] in (["at"], ["inside"]):
        return True
    if low[-1:] != ["in"] or not _WALLS & set(low[-2:-1]) or _HURT & set(low):
        return False
    harmed = next((k for k, w in enumerate(low) if w in _HARMING | _SLAIN), len(low))
    between = set(low[harmed:-1])
    return not {",", ";"} & between and bool(_WITHIN & between)


_WOES: Final = frozenset(
    "death war bombs bombing shelling violence terror horror planes jets drones bombardment shells rockets".split()
)
_CAME: Final = frozenset("came comes come returned returns spread spreads".split())
_TO_CAME: Final = 7  # tokens of "war also came back to the town of"


def is_visited(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether death or war came there: "Death also came to X", "the bombs returned to the town of X"."""
    low = [t.low for t in tokens[max(0, spot.first - _TO_CAME) : spot.first]]
    came = next((k for k, w in enumerate(low) if w in _CAME), None)
    return came is not None and "to" in low[came:] and bool(_WOES & set(low[:came]))


def is_refuge(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether only those who got away came there: "he escaped into the bush and reached X"."""
    if not spot.first or tokens[spot.first - 1].low != "reached":
        return False
    ahead = tokens[max(0, spot.first - _TO_REFUGE) : spot.first]
    return bool(_FLEEING & {t.low for t in ahead})


def is_held(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a sentence is set there by a possessive: "In X's Y district a bomb went off" is in Y."""
    at = spot.first - 1
    opened = next(
        (k for k in range(max(0, at - _OWNER), at) if tokens[k].low in ("in", "at")), None
    )
    return (
        at > 1
        and tokens[at].word in ("'s", "’s")
        and opened is not None
        and all(t.word[0].isupper() for t in tokens[opened + 1 : at])
        and tokens[min(spot.last, len(tokens) - 1)].low in _DIVISIONS
    )


_OWNER: Final = 4  # tokens of "in Jammu and Kashmir"
_DIVISIONS: Final = frozenset("district province county region state area department".split())


_STANDS: Final = (
    ["which", "is"],
    ["which", "was"],
    ["which", "lies"],
    ["which", "stands"],
    ["that", "is"],
)


def is_where_it_stands(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether what was attacked is said to stand there: "the base, which is in the town of X"."""
    if _STANDING.isdisjoint(small_words(tokens)):
        return False
    ahead = [t.low for t in tokens[max(0, spot.first - _TO_STAND) : spot.first]]
    return any(
        ahead[k : k + 2] in _STANDS and ahead[k + 2] in ("in", "at", "near", "outside")
        for k in range(len(ahead) - 2)
    )


_STANDING: Final = frozenset(words[0] for words in _STANDS)
_TO_STAND: Final = 6  # tokens of "which is in the town of"


_TO_HOME: Final = 7  # tokens of "lives in the town of"
_OF_TOWN: Final = TOWN | {"the", "of", "nearby", "now"}


def is_home(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether one person only lives there: "said Amina, who now lives in the town of X"."""
    if "lives" not in small_words(tokens) and "living" not in small_words(tokens):
        return False
    low = [t.low for t in tokens[max(0, spot.first - _TO_HOME) : spot.first]]
    while low and low[-1] in _OF_TOWN:
        low.pop()
    if low[-1:] not in (["in"], ["near"], ["at"]):
        return False
    low = [w for w in low[:-1] if w not in ("now", "still")]
    return low[-2:] == ["who", "lives"] or low[-3:] == ["who", "is", "living"]


_LYING: Final = frozenset("lies is sits".split())
_LIES_HERE: Final = frozenset("it village town area place settlement camp hamlet base post".split())
_TO_GROUND: Final = 8  # tokens of "situated in the very south of the district of"


def holds_place(tokens: Sequence[Token], spots: Sequence[Spot], spot: Spot) -> bool:
    """Return whether a sentence only says that a place told before lies there: "X lies in the district of Y"."""
    start = max(1, spot.first - _TO_GROUND)
    k = next((k for k in range(start, spot.first) if tokens[k].low in _LYING), None)
    if k is None or any(s.first >= k and s.last <= spot.first for s in spots if s is not spot):
        return False
    led = {t.low for t in tokens[k + 1 : spot.first]}
    told = any(s.last == k and s.first <= 1 for s in spots)
    told = told or (k <= 2 and tokens[k - 1].low in _LIES_HERE)
    return told and "in" in led and led <= _SITED


_SITED: Final = frozenset(
    "in the a of situated located far very deep remote small district province region state county township north south east "
    "west northern southern eastern western northeast northwest southeast southwest village town part territory area".split()
)


def is_family(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a name is that of a family: "the house of the X family"."""
    behind = [t.low for t in tokens[spot.last : spot.last + 1]]
    return bool(_KIN & set(behind)) and tokens[max(0, spot.first - 1)].low not in ("in", "at")


_SPEAKING: Final = frozenset(
    "spoke speaking speaks talked talking phone telephone told reporting".split()
)
_TO_SPEAKER: Final = 4  # tokens of "speaking by phone from"
_HOLDS: Final = 3  # tokens of ", in the"


def holds_speaker(tokens: Sequence[Token], spots: Sequence[Spot], spot: Spot) -> bool:
    """Return whether a region only holds the town in which one spoke: "who spoke from X in the Y region"."""
    if not spot.wide or _SPEAKING.isdisjoint(small_words(tokens)):
        return False
    town = next((s for s in spots if 0 < spot.first - s.last <= _HOLDS), None)
    if town is None:
        return False
    ahead = [t.low for t in tokens[max(0, town.first - _TO_SPEAKER) : town.first]]
    spoke = ahead[-1:] in (["from"], ["in"]) and bool(_SPEAKING & set(ahead))
    return spoke and {t.low for t in tokens[town.last : spot.first]} <= {"in", "the", ","}


_SAID: Final = frozenset("said says told according".split())
_SPEAKERS: Final = LOCALS.union(
    "activist doctor medic nurse surgeon teacher journalist reporter correspondent witness volunteer rescuer farmer "
    "shopkeeper student official spokesman spokeswoman worker trader father mother driver".split()
)
_TO_SAID: Final = 14  # tokens of "said Adnan al-Imam, an aid worker on the outskirts of"
_SPEAKS_AT: Final = frozenset("on in at near from".split())


def is_where_speaker_is(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether only the one who speaks is beside a town: "said Omar, an activist on the outskirts of X"."""
    ahead = [t.low for t in tokens[max(0, spot.first - _TO_SAID) : spot.first]]
    comma = max((k for k, w in enumerate(ahead) if w == ","), default=None)
    if comma is None or ahead[comma + 1 : comma + 2] not in (["a"], ["an"], ["the"]):
        return False
    noun = next((k for k, w in enumerate(ahead) if k > comma and w in _SPEAKERS), None)
    if noun is None or _SAID.isdisjoint(ahead[:comma]) or "," in ahead[comma + 1 :]:
        return False
    return (
        ahead[noun + 1 : noun + 2] != []
        and ahead[noun + 1] in _SPEAKS_AT
        and (len(ahead) - noun > 2)
    )


_TO_SUPPORTED: Final = 4  # tokens of "with the people of"


def is_supported(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether others only stand by a town: "marched in support of X", "in solidarity with the people of X"."""
    low = [t.low for t in tokens[max(0, spot.first - _TO_SUPPORTED - 1) : spot.first]]
    at = max((k for k, w in enumerate(low) if w in ("support", "solidarity")), default=None)
    return (
        at is not None
        and low[at + 1 : at + 2] in (["of"], ["with"], ["for"])
        and "in" not in low[at:]
    )
