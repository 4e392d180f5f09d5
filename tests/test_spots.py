"""A column of dots told by numbers is told from one of shapes by nothing but its speed."""

from __future__ import annotations

import copy
import pickle
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geoseries_equal
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import spots
from geo.model import CRS
from geo.spots import Spots

if TYPE_CHECKING:
    from collections.abc import Callable

AREA, LINE = shapely.box(36, 35, 37, 36), shapely.LineString([(36, 35), (37, 36)])
SHAPES = st.lists(
    st.sampled_from([None, AREA, LINE, shapely.Point(), *map(shapely.Point, [(36, 35), (-1, 9)])]),
    max_size=7,
)


def plain(shapes: list[Any]) -> gpd.GeoSeries:
    return gpd.GeoSeries(np.array(shapes, dtype=object), crs=CRS)


def told(shapes: list[Any]) -> gpd.GeoSeries:
    return gpd.GeoSeries(spots.column_of(np.array(shapes, dtype=object)))


def changed(column: gpd.GeoSeries) -> gpd.GeoSeries:
    """Put another shape into a copy, and look at what that was copied from."""
    own = column.copy()
    if len(own):
        own.iloc[0] = AREA
    return pd.concat([own, column], ignore_index=True)


def put(column: gpd.GeoSeries, rows: Any, shape: Any) -> gpd.GeoSeries:
    column.loc[rows] = shape
    return column


def refused(asked: Callable[[], Any]) -> str:
    """Return how geopandas refuses, or what it gives."""
    try:
        return repr(asked())
    except (ValueError, IndexError) as error:
        return f"{type(error).__name__}: {error}"


