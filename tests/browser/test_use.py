"""What a reader does with the page: time, filters, list and table, links, downloads, languages."""

from __future__ import annotations

import csv
import io
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_sample import ROWS, many_rows, sample_atlas, sample_project, sample_spec

from geo import webmap
from geo.project import StoryStep
from geo.publish import write

if TYPE_CHECKING:
    from conftest import Open, Opened

AXE = Path(__file__).parents[2] / "geo" / "web" / "node_modules" / "axe-core" / "axe.min.js"


def shown(opened: Opened) -> int:
    return opened.page.evaluate("sitmapApp.selection.shown")


def hash_of(opened: Opened) -> str:
    return opened.page.evaluate("location.hash")


def fields(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.lstrip("#").split("&"))


def test_dragging_on_the_bars_chooses_days(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    box = page.locator(".track").bounding_box()
    assert box is not None
    day = box["width"] / 16  # 22 January to 6 February
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 12.5 * day, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 13.5 * day, y, steps=4)
    page.mouse.up()
    assert page.locator(".range-label").inner_text() == "3 – 4 Feb 2020"
    assert fields(hash_of(opened))["days"] == "2020-02-03..2020-02-04"
    assert shown(opened) == 2
    page.locator("button", has_text="Clear all").click()
    assert shown(opened) == len(ROWS)


def test_an_event_of_several_days_counts_on_each_of_them(open_page: Open) -> None:
    opened = open_page(hash_="#days=2020-01-31")
    assert shown(opened) == 1  # "last week": 28 January to 2 February
    assert "M5 highway" in opened.page.locator(".item").inner_text()


def test_steps_and_play_move_the_day(open_page: Open) -> None:
    opened = open_page(hash_="#days=2020-02-03")
    page = opened.page
    page.get_by_label("One day on").click()
    assert fields(hash_of(opened))["days"] == "2020-02-04"
    page.get_by_label("One day back").click()
    assert fields(hash_of(opened))["days"] == "2020-02-03"
    page.get_by_label("Play").click()
    page.wait_for_timeout(3200)
    page.get_by_label("Pause").click()
    assert fields(hash_of(opened))["days"] > "2020-02-03"


def test_up_to_this_day_and_on_this_day(open_page: Open) -> None:
    opened = open_page(hash_="#days=2020-01-27")
    page = opened.page
    page.get_by_label("Range", exact=True).select_option("upto")
    assert fields(hash_of(opened))["days"] == "2020-01-22..2020-01-27"
    assert shown(opened) == 4
    page.get_by_label("Range", exact=True).select_option("day")
    assert fields(hash_of(opened))["days"] == "2020-01-27"
    assert shown(opened) == 1


def test_filters_combine_and_count_what_they_would_show(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    page.locator("[role=tab]", has_text="Filters").click()
    page.locator(".choice", has_text="Explosions").locator("input").check()
    assert shown(opened) == 6
    battles = page.locator(".choice", has_text="Battles")
    assert battles.locator(".count").inner_text() == "2"
    battles.locator("input").check()
    assert shown(opened) == 8
    page.locator("details[data-facet=fit] summary").click()
    fit = page.locator("details[data-facet=fit]")
    assert fit.locator(".choice", has_text="On the edge").locator(".count").inner_text() == "3"
    fit.locator(".choice", has_text="On the edge").locator("input").check()
    assert shown(opened) == 3
    page.locator("details[data-facet=side] summary").click()
    page.locator("button", has_text="Clear all").click()
    assert shown(opened) == len(ROWS)


def test_a_claimant_is_a_filter(open_page: Open) -> None:
    opened = open_page(hash_="#claimant=White+Helmets")
    opened.page.wait_for_selector(".clear")
    opened.page.wait_for_timeout(100)
    assert shown(opened) == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("taftanaz", 3, id="place"),
        pytest.param("TÁFTANAZ", 3, id="case and accents"),
        pytest.param("taftanaz protest", 1, id="every word"),
        pytest.param("civilian employee", 1, id="words of a note"),
        pytest.param("helmets", 1, id="claimant"),
        pytest.param("0a1b2c3d4e11 sentence", 1, id="words of a sentence"),
        pytest.param("zebra", 0, id="nothing"),
    ],
)
def test_search_reads_everything(open_page: Open, query: str, count: int) -> None:
    opened = open_page()
    opened.page.locator(".search").fill(query)
    opened.page.wait_for_timeout(300)
    assert shown(opened) == count


