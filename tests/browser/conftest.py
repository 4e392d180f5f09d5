"""A real Chromium without a network, and pages for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from page_sample import sample_atlas, sample_project, sample_spec
from playwright.sync_api import Browser, Page, sync_playwright

from geo import webmap
from geo.publish import write

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Atlas

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
WATCH = """
window.ran = []; window.alert = (x) => window.ran.push(String(x));
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.violatedDirective));
"""


@dataclass
class Opened:
    """A page that has come up, what it asked the network for, and what went wrong in it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: `apt-get install chromium`, or CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


@pytest.fixture(scope="session")
def make_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a page of an atlas on disk; the sample's once for all tests."""
    made: dict[str, Path] = {}

    def make(
        atlas: Atlas | None = None, *, spec: dict[str, Any] | None = None, name: str = "sample"
    ) -> Path:
        if atlas is None and spec is None and name in made:
            return made[name]
        path = tmp_path_factory.mktemp("page") / f"{name}.html"
        drawn = webmap.draw(atlas or sample_atlas(), sample_spec(**(spec or {})), sample_project())
        write(path, webmap.render(drawn).encode())
        if atlas is None and spec is None:
            made[name] = path
        return path

    return make


@pytest.fixture
def open_page(browser: Browser, make_page: Callable[..., Path]) -> Iterator[Open]:
    """Open a page (the sample's unless a path is given) with the network off."""
    contexts = []

    def open_(
        path: Path | None = None,
        *,
        width: int = 1280,
        height: int = 800,
        hash_: str = "",
        **options: Any,
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            offline=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        out = Opened(page)
        page.on("pageerror", lambda error: out.errors.append(str(error)))
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith(("file:", "blob:", "data:")) else out.asked.append(r.url)
            ),
        )
        page.goto(f"file://{path or make_page()}{hash_}")
        page.wait_for_selector("html[data-ready]")
        return out

    yield open_
    for context in contexts:
        context.close()
