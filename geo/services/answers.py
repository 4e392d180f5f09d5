"""Which part of a service's answer is believed.

The secret of this module is how far to trust a stranger's answer. geopy turns a missing latitude
into 0 and longitude 999 into -81, so positions are read from the raw answer again; an empty answer
is "unknown" only where the service says so in its own words; and a place whose name is not like
the one that was asked for is none: a service that knows no Sarmada must not put it at Sarmin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.fuzz import ratio

from geo.distance import KM_A_DEGREE
from geo.errors import ServiceError
from geo.gazetteer.records import KINDS, MIN_RADIUS_M
from geo.gazetteer.spelling import bare, fold, script, skeleton
from geo.model import MAX_LAT, MAX_LON, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geo.services.providers import Provider

NAMED, ALIKE, UNCOMPARED = 0.97, 0.89, 0.7
"""Scores: that very name, at most this for a similar one, and for one in another script only."""

MIN_ALIKE: Final = 80.0
"""Of 100, by rapidfuzz: Saraqeb ~ Saraqib is 86, Sarmada ~ Sarmin 62."""

_MIN_BONES: Final = 3
_MAX_TEXT: Final = 200
_MAX_NAMES: Final = 400
_MAX_WALK: Final = 100_000
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

# What services call a place ▶ our kind, or another name of `geo.gazetteer.records.KINDS`.
_CALLED: Final = {
    **dict.fromkeys(("state", "administrative_area_level_1"), "admin1"),
    **dict.fromkeys(("county", "administrative_area_level_2", "macrocounty"), "admin2"),
    **dict.fromkeys(("municipality", "localadmin", "administrative_area_level_3"), "admin3"),
    **dict.fromkeys(("locality", "postal_town", "borough"), "town"),
    **dict.fromkeys(
        ("suburb", "quarter", "isolated_dwelling", "farm", "allotments", "sublocality",
         "residential", "borough"),
        "neighbourhood",
    ),
    **dict.fromkeys(("street", "address", "route", "highway", "streetname"), "road"),
    **dict.fromkeys(("aerodrome",), "airport"),
    **dict.fromkeys(("continent", "island", "islet", "archipelago", "natural_feature"), "area"),
}  # fmt: skip
_GEONAMES: Final = {
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "ADM4": "admin3", "RGN": "region",
    "PPLC": "capital", "PPLA": "city", "AIRP": "airport", "AIRB": "airbase", "CMP": "camp",
    "CMPRF": "camp", "DAM": "dam", "HSP": "hospital", "PCLI": "country",
}  # fmt: skip
_GEONAMES_CLASS: Final = {"A": "area", "P": "village", "R": "road", "S": "site"}
# OpenStreetMap's ranks of boundaries: https://nominatim.org/release-docs/latest/customize/Ranking/
_RANKS: Final = ((4, "country"), (9, "admin1"), (12, "admin2"), (16, "admin3"))


@dataclass(frozen=True, slots=True)
class _Told:
    """One candidate in the words of the service; lon and lat as they stand there."""

    lon: Any
    lat: Any
    names: Sequence[Any]
    kind: Any = ""
    ref: Any = ""
    country: Any = ""
    admin1: Any = ""
    admin2: Any = ""
    population: Any = 0
    box: Sequence[Any] = ()
    """West, south, east, north."""
    shown: Mapping[str, str] = field(default_factory=dict)


def read_answer(
    provider: Provider,
    name: str,
    locations: Sequence[Any] | None,
    document: Any,
    countries: Collection[str],
    limit: int,
) -> list[Place]:
    """Return the places in an answer that `name` may mean, likeliest first.

    Parameters
    ----------
    locations
        What geopy made of the answer; None is "nothing found".
    document
        The answer itself.

    Raises
    ------
    ServiceError
        If the answer holds places but none at a possible position, or is of no known form.
    """
    fix = "Check `domain`; if it is right, ask another service."
    if locations is None:
        if _says_nothing(document):
            return []
        raise ServiceError(f"{provider.name} answered in a form that says neither yes nor no.", fix)
    read = _READERS.get(provider.name, _read_any)
    told = [_checked(read(_mapping(one.raw), one)) for one in locations if one is not None]
    sound = [one for one in told if one is not None]
    if not sound:
        raise ServiceError(
            f"{provider.name} answered with {len(locations)} places at no possible position.", fix
        )
    places = [place for one in sound if (place := _place(provider.name, name, *one)) is not None]
    places.sort(key=lambda place: (place.country not in countries, -place.score))
    return places[:limit]


def _says_nothing(document: Any) -> bool:
    """Return whether an answer says that there is nothing: by an empty list, or in so many words."""
    if isinstance(document, list):
        return not document
    if not isinstance(document, dict):
        return False
    if "error" in document or "errors" in document:
        return False
    return document.get("status") == "ZERO_RESULTS" or any(
        value == [] for value in _walk(document) if isinstance(value, list)
    )


def _walk(document: Any) -> Iterator[Any]:
    """Yield every value inside a document."""
    level, seen = [document], 0
    while level and seen < _MAX_WALK:
        inner: list[Any] = []
        for outer in level:
            values = outer.values() if isinstance(outer, Mapping) else outer
            for value in values:
                seen += 1
                yield value
                if isinstance(value, Mapping | list):
                    inner.append(value)
        level = inner


def _checked(told: _Told) -> tuple[_Told, float, float] | None:
    """Return a candidate with its position, or None if it has none that is possible."""
    lon, lat = _number(told.lon), _number(told.lat)
    if lon is None or lat is None or abs(lon) > MAX_LON or abs(lat) > MAX_LAT:
        return None
    # No town lies in the Gulf of Guinea: 0,0 is how programs write "none".
    return None if lon == 0 and lat == 0 else (told, lon, lat)


def _place(provider: str, asked: str, told: _Told, lon: float, lat: float) -> Place | None:
    """Return the candidate as a `Place`, or None if its name is not like the one asked for."""
    names = [text for name in told.names[:_MAX_NAMES] if (text := _text(name))]
    if not names:
        return None
    fits = _likeness(asked, names)
    if fits is None:
        return None
    score, basis = fits
    called = _text(told.kind).lower()
    kind, radius_m = KINDS.get(_CALLED.get(called, called), KINDS["site" if called else "area"])
    country = _text(told.country).upper()
    return Place(
        name=_text(told.shown.get("en", "")) or names[0],
        lon=lon,
        lat=lat,
        radius_m=_radius_m(told.box, lat) or radius_m,
        kind=kind,
        source=f"{provider}:{_text(told.ref)}".rstrip(":"),
        country=country if re.fullmatch("[A-Z]{2}", country) else "",
        admin1=_text(told.admin1),
        admin2=_text(told.admin2),
        population=int(max(0, _number(told.population) or 0)),
        score=score,
        basis=f"{provider}: {basis}",
        names={language: _text(name) for language, name in sorted(told.shown.items())},
    )


def _likeness(asked: str, names: Sequence[str]) -> tuple[float, str] | None:
    """Return how well the best of `names` fits and how, or None if none does."""
    key = fold(asked)
    written = script(asked)
    best: tuple[float, str] | None = None
    compared = False
    for name in names:
        listed = fold(name)
        if listed == key or bare(listed) == bare(key):
            return NAMED, f"named {name}"
        if script(name) != written:
            continue
        compared = True
        alike = ratio(key, listed)
        bones = skeleton(key)
        if alike < MIN_ALIKE and len(bones) >= _MIN_BONES and bones == skeleton(listed):
            alike = MIN_ALIKE
        if alike >= MIN_ALIKE and (best is None or ALIKE * alike / 100 > best[0]):
            best = ALIKE * alike / 100, f"named {name}, like {asked}"
    if best is None and not compared:
        return UNCOMPARED, f"{names[0]}, its names are in another script"
    return best


def _radius_m(box: Sequence[Any], lat: float) -> float | None:
    """Return half the diagonal of a box in metres, or None without a box across some ground."""
    numbers = [_number(value) for value in box]
    if len(numbers) != len(("west", "south", "east", "north")):
        return None
    west, south, east, north = (math.nan if n is None else n for n in numbers)
    wide = (east - west) * math.cos(math.radians(lat))
    radius = math.hypot(wide, north - south) * KM_A_DEGREE * 1000 / 2
    return max(radius, float(MIN_RADIUS_M)) if math.isfinite(radius) and radius > 0 else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _text(value: Any) -> str:
    """Return text of a bearable length without control characters; what is no text is ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _CONTROLS.sub("", value)[:_MAX_TEXT].strip() if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _item(value: Any, number: int) -> Any:
    return value[number] if isinstance(value, Sequence) and len(value) > number else None


