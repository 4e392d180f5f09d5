"""What commands share: options, where a user's things lie, and days as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.project import Project

Data = Annotated[Path, typer.Argument(help="The project folder, with atlas.toml.")]
Out = Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")]
Maps = Annotated[
    Path | None,
    typer.Argument(metavar="[MAPS]", help="Where the maps lie.", show_default="maps"),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that read reports, at most [default: one a core]."
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask cluster that reads the reports, as tcp://HOST:8786 [default: as atlas.toml says].",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def lists_folder() -> Path:
    """Return where lists that the user added are kept, as the platform has it."""
    return Path(typer.get_app_dir("sitmap")) / "gazetteer"


def project_here() -> Path | None:
    """Return ``data`` if the command runs beside a project."""
    return Path("data") if (Path("data") / "atlas.toml").is_file() else None


def own_lists() -> Path | None:
    """Return `lists_folder` if the user ever added a list."""
    folder = lists_folder()
    return folder if folder.is_dir() else None


def chosen_scheduler(given: str | None, workers: int | None, root: Path | None) -> str:
    """Return the address of the cluster to use, which options decide before the project does."""
    if given is not None and workers is not None:
        raise typer.BadParameter("give one of them", param_hint="--scheduler, --workers")
    if given is not None or workers is not None or root is None:
        return given or ""
    from geo.project import read_project

    return read_project(root).scheduler


def opened_gazetteer(project: Project | None) -> Gazetteer:
    """Return the built-in places with the project's and the user's own."""
    from geo.gazetteer import open_gazetteer

    return open_gazetteer(project, user_dir=own_lists())


def typed_day(text: str | None, option: str = "--published") -> Any:
    """Return the day that an option gives, None without it."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("give a day as 2020-02-06", param_hint=option) from error
