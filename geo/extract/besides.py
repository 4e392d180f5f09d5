"""What an English sentence says beside what it tells: rankings, a town's past, a war's running count.

The secret of this module is the aside of the press: ", in one of the deadliest attacks since the war
began 14 months ago", ", a town taken by the rebels in 2014", "bringing to 18 the number of civilians
killed since the offensive began". Their days, their dead and their deeds are of other times, so
nothing in them is read as part of the event beside them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.backing import FIREPOWER
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.text import lows, remembered, small_words
from geo.extract.words import (
    ACCORDS,
    ARTICLES,
    BE,
    BLOW,
    HAVE,
    IS_OR_HAS,
    LONG_TIMES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    POSSESSIVES,
    REPLIES,
    SETTLEMENT,
    STRUCK,
    TAKEN,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_BEST: Final = frozenset(
    "deadliest worst bloodiest heaviest biggest largest fiercest longest gravest greatest highest boldest".split()
)
# "the first such raid in months": these rank only beside words of time.
_IN_ORDER: Final = ORDINALS | {"latest", "last", "only"}
_RANKS: Final = _BEST | _IN_ORDER
_TIMES: Final = frozenset(
    "since such months years weeks week month days decade decades ever kind".split()
)
_OPENS: Final = frozenset(", - – — (".split())
_ENDS: Final = frozenset(", ) ; - – —".split())
_LEADS: Final = frozenset("the one in its their among what making marking a his amid".split())
_REACH: Final = 14  # tokens from the comma to the word that ranks

_SETTLEMENTS: Final = SETTLEMENT.union(
    "area district enclave stronghold bastion base crossing".split()
)
_WAS_TAKEN: Final = TAKEN.union("controlled held lost besieged liberated".split())
_TO_NOUN: Final = 7  # tokens from the comma to "town"
_TO_VERB: Final = 5  # tokens from "town" to "taken"

_DETERMINED: Final = ARTICLES | POSSESSIVES | {"last"}

_BRINGING: Final = frozenset(
    "bringing taking raising pushing lifting brought brings raised raises".split()
)
_OF_A_WAR: Final = POSSESSIVES.union("the to losses toll number total".split())
_SO_LONG: Final = (("since",), ("so", "far"), ("this", "year"), ("this", "month"), ("this", "week"))
_COUNTED: Final = 18  # tokens of "to 18 the number of civilians killed on the Turkish side since"

_SOME: Final = frozenset("most some many half several all".split())
_PARTING: Final = frozenset("them whom".split())
_ONE: Final = POSSESSIVES | {"a", "an"}
_DEEDS: Final = BLOW | {"ambush", "massacre", "explosion"}
_AMONG: Final = 14  # tokens of "among them two gang members hit in an exchange of fire with police"
_OF_SOME: Final = 6  # tokens of "most of them in air strikes"


@remembered
def asides(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the tokens that rank the event among others, tell a town's past or count a whole war."""
    low, words = lows(tokens), small_words(tokens)
    found: set[int] = set()
    ranks, towns = words & _RANKS, words & _SETTLEMENTS and words & _WAS_TAKEN
    if ranks or towns:
        for k, word in enumerate(low[:-2]):
            if word not in _OPENS or k in found or not _parts(tokens, k):
                continue
            end = next(
                (j for j in range(k + 2, len(low)) if low[j] in _ENDS and _parts(tokens, j)),
                len(low),
            )
            if ranks and low[k + 1] in _LEADS and _is_ranking(low[k + 1 : end]):
                found.update(range(k, end))
            elif towns:
                found.update(range(_past_of_town(low, k, end), end))
    for k in range(1, len(low) - 2) if "followed" in words else ():
        if (
            k not in found
            and low[k] == "followed"
            and low[k - 1] in ("that", "which")
            and (low[k + 1] in _DETERMINED or low[k + 2] in ("'s", "’s"))
        ):
            ends = (j for j in range(k, len(low)) if low[j] in (",", ";"))
            found.update(range(k, next(ends, len(low))))
    for find, needed in _FOUND_BY:
        if not needed.isdisjoint(words):
            found.update(find(low))
    if not _BACKED.isdisjoint(words):
        found.update(_backing(tokens, low))
    if ranks:
        found.update(_ranked_since(low))
        found.update(_worst_in(low))
        found.update(_ranked_first(low))
        found.update(_ranked_in_all(low))
    start = running_total(tokens)
    found.update(range(start, len(low)))
    return frozenset(found)


