"""What says that a deed was done from afar, where its own word leaves that open.

The secret of this module is the weapon beside the deed: a massacre by jets, an assassination by a drone, a
house levelled by shells, and the aircraft or missile that the sentence before named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from geo.extract.events import Frame
    from geo.extract.text import Sentence

_MASSACRES: Final = 9  # tokens of "a massacre, the work of jets that bombed"
_BOMBERS: Final = frozenset(
    "air warplanes warplane jets jet aircraft airstrike airstrikes bombing bombed bombardment shelling shelled helicopters rockets".split()
)
_MURDERS: Final = ("assassinat", "murder")


def by_bombs(frame: Frame) -> bool:
    """Return whether a "massacre" was one from the air or by guns: "warplanes carried out a massacre"."""
    low = [t.low for t in frame.sentence.tokens]
    return any(
        low[head].startswith("massacre")
        and _BOMBERS & set(low[max(0, head - _MASSACRES) : head + _MASSACRES])
        for head in frame.heads
    )


def murdered_from_afar(frame: Frame) -> bool:
    """Return whether a drone or a bomb, not a hand, assassinated somebody: "by a drone that fired on his car"."""
    low = [t.low for t in frame.sentence.tokens]
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "vac"]
    told = any(
        low[h].startswith(_MURDERS) and {"by", "in", "with", "when"} & set(low[h + 1 :])
        for h in heads
    )
    return told and not frame.means & {"gun", "shot"}


def levelled(frame: Frame) -> bool:
    """Return whether aircraft or shells, not diggers, may have brought a building down: "jets levelled it"."""
    low = [t.low for t in frame.sentence.tokens]
    return any(low[h].startswith(("level", "raz")) for h in frame.heads)


def between_armies(frame: Frame) -> bool:
    """Return whether one country's army hurt another's: who fights on the ground is told to.

    "Five Turkish soldiers were killed when Syrian forces attacked", "Turkish forces retaliated
    against the regime": armies reach each other from afar.
    """
    armies = {a.name for a in (frame.actor1, frame.actor2) if a is not None and a.kind == "state"}
    low = (t.low for t in frame.sentence.tokens)
    harmed = bool(frame.tolls) or frame.answered or any(w.startswith("retaliat") for w in low)
    return harmed and len(armies) > 1


_OTHER_WORK: Final = frozenset(
    "evacuated evacuate rescue rescued aid relief delivered bought purchased deliver deal sale capable can would will "
    "could may exercise exercises display displayed ground-based reconnaissance spotted".split()
)
_KINDS: Final = frozenset(("air", "shell"))
_OPENING: Final = 4  # tokens of "It was a mine"


def weapon_named(part: Sentence) -> str:
    """Return "air", "shell" or "ied" for the weapon that a sentence names which tells no deed in known words, else ``""``.

    "An S-300 missile opened up a ward. A newborn did not survive": the second sentence counts its dead.
    """
    if part.is_arabic or part.is_title or _OTHER_WORK & {t.low for t in part.tokens}:
        return ""
    found = [h for h in built_in("triggers").find(part.tokens) if h.row["pos"] == "a"]
    if any(h.row["kind"] == "mine" and h.first < _OPENING for h in found):
        return "ied"  # "Two dead in X. A mine in an orchard."
    return next((h.row["kind"] for h in found if h.row["kind"] in _KINDS), "")
