"""The page in a real Chromium with the network off: what a reader sees and can do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from page_sample import (
    HOSTILE,
    ROWS,
    hostile_atlas,
    many_hostile,
    sample_atlas,
    sample_project,
    sample_spec,
)

from geo import webmap
from geo.withheld import ProfileSpec

if TYPE_CHECKING:
    from conftest import Open


def ink(page, box) -> int:
    """Return how many different colours a part of the events' canvas has."""
    return page.evaluate(
        """([x, y, w, h]) => {
          const canvas = document.querySelector(".leaflet-events-pane canvas");
          const d = canvas.getContext("2d").getImageData(x, y, w, h).data;
          const seen = new Set();
          for (let i = 0; i < d.length; i += 4) {
            if (d[i + 3]) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
          }
          return seen.size;
        }""",
        box,
    )


def test_the_page_asks_for_nothing_and_breaks_nothing(open_page: Open) -> None:
    opened = open_page()
    opened.page.wait_for_timeout(300)
    assert opened.asked == []
    assert opened.errors == []
    assert opened.page.evaluate("window.refused") == []


def test_a_reader_sees_at_once_what_when_and_how_many(open_page: Open) -> None:
    page = open_page().page
    assert page.title() == "Northwest Syria, around 6 February 2020"
    assert page.locator("h1").inner_text() == page.title()
    glance = page.locator(".summary").inner_text()
    assert "13 events" in glance
    assert "22 January – 6 February 2020" in glance
    assert "27 to 30 killed" in glance
    assert "toll unknown for 8 events" in glance
    assert "70 enemy losses claimed by a belligerent, not in the total" in glance
    assert "Natural Earth" in page.locator(".credit").inner_text()


def test_events_are_drawn(open_page: Open) -> None:
    page = open_page().page
    page.wait_for_timeout(200)
    assert ink(page, [0, 0, 1200, 700]) > 20


def test_the_card_quotes_every_claim_with_its_source(open_page: Open) -> None:
    page = open_page().page
    page.locator(".item-button", has_text="Idlib city centre").click()
    card = page.locator("article.card")
    text = card.inner_text()
    for part in (
        "Idlib city centre",
        "within 3 km",
        "part of Idlib (exact name)",
        "5 – 6 February 2020",
        "day before publication",
        "Civilians (Syria)",
        "at least 15 killed",
        "inside Idlib area, Sochi memorandum",
        "Single source",
        "Unreviewed",
    ):
        assert part in text
    rivals = card.locator(".rivals li")
    assert [r.split("\n")[0] for r in rivals.all_inner_texts()] == [
        "White Helmets",
        "Example Observatory",
    ]
    claims = card.locator(".claim")
    assert claims.count() == 3
    assert "White Helmets" in claims.nth(0).inner_text()
    assert "≥ 15" in claims.nth(0).inner_text()
    assert "10–12" in claims.nth(1).inner_text()
    assert "belligerent" in claims.nth(2).inner_text()
    assert (
        "A sentence that tells of 0a1b2c3d4e01" in claims.nth(0).locator("blockquote").inner_text()
    )
    link = claims.nth(0).locator("a")
    assert link.get_attribute("href") == "https://example.org/a?b=1"
    assert "noopener" in (link.get_attribute("rel") or "")
    assert claims.nth(2).locator("a").count() == 0


def test_events_at_one_spot_open_as_a_list(open_page: Open) -> None:
    page = open_page().page
    page.evaluate("sitmapApp.map.setView([35.998, 36.786], 11, {animate: false})")
    page.wait_for_timeout(200)
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "2 events at this spot" in page.locator(".list-bar").inner_text()
    assert page.locator(".item").count() == 2


