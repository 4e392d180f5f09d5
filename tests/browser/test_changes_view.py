"""The page's view of what changed since an earlier edition, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.rebuild import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Open

HEAD = "id,date,place,lat,lon,event,fatalities,source\n"
HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"
BEFORE = f"""a,2020-02-03,Ariha,35.81,36.61,air strike,3,SOHR
b,2020-02-03,Idlib,35.93,36.63,shelling,1,SOHR
c,2020-02-04,{HOSTILE},35.86,36.80,battle,5,SOHR
d,2020-02-04,Binnish,35.95,36.71,battle,2,SOHR
"""
AFTER = """a,2020-02-03,Ariha,35.81,36.61,air strike,8,SOHR
b,2020-02-03,Sarmin,35.90,36.72,shelling,1,SOHR
d,2020-02-04,Binnish,35.95,36.71,battle,2,SOHR
e,2020-02-05,Saraqib,35.86,36.80,battle,1,SOHR
"""


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of one project before and after an edit, and one for other eyes."""
    root = tmp_path_factory.mktemp("p")
    (root / "events").mkdir()
    (root / "atlas.toml").write_text(
        'title = "T"\ncountries = ["SY"]\n[profiles.public]\nleave_out = ["camp"]\n'
        '[[maps]]\nslug = "desk"\ntitle = "T"\nlanguages = ["en", "ar"]\n'
        '[[maps]]\nslug = "public"\ntitle = "T"\nprofile = "public"\n'
    )
    out = tmp_path_factory.mktemp("maps")
    (root / "events" / "t.csv").write_text(HEAD + BEFORE)
    rebuild(root, out)
    first = out / "first.html"
    first.write_bytes((out / "desk.html").read_bytes())
    (root / "events" / "t.csv").write_text(HEAD + AFTER)
    assert rebuild(root, out).changes == "1 new, 1 gone, 1 moved, 1 toll revised"
    return {"first": first, "desk": out / "desk.html", "public": out / "public.html"}


def test_the_view_lists_every_change_and_leaves_only_changed_events_on_the_map(
    open_page: Open, maps: dict[str, Path]
) -> None:
    opened = open_page(maps["desk"])
    page = opened.page
    page.click("#tab-changes")
    assert "What changed since the build of" in page.inner_text(".changes h2")
    kinds = page.eval_on_selector_all(".changes [data-kind]", "all => all.map(x => x.dataset.kind)")
    assert kinds == ["new", "gone", "moved", "toll"]
    assert "Idlib → Sarmin" in page.inner_text("[data-kind=moved]")
    assert "3 → 8" in page.inner_text("[data-kind=toll]")
    gone = page.inner_text("[data-kind=gone]")
    assert HOSTILE in gone
    assert "deleted from events/t.csv" in gone
    page.click(".changes [aria-pressed=false]")
    assert page.evaluate("sitmapApp.selection.shown") == 3
    assert "changed=" in page.url
    page.click("[data-kind=toll] button")
    assert "Toll revised" in page.inner_text(".changed")
    assert opened.errors == []
    assert opened.asked == []
    assert page.evaluate("window.ran") == []


def test_an_address_with_the_view_opens_it_and_it_reads_right_to_left_in_arabic(
    open_page: Open, maps: dict[str, Path]
) -> None:
    opened = open_page(maps["desk"], hash_="#pane=changes&changed=moved&lang=ar")
    assert opened.page.evaluate("sitmapApp.selection.shown") == 1
    assert "ما تغيّر" in opened.page.inner_text(".changes h2")
    assert "Idlib ← Sarmin" in opened.page.inner_text("[data-kind=moved]")
    assert opened.errors == []


def test_a_keyboard_reaches_the_view(open_page: Open, maps: dict[str, Path]) -> None:
    page = open_page(maps["desk"]).page
    page.focus("#tab-list")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-changes"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("sitmapApp.selection.shown") == 3
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


@pytest.mark.parametrize("name", ["first", "public"])
def test_a_first_edition_and_a_map_for_other_eyes_have_no_such_view(
    open_page: Open, maps: dict[str, Path], name: str
) -> None:
    page = open_page(maps[name], hash_="#pane=changes&changed=moved").page
    assert page.query_selector("#tab-changes") is None
    assert page.evaluate("sitmapApp.data.changes") is None
    assert page.evaluate("sitmapApp.pane") == "list"
