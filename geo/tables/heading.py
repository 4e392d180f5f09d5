"""Where in a sheet a table begins: its header, of one row or two, and a second table below it.

The secret of this module is what tells a row of names from a row of values, as people lay sheets
out for the eye: a title above, names merged over several columns, another table further down.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)
"""A tag of the Humanitarian Exchange Language with its attributes."""

_VALUE: Final = re.compile(
    r"[\W\d_]*\d[\W\d_]*"  # digits and signs only: numbers, ISO dates, coordinates
    r"|\d{1,2}[ -]\w+[ -]\d{2,4}|(?:POINT|POLYGON) ?\(.*|\d{4}-\d{2}-\d{2}.*",
    re.IGNORECASE | re.DOTALL,
)


def header_at(top: Sequence[Sequence[str]], width: int) -> int:
    """Return which row is the header, -1 when the first wide row already holds values."""
    for at, record in enumerate(top):
        filled = [c.strip() for c in record if c.strip()]
        if 2 * len(filled) < width or (len(filled) < 2 <= width):  # noqa: PLR2004 - a lone title
            continue
        if all(TAG.fullmatch(c) for c in filled):
            return at
        return -1 if any(_VALUE.fullmatch(c) for c in filled) else at
    return -1


def joined(header: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the names of a header whose groups are parted in the row below it; [] if they are not.

    "Location" merged over three columns above "State", "Lat" and "Long" names the columns
    "Location: State" and so on; a name merged downwards stands alone.

    Examples
    --------
    >>> joined(["Date", "Killed", ""], ["", "Men", "Women"])
    ['Date', 'Killed: Men', 'Killed: Women']
    >>> joined(["Date", "Place", ""], ["May 2020", "Idlib", "a remark"])
    []
    """
    width = max(len(header), len(below))
    above = [c.strip() for c in header] + [""] * (width - len(header))
    under = [c.strip() for c in below] + [""] * (width - len(below))
    if any(_VALUE.fullmatch(c) or TAG.fullmatch(c) or any(map(str.isdigit, c)) for c in under):
        return []
    names: list[str] = []
    group = ""
    groups = 0
    for at, (name, part) in enumerate(zip(above, under, strict=True)):
        if name and part:
            wide = at + 1 < width and not above[at + 1] and under[at + 1]
            if not wide:
                return []
            group, groups = name, groups + 1
        elif name or not part:
            group = ""
        elif not group:
            return []
        names.append(f"{group}: {part}" if group else name)
    return names if groups else []


def second_tables(
    cells: Sequence[Sequence[str]], rows: Sequence[int], header: Sequence[str]
) -> Iterator[int]:
    """Yield where another table begins below the first one, whose header is `header`.

    That is, behind a blank row and perhaps a title, a row of names with one of the header's among
    them, but not the header again.
    """
    names = {c.strip().casefold() for c in header if c.strip()}
    whole = [c.strip() for c in header if c.strip()]
    for at in range(1, len(rows)):
        if rows[at] == rows[at - 1] + 1:
            continue
        for ahead in range(at, min(at + 2, len(rows))):
            filled = [c.strip() for c in cells[ahead] if c.strip()]
            if len(filled) == 1:
                continue
            named = any(c.casefold() in names for c in filled)
            if named and filled != whole and not any(_VALUE.fullmatch(c) for c in filled):
                yield at
            break
