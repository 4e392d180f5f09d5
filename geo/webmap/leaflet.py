"""What folium writes of a page: the map and the script that makes it.

The secret of this module is folium and its kin, half a second of imports that a page whose frame is
known needs not. Only our own constants pass through them.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.errors import InputError
from geo.webmap.document import document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Page(Figure):
    """A folium figure that renders as the self-contained page, in a notebook too."""

    def __init__(self, data: Mapping[str, str], tiles: str) -> None:
        super().__init__(ratio="66%")
        self.data = dict(data)
        self.tiles = tiles
        self.numbers: dict[int, int] = {}

    def frame(self) -> dict[str, str]:
        """Return the ``body`` and the ``script`` of the map."""
        _refuse_requests(self)
        _number(self)
        for child in list(self._children.values()):
            child.render()
        body = self.html.render().strip()
        return {"body": body, "script": self.script.render().strip() + "\n"}

    def render(self, **_: Any) -> str:
        """Return the page."""
        return document(self.frame(), self.data, self.tiles).decode()


class _Atlas(MacroElement):
    """Hands the Leaflet map that folium made to our script."""

    _name = "Atlas"
    _template = Template(
        "{% macro script(this, kwargs) %}sitmap.start({{ this._parent.get_name() }});{% endmacro %}"
    )


def compose(page: Page, middle: tuple[float, float]) -> folium.Map:
    """Return the map of a page, whose first view is around `middle` (latitude, longitude)."""
    web = folium.Map(
        location=list(middle),
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


def frame(middle: tuple[float, float]) -> dict[str, str]:
    """Return the ``body`` and the ``script`` of a map around `middle` (latitude, longitude)."""
    page = Page({}, "")
    compose(page, middle)
    return page.frame()


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _walk(child)


def _number(page: Page) -> None:
    """Give every element a number instead of a random id, the same at every rendering."""
    fresh = count(len(page.numbers))
    for element in _walk(page):
        if element is not page:
            number = page.numbers.setdefault(id(element), -1)
            if number < 0:
                number = page.numbers[id(element)] = next(fresh)
            element._id = str(number)


def _refuse_requests(page: Page) -> None:
    """Refuse elements that would fetch a script or a style."""
    for element in _walk(page):
        if getattr(element, "default_js", None) or getattr(element, "default_css", None):
            raise InputError(
                f"{element._name} fetches scripts from the network.",
                fix="Leave it out: the page must open without a network.",
            )
