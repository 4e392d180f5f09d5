"""The stages in order, from a project folder to an `Atlas`.

The secret of this module is the order of the stages; it decides nothing about places, dates or
maps itself, and it prints nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.corrections import FILE_NAME as CORRECTIONS_FILE
from geo.corrections import lay_over, links, read_corrections
from geo.credits import MARKS, find_credits
from geo.errors import InputError
from geo.gazetteer import open_gazetteer
from geo.model import CLAIMS, EVENTS, MENDED, Atlas, LeftOut
from geo.project import LAYERS, MapSpec, Project, default_project, read_project
from geo.publish import locked, write
from geo.reconcile import doubted, merge
from geo.reports import read_reports
from geo.rows import event_table, left_out_table, mention_table, stack, stack_plain
from geo.unlisted import unlisted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import folium
    import pandas as pd
    from distributed import Client
    from geopandas import GeoDataFrame

    from geo.kept.stages import Stages
    from geo.locate import Scope
    from geo.model import Extractor, Geocoder, Placed, Reading, Report
    from geo.reading import Desk, Read

INDEX = "index.html"
"""The page that lists the maps."""

"""Called with the stage, the number done and the number to do."""


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class SavedMap:
    """A page on disk: where, how many bytes, and whether this build changed it."""

    path: Path
    size: int
    changed: bool


def build(
    root: Path,
    *,
    extract: Extractor | None = None,
    geocoder: Geocoder | None = None,
    services_dir: Path | None = None,
    progress: Callable[[str, int, int], None] = _silent,
    kept: Stages | None = None,
    lists_dir: Path | None = None,
    workers: int | None = 1,
    client: Client | None = None,
    whole: bool = True,
) -> Atlas:
    """Read a project folder and return everything that its maps show.

    Parameters
    ----------
    root
        The folder with ``atlas.toml``.
    extract
        Reads the reports; `geo.extract.Reader` with the project's gazetteer unless given.
    geocoder
        Lists the places a name may mean; the project's places and the gazetteers unless given.
    services_dir
        Where answers of online services are kept; the user's own folder unless given. Nobody is
        asked unless the project names a service, and then only for places of events whose names
        `geocoder` does not know at all. Names without an answer stay pending; they are counted.
    kept
        What earlier builds kept of the files that did not change. Give it only with the default
        `extract` and the gazetteers whose lists it knows of.
    lists_dir
        The user's own place lists, if no `geocoder` is given.
    workers
        How many processes may read reports at most, None for one a core; fewer start where there is
        little to read, and none beside this one with an `extract` or `geocoder` of your own, which
        may not travel. The result is the same. A script that asks for more than one needs
        ``if __name__ == "__main__":`` around it, since each process imports it.
    client
        A Dask cluster whose workers read the reports instead; the result is the same. They need
        this version of this package and the same files at the same paths.
    whole
        Keep the publishers' own columns, which no map shows and which take half of the memory.

    Raises
    ------
    InputError
        If there is no project at `root`, nothing in it can be read, or `client` is given with an
        `extract` or `geocoder` of your own, or has workers that are not like this process.
    ServiceError
        If the cluster is lost.
    """
    from geo.basemap import outline  # noqa: PLC0415
    from geo.tables import read_tables  # noqa: PLC0415 - pandas only where tables are at hand
    from geo.zones import assign_zones, read_lines, read_sites, read_zones  # noqa: PLC0415

    project = read_project(root)
    mine = extract is not None or geocoder is not None
    if mine and client is not None:
        raise _may_not_travel()
    geocoder = geocoder or open_gazetteer(project, user_dir=lists_dir)
    zones, zones_left = read_zones(root / "zones")
    sites, sites_left = read_sites(root / "sites")
    lines, lines_left = read_lines(root / "lines")
    reports, reports_left = read_reports(
        root / "reports", read=None if kept is None else kept.report_reader()
    )
    rows, row_claims, rows_left, row_counts = read_tables(
        root / "events",
        project,
        outline=outline,
        read=None if kept is None else kept.table_reader(),
        keep=None if whole else MARKS,
    )
    corrections, corrections_left = read_corrections(root / CORRECTIONS_FILE)
    left_out = [*zones_left, *sites_left, *lines_left, *reports_left, *rows_left, *corrections_left]

    def scope() -> Scope:
        from geo.locate import Scope  # noqa: PLC0415 - as in `_reads`

        return Scope(project.countries, project.box, sites)

    read_through = _reads(project, geocoder, scope, extract, workers, client, lists_dir, mine=mine)
    readings: list[Reading] = []
    placed: list[Placed] = []
    each = kept.read_each(project, reports, read_through) if kept else read_through(reports)
    for done, (reading, found) in enumerate(each, start=1):
        readings.append(reading)
        placed += found
        progress("reading reports", done, len(reports))
    answers = _Answers(readings, placed, geocoder)
    if project.services:
        answers = _ask(project, answers, scope(), services_dir, progress)
    left_out += answers.left_out
    rows, named = _by_name(rows, answers.geocoder, scope)
    told, told_claims = rows[:0], row_claims[:0]
    if answers.placed or not len(rows):
        told, told_claims = event_table(
            answers.placed, {report.report_id: report for report in reports}
        )
    events = stack(told, rows)
    claims = stack_plain(told_claims, row_claims)
    tellings = len(events)
    told_ids = claims["event_id"]
    wanted = links(corrections, set(events["event_id"]) if corrections else ())
    events, claims = merge(events, claims, together=wanted.together, apart=wanted.apart)
    corrected = lay_over(
        doubted(events),
        claims,
        told_ids,
        corrections,
        geocoder=answers.geocoder,
        countries=project.countries,
    )
    claims = corrected.claims
    zoned = kept.zoned(assign_zones) if kept else assign_zones
    events = zoned(EVENTS.check(corrected.events), zones)
    left_out += [
        *corrected.left_out,
        *(row for reading in answers.readings for row in reading.left_out),
    ]
    unplaced = int(events.geometry.array.isna().sum())
    counts = {
        "reports read": len(reports),
        "table rows read": int(row_counts.get("rows read", len(rows))),
        "table rows placed by their names": named,
        "tellings": tellings,
        "events": len(events),
        "events on the map": len(events) - unplaced,
        "events without a place": unplaced,
        "zones": len(zones),
        **answers.counts,
        "left out": sum(row.stage != MENDED for row in left_out),
        "mended": sum(row.stage == MENDED for row in left_out),
    }
    if not len(events) and not reports and not len(rows):
        raise InputError(
            f"There is nothing to map in {root}: no report in reports/ and no row in events/.",
            fix="Put reports (.txt, .md, .html, .pdf, .docx) or event tables there and build again.",
        )
    mentions = mention_table(answers.readings)
    return Atlas(
        events, CLAIMS.check(claims), zones, sites, lines, mentions, left_out_table(left_out), counts,
        corrected.changes,
        find_credits(
            events, mentions, lists=getattr(geocoder, "attributions", ()),
            services=[spec.name for spec in project.services],
        ),
        unlisted(answers.readings, project.countries, lists_dir),
    )  # fmt: skip


def read(
    reports: Sequence[Report],
    root: Path | None = None,
    *,
    extract: Extractor | None = None,
    geocoder: Geocoder | None = None,
    lists_dir: Path | None = None,
    workers: int | None = 1,
    client: Client | None = None,
    progress: Callable[[str, int, int], None] = _silent,
) -> tuple[GeoDataFrame, pd.DataFrame, list[Reading]]:
    """Read reports alone: their events with the zone of the day, their claims, their readings.

    Parameters
    ----------
    root
        A project whose places, sites and zones are used, or None.
    extract, geocoder, lists_dir, workers, client
        As for `build`.
    """
    from geo.reading import Desk, by_one_or_many, default_reader, scope_of  # noqa: PLC0415
    from geo.zones import assign_zones, read_zones  # noqa: PLC0415

    mine = extract is not None or geocoder is not None
    desk = None if mine else Desk(root, lists_dir)
    project = read_project(root) if root is not None else None
    geocoder = geocoder or open_gazetteer(project, user_dir=lists_dir)
    extract = extract or default_reader(geocoder, project)
    scope = scope_of(root)
    read_through = _through(client, desk) or by_one_or_many(desk, workers, extract, geocoder, scope)
    each = read_through(reports)
    readings: list[Reading] = []
    placed: list[Placed] = []
    for done, (reading, found) in enumerate(each, start=1):
        readings.append(reading)
        placed += found
        progress("reading reports", done, len(reports))
    events, claims = event_table(placed, {report.report_id: report for report in reports})
    if root is not None:
        events = assign_zones(events, read_zones(root / "zones")[0])
    return events, claims, readings


def _reads(
    project: Project,
    geocoder: Geocoder,
    scope: Callable[[], Scope],
    extract: Extractor | None,
    workers: int | None,
    client: Client | None,
    lists_dir: Path | None,
    *,
    mine: bool,
) -> Callable[[Sequence[Report]], Iterator[Read]]:
    """Return what reads reports and places what they tell; without any, no reader is imported."""

    def read(reports: Sequence[Report]) -> Iterator[Read]:
        if not reports:
            return iter(())
        from geo.reading import Desk, by_one_or_many, default_reader  # noqa: PLC0415 - 0.3 s

        desk = None if mine else Desk(project.root, lists_dir)
        ours = extract or default_reader(geocoder, project)
        here = by_one_or_many(desk, workers, ours, geocoder, scope())
        return (_through(client, desk) or here)(reports)

    return read


@dataclass(frozen=True, slots=True)
class _Answers:
    """What reports tell and where, who knows the places, and what online services had to do with it."""

    readings: list[Reading]
    placed: list[Placed]
    geocoder: Geocoder
    left_out: Sequence[LeftOut] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def _ask(
    project: Project,
    found: _Answers,
    scope: Scope,
    services_dir: Path | None,
    progress: Callable[[str, int, int], None],
) -> _Answers:
    """Return what is `found` once the project's services were asked for unknown names."""
    from geo.placing import ask_services, place_tellings, with_answers  # noqa: PLC0415 - 0.3 s

    asked = ask_services(found.readings, found.geocoder, project, services_dir, progress)
    readings, answered = with_answers(found.readings, asked.answers, found.geocoder, scope)
    return _Answers(
        readings,
        [placed for reading in readings for placed in place_tellings(reading, answered, scope)],
        answered,
        [
            *(LeftOut("services", "pending", name, why) for name, why in asked.pending.items()),
            *(LeftOut(MENDED, "services", "answers", note) for note in asked.notes),
        ],
        {
            "names asked of services": len(asked.answers) + len(asked.pending),
            "names pending": len(asked.pending),
            "seconds the pending names will take": asked.seconds,
        },
    )


