"""What makes several names one row: "A, north of B, C and D, then the village of E", «A وB، وكذلك C».

The secret of this module is what may stand between two members of a row: signs and words that only
add, an aside that says where the first lies, words that say what the next one is. All else ends the
row: a verb, a preposition that leads elsewhere, "while". Whoever asks which names share one fate, or
which words stand in a list of names, known or not, asks here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, cast

from geo.extract.text import Words, folded, forms_of, is_arabic, tokenize
from geo.extract.words import (
    AR_BEARINGS,
    BEARINGS,
    DIVISIONS,
    IS_OR_HAS,
    NAME_ARTICLES,
    NORTHERN,
    NUMBERS,
    PLACES,
    QUARTER,
    SETTLEMENT,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_ADDING: Final = frozenset(
    ", ; / & and or nor then plus besides also finally next later lastly afterwards additionally likewise".split()
)
_WEAK: Final = "with"  # joins in a row that other words make one: "A, B with C"
_PHRASES: Final = (
    ("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("in", "addition"),
    ("followed", "by"), ("coupled", "with"), ("not", "to", "mention"), ("after", "that"), ("as", "well"),
    ("alongside",), ("and", "with", "it"), ("and", "with", "them"),
)  # fmt: skip
_THINGS: Final = PLACES | SETTLEMENT | QUARTER | DIVISIONS | frozenset(
    "area zone hill hills mount mountain heights hilltop farm farms point points base crossing crossroads junction square "
    "camp camps quarters silos".split()
)  # fmt: skip
_TOLD: Final = _THINGS.union(
    NUMBERS,
    "the a an of both all nearby neighbouring neighboring adjacent adjoining surrounding strategic small large big main key "
    "tiny other another whole entire called named historic mountainous military army air naval observation twin important vital several".split(),
)
_PARTS: Final = frozenset("outskirts edge edges areas vicinity surroundings countryside".split())
_LYING: Final = BEARINGS.union(
    NORTHERN,
    "just some about only roughly around located situated lying near close overlooking facing".split(),
)
_NO_ASIDE: Final = IS_OR_HAS.union(
    ". ; : after before when while following during amid who whom because since until by said says told but then as killed wounded".split()
)
_OWN: Final = frozenset("in on at near".split())
_ASIDE: Final = 14  # tokens of ", a small town some 25 km to the south-west of Qzzy city,"
_TO_THING: Final = 5  # tokens of "a small farming town"
_CLOSING: Final = {"(": ")", "[": "]", ",": ","}

_AR_ADDING: Final = folded("، , ؛ / و ثم كذلك أيضا ومعها ومعهما معها وأيضا وكذلك وثم ثمة")
_AR_PHRASES: Final = tuple(
    tuple(forms_of(word)[0] for word in phrase.split())
    for phrase in (
        "إضافة إلى", "بالإضافة إلى", "فضلا عن", "إلى جانب", "علاوة على", "ناهيك عن", "عدا عن", "جنبا إلى جنب مع", "وإلى جانبها",
    )
)  # fmt: skip
_AR_TOLD: Final = folded(
    "بلدة بلدتي بلدتا بلدات قرية قريتي قريتا قرى مدينة مدينتي مدينتا مدن تلة تلتي تلال حي حيي أحياء مزرعة مزارع مزرعتي جبل منطقة "
    "منطقتي مناطق محور ناحية ضاحية مخيم كل كلا كلتا"
)
_AR_INSIDE: Final = folded("في على داخل")
_AR_LYING: Final = AR_BEARINGS | folded(
    "الشمالي الجنوبي الشرقي الغربي الشمال الجنوب الشرق الغرب مدينة محافظة بلدة ريف بريف في من إلى"
)
_AR_ASIDE: Final = 7  # tokens of "في ريف إدلب الجنوبي الشرقي"


class Member(Protocol):
    """A name in tokens ``first`` to ``last`` (excluded) of a sentence, which begins at a character of the report."""

    @property
    def first(self) -> int: ...  # noqa: D102

    @property
    def last(self) -> int: ...  # noqa: D102

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def wide(self) -> bool: ...  # noqa: D102

    @property
    def country(self) -> bool: ...  # noqa: D102


def leap(tokens: Sequence[Token], k: int, *, loose: bool = False) -> int:
    """Return where the next member of a row would begin whose last name ends before token `k`, 0 if the row ends.

    Whether a name stands there is for the caller to know. In a `loose` row each member may have a
    preposition of its own: "in A and in B".
    """
    if not 0 < k < len(tokens):
        return 0
    if is_arabic(tokens[k - 1].word):
        return _leap_arabic(tokens, k, loose=loose)
    return _leap_english(tokens, k, loose=loose)


def rows(
    tokens: Sequence[Token], spots: Sequence[Member], *, loose: bool = False
) -> list[list[int]]:
    """Return the positions in `spots` of the members of each row of two or more, left to right.

    A name in an aside ("A, north of B, and C") is in no row; nor is the province behind a town's
    comma, unless the row is a `loose` one (see `leap`).
    """
    if type(tokens) is not Words:
        return _rows(tokens, spots, loose=loose)
    key = (rows, loose, tuple((s.first, s.last, s.start, s.wide, s.country) for s in spots))
    found = tokens.kept.get(key)
    if found is None:
        found = tokens.kept[key] = _rows(tokens, spots, loose=loose)
    return cast("list[list[int]]", found)


def _rows(tokens: Sequence[Token], spots: Sequence[Member], *, loose: bool) -> list[list[int]]:
    order = sorted(range(len(spots)), key=lambda i: spots[i].first)
    begin = {spots[i].first: i for i in order}
    behind = {i: j for i in order if (j := _next(tokens, spots, begin, i, loose=loose)) is not None}
    found: list[list[int]] = []
    at = {i: n for n, i in enumerate(order)}
    seen = {order[n] for i, j in behind.items() for n in range(at[i] + 1, at[j])}  # in an aside
    for i in order:
        if i in seen:
            continue
        row = [i]
        while row[-1] in behind:
            row.append(behind[row[-1]])
        row = _as_far_as_sure(tokens, spots, row)
        seen.update(row)
        if len(row) > 1:
            found.append(row)
    return found


def row_of(
    tokens: Sequence[Token], spots: Sequence[Member], i: int, *, loose: bool = False
) -> list[int]:
    """Return the row in which name `i` stands, itself alone if in none."""
    return next((row for row in rows(tokens, spots, loose=loose) if i in row), [i])


@lru_cache(maxsize=4096)
def joins(gap: str) -> bool:
    """Return whether the text between two names makes one row of them."""
    if len(gap) > _GAP or "\n" in gap:
        return False
    tokens = tokenize(f"ب{gap}ب") if is_arabic(gap) else tokenize(f"A{gap}B")
    last, end = len(tokens) - 1, leap(tokens, 1)
    return end > 0 and end in (last, last - 1)


_GAP: Final = 200  # characters, more than any aside of `_ASIDE` tokens


def _next(
    tokens: Sequence[Token],
    spots: Sequence[Member],
    begin: dict[int, int],
    i: int,
    *,
    loose: bool,
) -> int | None:
    """Return the name that goes on the row of name `i`, if any does."""
    spot = spots[i]
    k = leap(tokens, spot.last, loose=loose)
    j = begin.get(k) if k else None
    if j is None:
        return None
    other = spots[j]
    if is_arabic(tokens[k].word):
        shed = tokens[k].low[0] == "و" and other.start > tokens[k].start
        return j if shed or k > spot.last else None
    between = [t.low for t in tokens[spot.last : k]]
    address = not loose and other.wide and not spot.wide and between == [","]
    return None if address or spot.country != other.country else j


def _as_far_as_sure(tokens: Sequence[Token], spots: Sequence[Member], row: list[int]) -> list[int]:
    """Return a row without what a bare "with" or a clause's own subject only seems to add."""
    if len(row) > 1 and _opens_clause(tokens, spots, row):
        row = row[:-1]
    weak = len(row) == 2 and [t.low for t in tokens[spots[row[0]].last : spots[row[1]].first]][
        :1
    ] == [_WEAK]
    return row[:1] if weak else row


