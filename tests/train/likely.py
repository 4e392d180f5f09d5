"""Train the second opinion on places: ``python -m tests.train.likely [--measure]``.

Reads the annotated texts that are not kept blind (``tests/corpus`` splits train and dev, the rounds
and the blind sets of ``tests/retold`` that were opened since, ``tests/tellings``). A name is labelled by the family of
the gold event whose place it names, or in whose place the reader puts it. Writes
``geo/extract/models/likely-en.crfsuite`` and ``likely-ar.crfsuite``.

``--measure`` instead prints, in totals, how well the weights at hand know the places of events in the
texts kept blind; `tests.bench.doubt` says what that is worth for whole events.
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pycrfsuite

import tests.corpus
import tests.tellings
from geo import pipeline
from geo.distance import sphere_km
from geo.extract.likely import FAMILY, MODELS, NONE, features
from geo.extract.text import sentences
from geo.model import Report
from geo.reports import read_report
from tests.bench.events import RETOLD, SAMPLE, gold_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.extract.text import Sentence
    from geo.model import Mention, Reading

OPTIONAL: Final = "optional"
SET: Final = {"c1": 1.0, "c2": 8.0, "max_iterations": 120, "feature.minfreq": 3}
_PARTS: Final = re.compile(r"[:,(/;]| and | near ")
_SHORTEST: Final = 3  # letters of a part of a gold place that is looked for in names


@dataclass(frozen=True, slots=True)
class Text:
    """A report, its gold rows in the scorer's columns, and the set of texts that it is of."""

    report: Report
    gold: list[dict[str, str]]
    folder: str


def texts() -> Iterator[Text]:
    """Yield every annotated text, blind ones too, with the set that it belongs to."""
    for split in ("train", "dev", "test"):
        for row in tests.corpus.reports(split):
            day = date.fromisoformat(row["published"]) if row["published"] else None
            report = Report(row["report_id"], row["text"], day, language=row["language"])
            gold = [gold_row(row, n, event) for n, event in enumerate(row["events"])]
            yield Text(report, gold, f"corpus-{split}")
    for folder in sorted(path.parent for path in RETOLD.glob("*/gold.csv")):
        with (folder / "gold.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for path in sorted(folder.glob("*.txt")):
            gold = [row for row in rows if path.name.startswith(row["report"])]
            yield Text(read_report(path), gold, folder.name)
    for name in tests.tellings.names():
        for row in tests.tellings.tellings(name):
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            report = Report(row["id"], row["text"], day, language=name.removeprefix("world-")[:2])
            yield Text(report, tests.tellings.gold(row), name)


def read(chosen: Iterable[Text]) -> Iterator[tuple[Text, Reading]]:
    """Yield each text with its reading, those on northwest Syria read with the sample project."""
    mine: dict[bool, list[Text]] = {True: [], False: []}
    for text in chosen:
        mine[is_at_home(text)].append(text)
    for home, group in mine.items():
        _, _, readings = pipeline.read([t.report for t in group], SAMPLE if home else None)
        yield from zip(group, readings, strict=True)


def is_at_home(text: Text) -> bool:
    """Tell whether a text is read with the sample project."""
    return not text.folder.startswith(("world", "corpus"))


def label(mention: Mention, gold: Iterable[dict[str, str]]) -> str:
    """Return the family of the first gold event that is told of a name, `OPTIONAL` or `NONE`."""
    found = NONE
    for row in gold:
        if not row["where"] or not _names(mention, row):
            continue
        if row["map_as_incident"] != OPTIONAL:
            return FAMILY[row["event_type"]]
        found = OPTIONAL
    return found


def _names(mention: Mention, row: dict[str, str]) -> bool:
    """Tell whether a name is that of a gold event's place, or lies where it does."""
    place = row["place"].lower()
    parts = [part.strip() for part in (place, *_PARTS.split(place))]
    if mention.name.lower() in [part for part in parts if len(part) >= _SHORTEST]:
        return True
    if mention.place is None or row["where"] == "none":
        return False
    at = [tuple(map(float, p.split())) for p in row["points"].split(";") if p.strip()]
    reach = float(row["tolerance_km"] or 60)
    here = (mention.place.lon, mention.place.lat)
    return any(sphere_km(*here, lon, lat) <= reach for lat, lon in at)


def examples(text: Text, reading: Reading) -> Iterator[tuple[bool, list[str], str]]:
    """Yield of each name whether its sentence is Arabic, its features and its label."""
    parts = sentences(text.report.text, text.report.body_start)
    for number, part in enumerate(parts):
        inside = [
            m
            for m in reading.mentions
            if part.start <= m.start < part.end and m.relation != "adjective"
        ]
        spans = [_span(part, m) for m in inside]
        for mention, row in zip(inside, features(parts, number, spans), strict=True):
            yield part.is_arabic, row, label(mention, text.gold)


def _span(part: Sentence, mention: Mention) -> tuple[int, int]:
    inside = [
        i for i, t in enumerate(part.tokens) if t.end > mention.start and t.start < mention.end
    ]
    return inside[0], inside[-1] + 1


def is_blind(text: Text) -> bool:
    """Tell whether a text may not be learnt from.

    The sixth blind set was opened, but teaching by it gained nothing (README, "Decisions").
    """
    return text.folder.endswith(("corpus-test", "-test6", "-test7"))


def fit(rows: Iterable[tuple[list[str], str]], path: Path) -> None:
    """Fit the weights of one language and write them to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SET)
    for row, name in rows:
        if name != OPTIONAL:
            trainer.append([row], [name])
    trainer.train(str(path))


def average_precision(scored: Iterable[tuple[float, bool]]) -> float:
    """Return the mean over the true ones of the share that is true among those scored as high."""
    true, total = 0, 0.0
    for n, (_, is_true) in enumerate(sorted(scored, key=lambda one: -one[0]), start=1):
        true += is_true
        total += is_true * true / n
    return total / true


def measure(rows: Iterable[tuple[list[str], str]], path: Path) -> str:
    """Return how well the weights at `path` know where events happened, by the rows of unseen texts."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    scored = []
    for row, name in rows:
        if name != OPTIONAL:
            tagger.set([row])
            scored.append((1 - tagger.marginal(NONE, 0), name != NONE))
    return f"{len(scored)} names of blind texts, average precision {average_precision(scored):.3f}"


def main() -> None:
    """Train both languages, or measure them."""
    measuring = "--measure" in sys.argv
    chosen = [text for text in texts() if is_blind(text) == measuring]
    rows = [row for text, reading in read(chosen) for row in examples(text, reading)]
    for arabic, model in MODELS.items():
        path = Path("geo/extract") / model
        mine = [(row, name) for is_arabic, row, name in rows if is_arabic == arabic]
        if measuring:
            print(f"{model}: {measure(mine, path)}")
        else:
            fit(mine, path)
            print(f"{model}: {len(mine)} names, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
