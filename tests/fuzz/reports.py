"""Throw hostile reports at the reader: ``python -m tests.fuzz.reports [SECONDS]``.

Inputs are drawn by a seeded generator: one fragment over and over, a few in turn, brackets in
brackets, one long token, real sentences shuffled, cut and doubled, names one after the other. Whatever
comes in, a reading comes out: nothing raises, each claim's quote stands at its offsets, and no
input costs more than ``--limit`` milliseconds of CPU a kilobyte (20), which is looked at twice.

Options: ``--seed N``, ``--limit N``, ``--keep FOLDER`` for inputs that break a promise. The costliest
inputs are told in the end.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from geo.model import FAILED, Report
from geo.reading import Desk, open_desk
from tests import corpus

LIMIT_MS = 20.0
TOLD = 8
SIZES = (1_000, 2_000, 4_000, 12_000)
FRAGMENTS = (
    "at least ", "more than ", "between 3 and ", "from 1 to ", "or more ", "one ", "and ", "of the ",
    "including ", "the death toll rose to ", "killed ", "were killed ", "wounded, ", "two soldiers ",
    "said ", "according to ", "he said. ", "the ministry ", "“", "”", '"', "'", "’s ", "(", ")", "[",
    "]", ",", ", ", ";", ":", "-", " - ", "—", ".", ". ", "...", "\n", "\n\n", "\r\n", "\t", " ", "a ",
    "A ", "I ", "A. ", "U.S. ", "1", "9 ", "1,", "1.", "3/", "12/3/2020 ", "2020-", "Jan. ", "the 5th of ",
    "last ", "the last week of ", "three days ago ", "since 2018 ", "Monday ", "on Monday ",
    "Idlib ", "Idlib, ", "Idlib and ", "al-", "al-Nayrab ", "the town of ", "north of ", "12 km north of ",
    "near ", "in ", "the village of Idlib province ", "X-", "Xx ", "Abc'", "of ", "de la ", "St. ",
    "Turkish ", "Turkish soldiers ", "air strikes ", "shelling of ", "attacked ", "clashes between ",
    "قتل ", "مقتل ", "و", "وقتل ", "خمسة ", "عشرة و", "ما لا يقل عن ", "من ", "في ", "في إدلب ", "إدلب، ",
    "قال ", "وقال إن ", "اليوم ", "الاثنين ", "بعد ", "غارة على ", "مدينة ", "ريف ", "٣", "،", "ـ", "\u064b",
    "بَ", "م\u0651\u064e\u0640", "\u200f", "\u202e", "\u200d", "😀", "é", "e\u0301", "\u0130", "ß", "中", "д", "\ud800",
    "\0", "\u2028", "_", "#", "@x ", "http://a.b/", "<b>", "&amp;", "{{", "%s", "=",
)  # fmt: skip
BRACKETS = (
    ("(", ")"),
    ("[", "]"),
    ("“", "”"),
    ("«", "»"),
    ('"', '"'),
    ("(in ", ")"),
    ("said: “", "”"),
)


def _over_and_over(dice: Random, size: int) -> str:
    few = dice.choices(FRAGMENTS, k=dice.choice((1, 1, 1, 2, 2, 3, 5)))
    return "".join(few) * (size // max(1, sum(map(len, few))) + 1)


def _long_token(dice: Random, size: int) -> str:
    letter = dice.choice("aAbé1.,-'’_«بوـ٣中\u0301\u064b😀")
    end = dice.choice(("", ".", " killed 3 people in Idlib.", "b", "-", "1"))
    return letter * size + end


def _nested(dice: Random, size: int) -> str:
    opened, closed = dice.choice(BRACKETS)
    inner = dice.choice(FRAGMENTS)
    depth = size // max(1, len(opened + closed + inner)) + 1
    return (opened + inner) * depth + closed * dice.choice((0, 1, depth))


def _shuffled(dice: Random, size: int, sentences: list[str]) -> str:
    words: list[str] = []
    while sum(map(len, words)) < size:
        words += dice.choice(sentences).split(" ")
    dice.shuffle(words)
    return " ".join(words)


def _mangled(dice: Random, size: int, sentences: list[str]) -> str:
    text = ""
    while len(text) < size:
        text += dice.choice(sentences) + dice.choice((" ", "\n\n", "\n", ""))
    for _ in range(dice.choice((1, 4, 16, 64))):
        at = dice.randrange(len(text))
        match dice.randrange(4):
            case 0:
                text = text[:at] + dice.choice(FRAGMENTS) * dice.choice((1, 3, 50)) + text[at:]
            case 1:
                text = text[:at] + text[at + dice.choice((1, 10, 100)) :]
            case 2:
                text = text[:at] + text[at : at + 40] * 4 + text[at:]
            case _:
                text = text[:at] + text[at : at + 60].swapcase() + text[at + 60 :]
    return text


def _capitals(dice: Random, size: int, sentences: list[str]) -> str:
    """Return names and nothing else, with what may stand between them."""
    names = [w.strip(".,") for s in sentences for w in s.split() if w[:1].isupper()]
    between = dice.choice((" ", ", ", " and ", "-", " of ", " in ", "; ", " (", "، ", " killed "))
    count = size // 8
    return between.join(dice.choices(names, k=count)) if names else ""


def drawn(dice: Random, sentences: list[str]) -> str:
    """Return one hostile text."""
    size = dice.choice(SIZES)
    match dice.randrange(8):
        case 0 | 1 | 2:
            return _over_and_over(dice, size)
        case 3:
            return _long_token(dice, size)
        case 4:
            return _nested(dice, size)
        case 5:
            return _shuffled(dice, size, sentences)
        case 6:
            return _capitals(dice, size, sentences)
        case _:
            return _mangled(dice, size, sentences)


class Thrower:
    """Reads texts as a project without a folder does, and says what a reading broke."""

    def __init__(self, limit_ms: float) -> None:
        self._limit = limit_ms
        self._read = open_desk(Desk(None))
        self.cost(SENTENCE)  # opens the weights, which no text is to pay for

    def cost(self, text: str) -> tuple[float, str]:
        """Return milliseconds a kilobyte, and what is wrong with the reading, if anything."""
        kilobytes = max(1.0, len(text.encode("utf-8", "surrogatepass")) / 1000)
        begun = time.process_time()
        ((reading, _),) = self._read([Report("fuzz", text, date(2024, 5, 6), "header")])
        cost = (time.process_time() - begun) * 1000 / kilobytes
        failed = [row.reason for row in reading.left_out if row.stage == FAILED]
        if failed:
            return cost, failed[0]
        for telling in reading.tellings:
            for claim in telling.claims:
                if text[claim.start : claim.end] != claim.quote:
                    return cost, f"a quote that is not at {claim.start}-{claim.end}"
        return cost, ""

    def throw(self, text: str) -> tuple[float, str]:
        """Return what a text costs, in milliseconds a kilobyte, and which promise it broke."""
        cost, fault = self.cost(text)
        if cost > self._limit:
            # a busy machine is no fault of the reader; names that were looked up are looked up again
            self._read = open_desk(Desk(None))
            again, fault = self.cost(text)
            cost = min(cost, again)
        return cost, fault or (f"{cost:.0f} ms a kilobyte" if cost > self._limit else "")


SENTENCE = "At least 3 people were killed on Monday in Idlib, Syria. قتل ثلاثة أشخاص في إدلب."


@dataclass
class Outcome:
    """How many texts were tried, which broke a promise and how, and which cost most."""

    tried: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)
    costliest: list[tuple[float, str]] = field(default_factory=list)


def fuzz(seconds: float, *, seed: int = 1, limit_ms: float = LIMIT_MS) -> Outcome:
    """Throw texts for `seconds` of CPU, the opening of the weights aside."""
    dice, thrower, outcome = Random(seed), Thrower(limit_ms), Outcome()
    sentences = [s for r in corpus.reports() for s in r["text"].split("\n") if len(s) > 20]
    until = time.process_time() + seconds
    while time.process_time() < until:
        text = drawn(dice, sentences)
        cost, fault = thrower.throw(text)
        outcome.tried += 1
        outcome.costliest = sorted([*outcome.costliest, (cost, text)], reverse=True)[:TOLD]
        if fault:
            outcome.broken.append((fault, text))
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=LIMIT_MS)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    outcome = fuzz(options.seconds, seed=options.seed, limit_ms=options.limit)
    for number, (fault, text) in enumerate(outcome.broken):
        print(f"{fault[:300]}: {len(text):,} characters of {text[:60]!r}")
        if options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"report-{number}.txt"
            kept.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    for cost, text in outcome.costliest:
        print(f"{cost:5.1f} ms a kilobyte: {len(text):,} characters of {text[:50]!r}")
    print(f"{outcome.tried:,} inputs, {len(outcome.broken)} broke a promise")
    raise SystemExit(bool(outcome.broken))


if __name__ == "__main__":
    main()
