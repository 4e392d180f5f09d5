"""What sitmap knows about each service that geopy can ask.

The secret of this module is the table below: how to make a service prefer the project's countries
without shutting the others out, whose data it is and how long its answers may be kept, and which
of geopy's constructor options are keys. Services without a row work too, with cautious values.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from geopy.geocoders import SERVICE_TO_GEOCODER

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.project import Box

OSM: Final = "© OpenStreetMap contributors, ODbL 1.0"
UNKNOWN_LICENCE: Final = "see the service's terms of use"
KEEP_DAYS: Final = 30.0
"""For services whose terms sitmap doesn't know."""

SECRETS: Final = frozenset(
    "api_key apikey app_code app_id auth_id auth_token client_id password secret_key security_key "
    "subscription_key username".split()
)
"""Constructor options of geopy's geocoders that are keys or parts of them."""

OURS: Final = frozenset({"adapter_factory", "proxies", "ssl_context", "timeout", "user_agent"})
"""Constructor options that the transport decides."""


@dataclass(frozen=True, slots=True)
class Where:
    """What a service should prefer: the project's countries and box."""

    countries: Sequence[str] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """One service.

    Parameters
    ----------
    name
        As in geopy's `SERVICE_TO_GEOCODER`.
    licence
        Of its answers, as the map has to say it.
    keep_days
        How long they may be kept, or None for ever.
    ask
        `Where` and the number of candidates ▶ more arguments for geopy's ``geocode``.
    """

    name: str
    licence: str = UNKNOWN_LICENCE
    keep_days: float | None = KEEP_DAYS
    ask: Callable[[Where, int], Mapping[str, Any]] = lambda _where, _limit: {}


def _nominatim(where: Where, limit: int) -> dict[str, Any]:
    told: dict[str, Any] = {"limit": limit, "namedetails": True, "addressdetails": True}
    if where.box is not None:
        west, south, east, north = where.box
        told["viewbox"] = [(south, west), (north, east)]
    return told


def _photon(where: Where, limit: int) -> dict[str, Any]:
    if where.box is None:
        return {"limit": limit}
    west, south, east, north = where.box
    return {"limit": limit, "location_bias": ((south + north) / 2, (west + east) / 2)}


def _geonames(where: Where, _limit: int) -> dict[str, Any]:
    return {"country_bias": where.countries[0]} if where.countries else {}


def _google(where: Where, _limit: int) -> dict[str, Any]:
    if where.box is None:
        return {"region": where.countries[0].lower()} if where.countries else {}
    west, south, east, north = where.box
    return {"bounds": [(south, west), (north, east)]}


def _arcgis(_where: Where, _limit: int) -> dict[str, Any]:
    return {"out_fields": ["Addr_type", "Type", "PlaceName", "Region", "Subregion", "Country"]}


_PROVIDERS: Final = {
    p.name: p
    for p in (
        # https://operations.osmfoundation.org/policies/nominatim/: results are to be cached
        Provider("nominatim", OSM, None, _nominatim),
        Provider("openmapquest", OSM, None, _nominatim),
        Provider("pickpoint", OSM, None, _nominatim),
        Provider("photon", OSM, None, _photon),
        Provider(
            "pelias", "OpenStreetMap, Who's On First, OpenAddresses, GeoNames; see the server", None
        ),
        Provider("geonames", "GeoNames, CC BY 4.0", None, _geonames),
        # https://cloud.google.com/maps-platform/terms/maps-service-terms: 30 days at most
        Provider("google", "© Google", 30.0, _google),
        Provider("googlev3", "© Google", 30.0, _google),
        # Esri lets results be stored only with forStorage=true, which geopy can't say; a day is
        # long enough for a run that was killed to go on.
        Provider("arcgis", "© Esri", 1.0, _arcgis),
    )
}


def provider_named(name: str) -> Provider:
    """Return what is known about a service.

    Raises
    ------
    InputError
        If geopy has no geocoder of that name; the nearest one is named.
    """
    if name not in SERVICE_TO_GEOCODER:
        near = get_close_matches(name, SERVICE_TO_GEOCODER, n=1, cutoff=0.0)
        raise InputError(
            f"geopy knows no service {name!r}.",
            fix=f"The nearest is {near[0]!r}; all: {', '.join(SERVICE_TO_GEOCODER)}.",
        )
    return _PROVIDERS.get(name, Provider(name))


def make_geocoder(name: str, options: Mapping[str, Any], **ours: Any) -> Any:
    """Return geopy's geocoder with `options` from the project, checked, and `ours`.

    Raises
    ------
    InputError
        If an option is unknown, or a key is missing.
    """
    kind = SERVICE_TO_GEOCODER[name]
    known = [p for p in inspect.signature(kind).parameters if p not in OURS]
    for option in options:
        if option not in known:
            near = get_close_matches(option, known, n=1, cutoff=0.0)
            raise InputError(
                f"The service {name!r} has no option {option!r}.",
                fix=f"The nearest is {near[0]!r}; all: {', '.join(known)}.",
            )
    try:
        return kind(**options, **ours)
    except TypeError:
        missing = [
            key
            for key, value in inspect.signature(kind).parameters.items()
            if value.default is inspect.Parameter.empty and key not in options and key not in ours
        ]
        fault = f"needs {' and '.join(missing)}" if missing else "can't be set up so"
    except Exception as error:  # noqa: BLE001 - geopy's ConfigurationError, and what it lets through
        fault = f"can't be set up: {type(error).__name__}"
    raise InputError(
        f"The service {name!r} {fault}.",
        fix="Name a `key_file` outside the project that holds the key, one line, or"
        f' lines such as {main_secret(name) or "api_key"} = "...".',
    )


def main_secret(name: str) -> str:
    """Return the option that a key file with a bare key means, or ``""``."""
    known = [p for p in inspect.signature(SERVICE_TO_GEOCODER[name]).parameters if p in SECRETS]
    return next((p for p in known if "key" in p), known[0] if known else "")


def home(name: str) -> str:
    """Return the host that a service is asked at unless told otherwise, or its name."""
    default = inspect.signature(SERVICE_TO_GEOCODER[name]).parameters.get("domain")
    return str(default.default) if default is not None else name
