"""Which words of a sentence tell of an event that happened, and of what type.

The secret of this module is the frame: words of violence that belong together ("carried out air
strikes ... killing at least 15") become one frame with its actors, its place, its day and its
toll; a new place with its own toll, or a word of another kind, opens the next. Plans, denials,
habits, cumulative counts and old background are frames that are set aside with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.lexicon import Hit
    from geo.extract.text import Sentence, Token


_WEAK: Final = frozenset(
    {
        "destroy",
        "fire",
        "enter",
        "push",
        "gain?",
        "lost?",
        "send?",
        "setup?",
        "march?",
        "carry",
        "surrender",
        "burn",
        "underfire",
        "shot",
    }
)
_REMOTE: Final = frozenset(
    {
        "air",
        "shell",
        "hit",
        "strike",
        "blast",
        "ied",
        "suicide",
        "grenade",
        "chem",
        "assault",
        "fire",
        "underfire",
        "carry",
    }
)
_GROUND: Final = frozenset(
    {
        "clash",
        "assault",
        "push",
        "raid",
        "gain",
        "gain?",
        "enter",
        "shot",
        "shotdead",
        "fire",
        "siege",
        "lost?",
        "underfire",
        "surrender",
        "carry",
        "vac",
    }
)
_PROTEST: Final = frozenset(
    {
        "protest",
        "protestforce",
        "riot",
        "mob",
        "burn",
        "march?",
        "shot",
        "shotdead",
        "arrest",
        "fire",
        "loot",
    }
)
_GROUPS: Final = (
    _REMOTE,
    _GROUND,
    _PROTEST,
    frozenset(
        {"abduct", "raid", "shotdead", "shot", "vac", "sexual", "loot", "burn", "assault", "mob"}
    ),
    frozenset({"arrest", "raid", "disrupt"}),
    frozenset({"move", "base", "send?", "setup?", "enter"}),
    frozenset({"loot", "burn", "raid", "destroy", "assault"}),
    frozenset({"agreement", "transfer"}),
    frozenset({"change", "surrender"}),
    frozenset({"siege", "push", "move", "enter"}),
    frozenset({"disrupt", "intercept", "raid", "air"}),
    frozenset({"disrupt", "ied", "grenade"}),
    frozenset({"transfer", "gain", "gain?", "enter"}),
)

_SPLITTERS: Final = frozenset(
    (
        "; while whereas but before following when where elsewhere separately meanwhile "
        "although though despite amid after"
    ).split()
)


@dataclass(slots=True)
class Frame:
    """What one stretch of a sentence tells: kinds of its trigger words, and what belongs to it.

    `total` is a toll that takes in what was told before ("bringing the toll to 18"); `apart` and
    `alike` say that the words set the event apart from others or liken it to the one before.
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

    @property
    def has_toll(self) -> bool:
        """Whether the frame counts anyone killed, injured, captured or displaced."""
        return bool(self.tolls)


def find_frames(
    sentence: Sentence, tolls: Sequence[Toll], places: Sequence[tuple[int, int]]
) -> list[Frame]:
    """Return the frames of one sentence, left to right.

    Parameters
    ----------
    tolls
        From `geo.extract.counts.find_tolls`.
    places
        Token spans of the place names that may be where something happened.
    """
    tokens = sentence.tokens
    hits = [h for h in built_in("triggers").find(tokens) if not _is_name(tokens, h.first, h.last)]
    means = [(h.first, h.row["kind"]) for h in hits if h.row["pos"] == "a"]
    words = [h for h in hits if h.row["pos"] != "a"]
    frames: list[Frame] = []
    for hit in words:
        kind = _sense(tokens, hit)
        word = hit.last - 1 if kind == "enter" else hit.first
        if not _counts(tokens, word, kind, hit.row["pos"]):
            continue
        frame = frames[-1] if frames else None
        if frame is not None and _joins(tokens, frame, hit, kind, tolls, places):
            frame.kinds.append(kind)
            frame.heads.append(hit.first)
            frame.reach.update(range(hit.first, hit.last))
            frame.last = hit.last
        else:
            frames.append(
                Frame(
                    sentence,
                    hit.first,
                    hit.last,
                    [kind],
                    [hit.first],
                    set(range(hit.first, hit.last)),
                )
            )
    _share_tolls(frames, tolls)
    frames = [f for f in frames if not _is_empty(f)]
    for position, kind in means:
        near = min(frames, key=lambda f: _distance(f, position), default=None)
        if near is not None and _distance(near, position) <= 14:
            near.means.add(kind)
    return frames


