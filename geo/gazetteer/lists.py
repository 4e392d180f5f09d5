"""A user's own lists of places: add, fetch, list, remove.

The secret of this module is how a list gets into the user's data folder whole or not at all, with
any number of imports killed or running at once: each writes files of its own, and the last step is
a rename.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from geo.errors import InputError
from geo.gazetteer.index import FORMAT, TEMPORARY, IndexWriter, new_file
from geo.gazetteer.sources import read_list
from geo.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

GEONAMES: Final = "https://download.geonames.org/export/dump/{country}.zip"
MAX_LEFT_OUT: Final = 1000
STALE_S: Final = 24 * 3600
REPORT_EVERY: Final = 10_000
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlaceList:
    """One list in the user's data folder."""

    name: str
    path: Path
    places: int
    title: str
    attribution: str
    date: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Added:
    """What an import brought in, and what it could not use.

    `left_out` holds the first `MAX_LEFT_OUT` rows, `left_out_count` counts all.
    """

    list: PlaceList
    left_out: tuple[LeftOut, ...]
    left_out_count: int


def add_list(
    source: Path,
    user_dir: Path,
    *,
    name: str = "",
    country: str = "",
    alternates: Path | None = None,
    attribution: str = "",
    progress: Callable[[int], None] | None = None,
) -> Added:
    """Import a file of places as a list of its own; one of the same name is replaced.

    Parameters
    ----------
    source
        A GeoNames dump, CSV, XLSX, GeoJSON, OSM XML or PBF file.
    name
        What the list is called; the file's stem by default.
    country
        ISO 3166-1 alpha-2, where the file names none.
    alternates
        GeoNames' alternateNamesV2, for a GeoNames dump.
    progress
        Called with the number of places read so far.

    Raises
    ------
    InputError
        If the file is no list of places, or holds none; the folder is then as it was.
    """
    label = name or re.sub(r"[^a-z0-9]+", "-", source.name.split(".")[0].lower()).strip("-")
    if not _NAME.fullmatch(label):
        raise InputError(
            f"{label!r} can't be the name of a list.",
            fix="Pass --name with lower-case letters, digits and hyphens.",
        )
    places, spellings = read_list(source, country=country.upper(), alternates=alternates)
    user_dir.mkdir(parents=True, exist_ok=True)
    _sweep(user_dir)
    target = user_dir / f"{label}.sqlite"
    about = {
        "source": label,
        "title": source.name,
        "attribution": attribution,
        "licence": "",
        "date": time.strftime("%Y-%m-%d", time.gmtime(source.stat().st_mtime)),
    }
    left: list[LeftOut] = []
    lost = count = 0
    with new_file(target) as temporary:
        writer = IndexWriter(temporary, about)
        try:
            for place in places:
                if isinstance(place, LeftOut):
                    lost += 1
                    if len(left) < MAX_LEFT_OUT:
                        left.append(place)
                    continue
                writer.add(place)
                count += 1
                if progress is not None and count % REPORT_EVERY == 0:
                    progress(count)
            if not count:
                why = f": {left[0].reason} ({left[0].locator})" if left else ""
                raise InputError(
                    f"{source} holds no place{why}.", fix="Give a list with names and positions."
                )
            for ref, spelling, language in spellings:
                writer.add_spelling(ref, spelling, language)
            writer.finish().close()
        except BaseException:
            writer.abandon()
            raise
    if progress is not None:
        progress(count)
    return Added(_describe(target), tuple(left), lost)


def list_lists(user_dir: Path) -> list[PlaceList]:
    """Return the user's lists by name; damaged files are not among them."""
    found = []
    for path in sorted(user_dir.glob("*.sqlite")):
        with suppress(InputError):
            found.append(_describe(path))
    return found


def countries_of_lists(user_dir: Path | None, countries: Collection[str]) -> set[str]:
    """Return which of `countries` any list of the user's has places in; damaged files have none."""
    there: set[str] = set()
    if user_dir is None or not countries:
        return there
    for path in sorted(user_dir.glob("*.sqlite")):
        with suppress(sqlite3.DatabaseError), closing(_opened(path)) as connection:
            for country in sorted(set(countries) - there):
                # a list of one country answers at its first row
                asked = "SELECT 1 FROM place WHERE country = ? LIMIT 1"
                if connection.execute(asked, (country,)).fetchone():
                    there.add(country)
    return there


def remove_list(name: str, user_dir: Path) -> None:
    """Remove a list.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    path = user_dir / f"{name}.sqlite"
    if not _NAME.fullmatch(name) or not path.is_file():
        have = ", ".join(p.stem for p in sorted(user_dir.glob("*.sqlite"))) or "none"
        raise InputError(f"There is no list {name!r}.", fix=f"The lists are: {have}.")
    path.unlink()


def get_country(
    country: str,
    user_dir: Path,
    *,
    address: str = GEONAMES,
    timeout_s: float = 600,
    progress: Callable[[int], None] | None = None,
) -> Added:
    """Download GeoNames' file of a country and add it as a list named after it.

    Parameters
    ----------
    address
        Where the file lies; ``{country}`` stands for the code.
    timeout_s
        For the whole download.

    Raises
    ------
    InputError
        If `country` is no code, or the address is not http(s).
    ServiceError
        If the file does not come in time, whole and from the host asked.
    """
    code = country.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise InputError(f"{country!r} is no country code.", fix="Give two letters, as SY.")
    url = address.replace("{country}", code)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise InputError(f"{url} is no web address.", fix="Give one that starts with https://.")
    from geo.gazetteer.download import download  # noqa: PLC0415 - http costs 40 ms to import

    with tempfile.TemporaryDirectory(prefix="sitmap-") as folder:
        file = Path(folder) / f"{code}.zip"
        download(url, file, timeout_s)
        return add_list(
            file,
            user_dir,
            name=f"geonames-{code.lower()}",
            attribution="GeoNames (geonames.org), CC BY 4.0",
            progress=progress,
        )


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _describe(path: Path) -> PlaceList:
    connection = _opened(path)
    try:
        about = dict(connection.execute("SELECT key, value FROM about"))
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path} is damaged: {error}.", fix="Remove it and add it again.") from (
            error
        )
    finally:
        connection.close()
    if about.get("format") != str(FORMAT):
        raise InputError(
            f"{path} was written by another version of sitmap.", fix="Remove it and add it again."
        )
    return PlaceList(
        name=path.stem,
        path=path,
        places=int(about.get("places", 0)),
        title=about.get("title", ""),
        attribution=about.get("attribution", ""),
        date=about.get("date", ""),
        size_bytes=path.stat().st_size,
    )


def _sweep(user_dir: Path) -> None:
    """Remove what imports that were killed left behind more than a day ago."""
    now = time.time()
    for path in user_dir.glob(f".*{TEMPORARY}*"):
        with suppress(OSError):
            if now - path.stat().st_mtime > STALE_S:
                path.unlink()
