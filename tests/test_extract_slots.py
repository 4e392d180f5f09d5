"""Promises of geo/extract/toponyms/slots.py: a place that no list has, known by what is done to it."""

from __future__ import annotations

import pytest

from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report

PLACES = """
Two people died when barrel bombs fell on {}; a child was killed too.
Warplanes struck {} on Tuesday, killing four civilians.
Government forces captured {} after heavy fighting.
Shelling of {} wounded nine people, the monitor said.
Artillery fire hit {}, where two women died.
Two soldiers died when their post at {} was shelled.
The army entered {} on Friday, state media said.
{} fell to government forces on Sunday.
{} was bombed by Russian jets, which killed two.
{} has been under attack since dawn.
{} was hit late on Sunday by artillery.
Rockets landed in {}, and a boy was killed.
Rebels retook {} from the army.
A drone dropped a grenade on {}, wounding a farmer.
Shells rained down on {} for hours.
The army's capture of {} cuts the road.
Heavy clashes for {} left twelve fighters dead.
The rebels repelled an assault that began with raids on {}.
The militia advanced toward {} at noon.
Two soldiers died in a night assault on {}.
""".strip().splitlines()

NONE = """
Troops captured Mahmoud Qasar on Tuesday, the army said.
Drones targeted Barzan, a militia leader.
Jets struck the Qasar Brigade near the coast.
Jets struck Qasar positions near the coast.
Helicopters hit Qasar's convoy.
The raids on Friday killed nine.
Erdogan came under fire from critics.
Qasar was hit by sanctions.
Rebels took Major Salim prisoner.
Clashes in August killed nine.
The shelling killed Samira and her son.
Jets struck Qasar, 43, in his car.
The brigade advanced towards Friday prayers.
""".strip().splitlines()


def names(text: str) -> list[str]:
    parts = sentences(text)
    found = find_in_report(text, parts, lambda _: 0)
    return [
        text[part.tokens[n.first].start : part.tokens[n.last - 1].end]
        for part, row in zip(parts, found, strict=True)
        for n in row
        if not n.country
    ]


@pytest.mark.parametrize("name", ["Farja", "Umm Tishreen", "Al Muwass", "Rasm al-Khabbaz"])
@pytest.mark.parametrize("text", PLACES)
def test_what_is_done_to_places_gives_an_unlisted_one_away(text: str, name: str):
    assert names(text.format(name)) == [name]


@pytest.mark.parametrize("text", NONE)
def test_persons_bodies_and_days_are_no_places(text: str):
    assert names(text) == []
