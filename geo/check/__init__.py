"""The data doctor: what is wrong, suspicious or mended in a project's tables, row by row.

The secret of this package is what makes a value suspicious that reads well: a point outside the
division that its row names, a place far from every place of its name, a day after the table was
made, a toll far above its kind's. What was wrong or mended `geo.tables` says itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.check.suspicious import Doubts
from geo.errors import InputError
from geo.model import MENDED
from geo.project import default_project, read_project
from geo.tables import UnknownTableError, fold_table, table_files
from geo.tables.frame import Finding
from geo.tables.sheet import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geo.model import Geocoder, LeftOut
    from geo.project import Project
    from geo.tables import Part
    from geo.tables.frame import Kind

__all__ = ["Checked", "FileChecked", "Group", "check_data", "check_project", "check_table"]

KEPT_ROWS: Final = 1000
_VALUES: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|-?\d[\d.,]*")
_ROWS: Final = re.compile(r"rows? (\d[\d, ]*)(?: and (\d+) more)?")
_COLUMN: Final = re.compile(r"column (.*)$", re.DOTALL)
_ORDER: Final = {"wrong": 0, "suspicious": 1, "mended": 2}


@dataclass(slots=True)
class Group:
    """What was found alike in some rows of one column.

    Parameters
    ----------
    count
        How many rows; 0 where it is about the file or the column as a whole.
    rows
        Their numbers in the file, rising, at most `KEPT_ROWS` of them.
    reason
        The reason of the first one; the others differ in the values they name at most.
    """

    kind: Kind
    column: str
    reason: str
    count: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class FileChecked:
    """One file: rows in = events + rows left out."""

    source: str
    rows: int = 0
    events: int = 0
    left_out: int = 0
    without_coordinates: int = 0
    groups: list[Group] = field(default_factory=list)
    proposal: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    refused: bool = False

    def count(self, kind: Kind) -> int:
        """Return how many rows, or things said of the whole, are of `kind`."""
        return sum(max(group.count, 1) for group in self.groups if group.kind == kind)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in every file."""

    files: Sequence[FileChecked]

    def total(self) -> Mapping[str, int]:
        """Return the sums over all files, which add up: rows = events + left out."""
        names = ("rows", "events", "left_out", "without_coordinates")
        sums = Counter({name: sum(getattr(f, name) for f in self.files) for name in names})
        kinds: tuple[Kind, ...] = ("wrong", "suspicious", "mended")
        return {
            "files": len(self.files),
            "files refused": sum(f.refused for f in self.files),
            "rows": sums["rows"],
            "events": sums["events"],
            "rows left out": sums["left_out"],
            "events without coordinates": sums["without_coordinates"],
            **{kind: sum(f.count(kind) for f in self.files) for kind in kinds},
        }


def check_data(
    data: Path, open_lists: Callable[[Project | None], Geocoder], *, as_of: date | None = None
) -> tuple[Checked, str]:
    """Check a project folder, or one table by itself; return what was found and a title.

    Raises
    ------
    InputError
        If `data` is neither.
    """
    if data.is_file():
        project = default_project(data.parent)
        found = check_table(data, data.name, project, open_lists(None), as_of=as_of)
        return Checked([found]), data.name
    project = read_project(data)
    return check_project(project, open_lists(project), as_of=as_of), project.title


def check_project(project: Project, geocoder: Geocoder, *, as_of: date | None = None) -> Checked:
    """Check every table, zone, site and line of a project.

    Parameters
    ----------
    as_of
        The day on which the data was had: later days are suspicious. Without it a table is held
        against the days that it names itself (ACLED's ``timestamp``, GDELT's ``DATEADDED``).
    """
    from geo.zones import read_lines, read_sites, read_zones  # noqa: PLC0415

    folder = project.root / "events"
    found = [
        check_table(
            path, path.relative_to(project.root).as_posix(), project, geocoder, as_of=as_of,
            name=path.relative_to(folder).as_posix(),
        )
        for path in table_files(folder)
    ]  # fmt: skip
    for name, read in (("zones", read_zones), ("sites", read_sites), ("lines", read_lines)):
        shapes, said = read(project.root / name)
        found += _layers(said, len(shapes), name)
    return Checked(found)


