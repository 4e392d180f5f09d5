"""Going through what needs a decision, one event after the other, in a page for one person.

The secret of this package is what counts as undecided (`decisions`), what a person has to see to
decide (`desk`), and that nothing is decided by looking: a decision is a row of ``corrections.csv``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.review.desk import Desk

__all__ = ["Desk"]


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'geo.review' has no attribute {name!r}")
    return getattr(import_module("geo.review.desk"), name)
