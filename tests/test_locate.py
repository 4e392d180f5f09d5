"""Locating: which place a report means, how far its words stray from it, and when to say nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

import geo.locate.context
import geo.locate.ties
from geo.gazetteer import Gazetteer, open_gazetteer
from geo.gazetteer.index import Entry, Index, write_index
from geo.locate import Scope, finest, locate, look_up
from geo.locate.choose import load_ranker
from geo.locate.context import surroundings, tells_container
from geo.locate.evidence import FEATURES, FIXED, MOVING
from geo.locate.relations import applied, disc, half_of, onward, reach_m, ring, sector
from geo.locate.single import apart_km, spellings, weighed
from geo.locate.view import stands_alone
from geo.model import Mention, Place, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

SYRIA = Scope(countries=("SY",))
IDLIB = Scope(countries=("SY",), box=(35.7, 34.9, 37.9, 36.7))


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer(None)


@pytest.fixture(scope="module")
def idlib() -> Gazetteer:
    """Towns of the north-west as a project lists them, and then the world."""
    towns = [
        ("Saraqib", 36.806, 35.861, "town", "Idlib", ("Saraqeb",), "سراقب"),
        ("Nayrab", 36.718, 35.869, "village", "Idlib", ("al-Nayrab",), "النيرب"),
        ("Taftanaz", 36.783, 35.998, "town", "Idlib", (), "تفتناز"),
        ("Taftanaz Military Airbase", 36.783, 35.972, "site", "Idlib", ("Taftanaz air base",), ""),
        ("Dana", 36.770, 36.214, "town", "Idlib", ("al-Dana",), "الدانا"),
        ("Maarat al-Numan", 36.677, 35.648, "town", "Idlib", (), "معرة النعمان"),
        ("Dana", 36.688, 35.700, "village", "Idlib", (), "الدانا"),
        ("Ariha", 36.610, 35.814, "town", "Idlib", (), "أريحا"),
        ("Sarmin", 36.724, 35.904, "town", "Idlib", (), "سرمين"),
    ]
    entries = [
        Entry(
            name=name,
            lon=lon,
            lat=lat,
            radius_m=1500 if kind != "site" else 3000,
            kind=kind,
            ref=str(number),
            country="SY",
            admin1=admin1,
            spellings=spellings,
            names={"ar": arabic} if arabic else {},
            prominence=6,
        )
        for number, (name, lon, lat, kind, admin1, spellings, arabic) in enumerate(towns)
    ]
    own = Index(write_index(":memory:", entries, {"source": "places/own.csv"}))
    return Gazetteer([own, *open_gazetteer(None)._indexes])


def placed(
    text: str, names: Sequence[str], geocoder: Gazetteer, scope: Scope = SYRIA
) -> list[Mention]:
    """Locate the n-th occurrence of each name, in order."""
    at = 0
    mentions = []
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention("r", at, at + len(name), name, role="event"))
        at += len(name)
    return list(locate(Report("r", text), mentions, geocoder, scope))


def only(mentions: Sequence[Mention], number: int = -1) -> Place:
    place = mentions[number].place
    assert place is not None
    return place


@pytest.fixture(scope="module")
def hamlets() -> Gazetteer:
    """A full list of hamlets, and before the world's list two places that such a list has as well."""

    def entries(*rows: tuple[str, float, float, str, str]) -> list[Entry]:
        return [
            Entry(
                name=name, lon=lon, lat=lat, radius_m=1000, kind="village", ref=str(number),
                country="SY", admin1=admin1, names={"ar": arabic},
            )
            for number, (name, lon, lat, admin1, arabic) in enumerate(rows)
        ]  # fmt: skip

    full = entries(
        ("Tal Zafar", 36.70, 35.60, "Idleb", "تل ظفر"),
        ("Tal Zafar", 36.40, 35.10, "Hama", "تل ظفر"),
        ("Bir Nahas", 36.75, 35.80, "Idleb", "بئر نحاس"),
        ("Bir Nahas", 36.45, 36.10, "Idleb", "بئر نحاس"),
        ("Qamra", 36.80, 35.95, "Idleb", "قمرة"),
        ("Qamriyeh", 36.20, 35.40, "Hama", "القمرية"),
    )
    known = entries(
        ("Tell Zafar", 36.71, 35.61, "Idlib", "تل ظفر"),
        ("Bi'r Nahhas", 36.75, 35.80, "Idlib", "بئر نحاس"),
    )
    village = Index(write_index(":memory:", full, {"source": "villages"}))
    world = Index(write_index(":memory:", known, {"source": "geonames"}))
    return Gazetteer([village, world])


# --- which place


@pytest.mark.parametrize("name", ["Tal Zafar", "تل ظفر"])
def test_a_hamlet_gives_way_to_its_namesake_of_another_province_that_is_known(
    hamlets: Gazetteer, name: str
) -> None:
    place = only(placed(f"{name}.", [name], hamlets, IDLIB))
    assert place.lat == 35.60
    assert "of 2 by that name" in place.basis


def test_within_one_province_two_of_a_name_stay_two(hamlets: Gazetteer) -> None:
    (mention,) = placed("Bir Nahas.", ["Bir Nahas"], hamlets, IDLIB)
    assert mention.place is None
    assert len(mention.alternatives) == 2


def test_a_hamlet_is_meant_where_the_text_names_its_province(hamlets: Gazetteer) -> None:
    world = Gazetteer([*hamlets._indexes[:1], *open_gazetteer(None)._indexes])
    text = "in Tal Zafar, in Hama province"
    assert only(placed(text, ["Tal Zafar", "Hama"], world, IDLIB), 0).lat == 35.10


def test_a_region_that_is_listed_is_no_site_that_sounds_like_it(
    hamlets: Gazetteer, world: Gazetteer
) -> None:
    lists = Gazetteer([*hamlets._indexes[:1], *world._indexes])
    text = "قصف على جبل الزاوية"
    assert only(placed(text, ["جبل الزاوية"], lists, IDLIB)).kind == "region"


def test_a_village_outside_the_box_is_meant_where_others_beside_it_are_told(
    world: Gazetteer,
) -> None:
    village = Entry(
        name="Tal Qamra", lon=40.1, lat=36.8, radius_m=1000, kind="village", ref="1", country="SY"
    )
    lists = Gazetteer([Index(write_index(":memory:", [village], {"source": "v"})), *world._indexes])
    text = "Troops shelled Tal Qamra near Ras al-Ayn in Hasakah province."
    names = ["Tal Qamra", "Ras al-Ayn", "Hasakah"]
    assert only(placed(text, names, lists, IDLIB), 0).name == "Tal Qamra"


def test_a_last_h_makes_no_other_name(hamlets: Gazetteer) -> None:
    assert only(placed("Qamrah.", ["Qamrah"], hamlets, IDLIB)).name == "Qamra"


def test_a_town_is_found_with_its_doubt(idlib: Gazetteer) -> None:
    place = only(placed("Shells fell on Saraqeb on Monday.", ["Saraqeb"], idlib))
    assert (round(place.lon, 2), round(place.lat, 2)) == (36.81, 35.86)
    assert place.radius_m == 1500
    assert place.score > 0.5
    assert "Saraqib" in place.basis


def test_a_place_it_does_not_know_gets_no_point(idlib: Gazetteer) -> None:
    (mention,) = placed("Shells fell on Sarmada on Monday.", ["Sarmada"], idlib)
    assert mention.place is None or mention.place.name != "Sarmin"


