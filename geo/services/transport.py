"""One HTTP exchange for every online service: whole, in time, from the host that was asked.

The secret of this module is all that can go wrong on the wire. geopy builds the question and reads
the answer; in between everything passes through `Transport`, geopy's adapter, which knows three
outcomes: a document, a `ServiceError`, or an error status that geopy itself explains. geopy's own
adapters have a time limit for each read only (a dripping server held one for 18.9 s at timeout=2),
follow redirects anywhere, read without limit and repeat requests by themselves.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from geo.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse
    from socket import socket

    from geo.services.pace import Pace

MAX_BYTES: Final = 4_000_000
"""Fifty Nominatim results with all their names take some 200 KB."""

MAX_DEPTH: Final = 40
"""Google's answers, the deepest of those that geopy reads, have eight levels."""

DEADLINE_S: Final = 20.0
MAX_PAUSE_S: Final = 86_400.0
_BLOCK: Final = 1 << 16
_MAX_FAULT_BYTES: Final = 1 << 16
_PAUSE_S: Final = 60.0
_OK: Final = 200
_REDIRECTS: Final = range(300, 400)
_REFUSED: Final = frozenset({401, 402, 403, 407})
_TOO_MANY: Final = 429
_AWAY: Final = 503
_BROKEN: Final = range(500, 600)
_TIMED_OUT: Final = 408


class RefusedError(ServiceError):
    """The service will not answer this run's other questions either: a key, a ban, a wrong address."""


class PausedError(ServiceError):
    """The service asks to be left alone for `seconds`."""

    def __init__(self, problem: str, fix: str, seconds: float) -> None:
        super().__init__(problem, fix)
        self.seconds = seconds


class SpentError(ServiceError):
    """The budget of requests for one run is used up."""


class Budget:
    """How many requests a run may send to one service."""

    def __init__(self, requests: int) -> None:
        self.requests = requests
        self.left = requests

    def take(self, host: str) -> None:
        """Use one request.

        Raises
        ------
        SpentError
            If none is left.
        """
        if self.left <= 0:
            raise SpentError(
                f"The budget of {self.requests:,} requests to {host} is spent.",
                fix="Build again to go on where this run stopped, or raise `budget`.",
            )
        self.left -= 1


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class _TooLargeError(Exception):
    """The body passes `MAX_BYTES`."""


class _Exchange(threading.Thread):
    """One request and its answer, on a thread of its own that can be given up.

    A thread is the only way to bound what has no time limit at all: looking up the host's name.
    """

    def __init__(self, url: str, headers: Mapping[str, str], deadline_s: float) -> None:
        super().__init__(name="sitmap-request", daemon=True)
        parts = urlsplit(url)
        self.fault: Exception | None = None
        self.answer: _Answer | None = None
        self._target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        self._headers = headers
        self._given_up = threading.Event()
        host = parts.hostname or ""
        self._wire: socket | None = None
        self._line: HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            self._line = HTTPSConnection(host, parts.port, timeout=deadline_s, context=context)
        else:
            self._line = HTTPConnection(host, parts.port, timeout=deadline_s)

    def run(self) -> None:
        """Ask, and keep the answer or what went wrong."""
        try:
            self.answer = self._ask()
        except Exception as error:  # noqa: BLE001 - it is raised again, as a ServiceError, by who waits
            self.fault = error
        finally:
            self._line.close()

    def give_up(self) -> None:
        """End the exchange from outside; whatever it waits for returns at once."""
        self._given_up.set()
        wire = self._wire
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(SHUT_RDWR)

    def _ask(self) -> _Answer:
        self._line.connect()
        self._wire = self._line.sock  # which `http.client` forgets once an answer will end it
        if self._given_up.is_set():
            raise TimeoutError
        self._line.request("GET", self._target, headers=dict(self._headers))
        with self._line.getresponse() as answer:
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return _Answer(answer.status, headers, _body(answer))


def _body(answer: HTTPResponse) -> bytes:
    """Return the whole body, or as much as is wanted of one that only comes with a fault."""
    wanted = answer.status == _OK
    most = MAX_BYTES if wanted else _MAX_FAULT_BYTES
    if wanted and (answer.length or 0) > most:
        raise _TooLargeError
    body = bytearray()
    while block := answer.read1(_BLOCK):
        body += block
        if len(body) > most:
            if wanted:
                raise _TooLargeError
            break
    if wanted and answer.length:
        raise HTTPException(f"it broke off {answer.length:,} bytes before the end")
    return bytes(body)


