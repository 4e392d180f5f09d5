"""What must be known of a whole table although it is read in parts.

The secret of this module is how little that is: which of day and month comes first in a column, and
of each row a hash of its id, its number and its version, 24 bytes. A row that a later part proves
to be an older version is taken back at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.tables.values import order_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_NOTES: Final = {
    (True, False): ("dmy", "Day stands before month, as other rows of the column show."),
    (False, True): ("mdy", "Month stands before day, as other rows of the column show."),
    (True, True): (
        "",
        "Day and month stand in both orders; only rows that fit one way were read.",
    ),
}
_MERGE: Final = 8
"""Parts whose hashes are kept apart before they are sorted into one."""
_MARKS: Final = 1 << 24
"""What is not marked was never seen; of half a million hashes one in 33 is marked by another one."""


class Again(Exception):  # noqa: N818 - no error: what was decided too early is decided now
    """A later part showed what days mean that an earlier one had read otherwise."""


@dataclass(slots=True)
class _Order:
    """What the days of one column show so far, and how doubtful ones were read, if any were."""

    day_first: bool = False
    month_first: bool = False
    used: str | None = None


@dataclass(slots=True)
class _Seen:
    """Hashes of what was seen, sorted, with the row and the rank of each."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.int64]
    ranks: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a part and its answer: an ``"order"``, a ``"note"`` or texts ``"seen"``.

    `plain` are values, `arrays` hold what came with the question.
    """

    kind: str
    name: str
    plain: tuple[Any, ...]
    arrays: tuple[NDArray[Any], ...] = ()


@dataclass(slots=True)
class Ledger:
    """The memory of one table's parts.

    Attributes
    ----------
    asked
        The questions since `listen`; None if one had an answer that hangs on earlier parts' rows.
    """

    asked: list[Asked] | None = None
    notes: set[tuple[str, str]] = field(default_factory=set)
    taken_back: dict[int, str] = field(default_factory=dict)
    _orders: dict[str, _Order] = field(default_factory=dict)
    _seen: dict[str, list[_Seen]] = field(default_factory=dict)
    _marks: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget the rows, not the orders: the table is read from its start."""
        self.notes.clear()
        self.taken_back.clear()
        self._seen.clear()
        self._marks.clear()
        for order in self._orders.values():
            order.used = None

    def order(self, column: str, values: list[str]) -> tuple[str, str]:
        """Return in which order a column's days stand, ``""`` if that is open, and what to say.

        Raises
        ------
        Again
            If an earlier part had doubtful days that were read in another order.
        """
        return self._order(column, order_shown(values))

    def _order(self, column: str, shown: tuple[bool, bool, bool]) -> tuple[str, str]:
        found = self._orders.setdefault(column, _Order())
        found.day_first |= shown[0]
        found.month_first |= shown[1]
        order, note = _NOTES.get((found.day_first, found.month_first), ("", ""))
        if found.used is not None and found.used != order:
            raise Again
        if shown[2]:
            found.used = order
        self._heard(Asked("order", column, (*shown, order)))
        return order, note

    def say_once(self, column: str, note: str) -> bool:
        """Return whether this is new of this column."""
        fresh = (column, note) not in self.notes
        self.notes.add((column, note))
        self._heard(Asked("note", column, (note, fresh)))
        return fresh

    # --- parts that are known again ----------------------------------------------------------------

    def listen(self) -> None:
        """Begin to write down what is asked."""
        self.asked = []

    def _heard(self, asked: Asked) -> None:
        if self.asked is not None:
            self.asked.append(asked)

    def agrees(self, asked: list[Asked]) -> bool:
        """Return whether a part that asked all this would be told the same now."""
        for one in asked:
            if one.kind == "order":
                found = self._orders.get(one.name, _Order())
                flags = (found.day_first | one.plain[0], found.month_first | one.plain[1])
                if _NOTES.get(flags, ("", ""))[0] != one.plain[3]:
                    return False
            elif one.kind == "note":
                if ((one.name, one.plain[0]) not in self.notes) != one.plain[1]:
                    return False
            elif any(
                (same & ~newer).any()
                for same, newer, _ in self._matches(one.name, one.arrays[0], one.arrays[2])
            ):
                return False
        return True

    def replay(self, asked: list[Asked]) -> None:
        """Take note of a part as if it asked all this.

        Raises
        ------
        Again
            As `order` does.
        """
        self.asked = None
        for one in asked:
            if one.kind == "order":
                self._order(one.name, one.plain[:3])
            elif one.kind == "note":
                self.say_once(one.name, one.plain[0])
            else:
                keys, rows, own = one.arrays
                self._seen_before(one.name, keys, rows, own, one.plain[0])

    def seen_before(
        self,
        what: str,
        texts: pd.Series[str] | NDArray[np.object_],
        rows: NDArray[np.int64],
        ranks: NDArray[np.float64] | None,
        reason: str,
    ) -> NDArray[np.int64]:
        """Return for each text the row of an earlier part that has it and stays, else 0.

        An earlier row of a lower rank is taken back for `reason` instead. Hashes are of 64 bits: of
        ten million texts, two differing ones share a hash once in 370,000 tables.
        """
        values = texts if isinstance(texts, np.ndarray) else texts.to_numpy(dtype=object)
        keys = pd.util.hash_array(values, categorize=False)
        own = np.zeros(len(keys)) if ranks is None else ranks
        before = self._seen_before(what, keys, rows, own, reason)
        if before.any():
            self.asked = None
        if self.asked is not None:
            order = np.argsort(keys, kind="stable")  # what is sorted is taken up fast again
            self._heard(Asked("seen", what, (reason,), (keys[order], rows[order], own[order])))
        return before

    def _matches(
        self, what: str, keys: NDArray[np.uint64], own: NDArray[np.float64]
    ) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]]:
        """Yield for each lot of what was seen which keys it has, which of them newer, and where."""
        if what not in self._seen:
            return
        perhaps = np.flatnonzero(self._marks[what][keys % _MARKS])  # hardly any, as a rule
        for seen in self._seen[what]:
            found = np.searchsorted(seen.keys, keys[perhaps])
            at = np.zeros(len(keys), dtype=np.int64)
            at[perhaps] = np.minimum(found, len(seen.keys) - 1)
            same = np.zeros(len(keys), dtype=bool)
            same[perhaps] = seen.keys[at[perhaps]] == keys[perhaps]
            yield same, same & (own > seen.ranks[at]), at

    def _seen_before(
        self,
        what: str,
        keys: NDArray[np.uint64],
        rows: NDArray[np.int64],
        own: NDArray[np.float64],
        reason: str,
    ) -> NDArray[np.int64]:
        before = np.zeros(len(keys), dtype=np.int64)
        lots = self._seen.get(what, [])
        for seen, (same, newer, at) in zip(lots, self._matches(what, keys, own), strict=True):
            for row in seen.rows[at[newer]].tolist():
                self.taken_back[row] = reason
            before[same & ~newer] = seen.rows[at[same & ~newer]]
            seen.rows[at[newer]], seen.ranks[at[newer]] = rows[newer], own[newer]
        fresh = before == 0
        self._add(what, keys[fresh], rows[fresh], own[fresh])
        return before

    def _add(
        self,
        what: str,
        keys: NDArray[np.uint64],
        rows: NDArray[np.int64],
        ranks: NDArray[np.float64],
    ) -> None:
        if not len(keys):
            return
        parts = self._seen.setdefault(what, [])
        if what not in self._marks:
            self._marks[what] = np.zeros(_MARKS, dtype=bool)
        self._marks[what][keys % _MARKS] = True
        parts.append(_Seen(keys, rows, ranks))
        if len(parts) > _MERGE:
            keys, rows, ranks = (
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("keys", "rows", "ranks")
            )
            parts[:] = [_Seen(keys, rows, ranks)]
        last = parts[-1]
        order = np.argsort(last.keys, kind="stable")
        last.keys, last.rows, last.ranks = last.keys[order], last.rows[order], last.ranks[order]
