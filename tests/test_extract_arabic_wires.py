"""What the reader promises on turns of Arabic agency stories; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

from datetime import date

import pytest

from geo.gazetteer import open_gazetteer
from tests.test_extract_arabic import AIR, ATTACK, BOMB, CLASH, SHELLING, read, told


def claimants(text: str) -> set[str]:
    return {c.claimant for t in read(text).tellings for c in t.claims}


def named(text: str) -> list[str]:
    return [m.name for m in read(text).mentions]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("سقط صاروخ على حي سكني وسط بلدة برطاز.", id="a quarter that is residential"),
        pytest.param("قصف الطيران الأحياء المكتظة في بلدة برطاز.", id="the crowded quarters"),
        pytest.param("قصف الطيران بلدة برطاز الآهلة بالسكان.", id="what a town is like"),
        pytest.param("قصف بلدة برطاز هو الأعنف منذ فترة طويلة.", id="a long time"),
        pytest.param("استهدف قصف مقر مديرية استخبارات في بلدة برطاز.", id="an office"),
        pytest.param(
            "قصفت القوات بلدات وقرى قرب برطاز خلال عملياتها.", id="kinds of places, doings"
        ),
    ],
)
def test_what_only_describes_is_no_place(text):
    assert named(text) == ["برطاز"]


def test_a_name_of_two_words_is_not_cut_behind_its_first():
    text = "عثر الأهالي على جثة رجل على الطريق بين بلدتي برطاز وعين ذكر."
    assert named(text) == ["برطاز", "عين ذكر"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "تشهد بلدة كرفون منذ أسابيع اشتباكات وقصفاً أودى بحياة عشرات الأشخاص.",
            [],
            id="for weeks",
        ),
        pytest.param("شهدت المنطقة مؤخراً هجمات في بلدة كرفون.", [], id="of late"),
        pytest.param(
            "تصاعدت حدة المعارك قرب بلدة كرفون في الأشهر الأخيرة.", [], id="in the last months"
        ),
        pytest.param(
            "ووثق الدفاع المدني مقتل 49 مدنياً جراء قصف على مناطق متفرقة، وذلك خلال النصف الأول من شهر كانون الثاني.",
            [],
            id="half a month counted",
        ),
        pytest.param(
            "يرتفع عدد من اغتيلوا ضمن 4 محافظات إلى 383 شخصاً.", [], id="counted over provinces"
        ),
        pytest.param(
            "استجابت الفرق منذ مطلع شهر كانون الأول حتى أمس الأربعاء 5 شباط لـ 655 هجوماً تسببت بمقتل 130 شخصاً.",
            [],
            id="up to yesterday",
        ),
        pytest.param("وتم التعرف على اثنين من القتلى وهما من بلدة كرفون.", [], id="the dead named"),
        pytest.param(
            "قُتل رجل بالرصاص في بلدة كرفون.\n\nوطوقت قوة أمنية مكان الحادث ونقلت جثة القتيل.",
            [(ATTACK, ("كرفون",), 1)],
            id="a cordon is no siege",
        ),
    ],
)
def test_trends_counts_and_the_aftermath_are_no_events(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "عثر الأهالي على جثة شاب مقتول بالرصاص قرب بلدة برطاز.\n\nوانفجرت عبوة ناسفة بسيارة في بلدة كرفون.",
            [(ATTACK, ("برطاز",), 1), (BOMB, ("كرفون",), None)],
            id="a body found is a killing of its own",
        ),
        pytest.param(
            "وأضاف التجمع أن الأهالي وجدوا البلدة مدمرة بعد قصف كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="a gathering that speaks is no protest",
        ),
        pytest.param(
            "قصفت طائرة مقهى في بلدة إستول أمس.\n\nوقُتل شخصان جراء الغارة، ونقلت جثتاهما إلى مستشفى في بلدة دلمق.",
            [(AIR, ("إستول",), 2)],
            id="the hospital is not where it fell",
        ),
        pytest.param(
            "قصفت القوات بلدة كرفون بعشرة صواريخ، من مقراتها في معسكر دلمق.",
            [(SHELLING, ("كرفون",), None)],
            id="the camp they fired from",
        ),
        pytest.param(
            "قال الفريق إن قصفاً استهدف بلدة كرفون، فقُتل ثلاثة مدنيين (طفل ورجلان).",
            [(SHELLING, ("كرفون",), 3)],
            id="brackets say who they were",
        ),
        pytest.param(
            "قال مسؤولون إن مدنيين قُتلا في قصف على بلدة كرفون.",
            [(SHELLING, ("كرفون",), 2)],
            id="a dual verb counts two",
        ),
        pytest.param(
            "قال ناشطون إن امرأة وطفلاً قُتلا بقصف على بلدة كرفون.",
            [(SHELLING, ("كرفون",), 2)],
            id="a pair and its verb",
        ),
        pytest.param(
            "وقال ناشطون إن السيدة هند قُتلت برصاص مجهولين في بلدة كرفون.",
            [(ATTACK, ("كرفون",), 1)],
            id="one with her name before the verb",
        ),
        pytest.param(
            "أطلق مسلحون النار على الشاب سامر في بلدة كرفون، ما أسفر عن مقتله على الفور.",
            [(ATTACK, ("كرفون",), 1)],
            id="his death",
        ),
        pytest.param(
            "عثر على جثة الشاب سامر من بلدة برطاز في بلدة كرفون.",
            [(ATTACK, ("كرفون",), 1)],
            id="where he came from",
        ),
    ],
)
def test_what_happened_where_and_to_how_many(text, events):
    assert told(text) == events


def test_a_lead_over_a_town_and_its_countryside_gives_way_to_its_parts():
    text = (
        "قُتل 6 مدنيين بقصف صاروخي استهدف مدينة كرفون وريفها مساء اليوم.\n\n"
        "استهدفت القوات مدينة كرفون بعدة صواريخ ما أسفر عن مقتل 5 أشخاص.\n\n"
        "واستهدف القصف أيضاً بلدة برطاز ما أدى لمقتل شخص."
    )
    assert told(text) == [(SHELLING, ("كرفون",), 5), (SHELLING, ("برطاز",), 1)]


def test_a_quarter_of_the_town_is_where_the_town_is():
    text = (
        "قصفت مسيّرة مدينة كرفون أمس ما أدى إلى مقتل ثلاثة مدنيين.\n\n"
        "وقال بيان إن القصف استهدف حي القصير وسط المدينة ما أدى إلى مقتل ثلاثة مدنيين."
    )
    assert [places for _, places, _ in told(text)] == [("كرفون",)]


def test_the_day_it_was_said_may_be_the_day_after():
    text = "قال الوزير يوم الأربعاء إن هجوماً بصاروخين أصاب مسجداً في بلدة كرفون."
    (event,) = read(text).tellings
    assert (event.date_start, event.date_end) == (date(2020, 2, 4), date(2020, 2, 5))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param(
            "قُتل ثلاثة بقصف على كرفون، وفقاً لبيان صادر عن “تنسيقية لجان المقاومة”.",
            "Resistance Committees",
            id="whose statement",
        ),
        pytest.param(
            "وأكد تقرير للدفاع المدني أن القصف على كرفون أوقع ثلاثة قتلى.",
            "White Helmets",
            id="whose report",
        ),
        pytest.param(
            "قُتل شخصان بقصف على كرفون على ما أعلن الخميس الحاكم سامي مراد.",
            "governor",
            id="behind the day",
        ),
        pytest.param(
            "أكدت تنسيقية لجان مقاومة كرفون قصف المدينة أمس.\n\nوقالت التنسيقية إن القصف أوقع قتيلين في كرفون.",
            "Resistance Committees",
            id="one word of who spoke before",
        ),
        pytest.param(
            "أعلن حاكم المنطقة سامي مراد قصف كرفون أمس.\n\nوأشار مراد إلى مقتل شخصين في كرفون.",
            "governor",
            id="the surname of who spoke before",
        ),
    ],
)
def test_who_says_so(text, who):
    assert any(name.startswith(who) for name in claimants(text))
    assert all(name.startswith(who) for name in claimants(text)), claimants(text)


def test_a_place_that_arabic_writes_otherwise_is_not_meant():
    found = open_gazetteer().candidates("الحلوبي", countries=["SY"])
    assert "SY" not in {p.country for p in found if p.name == "Aleppo"}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "ورداً على التصعيد استهدفت الفصائل بالصواريخ بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="what was done in return is no cause",
        ),
        pytest.param(
            "قُتل جندي في قصف على بلدة كرفون بعد سيطرة القوات على قرى عدة في الآونة الأخيرة.",
            [(SHELLING, ("كرفون",), 1)],
            id="what went before is the trend, not the deed",
        ),
        pytest.param("تقع البلدة قرب خط المواجهة في كرفون.", [], id="a line of contact"),
        pytest.param("أطلقت القوات قنابل مضيئة فوق بلدة كرفون.", [], id="flares"),
        pytest.param("تشهد بلدة كرفون قصفاً مستمراً من قبل القوات.", [], id="shelling that goes on"),
        pytest.param(
            "قال العقيد سامر، أحد ضباط شرطة كرفون التي تعيد تشكيلاتها في برطاز، إن قصفاً استهدف بلدة الحامة.",
            [(SHELLING, ("الحامة",), None)],
            id="where the speaker serves",
        ),
        pytest.param(
            "قال حاكم منطقة كرفون إن ثلاثة مدنيين قُتلوا بعد أن سقطت قذائف على بلدة برطاز.",
            [(SHELLING, ("برطاز",), 3)],
            id="the governor's post is not the place of the shells",
        ),
        pytest.param(
            "قُتل أربعة بقصف على مدينة كرفون.\n\nواستهدف القصف سوق النور وسط المدينة ما أدى إلى مقتل أربعة.",
            [(SHELLING, ("كرفون",), 4)],
            id="a market of the town",
        ),
        pytest.param(
            "وفي مدينة كرفون، استشهد رجل في قصف مدرسة الصلاح بالمدينة.",
            [(SHELLING, ("كرفون",), 1)],
            id="a school of the town that the sentence opens with",
        ),
    ],
)
def test_causes_posts_and_sites(text, events):
    assert told(text) == events


def test_a_name_tied_by_a_hyphen_is_one():
    assert named("سقطت قذائف على بلدة سيرين-بودا.") == ["سيرين-بودا"]


def test_those_who_flee_and_what_a_region_is_like_are_no_places():
    assert named("استهدف القصف منطقة مأهولة ولا سيما الفارين من بلدة كرفون.") == ["كرفون"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قصفت القوات المتمركزة في معسكر دلمق غرب برطاز بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="where the camp of the guns lies",
        ),
        pytest.param(
            "قصفت القوات المتمركزة في بلدتي دلمق وبرطاز وقرية الحامة بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="a row of places where guns stand",
        ),
        pytest.param(
            "انفجرت عبوة ناسفة في بلدة كرفون، وشهدت المنطقة في الآونة الأخيرة سلسلة تفجيرات.",
            [(BOMB, ("كرفون",), None)],
            id="a trend told behind the deed",
        ),
        pytest.param(
            "ونجت بلدة كرفون من القصف خلال الحرب.", [], id="what was spared was not shelled"
        ),
        pytest.param(
            "أصيب شابان بجراح بعد تعرضهما للضرب على يد مستوطنين في بلدة كرفون.",
            [(ATTACK, ("كرفون",), None)],
            id="a beating is no strike",
        ),
        pytest.param(
            "يخوض الجيش معارك لاستعادة السيطرة على بلدة كرفون.",
            [(CLASH, ("كرفون",), None)],
            id="what is fought for is not taken",
        ),
    ],
)
def test_guns_trends_and_beatings(text, events):
    assert told(text) == events
