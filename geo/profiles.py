"""What the readers of a map may see: nothing, roughly, or all of an event.

The secret of this module is how a published event is cut loose from the one behind it. What is
shown of an event follows from that event and the profile alone, never from other events, chance or
the clock, so that two versions of a map differ only where their data do. A coarsened event is a
cell of a fixed grid with a date, a type and a toll: every text about it is gone, its zone is that
of the cell, and its id is made of what is shown, so that nobody can confirm a guess with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.distance import KM_A_DEGREE
from geo.errors import InputError
from geo.model import CRS, EVENTS, LINES, MAX_LAT, Atlas, stable_id
from geo.withheld import INTERNAL
from geo.zones import assign_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo.project import MapSpec, Project
    from geo.withheld import ProfileSpec

_PLACE_BASIS: Final = "coarsened for publication: somewhere in this circle"
# What an editor's doubts may say in public: these name nothing
_PLAIN_DOUBTS: Final = frozenset({"no day in the text", "the place stands in another sentence"})
_EVENT_TEXTS: Final = (
    "place", "notes", "sub_event_type", "event_type", "actor1", "actor2", "admin2", "place_basis",
    "source", "report_id",
)  # fmt: skip
_CLAIM_TEXTS: Final = ("quote", "claimant", "source", "url", "victim_class")
_MARKS: Final = dict.fromkeys([0x0640, *range(0x064B, 0x0653)])
_ARABIC: Final = r"(?<!\w)(?:[وف]?[بلك]?(?:ال|لل)?)(?:{})(?!\w)"
_TOKEN: Final = re.compile(r"\w{3,}")
_SMALL: Final = frozenset(
    "the and near south north east west outskirts countryside village town city area road of in "
    "from between district province governorate".split()
)
WORDS: Final = {
    "camp": (
        r"camps?|idps?|(?:refugee|displacement|displaced persons?)(?:['’]s?)? (?:sites?|settlements?)",
        "مخيم|مخيمات|مخيما|مخيمي|تجمع للنازحين|تجمعات للنازحين",
    ),
    "hospital": (
        r"hospitals?|clinics?|infirmar(?:y|ies)|maternity"
        r"|(?:medical|health)(?:care)? (?:cent(?:er|re)s?|points?|posts?|facilit(?:y|ies))",
        "مشفى|مشافي|مشاف|مستشفى|مستشفيات|مستوصف|مستوصفات|عيادة|عيادات|مركز صحي|مراكز صحية|نقطة طبية|نقاط طبية",
    ),
    "school": (
        r"schools?|kindergartens?|nurser(?:y|ies)|universit(?:y|ies)|colleges?|madrasas?",
        "مدرسة|مدارس|روضة أطفال|رياض أطفال|جامعة|جامعات|كلية|معهد",
    ),
    "shelter": (
        r"shelters?|shelter(?:ed|ing)|(?:collective|reception|evacuation) cent(?:er|re)s?",
        "مأوى|مآوي|ملجأ|ملاجئ|مركز إيواء|مراكز إيواء",
    ),
    "worship": (
        r"mosques?|church(?:es)?|monaster(?:y|ies)|synagogues?|temples?",
        "مسجد|مساجد|كنيسة|كنائس|كنيس",
    ),
}  # fmt: skip
"""How a text names a kind of site, in English and in Arabic. A text that only mentions one counts
too ("taken to hospital"): what is withheld needlessly harms nobody."""


def profile_of(spec: MapSpec, project: Project) -> ProfileSpec | None:
    """Return the profile of a map, None if it shows all.

    Raises
    ------
    InputError
        If nobody says what its profile withholds: nothing is shown then.
    """
    if spec.profile == INTERNAL:
        return None
    if spec.profile not in project.profiles:
        raise InputError(
            f"The map {spec.title!r} has the profile {spec.profile!r}, which is defined nowhere.",
            fix=f"Write [profiles.{spec.profile}] in atlas.toml.",
        )
    return project.profiles[spec.profile]


def publish(atlas: Atlas, profile: ProfileSpec | None) -> Atlas:
    """Return what `profile` lets be seen of `atlas`.

    Parameters
    ----------
    profile
        None shows all.

    Returns
    -------
    Atlas
        Without the events and sites that are left out or too recent; coarsened events as circles
        that surely hold the place, without any text; the others whole, but for sentences that tell
        of a withheld event too or came out too recently, and for the names of files. Publishers' own columns, what was left out
        while reading, every place name found and who corrected what stay behind, and so do counts
        of what was read. Ids of events shown whole are kept.
    """
    if profile is None:
        return atlas
    events, claims = atlas.events.reset_index(drop=True), atlas.claims.reset_index(drop=True)
    at = pd.Index(events["event_id"]).get_indexer(pd.Index(claims["event_id"]))
    gone = _matches(events, claims, at, atlas.sites, profile.leave_out)
    coarse = _matches(events, claims, at, atlas.sites, profile.coarsen) & ~gone
    late = _too_late(claims, profile)
    if profile.delay_days:
        recent = _recent(events, claims, at, profile)
        gone, coarse = gone | recent, coarse & ~recent
    whole = ~gone & ~coarse
    traces = _traces(claims, at, events, ~whole, atlas.mentions)
    rough, rough_claims = _coarsened(events[coarse], claims, at, np.flatnonzero(coarse), profile)
    rough = assign_zones(rough, atlas.zones)
    mine = (at >= 0) & whole[at]
    kept = _without_traces(claims[mine], late[mine], traces)
    shown = _whole(events[whole], kept)
    shown = gpd.GeoDataFrame(
        _stacked(shown, rough[shown.columns.tolist()]), geometry="geometry", crs=CRS
    )
    withheld = _kinds(profile.leave_out) + _kinds(profile.coarsen)
    sites = atlas.sites[~_said(atlas.sites, ("kind", "name"), withheld)].reset_index(drop=True)
    corrections = atlas.corrections
    if corrections is not None:
        corrections = _corrections(corrections, set(events.loc[whole, "event_id"]))
    return replace(
        atlas,
        events=EVENTS.check(shown),
        claims=_stacked(kept, rough_claims),
        sites=sites,
        lines=LINES.check(atlas.lines),
        mentions=atlas.mentions.iloc[:0],
        left_out=atlas.left_out.iloc[:0],
        corrections=corrections,
        counts={
            "events": len(shown),
            "events on the map": int((~shown.geometry.array.isna()).sum()),
            "events without a place": int(shown.geometry.array.isna().sum()),
        },
    )


def _stacked(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    if not len(b):
        return a.reset_index(drop=True)
    if not len(a):
        return b.astype({c: a[c].dtype for c in a.columns if c != "geometry"}).reset_index(
            drop=True
        )
    return pd.concat(
        [a, b.astype({c: a[c].dtype for c in a.columns if c != "geometry"})], ignore_index=True
    )


# --- which ---------------------------------------------------------------------------------------


def _kinds(rules: Iterable[str]) -> list[re.Pattern[str]]:
    return [p for rule in rules if (p := _pattern(rule)) is not None]


def _pattern(rule: str) -> re.Pattern[str] | None:
    """Return what a text must hold for a rule to be about it; None for a class of precision."""
    if rule.startswith("precision "):
        return None
    if rule.startswith("word "):
        words = re.escape(rule.removeprefix("word ").strip().translate(_MARKS).lower())
        return re.compile(rf"(?<!\w)(?:[وف]?[بلك]?(?:ال|لل)?)?{words}(?:e?s)?(?!\w)", re.IGNORECASE)
    english, arabic = WORDS[rule]
    return re.compile(rf"\b(?:{english})\b|{_ARABIC.format(arabic)}", re.IGNORECASE)


def _said(
    table: pd.DataFrame, columns: Iterable[str], patterns: list[re.Pattern[str]]
) -> NDArray[np.bool_]:
    """Return which rows name one of the kinds in one of the columns."""
    found = np.zeros(len(table), dtype=bool)
    for column in columns if patterns else ():
        codes, words = pd.factorize(table[column].fillna("").astype("str"))
        hits = [any(p.search(_plain(word)) for p in patterns) for word in words]
        found |= np.array(hits, dtype=bool)[codes] if len(words) else False
    return found


def _plain(text: str) -> str:
    # identifiers and addresses join words by what is no letter to a reader
    return text.translate(_MARKS).replace("_", " ")


def _matches(
    events: GeoDataFrame,
    claims: pd.DataFrame,
    at: NDArray[np.int64],
    sites: GeoDataFrame,
    rules: Iterable[str],
) -> NDArray[np.bool_]:
    """Return which events some rule is about: by a word, by a site they lie at, by precision."""
    rules = tuple(rules)
    patterns = _kinds(rules)
    found = _said(events, _EVENT_TEXTS, patterns)
    told = _said(claims, _CLAIM_TEXTS, patterns)
    found[at[told & (at >= 0)]] = True
    found |= _at_sites(events, sites[_said(sites, ("kind", "name"), patterns)])
    classes = [int(rule.split()[1]) for rule in rules if rule.startswith("precision ")]
    if classes:
        precision = events["geo_precision"].astype("float64").to_numpy(dtype=float, na_value=np.nan)
        found |= np.isin(precision, classes)
    return found


def _at_sites(events: GeoDataFrame, sites: GeoDataFrame) -> NDArray[np.bool_]:
    """Return which events have their point within the circle of a site, on whatever day."""
    found = np.zeros(len(events), dtype=bool)
    lon, lat = (events[c].to_numpy(dtype=float, na_value=np.nan) for c in ("lon", "lat"))
    for site in sites.itertuples():
        dx = (lon - site.lon) * np.cos(np.radians((lat + site.lat) / 2))
        metres = np.hypot(dx, lat - site.lat) * 1000 * KM_A_DEGREE
        found |= np.nan_to_num(metres, nan=np.inf) <= site.radius_m
    return found


def _until(profile: ProfileSpec) -> pd.Timestamp:
    """Return the last day of which anything may be told."""
    if profile.as_of is None:
        raise ValueError("a delay needs a day to count from")
    return pd.Timestamp(profile.as_of) - pd.Timedelta(days=profile.delay_days)


def _too_late(claims: pd.DataFrame, profile: ProfileSpec) -> NDArray[np.bool_]:
    """Return which claims came out too recently to be quoted."""
    if not profile.delay_days:
        return np.zeros(len(claims), dtype=bool)
    return np.asarray(claims["published"] > _until(profile), dtype=bool)


def _recent(
    events: GeoDataFrame, claims: pd.DataFrame, at: NDArray[np.int64], profile: ProfileSpec
) -> NDArray[np.bool_]:
    """Return which events may have happened after the last day that may be told of.

    Without a day, what was published by then had happened by then; without that, it may be recent.
    """
    until = _until(profile)
    last = events["date_end"].fillna(events["date_start"])
    known = last.notna().to_numpy(dtype=bool)
    recent = known & (last > until).to_numpy(dtype=bool)
    told = claims["published"].where(at >= 0)
    newest = told.groupby(at).max().reindex(range(len(events)))
    unknown = (
        claims["published"].isna().groupby(at).any().reindex(range(len(events)), fill_value=True)
    )
    old = (newest <= until).to_numpy(dtype=bool) & ~unknown.to_numpy(dtype=bool)
    return np.asarray(recent | (~known & ~old), dtype=bool)


# --- texts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Trace:
    """Where one report tells of something withheld, and which places are named there."""

    marks: tuple[tuple[int, int], ...]
    names: frozenset[str]

    def is_in(self, claim: Any) -> bool:
        """Return whether a claim's sentence overlaps such a one, or names such a place."""
        if claim.end > claim.start and any(
            a < claim.end and claim.start < b for a, b in self.marks
        ):
            return True
        return any(name in str(claim.quote) for name in self.names)

    def is_named(self, text: str) -> bool:
        """Return whether a word of such a place stands in a title or an address."""
        return bool(_tokens([text]) & _tokens(self.names))


