"""Who did it to whom, out of the actors of one sentence.

The secret of this module is what stands in where grammar names nobody: the two sides of a battle,
of a protest, civilians among whom the dead are counted, the army whose dead alone are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.actors.arabic import arabic_score
from geo.extract.actors.english import english_score
from geo.extract.actors.finding import Actor, with_country
from geo.extract.armed import CIVILIANS
from geo.extract.countries import country_names
from geo.extract.senses.holders import holders
from geo.extract.senses.objects import HOLDING
from geo.extract.text import is_arabic
from geo.extract.words import POSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.text import Token

REMOTE: Final = frozenset(
    "air shell hit strike ied blast suicide grenade chem bomb fell? destroy mine".split()
)
VIOLENT: Final = REMOTE.union(
    "clash assault push raid vac abduct sexual kill wound shot shotdead fire gun loot burn arrest gain gain? "
    "underfire enter siege".split()
)
_NO_DOER: Final = frozenset(("civilians",))
_UNARMED: Final = CIVILIANS | {""}  # whoever is not said to bear arms
CIVIC_KINDS: Final = frozenset("protest protestforce protestkill riot mob".split())
_AGAINST_CIVILIANS: Final = frozenset("vac abduct sexual loot arrest".split())
_TWO_SIDED: Final = frozenset(("clash",))
_STRUCK: Final = 2.0  # how surely an army suffers whose own weapons can't have struck it
_SECOND: Final = 1.5  # how surely the second doer of a battle must act to be its other side


_Scored = tuple[float, float, Actor]
"""How surely somebody acts and suffers, and who."""


def cast(frame: Frame, crowd: Sequence[Actor], home: str = "") -> None:
    """Set who acts and who suffers in `frame`, out of the actors of its sentence.

    "By X", X's own weapons and subjects act; what is struck, counted among the dead or stands in a
    passive suffers. Where nobody else suffers and the dead are no fighters, civilians of the
    country `home` do.
    """
    tokens, kinds = frame.sentence.tokens, set(frame.kinds)
    arabic = is_arabic(tokens[frame.heads[0]].word)
    counted = {k for toll in frame.tolls for k in range(toll.first, toll.last)}
    scored: list[_Scored] = []
    for actor in crowd:
        acts, suffers = (
            arabic_score(frame, actor, counted, crowd)
            if arabic
            else english_score(frame, actor, counted)
        )
        scored.append((acts, suffers, actor))
    if VIOLENT & kinds and "arrest" not in kinds:
        scored = [row for row in scored if not _governs(row[2])]
    doer = _doer(tokens, scored, arabic=arabic)
    doer = doer if arabic else _taker(frame, crowd) or doer
    sufferer = _sufferer(scored, doer, two_sided=bool(_TWO_SIDED & kinds))
    if (
        doer is not None
        and doer.name.startswith("Protesters")
        and {"raid", "burn", "loot", "assault"} & kinds
    ):
        doer = replace(doer, name=doer.name.replace("Protesters", "Rioters"))
    if CIVIC_KINDS & kinds:
        doer, sufferer = _civic(frame, crowd, home, doer)
    if sufferer is None and home:
        victims = {
            t.victim_class for t in frame.tolls if t.quantity in ("killed", "injured", "captured")
        }
        harmed = victims & _UNARMED and not (CIVIC_KINDS | _TWO_SIDED) & kinds
        if harmed or (arabic and _AGAINST_CIVILIANS & kinds):
            sufferer = Actor(0, 0, with_country("Civilians ({country})", home), "civilians", home)
    if arabic and (sufferer is None or sufferer.first == sufferer.last):
        sufferer = _dead_in_arms(frame, doer, home) or sufferer
    if not arabic and _loses(frame, doer):
        doer, sufferer = _winner(tokens, frame.heads[0], crowd), doer
    frame.actor1 = doer
    frame.actor2 = sufferer


_NEXT: Final = 2  # tokens of "have lost" between the loser and the verb
_TO_WINNER: Final = 14  # tokens of "lost A, B and C on Monday to the"


def _loses(frame: Frame, doer: Actor | None) -> bool:
    """Return whether the subject of the frame gave ground up: "the army lost X", with no word of who took it."""
    if doer is None or "lost?" not in frame.kinds or "gain" in frame.kinds:
        return False
    verb = frame.heads[frame.kinds.index("lost?")]
    return frame.sentence.tokens[verb].low in _LOST and 0 <= verb - doer.last <= _NEXT


_LOST: Final = frozenset("lost loses lose ceded relinquished forfeited".split())


def _winner(tokens: Sequence[Token], verb: int, crowd: Sequence[Actor]) -> Actor | None:
    """Return to whom ground was lost: "lost the town to the rebels"."""
    return next(
        (
            a
            for a in crowd
            if verb < a.first <= verb + _TO_WINNER and _can_act(tokens, a)
            and [t.low for t in tokens[verb : a.first] if t.low != "the"][-1:] == ["to"]
        ),
        None,
    )  # fmt: skip


def _doer(tokens: Sequence[Token], scored: Sequence[_Scored], *, arabic: bool) -> Actor | None:
    """Return who acts most likely."""
    acting = [(d, a) for d, s, a in scored if d > 0 and d >= s and _can_act(tokens, a)]
    doer = max(acting, key=lambda pair: pair[0])[1] if acting else None
    if doer is None or not arabic:
        return doer
    lead = [a for _, a in acting if a.last == doer.first]
    # "the army and its militias took X": who is named first leads
    doer = lead[0] if lead and tokens[doer.first].low[:1] == "و" else doer
    # "fighter jets struck targets of the regime": whose jets, the sentence does not say
    struck = any(
        s > _STRUCK and not d and a.first > doer.last for d, s, a in scored if a.name == doer.name
    )
    return None if doer.kind == "means" and struck else doer


def _sufferer(scored: Sequence[_Scored], doer: Actor | None, *, two_sided: bool) -> Actor | None:
    """Return who suffers most likely; of two sides that fight, no civilians if anybody else does."""
    rest = [(d, s, a) for d, s, a in scored if doer is None or a.name != doer.name]
    bearing = [(s, a) for d, s, a in rest if s > 0 and (s > d or a.kind in _NO_DOER or doer)]
    if two_sided and any(a.kind != "civilians" for _, a in bearing):
        bearing = [pair for pair in bearing if pair[1].kind != "civilians"]
    if not bearing and two_sided:
        # "our forces repelled an attack by the rebels"
        bearing = [(d, a) for d, _, a in rest if d >= _SECOND]
    return max(bearing, key=lambda pair: pair[0])[1] if bearing else None


_PASSING: Final = frozenset(
    "fell falls fallen came come comes passed passes passing went gone back again once now returned returns reverted".split()
)
_TO_WHOM: Final = frozenset("more to into in under the a full complete control hands of".split())


def _taker(frame: Frame, crowd: Sequence[Actor]) -> Actor | None:
    """Return into whose hands a place passed: "fell to the rebels", "is back in army hands"."""
    tokens = frame.sentence.tokens
    for head, kind in zip(frame.heads, frame.kinds, strict=True):
        if kind == "gain" and tokens[head].low in HOLDING:
            first, last = holders(tokens, head)
            inside = (a for a in crowd if first <= a.first < last and _can_act(tokens, a))
            return next(inside, None)
        if kind != "gain" or tokens[head].low not in _PASSING:
            continue
        end = next((k for k in range(head + 1, len(tokens)) if tokens[k].low not in _TO_WHOM), head)
        for actor in crowd:
            if actor.first <= end < actor.last and end > head + 1 and _can_act(tokens, actor):
                return actor
    return None


def _governs(actor: Actor) -> bool:
    """Return whether an actor is a country's cabinet, which fights by its army only."""
    head, _, country = actor.name.partition("Government of ")
    return not head and (not country or country in country_names().values())


