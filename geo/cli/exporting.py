"""``sitmap export``: events for other programs, and the book of what their format can't hold."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.shared import AsJson, Data, Workers, own_lists, typed_day
from geo.cli.terminal import print_json, progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence


def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, acled, hxl, geojson, geoparquet, gpkg, flatgeobuf, kml, xlsx or timemap.",
        ),
    ],
    data: Data = Path("data"),
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file [default: events.SUFFIX].")
    ] = None,
    map_: Annotated[
        str | None,
        typer.Option("--map", help="Only what the map of this slug shows, by its profile."),
    ] = None,
    start: Annotated[str | None, typer.Option("--from", help="First day: YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day: YYYY-MM-DD.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="COLUMN=VALUE; repeat for more columns, or more values."),
    ] = None,
    as_json: AsJson = False,
    workers: Workers = None,
) -> None:
    """Write the events of DATA for other programs, and say what FORMAT can't hold."""
    from geo import pipeline
    from geo.export import choose, export_events, find_format
    from geo.profiles import profile_of, publish
    from geo.project import read_project

    form_found, project = find_format(form), read_project(data)
    first, last = typed_day(start, "--from"), typed_day(end, "--to")
    profile = None
    if map_ is not None:
        spec = project.map(map_)
        first, last = first or spec.start, last or spec.end
        profile = profile_of(spec, project)
    with progress_bar(quiet=as_json) as progress:
        atlas = pipeline.build(data, lists_dir=own_lists(), workers=workers, progress=progress)
    done = export_events(
        choose(publish(atlas, profile), start=first, end=last, where=_conditions(where or [])),
        form,
        out or Path(f"events{form_found.suffix}"),
        project=project,
        credits=atlas.credits,
    )
    if as_json:
        from dataclasses import asdict

        answer = {**asdict(done), "files": [str(path) for path in done.files]}
        print_json({"format": form_found.name, **answer})
        return
    for path in done.files:
        print(f"{path}: {path.stat().st_size / 1000:,.0f} KB")
    print(f"{done.written:,} of {done.events:,} events written to {form_found.name}")
    for loss in done.losses:
        print(f"not as it was: {loss.column} ({loss.count:,}): {loss.what}")
    reasons = Counter(row.reason for row in done.left_out)
    for reason, count in reasons.items():
        print(f"left out: {count:,} events: {reason} --json lists them", file=sys.stderr)


def _conditions(texts: Sequence[str]) -> dict[str, list[str]]:
    conditions: dict[str, list[str]] = {}
    for text in texts:
        column, sign, value = text.partition("=")
        if not sign:
            raise typer.BadParameter("give COLUMN=VALUE, as country=SY", param_hint="--where")
        conditions.setdefault(column.strip(), []).append(value.strip())
    return conditions
