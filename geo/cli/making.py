"""``sitmap init``, ``build``, ``changes`` and ``publish``: from a project folder to maps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.shared import (
    AsJson,
    Data,
    Maps,
    Out,
    Scheduler,
    Workers,
    chosen_scheduler,
    lists_folder,
)
from geo.cli.terminal import MAX_LISTED, print_advice, print_json, print_left_out, progress_bar
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.rebuild import Built


def build(
    data: Data = Path("data"),
    out: Out = Path("maps"),
    as_json: AsJson = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if any row is left out.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Read everything again, as if for the first time.")
    ] = False,
) -> None:
    """Read DATA and write one self-contained page a map; what did not change is not done again."""
    from geo.rebuild import rebuild

    with progress_bar(quiet=as_json) as progress:
        built = rebuild(
            data,
            out,
            lists_dir=lists_folder(),
            force=force,
            workers=workers,
            scheduler=chosen_scheduler(scheduler, workers, data),
            progress=progress,
        )
    pages = [{"map": str(m.path), "bytes": m.size, "changed": m.changed} for m in built.pages]
    for note in built.notes:
        print(f"note: {note}", file=sys.stderr)
    if as_json:
        print_json(
            {
                "counts": dict(built.counts),
                "maps": pages,
                "unplaced": built.unplaced,
                "left_out": built.left_out,
                "unlisted": dict(built.unlisted),
                "changes": {
                    "since": built.since or None,
                    "published": built.published,
                    "counted": built.changes,
                },
            }
        )
    else:
        _print_summary(built, pages)
    # What a report's reader set aside is no row, what was mended lost nothing, and what a person
    # said is no event was meant to go.
    kept = {"reading", "mended", "no event"}
    dropped = [row for row in built.left_out if row["stage"] not in kept]
    if strict and dropped:
        raise InputError(
            f"{len(dropped)} rows were left out, and --strict makes that an error.",
            fix="Mend the rows listed above, or build without --strict.",
        )


def _maps(folder: Path | None, out: Path) -> Path:
    """Return where the maps lie, named first or by option; a project folder is no such place."""
    found = folder or out
    if (found / "atlas.toml").is_file() and not (found / ".sitmap").is_dir():
        raise InputError(
            f"{found} is a project; this command looks at the maps that were built from it.",
            fix=f"Name the folder of the maps, or leave it out for {Path('maps')}.",
        )
    return found


def changes(
    folder: Maps = None,
    out: Out = Path("maps"),
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DAY|FILE",
            help="Compare with the last build by the end of that day (UTC), or with an edition's file.",
        ),
    ] = "",
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, as for a newsletter.")
    ] = False,
) -> None:
    """Print what changed in the maps since the last published edition, else since the build before."""
    from geo import changes_told
    from geo.rebuild import news_of

    news = news_of(_maps(folder, out), since=since)
    if as_json:
        print_json(
            {
                "since": news.since,
                "published": news.published,
                "other_version": news.other_version,
                "changes": changes_told.as_records(news.changes),
            }
        )
        return
    day = news.since[:10]
    if markdown:
        print(*changes_told.as_markdown(news.changes, day), sep="\n")
        return
    what = "edition published from the build" if news.published else "build"
    print(f"Since the {what} of {news.since}: {changes_told.count_kinds(news.changes)}.")
    if news.other_version:
        print("Another version of sitmap made it: some changes may come from the program.")
    print(*changes_told.as_text(news.changes), sep="\n")


def publish(folder: Maps = None, out: Out = Path("maps")) -> None:
    """Mark the maps as published: later builds are compared with them."""
    from geo.rebuild import publish as mark

    number, fresh = mark(_maps(folder, out))
    if fresh:
        print(f"Edition {number} is published; from now on, changes are counted from it.")
    else:
        print(f"Edition {number} was published already; nothing has changed since.")


def init(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
) -> None:
    """Start a new project in FOLDER."""
    from geo.project import start_project

    for path in start_project(folder):
        print(path)
    print(
        f"\nName your countries in {folder / 'atlas.toml'} and fetch their villages once, most of which"
        " are not built in,\nas for Syria and Lebanon: sitmap gazetteer get SY LB"
    )
    print(f"Then put reports into {folder / 'reports'} and run: sitmap build {folder}")


def _print_summary(built: Built, pages: Sequence[Mapping[str, Any]]) -> None:
    for name, number in built.counts.items():
        print(f"{number:7,} {name}")
    for row in built.unplaced[:MAX_LISTED]:
        print(f"no place: {row['report_id']}: {row['sub_event_type']}: {row['place_basis']}")
    for page in pages:
        state = "written" if page["changed"] else "unchanged"
        print(f"{page['map']}: {page['bytes'] / 1000:.0f} KB, {state}")
    if len(pages) > 1:
        print(f"{Path(pages[0]['map']).parent / 'index.html'} lists the maps.")
    if built.since:
        edition = "published edition" if built.published else "edition"
        print(
            f"Changed since the {edition} of {built.since[:10]}: {built.changes} (sitmap changes)"
        )
    if built.idle:
        print("Nothing has changed since the last build; nothing was read or written.")
    print_left_out(built.left_out)
    print_advice(built.unlisted)
