"""One happening, told in many ways: how the tellings are read; see README.md beside this file."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from geo.extract.kinds import TYPES

FOLDER = Path(__file__).parent


def places() -> dict[str, dict[str, str]]:
    """Return the rows of ``places.csv`` by name: where each place is, and how far off still counts."""
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def tellings(name: str) -> list[dict[str, Any]]:
    """Return the tellings of ``NAME.jsonl`` in file order."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def names() -> list[str]:
    """Return the names of all files of tellings."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def gold(telling: dict[str, Any]) -> list[dict[str, str]]:
    """Return a telling's events in the scorer's columns; one row with an empty ``where`` if it has none.

    An event is ``{"kind": ..., "at": ..., "day": ..., "dead": ..., "by": ..., "optional": ...}``: `kind`
    a key of `geo.extract.kinds.TYPES`, `at` a name of ``places.csv`` or null, `day` one day or
    ``FROM/TO``, `dead` a number or ``[low, best, high]``, `by` who says so; all but the first two may
    be left out.
    """
    rows = []
    known = places()
    for number, event in enumerate(telling["events"], 1):
        family, form = TYPES[event["kind"]]
        place = known[event["at"]] if event.get("at") else None
        start, _, end = (event.get("day") or "").partition("/")
        dead = event.get("dead")
        low, best, high = dead if isinstance(dead, list) else (dead, dead, dead)
        row = {
            "report": telling["id"], "n": number,
            "map_as_incident": "optional" if event.get("optional") else "yes",
            "event_type": family, "sub_event_type": form, "place": event.get("at"),
            "where": place["where"] if place else "none",
            "points": f"{place['lat']} {place['lon']}" if place else "",
            "tolerance_km": place["tolerance_km"] if place else "",
            "date_from": start, "date_to": end or start,
            "fat_low": low, "fat_best": best, "fat_high": high,
            "claim_source": event.get("by") or "unattributed",
        }  # fmt: skip
        rows.append({key: "" if value is None else str(value) for key, value in row.items()})
    return rows