def test_an_invented_name_gets_no_point(world: Gazetteer) -> None:
    (mention,) = placed("Shells fell on Qwetzborough.", ["Qwetzborough"], world, Scope())
    assert mention.place is None


def test_mentions_come_back_in_order_and_otherwise_unchanged(idlib: Gazetteer) -> None:
    text = "Between Xyzzyville and Saraqeb."
    mentions = [
        Mention("r", text.index(n), text.index(n) + len(n), n) for n in ("Saraqeb", "Xyzzyville")
    ]
    out = locate(Report("r", text), mentions, idlib, SYRIA)
    assert [(m.name, m.start, m.end, m.role) for m in out] == [
        (m.name, m.start, m.end, m.role) for m in mentions
    ]
    assert out[0].place is not None
    assert out[1].place is None


def test_no_mentions_no_places(world: Gazetteer) -> None:
    assert locate(Report("r", "Nothing."), [], world, Scope()) == ()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighting in Tripoli between factions from Misrata and Zintan, Libya", "Tripoli", "LY"),
        ("Clashes in Tripoli spread to Akkar and Beirut, Lebanon", "Tripoli", "LB"),
        ("Protesters in Tbilisi and Batumi said Georgia must vote", "Georgia", "GE"),
        ("Police in Atlanta and Savannah, in the state of Georgia", "Georgia", "US"),
    ],
)
def test_company_decides_between_homonyms(
    world: Gazetteer, text: str, name: str, country: str
) -> None:
    others = re.findall(r"[A-Z][a-z]{4,}", text)
    names = [w for w in others if world.prominence(w)]
    mentions = placed(text, names, world, Scope())
    assert next(m for m in mentions if m.name == name).place.country == country  # type: ignore[union-attr]


def test_the_province_and_its_capital_are_told_apart(world: Gazetteer) -> None:
    text = "Air strikes hit Idlib city, and shells fell across Idlib province."
    city, province = placed(text, ["Idlib", "Idlib"], world)
    assert city.place is not None
    assert province.place is not None
    assert (city.place.kind, province.place.kind) == ("city", "admin1")
    assert province.place.shape is not None
    assert province.place.radius_m > 30_000 > city.place.radius_m


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell in southern Idlib on Monday.", "Idlib"),
        ("A drone bombed a checkpoint in northern Raqqa.", "Raqqa"),
        ("Strikes killed two in the Idlib de-escalation zone.", "Idlib"),
        ("Jets bombed the enclave of Idlib on Monday.", "Idlib"),
    ],
)
def test_parts_and_zones_of_a_small_seat_are_of_its_province(
    world: Gazetteer, text: str, name: str
) -> None:
    place = only(placed(text, [name], world))
    assert place.radius_m > 30_000


def test_a_small_seat_is_its_province_where_the_report_speaks_of_the_province(
    world: Gazetteer,
) -> None:
    text = "Two soldiers died in Idlib, the ministry said. Idlib province is a de-escalation zone."
    bare, _ = placed(text, ["Idlib", "Idlib"], world)
    assert bare.place is not None
    assert bare.place.kind == "admin1"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Two soldiers died in Idlib on Monday.", "admin1", id="said of no city"),
        pytest.param("A strike on a market in Idlib killed two.", "city", id="a market is in one"),
    ],
)
def test_a_small_seat_is_its_province_unless_the_report_speaks_of_the_city(
    world: Gazetteer, text: str, kind: str
) -> None:
    first, *_ = placed(text, ["Idlib"] * text.count("Idlib"), world)
    assert first.place is not None
    assert first.place.kind == kind


@pytest.mark.parametrize("where", ["on the outskirts of", "near"])
def test_a_distance_is_told_from_a_town_where_the_province_stands_first(
    world: Gazetteer, where: str
) -> None:
    (found,) = placed(f"The body was found {where} Daraa on Friday.", ["Daraa"], world)
    assert found.place is not None
    assert found.place.radius_m < 10_000


def test_of_two_guesses_at_letters_the_nearer_one_is_meant() -> None:
    villages = [
        Entry(
            name=name, lon=lon, lat=lat, radius_m=1000, kind="village", ref=name, country="SY",
            admin1="Aleppo", spellings=(), names={"ar": arabic}, prominence=6,
        )
        for name, lon, lat, arabic in (("Kafr Taal", 36.894, 36.153, "كفر تعال"), ("Kafr Dael", 37.023, 36.214, "كفر داعل"))
    ]  # fmt: skip
    own = Index(write_index(":memory:", villages, {"source": "places/own.csv"}))
    both = Gazetteer([own, *open_gazetteer(None)._indexes])
    text = "Eight died in Kfar Taal, a village in Aleppo. Six were killed in Kfar Taal."
    spots = [m.place for m in placed(text, ["Kfar Taal", "Aleppo", "Kfar Taal"], both)]
    assert [p.name for p in (spots[0], spots[2]) if p] == ["Kafr Taal", "Kafr Taal"]


def test_residential_districts_are_a_towns(world: Gazetteer) -> None:
    (quarters,) = placed("Rockets hit residential districts of Aleppo.", ["Aleppo"], world)
    assert quarters.place is not None
    assert quarters.place.kind == "city"


def test_the_east_of_a_large_seat_is_of_the_city(world: Gazetteer) -> None:
    assert only(placed("Bombs fell on eastern Aleppo.", ["Aleppo"], world)).radius_m < 15_000


def test_a_southern_province_is_not_the_south_of_a_province(world: Gazetteer) -> None:
    place = only(placed("Rebels held out in the southern province of Daraa.", ["Daraa"], world))
    assert (place.kind, "half" in place.basis) == ("admin1", False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "In the southeastern province of Adıyaman, militants attacked the Çamlıca village.",
            ["Adıyaman", "Çamlıca"],
        ),
        (
            "Fourteen people died in Al-Rashad village of Al-Miqdadiyah district.",
            ["Al-Rashad", "Al-Miqdadiyah"],
        ),
    ],
)
def test_a_village_far_off_the_ground_that_is_told_gives_way_to_it(
    world: Gazetteer, text: str, names: list[str]
) -> None:
    spots = {m.name: only([m]) for m in placed(text, names, world, Scope())}
    ground, village = spots[names[names[0] != "Adıyaman"]], spots[names[names[0] == "Adıyaman"]]
    assert (village.lon, village.lat) == pytest.approx((ground.lon, ground.lat), abs=0.1)


def test_what_a_sure_place_is_near_lies_not_in_another_land(world: Gazetteer) -> None:
    text = "Shells hit a house in rural Al-Sweida, near Al-Kum road, in Syria's Daraa province."
    _, stray, *_ = placed(text, ["Al-Sweida", "Al-Kum", "Daraa"], world, Scope())
    assert stray.place is None


def test_each_of_the_provinces_of_two_names_is_one(world: Gazetteer) -> None:
    text = "Troops fired into land held by rebels in the northern provinces of Idlib and Aleppo."
    _, second = placed(text, ["Idlib", "Aleppo"], world)
    assert second.place is not None
    assert second.place.kind == "admin1"


def test_a_guessed_town_lies_in_its_division_however_lists_spell_that() -> None:
    town = Entry(
        name="Khan Qwetzun", lon=36.65, lat=35.44, radius_m=2000, kind="town", ref="1", country="SY",
        admin1="Idleb", spellings=(), names={}, prominence=6,
    )  # fmt: skip
    own = Index(write_index(":memory:", [town], {"source": "places/own.csv"}))
    both = Gazetteer([own, *open_gazetteer(None)._indexes])
    text = "Guns shelled the surroundings of Khan Qwaitzoun city in Idleb southern countryside."
    place = only(placed(text, ["Khan Qwaitzoun", "Idleb"], both), 0)
    assert (place.lon, place.lat) == pytest.approx((36.65, 35.44), abs=0.05)


