"""XLSX: events, claims and what is said about them, each on a sheet.

The secret of this module is what Excel does to a cell: text that begins with "=" stays text because
its type says so, a day is a date, ``_x0041_`` is not a letter, and a cell ends at 32,767 characters.
openpyxl stamps the hour into a workbook; it is taken out again, so that the same data give the same
bytes.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from geo.errors import InputError
from geo.export.delimited import AREA_BECAME, FORMULA
from geo.export.package import GLOSSARY, Loss, Package, Written, unheld_outlines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# https://support.microsoft.com/office/excel-specifications-and-limits
MAX_ROWS: Final = 1_048_576
MAX_CELL: Final = 32_767
_FIRST_DAY: Final = pd.Timestamp(1900, 3, 1)  # before it, Excel's calendar has a day too many
_WIDE: Final = frozenset({"notes", "quote", "place_basis", "review", "source"})
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STAMP: Final = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*<")


def write_xlsx(package: Package, folder: Path, stem: str) -> Written:
    """Write a workbook with the sheets ``events``, ``claims`` and ``about``.

    Raises
    ------
    InputError
        If there are more rows than a sheet holds.
    """
    for what, table in (("events", package.events), ("claims", package.claims)):
        if len(table) >= MAX_ROWS:
            raise InputError(
                f"There are {len(table):,} {what}, and a sheet of XLSX holds {MAX_ROWS:,} rows.",
                fix="Choose a period or a map, or export csv, geoparquet or gpkg.",
            )
    book = Workbook(write_only=True)
    losses: list[Loss] = []
    _fill(book.create_sheet("events"), package.events.drop(columns="geometry"), losses, "")
    _fill(book.create_sheet("claims"), package.claims, losses, "claims: ")
    about = book.create_sheet("about")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 100
    for key, value in _about(package):
        about.append([_text(about, key), _text(about, value)])
    made = folder / f"{stem}.made"
    book.save(made)
    path = folder / f"{stem}.xlsx"
    _still(made, path)
    made.unlink()
    losses += unheld_outlines(package.events, AREA_BECAME)
    return Written((path,), tuple(losses))


def _fill(sheet: Any, frame: pd.DataFrame, losses: list[Loss], prefix: str) -> None:
    sheet.freeze_panes = "B2"
    for at, name in enumerate(frame.columns, start=1):
        width = 60 if name in _WIDE else 14
        sheet.column_dimensions[get_column_letter(at)].width = width
    head = [WriteOnlyCell(sheet, value=str(name)) for name in frame.columns]
    for cell in head:
        cell.data_type, cell.font = "s", Font(bold=True)
    sheet.append(head)
    columns = [_cells(sheet, frame[name], prefix + str(name), losses) for name in frame.columns]
    for row in zip(*columns, strict=True):
        sheet.append(row)


def _cells(sheet: Any, column: pd.Series[Any], name: str, losses: list[Loss]) -> Iterable[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return [_day(sheet, value) for value in column]
    if not pd.api.types.is_string_dtype(column):
        return [None if pd.isna(value) else value for value in column.tolist()]
    long = int((column.str.len() > MAX_CELL).sum())
    if long:
        losses.append(Loss(name, long, f"cut at the {MAX_CELL:,} characters that a cell holds"))
    return [_text(sheet, value) for value in column]


def _day(sheet: Any, value: Any) -> Any:
    if pd.isna(value):
        return None
    if value < _FIRST_DAY:
        return value.strftime("%Y-%m-%d")
    cell = WriteOnlyCell(sheet, value=value.date())
    cell.number_format = "yyyy-mm-dd"
    return cell


def _text(sheet: Any, value: str) -> Any:
    """Return a cell that is text, whatever it begins with; an empty one is no cell."""
    if not value:
        return None
    value = _ESCAPED.sub("_x005F_", value[:MAX_CELL])[:MAX_CELL]
    if value[0] not in "=#" and not FORMULA.match(value):
        return value  # openpyxl takes it for text by itself, at half the cost
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    if FORMULA.match(value):
        cell.quotePrefix = True  # stays text when somebody edits it
    return cell


def _about(package: Package) -> list[tuple[str, str]]:
    rows = [
        ("title", package.title),
        ("description", package.description),
        ("licence", package.licence),
        *(("attribution", line) for line in package.credits),
    ]
    told = [(name, text) for name, text in GLOSSARY.items() if name in package.events]
    return [(key, value) for key, value in rows if value] + told


def _still(made: Path, path: Path) -> None:
    """Copy a workbook without the hours in it."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"<dcterms:\1\2>1970-01-01T00:00:00Z<", data)
            still = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            still.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(still, data)
