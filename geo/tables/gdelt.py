"""GDELT 2.0 events: 61 columns, tab-separated, without a header; one event in several rows.

The secret of this module is which of GDELT's rows are deeds on the ground. Its CAMEO codes are
mostly words (statements, visits, appeals), which are left out as such; what is told again by other
rows of the same day, actors, deed and place is one event. Sources: "The GDELT Event Database, Data
Format Codebook V2.0", 2015; Schrodt, "CAMEO Codebook 1.1b3", 2012.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from geo.tables.countries import country_code
from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy

_ACTOR: Final = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode"),
    *("Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_GEO: Final = (
    "Type",
    "FullName",
    "CountryCode",
    "ADM1Code",
    "ADM2Code",
    "Lat",
    "Long",
    "FeatureID",
)
_COLUMNS: Final = tuple(
    name.lower()
    for name in (
        *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
        *(f"Actor1{part}" for part in _ACTOR),
        *(f"Actor2{part}" for part in _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
        *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"Actor1Geo_{part}" for part in _GEO),
        *(f"Actor2Geo_{part}" for part in _GEO),
        *(f"ActionGeo_{part}" for part in _GEO),
        *("DATEADDED", "SOURCEURL"),
    )
)
_VIOLENCE: Final = "Violence against civilians"
_REMOTE: Final = "Explosions/Remote violence"
_STRATEGIC: Final = "Strategic developments"
_TYPES: Final = {
    "14": ("Protests", ""),
    "145": ("Riots", "Violent demonstration"),
    "152": (_STRATEGIC, "Other"),
    "154": (_STRATEGIC, "Other"),
    "171": (_STRATEGIC, "Looting/property destruction"),
    "173": (_STRATEGIC, "Arrests"),
    "175": (_VIOLENCE, "Attack"),
    "18": (_VIOLENCE, "Attack"),
    "181": (_VIOLENCE, "Abduction/forced disappearance"),
    "183": (_REMOTE, "Remote explosive/landmine/IED"),
    "1831": (_REMOTE, "Suicide bomb"),
    "19": ("Battles", ""),
    "191": (_STRATEGIC, "Other"),
    "193": ("Battles", "Armed clash"),
    "194": (_REMOTE, "Shelling/artillery/missile attack"),
    "195": (_REMOTE, "Air/drone strike"),
    "20": (_VIOLENCE, "Attack"),
}
"""CAMEO codes by their beginning; the longest one that fits counts."""

# ActionGeo_Type: our geo_precision and metres (a country, a state, a city, as in geo.model.Place)
_PLACES: Final = {1: (3, 300_000.0), 2: (3, 60_000.0), 3: (1, 5_000.0), 4: (1, 5_000.0)}
_PLACES_ALL: Final = {**_PLACES, 5: (3, 60_000.0), 0: (3, 300_000.0)}
_COUNTRY: Final = 1


def tidy(table: Table) -> Tidy:
    """Tidy a table of GDELT."""
    codes = table.text("eventcode")
    kinds = {code: _type(str(code)) for code in codes.unique()}
    types = [kinds[code] for code in codes]
    words = np.array([not kind[0] for kind in types], dtype=bool)
    table.lose(words, "eventcode", "its CAMEO code is for words or acts that are no event here")
    start, end = table.days("day")
    place = table.text("actiongeo_fullname")
    spots = table.spots("actiongeo_long", "actiongeo_lat", place)
    nowhere = np.isnan(spots[:, 0])
    level = table.codes("actiongeo_type", tuple(_PLACES_ALL), 0)
    _lose_tellings(table, spots)
    url = table.text("sourceurl")
    site = url.str.extract(r"^https?://(?:www\.)?([^/:?#]+)", expand=False).fillna("GDELT")
    # GDELT's own code is FIPS 10-4, where AU is Austria; the name ends with the country
    country = pd.Series([country_code(name.rpartition(", ")[2]) for name in place], dtype="str")
    columns = {
        "event_type": [kind[0] for kind in types],
        "sub_event_type": [kind[1] for kind in types],
        "date_start": start,
        "date_end": end,
        "date_basis": "the day that GDELT's coder read",
        "actor1": table.text("actor1name"),
        "actor2": table.text("actor2name"),
        "place": place,
        "country": country,
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(nowhere, np.nan, [_PLACES_ALL[n][1] for n in level.tolist()]),
        "geo_precision": np.where(nowhere, np.nan, [_PLACES_ALL[n][0] for n in level.tolist()]),
        "place_basis": np.where(nowhere, "", "GDELT: a place found by machine in the text"),
        "source": site,
        "review": "coded by machine from headlines; read the source",
        "url": url,
    }
    claims = [ClaimSet(True, site, "press", "event")]
    outlines = table.regions(country, place, False, level == _COUNTRY)
    ids = table.text("globaleventid")
    return table.finish(
        columns, claims, ids=ids.where(ids == "", "gdelt-" + ids), outlines=outlines
    )


def _type(code: str) -> tuple[str, str]:
    for length in range(len(code), 1, -1):
        if code[:length] in _TYPES:
            return _TYPES[code[:length]]
    return "", ""


def _lose_tellings(table: Table, spots: np.ndarray) -> None:
    """Keep the row with the most articles of those that tell one event."""
    articles = pd.to_numeric(table.text("numarticles"), errors="coerce").fillna(0)
    keys = pd.DataFrame(
        {
            "day": table.text("day"),
            "one": table.text("actor1name"),
            "two": table.text("actor2name"),
            "deed": table.text("eventrootcode"),
            "place": table.text("actiongeo_fullname"),
            "lon": spots[:, 0],
            "lat": spots[:, 1],
        }
    )
    order = np.argsort(-articles.to_numpy(dtype=float), kind="stable")
    again = keys.iloc[order].duplicated().to_numpy()
    told = np.zeros(table.size, dtype=bool)
    told[order[again]] = True
    reason = "another row tells this event, from more articles"
    table.lose(told & table.kept(), "", reason)
    words = keys.astype(str).agg("\x1f".join, axis=1).to_numpy(dtype=object)
    table.lose_seen("telling", words, articles.to_numpy(dtype=float), reason, reason)


GDELT: Final = TableFormat(
    name="GDELT 2.0",
    signature=frozenset({"globaleventid", "eventcode", "actiongeo_type", "sourceurl"}),
    tidy=tidy,
    publisher="GDELT",
    layouts=(_COLUMNS,),
    proof={
        "globaleventid": r"\d+",
        "day": r"\d{8}",
        "quadclass": r"[1-4]",
        "eventcode": r"\d{2,4}|---",
        "actiongeo_type": r"[0-5]?",
    },
)
