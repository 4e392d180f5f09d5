"""A name lies where its sentence puts it: a town's side, a district, a chain of divisions."""

from __future__ import annotations

from datetime import date

import pytest

from geo.gazetteer import Gazetteer, open_gazetteer
from geo.locate import Scope, locate
from geo.locate.context import surroundings, tells_container, tells_neighbour
from geo.model import Mention, Report
from geo.reading import Desk, open_desk


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer(None)


@pytest.fixture(scope="module")
def read():
    return open_desk(Desk(None))


def first_of(text: str, names: list[str], world: Gazetteer) -> Mention:
    """Return the first of `names`, located with the others."""
    mentions = [Mention("r", text.index(n), text.index(n) + len(n), n, role="event") for n in names]
    return locate(Report("r", text, date(2024, 5, 5)), mentions, world, Scope())[0]


@pytest.mark.parametrize(
    ("text", "names", "spot", "km"),
    [
        pytest.param(
            "Shells hit al-Khiyam, in the southeast of Khan Younis.",
            ["al-Khiyam", "Khan Younis"], (31.34, 34.31), 9, id="a side of a town, not Lebanon",
        ),
        pytest.param(
            "Six fighters died in the Hajira area of Khyber district in Pakistan.",
            ["Hajira", "Khyber", "Pakistan"], (34.0, 71.1), 70, id="a region, not Azad Kashmir",
        ),
        pytest.param(
            "A mine killed a man at Rawda in the district of At Tuhayta, south of Hodeidah, in Yemen.",
            ["Rawda", "At Tuhayta", "Hodeidah", "Yemen"], (14.18, 43.23), 31,
            id="the district, not what that is south of",
        ),
        pytest.param(
            "Raiders came to Sange, 60 km north of Kiambi in Manono territory, in Congo.",
            ["Sange", "Kiambi", "Manono", "Congo"], (-7.3, 27.4), 100,
            id="near an unlisted village of a district",
        ),
    ],
)  # fmt: skip
def test_a_namesake_elsewhere_gives_way_to_where_the_text_says(text, names, spot, km, world):
    place = first_of(text, names, world).place
    assert place is not None
    assert place.kind == "area"
    assert abs(place.lat - spot[0]) < km / 111
    assert abs(place.lon - spot[1]) < km / 90
    assert place.radius_m <= km * 1000


def test_a_village_of_many_by_its_name_is_not_taken_across_the_border_of_the_one_province_told(
    world,
):
    text = (
        "Kherson region: one dead. Shells fell on the Kherson region on Friday. "
        "A man died in the village of Pervomaiske."
    )
    names = ["Pervomaiske", "Kherson"]
    mentions = [
        Mention("r", i, i + len(n), n, role="event")
        for n in names
        for i in range(len(text))
        if text.startswith(n, i)
    ]
    places = [m.place for m in locate(Report("r", text, None), mentions, world, Scope())]
    assert places[0] is None or places[0].admin1 != "Crimea"


@pytest.mark.parametrize(
    ("words", "name", "kinds"),
    [
        ("in Askira-Uba Local Government Area of Borno", "Askira-Uba", True),
        ("villages of Mambasa territory", "Mambasa", True),
        ("the Beryslav raion", "Beryslav", True),
        ("in Mambasa on Friday", "Mambasa", False),
    ],
)
def test_what_single_countries_call_a_district_is_one(words, name, kinds):
    start = words.index(name)
    assert ("admin2" in surroundings(words, start, start + len(name)).kinds) is kinds


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (", in the southeast of ", True),
        (" in the northern part of ", True),
        (" township of ", True),
        (" Local Government Area of ", True),
        (" and the south of ", False),
    ],
)
def test_in_a_part_of_a_place_is_in_it(gap, told):
    assert tells_container(f"A{gap}B", 1, 1 + len(gap)) is told


