"""How place names lie on disk: one read-only SQLite file that answers at once.

The secret of this module is the layout. Places are numbered by how well known they are, so the
smallest number of a name is its most likely place, and the number alone tells the prominence. The
name index is a ``WITHOUT ROWID`` table whose whole content is its key: a look-up is one walk down
one tree, mapped from disk, and nothing is loaded first. Names that share a skeleton lie together in
one row, one a line, so that a guess reads a few rows and compares them all at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputError
from geo.gazetteer.spelling import anglicised, bare, fold, script, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

FORMAT: Final = 2
"""Written into every file; another number is another layout, and the file must be made anew."""

MMAP_BYTES: Final = 1 << 32
DEGREE: Final = 100_000
"""Positions are whole numbers of 1/100,000 degree, at most 1.1 m."""

MAX_NAME: Final = 80
MIN_BONES: Final = 1
_MAX_MARKS: Final = 500
_STATEMENTS: Final = 512
# What was read lately is kept, some MB of it, and thrown away when it is more than that.
_MOST_KEYS: Final = 30_000
_MOST_ROWS: Final = 5_000
MAX_CODE: Final = 4
TEMPORARY: Final = ".tmp"
SHOWN_LANGUAGES: Final = frozenset({"ar", "en", "fr", "ru", "tr", "uk", "es", "de", "fa", "he"})

# What a key in the name table starts with if it is not a whole folded name.
BARE: Final = "~"  # without articles: "~nayrab" for "an-Nayrab"
CASED: Final = "="  # as written: "=US", which "us" must not find
DEMONYM: Final = "@"  # "@syrian": a people, found only when asked for

OWN: Final = "sitmap:"
"""What the id of a place from our own tables starts with, whatever list it stands in."""

POSTAL: Final = "postal/"
"""What the id of a village from GeoNames' postal places starts with."""

# Where an article may stand before any name: the Arab League's members and their neighbours.
_ARTICLE_COUNTRIES: Final = (
    "AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA ML MR NE OM PK PS QA SA SD SO SS SY TD TN TR"
    " YE"
)
ARTICLE_COUNTRIES: Final = frozenset(_ARTICLE_COUNTRIES.split())

SOMALI_COUNTRIES: Final = frozenset({"SO", "DJ"})

_TABLES: Final = """
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE division (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, name TEXT, lon INTEGER, lat INTEGER, radius_m INTEGER, kind TEXT,
        country TEXT, admin1 INTEGER, admin2 INTEGER, population INTEGER, ref, names TEXT,
        valid_from TEXT, valid_to TEXT);
    CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
    CREATE TABLE bones (
        skeleton TEXT, latin INTEGER, keys TEXT, lands TEXT,
        PRIMARY KEY (skeleton, latin)) WITHOUT ROWID;
"""
_STAGE: Final = """
    CREATE TABLE stage.place (
        id INTEGER PRIMARY KEY, prominence INTEGER, name TEXT, lon INTEGER, lat INTEGER,
        radius_m INTEGER, kind TEXT, country TEXT, admin1 INTEGER, admin2 INTEGER,
        population INTEGER, ref, names TEXT, valid_from TEXT, valid_to TEXT);
    CREATE TABLE stage.key (key TEXT, id INTEGER);
    CREATE TABLE stage.sorted (number INTEGER PRIMARY KEY, place INTEGER);
    CREATE TABLE stage.rank (id INTEGER PRIMARY KEY, number INTEGER);
    CREATE TABLE stage.bone (skeleton TEXT, key TEXT, lands TEXT);
"""
_RANK: Final = """
    INSERT INTO stage.rank SELECT id, row_number() OVER (
        ORDER BY prominence DESC, population DESC, CAST(ref AS TEXT), name, lon, lat) - 1
    FROM stage.place ORDER BY id
"""
_FILL_PLACES: Final = """
    INSERT INTO place
    SELECT r.number, p.name, lon, lat, radius_m, kind, country, a.place, b.place, population, ref,
           names, valid_from, valid_to
    FROM stage.place p JOIN stage.rank r USING (id)
    JOIN stage.sorted a ON a.number = p.admin1 JOIN stage.sorted b ON b.number = p.admin2
    ORDER BY r.number
"""
_FILL_NAMES: Final = """
    INSERT INTO name SELECT DISTINCT key, number FROM stage.key JOIN stage.rank USING (id)
    ORDER BY key, number
"""
_STAGE_BONES: Final = """
    INSERT INTO stage.bone SELECT bones_of(key), key, group_concat(country, ' ') FROM (
        SELECT DISTINCT n.key, p.country FROM name n JOIN place p ON p.id = n.place
        WHERE substr(n.key, 1, 1) NOT IN ('~', '=', '@') ORDER BY n.key, p.country)
    GROUP BY key ORDER BY key
"""
_FILL_BONES: Final = """
    INSERT INTO bones
    SELECT skeleton, latin, group_concat(key, char(10)), group_concat(lands, char(10)) FROM (
        SELECT skeleton, is_latin(key) AS latin, key, lands FROM stage.bone
        WHERE length(skeleton) >= ? ORDER BY skeleton, latin, length(key), key)
    GROUP BY skeleton, latin ORDER BY skeleton, latin
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place on its way into an index.

    Parameters
    ----------
    ref
        Its id at its source: a GeoNames id, a p-code.
    spellings
        Every name it is found by, `name` included or not.
    cased
        Abbreviations that count only as written, as ``"US"``.
    demonyms
        Words for its people, as ``"Syrian"``.
    prominence
        As `geo.model.Geocoder.prominence`.
    names
        Names by language, for display.
    """

    name: str
    lon: float
    lat: float
    radius_m: float
    kind: str
    ref: int | str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    prominence: int = 1
    spellings: Sequence[str] = ()
    cased: Sequence[str] = ()
    demonyms: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    valid_from: str | None = None
    valid_to: str | None = None


