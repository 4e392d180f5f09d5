from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geo.errors import InputError
from geo.kept import FILE, Kept, digest
from geo.kept.frames import decode_table, encode_table
from geo.kept.inputs import take_inputs
from geo.kept.records import decode, encode
from geo.model import LeftOut, Place
from geo.project import read_project
from geo.publish import STATE
from geo.rebuild import news_of, publish, rebuild
from geo.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path("data")
SAMPLES = Path("../shared/samples")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the sample with two short reports, so that a cold build is quick."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    for path in (root / "reports").iterdir():
        if not path.name.startswith(("r04", "r01")):
            path.unlink()
    return root


def pages(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.glob("*.html")}


def test_an_unchanged_project_is_not_read_and_not_written_again(project: Path, tmp_path: Path):
    out = tmp_path / "maps"
    first = rebuild(project, out)
    times = {p: p.stat().st_mtime_ns for p in out.glob("*.html")}
    again = rebuild(project, out)
    assert not first.idle
    assert all(page.changed for page in first.pages)
    assert again.idle
    assert not any(page.changed for page in again.pages)
    assert (again.counts, again.left_out, again.unplaced) == (first.counts, first.left_out, first.unplaced)  # fmt: skip
    assert times == {p: p.stat().st_mtime_ns for p in out.glob("*.html")}


def test_entries_grow_old_by_builds_that_make_others_not_by_idle_ones(tmp_path: Path):
    def build(*made: bytes, looked_for: bytes = b"record") -> bool:
        kept = Kept(tmp_path)
        there = kept.get(looked_for, bytes) is not None
        for key in made:
            kept.put(key, b"...")
        kept.close()
        return there

    build(b"part", b"record")
    assert all(build() for _ in range(5))
    assert build(b"new", looked_for=b"part")
    for name in (b"a", b"b", b"c"):
        build(name)
    assert not build(looked_for=b"part")


def imported(project: Path, out: Path, *names: str) -> str:
    """Build in a process of its own; return whether it was idle, and which of `names` it imported."""
    script = (
        "import sys; from pathlib import Path; from geo.rebuild import rebuild;"
        f"built = rebuild(Path({str(project)!r}), Path({str(out)!r}));"
        f"print(built.idle, *({set(names)!r} & sys.modules.keys()))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    run = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_an_idle_build_imports_neither_pandas_nor_folium(project: Path, tmp_path: Path):
    rebuild(project, tmp_path / "maps")
    heavy = ("pandas", "numpy", "folium", "shapely")
    assert imported(project, tmp_path / "maps", *heavy) == "True"


def test_a_build_that_reads_no_report_imports_no_reader_and_no_folium(
    project: Path, tmp_path: Path
):
    rebuild(project, tmp_path / "maps")
    swap("zones/deescalation.geojson", '"accuracy": "', '"accuracy": "Perhaps: ')(project)
    heavy = ("geo.extract.reader", "geo.placing", "folium", "jinja2")
    assert imported(project, tmp_path / "maps", *heavy) == "False"


def test_a_page_that_is_gone_or_edited_is_made_again(project: Path, tmp_path: Path):
    out = tmp_path / "maps"
    rebuild(project, out)
    before = pages(out)
    name = sorted(before)[0]
    (out / name).unlink()
    rebuild(project, out)
    assert pages(out) == before
    (out / name).write_bytes(before[name] + b"<!-- edited -->")
    rebuild(project, out)
    assert pages(out) == before


def append(name: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text() if path.exists() else "") + text, encoding="utf-8")

    return edit


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


REPORT = "reports/r04_sohr_153813.txt"
EDITS = {
    "a sentence more": append(REPORT, "\nOn Tuesday a car bomb killed nine people in Idlib city.\n"),
    "a report more": append(
        "reports/new.txt", "Published: 2020-02-05\n\nShelling killed four people in Ariha.\n"
    ),
    "a report with another name": lambda root: (root / REPORT).rename(root / "reports/named.txt"),
    "a place of our own": append("places/more.csv", "name,lat,lon\nTaftanaz,35.5,36.9\n"),
    "no places of our own": lambda root: shutil.rmtree(root / "places"),
    "other sites": lambda root: (root / "sites/posts.csv").unlink(),
    "a word list": append("lexicon/actors.tsv", ""),
    "no zones": lambda root: shutil.rmtree(root / "zones"),
    "another country first": swap("atlas.toml", 'countries = ["SY", "TR"]', 'countries = ["TR", "SY"]'),
    "another title": swap("atlas.toml", "title = ", "# \ntitle = "),
    "a report less": lambda root: (root / "reports/named.txt").unlink(),
    "a table less": lambda root: shutil.rmtree(root / "events"),
}  # fmt: skip


