"""The gazetteer: from any spelling of a name to the places it may mean."""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.gazetteer import Gazetteer, open_gazetteer
from geo.gazetteer.alike import Spoken
from geo.gazetteer.guess import lines_with
from geo.gazetteer.index import OWN, Entry, Index, save_index, write_index
from geo.gazetteer.records import entry_of, meanings, split_variants
from geo.gazetteer.spelling import bare, fold, neighbours, respelt, skeleton, sound, sounds
from geo.project import Project

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = {"source": "test", "attribution": "made up"}


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer(None)


def gazetteer_of(*entries: Entry) -> Gazetteer:
    return Gazetteer([Index(write_index(":memory:", entries, ABOUT))])


def town(name: str, ref: str = "1", **more: object) -> Entry:
    facts: dict[str, object] = {"lon": 36.0, "lat": 35.0, "radius_m": 1000, "kind": "town", **more}
    return Entry(name=name, ref=ref, **facts)  # type: ignore[arg-type]


# --- spelling


@pytest.mark.parametrize(
    ("latin", "arabic", "transcribed"),
    [
        pytest.param("Sarmin", "سرمين", True, id="as it is written"),
        pytest.param("Sarman", "سرمين", False, id="a long i within the name is heard"),
        pytest.param("Tell Amara", "تلعمار", False, id="no vowel follows a last consonant"),
        pytest.param("Maardabs", "معردبسي", True, id="a last i may be left out"),
        pytest.param("Maarat al-Numan", "معرة النعمان", True, id="ain and alef may be"),
        pytest.param("Musa", "موسى", True, id="the letter of a last i is said as a"),
    ],
)
def test_a_transcription_has_the_long_vowels(latin: str, arabic: str, transcribed: bool) -> None:
    (off,) = Spoken(fold(latin)).misfits_of([fold(arabic)])
    assert (off <= 1.0) is transcribed


@pytest.mark.parametrize(
    ("latin", "arabic", "other"),
    [
        pytest.param("Qatra", "قطرة", "القطرية", id="-a is not -iya"),
        pytest.param("Saksakieh", "السكسكية", "السكسك", id="-ieh is -iya"),
        pytest.param("Musa", "موسى", "موسية", id="a last i may be said as a, but not before more"),
    ],
)
def test_of_two_endings_one_is_transcribed(latin: str, arabic: str, other: str) -> None:
    off, more = Spoken(fold(latin)).misfits_of([fold(arabic), fold(other)])
    assert off == 0 < more


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ma'arrat an-Nu'man", "MAARRAT AN NUMAN", id="case, apostrophes, hyphens"),
        pytest.param("Maʿarrat an-Nuʿmān", "Ma’arrat an-Nu’man", id="ayn and macrons"),
        pytest.param("İdlib", "Idlib", id="Turkish dotted I"),
        pytest.param("إِدْلِب", "ادلب", id="Arabic hamza and vowel signs"),
        pytest.param("حمـــاة", "حماه", id="tatweel and ta marbuta"),
        pytest.param("الشیخ", "الشيخ", id="Persian ya"),
        pytest.param("St. Louis", "Saint Louis", id="St."),
        pytest.param("Орёл", "Орел", id="Russian yo"),
    ],
)
def test_ornament_does_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("an-Nayrab", "Nayrab"),
        ("Deir ez-Zor", "Deir Zor"),
        ("Abu al-Duhur", "Abu ad-Duhur"),
        ("النيرب", "نيرب"),
    ],
)
def test_articles_can_be_left_out(one: str, other: str) -> None:
    assert bare(fold(one)) == bare(fold(other))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Saraqeb", "Saraqib", "Saraqab", "Serakib", "سراقب", "Саракиб"),
        ("Khan Sheikhoun", "Khan Shaykhun", "خان شيخون"),
        ("Jisr al-Shughur", "Jisr ash-Shughour", "Cisr eş-Şuğur", "جسر الشغور"),
        ("Maarat al-Naasan", "Maaret Elnaasan"),
    ],
)
def test_one_town_has_one_skeleton_in_every_script(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(fold(s)) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        pytest.param("Şeyh Berekat", "Sheikh Berekat", id="what opens many names"),
        pytest.param("Hırbet el-Cevz", "Khirbet al-Jevz", id="a ruin"),
        pytest.param("Han Arnabış", "Khan Arnabish", id="an inn"),
        pytest.param("Şahin", "Shahin", id="any other h is h"),
        pytest.param("Kırhan", "Kirhan", id="at the end as well"),
        pytest.param("Han Tuman", "Han Tuman", id="nothing tells Turkish"),
    ],
)
def test_a_turkish_h_is_kh_in_the_words_that_open_names(turkish: str, english: str) -> None:
    assert sound(fold(respelt(turkish))) == sound(fold(english))


