"""The sitmap command: the only package that prints, reads options and picks plugins.

One file a room of commands; this one composes them. Nothing heavy is imported before a command
runs, so that ``sitmap --help`` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

import typer

from geo.cli.checking import check
from geo.cli.exporting import export
from geo.cli.making import build, changes, init, publish
from geo.cli.places import lists, locate
from geo.cli.reading import read
from geo.cli.working import review, watch
from geo.errors import SitmapError

_FAILED: Final = 1
# Tables are built of hundreds of thousands of outlines and texts that live until the end; looking
# for cycles after every 700 of them took a twentieth of a build, and found none.
_COLLECT: Final = (200_000, 20, 100)
# Arrow's allocator asks for pages of 2 MB, which the kernel has to clear: a fifth of a build of a
# large table that had changed in one row, on a virtual machine.
_SMALL_PAGES: Final = ("MIMALLOC_ALLOW_THP", "0")
# numpy's algebra, of which there is none here, starts a thread a core, each of which waits busily.
_ONE_THREAD: Final = ("OPENBLAS_NUM_THREADS", "1")
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From conflict reports and event tables to one offline map that shows its sources and its doubt.",
)
for _command in (build, changes, publish, read, review, watch, check, export, init, locate):
    app.command()(_command)  # in the order in which --help lists them
app.add_typer(lists, name="gazetteer")


def main() -> None:
    """Run the command; foreseen failures end with a message and exit code 1."""
    gc.set_threshold(*_COLLECT)
    for name, value in (_SMALL_PAGES, _ONE_THREAD):
        os.environ.setdefault(name, value)  # read when the library is imported, here and by workers
    try:
        app(prog_name="sitmap")
    except SitmapError as error:
        print(f"sitmap: {error}", file=sys.stderr)
        raise SystemExit(_FAILED) from error
    finally:
        gc.freeze()  # the process ends: to look for cycles once more takes a tenth of a second
