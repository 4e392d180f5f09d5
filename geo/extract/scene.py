"""Where a lead was that knows the region alone, if no later sentence tells the deed again.

The secret of this module is which sentences answer "where?" by the way: where those came who did it,
where their victims were or were going, what lies nearest, who tells of it. One that opens another
story ends the search.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.countries import government_of
from geo.extract.drafts import family, is_of_before, lead_of, name_key, nearness, nearness_of
from geo.extract.pointing import is_clinic, is_local
from geo.extract.words import AT, BE, RAIDERS, TROOPS, VEHICLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.extract.drafts import Draft
    from geo.extract.roles import Spot
    from geo.extract.story import Story
    from geo.extract.text import Sentence

_FAR: Final = 3  # paragraphs
_APART: Final = frozenset("elsewhere separately meanwhile another other".split())
_TO_APART: Final = 3


def place_lead(story: Story, drafts: Sequence[Draft]) -> None:
    """Place the lead of a report at the scene that its body names without telling the deed."""
    lead = lead_of(drafts)
    if lead is None or lead.sentence.is_arabic or not _tells_of_one_day(lead):
        return
    if any(_may_be_it(lead, d) for d in drafts):
        return
    past = {row.locator for row in story.left_out if row.reason.startswith(_OF_THE_PAST)}
    known = {name_key(s.name) for s in lead.spots}
    taken = {(s.start, s.end) for d in drafts if d.kind not in _BY_THE_WAY for s in d.spots}
    first = story.numbers[lead.sentence.start] + 1
    for number in range(first, len(story.parts)):
        part = story.parts[number]
        if part.paragraph - lead.sentence.paragraph > _FAR or _is_apart(part):
            return
        if f"characters {part.start}-{part.end}" in past:
            continue
        named = [
            s
            for s, told in story.ground.mentions
            if told is part and not (s.adjective or s.collective) and (s.start, s.end) not in taken
            if nearness_of(part, s) > nearness(lead) and not (s.seat or government_of(s.name))
            if name_key(s.name) not in known
        ]
        told = {t.low.removesuffix("s") for t in lead.sentence.tokens}
        found = next((s for s in named if _is_scene(part, s, told)), None)
        if found is not None:
            lead.spots, lead.inherited = [found], False
            lead.claims.append((part, ()))
            return


_BY_THE_WAY: Final = frozenset(
    {"other", "loot", "siege"}
)  # "they were surrounded there", "houses burnt"
_OF_THE_PAST: Final = ("background", "a count", "a tally")


def _tells_of_one_day(lead: Draft) -> bool:
    """Return whether a lead tells of one deed: it counts, or names the day."""
    when = lead.when
    one = lead.dated and when is not None and when.start == when.end
    return bool(lead.deaths or lead.tolls or one)


def _may_be_it(lead: Draft, draft: Draft) -> bool:
    """Return whether a nearer place is told of such a deed, which is then another, or one of several."""
    near = draft is not lead and not draft.is_title and nearness(draft) > nearness(lead)
    return near and (family(draft.kind) == family(lead.kind) or {draft.kind, lead.kind} <= _KILLING)


_KILLING: Final = frozenset({"vac", "clash"})


def _is_apart(part: Sentence) -> bool:
    """Return whether a sentence opens another story: "Elsewhere", "In another village", "Last month"."""
    return is_of_before(part) or not _APART.isdisjoint(t.low for t in part.tokens[:_TO_APART])


def _is_scene(part: Sentence, spot: Spot, told: Collection[str]) -> bool:
    """Return whether an English sentence says that it was there, by whoever came, was, lies or lives there.

    `told` are the words of the lead.
    """
    low = [t.low for t in part.tokens]
    return not is_clinic(part, spot) and (
        _happened(low, spot)
        or _came(low, spot)
        or _were_there(low, spot, told)
        or _lies_nearest(low, spot)
        or is_local(part, spot)
    )


_HAPPENED: Final = frozenset("happened occurred unfolded scene site".split())
_TO_SCENE: Final = 8


def _happened(low: Sequence[str], spot: Spot) -> bool:
    """Return whether something happened there: "the scene was X", "it occurred close to X"."""
    ahead = low[max(0, spot.first - _TO_SCENE) : spot.first]
    return not _HAPPENED.isdisjoint(ahead) or any(
        pair == ("took", "place") for pair in pairwise(ahead)
    )


_DOERS: Final = (
    RAIDERS
    | TROOPS - {"police"}
    | frozenset(
        "they fighters rebels militiamen killers invaders intruders perpetrators bandits column group mob".split()
    )
)
_CAME: Final = frozenset(
    "came arrived entered stormed surrounded descended invaded reached besieged encircled rode drove swept crept "
    "marched broke burst appeared landed infiltrated overran raided".split()
)
_TO_CAME: Final = 9  # tokens of "came on motorbikes at nightfall to the commune of"


def _came(low: Sequence[str], spot: Spot) -> bool:
    """Return whether those who did it came there: "The armed men rode into X", "surrounded the camp of X"."""
    verbs = [k for k in range(max(0, spot.first - _TO_CAME), spot.first) if low[k] in _CAME]
    if not verbs or "from" in low[verbs[-1] + 1 : spot.first][-3:]:
        return False
    return not _DOERS.isdisjoint(low[: verbs[-1]])


_VICTIMS: Final = frozenset(
    "victims victim dead deceased slain bodies body remains corpses they".split()
)
_STRUCK: Final = VEHICLES | frozenset(
    "convoy patrol column family travellers travelers passengers traders herders farmers workers boat motorcade "
    "pilgrims mourners worshippers soldiers police policemen fishermen miners labourers laborers villagers civilians "
    "pupils students teachers nurses men women children brothers guards officers".split()
)
_BEING: Final = BE | {"had", "have", "lay"}
_ON_WAY: Final = frozenset(
    "road way highway route journey gone returned gathered travelled traveled asleep sheltered met".split()
)
_SEIZED: Final = frozenset(
    "intercepted stopped waylaid ambushed attacked caught surrounded cornered rounded found killed shot slaughtered "
    "massacred murdered beheaded hacked abducted seized".split()
)
_TO_BE: Final = 10


def _were_there(low: Sequence[str], spot: Spot, told: Collection[str]) -> bool:
    """Return whether the victims were there, or on the way: "The convoy was on the road to X", "The bodies lay near X"."""
    verbs = [k for k in range(max(0, spot.first - _TO_BE), spot.first) if low[k] in _BEING]
    if not verbs or verbs[0] > _TO_BE:
        return False
    subject, between = low[: verbs[0]], low[verbs[0] : spot.first]
    struck = any(w in _STRUCK and w.removesuffix("s") in told for w in subject)
    if not (struck or _VICTIMS.intersection(subject)):
        return False
    going = not _ON_WAY.isdisjoint(between) or any(w.endswith("ing") for w in between)
    here = not (AT | {"to", "off", "through", "by"}).isdisjoint(between[-4:])
    return (going or between[0] == "lay" or not _SEIZED.isdisjoint(between)) and here


_NEAREST: Final = frozenset("nearest closest neighbouring neighboring nearby".split())
_TO_NEAREST: Final = 4


def _lies_nearest(low: Sequence[str], spot: Spot) -> bool:
    """Return whether it is the next town: "fled to X, the nearest town", "in nearby X"."""
    behind = low[spot.last : spot.last + _TO_NEAREST]
    ahead = low[max(0, spot.first - _TO_NEAREST) : spot.first]
    told = behind[:1] == [","] and not _NEAREST.isdisjoint(behind)
    return told or not _NEAREST.isdisjoint(ahead)
