"""The corpus of composed reports: how it is read and split; see README.md beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

# Split by conflict, so that the reader is tested on wars it was not built on. "train" feeds models and
# rules, "dev" was looked at while building, "test" was only scored.
SPLIT = {
    "syria": "train", "sudan": "train", "drc": "train", "ukraine": "train", "sinai": "train",
    "iraq": "dev", "levant": "dev", "somalia": "dev",
    "nigeria": "dev", "mexico": "dev", "haiti": "dev", "myanmar": "dev",
    "afpak": "test", "yemen": "test", "libya": "test", "sahel": "test",
    "colombia": "test", "mozambique": "test",
}  # fmt: skip


def reports(split: str = "", language: str = "") -> list[dict[str, Any]]:
    """Return the reports of one split and language, all for ``""``, in file order."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            if split in ("", SPLIT[report["conflict"]]) and language in ("", report["language"]):
                found.append(report)
    return found


def span(report: dict[str, Any], mention: dict[str, Any]) -> tuple[int, int]:
    """Return where a mention stands in its report's text."""
    position = -1
    for _ in range(mention["nth"]):
        position = report["text"].index(mention["name"], position + 1)
    return position, position + len(mention["name"])
