"""What the reader promises on strikes told in everyday Arabic verbs; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import AIR, ATTACK, BOMB, CLASH, SHELLING, told

GRENADE = "Grenade"
SUICIDE = "Suicide bomb"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("انهالت القذائف على بلدة كرفون.", SHELLING),
        ("أمطرت راجمات الصواريخ بلدة كرفون بالقذائف.", SHELLING),
        ("وقعت صواريخ على بلدة كرفون.", SHELLING),
        ("رشقت المدفعية بلدة كرفون بالقذائف.", SHELLING),
        ("تعرض محيط بلدة كرفون لرشقات صاروخية.", SHELLING),
        ("ألقت مروحيات براميل على بلدة كرفون.", AIR),
        ("أفرغت طائرة حمولتها فوق بلدة كرفون.", AIR),
        ("سوّت طائرة منزلين بالأرض في بلدة كرفون.", AIR),
        ("دمّرت طائرة حربية منزلاً في بلدة كرفون.", AIR),
        ("طائرات حربية تقصف بلدة كرفون.", AIR),
        ("فيما كانت المدفعية تدكّ بلدة كرفون.", SHELLING),
        ("نجا رجل من غارة على بلدة كرفون.", AIR),
        ("لم تتوقف الغارات على بلدة كرفون.", AIR),
        ("كثّف الطيران غاراته على بلدة كرفون.", AIR),
        ("ألقى ملثمون قنبلة على منزل في بلدة كرفون.", GRENADE),
        ("فجّر رجل نفسه وسط بلدة كرفون.", SUICIDE),
        ("أطلق ملثمون النار على محامية في بلدة كرفون.", ATTACK),
        ("أردى مسلحون تاجراً في بلدة كرفون.", ATTACK),
        ("وُجد شاب مقتولاً في بلدة كرفون.", ATTACK),
        ("اغتالت مسيّرة قيادياً في بلدة كرفون.", AIR),
        ("كان في سيارته وسط كرفون حين أمطره مجهولون بالرصاص.", ATTACK),
        ("شُن هجوم صاروخي على بلدة كرفون.", SHELLING),
        ("ردّت المدفعية مستهدفة مواقع الجيش في كرفون.", SHELLING),
        ("أحالت المقاتلات بلدة كرفون خراباً.", AIR),
        ("انتزع ملثمون صيدلانياً من بين عائلته في كرفون.", "Abduction/forced disappearance"),
    ],
)
def test_everyday_verbs_tell_of_a_blow(text, kind):
    assert [(found, places) for found, places, _ in told(text)] == [(kind, ("كرفون",))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ألقى الوزير كلمة في بلدة كرفون.", id="a speech"),
        pytest.param("ألقت طائرات منشورات فوق بلدة كرفون.", id="leaflets"),
        pytest.param("هوت أسعار البطاطا في بلدة كرفون.", id="prices fell"),
        pytest.param("انفجرت الأسعار في بلدة كرفون.", id="prices rose"),
        pytest.param("أمطرت السماء بغزارة في بلدة كرفون.", id="rain"),
        pytest.param("سوّت الجرافات تلة بالأرض في بلدة كرفون.", id="bulldozers"),
        pytest.param("انفجار أسطوانة غاز في بلدة كرفون يقتل طفلاً.", id="a gas bottle"),
        pytest.param("تستهدف العقوبات تجاراً من بلدة كرفون.", id="sanctions"),
        pytest.param("لن تقصف الطائرات بلدة كرفون.", id="will not"),
        pytest.param("قد تقصف الطائرات بلدة كرفون.", id="may"),
        pytest.param("لا تتوقف الغارات على بلدة كرفون.", id="a custom"),
        pytest.param("نجا رجل من الموت في بلدة كرفون.", id="from death"),
        pytest.param("وصلت إلى بلدة كرفون عائلات هرباً من القصف.", id="fled from"),
        pytest.param("نظم الدفاع المدني في بلدة كرفون ورشة حول الألغام.", id="a lesson"),
        pytest.param("شن الوزير هجوماً لاذعاً على مجلس بلدة كرفون.", id="words"),
        pytest.param("خطف الفيلم الأنظار في بلدة كرفون.", id="a film"),
        pytest.param("زار الوفد مركز احتجاز في بلدة كرفون.", id="a prison"),
        pytest.param("ألقى فريق محاضرة عن القنابل في كرفون.", id="a talk on bombs"),
        pytest.param("طائرات مساعدات تلقي حمولتها فوق كرفون.", id="aid dropped"),
        pytest.param("وُجدت عبوات فارغة في كرفون.", id="empty bottles"),
        pytest.param("محاكاة لهجوم صاروخي في كرفون.", id="a mock attack"),
        pytest.param("انفجرت شبكة المياه في كرفون.", id="a burst main"),
        pytest.param("سيطر الذعر على سكان كرفون.", id="fear holds no town"),
        pytest.param("حصيلة كانون الأول وحدها: 284 قتيلاً في غارات على كرفون.", id="a month's toll"),
        pytest.param("ضُبط في كرفون شاب ينشر طرق صنع العبوات.", id="how bombs are made"),
        pytest.param("زار الوزير المنازل المستهدفة بصواريخ قرب كرفون.", id="what had been hit"),
        pytest.param("أصيب لاعب في كرفون خلال مباراة شهدت هجوماً متواصلاً.", id="a game"),
    ],
)
def test_everyday_verbs_without_an_arm_tell_of_none(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "نفذت طائرات غارات. ففي كرفون قُتل خمسة أشخاص، وفي برطاز ثلاثة، ولقي اثنان حتفهما في دلمق ومثلهما في إستول.",
            [
                (AIR, ("كرفون",), 5),
                (AIR, ("برطاز",), 3),
                (AIR, ("دلمق",), 2),
                (AIR, ("إستول",), 2),
            ],
            id="in A five, in B three, two in C and as many in D",
        ),
        pytest.param(
            "طال القصف كرفون وبرطاز، وأودى بحياة عشرين في الأولى وأحد عشر في الثانية.",
            [(SHELLING, ("كرفون",), 20), (SHELLING, ("برطاز",), 11)],
            id="the first and the second",
        ),
        pytest.param(
            "شنت طائرات عشرات الغارات على بلدات المنطقة. ففي كرفون مات ثلاثة، وفي برطاز طفل.",
            [(AIR, ("كرفون",), 3), (AIR, ("برطاز",), 1)],
            id="who died of the raids that were counted",
        ),
        pytest.param(
            "بعد ساعات من الغارات على المنطقة قُتل ثلاثة في كرفون.",
            [(AIR, ("كرفون",), 3)],
            id="hours after the raids",
        ),
        pytest.param(
            "رداً على الغارات على المنطقة قُتل ثلاثة برصاص في كرفون.",
            [(ATTACK, ("كرفون",), 3)],
            id="in answer to raids",
        ),
        pytest.param(
            "دارت مواجهات قرب كرفون، ورافق القتال قصف جوي على البلدة.",
            [(CLASH, ("كرفون",), None), (AIR, ("كرفون",), None)],
            id="a strike beside a fight",
        ),
        pytest.param(
            "وقعت صواريخ أُطلقت من محيط برطاز على بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="where rockets came from",
        ),
        pytest.param(
            "قصفت المدفعية كرفون فقُتل عشرة، بعد ساعة على تفجير في برطاز أودى بأربعة.",
            [(SHELLING, ("كرفون",), 10), (BOMB, ("برطاز",), 4)],
            id="another place an hour before",
        ),
        pytest.param(
            "أعدمت الهيئة عشرة أشخاص أمام مطعم في كرفون كان قد شهد تفجيراً.",
            [(ATTACK, ("كرفون",), 10)],
            id="a place that had seen a blast",
        ),
        pytest.param(
            "فقدت عائلة سبعة من أفرادها حين أصاب صاروخ منزلها في كرفون.",
            [(SHELLING, ("كرفون",), 7)],
            id="a family lost some of its own",
        ),
        pytest.param(
            "غارة على كرفون قتلت أربعة منهم.", [(AIR, ("كرفون",), 4)], id="killed four of them"
        ),
        pytest.param(
            "راح ضحية الغارة على كرفون ستة أشخاص.", [(AIR, ("كرفون",), 6)], id="fell victim"
        ),
    ],
)
def test_counts_and_places_of_one_telling(text, events):
    assert told(text) == events
