"""From a publisher's columns to the EVENTS and CLAIMS tables, row by row accounted for.

The secret of this module is the book-keeping: which rows of a table were kept, which were left out
and why, what was mended, and how ids stay unique. A publisher's module says only what its columns
mean; it can't lose a row here without a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import spots
from geo.days import MONTHS
from geo.model import CLAIMS, EVENTS, MENDED, LeftOut, stable_id
from geo.tables.countries import country_code
from geo.tables.ledger import Ledger
from geo.tables.positions import read_spots
from geo.tables.sheet import STAGE
from geo.tables.telling import name_rows
from geo.tables.values import (
    each_note,
    order_shown,
    plain,
    read_counts,
    read_days,
    show_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.project import Box
    from geo.tables.sheet import Sheet
    from geo.tables.values import Counts, Days


_CODED: Final = r"^\((\d+)\)\s.*$"
_CLAIM_FIELDS: Final = {"claimant_side": "side"}


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A publisher's table format; adding one is one record and its tests.

    Parameters
    ----------
    signature
        Lower-case names of columns that only this publisher's tables have together.
    tidy
        A pure function from a table to its events and claims.
    publisher
        Who says what its rows say, where a row does not name a source.
    layouts
        The column names of files that are published without a header, in order.
    proof
        For such files: what each value of a column must look like, as a regular expression.
    former
        What columns were called in older files: former name ▶ name of today.
    match
        For formats whose names vary: returns which column means what, or None.
    date_order
        ``"mdy"`` and the like, where the publisher always writes days so.
    """

    name: str
    signature: frozenset[str]
    tidy: Callable[[Table], Tidy]
    publisher: str = ""
    layouts: tuple[tuple[str, ...], ...] = ()
    proof: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    match: Callable[[Sheet], Mapping[str, str] | None] | None = None
    date_order: str = ""


Kind = Literal["wrong", "suspicious", "mended"]
"""What was found: a value or row that can't be used, one to look at, one that was put right."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in some rows of a column: `rows` as the file counts them, none for all."""

    kind: Kind
    source: str
    column: str
    rows: NDArray[np.int64]
    reason: str


@dataclass(frozen=True, slots=True)
class Tidy:
    """A tidied table. Rows in = rows of `events` + rows of `left_out` with stage ``"tables"``.

    Parameters
    ----------
    rows
        The number in the file of each row of `events`.
    findings
        What `left_out` says, by kind and with every row, for `geo.check`.
    names
        The file's column for each name that its format knows.
    """

    events: GeoDataFrame
    claims: pd.DataFrame
    left_out: list[LeftOut]
    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    findings: list[Finding] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """One claim for each row of a table where `where` holds; scalars stand for every row."""

    where: Any
    claimant: Any
    side: Any
    quantity: str
    low: Any = np.nan
    high: Any = np.nan
    comparator: Any = "="
    victim_class: Any = ""
    quote: Any = ""


