"""Event tables of any number and size read into a folder of Parquet files, by all cores or a cluster.

The secret of this module is what can be parted. A later row of a table may show what its days mean,
or be a newer version of an earlier one, so a table is read by one process, in pieces that are
written as they come: neither that process nor the caller ever holds a large one. A part is one
table, or small ones that lie together; it is found again by their content and by all that reads
them, so that a run can be killed and gone on with.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely
from pyarrow import parquet

from geo.basemap import outline
from geo.byname import place_by_name
from geo.cluster import context_of, on_cluster
from geo.errors import InputError, SitmapError
from geo.gazetteer import open_gazetteer
from geo.harvest import LEFT_OUT_COLUMNS, SUMMARY, TABLES, Pace, arrow_table, geo_metadata, sound
from geo.intake import find_sources
from geo.kept import digest
from geo.model import CLAIMS, CRS, EVENTS, FAILED, LeftOut
from geo.project import default_project, read_project
from geo.publish import locked, sweep, write
from geo.reading import LEAST_PATIENCE_S, Desk, Work, cores, in_processes, scope_of
from geo.rows import event_table, left_out_table
from geo.tables import fold_table, without_rows
from geo.tables.sheet import STAGE
from geo.tables.telling import told_once
from geo.zones import Layer, read_zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from distributed import Client
    from geopandas import GeoDataFrame

    from geo.intake import Source
    from geo.locate import Scope
    from geo.model import Geocoder
    from geo.project import Project
    from geo.tables import Part as TablePart

PART_BYTES: Final = 32_000_000
"""Of small tables that one process reads together, about."""
PIECE_ROWS: Final = 200_000
"""Of a file that is written, at least; a part of a table may hold more."""
_FORM: Final = "1"
_DONE: Final = b"sitmap"
_AT_ONCE: Final = 1 << 20
_PATIENCE_S: Final = 1e-5  # a byte; it takes a fiftieth of that
_EXPECTED: Final = 10 * PIECE_ROWS  # rows that pass by the same zones


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run left in its folder. Rows read = events + rows left out.

    Parameters
    ----------
    files, rows
        Tables given, and rows in them.
    events, claims, left_out
        Rows of the three tables; `left_out` also holds what was mended.
    rows_left_out
        Rows of the tables that are no event, each with its reason in ``left_out``.
    parts, kept_parts
        Parts of the input, and how many of them an earlier run had finished.
    pace
        How fast it went, in rows.
    """

    folder: Path
    files: int
    rows: int
    events: int
    claims: int
    left_out: int
    rows_left_out: int
    parts: int
    kept_parts: int
    pace: Pace


