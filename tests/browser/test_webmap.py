"""From an atlas to the bytes of a page, without a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import folium
import numpy as np
import pytest
from folium.plugins import MarkerCluster
from page_sample import ROWS, hostile_atlas, sample_atlas, sample_project, sample_spec

from geo import webmap
from geo.errors import InputError
from geo.webmap import pack

HERE = Path(__file__).parent
MADE = HERE.parents[1] / "geo" / "web" / "dist" / "page.js"
pytestmark = pytest.mark.skipif(not MADE.exists(), reason="needs the page script: pip install -e .")


def draw(atlas=None, **spec):
    return webmap.draw(atlas or sample_atlas(), sample_spec(**spec), sample_project())


def test_the_same_data_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]);"
        "from page_sample import *; from geo import webmap;"
        "m = webmap.draw(sample_atlas(), sample_spec(), sample_project());"
        "print(hashlib.sha256(webmap.render(m).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, str(HERE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_rendering_twice_changes_nothing() -> None:
    drawn = draw()
    assert webmap.render(drawn) == webmap.render(drawn)


def test_the_sample_page_is_small() -> None:
    assert len(webmap.render(draw()).encode()) <= 300_000


def test_it_is_a_folium_map_that_shows_itself_in_a_notebook(tmp_path: Path) -> None:
    drawn = draw()
    assert isinstance(drawn, folium.Map)
    assert "srcdoc=" in drawn._repr_html_()
    drawn.save(str(tmp_path / "map.html"))
    saved = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert saved == webmap.render(drawn)


def test_an_element_that_needs_the_network_is_refused() -> None:
    drawn = draw()
    MarkerCluster().add_to(drawn)
    with pytest.raises(InputError, match="MarkerCluster fetches scripts"):
        webmap.render(drawn)


def test_a_folium_element_without_scripts_of_its_own_may_be_added() -> None:
    drawn = draw()
    folium.CircleMarker([36, 36.6], radius=5).add_to(drawn)
    assert webmap.render(drawn) == webmap.render(drawn)


def test_no_text_from_outside_stands_in_the_page_itself() -> None:
    page = webmap.render(draw(hostile_atlas(["{{7*7}} zebra-in-the-page"]), title="zebra-title"))
    assert "zebra" not in page


def test_the_page_names_no_address() -> None:
    page = webmap.render(draw())
    assert re.findall(r'(?:src|href)="', page) == []
    assert "http:" not in page
    assert "https:" not in page


def test_tiles_are_let_through_only_where_the_project_asks() -> None:
    drawn = webmap.draw(sample_atlas(), sample_spec(), sample_project(tiles="OpenStreetMap.Mapnik"))
    assert "img-src data: blob: https://tile.openstreetmap.org;" in webmap.render(drawn)
    with pytest.raises(InputError, match=r"no map tiles called .Nowhere\.Tiles"):
        webmap.draw(sample_atlas(), sample_spec(), sample_project(tiles="Nowhere.Tiles"))


def test_planes_are_deflated_each_in_its_own_way_and_come_back() -> None:
    dice = np.random.default_rng(3)
    chance = dice.choice(12, 200_000, p=np.arange(1, 13) / 78).astype(np.uint8).tobytes()
    repeats = bytes(range(200)) * 1000
    data = chance + repeats + chance[::-1] + b"end"
    cuts = [0, len(chance), len(chance + repeats), len(data) - 3]
    small = pack.deflate(data, cuts=cuts)
    assert zlib.decompress(small, wbits=-15) == data
    assert len(small) < 0.97 * len(pack.deflate(data))


def test_a_map_that_draw_did_not_make_is_refused() -> None:
    with pytest.raises(InputError, match=r"not made by geo\.draw"):
        webmap.render(folium.Map())


def test_a_period_takes_what_may_have_happened_in_it_and_what_has_no_day() -> None:
    from datetime import date

    from geo.period import in_period

    spec = sample_spec(start=date(2020, 2, 6), end=date(2020, 2, 6))
    kept = in_period(sample_atlas().events, spec.start, spec.end)["event_id"].tolist()
    assert kept == ["0a1b2c3d4e01", "0a1b2c3d4e02", "0a1b2c3d4e03", "0a1b2c3d4e05", "0a1b2c3d4e12"]


def test_the_map_opens_on_its_events() -> None:
    from geo.webmap.content import home_box

    west, south, east, north = home_box(sample_atlas(), sample_spec(), sample_project())
    for row in ROWS:
        if row["lon"] is not None:
            assert west <= row["lon"] <= east
            assert south <= row["lat"] <= north
    assert east - west < 1
