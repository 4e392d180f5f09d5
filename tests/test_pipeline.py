from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Point

import geo
from geo import pipeline
from geo.model import EVENTS, Report
from geo.pipeline import save
from geo.project import read_project

DATA = Path("data")


@pytest.fixture(scope="module")
def sample() -> geo.Atlas:
    return geo.build(DATA)


def test_the_sample_yields_events_with_proof(sample: geo.Atlas):
    EVENTS.check(sample.events)
    assert sample.events["event_id"].is_unique
    assert set(sample.events["event_id"]) == set(sample.claims["event_id"])
    assert sample.counts["events"] == len(sample.events)


def test_an_event_is_on_the_map_or_listed_without_a_place(sample: geo.Atlas):
    placed = sample.events.geometry.notna()
    assert placed.sum() == sample.counts["events on the map"]
    assert (~placed).sum() == sample.counts["events without a place"]
    assert (sample.events.loc[~placed, "place_basis"] != "").all()


def test_capitals_where_somebody_only_spoke_are_no_event_places(sample: geo.Atlas):
    spoken = {"Moscow", "Ankara", "Baku", "Britain", "Damascus"}
    assert not spoken & set(sample.events["place"])


def test_every_event_with_a_place_and_a_day_is_told_against_the_zones(sample: geo.Atlas):
    events = sample.events
    ready = events.geometry.notna() & events["date_start"].notna()
    assert events.loc[ready, "zone_fit"].isin(["inside", "edge", "outside"]).all()
    assert "inside" in set(events["zone_fit"])


def test_the_same_data_gives_the_same_bytes_anywhere(tmp_path: Path):
    pages = []
    for number, hash_seed in enumerate(("1", "271828")):
        folder = tmp_path / f"copy{number}"
        shutil.copytree(DATA, folder / "somewhere" / "data")
        command = [sys.executable, "-m", "geo", "build", "somewhere/data", "-o", "out"]
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": ("UTC", "Asia/Kathmandu")[number],
               "PYTHONPATH": str(Path.cwd())}  # fmt: skip
        subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
        pages.append({p.name: p.read_bytes() for p in (folder / "out").glob("*.html")})
    assert pages[0]
    assert pages[0] == pages[1]


def test_an_unchanged_page_is_not_written_again(sample: geo.Atlas, tmp_path: Path):
    project = read_project(DATA)
    first = save(sample, project, tmp_path)
    again = save(sample, project, tmp_path)
    assert all(page.changed for page in first)
    assert not any(page.changed for page in again)


def test_the_sample_page_stays_small(sample: geo.Atlas, tmp_path: Path):
    for page in save(sample, read_project(DATA), tmp_path):
        assert page.size <= 350_000


def test_a_project_without_anything_to_map_says_so(tmp_path: Path):
    shutil.copy(DATA / "atlas.toml", tmp_path)
    with pytest.raises(geo.InputError, match="nothing to map"):
        geo.build(tmp_path)


def test_a_quarter_that_no_list_has_is_in_the_city_named_last() -> None:
    text = "Raids on Aleppo killed nine.\n\nTwo more died on Sunday in the Qwetzan neighborhood, a medic said.\n"
    events, _, _ = pipeline.read([Report("r", text, date(2016, 6, 6))], None)
    quarter = events[events["place"].str.contains("Qwetzan")]
    assert len(quarter) == 1
    assert quarter.geometry.iloc[0].distance(Point(37.16, 36.2)) < 0.1


def test_a_sure_place_is_not_for_review_because_its_name_stands_abroad_too() -> None:
    text = "Shells killed two people in Goma, in eastern Congo's North Kivu province, on Monday."
    events, _, _ = pipeline.read([Report("r", text, date(2024, 5, 14))], None)
    (event,) = events.to_dict("records")
    assert event["country"] == "CD"
    assert "may be another" not in event["review"]


@pytest.mark.parametrize(
    ("where", "place", "precision"),
    [
        ("in the village of Sarmada", "Sarmada", 1),
        ("in the north of Sarmada", "northern Sarmada", 2),
        ("north of the town of Sarmada", "north of Sarmada", 2),
        ("between Sarmada and Atarib", "between Sarmada and Atarib", 2),
    ],
)
def test_a_place_is_called_by_its_name_and_how_the_event_leans_on_it(
    where: str, place: str, precision: int
) -> None:
    report = Report("r", f"Warplanes killed two people {where} on Monday.", date(2020, 2, 6))
    events, _, _ = pipeline.read([report], DATA)
    row = events.iloc[0]
    assert (row["place"], row["geo_precision"]) == (place, precision)
