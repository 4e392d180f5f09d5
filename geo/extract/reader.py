"""From a report to its tellings: the default `geo.model.Extractor`.

The secret of this module is the order of the questions: sentences, names, whose report it is, who
speaks, who acts and where each name stands, then one sentence after the other makes the story.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.extract import actors as who
from geo.extract.attribution import find_publisher, hear
from geo.extract.countries import government_of, home_country
from geo.extract.ending import finish
from geo.extract.story import Story
from geo.extract.text import Sentence, sentences
from geo.extract.toponyms import find_in_report
from geo.extract.words import TOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.extract.lexicon import Lexicon
    from geo.extract.toponyms import Extent, Toponym
    from geo.model import Geocoder, Reading, Report

    Names = Callable[[Sequence[str]], Iterable[Sequence[Extent]]]

_BATCH: Final = 64
# Prominence as geo.model.Geocoder counts it.
_DIVISION: Final = 4
_OWN: Final = 6
_SMALL: Final = (1, 2, 3)
_DISTRICTS: Final = frozenset({"admin2", "admin3"})
_EXACT: Final = 0.95
_AS_GOOD: Final = 0.05
_KNOWN: Final = (
    0.9  # below that a name is guessed at, and says nothing of where the report is at home
)
_DIVISIONS: Final = frozenset({"admin1", "admin2", "region"})


_HEAD: Final = 6  # tokens of "IDLIB, Syria"
_RUBRIC: Final = 3  # tokens of "Ukrinform", "World news", "Updated:"


_CAPTION: Final = 10  # tokens of "Soldiers on patrol in X, file photo"
_PICTURED: Final = frozenset("photo photos image picture illustration illustrative credit".split())


def _shows(part: Sentence) -> bool:
    """Return whether a sentence is the caption of a picture."""
    return len(part.tokens) <= _CAPTION and bool(_PICTURED & {t.low for t in part.tokens})


def _heads(part: Sentence) -> bool:
    """Return whether a sentence is a title or says no more than who published the report, or where."""
    short = len(part.tokens) <= _HEAD and part.tokens[0].word.isupper() and not part.is_arabic
    rubric = len(part.tokens) <= _RUBRIC and part.tokens[-1].word[-1].isalnum()
    return part.is_title or part.is_dateline or short or rubric


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
        `geo.extract.toponyms.spacy.SpacyNames` does; our own recogniser if None.
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
        shown = {part.paragraph for part in parts if _shows(part)}
        body = next((p.paragraph for p in parts if not _heads(p) and p.paragraph not in shown), 0)
        lists = {"sources": self._sources, "actors": self._actors}
        publisher = find_publisher(report, parts, names, **lists)
        voices = hear(report, parts, names, publisher=publisher, home=home, **lists)
        us = publisher.name if publisher else ""

        def told(*, of_the_past: bool) -> Story:
            stage = who.Stage(report.text, parts, names, home, us, lexicon=self._actors)
            story = Story(
                report, home, stage, self._geocoder.prominence, parts, body, of_the_past=of_the_past
            )
            placed = [
                story.ground.note(report.text, part, found, voice, self._standing)
                for part, found, voice in zip(parts, names, voices, strict=True)
            ]
            for part, voice, spots, found in zip(parts, voices, placed, names, strict=True):
                story.add(part, voice.sources, spots, found)
            return story

        story = told(of_the_past=False)
        if story.tells_of_the_past():
            story = told(of_the_past=True)
        return finish(story)

    def _standing(self, name: str) -> tuple[int, bool]:
        """Return how prominent a name is as a division or country first, and whether a town bears it."""
        rank = self._geocoder.prominence(name)
        if rank not in (_DIVISION, _OWN, *_SMALL):
            return rank, False
        kinds = {p.kind for p in self._geocoder.candidates(name, limit=6) if p.score >= _EXACT}
        if rank in _SMALL:  # a district that no town bears the name of: "North Waziristan"
            return (rank, True) if kinds - _DISTRICTS or not kinds else (_DIVISION, False)
        if kinds & _DIVISIONS:
            return _DIVISION, bool(kinds & TOWN)
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
            code = government_of(word)
            if not code:
                offered = self._geocoder.candidates(word, limit=3)
                candidates = [c for c in offered if c.score >= _KNOWN]
                best = candidates[0].score - _AS_GOOD if candidates else 0
                likely = [c for c in candidates if c.score >= best]
                known_by = [c for c in likely if c.kind in TOWN] or likely
                codes = {c.country for c in known_by}
                code = candidates[0].country if candidates and len(codes) == 1 else ""
            known[word] = code
        return home_country(words, adjectives, known)
