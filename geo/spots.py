"""Columns of places that are mostly dots, as two numbers a row until somebody reads the shapes.

The secret of this module is an array that geopandas takes for any other geometry column: what
counts, chooses or joins its rows, and whoever asks for `Spots`, works on the numbers; everything else
finds shapely's objects made, once, when it first asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from geopandas.array import GeometryArray, from_shapely

from geo.model import CRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoSeries
    from numpy.typing import NDArray

_NOTHING: Final = np.array(None, dtype=object)


@dataclass(frozen=True, slots=True)
class Spots:
    """Rows as dots and, of those that are none, as shapes.

    Parameters
    ----------
    lon, lat
        Of each dot, in degrees; NaN in a row that is none.
    areas
        The shape of each other row, None where nothing is known and for dots; None for all of it
        where every row is one of these.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    areas: NDArray[np.object_] | None = None

    @classmethod
    def of(cls, column: GeoSeries) -> Spots:
        """Take them from a column, made by `column` or not; a height is left out."""
        known = getattr(column.array, "spots", None)
        return known if isinstance(known, Spots) else cls.among(column.to_numpy())

    @classmethod
    def among(cls, shapes: NDArray[np.object_]) -> Spots:
        """Take them from shapes."""
        empty = shapely.is_empty(shapes)
        full = np.where(empty, _NOTHING, shapes) if empty.any() else shapes
        lon, lat = shapely.get_x(full), shapely.get_y(full)  # not numbers for what is no dot
        dots = ~np.isnan(lon)
        return cls(lon, lat, None if dots.all() else np.where(dots, _NOTHING, shapes))

    def __len__(self) -> int:
        return len(self.lon)

    def __getitem__(self, rows: Any) -> Spots:
        areas = None if self.areas is None else self.areas[rows]
        return Spots(self.lon[rows], self.lat[rows], areas)

    @property
    def dots(self) -> NDArray[np.bool_]:
        """Tell which rows are dots."""
        return np.asarray(~np.isnan(self.lon))

    def outlined(self) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
        """Return which rows are more than a dot, rising, and their shapes, none of them empty."""
        if self.areas is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object)
        rows = np.flatnonzero((shapely.get_type_id(self.areas) > 0) & ~shapely.is_empty(self.areas))
        return rows, self.areas[rows]

    def shapes(self) -> NDArray[np.object_]:
        """Return the shape of each row."""
        made = np.full(len(self), None, dtype=object) if self.areas is None else self.areas.copy()
        rows = np.flatnonzero(self.dots)
        made[rows] = shapely.points(self.lon[rows], self.lat[rows])
        return made


def joined(parts: Sequence[Spots]) -> Spots:
    """Return the rows of all `parts`, one after the other."""
    areas = None
    if any(part.areas is not None for part in parts):
        every = [np.full(len(p), None, object) if p.areas is None else p.areas for p in parts]
        areas = np.concatenate(every)
    lon, lat = (np.concatenate([getattr(p, name) for p in parts]) for name in ("lon", "lat"))
    return Spots(lon, lat, areas)


def column(
    lon: NDArray[np.float64], lat: NDArray[np.float64], areas: NDArray[np.object_] | None = None
) -> GeometryArray:
    """Return a geometry column of dots, missing where `lon` is NaN, and of `areas` where those are.

    Its shapes are made when they are asked for.
    """
    lon, lat = (
        np.array(lon, dtype=np.float64),
        np.array(lat, dtype=np.float64),
    )  # pandas' may change
    if areas is not None and (other := ~shapely.is_missing(areas)).any():
        lon[other], lat[other] = np.nan, np.nan
        return _made(Spots(lon, lat, np.where(other, areas, _NOTHING)), CRS)
    return _made(Spots(lon, lat), CRS)


def column_of(shapes: NDArray[np.object_]) -> GeometryArray:
    """Return a geometry column of `shapes`."""
    if shapely.has_z(shapes).any():
        return from_shapely(shapes, crs=CRS)
    return _made(Spots.among(shapes), CRS)


def _made(spots: Spots, crs: Any) -> _Spotted:
    made = _Spotted.__new__(_Spotted)
    made.spots = spots
    made._sindex = None
    made.crs = crs
    return made


class _Spotted(GeometryArray):  # type: ignore[misc] # geopandas has no types
    """Shapes as `spots`, None once the shapes were made: then these may be changed in place."""

    spots: Spots | None = None
    _whole: Any = None
    _sindex: Any

    @property
    def _data(self) -> Any:
        if self.spots is not None:
            self._whole, self.spots = self.spots.shapes(), None
        return self._whole

    @_data.setter
    def _data(self, shapes: NDArray[np.object_]) -> None:
        self._whole, self.spots = shapes, None

    def __reduce__(self) -> tuple[Any, ...]:
        if self.spots is None:
            return from_shapely, (self._data, self.crs)
        return _made, (self.spots, self.crs)

    @property
    def size(self) -> int:
        return len(self._data if self.spots is None else self.spots)

    @property
    def nbytes(self) -> int:
        return int(8 * len(self) if self.spots is None else 24 * len(self))

    # a GeoSeries' own isna looks at the shapes, to warn of empty ones: ask its array
    def isna(self) -> NDArray[np.bool_]:
        if self.spots is None:
            return np.asarray(super().isna())
        missing = ~self.spots.dots
        if self.spots.areas is not None:
            missing &= shapely.is_missing(self.spots.areas)
        return missing

    def copy(self, *args: Any, **more: Any) -> GeometryArray:
        if self.spots is None:
            return super().copy(*args, **more)
        return _made(self.spots, self.crs)

    def __getitem__(self, item: Any) -> Any:
        if self.spots is not None and isinstance(item, Integral):
            return self.spots[np.array([item])].shapes()[0]
        plain = isinstance(item, slice) or (
            isinstance(item, np.ndarray) and item.dtype == bool and len(item) == len(self)
        )
        if self.spots is None or not plain:
            return super().__getitem__(item)
        return _made(self.spots[item], self.crs)

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> GeometryArray:
        at = np.asarray(indices, dtype=np.int64)
        if self.spots is None or (at < 0).any() or not len(self):
            return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return _made(self.spots[at], self.crs)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> GeometryArray:
        spots = [one.spots for one in to_concat if isinstance(one, cls) and one.spots is not None]
        if len(spots) < len(to_concat) or any(one.crs != to_concat[0].crs for one in to_concat):
            return super()._concat_same_type(to_concat)
        return _made(joined(spots), to_concat[0].crs)
