"""A small believable atlas with every kind of doubt, and strings that want to be programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from geo.model import CLAIMS, EVENTS, LINES, SITES, ZONES, Atlas, Schema
from geo.project import MapSpec, Project

if TYPE_CHECKING:
    from collections.abc import Sequence

HOSTILE = (
    "{{7*7}}",
    "{% raise %}",
    "{# gone #}",
    "${alert(1)}",
    "`);alert(1);(`",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "\"'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "a\u2028b\u2029c",
    "safe\u202egpj.exe",
    "__proto__",
    "constructor",
    "ends with \\",
    "&lt;b&gt;",
)


def many_hostile(count: int) -> list[str]:
    """Return `count` different texts made of `HOSTILE`, nested, doubled and put in between."""
    frames = ("{}", "x{}y", "{0}{0}", "<b>{}</b>", "{{{{{}}}}}", "'{}", '"{}', "--{}", "${{{}}}",
              "{}\n{}", "<a href={}>", "{}\t", "[{}]({})", "`{}`", "<!--{}", "//{}", "/*{}*/",
              "{}\\", "&#{};", "<style>{}", "{}\u200f", "<svg>{}", "<math>{}", "%{}%", "#{{{}}}",
              "<template>{}")  # fmt: skip
    made = [frame.format(text, text) for frame in frames for text in HOSTILE]
    return list(dict.fromkeys(made))[:count]


IDLIB = Polygon(
    [(36.15, 35.95), (36.38, 36.22), (36.62, 36.33), (36.95, 36.2), (37.2, 35.95), (37.1, 35.65),
     (36.9, 35.4), (36.55, 35.28), (36.3, 35.45), (36.2, 35.7)]
)  # fmt: skip
SECTOR = Polygon([(36.806, 35.864), (36.75, 35.76), (36.80, 35.74), (36.86, 35.76)])
ROAD = LineString([(36.75, 35.30), (36.72, 35.64), (36.80, 35.86), (36.95, 36.10)])


def _row(**given: object) -> dict[str, object]:
    row: dict[str, object] = {
        "report_id": "r1", "date_start": "2020-02-06", "date_end": None, "date_basis": "",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
        "actor1": "Military Forces of Syria", "actor2": "", "place": "", "admin1": "Idlib",
        "admin2": "", "country": "Syria", "lon": None, "lat": None, "radius_m": None,
        "geo_precision": 1, "place_basis": "", "fatalities_low": None, "fatalities_best": None,
        "fatalities_high": None, "verification": "single source", "review": "unreviewed",
        "source": "Example Agency", "notes": "", "geometry": None, "zone": "idlib-2018",
        "zone_fit": "inside",
    }  # fmt: skip
    row.update(given)
    if row["geometry"] is None and row["lon"] is not None:
        row["geometry"] = Point(row["lon"], row["lat"])
    row["date_end"] = row["date_end"] or row["date_start"]
    return row


ROWS = [
    _row(event_id="0a1b2c3d4e01", place="Idlib city centre", lon=36.634, lat=35.931, radius_m=3000,
         geo_precision=2, place_basis="part of Idlib (exact name)", fatalities_low=15,
         fatalities_best=15, date_start="2020-02-05", date_end="2020-02-06",
         date_basis="day before publication", zone_fit="inside", actor2="Civilians (Syria)"),
    _row(event_id="0a1b2c3d4e02", place="south of Saraqib", lon=36.8059, lat=35.80,
         radius_m=9000, geo_precision=2, geometry=SECTOR, event_type="Battles",
         sub_event_type="Armed clash", place_basis="sector south of Saraqib",
         date_basis="publication day", zone_fit="edge"),
    _row(event_id="0a1b2c3d4e03", place="north of Saraqib", lon=36.80, lat=35.95, radius_m=6000,
         geo_precision=2, event_type="Strategic developments",
         sub_event_type="Headquarters or base established", actor1="Military Forces of Turkey",
         date_start="2020-02-05", date_end="2020-02-06", date_basis="overnight"),
    _row(event_id="0a1b2c3d4e04", place="Idlib province", lon=36.667, lat=35.767, radius_m=60000,
         geo_precision=3, geometry=IDLIB, sub_event_type="Shelling/artillery/missile attack",
         actor2="Military Forces of Turkey", date_start="2020-02-03",
         date_basis="weekday before publication", fatalities_low=8, fatalities_best=8,
         fatalities_high=8, verification="several sources", zone_fit="edge",
         notes="Seven soldiers and one civilian employee are counted together."),
    _row(event_id="0a1b2c3d4e05", place="Taftanaz air base", lon=36.783, lat=35.972, radius_m=1500,
         place_basis="exact name"),
    _row(event_id="0a1b2c3d4e06", place="Taftanaz", lon=36.786, lat=35.998, radius_m=1000,
         event_type="Violence against civilians", sub_event_type="Attack", actor1="",
         date_start="2020-01-30", fatalities_low=3, fatalities_best=4, fatalities_high=6,
         verification="contested"),
    _row(event_id="0a1b2c3d4e07", place="Taftanaz", lon=36.786, lat=35.998, radius_m=1000,
         event_type="Protests", sub_event_type="Peaceful protest", actor1="Protesters (Syria)",
         date_start="2020-01-24", fatalities_low=0, fatalities_best=0, fatalities_high=0),
    _row(event_id="0a1b2c3d4e08", place="M5 highway", lon=36.75, lat=35.6, radius_m=30000,
         geo_precision=2, geometry=ROAD, event_type="Battles",
         sub_event_type="Government regains territory", date_start="2020-01-28",
         date_end="2020-02-02", date_basis="last week", zone_fit="edge"),
    _row(event_id="0a1b2c3d4e09", place="Ariha", lon=36.609, lat=35.813, radius_m=1500,
         event_type="Riots", sub_event_type="Mob violence", date_start="2020-01-27",
         actor1="Rioters (Syria)"),
    _row(event_id="0a1b2c3d4e10", place="Khan Shaykhun", lon=36.651, lat=35.442, radius_m=1500,
         date_start="2020-01-22", zone_fit="outside", zone=None, sub_event_type="Remote landmine",
         actor1="", fatalities_low=1, fatalities_best=1, fatalities_high=1),
    _row(event_id="0a1b2c3d4e11", place="an unnamed village", place_basis="no gazetteer knows it",
         admin1="", zone=None, zone_fit=None, date_start="2020-02-04", geo_precision=None),
    _row(event_id="0a1b2c3d4e13", place="Binnish; Sarmin", lon=36.713, lat=35.956, radius_m=1000,
         geo_precision=2, geometry=MultiPoint([(36.713, 35.956), (36.726, 35.903)]),
         date_start="2020-01-25"),
    _row(event_id="0a1b2c3d4e12", place="Aleppo countryside", lon=36.95, lat=36.05,
         radius_m=20000, geo_precision=3, date_start=None, date_basis="no day in the text",
         sub_event_type="Looting/property destruction", event_type="Strategic developments"),
]  # fmt: skip


def _events(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    table = pd.DataFrame(rows)
    for name, kind in EVENTS.columns.items():
        if name not in table:
            table[name] = None
        if kind == "date":
            table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
        elif kind == "count":
            table[name] = table[name].astype("Int64")
        elif kind == "number":
            table[name] = table[name].astype("float64")
        else:
            table[name] = table[name].astype("str").where(table[name].notna(), None)
    for name in ("zone", "zone_fit"):
        table[name] = table[name].astype("object")
    return EVENTS.check(gpd.GeoDataFrame(table, geometry="geometry", crs="EPSG:4326"))


def _claims(events: gpd.GeoDataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(event_id: str, claimant: str, side: str, quantity: str, **more: object) -> None:
        row: dict[str, object] = {
            "event_id": event_id, "report_id": "r1", "source": "Example Agency",
            "url": "https://example.org/a?b=1", "published": "2020-02-06", "claimant": claimant,
            "claimant_side": side, "quantity": quantity, "low": None, "high": None,
            "comparator": "=", "victim_class": "", "start": 0, "end": 10,
            "quote": f"A sentence that tells of {event_id}, said {claimant or 'we'}.",
        }  # fmt: skip
        rows.append({**row, **more})

    for event_id in events["event_id"]:
        if event_id == "0a1b2c3d4e01":
            add(event_id, "White Helmets", "rescue", "killed", low=15, high=None, comparator=">=",
                victim_class="civilians")  # fmt: skip
            add(event_id, "Example Observatory", "monitor", "killed", low=10, high=12,
                published="2020-02-07", source="Another Paper", victim_class="civilians")  # fmt: skip
            add(event_id, "Ministry of Defence", "party", "eliminated", low=70, high=None,
                comparator=">=", victim_class="fighters", url="")  # fmt: skip
        else:
            add(event_id, "", "press", "event")
    table = pd.DataFrame(rows, columns=[c for c in CLAIMS.columns if c != "claim_id"])
    table.insert(0, "claim_id", [f"c{i}" for i in range(len(table))])
    for name, kind in CLAIMS.columns.items():
        if kind == "date":
            table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
        elif kind == "count":
            table[name] = table[name].astype("Int64")
        else:
            table[name] = table[name].astype("str")
    return CLAIMS.check(table)


def _zones() -> gpd.GeoDataFrame:
    outer = shapely.affinity.scale(IDLIB, 1.25, 1.2)
    table = gpd.GeoDataFrame(
        {
            "zone_id": ["idlib-2017", "idlib-2018"],
            "name": ["Idlib area as agreed in 2017", "Idlib area, Sochi memorandum"],
            "start": pd.to_datetime(["2017-05-06", "2018-09-17"]),
            "end": pd.to_datetime(["2018-09-17", None]),
            "legal_basis": ["Memorandum of 4 May 2017", "Memorandum of 17 September 2018"],
            "method": ["pairs of villages", "pairs of villages"],
            "accuracy": ["10 km or worse in the east", "about 4 km"],
            "accuracy_m": [10000.0, 4000.0],
            "source": ["our approximation", "our approximation"],
        },
        geometry=[outer, IDLIB],
        crs="EPSG:4326",
    )
    for name in ("zone_id", "name", "legal_basis", "method", "accuracy", "source"):
        table[name] = table[name].astype("str")
    return ZONES.check(table)


def _sites() -> gpd.GeoDataFrame:
    lon, lat = [36.66, 36.95, 36.45], [35.64, 35.98, 36.2]
    table = gpd.GeoDataFrame(
        {
            "site_id": ["p8", "p9", "p1"],
            "name": ["Surman", "Tell Tuqan", "Salwa"],
            "kind": ["observation post"] * 3,
            "start": pd.to_datetime(["2018-03-01", "2018-02-09", "2017-10-13"]),
            "end": pd.to_datetime([None, None, "2020-01-01"]),
            "lon": lon,
            "lat": lat,
            "radius_m": [2000.0, 3000.0, 10000.0],
            "status": ["surrounded", "set up", "left"],
            "accuracy": ["nearest village"] * 3,
            "source": ["our list"] * 3,
        },
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )
    for name in ("site_id", "name", "kind", "status", "accuracy", "source"):
        table[name] = table[name].astype("str")
    return SITES.check(table)


def _lines() -> gpd.GeoDataFrame:
    table = gpd.GeoDataFrame(
        {
            "line_id": ["m5", "m4"],
            "name": ["M5 (Damascus to Aleppo)", "M4 (Latakia to Saraqib)"],
            "kind": ["highway"] * 2,
            "accuracy": ["string of villages"] * 2,
            "source": ["our list"] * 2,
        },
        geometry=[ROAD, LineString([(36.0, 35.6), (36.3, 35.8), (36.61, 35.81), (36.80, 35.86)])],
        crs="EPSG:4326",
    )
    for name in ("line_id", "name", "kind", "accuracy", "source"):
        table[name] = table[name].astype("str")
    return LINES.check(table)


def sample_atlas(rows: list[dict[str, object]] | None = None) -> Atlas:
    """Return the sample, or the same with other events."""
    events = _events(ROWS if rows is None else rows)
    left = {
        "stage": ["tables", "locate"],
        "source": ["events/list.csv", "r1"],
        "locator": ["row 7", "characters 120 to 131"],
        "reason": [
            "date_start is 30 February 2020, which no calendar has",
            "no gazetteer knows “Tell Something”",
        ],
    }
    return Atlas(
        events=events,
        claims=_claims(events),
        zones=_zones(),
        sites=_sites(),
        lines=_lines(),
        mentions=pd.DataFrame(),
        left_out=pd.DataFrame(left).astype("str"),
        counts={"reports": 7, "tables": 1, "events": len(events), "mended": 0},
    )


def hostile_atlas(texts: Sequence[str] = HOSTILE) -> Atlas:
    """Return an atlas with one event a text, which stands in every field that holds text."""

    def fill(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
        column = [texts[i % len(texts)] for i in range(len(table))]
        return table.assign(**dict.fromkeys(columns, pd.Series(column, index=table.index)))

    def texts_of(schema: Schema, *but: str) -> list[str]:
        return [k for k, kind in schema.columns.items() if kind == "text" and k not in but]

    rows = [
        {**ROWS[i % len(ROWS)], "event_id": f"{i:012x}", "zone": texts[i]}
        for i in range(len(texts))
    ]
    atlas = sample_atlas(rows)
    return Atlas(
        events=fill(atlas.events, texts_of(EVENTS, "event_id")),
        claims=fill(atlas.claims, texts_of(CLAIMS, "event_id")),
        zones=fill(atlas.zones, texts_of(ZONES)),
        sites=fill(atlas.sites, texts_of(SITES)),
        lines=fill(atlas.lines, texts_of(LINES)),
        mentions=atlas.mentions,
        left_out=fill(
            pd.concat([atlas.left_out] * len(texts), ignore_index=True),
            list(atlas.left_out.columns),
        ),
        counts=dict.fromkeys(texts, 3),
    )


def sample_spec(**more: object) -> MapSpec:
    given: dict[str, object] = {
        "slug": "sample", "title": "Northwest Syria, around 6 February 2020", "start": None,
        "end": None, "layers": ("zones", "sites", "lines", "admin"), "languages": ("en", "ar"),
        "box": None,
    }  # fmt: skip
    return MapSpec(**{**given, **more})  # type: ignore[arg-type]


def sample_project(**more: object) -> Project:
    given: dict[str, object] = {
        "root": Path("data"), "title": "Northwest Syria",
        "description": "A week of the offensive, told by those who saw it.",
        "countries": ("SY",), "box": None, "maps": (), "tiles": None,
        "report_errors_to": "mailto:errors@example.org",
    }  # fmt: skip
    return Project(**{**given, **more})  # type: ignore[arg-type]


def many_rows(count: int) -> list[dict[str, object]]:
    """Return rows of events strewn over the area, the same each time."""
    dice = np.random.default_rng(7)
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(dice.integers(0, 90, count), "D")
    kinds = [(str(r["event_type"]), str(r["sub_event_type"])) for r in ROWS]
    return [
        _row(event_id=f"{i:012x}", place=f"Village {i % 97}", radius_m=1000.0,
             lon=round(36.2 + float(dice.random()), 4), lat=round(35.4 + float(dice.random()), 4),
             date_start=str(days[i].date()), event_type=kinds[i % len(kinds)][0],
             sub_event_type=kinds[i % len(kinds)][1])
        for i in range(count)
    ]  # fmt: skip
