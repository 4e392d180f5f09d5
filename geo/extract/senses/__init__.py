"""In which sense a trigger word of English is meant, where its company decides.

The secret of this module is the company a word keeps: bombs "fall" and towns "fall", soldiers
"seize" a hill and police "seize" rifles, a crowd "gathers" to protest or to eat; "fire" that is
opened is violence and fire that is put out is none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.senses.doings import DOINGS, done
from geo.extract.senses.equated import is_equated
from geo.extract.senses.figures import NATURE
from geo.extract.senses.held import (
    PLACE_WORDS,
    frees_ground,
)
from geo.extract.senses.holders import HELD, given_up, held, is_of_men
from geo.extract.senses.lost import by_defences, is_armour_lost, is_craft_lost, is_stop
from geo.extract.senses.named import object_is_name
from geo.extract.senses.plain import RIDDEN, UNDECIDED, by_company, is_hauled, plain
from geo.extract.senses.posted import is_passage
from geo.extract.senses.taking import is_of_places, takes_people, takes_suspects, takes_things
from geo.extract.words import (
    AIRCRAFT,
    ARTICLES,
    AT,
    BLOWS,
    BOMBS,
    DRONES,
    FEW,
    POSSESSIVES,
    RAIDERS,
    RELATIVES,
    SHELLS,
    TROOPS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_ARMS: Final = frozenset(
    "weapons arms explosives ammunition detonators rifles rockets mines grenades drugs cache guns kalashnikovs "
    "munitions shells launchers rounds missiles".split()
)
_DONE: Final = BLOWS.union(
    "missions interdiction sorties sortie bombings ambush operation operations plan order orders mission warrant".split()
)
_DEMANDS: Final = frozenset(
    "demand demanding demands protest against denounce denouncing condemn condemning calling chanting slogan slogans placards banners "
    "asking urging rejecting reject march rally".split()
)
CROWDS: Final = frozenset(
    "people hundred thousand dozen residents women mothers wives relatives students teachers workers crowd crowds hundreds thousands dozens families doctors farmers "
    "drivers villagers activists supporters mourners youths men graduates civilians persons".split()
)
FALLING: Final = SHELLS.union(
    DRONES,
    BOMBS,
    "debris munitions explosive explosives shrapnel grenade grenades fragments rounds wreckage submunitions bomblets "
    "barrel barrels".split(),
)
_FLYING: Final = DRONES.union("unmanned missiles missile aerial".split())
_DIRECTED: Final = frozenset("directed aimed focused concentrated centred centered".split())
_BESIDES: Final = frozenset("also later then".split())
_CAME_ABOUT: Final = frozenset("took occurred happened were came".split())
_AIMED: Final = frozenset("on against targeting hit hits struck over".split())
_TOWARDS: Final = _AIMED.union("at in near around along".split())
_TO_AIM: Final = 4  # tokens of "concentrated this time on"
_FROM_THE_AIR: Final = AIRCRAFT.union(
    DRONES,
    BOMBS,
    "air bombed bombing israeli russian coalition rubble hit struck".split(),
)
_HERDS: Final = frozenset("cattle livestock raiders rustlers".split())
_POLICE_RAID: Final = frozenset(
    ("police house home night army security search dawn arrest commando").split()
)


_BODY: Final = frozenset(
    "neck head chest abdomen stomach leg legs thigh shoulder back arm arms face hand knee foot feet hip throat eye".split()
)
_SHOTS: Final = frozenset("gunfire bullets bullet gunshots gunshot sniper snipers gunmen".split())
_AT_WHEELS: Final = frozenset(
    "car vehicle vehicles convoy patrol bus minibus truck motorcade jeep ambulance policemen".split()
)
_ON_THE_WAY: Final = frozenset("patrol patrolling search searching raid ambush".split())
_ALIGHT: Final = frozenset("alight ablaze afire aflame".split())
_STORES: Final = frozenset(
    "store stores depot depots workshop factory base warehouse site sites unit hangar hangars".split()
)
_ONE_MORE: Final = frozenset(
    "another one others second third fourth fifth two three it they most some several".split()
)


def sense(
    tokens: Sequence[Token],
    hit: Hit,
    places: Sequence[tuple[int, int]] = (),
    *,
    under_fire: bool = False,
) -> str:
    """Return the kind of a trigger word where its company decides between two."""
    if hit.row["kind"] in UNDECIDED:
        return plain(tokens, hit.row["kind"], hit.first, hit.last)
    return _sense(tokens, hit, places, under_fire=under_fire)


def _sense(
    tokens: Sequence[Token], hit: Hit, places: Sequence[tuple[int, int]], *, under_fire: bool
) -> str:
    kind, i = hit.row["kind"], hit.first
    after = [t.low for t in tokens[hit.last : hit.last + 8]]
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    if kind == "raid" and _is_air_raid(tokens, i, after, under_fire=under_fire):
        return "strike"
    if _is_shot(tokens, i, kind, after):
        return "shot"
    if kind == "move" and tokens[i].low.startswith("cross") and FALLING & set(before):
        return "hit"  # "three shells crossed into the neighbouring province"
    if told := by_company(tokens, i, kind, after):
        return told
    # "died in the fall of barrel bombs on X"
    if kind == "fell?" or (tokens[i].low == "fall" and FALLING & set(after[:2])):
        return _falling(tokens, i, places, under_fire=under_fire)
    if kind in DOINGS or kind in ("gather?", "burn", "intercept"):
        return _by_object(tokens, hit, kind)
    if kind == "destroy" or (kind == "hit" and by_defences(tokens, i)):
        return _lost(tokens, i, kind, after)
    if tokens[i].low.startswith("execut") and _DONE & set(after[:5]):
        return "carry"
    if ground := _of_ground(tokens, i, kind, places):
        return ground
    if kind in ("oust?", "setfire?", "find?", "flag?", "free?", "control?"):
        return _completed(tokens, i, kind, after)
    if kind in ("gain?", "capture") and takes_suspects(tokens, i):
        return "arrest"
    if kind in ("gain?", "capture") and (takes_people(tokens, i) or is_hauled(tokens, i, hit.last)):
        return "abduct"
    if kind == "abduct" and hit.row["pos"] == "v" and takes_things(tokens, hit.last):
        return "loot"
    return _captured(tokens, hit, places) if kind == "capture" else kind


def _is_air_raid(
    tokens: Sequence[Token], i: int, after: Sequence[str], *, under_fire: bool
) -> bool:
    """Return whether a raid is one of aircraft: "raids on X", "raids took place on X", not of police on foot."""
    if tokens[i].low not in ("raid", "raids"):
        return False
    before = {t.low for t in tokens[max(0, i - 3) : i]}
    if after[:1] and after[0] in _CAME_ABOUT:
        after = after[next((k for k, w in enumerate(after) if w in _AIMED), 0) :]
    while after and after[0] in _BESIDES:
        after = after[1:]  # "the raids also hit X"
    aim = next((k for k, w in enumerate(after[:2]) if w in _DIRECTED), None)
    directed = aim is not None and bool(_TOWARDS & set(after[aim + 1 : aim + _TO_AIM]))
    return (
        not _POLICE_RAID & before
        and (directed or bool(set(after[:1]) & _AIMED))
        and not _on_foot(tokens, i)
        and ("west", "bank") not in pairwise(t.low for t in tokens)  # held by troops on the ground
        and (
            tokens[i].low == "raids" or under_fire or bool(_FROM_THE_AIR & {t.low for t in tokens})
        )
    )


def _by_object(tokens: Sequence[Token], hit: Hit, kind: str) -> str:
    """Return what an everyday verb tells of, by its object or, where a crowd gathers, by its demands."""
    kind = done(tokens, hit, kind) if kind in DOINGS else kind
    words = {t.low for t in tokens}
    near = {t.low for t in tokens[max(0, hit.first - 3) : hit.last + 3]}
    if kind == "intercept":  # a lorry is stopped, for the rifles in it or for nothing
        seized = "disrupt" if _ARMS & words else "fell?"
        return seized if is_stop(tokens, hit.first) else kind
    if kind == "burn" and {"tyres", "tires"} & near:
        return "protest"
    out = "out" in near and "support" in words
    crowd = kind in ("gather?", "block?") and (_DEMANDS & words or out) and CROWDS & words
    return "protest" if crowd else kind


def _of_ground(
    tokens: Sequence[Token], i: int, kind: str, places: Sequence[tuple[int, int]]
) -> str:
    """Return what befell ground or men where words of holding, losing and falling tell it, else ``""``."""
    if kind == "enter" and is_passage(tokens, i):
        return "move"
    if kind in ("gain?", "capture", "lost?") and is_equated(tokens, i, places):
        return "gain"
    if kind in ("lost?", "gain?", "enter", "oust?") and given_up(tokens, i, places):
        return "gain"
    if kind == "free?" and any(
        first == i + 1 and _ends_there(tokens, last) for first, last in places
    ):
        return "gain"  # "freed Mosul", not "freed Mosul's captives"
    if kind == "gain" and tokens[i].low in ("fell", "falls") and is_of_men(tokens, i):
        return "taken"  # "three soldiers fell into rebel hands"
    told = held(tokens, i, kind, places) if kind in HELD else ""
    # "hundreds marched in the capital", who hold no ground there
    return (
        "march?" if kind == "marchin?" == (told or kind) and tokens[i].low[:5] == "march" else told
    )


_GOES_ON: Final = frozenset(", . ; and from after on in of as while with by".split())


def _ends_there(tokens: Sequence[Token], last: int) -> bool:
    """Return whether a name ends its noun phrase before token `last`."""
    return last >= len(tokens) or tokens[last].low in _GOES_ON


def _is_shot(tokens: Sequence[Token], i: int, kind: str, after: Sequence[str]) -> bool:
    """Return whether bullets hit: "hit in the neck", "hit by gunfire", "a car came under fire"."""
    if kind == "underfire":
        before = {t.low for t in tokens[max(0, i - 8) : i]}
        return bool(before & (_AT_WHEELS | _ON_THE_WAY) or set(after[:5]) & _ON_THE_WAY)
    body = _BODY & set(after[:5]) and {"in", "on"} & set(after[:3])
    return kind == "hit" and bool(body or (after[:1] == ["by"] and _SHOTS & set(after[:4])))


def _lost(tokens: Sequence[Token], i: int, kind: str, after: Sequence[str]) -> str:
    """Return what a verb of destroying tells: an interception, a blow at arms, or of things."""
    flying = _FLYING & set(after[: after.index("with") if "with" in after else 7])
    downed = flying and not _STORES & set(after[:7]) and tokens[i].low.startswith("destroy")
    if downed or by_defences(tokens, i) or is_craft_lost(tokens, i):
        return "intercept"
    return "hit" if is_armour_lost(tokens, i, after) else kind


def _completed(tokens: Sequence[Token], i: int, kind: str, after: Sequence[str]) -> str:
    """Return what a verb means that a later word completes: "drove ... out of", "set ... alight"."""
    if kind == "free?":
        return "gain" if frees_ground(tokens, i) else kind
    if kind == "oust?":
        if tokens[i].low == "to":  # "tried to drive the army out of X" tells of a fight
            tried = _TRIED & {t.low for t in tokens[max(0, i - 4) : i]}
            return "clash" if tried and _is_ousting(tokens, i + 1) else kind
        return "gain" if _is_ousting(tokens, i) else kind
    if kind == "setfire?":
        return "burn" if _ALIGHT & set(after[:12]) or "on fire" in " ".join(after[:12]) else kind
    if kind == "flag?":
        return "gain" if _raises_flag(tokens, i) else kind
    if kind == "control?":
        given = _GIVING & {t.low for t in tokens[max(0, i - _TO_CONTROL) : i]}
        return "gain" if given and object_is_name(tokens, i + 1) else kind
    return "disrupt" if _is_arms_found(tokens, i) else kind


_TRIED: Final = frozenset("tried attempted trying attempting".split())
_GIVING: Final = frozenset("gave given gives giving handed brought put".split())
_TO_CONTROL: Final = 6  # tokens of "gave the army and its allies"
FLYING_FLAG: Final = frozenset("raised raising hoisted hoisting planted planting".split())
_OVER: Final = frozenset("over above atop in at on".split())
_FLAG_REACH: Final = 7
_CLUBS: Final = frozenset("club team union games festival".split())  # whose flags mean no rule


def _raises_flag(tokens: Sequence[Token], i: int) -> bool:
    """Return whether troops raise their flag over a place, not a crowd that waves it."""
    low = [t.low for t in tokens]
    ahead = low[max(0, i - _FLAG_REACH) : i]
    if _CLUBS & set(low):
        return False
    if any(w.startswith(("flag", "banner")) for w in ahead) and not _DEMANDS & set(low):
        # "the flag has been hoisted in X", "the army's flag now flies over X"
        told = (
            {"now", "again"} & set(ahead)
            if low[i].startswith("fl")
            else {"been", "was"} & set(ahead)
        )
        return bool(told) and low[i + 1 : i + 2] != [] and low[i + 1] in _OVER
    flag = next(
        (k for k in range(i + 1, min(i + _FLAG_REACH, len(low))) if low[k].startswith("flag")), 0
    )
    return (
        bool(flag)
        and low[flag + 1 : flag + 2] != []
        and low[flag + 1] in _OVER
        and not _DEMANDS & set(low)
    )


_NOT_SUBJECTS: Final = frozenset(
    "the a an in of from near across inside - , and to on at newly still long formerly previously russian israeli temporarily".split()
) | {""}


def _captured(tokens: Sequence[Token], hit: Hit, places: Sequence[tuple[int, int]]) -> str:
    """Return whether arms, a place or people were taken."""
    i = hit.first
    before = tokens[i - 1].low if i else ""
    after = tokens[hit.last].low if hit.last < len(tokens) else ""
    if _is_arms_found(tokens, hit.last - 1):
        return "disrupt"
    if tokens[i].low == "capture" and before == "the" and after != "of":
        return "fell?"  # "after the capture"
    if tokens[i].low == "occupied" and before in _NOT_SUBJECTS:
        return "fell?"  # "in the occupied West Bank"
    passive = _is_passive(tokens, i)
    place = (passive and _named_before(tokens, i, places)) or object_is_name(tokens, hit.last - 1)
    place = place or is_of_places(tokens, i, PLACE_WORDS)
    return "gain" if place else "taken"


_MEANWHILE: Final = frozenset("also then later since all both soon too again now".split())


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the participle at `i` stands in the passive: "was captured", "were also later seized"."""
    k = i - 1
    while k > 0 and (tokens[k].low in _MEANWHILE or tokens[k].low.endswith("ly")):
        k -= 1
    return k >= 0 and tokens[k].low in _PASSIVE


