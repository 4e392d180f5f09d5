"""What the data doctor found, as lines for a terminal and as plain values for programs.

The secret of this module is how much of it a reader sees at once: each cause once, with the number
of rows and the first few of them. Control characters of a file never reach the terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo.tables.proposal import as_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.check import Checked, FileChecked, Group

_SHOWN: Final = 6
# C0 and C1 controls, marks that turn the direction of text, lone surrogates
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def lines_of(checked: Checked) -> Iterator[str]:
    """Yield the report, line by line."""
    for file in checked.files:
        yield _safe(file.source) + ": " + _counts(file)
        for group in file.groups:
            yield "  " + _safe(_line(group))
        if file.proposal:
            yield "  A first draft for atlas.toml; correct it, and replace each ?:"
            for line in as_toml(file.name, file.proposal).splitlines():
                yield "    " + _safe(line)
        yield ""
    total = checked.total()
    yield (
        f"{total['rows']:,} rows = {total['events']:,} kept + {total['rows left out']:,} left out; "
        f"{total['wrong']:,} wrong, {total['suspicious']:,} suspicious, {total['mended']:,} mended"
    )
    if total["files refused"]:
        yield f"{total['files refused']} of {total['files']} files refused"


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _counts(file: FileChecked) -> str:
    if file.refused:
        return "refused"
    said = f"{file.rows:,} rows = {file.events:,} kept + {file.left_out:,} left out"
    if file.without_coordinates:
        said += f"; {file.without_coordinates:,} kept without coordinates"
    return said if file.groups else said + "; nothing to say"


def _line(group: Group) -> str:
    where = f"column {group.column}: " if group.column else ""
    if not group.count:
        return f"{group.kind:10} {where}{group.reason}"
    shown = ", ".join(map(str, group.rows[:_SHOWN]))
    more = f" and {group.count - _SHOWN:,} more" if group.count > _SHOWN else ""
    rows = "row" if group.count == 1 else "rows"
    at = f" ({rows} {shown}{more})" if shown else ""
    return f"{group.kind:10} {group.count:7,} {rows}, {where}{group.reason}{at}"


def values_of(checked: Checked) -> dict[str, Any]:
    """Return the report as JSON has it; ``rows`` names at most 1,000 rows of a group."""
    return {
        "total": dict(checked.total()),
        "files": [
            {
                "source": file.source,
                "refused": file.refused,
                "rows": file.rows,
                "events": file.events,
                "left_out": file.left_out,
                "without_coordinates": file.without_coordinates,
                "found": [
                    {
                        "kind": group.kind,
                        "column": group.column,
                        "reason": group.reason,
                        "count": group.count,
                        "rows": group.rows,
                    }
                    for group in file.groups
                ],
                "proposal": dict(file.proposal),
            }
            for file in checked.files
        ],
    }
