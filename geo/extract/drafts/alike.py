"""How alike two drafts are, as tellings of one event.

The secret of this module is what decides: names first, then days, then who did it; a count without
a place completes the event before it, a part or a detail is no other event.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from geo.extract.armed import FIGHTING
from geo.extract.drafts.days import days_agree, told_later
from geo.extract.drafts.draft import Draft, family, name_key, names_of, seats_of, shot_not_shelled
from geo.extract.drafts.persons import is_another_person
from geo.extract.text import BULLETS
from geo.extract.words import NUMBERS

_LISTED: Final = 3


def likeness(a: Draft, b: Draft, *, back: bool) -> float:
    """Return how surely `b` tells of the event of the earlier `a`; 0 for another event.

    Names decide first: two places that the text names apart are two events. Then days, then who
    did it. A sentence that only counts victims, or points back ("the attack"), belongs to the last
    event that fits; one with a place of its own opens a new event unless an earlier one lacks it.
    """
    names_a, names_b = _names(a, b, back=back)
    apart = _in_another_region(a, b) or shot_not_shelled(a, b) or is_another_person(a, b)
    if apart or _excluded(a, b, names_a, names_b, back=back):
        return 0
    near = b.sentence.paragraph - a.told_in
    recent = 0.001 * a.order
    if b.intercepted and b.inherited and near <= 1 and family(a.kind) == "remote":
        return 0.9 + recent  # some of what was fired came down on the way
    same = family(a.kind) == family(b.kind) or _overruns(a, b) or _came_to_seize(a, b)
    loose = family(a.kind) in WITH_DEAD and (
        _loosely(a, b, near, back=back) or (back and _tells_more(a, b, near))
    )
    if _is_body(a, b):
        return (1.1 if a.apart else 0.9) + recent
    if not same and not loose and not _kin(a, b, back=back) and not is_detail(a, b):
        return 0
    if sums_up(a, b):
        return 4 + recent
    agree = _tolls_agree(a, b)
    known = bool(names_a & names_b) or a.is_title or (a.deaths and (a.deaths.low or 0) > _MANY)
    chance = not (known or back) and _may_coincide(a, b)
    if agree == "equal" and (known or back or near <= 1) and not chance:
        return 3 + recent
    lead = a.is_title and b.lead and a.kind == b.kind  # whatever the headline counts
    if a.is_title and (agree != "differ" or (lead and not b.inherited)):
        return 1.5
    if (same or loose) and _counts_anew(a, b, near):
        return 1.4 + recent
    few, many = sorted((len(names_a), len(names_b)))
    # "two explosions in X and Y", then each
    if few == 1 and (many > _LISTED or (many > 1 and _tells_of_deeds(a, b))):
        return 0  # a list of places shelled in a day; what follows, or went before, tells of each
    open_toll = agree != "differ"
    if names_a & names_b:
        apart = are_rivals(a, b) and a.kind != b.kind and family(a.kind) == "remote"
        if apart and same and not (back or b.harm_only):
            return 0  # the army bombed the town, and the rebels shelled it
        fits = ((same or loose) and open_toll) or back or b.harm_only or _plunder(a, b)
        return 2 + recent if fits else 1.3 + recent if is_detail(a, b) else 0
    vague = b.inherited and (b.harm_only or (same and (near == 0 or (b.weak and near == 1))))
    others = are_rivals(a, b) and not vague and not (back and same)
    if others or (_in_return(a, b) and not (back and b.generic and b.inherited)):
        return 0
    if names_b:
        # `a` has no exact place: the lead, whose place the body tells.
        apart = bool(a.actor1 and b.actor1) and not _same_doers(a, b)
        near_by = near <= 1 and (a.inherited or not seats_of(a))
        lead = a.lead or (near_by and (a.kind == b.kind or back))
        told = open_toll or (
            back and a.lead and b.generic and not b.harm_only and not _is_share(a, b)
        )  # "The strikes hit ...", with a count of its own
        alike = same or (loose and back)
        return 1 + recent if alike and lead and told and not apart else 0
    return _without_place(a, b, near, back=back, close=(same or loose) and open_toll, loose=loose)


def _in_another_region(a: Draft, b: Draft) -> bool:
    """Return whether a sentence opens with a region of its own: "In the northern province of X a bomb killed six"."""
    part, own = b.sentence, [s for s in b.spots if not s.country]
    opens = part.tokens[0].low == "in" and bool(own) and own[0].first <= _OPENING
    if b.inherited or not opens or not all(s.wide for s in own) or b.deaths is None:
        return False
    told = {t.low for sentence, _ in a.claims for t in sentence.tokens}
    words = {t.low for s in own for t in part.tokens[s.first : s.last]}
    placed = names_of(a) or (a.spots and not a.lead and not any(s.country for s in a.spots))
    return bool(placed) and not words & told and not part.is_arabic


_OPENING: Final = 8  # tokens of "In the country's northern province of"


def _came_to_seize(a: Draft, b: Draft) -> bool:
    """Return whether troops entered a town to hold people: "entered X, where two were arrested, before they withdrew"."""
    return a.entered and b.kind in ("arrest", "abduct") and b.sentence is a.claims[-1][0]


def _names(a: Draft, b: Draft, *, back: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the places of both that count in telling them apart."""
    names_b = _NONE if b.inherited else names_of(b)
    names_a = _NONE if _is_rough(a, names_b, back=back) else names_of(a)
    # "the town of X", and then "X", which is a district too
    names_b |= _NONE if b.inherited else seats_of(b) & names_a
    if names_a or names_b or a.inherited or b.inherited or b.sentence.is_arabic:
        return names_a, names_b
    both = seats_of(a) & seats_of(b)  # "Odesa" twice: the city, if either is
    return both, both