def test_an_event_without_a_place_is_listed_and_never_drawn(open_page: Open) -> None:
    page = open_page().page
    page.locator("[role=tab]", has_text="About").click()
    about = page.locator(".about").inner_text()
    assert "Events without a place" in about
    assert "an unnamed village" in about
    assert "no gazetteer knows it" in about
    assert "30 February 2020, which no calendar has" in about
    assert "Built from 7 reports, 1 tables, 13 events" in about  # what none is of is not told


def test_zones_follow_the_date(open_page: Open) -> None:
    page = open_page().page
    shown = "sitmapApp.scene.zones.shown.map((z) => z.id)"
    assert page.evaluate(shown) == ["idlib-2018"]
    page.evaluate("sitmapApp.setRange([17500, 17600])")  # December 2017
    assert page.evaluate(shown) == ["idlib-2017"]


def test_it_fits_a_phone(open_page: Open) -> None:
    for width in (390, 360):
        page = open_page(width=width, height=844, has_touch=True, is_mobile=True).page
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        assert page.locator(".folium-map").bounding_box()["height"] > 200


def test_hostile_text_shows_literally_and_runs_nowhere(open_page: Open, make_page) -> None:
    title = " ".join(HOSTILE)
    opened = open_page(make_page(hostile_atlas(), spec={"title": title}, name="hostile"))
    page = opened.page
    text = "(e) => e.textContent"
    assert page.locator("h1").evaluate(text) == title
    page.evaluate("sitmapApp.sort = 'oldest'")
    seen = set()
    for row in range(len(HOSTILE)):
        page.evaluate(f"sitmapApp.show({row}, false)")
        page.wait_for_selector(
            "article.card blockquote:not(:empty), article.card .note:not(:empty)"
        )
        seen.add(page.locator("article.card .field strong").first.evaluate(text))
        assert page.locator("article.card .note").evaluate(text) in HOSTILE
    assert seen == set(HOSTILE)
    for tab in ("Filters", "Layers", "About"):
        page.locator("[role=tab]", has_text=tab).click()
    about = page.locator(".about").evaluate(text)
    assert [t for t in HOSTILE if t not in about] == []
    page.mouse.move(700, 400)
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") == []
    assert page.locator("img, iframe, svg[onload], [onerror], script[src]").count() == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"https:", "http:", "mailto:"}
    assert opened.asked == []
    assert opened.errors == []


def test_400_hostile_texts_in_every_field_stay_text(open_page: Open, make_page) -> None:
    texts = many_hostile(400)
    assert len(texts) == 400
    opened = open_page(make_page(hostile_atlas(texts), name="hostile400"))
    page = opened.page
    page.evaluate("sitmapApp.sort = 'oldest'; sitmapApp.update()")
    seen = page.evaluate(
        """async () => {
          const seen = new Set();
          const list = document.querySelector(".list");
          for (let y = 0; y < 400 * 78; y += 400) {
            list.scrollTop = y;
            await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
            for (const e of document.querySelectorAll(".item-place")) seen.add(e.textContent);
          }
          return [...seen];
        }"""
    )
    assert set(seen) == set(texts)
    for row in range(0, 400, 9):
        page.evaluate(f"sitmapApp.show({row}, false)")
    for tab in ("Filters", "Layers", "About"):
        page.locator("[role=tab]", has_text=tab).click()
    page.locator(".list-tools button, #tab-list").first.click()
    assert page.evaluate("window.ran") == []
    assert page.locator("img, iframe, svg[onload], [onerror], script[src], base").count() == 0
    assert opened.asked == []
    assert opened.errors == []


def test_it_shows_itself_in_a_notebook(open_page: Open, make_page) -> None:
    frame = webmap.draw(sample_atlas(), sample_spec(), sample_project())._repr_html_()
    host = make_page().with_name("notebook.html")
    host.write_text(f"<!doctype html><html data-ready><body>{frame}</body></html>", "utf-8")
    opened = open_page(host)
    inside = opened.page.frames[1]
    inside.wait_for_selector("html[data-ready]")
    assert "13 events" in inside.locator(".summary").inner_text()
    inside.locator(".item-button").first.click()
    assert inside.locator("article.card").is_visible()
    assert opened.errors == []
    assert opened.asked == []


