"""A lead that knows no more than the region, and the body of the report that names the village.

The secret of this module is when what is told further down is the lead's own story: deeds that agree
in kind, day and doers, in a place that the report puts in no other region. One such place is the
lead's; several are what it summed up. A rival or a partial toll does not part them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.drafts.alike import are_rivals, is_part, tells_of_many_deeds
from geo.extract.drafts.days import days_agree, told_later
from geo.extract.drafts.draft import Draft, family, name_key, names_of
from geo.extract.drafts.merging import merge
from geo.extract.text import folded
from geo.extract.words import DIVISIONS, LONG_TIMES, SMALL_DIVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

_KILLING: Final = frozenset({"vac", "clash"})
_BESIDE: Final = frozenset({"loot", "abduct"})  # what those who kill in a village do besides
_BY_THE_WAY: Final = frozenset({"other", "loot", "siege"})
_FAMILIES: Final = frozenset({"remote", "battle", "civilians"})
_LAND: Final = 50  # dead of a whole region, of whom a village has a small share
_SHARE: Final = 4

REGION, DISTRICT, VILLAGE = 1, 2, 3  # how near a place is known
_SMALL: Final = SMALL_DIVISIONS | {"district"}
_LARGE: Final = (DIVISIONS | {"state", "zone", "department", "oblast", "prefecture"}) - _SMALL


def nearness(draft: Draft) -> int:
    """Return how near the places of a draft are known: 0 for a country or none, `REGION`, `DISTRICT`, `VILLAGE`."""
    parts = [draft.sentence, *(part for part, _ in draft.claims)]
    found = 0
    for spot in draft.spots:
        told = (p for p in parts if p.start <= spot.start < p.end)
        found = max(found, nearness_of(next(told, draft.sentence), spot))
    return found


def nearness_of(part: Sentence, spot: Spot) -> int:
    """Return how near one place is known that a sentence names."""
    word = _division(part, spot)
    if spot.country:
        return 0
    if word in _SMALL:
        return DISTRICT
    return REGION if spot.wide or word in _LARGE else VILLAGE


def is_called_province(part: Sentence, spot: Spot) -> bool:
    """Return whether a sentence calls a place a province or state, by its name or behind it."""
    return _division(part, spot) in _LARGE


def _division(part: Sentence, spot: Spot) -> str:
    """Return the word for the division that a name ends with, or that stands behind a wide one; else its last word."""
    word = spot.name.split()[-1].lower()
    inside = part.start <= spot.start < part.end
    behind = inside and spot.wide and spot.last < len(part.tokens)
    return part.tokens[spot.last].low if behind and word not in _LARGE | _SMALL else word


def lead_and_body(drafts: list[Draft], regions: Mapping[int, Sequence[str]]) -> list[Draft]:
    """Return the drafts with a lead that knows the region alone laid into the places that its body tells.

    `regions` are the divisions that a sentence names, by where it starts.
    """
    lead = lead_of(drafts)
    if lead is None:
        return drafts
    body = [d for d in drafts if _is_of(lead, d, regions)]
    if all(d.apart for d in body) or _is_of_the_land(lead, body):
        return drafts
    alike = [d for d in body if family(d.kind) == family(lead.kind)]
    if len(_places(body)) == 1:
        if len({name_key(s.name) for s in lead.spots if not s.country}) > 1:
            return drafts  # "two in A and ten in B": whose dead these are is not told
        for part in body:
            _lay_out(lead, part)
        return [d for d in drafts if d not in body]
    plundered = lead.deaths is None and not alike
    if not (alike or plundered) or (lead.deaths is not None and not any(d.deaths for d in alike)):
        return drafts
    for part in alike or body:
        part.kind = part.kind if alike else lead.kind
        part.claims.extend(lead.claims)
        part.actor1 = part.actor1 or lead.actor1
        part.actor2 = part.actor2 or lead.actor2
        part.when = part.when or lead.when
    return [d for d in drafts if d is not lead]


def retold_at_large(drafts: list[Draft], names: Iterable[str]) -> list[Draft]:
    """Return the drafts with those laid into the lead that only tell of its region again.

    "It has killed civilians in X by the hundred", "at least 12 burned to death in their shelters". `names` are
    the keys of those that the lead had before its place was known.
    """
    lead = next((d for d in drafts if not d.is_title), None)
    region = set(names)
    if lead is None or not region or nearness(lead) < VILLAGE:
        return drafts
    again = [d for d in drafts if _is_at_large(lead, d, region)]
    for draft in again:
        dead, kind = lead.deaths, lead.kind
        if told_later(draft.when, lead.when):
            lead.when = draft.when
        merge(lead, draft)
        lead.kind, lead.deaths = kind, dead or lead.deaths
    return [d for d in drafts if d not in again]


def _is_at_large(lead: Draft, draft: Draft, region: set[str]) -> bool:
    """Return whether a draft tells of the lead's region, and nothing that is not the lead's story."""
    if draft is lead or draft.is_title or draft.apart or is_of_before(draft.sentence):
        return False
    if draft.kind in _BY_THE_WAY and draft.deaths is None and _same_day(lead, draft):
        return names_of(draft) <= names_of(lead) and bool(draft.spots)
    if nearness(draft) >= VILLAGE or not draft.spots or not _compatible(lead, draft):
        return False
    answers = draft.returned or draft.in_return
    bare = not answers and (draft.inherited or (draft.harm_only and draft.deaths is None))
    here = {name_key(s.name) for s in draft.spots} <= region
    return bare and here and _same_day(lead, draft)


def lead_of(drafts: Sequence[Draft]) -> Draft | None:
    """Return the first event of a report, if that stands in its lead and the place is no nearer than a division."""
    told = [d for d in drafts if not d.is_title]
    lead = told[0] if told else None
    if lead is None or not lead.lead or lead.apart or family(lead.kind) not in _FAMILIES:
        return None
    wide = nearness(lead) < VILLAGE and not any(s.collective or s.seat for s in lead.spots)
    return lead if lead.spots and wide else None


def _lay_out(lead: Draft, part: Draft) -> None:
    """Lay the place that a part of the body names under the lead, and what it tells of it."""
    open_ = (lead.harm_only or lead.generic) and not part.inherited
    kind = part.kind if open_ and part.kind not in _BESIDE and not part.harm_only else lead.kind
    if nearness(part) > nearness(lead):
        lead.spots, lead.inherited = part.spots, part.inherited
    if told_later(part.when, lead.when):
        lead.when = part.when
    share = part.deaths if is_part(lead, part) and tells_of_many_deeds(lead) else None
    merge(lead, part)
    lead.kind, lead.deaths = kind, share or lead.deaths


def _places(body: Sequence[Draft]) -> list[frozenset[str]]:
    """Return the places of drafts, those that share a name as one."""
    places: list[frozenset[str]] = []
    for draft in body:
        names = frozenset(name_key(s.name) for s in draft.spots)
        same = [p for p in places if p & names]
        places = [p for p in places if p not in same] + [names.union(*same)]
    return places


def _is_of(lead: Draft, draft: Draft, regions: Mapping[int, Sequence[str]]) -> bool:
    """Return whether a draft tells of the lead's story at a nearer place."""
    if draft is lead or draft.is_title or draft.sentence is lead.sentence:
        return False
    if nearness(draft) <= nearness(lead) or len(draft.spots) > _FEW or is_of_before(draft.sentence):
        return False
    if _is_besides(draft.sentence):
        return False
    if draft.sentence.paragraph - lead.sentence.paragraph > _FAR or not _tells_enough(draft):
        return False
    if not _compatible(lead, draft) or not _same_day(lead, draft):
        return False
    rivals = are_rivals(lead, draft) and not draft.inherited
    if rivals or any(s.collective for s in draft.spots):
        return False
    known = {name_key(s.name) for s in lead.spots}
    own = {name_key(name) for name in regions.get(draft.sentence.start, ())}
    own -= {name_key(s.name) for s in draft.spots}
    return not own or bool(own & known)


