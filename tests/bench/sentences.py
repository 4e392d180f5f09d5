"""Score tolls and dates sentence by sentence on the corpus, apart from the rest of the reader.

``python -m tests.bench.sentences tolls --split train --language en -v`` prints what was missed.
A gold claim is found when one toll of its quote, or the sum of the tolls of one verb, has its
quantity, low and high; a gold day when one expression of its quotes overlaps it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.extract.counts import Quantity, Toll, find_tolls
from geo.extract.dates import Clock, When, find_dates
from geo.extract.text import Sentence, sentences
from tests.corpus import reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3  # sentences over which a bare number may mean what was counted last
COUNTED = ("killed", "injured", "captured", "displaced", "eliminated", "missing")


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a report with what was read in it."""

    sentence: Sentence
    dates: tuple[When, ...]
    tolls: tuple[Toll, ...]


def read(report: dict[str, Any]) -> list[Part]:
    """Return the sentences of `report`, read with a clock that runs through it."""
    published = report["published"] and date.fromisoformat(report["published"])
    clock = Clock(published or None)
    parts: list[Part] = []
    told: list[Quantity] = []
    told_at = 0
    for sentence in sentences(report["text"]):
        dates = find_dates(report["text"], sentence.tokens, clock)
        about = told[-1] if told and len(parts) - told_at <= CONTEXT else None
        tolls = find_tolls(sentence.tokens, [(d.first, d.last) for d in dates], about=about)
        if tolls:
            told.extend(t.quantity for t in tolls if t.quantity == "killed")
            told_at = len(parts)
        parts.append(Part(sentence, tuple(dates), tuple(tolls)))
        for hit in dates:
            if hit.kind == "day" and hit.end is not None:
                clock = Clock(clock.published, hit.end, hit.end.year)
    return parts


def quoted(report: dict[str, Any], parts: Sequence[Part], quote: str) -> list[Part]:
    """Return the sentences that share a character with the first occurrence of `quote`."""
    start = report["text"].index(quote)
    end = start + len(quote)
    return [p for p in parts if p.sentence.start < end and start < p.sentence.end]


def readings(parts: Sequence[Part]) -> dict[tuple[str, int | None, int | None], list[Toll]]:
    """Return each toll, and each sum over one verb, by what a claim would say of it."""
    found: dict[tuple[str, int | None, int | None], list[Toll]] = {}
    for part in parts:
        groups: dict[tuple[int, str], list[Toll]] = {}
        for toll in part.tolls:
            found.setdefault((toll.quantity, toll.low, toll.high), []).append(toll)
            groups.setdefault((toll.anchor, toll.quantity), []).append(toll)
        for (_, quantity), group in groups.items():
            lows = [t.low for t in group]
            highs = [t.high for t in group]
            low = (
                sum(x for x in lows if x is not None) if all(x is not None for x in lows) else None
            )
            high = (
                sum(x for x in highs if x is not None)
                if all(x is not None for x in highs)
                else None
            )
            found.setdefault((quantity, low, high), group)
    return found


def show(text: str, toll: Toll, part: Part) -> str:
    tokens = part.sentence.tokens
    words = text[tokens[toll.first].start : tokens[toll.last - 1].end]
    return f"{toll.quantity} {toll.low}..{toll.high} {toll.victim_class} [{words}] by “{tokens[toll.anchor].word}”"


