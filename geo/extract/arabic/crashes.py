"""Where an aircraft came down that was told to be shot down.

The secret of this module is that "the helicopter crashed near X" tells no other event: it only says
where, and what lies behind a bearing ("southeast of Y") is not it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.bearings import is_bearing
from geo.extract.arabic.words import forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

_FELL: Final = folded("تحطم تحطمت سقط سقطت هوى هوت سقوط تحطمها سقوطها حطام حطامها")
_IT: Final = folded("المروحيه الطايره المقاتله المسيره")


def where_it_fell(part: Sentence, spots: Sequence[Spot]) -> list[Spot]:
    """Return where the aircraft told of before came down, nothing where the sentence does not say so."""
    if not part.is_arabic or not forms_in(part.tokens) & _FELL:
        return []
    if not forms_in(part.tokens) & _IT:
        return []
    return [s for i, s in enumerate(spots) if not is_bearing(part.tokens, spots, i)]
