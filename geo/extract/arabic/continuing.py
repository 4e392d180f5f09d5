"""Whether an Arabic clause goes on with the frame before it or opens another.

The secret of this module is place, kind and link together: an outcome belongs to its cause, a cause
with a place of its own is another event, and a province that opens the sentence is where both are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.bearings import STREETS, exact_names
from geo.extract.arabic.targets import MASSACRES, REMOTE
from geo.extract.arabic.words import DEADLY, HARM, PAUSES, THESE, forms_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.clauses import Clause
    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Token

# Kinds that colour an event told beside them but are none alone.
SLIGHT: Final = frozenset({"carry", "destroy", "push"})


def _is_booty(own: set[str], new: set[str], *, away: bool) -> bool:
    """Return whether a clause tells what was taken from the beaten, or the mines found where they had been."""
    if new <= {"loot"}:
        return bool(own & {"clash", "gain", "assault"})
    return "gain" in own and new <= _CLEARED and not away


_CLEARED: Final = frozenset({"finds", "ied", "disrupt", "destroy"})


def continues(tokens: Sequence[Token], frame: Frame, clause: Clause, spots: Sequence[Spot]) -> bool:
    """Return whether a clause tells more of the frame before it."""
    own, new = set(frame.kinds) - HARM, clause.kinds - HARM
    if "disrupt" in own:
        own = {"disrupt"}  # "foiled an attempt to smuggle explosive devices": they are its object
    here, there = _here_and_there(tokens, frame, clause, spots)
    if here and there and not here & there:
        return False
    deadly = any(t.quantity in DEADLY and t.low for t in clause.tolls)
    if "gain" in own and "vac" in new and deadly and clause.link in ("and", "new"):
        return False  # the town was taken, and then the wounded were killed
    if own and clause.link in ("and", "so") and _harms_them(tokens, clause):
        return True
    if own and _is_of_others(tokens, clause):
        return False
    if not new or new <= {"intercept"}:
        # Only an outcome: whose it is, its place tells.
        return not (clause.link == "new" and there and there != here)
    booty = _is_booty(own, new, away=bool(there))
    if booty or forms_in(tokens[clause.first : clause.last]) & THESE:
        return True
    if clause.link == "after":
        eve = tokens[clause.first].low in ("غداه", "وغداه")
        other = deadly and _is_elsewhere(frame, clause, spots)
        return not (own and (eve or other or (clause.days and not _akin(own, new))))
    if (
        own <= {"vac", "carry"}
        and new & REMOTE
        and forms_in([tokens[h] for h in frame.heads]) & MASSACRES
    ):
        return True  # "committed a massacre when its planes bombed"
    if not own and not here and clause.link == "and" and _says_how(clause):
        return True
    if clause.link == "so" or (not own - SLIGHT and clause.link == "and" and not there):
        return True
    deadly = any(t.quantity in DEADLY and t.high != 0 for t in clause.tolls)
    if clause.link == "new" and deadly:
        return False
    if there and (not here or by_another_arm(frame, clause)):
        return False
    return _akin(own, new)


def _is_elsewhere(frame: Frame, clause: Clause, spots: Sequence[Spot]) -> bool:
    """Return whether a clause names places, and none of those named before: "بعد ساعة على تفجير في دمشق"."""
    here, there = ({spots[i].name for i in part.places} for part in (frame, clause))
    return bool(there) and not here & there


def by_another_arm(frame: Frame, clause: Clause) -> bool:
    """Return whether aircraft come after guns at places of their own: "قصفت المدفعية A، كما نفذ الطيران غارات على B"."""
    arms = {"air", "shell"}
    before, after = arms & ({*frame.kinds} | frame.means), arms & (clause.kinds | {*clause.means})
    return clause.link == "new" and bool(before and after) and not before & after


_WERE: Final = folded("كان كانت")
_BACK: Final = folded("رد ردت ردوا ترد يرد وردت بالرد")


def _is_of_others(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a clause tells what the other side did in answer, or what went before: "، وكانت مواجهات قد نشبت"."""
    before = clause.link == "new" and bool(set(tokens[clause.first].forms) & _WERE)
    return before or (clause.link != "so" and bool(clause.words) and _fires_back(tokens, clause))


