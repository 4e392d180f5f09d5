"""How commands answer: JSON for programs, lines and a progress bar for people.

The secret of this module is which channel is used: answers go to standard output, what was left out
and progress go to standard error, and a long list is cut for people but never for programs.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.harvest import Pace

MAX_LISTED: Final = 20
_REWRITE_S: Final = 0.5
_LINE_S: Final = 30.0


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


class pace_line:  # noqa: N801 - used like a function
    """How far a long run is, on the error channel: one line rewritten, or one every half minute."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._said = time.monotonic()

    def __enter__(self) -> Any:
        return self._say

    def _say(self, pace: Pace) -> None:
        now = time.monotonic()
        if self._quiet or now - self._said < (_REWRITE_S if self._terminal else _LINE_S):
            return
        self._said = now
        share = min(1.0, pace.read_share + pace.kept_share)
        left = pace.seconds_left
        line = (
            f"{pace.read + pace.kept:,} {pace.things}, {share:.0%} of the input, "
            f"{pace.a_second:,.1f} a second, {'?' if left is None else _lasting(left)} left"
        )
        print(f"\r{line}\x1b[K" if self._terminal else line, end=("" if self._terminal else "\n"),
              file=sys.stderr, flush=True)  # fmt: skip

    def __exit__(self, *_: object) -> None:
        if self._terminal and not self._quiet:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


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


def print_advice(unlisted: Mapping[str, Sequence[str]]) -> None:
    """Say once how many places of events are on no list, and which command fetches one that may."""
    if unlisted:
        from geo.unlisted import advice

        print(advice(unlisted), file=sys.stderr)
