"""What is exported, made ready once for every format, and the book of what each can't hold.

The secret of this module is what may leave the program: texts without characters that some reader
would choke on, geometries that are valid, the sources' names and terms beside the data, and a count
for whatever was changed or stayed behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.credits import of_publishers
from geo.model import CLAIMS, CRS, EVENTS, LeftOut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

STAGE: Final = "export"

GLOSSARY: Final = {
    "event_id": "Made from what is told, so that it stays the same when the data are built again",
    "report_id": "The report or table that tells it",
    "date_start": "First possible day",
    "date_end": "Last possible day",
    "date_basis": "How the days were read",
    "event_type": "One of ACLED's event types",
    "sub_event_type": "One of ACLED's sub-event types",
    "actor1": "Who acted",
    "actor2": "Against whom",
    "place": "Where, as the source names it",
    "admin1": "First-order division",
    "admin2": "Second-order division",
    "country": "ISO 3166-1 alpha-2",
    "lon": "Degrees east, WGS 84; of an area, its middle",
    "lat": "Degrees north, WGS 84; of an area, its middle",
    "radius_m": "The true spot lies within this many metres of lon, lat",
    "geo_precision": "ACLED's: 1 a town, 2 near it or a part of something, 3 a region",
    "place_basis": "How the place was found, or why it was not",
    "fatalities_low": "Deaths at least; empty is unknown, which is not 0",
    "fatalities_best": "Deaths, best estimate; empty is unknown, which is not 0",
    "fatalities_high": "Deaths at most; empty is unknown",
    "verification": "How well it is attested",
    "review": "Why a person should look at it",
    "source": "Who reports it",
    "notes": "What the source adds",
    "zone": "The zone in force at the place on that day",
    "zone_fit": "inside, edge or outside: how the place, with its doubt, lies to the zone",
}
"""What each column means, for the reader of a file that has no other documentation."""

# Control characters, halves of surrogate pairs and the two non-characters that XML forbids
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RETURN: Final = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format did not hold, or held otherwise: in which column, how many cells, and how."""

    column: str
    count: int
    what: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made: files in its folder, the main one first, and the book of losses."""

    files: tuple[Path, ...]
    losses: tuple[Loss, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """Events and claims ready to be written, with what has to be said about them.

    Parameters
    ----------
    events
        `geo.model.EVENTS`, ``zone`` and ``zone_fit``, then the publishers' own columns as text;
        sorted by day and id, geometries valid or missing.
    claims
        `geo.model.CLAIMS`, in the order of the events.
    credits
        Who made what is inside, one line each; `licence` is the project's own terms, or ``""``.
    losses
        What every format gets otherwise than it was.
    """

    title: str
    description: str
    credits: tuple[str, ...]
    licence: str
    events: GeoDataFrame
    claims: pd.DataFrame
    losses: tuple[Loss, ...]

    @property
    def terms(self) -> str:
        """Title, description, licence and credits as lines of text."""
        licence = f"Licence: {self.licence}" if self.licence else ""
        return "\n".join(filter(None, (self.title, self.description, licence, *self.credits)))


def pack(
    events: GeoDataFrame,
    claims: pd.DataFrame,
    *,
    title: str,
    description: str = "",
    credits: Iterable[str] = (),  # noqa: A002 - that is what they are
    licence: str = "",
) -> Package:
    r"""Make tables ready to be written.

    Events keep all columns; claims of other events are left behind. Texts lose control characters
    and lone surrogates and get ``\n`` for other line ends, geometries are made valid; both are
    counted.
    """
    events = events.sort_values(
        ["date_start", "date_end", "event_id"], kind="stable", na_position="last"
    ).reset_index(drop=True)
    losses: list[Loss] = []
    front = [*EVENTS.columns, *(c for c in ("zone", "zone_fit") if c in events)]
    names = [*front, *(c for c in events.columns if c not in {*front, "geometry"})]
    made = {str(name): events[name] for name in names}
    texts = {n for n in made if EVENTS.columns.get(n, "text") == "text"}
    made = {n: _clean(c, n, losses) if n in texts else c for n, c in made.items()}
    shapes = _sound(events, losses)
    row = pd.Index(events["event_id"]).get_indexer(pd.Index(claims["event_id"]))
    claims = claims[list(CLAIMS.columns)].assign(row=row)[row >= 0]
    claims = claims.sort_values("row", kind="stable").drop(columns="row").reset_index(drop=True)
    for name, kind in CLAIMS.columns.items():
        if kind == "text":
            claims[name] = _clean(claims[name], f"claims: {name}", losses)
    said = of_publishers(events)
    return Package(
        title=clean(title),
        description=clean(description),
        credits=tuple(dict.fromkeys(clean(line) for line in (*credits, *said) if line)),
        licence=clean(licence),
        events=gpd.GeoDataFrame(made, geometry=shapes, crs=CRS),
        claims=claims,
        losses=tuple(losses),
    )


def clean(text: str) -> str:
    r"""Return `text` without what some reader of a file would choke on.

    Examples
    --------
    >>> clean("a\x00b\r\nc\ud800")
    'ab\nc'
    """
    return _RETURN.sub("\n", _UNFIT.sub("", text))


def _clean(column: pd.Series[Any], name: str, losses: list[Loss]) -> pd.Series[Any]:
    """Return a column of text without missing values and unfit characters."""
    values = column.fillna("").astype(object).to_numpy()
    values = np.array([v if isinstance(v, str) else str(v) for v in values], dtype=object)
    joined = "".join(values)  # one search is a hundred times faster than one a cell
    if "\r" in joined or _UNFIT.search(joined):
        better = np.array([clean(v) for v in values], dtype=object)
        count = int((better != values).sum())
        losses.append(Loss(name, count, "control characters taken out, line ends made plain"))
        values = better
    return pd.Series(values, dtype="str")


def _sound(events: GeoDataFrame, losses: list[Loss]) -> NDArray[np.object_]:
    """Return geometries that are valid and two-dimensional; a known point stands in for none."""
    found = np.asarray(events.geometry.to_numpy(), dtype=object).copy()
    found[shapely.is_empty(found)] = None
    lon, lat = (events[c].to_numpy(dtype=float, na_value=np.nan) for c in ("lon", "lat"))
    bare = np.asarray(shapely.is_missing(found)) & ~np.isnan(lon) & ~np.isnan(lat)
    found[bare] = shapely.points(lon[bare], lat[bare])
    found = np.asarray(shapely.force_2d(found), dtype=object)
    broken = ~shapely.is_valid(found) & ~shapely.is_missing(found)
    if broken.any():
        found[broken] = shapely.make_valid(found[broken])
        losses.append(Loss("geometry", int(broken.sum()), "outline crossed itself; made valid"))
    return np.asarray(shapely.orient_polygons(found), dtype=object)


def unheld(events: GeoDataFrame, held: Collection[str]) -> list[Loss]:
    """Return a loss for each column with contents that is not among those `held`."""
    out = []
    for name in events.columns:
        if name in held or name == "geometry":
            continue
        count = int(_filled(events[name]).sum())
        if count:
            out.append(Loss(str(name), count, "the format has no such column"))
    return out


def unheld_outlines(events: GeoDataFrame, became: str) -> list[Loss]:
    """Return the loss of geometries that are more than a point."""
    count = int((shapely.get_type_id(events.geometry.to_numpy()) > 0).sum())
    return [Loss("geometry", count, became)] if count else []


def unheld_claims(package: Package) -> list[Loss]:
    """Return the loss of all claims."""
    count = len(package.claims)
    return [Loss("claims", count, "the format has no place for claims")] if count else []


def leave_out(
    events: GeoDataFrame, rows: NDArray[np.bool_], reason: str
) -> tuple[GeoDataFrame, list[LeftOut]]:
    """Return the events without `rows`, and a row for each of those."""
    gone = [
        LeftOut(STAGE, row.report_id, f"event {row.event_id}", reason)
        for row in events[rows].itertuples(index=False)
    ]
    return events[~rows].reset_index(drop=True), gone


def _filled(column: pd.Series[Any]) -> NDArray[np.bool_]:
    full = column.notna()
    if pd.api.types.is_string_dtype(column):
        full &= column != ""
    return full.to_numpy(dtype=bool)


def spell(column: pd.Series[Any]) -> list[str]:
    """Return a column as a table of text holds it: ISO days, whole counts, ``""`` for unknown."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return list(column.dt.strftime("%Y-%m-%d").fillna(""))
    if pd.api.types.is_integer_dtype(column):
        return ["" if value is pd.NA else str(value) for value in column.array]
    if pd.api.types.is_float_dtype(column):
        return ["" if np.isnan(v) else repr(v).removesuffix(".0") for v in column.tolist()]
    return list(column)


def distinct_names(
    columns: Sequence[str], reserved: Collection[str] = ()
) -> tuple[dict[str, str], list[Loss]]:
    """Return a name for each column that differs from all others in more than case."""
    taken = {name.lower() for name in reserved}
    names: dict[str, str] = {}
    losses = []
    for column in columns:
        name, number = column, 2
        while name.lower() in taken:
            name, number = f"{column} ({number})", number + 1
        taken.add(name.lower())
        names[column] = name
        if name != column:
            losses.append(Loss(column, 1, f"the column is called {name!r} here"))
    return names, losses
