"""Runs the steps in build_steps/ whenever hatchling makes a wheel, an sdist or an editable install.

What they make is in `artifacts` of pyproject.toml, so it is packed though git ignores it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STEPS = ("page", "gazetteer", "basemap")


class SitmapBuildHook(BuildHookInterface[Any]):
    """Makes the page script, the place-name index and the basemap."""

    PLUGIN_NAME = "custom"

    def _import(self, name: str) -> Any:
        """Import a module of build_steps, which is not on the path of an isolated build."""
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        return import_module(f"build_steps.{name}")

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI only where it is needed and the machine has none."""
        if self._import("page").is_fresh(Path(self.root)) or self._import("node").on_machine():
            return []
        return [self._import("node").REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run each step that there is."""
        for name in STEPS:
            if (Path(self.root) / "build_steps" / f"{name}.py").is_file():
                self.app.display_info(f"sitmap: {name}")
                self._import(name).build(Path(self.root))
