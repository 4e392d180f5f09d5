"""From a report to its tellings: the default `geo.model.Extractor`.

The secret of this module is how sentences make a story: a frame takes the place, day and actors
it lacks from what was said before, a lead and its body become one event, and a total that its
parts add up to is no event of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geo.extract import actors as who
from geo.extract import arabic
from geo.extract.attribution import Source, Voice, find_publisher, hear
from geo.extract.counts import Toll, find_tolls
from geo.extract.dates import Clock, When, find_dates
from geo.extract.events import PLACE_WORDS, TYPES, Frame, classify, find_frames, set_aside
from geo.extract.roles import Spot, find_spots
from geo.extract.text import Sentence, sentences
from geo.extract.toponyms import find_in_report
from geo.model import Claim, LeftOut, Mention, Reading, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from geo.extract.lexicon import Lexicon
    from geo.extract.toponyms import Toponym
    from geo.model import Geocoder, Report, Side

# Prominence as geo.model.Geocoder counts it.
_DIVISION: Final = 4
_OWN: Final = 6
_EXACT: Final = 0.95
_DIVISIONS: Final = frozenset({"admin1", "admin2", "region"})
_TOWNS: Final = frozenset({"city", "town", "village"})


@dataclass(slots=True)
class _Draft:
    """A telling in the making."""

    kind: str
    sentence: Sentence
    spots: list[Spot]
    inherited: bool
    actor1: str
    actor2: str
    when: When | None
    deaths: Toll | None
    tolls: list[tuple[Toll, Sentence, tuple[Source, ...]]]
    claims: list[tuple[Sentence, tuple[Source, ...]]]
    is_title: bool
    order: int
    harm_only: bool = False
    listed: bool = False
    apart: bool = False
    more: bool = False
    lead: bool = False
    total: Toll | None = None
    merged: list[str] = field(default_factory=list)


class Reader:
    """Reads reports with a gazetteer at hand.

    Parameters
    ----------
    geocoder
        Tells how prominent a name is, so that place names are recognised.
    sources, actors
        Lists with a user's own rows, from `geo.extract.lexicon.extended`; ours if None.
    """

    def __init__(
        self, geocoder: Geocoder, *, sources: Lexicon | None = None, actors: Lexicon | None = None
    ) -> None:
        self._geocoder = geocoder
        self._sources = sources
        self._actors = actors

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield one `Reading` a report, in order."""
        for report in reports:
            yield self._read(report)

    def _read(self, report: Report) -> Reading:
        parts = sentences(report.text, report.body_start)
        names = find_in_report(report.text, parts, self._geocoder.prominence)
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
    drafts: list[_Draft] = field(default_factory=list)
    mentions: list[tuple[Spot, Sentence]] = field(default_factory=list)
    told_at: set[tuple[int, int]] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
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
                and spot.role in ("event", "background")
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
        tolls = find_tolls(part.tokens, [(d.first, d.last) for d in dates])
        happened = [s for s in spots if s.role == "event"]
        if arabic.reads(part):
            frames = arabic.find_frames(part, tolls, happened, dates, self.clock)
        else:
            frames = find_frames(part, tolls, [(s.first, s.last) for s in happened if not s.wide])
            happened = _with_objects(frames, spots)
            _give(frames, happened, dates)
        self.stage.cast(part, frames)
        for frame in frames:
            self._tell(frame, happened, sources)
        for hit in dates:
            if hit.kind == "day" and hit.end is not None:
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
        spots = _specific(part, [happened[i] for i in frame.places])
        inherited = False
        if spots and all(s.collective for s in spots) and self.focus_paragraph == part.paragraph:
            spots = [*spots, *self.focus]  # where no such site is listed, the town just named
        if not spots:
            spots, inherited = self._place_before(frame, unnamed=unnamed)
        when = _day_of(frame)
        if when is None and self.paragraph_when and self.paragraph_when[0] == part.paragraph:
            when = self.paragraph_when[1]
        if when is not None:
            self.paragraph_when = (part.paragraph, when)
        deaths = _deaths(frame.tolls)
        draft = _Draft(
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
            _merge(same, draft)
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
        wide = self.paragraph_wide.get(frame.sentence.paragraph)
        return [wide] if wide is not None else [], True

    def _kind_before(self) -> str:
        """Return the kind of the violence told last, for "a similar attack"."""
        told = (d.kind for d in reversed(self.drafts) if _family(d.kind) in _WITH_DEAD)
        return next(told, "")

    def _same(self, draft: _Draft, frame: Frame) -> _Draft | None:
        """Return the earlier draft that tells of the same event, if any."""
        back = _points_back(frame)
        best: tuple[float, _Draft] | None = None
        for other in self.drafts:
            score = _likeness(other, draft, back=back)
            if score > 0 and (best is None or score >= best[0]):
                best = (score, other)
        return best[1] if best else None

    def close(self) -> Reading:
        """Return what the whole report tells."""
        _name_listed(self.drafts)
        drafts = _without_totals(self.drafts)
        tellings = []
        used: dict[tuple[int, int], str] = {}
        for draft in drafts:
            if not _worth_telling(draft, drafts):
                self.left_out.append(
                    LeftOut(
                        "reading",
                        self.report.report_id,
                        f"characters {draft.sentence.start}-{draft.sentence.end}",
                        "too little is told: no place, no toll and no day",
                    )
                )
                continue
            for part in _one_a_place(draft):
                telling = _telling(self.report, part)
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


def _give(frames: list[Frame], happened: list[Spot], dates: list[When]) -> None:
    """Give each place and each day of a sentence to the frame it stands nearest to."""
    for i, spot in enumerate(happened):
        owner = _nearest(frames, spot.first, spot.last)
        if owner is not None:
            owner.places.append(i)
    for frame in frames:
        if set(frame.kinds) & _TAKING:
            taken = _objects(frame, happened)
            frame.places = (
                [i for i in frame.places if i in taken] if taken is not None else frame.places
            )
    if len(frames) > 1:
        _fill(frames, happened)
    for when in dates:
        owner = _nearest(frames, when.first, when.last)
        if owner is not None:
            owner.dates.append(when)
    days = [d for d in dates if d.kind == "day"]
    for frame in frames:
        if not frame.dates and len(days) == 1 and not _walled(frame, days[0].first):
            frame.dates.append(days[0])


_TAKING: Final = frozenset({"gain", "gain?", "enter"})
_OBJECT_WORDS: Final = frozenset(
    (
        "the a an of and , several some two three four five six seven most both parts part "
        "strategic key nearby neighbouring neighboring as well including namely also control "
        "full town towns village villages city district area areas hill hills crossing base "
        "camp airport bridge dam road highway junction to on in from north south east west "
        "northern southern eastern western northeast northwest southeast southwest countryside "
        "province ( ) outskirts edge 's ’s - al el neighbourhood neighborhood back over whole "
        "بلده قريه مدينه بلدات قرى منطقه على و في ريف محافظه غرب شرق شمال جنوب"
    ).split()
)


def _objects(frame: Frame, happened: list[Spot]) -> set[int] | None:
    """Return which places a verb of taking has as its object; None where the place stands before it.

    "took further villages after cutting the M5" took no place that is named.
    """
    tokens = frame.sentence.tokens
    head = next(h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in _TAKING)
    starts = {spot.first: (i, spot) for i, spot in enumerate(happened)}
    if not any(spot.first > head for spot in happened):
        return None
    found: set[int] = set()
    k = head + 1
    while k < len(tokens):
        if k in starts:
            i, spot = starts[k]
            found.add(i)
            k = spot.last
        elif (
            tokens[k].low in PLACE_WORDS
            or tokens[k].low in _OBJECT_WORDS
            or set(tokens[k].forms) & _OBJECT_WORDS
            or k <= head + 1
        ):
            k += 1
        else:
            break
    if found:
        return found
    passive = {"was", "were", "been", "fell", "falls"} & {
        t.low for t in tokens[max(0, head - 3) : head + 1]
    }
    return None if passive else found


def _with_objects(frames: list[Frame], spots: list[Spot]) -> list[Spot]:
    """Return the places where something may have happened, what a verb of taking takes among them.

    "the fall of Afes" happens at Afes, whatever else its sentence does with the name.
    """
    named = [s for s in spots if s.role in ("event", "direction", "background") and not s.adjective]
    taken: set[int] = set()
    for frame in frames:
        if set(frame.kinds) & _TAKING:
            taken |= _objects(frame, named) or set()
    return [
        replace(spot, role="event")
        for i, spot in enumerate(named)
        if spot.role == "event" or i in taken
    ]


def _means_the_town(part: Sentence) -> bool:
    """Return whether the sentence points to a place named before: "the town", "there"."""
    tokens = part.tokens
    return any(
        t.low == "there"
        or (t.low in _SETTLED and k and tokens[k - 1].low in ("the", "this", "that", "same"))
        for k, t in enumerate(tokens)
    ) or bool({f for t in tokens for f in t.forms} & arabic.BACK_TO_PLACE)


def _fill(frames: list[Frame], happened: list[Spot]) -> None:
    """Let a frame without a place share that of its neighbour where nothing parts them."""
    for k, frame in enumerate(frames):
        if frame.places:
            continue
        for near in (frames[k - 1] if k else None, frames[k + 1] if k + 1 < len(frames) else None):
            if (
                near is not None
                and near.places
                and not any(happened[i].collective for i in near.places)
            ):
                low, high = sorted((frame.heads[0], near.heads[0]))
                words = {t.low for t in frame.sentence.tokens[low:high]}
                if not words & {
                    "after",
                    "while",
                    ";",
                    "before",
                    "elsewhere",
                    "but",
                    "in",
                } or words & {"when"}:
                    frame.places = list(near.places)
                    break


def _walled(frame: Frame, position: int) -> bool:
    low, high = sorted((frame.heads[0], position))
    words = [t.low for t in frame.sentence.tokens[low:high]]
    return any(w in (";", "after", "before", "while") for w in words)


def _nearest(frames: list[Frame], first: int, last: int) -> Frame | None:
    """Return the frame whose words stand nearest to tokens `first` to `last`, walls counted."""
    best: tuple[float, Frame] | None = None
    for frame in frames:
        for head in frame.heads:
            low, high = (last, head) if head >= last else (head, first)
            between = frame.sentence.tokens[low:high]
            cost = float(len(between))
            if head >= last:
                cost += 3  # a place usually follows the word that tells what happened there
            for token in between:
                if token.low in (";",):
                    cost += 40
                elif token.low in ("where", "which", "who", "that", "whose"):
                    cost += 12
                elif token.low in (
                    "while",
                    "after",
                    "before",
                    "when",
                    "as",
                    "but",
                    "whereas",
                    "following",
                    "بينما",
                    "فيما",
                    "بعد",
                ):
                    cost += 9
                elif token.low in (",", "،"):
                    cost += 3
                elif token.low in ("and", "said"):
                    cost += 2
            if best is None or cost < best[0]:
                best = (cost, frame)
    return best[1] if best else None


_BETWEEN: Final = frozenset(
    (
        ", ( in also the of at northern southern eastern western central north south east west "
        "northeast northwest southeast southwest northeastern northwestern southeastern "
        "southwestern rural 's ’s province governorate region district state county department "
        "oblast city town village capital its part في بمحافظه محافظه ريف شمال جنوب شرق غرب "
        "مدينه بلده قريه ولايه التابعه"
    ).split()
)


def _specific(part: Sentence, spots: list[Spot]) -> list[Spot]:
    """Keep the most exact places: a town before what contains it, a name before "posts"."""
    named = [s for s in spots if not s.collective]
    kept: list[Spot] = []
    last: Spot | None = None
    for spot in named:
        inside = last is not None and _contains(part, last, spot)
        if not inside:
            kept.append(spot)
        last = spot
    exact = [s for s in kept if not s.wide]
    if exact:
        return exact
    gathered = [s for s in spots if s.collective]
    divisions = [s for s in kept if s.seat] or [s for s in kept if not s.country]
    return gathered[:1] + (divisions or kept)[:1] if gathered else (divisions or kept)


def _contains(part: Sentence, inner: Spot, outer: Spot) -> bool:
    """Return whether the text says that `outer` contains `inner`: "Takad, also in Aleppo"."""
    between = [t.low for t in part.tokens[inner.last : outer.first]]
    if len(between) > 6 or not set(between) <= _BETWEEN:
        return False
    # "in Kas, Nyala" lists two towns; "Kas, South Darfur" and "Kas (South Darfur)" name one.
    return outer.wide or bool({"in", "of", "(", "في"} & set(between))


def _day_of(frame: Frame) -> When | None:
    days = [d for d in frame.dates if d.kind == "day" and d.start is not None]
    if days:
        # "overnight" and "Thursday" both: the narrower one counts.
        return min(
            days, key=lambda d: ((d.end - d.start).days if d.end and d.start else 99, d.first)
        )
    opened = [d for d in frame.dates if d.kind == "day"]
    if opened:
        return opened[0]
    narrow = [d for d in frame.dates if d.start and d.end and (d.end - d.start).days <= 7]
    return narrow[0] if narrow else None


def _deaths(tolls: list[Toll]) -> Toll | None:
    """Return the toll of the dead: those of one verb add up, else the largest counts."""
    dead = [t for t in tolls if t.quantity in ("killed", "eliminated")]
    if not dead:
        return None
    by_anchor: dict[int, list[Toll]] = {}
    for toll in dead:
        by_anchor.setdefault(toll.anchor, []).append(toll)
    sums = [_sum(group) for group in by_anchor.values()]
    return max(sums, key=lambda t: (t.quantity == "killed", t.low or 0))


def _sum(group: list[Toll]) -> Toll:
    first = group[0]
    if len(group) == 1:
        return first
    lows = [t.low for t in group if t.low is not None]
    highs = [t.high for t in group]
    high = sum(h for h in highs if h is not None) if all(h is not None for h in highs) else None
    victims = {t.victim_class for t in group}
    return replace(
        first,
        low=sum(lows) if lows else None,
        high=high,
        comparator=first.comparator if all(t.comparator == "=" for t in group) else ">=",
        victim_class=first.victim_class if len(victims) == 1 else "people",
    )


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


_LISTED: Final = 3
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


_FAMILY: Final = {
    **dict.fromkeys(("air", "shell", "ied", "suicide", "grenade", "chem"), "remote"),
    **dict.fromkeys(("clash",), "battle"),
    **dict.fromkeys(("gain", "gain-rebel"), "gain"),
    **dict.fromkeys(("vac", "abduct", "sexual"), "civilians"),
    **dict.fromkeys(("move", "base"), "move"),
    **dict.fromkeys(("protest", "protestforce", "protestkill", "riot", "mob"), "protest"),
}


def _family(kind: str) -> str:
    return _FAMILY.get(kind, kind)


def _likeness(a: _Draft, b: _Draft, *, back: bool) -> float:
    """Return how surely `b` tells of the event of the earlier `a`; 0 for another event.

    Names decide first: two places that the text names apart are two events. Then days, then who
    did it. A sentence that only counts victims, or points back ("the attack"), belongs to the last
    event that fits; one with a place of its own opens a new event unless an earlier one lacks it.
    """
    same = _family(a.kind) == _family(b.kind)
    if not same and not _kin(a, b):
        return 0
    names_a, names_b = _names(a), set() if b.inherited else _names(b)
    if names_a and names_b and not names_a & names_b:
        return 0
    if (
        not names_a
        and not names_b
        and _seats(a)
        and _seats(b)
        and not _seats(a) & _seats(b)
        and not b.inherited
    ):
        return 0
    if not _days_agree(a.when, b.when) or b.apart:
        return 0
    if _sums_up(a, b):
        return 4 + 0.001 * a.order
    near = b.sentence.paragraph - a.sentence.paragraph
    recent = 0.001 * a.order
    agree = _tolls_agree(a, b)
    if agree == "equal" and (
        names_a & names_b
        or back
        or a.is_title
        or near <= 1
        or (a.deaths and (a.deaths.low or 0) > 2)
    ):
        return 3 + recent
    if a.is_title and agree != "differ":
        return 1.5
    if len(names_a) > _LISTED and len(names_b) == 1:
        return 0  # a list of places shelled in a day; what follows tells of each
    if names_a & names_b:
        return 2 + recent if (same and agree != "differ") or back or b.harm_only else 0
    if _rivals(a, b):
        return 0
    if names_b:
        # `a` has no exact place: the lead, whose place the body tells.
        return (
            1 + recent
            if same and (near <= 1 or a.lead) and agree != "differ" and (a.kind == b.kind or a.lead)
            else 0
        )
    if b.harm_only:
        return 1.2 + recent if near <= 2 else 0
    if back:
        return 1.1 + recent if near <= 2 else 0
    if same and near == 0 and agree != "differ" and not _own_wide(b, a):
        return 0.8 + recent
    return 0


_WITH_DEAD: Final = frozenset({"remote", "battle", "civilians", "protest", "gain"})


def _sums_up(a: _Draft, b: _Draft) -> bool:
    """Return whether `b` tells the new toll of `a`: "three more bodies, bringing the number to 18"."""
    if b.total is None or a.deaths is None or a.deaths.low is None:
        return False
    dead = (b.deaths.low or 0) if b.deaths is not None and b.deaths is not b.total else 0
    return b.total.low == a.deaths.low + dead


def _kin(a: _Draft, b: _Draft) -> bool:
    """Return whether two families may still be one event: "the attack" of a bomb, a battle's dead."""
    both = {_family(a.kind), _family(b.kind)}
    if b.harm_only or a.harm_only:
        others = [a] * b.harm_only + [b] * a.harm_only
        return any(_family(d.kind) in _WITH_DEAD for d in others)
    return (
        both in ({"remote", "civilians"}, {"battle", "civilians"}, {"remote", "battle"})
        and a.is_title
    )


def _names(draft: _Draft) -> set[str]:
    return {s.name.lower() for s in draft.spots if not s.wide and not s.collective}


def _seats(draft: _Draft) -> set[str]:
    return {s.name.lower() for s in draft.spots if s.seat}


def _own_wide(b: _Draft, a: _Draft) -> bool:
    """Return whether `b` names a region of its own that `a` does not."""
    if b.inherited:
        return False
    wide_a = {s.name.lower() for s in a.spots}
    return any(s.name.lower() not in wide_a for s in b.spots)


def _rivals(a: _Draft, b: _Draft) -> bool:
    """Return whether two named doers exclude each other."""
    known = bool(a.actor1 and b.actor1) and a.actor1 != b.actor1
    vague = (
        "Unidentified",
        "Militants",
        "Rebel forces",
        "Militia",
        "Protesters",
        "Rioters",
        "Government of",
        "Police",
    )
    return known and not a.actor1.startswith(vague) and not b.actor1.startswith(vague)


def _tolls_agree(a: _Draft, b: _Draft) -> str:
    """Return whether two tolls are ``"equal"``, ``"differ"`` or leave it ``"open"``; a risen one is open."""
    first, second = a.deaths, b.deaths
    if first is None or second is None or first.low is None or second.low is None:
        return "open"
    if first.low == second.low:
        return "equal"
    return "open" if b.total is second and second.low > first.low else "differ"


def _days_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


_GROUND: Final = frozenset({"civilians", "battle"})


def _merge(a: _Draft, b: _Draft) -> None:
    """Lay what `b` adds over `a`: the exact place, the day, the actors, the claims."""
    if a.is_title and b.spots and not b.inherited and not _names(a) - _names(b):
        a.spots, a.inherited = b.spots, b.inherited  # a title's words for a place are the roughest
    exact_a = any(not s.wide and not s.collective for s in a.spots)
    exact_b = any(not s.wide and not s.collective for s in b.spots)
    if a.is_title and not b.is_title:
        if not b.harm_only and not (_family(a.kind) == "remote" and _family(b.kind) in _GROUND):
            a.kind = b.kind  # a title's "attack" is whatever the body tells
        a.is_title, a.sentence, a.order, a.harm_only = False, b.sentence, b.order, b.harm_only
    if (not exact_a and exact_b and not b.inherited) or (not a.spots and b.spots):
        a.spots, a.inherited = b.spots, b.inherited
    elif exact_a and exact_b and not b.inherited:
        have = {s.name.lower() for s in a.spots}
        a.spots = a.spots + [s for s in b.spots if s.name.lower() not in have]
    if (
        a.when is None
        or a.when.start is None
        or (
            b.when is not None
            and b.when.start is not None
            and b.when.start == b.when.end
            and a.when.start != a.when.end
        )
    ):
        a.when = b.when or a.when
    a.deaths = _joint_toll(a, b)
    if a.kind == "protest" and _family(b.kind) == "protest":
        a.kind = b.kind
    if a.kind in ("vac", "clash", "shell") and b.kind in ("air", "ied", "suicide", "shell", "chem"):
        a.kind = b.kind
    a.actor1 = a.actor1 or b.actor1
    a.actor2 = a.actor2 or b.actor2
    a.tolls.extend(b.tolls)
    a.claims.extend(b.claims)


def _joint_toll(a: _Draft, b: _Draft) -> Toll | None:
    """Return what two tellings of one event count: the exact over the open, the later over the first."""
    if _sums_up(a, b):
        return b.total
    if a.deaths is None or b.deaths is None:
        return a.deaths or b.deaths
    if a.deaths.low == b.deaths.low:
        return a.deaths if a.deaths.comparator == "=" else b.deaths
    if b.more and (b.deaths.low or 0) > (a.deaths.low or 0):
        return b.deaths
    rivals = {s.name for _, heard in b.claims for s in heard} - {
        s.name for _, heard in a.claims for s in heard
    }
    if b.harm_only and not rivals:
        return a.deaths  # "three of them", "one more": a part of what was counted
    lows = [t.low for t in (a.deaths, b.deaths) if t.low is not None]
    highs = [t.high if t.high is not None else t.low for t in (a.deaths, b.deaths)]
    known = [h for h in highs if h is not None]
    return replace(a.deaths, low=min(lows, default=None), high=max(known, default=None))


_BULLETS: Final = frozenset("-–—•*·▪●")


def _name_listed(drafts: list[_Draft]) -> None:
    """Give the bare counts of a list ("- Alhama: 9 dead") the kind of fire that the report speaks of."""
    told = Counter(d.kind for d in drafts if _family(d.kind) == "remote" and not d.is_title)
    if told:
        kind = min(told, key=lambda k: (-told[k], k))
        for draft in drafts:
            if draft.listed:
                draft.kind = kind


def _without_totals(drafts: list[_Draft]) -> list[_Draft]:
    """Drop a draft whose toll later, more exact ones add up to; their claims keep its sentence."""
    out = list(drafts)
    for total in drafts:
        if total.deaths is None or not total.deaths.low or total.deaths.low < 2:
            continue
        if any(not s.wide and not s.collective for s in total.spots) and not total.inherited:
            continue
        parts = [
            d
            for d in drafts
            if d is not total
            and d in out
            and d.deaths is not None
            and d.deaths.low
            and not d.is_title
            and _days_agree(d.when, total.when)
            and any(not s.wide for s in d.spots)
        ]
        run = _adds_up(parts, total.deaths.low) or _nearly(parts, total)
        if run and total in out:
            for part in run:
                part.claims.extend(total.claims)
                part.actor1 = part.actor1 or total.actor1
                part.actor2 = part.actor2 or total.actor2
                part.when = part.when or total.when
                if (
                    _family(part.kind) in ("civilians", "battle")
                    and _family(total.kind) == "remote"
                ):
                    part.kind = total.kind
            out.remove(total)
    return out


def _nearly(parts: list[_Draft], total: _Draft) -> list[_Draft]:
    """Return the parts of a lead that counts over a region, though one of them tells no toll."""
    low = total.deaths.low or 0 if total.deaths else 0
    if not (total.lead or total.is_title) or len(parts) < 2:
        return []
    dead = sum(d.deaths.low or 0 for d in parts if d.deaths)
    return parts if low / 2 <= dead < low else []


def _adds_up(parts: list[_Draft], total: int) -> list[_Draft]:
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


def _one_a_place(draft: _Draft) -> list[_Draft]:
    """Return a draft for each place taken: "captured A and B" is two events, 15 dead in A and B one."""
    exact = [s for s in draft.spots if not s.wide and not s.collective]
    if _family(draft.kind) != "gain" or len(exact) < 2 or draft.deaths is not None:
        return [draft]
    return [replace(draft, spots=[spot]) for spot in exact]


def _worth_telling(draft: _Draft, drafts: list[_Draft]) -> bool:
    if draft.is_title:
        others = [d for d in drafts if not d.is_title]
        return not others and bool(draft.spots)
    placed = bool(draft.spots)
    if placed and not draft.inherited:
        return True
    if draft.harm_only and any(d is not draft and not d.is_title for d in drafts):
        return False  # a count without a place, beside events that have one
    if draft.deaths is not None or any(
        t.quantity in ("injured", "captured") for t, _, _ in draft.tolls
    ):
        return True
    return placed and bool(draft.actor1) and draft.when is not None


def _telling(report: Report, draft: _Draft) -> Telling:
    event_type, sub_event_type = TYPES[draft.kind]
    start, end, basis = _range(report, draft.when)
    places = tuple(
        Mention(
            report.report_id, s.start, s.end, s.name, "event", "collective" if s.collective else ""
        )
        for s in draft.spots
    )
    claims = tuple(_claims(report, draft))
    low, best, high = _fatalities(draft.deaths)
    review = []
    if draft.inherited and places:
        review.append("the place stands in another sentence")
    if draft.when is None or draft.when.start is None:
        review.append("no day in the text")
    return Telling(
        report.report_id,
        event_type,
        sub_event_type,
        draft.actor1,
        draft.actor2,
        places,
        start,
        end,
        basis,
        low,
        best,
        high,
        claims,
        tuple(review),
    )


def _range(report: Report, when: When | None) -> tuple[date | None, date | None, str]:
    """Return the first and last possible day, and how they were read."""
    from datetime import timedelta  # noqa: PLC0415

    if when is not None and when.start is not None:
        return when.start, when.end or when.start, when.basis
    if when is not None:
        return None, None, when.basis
    if report.published is None:
        return None, None, "no day in the text and no date of publication"
    return (
        report.published - timedelta(days=1),
        report.published,
        "no day in the text: reported on the day of publication",
    )


def _fatalities(deaths: Toll | None) -> tuple[int | None, int | None, int | None]:
    if deaths is None or (deaths.low is None and deaths.high is None):
        return None, None, None
    if deaths.quantity == "eliminated":
        # "eliminated" and "neutralised" may count the wounded and the captured: at least none died.
        return 0, deaths.low, deaths.high if deaths.comparator == "=" else None
    if deaths.low is not None and deaths.high is not None and deaths.high != deaths.low:
        return deaths.low, (deaths.low + deaths.high) // 2, deaths.high
    best = deaths.low if deaths.low is not None else deaths.high
    return (
        (deaths.low, best, deaths.high)
        if deaths.comparator != "about"
        else (deaths.low, best, deaths.low)
    )


def _claims(report: Report, draft: _Draft) -> Iterator[Claim]:
    seen: set[tuple[object, ...]] = set()
    told = {part.start for _, part, _ in draft.tolls}
    rows = [(toll, part, sources) for toll, part, sources in draft.tolls] + [
        (None, part, sources) for part, sources in draft.claims if part.start not in told
    ]
    for toll, part, sources in rows:
        speakers: list[tuple[str, Side]] = [(s.name, s.side) for s in sources] or [("", "press")]
        for name, side in speakers:
            key = (
                name,
                part.start,
                toll.quantity if toll else "event",
                toll.low if toll else None,
                toll.first if toll else -1,
            )
            if key in seen:
                continue
            seen.add(key)
            yield Claim(
                report.report_id,
                name,
                side,
                toll.quantity if toll else "event",
                toll.low if toll else None,
                toll.high if toll else None,
                toll.comparator if toll else "=",
                toll.victim_class if toll else "",
                report.text[part.start : part.end],
                part.start,
                part.end,
            )