def test_the_north_west_of_a_land_lies_in_its_north_and_its_west() -> None:
    land = shapely.box(0, 0, 2, 2)
    quarter = half_of(land, 1, 1, 315)
    assert quarter.bounds == pytest.approx((0, 1, 1, 2))


def test_a_province_is_an_area_never_a_pin(world: Gazetteer) -> None:
    place = only(placed("Fighting went on across Idlib province.", ["Idlib"], world))
    assert place.shape is not None
    assert shapely.area(place.shape) > 0.3
    assert place.shape.covers(Point(place.lon, place.lat))


def test_a_homonym_lies_where_the_text_says(idlib: Gazetteer) -> None:
    text = "They took al-Dana, near Maarat al-Numan, on Monday."
    assert only(placed(text, ["al-Dana", "Maarat al-Numan"], idlib), 0).lat == 35.7


def test_the_nearest_homonym_wins(idlib: Gazetteer) -> None:
    text = "They took the town of al-Dana and closed around Maarat al-Numan, south of Saraqeb."
    assert only(placed(text, ["al-Dana", "Maarat al-Numan", "Saraqeb"], idlib), 0).lat == 35.7


def test_an_unlisted_village_is_an_area_near_its_neighbour(idlib: Gazetteer) -> None:
    text = "Shells hit Qwetzan, a village near Saraqeb."
    place = only(placed(text, ["Qwetzan", "Saraqeb"], idlib), 0)
    assert (place.name, place.kind) == ("Qwetzan", "area")
    assert place.radius_m > 5000
    assert "not listed" in place.basis


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided Qwelo Gadwin village, near Kismayo.",
        "Gunmen raided Qwelo Gadwin, a town in southern Somalia, 20 km north of Kismayo.",
        "Gunmen raided the outskirts of Qwelo Gadwin, near Kismayo. They left Qwelo Gadwin at noon.",
    ],
)
def test_what_no_list_has_lies_near_its_neighbour_wherever_it_is_named(
    text: str, world: Gazetteer
) -> None:
    named = [m.group() for m in re.finditer("Qwelo Gadwin|Somalia|Kismayo", text)]
    somalia = Scope(countries=("SO",))
    for mention in placed(text, named, world, somalia):
        if mention.name == "Qwelo Gadwin":
            assert mention.place is not None
            assert apart_km(mention.place, 42.545, -0.358) < 40


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("in the village of Saraqeb", ""),
        ("in the northern state of Saraqeb", ""),
        ("In western Saraqeb", "western"),
        ("in the south of Saraqeb", "southern"),
        ("4 miles south of Saraqeb", "6.4 km south of"),
        ("12 km from Saraqeb", "12 km from"),
        ("beside the Saraqeb", "near"),
        ("on the eastern outskirts of Saraqeb", "eastern outskirts of"),
        ("في بلدة سراقب", ""),
        ("شرقي سراقب", "east of"),
        ("بالقرب من سراقب", "near"),
        ("في ريف سراقب", "countryside of"),
    ],
)
def test_how_an_event_leans_on_its_place_is_told_in_few_words(text: str, lean: str) -> None:
    name = text.rsplit(maxsplit=1)[-1]
    assert surroundings(text, text.index(name), len(text)).lean == lean


@pytest.mark.parametrize("words", ["near", "12 km north of", "10 km from", "on the outskirts of"])
def test_beside_an_unlisted_village_in_a_province_is_no_narrower_than_the_province(
    world: Gazetteer, words: str
) -> None:
    text = f"Two people died {words} Qwetzan in Idlib province."
    assert only(placed(text, ["Qwetzan", "Idlib"], world), 0).radius_m > 30_000


def test_an_unlisted_village_in_a_province_is_the_province(world: Gazetteer) -> None:
    text = "Shells hit Qwetzan in Idlib province."
    place = only(placed(text, ["Qwetzan", "Idlib"], world), 0)
    assert place.kind == "area"
    assert place.radius_m > 30_000


# --- the words around a name


@pytest.mark.parametrize(
    ("text", "relation", "bearing", "km"),
    [
        ("fighting in the south of the town of Saraqeb", "part of", 180, None),
        ("jets pounded the south of Saraqeb", "part of", 180, None),
        ("a hill to the south of Saraqeb", "sector", 180, None),
        ("reinforcements north of the town of Saraqeb", "sector", 0, None),
        ("a blast 12 km north-east of Saraqeb", "distance", 45, 12),
        ("some 20 miles (32 km) from Saraqeb", "distance", None, 32),
        ("a village five kilometres west of Saraqeb", "distance", 270, 5),
        ("on the southern outskirts of Saraqeb", "outskirts", 180, None),
        ("shells fell near Saraqeb", "near", None, None),
        ("villages around Saraqeb", "villages", None, None),
        ("in the eastern countryside of Saraqeb", "countryside", 90, None),
        ("in southern Saraqeb", "part of", 180, None),
        ("in rural Saraqeb", "countryside", None, None),
        ("in Saraqeb", "", None, None),
        ("the two sides met in Saraqeb", "", None, None),
    ],
)
def test_relations_in_english(
    text: str, relation: str, bearing: float | None, km: float | None
) -> None:
    around = surroundings(text, text.index("Saraqeb"), len(text))
    assert (around.relation, around.bearing) == (relation, bearing)
    assert (round(around.distance_km) if around.distance_km else None) == km


@pytest.mark.parametrize(
    ("text", "relation", "bearing"),
    [
        ("جنوب شرق مدينة سراقب", "sector", 135),
        ("على بعد 12 كم شمال شرق سراقب", "distance", 45),
        ("على بعد 12 كم إلى الشمال من سراقب", "distance", 0),
        ("على مسافة 12 كم إلى الجنوب الشرقي من سراقب", "distance", 135),
        ("في محيط سراقب", "near", None),
        ("على أطراف سراقب", "outskirts", None),
        ("في ريف سراقب الشرقي", "countryside", 90),
        ("بالقرب من سراقب", "near", None),
        ("في سراقب", "", None),
        ("في مدينة سراقب", "", None),
    ],
)
def test_relations_in_arabic(text: str, relation: str, bearing: float | None) -> None:
    start = text.index("سراقب")
    around = surroundings(text, start, start + 5)
    assert (around.relation, around.bearing) == (relation, bearing)


@pytest.mark.parametrize(
    ("text", "relation", "kinds"),
    [
        ("near Idlib, a region in the north-west, on Monday", "", ("admin1", "region")),
        ("in Idlib, the last rebel-held province, on Monday", "", ("admin1", "region")),
        ("near Idlib, a town in the province, on Monday", "near", ("city", "town", "village")),
        ("near Idlib, the region said", "near", ()),
    ],
)
def test_what_a_comma_calls_a_region_is_one(
    text: str, relation: str, kinds: tuple[str, ...]
) -> None:
    start = text.index("Idlib")
    around = surroundings(text, start, start + 5)
    assert (around.relation, around.kinds) == (relation, kinds)


def test_south_of_is_a_sector_south_of_it(idlib: Gazetteer) -> None:
    place = only(placed("Rebels were hit south of Saraqeb.", ["Saraqeb"], idlib))
    assert place.kind == "area"
    assert place.lat < 35.861
    assert place.shape is not None
    assert place.shape.covers(Point(36.806, 35.82))
    assert not place.shape.covers(Point(36.806, 35.89))
    assert "sector" in place.basis


