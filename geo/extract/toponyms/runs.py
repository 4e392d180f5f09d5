"""Which words of an English sentence could be one name, and which of those a gazetteer knows.

The secret of this module is how a name is spelled beyond its capitals: articles and small words
that link, hyphens, shortened states and saints, and the hyphen that parts two names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.text import remembered
from geo.extract.words import NAME_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_MAX_NAME_WORDS: Final = 6


@remembered
def adjectives_in(tokens: Sequence[Token]) -> tuple[Hit, ...]:
    """Return the adjectives of countries in a sentence."""
    return tuple(
        hit for hit in capitalised_phrases("demonyms", tokens) if _is_adjective(tokens, hit.first)
    )


def capitalised_phrases(lexicon: str, tokens: Sequence[Token]) -> list[Hit]:
    """Return the phrases of a lexicon that begin with a capital or with a letter that has none."""
    phrases = built_in(lexicon)
    found: list[Hit] = []
    end = 0
    for i in phrases.openings(tokens):
        if i < end:
            continue
        token = tokens[i]
        first = token.word[0]
        if (
            first.isupper()
            or (not first.isascii() and first.isalpha())
            or (token.low in NAME_ARTICLES and _article_at(tokens, i))
        ) and (hit := phrases.at(tokens, i)):
            found.append(hit)
            end = hit.last
    return found


def _is_adjective(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].word
    return (
        not word.isascii() or (word[0].isupper() and word.lower() not in ("us",)) or word in ("US",)
    )


_LINKS: Final = frozenset(
    "of de del du des do da dos das di la las lo los le les el al the bin ibn ben".split()
)
_HYPHENED: Final = frozenset(
    "au aux à a en sur sous la le les lès el al de du des e i ye yi ul na nad upon on".split()
)
_ELIDED: Final = ("d'", "d’", "l'", "l’")
_HYPHENS: Final = frozenset("-‐‑–'’‘ʻ`")
_SHORT_SAINTS: Final = frozenset("st ste mt ft pt".split())
# States and provinces that the press shortens: the full stop is part of the name.
_STATES: Final = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont "
    "Neb Nebr Nev Okla Ore Oreg Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo Ont Que Alta Sask Man Nfld "
    "CALIF FLA KY MICH MO OKLA PA TENN TEX VA WASH WIS ONT QUE ALTA SASK".split()
)
_MAX_LINKS: Final = 3
Run = tuple[int, int]


def _hugs(tokens: Sequence[Token], i: int) -> bool:
    """Return whether no space parts token `i` from the one before."""
    return tokens[i].start == tokens[i - 1].end


def _article_at(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a small article opens a name at token `i`, as in "al-Nayrab"."""
    return (
        i + 2 < len(tokens)
        and tokens[i].low in NAME_ARTICLES
        and tokens[i + 1].word in _HYPHENS
        and _hugs(tokens, i + 1)
        and tokens[i + 2].word[0].isupper()
        and _hugs(tokens, i + 2)
    )


def _is_named(token: Token) -> bool:
    """Return whether a word has a name's capital, at its start or behind an article: "l'Artibonite"."""
    word = token.word
    return word[0].isupper() or (word.startswith(_ELIDED) and word[2:3].isupper())


def _end_of_run(tokens: Sequence[Token], start: int) -> int:
    """Return the end of the words from `start` on that could be one name."""
    i, n = start + 1, len(tokens)
    while i < n:
        word = tokens[i].word
        if word[0].isupper():
            i += 1
        elif word in _HYPHENS and _hugs(tokens, i) and i + 1 < n and _hugs(tokens, i + 1):
            following = tokens[i + 1]
            if not (_is_named(following) or (i + 2 < n and following.low in _HYPHENED)):
                break
            i += 1
        elif word == "." and _hugs(tokens, i) and tokens[i - 1].word in _STATES:
            return i + 1
        elif (
            word == "."
            and _hugs(tokens, i)
            and tokens[i - 1].low in _SHORT_SAINTS
            and i + 1 < n
            and tokens[i + 1].word[0].isupper()
        ) or (word[0].isdigit() and _hugs(tokens, i) and tokens[i - 1].word.isupper()):
            i += 1
        elif tokens[i].low in _LINKS and (after := _after_links(tokens, i)):
            i = after
        elif _article_at(tokens, i):
            i += 2
        elif (tokens[i].low in _HYPHENED or _is_named(tokens[i])) and tokens[
            i - 1
        ].word in _HYPHENS:
            i += 1
        else:
            break
    while i > start + 1 and (
        tokens[i - 1].word in _HYPHENS
        or (tokens[i - 1].low in _HYPHENED and not tokens[i - 1].word[0].isupper())
    ):
        i -= 1
    return i


def _after_links(tokens: Sequence[Token], i: int) -> int:
    """Return where a capital follows the small words from `i` on, 0 if none does."""
    k = i
    while k < min(len(tokens), i + _MAX_LINKS) and tokens[k].low in _LINKS:
        k += 1
    return k if k < len(tokens) and tokens[k].word[0].isupper() else 0


def candidate_runs(
    text: str, tokens: Sequence[Token], prominence: Callable[[str], int]
) -> list[Run]:
    """Return the runs of words that could be names; every name lies in one."""
    found: list[Run] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.word[0].isupper() or (token.low in NAME_ARTICLES and _article_at(tokens, i)):
            end = _end_of_run(tokens, i)
            found.extend(_split_pairs(text, tokens, i, end, prominence))
            i = end
        else:
            i += 1
    return found


def _split_pairs(
    text: str, tokens: Sequence[Token], start: int, end: int, prominence: Callable[[str], int]
) -> list[Run]:
    """Cut a run at hyphens between two known names: "the Khartoum-Omdurman road"."""
    found: list[Run] = []
    for i in range(start + 1, end - 1):
        before, after = tokens[i - 1], tokens[i + 1]
        if (
            tokens[i].word in ("-", "–")
            and before.word[0].isupper()
            and after.word[0].isupper()
            and len(before.word) > 2
            and before.low not in NAME_ARTICLES
            and not prominence(text[before.start : after.end])
            and any(
                prominence(text[tokens[k].start : before.end]) for k in range(max(start, i - 3), i)
            )
            and any(
                prominence(text[after.start : tokens[k].end]) for k in range(i + 1, min(end, i + 4))
            )
        ):
            found.append((start, i))
            start = i + 1
    return [*found, (start, end)]


def known_names(
    text: str, tokens: Sequence[Token], runs: Sequence[Run], prominence: Callable[[str], int]
) -> list[int]:
    """Return for each token the prominence of the longest known name over it, times two, plus one inside."""
    flags = [0] * len(tokens)
    for start, end in runs:
        i = start
        while i < end:
            step = 1
            for size in range(min(_MAX_NAME_WORDS, end - i), 0, -1):
                last = tokens[i + size - 1]
                if not (_is_named(last) if size > 1 else last.word[0].isupper()) and not (
                    last.word == "." and size > 1
                ):
                    continue
                rank = prominence(text[tokens[i].start : last.end])
                if rank:
                    flags[i] = 2 * rank
                    for k in range(1, size):
                        flags[i + k] = 2 * rank + 1
                    step = size
                    break
            i += step
    return flags
