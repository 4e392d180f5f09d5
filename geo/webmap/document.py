"""The one document that holds a page's script, its style and its data.

The secret of this module is the frame around the data: a Content-Security-Policy with hashes and
Trusted Types, and a boot script that unpacks the rest.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from geo.errors import InputError
from geo.webmap.pack import encode_block

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOT: Final = """\
"use strict";
(async () => {
  const read = async (name) => {
    const text = document.getElementById("sitmap-" + name).content.textContent;
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


def image_source(url: str) -> str:
    """Return what the policy must let through for tiles at `url`, ``{s}`` being any subdomain."""
    parts = urlsplit(url)
    host = re.sub(r"^\{s\}\.", "*.", parts.netloc)
    if parts.scheme != "https" or not re.fullmatch(r"(\*\.)?[A-Za-z0-9.-]+(:\d+)?", host):
        raise InputError(
            f"Tiles at {url!r} are not on a plain https address.",
            fix="Choose another provider in atlas.toml, or leave tiles out.",
        )
    return f" https://{host}"


def document(frame: Mapping[str, str], data: Mapping[str, str], tiles: str) -> bytes:
    """Return the page in UTF-8.

    Parameters
    ----------
    frame
        The ``body`` and the ``script`` of the map as folium writes them; ``page`` may be what
        `packed_script` returned.
    data
        The packed blocks by their names.
    tiles
        The source of images that the policy must let through, or ``""``.
    """
    script, style = _made("page.js"), _made("page.css")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(BOOT)} {_hash(script)} {_hash(frame['script'])}",
            f"style-src {_hash(style)}",
            f"img-src data: blob:{tiles}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types sitmap default",
        ]
    )
    blocks = {
        **data,
        "script": frame.get("page") or packed_script(),
        "map": encode_block(frame["script"].encode()),
    }
    return b"\n".join(
        # each by itself: beside one letter beyond Latin-1, every letter takes two bytes of memory
        line.encode()
        for line in (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            "<title>sitmap</title>",
            f"<style>{style}</style></head><body>",
            "<noscript>This map is drawn by a script inside this file.</noscript>",
            frame["body"],
            # browsers read what stands in a template faster than in a script of another type
            *(
                f'<template id="sitmap-{name}">{text}</template>'
                for name, text in sorted(blocks.items())
            ),
            f"<script>{BOOT}</script>",
            "</body></html>",
            "",
        )
    )


def packed_script() -> str:
    """Return the page's own script as a block."""
    return encode_block(_made("page.js").encode(), small=True)


def _made(name: str) -> str:
    """Return a file that the build made from geo/web/src."""
    try:
        return files("geo").joinpath("web", "dist", name).read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise InputError(
            f"The page's {name} has not been made.",
            fix="Run `pip install -e .` in the source folder; it runs hatch_build.py.",
        ) from exc


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
