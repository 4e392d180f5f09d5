"""What a project asks for, as records that hold no nonsense."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.withheld import INTERNAL, ProfileSpec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84."""

FILE_NAME: Final = "atlas.toml"
LAYERS: Final = ("zones", "sites", "lines", "admin")
DATE_ORDERS: Final = ("ymd", "dmy", "mdy")
BUDGET: Final = 200
DEADLINE_S: Final = 20.0


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
    budget: int = BUDGET
    per_second: float = 1.0
    deadline_s: float = DEADLINE_S


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
