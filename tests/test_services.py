"""Online services in a project: off by default, asked last, never in the way of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import geo
from geo.errors import InputError, ServiceError
from geo.project import ServiceSpec, read_project
from geo.services import ask, open_services
from tests.services.conftest import project_asking
from tests.services.server import SARAQIB, Server, says

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 'title = "T"\ncountries = ["SY"]\nbox = [35.7, 34.9, 37.9, 36.7]\n'
REPORT = """Title: Shelling
Source: A monitor
Published: 6 February 2020

Government artillery shelled the village of Qomarveh on Thursday, killing two civilians. \
Warplanes struck the town of Saraqib and the village of Belzhura, wounding three people.
"""
QOMARVEH = {
    **SARAQIB,
    "osm_id": 77,
    "lat": "35.71",
    "lon": "36.52",
    "type": "village",
    "name": "Qomarveh",
    "display_name": "Qomarveh, Idlib, Syria",
    "namedetails": {"name": "Qomarveh"},
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.known = {"Qomarveh": [QOMARVEH]}
        yield running


@pytest.fixture
def project_with(tmp_path: Path) -> Any:
    def write(text: str) -> geo.Project:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "atlas.toml").write_text(HEAD + text, encoding="utf-8")
        return read_project(tmp_path / "data")

    return write


@pytest.fixture
def build(server: Server, project_with: Any, tmp_path: Path) -> Any:
    def building(**keys: Any) -> geo.Atlas:
        told = {"domain": server.domain, "scheme": "http", "per_second": 50, **keys}
        lines = "".join(f"{key} = {value!r}\n".replace("'", '"') for key, value in told.items())
        project = project_with(f'[[services]]\nname = "nominatim"\n{lines}')
        (project.root / "reports").mkdir(exist_ok=True)
        (project.root / "reports" / "r01.txt").write_text(REPORT, encoding="utf-8")
        return geo.build(project.root, services_dir=tmp_path / "services")

    return building


def test_nobody_is_asked_unless_the_project_says_so(project_with: Any):
    assert project_with("").services == ()


def test_a_service_is_read(project_with: Any):
    project = project_with("""
        [[services]]
        name = "Nominatim"
        domain = "nominatim.example.org:8080/search"
        scheme = "http"
        budget = 50
        per_second = 4
        deadline_s = 5.5
        [[services]]
        name = "geonames"
        key_file = "~/.config/sitmap/geonames"
        options = { country = "SY" }
    """)
    first, second = project.services
    assert first.options == {"domain": "nominatim.example.org:8080/search", "scheme": "http"}
    assert (first.name, first.budget, first.per_second, first.deadline_s) == (
        "nominatim",
        50,
        4,
        5.5,
    )
    assert (second.budget, second.per_second) == (200, 1)
    assert str(second.key_file) == "~/.config/sitmap/geonames"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('nam = "nominatim"', r"services\[1\]\.nam` is no key.*nearest one is `name`"),
        ('name = "nominatim"\nbudjet = 3', r"nearest one is `budget`"),
        ('name = "nominatim"\nbudget = -1', "budget` is -1"),
        ('name = "nominatim"\nbudget = 1.5', "budget` is 1.5"),
        ('name = "nominatim"\nbudget = true', "budget` is True"),
        ('name = "nominatim"\nper_second = 0', "per_second` is 0"),
        ('name = "nominatim"\nper_second = nan', "per_second` is nan"),
        ('name = "nominatim"\ndeadline_s = 1e9', "deadline_s` is 1000000000"),
        ('name = "nominatim"\ndomain = "https://x.org"', "Give the host alone"),
        ('name = "nominatim"\ndomain = "user:word@x.org"', "Give the host alone"),
        ('name = "nominatim"\nscheme = "ftp"', "scheme` is 'ftp'"),
        ('name = "nominatim"\noptions = [1]', "does not pair"),
        ("budget = 3", "name` is missing"),
        ("name = 3", "name` is 3"),
    ],
)
def test_a_wrong_service_is_refused_with_key_and_remedy(project_with: Any, text: str, problem: str):
    with pytest.raises(InputError, match=f"(?s){problem}"):
        project_with(f"[[services]]\n{text}\n")


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (ServiceSpec("nominatin"), "no service 'nominatin'.*nearest is 'nominatim'"),
        (ServiceSpec("photon", {"domian": "x.org"}), "no option 'domian'.*nearest is 'domain'"),
        (ServiceSpec("nominatim", {"user_agent": "x"}), "no option 'user_agent'"),
        (ServiceSpec("nominatim", {"proxies": "x"}), "no option 'proxies'"),
        (ServiceSpec("tomtom"), "needs api_key.*key_file"),
        (ServiceSpec("google"), "can't be set up.*key_file"),
        (ServiceSpec("google", {"api_key": "secret"}), "gives the service.*projects are shared"),
        (ServiceSpec("arcgis", {"password": "secret"}), "gives the service.*projects are shared"),
        (ServiceSpec("nominatim", per_second=2.0), "once a second at most, not 2 times"),
    ],
)
def test_a_service_that_can_not_be_asked_is_refused(tmp_path: Path, spec: Any, problem: str):
    with pytest.raises(InputError, match=f"(?s){problem}") as caught:
        open_services(project_asking(spec), tmp_path)
    assert "secret" not in str(caught.value)


def test_a_key_lies_outside_the_project(tmp_path: Path):
    root = tmp_path / "data"
    root.mkdir()
    (root / "key").write_text("secret", encoding="utf-8")
    for name in ("key", "./key", "../data/key", str(root / "key")):
        spec = ServiceSpec("tomtom", key_file=type(tmp_path)(name))
        with pytest.raises(InputError, match="lies inside the project"):
            open_services(project_asking(spec, root=root), tmp_path / "services")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tomtom", "s3cret=\n"),
        ("tomtom", 'api_key = "s3cret="\n'),
        ("azure", "s3cret="),
        ("liveaddress", 'auth_id = "me"\nauth_token = "s3cret="'),
        ("geonames", "\ufeffme"),
        ("arcgis", 'username = "me"\npassword = "s3cret="\nreferer = "https://example.org"'),
    ],
)
def test_keys_are_bare_or_named(tmp_path: Path, name: str, text: str):
    (tmp_path / "key").write_text(text, encoding="utf-8")
    spec = ServiceSpec(name, key_file=tmp_path / "key")
    (service,) = open_services(project_asking(spec, root=tmp_path / "data"), tmp_path / "services")
    service.geocoder.close()


@pytest.mark.parametrize(
    "text", ["", "\n", "api_key = 3", "two\nlines", 'api_kee = "x"', "x" * 20_000]
)
def test_a_file_without_a_key_is_said(tmp_path: Path, text: str):
    (tmp_path / "key").write_text(text, encoding="utf-8")
    spec = ServiceSpec("tomtom", key_file=tmp_path / "key")
    with pytest.raises(InputError, match=r"holds no key|too large|no option 'api_kee'"):
        open_services(project_asking(spec, root=tmp_path / "data"), tmp_path / "services")


def test_a_missing_key_file_is_said(tmp_path: Path):
    spec = ServiceSpec("tomtom", key_file=tmp_path / "key")
    with pytest.raises(InputError, match="can't be read"):
        open_services(project_asking(spec, root=tmp_path / "data"), tmp_path / "services")


def test_only_names_that_no_gazetteer_knows_are_asked_for(server: Server, build: Any):
    atlas = build()
    assert sorted(server.names) == ["Belzhura", "Qomarveh"]
    assert atlas.counts["names asked of services"] == 2
    assert atlas.counts["names pending"] == 0
    placed = atlas.events[atlas.events["place"].str.contains("Qomarveh")]
    assert placed[["lon", "lat"]].to_numpy().tolist() == [[36.52, 35.71]]
    assert "nominatim: named Qomarveh" in placed["place_basis"].item()
    mention = atlas.mentions[atlas.mentions["name"] == "Qomarveh"]
    assert mention["source"].item() == "nominatim:node/77"


def test_a_build_goes_on_without_pending_names_and_the_next_one_asks_again(
    server: Server, build: Any
):
    good, server.answer = server.answer, says("", 503)
    atlas = build()
    assert atlas.counts["names pending"] == 2
    assert atlas.counts["seconds the pending names will take"] == 1
    left = atlas.left_out[atlas.left_out["stage"] == "services"]
    assert sorted(left["locator"]) == ["Belzhura", "Qomarveh"]
    assert left["reason"].str.contains("answered 503").all()
    assert len(atlas.events) == len(build().events)
    server.answer = good
    server.asked.clear()
    assert build().counts["names pending"] == 0
    assert len(server.asked) == 2
    assert build().counts["names pending"] == 0
    assert len(server.asked) == 2


def test_the_budget_leaves_names_pending(server: Server, build: Any):
    first = build(budget=1)
    assert first.counts["names pending"] == 1
    assert len(server.asked) == 1
    assert build(budget=1).counts["names pending"] == 0
    assert len(server.asked) == 2


def test_a_damaged_file_of_answers_is_said_in_the_build(build: Any, tmp_path: Path):
    build()
    (tmp_path / "services" / "answers.sqlite").write_bytes(b"\xff" * 5000)
    atlas = build()
    assert atlas.left_out["reason"].str.contains("damaged").sum() == 1


class Scripted:
    """A geocoder that answers as it is told."""

    notes: tuple[str, ...] = ()

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.asked: list[str] = []

    def candidates(self, name: str, **_: Any) -> Any:
        self.asked.append(name)
        answer = self.told.get(name, [])
        if isinstance(answer, Exception):
            raise answer
        return answer


def services(*told: dict[str, Any]) -> Any:
    from geo.services import Service

    return [Service(f"s{i}", Scripted(t), 2.0) for i, t in enumerate(told)]  # type: ignore[arg-type]


DOWN = ServiceError("down", fix="wait")


@pytest.mark.parametrize(
    ("told", "found", "pending"),
    [
        pytest.param([{"A": ["a"]}, {"A": ["b"]}], ["a"], False, id="the first that knows it"),
        pytest.param([{}, {"A": ["b"]}], ["b"], False, id="the next, if one does not know it"),
        pytest.param([{"A": DOWN}, {"A": ["b"]}], ["b"], False, id="the next, if one is down"),
        pytest.param([{}, {}], [], False, id="unknown, if all say so"),
        pytest.param([{"A": DOWN}, {}], None, True, id="pending, if one who may know is down"),
        pytest.param([{}, {"A": DOWN}], None, True, id="in whatever order"),
        pytest.param([], [], False, id="nobody to ask"),
    ],
)
def test_services_are_asked_in_order(told: list[Any], found: Any, pending: bool):
    asked = ask([["A"]], services(*told), ())
    assert ("A" in asked.pending) is pending
    assert list(asked.answers.get("A", ())) == (found or [])
    assert asked.seconds == (1 if pending else 0)


def test_further_spellings_are_asked_only_if_the_first_is_unknown():
    (service,) = services({"بالنيرب": [], "النيرب": ["x"], "Qomarveh": ["y"]})
    asked = ask([["بالنيرب", "النيرب"], ["Qomarveh", "Qomarve"]], [service], ())
    assert asked.answers == {"بالنيرب": ["x"], "Qomarveh": ["y"]}
    assert service.geocoder.asked == ["بالنيرب", "النيرب", "Qomarveh"]


def test_many_pending_names_say_how_long_they_take():
    asked = ask(
        [[f"Town {i}"] for i in range(101)], services({f"Town {i}": DOWN for i in range(101)}), ()
    )
    assert (len(asked.pending), asked.seconds) == (101, 51)
