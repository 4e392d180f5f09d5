"""How the words of an Arabic sentence are compared: folded, with and without their prefixes.

The secret of this module is which words carry no meaning of their own here: pauses, particles, what
only points back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

HARM: Final = frozenset({"kill", "wound", "elim"})
DEADLY: Final = frozenset({"killed", "eliminated"})


# "the town", "the same convoy": words that send the reader back to the place told before.
BACK_TO_PLACE: Final = folded(
    "الطرفين الطرفان الجانبين الجانبان المجموعتين المدينه البلده القريه المخيم هناك الحي ذاتها ذاته نفسها نفسه القاعده المطار الموقع الحادث الحادثه"
)
_PARTICLES: Final = folded("لم لن لا قد في ما ان عن من")
_JOINED_PARTICLES: Final = frozenset(sign + word for sign in "وف" for word in _PARTICLES)


def forms_in(tokens: Sequence[Token]) -> set[str]:
    """Return all forms of some tokens; short particles lose their و and ف here, as ولم."""
    forms = set().union(*[token.forms for token in tokens])
    if not _JOINED_PARTICLES.isdisjoint(forms):
        forms.update([form[1:] for form in _JOINED_PARTICLES & forms])
    return forms


PAUSES: Final = frozenset(("،", ",", "؛", ";", ":", "-", "–", '"', "”", "»", ")"))


def without_conjunction(token: Token) -> str:
    """Return the word without the conjunction written onto it."""
    low = token.low
    joined = low[:1] in ("و", "ف") and (len(low) > 3 or low[1:] in _PARTICLES)
    return low[1:] if joined else low


THESE: Final = folded("هذه هذا تلك")
