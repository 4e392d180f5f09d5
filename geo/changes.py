"""What changed between two editions of a project's events.

The secret of this module is when an event of one edition is an event of the other: by its id; by
the id of any telling joined into it, so that a source more or less is no new event; and where
neither is left, as when the sentence that told it was rewritten or a table has no ids, by being
the only one of its source that agrees in all but one respect.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geo.distance import sphere_km
from geo.model import MENDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geo.model import Atlas

KINDS: Final = ("new", "gone", "merged", "split", "moved", "redated", "toll", "zone", "described")
"""In the order in which they are told."""

_COLUMNS: Final = (
    "event_id report_id source event_type sub_event_type actor1 actor2 place date_start date_end lon "
    "lat radius_m fatalities_low fatalities_best fatalities_high zone zone_fit"
).split()
_SPOT: Final = ("place", "lon", "lat")
_DAYS: Final = ("date_start", "date_end")
_TOLL: Final = ("fatalities_low", "fatalities_best", "fatalities_high")
_TYPE: Final = ("event_type", "sub_event_type")
_ACTORS: Final = ("actor1", "actor2")
_ZONE: Final = ("zone", "zone_fit")
_OTHER: Final = (*_TYPE, *_ACTORS, "place", "radius_m", "source")
# What an event may differ in and still be taken for another one of the same source.
_RESPECTS: Final = ((), _TOLL, _SPOT, _DAYS, _TYPE, _ACTORS, ("report_id",))
_IDENTITY: Final = ("report_id", *_TYPE, *_ACTORS, *_SPOT, *_DAYS, *_TOLL)
_DIGITS: Final = 5  # of degrees: 1 m
# Odd numbers that make one of the numbers of all values in which events agree; what seems to agree
# is looked at again.
_FACTORS: Final = tuple(
    (0x9E3779B97F4A7C15 * (2 * place + 1) ** 5) % (1 << 64) for place in range(len(_IDENTITY))
)


@dataclass(frozen=True, slots=True)
class Edition:
    """The events of one build, as far as a later one is compared with them.

    Parameters
    ----------
    events
        One row an event, sorted by its id: who, what, where, when, the toll and the zone.
    tellings
        ``telling``, ``event_id`` of events that several tellings were joined into.
    tolls
        ``event_id``, ``claimant``, ``quantity``, ``low``, ``high``: who counted whom.
    about
        ``number`` of the edition, ``made`` (ISO 8601, UTC), ``version`` of what made it, ``files``
        of the project, ids that a person ``denied`` to be events, and how many rows of each source
        were ``left_out``.
    """

    events: pd.DataFrame
    tellings: pd.DataFrame
    tolls: pd.DataFrame
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which an event is not what it was.

    Parameters
    ----------
    kind
        One of `KINDS`.
    event_id
        The event now; what it was, if it is gone.
    what, place, day, source
        Its type, place, first day (ISO, or ``""``) and report or table, to recognise it by.
    before, after
        The values that differ, by column; all the toll's, even if one differs.
    km
        How far it moved, None if one of the places is unknown.
    by
        Whose counts are not what they were.
    others
        The ids that were joined, or that it fell into.
    reason
        Why an event is gone, as far as that can be told.
    """

    kind: str
    event_id: str
    what: str
    place: str
    day: str
    source: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    km: float | None = None
    by: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What changed since an earlier edition.

    Parameters
    ----------
    since
        When that was built: ISO 8601, UTC.
    published
        Whether it was published; else it is merely the one before.
    changes
        All of them, in order.
    other_version
        True if another sitmap made it, so that some may come from the program, not from the data.
    """

    since: str
    published: bool
    changes: tuple[Change, ...]
    other_version: bool = False


def take_edition(atlas: Atlas, **about: Any) -> Edition:
    """Return the edition that `atlas` is, with what else is to be known `about` it."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    from geo.blocks import rows_of, texts  # noqa: PLC0415

    events = pd.DataFrame({name: atlas.events[name] for name in _COLUMNS}, copy=False)
    ids = texts(events["event_id"])  # pandas makes a Python text of each to tell if they rise
    if not pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        events = events.sort_values("event_id", kind="stable")
    events = events.reset_index(drop=True)
    for column in _DAYS:
        events[column] = events[column].astype("datetime64[s]")
    for column in ("lon", "lat"):
        events[column] = events[column].round(_DIGITS)
    for column in _ZONE:
        zone = events[column]
        events[column] = (zone if zone.dtype == "str" else zone.astype("str")).fillna("")
    claims = atlas.claims
    unjoined = _told_alone(claims)  # as nearly all large tables are
    told = claims[:0] if unjoined else claims
    named = told["claim_id"].str.replace(r"[./]\d+$", "", regex=True)
    pairs = pd.DataFrame({"telling": named, "event_id": told["event_id"]}).drop_duplicates()
    several = pairs["event_id"].duplicated(keep=False) | (pairs["telling"] != pairs["event_id"])
    counted = (claims["low"].notna() | claims["high"].notna()).to_numpy()
    tolls = claims[["event_id", "claimant", "quantity", "low", "high"]]
    tolls = tolls if counted.all() else tolls[counted]
    at = rows_of(tolls["event_id"], events["event_id"])
    if (np.diff(at) < 0).any():
        tolls = tolls.take(np.argsort(at, kind="stable"))
    left = atlas.left_out[~atlas.left_out["stage"].isin(["reading", MENDED])]
    return Edition(
        events,
        pairs[several].reset_index(drop=True),
        tolls.reset_index(drop=True),
        {**about, "left_out": left["source"].value_counts().sort_index().to_dict()},
    )


