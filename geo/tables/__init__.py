"""Publishers' event tables, clean or dirty, turned into EVENTS and CLAIMS.

The secret of this package is how a file becomes rows of ours: ``sheet`` finds rows and cells in it,
``recognise`` whose table it is, ``values`` and ``positions`` what a cell means, ``frame`` keeps the
books, and one module a publisher says what the columns stand for. Here tables are read, whole or in
parts, and joined.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.model import CLAIMS, CRS, EVENTS, MENDED, LeftOut, stable_id
from geo.project import data_files
from geo.tables import claimed, own
from geo.tables.frame import Table, TableFormat, Tidy, claim_kinds
from geo.tables.ledger import Again, Ledger
from geo.tables.recognise import FORMATS, UnknownTableError, recognised
from geo.tables.sheet import STAGE, Sheet, read_sheets
from geo.tables.stream import is_streamed, read_parts
from geo.tables.telling import told_once

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.pieces import Told
    from geo.project import Project, TableSpec
    from geo.tables.ledger import Asked
    from geo.tables.stream import State

T = TypeVar("T")


__all__ = [
    "FORMATS",
    "HeldPart",
    "Memory",
    "Packed",
    "Part",
    "TableFormat",
    "Tidy",
    "UnknownTableError",
    "fold_table",
    "read_table",
    "read_tables",
    "table_files",
]

_COUNTER: Final = r"\d{1,6}"
_EXPLAINS: Final = re.compile(
    r", (?:sheet|layer) \W*(?:about|read ?me|notes|metadata|codebook|legend|sources)\W*$",
    re.IGNORECASE,
)


def read_tables(
    folder: Path,
    project: Project,
    *,
    outline: Callable[[str, str | None], BaseGeometry | None] | None = None,
    read: Callable[..., tuple[list[Tidy], list[LeftOut], int]] | None = None,
    keep: Container[str] | None = None,
) -> tuple[GeoDataFrame, pd.DataFrame, list[LeftOut], Mapping[str, int]]:
    """Read every event table below `folder`, in the order of their paths.

    Parameters
    ----------
    outline
        Returns the outline of a country, or of a first-order division of it, by name
        (`geo.basemap.outline`); without it a region is a point with a wide radius.
    read
        Stands in for `read_table`, as one that remembers does.
    keep
        Names in lower case: of the publishers' own columns only these are kept; None for all.

    Returns
    -------
    tuple
        `geo.model.EVENTS` with the publishers' own columns behind, as text; `geo.model.CLAIMS`, at
        least one for each event; what was left out (stage ``"tables"``) and mended or chosen (stage
        ``"mended"``); and counts: ``tables read``, ``rows read``, ``events``, ``rows left
        out``. Rows read = events + rows left out, each of which is a row of ``left_out``.
    """
    parts: list[Tidy] = []
    left_out: list[LeftOut] = []
    rows = files = 0
    for path in table_files(folder):
        source = path.relative_to(folder.parent).as_posix()
        spec = project.tables.get(path.relative_to(folder).as_posix())
        try:
            tidied, notes, count = (read or read_table)(path, source, project, spec, outline, keep)
        except InputError as error:
            left_out.append(LeftOut(STAGE, source, "", f"{error.problem} {error.fix}"))
            continue
        files += 1
        rows += count
        left_out.extend(notes)
        parts.extend(tidied)
    for name in sorted(
        project.tables.keys() - {p.relative_to(folder).as_posix() for p in table_files(folder)}
    ):
        reason = f"atlas.toml says how to read {name}, but there is no such file."
        left_out.append(LeftOut(MENDED, "atlas.toml", f"tables.{name}", reason))
    told = [part.claims for part in parts if part.events.empty and len(part.claims)]
    events, claims, clashes = _joined([part for part in parts if len(part.events)] or parts[:1])
    left_out.extend(clashes)
    if told:
        claims, unmatched = claimed.attach(events, claims, told)
        left_out.extend(unmatched)
    for part in parts:
        left_out.extend(part.left_out)
    counts = {
        "tables read": files,
        "rows read": rows,
        "events": len(events),
        "rows left out": rows - len(events),
    }
    return events, claims, told_once(left_out), counts


def table_files(folder: Path) -> list[Path]:
    """Return the files below `folder` that should be tables, in the order of their paths."""
    # what W3C's "CSV on the Web" lays beside a table is none
    return [path for path in data_files(folder) if not path.name.endswith("-metadata.json")]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table: what it holds, what was said on the way, rows in.

    `taken_back` are rows of earlier parts that turned out to be older versions, with the reason;
    the last part has them. A part that was known again is `packed`.
    """

    tidy: Tidy | None
    notes: list[LeftOut]
    rows: int
    taken_back: Mapping[int, str] = field(default_factory=dict)
    packed: Packed | None = None


