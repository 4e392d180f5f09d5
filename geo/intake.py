"""Reports from wherever many of them lie: files, folders, ZIP, JSON Lines, Parquet, globs, stores.

The secret of this module is how each of these is taken apart: one report after the other, never a
whole collection at once, and never beyond what its own directory declares. Nothing is unpacked to
disk, so that a name such as ``../x`` leads nowhere. What can't be taken is a row with its reason.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast

from geo.errors import InputError
from geo.model import MENDED, LeftOut, stable_id
from geo.project import data_files
from geo.reports import (
    MAX_FILE_BYTES,
    STAGE,
    parse_noted,
    parse_record,
    too_large,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import IO

    from geo.model import Report

LINES: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_MAX_ID: Final = 200
_MAX_RATIO: Final = 100  # unpacked to packed; prose packs to a third, tables to a twentieth
_UNSUSPICIOUS: Final = 200_000_000  # bytes that an archive may unpack to whatever the ratio
_MAX_MEMBERS: Final = 2_000_000
_MAX_GROUP: Final = 4_000_000_000  # bytes of a Parquet row group, unpacked
_BATCH: Final = 256
# what a record may call what; our own names first
_NAMES: Final = {
    "report_id": ("report_id", "id"),
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "source": ("source", "publisher"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One report as it lay there, not parsed yet, since parsing costs time and may fail.

    Parameters
    ----------
    source, locator
        Where it lay: a file, and in it a part or a line, ``""`` if it is the file.
    report_id
        A file's stem, or what the record says, or made of its content.
    content
        A file's bytes, or a record's fields.
    published
        The day of publication if it does not say.
    weight
        Bytes of the source that it took.
    """

    source: str
    locator: str
    report_id: str
    content: bytes | Mapping[str, str]
    published: date | None
    weight: int

    @property
    def name(self) -> str:
        """The file's own name, or where the record stands."""
        if isinstance(self.content, bytes):
            return PurePosixPath(self.locator or self.source).name
        return f"{self.source}, {self.locator}"

    @property
    def size(self) -> int:
        """Bytes or characters to parse."""
        if isinstance(self.content, bytes):
            return len(self.content)
        return len(self.content.get("text", ""))

    def parse(self) -> tuple[Report, list[str]]:
        """Return the report, and what was put right or chosen in it.

        Raises
        ------
        InputError
            If it is none.
        """
        if isinstance(self.content, bytes):
            return parse_noted(self.name, self.content, self.published)
        return parse_record(self.name, self.report_id, self.content, self.published)

    def digest(self) -> bytes:
        """Return what stands for all of it but where it lay."""
        found = hashlib.blake2b(digest_size=16)
        parts: list[bytes] = [self.report_id.encode(), str(self.published).encode()]
        if isinstance(self.content, bytes):
            # a format is known by its suffix
            parts += [PurePosixPath(self.name).suffix.lower().encode(), self.content]
        else:
            for key, value in sorted(self.content.items()):
                parts += [key.encode(), value.encode()]
        for part in parts:
            found.update(len(part).to_bytes(8, "little"))
            found.update(part)
        return found.digest()

    def body(self) -> bytes:
        """Return what is the same for a report given twice under two names."""
        if isinstance(self.content, bytes):
            return hashlib.blake2b(self.content, digest_size=16).digest()
        text = " ".join(self.content.get("text", "").split()).casefold()
        return hashlib.blake2b(text.encode(), digest_size=16).digest()