def test_another_town_sounds_another_way() -> None:
    assert sound(fold("Sarmada")) != sound(fold("Sarmin"))
    assert skeleton(fold("Sarmada")) != skeleton(fold("Sarmin"))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdeklmnrstu ", min_size=3, max_size=20), st.integers(0, 19))
def test_a_lost_letter_leads_to_a_neighbour_or_the_same_skeleton(text: str, where: int) -> None:
    word = fold(text)
    if len(word) < 4 or " " in word:
        return
    cut = where % len(word)
    bones = skeleton(word)
    slip = skeleton(word[:cut] + word[cut + 1 :])
    # a lost letter may also merge the consonants beside it
    assert slip == bones or slip in neighbours(bones) or abs(len(slip) - len(bones)) <= 2


@pytest.mark.parametrize(
    "letters",
    [
        pytest.param("abcdeghiklnostuwyz ", id="Latin"),
        pytest.param("ابتجحخدرسشعغفقكلمنهوي ", id="Arabic"),
        pytest.param("абвгдежзиклмнопрстух ", id="Cyrillic"),
    ],
)
@settings(deadline=None)
@given(data=st.data())
def test_many_names_at_once_sound_as_each_of_them_alone(letters: str, data: st.DataObject) -> None:
    names = [fold(n) for n in data.draw(st.lists(st.text(letters, max_size=14), max_size=6))]
    names = [name for name in names if name]
    if names:
        assert sounds(names) == [sound(name) for name in names]


# --- looking up


@pytest.mark.parametrize("places", [3, 600])
def test_looking_up_many_names_at_once_finds_what_each_finds_alone(places: int) -> None:
    lands = ("SY", "TR", "IQ")
    entries = [
        town("Nahr" if n % 2 else "Tall", str(n), country=lands[n % 3]) for n in range(places)
    ]
    index = Index(write_index(":memory:", entries, ABOUT))
    for countries in ((), ("TR",)):
        together = index.under_each(["nahr", "tall", "qaryah"], countries, 7)
        assert together == {
            key: index.under([key], countries, 7) for key in ("nahr", "tall", "qaryah")
        }


def test_a_list_corrects_where_our_own_unchecked_table_puts_a_village_of_that_name() -> None:
    def listed(source: str, *entries: Entry) -> Index:
        return Index(write_index(":memory:", entries, {"source": source}))

    ours = town("Barqoum", "sitmap:sites/Barqoum", country="SY", kind="village")
    world = listed("geonames", ours)
    near = listed("mine", town("Barqum", "7", country="SY", lon=36.08, kind="village"))
    (place,) = Gazetteer([near, world]).candidates("Barqoum", countries=("SY",))
    assert (place.source, place.lon) == ("mine:7", 36.08)
    far = listed("mine", town("Barqum", "7", country="SY", lon=36.3, kind="village"))
    found = Gazetteer([far, world]).candidates("Barqoum", countries=("SY",))
    assert {p.source for p in found} == {"mine:7", "sitmap:sites/Barqoum"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("Renala", ["Renala Khurd"], id="a word less"),
        pytest.param("Renala Khurd Town Committee", [], id="most of it is not listed"),
        pytest.param("Umuahia Ibeku", ["Umuahia"], id="a word more"),
        pytest.param("Sheikh Barakat", [], id="a title alone is no place"),
    ],
)
def test_a_name_that_is_unknown_as_a_whole_is_found_in_part(asked: str, found: list[str]) -> None:
    gazetteer = gazetteer_of(
        town("Renala Khurd", "1"), town("Umuahia", "2", lon=7.5), town("Sheikh", "3", lon=45.0)
    )
    assert [p.name for p in gazetteer.candidates(asked)] == found
    assert all(p.score < 0.8 and p.basis.startswith("in part") for p in gazetteer.candidates(asked))


