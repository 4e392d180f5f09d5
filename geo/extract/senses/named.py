"""Whether what a verb takes is a place: a name, or a phrase such as "the army's last base".

The secret of this module is how much may stand between a verb and the place that it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.senses.held import PLACE_WORDS
from geo.extract.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_GAP_WORDS: Final = frozenset(
    "the a an of and several some two three four five six both most parts part strategic provincial district regional "
    "capital than seven eight nine ten eleven twelve dozen dozens key nearby neighbouring neighboring more further "
    "other northern southern eastern western central small large nearly all full total complete control over whole "
    "another back - ' adjacent entire ' rebel held government opposition regime last army military police border "
    "junta enemy main final only biggest largest remaining".split()
)


DATE_WORDS: Final = MONTHS | WEEKDAYS | {"today", "yesterday"}


def _behind_the_day(tokens: Sequence[Token], i: int) -> int:
    """Return the last token of a day right behind a verb: "captured today, Saturday 15 February, the villages"."""
    k = i
    while k + 1 < min(len(tokens), i + 8) and (
        tokens[k + 1].low in DATE_WORDS
        or (k > i and (tokens[k + 1].word == "," or tokens[k + 1].word.isdigit()))
    ):
        k += 1
    return k


_TAKEN: Final = PLACE_WORDS.union(
    "station stations hilltop hilltops stronghold strongholds port palace refinery oilfield oilfields field fields "
    "island islands fort compound compounds building buildings airfield airstrip facility facilities plant mine mines "
    "pass".split()
)
CAPTIVES: Final = frozenset(  # "captured Syrian soldiers"
    "soldiers soldier troops fighters fighter forces servicemen policemen civilians men officers".split()
)
_MIDDLES: Final = frozenset("centre center heart middle outskirts streets".split())
_PHRASE: Final = 8  # tokens of a noun phrase before its head: "the junta's last remaining base"
_PHRASE_ENDS: Final = frozenset(
    "in on at from of by with near after before during while when who which that and or but as for to into".split()
)


def object_is_name(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the verb at `i` takes a place: a name, or a phrase such as "the army's last base"."""
    named = True
    i = _behind_the_day(tokens, i)
    for k in range(i + 1, min(i + _PHRASE, len(tokens))):
        word = tokens[k]
        spelt = word.low == "places" and k + 1 < len(tokens) and tokens[k + 1].word == ":"
        if word.low in _TAKEN or spelt:  # "took five places: A, B ..."
            return True
        if word.low == "command" and k > i + 1:  # "took the junta's western command in X"
            return k + 1 == len(tokens) or tokens[k + 1].low != "of"
        if word.low in _MIDDLES or (word.low == "of" and tokens[k - 1].low in _MIDDLES):
            continue  # "marched into the centre of X"
        if word.low in _GAP_WORDS or word.low.isdigit():
            continue
        article = k + 1 < len(tokens) and tokens[k + 1].word == "-" and len(word.low) == 2
        owner = k + 1 < len(tokens) and tokens[k + 1].low in ("'s", "’s")
        letter = word.word[0].isalpha() and not word.word.isascii()  # no quotation mark
        if named and not owner and (word.word[0].isupper() or letter or article):
            return k + 1 == len(tokens) or tokens[k + 1].low not in CAPTIVES
        if word.low in _PHRASE_ENDS or not (
            word.word[0].isalpha() or word.low in ("'s", "’s", "-")
        ):
            return False
        named = False  # "police station", "army outpost": only a word for a place may follow
    return False