_PASSIVE: Final = frozenset("was were been be being".split())


def _falling(
    tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]], *, under_fire: bool
) -> str:
    """Return what falls: a bomb, one more of what fell before, or a town."""
    near = {t.low for t in tokens[max(0, i - 6) : i + 6]}
    more = under_fire and _ONE_MORE & {t.low for t in tokens[max(0, i - 4) : i]}
    if near & FALLING or more:
        return "hit"
    # "Kandahar fell on Thursday"
    town = any(last == i for _, last in places) and tokens[i].low in ("fell", "falls")
    behind = [t.low for t in tokens[i + 1 : i + 3]]
    # "X falls within a zone"; but "X fell within hours"
    town = town and not (behind[:1] == ["within"] and {"a", "an", "the"} & set(behind))
    return "gain" if town else "fell?"


def _on_foot(tokens: Sequence[Token], i: int) -> bool:
    """Return whether men on the ground made the raid at `i`: "gunmen killed 20 in a raid on ..."."""
    ahead = {t.low for t in tokens[:i]}
    men = RAIDERS | TROOPS if tokens[i].low == "raid" else RAIDERS
    if _HERDS & {t.low for t in tokens}:
        return True
    return bool(men & ahead) and not _FLYING & ahead and not {"air", "warplanes", "jets"} & ahead


