"""Builds the same events with sitmap and with others, drives the pages in Chromium, prints ratios.

    python -m tests.bench.page [EVENTS] [TOOL ...]
    python -m tests.bench.page --builds TIMES [EVENTS]

The second form only builds, sitmap and folium-cluster in turn, and prints the medians.

Tools: sitmap, sitmap-bare (without notes), folium-cluster (FastMarkerCluster), folium-geojson
(GeoJson on canvas), folium-timeline, explore (geopandas), lonboard. Scripts that a page fetches
are served from tests/bench/peers/node_modules (``npm install`` there first); sitmap's pages run
with the network off. What lonboard and geopandas.explore need is no dependency of ours:
PEERS_PYTHON names the interpreter of a virtual environment with lonboard 0.16 (its page fetches
what peers/package.json pins), geopandas, pyarrow, folium, matplotlib and mapclassify in it, else
the two are passed over. lonboard draws with WebGL, here by SwiftShader. CPU seconds are those of
the tab's process, which does not draw WebGL; compare them within one run only.
"""

from __future__ import annotations

import html
import itertools
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

HERE = Path(__file__).parent
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcff"
    "ff3f0300050001ff5d5d2d0000000049454e44ae426082"
)
READY = {
    "sitmap": "html[data-ready]",
    "folium-cluster": ".leaflet-marker-icon",
    "folium-geojson": ".leaflet-overlay-pane canvas",
    "folium-timeline": ".leaflet-overlay-pane canvas, .leaflet-overlay-pane path",
    "explore": ".leaflet-overlay-pane path, .leaflet-overlay-pane canvas",
    "lonboard": "canvas#deckgl-overlay",
}
WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
FLAGS = {"lonboard": WEBGL}
TOOLS = ("sitmap", "sitmap-bare", *(name for name in READY if name != "sitmap"))
APART = ("explore", "lonboard")
WAIT_MS = 240_000


def _ours(events: Any, *, notes: bool) -> str:
    from geo import webmap
    from geo.project import MapSpec, Project
    from tests.bench import synthetic

    spec = MapSpec("bench", "Synthetic", None, None, ("zones",), ("en", "ar"), None)
    project = Project(Path("."), "Synthetic", "", ("SY",), None, (), None, "")
    return webmap.render(webmap.draw(synthetic.atlas(events, notes=notes), spec, project))


def _cluster(events: Any) -> str:
    import folium
    from folium.plugins import FastMarkerCluster

    card = (
        "function(row){var m=L.marker(new L.LatLng(row[0],row[1]));"
        "var d=document.createElement('div');d.textContent=row.slice(2).join(' | ');"
        "m.bindPopup(d);return m;}"
    )
    drawn = folium.Map((36, 36.6), zoom_start=8)
    table = events.assign(date=events["date"].astype(str))
    table = table[["lat", "lon", *[c for c in table if c not in {"lat", "lon", "notes"}]]]
    FastMarkerCluster(table.to_numpy().tolist(), callback=card).add_to(drawn)
    return drawn.get_root().render()


def _geojson(events: Any) -> str:
    import folium

    table = events.assign(date=events["date"].astype(str))
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {key: html.escape(str(value)) for key, value in row.items()},
        }
        for row in table.to_dict("records")
    ]
    drawn = folium.Map((36, 36.6), zoom_start=8, prefer_canvas=True)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=4, weight=1, fill=True),
        popup=folium.GeoJsonPopup(fields=list(table.columns)),
    ).add_to(drawn)
    return drawn.get_root().render()


def _timeline(events: Any) -> str:
    """Each event is there for thirty days; the slider stands at its beginning when it opens."""
    import folium
    import pandas as pd
    from folium.plugins import Timeline, TimelineSlider

    table = events.assign(
        date=events["date"].astype(str),
        end=(events["date"] + pd.Timedelta(30, "D")).astype(str),
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {
                **{key: html.escape(str(value)) for key, value in row.items()},
                "start": row["date"],
            },
        }
        for row in table.to_dict("records")
    ]
    drawn = folium.Map((36, 36.6), zoom_start=8, prefer_canvas=True)
    layer = Timeline(
        {"type": "FeatureCollection", "features": features},
        point_to_layer=folium.JsCode("(f, at) => L.circleMarker(at, {radius: 4, weight: 1})"),
    )
    layer.add_to(drawn)
    TimelineSlider(enable_playback=False).add_timelines(layer).add_to(drawn)
    return drawn.get_root().render()


