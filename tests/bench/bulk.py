"""Measure event tables into Parquet: ``python -m tests.bench.bulk [ROWS ...] [--workers N]``.

Each number of rows (one million unless given), drawn, seeded, over ten by ten degrees and two years,
lies in tables of 250,000 rows and twelve columns; the project has 300 zones of 200 corners, of which
the edges are off by up to 3 km. It prints CPU seconds of all processes (those of a run of one row told
apart: imports, place list, zones), rows a CPU second, the largest memory of the caller and of a worker,
bytes in and out, and whether rows in are rows out and left out.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import shapely

from tests.bench.zones import stars

TABLE = 250_000
WORDS = np.array(
    "shelling strike clash raid column depot ridge village road north night two".split()
)


def write_tables(folder: Path, rows: int, seed: int = 3) -> None:
    """Write `rows` rows as CSV, some without coordinates or with a day that is none."""
    dice = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    for number, start in enumerate(range(0, rows, TABLE)):
        size = min(TABLE, rows - start)
        day = np.datetime64("2020-01-01") + dice.integers(0, 730, size)
        days = np.where(dice.random(size) < 0.001, "2020-13-01", day.astype(str))
        notes = WORDS[dice.integers(0, len(WORDS), (size, 9))]
        columns = {
            "event_id": np.char.add("b", (start + np.arange(size)).astype(str)),
            "date_start": days,
            "event_type": np.array(["Battles", "Riots", "Protests"])[dice.integers(0, 3, size)],
            "actor1": np.char.add("Group ", dice.integers(0, 400, size).astype(str)),
            "place": np.char.add("Place ", dice.zipf(1.4, size).astype(str)),
            "country": np.full(size, "SY"),
            "lon": (35 + 10 * dice.random(size)).round(5).astype(str),
            "lat": (30 + 10 * dice.random(size)).round(5).astype(str),
            "radius_m": dice.choice(["0", "500", "1000", "2000", "5000", "20000"], size),
            "fatalities_best": dice.geometric(0.4, size).astype(str),
            "source": np.char.add("Desk ", dice.integers(0, 60, size).astype(str)),
            "notes": [" ".join(words) for words in notes.tolist()],
        }
        pa.csv.write_csv(pa.table(columns), folder / f"{number:05}.csv")


def write_project(root: Path) -> None:
    """Write a project with zones."""
    dice = np.random.default_rng(5)
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shape)),
            "properties": {
                "zone_id": f"z{number}", "name": f"Zone {number}", "start": "2020-01-01",
                "end": str(np.datetime64("2020-06-01") + dice.integers(0, 700)),
                "accuracy_m": float(dice.choice([0, 500, 3000])),
            },
        }
        for number, shape in enumerate(stars(300, dice))
    ]  # fmt: skip
    (root / "zones").mkdir(parents=True)
    (root / "zones" / "z.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    (root / "atlas.toml").write_text('title = "Bench"\n', encoding="utf-8")


def run(*words: object) -> str:
    """Do one step in a process of its own, whose memory nothing else has touched."""
    command = [sys.executable, "-m", "tests.bench.bulk", *map(str, words)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def here(root: Path, rows: int, workers: int) -> None:
    """Read them; tell what came of it, and CPU seconds and memory of the caller and of its children."""
    from geo.bulk import read_many_tables

    done = read_many_tables(
        [str(root / str(rows))], root / f"{rows}.out", root=root / "project", workers=workers
    )
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = [used.ru_utime + used.ru_stime for used in (own, others)]
    told = done.rows, done.events, done.rows_left_out, done.parts
    print(json.dumps([*told, *cpu, own.ru_maxrss, others.ru_maxrss]))


def main() -> None:
    """Measure each number of rows, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write_tables(options.write / str(options.rows[0]), options.rows[0])
        return
    if options.read:
        here(options.read, options.rows[0], options.workers)
        return
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        write_project(root / "project")
        run("--write", root, 1)
        *_, caller, process, _, _ = json.loads(run("--read", root, 1, "--workers", 1))
        for rows in sorted(options.rows):
            run("--write", root, rows)
            began = time.time()
            said = json.loads(run("--read", root, rows, "--workers", options.workers))
            read, events, lost, parts, own_cpu, cpu, own, child = said
            spent = own_cpu + cpu - caller - process * min(options.workers, parts)
            taken, made = (
                sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
                for folder in (root / str(rows), root / f"{rows}.out")
            )
            print(
                f"{rows:,} rows, {taken / 1e6:,.0f} MB in {parts} parts, workers {options.workers}: "
                f"{spent:.1f} CPU s, {rows / spent:,.0f} rows a CPU second, after {caller:.1f} for the "
                f"caller and {process:.1f} a process to begin, {own_cpu - caller:.1f} of it the "
                f"caller's; {time.time() - began:.0f} s; caller {own / 1000:,.0f} MB, worker "
                f"{child / 1000:,.0f} MB; {made / rows:.0f} bytes a row out; {read:,} rows = {events:,} "
                f"events + {lost:,} left out: {read == events + lost}",
                flush=True,
            )


if __name__ == "__main__":
    main()