def _read_nominatim(raw: Mapping[str, Any], _location: Any) -> _Told:
    listed = _mapping(raw.get("namedetails"))
    address = _mapping(raw.get("address"))
    names = [raw.get("name"), str(raw.get("display_name", "")).partition(",")[0]]
    names += [part for text in listed.values() if isinstance(text, str) for part in text.split(";")]
    kind = raw.get("type")
    rank = _number(raw.get("place_rank"))
    if kind == "administrative":
        kind = next((k for most, k in _RANKS if rank is not None and rank <= most), "area")
    elif "highway" in (raw.get("class"), raw.get("category")):
        kind = "road"
    south, north, west, east = (_item(raw.get("boundingbox"), i) for i in range(4))
    # The box around a node is only a margin for the map.
    drawn = raw.get("osm_type") in ("way", "relation")
    return _Told(
        lon=raw.get("lon"),
        lat=raw.get("lat"),
        names=names,
        kind=kind,
        ref=f"{_text(raw.get('osm_type'))}/{_text(raw.get('osm_id'))}",
        country=address.get("country_code"),
        admin1=address.get("state"),
        admin2=address.get("county"),
        box=(west, south, east, north) if drawn else (),
        shown={
            language: text
            for language in ("en", "ar")
            if isinstance(text := listed.get(f"name:{language}"), str)
        },
    )