def test_a_distance_is_a_ring(idlib: Gazetteer) -> None:
    place = only(placed("It exploded 12 km from Saraqeb.", ["Saraqeb"], idlib))
    assert place.shape is not None
    assert not place.shape.covers(Point(36.806, 35.861))
    assert place.radius_m >= 12_000


def test_between_two_towns_is_the_ground_between(idlib: Gazetteer) -> None:
    first, second = placed("Clashes between Saraqeb and Ariha.", ["Saraqeb", "Ariha"], idlib)
    assert first.place is not None
    assert second.place is not None
    assert first.place.shape == second.place.shape
    assert (first.place.name, second.place.name) == ("Saraqib", "Ariha")
    assert first.place.lon == pytest.approx((36.806 + 36.610) / 2, abs=0.01)


def test_between_a_town_and_a_village_of_which_only_the_province_is_known(world: Gazetteer) -> None:
    text = "An ambush between Qwetzan and Saraqib in Idlib province."
    first, second, _ = placed(text, ["Qwetzan", "Saraqib", "Idlib"], world)
    assert first.place is not None
    assert second.place is not None
    assert first.place.lon == second.place.lon == pytest.approx(36.8, abs=0.05)
    assert second.place.radius_m < 20_000


@pytest.mark.parametrize(
    ("text", "division"),
    [
        pytest.param("هاجم مسلحون قرية في غرب كردفان.", "West Kordofan", id="west"),
        pytest.param("هاجم مسلحون قرية بشمال كردفان.", "North Kordofan", id="in the north"),
        pytest.param("هاجم مسلحون قرية في وسط كردفان.", "Kordofan", id="no province"),
    ],
)
def test_the_side_of_a_land_that_is_a_province_is_that_province(
    world: Gazetteer, text: str, division: str
) -> None:
    place = only(placed(text, ["كردفان"], world, Scope()))
    assert place.name == division


def test_a_road_is_a_line(idlib: Gazetteer) -> None:
    place = only(placed("A mine on the Saraqeb-Nayrab road.", ["Saraqeb", "Nayrab"], idlib))
    assert place.kind == "road"
    assert place.shape is not None
    assert place.shape.geom_type == "LineString"


def test_an_air_base_is_the_listed_site(idlib: Gazetteer) -> None:
    place = only(placed("Warplanes attacked Taftanaz air base.", ["Taftanaz"], idlib))
    assert place.kind == "site"


def test_an_unlisted_crossing_is_somewhere_near_its_town(idlib: Gazetteer) -> None:
    place = only(placed("Trucks waited at the Ariha crossing.", ["Ariha"], idlib))
    assert place.radius_m > 5000
    assert "not listed" in place.basis


def test_half_a_country_is_half_its_outline(world: Gazetteer) -> None:
    whole = only(placed("A summit on Mali.", ["Mali"], world, Scope()))
    north = only(placed("Jihadists hold much of northern Mali.", ["Mali"], world, Scope()))
    assert whole.shape is not None
    assert north.shape is not None
    assert north.lat > whole.lat
    assert shapely.area(north.shape) < shapely.area(whole.shape)


# --- collective places


def sites() -> gpd.GeoDataFrame:
    table = pd.DataFrame(
        {
            "site_id": ["p1", "p2", "p3"],
            "name": ["Morek observation post", "Surman observation post", "Salwa observation post"],
            "kind": "observation post",
            "start": pd.to_datetime(["2018-04-07", "2018-02-15", "2020-03-01"]),
            "end": pd.to_datetime(["2020-10-20", None, None]),
            "lon": [36.69, 36.85, 36.76],
            "lat": [35.37, 35.61, 36.31],
            "radius_m": 2000.0,
            "status": "",
            "accuracy": "",
            "source": "",
        }
    )
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)


def test_observation_posts_are_those_in_force_that_day(world: Gazetteer) -> None:
    text = "The army shelled Turkish observation posts."
    name = "Turkish observation posts"
    mention = Mention("r", text.index(name), text.index(name) + len(name), name)
    scope = Scope(countries=("SY",), sites=sites())
    (out,) = locate(Report("r", text), [mention], world, scope, day=date(2020, 2, 3))
    assert out.place is not None
    assert out.place.kind == "area"
    assert [p.source for p in out.alternatives] == ["sites:p1", "sites:p2"]
    assert out.place.shape is not None
    assert all(out.place.shape.covers(Point(p.lon, p.lat)) for p in out.alternatives)


def test_a_named_post_is_that_post(world: Gazetteer) -> None:
    text = "Shells hit the Morek observation post."
    name = "Morek observation post"
    mention = Mention("r", text.index(name), text.index(name) + len(name), name)
    scope = Scope(countries=("SY",), sites=sites())
    (out,) = locate(Report("r", text), [mention], world, scope, day=date(2020, 2, 3))
    assert out.place is not None
    assert out.place.source == "sites:p1"


# --- geometry


@given(st.floats(-170, 170), st.floats(-70, 70), st.floats(0, 359), st.floats(1, 300))
def test_going_on_and_coming_back(lon: float, lat: float, bearing: float, km: float) -> None:
    east, north = onward(lon, lat, bearing, km)
    assert reach_m(Point(east, north), lon, lat) == pytest.approx(km * 1000, rel=0.005)


@given(st.floats(-150, 150), st.floats(-60, 60), st.floats(0, 359), st.floats(2, 200))
def test_shapes_are_valid_and_within_reach(
    lon: float, lat: float, bearing: float, km: float
) -> None:
    spot = (lon, lat)
    for shape in (
        disc(lon, lat, km),
        ring(spot, km / 2, km),
        sector(spot, bearing, 0, km, 45),
        sector(spot, bearing, km / 2, km, 22.5),
        half_of(disc(lon, lat, km), lon, lat, bearing),
    ):
        assert shape.is_valid
        assert not shape.is_empty
        assert reach_m(shape, lon, lat) <= km * 1010


# --- one name by itself


def test_look_up_lists_the_likeliest_first(world: Gazetteer) -> None:
    places = look_up("Tripoli", world, countries=("LB",))
    assert places[0].country == "LB"
    assert [p.score for p in places] == sorted((p.score for p in places), reverse=True)
    assert all(0 <= p.score <= 1 for p in places)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Tripoli River Dam airport", "", id="no town of that name is listed"),
        pytest.param("Ramadi Dam", "Ramadi", id="a dam"),
        pytest.param("Ramadi airport", "Ramadi", id="an airport"),
        pytest.param("Ramadi havaalanı", "Ramadi", id="an airport, in Turkish"),
        pytest.param("Ramadi sınır kapısı", "Ramadi", id="a crossing, in Turkish"),
    ],
)
def test_a_site_no_list_has_is_near_its_town_only_if_that_is_listed(
    world: Gazetteer, name: str, near: str
) -> None:
    found = look_up(name, world)
    said = [p for p in found if "is not listed: near" in p.basis]
    assert bool(said) == bool(near)
    if near:
        assert said == found
        assert near in found[0].basis


def test_within_reach_of_a_spot_all_places_are_equally_close(world: Gazetteer) -> None:
    from geo.locate.single import weighed

    spot = (36.4, 35.3)
    near = {p.source: mark for p, mark in weighed("Suran", world, near=spot)}
    alike = {p.source: mark for p, mark in weighed("Suran", world, near=spot, reach_km=300)}
    assert max(near.values()) <= max(alike.values())
    assert len(set(near.values())) >= len(set(alike.values()))


