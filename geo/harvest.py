"""Any number of reports read into a folder of Parquet files, by a run that may be killed and resumed.

The secret of this module is how a run is parted and what is done only once. A part is some
thousands of reports that lie together; it is found again by the content of its reports and of all
that reads them, so that a second run does what is new. Its files appear whole or not at all, and
the parts of a folder, one after the other, are the same rows however the run was parted.
"""

from __future__ import annotations

import io
import json
import time
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely
from pyarrow import parquet

from geo.cluster import context_of, on_cluster
from geo.errors import InputError
from geo.intake import Paper, find_sources, take
from geo.kept import digest
from geo.model import CLAIMS, CRS, EVENTS, FAILED, MENDED, LeftOut
from geo.publish import locked, sweep, write
from geo.reading import (
    CHUNK_CHARACTERS,
    CHUNK_THINGS,
    Desk,
    Work,
    cores,
    in_processes,
    patience_s,
)
from geo.reports import STAGE
from geo.rows import event_table, left_out_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from distributed import Client
    from geopandas import GeoDataFrame

    from geo.intake import Item, Source
    from geo.model import Report
    from geo.reading import Read, ReadHere

PART_REPORTS: Final = 2_000
TABLES: Final = ("events", "claims", "left_out")
SUMMARY: Final = "run.json"
_PART_BYTES: Final = 64_000_000
_FORM: Final = "1"
LEFT_OUT_COLUMNS: Final = dict.fromkeys(("stage", "source", "locator", "reason"), "text")
_REPORTS: Final = b"reports"
_LEAST_CHUNKS: Final = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a run has come.

    Parameters
    ----------
    read, kept
        Reports (or what `things` says) that this run read, and those of parts that an earlier one
        had finished.
    read_share, kept_share
        The same as shares of the input's bytes, from 0 to 1.
    seconds
        Since it began.
    """

    read: int
    kept: int
    read_share: float
    kept_share: float
    seconds: float
    things: str = "reports"

    @property
    def a_second(self) -> float:
        """How many of them this run reads a second."""
        return self.read / max(self.seconds, 1e-6)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this pace, or None while nobody knows."""
        if not self.read_share:
            return None
        rest = max(0.0, 1 - self.read_share - self.kept_share)
        return self.seconds * rest / self.read_share


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a run left in its folder.

    Parameters
    ----------
    reports, events, claims
        Rows in all.
    left_out
        Reports and parts of reports that could not be used, and what was mended.
    parts, kept_parts
        Files of each table, and how many an earlier run had written.
    pace
        How fast it went.
    """

    folder: Path
    reports: int
    events: int
    claims: int
    left_out: int
    parts: int
    kept_parts: int
    pace: Pace


@dataclass(slots=True)
class _Sheets:
    """What some reports of a part gave."""

    events: GeoDataFrame
    claims: pd.DataFrame
    left_out: list[LeftOut]
    reports: int


@dataclass(slots=True)
class _Part:
    """Some thousands of reports, and what came of them so far; `chunks` are still out."""

    number: int
    key: str = ""
    things: list[Item] = field(default_factory=list)
    weight: int = 0
    chunks: int = 0
    sheets: list[_Sheets] = field(default_factory=list)
    kept: dict[str, Path] | None = None

    @property
    def file(self) -> str:
        return f"part-{self.number:06}-{self.key}.parquet"


def read_many(
    given: Sequence[str],
    out: Path,
    *,
    root: Path | None = None,
    lists_dir: Path | None = None,
    published: date | None = None,
    workers: int | None = None,
    client: Client | None = None,
    part_reports: int = PART_REPORTS,
    told: Callable[[Pace], None] = lambda _: None,
) -> Harvest:
    """Read reports into ``events``, ``claims`` and ``left_out`` below `out`, each many Parquet files.

    ``events`` is GeoParquet (WKB, WGS 84). Rows stand in the order of the reports: to read a folder
    gives one table, the same for any `part_reports`, number of workers and cluster. What an earlier
    run into `out` finished and nothing has changed since is not read again; files of what is no
    longer given go when a run ends. Tellings are not joined: one event told twice is two rows.

    Parameters
    ----------
    given
        Files, folders, globs or addresses of stores, see `geo.intake`.
    root
        A project whose places, sites, words and zones count, or None.
    published
        The day of publication of reports that do not say.
    workers
        Processes at most, None for one a core.
    client
        A Dask cluster that reads instead; parsing, too, is done by its workers.
    part_reports
        Reports a file, about.
    told
        Is told how far it is, after each handful of reports.

    Raises
    ------
    InputError
        If nothing is given, or `out` can't be written.
    ServiceError
        If the cluster is lost. What was finished stays; run it again.
    """
    sources = find_sources(given)
    if not sources:
        raise InputError("No report was given.", fix="Name files, folders or globs.")
    desk = Desk(root.resolve() if root else None, lists_dir)
    with locked(out):
        return _Run(out, desk, sources, published, part_reports, told).go(workers, client)


class _Run:
    """One run; `go` once."""

    def __init__(
        self, out: Path, desk: Desk, sources: Sequence[Source], published: date | None,
        part_reports: int, told: Callable[[Pace], None],
    ) -> None:  # fmt: skip
        self._out, self._desk, self._told = out, desk, told
        self._sources, self._published, self._size = sources, published, part_reports
        self._context = context_of(desk)
        self._zones: Any = None
        if desk.root:
            from geo.zones import read_zones  # noqa: PLC0415 - geopandas only for a project

            self._zones = read_zones(desk.root / "zones")[0]
        for name in TABLES:
            (out / name).mkdir(exist_ok=True)
            sweep(out / name)
        self._held = _held(out)
        self._begun: deque[_Part] = deque()
        self._finished: list[dict[str, Any]] = []
        self._kept_parts = self._fresh = self._kept = 0
        self._bytes = max(1, sum(source.size for source in sources))
        self._fresh_bytes = self._kept_bytes = 0
        self._began = time.monotonic()

    def go(self, workers: int | None, client: Client | None) -> Harvest:
        """Do it, by a cluster if there is a client, else by processes of this machine."""
        summary = self._out / SUMMARY
        summary.unlink(missing_ok=True)
        work = Work(_tell, _give_up, _patience)
        done = (
            in_processes(self._chunks(), work, self._desk, workers or cores())
            if client is None
            else on_cluster(self._chunks(), work, self._desk, client)
        )
        with closing(done):
            for chunk, sheets in done:
                self._flush()  # kept parts may stand before the one that this belongs to
                part = self._begun[0]
                part.sheets += sheets
                part.chunks -= 1
                self._fresh += sum(sheet.reports for sheet in sheets)
                self._fresh_bytes += sum(t.weight for t in chunk if isinstance(t, Paper))
                self._flush()
                self._told(self._pace())
        self._flush()
        self._forget_others()
        totals = {name: sum(part[name] for part in self._finished) for name in ("reports", *TABLES)}
        held = {"form": _FORM, **totals, "parts": self._finished}
        write(summary, json.dumps(held, indent=1).encode("ascii"))
        return Harvest(
            self._out, **totals, parts=len(self._finished), kept_parts=self._kept_parts,
            pace=self._pace(),
        )  # fmt: skip

    def _chunks(self) -> Iterator[list[Item]]:
        """Yield what is to be read by the handful, and note to which part it belongs."""
        for part in self._cut():
            part.kept = self._held.get(part.key)
            self._begun.append(part)
            things, part.things = part.things, []
            if part.kept is None:
                handfuls = list(_handfuls(things))
                part.chunks = len(handfuls)
                yield from handfuls

    def _cut(self) -> Iterator[_Part]:
        """Cut all that is given into parts where its content says so: a new report changes one."""
        part, keys, size = _Part(0), [_FORM, self._context], 0
        for item in take(self._sources, self._published):
            last = item is None
            if item is not None:
                part.things.append(item)
                own = b"\0"
                if isinstance(item, Paper):
                    own = item.digest()
                    size += item.size
                    part.weight += item.weight
                keys.append(repr((own, item.source, item.locator, getattr(item, "reason", ""))))
                chosen = int.from_bytes(own, "little") % self._size == 0
                last = (chosen and len(part.things) >= self._size // 4) or (
                    len(part.things) >= 4 * self._size or size >= _PART_BYTES
                )
            if last and part.things:
                part.key = digest(*keys).hex()
                number = part.number + 1
                yield part
                part, keys, size = _Part(number), [_FORM, self._context], 0
        if part.things or not part.number:
            part.key = digest(*keys).hex()
            yield part

    def _flush(self) -> None:
        """Finish every part that waits for nothing, in order."""
        while self._begun and not self._begun[0].chunks:
            part = self._begun.popleft()
            if part.kept is None:
                self._write(part)
            else:
                self._keep(part, part.kept)
            about = {n: parquet.read_metadata(self._out / n / part.file) for n in TABLES}
            reports = int(about["left_out"].metadata[_REPORTS])
            if part.kept is not None:
                self._kept += reports
            counts = {name: found.num_rows for name, found in about.items()}
            self._finished.append({"file": part.file, "reports": reports, **counts})

    def _keep(self, part: _Part, kept: Mapping[str, Path]) -> None:
        for name, path in kept.items():
            target = self._out / name / part.file
            if path != target:
                path.replace(target)
        self._kept_parts += 1
        self._kept_bytes += part.weight

    def _write(self, part: _Part) -> None:
        """Write the three files of a part."""
        empty = event_table((), {})
        events = pd.concat([s.events for s in part.sheets if len(s.events)] or [empty[0]])
        events = gpd.GeoDataFrame(events.reset_index(drop=True), geometry="geometry", crs=CRS)
        claims = pd.concat([s.claims for s in part.sheets if len(s.claims)] or [empty[1]])
        columns: Mapping[str, str] = EVENTS.columns
        if self._zones is not None:
            from geo.zones import assign_zones  # noqa: PLC0415

            events = assign_zones(events, self._zones)
            columns = {**columns, "zone": "text", "zone_fit": "text"}
        left_out = left_out_table([row for sheet in part.sheets for row in sheet.left_out])
        reports = sum(sheet.reports for sheet in part.sheets)
        part.sheets = []
        placed = arrow_table(events, columns).append_column(
            "geometry", pa.array(shapely.to_wkb(events.geometry.to_numpy()), pa.binary())
        )
        # A part is there when all three are, whichever came last
        for name, table, said in (
            ("events", placed, {b"geo": geo_metadata()}),
            ("claims", arrow_table(claims, CLAIMS.columns), {}),
            (
                "left_out",
                arrow_table(left_out, LEFT_OUT_COLUMNS),
                {_REPORTS: str(reports).encode()},
            ),
        ):
            made = io.BytesIO()
            parquet.write_table(table.replace_schema_metadata(said), made, compression="zstd")
            write(self._out / name / part.file, made.getvalue())

    def _forget_others(self) -> None:
        """Delete the files of parts that are no longer given, now that all of the new are there."""
        mine = {part["file"] for part in self._finished}
        for name in TABLES:
            for path in (self._out / name).glob("part-*.parquet"):
                if path.name not in mine:
                    path.unlink()

    def _pace(self) -> Pace:
        return Pace(
            self._fresh, self._kept, self._fresh_bytes / self._bytes,
            self._kept_bytes / self._bytes, time.monotonic() - self._began,
        )  # fmt: skip


def _held(out: Path) -> dict[str, dict[str, Path]]:
    """Return the files of the parts that an earlier run finished, by key and table."""
    found: dict[str, dict[str, Path]] = {}
    for name in TABLES:
        for path in sorted((out / name).glob("part-*.parquet")):
            try:
                parquet.read_metadata(path)
            except (OSError, pa.ArrowException):
                continue  # a disk may lie about what it wrote
            found.setdefault(path.stem.rpartition("-")[2], {})[name] = path
    return {key: paths for key, paths in found.items() if len(paths) == len(TABLES)}


def _handfuls(things: list[Item]) -> Iterator[list[Item]]:
    """Yield chunks that are worth a trip, more than one of even a small part."""
    most = max(1, min(CHUNK_THINGS, len(things) // _LEAST_CHUNKS))
    chunk: list[Item] = []
    size = 0
    for thing in things:
        chunk.append(thing)
        size += thing.size if isinstance(thing, Paper) else 0
        if len(chunk) >= most or size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


# --- in whatever process reads -------------------------------------------------------------------


def _tell(things: Sequence[Item], read: ReadHere) -> list[_Sheets]:
    """Parse and read papers; what was left out before stays where it stood among them."""
    parsed: list[Report | None] = []
    rows: list[list[LeftOut]] = []
    for thing in things:
        report, said = _parsed(thing)
        parsed.append(report)
        rows.append(said)
    told = iter(read([report for report in parsed if report is not None]))
    pairs: list[Read] = []
    left_out: list[LeftOut] = []
    for report, said in zip(parsed, rows, strict=True):
        left_out += said
        if report is not None:
            pairs.append(next(told))
            left_out += pairs[-1][0].left_out
    failed = sum(any(row.stage == FAILED for row in told.left_out) for told, _ in pairs)
    placed = [found for _, some in pairs for found in some]
    by_id = {told.report.report_id: told.report for told, _ in pairs}
    return [_Sheets(*event_table(placed, by_id), left_out, len(pairs) - failed)]


def _parsed(thing: Item) -> tuple[Report | None, list[LeftOut]]:
    if isinstance(thing, LeftOut):
        return None, [thing]
    try:
        report, notes = thing.parse()
    except InputError as error:
        reason = f"{error.problem} {error.fix}"
        return None, [LeftOut(STAGE, thing.source, thing.locator, sound(reason))]
    except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about
        return None, [_failed(thing, f"Parsing it failed with {type(error).__name__}: {error}.")]
    # Some parsers give what no file can hold; offsets stay as they are
    report = replace(report, text=sound(report.text), title=sound(report.title))
    return report, [LeftOut(MENDED, thing.source, thing.locator, sound(note)) for note in notes]


def _patience(things: Sequence[Item]) -> float:
    return patience_s(sum(thing.size for thing in things if isinstance(thing, Paper)))


def _give_up(thing: Item, reason: str) -> _Sheets:
    row = _failed(thing, reason) if isinstance(thing, Paper) else thing
    return _Sheets(*event_table((), {}), [row], 0)


def _failed(paper: Paper, reason: str) -> LeftOut:
    return LeftOut(FAILED, paper.source, paper.locator, sound(" ".join(reason.split())[:300]))


def sound(text: str) -> str:
    """Return text that every file can hold: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


# --- as files ------------------------------------------------------------------------------------


def arrow_table(frame: pd.DataFrame, columns: Mapping[str, str]) -> pa.Table:
    """Return a table whose types are those of the schema, in a part without rows, too."""
    return pa.table({name: _column(frame[name], kind) for name, kind in columns.items()})


def _column(series: pd.Series[Any], kind: str) -> pa.Array:
    if kind == "date":
        return pa.array(series.to_numpy("datetime64[D]"), pa.date32(), from_pandas=True)
    types = {"text": pa.string(), "count": pa.int64(), "number": pa.float64()}
    return pa.array(series, types[kind], from_pandas=True)


@cache
def geo_metadata() -> bytes:
    """Return GeoParquet's metadata, the same for every part: no bounds, and any geometry."""
    from pyproj import CRS as System  # noqa: N811, PLC0415 - where it is needed

    column = {
        "encoding": "WKB", "geometry_types": [], "edges": "planar",
        "crs": System.from_user_input(CRS).to_json_dict(),
    }  # fmt: skip
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return json.dumps(about, sort_keys=True).encode()
