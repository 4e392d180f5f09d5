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
from dataclasses import dataclass, field
from datetime import date, datetime
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from geo.errors import InputError
from geo.model import MAX_LAT, MAX_LON
from geo.withheld import INTERNAL, ProfileSpec, parse_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84."""

FILE_NAME: Final = "atlas.toml"
LAYERS: Final = ("zones", "sites", "lines", "admin")
DATE_ORDERS: Final = ("ymd", "dmy", "mdy")

_BOX_NUMBERS: Final = 4
_BUDGET: Final = 200
_MAX_BUDGET: Final = 100_000
_MAX_PER_SECOND: Final = 50.0
_DEADLINE_S: Final = 20.0
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


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step of the story that a map tells: a text, and where the reader looks meanwhile.

    Parameters
    ----------
    text
        Paragraphs with an empty line between.
    view
        What stands behind the ``#`` of the page's address in that view, as
        ``"at=36.8,35.9,10&days=2020-02-06"``; ``""`` is the map as it opens.
    """

    title: str
    text: str
    view: str = ""


@dataclass(frozen=True, slots=True)
class MapSpec:
    """One map to draw.

    Parameters
    ----------
    slug
        Its file name without ``.html``: lower-case letters, digits and single hyphens.
    start, end
        First and last day shown, both included; None leaves that side open.
    layers
        Which of `LAYERS` lie under the events.
    languages
        The languages of the labels, the first one preferred.
    box
        The first view; None means the project's box, or what the events span.
    story
        Steps that lead a reader through the map, in order.
    profile
        Whose eyes it is for: a name in `Project.profiles`, or ``"internal"``, which shows all.
    """

    slug: str
    title: str
    start: date | None
    end: date | None
    layers: tuple[str, ...]
    languages: tuple[str, ...]
    box: Box | None
    story: tuple[StoryStep, ...] = ()
    profile: str = INTERNAL


