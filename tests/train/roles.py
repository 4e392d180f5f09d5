"""Train the weights of roles: ``python -m tests.train.roles [--all]``.

Reads the reports of ``tests/corpus`` in both languages (splits train and dev; ``--all`` adds test),
writes ``geo/extract/models/roles.crfsuite``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycrfsuite

from geo.extract import Reader
from geo.extract.attribution import hear
from geo.extract.roles import find_spots
from geo.extract.roles.weights import MODEL, features
from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report
from geo.model import Report
from tests.corpus import reports, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.extract.attribution import Voice
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence
    from geo.gazetteer import Gazetteer

Example = tuple[list[list[str]], list[str]]


def ruled(
    report: dict[str, Any], gazetteer: Gazetteer
) -> Iterator[tuple[Sentence, Voice, list[Spot]]]:
    """Yield the sentences of a report with their names and what the rules say of them."""
    text = report["text"]
    parts = sentences(text)
    found = find_in_report(text, parts, gazetteer.prominence)
    voices = hear(
        Report(report["report_id"], text, None, language=report["language"]), parts, found
    )
    standing = Reader(gazetteer)._standing
    for part, names, voice in zip(parts, found, voices, strict=True):
        spots = find_spots(text, part, names, voice.heard, standing, weighed=False)
        yield part, voice, [s for s in spots if not s.adjective and not s.collective]


def examples(report: dict[str, Any], gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield features and roles of the names of each sentence."""
    gold = {span(report, m): m["role"] for m in report["mentions"]}
    for part, voice, spots in ruled(report, gazetteer):
        if spots:
            rows = features(part, spots, voice.heard)
            yield rows, [gold.get((s.start, s.end), "background") for s in spots]


def fit(rows: Iterable[Example], path: Path) -> None:
    """Fit the weights and write them to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.3,
            "c2": 0.1,
            "max_iterations": 100,
            "feature.possible_transitions": True,
            "feature.minfreq": 2,
        }
    )
    for features_, labels in rows:
        trainer.append(features_, labels)
    trainer.train(str(path))


def main() -> None:
    """Train on the corpus, without its test conflicts unless ``--all``."""
    from geo.gazetteer import open_gazetteer

    splits = ("train", "dev", "test") if "--all" in sys.argv else ("train", "dev")
    gazetteer = open_gazetteer(None)
    path = Path("geo/extract") / MODEL
    fit((e for s in splits for r in reports(s) for e in examples(r, gazetteer)), path)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
