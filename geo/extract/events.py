"""Which words of a sentence tell of an event that happened, and of what type.

The secret of this module is the frame: words of violence that belong together ("carried out air
strikes ... killing at least 15") become one frame with its actors, its place, its day and its
toll; a new place with its own toll, or a word of another kind, opens the next. Plans, denials,
habits, cumulative counts and old background are frames that are set aside with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.backing import backing, flying_over
from geo.extract.besides import asides, of_some, only_when
from geo.extract.breaks import (
    answers,
    by_another_arm,
    is_elsewhere,
    is_set_apart,
    only_made_way,
    place_follows,
    resumed,
    says_more,
    start,
)
from geo.extract.kinds import HARM
from geo.extract.lexicon import Hit, built_in
from geo.extract.senses import FALLING, sense
from geo.extract.senses.things import is_name
from geo.extract.senses.weak import counts
from geo.extract.unsaid import struck
from geo.extract.words import NUMBERS, RAIDERS, TROOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.text import Sentence, Token


_REMOTE: Final = frozenset(
    "air shell hit strike blast ied suicide grenade chem assault fire underfire carry".split()
)
_GROUND: Final = frozenset(
    "clash assault push raid gain gain? enter shot shotdead fire siege lost? underfire surrender carry vac".split()
)
_PROTEST: Final = frozenset(
    "protest protestforce riot mob burn clash march? shot shotdead arrest fire loot".split()
)
_GROUPS: Final = (
    _REMOTE,
    _GROUND,
    _PROTEST,
    frozenset(
        {"abduct", "raid", "shotdead", "shot", "vac", "sexual", "loot", "burn", "assault", "mob"}
    ),
    frozenset({"arrest", "raid", "disrupt"}),
    frozenset({"clash", "assault", "shot", "shotdead", "raid", "taken"}),
    frozenset({"move", "base", "send?", "setup?", "enter"}),
    frozenset({"loot", "burn", "raid", "destroy", "assault"}),
    frozenset({"agreement", "transfer"}),
    frozenset({"change", "surrender"}),
    frozenset({"siege", "push", "move", "enter"}),
    frozenset({"disrupt", "intercept", "raid", "air"}),
    frozenset({"intercept", "hit", "fire"}),
    frozenset({"disrupt", "ied", "grenade", "blast", "suicide"}),
    frozenset({"transfer", "gain", "gain?", "enter"}),
    frozenset({"raid", "suicide"}),
)

_SPLITTERS: Final = frozenset(
    "; while whereas but where elsewhere separately meanwhile although though despite amid".split()
)


@dataclass(slots=True)
class Frame:
    """What one stretch of a sentence tells: kinds of its trigger words, and what belongs to it.

    `total` is a toll that takes in what was told before ("bringing the toll to 18"); `apart` and
    `alike` say that the words set the event apart from others or liken it to the one before;
    `in_reply` answers the blow before it in the sentence, `answered` is that or another blow; `shared` counts one place's
    part of what the sentence counts place by place; `supposed` has no trigger word at all. Who is named in the tokens
    `recalled` only did what a place had seen before.
    """

    sentence: Sentence
    first: int
    last: int
    kinds: list[str]
    heads: list[int]
    reach: set[int] = field(default_factory=set)
    means: set[str] = field(default_factory=set)
    tolls: list[Toll] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    actor1: Actor | None = None
    actor2: Actor | None = None
    aside: str = ""
    total: Toll | None = None
    apart: bool = False
    alike: bool = False
    answered: bool = False
    in_reply: bool = False
    shared: bool = False
    supposed: bool = False
    recalled: frozenset[int] = frozenset()


def find_frames(
    sentence: Sentence,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
    *,
    days: Sequence[int] = (),
    under_fire: bool = False,
) -> list[Frame]:
    """Return the frames of one sentence, left to right.

    Parameters
    ----------
    tolls
        From `geo.extract.counts.find_tolls`.
    places
        Token spans of the place names that may be where something happened.
    days
        The first tokens of what tells a day.
    under_fire
        Whether the sentence before told of bombs or shells, so that "another landed" is one more.
    """
    tokens = sentence.tokens
    hits = _hits(tokens)
    if again := resumed(tokens, hits, places):
        hits = [h for h in hits if h.first not in again]
    words = _with_counted([h for h in hits if h.row["pos"] != "a"], tolls)
    frames: list[Frame] = []
    for hit in words:
        kind = sense(tokens, hit, places, under_fire=under_fire)
        if kind in ("gain", "gain?", "enter") and _only_tried(tokens, hit.first):
            # a crowd that tries to enter a building fights nobody
            kind = kind if kind == "enter" and not _by_armed(tokens, hit.first) else "push"
        word = hit.last - 1 if kind in ("enter", "lost?") else hit.first
        if not counts(tokens, word, kind, hit.row["pos"]):
            continue
        last = frames[-1] if frames else None
        if last is not None and _is_recounted(tokens, last, hit.first, kind, places):
            continue
        if (
            last is not None
            and _joins(tokens, last, hit, kind, tolls, places)
            and not _turns(tokens, last, hit.first, places, days)
        ):
            last.kinds.append(kind)
            last.heads.append(hit.first)
            last.reach.update(range(hit.first, hit.last))
            last.last = hit.last
        else:
            frames.append(_opened(sentence, last, hit, kind, tolls, places))
    _share_tolls(frames, tolls)
    frames = [f for f in frames if not (_is_empty(f) or only_made_way(f, frames))]
    if not frames and (weapon := struck(tokens, hits, places, days)):
        reach = set(range(weapon.first, weapon.last))
        frames = [Frame(sentence, weapon.first, weapon.last, ["hit"], [weapon.first], reach)]
    _lay_means(tokens, frames, hits)
    return frames


def _hits(tokens: Sequence[Token]) -> list[Hit]:
    """Return the trigger phrases that are no names, asides, comparisons or cover for another deed."""
    aside = asides(tokens) | of_some(tokens)
    hits = [
        h
        for h in built_in("triggers").find(tokens)
        if h.first not in aside
        and not is_name(tokens, h.first, h.last)
        and not only_when(tokens, h.first, h.last)
    ]
    covering = backing(tokens, hits) | flying_over(tokens, hits)
    return [h for h in hits if h.first not in covering]


def _opened(
    sentence: Sentence,
    last: Frame | None,
    hit: Hit,
    kind: str,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
) -> Frame:
    """Return the frame that a trigger word opens behind the `last` one."""
    tokens = sentence.tokens
    frame = Frame(
        sentence, hit.first, hit.last, [kind], [hit.first], set(range(hit.first, hit.last)),
        alike=tokens[max(0, hit.first - 1)].low == "similar",
    )  # fmt: skip
    if last is not None:
        between = [t.low for t in tokens[last.last : hit.first]]
        frame.apart = "returned" in between or is_elsewhere(tokens, hit)
        frame.in_reply = answers(tokens, hit, between)
        frame.answered = frame.in_reply or _is_another_blow(tokens, last, hit, tolls, places)
    return frame


def _lay_means(tokens: Sequence[Token], frames: Sequence[Frame], hits: Sequence[Hit]) -> None:
    """Tell each frame the weapons and agents that stand near it."""
    for hit in hits:
        backs = hit.last < len(tokens) and tokens[hit.last].low in _BACKING
        if hit.row["pos"] != "a" or backs or not frames:
            continue
        far, k = min((_distance(frame, hit.first), k) for k, frame in enumerate(frames))
        near = frames[k]
        # a lone count of the dead leans on what the whole sentence names: "A bomb at ...: 30 never came home"
        alone = len(frames) == 1 and set(near.kinds) <= HARM and hit.first < near.heads[0]
        if far > (_ALL_OF_IT if alone else _TO_MEANS_OF):
            continue
        if "while" not in {t.low for t in tokens[near.last : hit.first]}:
            near.means.add(hit.row["kind"])  # "militants attacked, while artillery covered them"


_TO_MEANS_OF: Final = 14  # tokens between a word of violence and what did it
_ALL_OF_IT: Final = 28
_TRYING: Final = frozenset("tried tries trying attempted attempting attempts failed".split())
_TRIED: Final = 8


def _only_tried(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a town was fought for, not taken: "tried to retake X"."""
    ahead = [t.low for t in tokens[max(0, i - _TRIED) : i]]
    joined = any(a in _TRYING and b == "to" for a, b in pairwise(ahead)) and ahead[-1:] == ["and"]
    return joined or (ahead[-1:] == ["to"] and bool(_TRYING & set(ahead)))


