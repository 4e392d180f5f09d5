"""From a report to its tellings: the default `geo.model.Extractor`.

The secret of this module is how sentences make a story: a frame takes the place, day and actors
it lacks from what was said before, a lead and its body become one event, and a total that its
parts add up to is no event of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.extract import actors as who
from geo.extract import arabic
from geo.extract.aside import set_aside
from geo.extract.attribution import Source, Voice, find_publisher, hear
from geo.extract.counts import find_tolls
from geo.extract.dates import Clock, When, find_dates
from geo.extract.drafts import (
    WITH_DEAD,
    Draft,
    deaths_of,
    family,
    likeness,
    merge,
    name_listed,
    one_a_place,
    without_totals,
    worth_telling,
)
from geo.extract.events import Frame, find_frames
from geo.extract.kinds import classify
from geo.extract.roles import Spot, find_spots
from geo.extract.sharing import day_of, most_exact, share, with_objects
from geo.extract.telling import telling_of
from geo.extract.text import Sentence, sentences
from geo.extract.toponyms import find_in_report
from geo.model import LeftOut, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.extract.counts import Quantity
    from geo.extract.lexicon import Lexicon
    from geo.extract.toponyms import Extent, Toponym
    from geo.model import Geocoder, Report

    Names = Callable[[Sequence[str]], Iterable[Sequence[Extent]]]

_BATCH: Final = 64
# Prominence as geo.model.Geocoder counts it.
_DIVISION: Final = 4
_OWN: Final = 6
_EXACT: Final = 0.95
# Sentences after a count of the dead in which a bare number still counts them.
_STILL_ABOUT: Final = 3
# "that evening" goes back to a day, not to "last week".
_NARROW_DAYS: Final = 3
_DIVISIONS: Final = frozenset({"admin1", "admin2", "region"})
_TOWNS: Final = frozenset({"city", "town", "village"})


class Reader:
    """Reads reports with a gazetteer at hand.

    Parameters
    ----------
    geocoder
        Tells how prominent a name is, so that place names are recognised.
    sources, actors
        Lists with a user's own rows, from `geo.extract.lexicon.extended`; ours if None.
    names
        Finds the extents of place names in a batch of English texts, as
        `geo.extract.spacy_names.SpacyNames` does; our own recogniser if None.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        *,
        sources: Lexicon | None = None,
        actors: Lexicon | None = None,
        names: Names | None = None,
    ) -> None:
        self._geocoder = geocoder
        self._sources = sources
        self._actors = actors
        self._names = names

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield one `Reading` a report, in order."""
        if self._names is None:
            for report in reports:
                yield self._read(report)
            return
        waiting = iter(reports)
        while batch := list(islice(waiting, _BATCH)):
            named = self._names([report.text for report in batch])
            for report, extents in zip(batch, named, strict=True):
                yield self._read(report, extents)

    def _read(self, report: Report, named: Sequence[Extent] | None = None) -> Reading:
        parts = sentences(report.text, report.body_start)
        names = find_in_report(report.text, parts, self._geocoder.prominence, named=named)
        home = self._home(report, parts, names)
        body = next((part.paragraph for part in parts if not part.is_title), 0)
        lists = {"sources": self._sources, "actors": self._actors}
        publisher = find_publisher(report, parts, names, **lists)
        voices = hear(report, parts, names, publisher=publisher, home=home, **lists)
        us = publisher.name if publisher else ""
        stage = who.Stage(report.text, parts, names, home, us, lexicon=self._actors)
        story = _Story(report, home, stage, body)
        placed = [
            story.place(part, found, voice, self._standing)
            for part, found, voice in zip(parts, names, voices, strict=True)
        ]
        for part, voice, spots in zip(parts, voices, placed, strict=True):
            story.add(part, voice.sources, spots)
        return story.close()

    def _standing(self, name: str) -> tuple[int, bool]:
        """Return how prominent a name is as a division or country first, and whether a town bears it."""
        rank = self._geocoder.prominence(name)
        if rank not in (_DIVISION, _OWN):
            return rank, rank in (1, 2, 3)
        kinds = {p.kind for p in self._geocoder.candidates(name, limit=6) if p.score >= _EXACT}
        if kinds & _DIVISIONS:
            return _DIVISION, bool(kinds & _TOWNS)
        return rank, True

    def _home(self, report: Report, parts: list[Sentence], names: list[list[Toponym]]) -> str:
        """Return the country that the report is about."""
        words: list[str] = []
        adjectives: list[str] = []
        for part, found in zip(parts, names, strict=True):
            for name in found:
                if name.country:
                    adjectives.append(name.country)
                else:
                    words.append(
                        report.text[part.tokens[name.first].start : part.tokens[name.last - 1].end]
                    )
        known: dict[str, str] = {}
        for word, _ in Counter(words).most_common(12):
            code = who.government_of(word)
            if not code:
                candidates = self._geocoder.candidates(word, limit=3)
                codes = {c.country for c in candidates[:3]}
                code = candidates[0].country if candidates and len(codes) == 1 else ""
            known[word] = code
        return who.home_country(words, adjectives, known)


@dataclass(slots=True)
class _Story:
    """What a report has told so far."""

    report: Report
    home: str
    stage: who.Stage
    first_paragraph: int = 0
    clock: Clock = field(default_factory=lambda: Clock(None))
    drafts: list[Draft] = field(default_factory=list)
    mentions: list[tuple[Spot, Sentence]] = field(default_factory=list)
    told_at: set[tuple[int, int]] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    since_dead: int = 99
    focus: list[Spot] = field(default_factory=list)
    focus_paragraph: int = -1
    about_focus: set[int] = field(default_factory=set)
    paragraph_wide: dict[int, Spot] = field(default_factory=dict)
    labels: dict[int, Spot] = field(default_factory=dict)
    paragraph_when: tuple[int, When] | None = None

    def __post_init__(self) -> None:
        self.clock = Clock(self.report.published)

    def place(
        self,
        part: Sentence,
        names: list[Toponym],
        voice: Voice,
        standing: Callable[[str], tuple[int, bool]],
    ) -> list[Spot]:
        """Return the places of a sentence; keep what later sentences lean on."""
        if _means_the_town(part):
            self.about_focus.add(part.paragraph)
        spots = find_spots(self.report.text, part, names, voice.heard, standing)
        self.mentions.extend((spot, part) for spot in spots if not spot.collective)
        for spot in spots:
            # A list item or a heading that names its place: "Atarib, western countryside: two raids".
            if spot.role == "event" and not spot.collective and _labels(part, spot):
                self.labels.setdefault(part.paragraph, spot)
            if (
                spot.wide
                and (spot.role in ("event", "background") or not who.government_of(spot.name))
                and not spot.adjective
                and not spot.country
                and not spot.collective
            ):
                self.paragraph_wide.setdefault(part.paragraph, spot)
        return spots

    def add(self, part: Sentence, sources: tuple[Source, ...], spots: list[Spot]) -> None:
        """Read what one more sentence tells."""
        text = self.report.text
        if part.paragraph in self.about_focus:
            self.focus_paragraph = part.paragraph
        dates = find_dates(text, part.tokens, self.clock)
        about: Quantity | None = "killed" if self.since_dead <= _STILL_ABOUT else None
        tolls = find_tolls(part.tokens, [(d.first, d.last) for d in dates], about=about)
        dead = any(t.quantity == "killed" and t.low for t in tolls)
        self.since_dead = 0 if dead else self.since_dead + 1
        happened = [s for s in spots if s.role == "event"]
        if arabic.reads(part):
            frames = arabic.find_frames(part, tolls, happened, dates, self.clock)
        else:
            frames = find_frames(part, tolls, [(s.first, s.last) for s in happened if not s.wide])
            happened = with_objects(frames, spots)
            share(frames, happened, dates)
        self.stage.cast(part, frames)
        for frame in frames:
            self._tell(frame, happened, sources)
        for hit in dates:
            if (
                hit.kind == "day"
                and hit.start
                and hit.end
                and (hit.end - hit.start).days < _NARROW_DAYS
            ):
                self.clock = Clock(self.clock.published, hit.end, hit.end.year)

    def _tell(self, frame: Frame, happened: list[Spot], sources: tuple[Source, ...]) -> None:
        part = frame.sentence
        reason = frame.aside if arabic.reads(part) else set_aside(frame, self.clock)
        if not reason and sources and all(s.denies for s in sources if s.first < s.last):
            denied = [s for s in sources if s.denies]
            reason = f"denied by {denied[0].name}" if denied else ""
        if reason:
            self.left_out.append(
                LeftOut(
                    "reading",
                    self.report.report_id,
                    f"characters {part.start}-{part.end}",
                    f"“{part.tokens[frame.heads[0]].word}”: {reason}",
                )
            )
            return
        kind = self._kind_before() if frame.alike else classify(frame)
        kind = kind or classify(frame)
        unnamed = _unnamed_place(part, frame)
        spots = most_exact(part, [happened[i] for i in frame.places])
        inherited = False
        if spots and all(s.collective for s in spots) and self.focus_paragraph == part.paragraph:
            spots = [*spots, *self.focus]  # where no such site is listed, the town just named
        if not spots:
            spots, inherited = self._place_before(frame, unnamed=unnamed)
        when = day_of(frame)
        if when is None and self.paragraph_when and self.paragraph_when[0] == part.paragraph:
            when = self.paragraph_when[1]
        if when is not None:
            self.paragraph_when = (part.paragraph, when)
        deaths = deaths_of(frame.tolls)
        draft = Draft(
            kind,
            part,
            spots,
            inherited,
            frame.actor1.name if frame.actor1 else "",
            frame.actor2.name if frame.actor2 else "",
            when,
            deaths,
            [(toll, part, sources) for toll in frame.tolls],
            [(part, sources)],
            part.is_title,
            len(self.drafts),
            harm_only=set(frame.kinds) <= _HARM_WORDS,
            elsewhere=unnamed and inherited,
            lead=part.paragraph <= self.first_paragraph,
            apart=_set_apart(part, frame) or (unnamed and inherited),
            more=any(
                t.low
                in (
                    "more",
                    "another",
                    "further",
                    "others",
                    "also",
                    "later",
                    "rose",
                    "risen",
                    "toll",
                )
                for t in part.tokens
            ),
        )
        draft.listed = draft.harm_only and not frame.means and part.tokens[0].word in _BULLETS
        if frame.total is not None:
            draft.total, draft.more = frame.total, True
            if frame.total not in frame.tolls:
                draft.tolls.append((frame.total, part, sources))
            if deaths is None and draft.harm_only:
                draft.deaths = frame.total
        same = self._same(draft, frame)
        if same is not None:
            merge(same, draft)
        else:
            self.drafts.append(draft)
        if spots and not inherited and not all(s.wide and not s.seat for s in spots):
            self.focus = spots
            self.focus_paragraph = part.paragraph

    def _place_before(self, frame: Frame, *, unnamed: bool) -> tuple[list[Spot], bool]:
        """Return the place that a frame without one of its own leans on, and whether that is a guess.

        "the town" and the label of a list item are as good as the name itself; a region that the
        paragraph speaks of is a guess.
        """
        if self.focus and _means_the_town(frame.sentence) and not unnamed:
            return list(self.focus), False
        label = self.labels.get(frame.sentence.paragraph)
        if label is not None:
            return [label], False
        if (
            self.focus
            and self.focus_paragraph == frame.sentence.paragraph
            and not (unnamed or _set_apart(frame.sentence, frame) or frame.dates)
        ):
            return list(self.focus), True
        towns = {s.name for d in self.drafts if not d.inherited for s in d.spots if not s.wide}
        wide = self.paragraph_wide.get(frame.sentence.paragraph)
        another = bool(frame.dates) and wide is not None
        if (
            len(towns) == 1
            and self.focus
            and not (unnamed or another or _set_apart(frame.sentence, frame))
        ):
            return list(self.focus), True  # a report of one town
        return [wide] if wide is not None else [], True

    def _kind_before(self) -> str:
        """Return the kind of the violence told last, for "a similar attack"."""
        told = (d.kind for d in reversed(self.drafts) if family(d.kind) in WITH_DEAD)
        return next(told, "")

    def _same(self, draft: Draft, frame: Frame) -> Draft | None:
        """Return the earlier draft that tells of the same event, if any."""
        back = _points_back(frame)
        best: tuple[float, Draft] | None = None
        for other in self.drafts:
            score = likeness(other, draft, back=back)
            if score > 0 and (best is None or score >= best[0]):
                best = (score, other)
        return best[1] if best else None

    def close(self) -> Reading:
        """Return what the whole report tells."""
        name_listed(self.drafts)
        drafts = without_totals(self.drafts)
        tellings = []
        used: dict[tuple[int, int], str] = {}
        for draft in drafts:
            if not worth_telling(draft, drafts):
                self.left_out.append(
                    LeftOut(
                        "reading",
                        self.report.report_id,
                        f"characters {draft.sentence.start}-{draft.sentence.end}",
                        "too little is told: no place, no toll and no day",
                    )
                )
                continue
            for part in one_a_place(draft):
                telling = telling_of(self.report, part)
                tellings.append(telling)
                for place in telling.places:
                    used[(place.start, place.end)] = "event"
        mentions = tuple(
            Mention(
                self.report.report_id,
                spot.start,
                spot.end,
                spot.name,
                "event"
                if (spot.start, spot.end) in used
                else (spot.otherwise if spot.role == "event" else spot.role),
                "adjective" if spot.adjective else "",
            )
            for spot, _ in self.mentions
        )
        return Reading(self.report, tuple(tellings), mentions, tuple(self.left_out))


_BULLETS: Final = frozenset("-–—•*·▪●")
_LABEL_REACH: Final = 9


def _labels(part: Sentence, spot: Spot) -> bool:
    """Return whether the name stands before a colon that opens its paragraph."""
    if spot.first > _LABEL_REACH or part.tokens[0].word == '"':
        return False
    for token in part.tokens[spot.last : _LABEL_REACH + 3]:
        if token.word == ":":
            return True
        if token.low in ("said", "says", "told", "قال", "قالت"):
            return False
    return False


def _means_the_town(part: Sentence) -> bool:
    """Return whether the sentence points to a place named before: "the town", "there"."""
    tokens = part.tokens
    return any(
        t.low == "there"
        or (t.low in _SETTLED and k and tokens[k - 1].low in ("the", "this", "that", "same"))
        for k, t in enumerate(tokens)
    ) or bool({f for t in tokens for f in t.forms} & arabic.BACK_TO_PLACE)


_SETTLED: Final = frozenset(
    (
        "town city village camp area neighbourhood neighborhood district base market hospital "
        "school mosque church settlement compound site scene locality commune hamlet"
    ).split()
)
_BACK: Final = frozenset(
    (
        "attack attacks strike strikes raid raids blast explosion bombing shelling bombardment "
        "clashes clash fighting assault incident ambush shooting killings massacre protest "
        "demonstration dead deaths toll casualties battle siege victims bodies abduction march "
        "rally operation offensive"
    ).split()
)


_UNNAMED: Final = frozenset(["province", "region", "country", "town", "city", "village", "camp"])


def _unnamed_place(part: Sentence, frame: Frame) -> bool:
    """Return whether the frame happens somewhere new that is not named: "in a northern Syrian province"."""
    low = [t.low for t in part.tokens]
    for k in range(frame.heads[0], min(len(low) - 2, frame.heads[-1] + 10)):
        if low[k] in ("in", "near", "inside", "outside") and low[k + 1] in ("a", "an", "another"):
            return bool(_UNNAMED & set(low[k + 2 : k + 6]))
    return False


_HARM_WORDS: Final = frozenset({"kill", "wound", "shot", "shotdead", "fire", "burn", "destroy"})
_APART: Final = (
    ("separately",), ("elsewhere",), ("in", "another"), ("in", "a", "separate"), ("in", "other"), ("in", "a", "second"),
    ("meanwhile",), ("also",), ("in", "addition"), ("a", "separate"), ("another",),
)  # fmt: skip


def _set_apart(part: Sentence, frame: Frame) -> bool:
    """Return whether the sentence says that it opens another event: "In a separate incident"."""
    if arabic.reads(part):
        return frame.apart
    low = [t.low for t in part.tokens]
    head = frame.heads[0]
    for words in _APART:
        for k in range(max(0, min(head, 6))):
            if tuple(low[k : k + len(words)]) == words:
                return words != ("also",) or k == 0
    return False


def _points_back(frame: Frame) -> bool:
    """Return whether the frame's own words refer to something told before: "the attack"."""
    if arabic.reads(frame.sentence):
        return arabic.points_back(frame)
    tokens = frame.sentence.tokens
    for head in (*frame.heads, *(k for k in range(len(tokens)) if tokens[k].low in _BACK)):
        if (
            tokens[head].low in _BACK
            and head
            and tokens[head - 1].low in ("the", "this", "that", "these", "those", "same")
        ):
            return True
        if (
            tokens[head].low in _BACK
            and head > 1
            and tokens[head - 2].low in ("the", "this", "these", "those")
        ):
            return True
    return False
