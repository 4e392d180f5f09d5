"""Whether a weak word is used in its violent sense: shots are "fired" and so is staff, towns are "entered" and talks.

The secret of this module is what each kind of trigger asks of its company: a few conditions, all of
which must hold (`_CONDITIONS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.senses import CROWDS, OBJECTS
from geo.extract.senses.company import Company
from geo.extract.senses.doings import DOINGS, is_point
from geo.extract.senses.held import PLACE_WORDS, is_outage, is_scenery, is_state
from geo.extract.senses.holders import HELD
from geo.extract.senses.named import object_is_name
from geo.extract.senses.plain import GUNS, UNDECIDED
from geo.extract.senses.posted import is_past_of_men
from geo.extract.senses.taking import walk_in_unarmed
from geo.extract.text import all_forms
from geo.extract.words import (
    ACCORDS,
    BOMBS,
    DRONES,
    MINES,
    PERSONS,
    POSSESSIVES,
    POSTS,
    ROCKETS,
    SHELLS,
    STOPS,
    STRUCK,
    TROOPS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.text import Token


@dataclass(frozen=True, slots=True)
class _Word(Company):
    """A trigger word that may be weak."""

    is_noun: bool


_AHEAD: Final = 6
_BEHIND: Final = 7
# Whose kind only their company settles, and has not settled: they tell of nothing.
_OPEN: Final = UNDECIDED.union(
    DOINGS, HELD, "fell? find? flag? free? gather? oust? setfire? control?".split()
)
_REINFORCEMENTS: Final = frozenset(
    "reinforcements reinforcement troops convoy soldiers forces tanks vehicles fighters".split()
)
_WORKS: Final = POSTS.union("camp garrison headquarters roadblock roadblocks".split())
_MARCHING: Final = frozenset(
    "protest protesters demonstrators crowd demand denounce support release streets demanding chanting through against calling".split()
)
# A convoy that is fired at is no movement of its own.
_MOVING: Final = frozenset(
    "crossed crossing entered entering arrived arriving headed heading moved moving reached reaching rolled drove set left "
    "departed passed deployed sent dispatched seen came".split()
)
_OF_ARMS: Final = TROOPS.union("vehicles tanks armoured armored".split())
_UNDER_ATTACK: Final = STRUCK.union(
    MINES,
    BOMBS,
    "ambush ambushed attack attacking targeting strike strikes raids fire fired explosion explosive device devices "
    "ied".split(),
)
_AGREED: Final = frozenset(
    "signed agreed reached announced brokered signing effect force concluded".split()
)
_LOST_LIVES: Final = frozenset("lost cost claimed claiming costing took".split())
_HOMES: Final = frozenset(
    "village villages town community communities market camp settlement home homes house church mosque farm farms school".split()
)
_WOES: Final = frozenset(
    "violence conflict war crisis crises insurgency insecurity drought famine floods flood hunger poverty sanctions inflation "
    "blackout blackouts outages earthquake cyclone storm epidemic outbreak".split()
)
_TO_WOE: Final = 7  # tokens of "by the armed group's years of"
_FOUND: Final = frozenset(
    "found discovered seized uncovered confiscated recovered raided unearthed dismantled".split()
)
_HANDLED: Final = frozenset(
    "bury burying buried plant planting planted lay laying laid dismantling dismantled dismantle clearing clear making "
    "manufacture manufacturing assembling hidden carrying contaminated".split()
)
_FREED: Final = frozenset("freed rescued released liberated freeing rescuing recovered".split())
_CARRIED: Final = frozenset("with carrying carried possessing possession transporting".split())
_CAUGHT: Final = frozenset(
    "arrested arrest detained held caught apprehended stopped nabbed captured".split()
)
_TO_CARRIED: Final = 10  # tokens of "held four alleged members of the group with a"
_TO_CAUGHT: Final = 16  # tokens of "caught in X, Kenya, on Tuesday with grenades and an"
_FIRED: Final = SHELLS | DRONES | {"rounds", "artillery"}
_SCENES: Final = frozenset("places zones areas lines scenes fronts".split())
_FOUGHT_FOR: Final = frozenset("for over in around near inside".split())
_LOST_MEN: Final = frozenset(
    "men soldiers troops fighters servicemen personnel people lives members tanks vehicles aircraft jets drones contact".split()
)
_MANY: Final = frozenset("million thousand hundred dozen few many".split())
_BANNERS: Final = frozenset("banner banners placard placards".split())
_LEFT_BEHIND: Final = frozenset(
    "left found signed signature hung hanging draped threatening nailed dumped".split()
)
_WORN: Final = frozenset("belt belts vest vests jacket".split())


def _is_new_of_men(word: _Word) -> bool:
    """Return whether a move is told, not whence those who were hit had come."""
    return not is_past_of_men(word.tokens, word.first)


def _is_set_up_now(word: _Word) -> bool:
    """Return whether something is set up; "a newly established base" is where something else happened."""
    return word.before not in ("newly", "recently", "already", "well")


def _is_of_a_village(word: _Word) -> bool:
    """Return whether a village is invaded, not a country."""
    return not word.word.startswith("invad") or bool(_HOMES & word.behind(_BEHIND))


def _is_fired_by_police(word: _Word) -> bool:
    """Return whether a stun grenade is the police's, not dropped by a drone."""
    dropped = {"drone", "drones", "quadcopter", "dropped"} & word.ahead(word.first)
    return word.word not in ("sound", "stun", "flash") or not dropped


