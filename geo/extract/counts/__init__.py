"""How many were killed, injured, captured or displaced, and who they were.

The secret of this module is how a number finds its verb: a counted noun phrase ("seven Turkish
soldiers", "a man and his wife", "قتيلان") belongs to the nearest word of harm on the side that its
grammar asks for (before "were killed", after "killing", after "مقتل"). What only describes a part
("including two children", "بينهم طفلان") is no toll of its own, a total that rises or is corrected
("bringing the toll to 6") replaces what it is made of, and "no one was hurt" is a toll of 0. Ages,
distances, raids, posts and shells are counted too, but never as victims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.counts.arabic import arabic_tolls
from geo.extract.counts.arabic_whose import loses
from geo.extract.counts.english import english_tolls, people_listed
from geo.extract.counts.shared import Quantity, Toll, whole_of
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.numbers import Number
    from geo.extract.text import Token

__all__ = ["Quantity", "Toll", "find_tolls", "listed_tolls"]

# Words that may say that nobody was harmed.
_NONE: Final = frozenset(
    "no none nobody without neither not zero nil لا لم دون بدون ولا ولم فلا فلم".split()
)


_PLANS: Final = frozenset(
    "operation operations raid plan mission warrant order orders manoeuvre".split()
)


def is_carried_out(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a plan was executed, not a person: "executed a planned operation"."""
    executed = tokens[i].low.startswith("execut")
    return executed and bool(_PLANS & {t.low for t in tokens[i + 1 : i + 5]})


def _is_among(tokens: Sequence[Token], i: int) -> bool:
    """Return whether only some of those counted before are told: "were among those killed", "among the eight killed"."""
    ahead = [t.low for t in tokens[max(0, i - 3) : i]]
    return ahead[-2:] == ["among", "those"] or ahead[:2] == ["among", "the"]


def find_tolls(
    tokens: Sequence[Token],
    taken: Iterable[tuple[int, int]] = (),
    *,
    about: Quantity | None = None,
) -> list[Toll]:
    """Return the counts of people harmed in one sentence, left to right.

    Parameters
    ----------
    taken
        Spans of tokens that are dates, whose numbers count nothing.
    about
        What the sentences just before counted, if anything: a number that a speaker gives alone
        ("The ministry says 36.") then counts the same. None reads the sentence by itself.
    """
    if not tokens:
        return []
    harms = [
        h
        for h in built_in("harm").find(tokens)
        if not (is_carried_out(tokens, h.first) or _is_among(tokens, h.first))
    ]
    words = {t.low for t in tokens}
    told = harms or about is not None or words & {*_NONE, "toll", "victims"}
    if not told and not any(loses(tokens, k) for k in range(len(tokens))):
        return []
    busy = {k for first, last in taken for k in range(first, last)}
    found = [
        n
        for n in numbers(tokens)
        if busy.isdisjoint(range(n.first, n.last)) and (n.low is not None or n.high is not None)
        if [t.low for t in tokens[max(0, n.first - 2) : n.first]] != ["among", "the"]
    ]
    letters = "".join([t.word[0] for t in tokens])
    if not letters.isascii() and _is_arabic([letter for letter in letters if letter.isalpha()]):
        tolls = arabic_tolls(tokens, found, harms, busy)
    else:
        tolls = _without_wider(english_tolls(tokens, found, harms, busy))
    if about is not None and not any(t.quantity == about for t in tolls):
        tolls.extend(_given_alone(tokens, found, tolls, about))
    return sorted(tolls, key=lambda t: (t.first, t.quantity))


def _is_arabic(letters: Sequence[str]) -> bool:
    """Return whether most words are Arabic, by their first letters."""
    return 2 * sum(["\u0600" <= letter <= "\u06ff" for letter in letters]) > len(letters)


def _without_wider(tolls: list[Toll]) -> list[Toll]:
    """Drop a count that only takes in another of the same verb: "(a strike left (one woman)) killed"."""
    return [
        t
        for t in tolls
        if not any(
            o is not t
            and (o.quantity, o.anchor, o.low) == (t.quantity, t.anchor, t.low)
            and t.first < o.first
            and o.last == t.last
            for o in tolls
        )
    ]


def listed_tolls(tokens: Sequence[Token], quantity: Quantity) -> list[Toll]:
    """Return the people that an item of a list counts: "- X town: two children and a man".

    The list's heading says what became of them, which is `quantity`.
    """
    if not tokens[0].word.isascii() and tokens[0].word[0].isalpha():
        return []
    colon = next((k for k, t in enumerate(tokens[:_LABEL]) if t.word == ":"), None)
    if colon is None:  # "- a man and two children, when jets bombed X"
        end = next((k for k, t in enumerate(tokens) if t.low in _HOW), len(tokens))
        return people_listed(tokens[:end], 1, quantity)
    return people_listed(tokens, colon + 1, quantity)


_HOW: Final = frozenset("when in by as during at".split())
_LABEL: Final = 12  # tokens of "• X town in the western countryside of Y:"


_GIVES: Final = frozenset(
    "says said say mentioned counted gave gives reported confirmed claims claimed speaks spoke speak talks talked "
    "put puts lists listed insist insists admitted admits "
    "تشير يشير اشار اشارت تحدث تحدثت يتحدث تتحدث قال قالت ذكر ذكرت احصي احصت اكد اكدت اعترف اعترفت".split()
)
_MAX_FROM_VERB: Final = 8


def _given_alone(
    tokens: Sequence[Token], found: Sequence[Number], tolls: Sequence[Toll], about: Quantity
) -> list[Toll]:
    """Read the number that a speaker gives without a noun, at the end of what is said."""
    taken = {k for t in tolls for k in range(t.first, t.last)}
    given: list[Toll] = []
    for number in found:
        behind = tokens[number.last].low if number.last < len(tokens) else "."
        ends = not behind[0].isalnum() and behind not in ("-", "%", "/", '"')
        if not (ends or behind in ("dead", "only")) or taken & set(
            range(number.first, number.last)
        ):
            continue
        for k in range(number.first - 1, max(-1, number.first - _MAX_FROM_VERB), -1):
            if not tokens[k].low[0].isalpha() or tokens[k].low in ("number", "عدد"):
                break  # "the number of detainees passed 9,300" says what it counts
            if set(tokens[k].forms) & _GIVES:
                given.append(whole_of(number, k, about))
                break
    return given[:1]
