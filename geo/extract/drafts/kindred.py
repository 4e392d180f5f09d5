"""Which violence vague words mean: that of the paragraph, of the headline, of the protest, the one told last.

The secret of this module is where a bare count or "a similar attack" takes its kind from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.blows import weapon_named
from geo.extract.drafts.alike import WITH_DEAD
from geo.extract.drafts.draft import Draft, family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.text import Sentence


def recast(last: Draft | None, part: Sentence) -> str:
    """Return the weapon that a sentence without a deed names, and let it say how those counted right before died.

    "A family of five is gone in X. The plane came back a second time."
    """
    weapon = weapon_named(part)
    bare = last is not None and last.told_in == part.paragraph and not (last.actor1 or last.armed)
    if weapon and last and bare and last.harm_only and last.kind in ("vac", "clash"):
        last.kind = weapon
    return weapon


DEADLY: Final = frozenset({"remote", "battle", "protest"})
_VAGUE: Final = frozenset({"vac", "clash", "shell"})
_ARMY: Final = "Military Forces"


def kind_around(
    draft: Draft, drafts: Sequence[Draft], titles: Sequence[Draft], told_in: tuple[int, str]
) -> str:
    """Return the kind of violence that a bare count most likely belongs to: the paragraph's, the title's.

    `told_in` is the paragraph that last told of fire from afar, and of which kind.
    """
    if told_in[0] == draft.told_in:
        return told_in[1]  # "The shelling killed 11. Three of the dead were in X"
    here = [d for d in drafts if draft.told_in == d.told_in and not d.harm_only]
    here = here or [d for d in drafts[:1] if d.lead and not d.harm_only]
    told = [
        d.kind
        for d in (*titles, *here)
        if family(d.kind) in DEADLY and not d.harm_only and not d.generic
    ]
    return told[-1] if told else draft.kind


def kind_in_protest(draft: Draft, drafts: Sequence[Draft]) -> str:
    """Return the kind of a shooting told in a report whose lead was a protest fired upon."""
    first = drafts[0].kind if drafts else ""
    near = bool(drafts) and draft.told_in - drafts[-1].told_in <= 1
    if first.startswith("protest") and near and by_crowd(draft):
        return "riot"
    vague = first == "protestkill" and near and draft.kind in _VAGUE
    return "protestkill" if vague else draft.kind


_THE_CROWD: Final = frozenset("they some others protesters demonstrators crowd".split())
_TO_SUBJECT: Final = 2  # tokens of "the protesters"


def march_before(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the protest whose crowd goes on to smash or storm something: "They also attacked the police station"."""
    opening = {t.low for t in draft.sentence.tokens[:_TO_SUBJECT]}
    if draft.deaths is not None or not draft.inherited or _THE_CROWD.isdisjoint(opening):
        return None
    violent = draft.kind in ("clash", "vac", "loot") and not draft.sentence.is_arabic
    told = drafts[-1] if drafts and violent else None
    here = told is not None and told.told_in == draft.told_in and family(told.kind) == "protest"
    return told if here else None


def kind_before(drafts: Sequence[Draft]) -> str:
    """Return the kind of the violence told last, for "a similar attack"."""
    return next((d.kind for d in reversed(drafts) if family(d.kind) in WITH_DEAD), "")


def by_crowd(draft: Draft) -> bool:
    """Return whether those who march fight too, or kill policemen."""
    killed_police = draft.deaths is not None and draft.deaths.victim_class == "police"
    return killed_police or draft.actor1.startswith(("Protesters", "Rioters"))


def from_afar(draft: Draft, doer: Actor | None, told: Sequence[Draft]) -> str:
    """Return how an army attacks in a report that tells of nothing but its bombs and shells.

    `told` are the headlines and what came before.
    """
    told = [d for d in told if not d.harm_only and d.kind != "vac"]
    ways = {family(d.kind) for d in told if family(d.kind) in DEADLY}
    army = doer is None or doer.name.startswith(_ARMY)
    if ways != {"remote"} or not army or draft.sentence.is_arabic or _on_foot(draft):
        return draft.kind
    return next(d.kind for d in reversed(told) if family(d.kind) == "remote")


_ON_FOOT: Final = frozenset(
    "troops soldiers infantry commandos infantrymen policemen police".split()
)
_ENTERING: Final = frozenset("raided raid raids raiding".split())


_TO_RAID: Final = 6  # tokens of "troops were reported to have"


def _on_foot(draft: Draft) -> bool:
    """Return whether men raid and no planes: "troops raided the hospital"."""
    words = [t.low for t in draft.sentence.tokens]
    raids = [i for i, word in enumerate(words) if word in _ENTERING]
    return any(_ON_FOOT & set(words[max(0, i - _TO_RAID) : i]) for i in raids)


def name_lead_attacks(drafts: Sequence[Draft]) -> None:
    """Give an army's "attack" in the lead the kind that the report below tells."""
    for draft in drafts:
        vague = draft.kind == "vac" and draft.lead and draft.generic
        if vague and draft.actor1.startswith(_ARMY):
            draft.kind = from_afar(draft, None, drafts)
