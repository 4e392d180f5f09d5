"""When two drafts tell of one event, and what becomes of both.

The secret of this module is likeness inside one report: names decide first, then days, then who did
it; a count without a place completes the event before it, a lead is completed by its body, and a
total whose parts are told is no event of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.extract.attribution import Source
    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence


@dataclass(slots=True)
class Draft:
    """A telling in the making."""

    kind: str
    sentence: Sentence
    spots: list[Spot]
    inherited: bool
    actor1: str
    actor2: str
    when: When | None
    deaths: Toll | None
    tolls: list[tuple[Toll, Sentence, tuple[Source, ...]]]
    claims: list[tuple[Sentence, tuple[Source, ...]]]
    is_title: bool
    order: int
    harm_only: bool = False
    listed: bool = False
    apart: bool = False
    more: bool = False
    lead: bool = False
    elsewhere: bool = False
    total: Toll | None = None
    merged: list[str] = field(default_factory=list)
    told_in: int = 0
    dated: bool = False
    generic: bool = False
    vague: bool = False
    returned: bool = False
    enemy: Toll | None = None
    intercepted: bool = False
    entered: bool = False
    leaning: bool = False
    weak: bool = False


def deaths_of(tolls: list[Toll]) -> Toll | None:
    """Return the toll of the dead: those of one verb add up, else the largest counts."""
    dead = [t for t in tolls if t.quantity in ("killed", "eliminated")]
    if not dead:
        return None
    by_anchor: dict[int, list[Toll]] = {}
    for toll in dead:
        by_anchor.setdefault(toll.anchor, []).append(toll)
    sums = [_sum(group) for group in by_anchor.values()]
    return max(sums, key=lambda t: (t.quantity == "killed", t.low or 0))


_ONE_MORE: Final = frozenset("another second third fourth fifth sixth".split())


def with_later(part: Sentence, tolls: list[Toll]) -> Toll | None:
    """Return the sum of "two killed on the spot, one in hospital died" and "three died and a fourth in hospital"."""
    dead = [t for t in tolls if t.quantity == "killed" and t.low]
    if (
        len(dead) != len({t.anchor for t in dead})
        or len(dead) != 2
        or "hospital" not in {t.low for t in part.tokens}
    ):
        return None
    first, then = dead
    words = {t.low for t in part.tokens[then.first : then.last + 2]}
    few = (then.low or 0) < (first.low or 0) and bool(
        words & (_ONE_MORE | {"one", "more", "hospital"})
    )
    return _sum([first, then]) if few and then.first > first.first else None


def _sum(group: list[Toll]) -> Toll:
    first = group[0]
    if len(group) == 1:
        return first
    lows = [t.low for t in group if t.low is not None]
    highs = [t.high for t in group]
    high = sum(h for h in highs if h is not None) if all(h is not None for h in highs) else None
    victims = {t.victim_class for t in group}
    return replace(
        first,
        low=sum(lows) if lows else None,
        high=high,
        comparator=first.comparator if all(t.comparator == "=" for t in group) else ">=",
        victim_class=first.victim_class if len(victims) == 1 else "people",
    )


_LISTED: Final = 3


_FAMILY: Final = {
    **dict.fromkeys(("air", "shell", "ied", "suicide", "grenade", "chem"), "remote"),
    **dict.fromkeys(("clash",), "battle"),
    **dict.fromkeys(("gain", "gain-rebel"), "gain"),
    **dict.fromkeys(("vac", "abduct", "sexual"), "civilians"),
    **dict.fromkeys(("move", "base"), "move"),
    **dict.fromkeys(("protest", "protestforce", "protestkill", "riot", "mob"), "protest"),
}


def family(kind: str) -> str:
    """Return the family of a kind of event: tellings of one event rarely leave it."""
    return _FAMILY.get(kind, kind)


def likeness(a: Draft, b: Draft, *, back: bool) -> float:
    """Return how surely `b` tells of the event of the earlier `a`; 0 for another event.

    Names decide first: two places that the text names apart are two events. Then days, then who
    did it. A sentence that only counts victims, or points back ("the attack"), belongs to the last
    event that fits; one with a place of its own opens a new event unless an earlier one lacks it.
    """
    names_a, names_b = names_of(a), set() if b.inherited else names_of(b)
    if _excluded(a, b, names_a, names_b):
        return 0
    near = b.sentence.paragraph - a.told_in
    recent = 0.001 * a.order
    if b.intercepted and b.inherited and near <= 1 and family(a.kind) == "remote":
        return 0.9 + recent  # some of what was fired came down on the way
    same = family(a.kind) == family(b.kind)
    loose = family(a.kind) in WITH_DEAD and _loosely(a, b, near, back=back)
    if _is_body(a, b):
        return 0.9 + recent
    if not same and not loose and not _kin(a, b, back=back) and not _details(a, b):
        return 0
    if _sums_up(a, b):
        return 4 + recent
    agree = _tolls_agree(a, b)
    known = bool(names_a & names_b) or a.is_title or (a.deaths and (a.deaths.low or 0) > _MANY)
    if agree == "equal" and (known or back or near <= 1):
        return 3 + recent
    if a.is_title and agree != "differ":
        return 1.5
    if len(names_a) > _LISTED and len(names_b) == 1:
        return 0  # a list of places shelled in a day; what follows tells of each
    open_toll = agree != "differ"
    if names_a & names_b:
        apart = _rivals(a, b) and a.kind != b.kind and family(a.kind) == "remote"
        if apart and same and not (back or b.harm_only):
            return 0  # the army bombed the town, and the rebels shelled it
        fits = ((same or loose) and open_toll) or back or b.harm_only
        return 2 + recent if fits else 1.3 + recent if _details(a, b) else 0
    vague = b.inherited and (b.harm_only or (same and (near == 0 or (b.weak and near == 1))))
    if _rivals(a, b) and not vague and not (back and same):
        return 0
    if _in_return(a, b):
        return 0
    if names_b:
        # `a` has no exact place: the lead, whose place the body tells.
        apart = bool(a.actor1 and b.actor1) and a.actor1 != b.actor1
        lead = a.lead or (near <= 1 and a.kind == b.kind and (a.inherited or not _seats(a)))
        told = open_toll or (
            back and a.lead and b.generic and not b.harm_only
        )  # "The strikes hit ...", with a count of its own
        return 1 + recent if same and lead and told and not apart else 0
    return _without_place(a, b, near, back=back, close=(same or loose) and open_toll, loose=loose)


_MANY: Final = 2


def _without_place(a: Draft, b: Draft, near: int, *, back: bool, close: bool, loose: bool) -> float:
    """Return the likeness of a draft that names no place to an earlier one."""
    recent = 0.001 * a.order
    if b.harm_only:
        part = bool(b.spots) and not b.inherited and _tolls_agree(a, b) == "differ"
        if b.deaths is not None and b.deaths.quantity == "eliminated" and near > 0:
            part = part or a.deaths is None  # an army's count of enemies is of its whole operation
        return 1.2 + recent if near <= 2 and not part else 0
    if {a.kind, b.kind} == {"other", "arrest"} and b.inherited and near == 0:
        return 1 + recent
    if back:
        return 1.1 + recent if near <= 2 else 0
    if _plunder(a, b):
        return 0.8 + recent
    if near == 0 and b.inherited and _is_part(a, b) and family(a.kind) == family(b.kind):
        return 0.7 + recent
    within = near <= (1 if loose else 0)
    return 0.8 + recent if close and within and not _own_wide(b, a) else 0


def _is_part(a: Draft, b: Draft) -> bool:
    """Return whether `b` counts some of the dead of `a`: 27 died in the city, two of them in a hospital."""
    if a.deaths is None or b.deaths is None or a.deaths.quantity != b.deaths.quantity:
        return False
    return 0 < (b.deaths.low or 0) < (a.deaths.low or 0)


def _loosely(a: Draft, b: Draft, near: int, *, back: bool) -> bool:
    """Return whether `b` tells of an attack of any sort in words that fit many: "the attack", "was hit too"."""
    names_a, names_b = names_of(a), names_of(b)
    here = bool(names_a & names_b) and not any(s.collective for s in b.spots)
    if b.generic and (
        back or (here and not b.inherited) or (b.inherited and b.sentence is a.claims[-1][0])
    ):
        return True
    if not b.weak or not b.inherited:
        return False
    return near == 0 or (near == 1 and bool(names_a) and names_a == names_b)


WITH_DEAD: Final = frozenset({"remote", "battle", "civilians", "protest", "gain"})


def _excluded(a: Draft, b: Draft, names_a: set[str], names_b: set[str]) -> bool:
    """Return whether names, days or the text's own words keep two drafts apart."""
    if names_a and names_b and not names_a & names_b:
        return True
    seats_a, seats_b = _seats(a), _seats(b)
    if not (names_a or names_b or b.inherited) and seats_a and seats_b and not seats_a & seats_b:
        return True
    if names_b and seats_a and not a.inherited and family(a.kind) == "gain" == family(b.kind):
        return not names_b & seats_a  # the province's capital, then a town: two places taken
    if names_a and b.leaning and not b.is_title and near_focus(a, b):
        return True
    return b.apart or not (_days_agree(a.when, b.when) or _died_later(a, b))