Item = Paper | LeftOut
"""A report, or what can't be one."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that holds a report or many.

    Parameters
    ----------
    name
        As it was given, or found below what was given.
    size
        Bytes.
    open
        Opens it for reading bytes, from the beginning and to and fro.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def many(self) -> bool:
        """Whether it is a collection."""
        return self.name.lower().endswith((*LINES, ".zip", ".parquet"))

    def items(self, published: date | None = None) -> Iterator[Item]:
        """Yield what it holds, in order; never an exception for what is wrong with it."""
        name = self.name.lower()
        try:
            with self.open() as file:
                if name.endswith(LINES):
                    packed = name.endswith(".gz")
                    yield from _lines(self.name, "", file, published, packed=packed)
                elif name.endswith(".zip"):
                    yield from _members(self.name, self.size, file, published)
                elif name.endswith(".parquet"):
                    yield from _rows(self.name, self.size, file, published)
                else:
                    yield _file(self.name, "", file, self.size, published)
        except OSError as error:
            why = error.strerror or str(error) or type(error).__name__
            yield LeftOut(STAGE, self.name, "", f"It can't be read: {why}. Check name and rights.")


def find_sources(given: Sequence[str]) -> list[Source]:
    """Return the files that `given` names, in its order: files, folders, globs, ``s3://`` and so on.

    Raises
    ------
    InputError
        If nothing is there under one of them, or a store needs a package that is not installed.
    """
    return [source for text in given for source in _find(text)]


def take(sources: Iterable[Source], published: date | None = None) -> Iterator[Item | None]:
    """Yield what `sources` hold, in order, and None where a collection ends.

    A report that is there already, by its text or its id, is a row with that reason.
    """
    bodies: set[bytes] = set()
    ids: set[str] = set()
    for source in sources:
        for item in source.items(published):
            yield _once(item, bodies, ids)
        if source.many:
            yield None


def _once(item: Item, bodies: set[bytes], ids: set[str]) -> Item:
    if isinstance(item, LeftOut):
        return item
    body = item.body()
    if body in bodies:
        reason = "It has the same text as an earlier report. Delete one of them."
        return LeftOut(STAGE, item.source, item.locator, reason)
    if item.report_id in ids:
        reason = f"An earlier report has its id, {item.report_id[:80]}, too. Rename it."
        return LeftOut(STAGE, item.source, item.locator, reason)
    bodies.add(body)
    ids.add(item.report_id)
    return item


def parse_all(
    given: Sequence[str], published: date | None = None
) -> tuple[list[Report], list[LeftOut]]:
    """Return all reports that `given` names, and a row for each that is none or was mended.

    Raises
    ------
    InputError
        As `find_sources`.
    """
    reports: list[Report] = []
    left_out: list[LeftOut] = []
    for item in take(find_sources(given), published):
        if isinstance(item, LeftOut):
            left_out.append(item)
        elif item is not None:
            try:
                report, notes = item.parse()
            except InputError as error:
                reason = f"{error.problem} {error.fix}"
                left_out.append(LeftOut(STAGE, item.source, item.locator, reason))
            else:
                reports.append(report)
                left_out += [LeftOut(MENDED, item.source, item.locator, note) for note in notes]
    return reports, left_out


# --- where things lie ----------------------------------------------------------------------------


def _find(text: str) -> Iterator[Source]:
    if "://" in text:
        yield from _in_store(text)
        return
    path = Path(text)
    if path.is_dir():
        paths = list(data_files(path))
    elif path.exists() or not any(c in text for c in "*?["):
        paths = [path]  # a missing one is told by whoever opens it
    else:
        from glob import glob  # noqa: PLC0415

        found = sorted(Path(name) for name in glob(text, recursive=True))
        paths = [one for name in found for one in (data_files(name) if name.is_dir() else [name])]
    if not paths:
        raise InputError(f"There is no report in {text}.", fix="Check the path.")
    yield from (_local(one) for one in paths)


def _local(path: Path) -> Source:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Source(_clean(path.as_posix()), size, lambda: path.open("rb"))


def _in_store(text: str) -> Iterator[Source]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(
            f"{text} lies in a store, and fsspec is not installed.",
            fix="pip install 'sitmap[dask]'",
        ) from None
    scheme = text.partition("://")[0]
    try:
        store, path = url_to_fs(text)
        if any(c in path for c in "*?["):
            names = sorted(name for name in store.glob(path) if not store.isdir(name))
        else:
            names = sorted(store.find(path)) if store.isdir(path) else [path]
        sizes = [int(store.size(name) or 0) for name in names]
    except ImportError as error:
        raise InputError(f"{text} can't be opened: {error}.", fix="Install that package.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{text} can't be listed: {error}.", fix="Check it, and rights.") from None
    if not names:
        raise InputError(f"There is no report in {text}.", fix="Check the address.")
    for name, size in zip(names, sizes, strict=True):
        yield Source(
            _clean(f"{scheme}://{name.removeprefix(f'{scheme}://')}"),
            size,
            lambda name=name: store.open(name, "rb"),  # type: ignore[misc]
        )


def _clean(text: str) -> str:
    """Return text that every file format can hold: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


