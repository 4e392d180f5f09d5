"""Score whole events: ``python -m tests.bench.events seed|devset|corpus|retold|tellings|NAME|FOLDER... [options]``.

``seed`` and ``devset`` read ``../shared`` with the sample project; ``corpus`` reads ``tests/corpus``
without any project, as a stranger's first try would, and prints a line a split and language;
``retold`` reads each folder of ``tests/retold``, those on northwest Syria with the sample project and
those on the rest of the ``world`` without; ``tellings`` reads the files of ``tests/tellings`` in the
same way, NAME one of them. FOLDER holds texts of your own (``NAME.txt``, with the header ``Published: 2020-02-06``) and their ``gold.csv``
in the scorer's columns. The scorer is ``../shared/tools/score_events.py``: recall, precision and F1 of
incidents found with the right place and type, then the share of right dates, tolls and claimants
among them.

Options: ``--split train|dev|test``, ``--language en|ar``, ``--project FOLDER`` for a FOLDER that is to
be read with its places and zones, ``--places FILE COUNTRY`` for a list of places that a user would add
with ``sitmap gazetteer add`` (``../shared/samples/syr_populated_places.csv SY``), ``--verbose``.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import tests.tellings

SHARED = Path("../shared")
SCORER = SHARED / "tools/score_events.py"
RETOLD = Path("tests/retold")
SAMPLE = Path("data")
COLUMNS = (
    "report,n,map_as_incident,event_type,sub_event_type,place,where,points,tolerance_km,date_from,"
    "date_to,fat_low,fat_best,fat_high,claim_source"
).split(",")


def gold_row(report: dict[str, Any], number: int, event: dict[str, Any]) -> dict[str, str]:
    """Return one gold event of the corpus in the scorer's columns."""
    points = event.get("points") or (
        [[event["lat"], event["lon"]]] if event.get("lat") is not None else []
    )
    voices = dict.fromkeys(claim["claimant"] for claim in event["claims"] if claim["claimant"])
    if set(voices) <= {"press"}:
        voices = {}  # the article's own voice, which the scorer asks nobody about
    row = {key: event.get(key) for key in COLUMNS}
    row |= {
        "report": report["report_id"],
        "n": number,
        "map_as_incident": "optional" if event.get("optional") else "yes",
        "points": ";".join(f"{lat} {lon}" for lat, lon in points),
        "date_to": event.get("date_to") or event.get("date_from"),
        "claim_source": "; ".join(voices) or "unattributed",
    }
    return {key: "" if value is None else str(value) for key, value in row.items()}


def events_of(
    reports: list[Any], root: Path | None, lists: Path | None = None
) -> list[dict[str, Any]]:
    """Return the events of `reports` as `sitmap read --json` prints them, with the place lists in `lists`."""
    from geo import pipeline
    from geo.cli.reading import event_records

    events, claims, _ = pipeline.read(reports, root, lists_dir=lists)
    return list(event_records(events, claims))


def score(gold: list[dict[str, str]], events: list[dict[str, Any]], *, verbose: bool) -> str:
    """Return what the scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        table, found = Path(folder) / "gold.csv", Path(folder) / "events.json"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(gold)
        found.write_text(json.dumps({"events": events}), encoding="utf-8")
        command = [sys.executable, str(SCORER), str(table), str(found)]
        done = subprocess.run(
            [*command, *(["--verbose"] if verbose else [])],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.strip()


def corpus(split: str, language: str, lists: Path | None, *, verbose: bool) -> None:
    """Print the scorer's line for each split and language of the corpus."""
    from geo.model import Report
    from tests.corpus import reports

    for part in (split,) if split else ("train", "dev", "test"):
        for tongue in (language,) if language else ("en", "ar"):
            chosen = reports(part, tongue)
            if not chosen:
                continue
            gold = [gold_row(r, n, e) for r in chosen for n, e in enumerate(r["events"])]
            given = [
                Report(
                    r["report_id"], r["text"],
                    date.fromisoformat(r["published"]) if r["published"] else None,
                    language=r["language"],
                )
                for r in chosen
            ]  # fmt: skip
            events = events_of(given, None, lists)
            # A report without gold events is scored too: whatever it yields is wrong.
            silent = Counter(e["report_id"] for e in events) - Counter(g["report"] for g in gold)
            empty = [r["report_id"] for r in chosen if not r["events"]]
            gold += [dict.fromkeys(COLUMNS, "") | {"report": name} for name in empty]
            print(
                f"{part} {tongue}: {len(chosen)} reports, {sum(silent[n] for n in empty)} events in {len(empty)} without any"
            )
            print("  " + score(gold, events, verbose=verbose).replace("\n", "\n  "))


