"""What the reader promises on turns that Arabic re-tellings of real reports showed; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_extract_arabic import AIR, CLASH, SHELLING, read, told

GAIN = "Government regains territory"


def claimants(text: str) -> set[str]:
    return {c.claimant for t in read(text).tellings for c in t.claims}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قُتل تسعة مدنيين، بينهم طفلان، حين أغارت طائرات حربية على مدينة كرفون، وأربعة آخرون أحدهم طفل في بلدة برطاز.",
            [(AIR, ("كرفون",), 9), (AIR, ("برطاز",), 4)],
            id="others, one of them a child, in a second town",
        ),
        pytest.param(
            "سقط قتيل مدني في كرفون وآخر في برطاز جراء قصف مدفعي.",
            [(SHELLING, ("كرفون",), 1), (SHELLING, ("برطاز",), 1)],
            id="one and another",
        ),
        pytest.param(
            "أحصى المسعفون ضحايا الغارات الجوية: ستة من عائلة واحدة، ثلاثة منهم أطفال، في كرفون؛ واثنان في كل من برطاز ودلمق؛ ورجل في إستول.",
            [
                (AIR, ("كرفون",), 6),
                (AIR, ("برطاز",), 2),
                (AIR, ("دلمق",), 2),
                (AIR, ("إستول",), 1),
            ],
            id="a row, two in each of two towns",
        ),
        pytest.param(
            "قُتل خمسة مدنيين بغارات جوية على كرفون وبرطاز بينهم طفلان في برطاز.",
            [(AIR, ("كرفون", "برطاز", "برطاز"), 5)],
            id="some of those counted are no others",
        ),
        pytest.param(
            "قُتل خمسة مدنيين في غارات جوية على كرفون وثلاث غارات في برطاز.",
            [(AIR, ("كرفون",), 5), (AIR, ("برطاز",), None)],
            id="raids are not the dead",
        ),
    ],
)
def test_a_count_with_a_place_of_its_own_is_of_that_place(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param(
            "أفادت وكالة سانا بمقتل رجل بقصف على كرفون.\n\nوقالت الوكالة إن طفلاً قُتل بقصف على برطاز.",
            {"SANA (وكالة سانا)"},
            id="the agency named before",
        ),
        pytest.param(
            "قالت وزارة الدفاع التركية إن جندياً قُتل بقصف على كرفون. وقُتل اثنان بقصف على برطاز وفق المصدر ذاته.",
            {"Ministry of Defence of Turkey (وزارة الدفاع التركية)"},
            id="the same source",
        ),
        pytest.param(
            "أفاد مراسل وطن إف إم بمقتل رجل بقصف على كرفون.",
            {"Watan FM (مراسل وطن إف إم)"},
            id="an outlet whose name begins with و",
        ),
        pytest.param(
            "قُتل رجل بقصف على كرفون، بحسب الحصيلة المتوفرة حتى الآن.", {""}, id="a toll is nobody"
        ),
        pytest.param(
            "وبيّنت الخوذ البيضاء أن قصفاً على كرفون قتل رجلاً.",
            {"White Helmets (الخوذ البيضاء)"},
            id="made clear",
        ),
        pytest.param(
            "قُتل رجل في كرفون بسوريا. وقال مرصد معارض إن قصفاً استهدف برطاز.",
            {"Observatory (مرصد)"},
            id="an observatory is not the Observatory",
        ),
    ],
)
def test_who_is_heard(text, who):
    assert claimants(text) == who


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "أخرجت القوات المسلحين من بلدتي كرفون وبرطاز أمس.",
            [(GAIN, ("كرفون",), None), (GAIN, ("برطاز",), None)],
            id="driven out of two towns",
        ),
        pytest.param(
            "وقال المرصد إن 12 منهم قضوا بغارات جوية، سبعة في قرية كرفون شرق المدينة، وإن ثلاثة قُتلوا ببراميل متفجرة سقطت على برطاز.",
            [(AIR, ("كرفون",), 7), (AIR, ("برطاز",), 3)],
            id="how many of them in one village",
        ),
        pytest.param(
            "أغارت طائرات حربية على بلدة كرفون، ما مكّن القوات من صد الهجوم.",
            [(AIR, ("كرفون",), None)],
            id="what a deed made possible",
        ),
        pytest.param(
            "بيان صادر عن الوزارة في كرفون. قصفت القوات بلدة برطاز.",
            [(SHELLING, ("برطاز",), None)],
            id="a statement is issued, not seized",
        ),
        pytest.param(
            "استولى المقاتلون على بلدة كرفون، وغنموا قاعدة إطلاق صواريخ في البلدة.",
            [(GAIN, ("كرفون",), None)],
            id="a launcher launches nothing",
        ),
        pytest.param(
            "تشارك طائرات في استهداف القوات في بلدة كرفون منذ مقتل 30 جندياً.",
            [(AIR, ("كرفون",), None)],
            id="since the death of",
        ),
        pytest.param(
            "جُرح أكثر من عشرة في قصف متفرق طال كرفون وبرطاز خلال الأسابيع الماضية.",
            [],
            id="over the last weeks",
        ),
        pytest.param(
            "سيطرت القوات اليوم على بلدة كرفون، وكانت قد دخلت برطاز أمس الأربعاء.",
            [(GAIN, ("كرفون",), None), (GAIN, ("برطاز",), None)],
            id="what had been entered the day before",
        ),
        pytest.param(
            "أفشل المقاتلون محاولات للقوات للتقدم باتجاه بلدة كرفون.",
            [(CLASH, ("كرفون",), None)],
            id="where an advance was foiled",
        ),
    ],
)
def test_turns_of_battle(text, events):
    assert told(text) == events


def test_what_had_been_entered_before_has_its_own_day():
    text = "سيطرت القوات اليوم على بلدة كرفون، وكانت قد دخلت برطاز أمس الأربعاء."
    days = {t.places[0].name: t.date_start for t in read(text).tellings}
    assert days == {"كرفون": date(2020, 2, 6), "برطاز": date(2020, 2, 5)}


def test_a_truce_that_something_was_due_to_is_not_made():
    assert told("انخفضت حصيلة الشهر بسبب وقف إطلاق النار الذي دخل حيز التنفيذ في كرفون أمس.") == []


def test_who_did_it_goes_on_to_speak():
    text = "هاجمت هيئة تحرير الشام موقعاً في كرفون، وقالت إن ثلاثة جنود قُتلوا."
    assert claimants(text) == {"Hayat Tahrir al-Sham (هيئة تحرير الشام)"}


def test_who_holds_the_post_that_is_hit_did_not_strike():
    (event,) = read("قُتل جنود في غارات جوية ضربت نقطة للجيش التركي في كرفون.").tellings
    assert event.actor1 != "Military Forces of Turkey"


def test_the_dead_of_a_province_did_not_all_die_where_the_day_saw_bombs():
    text = (
        "قُتل عشرون مدنياً في سوريا بقصف جوي الأربعاء.\n\n"
        "وقصفت الطائرات كرفون وبرطاز ودلمق والحامة وإستول."
    )
    assert all(toll is None for _, places, toll in told(text) if "كرفون" in places)


def test_a_month_counted_is_no_event():
    text = "قالت الشبكة في تقريرها الشهري الصادر الأربعاء إن 140 مدنياً قُتلوا في سوريا خلال كانون الثاني."
    assert told(text) == []


def test_an_aircraft_shot_down_lies_where_it_crashed():
    text = (
        "قُتل طياران الثلاثاء حين أُسقطت مروحية في سوريا بصاروخ.\n\n"
        "وأوضح مصدر أن المروحية تحطمت قرب قرية كرفون إلى الجنوب الشرقي من بلدة برطاز.\n\n"
        "ولم يسمِّ المصدر الجهة التي استهدفتها."
    )
    assert told(text) == [(SHELLING, ("كرفون",), 2)]


def test_the_eve_is_the_day_before():
    text = "ويأتي ذلك غداة مقتل أربعة جنود في قصف مدفعي على كرفون."
    (event,) = read(text).tellings
    assert (event.date_start, event.date_end) == (date(2020, 2, 5), date(2020, 2, 5))


def test_no_details_of_losses_are_no_count_of_none():
    text = "استهدف قصف مدفعي بلدة كرفون، ولم تقدم الوكالة تفاصيل عن الخسائر."
    assert told(text) == [(SHELLING, ("كرفون",), None)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "بذلك يرتفع إلى 90 عدد من قُتلوا في غارات جوية منذ سريان الهدنة التي أعلنت في 12 يناير.",
            [],
            id="a count since a day",
        ),
        pytest.param(
            "وأوقع القصف الذي رافق الحملة مئات القتلى والجرحى بين المدنيين.",
            [],
            id="hundreds without a day or a place",
        ),
        pytest.param("قال المكتب إن القصف صار يطال أكثر فأكثر بلدة كرفون.", [], id="more and more"),
        pytest.param(
            "توجه إلى شمال كرفون نحو 300 ألف من النازحين الذين شردتهم المعارك.",
            [],
            id="what drove people out",
        ),
        pytest.param(
            "قالت مصادر إن المسلحين ينقلون سيارات مفخخة إلى بلدة كرفون.", [], id="what is got ready"
        ),
        pytest.param(
            "سقطت صواريخ انطلقت من مواقع القوات في منطقة برطاز على بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="where rockets were launched",
        ),
        pytest.param(
            "أغارت طائرة حربية على بلدة كرفون، وهو هجوم ستنفيه دمشق.",
            [(AIR, ("كرفون",), None)],
            id="a capital that is its government",
        ),
        pytest.param(
            "قُتل جنود بغارات جوية على بلدة كرفون. وقال الحاكم إن القتلى بلغوا 14 والجرحى تسعة.",
            [(AIR, ("كرفون",), 14)],
            id="the dead have reached",
        ),
    ],
)
def test_what_only_counts_tells_or_threatens(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قُتل سبعة مدنيين في كرفون بغارة جوية، فيما قُتل ثلاثة وجُرح ستة في غارة مماثلة على بلدة برطاز.",
            [(AIR, ("كرفون",), 7), (AIR, ("برطاز",), 3)],
            id="the dead and the wounded of one blow",
        ),
        pytest.param(
            "بلغ عدد قتلى القصف المدفعي على كرفون ستة، كما قُتل اثنان في برطاز بغارات جوية.",
            [(SHELLING, ("كرفون",), 6), (AIR, ("برطاز",), 2)],
            id="a total is of its own part of the sentence",
        ),
        pytest.param(
            "سيطر الجيش السوري على بلدة كرفون، تزامناً مع غارات جوية على بلدة برطاز.",
            [(GAIN, ("كرفون",), None), (AIR, ("برطاز",), None)],
            id="at the same time as raids elsewhere",
        ),
        pytest.param(
            "واصل الجيش السوري تقدمه على حساب الفصائل، فسيطر على بلدة كرفون.",
            [(GAIN, ("كرفون",), None)],
            id="at the expense of the rebels",
        ),
        pytest.param(
            "طهرت وحدات من الجيش السوري صباح اليوم بلدة كرفون من رجس الإرهاب.",
            [(GAIN, ("كرفون",), None)],
            id="cleansed",
        ),
        pytest.param(
            "طهرت فرق الهندسة بلدة كرفون من الألغام.",
            [("Disrupted weapons use", ("كرفون",), None)],
            id="cleared of mines",
        ),
        pytest.param(
            "قُتل أربعة مدنيين في هجوم بذخائر عنقودية على مدرسة في كرفون.",
            [(SHELLING, ("كرفون",), 4)],
            id="cluster munitions",
        ),
        pytest.param(
            "وقبل سريان الهدنة بساعات قُتل خمسة مدنيين في قصف مدفعي على كرفون.",
            [(SHELLING, ("كرفون",), 5)],
            id="hours before the truce",
        ),
        pytest.param(
            "انفجرت عبوة ناسفة على طريق برطاز وسط مدينة كرفون.",
            [("Remote explosive/landmine/IED", ("كرفون",), None)],
            id="a road within a town",
        ),
    ],
)
def test_what_belongs_to_one_blow_and_what_does_not(text, events):
    assert told(text) == events


def test_who_counts_the_dead_did_not_kill_them():
    (telling,) = read("قالت الأمم المتحدة إنها تحققت من مقتل تسعة مدنيين في بلدة كرفون.").tellings
    assert telling.actor1 != "United Nations"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "تحققت المفوضية من مقتل 31 مدنياً في الفترة من الثاني إلى الثامن من يناير في شمال البلاد.",
            [],
            id="a count from the second to the eighth",
        ),
        pytest.param(
            "لا يزال مدنيون كثر يُقتلون في غارات جوية قرب كرفون.", [], id="still being killed"
        ),
        pytest.param(
            "قُتل أربعة مدنيين بغارة جوية على كرفون.\n\nوقال طبيب في برطاز إن هذا الهجوم يضاف إلى سلسلة من الهجمات.",
            [(AIR, ("كرفون",), 4)],
            id="what is thought of the attack",
        ),
        pytest.param(
            "أوقف حاجز للفصيل قرب بلدة كرفون صباح الجمعة ناشطاً إعلامياً واقتاده إلى جهة مجهولة.",
            [("Arrests", ("كرفون",), None)],
            id="led away",
        ),
        pytest.param(
            "انفجرت عبوة ناسفة عند حاجز برطاز التابع للشرطة قرب بلدة كرفون.",
            [("Remote explosive/landmine/IED", ("كرفون",), None)],
            id="the name of a post",
        ),
    ],
)
def test_counts_of_days_remarks_and_posts_are_no_events_of_their_own(text, events):
    assert told(text) == events


def test_a_truces_day_and_that_of_a_late_death_are_not_the_attacks():
    text = "خرقت القوات الهدنة التي بدأت ليلة الخميس 2 يناير 2020، وقصفت بالمدفعية بلدة كرفون."
    (telling,) = read(text, published=date(2020, 1, 4)).tellings
    assert telling.date_end == date(2020, 1, 4)
    text = "قُتل أربعة بغارة جوية على كرفون يوم الجمعة 3 يناير 2020. وتوفي جريح اليوم متأثراً بإصابته في كرفون."
    first = read(text, published=date(2020, 1, 5)).tellings[0]
    assert first.date_end == date(2020, 1, 3)


def test_the_first_hours_of_a_year_are_a_day():
    text = "مع الساعات الأولى من عام 2020 قصفت المدفعية بلدة كرفون."
    (telling,) = read(text, published=date(2020, 1, 1)).tellings
    assert telling.date_start == telling.date_end == date(2020, 1, 1)


def test_our_correspondent_and_as_they_said():
    text = "قصف على كرفون\n\nعنب بلدي - خاص\n\nاستهدفت المدفعية بلدة كرفون، بحسب مراسلنا."
    assert claimants(text) == {"Enab Baladi"}
    text = (
        "قالت المفوضة السامية لحقوق الإنسان إن الوضع خطير. واستهدفت المدفعية، كما قالت، بلدة كرفون."
    )
    assert {c.partition(" (")[0] for c in claimants(text)} == {"OHCHR"}


def test_a_base_that_was_named_is_not_the_organisation_of_that_name():
    text = "قصفت فصائل مقاتلة بالصواريخ قاعدة جوية قرب كرفون.\n\nوسقطت قذائف أخرى في محيط القاعدة."
    actors = {a for t in read(text).tellings for a in (t.actor1, t.actor2)}
    assert "Al Qaeda" not in actors


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        pytest.param(
            "صارت كرفون وبرطاز ودلمق تحت سيطرة قوات النظام أمس.",
            ["كرفون", "برطاز", "دلمق"],
            id="came under its control",
        ),
        pytest.param("باتت بلدة كرفون في يد قوات النظام أمس.", ["كرفون"], id="is in its hands"),
        pytest.param("باتت كرفون تحت سيطرة قوات النظام منذ عام 2017.", [], id="has been for years"),
        pytest.param("أصبح الوضع في كرفون تحت السيطرة.", [], id="under control"),
        pytest.param("أصبحت كرفون مهجورة تماماً.", [], id="became something else"),
    ],
)
def test_what_becomes_somebodys_is_taken(text, towns):
    assert told(text) == [(GAIN, (town,), None) for town in towns]


def test_along_a_border_is_no_village():
    text = "قصفت المدفعية أمس بلدة كرفون ومواقع على طول الحدود الجنوبية."
    assert told(text) == [(SHELLING, ("كرفون",), None)]