_SINGULAR: Final = frozenset("was is has fell came saw".split())


def _opens_clause(tokens: Sequence[Token], spots: Sequence[Member], row: Sequence[int]) -> bool:
    """Return whether the last name is the subject of a verb of its own: "took A and B, and C was shelled"."""
    a, b = spots[row[-2]], spots[row[-1]]
    between = {t.low for t in tokens[a.last : b.first]}
    parted = ";" in between or {",", "and"} <= between
    return (
        parted
        and tokens[b.last : b.last + 1] != ()
        and b.last < len(tokens)
        and (tokens[b.last].low in _SINGULAR)
    )


def _leap_english(tokens: Sequence[Token], k: int, *, loose: bool) -> int:
    j = k
    if tokens[j].low in _THINGS and tokens[j].word.islower():
        j += 1  # "Qzzy square", "the Qzzy area"
    start = _past_aside(tokens, j)
    end = _past_joint(tokens, start)
    closed = start > j and tokens[start - 1].word == ","
    if end == start and not closed:
        return 0
    if (
        loose
        and start < end < len(tokens)
        and tokens[end].low in _OWN
        and tokens[end - 1].word != ","
    ):
        end += 1
    told = _TOLD | _PARTS if loose else _TOLD
    while end < len(tokens) and tokens[end].low in told and not tokens[end].word[0].isupper():
        end += 1
    if end + 1 < len(tokens) and tokens[end].low in NAME_ARTICLES and tokens[end + 1].word == "-":
        return end
    return end if end < len(tokens) and tokens[end].word[0].isupper() else 0