def _lonboard(events: Any) -> str:
    import geopandas as gpd
    import lonboard

    table = events.drop(columns="notes").assign(date=events["date"].astype(str))
    spots = gpd.points_from_xy(table["lon"], table["lat"], crs="EPSG:4326")
    layer = lonboard.ScatterplotLayer.from_geopandas(
        gpd.GeoDataFrame(table, geometry=spots), get_radius=1000, radius_min_pixels=2
    )
    # The hash that the page wants of require.js is that of a file npm does not have.
    return re.sub(r' integrity="[^"]*"', "", str(lonboard.Map(layer).to_html()))


def _explore(events: Any) -> str:
    import geopandas as gpd

    table = events.assign(date=events["date"].astype(str))
    spots = gpd.points_from_xy(table["lon"], table["lat"], crs="EPSG:4326")
    drawn = gpd.GeoDataFrame(table, geometry=spots).explore(
        column="event_type", popup=True, tooltip=False, location=(36, 36.6), zoom_start=8
    )
    return drawn.get_root().render()


BUILD: dict[str, Callable[[Any], str]] = {
    "sitmap": lambda events: _ours(events, notes=True),
    "sitmap-bare": lambda events: _ours(events, notes=False),
    "folium-cluster": _cluster,
    "folium-geojson": _geojson,
    "folium-timeline": _timeline,
    "explore": _explore,
    "lonboard": _lonboard,
}


def build(tool: str, count: int, path: Path) -> dict[str, Any]:
    """Build one page in this process and say what it cost; the table's making is not counted."""
    from tests.bench import synthetic

    BUILD[tool](synthetic.table(100))  # imports, and folium's templates
    events = synthetic.table(count)
    before = resource.getrusage(resource.RUSAGE_SELF)
    page = BUILD[tool](events)
    after = resource.getrusage(resource.RUSAGE_SELF)
    path.write_text(page, encoding="utf-8")
    seconds = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return {
        "build CPU s": round(seconds, 2),
        "build peak MB": round(after.ru_maxrss / 1024),
        "bytes an event": round(path.stat().st_size / count, 1),
    }


def _tabs(folder: str) -> list[Path]:
    """Return the processes of the browser's tabs."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if folder in command and "--type=renderer" in command:
            found.append(path)
    return found


def _cpu_s(processes: list[Path]) -> float:
    total = 0
    for path in processes:
        try:
            fields = (path / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / 100


def _memory_mb(processes: list[Path]) -> int:
    most = 0
    for path in processes:
        for line in (path / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                most = max(most, int(line.split()[1]) // 1024)
    return most


def _wanted(url: str) -> Path | None:
    """Return the installed file that a package's file on a CDN stands for."""
    modules = HERE / "peers" / "node_modules"
    path = url.split("?", maxsplit=1)[0]
    match = re.search(r"/npm/((?:@[^/@]+/)?[^/@]+)@[^/]*/(.+)", path)
    if match and (found := modules / match[1] / match[2]).is_file():
        return found
    name = path.rsplit("/", 1)[-1].replace("jquery-3.7.1.min", "jquery.min")
    names = (name, name.replace(".min.js", ".js")) if name.endswith(".js") else ()
    every = [path for one in names for path in sorted(modules.rglob(one))]
    return min(every, key=lambda one: len(one.parts), default=None)


def _serve(route: Route) -> None:
    """Answer from the installed packages, tiles with one pixel, all else with nothing."""
    url = route.request.url
    if route.request.resource_type == "image":
        return route.fulfill(body=PIXEL, content_type="image/png")
    if url.endswith("style.json"):
        return route.fulfill(body='{"version":8,"sources":{},"layers":[]}')
    found = _wanted(url)
    kinds = {".css": "text/css", ".wasm": "application/wasm"}
    kind = kinds.get(Path(url.split("?")[0]).suffix, "application/javascript")
    body = found.read_bytes() if found else b""
    return route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})


def _drag(page: Page, box: dict[str, float], path: list[tuple[float, float]]) -> None:
    spots = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in path]
    page.mouse.move(*spots[0])
    page.mouse.down()
    for (x0, y0), (x1, y1) in itertools.pairwise(spots):
        for step in range(1, 61):
            page.mouse.move(x0 + (x1 - x0) * step / 60, y0 + (y1 - y0) * step / 60)
            time.sleep(0.008)
    page.mouse.up()


