"""The sitmap command: the only module that prints, reads options and picks plugins."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from geo.errors import InputError, SitmapError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from geo.gazetteer import Added, Gazetteer
    from geo.model import Reading
    from geo.project import Project
    from geo.rebuild import Built

_FAILED: Final = 1
_MAX_LISTED: Final = 20

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From conflict reports and event tables to one offline map that shows its sources and its doubt.",
)

Data = Annotated[Path, typer.Argument(help="The project folder, with atlas.toml.")]
Out = Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that read reports, at most [default: one a core]."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def main() -> None:
    """Run the command; foreseen failures end with a message and exit code 1."""
    try:
        app(prog_name="sitmap")
    except SitmapError as error:
        print(f"sitmap: {error}", file=sys.stderr)
        raise SystemExit(_FAILED) from error


@app.command()
def build(
    data: Data = Path("data"),
    out: Out = Path("maps"),
    as_json: AsJson = False,
    workers: Workers = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if any row is left out.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Read everything again, as if for the first time.")
    ] = False,
) -> None:
    """Read DATA and write one self-contained page a map; what did not change is not done again."""
    from geo.rebuild import rebuild

    with _progress(quiet=as_json) as progress:
        built = rebuild(
            data,
            out,
            lists_dir=_lists_folder(),
            force=force,
            workers=workers,
            progress=progress,
        )
    pages = [{"map": str(m.path), "bytes": m.size, "changed": m.changed} for m in built.pages]
    for note in built.notes:
        print(f"note: {note}", file=sys.stderr)
    if as_json:
        _print_json(
            {
                "counts": dict(built.counts),
                "maps": pages,
                "unplaced": built.unplaced,
                "left_out": built.left_out,
                "changes": {
                    "since": built.since or None,
                    "published": built.published,
                    "counted": built.changes,
                },
            }
        )
    else:
        _print_summary(built, pages)
    # What a report's reader set aside is no row, what was mended lost nothing, and what a person
    # said is no event was meant to go.
    kept = {"reading", "mended", "no event"}
    dropped = [row for row in built.left_out if row["stage"] not in kept]
    if strict and dropped:
        raise InputError(
            f"{len(dropped)} rows were left out, and --strict makes that an error.",
            fix="Mend the rows listed above, or build without --strict.",
        )


@app.command()
def changes(
    out: Out = Path("maps"),
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DAY|FILE",
            help="Compare with the last build by the end of that day (UTC), or with an edition's file.",
        ),
    ] = "",
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as for a newsletter.")
    ] = False,
) -> None:
    """Print what changed in the maps since the last published edition, else since the build before."""
    from geo import changes_told
    from geo.rebuild import news_of

    news = news_of(out, since=since)
    if as_json:
        _print_json(
            {
                "since": news.since,
                "published": news.published,
                "other_version": news.other_version,
                "changes": changes_told.as_records(news.changes),
            }
        )
        return
    day = news.since[:10]
    if markdown:
        print(*changes_told.as_markdown(news.changes, day), sep="\n")
        return
    what = "edition published from the build" if news.published else "build"
    print(f"Since the {what} of {news.since}: {changes_told.count_kinds(news.changes)}.")
    if news.other_version:
        print("Another version of sitmap made it: some changes may come from the program.")
    print(*changes_told.as_text(news.changes), sep="\n")


@app.command()
def publish(out: Out = Path("maps")) -> None:
    """Mark the maps as published: later builds are compared with them."""
    from geo.rebuild import publish as mark

    number, fresh = mark(out)
    if fresh:
        print(f"Edition {number} is published; from now on, changes are counted from it.")
    else:
        print(f"Edition {number} was published already; nothing has changed since.")


@app.command()
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
) -> None:
    """Print what reports yield: events with their proof, and every place with its role."""
    from geo import pipeline
    from geo.model import LeftOut
    from geo.rebuild import records
    from geo.reports import read_report
    from geo.rows import left_out_table, mention_row

    root = data or _project_here()
    day = _day(published)
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
    with _progress(quiet=as_json) as progress:
        events, claims, readings = pipeline.read(
            reports, root, lists_dir=_own_lists(), workers=workers, progress=progress
        )
    left_out = left_out_table([*failed, *(row for r in readings for row in r.left_out)])
    if as_json:
        _print_json(
            {
                "events": list(event_records(events, claims)),
                "mentions": [mention_row(m) for r in readings for m in r.mentions],
                "left_out": records(left_out),
            }
        )
    else:
        _print_reading(list(event_records(events, claims)), readings, records(left_out))


@app.command()
def review(
    data: Data = Path("data"),
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")] = Path("maps"),
    by: Annotated[str, typer.Option("--by", help="Who decides [default: your user name].")] = "",
    browse: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Go through what needs a decision in DATA, in a page of your own browser."""
    import getpass

    from geo.review import Desk

    desk = Desk(data, out, by=by or getpass.getuser(), lists_dir=_lists_folder())
    with desk.open() as site:
        print(f"{desk.waiting} decisions wait at {site.address}\nStop with Ctrl-C.", flush=True)
        _stay(site.address if browse else "")
    desk.close()


