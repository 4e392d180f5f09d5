"""What "took", "seized" and "captured" take: people, whom it abducts or arrests, goods, or the places told before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.armed import CIVILIANS, IRREGULARS, UNDER_ARMS
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.words import ARTICLES, BE, OUTLAWS, POSSESSIVES, RELATIVES, TAKE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

_TOOK: Final = TAKE | {"seized", "snatched"}
_CARED_FOR: Final = frozenset(
    "hospital hospitals clinic clinics safety morgue treatment shelter shelters casualties refuge".split()
)
_COUNTED: Final = 6  # tokens of "more than 200 displaced people"
_GOING: Final = 14  # tokens of "12 wounded people to a hospital in X"


def _were_taken(tokens: Sequence[Token], i: int) -> bool:
    """Return whether somebody was seized from somewhere or by whom: "15 pupils were seized from a school"."""
    behind = [t.low for t in tokens[i + 1 : i + 1 + _BY_MEN]]
    by_men = behind[:1] == ["by"] and bool(
        (OUTLAWS | _KIDNAPPERS | {"men", "rebels"}) & set(behind)
    )
    snatched = tokens[i].low in ("seized", "snatched") and behind[:1] == ["from"]
    if not (snatched or by_men):
        return False
    before = tokens[max(0, i - _BEFORE) : i]
    if not before or before[-1].low not in ("were", "was"):
        return False
    return any(h.row["class"] in CIVILIANS for h in built_in("victims").find(before))


_BY_MEN: Final = 4  # tokens of "by a dozen gunmen"
_BEFORE: Final = 5  # tokens of "15 more pupils were"


_GOODS: Final = frozenset(
    "possession possessions belongings livestock cattle cows goats sheep camels animals money cash phones motorcycles "
    "motorbikes vehicles weapons arms ammunition food grain property goods items equipment valuables jewellery jewelry "
    "medicine medicines fuel supplies everything barrier barriers barricade barricades flag flags".split()
)
_OBJECT: Final = 7  # tokens of "the few possessions and livestock"


def walk_in_unarmed(tokens: Sequence[Token], i: int) -> bool:
    """Return whether those who enter a place, named just before, bear no arms: "aid workers entered Ariha"."""
    before = tokens[max(0, i - _BEFORE) : i]
    found = built_in("victims").find(before)
    if not found or found[-1].row["class"] not in CIVILIANS:
        return False
    return not any(t.low in _OTHERS for t in before[found[-1].first :])


_OTHERS: Final = frozenset(
    "as when while after before by forces troops army armed settler settlers".split()
)


def takes_things(tokens: Sequence[Token], last: int) -> bool:
    """Return whether what was taken away, told behind token `last`, is goods and nobody."""
    ahead = tokens[last : last + _OBJECT]
    stop = next(
        (k for k, t in enumerate(ahead) if t.low in (",", ".", ";", "of", "from")), len(ahead)
    )
    ahead = ahead[:stop]
    return bool(_GOODS & {t.low for t in ahead}) and not built_in("victims").find(ahead)


def takes_people(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the verb at token `i` tells that armed men took a number of civilians with them."""
    if tokens[i].low not in _TOOK:
        return False
    if _were_taken(tokens, i):
        return True
    ahead = tokens[i + 1 : i + 1 + _COUNTED]
    counted = numbers(ahead)
    victims = built_in("victims")
    if counted and counted[0].first == 0:
        start = counted[0].last
    elif ahead and ahead[0].low in _ONE:
        start, ahead = (
            1,
            ahead[:_ONE_PERSON],
        )  # "seized the son of a jeweller", no "children's hospital"
    else:
        return False
    # the first noun of people behind the number is what was counted: "12 hostages", "200 displaced people"
    taken = next((h for h in victims.find(ahead) if h.first >= start), None)
    if taken is None or taken.row["class"] not in CIVILIANS:
        return False
    if (
        start == 1
        and tokens[i + 1 + taken.last : i + 2 + taken.last]
        and not _ends(tokens[i + 1 + taken.last])
    ):
        return False
    men = {h.row["class"] for h in victims.find(tokens[:i])} & UNDER_ARMS
    men |= _KIDNAPPERS & {t.low for t in tokens[:i]}
    outlaws = any(h.row["kind"] in IRREGULARS for h in built_in("actors").find(tokens[:i]))
    return bool(men or outlaws) and not _CARED_FOR & {t.low for t in tokens[i : i + _GOING]}


