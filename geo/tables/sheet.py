"""How a table lies in a file: cells as text, a header, and the number of each row.

The secret of this module is what people and programs do to tables on their way: title rows above
the header, a total below, a second header of HXL tags, ragged rows, a spreadsheet named ``.csv``.
Every cell stays the text it was ("NA", "007" and an id of nineteen digits too); what a text means
is decided later, per column. Rows are counted as a spreadsheet shows them, from 1, header and blank
rows included.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo.decode import decode, find_kind
from geo.errors import InputError
from geo.model import MAX_LAT, MAX_LON, MENDED, LeftOut
from geo.tables.delimited import Block, Grid, cut, cut_fast, find_delimiter
from geo.tables.heading import TAG, joined, second_tables
from geo.tables.heading import header_at as find_header
from geo.tables.telling import name_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

STAGE: Final = "tables"

MAX_BYTES: Final = 2_000_000_000
_HEAD: Final = 10_000
_TOP: Final = 25  # rows among which the header is looked for
_BOTTOM: Final = 3  # rows among which a total is looked for
_MAX_COLUMNS: Final = 2_000
_GEOMETRY: Final = frozenset({"geometry", "geom", "the_geom", "wkt"})
_COORDINATES: Final = frozenset({"lon", "lat", "longitude", "latitude"})
_BLANK_ROW: Final = re.compile(rb"\n[,;\t|\" ]*\r?\n")  # behind one another table may begin
_DEFUSED: Final = r"(?s)'+[=+\-@\t＝＋－＠]."
_TOTAL: Final = re.compile(
    r"\W*(?:grand\s+)?(?:total|totals|sum|sub-?total|toplam|summe|gesamt|insgesamt|total(?:es)? general|итого|всього|المجموع|الإجمالي|الاجمالي|مجموع)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the first part of a table lies, for the parts that follow.

    Parameters
    ----------
    header
        The cells of its header, empty if it has none.
    kept, names
        Which columns are kept, and what they are called.
    alike
        Pairs of columns that were alike, name and contents, of which the second was dropped.
    """

    width: int
    header: tuple[str, ...]
    kept: tuple[int, ...]
    names: tuple[str, ...]
    alike: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as text.

    Parameters
    ----------
    source
        The file, and the sheet in it, for a reader.
    columns
        Names as written, blanks trimmed; ``"1"``, ``"2"``, ... where there is no header.
    headed
        Whether there was a header.
    cells
        Text, ``""`` where empty; one column for each of `columns`.
    rows
        The number of each row in the file.
    tags
        The HXL tag of a column.
    doubtful
        Columns whose name occurs twice with different contents.
    shapes
        The area of each row that has one, None elsewhere; None if no row has.
    layout
        How its parts lie, where it may have more of them.
    """

    source: str
    columns: tuple[str, ...]
    headed: bool
    cells: pd.DataFrame
    rows: NDArray[np.int64]
    tags: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    shapes: NDArray[np.object_] | None = None
    layout: Layout | None = None


def read_sheets(data: bytes, source: str) -> tuple[list[Sheet], list[LeftOut]]:
    """Read the tables in a file, whatever its name says it is.

    Returns
    -------
    tuple
        The tables, and rows of stage ``"tables"`` for what is no row of them (a total, a broken
        row) and ``"mended"`` for what was put right or chosen.

    Raises
    ------
    InputError
        If it is no table, with cause and remedy.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise InputError("It is empty.", fix="Fill it or delete it.")
    if len(data) > MAX_BYTES:
        raise InputError(f"It has {len(data) / 1e9:.1f} GB.", fix="Split it by year.")
    kind = find_kind(data)
    if kind.startswith("a ZIP") or kind in {"a Parquet file", "an SQLite database"}:
        return _read_workbook(data, kind, source)
    return _read_text(data, source)


