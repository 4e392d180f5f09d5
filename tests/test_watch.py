"""Maps that follow their data, and the copy of a page that is served meanwhile."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import threading
import time
from typing import TYPE_CHECKING

import pytest
from watchfiles import Change

import geo
from geo.watch import Watch, _Filter, following

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HEADER = "event_id,date_start,event_type,sub_event_type,place,lon,lat\n"
ROW = "a-1,2020-02-03,Battles,Armed clash,Saraqib,36.80,35.86\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    (root / "events").mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
    (root / "events" / "a.csv").write_text(HEADER + ROW)
    return root


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def watching(project: Path, lines: list[str]) -> Iterator[Watch]:
    made = Watch(project, project.parent / "maps", say=lines.append)
    stop = threading.Event()
    made.build()
    thread = threading.Thread(target=made.follow, args=(stop,))
    thread.start()
    with made.open():
        time.sleep(0.5)  # until the system watches
        yield made
    stop.set()
    thread.join(timeout=60)
    assert not thread.is_alive()


def until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 s")


def policy_of(page: str) -> str:
    found = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert len(found) == 1
    return html.unescape(found[0])


def served(watching: Watch, name: str = "t") -> str:
    return watching.serve("GET", f"maps/{name}.html", {}).body.decode()


@pytest.mark.usefixtures("watching")
def test_a_save_builds_the_map_anew(project: Path, lines: list[str]):
    page = project.parent / "maps" / "t.html"
    before = page.read_bytes()
    (project / "events" / "a.csv").write_text(HEADER + ROW + ROW.replace("a-1", "a-2"))
    until(lambda: page.read_bytes() != before)
    until(lambda: any(line.startswith("built 2 events") for line in lines))
    assert "changed: events/a.csv" in lines


def test_a_fault_is_said_and_the_last_good_map_stays(
    watching: Watch, project: Path, lines: list[str]
):
    page = project.parent / "maps" / "t.html"
    before = page.read_bytes()
    (project / "atlas.toml").write_text("titel = 1\n")
    until(lambda: any(line.startswith("error: ") and "titel" in line for line in lines))
    assert page.read_bytes() == before
    assert next(watching._news.listen()) is not None
    assert "titel" in str(next(watching._news.listen()))
    (project / "atlas.toml").write_text('title = "T"\ncountries = ["SY"]\n')
    until(lambda: '"trouble": ""' in str(next(watching._news.listen())))


def test_a_fault_of_ours_does_not_end_the_watch(
    watching: Watch, lines: list[str], monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("geo.watch.rebuild", broken)
    assert not watching.build()
    assert lines[-1] == "error: sitmap itself failed: ZeroDivisionError: oh"


def test_the_file_stays_pure_and_the_copy_carries_one_script_and_one_address(
    watching: Watch, project: Path
):
    pure = (project.parent / "maps" / "t.html").read_text(encoding="utf-8")
    copy = served(watching)
    assert "EventSource" not in pure
    assert "connect-src" not in policy_of(pure)
    script = re.findall(r"<script>((?:(?!</script>).)*EventSource.*?)</script>", copy, re.DOTALL)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert watching._site is not None
    added = policy_of(copy)
    assert f"'sha256-{digest}' " in added
    assert added.endswith(f"; connect-src {watching._site.address}news")
    without = added.replace(f"'sha256-{digest}' ", "").rpartition("; connect-src")[0]
    assert without == policy_of(pure)
    assert copy.replace(f"<script>{script[0]}</script>", "").replace(
        html.escape(added), html.escape(policy_of(pure))
    ) == pure  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        '<meta http-equiv="Content-Security-Policy" content="default-src *"></body>',
        '<meta http-equiv="Content-Security-Policy" content="script-src x; connect-src *"></body>',
    ],
)
def test_a_page_without_our_policy_is_not_served(page: str):
    with pytest.raises(geo.InputError):
        following(page, "1", "http://127.0.0.1:1/x/news")


def test_before_the_first_good_build_the_page_waits(project: Path):
    (project / "atlas.toml").write_text("titel = 1\n")
    made = Watch(project, project.parent / "maps", say=lambda _: None)
    assert not made.build()
    with made.open():
        assert "There is no map yet." in served(made)
        assert "EventSource" in served(made)


@pytest.mark.parametrize("path", ["maps/../x.html", "maps/T.html", "news/", "maps/t.html/x", "x"])
def test_nothing_else_is_served(project: Path, path: str):
    made = Watch(project, project.parent / "maps", say=lambda _: None)
    with made.open():
        assert made.serve("GET", path, {}).status == 404
        assert made.serve("POST", "news", {}).status == 404


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("events/a.csv", True),
        ("atlas.toml", True),
        ("corrections.csv", True),
        (".corrections.csv.lock", False),
        (".corrections.csv.x.part", False),
        ("events/~$a.xlsx", False),
        ("events/a.csv~", False),
        ("reports/.a.txt.swp", False),
        ("maps/t.html", False),
        ("maps/.sitmap/lock", False),
    ],
)
def test_only_what_a_person_saves_counts(tmp_path: Path, name: str, counts: bool):
    quiet = _Filter(tmp_path, tmp_path / "maps")
    assert quiet(Change.modified, str(tmp_path.resolve() / name)) is counts