def read_table(
    path: Path,
    source: str,
    project: Project,
    spec: TableSpec | None = None,
    outline: Callable[[str, str | None], BaseGeometry | None] | None = None,
    keep: Container[str] | None = None,
    memory: Memory | None = None,
) -> tuple[list[Tidy], list[LeftOut], int]:
    """Read the tables in one file: what they hold, what was said on the way, rows in.

    Parameters
    ----------
    keep
        As for `read_tables`.
    memory
        Knows parts of a large text file again that an earlier reading made the same of.

    Raises
    ------
    InputError
        If the file can't be read, or is in no known format, naming the nearest one.
    """
    parts = fold_table(path, source, project, list, spec, outline, keep, memory)
    back = {row: why for part in parts for row, why in part.taken_back.items()}
    notes = [note for part in parts for note in part.notes]
    rows = sum(part.rows for part in parts)
    return [without_rows(tidy, back) for tidy in _tidied(parts)], notes, rows


def _tidied(parts: list[Part]) -> Iterator[Tidy]:
    """Yield what `parts` hold, what is packed and follows each other as one."""
    packed: list[Packed] = []

    def unpacked() -> list[Tidy]:
        whole = packed[0].join(packed[1:]) if packed else None
        each = [whole] if whole else [one.join(()) for one in packed]
        packed.clear()
        return [tidy for tidy in each if tidy]

    for part in parts:
        if part.packed:
            packed.append(part.packed)
        elif part.tidy is not None:
            yield from unpacked()
            yield part.tidy
    yield from unpacked()


def without_rows(tidy: Tidy, back: Mapping[int, str]) -> Tidy:
    """Return `tidy` without the rows that were taken back; each is a row of ``left_out``."""
    gone = np.isin(tidy.rows, list(back))
    if not gone.any():
        return tidy
    source = tidy.events["report_id"].iloc[0]
    told = tidy.claims["event_id"].isin(set(tidy.events["event_id"][gone]))
    lost = [LeftOut(STAGE, source, f"row {row}", back[row]) for row in tidy.rows[gone].tolist()]
    return replace(
        tidy,
        events=tidy.events[~gone].reset_index(drop=True),
        claims=tidy.claims[~told].reset_index(drop=True),
        left_out=[*tidy.left_out, *lost],
        rows=tidy.rows[~gone],
    )