def test_search_takes_arabic_letters_for_one_another(open_page: Open, make_page) -> None:
    rows = [{**ROWS[0], "place": "مدينة إدلب"}, {**ROWS[4], "place": "أريحا"}]
    opened = open_page(make_page(sample_atlas(rows), name="arabic"))
    opened.page.locator(".search").fill("ادلب")
    opened.page.wait_for_timeout(300)
    assert shown(opened) == 1


def test_a_link_gives_the_same_view_again(open_page: Open) -> None:
    first = open_page()
    page = first.page
    page.locator(".search").fill("idlib")
    page.locator("[role=tab]", has_text="Filters").click()
    page.locator(".choice", has_text="Explosions").locator("input").check()
    page.locator("[role=tab]", has_text="Layers").click()
    page.locator("[data-layer=sites]").uncheck()
    page.locator("[role=tab]", has_text="Events").click()
    page.locator(".item-button").first.click()
    page.wait_for_timeout(200)
    link = hash_of(first)
    assert len(link) < 200
    second = open_page(hash_=link)
    second.page.wait_for_timeout(400)
    assert shown(second) == shown(first)
    same = (
        "[sitmapApp.open, [...sitmapApp.layers].sort(), sitmapApp.query, sitmapApp.map.getZoom()]"
    )
    assert second.page.evaluate(same) == page.evaluate(same)
    assert hash_of(second) == link


def test_back_and_forward_undo_and_redo(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    page.locator(".item-button").first.click()
    page.wait_for_selector("article.card")
    page.go_back()
    page.wait_for_selector("article.card", state="detached")
    page.go_forward()
    page.wait_for_selector("article.card")


def test_a_broken_link_opens_the_map_all_the_same(open_page: Open) -> None:
    opened = open_page(
        hash_="#at=x,1&days=2020-99-99..&open=nope&type=%E0%A4%A&__proto__=1&constructor=a"
    )
    assert opened.errors == []
    assert opened.page.locator("h1").is_visible()


def download(opened: Opened, end: str) -> str:
    page = opened.page
    page.locator(".menu > summary").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-download={end}]").click()
    assert waiting.value.suggested_filename == f"sample.{end}"
    return Path(waiting.value.path()).read_bytes().decode("utf-8")


def test_csv_holds_exactly_the_selection_with_its_sources(open_page: Open) -> None:
    opened = open_page(hash_="#type=Battles")
    text = download(opened, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert {r["event_id"] for r in rows} == {"0a1b2c3d4e02", "0a1b2c3d4e08"}
    assert {r["event_type"] for r in rows} == {"Battles"}
    assert all("Natural Earth" in r["attribution"] for r in rows)
    assert all("A sentence that tells of" in r["claims"] for r in rows)
    assert rows[0]["date_start"] == "2020-01-28"
    assert rows[0]["fatalities_best"] == ""


def test_csv_has_no_formula(open_page: Open, make_page) -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "|x", " =1"]
    rows = [{**ROWS[4], "event_id": f"{i:012x}", "place": t} for i, t in enumerate(texts)]
    opened = open_page(make_page(sample_atlas(rows), name="formulas"))
    text = download(opened, "csv")
    places = [r["place"] for r in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))]
    assert sorted(places) == sorted(f"'{t}" for t in texts)


def test_geojson_holds_outlines_claims_and_attribution(open_page: Open) -> None:
    opened = open_page()
    collection = json.loads(download(opened, "geojson"))
    assert "Natural Earth" in collection["attribution"]
    by_id = {f["id"]: f for f in collection["features"]}
    assert len(by_id) == len(ROWS)
    assert by_id["0a1b2c3d4e05"]["geometry"] == {"type": "Point", "coordinates": [36.783, 35.972]}
    assert by_id["0a1b2c3d4e04"]["geometry"]["type"] == "MultiPolygon"
    assert by_id["0a1b2c3d4e08"]["geometry"]["type"] == "MultiLineString"
    assert by_id["0a1b2c3d4e11"]["geometry"] is None
    claims = by_id["0a1b2c3d4e01"]["properties"]["claims"]
    assert [c["claimant"] for c in claims] == [
        "White Helmets",
        "Example Observatory",
        "Ministry of Defence",
    ]