def test_look_up_near_a_point(world: Gazetteer) -> None:
    assert look_up("Dana", world, near=(36.7, 36.0))[0].country == "SY"
    assert look_up("Dana", world, near=(-87.5, 39.8))[0].country == "US"


@pytest.mark.parametrize("name", ["Ma'arrat al-Nu'man", "Maarat al-Numan"])
def test_a_bare_name_is_the_town_before_the_district_around_it(world: Gazetteer, name: str) -> None:
    kinds = [p.kind for p in look_up(name, world, countries=("SY",), near=(36.7, 35.85))]
    assert kinds[0] in {"town", "village"}
    assert "admin2" in kinds


def test_look_up_of_an_unknown_name_is_empty(world: Gazetteer) -> None:
    assert look_up("Qwxzzvlpt", world) == []


@pytest.mark.parametrize(
    ("written", "name"), [("Syria's", "Syria"), ("والنيرب", "النيرب"), ("لسراقب", "سراقب")]
)
def test_what_sticks_to_a_name_is_taken_off(written: str, name: str) -> None:
    assert name in spellings(written)


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (", ", True),
        (" in ", True),
        (" in northern ", True),
        (" (", True),
        (" and ", False),
        (" to ", False),
        (". The ", False),
        (" ", False),
    ],
)
def test_where_a_name_lies(gap: str, told: bool) -> None:
    text = f"Dana{gap}Idlib"
    assert tells_container(text, 4, 4 + len(gap)) is told


def test_one_look_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; from geo.gazetteer import open_gazetteer; from geo.locate import look_up;"
        "assert look_up('Saraqeb', open_gazetteer(None));"
        "print(sorted({'numpy', 'pandas', 'geopandas', 'shapely', 'folium'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_report_that_names_no_country_is_read_at_home(world: Gazetteer) -> None:
    """Three towns of Somalia say where a fourth, spelled another way, is looked for."""
    names = ["Mogadishu", "Baidoa", "Kismayo", "Garbaharey", "Somalia"]
    text = "Calm in Mogadishu, Baidoa and Kismayo; people marched in Garbaharey, Somalia."
    *_, march, _ = placed(text, names, world, Scope())
    assert march.place is not None
    assert march.place.name == "Garbahaarrey"


@pytest.mark.parametrize(
    ("text", "named", "about", "place"),
    [
        ("هاجم مسلحون بلدة بابوري في ملاوي.", ["بابوري", "ملاوي"], (), None),
        ("هاجم مسلحون بلدة ندوتاكيري في تشاد.", ["ندوتاكيري", "تشاد"], (), None),
        ("هاجم مسلحون بلدة تيبيريبيري في توغو.", ["تيبيريبيري", "توغو"], (), None),
        ("هاجم مسلحون بلدة كاسونغو في ملاوي.", ["كاسونغو", "ملاوي"], (), "Kasungu"),
        ("هاجم مسلحون ثكنة الجيش الملاوي في كاسونغو.", ["كاسونغو"], ("MW",), "Kasungu"),
        ("هاجم مسلحون بلدة كاسونغو.", ["كاسونغو"], (), None),
    ],
)
def test_an_arabic_spelling_of_a_town_abroad_is_looked_for_in_the_country_told(
    text: str, named: list[str], about: tuple[str, ...], place: str | None, world: Gazetteer
) -> None:
    mentions = [Mention("r", text.index(n), text.index(n) + len(n), n) for n in named]
    found, *_ = locate(Report("r", text), mentions, world, Scope(), about=about)
    assert (found.place and found.place.kind != "area" and found.place.name) == place


def test_a_quarter_is_of_the_town_told_behind_it(world: Gazetteer) -> None:
    text = "قصفت الطائرات بيتاً في صيدا.\n\nوضُرب حي النور ببعلبك في لبنان."
    town, quarter, _, _ = placed(text, ["صيدا", "النور", "بعلبك", "لبنان"], world, Scope())
    assert town.place is not None
    assert quarter.place is not None
    assert (round(town.place.lat), round(quarter.place.lat)) == (34, 34)
    assert abs(quarter.place.lon - 36.2) < 0.1


def test_a_quarter_told_to_be_in_a_town_is_in_no_other(world: Gazetteer) -> None:
    """Deir ez-Zor has a listed quarter of that name."""
    text = "غارة على حي الصناعة بمدينة القامشلي في سوريا."
    quarter, town, _ = placed(text, ["الصناعة", "القامشلي", "سوريا"], world, Scope())
    assert quarter.place is not None
    assert town.place is not None
    assert (quarter.place.lon, quarter.place.lat) == (town.place.lon, town.place.lat)
    text = "غارة على حي الصناعة بدير الزور في سوريا."
    quarter, _, _ = placed(text, ["الصناعة", "دير الزور", "سوريا"], world, Scope())
    assert quarter.place is not None
    assert quarter.place.name == "Al-Sinaa"


def test_the_only_town_of_a_name_in_the_project_is_sure_without_company(world: Gazetteer) -> None:
    (found,) = placed("Clashes broke out in Al-Bab.", ["Al-Bab"], world)
    assert found.place is not None
    assert found.place.country == "SY"


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        pytest.param("رفاعة", "SD", "Rufā‘a", id="two consonants, long vowels agree"),
        pytest.param("الحصاحيصا", "SD", "Al Hasaheisa", id="breathings and one consonant"),
    ],
)
def test_a_short_arabic_name_finds_its_latin_spelling_only_at_home(
    name: str, country: str, town: str
) -> None:
    listed = Entry(
        name=town, lon=33.0, lat=15.0, radius_m=1000, kind="town", ref="1", country=country
    )
    latin = Gazetteer([Index(write_index(":memory:", [listed], {"source": "latin"}))])
    assert latin.candidates(name, countries=(country,))[0].name == town
    assert not latin.candidates(name)


def test_a_quarter_no_list_has_gets_its_towns_point_and_says_so(world: Gazetteer) -> None:
    text = "Shelling in Homs killed two people in the Karm Zubaydiyya neighbourhood on Monday."
    _, quarter = placed(text, ["Homs", "Karm Zubaydiyya"], world)
    assert quarter.place is not None
    assert (quarter.place.kind, quarter.place.country) == ("area", "SY")
    assert quarter.place.radius_m < 10_000
    assert "not listed; the text says in" in quarter.place.basis


def test_a_quarter_that_nothing_ties_stays_without_a_place(world: Gazetteer) -> None:
    (quarter,) = placed(
        "Two died in the Karm Zubaydiyya neighbourhood.", ["Karm Zubaydiyya"], world
    )
    assert quarter.place is None


def test_a_village_no_list_has_lies_where_the_text_measures(idlib: Gazetteer) -> None:
    text = "Fighting reached Tell Zubaydiyya, some 12 km west of Saraqib, on Monday."
    village, _ = placed(text, ["Tell Zubaydiyya", "Saraqib"], idlib)
    assert village.place is not None
    assert village.place.lon == pytest.approx(36.806 - 12 / 90.2, abs=0.03)
    assert "not listed; the text says" in village.place.basis


def test_a_village_in_a_seat_that_names_its_province_is_in_the_province(world: Gazetteer) -> None:
    text = "Clashes in the village of Tell Zubaydiyya in Raqqa left three dead."
    village, _ = placed(text, ["Tell Zubaydiyya", "Raqqa"], world)
    assert village.place is None or village.place.radius_m > 10_000


