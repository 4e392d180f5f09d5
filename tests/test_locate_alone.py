"""What a name means that a report says nothing else about: the box, the lists and their doubts speak."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.index import OWN, Entry, Index, write_index
from geo.locate import Scope, locate
from geo.model import Mention, Place, Report

BOX = Scope(countries=("SY",), box=(35.7, 34.9, 37.9, 36.7))
HERE, FARTHER, OUTSIDE = (36.7, 35.8), (37.3, 36.3), (39.0, 35.0)

Row = tuple[str, tuple[float, float], int, tuple[str, ...]]


def listing(source: str, *places: Row, arabic: str = "") -> Gazetteer:
    """Return a list of places: name, spot, people, other names; ``OWN`` stands for our own tables."""
    entries = [
        Entry(
            name=name,
            lon=lon,
            lat=lat,
            radius_m=5000 if source == OWN else 1000,
            kind="town" if people else "village",
            ref=f"{source if source == OWN else ''}r{number}",
            country="SY",
            population=people,
            spellings=others,
            names={"ar": arabic} if arabic else {},
        )
        for number, (name, (lon, lat), people, others) in enumerate(places)
    ]
    about = {"source": "geonames" if source == OWN else source}
    return Gazetteer([Index(write_index(":memory:", entries, about))])


def alone(name: str, *lists: Gazetteer, scope: Scope = BOX) -> Place | None:
    """Locate a name that a report tells nothing else about."""
    gazetteer = Gazetteer([index for one in lists for index in one._indexes])
    (mention,) = locate(Report("r", name), [Mention("r", 0, len(name), name)], gazetteer, scope)
    return mention.place


def test_a_name_that_our_own_table_gives_a_place_is_its_name_however_unlike() -> None:
    assert alone("Fig Hill", listing(OWN, ("Tal al-Tin", HERE, 0, ("Fig Hill",)))) is not None
    assert alone("Fig Hill", listing("geonames", ("Tal al-Tin", HERE, 0, ("Fig Hill",)))) is None


@pytest.mark.parametrize("name", ["Marqub air base", "مطار مرقوب العسكري", "Marqub Havaalanı"])
def test_an_air_base_that_no_list_has_is_near_its_town_however_much_is_said_of_it(name) -> None:
    town = listing("geonames", ("Marqub", HERE, 0, ()), arabic="مرقوب")
    place = alone(name, town)
    assert place is not None
    assert "not listed: near Marqub" in place.basis


def test_no_air_base_lies_near_a_village_that_only_an_odd_alias_calls_so() -> None:
    assert alone("Marqub air base", listing("geonames", ("Zeita", HERE, 0, ("Marqub",)))) is None


def test_what_only_an_odd_alias_calls_so_is_no_rival() -> None:
    odd, like = (("Zeita", FARTHER, 9000, (alias,)) for alias in ("Marqub", "Zayta"))
    own = listing(OWN, ("Marqub", HERE, 0, ("Zayta",)))
    place = alone("Marqub", own, listing("geonames", odd))
    assert place is not None
    assert (place.lon, place.lat) == HERE
    assert alone("Zayta", own, listing("geonames", like)) is None


@pytest.mark.parametrize(
    ("source", "people", "sure"),
    [
        pytest.param(OWN, 50_000, True, id="of two in the news the box says which"),
        pytest.param(OWN, 150_000, False, id="but a city is meant from afar"),
        pytest.param("ocha", 50_000, False, id="a hamlet that only a full list has may never be"),
        pytest.param("ocha", 0, True, id="of two hamlets the box says which"),
    ],
)
def test_a_larger_namesake_outside_the_box(source: str, people: int, *, sure: bool) -> None:
    near = listing(source, ("Marqub", HERE, 0, ()))
    place = alone("Marqub", near, listing("geonames", ("Marqub", OUTSIDE, people, ())))
    assert (place is not None and (place.lon, place.lat) == HERE) is sure


def test_one_village_that_our_own_tables_list_twice_is_one() -> None:
    twice = [("Marqub", HERE, 0, ()), ("Marqoub", (36.78, 35.8), 0, ("Marqub",))]  # 7 km
    assert alone("Marqub", listing(OWN, *twice)) is not None
    assert alone("Marqub", listing("ocha", *twice)) is None
    assert alone("Marqub", listing(OWN, twice[0], ("Marqoub", FARTHER, 0, ("Marqub",)))) is None


@pytest.mark.parametrize(
    ("name", "listed", "arabic", "sure"),
    [
        pytest.param("Haas", "Hass", "حاس", True, id="two consonants, and the vowels agree"),
        pytest.param("Hais", "Hass", "حاس", False, id="two consonants, and they do not"),
        pytest.param(
            "Maarat al-Zurzur", "Maarrat az Zurzur", "معرة الزرزور", True, id="many consonants"
        ),
        pytest.param("Maarat al-Zarzir", "Maarrat az Zurzur", "معرة الزرزور", False, id="vowels"),
    ],
)
def test_a_guess_in_a_list_that_has_few_villages(
    name: str, listed: str, arabic: str, *, sure: bool
) -> None:
    few = listing("geonames", (listed, HERE, 0, ()), arabic=arabic)
    assert (alone(name, few) is not None) is sure


@pytest.mark.parametrize(("people", "sure"), [(48_000, True), (9_000, False)])
def test_a_hamlet_that_only_a_full_list_has_hides_no_well_known_town(
    people: int, sure: bool
) -> None:
    world = listing("geonames", ("Marqub", HERE, people, ()))
    full = listing("ocha", ("Marqub", FARTHER, 0, ()))
    assert (alone("Marqub", world, full) is not None) == sure
