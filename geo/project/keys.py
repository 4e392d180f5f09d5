"""A TOML table that knows where it stands and hands out checked values.

The secret of this module is how a fault in a file written by hand is told: with the file, the key
as it is written there, what is wrong with it and the next step.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(slots=True)
class Table:
    """A TOML table that knows where it stands and hands out checked values."""

    path: str
    where: str
    values: Mapping[str, Any]

    def fault(self, key: str, problem: str, fix: str) -> InputError:
        """Return the error that a value of `key` deserves, with the remedy `fix`."""
        where = f"{self.where}.{key}" if self.where and key else self.where or key
        return InputError(f"{self.path}: `{where}` {problem}.", fix=fix)

    def only(self, *known: str) -> None:
        """Refuse keys that are not `known`, naming the nearest one."""
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
                raise self.fault(
                    key,
                    "is no key that sitmap knows",
                    f"The nearest one is `{near[0]}`; all: {', '.join(known)}.",
                )

    def text(self, key: str, default: str = "") -> str:
        """Return a text without the white space around it."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"is {value!r}, not text", f'Write {key} = "...".')
        if any(ord(c) < ord(" ") and c not in "\n\t" for c in value):
            raise self.fault(key, "holds control characters", "Take them out.")
        return value.strip()

    def texts(self, key: str, default: tuple[str, ...], wanted: str) -> tuple[str, ...]:
        """Return a list of texts, none of them twice; `wanted` says in words what they are."""
        value = self.values.get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise self.fault(key, f"is {value!r}", f"Give a list of {wanted}.")
        for item, count in ((v, list(value).count(v)) for v in value):
            if count > 1:
                raise self.fault(key, f"names {item!r} twice", "Name it once.")
        return tuple(value)

    def each(
        self, key: str, default: tuple[str, ...], wanted: str, fits: Callable[[str], object]
    ) -> tuple[str, ...]:
        """Return a list of texts that all `fit`."""
        values = self.texts(key, default, wanted)
        for value in values:
            if not fits(value):
                raise self.fault(key, f"holds {value!r}", f"Give a list of {wanted}.")
        return values

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """Return a number from `least` to `most`."""
        value = self.values.get(key, default)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not least <= value <= most
        ):
            raise self.fault(key, f"is {value!r}", f"Give a number from {least:g} to {most:,.0f}.")
        return float(value)

    def tables(self, key: str) -> list[Table]:
        """Return the tables under ``[[key]]``, in order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fault(key, "is no list of tables", f"Begin each with [[{key}]].")
        return [Table(self.path, f"{key}[{i}]", v) for i, v in enumerate(value, start=1)]

    def table(self, key: str) -> dict[str, Table]:
        """Return the tables under ``[key.NAME]``, by name."""
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            raise self.fault(key, "is no table of tables", f'Begin each with [{key}."NAME"].')
        return {k: Table(self.path, f'{key}."{k}"', v) for k, v in value.items()}
