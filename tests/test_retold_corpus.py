from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.bench.events import COLUMNS

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("retold/*/gold.csv"))
COUNTED = {"yes", "optional", "no"}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


def text_of(folder: Path, report: str) -> Path:
    """The one text that a row means, by its whole name or by what stands before the first "_"."""
    (path,) = (p for p in folder.glob("*.txt") if report in (p.stem, p.stem.split("_", 1)[0]))
    return path


def test_every_text_has_its_gold_and_its_source(folder: Path):
    texts = set(folder.glob("*.txt"))
    assert {text_of(folder, row["report"]) for row in table(folder / "gold.csv")} == texts
    sources = table(folder / "sources.csv")
    assert sorted(text_of(folder, row["report"]) for row in sources) == sorted(texts)
    assert all(row["publisher"] and (row["url"] or "http").startswith("http") for row in sources)


def test_a_text_is_published_on_the_day_of_its_source(folder: Path):
    days = {text_of(folder, r["report"]): r["date"] for r in table(folder / "sources.csv")}
    for path, told in days.items():
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        if first.startswith("Published:"):
            day = first.removeprefix("Published:").strip()
            assert date.fromisoformat(day)
            assert told in ("", day), path.name


def test_gold_rows_are_what_the_scorer_expects(folder: Path):
    for row in table(folder / "gold.csv"):
        assert set(COLUMNS) <= set(row), row["report"]
        assert row["map_as_incident"] in COUNTED, row
        assert row["where"] in ("points", "area", "none", "any", ""), row
        assert bool(row["where"]) == bool(row["event_type"]), row
        assert row["where"] != "points" or row["points"], row
        assert bool(row["date_from"]) == bool(row["date_to"]), row
        if row["date_from"]:
            assert date.fromisoformat(row["date_from"]) <= date.fromisoformat(row["date_to"]), row
        tolls = [int(row[key]) for key in ("fat_low", "fat_best", "fat_high") if row[key]]
        assert tolls == sorted(tolls), row


def test_positions_lie_where_the_folder_says(folder: Path):
    abroad = folder.name.startswith("world-")
    lats, lons = ((-40, 70), (-120, 150)) if abroad else ((32.3, 37.4), (35.6, 42.4))
    widest_km = 250 if abroad else 100  # "in central Mali" is 400 km across
    for row in table(folder / "gold.csv"):
        for spot in filter(str.strip, row["points"].split(";")):
            lat, lon = map(float, spot.split())
            assert lats[0] < lat < lats[1], row
            assert lons[0] < lon < lons[1], row
        assert not row["points"] or 1 <= float(row["tolerance_km"]) <= widest_km, row
