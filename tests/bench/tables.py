"""CPU seconds and memory from an event table to a page: ``python -m tests.bench.tables [ROWS ...]``.

Each number of rows (400,000 unless given) becomes a UCDP GED file grown from
``../shared/samples/ucdp_ged_23_1_sample.csv`` by a seeded generator, in a project with the sample
data's zones; ``sitmap build`` then reads, locates, zones, merges, packs and writes it in a process
of its own, whose CPU seconds and largest memory are printed. The same seed gives the same bytes.

Options: ``--seed N``, ``--keep FOLDER`` (leave project and pages there), ``--profile``, and
``--write FILE`` (write the table of the first ROWS and stop, for other tools to read).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path("../shared/samples/ucdp_ged_23_1_sample.csv")
ZONES = Path("data/zones")
BLOCK = 50_000

# Columns that belong together are drawn from one row of the sample, each group from another row.
DEED = (
    *("active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "gwnoa", "gwnob"),
)
WHEN = ("date_prec", "date_start", "date_end")
TOLL = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
TOLD = ("number_of_sources", "source_office", "source_date", "source_original")
SPREAD_DEG = 0.15
DAYS = 3650
VARIANTS = 60
EXACT = frozenset({"1", "2"})


def grow(rows: int, seed: int, sample: Path = SAMPLE) -> Iterator[pd.DataFrame]:
    """Yield `rows` rows of UCDP GED in blocks.

    Each group of columns has the sample's joint distribution; exact places are strewn over up to
    60 places around the sample's, days move by up to ten years, and headlines are spliced from two
    of the sample's, so that places are many and long texts hardly ever equal.
    """
    source = pd.read_csv(sample, dtype=str, keep_default_na=False)
    dice = np.random.default_rng(seed)
    heads = [text.split() for text in source["source_headline"]]
    articles = [text.split() for text in source["source_article"]]
    offsets = dice.normal(0, SPREAD_DEG, (len(source), VARIANTS, 2)).round(6)
    for first in range(0, rows, BLOCK):
        count = min(BLOCK, rows - first)
        deed, when, toll, told, one, two = dice.integers(0, len(source), (6, count))
        made = pd.concat(
            [
                source.loc[picks, list(names)].reset_index(drop=True)
                for picks, names in ((deed, DEED), (when, WHEN), (toll, TOLL), (told, TOLD))
            ],
            axis=1,
        )
        # one place in a country is much named, most of them hardly ever
        variant = np.minimum(dice.zipf(1.4, count) - 1, VARIANTS - 1)
        exact = made["where_prec"].isin(EXACT).to_numpy() & (variant > 0)
        for at, name in enumerate(("longitude", "latitude")):
            moved = made[name].astype(float) + np.where(exact, offsets[deed, variant, at], 0)
            made[name] = np.where(exact, moved.round(6).astype(str), made[name])
        named = made["where_coordinates"] + " " + (variant + 1).astype(str)
        made["where_coordinates"] = np.where(exact, named, made["where_coordinates"])
        shift = pd.to_timedelta(dice.integers(-DAYS, DAYS, count), unit="D")
        for name in ("date_start", "date_end"):
            made[name] = (pd.to_datetime(made[name]) + shift).dt.strftime("%Y-%m-%d")
        made["year"] = made["date_start"].str[:4]
        made["geom_wkt"] = "POINT (" + made["longitude"] + " " + made["latitude"] + ")"
        made["id"] = (first + np.arange(count) + 1_000_000).astype(str)
        made["relid"] = made["country_id"] + "-" + made["year"] + "-1-" + made["id"]
        for name, texts in (("source_headline", heads), ("source_article", articles)):
            made[name] = [
                " ".join([*texts[a][: len(texts[a]) // 2 + 1], *texts[b][len(texts[b]) // 2 :]])
                for a, b in zip(one.tolist(), two.tolist(), strict=True)
            ]
        yield made[list(source.columns)]


def write_table(path: Path, rows: int, seed: int) -> None:
    """Write `rows` grown rows as CSV."""
    for number, block in enumerate(grow(rows, seed)):
        block.to_csv(path, index=False, header=number == 0, mode="a" if number else "w")


def measure(rows: int, seed: int, root: Path, *, profile: bool) -> tuple[float, float, str]:
    """Build a project of `rows` rows; return CPU seconds, gigabytes of memory and what it said."""
    events = root / "events"
    events.mkdir(parents=True)
    (root / "atlas.toml").write_text('title = "Bench"\n', encoding="utf-8")
    shutil.copytree(ZONES, root / "zones")
    write_table(events / "ged.csv", rows, seed)
    command = [sys.executable, "-m", "geo", "build", str(root), "-o", str(root / "maps")]
    if profile:
        command[1:3] = ["-m", "cProfile", "-o", str(root / "profile"), "-m", "geo"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # of all children so far the largest: numbers of rows are measured smallest first
    return cpu, after.ru_maxrss / 1e6, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[400_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    if options.write:
        write_table(options.write, options.rows[0], options.seed)
        return
    for rows in sorted(options.rows):
        with tempfile.TemporaryDirectory() as scratch:
            root = (options.keep or Path(scratch)) / str(rows)
            begun = time.time()
            cpu, memory, said = measure(rows, options.seed, root, profile=options.profile)
            size = (root / "events" / "ged.csv").stat().st_size / 1e6
            page = next((root / "maps").glob("*.html")).stat().st_size / 1e6
            print(said)
            print(
                f"{rows:,} rows, {size:,.0f} MB of CSV: {cpu:.1f} CPU s, "
                f"{cpu / rows * 1e6:.0f} us a row, {memory:.2f} GB, page {page:.1f} MB "
                f"({time.time() - begun:.0f} s with the making of the table)",
                flush=True,
            )


if __name__ == "__main__":
    main()