def _is_no_play(word: _Word) -> bool:
    """Return whether fire is no figure: "not to play with fire"."""
    return not {"play", "playing"} & word.ahead(2)


def _is_aimed(word: _Word) -> bool:
    """Return whether "fired" is of guns or rockets, not of staff."""
    return bool(_FIRED & word.behind(_BEHIND) or (_FIRED | GUNS) & word.ahead(_AHEAD)) or (
        bool({"was", "were"} & word.ahead(_AHEAD)) and word.among(ROCKETS)
    )


def _is_by_a_hand(word: _Word) -> bool:
    """Return whether a passive "hit" or "struck" is by what somebody fires; not "areas hit by the insurgency"."""
    behind = word.rest(_TO_WOE)
    end = next(
        (k for k, w in enumerate(behind) if w in (",", ".", ";", "and", "in", "on")), len(behind)
    )
    return behind[:1] != ["by"] or not _WOES & set(behind[:end])


def _is_no_bargain(word: _Word) -> bool:
    """Return whether somebody strikes; not "the deal that they struck in Geneva", nor "struck a chord"."""
    if word.word not in ("struck", "striking"):
        return True
    made = next((w for w in word.rest(_TO_ACCORD) if w in STOPS or w in _STRUCK_UP), "")
    led = {"that", "which"} & word.ahead(_TO_ACCORD) and _STRUCK_UP & word.ahead(_BEHIND)
    return made not in _STRUCK_UP and not (led or _STRUCK_UP & word.ahead(3))


_STRUCK_UP: Final = ACCORDS.union("bargain balance chord understanding memorandum".split())
_TO_ACCORD: Final = 5  # tokens of "that Ankara and Moscow had", "a long-awaited peace"


def _is_no_target(word: _Word) -> bool:
    """Return whether somebody targets; not "named his targets in the north"."""
    return word.word != "targets" or word.before not in POSSESSIVES


def _is_no_weight(word: _Word) -> bool:
    """Return whether guns pound; not "ten pounds"."""
    if word.word not in ("pound", "pounds") or not word.first:
        return True
    return not (word.tokens[word.first - 1].word[-1].isdigit() or word.before in _MANY)


def _is_siege(word: _Word) -> bool:
    """Return whether ground is closed off, not a hotel held, power cut or the scene of a bomb kept clear."""
    tokens, i = word.tokens, word.first
    if word.word == "cordoned":
        return bool(PLACE_WORDS & word.behind(_BEHIND)) or object_is_name(tokens, i + 1)
    if is_state(tokens, i) or is_outage(tokens, i) or is_scenery(tokens, i):
        return False
    # of a hotel that was stormed; "during a month-long siege" tells of another time
    over = {"lasted", "ended"} & word.behind(_BEHIND) or "during" in word.ahead(_AHEAD)
    return word.word != "siege" or not over