def test_warm_and_cold_builds_are_equal_whatever_was_edited(project: Path, tmp_path: Path):
    warm = tmp_path / "warm"
    rebuild(project, warm)
    for name, edit in EDITS.items():
        edit(project)
        after = rebuild(project, warm)
        made = pages(warm)
        fresh = rebuild(project, warm, force=True)
        assert not after.idle, name
        assert not fresh.idle, name
        assert (after.counts, after.left_out) == (fresh.counts, fresh.left_out), name
        assert made == pages(warm), name


def damage_bytes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 97):
        data[at] ^= 0x5A
    path.write_bytes(data)


def damage_entries(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entry SET data = zeroblob(50)")
    db.close()


def somebody_elses(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE entry (key BLOB, sum BLOB, used INTEGER, data BLOB)")
    db.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [
        damage_bytes,
        damage_entries,
        somebody_elses,
        empty,
        lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    ],
    ids=["flipped", "entries", "another database", "empty", "header", "cut"],
)
def test_what_was_kept_and_is_damaged_is_thrown_away_never_trusted(
    project: Path, tmp_path: Path, damage: Callable[[Path], None]
):
    out = tmp_path / "maps"
    rebuild(project, out)
    before = pages(out)
    damage(out / STATE / FILE)
    built = rebuild(project, out)
    assert pages(out) == before
    assert rebuild(project, out).idle
    assert built.notes or damage is empty


def test_a_damaged_entry_is_said(tmp_path: Path):
    kept = Kept(tmp_path)
    kept.put(b"key", b"value")
    kept.close()
    damage_entries(tmp_path / FILE)
    kept = Kept(tmp_path)
    assert kept.get(b"key", bytes) is None
    assert "damaged" in kept.notes[0]
    kept.close()


def test_what_no_recent_build_needed_goes(tmp_path: Path):
    for build in range(6):
        kept = Kept(tmp_path)
        if build == 0:
            kept.put(b"old", b"1")
        kept.put(b"current", b"2")
        found = kept.get(b"old", bytes) if build == 5 else None
        kept.close()
    assert found is None


def test_a_file_that_changed_while_it_was_built_is_built_again(project: Path, tmp_path: Path):
    out = tmp_path / "maps"

    def edit_meanwhile(_: str, done: int, total: int) -> None:
        if done == total:
            append(REPORT, "\nOn Monday a car bomb killed nine people in Idlib city.\n")(project)

    rebuild(project, out, progress=edit_meanwhile)
    assert not rebuild(project, out).idle
    assert rebuild(project, out).idle


def test_no_project_and_a_slug_that_leaves_the_folder_are_refused(tmp_path: Path):
    with pytest.raises(InputError):
        rebuild(tmp_path, tmp_path / "maps")
    assert not (tmp_path / "maps").exists()
    for slug in ("../up", "/etc/x", "..", "a/b", "a\\b", "con", ".sitmap", "index"):
        (tmp_path / "atlas.toml").write_text(f"[[maps]]\nslug = {slug!r}\n")
        with pytest.raises(InputError):
            read_project(tmp_path)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text() | st.dates()
        | st.builds(LeftOut, st.text(), st.text(), st.text(), st.text())
        | st.builds(Place, st.text(), st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 1e6),
                    st.text(), st.text(), names=st.dictionaries(st.text(), st.text())),
        lambda inner: st.lists(inner).map(tuple),
    )
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_as_they_went_in(value: object):
    assert decode(encode(value)) == value


@pytest.mark.parametrize("data", [b"", b"x", encode("x")[:-2], b"\x78\x9c"])
def test_bytes_that_are_no_record_are_an_error(data: bytes):
    with pytest.raises((ValueError, KeyError, TypeError)):
        decode(data)


@pytest.mark.parametrize("path", [DATA / "events/own.csv", *sorted(SAMPLES.glob("ucdp*.csv"))])
def test_tables_come_back_as_they_went_in(path: Path):
    from geo.basemap import outline

    project = read_project(DATA)
    read = read_table(path, path.name, project, None, outline)
    tidied, notes, rows = decode_table(encode_table(read))
    assert (notes, rows) == read[1:]
    for back, given_ in zip(tidied, read[0], strict=True):
        assert back.left_out == given_.left_out
        assert back.events.crs == given_.events.crs
        assert_frame_equal(back.events, given_.events, check_exact=True)
        assert_frame_equal(back.claims, given_.claims, check_exact=True)


