"""One event, many claims: what several reports and tables say of the same thing.

The secret of this module is when two rows are one event: they come from different sources, their
types, days, places and actors agree within their doubt, and their tolls can be counts of the same
dead. Every merge says which fields agreed. From the claims alone follows the grade; a belligerent's
word about the other side's losses never becomes a fact here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.distance import KM_A_DEGREE, plane_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from geopandas import GeoDataFrame

# Where the press of a belligerent speaks with its voice. Names as geo.extract writes them.
_STATE_PRESS: Final = ("state", "regime", "sana", "tass", "government", "anadolu")

# Rows whose days may lie further apart than this say nothing of being one event.
_MAX_DAYS: Final = 4
# Two gazetteers put one village less than this apart; neighbouring villages lie farther.
_SAME_KM: Final = 2.0
# "near", "around" and "outskirts" reach this far beyond their circles.
_NEAR_KM: Final = 5.0
# Sieges, convoys and arrests all are "Other": there only the same doer at the same place is one event.
_CATCH_ALL: Final = "Other"
_CELL_DEG: Final = 0.25
_REGION: Final = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """What decides about one event, as plain values."""

    index: int
    report_id: str
    event_type: str
    sub_event_type: str
    first_day: int
    last_day: int
    lon: float
    lat: float
    radius_m: float
    region: bool
    exact: bool
    place: str
    actors: tuple[str, str]
    low: int | None
    high: int | None


def merge(
    events: GeoDataFrame,
    claims: pd.DataFrame,
    *,
    together: Sequence[tuple[str, str]] = (),
    apart: Sequence[tuple[str, str]] = (),
) -> tuple[GeoDataFrame, pd.DataFrame]:
    """Join the rows that tell of one event.

    Parameters
    ----------
    events
        `geo.model.EVENTS`, one row a telling.
    claims
        `geo.model.CLAIMS` of them.
    together
        Pairs of ids that a person joined: the first is the same event as the second, which gives
        the event its id, place and day.
    apart
        Pairs of ids that a person parted: the second is not the event that the first is in.

    Returns
    -------
    tuple
        The events, fewer or as many, in the order of their first telling, with a column
        ``merge_basis`` (text, ``""`` for an event told once) and the grade of all claims in
        ``verification``; and all claims, none dropped, with the ids of the joined events. The
        most exact telling gives place, day and type; the toll keeps its whole range.
    """
    import pandas as pd  # noqa: PLC0415

    from geo import coded  # noqa: PLC0415 - pandas

    groups = _groups(events, together, apart)
    if not groups:  # nothing is copied where nothing is joined
        return events.assign(merge_basis=coded.constant("", len(events))), claims
    leading = {second for _, second in together} - {first for first, _ in together}
    keep = list(range(len(events)))
    renamed: dict[str, str] = {}
    changed: dict[int, dict[str, Any]] = {}
    ids = events["event_id"].tolist()
    for members, basis in groups:
        best = min(members, key=lambda i: (ids[i] not in leading, *_exactness(events, i)))
        keep[members[0]] = best  # where it was told first
        renamed.update({ids[i]: ids[best] for i in members})
        changed[best] = _joined(events, members, best, basis)
    later = {i for members, _ in groups for i in members[1:]}
    keep = [row for at, row in enumerate(keep) if at not in later]
    told = claims["event_id"].isin(set(renamed))
    named = claims["event_id"].mask(told, claims["event_id"][told].map(renamed))
    claims = claims.assign(event_id=named.astype("str"))
    out = events.iloc[keep].assign(merge_basis="").astype({"merge_basis": "str"})
    for column in dict.fromkeys(name for values in changed.values() for name in values):
        new = {best: values[column] for best, values in changed.items() if column in values}
        out.loc[list(new), column] = pd.Series(new, dtype=out[column].dtype)
    return _graded(out.reset_index(drop=True), claims, set(renamed.values())), claims


def _groups(
    events: GeoDataFrame,
    together: Sequence[tuple[str, str]] = (),
    apart: Sequence[tuple[str, str]] = (),
) -> list[tuple[list[int], str]]:
    """Return the rows of each event told more than once, rising, and why they are one."""
    import numpy as np  # noqa: PLC0415

    at = {name: i for i, name in enumerate(events["event_id"])} if together or apart else {}
    parted = _parted(events, together, apart, at) if apart else frozenset()
    rows = list(_rows(events))
    if not (rows or together):
        return []
    parent = list(range(len(events)))
    reasons: dict[int, list[str]] = defaultdict(list)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    told = {row.index: {row.report_id} for row in rows}
    for one, other in together:
        first, second = sorted((root(at[one]), root(at[other])))
        if first != second:
            parent[second] = first
            told[first] = told.get(first, set()) | told.pop(second, set())
            reasons[first] += [*reasons.pop(second, []), "joined by hand"]
    for a, b in _pairs(rows):
        first, second = sorted((root(a.index), root(b.index)))
        # One report tells its own events apart: joining through a third must not undo that.
        if first == second or told[first] & told[second]:
            continue
        if parted and any(all(root(i) in (first, second) for i in pair) for pair in parted):
            continue
        reason = _agreement(a, b)
        if reason:
            parent[second] = first
            told[first] |= told.pop(second)
            reasons[first] += [*reasons.pop(second, []), reason]
    if not reasons:
        return []
    members: dict[int, list[int]] = defaultdict(list)
    for index in np.flatnonzero(
        np.array(parent, dtype=np.int64) != np.arange(len(parent))
    ).tolist():
        members[root(index)].append(index)
    return [
        ([i, *members[i]], "; ".join(dict.fromkeys(reasons.get(i, [])))) for i in sorted(members)
    ]


def _parted(
    events: GeoDataFrame,
    together: Sequence[tuple[str, str]],
    apart: Sequence[tuple[str, str]],
    at: Mapping[str, int],
) -> frozenset[frozenset[int]]:
    """Return the pairs of rows that must not meet: a parted one and each of those it was with."""
    pairs = {frozenset((at[one], at[other])) for one, other in apart}
    for members, _ in _groups(events, together):
        for one, other in apart:
            if {at[one], at[other]} <= set(members):
                pairs |= {frozenset((at[other], i)) for i in members if i != at[other]}
    return frozenset(pairs)


def _rows(events: GeoDataFrame) -> Iterator[_Row]:
    columns = (
        "report_id event_type sub_event_type date_start date_end lon lat radius_m geo_precision "
        "place actor1 actor2 fatalities_low fatalities_high"
    ).split()  # fmt: skip
    near = _comparable(events)
    cells = (events[c].take(near).tolist() for c in columns)
    for index, *values in zip(near.tolist(), *cells, strict=True):
        report, kind, sub, start, end, lon, lat, radius, precision, place, one, two, low, high = (
            values
        )
        yield _Row(
            index, report, kind, sub, start.toordinal(), end.toordinal(), lon, lat,
            0.0 if _missing(radius) else radius, (_count(precision) or 0) >= _REGION, _count(precision) == 1,
            place.casefold(), (one, two), _count(low), _count(high),
        )  # fmt: skip


def _comparable(events: GeoDataFrame) -> Any:
    """Return the positions of rows that share a day and a type with a row of another source.

    Without a day or a place nothing can be compared; a table of millions has no equal in itself.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    told_in = events["report_id"]
    if not len(events) or (told_in == told_in.iloc[0]).all():
        return np.zeros(0, dtype=np.int64)
    known = events[["date_start", "date_end", "lon"]].notna().all(axis=1).to_numpy(dtype=bool)
    first = events["date_start"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    last = events["date_end"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    known = known & (last >= first) & (last - first <= _MAX_DAYS)
    rows = np.flatnonzero(known)
    report = pd.factorize(events["report_id"])[0][rows]
    if not len(rows) or (report == report[0]).all():
        return rows[:0]
    kind = pd.factorize(events["event_type"])[0][rows]
    spans = last[rows] - first[rows] + 1
    at = np.repeat(np.arange(len(rows)), spans)
    day = first[rows][at] + np.arange(len(at)) - np.repeat(np.cumsum(spans) - spans, spans)
    told = pd.DataFrame({"kind": kind[at], "day": day, "report": report[at], "at": at})
    block = told.groupby(["kind", "day"], sort=False)["report"]
    mixed = (block.transform("min") != block.transform("max")).to_numpy()
    return rows[np.unique(told["at"].to_numpy()[mixed])]


def _missing(value: Any) -> bool:
    """Return whether `value` is None, NaN, NaT or NA."""
    import pandas as pd  # noqa: PLC0415

    return value is None or value is pd.NA or value != value  # noqa: PLR0124 - only NaN differs from itself


def _count(value: Any) -> int | None:
    return None if _missing(value) else int(value)


def _pairs(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Yield pairs from different sources that share a day and a neighbourhood, each once."""
    blocks: dict[tuple[str, int, int, int], list[_Row]] = defaultdict(list)
    for row in rows:
        if not 0 <= row.last_day - row.first_day <= _MAX_DAYS:
            continue
        x, y = math.floor(row.lon / _CELL_DEG), math.floor(row.lat / _CELL_DEG)
        reach = (
            min(3, math.ceil(row.radius_m / 1000 / (_CELL_DEG * KM_A_DEGREE))) if row.region else 1
        )
        cells = range(-reach, reach + 1)
        # A row is filed under its own cell on each of its days and looked up in its neighbours.
        for day in range(row.first_day, row.last_day + 1):
            for dx in cells:
                for dy in cells:
                    for other in blocks.get((row.event_type, day, x + dx, y + dy), ()):
                        if other.report_id != row.report_id and day == max(
                            other.first_day, row.first_day
                        ):
                            yield other, row
        for day in range(row.first_day, row.last_day + 1):
            blocks[(row.event_type, day, x, y)].append(row)


def _km(a: _Row, b: _Row) -> float:
    return plane_km(a.lon, a.lat, b.lon, b.lat)


def _agreement(a: _Row, b: _Row) -> str:
    """Return which fields agree so that two rows are one event, or ``""``."""
    if a.sub_event_type != b.sub_event_type and "" not in (a.sub_event_type, b.sub_event_type):
        return ""
    clash = [
        i
        for i in (0, 1)
        if a.actors[i] and b.actors[i] and not _same_actor(a.actors[i], b.actors[i])
    ]
    if clash:
        return ""
    if a.sub_event_type == _CATCH_ALL and not (a.actors[0] and b.actors[0]):
        return ""
    km = _km(a, b)
    exact = (a.exact and b.exact) or a.sub_event_type == _CATCH_ALL
    near_km = _SAME_KM if exact else max(_NEAR_KM, (a.radius_m + b.radius_m) / 1000)
    same_toll = a.low is not None and b.low is not None and _overlap(a, b)
    if a.region or b.region:
        # A province says little: only the same toll of the same actors makes it one event.
        if not (same_toll and a.low and a.low > 1 and km <= max(a.radius_m, b.radius_m) / 1000):
            return ""
        where = "one place within the other's area"
    elif km <= near_km:
        where = "the same place" if a.place == b.place else f"places {km:.1f} km apart"
    else:
        return ""
    agree = [
        "the same day" if a.first_day == b.first_day else "overlapping days",
        where,
        "the same type",
    ]
    if any(a.actors[i] and b.actors[i] for i in (0, 1)):
        agree.append("the same actors")
    if same_toll:
        agree.append("the same toll")
    return ", ".join(agree)


DOUBLE: Final = "may be the same event as"
"""How a review note begins that names another event by its id."""


def doubted(events: GeoDataFrame) -> GeoDataFrame:
    """Say in ``review`` which events may be one after all.

    Parameters
    ----------
    events
        As `merge` gives them.

    Returns
    -------
    GeoDataFrame
        `events`, or a copy where the less exact of two says that it may be the other: told by
        different sources of one day and one town, at one in type, actors or toll, at odds in one.
    """
    twins: dict[int, tuple[int, str]] = {}
    for a, b in _pairs(list(_rows(events))):
        words = _likeness(a, b)
        if words:
            vague, exact = (a, b) if a.radius_m > b.radius_m else (b, a)
            twins.setdefault(vague.index, (exact.index, words))
    if not twins:
        return events
    ids, review = events["event_id"], events["review"].tolist()
    for at, (other, words) in twins.items():
        note = f"{DOUBLE} {ids.iloc[other]} ({words})"
        review[at] = f"{review[at]}; {note}" if review[at] else note
    return events.assign(review=review).astype({"review": events["review"].dtype})


def _likeness(a: _Row, b: _Row) -> str:
    """Return what two events that were not joined have in common if a person should look, or ``""``."""
    if not (a.exact and b.exact) or (a.first_day, a.last_day) != (b.first_day, b.last_day):
        return ""
    if a.first_day != a.last_day or _CATCH_ALL in (a.sub_event_type, b.sub_event_type):
        return ""
    km = _km(a, b)
    if km > _SAME_KM:
        return ""
    both = [i for i in (0, 1) if a.actors[i] and b.actors[i]]
    clash = [i for i in both if not _same_actor(a.actors[i], b.actors[i])]
    odds = {
        "types": a.sub_event_type != b.sub_event_type,
        "actors": bool(clash),
        "tolls": a.low is not None and b.low is not None and not _overlap(a, b),
    }
    alike = {
        "type": not odds["types"],
        "actors": bool(both) and not clash,
        "toll": a.low is not None and b.low is not None and a.low > 0 and _overlap(a, b),
    }
    if sum(odds.values()) != 1 or not any(alike.values()):
        return ""
    where = "the same place" if a.place == b.place else f"places {km:.1f} km apart"
    shared = [f"the same {name}" for name, is_so in alike.items() if is_so]
    other = next(name for name, is_so in odds.items() if is_so)
    return ", ".join(["the same day", where, *shared, f"different {other}"])


def _same_actor(a: str, b: str) -> bool:
    return a == b or a.casefold() in b.casefold() or b.casefold() in a.casefold()


def _overlap(a: _Row, b: _Row) -> bool:
    high_a = math.inf if a.high is None else a.high
    high_b = math.inf if b.high is None else b.high
    return (a.low or 0) <= high_b and (b.low or 0) <= high_a


def _exactness(events: GeoDataFrame, i: int) -> tuple[Any, ...]:
    """Sort the most exact telling first: place, day, a known toll, then the order of reading."""
    row = events.iloc[i]
    days = (row["date_end"] - row["date_start"]).days
    return (
        _count(row["geo_precision"]) or 9,
        days,
        _count(row["fatalities_best"]) is None,
        i,
    )


def _joined(events: GeoDataFrame, members: Sequence[int], best: int, basis: str) -> dict[str, Any]:
    """Return what joining changes in the row that stays."""
    rows = [events.iloc[i] for i in members]
    lows = [n for r in rows if (n := _count(r["fatalities_low"])) is not None]
    highs = [n for r in rows if (n := _count(r["fatalities_high"])) is not None]
    bests = [n for r in rows if (n := _count(r["fatalities_best"])) is not None]
    kept = _count(events.iloc[best]["fatalities_best"])
    told = ", ".join(dict.fromkeys(r["report_id"] for r in rows))
    values: dict[str, Any] = {"merge_basis": f"{basis} (told in {told})"}
    if bests:
        values["fatalities_low"] = min(lows, default=min(bests))
        values["fatalities_best"] = kept if kept is not None else max(bests)
        open_end = any(
            _count(r["fatalities_best"]) is not None and _count(r["fatalities_high"]) is None
            for r in rows
        )
        if open_end and max(bests) == min(bests):
            values["fatalities_high"] = None if not highs else max(highs)
        else:
            values["fatalities_high"] = max([*highs, *bests])
    for column in ("actor1", "actor2", "admin1", "admin2"):
        values[column] = next((r[column] for r in (events.iloc[best], *rows) if r[column]), "")
    sources = dict.fromkeys(r["source"] for r in rows)
    values["source"] = "; ".join(sources)
    return values


def _graded(events: GeoDataFrame, claims: pd.DataFrame, ids: set[str]) -> GeoDataFrame:
    """Return `events` with the grade that follows from all claims of the joined ones."""
    if not ids:
        return events
    told: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for claim in claims[claims["event_id"].isin(ids)].to_dict("records"):
        told[claim["event_id"]].append(claim)
    grades = [
        verification(told[i]) if i in told else old
        for i, old in zip(events["event_id"], events["verification"], strict=True)
    ]
    return events.assign(verification=grades)


def _camp(claimant: str, side: str) -> str:
    """Return whose voice a claimant is: ``"party"``, ``"apart"``, or ``""`` for one on no side.

    The press and speakers of whom nothing is known pass on what sides say: they bear out nobody.
    """
    low = claimant.lower()
    if side == "party" or (side == "press" and any(word in low for word in _STATE_PRESS)):
        return "party"
    return "" if side in ("press", "unknown", "") else "apart"


_DEAD: Final = frozenset({"killed", "eliminated"})


def verification(claims: Iterable[Mapping[Any, Any]]) -> str:
    """Grade an event from its claims alone (rows of `geo.model.CLAIMS`).

    Where people are counted dead, only who counts them is heard: that a monitor tells of the same
    shelling does not bear out a ministry's toll.

    Returns
    -------
    str
        ``"contested"`` when two claimants' counts of the dead exclude each other,
        ``"corroborated by opposing sides"`` when a party and a monitor, rescue service, the UN, an
        authority or a witness say the same,
        ``"several sources"``, ``"belligerent's own claim"``, ``"single source"`` or
        ``"unattributed"``.
    """
    rows = list(claims)
    rows = [row for row in rows if row["quantity"] in _DEAD] or rows
    voices = {row["claimant"]: _camp(row["claimant"], row["claimant_side"]) for row in rows}
    voices.pop("", None)  # a claim that nobody is named for
    if not voices:
        return "several sources" if len({row["report_id"] for row in rows}) > 1 else "unattributed"
    if _contested(rows):
        return "contested"
    camps = set(voices.values())
    if {"party", "apart"} <= camps:
        return "corroborated by opposing sides"
    if camps == {"party"}:
        return "belligerent's own claim"
    return "several sources" if len(voices) > 1 else "single source"


def _contested(claims: Iterable[Mapping[Any, Any]]) -> bool:
    counts = [
        (row["claimant"], _count(row["low"]), _count(row["high"]))
        for row in claims
        if row["quantity"] == "killed" and row["claimant"]
    ]
    return any(
        a != b and high_a is not None and low_b is not None and high_a < low_b
        for a, _, high_a in counts
        for b, low_b, _ in counts
    )
