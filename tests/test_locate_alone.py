"""What a name means that a report says nothing else about: the box, the lists and their doubts speak."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, open_gazetteer
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


@pytest.mark.parametrize(
    ("name", "people", "sure"),
    [
        pytest.param("Eastern Marqub", 0, False, id="a hamlet of its own"),
        pytest.param("Eastern Marqub", 9000, True, id="a side of a town"),
        pytest.param("Marqub village", 0, True, id="no side"),
    ],
)
def test_a_name_with_a_side_that_is_not_listed(name: str, people: int, *, sure: bool) -> None:
    assert (alone(name, listing("ocha", ("Marqub", HERE, people, ()))) is not None) is sure


@pytest.mark.parametrize(
    ("name", "others", "sure"),
    [
        pytest.param("المرقوب", 2, True, id="written with its article it is the one that has it"),
        pytest.param("المرقوب", 3, False, id="and one of many may have it all the same"),
        pytest.param("مرقوب", 4, True, id="written without it is the one that has none"),
        pytest.param("مرقوب", 5, False, id="though not one against many"),
        pytest.param("Marqub", 1, False, id="Latin script leaves it out at will"),
    ],
)
def test_an_article_tells_two_villages_apart_in_arabic(
    name: str, others: int, *, sure: bool
) -> None:
    bare, whole = ("مرقوب", "المرقوب") if name.startswith("ال") else ("المرقوب", "مرقوب")
    rivals: list[Row] = [
        (f"Al-Marqub {number}", (37.3 - number / 4, 36.3 - number / 4), 0, (bare, "al-Marqub"))
        for number in range(others)
    ]
    far: list[Row] = [("Beyond", (39.0 + n, 35.0), 0, (bare,)) for n in range(3)]
    listed = listing("ocha", ("Marqub", HERE, 0, (whole,)), *rivals, *far)
    assert (alone(name, listed) is not None) is sure


@pytest.mark.parametrize(
    ("name", "listed", "sure"),
    [
        pytest.param("مرقوب", "Marqub - Tayyiba", True, id="one of two names is no rival"),
        pytest.param("مرقوب", "Marqub", False, id="a name of its own is"),
        pytest.param("Marqub", "Marqub - Tayyiba", False, id="Latin script spells in many ways"),
        pytest.param("طيبة", "Marqub - Tayyiba", True, id="where no other village has it"),
    ],
)
def test_a_village_with_one_name_is_meant_rather_than_a_row_that_has_two(
    name: str, listed: str, *, sure: bool
) -> None:
    row = (listed, FARTHER, 0, ("مرقوب", "طيبة", "Marqub"))
    place = alone(name, listing("ocha", ("Marqub", HERE, 0, ("مرقوب",)), row))
    assert (place is not None) is sure
    assert place is None or (place.lon, place.lat) == (HERE if name == "مرقوب" else FARTHER)


# --- villages of one name, of which it means one where a report says nothing else

HOMONYMS = (
    ("Kafraya", 36.68, 35.99, "Idleb", "كفريا"),
    ("Kafraya", 36.08, 35.67, "Lattakia", "كفريه"),
    ("Sarja", 36.63, 35.76, "Idleb", "سرجة"),
    ("Sarja", 37.26, 35.89, "Aleppo", "سرجة"),
    ("Bahra", 40.79, 34.73, "Deir-ez-Zor", "البحرة"),
    ("Bahra", 36.58, 35.07, "Hama", "البحرة"),
    ("Abu Dali", 36.90, 35.45, "Idleb", "أبو دالي"),
    ("Abu Dali", 36.89, 34.68, "Homs", "أبو دالي"),
    ("Abu Dali", 37.39, 35.03, "Hama", "أبو دالي"),
    ("Qamhana", 36.73, 35.20, "Hama", "قمحانة"),
    ("Qamhana", 36.80, 35.77, "Idleb", "قمحانة"),
)
WHOLE = Scope(countries=("SY",))


@pytest.fixture(scope="module")
def homonyms() -> Gazetteer:
    entries = [
        Entry(
            name=name, lon=lon, lat=lat, radius_m=1500, kind="village", ref=str(number),
            country="SY", admin1=admin1, names={"ar": arabic}, spellings=(arabic,),
        )
        for number, (name, lon, lat, admin1, arabic) in enumerate(HOMONYMS)
    ]  # fmt: skip
    mine = Index(write_index(":memory:", entries, {"source": "ocha"}))
    return Gazetteer([mine, *open_gazetteer(None)._indexes])


def told(text: str, names: list[str], gazetteer: Gazetteer, scope: Scope) -> Place | None:
    """Locate the first name of a report that tells of them in order."""
    at, mentions = 0, []
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention("r", at, at + len(name), name, role="event"))
    return locate(Report("r", text), mentions, gazetteer, scope)[0].place


@pytest.mark.parametrize("scope", [WHOLE, BOX], ids=["Syria", "in a box"])
@pytest.mark.parametrize(
    ("name", "lon"),
    [("Kafraya", 36.68), ("Sarja", 36.63), ("سرجة", 36.63), ("Abu Dali", 36.90), ("قمحانة", 36.73)],
)
def test_a_name_alone_means_the_village_that_reports_mean_by_it(
    name: str, lon: float, scope: Scope, homonyms: Gazetteer
) -> None:
    place = alone(name, homonyms, scope=scope)
    assert place is not None
    assert abs(place.lon - lon) < 0.05
    assert place.score >= 0.6


@pytest.mark.parametrize("scope", [WHOLE, BOX], ids=["Syria", "in a box"])
@pytest.mark.parametrize(
    ("text", "names", "lon"),
    [
        ("Shells fell on Kafraya in Latakia province.", ["Kafraya", "Latakia"], 36.08),
        ("Shells fell on Kafraya, near Kansabba.", ["Kafraya", "Kansabba"], 36.08),
        ("Kafraya, Salma and Kansabba were taken.", ["Kafraya", "Salma", "Kansabba"], 36.08),
        ("Kafraya was hit. A man died in Salma.", ["Kafraya", "Salma"], 36.08),
        ("قصف على قمحانة بريف إدلب قرب سراقب", ["قمحانة", "إدلب", "سراقب"], 36.80),
    ],
    ids=["province", "neighbour", "row", "another sentence", "Arabic"],
)
def test_whatever_else_a_report_says_comes_before_what_a_name_alone_means(
    text: str, names: list[str], lon: float, scope: Scope, homonyms: Gazetteer
) -> None:
    place = told(text, names, homonyms, scope)
    assert place is not None
    assert abs(place.lon - lon) < 0.05


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on Sarja in Aleppo province.", ["Sarja", "Aleppo"]),
        ("Shells fell on Abu Dali in Homs province.", ["Abu Dali", "Homs"]),
        ("Two died in Abu Dali, south-east of Salamiyah.", ["Abu Dali", "Salamiyah"]),
    ],
)
def test_no_village_of_another_province_is_meant_than_a_report_names(
    text: str, names: list[str], homonyms: Gazetteer
) -> None:
    place = told(text, names, homonyms, WHOLE)
    assert place is not None
    assert place.admin1 != "Idleb"


def test_a_box_comes_before_what_a_name_alone_means(homonyms: Gazetteer) -> None:
    inside, everywhere = (alone("Bahra", homonyms, scope=s) for s in (BOX, WHOLE))
    assert (inside is not None, everywhere is not None) == (True, True)
    assert inside is None or round(inside.lon, 2) == 36.58
    assert everywhere is None or round(everywhere.lon, 1) == 40.8


def test_a_name_that_none_is_known_to_mean_alone_stays_unsure() -> None:
    mine = listing("ocha", ("Zarzur", HERE, 0, ()), ("Zarzur", FARTHER, 0, ()))
    assert alone("Zarzur", mine) is None


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Debre Elias", "ET", 37.47, 10.3),
        ("Um Dukhun", "SD", 22.87, 11.2),
        ("معسكر دريج", "SD", 24.93, 12.06),
        ("Goz Amer", "TD", 21.8, 12.05),
        ("Lahiban", "IQ", 44.0, 35.7),
        ("Bud Daho", "PH", 121.05, 6.0),
        ("Razih", "YE", 43.24, 17.2),
    ],
)
def test_a_place_that_reports_of_a_war_name_is_on_our_own_tables_with_its_doubt(
    name: str, country: str, lon: float, lat: float
) -> None:
    place = alone(name, open_gazetteer(None), scope=Scope(countries=(country,)))
    assert place is not None
    assert place.source.startswith(OWN)
    assert place.radius_m >= 6000
    assert abs(place.lon - lon) < 0.5
    assert abs(place.lat - lat) < 0.2
