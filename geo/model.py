"""The records and tables that pass between stages.

What a stage makes one at a time is a frozen dataclass: `Report`, `Mention`, `Place`, `Claim`,
`Telling`, `Reading`, `LeftOut`. What comes in thousands is a table with a `Schema`, checked once,
where it enters: `EVENTS`, `CLAIMS`, `ZONES`, `SITES`, `LINES`; an `Atlas` holds them all.

Everywhere in this package: longitude before latitude, degrees on WGS 84 (EPSG:4326); dates are
days without a time zone; names end with their unit (``radius_m``, ``max_km``); unknown is missing,
never 0 and never an empty guess.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeVar

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    import pandas as pd
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

FrameT = TypeVar("FrameT", bound="pd.DataFrame")

CRS: Final = "EPSG:4326"
MAX_LON: Final = 180
MAX_LAT: Final = 90

Role = Literal["event", "source", "actor", "direction", "background"]
"""What a place mention does in its sentence; only ``"event"`` can put something on the map."""

Side = Literal["party", "monitor", "rescue", "un", "press", "official", "witness", "unknown"]
"""Where a claimant stands; ``"party"`` is a belligerent, whose word on enemy losses is no fact."""

Comparator = Literal["=", ">=", "<=", "about"]


@dataclass(frozen=True, slots=True)
class Report:
    """One text as it was given.

    Parameters
    ----------
    report_id
        The file's stem.
    text
        The text in which every offset of this package counts characters.
    published
        The day of publication, or None: relative dates then stay open.
    published_basis
        Where that day comes from: ``"header"``, ``"file name"``, ``"option"`` or ``""``.
    title, source, url
        What to show a reader; ``""`` when unknown.
    language
        ISO 639-1, ``"en"`` or ``"ar"``.
    body_start
        Where the text proper begins, after header lines such as ``Source: ...``.
    """

    report_id: str
    text: str
    published: date | None = None
    published_basis: str = ""
    title: str = ""
    source: str = ""
    url: str = ""
    language: str = "en"
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """What a name may mean on the ground, and how far off it may be.

    Parameters
    ----------
    lon, lat
        Degrees, WGS 84: the point, or the middle of an area.
    radius_m
        The true spot lies within this many metres of the point (a village ~1000, a
        province ~60000).
    kind
        ``"country"``, ``"admin1"``, ``"admin2"``, ``"admin3"``, ``"region"``, ``"city"``,
        ``"town"``, ``"village"``, ``"site"``, ``"road"`` or ``"area"`` (a part of something, as
        ``"countryside of Idlib"``).
    source
        Where it comes from, as ``"geonames:170654"`` or ``"places/communities.csv:C3916"``.
    country
        ISO 3166-1 alpha-2, or ``""``.
    score
        From a gazetteer, how well the name fits (1 exact); from `geo.locate`, how sure it is.
    basis
        How it was found, in words for a reader, as ``"consonants alike (Saraqeb ~ Saraqib)"``.
    names
        Names by language for display, as ``{"ar": "سراقب"}``.
    shape
        The outline, line or sector if there is a better one than the disc of `radius_m`.
    valid_from, valid_to
        The days on which it existed, both included; None is open.
    known
        A list of the better-known places has it, the built-in one or the project's own, and not
        only one that has every hamlet of its country.
    """

    name: str
    lon: float
    lat: float
    radius_m: float
    kind: str
    source: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    score: float = 1.0
    basis: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    shape: BaseGeometry | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    known: bool = False

    def __post_init__(self) -> None:
        """Refuse a point that is not on the globe."""
        if not (abs(self.lon) <= MAX_LON and abs(self.lat) <= MAX_LAT):
            raise InputError(
                f"{self.name!r} from {self.source} lies at lon={self.lon}, lat={self.lat}.",
                fix="Give lon in [-180, 180] and lat in [-90, 90]; they may be swapped.",
            )


class Geocoder(Protocol):
    """Anything that lists the places a name may mean."""

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return candidates, best match first; empty if the name is unknown.

        `countries` (ISO 3166-1 alpha-2) come first, but do not exclude the others.

        Raises
        ------
        ServiceError
            If there is no answer, which never looks like "unknown".
        """
        ...

    def prominence(self, name: str) -> int:
        """Return how well known the best-known place of that very name is.

        0 no such place, 1 fewer than 5,000 people or not known, 2 fewer than 100,000, 3 more,
        4 a first-order division or a named region, 5 a country or a continent, 6 from the
        project's own ``data/places``. Spelling is folded, never guessed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a report: ``report.text[start:end] == name``.

    `relation` is how the text leans on the name (``"south of"``, ``"outskirts of"``), `place`
    what `geo.locate` makes of it, or None.
    """

    report_id: str
    start: int
    end: int
    name: str
    role: Role = "background"
    relation: str = ""
    place: Place | None = None
    alternatives: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says about an event, and the sentence that proves it.

    Parameters
    ----------
    claimant, claimant_side
        Who says it; ``""`` and ``"press"`` when it is the report's own voice.
    quantity
        ``"killed"``, ``"injured"``, ``"captured"``, ``"displaced"``, ``"eliminated"``,
        ``"missing"``, ``"destroyed"`` or ``"event"`` (that it happened at all).
    low, high
        The count; both None for ``"event"``, `high` None for "at least".
    victim_class
        ``"civilians"``, ``"children"``, ``"soldiers"``, ``"fighters"``, ... or ``""``.
    quote, start, end
        The sentence: ``report.text[start:end] == quote``.
    """

    report_id: str
    claimant: str
    claimant_side: Side
    quantity: str
    low: int | None
    high: int | None
    comparator: Comparator
    victim_class: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one report tells it, before places are looked up.

    Parameters
    ----------
    places
        The mentions that say where it happened, in the order of the text; several places under
        one number stay one event.
    actor1, actor2
        Normalised names, ``""`` when unstated.
    date_start, date_end
        First and last possible day, None when open; `date_basis` says how they were read.
    fatalities_low, fatalities_best, fatalities_high
        None is unknown, which is not 0.
    review
        Why a person should look at it; empty when the reader is sure.
    """

    report_id: str
    event_type: str
    sub_event_type: str
    actor1: str
    actor2: str
    places: tuple[Mention, ...]
    date_start: date | None
    date_end: date | None
    date_basis: str
    fatalities_low: int | None
    fatalities_best: int | None
    fatalities_high: int | None
    claims: tuple[Claim, ...]
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling with the places found for it; none is an event without a place."""

    telling: Telling
    places: tuple[Mention, ...]


FAILED: Final = "failed"
"""The stage of what was given up: reading it failed, which is a fault of this program."""

MENDED: Final = "mended"
"""The stage of what lost nothing: it was put right or chosen, and a reader should know."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was read and could not be used: where it stands and why.

    `stage` is the part of the program that says so, or `MENDED`.
    """

    stage: str
    source: str
    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report yields: its events, every place it mentions, and what was set aside."""

    report: Report
    tellings: tuple[Telling, ...]
    mentions: tuple[Mention, ...]
    left_out: tuple[LeftOut, ...] = ()


