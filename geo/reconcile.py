"""One event, many claims: what several reports and tables say of the same thing.

The secret of this module is when two rows are one event, and what the claims alone let us say of it: the
verification grade. A belligerent's word about the other side's losses never becomes a fact here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Claim

# Where the press of a belligerent speaks with its voice. Names as geo.extract writes them.
_STATE_PRESS: Final = ("state", "regime", "sana", "tass", "government", "pro-government", "anadolu")


def _camp(claimant: str, side: str) -> str:
    """Return whose voice a claimant is: ``"party"``, ``"other"`` or ``""`` for nobody in particular."""
    low = claimant.lower()
    if not claimant:
        return ""
    if side == "party" or (side == "press" and any(word in low for word in _STATE_PRESS)):
        return "party"
    return "other"


def verification(claims: Sequence[Claim]) -> str:
    """Grade an event from its claims alone.

    Returns
    -------
    str
        ``"contested"`` when two claimants' counts of the dead exclude each other, ``"corroborated by
        opposing sides"`` when a party and somebody else say the same, ``"several sources"``,
        ``"belligerent's own claim"``, ``"single source"`` or ``"unattributed"``.
    """
    voices = {claim.claimant: _camp(claim.claimant, claim.claimant_side) for claim in claims}
    voices.pop("", None)
    if not voices:
        return "unattributed"
    if _contested(claims):
        return "contested"
    camps = set(voices.values())
    if camps == {"party", "other"}:
        return "corroborated by opposing sides"
    if camps == {"party"}:
        return "belligerent's own claim"
    return "several sources" if len(voices) > 1 else "single source"


def _contested(claims: Sequence[Claim]) -> bool:
    counts = [
        (c.claimant, c.low or 0, c.high)
        for c in claims
        if c.quantity == "killed" and c.claimant and (c.low is not None or c.high is not None)
    ]
    return any(
        a != b and (high_a is not None and high_a < low_b)
        for a, _, high_a in counts
        for b, low_b, _ in counts
    )