def fold_table(
    path: Path,
    source: str,
    project: Project,
    consume: Callable[[Iterator[Part]], T],
    spec: TableSpec | None = None,
    outline: Callable[[str, str | None], BaseGeometry | None] | None = None,
    keep: Container[str] | None = None,
    memory: Memory | None = None,
) -> T:
    """Return what `consume` makes of the parts of the table in a file.

    A large text file comes in parts, so that memory does not grow with it. `consume` is called
    again, with parts from the start, when a later part shows what days of an earlier one mean.

    Raises
    ------
    InputError
        If the file can't be read, or is in no known format, naming the nearest one.
    """
    ledger = Ledger()
    # the parts of a table name the same divisions, each of which costs some milliseconds
    drawn = lru_cache(maxsize=None)(outline) if outline else None

    def make(sheet: Sheet, fmt: TableFormat, names: Mapping[str, str], ledger: Ledger) -> Tidy:
        table = Table(
            sheet,
            names,
            box=project.box,
            outline=drawn,
            date_order=(spec.date_order if spec else "") or fmt.date_order,
            crs=spec.crs if spec else "",
            publisher=(spec.source if spec else "") or fmt.publisher or path.stem,
            ledger=ledger,
        )
        return _lean(claimed.unpack(fmt.tidy(table)), keep)

    try:
        if not is_streamed(path):
            return consume(_whole(path, source, spec, make))
        while True:
            ledger.begin()
            with suppress(Again):
                return consume(_streamed(path, source, spec, make, ledger, memory))
    except OSError as error:
        raise InputError(
            f"{source} can't be read: {error.strerror}.", fix="Check its name and rights."
        ) from None
    except UnknownTableError as error:
        raise UnknownTableError(f"{source}: {error.problem}", error.fix, error.proposal) from None
    except InputError as error:
        raise InputError(f"{source}: {error.problem}", fix=error.fix) from None


def _whole(
    path: Path, source: str, spec: TableSpec | None, make: Callable[..., Tidy]
) -> Iterator[Part]:
    """Yield each sheet of a file that is read at once."""
    data = path.read_bytes()
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        from geo.tables.geojson import read_collection  # noqa: PLC0415 - where there is one

        sheets, notes = read_collection(path, source)
    else:
        sheets, notes = read_sheets(data, source)
    del data  # hundreds of megabytes that nothing needs any more
    told = [sheet for sheet in sheets if claimed.is_claims(sheet)]
    events, others = _of_events([s for s in sheets if not claimed.is_claims(s)], spec, notes)
    tidied = [make(sheet, fmt, names, Ledger()) for sheet, fmt, names in events]
    for sheet, _, _ in events:
        if sheet.cells.empty:
            notes.append(LeftOut(MENDED, sheet.source, "", "It has a header and no rows."))
    yield Part(None, notes, sum(note.stage == STAGE for note in notes))
    yield Part(None, others, 0)
    for (sheet, _, _), tidy in zip(events, tidied, strict=True):
        yield Part(tidy, [], len(sheet.cells))
    for sheet in told:
        yield _claims_of(sheet)


def _claims_of(sheet: Sheet) -> Part:
    notes: list[LeftOut] = []
    claims = claimed.read_claims(sheet, notes)
    return Part(claimed.only_claims(claims, _no_events()), notes, 0)


def _lean(tidy: Tidy, keep: Container[str] | None) -> Tidy:
    """Return `tidy` without the publisher's own columns that nobody wants to keep."""
    if keep is None:
        return tidy
    ours = {*EVENTS.columns, tidy.events.geometry.name}
    wanted = [c for c in tidy.events.columns if c in ours or c.lower() in keep]
    return replace(tidy, events=tidy.events[wanted])


@dataclass(frozen=True, slots=True)
class HeldPart:
    """What was made of a part of a large text file, to be given back instead of making it again.

    Parameters
    ----------
    tidy, notes, size
        As in `Part`; `size` are its rows of cells. What a memory gives back is packed.
    state
        Where the reading of the file stands behind it.
    format_name, names
        Whose table it is, and which of its columns each name of that format means.
    asked
        What it asked the ledger, and was told.
    """

    tidy: Tidy | Packed
    notes: list[LeftOut]
    size: int
    state: State
    format_name: str
    names: Mapping[str, str]
    asked: list[Asked]


class Packed(Protocol):
    """What a part holds, to be unpacked with others at once: of many small tables that costs less."""

    def join(self, others: Sequence[Any]) -> Tidy | None:
        """Return this and the `others`, in order, as one; None if they don't go together."""
        ...