def test_a_village_no_list_has_is_in_the_province_its_sentence_is_set_in(world: Gazetteer) -> None:
    text = "In Raqqa province, the army said it shelled the village of Tell Zubaydiyya."
    province, village = placed(text, ["Raqqa", "Tell Zubaydiyya"], world)
    assert province.place is not None
    assert village.place is not None
    assert village.place.name == "Tell Zubaydiyya"
    assert village.place.shape == province.place.shape
    assert "not listed; the text says in" in village.place.basis


def test_what_is_said_of_the_last_of_a_list_holds_for_all(world: Gazetteer) -> None:
    text = (
        "The army took the village of Tell Zubaydiyya and the hill of Karm Zubayd in northern Hama."
    )
    village, hill, _ = placed(text, ["Tell Zubaydiyya", "Karm Zubayd", "Hama"], world)
    for mention in (village, hill):
        assert mention.place is not None
        assert (mention.place.country, mention.place.admin1) == ("SY", "Hama")


def test_a_town_and_the_district_of_its_name_are_no_rivals(world: Gazetteer) -> None:
    (town,) = placed("Shells fell on Kosti, White Nile.", ["Kosti"], world, Scope(("SD",)))
    assert town.place is not None
    assert town.place.kind == "city"
    assert not [p for p in town.alternatives if p.name == "Kosti"]
    assert "likeliest" not in town.place.basis


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        pytest.param("in Dana, near Sarmin", ["Dana", "Sarmin"], ["Dana"], id="near"),
        pytest.param("in Dana, Syria", ["Dana", "Syria"], ["Dana"], id="country"),
        pytest.param("in Dana and Sarmin", ["Dana", "Sarmin"], ["Dana", "Sarmin"], id="both"),
    ],
)
def test_a_name_that_only_says_where_another_lies_is_no_place_of_the_event(
    idlib: Gazetteer, text: str, names: list[str], kept: list[str]
) -> None:
    found = [m for m in placed(text, names, idlib) if m.place is not None]
    assert [m.name for m in finest(text, found)] == kept


def test_of_a_town_and_its_eastern_side_the_event_has_the_side(idlib: Gazetteer) -> None:
    text = "Warplanes struck Saraqib. The raids on the east of Saraqib went on for hours."
    found = placed(text, ["Saraqib", "Saraqib"], idlib)
    assert [m.start for m in finest(text, found)] == [text.rindex("Saraqib")]


def test_a_district_that_nothing_calls_one_means_its_town(world: Gazetteer) -> None:
    text = "A man was killed in Qalqilya; two were hurt in Nablus and Tulkarm."
    found = placed(text, ["Qalqilya", "Nablus", "Tulkarm"], world, Scope(countries=("PS",)))
    assert found[0].place is not None
    assert found[0].place.lon == pytest.approx(34.97, abs=0.02)


def test_a_small_town_abroad_is_no_meaning_of_a_name_that_sounds_like_one_at_home(
    world: Gazetteer,
) -> None:
    """GeoNames lists "Rajo" as a name of Rio, Florida; Raju lies in the north of Syria."""
    text = "It was calm in Azaz, Afrin and Jindires, while Rajo was shelled."
    rajo = placed(text, ["Azaz", "Afrin", "Jindires", "Rajo"], world, Scope())[-1]
    assert rajo.place is None or rajo.place.country == "SY"


def test_a_place_of_our_own_table_says_that_no_gazetteer_stands_behind_it(world: Gazetteer) -> None:
    text = "Shells fell on Gogjali and on Mosul."
    report = Report("r", text)
    mentions = [
        Mention("r", at := text.index(name), at + len(name), name) for name in ("Gogjali", "Mosul")
    ]
    ours, theirs = (m.place for m in locate(report, mentions, world, Scope(countries=("IQ",))))
    assert ours
    assert theirs
    assert ours.source == "sitmap:sites/Gogjali"
    assert ours.basis.endswith("sitmap's own table, unchecked")
    assert theirs.source.startswith("geonames:")
    assert "own table" not in theirs.basis


@pytest.mark.parametrize(
    ("text", "names", "lon", "lat"),
    [
        pytest.param(
            "Rebels took Suran, near Morek in the north of Hama province.",
            ["Suran", "Morek", "Hama"], 36.75, 35.29, id="Suran of Hama",
        ),
        pytest.param(
            "Rebels took Suran, between Azaz and Mare north of Aleppo.",
            ["Suran", "Azaz", "Mare", "Aleppo"], 37.21, 36.57, id="Suran of Aleppo",
        ),
        pytest.param(
            "Shells fell on Nayrab air base, east of Aleppo.",
            ["Nayrab", "Aleppo"], 37.22, 36.18, id="the air base, not the village",
        ),
        pytest.param(
            "In Duma, Harasta and Damascus markets opened.",
            ["Duma", "Harasta", "Damascus"], 36.40, 33.57, id="Duma of the Ghouta",
        ),
        pytest.param(
            "Settlers burned cars in Duma, south of Nablus; in Ramallah people marched.",
            ["Duma", "Nablus", "Ramallah"], 35.37, 32.06, id="Duma of the West Bank",
        ),
        pytest.param(
            "Lorries crossed at Bab al-Hawa towards Sarmada and Idlib.",
            ["Bab al-Hawa", "Sarmada", "Idlib"], 36.69, 36.23, id="Bab al-Hawa",
        ),
        pytest.param(
            "The army closed the bridge at Reading, west of London.",
            ["Reading", "London"], -0.97, 51.46, id="Reading the town",
        ),
        pytest.param(
            "Floods reached Of, on the coast east of Trabzon.",
            ["Of", "Trabzon"], 40.26, 40.94, id="Of the town",
        ),
    ],
)  # fmt: skip
def test_name_traps_hold(
    world: Gazetteer, text: str, names: list[str], lon: float, lat: float
) -> None:
    place = only(placed(text, names, world, Scope()), 0)
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=0.06)


def test_deir_sunbul_is_no_other_sunbul(world: Gazetteer) -> None:
    (found,) = placed("Shells fell on Deir Sunbul.", ["Deir Sunbul"], world)
    if found.place is not None:
        assert (found.place.lon, found.place.lat) == pytest.approx((36.58, 35.69), abs=0.06)


def test_words_that_are_also_towns_are_no_places() -> None:
    from geo import pipeline

    text = (
        "Reading the statement, of which a nice copy was made, Michael Jordan and Georgia Smith"
        " said that nobody was hurt when a bomb went off in Homs on Monday."
    )
    _, _, (reading,) = pipeline.read([Report("r", text, date(2020, 2, 6))], None)
    assert [m.name for m in reading.mentions if m.relation != "adjective"] == ["Homs"]


def test_the_same_consonants_in_another_script_are_likelier_than_the_same_classes() -> None:
    from geo.gazetteer.alike import likeness

    assert likeness("كبكابيه", "kabkabiyah") > likeness("كبكابيه", "gabgabia") + 0.05


def test_one_name_that_is_a_town_elsewhere_stays_in_the_projects_view(world: Gazetteer) -> None:
    scope = Scope(countries=("SY",), box=(35.7, 34.9, 37.9, 36.7))
    (found,) = placed("Shells fell on Surman.", ["Surman"], world, scope)
    assert found.place is None or found.place.country == "SY"


