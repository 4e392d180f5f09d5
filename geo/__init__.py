"""From conflict reports and event tables to one offline map that shows its sources and its doubt.

Nothing heavy is imported before it is used, so that ``import geo`` costs next to nothing (SPEC 1).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.bulk import Gathered, read_many_tables
    from geo.errors import InputError, ServiceError, SitmapError
    from geo.export import Exported, export_events
    from geo.extract import Reader
    from geo.gazetteer import Gazetteer, open_gazetteer
    from geo.harvest import Harvest, read_many
    from geo.locate import Scope, locate, look_up
    from geo.model import Atlas, Claim, LeftOut, Mention, Place, Reading, Report, Telling
    from geo.pipeline import build, draw, read, save
    from geo.project import MapSpec, Project, read_project
    from geo.reports import read_report, read_reports
    from geo.tables import read_tables
    from geo.zones import assign_zones, read_zones

_HOMES = {
    "Atlas": "model",
    "Claim": "model",
    "Exported": "export",
    "Gazetteer": "gazetteer",
    "Gathered": "bulk",
    "Harvest": "harvest",
    "InputError": "errors",
    "LeftOut": "model",
    "MapSpec": "project",
    "Mention": "model",
    "Place": "model",
    "Project": "project",
    "Reader": "extract",
    "Reading": "model",
    "Report": "model",
    "Scope": "locate",
    "ServiceError": "errors",
    "SitmapError": "errors",
    "Telling": "model",
    "assign_zones": "zones",
    "build": "pipeline",
    "draw": "pipeline",
    "export_events": "export",
    "locate": "locate",
    "look_up": "locate",
    "open_gazetteer": "gazetteer",
    "read": "pipeline",
    "read_many": "harvest",
    "read_many_tables": "bulk",
    "read_project": "project",
    "read_report": "reports",
    "read_reports": "reports",
    "read_tables": "tables",
    "read_zones": "zones",
    "save": "pipeline",
}

__all__ = [
    "Atlas",
    "Claim",
    "Exported",
    "Gathered",
    "Gazetteer",
    "Harvest",
    "InputError",
    "LeftOut",
    "MapSpec",
    "Mention",
    "Place",
    "Project",
    "Reader",
    "Reading",
    "Report",
    "Scope",
    "ServiceError",
    "SitmapError",
    "Telling",
    "assign_zones",
    "build",
    "draw",
    "export_events",
    "locate",
    "look_up",
    "open_gazetteer",
    "read",
    "read_many",
    "read_many_tables",
    "read_project",
    "read_report",
    "read_reports",
    "read_tables",
    "read_zones",
    "save",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(f"geo.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