@app.command()
def watch(
    data: Data = Path("data"),
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")] = Path("maps"),
    browse: Annotated[bool, typer.Option("--open", help="Open the map in your browser.")] = False,
) -> None:
    """Build the maps of DATA at every save, and reload the open page."""
    import webbrowser
    from contextlib import suppress

    from geo.project import read_project
    from geo.watch import Watch

    def say(line: str) -> None:
        print(line, flush=True)

    slugs = [spec.slug for spec in read_project(data).maps]
    watching = Watch(data, out, _lists_folder(), say)
    watching.build()
    with watching.open() as site:
        for slug in slugs:
            print(f"{site.address}maps/{slug}.html")
        print("Stop with Ctrl-C.", flush=True)
        if browse:
            webbrowser.open(f"{site.address}maps/{slugs[0]}.html")
        with suppress(KeyboardInterrupt):
            watching.follow()


def _stay(address: str) -> None:
    """Open `address` if there is one, and wait until the user has had enough."""
    import threading
    import webbrowser
    from contextlib import suppress

    if address:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


@app.command()
def check(
    data: Annotated[
        Path, typer.Argument(help="The project folder, or one table without a project.")
    ] = Path("data"),
    as_json: AsJson = False,
    page: Annotated[
        Path | None, typer.Option("--html", help="Write the report as one HTML file, too.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", help="The day on which the data was had; later days are suspicious."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if anything is wrong.")] = False,
) -> None:
    """Tell what is wrong, suspicious or mended in the tables of DATA, by file, row and column."""
    from geo.check import check_data
    from geo.check.page import page_of
    from geo.check.telling import lines_of, values_of
    from geo.publish import write

    day = _day(as_of, "--as-of")
    checked, title = check_data(data, _gazetteer, as_of=day)
    if page is not None:
        write(page, page_of(checked, title).encode())
    if as_json:
        _print_json(values_of(checked))
    else:
        print("\n".join(lines_of(checked)))
    wrong = checked.total()["wrong"]
    if strict and wrong:
        raise InputError(
            f"{wrong} rows or files are wrong, and --strict makes that an error.",
            fix="Mend what is listed above, or check without --strict.",
        )


@app.command()
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
    first, last = _day(start, "--from"), _day(end, "--to")
    profile = None
    if map_ is not None:
        spec = project.map(map_)
        first, last = first or spec.start, last or spec.end
        profile = profile_of(spec, project)
    with _progress(quiet=as_json) as progress:
        atlas = pipeline.build(data, lists_dir=_own_lists(), workers=workers, progress=progress)
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
        _print_json({"format": form_found.name, **answer})
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


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
) -> None:
    """Start a new project in FOLDER."""
    from geo.project import start_project

    for path in start_project(folder):
        print(path)
    print(f"\nPut reports into {folder / 'reports'} and run: sitmap build {folder}")


@app.command()
def locate(
    names: Annotated[list[str], typer.Argument(help="Place names, in any spelling.")],
    country: Annotated[
        list[str] | None,
        typer.Option("--country", help="ISO code that comes first; repeat for more."),
    ] = None,
    near: Annotated[
        str | None, typer.Option("--near", help="LAT,LON that candidates should be near.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Project whose places come first [default: data, if there]."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many candidates a name.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the places that NAMES may mean, best first, and why."""
    from geo.locate import look_up
    from geo.project import read_project

    root = data or _project_here()
    gazetteer = _gazetteer(read_project(root) if root else None)
    spot = _spot(near)
    answers: list[dict[str, Any]] = [
        {
            "name": name,
            "candidates": [
                _candidate(place)
                for place in look_up(
                    name, gazetteer, countries=tuple(country or ()), near=spot, limit=limit
                )
            ],
        }
        for name in names
    ]
    if as_json:
        _print_json(answers)
        return
    for answer in answers:
        print(answer["name"] if answer["candidates"] else f"{answer['name']}: unknown")
        for found in answer["candidates"]:
            where = ", ".join(filter(None, (found["admin2"], found["admin1"], found["country"])))
            print(
                f"  {found['score']:.2f}  {found['name']} ({found['kind']}; {where})  "
                f"{found['lat']:.4f}, {found['lon']:.4f} ±{found['radius_m'] / 1000:g} km  "
                f"{found['basis']}  [{found['source']}]"
            )


lists = typer.Typer(
    no_args_is_help=True,
    help="Add place lists of your own: GeoNames, OCHA, CSV, XLSX, GeoJSON, OpenStreetMap.",
)
app.add_typer(lists, name="gazetteer")
Country = Annotated[str, typer.Option("--country", help="ISO code, where the file names none.")]


@lists.command("add")
def add_list(
    file: Annotated[Path, typer.Argument(help="GeoNames dump, CSV, XLSX, GeoJSON, .osm or .pbf.")],
    name: Annotated[
        str, typer.Option("--name", help="What to call the list [default: the file's name].")
    ] = "",
    country: Country = "",
    alternates: Annotated[
        Path | None, typer.Option("--alternates", help="GeoNames' alternateNamesV2.zip.")
    ] = None,
    attribution: Annotated[
        str, typer.Option("--attribution", help="Who made it and under which licence.")
    ] = "",
) -> None:
    """Import FILE as a list that every project on this machine uses."""
    from geo import gazetteer

    with _progress(quiet=False) as progress:
        added = gazetteer.add_list(
            file, _lists_folder(), name=name, country=country, alternates=alternates, attribution=attribution,
            progress=lambda done: progress("reading places", done, None),
        )  # fmt: skip
    _print_added(added)


@lists.command("get")
def get_list(
    country: Annotated[str, typer.Argument(help="ISO code of the country, as SY.")],
    address: Annotated[
        str,
        typer.Option(
            "--address", help="Another place to get it from; {country} stands for the code."
        ),
    ] = "",
) -> None:
    """Download GeoNames' list of one country and add it."""
    from geo import gazetteer

    with _progress(quiet=False) as progress:
        options: dict[str, Any] = {"address": address} if address else {}
        added = gazetteer.get_country(
            country,
            _lists_folder(),
            progress=lambda done: progress("reading places", done, None),
            **options,
        )
    _print_added(added)


@lists.command("list")
def show_lists(as_json: AsJson = False) -> None:
    """Show the lists that were added."""
    from dataclasses import asdict

    from geo import gazetteer

    found = gazetteer.list_lists(_lists_folder())
    if as_json:
        _print_json(
            [
                {
                    key: str(value) if isinstance(value, Path) else value
                    for key, value in asdict(one).items()
                }
                for one in found
            ]
        )
        return
    for one in found:
        print(f"{one.name}: {one.places:,} places")
    if not found:
        print("No list was added yet: sitmap gazetteer add FILE")


@lists.command("remove")
def remove_list(
    name: Annotated[str, typer.Argument(help="As `sitmap gazetteer list` shows it.")],
) -> None:
    """Remove a list that was added."""
    from geo import gazetteer

    gazetteer.remove_list(name, _lists_folder())
    print(f"removed {name}")


def _print_added(added: Added) -> None:
    print(f"{added.list.name}: {added.list.places:,} places")
    for row in added.left_out[:_MAX_LISTED]:
        print(f"left out: {row.source}, {row.locator}: {row.reason}", file=sys.stderr)
    if added.left_out_count > _MAX_LISTED:
        print(f"left out: {added.left_out_count:,} rows in all", file=sys.stderr)


def _lists_folder() -> Path:
    """Return where lists that the user added are kept, as the platform has it."""
    return Path(typer.get_app_dir("sitmap")) / "gazetteer"


def _project_here() -> Path | None:
    """Return ``data`` if the command runs beside a project."""
    return Path("data") if (Path("data") / "atlas.toml").is_file() else None


def _own_lists() -> Path | None:
    folder = _lists_folder()
    return folder if folder.is_dir() else None


def _gazetteer(project: Project | None) -> Gazetteer:
    from geo.gazetteer import open_gazetteer

    return open_gazetteer(project, user_dir=_own_lists())


def _candidate(place: Any) -> dict[str, Any]:
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "radius_m": place.radius_m,
        "score": round(place.score, 3),
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "source": place.source,
        "basis": place.basis,
        "names": dict(place.names),
    }


def _spot(near: str | None) -> tuple[float, float] | None:
    """Return (lon, lat) of "LAT,LON", the order in which people paste coordinates."""
    if near is None:
        return None
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError as error:
        raise typer.BadParameter(
            "give LAT,LON in degrees, as 35.93,36.63", param_hint="--near"
        ) from error
    return lon, lat


def _day(text: str | None, option: str = "--published") -> Any:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("give a day as 2020-02-06", param_hint=option) from error


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


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


class _progress:  # noqa: N801 - used like a function
    """A progress bar on the terminal's error channel, silent when quiet or not a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Any:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        return self._step

    def _step(self, stage: str, done: int, total: int | None) -> None:
        if self._bar is None:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _print_summary(built: Built, pages: Sequence[Mapping[str, Any]]) -> None:
    for name, number in built.counts.items():
        print(f"{number:7,} {name}")
    for row in built.unplaced[:_MAX_LISTED]:
        print(f"no place: {row['report_id']}: {row['sub_event_type']}: {row['place_basis']}")
    for page in pages:
        state = "written" if page["changed"] else "unchanged"
        print(f"{page['map']}: {page['bytes'] / 1000:.0f} KB, {state}")
    if len(pages) > 1:
        print(f"{Path(pages[0]['map']).parent / 'index.html'} lists the maps.")
    if built.since:
        day = f"{'published ' if built.published else ''}{built.since[:10]}"
        print(f"Changed since the edition of {day}: {built.changes} (sitmap changes)")
    if built.idle:
        print("Nothing has changed since the last build; nothing was read or written.")
    _print_left_out(built.left_out)


def _print_left_out(rows: Sequence[Mapping[str, Any]]) -> None:
    mended = [row for row in rows if row["stage"] == "mended"]
    lost = [row for row in rows if row["stage"] != "mended"]
    for told, group in (("left out", lost), ("mended", mended)):
        for row in group[:_MAX_LISTED]:
            print(f"{told}: {row['source']}, {row['locator']}: {row['reason']}", file=sys.stderr)
        if len(group) > _MAX_LISTED:
            more = len(group) - _MAX_LISTED
            print(
                f"{told}: and {more} more; --json lists all, and so does every page",
                file=sys.stderr,
            )


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
    _print_left_out(left_out)
