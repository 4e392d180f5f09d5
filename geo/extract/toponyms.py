"""Which words of a report are place names.

The secret of this module is the recogniser: for English a conditional random field over each run
of capitalised words, which weighs the words and their kinds (``lexicon/nameclues.tsv``), what
stands around the run, how prominent a name the gazetteer knows under them and what the report
says of them elsewhere (weights in ``models/toponyms.crfsuite``, see the model card there); for
Arabic, which has no capitals, see `geo.extract.arabic_names`. Adjectives of countries are found
too, with their country, since they name one without being a place where something happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from geo.extract import arabic_names
from geo.extract.lexicon import built_in, rows_of
from geo.extract.listing import is_described_person, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pycrfsuite

    from geo.extract.lexicon import Hit
    from geo.extract.text import Sentence, Token

MODEL: Final = "models/toponyms.crfsuite"
WORDS: Final = "models/words.txt"
_MAX_NAME_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in tokens ``first`` to ``last`` (excluded) of its sentence.

    `country` (ISO 3166-1 alpha-2) is set for an adjective of a country, else ``""``; `skip` counts
    the characters of the first token that are prefixes and not the name, as in ``بإدلب``.
    """

    first: int
    last: int
    country: str = ""
    skip: int = 0


Extent = tuple[int, int]
"""Where a name starts and ends, in characters of the report's text."""


@cache
def _tagger() -> pycrfsuite.Tagger:
    import pycrfsuite  # noqa: PLC0415 - only English needs the model

    tagger = pycrfsuite.Tagger()
    with as_file(files("geo.extract").joinpath(MODEL)) as path:
        tagger.open(str(path))
    return tagger


def find_toponyms(text: str, sentence: Sentence, prominence: Callable[[str], int]) -> list[Toponym]:
    """Return the place names and adjectives of countries in `sentence`, left to right.

    `find_in_report` does better: it also heeds what the report says of a word elsewhere.
    """
    return find_in_report(text, [sentence], prominence)[0]


def find_in_report(
    text: str,
    parts: Sequence[Sentence],
    prominence: Callable[[str], int],
    *,
    tagger: pycrfsuite.Tagger | None = None,
    arabic_tagger: pycrfsuite.Tagger | None = None,
    named: Sequence[Extent] | None = None,
) -> list[list[Toponym]]:
    """Return for each sentence of a report its place names and adjectives of countries.

    The taggers take the place of our weights, to measure others; `named`, the extents of names in
    characters that another recogniser found, takes the place of ours for English.
    """
    out: list[list[Toponym]] = []
    heard: dict[str, int] | None = None
    for part, runs in zip(parts, report_features(text, parts, prominence), strict=True):
        if _mostly_arabic(part.tokens):
            if heard is None:
                heard = arabic_names.listen([p.tokens for p in parts])
            names = [
                Toponym(first, last, skip=skip)
                for first, last, skip in arabic_names.find_names(
                    text, part.tokens, heard, prominence, tagger=arabic_tagger
                )
            ]
        elif named is not None:
            names = list(_in_tokens(part, named))
        else:
            names = [
                n for start, _, rows in runs for n in spans((tagger or _tagger()).tag(rows), start)
            ]
        taken = {k for name in names for k in range(name.first, name.last)}
        if not _mostly_arabic(part.tokens):
            demonyms = {k for h in adjectives_in(part.tokens) for k in range(h.first, h.last)}
            known = [(n.first, n.last) for n in names]
            more = listed(part.tokens, taken | demonyms, known) if known or runs else []
            names = [n for n in names if not is_described_person(part.tokens, n.first, n.last)]
            names += [Toponym(first, last) for first, last in more]
            taken.update(k for first, last in more for k in range(first, last))
        adjectives = [
            Toponym(hit.first, hit.last, hit.row["country"])
            for hit in adjectives_in(part.tokens)
            if taken.isdisjoint(range(hit.first, hit.last))
        ]
        out.append(sorted(names + adjectives, key=lambda name: name.first))
    return _named_again(parts, out)


