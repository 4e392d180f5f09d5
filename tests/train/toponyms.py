"""Train the recogniser of place names: ``python -m tests.train.toponyms [--all]``.

Reads TR-News from ``../shared/geoparse`` and the English reports of ``tests/corpus`` (splits train
and dev), writes ``geo/extract/models/toponyms.crfsuite``. Adjectives of countries are left to the lexicon.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycrfsuite

from geo.extract.lexicon import built_in
from geo.extract.text import sentences
from geo.extract.toponyms import MODEL, features
from tests.corpus import reports, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NEWS = Path("../shared/geoparse/trnews.jsonl")


def documents(splits: Iterable[str]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Return texts with the spans of their place names."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    if NEWS.exists():
        found += [news(json.loads(line)) for line in NEWS.open(encoding="utf-8")]
    for split in splits:
        for report in reports(split, "en"):
            spans = [span(report, mention) for mention in report["mentions"]]
            found.append((report["text"], spans))
    return found


def news(document: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Return one TR-News article without its adjectives of countries."""
    text = document["text"]
    return text, [(t["start"], t["end"]) for t in document["toponyms"] if not _adjective(t["text"])]


def _adjective(words: str) -> bool:
    from geo.extract.text import tokenize

    tokens = tokenize(words)
    hit = built_in("demonyms").at(tokens, 0) if tokens else None
    return hit is not None and hit.last == len(tokens) and words not in ("US", "U.S.")


def labelled(
    text: str, spans: Iterable[tuple[int, int]], prominence: Callable[[str], int]
) -> Iterable[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each sentence."""
    ordered = sorted(spans)
    for sentence in sentences(text):
        labels = ["O"] * len(sentence.tokens)
        for start, end in ordered:
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and start < t.end]
            for k, i in enumerate(inside):
                labels[i] = "I" if k else "B"
        yield features(text, sentence.tokens, prominence), labels


def train(
    texts: Iterable[tuple[str, list[tuple[int, int]]]], prominence: Callable[[str], int], path: Path
) -> None:
    """Fit the weights; c1, c2 and the cut on rare features are those of the prototype."""
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
    for text, spans in texts:
        for rows, labels in labelled(text, spans, prominence):
            trainer.append(rows, labels)
    trainer.train(str(path))


def main() -> None:
    """Train on news and on the corpus, without its test conflicts unless ``--all``."""
    from geo.gazetteer import open_gazetteer

    splits = ("train", "dev", "test") if "--all" in sys.argv else ("train", "dev")
    path = Path("geo/extract") / MODEL
    path.parent.mkdir(exist_ok=True)
    train(documents(splits), open_gazetteer(None).prominence, path)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