_CAME: Final = frozenset("comes came come coming".split())
_BACKDROP: Final = frozenset(
    "amid as after despite following hours days a in at just weeks".split()
)
_FALLS: Final = frozenset("falls comes is remains".split())


def _relative(low: Sequence[str]) -> set[int]:
    """Return the tokens of clauses that only tell how a deed came or what a town went through.

    ", which comes amid a rise in strikes,", ", which was taken by the army on 13 October,".
    """
    found: set[int] = set()
    for k in range(1, len(low) - 3):
        if low[k] != "which" or low[k - 1] != ",":
            continue
        held = low[k + 1] in _FALLS and "control" in low[k + 2 : k + 6]
        backdrop = held or (low[k + 1] in _CAME and low[k + 2] in _BACKDROP)
        verb = k + 2 + (low[k + 1] in HAVE and low[k + 2] == "been")
        taken = low[k + 1] in IS_OR_HAS and low[verb : verb + 1] != []
        if backdrop or (taken and low[verb] in _WAS_TAKEN):
            end = next((j for j in range(k + 2, len(low)) if low[j] in (",", ";")), len(low))
            found.update(range(k, end))
    return found


_SERIES: Final = frozenset("series string wave spate campaign pattern chain".split())


def _in_a_series(low: Sequence[str]) -> set[int]:
    """Return the tokens of "as part of a series of raids that have hit the south", up to the next comma."""
    for k in range(1, len(low) - 5):
        if tuple(low[k : k + 3]) == ("as", "part", "of") and _SERIES & set(low[k + 3 : k + 7]):
            end = next((j for j in range(k + 4, len(low)) if low[j] in (",", ";", ".")), len(low))
            return set(range(k, end))
    return set()


def _answered(low: Sequence[str]) -> set[int]:
    """Return the tokens of "in what the army called a reply to rockets fired on Tuesday", up to the next comma.

    Within a subject they end at its verb: "Strikes in retaliation for the death of a soldier killed nine".
    """
    for k in range(1, len(low) - 2):
        if low[k] in REPLIES and low[k + 1] in ("to", "for") and low[k - 1] in ("in", "a", "as"):
            end = next((j for j in range(k + 2, len(low)) if low[j] in (",", ";", ".")), len(low))
            if _DONE.isdisjoint(low[:k]) and low[k - 1] == "in":
                end = next(
                    (j for j in range(k + 4, end) if low[j] in _DONE and low[j - 1] not in _LED_BY),
                    end,
                )
            return set(range(k, end))
    return set()


_DONE: Final = STRUCK.union(
    "killed wounded injured destroyed left pounded claimed took was were".split()
)
_LED_BY: Final = IS_OR_HAS.union("that which who".split())


_MADE: Final = frozenset(
    "struck reached signed brokered concluded agreed made negotiated sealed hammered worked announced".split()
)
_WHERE_AND_WHEN: Final = frozenset(
    "in at on out the of last month year week between by and ( )".split()
)
_TO_MADE: Final = 8  # tokens of "that Ankara and Moscow had only just"


def _accord(low: Sequence[str]) -> set[int]:
    """Return the tokens that say who made an accord, where and when: "the deal that they struck in X on 22 October"."""
    for k in range(1, len(low) - 3):
        if low[k] not in ("that", "which") or low[k - 1] not in ACCORDS:
            continue
        made = next((j for j in range(k + 1, min(k + _TO_MADE, len(low))) if low[j] in _MADE), None)
        if made is None or BE & set(low[k + 1 : made]):
            continue  # "the deal that was signed in X on Monday" may be what is told
        end = made + 1
        while end < len(low) and (
            low[end] in _WHERE_AND_WHEN
            or low[end] in MONTHS
            or low[end].isdigit()
            or low[end - 1] in ("in", "at")
        ):
            end += 1
        return set(range(k, end))
    return set()


