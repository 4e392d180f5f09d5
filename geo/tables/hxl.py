"""Tables with a row of HXL tags under their header.

The secret of this module is which tag and attributes mean which of our columns. Source: "HXL 1.1
dictionary", https://hxlstandard.org/standard/1-1final/dictionary/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.tables.sheet import Sheet

# Our column, the tag, attributes it must have, attributes it must not have; the first that fits
_RULES: Final[tuple[tuple[str, str, set[str], tuple[str, ...]], ...]] = (
    ("event_id", "#event", {"id"}, ()),
    ("event_id", "#event", {"code"}, ()),
    ("event_id", "#incident", {"id"}, ()),
    ("sub_event_type", "#event", {"subtype"}, ()),
    ("event_type", "#event", {"type"}, ()),
    ("event_type", "#incident", {"type"}, ()),
    ("date_basis", "#meta", {"date_basis"}, ()),
    ("date_start", "#date", {"start"}, ()),
    ("date_end", "#date", {"end"}, ()),
    ("date_start", "#date", set(), ("reported", "updated", "published")),
    ("country", "#country", set(), ("code",)),
    ("admin1", "#adm1", set(), ("code",)),
    ("admin2", "#adm2", set(), ("code",)),
    ("place", "#loc", set(), ("code", "type", "zone")),
    ("place", "#adm4", set(), ("code",)),
    ("place", "#adm3", set(), ("code",)),
    ("lat", "#geo", {"lat"}, ()),
    ("lon", "#geo", {"lon"}, ()),
    ("radius_m", "#geo", {"radius"}, ()),
    ("geo_precision", "#geo", {"precision"}, ()),
    ("place_basis", "#meta", {"place_basis"}, ()),
    ("fatalities_low", "#affected", {"killed", "min"}, ()),
    ("fatalities_high", "#affected", {"killed", "max"}, ()),
    ("fatalities_best", "#affected", {"killed"}, ("min", "max")),
    ("fatalities_best", "#affected", {"deaths"}, ()),
    ("injured", "#affected", {"injured"}, ()),
    ("actor2", "#group", {"actor2"}, ()),
    ("actor1", "#group", set(), ()),
    ("actor1", "#org", {"perpetrator"}, ()),
    ("notes", "#description", set(), ()),
    ("verification", "#status", {"verification"}, ()),
    ("review", "#meta", {"review"}, ()),
    ("source", "#meta", {"source"}, ("url",)),
    ("url", "#meta", {"url"}, ()),
)


def match_tags(sheet: Sheet) -> dict[str, str]:
    """Return which of our columns each tagged column is; the first column of a meaning counts."""
    found: dict[str, str] = {}
    for ours, tag, needed, barred in _RULES:
        for column, written in sheet.tags.items():
            base, *attributes = written.split("+")
            fits = base == tag and needed <= set(attributes) and not set(barred) & set(attributes)
            if fits and ours not in found and column not in found.values():
                found[ours] = column
    return found