def _told_alone(claims: pd.DataFrame) -> bool:
    """Tell, if that can be told at once, whether no claim is of a telling joined into an event.

    The id of each claim is then that of its event with a sign and a digit behind.
    """
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    from geo.blocks import letters, texts  # noqa: PLC0415

    ids, held = (texts(claims[c]).cast(pa.large_binary()) for c in ("claim_id", "event_id"))
    starts, own = letters(ids)
    if not len(claims) or np.diff(starts).min() < len("/0"):
        return False
    signs, digits = own[starts[1:] - 2], own[starts[1:] - 1]
    alone = ((signs == ord(".")) | (signs == ord("/"))) & (digits - np.uint8(ord("0")) <= 9)  # noqa: PLR2004
    return bool(alone.all() and pc.all(pc.equal(pc.binary_slice(ids, 0, -2), held)).as_py())


def compare(old: Edition, new: Edition) -> list[Change]:
    """Return every change from `old` to `new`, by kind, day and id.

    An event that was joined or split is told once, as that; of any other, each respect in which it
    differs is a change of its own.
    """
    old, new = _unsettled(old, new)
    was, now = _by_id(old), _by_id(new)
    pairs = _pairs(old, new)
    follows: dict[str, list[str]] = defaultdict(list)
    stems: dict[str, list[str]] = defaultdict(list)
    for before, after in pairs:
        follows[before].append(after)
        stems[after].append(before)
    found: list[Change] = []
    joined = [after for after, befores in stems.items() if len(befores) > 1]
    split = [after for afters in follows.values() if len(afters) > 1 for after in afters]
    told = _plain_rows(now.loc[[*dict.fromkeys([*joined, *split])]])
    for before, afters in follows.items():
        if len(afters) > 1:
            head = before if before in afters else sorted(afters)[0]
            found.append(_change("split", head, told[head], others=sorted(afters)))
    for after, befores in stems.items():
        if len(befores) > 1:
            found.append(_change("merged", after, told[after], others=sorted(befores)))
    gone = was[~was.index.isin(list(follows))]
    fresh = now[~now.index.isin(list(stems))]
    alike = _alike(gone, fresh)
    lost = _plain_rows(gone[~gone.index.isin(list(alike))])
    added = _plain_rows(fresh[~fresh.index.isin(list(alike.values()))])
    alone = [
        (before, afters[0])
        for before, afters in follows.items()
        if len(afters) == 1 and len(stems[afters[0]]) == 1
    ]
    found += _differences(old, new, was, now, [*alone, *alike.items()])
    reasons = _Reasons(old, new)
    found += [_change("gone", i, row, reason=reasons.of(i, row)) for i, row in lost.items()]
    found += [_change("new", i, row) for i, row in added.items()]
    return sorted(found, key=lambda c: (KINDS.index(c.kind), c.day, c.event_id))