def arabic_villages(*places: tuple[str, str, float]) -> Gazetteer:
    """Return a user's list of villages of Syria: name, Arabic name and longitude."""
    entries = [
        Entry(
            name=name,
            lon=lon,
            lat=35.5,
            radius_m=1000,
            kind="village",
            ref=f"r{number}",
            country="SY",
            names={"ar": arabic},
            spellings=[*name.split(" - "), *arabic.split("_")],
        )
        for number, (name, arabic, lon) in enumerate(places)
    ]
    return Gazetteer([Index(write_index(":memory:", entries, {"source": "ocha"}))])


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("Hazanu", "Hazano", id="the long u at the end is written"),
        pytest.param("Hizzanu", "Hazano", id="short vowels are not"),
        pytest.param("Zuwaytan", "", id="a long vowel that nobody wrote"),
        pytest.param("Zitan", "Zeitan", id="no long vowel is left out"),
        pytest.param("Talash", "", id="two places that it may transcribe"),
        pytest.param("Rasm al-Eis", "Rasm Eliss", id="s is not sh"),
        pytest.param("كرناز", "", id="Arabic spells a name in one way"),
    ],
)
def test_a_latin_spelling_means_the_place_whose_arabic_name_it_transcribes(
    asked: str, meant: str
) -> None:
    listed = arabic_villages(
        ("Hazzan", "حزان", 36.2),
        ("Hazano", "حزانو", 36.4),
        ("Zeitan", "زيتان", 36.6),
        ("Tallesh", "تلش", 36.8),
        ("Til-Lish", "تلش", 37.0),
        ("Rasm Eliss", "رسم العيس", 37.2),
        ("Rasm Al Aeish", "رسم العيش", 37.4),
        ("Al Karnaza", "الكرنازة", 37.6),
    )
    found = alone(asked, listed)
    assert (found.place.name if found.place else "") == meant


def test_a_guess_has_no_rival_outside_the_projects_box() -> None:
    here, there = ("Tallesh", "تلش", 36.8), ("Til-Lish", "تلش", 39.8)
    assert only([alone("Talash", arabic_villages(here, there))]).name == "Tallesh"
    assert alone("Talash", arabic_villages(here, ("Til-Lish", "تلش", 37.5))).place is None


def test_half_of_a_row_that_has_two_names_is_not_guessed_at() -> None:
    assert alone("Zeitan", arabic_villages(("Zaytan", "زيتان", 36.6))).place is not None
    assert alone("Zeitan", arabic_villages(("Bir - Zaytan", "بير_زيتان", 36.6))).place is None


def test_of_a_row_that_has_two_names_one_of_many_consonants_is_guessed_at() -> None:
    two = ("Bir - Tall Marqub", "بير_تل مرقوب", 36.6)
    assert only([alone("Tel Marqoub", arabic_villages(two))]).name == two[0]
    one = ("Tall Marqub", "تل مرقوب", 37.4)
    assert only([alone("Tel Marqoub", arabic_villages(two, one))]).name == one[0]


def test_a_small_country_or_a_province_far_abroad_is_unsure_in_a_project(world: Gazetteer) -> None:
    assert alone("بنين", world).place is None  # Benin, or a village of Idlib that no list has
    assert alone("Kedah", world).place is None
    for known in ("Lebanon", "Russia", "Moscow"):
        assert alone(known, world).place is not None


def test_that_a_bare_name_means_its_town_makes_a_guess_at_it_no_surer(world: Gazetteer) -> None:
    assert alone("Zaybaq", world).place is None  # no district of Afghanistan, nor its town


BOX = Scope(countries=("SY",), box=(35.7, 34.9, 37.9, 36.7))


def listing(source: str, *places: tuple[str, float, float, int, tuple[str, ...]]) -> Gazetteer:
    """Return a list of villages and towns of Syria that says where it comes from."""
    entries = [
        Entry(
            name=name,
            lon=lon,
            lat=lat,
            radius_m=1000,
            kind="town" if people else "village",
            ref=f"r{number}",
            country="SY",
            population=people,
            spellings=others,
        )
        for number, (name, lon, lat, people, others) in enumerate(places)
    ]
    return Gazetteer([Index(write_index(":memory:", entries, {"source": source}))])


def alone(name: str, gazetteer: Gazetteer, scope: Scope = BOX) -> Mention:
    """Locate a name that a report tells nothing else about."""
    (mention,) = locate(Report("r", name), [Mention("r", 0, len(name), name)], gazetteer, scope)
    return mention


@pytest.mark.parametrize(
    ("asked", "sure"),
    [
        pytest.param("Tell Markoub", True, id="four consonants agree and nothing else comes near"),
        pytest.param("Kafr Batin", False, id="two places at home sound nearly like it"),
        pytest.param("Lofa", False, id="two consonants say little"),
    ],
)
def test_a_guess_at_letters_stands_by_itself_only_if_it_tells_one_place_from_all_others(
    asked, sure
):
    mine = listing(
        "mine",
        ("Tal Marqub", 36.7, 35.8, 0, ()),
        ("Kafr Batna", 36.5, 35.5, 0, ()),
        ("Kafr Batan", 37.0, 36.0, 0, ()),
        ("Lof", 36.6, 35.9, 0, ()),
    )
    mention = alone(asked, mine)
    assert (mention.place is not None) is sure
    assert mention.place or mention.alternatives  # unsure is not unknown


def test_in_the_list_of_the_worlds_towns_a_name_that_sounds_a_little_different_is_another_village():
    few = listing("geonames", ("Tal Marqub", 36.7, 35.8, 0, ()))
    assert alone("Tell Markoub", few).place is None
    assert alone("Tal Marqub", few).place is not None


def test_a_namesake_outside_the_projects_box_leaves_the_one_inside_sure_but_one_inside_does_not():
    inside, outside, second = (36.7, 35.8), (39.0, 35.0), (37.5, 36.5)
    place = alone(
        "Nahr", listing("mine", ("Nahr", *inside, 0, ()), ("Nahr", *outside, 0, ()))
    ).place
    assert place is not None
    assert (place.lon, place.lat) == inside
    assert (
        alone("Nahr", listing("mine", ("Nahr", *inside, 0, ()), ("Nahr", *second, 0, ()))).place
        is None
    )


def test_a_village_is_not_taken_for_sure_by_an_alias_that_sounds_like_another_village():
    few = listing("geonames", ("Kafr Zita", 36.6, 35.4, 12_000, ("Al Ghazzaliyah",)))
    assert alone("al-Ghazzaliyah", few).place is None
    town = listing("geonames", ("Kafr Zita", 36.6, 35.4, 60_000, ("Al Ghazzaliyah",)))
    assert alone("al-Ghazzaliyah", town).place is not None


def test_a_village_of_a_users_list_gives_way_to_a_town_of_its_name_unless_singled_out() -> None:
    twins = [
        Entry(
            name="Nahrin", lon=lon, lat=lat, radius_m=radius, kind=kind, ref=kind, country="SY",
            admin1="Aleppo", population=people, spellings=(), names={"ar": "نهرين"},
        )
        for lon, lat, radius, kind, people in (
            (37.326, 36.226, 1000, "village", 0), (36.866, 36.511, 2500, "town", 48_000),
        )
    ]  # fmt: skip
    mine = Index(write_index(":memory:", twins, {"source": "mine"}))
    both = Gazetteer([mine, *open_gazetteer(None)._indexes])
    text = "انفجرت شاحنة في سوق نهرين شمالي حلب."
    assert only(placed(text, ["نهرين", "حلب"], both), 0).kind == "town"


def test_a_name_found_only_far_abroad_and_by_a_lower_rung_is_unsure_in_a_project(world):
    assert alone("سان", world).place is None  # Ulsan without what looks like an article
    assert alone("Tokyo", world).place is not None


# --- one name by itself


@pytest.mark.parametrize("name", ["Deir al-Balah", "Tombouctou"])
def test_a_name_by_itself_is_the_town_before_the_district_or_province_around_it(world, name):
    first, second = look_up(name, world, limit=2)
    assert (first.kind, second.kind) in {("town", "admin1"), ("town", "admin2")}
    assert look_up("Idlib province", world)[0].kind == "admin1"


