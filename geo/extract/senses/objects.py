"""What a verb of taking takes: which of the names behind it, or before "fell", are its object.

The secret of this module is how far an object reaches: "took A, 12 km west of B, and the villages of C
and D after clashes in E" took A, C and D.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.senses import FLYING_FLAG, OUSTING
from geo.extract.senses.equated import names_before, names_behind
from geo.extract.senses.held import PLACE_WORDS
from geo.extract.senses.holders import AUXILIARY, BEING, before_neighbours, verb_of_holding
from geo.extract.senses.named import DATE_WORDS
from geo.extract.series import row_of
from geo.extract.words import BEARINGS, HAVE, IS, NUMBERS, PLACES, SETTLEMENT, TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Token

TAKING: Final = frozenset({"gain", "gain?", "enter"})


# behind these a name that no list knows is one more of those taken
_LISTING: Final = frozenset("them including namely and".split())
_OBJECT_WORDS: Final = frozenset(
    (
        "among them including the a an of and , itself several some two three four five six seven most both parts part "
        "strategic key nearby neighbouring neighboring as well including namely also control "
        "at near outside around full town towns village villages city district area areas hill hills crossing base "
        "camp airport police army military security government bridge dam road highway junction to on in from north south east west "
        "northern southern eastern western northeast northwest southeast southwest countryside "
        "province ( ) outskirts edge 's ’s - al el neighbourhood neighborhood back over whole "
        "بلده قريه مدينه بلدات قرى منطقه على و في ريف محافظه غرب شرق شمال جنوب"
    ).split()
)


def objects(frame: Frame, happened: list[Spot]) -> set[int] | None:
    """Return which places a verb of taking has as its object; None where the place stands before it.

    "took further villages after cutting the M5" took no place that is named.
    """
    tokens = frame.sentence.tokens
    head = next(h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in TAKING)
    if tokens[head].low == "now":  # "A and B are now under its control"
        return _held(tokens, head, happened)
    return (
        _equated(tokens, head, happened)
        or _befallen(tokens, head, happened)
        or _taken(tokens, head, happened)
    )


def _equated(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the names that a copula says were taken: "Also captured were A and B"."""
    if behind := names_behind(tokens, head, [(s.first, s.last) for s in happened]):
        return _row(tokens, [i for i, s in enumerate(happened) if s.first > behind], happened)
    before = names_before(tokens, head)
    return _row_before(tokens, before, happened) if before else set()