def test_under_so_many_kilometres_is_a_distance():
    gap = ", under ten kilometres to the southwest of "
    assert tells_neighbour(f"A{gap}B", 1, 1 + len(gap))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(
            "Talks on Oromia and Amhara have failed.\n\n* On 3 May a drone killed six people in Delbo, "
            "Akaro district, South Merkana zone, in Amhara.",
            "Amhara", id="the last of a chain is known",
        ),
        pytest.param(
            "Talks on Oromia and Amhara have failed.\n\n* On 3 May gunmen killed six people in Delbo "
            "district, Buno Merkana zone, officials said.",
            "", id="a zone that no list has is not the last province told",
        ),
    ],
)  # fmt: skip
def test_an_unlisted_village_lies_in_its_own_chain_of_divisions(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    event = next(p for p in placed if p.telling.fatalities_best == 6)
    assert [m.place.name for m in event.places if m.place is not None] == ([where] if where else [])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(
            "Rebels attacked an outpost in Paletwa Township, Chin State, in Myanmar and killed six soldiers.",
            "Paletwa", id="a district of which the seat alone is listed",
        ),
        pytest.param(
            "Raiders killed six herders in Gogrial East County, in South Sudan's Warrap State.",
            "Gogrial East", id="a district of our own table before its province",
        ),
        pytest.param(
            "Raiders killed six herders in Upper Nile State, in South Sudan.",
            "Upper Nile", id="a side that is part of the name",
        ),
        pytest.param(
            "An airstrike on Nyamor killed six people. Troops in South Sudan had left Nyamor County in Upper Nile State.",
            "Upper Nile", id="told with its kind in another sentence",
        ),
        pytest.param(
            "Gunmen stormed the MINUSCA base in Bambari, Central African Republic, and killed six people.",
            "Bambari", id="a mission's initials are no place",
        ),
        pytest.param(
            "Separatists killed six soldiers of the elite BIR unit in Bamenda, Cameroon.",
            "Bamenda", id="nor are those of a unit",
        ),
    ],
)  # fmt: skip
def test_words_and_initials_beside_a_name_do_not_hide_the_place(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    event = next(p for p in placed if p.telling.fatalities_best == 6)
    (mention,) = event.places
    assert mention.place is not None
    assert where in (mention.place.name, mention.place.admin1) or where in mention.place.basis


def test_where_a_paper_is_called_after_a_city_the_city_only_hears(read):
    text = "Militants stormed a post near Arish, in Egypt, and killed six soldiers, an official told Mada Masr."
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    assert {m.place.name for p in placed for m in p.places if m.place is not None} == {"Arīsh"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(
            "The army sent helicopters to Kani Township, Sagaing Region, in Myanmar and killed six people.",
            (22.43, 94.85), id="not the city of that name in Japan",
        ),
        pytest.param(
            "Fighters killed two soldiers in Kunduz in Afghanistan.\n\nIn Helmand's Naway district a suicide bomb "
            "killed six policemen.",
            (31.25, 64.01), id="set in a district by a possessive",
        ),
        pytest.param(
            "A bomb killed two in Kabul in Afghanistan on Monday.\n\nThe Taliban attacked Nad Ali district, he said. In the northern province of Jawzjan a bomb "
            "on a motorcycle killed six people.",
            (36.8, 65.8), id="another province opens the sentence",
        ),
    ],
)  # fmt: skip
def test_a_sentence_that_names_its_division_is_set_there(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 7))])
    event = next(p for p in placed if p.telling.fatalities_best == 6)
    (mention,) = event.places
    assert mention.place is not None
    assert (mention.place.lat, mention.place.lon) == pytest.approx(where, abs=0.2)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Rebels captured Mawlu, Indaw township, on Friday.", ["Mawlu"]),
        ("The junta retook Mawlu in Indaw township on Friday.", ["Mawlu"]),
        ("Militants seized Spinwam in the Mir Ali tehsil on Monday.", ["Spinwam"]),
        ("Insurgents seized Metoro in Ancuabe district on Monday.", ["Metoro"]),
        # rows of towns, and what no ground is
        ("Rebels captured Mawlu, Indaw and Katha on Friday.", ["Mawlu", "Indaw", "Katha"]),
        ("The junta retook Mawlu and Indaw townships on Friday.", ["Mawlu", "Indaw"]),
        ("Police arrested Metoro in Ancuabe district on Monday.", ["Ancuabe"]),
        ("Rebels plan to seize Metoro in Ancuabe district.", []),
    ],
)
def test_what_a_land_calls_a_district_holds_the_village_before_it(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    names = [m.place.name for p in placed for m in p.places if m.place and m.role == "event"]
    assert names == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Militiamen killed six people in Kenge, in Kwango province, in Congo.", (-4.81, 17.04)),
        ("Amhara militia killed six people in Kobo, Ethiopia.", (12.15, 39.63)),
        ("Six people were killed in Abala, in Afar, Ethiopia.", (13.36, 39.75)),
        ("Six soldiers died at Janay Abdale, 60 km west of Kismayo in Somalia.", (-0.36, 42.02)),
        ("Six people died in Nkoma, 30 km north-east of Macomia, Mozambique.", (-12.05, 40.33)),
    ],
)
def test_places_of_far_wars_end_where_they_lie(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    place = placed[0].places[0].place
    assert max(abs(place.lat - where[0]), abs(place.lon - where[1])) < 0.1


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("سوق سراقب في ريف إدلب", "Saraqib"),
        ("مدرسة سراقب بريف إدلب", "Saraqib"),
        ("سوق نيالا في ولاية جنوب دارفور", "Nyala"),
        ("شارع بغداد في دمشق", "Damascus"),
        ("سوق بغداد في دمشق", "Damascus"),
    ],
)
def test_a_towns_market_in_its_province_is_in_the_town(where, found, read):
    text = f"قتل ستة أشخاص في غارة على {where} يوم الاثنين."
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    assert [m.place.name for m in placed[0].places if m.place] == [found]


