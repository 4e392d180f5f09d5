"""Tables with a least and a most for each class of victims, as Airwars publishes them.

The secret of this module is how such columns are known by their words in any order
(``civilians_killed_min``, ``Min children killed``), and what belongs to what: children, women and
men are counted among the civilians, belligerents beside them. Source: Airwars, "Methodology",
https://airwars.org/about/methodology: its grades say how well a claim is supported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.tables.frame import ClaimSet, Table, TableFormat, Tidy
from geo.tables.own import RADIUS_M, is_enough, match_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.tables.sheet import Sheet

_LEAST: Final = frozenset({"min", "minimum", "low", "lower", "least"})
_MOST: Final = frozenset({"max", "maximum", "high", "upper", "most"})
_QUANTITIES: Final = {
    **dict.fromkeys(("killed", "kills", "deaths", "dead", "fatalities"), "killed"),
    **dict.fromkeys(("injured", "injuries", "wounded"), "injured"),
}
_CLASSES: Final = {
    **dict.fromkeys(("civilian", "civilians", "noncombatants"), "civilians"),
    **dict.fromkeys(("child", "children"), "children"),
    **dict.fromkeys(("woman", "women"), "women"),
    **dict.fromkeys(("man", "men"), "men"),
    **dict.fromkeys(("belligerent", "belligerents", "combatants"), "fighters"),
    **dict.fromkeys(("militant", "militants", "fighters"), "fighters"),
}
_BESIDE: Final = ("civilians", "fighters")
"""Classes that add up to all victims; the others are counted among the civilians."""

_GRADE: Final = frozenset({"grade", "grading", "graded"})
_DOUBTED: Final = ("weak", "contested", "discounted")
_STRIKE: Final = "Explosions/Remote violence"


def match(sheet: Sheet) -> Mapping[str, str] | None:
    """Return which column means what, None where none counts a class from least to most."""
    found = match_alone(sheet)
    for column in sheet.columns:
        words = set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", column).lower()))
        victims = {_CLASSES[word] for word in words & _CLASSES.keys()}
        counted = {_QUANTITIES[word] for word in words & _QUANTITIES.keys()}
        bounds = [bool(words & _LEAST), bool(words & _MOST)]
        if len(victims) == len(counted) == sum(bounds) == 1:
            bound = "min" if bounds[0] else "max"
            found.setdefault(f"{min(counted)} {min(victims)} {bound}", column)
        elif words & _GRADE:
            found.setdefault("grade", column)
    paired = [n for n in found if n.endswith(" min") and f"{n[:-3]}max" in found]
    killed = any(name.startswith("killed") for name in paired)
    return found if killed and is_enough(found) else None


def tidy(table: Table) -> Tidy:
    """Tidy such a table."""
    start, end = table.days("date_start", "date_end")
    place = table.text("place")
    spots = table.spots("lon", "lat", place)
    nowhere = np.isnan(spots[:, 0])
    source = table.text("source", table.publisher)
    notes = table.text("notes")
    counted = {
        (quantity, victims): _bounds(table, quantity, victims)
        for quantity in ("killed", "injured")
        for victims in dict.fromkeys(_CLASSES.values())
        if table.has(f"{quantity} {victims} min") or table.has(f"{quantity} {victims} max")
    }
    low, high = _sum([counted[k] for k in counted if k[0] == "killed" and k[1] in _BESIDE])
    grade = table.text("grade")
    for word in _DOUBTED:
        rows = np.flatnonzero(grade.str.lower().str.contains(word, regex=False).to_numpy(bool))
        table.review(rows, f"its publisher grades it as {word}")
    claims = [
        ClaimSet(~(np.isnan(a) & np.isnan(b)), source, "monitor", quantity, a, b, "=", victims)
        for (quantity, victims), (a, b) in counted.items()
    ]
    silent = ~np.logical_or.reduce([claim.where for claim in claims])
    claims.insert(0, ClaimSet(silent, source, "monitor", "event", quote=notes))
    columns: dict[str, Any] = {
        **{n: table.text(n) for n in ("sub_event_type", "actor1", "actor2", "admin1", "admin2")},
        "event_type": table.text("event_type", _STRIKE),
        "country": table.countries("country"),
        "date_start": start,
        "date_end": end,
        "date_basis": "from the table",
        "place": place,
        "lon": spots[:, 0],
        "lat": spots[:, 1],
        "radius_m": np.where(nowhere, np.nan, RADIUS_M[1]),
        "geo_precision": np.where(nowhere, np.nan, 1),
        "place_basis": np.where(nowhere, "", "coordinates from the table"),
        "fatalities_low": low,
        "fatalities_best": np.where(low == high, low, np.nan),
        "fatalities_high": high,
        "source": source,
        "notes": notes,
        "url": table.text("url"),
    }
    return table.finish(columns, claims, ids=table.text("event_id"))


def _bounds(
    table: Table, quantity: str, victims: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and the most of one class; one alone leaves the other unknown."""
    name = f"{quantity} {victims}"
    low, high = table.counts(f"{name} min").low, table.counts(f"{name} max").high
    broken = np.where(low > high, f"its {victims} {quantity} break min <= max", "")
    table.say(broken.astype(object), f"{name} max", "kept as given", "suspicious")
    return low, high


def _sum(
    parts: list[tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Add classes up; one that is unknown in a row adds nothing, all unknown is unknown."""
    lows, highs = (np.array(side) for side in zip(*parts, strict=True))
    return tuple(  # type: ignore[return-value] # two of them
        np.where(np.isnan(side).all(axis=0), np.nan, np.nansum(side, axis=0))
        for side in (lows, highs)
    )


AIRWARS: Final = TableFormat(
    name="least and most by class of victims",
    signature=frozenset(),
    tidy=tidy,
    match=match,
)
