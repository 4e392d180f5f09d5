"""How well places are found: ``python -m tests.bench.geoparse [recognition|arabic|located|roles|event|test] ...``.

Prints the figures of ``../shared/tools/score_geoparse.py``, beside those of others where there are
any. ``recognition`` trains anew for each fold, so that no text is scored by weights that saw it;
``test`` scores the corpus's test conflicts with the weights as they ship.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pycrfsuite

from geo.extract import Reader
from geo.extract.roles import weights
from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report
from geo.gazetteer import open_gazetteer
from geo.model import Report
from tests.corpus import reports, span
from tests.train import arabic as arabic_training
from tests.train import roles as role_training
from tests.train import toponyms as training

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.gazetteer import Gazetteer

SHARED = Path("../shared")
FOLDS = 4

Document = dict[str, Any]

PEERS_LOCATED = """others, end to end on TR-News (whole corpus): CamCoder 0.625, Edinburgh 0.569, CLAVIN 0.549,
Stanford NER + population 0.594, spaCy md + population 0.646, spaCy md + a learned ranker 0.714"""
PEERS_EVENT = """others, token F1 gold / syria: nearest place 0.510 / 0.374; dependency rules 0.509 / 0.394; boosting on
spaCy and gazetteer candidates 0.643 / 0.540; CRF without parser 0.704 / 0.735; CRF with parser 0.757 / 0.773"""


def _scorer() -> Any:
    sys.path.insert(0, str(SHARED / "tools"))
    import score_geoparse

    return score_geoparse


def _news() -> list[Document]:
    path = SHARED / "geoparse/trnews.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def _corpus(split: str, language: str) -> list[Document]:
    """Return reports in the form of the scorer."""
    return [
        {
            "doc_id": report["report_id"],
            "group": report["conflict"],
            "text": report["text"],
            "toponyms": [
                {"start": a, "end": b, "text": m["name"], "lat": m["lat"], "lon": m["lon"]}
                for m in report["mentions"]
                for a, b in [span(report, m)]
            ],
        }
        for report in reports(split, language)
    ]


def tag(
    document: Document,
    gazetteer: Gazetteer,
    *,
    adjectives: bool,
    tagger: pycrfsuite.Tagger | None = None,
    arabic_tagger: pycrfsuite.Tagger | None = None,
) -> list[dict[str, Any]]:
    """Return the extents of the place names of a document."""
    text = document["text"]
    parts = sentences(text)
    found = find_in_report(
        text, parts, gazetteer.prominence, tagger=tagger, arabic_tagger=arabic_tagger
    )
    return [
        {
            "start": part.tokens[n.first].start + n.skip,
            "end": part.tokens[n.last - 1].end,
            "lat": None,
        }
        for part, names in zip(parts, found, strict=True)
        for n in names
        if adjectives or not n.country
    ]


def show(name: str, documents: list[Document], said: dict[str, list[dict[str, Any]]]) -> None:
    """Print what share of names is found."""
    figures = _scorer().geoparse(documents, said)
    exact, touch = figures["exact"], figures["partial"]
    print(
        f"{name:28s} {len(documents):4d} texts {touch['n_gold']:5d} names | exact F1 {exact['F1']:.3f} "
        f"| overlap P {touch['P']:.3f} R {touch['R']:.3f} F1 {touch['F1']:.3f}",
        flush=True,
    )


class Folds:
    """Tags texts with weights that were trained without them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.silver = list(
            training.silver_examples(training.event_sentences(), gazetteer.prominence)
        )
        self.learnt: dict[str, list[training.Example]] = {}
        self.ours = _corpus("train", "en") + _corpus("dev", "en")

    def examples(self, documents: Iterable[Document]) -> list[training.Example]:
        """Return what the documents teach."""
        found: list[training.Example] = []
        for document in documents:
            name = str(document["doc_id"])
            if name not in self.learnt:
                spans = [
                    (t["start"], t["end"])
                    for t in document["toponyms"]
                    if not training.is_adjective(t["text"])
                ]
                read = training.examples(document["text"], spans, self.gazetteer.prominence)
                self.learnt[name] = list(read)
            found += self.learnt[name]
        return found

    def run(self, learn: list[Document], ask: list[Document], *, adjectives: bool) -> Any:
        """Return the names of the documents asked for."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "fold.crfsuite"
            training.train(self.examples(learn), self.silver, path)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(path))
            return {
                str(d["doc_id"]): tag(d, self.gazetteer, adjectives=adjectives, tagger=tagger)
                for d in ask
            }

    def news(self, news: list[Document]) -> dict[str, Any]:
        """Return the names of the news, each fold by weights of the others."""
        said: dict[str, Any] = {}
        for fold in range(FOLDS):
            rest = [d for i, d in enumerate(news) if i % FOLDS != fold]
            said |= self.run([*rest, *self.ours], news[fold::FOLDS], adjectives=True)
        return said


def recognition(gazetteer: Gazetteer) -> None:
    """Score recognition on texts that the weights have not seen: folds of news, unseen conflicts."""
    folds = Folds(gazetteer)
    news, ours = _news(), folds.ours
    show(f"TR-News, {FOLDS} folds", news, folds.news(news))
    show("TR-News, our corpus only", news, folds.run(ours, news, adjectives=True))
    said: dict[str, Any] = {}
    for group in sorted({d["group"] for d in ours}):
        ask = [d for d in ours if d["group"] == group]
        rest = [d for d in ours if d["group"] != group]
        said |= folds.run([*news, *rest], ask, adjectives=False)
        show(f"unseen conflict: {group}", ask, said)
    show("unseen conflicts, all", ours, said)
    show("our corpus, TR-News only", ours, folds.run(news, ours, adjectives=False))


def arabic(gazetteer: Gazetteer) -> None:
    """Score Arabic recognition on conflicts that the weights have not seen."""
    documents = _corpus("train", "ar") + _corpus("dev", "ar")
    said: dict[str, Any] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "arabic.crfsuite"
        for group in sorted({d["group"] for d in documents}):
            rest = [
                (d["text"], [(t["start"], t["end"]) for t in d["toponyms"]])
                for d in documents
                if d["group"] != group
            ]
            arabic_training.train(rest, gazetteer.prominence, path)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(path))
            ask = [d for d in documents if d["group"] == group]
            said |= {
                str(d["doc_id"]): tag(d, gazetteer, adjectives=False, arabic_tagger=tagger)
                for d in ask
            }
            show(f"Arabic, unseen: {group}", ask, said)
    show("Arabic, unseen conflicts", documents, said)


def located(gazetteer: Gazetteer) -> None:
    """Score news end to end: name found, and within 161 km; names by weights of the other folds.

    The ranker of places has seen these articles, see `tests.bench.train_ranker`.
    """
    from geo.locate import Scope, locate
    from geo.model import Mention

    scope = Scope(countries=(), box=None, sites=None)
    news = _news()
    found = Folds(gazetteer).news(news)
    said: dict[str, Any] = {}
    for document in news:
        report = Report(str(document["doc_id"]), document["text"], None, language="en")
        text = report.text
        mentions = [
            Mention(report.report_id, m["start"], m["end"], text[m["start"] : m["end"]], "event")
            for m in found[report.report_id]
        ]
        said[report.report_id] = [
            {
                "start": m.start,
                "end": m.end,
                "lat": m.place.lat if m.place else None,
                "lon": m.place.lon if m.place else None,
            }
            for m in locate(report, mentions, gazetteer, scope)
        ]
    figures = _scorer().geoparse(news, said)
    print("TR-News, end to end:", json.dumps(_scorer().rnd(figures["e2e161"])))
    print(PEERS_LOCATED)


def roles(gazetteer: Gazetteer, splits: Iterable[str] = ()) -> None:
    """Score the roles that the reader gives to names: all five, and event against the rest.

    Without `splits`, each conflict of train and dev by weights that have not seen it.
    """
    asked = [r for split in splits or ("train", "dev") for r in reports(split)]
    said: dict[str, Counter[tuple[str, str]]] = {"en": Counter(), "ar": Counter()}
    if splits:
        _count_roles(asked, gazetteer, said)
    else:
        learnt = {r["report_id"]: list(role_training.examples(r, gazetteer)) for r in asked}
        shipped = weights._tagger
        with TemporaryDirectory() as folder:
            path = Path(folder) / "roles.crfsuite"
            for group in sorted({r["conflict"] for r in asked}):
                rest = [e for r in asked if r["conflict"] != group for e in learnt[r["report_id"]]]
                role_training.fit(rest, path)
                tagger = pycrfsuite.Tagger()
                tagger.open(str(path))
                weights._tagger = lambda tagger=tagger: tagger  # type: ignore[assignment]
                _count_roles([r for r in asked if r["conflict"] == group], gazetteer, said)
            weights._tagger = shipped
    for language, pairs in said.items():
        _show_roles(language, pairs)


def _count_roles(
    asked: list[Document], gazetteer: Gazetteer, said: dict[str, Counter[tuple[str, str]]]
) -> None:
    reader = Reader(gazetteer)
    for row in asked:
        gold = {span(row, m): m["role"] for m in row["mentions"]}
        day = date.fromisoformat(row["published"]) if row["published"] else None
        (reading,) = reader([Report(row["report_id"], row["text"], day, language=row["language"])])
        for mention in reading.mentions:
            role = gold.get((mention.start, mention.end))
            if role:
                said[row["language"]][role, mention.role] += 1


def _show_roles(language: str, pairs: Counter[tuple[str, str]]) -> None:
    total = sum(pairs.values())
    right = sum(n for (a, b), n in pairs.items() if a == b)
    both = pairs["event", "event"]
    wanted = sum(n for (a, _), n in pairs.items() if a == "event")
    given = sum(n for (_, b), n in pairs.items() if b == "event")
    print(
        f"roles {language}: {total} names, right {right / total:.3f}; event P {both / given:.3f} "
        f"R {both / wanted:.3f} F1 {2 * both / (given + wanted):.3f}"
    )
    names = ("event", "source", "actor", "direction", "background")
    print("  gold \\ said " + " ".join(f"{n:>10s}" for n in names))
    for a in names:
        print(f"  {a:12s}" + " ".join(f"{pairs[a, b]:10d}" for b in names))


def event(gazetteer: Gazetteer) -> None:
    """Score the places of events on the sentences that the weights have not seen."""
    from tests.train import anchors as anchor_training

    for subset in ("heldout", "gold", "syria"):
        rows, said = anchor_training.predictions(subset, gazetteer.prominence)
        figures = _scorer().event(rows, said)
        token, whole = figures["token"], figures["span"]
        print(
            f"{subset:8s} {figures['n']:5d} verbs | token P {token['P']:.3f} R {token['R']:.3f} "
            f"F1 {token['F1']:.3f} | span F1 {whole['F1']:.3f} | all places right {figures['sentence_acc']:.3f}"
        )
    print(PEERS_EVENT)


def test(gazetteer: Gazetteer) -> None:
    """Score the corpus's test conflicts."""
    documents = _corpus("test", "en")
    said = {str(d["doc_id"]): tag(d, gazetteer, adjectives=False) for d in documents}
    for group in sorted({d["group"] for d in documents}):
        show(f"test: {group}", [d for d in documents if d["group"] == group], said)
    show("test, English", documents, said)
    documents = _corpus("test", "ar")
    show(
        "test, Arabic",
        documents,
        {str(d["doc_id"]): tag(d, gazetteer, adjectives=False) for d in documents},
    )
    roles(gazetteer, ("test",))


COMMANDS: dict[str, Callable[[Gazetteer], None]] = {
    "recognition": recognition,
    "arabic": arabic,
    "located": located,
    "roles": roles,
    "event": event,
    "test": test,
}


def main() -> None:
    """Run what is asked for; all but the test split if nothing is."""
    gazetteer = open_gazetteer(None)
    for name in sys.argv[1:] or [n for n in COMMANDS if n != "test"]:
        start = time.perf_counter()
        COMMANDS[name](gazetteer)
        print(f"  ({name}: {time.perf_counter() - start:.0f} s)")


if __name__ == "__main__":
    main()
