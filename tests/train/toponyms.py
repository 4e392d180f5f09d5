"""Train the recogniser of place names: ``python -m tests.train.toponyms [--all]``.

Reads TR-News and the event sentences from ``../shared/geoparse`` and the English reports of
``tests/corpus`` (splits train and dev; ``--all`` adds test), writes ``geo/extract/models/toponyms.crfsuite``
and ``words.txt``. Adjectives of countries are left to the lexicon.

The event sentences label only the places of events. Their other names are labelled by a parser
(`tests.train.silver`), and a run of words in which that parser sees no place but a model of the
labelled texts does is left out: its mistakes are what the model must not learn.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pycrfsuite

from geo.extract.lexicon import built_in
from geo.extract.text import sentences, tokenize
from geo.extract.toponyms.english import MODEL, WORDS, report_features
from tests.corpus import reports, span
from tests.train.silver import EVENTS, SILVER, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NEWS = Path("../shared/geoparse/trnews.jsonl")
REPEATS = 3
"""How often the labelled texts are given beside one time the event sentences."""

Span = tuple[int, int]
Example = tuple[list[list[str]], list[str]]
Prominence = "Callable[[str], int]"

_PLACES = {"GPE", "LOC", "FAC"}
_UNSURE = {"WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "LANGUAGE"}
_OUTSIDE = frozenset("the northern southern eastern western north south east west central".split())
_SMALL = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w-])")
_COMMON = 3


def corpus(splits: Iterable[str]) -> list[tuple[str, list[Span]]]:
    """Return our English reports with the spans of their place names."""
    return [
        (report["text"], [span(report, mention) for mention in report["mentions"]])
        for split in splits
        for report in reports(split, "en")
    ]


def news() -> list[tuple[str, list[Span]]]:
    """Return the TR-News articles with the spans of their place names, adjectives left out."""
    if not NEWS.exists():
        return []
    rows = (json.loads(line) for line in NEWS.open(encoding="utf-8"))
    return [
        (
            row["text"],
            [(t["start"], t["end"]) for t in row["toponyms"] if not is_adjective(t["text"])],
        )
        for row in rows
    ]


def is_adjective(words: str) -> bool:
    """Return whether `words` are an adjective of a country, not its name."""
    tokens = tokenize(words)
    hit = built_in("demonyms").at(tokens, 0) if tokens else None
    return hit is not None and hit.last == len(tokens) and words not in ("US", "U.S.")


def examples(
    text: str, spans: Iterable[Span], prominence: Callable[[str], int]
) -> Iterator[Example]:
    """Yield features and labels of each run of a text."""
    ordered = sorted(spans)
    parts = sentences(text)
    for part, runs in zip(parts, report_features(text, parts, prominence), strict=True):
        for first, last, rows in runs:
            labels = ["O"] * len(rows)
            for start, end in ordered:
                inside = [
                    i
                    for i in range(first, last)
                    if part.tokens[i].start < end and start < part.tokens[i].end
                ]
                for k, i in enumerate(inside):
                    labels[i - first] = "I" if k else "B"
            yield rows, labels


def event_sentences() -> list[tuple[str, list[Span]]]:
    """Return the sentences of the subset "train" with the places of their events."""
    if not EVENTS.exists():
        return []
    found: dict[str, set[Span]] = defaultdict(set)
    kept: set[str] = set()
    for line in EVENTS.open(encoding="utf-8"):
        row = json.loads(line)
        if "noisy" in row["subsets"]:
            continue
        if "train" in row["subsets"]:
            kept.add(row["text"])
            found[row["text"]].update((a, b) for a, b in row["locations"])
    return [(text, sorted(found[text])) for text in sorted(kept)]


def silver_examples(
    texts: Iterable[tuple[str, list[Span]]], prominence: Callable[[str], int]
) -> Iterator[Example]:
    """Yield the runs of the event sentences of which the labels tell enough."""
    with gzip.open(SILVER, "rt", encoding="utf-8") as file:
        labelled: dict[str, list[tuple[int, int, str]]] = json.load(file)
    for text, places in texts:
        names = labelled.get(key(text), [])
        parts = sentences(text)
        for part, runs in zip(parts, report_features(text, parts, prominence), strict=True):
            for first, last, rows in runs:
                labels = _silver(part.tokens[first:last], places, names)
                if labels is not None:
                    yield rows, labels


def _silver(
    tokens: Iterable[Any], places: list[Span], names: list[tuple[int, int, str]]
) -> list[str] | None:
    labels: list[str] = []
    opened: Span | None = None
    for number, token in enumerate(tokens):
        hit: Span | None = None
        gold = next((s for s in places if s[0] < token.end and token.start < s[1]), None)
        name = next((n for n in names if n[0] < token.end and token.start < n[1]), None)
        if gold and token.low not in _OUTSIDE:
            hit = gold
        elif name:
            if name[2] in _UNSURE:
                return None
            if name[2] in _PLACES and token.low != "the":
                hit = (name[0], name[1])
        elif token.word[0].isupper() and not (number == 0 and token.low in _opening()):
            return None
        labels.append("O" if hit is None else "I" if hit == opened else "B")
        opened = hit
    return labels


@cache
def _opening() -> frozenset[str]:
    return frozenset((Path("geo/extract") / WORDS).read_text(encoding="utf-8").split())


def write_words(texts: Iterable[str]) -> None:
    """Write the words that stand in small letters in several of the texts."""
    counts = Counter(word for text in texts for word in set(_SMALL.findall(text)))
    words = sorted(word for word, count in counts.items() if count >= _COMMON)
    (Path("geo/extract") / WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")


def fit(rows: Iterable[Example], path: Path) -> None:
    """Fit the weights and write them to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.1,
            "c2": 0.01,
            "max_iterations": 120,
            "feature.possible_transitions": True,
            "feature.minfreq": 2,
        }
    )
    for features, labels in rows:
        trainer.append(features, labels)
    trainer.train(str(path))


def train(labelled: list[Example], silver: list[Example], path: Path) -> None:
    """Fit on the labelled runs, and on those of the silver runs that they don't speak against."""
    kept: list[Example] = []
    if silver:
        with TemporaryDirectory() as folder:
            judge_path = Path(folder) / "judge.crfsuite"
            fit(labelled, judge_path)
            judge = pycrfsuite.Tagger()
            judge.open(str(judge_path))
            kept = [
                (rows, labels)
                for rows, labels in silver
                if not any(
                    said != "O" and label == "O"
                    for said, label in zip(judge.tag(rows), labels, strict=True)
                )
            ]
            judge.close()
    fit([*labelled * REPEATS, *kept], path)


def main() -> None:
    """Train on news, event sentences and the corpus, without its test conflicts unless ``--all``."""
    from geo.gazetteer import open_gazetteer

    splits = ("train", "dev", "test") if "--all" in sys.argv else ("train", "dev")
    path = Path("geo/extract") / MODEL
    path.parent.mkdir(exist_ok=True)
    prominence = open_gazetteer(None).prominence
    events = event_sentences()
    if events:
        write_words(text for text, _ in events)
    labelled = [
        example
        for text, spans in [*news(), *corpus(splits)]
        for example in examples(text, spans, prominence)
    ]
    train(labelled, list(silver_examples(events, prominence)), path)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