def test_a_picture_can_be_taken(open_page: Open) -> None:
    page = open_page().page
    page.locator(".menu > summary").click()
    with page.expect_download() as waiting:
        page.locator("[data-download=png]").click()
    picture = Path(waiting.value.path()).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", picture[16:24])
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert wide == 2 * (box["width"] + 48)
    assert high > 2 * (box["height"] + 150)  # title, legend, sources


def test_the_table_sorts_and_opens_events(open_page: Open) -> None:
    page = open_page().page
    page.locator(".list-tools button").click()
    page.locator(".head", has_text="Deaths").click()
    assert "≥ 15" in page.locator(".line").first.inner_text()
    page.locator(".head", has_text="Place").click()
    assert "Aleppo countryside" in page.locator(".line").first.inner_text()
    page.locator(".line", has_text="Ariha").click()
    assert "Ariha" in page.locator("article.card").inner_text()


def test_only_the_rows_in_sight_exist(open_page: Open, make_page) -> None:
    opened = open_page(make_page(sample_atlas(many_rows(3000)), name="many"))
    page = opened.page
    assert page.locator(".item").count() < 40
    page.evaluate("document.querySelector('.list').scrollTop = 78 * 2000")
    page.wait_for_timeout(100)
    assert page.locator(".item").count() < 40
    assert page.locator(".item").first.get_attribute("aria-setsize") == "3000"


def test_arabic_reads_from_right_to_left(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    page.locator("button[lang=ar]").click()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.locator("[role=tab]").first.inner_text() == "الأحداث"
    panel = page.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["x"] > 800
    assert fields(hash_of(opened))["lang"] == "ar"
    assert opened.errors == []


def test_a_long_latin_name_loses_its_end_in_the_arabic_list_not_its_beginning(
    open_page: Open, make_page
) -> None:
    rows = [{**ROWS[0], "place": "between the village of Longname and the town of Longername"}]
    opened = open_page(make_page(sample_atlas(rows), name="latin"), hash_="#lang=ar")
    name = opened.page.locator(".item-place").first
    assert name.evaluate("e => e.scrollWidth > e.clientWidth")
    assert name.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert name.evaluate("e => getComputedStyle(e).textAlign") == "right"


def test_embedded_it_is_the_map_and_a_card(open_page: Open) -> None:
    page = open_page(hash_="#embed=1", width=600, height=400).page
    assert not page.locator(".panel").is_visible()
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["width"] == 600
    page.evaluate("sitmapApp.show(0, false)")
    assert page.locator("article.card").is_visible()


def test_print_lists_every_shown_event(open_page: Open) -> None:
    page = open_page().page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".print-table tbody tr").count() == len(ROWS)
    assert page.locator(".print-table tbody tr").last.is_visible()
    assert page.locator(".key").is_visible()
    assert "Natural Earth" in page.locator(".credit").inner_text()
    assert not page.locator(".panel").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".print-table").count() == 0


def test_a_dark_map_is_printed_light_and_dark_again_afterwards(open_page: Open) -> None:
    opened = open_page(color_scheme="dark")
    page = opened.page
    look = """[document.documentElement.dataset.theme, String(sitmapApp.map.getCenter()),
      document.querySelector(".leaflet-events-pane canvas").offsetWidth,
      document.querySelector(".folium-map").offsetWidth]"""
    before = page.evaluate(look)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    theme, _, canvas, stage = page.evaluate(look)
    assert theme == "light"
    assert 690 < stage < 710  # 186 mm
    assert canvas == pytest.approx(1.4 * stage, abs=2)  # painted anew for the paper
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_timeout(200)
    assert page.evaluate(look) == before
    assert opened.errors == []


def test_the_keyboard_alone_reaches_everything(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    seen: set[str] = set()
    name = (
        "(() => { const e = document.activeElement; return e.dataset.row !== undefined ? 'row'"
        " : e.dataset.pane ?? e.getAttribute('role') ?? e.className ?? e.tagName; })()"
    )
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(name))
    assert {"skip", "application", "slider", "list", "search", "row"} <= seen
    page.locator("[data-row]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.card")
    assert page.evaluate("document.activeElement.id") == "card-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("article.card", state="detached")
    assert page.evaluate("document.activeElement.dataset.row") is not None
    page.locator("[role=slider]").first.focus()
    page.keyboard.press("ArrowRight")
    assert fields(hash_of(opened))["days"].startswith("2020-01-23")
    page.locator(".folium-map").focus()
    before = page.evaluate("sitmapApp.map.getZoom()")
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    assert page.evaluate("sitmapApp.map.getZoom()") > before


