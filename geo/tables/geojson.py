"""Events as GeoJSON features: properties are columns, geometries are places.

The secret of this module is how a feature becomes a row: points become ``lon`` and ``lat`` unless
the properties have coordinates of their own, other shapes stay what they are. TimeMap's list of
events, an array of flat objects, is read alike.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.decode import decode
from geo.errors import InputError
from geo.features import read_features
from geo.model import LeftOut
from geo.tables.sheet import STAGE, Sheet, place_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def read_collection(path: Path, source: str) -> tuple[list[Sheet], list[LeftOut]]:
    """Read one sheet out of a GeoJSON file or an array of objects.

    Raises
    ------
    InputError
        If it is neither.
    """
    records = _array(path)
    if records is not None:
        left_out = [
            LeftOut(STAGE, source, f"row {i}", "It is no object of names and values.")
            for i, record in enumerate(records, start=1)
            if not isinstance(record, dict)
        ]
        rows: list[tuple[int, Mapping[str, Any]]] = [
            (i, r) for i, r in enumerate(records, start=1) if isinstance(r, dict)
        ]
        return [_sheet(source, rows, [None] * len(rows))], left_out
    features, left_out = read_features(path, wanted="", stage=STAGE, source=source, null_ok=True)
    rows = [(int(f.locator.split()[1]), f.properties) for f in features]
    return [_sheet(source, rows, [f.geometry for f in features])], left_out


def _array(path: Path) -> list[Any] | None:
    """Return the objects of a JSON array, None if it is something else."""
    text = decode(path.read_bytes()).text
    if not text.lstrip().startswith("["):
        return None
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"It is no JSON: {error}.", fix="Export it again.") from None
    if not records:
        raise InputError("It is an empty list.", fix="Fill it or delete it.")
    return list(records)


def _sheet(
    source: str, rows: Sequence[tuple[int, Mapping[str, Any]]], shapes: Sequence[Any]
) -> Sheet:
    names = list(dict.fromkeys(str(name) for _, row in rows for name in row))
    cells = {name: [_cell(row.get(name)) for _, row in rows] for name in names}
    sheet = Sheet(
        source=source,
        columns=tuple(cells),
        headed=True,
        cells=pd.DataFrame(cells, dtype="str"),
        rows=np.array([number for number, _ in rows], dtype=np.int64),
    )
    return place_shapes(sheet, shapes) if any(s is not None for s in shapes) else sheet


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
