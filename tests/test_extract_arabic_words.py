"""What the reader promises on Arabic words that are taken for something else: adjectives, landmarks, posts, withdrawals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.extract import Reader
from geo.gazetteer import open_gazetteer
from geo.model import Report
from tests.test_extract_arabic import AIR, SHELLING, read, told

if TYPE_CHECKING:
    from geo.model import Telling

GAIN = "Government regains territory"
REBEL = "Non-state actor overtakes territory"
TRANSFER = "Non-violent transfer of territory"
CLASH = "Armed clash"
MINE = "Remote explosive/landmine/IED"


def brief(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, places) for kind, places, _ in told(text)]


def sides(text: str) -> list[tuple[str, str]]:
    return [(t.actor1 or "", t.actor2 or "") for t in read(text).tellings]


@pytest.mark.parametrize(
    "text",
    [
        "قصف الطيران قرى عديدة في ريف كرفون.",
        "قصف الطيران قريتين صغيرتين في ريف كرفون.",
        "قصف الطيران قرى آهلة بالسكان في ريف كرفون.",
        "قصف الطيران حياً مكتظاً في كرفون.",
        "قصف الطيران قرية تلو أخرى في ريف كرفون.",
        "قصف الطيران ثلاث قرى ومزرعة وتلة في محيط كرفون.",
        "قصف الطيران قرية جديدة في ريف كرفون.",
    ],
)
def test_what_a_village_is_like_is_not_its_name(text):
    assert brief(text) == [(AIR, ("كرفون",))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف الطيران قرية الحد الأخضر في سوريا فقتل طفلاً.", "الحد الأخضر"),
        ("قصف الطيران قرية الماء الأبيض في سوريا فقتل طفلاً.", "الماء الأبيض"),
        ("قصف الطيران بلدة كرفون الصغيرة في سوريا فقتل طفلاً.", "كرفون"),
    ],
)
def test_the_adjective_that_ends_a_villages_name_belongs_to_it(text, name):
    (telling,) = read(text).tellings
    assert name in {m.name for m in telling.places}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت قوات النظام نقطة المراقبة التركية في كرفون.", ("Military Forces of Syria", "Military Forces of Turkey")),
        ("استهدفت مسيرة نقطة عسكرية روسية في كرفون.", ("", "Military Forces of Russia")),
        ("أصاب صاروخ موجه آلية للنظام في كرفون.", ("", "Military Forces of Syria")),
        ("سقطت صواريخ على القاعدة الأمريكية في كرفون.", ("", "Military Forces of United States")),
        ("أطلقت نقطة المراقبة التركية في كرفون النار على قوات النظام.", ("Military Forces of Turkey", "Military Forces of Syria")),
        ("سيطرت قوات النظام على كرفون القريبة من نقطة المراقبة التركية في دلمق.", ("Military Forces of Syria", "")),
    ],
)  # fmt: skip
def test_a_post_acts_only_where_it_is_the_subject(text, expected):
    assert sides(text) == [expected]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("سيطر الجيش على كرفون، التي لا تبعد عن نقطة المراقبة التركية في دلمق إلا قليلاً.", [(GAIN, ("كرفون",))]),
        ("قُتل راع بانفجار لغم قريب من قرية كرفون.", [(MINE, ("كرفون",))]),
        ("سقطت قذيفة على مقربة من مدرسة في كرفون وقتلت طالباً.", [(SHELLING, ("كرفون",))]),
    ],
)  # fmt: skip
def test_a_landmark_is_told_from_where_it_happened(text, events):
    assert brief(text) == events


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("دخلت قوات النظام كرفون بعد أن انسحبت منها الفصائل.", GAIN),
        ("استعادت الفصائل كرفون إثر انسحاب قوات النظام منها.", REBEL),
        ("بعد معارك دامت يومين انسحبت الفصائل من كرفون فسيطرت عليها قوات النظام.", GAIN),
        ("بسط الجيش سيطرته على كرفون بعد انسحاب الفصائل من دون أي مواجهات.", TRANSFER),
        ("انسحبت الفصائل من كرفون ودخلتها قوات النظام.", TRANSFER),
        ("استرجعت الفصائل كرفون، لكنها ما لبثت أن انسحبت منها.", REBEL),
    ],
)
def test_a_town_told_as_taken_was_taken_though_the_beaten_withdrew(text, kind):
    assert brief(text) == [(kind, ("كرفون",))]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("وبذلك يرتفع عدد القرى التي خسرتها الفصائل إلى عشرين قرية شرق كرفون.", []),
        ("صار عدد البلدات التي سيطر عليها الجيش في ريف كرفون أربعين.", []),
        ("سيطر الجيش على خمس قرى شرق كرفون اليوم.", [(GAIN, ("كرفون",))]),
    ],
)
def test_a_running_count_of_villages_is_no_event(text, events):
    assert brief(text) == events


@pytest.mark.parametrize(
    "text",
    [
        "تُجبر المعارك في كرفون نحو 6500 طفل على الفرار في اليوم الواحد.",
        "قالت يونيسيف إن الغارات على المدارس في كرفون حرمت 20 ألف طفل من التعليم.",
        "يعاني سكان كرفون نقصاً حاداً في الغذاء بسبب الحصار والقصف.",
        "وثّق الفريق مقتل 1800 مدني في كرفون منذ توقيع اتفاق جنيف.",
        "وتتزامن المجزرة مع حملة قصف على كرفون.",
        "أوقع القصف على كرفون بين يوم الأحد ويوم الأربعاء 113 قتيلاً.",
        "توفي جندي في كرفون بعد أن أصابته أزمة قلبية.",
    ],
)
def test_hardship_counts_over_days_and_illness_are_no_events(text):
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("دمّر القصف على كرفون أمس مدرسة وحرم الطلاب من التعليم.", [(SHELLING, ("كرفون",))]),
        ("تزامن الهجوم مع غارات على كرفون قتلت ثلاثة مدنيين.", [(AIR, ("كرفون",))]),
        ("قتل القصف ثلاثة مدنيين في كرفون ليل السبت الأحد.", [(SHELLING, ("كرفون",))]),
        ("رمى مسلحون، كانوا على دراجة نارية، قنبلة يدوية على منزل في كرفون.", [("Grenade", ("كرفون",))]),
        ("كانت كرفون الأشد تضرراً، إذ سقط فيها ستة قتلى بصواريخ عنقودية.", [(SHELLING, ("كرفون",))]),
        ("ترجح مصادر أن الصاروخ خرج من مواقع يسيطر عليها النظام في دلمق، وقتل ثمانية في كرفون.", [(SHELLING, ("كرفون",))]),
        ("قُتل مقاتل في الفصائل قرب كرفون. والقتيل هو محمد العلي من أبناء بلدة دلمق.", [(CLASH, ("كرفون",))]),
    ],
)  # fmt: skip
def test_what_happened_is_still_told_beside_background(text, events):
    assert brief(text) == events


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("هاجمت مسيرات أوكرانية بلدة كرفون.", "Military Forces of Ukraine"),
        ("قصفت دبابات إسرائيلية بلدة كرفون.", "Military Forces of Israel"),
    ],
)
def test_a_countrys_weapons_act_for_its_army(text, actor):
    assert [a for a, _ in sides(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("سيطر الجيش على دلمق وثلاث قرى أخرى شرق كرفون.", [(GAIN, ("دلمق",))]),
        ("سيطر الجيش على ثلاث قرى شرق كرفون.", [(GAIN, ("كرفون",))]),
        ("سيطر الجيش على سبع قرى شرق كرفون. وقال المرصد إنه أخذ دلمق وبرطاز.", [(GAIN, ("دلمق",)), (GAIN, ("برطاز",))]),
        ("سيطر الجيش على قريتي دلمق وبرطاز شرق كرفون.", [(GAIN, ("دلمق",)), (GAIN, ("برطاز",))]),
    ],
)  # fmt: skip
def test_villages_that_are_only_counted_give_way_to_those_named(text, events):
    assert brief(text) == events


def in_the_world(text: str) -> list[Telling]:
    (reading,) = Reader(open_gazetteer(None))([Report("r", text, date(2020, 2, 6), language="ar")])
    return list(reading.tellings)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قصفت روسيا مدينة خاركيف.", "Military Forces of Russia"),
        ("أطلقت إيران صواريخ على مدينة أربيل.", "Military Forces of Iran"),
        ("قالت الشرطة الباكستانية إن انتحارياً فجر نفسه في مدينة كويتا وقتل سبعة.", ""),
    ],
)
def test_a_country_behind_the_verb_attacks_and_who_only_reports_does_not(text, actor):
    assert [t.actor1 for t in in_the_world(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أطلقت روسيا صواريخ على كييف وأوديسا ودنيبرو.", {"كييف", "أوديسا", "دنيبرو"}),
        ("قُتل أربعة في ضربات روسية على مدن خاركيف وسومي وزابوريجيا.", {"خاركيف", "سومي", "زابوريجيا"}),
        ("قُتل أربعة في ضربة روسية على بلدة كوبيانسك في خاركيف.", {"كوبيانسك"}),
    ],
)  # fmt: skip
def test_a_row_of_cities_is_struck_as_a_whole_though_provinces_bear_their_names(text, names):
    (telling,) = in_the_world(text)
    assert {m.name for m in telling.places} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قال مسؤولون إن أنقرة بعثت بقوات بعد قصف أصاب مدينة إدلب.", {"إدلب"}),
        ("قال مصدر إن كييف تعرضت لهجوم بالمسيرات ليل الأحد.", {"كييف"}),
        ("أعلن مصدر أن الخرطوم شهدت اشتباكات عنيفة قتل فيها عشرة.", {"الخرطوم"}),
    ],
)
def test_a_capital_behind_that_is_its_government_unless_something_befalls_it(text, names):
    assert {m.name for t in in_the_world(text) for m in t.places} == names


@pytest.mark.parametrize(
    "text",
    [
        "رمى مسلحون قنبلة يدوية على بيت جزلان دلمق في كرفون.",
        "أصابت رصاصة رأس خالد عمر دلمق في كرفون فقُتل.",
    ],
)
def test_the_last_word_of_a_persons_name_is_no_village(text):
    assert [places for _, places in brief(text)] == [("كرفون",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال متحدث إن القوات الحكومية طردت المسلحين من كرفون.", ("Military Forces of Syria", "Unidentified armed group (Syria)")),
        ("أعلن الجيش أنه طرد المسلحين من كرفون.", ("Military Forces of Syria", "Unidentified armed group (Syria)")),
        ("أعلنت الفصائل أنها طردت قوات النظام من كرفون.", ("Rebel forces (Syria)", "Military Forces of Syria")),
        ("دحر الجيش الفصائل عن كرفون.", ("Military Forces of Syria", "Rebel forces (Syria)")),
        ("طردت الفصائل قوات النظام من كرفون.", ("Rebel forces (Syria)", "Military Forces of Syria")),
    ],
)  # fmt: skip
def test_who_stands_before_the_verb_behind_that_is_its_subject(text, expected):
    assert sides(text) == [expected]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("دخل أبو زيد وأبو عمر القرية وتحدثا مع الأهالي.", []),
        ("أخذت أنقرة وموسكو دور الضامن في أستانا.", []),
        ("أخذت دمشق وبيروت تقتربان من اتفاق.", []),
        ("احتلت بريطانيا البصرة والموصل خلال الحرب العالمية الأولى.", []),
        ("استعاد الجيش السوري سراقب خلال الحرب.", [(GAIN, "سراقب")]),
    ],
)
def test_listed_namesakes_capitals_and_old_wars_are_no_news(text, events):
    told_there = [(t.sub_event_type, m.name) for t in in_the_world(text) for m in t.places]
    assert told_there == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("ألقى الرئيس كلمة في دلمق عن تحرير كرفون وبرطاز.", []),
        ("كانت بلدة كرفون الأكثر تعرضاً للقصف.", []),
        ("كان الجيش الأكثر خسائر في معارك كرفون.", []),
        ("ترافق اقتحام مدينة كرفون مع سلسلة مداهمات اعتقل خلالها ستة.", [("Arrests", ("كرفون",))]),
    ],
)
def test_speeches_and_comparisons_tell_nothing_and_a_raid_with_its_place_does(text, events):
    assert brief(text) == events