def keys_of(entry: Entry) -> Iterator[str]:
    """Yield the keys that lead to `entry`, some more than once."""
    arabic = entry.country in ARTICLE_COUNTRIES
    for spelling in (entry.name, *entry.spellings, *entry.names.values()):
        if len(spelling) > MAX_NAME:
            continue
        key = fold(spelling)
        if not key:
            continue
        yield key
        if (
            entry.country in SOMALI_COUNTRIES
            and (said := fold(anglicised(spelling))) != key
            and said
        ):
            yield said
        if (arabic or not key.isascii()) and (plain := bare(key)) != key and plain:
            yield BARE + plain
    for spelling in entry.cased:
        yield CASED + spelling
    for spelling in entry.demonyms:
        yield DEMONYM + fold(spelling)


class IndexWriter:
    """Fills a new index in bounded memory: rows are sorted on disk, by SQLite.

    Parameters
    ----------
    target
        A path that nobody reads yet, or ``":memory:"``.
    about
        ``source`` (what a `Place.source` starts with), ``title``, ``attribution``, ``licence`` and
        ``date``.
    """

    def __init__(self, target: Path | str, about: Mapping[str, str]) -> None:
        self._about = about
        self._count = 0
        self._by_ref = False
        self._divisions: dict[str, int] = {"": 0}
        stage = ":memory:" if str(target) == ":memory:" else f"{target}.stage"
        self._stage = None if stage == ":memory:" else Path(stage)
        self._connection = sqlite3.connect(str(target), isolation_level=None)
        self._connection.execute("PRAGMA page_size=4096")
        self._connection.execute("ATTACH ? AS stage", (stage,))
        for schema in ("main", "stage"):
            self._connection.execute(f"PRAGMA {schema}.journal_mode=OFF")
            self._connection.execute(f"PRAGMA {schema}.synchronous=OFF")
        self._connection.executescript(_TABLES + _STAGE)
        self._connection.execute("BEGIN")

    def add(self, entry: Entry) -> None:
        """Take one place in."""
        number = self._count
        self._count += 1
        self._connection.execute(
            "INSERT INTO stage.place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                entry.prominence,
                entry.name,
                round(entry.lon * DEGREE),
                round(entry.lat * DEGREE),
                round(entry.radius_m),
                entry.kind,
                entry.country,
                self._divisions.setdefault(entry.admin1, len(self._divisions)),
                self._divisions.setdefault(entry.admin2, len(self._divisions)),
                entry.population,
                entry.ref,
                json.dumps(dict(entry.names), ensure_ascii=False) if entry.names else None,
                entry.valid_from,
                entry.valid_to,
            ),
        )
        self._connection.executemany(
            "INSERT INTO stage.key VALUES (?,?)", [(key, number) for key in set(keys_of(entry))]
        )

    def add_spelling(self, ref: int | str, spelling: str, language: str = "") -> bool:
        """Add a spelling to the place with that `ref`, once all places are in; False if none is."""
        if not self._by_ref:
            self._connection.execute("CREATE INDEX stage.by_ref ON place (ref)")
            self._by_ref = True
        row = self._connection.execute(
            "SELECT id, names FROM stage.place WHERE ref = ?", (ref,)
        ).fetchone()
        key = fold(spelling)
        if row is None or not key or len(spelling) > MAX_NAME:
            return False
        self._connection.execute("INSERT INTO stage.key VALUES (?,?)", (key, row[0]))
        names = json.loads(row[1]) if row[1] else {}
        if language in SHOWN_LANGUAGES and language not in names:
            names[language] = spelling
            self._connection.execute(
                "UPDATE stage.place SET names = ? WHERE id = ?",
                (json.dumps(names, ensure_ascii=False), row[0]),
            )
        return True

    def finish(self) -> sqlite3.Connection:
        """Build the indexes and return the open file.

        The same entries give the same bytes, in whatever order they came.
        """
        connection = self._connection
        connection.create_function("bones_of", 1, skeleton, deterministic=True)
        connection.create_function("is_latin", 1, str.isascii, deterministic=True)
        names = sorted(self._divisions)
        connection.executemany("INSERT INTO division VALUES (?,?)", enumerate(names))
        connection.executemany(
            "INSERT INTO stage.sorted VALUES (?,?)",
            ((self._divisions[name], place) for place, name in enumerate(names)),
        )
        connection.execute(_RANK)
        connection.execute(_FILL_PLACES)
        connection.execute(_FILL_NAMES)
        connection.execute(_STAGE_BONES)
        connection.execute(_FILL_BONES, (MIN_BONES,))
        steps = [
            connection.execute(
                "SELECT count(*) FROM stage.place WHERE prominence > ?", (level,)
            ).fetchone()[0]
            for level in range(6)
        ]
        facts = {
            **self._about,
            "format": str(FORMAT),
            "steps": json.dumps(steps),
            "places": str(self._count),
        }
        connection.executemany("INSERT INTO about VALUES (?,?)", sorted(facts.items()))
        connection.execute("COMMIT")
        connection.execute("DETACH stage")
        self._drop_stage()
        return connection

    def abandon(self) -> None:
        """Close without finishing."""
        self._connection.close()
        self._drop_stage()

    def _drop_stage(self) -> None:
        if self._stage is not None:
            self._stage.unlink(missing_ok=True)