def _in_tokens(part: Sentence, named: Sequence[Extent]) -> Iterator[Toponym]:
    """Yield the names that lie in a sentence, without "the", as whole tokens."""
    for start, end in named:
        if part.start <= start and end <= part.end:
            inside = [i for i, t in enumerate(part.tokens) if t.start < end and start < t.end]
            while inside and part.tokens[inside[0]].word in ("the", "The"):
                del inside[0]
            if inside:
                yield Toponym(inside[0], inside[-1] + 1)


def _named_again(parts: Sequence[Sentence], found: list[list[Toponym]]) -> list[list[Toponym]]:
    """Find the names that were recognised once wherever the report uses them again.

    Not where another capital touches them: "Kyiv" does not make a place of "Kyiv Independent".
    """
    known: dict[str, set[tuple[str, ...]]] = {}
    for part, names in zip(parts, found, strict=True):
        for name in names:
            words = tuple(t.word for t in part.tokens[name.first : name.last])
            if not name.country and not name.skip and len(words[0]) > 2 and words[0][0].isupper():
                known.setdefault(words[0], set()).add(words)
    out = []
    for part, names in zip(parts, found, strict=True):
        taken = {k for name in names for k in range(name.first, name.last)}
        more = [
            Toponym(i, i + len(words))
            for i, token in enumerate(part.tokens)
            for words in known.get(token.word, ())
            if taken.isdisjoint(range(i, i + len(words)))
            and tuple(t.word for t in part.tokens[i : i + len(words)]) == words
            and not any(
                t.word[0].isupper()
                for t in (
                    *part.tokens[max(1, i - 1) : i],
                    *part.tokens[i + len(words) : i + len(words) + 1],
                )
            )
        ]
        out.append(sorted(names + more, key=lambda name: name.first) if more else names)
    return out


def adjectives_in(tokens: Sequence[Token]) -> list[Hit]:
    """Return the adjectives of countries in a sentence."""
    return [hit for hit in _named("demonyms", tokens) if _is_adjective(tokens, hit.first)]


def _named(lexicon: str, tokens: Sequence[Token]) -> list[Hit]:
    """Return the phrases of a lexicon that begin with a capital or with a letter that has none."""
    phrases = built_in(lexicon)
    found: list[Hit] = []
    end = 0
    for i, token in enumerate(tokens):
        first = token.word[0]
        if (
            i >= end
            and (
                first.isupper()
                or (not first.isascii() and first.isalpha())
                or (token.low in _ARTICLES and _article_at(tokens, i))
            )
            and (hit := phrases.at(tokens, i))
        ):
            found.append(hit)
            end = hit.last
    return found


def _is_adjective(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].word
    return (
        not word.isascii() or (word[0].isupper() and word.lower() not in ("us",)) or word in ("US",)
    )


def _mostly_arabic(tokens: Sequence[Token]) -> bool:
    if all(t.word.isascii() for t in tokens):
        return False
    arabic = sum("\u0600" <= t.word[0] <= "\u06ff" for t in tokens)
    return 2 * arabic > sum(t.word[0].isalpha() for t in tokens)


# ---- English ---------------------------------------------------------------------------------

_ARTICLES: Final = frozenset("al el as ash ad ar an at az ed er es et ez".split())
_LINKS: Final = frozenset(
    "of de del du des do da dos das di la las lo los le les el al the bin ibn ben".split()
)
_HYPHENED: Final = frozenset("au en sur la le les el al de du e upon on".split())
_HYPHENS: Final = frozenset("-‐‑–'’‘ʻ`")
_SHORT_SAINTS: Final = frozenset("st ste mt ft pt".split())
# States and provinces that the press shortens: the full stop is part of the name.
_STATES: Final = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont "
    "Neb Nebr Nev Okla Ore Oreg Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo Ont Que Alta Sask Man Nfld "
    "CALIF FLA KY MICH MO OKLA PA TENN TEX VA WASH WIS ONT QUE ALTA SASK".split()
)
_WHERE: Final = frozenset("in at near outside around inside within across throughout".split())
ADJECTIVE: Final = 20  # stands where the prominence of a name would, for an adjective
_MAX_LINKS: Final = 3
FRONT: Final = ("^", "^", "^", ())
BACK: Final = ("$", "$", "$", ())
_NO_COUNTS: Final[Mapping[str, int]] = {}

Run = tuple[int, int]


