"""Promises of geo/extract/roles/ and anchors.py."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extract.anchors import Ground, event_places, place_scores, survey
from geo.extract.attribution import find_sources
from geo.extract.roles import find_spots
from geo.extract.text import Sentence, sentences
from geo.extract.toponyms import find_in_report

WORLD = {
    "Ankara": 4,
    "Bartaz": 2,
    "Damascus": 4,
    "Geneva": 3,
    "Hama": 4,
    "Idlib": 4,
    "Kafr Nabl": 2,
    "London": 4,
    "Moscow": 4,
    "Nairobi": 4,
    "Saraqib": 2,
    "Syria": 5,
    "Turkey": 5,
    "إدلب": 4,
    "ادلب": 4,
    "حلب": 4,
    "دمشق": 4,
    "سراقب": 2,
}


def prominence(name: str) -> int:
    return WORLD.get(name, 0)


def standing(name: str) -> tuple[int, bool]:
    return prominence(name), prominence(name) in (1, 2, 3, 4)


def roles(text: str) -> dict[str, str]:
    """Return the role of each name of a text."""
    parts = sentences(text)
    found: dict[str, str] = {}
    for part, names in zip(parts, find_in_report(text, parts, prominence), strict=True):
        heard = find_sources(text, part.tokens, names)
        for spot in find_spots(text, part, names, heard, standing):
            assert text[spot.start : spot.end] == spot.name
            if not spot.adjective:
                found[spot.name] = spot.role
    return found


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        pytest.param("Five people were killed in Saraqib on Monday.", "Saraqib", "event", id="in"),
        pytest.param(
            "The village lies 17 km from Idlib.", "Idlib", "direction", id="measured from"
        ),
        pytest.param("Thousands of families fled to Idlib.", "Idlib", "direction", id="fled to"),
        pytest.param(
            "The envoy told reporters in Geneva that talks would go on.",
            "Geneva",
            "source",
            id="spoken in",
        ),
        pytest.param("The London-based monitor counted nine dead.", "London", "source", id="based"),
        pytest.param("Moscow-backed forces shelled Kafr Nabl.", "Kafr Nabl", "event", id="shelled"),
        pytest.param(
            "In the provincial capital, Idlib, five people marched to demand bread.",
            "Idlib",
            "event",
            id="a name that repeats the noun before it",
        ),
        pytest.param(
            "Families fled to the provincial capital, Idlib.", "Idlib", "direction", id="fled to it"
        ),
        pytest.param("قُتل خمسة مدنيين في مدينة سراقب.", "سراقب", "event", id="Arabic in"),
    ],
)
def test_a_name_does_what_its_words_say(text: str, name: str, role: str):
    assert roles(text)[name] == role


def test_a_government_is_no_place_of_an_event():
    assert roles("Moscow-backed forces shelled Kafr Nabl.")["Moscow"] != "event"


def test_the_names_of_a_list_do_the_same():
    found = roles("Shells hit homes in Saraqib, Kafr Nabl and Bartaz.")
    assert set(found.values()) == {"event"}


def test_posts_without_a_name_are_a_place():
    text = "Shells hit two Turkish observation posts."
    (part,) = sentences(text)
    (names,) = find_in_report(text, [part], prominence)
    spots = find_spots(text, part, names, [], standing)
    assert [s.name for s in spots if s.collective] == ["Turkish observation posts"]


TWO = (
    "Shelling killed nine people in Saraqib on Monday, while jets bombed Kafr Nabl, the army said in "
    "Damascus."
)


def ground_of(text: str) -> tuple[Sentence, Ground]:
    (part,) = sentences(text)
    (names,) = find_in_report(text, [part], prominence)
    return part, survey(text, part, names, prominence)


def at(part: Sentence, word: str) -> int:
    return next(i for i, t in enumerate(part.tokens) if t.word == word)


@pytest.mark.parametrize(("trigger", "place"), [("killed", "Saraqib"), ("bombed", "Kafr")])
def test_each_trigger_has_its_own_place(trigger: str, place: str):
    part, ground = ground_of(TWO)
    spans = [(at(part, w), at(part, w) + 1) for w in ("Saraqib", "Kafr", "Damascus")]
    scores = place_scores(ground, at(part, trigger), spans)
    best = spans[scores.index(max(scores))][0]
    assert part.tokens[best].word == place
    assert best in [first for first, _ in event_places(ground, at(part, trigger))]


def test_scores_rank_the_places_of_a_trigger():
    part, ground = ground_of(TWO)
    spans = [(at(part, w), at(part, w) + 1) for w in ("Saraqib", "Kafr", "Damascus")]
    saraqib, kafr, damascus = place_scores(ground, at(part, "bombed"), spans)
    assert kafr > saraqib > damascus
    assert all(0 <= score <= 1 for score in (saraqib, kafr, damascus))


def test_a_sentence_without_names_has_no_place():
    part, ground = ground_of("nine people were killed on the road.")
    assert event_places(ground, at(part, "killed")) == []
    assert place_scores(ground, at(part, "killed"), [(0, 1)]) == [0.0]


WORDS = st.sampled_from(
    "In Idlib Saraqib - al from km killed in , . ( ) to Turkish posts told Moscow سراقب في من وقال إدلب 17".split()
)


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=100), st.lists(WORDS, min_size=1, max_size=30).map(" ".join)))
def test_any_text_has_roles_and_scores(text: str):
    roles(text)
    parts = sentences(text)
    for part, names in zip(parts, find_in_report(text, parts, prominence), strict=True):
        ground = survey(text, part, names, prominence)
        for head in (0, len(part.tokens) - 1):
            for first, last in event_places(ground, head):
                assert 0 <= first < last <= len(part.tokens)
            assert len(place_scores(ground, head, [(0, 1)])) == 1
