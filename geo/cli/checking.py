"""``sitmap check``: what is wrong with tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.shared import AsJson, opened_gazetteer, typed_day
from geo.cli.terminal import print_json
from geo.errors import InputError


def check(
    data: Annotated[
        Path, typer.Argument(help="The project folder, or one table without a project.")
    ] = Path("data"),
    as_json: AsJson = False,
    page: Annotated[
        Path | None, typer.Option("--html", help="Write the report as one HTML file, too.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", help="The day on which the data was had; later days are suspicious."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if anything is wrong.")] = False,
) -> None:
    """Tell what is wrong, suspicious or mended in the tables of DATA, by file, row and column."""
    from geo.check import check_data
    from geo.check.page import page_of
    from geo.check.telling import lines_of, values_of
    from geo.publish import write

    day = typed_day(as_of, "--as-of")
    checked, title = check_data(data, opened_gazetteer, as_of=day)
    if page is not None:
        write(page, page_of(checked, title).encode())
    if as_json:
        print_json(values_of(checked))
    else:
        print("\n".join(lines_of(checked)))
    wrong = checked.total()["wrong"]
    if strict and wrong:
        raise InputError(
            f"{wrong} rows or files are wrong, and --strict makes that an error.",
            fix="Mend what is listed above, or check without --strict.",
        )