def _traces(
    claims: pd.DataFrame,
    at: NDArray[np.int64],
    events: GeoDataFrame,
    withheld: NDArray[np.bool_],
    mentions: pd.DataFrame,
) -> dict[str, _Trace]:
    """Return what the reports that tell of withheld events could give away of them.

    Other reports don't count: what they say was there before, and would show by its going what has
    come.
    """
    spans = claims["end"].notna() & claims["start"].notna() & (claims["end"] > claims["start"])
    bad = spans.fillna(value=False).to_numpy(dtype=bool) & (at >= 0) & withheld[at]
    columns = ["report_id", "role", "name", "start", "end"]
    places = mentions.reindex(columns=columns).query("role == 'event'")
    labels = events["place"].to_numpy(dtype=object)
    found = {}
    for report, told in claims.assign(row=at)[bad].groupby("report_id"):
        marks = tuple(zip(told["start"].astype(int), told["end"].astype(int), strict=True))
        inside = places[places["report_id"] == report]
        names = [
            name
            for name, start, end in zip(inside["name"], inside["start"], inside["end"], strict=True)
            if any(a <= start and end <= b for a, b in marks)
        ]
        names += [part for row in told["row"] for part in str(labels[row]).split("; ")]
        found[str(report)] = _Trace(marks, frozenset(filter(None, names)))
    return found


