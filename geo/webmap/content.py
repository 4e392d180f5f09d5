"""What of an `Atlas` a page carries, and in which order.

The secret of this module is the naming of blocks and columns that `geo/web/src/data.ts` reads. It
turns tables into packed blocks; it knows nothing of HTML, and no text in it is ever interpreted.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo import coded
from geo.blocks import digests, ordered, rows_of
from geo.model import CORRECTIONS
from geo.period import in_period
from geo.spots import Spots
from geo.webmap.news import page_news
from geo.webmap.pack import (
    LARGE,
    Block,
    Choose,
    Remember,
    Squeeze,
    as_texts,
    choose,
    clean,
    deflate,
    in_page,
    make_anew,
    squeeze,
    words_of,
)
from geo.webmap.shapes import event_shapes, pack_shape
from geo.webmap.texts import deflate_words, pack_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo.model import Atlas
    from geo.project import MapSpec, Project
    from geo.withheld import ProfileSpec

WIDEST_M: Final = 30_000  # events known no better than this do not decide the first view
MIN_SPAN: Final = 0.2  # degrees: a map of one place still shows what lies around it

_TEXT = (
    "report_id",
    "date_basis",
    "sub_event_type",
    "event_type",
    "actor1",
    "actor2",
    "place",
    "admin2",
    "admin1",
    "country",
    "place_basis",
    "verification",
    "review",
    "source",
    "zone",
    "zone_fit",
)
_DECIDES = {
    "event_type": ("sub_event_type",),
    "admin2": ("place",),
    "admin1": ("admin2", "place"),
    "country": ("admin1",),
    "place_basis": ("place",),
}
"""Which columns may decide another: it then costs next to nothing."""

_NUMBER = ("radius_m", "geo_precision", "fatalities_low", "fatalities_best", "fatalities_high")
_DATA = ("event_id", "date_start", "date_end", "lon", "lat", "notes")
_CLAIM_TEXT = (
    "report_id",
    "source",
    "url",
    "claimant",
    "claimant_side",
    "quantity",
    "comparator",
    "victim_class",
)

Box = tuple[float, float, float, float]


def home_box(atlas: Atlas, spec: MapSpec, project: Project) -> Box:
    """Return west, south, east, north of the first view: what is asked for, else the events."""
    if spec.box:
        return spec.box
    events = in_period(
        atlas.events[["date_start", "date_end", "lon", "lat", "radius_m"]], spec.start, spec.end
    )
    lon, lat, doubt = (
        events[name].to_numpy(dtype="float64", na_value=np.nan)
        for name in ("lon", "lat", "radius_m")
    )
    known = ~(np.isnan(lon) | np.isnan(lat))
    near = known & ~(doubt > WIDEST_M)
    chosen = near if near.any() else known
    lon, lat = lon[chosen], lat[chosen]
    if len(lon):
        box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    elif project.box:
        box = project.box
    elif len(atlas.zones):
        box = tuple(map(float, atlas.zones.total_bounds))  # type: ignore[assignment]
    else:
        box = (-170.0, -60.0, 170.0, 75.0)
    west, south, east, north = box
    wide = max(0.0, MIN_SPAN - (east - west)) / 2
    high = max(0.0, MIN_SPAN - (north - south)) / 2
    return (
        max(-180.0, round(west - wide, 4)),
        max(-85.0, round(south - high, 4)),
        min(180.0, round(east + wide, 4)),
        min(85.0, round(north + high, 4)),
    )


def _day(value: Any) -> int | None:
    """Return days since 1970-01-01."""
    return None if pd.isna(value) else int(np.datetime64(value, "D").astype(np.int64))


def _text(value: Any) -> str:
    return "" if pd.isna(value) else clean(str(value))


def _number(value: Any, digits: int = 5) -> float | None:
    if pd.isna(value):
        return None
    number = round(float(value), digits)
    return int(number) if number == int(number) else number


def _zones(zones: GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {
            "id": _text(z.zone_id),
            "name": _text(z.name),
            "start": _day(z.start),
            "end": _day(z.end),
            "legal": _text(z.legal_basis),
            "method": _text(z.method),
            "accuracy": _text(z.accuracy),
            "accuracy_m": _number(z.accuracy_m, 0),
            "source": _text(z.source),
            "shape": pack_shape(z.geometry),
        }
        for z in zones.itertuples(index=False)
    ]


def _sites(sites: GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {
            "id": _text(s.site_id),
            "name": _text(s.name),
            "kind": _text(s.kind),
            "start": _day(s.start),
            "end": _day(s.end),
            "lon": _number(s.lon),
            "lat": _number(s.lat),
            "radius_m": _number(s.radius_m, 0),
            "status": _text(s.status),
            "accuracy": _text(s.accuracy),
            "source": _text(s.source),
        }
        for s in sites.itertuples(index=False)
        if not (pd.isna(s.lon) or pd.isna(s.lat))
    ]


def _lines(lines: GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {
            "id": _text(s.line_id),
            "name": _text(s.name),
            "kind": _text(s.kind),
            "accuracy": _text(s.accuracy),
            "source": _text(s.source),
            "shape": pack_shape(s.geometry),
        }
        for s in lines.itertuples(index=False)
    ]


def online_tiles(provider: str | None) -> dict[str, Any] | None:
    """Return address, attribution and depth of the online tiles that the project asks for."""
    if not provider:
        return None
    import xyzservices.providers  # noqa: PLC0415 - only where a project wants tiles

    from geo.errors import InputError  # noqa: PLC0415

    try:
        found = xyzservices.providers.query_name(provider)
    except ValueError as exc:
        raise InputError(
            f"xyzservices knows no map tiles called {provider!r}.",
            fix="Write a provider such as 'OpenStreetMap.Mapnik' in atlas.toml, or leave it out.",
        ) from exc
    return {
        "url": found.build_url(x="{x}", y="{y}", z="{z}", scale_factor=""),
        "attribution": str(found.attribution),
        "max_zoom": int(found.get("max_zoom", 18)),
    }


def _credits(atlas: Atlas, project: Project) -> list[str]:
    """Return who must be named on the page, beside the basemap's own sources."""
    licence = [f"Licence: {project.licence}"] if project.licence else []
    return list(dict.fromkeys([*project.attribution, *licence, *atlas.credits]))