def _unsettled(old: Edition, new: Edition) -> tuple[Edition, Edition]:
    """Return both without the events that are the same in both, which are nearly all."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    sides = old, new
    ids = [pa.array(edition.events["event_id"], pa.large_string()) for edition in sides]
    at = pc.index_in(ids[0], value_set=ids[1])  # pandas' own isin makes a Python text of every id
    there = np.flatnonzero(at.is_valid())
    rows = there, at.drop_null().to_numpy().astype(np.int64)
    same = np.ones(len(there), dtype=bool)
    for column in _COLUMNS[1:]:
        one, two = (
            edition.events[column].take(chosen).reset_index(drop=True)
            for edition, chosen in zip(sides, rows, strict=True)
        )
        equal = (one == two).fillna(value=False).astype(bool) | (one.isna() & two.isna())
        same &= equal.to_numpy()
    joined = pd.concat([old.tellings, new.tellings])
    retold = set(joined[~joined.duplicated(keep=False)]["event_id"])
    if retold:
        told_anew = [i in retold for i in ids[0].take(pa.array(there)).to_pylist()]
        same &= ~np.array(told_anew, dtype=bool)  # of no event, floats are made
    rest = []
    for edition, names, chosen in zip(sides, ids, rows, strict=True):
        keep = np.ones(len(names), dtype=bool)
        keep[chosen[same]] = False
        left = names.filter(pa.array(keep))
        events = edition.events[keep]
        tellings, tolls = (
            table[pc.is_in(pa.array(table["event_id"], pa.large_string()), left).to_numpy(False)]
            for table in (edition.tellings, edition.tolls)
        )
        rest.append(Edition(events, tellings, tolls, edition.about))
    return rest[0], rest[1]


def _by_id(edition: Edition) -> pd.DataFrame:
    return edition.events.set_index("event_id")


def _pairs(old: Edition, new: Edition) -> list[tuple[str, str]]:
    """Return which event of `old` shares a telling with which of `new`, in a fixed order."""
    import pandas as pd  # noqa: PLC0415

    def tellings(edition: Edition) -> pd.DataFrame:
        ids = edition.events["event_id"]
        single = ids[~ids.isin(edition.tellings["event_id"])]
        alone = pd.DataFrame({"telling": single, "event_id": single})
        return pd.concat([alone, edition.tellings], ignore_index=True)

    both = tellings(old).merge(tellings(new), on="telling", suffixes=("", "_new"))
    both = both[both["event_id"].isin(old.events["event_id"])]
    both = both[both["event_id_new"].isin(new.events["event_id"])]
    both = (
        both[["event_id", "event_id_new"]]
        .drop_duplicates()
        .sort_values(["event_id", "event_id_new"])
    )
    return list(zip(both["event_id"], both["event_id_new"], strict=True))


def _alike(gone: pd.DataFrame, fresh: pd.DataFrame) -> dict[str, str]:
    """Return which of `gone` is which of `fresh`, by all but one respect, where that is certain."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    left, right = np.arange(len(gone)), np.arange(len(gone), len(gone) + len(fresh))
    if not len(left) or not len(right):
        return {}
    both = pd.concat([gone, fresh])
    # what is missing is one value among others; floats and whole numbers of Arrow compare alike
    codes = {name: pd.factorize(both[name], use_na_sentinel=False)[0] for name in _IDENTITY}
    mixed = {
        name: code.astype(np.uint64) * np.uint64(factor)
        for (name, code), factor in zip(codes.items(), _FACTORS, strict=True)
    }
    pairs: list[tuple[int, int]] = []
    for respect in _RESPECTS:
        names = [name for name in _IDENTITY if name not in respect]
        slots: NDArray[np.uint64] = np.zeros(len(both), dtype=np.uint64)
        for name in names:
            slots += mixed[name]
        ones, twos = (_once(slots[side]) for side in (left, right))
        _, at, to = np.intersect1d(slots[left][ones], slots[right][twos], return_indices=True)
        found = [left[ones][at], right[twos][to]]
        same = np.all([codes[name][found[0]] == codes[name][found[1]] for name in names], axis=0)
        before, after = (rows[same] for rows in found)
        pairs += zip(before.tolist(), after.tolist(), strict=True)
        left, right = np.setdiff1d(left, before), np.setdiff1d(right, after)
    ids = both.index
    return {str(ids[before]): str(ids[after]) for before, after in pairs}