def test_a_guess_at_letters_needs_a_country_or_a_spot_to_score_well(world):
    bare = look_up("Serakib", world)[0]
    at_home = look_up("Serakib", world, countries=("SY",))[0]
    nearby = look_up("Serakib", world, near=(36.6, 35.9))[0]
    assert bare.source == at_home.source == nearby.source
    assert bare.score < 0.6 < min(at_home.score, nearby.score)


def test_a_listed_city_abroad_comes_before_a_poor_guess_at_home(world):
    assert look_up("Khan Yunus", world, countries=("SY",))[0].country == "PS"


@pytest.mark.parametrize("name", ["Taftanaz air base", "مطار تفتناز"])
def test_an_air_base_that_no_list_has_is_near_its_town_and_says_so(world, name):
    place = look_up(name, world, countries=("SY",))[0]
    town = look_up("Taftanaz", world, countries=("SY",))[0]
    assert place.source == town.source
    assert place.radius_m == town.radius_m + 5000
    assert "not listed" in place.basis


@pytest.mark.parametrize("name", ["Taftanaz Air Base", "مطار تفتناز العسكري"])
def test_an_air_base_that_a_report_calls_by_one_name_is_near_its_town(world: Gazetteer, name: str):
    place = only(placed(f"{name} 6/2/2020", [name], world))
    assert "not listed: near Tafta" in place.basis


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        pytest.param("A patrol came under fire in Zurr, north of Hamra.", 35.95, id="on that side"),
        pytest.param("A patrol came under fire in Zurr, south of Hamra.", None, id="on the other"),
    ],
)
def test_a_guess_that_lies_where_the_text_says_is_meant(text: str, lat: float | None) -> None:
    mine = listing("mine", ("Hamra", 36.5, 35.5, 9000, ()), ("Zourra", 36.5, 35.95, 0, ()))
    place = only(placed(text, ["Zurr", "Hamra"], mine), 0)
    assert (place.lat == lat) is (lat is not None)
    assert (place.radius_m == 1000) is (lat is not None)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param("Men were shot in Nahr in Hamra district.", False, id="in another district"),
        pytest.param("Men were shot in Nahr in Hamra.", True, id="a town may be said by chance"),
    ],
)
def test_a_village_listed_far_from_the_district_that_is_told_is_another_one(text, listed) -> None:
    mine = listing("mine", ("Hamra", 36.5, 35.5, 9000, ()), ("Nahr", 38.5, 35.5, 0, ()))
    place = only(placed(text, ["Nahr", "Hamra"], mine), 0)
    assert (place.lon == 38.5) is listed
    assert listed or (place.lon, place.radius_m) == (36.5, 30_000)


def test_a_quarter_is_no_village_near_its_town_that_only_sounds_like_it() -> None:
    mine = listing("mine", ("Hamra", 36.5, 35.5, 90_000, ()), ("Nahriya", 36.7, 35.6, 0, ()))
    told = "Shells hit Hamra. In the Nahrya neighbourhood a child died."
    place = only(placed(told, ["Hamra", "Nahrya"], mine))
    assert (place.lon, "says in Hamra" in place.basis) == (36.5, True)
    told = "Shells hit Hamra. In the village of Nahrya a child died."
    assert only(placed(told, ["Hamra", "Nahrya"], mine)).lon == 36.7


def test_congo_is_the_country_that_the_report_is_about(world: Gazetteer) -> None:
    told = "In Congo, rebels took Goma and Sake."
    assert only(placed(told, ["Congo", "Goma", "Sake"], world, Scope()), 0).country == "CD"
    told = "In Congo, militiamen fled Brazzaville and Kinkala."
    found = placed(told, ["Congo", "Brazzaville", "Kinkala"], world, Scope())
    assert only(found, 0).country == "CG"


@pytest.mark.parametrize("name", ["south of Saraqib", "جنوب سراقب"])
def test_a_spot_beside_a_town_is_looked_up_as_a_report_has_it(idlib: Gazetteer, name: str) -> None:
    (town, _), (place, _) = (
        weighed(n, idlib, countries=("SY",), ground=applied)[0] for n in ("Saraqib", name)
    )
    assert (place.kind, place.source) == ("area", town.source)
    assert place.lat < town.lat - 0.01
    assert place.radius_m > town.radius_m


def test_near_a_spot_a_namesake_across_the_sea_is_no_rival(world: Gazetteer) -> None:
    tripolis = [place for place, _ in weighed("Tripoli", world, near=(13.2, 32.9))]
    assert stands_alone("Tripoli", tripolis, (), None, near=(13.2, 32.9))
    assert not stands_alone("Tripoli", tripolis, (), None)
    assert not stands_alone("Tripoli", tripolis, (), None, near=(13.2, 52.9))


def test_arabic_countryside_of_a_city_leads_to_the_city(world):
    assert look_up("ريف حلب الجنوبي", world, countries=("SY",))[0].name == "Aleppo"


def test_a_province_in_the_north_of_a_country_is_no_quarter_of_the_town_in_the_dateline(
    idlib: Gazetteer,
) -> None:
    text = "BEIRUT -- Six soldiers died in the Idlib Governorate in the north of Syria."
    places = placed(text, ["BEIRUT", "Idlib Governorate", "Syria"], idlib, Scope())
    assert places[1].place is not None
    assert places[1].place.country == "SY"
    assert places[1].place.kind == "admin1"


def test_leaves_that_groups_of_features_leave_over_make_the_same_score() -> None:
    trees = load_ranker().trees
    rows = np.random.default_rng(3).normal(0, 3, (40, len(FEATURES)))
    left = trees.left_over(rows, FIXED) & trees.left_over(rows, MOVING)
    assert (trees.sums(left) == trees.score(rows)).all()


@settings(max_examples=40)
@given(st.from_regex(geo.locate.ties._URBAN_BEFORE))
def test_no_word_before_a_quarter_is_kept_out_by_the_quick_look(before: str):
    assume(before.lower() == before.casefold())  # "ſquare" is a square to a pattern alone
    assert before.rstrip().lower().endswith(geo.locate.ties._URBAN_LAST)


@pytest.mark.parametrize(
    ("endings", "pattern"),
    [(e, p) for _, e, p in geo.locate.context._ARABIC_BEFORE if e is not None],
)
@settings(max_examples=40)
@given(data=st.data())
def test_no_arabic_word_before_a_name_is_kept_out_by_the_quick_look(data, endings, pattern):
    before = data.draw(st.from_regex(pattern))
    assert before.rstrip().endswith(endings)


@pytest.mark.parametrize(
    ("text", "names", "near"),
    [
        # two namesakes on the coast, told in one breath with villages east of Maarrat al-Numan
        ("Troops took Jarjanaz, Rabiah, Talmanas and Tahh.", ["Jarjanaz", "Rabiah", "Talmanas", "Tahh"], False),
        ("Shells hit Rabiah and its hills in Latakia.", ["Rabiah", "Latakia"], True),
    ],
)  # fmt: skip
def test_a_hamlet_far_from_all_others_of_its_row_is_not_meant(text, names, near, world):
    mentions = [Mention("r", text.index(n), text.index(n) + len(n), n, role="event") for n in names]
    scope = Scope(countries=("SY",))
    found = locate(Report("r", text, date(2020, 1, 5)), mentions, world, scope)
    place = next(m.place for m in found if m.name == "Rabiah")
    assert (place is not None and place.lon < 36.2) == near
