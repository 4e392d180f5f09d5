"""UCDP GED and Candidate events: 38 columns, 49 columns, and files without a header.

The secret of this module is what UCDP's codes mean. Source: Högbladh, "UCDP GED Codebook version
23.1", Uppsala University, 2023. Deaths are never unknown there: 0 is a count.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy

_COLUMNS: Final = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
_DATE_BASIS: Final = {
    1: "the exact day is known",
    2: "known within 2 to 6 days",
    3: "only the week is known",
    4: "only the month is known",
    5: "known to more than a month only",
}
# where_prec: our geo_precision, metres, words. The metres of 2 are UCDP's "about 25 km"; the others
# are the sizes of a town, a district, a province and a country in geo.model.Place.
_PLACES: Final = {
    1: (1, 2_000.0, "exact place"),
    2: (2, 25_000.0, "within about 25 km of the place"),
    3: (2, 20_000.0, "somewhere in the second-order division"),
    4: (3, 60_000.0, "somewhere in the first-order division"),
    5: (3, 50_000.0, "a vague place or along a line"),
    6: (3, 300_000.0, "somewhere in the country"),
    7: (3, 50_000.0, "at sea or in the air"),
}
# Whether a fight was a clash, a shelling or an air strike UCDP does not say
_TYPES: Final = {
    1: ("Battles", ""),
    2: ("Battles", ""),
    3: ("Violence against civilians", "Attack"),
}
_DIVISION: Final = 4
_COUNTRY: Final = 6


def tidy(table: Table) -> Tidy:
    """Tidy a table of UCDP."""
    start, end = table.days("date_start", "date_end")
    place = table.text("where_coordinates")
    spots = table.spots("longitude", "latitude", place)
    where = table.codes("where_prec", tuple(_PLACES), 5)
    when = table.codes("date_prec", tuple(_DATE_BASIS), 5)
    kind = table.codes("type_of_violence", tuple(_TYPES), 1)
    low, best, high = (table.counts(name).low for name in ("low", "best", "high"))
    table.say(_broken(low, best, high), "best", "kept as given", "suspicious")
    nowhere = np.isnan(spots[:, 0])
    original = table.text("source_original")
    claimant = original.mask(original == "", "UCDP")
    side = np.where(original != "", "unknown", "monitor")
    quote = table.text("source_article")
    country = table.countries("country")
    office = table.text("source_office")
    columns = {
        "date_start": start,
        "date_end": end,
        "date_basis": _each(when, _DATE_BASIS, "UCDP: {}"),
        "event_type": _each(kind, {k: v[0] for k, v in _TYPES.items()}),
        "sub_event_type": _each(kind, {k: v[1] for k, v in _TYPES.items()}),
        "actor1": table.text("side_a"),
        "actor2": table.text("side_b"),
        "place": place,
        "admin1": table.text("adm_1"),
        "admin2": table.text("adm_2"),
        "country": country,
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(nowhere, np.nan, _each(where, {k: v[1] for k, v in _PLACES.items()})),
        "geo_precision": np.where(
            nowhere, np.nan, _each(where, {k: v[0] for k, v in _PLACES.items()})
        ),
        "place_basis": np.where(
            nowhere, "", _each(where, {k: v[2] for k, v in _PLACES.items()}, "UCDP: {}")
        ),
        "fatalities_low": low,
        "fatalities_best": best,
        "fatalities_high": high,
        "source": ("UCDP GED (" + office + ")").mask(office == "", "UCDP GED"),
        "notes": table.text("source_headline"),
    }
    claims = [ClaimSet(True, claimant, side, "killed", low, high, "=", "", quote)]
    for column, victims in (
        ("deaths_a", table.text("side_a")),
        ("deaths_b", table.text("side_b")),
        ("deaths_civilians", "civilians"),
        ("deaths_unknown", "unknown"),
    ):
        dead = table.counts(column).low
        # the articles stand at the total; millions of rows would repeat them for each side
        claims.append(ClaimSet(dead > 0, claimant, side, "killed", dead, dead, "=", victims))
    outlines = table.regions(country, table.text("adm_1"), where == _DIVISION, where == _COUNTRY)
    ids = table.text("id")
    return table.finish(columns, claims, ids=ids.where(ids == "", "ucdp-" + ids), outlines=outlines)


def _broken(low: Any, best: Any, high: Any) -> Any:
    """Say which estimates are out of order."""
    words = np.full(len(best), "", dtype=object)
    for at in np.flatnonzero((low > best) | (best > high)):
        words[at] = "its deaths break low <= best <= high"
    return words


def _each(codes: Any, meanings: dict[int, Any], template: str = "{}") -> Any:
    """Return the meaning of each code."""
    words = isinstance(next(iter(meanings.values())), str)
    table = {k: template.format(v) if words else v for k, v in meanings.items()}
    keys = np.array(sorted(table))
    values = np.array([table[k] for k in keys], dtype=object if words else float)
    return values[np.searchsorted(keys, codes)]


UCDP: Final = TableFormat(
    name="UCDP GED",
    signature=frozenset(
        {
            *("type_of_violence", "dyad_name", "side_a", "side_b", "where_prec", "date_prec"),
            *("deaths_a", "deaths_civilians", "best", "low", "high"),
        }
    ),
    tidy=tidy,
    publisher="UCDP GED",
    former={"best_est": "best", "high_est": "high", "low_est": "low"},
    layouts=(_COLUMNS,),
    proof={
        "id": r"\d+",
        "type_of_violence": r"[123]",
        "where_prec": r"[1-7]",
        "date_prec": r"[1-5]",
        "date_start": r"\d{4}-\d{2}-\d{2}.*",
        "best": r"\d+",
    },
)
