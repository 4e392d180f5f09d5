"""Where a report's events happened: its mentions located, its tellings with their places.

The secret of this module is which names are looked up when: those of the whole report together,
collective ones by the day of their event, and unknown ones of services in the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.extract import country_of_adjective
from geo.locate import finest, locate
from geo.locate.single import spellings
from geo.locate.view import GUESSED
from geo.model import Placed
from geo.retold import join_retold
from geo.standins import (
    around,
    cities,
    containers,
    in_row,
    innermost,
    is_vague,
    narrowed,
    told_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from geo.locate import Scope
    from geo.model import Geocoder, Mention, Place, Reading
    from geo.project import Project
    from geo.services import Asked


def place_mentions(reading: Reading, geocoder: Geocoder, scope: Scope) -> Reading:
    """Return `reading` with a place for every mention that has one.

    Adjectives ("Turkish troops") name a country and are no places where anything happens: they
    get their country and leave the choice among the others alone. "The provincial capital" is no
    name either, and gets the town that its province is called by.
    """
    lands = {
        m.start: _country_of(m, geocoder) for m in reading.mentions if m.relation == "adjective"
    }
    seats = {m.start for m in reading.mentions if m.relation == "capital"}
    about = {m.place.country for m in lands.values() if m.place is not None}
    names = [m for m in reading.mentions if m.start not in lands and m.start not in seats]
    day = reading.report.published
    found = iter(locate(reading.report, names, geocoder, scope, day=day, about=about))
    provinces: dict[str, Place] = {}  # the last place of each name so far
    mentions = []
    for m in reading.mentions:
        if m.start in seats:
            mentions.append(_seat_of(m, provinces.get(m.name), geocoder))
            continue
        mentions.append(lands[m.start] if m.start in lands else next(found))
        if (place := mentions[-1].place) is not None:
            provinces[m.name] = place
    return replace(reading, mentions=tuple(mentions))


def _seat_of(mention: Mention, province: Place | None, geocoder: Geocoder) -> Mention:
    """Return "the provincial capital" at the town that bears its province's name, if one there does.

    Colombia's Córdoba has no such town, and the cities of Argentina and Spain are none of its own.
    """
    if province is None:
        return replace(mention, relation="")
    places = geocoder.candidates(mention.name, countries=(province.country,), limit=6)
    seats = (
        p
        for p in places
        if p.kind in ("city", "town")
        and p.score >= _EXACT
        and (p.country, p.admin1) == (province.country, province.admin1)
    )
    return replace(mention, place=next(seats, None), relation="")


_EXACT: Final = 0.95


def _country_of(mention: Mention, geocoder: Geocoder) -> Mention:
    name = country_of_adjective(mention.name)
    places = geocoder.candidates(name, limit=3) if name else ()
    return replace(mention, place=next((p for p in places if p.kind == "country"), None))


def place_tellings(reading: Reading, geocoder: Geocoder, scope: Scope) -> list[Placed]:
    """Return the tellings of a reading with their places.

    The places of mentions are those that the whole report gave them; collective places ("Turkish
    posts") depend on the day of the event and are looked up here. Where a collective place is
    found, it is the place; the named area beside it only stands in for one that is not.
    """
    known = {(m.start, m.end): m for m in reading.mentions}
    out: list[Placed] = []
    for telling in reading.tellings:
        gathered = [m for m in telling.places if m.relation == "collective"]
        named = [
            known.get((m.start, m.end), m) for m in telling.places if m.relation != "collective"
        ]
        found = [m for m in named if m.place is not None]
        if gathered:
            day = telling.date_start or reading.report.published
            resolved = [
                m
                for m in locate(reading.report, gathered, geocoder, scope, day=day)
                if m.place is not None
            ]
            found = resolved or found
        if not found:
            found = (
                in_row(reading, named)
                or containers(reading, named)
                or cities(reading, named)
                or around(reading, telling, named)
            )
        elif not gathered and all(is_vague(m) for m in found):
            found = in_row(reading, found) or found
        elif not gathered:
            found = [innermost(reading, mention) for mention in found]
        if not found and not telling.places:
            found = told_of(reading, telling)
        out.append(Placed(telling, tuple(finest(reading.report.text, found))))
    return join_retold(_with_unlisted(narrowed(reading, out)))


_OF_GROUND: Final = frozenset(
    (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
    )
)


def _with_unlisted(placed: list[Placed]) -> list[Placed]:
    """Return `placed` where a village of a list that no gazetteer knows goes with one that is known.

    "took A, B and Qzzy" is two events on the map, the second with a word about Qzzy, and no third
    one that nobody could place.
    """
    out: list[Placed] = []
    for item in placed:
        telling = item.telling
        lost = not item.places and telling.places and telling.sub_event_type in _OF_GROUND
        told = telling.claims[0].start if telling.claims else None
        k = next(
            (
                k
                for k in range(len(out) - 1, -1, -1)
                if lost and out[k].places and out[k].telling.claims[0].start == told
                and out[k].telling.sub_event_type == telling.sub_event_type
            ),
            None,
        )  # fmt: skip
        if k is None:
            out.append(item)
            continue
        names = ", ".join(f"“{m.name}”" for m in telling.places)
        told_with = replace(
            out[k].telling,
            places=(*out[k].telling.places, *telling.places),
            review=(
                *out[k].telling.review,
                f"told with it, but no gazetteer is sure of it: {names}",
            ),
        )
        out[k] = replace(out[k], telling=told_with)
    return out


@dataclass(frozen=True, slots=True)
class _Answered:
    """A geocoder that also knows what services answered for names that were unknown to it."""

    geocoder: Geocoder
    answers: Mapping[str, Sequence[Place]]

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what was answered, else what the geocoder finds or guesses at."""
        return self.answers.get(name, ())[:limit] or self.geocoder.candidates(
            name, countries=countries, limit=limit
        )

    def prominence(self, name: str) -> int:
        """Return what the geocoder says."""
        return self.geocoder.prominence(name)


def ask_services(
    readings: Sequence[Reading],
    geocoder: Geocoder,
    project: Project,
    services_dir: Path | None,
    progress: Callable[[str, int, int], None],
) -> Asked:
    """Ask the project's services for the places of events whose names `geocoder` does not know.

    What it finds by guessing at letters ("Qomarveh", perhaps Komarove) is not known.
    """
    from geo.services import ask, open_services  # noqa: PLC0415 - geopy only where it is asked

    names: dict[str, None] = {}
    for reading in readings:
        known = {(m.start, m.end): m for m in reading.mentions}
        for mention in (m for telling in reading.tellings for m in telling.places):
            found = known.get((mention.start, mention.end), mention)
            if (
                mention.relation not in {"collective", "adjective"}
                and found.place is None
                and not any(
                    place.score >= GUESSED
                    for spelling in spellings(mention.name)
                    for place in geocoder.candidates(spelling, countries=project.countries)
                )
            ):
                names.setdefault(mention.name)
    services = open_services(project, services_dir)
    try:
        return ask(
            [spellings(name) for name in names],
            services,
            project.countries,
            lambda done, total: progress("asking services", done, total),
        )
    finally:
        for service in services:
            service.geocoder.close()


def with_answers(
    readings: Sequence[Reading],
    answers: Mapping[str, Sequence[Place]],
    geocoder: Geocoder,
    scope: Scope,
) -> tuple[list[Reading], Geocoder]:
    """Return the readings with the places that services found, judged with all others."""
    answered = _Answered(geocoder, answers)
    found = {name for name, places in answers.items() if places}
    return [
        place_mentions(r, answered, scope) if found & {m.name for m in r.mentions} else r
        for r in readings
    ], answered