_BEARING: Final = frozenset("armed carrying wielding brandishing".split())
_BORNE: Final = frozenset(
    "with and or , - - – a an the assault heavy light automatic machine sophisticated propelled home homemade made "
    "hand other various sharp gun guns rifle rifles rocket rockets grenade grenades launcher launchers rpg rpgs pistols "
    "machetes machete knives knife clubs axes swords sticks bows arrows spears ak kalashnikovs kalashnikov explosives "
    "bombs weapons weapon ammunition arms mortars anti tank aircraft".split()
)


def _borne(low: Sequence[str]) -> set[int]:
    """Return the tokens of "armed with rifles and rocket-propelled grenades": what men bear is not yet used."""
    found: set[int] = set()
    for k in range(len(low) - 2):
        if low[k] in _BEARING and low[k + 1] in _BORNE:
            end = next((j for j in range(k + 1, len(low)) if low[j] not in _BORNE), len(low))
            while low[end - 1] in ("and", ","):
                end -= 1
            found.update(range(k + 1, end))
    return found


_LONG: Final = LONG_TIMES | {"days"}
_HOW_LONG: Final = NUMBERS | {"a", "some", "few"}
_OPENING: Final = 5  # tokens of "Little more than a week"


def _after_a_week(low: Sequence[str]) -> set[int]:
    """Return the tokens of what came long before: ", a week after shelling had killed seven soldiers"."""
    for k in range(1, len(low) - 3):
        if low[k] not in _LONG or low[k + 1] != "after" or low[k - 1] not in _HOW_LONG:
            continue
        ends = (",", ";") if k < _OPENING else (";",)
        end = next((j for j in range(k + 2, len(low)) if low[j] in ends), len(low))
        if "had" in low[k + 2 : end]:
            return set(range(k + 2, end))
    return set()


_YEARS: Final = frozenset("years year months decade decades".split())
_TO_YEARS: Final = 4  # tokens of "Almost five years"


def _years_after(low: Sequence[str]) -> set[int]:
    """Return the tokens of what an anniversary recalls: "Five years after the bomb that killed 600 in X, survivors wait"."""
    for k in range(1, min(_TO_YEARS, len(low) - 3)):
        if low[k] in _YEARS and low[k + 1] in ("after", "since"):
            end = next((j for j in range(k + 2, len(low)) if low[j] in (",", ";")), len(low))
            return set(range(k + 2, end))
    return set()


_BACKED: Final = frozenset("backed supported covered aided helped assisted".split())


def _backing(tokens: Sequence[Token], low: Sequence[str]) -> set[int]:
    """Return the tokens of "backed by Russian air strikes": how troops were helped is no deed beside theirs.

    What is told with "under" or "accompanied by" may be one: see `geo.extract.backing`.
    """
    found: set[int] = set()
    for k in range(len(low) - 2):
        if low[k] in _BACKED and low[k + 1] == "by":
            end = k + 2
            while end < len(low) and (
                low[end] in FIREPOWER or built_in("demonyms").at(tokens, end) is not None
            ):
                end += 1
            found.update(range(k + 2, end))
    return found


def _ranked_since(low: Sequence[str]) -> set[int]:
    """Return the tokens of "in the worst violence since the movement began", up to the next sign."""
    for k in range(1, len(low) - 4):
        if low[k] == "in" and _BEST & set(low[k + 1 : k + 5]) and "since" in low[k + 2 : k + 10]:
            end = next((j for j in range(k + 3, len(low)) if low[j] in (",", ";", ".")), len(low))
            return set(range(k, end))
    return set()


_SPAN: Final = 6  # tokens of "worst street fighting in two"


