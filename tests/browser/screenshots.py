"""Takes the pictures of tests/golden from a map and, if given, from a page of very many events.

    python tests/browser/screenshots.py MAP.html tests/golden [MANY.html]

They are there to be looked at, not compared byte by byte: fonts differ between machines. The card
with rival tolls shows the made-up atlas of `page_sample`, which has some whatever MAP holds.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any

from page_sample import sample_atlas, sample_project, sample_spec
from playwright.sync_api import Browser, sync_playwright

from geo import webmap
from geo.publish import write

SCALE = 0.75  # keeps each picture below 100 KB in git
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RIVALS = "sitmapApp.show(sitmapApp.data.events.table.find('event_id', '0a1b2c3d4e01'), true)"
HALF = """(() => { const [a, b] = sitmapApp.timeline.whole;
  sitmapApp.setRange([a + Math.round((b - a) * 0.4), a + Math.round((b - a) * 0.8)]); })()"""


def take(browser: Browser, page: Path, to: Path, options: dict[str, Any], step: str = "") -> None:
    """Open `page`, take a `step` in it, and save what it shows."""
    media = options.pop("media", None)
    hash_ = options.pop("hash", "")
    context = browser.new_context(offline=True, reduced_motion="reduce", **options)
    opened = context.new_page()
    opened.goto(f"file://{page.resolve()}{hash_}")
    opened.wait_for_selector("html[data-ready]")
    if step:
        opened.evaluate(step)
    if media:
        opened.emulate_media(media=media)
        opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.wait_for_timeout(600)
    size = opened.viewport_size or {"width": 1280, "height": 800}
    clip = {"x": 0, "y": 0, **size, "scale": SCALE}
    shot = context.new_cdp_session(opened).send(
        "Page.captureScreenshot", {"format": "jpeg", "quality": 70, "clip": clip}
    )
    to.write_bytes(base64.b64decode(shot["data"]))
    context.close()


def main(arguments: list[str]) -> None:
    """Take them all."""
    page, folder = Path(arguments[0]), Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        made_up = Path(scratch) / "sample.html"
        drawn = webmap.draw(sample_atlas(), sample_spec(), sample_project())
        write(made_up, webmap.render(drawn).encode())
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, options, step in (
            ("first-view", DESK, ""),
            ("rival-tolls", DESK, RIVALS),
            ("time-dragged", DESK, HALF),
            ("arabic", {**DESK, "hash": "#lang=ar"}, ""),
            ("phone", PHONE, ""),
            ("dark", {**DESK, "color_scheme": "dark"}, ""),
            ("print", {"viewport": {"width": 720, "height": 1018}, "media": "print"}, ""),
        ):
            shown = made_up if step == RIVALS else page
            take(browser, shown, folder / f"{name}.jpg", dict(options), step)
        if len(arguments) > 2:
            take(browser, Path(arguments[2]), folder / "many-events.jpg", dict(DESK))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
