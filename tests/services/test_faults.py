"""Whatever a server does, a question ends in places, "unknown" or a ServiceError, in time."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from geo.errors import ServiceError
from tests.services import server as s
from tests.services.server import SARAQIB, Server, answers, says

DEADLINE_S = 0.8
SLACK_S = 1.0

FAULTS = {
    "hang": (s.hang, "no whole answer in 0.8 s"),
    "slow drip": (s.drip_body, "no whole answer in 0.8 s"),
    "slow drip of headers": (s.drip_headers, "no whole answer in 0.8 s"),
    "reset": (s.reset, "gave no answer"),
    "reset inside the body": (s.reset_inside, "gave no answer"),
    "truncated": (s.truncated, "broke off"),
    "truncated chunks": (s.truncated_chunks, "gave no answer"),
    "truncated JSON": (says('[{"lat": "35.8'), "no whole JSON"),
    "200 MB": (s.huge, "over 4,000,000 bytes"),
    "200 MB without saying so": (s.huge_unsaid, "over 4,000,000 bytes"),
    "200 MB in chunks": (s.huge_chunks, "over 4,000,000 bytes"),
    "no HTTP": (s.no_http, "gave no answer"),
    "endless headers": (s.endless_headers, "gave no answer"),
    "HTML with status 200": (says("<html>busy", kind="text/html"), "web page"),
    "HTML said to be JSON": (says("<html>busy"), "web page"),
    "empty body": (says(""), "no whole JSON"),
    "bad UTF-8": (says(b'[{"display_name": "\xff\xfe"}]'), "not UTF-8"),
    "packed": (says("[]", Content_Encoding="gzip"), "'gzip', which was not asked for"),
    "deep JSON": (says("[" * 100_000 + "]" * 100_000), "nests too deep"),
    "JSON deeper than anything real": (says("[" * 60 + "]" * 60), "nests too deep"),
    "NaN": (says('[{"lat": NaN, "lon": 36}]'), "NaN is no number"),
    "503": (says("", 503), "out of order"),
    "500": (says("", 500), "out of order"),
    "502": (says("<html>", 502, "text/html"), "out of order"),
    "408": (says("", 408), "out of order"),
    "404": (says("", 404), "fault of its own"),
    "400": (says("", 400), "can't make sense of the question"),
    "204": (says("", 204), "fault of its own"),
    "no list": (says("{}"), "neither yes nor no"),
    "null": (says("null"), "neither yes nor no"),
    "zero": (says("0"), "neither yes nor no"),
    "an error with status 200": (says('{"error": "database is down"}'), "can't make sense"),
    "a number": (says("7"), "unknown form"),
    "a list of numbers": (says("[7]"), "unknown form"),
    "no lat": (answers(SARAQIB, lat=None), "at no possible position"),
    "no lon": (answers(SARAQIB, lon=None), "unknown form"),
    "neither": (answers(SARAQIB, lat=None, lon=None), "at no possible position"),
    "0,0": (answers(SARAQIB, lat="0", lon="0"), "at no possible position"),
    "lon 999": (answers(SARAQIB, lon="999"), "at no possible position"),
    "lat 91": (answers(SARAQIB, lat="91"), "unknown form"),
    "lat in words": (answers(SARAQIB, lat="north"), "unknown form"),
    "a lat of many digits": (answers(SARAQIB, lat="9" * 5000), "unknown form"),
    "an integer of many digits": (says("[" + "9" * 5000 + "]"), "no whole JSON"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_no_answer_in_time_and_never_unknown(server: Server, service: Any, fault: str):
    server.answer, words = FAULTS[fault]
    online = service(deadline_s=DEADLINE_S).geocoder
    start = time.monotonic()
    with pytest.raises(ServiceError) as caught:
        online.candidates("Saraqeb")
    assert time.monotonic() - start < DEADLINE_S + SLACK_S
    assert words in caught.value.problem
    assert caught.value.fix
    assert online.known("Saraqeb") is None

    server.answer = s.good
    again = service(deadline_s=DEADLINE_S).geocoder  # the next run finds the server mended
    assert [p.name for p in again.candidates("Saraqeb")] == ["Saraqib"]


@pytest.mark.parametrize("status", [401, 402, 403, 407])
def test_a_refusal_stops_the_service_at_once_and_says_what_to_do(
    server: Server, service: Any, status: int
):
    server.answer = says("{}", status)
    online = service().geocoder
    for name in ("Saraqeb", "Nayrab", "Sarmin"):
        with pytest.raises(ServiceError, match=f"answered {status} and refuses") as caught:
            online.candidates(name)
        assert "key_file" in caught.value.fix
    assert server.names == ["Saraqeb"]


def test_a_redirect_is_not_followed_and_stops_the_service(server: Server, service: Any):
    with Server() as other:
        server.answer = says("", 302, Location=f"http://localhost:{other.server_port}/search?q=x")
        online = service().geocoder
        with pytest.raises(ServiceError, match="points to http://localhost, which sitmap does not"):
            online.candidates("Saraqeb")
        assert other.asked == []


def test_three_failures_in_a_row_end_the_questions(server: Server, service: Any):
    server.answer = says("", 500)
    online = service().geocoder
    for number in range(6):
        with pytest.raises(ServiceError):
            online.candidates(f"Town {number}")
    assert len(server.asked) == 3


def test_a_name_that_failed_is_not_asked_again_in_this_run(server: Server, service: Any):
    server.answer = says("", 500)
    online = service().geocoder
    for _ in range(3):
        with pytest.raises(ServiceError):
            online.candidates("Saraqeb")
    assert server.names == ["Saraqeb"]


def test_a_short_retry_after_is_waited_out(server: Server, service: Any):
    def once(handler: s.Handler, _: str) -> None:
        server.answer = s.good
        handler.say(b"", 429, Retry_After="1")

    server.answer = once
    start = time.monotonic()
    assert [p.name for p in service().geocoder.candidates("Saraqeb")] == ["Saraqib"]
    (first, _), (second, _) = server.asked
    assert second - first >= 1.0
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_holds_for_every_process_and_nobody_waits(
    server: Server, service: Any, status: int
):
    server.answer = says("", status, Retry_After="600")
    online, neighbour = service().geocoder, service(folder="services").geocoder
    start = time.monotonic()
    with pytest.raises(ServiceError, match="pause of 600 s"):
        online.candidates("Saraqeb")
    for name in ("Saraqeb", "Nayrab"):
        with pytest.raises(ServiceError, match="a pause that lasts another"):
            neighbour.candidates(name)
    assert time.monotonic() - start < 2
    assert server.names == ["Saraqeb"]


def test_the_budget_holds_and_the_next_run_goes_on(server: Server, service: Any):
    online = service(budget=2).geocoder
    assert online.candidates("A Town") == []
    assert online.candidates("B Town") == []
    for name in ("C Town", "D Town"):
        with pytest.raises(ServiceError, match="budget of 2 requests"):
            online.candidates(name)
    assert online.candidates("A Town") == []  # remembered, so nothing is spent
    again = service(budget=2).geocoder
    assert [again.candidates(f"{letter} Town") for letter in "ABCD"] == [[], [], [], []]
    assert server.names == ["A Town", "B Town", "C Town", "D Town"]


def test_offline_is_no_answer(service: Any):
    online = service(options={"domain": "127.0.0.1:9"}).geocoder
    with pytest.raises(ServiceError, match=r"127\.0\.0\.1:9 gave no answer"):
        online.candidates("Saraqeb")


def test_the_server_is_told_who_asks_and_no_proxy_is_used(
    server: Server, service: Any, monkeypatch: pytest.MonkeyPatch
):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    service().geocoder.candidates("Saraqeb")
    (headers,) = server.headers_seen
    assert headers["User-Agent"].startswith("sitmap/")
    assert headers["Accept-Encoding"] == "identity"


def test_faults_never_tell_the_key(server: Server, service: Any, tmp_path: Any):
    key = tmp_path / "key"
    key.write_text("tr0ub4dor\n", encoding="utf-8")
    broken = [says("", code) for code in (301, 400, 401, 404, 429, 500)] + [s.reset, s.truncated]
    for number, fault in enumerate(broken):
        server.answer = fault
        online = service("google", folder=f"run{number}", key_file=key).geocoder
        with pytest.raises(ServiceError) as caught:
            online.candidates("Saraqeb")
        assert "key=tr0ub4dor" in server.paths[-1]
        assert "tr0ub4dor" not in str(caught.value)


@pytest.mark.parametrize("status", ["REQUEST_DENIED", "OVER_DAILY_LIMIT", "OVER_QUERY_LIMIT"])
def test_google_refuses_in_words(server: Server, service: Any, tmp_path: Any, status: str):
    key = tmp_path / "key"
    key.write_text("k", encoding="utf-8")
    server.answer = says(json.dumps({"status": status, "results": []}))
    online = service("google", key_file=key).geocoder
    for name in ("Saraqeb", "Nayrab"):
        with pytest.raises(ServiceError, match="google refuses to serve"):
            online.candidates(name)
    assert len(server.asked) == 1
