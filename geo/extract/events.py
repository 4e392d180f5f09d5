"""Which words of a sentence tell of an event that happened, and of what type.

The secret of this module is the frame: words of violence that belong together ("carried out air
strikes ... killing at least 15") become one frame with its actors, its place, its day and its
toll; a new place with its own toll, or a word of another kind, opens the next. Plans, denials,
habits, cumulative counts and old background are frames that are set aside with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.counts import Toll
    from geo.extract.dates import Clock, When
    from geo.extract.lexicon import Hit
    from geo.extract.text import Sentence, Token

# kind: (ACLED event type, sub-event type). Codebook: ACLED, "Codebook", 2023, tables 1 and 2.
TYPES: Final = {
    "air": ("Explosions/Remote violence", "Air/drone strike"),
    "shell": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "ied": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "suicide": ("Explosions/Remote violence", "Suicide bomb"),
    "grenade": ("Explosions/Remote violence", "Grenade"),
    "chem": ("Explosions/Remote violence", "Chemical weapon"),
    "clash": ("Battles", "Armed clash"),
    "gain": ("Battles", "Government regains territory"),
    "gain-rebel": ("Battles", "Non-state actor overtakes territory"),
    "vac": ("Violence against civilians", "Attack"),
    "abduct": ("Violence against civilians", "Abduction/forced disappearance"),
    "sexual": ("Violence against civilians", "Sexual violence"),
    "protest": ("Protests", "Peaceful protest"),
    "protestforce": ("Protests", "Protest with intervention"),
    "protestkill": ("Protests", "Excessive force against protesters"),
    "riot": ("Riots", "Violent demonstration"),
    "mob": ("Riots", "Mob violence"),
    "agreement": ("Strategic developments", "Agreement"),
    "arrest": ("Strategic developments", "Arrests"),
    "change": ("Strategic developments", "Change to group/activity"),
    "disrupt": ("Strategic developments", "Disrupted weapons use"),
    "base": ("Strategic developments", "Headquarters or base established"),
    "loot": ("Strategic developments", "Looting/property destruction"),
    "transfer": ("Strategic developments", "Non-violent transfer of territory"),
    "move": ("Strategic developments", "Other"),
    "siege": ("Strategic developments", "Other"),
    "other": ("Strategic developments", "Other"),
}

# Kinds that only colour or complete another ("killed", "wounded", "destroyed", weapons, agents).
_HARM: Final = frozenset({"kill", "wound"})
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

_MODALS: Final = frozenset(
    (
        "would could may might should must can cannot will shall if unless whether fear fears "
        "feared threatened threatens threat threats vowed vows plan plans planned planning "
        "prepare prepares preparing intend intends intended aim aims aimed aiming urge urged "
        "urges call called calls calling demand demanded demands demanding wants want wanted "
        "seek seeks seeking possible potential potentially likely imminent expected expects "
        "avoid avoiding prevent preventing stop stopping halt halting risk risks warn warned "
        "warns warning against deter hopes hope ready hypothetical alleged-plan discuss "
        "discussed talks negotiations end ending asking asked ask negotiate exercise drill "
        "drills simulated simulation refused foiled thwarted averted prevented plot plotted "
        "propose proposed proposal سوف قد يمكن تعتزم تهديد هدد هددت حذر حذرت تحذير دعا دعت طالب "
        "طالبت ينوي تخطط خطه احتمال مفاوضات لمنع لوقف لتجنب"
    ).split()
)
_SOFT_MODALS: Final = frozenset(
    (
        "call called calls calling against want wanted talks can likely warn warned expected "
        "stop risk aimed intended will aim aiming قد حذر"
    ).split()
)
_NEGATIONS: Final = frozenset(
    (
        "not no never without nor neither denied denies failed n't rumour rumours rumor rumors "
        "alleged lies unfounded baseless لم لن ليس ليست دون بدون نفى نفت عدم لا"
    ).split()
)
_HABITS: Final = frozenset(
    (
        "continuously often regularly frequently repeatedly routinely constantly daily usually "
        "typically always sporadically traditionally annually intermittently يوميا باستمرار "
        "دوريا عاده بانتظام"
    ).split()
)
_CUMULATIVE: Final = frozenset(
    (
        "since total cumulative overall altogether annually statistics tally منذ اجمالي حصيله_العام"
    ).split()
)
_OLD_AFTER: Final = timedelta(days=45)
_SPLITTERS: Final = frozenset(
    (
        "; while whereas but before following when where elsewhere separately meanwhile "
        "although though despite amid after بينما فيما كما بعد قبل عقب"
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
_POLICE_RAID: Final = frozenset(
    ("police house home night army security search dawn arrest commando").split()
)


def _sense(tokens: Sequence[Token], hit: Hit) -> str:
    """Return the kind of a trigger word where its company decides between two."""
    kind, i = hit.row["kind"], hit.first
    after = [t.low for t in tokens[hit.last : hit.last + 8]]
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    if kind == "raid" and tokens[i].low in ("raid", "raids") and not _POLICE_RAID & set(before):
        if after[:1] and after[0] in (
            "on",
            "against",
            "targeting",
            "hit",
            "hits",
            "struck",
            "over",
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
    "penalty threat threats warrant warrants".split()
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
                "وقعت",
                "وقع",
                "توصل",
                "توصلت",
                "اتفقت",
                "اتفق",
                "اعلن",
                "دخل",
                "دخلت",
                "ابرم",
                "ابرمت",
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
    own = set(frame.kinds) - _HARM
    split = bool({";"} & set(words)) or bool(
        set(words) & (_SPLITTERS - {";", "after", "when", "following", "before"})
    )
    new_place = any(frame.last <= a < i for a, _ in places)
    place_before = any(a < frame.last for a, _ in places if a >= _start(frame)) or any(
        frame.first <= a < frame.last for a, _ in places
    )
    if kind in _HARM or own <= set():
        # "killed when warplanes bombed X": harm joins what caused it, unless each has its own place.
        separate = (
            kind in _HARM and not own and _two_tolls(frame, hit, tolls) and (new_place or split)
        )
        if kind in _HARM and frame.kinds[-1] in _HARM and split:
            return False
        if kind in _HARM and own and (split and new_place and not {"when", "after"} & set(words)):
            return False
        if (
            kind in _HARM
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


# What happens to and by a crowd: beside "protesters" these words tell of the protest.
_CROWD: Final = frozenset(
    "kill wound shot shotdead fire hit arrest raid burn loot destroy protestforce taken clash assault".split()
)


def classify(frame: Frame) -> str:
    """Return the kind of event a frame tells, a key of `TYPES`."""
    kinds, means = set(frame.kinds), frame.means
    for strong in ("suicide", "chem"):
        if strong in kinds:
            return strong
    if "protest" in kinds or ("march?" in kinds):
        if _has(frame, "killed") and kinds & {"shot", "shotdead", "kill"}:
            return "protestkill"
        if kinds & {"burn", "riot", "mob"}:
            return "riot"
        return "protestforce" if kinds & {"protestforce", "arrest", "shot"} else "protest"
    if "protestforce" in kinds or ("protest" in means and kinds <= _CROWD):
        if _has(frame, "killed"):
            return "protestkill"
        return "riot" if kinds & {"burn", "loot", "raid", "destroy"} else "protestforce"
    if "disrupt" in kinds and not _has(frame, "killed") and not kinds & {"blast", "clash", "air"}:
        return "disrupt"
    for plain in ("riot", "mob", "sexual", "abduct"):
        if plain in kinds:
            return plain
    if "transfer" in kinds and kinds & {"gain", "gain?", "enter"}:
        return "transfer"
    if "gain" in kinds or "gain?" in kinds or "lost?" in kinds:
        return _gain(frame, lost="lost?" in kinds and "gain" not in kinds)
    if "bomb" in means and "blast" in kinds:
        return "ied"
    if "ied" in kinds or (
        "blast" in kinds and not kinds & {"air", "shell"} and not means & {"air", "shell"}
    ):
        return "ied"
    if "grenade" in kinds:
        return "grenade"
    if "clash" in kinds:
        return "clash"
    if "air" in kinds:
        return "air"
    if "intercept" in kinds and means & {"air", "shell"}:
        return "disrupt" if not _has(frame, "killed") else "air"
    if "shell" in kinds and not ("hit" in kinds and "air" in means):
        return "shell"
    if kinds & {"hit", "strike", "fire", "assault", "blast", "underfire", "carry"}:
        return _by_means(frame)
    if kinds <= {"taken", "kill", "wound"} and "taken" in kinds:
        return "clash" if _fighters_died(frame) or not _civil(frame) else "abduct"
    if kinds & {"shotdead", "vac"}:
        return "vac" if not _fighters_died(frame) else "clash"
    if "siege" in kinds:
        return "siege"
    if "base" in kinds or "setup?" in kinds:
        return "base"
    if "arrest" in kinds:
        return "arrest"
    if kinds & {"move", "send?"}:
        return "move"
    if kinds & {"push", "raid", "enter", "shot"}:
        return _ground(frame)
    for plain in ("loot", "agreement", "transfer", "change", "disrupt"):
        if plain in kinds:
            return plain
    if "burn" in kinds and means & {"shell", "air"}:
        return "shell" if "shell" in means else "air"
    if "burn" in kinds or ("destroy" in kinds and not _has(frame, "killed")):
        return "loot"
    if kinds & _HARM:
        return _by_means(frame)
    return "other"


def _has(frame: Frame, quantity: str) -> bool:
    return any(t.quantity == quantity and t.high != 0 for t in frame.tolls)


def _fighters_died(frame: Frame) -> bool:
    return any(
        t.victim_class in ("soldiers", "fighters", "police", "security forces") for t in frame.tolls
    )


def _civil(frame: Frame) -> bool:
    return any(
        t.victim_class
        in ("civilians", "people", "children", "journalists", "aid workers", "medical staff")
        for t in frame.tolls
    ) or (frame.actor2 is not None and frame.actor2.kind == "civilians")


def _gain(frame: Frame, *, lost: bool) -> str:
    actor = frame.actor1
    if actor is None:
        return "gain"
    rebel = actor.kind in ("rebel", "militia", "gang", "unknown")
    return "gain-rebel" if rebel != lost else "gain"


def _by_means(frame: Frame) -> str:
    """Decide on "hit", "struck", "attacked", "killed" by the weapon and by who did it."""
    kinds, means, actor = set(frame.kinds), frame.means, frame.actor1
    if "mine" in means and kinds <= {"hit", "kill", "wound", "blast", "destroy"}:
        return "ied"
    if "air" in means or (actor is not None and actor.kind == "means"):
        return "air"
    if "shell" in means or ("bomb" in means and kinds <= {"hit", "kill", "wound", "destroy"}):
        return "shell"
    if "strike" in kinds:
        return "air"
    if kinds & {"hit", "fire", "underfire"} and not means & {"gun", "shot"}:
        return "shell"
    if means & {"gun", "shot"} or "shot" in kinds:
        return "vac" if _civil(frame) and not _fighters_died(frame) else "clash"
    if "assault" in kinds or (kinds & _HARM and not kinds & {"hit", "fire", "underfire"}):
        if (
            actor is not None and actor.kind in ("unknown", "rebel", "militia", "gang", "police")
        ) or _civil(frame):
            if _civil(frame) and not _fighters_died(frame):
                return "vac"
            return "clash"
        armed = frame.actor2 is not None and frame.actor2.kind in (
            "state",
            "rebel",
            "militia",
            "means",
        )
        return "clash" if _fighters_died(frame) or "assault" in kinds or armed else "vac"
    if "blast" in kinds:
        return "shell"
    return "vac" if _civil(frame) else "clash"


def _ground(frame: Frame) -> str:
    kinds = set(frame.kinds)
    if "air" in frame.means:
        return "air"
    if "shell" in frame.means and kinds & {"shot", "fire"}:
        return "shell"
    if "raid" in kinds and not _has(frame, "killed") and "push" not in kinds:
        return "vac" if _civil(frame) else "clash" if frame.actor2 is not None else "other"
    if "enter" in kinds and not kinds & {"push", "shot", "raid"} and not frame.tolls:
        return "gain"
    return "vac" if _civil(frame) and not _fighters_died(frame) else "clash"


def set_aside(frame: Frame, clock: Clock) -> str:
    """Return why a frame is no event that happened, or ``""``."""
    tokens = frame.sentence.tokens
    reasons = [_unreal(tokens, head) for head in frame.heads]
    firm = [r for r in reasons if not r]
    if not firm:
        return reasons[0]
    if _is_natural(frame):
        return "a death without violence"
    if set(frame.kinds) <= {"move", "send?"} and not _is_move(frame):
        return "a movement without forces or place"
    if any(d.kind == "future" for d in frame.dates) and not any(
        d.kind == "day" for d in frame.dates
    ):
        return "told of a day to come"
    if any(d.kind in ("since", "span") for d in frame.dates) and not any(
        d.kind == "day" for d in frame.dates
    ):
        wide = [d for d in frame.dates if d.kind in ("since", "span")]
        narrow = [d for d in wide if d.start and d.end and (d.end - d.start).days <= 7]
        if not narrow:
            return "background: a trend or a count over a long time"
    days = [d for d in frame.dates if d.kind == "day" and d.end is not None]
    if (
        days
        and clock.published
        and all(clock.published - d.end > _OLD_AFTER for d in days if d.end)
    ):
        return "background: long before the report"
    if set(frame.kinds) & (_HARM | {"vac"}) and _is_cumulative(frame):
        return "a count over a long time, not an event"
    if _is_tally(frame):
        return "a tally of raids, posts or shells, not an event"
    return ""


_NATURAL: Final = frozenset(
    (
        "cholera disease malnutrition hunger starvation dehydration measles malaria accident "
        "crash earthquake flood floods drowned suicide cancer illness landslide cold collapsed "
        "capsized natural heart fever thirst stampede الكوليرا جوعا مرض حادث_سير زلزال غرقا"
    ).split()
)


def _is_natural(frame: Frame) -> bool:
    words = {f for t in frame.sentence.tokens for f in t.forms}
    kinds = set(frame.kinds)
    return (
        kinds <= _HARM and not frame.means and bool(words & _NATURAL) and "suicide" not in kinds
    ) or (kinds <= _HARM and {"own", "lives"} <= words)


_FORCES: Final = frozenset(
    (
        "reinforcements troops soldiers forces convoy convoys tanks vehicles fighters army "
        "units column columns tank armoured armored battalion rebels military peacekeepers "
        "تعزيزات قوات رتل ارتال جنود اليات"
    ).split()
)
_MOVES: Final = frozenset(
    (
        "sent sends sending dispatched entered crossed crossing arrived moved deployed "
        "deploying withdrew withdrawn pulled retreated redeployed reinforced brought advanced "
        "advancing pushed headed دخل دخلت وصل وصلت ارسل ارسلت انسحبت انسحب انتشر انتشرت دفعت"
    ).split()
)


def _is_move(frame: Frame) -> bool:
    words = {f for t in frame.sentence.tokens for f in t.forms}
    return bool(words & _FORCES) and bool(words & _MOVES) and bool(frame.places)


_PERIODS: Final = frozenset(
    ["weeks", "months", "years", "decades", "weeks", "اسابيع", "اشهر", "سنوات", "اعوام"]
)


def _is_cumulative(frame: Frame) -> bool:
    """Return whether the sentence counts the dead of a war or of months: "in five weeks of fighting"."""
    tokens = frame.sentence.tokens
    low = [t.low for t in tokens]
    recent = any(
        d.start and d.end and (d.end - d.start).days <= 7 for d in frame.dates if d.kind == "since"
    )
    if frame.tolls and "since" in low and not recent and "since" in low[min(frame.heads) :]:
        return True
    for k, word in enumerate(low):
        if word in _PERIODS and {
            "in",
            "over",
            "during",
            "within",
            "past",
            "last",
            "of",
            "خلال",
            "منذ",
            "for",
        } & set(low[max(0, k - 4) : k]):
            return True
        if (
            word
            in (
                "war",
                "conflict",
                "insurgency",
                "uprising",
                "campaign",
                "crisis",
                "violence",
                "fighting",
            )
            and k + 1 < len(low)
            and low[k + 1] in ("has", "have", "had")
            and {"killed", "claimed", "left", "cost"} & set(low[k + 2 : k + 5])
        ):
            return True
    joined = " ".join(low)
    return any(
        phrase in joined
        for phrase in (
            "so far this",
            "to date",
            "a total of",
            "in total since",
            "this year alone",
            "down from",
            "compared with",
            "since the start",
            "since the beginning",
            "per month",
            "a month on average",
            "each year",
            "every year",
            "across the country since",
            "منذ بدايه",
            "منذ اندلاع",
            "منذ بدء",
            "منذ مطلع",
        )
    )


_COUNTED: Final = frozenset(
    "air shell strike hit assault push raid clash shot blast loot arrest".split()
)


def _is_tally(frame: Frame) -> bool:
    """Return whether the frame counts strikes rather than telling of one: "86 raids on A, B and C"."""
    tokens = frame.sentence.tokens
    if any(t.quantity in ("killed", "injured", "eliminated") for t in frame.tolls):
        return False
    from geo.extract.numbers import numbers  # noqa: PLC0415 - avoids a cycle at import

    found = numbers(tokens)
    return any(
        n.low is not None
        and n.low >= 10
        and n.last <= head <= n.last + 2
        and kind in _COUNTED
        and any(t.low.endswith(("s", "ات", "غاره", "قصف")) for t in tokens[head : head + 2])
        for n in found
        for head, kind in zip(frame.heads, frame.kinds, strict=True)
    )


def _unreal(tokens: Sequence[Token], head: int) -> str:
    """Return why the word at `head` did not happen, or ``""``."""
    window: list[str] = []
    for k in range(head - 1, max(-1, head - 9), -1):
        if tokens[k].low in (";", ",", "that", "while", "but", "،", "ان", ":") and k < head - 1:
            break
        window.append(tokens[k].low)
        window.extend(tokens[k].forms[1:])
    near = set(window)
    if near & _NEGATIONS and not {"only", "say", "clear", "immediately", "yet"} & near:
        close = set(window[:4])
        if close & _NEGATIONS or "denied" in near:
            return "denied or negated"
    if "already" in window[:3] and "had" in window[:4]:
        return "background: done before"
    if "of" in window[:3] and set(window[:5]) & (_PERIODS | {"days", "hours"}):
        return "background: over a time"
    close = set(window[:5])
    if close & (_MODALS - _SOFT_MODALS) or set(window[:3]) & _SOFT_MODALS:
        if "have" in close and {"may", "might", "could", "must"} & close:
            return ""
        return "planned, feared or hypothetical"
    if ("how" in window and "many" in window) or "whether" in window:
        return "asked, not told"
    if (
        window[:1] == ["to"]
        and tokens[head].low.isascii()
        and not tokens[head].low.endswith(("ed", "s"))
    ):
        allowed = {"continued", "began", "managed", "started", "continue", "went", "able", "sent"}
        if not allowed & set(window[:3]):
            return "a purpose, not a fact"
    if near & _HABITS or {t.low for t in tokens[head + 1 : head + 4]} & _HABITS:
        return "habitual"
    return ""