def _read_photon(raw: Mapping[str, Any], _location: Any) -> _Told:
    about = _mapping(raw.get("properties"))
    spot = _mapping(raw.get("geometry")).get("coordinates")
    west, north, east, south = (_item(about.get("extent"), i) for i in range(4))
    kind = about.get("osm_value")
    if kind == "administrative":
        kind = about.get("type")
    elif about.get("osm_key") == "highway":
        kind = "road"
    return _Told(
        lon=_item(spot, 0),
        lat=_item(spot, 1),
        names=[about.get("name")],
        kind=kind,
        ref=f"{_text(about.get('osm_type'))}{_text(about.get('osm_id'))}",
        country=about.get("countrycode"),
        admin1=about.get("state"),
        admin2=about.get("county"),
        box=(west, south, east, north),
    )


def _read_pelias(raw: Mapping[str, Any], _location: Any) -> _Told:
    about = _mapping(raw.get("properties"))
    spot = _mapping(raw.get("geometry")).get("coordinates")
    kind = about.get("layer")
    return _Told(
        lon=_item(spot, 0),
        lat=_item(spot, 1),
        names=[about.get("name")],
        kind="admin1" if kind == "region" else kind,
        ref=about.get("gid"),
        country=about.get("country_code"),
        admin1=about.get("region"),
        admin2=about.get("county"),
        box=box if isinstance(box := raw.get("bbox"), list) else (),
    )


def _read_geonames(raw: Mapping[str, Any], _location: Any) -> _Told:
    code, letter = _text(raw.get("fcode")), _text(raw.get("fcl"))
    return _Told(
        lon=raw.get("lng"),
        lat=raw.get("lat"),
        names=[raw.get("name"), raw.get("toponymName")],
        kind=_GEONAMES.get(code) or _GEONAMES_CLASS.get(letter, "area"),
        ref=raw.get("geonameId"),
        country=raw.get("countryCode"),
        admin1=raw.get("adminName1"),
        population=raw.get("population"),
    )


def _read_arcgis(raw: Mapping[str, Any], _location: Any) -> _Told:
    about = _mapping(raw.get("attributes"))
    spot, extent = _mapping(raw.get("location")), _mapping(raw.get("extent"))
    kind = _text(about.get("Type")).lower() or about.get("Addr_type")
    return _Told(
        lon=spot.get("x"),
        lat=spot.get("y"),
        names=[about.get("PlaceName"), str(raw.get("address", "")).partition(",")[0]],
        kind="admin1" if kind == "state or province" else kind,
        country=about.get("Country"),
        admin1=about.get("Region"),
        admin2=about.get("Subregion"),
        box=[extent.get(side) for side in ("xmin", "ymin", "xmax", "ymax")],
    )


def _read_google(raw: Mapping[str, Any], _location: Any) -> _Told:
    shape = _mapping(raw.get("geometry"))
    spot = _mapping(shape.get("location"))
    parts = [_mapping(part) for part in raw.get("address_components") or ()]
    kinds = [kind for kind in raw.get("types") or () if kind != "political"]

    def part(kind: str, form: str = "long_name") -> Any:
        return next((p.get(form) for p in parts if kind in (p.get("types") or ())), "")

    corners = _mapping(shape.get("bounds"))
    southwest, northeast = _mapping(corners.get("southwest")), _mapping(corners.get("northeast"))
    return _Told(
        lon=spot.get("lng"),
        lat=spot.get("lat"),
        names=[
            *(parts[0].get(form) for form in ("long_name", "short_name") if parts),
            str(raw.get("formatted_address", "")).partition(",")[0],
        ],
        kind=kinds[0] if kinds else "",
        ref=raw.get("place_id"),
        country=part("country", "short_name"),
        admin1=part("administrative_area_level_1"),
        admin2=part("administrative_area_level_2"),
        box=(
            southwest.get("lng"),
            southwest.get("lat"),
            northeast.get("lng"),
            northeast.get("lat"),
        ),
    )


def _read_any(raw: Mapping[str, Any], location: Any) -> _Told:
    """Read what geopy says of a service without a reader of its own.

    Its position counts only if the very numbers stand in the raw answer; 0, which geopy writes for
    "none", counts never.
    """
    numbers = {number for value in _walk(raw) if (number := _number(value))}
    address = str(location.address)
    return _Told(
        lon=location.longitude if location.longitude in numbers else None,
        lat=location.latitude if location.latitude in numbers else None,
        names=[address.partition(",")[0], address],
    )


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any], Any], _Told]]] = {
    **dict.fromkeys(("nominatim", "openmapquest", "pickpoint"), _read_nominatim),
    "photon": _read_photon,
    **dict.fromkeys(("pelias", "geocodeearth"), _read_pelias),
    "geonames": _read_geonames,
    "arcgis": _read_arcgis,
    **dict.fromkeys(("google", "googlev3"), _read_google),
}
