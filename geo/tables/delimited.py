"""Delimited text cut into rows of cells.

The secret of this module is how a row ends: which character separates cells, what a quote means
that has no partner, and when Arrow's fast reading is as good as a careful one.
"""

from __future__ import annotations

import contextlib
import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.decode import find_kind, is_mangled
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 65_536
_MAX_CELL: Final = 50_000_000
_MAX_CELL_LINES: Final = 200
_MAX_COLUMNS: Final = 2_000
_BREAK: Final = re.compile(rb"\n")
_MAX_RAGGED: Final = 1_000


@dataclass(slots=True)
class Grid:
    """Rows of cells, the number of each in its file, and the numbers of rows that are broken."""

    cells: list[list[str]]
    rows: list[int]
    broken: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """Equally wide rows as columns, their numbers, the rows of another width, and the separator."""

    frame: pd.DataFrame
    rows: NDArray[np.int64]
    odd: list[tuple[int, list[str]]]
    delimiter: str


def find_delimiter(text: str) -> str:
    """Return the separator that cuts the first rows into equally many cells, at least two."""
    sample = text[:_SAMPLE]
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    if not lines:
        raise InputError("It holds no cells.", fix="Fill it or delete it.")
    if len(sample) == _SAMPLE and len(lines) > 1:
        lines.pop()
    best, best_score = "", 0.0
    for delimiter in _DELIMITERS:
        try:
            records = [r for r in _records("\n".join(lines), delimiter, strict=False) if r]
        except csv.Error:
            continue
        widths = Counter(len(r) for r in records)
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = count / len(records) * math.log(width) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    if not best:
        raise InputError(
            "It has one column only, or no separator cuts its rows alike.",
            fix="Separate its cells with commas, and quote cells that hold commas.",
        )
    return best


def _records(text: str, delimiter: str, *, strict: bool, **dialect: Any) -> Iterator[list[str]]:
    # one limit for the whole process, 131,072 characters unless told; raising it hurts nobody
    csv.field_size_limit(_MAX_CELL)
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=delimiter, strict=strict, **dialect)


def cut_fast(data: bytes, delimiter: str = "", width: int = 0) -> Block | None:
    """Cut UTF-8 text at 0.1 us a cell; `delimiter` and `width` where they are known already.

    None where a careful look is needed, which takes five times as long and as much memory: another
    encoding, quotes that are no pairs, whole rows inside a cell, or more than 1,000 ragged rows.
    """
    if len(data) < _SAMPLE or data[-1:] != b"\n" or data[:1] in b"\r\n<" or find_kind(data):
        return None
    if data.count(b'"') % 2 or b"\0" in data or is_mangled(data):
        return None
    if data.count(b"\r") != data.count(b"\r\n") or data[:4].lower() == b"sep=":
        return None
    import pyarrow as pa  # noqa: PLC0415 - 0.1 s, only for big tables
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    head = data[:_SAMPLE].decode("utf-8-sig", "ignore")
    try:
        delimiter = delimiter or find_delimiter(head)
        widths = Counter(len(r) for r in _records(head, delimiter, strict=False))
    except (InputError, csv.Error):
        return None
    width = width or widths.most_common(1)[0][0]
    if not 1 < width <= _MAX_COLUMNS:
        return None
    names = [str(i) for i in range(width)]
    text = pa.large_string()
    odd: list[tuple[int, str]] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) <= _MAX_RAGGED else "error"

    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            # with threads Arrow does not number the rows that it sets aside
            read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, text), strings_can_be_null=False, null_values=[]
            ),
        )
    except pa.ArrowInvalid:  # too many ragged rows, or bytes that are no UTF-8
        return None
    kinds = {text: pd.StringDtype("pyarrow", na_value=np.nan)}
    frame: pd.DataFrame = table.to_pandas(types_mapper=kinds.get, split_blocks=True)
    for name, column in zip(frame, table.columns, strict=True):
        held = (chunk.buffers()[2] for chunk in column.chunks)
        if not any(_BREAK.search(texts) for texts in held if texts is not None):
            continue  # looking through a column at once costs a tenth of looking at each cell
        with_breaks = frame[name][frame[name].str.contains("\n", regex=False)]
        if any(_swallowed(cell, delimiter, width) for cell in with_breaks):
            return None
    rows = np.arange(1, len(frame) + len(odd) + 1, dtype=np.int64)
    rows = rows[~np.isin(rows, [number for number, _ in odd])]
    try:
        ragged = [(n, next(_records(line, delimiter, strict=True), [])) for n, line in odd]
    except csv.Error:
        return None
    return Block(frame, rows, ragged, delimiter) if 0 < len(frame) == len(rows) else None


def _swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Return whether a cell holds what look like whole rows, as behind a quote never closed."""
    return any(line.count(delimiter) >= width - 1 for line in cell.splitlines()[1:])


def cut(text: str, delimiter: str, first_row: int = 1) -> Grid:
    """Cut text into rows; where the strict reading fails, line by line."""
    return cut_part(text, delimiter, first_row, last=True)[0]


def cut_part(text: str, delimiter: str, first_row: int, *, last: bool) -> tuple[Grid, str, int]:
    """Cut a part of a text into rows; return what it can't tell without the next part.

    Also returned is the number of the first row of that rest. Where the text is no strict CSV, a
    row that begins in the last lines may end in the next part.
    """
    try:
        cells = list(_records(text, delimiter, strict=True))
    except csv.Error:
        cells = []
    width = Counter(len(r) for r in cells).most_common(1)[0][0] if cells else 0
    clean = cells and not any(
        "\n" in cell and _swallowed(cell, delimiter, width) for record in cells for cell in record
    )
    if clean:
        rows = list(range(first_row, first_row + len(cells)))
        return Grid(cells, rows), "", first_row + len(cells)
    lines = list(io.StringIO(text, newline=""))
    return _cut_lines(lines, delimiter, first_row, len(lines) - (0 if last else _MAX_CELL_LINES))


def _cut_lines(
    lines: list[str], delimiter: str, first_row: int, stop: int
) -> tuple[Grid, str, int]:
    grid = Grid([], [])
    widths: Counter[int] = Counter()
    at = 0
    row = first_row - 1
    while at < stop:
        row += 1
        record, used = _one_record(lines, at, delimiter)
        width = widths.most_common(1)[0][0] if widths else 0
        if record and used > 1 and any(_swallowed(c, delimiter, width or 3) for c in record):
            record = None
        if record and used == 0 and width and len(record) != width:
            record = None
        if record is None:
            grid.broken.append(row)
            at += 1
            continue
        grid.cells.append(record)
        grid.rows.append(row)
        widths[len(record)] += 1
        at += max(used, 1)
    return grid, "".join(lines[at:]), row + 1


def _one_record(lines: list[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """Return the record that begins on a line and how many lines it takes; None if it never ends.

    A line that is no strict CSV is tried with backslashes before its quotes, then loosely; such a
    record takes 0 lines and counts only if it is as wide as the others.
    """
    for used in range(1, min(_MAX_CELL_LINES, len(lines) - at) + 1):
        text = "".join(lines[at : at + used])
        try:
            return next(_records(text, delimiter, strict=True), []), used
        except csv.Error as error:
            if "unexpected end" not in str(error):
                break
    line = lines[at]
    if '\\"' in line:
        with contextlib.suppress(csv.Error, StopIteration):
            escaped = _records(line, delimiter, strict=True, escapechar="\\", doublequote=False)
            return next(escaped), 0
    if line.count('"') % 2 == 0:
        return next(_records(line, delimiter, strict=False), []), 0
    return None, 0
