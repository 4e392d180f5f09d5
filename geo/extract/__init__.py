"""Reading reports: from text to events and claims, each with its proof.

One file a question: `text` (what is a sentence), `toponyms` (which words are places), `roles` (what
a place does in its sentence), `dates` (when), `numbers` and `counts` (how many), `actors` (who),
`countries` (of which country), `attribution` (who says so), `events` (which words tell of an
event), `kinds` (of which type), `aside` and `tallies` (why it did not happen), `sharing` (whose place
and day), `drafts` (what is told twice), `likely` (a second opinion on all this), `supposed` (what it
alone sees), `ending` (what stands in the end), `telling` (what comes out), `reader` (the order of all
this); `arabic` is the grammar of Arabic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geo.extract.countries import country_of_adjective
    from geo.extract.reader import Reader

__all__ = ["Reader", "country_of_adjective"]

_HEAVY: Final = {"Reader": "reader", "country_of_adjective": "countries"}


def __getattr__(name: str) -> Any:
    """Import the reader only when it is used: what makes a row of names is asked without it, too."""
    if name in _HEAVY:
        return getattr(import_module(f"geo.extract.{_HEAVY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
