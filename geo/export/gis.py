"""GeoParquet, GeoPackage and FlatGeobuf, from one Arrow table.

The secret of this module is what each of these files needs to come out the same from the same data
and to be read everywhere: geometry as WKB where areas stand among points (GeoArrow's native points
else), days as days, names that differ in more than case, and GDAL's clock held still.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet

from geo.export.package import (
    Package,
    Written,
    distinct_names,
    leave_out,
    unheld_claims,
)
from geo.model import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from geopandas import GeoDataFrame

GEOMETRY: Final = "geometry"
_POINT: Final = 0
_NO_CLOCK: Final = "1970-01-01T00:00:00.000Z"


def write_geoparquet(package: Package, folder: Path, stem: str) -> Written:
    """Write GeoParquet 1.1, and the claims as a plain Parquet file beside it."""
    path, beside = folder / f"{stem}.parquet", folder / f"{stem}.claims.parquet"
    told = {"title": package.title, "description": package.description, "licence": package.licence,
            "attribution": "\n".join(package.credits)}  # fmt: skip
    said = {key.encode(): text.encode() for key, text in told.items() if text}
    table = _table(package.events.drop(columns=GEOMETRY))
    column, geo = _geometry(package.events)
    table = table.append_column(GEOMETRY, column)
    geo_text = json.dumps(geo, sort_keys=True).encode()
    for made, metadata, target in (
        (table, {b"geo": geo_text, **said}, path),
        (_table(package.claims), said, beside),
    ):
        whole = made.replace_schema_metadata({**(made.schema.metadata or {}), **metadata})
        parquet.write_table(whole, target, compression="zstd")
    return Written((path, beside))


def write_geopackage(package: Package, folder: Path, stem: str) -> Written:
    """Write a layer ``events`` and a table ``claims``."""
    path = folder / f"{stem}.gpkg"
    frame = package.events.drop(columns=GEOMETRY)
    names, losses = distinct_names(list(frame.columns), ("fid", GEOMETRY))
    table = _with_wkb(_table(frame.rename(columns=names)), package.events)
    about = {"IDENTIFIER": package.title or "events", "DESCRIPTION": package.terms}
    # GDAL writes the time of writing into the file unless it is told one
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_CLOCK})
    try:
        pyogrio.write_arrow(
            table, path, layer="events", driver="GPKG", geometry_name=GEOMETRY,
            geometry_type="Unknown", crs=CRS, GEOMETRY_NAME=GEOMETRY, **about,
        )  # fmt: skip
        pyogrio.write_arrow(
            _table(package.claims), path, layer="claims", driver="GPKG", append=True,
            IDENTIFIER="claims", DESCRIPTION="Who says what about which event",
        )  # fmt: skip
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    return Written((path,), tuple(losses))


def write_flatgeobuf(package: Package, folder: Path, stem: str) -> Written:
    """Write one layer with its index, which only holds what has a place."""
    path = folder / f"{stem}.fgb"
    nowhere = shapely.is_missing(package.events.geometry.to_numpy())
    events, left_out = leave_out(
        package.events, nowhere, "It has no place, and FlatGeobuf's index holds none without."
    )
    names, losses = distinct_names([c for c in events.columns if c != GEOMETRY], (GEOMETRY,))
    frame = events.drop(columns=GEOMETRY).rename(columns=names)
    pyogrio.write_arrow(
        _with_wkb(_table(frame), events), path, layer="events", driver="FlatGeobuf",
        geometry_name=GEOMETRY, geometry_type="Unknown", crs=CRS,
        TITLE=package.title or "events", DESCRIPTION=package.terms,
    )  # fmt: skip
    return Written((path,), (*losses, *unheld_claims(package)), tuple(left_out))


def _table(frame: pd.DataFrame) -> pa.Table:
    """Return a table in which a day is a day and unknown is null."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for at, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type):
            table = table.set_column(at, column.name, table.column(at).cast(pa.date32()))
        elif pa.types.is_large_string(column.type):
            table = table.set_column(at, column.name, table.column(at).cast(pa.string()))
    return table


def _with_wkb(table: pa.Table, events: GeoDataFrame) -> pa.Table:
    field = pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    return table.append_column(
        field, pa.array(shapely.to_wkb(events.geometry.to_numpy()), pa.binary())
    )


def _geometry(events: GeoDataFrame) -> tuple[pa.Array, dict[str, Any]]:
    """Return the column of geometries and its GeoParquet metadata.

    Source: "GeoParquet Specification v1.1.0", OGC, 2024.
    """
    shapes = events.geometry.to_numpy()
    kinds = shapely.get_type_id(shapes)
    missing = np.asarray(shapely.is_missing(shapes))
    column: dict[str, Any] = {
        "geometry_types": sorted(
            {shapes[at].geom_type for at in _firsts(kinds) if not missing[at]}
        ),
        "crs": json.loads(events.crs.to_json()),
        "edges": "planar",
        "orientation": "counterclockwise",
    }
    if not missing.all():
        column["bbox"] = [float(v) for v in shapely.total_bounds(shapes)]
    if (kinds[~missing] == _POINT).all():
        column["encoding"] = "point"
        spots = np.full((len(shapes), 2), np.nan)
        spots[~missing] = shapely.get_coordinates(shapes[~missing])
        array = pa.StructArray.from_arrays(
            [pa.array(spots[:, 0]), pa.array(spots[:, 1])], names=["x", "y"], mask=pa.array(missing)
        )
    else:
        column["encoding"] = "WKB"
        array = pa.array(shapely.to_wkb(shapes), pa.binary())
    return array, {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _firsts(kinds: np.ndarray) -> list[int]:
    return [int(at) for at in np.unique(kinds, return_index=True)[1]]
