"""CSV in our own columns, with or without HXL tags, and the metadata beside it.

The secret of this module is how a text stays a text in a spreadsheet: a cell that a program would
compute gets an apostrophe, and one that already had such an apostrophe gets another, so that
`geo.tables` takes exactly one off again. What CSV has no room for (title, licence, credits, what a
column means) goes into ``FILE-metadata.json``, where W3C's "CSV on the Web" looks for it.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo.export.package import (
    GLOSSARY,
    Loss,
    Package,
    Written,
    spell,
    unheld,
    unheld_claims,
    unheld_outlines,
)
from geo.model import CLAIMS, EVENTS
from geo.tables.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

AREA_BECAME: Final = "an outline, line or sector became its middle with a radius"

# What spreadsheets take for the start of a formula, full-width forms included. Source: OWASP,
# "CSV Injection". A plain number is no formula, nor is such a sign alone.
FORMULA: Final = re.compile(r"'*[=+\-@\t＝＋－＠].", re.DOTALL)
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")

TAGS: Final = {
    "event_id": "#event+id",
    "report_id": "#meta+report",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_basis": "#meta+date_basis",
    "event_type": "#event+type",
    "sub_event_type": "#event+subtype",
    "actor1": "#group+actor1",
    "actor2": "#group+actor2",
    "place": "#loc+name",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "country": "#country+name",
    "lon": "#geo+lon",
    "lat": "#geo+lat",
    "radius_m": "#geo+radius",
    "geo_precision": "#geo+precision",
    "place_basis": "#meta+place_basis",
    "fatalities_low": "#affected+killed+min",
    "fatalities_best": "#affected+killed",
    "fatalities_high": "#affected+killed+max",
    "verification": "#status+verification",
    "review": "#meta+review",
    "source": "#meta+source",
    "notes": "#description",
    "zone": "#loc+zone",
    "zone_fit": "#loc+zone+fit",
}
"""HXL tags; the attributes that HXL 1.1 does not list are our own, which it allows."""


def write_csv(package: Package, folder: Path, stem: str) -> Written:
    """Write events, claims in a second file, and metadata."""
    events, claims = folder / f"{stem}.csv", folder / f"{stem}.claims.csv"
    columns, losses = _safe(package.events.drop(columns="geometry"))
    write_rows(events, columns)
    told, more = _safe(package.claims)
    write_rows(claims, told)
    about = folder / f"{stem}.csv-metadata.json"
    tables = [_described(events.name, columns), _described(claims.name, told)]
    tables[1]["tableSchema"]["foreignKeys"] = [
        {
            "columnReference": "event_id",
            "reference": {"resource": events.name, "columnReference": "event_id"},
        }
    ]
    write_metadata(about, package, tables)
    losses += [Loss(f"claims: {loss.column}", loss.count, loss.what) for loss in more]
    losses += unheld_outlines(package.events, AREA_BECAME)
    return Written((events, claims, about), tuple(losses))


def write_hxl(package: Package, folder: Path, stem: str) -> Written:
    """Write events with HXL tags below the header, and metadata."""
    path = folder / f"{stem}.csv"
    frame = package.events[[name for name in TAGS if name in package.events]]
    frame = frame.assign(country=[country_name(code) for code in frame["country"]])
    columns, losses = _safe(frame)
    write_rows(path, columns, below=[TAGS[name] for name in columns])
    about = folder / f"{stem}.csv-metadata.json"
    write_metadata(
        about, package, [{**_described(path.name, columns), "dialect": {"headerRowCount": 2}}]
    )
    losses += unheld(package.events, TAGS)
    losses += unheld_outlines(package.events, AREA_BECAME) + unheld_claims(package)
    return Written((path, about), tuple(losses))


def write_rows(
    path: Path, columns: Mapping[str, list[str]], *, below: Sequence[str] = (), mark: bool = True
) -> None:
    """Write columns of text; with a byte order `mark`, as Excel needs it to read other scripts."""
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(defuse(name) for name in columns)
        if below:
            out.writerow(below)
        out.writerows(zip(*columns.values(), strict=True))


def write_metadata(path: Path, package: Package, tables: list[dict[str, Any]]) -> None:
    """Write what CSV itself can't say. Source: W3C, "Metadata Vocabulary for Tabular Data"."""
    about: dict[str, Any] = {"@context": "http://www.w3.org/ns/csvw", "dc:title": package.title}
    if package.description:
        about["dc:description"] = package.description
    if package.licence:
        about["dc:rights"] = package.licence
    if package.credits:
        about["dc:source"] = list(package.credits)
    about["tables"] = tables
    path.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def defuse(text: str) -> str:
    """Return `text` so that no spreadsheet computes it.

    Examples
    --------
    >>> defuse("=1+1"), defuse("'=1+1"), defuse("-5"), defuse("Idlib")
    ("'=1+1", "''=1+1", '-5', 'Idlib')
    """
    return f"'{text}" if FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _safe(frame: pd.DataFrame) -> tuple[dict[str, list[str]], list[Loss]]:
    """Return the columns of a table as defused text, and how many cells that changed."""
    columns: dict[str, list[str]] = {}
    losses: list[Loss] = []
    for name in frame.columns:
        cells = spell(frame[name])
        if pd.api.types.is_string_dtype(frame[name]):
            safe = [defuse(cell) for cell in cells]
            count = sum(a != b for a, b in zip(safe, cells, strict=True))
            if count:
                what = "begins as a formula does; an apostrophe was put before it"
                losses.append(Loss(str(name), count, what))
            cells = safe
        columns[str(name)] = cells
    return columns, losses


def _described(url: str, columns: Iterable[str]) -> dict[str, Any]:
    return {
        "url": url,
        "tableSchema": {
            "columns": [
                {"titles": name, "datatype": _datatype(name)}
                | ({"dc:description": GLOSSARY[name]} if name in GLOSSARY else {})
                for name in columns
            ]
        },
    }


def _datatype(name: str) -> str:
    kind = {**CLAIMS.columns, **EVENTS.columns}.get(name, "text")
    return {"date": "date", "count": "integer", "number": "double", "text": "string"}[kind]
