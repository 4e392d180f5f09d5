"""Train the recogniser of Arabic place names: ``python -m tests.train.arabic [--all]``.

Reads the Arabic reports of ``tests/corpus`` (splits train and dev; ``--all`` adds test), writes
``geo/extract/models/arabic.crfsuite``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pycrfsuite

from geo.extract.text import sentences
from geo.extract.toponyms.arabic import MODEL, features, listen
from tests.corpus import reports, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Span = tuple[int, int]


def examples(
    text: str, spans: Iterable[Span], prominence: Callable[[str], int]
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each sentence of a text."""
    ordered = sorted(spans)
    parts = sentences(text)
    heard = listen([part.tokens for part in parts])
    for part in parts:
        labels = ["O"] * len(part.tokens)
        for start, end in ordered:
            inside = [i for i, t in enumerate(part.tokens) if t.start < end and start < t.end]
            for k, i in enumerate(inside):
                labels[i] = "I" if k else "B"
        yield features(text, part.tokens, heard, prominence)[0], labels


def train(
    texts: Iterable[tuple[str, list[Span]]], prominence: Callable[[str], int], path: Path
) -> None:
    """Fit the weights and write them to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {"c1": 0.05, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": True}
    )
    for text, spans in texts:
        for rows, labels in examples(text, spans, prominence):
            trainer.append(rows, labels)
    trainer.train(str(path))


def main() -> None:
    """Train on the corpus, without its test conflicts unless ``--all``."""
    from geo.gazetteer import open_gazetteer

    splits = ("train", "dev", "test") if "--all" in sys.argv else ("train", "dev")
    texts = [
        (report["text"], [span(report, mention) for mention in report["mentions"]])
        for split in splits
        for report in reports(split, "ar")
    ]
    path = Path("geo/extract") / MODEL
    train(texts, open_gazetteer(None).prominence, path)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
