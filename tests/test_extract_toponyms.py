"""Promises of geo/extract/toponyms/, with a small world of names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report
from geo.extract.toponyms.english import shape

WORLD = {
    "Aleppo": 4,
    "Alta.": 4,
    "Cairo": 5,
    "Damascus": 4,
    "El Fasher": 3,
    "Goma": 3,
    "Hama": 4,
    "Homs": 4,
    "Homs refinery": 1,
    "Idlib port": 1,
    "Qornac gas field": 1,
    "Qornac-i-Homs": 2,
    "Croix-des-Bouquets": 2,
    "Idlib": 4,
    "Jordan": 5,
    "Kharkiv": 4,
    "Kherson": 4,
    "Khartoum": 4,
    "Omdurman": 3,
    "Paris": 4,
    "Red Deer": 3,
    "Russia": 5,
    "Saraqib": 2,
    "Syria": 5,
    "Texas": 4,
    "Turkey": 5,
    "U.S.": 5,
    "ادلب": 4,
    "الشرق": 4,
    "حلب": 4,
    "حماه": 4,
    "دمشق": 4,
    "دير الزور": 4,
    "خان شيخون": 2,
    "سوريا": 5,
    "الخرطوم": 4,
    "مدينه": 4,
    "بيان": 2,
}


def prominence(name: str) -> int:
    return WORLD.get(name) or WORLD.get(name.title(), 0)


def names(text: str) -> list[str]:
    """Return the place names found, as written."""
    parts = sentences(text)
    return [
        text[part.tokens[n.first].start + n.skip : part.tokens[n.last - 1].end]
        for part, found in zip(parts, find_in_report(text, parts, prominence), strict=True)
        for n in found
        if not n.country
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Shells fell on Saraqib in Idlib province.", ["Saraqib", "Idlib"], id="bare names"
        ),
        pytest.param(
            "Two people died near El Fasher on Monday.", ["El Fasher"], id="article in a name"
        ),
        pytest.param(
            "Warplanes struck the village of al-Nayrab at dawn.",
            ["al-Nayrab"],
            id="small article, unknown",
        ),
        pytest.param(
            "Rebels attacked Deir al-Balah and Homs.",
            ["Deir al-Balah", "Homs"],
            id="article inside",
        ),
        pytest.param(
            "A mine went off on the Khartoum-Omdurman road.", ["Khartoum", "Omdurman"], id="a pair"
        ),
        pytest.param(
            "He was born in Red Deer, Alta., in 1960.",
            ["Red Deer", "Alta."],
            id="full stop of a name",
        ),
        pytest.param("They live in Paris, Texas.", ["Paris", "Texas"], id="name after name"),
        pytest.param("KHERSON (Agency) - Shelling went on.", ["KHERSON"], id="dateline"),
        pytest.param("The U.S. sent troops to Syria.", ["U.S.", "Syria"], id="letters with stops"),
        pytest.param(
            "Hamas and Al-Shabaab denied the report.", [], id="armed groups are no places"
        ),
        pytest.param("On Monday he said that they would come.", [], id="words that open sentences"),
        pytest.param(
            "The army lost four settlements, As-Zwetz, Qzzy, Rzzat and Szzy, on Monday.",
            ["As-Zwetz", "Qzzy", "Rzzat", "Szzy"],
            id="as many names as were counted",
        ),
        pytest.param(
            "In two of the villages, Omar, Ahmad and Ali said, there was calm.", [], id="speakers"
        ),
        pytest.param("Goma fell on Monday, Saraqib a day later.", ["Goma", "Saraqib"], id="a day"),
        pytest.param("The toll rose to nine, with no end in sight.", [], id="no capital, no name"),
    ],
)
def test_english_names_have_their_extent(text: str, found: list[str]):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("قصفت طائرات حربية مدينة إدلب صباح اليوم.", ["إدلب"], id="after its kind"),
        pytest.param("قُتل خمسة مدنيين بإدلب يوم الاثنين.", ["إدلب"], id="behind a prefix"),
        pytest.param("سقطت قذائف على ريف دير الزور الشرقي.", ["دير الزور"], id="two words"),
        pytest.param("وقال مصدر في بيان إن الجيش تقدم.", [], id="a village called Statement"),
        pytest.param("انفجرت عبوة في مدينة حلب.", ["حلب"], id="a town called Town"),
        pytest.param("هاجموا قرية تبعد عن حلب مائة كلم إلى الشرق.", ["حلب"], id="a bearing"),
    ],
)
def test_arabic_names_shed_their_prefixes(text: str, found: list[str]):
    assert names(text) == found


def test_adjectives_name_their_country():
    text = "Turkish troops entered Idlib."
    (part,) = sentences(text)
    (found,) = find_in_report(text, [part], prominence)
    assert [(part.tokens[n.first].word, n.country) for n in found] == [
        ("Turkish", "TR"),
        ("Idlib", ""),
    ]


def test_a_report_says_elsewhere_what_a_word_is():
    text = (
        "Colonel Ahmad Jordan spoke first. His deputy, Omar Jordan, said little. "
        "Jordan told reporters that he would stay."
    )
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A drone hit the Homs refinery on Monday.", ["Homs refinery"]),
        ("A drone hit the Hama refinery on Monday.", ["Hama"]),  # which no list has
        ("The Homs field commander was shot dead in Hama on Monday.", ["Homs", "Hama"]),
        ("Rockets hit the Qornac gas field on Monday.", ["Qornac gas field"]),
        ("The refinery company of Homs said on Monday that it had closed.", ["Homs"]),
    ],
)
def test_a_name_goes_on_to_the_site_that_a_list_calls_so(text: str, found: list[str]):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen killed eight people in Croix-des-Bouquets.", ["Croix-des-Bouquets"]),
        ("The rebels captured Qornac-i-Homs on Monday.", ["Qornac-i-Homs"]),
        ("Trucks were burned on the Khartoum-Omdurman road.", ["Khartoum", "Omdurman"]),
        ("Police shot a man in Homs - des voisins l'ont vu.", ["Homs"]),
    ],
)
def test_small_words_stand_between_hyphens_of_a_name(text: str, found: list[str]):
    assert names(text) == found


def test_a_name_is_found_whatever_the_gazetteer_knows():
    assert names("Three villagers were shot dead near Zarqabinda on Tuesday.") == ["Zarqabinda"]


@pytest.mark.parametrize(
    ("word", "pattern"),
    [("Idlib", "Xx"), ("UN", "XX"), ("al", "x"), ("M5", "Xd"), ("McKee", "XxXx")],
)
def test_a_shape_tells_capitals(word: str, pattern: str):
    assert shape(word) == pattern


WORDS = st.sampled_from(
    "In Idlib port - al des the of U.S. , . ' ’s ( ) \n \n\n Mr المدينة في بإدلب حلب و 12 M5 É ß İ ﷺ 👍 \u200f".split(
        " "
    )
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_and_names_never_overlap(text: str):
    parts = sentences(text)
    for part, found in zip(parts, find_in_report(text, parts, prominence), strict=True):
        end = 0
        for name in found:
            assert end <= name.first < name.last <= len(part.tokens)
            end = name.last
            first = part.tokens[name.first]
            assert 0 <= name.skip < first.end - first.start


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("اشتباكات في حلب وتل قمرة", ["حلب", "تل قمرة"], id="at the end of a row"),
        pytest.param(
            "القصف طال دمشق وتل زهران وحماه", ["دمشق", "تل زهران", "حماه"], id="within a row"
        ),
        pytest.param("سقطت بلدة معرة الخرطوم أمس", ["معرة الخرطوم"], id="another is called so"),
        pytest.param("انسحبوا من حماه وتل من الرمال أمامهم", ["حماه"], id="a hill of sand"),
        pytest.param("قتلى في حلب وجب دفنهم", ["حلب"], id="a verb"),
    ],
)
def test_an_arabic_village_keeps_the_word_that_opens_its_name(text: str, found: list[str]):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What were probably Grad missiles struck Homs on Monday.", ["Homs"]),
        ("A Paris drone hit Homs on Monday.", ["Paris", "Homs"]),  # a city may have drones
        ("Shells fell close to Michael's Church in Homs.", ["Homs"]),
        ("Rain fell in Homs on Monday.", ["Homs"]),
        ("A bomb went off outside the Mosque in Homs.", ["Homs"]),
        ("Two rockets from a Saraqib launcher hit Homs.", ["Homs"]),
    ],
)
def test_a_weapon_and_a_church_are_no_places(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The army established control of Qzerra, Bartaz, Saraqib and Hollin after clashes.",
            ["Qzerra", "Bartaz", "Saraqib", "Hollin"],
        ),
        (
            "Troops entered the following settlements in Syria on Friday: Qzerra, Hollin and Zurrat.",
            ["Syria", "Qzerra", "Hollin", "Zurrat"],
        ),
        (
            "Rebels in Saraqib captured Omar Qzerra, Ali Hollin and Ahmed Zurrat, three officers.",
            ["Saraqib"],
        ),
    ],
)
def test_a_row_of_ground_is_one_of_places(text: str, found: list[str]):
    assert names(text) == found