def _withheld(profile: ProfileSpec | None) -> dict[str, Any] | None:
    """Return what the page says was withheld: the rules, never how much they withheld."""
    if profile is None:
        return None
    until = None
    if profile.as_of is not None:
        until = _day(pd.Timestamp(profile.as_of) - pd.Timedelta(days=profile.delay_days))

    def told(rules: Sequence[str]) -> list[str]:
        # a word of the project's own may be the very name that is withheld
        return list(dict.fromkeys("word" if r.startswith("word ") else r for r in rules))

    return {
        "until": until,
        "leave_out": told(profile.leave_out),
        "coarsen": told(profile.coarsen),
        "km": profile.coarsen_km if profile.coarsen else None,
    }


class _Rows:
    """Rows of a table in an order of their own, each at most once, a column at a time.

    Parameters
    ----------
    rows
        Their positions in `table`, None for all of it as it stands.
    """

    def __init__(self, table: pd.DataFrame, rows: np.ndarray | None) -> None:
        self.table = table
        self.rows = rows

    def __len__(self) -> int:
        return len(self.table) if self.rows is None else len(self.rows)

    def column(self, name: str) -> pd.Series:
        """Return a column, numbered from 0."""
        column = self.table[name]
        return (column if self.rows is None else column.take(self.rows)).reset_index(drop=True)

    def texts(self, name: str) -> pa.Array:
        """Return a column of long text; missing is empty."""
        texts = as_texts(self.table[name])
        return texts if self.rows is None else texts.take(pa.array(self.rows))

    def chosen(self, values: np.ndarray) -> np.ndarray:
        """Return what is true of each row of the table for these rows."""
        return values if self.rows is None else values[self.rows]

    def stands_for(self, name: str) -> bytes:
        """Return what stands for `texts`, in less time than it takes to put them in order."""
        known = coded.unread(self.table[name])
        told = known.sum() if known else _sum(as_texts(self.table[name]))
        return told + (b"" if self.rows is None else _sum(self.rows))


