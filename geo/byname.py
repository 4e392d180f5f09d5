"""Rows of tables that give no coordinates, placed by the names that they give.

The secret of this module is how a row becomes a question to `geo.locate`: as the shortest report
there could be ("Saraqib, Idlib, Syria"), whose answer must then lie in the division and the country
that the row names. Where no place does, the row gets the division's area, never its capital.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.locate import Scope, locate
from geo.locate.locating import is_district_of
from geo.locate.relations import middle_of, outlined, reach_m
from geo.locate.view import GUESSED
from geo.model import Mention, Place, Report
from geo.rows import precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Geocoder

_NAMES: Final = ("place", "admin2", "admin1", "country")
_OFF_DEG: Final = 0.15  # how far the basemap's borders may be off, some 15 km
_KINDS: Final = {
    "admin2": frozenset({"admin2", "admin3"}),
    "admin1": frozenset({"admin1"}),
}
_CODE_LETTERS: Final = 2


def place_by_name(
    events: GeoDataFrame,
    geocoder: Geocoder,
    scope: Scope,
    *,
    outline: Callable[[str, str | None], BaseGeometry | None],
) -> tuple[GeoDataFrame, int]:
    """Give rows without a geometry the place that their names mean.

    Parameters
    ----------
    events
        `geo.model.EVENTS`; ``country`` is an ISO 3166-1 alpha-2 code where it is known.
    outline
        The outline of a country or of a first-order division of it, by name, or None.

    Returns
    -------
    tuple
        The events, same rows in the same order, and how many were placed. ``place_basis`` of such a
        row tells why it had no coordinates and how the name was found; ``review`` names what else
        the name may mean. A row whose names are unknown keeps no geometry.

    Raises
    ------
    ServiceError
        If `geocoder` has no answer.
    """
    bare = events[events.geometry.array.isna()]
    if bare.empty:
        return events, 0
    asked = bare.groupby(list(_NAMES), sort=False, dropna=False).indices
    found: dict[int, tuple[Place, tuple[Place, ...]]] = {}
    for names, rows in asked.items():
        answer = _find([str(name) for name in names], geocoder, scope, outline)
        if answer is not None:
            found.update(dict.fromkeys(rows.tolist(), answer))
    if not found:
        return events, 0
    rows = bare.index[list(found)]
    made: dict[str, list[Any]] = {name: [] for name in _MADE}
    shapes: list[Any] = []
    for row, (place, others) in zip(bare.loc[rows].itertuples(), found.values(), strict=True):
        for name, value in _columns(row, place, others).items():
            made[name].append(value)
        shapes.append(place.shape)
    return _filled(events, rows, made, shapes), len(found)


_MADE: Final = ("lon", "lat", "radius_m", "geo_precision", "place_basis", "review", *_NAMES[1:])


def _filled(
    events: GeoDataFrame, rows: Any, made: dict[str, list[Any]], shapes: list[Any]
) -> GeoDataFrame:
    import pandas as pd  # noqa: PLC0415 - at hand wherever there are tables
    import shapely  # noqa: PLC0415

    from geo.spots import column_of  # noqa: PLC0415

    out = events.copy(deep=False)
    for name, values in made.items():
        column = out[name].copy()
        column.loc[rows] = pd.Series(values, index=rows, dtype=column.dtype)
        out[name] = column
    geometry = events.geometry.to_numpy().copy()
    spots = zip(made["lon"], made["lat"], shapes, strict=True)
    at = events.index.get_indexer(rows)
    geometry[at] = [shapely.Point(x, y) if shape is None else shape for x, y, shape in spots]
    return out.set_geometry(column_of(geometry))


def _columns(row: Any, place: Place, others: tuple[Place, ...]) -> dict[str, Any]:
    words = [
        "the place may be another: "
        + ", ".join(o.name + (f" ({o.admin1})" if o.admin1 else "") for o in others[:2])
    ]
    return {
        "lon": place.lon,
        "lat": place.lat,
        "radius_m": place.radius_m,
        "geo_precision": precision(place, ""),
        "place_basis": f"{row.place_basis or 'no coordinates'}; by its name: {place.basis}",
        "review": "; ".join(filter(None, [row.review, *(words if others else [])])),
        "admin2": row.admin2 or place.admin2,
        "admin1": row.admin1 or place.admin1,
        "country": row.country or place.country,
    }


def _find(
    names: Sequence[str],
    geocoder: Geocoder,
    scope: Scope,
    outline: Callable[[str, str | None], BaseGeometry | None],
) -> tuple[Place, tuple[Place, ...]] | None:
    """Return the place of a row and what else it may be, None if its names are unknown."""
    place, admin2, admin1, country = names
    code = country if len(country) == _CODE_LETTERS and country.isupper() else ""
    countries = (code, *(c for c in scope.countries if c != code)) if code else scope.countries
    here = Scope(countries, scope.box, None)
    homes = [code] if code else list(scope.countries)
    around = [shape for home in homes if admin1 and (shape := outline(home, admin1)) is not None]

    def fits(found: Place) -> bool:
        return (not code or found.country == code) and (
            not around or any(_within(found, shape) for shape in around)
        )

    if place:
        likely = _read((place, admin2, admin1, country), geocoder, here)
        listed = {p.source: p for p in geocoder.candidates(place, countries=countries, limit=24)}
        # a spelling that was only guessed at needs a province that has such a place
        exact = {source for source, p in listed.items() if p.score >= GUESSED}
        options = [*likely, *(p for s, p in listed.items() if s not in {o.source for o in likely})]
        # an area that stands for a name no list is sure of comes behind a place of that name that fits
        options.sort(key=lambda p: p.kind == "area" and p.source not in listed)
        fitting = [p for p in options if fits(p) and (around or p.source in exact)]
        # what the ranker is not sure of is taken only where the row's own words prove it
        if fitting and (around or code or fitting[0] is likely[0]):
            first, *rest = fitting
            others = (p for p in rest if p.source in exact and not is_district_of(p, first))
            return outlined(first), tuple(others)
    for kind, name in (("admin2", admin2), ("admin1", admin1)):
        listed_areas = geocoder.candidates(name, countries=countries) if name else ()
        areas = [p for p in listed_areas if p.kind in _KINDS[kind] and p.score >= GUESSED]
        found = next((outlined(p) for p in areas if fits(p)), None)
        if found is not None:
            return _said_of(found, place), ()
    whole = outline(code, None) if code and not (place or admin1 or admin2) else None
    if whole is not None:
        lon, lat = middle_of(whole)
        basis = "the table names the country only"
        radius = reach_m(whole, lon, lat)
        return Place(
            code, lon, lat, radius, "country", "basemap", code, basis=basis, shape=whole
        ), ()
    return None


def _said_of(area: Place, place: str) -> Place:
    """Say of a row in `area` why it has no closer place."""
    if not place:
        return area
    basis = f"{area.basis}; no gazetteer is sure of “{place}”, said to lie in it"
    return replace(area, basis=basis)


def _within(found: Place, shape: BaseGeometry) -> bool:
    import shapely  # noqa: PLC0415

    return bool(shapely.dwithin(shape, shapely.Point(found.lon, found.lat), _OFF_DEG))


def _read(names: tuple[str, ...], geocoder: Geocoder, scope: Scope) -> list[Place]:
    """Return what the first name means beside the others, and what it may mean too."""
    parts = list(dict.fromkeys(filter(None, names)))
    text = ", ".join(parts)
    mentions, at = [], 0
    for part in parts:
        mentions.append(Mention("row", at, at + len(part), part))
        at += len(part) + 2
    first = locate(Report("row", text), mentions, geocoder, scope)[0]
    return [*filter(None, [first.place]), *first.alternatives]
