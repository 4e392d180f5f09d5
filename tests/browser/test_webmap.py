"""From an atlas to the bytes of a page, without a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import folium
import numpy as np
import pandas as pd
import pytest
from folium.plugins import MarkerCluster
from hypothesis import example, given
from hypothesis import strategies as st
from page_sample import ROWS, hostile_atlas, sample_atlas, sample_project, sample_spec

from geo import webmap
from geo.errors import InputError
from geo.webmap import _spots, pack
from geo.webmap import texts as texts_of
from geo.webmap.content import _order

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


def test_rows_in_any_order_give_the_same_page() -> None:
    atlas = sample_atlas()
    shuffled = replace(atlas, events=atlas.events.sample(frac=1, random_state=4))
    assert webmap.render(draw(shuffled)) == webmap.render(draw(atlas))


@pytest.mark.parametrize("known", [2, 3], ids=["all days known", "some days missing"])
def test_events_come_by_first_day_last_day_and_id_whatever_order_they_had(known: int) -> None:
    days = pd.to_datetime(["2020-02-06", "2020-02-07", None][:known]).as_unit("s")
    rows = [(a, b, i) for a in days for b in days for i in ("x", "y")]
    sorted_ = sample_atlas(ROWS[:1]).events.iloc[[0] * len(rows)].reset_index(drop=True)
    for at, name in enumerate(("date_start", "date_end", "event_id")):
        sorted_[name] = pd.Series([row[at] for row in rows], dtype=sorted_[name].dtype)
    for first in range(len(rows) - 1):
        order = np.arange(len(rows))
        order[[first, first + 1]] = first + 1, first
        for given_ in (sorted_, sorted_.iloc[order]):
            order = _order(given_)
            found = given_ if order is None else given_.iloc[order]
            wanted = ["date_start", "date_end", "event_id"]
            pd.testing.assert_frame_equal(found[wanted].reset_index(drop=True), sorted_[wanted])


@given(
    texts=st.lists(
        st.text(alphabet="ab, \n\t\r\x00\x0b\x7fé\u200fس\U0001f5fa", max_size=12), max_size=9
    )
)
@example(texts=["", " ", "a ", " a", "a\n\nb", ""])
@example(texts=["a b"] * (texts_of.TEXTS_A_BLOCK * 9 + 1))
def test_texts_come_back_from_their_words(texts: list[str]) -> None:
    vocabulary, blocks = texts_of.pack_texts(pack.as_texts(pd.Series(texts, dtype="str")))
    words = json.loads(vocabulary)
    read: list[str] = []
    for block in blocks:
        number = shift = 0
        whole = ""
        for byte in zlib.decompress(texts_of.deflate_words(block), wbits=-15):
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                whole += words[number]
                number = shift = 0
        read += whole.split("\0")[:-1]
        assert len(read) % texts_of.TEXTS_A_BLOCK == 0 or len(read) == len(texts)
    assert read == [pack.clean(text) for text in texts]


@pytest.mark.parametrize(
    ("ids", "kind"),
    [
        pytest.param(["SYR1", "SYR20", "SYR3"], "seq", id="a prefix and numbers"),
        pytest.param(["SYR01", "SYR2"], "list", id="a leading zero is no number"),
        pytest.param(["A1", "B2"], "list", id="two prefixes"),
        pytest.param(["x-1", "x-"], "list", id="a number is missing"),
        pytest.param(["x+1", "x2"], "list", id="a sign"),
        pytest.param(["1000000000"], "hex", id="ten digits"),
        pytest.param(["n1000000000"], "list", id="ten digits behind a prefix"),
        pytest.param(["0a1b", "FFFF"], "list", id="capital letters"),
        pytest.param(["", ""], "list", id="empty"),
    ],
)
def test_ids_are_stored_in_a_way_that_gives_them_back(ids: list[str], kind: str) -> None:
    block = pack.Block()
    block.table("t", len(ids))
    block.add_ids("t", "id", ids)
    assert block._tables["t"]["cols"]["id"]["t"] == kind


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


def test_the_basemap_knows_each_tenth_of_a_degree_that_has_events_once() -> None:
    atlas = sample_atlas()
    some = atlas.events.iloc[:6].assign(
        lon=[36.63, -179.96, 36.67, 180.0, 36.63, 36.63],
        lat=[35.93, -90.0, 35.91, 90.0, 35.11, 36.0],
        radius_m=[100.0, 25_000.0, 0.0, 1.0, 25_001.0, np.nan],
    )
    found = _spots(replace(atlas, events=some))
    assert found.round(6).tolist() == [[-179.95, -89.95], [36.65, 35.95], [180.05, 90.05]]