def _read_workbook(data: bytes, kind: str, source: str) -> tuple[list[Sheet], list[LeftOut]]:
    from geo.tables import geopackage, workbook  # noqa: PLC0415 - openpyxl, where needed

    left_out: list[LeftOut] = []
    sheets: list[Sheet] = []
    if kind == "an SQLite database":
        for name, cells, shapes in geopackage.read_layers(data):
            with contextlib.suppress(Blank):
                grid = Grid(cells, list(range(1, len(cells) + 1)))
                sheet = _shaped(grid, f"{source}, layer {name}", left_out)
                # row 1 is the header
                sheets.append(
                    sheet if shapes is None else place_shapes(sheet, shapes[sheet.rows - 2])
                )
    else:
        for name, rows in workbook.read_grids(data, kind):
            label = f"{source}, sheet {name}" if name else source
            with contextlib.suppress(Blank):
                tables = _tables(Grid(*rows), label, left_out)
                sheets.extend(_with_shapes(sheet) for sheet in tables)
    if not sheets:
        raise InputError("It holds no table.", fix="Fill it or delete it.")
    return sheets, left_out


def _with_shapes(sheet: Sheet) -> Sheet:
    """Read a column of geometries, as GeoParquet has one."""
    column = next((c for c in sheet.columns if c.lower() in _GEOMETRY), "")
    if not column:
        return sheet
    shapes = shapely.from_wkt(sheet.cells[column].to_numpy(dtype=object), on_invalid="ignore")
    return place_shapes(
        replace(sheet, columns=tuple(c for c in sheet.columns if c != column)), shapes
    )


def place_shapes(sheet: Sheet, shapes: Sequence[Any] | NDArray[np.object_]) -> Sheet:
    """Return a sheet whose rows lie where `shapes` say: areas as such, points as lon and lat.

    Coordinates that the sheet has columns for already count more than the shapes.
    """
    found = np.array(shapes, dtype=object)
    off = np.abs(shapely.bounds(found)) > [MAX_LON, MAX_LAT, MAX_LON, MAX_LAT]
    found[shapely.is_empty(found) | off.any(axis=1)] = None
    cells = sheet.cells
    if not _COORDINATES & {name.lower() for name in sheet.columns}:
        spots = shapely.get_coordinates(shapely.point_on_surface(found))
        known = ~shapely.is_missing(found)
        for at, name in enumerate(("lon", "lat")):
            words = np.full(len(found), "", dtype=object)
            words[known] = [repr(float(spot[at])) for spot in spots]
            cells = cells.assign(**{name: pd.Series(words, dtype="str")})
    areas = found.copy()
    areas[shapely.get_type_id(found) <= 0] = None
    names = (*sheet.columns, *(n for n in ("lon", "lat") if n not in sheet.columns and n in cells))
    return replace(sheet, columns=names, cells=cells[list(names)], shapes=areas)


class Blank(Exception):  # noqa: N818 - never leaves this package
    """A sheet without any cell."""


def _read_text(data: bytes, source: str) -> tuple[list[Sheet], list[LeftOut]]:
    left_out: list[LeftOut] = []
    block = None if _BLANK_ROW.search(data) else cut_fast(data)
    if block is not None:
        return [bare_cells(_shaped_block(block, source, left_out), left_out)], left_out
    grid = read_grid(data, source, left_out)
    try:
        return [bare_cells(s, left_out) for s in _tables(grid, source, left_out)], left_out
    except Blank:
        raise InputError("It holds no cells.", fix="Fill it or delete it.") from None


