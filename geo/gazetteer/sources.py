"""How lists of places come: GeoNames dumps, tables, GeoJSON, OpenStreetMap.

The secret of this module is file formats. Each reader yields, one at a time, an `Entry` or a
`LeftOut` that says which line gives no place and why; none holds a whole list in memory but
GeoJSON's, which is limited.
"""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputError
from geo.gazetteer.index import SHOWN_LANGUAGES, Entry, is_code, is_machine_made
from geo.gazetteer.records import entry_of, need_columns, radius_of
from geo.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STAGE: Final = "gazetteer"
MAX_JSON_BYTES: Final = 500_000_000
MAX_LINE: Final = 200_000
_SNIFF_BYTES: Final = 1 << 20
CITY, TOWN = 100_000, 5_000

_GEONAMES_COLUMNS: Final = 19
# GeoNames feature code ▶ kind and radius in metres (None: by population); other codes (wells,
# hotels, hills ...) are left out: they carry names of towns and are no places of events.
_CODES: Final[Mapping[str, tuple[str, float | None]]] = {
    "PCLI": ("country", 400_000),
    "ADM1": ("admin1", 60_000),
    "ADM2": ("admin2", 25_000),
    "ADM3": ("admin3", 12_000),
    "ADM4": ("admin3", 8_000),
    "RGN": ("region", 50_000),
    "AREA": ("area", 10_000),
    "AIRB": ("site", 3_000),
    "AIRF": ("site", 2_000),
    "AIRP": ("site", 3_000),
    "MILB": ("site", 3_000),
    "CMP": ("site", 1_500),
    "CMPRF": ("site", 1_500),
    "PSTB": ("site", 1_000),
    "DAM": ("site", 1_500),
    "PRN": ("site", 500),
    "HSP": ("site", 300),
    "MT": ("area", 5_000),
    "MTS": ("area", 20_000),
    "VAL": ("area", 10_000),
    "FRST": ("area", 10_000),
    "ISL": ("area", 10_000),
    "LK": ("area", 10_000),
}  # fmt: skip
_OSM_KINDS: Final[Mapping[str, tuple[str, float | None]]] = {
    "country": ("country", 400_000),
    "state": ("admin1", 60_000),
    "province": ("admin1", 60_000),
    "region": ("region", 50_000),
    "district": ("admin2", 25_000),
    "county": ("admin2", 25_000),
    "city": ("city", None),
    "town": ("town", None),
    "village": ("village", None),
    "hamlet": ("village", None),
    "isolated_dwelling": ("village", None),
    "suburb": ("village", None),
    "neighbourhood": ("village", None),
    "quarter": ("village", None),
    "locality": ("village", None),
    "island": ("area", 10_000),
}
_OSM_NAMES: Final = re.compile(
    r'"((?:name|alt_name|old_name|int_name|official_name|short_name|loc_name)(?::[a-z]{2})?'
    r'|population|place)"=>"((?:[^"\\]|\\.)*)"'
)


def read_list(
    path: Path, *, country: str = "", alternates: Path | None = None
) -> tuple[Iterator[Entry | LeftOut], Iterator[tuple[int, str, str]]]:
    """Return the places of a file and further spellings (GeoNames id, spelling, language).

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, where the file names none.
    alternates
        GeoNames' ``alternateNamesV2.zip`` or ``.txt``, for a GeoNames dump.

    Raises
    ------
    InputError
        If the format is unknown, or the file lacks what a list of places needs.
    """
    none: Iterator[tuple[int, str, str]] = iter(())
    if not path.is_file():
        raise InputError(f"There is no file {path}.", fix="Check the path.")
    name = path.name.lower()
    if name.endswith((".osm", ".osm.pbf", ".pbf", ".osm.bz2")):
        return _read_osm(path, country), none
    if name.endswith((".geojson", ".json")):
        return _read_geojson(path, country), none
    if name.endswith((".xlsx", ".xlsm")):
        return _read_records(path, _xlsx_records(path), country), none
    if name.endswith(".zip") or _is_geonames(path):
        return _read_geonames(path), _read_alternates(alternates) if alternates else none
    if name.endswith((".csv", ".tsv", ".txt")):
        return _read_records(path, _csv_records(path), country), none
    raise InputError(
        f"{path} is in no format that holds places.",
        fix="Give a GeoNames dump (SY.zip), CSV, XLSX, GeoJSON, .osm or .osm.pbf.",
    )


