"""Atlas ▶ folium map ▶ one HTML page that asks for nothing.

The secret of this package is how text from outside reaches a browser without ever being read as
a program. folium compiles what passes through it as a template, so only our own constants do:
`draw` composes a `folium.Map` from them, and everything else travels in packed blocks
(`geo.webmap.content`) that the page's script shows with ``textContent``. A
Content-Security-Policy with hashes and Trusted Types holds even if that failed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import folium
import numpy as np
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.basemap import clip
from geo.errors import InputError
from geo.profiles import profile_of, publish
from geo.webmap.content import Remember, blocks, home_box, make_anew, online_tiles
from geo.webmap.index import index_page
from geo.webmap.pack import encode_block, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from geo.model import Atlas
    from geo.project import MapSpec, Project

__all__ = ["draw", "index_page", "render"]

MARGIN_WIDE: Final = 1.3
MARGIN_HIGH: Final = 0.8
"""How far the basemap reaches beyond the events on each side, in the longer side of their box;
screens are wider than high."""

LEAST_MARGIN: Final = 1.0  # degrees
_CLOSE_M: Final = 25_000.0
"""An event known better than this has the towns around it named on the map."""

_CELLS: Final = 4096
"""More tenths of a degree than lie between the poles."""

BOOT: Final = """\
"use strict";
(async () => {
  const read = async (name) => {
    const text = document.getElementById("sitmap-" + name).textContent;
    const bytes = Uint8Array.fromBase64
      ? Uint8Array.fromBase64(text)
      : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  };
  const types = window.trustedTypes;
  const policy = types && types.createPolicy("sitmap", { createScript: (text) => text });
  // Leaflet asks once whether the browser draws SVG; nothing else may ever set markup.
  if (types) types.createPolicy("default", { createHTML: (t) => (t === "<svg/>" ? t : null) });
  for (const name of ["script", "map"]) {
    const script = document.createElement("script");
    const text = await read(name);
    script.textContent = policy ? policy.createScript(text) : text;
    document.head.append(script);
  }
})().catch((error) => {
  document.body.textContent = "This map needs a browser of 2023 or newer. " + error;
});
"""


class _Page(Figure):
    """A folium figure that renders as the self-contained page, in a notebook too."""

    def __init__(self, data: Mapping[str, str], tiles: str) -> None:
        super().__init__(ratio="66%")
        self.data = dict(data)
        self.tiles = tiles
        self.numbers: dict[int, int] = {}

    def render(self, **_: Any) -> str:
        """Return the page."""
        return _assemble(self)


class _Atlas(MacroElement):
    """Hands the Leaflet map that folium made to our script."""

    _name = "Atlas"
    _template = Template(
        "{% macro script(this, kwargs) %}sitmap.start({{ this._parent.get_name() }});{% endmacro %}"
    )


def draw(
    atlas: Atlas,
    spec: MapSpec,
    project: Project,
    *,
    news: Mapping[str, Any] | None = None,
    remember: Remember = make_anew,
) -> folium.Map:
    """Compose one map of `atlas`.

    Parameters
    ----------
    atlas
        All that was read; the map takes what may have happened in the period of `spec`.
    spec, project
        Title, period, layers and languages; box of interest, tiles, where errors are reported;
        the profile that says what is withheld, which is taken away here before anything else.
    news
        What changed since an earlier edition, as `geo.rebuild` has it; the page then shows it.
    remember
        Knows the basemap and the texts of a build before, if they are the same.

    Returns
    -------
    folium.Map
        It shows itself in a notebook. `render` makes the page of it, and so does folium's own
        ``save``. Elements of your own may be added as long as they ask for no other script.
    """
    atlas = publish(atlas, profile_of(spec, project))
    west, south, east, north = home_box(atlas, spec, project)
    span = max(east - west, north - south)
    wide = max(LEAST_MARGIN, span * MARGIN_WIDE)
    high = max(LEAST_MARGIN, span * MARGIN_HIGH)
    reach = (
        max(-180.0, round(west - wide, 4)),
        max(-85.0, round(south - high, 4)),
        min(180.0, round(east + wide, 4)),
        min(85.0, round(north + high, 4)),
    )
    languages = spec.languages or ("en",)

    near = _spots(atlas)

    def clipped() -> dict[str, str]:
        base = clip(reach, languages=languages, near=near)
        return {"base": encode_block(to_json(base), small=True)}

    base = remember(
        lambda: b"basemap" + repr((reach, languages)).encode() + near.tobytes(), clipped
    )["base"]
    tiles = online_tiles(project.tiles)
    page = _Page(
        blocks(
            atlas, spec, project, base=base, reach=reach, tiles=tiles, news=news, remember=remember
        ),
        tiles="" if tiles is None else _image_source(str(tiles["url"])),
    )
    web = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=8,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        keyboard_pan_delta=120,
    )
    web.default_js, web.default_css = [], []
    web.add_to(page)
    web.add_child(_Atlas())  # type: ignore[no-untyped-call] # branca's constructor has no types
    return web


def render(map_: folium.Map) -> str:
    """Return the page of a map made by `draw`: the same bytes each time.

    Raises
    ------
    InputError
        If `map_` was not made by `draw`, or an element added to it needs a script from the
        network.
    """
    root = map_.get_root()
    if not isinstance(root, _Page):
        raise InputError(
            "This folium map was not made by geo.draw.",
            fix="Pass what geo.draw returned, or call the map's own save().",
        )
    return root.render()


def _spots(atlas: Atlas) -> NDArray[np.float64]:
    """Return where events are known to some kilometres, as the middles of tenths of a degree."""
    events = atlas.events
    spots = events[["lon", "lat"]].to_numpy(dtype=float)
    close = (events["radius_m"] <= _CLOSE_M).to_numpy(dtype=bool, na_value=False)
    cells = np.floor(spots[close & ~np.isnan(spots).any(axis=1)] * 10)
    # as one number each: rows are sorted twenty times as slowly
    found = np.unique(cells[:, 0] * _CELLS + cells[:, 1] + _CELLS // 2)
    middles = np.column_stack([found // _CELLS, found % _CELLS - _CELLS // 2])
    return np.asarray((middles + 0.5) / 10, dtype=float)


def _made(name: str) -> str:
    """Return a file that the build made from geo/web/src."""
    try:
        return files("geo").joinpath("web", "dist", name).read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise InputError(
            f"The page's {name} has not been made.",
            fix="Run `pip install -e .` in the source folder; it runs hatch_build.py.",
        ) from exc


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _walk(child)


def _number(page: _Page) -> None:
    """Give every element a number instead of a random id, the same at every rendering."""
    fresh = count(len(page.numbers))
    for element in _walk(page):
        if element is not page:
            number = page.numbers.setdefault(id(element), -1)
            if number < 0:
                number = page.numbers[id(element)] = next(fresh)
            element._id = str(number)


def _refuse_requests(page: _Page) -> None:
    """Refuse elements that would fetch a script or a style."""
    for element in _walk(page):
        if getattr(element, "default_js", None) or getattr(element, "default_css", None):
            raise InputError(
                f"{element._name} fetches scripts from the network.",
                fix="Leave it out: the page must open without a network.",
            )


def _image_source(url: str) -> str:
    """Return what the policy must let through for tiles at `url`, ``{s}`` being any subdomain."""
    parts = urlsplit(url)
    host = re.sub(r"^\{s\}\.", "*.", parts.netloc)
    if parts.scheme != "https" or not re.fullmatch(r"(\*\.)?[A-Za-z0-9.-]+(:\d+)?", host):
        raise InputError(
            f"Tiles at {url!r} are not on a plain https address.",
            fix="Choose another provider in atlas.toml, or leave tiles out.",
        )
    return f" https://{host}"


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _assemble(page: _Page) -> str:
    """Put folium's script, ours, the style and the data into one document."""
    _refuse_requests(page)
    _number(page)
    for child in list(page._children.values()):
        child.render()
    body = page.html.render().strip()
    folium_script = page.script.render().strip() + "\n"
    script, style = _made("page.js"), _made("page.css")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(BOOT)} {_hash(script)} {_hash(folium_script)}",
            f"style-src {_hash(style)}",
            f"img-src data: blob:{page.tiles}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types sitmap default",
        ]
    )
    data = {
        **page.data,
        "script": encode_block(script.encode(), small=True),
        "map": encode_block(folium_script.encode()),
    }
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            "<title>sitmap</title>",
            f"<style>{style}</style></head><body>",
            "<noscript>This map is drawn by a script inside this file.</noscript>",
            body,
            *(
                f'<script type="text/plain" id="sitmap-{name}">{text}</script>'
                for name, text in sorted(data.items())
            ),
            f"<script>{BOOT}</script>",
            "</body></html>",
            "",
        ]
    )