@cache
def _clues() -> dict[str, str]:
    """Return the classes of each word of ``lexicon/nameclues.tsv``, joined by ``+``."""
    found: dict[str, str] = {}
    for row in rows_of("nameclues"):
        for word in row["words"].split():
            found[word] = f"{found[word]}+{row['class']}" if word in found else row["class"]
    return found


@cache
def _small_words() -> frozenset[str]:
    """Return the words that are no names: those that news write in small letters."""
    text = files("geo.extract").joinpath(WORDS).read_text(encoding="utf-8")
    return frozenset(text.split())


_SMALL: Final = re.compile(r"[a-z]+")
_CAPITAL: Final = re.compile(r"[A-Z]+")
_DIGITS: Final = re.compile(r"\d+")
_MAX_SHAPE: Final = 6


def shape(word: str) -> str:
    """Return the pattern of capitals, small letters and digits, as ``"Xx"``, ``"XX"`` or ``"xXx"``."""
    text = _CAPITAL.sub(lambda run: "X" if len(run[0]) == 1 else "XX", word)
    return _DIGITS.sub("d", _SMALL.sub("x", text))[:_MAX_SHAPE]


@lru_cache(maxsize=65536)
def look_at(word: str) -> tuple[str, str, str, tuple[str, ...]]:
    """Return what a word shows by itself: lower case, shape, class and the features of these."""
    low = word.lower()
    kind = _clues().get(low, "")
    form = shape(word)
    if not kind and word == low and word.isalpha():
        kind = "ed" if low.endswith("ed") else "ing" if low.endswith("ing") else "x"
    own = (
        "w=" + low,
        "s=" + form,
        "p3=" + low[:3],
        "x3=" + low[-3:],
        "x2=" + low[-2:],
        "c=" + kind,
    )
    return low, form, kind, own if low not in _small_words() else (*own, "common")


def _hugs(tokens: Sequence[Token], i: int) -> bool:
    """Return whether no space parts token `i` from the one before."""
    return tokens[i].start == tokens[i - 1].end


