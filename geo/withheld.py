"""What a publication profile may say: ``[profiles.NAME]`` in ``atlas.toml``.

The secret of this module is which rules there are and which of them make sense together; what they
do to a map is in `geo.profiles`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.errors import InputError

SITE_KINDS: Final = ("camp", "hospital", "school", "shelter", "worship")
"""Kinds of site that a profile may withhold."""

INTERNAL: Final = "internal"
"""The profile that shows all; it needs no table."""

_RULE: Final = re.compile(rf"{'|'.join(SITE_KINDS)}|precision [123]|word \S.{{0,60}}")
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_MAX_NAME: Final = 40
_MAX_DELAY: Final = 3650
_COARSEN_KM: Final = 20.0
_MAX_COARSEN_KM: Final = 1000.0


@dataclass(frozen=True, slots=True)
class ProfileSpec:
    """What a map for other eyes does not show.

    Parameters
    ----------
    as_of
        The day from which `delay_days` counts back; None without a delay. Never today's date.
    delay_days
        Nothing of the last so many days up to `as_of` is shown, nor anything later.
    leave_out, coarsen
        What is not shown at all, or only as a cell `coarsen_km` wide: one of `SITE_KINDS`,
        ``"precision 1"`` to ``"precision 3"``, or ``"word ..."`` with a word of your own.
    """

    name: str
    as_of: date | None
    delay_days: int
    leave_out: tuple[str, ...]
    coarsen: tuple[str, ...]
    coarsen_km: float


class Keys(Protocol):
    """A TOML table that hands out checked values and names its faults."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What the table holds."""
        ...

    def fault(self, key: str, problem: str, fix: str) -> InputError:
        """Return the error that names file, key and remedy."""
        ...

    def only(self, *known: str) -> None:
        """Refuse other keys."""
        ...

    def each(
        self, key: str, default: tuple[str, ...], wanted: str, fits: Callable[[str], object]
    ) -> tuple[str, ...]:
        """Return a list of texts, each of which fits."""
        ...

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """Return a number within bounds."""
        ...


def parse_profile(name: str, table: Keys) -> ProfileSpec:
    """Return the profile that a table describes.

    Raises
    ------
    InputError
        If a key is unknown, a value can't be used, or the profile withholds nothing.
    """
    table.only("as_of", "delay_days", "leave_out", "coarsen", "coarsen_km")
    if name == INTERNAL or not _NAME.fullmatch(name) or len(name) > _MAX_NAME:
        raise table.fault(
            "", "is no name for a profile", 'Name it as [profiles.public]; "internal" shows all.'
        )
    wanted = f'kinds out of {", ".join(SITE_KINDS)}, "precision 1" to "precision 3", or "word ..."'
    leave_out = table.each("leave_out", (), wanted, _RULE.fullmatch)
    coarsen = table.each("coarsen", (), wanted, _RULE.fullmatch)
    both = next((rule for rule in coarsen if rule in leave_out), None)
    if both:
        raise table.fault("coarsen", f"holds {both!r}, which is left out", "Keep it in one.")
    delay = table.number("delay_days", 0, 0, _MAX_DELAY)
    if delay != int(delay):
        raise table.fault("delay_days", f"is {delay}", f"Write delay_days = {int(delay) + 1}.")
    as_of = _day(table)
    if bool(delay) != (as_of is not None):
        lacks = "as_of" if delay else "delay_days"
        raise table.fault(lacks, "is missing", "Write as_of = 2020-02-20 and delay_days = 7.")
    if not (delay or leave_out or coarsen):
        raise table.fault("", "withholds nothing", 'Write coarsen = ["hospital"], or leave it out.')
    if "coarsen_km" in table.values and not coarsen:
        raise table.fault("coarsen_km", "has nothing to coarsen", 'Write coarsen = ["hospital"].')
    km = table.number("coarsen_km", _COARSEN_KM, 1, _MAX_COARSEN_KM)
    return ProfileSpec(name, as_of, int(delay), leave_out, coarsen, km)


def _day(table: Keys) -> date | None:
    value = table.values.get("as_of")
    if isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise table.fault("as_of", f"is {value!r}, which is no day", "Write as_of = 2020-02-20.")