def test_a_guess_at_home_keeps_out_guesses_abroad() -> None:
    gazetteer = gazetteer_of(
        town("Sarmada", "1", country="SY"),
        town("Sermeda", "2", country="ID", lon=110.0, population=900_000),
    )
    assert [p.country for p in gazetteer.candidates("Sarmeda", countries=("SY",))] == ["SY"]
    assert {p.country for p in gazetteer.candidates("Sarmeda")} == {"SY", "ID"}


@pytest.mark.parametrize("name", ["Saraqib", "Saraqeb", "Saraqab", "Serakib", "سراقب", "Саракиб"])
def test_every_spelling_finds_the_town(world: Gazetteer, name: str) -> None:
    first = world.candidates(name, countries=["SY"])[0]
    assert (first.name, first.country) == ("Saraqib", "SY")


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(["Ort", "Breite", "Länge"], id="German"),
        pytest.param(["Nom", "Latitude", "Longitude"], id="French"),
        pytest.param(["Nombre", "Latitud", "Longitud"], id="Spanish"),
        pytest.param(["Yer adı", "Enlem", "Boylam"], id="Turkish"),
        pytest.param(["Населённый пункт", "Широта", "Долгота"], id="Russian"),
        pytest.param(["Назва", "Широта", "Довгота"], id="Ukrainian"),
    ],
)
def test_columns_are_known_in_other_languages(columns: list[str]) -> None:
    found = meanings(columns)
    assert [found[meaning] for meaning in ("name", "lat", "lon")] == columns


def test_y_between_vowels_is_a_consonant() -> None:
    assert sound("rakaya") != sound("raqqa")
    assert sound("sheykh") == sound("shaikh")


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        pytest.param("Iwantejewka", "RU", "Ivanteyevka", id="Polish and German"),
        pytest.param("Dzhasim", "SY", "Jāsim", id="out of Russian"),
        pytest.param("Swjatohirsk", "UA", "Sviatohirsk", id="j and w"),
        pytest.param("Kramatorśk", "UA", "Kramatorsk", id="an accent"),
        pytest.param("Charkiw", "UA", "Kharkiv", id="ch for kh"),
    ],
)
def test_a_name_is_found_as_other_languages_write_it(
    world: Gazetteer, name: str, country: str, town: str
) -> None:
    first = world.candidates(name, countries=[country])[0]
    assert skeleton(fold(first.name)) == skeleton(fold(town))


@pytest.mark.parametrize(
    ("listed", "asked", "found"),
    [
        pytest.param("Suseya", "Swseya", True, id="one consonant, and the same sound"),
        pytest.param("Sasa", "Seiyeh", False, id="one consonant says nothing"),
        pytest.param("Hawwa", "Hawa", False, id="nor do four letters"),
        pytest.param("Нижодес", "Nizhodes", True, id="listed in Cyrillic alone"),
        pytest.param("شهرك ازادي", "Shahrak-e Azadi", True, id="listed in Arabic alone"),
        pytest.param("قاليون اوهايو", "Cuckoo Hall Lane", False, id="consonants by chance"),
    ],
)
def test_a_name_that_nothing_else_is_like_is_found_by_its_sound_alone(
    listed: str, asked: str, found: bool
) -> None:
    lists = gazetteer_of(town(listed))
    assert [p.name for p in lists.candidates(asked)] == [listed] * found
    if found:
        both = gazetteer_of(town(listed), town(asked.replace("e", "i"), ref="2"))
        if not listed.isascii():
            assert [p.source for p in both.candidates(asked)] == ["test:2"]