def _by_name(
    rows: GeoDataFrame, geocoder: Geocoder, scope: Callable[[], Scope]
) -> tuple[GeoDataFrame, int]:
    """Return rows of tables, those without coordinates placed by their names, and how many were."""
    if not rows.geometry.array.isna().any():
        return rows, 0
    from geo.basemap import outline  # noqa: PLC0415
    from geo.byname import place_by_name  # noqa: PLC0415 - 0.3 s

    return place_by_name(rows, geocoder, scope(), outline=outline)


def _through(
    client: Client | None, desk: Desk | None
) -> Callable[[Sequence[Report]], Iterator[Read]] | None:
    """Return what reads reports on the cluster of `client`, or None without one."""
    if client is None:
        return None
    if desk is None:
        raise _may_not_travel()
    from geo.cluster import spread_far  # noqa: PLC0415 - an extra

    return lambda reports: spread_far(reports, desk, client)


def _may_not_travel() -> InputError:
    return InputError(
        "An `extract` or `geocoder` of your own may not travel to a cluster.",
        fix="Leave out `client`, or put your places and words into the project.",
    )


def _project(root: Path | None) -> Project:
    from pathlib import Path as Folder  # noqa: PLC0415

    return read_project(root) if root is not None else default_project(Folder())


def draw(atlas: Atlas, spec: MapSpec | None = None, project: Project | None = None) -> folium.Map:
    """Return a folium map of `atlas`, which shows itself in a notebook.

    Without `spec` and `project` it shows everything, in English, with every layer.
    """
    from geo import webmap  # noqa: PLC0415 - folium only where a map is drawn

    project = project or _project(None)
    if spec is None:
        spec = (
            project.maps[0]
            if project.maps
            else MapSpec("map", project.title, None, None, LAYERS, ("en",), None)
        )
    return webmap.draw(atlas, spec, project)


def save(atlas: Atlas, project: Project, out: Path) -> list[SavedMap]:
    """Write every map that `project` asks for as a page in `out`, and ``index.html``, their list.

    A page whose bytes have not changed is not touched. Another build of `out` is waited for.

    Raises
    ------
    InputError
        If `out` can't be written; the pages there are as they were.
    """
    with locked(out):
        return write_maps(atlas, project, out)


def write_maps(
    atlas: Atlas,
    project: Project,
    out: Path,
    *,
    news: Mapping[str, Any] | None = None,
    kept: Stages | None = None,
) -> list[SavedMap]:
    """Write the maps as `save` does, with `news`, for one who holds the lock of `out`."""
    from geo import webmap  # noqa: PLC0415

    saved = []
    for spec in project.maps:
        remember = {} if kept is None else {"remember": kept.blocks}
        page = webmap.written(atlas, spec, project, news=news, **remember)
        path = out / f"{spec.slug}.html"
        saved.append(SavedMap(path, len(page), changed=write(path, page)))
    write(out / INDEX, webmap.index_page(atlas, project).encode())
    return saved