def _dead_in_arms(frame: Frame, doer: Actor | None, home: str) -> Actor | None:
    """Return the army or police of the country whose dead alone are counted, where nobody else is named."""
    dead = {t.victim_class for t in frame.tolls if t.quantity in ("killed", "injured") and t.low}
    label = {"soldiers": "Military Forces of {country}", "police": "Police Forces of {country}"}
    if len(dead) != 1 or not home or not dead <= label.keys() or "protest" in frame.kinds:
        return None
    name = with_country(label[dead.pop()], home)
    return None if doer is not None and doer.name == name else Actor(0, 0, name, "state", home)


def _can_act(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor's words name somebody who acts, and not a barracks."""
    return actor.kind not in _NO_DOER and tokens[actor.last - 1].low not in _BUILT


_BUILT: Final = POSTS.union("barracks camp lines garrison headquarters station".split())


def _civic(
    frame: Frame, crowd: Sequence[Actor], home: str, doer: Actor | None
) -> tuple[Actor | None, Actor | None]:
    """Return the two sides of a protest: those who march, and those who meet them."""
    riot = bool({"riot", "mob"} & set(frame.kinds))
    name = with_country("Rioters ({country})" if riot else "Protesters ({country})", home)
    marching = next(
        (
            a
            for a in crowd
            if a.kind == "protesters" and a.name.startswith("Rioters" if riot else "Protesters")
        ),
        None,
    )
    met = next(
        (a for a in crowd if a.kind in ("police", "state", "rebel") and a is not marching), None
    )
    if "protestkill" in frame.kinds:
        return doer if doer is not None and doer.kind != "protesters" else met, marching or Actor(
            0, 0, name, "protesters", home
        )
    if not riot and "protestforce" not in frame.kinds:
        met = None
    return marching or Actor(0, 0, name, "protesters", home), met
