"""What the reader promises on Arabic clauses that only describe, on places counted and then named, on blows told one by one."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import read, told

GAIN = "Government regains territory"
REBEL = "Non-state actor overtakes territory"
CLASH = "Armed clash"
AIR = "Air/drone strike"
SHELL = "Shelling/artillery/missile attack"
BOMB = "Remote explosive/landmine/IED"
BASE = "Headquarters or base established"
OTHER = "Other"


def brief(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, places) for kind, places, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("قصفت الطائرات بلدة كرفون التي سيطرت عليها الفصائل أمس.", [(AIR, "كرفون")]),
        ("تعرضت مدينة برطاز، التي شهدت هجوماً كيماوياً عام 2017، لقصف مدفعي.", [(SHELL, "برطاز")]),
        ("سيطر الجيش على بلدة الحامة التي كان المسلحون استولوا عليها عام 2012.", [(GAIN, "الحامة")]),
        ("أصيب طالبان بسقوط صاروخ في مدرسة بمدينة إستول، التي سبق أن شهدت مجزرة عام 2016.", [(SHELL, "إستول")]),
        ("استعادت الفصائل بلدة دلمق كانت القوات الحكومية قد دخلتها أمس.", [(REBEL, "دلمق")]),
        # what the clause tells of is the deed itself
        ("سيطرت قوات النظام على بلدة كرفون التي دخلتها من جهتها الشرقية.", [(GAIN, "كرفون")]),
        ("أغارت طائرة على سيارة في إستول كانت تقل مقاتلين وقتلت اثنين.", [(AIR, "إستول")]),
        ("وقع الانفجار في بلدة برطاز التي استهدفها الطيران اليوم بأربع غارات.", [(AIR, "برطاز")]),
    ],
)  # fmt: skip
def test_a_clause_on_the_past_of_a_place_leaves_the_deed_of_today(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("سيطرت قوات النظام على كرفون، لتصبح على مشارف برطاز.", ["كرفون"]),
        ("سيطر الجيش على الحامة، لتكون إستول هدفه التالي.", ["الحامة"]),
        ("بسيطرته على كرفون بات الجيش يشرف على دلمق نارياً.", ["كرفون"]),
        ("أصبحت القوات على بعد كيلومترين من برطاز بعد سيطرتها على فرين.", ["فرين"]),
        ("باتت قوات النظام على أبواب برطاز بعد انتزاعها بلدة كرفون من الفصائل.", ["كرفون"]),
        ("باتت بلدتا كرفون وبرطاز تحت سيطرة الجيش.", ["كرفون", "برطاز"]),
        ("سيطر الجيش على كرفون وعلى برطاز.", ["كرفون", "برطاز"]),
    ],
)
def test_a_place_that_an_army_only_came_near_is_not_taken(text, taken):
    assert brief(text) == [(GAIN, (place,)) for place in taken]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("باتت الحامة هدف القصف، وقتلت غارة جوية خمسة في كرفون.", [(SHELL, "الحامة"), (AIR, "كرفون")]),
        ("صارت برطاز هدف غارات روسية، وقصفت المدفعية كرفون.", [(AIR, "برطاز"), (SHELL, "كرفون")]),
        ("أصبحت الحامة الهدف الجديد للغارات، وقصفت المدفعية كرفون.", [(AIR, "الحامة"), (SHELL, "كرفون")]),
        ("قتلت غارة جوية خمسة في كرفون، وقصف يهدد السكان على الحامة.", [(AIR, "كرفون"), (SHELL, "الحامة")]),
        # the next aim of an army
        ("أصبحت الحامة هدفها التالي بعد سيطرة الجيش على كرفون.", [(GAIN, "كرفون")]),
        ("سيطر الجيش على كرفون، لتصبح الحامة هدف قواته، والقصف عنيف.", [(GAIN, "كرفون")]),
    ],
)  # fmt: skip
def test_a_target_of_fire_and_a_threat_are_no_nearness(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "سيطرت قوات النظام على قريتين في ريف دمشق.\n\nوأوضح المرصد أن القريتين هما كرفون وبرطاز.",
            [(GAIN, "كرفون"), (GAIN, "برطاز")],
        ),
        (
            "سيطر الجيش اليوم على قرى عدة في ريف دمشق الغربي.\n\nوالقرى هي كرفون وبرطاز وإستول.",
            [(GAIN, "كرفون"), (GAIN, "برطاز"), (GAIN, "إستول")],
        ),
        (
            "سيطرت قوات النظام على بلدتين في ريف دمشق.\n\nوقالت مصادر إن القوات سيطرت على كرفون وبرطاز.",
            [(GAIN, "كرفون"), (GAIN, "برطاز")],
        ),
        # two villages that nobody took
        ("سيطرت قوات النظام على بلدة دلمق.\n\nوالبلدتان هما كرفون وبرطاز.", [(GAIN, "دلمق")]),
    ],
)
def test_villages_that_a_lead_counts_are_those_that_the_text_then_names(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("ارتكب الطيران مجزرتين، الأولى في كرفون والثانية في برطاز.", [(AIR, "كرفون"), (AIR, "برطاز")]),
        ("غارات على كرفون صباحاً، وأخرى على برطاز بعد الظهر.", [(AIR, "كرفون"), (AIR, "برطاز")]),
        ("انفجرت سيارتان مفخختان، إحداهما في كرفون والأخرى في مدينة برطاز.", [(BOMB, "كرفون"), (BOMB, "برطاز")]),
    ],
)  # fmt: skip
def test_two_blows_told_by_their_number_are_two_events(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("أنشأ الجيش التركي، اليوم الثلاثاء، نقطة عسكرية جديدة في برطاز.", (BASE, "برطاز")),
        ("أخذت قوات النظام، فجر الخميس، بلدة برطاز.", (GAIN, "برطاز")),
        ("تمكنت قوات النظام من إطباق الحصار على مدينة برطاز.", (OTHER, "برطاز")),
        ("رمت مدفعية النظام بلدة كرفون.", (SHELL, "كرفون")),
        ("رداً على الهجوم قال الوزير إن الجيش قصف بالمدفعية مواقع في كرفون.", (SHELL, "كرفون")),
        ("عاجل: قوات الجيش تدخل مدينة كرفون.", (GAIN, "كرفون")),
        ("كان السكان في كرفون على موعد مع مجزرة ارتكبتها الطائرات وقُتل فيها ثلاثة.", (AIR, "كرفون")),
        ("أما بلدة كرفون فكان نصيبها ثلاث غارات أودت بحياة امرأة.", (AIR, "كرفون")),
        ("نزلت عشرات القذائف على أطراف كرفون.", (SHELL, "كرفون")),
        ("قال ناشطون إن مروحية للجيش أُسقطت بصاروخ فوق كرفون.", (SHELL, "كرفون")),
        ("أسقطت القوات التركية طائرتين لسلاح الجو فوق كرفون، وهبط طياراهما بالمظلات.", (SHELL, "كرفون")),
        ("المدفعية تصيب أربعة أطفال في كرفون.", (SHELL, "كرفون")),
        ("قذيفة هاون تودي بحياة طفلة في كرفون.", (SHELL, "كرفون")),
        ("طائرة مسيّرة تغتال قيادياً قرب كرفون.", (AIR, "كرفون")),
        ("دخلت وحدات الجيش مدينة كرفون بعد اشتباكات عنيفة مع المسلحين.", (GAIN, "كرفون")),
        ("شهدت جبهة كرفون سقوط عشرين قتيلاً من المهاجمين، وذلك تحت قصف شديد من الطيران.", (CLASH, "كرفون")),
        ("أكد قائد ميداني استعادة الجيش قرية كرفون، وقال إن استعادتها تمت فجراً.", (GAIN, "كرفون")),
    ],
)  # fmt: skip
def test_everyday_words_tell_the_deed_and_its_place(text, event):
    kind, place = event
    assert brief(text) == [(kind, (place,))]


def test_nothing_else_came_down_than_people():
    assert [t.sub_event_type for t in read("نزل عشرات المحتجين إلى شوارع كرفون.").tellings] == [
        "Peaceful protest"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "صار الطريق بين كرفون وبرطاز تحت نيران الجيش.",
        "قوات النظام على وشك أن تطوق بلدة كرفون.",
        "ولم يوضح المرصد كيف توزعت الخسائر في المعارك.",
    ],
)
def test_what_may_come_or_nobody_said_is_no_event(text):
    assert brief(text) == []


def test_the_countryside_of_a_province_is_where_it_happened():
    text = "خلفت المعارك على محاور الريف الجنوبي الشرقي لدمشق 23 قتيلاً من الجنود."
    assert told(text) == [(CLASH, ("دمشق",), 23)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "اندلعت معارك في كرفون ترافقت مع غارات أدت إلى مقتل مدنيين اثنين في بلدة برطاز.",
            [(CLASH, "كرفون"), (AIR, "برطاز")],
        ),
        ("دارت اشتباكات في محيط كرفون رافقتها غارات على المنطقة.", [(CLASH, "كرفون")]),
        (
            "حاول مقاتلون اقتحام قرية كرفون، غير أن الجيش أحبط المحاولة وقتل ثمانية منهم.",
            [(CLASH, "كرفون")],
        ),
        ("تبادل الطرفان استهدافات متبادلة بالرشاشات على محور كرفون.", [(CLASH, "كرفون")]),
        (
            "حرر الثوار قرية كرفون من قوات النظام التي فرت إلى معسكر برطاز.",
            [(REBEL, "كرفون")],
        ),
        (
            "سقطت مروحية للجيش إثر إصابتها بصاروخ بينما كانت تحلق فوق كرفون، ولقي طاقمها حتفه.",
            [(SHELL, "كرفون")],
        ),
        ("كانت أحياء من كرفون هدفاً لأكثر من مئة صاروخ.", [(SHELL, "كرفون")]),
        ("قُتل ثمانية أتراك بقصف على قاعدة في كرفون.", [(SHELL, "كرفون")]),
        (
            "استعادت الفصائل كرفون بهجوم حمل القوات الحكومية على الفرار.",
            [(REBEL, "كرفون")],
        ),
    ],
)
def test_each_deed_keeps_its_place_its_kind_and_its_side(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("اقتحم الجيش بلدة كرفون من شرقها، وطرد منها المجموعات المسلحة.", [(GAIN, "كرفون")]),
        (
            "طهرت وحدات الجيش قرية كرفون من الإرهابيين، وفككت العبوات والألغام التي زرعوها.",
            [(GAIN, "كرفون")],
        ),
        ("انتزعت قوات النظام آخر مواقع الفصائل في منطقة كرفون.", [(GAIN, "كرفون")]),
        (
            "ستة شهداء في قرية كرفون وثلاثة في برطاز حصيلة غارات نفذت ليلاً.",
            [(AIR, "كرفون"), (AIR, "برطاز")],
        ),
        (
            "سيطرت فصائل المعارضة على بلدة كرفون.\n\nلكن قوات النظام استرجعت كرفون بعد ساعات.",
            [(REBEL, "كرفون"), (GAIN, "كرفون")],
        ),
        (
            "سيطر الجيش على مدينة كرفون.\n\nوجاء تحرير المدينة بعد سلسلة عمليات نفذها في ريف دمشق.",
            [(GAIN, "كرفون")],
        ),
        ("لكن القصف لم يتوقف على ريف دمشق.", []),
    ],
)
def test_ground_and_blows_are_told_once_and_by_whom(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شاركت الميليشيات الموالية في السيطرة على بلدة كرفون.", GAIN),
        ("سيطرت الميليشيات الموالية للنظام على بلدة كرفون.", GAIN),
        ("سيطر المسلحون الموالون للنظام على بلدة كرفون.", GAIN),
        ("سيطر مسلحون موالون لتركيا على بلدة كرفون.", REBEL),
        ("سيطرت الفصائل على بلدة كرفون.", REBEL),
    ],
)
def test_militias_that_are_loyal_take_ground_for_the_government(text, kind):
    assert brief(text) == [(kind, ("كرفون",))]
