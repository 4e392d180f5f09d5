"""What the reader promises on Arabic reports from other wars; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

import pytest

from geo.locate.context import surroundings, tells_container
from tests.test_extract_arabic import AIR, BOMB, CLASH, SHELLING, read, told

GAIN = "Government regains territory"


def named(text: str) -> list[str]:
    return [m.name for m in read(text).mentions]


def doers(text: str) -> list[str]:
    return [t.actor1 for t in read(text).tellings]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("قصف الطيران بلدة أم العصافير.", ["أم العصافير"], id="mother of"),
        pytest.param("قُتل رجل في خربة ساحور.", ["خربة ساحور"], id="a ruin"),
        pytest.param("قُتل رجل في بلدة دير جبيل الشعب.", ["دير جبيل الشعب"], id="a landmark"),
        pytest.param(
            "انفجرت عبوة بين نافعة الشرقية ودلمق.", ["نافعة الشرقية", "دلمق"], id="the eastern one"
        ),
        pytest.param("نصبوا ميناً كبيراً في دلمق.", ["دلمق"], id="an indefinite noun"),
        pytest.param("قُتل جندي داخل دار ضيافتهم في دلمق.", ["دلمق"], id="somebody's"),
        pytest.param("استعاد الجيش دلمق ويتقدم شمالاً.", ["دلمق"], id="a verb under waw"),
    ],
)
def test_where_an_arabic_name_begins_and_ends(text, names):
    assert named(text) == names


def test_the_middle_of_a_country_is_where_it_happened():
    assert told("وفي وسط سوريا، انفجرت عبوة بقافلة فقُتل جنديان.") == [(BOMB, ("سوريا",), 2)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "تمكن الجيش اليوم من طرد مسلحي التنظيم من بلدة دلمق.",
            [(GAIN, ("دلمق",), None)],
            id="driven out of a town",
        ),
        pytest.param(
            "استرد الجيش في 3 شباط بلدة برطاز، التي دخلها المسلحون في 14 كانون الثاني.",
            [(GAIN, ("برطاز",), None)],
            id="what had befallen the town",
        ),
        pytest.param(
            "قصفت المدفعية أطراف برطاز، كما نفذ الطيران عدة غارات على جنوب برطاز وشمال كرفون.",
            [(SHELLING, ("برطاز",), None), (AIR, ("برطاز", "كرفون"), None)],
            id="guns, then aircraft",
        ),
        pytest.param(
            "قُتل ستة مدنيين في غارة على برطاز.\n\nوجاء القصف بعدما خسرت القوات تلالاً قرب كرفون.",
            [(AIR, ("برطاز",), 6)],
            id="when it came",
        ),
        pytest.param(
            "قُتل ستة مدنيين في غارة على برطاز.\n\nوكان الجيش قد طلب من سكان كرفون الرحيل قبل أن تبدأ الغارات.",
            [(AIR, ("برطاز",), 6)],
            id="before it came",
        ),
        pytest.param(
            "أودت غارة من طائرة قرب سوق كرفون بحياة مواطن.",
            [(AIR, ("كرفون",), 1)],
            id="claimed a life, far behind the verb",
        ),
        pytest.param(
            "أدى استهداف شاحنة بمسيّرة في كرفون إلى مقتل سائقها وإصابة آخر.",
            [(AIR, ("كرفون",), 1)],
            id="its driver",
        ),
        pytest.param(
            "ذكرت الوزارة في بيانها اليومي أن القوات صدت هجوماً قرب كرفون.",
            [(CLASH, ("كرفون",), None)],
            id="a daily report",
        ),
        pytest.param(
            "قُتل 15 جندياً في هجوم على ثكنة في برطاز، وفق مصدر أمني.\n\nوتحدث مصدر عسكري آخر عن 19 قتيلاً.",
            [(CLASH, ("برطاز",), 17)],
            id="another source is of the same attack",
        ),
        pytest.param(
            "قُتل ثلاثة جنود في هجوم للتنظيم على حاجز في كرفون.\n\nوبذلك تصل خسائر القوات في يوم واحد إلى تسعة قتلى.",
            [(CLASH, ("كرفون",), 3)],
            id="the losses of a day",
        ),
    ],
)
def test_what_is_told_beside_an_event_is_no_other_one(text, events):
    assert told(text) == events


def test_the_dead_told_after_a_bombardment_are_of_it():
    text = (
        "سقط تسعة قتلى في هجمات على جنوب سوريا، وفق مصادر طبية.\n\n"
        "ستة من القتلى قضوا حين أصاب القصف خيمة في برطاز. وقُتل اثنان آخران في خيمة ثانية غربي كرفون."
    )
    assert told(text)[-1] == (SHELLING, ("كرفون",), 2)


def test_the_rockets_of_one_side_are_not_the_raids_of_the_other():
    text = (
        "أوقعت غارات روسية على سوريا ستة قتلى اليوم الخميس.\n\n"
        "وقالت هيئة تحرير الشام إنها قصفت بالصواريخ ثكنة في برطاز."
    )
    assert (SHELLING, ("برطاز",), None) in told(text)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        pytest.param(
            "قصفت قوات المشير خليفة حفتر بلدة برطاز.", "Libyan National Army", id="a commander"
        ),
        pytest.param(
            "قُتل أربعة في غارة روسية على برطاز نعتهم هيئة تحرير الشام.",
            "Military Forces of Russia",
            id="who mourns does not act",
        ),
        pytest.param(
            "أُطلقت قذيفة على نقطة لقسد في برطاز، وردت القوات على مصدرها بقصف كرفون.",
            "Syrian Democratic Forces",
            id="the forces just named",
        ),
    ],
)
def test_who_did_it_in_other_wars(text, doer):
    assert doer in doers(text)


def test_the_day_on_which_a_deed_is_claimed_is_not_when_it_was_done():
    (telling,) = read("تبنت حركة الشباب، اليوم الخميس، الهجوم الذي قتل جندياً في برطاز.").tellings
    assert str(telling.date_start) == "2020-02-05"
    assert str(telling.date_end) == "2020-02-06"


def test_a_village_lies_in_the_district_that_it_belongs_to():
    text = "في قرية سلموط التابعة لقضاء برطاز"
    end = text.index("سلموط") + len("سلموط")
    assert tells_container(text, end, text.index("برطاز"))


def test_an_oblast_is_a_province():
    text = "حررت القوات بلدة في مقاطعة لوغان"
    start = text.index("لوغان")
    assert surroundings(text, start, len(text)).kinds == ("admin1", "region")


def claimants(text: str) -> set[str]:
    return {c.claimant for t in read(text).tellings for c in t.claims}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "وأعلنت وزارة الصحة حصيلة الغارات.\n\n- برطاز: أربعة قتلى.\n- كرفون: ثلاثة قتلى.",
            {"وزارة الصحة"},
            id="items are said by who gave the list",
        ),
        pytest.param(
            "قال سالم عنيزان، الناطق باسم الجيش، إن غارة على برطاز قتلت مسلحين.",
            {"سالم عنيزان، الناطق باسم الجيش"},
            id="an office behind a name",
        ),
        pytest.param(
            "قُتل ثلاثة في قصف على برطاز، وفق ما كتبه حاكم المنطقة.", {"حاكم المنطقة"}, id="wrote"
        ),
        pytest.param(
            "أعلنت خلية الإعلام الأمني مقتل جندي بهجوم في برطاز.\n\n"
            "وكانت الخلية قد ذكرت أمس أن هجوماً في كرفون أودى بحياة اثنين من الجنود.",
            {"خلية الإعلام الأمني"},
            id="had said, by its short name",
        ),
    ],
)
def test_who_says_so_in_other_wars(text, words):
    heard = claimants(text) - {""}
    assert heard
    assert {name.rpartition("(")[2].rstrip(")") for name in heard} == words


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "اعتقل الجنود أربعة شبان في دلمق بعد الاعتداء عليهم بالضرب.",
            [("Arrests", ("دلمق",), None)],
            id="held after a beating",
        ),
        pytest.param(
            "هاجم المقاتلون ثكنة في برطاز، وألقى أحدهم عبوة داخل دبابة، ثم اشتبكوا مع الجنود.",
            [(CLASH, ("برطاز",), None)],
            id="a charge thrown in a fight",
        ),
        pytest.param(
            "انفجرت عبوة في برطاز وقتلت ستة جنود، وفق الجيش.\n\n"
            "غير أن مصادر قبلية تحدثت عن ستة قتلى وقالت إن الانفجار وقع عند قرية سلموط.",
            [(BOMB, ("برطاز", "سلموط"), 6)],
            id="the same blast elsewhere",
        ),
        pytest.param(
            "استقدم الجيش تعزيزات إلى برطاز انطلقت من كرفون ودلمق.",
            [("Other", ("برطاز",), None)],
            id="whence they set out",
        ),
    ],
)
def test_one_deed_is_told_once(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قُتل اثنان بغارات على مركز لبيع العسل وبيت مواطن في برطاز.",
            [(AIR, ("برطاز",), 2)],
            id="one of the people's house",
        ),
        pytest.param(
            "قُتل اثنان بغارة على برطاز وثالث في كرفون.",
            [(AIR, ("برطاز",), 2), (AIR, ("كرفون",), 1)],
            id="a third elsewhere",
        ),
        pytest.param(
            "قالت الوزارة إن 61 مدنياً قُتلوا وأصيب 139 منذ بدء حملة الغارات على برطاز وكرفون.",
            [],
            id="since the campaign began",
        ),
        pytest.param(
            "قُتل 61 مدنياً أمس بغارات على برطاز، هي الأعنف منذ بدء الحرب.",
            [(AIR, ("برطاز",), 61)],
            id="the worst since the war began",
        ),
        pytest.param(
            "شن الطيران غارات على برطاز أمس. وقتلت الغارات تسعة مسلحين، "
            "وذكر الجيش أنه رصد تحركات بهدف مهاجمة كرفون.",
            [(AIR, ("برطاز",), 9)],
            id="what was to be attacked",
        ),
        pytest.param(
            "قتلت غارة على برطاز ثلاثة مدنيين. ووصف مسؤولون الغارة بأنها رد على التفجير الذي أصاب كرفون.",
            [(AIR, ("برطاز",), 3)],
            id="what was answered",
        ),
        pytest.param(
            "قتل الجنود شابين في برطاز واحتجزوا جثمانيهما.",
            [("Attack", ("برطاز",), 2)],
            id="bodies are not arrested",
        ),
        pytest.param("استرجع الجيش أمس بلدة برطاز.", [(GAIN, ("برطاز",), None)], id="taken back"),
        pytest.param(
            "قُتل جندي بغارة على كرفون اليوم. وقتل تفجير في برطاز في أكتوبر 2007 ستين مدنياً.",
            [(AIR, ("كرفون",), 1)],
            id="years ago",
        ),
    ],
)
def test_only_what_happened_there_and_then_is_told(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("قُتل رجل في قرية دار مهاب.", ["دار مهاب"], id="the house of"),
        pytest.param(
            "غارات على برطاز وأبو ظفير وكرفون.", ["برطاز", "أبو ظفير", "كرفون"], id="father of"
        ),
        pytest.param(
            "هاجموا ثكنة للجيش الصومالي في بوتوريكو.", ["بوتوريكو"], id="where a base lies"
        ),
        pytest.param(
            "هاجموا ثكنة للجيش الصومالي في محاولة لاقتحامها.", [], id="an attempt is no place"
        ),
    ],
)
def test_names_that_no_list_has(text, names):
    assert [n for n in named(text) if not n.startswith("الصومال")] == names


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        pytest.param("قُتل ثلاثة بغارات على برطاز.", 3, id="three by raids"),
        pytest.param("أمس قُتل اثنان بصاروخ سقط في برطاز.", 2, id="two by a rocket"),
        pytest.param("استشهد فجر الجمعة الشاب رامي زيدان برصاصة في برطاز.", 1, id="one at dawn"),
    ],
)
def test_whom_a_bare_count_counts(text, dead):
    assert [t.fatalities_best for t in read(text).tellings] == [dead]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قال الجيش إن قواته قتلت 23 مسلحاً ودمرت أربعة مدافع، وأسقطت مسيّرتين انتحاريتين في برطاز.",
            [(CLASH, ("برطاز",), 23)],
            id="what was destroyed is no weapon",
        ),
        pytest.param(
            "ويتبادل الطرفان القصف المدفعي في برطاز من وقت إلى آخر.", [], id="now and then"
        ),
        pytest.param(
            "قُتل 27 مسلحاً في ثلاث قرى بمحافظة إدلب هي ميليلقو وسيل غامبار وبعلال دير.",
            [("Armed clash", ("ميليلقو", "سيل غامبار", "بعلال دير"), 27)],
            id="villages that the sentence lists",
        ),
    ],
)
def test_what_stands_beside_a_deed(text, events):
    assert told(text) == events


def test_a_channel_bears_the_name_in_quotation_marks():
    assert claimants('قُتل ثلاثة بقصف على برطاز، بحسب قناة "المسيرة".') == {
        'Al-Masirah TV (قناة "المسيرة")'
    }


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "نُقل جثمان مسنة في الرابعة والسبعين قُتلت بغارة على برطاز.",
            [(AIR, ("برطاز",), 1)],
            id="an age is no toll",
        ),
        pytest.param(
            "استشهد فجر اليوم الثلاثاء شاب في الرابعة والعشرين برصاص الجيش في برطاز.",
            [("Attack", ("برطاز",), 1)],
            id="one behind a day",
        ),
        pytest.param(
            "صدت القوات هجوماً على مقرها في برطاز، وقتلت انتحارياً كان يرتدي سترة ناسفة.",
            [(CLASH, ("برطاز",), 1)],
            id="a bomber who was killed",
        ),
        pytest.param(
            "انفجرت عبوة في برطاز لدى مرور أسر فارة من بلدة كرفون فقُتل مدنيان.",
            [(BOMB, ("برطاز",), 2)],
            id="whence they fled",
        ),
        pytest.param(
            "قال حاكم المنطقة أوليغ سينيغوبوف إن غارة على برطاز قتلت ثلاثة مدنيين.",
            [(AIR, ("برطاز",), 3)],
            id="a surname is no future",
        ),
        pytest.param(
            "سقطت خمسة براميل قرب المركز الصحي في برطاز وقُتل مدني.",
            [(AIR, ("برطاز",), 1)],
            id="barrels fall from aircraft",
        ),
    ],
)
def test_words_that_mislead(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("قُتل جندي في تل فريج بمنطقة ولقان.", ["تل فريج", "ولقان"], id="its own waw"),
        pytest.param("ذكر وزير الصحة فراس الأبيض أن غارة أصابت برطاز.", ["برطاز"], id="a surname"),
        pytest.param(
            "هاجموا قرية تشوما بانغو في المنطقة.", ["تشوما بانغو"], id="two foreign words"
        ),
        pytest.param("وتتجدد بين الفينة والأخرى اشتباكات في برطاز.", ["برطاز"], id="now and then"),
    ],
)
def test_where_a_foreign_name_ends(text, names):
    assert named(text) == names


def test_who_is_only_named_before_the_verb_is_one_dead():
    text = "ذكر الأهالي أن همام الزعبي قُتل برصاص مجهولين قرب حاجز في برطاز."
    assert told(text) == [("Attack", ("برطاز",), 1)]
    assert told("ذكر الأهالي أن سالم الزعبي قتل ثلاثة رجال في برطاز.") == [
        ("Attack", ("برطاز",), 3)
    ]


def test_the_dead_of_a_whole_land_are_a_count():
    text = "قُتل ثلاثة بغارة على برطاز. وذكر الوزير أن عدد القتلى في سوريا كلها منذ الصباح بلغ 51."
    assert told(text) == [(AIR, ("برطاز",), 3)]


LOST = "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "فقد سبعة مدنيين حياتهم في قصف على كرفون.",
            [(SHELLING, ("كرفون",), 7)],
            id="they lost their lives",
        ),
        pytest.param(
            "فارق صيادان الحياة في قصف على كرفون.",
            [(SHELLING, ("كرفون",), 2)],
            id="they parted from life",
        ),
        pytest.param(
            "فقد ستة مدنيين، بينهم طفل، حياتهم في قصف على كرفون.",
            [(SHELLING, ("كرفون",), 6)],
            id="a child among those who lost their lives",
        ),
        pytest.param(
            "فقد الجيش بلدة كرفون، ونجا جنديان بحياتهما.",
            [(LOST, ("كرفون",), None)],
            id="ground lost, from which men escaped with their lives",
        ),
        pytest.param(
            "خسر الجيش 12 من جنوده في هجوم على حاجز في برطاز.",
            [(CLASH, ("برطاز",), 12)],
            id="an army lost men",
        ),
        pytest.param(
            "فقد الجيش ثلاثة من مواقعه في اشتباكات قرب برطاز.",
            [(CLASH, ("برطاز",), None)],
            id="it lost posts",
        ),
        pytest.param(
            "فقدت قوات الحكومة السيطرة على بلدة دلمق بعد معارك.",
            [(LOST, ("دلمق",), None)],
            id="a hold that is lost",
        ),
        pytest.param("فقد السائق السيطرة على حافلته قرب دلمق.", [], id="a driver lost control"),
        pytest.param(
            "قصفت المدفعية قافلة للوقود القادم من دلمق قرب كرفون فقُتل سائقان.",
            [(SHELLING, ("كرفون",), 2)],
            id="what comes from there is not to come",
        ),
    ],
)
def test_what_is_lost_in_war(text, events):
    assert told(text) == events


def test_a_house_is_no_village_spelled_alike():
    assert named("قصفت الطائرات دلمقًا لعائلة نازحة في كرفون.") == ["كرفون"]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("فتح المسلحون النار على سوق كرفون فقتلوا رجلاً.", "Unidentified armed group (Syria)"),
        ("قتل مسلحو فتح رجلاً في كرفون.", "Fatah"),
    ],
)
def test_to_open_fire_is_no_movement(text, doer):
    assert doers(text) == [doer]


def test_a_speaker_whose_office_ends_the_sentence_is_read():
    assert told("قُتل رجل في كرفون بقصف مدفعي، بحسب سالم الأحمد، حاكم الإقليم.") == [
        (SHELLING, ("كرفون",), 1)
    ]


def test_what_lies_measured_from_a_town_is_beside_it():
    assert told("قتل مسلحون شرطيين على بعد 30 كيلومتراً إلى الشمال من كرفون.") == [
        (CLASH, ("كرفون",), 2)
    ]


KIDNAP = "Abduction/forced disappearance"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "وقع راعيان في قبضة مسلحي داعش قرب برطاز.",
            [(KIDNAP, ("برطاز",), None)],
            id="into hands",
        ),
        pytest.param(
            "وقع أربعة جنود في كمين للمسلحين قرب برطاز وقتلوا.",
            [(CLASH, ("برطاز",), 4)],
            id="into an ambush",
        ),
        pytest.param(
            "دهم مسلحون قرية برطاز وأخذوا معهم ستة شبان إلى مكان غير معلوم.",
            [(KIDNAP, ("برطاز",), None)],
            id="taken with them",
        ),
        pytest.param(
            "خطف مسلحون ثلاثة رعاة قرب برطاز، واقتادوهم إلى جهة مجهولة.",
            [(KIDNAP, ("برطاز",), None)],
            id="kidnapped and led away",
        ),
    ],
)
def test_who_falls_into_whose_hands(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "أطلق مسلحون النار على حاجز في برطاز فجرحوا اثنين من رجاله.",
            [(CLASH, ("برطاز",), None)],
            id="on a checkpoint",
        ),
        pytest.param(
            "أطلق مسلحون النار على حاجز في برطاز فقتلوا مدنيين اثنين.",
            [("Attack", ("برطاز",), 2)],
            id="civilians died there",
        ),
        pytest.param(
            "أطلق قناصة نيرانهم على القوات المتمركزة في برطاز.",
            [(CLASH, ("برطاز",), None)],
            id="on forces posted there",
        ),
        pytest.param(
            "كان ثلاثة جنود في دورية قرب برطاز عندما انفجرت بهم عبوة فقتلوا.",
            [(BOMB, ("برطاز",), 3)],
            id="while they were on patrol",
        ),
        pytest.param(
            "وكان الجيش قد دخل برطاز حين انفجرت عبوة بجنوده.", [], id="what had been done before"
        ),
    ],
)
def test_fire_on_those_under_arms(text, events):
    assert told(text) == events


def test_as_many_hurt_are_no_dead():
    text = (
        "أغار الطيران على القرى.\n\nفي برطاز ستة شهداء.\n\nوفي كرفون أيضاً شهيدان ومثلهما من الجرحى."
    )
    assert told(text)[-1] == (AIR, ("كرفون",), 2)


def test_what_went_before_happened_elsewhere():
    text = "خطف مسلحون تاجراً في برطاز، بعد يومين من حادث مماثل في كرفون."
    assert told(text) == [(KIDNAP, ("برطاز",), None)]


@pytest.mark.parametrize(
    "text",
    [
        "قُتل سبعة من أفراد الحركة في عملية للجيش قرب برطاز.",
        "أعلن الجيش أن 17 من أفراد الحركة قُتلوا في عملية له قرب برطاز.",
    ],
)
def test_men_of_a_group_told_before_bear_arms(text):
    assert [kind for kind, _, _ in told(text)] == [CLASH]