_NONE: Final[frozenset[str]] = frozenset()
_ABOUT: Final = (
    0.6  # the lower of two counts of the same dead is seldom a smaller part of the higher
)


def _counts_anew(a: Draft, b: Draft, near: int) -> bool:
    """Return whether somebody else counts the same dead otherwise: "46 were massacred in the camp, said its chief"."""
    first, second = a.deaths, b.deaths
    if first is None or second is None or not first.low or not second.low or a.sentence.is_arabic:
        return False
    alike = _ABOUT * max(first.low, second.low) <= min(first.low, second.low)
    heard = {s.name for _, sources in b.claims for s in sources}
    anew = bool(heard - {s.name for _, sources in a.claims for s in sources})
    places_a, places_b = names_of(a) | seats_of(a), names_of(b) | seats_of(b)
    here = a.lead and bool(places_b) and places_a == places_b
    many = min(first.low, second.low) > _SMALL and first.quantity == second.quantity
    return alike and anew and here and many and near <= _FURTHER


_FURTHER: Final = 6  # paragraphs


def of_the_crash(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells where the aircraft of `a` came down, or what became of its crew."""
    near = b.told_in - a.told_in <= 1
    return a.downed and b.of_crew and near and days_agree(a.when, b.when)


def _is_rough(a: Draft, names_b: frozenset[str], *, back: bool) -> bool:
    """Return whether what follows may name the place of the lead `a` anew.

    "outside Goma", then "the bombs hit the camps of ..."; "an attack on a beach", in the title's town.
    """
    if not a.lead or not names_b or names_b & names_of(a) or a.sentence.is_arabic:
        return False
    return (back and a.rough) or (a.inherited and _is_open(a))


_MANY_DEEDS: Final = frozenset(
    "attacks strikes airstrikes raids clashes bombings shootings shelling bombardment fighting violence".split()
)


def tells_of_many_deeds(a: Draft) -> bool:
    """Return whether an English draft tells of more than one deed: "air strikes", "attacks"."""
    return not (_MANY_DEEDS | _DEEDS).isdisjoint(t.low for t in a.sentence.tokens)


_SEVERAL: Final = NUMBERS.union("several many different various".split())
_PLACES: Final = frozenset(
    "villages communities towns settlements localities hamlets areas parts districts locations".split()
)


def _tells_of_several(a: Draft, b: Draft) -> bool:
    """Return whether the lead counts the dead of several villages, of which `b` names one."""
    counts = a.lead and a.deaths is not None and not a.sentence.is_arabic
    if not counts or len(names_of(b)) != 1 or _tolls_agree(a, b) == "equal":
        return False
    return any(
        t.low in _SEVERAL and _PLACES & {u.low for u in part.tokens[k + 1 : k + 4]}
        for part, _ in a.claims
        for k, t in enumerate(part.tokens)
    )


_SEPARATE: Final = _SEVERAL | {"simultaneous", "separate", "multiple"}
_DEEDS: Final = _MANY_DEEDS | {"explosions", "blasts"}


def _tells_of_deeds(a: Draft, b: Draft) -> bool:
    """Return whether the lead tells of several deeds, of which what follows may tell one by one."""
    if a.sentence.is_arabic:  # the dead of three towns, then "أما في X فطال القصف": some of them
        return a.lead and is_part(a, b) and names_of(b) < names_of(a)
    if not a.lead or a.deaths is not None:
        return False
    low = [t.low for t in a.sentence.tokens]
    return any(w in _SEPARATE and _DEEDS & set(low[k + 1 : k + 4]) for k, w in enumerate(low))


def _counts_over_land(a: Draft, b: Draft) -> bool:
    """Return whether the lead counts the dead of a whole region, and `b` tells of none of them."""
    if a.deaths is None or b.deaths is not None:
        return False
    hurt = any(t.quantity == "injured" for t, _, _ in b.tolls)
    wide = bool(a.spots) and not a.inherited
    wide = wide and bool(_MANY_DEEDS & {t.low for t in a.sentence.tokens})
    return hurt or (wide and not (a.actor1 and b.actor1))


def _is_elsewhere_hurt(a: Draft, b: Draft) -> bool:
    """Return whether an Arabic lead counts a province's dead, and `b` tells of a village where some were only hurt."""
    own = a.sentence.is_arabic and not (a.inherited and a.spots)
    if not own or b.deaths is not None or a.deaths is None or not a.deaths.low:
        return False
    hurt = any(t.quantity == "injured" for t, _, _ in b.tolls)
    days = a.when is not None and a.when.start != a.when.end
    return hurt and not days


def _is_open(a: Draft) -> bool:
    """Return whether the words of a draft leave open how people were killed: "in an attack"."""
    return a.generic and a.kind in ("vac", "clash")


_MANY: Final = 2
_SMALL: Final = 3  # tolls up to which two events may well have the same


def _may_coincide(a: Draft, b: Draft) -> bool:
    """Return whether an equal toll says little: it is small, and the later one names another town."""
    small = b.deaths is not None and (b.deaths.low or 0) <= _SMALL
    other = seats_of(b) - seats_of(a) - names_of(a) if not b.inherited else set()
    return small and bool(other) and bool(names_of(a))


def _without_place(a: Draft, b: Draft, near: int, *, back: bool, close: bool, loose: bool) -> float:
    """Return the likeness of a draft that names no place to an earlier one."""
    recent = 0.001 * a.order
    if b.harm_only:
        part = bool(b.spots) and not b.inherited and _tolls_agree(a, b) == "differ"
        if b.deaths is not None and b.deaths.quantity == "eliminated" and near > 0:
            part = part or a.deaths is None  # an army's count of enemies is of its whole operation
        elif (
            b.deaths is not None and b.deaths.quantity == "eliminated" and family(a.kind) == "gain"
        ):
            part = part or b.sentence is not a.claims[-1][0]
        fought = family(a.kind) in ("battle", "gain") and _of_men(b)
        if _of_men(a) and b.deaths is not None and b.deaths.victim_class in _CIVIL:
            # gunmen died there, here civilians
            return 0.9 + recent if near <= 1 and not part else 0
        told = near <= 2 or (b.deaths is None and bool(names_of(a) & names_of(b)))
        return 1.2 + 0.1 * fought + recent if told and not part else 0
    held = b.kind == "arrest" and (a.kind == "other" or family(a.kind) == "protest")
    if held and b.inherited and near == 0:
        return 1 + recent
    uncounted = a.harm_only and a.deaths is None and family(a.kind) == "civilians"
    if uncounted and near == 0 and b.inherited and family(b.kind) == "remote":
        return 1 + recent  # "a massacre in the town. Planes dropped two bombs on a bakery"
    if back and _is_share(a, b):
        return 0
    if back:
        alike = _SAME_KIND * (
            a.kind == b.kind
        )  # "when the bomb exploded" is the bomb's, not the raid's
        return 1.1 + alike + recent if near <= 2 or names_of(a) & names_of(b) else 0
    if _plunder(a, b):
        return 0.8 + recent
    if near == 0 and b.inherited and is_part(a, b) and family(a.kind) == family(b.kind):
        return 0.7 + recent
    if near == 0 and b.inherited and is_detail(a, b):
        return 1 + recent  # "stormed the town, killing four. Tanks shelled it"
    # "Several blasts were heard": more of the same, in the place told just before
    fell = b.sentence.is_arabic and (a.kind, b.kind) == ("air", "shell")  # "عدة صواريخ سقطت"
    goes_on = (a.kind == b.kind or fell) and b.inherited and b.deaths is None and not b.dated
    within = near <= (1 if loose or goes_on else 0)
    return 0.8 + recent if close and within and not _own_wide(b, a) else 0


_SAME_KIND: Final = 0.05
_CIVIL: Final = frozenset({"civilians", "children"})


def _of_men(b: Draft) -> bool:
    """Return whether those counted bear arms: an army's losses are of the battle told, not of a raid."""
    return b.deaths is not None and b.deaths.victim_class in FIGHTING


def _is_share(a: Draft, b: Draft) -> bool:
    """Return whether the lead counts all that died, and `b` those of one town: "In X the strikes killed six"."""
    own = bool(b.spots) and not b.inherited and not seats_of(a) & seats_of(b)
    return a.lead and own and is_part(a, b) and not b.sentence.is_arabic


def is_part(a: Draft, b: Draft) -> bool:
    """Return whether `b` counts some of the dead of `a`: 27 died in the city, two of them in a hospital."""
    if a.deaths is None or b.deaths is None or a.deaths.quantity != b.deaths.quantity:
        return False
    return 0 < (b.deaths.low or 0) < (a.deaths.low or 0)


def _loosely(a: Draft, b: Draft, near: int, *, back: bool) -> bool:
    """Return whether `b` tells of an attack of any sort in words that fit many: "the attack", "was hit too"."""
    names_a, names_b = names_of(a), names_of(b)
    if family(a.kind) == "gain" and b.kind in ("air", "shell") and not back:
        return False  # the army took the town; jets bombed it
    here = bool(names_a & names_b) and not any(s.collective for s in b.spots)
    if b.generic and (
        back or (here and not b.inherited) or (b.inherited and b.sentence is a.claims[-1][0])
    ):
        return True
    if not b.weak or not b.inherited:
        return False
    return near == 0 or (near == 1 and bool(names_a) and names_a == names_b)


def _tells_more(a: Draft, b: Draft, near: int) -> bool:
    """Return whether "the attack" told in other words is the one just told: "The ambush began with a blast"."""
    ways = {family(a.kind), family(b.kind)} <= _WAYS and not b.sentence.is_arabic
    names_a, names_b = names_of(a), names_of(b)
    here = b.inherited or (bool(names_b) and (not names_a or names_a == names_b))
    return ways and here and near <= 1 and _tolls_agree(a, b) != "differ"


WITH_DEAD: Final = frozenset({"remote", "battle", "civilians", "protest", "gain"})


def _excluded(
    a: Draft, b: Draft, names_a: frozenset[str], names_b: frozenset[str], *, back: bool
) -> bool:
    """Return whether names, days or the text's own words keep two drafts apart."""
    if names_a and names_b and not names_a & names_b:
        return not _is_placed_anew(a, b, back=back)
    one_of_all = (b.shared and a.deaths is not None) or _is_elsewhere_hurt(a, b)
    if names_b and not names_a and (one_of_all or _tells_of_several(a, b)):
        return True
    if _in_another_province(a, b, names_a, back=back):
        return True
    if b.sentence.is_arabic and names_b and not names_a and are_rivals(a, b) and not b.inherited:
        return True  # aircraft struck the south; the other side's rockets hit a village
    seats_a, seats_b = seats_of(a), seats_of(b)
    if not (names_a or names_b or b.inherited) and seats_a and seats_b and not seats_a & seats_b:
        return True
    if names_b and seats_a and b.within and not (names_a or seats_a & b.within):
        return True  # told of the capital, then of a town in a province that the text names
    if names_b and seats_a and not a.inherited and family(a.kind) == "gain" == family(b.kind):
        return not names_b & seats_a  # the province's capital, then a town: two places taken
    if _dies_elsewhere(a, b) or (a.returned and names_b and not b.returned):
        return True  # where the enemies counted in return died is not told
    item = b.sentence.tokens[0].word in BULLETS and a.sentence.tokens[0].word not in BULLETS
    many = item or len(names_b) > _LISTED  # 21 dead in a province; then all that was bombed
    if many and names_b and not names_a and a.deaths is not None and b.deaths is None and not back:
        return True  # the lead counts the dead of all items, and this one has none
    if _took_before(a, b) or (a.downed != b.downed and not b.harm_only):
        return True  # an aircraft shot down over the town is not the battle for it
    # "In Tel Aviv, a man ...", but not "Tel Aviv's rescuers said"
    opens = any(s.seat and s.first <= 1 and not _owns(b, s.last) for s in b.spots)
    apart = opens or (b.dated and b.armed)
    if names_a and seats_b and apart and not b.inherited and not names_a & seats_b:
        return True  # the fall of a village, then six killed by bombs in a city
    again = back and _tolls_agree(a, b) == "equal" and (b.deaths.low or 0) > _MANY  # type: ignore[union-attr]
    if names_a and b.leaning and not b.is_title and near_focus(a, b) and not again:
        return True
    recounted = b.harm_only and bool(names_a & names_b) and _recounts(a, b)
    return (b.apart and not recounted) or not (
        days_agree(a.when, b.when)
        or _died_later(a, b)
        or _same_fall(a, b, names_a & names_b)
        or (back and b.inherited and told_later(a.when, b.when))
    )


def _is_placed_anew(a: Draft, b: Draft, *, back: bool) -> bool:
    """Return whether somebody else says where "the blast" was that killed as many: "وقالت إن الانفجار وقع عند قرية X"."""
    told = b.sentence.is_arabic and back and b.told_in - a.told_in <= 1
    many = (b.deaths.low or 0) > _MANY if b.deaths is not None else False
    return told and many and _tolls_agree(a, b) == "equal"


def _in_another_province(a: Draft, b: Draft, names_a: frozenset[str], *, back: bool) -> bool:
    """Return whether an Arabic sentence tells of a province after a town: the ground decides if that is the town's."""
    if not names_a or not b.sentence.is_arabic or b.inherited or a.inherited or back:
        return False
    told = [s for s in b.spots if s.wide and not (s.seat or s.country or s.adjective)]
    wide = bool(told) and len(told) == len(b.spots)
    return wide and b.sentence is not a.claims[-1][0] and not b.harm_only


def _dies_elsewhere(a: Draft, b: Draft) -> bool:
    """Return whether a place was taken in `a`, and people died at another one in `b`."""
    bombed = family(b.kind) == "remote" and b.deaths is not None
    taken = family(a.kind) == "gain" and (b.harm_only or bombed) and not b.inherited
    if not taken:
        return False
    where = names_of(b) | seats_of(b)
    apart = bool(where) and not where & (names_of(a) | seats_of(a))
    return apart and not b.sentence.is_arabic


def _owns(draft: Draft, k: int) -> bool:
    """Return whether a possessive stands at token `k`."""
    return draft.sentence.tokens[k].low in ("'s", "’s") if k < len(draft.sentence.tokens) else False


def _recounts(a: Draft, b: Draft) -> bool:
    """Return whether "Meanwhile" only leads to somebody else's count of the same dead: 19, and then 17."""
    first, second = a.deaths, b.deaths
    if first is None or second is None or not first.low or not second.low or b.sentence.is_arabic:
        return False
    return first.quantity == second.quantity and _ABOUT * first.low <= second.low <= first.low


_FALL: Final = timedelta(days=2)  # from the first troops in a town to its announced capture


def _same_fall(a: Draft, b: Draft, names: frozenset[str]) -> bool:
    """Return whether one tells that troops entered the town which the other says was taken a day on."""
    if not (names and (a.entered or b.entered) and a.kind == b.kind and family(a.kind) == "gain"):
        return False
    if a.when is None or b.when is None or a.when.start is None or b.when.start is None:
        return True
    return abs(a.when.start - b.when.start) <= _FALL


_LATER_DEATHS: Final = timedelta(days=10)


def _died_later(a: Draft, b: Draft) -> bool:
    """Return whether `b` only counts who died of `a` some days on, or was found then."""
    if not (b.harm_only and b.inherited and a.when and b.when and a.when.start and b.when.start):
        return False
    return timedelta(0) <= b.when.start - a.when.start <= _LATER_DEATHS


def near_focus(a: Draft, b: Draft) -> bool:
    """Return whether `b` leans on a town named after `a` was told: "near Y ... two died there"."""
    towns = {name_key(s.name) for s in b.spots if not s.wide}
    return bool(towns) and not towns & names_of(a)


def sums_up(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells the new toll of `a`: "three more bodies, bringing the number to 18"."""
    if b.total is None or a.deaths is None or a.deaths.low is None:
        return False
    dead = (b.deaths.low or 0) if b.deaths is not None and b.deaths is not b.total else 0
    return b.total.low == a.deaths.low + dead


def _is_body(a: Draft, b: Draft) -> bool:
    """Return whether `b` names the village where the doer of the lead `a` killed, however the attack began.

    So too where `a` is "another attack" that is told without a place of its own.
    """
    waits = a.apart and a.inherited and not a.sentence.is_arabic
    if waits and (b.apart or are_rivals(a, b)):
        return False
    return (
        (a.lead or waits)
        and (a.inherited or not names_of(a))
        and bool(names_of(b))
        and not b.inherited
        and {family(a.kind), family(b.kind)} <= _WAYS
        and (waits or (_is_open(a) if not a.actor1 or not b.actor1 else _same_doers(a, b)))
        and _tolls_agree(a, b) != "differ"
        and not _counts_over_land(a, b)
        and b.told_in - a.told_in <= 1
        and not any(s.collective for s in (*a.spots, *b.spots))
    )


_BESIDE: Final = frozenset({"loot", "siege", "other"})


def _plunder(a: Draft, b: Draft) -> bool:
    """Return whether `b` only adds what those who came in `a` burnt, carried away or surrounded."""
    ground = family(a.kind) in ("civilians", "battle", "gain", "remote")
    here = b.inherited or (bool(names_of(b)) and names_of(b) <= names_of(a))
    near = (
        b.told_in - a.told_in <= _SOON if b.kind in ("siege", "other") else b.told_in == a.told_in
    )
    english = b.kind == "loot" or not b.sentence.is_arabic
    return b.kind in _BESIDE and here and ground and near and english and not b.deaths


def _kin(a: Draft, b: Draft, *, back: bool = False) -> bool:
    """Return whether two families may still be one event: "the attack" of a bomb, a battle's dead."""
    both = {family(a.kind), family(b.kind)}
    if _plunder(a, b) or (back and both == {"battle", "gain"}):
        return True  # "... captured X. Dozens died in the fighting"
    if b.harm_only or a.harm_only:
        others = [a] * b.harm_only + [b] * a.harm_only
        return any(family(d.kind) in WITH_DEAD for d in others)
    if both in ({"other", "arrest"}, {"protest", "arrest"}) and b.inherited:
        return a.told_in == b.told_in  # a house was raided, then people were held
    return (
        both in ({"remote", "civilians"}, {"battle", "civilians"}, {"remote", "battle"})
        and a.is_title
    )


def _overruns(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells how the attack of the lead `a` on a base ended: "overran its defences"."""
    here = b.inherited or (bool(names_of(b)) and names_of(b) == names_of(a))
    rivals = are_rivals(a, b) or b.sentence.is_arabic
    pair = (family(a.kind), family(b.kind))
    # "attacked the base, overrunning it"; "regained X. The rebels were driven back"
    if pair != ("gain", "battle") and (pair[0] != "battle" or b.kind != "gain-rebel"):
        return False
    return a.lead and here and b.deaths is None and b.told_in - a.told_in <= _SOON and not rivals


_SOON: Final = 2  # paragraphs


def _own_wide(b: Draft, a: Draft) -> bool:
    """Return whether `b` names a region of its own that `a` does not."""
    if b.inherited:
        return False
    wide_a = {s.name.lower() for s in a.spots}
    return any(s.name.lower() not in wide_a for s in b.spots)


_NAMELESS: Final = ("Unidentified", "Militants", "Bandits", "Rebel forces", "Gang (")


def _same_doers(a: Draft, b: Draft) -> bool:
    """Return whether two doers are one, or may be since neither is named: "militants", "the attackers"."""
    nameless = a.actor1.startswith(_NAMELESS) and b.actor1.startswith(_NAMELESS)
    return a.actor1 == b.actor1 or nameless


_CHANGED_HANDS: Final = {"gain", "gain-rebel"}


def _took_before(a: Draft, b: Draft) -> bool:
    """Return whether `b` tells who held a place before: "rebels took the village; the army had captured it"."""
    if {a.kind, b.kind} != _CHANGED_HANDS or a.is_title or not (a.actor1 and b.actor1):
        return False
    low = [t.low for t in b.sentence.tokens]
    again = b.sentence.is_arabic and any(w.lstrip("وف").startswith(_BACK_AGAIN) for w in low)
    return not _same_doers(a, b) and ("had" in low or again)


_BACK_AGAIN: Final = ("استعاد", "استرجع", "استرد")


def are_rivals(a: Draft, b: Draft) -> bool:
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


def is_detail(a: Draft, b: Draft) -> bool:
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
    if a.vague != b.vague and not a.sentence.is_arabic and min(first.low, second.low) > _MANY:
        return "open"  # "dozens were killed", then a count, or the other way round
    if 0 in (first.high, second.high):
        return "open"  # "nobody was killed" is an answer to a count, not another event
    return "open" if b.total is second and second.low > first.low else "differ"