_LATER_DEATHS: Final = timedelta(days=10)


def _died_later(a: Draft, b: Draft) -> bool:
    """Return whether `b` only counts who died of `a` some days on, or was found then."""
    if not (b.harm_only and b.inherited and a.when and b.when and a.when.start and b.when.start):
        return False
    return timedelta(0) <= b.when.start - a.when.start <= _LATER_DEATHS


def near_focus(a: Draft, b: Draft) -> bool:
    """Return whether `b` leans on a town named after `a` was told: "near Y ... two died there"."""
    towns = {s.name.lower() for s in b.spots if not s.wide}
    return bool(towns) and not towns & names_of(a)


def _sums_up(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells the new toll of `a`: "three more bodies, bringing the number to 18"."""
    if b.total is None or a.deaths is None or a.deaths.low is None:
        return False
    dead = (b.deaths.low or 0) if b.deaths is not None and b.deaths is not b.total else 0
    return b.total.low == a.deaths.low + dead


def _is_body(a: Draft, b: Draft) -> bool:
    """Return whether `b` names the village where the doer of the lead `a` killed, however the attack began."""
    return (
        a.lead
        and not names_of(a)
        and bool(names_of(b))
        and not b.inherited
        and {family(a.kind), family(b.kind)} <= _WAYS
        and bool(a.actor1)
        and a.actor1 == b.actor1
        and _tolls_agree(a, b) != "differ"
        and b.told_in - a.told_in <= 1
        and not any(s.collective for s in (*a.spots, *b.spots))
    )


def _plunder(a: Draft, b: Draft) -> bool:
    """Return whether `b` only adds what those who came in `a` burnt and carried away."""
    ground = family(a.kind) in ("civilians", "battle", "gain", "remote")
    return b.kind == "loot" and b.inherited and ground and a.told_in == b.told_in and not b.deaths


def _kin(a: Draft, b: Draft, *, back: bool = False) -> bool:
    """Return whether two families may still be one event: "the attack" of a bomb, a battle's dead."""
    both = {family(a.kind), family(b.kind)}
    if _plunder(a, b) or (back and both == {"battle", "gain"}):
        return True  # "... captured X. Dozens died in the fighting"
    if b.harm_only or a.harm_only:
        others = [a] * b.harm_only + [b] * a.harm_only
        return any(family(d.kind) in WITH_DEAD for d in others)
    if both == {"other", "arrest"} and b.inherited and a.told_in == b.told_in:
        return True  # a house was raided, then people were held
    return (
        both in ({"remote", "civilians"}, {"battle", "civilians"}, {"remote", "battle"})
        and a.is_title
    )


def names_of(draft: Draft) -> set[str]:
    """Return the exact places of a draft, in lower case."""
    return {s.name.lower() for s in draft.spots if not s.wide and not s.collective}


def _seats(draft: Draft) -> set[str]:
    return {s.name.lower() for s in draft.spots if s.seat}


def _own_wide(b: Draft, a: Draft) -> bool:
    """Return whether `b` names a region of its own that `a` does not."""
    if b.inherited:
        return False
    wide_a = {s.name.lower() for s in a.spots}
    return any(s.name.lower() not in wide_a for s in b.spots)


def _rivals(a: Draft, b: Draft) -> bool:
    """Return whether two named doers exclude each other."""
    known = bool(a.actor1 and b.actor1) and a.actor1 != b.actor1
    vague = (
        "Unidentified",
        "Militants",
        "Rebel forces",
        "Militia",
        "Protesters",
        "Rioters",
        "Government of",
        "Police",
    )
    return known and not a.actor1.startswith(vague) and not b.actor1.startswith(vague)


_WAYS: Final = frozenset({"remote", "battle", "civilians"})


def _details(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells how the attack went whose dead the lead `a` counts, at the very same place."""
    return (
        a.lead
        and a.deaths is not None
        and b.deaths is None
        and bool(names_of(a))
        and names_of(a) == names_of(b)
        and {family(a.kind), family(b.kind)} <= _WAYS
        and not any(s.collective for s in b.spots)
        and not (a.actor1 and b.actor1 and a.actor1 != b.actor1)
    )


def _in_return(a: Draft, b: Draft) -> bool:
    """Return whether `b` counts enemies killed elsewhere or in return for what `a` tells of."""
    return (
        family(a.kind) in ("remote", "civilians")
        and a.deaths is not None
        and a.deaths.quantity == "killed"
        and b.deaths is not None
        and b.deaths.quantity == "eliminated"
    )


def _tolls_agree(a: Draft, b: Draft) -> str:
    """Return whether two tolls are ``"equal"``, ``"differ"`` or leave it ``"open"``; a risen one is open."""
    first, second = a.deaths, b.deaths
    if first is None or second is None or first.low is None or second.low is None:
        return "open"
    if first.low == second.low:
        return "equal"
    if 0 in (first.high, second.high):
        return "open"  # "nobody was killed" is an answer to a count, not another event
    return "open" if b.total is second and second.low > first.low else "differ"


def _days_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


_CIVIL: Final = frozenset("civilians people children".split())
_GROUND: Final = frozenset({"civilians", "battle"})


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
    if (not exact_a and exact_b and not b.inherited) or (lacks and b.spots):
        a.spots, a.inherited = b.spots, b.inherited
    elif exact_a and exact_b and not b.inherited:
        have = {s.name.lower() for s in a.spots}
        a.spots = a.spots + [s for s in b.spots if s.name.lower() not in have]
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
    a.kind = _joint_kind(a, b)
    a.deaths = _joint_toll(a, b)
    a.actor1 = a.actor1 or b.actor1
    a.actor2 = a.actor2 or b.actor2
    a.tolls.extend(b.tolls)
    a.claims.extend(b.claims)
    a.dated = a.dated or b.dated
    a.told_in = max(a.told_in, b.told_in)


def _joint_kind(a: Draft, b: Draft) -> str:
    """Return what two tellings of one event make of it: the words that say most of how it went."""
    armless = b.harm_only and b.deaths is not None and b.deaths.victim_class in _CIVIL
    if a.entered and (armless or b.kind in ("vac", "loot", "abduct", "arrest")):
        return "vac" if armless else b.kind  # they came in to kill, burn or seize
    if (
        a.kind == "clash"
        and a.generic
        and armless
        and a.deaths is None
        and a.actor2.startswith("Civ")
    ):
        return "vac"
    if a.kind == "vac" and b.kind == "clash" and b.sentence is a.claims[-1][0] and not b.harm_only:
        return "clash"
    if family(a.kind) == "protest":
        if family(b.kind) == "protest":
            return b.kind if a.kind == "protest" else a.kind
        if a.kind in ("protest", "protestforce") and (b.weak or b.harm_only):
            dead = b.deaths is not None and (b.deaths.low or 0) > 0
            return "protestkill" if dead else "protestforce"
    if a.kind == "other" and b.kind == "arrest":
        return "arrest"
    exact = not b.generic and not _details(a, b) and a.kind in ("vac", "clash", "shell")
    return b.kind if exact and b.kind in ("air", "ied", "suicide", "shell", "chem") else a.kind


def _joint_toll(a: Draft, b: Draft) -> Toll | None:
    """Return what two tellings of one event count: the exact over the open, the later over the first."""
    if a.deaths and b.deaths and _both_sides(a, b):
        own, other = (a, b) if a.deaths.quantity == "killed" else (b, a)
        a.enemy = other.deaths
        return own.deaths
    if _sums_up(a, b):
        return b.total
    if a.deaths is None or b.deaths is None:
        return a.deaths or b.deaths
    if a.deaths.low == b.deaths.low:
        return a.deaths if a.deaths.comparator == "=" else b.deaths
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
    if (b.harm_only or (b.inherited and _is_part(a, b))) and not rivals:
        return a.deaths  # "three of them", "one more": a part of what was counted
    if {a.deaths.quantity, b.deaths.quantity} == {"killed", "eliminated"}:
        sure, most = (a.deaths, b.deaths) if a.deaths.quantity == "killed" else (b.deaths, a.deaths)
        return replace(sure, high=max(sure.low or 0, most.low or 0))
    lows = [t.low for t in (a.deaths, b.deaths) if t.low is not None]
    highs = [t.high if t.high is not None else t.low for t in (a.deaths, b.deaths)]
    known = [h for h in highs if h is not None]
    return replace(a.deaths, low=min(lows, default=None), high=max(known, default=None))


def _both_sides(a: Draft, b: Draft) -> bool:
    """Return whether two tolls are of the two sides of a battle: own dead, and enemies "eliminated"."""
    both = {toll.quantity for toll in (a.deaths, b.deaths) if toll and toll.high != 0}
    return both == {"killed", "eliminated"} and family(a.kind) in ("battle", "gain")


def date_alike(drafts: list[Draft]) -> None:
    """Give an event without a day the day of an earlier one at the very same place."""
    for k, draft in enumerate(drafts):
        if draft.when is None and names_of(draft):
            same = [
                d
                for d in drafts[:k]
                if d.when
                and names_of(d) == names_of(draft)
                and not any(s.collective for s in d.spots)
            ]
            draft.when = same[-1].when if same else None


def name_listed(drafts: list[Draft]) -> None:
    """Give the bare counts of a list ("- Alhama: 9 dead") the kind of fire that the report speaks of."""
    told = Counter(d.kind for d in drafts if family(d.kind) == "remote" and not d.is_title)
    if told and sum(d.listed for d in drafts) > 1:
        kind = min(told, key=lambda k: (-told[k], k))
        for draft in drafts:
            if draft.listed:
                draft.kind = kind


def without_totals(drafts: list[Draft]) -> list[Draft]:
    """Drop a draft whose toll later, more exact ones add up to; their claims keep its sentence."""
    out = list(drafts)
    for total in drafts:
        if total.deaths is None or not total.deaths.low or total.deaths.low < 2:
            continue
        placed = any(not s.wide and not s.collective for s in total.spots) and not total.inherited
        led = total.lead or total.is_title or total.inherited or not total.spots
        if placed and not (total.lead or total.is_title):
            continue
        parts = [
            d
            for d in drafts
            if d is not total
            and d in out
            and d.deaths is not None
            and d.deaths.low
            and d.deaths.quantity == total.deaths.quantity
            and not d.is_title
            and _days_agree(d.when, total.when)
            and any(s.seat or not s.wide for s in d.spots)
            and not (placed and (d.inherited or names_of(d) & names_of(total)))
            and (led or abs(d.told_in - total.told_in) <= 1)
        ]
        if _sums_up_days(total, drafts):
            out.remove(total)
            continue
        run = _adds_up(parts, total.deaths.low) or ([] if placed else _nearly(parts, total))
        if run and total in out:
            for part in run:
                part.claims.extend(total.claims)
                part.actor1 = part.actor1 or total.actor1
                part.actor2 = part.actor2 or total.actor2
                part.when = part.when or total.when
                if family(part.kind) in ("civilians", "battle") and family(total.kind) == "remote":
                    part.kind = total.kind
            out.remove(total)
    return out


def _sums_up_days(total: Draft, drafts: list[Draft]) -> bool:
    """Return whether a draft counts the dead of a region over days of which incidents are told one by one."""
    when, dead = total.when, total.deaths
    if when is None or not (when.start and when.end) or when.end - when.start < _DAYS_SUMMED:
        return False
    if dead is None or any(not s.wide for s in total.spots):
        return False
    single = [
        d
        for d in drafts
        if d is not total and names_of(d) and d.deaths and d.when and d.when.start and _days_agree(d.when, when)
        and d.when.start == d.when.end and (d.deaths.low or 0) <= (dead.low or 0)
    ]  # fmt: skip
    return len(single) >= _SINGLE


_DAYS_SUMMED: Final = timedelta(days=2)
_SINGLE: Final = 2


def _nearly(parts: list[Draft], total: Draft) -> list[Draft]:
    """Return the parts of a lead that counts over a region, though one of them tells no toll."""
    low = total.deaths.low or 0 if total.deaths else 0
    if not (total.lead or total.is_title) or len(parts) < 2:
        return []
    dead = sum(d.deaths.low or 0 for d in parts if d.deaths)
    return parts if low / 2 <= dead < low else []


def _adds_up(parts: list[Draft], total: int) -> list[Draft]:
    """Return consecutive parts whose dead add up to `total`, or nothing."""
    for i in range(len(parts)):
        dead = 0
        for k in range(i, len(parts)):
            dead += parts[k].deaths.low or 0  # type: ignore[union-attr]
            if dead == total and k > i:
                return parts[i : k + 1]
            if dead > total:
                break
    return []


def one_a_place(draft: Draft) -> list[Draft]:
    """Return a draft for each place taken: "captured A and B" is two events, 15 dead in A and B one."""
    exact = [s for s in draft.spots if not s.wide and not s.collective]
    if family(draft.kind) != "gain" or len(exact) < 2 or draft.deaths is not None:
        return [draft]
    return [replace(draft, spots=[spot]) for spot in exact]


def is_blow(draft: Draft) -> bool:
    """Return whether a draft tells of soldiers killed by shells or from the air, which may be answered."""
    dead = draft.deaths
    armed = dead is not None and dead.victim_class in (
        "soldiers",
        "security forces",
        "peacekeepers",
    )
    return armed and family(draft.kind) == "remote"


def counts_enemies(draft: Draft) -> bool:
    """Return whether a draft only counts enemies whom a belligerent says to have killed."""
    return (
        draft.harm_only
        and draft.inherited
        and draft.deaths is not None
        and draft.deaths.quantity == "eliminated"
    )


def worth_telling(draft: Draft, drafts: list[Draft]) -> bool:
    """Return whether a draft says enough to be an event: a place, or a toll with a doer and a day."""
    if draft.is_title:
        others = [d for d in drafts if not d.is_title]
        return not others and bool(draft.spots)
    placed = bool(draft.spots)
    if placed and not draft.inherited:
        return True
    if draft.elsewhere and placed:
        return True  # "in a northern province": a place of its own, though unnamed
    lone = draft.harm_only and not draft.returned
    if lone and any(d is not draft and not d.is_title for d in drafts):
        return False  # a count without a place, beside events that have one
    if any(
        t.quantity in ("killed", "eliminated", "injured", "captured") and t.high != 0
        for t, _, _ in draft.tolls
    ):
        return True
    return placed and bool(draft.actor1) and draft.dated