# --- what is in them -----------------------------------------------------------------------------


def _file(
    source: str, part: str, file: IO[bytes], weight: int, published: date | None
) -> Paper | LeftOut:
    data = file.read(MAX_FILE_BYTES + 1)
    name = PurePosixPath(part or source)
    if len(data) > MAX_FILE_BYTES:
        error = too_large(name.name, max(weight, len(data)))
        return LeftOut(STAGE, source, part, f"{error.problem} {error.fix}")
    return Paper(source, part, name.stem, data, published, weight)


def _lines(
    source: str, part: str, file: IO[bytes], published: date | None, *, packed: bool = False
) -> Iterator[Item]:
    """Yield the records of JSON Lines; a bad line costs itself alone."""
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
    number, before = 0, 0
    try:
        while line := stream.readline(MAX_FILE_BYTES + 1):
            number += 1
            locator = f"{part}, line {number}" if part else f"line {number}"
            here = file.tell()
            weight, before = here - before, here
            if len(line) > MAX_FILE_BYTES:
                yield LeftOut(STAGE, source, locator, "It is longer than 64 MB. Split it.")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_FILE_BYTES)
                continue
            if line.strip():
                yield _parsed(source, locator, line, published, weight)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = f"What follows is damaged: {error}. Fetch the file again."
        yield LeftOut(STAGE, source, f"line {number + 1}", reason)


def _parsed(source: str, locator: str, line: bytes, published: date | None, weight: int) -> Item:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = f"It is no JSON in UTF-8: {_clean(str(error))[:200]}. Mend or delete it."
        return LeftOut(STAGE, source, locator, reason)
    if not isinstance(found, dict):
        return LeftOut(STAGE, source, locator, 'It is no object. Write {"text": "..."}.')
    named = {str(key).strip().lower(): value for key, value in found.items()}
    return _record(source, locator, named, published, weight)


def _record(
    source: str, locator: str, named: Mapping[str, Any], published: date | None, weight: int
) -> Item:
    record: dict[str, str] = {}
    for ours, theirs in _NAMES.items():
        value = next((named[name] for name in theirs if named.get(name) not in (None, "")), None)
        if value is None:
            continue
        if ours == "text" and not isinstance(value, str):
            reason = f"Its text is {type(value).__name__}, not text. Mend or delete it."
            return LeftOut(STAGE, source, locator, reason)
        if isinstance(value, dict | list):
            continue  # a publisher's own structure, of which no field of ours can be made
        record[ours] = _clean(value.isoformat() if hasattr(value, "isoformat") else str(value))
    if not record.get("text", "").strip():
        known = ", ".join(_NAMES["text"])
        return LeftOut(STAGE, source, locator, f"It has no text ({known}). Fill or delete it.")
    if len(record["text"]) > MAX_FILE_BYTES:
        return LeftOut(STAGE, source, locator, "It is longer than 64 MB. Split it.")
    report_id = " ".join(record.pop("report_id", "").split())
    if len(report_id) > _MAX_ID or not report_id.isprintable():
        reason = f"Its id {report_id[:40]!r} is no name of at most {_MAX_ID} letters. Mend it."
        return LeftOut(STAGE, source, locator, reason)
    if not report_id:
        told = (record[key] for key in ("text", "published", "url") if key in record)
        report_id = f"r{stable_id(*told)}"
    return Paper(source, locator, report_id, record, published, weight)