def _fires_back(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a clause tells how the other side answered: "وأنها ردت بقصف مواقع"."""
    if forms_in(tokens[clause.first : clause.words[0][0].first]) & _BACK:
        return True
    inside = tokens[clause.first : clause.last]
    return any("الرد" in t.forms and "في" in b.forms for b, t in pairwise(inside))


_PRONOUNS: Final = (
    "ابته",
    "ابتها",
    "ابتهم",
    "ته",
    "وه",
    "تها",
    "وها",
    "تهم",
    "وهم",
    "تهما",
    "وهما",
    "له",
    "اه",
)


def _harms_them(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a clause opens with what befell those told before: "shot at a boy and killed him"."""
    hit, kind = clause.words[0]
    opens = kind in HARM and hit.first <= clause.first + 1
    return opens and tokens[hit.first].low.endswith(_PRONOUNS)


_KINDRED: Final = (
    frozenset({"air", "shell", "hit", "strike", "blast", "ied", "suicide", "carry", "fire", "intercept", "destroy", "assault", "chem"}),
    frozenset({"clash", "assault", "raid", "push", "shot", "fire", "carry", "gain", "lost?", "enter", "siege", "leave", "destroy", "hit", "vac"}),
    frozenset({"protest", "protestforce", "riot", "burn", "shot", "arrest", "raid", "mob"}),
    frozenset({"raid", "arrest", "disrupt", "enter", "leave", "clash", "push"}),
    frozenset({"abduct", "raid", "shot", "vac", "sexual", "loot", "burn", "assault", "shotdead"}),
    frozenset({"loot", "burn", "raid", "destroy", "assault", "vac"}),
    frozenset({"loot", "arrest", "raid", "finds", "disrupt"}),
    frozenset({"leave", "enter", "gain", "lost?", "transfer", "move"}),
    frozenset({"agreement", "leave", "move", "transfer"}),
    frozenset({"suicide", "shot", "assault", "enter", "blast", "ied", "vac", "raid", "clash"}),
)  # fmt: skip


def _akin(a: set[str], b: set[str]) -> bool:
    a, b = a - {"carry"} or a, b - {"carry"} or b
    return any(a <= group and b <= group for group in _KINDRED)


def _here_and_there(
    tokens: Sequence[Token], frame: Frame, clause: Clause, spots: Sequence[Spot]
) -> tuple[set[str], set[str]]:
    """Return the exact places of a frame and of a clause that may go on with it, as far as they part them."""
    here, there = exact_names(frame.places, spots), exact_names(clause.places, spots)
    exact = [i for i in frame.places if spots[i].name in here]
    if here and there and all(_opens(tokens, spots, i, clause.places) for i in exact):
        here = set()  # "In Marib, ...": the province, whose district is told of next
    if here and there and not here & there:
        # "shelled X, after shells fell on the hospital of Y": a site in the town told before.
        sites = [spots[i] for i in clause.places if spots[i].name in there]
        inside = STREETS if clause.link in ("after", "so") else _QUARTERS
        theirs = clause.link == "after" and bool(clause.words) and _harms_them(tokens, clause)
        among = all(_is_led(tokens, spots[i], _QUARTERS) for i in exact)  # two quarters of one town
        if theirs or (_is_led(tokens, sites[0], inside) and not among):
            there = set(here)  # also "X died in A after he was shot in B"
    return here, there


def _is_led(tokens: Sequence[Token], spot: Spot, words: frozenset[str]) -> bool:
    """Return whether one of some words stands right before a name."""
    return bool(forms_in(tokens[max(0, spot.first - 1) : spot.first]) & words)


def _says_how(clause: Clause) -> bool:
    """Return whether a clause tells more of those killed: "and Y were wounded when", "ودمرت آليات في غارات على"."""
    if clause.words[0][1] in HARM:
        return True
    return clause.words[0][1] in SLIGHT and not any(t.quantity in DEADLY for t in clause.tolls)


def keep_within(frame: Frame, spots: Sequence[Spot]) -> None:
    """Leave out the province that a sentence opens with where a finer place follows: "وفي مأرب، ... في العبدية"."""
    tokens = frame.sentence.tokens
    exact = [i for i in frame.places if not (spots[i].wide or spots[i].collective)]
    opened = [
        i
        for i in frame.places
        if _opens(tokens, spots, i, exact) or (i in exact and _sets_the_scene(tokens, spots[i]))
    ]
    finer = [i for i in exact if i not in opened]
    sites = [i for i in finer if _is_of_the_scene(tokens, spots[i])]
    if sites and len(sites) == len(finer) and any(i in exact for i in opened):
        frame.places = [
            i for i in frame.places if i not in sites
        ]  # "In X, ... a school of the town"
    elif finer:
        frame.places = [i for i in frame.places if i not in opened]


def _is_of_the_scene(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a name is that of a school or a street "of the town" that the sentence opens with."""
    ahead = forms_in(tokens[max(0, spot.first - 1) : spot.first])
    return bool(ahead & STREETS) and "المدينه" in forms_in(tokens[spot.last : spot.last + 2])


_QUARTERS: Final = folded("حي حيي احياء حارات حاره")
_SCENE: Final = 3
_DISTRICTS: Final = folded(
    "مديريه محليه قضاء ناحيه ريف عزله بمديريه بمحليه بقضاء بناحيه بريف محافظه ولايه اقليم مقاطعه"
)


def _is_district(tokens: Sequence[Token], spots: Sequence[Spot], places: Sequence[int]) -> bool:
    """Return whether one of some places is said to be a part of a province: "مديرية العبدية"."""
    return any(
        forms_in(tokens[max(0, spots[i].first - 1) : spots[i].first]) & _DISTRICTS for i in places
    )


def _opens(tokens: Sequence[Token], spots: Sequence[Spot], i: int, others: Sequence[int]) -> bool:
    """Return whether a name only says in which province or district what follows lies: "وفي ريف X،"."""
    spot = spots[i]
    if spot.first > _SCENE or not tokens[spot.last : spot.last + 1]:
        return False
    inside = _is_district(tokens, spots, [j for j in others if j != i])
    wide = spot.wide or spot.seat or inside or _is_district(tokens, spots, [i])
    return wide and tokens[spot.last].word in PAUSES


def opens_with(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a sentence opens with the region where what follows happened: "وفي ريف X الشرقي،"."""
    behind = tokens[spot.last : spot.last + 2]
    closed = any(t.word in PAUSES for t in behind)
    led = "في" in forms_in(tokens[: max(1, spot.first)])
    return spot.first <= _SCENE and led and closed


def _sets_the_scene(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a sentence opens with where all that follows lies: "وفي مدينة سبها، هاجم"."""
    led = "في" in forms_in(tokens[max(0, spot.first - 2) : spot.first])
    closed = spot.last < len(tokens) and tokens[spot.last].word in ("،", ",")
    return spot.first < _SCENE and led and closed
