"""Which deaths an Arabic frame counts: of whom, and how many where no number is written.

The secret of this module is who stands behind the verb: who was killed or who killed, one man whose
name is told, or both sides of a fight.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.words import DEADLY, forms_in
from geo.extract.counts import Toll
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.clauses import Clause
    from geo.extract.events import Frame
    from geo.extract.text import Token


def count_once(frame: Frame, parts: Sequence[Clause]) -> None:
    """Let a risen toll be the toll, and one who was assassinated be one dead."""
    tokens = frame.sentence.tokens
    frame.tolls = [_of_object(tokens, t) for t in frame.tolls]
    frame.tolls = [
        t
        for t in frame.tolls
        if not (
            tokens[t.anchor].forms[-1].startswith(_SLAYING[0])
            and t.first == t.anchor + 1
            and forms_in(tokens[t.first : t.last]) & _GUNMEN
        )
    ]
    if any(t.quantity in DEADLY for t in frame.tolls):
        return
    if frame.total is not None:
        own = [c for c in parts if c.first <= frame.total.first < c.last]
        if not own or own[0].link != "so":
            frame.tolls.append(frame.total)
        return
    words = forms_in(tokens[parts[0].first : parts[-1].last])
    if words & _MATERIAL and words & _MERELY:
        anchor = frame.heads[0]
        frame.tolls.append(Toll(anchor, anchor + 1, anchor, "killed", 0, 0, "=", ""))
        return
    slain = next((h for h in frame.heads if _slays_one(tokens[h])), None)
    if slain is None:
        span = range(max(1, parts[0].first), parts[-1].last)
        slain = next((k for k in span if _is_his_death(tokens, k)), None)
    if slain is None:
        span = range(max(1, parts[0].first), parts[-1].last)
        slain = next((k for k in span if _is_one_of_them(tokens, k)), None)
    if slain is not None and not frame.tolls:
        frame.tolls.append(Toll(slain, slain + 1, slain, "killed", 1, 1, "=", ""))


_DOERS: Final = ("fighters", "soldiers", "police")
_ACCUSATIVE: Final = "\u064b"


def _of_object(tokens: Sequence[Token], toll: Toll) -> Toll:
    """Return the toll of who was killed where the killer, right behind the verb, was counted: "قتل قناص مدنياً"."""
    if toll.victim_class not in _DOERS or toll.first != toll.anchor + 1 or toll.last >= len(tokens):
        return toll
    if toll.low != 1 or _ACCUSATIVE not in tokens[toll.last].word:
        return toll
    slain = built_in("victims").at(tokens, toll.last)
    if slain is None or slain.row["count"] != "1":
        return toll
    return replace(toll, first=slain.first, last=slain.last, victim_class=slain.row["class"])


_HIS_DEATH: Final = ("مقتله", "مقتلها", "استشهاده", "استشهادها", "وفاته", "وفاتها")
_DIED_ONE: Final = ("فمات", "فماتت", "ففارق", "ففارقت", "فتوفي", "فتوفيت")
_KILLED_ONE: Final = (
    "اردوها",
    "اردتها",
    "قتلته",
    "قتلوه",
    "قتله",
    "قتلتها",
    "قتلوها",
    "اردته",
    "اردوه",
    "ارداه",
)


def _is_his_death(tokens: Sequence[Token], k: int) -> bool:
    """Return whether an outcome is the death of the one just named: "ما أسفر عن مقتله"."""
    led = tokens[k].low.removeprefix("ل") if tokens[k].low[:1] == "ل" else ""
    behind = tokens[k - 1].low in ("عن", "الي") and tokens[k].low in _HIS_DEATH
    return behind or led in _HIS_DEATH


_ONE_OF_THEM: Final = ("احدهم", "احدهما", "احداهن", "احداهما")


def _is_one_of_them(tokens: Sequence[Token], k: int) -> bool:
    """Return whether one of those just named was killed: "وقُتل أحدهم"."""
    if tokens[k].low not in _ONE_OF_THEM:
        return False
    harm = built_in("harm").at(tokens, k - 1)
    return harm is not None and harm.row["side"] == "verb" and harm.row["quantity"] == "killed"


def _slays_one(token: Token) -> bool:
    """Return whether a verb tells of one dead: اغتال, or by the pronoun written onto it, قتلته."""
    one = token.forms[-1] in _KILLED_ONE or token.low in _DIED_ONE
    return one or token.forms[-1].startswith(_SLAYING)


_SIDE_OF: Final = {"fighters": 1, "soldiers": 2, "police": 2, "civilians": 3}


_MORE: Final = folded("اخرون اخرين اخران اخر")


def both_sides(tokens: Sequence[Token], tolls: Sequence[Toll]) -> list[Toll]:
    """Let the dead told by two verbs add up: those of two sides, those and "31 others"."""
    dead = [t for t in tolls if t.quantity == "killed" and t.low]
    if len(dead) == 2 and forms_in(tokens[dead[1].last - 1 : dead[1].last + 1]) & _MORE:
        return [replace(t, anchor=dead[0].anchor) if t in dead else t for t in tolls]
    sides = [_SIDE_OF.get(t.victim_class) for t in dead]
    if len(dead) < 2 or None in sides:
        return list(tolls)
    told_by: dict[int | None, int] = {}
    for toll, side in zip(dead, sides, strict=True):
        if told_by.setdefault(side, toll.anchor) != toll.anchor or len(set(sides)) == 1:
            return list(tolls)  # the same men again
    return [replace(t, anchor=dead[0].anchor) if t in dead else t for t in tolls]


_MATERIAL: Final = folded("ماديات ماديه مادي")
_MERELY: Final = folded("اقتصرت اقتصر فقط اقتصار")
_GUNMEN: Final = folded("مسلحان مسلحون مسلح مجهولان مجهولون مجهول عناصر قناص")
_SLAYING: Final = ("اغتال", "اغتيل")
