"""How the sentences of a report make a story.

The secret of this module is what a sentence adds to those before it: it tells a new event or more of
one that is told already, a lead and its body become one, "nobody was hurt" completes the event just
told, and what is no event is left out with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.extract import actors as who
from geo.extract import arabic
from geo.extract.actors.bearing import in_arms
from geo.extract.anchors import place_scores, survey
from geo.extract.aside import set_aside
from geo.extract.aside.deaths import of_accident_told
from geo.extract.aside.remarks import told_at_large
from geo.extract.attribution import saying, says_after_denying
from geo.extract.besides import asides, running_total
from geo.extract.counts import find_tolls
from geo.extract.dates import Clock, When, find_dates
from geo.extract.diary import LONG_BEFORE, Diary
from geo.extract.distribution import counted_places, distributed
from geo.extract.drafts import (
    Draft,
    by_crowd,
    complete_place,
    deaths_of,
    family,
    from_afar,
    is_of_another_day,
    kind_around,
    kind_before,
    kind_in_protest,
    lay_out_answer,
    likeness,
    march_before,
    merge,
    of_the_crash,
    place_last,
    place_within,
    recast,
    sums_up_told,
    with_later,
)
from geo.extract.events import Frame, find_frames
from geo.extract.ground import Ground
from geo.extract.items import Heading
from geo.extract.kinds import classify, tells_massacre
from geo.extract.pointing import (
    GENERIC,
    HARM_WORDS,
    WEAK,
    adds_up,
    asks_how_many,
    comes_later,
    ensued,
    in_return,
    is_of_crew,
    is_of_talks,
    is_unnamed_site,
    names_the_site,
    of_the_rest,
    one_more,
    points_back,
    set_apart,
    tells_of_victims,
    took_place,
    unnamed_place,
)
from geo.extract.senses import FALLING
from geo.extract.senses.objects import with_objects
from geo.extract.sharing import day_of, share
from geo.extract.supposed import supposed
from geo.extract.text import BULLETS, folded, heads_item
from geo.extract.words import MANY
from geo.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.attribution import Source
    from geo.extract.counts import Quantity, Toll
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence
    from geo.extract.toponyms import Toponym
    from geo.model import Report

_STILL_ABOUT: Final = 3  # sentences after a count of the dead in which a bare number counts them
_RISEN: Final = frozenset("all more another further others also later rose risen toll now".split())
_VAGUE_COUNTS: Final = MANY | folded("عشرات مئات آلاف عدة عدد بضعة")
_SHORT: Final = 14  # tokens of a sentence that says no more than that nobody was hurt
_ASKED: Final = 4  # trigger words of a frame that are asked for their places
_CROWDED: Final = 60  # places times deeds of a sentence from which on the rules alone decide
_OPENING: Final = 9  # tokens of "Hours later a roadside bomb"
# what an army does from afar as well as at hand, by these words
_ANYHOW: Final = frozenset({"assault", "kill", "wound", "fire", "hit", "vac", "raid"})
_MOST: Final = 16  # deeds that one sentence may tell; longer ones are lists made by machines
# A paragraph that speaks of more days than that counts; it does not tell of one event.
_LONG: Final = 14
_CRASH: Final = 3.0
# reasons for which the whole sentence tells nothing new, wherever it is
_ALL_OF_IT: Final = ("only a point in time", "a confirmation, not an event")
_SEVERAL: Final = 2  # old events that make an inquiry's report; one is background
_NEAR: Final = 2  # paragraphs from an attack to "another attack"
_REGIONS: Final = 2  # more counts of killed in one sentence, by province, are statistics


@dataclass(slots=True)
class Story:
    """What a report has told so far."""

    report: Report
    home: str
    stage: who.Stage
    prominence: Callable[[str], int]
    parts: Sequence[Sentence]
    first_paragraph: int = 0
    numbers: dict[int, int] = field(init=False)  # of the sentences, by where they start
    ground: Ground = field(init=False)
    diary: Diary = field(init=False)
    drafts: list[Draft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    since_dead: int = 99
    fire_paragraph: int = -1
    span_paragraph: int = -1
    titles: list[Draft] = field(default_factory=list)
    background: tuple[int, str] = (-1, "")
    heading: Heading = field(default_factory=Heading)
    previous: int = -1  # where the sentence before begins
    kind_told: tuple[int, str] = (-1, "")
    of_the_past: bool = False  # an inquiry's report, whose events are months old
    recalled: int = 0  # events of the year before that were left out as old

    def __post_init__(self) -> None:
        self.numbers = {part.start: number for number, part in enumerate(self.parts)}
        self.ground = Ground(self.home, self.prominence)
        self.diary = Diary(Clock(self.report.published))

    def _weights(
        self, part: Sentence, names: list[Toponym], frames: list[Frame], happened: list[Spot]
    ) -> list[list[float]]:
        """Return for each frame how probable it is that it happened at each of the places."""
        if len(frames) * len(happened) > _CROWDED:
            return []  # a sentence of nothing but names and deeds: the rules alone
        if not frames or len(happened) + len(frames) <= 2:
            return []
        ground = survey(self.report.text, part, names, self.prominence)
        spans = [(spot.first, spot.last) for spot in happened]
        return [
            [
                max(column)
                for column in zip(
                    *(place_scores(ground, h, spans) for h in frame.heads[:_ASKED]), strict=True
                )
            ]
            for frame in frames
        ]

    def add(
        self, part: Sentence, sources: tuple[Source, ...], spots: list[Spot], names: list[Toponym]
    ) -> None:
        """Read what one more sentence tells; a dateline tells nothing."""
        if part.is_dateline:
            return
        if part.is_link:
            self.leave_out(part, "a caption, or a link to another report")
            return
        if reason := self.heading.left_out(part, self.background[1]):
            self.leave_out(part, reason)
            return
        text = self.report.text
        self.ground.enter(part)
        dates = named = find_dates(text, part.tokens, self.diary.clock)
        about: Quantity | None = "killed" if self.since_dead <= _STILL_ABOUT else None
        end = len(part.tokens) if part.is_arabic else running_total(part.tokens)
        own = part.tokens[:end] if end < len(part.tokens) else part.tokens
        tolls = find_tolls(own, [(d.first, d.last) for d in dates], about=about)
        tolls = tolls or self.heading.tolls(part)
        if not part.is_arabic:
            tolls = [in_arms(part, toll, self.stage.crowd(part)) for toll in tolls]
            if aside := asides(part.tokens):
                dates = [d for d in dates if d.first not in aside]
                spots = [s for s in spots if s.first not in aside]
                tolls = [t for t in tolls if t.anchor not in aside]
        dead = any(t.quantity == "killed" and t.low for t in tolls) or asks_how_many(part)
        self.since_dead = 0 if dead else self.since_dead + 1
        spots = counted_places(part, spots)
        happened = [s for s in spots if s.role == "event"]
        if part.is_arabic:
            told = self.since_dead == 1
            clock = self.diary.clock
            frames = arabic.find_frames(part, tolls, happened, dates, clock, dead_told=told)
            frames = self._most(part, frames)
            if arabic.claims_deed(part) and not any(f.places or f.tolls for f in frames):
                frames = []  # "claimed the operation, saying that its fighters struck": no second one
        else:
            places = [(s.first, s.last) for s in happened if not s.country]
            days = [d.first for d in dates if d.kind == "day"]
            under_fire = self._is_under_fire(part)
            frames = find_frames(part, tolls, places, days=days, under_fire=under_fire)
            frames = self._most(part, frames)
            happened = with_objects(frames, spots)
            share(frames, happened, dates, self._weights(part, names, frames, happened))
            frames = distributed(part, frames, happened)
        self._note_paragraph(part, tolls, dates, happened)
        self.heading.note(part, frames)
        self.stage.cast(part, frames)
        for frame in frames:
            self._tell(frame, happened, sources)
        # where ministers met, nothing that follows happened
        self.ground.pass_by(part, happened, spots, quiet=not frames and is_of_talks(part))
        if not frames:
            self._without_deed(part, dates, spots, sources)
            self._suppose(part, spots, tolls, dates, sources)
        self.diary.turn(part, dates or named, self._last)  # an aside's, if there is no other
        self.previous = part.start

    def _without_deed(
        self, part: Sentence, dates: list[When], spots: list[Spot], sources: tuple[Source, ...]
    ) -> None:
        """Take from a sentence that tells no event what it says of the last: its day, its place, whose it was."""
        last, happened = self._last, [s for s in spots if s.role == "event"]
        if last and part.paragraph - last.told_in <= 1 and tells_of_victims(part):
            place_within(last, happened)
        if last and last.downed and part.paragraph - last.told_in <= 1:
            place_within(last, arabic.where_it_fell(part, happened))
        if not part.is_arabic:
            self.diary.note(part, dates, last)
            place_last(last, part, spots, dates, sources)
            if weapon := recast(last, part):
                self.kind_told = (part.paragraph, weapon)
        complete_place(self.drafts, part, spots, sources)
        if arabic.claims_deed(part):
            self._claim(part, sources)

    def _suppose(
        self,
        part: Sentence,
        spots: list[Spot],
        tolls: list[Toll],
        dates: list[When],
        sources: tuple[Source, ...],
    ) -> None:
        """Tell what the second opinion alone sees in a sentence whose places complete no event before it."""
        taken = {spot.start for draft in self.drafts for spot in draft.spots}
        if is_of_talks(part) or arabic.claims_deed(part) or any(s.start in taken for s in spots):
            return
        frames, places = supposed(self.parts, self.numbers[part.start], spots, tolls, dates)
        self.stage.cast(part, frames)
        for frame in frames:
            self._tell(frame, places, sources)

    @property
    def _last(self) -> Draft | None:
        """The event told last."""
        return self.drafts[-1] if self.drafts else None

    def _most(self, part: Sentence, frames: list[Frame]) -> list[Frame]:
        """Return what a sentence tells, at most so many deeds."""
        if len(frames) > _MOST:
            self.leave_out(part, f"{len(frames) - _MOST} more deeds in one sentence")
        return frames[:_MOST]

    def _note_paragraph(
        self, part: Sentence, tolls: list[Toll], dates: list[When], happened: list[Spot]
    ) -> None:
        """Keep whether the paragraph counts over a long time, and whether bombs fell in it."""
        days = [
            (d.end - d.start).days
            for d in dates
            if d.kind in ("span", "since") and d.start and d.end
        ]
        counts = [t for t in tolls if t.quantity == "killed" and t.low]
        # killed by province: statistics
        by_region = len(counts) > _REGIONS and all(s.wide for s in happened) and not dates
        if by_region or any(n > _LONG for n in days):
            self.span_paragraph = part.paragraph
        if FALLING & {t.low for t in part.tokens}:
            self.fire_paragraph = part.paragraph

    def _claim(self, part: Sentence, sources: tuple[Source, ...]) -> None:
        """Add to the event told last who says it was theirs: "the group claimed the operation"."""
        heard = tuple(s for s in sources if s.side == "party" and s.first < s.last)
        near = [d for d in self.drafts if 0 <= part.paragraph - d.told_in <= 2 and not d.is_title]
        if not heard or not near:
            return
        draft = near[-1]
        draft.claims.append((part, heard))
        if not draft.actor1 or draft.actor1.startswith("Unidentified"):
            draft.actor1 = self.stage.doer(part) or draft.actor1

    def _is_under_fire(self, part: Sentence) -> bool:
        """Return whether the paragraph so far, or its lead, spoke of bombs or shells."""
        return self.fire_paragraph == part.paragraph

    def _spare(self, frame: Frame, sources: tuple[Source, ...]) -> bool:
        """Let "No casualties were reported" complete the event before it; True if that is all it tells."""
        if not frame.tolls or any(t.high != 0 for t in frame.tolls):
            return False
        # "Air defences downed them and no one was hurt" goes on telling, unless it names a place.
        goes_on = HARM_WORDS if frame.places else HARM_WORDS | {"intercept"}
        if frame.places and frame.dates:  # "opened fire in X on Monday; nobody was hurt"
            goes_on = HARM_WORDS - {"shot", "fire", "burn"}
        if not set(frame.kinds) <= goes_on:
            return False
        part = frame.sentence
        near = [d for d in self.drafts if part.paragraph - d.told_in <= 1 and not d.is_title]
        here = [d for d in near if d.told_in == part.paragraph]
        if (here or near) and (here or len(part.tokens) <= _SHORT):
            draft = (here or near)[-1]
            draft.tolls.extend((toll, part, sources) for toll in frame.tolls)
            if draft.deaths is None:
                draft.deaths = deaths_of(frame.tolls)
        else:
            self.leave_out(part, "nobody was hurt, and no event before it")
        return True

    def leave_out(self, part: Sentence, reason: str) -> None:
        """Keep that a sentence tells something that is no event, and why."""
        where = f"characters {part.start}-{part.end}"
        self.left_out.append(LeftOut("reading", self.report.report_id, where, reason))

    def _tell(self, frame: Frame, happened: list[Spot], sources: tuple[Source, ...]) -> None:
        part = frame.sentence
        if self._spare(frame, sources):
            return
        if self._dates_the_last(frame, sources) or self._goes_on(frame, sources):
            return
        reason = self._why_not(frame, happened, sources) or self._still_background(frame)
        if reason:
            self.background = (part.start, reason)
            if part.is_arabic and reason.startswith("a tally"):  # who died of them may follow
                self.kind_told = (part.paragraph, classify(frame))
            self.leave_out(part, f"“{part.tokens[frame.heads[0]].word}”: {reason}")
            return
        if self.background[0] != part.start:
            self.background = (-1, "")
        unnamed = unnamed_place(part, frame)
        spots = self.ground.own(frame, happened)
        inherited = not spots
        if not spots:
            spots, inherited = self.ground.before(frame, self.drafts, self.titles, unnamed=unnamed)
        draft = self._draft(frame, spots, sources, inherited=inherited, unnamed=unnamed)
        if part.is_title:
            self.titles.append(draft)
            return
        self._reconsider(draft, frame)
        if family(draft.kind) == "remote" and not (draft.harm_only or draft.generic):
            self.kind_told = (part.paragraph, draft.kind)
        same = lay_out_answer(draft, self._same(draft, frame), self.drafts)
        if same is not None:
            merge(same, draft)
        else:
            self.drafts.append(draft)
        if not inherited:
            self.ground.settle(part, spots)

    def _why_not(self, frame: Frame, happened: list[Spot], sources: tuple[Source, ...]) -> str:
        """Return why a frame tells of no event, or ``""``."""
        reason = frame.aside if frame.sentence.is_arabic else set_aside(frame, self.diary.clock)
        reason = reason or self.diary.of_a_past_told(frame)
        if reason == LONG_BEFORE and self.diary.is_of_the_year(frame):
            self.recalled += any(not happened[i].wide for i in frame.places)
            reason = "" if self.of_the_past else reason
        reason = reason or told_at_large(frame, happened)
        if not reason and sums_up_told(frame, happened, self.drafts):
            reason = "a total of what is told"
        counted = set(frame.kinds) <= HARM_WORDS | {"vac", "shotdead"}
        if not reason and counted and self.span_paragraph == frame.sentence.paragraph:
            exact = any(not happened[i].wide for i in frame.places)
            if frame.tolls and not (frame.dates or exact or self._opened(frame.sentence)):
                reason = "a count over a long time, not an event"
        if not reason and sources and all(s.denies for s in sources if s.first < s.last):
            head = frame.heads[0]
            denied = [s for s in sources if s.denies and (s.first < head or s.first >= s.last)]
            turned = bool(denied) and says_after_denying(
                frame.sentence.tokens, denied[0].last, head
            )
            reason = f"denied by {denied[0].name}" if denied and not turned else ""
        return reason

    def tells_of_the_past(self) -> bool:
        """Return whether all that the report tells with a day and a place is months old: an inquiry's report."""
        return self.recalled >= _SEVERAL and not any(
            d.dated and d.spots and not d.is_title for d in self.drafts
        )

    def _dates_the_last(self, frame: Frame, sources: tuple[Source, ...]) -> bool:
        """Let "The strike took place on Monday" say when the event just told was; True if that is all it says."""
        part = frame.sentence
        if names_the_site(frame):
            return self._completes(part, sources, family(classify(frame)))
        if not took_place(frame) or frame.tolls or frame.places or part.is_title:
            return False
        kind = classify(frame)
        near = [d for d in self.drafts if part.paragraph - d.told_in <= 1 and not d.is_title]
        same = [d for d in near if family(d.kind) == family(kind) or d.deaths is not None]
        when = day_of(frame)
        if not same or when is None:
            return False
        same[-1].when, same[-1].dated = when, True
        same[-1].claims.append((part, sources))
        return True

    def _completes(self, part: Sentence, sources: tuple[Source, ...], kin: str) -> bool:
        """Add a sentence to the event of a kin told last near by; False where there is none."""
        near = [d for d in self.drafts if part.paragraph - d.told_in <= _NEAR and not d.is_title]
        same = [d for d in near if family(d.kind) == kin]
        if same:
            max(same, key=lambda d: (d.deaths is not None, d.order)).claims.append((part, sources))
        return bool(same)

    def _goes_on(self, frame: Frame, sources: tuple[Source, ...]) -> bool:
        """Let "six militants died in the gunfight that followed" add to the event just told."""
        part = frame.sentence
        near = [d for d in self.drafts if d.told_in == part.paragraph and not d.is_title]
        if part.is_arabic or part.is_title or not near or not ensued(frame):
            return False
        near[-1].claims.append((part, sources))
        near[-1].tolls.extend((toll, part, sources) for toll in frame.tolls)
        return True

    def _still_background(self, frame: Frame) -> str:
        """Return why a frame with no day or place of its own goes with the background told just before it."""
        start, reason = self.background
        own = any(d.kind == "day" for d in frame.dates)
        own = own or (bool(frame.places) and not reason.endswith(_ALL_OF_IT))
        goes_on = start == frame.sentence.start and reason.startswith(("background", "a count"))
        counted = start == self.previous and reason.startswith("a count")
        goes_on = goes_on or (counted and adds_up(frame.sentence))
        goes_on = goes_on or (start == self.previous and of_accident_told(frame, reason))
        return reason if goes_on and not own and not frame.sentence.is_arabic else ""

    def _draft(
        self,
        frame: Frame,
        spots: list[Spot],
        sources: tuple[Source, ...],
        *,
        inherited: bool,
        unnamed: bool,
    ) -> Draft:
        """Return what a frame tells, with the day of its paragraph where it has none."""
        part = frame.sentence
        kinds = set(frame.kinds)
        kind = (kind_before(self.drafts) if frame.alike else "") or classify(frame)
        when, dated = self.diary.day(frame, self._last)
        draft = Draft(
            kind,
            part,
            spots,
            inherited,
            frame.actor1.name if frame.actor1 else "",
            frame.actor2.name if frame.actor2 else "",
            when,
            deaths_of(frame.tolls),
            [(toll, part, saying(part.tokens, sources, toll.first)) for toll in frame.tolls],
            [(part, saying(part.tokens, sources, frame.heads[0]))],
            part.is_title,
            len(self.drafts),
            told_in=part.paragraph,
            dated=dated,
            vague=any(
                _VAGUE_COUNTS & {f for t in part.tokens[x.first : x.last] for f in t.forms}
                for x in frame.tolls
            ),
            generic=(kinds <= GENERIC and not (part.is_arabic and arabic.bombards(frame)))
            or (part.is_arabic and arabic.of_attackers(frame)),
            leaning=inherited and bool(spots),
            intercepted=kind == "disrupt" and "intercept" in kinds,
            in_return=not frame.places
            and (kinds <= HARM_WORDS | {"assault"} or family(kind) == "remote")
            and (in_return(part) or frame.in_reply),
            downed=(kind == "clash" and "intercept" in kinds)
            or (part.is_arabic and arabic.is_shot_down(frame)),
            of_crew=is_of_crew(part),
            entered="enter" in kinds and kind in ("gain", "gain-rebel", "vac"),
            armed=bool(frame.means),
            shared=frame.shared or (not part.is_title and heads_item(part.tokens, 0)),
            weak=kinds <= WEAK and not frame.dates and not frame.places,
            harm_only=(kinds <= HARM_WORDS or tells_massacre(frame))
            and not ("fire" in kinds and frame.means & {"shell", "air"}),
            elsewhere=unnamed and inherited,
            lead=part.paragraph <= self.first_paragraph,
            apart=(set_apart(part, frame) and not self._opened(part))
            or (unnamed and inherited)
            or frame.answered,
            rough=bool(spots) and all(s.beside or is_unnamed_site(part, s) for s in spots),
            more=bool(_RISEN & {t.low for t in part.tokens}),
            within=self.ground.provinces(frame) if part.is_arabic else frozenset(),
            supposed=frame.supposed,
        )
        both = {t.quantity: t for t in frame.tolls if t.low}
        if "killed" in both and family(kind) in ("battle", "gain"):
            draft.enemy = both.get("eliminated")
        if not part.is_arabic:
            draft.deaths = with_later(part, frame.tolls) or draft.deaths
        by_men = frame.actor1 is not None and frame.actor1 in self.stage.crowd(part)
        draft.listed = draft.harm_only and not frame.means and part.tokens[0].word in BULLETS
        draft.listed = draft.listed and not by_men  # "- 36 people were killed by armed men in X"
        if frame.total is not None:
            draft.total, draft.more = frame.total, True
            if frame.total not in frame.tolls:
                said = saying(part.tokens, sources, frame.total.first)
                draft.tolls.append((frame.total, part, said))
            if draft.deaths is None and draft.harm_only:
                draft.deaths = frame.total
        return draft

    def _opened(self, part: Sentence) -> bool:
        """Return whether the sentence has told of an event already: "Elsewhere" sets apart the first only."""
        last = self._last
        return last is not None and last.claims[-1][0] is part and not part.is_arabic

    def _reconsider(self, draft: Draft, frame: Frame) -> None:
        """Give a draft whose words fit many kinds of violence the kind that the report tells of."""
        doer = frame.actor1
        # a doer whom the sentence itself names decides; one taken over from before does not
        own = not draft.inherited and any(not s.wide for s in draft.spots)
        count_of_enemies = draft.deaths is not None and draft.deaths.quantity == "eliminated"
        if own and count_of_enemies:
            return  # "two members were neutralised near Y": how is not told
        lone = doer is None or doer.kind == "police" or doer not in self.stage.crowd(frame.sentence)
        placed = bool(draft.spots) and not draft.inherited
        lone = lone and not (placed and (draft.apart or (frame.dates and draft.kind == "clash")))
        last = self._last
        if last and last.kind == "gain" and draft.kind == "gain-rebel" and lone:
            same_men = last.actor1 == draft.actor1 and last.told_in == draft.told_in
            draft.kind = "gain" if same_men else draft.kind  # "They also took X"
        if draft.harm_only and not frame.means and lone and draft.kind in ("vac", "clash"):
            around = kind_around(draft, self.drafts, self.titles, self.kind_told)
            if not (own and draft.kind == "vac" and around == "clash"):
                draft.kind = around
        if one_more(frame) and not frame.means and self.drafts:
            last = self.drafts[-1]  # "One strike hit X. Another hit Y": of the same sort
            near = draft.told_in - last.told_in
            like = (draft.kind == "shell" and not near) or (
                draft.generic
                and not draft.harm_only
                and draft.kind in ("vac", "clash")
                and near <= _NEAR
            )
            if like and last.kind in ("air", "shell"):
                draft.kind = last.kind
        lead = self.drafts[0] if self.drafts else None
        bare = set(frame.kinds) <= {"assault", "kill", "wound"} and "assault" in frame.kinds
        if bare and not frame.means and lone and draft.kind == "vac" and lead and lead.lead:
            near = (
                draft.told_in - lead.told_in <= _NEAR
            )  # "In the deadliest attack" of an air war's day
            draft.kind = lead.kind if near and lead.kind in ("air", "shell") else draft.kind
        if draft.kind == "vac" and set(frame.kinds) <= _ANYHOW and not frame.means - {"shell"}:
            draft.kind = from_afar(draft, frame.actor1, [*self.titles, *self.drafts])
        weak = draft.weak or (draft.generic and not frame.means - {"shot", "gun"})
        if weak or (draft.kind == "clash" and by_crowd(draft)):
            draft.kind = kind_in_protest(draft, self.drafts)
        if march := march_before(draft, self.drafts):
            draft.kind, draft.spots = "riot", march.spots

    def _same(self, draft: Draft, frame: Frame) -> Draft | None:
        """Return the earlier draft that tells of the same event, if any."""
        later = comes_later(frame) and frame.heads[0] < _OPENING
        if of_the_rest(frame) or (later and not self._opened(draft.sentence)):
            return None
        back = points_back(frame)
        best: tuple[float, Draft] | None = None
        for other in self.drafts:
            if frame.apart and other.sentence is draft.sentence and not draft.sentence.is_arabic:
                continue  # "were driven out of X days ago, but returned and attacked"
            if is_of_another_day(self.drafts[0], other, draft):
                continue
            crash = of_the_crash(other, draft)
            # the words that point back may be those that the same sentence told the other with
            part = draft.sentence
            points = back and (part.is_arabic or other.claims[-1][0] is not part)
            score = _CRASH if crash else likeness(other, draft, back=points)
            if score > 0 and (best is None or score >= best[0]):
                best = (score, other)
        return best[1] if best else None
