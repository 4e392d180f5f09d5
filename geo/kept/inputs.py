"""Everything that a build depends on, as digests.

The secret of this module is what counts as an input: every file of the project folder by its
content, the package itself with its models, lists and page script, the libraries that decide a
byte, and the user's own place lists. Only the package and the lists, which no editor writes, are
known again by size and times (as git knows files); a project's files are read every time.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import sys
import zlib
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.kept import digest
from geo.pieces import PIECE_BYTES, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.pieces import Told

# What can change a byte of a page without a change in this package.
_LIBRARIES: Final = (
    "branca filelock folium geopandas geopy jinja2 lxml numpy openpyxl pandas pyarrow pypdf pyproj "
    "python-crfsuite python-docx rapidfuzz shapely spacy trafilatura xyzservices"
).split()
_NOT_OURS: Final = frozenset({"__pycache__", "node_modules", "src", "test"})

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of what went into a build.

    Parameters
    ----------
    files
        Path below the project folder, with slashes ▶ digest of its content, in hexadecimal.
    stamps
        The same paths ▶ size, times and number of the file when it was read.
    version
        Of the package, its data and the libraries.
    lists
        Of the user's own place lists.
    pieces
        Of each large file, by its path.
    """

    root: Path
    files: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    version: str
    lists: str
    pieces: Mapping[str, Sequence[Told]] = field(default_factory=dict)

    def digest(self, *below: str, but: tuple[str, ...] = ()) -> bytes:
        """Return what stands for the version, the lists and the files `below` these folders.

        A folder ends with a slash; none at all is the whole project, `but` for some.
        """
        chosen = (
            f"{name}\0{found}"
            for name, found in sorted(self.files.items())
            if (not below or name.startswith(below)) and not (but and name.startswith(but))
        )
        return digest(self.version, self.lists, *chosen)

    def unchanged(self, out: Path) -> bool:
        """Return whether the project's files are still those that were read."""
        return {name: _stamp(path) for name, path in _files(self.root, out)} == self.stamps


def take_inputs(
    root: Path, out: Path, lists: Iterable[Path], known: str = "", *, below: tuple[str, ...] = ()
) -> tuple[Inputs, str]:
    """Return the inputs of a build of `root` into `out`, and what to pass as `known` next time.

    `lists` are the user's place lists. Files in `out` are no inputs, wherever it lies; of the
    project only what lies `below` these folders is, if any are given.
    """
    files, stamps, pieces = {}, {}, {}
    for name, path in _files(root, out):
        if below and not name.startswith(below):
            continue
        stamps[name] = _stamp(path)
        if stamps[name][0] > PIECE_BYTES:
            pieces[name] = _told(path)
        parts = pieces.get(name)
        files[name] = digest(*(part.sum for part in parts)).hex() if parts else _content(path)
    package = Path(__file__).resolve().parent.parent
    before = _known(known)
    after: dict[str, list[object]] = {}

    def again(path: Path, name: str) -> str:
        stamp = _stamp(path)
        held = before.get(name)
        found = str(held[1]) if held and held[0] == list(stamp) else _content(path)
        after[name] = [list(stamp), found]
        return found

    ours = [
        f"{path.relative_to(package).as_posix()}\0{again(path, str(path))}"
        for path in _own(package)
    ]
    theirs = [f"{path.name}\0{again(path, str(path))}" for path in sorted(lists)]
    version = digest(*ours, *_surroundings()).hex()
    inputs = Inputs(root, files, stamps, version, digest(*theirs).hex(), pieces)
    return inputs, json.dumps(after)


def _files(root: Path, out: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below `root` that a reader may open, in no order."""
    target = out.resolve()
    for path in root.rglob("*"):
        below = path.relative_to(root)
        if (
            not any(part.startswith(".") for part in below.parts[:-1])
            and path.is_file()
            and target not in path.resolve().parents
        ):
            yield below.as_posix(), path


def _own(package: Path) -> Iterator[Path]:
    """Yield the files of the package that a build may use."""
    for folder, names, files in os.walk(package):
        names[:] = sorted(name for name in names if name not in _NOT_OURS)
        yield from (Path(folder) / name for name in sorted(files) if not name.endswith(".pyc"))


def _surroundings() -> Iterator[str]:
    """Yield the versions of what this package stands on."""
    yield sys.version
    yield platform.machine()
    yield sqlite3.sqlite_version
    yield zlib.ZLIB_RUNTIME_VERSION
    for name in _LIBRARIES:
        try:
            yield f"{name} {_version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} none"


def _version(name: str) -> str:
    """Return the version of a library as `metadata.version` does, which reads all of its description."""
    head = metadata.distribution(name).read_text("METADATA") or ""
    found = next((line for line in head.splitlines() if line.startswith("Version:")), "")
    return found.removeprefix("Version:").strip()


def _known(text: str) -> dict[str, list[object]]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _content(path: Path) -> str:
    """Return a digest of the file, or a word for one that can't be read: its reader says why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"


def _told(path: Path) -> list[Told]:
    """Return the pieces of a large file, none of one that can't be read."""
    try:
        with path.open("rb") as file:
            return tell(file)
    except OSError:
        return []


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return (-1, 0, 0, 0)
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