def test_every_control_works_with_the_keyboard(open_page: Open) -> None:
    opened = open_page()
    page = opened.page
    press = page.keyboard.press

    def tab_to(selector: str, most: int = 80) -> None:
        for _ in range(most):
            press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                outline = "getComputedStyle(document.activeElement).outlineStyle"
                assert page.evaluate(outline) != "none"  # focus can be seen
                return
        raise AssertionError(f"Tab does not reach {selector}")

    page.locator("body").press("Tab")
    press("Enter")  # "skip to the list of events"
    assert page.evaluate("document.activeElement.dataset.row") is not None
    tab_to(".menu-name")
    press("Enter")
    with page.expect_download() as waiting:
        tab_to("[data-download=csv]")
        press("Enter")
    assert waiting.value.suggested_filename == "sample.csv"
    tab_to("[role=tab]")
    press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-filters"
    tab_to("[data-choice='type:Battles']")
    press("Space")
    assert shown(opened) == 2
    tab_to(".clear")
    press("Enter")
    assert shown(opened) == len(ROWS)
    tab_to(".timeline select")
    press("ArrowDown")
    assert fields(hash_of(opened))["time"] == "day"
    tab_to("[role=tab]")
    press("ArrowRight")
    tab_to("[data-layer=zones]")
    press("Space")
    assert fields(hash_of(opened))["off"] == "zones"
    tab_to("[role=tab]")
    press("ArrowLeft")
    press("ArrowLeft")
    tab_to(".timeline .all")
    press("Enter")
    tab_to(".list-tools button")
    press("Enter")
    tab_to("[data-head=table_deaths]")
    press("Enter")
    assert fields(hash_of(opened))["sort"] == "deaths"
    tab_to(".line button")
    press("Enter")
    first = fields(hash_of(opened))["open"]
    tab_to(".steps button:last-child")
    press("Enter")
    assert fields(hash_of(opened))["open"] != first
    tab_to("button[lang=ar]")
    press("Enter")
    assert page.evaluate("document.documentElement.dir") == "rtl"


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm ci in geo/web")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(open_page: Open, width: int, language: str, scheme: str) -> None:
    opened = open_page(width=width, hash_=f"#lang={language}", color_scheme=scheme)
    page = opened.page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for step in ("", "filters", "layers", "about", "card", "table"):
        if step == "card":
            page.evaluate("sitmapApp.show(3, false)")
            page.wait_for_timeout(100)
        elif step == "table":
            page.evaluate("sitmapApp.closeCard(false)")
            page.locator("#tab-list").click()
            page.locator(".list-tools button").click()
        elif step:
            page.locator(f"#tab-{step}").click()
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>"
            " v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' || ')))"
        )
        assert found == [], step


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm ci in geo/web")
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_a_story(open_page: Open, make_page, width: int) -> None:
    page = open_page(
        make_page(sample_atlas(), spec={"story": STORY}, name="story"), width=width
    ).page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.locator(".turn", has_text="Next").click()
    found = page.evaluate("axe.run(document).then((r) => r.violations.map((v) => v.id))")
    assert found == []


def test_a_list_longer_than_browsers_draw_still_reaches_its_end(open_page: Open) -> None:
    page = open_page().page
    seen = page.evaluate(
        """() => {
          const app = sitmapApp;
          const rows = new Uint32Array(1_000_000).map((_, i) => i % 13);
          app.list.show(rows, -1);
          const list = document.querySelector(".list");
          const ends = [];
          for (const y of [0, list.scrollHeight / 2, list.scrollHeight]) {
            list.scrollTop = y;
            app.list.reveal(-1);
            app.list.draw();
            const box = list.getBoundingClientRect();
            const on = [...document.querySelectorAll(".item")].filter((e) => {
              const b = e.getBoundingClientRect();
              return b.bottom > box.top + 1 && b.top < box.bottom - 1;
            });
            ends.push(Number(on.at(0).ariaPosInSet), Number(on.at(-1).ariaPosInSet));
          }
          return ends;
        }"""
    )
    assert seen[0] == 1
    assert 490_000 < seen[2] < 510_000
    assert seen[5] == 1_000_000


STORY = (
    StoryStep("First", "Where it began.\n\nAnd why."),
    StoryStep("Second", "One day in Taftanaz.", "at=36.786,35.998,11&days=2020-01-30&type=Riots"),
    StoryStep("Third", "{{7*7}}<img src=x onerror=alert(1)>", "days=2020-02-06&open=0a1b2c3d4e05"),
)