# --- GeoNames


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """Open the one table in a zip, or a text file, as lines."""
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield iter(lambda: file.readline(MAX_LINE), "")
        return
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith(".txt")
                and "readme" not in info.filename.lower()
                and not info.filename.lower().startswith("iso-languagecodes")
            ]
            if not tables:
                raise InputError(
                    f"{path} holds no table of places.", fix="Give GeoNames' own zip, as SY.zip."
                )
            largest = max(tables, key=lambda info: info.file_size)
            with archive.open(largest) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
                yield iter(lambda: text.readline(MAX_LINE), "")
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is no zip file: {error}.", fix="Download it again.") from error


def _is_geonames(path: Path) -> bool:
    with _lines(path) as lines:
        cells = next(lines, "").rstrip("\n").split("\t")
    return len(cells) == _GEONAMES_COLUMNS and cells[0].isdigit()


def _read_geonames(path: Path) -> Iterator[Entry | LeftOut]:
    if not _is_geonames(path):
        raise InputError(
            f"{path} is no GeoNames dump: its rows don't have {_GEONAMES_COLUMNS} columns.",
            fix="Give a country file (SY.zip) or allCountries.zip from GeoNames' dump folder.",
        )
    divisions: dict[str, str] = {}
    with _lines(path) as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == _GEONAMES_COLUMNS and cells[7] in {"ADM1", "ADM2"}:
                codes = [cells[8], cells[10], *([cells[11]] if cells[7] == "ADM2" else [])]
                divisions[".".join(codes)] = cells[1]
    with _lines(path) as lines:
        for number, line in enumerate(lines, start=1):
            entry = _geonames_entry(line.rstrip("\n").split("\t"), divisions)
            if isinstance(entry, Entry):
                yield entry
            elif entry:
                yield LeftOut(STAGE, path.name, f"line {number}", entry)


def _geonames_entry(cells: Sequence[str], divisions: Mapping[str, str]) -> Entry | str:
    """Return the place in a row; "" for one of a kind that is not wanted."""
    if len(cells) != _GEONAMES_COLUMNS:
        return f"{len(cells)} columns instead of {_GEONAMES_COLUMNS}"
    identifier, name, _, alternates, lat, lon, group, code, country, _, *codes = cells[:12]
    try:
        people = int(cells[14] or 0)
        position = float(lon), float(lat)
    except ValueError:
        return f"position {lat!r}, {lon!r} or population {cells[14]!r} is no number"
    if not (abs(position[0]) <= 180 and abs(position[1]) <= 90):  # noqa: PLR2004 - the globe
        return f"lon={lon}, lat={lat} is not on the globe"
    if group == "P":
        kind = "city" if people >= CITY else "town" if people >= TOWN else "village"
        radius: float | None = None
    elif code in _CODES:
        kind, radius = _CODES[code]
    else:
        return ""
    spellings = [
        s for s in alternates.split(",") if s and not is_machine_made(s) and not is_code(s)
    ]
    return Entry(
        name=name,
        lon=position[0],
        lat=position[1],
        radius_m=radius or radius_of(people),
        kind=kind,
        ref=int(identifier) if identifier.isdigit() else identifier,
        country=country,
        admin1=divisions.get(f"{country}.{codes[0]}", "") if codes else "",
        admin2=divisions.get(f"{country}.{codes[0]}.{codes[1]}", "") if len(codes) > 1 else "",
        population=people,
        prominence=prominence_of(kind, people),
        spellings=spellings,
    )


def prominence_of(kind: str, people: int) -> int:
    """Return what `geo.model.Geocoder.prominence` says of a place of that kind and size."""
    if kind == "country":
        return 5
    if kind in {"admin1", "region"}:
        return 4
    return 3 if people >= CITY else 2 if people >= TOWN else 1


