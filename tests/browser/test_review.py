"""The review page in a real Chromium: decided by keyboard alone, and closed to everybody else."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CHROMIUM, WATCH

from geo.corrections import read_corrections
from geo.review import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from geo.loopback import Site

AXE = Path(__file__).parents[2] / "geo" / "web" / "node_modules" / "axe-core" / "axe.min.js"
ARABIC = """\
المصدر: وكالة <b>مثال</b>

قتل ثلاثة مدنيين في قصف مدفعي على قرية البارة {{7*7}}<img src=x onerror=alert(1)>.

This line is in English.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    shutil.copytree("data", root)
    for report in (root / "reports").glob("*"):
        if not report.name.startswith(("r01", "r04")):
            report.unlink()
    (root / "reports" / "ar.txt").write_text(ARABIC, encoding="utf-8")
    return root


@pytest.fixture
def site(project: Path) -> Iterator[Site]:
    desk = Desk(project, project.parent / "maps", by="Rana")
    with desk.open() as running:
        yield running
    desk.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()


def turn_to(page: Page, words: str) -> None:
    """Press "next" until the event with these words is there."""
    for _ in range(60):
        if words in page.locator(".told dl").first.inner_text():
            return
        number = int(page.locator(".review-top b").inner_text().split()[0])
        page.keyboard.press("j")
        page.locator(".review-top b", has_text=f"{number + 1} of").wait_for()
    raise AssertionError(f"no decision about {words}")


def test_from_doubt_to_correction_to_the_rebuilt_map_by_keyboard_alone(
    page: Page, project: Path
) -> None:
    turn_to(page, "al-Dana")
    assert "Where was it?" in page.locator("#question").inner_text()
    assert "Dana" in page.locator(".sources mark").last.inner_text()
    where = page.locator(".places li").nth(1)
    wanted = where.locator("b").inner_text()
    page.keyboard.press("2")
    page.keyboard.type("the report means the other one")
    page.keyboard.press("Enter")
    page.locator(".status", has_text="Written").wait_for()
    ((row,), left_out) = read_corrections(project / "corrections.csv")
    assert left_out == []
    assert (row.field, row.by, row.reason) == ("pin", "Rana", "the report means the other one")
    assert row.value.endswith(f"name={wanted}")
    page.keyboard.press("b")
    page.locator("#map-0:focus").wait_for(timeout=60_000)
    page.keyboard.press("Tab")  # the second map holds the whole winter
    page.keyboard.press("Enter")
    page.wait_for_selector("article.card .corrections", timeout=30_000)
    card = page.locator("article.card").inner_text()
    for part in ("Corrected by hand", "the report means the other one", "by Rana", wanted):
        assert part in card
    assert page.evaluate("window.refused") == []


def test_a_place_is_pinned_with_the_arrow_keys(page: Page, project: Path) -> None:
    turn_to(page, "al-Dana")
    for key in ("p", "ArrowRight", "ArrowRight", "ArrowUp", "]", "Enter"):
        page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.type("seen on a photo")
    page.keyboard.press("Enter")
    page.locator(".status", has_text="Written").wait_for()
    ((row,), _) = read_corrections(project / "corrections.csv")
    assert row.value.startswith("lon=36.")
    assert "radius_m=2000" in row.value
    page.keyboard.press("u")
    page.locator(".status", has_text="Taken back").wait_for()
    assert read_corrections(project / "corrections.csv") == ([], [])


def test_escape_writes_nothing(page: Page, project: Path) -> None:
    for key in ("c", "x", "d", "e", "p"):
        page.keyboard.press(key)
        page.keyboard.press("Escape")
    assert page.locator(".composer input").count() == 0
    assert not (project / "corrections.csv").exists()


def test_arabic_and_english_stand_in_their_own_direction_and_run_nowhere(page: Page) -> None:
    found: dict[str, str] = {}
    for _ in range(60):
        found = dict(
            page.evaluate(
                "[...document.querySelectorAll('.report-text p')].map(p => [p.textContent, getComputedStyle(p).direction])"
            )
        )
        if any("قصف" in text for text in found):
            break
        page.keyboard.press("j")
        page.wait_for_timeout(150)
    arabic = next(text for text in found if "قصف" in text)
    assert found[arabic] == "rtl"
    assert "{{7*7}}<img src=x onerror=alert(1)>" in arabic
    assert found["This line is in English."] == "ltr"
    assert page.evaluate("window.ran") == []
    assert page.locator("img").count() == 0
    page.get_by_role("button", name="العربية").click()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.locator(".deed").first.inner_text().endswith("صحيح كما هو")