class Extractor(Protocol):
    """Reads many reports at once, so that a model can batch; one `Reading` a report, in order."""

    def __call__(self, reports: Iterable[Report]) -> Iterable[Reading]:
        """Read `reports`; what can't be read is a row in ``left_out``, not an exception."""
        ...


def stable_id(*parts: object) -> str:
    """Return twelve hexadecimal digits made from content, equal in every run.

    Examples
    --------
    >>> stable_id("r01", 120, "Kafr Taal") == stable_id("r01", 120, "Kafr Taal")
    True
    """
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _kinds() -> Mapping[str, Callable[[pd.Series], bool]]:
    """Return the checks by kind; pandas is imported only where a table is at hand."""
    from pandas.api import types  # noqa: PLC0415 - `import geo` must not cost half a second

    return {
        "text": types.is_string_dtype,
        "date": types.is_datetime64_any_dtype,
        "count": types.is_integer_dtype,
        "number": types.is_numeric_dtype,
    }


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns that a table must have, and the kind of each."""

    name: str
    columns: Mapping[str, str]

    def check(self, table: FrameT) -> FrameT:
        """Return `table` itself if it fits.

        Raises
        ------
        InputError
            Naming every missing or ill-typed column at once, so that one edit mends all.
        """
        kinds = _kinds()
        missing = [c for c in self.columns if c not in table.columns]
        wrong = [
            f"{column} is {table[column].dtype}, not {kind}"
            for column, kind in self.columns.items()
            if column in table.columns and not kinds[kind](table[column])
        ]
        if missing or wrong:
            faults = [f"lacks {', '.join(missing)}"] if missing else []
            raise InputError(
                f"The {self.name} table {'; '.join(faults + wrong)}.",
                fix=f"Rename or convert its columns; it has {', '.join(map(str, table.columns))}.",
            )
        return table


EVENTS: Final = Schema(
    "events",
    {
        "event_id": "text",
        "report_id": "text",
        "date_start": "date",
        "date_end": "date",
        "date_basis": "text",
        "event_type": "text",
        "sub_event_type": "text",
        "actor1": "text",
        "actor2": "text",
        "place": "text",
        "admin1": "text",
        "admin2": "text",
        "country": "text",
        "lon": "number",
        "lat": "number",
        "radius_m": "number",
        "geo_precision": "count",
        "place_basis": "text",
        "fatalities_low": "count",
        "fatalities_best": "count",
        "fatalities_high": "count",
        "verification": "text",
        "review": "text",
        "source": "text",
        "notes": "text",
    },
)
"""One row an event. ``geometry`` is what the source supports (point, outline, sector, line) or
missing; ``lon``/``lat`` are that point or the middle of the area; ``geo_precision`` is ACLED's
(1 town, 2 near or part of, 3 region). Counts are nullable ``Int64``: missing is unknown, not 0.
Publishers' own columns may follow."""