def read_grid(data: bytes, source: str, left_out: list[LeftOut]) -> Grid:
    """Cut text of any encoding into rows, carefully."""

    def said(note: str, locator: str = "") -> None:
        left_out.append(LeftOut(MENDED, source, locator, note))

    decoded = decode(data)
    text = decoded.text
    if decoded.note:
        said(f"{decoded.note[0].upper()}{decoded.note[1:]}.")
    refuse_markup(text)
    if "\0" in text:
        said(f"{text.count(chr(0))} NUL bytes were taken out.")
        text = text.replace("\0", "")
    if text[:4].lower() == "sep=" and text[5:6] in {"\r", "\n"}:
        delimiter, first_row = text[4], 2
        text = text[5:].lstrip("\r\n") if text[5:7] != "\r\n" else text[7:]
    else:
        delimiter, first_row = find_delimiter(text), 1
    grid = cut(text, delimiter, first_row)
    for row in grid.broken:
        reason = "A quote is opened or closed at the wrong place here. Double it to mean it."
        left_out.append(LeftOut(STAGE, source, f"row {row}", reason))
    if text and text[-1] not in "\r\n" and grid.cells:
        drop_cut_off(grid, source, left_out)
    return grid


def bare_cells(sheet: Sheet, left_out: list[LeftOut]) -> Sheet:
    """Take one apostrophe off each cell that has it so that no spreadsheet computes the cell."""
    columns: dict[str, Any] = {}
    count = 0
    for name in sheet.columns:
        column = sheet.cells[name]
        if not column.str.startswith("'").any():
            continue
        kept = column.str.match(_DEFUSED)
        if kept.any():
            columns[name] = column.mask(kept, column.str[1:])
            count += int(kept.sum())
    if not columns:
        return sheet
    note = (
        f"The apostrophe that keeps spreadsheets from computing a cell was taken off {count} cells."
    )
    left_out.append(LeftOut(MENDED, sheet.source, "", note))
    return replace(sheet, cells=sheet.cells.assign(**columns))


def refuse_markup(text: str) -> None:
    """Refuse a page that was saved under a table's name."""
    if text[:_HEAD].lstrip().startswith("<"):
        raise InputError(
            "It is HTML or XML, not a table; a login or error page was saved perhaps.",
            fix="Download it again, or export CSV.",
        )


def drop_cut_off(grid: Grid, source: str, left_out: list[LeftOut], width: int = 0) -> None:
    """Leave out a last row that the end of the file cut off.

    `width` is that of the rows before these, which may be that one row alone.
    """
    alone = len(grid.cells) == 1 and not width
    usual = Counter(len(r) for r in grid.cells if r).most_common(1)
    width = width or (usual[0][0] if usual else 0)
    if 0 < len(grid.cells[-1]) < width and not alone:
        grid.cells.pop()
        reason = "The file ends in the middle of this row. Export or download it again."
        left_out.append(LeftOut(STAGE, source, f"row {grid.rows.pop()}", reason))


# --- the shape of the table ----------------------------------------------------------------------


def shape_first(part: Grid | Block, source: str, left_out: list[LeftOut], *, last: bool) -> Sheet:
    """Find out how a table lies from its first part, and `last` whether that is all of it.

    Raises
    ------
    Blank
        If there is no cell in it.
    """
    if isinstance(part, Grid):
        return _shaped(part, source, left_out, last=last)
    return _shaped_block(part, source, left_out, last=last)


def shape_part(
    part: Grid | Block, layout: Layout, source: str, left_out: list[LeftOut], *, last: bool
) -> Sheet | None:
    """As `_shaped`, for a part of a table whose first part lies as `layout` says; None if blank."""
    if isinstance(part, Block):
        frame, rows = _levelled(part, source, left_out, header=0)
    else:
        records = zip(part.rows, part.cells, strict=True)
        square, numbers = _squared(records, layout.width, source, left_out, header=0)
        frame = pd.DataFrame(square, columns=range(layout.width), dtype="str")
        rows = np.array(numbers, dtype=np.int64)
    frame.columns = pd.RangeIndex(frame.shape[1])
    if frame.empty:
        return None
    _strip(frame)
    keep = np.ones(len(frame), dtype=bool)
    if layout.header:
        _drop_headers(frame, list(layout.header), keep, rows, source, left_out)
    if last:
        _drop_totals(frame, keep, rows, source, left_out, first=0)
    for one, other in layout.alike:
        if not frame[one].equals(frame[other]):
            raise InputError(
                f"It has two columns named {layout.header[one]!r} that differ from row "
                f"{rows[int((frame[one] != frame[other]).to_numpy().argmax())]} on.",
                fix="Rename or delete one of them.",
            )
    frame = frame.loc[keep, list(layout.kept)].reset_index(drop=True)
    frame.columns = list(layout.names)
    return Sheet(source, layout.names, bool(layout.header), frame, rows[keep], layout=layout)