@dataclass(frozen=True, slots=True)
class _Table:
    """A file that is to be read: where, how it is called, and its bytes and digest."""

    path: Path
    name: str
    size: int
    content: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Tables that one process reads, and where to write what comes of them."""

    out: Path
    zoned: bool
    number: int
    key: str
    tables: tuple[_Table, ...]

    def file(self, piece: int) -> str:
        return f"part-{self.number:06}-{self.key}-{piece:04}.parquet"

    @property
    def size(self) -> int:
        return sum(table.size for table in self.tables)


@dataclass(slots=True)
class _Told:
    """What came of a part: files of each table, and rows. One that failed is tried again."""

    pieces: int = 0
    rows: int = 0
    events: int = 0
    claims: int = 0
    left_out: int = 0
    rows_left_out: int = 0
    failed: bool = False


def read_many_tables(
    given: Sequence[str],
    out: Path,
    *,
    root: Path | None = None,
    lists_dir: Path | None = None,
    workers: int | None = None,
    client: Client | None = None,
    part_bytes: int = PART_BYTES,
    told: Callable[[Pace], None] = lambda _: None,
) -> Gathered:
    """Read event tables into ``events``, ``claims`` and ``left_out`` below `out`, as Parquet files.

    ``events`` is GeoParquet with our columns, the publishers' own left behind; with a project, the
    zone of each event's place and day. Rows stand in the order of the tables: to read a folder
    gives one table, the same for any `part_bytes`, number of workers and cluster. What an earlier
    run into `out` finished and nothing has changed since is not read again. Events are not joined:
    what two tables tell is two rows, even under one id; a table of claims alone is left out.

    Parameters
    ----------
    given
        Files, folders or globs of this machine, and of every worker under the same paths, as `out`.
    root
        A project whose places, sites, zones and ``[tables]`` count, or None.
    workers
        Processes at most, None for one a core.
    client
        A Dask cluster that reads instead.
    part_bytes
        Of tables that are read together, about; a larger one is read for itself.
    told
        Is told how far it is, after each part.

    Raises
    ------
    InputError
        If nothing is given, or `out` can't be written, or a worker sees other files.
    ServiceError
        If the cluster is lost. What was finished stays; run it again.
    """
    stores = [text for text in given if "://" in text]
    if stores:
        raise InputError(
            f"Tables are read from disks only, and {stores[0]} is in a store.", fix="Copy it first."
        )
    sources = list({source.name: source for source in find_sources(given)}.values())
    if not sources:
        raise InputError("No table was given.", fix="Name files, folders or globs.")
    desk = Desk(root.resolve() if root else None, lists_dir)
    with locked(out):
        return _Run(out.resolve(), desk, sources, part_bytes, told).go(workers, client)


class _Run:
    """One run; `go` once."""

    def __init__(
        self, out: Path, desk: Desk, sources: Sequence[Source], part_bytes: int,
        told: Callable[[Pace], None],
    ) -> None:  # fmt: skip
        self._out, self._desk, self._sources, self._tell = out, desk, sources, told
        self._part_bytes, self._cuts = part_bytes, 0
        self._context = context_of(desk)
        for name in TABLES:
            (out / name).mkdir(exist_ok=True)
            sweep(out / name)
        self._held = _held(out)
        self._done: dict[int, tuple[_Part, _Told]] = {}
        self._kept: set[int] = set()
        self._bytes = max(1, sum(source.size for source in sources))
        self._began = time.monotonic()

    def go(self, workers: int | None, client: Client | None) -> Gathered:
        """Do it, by a cluster if there is a client, else by processes of this machine."""
        summary = self._out / SUMMARY
        summary.unlink(missing_ok=True)
        work = Work(_read_parts, _give_up, _patience, _open)
        done = (
            in_processes(self._fresh(), work, self._desk, workers or cores())
            if client is None
            else on_cluster(self._fresh(), work, self._desk, client)
        )
        with closing(done):
            for parts, all_told in done:
                for part, told in zip(parts, all_told, strict=True):
                    self._done[part.number] = part, told
                self._tell(self._pace())
        parts = [self._done[number] for number in sorted(self._done)]
        mine = {part.file(piece) for part, told in parts for piece in range(told.pieces)}
        for name in TABLES:
            for path in (self._out / name).glob("part-*.parquet"):
                if path.name not in mine:
                    path.unlink()
        counts = ("rows", *TABLES, "rows_left_out")
        totals = {name: sum(getattr(told, name) for _, told in parts) for name in counts}
        about = [{"key": part.key, **asdict(told)} for part, told in parts]
        held = {"form": _FORM, "files": len(self._sources), **totals, "parts": about}
        write(summary, json.dumps(held, indent=1).encode("ascii"))
        return Gathered(
            self._out, len(self._sources), **totals, parts=len(parts), kept_parts=len(self._kept),
            pace=self._pace(),
        )  # fmt: skip

    def _fresh(self) -> Iterator[list[_Part]]:
        """Yield what is to be read, part by part, and put in its place what is there."""
        for part in self._cut():
            held = self._held.pop(part.key, None)
            if held is None:
                yield [part]
                continue
            told, file = held
            for name in TABLES:
                for piece in range(told.pieces):
                    path = self._out / name / file(piece)
                    if path.name != part.file(piece):
                        path.replace(self._out / name / part.file(piece))
            self._done[part.number] = part, told
            self._kept.add(part.number)

    def _cut(self) -> Iterator[_Part]:
        """Cut what is given into parts where its content says so: a new table changes one or two."""
        tables: list[_Table] = []
        for number, source in enumerate(self._sources, start=1):
            tables.append(_Table(Path(source.name).resolve(), source.name, *_content(source)))
            size = sum(table.size for table in tables)
            chosen = int(tables[-1].content, 16) % 4 == 0 and size >= self._part_bytes // 4
            following = 0 if number == len(self._sources) else self._sources[number].size
            if chosen or not following or size + following > self._part_bytes:
                yield self._part(tables)
                tables = []
        if tables:
            yield self._part(tables)

    def _part(self, tables: list[_Table]) -> _Part:
        named = [text for table in tables for text in (table.name, table.content)]
        key = digest(_FORM, self._context, *named).hex()
        self._cuts += 1
        return _Part(self._out, self._desk.root is not None, self._cuts - 1, key, tuple(tables))

    def _pace(self) -> Pace:
        kept = [self._done[number] for number in self._kept]
        fresh = [one for number, one in self._done.items() if number not in self._kept]
        (read, bytes_read), (held, bytes_held) = (
            (sum(told.rows for _, told in some), sum(part.size for part, _ in some))
            for some in (fresh, kept)
        )
        return Pace(
            read, held, bytes_read / self._bytes, bytes_held / self._bytes,
            time.monotonic() - self._began, "rows",
        )  # fmt: skip


def _content(source: Source) -> tuple[int, str]:
    """Return bytes and digest of a file, nothing for one that can't be read: its reader says so."""
    found, size = hashlib.blake2b(digest_size=16), 0
    try:
        with source.open() as file:
            while data := file.read(_AT_ONCE):
                found.update(data)
                size += len(data)
    except OSError:
        size = 0
    return size, found.hexdigest()


