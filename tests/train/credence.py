"""Train the weights of `geo.extract.credence`: ``python -m tests.train.credence [--record SET...]``.

Learns from ``first_readings.csv``: the signs of every event that the reader told of a blind set before
anybody looked at what it misses there, and whether the event was right. A reader that was mended for a
text is right about it more often than about a new one; what it told at first is not. Fits a logistic
regression with a ridge, writes ``geo/extract/models/credence.csv``, and prints by ten folds over whole
reports what leaving out the least likely does.

``--record`` adds the present reading of sets of ``tests/retold``, to be done in the moment in which
they are opened; it needs the scorer of the project's shared folder.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import numpy as np

from geo.extract import credence, ending
from geo.extract.telling import telling_of
from tests.bench.doubt import scorer
from tests.bench.events import SAMPLE, events_of
from tests.train.likely import OPTIONAL, is_at_home, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.extract.drafts import Draft
    from geo.extract.story import Story
    from geo.model import Telling

HERE: Final = Path(__file__).parent
READINGS: Final = HERE / "first_readings.csv"
TARGET: Final = Path("geo/extract") / credence.MODEL
RIDGE: Final = 20.0
MARK: Final = "sign "
FOLDS: Final = 10
KEYS: Final = ("set", "report", "right", "found")
"""``right``: the report tells such an event; ``found``: it lies where the coder put it, too."""


def rows() -> list[dict[str, str]]:
    """Return the first readings."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fit(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights of signs (n events, k signs, the first of them the bias), by Newton's method.

    The ridge lies on weights of signs that vary by 1, and not on the bias.
    """
    mean, scale = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    mean[0], scale[0] = 0.0, 1.0
    scaled = (signs - mean) / scale
    ridge = np.full(signs.shape[1], RIDGE)
    ridge[0] = 0.0
    weights = np.zeros(signs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (right - chance) - ridge * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    weights /= scale
    weights[0] -= weights[1:] @ mean[1:]
    return weights


def kept(chances: np.ndarray, reports: list[str], least: float) -> np.ndarray:
    """Return which events stay: those of at least that chance, and each report's likeliest."""
    best: dict[str, float] = {}
    for name, chance in zip(reports, chances, strict=True):
        best[name] = max(chance, best.get(name, 0.0))
    return np.array([c >= min(least, best[n]) for n, c in zip(reports, chances, strict=True)])


def by_folds(signs: np.ndarray, right: np.ndarray, reports: list[str]) -> np.ndarray:
    """Return the chance of each event by weights that have seen no event of its report."""
    number = {name: k % FOLDS for k, name in enumerate(dict.fromkeys(reports))}
    fold = np.array([number[name] for name in reports])
    chances = np.zeros(len(right))
    for k in range(FOLDS):
        weights = fit(signs[fold != k], right[fold != k])
        chances[fold == k] = 1 / (1 + np.exp(-signs[fold == k] @ weights))
    return chances


def train() -> None:
    """Write the weights and print what they are worth."""
    told = rows()
    names = [name for name in told[0] if name not in KEYS]
    signs = np.array([[float(row[name]) for name in names] for row in told])
    right = np.array([row["right"] == "1" for row in told], dtype=float)
    found = np.array([row["found"] == "1" for row in told])
    reports = [f"{row['set']}/{row['report']}" for row in told]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("sign", "weight"))
        writer.writerows((n, f"{w:.4f}") for n, w in zip(names, fit(signs, right), strict=True))
    chances = by_folds(signs, right, reports)
    for low, high in ((0, 0.2), (0.2, 0.35), (0.35, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1)):
        band = (chances >= low) & (chances < high)
        print(f"{low} to {high}: {band.sum()} events, {int(right[band].sum())} right")
    for least in (0.0, 0.25, 0.3, ending._UNLIKELY, 0.4, 0.45):
        stay = kept(chances, reports, least)
        print(
            f"from {least}: {stay.sum()} events, {int(right[stay].sum())} right, {found[stay].sum()} found"
        )


def record(folders: list[str]) -> None:
    """Add the present reading of sets to the first readings."""
    recorded = {row["set"] for row in rows()} if READINGS.exists() else set()
    if again := recorded.intersection(folders):
        raise SystemExit(
            f"{', '.join(sorted(again))}: read before; only a first reading is honest."
        )
    new = [row for name in folders for row in first_reading(name)]
    with READINGS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*KEYS, *new[0]["signs"]], lineterminator="\n")
        if not recorded:
            writer.writeheader()
        for row in new:
            signs = {name: round(value, 3) for name, value in row["signs"].items()}
            writer.writerow({key: row[key] for key in KEYS} | signs)


def first_reading(name: str) -> Iterator[dict[str, Any]]:
    """Yield the events of a set as the reader tells them now, without those that are optional."""
    rules, chosen = scorer(), [text for text in texts() if text.folder == name]
    signs: list[dict[str, float]] = []

    def marked(story: Story, parts: list[Draft]) -> list[Telling]:
        weighed, told = credence.Credence(story), []
        for part in parts:
            telling = telling_of(story.report, part)
            told.append(replace(telling, review=(f"{MARK}{len(signs)};", *telling.review)))
            signs.append(weighed.signs(part, telling))
        return told

    with patch.object(ending, "_credible", marked):
        project = SAMPLE if is_at_home(chosen[0]) else None
        events = events_of([text.report for text in chosen], project)
    gold = {text.report.report_id: [row for row in text.gold if row["where"]] for text in chosen}

    def take(event: dict[str, Any], fits: Callable[..., bool | None]) -> dict[str, str] | None:
        kind = rules.group(event["event_type"], event["sub_event_type"])
        open_rows = sorted(gold[event["report_id"]], key=is_optional)
        for row in open_rows:
            same = rules.group(row["event_type"], row["sub_event_type"]) == kind
            if same and fits(row, event) is not False:
                gold[event["report_id"]].remove(row)
                return row
        return None

    found = [take(event, rules.place_fits) for event in events]
    # where no list has the place, it can't lie where the coder put it: the day must do
    told = [
        row or (take(event, rules.date_fits) if is_unlisted(event) else None)
        for row, event in zip(found, events, strict=True)
    ]
    for event, placed, row in zip(events, found, told, strict=True):
        if row is None or not is_optional(row):
            number = str(event["review"]).split(MARK)[1].split(";")[0]
            yield {
                "set": name,
                "report": event["report_id"],
                "right": int(row is not None),
                "found": int(placed is not None),
                "signs": signs[int(number)],
            }


def is_optional(row: dict[str, str]) -> bool:
    """Tell whether coders would differ on a gold row."""
    return row["map_as_incident"] == OPTIONAL


def is_unlisted(event: dict[str, Any]) -> bool:
    """Tell whether an event's place is on no list, so that something stands in for it or nothing."""
    basis = event["place_basis"] or ""
    return event["lat"] is None or "no gazetteer is sure" in basis or "is not listed" in basis


def main() -> None:
    """Read the options and train or record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", nargs="+", default=[], metavar="SET")
    options = parser.parse_args()
    if options.record:
        record(options.record)
    train()


if __name__ == "__main__":
    main()
