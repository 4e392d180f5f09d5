"""Which armed actors a text names, and who does what to whom."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.extract.actors import Stage, find_actors
from geo.extract.countries import (
    arabic_government,
    country_of_adjective,
    government_of,
    home_country,
)
from geo.extract.counts import find_tolls
from geo.extract.events import find_frames
from geo.extract.lexicon import built_in, extended
from geo.extract.text import sentences, tokenize
from geo.extract.toponyms import Toponym


def adjectives(text: str) -> list[Toponym]:
    tokens = tokenize(text)
    return [Toponym(h.first, h.last, h.row["country"]) for h in built_in("demonyms").find(tokens)]


def named(text: str, home: str = "SY") -> list[str]:
    return [a.name for a in find_actors(tokenize(text), adjectives(text), home, text)]


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("The army came.", "ML", ["Military Forces of Mali"]),
        ("Turkish special forces came.", "SY", ["Military Forces of Turkey"]),
        ("Russian long-range drones came.", "UA", ["Military Forces of Russia"]),
        ("M23 rebels came.", "CD", ["M23: March 23 Movement"]),
        ("Fighters of the Taliban came.", "AF", ["Taliban"]),
        ("Boko Haram militants came.", "NG", ["Boko Haram"]),
        ("It is known that he was there.", "SY", []),
        ("IS came.", "SY", ["Islamic State (Syria)"]),
        ("The SNA came.", "SY", ["Syrian National Army"]),
        ("The SNA came.", "SO", ["Military Forces of Somalia"]),
        ("Israeli forces met settlers.", "PS", ["Military Forces of Israel", "Settlers (Israel)"]),
        ("Soldiers came.", "PS", ["Military Forces of Israel"]),
        ("Police met demonstrators.", "KE", ["Police Forces of Kenya", "Protesters (Kenya)"]),
        ("قصفت قوات الدعم السريع المدينة.", "SD", ["Rapid Support Forces"]),
        ("وصل الجيش السوداني.", "SD", ["Military Forces of Sudan"]),
        ("حلق الطيران الحربي الروسي.", "SY", ["Military Forces of Russia"]),
        ("هاجم مسلحون مجهولون الحاجز.", "IQ", ["Unidentified armed group (Iraq)"]),
    ],
)
def test_the_names_of_actors(text: str, home: str, expected: list[str]) -> None:
    assert named(text, home) == expected


def test_a_possessive_and_a_capital_name_an_army() -> None:
    text = "Turkey's army came and Moscow sent drones."
    names = [Toponym(0, 1), Toponym(5, 6)]
    found = [a.name for a in find_actors(tokenize(text), names, "SY", text)]
    assert found == ["Military Forces of Turkey", "Military Forces of Russia"]


def test_a_users_actor_is_known() -> None:
    rows = [{"phrase": "river wardens", "name": "River Wardens", "kind": "militia"}]
    text = "River Wardens came."
    found = find_actors(tokenize(text), [], "SS", text, extended("actors", rows))
    assert [a.name for a in found] == ["River Wardens"]


def test_governments_by_name_capital_and_script() -> None:
    assert [government_of(n) for n in ("Kyiv", "the Kremlin", "Syria", "Lumo")] == [
        "UA",
        "RU",
        "SY",
        "",
    ]
    assert arabic_government(tokenize("وأنقرة")) == "TR"
    assert arabic_government(tokenize("تل أبيب")) == "IL"
    assert country_of_adjective("Ukrainian") == "Ukraine"


def test_a_report_is_about_what_it_names_most() -> None:
    assert home_country(["Goma", "Kigali"], ["CD", "CD"], {"Goma": "CD", "Kigali": "RW"}) == "CD"
    assert home_country([], [], {}) == ""


# ---- casting ---------------------------------------------------------------------------------


def cast(text: str, home: str = "SY", publisher: str = "") -> list[tuple[str, str]]:
    parts = sentences(text)
    names = [
        [Toponym(h.first, h.last, h.row["country"]) for h in built_in("demonyms").find(p.tokens)]
        for p in parts
    ]
    stage = Stage(text, parts, names, home, publisher)
    told = []
    for part in parts:
        frames = find_frames(part, find_tolls(part.tokens, []), [])
        stage.cast(part, frames)
        told += [
            (f.actor1.name if f.actor1 else "", f.actor2.name if f.actor2 else "") for f in frames
        ]
    return told


TURKEY, SYRIA, RUSSIA = (f"Military Forces of {c}" for c in ("Turkey", "Syria", "Russia"))


@pytest.mark.parametrize(
    ("text", "doer", "sufferer"),
    [
        ("Turkish forces shelled army positions near Lumo.", TURKEY, SYRIA),
        ("Army positions were shelled by Turkish forces near Lumo.", TURKEY, SYRIA),
        ("Air strikes by Russian warplanes killed nine civilians in Lumo.", RUSSIA, "Civilians (Syria)"),
        ("Russian air strikes hit a market in Lumo, killing nine.", RUSSIA, "Civilians (Syria)"),
        ("Clashes between the army and Hezbollah broke out in Lumo.", SYRIA, "Hezbollah"),
        ("Gunmen attacked a police patrol in Lumo.", "Unidentified armed group (Syria)",
         "Police Forces of Syria"),
        ("Hezbollah ambushed soldiers near Lumo, killing five soldiers.", "Hezbollah", SYRIA),
        ("The army said Hezbollah attacked a village near Lumo.", "Hezbollah", "Civilians (Syria)"),
        ("The army blamed the attack on Hezbollah, which is backed by Russia.", "Hezbollah", ""),
        ("A car bomb attributed to Hezbollah exploded near soldiers in Lumo.", "Hezbollah", SYRIA),
        ("Activists and a medical source said shells hit a market in Lumo, killing two civilians.",
         "", "Civilians (Syria)"),
        ("استهدفت مدفعية النظام مواقع داعش قرب لومو.", SYRIA, "Islamic State (Syria)"),
    ],
)  # fmt: skip
def test_who_does_what_to_whom(text: str, doer: str, sufferer: str) -> None:
    assert (doer, sufferer) in cast(text)


def test_a_protest_has_its_own_sides() -> None:
    assert (
        cast("Protesters gathered in Lumo and police fired tear gas.", "KE")[0][0]
        == "Protesters (Kenya)"
    )


def test_the_next_attack_is_by_the_same_unless_the_text_turns_away() -> None:
    first = "Russian warplanes bombed Lumo on Monday."
    assert cast(first + " Another strike hit the mill.")[-1][0] == ""
    assert cast(first + " The strikes hit the mill too.")[-1][0] == RUSSIA


def test_our_forces_and_the_enemy_are_those_of_a_statement() -> None:
    text = "Our forces repelled an attack by the enemy near Lumo. Hezbollah fled."
    told = cast(text, "SY", "General Staff of the army")
    assert told[0] in ((SYRIA, "Hezbollah"), ("Hezbollah", SYRIA))


def test_the_rebels_are_the_only_group_that_the_report_names() -> None:
    assert cast("M23 fighters came to Lumo. The rebels shelled the army base.", "CD")[-1] == (
        "M23: March 23 Movement",
        "Military Forces of Democratic Republic of Congo",
    )


WORDS = st.lists(
    st.sampled_from(
        "the army attacked by M23 rebels killed five soldiers . clashes between and police , enemy our forces "
        "they its shelled was protesters قصف الجيش على من قوات قتل بين".split()
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(st.text(max_size=120), WORDS), st.sampled_from(["", "SY", "PS", "XX"]))
@example("WAS KILLED", "")
def test_any_text_is_cast_and_actors_lie_inside_it(text: str, home: str) -> None:
    cast(text, home)
    tokens = tokenize(text)
    for actor in find_actors(tokens, adjectives(text), home, text):
        assert 0 <= actor.first < actor.last <= len(tokens)
        assert actor.name
        assert "{" not in actor.name or actor.kind in ("us", "enemy")
