"""What becomes of drafts that tell of one event: one draft, with what either knew.

The secret of this module is whose word stands where both say something else: the later count, the
surer day, the narrower kind.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.armed import FIGHTING, UNDER_ARMS
from geo.extract.drafts.alike import is_detail, is_part, sums_up
from geo.extract.drafts.draft import Draft, family, name_key, names_of, total_of
from geo.extract.pointing import refers
from geo.extract.sharing import most_exact
from geo.extract.words import IS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.attribution import Source
    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

_CIVIL: Final = frozenset("civilians people children".split())
_GROUND: Final = frozenset({"civilians", "battle"})


def place_last(
    draft: Draft | None,
    part: Sentence,
    spots: list[Spot],
    days: list[When],
    sources: tuple[Source, ...],
) -> None:
    """Let "The encounter took place in the village of X" say where the event told last was.

    "The scene was X" says so of any name but one that acts, speaks or leads away, and over a place
    that was only guessed.
    """
    if draft is None or part.is_arabic:
        return
    scene = _names_the_scene(part)
    happened = [s for s in spots if s.role == "event" or (scene and _may_be_scene(s))]
    if scene:
        happened = [s for s in happened if not _is_whence(part, s)]
    exact = [s for s in most_exact(part, happened) if not (s.wide or s.collective)]
    exact = exact[:1] if scene else exact
    guessed = scene and draft.inherited and part.paragraph == draft.told_in
    if not exact or (names_of(draft) and not guessed):
        return
    told = refers(part) and _HAPPENED & {t.low for t in part.tokens}
    if part.paragraph - draft.told_in <= _SOON and (told or scene):
        draft.spots, draft.inherited, draft.told_in = exact, False, part.paragraph
        draft.claims.append((part, sources))
        if len(days) == 1 and days[0].kind == "day":
            draft.when, draft.dated = days[0], True


_SOON: Final = 2  # paragraphs
_SCENES: Final = frozenset("target targets scene site".split())
_NO_SCENE: Final = ("direction", "source", "actor")
_OPENING: Final = 4  # tokens of "The target this time"
_SAID: Final = 8  # tokens of "Its spokesman told reporters on Monday that" before them


def _names_the_scene(part: Sentence) -> bool:
    """Return whether a sentence says what was hit: "The target was a farm near X", "He said the scene was X"."""
    low = [t.low for t in part.tokens[: _SAID + _OPENING]]
    for k, (article, noun) in enumerate(pairwise(low)):
        opens = k == 0 or low[k - 1] in ("said", "says", "that", ",", ":")
        if article == "the" and noun in _SCENES and opens and k <= _SAID:
            return bool(IS & set(low[k + 2 : k + 1 + _OPENING]))
    return False


def _may_be_scene(spot: Spot) -> bool:
    return not spot.adjective and spot.role not in _NO_SCENE


def _is_whence(part: Sentence, spot: Spot) -> bool:
    """Return whether what was hit came from a place: "a convoy coming from X", not "a farm 5 km from X"."""
    ahead = part.tokens[max(0, spot.first - _DISTANCE) : spot.first]
    far = any(t.low in ("away", "far") or t.word[0].isdigit() for t in ahead)
    return bool(ahead) and ahead[-1].low == "from" and not far


_DISTANCE: Final = 4  # tokens of "5 km away from"
_HAPPENED: Final = frozenset(
    "occurred happened place occurring unfolded ensued began started erupted broke".split()
)


def merge(a: Draft, b: Draft) -> None:
    """Lay what `b` adds over `a`: the exact place, the day, the actors, the claims."""
    if a.is_title and b.spots and not b.inherited and not names_of(a) - names_of(b):
        a.spots, a.inherited = b.spots, b.inherited  # a title's words for a place are the roughest
    exact_a = any(not s.wide and not s.collective for s in a.spots)
    exact_b = any(not s.wide and not s.collective for s in b.spots)
    if a.is_title and not b.is_title:
        if not b.harm_only and not (family(a.kind) == "remote" and family(b.kind) in _GROUND):
            a.kind = b.kind  # a title's "attack" is whatever the body tells
        a.is_title, a.sentence, a.order, a.harm_only = False, b.sentence, b.order, b.harm_only
    lacks = not a.spots and not (a.returned and b.inherited)
    narrower = (
        bool(a.spots and b.spots)
        and all(s.country for s in a.spots)
        and not any(s.country for s in b.spots)
    )
    guessed = a.inherited and a.lead and exact_b
    rough = not exact_a and exact_b
    if ((rough or narrower or guessed) and not b.inherited) or (lacks and b.spots):
        a.spots, a.inherited = b.spots, b.inherited
        a.shared = a.shared or b.shared
    elif exact_a and exact_b and a.rough and not names_of(b) & names_of(a):
        a.spots = b.spots if not b.inherited else a.spots
    elif exact_b and a.leaning and not b.inherited:
        a.spots, a.inherited, a.leaning = b.spots, b.inherited, False
    elif exact_a and exact_b and not b.inherited:
        have = {name_key(s.name) for s in a.spots}
        a.spots = a.spots + [s for s in b.spots if name_key(s.name) not in have]
    if (
        a.when is None
        or a.when.start is None
        or (
            b.when is not None
            and b.when.start is not None
            and b.when.start == b.when.end
            and a.when.start != a.when.end
        )
    ):
        a.when = b.when or a.when
    if b.intercepted and family(a.kind) == "remote":
        b.deaths = None
    a.kind = _joint_kind(a, b, rough=not exact_a)
    a.deaths = _joint_toll(a, b)
    killed = a.deaths is not None and a.deaths.quantity == "killed" and a.deaths.low
    if killed and a.kind in ("abduct", "loot"):
        a.kind = "vac"  # ACLED's abductions and lootings kill nobody
    a.actor1 = a.actor1 or b.actor1
    a.actor2 = a.actor2 or b.actor2
    a.tolls.extend(b.tolls)
    a.claims.extend(b.claims)
    a.dated = a.dated or b.dated
    a.told_in = max(a.told_in, b.told_in)


def place_within(draft: Draft, spots: Sequence[Spot]) -> None:
    """Place an event of which only the region was told at the one town that is told of its victims."""
    exact = [s for s in spots if not (s.wide or s.collective)]
    if len(exact) == 1 and draft.spots and all(s.wide for s in draft.spots):
        draft.spots = exact


def _joint_kind(a: Draft, b: Draft, *, rough: bool) -> str:
    """Return what two tellings of one event make of it: the words that say most of how it went.

    `rough` says that `a` named no exact place.
    """
    armless = b.harm_only and b.deaths is not None and b.deaths.victim_class in _CIVIL
    if a.entered and (armless or b.kind in ("vac", "loot", "abduct", "arrest")):
        return "vac" if armless else b.kind  # they came in to kill, burn or seize
    if (
        a.kind == "clash"
        and a.generic
        and armless
        and a.deaths is None
        and (a.actor2.startswith("Civ") or (not a.actor2 and _by_irregulars(a, b)))
    ):
        return "vac"
    if a.kind == "vac" and a.generic and a.deaths is None and b.kind == "abduct":
        return "abduct"  # "broke into the village and took 20 residents with them"
    if a.kind == "loot" and armless and a.deaths is None and b.deaths and b.deaths.low:
        return "vac"  # ACLED's looting kills nobody
    if a.kind == "vac" and a.deaths is None and b.harm_only and _soldiers_died(b):
        return "clash"  # "gunmen crept into the village; the army lost two soldiers"
    if a.kind == "vac" and b.kind == "clash" and not b.harm_only:
        fought = a.harm_only and not b.generic and not b.sentence.is_arabic
        if fought or b.sentence is a.claims[-1][0]:
            return "clash"
    if family(a.kind) == "protest":
        if b.kind == "arrest":
            return "protestforce" if a.kind == "protest" else a.kind
        if family(b.kind) == "protest":
            return b.kind if a.kind == "protest" else a.kind
        if a.kind in ("protest", "protestforce") and (b.weak or b.harm_only):
            dead = b.deaths is not None and (b.deaths.low or 0) > 0
            return "protestkill" if dead else "protestforce"
    if a.kind == "other" and b.kind == "arrest":
        return "arrest"
    open_ = a.generic and not _ON_FOOT & {t.low for t in a.sentence.tokens}
    # "the attack in the town of X began with mortar fire", of a lead that knew the province only
    bare = a.harm_only and a.kind == "vac"  # "X: one killed, three hurt. Artillery hit a farm"
    how = not b.generic or (b.armed and (rough or bare) and not b.sentence.is_arabic)
    shot = a.armed and a.kind == "vac" and b.kind in ("air", "shell")
    told = how and not shot and (open_ or not is_detail(a, b))
    exact = told and a.kind in ("vac", "clash", "shell")
    return b.kind if exact and b.kind in ("air", "ied", "suicide", "shell", "chem") else a.kind


def _soldiers_died(b: Draft) -> bool:
    """Return whether soldiers are among those counted, whoever else is."""
    return any(
        toll.quantity == "killed" and toll.low and toll.victim_class in FIGHTING
        for toll, _, _ in b.tolls
    )


def _by_irregulars(a: Draft, b: Draft) -> bool:
    """Return whether men of no army attacked and then killed: "Gunmen attacked X. They killed nine residents"."""
    army = a.actor1.startswith(_UNIFORMED)
    return bool(a.actor1) and not army and b.kind == "vac" and b.actor1 in ("", a.actor1)


_UNIFORMED: Final = ("Military Forces", "Police Forces")


def _joint_toll(a: Draft, b: Draft) -> Toll | None:
    """Return what two tellings of one event count: the exact over the open, the later over the first."""
    if a.deaths and b.deaths and _both_sides(a, b):
        own, other = (a, b) if a.deaths.quantity == "killed" else (b, a)
        a.enemy = other.deaths
        return own.deaths
    if sums_up(a, b):
        return b.total
    if a.deaths and b.deaths and _counted_apart(a, b):
        return total_of([a.deaths, b.deaths])
    if a.deaths is None or b.deaths is None:
        return a.deaths or b.deaths
    if a.deaths.low == b.deaths.low:
        return a.deaths if a.deaths.comparator == "=" else b.deaths
    if _counts_a_war(a.deaths, b.deaths):
        return a.deaths
    if _FORMER & {t.low for t in b.sentence.tokens} and (b.deaths.low or 0) < (a.deaths.low or 0):
        return a.deaths  # "police had earlier put the toll at 32"
    if b.more and (b.deaths.low or 0) > (a.deaths.low or 0):
        return b.deaths
    rivals = {s.name for _, heard in b.claims for s in heard} - {
        s.name for _, heard in a.claims for s in heard
    }
    if a.vague and not b.vague:
        a.vague = False
        return b.deaths
    if b.vague and not a.vague:
        return a.deaths
    lower = b.harm_only and b.inherited and (b.deaths.low or 0) < (a.deaths.low or 0)
    contested = _COUNTING & {
        t.low
        for k, t in enumerate(b.sentence.tokens)
        if not (t.low == "dead" and k and b.sentence.tokens[k - 1].low == "shot")
    }
    one = b.deaths.low == b.deaths.high == 1 and is_part(a, b)
    if one and (b.inherited if b.sentence.is_arabic else (a.deaths.low or 0) > _MANY_MORE):
        return a.deaths  # "confirmed that its commander was killed in the raid"
    if (b.harm_only or (b.inherited and is_part(a, b))) and (
        not rivals or (lower and not contested and not b.sentence.is_arabic)
    ):
        return a.deaths  # "three of them", "one more": a part of what was counted
    if {a.deaths.quantity, b.deaths.quantity} == {"killed", "eliminated"}:
        sure, most = (a.deaths, b.deaths) if a.deaths.quantity == "killed" else (b.deaths, a.deaths)
        return replace(sure, high=max(sure.low or 0, most.low or 0))
    lows = [t.low for t in (a.deaths, b.deaths) if t.low is not None]
    highs = [t.high if t.high is not None else t.low for t in (a.deaths, b.deaths)]
    known = [h for h in highs if h is not None]
    return replace(a.deaths, low=min(lows, default=None), high=max(known, default=None))


def _counted_apart(a: Draft, b: Draft) -> bool:
    """Return whether one sentence counts those under arms and others: "a soldier was killed; nine civilians died"."""
    of_a = {t.victim_class for t, part, _ in a.tolls if part is b.sentence and t is a.deaths}
    of_b = {b.deaths.victim_class} if b.deaths is not None else set()
    armed = UNDER_ARMS | {"peacekeepers"}
    return len(of_a & armed) + len(of_b & armed) == 1 and bool((of_a | of_b) & _CIVIL)


_MANY_MORE: Final = 3  # dead of whom one is told by name


# A lower count that somebody else gives counts anew only in such words, else it is of a part.
_COUNTING: Final = frozenset(
    "toll number put puts figure count counted counts total only least dead".split()
)


_ON_FOOT: Final = frozenset("raid incursion operation".split())
_FORMER: Final = frozenset("earlier previously initial initially first".split())
_WAR: Final = 100  # from how many dead on a toll that dwarfs the event's own is that of a war
_DWARFED: Final = 20


def _counts_a_war(first: Toll, second: Toll) -> bool:
    """Return whether a later toll is out of all proportion: two dead in a raid, then 8,525."""
    return (second.low or 0) >= max(_WAR, _DWARFED * max(first.low or 0, 1))


def _both_sides(a: Draft, b: Draft) -> bool:
    """Return whether two tolls are of the two sides of a battle: own dead, and enemies "eliminated"."""
    both = {toll.quantity for toll in (a.deaths, b.deaths) if toll and toll.high != 0}
    return both == {"killed", "eliminated"} and family(a.kind) in ("battle", "gain")
