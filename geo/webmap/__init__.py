"""Atlas ▶ folium map ▶ one HTML page that asks for nothing.

The secret of this package is how text from outside reaches a browser without ever being read as
a program. folium compiles what passes through it as a template, so only our own constants do:
`draw` composes a `folium.Map` from them, and everything else travels in packed blocks
(`geo.webmap.content`) that the page's script shows with ``textContent``. A
Content-Security-Policy with hashes and Trusted Types holds even if that failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.errors import InputError
from geo.profiles import profile_of, publish
from geo.webmap.content import blocks, home_box, online_tiles
from geo.webmap.document import document, image_source, packed_script
from geo.webmap.index import index_page
from geo.webmap.pack import Remember, deflate, in_page, make_anew, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    import folium
    from numpy.typing import NDArray

    from geo.model import Atlas
    from geo.project import MapSpec, Project

__all__ = ["draw", "index_page", "render", "written"]

MARGIN_WIDE: Final = 1.3
MARGIN_HIGH: Final = 0.8
"""How far the basemap reaches beyond the events on each side, in the longer side of their box;
screens are wider than high."""

LEAST_MARGIN: Final = 1.0  # degrees
_CLOSE_M: Final = 25_000.0
"""An event known better than this has the towns around it named on the map."""

_CELLS: Final = 4096
"""More tenths of a degree than lie between the poles."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands on a page: its blocks, where its images may come from, the middle of its view."""

    data: Mapping[str, str]
    tiles: str
    middle: tuple[float, float]


def draw(
    atlas: Atlas,
    spec: MapSpec,
    project: Project,
    *,
    news: Mapping[str, Any] | None = None,
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

    Returns
    -------
    folium.Map
        It shows itself in a notebook. `render` makes the page of it, and so does folium's own
        ``save``. Elements of your own may be added as long as they ask for no other script.
    """
    from geo.webmap.leaflet import Page, compose  # noqa: PLC0415 - folium, half a second

    content = _content(atlas, spec, project, news, make_anew)
    return compose(Page(content.data, content.tiles), content.middle)


def render(map_: folium.Map) -> str:
    """Return the page of a map made by `draw`: the same bytes each time.

    Raises
    ------
    InputError
        If `map_` was not made by `draw`, or an element added to it needs a script from the
        network.
    """
    from geo.webmap.leaflet import Page  # noqa: PLC0415 - as above

    root = map_.get_root()
    if not isinstance(root, Page):
        raise InputError(
            "This folium map was not made by geo.draw.",
            fix="Pass what geo.draw returned, or call the map's own save().",
        )
    return root.render()


def written(
    atlas: Atlas,
    spec: MapSpec,
    project: Project,
    *,
    news: Mapping[str, Any] | None = None,
    remember: Remember = make_anew,
) -> bytes:
    """Return the page of `draw` in UTF-8, with what a build before knew of it.

    Parameters
    ----------
    remember
        Knows the basemap, the texts and what folium wrote, if they are the same.
    """

    def framed() -> dict[str, bytes]:
        from geo.webmap.leaflet import frame  # noqa: PLC0415 - as above

        made = {**frame(content.middle), "page": packed_script()}
        return {name: text.encode() for name, text in made.items()}

    content = _content(atlas, spec, project, news, remember)
    frame = remember(lambda: b"frame" + repr(content.middle).encode(), framed)
    return document(
        {name: text.decode() for name, text in frame.items()}, content.data, content.tiles
    )


def _content(
    atlas: Atlas,
    spec: MapSpec,
    project: Project,
    news: Mapping[str, Any] | None,
    remember: Remember,
) -> _Content:
    atlas = publish(atlas, profile_of(spec, project))
    west, south, east, north = home = home_box(atlas, spec, project)
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

    def clipped() -> dict[str, bytes]:
        from geo.basemap import clip  # noqa: PLC0415 - only where a basemap is new

        base = clip(reach, languages=languages, near=near)
        return {"base": deflate(to_json(base), small=True)}

    base = remember(
        lambda: b"basemap" + repr((reach, languages)).encode() + near.tobytes(), clipped
    )["base"]
    tiles = online_tiles(project.tiles)
    data = blocks(
        atlas,
        spec,
        project,
        base=in_page(base),
        home=home,
        reach=reach,
        tiles=tiles,
        news=news,
        remember=remember,
    )
    allowed = "" if tiles is None else image_source(str(tiles["url"]))
    return _Content(data, allowed, ((south + north) / 2, (west + east) / 2))


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
