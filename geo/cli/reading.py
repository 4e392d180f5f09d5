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
from geo.cli.terminal import print_json, print_left_out, progress_bar
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from geo.model import Reading


def read(
    files: Annotated[list[Path], typer.Argument(help="Reports: .txt, .md, .html, .pdf, .docx.")],
    published: Annotated[
        str | None,
        typer.Option("--published", help="Day of publication, if a file does not say: YYYY-MM-DD."),
    ] = None,
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
    from geo.model import LeftOut
    from geo.rebuild import cluster, records
    from geo.reports import read_report
    from geo.rows import left_out_table, mention_row

    root = data or project_here()
    day = typed_day(published)
    reports, failed = [], []
    for path in files:
        try:
            reports.append(read_report(path, published=day))
        except InputError as error:
            failed.append(
                LeftOut("reports", str(path), "file", str(error).replace("\n  Fix:", " Fix:"))
            )
    if not reports:
        raise InputError(
            "; ".join(row.reason for row in failed) or "No report was given.",
            fix="Give at least one report that can be read.",
        )
    address = chosen_scheduler(scheduler, workers, root)
    with progress_bar(quiet=as_json) as progress, cluster(address) as client:
        events, claims, readings = pipeline.read(
            reports, root, lists_dir=own_lists(), workers=workers, client=client, progress=progress
        )
    left_out = left_out_table([*failed, *(row for r in readings for row in r.left_out)])
    if as_json:
        print_json(
            {
                "events": list(event_records(events, claims)),
                "mentions": [mention_row(m) for r in readings for m in r.mentions],
                "left_out": records(left_out),
            }
        )
    else:
        _print_reading(list(event_records(events, claims)), readings, records(left_out))


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
