"""What doubt about events is worth: ``python -m tests.bench.doubt``.

Reads the texts that nothing has learnt from (``tests/retold/*-test6`` and ``-test7``, the corpus split test) without
leaving out what `geo.extract.ending` leaves out as unlikely, and prints for each band of what
`geo.extract.credence` gives how many events it holds and how many of them are right as
``../shared/tools/score_events.py`` sees it; the same for events told in no known words. Totals only.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from geo.extract import ending
from tests.bench.events import SAMPLE, SCORER, events_of
from tests.train.likely import Text, is_at_home, is_blind, texts

if TYPE_CHECKING:
    from types import ModuleType

DOUBT = "may be no event of its own"
SUPPOSED = "in words that are not known to tell of an event"


def scorer() -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_events", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        raise SystemExit(f"{SCORER} is not here: these figures need the project's shared folder.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(chosen: list[Text], below: float) -> list[dict[str, Any]]:
    """Return the events of `chosen`, those below a chance for review and none left out for it."""
    found = []
    with (
        patch.object(ending, "_UNLIKELY", 0.0),
        patch.object(ending, "_DEADLY", 0.0),
        patch.object(ending, "_DOUBTFUL", below),
    ):
        for home in (True, False):
            group = [text.report for text in chosen if is_at_home(text) == home]
            found += events_of(group, SAMPLE if home else None)
    return found


def right(rules: ModuleType, chosen: list[Text], events: list[dict[str, Any]]) -> set[int]:
    """Return the numbers of the events that tell a gold event, each gold event once."""
    gold = {text.report.report_id: [g for g in text.gold if g["where"]] for text in chosen}
    found = set()
    for number, event in enumerate(events):
        kind = rules.group(event["event_type"], event["sub_event_type"])
        open_rows = gold[event["report_id"]]
        for row in open_rows:
            same = rules.group(row["event_type"], row["sub_event_type"]) == kind
            if same and rules.place_fits(row, event):
                open_rows.remove(row)
                found.add(number)
                break
    return found


def main() -> None:
    """Print the bands."""
    rules = scorer()
    chosen = [text for text in texts() if is_blind(text)]
    low, high = ending._UNLIKELY, ending._DOUBTFUL
    events, unlikely = told(chosen, high), told(chosen, low)
    hits = right(rules, chosen, events)
    bands: Counter[tuple[str, bool]] = Counter()
    for number, (event, same) in enumerate(zip(events, unlikely, strict=True)):
        band = f"{high} and more"
        if DOUBT in str(same["review"]):
            band = f"below {low} (left out, or the likeliest, or with dead)"
        elif DOUBT in str(event["review"]):
            band = f"{low} to {high} (for review)"
        bands[band, number in hits] += 1
        if SUPPOSED in str(event["review"]):
            bands["in no known words", number in hits] += 1
    for band in sorted({band for band, _ in bands}):
        print(f"{band}: {bands[band, True] + bands[band, False]} events, {bands[band, True]} right")


if __name__ == "__main__":
    main()
