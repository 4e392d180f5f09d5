"""One online service as a `Geocoder`.

The secret of this module is when to stop asking: at once when the service refuses, after three
failures in a row, when the budget is spent, and never twice for one name. Whatever happens, a
caller sees places, an empty list for "unknown", or a `ServiceError`.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from typing import TYPE_CHECKING, Any, Final, NoReturn

from geopy import exc

from geo.errors import ServiceError
from geo.services.answers import read_answer
from geo.services.pace import PATIENCE_S
from geo.services.providers import Where
from geo.services.transport import PausedError, RefusedError, SpentError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.model import Place
    from geo.services.providers import Provider
    from geo.services.transport import Transport

MAX_FAILURES: Final = 3
MAX_NAME: Final = 200
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DENIED: Final = (
    exc.GeocoderAuthenticationFailure,
    exc.GeocoderInsufficientPrivileges,
    exc.GeocoderQuotaExceeded,
    exc.ConfigurationError,
)
# ArcGIS tells of keys inside an answer with status 200; Google does so in words.
_DENYING_CODES: Final = frozenset({401, 403, 498, 499})


def cleaned(name: str) -> str:
    """Return `name` as it is sent: composed, on one line, without unseen characters."""
    return " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", name)).split())


class Online:
    """A geopy geocoder behind our transport.

    Parameters
    ----------
    provider
        What is known about the service.
    geocoder
        geopy's, made with `transport` as its adapter.
    where
        What it should prefer; nothing is shut out.
    """

    def __init__(
        self, provider: Provider, geocoder: Any, transport: Transport, where: Where | None = None
    ) -> None:
        self.provider = provider
        self._geocoder = geocoder
        self._transport = transport
        self._where = where or Where()
        self._failed: dict[str, ServiceError] = {}
        self._failures = 0
        self._stopped: ServiceError | None = None

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what the service knows by that name; those in `countries` come first.

        Raises
        ------
        ServiceError
            If there is no answer, which never looks like "unknown".
        """
        asked = cleaned(name)
        if not asked or len(asked) > MAX_NAME:
            return []
        if self._stopped is not None:
            raise self._stopped
        if asked in self._failed:
            raise self._failed[asked]
        try:
            places = self._patiently(asked, countries, limit)
        except (RefusedError, SpentError, PausedError) as error:
            self._stopped = error
            raise
        except ServiceError as error:
            self._failed[asked] = error
            self._failures += 1
            if self._failures >= MAX_FAILURES:
                self._stopped = ServiceError(
                    f"{self.provider.name} failed {MAX_FAILURES} times in a row; the last time: "
                    f"{error.problem}",
                    fix="Build again when it is back.",
                )
            raise
        self._failures = 0
        return places

    def prominence(self, name: str) -> int:
        """Return 0: how well known a word is, no service is asked."""
        del name
        return 0

    def _patiently(self, name: str, countries: Collection[str], limit: int) -> list[Place]:
        """Ask, and once more after a pause that is short enough to sit out."""
        try:
            return self._ask(name, countries, limit)
        except PausedError as pause:
            if pause.seconds > PATIENCE_S:
                raise
        return self._ask(name, countries, limit)

    def _ask(self, name: str, countries: Collection[str], limit: int) -> list[Place]:
        options = self.provider.ask(self._where, limit)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # geopy warns of positions that are refused below
                locations = self._geocoder.geocode(name, exactly_one=False, **options)
            if locations is None and not self._transport.answered:
                return []  # an error status by which, geopy knows, this service says "not found"
            return read_answer(
                self.provider, name, locations, self._transport.document, countries, limit
            )
        except ServiceError:
            raise
        except Exception as error:  # noqa: BLE001 - geopy's parsers trip over odd answers in any way
            self._explain(error)

    def _explain(self, error: Exception) -> NoReturn:
        """Say what geopy's exception means; its words may hold a key and stay out."""
        service = self.provider.name
        document = self._transport.document
        told = document if isinstance(document, dict) else {}
        fault = told.get("error")
        code = fault.get("code") if isinstance(fault, dict) else None
        status = told.get("status")
        if (
            isinstance(error, _DENIED)
            or code in _DENYING_CODES
            or (isinstance(status, str) and status in {"REQUEST_DENIED", "OVER_DAILY_LIMIT"})
        ):
            raise RefusedError(
                f"{service} refuses to serve: {type(error).__name__}.",
                fix="Check the key in `key_file`, the account and its quota.",
            ) from None
        if isinstance(error, exc.GeocoderQueryError):
            raise ServiceError(
                f"{service} can't make sense of the question.",
                fix="Check the service's options in atlas.toml.",
            ) from None
        what = (
            f"{service} reports a fault of its own"
            if isinstance(error, exc.GeopyError)
            else f"{service} answered in an unknown form"
        )
        raise ServiceError(
            f"{what} ({type(error).__name__}).", fix="Check `domain`; else build again later."
        ) from None