class Table:
    """One sheet while it is tidied: reads columns, and keeps the reasons.

    Parameters
    ----------
    sheet
        Cells as text; `names` maps the names used here, in lower case, to its columns.
    box
        The project's region, or None.
    outline
        Where outlines of countries and divisions come from, or None.
    ledger
        What earlier parts of the same table left, None for a table that is whole.
    """

    def __init__(
        self,
        sheet: Sheet,
        names: Mapping[str, str],
        *,
        box: Box | None = None,
        outline: Callable[[str, str | None], BaseGeometry | None] | None = None,
        date_order: str = "",
        crs: str = "",
        publisher: str = "",
        ledger: Ledger | None = None,
    ) -> None:
        self.sheet = sheet
        self.names = names
        self.box = box
        self.outline = outline
        self.date_order = date_order
        self.crs = crs
        self.publisher = publisher
        self.ledger = ledger or Ledger()
        self.size = len(sheet.cells)
        self._lost = np.full(self.size, "", dtype=object)
        self._review = np.full(self.size, "", dtype=object)
        self._nowhere = np.full(self.size, "the table gives no coordinates", dtype=object)
        self._said: list[LeftOut] = []
        self._findings: list[Finding] = []

    # --- columns ---------------------------------------------------------------------------------

    def has(self, *names: str) -> bool:
        """Return whether the table has all of these columns."""
        return all(name in self.names for name in names)

    def text(self, name: str, default: str = "") -> pd.Series[str]:
        """Return a column as text; where the table lacks it, or a cell is empty, `default`."""
        if name not in self.names or self.names[name] not in self.sheet.cells:
            return _constant(default, self.size)
        column = self.sheet.cells[self.names[name]].reset_index(drop=True)
        return column.mask(column == "", default) if default else column

    def days(
        self, first: str, last: str = ""
    ) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
        """Read first and last day; a row whose day can't be read is lost."""
        start = self._days(first)
        self.lose(start.faults != "", first, start.faults)
        if not self.has(last):
            return start.first, start.last
        end = self._days(last)
        self.lose(end.faults != "", last, end.faults)
        stop = np.where(np.isnat(end.last), start.last, end.last)
        begin = np.where(np.isnat(start.first), end.first, start.first)
        self.lose(stop < begin, last, "it ends before it starts")
        return begin, stop

    def read_day_first(self, name: str) -> None:
        """Read days with the day before the month, if no row of the column shows the other order."""
        _, month_first, doubtful = order_shown(show_order(plain(self.text(name))))
        if not month_first:
            self.date_order = "dmy"
            if doubtful:
                words = "Day stands before month, as the language of its header has it."
                self.note(name, [words])

    def days_of(
        self, year: str, month: str, day: str
    ) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
        """Read days from columns of their parts; without a day (or with day 0) it is the month."""
        parts = [plain(self.text(name)).str.removesuffix(".0") for name in (year, month, day)]
        parts = [part.mask(part.isin(["0", "00"]), "") for part in parts]
        parts[1] = parts[1].map(lambda month: str(MONTHS.get(month.lower(), month)))
        rest = "-" + parts[1].str.zfill(2) + ("-" + parts[2].str.zfill(2)).mask(parts[2] == "", "")
        read = read_days(parts[0] + rest.mask(parts[1] == "", ""), "ymd")
        self.lose(read.faults != "", day if self.has(day) else month, read.faults)
        return read.first, read.last

    def _days(self, name: str) -> Days:
        texts, order, note = self.text(name), self.date_order, ""
        if not order:
            texts = plain(texts)
            order, note = self.ledger.order(name, show_order(texts))
        days = read_days(texts, order)
        self.note(name, [*([note] if note else []), *days.notes])
        return days

    def counts(self, name: str) -> Counts:
        """Read a column of counts; one that can't be read is unknown, and said."""
        counts = read_counts(self.text(name), name)
        self.say(counts.faults, name, "taken as unknown", "wrong")
        self.say(counts.mended, name, "")
        return counts

    def codes(self, name: str, known: Sequence[int], default: int) -> NDArray[np.int64]:
        """Read a column of codes; an unknown code is `default`, and said."""
        at, values = pd.factorize(plain(self.text(name)), use_na_sentinel=False)
        # "(2) 25 km precision" is code 2
        texts = pd.Series(values, dtype="str").str.removesuffix(".0")
        texts = texts.str.replace(_CODED, r"\1", regex=True)
        numbers = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        odd = ~np.isin(numbers, known) & (texts != "").to_numpy(dtype=bool)
        faults = np.full(len(texts), "", dtype=object)
        faults[odd] = [f"{text!r} is no {name}" for text in texts[odd]]
        self.say(faults[at], name, f"taken as {default}", "wrong")
        codes = np.where(odd | np.isnan(numbers), default, np.nan_to_num(numbers))
        return codes.astype(np.int64)[at]

    def spots(self, lon: str, lat: str, place: pd.Series[str]) -> NDArray[np.float64]:
        """Read coordinates into two columns, lon and lat.

        A row whose coordinates can't be used is kept without them if it names a place, else lost.
        """
        where = f"{self.names.get(lon, lon)}, {self.names.get(lat, lat)}"
        return self.spots_at(self.text(lon), self.text(lat), place, where)

    def spots_at(
        self, lon: pd.Series[str], lat: pd.Series[str], place: pd.Series[str], where: str
    ) -> NDArray[np.float64]:
        """As `spots`, of coordinates that were taken out of the columns `where` names."""
        spots = read_spots(lon, lat, box=self.box, crs=self.crs)
        named = (place != "").to_numpy(dtype=bool)
        bad = spots.faults != ""
        self._nowhere[bad] = spots.faults[bad]
        self.lose(bad & ~named, where, spots.faults)
        self.say(
            np.where(bad & named, spots.faults, "").astype(object),
            where,
            "kept without coordinates",
            "wrong",
        )
        self.say(spots.mended, where, "")
        return np.column_stack([spots.lon, spots.lat])

    def countries(self, name: str) -> pd.Series[str]:
        """Return a column of countries as ISO codes where the name is known."""
        codes, values = pd.factorize(self.text(name))
        known = np.array([country_code(str(value)) for value in values], dtype=object)
        return pd.Series(known[codes], dtype="str")

    def regions(
        self,
        country: pd.Series[str],
        division: pd.Series[str],
        by_division: Any,
        by_country: Any,
    ) -> NDArray[np.object_] | None:
        """Return the outline of each row that is a division or a country, None elsewhere.

        `country` holds ISO 3166-1 alpha-2 codes.
        """
        if self.outline is None:
            return None
        shapes = np.full(self.size, None, dtype=object)
        inside = np.broadcast_to(by_division, self.size)
        at = np.flatnonzero(np.logical_or(inside, by_country) & np.full(self.size, True))
        names = division.mask(~inside, None).iloc[at].to_numpy(dtype=object)
        wanted = pd.DataFrame({"country": country.iloc[at].to_numpy(dtype=object), "name": names})
        groups: Mapping[Any, Any] = wanted.groupby(
            ["country", "name"], sort=False, dropna=False
        ).indices
        for (home, name), rows in groups.items():
            whole = bool(pd.isna(name))
            if whole or name:
                found = self.outline(str(home), None if whole else str(name))
                for row in at[rows]:
                    shapes[row] = found
        return shapes

    # --- book-keeping ----------------------------------------------------------------------------

    def lose(self, rows: NDArray[np.bool_], column: str, why: str | NDArray[np.object_]) -> None:
        """Leave rows out; the first reason of a row stands."""
        fresh = rows & (self._lost == "")
        where = f", column {self.names.get(column, column)}" if column else ""
        for at in np.flatnonzero(fresh):
            reason = why if isinstance(why, str) else why[at]
            self._lost[at] = f"{where}\0{reason[0].upper()}{reason[1:]}."

    def kept(self) -> NDArray[np.bool_]:
        """Return which rows have not been left out so far."""
        return np.asarray(self._lost == "", dtype=bool)

    def say(
        self, notes: NDArray[np.object_], column: str, outcome: str, kind: Kind = "mended"
    ) -> None:
        """Keep rows and say what was done to them, here and in their ``review``."""
        for note, rows in each_note(notes).items():
            words = f"{note}; {outcome}" if outcome else note
            name, numbers = self.names.get(column, column), self.sheet.rows[rows]
            where = f"{name_rows(numbers)}, column {name}"
            self._said.append(LeftOut(MENDED, self.sheet.source, where, f"{words}."))
            self._findings.append(Finding(kind, self.sheet.source, name, numbers, f"{words}."))
            self.review(rows, words)

    def review(self, rows: NDArray[Any], words: str) -> None:
        """Mark rows for a person to look at."""
        old = self._review[rows]
        self._review[rows] = np.where(old == "", words, old + "; " + words)

    def _reviewed(self, given: Any) -> NDArray[np.object_]:
        own = np.asarray(_column(given, "text", self.size), dtype=object)
        both = (own != "") & (self._review != "")
        return np.asarray(np.where(both, own + "; " + self._review, own + self._review))

    def note(self, name: str, notes: Sequence[str]) -> None:
        """Say what holds for a whole column, each note once a table."""
        column, source = self.names.get(name, name), self.sheet.source
        notes = [note for note in notes if self.ledger.say_once(column, note)]
        self._said.extend(LeftOut(MENDED, source, f"column {column}", note) for note in notes)
        self._findings.extend(
            Finding("mended", source, column, self.sheet.rows[:0], note) for note in notes
        )

    # --- the end ---------------------------------------------------------------------------------

    def finish(
        self,
        columns: Mapping[str, Any],
        claims: Sequence[ClaimSet],
        *,
        ids: pd.Series[str],
        newest: NDArray[np.float64] | None = None,
        outlines: NDArray[np.object_] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Tidy:
        """Make the tables.

        Parameters
        ----------
        columns
            Values for columns of `geo.model.EVENTS`; the others are unknown. Columns of the
            publisher that no value was made of are kept behind them, as text.
        ids
            The publisher's own ids; an empty one is made of the row's contents.
        newest
            Where two rows share an id, the one with the higher number is kept; else the first.
        outlines
            The geometry of a row where it is an area rather than a point, None elsewhere.
        extra
            More columns of text.
        """
        names = self._distinct_ids(ids, newest)
        keep = self._lost == ""
        events = self._events(columns, names, keep, outlines)
        for name, values in (extra or {}).items():
            events[name] = _only(_column(values, "text", self.size), keep)
        told = self._claims(claims, columns, names, keep)
        rows, source = self.sheet.rows, self.sheet.source
        for at in np.flatnonzero(~keep):
            where, _, reason = self._lost[at].partition("\0")
            self._said.append(LeftOut(STAGE, source, f"row {rows[at]}{where}", reason))
            column = where.removeprefix(", column ")
            self._findings.append(Finding("wrong", source, column, rows[at : at + 1], reason))
        return Tidy(events, told, self._said, rows[keep], self._findings, self.names)

    def _distinct_ids(
        self, ids: pd.Series[str], newest: NDArray[np.float64] | None
    ) -> NDArray[np.object_]:
        cells = self.sheet.cells
        shared = (ids.duplicated(keep=False) | (ids == "")).to_numpy(dtype=bool)
        if shared.any():
            alike = cells[shared]
            twin = alike.duplicated().to_numpy()
            group = alike.groupby(list(cells.columns), sort=False).ngroup().to_numpy()
            first = self.sheet.rows[shared][np.flatnonzero(~twin)][group]
            reasons = np.full(self.size, "", dtype=object)
            reasons[np.flatnonzero(shared)[twin]] = [
                f"it is the same as row {row}" for row in first[twin]
            ]
            self.lose(reasons != "", "", reasons)
        made = ids.to_numpy(dtype=object).copy()
        empty = np.flatnonzero((ids == "").to_numpy(dtype=bool))
        if len(empty):
            words = cells.iloc[empty].to_numpy(dtype=object)
            made[empty] = [stable_id(self.sheet.source, *row) for row in words]
            if "event_id" in self.names and len(empty) < self.size:
                note = np.full(self.size, "", dtype=object)
                note[empty] = "it has no id; one was made of its contents"
                self.say(note, "event_id", "")
        order: NDArray[np.int64] = np.arange(self.size)
        if newest is not None:
            order = np.argsort(-newest, kind="stable")
        alive = order[self._lost[order] == ""]
        again = alive[pd.Series(made[alive]).duplicated().to_numpy()]
        if len(again):
            kept = dict(zip(made[alive][::-1], self.sheet.rows[alive][::-1], strict=True))
            reasons = np.full(self.size, "", dtype=object)
            for at in again:
                older = "an older version of" if newest is not None else "another event than"
                reasons[at] = (
                    f"its id {made[at]!r} is that of row {kept[made[at]]}; it is {older} it"
                )
            self.lose(reasons != "", "", reasons)
        self.lose_seen(
            "id", made, newest, "its id {!r} is that of row {}", "its id came again, newer"
        )
        return made

    def lose_seen(
        self,
        what: str,
        texts: NDArray[np.object_],
        ranks: NDArray[np.float64] | None,
        reason: str,
        back: str,
    ) -> None:
        """Leave out rows whose text an earlier part of the table has, unless their rank is higher.

        `reason` is told of a row left out, with the text and the other row's number; `back` of the
        other row where that one is the one to go.
        """
        alive = np.flatnonzero(self._lost == "")
        before = self.ledger.seen_before(
            what,
            texts[alive],
            self.sheet.rows[alive],
            None if ranks is None else ranks[alive],
            f"{back[0].upper()}{back[1:]}.",
        )
        reasons = np.full(self.size, "", dtype=object)
        for at, row in zip(alive[before > 0], before[before > 0], strict=True):
            reasons[at] = reason.format(texts[at], row)
        self.lose(reasons != "", "", reasons)

    def _events(
        self,
        columns: Mapping[str, Any],
        ids: NDArray[np.object_],
        keep: NDArray[np.bool_],
        outlines: NDArray[np.object_] | None,
    ) -> GeoDataFrame:
        made: dict[str, Any] = {}
        whole = {**columns, "event_id": ids, "report_id": self.sheet.source}
        whole["review"] = self._reviewed(columns.get("review", ""))
        for name, kind in EVENTS.columns.items():
            made[name] = _only(_column(whole.get(name), kind, self.size), keep)
        used = {self.names[name] for name in EVENTS.columns if name in self.names}
        for name in ("country", "event_type", "sub_event_type"):
            # A code became the country, a word the type: what the table says is kept beside it.
            given = self.text(name)
            changed = made[name] != _only(given.mask(given == "", made[name]), keep)
            if changed.any():
                used -= {self.names.get(name, "")}
        for column in self.sheet.columns:
            if column not in used:
                name = column if column.lower() not in EVENTS.columns else f"{column} (as given)"
                if name not in {"geometry", "zone", "zone_fit"}:
                    made[name] = _only(self.sheet.cells[column], keep)
        lon, lat = made["lon"].to_numpy(dtype=float), made["lat"].to_numpy(dtype=float)
        areas: Any = None
        for found in (outlines, self.sheet.shapes):
            if found is not None:
                shapes = found[keep]
                areas = np.where(shapely.is_geometry(shapes), shapes, areas)
        places = spots.column(lon, lat, areas)
        basis = made["place_basis"]
        made["place_basis"] = basis.mask(places.isna() & (basis == ""), self._nowhere[keep])
        return EVENTS.check(gpd.GeoDataFrame(made, geometry=places))

    def _claims(
        self,
        claims: Sequence[ClaimSet],
        columns: Mapping[str, Any],
        ids: NDArray[np.object_],
        keep: NDArray[np.bool_],
    ) -> pd.DataFrame:
        shared = {
            "source": columns.get("source", self.publisher),
            "url": columns.get("url"),
            "report_id": self.sheet.source,
        }
        rows = [np.flatnonzero(np.logical_and(claim.where, keep)) for claim in claims]
        # rows in the order of the events, the claims of one event in the order given
        order = np.argsort(np.concatenate(rows), kind="stable")
        at_event = np.concatenate(rows)[order]
        made: dict[str, pd.Series[Any]] = {}
        for name, kind in CLAIMS.columns.items():  # one column at a time, to hold few copies
            values = [
                shared.get(name, getattr(claim, _CLAIM_FIELDS.get(name, name), None))
                for claim in claims
            ]
            if name == "event_id":
                values = [ids] * len(claims)
            if name == "claim_id":
                number = np.repeat(np.arange(len(claims)), [len(at) for at in rows])[order]
                column: Any = pd.Series(
                    ids[at_event]
                    + np.array([f"/{n}" for n in range(len(claims))], dtype=object)[number],
                    dtype="str",
                )
            elif all(value is values[0] for value in values):
                column = _column(values[0], kind, self.size).take(at_event).reset_index(drop=True)
            else:
                parts = [
                    _column(value, kind, self.size).take(at)
                    for value, at in zip(values, rows, strict=True)
                ]
                column = pd.concat(parts, ignore_index=True).take(order).reset_index(drop=True)
            made[name] = column.astype(claim_kinds()[name])
        return CLAIMS.check(pd.DataFrame(made))


def claim_kinds() -> dict[str, str]:
    """Return the dtype of each column of CLAIMS."""
    kinds = {"text": "str", "count": "Int64", "date": "datetime64[us]"}
    return {column: kinds[kind] for column, kind in CLAIMS.columns.items()}


def _only(column: pd.Series[Any], keep: NDArray[np.bool_]) -> pd.Series[Any]:
    """Return the rows kept, numbered afresh; no copy where that is all of them."""
    return (column if keep.all() else column[keep]).reset_index(drop=True)


def _constant(text: str, size: int) -> pd.Series[Any]:
    return pd.Series(pd.array([text], dtype="str").take(np.zeros(size, dtype=np.int64)))


def _column(values: Any, kind: str, size: int) -> pd.Series[Any]:
    """Return a column of the kind that a schema names; a scalar fills it, None is unknown."""
    if kind == "text":
        if values is None or isinstance(values, str):
            return _constant(values or "", size)
        if isinstance(values, pd.Series):
            return values.astype("str").fillna("")
        words = np.broadcast_to(np.asarray(values, dtype=object), size)
        # few words stand in many rows: each becomes Arrow's once
        codes, distinct = pd.factorize(words)
        if 4 * len(distinct) > size:
            return pd.Series(words, dtype="str")
        return pd.Series(pd.array(distinct, dtype="str").take(codes))
    if kind == "date":
        empty = np.datetime64("NaT", "us")
        return pd.Series(np.broadcast_to(empty if values is None else values, size)).astype(
            "datetime64[us]"
        )
    if isinstance(values, pd.Series):
        values = values.to_numpy(dtype=float, na_value=np.nan)
    numbers = np.broadcast_to(np.asarray(np.nan if values is None else values, dtype=float), size)
    made = pd.Series(numbers, dtype="float64")
    return made.astype("Int64") if kind == "count" else made