def folder(path: Path, project: Path | None, lists: Path | None, *, verbose: bool) -> None:
    """Print the scorer's line for the texts of a folder beside its ``gold.csv``."""
    from geo.reports import read_report

    day = date(2020, 2, 6) if path == SHARED / "seed" else None  # a text without a header
    reports = [read_report(file, published=day) for file in sorted(path.glob("*.txt"))]
    gold = list(csv.DictReader((path / "gold.csv").open(encoding="utf-8")))
    rows = [{key: row.get(key) or "" for key in COLUMNS} for row in gold]
    told = score(rows, events_of(reports, project, lists), verbose=verbose)
    print(f"{path.name}:\n  " + told.replace("\n", "\n  "))


def tellings(name: str, lists: Path | None, *, verbose: bool) -> None:
    """Print the scorer's line for one file of ``tests/tellings``."""
    from geo.model import Report

    told = tests.tellings.tellings(name)
    reports = [
        Report(
            t["id"], t["text"],
            date.fromisoformat(t["published"]) if t.get("published") else None,
            language=name.removeprefix("world-")[:2],
        )
        for t in told
    ]  # fmt: skip
    events = events_of(reports, None if name.startswith("world-") else SAMPLE, lists)
    rows = []
    for telling in told:
        rows += tests.tellings.gold(telling) or [
            dict.fromkeys(COLUMNS, "") | {"report": telling["id"]}
        ]
    print(f"{name}:\n  " + score(rows, events, verbose=verbose).replace("\n", "\n  "))


def main() -> None:
    """Read the options and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["seed", "devset", "corpus"])
    parser.add_argument("--split", default="")
    parser.add_argument("--language", default="")
    parser.add_argument("--project", type=Path)
    parser.add_argument("--places", nargs=2, metavar=("FILE", "COUNTRY"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if not SCORER.exists():
        raise SystemExit(f"{SCORER} is not here: these figures need the project's shared folder.")
    with tempfile.TemporaryDirectory() as scratch:
        lists = None
        if options.places:
            from geo.gazetteer import add_list

            lists = Path(scratch)
            add_list(Path(options.places[0]), lists, country=options.places[1])
        for what in options.what:
            one(what, options, lists)


def one(what: str, options: argparse.Namespace, lists: Path | None) -> None:
    """Score what one word of the command line names."""
    tell = {"lists": lists, "verbose": options.verbose}
    if what == "corpus":
        corpus(options.split, options.language, **tell)
    elif what in ("seed", "devset"):
        folder(SHARED / what, SAMPLE, **tell)
    elif what == "retold":
        for path in sorted(RETOLD.iterdir()):
            if (path / "gold.csv").exists():
                folder(path, None if path.name.startswith("world") else SAMPLE, **tell)
    elif what == "tellings" or what in tests.tellings.names():
        for name in tests.tellings.names() if what == "tellings" else [what]:
            tellings(name, **tell)
    elif (Path(what) / "gold.csv").exists():
        folder(Path(what), options.project, **tell)
    else:
        raise SystemExit(
            f"{what}: neither seed, devset, corpus, retold, tellings or one of its files, nor a folder with a gold.csv"
        )


if __name__ == "__main__":
    main()
