"""Where the deeds of a report happened: in the places that their sentences name, or in those before.

The secret of this module is what a deed without a place of its own leans on: the town just named,
the label of its list item, the region of its paragraph, the one town of the whole report.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from geo.extract import arabic
from geo.extract.countries import government_of
from geo.extract.drafts import days_agree
from geo.extract.pointing import (
    HARM_WORDS,
    WEAK,
    in_part,
    is_axis,
    is_clinic,
    is_for_treatment,
    is_local,
    is_named_site,
    is_of_accord,
    is_site,
    labels,
    set_apart,
)
from geo.extract.roles import Spot, find_spots
from geo.extract.sharing import day_of, most_exact, set_in
from geo.extract.text import small_words
from geo.extract.thetown import in_the_region, is_at_border, is_measured, means_the_town
from geo.extract.words import QUARTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.extract.attribution import Voice
    from geo.extract.drafts import Draft
    from geo.extract.events import Frame
    from geo.extract.text import Sentence
    from geo.extract.toponyms import Toponym


def _on_another_day(frame: Frame, drafts: list[Draft]) -> bool:
    """Return whether the frame's own day is none of those told of the town in focus."""
    when = day_of(frame)
    told = [d.when for d in drafts if d.when is not None and not d.is_title]
    dead = any(t.quantity == "killed" for t in frame.tolls)
    return dead and when is not None and bool(told) and not any(days_agree(w, when) for w in told)


_BEHIND: Final = 2  # tokens of "in the city of", between a quarter and its town
_INSIDE: Final = frozenset(("in", "on", "across"))
_LATELY: Final = 6  # mentions among which the same words may stand already
_OF_A_PROVINCE: Final = frozenset("provincial regional governorate".split())
_SHOT_AT: Final = frozenset({"shot", "shotdead", "kill", "wound"})
_ADVANCING: Final = frozenset({"assault", "clash", "push"})


def _in_a_row(part: Sentence, one: Spot, other: Spot) -> bool:
    """Return whether "and" alone joins two names: "Kandahar and Lashkar Gah"."""
    first, last = sorted((one, other), key=lambda s: s.first)
    between = [t.low for t in part.tokens[first.last : last.first]]
    return between in (["and"], [",", "and"])