def test_the_page_is_ready_only_once_it_shows_an_event(browser: Browser, site: Site) -> None:
    page = browser.new_page()

    def slowly(route: Any) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/decision/*", slowly)
    page.goto(site.address)
    page.wait_for_selector("html[data-ready]")
    assert page.locator("h1").count() == 1


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm ci in geo/web")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Site, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(site.address)
    page.wait_for_selector("html[data-ready]")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for key in ("", "d", "Escape", "p"):
        if key:
            page.keyboard.press(key)
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>"
            " v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' || ')))"
        )
        assert found == [], key
    page.close()


HOSTILE = """<!doctype html><meta charset="utf-8"><title>hostile</title><body><script>
const told = [];
const say = (what, got) => told.push([what, got]);
async function attack(base, origin) {
  const row = JSON.stringify({event_id: EVENT, rows: [{field: "not_an_event", value: ""}], reason: "stolen", by: "evil"});
  const tries = {
    "read": () => fetch(base + "state").then(r => r.text()),
    "read opaque": () => fetch(base + "state", {mode: "no-cors"}).then(r => r.text()),
    "read page": () => fetch(base).then(r => r.text()),
    "read decision": () => fetch(base + "decision/0", {credentials: "include"}).then(r => r.text()),
    "write json": () => fetch(base + "correct", {method: "POST", headers: {"Content-Type": "application/json"}, body: row}).then(r => r.text()),
    "write text": () => fetch(base + "correct", {method: "POST", mode: "no-cors", headers: {"Content-Type": "text/plain"}, body: row}).then(r => r.text()),
    "write blob": () => fetch(base + "correct", {method: "POST", mode: "no-cors", body: new Blob([row])}).then(r => r.text()),
    "beacon": async () => { navigator.sendBeacon(base + "correct", new Blob([row], {type: "text/plain"})); return ""; },
    "form": () => new Promise((done) => {
      const frame = document.createElement("iframe"); frame.name = "f" + Math.random(); document.body.append(frame);
      const form = document.createElement("form"); form.action = base + "correct"; form.method = "POST";
      form.enctype = "text/plain"; form.target = frame.name;
      const input = document.createElement("input"); input.name = row.slice(0, -1) + ',"x":"'; input.value = '"}'; form.append(input);
      document.body.append(form); frame.onload = () => { try { done(frame.contentDocument.body.textContent); } catch { done(""); } }; form.submit();
      setTimeout(() => done(""), 1500);
    }),
    "frame": () => new Promise((done) => {
      const frame = document.createElement("iframe"); frame.src = base; document.body.append(frame);
      frame.onload = () => { try { done(frame.contentDocument.body.textContent); } catch { done(""); } };
      setTimeout(() => done(""), 1500);
    }),
    "script": () => new Promise((done) => {
      const script = document.createElement("script"); script.src = base + "state";
      script.onload = () => done("loaded"); script.onerror = () => done(""); document.body.append(script);
    }),
    "image": () => new Promise((done) => {
      const image = new Image(); image.src = base + "state";
      image.onload = () => done("loaded"); image.onerror = () => done("");
    }),
    "stream": () => new Promise((done) => {
      const source = new EventSource(base + "state");
      source.onmessage = (e) => done(e.data); source.onerror = () => { source.close(); done(""); };
    }),
    "window": () => new Promise((done) => {
      const other = window.open(base); if (!other) return done("");
      setTimeout(() => { try { done(other.document.body.textContent); } catch { done(""); } other.close(); }, 1200);
    }),
  };
  for (const [name, act] of Object.entries(tries)) {
    try { say(origin + " " + name, await act()); } catch (error) { say(origin + " " + name, ""); }
  }
}
(async () => {
  await attack(BASE, "with the token");
  await attack(ROOT, "without it");
  window.told = told;
})();
</script>"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """Another site on this machine, as any other page in the browser is."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def rebound(browser: Browser) -> Iterator[Browser]:
    """A browser for which the names evil.test and rebound.test lead to this machine."""
    made = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP evil.test 127.0.0.1, MAP rebound.test 127.0.0.1",
            # what the newest browsers refuse by themselves: it is our own refusal that is tested
            "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
        ],
    )
    yield made
    made.close()


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1", "localhost"])
def test_a_hostile_page_in_the_same_browser_neither_reads_nor_writes(
    rebound: Browser, site: Site, project: Path, elsewhere: tuple[Path, int], host: str
) -> None:
    folder, port = elsewhere
    context = rebound.new_context()
    ours = context.new_page()
    ours.goto(site.address)
    ours.wait_for_selector("html[data-ready]")
    event = ours.evaluate("sitmapReview.state.decisions[0].event_id")
    text = HOSTILE.replace("EVENT", json.dumps(event)).replace("BASE", json.dumps(site.address))
    (folder / "x.html").write_text(text.replace("ROOT", json.dumps(f"{site.origin}/")), "utf-8")
    hostile = context.new_page()
    hostile.goto(f"http://{host}:{port}/x.html")
    hostile.wait_for_function("window.told", timeout=60_000)
    told = dict(hostile.evaluate("window.told"))
    assert len(told) == 28
    assert {name: got for name, got in told.items() if got} == {}
    assert not (project / "corrections.csv").exists()
    context.close()


def test_another_name_bound_to_this_address_is_not_let_in(
    rebound: Browser, site: Site, project: Path
) -> None:
    """A page came from rebound.test; now that name leads here, and here is its own origin."""
    context = rebound.new_context()
    ours = context.new_page()
    ours.goto(site.address)
    ours.wait_for_selector("html[data-ready]")
    event = ours.evaluate("sitmapReview.state.decisions[0].event_id")
    page = context.new_page()
    origin = site.origin.replace("127.0.0.1", "rebound.test")
    page.route(f"{origin}/start", lambda route: route.fulfill(body="hi", content_type="text/html"))
    page.goto(f"{origin}/start")
    body = {"event_id": event, "rows": [{"field": "not_an_event", "value": ""}]}
    got: Any = page.evaluate(
        """async ([base, body]) => {
          const headers = {"Content-Type": "application/json"};
          const answers = [await fetch(base + "state"), await fetch(base + "correct", {method: "POST", headers, body})];
          return Promise.all(answers.map(async (a) => [a.status, await a.text()]));
        }""",
        [site.address.replace("127.0.0.1", "rebound.test"), json.dumps(body)],
    )
    assert got == [[404, ""], [403, ""]]
    assert not (project / "corrections.csv").exists()
    context.close()