PLACE_WORDS: Final = frozenset(
    (
        "town village villages city district towns area areas base crossing hill hills "
        "neighbourhood neighborhood positions highway outpost camp airport stretch province "
        "headquarters barracks checkpoint settlement road bridge heights farms quarter dam post "
        "junction settlements districts ridge airbase"
    ).split()
)
_ARMS: Final = frozenset(
    (
        "weapons arms explosives ammunition detonators rifles rockets mines grenades drugs "
        "cache guns kalashnikovs munitions shells launchers rounds missiles"
    ).split()
)
_DONE: Final = frozenset(
    "strike strikes raid raids operation operations attack attacks plan order orders mission warrant".split()
)
_DEMANDS: Final = frozenset(
    "demand demanding demands protest against denounce denouncing condemn condemning calling chanting slogan slogans placards banners "
    "asking urging rejecting reject march rally".split()
)
_CROWDS: Final = frozenset(
    "people residents women mothers wives relatives students teachers workers crowd crowds hundreds thousands dozens families doctors farmers "
    "drivers villagers activists supporters mourners youths men graduates civilians persons".split()
)
_FALLING: Final = frozenset(
    (
        "bomb bombs shell shells rocket rockets missile missiles mortar mortars drone drones "
        "projectile projectiles debris munitions explosive explosives shrapnel grenade grenades "
        "fragments uav"
    ).split()
)
_FLYING: Final = frozenset(
    ["drones", "uavs", "uav", "unmanned", "missiles", "drone", "missile", "quadcopters", "aerial"]
)
_AIMED: Final = frozenset("on against targeting hit hits struck over".split())
_POLICE_RAID: Final = frozenset(
    ("police house home night army security search dawn arrest commando").split()
)


def _sense(tokens: Sequence[Token], hit: Hit) -> str:
    """Return the kind of a trigger word where its company decides between two."""
    kind, i = hit.row["kind"], hit.first
    after = [t.low for t in tokens[hit.last : hit.last + 8]]
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    if (
        kind == "raid"
        and tokens[i].low in ("raid", "raids")
        and not _POLICE_RAID & set(before)
        and set(after[:1]) & _AIMED
    ):
        return "strike"
    if kind == "underfire" and after[:1] == ["control"]:
        return "fell?"
    if kind == "siege" and _BUILDINGS & {t.low for t in tokens[max(0, i - 2) : i + 8]}:
        return "assault"
    if kind == "fell?":
        near = {t.low for t in tokens[max(0, i - 6) : i + 6]}
        return "hit" if near & _FALLING else "fell?"
    if kind == "gather?":
        return (
            "protest"
            if _DEMANDS & {t.low for t in tokens} and _CROWDS & {t.low for t in tokens}
            else kind
        )
    if kind == "destroy" and _FLYING & set(after[:7]) and tokens[i].low.startswith("destroy"):
        return "intercept"
    if tokens[i].low.startswith("execut") and _DONE & set(after[:5]):
        return "carry"
    if kind == "capture":
        if _ARMS & set(after[:5]):
            return "disrupt"
        passive = before[-1:] and before[-1] in ("was", "were", "been", "be", "being")
        return (
            "gain"
            if (passive and _named_before(tokens, i)) or _object_is_name(tokens, hit.last - 1)
            else "taken"
        )
    return kind