def test_a_story_leads_through_views_of_the_map(open_page: Open, make_page) -> None:
    path = make_page(sample_atlas(), spec={"story": STORY}, name="story")
    opened = open_page(path)
    page = opened.page
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Story"
    assert page.locator(".story h2").inner_text() == "First"
    assert page.locator(".story p[dir]").all_inner_texts() == ["Where it began.", "And why."]
    assert shown(opened) == len(ROWS)
    page.locator(".turn", has_text="Next").click()
    assert page.locator(".story-count").inner_text() == "2 of 3"
    assert page.evaluate("document.activeElement.id") == "story-title"
    assert shown(opened) == 0
    assert round(page.evaluate("sitmapApp.map.getZoom()")) == 11
    page.locator(".turn", has_text="Next").click()
    assert page.locator(".story").evaluate("(e) => e.textContent").count("<img src=x") == 1
    assert page.evaluate("sitmapApp.scene.focus.open") >= 0
    assert fields(hash_of(opened))["step"] == "3"
    page.go_back()
    page.locator(".story h2", has_text="Second").wait_for()
    page.go_back()
    page.locator(".story h2", has_text="First").wait_for()
    assert shown(opened) == len(ROWS)
    page.locator(".dot").nth(1).click()
    assert shown(opened) == 0
    page.locator(".dot").first.click()
    assert shown(opened) == len(ROWS)
    page.locator("[role=tab]", has_text="Events").click()
    assert "step" not in hash_of(opened)
    again = open_page(path, hash_="#pane=story&step=2")
    assert again.page.locator(".story h2").inner_text() == "Second"
    assert opened.errors == []


def test_embedded_a_story_stands_below_the_map(open_page: Open, make_page) -> None:
    path = make_page(sample_atlas(), spec={"story": STORY}, name="story")
    page = open_page(path, hash_="#embed=1&pane=story&step=1", width=600, height=500).page
    assert page.locator(".turn", has_text="Next").is_visible()
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["height"] > 220


def test_an_address_that_names_the_story_alone_shows_its_view(open_page: Open, make_page) -> None:
    path = make_page(sample_atlas(), spec={"story": STORY[1:]}, name="story")
    opened = open_page(path, hash_="#embed=1&pane=story", width=700, height=500)
    assert opened.page.evaluate("sitmapApp.map.getZoom()") == 11  # as its first step says
    long = (StoryStep("Long", "word " * 400), *STORY)
    path = make_page(sample_atlas(), spec={"story": long}, name="long")
    page = open_page(path, hash_="#embed=1&pane=story", width=700, height=500).page
    turn = page.locator(".turn", has_text="Next").bounding_box()
    assert turn is not None
    assert turn["y"] + turn["height"] <= 500


@pytest.mark.parametrize(("width", "height"), [(640, 400), (844, 390)])
def test_a_low_page_leaves_room_to_the_map(open_page: Open, width: int, height: int) -> None:
    page = open_page(width=width, height=height).page
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["height"] > 110
    assert page.locator(".key[open]").count() == 0
    page.locator("[role=tab]", has_text="Events").click()
    page.locator(".item-button").first.click()
    assert page.locator(".card").is_visible()


def test_a_link_keeps_how_the_time_is_chosen_and_the_table(open_page: Open) -> None:
    opened = open_page(hash_="#days=2020-01-22..2020-01-27&time=upto&table=1")
    page = opened.page
    assert page.locator(".list[data-mode=table]").is_visible()
    page.get_by_label("One day on").click()
    assert fields(hash_of(opened))["days"] == "2020-01-22..2020-01-28"
    assert fields(hash_of(opened))["time"] == "upto"
    assert fields(hash_of(opened))["table"] == "1"


def test_the_axis_names_days_and_months(open_page: Open, make_page) -> None:
    assert "22 Jan" in open_page().page.locator(".axis").inner_text()
    rows = [{**ROWS[4], "event_id": f"{i:012x}", "date_start": f"20{i + 10}-05-01", "date_end": None}
            for i in range(9)]  # fmt: skip
    rows = [{**row, "date_end": row["date_start"]} for row in rows]
    page = open_page(make_page(sample_atlas(rows), name="years")).page
    assert page.locator(".axis span").first.inner_text() == "2011"