def test_the_policy_alone_holds_when_escaping_is_off(open_page: Open, make_page) -> None:
    path = make_page(name="sample")
    markup = (
        '<img src="x" onerror="alert(1)"><script>alert(2)</script>'
        '<iframe srcdoc="<script>parent.alert(3)</script>"></iframe>'
        '<a id="j" href="javascript:alert(4)">x</a><base href="https://example.org/">'
    )
    broken = path.with_name("broken.html")
    page_text = path.read_text(encoding="utf-8")
    broken.write_text(page_text.replace("<noscript>", markup + "<noscript>", 1), encoding="utf-8")
    opened = open_page(broken)
    page = opened.page
    page.evaluate("document.getElementById('j').click()")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") == []
    assert opened.asked == []
    assert "script-src-elem" in page.evaluate("window.refused")


def test_no_script_can_make_markup_from_text(open_page: Open) -> None:
    page = open_page().page
    refused = page.evaluate(
        """() => new Promise((done) => setTimeout(() => {
          const out = [];
          for (const act of [
            () => { document.createElement("div").innerHTML = "<b>x</b>"; },
            () => { document.write("<b>x</b>"); },
            () => { new Function("alert(1)")(); },
            () => { document.createElement("script").src = "https://example.org/x.js"; },
            () => { trustedTypes.createPolicy("mine", {}); },
          ]) { try { act(); out.push("done"); } catch (e) { out.push(e.name); } }
          done(out);
        }))"""
    )
    assert "done" not in refused


def test_an_empty_atlas_makes_a_page(open_page: Open, make_page) -> None:
    atlas = sample_atlas(ROWS[:1])
    empty = type(atlas)(
        events=atlas.events.iloc[:0],
        claims=atlas.claims.iloc[:0],
        zones=atlas.zones.iloc[:0],
        sites=atlas.sites.iloc[:0],
        lines=atlas.lines.iloc[:0],
        mentions=atlas.mentions,
        left_out=atlas.left_out.iloc[:0],
        counts={},
    )
    opened = open_page(make_page(empty, name="empty"))
    assert re.search("no event", opened.page.locator(".panel").inner_text())
    assert opened.errors == []


def test_posts_and_zones_say_when_they_were_in_force(open_page: Open) -> None:
    page = open_page().page
    point = "((lat, lon) => { const p = sitmapApp.map.latLngToContainerPoint([lat, lon]);"
    point += " return [p.x, p.y]; })"
    box = page.locator(".folium-map").bounding_box()
    assert box is not None

    def tip_at(lat: float, lon: float) -> str:
        x, y = page.evaluate(f"{point}({lat}, {lon})")
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.move(box["x"] + x + 1, box["y"] + y)
        return page.locator(".tip").inner_text()

    assert tip_at(35.64, 36.66).split("\n") == ["Surman", "since 1 Mar 2018", "surrounded"]
    page.evaluate("sitmapApp.setRange([18293, 18293])")  # a day without an event in an area
    page.evaluate("sitmapApp.selection.pick('type', ['Protests']); sitmapApp.update()")
    page.wait_for_timeout(100)
    assert tip_at(35.6, 36.45).split("\n") == [
        "Idlib area, Sochi memorandum",
        "in force since 17 Sept 2018",
        "edge good to about 4 km",
    ]


def test_a_card_speaks_of_zones_only_where_the_project_has_any(open_page: Open, make_page) -> None:
    atlas = sample_atlas()
    events = atlas.events.assign(
        zone=None,
        zone_fit=atlas.events["zone_fit"].where(atlas.events["zone_fit"].isna(), "outside"),
    )
    bare = replace(atlas, events=events, zones=atlas.zones.iloc[:0])
    for made, spoken in ((None, True), (make_page(bare, name="no-zones"), False)):
        page = open_page(made).page
        page.locator(".item-button", has_text="Idlib city centre").click()
        terms = page.locator("article.card dt").all_inner_texts()
        assert ("Zone" in terms) is spoken


