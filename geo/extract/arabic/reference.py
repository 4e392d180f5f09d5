"""What an Arabic frame or sentence points to outside itself: a deed, a region, a scene told before.

The secret of this module is the article and the words of return: الغارات, هذا الهجوم, الجبهة نفسها.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.continuing import opens_with
from geo.extract.arabic.words import HARM, THESE, forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

CLAIMING: Final = folded("تبنى تبنت تبني مسووليته مسووليتها مسووليتهم")


def scene_of(sentence: Sentence, mentions: Sequence[tuple[Spot, Sentence]]) -> list[Spot]:
    """Return the region that a sentence opens with: "وفي ريف X الشرقي، أصيب ستة بقصف"."""
    wide = [
        s
        for s, part in mentions
        if part is sentence and s.wide and s.role == "background" and not (s.country or s.adjective)
    ]
    return [s for s in wide if opens_with(sentence.tokens, s)][:1]


def claims_deed(sentence: Sentence) -> bool:
    """Return whether somebody says that a deed told before was theirs: "وتبنّت الحركة العملية"."""
    if not sentence.is_arabic:
        return False
    words = forms_in(sentence.tokens)
    return bool(words & CLAIMING) and not words & {"لم", "اي"}


def points_back(frame: Frame) -> bool:
    """Return whether an Arabic frame's words refer to something told before: الغارات, هذا الهجوم."""
    tokens = frame.sentence.tokens
    deeds = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in HARM]
    for head in deeds or frame.heads:  # "exposed to injuries by shells" points to no shells
        forms = tokens[head].forms
        if any(f.startswith("ال") and f[2:] in forms for f in forms) or (
            forms_in(tokens[max(0, head - 1) : head]) & THESE
        ):
            return True
    return of_attackers(frame) or ("protest" in frame.means and not frame.places)


_REGIONS: Final = folded("المحافظه الولايه الاقليم المقاطعه الجبهه المحور الجبهات القطاع المنطقه")
_SAME: Final = folded("نفسها نفسه ذاتها ذاته عينها عينه")


def in_same_region(frame: Frame) -> bool:
    """Return whether a frame happens in the region told before: "وعلى الجبهة نفسها", "في المحافظة ذاتها"."""
    tokens = frame.sentence.tokens
    near = tokens[max(0, frame.heads[0] - _SAME_REACH) : frame.heads[-1] + _SAME_REACH]
    return not frame.places and any(
        set(a.forms) & _REGIONS and set(b.forms) & _SAME for a, b in pairwise(near)
    )


_SAME_REACH: Final = 12


def bombards(frame: Frame) -> bool:
    """Return whether a frame's own words are of shells or bombs, which "an attack" leaves open: القصف."""
    return any(frame.sentence.tokens[h].forms[-1].startswith("قصف") for h in frame.heads)


_HAPPENED: Final = folded("وقع وقعت حدث حدثت حصل حصلت جرى جرت نفذ نفذت")


def took_place(frame: Frame) -> bool:
    """Return whether a frame only says when what was told happened: "وذكرت أن الغارة وقعت أمس"."""
    tokens = frame.sentence.tokens
    nouns = [h for h in frame.heads if "ال" + tokens[h].forms[-1] in tokens[h].forms]
    verbs = [h for h in frame.heads if set(tokens[h].forms) & _HAPPENED]
    if not nouns or len(nouns) + len(verbs) < len(frame.heads):
        return False
    near = tokens[max(0, nouns[0] - 2) : nouns[0] + 3]
    return bool(forms_in(near) & _HAPPENED)


def of_attackers(frame: Frame) -> bool:
    """Return whether a frame without a place tells of "the attackers" of an attack told before."""
    words = forms_in(frame.sentence.tokens[frame.first : frame.last])
    return bool(words & _ATTACKERS) and not frame.places


_ATTACKERS: Final = folded("المهاجمين المهاجمون المهاجم المنفذ المنفذون المنفذين الانتحاري")