def test_the_legend_follows_what_is_shown(open_page: Open) -> None:
    page = open_page().page
    key = page.locator(".key")
    text = key.inner_text()
    assert "Idlib area, Sochi memorandum" in text
    assert "since 17 Sept 2018 · edge ± 4 km" in text
    assert "Protests" in text
    page.evaluate("sitmapApp.selection.pick('type', ['Battles']); sitmapApp.update()")
    assert "Protests" not in key.inner_text()
    page.locator("[role=tab]", has_text="Layers").click()
    page.locator("[data-layer=sites]").uncheck()
    assert "Post or site" not in key.inner_text()
    page.evaluate("sitmapApp.setRange([15000, 15001])")
    assert "No zone in force on these days" in key.inner_text()


def test_a_large_area_has_a_tag_that_opens_its_events(open_page: Open) -> None:
    page = open_page(hash_="#at=36.6,35.8,9.5").page
    page.wait_for_timeout(200)
    tag = page.evaluate(
        """(() => { const tags = sitmapApp.scene.tags; const size = sitmapApp.map.getSize();
          const [tag] = tags.tags; const c = tags.canvas; const m = c.getBoundingClientRect();
          return [tag.text, m.left + (tag.box[0] + tag.box[2]) / 2,
                  m.top + (tag.box[1] + tag.box[3]) / 2]; })()"""
    )
    assert tag[0] == "Idlib province: 1 event somewhere here"
    page.mouse.click(tag[1], tag[2])
    assert "Idlib province" in page.locator("article.card").inner_text()


def test_a_place_has_its_arabic_name_where_the_gazetteer_has_one(open_page: Open) -> None:
    opened = open_page(hash_="#lang=ar")
    places = opened.page.locator(".item-place").all_inner_texts()
    assert "أريحا" in places
    assert "an unnamed village" in places


def test_the_sheet_on_a_phone_is_drawn_up_and_down(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True).page
    grip = page.get_by_label("Size of the list")
    half = page.locator(".panel").bounding_box()["height"]
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 190, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 190, 120, steps=5)
    page.mouse.up()
    full = page.locator(".panel").bounding_box()["height"]
    grip.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    peek = page.locator(".panel").bounding_box()["height"]
    assert peek < 150 < half < 500 < full
    page.locator("[role=tab]", has_text="Filters").click()
    assert page.locator(".panel").bounding_box()["height"] == half
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_touch_targets_are_large_enough_on_a_phone(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True).page
    page.locator("[role=tab]", has_text="Filters").click()
    small = page.evaluate(
        """[...document.querySelectorAll("button, summary, label.choice, select, [role=slider]")]
          .filter((e) => e.checkVisibility() && !e.matches(".skip"))
          .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
          .filter(([, b]) => b.width && (b.width < 24 || b.height < 22)).map(([name]) => name)"""
    )
    assert small == []


def test_who_wants_little_motion_gets_none_from_the_map(open_page: Open) -> None:
    page = open_page().page  # the fixture asks for reduced motion
    zoom = page.evaluate(
        "(() => { const { map } = sitmapApp; map.zoomIn(1); return map.getZoom(); })()"
    )
    page.wait_for_timeout(400)
    assert page.evaluate("sitmapApp.map.getZoom()") == zoom


def test_online_tiles_are_a_layer_where_the_project_asks_for_them(
    open_page: Open, tmp_path: Path
) -> None:
    project = sample_project(tiles="OpenStreetMap.Mapnik")
    path = tmp_path / "tiles.html"
    drawn = webmap.draw(sample_atlas(), sample_spec(), project)
    write(path, webmap.render(drawn).encode())
    opened = open_page(path)
    page = opened.page
    page.wait_for_timeout(200)
    assert opened.asked
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in opened.asked)
    assert page.evaluate("window.refused") == []
    assert "OpenStreetMap" in page.locator(".credit").inner_text()
    page.locator("[role=tab]", has_text="Layers").click()
    page.locator("[data-layer=tiles]").uncheck()
    opened.asked.clear()
    page.evaluate("sitmapApp.map.setZoom(12)")
    page.wait_for_timeout(200)
    assert opened.asked == []


def test_at_200_percent_nothing_is_cut_off(open_page: Open) -> None:
    page = open_page(width=640, height=400).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.locator(".search").is_visible()
    assert page.locator(".folium-map").bounding_box()["height"] > 20