_FEW: Final = 3  # places of one telling; more are a list of what was bombed
_FAR: Final = 4  # paragraphs


def _tells_enough(draft: Draft) -> bool:
    """Return whether a draft says more than that there is violence: a count, a day, a doer or how it went."""
    return bool(draft.deaths or draft.tolls or draft.dated or draft.actor1) or not draft.generic


def _same_day(lead: Draft, draft: Draft) -> bool:
    """Return whether both may be of one day; one that its own words do not tell is none."""
    agree = days_agree(lead.when, draft.when) or told_later(draft.when, lead.when)
    return agree or not draft.dated


_BEFORE: Final = frozenset("before earlier ago previously prior".split())
_TIMES: Final = LONG_TIMES.union("days day hours hour".split())
_OPENING: Final = 6  # tokens of "Some ten days before"
_AR_TIMES: Final = folded("يوم أيام أسبوع أسبوعين أسابيع شهر شهرين أشهر عام عامين أعوام سنة سنوات")
_AR_BEFORE: Final = folded("الماضي الماضية قبل سابق سبق السابق المنصرم الفائت")


def is_of_before(part: Sentence) -> bool:
    """Return whether a sentence opens with a time before what was told: "Ten days before", "Last month"."""
    tokens = part.tokens[:_OPENING]
    if part.is_arabic:
        forms = [f for t in tokens for f in t.forms]
        stems = {f.removeprefix("ال") for f in forms}
        return not _AR_BEFORE.isdisjoint(forms) and not _AR_TIMES.isdisjoint(stems)
    low = [t.low for t in tokens]
    if low[:1] == ["last"] or low[:2] in (
        ["earlier", "this"],
        ["in", "previous"],
        ["in", "recent"],
    ):
        return True
    times = [k for k, w in enumerate(low) if w in _TIMES]
    return bool(times) and bool(_BEFORE & set(low[times[0] : times[0] + 2]))


