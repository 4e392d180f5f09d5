"""Who bears arms, of the classes of victims and of the kinds of actors that the lists know.

The secret of this module is where the line runs: police stand with those under arms, peacekeepers on
neither side, people of whom no more is said with civilians, and gunmen whom nobody names fight for no state.
"""

from __future__ import annotations

from typing import Final

# Classes of lexicon/victims.tsv.
CIVILIANS: Final = frozenset(
    {"people", "civilians", "children", "journalists", "aid workers", "medical staff"}
)
FIGHTING: Final = frozenset({"soldiers", "fighters"})
UNDER_ARMS: Final = FIGHTING | {"police", "security forces"}

# Kinds of lexicon/actors.tsv.
IRREGULARS: Final = frozenset({"rebel", "militia", "gang", "unknown"})
ARMED_KINDS: Final = IRREGULARS | {"state", "police"}
