"""Rows of text out of a GeoPackage, without GDAL.

The secret of this module is the GeoPackage format: an SQLite database whose geometries are WKB
behind a header of their own (OGC 12-128r19, clauses 1.1 and 2.1.3). The database is opened from
memory and only plain tables are read, so that no view, trigger or attached file of a stranger runs.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.errors import InputError
from geo.tables.workbook import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_FIX: Final = "Export it as GeoJSON or CSV."
_ENVELOPES: Final = (0, 32, 48, 48, 64)  # bytes, by the code in bits 1 to 3 of the flags
_HEADER: Final = 8
_WGS84: Final = frozenset({4326, 0, -1})  # -1 and 0: undefined, degrees in practice
_MAX_ROWS: Final = 20_000_000


def read_layers(
    data: bytes,
) -> Iterator[tuple[str, list[list[str]], NDArray[np.object_] | None]]:
    """Yield name, rows (the first one the header) and geometries of each table.

    Raises
    ------
    InputError
        If it is no GeoPackage, damaged, or in a coordinate system that does not exist.
    """
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        database.execute("PRAGMA trusted_schema = OFF")
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = database.execute(
            "SELECT c.table_name, g.column_name, g.srs_id, s.organization, "
            "s.organization_coordsys_id FROM gpkg_contents c "
            "JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' "
            "LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name "
            "LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
            "WHERE c.data_type IN ('features', 'attributes') ORDER BY c.table_name"
        ).fetchall()
        for name, column, srs, authority, code in tables:
            cursor = database.execute(f'SELECT * FROM "{_quoted(name)}" LIMIT {_MAX_ROWS}')  # noqa: S608
            header = [part[0] for part in cursor.description]
            rows = [list(row) for row in cursor]
            shapes = None
            if column in header:
                at = header.index(column)
                shapes = _shapes([row.pop(at) for row in rows])
                header.pop(at)
                if srs not in _WGS84:
                    shapes = _to_degrees(shapes, f"{authority}:{code}")
            yield name, [header, *([plain(v) for v in row] for row in rows)], shapes
    except (sqlite3.Error, OverflowError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"It is no sound GeoPackage: {error}.", fix=_FIX) from None
    finally:
        database.close()


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def _shapes(blobs: list[Any]) -> NDArray[np.object_]:
    """Return the geometry behind each header, None where there is none that can be read."""
    bodies = np.full(len(blobs), None, dtype=object)
    for at, blob in enumerate(blobs):
        if isinstance(blob, bytes) and blob[:2] == b"GP" and len(blob) > _HEADER:
            envelope = blob[3] >> 1 & 0b111
            if envelope < len(_ENVELOPES):
                bodies[at] = blob[_HEADER + _ENVELOPES[envelope] :]
    return np.asarray(shapely.from_wkb(bodies, on_invalid="ignore"), dtype=object)


def _to_degrees(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    from pyproj import Transformer  # noqa: PLC0415 - only for other grids
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        grid = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except CRSError:
        raise InputError(f"Its coordinate system {crs} does not exist.", fix=_FIX) from None
    return np.asarray(shapely.transform(shapes, grid.transform, interleaved=False), dtype=object)