def _named_before(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a place word or a bare name is the subject of a passive: "the town was captured"."""
    return any(t.low in PLACE_WORDS for t in tokens[max(0, i - 6) : i])


def _distance(frame: Frame, position: int) -> int:
    return min(abs(head - position) for head in frame.heads)


_NAMED_THINGS: Final = frozenset(
    "helicopter helicopters capability movement zone crimes crime talks monitor monitors monitoring committee rights "
    "alert alerts siren sirens shelter shelters warning warnings penalty threat threats warrant warrants".split()
)
_OPERATIONS: Final = frozenset(
    "operation operations campaign campaigns raid raids warrant warrants".split()
)
_FIGURES: Final = frozenset("attack death heart panic verbal cyber media war".split())


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a trigger word only names a thing: "attack helicopter", "Operation ... Strike"."""
    following = tokens[last].low if last < len(tokens) else ""
    before = tokens[first - 1].low if first else ""
    word = tokens[first].low
    if following in _NAMED_THINGS:
        return True
    if word == "arrest" and following in _OPERATIONS:
        return True
    if before in _FIGURES and word in ("attack", "attacks", "crimes"):
        return True
    if word in ("march", "strikes") and tokens[first].word[0].isupper() and first:
        return True
    if word in ("firing",):
        return True
    return word == "battle" and following in ("group", "groups", "tank", "tanks")


_BUILDINGS: Final = frozenset(
    "hotel restaurant mall prison university hospital theatre theater compound embassy".split()
)
_FIRED: Final = frozenset(
    "rockets missiles shells mortar mortars rounds rocket missile artillery projectiles drones drone projectile".split()
)
_GUNS: Final = frozenset(
    "tank tanks gunboat gunboats gunship howitzer howitzers artillery mortar launcher launchers".split()
)


def _counts(tokens: Sequence[Token], i: int, kind: str, pos: str) -> bool:
    """Return whether a weak word is used in its violent sense."""
    if kind in ("fell?", "gather?"):
        return False
    low = tokens[i].low
    following = [t.low for t in tokens[i + 1 : i + 8]]
    if kind == "gain?":
        return _object_is_name(tokens, i)
    if kind == "lost?":
        return _object_is_name(tokens, i) or (
            low == "lost" and i > 0 and tokens[i - 1].word[0].isupper()
        )
    if kind == "enter":
        return _object_is_name(tokens, i)
    if kind == "send?":
        return bool(
            {
                "reinforcements",
                "troops",
                "convoy",
                "soldiers",
                "forces",
                "tanks",
                "vehicles",
                "reinforcement",
                "fighters",
            }
            & set(following)
        )
    if kind == "setup?":
        return bool(
            {
                "position",
                "positions",
                "post",
                "posts",
                "base",
                "bases",
                "checkpoint",
                "checkpoints",
                "outpost",
                "camp",
                "garrison",
                "headquarters",
                "roadblock",
                "roadblocks",
            }
            & set(following)
        )
    if kind == "march?":
        return bool(
            {
                "protest",
                "protesters",
                "demonstrators",
                "crowd",
                "streets",
                "demanding",
                "chanting",
                "through",
                "against",
                "calling",
            }
            & {t.low for t in tokens}
        )
    if kind == "fire":
        ahead = {t.low for t in tokens[max(0, i - 6) : i]}
        return (
            bool(_FIRED & set(following))
            or bool((_FIRED | _GUNS) & ahead)
            or (
                bool({"was", "were"} & ahead)
                and bool({"rocket", "rockets", "missile", "missiles"} & {t.low for t in tokens})
            )
        )
    if kind in ("agreement",) and pos == "n":
        return bool(
            {
                "signed",
                "agreed",
                "reached",
                "announced",
                "brokered",
                "signing",
                "effect",
                "force",
                "concluded",
            }
            & {f for t in tokens for f in t.forms}
        )
    if kind == "base" and pos == "n":
        return bool(
            {"set", "setting", "established", "establishing", "new"}
            & {t.low for t in tokens[max(0, i - 4) : i + 1]}
        ) and low in ("new",)
    if low == "fighting":
        return _is_noun(tokens, i)
    if kind == "kill" and low in ("lives",):
        return any(
            t.low in ("lost", "cost", "claimed", "claiming", "costing", "took")
            for t in tokens[max(0, i - 6) : i]
        )
    return True


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "fighting" is a thing that happens, not what somebody habitually does."""
    before = tokens[i - 1].low if i else "."
    after = tokens[i + 1].low if i + 1 < len(tokens) else "."
    return (
        not before.isalpha()
        or before
        in (
            (
                "the heavy fierce intense ongoing renewed of in by from after amid during and new more "
                "bitter deadly sporadic where street ground latest recent as while that with to said "
                "following since day night"
            ).split()
        )
        or after
        in (
            "is was has had continued continues raged broke erupted resumed intensified between "
            "broken flared"
        ).split()
    )


_GAP_WORDS: Final = frozenset(
    (
        "the a an of and several some two three four five six both most parts part strategic "
        "key nearby neighbouring neighboring more further other northern southern eastern "
        "western central small large nearly all full total complete control over whole another "
        "back - ' adjacent entire ' rebel held government opposition regime"
    ).split()
)


def _object_is_name(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the verb at `i` takes a place: a name or "the town of" follows at once."""
    for k in range(i + 1, min(i + 8, len(tokens))):
        word = tokens[k]
        if word.low in PLACE_WORDS:
            return True
        if word.low in _GAP_WORDS or word.low.isdigit():
            continue
        article = k + 1 < len(tokens) and tokens[k + 1].word == "-" and len(word.low) == 2
        return word.word[0].isupper() or not word.word.isascii() or article
    return False


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
    split = bool({";"} & set(words)) or bool(
        set(words) & (_SPLITTERS - {";", "after", "when", "following", "before"})
    )
    new_place = any(frame.last <= a < i for a, _ in places)
    place_before = any(a < frame.last for a, _ in places if a >= _start(frame)) or any(
        frame.first <= a < frame.last for a, _ in places
    )
    if kind in HARM or own <= set():
        # "killed when warplanes bombed X": harm joins what caused it, unless each has its own place.
        separate = (
            kind in HARM and not own and _two_tolls(frame, hit, tolls) and (new_place or split)
        )
        if kind in HARM and frame.kinds[-1] in HARM and split:
            return False
        if kind in HARM and own and (split and new_place and not {"when", "after"} & set(words)):
            return False
        if (
            kind in HARM
            and _two_tolls(frame, hit, tolls)
            and place_before
            and _place_follows(i, tokens, places)
        ):
            return False
        return not separate
    if not any(kind in group and own <= group for group in _GROUPS):
        return False
    if split and (new_place or _place_follows(i, tokens, places)):
        return False
    if (
        {"after", "before", "following", "as"} & set(words)
        and new_place
        and _place_follows(i, tokens, places)
    ):
        return False
    if kind == "gain" and "gain" in own and new_place:
        return "and" in words and len(words) < 6
    return len(words) <= 30


def _start(frame: Frame) -> int:
    return max(0, frame.first - 12)


def _two_tolls(frame: Frame, hit: Hit, tolls: Sequence[Toll]) -> bool:
    """Return whether both the frame and the next word kill people of their own."""
    deadly = [t for t in tolls if t.quantity in ("killed", "eliminated")]
    return any(t.anchor in frame.reach for t in deadly) and any(
        hit.first <= t.anchor < hit.last for t in deadly
    )


def _place_follows(i: int, tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> bool:
    for a, _ in places:
        if a > i:
            return not any(t.low in (";", "while", "after", "when") for t in tokens[i:a])
    return False


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
        return not frame.tolls and kinds <= {"destroy", "carry", "surrender"}
    return kinds <= {"wound"} and not frame.tolls