class Transport(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """What geopy's geocoders send their requests through.

    Parameters
    ----------
    pace
        Lets one request at a time through, over all processes.
    budget
        Counts the requests of this run.
    user_agent
        What the service is told about who asks.
    deadline_s
        Seconds from the request to the last byte of its answer; looking up the host's name and
        shaking hands are included, waiting for a turn is not.

    Attributes
    ----------
    document, answered
        What the last answer held, if it held anything: geopy keeps only parts of it.
    """

    def __init__(
        self, pace: Pace, budget: Budget, *, user_agent: str, deadline_s: float = DEADLINE_S
    ) -> None:
        super().__init__(proxies={}, ssl_context=None)
        self.document: Any = None
        self.answered = False
        self._pace = pace
        self._budget = budget
        self._user_agent = user_agent
        self._deadline_s = deadline_s

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the answer's document, and keep it for a closer look.

        Raises
        ------
        ServiceError
            If there is no answer, or none that can be read.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        self.document = parse_json(text, _host(url))
        self.answered = True
        return self.document

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the answer's text.

        Raises
        ------
        ServiceError
            If there is no answer: in time, of a bearable size, in UTF-8, and from that host.
        AdapterHTTPError
            If the service finds fault with the question; geopy knows what its code means.
        """
        del timeout  # geopy's limit for each read; the deadline holds for the whole exchange
        self.document, self.answered = None, False
        host = _host(url)
        with self._pace.turn(host):
            self._budget.take(host)
            answer = self._exchange(url, headers, host)
            if answer.status in {_TOO_MANY, _AWAY}:
                self._pause(answer, host)
        return _text(answer, host)

    def _exchange(self, url: str, headers: Mapping[str, str], host: str) -> _Answer:
        told = {
            **headers,
            "User-Agent": self._user_agent,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        again = f"The name stays pending; build again when {host} is back."
        exchange = _Exchange(url, told, self._deadline_s)
        exchange.start()
        exchange.join(self._deadline_s)
        if exchange.is_alive():
            exchange.give_up()
            exchange.join(0.5)
            raise ServiceError(f"{host} gave no whole answer in {self._deadline_s:g} s.", fix=again)
        if isinstance(exchange.fault, _TooLargeError):
            raise ServiceError(f"{host} answered with over {MAX_BYTES:,} bytes.", fix=again)
        if isinstance(exchange.fault, ssl.SSLCertVerificationError):
            raise RefusedError(
                f"{host} can't prove who it is: {exchange.fault.verify_message}.",
                fix="Check `domain`, this computer's clock and its list of certificates.",
            )
        if isinstance(exchange.fault, TimeoutError):
            raise ServiceError(f"{host} gave no whole answer in {self._deadline_s:g} s.", fix=again)
        if exchange.answer is None:
            raise ServiceError(f"{host} gave no answer: {_said(exchange.fault)}.", fix=again)
        return exchange.answer

    def _pause(self, answer: _Answer, host: str) -> None:
        """Keep everybody away from a service that says so."""
        seconds = retry_after(answer.headers)
        if answer.status == _AWAY and seconds is None:
            return
        seconds = min(MAX_PAUSE_S, _PAUSE_S if seconds is None else seconds)
        self._pace.pause(seconds)
        raise PausedError(
            f"{host} answered {answer.status} and asks for a pause of {seconds:.0f} s.",
            fix="Build again after it, with a lower `per_second` if this happens often.",
            seconds=seconds,
        )


def _text(answer: _Answer, host: str) -> str:
    """Return the text of an answer that is one."""
    if answer.status != _OK:
        _explain(answer, host)
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    fix = "Check `domain`; if it is right, build again later."
    if coding not in {"", "identity"}:
        raise ServiceError(f"{host} answered in {coding!r}, which was not asked for.", fix=fix)
    if kind == "text/html":
        raise ServiceError(f"{host} answered with a web page instead of data.", fix=fix)
    try:
        return answer.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ServiceError(
            f"{host} answered with text that is not UTF-8: {error.reason} at byte {error.start}.",
            fix=fix,
        ) from None


def _explain(answer: _Answer, host: str) -> NoReturn:
    """Say what an error status means for the rest of the run."""
    status = answer.status
    if status in _REDIRECTS:
        to = urlsplit(answer.headers.get("location", ""))
        place = f"{to.scheme}://{to.hostname}" if to.hostname else "another address"
        raise RefusedError(
            f"{host} answered {status} and points to {place}, which sitmap does not follow.",
            fix="If that address is right, give it as `domain` and `scheme` in atlas.toml.",
        )
    if status in _REFUSED:
        raise RefusedError(
            f"{host} answered {status} and refuses to serve; it is not asked again in this run.",
            fix="Check the key in `key_file`, the account and the service's terms of use; a public"
            " server may have banned this address for asking too much.",
        )
    if status in _BROKEN or status == _TIMED_OUT:
        raise ServiceError(
            f"{host} answered {status}: it is out of order.",
            fix="The name stays pending; build again later.",
        )
    raise AdapterHTTPError(
        f"{host} answered {status}",
        status_code=status,
        headers=answer.headers,
        text=answer.body.decode("utf-8", "replace"),
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a service asks to be left alone (RFC 9110, 10.2.3), or None.

    Examples
    --------
    >>> retry_after({"retry-after": "120"}), retry_after({"retry-after": "soon"}), retry_after({})
    (120.0, None, None)
    """
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def parse_json(text: str, host: str) -> Any:
    """Return the document in `text`.

    Raises
    ------
    ServiceError
        If it is no JSON, holds NaN, or nests deeper than `MAX_DEPTH`.
    """
    fix = "Check `domain`; if it is right, build again later."
    try:
        document = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ServiceError(f"{host} answered with JSON that nests too deep.", fix=fix) from None
    except ValueError as error:
        what = "a web page" if text.lstrip()[:1] == "<" else f"no whole JSON ({error})"
        raise ServiceError(f"{host} answered with {what}.", fix=fix) from None
    if _depth(document) > MAX_DEPTH:
        raise ServiceError(f"{host} answered with JSON that nests too deep.", fix=fix)
    return document


def _depth(document: Any) -> int:
    """Return how many lists and tables stand in each other at most."""
    depth, level = 0, [document]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [
            inner for one in level for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _host(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or "?"
    return f"{host}:{parts.port}" if parts.port else host


def _said(fault: Exception | None) -> str:
    """Return what an exception says, without the address that was asked: it may hold a key."""
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return (
        str(fault) or type(fault).__name__
        if isinstance(fault, HTTPException)
        else type(fault).__name__
    )