def test_of_many_names_with_its_consonants_the_ones_fewest_letters_away_are_weighed() -> None:
    crowd = [
        town(f"S{a}r{b}k{c}b", ref=f"{a}{b}{c}", lon=30 + n, country="SY" if a == "u" else "IQ")
        for n, (a, b, c) in enumerate(product("aeiou", repeat=3))
    ]
    lists = gazetteer_of(*crowd)
    (first, *_) = lists.candidates("Sarakeeb")
    assert first.source == "test:aai"
    (first, *others) = lists.candidates("Sarakeeb", countries=("SY",))
    assert first.source == "test:uai"
    assert {p.country for p in others} == {"SY"}


@pytest.mark.parametrize(
    ("countries", "lines"),
    [
        pytest.param(("SY",), [0, 2, 3], id="one"),
        pytest.param(("SY", "IQ"), [0, 1, 2, 3], id="two, of which a line may hold both"),
        pytest.param(("RU",), [], id="none"),
    ],
)
def test_lines_of_countries(countries: tuple[str, ...], lines: list[int]) -> None:
    assert lines_with(countries, "SY\nIQ\nIQ SY TR\nSY\nTR") == lines


def test_of_equally_near_spellings_the_one_with_that_arabic_name_is_meant() -> None:
    gazetteer = gazetteer_of(
        town("Hazani", "1", country="SY", names={"ar": "هزاني"}),
        town("Hazano", "2", country="SY", names={"ar": "حزانو"}, lon=37.0),
    )
    assert next(p.name for p in gazetteer.candidates("Hazanu", countries=("SY",))) == "Hazano"


def test_our_table_gives_way_to_the_listed_place_of_its_arabic_name() -> None:
    own = town("Nahlaya", "sitmap:sites/1", kind="village", country="SY", lon=36.57, lat=35.83,
               names={"ar": "نحليا"})  # fmt: skip
    listed = [
        town("Nahleh", "1", kind="village", country="SY", lon=36.59, lat=35.78, names={"ar": "نحلة"}),
        town("Nahliya", "2", kind="village", country="SY", lon=36.6, lat=35.85, names={"ar": "نحليا"}),
    ]  # fmt: skip
    lists = [Index(write_index(":memory:", part, ABOUT)) for part in (listed, [own])]
    first = Gazetteer(lists).candidates("Nahlaya", countries=("SY",))[0]
    assert first.source == "test:2"


def test_the_rung_is_said(world: Gazetteer) -> None:
    assert world.candidates("Saraqib")[0].basis == "as listed"
    slipped = world.candidates("Serakib")[0]
    assert slipped.basis.startswith("consonants alike (serakib ~ ")
    assert slipped.score < 0.9 < world.candidates("Saraqib")[0].score


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Syria", 5),
        ("سوريا", 5),
        ("U.S.", 5),
        ("US", 5),
        ("us", 1),  # a village in France, never the United States
        ("Idlib", 4),
        ("Darfur", 4),
        ("Aleppo", 4),
        ("Kharkiv", 4),
        ("Bakhmut", 2),
        ("Syrian", 0),
        ("OR", 0),
        ("Xyzzyville", 0),
        ("", 0),
    ],
)
def test_prominence(world: Gazetteer, name: str, level: int) -> None:
    assert world.prominence(name) == level


def test_an_unknown_name_is_an_empty_answer(world: Gazetteer) -> None:
    assert list(world.candidates("Qwxzzvlpt")) == []
    assert list(world.candidates("")) == []
    assert list(world.candidates("x" * 5000)) == []


def test_countries_come_first_but_do_not_exclude(world: Gazetteer) -> None:
    places = world.candidates("Tripoli", countries=["LB"])
    assert places[0].country == "LB"
    assert {"LY", "GR"} & {p.country for p in places}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Idlib", {"admin1", "city"}),
        ("Georgia", {"country", "admin1"}),
        ("Jordan", {"country"}),
        ("Gaza", {"city"}),
    ],
)
def test_homonyms_are_all_listed(world: Gazetteer, name: str, kinds: set[str]) -> None:
    assert kinds <= {p.kind for p in world.candidates(name)}


@pytest.mark.parametrize(
    "name",
    [
        "Deir Ezzor",
        "the Deir Ezzor",
        "كفر تعال",
        "كفرتعال",
        "Deir Qzzy",
        "Qzzy Deir",
        "U.S.",
        "Al Bab",
    ],
)
def test_what_opens_no_name_is_asked_for_no_further(world: Gazetteer, name: str) -> None:
    asked = world.prominence(name)
    every = open_gazetteer()
    every._opens = bool  # any word opens some
    assert every.prominence(name) == asked