_BESIDES: Final = (
    ("on", "the", "same"), ("the", "same"), ("that", "same"), ("at", "the", "same"), ("also",), ("meanwhile",),
    ("in", "the", "meantime"), ("in", "addition"), ("separately",), ("elsewhere",), ("in", "a", "separate"),
    ("in", "another"),
)  # fmt: skip
_AR_BESIDES: Final = folded(
    "نفسه نفسها ذاته ذاتها أيضا أخرى آخر غضون السياق سياق بالتزامن بالمقابل المقابل"
)
_HEAD: Final = 4  # tokens of «وفي اليوم نفسه»


def _is_besides(part: Sentence) -> bool:
    """Return whether a sentence opens with what was done besides: "On the same day", «في غضون ذلك»."""
    if part.is_arabic:
        return any(_AR_BESIDES & set(t.forms) for t in part.tokens[:_HEAD])
    low = tuple(t.low for t in part.tokens[:_HEAD])
    return any(low[: len(words)] == words for words in _BESIDES)


def _compatible(lead: Draft, draft: Draft) -> bool:
    """Return whether two kinds may be tellings of one deed."""
    if lead.kind == draft.kind or {lead.kind, draft.kind} <= _KILLING:
        return True
    if family(lead.kind) == family(draft.kind) == "remote":
        agree = lead.deaths is None or draft.deaths is None or lead.deaths.low == draft.deaths.low
        return agree or lead.generic or draft.generic
    return lead.kind in _KILLING and draft.kind in _BESIDE and draft.deaths is None


def _is_of_the_land(lead: Draft, body: Sequence[Draft]) -> bool:
    """Return whether the lead counts the many dead of a region, of whom the places told have a small share."""
    dead = (lead.deaths.low or 0) if lead.deaths is not None else 0
    told = sum(d.deaths.low or 0 for d in body if d.deaths is not None)
    return dead >= _LAND and dead > _SHARE * told > 0
