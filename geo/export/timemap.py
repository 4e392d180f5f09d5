"""Events for Forensic Architecture's TimeMap, and the sources they name in a second file.

The secret of this module is what TimeMap's own checks let through: only the fields it knows, all of
them text, days as month/day/year, and coordinates that are there even when they are empty. Source:
github.com/forensic-architecture/timemap, ``src/reducers/validate`` and ``src/common/utilities.js``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.export.delimited import AREA_BECAME
from geo.export.package import Loss, Package, Written, leave_out, spell, unheld, unheld_outlines
from geo.model import stable_id

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from geopandas import GeoDataFrame

_HELD = frozenset(
    {
        *("event_id", "date_start", "event_type", "sub_event_type", "actor1", "actor2", "place"),
        *("lon", "lat", "source", "notes", "date_basis", "review"),
    }
)


def write_timemap(package: Package, folder: Path, stem: str) -> Written:
    """Write the events, and ``STEM.sources.json`` for TimeMap's list of sources."""
    undated = (package.events["date_start"].isna() & package.events["date_end"].isna()).to_numpy(
        bool
    )
    events, left_out = leave_out(
        package.events, undated, "It has no day, and TimeMap drops such events."
    )
    sources, cited = _sources(package, events)
    start = events["date_start"].fillna(events["date_end"])
    claims = package.claims[package.claims["event_id"].isin(events["event_id"])]
    quotes = claims[claims["quote"] != ""].drop_duplicates(["event_id", "quote"])
    told = quotes.groupby("event_id", sort=False)["quote"].agg(" ".join).to_dict()
    rows = zip(
        events["event_id"], start.dt.strftime("%m/%d/%Y"), spell(events["lat"]), spell(events["lon"]),
        events["event_type"], events["sub_event_type"], events["actor1"], events["actor2"],
        events["place"], events["notes"], events["date_basis"], events["review"], strict=True,
    )  # fmt: skip
    made = [
        {
            "id": name,
            "description": _described(sub or kind, actor1, actor2, notes or told.get(name, "")),
            "date": day,
            "time": "",
            "time_precision": basis,
            "location": place,
            "latitude": lat,
            "longitude": lon,
            "type": sub,
            "category": kind,
            "associations": [],
            "sources": cited.get(name, []),
            "comments": review,
        }
        for name, day, lat, lon, kind, sub, actor1, actor2, place, notes, basis, review in rows
    ]
    path, beside = folder / f"{stem}.json", folder / f"{stem}.sources.json"
    _write(path, made)
    _write(beside, sources)
    ranged = int((events["date_end"].notna() & (events["date_end"] != start)).sum())
    losses = [Loss("date_end", ranged, "a range of days became its first day")] if ranged else []
    counted = int((claims["quantity"] != "event").sum())
    if counted:
        losses.append(Loss("claims", counted, "the numbers claimed stand in words only"))
    losses += unheld(events, _HELD | {"date_end"})
    losses += unheld_outlines(events, AREA_BECAME)
    return Written((path, beside), tuple(losses), tuple(left_out))


def _described(kind: str, actor1: str, actor2: str, text: str) -> str:
    who = " / ".join(filter(None, (actor1, actor2)))
    return "\n".join(filter(None, (": ".join(filter(None, (kind, who))), text)))


def _sources(
    package: Package, events: GeoDataFrame
) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Return the sources by id, with what is said about the whole, and those of each event."""
    about = {"id": "about", "title": package.title, "paths": [], "description": package.terms}
    sources: dict[str, dict[str, Any]] = {"about": about}
    cited: dict[str, list[str]] = {}
    columns = ("event_id", "source", "url", "published")
    claims: pd.DataFrame = package.claims.loc[
        package.claims["event_id"].isin(events["event_id"]), list(columns)
    ].drop_duplicates()
    days = claims["published"].dt.strftime("%m/%d/%Y").fillna("")
    for name, source, url, day in zip(
        claims["event_id"], claims["source"], claims["url"], days, strict=True
    ):
        key = stable_id(source, url, day)
        sources[key] = {
            "id": key,
            "title": source,
            "paths": [],
            "type": "Text",
            "url": url,
            "date": day,
        }
        listed = cited.setdefault(name, [])
        if key not in listed:
            listed.append(key)
    return sources, cited


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
