"""A web server for the person at this machine, and for nobody else.

The secret of this module is who may talk to it. It listens on 127.0.0.1 alone, on a port that the
system picks; every address begins with a token that nobody can guess; a request must name this very
host (so that no other name can be bound to it), must not come from a page of another origin, and
what changes something must be JSON sent by our own page. Whatever fails is answered alike, with
nothing in it. What is served is a function from method and path to an answer.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socketserver
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from geo.errors import SitmapError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HOST: Final = "127.0.0.1"
_MAX_BODY: Final = 65_536
_MAX_AT_ONCE: Final = 32
_PATIENCE_S: Final = 20.0
_BEAT_S: Final = 10.0
_OWN: Final = frozenset({"same-origin", "none"})

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
STRICT: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of an answer that names none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: bytes of a kind, or messages that keep coming."""

    body: bytes = b""
    kind: str = "application/json"
    status: int = 200
    policy: str = STRICT
    stream: Iterator[str | None] | None = None


def as_json(value: object, status: int = 200) -> Answer:
    """Return `value` as an answer in JSON."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Answer(text.encode("utf-8"), status=status)


def not_found() -> Answer:
    """Return the answer to whatever is not there, or is nobody's business."""
    return Answer(b"", kind="text/plain", status=HTTPStatus.NOT_FOUND)


"""From method, path below the token and JSON body to an answer."""


@dataclass(slots=True)
class Site:
    """A running server; `address` is the only way in.

    Parameters
    ----------
    serve
        Called with ``"GET"`` or ``"POST"``, the path below the token and the JSON object that was
        posted. A `SitmapError` becomes an answer that says what to mend.
    """

    serve: Callable[[str, str, Mapping[str, Any]], Answer]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    closed: threading.Event = field(default_factory=threading.Event)
    _server: socketserver.ThreadingTCPServer | None = None
    _thread: threading.Thread | None = None

    def __enter__(self) -> Site:
        """Start listening; the port is free and random."""
        site = self

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            allow_reuse_address = False
            request_queue_size = 64
            room = threading.BoundedSemaphore(_MAX_AT_ONCE)

            def process_request(self, request: Any, client_address: Any) -> None:
                """Serve in a thread of its own, as long as there is room."""
                if not self.room.acquire(blocking=False):
                    self.shutdown_request(request)
                    return
                super().process_request(request, client_address)

            def process_request_thread(self, request: Any, client_address: Any) -> None:
                """Serve, and make room again."""
                try:
                    super().process_request_thread(request, client_address)
                finally:
                    self.room.release()

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Keep quiet: a browser that hangs up is no news."""

        class Handler(_Handler):
            owner = site

        self._server = Server((HOST, 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening; streams end with their next message."""
        self.closed.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    @property
    def port(self) -> int:
        """The port; the site has to be running."""
        if self._server is None:
            raise RuntimeError("the site is not running")
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        """Where to go, token and all; it ends with a slash."""
        return f"{self.origin}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    """Lets in who may come in, and turns an `Answer` into bytes."""

    owner: Site
    protocol_version = "HTTP/1.1"
    server_version = "sitmap"
    sys_version = ""
    timeout = _PATIENCE_S

    def log_message(self, *_: object) -> None:
        """Write no log: addresses hold the token."""

    def do_GET(self) -> None:
        """Answer a request that changes nothing."""
        self._answer("GET", {})

    def do_POST(self) -> None:
        """Answer a request that changes something."""
        body = self._posted()
        if body is None:
            self.close_connection = True
            self._send(Answer(kind="text/plain", status=HTTPStatus.FORBIDDEN))
        else:
            self._answer("POST", body)

    def _one(self, name: str) -> str | None:
        """Return a header that stands there once; two of them are nobody's honest request."""
        found = self.headers.get_all(name, [])
        return found[0] if len(found) == 1 else "" if found else None

    def _posted(self) -> dict[str, Any] | None:
        """Return the JSON object of our own page, None for whatever else was sent."""
        kind = (self._one("Content-Type") or "").partition(";")[0].strip().lower()
        length = self._one("Content-Length") or ""
        if (
            self._one("Origin") != self.owner.origin
            or kind != "application/json"
            or self.headers.get("Transfer-Encoding") is not None
            or not (length.isascii() and length.isdigit() and int(length) <= _MAX_BODY)
            or not self._let_in()
        ):
            return None
        with suppress(ValueError, RecursionError):
            body = json.loads(self.rfile.read(int(length)))
            if isinstance(body, dict):
                return body
        return None

    def _let_in(self) -> str | None:
        """Return the path below the token, None if the request is none of ours."""
        if self._one("Host") != f"{HOST}:{self.owner.port}":
            return None
        if (self._one("Sec-Fetch-Site") or "none") not in _OWN:
            return None
        if self._one("Origin") not in {None, self.owner.origin}:
            return None
        token, slash, path = urlsplit(self.path).path.removeprefix("/").partition("/")
        known = hmac.compare_digest(token.encode("utf-8", "replace"), self.owner.token.encode())
        # "" is the first page; without a slash its relative addresses would lose the token
        return "/" + path if known and slash else None

    def _answer(self, method: str, body: dict[str, Any]) -> None:
        path = self._let_in()
        if path is None:
            self.close_connection = True
            self._send(not_found())
            return
        try:
            answer = self.owner.serve(method, path[1:], body)
        except SitmapError as error:
            fault = {"error": error.args[0], "fix": error.args[1]}
            answer = as_json(fault, HTTPStatus.UNPROCESSABLE_ENTITY)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", answer.policy)
        if answer.stream is not None:
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            self._stream(answer.stream)
            return
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _stream(self, messages: Iterator[str | None]) -> None:
        """Send each message as it comes; None only shows that we are still there."""
        with suppress(OSError):
            for message in messages:
                text = (
                    ": still here\n\n"
                    if message is None
                    else "".join(f"data: {line}\n" for line in message.split("\n")) + "\n"
                )
                self.wfile.write(text.encode("utf-8"))
                self.wfile.flush()
                if self.owner.closed.is_set():
                    break


class News:
    """What has happened last, for any number of listeners, each of which hears it once."""

    def __init__(self, first: str) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._last = first

    def tell(self, message: str) -> None:
        """Make `message` what every listener hears next."""
        with self._changed:
            self._number += 1
            self._last = message
            self._changed.notify_all()

    def listen(self) -> Iterator[str | None]:
        """Yield what is, then each change; None every few seconds in between."""
        number = -1
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._number != number, _BEAT_S)  # noqa: B023
                news = None if self._number == number else self._last
                number = self._number
            yield news