def _held(out: Path) -> dict[str, tuple[_Told, Callable[[int], str]]]:
    """Return what an earlier run finished, by key: what came of it, and how its files are called."""
    found: dict[str, tuple[_Told, Callable[[int], str]]] = {}
    for path in sorted((out / "left_out").glob("part-*.parquet")):
        about = _metadata(path)
        if not about or _DONE not in about:
            continue  # not the last of its part
        told = _Told(**json.loads(about[_DONE]))
        stem, _, _ = path.stem.rpartition("-")
        files = [f"{stem}-{piece:04}.parquet" for piece in range(told.pieces)]
        if not told.failed and all(
            _metadata(out / name / file) is not None for name in TABLES for file in files
        ):
            found[stem.rpartition("-")[2]] = told, files.__getitem__
    return found


def _metadata(path: Path) -> Mapping[bytes, bytes] | None:
    """Return what a file says of itself, None if it is not whole."""
    try:
        return parquet.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowException):
        return None


# --- in whatever process reads -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Here:
    """What a process reads tables with."""

    project: Project
    geocoder: Geocoder
    scope: Scope
    zones: Layer | None


def _open(desk: Desk) -> _Here:
    project = read_project(desk.root) if desk.root else default_project(Path())
    zones = Layer(read_zones(desk.root / "zones")[0], _EXPECTED) if desk.root else None
    geocoder = open_gazetteer(project if desk.root else None, user_dir=desk.lists_dir)
    return _Here(project, geocoder, scope_of(desk.root), zones)


def _patience(parts: Sequence[_Part]) -> float:
    return LEAST_PATIENCE_S + _PATIENCE_S * sum(part.size for part in parts)


def _read_parts(parts: Sequence[_Part], here: _Here) -> list[_Told]:
    return [_read_part(part, here) for part in parts]


def _read_part(part: _Part, here: _Here) -> _Told:
    for table in part.tables:
        if table.size and (not table.path.is_file() or table.path.stat().st_size != table.size):
            raise InputError(
                f"Who is to read {table.path} does not see it, or not as it was.",
                fix="Put tables where all workers reach them under one path, and leave them alone.",
            )
    if not (part.out / TABLES[0]).is_dir():
        raise InputError(
            f"A worker of the cluster does not see {part.out}.",
            fix="Write into a folder that all workers reach under that path.",
        )
    pieces = _Pieces(part, here)
    for table in part.tables:
        pieces.read(table)
    return pieces.close()


def _give_up(part: _Part, reason: str) -> _Told:
    pieces = _Pieces(part, None)
    for table in part.tables:
        pieces.fail(table, reason)
    return pieces.close()