@pytest.mark.parametrize(
    ("text", "names", "land"),
    [
        (
            "Raiders burnt the village of Geneva. Geneva lies in Macomia district, in Mozambique.",
            ["Geneva", "Macomia", "Mozambique"], "MZ",
        ),
        ("Bandits stormed Baghdad, a village in Zamfara State, Nigeria.", ["Baghdad", "Zamfara State", "Nigeria"], "NG"),
        ("Gunmen attacked the town of Geneva in Switzerland.", ["Geneva", "Switzerland"], "CH"),
        ("He flew from Macomia in Mozambique to the city of Geneva.", ["Geneva", "Macomia", "Mozambique"], "CH"),
    ],
)  # fmt: skip
def test_what_a_report_calls_a_village_is_no_city_abroad(text, names, land, world):
    place = first_of(text, names, world).place
    assert place is None or place.country == land
    assert land != "CH" or place is not None


@pytest.mark.parametrize(
    "gap",
    [" lies in ", " is situated in the district of ", ", which lies in ", " is in "],
)
def test_where_a_sentence_says_a_place_lies_holds_it(gap):
    text = f"Bwala{gap}Macomia"
    assert tells_container(text, 5, len(text) - len("Macomia"))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("In Mandera, a mine killed six of them in the Arabia area on Tuesday.", "Arabia"),
        ("In Baghdad, gunmen killed six men in the Karrada district on Tuesday.", "Karrada"),
        ("In Garissa, a mine killed six soldiers in the Qzzyra area on Tuesday.", "Garissa"),
    ],
)
def test_a_sentence_set_in_a_province_goes_on_to_the_smaller_place(text, where, read):
    ((_, placed),) = read([Report("r", text, date(2024, 5, 5))])
    (event,) = (p for p in placed if p.telling.fatalities_best == 6)
    assert [m.place.name for m in event.places if m.place is not None] == [where]