def by_way_of(
    column: gpd.GeoSeries, to: str, back: Callable[[Path], gpd.GeoDataFrame], name: str
) -> gpd.GeoSeries:
    """Write a table of the column and read it back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        getattr(gpd.GeoDataFrame({"n": range(len(column))}, geometry=column), to)(path)
        return back(path).geometry


ASKED: dict[str, Callable[[gpd.GeoSeries], Any]] = {
    "shapes": lambda c: c,
    "missing": lambda c: c.isna(),
    "empty": lambda c: c.is_empty,
    "filled": lambda c: c.fillna(LINE),
    "bounds": lambda c: c.bounds,
    "turned round": lambda c: c[::-1],
    "some": lambda c: c[np.arange(len(c)) % 2 == 0],
    "taken": lambda c: c.take(np.arange(len(c))[::-1]),
    "taken from behind": lambda c: c.take([-1] * min(1, len(c))),
    "put elsewhere": lambda c: c.reindex([1, 20, 0]),
    "twice": lambda c: pd.concat([c, c], ignore_index=True),
    "with shapes": lambda c: pd.concat([c, plain([LINE, None])], ignore_index=True),
    "behind shapes": lambda c: pd.concat([plain([LINE]), c], ignore_index=True),
    "changed": changed,
    "moved": lambda c: c.to_crs(3857),
    "as objects": lambda c: pd.Series(c.astype(object)).map(repr),
    "one by one": lambda c: pd.Series([repr(c.iloc[i]) for i in range(len(c))], dtype=object),
    "sent": lambda c: pickle.loads(pickle.dumps(c)),
    "copied": copy.deepcopy,
    "kind": lambda c: f"{c.dtype} {type(c.to_frame('geometry').geometry).__name__} {c.crs}",
    "spelled": lambda c: c.to_wkt(),
    "all bounds": lambda c: repr(c.total_bounds),
    "those near": lambda c: c.cx[35.5:36.5, 34.5:35.5],
    "found by a tree": lambda c: c.sindex.query(AREA).tolist(),
    "parted": lambda c: c.explode(),
    "where": lambda c: c.where(np.arange(len(c)) % 2 == 0),
    "shifted": lambda c: c.shift(1),
    "each once": lambda c: c.drop_duplicates(),
    "called otherwise": lambda c: c.set_crs(3857, allow_override=True),
    "none of them": lambda c: c[:0],
    "beside another grid": lambda c: refused(lambda: pd.concat([c, plain([LINE]).to_crs(3857)])),
    "out of reach": lambda c: refused(lambda: c.array[len(c)]),
    "some changed": lambda c: put(c.copy(), np.arange(len(c)) % 2 == 1, LINE),
    "some unknown": lambda c: put(c.copy(), np.arange(len(c)) % 2 == 1, None),
    "first of each": lambda c: c.to_frame("g").groupby(np.arange(len(c)) % 2)["g"].first(),
    "joined to rows": lambda c: pd.DataFrame({"n": [1, 20, 0]}).join(c.rename("g"), on="n")["g"],
    "as GeoJSON": lambda c: c.to_json(),
    "as Parquet": lambda c: by_way_of(c, "to_parquet", gpd.read_parquet, "dots.parquet"),
    "as a file": lambda c: by_way_of(c, "to_file", gpd.read_file, "dots.geojson"),
    "in a table": lambda c: gpd.GeoDataFrame({"n": range(len(c))}, geometry=c).assign(d=1).geometry,
    "a row of a table": lambda c: repr(
        [gpd.GeoDataFrame({"n": range(len(c))}, geometry=c).iloc[i]["geometry"] for i in range(len(c))]
    ),
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@settings(max_examples=25)
@given(shapes=SHAPES)
def test_what_is_asked_of_dots_is_what_shapes_answer(
    asked: Callable[[gpd.GeoSeries], Any], shapes: list[Any]
):
    found, wanted = asked(told(shapes)), asked(plain(shapes))
    if isinstance(wanted, gpd.GeoSeries):
        assert_geoseries_equal(found, wanted)
        assert [repr(shape) for shape in found] == [repr(shape) for shape in wanted]
    elif isinstance(wanted, pd.DataFrame):
        pd.testing.assert_frame_equal(found, wanted)
    elif isinstance(wanted, pd.Series):
        pd.testing.assert_series_equal(found, wanted)
    else:
        assert found == wanted


@settings(max_examples=25)
@given(shapes=SHAPES)
def test_numbers_read_from_shapes_are_those_of_the_column(shapes: list[Any]):
    found, read = Spots.of(told(shapes)), Spots.of(plain(shapes))
    np.testing.assert_array_equal(found.lon, read.lon)
    np.testing.assert_array_equal(found.lat, read.lat)
    assert [a.tolist() for a in found.outlined()] == [a.tolist() for a in read.outlined()]


def test_counting_and_choosing_rows_makes_no_shapes():
    column = gpd.GeoSeries(
        spots.column(np.array([36.0, np.nan, 37.0]), np.array([35.0, np.nan, 35.5]))
    )
    table = gpd.GeoDataFrame({"id": ["a", "b", "c"]}, geometry=column)
    both = gpd.GeoDataFrame(pd.concat([table, table[table["id"] != "b"]], ignore_index=True))
    chosen = both[~both.geometry.array.isna()].copy().iloc[1:]
    assert chosen.geometry.array.spots is not None  # type: ignore[attr-defined]
    assert shapely.get_x(chosen.geometry.to_numpy()).tolist() == [37.0, 36.0, 37.0]


def test_a_row_with_an_area_has_that_and_no_dot():
    areas = np.array([None, AREA], dtype=object)
    column = gpd.GeoSeries(spots.column(np.array([36.0, 36.5]), np.array([35.0, 35.5]), areas))
    assert column.tolist() == [shapely.Point(36, 35), AREA]


def test_a_height_stays():
    column = gpd.GeoSeries(spots.column_of(np.array([shapely.Point(36, 35, 100)], dtype=object)))
    assert column.iloc[0].z == 100
    assert Spots.of(column).lon.tolist() == [36.0]
