"""Who says so: the source of each sentence and its side.

The secret of this module is how a speaker is found without a parser: the noun of a source
(lexicon, organisation's name, capitalised name, a capital that stands for its government) that
stands nearest to a word of speech, on the side where that word has its subject; "it" and "he" go
back to the last speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.actors import country_names, government_of
from geo.extract.lexicon import Hit, built_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym
    from geo.model import Side

_REACH: Final = 16
_DENIALS: Final = frozenset("denied denies denying rejected dismissed dismisses نفى نفت".split())
_BLAME: Final = frozenset("blamed blames accused accuses".split())
_PRONOUNS: Final = frozenset("he she it they".split())
_DETERMINERS: Final = frozenset("the a an its his her their one another some several".split())
_QUOTES: Final = frozenset('"“”«»')


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who speaks in a sentence; tokens ``first`` to ``last`` (excluded) name them."""

    first: int
    last: int
    name: str
    side: Side
    denies: bool = False


def find_sources(
    text: str, tokens: Sequence[Token], toponyms: Sequence[Toponym], last: Sequence[Source] = ()
) -> list[Source]:
    """Return who speaks in one sentence; two for "the observatory and state TV said".

    Parameters
    ----------
    last
        Who spoke before, for "it said".
    """
    nouns = built_in("sources").find(tokens)
    found: list[Source] = []
    for verb in built_in("speech").find(tokens):
        where = verb.row["where"]
        if _is_noun_use(tokens, verb):
            continue
        denies = tokens[verb.first].low in _DENIALS or any(
            f in _DENIALS for f in tokens[verb.first].forms
        )
        heard: list[Source] = []
        if where in ("before", "both"):
            heard = _left(text, tokens, verb, nouns, toponyms, last)
        if not heard and where in ("after", "both"):
            heard = _right(text, tokens, verb, nouns, toponyms)
        for source in heard:
            if not any(s.name == source.name for s in found):
                found.append(Source(source.first, source.last, source.name, source.side, denies))
    return found


def _is_noun_use(tokens: Sequence[Token], verb: Hit) -> bool:
    low = tokens[verb.first].low
    if (
        low in ("claims", "reports", "notes", "states", "put", "posts", "records", "counts")
        and verb.first
    ):
        before = tokens[verb.first - 1].low
        return before in (
            "the",
            "of",
            "such",
            "these",
            "those",
            "media",
            "and",
            "by",
            "in",
            "united",
        ) or low in ("put",)
    if (
        low
        in (
            "reported",
            "recorded",
            "registered",
            "documented",
            "described",
            "claimed",
            "published",
            "counted",
        )
        and verb.first
    ):
        return tokens[verb.first - 1].low in ("was", "were", "been", "being", "no", "be")
    return False


def _left(
    text: str,
    tokens: Sequence[Token],
    verb: Hit,
    nouns: Sequence[Hit],
    toponyms: Sequence[Toponym],
    last: Sequence[Source],
) -> list[Source]:
    """Return the subject before a verb of speech, and what "and" joins to it."""
    edge = max(0, verb.first - _REACH)
    for k in range(verb.first - 1, edge - 1, -1):
        if tokens[k].word in _QUOTES or tokens[k].low in (
            ";",
            "that",
            "while",
            "but",
            "after",
            "as",
            "because",
            "when",
        ):
            edge = k + 1
            break
    k = verb.first - 1
    while k >= edge and tokens[k].low in (
        "has",
        "had",
        "have",
        "also",
        "later",
        "earlier",
        "then",
        "on",
        "who",
        "which",
    ):
        k -= 1
    if k >= edge and tokens[k].low in _PRONOUNS:
        return list(last)
    inside = [hit for hit in nouns if edge <= hit.first and hit.last <= verb.first]
    if inside:
        chosen = _main_noun(tokens, inside, verb.first)
        out = [_source(text, tokens, hit, edge) for hit in chosen]
        return [s for i, s in enumerate(out) if s.name not in {o.name for o in out[:i]}]
    for name in toponyms:
        if edge <= name.first and name.last <= verb.first and verb.first - name.last <= 1:
            code = name.country or government_of(
                text[tokens[name.first].start : tokens[name.last - 1].end]
            )
            if code and not name.country:
                words = text[tokens[name.first].start : tokens[name.last - 1].end]
                full = country_names().get(code, words)
                return [
                    Source(
                        name.first,
                        name.last,
                        words if words == full else f"{words} ({full})",
                        "party",
                    )
                ]
    return _proper_name(text, tokens, edge, verb.first, toponyms)


def _main_noun(tokens: Sequence[Token], inside: Sequence[Hit], verb: int) -> list[Hit]:
    """Return the head among the source nouns before a verb, and its partners joined by "and"."""
    # "the White Helmets civil defence group said": touching nouns are one source, the first names it.
    groups: list[list[Hit]] = []
    for hit in inside:
        gap = [t.low for t in tokens[groups[-1][-1].last : hit.first]] if groups else None
        if (
            groups
            and gap is not None
            and len(gap) <= 2
            and not {"and", ","} & set(gap)
            and "of" not in gap
        ):  # noqa: PLR2004
            groups[-1].append(hit)
        else:
            groups.append([hit])
    named = [max(group, key=_specific) for group in groups]
    best = named[-1]
    partners = [best]
    for hit in reversed(named[:-1]):
        between = [t.low for t in tokens[hit.last : partners[-1].first]]
        if "and" in between and len(between) <= 5:  # noqa: PLR2004
            partners.append(hit)
        elif "," in between or "of" in between or "(" in between or "for" in between:
            # "SOHR, an opposition war monitoring group, said": the name counts, not its description.
            if (
                _specific(hit) >= _specific(partners[-1])
                and ("," in between or "(" in between)
                and len(between) < 8
            ):  # noqa: PLR2004
                partners[-1] = hit
        else:
            break
    return list(reversed(partners))


