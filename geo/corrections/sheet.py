"""The file ``corrections.csv``: read by the build, written by `sitmap review`, edited by people.

The secret of this module is how a file in people's hands is kept whole: columns in any order and
more than ours, any delimiter, one writer at a time, and nothing changed but what was asked for.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corrections.row import COLUMNS, FILE_NAME, STAGE, Correction, Fault, checked_row
from geo.decode import decode
from geo.errors import InputError
from geo.model import MENDED, LeftOut
from geo.publish import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_MAX_BYTES: Final = 50_000_000
_WAIT_S: Final = 20.0


@dataclass(slots=True)
class _Sheet:
    header: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str


def _read(path: Path) -> _Sheet | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", fix="Mend that.") from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"{path} has more than {_MAX_BYTES / 1e6:.0f} MB.", fix="Split it.")
    try:
        text = decode(data).text.replace("\0", "")
    except InputError as error:
        raise InputError(f"{path}: {error.problem}", fix=error.fix) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(
            f"{path} is no sound CSV: {error}.",
            fix='Close every quote, and double quotes inside quotes: "".',
        ) from None
    rows = [(n, [cell.strip() for cell in row]) for n, row in enumerate(cells, start=1) if any(row)]
    if not rows:
        return _Sheet([], [], delimiter)
    header = [name.lower() for name in rows[0][1]]
    missing = [name for name in COLUMNS[:2] if name not in header]
    twice = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if missing or twice:
        what = f"lacks the column {missing[0]}" if missing else f"has the column {twice[0]} twice"
        raise InputError(f"{path} {what}.", fix=f"Make its first row {','.join(COLUMNS)}.")
    return _Sheet(header, rows[1:], delimiter)


def read_corrections(path: Path) -> tuple[list[Correction], list[LeftOut]]:
    """Read the file; a missing one is no correction at all.

    Returns
    -------
    tuple
        The corrections in the order of the file; and a row (stage ``"corrections"``) for each that
        can't be used, with row, column and remedy, or (stage ``"mended"``) that a lower one
        replaces. Rows in = corrections + rows of ``left_out``.

    Raises
    ------
    InputError
        If the file as a whole can't be read.
    """
    sheet = _read(path)
    if sheet is None:
        return [], []
    left_out: list[LeftOut] = []
    found: list[Correction] = []
    for number, cells in sheet.rows:
        try:
            if len(cells) > len(sheet.header) and any(cells[len(sheet.header) :]):
                raise Fault(
                    f"It has {len(cells)} cells for {len(sheet.header)} columns. "
                    "Put cells that hold separators into quotes."
                )
            given = dict(zip(sheet.header, cells, strict=False))
            found.append(checked_row(given, number))
        except Fault as fault:
            left_out.append(LeftOut(STAGE, FILE_NAME, f"row {number}", str(fault)))
    kept: dict[tuple[str, ...], Correction] = {}
    for each in found:
        # an event may be split from several others, and one date replaces another
        topic = each.value if each.field in {"merge", "split"} else _topic(each.field)
        key = (each.event_id, topic)
        if key in kept:
            old = kept.pop(key)
            note = f"Row {each.row} replaces it."
            left_out.append(LeftOut(MENDED, FILE_NAME, f"row {old.row}", note))
        kept[key] = each
    return sorted(kept.values(), key=lambda c: c.row), left_out


def _topic(field: str) -> str:
    return f"-{field}"


def append(path: Path, rows: Sequence[Correction]) -> None:
    """Add `rows` at the end of the file, all or none.

    What stands there stays as it is. Two that append at once wait for each other; a crash leaves
    the old file or the new one.

    Raises
    ------
    InputError
        If a row is none that `read_corrections` would take, or the file can't be read or written.
    """
    for row in rows:
        try:
            checked_row({name: getattr(row, name) for name in COLUMNS}, 0)
        except Fault as fault:
            raise InputError(f"This is no correction: {fault}", fix="Mend that value.") from None

    def added(text: str, sheet: _Sheet | None) -> str:
        header = sheet.header if sheet and sheet.header else list(COLUMNS)
        lacking = [name for name in COLUMNS if name not in header]
        out = io.StringIO()
        pen = csv.writer(out, delimiter=sheet.delimiter if sheet else ",", lineterminator="\n")
        if sheet is None or not sheet.header or lacking:
            pen.writerow([*header, *lacking])
            for _, cells in sheet.rows if sheet else ():
                pen.writerow(cells)
        else:
            out.write(text if text.endswith("\n") or not text else text + "\n")
            out.seek(0, os.SEEK_END)
        for row in rows:
            pen.writerow([getattr(row, n) if n in COLUMNS else "" for n in (*header, *lacking)])
        return out.getvalue()

    _rewrite(path, added)


def take_back(path: Path, rows: Sequence[Correction]) -> bool:
    """Take `rows` off the end of the file if they are still what stands there; return whether."""
    taken = False

    def without(text: str, sheet: _Sheet | None) -> str:
        nonlocal taken
        tail = sheet.rows[-len(rows) :] if sheet and rows else []
        there = [
            [dict(zip(sheet.header, cells, strict=False)).get(name, "") for name in COLUMNS]
            for _, cells in tail
            if sheet is not None
        ]
        taken = bool(rows) and there == [
            [str(getattr(row, name)).strip() for name in COLUMNS] for row in rows
        ]
        if not taken or sheet is None:
            return text
        out = io.StringIO()
        pen = csv.writer(out, delimiter=sheet.delimiter, lineterminator="\n")
        pen.writerows([sheet.header, *(cells for _, cells in sheet.rows[: -len(rows)])])
        return out.getvalue()

    _rewrite(path, without)
    return taken


def _rewrite(path: Path, change: Callable[[str, _Sheet | None], str]) -> None:
    """Replace the file by what `change` makes of its text, one writer at a time."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where something is written

    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_WAIT_S):
            sheet = _read(path)
            old = decode(path.read_bytes()).text if sheet is not None else ""
            new = change(old, sheet)
            if new != old:
                write(path, new.encode("utf-8"))
    except Timeout:
        raise InputError(
            f"{path} has been locked by another program for {_WAIT_S:.0f} s.",
            fix="Close the other review.",
        ) from None
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}.", fix="Mend that.") from None