def _worst_in(low: Sequence[str]) -> set[int]:
    """Return the tokens of "in two years" behind a ranking: "the worst street fighting in two years"."""
    for k in range(len(low) - 4):
        if low[k] not in _BEST:
            continue
        at = next(
            (j for j in range(k + 1, min(k + _SPAN, len(low) - 2)) if low[j] in ("in", "for")), 0
        )
        end = (
            next((j + 1 for j in range(at + 1, min(at + 5, len(low))) if low[j] in _LONG), 0)
            if at
            else 0
        )
        if end:
            return set(range(at, end))
    return set()


_REPORTED: Final = frozenset("as after with when since".split())
_RANKED: Final = 5  # tokens of "this marks only the second"


_IS: Final = frozenset("was is marks marked".split())
_TO_SINCE: Final = 10  # tokens of "the deadliest attack by the group since"


def _ranked_in_all(low: Sequence[str]) -> set[int]:
    """Return the tokens of "was the deadliest attack since May, when ...", to the end."""
    for k in range(1, len(low) - 4):
        if low[k] not in _IS or low[k + 1] != "the":
            continue
        near = low[k + 1 : k + 1 + _TO_SINCE]
        kind = ("its", "kind") in set(pairwise(near)) and _IN_ORDER & set(near[:3])
        if (kind or _BEST & set(near[:4])) and "since" in near:
            return set(range(k, len(low)))
    return set()


def _ranked_first(low: Sequence[str]) -> set[int]:
    """Return the tokens of "This was the second raid in two days, as ...", up to what it adds."""
    for k in range(len(low) - 4):
        ranks = low[k] in ("this", "it") and low[k + 1] in ("is", "was", "marks", "marked")
        if ranks and _IN_ORDER & set(low[k + 2 : k + _RANKED]):
            ends = (j for j in range(k + 3, len(low) - 1) if low[j] == ",")
            end = next((j for j in ends if low[j + 1] in _REPORTED), 0)
            return set(range(k, end))
    return set()


_FIRST_TIME: Final = (("first", "time", "since"), ("first", "time", "in"))


def _first_time(low: Sequence[str]) -> set[int]:
    """Return the tokens of "for the first time since 2012", up to the next sign."""
    for k in range(1, len(low) - 3):
        if tuple(low[k : k + 3]) in _FIRST_TIME and low[k - 1] == "the":
            end = next((j for j in range(k + 3, len(low)) if low[j] in (",", ";", ".")), len(low))
            return set(range(k, end))
    return set()


_FAMED: Final = frozenset("famous known renowned notorious celebrated famed remembered".split())
_FOUGHT: Final = frozenset("battle battles war wars fighting clashes".split())
_LEFT: Final = frozenset("left leftover remnant remnants remaining dating buried".split())
_TO_FAME: Final = 8  # tokens of "whose weekly anti-government protests were"
_TO_FIGHT: Final = 6  # tokens of "left behind by last year's"


def _of_old(low: Sequence[str]) -> set[int]:
    """Return the tokens of what a place is known for and of old battles: "whose protests were famous, was captured"."""
    found: set[int] = set()
    for k in range(1, len(low) - 2):
        if low[k] == "whose" and _is_famed(low[k : k + _TO_FAME]):
            # a clause that no comma opens and none ends has no end that can be seen
            last = len(low) if low[k - 1] == "," else k
            end = next((j for j in range(k + 2, len(low)) if low[j] in (",", ";")), last)
            found.update(range(k, end))
        elif low[k] in _FOUGHT:
            led = low[max(0, k - _TO_FIGHT) : k]
            left = next((j for j, w in enumerate(led) if w in _LEFT), None)
            if left is not None and {"by", "from", "of", "after"} & set(led[left:]):
                found.add(k)
    return found


def _is_famed(words: Sequence[str]) -> bool:
    """Return whether words say what something is known for: a man who "is known in Saraqib" is only known."""
    return any(w in _FAMED and (w not in _WITH_FOR or b == "for") for w, b in pairwise(words))


_WITH_FOR: Final = frozenset("celebrated known remembered".split())