def _by_armed(tokens: Sequence[Token], i: int) -> bool:
    """Return whether those who try, told before token `i`, bear arms."""
    low = {t.low for t in tokens[max(0, i - _TRIED) : i]}
    return bool((RAIDERS | TROOPS | {"rebels", "fighters", "militia"}) & low)


# What a count of people alone tells, where no trigger word stands at its verb.
_TOLD_BY: Final = {"killed": "kill", "eliminated": "kill", "injured": "wound"}


def _with_counted(words: list[Hit], tolls: Sequence[Toll]) -> list[Hit]:
    """Add the verbs of harm that only the counting of victims knows: "did not survive"."""
    # "the factions lost nine men": what was lost is no ground
    alone = all(hit.row["kind"] == "lost?" for hit in words)
    # what only its company makes a deed may be the counting verb itself: "six were cut down"
    open_to = {"lost?", "dealt?"} if alone else {"dealt?"}
    known = {
        k for hit in words if hit.row["kind"] not in open_to for k in range(hit.first, hit.last)
    }
    for toll in tolls:
        if toll.quantity in _TOLD_BY and toll.anchor not in known:
            row = {"kind": _TOLD_BY[toll.quantity], "pos": "v"}
            words.append(Hit(toll.anchor, toll.anchor + 1, row))
            known.add(toll.anchor)
    return sorted(words, key=lambda hit: hit.first)


