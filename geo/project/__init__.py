"""What a project folder asks for: ``data/atlas.toml`` turned into a `Project`.

The secret of this module is the shape of ``atlas.toml``: which keys there are, what they may hold
and what stands in for a missing one. Every fault names the file, the key and the next step, since
the file is written by hand.

.. code-block:: toml

    title = "Northwest Syria"
    countries = ["SY"]                       # ISO 3166-1 alpha-2, the first is the most likely one
    box = [35.5, 34.9, 37.6, 36.9]           # west, south, east, north
    licence = "CC BY 4.0"                    # terms of the events, written into every export
    attribution = ["Our monitor, 2020"]      # whom to name, written into every export

    [[maps]]
    title = "The week of 6 February 2020"
    period = ["2020-01-31", "2020-02-06"]    # both days included; ".." leaves a side open
    layers = ["zones", "sites", "lines"]
    languages = ["en", "ar"]

    [[maps.story]]                           # steps that lead a reader through that map
    title = "The road is cut"
    text = "What happened, in your words."
    view = "at=36.8,35.9,10&days=2020-02-06" # what follows the # in the page's address

    [tables."my list.csv"]                   # how to read a table of no known publisher
    date_order = "dmy"
    columns = { date_start = "Day", place = "Where", fatalities_best = "Dead" }

    [reading]
    spacy = "en_core_web_md"                 # a spaCy pipeline that finds English place names

    [run]
    scheduler = "tcp://10.0.0.5:8786"        # a Dask cluster that reads the reports

    [profiles.public]                        # for a map with profile = "public"
    as_of = 2020-02-20                       # nothing of the delay_days up to this day; no clock
    delay_days = 7
    leave_out = ["camp"]                     # not shown: kinds of site, "precision 1" to 3,
    coarsen = ["hospital", "word depot"]     # a word of your own; or shown roughly
    coarsen_km = 20

    [[services]]                             # asked for names that no gazetteer knows; off by default
    name = "nominatim"                       # or another of geopy's, as "photon" or "geonames"
    domain = "nominatim.example.org"         # a server of your own
    budget = 200                             # requests a build
    key_file = "~/.config/sitmap/key"        # outside the project, for services that need a key
"""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date, datetime
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from geo.errors import InputError
from geo.model import MAX_LAT, MAX_LON
from geo.project.folders import data_files, start_project
from geo.project.keys import Table
from geo.project.specs import (
    BUDGET,
    DATE_ORDERS,
    DEADLINE_S,
    FILE_NAME,
    LAYERS,
    Box,
    MapSpec,
    Project,
    ServiceSpec,
    StoryStep,
    TableSpec,
)
from geo.withheld import INTERNAL, ProfileSpec, parse_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LAYERS", "Box", "MapSpec", "Project", "ServiceSpec", "StoryStep", "TableSpec", "data_files",
    "default_project", "read_project", "start_project",
]  # fmt: skip
_BOX_NUMBERS: Final = 4
_MAX_BUDGET: Final = 100_000
_MAX_PER_SECOND: Final = 50.0
_MAX_DEADLINE_S: Final = 300.0
_HOST: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:/[\w./-]*)?", re.ASCII
)
_SCHEDULER: Final = re.compile(
    r"(?P<scheme>tcp|tls)://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}",
    re.ASCII,
)
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_MAX_SLUG: Final = 80
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: names that no file can have;
# index.html lists the maps
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "index"}
    | {f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10)}
)
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?", re.ASCII)


def read_project(root: Path) -> Project:
    """Read ``atlas.toml`` in `root`; without ``[[maps]]`` there is one map of everything.

    Raises
    ------
    InputError
        If the folder or the file is missing, is no TOML, or holds an unknown key or a value that
        can't be used, naming file, key and remedy.
    """
    path = root / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"There is no {FILE_NAME} in {root}.",
            fix="Run `sitmap init DIR` to start a project, or name its folder.",
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error}.", fix="Save it as UTF-8.") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", fix="Mend that.") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{path} is not TOML: {error}.", fix="Mend that line; see https://toml.io."
        ) from None
    return _project(root, Table(str(path), "", table))


def default_project(root: Path) -> Project:
    """Return the project that stands in when there is none: the whole world, one map."""
    return _project(root, Table(FILE_NAME, "", {}))


