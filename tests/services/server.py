"""A geocoding server on 127.0.0.1 that answers well, or as badly as it is told."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

SARAQIB = {
    "osm_type": "node",
    "osm_id": 2,
    "lat": "35.8644",
    "lon": "36.8058",
    "class": "place",
    "type": "town",
    "place_rank": 18,
    "name": "سراقب",
    "display_name": "سراقب, محافظة إدلب, سوريا",
    "boundingbox": ["35.7", "36.0", "36.6", "37.0"],
    "address": {"town": "سراقب", "state": "محافظة إدلب", "country_code": "sy"},
    "namedetails": {
        "name": "سراقب",
        "name:ar": "سراقب",
        "name:en": "Saraqib",
        "alt_name:en": "Saraqeb",
    },
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        found = parse_qs(urlsplit(self.path).query)
        name = next((found[k][0] for k in ("q", "text", "address", "singleLine") if k in found), "")
        with self.server.lock:
            self.server.asked.append((time.monotonic(), name))
            self.server.headers_seen.append(dict(self.headers))
            self.server.paths.append(self.path)
        self.server.answer(self, name)
        self.close_connection = True

    def say(
        self, body: bytes, status: int = 200, kind: str = "application/json", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.asked: list[tuple[float, str]] = []
        self.paths: list[str] = []
        self.headers_seen: list[dict[str, str]] = []
        self.stopping = threading.Event()
        self.answer: Callable[[Handler, str], None] = good
        self.known: dict[str, Any] = {"Saraqeb": [SARAQIB]}
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.asked]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are what is tested."""

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


def good(handler: Handler, name: str) -> None:
    handler.say(json.dumps(handler.server.known.get(name, [])).encode())


def says(
    body: bytes | str, status: int = 200, kind: str = "application/json", **headers: str
) -> Callable[[Handler, str], None]:
    raw = body.encode() if isinstance(body, str) else body
    return lambda handler, _: handler.say(raw, status, kind, **headers)


def answers(document: Any, **changes: Any) -> Callable[[Handler, str], None]:
    if changes:
        document = [
            {k: v for k, v in {**document, **changes}.items() if v is not None},
        ]
    return says(json.dumps(document))


def hang(handler: Handler, _: str) -> None:
    handler.server.stopping.wait(30)


def _drip(handler: Handler, text: bytes) -> None:
    for i in range(len(text)):
        if handler.server.stopping.wait(0.05):
            return
        handler.wfile.write(text[i : i + 1])
        handler.wfile.flush()


def drip_body(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    _drip(handler, b"[" + b" " * 998 + b"]")


def drip_headers(handler: Handler, _: str) -> None:
    _drip(handler, b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + b"X-Slow: x\r\n" * 90)


def reset(handler: Handler, _: str) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def reset_inside(handler: Handler, name: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"[{")
    handler.wfile.flush()
    reset(handler, name)


def truncated(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"[]")


def truncated_chunks(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"ff\r\n[]")


def _huge(handler: Handler) -> None:
    block = b" " * 1_000_000
    for _ in range(200):
        handler.wfile.write(block)


def huge(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "200000000")
    handler.end_headers()
    _huge(handler)


def huge_unsaid(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    _huge(handler)


def huge_chunks(handler: Handler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    block = b"%x\r\n%b\r\n" % (1_000_000, b" " * 1_000_000)
    for _number in range(200):
        handler.wfile.write(block)


def no_http(handler: Handler, _: str) -> None:
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")


def endless_headers(handler: Handler, _: str) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-More: x\r\n" * 5000)
