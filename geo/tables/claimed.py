"""Claims that come with a table of events: a table of their own, or a list inside each event.

The secret of this module is how claims that sitmap once wrote find their events again, so that an
export read back says who claims what, and not only that a table does.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.model import CLAIMS, MENDED, LeftOut
from geo.tables.frame import Tidy, claim_kinds
from geo.tables.telling import name_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo.tables.sheet import Sheet

STAGE: Final = "claims"
COLUMN: Final = "claims"
_SIGNATURE: Final = frozenset(
    {"claim_id", "event_id", "claimant", "claimant_side", "quantity", "comparator", "quote"}
)
_COUNT: Final = r"\d{1,15}"
_DAY: Final = r"\d{4}-\d{2}-\d{2}"


def is_claims(sheet: Sheet) -> bool:
    """Return whether a sheet holds claims, not events."""
    return sheet.headed and set(sheet.columns) >= _SIGNATURE


def read_claims(sheet: Sheet, notes: list[LeftOut]) -> pd.DataFrame:
    """Return the claims of a sheet as `geo.model.CLAIMS`; what can't be read is unknown, and said."""
    cells = {name: sheet.cells[name].reset_index(drop=True) for name in sheet.columns}
    claims = _typed(cells, len(sheet.cells), sheet, notes)
    bad = ((claims["event_id"] == "") | claims["claim_id"].duplicated()).to_numpy(dtype=bool)
    for at in np.flatnonzero(bad):
        reason = "It names no event, or its claim_id is that of an earlier claim."
        notes.append(LeftOut(STAGE, sheet.source, f"row {sheet.rows[at]}", reason))
    return claims[~bad].reset_index(drop=True)


def only_claims(claims: pd.DataFrame, events: GeoDataFrame) -> Tidy:
    """Return claims as a table without events; `attach` brings them to theirs."""
    return Tidy(events, claims, [])


def unpack(tidy: Tidy) -> Tidy:
    """Return a table whose events carry lists of claims, as our GeoJSON does, with those claims."""
    if COLUMN not in tidy.events:
        return tidy
    rows: list[dict[str, Any]] = []
    for event_id, text in zip(tidy.events["event_id"], tidy.events[COLUMN], strict=True):
        found = _listed(text)
        if found is None:
            return tidy  # a column of that name with something else in it
        rows.extend({**claim, "event_id": event_id} for claim in found)
    cells = {
        name: pd.Series(["" if r.get(name) is None else str(r[name]) for r in rows], dtype="str")
        for name in CLAIMS.columns
    }
    claims = _typed(cells, len(rows), None, [])
    told = set(claims["event_id"])
    rest = tidy.claims[~tidy.claims["event_id"].isin(told)]
    whole = _ordered(pd.concat([claims, rest], ignore_index=True), tidy.events)
    return replace(tidy, events=tidy.events.drop(columns=COLUMN), claims=whole)


def attach(
    events: GeoDataFrame, claims: pd.DataFrame, told: Sequence[pd.DataFrame]
) -> tuple[pd.DataFrame, list[LeftOut]]:
    """Return `claims` with those of `told` in the place of what a table says of the same events."""
    more = pd.concat(told, ignore_index=True)
    known = more["event_id"].isin(events["event_id"])
    lost = more[~known].groupby("event_id", sort=False).size()
    left_out = [
        LeftOut(STAGE, "claims", f"event {name}", f"{count} claims name an event that is not here.")
        for name, count in lost.items()
    ]
    more = more[known].drop_duplicates("claim_id")
    rest = claims[~claims["event_id"].isin(more["event_id"])]
    return _ordered(pd.concat([rest, more], ignore_index=True), events), left_out


def _ordered(claims: pd.DataFrame, events: GeoDataFrame) -> pd.DataFrame:
    at = pd.Index(events["event_id"]).get_indexer(pd.Index(claims["event_id"]))
    return CLAIMS.check(claims.iloc[np.argsort(at, kind="stable")].reset_index(drop=True))


def _listed(text: str) -> list[Mapping[str, Any]] | None:
    """Return the claims in a cell, none of an empty one, None if it holds something else."""
    if text in {"", "[]"}:
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(
        isinstance(claim, dict) and "quantity" in claim and "claim_id" in claim for claim in found
    ):
        return None
    return found


def _typed(
    cells: Mapping[str, pd.Series[Any]], size: int, sheet: Sheet | None, notes: list[LeftOut]
) -> pd.DataFrame:
    """Return columns of text as CLAIMS."""
    made: dict[str, Any] = {}
    for name, kind in CLAIMS.columns.items():
        text = cells.get(name, pd.Series([""] * size, dtype="str")).astype("str")
        if kind == "text":
            made[name] = text
            continue
        fits = text.str.fullmatch(_COUNT if kind == "count" else _DAY).to_numpy(dtype=bool)
        odd = ~fits & (text != "").to_numpy(dtype=bool)
        if odd.any() and sheet is not None:
            where = f"{name_rows(sheet.rows[odd])}, column {name}"
            reason = f"It is no {'count' if kind == 'count' else 'day'}; taken as unknown."
            notes.append(LeftOut(MENDED, sheet.source, where, reason))
        kept = text.where(fits)
        made[name] = (
            pd.to_numeric(kept, errors="coerce").astype("Int64")
            if kind == "count"
            else pd.to_datetime(kept, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
        )
    return CLAIMS.check(pd.DataFrame(made).astype(claim_kinds()))
