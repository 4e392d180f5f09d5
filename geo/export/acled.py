"""A CSV in the 31 columns that ACLED has published since 2023, for the tools that read those.

The secret of this module is how an event of ours, with its ranges and unknowns, is coded as ACLED
would code it, and what that costs. Source: "ACLED Codebook", 2023. What came from ACLED goes back as it
came: a cell that its table brought stands as long as it agrees with what the event says now.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.export.delimited import AREA_BECAME, defuse, write_metadata, write_rows
from geo.export.package import (
    Loss,
    Package,
    Written,
    leave_out,
    spell,
    unheld,
    unheld_claims,
    unheld_outlines,
)
from geo.tables.countries import country_code, country_name
from geo.tables.values import read_days

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

COLUMNS: Final = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *(
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "admin3",
    ),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)
_OURS: Final = frozenset(
    {
        *("event_id", "date_start", "date_end", "event_type", "sub_event_type", "actor1", "actor2"),
        *("country", "admin1", "admin2", "place", "lat", "lon", "geo_precision", "source", "notes"),
        *("fatalities_low", "fatalities_best", "fatalities_high"),
    }
)
"""The columns of ours that the 31 hold, wholly or in part; what is held in part is told apart."""

_WEEK_DAYS: Final = 13  # a day six days off either way, as geo.tables.acled reads precision 2
_DISORDER: Final = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_DISORDER_OF_SUB: Final = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
_NAMES: Final = {
    "CD": "Democratic Republic of Congo",
    "CG": "Republic of Congo",
    "MK": "North Macedonia",
    "SZ": "eSwatini",
}
"""Names that ACLED spells otherwise than the list that `geo.tables` reads begins with."""

# ISO 3166-1 numeric
_NUMERIC: Final = {
    pair[:2]: pair[2:]
    for pair in """
AD20 AE784 AF4 AG28 AI660 AL8 AM51 AO24 AQ10 AR32 AS16 AT40 AU36 AW533 AX248 AZ31 BA70 BB52 BD50 BE56
BF854 BG100 BH48 BI108 BJ204 BL652 BM60 BN96 BO68 BQ535 BR76 BS44 BT64 BV74 BW72 BY112 BZ84 CA124
CC166 CD180 CF140 CG178 CH756 CI384 CK184 CL152 CM120 CN156 CO170 CR188 CU192 CV132 CW531 CX162 CY196
CZ203 DE276 DJ262 DK208 DM212 DO214 DZ12 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246 FJ242 FK238
FM583 FO234 FR250 GA266 GB826 GD308 GE268 GF254 GG831 GH288 GI292 GL304 GM270 GN324 GP312 GQ226 GR300
GS239 GT320 GU316 GW624 GY328 HK344 HM334 HN340 HR191 HT332 HU348 ID360 IE372 IL376 IM833 IN356 IO86
IQ368 IR364 IS352 IT380 JE832 JM388 JO400 JP392 KE404 KG417 KH116 KI296 KM174 KN659 KP408 KR410 KW414
KY136 KZ398 LA418 LB422 LC662 LI438 LK144 LR430 LS426 LT440 LU442 LV428 LY434 MA504 MC492 MD498 ME499
MF663 MG450 MH584 MK807 ML466 MM104 MN496 MO446 MP580 MQ474 MR478 MS500 MT470 MU480 MV462 MW454 MX484
MY458 MZ508 NA516 NC540 NE562 NF574 NG566 NI558 NL528 NO578 NP524 NR520 NU570 NZ554 OM512 PA591 PE604
PF258 PG598 PH608 PK586 PL616 PM666 PN612 PR630 PS275 PT620 PW585 PY600 QA634 RE638 RO642 RS688 RU643
RW646 SA682 SB90 SC690 SD729 SE752 SG702 SH654 SI705 SJ744 SK703 SL694 SM674 SN686 SO706 SR740 SS728
ST678 SV222 SX534 SY760 SZ748 TC796 TD148 TF260 TG768 TH764 TJ762 TK772 TL626 TM795 TN788 TO776 TR792
TT780 TV798 TW158 TZ834 UA804 UG800 UM581 US840 UY858 UZ860 VA336 VC670 VE862 VG92 VI850 VN704 VU548
WF876 WS882 XK0 YE887 YT175 ZA710 ZM894 ZW716
""".split()
}


def write_acled(package: Package, folder: Path, stem: str) -> Written:
    """Write what ACLED's columns hold; every record of ACLED has a day and a place."""
    events, left_out = package.events, []
    for rows, what in (
        (events["date_start"].isna() & events["date_end"].isna(), "day"),
        (events["lon"].isna() | events["lat"].isna(), "place"),
    ):
        lacking = rows.reindex(events.index, fill_value=False).to_numpy(dtype=bool)
        events, gone = leave_out(
            events, lacking, f"It has no {what}, and ACLED's records all have one."
        )
        left_out += gone
    columns, losses = _coded(events, package.claims)
    path, about = folder / f"{stem}.csv", folder / f"{stem}.csv-metadata.json"
    write_rows(path, columns, mark=False)
    write_metadata(about, package, [{"url": path.name}])
    brought = {
        n for n in events.columns if n.lower() in COLUMNS or n.lower().endswith(" (as given)")
    }
    losses += unheld(events, _OURS | brought)
    losses += unheld_outlines(events, AREA_BECAME) + unheld_claims(package)
    return Written((path, about), tuple(losses), tuple(left_out))