def _named_before(tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place word or a bare name is the subject of a passive: "the town was captured"."""
    if any(t.low in PLACE_WORDS for t in tokens[max(0, i - 6) : i]):
        return True
    return any(last <= i <= last + 3 for _, last in places) or _says_more_of(tokens, i, places)


_TO_COMMAS: Final = 16  # tokens of ", once home to 30,000 people and known for its protests, was"
_AT_PLACE: Final = AT | {"from", "to", "towards", "toward", "and"}


def _says_more_of(tokens: Sequence[Token], i: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether two commas say more of a name that is the subject: "X, once their stronghold, was captured"."""
    aux = i - 1
    while aux > 0 and tokens[aux].low in _PASSIVE | _MEANWHILE | {"has", "had", "have"}:
        aux -= 1
    if tokens[aux].word != ",":
        return False
    return any(
        aux - _TO_COMMAS < last < aux
        and tokens[last].word == ","
        and (first == 0 or tokens[first - 1].low not in _AT_PLACE)
        for first, last in places
    )


OBJECTS: Final = ARTICLES | POSSESSIVES | FEW | {"one"}
_NOT_ARMS: Final = frozenset("body bodies dead remains alive bullet wreckage".split())


OUSTING: Final = frozenset(
    "threw drove driven thrown pushed forced expelled ejected flushed ousted cleared chased dislodged evicted evicting dislodging driving".split()
)


_SIDES: Final = frozenset(
    "army rebels factions opposition regime jihadists militia militias is isis daesh taliban houthis group fighters".split()
)
_AT_HOME: Final = frozenset(
    "families family households residents inhabitants villagers civilians people persons population refugees".split()
)
_TRAVELLED: Final = frozenset("to into towards toward through past along".split())


_SWEPT: Final = NATURE.union("rubble mud waste rubbish garbage weeds trees".split())


def _is_ousting(tokens: Sequence[Token], i: int) -> bool:
    """Return whether somebody is driven from a place: "threw the rebels out of X", "pushed IS from the town"."""
    if tokens[i + 1 : i + 2] and tokens[i + 1].low in _TRAVELLED:
        return False  # "drove to X and from there to Y"
    whom = {"whom", *RELATIVES} & {t.low for t in tokens[max(0, i - 5) : i]}
    if [t.low for t in tokens[i : i + 3]] == ["drove", "out", "of"] and not whom:
        return False  # "families drove out of X", not "rebels whom the army drove out of X"
    # "the rebels were driven from X"; but "families were driven from their homes"
    fighters = bool((RAIDERS | TROOPS | _SIDES) & {t.low for t in tokens[max(0, i - 5) : i]})
    for k in range(i + 1, min(i + 9, len(tokens) - 1)):
        if tokens[k].word in (".", ";", ",") or tokens[k].low in _ARMS | FALLING | _SWEPT:
            return False  # "cleared 30 mines from roads"
        out = tokens[k].low == "out" and tokens[k + 1].low in ("of", "from")
        off = tokens[k].low in ("from", "off") and (k > i + 1 or fighters)
        if out or off:
            if _AT_HOME & {t.low for t in tokens[i + 1 : k]}:
                return False  # "has driven 10,000 families out of X"
            after = tokens[k + 1 : k + 7]
            if RIDDEN & {t.low for t in after[:3]}:
                return False  # "forced three men off a minibus near X"
            return any(t.low in PLACE_WORDS or t.word[0].isupper() for t in after)
    return False


def _is_arms_found(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "found", "seized" at `i` is of arms: "found 9 mortar bombs", "second device found"."""
    behind = [t.low for t in tokens[i + 1 : i + 10]]
    stop = next((k for k, w in enumerate(behind) if w in (".", ";", "that", "by")), len(behind))
    ahead = [t.low for t in tokens[max(0, i - 6) : i]]
    if _NOT_ARMS & (set(behind[:stop]) | set(ahead[-4:])):
        return False
    if ahead[-1:] and ahead[-1] in FALLING and behind[:1] and behind[0] in OBJECTS:
        return False  # "a bomb found the house"
    near = bool((_ARMS | {"device", "devices", "bomb", "bombs"}) & set(behind[:stop]))
    return near or bool((_ARMS | {"device", "devices", "bomb", "bombs"}) & set(ahead))
