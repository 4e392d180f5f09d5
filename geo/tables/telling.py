"""How rows of a table are named to a reader.

The secret of this module is how little is said of much: many rows by the first of them, and once
what several parts of a table have alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.model import MENDED, LeftOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_NAMED_ROWS: Final = 20


def name_rows(rows: Sequence[int] | NDArray[np.int64]) -> str:
    """Name rows for a reader, the first twenty of many.

    Examples
    --------
    >>> name_rows([3]), name_rows([3, 4])
    ('row 3', 'rows 3, 4')
    """
    shown = ", ".join(str(row) for row in rows[:_NAMED_ROWS])
    more = f" and {len(rows) - _NAMED_ROWS} more" if len(rows) > _NAMED_ROWS else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"


_ROWS_NAMED: Final = re.compile(r"rows? (\d+(?:, \d+)*)(?: and (\d+) more)?(.*)", re.DOTALL)


def told_once(told: Sequence[LeftOut]) -> list[LeftOut]:
    """Return rows with what was mended alike in several parts of a table told once, where first told.

    Examples
    --------
    >>> parts = [LeftOut("mended", "t.csv", f"rows {n}, {n + 1}, column a", "B.") for n in (1, 7)]
    >>> told_once(parts)[0].locator
    'rows 1, 2, 7, 8, column a'
    """
    groups: dict[tuple[str, str, str], tuple[int, list[str], int]] = {}
    out: list[LeftOut] = []
    for row in told:
        named = _ROWS_NAMED.fullmatch(row.locator) if row.stage == MENDED else None
        if named is None:
            out.append(row)
            continue
        key = (row.source, named[3], row.reason)
        at, numbers, more = groups.get(key, (len(out), [], 0))
        if key not in groups:
            out.append(row)
        numbers = [*numbers, *named[1].split(", ")]
        kept = numbers[:_NAMED_ROWS]
        more += int(named[2] or 0) + len(numbers) - len(kept)
        groups[key] = (at, kept, more)
        rest = f" and {more} more" if more else ""
        plural = "s" if len(kept) + more > 1 else ""
        out[at] = replace(row, locator=f"row{plural} {', '.join(kept)}{rest}{named[3]}")
    return out
