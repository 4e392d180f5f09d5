"""Train the ranker of geo/locate and write geo/data/ranker.json.

    python -m tests.bench.train_ranker [--trnews FILE.jsonl] [--write]

Learns from our own corpus (tests/corpus, CC BY 4.0) and from TR-News (MIT), whose weights may ship.
Every document is read with no country, with the project's, and with what the ranker that ships now
takes for its home, so that the ranker can do all; and so is every sentence of ours by itself, since
many a report is one sentence. Prints, by three-fold cross-validation over whole documents, what the trained ranker and the
rule it replaces reach; the same data gives the same file. Needs lightgbm and scikit-learn, the package does not.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from pathlib import Path

import numpy as np

from geo.gazetteer import add_list, open_gazetteer
from geo.locate import choose as ch
from geo.locate.choose import Ranker, first_choice, ranker_of
from geo.locate.document import read_document
from geo.locate.evidence import FEATURES, Evidence, kilometres
from geo.locate.home import home_of
from tests.corpus import reports, span

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "geo" / "data" / "ranker.json"
OCHA = ROOT.parent / "shared/samples/syr_populated_places.csv"
FOLDS = 3


def read_trnews(path: Path) -> list[dict]:
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        gold = sorted((t for t in raw["toponyms"]), key=lambda t: t["start"])
        documents.append(
            {
                "id": f"trnews-{raw['doc_id']}",
                "text": raw["text"],
                "spans": [(t["start"], t["end"]) for t in gold],
                "gold": [
                    (t["lon"], t["lat"], str(t.get("geonameid"))) if t["lat"] is not None else None
                    for t in gold
                ],
                "country": (),
            }
        )
    return documents


def read_corpus(split: str) -> list[dict]:
    return [
        {
            "id": raw["report_id"],
            "text": raw["text"],
            "spans": [span(raw, m) for m in raw["mentions"]],
            "gold": [
                None if m.get("lat") is None else (m["lon"], m["lat"], "", m["role"])
                for m in raw["mentions"]
            ],
            "country": (raw["country"],) if raw.get("country") else (),
        }
        for raw in reports(split)
    ]


def grade(places, gold) -> list[int]:
    """Return how right each candidate is: 4 the one, 3 within 10 km, 2 within 25, 1 within 161."""
    km = [
        float(kilometres(gold[0], gold[1], np.array([p.lon]), np.array([p.lat]))[0]) for p in places
    ]
    same = [bool(gold[2]) and p.source == f"geonames:{gold[2]}" for p in places]
    if any(same):
        return [
            4 if s else 2 if d < 25 else 1 if d < 161 else 0 for s, d in zip(same, km, strict=True)
        ]
    near = min(km)
    return [0 if d > 161 else (4 if d < 15 else 2) if d == near else 2 if d < 10 else 1 for d in km]


def nowhere(_: dict) -> tuple[str, ...]:
    return ()


def at_home(document: dict) -> tuple[str, ...]:
    return document["country"]


def by_itself(document: dict) -> list[dict]:
    """Return each sentence of a document that has a name with a place, as a document."""
    text, out, start = document["text"], [], 0
    ends = [m.end() for m in re.finditer(r"[.!?؟]\s+|\n+", text)] + [len(text)]
    for end in ends:
        inside = [
            i for i, (first, last) in enumerate(document["spans"]) if first >= start and last <= end
        ]
        if any(document["gold"][i] is not None for i in inside):
            out.append(
                {
                    "id": document["id"],
                    "text": text[start:end],
                    "spans": [
                        (document["spans"][i][0] - start, document["spans"][i][1] - start)
                        for i in inside
                    ],
                    "gold": [document["gold"][i] for i in inside],
                    "country": document["country"],
                    "short": True,
                }
            )
        start = end
    return out


def supposed(geocoder):
    """Return a function that tells where the shipped ranker takes a document to be at home."""
    shipped = ch.load_ranker()

    def home(document: dict) -> tuple[str, ...]:
        named = read_document(document["text"], document["spans"], geocoder, ())
        return home_of(named, ch.choose(named, (), None, len(document["text"]), shipped))

    return home


def prepare(documents, geocoder, countries_of):
    return [
        (d, read_document(d["text"], d["spans"], geocoder, countries_of(d)), countries_of(d))
        for d in documents
    ]


def fit(sets, rounds=None, seed=1):
    """Fit twice: the second time the evidence leans on what the first chose."""
    import lightgbm  # here only, so that pytest may look for doctests without it

    chooser = None
    for _ in range(2):
        rows, labels, groups = [], [], []
        for document, named, countries in sets:
            length = len(document["text"])
            chosen = first_choice(named, countries)
            evidence = Evidence(named, countries, None, length)
            tables = evidence.split(evidence.given(chosen))
            if chooser is not None:
                chosen = [int(chooser.predict(t).argmax()) if len(t) else None for t in tables]
                tables = evidence.split(evidence.given(chosen))
            for table, gold, name in zip(tables, document["gold"], named, strict=True):
                if gold is None or len(table) < 2:
                    continue
                marks = grade(name.candidates, gold)
                if max(marks) == 0 or min(marks) == max(marks):
                    continue
                rows.append(table)
                labels += marks
                groups.append(len(table))
        chooser = lightgbm.LGBMRanker(
            n_estimators=rounds or 160,
            learning_rate=0.06,
            num_leaves=15,
            min_child_samples=25,
            subsample=0.8,
            subsample_freq=1,
            colsample_bytree=0.7,
            reg_lambda=3,
            n_jobs=1,
            verbose=-1,
            random_state=seed,
            deterministic=True,
            force_row_wise=True,
            label_gain=[0, 1, 3, 5, 12],
        )
        chooser.fit(np.vstack(rows), labels, group=groups)
    return chooser


def fit_sure(rows, right):
    """Fit how likely a choice is right; more lead, share and likeness never make it less so."""
    import lightgbm

    rising = {"lead", "share", "mark", "match", "in_scope"}
    model = lightgbm.LGBMClassifier(
        n_estimators=70,
        learning_rate=0.08,
        num_leaves=9,
        min_child_samples=60,
        subsample=0.8,
        subsample_freq=1,
        colsample_bytree=0.6,
        reg_lambda=5,
        n_jobs=1,
        verbose=-1,
        random_state=1,
        deterministic=True,
        force_row_wise=True,
        monotone_constraints=[int(name in rising) for name in ch.SURENESS],
    )
    model.fit(rows, right)
    return model


def flat(model, prefix="") -> dict:
    """Return the trees of a LightGBM model as flat lists."""
    out = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "leaf")}

    def walk(node) -> int:
        if "leaf_value" in node:
            out["leaf"].append(round(float(node["leaf_value"]), 6))
            return -len(out["leaf"])
        at = len(out["feature"])
        out["feature"].append(int(node["split_feature"]))
        out["threshold"].append(float(f"{node['threshold']:.7g}"))
        out["left"].append(0)
        out["right"].append(0)
        out["left"][at] = walk(node["left_child"])
        out["right"][at] = walk(node["right_child"])
        return at

    for tree in model.booster_.dump_model()["tree_info"]:
        out["roots"].append(walk(tree["tree_structure"]))
    return {prefix + key: values for key, values in out.items()}


def outcomes(sets, ranker):
    """Yield one (row for sureness, km or None, kind of document, gold) a name with a gold point."""
    for document, named, countries in sets:
        evidence = Evidence(named, countries, None, len(document["text"]))
        rule = first_choice(named, countries)
        rows, scores, chosen = ch.weigh(evidence, named, countries, ranker.trees)
        tables = evidence.split(rows)
        for n, gold, table, marks, pick, first in zip(
            named, document["gold"], tables, scores, chosen, rule, strict=True
        ):
            if gold is None:
                continue

            def far(i, n=n, gold=gold):
                if i is None:
                    return None
                p = n.candidates[i]
                return float(kilometres(gold[0], gold[1], np.array([p.lon]), np.array([p.lat]))[0])

            seen = ch.sureness(table, marks, [0], [pick])[0] if pick is not None else None
            yield (
                document,
                n,
                gold,
                far(pick),
                far(first),
                seen,
                (n.candidates[pick] if pick is not None else None),
            )


def report(title, results):
    n = len(results)
    if not n:
        return
    for label, at in (("ranker", 3), ("rule", 4)):
        km = [r[at] for r in results]
        print(
            f"  {title:22} {label:7} n={n}"
            + "".join(
                f"  @{t}: {sum(k is not None and k <= t for k in km) / n:.3f}"
                for t in (10, 25, 161)
            )
            + f"  unknown {sum(k is None for k in km) / n:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trnews", type=Path, default=ROOT.parent / "shared/geoparse/trnews.jsonl")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    geocoder = open_gazetteer(None)
    news, own = read_trnews(options.trnews), read_corpus("train") + read_corpus("dev")
    likely = supposed(geocoder)
    sets = [*prepare(news, geocoder, nowhere), *prepare(news, geocoder, likely)]
    single = [part for document in own for part in by_itself(document)]
    for documents in (own, single):
        sets += prepare(documents, geocoder, nowhere)
        sets += prepare(documents, geocoder, at_home)
    sets += prepare(own, geocoder, likely)
    if OCHA.is_file():  # what a user adds: thousands of villages whose people nobody counted
        with tempfile.TemporaryDirectory() as folder:
            add_list(OCHA, Path(folder), name="ocha", country="SY")
            local = open_gazetteer(None, user_dir=Path(folder))
            syrian = [d for d in own if d["country"] == ("SY",)]
            sets += prepare(syrian, local, at_home)
    ids = sorted({s[0]["id"] for s in sets})
    fold_of = {name: i % FOLDS for i, name in enumerate(ids)}
    every = []
    for fold in range(FOLDS):
        print("fold", fold, round(time.process_time()), flush=True)
        model = fit([s for s in sets if fold_of[s[0]["id"]] != fold])
        ranker = Ranker(
            *[ranker_of({**flat(model), **flat(model, "sure_")}).trees] * 2  # how sure: later
        )
        held = [s for s in sets if fold_of[s[0]["id"]] == fold]
        for s in held:
            local = any(c.source.startswith("ocha") for n in s[1] for c in n.candidates)
            every += [(*r, bool(s[2]), local) for r in outcomes([s], ranker)]
    is_news = [r for r in every if r[0]["id"].startswith("trnews")]
    print(f"{FOLDS}-fold cross-validation over {len(ids)} documents")
    report("TR-News", is_news)
    for scoped in (False, True):
        for short in (False, True):
            mine = [
                r
                for r in every
                if not r[0]["id"].startswith("trnews")
                and r[-2] == scoped
                and not r[-1]
                and r[0].get("short", False) == short
            ]
            title = "sentences, " if short else "corpus, "
            report(title + ("country given" if scoped else "no country"), mine)
            report("  their event places", [r for r in mine if r[2][3] == "event"])
    report("Syrian, OCHA's list", [r for r in every if r[-1]])
    report("  its event places", [r for r in every if r[-1] and r[2][3] == "event"])
    known = [r for r in every if r[5] is not None]
    rows = np.array([r[5] for r in known])
    # right: as near as its kind can be told; the province for the town is not right
    right = np.array([float(r[3] <= max(15, 0.8 * r[6].radius_m / 1000)) for r in known])
    part = np.array([fold_of[r[0]["id"]] for r in known])
    p = np.zeros(len(known))
    for fold in range(FOLDS):
        judge = fit_sure(rows[part != fold], right[part != fold])
        p[part == fold] = judge.predict_proba(rows[part == fold])[:, 1]
    judge = fit_sure(rows, right)
    print("  sure   names  right")
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}-{low + 0.1:.1f} {inside.sum():5d}  {right[inside].mean():.3f}")
    for cut in (0.2, 0.3, 0.4, 0.5, 0.6):
        keep = p >= cut
        print(
            f"  cut {cut}: placed {keep.mean():.3f}, right of those {right[keep].mean():.3f}, lost {((~keep) & (right > 0)).sum() / right.sum():.3f}"
        )
    if options.misses:
        shown = 0
        for r in every:
            if (r[3] is None or r[3] > 161) and shown < options.misses and not r[-2]:
                shown += 1
                print(
                    "   MISS",
                    r[0]["id"],
                    repr(r[1].name),
                    r[2][:3],
                    r[3] and round(r[3]),
                    r[6] and (r[6].name, r[6].kind, r[6].country, r[6].basis),
                )
    model = fit(sets)
    final = ranker_of({**flat(model), **flat(judge, "sure_")})
    test = read_corpus("test")
    for title, country in (("no country", nowhere), ("country given", at_home)):
        held = [(*r,) for s in prepare(test, geocoder, country) for r in outcomes([s], final)]
        report(f"test conflicts, {title}", held)
        report("  their event places", [r for r in held if r[2][3] == "event"])
    if options.write:
        raw = flat(model)
        raw["features"] = list(FEATURES)
        raw |= {**flat(judge, "sure_"), "sureness": list(ch.SURENESS)}
        TARGET.write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="ascii")
        print(f"wrote {TARGET} ({TARGET.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