def _members(source: str, size: int, file: IO[bytes], published: date | None) -> Iterator[Item]:
    """Yield the reports of an archive, by its directory, to whose sizes `zipfile` holds."""
    fix = "Pack it again, or fetch it again."
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [part for part in archive.infolist() if _wanted(part)]
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _MAX_MEMBERS or unpacked > max(_UNSUSPICIOUS, _MAX_RATIO * size):
                reason = (
                    f"It unpacks from {size / 1e6:,.1f} to {unpacked / 1e6:,.0f} MB in "
                    f"{len(parts):,} parts, which is no sound archive of reports. {fix}"
                )
                yield LeftOut(STAGE, source, "", reason)
                return
            for part in sorted(parts, key=lambda part: part.filename):
                yield from _member(source, archive, part, published)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        yield LeftOut(STAGE, source, "", f"It is no ZIP archive: {_clean(str(error))}. {fix}")


def _wanted(part: zipfile.ZipInfo) -> bool:
    """Return whether a part may be a report, by the rules for files in a folder."""
    path = PurePosixPath(part.filename)
    hidden = any(name.startswith((".", "~$", "__MACOSX")) for name in path.parts if name != "..")
    return not (part.is_dir() or hidden or path.name.endswith("~") or path.stem.lower() == "readme")


def _member(
    source: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, published: date | None
) -> Iterator[Item]:
    name = _clean(part.filename)
    try:
        with archive.open(part) as file:
            if name.lower().endswith(LINES[:2]):
                yield from _lines(source, name, file, published)
            else:
                yield _file(source, name, file, part.compress_size, published)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        yield LeftOut(STAGE, source, name, f"It can't be unpacked: {error}. Pack it again.")
    except (zlib.error, lzma.LZMAError, struct.error, ValueError, io.UnsupportedOperation) as error:
        yield LeftOut(STAGE, source, name, f"It is damaged: {error}. Fetch the archive again.")


def _rows(source: str, size: int, file: IO[bytes], published: date | None) -> Iterator[Item]:
    """Yield the rows of a Parquet file, some at a time."""
    import pyarrow as pa  # noqa: PLC0415 - 0.1 s, only for Parquet
    from pyarrow import parquet  # noqa: PLC0415

    done = 0
    try:
        table = parquet.ParquetFile(file)
        known = {name for names in _NAMES.values() for name in names}
        columns = [name for name in table.schema_arrow.names if name.strip().lower() in known]
        if not {name.strip().lower() for name in columns} & set(_NAMES["text"]):
            reason = f"It has no column {' or '.join(_NAMES['text'])}. Rename one."
            yield LeftOut(STAGE, source, "", reason)
            return
        about = table.metadata
        groups = (about.row_group(number) for number in range(about.num_row_groups))
        if any(group.total_byte_size > _MAX_GROUP for group in groups):
            yield LeftOut(
                STAGE, source, "", "A row group unpacks to over 4 GB. Write smaller ones."
            )
            return
        weight = max(1, size // max(1, about.num_rows))
        for batch in table.iter_batches(_BATCH, columns=columns):
            for row in batch.to_pylist():
                done += 1
                named = {key.strip().lower(): value for key, value in row.items()}
                yield _record(source, f"row {done}", named, published, weight)
    except (pa.ArrowException, OSError, ValueError, ArithmeticError) as error:
        reason = f"What follows is damaged: {_clean(str(error))[:200]}. Fetch the file again."
        yield LeftOut(STAGE, source, f"row {done + 1}", reason)