def test_every_file_of_the_project_is_an_input_and_no_page_is(project: Path):
    out = project / "maps"
    before, _ = take_inputs(project, out, [])
    (out / "x").mkdir(parents=True)
    (out / "x" / "page.html").write_text("page")
    assert take_inputs(project, out, [])[0].files == before.files
    (project / "events" / "own.csv").touch()
    assert take_inputs(project, out, [])[0].digest() == before.digest()
    (project / "zones" / ".draft.geojson").write_text("{}")
    assert take_inputs(project, out, [])[0].digest() != before.digest()


def test_parts_of_a_key_do_not_run_together():
    assert digest("ab", "c") != digest("a", "bc")


# --- what changed ---------------------------------------------------------------------------------


def test_a_build_counts_what_changed_and_an_unchanged_one_does_not_lose_it(
    project: Path, tmp_path: Path
):
    out = tmp_path / "maps"
    assert rebuild(project, out).changes == ""
    with pytest.raises(InputError, match="none before it"):
        news_of(out)
    append("reports/new.txt", "Published: 2020-02-05\n\nShelling killed four people in Ariha.\n")(
        project
    )
    second = rebuild(project, out)
    assert second.changes == "1 new"
    assert not second.published
    (change,) = news_of(out).changes
    assert (change.kind, change.source, change.place) == ("new", "new", "Ariha")
    assert rebuild(project, out).changes == "1 new"
    assert rebuild(project, out, force=True).changes == "1 new"
    swap("atlas.toml", "title = ", "# \ntitle = ")(project)
    assert rebuild(project, out).changes == "1 new"


def test_after_publishing_changes_are_counted_from_the_published_edition(
    project: Path, tmp_path: Path
):
    out = tmp_path / "maps"
    with pytest.raises(InputError, match="Nothing was built"):
        publish(out)
    rebuild(project, out)
    assert publish(out) == (1, True)
    for number, town in enumerate(("Ariha", "Saraqib", "Binnish"), start=1):
        text = f"Published: 2020-02-05\n\nShelling killed four people in {town}.\n"
        append(f"reports/{town}.txt", text)(project)
        built = rebuild(project, out)
        assert (built.changes, built.published) == (f"{number} new", True)
    before = pages(out)
    publish(out)
    again = rebuild(project, out)
    assert (again.changes, pages(out)) == ("3 new", before)  # what went out stays as it went out
    (project / "reports/Ariha.txt").unlink()
    built = rebuild(project, out)
    assert (built.changes, built.published) == ("1 gone", True)


def test_the_comparison_may_go_further_back(project: Path, tmp_path: Path):
    out = tmp_path / "maps"
    for town in ("Ariha", "Saraqib", "Binnish"):
        text = f"Published: 2020-02-05\n\nShelling killed four people in {town}.\n"
        append(f"reports/{town}.txt", text)(project)
        rebuild(project, out)
    assert len(news_of(out).changes) == 1
    first = out / STATE / "editions" / "1.edition"
    assert len(news_of(out, since=str(first)).changes) == 2
    assert news_of(out, since="9999-12-31").changes == ()
    for wrong in ("2020-02-31", "1999-01-01", str(out / "nothing"), str(project / "atlas.toml")):
        with pytest.raises(InputError):
            news_of(out, since=wrong)


def test_builds_are_equal_in_other_surroundings_cold_and_warm(project: Path, tmp_path: Path):
    other = tmp_path / "elsewhere" / "copy of it"
    for path in sorted(project.rglob("*"), reverse=True):  # made in another order
        if path.is_file():
            (other / path.relative_to(project)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, other / path.relative_to(project))
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "271828", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"},
    )
    outs = tmp_path / "one", tmp_path / "two"

    def build(which: int, surrounding: int, *options: str) -> dict[str, bytes]:
        command = [sys.executable, "-m", "geo", "build", (project, other)[which], "-o", outs[which]]
        env = {**os.environ, **surroundings[surrounding], "PYTHONPATH": str(Path.cwd())}
        subprocess.run([*command, *options], env=env, check=True, capture_output=True)
        return pages(outs[which])

    assert build(0, 0) == build(1, 1)
    for root in (project, other):
        EDITS["a sentence more"](root)
    warm, cold = build(0, 1), build(1, 0, "--force")
    assert warm == cold
