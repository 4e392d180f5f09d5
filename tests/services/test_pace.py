"""One request at a time, so many a second, whoever asks and whatever the clock does."""

from __future__ import annotations

import subprocess
import sys
import threading
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import ServiceError
from geo.services import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.server import Server


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def paced(folder: Path, clock: Clock) -> Pace:
    return Pace(folder, "example.org:80", clock=clock, sleep=clock.sleep)


def take(pace: Pace, clock: Clock, lasting_s: float = 0.0) -> None:
    with pace.turn("example.org"):
        clock.now += lasting_s


def test_a_turn_begins_a_second_after_the_end_of_the_last_one(tmp_path: Path, clock: Clock):
    pace, other = paced(tmp_path, clock), paced(tmp_path, clock)
    take(pace, clock, lasting_s=5)
    take(other, clock)
    clock.now += 0.4
    take(pace, clock)
    clock.now += 60
    take(pace, clock)
    assert clock.waits == [1.0, 0.6]


def test_a_clock_that_was_set_back_costs_one_wait(tmp_path: Path, clock: Clock):
    pace = paced(tmp_path, clock)
    take(pace, clock)
    clock.now -= 86_400
    take(pace, clock)
    take(pace, clock)
    assert clock.waits == [1.0, 1.0]


def test_a_pause_outlives_the_turn_and_binds_others(tmp_path: Path, clock: Clock):
    pace, other = paced(tmp_path, clock), paced(tmp_path, clock)
    with pace.turn("example.org"):
        pace.pause(20)
    take(other, clock)
    assert clock.waits == [20.0]
    take(other, clock)
    assert clock.waits == [20.0, 1.0]


def test_a_pause_ends_even_if_the_clock_is_set_back_in_it(tmp_path: Path, clock: Clock):
    pace = paced(tmp_path, clock)
    with pace.turn("example.org"):
        pace.pause(600)
    with pytest.raises(ServiceError, match="lasts another 600 s"):
        take(pace, clock)
    clock.now -= 86_400
    with pytest.raises(ServiceError, match="lasts another 600 s"):
        take(pace, clock)
    clock.now += 590
    take(pace, clock)
    assert clock.waits == [10.0]


@pytest.mark.parametrize("text", ["", "{", '{"last": "x", "pause": 0}', "[]", "\x00" * 20])
def test_a_file_cut_off_by_a_kill_costs_one_wait(tmp_path: Path, clock: Clock, text: str):
    pace = paced(tmp_path, clock)
    take(pace, clock)
    (tmp_path / "example.org_80.json").write_text(text, encoding="ascii")
    clock.now += 60
    take(pace, clock)
    take(pace, clock)
    assert clock.waits == [1.0, 1.0]


def test_a_request_that_fails_counts_too(tmp_path: Path, clock: Clock):
    pace = paced(tmp_path, clock)
    with pytest.raises(ZeroDivisionError), pace.turn("example.org"):
        raise ZeroDivisionError
    take(pace, clock)
    assert clock.waits == [1.0]


def test_threads_take_turns(tmp_path: Path):
    pace = Pace(tmp_path, "example.org", per_second=1000)
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(20):
            with pace.turn("example.org"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 80


ASK = """
import sys
from pathlib import Path
from geo.project import ServiceSpec
from geo.services import open_services
from tests.services.conftest import project_asking

domain, folder, first = sys.argv[1:]
spec = ServiceSpec("nominatim", {"domain": domain, "scheme": "http"}, per_second=5.0)
(service,) = open_services(project_asking(spec, countries=("SY",)), Path(folder))
for number in range(6):
    service.geocoder.candidates(f"{first} {number}")
"""


def test_processes_keep_the_rate_together(server: Server, tmp_path: Path):
    workers = [
        subprocess.Popen([sys.executable, "-c", ASK, server.domain, str(tmp_path), name])
        for name in ("Tell", "Kafr", "Khan")
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert len(server.asked) == 18
    times = [at for at, _ in server.asked]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) >= 0.199


def test_processes_ask_a_name_once_together(server: Server, tmp_path: Path):
    workers = [
        subprocess.Popen([sys.executable, "-c", ASK, server.domain, str(tmp_path), "Tell"])
        for _ in range(2)
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert sorted(server.names) == [f"Tell {number}" for number in range(6)]


def test_different_hosts_do_not_wait_for_each_other(tmp_path: Path, clock: Clock):
    one: Any = paced(tmp_path, clock)
    other = Pace(tmp_path, "example.com", clock=clock, sleep=clock.sleep)
    take(one, clock)
    take(other, clock)
    assert clock.waits == []