CLAIMS: Final = Schema(
    "claims",
    {
        "claim_id": "text",
        "event_id": "text",
        "report_id": "text",
        "source": "text",
        "url": "text",
        "published": "date",
        "claimant": "text",
        "claimant_side": "text",
        "quantity": "text",
        "low": "count",
        "high": "count",
        "comparator": "text",
        "victim_class": "text",
        "quote": "text",
        "start": "count",
        "end": "count",
    },
)

ZONES: Final = Schema(
    "zones",
    {
        "zone_id": "text",
        "name": "text",
        "start": "date",
        "end": "date",
        "legal_basis": "text",
        "method": "text",
        "accuracy": "text",
        "accuracy_m": "number",
        "source": "text",
    },
)
"""In force from ``start`` up to and not on ``end``; a missing ``end`` is still in force.
``accuracy_m`` is how far the drawn edge may lie from the true one."""

SITES: Final = Schema(
    "sites",
    {
        "site_id": "text",
        "name": "text",
        "kind": "text",
        "start": "date",
        "end": "date",
        "lon": "number",
        "lat": "number",
        "radius_m": "number",
        "status": "text",
        "accuracy": "text",
        "source": "text",
    },
)
"""Observation posts and the like, in force from ``start`` up to and not on ``end``."""

LINES: Final = Schema(
    "lines",
    {"line_id": "text", "name": "text", "kind": "text", "accuracy": "text", "source": "text"},
)

CORRECTIONS: Final = Schema(
    "corrections",
    {
        "event_id": "text",
        "field": "text",
        "value": "text",
        "before": "text",
        "reason": "text",
        "by": "text",
        "date": "text",
    },
)
"""What people changed in events, and what stood there before; see `geo.corrections`."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a map needs, and all that could not be put on it.

    Parameters
    ----------
    events
        `EVENTS`, one row an event, then ``zone`` (text, missing outside every zone) and
        ``zone_fit`` (``"inside"``, ``"edge"``, ``"outside"``; missing without a place or day).
    claims
        `CLAIMS`; every event has at least one.
    zones, sites, lines
        The layers under the events.
    mentions
        Every place name found: report_id, start, end, name, role, place, lon, lat, place_basis.
    left_out
        stage, source, locator, reason of everything that was read and is not in `events`.
    counts
        What was read and what became of it, for the summary: name ▶ number.
    corrections
        `CORRECTIONS`, what people changed in `events`; None where nobody could.
    credits
        Who must be named wherever this is shown, a line each.
    unlisted
        Country ▶ names of places of events that are on no list.
    """

    events: GeoDataFrame
    claims: pd.DataFrame
    zones: GeoDataFrame
    sites: GeoDataFrame
    lines: GeoDataFrame
    mentions: pd.DataFrame
    left_out: pd.DataFrame
    counts: Mapping[str, int]
    corrections: pd.DataFrame | None = None
    credits: tuple[str, ...] = ()
    unlisted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
