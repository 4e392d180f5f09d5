"""Tables in our own columns, or in everyday ones.

The secret of this module is which everyday names mean one of our columns without doubt ("lat",
"خط العرض", "Fatalities"); whatever was matched is said. A mapping in atlas.toml overrides it.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.errors import InputError
from geo.model import EVENTS
from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy
from geo.tables.positions import is_degrees, is_pair, read_grid, read_pairs
from geo.tables.terms import as_types, names_types
from geo.tables.values import are_days, each_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from geo.tables.sheet import Sheet

RADIUS_M: Final = {1: 2_000.0, 2: 15_000.0, 3: 60_000.0}
"""Metres by ACLED's geo_precision where a table gives no radius: the size of a town, a district
and a province, as `geo.model.Place` has them."""

COLUMNS: Final = (
    *EVENTS.columns,
    *("claimant", "claimant_side", "injured", "url", "accuracy"),
    *("coordinates", "easting", "northing", "utm_zone"),
)
"""What a table of our own may hold; other columns are kept as they are."""

_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "event_id": (
        "id",
        "eventid",
        "incidentid",
        "incidentcode",
        "eventno",
        "المعرف",
        "رقم الحدث",
        "الرقم",
    ),
    "date_start": (
        "date",
        "eventdate",
        "incidentdate",
        "day",
        "startdate",
        "datestart",
        "التاريخ",
        "تاريخ",
    ),
    "date_end": ("enddate", "dateend", "تاريخ الانتهاء"),
    "event_type": ("type", "eventtype", "incidenttype", "النوع", "نوع الحدث"),
    "sub_event_type": ("subtype", "subeventtype", "النوع الفرعي"),
    "actor1": ("actor", "perpetrator", "الطرف الأول", "الفاعل"),
    "actor2": ("target", "الطرف الثاني", "الهدف"),
    "place": ("location", "placename", "locationname", "village", "town", "المكان", "الموقع"),
    "admin1": (
        "governorate",
        "province",
        "state",
        "oblast",
        "wilaya",
        "adm1",
        "المحافظة",
        "الولاية",
    ),
    "admin2": ("district", "adm2", "المنطقة"),
    "country": ("countryname", "البلد", "الدولة"),
    "lon": ("longitude", "lng", "long", "x", "خط الطول", "الطول"),
    "lat": ("latitude", "y", "خط العرض", "العرض"),
    "geo_precision": ("geoprecision", "precision"),
    "fatalities_best": ("fatalities", "deaths", "killed", "dead", "القتلى", "قتلى", "عدد القتلى"),
    "injured": ("wounded", "injuries", "الجرحى", "جرحى"),
    "notes": ("note", "description", "details", "comment", "comments", "ملاحظة", "ملاحظات"),
    "source": ("sources", "المصدر"),
    "url": ("link", "الرابط"),
    "claimant": ("saidby", "accordingto"),
}

# What they are called elsewhere, in more languages or by one publisher; a column above goes before.
_ALSO: Final[Mapping[str, str]] = {
    "event_id": "incidentnumber incidentno olayno",
    "date_start": "dateofincident dateofevent when datedelincident datedelévénement jour fecha fechadelhecho data "
    "datum tarih olaytarihi дата تاريخالحادث تاريخالحدث",
    "date_end": "fechafin datedefin",
    "year": "year iyear año annee année jahr yıl ano год рік السنة",
    "month": "month imonth mes mois monat ay mês месяц місяць الشهر",
    "day_of_month": "iday",
    "event_type": "typeofevent typeofincident attacktype1txt typedincident typedévénement tipo tipodeevento "
    "tipodeincidente tipodehecho тип типподії типсобытия типінциденту ereignisart ereignistyp olaytürü نوعالحادث "
    "نوعالحادثة",
    "sub_event_type": "altolay altolaytürü alttür",
    "actor1": "perpetratorname actorname gname auteur autor aktör1 akteur1 acteur1",
    "actor2": "aktör2 akteur2 acteur2",
    "place": "settlement community neighbourhood neighborhood payam kebele vereda barrio aldeia mahalle "
    "where lieu lugar ort yer yerleşim населённыйпункт населенныйпункт населенийпункт место البلدة القرية",
    "admin1": "provstate region gouvernorat gouvernement région departamento provincia estado il область "
    "bundesland wilaya",
    "admin2": "cercle район ilçe territoire county lga woreda qada القضاء الناحية",
    "country": "countrytxt pays país pais land ülke страна країна",
    "lon": "longitud längengrad boylam долгота довгота",
    "lat": "latitud breitengrad enlem широта",
    "coordinates": "coordinates coordinate coords latlon latlong latlng gps gpscoordinates geolocation coordenadas "
    "coordonnées coordonnees koordinaten koordinat координаты координати الإحداثيات الاحداثيات",
    "easting": "easting utmx xutm utmeast este coordenadaeste estx",
    "northing": "northing utmy yutm utmnorth norte coordenadanorte nordy",
    "utm_zone": "utmzone utmzona zonautm zone zona huso fuseau gridzone",
    "fatalities_best": "fatality totalkilled totaldeaths totalfatalities numberkilled numberofdeaths peoplekilled nkill "
    "noofdeaths deathtoll nombredemorts morts tués muertos númerodemuertos fallecidos mortos tote totegesamt "
    "getötete ölü ölüsayısı погибло погибшие убито загинуло загиблі القتلىالمدنيون عددالضحايا",
    "injured": "totalwounded totalinjured numberinjured numberofinjured noofinjured peopleinjured nwound blessés "
    "blesses nombredeblessés heridos númerodeheridos feridos verletzte yaralı yaralılar yaralısayısı ранено раненые "
    "поранено عددالجرحى عددالمصابين المصابين",
    "notes": "summary eventdescription incidentdescription remarks remark الوصف descripción descripcion observaciones "
    "descrição beschreibung bemerkung açıklama notlar remarques описание опис примітки",
    "source": "fuente fonte quelle kaynak источник джерело",
    "url": "sourceurl sourcelink enlace lien ссылка",
}
# Places that may lie inside each other: beside a finer one they are its district, else the place.
_COARSE: Final = frozenset(
    "city locality municipality township municipio município localité localite localidad ville город місто".split()
)
# Two words that mean a column only together: "Länge" alone may be a length, "From" a sender.
_TOGETHER: Final = (
    ({"breite": "lat", "länge": "lon"}, is_degrees),
    ({"from": "date_start", "to": "date_end"}, are_days),
    ({"von": "date_start", "bis": "date_end"}, are_days),
    ({"desde": "date_start", "hasta": "date_end"}, are_days),
    ({"du": "date_start", "au": "date_end"}, are_days),
)
# Languages that write the day before the month wherever they write numbers.
_DAY_FIRST: Final = frozenset(
    "datedelincident datedelévénement jour fecha fechadelhecho data datum tarih olaytarihi дата".split()
)

_GRID: Final = ("easting", "northing", "utm_zone")

# Names that are a column of types only where the cells are: "What" may as well be a story.
_TYPE_NAMES: Final = frozenset(
    "what whathappened event incident kind category nature attacktype attack weapon method subcategory hecho hechos "
    "événement evenement ereignis olay событие подія حدث الحدث الحادث الحادثة".split()
)
_NEAR: Final = 0.85
_HEAD: Final = 200  # rows that show what a column holds
_BEHIND: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


_KNOWN: Final = {_bare(name): name for name in COLUMNS} | {
    _bare(alias): ours for ours, aliases in _ALIASES.items() for alias in aliases
}
_KNOWN_ALSO: Final = {alias: ours for ours, names in _ALSO.items() for alias in names.split()}


def match_columns(sheet: Sheet) -> dict[str, str]:
    """Return which of our columns each of a table's columns is, ours first.

    Raises
    ------
    InputError
        If two columns claim to be the same one of ours, or a name that matters stands there twice.
    """
    found: dict[str, str] = {}
    for column in sheet.columns:
        ours = _KNOWN.get(_bare(column))
        if ours is None:
            continue
        if ours in found and found[ours] != ours:
            if column != ours:
                raise InputError(
                    f"Its columns {found[ours]!r} and {column!r} could both be {ours!r}.",
                    fix=f'Name the right one in atlas.toml: [tables."FILE"] columns = {{ {ours} = '
                    f'"{column}" }}.',
                )
            found[ours] = column
        elif ours not in found:
            found[ours] = column
    for column in sheet.columns:
        also = _KNOWN_ALSO.get(_bare(column)) or _wordy(column)
        if also is not None and also not in found and column not in found.values():
            found[also] = column
    _add_coarse(sheet, found)
    _add_pairs(sheet, found)
    _add_types(sheet, found)
    _use_parts(sheet, found)
    return found


def _core(column: str) -> str:
    """Return a name without its group and what stands in brackets: "Casualties: killed (est.)"."""
    return _BEHIND.sub("", column).rpartition(": ")[2]


def _wordy(column: str) -> str | None:
    """Return what a longer name means: "Casualties: killed (est.)", "Village / location"."""
    either = [_bare(part) for part in re.split(r"/|\bor\b", _core(column))]
    meant = {_KNOWN.get(part) or _KNOWN_ALSO.get(part) for part in either}
    return meant.pop() if len(meant) == 1 else None


def _add_coarse(sheet: Sheet, found: dict[str, str]) -> None:
    for column in sheet.columns:
        free = next((ours for ours in ("place", "admin2") if ours not in found), None)
        if free and _bare(_core(column)) in _COARSE and column not in found.values():
            found[free] = column
    if "place" not in found and sheet.shapes is not None:
        # what a feature of a map is called is what lies there; elsewhere a name may be a person's
        named = next((c for c in sheet.columns if _bare(c) == "name"), None)
        found |= {"place": named} if named else {}


def _add_pairs(sheet: Sheet, found: dict[str, str]) -> None:
    for names, fits in _TOGETHER:
        pair = {names[_bare(c)]: c for c in sheet.columns if _bare(c) in names}
        if len(pair) == len(names) and not pair.keys() & found.keys():
            filled = [sheet.cells[c][sheet.cells[c] != ""].head(_HEAD) for c in pair.values()]
            if all(len(cells) and fits(cells) for cells in filled):
                found.update(pair)


def _add_types(sheet: Sheet, found: dict[str, str]) -> None:
    if not {"event_type", "sub_event_type"} & found.keys():
        named = (c for c in sheet.columns if _bare(c) in _TYPE_NAMES and c not in found.values())
        types = next((column for column in named if names_types(sheet, column)), None)
        if types is not None:
            found["event_type"] = types


def _use_parts(sheet: Sheet, found: dict[str, str]) -> None:
    """Read days from columns of years, months and days, where no column holds whole ones."""
    day = found.get("date_start", "")
    counted = _bare(day) == "day" and sheet.cells[day].str.fullmatch(r"\d{0,2}").all()
    if {"year", "month"} <= found.keys() and (not day or counted):
        if day:
            found["day_of_month"] = found.pop("date_start")
    else:
        for part in ("year", "month", "day_of_month"):
            found.pop(part, None)
    pair, grid = {"lon", "lat"}, set(_GRID)
    if "coordinates" in found and not is_pair(sheet.cells[found["coordinates"]]):
        del found["coordinates"]
    if pair <= found.keys() and "coordinates" in found:
        del found["coordinates"]
    if not grid <= found.keys() or pair <= found.keys() or "coordinates" in found:
        for part in grid:
            found.pop(part, None)


def match_alone(sheet: Sheet) -> dict[str, str]:
    """Return what `match_columns` finds; of two columns for one of ours, the first."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        if (ours := _KNOWN.get(_bare(column))) is not None:
            found.setdefault(ours, column)
    return found