def score_tolls(chosen: list[dict[str, Any]], *, verbose: bool) -> None:
    """Print recall over gold claims, and precision over the tolls of sentences with such claims."""
    gold: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    inside = right = beyond = 0
    for report in chosen:
        parts = read(report)
        text = report["text"]
        used: set[tuple[int, int, str]] = set()
        counted: set[int] = set()
        lines: list[str] = []
        for event in report["events"]:
            for claim in event["claims"]:
                if claim["quantity"] not in COUNTED or (
                    claim["low"] is None and claim["high"] is None
                ):
                    continue
                where = quoted(report, parts, claim["quote"])
                counted |= {p.sentence.start for p in where}
                high = None if claim["comparator"] == ">=" else claim["high"]
                found = readings(where)
                group = found.get((claim["quantity"], claim["low"], high))
                gold[claim["quantity"]] += 1
                if group is not None:
                    hits[claim["quantity"]] += 1
                    starts = {id(t): p.sentence.start for p in where for t in p.tolls}
                    used |= {(starts[id(t)], t.first, t.quantity) for t in group}
                else:
                    got = "; ".join(show(text, t, p) for p in where for t in p.tolls)
                    lines.append(
                        f"  MISSED {claim['quantity']} {claim['low']}..{high} {claim['victim_class']} | "
                        f"{claim['quote']} | GOT {got}"
                    )
        for part in parts:
            for toll in part.tolls:
                is_right = (part.sentence.start, toll.first, toll.quantity) in used
                if part.sentence.start in counted:
                    inside += 1
                    right += is_right
                    label = "EXTRA "
                else:
                    beyond += 1
                    label = "BEYOND"
                if not is_right:
                    lines.append(
                        f"  {label} {show(text, toll, part)} | {text[part.sentence.start : part.sentence.end]}"
                    )
        if verbose and lines:
            print("==", report["report_id"])
            print("\n".join(lines))
    for quantity in COUNTED:
        if gold[quantity]:
            print(f"{quantity:11} {hits[quantity]:4} of {gold[quantity]:4}")
    found, wanted = sum(hits.values()), sum(gold.values())
    print(
        f"all         {found:4} of {wanted:4}  recall {found / max(1, wanted):.3f}; precision in their sentences "
        f"{right / max(1, inside):.3f} ({right} of {inside}); {beyond} tolls in other sentences"
    )


def outcome(event: dict[str, Any], found: Sequence[When]) -> str:
    """Return "right", "misread", "open" (only expressions without a range) or "none"."""
    low = date.fromisoformat(event["date_from"])
    high = date.fromisoformat(event["date_to"] or event["date_from"])
    closed = [d for d in found if d.start is not None and d.kind != "future"]
    if any(d.start <= high and low <= (d.end or d.start) for d in closed if d.start):
        return "right"
    if closed:
        return "misread"
    return "open" if found else "none"


def score_dates(chosen: list[dict[str, Any]], *, verbose: bool) -> None:
    """Print how many dated gold events have a date expression in their quotes that fits them."""
    seen: Counter[str] = Counter()
    width: list[int] = []
    for report in chosen:
        parts = read(report)
        text = report["text"]
        lines: list[str] = []
        for event in report["events"]:
            if not event["date_from"]:
                continue
            where = {
                p.sentence.start: p
                for c in event["claims"]
                for p in quoted(report, parts, c["quote"])
            }
            found = [d for p in where.values() for d in p.dates]
            result = outcome(event, found)
            seen[result] += 1
            low = date.fromisoformat(event["date_from"])
            high = date.fromisoformat(event["date_to"] or event["date_from"])
            fits = [
                (d.end - d.start).days
                for d in found
                if d.start and d.end and d.kind != "future" and d.start <= high and low <= d.end
            ]
            if fits and event["date_from"] == event["date_to"]:
                width.append(min(fits))
            if result != "right" and (found or verbose):
                lines.append(f"  {result.upper()} {low}..{high} at {event['place']}")
                for part in where.values():
                    hits = "; ".join(_show_when(text, d, part) for d in part.dates)
                    lines.append(
                        f"     {text[part.sentence.start : part.sentence.end]} | GOT {hits}"
                    )
        if verbose:
            lines.extend(_all_dates(text, parts))
        if verbose and lines:
            print("==", report["report_id"], report["published"])
            print("\n".join(lines))
    total = sum(seen.values())
    said = total - seen["none"]
    print(
        f"dated events {total}; an expression in their quotes {said}: right {seen['right']} "
        f"({seen['right'] / max(1, said):.3f}), misread {seen['misread']}, open {seen['open']}; "
        f"of those of one day, read as one day {sum(w == 0 for w in width)} of {len(width)}"
    )


def _show_when(text: str, hit: When, part: Part) -> str:
    tokens = part.sentence.tokens
    return f"[{text[tokens[hit.first].start : tokens[hit.last - 1].end]}] {hit.start}..{hit.end} {hit.kind}"


def _all_dates(text: str, parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        for hit in part.dates:
            yield f"  - {_show_when(text, hit, part)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("tolls", "dates"))
    parser.add_argument("--split", default="", help="train, dev or test; all without it")
    parser.add_argument("--language", default="", help="en or ar; both without it")
    parser.add_argument("--report", default="", help="only reports whose id begins so")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what was missed")
    options = parser.parse_args()
    chosen = [
        r
        for r in reports(options.split, options.language)
        if r["report_id"].startswith(options.report)
    ]
    score = score_tolls if options.what == "tolls" else score_dates
    score(chosen, verbose=options.verbose)


if __name__ == "__main__":
    main()