def test_a_card_says_who_corrected_what_and_what_stood_there_before(
    open_page: Open, make_page
) -> None:
    row = {
        "event_id": "0a1b2c3d4e01", "field": "date", "value": "2020-02-05", "before": "2020-02-06",
        "reason": "the report says Wednesday {{7*7}}<b>", "by": "Rana", "date": "2020-02-09",
    }  # fmt: skip
    seen = {**row, "event_id": "0a1b2c3d4e05", "field": "checked", "value": "", "reason": ""}
    atlas = replace(sample_atlas(), corrections=pd.DataFrame([row, seen]).astype("str"))
    opened = open_page(make_page(atlas, name="corrected"))
    opened.page.locator(".item-button", has_text="Idlib city centre").click()
    text = opened.page.locator("article.card .corrections").inner_text()
    for part in (
        "Date: 2020-02-05",
        "before: 2020-02-06",
        "Wednesday {{7*7}}<b>",
        "by Rana, 9 Feb 2020",
    ):
        assert part in text
    opened.page.evaluate("location.hash = '#open=0a1b2c3d4e05'")
    opened.page.wait_for_selector("article.card :text('Taftanaz air base')")
    card = opened.page.locator("article.card").inner_text()
    assert "Checked by Rana, 9 Feb 2020" in card
    assert "Unreviewed" not in card
    assert "0a1b2c3d4e05" in card
    assert opened.errors == []


def test_a_public_map_says_what_it_withholds_and_holds_no_exact_place(
    open_page: Open, tmp_path
) -> None:
    profile = ProfileSpec("public", date(2020, 2, 8), 2, ("camp",), ("precision 1",), 20.0)
    project = replace(sample_project(), profiles={"public": profile})
    spec = sample_spec(profile="public", languages=("en", "ar"))
    path = tmp_path / "public.html"
    path.write_text(webmap.render(webmap.draw(sample_atlas(), spec, project)), encoding="utf-8")
    opened = open_page(path)
    page = opened.page
    assert "withheld" in page.locator(".credit").inner_text()
    page.locator("[role=tab]", has_text="About").click()
    said = page.locator(".about .withheld").inner_text()
    for part in ("after 6 February 2020", "camps", "20 km", "town or village is known"):
        assert part in said
    spots = page.evaluate(
        "[...sitmapApp.data.events.lon].map((x, i) => [x, sitmapApp.data.events.lat[i]])"
    )
    exact = [(r["lon"], r["lat"]) for r in ROWS if r["geo_precision"] == 1 and r["lon"]]
    assert len(exact) > 4
    assert not [
        s for s in spots for e in exact if s[0] and abs(s[0] - e[0]) + abs(s[1] - e[1]) < 1e-4
    ]
    assert "Taftanaz" not in page.evaluate(
        "JSON.stringify(sitmapApp.data.events.table.dictionary('place'))"
    )
    page.evaluate("location.hash = '#lang=ar&pane=about'")
    page.locator(".about .withheld", has_text="المخيمات").wait_for()
    assert opened.errors == []


def test_whoever_must_be_named_is_named_on_the_page(open_page: Open, make_page) -> None:
    atlas = replace(
        sample_atlas(), credits=("ACLED (acleddata.com), under its terms", "GeoNames <b>x</b>")
    )
    opened = open_page(make_page(atlas, name="credits"))
    page = opened.page
    corner = page.locator(".credit").inner_text()
    assert "ACLED" in corner
    assert corner.count("GeoNames") == 1
    page.locator("[role=tab]", has_text="About").click()
    about = page.locator(".about").inner_text()
    assert "ACLED (acleddata.com), under its terms" in about
    assert "GeoNames <b>x</b>" in about
    assert "Natural Earth" in about