def test_province_asks_for_the_province(world: Gazetteer) -> None:
    assert world.candidates("Idlib province")[0].kind == "admin1"
    assert world.candidates("city of Idlib")[0].kind == "city"
    assert world.candidates("محافظة إدلب")[0].kind == "admin1"


def test_a_people_is_no_place_but_leads_to_its_country(world: Gazetteer) -> None:
    assert world.prominence("Syrians") == 0
    assert world.candidates("Syrians")[0].kind == "country"


def test_the_same_town_of_two_lists_comes_once_from_the_first() -> None:
    own = Index(
        write_index(":memory:", [town("Saraqab", kind="town", lon=36.80, lat=35.86)], ABOUT)
    )
    other = Index(
        write_index(":memory:", [town("Saraqab", kind="village", lon=36.81, lat=35.865)], ABOUT)
    )
    places = Gazetteer([own, other]).candidates("Saraqab")
    assert [(p.kind, p.lon) for p in places] == [("town", 36.80)]


def test_a_spelling_more_in_the_second_list_does_not_put_its_place_before_that_of_the_first() -> (
    None
):
    own = town("Tal Marqab", country="SY", names={"ar": "تل مرقاب"}, lon=36.80)
    other = town("Tell Markoub", country="SY", names={"ar": "تل مركوب"}, lon=36.81)
    lists = [
        Index(write_index(":memory:", [entry], {"source": source}))
        for entry, source in ((own, "own"), (other, "other"))
    ]
    (place,) = Gazetteer(lists).candidates("Tall Markoub", countries=("SY",))
    assert (place.source, place.lon, place.names["ar"]) == ("own:1", 36.80, "تل مرقاب")


def test_a_side_in_a_listed_name_is_no_call_for_the_place_without_it() -> None:
    listed = gazetteer_of(town("Western Zor", "1"), town("Zor", "2", lat=35.5))
    assert [p.name for p in listed.candidates("Western Zor")] == ["Western Zor"]
    assert [p.name for p in listed.candidates("Eastern Zor")] == ["Zor"]


@pytest.mark.parametrize("countries", [(), ("SY",)])
def test_of_a_hundred_places_of_one_name_in_two_lists_each_comes_once(countries) -> None:
    lats = [29.9 + 0.1 * number for number in range(100)]
    lists = [
        Index(
            write_index(
                ":memory:",
                [town("Nahr", str(n), lat=lat + off, country="SY") for n, lat in enumerate(lats)],
                {"source": source},
            )
        )
        for source, off in (("own", 0), ("other", 0.02))
    ]
    found = Gazetteer(lists).candidates("Nahr", countries=countries, limit=300)
    assert sorted(p.lat for p in found) == pytest.approx(lats)
    assert {p.source.split(":")[0] for p in found} == {"own"}


def test_lower_rungs_are_climbed_only_when_needed() -> None:
    gazetteer = gazetteer_of(
        town("Sarmin", "1", country="SY"), town("Sarmeen", "2", country="SY", lat=33.0)
    )
    assert [p.name for p in gazetteer.candidates("Sarmin")] == ["Sarmin"]


def test_sarmada_is_not_sarmin() -> None:
    assert not gazetteer_of(town("Sarmin")).candidates("Sarmada")


def test_a_missing_list_is_said_with_a_remedy(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database at all, but long enough to look at")
    with pytest.raises(InputError, match=r"broken\.sqlite"):
        Index.open(broken)


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    entries = [town("Saraqab", "1"), town("Binnish", "2", names={"ar": "بنش"})]
    for name in ("one", "two"):
        save_index(tmp_path / name, entries, ABOUT)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]


# --- lists of a project


def project_at(root: Path, *countries: str) -> Project:
    return Project(
        root=root,
        title="t",
        description="",
        countries=countries,
        box=None,
        maps=(),
        tiles=None,
        report_errors_to="",
    )


