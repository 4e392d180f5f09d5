"""The page that lists the maps, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import CHROMIUM, WATCH

from geo.pipeline import INDEX
from geo.rebuild import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = "</title><script>ran.push(1)</script><img src=x onerror='ran.push(2)'>\"{{7*7}}"


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, out = tmp_path_factory.mktemp("p"), tmp_path_factory.mktemp("maps")
    for folder in ("events", "zones"):
        (root / folder).mkdir()
    (root / "atlas.toml").write_text(
        f"title = '''{HOSTILE}'''\ndescription = '''{HOSTILE}'''\n"
        '[profiles.public]\nleave_out = ["camp"]\n'
        f"[[maps]]\nslug = \"one\"\ntitle = '''{HOSTILE}'''\n"
        'period = ["2020-02-01", "2020-02-03"]\n'
        '[[maps]]\nslug = "two"\ntitle = "Two"\nprofile = "public"\n'
    )
    rows = ["a,2020-02-03,Ariha,35.81,36.61,Riots", "b,2020-02-04,Idlib,35.93,36.63,Riots",
            "c,2020-02-03,Atma camp,36.3,36.7,Riots"]  # fmt: skip
    head = "id,date,place,lat,lon,event_type\n"
    (root / "events" / "t.csv").write_text(head + "\n".join(rows) + "\n")
    rebuild(root, out)
    return out


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_the_list_shows_each_map_and_runs_nothing(browser: Browser, maps: Path) -> None:
    context = browser.new_context(offline=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"file://{maps / INDEX}")
    assert page.inner_text("h1") == HOSTILE
    assert page.title() == HOSTILE
    heads = page.eval_on_selector_all("h2", "all => all.map(x => x.textContent)")
    assert heads == [HOSTILE, "Two"]
    assert page.query_selector("script, img, [onerror]") is None
    assert page.evaluate("ran") == []
    assert page.evaluate("refused") == []
    told = page.eval_on_selector_all("li p", "all => all.map(x => x.innerText)")
    assert told[0] == "2020-02-01 to 2020-02-03\n2 events"
    # the camp is not counted on the map for other eyes
    assert told[1] == "2020-02-03 to 2020-02-04\n2 events"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/one\.html"))
    context.close()


def test_its_links_are_relative_and_its_pictures_hold_numbers_alone(maps: Path) -> None:
    text = (maps / INDEX).read_text()
    assert re.findall(r'href="([^"]*)"', text) == ["one.html", "two.html"]
    pictures = re.findall(r"<svg.*?</svg>", text)
    assert len(pictures) == 2
    for picture in pictures:
        assert re.fullmatch(r'[<>/="0-9a-zA-Z .\-]*', picture)
        assert re.search(r'class="riot" d="M\d', picture)