def _once(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where values stand that occur once."""
    import numpy as np  # noqa: PLC0415

    _, first, count = np.unique(values, return_index=True, return_counts=True)
    return np.asarray(first[count == 1])


def _plain_rows(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return rows by their ids, cells as `_plain` has them."""
    names = list(rows.columns)
    columns = [_plain_cells(rows[name]) for name in names]
    each = zip(*columns, strict=True) if names else ()
    return {
        str(i): dict(zip(names, cells, strict=True))
        for i, cells in zip(rows.index, each, strict=True)
    }


def _plain_cells(column: pd.Series[Any]) -> list[Any]:
    """Return the cells of a column as `_plain` does, each different one looked at once."""
    import pandas as pd  # noqa: PLC0415

    codes, found = pd.factorize(column)
    plain = [*map(_plain, found), None]  # the last one: of what is missing
    return [plain[code] for code in codes.tolist()]


def _plain(value: Any) -> Any:
    """Return a cell as text, number or None: days in ISO form, missing as None."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    number = float(value)
    return int(number) if number.is_integer() else number


def _differences(
    old: Edition,
    new: Edition,
    was: pd.DataFrame,
    now: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
) -> list[Change]:
    if not pairs:
        return []
    before = _plain_rows(was.loc[[one for one, _ in pairs]])
    after = _plain_rows(now.loc[[two for _, two in pairs]])
    unlike = [(one, two) for one, two in pairs if before[one] != after[two]]
    ids = {one for one, _ in unlike}, {two for _, two in unlike}
    counted = [_tolls(edition, wanted) for edition, wanted in zip((old, new), ids, strict=True)]
    found: list[Change] = []
    for one, two in unlike:
        by = {who for who, *_ in counted[0].get(one, set()) ^ counted[1].get(two, set())}
        found += _respects(two, before[one], after[two], tuple(sorted(by)))
    return found


def _tolls(edition: Edition, ids: set[str]) -> dict[str, set[tuple[str, str, Any, Any]]]:
    rows = edition.tolls[edition.tolls["event_id"].isin(ids)]
    found: dict[str, set[tuple[str, str, Any, Any]]] = defaultdict(set)
    for event_id, who, quantity, low, high in rows.itertuples(index=False, name=None):
        found[event_id].add((who, quantity, _plain(low), _plain(high)))
    return found


def _respects(
    event_id: str, one: Mapping[str, Any], two: Mapping[str, Any], by: tuple[str, ...]
) -> Iterator[Change]:
    """Yield a change for each respect in which the rows of one event differ."""

    def differ(columns: Sequence[str]) -> bool:
        return any(one[name] != two[name] for name in columns)

    def change(kind: str, columns: Sequence[str], **more: Any) -> Change:
        sides = ({name: row[name] for name in columns} for row in (one, two))
        return _change(kind, event_id, two, before=next(sides), after=next(sides), **more)

    moved = differ(("lon", "lat"))
    if moved:
        yield change("moved", _SPOT, km=_km(one, two))
    if differ(_DAYS):
        yield change("redated", _DAYS)
    if differ(_TOLL):
        yield change("toll", _TOLL, by=by or (two["source"],))
    if differ(_ZONE):
        yield change("zone", _ZONE)
    other = [c for c in _OTHER if one[c] != two[c] and not (moved and c in {"place", "radius_m"})]
    if other:
        yield change("described", other)


def _km(one: Mapping[str, Any], two: Mapping[str, Any]) -> float | None:
    if None in (one["lon"], one["lat"], two["lon"], two["lat"]):
        return None
    return round(sphere_km(one["lon"], one["lat"], two["lon"], two["lat"]), 2)


def _change(kind: str, event_id: Any, row: Any, **more: Any) -> Change:
    if "others" in more:
        more["others"] = tuple(more["others"])
    return Change(
        kind,
        str(event_id),
        str(row["sub_event_type"] or row["event_type"] or ""),
        str(row["place"] or ""),
        row["date_start"] or "",
        str(row["report_id"]),
        **more,
    )


class _Reasons:
    """Why events of `old` are gone in `new`, as far as that can be told; looks at each source once."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self._denied = set(new.about.get("denied", ()))
        self._lost = [edition.about.get("left_out", {}) for edition in (old, new)]
        self._files = new.about.get("files")
        self._tellings: dict[str, list[str]] = defaultdict(list)
        for event_id, telling in zip(
            old.tellings["event_id"], old.tellings["telling"], strict=True
        ):
            self._tellings[event_id].append(telling)
        self._known: dict[str, str] = {}

    def of(self, event_id: str, row: Mapping[str, Any]) -> str:
        """Return what happened to the row or sentence that told an event."""
        if not self._denied.isdisjoint([event_id, *self._tellings.get(event_id, ())]):
            return "corrections.csv says that it is no event"
        source = str(row["report_id"])
        if source not in self._known:
            self._known[source] = self._of_source(source)
        return self._known[source]

    def _of_source(self, source: str) -> str:
        table = source.partition(", sheet ")[0]
        if self._files is not None and not any(
            name == table
            or (
                name.startswith("reports/") and name.rsplit("/", 1)[-1].rpartition(".")[0] == source
            )
            for name in self._files
        ):
            return f"{source} is no longer in the project"
        before, after = (lost.get(source, 0) for lost in self._lost)
        if after > before:
            return f"{source} no longer has it, or it can't be used: {after - before} more left out there"
        if "/" in table:
            return f"deleted from {source} by whoever keeps it"
        return f"{source} no longer tells it"