def _tables(grid: Grid, source: str, left_out: list[LeftOut]) -> list[Sheet]:
    """Read the table of a sheet, and others that begin below it."""
    kept = [i for i, record in enumerate(grid.cells) if any(c and not c.isspace() for c in record)]
    cells, rows = [grid.cells[i] for i in kept], [grid.rows[i] for i in kept]
    body = Counter(len(r) for r in cells[: 10 * _TOP]).most_common(1)[0][0] if cells else 0
    at = find_header(cells[:_TOP], body)
    starts = list(second_tables(cells, rows, cells[at])) if at >= 0 else []
    ends = [*starts, len(rows)]
    first, *others = (
        Grid(cells[start:end], rows[start:end])
        for start, end in zip([0, *starts], ends, strict=True)
    )
    found = [_shaped(first, source, left_out)]
    for other in others:
        label = f"{source}, table from row {other.rows[0]}"
        note = "Another table begins here, which was read by itself."
        left_out.append(LeftOut(MENDED, source, f"row {other.rows[0]}", note))
        found.append(_shaped(other, label, left_out))
    return found


def _shaped(grid: Grid, source: str, left_out: list[LeftOut], *, last: bool = True) -> Sheet:
    """Find header, tags and total among rows of cells; pad, trim or leave out ragged rows."""
    kept = [i for i, record in enumerate(grid.cells) if any(c and not c.isspace() for c in record)]
    cells = [grid.cells[i] for i in kept]
    rows = [grid.rows[i] for i in kept]
    if not cells:
        raise Blank
    body = Counter(len(r) for r in cells[: 10 * _TOP]).most_common(1)[0][0]
    header_at = find_header(cells[:_TOP], body)
    names = _joined(cells, rows, header_at, source, left_out)
    width = len(names or cells[header_at]) if header_at >= 0 else body
    while header_at >= 0 and width > 1 and not (names or cells[header_at])[width - 1].strip():
        width -= 1  # spreadsheets pad each row with empty cells
    if width > _MAX_COLUMNS:
        raise InputError(f"It has {width:,} columns.", fix="Keep the columns that matter.")
    for i in range(max(header_at, 0)):
        note = "A title above the header was passed over."
        left_out.append(LeftOut(MENDED, source, f"row {rows[i]}", note))
    start = max(header_at, 0)
    if names and header_at >= 0:
        cells[start], rows[start + 1 : start + 2], cells[start + 1 : start + 2] = names, [], []
    records = zip(rows[start:], cells[start:], strict=True)
    square, numbered = _squared(records, width, source, left_out, header=rows[start])
    frame = pd.DataFrame(square, columns=range(width), dtype="str")
    numbers = np.array(numbered, dtype=np.int64)
    return _named(frame, numbers, header_at >= 0, source, left_out, last=last)


def _joined(
    cells: Sequence[Sequence[str]],
    rows: Sequence[int],
    header_at: int,
    source: str,
    left_out: list[LeftOut],
) -> list[str]:
    """Return the names that two rows of a header give together, [] where it has one."""
    if header_at < 0 or header_at + 1 >= len(cells):
        return []
    names = joined(cells[header_at], cells[header_at + 1])
    if names:
        note = "Two rows of names were read as one header: groups, and what is in them."
        both = [rows[header_at], rows[header_at + 1]]
        left_out.append(LeftOut(MENDED, source, name_rows(both), note))
    return names


