"""Who holds a place: when words of holding tell that it changed hands.

The secret of this module is the turn of phrase around "hands", "control", "grip": a verb of passing
("fell into rebel hands", "slipped from the army's grasp") tells of a change; "is in rebel hands" alone
tells how things stand, and of a change only beside a word of time ("were in Russian hands by Saturday").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.senses.held import PLACE_WORDS
from geo.extract.words import (
    CAPTIVES,
    HAVE,
    IS,
    PARTS_OF_DAY,
    PLACES,
    RAIDERS,
    STOPS,
    TROOPS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_OWNER: Final = 7  # tokens of "the army's and its allies'" between the preposition and "hands"
_TO_VERB: Final = 8  # tokens between the verb and the preposition
_TO_SUBJECT: Final = 14
_INTO: Final = frozenset("in into under to".split())
_FROM: Final = frozenset(("from", "of"))
_PASSING: Final = frozenset(
    "came come comes fell fallen falls passed passes slid slides slipped slips went gone goes returned returns reverted "
    "dropped drifted moved shifted brought brings placed put ended wound landed".split()
)
_SLIPPING: Final = frozenset(
    "slipped slips slipping slid taken wrested prised pried torn snatched wrenched seized freed liberated recovered gone "
    "wresting prising fell fallen".split()
)
BEING: Final = IS | {"been", "be"}
_BY_NOW: Final = frozenset(
    "now again back more already entirely all wholly completely longer".split()
)
_WHEN: Final = WEEKDAYS.union(
    PARTS_OF_DAY,
    "today yesterday tonight dusk nightfall sunset sunrise daybreak".split(),
)
_SIDES: Final = frozenset(
    "army government regime rebel rebels opposition militia militias insurgent insurgents jihadist jihadists militant "
    "militants state junta enemy their its our loyalist separatist separatists terrorist terrorists troops soldiers forces "
    "group paramilitary paramilitaries coalition mercenaries federal government's fighters".split()
)
_STOPS: Final = STOPS.union(": that who where while whose if".split())
_NO_GROUND: Final = CAPTIVES.union(
    "weapons weapon arms ammunition men soldiers crew pilot pilots children fate money aid missiles rockets drones "
    "documents who case decision future soldier fighters fighter officer officers journalist journalists policemen "
    "people families".split()
)
_GROUND: Final = PLACE_WORDS.union(
    "hamlet hamlets quarters blocks half parts outskirts suburbs port palace bridgehead hilltop hilltops countryside "
    "it both all they everything positions region regions streets".split()
)


def _holder(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the preposition before the holder of "hands" at `i`, and where the holder's words begin."""
    for k in range(i - 1, max(-1, i - _OWNER), -1):
        low = tokens[k].low
        if low in _INTO or (low in _FROM and (low == "from" or tokens[k - 1].low == "out")):
            return k, k + 1
        if not (tokens[k].word[0].isalnum() or low in ("'s", "’s", "'", "’", "-")):
            return None
    return None


def holders(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Return the tokens that name into whose "hands" at `i` a place passed; an empty span if out of them."""
    held = _holder(tokens, i)
    if held is None or tokens[held[0]].low in _FROM:
        return i, i
    behind = i + 1 < len(tokens) and tokens[i + 1].low == "of"
    return (i + 2, min(len(tokens), i + _OWNER)) if behind else (held[1], i)


def verb_of_holding(tokens: Sequence[Token], i: int) -> int | None:
    """Return the verb of passing or being whose "hands" stand at `i`; None where nobody's are told."""
    held = _holder(tokens, i)
    if held is None:
        return None
    at, first = held
    of = tokens[i + 1 : i + 2] and tokens[i + 1].low == "of"
    named = any(t.low in _SIDES or t.word[0].isupper() for t in tokens[first:i])
    if not (named or of):
        return None
    wanted = _SLIPPING if tokens[at].low in _FROM else _PASSING | BEING
    for k in range(at - 1, max(-1, at - _TO_VERB), -1):
        if tokens[k].low in wanted:
            return k
        if tokens[k].low in _STOPS:
            return None
    return None


def changes_hands(tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]] = ()) -> bool:
    """Return whether the word of holding at `i` tells that ground passed from one side to another."""
    verb = verb_of_holding(tokens, i)
    if verb is None:
        return False
    start = max(0, verb - _TO_SUBJECT)
    for k in range(verb - 1, start - 1, -1):
        if tokens[k].word in (";", ".", ":"):
            start = k + 1
            break
    subject = {t.low for t in tokens[start:verb]}
    near = {t.low for t in tokens[max(start, verb - 4) : verb]}
    behind = any(first > i and ":" in {t.word for t in tokens[i:first]} for first, _ in places)
    ground = _GROUND & subject or behind or any(start <= first < verb for first, _ in places)
    if not ground or _NO_GROUND & near:
        return False
    if tokens[verb].low not in BEING:
        return True
    if tokens[verb - 1].low in ("which", "that"):
        return False  # "X, which is in rebel hands, was shelled on Monday"
    return bool(_BY_NOW & {t.low for t in tokens[verb:i]}) or _by_a_time(tokens, i)