def _project(root: Path, table: Table) -> Project:
    table.only(
        *("title", "description", "countries", "box", "tiles", "report_errors_to"),
        *("licence", "attribution", "maps", "tables", "services", "reading", "profiles", "run"),
    )
    title = table.text("title", root.resolve().name if root.name in {"", "."} else root.name)
    box = _box(table)
    profiles = {name: parse_profile(name, each) for name, each in table.table("profiles").items()}
    maps = tuple(_map(each, title, profiles) for each in table.tables("maps"))
    maps = maps or (_map(Table(table.path, "maps[1]", {}), title or "map", profiles),)
    for earlier, later in pairwise(sorted(maps, key=lambda spec: spec.slug)):
        if earlier.slug == later.slug:
            raise table.fault(
                "maps",
                f"draws {earlier.title!r} and {later.title!r} into one file, {later.slug}.html",
                "Give one of them another `slug`.",
            )
    return Project(
        root=root,
        title=title,
        description=table.text("description"),
        countries=table.each(
            "countries", (), 'ISO codes of two letters, as ["SY", "TR"]', _COUNTRY.fullmatch
        ),
        box=box,
        maps=maps,
        tiles=_tiles(table),
        report_errors_to=_address(table),
        tables={name: _table(each) for name, each in table.table("tables").items()},
        services=tuple(_service(each) for each in table.tables("services")),
        spacy=_spacy(table),
        licence=table.text("licence"),
        attribution=table.texts("attribution", (), 'lines, as ["Our monitor, 2020"]'),
        profiles=profiles,
        scheduler=_scheduler(table),
    )


def _map(table: Table, default_title: str, profiles: Mapping[str, ProfileSpec]) -> MapSpec:
    table.only("slug", "title", "period", "layers", "languages", "box", "story", "profile")
    profile = table.text("profile", INTERNAL)
    if profile != INTERNAL and profile not in profiles:
        raise table.fault(
            "profile",
            f"is {profile!r}, which is defined nowhere",
            f'Write [profiles.{profile or "public"}] with what it withholds, or "{INTERNAL}".',
        )
    title = table.text("title", default_title)
    start, end = _period(table)
    languages = table.each(
        "languages", ("en",), 'language codes, as ["en", "ar"]', _LANGUAGE.fullmatch
    )
    if not languages:
        raise table.fault("languages", "is empty", 'Name at least one, as ["en"].')
    return MapSpec(
        slug=_slug(table, title),
        title=title,
        start=start,
        end=end,
        layers=table.each(
            "layers", LAYERS, f"layers out of {', '.join(LAYERS)}", LAYERS.__contains__
        ),
        languages=languages,
        box=_box(table),
        story=tuple(_step(each) for each in table.tables("story")),
        profile=profile,
    )


def _step(table: Table) -> StoryStep:
    table.only("title", "text", "view")
    step = StoryStep(table.text("title"), table.text("text"), table.text("view").lstrip("#"))
    if not step.text.strip():
        raise table.fault("text", "is empty", "Write what the reader is to see there.")
    return step


def _slug(table: Table, title: str) -> str:
    """Return the map's file name: given, or made of the ASCII letters of its title."""
    if "slug" not in table.values:
        made = re.sub(r"[^a-z0-9]+", "-", title.lower().encode("ascii", "ignore").decode())
        made = made[:_MAX_SLUG].strip("-")
        return f"map-{made}" if made in _RESERVED else made or "map"
    slug = table.text("slug")
    if not _SLUG.fullmatch(slug) or len(slug) > _MAX_SLUG or slug in _RESERVED:
        raise table.fault(
            "slug",
            f"is {slug!r}, which is no safe file name",
            f"Use at most {_MAX_SLUG} lower-case letters, digits and single hyphens.",
        )
    return slug


def _period(table: Table) -> tuple[date | None, date | None]:
    value = table.values.get("period", ["..", ".."])
    fix = 'Write period = ["2020-01-31", "2020-02-06"]; ".." leaves a side open.'
    if not isinstance(value, list) or len(value) != len(("start", "end")):
        raise table.fault("period", f"is {value!r}, not a list of two days", fix)
    days: list[date | None] = []
    for day in value:
        if isinstance(day, datetime):
            days.append(day.date())
        elif isinstance(day, date):
            days.append(day)
        elif day == "..":
            days.append(None)
        else:
            try:
                days.append(date.fromisoformat(day))
            except (TypeError, ValueError):
                raise table.fault("period", f"holds {day!r}, which is no day", fix) from None
    start, end = days
    if start and end and start > end:
        raise table.fault("period", f"ends on {end}, before it starts on {start}", fix)
    return start, end