class Memory(Protocol):
    """Holds parts by all that decides what is made of them, but for what the ledger says."""

    def pieces(self) -> Sequence[Told]:
        """Return the pieces of the file as `geo.pieces` cuts it, if they are known."""
        ...

    def get(self, key: Sequence[str | bytes]) -> HeldPart | None:
        """Return what was made of it before."""
        ...

    def put(self, key: Sequence[str | bytes], part: HeldPart) -> HeldPart:
        """Hold what was made of it; return that as `get` would."""
        ...


def _streamed(
    path: Path,
    source: str,
    spec: TableSpec | None,
    make: Callable[..., Tidy],
    ledger: Ledger,
    memory: Memory | None,
) -> Iterator[Part]:
    """Yield the parts of a large text file."""
    known: tuple[TableFormat, Mapping[str, str]] | None = None

    def recall(key: Sequence[str | bytes]) -> tuple[State, HeldPart] | None:
        found = memory.get((*_told(known), *key)) if memory else None
        return (found.state, found) if found and ledger.agrees(found.asked) else None

    more: dict[str, Any] = {} if memory is None else {"recall": recall, "told": memory.pieces()}
    for piece in read_parts(path, source, **more):
        sheet, notes, held = piece.sheet, piece.said, piece.held
        broken = _broken(notes)
        if held is not None:
            ledger.replay(held.asked)
            known = known or (_format(held.format_name), held.names)
            count = held.size + _broken(held.notes)
            tidy = held.tidy if isinstance(held.tidy, Tidy) else None
            packed = None if isinstance(held.tidy, Tidy) else held.tidy
            yield Part(tidy, held.notes, count, packed=packed)
        elif sheet is None:
            yield Part(None, notes, broken)
        elif claimed.is_claims(sheet):
            yield Part(None, notes, broken)
            yield _claims_of(sheet)
        else:
            before = _told(known)
            known = known or recognised(sheet, spec, notes)
            ledger.listen()
            tidy = make(sheet, *known, ledger)
            if memory and piece.key and piece.state and ledger.asked is not None:
                fmt, names = known
                held = HeldPart(
                    tidy, notes, len(sheet.cells), piece.state, fmt.name, names, ledger.asked
                )
                again = memory.put((*before, *piece.key), held)
                packed = None if isinstance(again.tidy, Tidy) else again.tidy
                yield Part(None, notes, len(sheet.cells) + broken, packed=packed)
            else:
                yield Part(tidy, notes, len(sheet.cells) + broken)
    yield Part(None, [], 0, ledger.taken_back)


def _broken(notes: list[LeftOut]) -> int:
    """Return how many rows of the file the cutting lost."""
    return sum(note.stage == STAGE for note in notes)


def _told(known: tuple[TableFormat, Mapping[str, str]] | None) -> tuple[str, ...]:
    """Return what tells one recognised table from another."""
    return () if known is None else (known[0].name, repr(sorted(known[1].items())))


def _format(name: str) -> TableFormat:
    return next(fmt for fmt in (*FORMATS, own.OWN) if fmt.name == name)


def _of_events(
    sheets: list[Sheet], spec: TableSpec | None, notes: list[LeftOut]
) -> tuple[list[tuple[Sheet, TableFormat, Mapping[str, str]]], list[LeftOut]]:
    """Return the sheets that hold events, how to read them, and a row for each other one.

    A workbook often has a sheet of explanations; one sheet alone must be a table of events.
    """
    found: list[tuple[Sheet, TableFormat, Mapping[str, str]]] = []
    others: list[LeftOut] = []
    problems: list[InputError] = []
    for sheet in sheets:
        try:
            found.append((sheet, *recognised(sheet, spec, notes)))
        except InputError as error:
            problems.append(error)
            explains = _EXPLAINS.search(sheet.source) is not None
            reason = f"This was passed over. {error.problem} {error.fix}"
            others.append(LeftOut(MENDED if explains else STAGE, sheet.source, "", reason))
    if problems and not found:
        raise problems[0]
    return found, others