@dataclass(slots=True)
class _Waiting:
    """What was read and is not written yet, with the counts so far."""

    told: _Told = field(default_factory=_Told)
    events: tuple[GeoDataFrame, ...] = ()
    claims: tuple[pd.DataFrame, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rows: int = 0


class _Pieces:
    """Writes what tables give, a file of each kind for every so many rows."""

    def __init__(self, part: _Part, here: _Here | None) -> None:
        self._part, self._here = part, here
        self._now = _Waiting()

    def read(self, table: _Table) -> None:
        """Read one table; what was written of it is written again if it is read again."""
        here, before = self._here, self._now
        assert here is not None  # noqa: S101 - only who gives up has nothing to read with
        back: dict[int, str] = {}

        def consume(parts: Iterator[TablePart]) -> dict[int, str]:
            self._now = replace(before, told=replace(before.told))
            taken: dict[int, str] = {}
            for one in parts:
                taken.update(one.taken_back)
                self._take(one, back, table, here)
            return taken

        spec = here.project.tables.get(table.path.name)
        ours = frozenset[str]()
        try:
            given = table.path, table.name, here.project, consume, spec, outline, ours
            if back := fold_table(*given):
                # a later row was a newer version of one that is written: now it is known which
                fold_table(*given)
        except InputError as error:
            self._now = replace(before, told=replace(before.told))
            self._say([LeftOut(STAGE, table.name, "", f"{error.problem} {error.fix}")])
        except SitmapError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about
            self._now = replace(before, told=replace(before.told))
            self.fail(table, f"Reading it failed with {type(error).__name__}: {error}.")

    def fail(self, table: _Table, reason: str) -> None:
        """Say that a table could not be read by a fault of this program or this machine."""
        self._now.told.failed = True
        self._say([LeftOut(FAILED, table.name, "", " ".join(reason.split())[:300])])

    def _say(self, rows: Sequence[LeftOut]) -> None:
        self._now.left_out += tuple(rows)

    def _take(self, part: TablePart, back: Mapping[int, str], table: _Table, here: _Here) -> None:
        now = self._now
        self._say(part.notes)
        now.told.rows += part.rows
        now.told.rows_left_out += part.rows
        if part.tidy is None:
            return
        tidy = without_rows(part.tidy, back) if back else part.tidy
        if len(tidy.claims) and tidy.events.empty:
            reason = (
                "It holds claims without their events, which only a build joins. Build with it."
            )
            self._say([LeftOut(STAGE, table.name, "", reason)])
            return
        self._say(tidy.left_out)
        events, _ = place_by_name(tidy.events, here.geocoder, here.scope, outline=outline)
        now.told.rows_left_out -= len(events)
        now.events += (events,)
        now.claims += (tidy.claims,)
        now.rows += len(events)
        if now.rows >= PIECE_ROWS:
            self._write()

    def close(self) -> _Told:
        """Write what waits and what says that the part is whole; return what came of it."""
        self._write(last=True)
        told = self._now.told
        mine = {self._part.file(piece) for piece in range(told.pieces)}
        for name in TABLES:  # of a table that was read again, or left in the middle
            for path in (self._part.out / name).glob(f"part-*-{self._part.key}-*.parquet"):
                if path.name not in mine:
                    path.unlink(missing_ok=True)
        return told

    def _write(self, *, last: bool = False) -> None:
        now, told = self._now, self._now.told
        empty = event_table((), {})
        events = pd.concat([e for e in now.events if len(e)] or [empty[0]], ignore_index=True)
        events = gpd.GeoDataFrame(events, geometry="geometry", crs=CRS)
        claims = pd.concat([c for c in now.claims if len(c)] or [empty[1]], ignore_index=True)
        columns: Mapping[str, str] = EVENTS.columns
        if self._part.zoned:
            zones = self._here.zones if self._here else None
            none = pd.array([], dtype="str")
            events = zones.assign(events) if zones else events.assign(zone=none, zone_fit=none)
            columns = {**columns, "zone": "text", "zone_fit": "text"}
        left_out = [replace(row, reason=sound(row.reason)) for row in told_once(now.left_out)]
        file = self._part.file(told.pieces)
        told.pieces += 1
        told.events += len(events)
        told.claims += len(claims)
        told.left_out += len(left_out)
        placed = arrow_table(events, columns).append_column(
            "geometry", pa.array(shapely.to_wkb(events.geometry.to_numpy()), pa.binary())
        )
        # A part is there when the last file of what was left out is, which says so
        done = {_DONE: json.dumps(asdict(told)).encode()} if last else {}
        for name, table, said in (
            ("events", placed, {b"geo": geo_metadata()}),
            ("claims", arrow_table(claims, CLAIMS.columns), {}),
            ("left_out", arrow_table(left_out_table(left_out), LEFT_OUT_COLUMNS), done),
        ):
            made = io.BytesIO()
            parquet.write_table(table.replace_schema_metadata(said), made, compression="zstd")
            write(self._part.out / name / file, made.getvalue())
        self._now = _Waiting(told)
