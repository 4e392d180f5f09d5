"""Measure points in zones: ``python -m tests.bench.zones [EVENTS] [ZONES] [doubt]``.

Events are points drawn, seeded, over ten by ten degrees, without a radius and all on one day; zones are
stars of 200 corners in force on that day. With ``doubt``, three events in four have a radius of 0.5 to 20
km and days over two years, and zones are off by up to 3 km and in force for some of it. It prints the
CPU seconds of `geo.zones.assign_zones` of events as tables give them, and of shapely's points; it
also tells what is near a border in metres and looks at the day. Then those of a bare test of points in degrees
(sorted by longitude, boxes, prepared polygons), and of geopandas' ``sjoin(predicate="within")`` on
parts of five million; then how many events the three place alike (without doubt, all but those on an
edge), and the largest memory.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import spots
from geo.model import CRS, EVENTS, ZONES
from geo.zones import assign_zones

if TYPE_CHECKING:
    from numpy.typing import NDArray

CORNERS = 200
PART = 5_000_000


def stars(count: int, random: np.random.Generator) -> NDArray[Any]:
    """Return polygons that do not touch, on a lattice over ten by ten degrees."""
    side = int(np.ceil(np.sqrt(count)))
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    shapes = []
    for number in range(count):
        reach = 10 / side / 2 * (0.6 + 0.35 * random.random(CORNERS))
        lon = 35 + 10 * (number % side + 0.5) / side + reach * np.cos(turn)
        lat = 30 + 10 * (number // side + 0.5) / side + reach * np.sin(turn)
        shapes.append(shapely.Polygon(np.column_stack([lon, lat])))
    return np.array(shapes)


def events_at(lon: NDArray[Any], lat: NDArray[Any]) -> gpd.GeoDataFrame:
    """Return EVENTS with a place and a day and no more."""
    day = np.datetime64("2020-02-06", "s")
    made: dict[str, Any] = {
        "text": pd.Series([""], dtype="str").repeat(len(lon)).reset_index(drop=True),
        "date": np.full(len(lon), day),
        "count": pd.array(np.ones(len(lon), dtype=np.int64), dtype="Int64"),
        "number": np.zeros(len(lon)),
    }
    columns = {name: made[kind] for name, kind in EVENTS.columns.items()}
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=spots.column(lon, lat))


def zones_of(shapes: NDArray[Any]) -> gpd.GeoDataFrame:
    """Return ZONES in force in 2020."""
    made: dict[str, Any] = {
        "text": pd.Series([f"z{n}" for n in range(len(shapes))], dtype="str"),
        "date": np.full(len(shapes), np.datetime64("2020-01-01", "s")),
        "number": np.zeros(len(shapes)),
    }
    columns = {name: made[kind] for name, kind in ZONES.columns.items()}
    columns["end"] = np.full(len(shapes), np.datetime64("2021-01-01", "s"))
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=shapes, crs=CRS)


def bare(lon: NDArray[Any], lat: NDArray[Any], shapes: NDArray[Any]) -> NDArray[np.int64]:
    """Return the number of the polygon of each point, -1 outside, by nothing but degrees."""
    shapely.prepare(shapes)
    order = np.argsort(lon, kind="stable")
    xs, ys = lon[order], lat[order]
    found = np.full(len(lon), -1)
    for number, (west, south, east, north) in enumerate(shapely.bounds(shapes)):
        low, high = np.searchsorted(xs, [west, east])
        near = low + np.flatnonzero((ys[low:high] >= south) & (ys[low:high] <= north))
        inside = near[shapely.contains_xy(shapes[number], xs[near], ys[near])]
        found[order[inside]] = number
    return found


def main() -> None:
    """Measure the three, one after the other."""
    doubt = "doubt" in sys.argv
    count, zones = map(int, [*(a for a in sys.argv[1:] if a.isdigit()), "1000000", "300"][:2])
    random = np.random.default_rng(5)
    shapes = stars(zones, random)
    layer = zones_of(shapes)
    if doubt:
        layer["accuracy_m"] = random.choice([0.0, 500.0, 3000.0], zones)
        layer["start"] += pd.to_timedelta(random.integers(0, 300, zones), unit="D")
        layer.loc[random.random(zones) < 0.5, "end"] = pd.NaT
    spent = {"bare": 0.0, "assign_zones": 0.0, "the same of shapes": 0.0, "sjoin": 0.0}
    alike = edge = 0
    for start in range(0, count, PART):
        size = min(PART, count - start)
        lon, lat = 35 + 10 * random.random(size), 30 + 10 * random.random(size)
        events = events_at(lon, lat)
        if doubt:
            events["radius_m"] = random.choice([0.0, 500, 1000, 2000, 5000, 20_000], size)
            events["radius_m"] = events["radius_m"].where(random.random(size) > 0.1, 0)
            later = pd.to_timedelta(random.integers(0, 730, size), unit="D")
            events["date_start"] = events["date_end"] = events["date_start"] + later
        began = time.process_time()
        found = bare(lon, lat, shapes)
        spent["bare"] += time.process_time() - began
        began = time.process_time()
        ours = assign_zones(events, layer)
        spent["assign_zones"] += time.process_time() - began
        points = gpd.GeoDataFrame(events, geometry=shapely.points(lon, lat), crs=CRS)
        began = time.process_time()
        assign_zones(points, layer)
        spent["the same of shapes"] += time.process_time() - began
        began = time.process_time()
        theirs = points[["geometry"]].sjoin(layer[["geometry"]], how="left", predicate="within")
        spent["sjoin"] += time.process_time() - began
        name = np.array([*layer["zone_id"], None], dtype=object)[found]
        mine = ours["zone"].to_numpy(dtype=object, na_value=None)
        joined = theirs["index_right"].fillna(-1).to_numpy(dtype=np.int64)
        edge += int((ours["zone_fit"] == "edge").sum())
        alike += int(((mine == name) & (joined == found)).sum())
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items())
    print(
        f"{count:,} points x {zones} zones, CPU seconds: {told}; "
        f"assign_zones takes {spent['assign_zones'] / spent['bare']:.1f} times the bare test, "
        f"{spent['assign_zones'] / spent['sjoin']:.1f} times sjoin; {alike:,} alike, {edge:,} on an edge, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB"
    )


if __name__ == "__main__":
    main()
