"""Which told events hardly any expert would map, and what is done with them."""

from __future__ import annotations

import csv
import random
from datetime import date
from importlib.resources import files

import numpy as np
import pytest

from geo.extract import Reader, credence
from geo.gazetteer import open_gazetteer
from geo.model import Report
from tests.train.credence import KEYS, by_folds, fit, kept, rows

NEWS = "Shells fell on Ariha on Monday, killing two people."
PASSING = "Clashes shook the province of Aleppo in the autumn, when troops from several countries met there."
REST = "Aid workers spoke of cold tents. Schools stay shut. Prices rise. The roads are full of mud."


def reading(text: str):
    (found,) = Reader(open_gazetteer(None))([Report("r", text, date(2020, 2, 6))])
    return found


def places(text: str) -> list[str]:
    return [place.name for told in reading(text).tellings for place in told.places]


def weighed(monkeypatch, by_place: dict[str, float]) -> None:
    """Let an event count as likely as its place's name says."""
    monkeypatch.setattr(
        credence.Credence, "of", lambda _self, draft, _told: by_place[draft.spots[0].name]
    )


TWO = f"{NEWS} A drone struck Binnish on Tuesday. {REST}"


def test_an_unlikely_event_is_left_out_with_the_reason(monkeypatch):
    weighed(monkeypatch, {"Ariha": 0.9, "Binnish": 0.3})
    found = reading(TWO)
    assert [t.places[0].name for t in found.tellings] == ["Ariha"]
    (left,) = found.left_out
    assert left.reason == "what is told of Binnish is hardly an event of its own"
    assert TWO[slice(*map(int, left.locator.removeprefix("characters ").split("-")))] == (
        "A drone struck Binnish on Tuesday."
    )
    assert {m.name: m.role for m in found.mentions} == {"Ariha": "event", "Binnish": "background"}


def test_the_likeliest_of_a_report_stays(monkeypatch):
    weighed(monkeypatch, {"Ariha": 0.1, "Binnish": 0.05})
    assert places(TWO) == ["Ariha"]


def test_more_is_asked_before_dead_are_left_out(monkeypatch):
    weighed(monkeypatch, {"Ariha": 0.2, "Binnish": 0.9})
    assert places(TWO) == ["Ariha", "Binnish"]
    weighed(monkeypatch, {"Ariha": 0.1, "Binnish": 0.9})
    assert places(TWO) == ["Binnish"]


def test_a_report_of_few_sentences_tells_nothing_in_passing(monkeypatch):
    weighed(monkeypatch, {"Ariha": 0.9, "Binnish": 0.3})
    assert places(f"{NEWS} A drone struck Binnish on Tuesday.") == ["Ariha", "Binnish"]


def test_a_doubtful_event_is_for_review(monkeypatch):
    doubt = "what is told of Binnish may be no event of its own"
    weighed(monkeypatch, {"Ariha": 0.9, "Binnish": 0.45})
    _, doubted = reading(TWO).tellings
    weighed(monkeypatch, {"Ariha": 0.9, "Binnish": 0.55})
    _, sure = reading(TWO).tellings
    assert doubt not in sure.review
    assert doubted.review == (*sure.review, doubt)


def test_news_is_likelier_than_what_is_said_in_passing(monkeypatch):
    found = {}
    of = credence.Credence.of

    def watched(self, draft, told):
        found[draft.spots[0].name] = of(self, draft, told)
        return found[draft.spots[0].name]

    monkeypatch.setattr(credence.Credence, "of", watched)
    reading(f"{NEWS} {REST} {PASSING}")
    assert found["Ariha"] > 0.8
    assert found["Aleppo"] < 0.4


def test_every_sign_has_a_weight_and_the_weights_are_those_of_the_first_readings():
    with files("geo.extract").joinpath(credence.MODEL).open(encoding="utf-8") as file:
        weights = {row["sign"]: float(row["weight"]) for row in csv.DictReader(file)}
    told = rows()
    names = [name for name in told[0] if name not in KEYS]
    assert list(weights) == names
    signs = np.array([[float(row[name]) for name in names] for row in told])
    right = np.array([row["right"] == "1" for row in told], dtype=float)
    assert fit(signs, right) == pytest.approx(list(weights.values()), abs=1e-3)


def test_the_fit_finds_what_tells_right_from_wrong():
    draw = random.Random(7)
    signs = np.array([[1.0, draw.gauss(0, 1), draw.gauss(0, 3)] for _ in range(600)])
    right = np.array([float(s[1] + draw.gauss(0, 0.5) > 0.5) for s in signs])
    bias, telling, idle = fit(signs, right)
    assert telling > 1
    assert abs(idle) < 0.1
    assert bias < 0
    reports = [f"r{k // 3}" for k in range(600)]
    chances = by_folds(signs, right, reports)
    assert chances[right == 1].mean() > chances[right == 0].mean() + 0.4
    stay = kept(chances, reports, 2.0)
    assert stay.sum() == len(set(reports))