def _layers(said: Sequence[LeftOut], rows: int, name: str) -> list[FileChecked]:
    """Return what was said of a layer, by file."""
    if not said:
        return []
    out = {row.source: FileChecked(row.source) for row in said}
    for row in said:
        out[row.source].groups.append(
            Group("mended" if row.stage == MENDED else "wrong", row.locator, row.reason, 1)
        )
    first = next(iter(out.values()))
    if len(out) == 1:
        first.events = rows
    lost = {source: sum(r.stage != MENDED and r.source == source for r in said) for source in out}
    for source, each in out.items():
        each.left_out, each.name = lost[source], name
        each.rows = each.events + each.left_out
    return list(out.values())


def check_table(
    path: Path,
    source: str,
    project: Project,
    geocoder: Geocoder,
    *,
    as_of: date | None = None,
    name: str = "",
) -> FileChecked:
    """Check one table; a file that can't be read is refused, with the reason.

    `name` is what ``atlas.toml`` calls it, `source` what the findings do.
    """
    from geo.basemap import outline  # noqa: PLC0415 - reading it costs 0.3 s

    name = name or path.name
    drawn = lru_cache(maxsize=None)(outline)

    def look(parts: Iterator[Part]) -> FileChecked:
        report = FileChecked(source, name=name)
        doubts = Doubts(geocoder, drawn, project.countries, as_of)
        groups = _Groups()
        for part in parts:
            report.rows += part.rows
            for note in part.notes:
                groups.add_note(note)
            for row, why in part.taken_back.items():
                report.events -= 1
                groups.add([Finding("wrong", source, "", np.array([row]), why)])
            if part.tidy is not None:
                report.events += len(part.tidy.events)
                report.without_coordinates += int(part.tidy.events.geometry.array.isna().sum())
                groups.add(part.tidy.findings)
                groups.add(doubts.of(part.tidy))
        groups.add(doubts.tolls())
        report.left_out = report.rows - report.events
        report.groups = groups.sorted()
        return report

    try:
        return fold_table(path, source, project, look, project.tables.get(name), drawn)
    except InputError as error:
        refused = FileChecked(source, name=name, refused=True)
        refused.groups.append(Group("wrong", "", f"{error.problem} {error.fix}"))
        refused.proposal = error.proposal if isinstance(error, UnknownTableError) else {}
        return refused


class _Groups:
    """Findings that say the same of the same column, together."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Group] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._put(finding.kind, finding.column, finding.reason, finding.rows)

    def add_note(self, note: LeftOut) -> None:
        """Add what the reading of the file said, whose rows stand in words."""
        match = _ROWS.search(note.locator)
        rows = [int(n) for n in match[1].replace(" ", "").split(",") if n] if match else []
        column = _COLUMN.search(note.locator)
        kind: Kind = "wrong" if note.stage == STAGE else "mended"
        at = column[1] if column else ("" if match else note.locator)
        group = self._put(kind, at, note.reason, np.array(rows, dtype=np.int64))
        group.count += int(match[2] or 0) if match else 0

    def _put(self, kind: Kind, column: str, reason: str, rows: Any) -> Group:
        key = (kind, column, _VALUES.sub("…", reason))
        group = self._found.setdefault(key, Group(kind, column, reason))
        group.count += len(rows)
        group.rows.extend(rows[: KEPT_ROWS - len(group.rows)].tolist())
        return group

    def sorted(self) -> list[Group]:
        for group in self._found.values():
            group.rows.sort()
        return sorted(
            self._found.values(), key=lambda g: (_ORDER[g.kind], -g.count, g.column, g.reason)
        )
