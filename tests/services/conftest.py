from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.project import Project, ServiceSpec, default_project
from geo.services import Service, open_services
from tests.services.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def project_asking(*specs: ServiceSpec, root: Path = Path("nowhere"), **fields: Any) -> Project:
    empty = default_project(root)
    values = {name: getattr(empty, name) for name in Project.__dataclass_fields__}
    return Project(**{**values, "services": specs, **fields})


@pytest.fixture
def service(server: Server, tmp_path: Path) -> Iterator[Any]:
    """Open the loopback server as a service, Nominatim unless told otherwise."""
    opened: list[Service] = []

    def make(name: str = "nominatim", folder: str = "services", **changes: Any) -> Service:
        options = {"domain": server.domain, "scheme": "http", **changes.pop("options", {})}
        fields = {"per_second": 50.0, "deadline_s": 0.8, **changes.pop("fields", {}), **changes}
        project_fields = {"countries": ("SY",), "box": (35.0, 34.0, 38.0, 37.0)}
        spec = ServiceSpec(name, options, **fields)
        project = project_asking(spec, root=tmp_path / "project", **project_fields)
        opened.extend(open_services(project, tmp_path / folder))
        return opened[-1]

    yield make
    for one in opened:
        one.geocoder.close()
