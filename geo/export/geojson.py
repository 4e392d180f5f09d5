"""GeoJSON: one feature an event, its claims inside its properties.

The secret of this module is how RFC 7946 is met without losing anything: an event without a place
has a null geometry, rings run counter-clockwise, longitude comes first, and what is said about the
whole stands in members beside the features, which the standard leaves free.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from geo.export.package import Package, Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_geojson(package: Package, folder: Path, stem: str) -> Written:
    """Write a feature collection, a feature a line."""
    path = folder / f"{stem}.geojson"
    head = {
        "type": "FeatureCollection",
        "title": package.title,
        "description": package.description,
        "licence": package.licence,
        "attribution": list(package.credits),
    }
    words = json.dumps({k: v for k, v in head.items() if v}, ensure_ascii=False)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(words[:-1] + ', "features": [')
        between = "\n"
        for feature in _features(package):
            text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            file.write(between + text)
            between = ",\n"
        file.write("\n]}\n")
    return Written((path,))


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield rows as plain JSON values: days in ISO form, unknown as None."""
    columns = [plain(frame[name]) for name in frame.columns]
    names = [str(name) for name in frame.columns]
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def plain(column: pd.Series[Any]) -> list[Any]:
    """Return a column as JSON values."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return [None if value is pd.NA or value != value else value for value in column.tolist()]  # noqa: PLR0124 - NaN


def _features(package: Package) -> Iterator[dict[str, Any]]:
    claims: dict[str, list[dict[str, Any]]] = {}
    for claim in records(package.claims):
        claims.setdefault(claim.pop("event_id"), []).append(claim)
    shapes = package.events.geometry.to_numpy()
    for record, shape in zip(records(package.events.drop(columns="geometry")), shapes, strict=True):
        yield {
            "type": "Feature",
            "id": record["event_id"],
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
            "properties": {**record, "claims": claims.get(record["event_id"], [])},
        }