@dataclass(frozen=True, slots=True)
class TableSpec:
    """How to read one table under ``data/events`` that no known publisher made.

    Parameters
    ----------
    columns
        Our column ▶ the table's column.
    source
        Whose table it is; ``""`` is the file's name.
    date_order
        ``"ymd"``, ``"dmy"`` or ``"mdy"`` for dates such as 03/04/2020, ``""`` to decide from the
        column, which leaves a column out that fits both ways.
    crs
        What ``lon`` and ``lat`` are counted in, as ``"EPSG:32637"``; ``""`` is degrees on WGS 84.
    """

    columns: Mapping[str, str]
    source: str = ""
    date_order: str = ""
    crs: str = ""


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """One online geocoder to ask for names that no gazetteer knows.

    Parameters
    ----------
    name
        As geopy calls it: ``"nominatim"``, ``"photon"``, ``"pelias"``, ``"geonames"`` ...
    options
        What geopy's geocoder is made with, as ``{"domain": "nominatim.example.org"}``.
    key_file
        A file outside the project with the service's key, or None.
    budget
        Requests in one build, at most.
    per_second
        Requests a second, over all processes.
    deadline_s
        Seconds for a whole answer.
    """

    name: str
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    key_file: Path | None = None
    budget: int = _BUDGET
    per_second: float = 1.0
    deadline_s: float = _DEADLINE_S


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder and what it asks for.

    Parameters
    ----------
    root
        The folder that holds ``atlas.toml``, ``reports/``, ``events/`` and so on.
    countries
        ISO 3166-1 alpha-2 codes, most likely first; empty is the whole world.
    box
        The region of interest, or None.
    tiles
        The xyzservices name of an online background, as ``"OpenStreetMap.Mapnik"``. None keeps the
        page from asking anybody for anything.
    report_errors_to
        A ``mailto:`` or ``https:`` address where readers may report errors, or ``""``.
    tables
        How to read the tables of no known publisher, by file name below ``events/``.
    services
        Online geocoders, in the order in which they are asked; none unless the file names them.
    spacy
        The spaCy pipeline that finds English place names, or ``""`` for our own recogniser.
    licence
        The terms under which the project's own events may be used, as ``"CC BY 4.0"``, or ``""``.
    attribution
        Who must be named wherever the events are shown, one line each.
    profiles
        What maps for other eyes do not show, by name.
    scheduler
        The address of the Dask scheduler whose workers read the reports, or ``""``.
    """

    root: Path
    title: str
    description: str
    countries: tuple[str, ...]
    box: Box | None
    maps: tuple[MapSpec, ...]
    tiles: str | None
    report_errors_to: str
    tables: Mapping[str, TableSpec] = field(default_factory=dict)
    services: tuple[ServiceSpec, ...] = ()
    spacy: str = ""
    licence: str = ""
    attribution: tuple[str, ...] = ()
    profiles: Mapping[str, ProfileSpec] = field(default_factory=dict)
    scheduler: str = ""

    def map(self, slug: str) -> MapSpec:
        """Return the map of that file name.

        Raises
        ------
        InputError
            If there is none, naming the nearest one.
        """
        known = {spec.slug: spec for spec in self.maps}
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1, cutoff=0.0)[0]
            raise InputError(
                f"{FILE_NAME} has no map {slug!r}.",
                fix=f"The nearest one is {near!r}; all: {', '.join(known)}.",
            )
        return known[slug]


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
    return _project(root, _Table(str(path), "", table))


def default_project(root: Path) -> Project:
    """Return the project that stands in when there is none: the whole world, one map."""
    return _project(root, _Table(FILE_NAME, "", {}))


@dataclass(slots=True)
class _Table:
    """A TOML table that knows where it stands and hands out checked values."""

    path: str
    where: str
    values: Mapping[str, Any]

    def fault(self, key: str, problem: str, fix: str) -> InputError:
        where = f"{self.where}.{key}" if self.where and key else self.where or key
        return InputError(f"{self.path}: `{where}` {problem}.", fix=fix)

    def only(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
                raise self.fault(
                    key,
                    "is no key that sitmap knows",
                    f"The nearest one is `{near[0]}`; all: {', '.join(known)}.",
                )

    def text(self, key: str, default: str = "") -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"is {value!r}, not text", f'Write {key} = "...".')
        if any(ord(c) < ord(" ") and c not in "\n\t" for c in value):
            raise self.fault(key, "holds control characters", "Take them out.")
        return value.strip()

    def texts(self, key: str, default: tuple[str, ...], wanted: str) -> tuple[str, ...]:
        value = self.values.get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise self.fault(key, f"is {value!r}", f"Give a list of {wanted}.")
        for item, count in ((v, list(value).count(v)) for v in value):
            if count > 1:
                raise self.fault(key, f"names {item!r} twice", "Name it once.")
        return tuple(value)

    def each(
        self, key: str, default: tuple[str, ...], wanted: str, fits: Callable[[str], object]
    ) -> tuple[str, ...]:
        values = self.texts(key, default, wanted)
        for value in values:
            if not fits(value):
                raise self.fault(key, f"holds {value!r}", f"Give a list of {wanted}.")
        return values

    def number(self, key: str, default: float, least: float, most: float) -> float:
        value = self.values.get(key, default)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not least <= value <= most
        ):
            raise self.fault(key, f"is {value!r}", f"Give a number from {least:g} to {most:,.0f}.")
        return float(value)

    def tables(self, key: str) -> list[_Table]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fault(key, "is no list of tables", f"Begin each with [[{key}]].")
        return [_Table(self.path, f"{key}[{i}]", v) for i, v in enumerate(value, start=1)]

    def table(self, key: str) -> dict[str, _Table]:
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            raise self.fault(key, "is no table of tables", f'Begin each with [{key}."NAME"].')
        return {k: _Table(self.path, f'{key}."{k}"', v) for k, v in value.items()}


def _project(root: Path, table: _Table) -> Project:
    table.only(
        *("title", "description", "countries", "box", "tiles", "report_errors_to"),
        *("licence", "attribution", "maps", "tables", "services", "reading", "profiles", "run"),
    )
    title = table.text("title", root.resolve().name if root.name in {"", "."} else root.name)
    box = _box(table)
    profiles = {name: parse_profile(name, each) for name, each in table.table("profiles").items()}
    maps = tuple(_map(each, title, profiles) for each in table.tables("maps"))
    maps = maps or (_map(_Table(table.path, "maps[1]", {}), title or "map", profiles),)
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


def _map(table: _Table, default_title: str, profiles: Mapping[str, ProfileSpec]) -> MapSpec:
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


def _step(table: _Table) -> StoryStep:
    table.only("title", "text", "view")
    step = StoryStep(table.text("title"), table.text("text"), table.text("view").lstrip("#"))
    if not step.text.strip():
        raise table.fault("text", "is empty", "Write what the reader is to see there.")
    return step


def _slug(table: _Table, title: str) -> str:
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


def _period(table: _Table) -> tuple[date | None, date | None]:
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


def _box(table: _Table) -> Box | None:
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


def _tiles(table: _Table) -> str | None:
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


def _address(table: _Table) -> str:
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


def _table(table: _Table) -> TableSpec:
    table.only("columns", "source", "date_order", "crs")
    columns = table.values.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise table.fault("columns", "does not pair names", 'Write columns = { place = "Where" }.')
    order = table.text("date_order")
    if order and order not in DATE_ORDERS:
        raise table.fault("date_order", f"is {order!r}", f"Use one of {', '.join(DATE_ORDERS)}.")
    return TableSpec(dict(columns), table.text("source"), order, table.text("crs"))


def _spacy(table: _Table) -> str:
    """Return the pipeline of ``[reading]``."""
    values = table.values.get("reading", {})
    if not isinstance(values, dict):
        raise table.fault("reading", "is no table", 'Write [reading] and below it spacy = "...".')
    reading = _Table(table.path, "reading", values)
    reading.only("spacy")
    return reading.text("spacy")


def _scheduler(table: _Table) -> str:
    """Return the address of ``[run]``.

    Whoever answers there can run code here, and a project may come from anybody: so a plain
    connection goes no farther than this machine and its own network.
    """
    values = table.values.get("run", {})
    if not isinstance(values, dict):
        raise table.fault("run", "is no table", 'Write [run] and below it scheduler = "...".')
    run = _Table(table.path, "run", values)
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


def _service(table: _Table) -> ServiceSpec:
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
    budget = table.number("budget", _BUDGET, 0, _MAX_BUDGET)
    if budget != int(budget):
        raise table.fault("budget", f"is {budget}", f"Write budget = {int(budget)}.")
    return ServiceSpec(
        name=name,
        options={**options, **told},
        key_file=Path(key_file) if key_file else None,
        budget=int(budget),
        per_second=table.number("per_second", 1.0, 0.001, _MAX_PER_SECOND),
        deadline_s=table.number("deadline_s", _DEADLINE_S, 0.1, _MAX_DEADLINE_S),
    )


_FOLDERS: Final = {
    "reports": "Reports: .txt, .md, .html, .pdf or .docx, one event story a file. A header names the source.",
    "events": "Event tables: ACLED, UCDP GED or your own columns, .csv or .xlsx.",
    "places": "Places that the gazetteer lacks: .csv with name, lat, lon, and variants parted by ';'.",
    "sites": "Posts, bases, camps with the days on which they existed: .csv with name, lat, lon, start, end.",
    "zones": "Zones with the days on which they were in force: .geojson with name, start, end, source.",
    "lines": "Roads and front lines: .geojson with name and source.",
}
_STARTER: Final = """\
# What sitmap draws from this folder. Unknown keys are errors, so that a slip of the pen is found.
title = "{title}"
description = ""
countries = []              # ISO 3166-1 alpha-2, most likely first: ["SY", "TR"]
# box = [35.5, 34.9, 37.6, 36.9]   # west, south, east, north, degrees

[[maps]]
title = "{title}"
# period = ["2020-01-31", "2020-02-06"]   # both days included
layers = ["zones", "sites", "lines", "admin"]
languages = ["en"]
# profile = "public"          # for other eyes, see below; without it the map shows all

# What maps with profile = "public" do not show; the page says what was done.
# [profiles.public]
# as_of = 2020-02-20          # nothing that happened or came out in the 7 days up to this day
# delay_days = 7
# leave_out = ["camp"]        # camp, hospital, school, shelter, worship, "precision 1", "word depot"
# coarsen = ["hospital", "school"]   # the same kinds, as a circle without any text
# coarsen_km = 20
"""


def start_project(folder: Path) -> list[Path]:
    """Make a new project in `folder` and return what was made.

    Raises
    ------
    InputError
        If `folder` has files already; nothing is touched then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            f"{folder} is not empty.", fix="Name a folder that does not exist yet, or an empty one."
        )
    title = " ".join(re.findall(r"[^\W_]+", folder.name)) or "Situation map"
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    listed = "".join(f"- `{name}/` {text}\n" for name, text in _FOLDERS.items())
    files = {FILE_NAME: _STARTER.format(title=title), "README.md": f"# {title}\n\n{listed}"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in (*files, *_FOLDERS)]
