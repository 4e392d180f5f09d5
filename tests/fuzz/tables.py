"""Throw broken files at the table readers: ``python -m tests.fuzz.tables [READER ...]``.

Readers: delimited, stream, xlsx, ods, parquet, geopackage, json, values; all unless named. Coverage
leads the search where atheris is installed (``pip install atheris``); else inputs are mutations of
seeds by a seeded generator. Whatever comes in, a reader gives tables or an `InputError`: no other
exception, no more than ``--slow`` seconds, and rows in = rows out + rows left out.

Options: ``--seconds N`` a reader (60), ``--seed N``, ``--slow N`` (10), ``--keep FOLDER`` for inputs
that break a promise.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sqlite3
import tempfile
import time
import zipfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from geo import tables
from geo.errors import InputError
from geo.project import default_project
from geo.tables import read_table, stream
from geo.tables.positions import read_spots
from geo.tables.values import read_counts, read_days

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = "id,date,place,lat,lon,fatalities,note\n"
ROWS = (
    '1,2024-01-05,Idlib,35.9306,36.6339,3,"a, ""b"" c"\n'
    "2,06/01/2024,سراقب,35°51'52\"N,36.8058,3-5,ملاحظة\n"
    '3,45296,NA,3586440,"36,8058",~10,"x\ny"\n'
    "Total,,,,,13,\n"
)
BITS = [
    b"", b",", b";", b"\t", b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe",
    b"sep=;\n", b"=1+1", b"'=1", b"#date", b"<html>", b"{", b"[", b"NaN", b"1e309", b"-0", b"30/02/2024",
    b"99999999999999999999", "٣".encode(), "\u202e".encode(), b"Total", b"POINT (1 1)", b"a" * 300, b"\xd8\xa3",
]  # fmt: skip


def _xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for line in (HEAD + ROWS).splitlines()[:3]:
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in line.split(",")
        )
        + "</table:table-row>"
        for line in [*HEAD.splitlines(), "1,2024-01-05,Idlib,35.9,36.6,3,ok"]
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    columns = dict(zip(HEAD.strip().split(","), zip(*[r.split(",") for r in [
        "1,2024-01-05,Idlib,35.9,36.6,3,ok", "2,2024-01-06,Saraqib,35.8,36.8,0,ok"]], strict=True), strict=True))  # fmt: skip
    parquet.write_table(pa.table({k: list(v) for k, v in columns.items()}), sink)
    return sink.getvalue().to_pybytes()


def _geopackage() -> bytes:
    import shapely

    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE gpkg_contents (table_name, data_type);"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
        "CREATE TABLE e (id, date, place, geom);"
        "INSERT INTO gpkg_contents VALUES ('e', 'features');"
        "INSERT INTO gpkg_geometry_columns VALUES ('e', 'geom', 4326);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326);"
    )
    blob = b"GP\0\x01\xe6\x10\0\0" + shapely.Point(36.6, 35.9).wkb
    database.execute("INSERT INTO e VALUES ('1', '2024-01-05', 'Idlib', ?)", (blob,))
    database.commit()
    return database.serialize()


def _json() -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"id": "1", "date": "2024-01-05", "place": "Idlib"},
        "geometry": {"type": "Point", "coordinates": [36.6, 35.9]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature] * 2}).encode()


def _read(data: bytes) -> None:
    """Read a file of these bytes and check its books."""
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "t.csv"
        path.write_bytes(data)
        with contextlib.suppress(InputError):
            tidied, notes, count = read_table(path, "t.csv", default_project(Path(root)))
            kept = sum(len(tidy.events) for tidy in tidied)
            lost = sum(r.stage == "tables" for tidy in tidied for r in tidy.left_out)
            broken = sum(note.stage == "tables" and bool(note.locator) for note in notes)
            if count != kept + lost + broken:
                raise AssertionError(f"{count} rows in, {kept} out, {lost} + {broken} left out")
            for tidy in tidied:
                told = set(tidy.claims["event_id"])
                if len(tidy.events) and told != set(tidy.events["event_id"]):
                    raise AssertionError("an event without a claim, or a claim without one")
                spots = tidy.events[["lon", "lat"]].dropna()
                if not ((spots["lon"].abs() <= 180) & (spots["lat"].abs() <= 90)).all():
                    raise AssertionError("a place off the globe")


def _stream(data: bytes) -> None:
    """The same in small parts, against reading at once."""
    size = 64 + data[0] * 8 if data else 64
    whole, parts = tables.is_streamed, tables.read_parts
    tables.is_streamed = lambda _: True
    tables.read_parts = lambda p, n: stream.read_parts(p, n, part_bytes=size)
    try:
        _read(data[1:])
    finally:
        tables.is_streamed, tables.read_parts = whole, parts


def _values(data: bytes) -> None:
    texts = pd.Series(data.decode("utf-8", "replace").split("\n"), dtype="str")
    read_days(texts)
    counts = read_counts(texts)
    if (counts.low > counts.high).any() or (counts.low < 0).any():
        raise AssertionError("a count that is none")
    read_spots(texts, texts.iloc[::-1].reset_index(drop=True), box=(35, 34, 38, 37))


TEXT = (HEAD + ROWS).encode()
READERS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "delimited": (
        _read,
        lambda: [
            TEXT,
            TEXT.replace(b",", b";"),
            (HEAD + ROWS).encode("utf-16"),
            (HEAD + ROWS).encode("cp1256", "replace"),
            TEXT.replace(b"\n", b"\r\n"),
        ],
    ),
    "stream": (_stream, lambda: [b"\x10" + TEXT + ROWS.encode() * 8, b"\x01" + TEXT * 5]),
    "xlsx": (_read, lambda: [_xlsx()]),
    "ods": (_read, lambda: [_ods()]),
    "parquet": (_read, lambda: [_parquet()]),
    "geopackage": (_read, lambda: [_geopackage()]),
    "json": (_read, lambda: [_json(), json.dumps([{"id": 1, "date": "x", "place": "y"}]).encode()]),
    "values": (_values, lambda: [ROWS.replace(",", "\n").encode(), b"35 55 50.2 N\n1-2\n5.1.24"]),
}


def mutated(seed: bytes, dice: Random) -> bytes:
    """Return `seed` with some bytes replaced, inserted, doubled or cut away."""
    data = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(6):
            case 0:
                data[at : at + 1] = dice.choice(BITS)
            case 1:
                data[at:at] = dice.choice(BITS)
            case 2:
                data[at : at + dice.choice((1, 4, 40))] = b""
            case 3:
                data[at : at + 1] = dice.randbytes(1)
            case 4:
                data[at:at] = data[at : at + dice.choice((2, 20, 200))]
            case _:
                other = dice.randrange(len(data) + 1)
                data[at:at] = data[other : other + 12]
    return bytes(data)


def fuzz(name: str, seconds: float, seed: int, slow: float, keep: Path | None) -> tuple[int, int]:
    """Try one reader; return how many inputs were tried and how many broke a promise."""
    check, make = READERS[name]
    seeds, dice = make(), Random(seed)
    tried = broken = 0
    until = time.process_time() + seconds
    while time.process_time() < until:
        data = mutated(dice.choice(seeds), dice)
        begun = time.process_time()
        fault = ""
        try:
            check(data)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            fault = f"{type(error).__name__}: {error}"
        if time.process_time() - begun > slow:
            fault = f"took {time.process_time() - begun:.0f} s"
        tried += 1
        if fault:
            broken += 1
            print(f"{name}: {fault[:300]}")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{tried}").write_bytes(data)
    return tried, broken


def _with_atheris(name: str, seconds: float, slow: float, keep: Path | None) -> None:
    """Let coverage lead; atheris ends the process, so that there is one reader a run."""
    import sys

    import atheris

    check, make = READERS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(make()):
            (Path(corpus) / str(number)).write_bytes(data)
        options = [f"-max_total_time={seconds:.0f}", f"-timeout={slow:.0f}", "-max_len=20000"]
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            options.append(f"-artifact_prefix={keep}/")
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], *options, corpus], check)
        atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", choices=[[], *READERS])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, default=10)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    readers = options.readers or list(READERS)
    with contextlib.suppress(ImportError):
        import atheris  # noqa: F401

        if len(readers) == 1:
            _with_atheris(readers[0], options.seconds, options.slow, options.keep)
    bad = 0
    for name in readers:
        tried, broken = fuzz(name, options.seconds, options.seed, options.slow, options.keep)
        print(f"{name}: {tried:,} inputs, {broken} broke a promise", flush=True)
        bad += broken
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