@dataclass(slots=True)
class Ground:
    """The places of a report, and where its story stands."""

    _home: str
    _prominence: Callable[[str], int]
    mentions: list[tuple[Spot, Sentence]] = field(default_factory=list)
    _focus: list[Spot] = field(default_factory=list)
    _named: tuple[int, Spot | None] = (-1, None)  # paragraph and the one town of its last sentence
    _paragraph: int = -1
    _told: int = -1
    _settled: int = -1  # paragraph in which something was last told of a town
    _of_the_town: set[int] = field(default_factory=set)
    _wide: dict[int, Spot] = field(default_factory=dict)
    _labels: dict[int, Spot] = field(default_factory=dict)

    def note(
        self,
        text: str,
        part: Sentence,
        names: list[Toponym],
        voice: Voice,
        standing: Callable[[str], tuple[int, bool]],
    ) -> list[Spot]:
        """Return the places of a sentence; keep what later sentences lean on."""
        if means_the_town(part):
            self._of_the_town.add(part.paragraph)
        spots = find_spots(text, part, names, voice.heard, standing)
        self.mentions.extend((spot, part) for spot in spots if not spot.collective)
        for spot in spots:
            # A list item or a heading that names its place: "Atarib, western countryside: two raids".
            told = spot.role == "event" or (
                part.is_arabic and spot.role == "background" and not spot.wide
            )
            if told and not spot.collective and labels(part, spot):
                self._labels.setdefault(part.paragraph, spot)
            if (
                spot.wide
                and (
                    spot.role in ("event", "background")
                    or (spot.role != "source" and not government_of(spot.name))
                )
                and government_of(spot.name)
                in ("", self._home)  # no foreign capital where they met
                and not spot.adjective
                and not spot.country
                and not (spot.collective or spot.grouped)
                and not any(h.first <= spot.first < h.last for h in voice.heard)
            ):
                self._wide.setdefault(part.paragraph, spot)
        return spots

    def enter(self, part: Sentence) -> None:
        """Come to the next sentence."""
        if part.paragraph in self._of_the_town:
            self._paragraph = part.paragraph

    def pass_by(
        self, part: Sentence, happened: list[Spot], named: list[Spot], *, quiet: bool
    ) -> None:
        """Keep the towns of a sentence that is told, `named` in it, `quiet` where nothing happened there."""
        if not (part.is_title or part.is_arabic):
            self._note_named(part, named)
        if quiet or part.is_title or self._told == part.start:
            return
        towns = [
            s
            for s in most_exact(part, happened)
            if not (s.wide or s.collective or is_clinic(part, s))
            and not self._is_unlisted_quarter(part, s)
        ]
        if towns:
            self._focus, self._paragraph = towns, part.paragraph
            self._settled = part.paragraph

    def _note_named(self, part: Sentence, named: list[Spot]) -> None:
        """Keep the one town that a sentence names, whatever happened there: "people fled X. A raid on the town"."""
        towns = [
            s
            for s in named
            if s.role in ("event", "background") or (s.role == "direction" and is_measured(part, s))
            if not (s.wide or s.collective or s.adjective)
        ]
        self._named = (part.paragraph, towns[0] if len({s.name for s in towns}) == 1 else None)

    def settle(self, part: Sentence, spots: list[Spot]) -> None:
        """Keep where an event happened, unless that is no more than a region."""
        if spots and not all(s.wide and not s.seat for s in spots):
            self._focus, self._paragraph, self._told = spots, part.paragraph, part.start
            self._settled = part.paragraph

    def own(self, frame: Frame, happened: list[Spot]) -> list[Spot]:
        """Return the frame's own places, the exact ones if it has any."""
        part = frame.sentence
        given = self._listed(part, [happened[i] for i in frame.places])
        whole = [s for s in given if not in_part(part, s)]
        spots = most_exact(part, whole or given)
        if not part.is_arabic and spots and not any(self._prominence(s.name) for s in spots):
            # "In Dhaka, around the Science Laboratory": the city, where no list knows the other
            ahead = [s for s in whole if s.seat and s not in spots and s.first < spots[0].first]
            ahead = [] if set_in(part, whole) else ahead
            spots = ahead[:1] or spots
        # one that has dead of its own is an event of its own, which geo.placing draws in its city
        vague = not frame.tolls
        sites = [
            s for s in spots if is_site(part, s) or (vague and self._is_unlisted_quarter(part, s))
        ]
        if sites and not self._focus and (town := self._only_town(part)):
            self._focus, self._paragraph = [town], part.paragraph
        if sites and len(sites) < len(spots):
            spots = [s for s in spots if s not in sites]
        elif (
            sites
            and self._focus
            and not any(is_site(p, s) for s, p in self.mentions if s in self._focus)
        ):
            spots = []  # "the Shifa hospital": where the town just named is
        elif (
            self._focus
            and frame.places
            and all(is_named_site(part, happened[i]) for i in frame.places)
        ):
            spots = []
        if self._focus and spots and all(self._is_of_the_town(part, s) for s in spots):
            return []  # "the quarter X in the middle of the town", of the town told before
        if not any(not s.wide for s in spots):
            spots = self._otherwise_told(frame) or spots
        if set(frame.kinds) <= HARM_WORDS and not frame.means:
            spots = [s for s in spots if not is_clinic(part, s)]
        spots = [s for s in spots if not (is_for_treatment(part, s) or is_of_accord(frame, s))]
        if set(frame.kinds) & {"gain", "gain?"}:
            seats = [s for s in whole if s.seat and s not in spots]
            if seats and spots and not any(s.wide for s in spots) and not part.is_arabic:
                row = part.tokens[frame.heads[0]].low in ("fell", "falls")
                joined = [s for s in seats if row or any(_in_a_row(part, s, t) for t in spots)]
                spots = sorted([*joined, *spots], key=lambda s: s.first)
            spots = [
                s for s in spots if not s.country
            ]  # nobody takes "the largest city of Congo" whole
        if spots and all(s.collective for s in spots) and self._paragraph == part.paragraph:
            return [*spots, *self._focus]  # where no such site is listed, the town just named
        return spots

    def _listed(self, part: Sentence, spots: list[Spot]) -> list[Spot]:
        """Leave out sites that no list knows beside a town: "X Hospital, south of the village of Y"."""
        known = [s for s in spots if not is_named_site(part, s) or self._prominence(s.name)]
        return known if any(not s.wide for s in known) else spots

    def _is_unlisted_quarter(self, part: Sentence, spot: Spot) -> bool:
        """Return whether no list knows the quarter of a town that the name is of: "the X neighbourhood"."""
        beside = {t.low for t in part.tokens[spot.last : spot.last + 1]}
        ahead = [t.low for t in part.tokens[max(0, spot.first - 3) : spot.first] if t.low != "al"]
        if ahead[-1:] == ["("]:
            beside.update(ahead[-2:-1])  # "in the eastern quarter (X)"
        return bool(beside & QUARTER) and not spot.wide and not self._prominence(spot.name)

    def _is_of_the_town(self, part: Sentence, spot: Spot) -> bool:
        """Return whether a part of the town told before, or a spot beside it, is named that no list knows.

        "the quarter X in the middle of the town", "the market X", "X in the city of Y", "X, west of Y".
        """
        if not part.is_arabic or spot.wide or self._prominence(spot.name):
            return False
        if arabic.is_quarter(part.tokens, spot.first):
            site = not arabic.is_district(part.tokens, spot.first)
            if site or means_the_town(part):
                return True
        names = {s.name for s in self._focus}
        return any(
            s.name in names and 0 < s.first - spot.last <= _BEHIND
            for s, p in self.mentions
            if p is part
        )

    def _only_town(self, part: Sentence) -> Spot | None:
        """Return the one town that the report has named before a sentence, where it has named one."""
        named = {
            s.name: s
            for s, told in self.mentions
            if told.start < part.start and s.role in ("event", "background")
            if (s.seat or not s.wide) and not (s.collective or s.adjective or is_site(told, s))
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _names_one_town(self) -> bool:
        """Return whether the report has named one town so far, and no region but its own."""
        named = {
            s.name
            for s, told in self.mentions
            if not (s.collective or s.adjective or s.country or is_site(told, s))
            and (s.seat or not s.wide)
        }
        return len(named) == 1

    def _otherwise_told(self, frame: Frame) -> list[Spot]:
        """Return the town that a frame means though no rule says that it happened there.

        What was shot down came "towards X"; what "residents of X" tell happened to them.
        """
        part = frame.sentence
        named = [s for s, p in self.mentions if p is part and not s.wide and not s.collective]
        if _SHOT_AT & set(frame.kinds) and is_at_border(part):
            towards = [s for s in named if s.role == "direction"]
            if towards:
                return towards[:1]
        if "intercept" in frame.kinds:
            return [s for s in named if s.role == "direction" and s.first > frame.heads[0]][:1]
        towards = [s for s in named if s.role == "direction" and is_axis(part, s)]
        if towards and set(frame.kinds) & _ADVANCING and not frame.places:
            return towards[:1]
        back = not part.is_arabic and means_the_town(
            part
        )  # where those live who tell of "the town"
        if set(frame.kinds) <= WEAK and not (frame.tolls or back):
            return []
        heard = ("source", "actor", "direction") if back else ("source", "actor")
        local = [
            s
            for s in named
            if s.role in heard
            and not (back and s.first > frame.heads[0])
            and is_local(part, s, head=frame.heads[0], back=back)
        ][:1]
        if local or not part.is_arabic:
            return local
        if not frame.places and (scene := arabic.scene_of(part, self.mentions)):
            return scene
        if not (frame.places or self._focus):
            return self._governed(part)
        return [
            s
            for s in named
            if s.role == "background"
            and frame.first <= s.first < frame.last
            and arabic.stands_in(part.tokens, s.first)
        ][:1]

    def _governed(self, part: Sentence) -> list[Spot]:
        """Return the region of the governor who tells in an Arabic sentence what happened there."""
        own = [
            s
            for s, p in self.mentions
            if p is part and s.wide and s.role == "source" and not (s.country or s.adjective)
        ]
        return [s for s in own if arabic.is_governed(part.tokens, s.first)][:1]

    def before(
        self, frame: Frame, drafts: list[Draft], titles: list[Draft], *, unnamed: bool
    ) -> tuple[list[Spot], bool]:
        """Return the place that a frame without one of its own leans on, and whether that is a guess.

        "the town" and the label of a list item are as good as the name itself; a region that the
        paragraph speaks of is a guess.
        """
        counted = set(frame.kinds) <= HARM_WORDS | {"arrest"}
        capital = self._seat(frame.sentence) or self._capital(frame.sentence)
        if capital:
            return capital, False
        region = self._region(frame)
        if region is not None and frame.sentence.is_arabic:
            return [region], False  # "in the same province"
        paragraph, town = self._named
        lately = town is not None and paragraph == frame.sentence.paragraph
        settled = bool(self._focus) and self._settled == paragraph
        if lately and not settled and means_the_town(frame.sentence):
            return ([] if town is None or unnamed else [town]), False
        if self._focus and means_the_town(frame.sentence) and not unnamed:
            return self._the_city(frame.sentence) or list(self._focus), False
        if region is not None:
            return [region], False
        label = self._labels.get(frame.sentence.paragraph)
        if label is not None:
            return [label], False
        if (
            self._focus
            and self._paragraph == frame.sentence.paragraph
            and not (unnamed or set_apart(frame.sentence, frame) or (frame.dates and not counted))
        ):
            return list(self._focus), True
        towns = {s.name for d in drafts if not d.inherited for s in d.spots if not s.wide}
        wide = self._wide.get(frame.sentence.paragraph)
        another = bool(frame.dates) and wide is not None and not counted
        if (
            len(towns) == 1
            and self._focus
            and not (unnamed or another or set_apart(frame.sentence, frame))
            and not (_on_another_day(frame, drafts) and not self._names_one_town())
        ):
            return list(self._focus), True  # a report of one town
        if wide is None and titles:
            titled = [s for d in titles for s in d.spots if not s.adjective]
            if len({s.name for s in titled}) == 1:
                return titled[:1], True
        return [wide] if wide is not None else [], True

    def _the_city(self, part: Sentence) -> list[Spot]:
        """Return the place that the report called a city, where a sentence says "the city" and the last was a village."""
        low = [t.low for t in part.tokens]
        if not any(a == "the" and b == "city" for a, b in pairwise(low)):
            return []
        called = (
            s
            for s, told in reversed(self.mentions)
            if told.start < part.start and not (s.country or s.adjective or s.collective)
            if told.tokens[s.last : s.last + 1] and told.tokens[s.last].low == "city"
        )
        return list(islice(called, 1))

    def provinces(self, frame: Frame) -> frozenset[str]:
        """Return the provinces that a frame's own clauses name beside its town: "وفي محافظة ذي قار ... بالناصرية"."""
        tokens = frame.sentence.tokens
        return frozenset(
            s.name.lower()
            for s, p in self.mentions
            if p is frame.sentence
            and s.wide
            and not (s.country or s.adjective or s.collective)
            and s.role in ("event", "background")
            and frame.first <= s.first < frame.last
            and (s.seat or arabic.is_province(tokens, s.first))
        )

    def _region(self, frame: Frame) -> Spot | None:
        """Return the division named last, where the frame says "in the province"."""
        if not in_the_region(frame):
            return None
        start = frame.sentence.start
        wide = [
            s
            for s, part in reversed(self.mentions)
            if s.wide and part.start <= start and s.role in ("event", "background")
            if not (s.country or s.collective or s.adjective or s.grouped)
            if s.role == "event" or not government_of(s.name)  # "gave Damascus until Friday"
            if not s.name[-1].isdigit()  # "along the M4": a road
        ]
        # before one that is only named in passing: "the road through Homs"
        return next((s for s in wide if s.role == "event"), next(iter(wide), None))

    def _seat(self, part: Sentence) -> list[Spot]:
        """Return the town that "in the provincial capital" means: it bears the name of its province."""
        tokens = part.tokens
        if part.is_arabic or "capital" not in small_words(tokens):
            return []
        named_here = {s.first for s, told_in in self.mentions if told_in is part}
        for k in range(2, len(tokens)):
            called = tokens[k].low == "capital" and tokens[k - 1].low in _OF_A_PROVINCE
            if not called or not named_here.isdisjoint(range(k + 1, k + 4)):
                continue
            wide = [
                s
                for s, told in self.mentions
                if (s.wide or s.seat) and told.start < part.start and s.role != "actor"
                if not (s.country or s.adjective or s.collective or s.grouped)
                if not government_of(s.name)
            ]
            if wide:
                start, end = tokens[k - 1].start, tokens[k].end
                here = replace(wide[-1], first=k - 1, last=k + 1, start=start, end=end)
                here = replace(
                    here, role="event", wide=False, seat=False, beside=False, capital=True
                )
                if (here, part) not in self.mentions[-_LATELY:]:
                    self.mentions.append((here, part))  # so that it is looked up as names are
                return [here]
        return []

    def _capital(self, part: Sentence) -> list[Spot]:
        """Return the name elsewhere in the report of what "in the capital", "in Libya's capital" means here."""
        low = [t.low for t in part.tokens]
        named_here = {s.first for s, told_in in self.mentions if told_in is part}
        means = any(
            low[k] == "capital"
            and low[k + 1 : k + 2] != ["of"]
            and named_here.isdisjoint((k + 1, k + 2, k + 3))  # "in the capital city, X"
            and _INSIDE & set(low[max(0, k - 3) : k - 1])
            and (low[k - 1] in ("the", "'s", "’s") or low[k - 2] == "the")
            for k in range(2, len(low))
        )
        if not means or not self._home:
            return []
        named = [s for s, _ in self.mentions if government_of(s.name) == self._home]
        return [s for s in named if not s.country][:1]
