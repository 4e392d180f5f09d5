"""``sitmap review`` and ``watch``: commands that stay, with a page in the user's browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.shared import Data, lists_folder


def review(
    data: Data = Path("data"),
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")] = Path("maps"),
    by: Annotated[str, typer.Option("--by", help="Who decides [default: your user name].")] = "",
    browse: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Go through what needs a decision in DATA, in a page of your own browser."""
    import getpass

    from geo.review import Desk

    desk = Desk(data, out, by=by or getpass.getuser(), lists_dir=lists_folder())
    with desk.open() as site:
        print(f"{desk.waiting} decisions wait at {site.address}\nStop with Ctrl-C.", flush=True)
        _stay(site.address if browse else "")
    desk.close()


def watch(
    data: Data = Path("data"),
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the pages go.")] = Path("maps"),
    browse: Annotated[bool, typer.Option("--open", help="Open the map in your browser.")] = False,
) -> None:
    """Build the maps of DATA at every save, and reload the open page."""
    import webbrowser
    from contextlib import suppress

    from geo.project import read_project
    from geo.watch import Watch

    def say(line: str) -> None:
        print(line, flush=True)

    slugs = [spec.slug for spec in read_project(data).maps]
    watching = Watch(data, out, lists_folder(), say)
    watching.build()
    with watching.open() as site:
        for slug in slugs:
            print(f"{site.address}maps/{slug}.html")
        print("Stop with Ctrl-C.", flush=True)
        if browse:
            webbrowser.open(f"{site.address}maps/{slugs[0]}.html")
        with suppress(KeyboardInterrupt):
            watching.follow()


def _stay(address: str) -> None:
    """Open `address` if there is one, and wait until the user has had enough."""
    import threading
    import webbrowser
    from contextlib import suppress

    if address:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