def _article_at(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a small article opens a name at token `i`, as in "al-Nayrab"."""
    return (
        i + 2 < len(tokens)
        and tokens[i].low in _ARTICLES
        and tokens[i + 1].word in _HYPHENS
        and _hugs(tokens, i + 1)
        and tokens[i + 2].word[0].isupper()
        and _hugs(tokens, i + 2)
    )


def _end_of_run(tokens: Sequence[Token], start: int) -> int:
    """Return the end of the words from `start` on that could be one name."""
    i, n = start + 1, len(tokens)
    while i < n:
        word = tokens[i].word
        if word[0].isupper():
            i += 1
        elif word in _HYPHENS and _hugs(tokens, i) and i + 1 < n and _hugs(tokens, i + 1):
            following = tokens[i + 1]
            if not (following.word[0].isupper() or (i + 2 < n and following.low in _HYPHENED)):
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
        elif tokens[i].low in _HYPHENED and tokens[i - 1].word in _HYPHENS:
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
        if tokens[i].word[0].isupper() or _article_at(tokens, i):
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
            and before.low not in _ARTICLES
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
                if not last.word[0].isupper() and not (last.word == "." and size > 1):
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What a report says of its words elsewhere: counts of clues a word, and its small words."""

    clues: Mapping[str, Mapping[str, int]]
    small: frozenset[str]


def _hear(parts: Sequence[tuple[Sequence[Token], Sequence[Run]]]) -> Heard:
    """Count for each word of a run where and beside what it stands."""
    kinds = _clues()
    heard: dict[str, dict[str, int]] = {}
    small: set[str] = set()
    for tokens, runs in parts:
        small.update(t.low for t in tokens if t.word[0].islower())
        for start, end in runs:
            for k in range(start, end):
                if not tokens[k].word[0].isupper():
                    continue
                counts = heard.setdefault(tokens[k].low, {})
                counts["n"] = counts.get("n", 0) + 1
                for clue in _clues_at(tokens, start, end, k, kinds):
                    counts[clue] = counts.get(clue, 0) + 1
    return Heard(heard, frozenset(small))


def _clues_at(
    tokens: Sequence[Token], start: int, end: int, k: int, kinds: Mapping[str, str]
) -> list[str]:
    """Return what the words next to token `k` of a run say of it."""
    clues = []
    if k:
        before = tokens[k - 1].low
        kind = kinds.get(before, "")
        if k == start and before in _WHERE:
            clues.append("in")
        if "title" in kind:
            clues.append("ti")
        if k > start and "first" in kind:
            clues.append("fi")
    if k + 1 < len(tokens):
        kind = kinds.get(tokens[k + 1].low, "")
        if k + 1 < end:
            if "org" in kind:
                clues.append("org")
            if "site" in kind:
                clues.append("site")
        else:
            if "say" in kind:
                clues.append("say")
            if "noun" in kind:
                clues.append("noun")
    return clues


def _elsewhere(low: str, heard: Heard, here: Sequence[str]) -> list[str]:
    """Return what the report says of a word at its other mentions."""
    row = ["dlow"] if low in heard.small else []
    counts = heard.clues.get(low, _NO_COUNTS)
    times = counts.get("n", 0)
    if times > 1:
        row += [
            "d" + clue for clue, count in counts.items() if clue != "n" and count > here.count(clue)
        ]
        person = "fi" in counts or "ti" in counts or "say" in counts
        if not person and counts.get("in", 0) > here.count("in"):
            row.append("dplace")
        if person and "in" not in counts:
            row.append("dperson")
        row.append(f"dn{min(4, times)}")
    return row


def _is_person(low: str, heard: Heard) -> bool:
    """Return whether a report bears a word as a surname, and never says "in" before it."""
    counts = heard.clues.get(low, _NO_COUNTS)
    return "fi" in counts and counts["n"] > 1 and not counts.keys() & {"in", "noun", "site"}


Rows = list[list[str]]


def report_features(
    text: str, parts: Sequence[Sentence], prominence: Callable[[str], int]
) -> list[list[tuple[int, int, Rows]]]:
    """Return for each sentence its runs (first, last excluded) with the features of their tokens."""
    runs = [
        [] if _mostly_arabic(part.tokens) else candidate_runs(text, part.tokens, prominence)
        for part in parts
    ]
    heard = _hear([(part.tokens, found) for part, found in zip(parts, runs, strict=True)])
    out: list[list[tuple[int, int, Rows]]] = []
    paragraph = -1
    for part, found in zip(parts, runs, strict=True):
        opens = part.paragraph != paragraph
        paragraph = part.paragraph
        if found:
            flags = known_names(text, part.tokens, found, prominence)
            out.append(_sentence_features(part.tokens, found, flags, heard, opens))
        else:
            out.append([])
    return out


def _sentence_features(
    tokens: Sequence[Token], runs: Sequence[Run], flags: list[int], heard: Heard, opens: bool
) -> list[tuple[int, int, Rows]]:
    """Return the runs with their features; `opens` says that the sentence opens a paragraph."""
    for hit in adjectives_in(tokens):
        flags[hit.first : hit.last] = [ADJECTIVE] * (hit.last - hit.first)
    named = [hit for hit in _named("actors", tokens) if "{" not in hit.row["name"]]
    looks = [look_at(t.word) for t in tokens]
    words = sum(t.word[0].isalpha() for t in tokens)
    caps = 2 * sum(len(t.word) > 1 and t.word.isupper() for t in tokens) > words
    titled = (
        not caps and len(tokens) > 4 and 10 * sum(t.word[0].isupper() for t in tokens) > 6 * words
    )
    style = ["caps"] if caps else ["titlecase"] if titled else []
    if opens:
        style.append("part1")
    known = [str(flag) for flag in flags]
    found = []
    for number, (start, end) in enumerate(runs):
        row = style + _run_features(looks, known, flags, runs, number)
        if any(start < hit.last and hit.first < end for hit in named):
            row.append("hasact")
        acts = {k for hit in named for k in range(hit.first, hit.last)} if named else set()
        rows = []
        for i in range(start, end):
            own = _token_features(looks, known, start, end, i)
            if i in acts:
                own.append("act")
            here = _clues_at(tokens, start, end, i, _clues())
            rows.append(own + row + _elsewhere(looks[i][0], heard, here))
        if end == start + 1 and _is_person(looks[start][0], heard):
            continue
        if rows and (start == 0 or (start == 1 and not tokens[0].word[0].isalnum())):
            rows[0] += ("sent1", "sent1g=" + known[start])
        found.append((start, end, rows))
    return found


_Look = tuple[str, str, str, tuple[str, ...]]


def _run_features(
    looks: Sequence[_Look],
    known: Sequence[str],
    flags: Sequence[int],
    runs: Sequence[Run],
    number: int,
) -> list[str]:
    """Return what all words of a run share: what stands around it and what is in it."""
    start, end = runs[number]
    n = len(looks)
    left, _, left_kind, _ = looks[start - 1] if start else FRONT
    left2, _, left2_kind, _ = looks[start - 2] if start > 1 else FRONT
    right, _, right_kind, _ = looks[end] if end < n else BACK
    right2, _, right2_kind, _ = looks[end + 1] if end + 1 < n else BACK
    row = [
        "lw=" + left,
        "lc=" + left_kind,
        "rw=" + right,
        "rc=" + right_kind,
        "l2=" + left2,
        "l2c=" + left2_kind,
        "r2=" + right2,
        "r2c=" + right2_kind,
        f"lcrc={left_kind}|{right_kind}",
        f"l2l={left2_kind}|{left}",
        f"sz{min(end - start, 5)}",
    ]
    inside = {kind for i in range(start, end) for kind in looks[i][2].split("+")}
    row += ["has" + kind for kind in _NAME_PARTS if kind in inside]
    if right == "," and number + 1 < len(runs) and runs[number + 1][0] == end + 1:
        row += ("nextg=" + known[end + 1], f"nextgw={known[start]}|{known[end + 1]}")
    if left == "," and number and runs[number - 1][1] == start - 1:
        row.append("prevg=" + known[start - 2])
    if all(flags[start:end]) and all(flag % 2 for flag in flags[start + 1 : end]):
        rank = flags[start] // 2
        row += (f"wholeg={rank}", f"wholegc={rank}|{left_kind}", f"wholegr={rank}|{right_kind}")
    return row


_NAME_PARTS: Final = ("title", "first", "org", "site", "date", "side")


def _token_features(
    looks: Sequence[_Look], known: Sequence[str], start: int, end: int, i: int
) -> list[str]:
    """Return what one word of a run shows, with its neighbours in the run."""
    _, form, kind, own = looks[i]
    flag = known[i]
    place = ("F" if i == start else "") + ("L" if i == end - 1 else "")
    row = [
        *own,
        "g=" + flag,
        f"gs={flag}{form}",
        f"cg={kind}|{flag}",
        "pos=" + place,
        f"posg={place}{flag}",
    ]
    if i == start:
        left, _, left_kind, _ = looks[i - 1] if i else FRONT
        row += (
            "F:lw=" + left,
            "F:lc=" + left_kind,
            f"F:lwg={left}|{flag}",
            f"F:lcg={left_kind}|{flag}",
        )
    else:
        word, _, before, _ = looks[i - 1]
        row += (
            "w-1=" + word,
            "c-1=" + before,
            "g-1=" + known[i - 1],
            f"cc-1={before}|{kind}",
            f"c-1g={before}|{flag}",
        )
        if i > start + 1:
            row.append("c-2=" + looks[i - 2][2])
    if i == end - 1:
        right, _, right_kind, _ = looks[i + 1] if i + 1 < len(looks) else BACK
        row += (
            "L:rw=" + right,
            "L:rc=" + right_kind,
            f"L:rwg={right}|{flag}",
            f"L:rcg={right_kind}|{flag}",
        )
    else:
        word, _, after, _ = looks[i + 1]
        row += (
            "w+1=" + word,
            "c+1=" + after,
            "g+1=" + known[i + 1],
            f"cc+1={after}|{kind}",
            f"c+1g={after}|{flag}",
        )
        if i + 2 < end:
            row.append("c+2=" + looks[i + 2][2])
    return row


def spans(labels: Sequence[str], offset: int = 0) -> list[Toponym]:
    """Return the runs of labels that ``B`` opens and ``I`` carries on, as tokens from `offset` on."""
    found: list[Toponym] = []
    start: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and label != "I":
            found.append(Toponym(offset + start, offset + i))
            start = None
        if label == "B" or (label == "I" and start is None):
            start = i
    return found