def write_index(
    target: Path | str, entries: Iterable[Entry], about: Mapping[str, str]
) -> sqlite3.Connection:
    """Fill a new index (a path or ``":memory:"``) with `entries`; return the open connection."""
    writer = IndexWriter(target, about)
    try:
        for entry in entries:
            writer.add(entry)
        return writer.finish()
    except BaseException:
        writer.abandon()
        raise


@contextmanager
def new_file(path: Path) -> Iterator[str]:
    """Give a temporary name beside `path`, which becomes `path` if all goes well.

    A reader sees the old file or the new one, never half of one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=TEMPORARY)
    os.close(handle)
    try:
        yield temporary
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp makes it private
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def save_index(path: Path, entries: Iterable[Entry], about: Mapping[str, str]) -> None:
    """Write an index file at once or not at all."""
    with new_file(path) as temporary:
        connection = write_index(temporary, entries, about)
        # Pages of a name table are left half empty where it grows in order: 59 MB become 55.
        connection.execute("VACUUM")
        connection.close()


@dataclass(frozen=True, slots=True)
class Row:
    """A place as it lies in an index."""

    number: int
    name: str
    lon: float
    lat: float
    radius_m: float
    kind: str
    country: str
    admin1: str
    admin2: str
    population: int
    source: str
    names: Mapping[str, str]
    valid_from: str | None
    valid_to: str | None
    known: bool = False


_COLUMNS: Final = (
    "p.id, p.name, p.lon, p.lat, p.radius_m, p.kind, p.country, d.name, e.name, p.population, "
    "p.ref, p.names, p.valid_from, p.valid_to"
)
_JOIN: Final = "JOIN division d ON d.id = p.admin1 JOIN division e ON e.id = p.admin2"


class Index:
    """One file of places, open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.about: Mapping[str, str] = dict(connection.execute("SELECT key, value FROM about"))
        self._source = self.about["source"]
        # ascending bounds: numbers below bounds[0] are the most prominent
        self._bounds = sorted(json.loads(self.about["steps"]))
        self._under: dict[str, tuple[int, ...]] = {}
        self._kept: dict[int, Row] = {}

    @classmethod
    def open(cls, path: Path) -> Index:
        """Open the file at `path`.

        Raises
        ------
        InputError
            If it is missing, damaged, or of another layout.
        """
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(
                uri, uri=True, check_same_thread=False, cached_statements=_STATEMENTS
            )
            connection.execute(f"PRAGMA mmap_size={MMAP_BYTES}")
            number = connection.execute("SELECT value FROM about WHERE key='format'").fetchone()
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{path} can't be read as a list of places: {error}.",
                fix="Remove it with `sitmap gazetteer remove`, then add the list again.",
            ) from error
        if number is None or number[0] != str(FORMAT):
            raise InputError(
                f"{path} was written by another version of sitmap.",
                fix="Remove it with `sitmap gazetteer remove`, then add the list again.",
            )
        return cls(connection)

    def prominence(self, *keys: str) -> int:
        """Return the prominence (0 to 6) of the best-known place with one of these very keys."""
        marks = ",".join("?" * len(keys))
        ((best,),) = self._connection.execute(
            f"SELECT min(place) FROM name WHERE key IN ({marks})",  # noqa: S608
            keys,
        )
        return 0 if best is None else 6 - bisect_right(self._bounds, best)

    def under(self, keys: Sequence[str], countries: Sequence[str], limit: int) -> list[Row]:
        """Return the places with any of `keys`, best known first, those in `countries` before."""
        known = self._places_under(keys)
        numbers = sorted({n for its in known.values() for n in its}) if known is not None else []
        if known is None or (countries and len(numbers) > limit):
            return self._best_under(keys, countries, limit)
        rows = list(self._numbered(numbers[:limit]).values())
        if countries:
            rows.sort(key=lambda row: (row.country not in countries, row.number))
        return rows

    def _best_under(self, keys: Sequence[str], countries: Sequence[str], limit: int) -> list[Row]:
        """Return what `under` does, for names of hundreds, of which not all are to be read."""
        marks = ",".join("?" * len(keys))
        inside = ",".join("?" * len(countries))
        preferred = f"p.country IN ({inside}) DESC, " if countries else ""
        return self._rows(
            f"SELECT DISTINCT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place {_JOIN} "  # noqa: S608
            f"WHERE n.key IN ({marks}) ORDER BY {preferred}p.id LIMIT ?",
            (*keys, *countries, limit),
        )

    def under_each(
        self, keys: Sequence[str], countries: Sequence[str], limit: int
    ) -> dict[str, list[Row]]:
        """Return, for each of `keys`, what `under` returns for it alone."""
        known = self._places_under(keys)
        if known is None:
            return {key: self.under([key], countries, limit) for key in keys}
        many = [number for its in known.values() if len(its) > limit for number in its]
        abroad = self._abroad(many, countries)
        best = {
            key: sorted(its, key=lambda number: (number in abroad, number))[:limit]
            for key, its in known.items()
        }
        rows = self._numbered(sorted({number for its in best.values() for number in its}))
        found = {key: [rows[number] for number in its] for key, its in best.items()}
        for named in found.values():
            named.sort(key=lambda row: (row.country not in countries, row.number))
        return found

    def _abroad(self, numbers: Sequence[int], countries: Sequence[str]) -> set[int]:
        """Return which places lie outside all of `countries`, none where no countries are given."""
        if not numbers or not countries:
            return set()
        marks, inside = ",".join("?" * len(numbers)), ",".join("?" * len(countries))
        query = f"SELECT id FROM place WHERE id IN ({marks}) AND country NOT IN ({inside})"  # noqa: S608
        return {number for (number,) in self._connection.execute(query, (*numbers, *countries))}

    def _places_under(self, keys: Sequence[str]) -> dict[str, tuple[int, ...]] | None:
        """Return the numbers of the places under each of `keys`, None where these are hundreds.

        A report asks for a name again and again: for its country, by itself, from home.
        """
        found = {key: self._under.get(key) for key in keys}
        new = [key for key, numbers in found.items() if numbers is None]
        if new:
            marks = ",".join("?" * len(new))
            query = f"SELECT key, place FROM name WHERE key IN ({marks}) LIMIT ?"  # noqa: S608
            read = self._connection.execute(query, (*new, _MAX_MARKS + 1)).fetchall()
            if len(read) > _MAX_MARKS:
                return None
            fresh: dict[str, list[int]] = {key: [] for key in new}
            for key, number in read:
                fresh[key].append(number)
            if len(self._under) > _MOST_KEYS:
                self._under.clear()
            for key, numbers in fresh.items():
                found[key] = self._under[key] = tuple(numbers)
        return {key: numbers or () for key, numbers in found.items()}

    def _numbered(self, numbers: Sequence[int]) -> dict[int, Row]:
        """Return the places of these numbers, in their order."""
        found = {number: self._kept.get(number) for number in numbers}
        new = [number for number, row in found.items() if row is None]
        if new:
            marks = ",".join("?" * len(new))
            query = f"SELECT {_COLUMNS} FROM place p {_JOIN} WHERE p.id IN ({marks})"  # noqa: S608
            if len(self._kept) > _MOST_ROWS:
                self._kept.clear()
            for row in self._rows(query, new):
                found[row.number] = self._kept[row.number] = row
        return {number: row for number, row in found.items() if row is not None}

    def sharing(
        self, skeletons: Sequence[str], *, latin: bool, countries: Collection[str]
    ) -> list[tuple[str, str, str]]:
        """Return skeletons, the folded names that have them, and in which countries each lies.

        One name and its countries, parted by blanks, a line; short names before long ones.

        Parameters
        ----------
        latin
            Whether to return the names of plain Latin letters, or all others.
        countries
            Where a skeleton must have a place; empty is anywhere, and no countries are returned.
        """
        marks = ",".join("?" * len(skeletons))
        lands = "lands" if countries else "''"  # reading them costs as much as the names
        inside = " OR ".join(["instr(lands, ?)"] * len(countries)) or "1"
        query = f"SELECT skeleton, keys, {lands} FROM bones WHERE skeleton IN ({marks})"  # noqa: S608
        values = (*skeletons, latin, *countries)
        return self._connection.execute(f"{query} AND latin = ? AND ({inside})", values).fetchall()

    def listed(self, keys: Sequence[str]) -> bool:
        """Tell whether any of `keys` leads to a place."""
        known = self._places_under(keys)
        return known is None or any(known.values())

    def beginning(self, head: str, limit: int) -> list[str]:
        """Return the folded names that begin with `head`, in order."""
        found = self._connection.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? LIMIT ?",
            (head, head + chr(0x10FFFF), limit),
        )
        return [key for (key,) in found]

    def of_kind(self, kind: str, country: str) -> list[Row]:
        """Return the places of one kind in one country."""
        return self._rows(
            f"SELECT {_COLUMNS} FROM place p {_JOIN} WHERE p.kind = ? AND p.country = ?",  # noqa: S608
            (kind, country),
        )

    def _rows(self, query: str, values: Iterable[Any]) -> list[Row]:
        return [
            Row(
                number=number,
                name=name,
                lon=lon / DEGREE,
                lat=lat / DEGREE,
                radius_m=float(radius),
                kind=kind,
                country=country,
                admin1=admin1,
                admin2=admin2,
                population=population,
                source=ref if str(ref).startswith(OWN) else f"{self._source}:{ref}",
                names=json.loads(names) if names else {},
                valid_from=valid_from,
                valid_to=valid_to,
            )
            for (
                number, name, lon, lat, radius, kind, country, admin1, admin2, population, ref,
                names, valid_from, valid_to,
            ) in self._connection.execute(query, tuple(values))
        ]  # fmt: skip

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def is_machine_made(spelling: str) -> bool:
    """Tell whether GeoNames' own program made this transliteration.

    GeoNames adds lower-case ASCII renderings of names in other scripts to its lists ("swldw" for
    سولدو, "bao ji nuo"); nobody writes them, and they collide with words.
    """
    return spelling.isascii() and spelling[:1].islower()


def is_code(spelling: str) -> bool:
    """Tell whether a spelling is an airport's or another short code, as ``"SDF"``."""
    return len(spelling) <= MAX_CODE and spelling.isascii() and spelling.isupper()


def arabic_name(spellings: Sequence[str], name: str) -> str:
    """Return the Arabic spelling that sounds most like `name`, or ``""``."""
    arabic = [s for s in spellings if script(s) == "arabic"]
    bones = skeleton(fold(name))
    return min(arabic, key=lambda s: (skeleton(fold(s)) != bones, len(s), s), default="")
