"""The stages of a build that are done again only where what goes into them changed.

The secret of this module is what each stage depends on, which is what its entries are found by. A
report's text depends on its file; what is read in it on its text, the place lists, sites and word
lists, and where the project lies; a table on its file and on how the project says to read it.
"""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.kept import Kept, digest
from geo.kept.records import decode, encode
from geo.model import FAILED
from geo.reports import read_noted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.kept.frames import ReadTable
    from geo.kept.inputs import Inputs
    from geo.model import Placed, Reading, Report
    from geo.pieces import Told
    from geo.project import Project, TableSpec
    from geo.tables import HeldPart

MOST_ROWS: Final = 100_000
READ_BY: Final = ("places/", "sites/", "lexicon/")
"""What reports are read with, besides the gazetteer."""


class Stages:
    """What earlier builds kept of a project, at hand for this one.

    Parameters
    ----------
    kept
        The file; a damaged one never becomes a fault of the build.
    inputs
        What goes into this build, the user's place lists included.
    """

    def __init__(self, kept: Kept, inputs: Inputs) -> None:
        self._kept = kept
        self._inputs = inputs

    def report_reader(self) -> Callable[[Path, date | None], tuple[Report, list[str]]]:
        """Return what reads a report as `geo.reports.read_noted` does, each content once."""

        def read(path: Path, published: date | None) -> tuple[Report, list[str]]:
            name, content = self._file(path)
            if not content:
                return read_noted(path, published)
            key = digest("report", self._inputs.version, name, content, str(published))
            report, notes = self._kept.remember(
                key, lambda: read_noted(path, published), encode, decode
            )
            return report, list(notes)

        return read

    def table_reader(self) -> Callable[..., ReadTable]:
        """Return what reads a table as `geo.tables.read_table` does, each content once."""
        from geo.kept.frames import decode_table, encode_table  # noqa: PLC0415 - pandas
        from geo.tables import read_table  # noqa: PLC0415

        def read(
            path: Path,
            source: str,
            project: Project,
            spec: TableSpec | None = None,
            outline: Callable[[str, str | None], BaseGeometry | None] | None = None,
            keep: Collection[str] | None = None,
        ) -> ReadTable:
            asked = repr((spec, outline is not None, leaning(project), keep and sorted(keep)))
            outline = outline and self._outlines(outline)
            name = path.relative_to(self._inputs.root).as_posix()
            memory = _Parts(
                self._kept,
                digest("part", self._inputs.version, source, asked),
                self._inputs.pieces.get(name, ()),
            )

            def make() -> ReadTable:
                return read_table(path, source, project, spec, outline, keep, memory)

            _, content = self._file(path)
            if not content:
                return make()
            key = digest("table", self._inputs.version, source, content, asked)
            found = self._kept.get(key, decode_table)
            if found is None:
                found = make()
                # the parts of what is larger are kept, each by itself, where it can be read fast
                if not memory.used and found[2] <= MOST_ROWS:
                    self._kept.put(key, encode_table(found))
            return found

        return read

    def read_each(
        self,
        project: Project,
        reports: Sequence[Report],
        read: Callable[[Sequence[Report]], Iterator[tuple[Reading, list[Placed]]]],
    ) -> Iterator[tuple[Reading, list[Placed]]]:
        """Yield what `read` makes of each of `reports`, in order, reading only what changed."""
        if project.spacy:  # a pipeline of somebody else, whose content is not among the inputs
            yield from read(reports)
            return
        context = digest(self._inputs.digest(*READ_BY), leaning(project))
        keys = [digest("reading", context, encode(report)) for report in reports]
        held: list[Any] = [self._kept.get(key, decode) for key in keys]
        fresh = read([r for r, found in zip(reports, held, strict=True) if found is None])
        for key, found in zip(keys, held, strict=True):
            if found is not None:
                yield found[0], list(found[1])
                continue
            reading, placed = next(fresh)
            # what failed may have failed for want of memory, and is tried again
            if not any(row.stage == FAILED for row in reading.left_out):
                self._kept.put(key, encode((reading, tuple(placed))))
            yield reading, placed

    def _outlines(
        self, outline: Callable[[str, str | None], BaseGeometry | None]
    ) -> Callable[[str, str | None], BaseGeometry | None]:
        """Return `outline` with a memory: its first answer costs the reading of the whole world."""
        import shapely  # noqa: PLC0415

        def remembered(country: str, division: str | None) -> BaseGeometry | None:
            name = repr((country, division))
            (found,) = self._kept.remember(
                digest("outline", self._inputs.version, name),
                lambda: (outline(country, division),),
                lambda made: b"" if made[0] is None else shapely.to_wkb(made[0]),
                lambda data: (shapely.from_wkb(data) if data else None,),
            )
            return found

        return remembered

    def zoned(
        self, afresh: Callable[[GeoDataFrame, GeoDataFrame], GeoDataFrame]
    ) -> Callable[[GeoDataFrame, GeoDataFrame], GeoDataFrame]:
        """Return what assigns zones as `afresh` does, looking for each event's zone once."""
        from geo.kept.zoned import assign  # noqa: PLC0415 - pandas

        version = digest(self._inputs.version)
        return lambda events, zones: assign(events, zones, afresh, self._kept, version)

    def blocks(
        self, key: Callable[[], bytes], make: Callable[[], dict[str, bytes]]
    ) -> dict[str, bytes]:
        """Return blocks of a page, each content once."""
        return self._kept.remember(
            digest("blocks", self._inputs.version, key()),
            make,
            _laid,
            _taken,
        )

    def _file(self, path: Path) -> tuple[str, str]:
        """Return a file's name in the project and its digest, ``""`` if it came after the others."""
        name = path.relative_to(self._inputs.root).as_posix()
        return name, self._inputs.files.get(name, "")


class _Parts:
    """The parts of one large table among the entries."""

    def __init__(self, kept: Kept, context: bytes, pieces: Sequence[Told]) -> None:
        self._kept = kept
        self._context = context
        self._pieces = pieces
        self.used = False

    def pieces(self) -> Sequence[Told]:
        return self._pieces

    def get(self, key: Sequence[str | bytes]) -> HeldPart | None:
        from geo.kept.frames import decode_part  # noqa: PLC0415 - pandas

        self.used = True
        return self._kept.get(digest(self._context, *key), decode_part)

    def put(self, key: Sequence[str | bytes], part: HeldPart) -> HeldPart:
        from geo.kept.frames import decode_part, encode_part  # noqa: PLC0415 - pandas

        data = encode_part(part)
        self._kept.put(digest(self._context, *key), data)
        return decode_part(data)


def _laid(blocks: dict[str, bytes]) -> bytes:
    """Return named bytes one after the other, behind their names and lengths."""
    head = json.dumps([[name, len(block)] for name, block in blocks.items()]).encode("ascii")
    return b"".join([struct.pack("<I", len(head)), head, *blocks.values()])


def _taken(data: bytes) -> dict[str, bytes]:
    (size,) = struct.unpack_from("<I", data)
    held = json.loads(data[4 : 4 + size])
    ends = accumulate((length for _, length in held), initial=4 + size)
    blocks = {name: data[at : at + length] for (name, length), at in zip(held, ends, strict=False)}
    if 4 + size + sum(map(len, blocks.values())) != len(data):
        raise ValueError("It is cut off.")
    return blocks


def leaning(project: Project) -> str:
    """Return all that a project file says, but for what only the drawing looks at."""
    return repr(
        replace(
            project,
            root=Path(),
            title="",
            description="",
            maps=(),
            tiles=None,
            report_errors_to="",
            scheduler="",
        )
    )
