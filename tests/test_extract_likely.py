"""The second opinion: how likely the words around a place name tell of an event there."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extract import Reader
from geo.extract.likely import FAMILIES, MODELS, features, likelihoods
from geo.extract.text import sentences
from geo.extract.weights import built_in_tagger
from geo.gazetteer import open_gazetteer
from geo.model import Report


def chances(text: str, name: str) -> dict[str, float]:
    """Return what the second opinion says of the first sentence's `name`."""
    parts = sentences(text)
    number = next(n for n, part in enumerate(parts) if name in text[part.start : part.end])
    tokens = parts[number].tokens
    at = text.index(name)
    span = [i for i, t in enumerate(tokens) if at <= t.start < at + len(name)]
    return likelihoods(parts, number, [(span[0], span[-1] + 1)])[0]


@pytest.mark.parametrize(
    ("text", "name", "family"),
    [
        ("Warplanes bombed the town of Ariha on Monday, killing four people.", "Ariha", "remote"),
        ("Fierce clashes broke out between the two sides near Bakhmut.", "Bakhmut", "battle"),
        ("Gunmen stormed the village of Tera at night and killed nine residents.", "Tera", "civilians"),
        ("قصفت طائرات حربية مدينة أريحا يوم الاثنين ما أدى إلى مقتل أربعة مدنيين.", "أريحا", "remote"),
        ("اندلعت اشتباكات عنيفة بين الطرفين في محيط مدينة الفاشر.", "الفاشر", "battle"),
    ],
)  # fmt: skip
def test_where_something_happened_is_likely_and_of_its_family(text, name, family):
    found = chances(text, name)
    assert sum(found.values()) > 0.5
    assert max(found, key=lambda one: found[one]) == family


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister met his counterpart in Geneva for talks on the budget.", "Geneva"),
        ("The farmers of Marib sell their oranges at the market.", "Marib"),
    ],
)
def test_where_nothing_happened_is_unlikely(text, name):
    assert sum(chances(text, name).values()) < 0.4


def test_chances_are_of_families_and_leave_room_for_none():
    found = chances("Shells fell on Ariha. Aid arrived in Idlib.", "Ariha")
    assert set(found) <= set(FAMILIES)
    assert all(0 <= chance <= 1 for chance in found.values())
    assert sum(found.values()) <= 1 + 1e-9


@pytest.mark.parametrize(
    "text",
    [
        "Warplanes bombed the town of Ariha on Monday, killing four people. They left at 9:30.",
        "قصفت طائرات حربية مدينة أريحا يوم الاثنين ما أدى إلى مقتل أربعة مدنيين.",
    ],
)
def test_chances_are_those_that_crfsuite_reckons(text):
    parts = sentences(text)
    spans = [(2, 3), (5, 6)]
    model = built_in_tagger(MODELS[parts[0].is_arabic])
    found = likelihoods(parts, 0, spans)
    for row, chances in zip(features(parts, 0, spans), found, strict=True):
        model.set([row])
        assert chances == pytest.approx({label: model.marginal(label, 0) for label in chances})


def read(text: str) -> list:
    (reading,) = Reader(open_gazetteer(None))([Report("r", text, date(2020, 2, 6))])
    return list(reading.tellings)


def sure_of(family: str, *, places: tuple[str, ...]):
    """Return what stands in for the model: sure of `family` at the places, of nothing elsewhere."""

    def likelihoods(parts, number, names):
        tokens = parts[number].tokens
        words = [" ".join(t.word for t in tokens[first:last]) for first, last in names]
        return [{family: 0.9 if word in places else 0.0} for word in words]

    return likelihoods


def test_a_sentence_without_a_known_word_tells_what_the_second_opinion_is_sure_of(monkeypatch):
    text = "People in Ariha got a taste of the new rockets on Monday. Binnish looked on."
    monkeypatch.setattr("geo.extract.supposed.likelihoods", sure_of("remote", places=()))
    assert not read(text)
    monkeypatch.setattr("geo.extract.supposed.likelihoods", sure_of("remote", places=("Ariha",)))
    (told,) = read(text)
    assert told.event_type == "Explosions/Remote violence"
    assert [place.name for place in told.places] == ["Ariha"]
    assert told.date_start == date(2020, 2, 3)
    assert told.claims[0].quote == "People in Ariha got a taste of the new rockets on Monday."
    assert "in words that are not known to tell of an event" in told.review


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The people of Ariha were given no rest on Monday.", 1),
        ("People in Ariha got a taste of the new rockets on Monday.", 0),
    ],
)
def test_less_is_asked_where_the_rules_know_no_word_at_all(monkeypatch, text, told):
    half_sure = {"remote": 0.5, "battle": 0.2}
    monkeypatch.setattr(
        "geo.extract.supposed.likelihoods", lambda _parts, _number, names: [half_sure] * len(names)
    )
    assert len(read(text)) == told


def test_no_event_is_supposed_of_a_list_or_of_a_strategic_development(monkeypatch):
    listed = "The agency also names Ariha, Binnish and Sarmin."
    names = ("Ariha", "Binnish", "Sarmin")
    monkeypatch.setattr("geo.extract.supposed.likelihoods", sure_of("remote", places=names))
    assert not read(listed)
    one = sure_of("strategic", places=("Ariha",))
    monkeypatch.setattr("geo.extract.supposed.likelihoods", one)
    assert not read("People in Ariha got a taste of the new rockets on Monday.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("By evening the army had Ariha, Binnish and Sarmin.", ["Ariha", "Binnish", "Sarmin"]),
        ("The hill overlooks Ariha and, further north, Binnish and the road to Sarmin.", []),
        ("The army gave out bread in the villages of Ariha, Binnish and Sarmin.", []),
        ("The army paved a road between Ariha, Binnish and Sarmin.", []),
        ("It began where the districts of Ariha, Binnish and Sarmin meet.", []),
        ("Now Ariha, Binnish and Sarmin are theirs.", ["Ariha", "Binnish", "Sarmin"]),
        ("Ariha, Binnish and Sarmin are the army's.", ["Ariha", "Binnish", "Sarmin"]),
        ("The villages, among them Ariha, Binnish and Sarmin, are Druze.", []),
        ("The villages of Ariha, Binnish and Sarmin lie in ruins.", []),
        ("The army's depot stands between Ariha, Binnish and Sarmin.", []),
        ("The army chief toured Ariha, Binnish and Sarmin and praised his men.", []),
    ],
)
def test_a_row_of_towns_that_are_likely_fought_for_changed_hands(monkeypatch, text, told):
    monkeypatch.setattr(
        "geo.extract.supposed.likelihoods",
        lambda _parts, _number, names: [{"battle": 0.3, "remote": 0.1}] * len(names),
    )
    tellings = read(text)
    assert [place.name for t in tellings for place in t.places] == told
    assert {t.event_type for t in tellings} <= {"Battles"}


def test_a_deed_without_place_and_day_beside_events_that_have_a_place_is_left_out():
    shelled = "Shells fell on Ariha on Monday, killing two people."
    assert len(read(f"{shelled}\n\nElsewhere gunmen abducted a driver.")) == 1
    assert len(read(f"{shelled}\n\nGunmen abducted a driver in Binnish.")) == 2


def test_who_only_confirms_the_words_of_another_tells_of_no_second_event(monkeypatch):
    monkeypatch.setattr("geo.extract.supposed.likelihoods", sure_of("battle", places=("Ariha",)))
    assert not read("His account was confirmed by a second officer and by a doctor in Ariha.")
    assert not read("The report of the mayor was borne out by two witnesses in Ariha.")
    assert read("The people of Ariha were given no rest on Monday.")