_CAUGHT: Final = frozenset("seized captured taken held".split())
_OF_LAW: Final = frozenset(
    "police policemen officers constables detectives gendarmes gendarmerie".split()
)
_OF_STATE: Final = _OF_LAW.union(
    "troops soldiers army forces agents guards rangers battalion brigade unit patrol commandos".split()
)
_AT_SEA: Final = frozenset("navy coastguard coastguards".split())
_WANTED: Final = frozenset(
    "suspect suspects suspected alleged accused wanted smugglers smuggler traffickers kidnappers".split()
)
_TO_LAW: Final = 7  # tokens of "by a unit of the riot police"
_TO_SUSPECTS: Final = 8  # tokens of "the soldiers of X then"


def takes_suspects(tokens: Sequence[Token], i: int) -> bool:
    """Return whether those who keep order caught somebody: "four insurgents were seized by the police".

    Soldiers who capture fighters have fought them, unless these are suspects or were "seized".
    """
    word = tokens[i].low
    if word not in _CAUGHT:
        return False
    passive = bool(i) and tokens[i - 1].low in BE
    if _CARED_FOR & {t.low for t in tokens[i : i + _TO_LAW]} or (word == "taken" and not passive):
        return False
    ahead, behind = tokens[:i], tokens[i + 1 :]
    taken = _subject(ahead) if passive else _object(behind)
    if not taken:
        return False
    whom = {t.low for t in taken}
    law = {t.low for t in (behind[:_TO_LAW] if passive else ahead[-_TO_SUSPECTS:])}
    if passive and behind[:1] and behind[0].low != "by" and "by" not in law:
        return bool(_WANTED & whom)
    wanted = _WANTED & whom or (word == "seized" and _are_fighters(taken))
    at_sea = word == "seized" and _AT_SEA & law  # fishermen and smugglers, whom navies do not fight
    return bool(_OF_LAW & law or at_sea or (wanted and _OF_STATE & law))


def _are_fighters(taken: Sequence[Token]) -> bool:
    return any(h.row["class"] == "fighters" for h in built_in("victims").find(taken))


def _subject(ahead: Sequence[Token]) -> Sequence[Token]:
    """Return the people of whom the passive that `ahead` ends with is said: "Four X who were on their way ... were"."""
    people = built_in("victims").find(ahead)
    counted = numbers(ahead)
    for hit in people:
        number = next((n for n in counted if n.first < hit.first <= n.last + 2), None)
        if number is None:
            continue
        rest = [t.low for t in ahead[hit.last : -1]]
        if not rest or rest[0] in RELATIVES or (len(rest) <= _ADVERBS and "," not in rest):
            return ahead[number.last : hit.last]
    return ()


_ADVERBS: Final = 4  # tokens of "of the group also"


def _object(behind: Sequence[Token]) -> Sequence[Token]:
    """Return the counted people right behind a verb: "six suspected rebels"."""
    ahead = behind[:_COUNTED]
    counted = numbers(ahead)
    if not counted or counted[0].first > 1:
        return ()
    people = next((h for h in built_in("victims").find(ahead) if h.first >= counted[0].last), None)
    if people is None or people.first > counted[0].last + 2:
        return ()
    return ahead[counted[0].last : people.last]


_ONE: Final = ARTICLES | POSSESSIVES
_ONE_PERSON: Final = 5  # tokens of "the young son"
_KIDNAPPERS: Final = frozenset("kidnappers abductors captors hooded masked".split())
_BEHIND_MEN: Final = frozenset(
    "of from in at on near while when as and who , . ; with after before outside by to into away along hostage".split()
)


def _ends(token: Token) -> bool:
    """Return whether a word may follow a person who was taken: not "the doctor's house", "a civilian plane"."""
    return token.low in _BEHIND_MEN


_WHO_TOOK: Final = frozenset(
    "they it troops forces army rebels fighters have has had that which the".split()
)


_OF_THEM: Final = frozenset("are were include includes included by".split())


def is_of_places(tokens: Sequence[Token], i: int, grounds: frozenset[str]) -> bool:
    """Return whether the verb at `i` says what befell places named before it: "the villages they have captured"."""
    k = i - 1
    while k > 0 and tokens[k].low in _WHO_TOOK:
        k -= 1
    said = i + 1 < len(tokens) and tokens[i + 1].low in _OF_THEM  # "the villages seized were A"
    return 0 < k < i - 1 + said and tokens[k].low in grounds