def _without_traces(
    claims: pd.DataFrame, late: NDArray[np.bool_], traces: dict[str, _Trace]
) -> pd.DataFrame:
    """Return claims of events shown whole without what gives others away.

    File names are the editor's own; a sentence that came out too late or tells of a withheld event
    too is gone, and so is the address of its report, and a title that names a withheld place.
    """
    out = claims.assign(report_id=pd.Series([""] * len(claims), index=claims.index, dtype="str"))
    bare, away, named = late.copy(), late.copy(), np.zeros(len(claims), dtype=bool)
    named |= (claims["source"] == claims["report_id"]).to_numpy(dtype=bool)
    if traces:
        for row, claim in enumerate(claims.itertuples()):
            trace = traces.get(str(claim.report_id))
            if trace is not None:
                bare[row] |= trace.is_in(claim)
                away[row] = True
                named[row] |= trace.is_named(str(claim.source))
    out["quote"], out["url"] = out["quote"].mask(bare, ""), out["url"].mask(away, "")
    out["source"] = out["source"].mask(named, "")
    out["start"], out["end"] = out["start"].mask(bare), out["end"].mask(bare)
    out["published"] = out["published"].mask(late)
    return out


def _whole(events: GeoDataFrame, claims: pd.DataFrame) -> GeoDataFrame:
    """Return events shown whole: no publishers' own columns, plain doubts, the sources of `claims`."""
    columns = [*EVENTS.columns, "geometry", "zone", "zone_fit"]
    if "merge_basis" in events.columns:
        events = events.assign(merge_basis="")
        columns.append("merge_basis")
    doubts = [
        "; ".join(d for d in str(text or "").split("; ") if d in _PLAIN_DOUBTS)
        for text in events["review"].fillna("")
    ]
    named = claims[claims["source"] != ""].drop_duplicates(["event_id", "source"])
    sources = named.groupby("event_id", sort=False)["source"].agg("; ".join).to_dict()
    made = {
        "review": doubts,
        "source": [sources.get(name, "") for name in events["event_id"]],
        "report_id": [""] * len(events),
    }
    return events.assign(
        **{name: pd.Series(v, index=events.index, dtype="str") for name, v in made.items()}
    )[columns]