def _is_ground(word: _Word) -> bool:
    """Return whether ground is taken or entered: a name stands behind; "a wedding was taking place"."""
    return word.next != "place" and object_is_name(word.tokens, word.first)


_GIVEN_UP: Final = frozenset(
    "entered enter took take taken seized fell fallen gave given handed withdrew withdrawn surrendered control captured "
    "moved advanced marched rolled walked abandoned left ceded occupied over retook recaptured reached".split()
)
_FOLK: Final = frozenset(
    "suspects suspect arrested arrest detained rescued freed hostages captives kidnapped victims".split()
)


def _is_of_ground(word: _Word) -> bool:
    """Return whether ground was given up "without a fight"; people are arrested or freed so, too."""
    if word.word not in ("without", "almost", "virtually"):
        return True
    return word.among(_GIVEN_UP) and not word.among(_FOLK)


_OF_WHOM: Final = frozenset("where which who that".split())


def _is_lost(word: _Word) -> bool:
    """Return whether ground is lost, or a named thing is said to have been: "with Afes lost"."""
    if word.before == "had" and _OF_WHOM & word.ahead(5):
        return False  # "attacked in X, where they had lost dozens of villages"
    if object_is_name(word.tokens, word.first):
        return True
    behind = word.behind(5)
    if behind & _LOST_MEN and not behind & PLACE_WORDS:
        return False  # "Russia lost 70 men"
    if word.next in OBJECTS or not word.first or word.word != "lost":
        return False  # "a boy in Alhama lost a hand"
    named = word.tokens[word.first - 1].word[0].isupper()
    return named and word.before not in PERSONS | {"we", "i"}


def _is_of_the_living(word: _Word) -> bool:
    """Return whether somebody is picked up; not a body."""
    picked = word.word in ("picked", "picking")
    return not picked or not {"body", "bodies"} & (word.behind(_BEHIND) | word.ahead(4))


def _is_into_a_place(word: _Word) -> bool:
    """Return whether troops break into a place that is named."""
    if not word.word.startswith(("break", "brok", "infiltrat")):
        return True
    return object_is_name(word.tokens, word.first + word.word.startswith("br"))


def _is_on_the_move(word: _Word) -> bool:
    """Return whether a convoy of troops moves, and is not what was fired at."""
    if not word.word.startswith(("convoy", "column")):
        return True
    near = word.ahead(8) | word.behind(8) | {word.word}
    if word.word.startswith("column") and (CROWDS & word.ahead(8) or not _OF_ARMS & near):
        return False  # "a column of smoke", "families left in columns of vehicles"
    return bool(_MOVING & near) and not _UNDER_ATTACK & near


def _is_of_a_crowd(word: _Word) -> bool:
    """Return whether a crowd marches."""
    return bool(CROWDS & word.ahead(5)) or word.among(_MARCHING)


def _is_no_rescue(word: _Word) -> bool:
    """Return whether people are taken; not "rescued 21 kidnapped villagers", "the families of the hostages"."""
    held = word.word.startswith(("hostage", "kidnap", "abduct"))
    if held and _FREED & word.ahead(_AHEAD):
        return False
    if word.word in ("hostage", "hostages"):
        return bool(_TAKING & (word.ahead(_AHEAD) | word.behind(_TO_TAKING)))
    known = word.before in _KNOWN and word.word in ("abducted", "kidnapped")
    return not (known and built_in("victims").at(word.tokens, word.last))


_TAKING: Final = frozenset(
    "took take takes taken taking held hold holds holding seized seizing kept keep made crisis situation standoff drama "
    "takers".split()
)
_TO_TAKING: Final = 4  # tokens of "were then taken"
_KNOWN: Final = POSSESSIVES.union("the those these of".split())


def _is_not_carried(word: _Word) -> bool:
    """Return whether a bomb goes off; not "held four men with a hand grenade"."""
    return not (_CARRIED & word.ahead(_AHEAD) and _CAUGHT & word.ahead(_TO_CARRIED))