def _coded(events: GeoDataFrame, claims: pd.DataFrame) -> tuple[dict[str, list[str]], list[Loss]]:
    """Return the 31 columns as defused text, and what coding cost."""
    given = _Given(events)
    when, losses = _days(events, given)
    dead, more = _deaths(events, given)
    actors = {}
    for side in ("1", "2"):
        first, rest = _first_of(events[f"actor{side}"])
        actors[f"actor{side}"] = first
        actors[f"assoc_actor_{side}"] = _beside(rest, given.text(f"assoc_actor_{side}"))
        count = int((rest != "").sum())
        if count:
            losses.append(
                Loss(f"actor{side}", count, f"further actors stand in assoc_actor_{side}")
            )
    country = events["country"].to_numpy(dtype=object)
    named = given.text("country (as given)")
    same = np.array([country_code(n) == c for n, c in zip(named, country, strict=True)], dtype=bool)
    made: dict[str, Any] = {
        **when,
        **actors,
        "event_id_cnty": events["event_id"],
        "disorder_type": given.stand("disorder_type", _disorder(events)),
        "event_type": events["event_type"],
        "sub_event_type": events["sub_event_type"],
        "iso": given.stand("iso", [_NUMERIC.get(c, "") for c in country]),
        "country": np.where(same, named, [_NAMES.get(c) or country_name(c) for c in country]),
        "admin1": events["admin1"],
        "admin2": events["admin2"],
        "location": events["place"],
        "latitude": given.number("latitude", events["lat"]),
        "longitude": given.number("longitude", events["lon"]),
        "geo_precision": events["geo_precision"].fillna(3).astype("Int64"),
        "source": events["source"],
        "notes": _notes(events, claims),
        "fatalities": dead,
    }
    columns = {}
    for name in COLUMNS:
        column = made[name] if name in made else given.text(name)
        cells = spell(column) if isinstance(column, pd.Series) else [str(v) for v in column]
        columns[name] = [defuse(cell) for cell in cells]
    bare = [name for name in COLUMNS if not any(columns[name])]
    if bare and len(events):
        losses.append(Loss(", ".join(bare), len(events), "left empty: nothing here says it"))
    return columns, losses + more


class _Given:
    """What ACLED's own table brought for each event, as text; ``""`` where it did not."""

    def __init__(self, events: GeoDataFrame) -> None:
        self._events = events
        self._names = {str(name).lower(): name for name in reversed(list(events.columns))}

    def text(self, name: str) -> NDArray[np.object_]:
        """Return a column as it was brought."""
        if name not in self._names:
            return np.full(len(self._events), "", dtype=object)
        return np.asarray(self._events[self._names[name]].to_numpy(dtype=object))

    def stand(self, name: str, derived: Any) -> NDArray[np.object_]:
        """Return what was brought, else what is derived."""
        brought = self.text(name)
        return np.where(brought == "", np.asarray(derived, dtype=object), brought)

    def number(self, name: str, ours: pd.Series[Any]) -> NDArray[np.object_]:
        """Return a number as it was spelt if it still is the event's, else the event's."""
        brought = self.text(name)
        values = pd.to_numeric(pd.Series(brought), errors="coerce").to_numpy(dtype=float)
        same = values == ours.to_numpy(dtype=float, na_value=np.nan)
        return np.where(same, brought, np.array(spell(ours), dtype=object))


