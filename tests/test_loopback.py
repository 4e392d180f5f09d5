"""Who may talk to the server for the person at this machine."""

from __future__ import annotations

import http.client
import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import InputError
from geo.loopback import Answer, News, Site, as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def serve(method: str, path: str, body: Mapping[str, Any]) -> Answer:
    if path == "fault":
        raise InputError("It broke.", fix="Mend it.")
    return as_json({"method": method, "path": path, "body": dict(body), "secret": "opensesame"})


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(serve) as running:
        yield running


def ask(
    site: Site, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": f"127.0.0.1:{site.port}", "Content-Length": str(len(body.encode()))}
    for name, value in {**sent, **(headers or {})}.items():
        connection.putheader(name, value)
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    out = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return out


def own(site: Site) -> dict[str, str]:
    return {"Origin": site.origin, "Content-Type": "application/json"}


def test_the_address_with_its_token_is_the_way_in(site: Site):
    status, text, headers = ask(site, "GET", f"/{site.token}/a/b?c=d")
    assert status == 200
    assert json.loads(text)["path"] == "a/b"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_our_own_page_may_post(site: Site):
    status, text, _ = ask(site, "POST", f"/{site.token}/x", own(site), '{"a": 1}')
    assert status == 200
    assert json.loads(text)["body"] == {"a": 1}


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        pytest.param("GET", {"Host": "evil.test:{port}"}, id="another name bound to this address"),
        pytest.param("GET", {"Host": "localhost:{port}"}, id="another name of this machine"),
        pytest.param("GET", {"Host": "127.0.0.1"}, id="no port"),
        pytest.param("GET", {"Sec-Fetch-Site": "cross-site"}, id="a page of another site"),
        pytest.param("GET", {"Sec-Fetch-Site": "same-site"}, id="a page on another port"),
        pytest.param("GET", {"Origin": "http://127.0.0.1:1"}, id="another origin reads"),
        pytest.param("GET", {"Origin": "null"}, id="a sandboxed page reads"),
        pytest.param("POST", {"Origin": "http://evil.test"}, id="another origin writes"),
        pytest.param("POST", {"Origin": "null"}, id="a sandboxed page writes"),
        pytest.param("POST", {"Origin": ""}, id="nobody says where it comes from"),
        pytest.param("POST", {"Content-Type": "text/plain"}, id="a form posts"),
        pytest.param("POST", {"Host": "evil.test:{port}"}, id="rebound and writing"),
        pytest.param("POST", {"Content-Length": "99999999"}, id="too long"),
        pytest.param("POST", {"Content-Length": "-1"}, id="no length"),
        pytest.param("POST", {"Transfer-Encoding": "chunked"}, id="smuggled"),
        pytest.param("OPTIONS", {"Origin": "http://evil.test"}, id="asks for leave"),
        pytest.param("PUT", {}, id="another method"),
    ],
)
def test_nobody_else_gets_in_even_with_the_token(site: Site, method: str, headers: dict[str, str]):
    base = own(site) if method == "POST" else {}
    given = {name: value.format(port=site.port) for name, value in headers.items()}
    status, text, said = ask(site, method, f"/{site.token}/", {**base, **given}, '{"a": 1}')
    assert status >= 400
    assert "opensesame" not in text
    assert site.token not in text + str(said)
    assert not [name for name in said if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "", "/index.html", "/{wrong}/", "/{token}", "/{half}/"])
def test_without_the_token_everything_is_alike_not_there(site: Site, path: str):
    token = site.token
    path = path.format(token=token, wrong="A" * len(token), half=token[:16])
    status, text, _ = ask(site, "GET", path or "*")
    assert (status, text) == (404, "")


def test_a_foreseen_fault_says_what_to_mend(site: Site):
    status, text, _ = ask(site, "GET", f"/{site.token}/fault")
    assert status == 422
    assert json.loads(text) == {"error": "It broke.", "fix": "Mend it."}


def test_it_listens_on_this_machine_alone(site: Site):
    others = {a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"."), socket.create_connection((other, site.port), 1):
            pass  # pragma: no cover


def test_tokens_and_ports_differ_each_time():
    with Site(serve) as one, Site(serve) as two:
        assert one.token != two.token
        assert one.port != two.port
        assert len(one.token) >= 32


def test_news_reaches_every_listener_once():
    news = News("a")
    one, two = news.listen(), news.listen()
    assert (next(one), next(two)) == ("a", "a")
    news.tell("b")
    assert (next(one), next(two)) == ("b", "b")