def _specific(hit: Hit) -> int:
    """Return 1 for a name, 0 for a description."""
    return int(hit.row["name"][0].isupper())


def _source(text: str, tokens: Sequence[Token], hit: Hit, edge: int) -> Source:
    side: Side = hit.row["side"]  # type: ignore[assignment]
    if _specific(hit) and hit.row["name"] not in ("Observatory", "Civil defence"):
        return Source(hit.first, hit.last, hit.row["name"], side)
    first = hit.first
    while first > edge and _modifies(tokens, first - 1):
        first -= 1
    last = hit.last
    if (
        last + 1 < len(tokens)
        and tokens[last].low in ("of", "for", "in")
        and tokens[last + 1].word[0].isupper()
    ):
        last += 2
        while last < len(tokens) and tokens[last].word[0].isupper():
            last += 1
    while first < hit.first and tokens[first].low in _DETERMINERS:
        first += 1
    words = text[tokens[first].start : tokens[last - 1].end]
    if not tokens[hit.first].word.isascii():
        words = f"{hit.row['name']} ({words})"
    return Source(first, last, " ".join(words.split()), side)


def _modifies(tokens: Sequence[Token], k: int) -> bool:
    word = tokens[k]
    return (
        word.word[0].isupper()
        or word.word in ("'s", "’s", "-")
        or word.low in _DETERMINERS
        or word.low in _ADJECTIVES
    )


_ADJECTIVES: Final = frozenset(
    "local senior military security medical provincial regional opposition pro-government state rebel war "
    "foreign defence defense interior health civil regime government police army district village humanitarian "
    "independent national federal official community hospital two three rescue media news emergency run owned "
    "human rights press religious tribal intelligence anti pro led backed based affiliated".split()
)


def _proper_name(
    text: str, tokens: Sequence[Token], edge: int, verb: int, toponyms: Sequence[Toponym]
) -> list[Source]:
    """Return a capitalised name right before the verb: "Cavusoglu said"."""
    stop = verb
    while stop > edge and tokens[stop - 1].low in (
        "has",
        "had",
        "have",
        "also",
        "later",
        "on",
        ",",
    ):
        stop -= 1
    first = stop
    while first > edge and (
        tokens[first - 1].word[0].isupper() or tokens[first - 1].word in ("'s", "’s", "-", "al")
    ):
        first -= 1
    if first == stop or first == 0 and stop == 1 and tokens[0].low in ("the", "in", "on", "at"):
        return []
    if any(name.first < stop and first < name.last for name in toponyms):
        return []
    while first < stop and tokens[first].low in _DETERMINERS:
        first += 1
    if first == stop:
        return []
    words = text[tokens[first].start : tokens[stop - 1].end]
    return [Source(first, stop, " ".join(words.split()), "unknown")]


def _right(
    text: str,
    tokens: Sequence[Token],
    verb: Hit,
    nouns: Sequence[Hit],
    toponyms: Sequence[Toponym],
) -> list[Source]:
    """Return the source behind "according to", "said", "قال"."""
    stop = min(len(tokens), verb.last + _REACH)
    for k in range(verb.last, stop):
        if tokens[k].word in _QUOTES or tokens[k].low in (
            ";",
            ".",
            "that",
            "،",
            ":",
            "ان",
            "انه",
            "انها",
            "بان",
        ):
            stop = k
            break
        if tokens[k].word == "," and k > verb.last:
            stop = k
            break
    if tokens[verb.first].low in ("said", "says", "announced", "reported", "announces", "saying"):
        # "said X" only where X follows at once: "said Monday that" has no speaker behind it.
        stop = min(stop, verb.last + 8)
    inside = [hit for hit in nouns if verb.last <= hit.first < stop and hit.first - verb.last <= 7]  # noqa: PLR2004
    if inside and (
        tokens[verb.first].low not in ("said", "says")
        or _adjacent(tokens, verb.last, inside[0].first)
    ):
        best = max(inside[:3], key=lambda hit: (_specific(hit), -hit.first))
        out = [_source(text, tokens, best, verb.last)]
        for hit in inside:
            between = [t.low for t in tokens[best.last : hit.first]]
            if hit.first > best.last and "and" in between and len(between) <= 4:  # noqa: PLR2004
                out.append(_source(text, tokens, hit, best.last))
        return out
    for name in toponyms:
        if name.first == verb.last and not name.country:
            words = text[tokens[name.first].start : tokens[name.last - 1].end]
            if government_of(words):
                return [Source(name.first, name.last, words, "party")]
    last = verb.last
    if last < stop and tokens[last].low == "the":
        last += 1
    first = last
    while last < stop and tokens[last].word[0].isupper():
        last += 1
    if last > first and verb.row["where"] == "after" and tokens[first].word.isascii():
        return [Source(first, last, text[tokens[first].start : tokens[last - 1].end], "unknown")]
    return []


def _adjacent(tokens: Sequence[Token], low: int, high: int) -> bool:
    return all(
        t.word[0].isupper() or t.low in _DETERMINERS | _ADJECTIVES or t.word in ("'s", "’s", "-")
        for t in tokens[low:high]
    )