def _joined(parts: list[Tidy]) -> tuple[GeoDataFrame, pd.DataFrame, list[LeftOut]]:
    """Join the tables; an id that an earlier table has is left out."""
    left_out: list[LeftOut] = []
    if not parts:
        return _no_events(), pd.DataFrame(columns=list(CLAIMS.columns)).astype(claim_kinds()), []
    if len(parts) == 1:
        return parts[0].events, parts[0].claims, []
    parts = _counted_apart(parts, left_out)
    events = pd.concat([part.events for part in parts], ignore_index=True)
    again = events["event_id"].duplicated()
    if again.any():
        first = events.drop_duplicates("event_id").set_index("event_id")["report_id"]
        for row in events[again].itertuples():
            reason = (
                f"Its id {row.event_id!r} is that of an event in {first[row.event_id]}. Give it "
                "another one if it is another event."
            )
            left_out.append(LeftOut(STAGE, row.report_id, f"event {row.event_id}", reason))
    claims = pd.concat([part.claims for part in parts], ignore_index=True)
    if again.any():
        twice = set(zip(events["report_id"][again], events["event_id"][again], strict=True))
        pairs = zip(claims["report_id"], claims["event_id"], strict=True)
        claims = claims[[pair not in twice for pair in pairs]].reset_index(drop=True)
        events = events[~again].reset_index(drop=True)
    shared = set.intersection(*(set(part.events.columns) for part in parts))
    filled = {c: events[c].astype("str").fillna("") for c in events.columns if c not in shared}
    events = gpd.GeoDataFrame(events.assign(**filled), geometry="geometry", crs=CRS)
    return EVENTS.check(events), CLAIMS.check(claims), left_out


def _counted_apart(parts: list[Tidy], left_out: list[LeftOut]) -> list[Tidy]:
    """Return the tables with ids that only count the rows of their own file told apart.

    1, 2, 3 in two everyday tables are not the same three events; an id that comes again with the
    same day or the same place may be, and stays.
    """
    counting = [
        "event_id" in part.names
        and part.names.keys() <= set(own.COLUMNS)
        and bool(part.events["event_id"].str.fullmatch(_COUNTER).any())
        for part in parts
    ]
    files = {
        p.events["report_id"].iloc[0] for p, counts in zip(parts, counting, strict=True) if counts
    }
    if len(files) < 2:  # noqa: PLR2004
        return parts
    seen: dict[str, tuple[object, str]] = {}
    out: list[Tidy] = []
    for part, counts in zip(parts, counting, strict=True):
        ids = part.events["event_id"]
        told = (
            list(zip(part.events["date_start"], part.events["place"], strict=True))
            if counts
            else []
        )
        new: dict[str, str] = {}
        for name, (day, place) in zip(ids, told, strict=False):
            before = seen.get(name)
            if before and re.fullmatch(_COUNTER, name) and before[0] != day and before[1] != place:
                new[name] = f"{name} {stable_id(part.events['report_id'].iloc[0])[:6]}"
        if new:
            note = f"{len(new)} ids that another table has too, with another day and place, were told apart."
            source = part.events["report_id"].iloc[0]
            left_out.append(LeftOut(MENDED, source, "column event_id", note))
            claims = part.claims["event_id"].replace(new)
            behind = part.claims["claim_id"].str.rpartition("/")[2]
            part = replace(  # noqa: PLW2901
                part,
                events=part.events.assign(event_id=ids.replace(new).astype("str")),
                claims=part.claims.assign(
                    event_id=claims.astype("str"), claim_id=(claims + "/" + behind).astype("str")
                ),
            )
        seen.update(zip(part.events["event_id"], told, strict=False))
        out.append(part)
    return out


def _no_events() -> GeoDataFrame:
    kinds = {"text": "str", "count": "Int64", "date": "datetime64[us]", "number": "float64"}
    columns = {name: pd.Series(dtype=kinds[kind]) for name, kind in EVENTS.columns.items()}
    return EVENTS.check(gpd.GeoDataFrame(columns, geometry=[], crs=CRS))
