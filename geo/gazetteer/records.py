"""What the columns of a place list mean, whoever wrote it.

The secret of this module is the words that publishers use for name, position and kind. A list of
places is a sequence of plain records (column ▶ text); `entry_of` makes an `Entry` of one, or says
why it can't.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.gazetteer.index import Entry, is_code, is_machine_made
from geo.gazetteer.spelling import fold, names_in
from geo.model import MAX_LAT, MAX_LON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MAX_NOTE_WORDS: Final = 5

# Folded column names, the best first.
_COLUMNS: Final = {
    "name": "name;name en;name en ocha;place;place name;town;settlement;community;asciiname;title;"
    "name english;admin4name en;feature name;full name;label;english name;location;site;nom;nombre;"
    "nome;ort;ortsname;lieu;lugar;yer;yer adi;ad;название;населенныи пункт;назва",
    "ar": "name ar;arabic;arabic name;name arabic;ar;admin4name ar;الاسم",
    "variants": "variants;alt names;alternatenames;alternate names;aliases;other names;alt name;"
    "name variants;synonyms;also known as",
    "lat": "lat;latitude;y;lat dd;point y;latitude dd;ycoord;latitud;breite;breitengrad;enlem;широта;"
    "خط العرض",
    "lon": "lon;lng;long;longitude;x;lon dd;point x;longitude dd;xcoord;longitud;lange;langengrad;"
    "boylam;долгота;довгота;خط الطول",
    "kind": "kind;type;feature type;feature class;fclass;place type;category;class",
    "ref": "pcode;place id;id;ref;geonameid;geonames id;code;p code;admin4pcode;osm id;uid",
    "country": "country;country code;iso;iso2;countrycode;cc;admin0pcode;country iso",
    "admin1": "admin1;admin1 en;admin1name en;adm1 en;adm1 name;governorate;province;region;state",
    "admin2": "admin2;admin2 en;admin2name en;adm2 en;adm2 name;district;county",
    "population": "population;pop;population estimate",
    "radius": "radius m;radius;accuracy m",
    "from": "valid from;start;date start",
    "to": "valid to;end;date end",
}
COLUMN_OF: Final = {
    heading: (meaning, rank)
    for meaning, headings in _COLUMNS.items()
    for rank, heading in enumerate(headings.split(";"))
}

# What a kind is called ▶ the kind it is, and how far from its point its ground may reach.
# Towns and larger: as far as the median extent in the embedded index; sites: an airport's longest
# runway is 4 to 5 km, a border post or camp about 1 km; a community: OCHA and GeoNames put the
# same 26 communities of Syria at most 0.95 km apart.
KINDS: Final[Mapping[str, tuple[str, float]]] = {
    "country": ("country", 400_000),
    "admin1": ("admin1", 60_000),
    "governorate": ("admin1", 60_000),
    "province": ("admin1", 60_000),
    "admin2": ("admin2", 25_000),
    "district": ("admin2", 25_000),
    "admin3": ("admin3", 12_000),
    "subdistrict": ("admin3", 12_000),
    "region": ("region", 50_000),
    "capital": ("city", 8_000),
    "city": ("city", 5_000),
    "town": ("town", 2_000),
    "village": ("village", 1_000),
    "hamlet": ("village", 1_000),
    "community": ("village", 1_000),
    "neighbourhood": ("village", 1_000),
    "airbase": ("site", 3_000),
    "airport": ("site", 3_000),
    "site": ("site", 1_000),
    "camp": ("site", 1_500),
    "crossing": ("site", 1_000),
    "checkpoint": ("site", 500),
    "post": ("site", 1_000),
    "dam": ("site", 1_500),
    "hospital": ("site", 300),
    "road": ("road", 5_000),
    "mountain": ("area", 5_000),
    "area": ("area", 5_000),
}
UNKNOWN_KIND: Final = ("village", 1_500.0)

_NOTE: Final = re.compile(r"\s*\(([^()]*)\)")
_GROWN_ON: Final = re.compile(r"^(?:al|el)(?=[a-z]{3})", re.IGNORECASE)
_ARABIC_ARTICLE: Final = "ال"
_LANGUAGE_NOTE: Final = re.compile(r"^([a-z]{2})(?:\W|$)")
_QUOTES: Final = frozenset('"“”«»')
_TALK: Final = re.compile(r"\b(?:is|means|spells|writes|not|unconfirmed|see|different)\b|\d{4}")


# Degree of Urbanisation (UN Statistical Commission, 2020): an urban centre has at least 1,500
# people on a square kilometre, so a town's people live within this radius if it is round.
PEOPLE_PER_KM2: Final = 1500
# The median town of the development facts lies 0.2 km from GeoNames' point, the farthest 0.95 km.
MIN_RADIUS_M: Final = 1000


# Large cities are denser than that floor: Kinshasa's built-up area is some 600 km2, Dnipro's 400. An
# event told of a city is nearly always in it, and a circle this wide holds most of any.
MAX_CITY_RADIUS_M: Final = 9_500


def radius_of(population: int) -> float:
    """Return how far from its point a town of so many people may reach, in metres."""
    round_town = 1000 * math.sqrt(population / PEOPLE_PER_KM2 / math.pi)
    return min(MAX_CITY_RADIUS_M, max(MIN_RADIUS_M, round_town))


def meanings(columns: Sequence[str]) -> dict[str, str]:
    """Return meaning ▶ column, the best-named column for each meaning."""
    best: dict[str, tuple[int, str]] = {}
    for column in columns:
        meaning, rank = COLUMN_OF.get(fold(column.lstrip("#")), ("", 0))
        if meaning and (meaning not in best or rank < best[meaning][0]):
            best[meaning] = (rank, column)
    return {meaning: column for meaning, (_, column) in best.items()}


def split_variants(cell: str) -> tuple[list[str], dict[str, str]]:
    r"""Return the spellings in a cell and, where it says so, the language of one.

    Lists of spellings carry remarks; what reads like a remark is no spelling.

    Examples
    --------
    >>> split_variants("Salva (tr); OCHA spells \"Selwa\"; Salwah")
    (['Salva', 'Salwah'], {'tr': 'Salva'})
    """
    spellings: list[str] = []
    languages: dict[str, str] = {}
    for part in re.split(r"[;|\n]", cell):
        text = _NOTE.sub("", part).strip()
        if not text or _QUOTES & set(text) or _TALK.search(text):
            continue
        if len(text.split()) > _MAX_NOTE_WORDS:
            continue
        spellings.append(text)
        for note in _NOTE.findall(part):
            if language := _LANGUAGE_NOTE.match(note):
                languages.setdefault(language.group(1), text)
    return spellings, languages


def _with_article_apart(latin: Sequence[str], arabic: Sequence[str]) -> list[str]:
    """Return Latin names whose article is written onto them, as "Alrawda", with it set apart.

    That it is one and no part of the name, as in "Albania", the Arabic name says.
    """
    if len(latin) != len(arabic):
        return []
    return [
        _GROWN_ON.sub(lambda article: f"{article.group()} ", name)
        for name, written in zip(latin, arabic, strict=True)
        if _GROWN_ON.match(name) and fold(written).startswith(_ARABIC_ARTICLE)
    ]


def _number(text: str) -> float | None:
    """Return a number written with a point or a comma, or None."""
    cleaned = text.strip().replace("\u2212", "-").replace("°", "")
    if cleaned.count(",") == 1 and "." not in cleaned:
        cleaned = cleaned.replace(",", ".")
    try:
        value = float(cleaned)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None  # noqa: PLR0124 - NaN


def entry_of(
    record: Mapping[str, str], columns: Mapping[str, str], *, country: str = "", fallback: str = ""
) -> Entry | str:
    """Return the place in `record`, or why there is none.

    Parameters
    ----------
    columns
        From `meanings`.
    country
        What to assume where the record names no country.
    fallback
        What to use as id where the record has none.
    """

    def cell(meaning: str) -> str:
        return (record.get(columns.get(meaning, ""), "") or "").strip()

    name = _NOTE.sub("", cell("name")).strip() or cell("ar")
    if not fold(name):
        return "no name"
    if not cell("lat") and not cell("lon"):
        return "no position"
    lat, lon = _number(cell("lat")), _number(cell("lon"))
    if lat is None or lon is None:
        return f"position {cell('lat')!r}, {cell('lon')!r} is not two numbers"
    if not (abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT):
        return f"lon={lon}, lat={lat} is not on the globe; they may be swapped"
    if lon == lat == 0:
        return "position 0, 0 means unknown"
    kind, radius = KINDS.get(fold(cell("kind")).replace(" ", ""), UNKNOWN_KIND)
    spellings, languages = split_variants(cell("variants"))
    if arabic := cell("ar"):
        languages["ar"] = arabic
    parts = names_in(name), names_in(arabic)
    for names in parts:  # "Maaret Elnaasan - Maaret Elhaski" is two villages in one row
        spellings += names if len(names) > 1 else []
    spellings += _with_article_apart(*parts)
    given = cell("country").upper()
    return Entry(
        name=name,
        lon=lon,
        lat=lat,
        radius_m=_number(cell("radius")) or radius,
        kind=kind,
        ref=cell("ref") or fallback,
        country=given[:2] if re.fullmatch("[A-Z]{2}", given[:2] or "") else country,
        admin1=cell("admin1"),
        admin2=cell("admin2"),
        population=int(_number(cell("population")) or 0),
        spellings=[s for s in spellings if not is_code(s) and not is_machine_made(s)],
        names=languages,
        valid_from=cell("from") or None,
        valid_to=cell("to") or None,
    )


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a CSV file: UTF-8 (BOM or not) or Windows Arabic, any delimiter.

    Raises
    ------
    InputError
        If it can't be read as text with a header row.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1256", errors="replace")
    if "\0" in text or not text.strip():
        raise InputError(
            f"{path} is not a text table.", fix="Save it as CSV in UTF-8, with a header row."
        )
    header = text.partition("\n")[0]
    delimiter = max(",;\t|", key=header.count)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {key.strip(): value for key, value in row.items() if key and isinstance(value, str)}


def need_columns(path: Path, columns: Sequence[str]) -> dict[str, str]:
    """Return `meanings`; say what is missing if there is no name or no position.

    Raises
    ------
    InputError
        Naming the columns that are there.
    """
    found = meanings(columns)
    missing = [m for m in ("name", "lat", "lon") if m not in found]
    if "name" in missing and "ar" in found:
        missing.remove("name")
    if missing:
        raise InputError(
            f"{path} has no column for {', '.join(missing)}; it has {', '.join(columns)}.",
            fix="Name the columns name, lat and lon (degrees, WGS 84).",
        )
    return found


def with_prominence(entries: Iterable[Entry], prominence: int) -> list[Entry]:
    """Return `entries`, all equally prominent."""
    return [replace(entry, prominence=prominence) for entry in entries]
