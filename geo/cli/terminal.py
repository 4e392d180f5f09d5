"""How commands answer: JSON for programs, lines and a progress bar for people.

The secret of this module is which channel is used: answers go to standard output, what was left out
and progress go to standard error, and a long list is cut for people but never for programs.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_LISTED: Final = 20


def print_json(value: object) -> None:
    """Print a value for programs, letters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


class progress_bar:  # noqa: N801 - used like a function
    """A progress bar on the terminal's error channel, silent when quiet or not a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Any:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        return self._step

    def _step(self, stage: str, done: int, total: int | None) -> None:
        if self._bar is None:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def print_left_out(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print what was left out, then what was mended, the first of many of each."""
    mended = [row for row in rows if row["stage"] == "mended"]
    lost = [row for row in rows if row["stage"] != "mended"]
    for told, group in (("left out", lost), ("mended", mended)):
        for row in group[:MAX_LISTED]:
            print(f"{told}: {row['source']}, {row['locator']}: {row['reason']}", file=sys.stderr)
        if len(group) > MAX_LISTED:
            more = len(group) - MAX_LISTED
            print(
                f"{told}: and {more} more; --json lists all, and so does every page",
                file=sys.stderr,
            )