def _distance(frame: Frame, position: int) -> int:
    return min(abs(head - position) for head in frame.heads)


def _joins(
    tokens: Sequence[Token],
    frame: Frame,
    hit: Hit,
    kind: str,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether a trigger word belongs to the open frame."""
    i = hit.first
    between = tokens[frame.last : i]
    words = [t.low for t in between]
    own = set(frame.kinds) - HARM
    if (
        is_set_apart(tokens, hit, kind, words)
        or says_more(tokens, frame, i, words, places)
        or by_another_arm(frame, kind, words, i, tokens, places)
    ):
        return False
    split = not _SPLITTERS.isdisjoint(_parting(tokens, frame.last, i, places))
    new_place = any(frame.last <= a < i for a, _ in places)
    if frame.sentence.is_title and (";" in words or ("," in words and place_after(i, places))):
        return False
    if kind == "burn" and own <= _DEALT and {"left", "leaving"} & set(words[-_TO_LEFT:]):
        return True  # "a drone hit a lorry and left it burning"
    if kind in HARM:
        return _harm_joins(tokens, frame, hit, tolls, places, split=split)
    if not own:
        # "killed in X after it was taken", "killed, while reinforcements were sent", "killed in X, while in Y a crowd burnt"
        elsewhere = split and new_place and _two_places(tokens, frame, i, places)
        return not elsewhere and not (
            (kind in ("gain", "gain?") and "after" in words) or (split and kind == "move")
        )
    if not new_place and _goes_with(kind, own, words):
        return True
    if kind == "shell" and own <= _DEALT and "with" in words[-_TO_MEANS:]:
        return True  # "targeted A, B and C with 30 artillery and rocket shells"
    if not any(kind in group and own <= group for group in _GROUPS):
        return False
    if _is_another_blow(tokens, frame, hit, tolls, places):
        return False
    if split and (new_place or place_follows(i, tokens, places)):
        return False
    if (
        {"after", "before", "following", "as"} & set(words)
        and new_place
        and place_follows(i, tokens, places)
    ):
        return False
    if kind[:4] == "gain" and new_place and "siege" in own and place_follows(i, tokens, places):
        return False  # "encircled the post at A and took B"
    if kind == "gain" and "gain" in own and new_place:
        return "and" in words and len(words) < 6
    return len(words) <= 30


_DEALT: Final = frozenset({"hit", "fire", "shell"})
_TO_MEANS: Final = 6  # tokens of "with more than 30 artillery and"


def _parting(
    tokens: Sequence[Token], first: int, last: int, places: Sequence[tuple[int, int]]
) -> list[str]:
    """Return the words between two triggers without a "where" that goes on telling of the place before it."""
    ends = {end for _, end in places}
    here = {k for k in range(first, last) if tokens[k].low == "where" and {k, k - 1} & ends}
    if any(max(here, default=last) < a < last + _GOING_ON for a, _ in places):
        here = set()  # "in A, where a bomb killed two, and B"
    if tokens[first].low == "elsewhere":
        here.add(
            first
        )  # "a strike elsewhere in X killed two": the strike is told apart, not its dead
    return [tokens[k].low for k in range(first, last) if k not in here]


_GOING_ON: Final = 12


def _harm_joins(
    tokens: Sequence[Token],
    frame: Frame,
    hit: Hit,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
    *,
    split: bool,
) -> bool:
    """Return whether harm belongs to the open frame: "killed when warplanes bombed X", unless each has its own place."""
    i = hit.first
    words = {t.low for t in tokens[frame.last : i]}
    own = set(frame.kinds) - HARM
    new_place = any(frame.last <= a < i for a, _ in places)
    if own and _of_next(tokens, frame, i):
        return False
    if frame.kinds[-1] in HARM and split:
        return False
    if own and split and new_place and not {"when", "after"} & words:
        return False
    if _elsewhere(tokens, frame, hit, tolls, places):
        return False
    if not _two_tolls(frame, hit, tolls):
        return True
    place_before = any(start(frame) <= a < frame.last for a, _ in places)
    behind = place_follows(i, tokens, places) or _bombed_behind(i, tokens, places)
    if (place_before or (new_place and "and" in words)) and behind:
        return False
    return bool(own) or not (new_place or split)


def _goes_with(kind: str, own: set[str], words: Sequence[str]) -> bool:
    """Return whether a word only adds to the deed before it, in the same place."""
    if own == {"burn"} and kind == "hit" and "after" in words:
        return True  # "the plant burned down after missiles struck it"
    found = kind == "disrupt" and own and own <= _FOUGHT
    return bool(found) and not _SPLITTERS - {"after"} & set(
        words
    )  # "foiled an attack and found two rifles"


_TO_LEFT: Final = 4  # tokens of "left the fuel lorry"


def _of_next(tokens: Sequence[Token], frame: Frame, i: int) -> bool:
    """Return whether the dead are those of the next deed: "took X, and two were killed when troops shelled Y"."""
    words = [t.low for t in tokens[frame.last : i]]
    behind = [t.low for t in tokens[i + 1 : i + 5]]
    return "and" in words and "when" in behind


_FOUGHT: Final = frozenset({"assault", "clash", "push", "shot", "shotdead"})


def _is_recounted(
    tokens: Sequence[Token],
    frame: Frame,
    i: int,
    kind: str,
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether a deed is only what came before: "attacked X after the army had shelled its area"."""
    words = [t.low for t in tokens[frame.last : i]]
    if kind in HARM or not set(frame.kinds) - HARM or "had" not in words[-3:]:
        return False
    return "after" in words and not any(a >= frame.last + words.index("after") for a, _ in places)


def _turns(
    tokens: Sequence[Token],
    frame: Frame,
    i: int,
    places: Sequence[tuple[int, int]],
    days: Sequence[int],
) -> bool:
    """Return whether "and on Thursday" or a colon turns to another event, each with its own place."""
    start = next((k for k in range(i - 1, frame.last - 1, -1) if tokens[k].low in _TURNING), None)
    if start is None:
        return False
    ahead = [a for a, _ in places if a < start]
    behind = [a for a, _ in places if a > start]
    if not behind:
        return False
    if tokens[start].word == ":":
        return any(start < day < i for day in days)
    earlier = ahead and any(day < start for day in days)
    return bool(earlier) and any(start < day <= start + 4 for day in days)


_TURNING: Final = frozenset(("and", "while", ":", "but"))


def _two_places(
    tokens: Sequence[Token], frame: Frame, last: int, places: Sequence[tuple[int, int]]
) -> bool:
    """Return whether "and in B" opens a clause of its own: "a woman died in A, and in B three were killed"."""
    first = start(frame)
    for a, _ in places:
        if not (frame.last < a < last and any(first <= b < a for b, _ in places)):
            continue
        k = a - 1
        while k > first and tokens[k].low in ("the", "of", "town", "village", "city", "nearby"):
            k -= 1
        if tokens[k].low in ("in", "at", "near") and tokens[k - 1].low in ("and", ";", "while"):
            return True
    return False


_ANSWERED: Final = 8  # tokens of "after shelling by X's forces killed seven"


def _elsewhere(
    tokens: Sequence[Token],
    frame: Frame,
    hit: Hit,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether the next victims fell at another place that the sentence names."""
    if _two_tolls(frame, hit, tolls) and _two_places(tokens, frame, hit.first, places):
        return True
    between = [t.low for t in tokens[frame.last : hit.first]]
    told = any(start(frame) <= a < hit.first for a, _ in places)
    if ("and", "that") in pairwise(between) and told and place_follows(hit.first, tokens, places):
        return True  # "reported that A was shelled and that six were killed in B"
    return hit.row["kind"] == "wound" and _hurt_elsewhere(tokens, frame, hit, tolls, places)


_AT_ONCE: Final = 7  # tokens of "the injury of nine others at X"


def _hurt_elsewhere(
    tokens: Sequence[Token],
    frame: Frame,
    hit: Hit,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether others were hurt at another place than where the dead fell: "and the injury of nine at B"."""
    led = {t.low for t in tokens[frame.last : hit.first]}
    killed = any(t.quantity == "killed" and t.anchor in frame.reach for t in tolls)
    own = any(hit.first <= t.anchor < hit.last for t in tolls)
    earlier = any(start(frame) <= a < hit.first for a, _ in places)
    then = next((a for a, _ in places if a >= hit.last), None)
    if not (killed and own and earlier and "and" in led and then is not None):
        return False
    between = [t.low for t in tokens[hit.last : then]]
    return len(between) <= _AT_ONCE and between[-1:] in (["in"], ["at"], ["near"])


def _falls_elsewhere(
    tokens: Sequence[Token], frame: Frame, hit: Hit, places: Sequence[tuple[int, int]]
) -> bool:
    """Return whether more fell at another place: "two rockets fell on A, and two mortar rounds landed in B"."""
    turn = next(
        (k for k in range(hit.first - 1, frame.last - 1, -1) if tokens[k].low == "and"), None
    )
    if turn is None or not any(frame.last <= a < turn for a, _ in places):
        return False
    rest = tokens[turn + 1 : hit.last]
    counted = rest[:1] and (rest[0].low in _NUMBERED or rest[0].word.isdigit())
    missiles = any(t.low in FALLING for t in rest)
    return bool(counted) and missiles and place_follows(hit.first, tokens, places)


_NUMBERED: Final = NUMBERS.union("a an one another".split())


def _is_another_blow(
    tokens: Sequence[Token],
    frame: Frame,
    hit: Hit,
    tolls: Sequence[Toll],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether one blow is told beside another: "struck targets in X after shelling killed seven"."""
    led = {t.low for t in tokens[max(frame.last, hit.first - 3) : hit.first]}
    own = any(t.anchor in frame.reach for t in tolls)
    between = [t.low for t in tokens[frame.last : hit.first]]
    if _falls_elsewhere(tokens, frame, hit, places):
        return True
    if own and ("and", "that") in pairwise(between):
        return True  # "announced that five had been killed and that 80 targets were struck"
    deadly = any(
        t.quantity == "killed" and hit.last <= t.anchor <= hit.last + _ANSWERED for t in tolls
    )
    return "after" in led and deadly and not own


# "with artillery support" tells who helped, not how it was done
_BACKING: Final = frozenset("support cover backing".split())


def place_after(i: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether any place is named behind token `i`."""
    return any(a > i for a, _ in places)


def _two_tolls(frame: Frame, hit: Hit, tolls: Sequence[Toll]) -> bool:
    """Return whether both the frame and the next word kill people of their own."""
    deadly = [t for t in tolls if t.quantity in ("killed", "eliminated")]
    return any(t.anchor in frame.reach for t in deadly) and any(
        hit.first <= t.anchor < hit.last for t in deadly
    )


_BEHIND: Final = 14  # tokens of "killed at dawn when a Russian aircraft bombed the town of"


def _bombed_behind(i: int, tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> bool:
    """Return whether "when" leads to the place of the victims at `i`: "two were killed when jets bombed B"."""
    then = next((a for a, _ in places if a > i), None)
    if then is None or then - i > _BEHIND:
        return False
    words = [t.low for t in tokens[i:then]]
    return "when" in words and not {";", "while", "after", ","} & set(words)


def _share_tolls(frames: Sequence[Frame], tolls: Sequence[Toll]) -> None:
    for toll in tolls:
        owner = next((f for f in frames if toll.anchor in f.reach), None)
        if owner is None:
            owner = min(
                frames, key=lambda f: min(abs(h - toll.anchor) for h in f.heads), default=None
            )
        if owner is not None:
            owner.tolls.append(toll)


def _is_empty(frame: Frame) -> bool:
    """Return whether a frame has nothing but a word that alone tells no event."""
    kinds = set(frame.kinds)
    if kinds <= {"destroy", "carry", "enter", "push", "surrender"}:
        weak = kinds <= {"destroy", "carry", "surrender"}
        return weak and not frame.tolls and not frame.answered
    return kinds <= {"wound", "taken"} and not frame.tolls
