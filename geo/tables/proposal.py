"""What the columns of a table of nobody known may be, as a first draft for atlas.toml.

The secret of this module is which hints in names and values are worth proposing. Nothing is read
by a proposal: a person copies it into the project, and corrects it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.tables.own import near_match
from geo.tables.positions import is_degrees
from geo.tables.values import are_days, read_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.tables.sheet import Sheet

_HEAD: Final = 200
_MOST: Final = 0.8  # of the cells that are filled
_MAX_NAME: Final = 60  # characters that a place's name has at most
_MAX_TOLL: Final = 10_000
_HINTS: Final = {
    "date_start": r"dat|day|fecha|tag|jour|when|wann|tarih|تاريخ|يوم",
    "lat": r"lat|breit|enlem|عرض|^y$|northing|hochwert",
    "lon": r"lon|lng|l[äa]nge|boylam|طول|^x$|easting|rechtswert",
    "place": r"place|loc|town|village|city|site|ort|wo$|lieu|lugar|ville|where|yer|مكان|موقع|بلد|قري",
    "fatalities_best": r"kill|dead|death|died|fatal|tote|mort|muert|[öo]l[üu]|قتل|قتيل|شهيد|شهداء|ضحاي",
    "notes": r"note|descr|text|comment|remark|detail|beschreib|observ|وصف|ملاحظ|تفاصيل",
    "source": r"source|quelle|fuente|kaynak|مصدر",
    "event_type": r"type|kind|categ|art$|typ$|نوع",
}

_POSITION: Final = re.compile(
    rf"{_HINTS['lat']}|{_HINTS['lon']}|coord|koord|коорд|إحداث|احداث|gps|utm|mgrs|geoloc|\beste?\b|\bnorte?\b"
)


def propose(sheet: Sheet) -> Mapping[str, str]:
    """Return our column ▶ the table's column, as far as names and values hint at it."""
    found = near_match(sheet)
    head = sheet.cells.head(_HEAD)
    tests: tuple[tuple[str, Callable[[pd.Series[str]], bool], bool], ...] = (
        ("date_start", are_days, False),
        ("lat", lambda cells: is_degrees(cells, 90), True),
        ("lon", is_degrees, True),
        ("fatalities_best", _are_counts, True),
        ("place", _are_names, False),
        ("source", _are_texts, True),
        ("event_type", _are_names, True),
        ("notes", _are_texts, True),
    )
    for ours, fits, hint_needed in tests:
        if ours in found:
            continue
        free = [c for c in sheet.columns if c not in found.values()]
        filled = {c: head[c][head[c] != ""] for c in free}
        fitting = [c for c in free if len(filled[c]) and fits(filled[c])]
        hinted = [c for c in fitting if re.search(_HINTS[ours], c.lower())]
        choice = hinted or ([] if hint_needed else fitting)
        if choice:
            found[ours] = choice[0]
    return {ours: found[ours] for ours in _HINTS if ours in found} | found


def hinted_positions(sheet: Sheet, read: Mapping[str, str]) -> list[str]:
    """Return the columns not `read` whose names and numbers hint at a position of some kind."""
    head = sheet.cells.head(_HEAD)
    return [
        column
        for column in sheet.columns
        if column not in read.values()
        and _POSITION.search(column.lower())
        and (head[column][head[column] != ""]).str.contains(r"\d\d", regex=True).any()
    ]


def as_toml(name: str, columns: Mapping[str, str]) -> str:
    """Return a proposal as it stands in atlas.toml; JSON's strings are TOML's."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    pairs = "\n".join(f"{ours} = {text(column)}" for ours, column in columns.items())
    return f"[tables.{text(name)}.columns]\n{pairs}"


def _are_counts(cells: pd.Series[str]) -> bool:
    counts = read_counts(cells)
    return (
        bool((counts.faults == "").mean() >= _MOST)
        and not np.nanmax(np.r_[counts.low, 0]) > _MAX_TOLL
    )


def _are_names(cells: pd.Series[str]) -> bool:
    letters = cells.str.contains(r"[^\W\d_]", regex=True)
    return bool(letters.mean() >= _MOST and cells.str.len().median() <= _MAX_NAME)


def _are_texts(cells: pd.Series[str]) -> bool:
    return bool(cells.str.contains(r"[^\W\d_]", regex=True).mean() >= _MOST)