def _corrections(corrections: pd.DataFrame, shown: set[str]) -> pd.DataFrame:
    """Return what was corrected and when; who, why and what stood there before stay behind."""
    keep = corrections["event_id"].isin(shown) & ~corrections["field"].isin({"merge", "split"})
    bare = corrections[keep].reset_index(drop=True)
    return bare.assign(before="", reason="", by="").astype("str")


# --- coarsening ----------------------------------------------------------------------------------


def cells(
    lon: NDArray[np.float64], lat: NDArray[np.float64], km: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return the middles of the cells of a fixed grid, and the radius in metres that holds a cell.

    Rows are `km` high from the south pole on; in each row, columns some `km` wide begin at 180 W, so
    that a whole number of them goes round the globe.

    Examples
    --------
    >>> lon, lat, radius_m = cells(np.array([36.63, 36.64]), np.array([35.93, 35.94]), 20)
    >>> lon.round(4).tolist(), lat.round(4).tolist(), round(radius_m)
    ([36.7324, 36.7324], [35.9949, 35.9949], 14144)
    """
    step = km / KM_A_DEGREE
    row = np.floor((np.clip(lat, -MAX_LAT, MAX_LAT) + MAX_LAT) / step)
    middle = np.minimum(-MAX_LAT + (row + 0.5) * step, MAX_LAT)
    # as wide as high where the row is widest, so that the radius holds
    least = np.minimum(np.abs(-MAX_LAT + row * step), np.abs(-MAX_LAT + (row + 1) * step))
    across = np.where((row * step - MAX_LAT) * ((row + 1) * step - MAX_LAT) < 0, 0.0, least)
    columns = np.maximum(1, np.ceil(360 * np.cos(np.radians(np.minimum(across, 89.9))) / step))
    width = 360 / columns
    column = np.minimum(np.floor((lon + 180) / width), columns - 1)
    return -180 + (column + 0.5) * width, middle, km * 1000 / np.sqrt(2) * 1.0001


def _coarsened(
    events: GeoDataFrame,
    claims: pd.DataFrame,
    at: NDArray[np.int64],
    rows: NDArray[np.int64],
    profile: ProfileSpec,
) -> tuple[GeoDataFrame, pd.DataFrame]:
    """Return events and claims of which only where, when, what and how many is told, all roughly."""
    events = events.reset_index(drop=True)
    lon, lat = (events[c].to_numpy(dtype=float, na_value=np.nan) for c in ("lon", "lat"))
    placed = ~np.isnan(lon) & ~np.isnan(lat)
    x, y, cell_m = cells(np.nan_to_num(lon), np.nan_to_num(lat), profile.coarsen_km)
    radius = np.nan_to_num(events["radius_m"].to_numpy(dtype=float, na_value=np.nan))
    # in whole cells, since the radius itself tells a village from a town
    reach = cell_m * (1 + np.ceil(radius / cell_m))
    out = events[[*EVENTS.columns]].copy()
    for name, kind in EVENTS.columns.items():
        if kind == "text" and name not in {"event_type", "sub_event_type", "verification"}:
            out[name] = pd.Series([""] * len(out), dtype="str")
    known = pd.Series(placed)
    out["lon"], out["lat"] = (pd.Series(v).where(known) for v in (x, y))
    out["radius_m"] = pd.Series(reach).where(known)
    out["geo_precision"] = pd.Series([3] * len(out), dtype="Int64").where(known)
    out["place_basis"] = pd.Series([_PLACE_BASIS] * len(out), dtype="str").where(known, "")
    for name in ("actor1", "actor2", "event_type", "sub_event_type"):
        # a text is shown if it is no name of the place, in any of the words for it
        out[name] = pd.Series(
            [
                "" if _tokens([text]) & _tokens(words) or not _is_plain(text, profile) else text
                for text, *words in zip(
                    events[name].fillna(""), events["place"], events["admin2"], events["admin1"],
                    strict=True,
                )
            ],
            dtype="str",
        )  # fmt: skip
    shapes = [
        shapely.Point(a, b) if there else None for a, b, there in zip(x, y, placed, strict=True)
    ]
    made = gpd.GeoDataFrame(out, geometry=gpd.GeoSeries(shapes, crs=CRS), crs=CRS)
    made["event_id"] = pd.Series(list(_ids(made)), dtype="str")
    made["merge_basis"] = pd.Series([""] * len(made), dtype="str")
    return EVENTS.check(made), _bare_claims(claims, at, rows, made["event_id"])


def _is_plain(text: str, profile: ProfileSpec) -> bool:
    patterns = _kinds((*profile.leave_out, *profile.coarsen))
    return not any(p.search(_plain(text)) for p in patterns)


def _tokens(texts: Iterable[str]) -> set[str]:
    return {w for text in texts for w in _TOKEN.findall(str(text).lower())} - _SMALL


def _ids(events: GeoDataFrame) -> Iterator[str]:
    """Yield ids made of what is shown; events that look alike are numbered."""
    seen: dict[str, int] = {}
    shown = [c for c in EVENTS.columns if c != "event_id"]
    for row in events[shown].astype("object").itertuples(index=False):
        found = stable_id("published", *row)
        seen[found] = seen.get(found, 0) + 1
        yield found if seen[found] == 1 else f"{found}-{seen[found]}"


def _bare_claims(
    claims: pd.DataFrame, at: NDArray[np.int64], rows: NDArray[np.int64], ids: pd.Series[str]
) -> pd.DataFrame:
    """Return the claims of coarsened events: how many of whom, from which side, and no more."""
    if not len(rows):
        return claims.iloc[:0]
    new = dict(zip(rows.tolist(), ids, strict=True))
    told = claims[np.isin(at, rows)]
    names = [new[row] for row in at[np.isin(at, rows)].tolist()]
    bare = told.assign(event_id=pd.Series(names, index=told.index, dtype="str"))
    # in an order of their own, since that of the reports may show which
    bare = bare.sort_values(
        ["event_id", "quantity", "claimant_side", "low", "high", "comparator"], kind="stable"
    ).reset_index(drop=True)
    number = bare.groupby("event_id").cumcount().astype("str")
    blank = pd.Series([""] * len(bare), dtype="str")
    return bare.assign(
        claim_id=bare["event_id"] + "." + number,
        **dict.fromkeys(("report_id", "source", "url", "claimant", "victim_class", "quote"), blank),
        published=pd.Series([pd.NaT] * len(bare)).astype(claims["published"].dtype),
        start=pd.Series([pd.NA] * len(bare), dtype="Int64"),
        end=pd.Series([pd.NA] * len(bare), dtype="Int64"),
    )
