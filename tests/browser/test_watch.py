"""A map in a real Chromium that follows its data."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from conftest import WATCH

from geo.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    shutil.copytree("data", root)
    for report in list((root / "reports").glob("*"))[1:]:
        report.unlink()
    return root


@pytest.fixture
def watching(project: Path) -> Iterator[Watch]:
    made = Watch(project, project.parent / "maps", say=lambda _: None)
    stop = threading.Event()
    made.build()
    thread = threading.Thread(target=made.follow, args=(stop,))
    thread.start()
    with made.open():
        yield made
    stop.set()
    thread.join(timeout=60)


def test_an_open_map_follows_a_save_and_keeps_its_place_and_outlives_a_fault(
    browser: Browser, watching: Watch, project: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert watching._site is not None
    address = f"{watching._site.address}maps/idlib-2020-winter.html"
    page.goto(f"{address}#open=own-04")
    page.wait_for_selector("html[data-ready]")
    assert asked == [address, f"{watching._site.address}news"]
    table = project / "events" / "own.csv"
    text = table.read_text(encoding="utf-8")
    page.wait_for_timeout(500)
    table.write_text(text.replace("set up military points", "put up military posts"), "utf-8")
    card = page.locator("article.card", has_text="put up military posts")
    card.wait_for(timeout=60_000)  # by itself, with the same event open
    assert asked.count(address) == 2
    assert page.evaluate("window.refused") == []

    toml = project / "atlas.toml"
    good = toml.read_text(encoding="utf-8")
    toml.write_text(good + '\nwrong_key = "<img src=x onerror=alert(1)>"\n', "utf-8")
    bar = page.locator("#sitmap-watch", has_text="wrong_key")
    bar.wait_for(timeout=60_000)
    assert card.is_visible()
    assert page.evaluate("window.ran") == []
    assert page.locator("#sitmap-watch img").count() == 0
    toml.write_text(good, "utf-8")
    bar.wait_for(state="detached", timeout=60_000)
    assert card.is_visible()
    context.close()


def test_the_page_says_when_nobody_watches_any_more(browser: Browser, project: Path) -> None:
    made = Watch(project, project.parent / "maps", say=lambda _: None)
    made.build()
    page = browser.new_page()
    with made.open() as site:
        page.goto(f"{site.address}maps/idlib-2020-winter.html")
        page.wait_for_selector("html[data-ready]")
    page.locator("#sitmap-watch", has_text="does not answer").wait_for(timeout=60_000)
    assert "events" in page.locator(".summary").inner_text()
    page.close()
