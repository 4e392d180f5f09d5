"""Place names in English text, by a conditional random field over each run of capitalised words.

The secret of this module is what the field weighs: the words and their kinds
(``lexicon/nameclues.tsv``), what stands around the run, how prominent a name the gazetteer knows
under them and what the report says of them elsewhere (weights in ``models/toponyms.crfsuite``, see
the model card there).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import rows_of
from geo.extract.text import writable
from geo.extract.toponyms.runs import (
    Run,
    adjectives_in,
    candidate_runs,
    capitalised_phrases,
    known_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.extract.text import Sentence, Token

MODEL: Final = "models/toponyms.crfsuite"
WORDS: Final = "models/words.txt"


_WHERE: Final = frozenset("in at near outside around inside within across throughout".split())
ADJECTIVE: Final = 20  # stands where the prominence of a name would, for an adjective
FRONT: Final = ("^", "^", "^", ())
BACK: Final = ("$", "$", "$", ())
_NO_COUNTS: Final[Mapping[str, int]] = {}


@cache
def _clues() -> dict[str, str]:
    """Return the classes of each word of ``lexicon/nameclues.tsv``, joined by ``+``."""
    found: dict[str, str] = {}
    for row in rows_of("nameclues"):
        for word in row["words"].split():
            found[word] = f"{found[word]}+{row['class']}" if word in found else row["class"]
    return found


def is_clue(word: str, kind: str) -> bool:
    """Return whether a word, in small letters, is of a class of ``lexicon/nameclues.tsv``."""
    return kind in _clues().get(word, "").split("+")


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
    word = writable(word)
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
        small.update([t.low for t in tokens if t.word[0].islower()])
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
        [] if part.is_arabic else candidate_runs(text, part.tokens, prominence) for part in parts
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
    named = [hit for hit in capitalised_phrases("actors", tokens) if "{" not in hit.row["name"]]
    looks = [look_at(t.word) for t in tokens]
    firsts = [t.word[0] for t in tokens]
    words = sum([first.isalpha() for first in firsts])
    capitals = sum([first.isupper() for first in firsts])
    caps = 2 * sum([len(t.word) > 1 and t.word.isupper() for t in tokens]) > words
    titled = not caps and len(tokens) > 4 and 10 * capitals > 6 * words
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


def spans(labels: Sequence[str], offset: int = 0) -> list[Run]:
    """Return the runs of labels that ``B`` opens and ``I`` carries on, as tokens from `offset` on."""
    found: list[Run] = []
    start: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and label != "I":
            found.append((offset + start, offset + i))
            start = None
        if label == "B" or (label == "I" and start is None):
            start = i
    return found