def _order(events: GeoDataFrame) -> np.ndarray | None:
    """Return the order by first day, last day and id, days that are missing last; None if it is that.

    Same days and ids stay as they are.
    """
    first, last = (events[c].to_numpy(dtype="datetime64[s]") for c in ("date_start", "date_end"))
    ids = as_texts(events["event_id"])
    before, same = first[:-1] < first[1:], first[:-1] == first[1:]
    before |= same & (last[:-1] < last[1:])
    same &= last[:-1] == last[1:]
    rising = pc.less_equal(ids[:-1], ids[1:]).to_numpy(zero_copy_only=False)
    if (before | (same & rising)).all():  # a missing day is neither before nor the same
        return None
    days = [_numbers(np.where(np.isnat(c), _NEVER, c)) for c in (first, last)]
    if rising.all():
        return ordered(*days)
    by_id = pc.array_sort_indices(ids).to_numpy().astype(np.int64)  # stable
    return np.asarray(by_id[ordered(*(day[by_id] for day in days))])


_NEVER: Final = np.datetime64("9999-12-31", "s")


def _numbers(moments: np.ndarray) -> np.ndarray:
    """Return times as whole numbers in the same order, small ones for days."""
    days = moments.astype("datetime64[D]")
    return np.asarray((days if (days == moments).all() else moments).astype(np.int64))


def _same_texts(texts: pa.Array, others: pa.Array, rows: np.ndarray | None) -> np.ndarray:
    """Tell which of `texts` is that of `others` which stands at its place in `rows`, None for its own."""
    if rows is None:
        return np.asarray(pc.equal(texts, others).to_numpy(zero_copy_only=False))
    lengths, theirs = (pc.binary_length(t).to_numpy() for t in (texts, others))
    same = lengths == theirs[rows]  # hardly any but the empty ones
    at = np.flatnonzero(same & (lengths > 0))
    equal = pc.equal(texts.take(pa.array(at)), others.take(pa.array(rows[at])))
    same[at] = equal.to_numpy(zero_copy_only=False)
    return np.asarray(same)


def _claims_shown(
    claims: pd.DataFrame, at: np.ndarray, order: np.ndarray | None
) -> tuple[_Rows, np.ndarray]:
    """Return the claims of events that are shown, in their order, and the event of each.

    `at` is where the event of each claim stands, -1 for one that is not shown, and `order` in which
    order the events are shown, None for that in which they stand.
    """
    row = at
    if order is not None:
        if (at >= 0).all() and (np.diff(at) >= 0).all():
            # event by event, as nearly all tables have them: nothing is to be sorted
            count = np.bincount(at, minlength=len(order))
            first, many = (np.cumsum(count) - count)[order], count[order]
            shift = first - (np.cumsum(many) - many)
            shown = np.repeat(shift, many) + np.arange(len(at))
            return _Rows(claims, shown), np.repeat(np.arange(len(order)), many)
        row = np.append(_places(order), -1)[at]
    if (row >= 0).all() and (np.diff(row) >= 0).all():
        return _Rows(claims, None), row
    shown = np.flatnonzero(row >= 0)
    shown = shown[ordered(row[shown])]
    return _Rows(claims, shown), row[shown]


