"""Which drafts are worth telling: no total whose parts are told, one a place of a list."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.drafts.days import days_agree
from geo.extract.drafts.draft import Draft, family, names_of
from geo.extract.sharing import rises
from geo.extract.text import folded
from geo.extract.words import FEW, TOWNS

if TYPE_CHECKING:
    from geo.extract.events import Frame
    from geo.extract.roles import Spot


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
    gone: set[Draft] = set()
    for total in drafts:
        if total.deaths is None or not total.deaths.low or total.deaths.low < 2:
            continue
        placed = any(not s.wide and not s.collective for s in total.spots) and not total.inherited
        led = total.lead or total.is_title or total.inherited or not total.spots
        around = placed and total.lead and _takes_in_more(total)
        if placed and not (total.lead or total.is_title):
            continue
        if placed and total.shared and total.sentence.is_arabic:
            continue  # one of a row of places, each with its count
        parts = [
            d
            for d in drafts
            if d is not total
            and d not in gone
            and d.deaths is not None
            and d.deaths.low
            and d.deaths.quantity == total.deaths.quantity
            and not d.is_title
            and days_agree(d.when, total.when)
            and any(s.seat or not s.wide for s in d.spots)
            and not (placed and not around and (d.inherited or _overlap(d, total)))
            and (led or abs(d.told_in - total.told_in) <= 1 or _follows(total, d))
        ]
        if _sums_up_days(total, drafts):
            gone.add(total)
            continue
        open_too = [d for d in drafts if _is_open_part(d, total)]
        run = _adds_up(parts, total.deaths.low) or (
            [] if placed else _nearly(parts, total, len(parts) + len(open_too))
        )
        all_of_them = len(run) >= _AT_A_TOWN and not _left_over(parts, run, total)
        if placed and not (all_of_them or around or _of_several(total) or _names_each(total, run)):
            continue  # six died in one town, then one and five in two others: no total
        if run:
            for part in run:
                part.claims.extend(total.claims)
                part.actor1 = part.actor1 or total.actor1
                part.actor2 = part.actor2 or total.actor2
                part.when = part.when or total.when
                if family(part.kind) in ("civilians", "battle") and family(total.kind) == "remote":
                    part.kind = total.kind
            gone.add(total)
    return [draft for draft in drafts if draft not in gone]


_FURTHER: Final = 5  # paragraphs


def _follows(total: Draft, part: Draft) -> bool:
    """Return whether an Arabic count over a province comes before what it may be the total of."""
    wide = total.sentence.is_arabic and all(s.wide for s in total.spots)
    near = 0 <= part.told_in - total.told_in <= _FURTHER
    return wide and near and family(part.kind) in (family(total.kind), "remote")


_AROUND: Final = folded("حولها وجوارها وريفها ومحيطها واطرافها وضواحيها وبلدات وقرى")
_HOMES: Final = folded(
    "منازل المنازل مناطق بلدات قرى مدن احياء متفرقه غارات واخر تفجيرين انفجارين هجومين"
)


def _takes_in_more(total: Draft) -> bool:
    """Return whether an Arabic lead counts the dead of a town and its villages, or of several raids on it."""
    words = {f for t in total.sentence.tokens for f in t.forms}
    return total.sentence.is_arabic and bool(words & (_AROUND | _HOMES))


def _left_over(parts: list[Draft], run: list[Draft], total: Draft) -> bool:
    """Return whether the report tells of more dead of the kind than those that make up a total."""
    whole = total.deaths.low or 0 if total.deaths else 0
    return any(
        d not in run and family(d.kind) == family(total.kind) and 0 < (d.deaths.low or 0) <= whole
        for d in parts
        if d.deaths
    )


def _names_each(total: Draft, run: list[Draft]) -> bool:
    """Return whether an Arabic lead names the place of each of its parts: "ثلاثة قتلى على حيي A وB", one in A, two in B."""
    whole = names_of(total)
    own = [names_of(d) for d in run]
    return total.sentence.is_arabic and all(len(n) == 1 and n < whole for n in own)


_AT_A_TOWN: Final = 3
SEVERAL: Final = TOWNS.union(
    "settlements hamlets localities hills positions communities camps areas places districts neighbourhoods neighborhoods sites".split()
)


def _of_several(total: Draft) -> bool:
    """Return whether a total counts the dead of more places than the town it names: "camps on the edge of Goma"."""
    low = [t.low for t in total.sentence.tokens]
    blows = any(w in _COUNTED and _BLOWS & set(low[k + 1 : k + 4]) for k, w in enumerate(low))
    return blows or bool(SEVERAL & set(low)) or all(s.beside for s in total.spots)


_COUNTED: Final = FEW | {"several", "multiple", "separate"}
_BLOWS: Final = frozenset(
    "bombs strikes raids attacks blasts explosions bombings airstrikes shells rockets incidents".split()
)


def _overlap(part: Draft, total: Draft) -> bool:
    """Return whether a draft tells of a place of `total`, but not just of one of several."""
    own, all_of_them = names_of(part), names_of(total)
    return bool(own & all_of_them) and not (len(own) == 1 and own < all_of_them)


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
        if d is not total and names_of(d) and d.deaths and d.when and d.when.start and days_agree(d.when, when)
        and d.when.start == d.when.end and (d.deaths.low or 0) <= (dead.low or 0)
    ]  # fmt: skip
    return len(single) >= _SINGLE


def sums_up_told(frame: Frame, happened: list[Spot], drafts: list[Draft]) -> bool:
    """Return whether a sentence only says to how many the dead told before have risen: "with these, to 20"."""
    if not rises(frame.sentence.tokens) or any(not happened[i].wide for i in frame.places):
        return False
    counts = [t.low for t in frame.tolls if t.quantity == "killed" and t.low]
    told = [
        d.deaths.low
        for d in drafts
        if d.deaths and d.deaths.low and d.deaths.quantity == "killed" and names_of(d)
    ]
    return len(counts) == 1 and len(told) > 1 and sum(told) <= counts[0]


_DAYS_SUMMED: Final = timedelta(days=2)
_SINGLE: Final = 2


def _is_open_part(draft: Draft, total: Draft) -> bool:
    """Return whether a draft tells of a place of its own, without its dead, on the days of a total."""
    own = any(s.seat or not s.wide for s in draft.spots) and not draft.inherited
    alike = family(draft.kind) == family(total.kind) and not draft.is_title
    return draft is not total and own and draft.deaths is None and alike and days_agree(draft.when, total.when)  # fmt: skip


def _nearly(parts: list[Draft], total: Draft, places: int) -> list[Draft]:
    """Return the parts of a lead that counts over a region, though one of its `places` tells no toll."""
    low = total.deaths.low or 0 if total.deaths else 0
    if not (total.lead or total.is_title) or not parts or places < _SINGLE:
        return []
    dead = sum(d.deaths.low or 0 for d in parts if d.deaths)
    if len(parts) > _SINGLE and dead < low and all(s.country for s in total.spots):
        return parts  # 91 killed in clashes across the country
    return parts if low / 2 <= dead < low else []


def without_hurt_totals(drafts: list[Draft]) -> list[Draft]:
    """Drop a count of the hurt of a region where drafts of its places tell of them, about as many."""
    gone: set[Draft] = set()
    for total in drafts:
        hurt = _hurt(total)
        if not hurt or total.deaths is not None or not total.spots or not total.harm_only:
            continue
        if total.inherited or not all(s.wide and not s.seat and not s.country for s in total.spots):
            continue
        parts = [
            d
            for d in drafts
            if d is not total and d not in gone and _hurt(d) and not d.is_title
            and days_agree(d.when, total.when) and any(s.seat or not s.wide for s in d.spots)
        ]  # fmt: skip
        if hurt / 2 <= sum(map(_hurt, parts)) <= hurt * _ABOUT:
            parts[0].claims.extend(total.claims)
            gone.add(total)
    return [draft for draft in drafts if draft not in gone]


_ABOUT: Final = 1.2


def _hurt(draft: Draft) -> int:
    """Return how many a draft says were hurt, 0 if it does not."""
    return max((t.low or 0 for t, _, _ in draft.tolls if t.quantity == "injured"), default=0)


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
    exact = [s for s in draft.spots if (s.seat or not s.wide) and not s.collective]
    if family(draft.kind) not in ("gain", "transfer") or len(exact) < 2 or draft.deaths is not None:
        return [draft]
    ends = _ends_of_a_stretch(draft, exact)
    parts = [ends] if ends else []
    return [
        replace(draft, spots=spots) for spots in (*parts, *([s] for s in exact if s not in ends))
    ]


def _ends_of_a_stretch(draft: Draft, spots: list[Spot]) -> list[Spot]:
    """Return the two places between which one place was taken: "posts between A and B", "على طريق A - B"."""
    tokens = draft.sentence.tokens
    own = [
        s
        for s in spots
        if s.first < len(tokens) and tokens[s.first].start <= s.start < tokens[s.first].end
    ]
    for a, b in pairwise(sorted(own, key=lambda s: s.first)):
        ahead = [t.low for t in tokens[max(0, a.first - _TO_END) : a.first]]
        between = [t.low for t in tokens[a.last : b.first]]
        if (
            {"between", "بين"} & set(ahead)
            and between in (["and"], ["and", "the"], [])
            and b.first - a.last <= _TO_END
        ):
            return [a, b]
        if between in (["-"], ["–"]) and b.last < len(tokens) and tokens[b.last].low in _WAYS:
            return [a, b]
    return []


_TO_END: Final = 4  # tokens of "between the towns of"
_WAYS: Final = frozenset("road highway motorway axis line".split())


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
    if draft.returned and placed and draft.actor1 and not draft.harm_only:
        return True  # "its forces answered and destroyed 20 targets"
    if draft.elsewhere and placed:
        return True  # "in a northern province": a place of its own, though unnamed
    others = [d for d in drafts if d is not draft and not d.is_title]
    if draft.harm_only and not draft.returned and others:
        return False  # a count without a place of its own, beside other events
    whole = (
        draft.returned or draft.dated or any(t.quantity == "eliminated" for t, _, _ in draft.tolls)
    )
    if not placed and not whole and any(d.spots for d in others):
        return False  # more of what happened at a place told, or nobody knows where
    if any(
        t.quantity in ("killed", "eliminated", "injured", "captured") and t.high != 0
        for t, _, _ in draft.tolls
    ):
        return True
    doer = bool(draft.actor1) or (family(draft.kind) == "remote" and not draft.generic)
    return placed and draft.dated and (doer or bool(draft.tolls))
