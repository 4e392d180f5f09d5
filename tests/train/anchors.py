"""Train the tie between events and places: ``python -m tests.train.anchors [--all]``.

Reads the event sentences of ``../shared/geoparse`` (subset "train") and the English reports of
``tests/corpus`` (splits train and dev; ``--all`` adds test), writes ``geo/extract/models/anchors.crfsuite``.

The recogniser that ships was trained on the same sentences and knows their places too well: the
names that stand beside each sentence here come from a recogniser that was trained on the other half.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pycrfsuite

from geo.extract.anchors import MODEL, Ground, event_places, features, survey
from geo.extract.kinds import TYPES
from geo.extract.lexicon import built_in
from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report
from tests.corpus import reports, span
from tests.train import toponyms as names_training
from tests.train.silver import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.extract.lexicon import Hit

_SHORT = 24
_JOINS = (", while ", " and ", "; ", ", and ", " after ", ", but ", " as ")

Row = dict[str, Any]
Example = tuple[list[list[str]], list[str]]
Span = tuple[int, int]


def read_events() -> list[Row]:
    """Return the event sentences whose labels can be relied on."""
    rows = [json.loads(line) for line in EVENTS.open(encoding="utf-8")]
    return [row for row in rows if "clean" in row["subsets"]]


def grounds(
    text: str, prominence: Callable[[str], int], tagger: pycrfsuite.Tagger | None
) -> list[Ground]:
    """Return the sentences of a text, surveyed."""
    parts = sentences(text)
    found = find_in_report(text, parts, prominence, tagger=tagger)
    return [survey(text, part, names, prominence) for part, names in zip(parts, found, strict=True)]


def head_of(ground: Ground, verb: Sequence[Span]) -> int | None:
    """Return the last token of the marked verb, None if it is in another sentence."""
    hits = [
        i for i, t in enumerate(ground.tokens) if any(t.start < b and a < t.end for a, b in verb)
    ]
    return hits[-1] if hits else None


def example(ground: Ground, head: int, places: Sequence[Span]) -> Example | None:
    """Return features and labels of one event."""
    where, rows = features(ground, head)
    if not rows:
        return None
    labels = []
    opened: Span | None = None
    for i in where:
        token = ground.tokens[i]
        hit = next(((a, b) for a, b in places if token.start < b and a < token.end), None)
        labels.append("O" if hit is None else "I" if hit == opened else "B")
        opened = hit
    return rows, labels


def from_news(
    rows: Iterable[Row], prominence: Callable[[str], int], tagger: pycrfsuite.Tagger | None
) -> Iterator[Example]:
    """Yield an example a marked verb."""
    for row in rows:
        for ground in grounds(row["text"], prominence, tagger):
            head = head_of(ground, row["verb"])
            if head is None:
                continue
            found = example(ground, head, row["locations"])
            if found:
                yield found


def paired(rows: list[Row]) -> list[Row]:
    """Return sentences of two events, made of two short ones: news seldom mark both events of one.

    Each pair is given twice, marked at its first event and at its second.
    """
    short = [r for r in rows if len(r["tokens"]) <= _SHORT and r["locations"]]
    out: list[Row] = []
    for number, (one, two) in enumerate(zip(short[::2], short[1::2], strict=False)):
        link = _JOINS[number % len(_JOINS)]
        head = one["text"].rstrip(" .!?\"”'") + link
        text = head + two["text"]
        moved = {
            field: [[a + len(head), b + len(head)] for a, b in two[field]]
            for field in ("verb", "locations")
        }
        out.append({"text": text, "verb": one["verb"], "locations": one["locations"]})
        out.append({"text": text, **moved})
    return out


def from_corpus(splits: Iterable[str], prominence: Callable[[str], int]) -> Iterator[Example]:
    """Yield an example a trigger word of each sentence that tells of one event only."""
    triggers = built_in("triggers")
    for split in splits:
        for report in reports(split, "en"):
            text = report["text"]
            places = [
                (*span(report, m), m["name"]) for m in report["mentions"] if m["role"] == "event"
            ]
            told: dict[str, list[Row]] = {}
            for event in report["events"]:
                for quote in {claim["quote"] for claim in event["claims"]}:
                    told.setdefault(quote, []).append(event)
            for quote, events in told.items():
                if len(events) != 1:
                    continue
                start = text.find(quote)
                wanted = {name.strip() for name in (events[0]["place"] or "").split(";")}
                spans = [
                    (a, b)
                    for a, b, name in places
                    if start <= a < start + len(quote) and (name in wanted or not wanted)
                ]
                for ground in grounds(text, prominence, None):
                    if not ground.tokens or not start <= ground.tokens[0].start < start + len(
                        quote
                    ):
                        continue
                    for hit in triggers.find(ground.tokens):
                        if hit.row["pos"] in ("v", "n"):
                            found = example(ground, hit.last - 1, spans)
                            if found:
                                yield found


def _meant(hit: Hit, events: list[Row]) -> Row | None:
    """Return the event of a sentence that a trigger word tells of, None if that is not plain."""
    if hit.row["pos"] not in ("v", "n"):
        return None
    if len(events) > 1:
        kind = TYPES.get(hit.row["kind"], ("", ""))[1]
        events = [event for event in events if event["sub_event_type"] == kind]
    return events[0] if len(events) == 1 else None


def fit(examples: Iterable[Example], path: Path) -> None:
    """Fit the weights and write them to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.3,
            "c2": 0.05,
            "max_iterations": 120,
            "feature.possible_transitions": True,
            "feature.minfreq": 2,
        }
    )
    for rows, labels in examples:
        trainer.append(rows, labels)
    trainer.train(str(path))