def _squared(
    records: Iterable[tuple[int, list[str]]],
    width: int,
    source: str,
    left_out: list[LeftOut],
    *,
    header: int,
) -> tuple[list[list[str]], list[int]]:
    """Make rows equally wide: pad short ones, and say so below the header; leave out wide ones."""
    square: list[list[str]] = []
    numbers: list[int] = []
    padded: list[int] = []
    for row, record in records:
        if not any(c and not c.isspace() for c in record):
            continue
        if any(c.strip() for c in record[width:]):
            reason = (
                f"It has {len(record)} cells under {width} columns, so that no cell's column is "
                "sure. Quote the cell that holds a separator."
            )
            left_out.append(LeftOut(STAGE, source, f"row {row}", reason))
            continue
        if len(record) < width and row > header:
            padded.append(row)
        square.append([c.strip() for c in record[:width]] + [""] * (width - len(record)))
        numbers.append(row)
    if padded:
        note = "Has fewer cells than the header; the missing ones at its end were taken as empty."
        left_out.append(LeftOut(MENDED, source, name_rows(padded), note))
    return square, numbers


def _shaped_block(
    block: Block, source: str, left_out: list[LeftOut], *, last: bool = True
) -> Sheet:
    """As `_shaped`, for a table whose rows are equally wide but for a few."""
    frame, rows = _levelled(block, source, left_out, header=int(block.rows[0]))
    top = frame.head(_TOP).to_numpy().tolist()
    header_at = find_header(top, frame.shape[1])
    for i in range(max(header_at, 0)):
        note = "A title above the header was passed over."
        left_out.append(LeftOut(MENDED, source, f"row {rows[i]}", note))
    start = max(header_at, 0)
    names = _joined(top, rows.tolist()[:_TOP], header_at, source, left_out)
    frame, rows = frame.iloc[start:].reset_index(drop=True), rows[start:]
    frame.columns = pd.RangeIndex(frame.shape[1])
    if names:
        frame.iloc[0] = names
        frame, rows = frame.drop(index=1).reset_index(drop=True), np.delete(rows, 1)
    _strip(frame)
    return _named(frame, rows, header_at >= 0, source, left_out, last=last)