def _days(events: GeoDataFrame, given: _Given) -> tuple[dict[str, Any], list[Loss]]:
    """Code a range of days as one day and ACLED's precision."""
    start = events["date_start"].fillna(events["date_end"]).to_numpy().astype("datetime64[D]")
    end = events["date_end"].fillna(events["date_start"]).to_numpy().astype("datetime64[D]")
    span = (end - start).astype(np.int64) + 1
    day = start + (end - start) // 2
    precision = np.select([span <= 1, span <= _WEEK_DAYS], [1, 2], 3)
    brought = read_days(pd.Series(given.text("event_date"), dtype="str"), "").first
    told = np.asarray(brought).astype("datetime64[D]")
    code = pd.to_numeric(pd.Series(given.text("time_precision")), errors="coerce").to_numpy(float)
    stands = (start <= told) & (told <= end) & np.isin(code, (1, 2, 3))
    day, precision = np.where(stands, told, day), np.where(stands, code, precision).astype(int)
    lost = int(((span > 1) & ~stands).sum())
    losses = [Loss("date_start, date_end", lost, "a range became a day with time_precision")]
    spelt = pd.Series(day.astype("datetime64[s]"))
    return {
        "event_date": spelt,
        "year": spelt.dt.year.astype("Int64"),
        "time_precision": pd.Series(precision, dtype="Int64"),
    }, losses if lost else []


def _deaths(events: GeoDataFrame, given: _Given) -> tuple[pd.Series[Any], list[Loss]]:
    """Code deaths as ACLED does: one number, and 0 where nobody knows."""
    low, best, high = (events[f"fatalities_{n}"] for n in ("low", "best", "high"))
    known = best.fillna(low)
    # Where ACLED itself wrote 0, "0 or unknown" is what the event says
    unsure = known.isna() & (given.text("fatalities") != "0")
    ranged = ((low.notna() & (low != known)) | (high.notna() & (high != known))).fillna(value=False)
    losses = [
        Loss("fatalities_best", int(unsure.sum()), "unknown became 0, as ACLED codes it"),
        Loss("fatalities_low, fatalities_high", int(ranged.sum()), "a range became one number"),
    ]
    return known.fillna(0), [loss for loss in losses if loss.count]


def _first_of(actors: pd.Series[Any]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Part a list of actors into the first and the rest: ACLED's tools refuse ";" in an actor."""
    parts = [re.split(r"\s*;\s*", actor, maxsplit=1) for actor in actors]
    return (
        np.array([part[0] for part in parts], dtype=object),
        np.array([part[1] if len(part) > 1 else "" for part in parts], dtype=object),
    )


def _beside(first: NDArray[np.object_], second: NDArray[np.object_]) -> NDArray[np.object_]:
    pairs = zip(first, second, strict=True)
    return np.array(["; ".join(filter(None, pair)) for pair in pairs], dtype=object)


def _disorder(events: GeoDataFrame) -> list[str]:
    pairs = zip(events["event_type"], events["sub_event_type"], strict=True)
    return [_DISORDER_OF_SUB.get(sub) or _DISORDER.get(kind, "") for kind, sub in pairs]


def _notes(events: GeoDataFrame, claims: pd.DataFrame) -> NDArray[np.object_]:
    """Return the notes, and where there are none the sentences that prove the event."""
    notes: NDArray[np.object_] = events["notes"].to_numpy(dtype=object).copy()
    bare = set(events["event_id"][notes == ""])
    quoted = claims[claims["event_id"].isin(bare) & (claims["quote"] != "")]
    told = quoted.drop_duplicates(["event_id", "quote"]).groupby("event_id", sort=False)["quote"]
    joined = told.agg(" ".join).to_dict()
    ids = events["event_id"].to_numpy()
    for at in np.flatnonzero(notes == ""):
        notes[at] = joined.get(ids[at], "")
    return notes