def jackknifed(rows: list[Row], prominence: Callable[[str], int]) -> list[Example]:
    """Return the examples of `rows`, the names of each half found by weights of the other."""
    texts = sorted({row["text"] for row in rows})
    half = {text: number % 2 for number, text in enumerate(texts)}
    labelled = [
        found
        for text, spans in [*names_training.news(), *names_training.corpus(("train", "dev"))]
        for found in names_training.examples(text, spans, prominence)
    ]
    events = names_training.event_sentences()
    out: list[Example] = []
    with TemporaryDirectory() as folder:
        for side in (0, 1):
            path = Path(folder) / "half.crfsuite"
            other = [(t, s) for t, s in events if half.get(t) != side]
            silver = list(names_training.silver_examples(other, prominence))
            names_training.train(labelled, silver, path)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(path))
            mine = [r for r in rows if half[r["text"]] == side]
            out += from_news([*mine, *paired(mine)], prominence, tagger)
            tagger.close()
    return out


def predictions(subset: str, prominence: Callable[[str], int]) -> tuple[list[Row], list[Row]]:
    """Return the rows of a subset, and what the weights say of each, as the scorer reads it."""
    rows = [
        r
        for r in read_events()
        if subset in r["subsets"] and {"heldout", "gold"} & set(r["subsets"])
    ]
    said = []
    for row in rows:
        spans: list[list[int]] = []
        for ground in grounds(row["text"], prominence, None):
            head = head_of(ground, row["verb"])
            if head is not None:
                spans += [
                    [ground.tokens[a].start, ground.tokens[b - 1].end]
                    for a, b in event_places(ground, head)
                ]
        said.append({"_id": row["_id"], "spans": spans})
    return rows, said


def main() -> None:
    """Train on the event sentences and the corpus, without its test conflicts unless ``--all``."""
    from geo.gazetteer import open_gazetteer

    splits = ("train", "dev", "test") if "--all" in sys.argv else ("train", "dev")
    prominence = open_gazetteer(None).prominence
    rows = [r for r in read_events() if "train" in r["subsets"]]
    examples = jackknifed(rows, prominence)
    ours = list(from_corpus(splits, prominence))
    path = Path("geo/extract") / MODEL
    fit([*examples, *ours], path)
    print(f"{len(examples)} + {len(ours)} events, {path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