def near_match(sheet: Sheet) -> dict[str, str]:
    """Return what `match_columns` finds, names that are nearly ours too; the first one counts."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        near = difflib.get_close_matches(_bare(column), _KNOWN, n=1, cutoff=_NEAR)
        if near:
            found.setdefault(_KNOWN[near[0]], column)
    return found


def is_enough(columns: Mapping[str, str]) -> bool:
    """Return whether these columns of ours say what happened when and where."""
    when = "date_start" in columns or {"year", "month"} <= columns.keys()
    pairs: tuple[set[str], ...] = ({"lon", "lat"}, {"coordinates"}, set(_GRID))
    return when and ("place" in columns or any(pair <= columns.keys() for pair in pairs))


def tidy(table: Table) -> Tidy:
    """Tidy a table whose names are already ours."""
    if table.has("year", "month"):
        start, end = table.days_of("year", "month", "day_of_month")
    else:
        if not table.date_order and _bare(table.names.get("date_start", "")) in _DAY_FIRST:
            table.read_day_first("date_start")
        start, end = table.days("date_start", "date_end")
    place = table.text("place")
    spots = _spots(table, place)
    named = (place + table.text("admin2") + table.text("admin1") != "").to_numpy(dtype=bool)
    silent = np.isnat(start) & ~named & np.isnan(spots[:, 0])
    table.lose(silent, "", "it names neither a day nor a place")
    precision = table.codes("geo_precision", (1, 2, 3), 1) if table.has("geo_precision") else 1
    precision = np.where(np.isnan(spots[:, 0]), np.nan, precision)
    radius = np.vectorize(RADIUS_M.get, otypes=[float])(np.nan_to_num(precision, nan=1))
    if table.has("radius_m"):
        given = table.counts("radius_m").low
        radius = np.where(np.isnan(given), radius, given)
    low, best, high, comparator = _tolls(table)
    source = table.text("source", table.publisher)
    claimant = table.text("claimant")
    claimant = claimant.mask(claimant == "", source)
    injured = table.counts("injured")
    notes = table.text("notes")
    nowhere = np.isnan(spots[:, 0])
    basis = table.text("place_basis")
    basis = basis.mask((basis == "") & ~nowhere, "coordinates from the table")
    types, subs, read = as_types(table.text("event_type"), table.text("sub_event_type"))
    table.note("event_type" if table.has("event_type") else "sub_event_type", read)
    columns: dict[str, Any] = {
        **{
            name: table.text(name)
            for name, kind in EVENTS.columns.items()
            if kind == "text" and table.has(name) and name != "report_id"
        },
        "event_type": types.mask(types == "", "unknown"),
        "sub_event_type": subs,
        "date_start": start,
        "date_end": end,
        "date_basis": table.text("date_basis", "from the table"),
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(np.isnan(spots[:, 0]), np.nan, radius),
        "geo_precision": precision,
        "place_basis": basis,
        "fatalities_low": low,
        "fatalities_best": best,
        "fatalities_high": high,
        "source": source,
        "notes": notes,
    }
    given = columns.pop("review", None)
    if given is not None:
        for note, rows in each_note(given.to_numpy(dtype=object)).items():
            table.review(rows, note)
    columns["country"] = table.countries("country")
    columns["url"] = table.text("url")
    side = table.text("claimant_side", "unknown")
    least = np.where(np.isnan(low), best, low)
    killed = ~(np.isnan(least) & np.isnan(high))
    hurt = ~(np.isnan(injured.low) & np.isnan(injured.high))
    claims = [
        ClaimSet(~killed & ~hurt, claimant, side, "event", quote=notes),
        ClaimSet(killed, claimant, side, "killed", least, high, comparator, quote=notes),
        ClaimSet(
            hurt,
            claimant,
            side,
            "injured",
            injured.low,
            injured.high,
            injured.comparator,
            "",
            notes,
        ),
    ]
    return table.finish(columns, claims, ids=table.text("event_id"))


def _spots(table: Table, place: pd.Series[str]) -> NDArray[np.float64]:
    """Return longitude and latitude of each row, from whichever columns hold them."""
    if table.has("coordinates"):
        lon, lat, note = read_pairs(table.text("coordinates"))
        table.note("coordinates", [note])
        return table.spots_at(lon, lat, place, table.names["coordinates"])
    if table.has(*_GRID):
        lon, lat = read_grid(*(table.text(name) for name in _GRID))
        table.note("utm_zone", ["With the zone, its metres were read as UTM on WGS 84."])
        return table.spots_at(lon, lat, place, ", ".join(table.names[name] for name in _GRID))
    return table.spots("lon", "lat", place)


def _tolls(table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return low, best and high deaths and the comparator; "3-5" in one column gives all three.

    An empty cell of a column that the table has is unknown: 5 dead and no upper bound is "at least".
    """
    best = table.counts("fatalities_best")
    low = table.counts("fatalities_low").low if table.has("fatalities_low") else best.low
    high = table.counts("fatalities_high").high if table.has("fatalities_high") else best.high
    middle = np.where(best.low == best.high, best.low, np.nan)
    broken = (low > high) | (middle < low) | (middle > high)
    table.say(
        np.where(broken, "its deaths break low <= best <= high", "").astype(object),
        "fatalities_best",
        "",
        "suspicious",
    )
    comparator = np.where(best.comparator == "", "=", best.comparator)
    return low, middle, high, comparator


OWN: Final = TableFormat(name="our own columns", signature=frozenset(), tidy=tidy)
