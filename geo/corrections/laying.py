"""Corrections laid over what the program found.

The secret of this module is how a decision of a person outlives a new reading: by the id of the
event, or of any telling that was joined into it; one whose id is gone is reported with the events
that come nearest, never dropped and never given to another event by guessing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.corrections.row import (
    COUNTS,
    DATES,
    FILE_NAME,
    STAGE,
    TEXTS,
    Correction,
    Fault,
    Spot,
    parsed,
    typed_days,
    typed_spot,
)
from geo.distance import plane_km
from geo.model import CORRECTIONS, MENDED, LeftOut
from geo.reconcile import DOUBLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geo.model import Geocoder

NO_EVENT: Final = "no event"
"""The stage, in ``left_out``, of what a person says is no event; the build did as it was told."""

_SAME_NAME: Final = 0.97  # another spelling that is listed too, or without marks: Azaz of I‘zāz
_MAX_NEAR: Final = 3
_ALIKE: Final = 70.0  # of 100: below it a description is of another event
_ONE_PLACE_KM: Final = 5.0
# ACLED's geo precision by radius: a town, a part of or near one, a region
_TOWN_M: Final = 2_000
_REGION_M: Final = 10_000
# Which doubts of the reader a person's word settles
_SETTLES: Final = {
    "pin": re.compile(r"\bplace\b|coordinates|\blon\b|\blat\b"),
    "date": re.compile(r"\bday\b|\bdate\b|\bdate_(?:start|end)\b"),
    "fatalities_best": re.compile(r"\bdeaths\b|fatalities"),
}


@dataclass(frozen=True, slots=True)
class Links:
    """Which tellings a person joined and parted, for `geo.reconcile.merge`."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """Events and claims as people left them, what they changed, and what could not be done."""

    events: GeoDataFrame
    claims: pd.DataFrame
    changes: pd.DataFrame
    left_out: list[LeftOut]


def describe(event: Mapping[Any, Any]) -> str:
    """Return one line that tells a person which event is meant: day, type, place, report."""
    day = event["date_start"]
    known = day is not None and day == day  # noqa: PLR0124 - NaT differs from itself
    words = (
        f"{day:%Y-%m-%d}" if known else "no day",
        event["sub_event_type"] or event["event_type"],
        event["place"] or "no place",
        event["report_id"],
    )
    return " · ".join(" ".join(str(word).split()) for word in words)


def links(corrections: Iterable[Correction], known: Collection[str]) -> Links:
    """Return which tellings to join and to part; the lower row wins where two contradict.

    `known` are the ids of all tellings; rows that name others are reported by `lay_over`.
    """
    pairs: dict[frozenset[str], Correction] = {}
    ids = known if isinstance(known, set | frozenset) else set(known)
    for each in corrections:
        if each.field in {"merge", "split"} and {each.event_id, each.value} <= ids:
            pairs.pop(frozenset((each.event_id, each.value)), None)
            pairs[frozenset((each.event_id, each.value))] = each
    chosen = pairs.values()
    return Links(
        tuple((c.event_id, c.value) for c in chosen if c.field == "merge"),
        tuple((c.event_id, c.value) for c in chosen if c.field == "split"),
    )


def lay_over(
    events: GeoDataFrame,
    claims: pd.DataFrame,
    told: pd.Series[str],
    corrections: Sequence[Correction],
    *,
    geocoder: Geocoder,
    countries: Collection[str] = (),
) -> Corrected:
    """Lay `corrections` over what the program found.

    Parameters
    ----------
    events, claims
        After `geo.reconcile.merge`, and before zones are assigned.
    told
        ``claims["event_id"]`` as it was before that: the ids of the tellings.
    geocoder, countries
        For places pinned by name alone.

    Returns
    -------
    Corrected
        `events` without those that are none, same order, same ids; `geo.model.CORRECTIONS` with
        what stood there before; and a row for each correction that matches nothing, with the
        nearest events, or can't be done.
    """
    if not corrections:
        return Corrected(events, claims, no_corrections(), [])
    desk = _Desk(events, dict(zip(told, claims["event_id"], strict=True)), geocoder, countries)
    for each in corrections:
        desk.take(each)
    return desk.finish(claims)


def no_corrections() -> pd.DataFrame:
    """Return an empty table of `geo.model.CORRECTIONS`."""
    return _changes([])


def _changes(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    columns = list(CORRECTIONS.columns)
    return CORRECTIONS.check(pd.DataFrame(rows, columns=columns).astype("str"))


class _Desk:
    """The events while people's corrections are laid over them, one event's fields at a time."""

    def __init__(
        self,
        events: GeoDataFrame,
        holder: Mapping[str, str],
        geocoder: Geocoder,
        countries: Collection[str],
    ) -> None:
        self._events = events
        self._holder = holder
        self._geocoder = geocoder
        self._countries = countries
        self._at = {name: at for at, name in enumerate(events["event_id"])}
        self._new: dict[int, dict[str, Any]] = defaultdict(dict)
        self._gone: dict[int, Correction] = {}
        self._tolls: dict[int, list[tuple[Correction, dict[str, Any]]]] = defaultdict(list)
        self._made: list[dict[str, Any]] = []
        self._left_out: list[LeftOut] = []

    def take(self, each: Correction) -> None:
        """Do what one row asks for, or say why not."""
        lost = [
            name
            for name in (each.event_id, *([each.value] if each.field in {"merge", "split"} else []))
            if name not in self._holder
        ]
        if lost:
            return self._say(each, self._unmatched(each, lost[0]))
        at = self._at[self._holder[each.event_id]]
        if each.field in {"merge", "split"}:
            return self._linked(each, at)
        if each.field == "not_an_event":
            self._gone[at] = each
            return None
        before, note = self._before(at, each.field), None
        if each.field in {"place", *TEXTS}:
            self._new[at][each.field] = each.value
        elif each.field == "pin":
            try:
                self._place(at, each, typed_spot(each.value))
            except Fault as fault:
                return self._say(each, str(fault))
        elif each.field in DATES:
            note = self._date(at, each)
        elif each.field in COUNTS:
            self._new[at][each.field] = parsed(each)
        if note:
            return self._say(each, note)
        made = self._record(at, each, before)
        if each.field in COUNTS:
            self._tolls[at].append((each, made))
        if each.field != "checked" and before == self._before(at, each.field):
            self._left_out.append(
                LeftOut(
                    MENDED, FILE_NAME, f"row {each.row}", "What was found says the same by itself."
                )
            )
        self._settle(at, each.field)
        return None

    def _say(self, each: Correction, reason: str) -> None:
        self._left_out.append(LeftOut(STAGE, FILE_NAME, f"row {each.row}", reason))

    def _record(self, at: int, each: Correction, before: str) -> dict[str, Any]:
        made = {
            "event_id": self._events["event_id"].iloc[at],
            "field": each.field,
            "value": self._before(at, each.field) if each.field in {"pin", "date"} else each.value,
            "before": before,
            "reason": each.reason,
            "by": each.by,
            "date": each.date,
        }
        self._made.append(made)
        return made

    def _value(self, at: int, column: str) -> Any:
        if column in self._new.get(at, ()):
            return self._new[at][column]
        value = self._events[column].iloc[at]
        return None if value != value else value  # noqa: PLR0124 - NaN, NaT

    def _before(self, at: int, field: str) -> str:
        """Return what stands in a field now, in words."""
        if field == "pin":
            lon, lat = self._value(at, "lon"), self._value(at, "lat")
            place = self._value(at, "place") or ""
            spot = "" if lon is None or lat is None else f" ({lat:.4f}, {lon:.4f})"
            return f"{place}{spot}".strip()
        if field == "date":
            days = [self._value(at, "date_start"), self._value(at, "date_end")]
            words = [f"{day:%Y-%m-%d}" for day in days if day is not None]
            return "..".join(dict.fromkeys(words))
        if field in {"checked", "merge", "split"}:
            return ""
        value = self._value(at, field)
        if hasattr(value, "strftime"):
            return str(value.strftime("%Y-%m-%d"))
        return "" if value is None or str(value) == "<NA>" else str(value)

    def _date(self, at: int, each: Correction) -> str | None:
        import pandas as pd  # noqa: PLC0415

        first, last = typed_days(each.value, span=each.field == "date")
        start = pd.Timestamp(first) if each.field != "date_end" else self._value(at, "date_start")
        end = pd.Timestamp(last) if each.field != "date_start" else self._value(at, "date_end")
        if start is not None and end is not None and end < start:
            return f"Then it would end on {end:%Y-%m-%d}, before it starts. Use the field date."
        basis = f"set by hand{f' by {each.by}' if each.by else ''}"
        self._new[at].update(date_start=start, date_end=end, date_basis=basis)
        return None

    def _place(self, at: int, each: Correction, spot: Spot) -> None:
        """Move the event; its division is looked up anew, since the old one may be wrong now."""
        import shapely  # noqa: PLC0415

        from geo.basemap import admin1_at, outline  # noqa: PLC0415

        shape: BaseGeometry | None = None
        if not spot.found:
            spot, shape = self._look_up(spot.name)
        country, admin1 = admin1_at(spot.lon, spot.lat) or ("", "")
        if shape is None and spot.name and country and spot.radius_m >= _REGION_M:
            area = outline(country, spot.name)
            if area is not None and area.covers(shapely.Point(spot.lon, spot.lat)):
                shape = area
        precision = 3 if spot.radius_m >= _REGION_M else 2 if spot.radius_m > _TOWN_M else 1
        self._new[at].update(
            lon=spot.lon,
            lat=spot.lat,
            radius_m=spot.radius_m,
            geo_precision=precision,
            geometry=shape if shape is not None else shapely.Point(spot.lon, spot.lat),
            place_basis=f"pinned by hand{f' by {each.by}' if each.by else ''}",
            country=country,
            admin1=admin1,
            admin2="",
        )
        if spot.name:
            self._new[at]["place"] = spot.name

    def _look_up(self, name: str) -> tuple[Spot, BaseGeometry | None]:
        found = self._geocoder.candidates(name, countries=self._countries, limit=10)
        exact = [place for place in found if place.score >= 1]
        exact = exact or [place for place in found if place.score >= _SAME_NAME]
        own = [place for place in exact if place.source.startswith("places/")]
        exact = own or [p for p in exact if p.country in self._countries] or exact
        ways = "Write lon=36.8; lat=35.86; radius_m=1000 instead."
        if not exact:
            near = ", ".join(dict.fromkeys(place.name for place in found[:_MAX_NEAR]))
            raise Fault(
                f"Column value is {name!r}, which no place list knows"
                f"{f'; nearest {near}' if near else ''}. {ways}"
            )
        best = exact[0]
        far = [p for p in exact if plane_km(p.lon, p.lat, best.lon, best.lat) > _ONE_PLACE_KM]
        if far:
            each = "; ".join(
                f"{p.name} ({p.admin1 or p.country}) lon={p.lon:.4f}; lat={p.lat:.4f}"
                for p in (best, *far[: _MAX_NEAR - 1])
            )
            raise Fault(f"Column value is {name!r}, which may be {each}. {ways}")
        return Spot(best.name, best.lon, best.lat, best.radius_m, found=True), best.shape

    def _linked(self, each: Correction, at: int) -> None:
        joined = self._holder[each.event_id] == self._holder[each.value]
        if each.field == "merge" and not joined:
            reason = f"A split in a lower row keeps it apart from {each.value}. Take one row out."
            return self._say(each, reason)
        if each.field == "split" and joined:
            reason = f"A merge in a lower row joins it with {each.value}. Take one row out."
            return self._say(each, reason)
        other = self._events.iloc[self._at[self._holder[each.value]]]
        before = "" if each.field == "split" else "two events"
        made = self._record(at, each, before)
        made["value"] = each.value if each.field == "merge" else describe(other)
        pair = (at, self._at[self._holder[each.value]])
        for here, there in (pair, pair[::-1]):
            note = f"{DOUBLE} {self._events['event_id'].iloc[there]} "
            doubts = str(self._value(here, "review") or "").split("; ")
            self._new[here]["review"] = "; ".join(d for d in doubts if not d.startswith(note))
        return None

    def _settle(self, at: int, field: str) -> None:
        """Take away the doubts that this decision settles."""
        doubts = str(self._value(at, "review") or "")
        if field == "checked" or not doubts:
            self._new[at]["review"] = ""
            return
        topic = {"place": "pin", "date_start": "date", "date_end": "date"}.get(field, field)
        pattern = _SETTLES.get("fatalities_best" if topic in COUNTS else topic)
        if pattern:
            kept = [doubt for doubt in doubts.split("; ") if not pattern.search(doubt)]
            self._new[at]["review"] = "; ".join(kept)

    def _unmatched(self, each: Correction, lost: str) -> str:
        near = list(self._nearest(each, lost))
        hint = f" Nearest: {'; '.join(near)}." if near else " None comes near."
        return (
            f"No event has the id {lost!r} any more; {each.field} was not applied.{hint} "
            f"Write the right id, or take the row out."
        )

    def _nearest(self, each: Correction, lost: str) -> Iterator[str]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        seen: set[int] = set()
        if each.event and lost == each.event_id:
            words = [describe(row) for row in self._events.to_dict("records")]
            found = process.extract(
                each.event,
                words,
                scorer=fuzz.token_sort_ratio,
                limit=_MAX_NEAR,
                score_cutoff=_ALIKE,
            )
        else:
            found = process.extract(
                lost, list(self._at), scorer=fuzz.ratio, limit=_MAX_NEAR, score_cutoff=_ALIKE
            )
        for _, _, at in found:
            if at not in seen:
                seen.add(at)
                event = self._events.iloc[at]
                yield f"{event['event_id']} ({describe(event)})"

    def finish(self, claims: pd.DataFrame) -> Corrected:
        """Make the tables."""
        self._check_tolls()
        events = self._events
        gone = {events["event_id"].iloc[at] for at in self._gone}
        changed = {at: new for at, new in self._new.items() if new and at not in self._gone}
        if changed:
            events = events.copy()
            rows = list(changed)
            for column in dict.fromkeys(name for new in changed.values() for name in new):
                values = events[column].copy()
                for at in rows:
                    if column in changed[at]:
                        values.iloc[at] = changed[at][column]
                events[column] = values
        for at, each in self._gone.items():
            who = f" by {each.by}" if each.by else ""
            when = f" on {each.date}" if each.date else ""
            why = f": {each.reason}" if each.reason else ""
            reason = f"Taken off{who}{when} as no event{why} ({describe(events.iloc[at])})."
            self._left_out.append(LeftOut(NO_EVENT, FILE_NAME, f"row {each.row}", reason))
        if gone:
            events = events[~events["event_id"].isin(gone)].reset_index(drop=True)
            claims = claims[~claims["event_id"].isin(gone)].reset_index(drop=True)
        made = [row for row in self._made if row["event_id"] not in gone]
        return Corrected(events, claims, _changes(made), self._left_out)

    def _check_tolls(self) -> None:
        """Undo tolls that break low <= best <= high, and say so."""
        for at, rows in self._tolls.items():
            known = [n for name in COUNTS if (n := self._value(at, name)) is not None]
            known = [n for n in known if str(n) != "<NA>"]
            if known == sorted(known):
                continue
            for each, made in rows:
                self._made.remove(made)
                self._new[at].pop(each.field, None)
                self._say(
                    each,
                    "Column value breaks low <= best <= high with the event's other numbers. "
                    "Correct those too, in rows of their own.",
                )
