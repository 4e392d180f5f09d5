"""What reports tell, as rows of the tables that hold thousands.

The secret of this module is how records become columns: which id an event gets, how precise its
place counts as, and which words stand where something is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.model import CLAIMS, CRS, EVENTS, stable_id
from geo.reconcile import verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from geopandas import GeoDataFrame

    from geo.model import Claim, LeftOut, Mention, Place, Placed, Reading, Report, Telling

_AREAS: Final = frozenset({"country", "admin1", "admin2", "region"})
_REGION_RADIUS_M: Final = 10_000
_SURE: Final = 0.9  # a place as sure as this is not in doubt because its name is borne abroad too
_ENDS: Final = 2  # of a stretch between two places
_TOWNS: Final = frozenset({"city", "town", "village", "site"})


def precision(place: Place, relation: str) -> int:
    """Return ACLED's geo precision: 1 town or site, 2 near or part of one, 3 region."""
    if place.kind in _TOWNS and not relation:
        return 1  # however large the town is
    area = place.kind in _AREAS and not (
        place.kind == "admin2" and place.radius_m < _REGION_RADIUS_M
    )
    return 3 if area or place.radius_m >= _REGION_RADIUS_M else 2


def event_table(
    placed: Iterable[Placed], reports: Mapping[str, Report]
) -> tuple[GeoDataFrame, pd.DataFrame]:
    """Return EVENTS and CLAIMS of what reports tell, one row a telling, in order."""
    import geopandas as gpd  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    from geo.spots import column_of  # noqa: PLC0415 - geopandas

    rows: list[dict[str, Any]] = []
    shapes: list[Any] = []
    claims: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for item in placed:
        telling, report = item.telling, reports[item.telling.report_id]
        event_id = _event_id(telling, seen)
        row, shape = _event_row(event_id, item, report)
        rows.append(row)
        shapes.append(shape)
        claims.extend(_claim_row(event_id, n, c, report) for n, c in enumerate(telling.claims))
    table = pd.DataFrame(rows, columns=[*EVENTS.columns])
    events = gpd.GeoDataFrame(
        _typed(table, EVENTS.columns), geometry=column_of(np.array(shapes, dtype=object))
    )
    return events, _typed(pd.DataFrame(claims, columns=[*CLAIMS.columns]), CLAIMS.columns)


def _event_id(telling: Telling, seen: dict[str, int]) -> str:
    """Return an id made of what is told and where, so that a rebuild keeps it."""
    first = telling.claims[0]
    names = ";".join(m.name for m in telling.places)
    found = stable_id(telling.report_id, first.quote, telling.sub_event_type, names)
    seen[found] = seen.get(found, 0) + 1
    return found if seen[found] == 1 else f"{found}-{seen[found]}"


def _rivals(mention: Mention) -> list[Place]:
    """Return what else a mention may well mean: a surely known place is no other one abroad."""
    place = mention.place
    sure = place is not None and place.score >= _SURE
    return [
        other
        for other in mention.alternatives
        if not sure or place is None or other.country == place.country
    ]


def _event_row(event_id: str, item: Placed, report: Report) -> tuple[dict[str, Any], Any]:
    import shapely  # noqa: PLC0415

    telling = item.telling
    places = [m.place for m in item.places if m.place is not None]
    first = places[0] if places else None
    shape = None
    if first is not None:
        points = [p.shape if p.shape is not None else shapely.Point(p.lon, p.lat) for p in places]
        shape = points[0] if len(points) == 1 else shapely.union_all(points)
    review = list(telling.review)
    rivals = [
        a.name + (f" ({a.admin1})" if a.admin1 else "") for m in item.places for a in _rivals(m)[:2]
    ]
    if first is not None and rivals:
        review.append("the place may be another: " + ", ".join(rivals))
    row = {
        "event_id": event_id,
        "report_id": telling.report_id,
        "date_start": telling.date_start,
        "date_end": telling.date_end,
        "date_basis": telling.date_basis,
        "event_type": telling.event_type,
        "sub_event_type": telling.sub_event_type,
        "actor1": telling.actor1,
        "actor2": telling.actor2,
        "place": _labels(item.places or telling.places),
        "admin1": first.admin1 if first else "",
        "admin2": first.admin2 if first else "",
        "country": first.country if first else "",
        "lon": first.lon if first else None,
        "lat": first.lat if first else None,
        "radius_m": max(p.radius_m for p in places) if places else None,
        "geo_precision": precision(first, item.places[0].relation) if first else None,
        "place_basis": "; ".join(dict.fromkeys(p.basis for p in places))
        if places
        else _unplaced(telling),
        "fatalities_low": telling.fatalities_low,
        "fatalities_best": telling.fatalities_best,
        "fatalities_high": telling.fatalities_high,
        "verification": verification(_claim_row(event_id, 0, c, report) for c in telling.claims),
        "review": "; ".join(review),
        "source": report.source or report.title or report.report_id,
        "notes": "",
    }
    return row, shape


