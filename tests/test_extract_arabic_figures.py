"""What the reader promises on Arabic news that borrows the words of war, and on war that is only spoken of."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import AIR, CLASH, SHELLING, told

GAIN = "Government regains territory"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ضربت عاصفة بلدة كرفون وقطعت الطريق إلى برطاز.", id="a storm"),
        pytest.param("حاصرت السيول عشرات العائلات في كرفون.", id="a flood"),
        pytest.param("اجتاحت موجة حر بلدة كرفون.", id="heat"),
        pytest.param("سقطت أمطار غزيرة على كرفون وتساقطت الثلوج على برطاز.", id="snow"),
        pytest.param("سقط جدار على عامل في كرفون فنقل إلى المستشفى.", id="a wall"),
        pytest.param("أصيب عشرات الأشخاص بالتسمم في كرفون.", id="poisoned"),
        pytest.param("سيطر فريق كرفون على مجريات الشوط الأول.", id="a game"),
        pytest.param("رد حارس كرفون هجوم الفريق الضيف في الدقيقة الأخيرة.", id="a keeper"),
        pytest.param("تمركزت قوات الشرطة عند مدخل ملعب كرفون قبل المباراة.", id="guards"),
        pytest.param("عاد فريق كرفون إلى صدارة الدوري بعد فوزه على برطاز.", id="came back"),
        pytest.param("سيطر الملل على جلسة مجلس كرفون.", id="boredom"),
        pytest.param("شنت الصحف هجوماً على رئيس بلدية كرفون.", id="newspapers"),
        pytest.param("أرسل الجيش آليات لفتح الطرق بعد الثلوج في كرفون.", id="snow ploughs"),
        pytest.param("وضع رئيس الحكومة حجر الأساس لمستشفى في كرفون.", id="laid a stone"),
        pytest.param("رد الجيش على اتهامات النواب في كرفون.", id="answered"),
        pytest.param("حلّت القوات المسلحة ضيفاً على معرض الكتاب في كرفون.", id="a guest"),
        pytest.param("أخذت الشرطة عينات من المياه في كرفون.", id="took samples"),
        pytest.param("أخذ الجيش على عاتقه حماية كرفون.", id="took upon itself"),
        pytest.param("فقد الجيش الاتصال بطائرة تدريب فوق كرفون.", id="lost contact"),
        pytest.param("سقطت كرفون بيد المغول عام 1260.", id="the Mongols"),
        pytest.param("خضعت كرفون لقوات الانتداب في القرن الماضي.", id="last century"),
        pytest.param("قال محلل إن سقوط كرفون سيغير المعادلة.", id="what its fall would mean"),
        pytest.param("عاد النازحون إلى كرفون بعد توقف المعارك.", id="after it was over"),
        pytest.param("يروي الفيلم قصة مجزرة كرفون.", id="a film"),
        pytest.param("افتتح معرض عن معركة كرفون.", id="a show"),
        pytest.param("رد القائد على سؤال عن انسحاب قواته من كرفون.", id="a question"),
        pytest.param("أعادت السلطات بناء مدرسة دمرها القصف في كرفون.", id="built again"),
        pytest.param("رفع الجيش العلم فوق مبنى في كرفون احتفالاً بعيد الاستقلال.", id="a feast"),
        pytest.param("أوقف رجل سيارته على جانب الطريق في كرفون.", id="parked"),
        pytest.param("رفعت القوات علم البلاد في كرفون خلال استعراض.", id="a parade"),
        pytest.param("سقط عشرات المرشحين في كرفون في الانتخابات.", id="an election"),
        pytest.param("فاز حزب المعارضة في كرفون وانتزع ثلاثة مقاعد.", id="seats"),
        pytest.param("سحب الجيش مياه الفيضان من كرفون.", id="pumped out"),
        pytest.param("غادر الجنود كرفون في إجازة.", id="on leave"),
        pytest.param("تراجع الجيش عن قراره بشأن كرفون.", id="changed its mind"),
        pytest.param("حلّ الجيش محل الشرطة في تنظيم السير في كرفون.", id="traffic"),
        pytest.param("هاجمت الذئاب قطيعاً في كرفون.", id="wolves"),
        pytest.param("استعادت كرفون رونقها بعد الترميم.", id="its charm"),
        pytest.param("أطلق الجيش النار في الهواء خلال عرس في كرفون.", id="a wedding"),
        pytest.param("حرر شرطي مخالفة في كرفون.", id="a fine"),
        pytest.param("دخل الوزير كرفون على رأس وفد.", id="a visit"),
        pytest.param("قضى الرئيس عطلته في كرفون.", id="a holiday"),
        pytest.param("فرضت الشرطة طوقاً حول مكان الحادث في كرفون.", id="a cordon"),
        pytest.param("صادرت البلدية بضائع فاسدة في كرفون.", id="bad goods"),
        pytest.param("أحرق المزارعون مخلفات الحصاد في كرفون.", id="stubble"),
        pytest.param("هدمت الجرافات مبنى قديماً آيلاً للسقوط في كرفون.", id="a ruin"),
        pytest.param("سلمت القوات في كرفون جثامين القتلى إلى ذويهم.", id="bodies given back"),
    ],
)
def test_borrowed_words_tell_nothing(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصفت الطائرات كرفون رغم العاصفة.", AIR),
        ("انهالت أمطار من القذائف على كرفون.", SHELLING),
        ("قصفت القوات الكنيسة التي بنيت عام 1260 في كرفون.", SHELLING),
        ("سقط على أطراف كرفون صاروخ.", SHELLING),
        ("قصفت المدفعية ملعب كرفون خلال مباراة فقتل ثلاثة لاعبين.", SHELLING),
        ("أعادت القوات بناء سواترها ثم قصفت كرفون بالمدفعية.", SHELLING),
        ("أعلنت الشرطة انتهاء هجوم شنّه مسلحون على فندق في كرفون.", "Attack"),
        ("شن حزب الله هجوماً على موقع في كرفون.", CLASH),
        ("رفع الجيش العلم فوق كرفون بعد معارك.", GAIN),
        ("أغار الطيران الحربي على مواقع الفصائل في كرفون.", AIR),
        ("أطلقت الطائرات صواريخ على حفل زفاف في كرفون.", AIR),
        ("سحب الجيش آلياته من كرفون.", "Other"),
        ("غادر الجنود كرفون فجر اليوم.", "Other"),
        ("انتزعت الفصائل كرفون.", "Non-state actor overtakes territory"),
        ("سقوط كرفون سيقطع الطريق، بعدما دخلها الجيش فجر اليوم.", GAIN),
    ],
)
def test_war_is_still_told_beside_them(text, kind):
    assert [(found, places) for found, places, _ in told(text)] == [(kind, ("كرفون",))]
