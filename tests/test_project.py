"""atlas.toml is written by hand: each fault names the file, the key and the remedy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.errors import InputError
from geo.project import LAYERS, StoryStep, data_files, default_project, read_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project_with(tmp_path: Path):
    def write(text: str):
        (tmp_path / "atlas.toml").write_text(text, encoding="utf-8")
        return read_project(tmp_path)

    return write


def test_all_keys_are_read(project_with):
    project = project_with("""
        title = "Northwest Syria"
        description = "A week"
        countries = ["SY", "TR"]
        box = [35.5, 34.9, 37.6, 36.9]
        tiles = "OpenStreetMap.Mapnik"
        report_errors_to = "mailto:maps@example.org"
        [[maps]]
        slug = "week"
        title = "One week"
        period = [2020-01-31, "2020-02-06"]
        layers = ["zones"]
        languages = ["en", "ar"]
        box = [36, 35, 37, 36.5]
        [tables."my list.csv"]
        source = "Our own count"
        date_order = "dmy"
        crs = "EPSG:32637"
        columns = { place = "Where" }
    """)
    assert (project.title, project.description) == ("Northwest Syria", "A week")
    assert project.countries == ("SY", "TR")
    assert project.box == (35.5, 34.9, 37.6, 36.9)
    assert project.tiles == "OpenStreetMap.Mapnik"
    assert project.report_errors_to == "mailto:maps@example.org"
    (spec,) = project.maps
    assert (spec.slug, spec.title, spec.layers, spec.languages) == (
        *("week", "One week"),
        *(("zones",), ("en", "ar")),
    )
    assert (spec.start, spec.end) == (date(2020, 1, 31), date(2020, 2, 6))
    assert spec.box == (36.0, 35.0, 37.0, 36.5)
    table = project.tables["my list.csv"]
    assert (table.columns, table.source, table.date_order, table.crs) == (
        *({"place": "Where"}, "Our own count"),
        *("dmy", "EPSG:32637"),
    )


def test_an_empty_file_is_one_map_of_everything(project_with):
    project = project_with("")
    (spec,) = project.maps
    assert (spec.start, spec.end, spec.layers, spec.languages) == (None, None, LAYERS, ("en",))
    assert project.tiles is None


def test_a_folder_without_a_project_gets_the_default(tmp_path):
    assert len(default_project(tmp_path).maps) == 1
    with pytest.raises(InputError, match=r"no atlas\.toml"):
        read_project(tmp_path)


def test_a_map_tells_its_story_in_the_order_of_the_file(project_with):
    project = project_with("""
        [[maps]]
        [[maps.story]]
        title = "One"
        text = "How it began."
        [[maps.story]]
        text = "How it went on."
        view = "#days=2020-02-06"
    """)
    assert project.maps[0].story == (
        StoryStep("One", "How it began."),
        StoryStep("", "How it went on.", "days=2020-02-06"),
    )


def test_one_side_of_a_period_may_be_open(project_with):
    (spec,) = project_with('[[maps]]\nperiod = ["..", "2020-02-06"]').maps
    assert (spec.start, spec.end) == (None, date(2020, 2, 6))


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        pytest.param('titel = "x"', ["`titel`", "`title`"], id="unknown key"),
        pytest.param('[[maps]]\nlayer = ["x"]', ["`maps[1].layer`", "`layers`"], id="in a map"),
        pytest.param(
            "[tables.x]\ncolumn = 1", ['`tables."x".column`', "`columns`"], id="in a table"
        ),
        pytest.param("title = 3", ["`title`", "not text"], id="number for text"),
        pytest.param('title = "a\\u0000b"', ["`title`", "control"], id="control character"),
        pytest.param('countries = ["syria"]', ["`countries`", "'syria'"], id="country by name"),
        pytest.param('countries = ["SY", "SY"]', ["twice"], id="country twice"),
        pytest.param('countries = "SY"', ["`countries`", "list"], id="text for a list"),
        pytest.param("box = [1, 2, 3]", ["`box`", "four numbers"], id="three corners"),
        pytest.param("box = [37, 34, 35, 36]", ["`box`", "west"], id="west of its west"),
        pytest.param("box = [35, 36, 37, 34]", ["`box`"], id="south of its south"),
        pytest.param("box = [nan, 1, 2, 3]", ["`box`"], id="nan"),
        pytest.param("box = [170, -20, 190, -10]", ["`box`"], id="across the 180th meridian"),
        pytest.param('tiles = "OpenStreetMap.Mapnic"', ["OpenStreetMap.Mapnik"], id="tiles"),
        pytest.param('report_errors_to = "javascript:x"', ["mailto:"], id="no address"),
        pytest.param('[[maps]]\nslug = "../x"', ["`maps[1].slug`", "'../x'"], id="path as slug"),
        pytest.param('[[maps]]\nslug = "con"', ["file name"], id="reserved name"),
        pytest.param(
            '[[maps]]\ntitle="A"\n[[maps]]\ntitle="a!"', ["a.html"], id="two names, one slug"
        ),
        pytest.param('[[maps]]\nlayers = ["zone"]', ["'zone'", "zones"], id="unknown layer"),
        pytest.param("[[maps]]\nlanguages = []", ["`maps[1].languages`"], id="no language"),
        pytest.param('[[maps]]\nperiod = ["2020-02-30", ".."]', ["'2020-02-30'"], id="30 February"),
        pytest.param('[[maps]]\nperiod = ["2020-02-02", "2020-02-01"]', ["before"], id="backwards"),
        pytest.param('[[maps]]\nperiod = "2020"', ["list of two days"], id="one day"),
        pytest.param('maps = "all"', ["[[maps]]"], id="maps as text"),
        pytest.param('[tables.x]\ndate_order = "ydm"', ["dmy"], id="date order"),
        pytest.param("title = x\n", ["not TOML", "line 1"], id="no TOML"),
    ],
)
def test_a_fault_names_file_key_and_remedy(project_with, toml, says):
    with pytest.raises(InputError) as caught:
        project_with(toml)
    assert "atlas.toml" in caught.value.problem
    assert caught.value.fix
    for part in says:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Idlib, 6 February", "idlib-6-february"),
        ("إدلب", "map"),
        ("../../etc", "etc"),
        ("Con", "map-con"),
    ],
)
def test_a_title_makes_a_safe_file_name(project_with, title, slug):
    assert project_with(f'[[maps]]\ntitle = "{title}"').maps[0].slug == slug


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "atlas.toml").write_bytes('title = "سراقب"'.encode("cp1256"))
    with pytest.raises(InputError, match="UTF-8"):
        read_project(tmp_path)


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tcp://10.1.2.3:8786", "tls://x.org:8786"],
)
def test_a_project_may_name_a_scheduler_of_its_own_network(project_with, address):
    assert project_with(f'[run]\nscheduler = "{address}"').scheduler == address


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("tcp://192.0.2.7.example.org:8786", "command line"),
        ("tcp://8.8.8.8:8786", "command line"),
        ("inproc://here", "tcp://"),
        ("tcp://10.0.0.5", "tcp://"),
    ],
)
def test_a_project_from_elsewhere_connects_to_no_stranger(project_with, address, fix):
    with pytest.raises(InputError, match=r"run\.scheduler") as caught:
        project_with(f'[run]\nscheduler = "{address}"')
    assert fix in caught.value.fix


def test_what_programs_leave_beside_data_is_none(tmp_path):
    for name in ("b.csv", "a/c.csv", ".d.csv", ".git/e.csv", "~$b.csv", "b.csv~", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert data_files(tmp_path) == [tmp_path / "a/c.csv", tmp_path / "b.csv"]


def test_a_folder_that_is_not_there_holds_no_data(tmp_path):
    assert data_files(tmp_path / "events") == []