def _read_alternates(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield GeoNames id, spelling and language of people's spellings, no links or postcodes."""
    with _lines(path) as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 4 and cells[1].isdigit():  # noqa: PLR2004 - id, place, language, name
                language = cells[2]
                if len(language) <= 3 and language != "iat":  # noqa: PLR2004 - "link", "post" ...
                    yield int(cells[1]), cells[3], language


# --- tables


def _csv_records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.readline(MAX_LINE)
        file.seek(0)
        if not head.strip() or "\0" in head:
            raise InputError(
                f"{path} is not a text table.", fix="Save it as CSV in UTF-8, with a header row."
            )
        delimiter = max(",;\t|", key=head.count)
        reader = csv.DictReader(file, delimiter=delimiter)
        for row in reader:
            record = {k.strip(): v for k, v in row.items() if k and isinstance(v, str)}
            yield f"line {reader.line_num}", record


def _encoding(path: Path) -> str:
    """Return UTF-8 if the whole file is, else Windows Arabic."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(_SNIFF_BYTES):
                pass
    except UnicodeDecodeError:
        return "cp1256"
    return "utf-8-sig"


def _xlsx_records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s that other lists need not pay

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{path} is no workbook: {error}.", fix="Save it as XLSX.") from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = ["" if cell is None else str(cell).strip() for cell in next(rows, ())]
        for number, row in enumerate(rows, start=2):
            cells = ("" if cell is None else str(cell) for cell in row)
            yield f"row {number}", {k: v for k, v in zip(header, cells, strict=False) if k}
    finally:
        book.close()


def _read_records(
    path: Path,
    records: Iterator[tuple[str, dict[str, str]]],
    country: str,
    columns: dict[str, str] | None = None,
) -> Iterator[Entry | LeftOut]:
    for locator, record in records:
        if columns is None:
            columns = need_columns(path, list(record))
        entry = entry_of(record, columns, country=country, fallback=locator)
        yield entry if isinstance(entry, Entry) else LeftOut(STAGE, path.name, locator, entry)
    if columns is None:
        raise InputError(f"{path} has no rows.", fix="Give a table with a header and places.")


# --- GeoJSON


def _read_geojson(path: Path, country: str) -> Iterator[Entry | LeftOut]:
    if path.stat().st_size > MAX_JSON_BYTES:
        raise InputError(
            f"{path} has {path.stat().st_size:,} bytes; {MAX_JSON_BYTES:,} are read at most.",
            fix="Save it as CSV, which is read row by row.",
        )
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        features = raw["features"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            f"{path} is no GeoJSON FeatureCollection: {error!r}.", fix="Export it as GeoJSON."
        ) from error
    records = list(_features(features))
    every = dict.fromkeys(key for _, record in records for key in record)  # a feature may lack some
    return _read_records(path, iter(records), country, need_columns(path, list(every)))


def _features(features: Sequence[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        record = {
            str(k): "" if v is None else str(v)
            for k, v in (properties or {}).items()
            if not isinstance(v, (dict, list))
        }
        corners = list(_corners(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
        if corners:
            lons, lats = [c[0] for c in corners], [c[1] for c in corners]
            record["lon"] = str((min(lons) + max(lons)) / 2)
            record["lat"] = str((min(lats) + max(lats)) / 2)
        else:
            record.setdefault("lon", "")
            record.setdefault("lat", "")
        yield f"feature {number}", record


def _corners(coordinates: object, depth: int = 0) -> Iterator[tuple[float, float]]:
    """Yield the positions in nested GeoJSON coordinates."""
    if not isinstance(coordinates, list) or depth > 4:  # noqa: PLR2004 - a MultiPolygon has four
        return
    if len(coordinates) > 1 and all(isinstance(c, (int, float)) for c in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _corners(part, depth + 1)


# --- OpenStreetMap


def _read_osm(path: Path, country: str) -> Iterator[Entry | LeftOut]:
    """Read nodes with a name and a place tag through GDAL, batch by batch."""
    from pyogrio.raw import open_arrow  # noqa: PLC0415 - half a second that other lists need not pay

    try:
        with open_arrow(
            path,
            layer="points",
            columns=["osm_id", "name", "place", "other_tags"],
            where="place IS NOT NULL",
            use_pyarrow=True,
        ) as (meta, reader):
            geometry = meta["geometry_name"] or "wkb_geometry"
            for batch in reader:
                for row in batch.to_pylist():
                    yield _osm_entry(path, row, row.get(geometry), country)
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(
            f"{path} can't be read as OpenStreetMap data: {error}.",
            fix="Give an .osm (XML) or .osm.pbf extract.",
        ) from error


def _osm_entry(
    path: Path, row: Mapping[str, Any], point: bytes | None, country: str
) -> Entry | LeftOut:
    identifier = str(row.get("osm_id") or "")
    tags = dict(_OSM_NAMES.findall(row.get("other_tags") or ""))
    names = {key[5:]: value for key, value in tags.items() if key.startswith("name:") and value}
    name = names.get("en") or row.get("name") or next(iter(names.values()), "")
    if not name or not point:
        return LeftOut(STAGE, path.name, f"node {identifier}", "no name")
    lon, lat = struct.unpack_from("<dd" if point[0] else ">dd", point, 5)
    kind, radius = _OSM_KINDS.get(str(row.get("place") or ""), ("village", None))
    digits = re.sub(r"\D", "", tags.get("population", ""))[:10]
    people = int(digits or 0)
    others = [
        part.strip()
        for key, value in tags.items()
        if key.partition(":")[0] not in {"population", "place"}
        for part in value.split(";")
    ]
    return Entry(
        name=name,
        lon=lon,
        lat=lat,
        radius_m=radius or radius_of(people),
        kind=kind,
        ref=f"node/{identifier}",
        country=country,
        population=people,
        prominence=prominence_of(kind, people),
        spellings=[str(row.get("name") or ""), *others],
        names={k: v for k, v in names.items() if k in SHOWN_LANGUAGES},
    )