def _befallen(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the names that a passive or a verb of passing is said of: "A and B, held for years, are in army hands"."""
    verb = verb_of_holding(tokens, head) if tokens[head].low in HOLDING else head
    if verb is None or tokens[head].low in FLYING_FLAG:
        return set()
    passive = verb > 0 and tokens[verb - 1].low in BEING
    if verb == head and not passive and tokens[head].low not in _BEFALLING:
        return set()
    k = verb
    while k > 0 and tokens[k - 1].low in AUXILIARY:
        k -= 1
    if k and tokens[k - 1].word == ",":
        k = _before_commas(tokens, k, happened)
    row = _row_before(tokens, k, happened)
    return row | _next_to_fall(tokens, head, happened) if row else row


def _next_to_fall(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the names that went the same way: "A fell first, and B followed", "A fell, B a day later"."""
    for k in range(head + 1, len(tokens)):
        if tokens[k].low not in ("followed", "later"):
            continue
        if [t.low for t in tokens[k : k + 2]] == ["followed", "by"]:
            behind = [i for i, spot in enumerate(happened) if spot.first > k]
            near = behind and happened[behind[0]].first <= k + _TO_NAME
            return _row(tokens, behind, happened) if near else set()
        end = k
        while tokens[k].low == "later" and tokens[end - 1].low in _A_WHILE:
            end -= 1
        row = _row_before(tokens, end, happened)
        opens = tokens[min((happened[i].first for i in row), default=head + 1) - 1]
        return row if opens.low in (",", "and") else set()
    return set()


_A_WHILE: Final = NUMBERS.union("a an day days week weeks hours few some".split())
_TO_NAME: Final = 6  # tokens of "by the nearby villages of"


def _before_commas(tokens: Sequence[Token], k: int, happened: list[Spot]) -> int:
    """Return where the name ends of which a pair of commas that closes at `k` says more: "A, held for years, was"."""
    for spot in reversed(happened):
        between = tokens[spot.last : k - 1]
        if not 1 < len(between) <= _TO_COMMA or between[0].word != ",":
            continue
        if any(t.word.islower() and t.low != "and" for t in between):
            return spot.last
    return k


HOLDING: Final = frozenset(
    "hands control rule grip grasp sway clutches possession authority".split()
)
_BEFALLING: Final = frozenset(
    "fell falls fallen changed changes changing capitulated capitulates surrendered surrenders went gone goes crossed passed passes".split()
)


def _taken(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int] | None:
    """Return which places the verb of taking at `head` has behind it, or before it if they fell."""
    starts = {spot.first: i for i, spot in enumerate(happened)}
    if not any(spot.first > head for spot in happened):
        fell = tokens[head].low in ("fell", "falls")
        return (_row_before(tokens, head, happened) or None) if fell else None
    if tokens[head].low in FLYING_FLAG:
        return {next(i for i, spot in enumerate(happened) if spot.first > head)}
    found: set[int] = set()
    k = head + 1
    if tokens[head].low in OUSTING:  # "drove the rebels out of X": the place follows "of"
        out = [
            j
            for j in range(head + 1, min(head + 9, len(tokens)))
            if tokens[j].low in ("of", "from")
        ]
        k = out[0] + 1 if out else k
    while k < len(tokens):
        over = _over_measure(tokens, k) or (_over_apposition(tokens, k) if found else 0)
        if found and _is_bearing(tokens, k):
            break  # "A and B, south-west of X"
        if over:
            k = over
        elif tokens[k].low == "from" and tokens[k - 1].low in ("road", "highway", "motorway"):
            break  # "took X, on the highway from A to B"
        elif k in starts:
            row = row_of(tokens, happened, starts[k])
            found.update(i for i in row if happened[i].first >= k)
            k = max(happened[i].last for i in row)
        elif (
            tokens[k].low in PLACE_WORDS
            or (tokens[k].word.isalpha() and PLACE_WORDS & {t.low for t in tokens[k + 1 : k + 3]})
            or (tokens[k].word[0].isupper() and tokens[k - 1].low in _LISTING)
            or tokens[k].low in _OBJECT_WORDS
            or tokens[k].low in DATE_WORDS
            or tokens[k].word.isdigit()
            or set(tokens[k].forms) & _OBJECT_WORDS
            or k <= head + 1
            or _goes_on(tokens, head, k)
            or (tokens[k].word[0].isupper() and _SIDED & {t.low for t in tokens[k + 1 : k + 2]})
        ):
            k += 1
        else:
            break
    found = _after_colon(tokens, head, happened) or found or _identified(tokens, head, happened)
    if found:
        return found
    if tokens[head].low in ("fell", "falls"):
        return _row_before(tokens, head, happened) or None
    among = [j for j in range(head, len(tokens) - 1) if tokens[j].low in ("among", "including")]
    named = next((j for j in range(head, len(tokens) - 1) if tokens[j].low == "naming"), None)
    if named is not None:
        return {i for i, spot in enumerate(happened) if spot.first > named}
    if among and PLACE_WORDS & {t.low for t in tokens[head : among[0]]}:
        later = [i for i, spot in enumerate(happened) if spot.first > among[0] and not spot.country]
        return _row(tokens, later, happened)  # "more than 20 communities between ..., among them X"
    passive = {"was", "were", "been", "fell", "falls"} & {
        t.low for t in tokens[max(0, head - 3) : head + 1]
    }
    return None if passive else found


# "took the Palestinian side of the X crossing"
_SIDED: Final = frozenset("side part half quarter neighbourhood sector".split())
_TO_COLON: Final = (
    20  # tokens of "took eight villages and hills along the M5 in the south of the province:"
)
_SEVERAL: Final = PLACES.union("farms hilltops hills places locations positions".split())


def _after_colon(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the names that spell out what was taken: "took several villages on the road: A, B and C"."""
    near = range(head, min(len(tokens), head + _TO_COLON))
    colon = next((k for k in near if tokens[k].word == ":"), None)
    if colon is None:
        return set()
    # a verb that opens the sentence leads to them too: "Wrested from the army: A, B and C"
    if head and not _SEVERAL & {t.low for t in tokens[max(0, head - _BEFORE) : colon]}:
        return set()
    return _row(tokens, [i for i, spot in enumerate(happened) if spot.first > colon], happened)


_ARE: Final = frozenset("are were include includes included".split())
_TO_ARE: Final = 8  # tokens of "on the road to the north are" behind the verb


def _identified(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the names of the places that a clause says to be taken: "the villages that the army took on Sunday are A and B"."""
    if not _SEVERAL & {t.low for t in tokens[max(0, head - _BEFORE) : head]}:
        return set()
    near = range(head + 1, min(len(tokens), head + 1 + _TO_ARE))
    be = next((k for k in near if tokens[k].low in _ARE), None)
    behind = [i for i, spot in enumerate(happened) if be is not None and spot.first > be]
    if be is None or not behind:
        return set()
    led = tokens[be + 1 : happened[behind[0]].first]
    return (
        _row(tokens, behind, happened)
        if all(t.low in _CALLED or t.word == ":" for t in led)
        else set()
    )


_CALLED: Final = PLACE_WORDS.union("the of a".split())
_BEFORE: Final = 6  # tokens of "the villages they have captured"
_BEING: Final = IS.union("– - — , and".split())


def _held(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int] | None:
    """Return the names of what is under somebody's control now: before "were now", or those "including" lists."""
    among = next((j for j in range(head, len(tokens)) if tokens[j].low in _NAMING), len(tokens))
    if later := [i for i, spot in enumerate(happened) if spot.first > among and not spot.country]:
        return _row(tokens, later, happened)
    k = head
    while k > 0 and tokens[k - 1].low in _BEING:
        k -= 1
    if tokens[k].word == ",":
        k = _described(tokens, k, happened)
    row = _row_before(tokens, k, happened)
    near = range(head, min(len(tokens), head + _TO_COMMA))
    along = next((j for j in near if [t.low for t in tokens[j : j + 2]] in _ALONG), None)
    if row and along is not None:
        row |= _row(tokens, [i for i, s in enumerate(happened) if s.first > along], happened)
    return row or None


_SAYS_MORE: Final = frozenset("which where a an the".split())


def _described(tokens: Sequence[Token], k: int, happened: list[Spot]) -> int:
    """Return where the name ends that clauses up to the comma at `k` describe: "X, which lies east of Y, is now"."""
    found = k
    for spot in reversed(happened):
        between = [t.low for t in tokens[spot.last : found]]
        if 1 < len(between) <= _TO_COMMA and between[0] == "," and between[1] in _SAYS_MORE:
            found = spot.last
        elif spot.last < found:
            break
    return found


_NAMING: Final = frozenset("including among namely".split())


def _row(tokens: Sequence[Token], later: list[int], happened: list[Spot]) -> set[int]:
    """Return the names that make one row from the first of `later` on: "among them A, B and C"."""
    return set(row_of(tokens, happened, later[0])) & set(later) if later else set()


def _is_bearing(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "south-west of" opens at `k`: it says where those named before it lie."""
    return tokens[k].low in BEARINGS and "of" in {t.low for t in tokens[k + 1 : k + 4]}


MEASURES: Final = frozenset("km kilometres kilometers miles kilometre mile".split())


def _over_measure(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind ", 25 km west of X," that opens at `k`, 0 if none does."""
    if tokens[k].word != "," or not MEASURES & {t.low for t in tokens[k + 1 : k + 5]}:
        return 0
    near = range(k + 2, min(k + 9, len(tokens)))
    end = next((j + 1 for j in near if tokens[j].low in ("of", "from")), 0)
    while end and end < len(tokens) and (tokens[end].word[0].isupper() or tokens[end].low == "the"):
        end += 1
    return end


_TO_COMMA: Final = 12  # tokens of ", a strategic town in the same southern countryside,"
_SETTLED: Final = SETTLEMENT | {"stronghold"}
_ALONG: Final = (["along", "with"], ["together", "with"], ["as", "well"], ["and", "the"])


def _over_apposition(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind ", a town in the south, along with" that opens at `k`, 0 if none does."""
    low = [t.low for t in tokens[k : k + _TO_COMMA]]
    if low[:1] != [","] or low[1:2] not in (["a"], ["the"], ["an"]) or not _SETTLED & set(low[2:5]):
        return 0
    end = next((j for j in range(2, len(low)) if low[j] == ","), 0)
    goes_on = bool(end) and low[end + 1 : end + 3] in _ALONG
    return k + end + 3 if goes_on else 0


_PARTING: Final = frozenset(
    "after before when while as following during amid with who whom which that because since until by from where said "
    "says for against but then had has was were is are been have to".split()
)
_LASTING: Final = frozenset("remaining surrounding adjoining outlying existing".split())
_FAR: Final = 10  # tokens between a verb of taking and what it takes: "the junta's last base in"


def _of_group(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Return whether a capital is one of a name that "of" opens: "the last base of the Islamic State"."""
    j = k
    while j > head and (tokens[j].word[0].isupper() or tokens[j].low in ("the", "-")):
        j -= 1
    return j > head + 1 and tokens[j].low == "of" and tokens[j - 1].low in PLACE_WORDS


def _goes_on(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Return whether a word only describes what is taken: "the last army outpost in X"."""
    word = tokens[k]
    owner = k + 1 < len(tokens) and tokens[k + 1].low in ("'s", "’s")
    if k - head <= _FAR and (owner or word.low in ("'s", "’s")):
        return True  # "a headquarters of Myanmar's military in X"
    if k - head <= _FAR and word.word[0].isupper() and _of_group(tokens, head, k):
        return True  # "the last base of the Islamic State in X"
    return (
        k - head <= _FAR
        and word.word.isascii()
        and word.word.isalpha()
        and word.word.islower()
        and word.low not in _PARTING
        and not (word.low.endswith(("ing", "ed")) and word.low not in _LASTING)
    )


def _row_before(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the row of names that ends right before a verb: "A, B and C fell"."""
    k = before_neighbours(tokens, _before_apposition(tokens, head))
    while k and tokens[k - 1].low in (",", "and"):
        k -= 1
    last = next((i for i, spot in enumerate(happened) if spot.last == k), None)
    return set() if last is None else set(row_of(tokens, happened, last))


_AUXILIARY: Final = HAVE.union("was were been also both all".split())
_APPOSED: Final = 10  # tokens of ", two other villages of the province,"


def _before_apposition(tokens: Sequence[Token], head: int) -> int:
    """Return where a row of names ends that is called something before its verb: "A and B, two villages, had fallen"."""
    k = head
    while k and tokens[k - 1].low in _AUXILIARY:
        k -= 1
    if not k or tokens[k - 1].word != ",":
        return head
    start = next((j for j in range(k - 2, max(0, k - _APPOSED), -1) if tokens[j].word == ","), 0)
    return start if start and _ALL_OF & {t.low for t in tokens[start:k]} else head


_ALL_OF: Final = TOWNS.union("settlements localities hamlets communities hills districts".split())


def with_objects(frames: list[Frame], spots: list[Spot]) -> list[Spot]:
    """Return the places where something may have happened, what a verb of taking takes among them.

    "the fall of Afes" happens at Afes, whatever else its sentence does with the name.
    """
    named = [s for s in spots if s.role != "actor" and not s.adjective]
    taken: set[int] = set()
    for frame in frames:
        if set(frame.kinds) & TAKING:
            taken |= objects(frame, named) or set()
    tokens = frames[0].sentence.tokens if frames else ()
    # "took the town of X, opposite Y"
    taken = {k for k in taken if tokens[max(0, named[k].first - 1)].low != "opposite"}
    return [
        replace(spot, role="event")
        for i, spot in enumerate(named)
        if spot.role == "event" or i in taken
    ]