def _past_joint(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind the words from `k` on that only add: ", and in addition"."""
    while k < len(tokens):
        low = tokens[k].low
        phrase = next((p for p in _PHRASES if p[0] == low and _reads(tokens, k, p)), ())
        if phrase:
            k += len(phrase)
        elif low in _ADDING or low == _WEAK:
            k += 1
        else:
            break
    return k


def _reads(tokens: Sequence[Token], k: int, phrase: Sequence[str]) -> bool:
    return [t.low for t in tokens[k : k + len(phrase)]] == list(phrase)


def _past_aside(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind an aside that opens at `k` and says of a name what it is or where: ", north of B,"."""
    if k >= len(tokens):
        return k
    closing = _CLOSING.get(tokens[k].word, "")
    if not closing or (
        closing == "," and tokens[k + 1 : k + 2] and tokens[k + 1].word[0].isupper()
    ):
        return k
    near = range(k + 1, min(len(tokens), k + 1 + _ASIDE))
    end = next((j for j in near if tokens[j].word == closing), 0)
    low = [t.low for t in tokens[k + 1 : end]]
    if not end or not _NO_ASIDE.isdisjoint(low):
        return k
    if closing != ",":
        return end + 1
    return end + 1 if low and _is_said_of(low, tokens[k + 1]) else k


def _is_said_of(low: Sequence[str], opening: Token) -> bool:
    """Return whether words between commas say where a name lies or what it is: "a town in the north"."""
    if opening.word[0].isupper():
        return False
    if low[0] in ("a", "an", "the"):
        thing = next((k for k, w in enumerate(low[:_TO_THING]) if w in _THINGS), 0)
        return thing > 0 and low[thing + 1 : thing + 2] != ["of"] and len(low) > thing + 1
    if low[0] == "in":
        return low[1:2] == ["the"] or bool(NORTHERN & set(low[1:2]))
    return low[0] in _LYING or (low[0][0].isdigit() and low[-1:] != [])


def _leap_arabic(tokens: Sequence[Token], k: int, *, loose: bool) -> int:
    start = _past_arabic_aside(tokens, k)
    j = start
    added = False
    while j < len(tokens):
        low = tokens[j].low
        bare = low.removeprefix("و")
        phrase = next((p for p in _AR_PHRASES if p[0] in (low, bare) and _adds(tokens, j, p)), ())
        if phrase:
            j += len(phrase)
            added = True
        elif low in _AR_ADDING:
            added = added or low not in ("،", ",", "؛", "/", "و")
            j += 1
        else:
            break
    if j >= len(tokens):
        return 0
    conjoined = loose and tokens[j].low[0] == "و"  # "وفي"
    if added or conjoined:
        j += tokens[j].low[conjoined:] in _AR_INSIDE  # "وكذلك في"
    if j == start and (j == len(tokens) or tokens[j].low[0] != "و"):
        return 0
    while j < len(tokens) and _AR_TOLD & {tokens[j].low, tokens[j].low.removeprefix("و")}:
        j += 1
    return j if j < len(tokens) and tokens[j].word[0].isalpha() else 0


def _adds(tokens: Sequence[Token], k: int, phrase: Sequence[str]) -> bool:
    return [t.low for t in tokens[k + 1 : k + len(phrase)]] == list(phrase[1:])


def _past_arabic_aside(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind words from `k` on that say where a name lies, up to a pause: "غربي Qzzy،"."""
    if tokens[k].word == "(":
        end = next((j for j in range(k, min(len(tokens), k + _ASIDE)) if tokens[j].word == ")"), k)
        return end + (end > k)
    if not AR_BEARINGS & {tokens[k].low, *tokens[k].forms} or tokens[k].low[0] == "و":
        return k
    near = range(k + 1, min(len(tokens), k + _AR_ASIDE))
    end = next((j for j in near if tokens[j].word in "،,"), k)
    names = [t for t in tokens[k:end] if t.low not in _AR_LYING]
    return end if len(names) <= 3 and not any(t.low[0] == "و" for t in names) else k