def _box(table: Table) -> Box | None:
    value = table.values.get("box")
    if value is None:
        return None
    fix = "Write box = [west, south, east, north] in degrees, as [35.5, 34.9, 37.6, 36.9]."
    if (
        not isinstance(value, list)
        or len(value) != _BOX_NUMBERS
        or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    ):
        raise table.fault("box", f"is {value!r}, not four numbers", fix)
    west, south, east, north = map(float, value)
    if not (-MAX_LON <= west < east <= MAX_LON and -MAX_LAT <= south < north <= MAX_LAT):
        # A box across the 180th meridian is refused here too: nothing downstream draws one.
        raise table.fault("box", f"is {value}, which is no area on the globe", fix)
    return west, south, east, north


def _tiles(table: Table) -> str | None:
    name = table.text("tiles")
    if not name:
        return None
    # 0.1 s, spent only by projects that ask for online tiles
    from xyzservices import providers  # noqa: PLC0415

    known = providers.flatten()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        raise table.fault(
            "tiles", f"names no provider of xyzservices: {name!r}", f"The nearest is {near[0]!r}."
        )
    return name


def _address(table: Table) -> str:
    address = table.text("report_errors_to")
    parts = urlsplit(address)
    if address and not (
        (parts.scheme == "mailto" and "@" in parts.path)
        or (parts.scheme == "https" and parts.netloc)
    ):
        raise table.fault(
            "report_errors_to",
            f"is {address!r}",
            'Give "mailto:someone@example.org" or an https:// address.',
        )
    return address


def _table(table: Table) -> TableSpec:
    table.only("columns", "source", "date_order", "crs")
    columns = table.values.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise table.fault("columns", "does not pair names", 'Write columns = { place = "Where" }.')
    order = table.text("date_order")
    if order and order not in DATE_ORDERS:
        raise table.fault("date_order", f"is {order!r}", f"Use one of {', '.join(DATE_ORDERS)}.")
    return TableSpec(dict(columns), table.text("source"), order, table.text("crs"))


def _spacy(table: Table) -> str:
    """Return the pipeline of ``[reading]``."""
    values = table.values.get("reading", {})
    if not isinstance(values, dict):
        raise table.fault("reading", "is no table", 'Write [reading] and below it spacy = "...".')
    reading = Table(table.path, "reading", values)
    reading.only("spacy")
    return reading.text("spacy")


def _scheduler(table: Table) -> str:
    """Return the address of ``[run]``.

    Whoever answers there can run code here, and a project may come from anybody: so a plain
    connection goes no farther than this machine and its own network.
    """
    values = table.values.get("run", {})
    if not isinstance(values, dict):
        raise table.fault("run", "is no table", 'Write [run] and below it scheduler = "...".')
    run = Table(table.path, "run", values)
    run.only("scheduler")
    address = run.text("scheduler")
    if not address:
        return ""
    match = _SCHEDULER.fullmatch(address)
    if match is None:
        raise run.fault("scheduler", f"is {address!r}", 'Write it as "tcp://10.0.0.5:8786".')
    if match["scheme"] == "tcp" and not _near_by(match["host"]):
        raise run.fault(
            "scheduler",
            f"is {address!r}, a plain connection to another network or a name",
            "Give --scheduler on the command line instead, or a tls:// address.",
        )
    return address


def _near_by(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_private
    except ValueError:
        return False


def _service(table: Table) -> ServiceSpec:
    table.only(
        *("name", "domain", "scheme", "key_file", "budget", "per_second", "deadline_s", "options")
    )
    name = table.text("name").lower()
    if not name:
        raise table.fault("name", "is missing", 'Write name = "nominatim", or another service.')
    options = table.values.get("options", {})
    if not isinstance(options, dict) or not all(
        isinstance(value, str | int | float | bool) for value in options.values()
    ):
        raise table.fault("options", "does not pair names and values", 'Write { option = "..." }.')
    told = {key: text for key in ("domain", "scheme") if (text := table.text(key))}
    if "domain" in told and not _HOST.fullmatch(told["domain"]):
        raise table.fault(
            "domain", f"is {told['domain']!r}", 'Give the host alone, as "nominatim.example.org".'
        )
    if told.get("scheme", "https") not in {"http", "https"}:
        raise table.fault("scheme", f"is {told['scheme']!r}", 'Write "https" or "http".')
    key_file = table.text("key_file")
    budget = table.number("budget", BUDGET, 0, _MAX_BUDGET)
    if budget != int(budget):
        raise table.fault("budget", f"is {budget}", f"Write budget = {int(budget)}.")
    return ServiceSpec(
        name=name,
        options={**options, **told},
        key_file=Path(key_file) if key_file else None,
        budget=int(budget),
        per_second=table.number("per_second", 1.0, 0.001, _MAX_PER_SECOND),
        deadline_s=table.number("deadline_s", DEADLINE_S, 0.1, _MAX_DEADLINE_S),
    )
