"""One large file from the web: whole, in time, and from the host that was asked.

The secret of this module is what can go wrong on the way; a caller sees a complete file or a
`ServiceError`.
"""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from geo.errors import ServiceError

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from pathlib import Path

MAX_DOWNLOAD_BYTES: Final = 600_000_000
BLOCK_BYTES: Final = 1 << 16
READ_TIMEOUT_S: Final = 30
USER_AGENT: Final = "sitmap (offline conflict atlas)"


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to the host that was asked."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """Refuse another host."""
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            raise URLError(f"redirected to another host, {urlsplit(newurl).hostname}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, target: Path, timeout_s: float) -> None:
    """Fetch `url` into the file `target`.

    Raises
    ------
    ServiceError
        If it does not come within `timeout_s` in all, whole, from the host that was asked.
    """
    again = "Try again later, or download the file yourself and use `sitmap gazetteer add`."
    end = time.monotonic() + timeout_s
    request = Request(url, headers={"User-Agent": USER_AGENT})  # noqa: S310 - http(s) only, above
    try:
        with (
            build_opener(_SameHost).open(request, timeout=min(READ_TIMEOUT_S, timeout_s)) as answer,
            target.open("wb") as file,
        ):
            size = 0
            while block := answer.read1(BLOCK_BYTES):
                size += len(block)
                if size > MAX_DOWNLOAD_BYTES:
                    raise ServiceError(f"{url} is over {MAX_DOWNLOAD_BYTES:,} bytes.", fix=again)
                if time.monotonic() > end:
                    raise ServiceError(f"{url} took more than {timeout_s:g} s.", fix=again)
                file.write(block)
            told = answer.headers.get("Content-Length")
    except HTTPError as error:
        raise ServiceError(f"{url} answered {error.code} {error.reason}.", fix=again) from error
    except (URLError, OSError) as error:
        raise ServiceError(f"{url} gave no answer: {error}.", fix=again) from error
    if told is not None and told.isdigit() and int(told) != size:
        raise ServiceError(f"{url} broke off after {size:,} of {told} bytes.", fix=again)
