"""Atlas ▶ the files that other programs take, each with the book of what it could not hold.

The secret of this package is the list of formats: which files each makes, and that none is seen
half-written. One module a family says how an event becomes a record of it.
"""

from __future__ import annotations

import difflib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.export.acled import write_acled
from geo.export.delimited import write_csv, write_hxl
from geo.export.geojson import write_geojson
from geo.export.gis import write_flatgeobuf, write_geopackage, write_geoparquet
from geo.export.kml import write_kml
from geo.export.package import Loss, Package, Written, pack
from geo.export.timemap import write_timemap
from geo.export.workbook import write_xlsx
from geo.period import in_period
from geo.publish import move, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from geopandas import GeoDataFrame

    from geo.model import Atlas, LeftOut
    from geo.project import Project

__all__ = ["FORMATS", "Exported", "Format", "Loss", "choose", "export_events"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, how its main file ends, what writes it."""

    name: str
    suffix: str
    about: str
    write: Callable[[Package, Path, str], Written]


FORMATS: Final = (
    Format("csv", ".csv", "our columns, the claims in FILE.claims.csv", write_csv),
    Format("acled", ".csv", "the 31 columns of ACLED, for tools that read those", write_acled),
    Format("hxl", ".csv", "our columns with HXL tags", write_hxl),
    Format("geojson", ".geojson", "features with their claims inside", write_geojson),
    Format("geoparquet", ".parquet", "GeoParquet 1.1, the claims in FILE.claims.parquet", write_geoparquet),
    Format("gpkg", ".gpkg", "GeoPackage with a table of claims, for QGIS", write_geopackage),
    Format("flatgeobuf", ".fgb", "one indexed layer for the web", write_flatgeobuf),
    Format("kml", ".kml", "Google Earth, with time", write_kml),
    Format("xlsx", ".xlsx", "a workbook with events, claims and what the columns mean", write_xlsx),
    Format("timemap", ".json", "Forensic Architecture's TimeMap, and FILE.sources.json", write_timemap),
)  # fmt: skip

_ALSO: Final = {"geojson": (".json",), "geoparquet": (".geoparquet",)}
"""Other endings that the readers of a format know."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export: events in = events written + rows of `left_out`.

    `changed` says whether any file's bytes are others than before.
    """

    files: tuple[Path, ...]
    events: int
    written: int
    losses: tuple[Loss, ...]
    left_out: tuple[LeftOut, ...]
    changed: bool


def export_events(
    atlas: Atlas,
    name: str,
    path: Path,
    *,
    project: Project | None = None,
    credits: Sequence[str] = (),  # noqa: A002 - that is what they are
) -> Exported:
    """Write the events of `atlas` in one of `FORMATS`.

    Parameters
    ----------
    name
        As in `FORMATS`: ``"csv"``, ``"gpkg"`` ...
    path
        The main file; others of the same format stand beside it under its name.
    project
        Gives title, description, licence and attribution.
    credits
        Who else must be named, as the lists that places were looked up in.

    Returns
    -------
    Exported
        Files and losses: what the format can't hold, by column and count.

    Raises
    ------
    InputError
        If there is no such format, `path` ends otherwise than its files do, it can't hold so many
        events, or the folder can't be written.
    """
    form = find_format(name)
    path = _named(path, form)
    package = pack(
        atlas.events,
        atlas.claims,
        title=project.title if project else "",
        description=project.description if project else "",
        credits=(*(project.attribution if project else ()), *credits),
        licence=project.licence if project else "",
    )
    stem = path.name.removesuffix(path.suffix)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{stem}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        made = form.write(package, folder, stem)
        # The main file comes last, so that who sees it sees the others too
        targets = [path, *(path.parent / file.name for file in made.files[1:])]
        moved = [
            move(file, target)
            for file, target in reversed(list(zip(made.files, targets, strict=True)))
        ]
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Exported(
        files=tuple(targets),
        events=len(package.events),
        written=len(package.events) - len(made.left_out),
        losses=(*package.losses, *made.losses),
        left_out=made.left_out,
        changed=any(moved),
    )


def _named(path: Path, form: Format) -> Path:
    """Return `path` with the ending by which other programs know the format."""
    if not path.suffix and path.name not in {"", ".."}:
        return path.with_name(path.name + form.suffix)
    if path.suffix.lower() not in {form.suffix, *_ALSO.get(form.name, ())}:
        raise InputError(
            f"{path} does not end as a file of {form.name} does.",
            fix=f"Write -o {path.stem or 'events'}{form.suffix}.",
        )
    return path


def find_format(name: str) -> Format:
    """Return the format of that name.

    Raises
    ------
    InputError
        If there is none, naming the nearest one.
    """
    known = {form.name: form for form in FORMATS}
    if name.lower() not in known:
        near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.0)[0]
        raise InputError(
            f"{name!r} is no format that sitmap writes.",
            fix=f"The nearest one is {near!r}; all: {', '.join(known)}.",
        )
    return known[name.lower()]


def choose(
    atlas: Atlas,
    *,
    start: date | None = None,
    end: date | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Atlas:
    """Return `atlas` with the events that may have happened in a period and hold certain values.

    Parameters
    ----------
    start, end
        Both included; None leaves a side open. Events without a day stay.
    where
        Column ▶ values, of which an event must have one, letter by letter.

    Raises
    ------
    InputError
        If there is no such column, naming the nearest one.
    """
    events: GeoDataFrame = in_period(atlas.events, start, end)
    for column, values in (where or {}).items():
        if column not in events or column == "geometry":
            names = [str(name) for name in events.columns if name != "geometry"]
            near = difflib.get_close_matches(column, names, n=1, cutoff=0.0)[0]
            raise InputError(
                f"Events have no column {column!r}.", fix=f"The nearest one is {near!r}."
            )
        events = events[events[column].astype("str").isin(values)]
    return replace(atlas, events=events)