def _places(order: np.ndarray) -> np.ndarray:
    """Return at which place of `order` each row comes."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def _claimed_losses(claims: _Rows, row: np.ndarray, events: int) -> pd.Series:
    """Return for each event the most enemy dead that a belligerent claims; they count nowhere."""
    words = words_of(claims.table["quantity"])
    said = words.found.index("eliminated").as_py()  # -1, of none, where nobody says it
    told = claims.chosen(words.codes == said)
    if not told.any():
        return pd.Series(np.zeros(events, dtype=np.int64))
    low, high = (claims.column(name)[told] for name in ("low", "high"))
    most = low.fillna(high).groupby(row[told]).max()
    losses: pd.Series = most.reindex(range(events)).fillna(0)
    return losses


def _event_table(block: Block, events: _Rows, shape: np.ndarray) -> None:
    """Add the events."""
    block.table("events", len(events))
    table, rows = events.table, events.rows
    block.add_ids("events", "event_id", as_texts(table["event_id"]), rows)
    codes: dict[str, np.ndarray] = {}
    for column in _TEXT:
        by = {name: codes[name] for name in _DECIDES.get(column, ())}
        words = words_of(table[column])
        codes[column] = block.add_text("events", column, words, by=by, rows=rows)
    for column in _NUMBER:
        values = table[column].round() if column == "radius_m" else table[column]
        block.add_number("events", column, values, rows=rows)
    start, end = table["date_start"], table["date_end"]
    first, last = start.fillna(end), end.fillna(start)
    block.add_dates("events", "day", first, delta=True, rows=rows)
    block.add_number("events", "span", (last - first).dt.days.fillna(0), rows=rows)
    block.add_degrees("events", "lon", events.column("lon"), codes["place"], "place")
    block.add_degrees("events", "lat", events.column("lat"), codes["place"], "place")
    block.add_number("events", "shape", pd.Series(shape))


def _claim_table(block: Block, claims: _Rows, row: np.ndarray, own: np.ndarray) -> None:
    block.table("claims", len(claims))
    table, rows = claims.table, claims.rows
    for column in _CLAIM_TEXT:
        block.add_text("claims", column, words_of(table[column]), rows=rows)
    block.add_dates("claims", "published", table["published"], delta=True, rows=rows)
    for column in ("low", "high"):
        block.add_number("claims", column, table[column], rows=rows)
    block.add_number("claims", "event", pd.Series(row), delta=True)
    block.add_number("claims", "own", pd.Series(own.astype(np.int64)))


def _correction_table(block: Block, corrections: pd.DataFrame | None, ids: pd.Series) -> None:
    """Add what people corrected in the events shown, whose numbers are the index of `ids`."""
    made = (
        corrections if corrections is not None else pd.DataFrame(columns=list(CORRECTIONS.columns))
    )
    at = rows_of(made["event_id"], ids)
    made = made[at >= 0].assign(row=ids.index.to_numpy()[at[at >= 0]])
    made = made.sort_values("row", kind="stable")
    block.table("corrections", len(made))
    block.add_number("corrections", "event", made["row"])
    for column in CORRECTIONS.columns:
        if column != "event_id":
            block.add_text("corrections", column, made[column].astype("str"))


def blocks(
    atlas: Atlas,
    spec: MapSpec,
    project: Project,
    *,
    base: str,
    home: Box,
    reach: Box,
    tiles: Mapping[str, object] | None = None,
    news: Mapping[str, Any] | None = None,
    remember: Remember = make_anew,
) -> dict[str, str]:
    """Return every data block of the page by its name, ready to stand in it.

    ``core`` holds the events and all small tables, ``claims`` the claims, ``base`` the basemap,
    ``words`` and ``text-0``, ``text-1``, ... the notes of the events, then those quotes that are
    not the note of their own event. `home` is the first view (`home_box`), `base` the encoded basemap
    of `reach`, `news` what changed since an earlier edition, as `page_news` takes it; `remember` may know the texts already.
    """
    # publishers' own columns stay behind
    events = in_period(atlas.events[[*_DATA, *_TEXT, *_NUMBER, "geometry"]], spec.start, spec.end)
    order = _order(events)
    at = rows_of(atlas.claims["event_id"], events["event_id"])
    claims, row = _claims_shown(atlas.claims, at, order)
    spots = Spots.of(events.geometry)
    shape, shapes = event_shapes(spots if order is None else spots[order], remember)
    numbers = np.arange(len(events)) if order is None else _places(order)
    ids = pd.Series(events["event_id"].array, index=numbers)
    events = _Rows(events, order)
    whole = len(claims) == len(atlas.claims)
    published = atlas.claims["published"] if whole else claims.column("published")
    in_text = (atlas.claims["end"] > atlas.claims["start"]).fillna(value=False)
    title = spec.title or project.title
    told_news = page_news(news, ids, spec)
    core = Block(
        {
            "v": 1,
            "page": {
                "title": clean(title),
                "description": clean(project.description),
                "slug": clean(spec.slug),
                "start": _day(spec.start),
                "end": _day(spec.end),
                "box": home,
                "base_box": reach,
                "layers": list(spec.layers),
                "languages": list(spec.languages) or ["en"],
                "report_errors_to": clean(project.report_errors_to),
                "counts": {clean(str(k)): int(v) for k, v in atlas.counts.items()},
                "tiles": tiles,
                "credits": [clean(line) for line in _credits(atlas, project)],
                "withheld": _withheld(project.profiles.get(spec.profile)),
                "latest": _day(published.max()),
                "story": [
                    {"title": clean(s.title), "text": clean(s.text), "view": clean(s.view)}
                    for s in spec.story
                ],
            },
            "shapes": shapes,
            "zones": _zones(atlas.zones) if "zones" in spec.layers else [],
            "sites": _sites(atlas.sites) if "sites" in spec.layers else [],
            "lines": _lines(atlas.lines) if "lines" in spec.layers else [],
            **({} if told_news is None else {"changes": told_news}),
        }
    )
    _event_table(core, events, shape)
    read = np.zeros(len(events), dtype=np.int64)
    read[row[claims.chosen(in_text.to_numpy(dtype=bool))]] = 1
    core.add_number("events", "read", pd.Series(read))
    core.add_number("events", "claimed", _claimed_losses(claims, row, len(events)))
    left = atlas.left_out
    core.table("left_out", len(left))
    for column in ("stage", "source", "locator", "reason"):
        core.add_text("left_out", column, left[column].fillna("").astype("str"))
    _correction_table(core, atlas.corrections, ids)
    texts = remember(
        lambda: b"texts" + events.stands_for("notes") + claims.stands_for("quote") + _sum(row),
        lambda: _texts(events.texts("notes"), claims.texts("quote"), row),
    )
    own = np.unpackbits(np.frombuffer(texts[_OWN], np.uint8), count=len(row))
    told = Block(base=core)
    _claim_table(told, claims, row, own)
    ways = _remembering(remember)
    encoded = {"core": core.encode(*ways), "claims": told.encode(*ways), "base": base}
    shown = {name: in_page(block) for name, block in texts.items() if name != _OWN}
    return {**encoded, **shown}


_OWN: Final = "own"


def _texts(notes: pa.Array, quotes: pa.Array, row: np.ndarray) -> dict[str, bytes]:
    """Return the blocks of long texts, and as bits which quotes are the note of their own event.

    `row` is the event of each quote.
    """
    each = len(row) == len(notes) and bool((row == np.arange(len(row))).all())
    own = _same_texts(quotes, notes, None if each else row)
    vocabulary, texts = pack_texts(pa.chunked_array([notes, quotes.filter(pa.array(~own))]))
    return {
        _OWN: np.packbits(own).tobytes(),
        "words": deflate(vocabulary),
        **{f"text-{i}": deflate_words(text) for i, text in enumerate(texts)},
    }


def _remembering(remember: Remember) -> tuple[Squeeze, Choose]:
    """Return what deflates planes, each once over the builds, and chooses how: most stay the same."""
    if remember is make_anew:
        return squeeze, choose

    def squeezed(data: memoryview, strategy: int, last: bool) -> bytes:
        def key() -> bytes:
            found = hashlib.sha256(data).digest()
            return b"run" + found + bytes([strategy, last])

        if len(data) < LARGE:
            return squeeze(data, strategy, last)
        return remember(key, lambda: {"run": squeeze(data, strategy, last)})["run"]

    def chosen(samples: Sequence[memoryview]) -> bytes:
        def key() -> bytes:
            found = hashlib.sha256()
            for sample in samples:
                found.update(len(sample).to_bytes(4, "little"))
                found.update(sample)
            return b"ways" + found.digest()

        return remember(key, lambda: {"ways": choose(samples)})["ways"]

    return squeezed, chosen


def _sum(column: pa.Array | np.ndarray) -> bytes:
    """Return what stands for a column of texts or numbers."""
    return b"".join(digests([column], [0, len(column)]))
