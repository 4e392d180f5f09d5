"""Synthetic conflict events for benchmarks: seeded, any number, twelve columns with notes.

The proportions (event types, actors by Zipf's law, half of the events exactly on one of 1,500
places, notes of some 144 characters) are those of the sketch that design/PEERS.md quotes.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import spots
from geo.model import CLAIMS, EVENTS, LINES, SITES, ZONES, Atlas

SYLLABLES = (
    "al ka fr min sar qa idl ma ar rat nu man tal ham jis shu ghu dar aya zor bin han kaf tay lat "
    "sin jar sal ram tib haw esh bab raq qam aza maz has ras dum qun ter"
).split()
TYPES = {
    "Battles": (
        0.27,
        (
            "Armed clash",
            "Government regains territory",
            "Non-state actor overtakes territory",
        ),
    ),
    "Explosions/Remote violence": (
        0.45,
        (
            "Shelling/artillery/missile attack",
            "Air/drone strike",
            "Remote explosive/landmine/IED",
            "Suicide bomb",
            "Grenade",
        ),
    ),
    "Violence against civilians": (
        0.12,
        ("Attack", "Abduction/forced disappearance", "Sexual violence"),
    ),
    "Protests": (0.06, ("Peaceful protest", "Protest with intervention")),
    "Riots": (0.02, ("Mob violence", "Violent demonstration")),
    "Strategic developments": (
        0.08,
        ("Agreement", "Arrests", "Change to group/activity", "Looting/property destruction"),
    ),
}
ACTORS = [
    "Military Forces of Syria (2000-)", "HTS", "SDF", "Islamic State", "Turkish Forces",
    "Russian Forces", "Unidentified Armed Group", "FSA", "Jaysh al-Islam", "US Coalition",
]  # fmt: skip
SOURCES = [
    "SOHR", "SANA", "Syrian Network for Human Rights", "OCHA Flash Update", "Enab Baladi",
    "Liveuamap", "Airwars",
]  # fmt: skip
WORDS = (
    "the of to and in a on from were was with by for at after forces reportedly area killed "
    "civilians wounded injured village shelled artillery rockets airstrikes positions market "
    "hospital school displaced families road north south east west countryside town fighters "
    "clashes vehicle convoy checkpoint mortar shells caused damage houses residential sources said "
    "no fatalities casualties unknown during night morning several least including women children "
    "targeted struck regime opposition group members detonated planted explosive device military "
    "patrol"
).split()


def _zipf(count: int, shift: float = 0.0, power: float = 1.0) -> np.ndarray:
    weight = 1 / (np.arange(1, count + 1) + shift) ** power
    return weight / weight.sum()


def table(count: int, seed: int = 42) -> pd.DataFrame:
    """Return `count` events sorted by date: id, date, lat, lon, types, actors, place and so on."""
    dice, names = np.random.default_rng(seed), np.random.default_rng(7)

    def word(syllables: int) -> str:
        return "".join(names.choice(SYLLABLES, syllables))

    places = np.array([word(2 + int(names.integers(0, 2))).capitalize() for _ in range(1500)])
    lats = names.uniform(32.5, 37.3, 1500).round(4)
    lons = names.uniform(35.7, 42.3, 1500).round(4)
    suffixes = ("Brigade", "Front", "Militia", "Battalion", "Army")
    actors = np.array(ACTORS + [f"{word(2).capitalize()} {s}" for s in suffixes for _ in range(60)])
    papers = ("News", "Media", "Agency", "Times")
    sources = np.array(SOURCES + [f"{word(2).capitalize()} {p}" for p in papers for _ in range(25)])
    words = np.array(WORDS + [word(int(names.integers(1, 4))) for _ in range(3000)], dtype=object)

    place = dice.choice(1500, count, p=_zipf(1500, 20, 0.8))
    strewn = dice.random(count) < 0.5
    lat = np.where(strewn, (lats[place] + dice.normal(0, 0.08, count)).round(4), lats[place])
    lon = np.where(strewn, (lons[place] + dice.normal(0, 0.08, count)).round(4), lons[place])
    day = np.datetime64("2015-01-01", "D") + np.sort(dice.integers(0, 3650, count))
    share = np.array([s for s, _ in TYPES.values()])
    kind = dice.choice(len(TYPES), count, p=share / share.sum())
    subs = [sub for _, sub in TYPES.values()]
    pick = dice.random(count)
    sub = [subs[k][int(p * len(subs[k]))] for k, p in zip(kind, pick, strict=True)]
    one = actors[dice.choice(len(actors), count, p=_zipf(len(actors)))]
    two = actors[dice.choice(len(actors), count, p=_zipf(len(actors)))]
    dead = np.where(dice.random(count) < 0.6, 0, dice.geometric(0.3, count))
    lengths = dice.integers(5, 14, count)
    chosen = words[dice.choice(len(words), int(lengths.sum()), p=_zipf(len(words), 2))]
    ends = np.r_[0, np.cumsum(lengths)]
    days = day.astype(str)
    notes = [
        f"On {days[i]}, {one[i]} clashed with {two[i]} in {places[place[i]]}. "
        f"{' '.join(chosen[ends[i] : ends[i + 1]])}. {dead[i] or 'No'} fatalities."
        for i in range(count)
    ]
    return pd.DataFrame(
        {
            "id": [f"SYR{100000 + i}" for i in range(count)],
            "date": day.astype("datetime64[s]"),
            "lat": lat,
            "lon": lon,
            "event_type": np.array(list(TYPES))[kind],
            "sub_event_type": sub,
            "actor1": one,
            "actor2": two,
            "place": places[place],
            "fatalities": dead,
            "source": sources[dice.choice(len(sources), count, p=_zipf(len(sources)))],
            "notes": notes,
        }
    )


def _filled(schema: dict[str, str], rows: int, given: dict[str, object]) -> pd.DataFrame:
    """Return a table of `schema`; what is not `given` is missing."""
    empty = {"text": ("", "str"), "date": (None, "datetime64[s]"), "count": (pd.NA, "Int64"),
             "number": (np.nan, "float64")}  # fmt: skip
    columns = {}
    for name, kind in schema.items():
        value, dtype = empty[kind]
        if name not in given and kind == "count":
            unknown = np.ones(rows, dtype=bool)
            columns[name] = pd.Series(pd.arrays.IntegerArray(np.zeros(rows, "int64"), unknown))
            continue
        if isinstance(given.get(name, value), str):
            same = pd.array([given.get(name, value)], dtype="str")
            columns[name] = pd.Series(same.take(np.zeros(rows, "int64")))
            continue
        columns[name] = pd.Series(given.get(name, value), index=range(rows)).astype(dtype)
    return pd.DataFrame(columns)


def atlas(events: pd.DataFrame, *, notes: bool = True) -> Atlas:
    """Return `events` as an `Atlas` of one claim an event, as a publisher's table gives it."""
    rows = len(events)
    note = events["notes"] if notes else ""
    made = _filled(
        dict(EVENTS.columns), rows,
        {
            **{k: events[k] for k in ("event_type", "sub_event_type", "actor1", "actor2", "place",
                                      "lat", "lon", "source")},
            "event_id": events["id"], "report_id": "events/synthetic.csv", "notes": note,
            "date_start": events["date"], "date_end": events["date"], "country": "Syria",
            "date_basis": "day as published", "place_basis": "coordinates of the publisher",
            "radius_m": 2000.0, "geo_precision": 1, "verification": "single source",
            **{f"fatalities_{k}": events["fatalities"] for k in ("low", "best", "high")},
        },
    ).assign(zone=None, zone_fit="outside")  # fmt: skip
    claims = _filled(
        dict(CLAIMS.columns), rows,
        {
            "claim_id": events["id"], "event_id": events["id"], "quote": note,
            "report_id": "events/synthetic.csv", "source": events["source"],
            "claimant": events["source"], "claimant_side": "press", "quantity": "killed",
            "low": events["fatalities"], "high": events["fatalities"], "comparator": "=",
        },
    )  # fmt: skip
    places = spots.column(made["lon"].to_numpy(), made["lat"].to_numpy())
    nothing = {
        name: gpd.GeoDataFrame(_filled(dict(schema.columns), 0, {}), geometry=[], crs="EPSG:4326")
        for name, schema in (("zones", ZONES), ("sites", SITES), ("lines", LINES))
    }
    columns = ["stage", "source", "locator", "reason"]
    return Atlas(
        events=gpd.GeoDataFrame(made, geometry=places),
        claims=claims,
        mentions=pd.DataFrame(),
        left_out=pd.DataFrame({c: pd.Series([], dtype="str") for c in columns}),
        counts={"table rows read": rows},
        **nothing,
    )