def test_places_of_the_project_come_first(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "own.csv").write_text(
        "place_id,name,name_ar,variants,kind,lon,lat\n"
        'C1,Binnish,بنش,"Bennish; Binnış (tr)",town,36.71,35.96\n'
        "C2,Nowhere,,,town,,\n",
        encoding="utf-8",
    )
    gazetteer = open_gazetteer(project_at(tmp_path, "SY"))
    place = gazetteer.candidates("بنش")[0]
    assert place.source == "places/own.csv:C1"
    assert place.names == {"ar": "بنش", "tr": "Binnış"}
    assert place.country == "SY"
    assert gazetteer.prominence("Bennish") == 6
    assert gazetteer.prominence("Nowhere") < 6


def test_remarks_are_no_spellings() -> None:
    cell = 'al-Eis; Tel Eys (tr); OCHA spells "Iss"; Kafr Sajna is a different place'
    assert split_variants(cell) == (["al-Eis", "Tel Eys"], {"tr": "Tel Eys"})


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"name": "", "lat": "1", "lon": "2"}, "no name"),
        ({"name": "A town", "lat": "", "lon": ""}, "no position"),
        ({"name": "A town", "lat": "0", "lon": "0"}, "position 0, 0 means unknown"),
        ({"name": "A town", "lat": "999", "lon": "2"}, "not on the globe"),
        ({"name": "A town", "lat": "north", "lon": "2"}, "not two numbers"),
        ({"name": "A town", "lat": "nan", "lon": "2"}, "not two numbers"),
    ],
)
def test_a_record_that_is_no_place_says_why(record: dict[str, str], reason: str) -> None:
    assert reason in str(entry_of(record, meanings(list(record))))


# --- what it costs

FIRST_ANSWER = """
import sys, time
started = time.perf_counter()
from geo.gazetteer import open_gazetteer
assert open_gazetteer(None).candidates("Saraqeb")
seconds = time.perf_counter() - started
peak = next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]
heavy = {"pandas", "geopandas", "numpy", "shapely"} & set(sys.modules)
print(seconds, int(peak) / 1024, sorted(heavy))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_first_answer_is_quick_and_small() -> None:
    seconds, megabytes, heavy = (
        subprocess.run(
            [sys.executable, "-c", FIRST_ANSWER], capture_output=True, text=True, check=True
        )
        .stdout.strip()
        .split(" ", 2)
    )
    assert heavy == "[]"
    assert float(megabytes) < 60
    assert float(seconds) < 1  # 0.1 on a quiet machine; the goal of 0.15 is held by tests/bench


def test_a_place_may_have_several_rows_of_our_own_names() -> None:
    gazetteer = open_gazetteer(None)
    for name, found in (("البوكمال", "SY"), ("زابوريجيا", "UA")):
        first = gazetteer.candidates(name)[0]
        assert (first.country, first.basis.startswith("listed")) == (found, True)


@pytest.mark.parametrize(
    ("name", "country", "listed"),
    [
        ("Bulomarer", "SO", "Bulo Marer"),
        ("بولومرير", "SO", "Bulo Marer"),
        ("دبة نايرة", "SD", "Tawila Umda"),
        ("El Eilafoun", "SD", "Eilafun"),
        ("Kufr Qallil", "PS", "Kafr Qallīl"),
        ("سيمالكا", "IQ", "Semalka crossing"),
        ("Mayyun", "YE", "Perim"),
        ("Shwe Koko", "MM", "Shwe Kokko"),
    ],
)
def test_a_spelling_that_reports_of_a_war_use_is_listed_so_that_it_is_noticed(
    world: Gazetteer, name: str, country: str, listed: str
) -> None:
    first = world.candidates(name, countries=[country])[0]
    assert first.basis == f"listed as {first.name}"
    assert fold(first.name) == fold(listed)
    assert world.prominence(name) > 0


@pytest.mark.parametrize("word", ["Mirage", "Debate", "Logia", "Shares", "النزلة", "المقاطعة"])
def test_no_spelling_of_a_village_is_a_word_that_every_report_may_have(
    world: Gazetteer, word: str
) -> None:
    assert not [p for p in world.candidates(word) if p.score >= 0.97 and p.source.startswith(OWN)]
