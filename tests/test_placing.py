"""Where a report's events happened when their own places are on no list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model import Report
from geo.placing import _with_unlisted
from geo.reading import Desk, open_desk

LEAD = "At least 19 people were killed on Saturday in Niger's Tillaberi region, the government said.\n\n"
BODY = "The attackers stormed Gaigorou, a village in the commune of Dessa, and shot at mourners."


@pytest.fixture(scope="module")
def read():
    return open_desk(Desk(None))


def only_event(read, text: str):
    ((reading, placed),) = read([Report("r", text, date(2021, 4, 19))])
    (event,) = placed
    return reading, event


def test_an_unlisted_village_is_somewhere_in_the_division_it_is_told_with(read):
    _, event = only_event(read, LEAD + BODY)
    (mention,) = event.places
    assert mention.place.name == "Dessa"
    assert mention.relation == "Gaigorou, in"
    assert "somewhere there" in mention.place.basis


def test_an_unlisted_village_is_in_the_province_where_nothing_narrower_is_told(read):
    text = LEAD + "The attackers stormed Gaigorou and shot at mourners."
    _, event = only_event(read, text)
    (mention,) = event.places
    assert (mention.place.name, mention.relation) == ("Tillabéri Region", "Gaigorou, in")


def test_where_several_divisions_are_told_none_is_taken(read):
    elsewhere = (
        " Rebels also killed three soldiers in the Diffa region and two in the Agadez region."
    )
    ((_, placed),) = read([Report("r", BODY + elsewhere, date(2021, 4, 19))])
    assert [m for p in placed for m in p.places if m.relation.startswith("Gaigorou")] == []


def test_a_name_that_is_guessed_at_does_not_tell_where_a_report_is_at_home(read):
    # A village of Ivory Coast is spelt nearly like this one, which no list has.
    text = "Gunmen attacked the village of Gaigorou in the Tillaberi region on Saturday, killing 19 people."
    _, event = only_event(read, text)
    assert "Ivory" not in event.telling.actor1 + event.telling.actor2


def test_an_unlisted_village_is_around_the_one_town_it_is_told_with(read):
    text = "The army shelled villages near Ansongo on Saturday. Shells also hit the village of Gaigorou, killing 19 people."
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    village = next(p for p in placed if p.telling.fatalities_best == 19)
    (mention,) = village.places
    assert mention.relation == "Gaigorou, near"
    assert 5_000 < mention.place.radius_m < 10_000
    assert "somewhere around it" in mention.place.basis


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            "the army took the villages of Ansongo and Qzzybar in the Gao region", id="before it"
        ),
        pytest.param(
            "the villages of Qzzybar and Ansongo in the Gao region fell to the army",
            id="after it",
        ),
        pytest.param(
            "in the Gao region the army took the town of Ansongo as well as the village of Qzzybar",
            id="joined by more than a word",
        ),
    ],
)
def test_an_unlisted_village_is_near_those_it_is_listed_with(read, told):
    ((_, placed),) = read([Report("r", f"On Saturday {told}.", date(2021, 4, 19))])
    (village,) = [m for p in placed for m in p.places if m.name == "Ansongo" and m.relation]
    assert village.relation == "Qzzybar, near"
    assert village.place.radius_m < 10_000


def test_a_town_that_the_text_only_measures_from_is_no_other_name_of_a_list(read):
    text = "On Saturday the army shelled Qzzybar, an hour by car from Ansongo in the Gao region."
    assert "Qzzybar, near" not in names_of(read, text)


def test_an_unlisted_place_is_not_near_cities_of_other_lands_that_it_is_listed_with(read):
    text = "On Saturday people protested in Gao, Qzzybar and Timbuktu in northern Mali."
    assert "Qzzybar, near" not in names_of(read, text)


def names_of(read, text: str) -> list[str]:
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    return [m.relation or m.name for p in placed for m in p.places]


def test_the_town_that_opens_the_sentence_holds_an_unlisted_place(read):
    text = (
        "قُتل 23 شخصاً بغارات على محافظة صنعاء.\n\n"
        "وفي مأرب، قالت الشرطة إن غارة على منطقة قوزاحة قتلت عشرة مدنيين."
    )
    assert "قوزاحة, near" in names_of(read, text)


def test_a_town_of_a_later_paragraph_does_not_hold_an_unlisted_place(read):
    text = (
        "هاجم مسلحون قرية قوزاحة وقتلوا ثلاثين جندياً.\n\n"
        "وفي تمبكتو أعلن الجيش أنه صد هجوماً وقتل 13 من المهاجمين."
    )
    assert "قوزاحة, near" not in names_of(read, text)


def test_where_an_army_has_its_base_is_in_its_own_country(read):
    text = (
        "قُتل أربعة جنود بكمين قرب هومبوري في ولاية موبتي وسط مالي.\n\n"
        "وهاجم مسلحون أمس ثكنة للجيش البوركيني في قوزاحيغو وقتلوا 24 جندياً."
    )
    assert "قوزاحيغو, in" not in names_of(read, text)


def test_a_village_that_no_list_knows_goes_with_the_one_it_was_taken_with(read):
    text = "On Saturday the army took the villages of Ansongo and Qzzybar from rebels."
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    known, lost = placed
    (event,) = _with_unlisted([known, replace(lost, places=())])
    assert event.places == known.places
    assert any("Qzzybar" in word for word in event.telling.review)
    protest = replace(
        lost, places=(), telling=replace(lost.telling, sub_event_type="Peaceful protest")
    )
    assert _with_unlisted([known, protest]) == [known, protest]


@pytest.mark.parametrize(
    "further",
    [
        pytest.param(
            "The convoy had stopped at a filling station in Ansongo, police said.", id="in"
        ),
        pytest.param(
            "The soldiers were guarding a bridge near the town of Ansongo.", id="near the town of"
        ),
    ],
)
def test_the_next_sentence_may_say_where_in_a_region_it_was(read, further):
    text = f"Gunmen ambushed a convoy in Mali's Gao region on Saturday and killed nine soldiers. {further}"
    _, event = only_event(read, text)
    assert [m.name for m in event.places] == ["Ansongo"]


@pytest.mark.parametrize(
    "further",
    [
        pytest.param("The wounded were taken to Ansongo.", id="whither"),
        pytest.param("Police in Gao said that nobody was arrested.", id="the region's own seat"),
        pytest.param(
            "On the same day three herders were shot dead in Ansongo.", id="another event"
        ),
    ],
)
def test_a_region_stays_where_the_next_sentence_tells_of_something_else(read, further):
    text = f"Gunmen ambushed a convoy in Mali's Gao region on Saturday and killed nine soldiers. {further}"
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    assert [m.name for m in placed[0].places] == ["Gao"]


def test_what_is_told_without_a_place_was_where_the_sentence_before_was_in_its_region(read):
    text = (
        "On Friday two soldiers died in mortar fire in Ansongo, in the Gao region. "
        "In reply the army hit four suspected positions of the group and killed eight of its fighters."
    )
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    assert {m.name for p in placed for m in p.places} == {"Ansongo"}


@pytest.mark.parametrize("adjective", ["Azeri", "Danish", "Canadian", "Romanian"])
def test_adjectives_of_countries_are_no_places(read, adjective):
    text = f"On Saturday gunmen killed three {adjective} engineers near Ansongo."
    _, event = only_event(read, text)
    assert [m.name for m in event.places] == ["Ansongo"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "North East: troops killed nine insurgents at Damasak in Borno State on Monday.",
            id="a zone before a colon",
        ),
        pytest.param(
            "Gunmen killed nine people in a Sunni district of Mosul on Monday.", id="a creed"
        ),
    ],
)
def test_points_of_the_compass_and_creeds_are_no_places(read, text):
    assert {"East", "North East", "Sunni"}.isdisjoint(names_of(read, text))


def test_a_region_where_only_the_speaker_sits_is_not_where_it_happened(read):
    text = (
        "On Friday gunmen stormed a base in Jowhar and killed nine soldiers. "
        "Ali Nur, an officer who spoke from Afgoye in the Lower Shabelle region, said that they had carried off arms."
    )
    assert "Lower Shabelle" not in names_of(read, text)


@pytest.mark.parametrize(
    "taken",
    [
        "evacuated to a hospital in Tel Aviv",
        "flown by helicopter to a military hospital in Tel Aviv",
        "rushed to a clinic near Tel Aviv",
    ],
)
def test_where_the_hurt_were_taken_nothing_happened(read, taken):
    text = (
        "On Monday troops raided houses in Khan Yunis. An anti-tank missile was fired at them; "
        f"two soldiers were wounded and {taken}."
    )
    assert not [n for n in names_of(read, text) if "Tel Aviv" in n]


def test_what_bears_a_name_goes_before_what_only_sounds_like_it(read):
    text = "On Monday jets bombed a village in the heart of Jabal Al-Zawiya, killing three people in Syria."
    _, event = only_event(read, text)
    assert event.places[0].place.basis.startswith("as listed")


def test_an_unlisted_village_is_near_the_one_town_of_the_province_rather_than_anywhere_in_it(read):
    text = (
        "Power failed in Ansongo, in the Gao region of Mali. "
        "Rebels had attacked a camp at Qzzybar for two hours, killing nine soldiers."
    )
    assert "Qzzybar, near" in names_of(read, text)


def test_an_unlisted_village_may_be_anywhere_in_a_province_of_which_several_towns_are_told(read):
    text = (
        "Power failed in Ansongo and Bourem, in the Gao region of Mali. "
        "Rebels had attacked a camp at Qzzybar for two hours, killing nine soldiers."
    )
    assert "Qzzybar, in" in names_of(read, text)


def test_the_same_district_is_the_one_named_last(read):
    text = (
        "Gunmen killed thirteen people on Thursday in the district of Macomia, in Mozambique's Cabo Delgado "
        "province. Others had been seen in Pemba and in Palma. At Qzzyoe, a village in the same district, they "
        "killed ten more on Saturday."
    )
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    (village,) = [m for p in placed for m in p.places if m.relation.startswith("Qzzyoe")]
    assert (village.name, village.relation) == ("Macomia", "Qzzyoe, in")
    assert 20_000 < village.place.radius_m < 50_000


@pytest.mark.parametrize(
    ("where", "events"),
    [
        ("posts between Ansongo and Bourem", 1),
        ("posts along the Ansongo-Bourem road", 1),
        ("Ansongo and Bourem", 2),
    ],
)
def test_what_is_taken_between_two_towns_is_one_place(read, where, events):
    ((_, placed),) = read(
        [Report("r", f"On Saturday rebels captured {where} in Mali.", date(2021, 4, 19))]
    )
    assert len(placed) == events
    assert {m.name for p in placed for m in p.places} == {"Ansongo", "Bourem"}


@pytest.mark.parametrize(
    ("told", "city"),
    [
        pytest.param(
            "in Qzzyk, a poor suburb of Bujumbura, killing two women, police said", "Bujumbura"
        ),
        pytest.param("in Qzzyk, a southern suburb of Khartoum, killing two women", "Khartoum"),
        pytest.param("in Qzzyk, a crowded neighbourhood of Port-au-Prince", "Port-au-Prince"),
        pytest.param("in Bab Qzzyk, a district of the Libyan capital Tripoli", "Tripoli"),
    ],
)
def test_an_unlisted_quarter_is_in_the_city_that_is_told_behind_it(read, told, city):
    text = f"On Saturday a grenade went off {told}."
    _, event = only_event(read, text)
    (mention,) = event.places
    assert mention.place.radius_m < 10_000
    assert city in mention.place.basis or city in mention.place.name


@pytest.mark.parametrize(
    ("province", "seat", "relation"),
    [
        pytest.param("Homs province in Syria", ("SY", "city"), "", id="called as its province"),
        pytest.param(
            "Cordoba department in Colombia",
            ("CO", "admin1"),
            "Cordoba, in",
            id="called otherwise, and better-known namesakes abroad",
        ),
    ],
)
def test_the_provincial_capital_lies_in_its_province(read, province, seat, relation):
    text = (
        f"Gunmen killed a policeman in {province} on Monday. They then attacked the police station "
        "in the provincial capital on Tuesday, killing three policemen."
    )
    ((_, placed),) = read([Report("r", text, date(2021, 4, 19))])
    (mention,) = placed[-1].places
    assert (mention.place.country, mention.place.kind) == seat
    assert mention.relation == relation


def test_an_unlisted_district_of_the_capital_is_in_the_city_named_before(read):
    text = (
        "Rockets struck Tripoli on Wednesday, killing two men in the suburb of Ain Zara, the government said.\n\n"
        "The other rocket landed in Bab Qzzyk, a district of the capital, and killed a woman."
    )
    ((_, placed),) = read([Report("r", text, date(2020, 3, 18))])
    assert "Bab Qzzyk, in" in [m.relation for p in placed for m in p.places]


def test_an_unlisted_place_is_in_no_province_that_another_paragraph_is_about(read):
    text = (
        "Insurgents fell upon a checkpoint near Zaranj on Saturday and killed five policemen. It had happened"
        " in Qzzybol, an official said.\n\nIn Herat, a province in the west, gunmen shot three civilians."
    )
    ((_, placed),) = read([Report("r", text, date(2019, 1, 12))])
    assert "Qzzybol, in" not in [m.relation for p in placed for m in p.places]


def test_an_unlisted_district_is_in_the_province_of_the_governor_who_was_hit_there(read):
    text = (
        "A district governor in Ghor, in the west of Afghanistan, was killed on Saturday when his vehicle hit a mine."
        " Militants had put it in the road in Qzzyrsada district, police said.\n\n"
        "In another part of the country, the eastern province of Ghazni, six Taliban died on Friday night."
    )
    ((_, placed),) = read([Report("r", text, date(2018, 7, 8))])
    assert "Ghazni" not in [m.name for m in placed[0].places]


def test_of_several_towns_of_a_province_an_unlisted_village_is_in_the_one_called_its_district(read):
    text = (
        "Insurgents raided the district of Muidumbe in Cabo Delgado, Mozambique, on 9 August.\n\n"
        "Two men were beheaded in the village of Qzzynhama, a source said.\n\n"
        "The attackers are believed to have set off from Macomia."
    )
    ((_, placed),) = read([Report("r", text, date(2022, 8, 12))])
    (mention,) = next(p.places for p in placed if p.places[0].relation.startswith("Qzzynhama"))
    assert mention.place.name == "Muidumbe"


@pytest.mark.parametrize(
    ("told", "country"),
    [
        ("the northern Mozambican town of Palma", "MZ"),
        ("the Philippine town of Valencia", "PH"),
        ("the Mexican municipality of Salamanca", "MX"),
        ("the Spanish city of Valencia", "ES"),
    ],
)
def test_the_adjective_of_a_country_says_which_town_of_a_name_is_meant(read, told, country):
    _, event = only_event(read, f"A bomb killed nine people in {told} on Wednesday.")
    (mention,) = event.places
    assert mention.place.country == country