def _is_not_worn(word: _Word) -> bool:
    """Return whether a suicide bomber acts; no vest is found or made."""
    if word.word not in ("explosive", "suicide", "belt", "belts", "vest", "vests"):
        return True
    worn = _WORN & {word.word, *word.behind(2)}
    caught = _CARRIED & word.ahead(_AHEAD) and _CAUGHT & word.ahead(_TO_CAUGHT)
    return not worn or not (caught or word.among(_FOUND | _HANDLED))


def _is_fought(word: _Word) -> bool:
    """Return whether "fighting" is a thing that happens, not what somebody habitually does, nor a scene."""
    if word.word != "fighting":
        return True
    scene = word.lead(2)
    if scene[-1:] == ["of"] and scene[0] in _SCENES:
        return False  # "near the places of fighting"
    for_place = word.first + 2 < len(word.tokens) and word.next in _FOUGHT_FOR
    return _is_noun(word) or (for_place and object_is_name(word.tokens, word.first + 1))


_BEFORE_NOUN: Final = frozenset(
    "the heavy fierce intense ongoing renewed of in by from after amid during and new more bitter deadly sporadic "
    "where street ground latest recent as while that with to said following since day night".split()
)
_BEHIND_NOUN: Final = frozenset(
    "is was has had continued continues raged broke erupted resumed intensified between broken flared".split()
)


def _is_noun(word: _Word) -> bool:
    return not word.before.isalpha() or word.before in _BEFORE_NOUN or word.next in _BEHIND_NOUN


def _is_carried_by_a_crowd(word: _Word) -> bool:
    """Return whether a banner tells of a protest; killers leave theirs, signed, beside the dead."""
    left = word.word in _BANNERS and bool(
        _LEFT_BEHIND & (word.ahead(_AHEAD) | word.behind(_BEHIND))
    )
    return not left or word.among(_MARCHING)


# What the company of a word must be for each kind, beside its sense (`geo.extract.senses.sense`).
_CONDITIONS: Final[dict[str, tuple[Callable[[_Word], bool], ...]]] = {
    "abduct": (_is_no_rescue,),
    "agreement": (lambda word: not word.is_noun or not _AGREED.isdisjoint(all_forms(word.tokens)),),
    "arrest": (_is_of_the_living,),
    "base": (lambda word: not word.is_noun or word.word == "new",),
    "change": (_is_new_of_men,),
    "clash": (_is_fought,),
    "disrupt": (lambda word: not word.is_noun or word.among(_FOUND),),
    "enter": (
        lambda word: object_is_name(word.tokens, word.first),
        lambda word: not walk_in_unarmed(word.tokens, word.first),
    ),
    "fire": (_is_no_play, _is_aimed),
    "gain?": (_is_ground,),
    "grenade": (_is_not_carried, lambda word: not word.is_noun or not _FOUND & word.ahead(_AHEAD)),
    "hit": (_is_by_a_hand, _is_no_bargain, _is_no_target, _is_no_weight),
    # mines that were being laid, cleared or found
    "ied": (_is_not_carried, lambda word: not word.is_noun or not _HANDLED & word.ahead(7)),
    "kill": (lambda word: word.word != "lives" or bool(_LOST_LIVES & word.ahead(_AHEAD)),),
    "lost?": (_is_lost,),
    "march?": (_is_of_a_crowd,),
    "move": (_is_new_of_men, _is_on_the_move),
    "protest": (_is_carried_by_a_crowd,),
    "protestforce": (_is_fired_by_police,),
    "push": (_is_into_a_place,),
    "raid": (_is_of_a_village,),
    "send?": (_is_new_of_men, lambda word: bool(_REINFORCEMENTS & word.behind(_BEHIND))),
    "setup?": (
        _is_set_up_now,
        lambda word: bool(_WORKS & word.behind(_BEHIND)) or is_point(word.rest(_BEHIND)),
    ),
    "siege": (_is_siege,),
    "transfer": (_is_of_ground,),
    "suicide": (_is_not_carried, _is_not_worn),
}


def counts(tokens: Sequence[Token], i: int, kind: str, pos: str) -> bool:
    """Return whether a weak word is used in its violent sense."""
    if kind in _OPEN:
        return False
    word = _Word(tokens, i, i + 1, pos == "n")
    return all(holds(word) for holds in _CONDITIONS.get(kind, ()))