def measure(tool: str, path: Path) -> dict[str, Any]:
    """Open a page, pan, zoom and drag the time, and say what that cost."""
    from playwright.sync_api import sync_playwright

    ours = tool.startswith("sitmap")
    out: dict[str, Any] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", *FLAGS.get(tool, ("--disable-gpu",))],
            viewport={"width": 1280, "height": 800},
            offline=ours,
        )
        page = context.pages[0]
        page.set_default_timeout(WAIT_MS)
        if not ours:
            context.route(lambda url: url.startswith("http"), _serve)
        # What the browser's first tab costs by itself is over by then.
        page.goto("about:blank")
        page.wait_for_timeout(1500)
        before = _cpu_s(_tabs(folder))
        page.goto(f"file://{path}", wait_until="commit", timeout=WAIT_MS)
        page.wait_for_selector(READY["sitmap" if ours else tool], state="attached")
        page.evaluate("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        tabs = _tabs(folder)
        out["CPU to ready s"] = round(_cpu_s(tabs) - before, 2)
        page.wait_for_timeout(1500)
        out["tab MB"] = _memory_mb(tabs)
        page.evaluate(
            """() => { window.frames_ = []; let last = 0;
              const each = (t) => { if (window.on_ && last) frames_.push(t - last); last = t;
                requestAnimationFrame(each); }; requestAnimationFrame(each); }"""
        )

        def fps(act: Callable[[], None]) -> float:
            page.evaluate("frames_.length = 0, window.on_ = true")
            act()
            got = page.evaluate("(window.on_ = false, frames_)")
            return round(1000 * len(got) / max(1.0, sum(got)), 1)

        shown = "canvas" if tool == "lonboard" else ".leaflet-container"
        box = page.locator(shown).first.bounding_box()
        assert box is not None
        out["pan fps"] = fps(lambda: _drag(page, box, [(0.7, 0.5), (0.3, 0.4), (0.7, 0.5)]))

        def zoom() -> None:
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            for delta in (-240, -240, 240, 240):
                page.mouse.wheel(0, delta)
                page.wait_for_timeout(700)

        out["zoom fps"] = fps(zoom)
        if ours:
            track = page.locator(".track").bounding_box()
            assert track is not None
            page.evaluate("sitmapApp.setRange([17000, 17900])")
            out["time fps"] = fps(lambda: _drag(page, track, [(0.3, 0.5), (0.6, 0.5)]))
        context.close()
    return out


def in_turn(times: int, count: int) -> None:
    """Build with sitmap and with folium-cluster in turn, and print what that cost."""
    spent: dict[str, list[float]] = {"sitmap": [], "folium-cluster": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            for tool, found in spent.items():
                path = str(Path(folder) / "page.html")
                command = [
                    sys.executable,
                    "-m",
                    "tests.bench.page",
                    "--build",
                    tool,
                    str(count),
                    path,
                ]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                found.append(json.loads(done.stdout.splitlines()[-1])["build CPU s"])
    for tool, found in spent.items():
        print(tool, "build CPU s", found, "median", statistics.median(found))
    ratios = [theirs / ours for ours, theirs in zip(*spent.values(), strict=True)]
    print("ratios", [round(r, 2) for r in ratios], "median", round(statistics.median(ratios), 2))


def main(arguments: list[str]) -> None:
    """Print one line a tool, and the ratios to sitmap."""
    if arguments[:1] == ["--builds"]:
        in_turn(int(arguments[1]), int(arguments[2]) if arguments[2:] else 400_000)
        return
    if arguments[:1] == ["--build"]:
        tool, count, path = arguments[1], int(arguments[2]), Path(arguments[3])
        print(json.dumps(build(tool, count, path)))
        return
    count = int(arguments[0]) if arguments else 400_000
    other = os.environ.get("PEERS_PYTHON", "")
    tools = arguments[1:] or [tool for tool in TOOLS if other or tool not in APART]
    rows: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for tool in tools:
            path = Path(folder) / f"{tool}.html"
            python = other if tool in APART else sys.executable
            command = [python, "-m", "tests.bench.page", "--build", tool, str(count), str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                print(tool, "was not built")
                continue
            rows[tool] = json.loads(done.stdout.splitlines()[-1])
            try:
                rows[tool] |= measure(tool, path)
            except Exception as error:  # noqa: BLE001 - a page that does not open is a result
                rows[tool]["failed"] = str(error).splitlines()[0][:90]
            path.unlink()
            print(tool, json.dumps(rows[tool]), flush=True)
    first = rows.get(tools[0], {})
    for tool, row in rows.items():
        ratios = {
            name: f"x{row[name] / first[name]:.2f}"
            for name in ("build CPU s", "bytes an event", "CPU to ready s", "tab MB")
            if name in row and first.get(name)
        }
        print(f"{tool} against {tools[0]}: {ratios}")


if __name__ == "__main__":
    main(sys.argv[1:])
