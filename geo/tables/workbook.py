"""Rows of text out of XLSX, ODS and Parquet files.

The secret of this module is how each of these stores a cell, and what it costs to open one safely:
nothing is unpacked before the archive's own directory was checked, no entity is expanded, no
formula is computed (the value last shown is read), and repeated empty rows stay few.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

# entities are refused by check_archive and by the parser below
from xml.etree.ElementTree import ParseError, XMLPullParser

from geo.archive import check_archive
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Rows = tuple[list[list[str]], list[int]]
"""Rows of cells and the number of each row in its sheet."""

_MAX_UNPACKED: Final = 1_500_000_000
_MAX_REPEAT: Final = 2_000
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FIX: Final = "Export it as CSV."
# <c><f>...</f></c>, with an empty <v/> perhaps: programs that compute nothing write no result
_FORMULA_ALONE: Final = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def read_grids(data: bytes, kind: str) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the rows of each sheet; one sheet without a name for Parquet.

    Raises
    ------
    InputError
        If it is no workbook, damaged, or a trap.
    """
    if kind == "a Parquet file":
        yield "", _parquet(data)
        return
    names = check_archive(data, "spreadsheet", limit=_MAX_UNPACKED)
    if "xl/workbook.xml" in names:
        yield from _xlsx(data)
    elif "content.xml" in names:
        yield from _ods(data)
    else:
        raise InputError("It is a ZIP archive but no spreadsheet.", fix="Unpack it.")


def plain(value: object) -> str:
    """Return a cell as the text that a CSV export would hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)


def _xlsx(data: bytes) -> Iterator[tuple[str, Rows]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.3 s, only for XLSX

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = _uncomputed(data)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # some programs write a false one
            cells = [[plain(v) for v in row] for row in sheet.iter_rows(values_only=True)]
            if sheet.title in formulas:
                _add_formulas(cells, formulas[sheet.title])
            yield sheet.title, (cells, list(range(1, len(cells) + 1)))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged XLSX makes openpyxl raise nearly anything
        raise InputError(
            f"It is a damaged XLSX: {type(error).__name__}: {error}.", fix=_FIX
        ) from None


def _uncomputed(data: bytes) -> Mapping[str, Any]:
    """Return the sheets of a workbook as their formulas, if it has cells that hold only such."""
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.3 s, only for XLSX

    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        if not any(_FORMULA_ALONE.search(archive.read(name)) for name in names):
            return {}
    book = load_workbook(BytesIO(data), read_only=True)
    return {sheet.title: sheet for sheet in book.worksheets}


def _add_formulas(cells: list[list[str]], sheet: Any) -> None:
    """Put a formula into its cell where the file keeps no result, so that nobody takes it for empty."""
    sheet.reset_dimensions()
    for record, row in zip(cells, sheet.iter_rows(values_only=True), strict=False):
        for at, value in enumerate(row[: len(record)]):
            if not record[at] and isinstance(value, str) and value.startswith("="):
                record[at] = value


def _ods(data: bytes) -> Iterator[tuple[str, Rows]]:
    name = ""
    cells: list[list[str]] = []
    rows: list[int] = []
    row = 0
    try:
        for event, element in _ods_events(data):
            if event == "start" and element.tag == f"{_TABLE}table":
                name, cells, rows, row = element.get(f"{_TABLE}name", ""), [], [], 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                record = _ods_row(element)
                times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if any(record):
                    for _ in range(min(times, _MAX_REPEAT)):
                        row += 1
                        cells.append(record)
                        rows.append(row)
                else:
                    row += times
                element.clear()
            elif event == "end" and element.tag == f"{_TABLE}table":
                yield name, (cells, rows)
                element.clear()
    except (ParseError, KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise InputError(f"It is a damaged ODS: {error}.", fix=_FIX) from None


def _ods_events(data: bytes) -> Iterator[tuple[str, Any]]:
    parser: Any = XMLPullParser(["start", "end"])
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as file:
        while block := file.read(1 << 20):
            if b"<!ENTITY" in block or b"<!DOCTYPE" in block:
                raise InputError("It declares XML entities, as no ODS does.", fix=_FIX)
            parser.feed(block)
            yield from parser.read_events()
    parser.close()


def _ods_row(element: Any) -> list[str]:
    record: list[str] = []
    for cell in element:
        if not cell.tag.startswith(f"{_TABLE}") or not cell.tag.endswith("table-cell"):
            continue
        kind = cell.get(f"{_OFFICE}value-type", "")
        if kind == "date":
            value = cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
        elif kind in {"float", "percentage", "currency"}:
            value = cell.get(f"{_OFFICE}value", "")
        else:
            lines = ("".join(p.itertext()) for p in cell.iterfind(f"{_TEXT}p"))
            value = "\n".join(lines)
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        record.extend([value] * min(times, _MAX_REPEAT))
    while record and not record[-1]:
        record.pop()
    return record


def _parquet(data: bytes) -> Rows:
    import pyarrow as pa  # noqa: PLC0415 - 0.1 s, only for Parquet
    from pyarrow import parquet  # noqa: PLC0415

    columns = []
    try:
        table = parquet.read_table(pa.BufferReader(data))
        for name, column in zip(table.column_names, table.columns, strict=True):
            binary = pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type)
            cell = _shape if binary else plain
            columns.append([name, *(cell(value) for value in column.to_pylist())])
    except (pa.ArrowException, OSError, ValueError, ArithmeticError) as error:
        raise InputError(f"It is a damaged Parquet file: {error}.", fix=_FIX) from None
    cells = [list(row) for row in zip(*columns, strict=True)]
    return cells, list(range(1, len(cells) + 1))


def _shape(value: Any) -> str:
    """Return well-known binary, as GeoParquet stores geometries, as text."""
    import shapely  # noqa: PLC0415

    shape = shapely.from_wkb(value, on_invalid="ignore") if value else None
    return "" if shape is None else shape.wkt
