"""Whom a deed was aimed at: those under arms, people at home or on the road, a crowd.

The secret of this module is how an aim is told: by those counted, by what stands behind "fired on", by
who came under fire, by the post that was attacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.armed import CIVILIANS, UNDER_ARMS
from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.events import Frame
    from geo.extract.text import Token

# behind these words of arms act: "killed by militants", "took place when gunmen targeted"
_DOING: Final = frozenset("by when after".split())
NO_ARMS: Final = frozenset("civilians children journalists".split())
FORCES: Final = frozenset(
    "soldiers troops army police forces military convoy patrol security guards militants rebels fighters officers gunfight battle "
    "policemen soldier officer troopers peacekeepers vigilantes".split()
)
_HOMES: Final = frozenset(
    "village villages community communities neighbourhood neighborhood neighbourhoods neighborhoods market church mosque "
    "school homes houses farms farm bus buses worshippers residents villagers farmers herders passengers travellers travelers commuters".split()
)
_ON_WHOM: Final = 7  # tokens of "attacked the remote farming community"
_POSTS: Final = frozenset(
    "checkpoint base outpost barracks patrol garrison post position positions".split()
)
_AT_WHOM: Final = 12  # tokens of "opened fire on a bus carrying Syrian soldiers"
_ON: Final = frozenset("on at under".split())
_AIM_ENDS: Final = frozenset(", ; . killing wounding in near after while who and".split())
_KEEP_ORDER: Final = frozenset({"police", "state"})


def fired_on_crowd(frame: Frame) -> bool:
    """Return whether those who keep order shot at people who gathered: "police used live rounds against a crowd"."""
    order = frame.actor1 is not None and frame.actor1.kind in _KEEP_ORDER
    if not order or not set(frame.kinds) & {"fire", "shot", "shotdead"}:
        return False
    low = [t.low for t in frame.sentence.tokens]
    behind = low[frame.heads[0] : frame.heads[0] + _AT_WHOM]
    aims = [k for k, w in enumerate(behind) if w in ("on", "at", "against", "into")]
    return any({"crowd", "crowds"} & set(behind[k : k + 5]) for k in aims)


def fighters_died(frame: Frame) -> bool:
    """Return whether those counted bear arms, or where nobody is counted, those named beside the verb."""
    if frame.tolls:
        dead = [t for t in frame.tolls if t.quantity == "killed" and t.low] or frame.tolls
        most = sum(t.low or 0 for t in dead if t.victim_class in NO_ARMS)
        armed = [t for t in dead if t.victim_class in UNDER_ARMS]
        # twelve farm hands and the two guards who were with them
        return bool(armed) and sum(t.low or 0 for t in armed) >= most
    tokens = frame.sentence.tokens
    near = tokens[max(0, frame.heads[0] - 6) : frame.heads[-1] + 9]
    start = max(0, frame.heads[0] - 6)
    doer = range(frame.actor1.first - start, frame.actor1.last - start) if frame.actor1 else ()
    found = [
        hit
        for hit in built_in("victims").find(near)
        if not _DOING & {t.low for t in near[max(0, hit.first - 3) : hit.first]}
        and hit.first not in doer
    ]
    if frame.sentence.is_arabic and len(found) > 1 and found[-1].row["class"] not in UNDER_ARMS:
        # "اعتدى عناصر الميليشيا على مواطنين": the doer stands behind the verb, then who suffered
        behind = range(frame.heads[0] - start + 1, frame.heads[0] - start + 1 + _TO_DOER)
        found = [h for h in found if h.row["class"] not in UNDER_ARMS or h.first not in behind]
    if frame.sentence.is_arabic and "vac" in frame.kinds:
        found = [
            h for h in found if start + h.first > frame.heads[0]
        ]  # who put to death stands first
    return not any(hit.row["class"] in NO_ARMS for hit in found) and any(
        # Bare "gunmen" stand on either side of an Arabic verb and mostly act.
        hit.row["class"] in UNDER_ARMS and not near[hit.first].forms[-1].startswith("مسلح")
        for hit in found
    )


_TO_DOER: Final = 2


def civil(frame: Frame) -> bool:
    """Return whether people without arms are counted, or named as those who suffered."""
    if frame.actor2 is not None and frame.actor2.kind in ("state", "rebel", "militia"):
        # "three members of the National Defence Forces": counted as people, but they bear arms
        return any(t.victim_class in NO_ARMS for t in frame.tolls)
    return any(t.victim_class in CIVILIANS for t in frame.tolls) or (
        frame.actor2 is not None and frame.actor2.kind == "civilians"
    )


def bears_arms(actor: Actor | None) -> bool:
    """Return whether an actor is an army, a group under arms or the police."""
    return actor is not None and actor.kind in ("state", "rebel", "militia", "police", "gang")


def on_homes(frame: Frame) -> bool:
    """Return whether the attack was on where people live, work or pray, and no arms are named."""
    tokens = frame.sentence.tokens
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "assault"]
    lived_in = any(_HOMES & {t.low for t in tokens[h + 1 : h + _ON_WHOM]} for h in heads)
    return lived_in and not (FORCES - {"fighters", "rebels", "militants"}) & {t.low for t in tokens}


def at_a_post(frame: Frame) -> bool:
    """Return whether the attack was on those under arms: "gunmen attacked a checkpoint"."""
    tokens = frame.sentence.tokens
    return any(
        (kind == "assault" and _POSTS & {t.low for t in tokens[head + 1 : head + 6]})
        or (kind == "shot" and _fired_on_men(tokens, head))
        for head, kind in zip(frame.heads, frame.kinds, strict=True)
    )


def _fired_on_men(tokens: Sequence[Token], head: int) -> bool:
    """Return whether the shots were aimed at those under arms: "opened fire on a bus carrying soldiers"."""
    behind = tokens[head + 1 : head + _AT_WHOM]
    at = next((k for k, t in enumerate(behind) if t.low in ("on", "at")), None)
    if at is None:
        return False
    end = next((k for k, t in enumerate(behind) if k > at and t.low in _AIM_ENDS), len(behind))
    aim = behind[at:end]
    return bool(_POSTS & {t.low for t in aim}) or any(
        hit.row["class"] in UNDER_ARMS for hit in built_in("victims").find(aim)
    )


def shot_at_unarmed(frame: Frame) -> bool:
    """Return whether people without arms were fired on: "fired on travellers", "a convoy of traders came under fire"."""
    tokens = frame.sentence.tokens
    found: set[str] = set()
    for head, kind in zip(frame.heads, frame.kinds, strict=True):
        if kind != "shot":
            continue
        at = next(
            (k for k in range(head, min(head + 5, len(tokens))) if tokens[k].low in _ON), None
        )
        if at is None:
            continue
        under = tokens[at].low == "under" or (
            tokens[at + 1 : at + 2] and tokens[at + 1].low == "by"
        )
        aim = tokens[max(0, head - _AT_WHOM) : head] if under else tokens[at + 1 : at + _AT_WHOM]
        low = [t.low for t in aim]
        end = next((k for k, w in enumerate(low) if w in _AIM_ENDS), len(low))
        aim = aim if under else aim[:end]
        found |= {hit.row["class"] for hit in built_in("victims").find(aim)}
        found |= {"soldiers"} if (_POSTS | FORCES - {"convoy"}) & {t.low for t in aim} else set()
    if bears_arms(frame.actor2):
        return False
    return bool(found - {"-"}) and not found & UNDER_ARMS - {"-"}