def _labels(mentions: Sequence[Mention]) -> str:
    """Return what to call several places: "between A and B", else one after the other."""
    told = [*dict.fromkeys(_label(m) for m in mentions)]
    if len(told) == _ENDS and mentions[0].relation == "between":
        return " and ".join((told[0], told[1].removeprefix("between ")))
    return "; ".join(told)


def _label(mention: Mention) -> str:
    """Return what to call a place: the report's own spelling, or the gazetteer's for other scripts."""
    name = mention.name
    if mention.place is not None and not name.isascii():
        name = mention.place.name
    relation = "" if mention.relation == "collective" else mention.relation
    return f"{relation} {name}".strip()


def _unplaced(telling: Telling) -> str:
    if not telling.places:
        return "the text names no place"
    names = ", ".join(f"“{m.name}”" for m in telling.places)
    return f"no gazetteer is sure of {names}"


def _claim_row(event_id: str, number: int, claim: Claim, report: Report) -> dict[str, Any]:
    return {
        "claim_id": f"{event_id}.{number}",
        "event_id": event_id,
        "report_id": claim.report_id,
        "source": report.source or report.title or report.report_id,
        "url": report.url,
        "published": report.published,
        "claimant": claim.claimant,
        "claimant_side": claim.claimant_side,
        "quantity": claim.quantity,
        "low": claim.low,
        "high": claim.high,
        "comparator": claim.comparator,
        "victim_class": claim.victim_class,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
    }


def _typed(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return `table` with the schema's dtypes; None becomes missing, never 0."""
    import pandas as pd  # noqa: PLC0415

    made = {"text": "str", "date": "datetime64[s]", "count": "Int64", "number": "float64"}
    return (
        table.astype({name: made[kind] for name, kind in columns.items()})
        if len(table)
        else (pd.DataFrame({name: pd.Series(dtype=made[kind]) for name, kind in columns.items()}))
    )


def stack(a: GeoDataFrame, b: GeoDataFrame) -> GeoDataFrame:
    """Return both tables, reports first; an empty one leaves the dtypes of the other alone."""
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    parts = [part for part in (a, b) if len(part)] or [a]
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=CRS)


def stack_plain(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Return both tables, the first before the second."""
    import pandas as pd  # noqa: PLC0415

    return pd.concat([part for part in (a, b) if len(part)] or [a], ignore_index=True)


def mention_table(readings: Iterable[Reading]) -> pd.DataFrame:
    """Return every place name found, with its role and what was made of it."""
    import pandas as pd  # noqa: PLC0415

    columns = (
        "report_id start end name role relation place lon lat radius_m score source place_basis"
    ).split()
    return pd.DataFrame(
        [mention_row(m) for reading in readings for m in reading.mentions], columns=columns
    )


def mention_row(mention: Mention) -> dict[str, Any]:
    """Return one mention as plain values; None where nothing is known."""
    place = mention.place
    return {
        "report_id": mention.report_id,
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "role": mention.role,
        "relation": mention.relation,
        "place": place.name if place else None,
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "radius_m": place.radius_m if place else None,
        "score": round(place.score, 3) if place else None,
        "source": place.source if place else None,
        "place_basis": place.basis if place else None,
    }


def left_out_table(rows: Iterable[LeftOut]) -> pd.DataFrame:
    """Return stage, source, locator and reason of everything that could not be used."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(
        [(r.stage, r.source, r.locator, r.reason) for r in rows],
        columns=["stage", "source", "locator", "reason"],
    ).astype("str")
