"""Whose table a sheet is.

The secret of this module is how a format is known: by its columns, never by its file's name; without
a header by its values; else by the everyday names of ours, or by what atlas.toml says.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.model import MENDED, LeftOut
from geo.tables import hxl, own
from geo.tables.acled import ACLED
from geo.tables.airwars import AIRWARS
from geo.tables.gdelt import GDELT
from geo.tables.proposal import hinted_positions, propose
from geo.tables.timemap import TIMEMAP
from geo.tables.ucdp import UCDP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.project import TableSpec
    from geo.tables.frame import TableFormat
    from geo.tables.sheet import Sheet

FORMATS: Final[tuple[TableFormat, ...]] = (ACLED, UCDP, GDELT, TIMEMAP, AIRWARS)
"""The publishers' formats, tried in this order; our own columns come last."""

_NAMED: Final = 40  # columns


def recognised(
    sheet: Sheet, spec: TableSpec | None, notes: list[LeftOut]
) -> tuple[TableFormat, Mapping[str, str]]:
    """Return whose table it is, and which of its columns each name of that format means."""
    if spec and spec.columns:
        return own.OWN, _mapped(sheet, spec)
    lower = {column.lower(): column for column in reversed(sheet.columns)}
    if sheet.headed:
        for fmt in FORMATS:
            names = {new: lower[old] for old, new in fmt.former.items() if old in lower} | lower
            if fmt.signature and fmt.signature <= names.keys():
                _refuse_doubt(sheet, fmt.signature, names)
                return fmt, names
            matched_names = fmt.match(sheet) if fmt.match else None
            if matched_names:
                _refuse_doubt(sheet, matched_names.keys(), matched_names)
                return fmt, matched_names
    else:
        for fmt in FORMATS:
            for layout in fmt.layouts:
                if len(layout) == len(sheet.columns) and _proven(sheet, fmt, layout):
                    note = f"It has no header; its columns are those of {fmt.name}."
                    notes.append(LeftOut(MENDED, sheet.source, "", note))
                    return fmt, dict(zip(layout, sheet.columns, strict=True))
    if sheet.tags:
        tagged = hxl.match_tags(sheet)
        if own.is_enough(tagged):
            note = f"Read by its HXL tags: {', '.join(f'{v} as {k}' for k, v in tagged.items())}."
            notes.append(LeftOut(MENDED, sheet.source, "header", note))
            return own.OWN, tagged
    matched = own.match_columns(sheet)
    if not own.is_enough(matched):
        raise _unknown(sheet, lower)
    _refuse_doubt(sheet, matched.keys(), matched)
    renamed = [f"{column} as {ours}" for ours, column in matched.items() if ours != column.lower()]
    if renamed:
        others = [column for column in sheet.columns if column not in matched.values()]
        kept = f" Kept as they are: {', '.join(others[:_NAMED])}." if others else ""
        note = f"Read the columns {', '.join(renamed)}.{kept}"
        notes.append(LeftOut(MENDED, sheet.source, "header", note))
    where = {"lon", "lat", "coordinates", "utm_zone"}
    if not where & matched.keys() and (missed := hinted_positions(sheet, matched)):
        note = (
            f"Its columns {', '.join(missed)} may be coordinates, but how is not clear; its rows were "
            "read without. Map them in atlas.toml to lon and lat (with crs where they are metres), to "
            "easting, northing and utm_zone, or to coordinates."
        )
        notes.append(LeftOut(MENDED, sheet.source, "header", note))
    return own.OWN, matched


def _proven(sheet: Sheet, fmt: TableFormat, layout: tuple[str, ...]) -> bool:
    head = sheet.cells.head(50)
    return all(
        head[sheet.columns[layout.index(name)]].str.fullmatch(pattern).all()
        for name, pattern in fmt.proof.items()
    )


def _mapped(sheet: Sheet, spec: TableSpec) -> Mapping[str, str]:
    for ours, column in spec.columns.items():
        if ours not in own.COLUMNS:
            near = difflib.get_close_matches(ours, own.COLUMNS, n=1, cutoff=0.0)[0]
            raise InputError(
                f"atlas.toml maps {column!r} to {ours!r}, which is no column of ours.",
                fix=f"The nearest one is {near!r}.",
            )
        if column not in sheet.columns:
            raise InputError(
                f"atlas.toml maps {ours!r} to its column {column!r}, which it does not have.",
                fix=f"It has {', '.join(sheet.columns[:_NAMED])}.",
            )
    _refuse_doubt(sheet, spec.columns.keys(), spec.columns)
    if not own.is_enough(spec.columns):
        raise InputError(
            "The mapping in atlas.toml says not enough.",
            fix="Map date_start, and place or both lon and lat.",
        )
    return dict(spec.columns)


def _refuse_doubt(sheet: Sheet, used: object, names: Mapping[str, str]) -> None:
    for name in sorted(used):  # type: ignore[call-overload]
        if names[name] in sheet.doubtful:
            raise InputError(
                f"It has two columns named {names[name]!r} with different contents.",
                fix="Rename or delete one of them.",
            )


class UnknownTableError(InputError):
    """A table of nobody known, and what its columns may be: our column ▶ its column."""

    def __init__(self, problem: str, fix: str, proposal: Mapping[str, str]) -> None:
        super().__init__(problem, fix)
        self.proposal = proposal


def _unknown(sheet: Sheet, lower: Mapping[str, str]) -> InputError:
    """Say which format comes nearest and how a mapping would begin."""
    if not sheet.headed:
        return InputError(
            f"It has no header, and its {len(sheet.columns)} columns are in no known layout.",
            fix="Put the names of its columns into the first row.",
        )
    near = max(
        (fmt for fmt in FORMATS if fmt.signature),
        key=lambda fmt: len(fmt.signature & lower.keys()) / len(fmt.signature),
        default=None,
    )
    lacks = ""
    if near is not None and len(near.signature & lower.keys()) * 2 >= len(near.signature):
        lacks = f" {near.name} comes nearest, but it lacks {', '.join(sorted(near.signature - lower.keys()))}."
    file = re.split(r", (?:sheet|layer|table from row) ", sheet.source)[0]
    name = file.partition("/")[2] or file
    proposal = propose(sheet)
    wanted = {"date_start": "?", "place": "?", "lon": "?", "lat": "?"} | dict(proposal)
    guess = ", ".join(f'{ours} = "{column}"' for ours, column in wanted.items())
    return UnknownTableError(
        f"It is in no known format.{lacks}",
        fix=f'Say in atlas.toml what its columns are, as [tables."{name}"] columns = '
        f"{{ {guess} }}.",
        proposal=wanted,
    )
