"""``sitmap read``: what reports yield, before any map is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.shared import (
    AsJson,
    Scheduler,
    Workers,
    chosen_scheduler,
    own_lists,
    project_here,
    typed_day,
)
from geo.cli.terminal import pace_line, print_advice, print_json, print_left_out, progress_bar
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from geo.model import Reading


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Reports (.txt, .md, .html, .pdf, .docx), .jsonl, .parquet or .zip with many, folders, "
            "globs, or addresses such as s3://BUCKET/*.jsonl."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="Write Parquet files into this folder instead; run again, it goes on where it was.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", help="Day of publication, if a file does not say: YYYY-MM-DD."),
    ] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="They are event tables, not reports; needs -o.")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="Project whose places and zones count [default: data, if there]."
        ),
    ] = None,
    as_json: AsJson = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Print what reports yield: events with their proof, and every place with its role."""
    from geo import pipeline
    from geo.intake import parse_all
    from geo.project import read_project
    from geo.rebuild import cluster, records
    from geo.rows import left_out_table, mention_row
    from geo.unlisted import unlisted

    root = data or project_here()
    day = typed_day(published)
    if tables:
        if out is None or published is not None:
            raise typer.BadParameter("needs -o, and no --published", param_hint="--tables")
        address = chosen_scheduler(scheduler, workers, root)
        _tables_into(out, files, root, address, workers, as_json=as_json)
        return
    if out is not None:
        address = chosen_scheduler(scheduler, workers, root)
        _read_into(out, files, root, day, address, workers, as_json=as_json)
        return
    reports, failed = parse_all(files, day)
    if not reports:
        raise InputError(
            "; ".join(f"{row.source}: {row.reason}" for row in failed[:3])
            or "No report was given.",
            fix="Give at least one report that can be read.",
        )
    address = chosen_scheduler(scheduler, workers, root)
    with progress_bar(quiet=as_json) as progress, cluster(address) as client:
        events, claims, readings = pipeline.read(
            reports, root, lists_dir=own_lists(), workers=workers, client=client, progress=progress
        )
    left_out = left_out_table([*failed, *(row for r in readings for row in r.left_out)])
    countries = read_project(root).countries if root is not None else ()
    lacking = unlisted(readings, countries, own_lists())
    if as_json:
        print_json(
            {
                "events": list(event_records(events, claims)),
                "mentions": [mention_row(m) for r in readings for m in r.mentions],
                "left_out": records(left_out),
                "unlisted": lacking,
            }
        )
    else:
        _print_reading(list(event_records(events, claims)), readings, records(left_out))
        print_advice(lacking)


def _read_into(
    out: Path,
    files: Sequence[str],
    root: Path | None,
    day: date | None,
    address: str,
    workers: int | None,
    *,
    as_json: bool,
) -> None:
    """Read any number of reports into a folder, and say what came of it."""
    from geo.harvest import TABLES, read_many
    from geo.rebuild import cluster

    with pace_line(quiet=as_json) as told, cluster(address) as client:
        done = read_many(
            files, out, root=root, lists_dir=own_lists(), published=day, workers=workers,
            client=client, told=told,
        )  # fmt: skip
    if as_json:
        counts = {name: getattr(done, name) for name in ("reports", *TABLES, "parts", "kept_parts")}
        pace = {"seconds": round(done.pace.seconds, 1), "a_second": round(done.pace.a_second, 1)}
        print_json({"folder": str(done.folder), **counts, **pace})
        return
    print(f"{done.reports:9,} reports read, {done.pace.kept:,} of them by an earlier run")
    print(f"{done.events:9,} events in {out / 'events'}")
    print(f"{done.claims:9,} claims in {out / 'claims'}")
    print(f"{done.left_out:9,} rows left out or mended, with the reason, in {out / 'left_out'}")
    print(f"{done.pace.seconds:9,.1f} seconds, {done.pace.a_second:,.1f} reports a second")


def _tables_into(
    out: Path, files: Sequence[str], root: Path | None, address: str, workers: int | None, *,
    as_json: bool,
) -> None:  # fmt: skip
    """Read any number of event tables into a folder, and say what came of it."""
    from geo.bulk import read_many_tables
    from geo.rebuild import cluster

    with pace_line(quiet=as_json) as told, cluster(address) as client:
        done = read_many_tables(
            files, out, root=root, lists_dir=own_lists(), workers=workers, client=client, told=told
        )
    if as_json:
        names = "files rows events claims left_out rows_left_out parts kept_parts".split()
        pace = {"seconds": round(done.pace.seconds, 1), "a_second": round(done.pace.a_second, 1)}
        print_json({"folder": str(done.folder), **{n: getattr(done, n) for n in names}, **pace})
        return
    print(f"{done.rows:11,} rows of {done.files:,} tables, {done.pace.kept:,} by an earlier run")
    print(f"{done.events:11,} events in {out / 'events'}")
    print(f"{done.claims:11,} claims in {out / 'claims'}")
    print(f"{done.rows_left_out:11,} rows left out, with the reason, in {out / 'left_out'}")
    print(f"{done.pace.seconds:11,.1f} seconds, {done.pace.a_second:,.1f} rows a second")


def event_records(events: pd.DataFrame, claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield events as plain values with their claims inside."""
    from geo.model import EVENTS
    from geo.rebuild import records

    columns = [*EVENTS.columns, *(c for c in ("zone", "zone_fit") if c in events.columns)]
    by_event: dict[str, list[dict[str, Any]]] = {}
    for row in records(claims):
        by_event.setdefault(row["event_id"], []).append(row)
    for row in records(events[columns]):
        row.setdefault("zone", None)
        row.setdefault("zone_fit", None)
        yield {**row, "claims": by_event.get(row["event_id"], [])}


def _print_reading(
    events: Sequence[Mapping[str, Any]],
    readings: Sequence[Reading],
    left_out: Sequence[Mapping[str, Any]],
) -> None:
    for event in events:
        when = event["date_start"] or "no day"
        if event["date_end"] and event["date_end"] != event["date_start"]:
            when += f" to {event['date_end']}"
        dead = "" if event["fatalities_best"] is None else f", {event['fatalities_best']} dead"
        who = " ▶ ".join(filter(None, (event["actor1"], event["actor2"])))
        print(f"{when}  {event['sub_event_type']}{dead}  {event['place'] or 'no place'}  {who}")
        spot = (
            "not on the map" if event["lat"] is None else f"{event['lat']:.4f}, {event['lon']:.4f}"
        )
        print(f"    where: {spot} ({event['place_basis']})")
        print(f"    when:  {event['date_basis']}")
        print(
            f"    grade: {event['verification']}"
            + (f"; to review: {event['review']}" if event["review"] else "")
        )
        for claim in event["claims"]:
            print(
                f"    {claim['claimant'] or 'the report'} ({claim['claimant_side']}): “{claim['quote']}”"
            )
    print()
    for reading in readings:
        for mention in reading.mentions:
            found = mention.place
            what = f"{found.name} ({found.kind})" if found is not None else "unknown"
            print(f"{mention.start:6}  {mention.role:10}  {mention.name} = {what}")
    print_left_out(left_out)
