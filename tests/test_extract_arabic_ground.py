"""What the reader promises on Arabic words of ground taken and lost, posts, columns, arrests and crowds."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import read, told

GAIN = "Government regains territory"
REBEL = "Non-state actor overtakes territory"
CLASH = "Armed clash"
BASE = "Headquarters or base established"
PROTEST = "Peaceful protest"
MOVE = "Other"  # also sieges


def brief(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, places) for kind, places, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("أخذت قوات النظام سلسلة من القرى، هي الحامة وبرطاز.", [(GAIN, "الحامة"), (GAIN, "برطاز")]),
        ("قال قائد إن بلدة كرفون أُخذت صباح الأحد.", [(GAIN, "كرفون")]),
        ("أخذت قوات النظام تقصف قرى عدة قرب كرفون بكثافة.", None),
        ("أخذ سكان كرفون يعدون العدة للرحيل مع اقتراب المعارك.", []),
        ("أخذت معركة كرفون حيزاً واسعاً من الخطاب.", None),
        ("فقدت الفصائل برطاز وكرفون.", [(GAIN, "برطاز"), (GAIN, "كرفون")]),
        ("خسر الجيش بلدة كرفون.", [(REBEL, "كرفون")]),
        ("فقد أقدم مسلحون مجهولون على اغتيال مختار قرية كرفون.", [("Attack", "كرفون")]),
        ("فقدت القوات ثلاثة جنود في بلدة كرفون.", None),
        ("آلت بلدة كرفون إلى قوات النظام.", [(GAIN, "كرفون")]),
        ("عادت العائلات إلى بلدة كرفون بعد انسحاب الثلوج.", []),
        ("عادت بلدة كرفون إلى الهدوء.", []),
        ("سقطت برطاز بيد قوات النظام.", [(GAIN, "برطاز")]),
        ("إذا سقطت برطاز انفتح الطريق.", []),
        ("رفع جنود علم الدولة فوق مبنى البلدية في كرفون.", [(GAIN, "كرفون")]),
        ("رفع طلاب علم الدولة فوق مبنى البلدية في كرفون.", []),
        ("مرّ اثنا عشر عاماً على سقوط كرفون بيد تنظيم الدولة.", []),
        ("باتت الحامة محاصرة من ثلاث جهات.", [(MOVE, "الحامة")]),
        ("استولى اليأس على أهالي كرفون.", []),
    ],
)  # fmt: skip
def test_ground_changes_hands_by_the_object_of_the_verb(text, events):
    if events is None:  # whatever else is told, no ground is taken
        assert not {k for k, _ in brief(text)} & {GAIN, REBEL}
    else:
        assert brief(text) == [(kind, (place,)) for kind, place in events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("أقام الجيش التركي نقطة مراقبة جديدة في كرفون.", [(BASE, "كرفون")]),
        ("أُنشئ موقع عسكري تركي رابع قرب كرفون.", [(BASE, "كرفون")]),
        ("أقام الأهالي صلاة الاستسقاء في كرفون.", []),
        ("تنوي تركيا إقامة نقطة مراقبة جديدة في كرفون.", []),
        ("شوهدت قافلة عسكرية تركية وهي تمر ببلدة كرفون.", [(MOVE, "كرفون")]),
        ("دخلت قافلة مساعدات أممية إلى كرفون.", []),
        ("ردّت قوات النظام في كرفون هجوماً نفذه عشرات المسلحين.", [(CLASH, "كرفون")]),
        ("كسرت الفصائل هجومين متتاليين على كرفون.", [(CLASH, "كرفون")]),
        ("لم يفلح الجيش في التقدم نحو كرفون.", [(CLASH, "كرفون")]),
        ("فشلت محادثات السلام في كرفون.", []),
        ("قال القائد إن رجاله قادرون على صدّ أي هجوم على كرفون.", []),
        ("أوقف جهاز الأمن العام أربعة شبان في كرفون.", [("Arrests", "كرفون")]),
        ("أوقف جهاز الأمن العام حركة السير في كرفون.", []),
        ("اعتاد الحاجز توقيف بعض المارة في كرفون.", []),
        ("خرج المئات في كرفون يطالبون بفتح الطرق.", [(PROTEST, "كرفون")]),
        ("خرج المئات في كرفون لاستقبال العائدين.", []),
        ("أغلق محتجون طريق كرفون بالإطارات.", [(PROTEST, "كرفون")]),
        ("أغلقت السلطات طريق كرفون بسبب الثلوج.", []),
        ("نبش عناصر من الميليشيات قبوراً في كرفون.", [("Looting/property destruction", "كرفون")]),
        ("عالجت فرق الهندسة عبوة ناسفة في كرفون قبل أن تنفجر.", [("Disrupted weapons use", "كرفون")]),
        ("اتفق الطرفان في كرفون على سحب المسلحين.", [("Agreement", "كرفون")]),
        ("اتفق الطرفان في كرفون على مواصلة المشاورات.", []),
        ("سحبت القوات التركية آلياتها من كرفون.", [(MOVE, "كرفون")]),
        ("سحبت الحكومة مشروع القانون من كرفون.", []),
    ],
)  # fmt: skip
def test_common_verbs_tell_by_who_does_what(text, events):
    assert brief(text) == [(kind, (place,)) for kind, place in events]


def test_who_lost_a_town_is_not_who_holds_it():
    (telling,) = read("خسرت الفصائل بلدة كرفون أمس.").tellings
    assert telling.sub_event_type == GAIN