# What finds tokens to leave aside, and the words without one of which a sentence has none.
_FOUND_BY: Final = (
    (_relative, frozenset({"which"})),
    (_first_time, frozenset({"first"})),
    (_accord, ACCORDS),
    (_answered, REPLIES),
    (_in_a_series, _SERIES),
    (_borne, _BEARING),
    (_after_a_week, _LONG),
    (_years_after, _YEARS),
    (_of_old, _LEFT | {"whose"}),
)


def _is_ranking(inside: Sequence[str]) -> bool:
    nth = _IN_ORDER & set(inside[:4]) and _TIMES & set(inside)
    return bool(_BEST & set(inside[:_REACH]) or nth)


def _past_of_town(low: Sequence[str], comma: int, end: int) -> int:
    """Return where ", a Christian town taken by the rebels in 2014" turns to the past, `end` if it does not."""
    if low[comma + 1] not in ("a", "an", "the"):
        return end
    noun = next(
        (j for j in range(comma + 2, min(comma + _TO_NOUN, end)) if low[j] in _SETTLEMENTS), end
    )
    return next(
        (j for j in range(noun + 1, min(noun + _TO_VERB, end)) if low[j] in _WAS_TAKEN), end
    )


@remembered
def running_total(tokens: Sequence[Token]) -> int:
    """Return where "bringing to 18 the number killed since the start" begins, the number of tokens if nowhere."""
    low, words = lows(tokens), small_words(tokens)
    if "meaning" not in words and _BRINGING.isdisjoint(words):
        return len(low)
    for k, word in enumerate(low[:-3]):
        # "six died in X, meaning that 13 or more lost their lives in all": of several places
        if word == "meaning" and low[k - 1] == "," and {"total", "altogether"} & set(low[k:]):
            return k
    for k, word in enumerate(low[:-3]):
        if word in _BRINGING and low[k + 1] in _OF_A_WAR:
            rest = low[k + 1 : k + _COUNTED]
            if any(tuple(rest[j : j + len(w)]) == w for w in _SO_LONG for j in range(len(rest))):
                return k
    return len(low)


def of_some(tokens: Sequence[Token]) -> set[int]:
    """Return the tokens that only say how some of those counted fared.

    "most of them in air strikes", "among them two gang members hit in an exchange of fire".
    """
    low, words = lows(tokens), small_words(tokens)
    if _PARTING.isdisjoint(words) and "including" not in words:
        return set()
    found = {
        j
        for k in range(1, len(low) - 1)
        if low[k] == "of" and low[k + 1] in _PARTING and low[k - 1] in _SOME
        for j in range(k, min(k + _OF_SOME, len(low)))
    }
    for k in range(1, len(low) - 2):
        among = low[k] == "among" and low[k + 1] in _PARTING
        if among or (low[k] == "including" and low[k - 1] == ","):
            start = k + 1 + among
            if low[start] in _ONE and _DEEDS & set(low[start + 1 : start + 4]):
                continue  # "attacks, including a drone strike that killed eight": one of them, told
            if low[start] in _ONE or numbers(tokens[start : start + 1]):
                end = (
                    j for j in range(start, len(low)) if low[j] in (",", ";", ".", "-", "–", ")")
                )
                found.update(range(k, min(next(end, len(low)), k + _AMONG)))
    return found


def _parts(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the sign at `k` parts words: not the hyphen of "al-Noura"."""
    apart = tokens[k].start > tokens[k - 1].end if k else True
    return apart if tokens[k].word in ("-", "–") else True


def only_when(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether an opening phrase only says when: "Hours before the offensive, six people died"."""
    if first > _LEADING or last >= len(tokens) or tokens[last].word != ",":
        return False
    if first < 2 or tokens[first - 1].low != "the":
        return False
    after = tokens[first - 2].low == "of" and tokens[first - 3].low in ("aftermath", "wake")
    return after or tokens[first - 2].low in _WHEN


_LEADING: Final = 5  # tokens of "In the aftermath of the"
_WHEN: Final = frozenset("before after since following during until".split())
