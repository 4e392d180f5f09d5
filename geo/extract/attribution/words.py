"""Which English words a speaker's name is made of, and which part it from the rest.

The secret of this module is the lists of words that may stand in, before and behind the name of a
source, and what counts as a verb where there is no parser.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import rows_of
from geo.extract.words import MONTHS, PERSONS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

DETERMINERS: Final = frozenset(
    "the a an its his her their our one another some several many two three four five other others both all "
    "most few same this that these those various no any".split()
)
QUOTES: Final = frozenset('"“”«»„')
BREAKS: Final = frozenset(
    "; that while but after when because since until although though if whether before where so than : whereas as "
    "amid despite following during without against including by into onto over under via through".split()
)
AUXILIARIES: Final = frozenset(
    "has had have also later earlier then since separately meanwhile previously itself himself herself themselves "
    "repeatedly publicly officially initially immediately only just now still again first soon".split()
)
_FINITE: Final = frozenset(
    "is are was were be been being had has have did does do will would could should may might must can said says "
    "killed hit struck left took came went fell broke rose lost shot made got gave put set began fought held ran "
    "burnt blew sent brought caught found threw drove fled became met spoke told saw felt stood withdrew won "
    "wrote knew led kept seek hold hits kills attacks takes leaves".split()
)
PARTICIPLES: Final = frozenset(
    "armed installed led backed appointed displaced wounded united retired controlled occupied injured trapped "
    "aligned affiliated based unnamed named held run owned elected funded supported allied linked trained "
    "recognised recognized exiled besieged mechanised mechanized combined armoured armored motorised related "
    "concerned detained bereaved self-proclaimed so-called proclaimed integrated".split()
)
ADJECTIVES: Final = frozenset(
    "local senior military security medical provincial regional opposition pro-government state rebel war top chief "
    "foreign defence defense interior health civil regime government police army district village humanitarian "
    "independent national federal official community hospital rescue media news emergency run owned deputy acting "
    "human rights press religious tribal intelligence anti pro led backed based affiliated municipal city town camp "
    "public private international western eastern northern southern central general joint special former field aid "
    "relief front clan ethnic church parish school family eye child refugee border prison port customs fire junta".split()
)
JOINERS: Final = frozenset("of for at in from with within close to near on".split())


@cache
def _speech_verbs() -> frozenset[str]:
    rows = [row for row in rows_of("speech") if row["where"] not in ("after", "whose")]
    return frozenset(w for row in rows for w in row["phrase"].split()[0].split("|")) - _TWO_FACED


_TWO_FACED: Final = frozenset(
    "claim claims report reports records estimate estimates counts put speak mention blame warn list lists related raised observed".split()
)


def is_verb(token: Token) -> bool:
    """Return whether a word parts a subject from a verb of speech, being a verb itself."""
    word = token.word
    return word.islower() and (
        word in _FINITE
        or word in _speech_verbs()
        or (word.endswith("ed") and len(word) > 4 and word not in PARTICIPLES)
    )


def is_verb_at(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a token is a verb, "wounded two policemen" too, whose verb is an adjective elsewhere."""
    if is_verb(tokens[k]):
        return True
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    return (
        tokens[k].word in PARTICIPLES
        and following is not None
        and (following.low in DETERMINERS or following.word[0].isdigit())
    )


def is_modifier(token: Token) -> bool:
    """Return whether a word may stand between the head of a clause and the noun that speaks."""
    return token.word[0].isupper() or token.word in ("'s", "’s", "-") or token.low in ADJECTIVES


_TITLES: Final = frozenset(
    "dr gen col lt brig maj sgt capt gov sen mr mrs ms prof adm cpl rev hon st rep".split()
)


def is_abbreviation(tokens: Sequence[Token], k: int) -> bool:
    """Return whether token `k` is the full stop of "Dr." or "Brig."."""
    return k > 0 and tokens[k].word == "." and tokens[k - 1].low in _TITLES


_PARTICLES: Final = frozenset("al el ul bin ibn bint abu ould de la del van von".split())


def is_name(tokens: Sequence[Token], k: int) -> bool:
    """Return whether token `k` may be a word of somebody's name: capitalised, and none that always is."""
    token = tokens[k]
    if token.word in _PARTICLES:  # "Adnan al-Imam"
        behind = next((t for t in tokens[k + 1 : k + 3] if t.word != "-"), None)
        named = k > 0 and is_name(tokens, k - 1)
        return named and behind is not None and behind.word[0].isupper()
    return (
        token.word[0].isupper()
        and token.word.isalpha()
        and token.low not in DETERMINERS
        and token.low not in NO_NAMES
    )


NO_NAMES: Final = MONTHS.union(
    WEEKDAYS,
    PERSONS,
    "in on at after but and while when as for from by with we i there here however meanwhile although if since before "
    "during among according also separately earlier later both two three telegram twitter facebook x whatsapp muslim "
    "islamic christian god mr mrs ms gmt first initial preliminary early".split(),
)


def ends_name(tokens: Sequence[Token], k: int, start: int) -> bool:
    """Return whether a source's name, begun at `start`, has ended before token `k`."""
    low, word = tokens[k].low, tokens[k].word
    if word in QUOTES or word in (",", ";", ".", ":", "(", "—", "–", "?", "!"):
        return not is_abbreviation(tokens, k)
    if (
        low in BREAKS
        or low in ("who", "which", "to", "not", "to", "there", "here")
        or low in WEEKDAYS
        or is_verb(tokens[k])
    ):
        return True
    if k > start and word[0].isdigit() and _counts(tokens, k):
        return True
    if low in ("in", "at", "on", "from", "with", "near"):
        following = tokens[k + 1].low if k + 1 < len(tokens) else ""
        return (
            k == start
            or low in ("on", "with")
            or following in ("a", "an", "its", "his", "their", "her")
            or following in ("statement", "phone", "interview", "comments", "remarks")
            or (following == "the" and low == "in")
        )
    return low in ("late", "early", "yesterday", "today") or (
        low == "and"
        and k + 1 < len(tokens)
        and (is_verb(tokens[k + 1]) or tokens[k + 1].low in ("that", "not"))
    )


def _counts(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a number counts what follows, as in no name: "the statement 82 targets"."""
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    glued = following is not None and following.start == tokens[k].end
    return following is not None and following.word[0].islower() and not glued