_TO_TIME: Final = 12  # tokens of "of the Malian army and its Russian partners as of Tuesday"


def _by_a_time(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a time from which it is so follows in the clause: "in Russian hands by Saturday"."""
    behind = [t.low for t in tokens[i + 1 : i + _TO_TIME]]
    end = next((k for k, w in enumerate(behind) if w in _STOPS or w == "but"), len(behind))
    rest = behind[:end]
    since = any(
        rest[k] in ("by", "since", "on", "from", "as", "at") and _WHEN & set(rest[k + 1 : k + 4])
        for k in range(len(rest))
    )
    again = rest[:1] in (["again"], ["anew"], ["now"]) or rest[:2] == ["once", "more"]
    return since or again or bool({"today", "yesterday", "tonight"} & set(rest))


def is_of_men(tokens: Sequence[Token], i: int) -> bool:
    """Return whether men or arms, not ground, are what the verb at `i` is said of."""
    return bool(_NO_GROUND & {t.low for t in tokens[max(0, i - 2) : i]})


HELD: Final = frozenset(
    ("hands?", "changed?", "wentover?", "yield?", "handover?", "inside?", "marchin?", "wonback?")
)
AUXILIARY: Final = IS.union(
    HAVE,
    "been being also both all now since then again finally later there too already".split(),
)
_POSTED: Final = frozenset(
    "garrison battalion base barracks defenders brigade outpost holdouts".split()
)
_TO_POSTED: Final = 8  # tokens of "garrison at the northern gate of X has"


_UNITS: Final = frozenset(
    "units commandos columns tanks armour brigade battalions marines paratroopers".split()
)
_DEMONSTRATING: Final = frozenset(
    "protesters demonstrators protest rally chanting slogans banners".split()
)
_AFTERWARDS: Final = frozenset(
    "on at from without unopposed after late early by during , . ; and overnight".split()
)


def _ends_at(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a verb with "in" has no goal of its own: "the army marched in on Tuesday"."""
    return k >= len(tokens) or tokens[k].low in _AFTERWARDS


_NEIGHBOURS: Final = frozenset("it them nearby around there".split())
_TO_NEIGHBOURS: Final = 7  # tokens of "and several smaller villages close to it"


def before_neighbours(tokens: Sequence[Token], k: int) -> int:
    """Return where "and the villages around it" begins that ends before `k`, `k` itself if it does not."""
    low = [t.low for t in tokens[max(0, k - _TO_NEIGHBOURS) : k]]
    if low[-1:] == [] or low[-1] not in _NEIGHBOURS or "and" not in low:
        return k
    turn = max(j for j, w in enumerate(low) if w == "and")
    return k - len(low) + turn if PLACES & set(low[turn:]) else k


def subject_is_place(tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place is what the verb at `i` is said of: "Atarib has capitulated"."""
    k = i
    while k > 0 and tokens[k - 1].low in AUXILIARY:
        k -= 1
    k = before_neighbours(tokens, k)
    if k > 0 and tokens[k - 1].low in PLACE_WORDS:
        return True
    k -= k > 1 and tokens[k - 1].low in ("that", "which")  # "Villages that changed flags"
    if k > 0 and tokens[k - 1].low in PLACE_WORDS:
        return True
    k -= k > 0 and tokens[k - 1].word == ","  # "Two towns, A and B, went over to the rebels"
    first = next((first for first, last in places if last == k), None)
    return first is not None and not _leans_on(tokens, first)


_LEADING: Final = frozenset(
    "from in at near to outside inside around for against with into".split()
)


def _leans_on(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the name at `first` is not the subject itself: "a boy from X", "the people of X"."""
    before = tokens[first - 1].low if first else ""
    of_whom = before == "of" and first > 1 and tokens[first - 2].low not in PLACE_WORDS
    return before in _LEADING or of_whom


def held(tokens: Sequence[Token], i: int, kind: str, places: Sequence[tuple[int, int]]) -> str:
    """Return what a word of holding or yielding tells: a gain, a surrender, or (with "?") nothing."""
    if kind == "hands?":
        return "gain" if changes_hands(tokens, i, places) else kind
    if kind == "handover?":
        near = {t.low for t in tokens[max(0, i - 6) : i + 9]}
        ground = near & (PLACE_WORDS | _GROUND_HELD) or subject_is_place(tokens, i, places)
        return "transfer" if ground else kind
    if kind == "marchin?":
        men = (TROOPS | RAIDERS | _SIDES | _UNITS) & {
            t.low for t in tokens[max(0, i - _TO_POSTED) : i]
        }
        themselves = i + 1 < len(tokens) and tokens[i + 1].low in ("themselves", "itself")
        alone = _ends_at(tokens, i + 2) or (themselves and bool(places))
        return "gain" if men and alone and not _DEMONSTRATING & {t.low for t in tokens} else kind
    if kind == "wonback?":  # "won X back"
        ends = range(i + 2, min(len(tokens), i + _TO_POSTED))
        back = next((k for k in ends if tokens[k].low == "back"), i)
        return "gain" if any(i < first < last <= back for first, last in places) else kind
    if kind == "inside?":
        men = (TROOPS | RAIDERS | _SIDES) & {t.low for t in tokens[max(0, i - _TO_POSTED) : i]}
        named = any(0 <= first - i <= _TO_POSTED for first, _ in places)
        return "gain" if men and named and _by_a_time(tokens, i) else kind
    if kind == "yield?":
        if subject_is_place(tokens, i, places):
            return "transfer"
        ahead = {t.low for t in tokens[max(0, i - _TO_POSTED) : i]}
        return "gain" if _POSTED & ahead and places else "surrender"
    return "gain" if subject_is_place(tokens, i, places) else kind


_GROUND_HELD: Final = frozenset(
    "control positions posts territory security administration area".split()
)
_FROM_WHERE: Final = frozenset("by from on at without after late early in this".split())
_POCKETS: Final = frozenset(
    "pocket pockets stronghold strongholds enclave holdout bastion foothold".split()
)
_TO_POCKET: Final = 8  # tokens of "pocket, some fifty houses, was"
_LET_GO: Final = frozenset("vacated ceded relinquished given abandoned".split())
_WHO_LEFT: Final = frozenset(
    "defenders army forces troops garrison rebels militants insurgents soldiers factions militias police opposition "
    "government regime".split()
)
_TO_WHO: Final = 6  # tokens of "by the last of its"


def given_up(tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place is said to be lost or given up: "Mosul is lost", "positions in X were vacated"."""
    if not i or tokens[i - 1].low not in ("is", "are", "was", "were", "been"):
        return False
    behind = [t.low for t in tokens[i + 1 : i + 1 + _TO_WHO]]
    if tokens[i].low == "lost":
        ends = (
            not behind
            or not behind[0].isalpha()
            or behind[0] in ("to", "on", "after", "by", "when")
        )
        return ends and subject_is_place(tokens, i - 1, places)
    if tokens[i].low == "entered":
        return (
            behind[:1] != []
            and behind[0] in _FROM_WHERE
            and subject_is_place(tokens, i - 1, places)
        )
    if tokens[i].low == "cleared":
        return behind[:1] != ["of"] and bool(
            _POCKETS & {t.low for t in tokens[max(0, i - _TO_POCKET) : i]}
        )
    if tokens[i].low == "taken":  # not "was taken to hospital", nor "the place was taken up"
        goes = behind[:1] not in (
            ["to"],
            ["into"],
            ["up"],
            ["away"],
            ["as"],
            ["hostage"],
            ["off"],
            ["out"],
        )
        return goes and subject_is_place(tokens, i - 1, places)
    if tokens[i].low not in _LET_GO:
        return False
    ground = subject_is_place(tokens, i - 1, places) or bool(
        PLACE_WORDS & {t.low for t in tokens[max(0, i - _TO_WHO) : i]}
    )
    civil = tokens[i].low == "abandoned" and not (
        behind[:1] in (["by"], ["to"]) and _WHO_LEFT & set(behind)
    )
    return ground and not civil
