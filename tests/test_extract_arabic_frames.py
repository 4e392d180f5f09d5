"""What the reader promises on the forms and frames of Arabic news; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

import pytest

from geo.extract.inflected import conjugated, inflected
from tests.test_extract_arabic import AIR, ATTACK, CLASH, SHELLING, read, told

ABDUCTION = "Abduction/forced disappearance"
ARRESTS = "Arrests"
BASE = "Headquarters or base established"
FINDS = "Disrupted weapons use"
GAIN = "Government regains territory"
CHANGE = "Change to group/activity"
DISPERSED = "Protest with intervention"
MOB = "Mob violence"
RIOT = "Violent demonstration"
LOOTING = "Looting/property destruction"
OTHER = "Other"
PROTEST = "Peaceful protest"


def row(phrase: str, kind: str, pos: str) -> dict[str, str]:
    return {"phrase": phrase, "kind": kind, "pos": pos}


def test_a_list_needs_not_spell_out_a_verb():
    (perfect, imperfect) = inflected([row("سرقت|سرقوا", "loot", "v")])
    assert "سرق" in perfect["phrase"].split("|")
    assert imperfect["kind"] == "now?loot"
    assert set(imperfect["phrase"].split("|")) == {"يسرق", "تسرق", "يسرقون"}


@pytest.mark.parametrize(
    ("perfect", "form"),
    [
        ("اعتقل", "يعتقل"),
        ("استعاد", "يستعيد"),
        ("أصاب", "تصيب"),
        ("استولى", "يستولون"),
        ("قصف", "يقصفون"),
    ],
)
def test_imperfects_follow_from_the_perfect(perfect, form):
    assert form in conjugated(perfect)


@pytest.mark.parametrize("perfect", ["اغتيل", "قام", "أخذ"])
def test_where_the_vowel_changes_no_imperfect_is_made_up(perfect):
    assert not [w for w in conjugated(perfect) if w[0] in "يت"]


def test_a_noun_brings_its_accusative_and_its_dual():
    rows = list(inflected([row("اعتصام", "protest", "n"), row("غاره", "air", "n")]))
    words = {w for r in rows for w in r["phrase"].split("|")}
    assert {"اعتصاما", "اعتصامان", "غارتين"} <= words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("غارات تستهدف كرفون.", AIR),
        ("قصف حوثي يستهدف كرفون.", SHELLING),
        ("قام الجيش بقصف كرفون بالصواريخ.", SHELLING),
        ("ردت المدفعية على مصادر النيران في كرفون.", SHELLING),
        ("مسلحون يهاجمون دورية للشرطة في كرفون.", CLASH),
        ("ملثمون يستهدفون حاجزاً للجيش في كرفون.", CLASH),
        ("شهدت كرفون اقتتالاً بين فصيلين.", CLASH),
        ("الشرطة تعتقل ثلاثة شبان في كرفون.", ARRESTS),
        ("اعتُقل إعلامي في كرفون.", ARRESTS),
        ("توقيف خمسة أشخاص من كرفون.", ARRESTS),
        ("شنت المخابرات حملة مداهمات استهدفت كرفون واعتقلت شابين.", ARRESTS),
        ("اختفى طبيب قسراً في كرفون.", None),
        ("اختفى قسراً طبيب على يد مسلحين في كرفون.", ABDUCTION),
        ("اعتدى عناصر الميليشيا على مواطنين في كرفون.", ATTACK),
        ("اغتال مجهولون عضو مجلس محلي في كرفون.", ATTACK),
        ("قنصت ميليشيا امرأة في كرفون.", ATTACK),
        ("قنص قناص مزارعاً في كرفون.", ATTACK),
        ("تمكن الجيش من تحرير كرفون.", GAIN),
        ("الجيش يسيطر على بلدة كرفون.", GAIN),
        ("احتلت القوات بلدة كرفون.", GAIN),
        ("دحر الجيش المسلحين من كرفون.", GAIN),
        ("تسلم الجيش كرفون من الفصائل.", "Non-violent transfer of territory"),
        ("قطعت القوات خطوط الإمداد عن كرفون.", OTHER),
        ("نفذت القوات الروسية دورية في كرفون.", OTHER),
        ("انتشار قوات الأمن في كرفون.", OTHER),
        ("توجهت قوات إضافية نحو كرفون.", OTHER),
        ("نصب الجيش نقطة مراقبة في كرفون.", BASE),
        ("نظم معلمون اعتصاماً في كرفون.", PROTEST),
        ("جدد الأهالي تظاهراتهم في كرفون.", PROTEST),
        ("سرق عناصر النظام منازل المدنيين في كرفون.", LOOTING),
        ("تعرضت محال في كرفون لأعمال تخريب.", LOOTING),
        ("تفكيك سيارة مفخخة في كرفون.", FINDS),
        ("ضبط صواريخ معدة للإطلاق في كرفون.", FINDS),
        ("انهال جمهور غاضب بالعصي على لص في كرفون حتى فارق الحياة.", MOB),
        ("رجم الأهالي رجلاً في كرفون حتى الموت.", MOB),
        ("أضرم حشد غاضب النار في رجل وسط كرفون.", MOB),
        ("اقتحم شبان غاضبون مبنى البلدية في كرفون.", RIOT),
        ("ضربت الشرطة بالهراوات متظاهرين في كرفون.", DISPERSED),
        ("استخدمت قوات الأمن الغاز ضد مسيرة للمعلمين في كرفون.", DISPERSED),
        ("وقّع الطرفان وثيقة تجنّب البلدة القتال في كرفون.", "Agreement"),
        ("أبرم الشيخان صلحاً ينهي القتال في كرفون.", "Agreement"),
        ("أعلنت كتيبة انشقاقها في كرفون.", CHANGE),
        ("اعتدى مسلحون جنسياً على امرأتين في كرفون.", "Sexual violence"),
        ("وثقت شبكة مقرها دلمق مقتل رجل برصاص قناص في كرفون.", ATTACK),
        ("قتلت غارة على كرفون امرأة ونُقل الجرحى إلى دلمق.", AIR),
        ("أطلق رجل مولود في دلمق النار على معلمة في كرفون.", ATTACK),
        ("بدّل قائد محلي بيعته في كرفون.", CHANGE),
        ("ضُبط سبعة أشخاص في كرفون.", ARRESTS),
        ("غار الطيران الحربي على منزل في كرفون.", AIR),
        ("أسقطت مسيّرة قنبلة على سيارة في كرفون.", AIR),
        ("دمّر الطيران الحربي مواقع للفصائل في كرفون.", AIR),
        ("إطلاق صاروخ باليستي باتجاه كرفون.", SHELLING),
        ("هجوم مسلح استهدف حاجزاً للحشد في كرفون.", CLASH),
        ("شن متمردون عملية هجومية على ثكنة في كرفون.", CLASH),
        ("أحبطت قوات حرس الحدود هجوماً لمسلحين قرب كرفون.", CLASH),
        ("ارتكب عناصر التنظيم تصفيات في كرفون.", ATTACK),
        ("أقدم عناصر من الميليشيا على إطلاق النار على أربعة مواطنين في كرفون.", ATTACK),
        ("استكمل الجيش تحرير كرفون.", GAIN),
        ("مسيرة خرجت في كرفون للمطالبة بالخبز.", PROTEST),
        ("محتجون يقطعون الطريق في كرفون.", PROTEST),
        ("عقدت قبيلتان صلحاً في كرفون.", "Agreement"),
        ("دورية روسية تركية مشتركة في كرفون.", OTHER),
        ("دمرت الدفاعات الجوية طائرة مسيرة معادية فوق كرفون.", FINDS),
        ("فجّرت وحدات الهندسة قنبلة من مخلفات الحرب في كرفون.", FINDS),
    ],
)
def test_the_usual_frames_of_a_newsroom_tell_an_event(text, kind):
    wanted = [] if kind is None else [(kind, ("كرفون",))]
    assert [(found, places) for found, places, _ in told(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "لم تشهد كرفون أي غارات.",
        "لم تسجل كرفون اليوم أي اشتباكات.",
        "توقف القصف على كرفون.",
        "يعاني سكان كرفون من القصف.",
        "تعد كرفون من أكثر المناطق تعرضاً للقصف.",
        "ناقش المجلس الهجوم على كرفون مع نظيره.",
        "يروي الفيلم حصار كرفون.",
        "اتهم الجيش الفصائل بالتخطيط لهجوم على كرفون.",
        "استعدادات للهجوم على كرفون.",
        "أصيب ثلاثة أشخاص بصعقة كهربائية في كرفون.",
        "مصرع شاب إثر لدغة أفعى في كرفون.",
        "المسلحون الذين يهاجمون كرفون.",
        "كانت الشرطة تعتقل ناشطين في كرفون.",
        "عائلات تحرق ملابسها في كرفون.",
        "الخلاف محصور في انتشار القوات قرب كرفون.",
        "تنظم حركة السير في كرفون دوريات جديدة.",
        "نصب الجنود حاجزاً مؤقتاً عند كرفون.",
        "الجيش يسيطر على كرفون منذ عام.",
        "احتل فريق كرفون المركز الأول.",
        "لم يتمكن الجيش من دخول كرفون.",
        "لا تزال كرفون بمنأى عن القصف.",
        "فند مصدر عسكري الأنباء عن سقوط كرفون.",
        "أكد القائد عزمه استعادة كرفون.",
        "يهدف الهجوم إلى السيطرة على كرفون.",
        "دعوات للخروج في مظاهرات في كرفون.",
        "تفقد وفد ضحايا القصف في كرفون.",
        "ودع أهالي كرفون ضحايا الغارة.",
        "حكمت محكمة بالسجن على منفذي هجوم في كرفون.",
        "يعيش سكان كرفون تحت القصف.",
        "يواجه سكان كرفون خطر الألغام.",
        "ندوة عن إسعاف ضحايا القصف في كرفون.",
        "تأهيل المدرسة التي دمرها القصف في كرفون.",
        "فاز فريق كرفون على ضيفه بعد هجوم ضاغط.",
    ],
)
def test_frames_like_them_that_tell_no_event_stay_silent(text):
    assert told(text) == []


def test_the_killer_behind_the_verb_is_not_counted_for_the_killed():
    ((_, _, dead),) = told("قتل قناص مدنياً في كرفون.")
    assert dead == 1


@pytest.mark.parametrize(
    ("who", "claimant"),
    [
        ("قال العقيد في الجيش العراقي علي حسن إن", "Iraqi army"),
        ("قال النقيب في وزارة الداخلية العراقية سعد كريم إن", "Ministry of Interior of Iraq"),
        ("قال أحد عناصر الدفاع المدني إن", "Civil defence|White Helmets"),
        ("قال المسؤول الإعلامي في الدفاع المدني إن", "Civil defence|White Helmets"),
        ("قالت ثلاثة مصادر أمنية إن", "security source"),
        ("قال اثنان من السكان إن", "residents"),
        ("قال والي شمال دارفور إن", "governor"),
        ("جاء في بيان للدفاع المدني أن", "Civil defence|White Helmets"),
        ("وفي بيان صادر عن وزارة الدفاع أن", "Ministry of Defence"),
        ("قالت عملية بركان الغضب إن", "Burkan al-Ghadab"),
    ],
)
def test_who_speaks_is_named_by_the_body_he_serves(who, claimant):
    claims = {
        c.claimant
        for t in read(f"{who} غارة على كرفون قتلت ثلاثة مدنيين.").tellings
        for c in t.claims
    }
    assert any(name in c for c in claims for name in claimant.split("|")), claims


@pytest.mark.parametrize(
    ("by", "claimant"),
    [
        ("على حد قول مصدر طبي", "medical source"),
        ("استناداً إلى مصادر محلية", "local sources"),
        ("وفقاً لمراسلنا", "correspondent"),
        ("كما ورد في بيان للجيش السوداني", "Sudanese army"),
    ],
)
def test_the_word_given_behind_a_deed_names_who_vouches(by, claimant):
    claims = {
        c.claimant
        for t in read(f"قتلت غارة على كرفون ثلاثة مدنيين، {by}.").tellings
        for c in t.claims
    }
    assert any(claimant in c for c in claims), claims


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("خمسة مدنيين قضوا في غارة على كرفون.", 5),
        ("ستة من عناصر الجيش قضوا في كمين قرب كرفون.", 6),
        ("اشتبك مسلحون مع الجيش في كرفون وقُتل أحدهم.", 1),
        ("قُتل مهاجران في غارة على كرفون.", 2),
        ("قُتل مصريان في غارة على كرفون.", 2),
        ("قُتل جنديان صوماليان في غارة على كرفون.", 2),
        ("قُتل أب وأبناؤه الثلاثة في غارة على كرفون.", 4),
    ],
)
def test_the_dead_are_counted_whichever_way_they_are_told(text, dead):
    assert [d for _, _, d in told(text)] == [dead]
