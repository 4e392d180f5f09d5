"""What publishers' tables say stands in the map's tables, and in an export, field by field."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.export import export_events
from geo.pipeline import build
from geo.tables.countries import country_code
from tests.test_tables import ACLED, acled_row, table_of

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def built(root: Path, text: str | bytes):
    (root / "events").mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "T"\n', encoding="utf-8")
    (root / "events" / "t.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return build(root)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")
def test_ucdp_stands_in_the_map_field_by_field(tmp_path):
    data = (SAMPLES / "ucdp_ged_23_1_sample.csv").read_bytes()
    atlas = built(tmp_path / "one", data)
    raw = pd.read_csv(SAMPLES / "ucdp_ged_23_1_sample.csv", dtype=str, keep_default_na=False)
    events = atlas.events.set_index("event_id").loc["ucdp-" + raw["id"]].reset_index()
    assert len(atlas.events) == len(raw) == 1000
    same = {
        "place": "where_coordinates", "admin1": "adm_1", "admin2": "adm_2", "actor1": "side_a",
        "actor2": "side_b", "notes": "source_headline",
    }  # fmt: skip
    for ours, theirs in same.items():
        assert events[ours].tolist() == raw[theirs].str.strip().tolist(), ours
    for ours, theirs in (("low", "low"), ("best", "best"), ("high", "high")):
        assert events[f"fatalities_{ours}"].tolist() == raw[theirs].astype(int).tolist()
    for ours, theirs in (("lon", "longitude"), ("lat", "latitude")):
        assert events[ours].tolist() == raw[theirs].astype(float).tolist()
    for column in ("date_start", "date_end"):
        assert events[column].dt.strftime("%Y-%m-%d").tolist() == raw[column].str[:10].tolist()
    assert events["country"].tolist() == raw["country"].map(country_code).tolist()
    # nothing of the publisher's is lost, what became ours included
    kept = {name.removesuffix(" (as given)"): name for name in atlas.events.columns}
    for column in raw.columns:
        name = kept[column]
        if column not in {"country", "date_start", "date_end"}:
            assert events[name].tolist() == raw[column].str.strip().tolist(), column
    assert events["country (as given)"].tolist() == raw["country"].tolist()
    areas = events.geometry[raw["where_prec"].isin(["4", "6"])]
    assert (shapely.get_type_id(areas.to_numpy()) > 0).mean() > 0.9  # the rest has no outline
    # and again through our own CSV, claims beside it
    export_events(atlas, "csv", tmp_path / "two" / "events" / "t.csv")
    (tmp_path / "two" / "atlas.toml").write_text('title = "T"\n', encoding="utf-8")
    again = build(tmp_path / "two")
    back = again.events.set_index("event_id").loc["ucdp-" + raw["id"]].reset_index()
    for ours in (*same, "lon", "lat", "date_start", "date_end", "country", "date_basis"):
        assert back[ours].tolist() == events[ours].tolist(), ours
    for name in ("low", "best", "high"):
        assert back[f"fatalities_{name}"].tolist() == events[f"fatalities_{name}"].tolist()
    keys = ["event_id", "claimant", "quantity", "victim_class", "low", "high", "quote"]
    told, first = (sorted(map(str, a.claims[keys].to_numpy().tolist())) for a in (again, atlas))
    assert told == first


def test_acled_goes_in_and_comes_out_field_by_field(tmp_path):
    rows = [
        acled_row(event_id_cnty=f"SYR{i}", fatalities=str(i % 3), notes=f"Note {i}, “quoted”.")
        for i in range(20)
    ]
    rows[3] |= {"geo_precision": "3", "location": "Idleb", "admin1": "Idleb"}
    rows[4] |= {"event_type": "Protests", "sub_event_type": "Peaceful protest", "actor2": ""}
    atlas = built(tmp_path, table_of(ACLED, *rows))
    export_events(atlas, "acled", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        back = {row["event_id_cnty"]: row for row in csv.DictReader(file)}
    assert set(back) == {row["event_id_cnty"] for row in rows}
    fields = (
        *("event_date", "event_type", "sub_event_type", "actor1", "actor2", "admin1", "admin2"),
        *("location", "geo_precision", "source", "notes", "fatalities", "country"),
    )
    for row in rows:
        for field in fields:
            assert back[row["event_id_cnty"]][field] == row[field], (row["event_id_cnty"], field)
        if row["geo_precision"] == "1":
            for field in ("latitude", "longitude"):
                assert float(back[row["event_id_cnty"]][field]) == float(row[field])
    region = atlas.events.set_index("event_id").loc["SYR3"]
    assert region.geometry.geom_type in {"Polygon", "MultiPolygon"}
