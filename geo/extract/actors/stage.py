"""The actors of one report, and what later sentences take over from earlier ones.

The secret of this module is whom "our forces", "the enemy" and "the rebels" mean, and that a deed
without a doer has that of its paragraph, else the only one the report has for such deeds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract import arabic
from geo.extract.actors.casting import CIVIC_KINDS, REMOTE, VIOLENT, cast
from geo.extract.actors.finding import ARMED, Actor, find_actors, is_vague, with_country
from geo.extract.text import all_forms, folded, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.events import Frame
    from geo.extract.lexicon import Lexicon
    from geo.extract.text import Sentence
    from geo.extract.toponyms import Toponym

_GROUPLESS: Final = ("Rebel forces", "Militants", "Militia", "Armed resistance")
_ELSEWHERE: Final = frozenset(
    "separately elsewhere another meanwhile unrelated اخري منفصله اخر".split()
)
_US: Final = "us"
_THEM: Final = "enemy"
_ISRAEL: Final = "Military Forces of Israel"
_SKIES: Final = {
    "PS": (_ISRAEL, "IL"),
    "LB": (_ISRAEL, "IL"),
    "UA": ("Military Forces of Russia", "RU"),
}
_FACING_ISRAEL: Final = frozenset(("LB", "PS"))  # whose press calls Israel just "the enemy"


class Stage:
    """The actors of one report, and what later sentences take over from earlier ones.

    Parameters
    ----------
    text, parts, names
        The report, its sentences and the place names of each.
    home
        The country (ISO code) that the report is about.
    publisher
        Whose statement the report is, or ``""``: it says "our forces" and "the enemy".
    """

    def __init__(
        self,
        text: str,
        parts: Sequence[Sentence],
        names: Sequence[Sequence[Toponym]],
        home: str,
        publisher: str = "",
        *,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._home = home
        found = {
            part.start: find_actors(part.tokens, where, home, text, lexicon)
            for part, where in zip(parts, names, strict=True)
            if not part.is_link
        }
        _name_heads(parts, found)
        _name_forces(parts, found)
        crowds = list(found.values())
        us, them = self._sides(crowds, publisher, lexicon)
        group = _only_group(crowds)
        self._crowds = {
            start: [c for c in (_taking_part(a, us, them, group) for a in crowd) if c is not None]
            for start, crowd in found.items()
        }
        self._paragraph = -1
        self._doer: Actor | None = None
        self._pair: tuple[Actor | None, Actor | None] = (None, None)
        self._doers: dict[str, Actor] = {}

    def _sides(
        self, crowds: Iterable[Sequence[Actor]], publisher: str, lexicon: Lexicon | None
    ) -> tuple[Actor | None, Actor | None]:
        """Return whom "our forces" and "the enemy" mean."""
        heard = find_actors(tokenize(publisher), [], self._home, publisher, lexicon)
        us = next((a for a in heard if a.kind in ARMED), None)
        votes = Counter(
            a.name
            for crowd in crowds
            for a in crowd
            if a.kind in ("state", "rebel", "means", "militia")
        )
        ours = us.name if us else with_country("Military Forces of {country}", self._home)
        votes.pop(ours, None)
        known = {a.name: a for crowd in crowds for a in crowd}
        if self._home in _FACING_ISRAEL and (us is None or us.name != _ISRAEL):
            return us, Actor(0, 0, _ISRAEL, "state", "IL")
        best = min(votes, key=lambda name: (-votes[name], name), default="")
        if us is None and self._home:
            us = Actor(0, 0, ours, "state", self._home)
        return us, known.get(best)

    def crowd(self, part: Sentence) -> list[Actor]:
        """Return the actors in one sentence of the report."""
        return self._crowds[part.start]

    def doer(self, part: Sentence) -> str:
        """Return the name of the first armed actor of a sentence, ``""`` if there is none."""
        return next((a.name for a in self._crowds[part.start] if a.kind in ARMED), "")

    def cast(self, part: Sentence, frames: Sequence[Frame]) -> None:
        """Set who acts and who suffers in the frames of the next sentence.

        A frame without a doer takes over that of its paragraph, else the only one the report has
        for such deeds, unless the sentence says that it turns to something else.
        """
        if part.paragraph != self._paragraph:
            self._paragraph, self._doer = part.paragraph, None
        crowd = self._crowds[part.start]
        turns = not _ELSEWHERE.isdisjoint(all_forms(part.tokens[:6]))
        for frame in frames:
            cast(frame, arabic.beside(frame, frames, crowd), self._home)
            if not VIOLENT & set(frame.kinds) or CIVIC_KINDS & set(frame.kinds):
                continue
            family = "remote" if REMOTE & set(frame.kinds) else "ground"
            if frame.actor1 is None:
                known = None if turns else self._inherited(frame, family, crowd)
                frame.actor1 = known or self._master_of_the_air(frame)
            else:
                if family == "remote" and frame.actor1.kind == "police":
                    continue  # who records strikes does not launch the next one
                self._doer = frame.actor1
                known = self._doers.setdefault(family, frame.actor1)
                if known.name != frame.actor1.name:
                    self._doers[family] = Actor(0, 0, "", "unknown")  # more than one: no guess

    def _master_of_the_air(self, frame: Frame) -> Actor | None:
        """Return who alone bombs from the air where the report is from, for strikes by nobody named."""
        name, country = _SKIES.get(self._home, ("", ""))
        if not name or "air" not in set(frame.kinds) | frame.means or "intercept" in frame.kinds:
            return None
        if frame.actor2 is not None and frame.actor2.name == name:
            return None
        return Actor(0, 0, name, "state", country)

    def _inherited(self, frame: Frame, family: str, crowd: Sequence[Actor]) -> Actor | None:
        known = self._doer or self._doers.get(family)
        if known is None or not known.name:
            return None
        if frame.actor2 is not None and frame.actor2.name == known.name:
            return None
        if any(a.kind in ARMED and a is not frame.actor2 and a.name != known.name for a in crowd):
            return None
        return known


_HEADS: Final = folded("حركه هييه جماعه تنظيم حزب كتايب فصيل مليشيا ميليشيا")


def _name_heads(parts: Sequence[Sentence], found: dict[int, list[Actor]]) -> None:
    """Let "الحركة" and "الهيئة" alone be the movement and the body that the report named before."""
    named: dict[str, Actor] = {}
    for part in parts:
        crowd, tokens = found.get(part.start, []), part.tokens
        taken = {k for actor in crowd for k in range(actor.first, actor.last)}
        for k, token in enumerate(tokens) if named else ():
            stem = token.forms[-1]
            if stem not in named or k in taken or "ال" + stem not in token.forms:
                continue
            if k + 1 < len(tokens) and tokens[k + 1].low.startswith("ال"):
                continue  # "الحركة الشعبية" is a name of its own
            crowd.append(replace(named[stem], first=k, last=k + 1))
        crowd.sort(key=lambda actor: actor.first)
        for actor in crowd:
            stem = tokens[actor.first].forms[-1] if actor.last > actor.first else ""
            if stem in _HEADS and actor.last - actor.first > 1 and not is_vague(actor.name):
                named[stem] = actor


def _name_forces(parts: Sequence[Sentence], found: dict[int, list[Actor]]) -> None:
    """Let "القوات" alone be the forces that its sentence has named: "هاجموا نقطة لقسد، وردت القوات".

    So too the only forces of no state that the report has named so far.
    """
    told: dict[str, Actor] = {}
    for part in parts:
        crowd = found.get(part.start, [])
        named = next(iter(told.values())) if len(told) == 1 else None
        for k, actor in enumerate(crowd):
            alone = actor.last - actor.first == 1 and part.tokens[actor.first].low == "القوات"
            if alone and named is not None and named.name.endswith(" Forces"):
                crowd[k] = replace(named, first=actor.first, last=actor.last)
            if crowd[k].kind in ARMED and actor.last > actor.first:
                named = crowd[k]
                if part.tokens[actor.first].low.endswith("قوات") and actor.last - actor.first > 1:
                    told[named.name] = named


def _only_group(crowds: Iterable[Sequence[Actor]]) -> Actor | None:
    """Return the one named group that "the rebels" and "the terrorists" of a report can mean."""
    votes = Counter(
        a.name
        for crowd in crowds
        for a in crowd
        if a.kind in ("rebel", "militia") and not is_vague(a.name)
    )
    if not votes:
        return None
    name, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
    if 3 * most < 2 * sum(votes.values()):
        return None
    return next(a for crowd in crowds for a in crowd if a.name == name)


def _may_be(actor: Actor, group: Actor) -> bool:
    """Return whether nameless fighters may be of a group: jihadists are of no village militia."""
    return group.kind == "rebel" or not actor.name.startswith("Militants")


def _taking_part(
    actor: Actor, us: Actor | None, them: Actor | None, group: Actor | None
) -> Actor | None:
    """Return `actor` with "our forces", "the enemy", "the rebels" under their names; or None."""
    if group is not None and actor.name.startswith(_GROUPLESS) and _may_be(actor, group):
        return replace(group, first=actor.first, last=actor.last)
    if actor.kind == _US:
        return replace(us, first=actor.first, last=actor.last) if us else None
    if actor.kind == _THEM:
        return replace(them, first=actor.first, last=actor.last) if them else None
    return actor