def _levelled(
    block: Block, source: str, left_out: list[LeftOut], *, header: int
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the rows of a block in the order of the file, ragged ones padded, blank ones gone."""
    frame, rows = block.frame, block.rows
    square, numbers = _squared(block.odd, frame.shape[1], source, left_out, header=header)
    if numbers:
        frame = pd.concat(
            [frame, pd.DataFrame(square, columns=frame.columns, dtype="str")], ignore_index=True
        )
        rows = np.concatenate([rows, np.array(numbers, dtype=np.int64)])
        order = np.argsort(rows, kind="stable")
        frame, rows = frame.take(order).reset_index(drop=True), rows[order]
    blank = (frame.iloc[:, 0] == "").to_numpy(dtype=bool).copy()
    for column in frame:
        if not blank.any():
            break
        blank &= (frame[column].str.strip() == "").to_numpy(dtype=bool)
    if blank.any():
        frame, rows = frame[~blank].reset_index(drop=True), rows[~blank]
    return frame, rows


def _strip(frame: pd.DataFrame) -> None:
    """Take blanks off the ends of cells; a column without any shares the file's own cells."""
    for column in frame:
        bare = frame[column].str.strip()
        if not bare.equals(frame[column]):
            frame[column] = bare


def _named(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    headed: bool,
    source: str,
    left_out: list[LeftOut],
    *,
    last: bool,
) -> Sheet:
    """Name the columns, take out tags, repeated headers and a total."""
    width = frame.shape[1]
    names = frame.iloc[0].tolist() if headed else [str(i + 1) for i in range(width)]
    names = [" ".join(str(n).split()) or f"column {i + 1}" for i, n in enumerate(names)]
    tags: dict[int, str] = {}
    keep = np.ones(len(frame), dtype=bool)
    if headed:
        keep[0] = False
        for at in (0, 1):
            if at < len(frame):
                cells = frame.iloc[at].tolist()
                found = {i: c for i, c in enumerate(cells) if TAG.fullmatch(c)}
                if found and 2 * len(found) >= sum(bool(c) for c in cells):
                    tags = {i: re.sub(r"\s+", "", c).lower() for i, c in found.items()}
                    keep[at] = False
                    break
        _drop_headers(frame, frame.iloc[0].tolist(), keep, rows, source, left_out)
    header = tuple(frame.iloc[0].tolist()) if headed else ()
    if last:
        _drop_totals(frame, keep, rows, source, left_out)
    first = int(keep.argmax())
    frame = frame.iloc[first:] if keep[first:].all() else frame[keep]
    frame = frame.reset_index(drop=True)
    given = names
    names, columns, doubtful = _distinct(names, frame, source, left_out)
    alike = [(given.index(n), i) for i, n in enumerate(given) if i not in columns]
    layout = Layout(width, header, tuple(columns), tuple(names), tuple(alike))
    frame = frame[columns]
    frame.columns = names
    return Sheet(
        source=source,
        columns=tuple(names),
        headed=headed,
        cells=frame,
        rows=rows[keep],
        tags={names[columns.index(i)]: tag for i, tag in tags.items() if i in columns},
        doubtful=frozenset(doubtful),
        layout=layout,
    )


def _drop_headers(
    frame: pd.DataFrame,
    header: list[str],
    keep: NDArray[np.bool_],
    rows: NDArray[np.int64],
    source: str,
    left_out: list[LeftOut],
) -> None:
    """Leave out rows that repeat the header, as files that were joined have them."""
    again = (frame[0] == header[0]).to_numpy(dtype=bool) & keep
    for at in np.flatnonzero(again).tolist():
        if frame.iloc[at].tolist() == header:
            keep[at] = False
            reason = "The header stands here a second time."
            left_out.append(LeftOut(STAGE, source, f"row {rows[at]}", reason))


def _drop_totals(
    frame: pd.DataFrame,
    keep: NDArray[np.bool_],
    rows: NDArray[np.int64],
    source: str,
    left_out: list[LeftOut],
    *,
    first: int = 1,
) -> None:
    """Leave out a total among the last rows, from `first` on."""
    for at in range(max(first, len(frame) - _BOTTOM), len(frame)):
        cells = [c for c in frame.iloc[at].tolist() if c]
        if cells and _TOTAL.fullmatch(cells[0]) and 2 * len(cells) <= frame.shape[1] + 1:
            keep[at] = False
            reason = "It is a total, not an event."
            left_out.append(LeftOut(STAGE, source, f"row {rows[at]}", reason))


def _distinct(
    names: list[str], frame: pd.DataFrame, source: str, left_out: list[LeftOut]
) -> tuple[list[str], list[int], set[str]]:
    """Drop a column that repeats another, name and contents; number one that differs."""
    kept_names: list[str] = []
    columns: list[int] = []
    doubtful: set[str] = set()
    for at, name in enumerate(names):
        if name not in kept_names:
            kept_names.append(name)
            columns.append(at)
            continue
        first = columns[kept_names.index(name)]
        if frame[first].equals(frame[at]):
            note = f"The column {name!r} stands there twice, alike; one was read."
        else:
            number = 2
            while f"{name} ({number})" in {*kept_names, *names}:
                number += 1
            kept_names.append(f"{name} ({number})")
            columns.append(at)
            doubtful.add(name)
            note = f"The column name {name!r} stands there twice; the second became {kept_names[-1]!r}."
        left_out.append(LeftOut(MENDED, source, "header", note))
    return kept_names, columns, doubtful
