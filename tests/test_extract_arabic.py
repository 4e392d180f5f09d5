"""What the reader promises on Arabic reports; place names come from a small gazetteer of its own."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extract import Reader
from geo.extract.arabic import clauses
from geo.extract.text import forms_of, sentences
from geo.model import Place, Reading, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TOWNS = "الحامة برطاز كرفون دلمق إستول فرين"
RANKS = {forms_of(name)[0]: 6 for name in TOWNS.split()} | {"سوريا": 5, "جنيف": 3, "دمشق": 4}
# A Thursday.
PUBLISHED = date(2020, 2, 6)


class Atlas:
    """Knows six towns as a project's own places, two capitals and a country."""

    def candidates(
        self,
        name: str,
        *,
        countries: Collection[str] = (),  # noqa: ARG002 - the protocol's
        limit: int = 10,  # noqa: ARG002
    ) -> Sequence[Place]:
        kind = {6: "town", 5: "country", 4: "admin1", 3: "city"}.get(self.prominence(name))
        return [Place(name, 36, 36, 1000, kind, "test", "SY")] if kind else []

    def prominence(self, name: str) -> int:
        return RANKS.get(forms_of(name)[0], 0)


def read(text: str, published: date | None = PUBLISHED) -> Reading:
    (reading,) = Reader(Atlas())([Report("r", text, published, language="ar")])
    return reading


def told(text: str) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [
        (t.sub_event_type, tuple(m.name for m in t.places), t.fatalities_best)
        for t in read(text).tellings
    ]


AIR = "Air/drone strike"
SHELLING = "Shelling/artillery/missile attack"
BOMB = "Remote explosive/landmine/IED"
CLASH = "Armed clash"
ATTACK = "Attack"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param(
            "شنت طائرات حربية، فجر اليوم، غارتين على بلدة الحامة، ما أسفر عن مقتل خمسة مدنيين وإصابة عشرة.",
            (AIR, ("الحامة",), 5),
            id="an outcome under ما أسفر عن belongs to the strike",
        ),
        pytest.param(
            "قُتل ثلاثة أشخاص وجُرح آخرون جراء قصف مدفعي استهدف بلدة برطاز.",
            (SHELLING, ("برطاز",), 3),
            id="the cause may follow the dead",
        ),
        pytest.param(
            "أغارت طائرة مسيّرة على سيارة في بلدة إستول، واستشهد شخصان.",
            (AIR, ("إستول",), 2),
            id="a dual counts two",
        ),
        pytest.param(
            "قضى مدني وأصيب اثنان بانفجار لغم أرضي قرب إستول.",
            (BOMB, ("إستول",), 1),
            id="قضى is died",
        ),
        pytest.param(
            "سقط صاروخ باليستي في محيط دلمق دون وقوع إصابات.",
            (SHELLING, ("دلمق",), 0),
            id="nobody hurt is a toll of none",
        ),
        pytest.param(
            "فجر انتحاري نفسه في سوق شعبي بمدينة الحامة، ما أودى بحياة تسعة أشخاص.",
            ("Suicide bomb", ("الحامة",), 9),
            id="a suicide bomb",
        ),
        pytest.param(
            "قُتل جندي قنصاً على جبهة كرفون.", (CLASH, ("كرفون",), 1), id="a soldier shot by a sniper"
        ),
        pytest.param(
            "أطلق مسلحون النار على حافلة ركاب قرب إستول فقتلوا أربعة ركاب وأصابوا سبعة.",
            (ATTACK, ("إستول",), 4),
            id="passengers are civilians",
        ),
        pytest.param(
            "تصدت القوات الحكومية لهجوم شنه المسلحون على مواقعها شمال كرفون وكبدتهم خسائر.",
            (CLASH, ("كرفون",), None),
            id="an assault that is held off",
        ),
        pytest.param(
            "اختطف مسلحون مجهولون طبيباً في كرفون وطالبوا بفدية.",
            ("Abduction/forced disappearance", ("كرفون",), None),
            id="an abduction",
        ),
        pytest.param(
            "خرجت مسيرة حاشدة في برطاز للمطالبة بالكهرباء.",
            ("Peaceful protest", ("برطاز",), None),
            id="a مسيرة that is a march",
        ),
        pytest.param(
            "قُتل أربعة متظاهرين برصاص قوات الأمن في برطاز أمس.",
            ("Excessive force against protesters", ("برطاز",), 4),
            id="protesters shot",
        ),
        pytest.param(
            "فرقت الشرطة بالغاز المسيل للدموع محتجين في برطاز.",
            ("Protest with intervention", ("برطاز",), None),
            id="tear gas",
        ),
        pytest.param(
            "أحرق محتجون غاضبون مقر البلدية في برطاز وقطعوا الطريق.",
            ("Violent demonstration", ("برطاز",), None),
            id="protesters who burn",
        ),
        pytest.param(
            "استولت جماعة مسلحة على شاحنة مساعدات قرب دلمق.",
            ("Looting/property destruction", ("دلمق",), None),
            id="what is seized decides: a lorry is loot",
        ),
        pytest.param(
            "انسحبت الفصائل من بلدة فرين ودخلتها قوات النظام من دون قتال.",
            ("Non-violent transfer of territory", ("فرين",), None),
            id="a town entered without a fight is ceded",
        ),
        pytest.param(
            "توصل الطرفان إلى اتفاق لوقف إطلاق النار في كرفون برعاية وجهاء.",
            ("Agreement", ("كرفون",), None),
            id="a ceasefire agreed",
        ),
        pytest.param(
            "أحبطت القوات محاولة لاغتيال قائد محلي في الحامة.",
            ("Disrupted weapons use", ("الحامة",), None),
            id="a foiled killing kills nobody",
        ),
        pytest.param(
            "دفع الجيش بتعزيزات عسكرية إلى كرفون، ضمت دبابات وناقلات جند.",
            ("Other", ("كرفون",), None),
            id="reinforcements sent",
        ),
        pytest.param(
            "أفاد مصدر طبي بوصول جثامين ستة قتلى إلى مستشفى الحامة إثر غارة على برطاز.",
            (AIR, ("برطاز",), 6),
            id="a hospital is no place of the strike",
        ),
        pytest.param(
            "استهدف قصف مدفعي بلدة برطاز جنوب شرق الحامة وأدى إلى مقتل راعٍ.",
            (SHELLING, ("برطاز",), 1),
            id="a bearing is no place of the shelling",
        ),
        pytest.param(
            "قتل جنديان وخمسة مسلحين في اشتباكات بمحيط إستول خلال اليومين الماضيين.",
            (CLASH, ("إستول",), 7),
            id="the dead of both sides add up",
        ),
        pytest.param(
            "اقتصرت أضرار القصف على الماديات بعد سقوط قذائف على برطاز الثلاثاء.",
            (SHELLING, ("برطاز",), 0),
            id="material damage alone is a toll of none",
        ),
        pytest.param(
            "لا تزال الاشتباكات مستمرة في محيط كرفون حتى لحظة إعداد الخبر.",
            (CLASH, ("كرفون",), None),
            id="still going on is no denial",
        ),
    ],
)
def test_one_sentence_tells_one_event(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "استهدفت قوات النظام بقذائف الهاون بلدة الحامة، فيما شنت مقاتلات حربية غارات على كرفون، وقُتل طفلان في برطاز برصاص قناص.",
            [(SHELLING, ("الحامة",), None), (AIR, ("كرفون",), None), (ATTACK, ("برطاز",), 2)],
            id="فيما and a place of its own open another event",
        ),
        pytest.param(
            "كما قُتل شاب برصاص مجهولين في إستول، وعُثر على جثة رجل مقتول بطلق ناري قرب فرين.",
            [(ATTACK, ("إستول",), 1), (ATTACK, ("فرين",), 1)],
            id="two dead in two towns",
        ),
        pytest.param(
            "استعاد الجيش السيطرة على إستول وفرين عقب اشتباكات مع المتمردين.",
            [
                ("Government regains territory", ("إستول",), None),
                ("Government regains territory", ("فرين",), None),
            ],
            id="two towns taken, the fight for them is no third event",
        ),
        pytest.param(
            "- الحامة: قُتل شخصان جراء غارة جوية.\n- برطاز: إصابة طفل بانفجار لغم.\n- كرفون: قصف مدفعي دون إصابات.",
            [(AIR, ("الحامة",), 2), (BOMB, ("برطاز",), None), (SHELLING, ("كرفون",), 0)],
            id="items of a list",
        ),
        pytest.param(
            "أسفرت غارات جوية يوم الاثنين عن مقتل 11 شخصاً:\n- الحامة: 7 شهداء\n- برطاز: 4 شهداء، 9 جرحى",
            [(AIR, ("الحامة",), 7), (AIR, ("برطاز",), 4)],
            id="bare counts of a list die as the report says, and their sum is no event",
        ),
    ],
)
def test_one_sentence_or_list_may_tell_several(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("حذرت الأمم المتحدة من هجوم على الحامة قد يودي بحياة الآلاف.", id="feared"),
        pytest.param("نفت وزارة الدفاع قصف بلدة برطاز.", id="denied"),
        pytest.param("هدد المتحدث بقصف مواقع في كرفون إذا استمر التصعيد.", id="threatened"),
        pytest.param("أكد الوزير أن الجيش سيرد على أي هجوم يستهدف كرفون.", id="any attack"),
        pytest.param("من المتوقع أن تشن القوات هجوماً على كرفون خلال أيام.", id="expected"),
        pytest.param("ما يتداول عن سقوط قرى قرب دلمق عارٍ عن الصحة.", id="a rumour"),
        pytest.param("لقي ثلاثة أشخاص مصرعهم في حادث سير على طريق دلمق.", id="traffic"),
        pytest.param("قضى ثمانية أشخاص غرقاً بعد انقلاب قارب قبالة إستول.", id="drowned"),
        pytest.param("قُتل منذ بداية العام 340 مدنياً في عموم البلاد.", id="a count since January"),
        pytest.param("وكانت قوات النظام قد سيطرت على الحامة في عام 2016.", id="long before"),
        pytest.param("تتواصل المحادثات في جنيف لبحث وقف القصف على برطاز.", id="talks"),
        pytest.param("شهدت جبهات كرفون هدوءاً حذراً بعد أيام من القتال.", id="calm"),
        pytest.param("دعا ناشطون إلى مظاهرات غداً في برطاز.", id="a call to protest"),
        pytest.param("دان الأمين العام الهجوم على برطاز.", id="condemned"),
        pytest.param("شيع أهالي الحامة جثامين ثلاثة شبان.", id="a funeral"),
        pytest.param("تتعرض بلدة دلمق للقصف بين فترة وأخرى.", id="now and then"),
        pytest.param("يقصف الجيش قرية فرين من فترة إلى أخرى.", id="from time to time"),
        pytest.param("نشر المركز تقريره الصادر أمس من برطاز.", id="a paper that is issued"),
        pytest.param("وبلغ عدد القتلى في سوريا كلها 51 مدنياً.", id="a count of a whole land"),
        pytest.param("أمر القائد بقصف بلدة فرين.", id="ordered"),
        pytest.param("قضى ستة نازحين برداً قرب فرين أمس.", id="cold"),
        pytest.param("قضت محكمة بإعدام ثلاثة رجال في فرين أمس.", id="a court's word"),
    ],
)
def test_what_did_not_happen_is_no_event(text):
    assert told(text) == []


def test_what_is_set_aside_is_said_with_its_reason():
    (left,) = read("نفت وزارة الدفاع قصف بلدة برطاز.").left_out
    assert "denied" in left.reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("تعرضت متاجر بلدة كرفون أمس لعمليات النهب والسلب.", id="by nouns"),
        pytest.param("صادرت القوات سيارات في بلدة كرفون أمس.", id="by a verb"),
    ],
)
def test_looting_is_told_by_nouns_with_an_article_too(text):
    assert told(text) == [("Looting/property destruction", ("كرفون",), None)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param(
            "قضى مدنيان بغارة على بلدة فرين أمس.",
            (AIR, ("فرين",), 2),
            id="قضى is no order of a court",
        ),
        pytest.param(
            "قُتل مدنيان برد الجيش على مصادر النيران في فرين أمس.",
            ("Attack", ("فرين",), 2),
            id="an answer is no cold",
        ),
        pytest.param(
            "قُتل آمر الكتيبة بقصف مدفعي على بلدة فرين أمس.",
            (SHELLING, ("فرين",), 1),
            id="a commander is no order",
        ),
        pytest.param(
            "قصفت المدفعية بلدة فرين أمس، ما أدى إلى ارتفاع أعداد القتلى إلى 14.",
            (SHELLING, ("فرين",), 14),
            id="numbers are no preparation",
        ),
    ],
)
def test_a_word_that_folds_as_another_keeps_its_own_sense(text, event):
    assert told(text) == [event]


def test_a_killing_is_told_though_its_burial_is_too():
    text = "قُتل شاب برصاص قناص في بلدة دلمق أمس، وشيع أهالي البلدة جثمانه اليوم."
    assert told(text) == [("Attack", ("دلمق",), 1)]


@pytest.mark.parametrize(
    "flying",
    [
        pytest.param("بالتزامن مع تحليق طيران الاستطلاع", id="at the same time"),
        pytest.param("وسط تحليق مكثف للطيران الحربي", id="amid"),
        pytest.param("وطيران الاستطلاع يحلق في سمائها", id="a clause of its own"),
    ],
)
def test_aircraft_that_only_fly_over_strike_nothing(flying):
    text = f"قصفت مدفعية الجيش بلدة دلمق أمس {flying}."
    assert told(text) == [(SHELLING, ("دلمق",), None)]


def test_the_dead_of_a_whole_town_are_those_of_the_strike_on_it():
    text = "قصفت طائرات بلدة دلمق أمس. وبلغ عدد القتلى في البلدة كلها تسعة مدنيين."
    assert told(text) == [("Air/drone strike", ("دلمق",), 9)]


def test_the_past_of_the_past_counts_when_it_is_dated_and_recent():
    text = "وكان أربعة مدنيين قد قتلوا في قصف مدفعي على برطاز يوم الاثنين."
    (telling,) = read(text).tellings
    assert telling.date_start == date(2020, 2, 3)
    assert telling.fatalities_best == 4


def test_a_charge_is_no_event_beside_the_arrest():
    events = told("أعلنت الشرطة القبض على متهمين اثنين بقتل ناشط في مدينة الحامة.")
    assert events == [("Arrests", ("الحامة",), None)]


def test_a_report_filed_elsewhere_tells_nothing_of_the_place_it_was_filed_from():
    events = told("برطاز (وكالة) - قُتل ثلاثة أشخاص في غارة جوية على بلدة الحامة اليوم.")
    assert events == [(AIR, ("الحامة",), 3)]


def test_a_risen_toll_and_a_late_death_are_of_one_event():
    events = told(
        "قُتل خمسة مدنيين في قصف مدفعي على بلدة الحامة صباح الأربعاء.\n\n"
        "وأفاد مسعفون بوفاة سيدة متأثرة بجراحها من قصف الحامة، وبذلك ترتفع الحصيلة إلى 6 قتلى."
    )
    assert events == [(SHELLING, ("الحامة",), 6)]


def test_the_strikes_of_the_next_paragraph_are_those_of_the_first():
    events = told(
        "قال مصدر محلي إن طيران التحالف شن ثلاث غارات على معسكر شمال الحامة مساء الأربعاء.\n\n"
        "وأضاف المصدر أن الغارات أسفرت عن مقتل أربعة مسلحين.\n\n"
        "من جهة أخرى، انفجر لغم في منطقة برطاز، ما أدى إلى مقتل راعي أغنام."
    )
    assert events == [(AIR, ("الحامة",), 4), (BOMB, ("برطاز",), 1)]


def test_a_similar_attack_is_of_the_kind_told_before():
    events = told(
        "استهدفت طائرة مسيّرة قاعدة عسكرية قرب دلمق اليوم.\n\n"
        "كما تعرضت بلدة كرفون لهجوم مماثل أمس دون خسائر بشرية."
    )
    assert [(kind, places) for kind, places, _ in events] == [(AIR, ("دلمق",)), (AIR, ("كرفون",))]


def test_a_town_shelled_twice_on_two_days_has_two_events():
    reading = read(
        "قُتل طفل في قصف صاروخي على برطاز أمس الأربعاء.\n\n"
        "وكان ثلاثة أشخاص قد قتلوا في قصف صاروخي على برطاز يوم الأحد."
    )
    assert [(t.date_start, t.fatalities_best) for t in reading.tellings] == [
        (date(2020, 2, 5), 1),
        (date(2020, 2, 2), 3),
    ]


ARABIC = st.text(
    alphabet=st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ًّ،؛.:-\n"0١2٢()'), max_size=80
)
WORDS = st.sampled_from(
    "قُتل وقصفت فاستشهد انفجار ما أسفر عن مقتل في الحامة وبرطاز فيما كما بعد قبل أن لم قد سوف عشرة ثلاثة جنود ، ؛ . \n "
    "- • وذلك ليصبح العدد غداة غارة منذ أمس الاثنين مماثل أحبطت القبض على سقطت قذيفة وانسحبت ودخلتها هذه".split(
        " "
    )
)


@settings(max_examples=150)
@given(ARABIC | st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_is_read_and_every_quote_stands_in_it(text):
    reading = read(text)
    for telling in reading.tellings:
        assert telling.claims
        for claim in telling.claims:
            assert text[claim.start : claim.end] == claim.quote
        for place in telling.places:
            assert text[place.start : place.end] == place.name


def test_a_long_report_is_read_in_little_time():
    text = (
        "شنت طائرات حربية غارتين على بلدة الحامة، ما أسفر عن مقتل خمسة مدنيين، فيما استهدفت المدفعية "
        "قرى برطاز وكرفون، وقال مسعفون إن طفلاً قُتل في دلمق أمس الاثنين.\n\n"
    )
    reader = Reader(Atlas())
    report = Report("r", text * 12, PUBLISHED, language="ar")
    list(reader([report]))
    start = time.process_time()
    list(reader([report]))
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param(
            "ارتفاع ضحايا القصف المدفعي على بلدة كرفون إلى 25",
            ("Shelling/artillery/missile attack", ("كرفون",), 25),
            id="a risen toll in a headline",
        ),
        pytest.param(
            "أفادت وزارة الصحة بأن حصيلة القصف المدفعي على كرفون بلغت 25 شهيداً و63 مصاباً.",
            ("Shelling/artillery/missile attack", ("كرفون",), 25),
            id="the wounded are no dead",
        ),
        pytest.param(
            "استهدف قصف مدفعي مخيم دلمق للنازحين جنوب كرفون وقُتل خمسة مدنيين.",
            ("Shelling/artillery/missile attack", ("دلمق",), 5),
            id="what only says where the camp lies",
        ),
        pytest.param(
            "قتل مدنيان بهجوم بطائرة مسيّرة على بلدة فرين.",
            ("Air/drone strike", ("فرين",), 2),
            id="an attack flown",
        ),
        pytest.param(
            "أصاب قصف مدفعي بلدة بنورة وقُتل أربعة مدنيين.",
            ("Shelling/artillery/missile attack", ("بنورة",), 4),
            id="behind a word for a town the first letter is the name's",
        ),
    ],
)
def test_one_more_sentence_tells_one_event(text, event):
    assert told(text) == [event]


def test_marks_of_direction_between_words_change_nothing():
    plain = "قُتل 12 مدنياً في غارة جوية على بلدة كرفون."
    marked = plain.replace(" ", "\u200f ").replace("كرفون", "\u202bكرفون\u202c")
    assert told(marked) == told(plain) == [(AIR, ("كرفون",), 12)]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        pytest.param(
            "قُتل خمسة جنود في هجوم على كرفون. وتبنّت حركة الشباب العملية.",
            "Al Shabaab",
            id="a deed claimed in the next sentence",
        ),
        pytest.param(
            "دمشق-سانا\n\nاستشهد خمسة مدنيين في قصف مدفعي على بلدة كرفون.",
            "SANA",
            id="a state agency under whose name it was filed",
        ),
        pytest.param(
            "قُتل خمسة مدنيين في قصف على كرفون، وفق حصيلة أوردتها وزارة الصحة السورية.",
            "Ministry of Health of Syria",
            id="behind the paper",
        ),
        pytest.param(
            "أعلن الجيش الإسرائيلي أن قواته قتلت خمسة مسلحين في كرفون.",
            "Israeli army",
            id="an army as in English",
        ),
    ],
)
def test_who_says_so_has_an_english_name(text, claimant):
    claims = [c for t in read(text).tellings for c in t.claims]
    assert any(c.claimant.startswith(claimant) for c in claims)


def test_a_capital_that_speaks_is_no_place_of_the_event():
    (telling,) = read("دمشق تعلن مقتل ستة جنود في قصف مدفعي على بلدة كرفون.").tellings
    assert [m.name for m in telling.places] == ["كرفون"]


def test_who_only_reports_does_not_act():
    (telling,) = read("قالت الشرطة إن مسلحين من داعش هاجموا نقطة قرب كرفون وقتلوا ثلاثة.").tellings
    assert not telling.actor1.startswith("Police")


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("مقتل ما لا يقل عن عشرة بينهم قائد في قصف على كرفون.", 10),
        ("أسفر قصف مدفعي على كرفون عن قتيل واحد وخمس إصابات.", 1),
        ("استشهاد امرأة وطفلتها بقصف مدفعي على كرفون.", 2),
        ("هاجم مسلحون حاجزاً في كرفون ما أدى إلى مقتل شرطيين وجرح أربعة.", 2),
        ("قُتل راعيا أغنام بقصف مدفعي على كرفون.", 2),
        ("أطلقت القوات النار على فتى وقتلته خلال اقتحام بلدة كرفون.", 1),
        ("أحبط الجيش هجوماً على نقاط في كرفون وقضى على 14 منهم.", 14),
    ],
)
def test_the_dead_of_a_raid_in_arabic(text, dead):
    (telling,) = read(text).tellings
    assert telling.fatalities_best == dead


def test_a_ministry_of_health_beside_a_negation_is_no_rumour():
    text = "قالت وزارة الصحة إن 32 شخصاً قُتلوا في غارة جوية على كرفون، ولا يزال البحث جارياً."
    assert told(text) == [(AIR, ("كرفون",), 32)]
    assert not told("لا صحة لما يشاع عن غارة جوية على كرفون.")


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت الوزارة أن قواتها سيطرت على بلدة كرفون، لكن الحكومة نفت ذلك وقالت إن القتال مستمر.",
        "أعلن الجيش السيطرة على بلدة كرفون بعد أربعة أيام من المعارك.",
    ],
)
def test_what_was_taken_in_fighting_was_not_handed_over(text):
    assert [kind for kind, _, _ in told(text)] == ["Government regains territory"]


def test_what_is_ordered_has_not_been_done():
    assert not told("أمر رئيس الوزراء باحتجاز القوة المسؤولة عن أمن بلدة كرفون.")


@pytest.mark.parametrize(
    ("text", "doer", "sufferer"),
    [
        pytest.param(
            "أعلن الجيش الإسرائيلي مقتل اثنين من جنوده في انفجار عبوة ناسفة في كرفون.",
            "",
            "Military Forces of Israel",
            id="an army that tells of its own dead",
        ),
        pytest.param(
            "قُتل قيادي في قوات الدعم السريع بغارة للجيش السوداني على كرفون.",
            "Military Forces of Sudan",
            "Rapid Support Forces",
            id="a leader among them",
        ),
        pytest.param(
            "هاجم مسلحون يُعتقد أنهم من تنظيم الدولة نقطة تفتيش للشرطة في كرفون.",
            "Islamic State",
            "Police Forces",
            id="who they are thought to be",
        ),
        pytest.param(
            'قُتل راعٍ بانفجار لغم من مخلفات تنظيم "الدولة" قرب كرفون.',
            "Islamic State",
            "Civilians",
            id="what they left, named between quotes",
        ),
        pytest.param(
            "تعرضت دورية للجيش السوداني إلى هجوم من قبل عناصر من قوات الدعم السريع في كرفون.",
            "Rapid Support Forces",
            "Military Forces of Sudan",
            id="exposed to an attack by",
        ),
    ],
)
def test_who_did_it_to_whom_in_arabic(text, doer, sufferer):
    (telling,) = read(text).tellings
    assert telling.actor1.startswith(doer)
    assert bool(telling.actor1) == bool(doer)
    assert telling.actor2.startswith(sufferer)


def test_a_movement_named_before_is_meant_by_its_kind_alone():
    text = "هاجمت حركة الشباب بلدة كرفون الأحد.\n\nوقال الجيش إنه قتل 11 من عناصر الحركة في بلدة كرفون الاثنين."
    assert "Al Shabaab" in [t.actor2 for t in read(text).tellings]


def test_where_guns_stand_is_not_where_shells_fell():
    text = "قُتل خمسة مدنيين في قصف من قوات النظام المتمركزة في دلمق على بلدة كرفون."
    assert [places for _, places, _ in told(text)] == [("كرفون",)]


def test_an_agency_and_a_town_before_a_colon_are_a_dateline():
    text = "الوكالة الوطنية للإعلام - دلمق: قُتل خمسة مدنيين في قصف مدفعي على بلدة كرفون."
    assert [places for _, places, _ in told(text)] == [("كرفون",)]


def test_an_exact_count_outranks_dozens() -> None:
    text = (
        "قال سكان إن عشرات الأشخاص قتلوا في قصف على بلدة برطاز يوم الثلاثاء. "
        "وأوضح المرصد أن 72 مدنياً بينهم 20 طفلاً قتلوا في الهجوم."
    )
    assert told(text) == [(SHELLING, ("برطاز",), 72)]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("أفاد السكان باندلاع معارك في بلدة كرفون قُتل فيها خمسة مدنيين.", "residents (السكان)"),
        (
            "قال نائب حاكم الإقليم إن خمسة مدنيين قُتلوا في قصف على كرفون.",
            "deputy governor (نائب حاكم الإقليم)",
        ),
    ],
)
def test_a_source_ends_where_its_words_begin(text, claimant):
    claims = [c for t in read(text).tellings for c in t.claims]
    assert {c.claimant for c in claims} == {claimant}


def test_the_ministry_is_the_one_named_before():
    text = (
        "قالت وزارة الدفاع السورية إن ثلاثة جنود قُتلوا في قصف على كرفون.\n\n"
        "وأضافت الوزارة أن خمسة مدنيين قُتلوا في غارة على بلدة دلمق."
    )
    claimants = {c.claimant.split(" (")[0] for t in read(text).tellings for c in t.claims}
    assert claimants == {"Ministry of Defence of Syria"}


def test_an_official_tells_of_the_town_that_is_his():
    text = "أفاد رئيس بلدية كرفون بأن القوات قصفت صباح الأحد مستشفى للأطفال، ما أسفر عن مقتل شخصين."
    assert [places for _, places, _ in told(text)] == [("كرفون",)]


def test_what_went_before_a_killing_does_not_make_it_a_capture():
    text = "قتلت قوات الدعم السريع 200 مدني في بلدة كرفون عقب سيطرتها على مقر الفرقة."
    assert [kind for kind, _, _ in told(text)] == [ATTACK]


def test_others_killed_are_added_to_those_killed_first():
    text = "أصاب صاروخ مستشفى في كرفون ما أدى إلى مقتل شخصين، وقضى 31 شخصاً آخرون في أحياء المدينة."
    assert [dead for _, _, dead in told(text)] == [33]


def test_the_attackers_belong_to_the_attack_told_before():
    text = (
        "قُتل 37 مدنياً في هجوم شنه مسلحون على بلدة كرفون.\n\n"
        "وأضاف أن قوات الأمن قضت على خمسة من المهاجمين."
    )
    assert len(told(text)) == 1


def test_a_word_that_governs_is_no_part_of_a_name():
    assert [p for _, p, _ in told("عثر على جثة شاب مقتول في كرفون على الطريق.")] == [("كرفون",)]


def test_a_toll_of_weeks_is_not_that_of_the_raid_before_it() -> None:
    text = "قتل شابان برصاص الجيش في بلدة برطاز فجر اليوم.\n\nوارتفعت حصيلة القتلى إلى 8525 منذ السابع من أكتوبر."
    assert told(text) == [(ATTACK, ("برطاز",), 2)]


def test_a_deed_claimed_with_words_of_its_own_is_no_second_one():
    text = (
        "قُتل خمسة جنود في تفجير عبوة ناسفة في كرفون.\n\n"
        "وتبنت حركة الشباب العملية، قائلة إن مقاتليها استهدفوا الوزارة."
    )
    assert told(text) == [(BOMB, ("كرفون",), 5)]


def test_where_an_official_speaks_is_no_place_of_the_event():
    text = "قال مسؤول دفاعي أمريكي في دمشق إن مسيّرة أُسقطت فوق بلدة كرفون ولم تقع إصابات."
    assert [places for _, places, _ in told(text)] == [("كرفون",)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قُتل 29 شخصاً في هجمات بسيارات ملغومة في بلدة كرفون.",
            [(BOMB, ("كرفون",), 29)],
            id="car bombs in the plural",
        ),
        pytest.param(
            "سقط صاروخ على ملعب في كرفون وأودى باثني عشر فتى وفتاة.",
            [(SHELLING, ("كرفون",), 12)],
            id="of which kinds the twelve were",
        ),
        pytest.param(
            "جرفت السيول خيام النازحين في كرفون ما أدى إلى وفاة 16 شخصاً.", [], id="a flood"
        ),
        pytest.param(
            "خلال الفترة من 1 إلى 15 كانون الثاني/يناير قُتل 38 مدنياً في أنحاء البلاد.",
            [],
            id="a count over a fortnight",
        ),
    ],
)
def test_what_agencies_and_offices_tell_in_their_words(text, events):
    assert told(text) == events


def test_a_toll_of_the_week_is_not_that_of_the_raid_before_it() -> None:
    text = "قتل شخصان في قصف على بلدة برطاز أمس.\n\nوبذلك ترتفع حصيلة الضحايا هذا الأسبوع إلى 14."
    assert told(text) == [(SHELLING, ("برطاز",), 2)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "وثق ناشطون خلال الاشتباكات في بلدة كرفون مقتل 14 من عناصر قوات النظام، و19 مقاتلاً من الفصائل.",
            [(CLASH, ("كرفون",), 33)],
            id="the dead of both sides",
        ),
        pytest.param(
            "أوقعت المعارك في بلدة كرفون 27 قتيلاً من قوات النظام مقابل 14 من الفصائل.",
            [(CLASH, ("كرفون",), 41)],
            id="against 14 of the others",
        ),
        pytest.param(
            "شنت الطائرات غارات على بلدات الحامة وكرفون وبرطاز، ما أدى لمقتل رجل وزوجته في بلدة كرفون.",
            [(AIR, ("كرفون",), 2)],
            id="the dead have a place in the list of raids",
        ),
        pytest.param(
            "قصفت طائرات حربية بلدة برطاز رداً على مقتل ثلاثة جنود في كمين قرب كرفون.",
            [(AIR, ("برطاز",), None)],
            id="what was answered is no event",
        ),
        pytest.param(
            "قتل خمسة أشخاص بانفجار سيارة مفخخة في بلدة برطاز بعد أيام من اشتباكات شهدتها كرفون، خلفت عشرة قتلى.",
            [(BOMB, ("برطاز",), 5)],
            id="what came days before is no event",
        ),
        pytest.param(
            "وفي سياق متصل قصفت طائرات حربية بلدة كرفون ما أسفر عن مقتل مدني.",
            [(AIR, ("كرفون",), 1)],
            id="a context is no future",
        ),
        pytest.param(
            "دمرت الفصائل دبابة لقوات النظام بصاروخ مضاد للدروع في بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="armour shot up",
        ),
        pytest.param(
            "ارتفع عدد القتلى في سوريا جراء الحملة المتواصلة منذ أربعة أيام إلى 94 قتيلاً.",
            [],
            id="a count of days",
        ),
        pytest.param(
            "اندلعت اشتباكات في بلدة كرفون أمس. وقال مسعفون إن الحصيلة الأولية بلغت 27 قتيلاً قبل أن ترفعها الوزارة إلى 55 قتيلاً.",
            [(CLASH, ("كرفون",), 55)],
            id="a raised count",
        ),
    ],
)
def test_what_plain_reports_tell_and_what_they_only_recall(text, events):
    assert told(text) == events


def test_a_strike_told_again_takes_the_day_told_then():
    text = "أعلنت الوزارة، اليوم الخميس، مقتل جندي في غارة جوية على بلدة كرفون. وذكرت الوزارة أن الغارة وقعت أمس الأربعاء."
    assert [t.date_start for t in read(text).tellings] == [date(2020, 2, 5)]


def test_the_accused_acts_and_not_the_accuser():
    text = "قتل خمسة مدنيين بغارة جوية على بلدة كرفون، واتهمت الفصائل الجيش التركي بتنفيذ الغارة."
    assert [t.actor1 for t in read(text).tellings] == ["Military Forces of Turkey"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "وفي ريف الحامة، قُتلت امرأة وأصيب زوجها جراء قصف براجمات الصواريخ مصدره معسكرات النظام في برطاز، طال قرية كرفون.",
            [(SHELLING, ("كرفون",), 1)],
            id="a countryside that opens, and whence they fired",
        ),
        pytest.param(
            "ارتكبت طائرات النظام مجزرة في بلدة كرفون خلفت 12 شهيداً.",
            [(AIR, ("كرفون",), 12)],
            id="a massacre by aircraft",
        ),
        pytest.param(
            "أفادت لجان مقاومة برطاز بأن ثلاثة أشخاص لقوا حتفهم جراء تدوين مدفعي على بلدة كرفون.",
            [(SHELLING, ("كرفون",), 3)],
            id="committees of a town, and a word of Sudan for shelling",
        ),
        pytest.param(
            "صد الجيش هجوماً على بلدة كرفون واستولى على خمس عربات قتالية.",
            [(CLASH, ("كرفون",), None)],
            id="booty of a battle",
        ),
        pytest.param(
            "قتل خمسة عسكريين ومتعاقد مدني بقصف صاروخي على بلدة كرفون.",
            [(SHELLING, ("كرفون",), 6)],
            id="a contractor beside soldiers",
        ),
    ],
)
def test_who_and_what_local_reports_tell(text, events):
    assert told(text) == events


def test_the_day_of_announcing_is_not_that_of_the_strike():
    text = "أعلن الوالي صباح الخميس أن 33 جنديا قتلوا في غارة جوية على بلدة كرفون مساء الأربعاء."
    assert [t.date_start for t in read(text).tellings] == [date(2020, 2, 5)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "باتت الحامة مطوقة بعد سيطرة قوات النظام على بلدة كرفون أمس.",
            [("Other", ("الحامة",), None), ("Government regains territory", ("كرفون",), None)],
            id="what is taken stands behind the verb",
        ),
        pytest.param(
            "استهدفت الطائرات بأكثر من 100 غارة و60 برميلاً متفجراً كلاً من الحامة وكرفون وبرطاز.",
            [],
            id="a tally over many places",
        ),
        pytest.param(
            "قتل عشرة مدنيين في هجمات نفذتها مقاتلات روسية على بلدة كرفون.",
            [(AIR, ("كرفون",), 10)],
            id="attacks carried out by jets",
        ),
        pytest.param(
            "أسقطت الفصائل مروحية للنظام فوق بلدة كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="a helicopter shot down",
        ),
        pytest.param(
            "تعرضت بلدة كرفون لقصف صاروخي من مواقع النظام في برطاز.",
            [(SHELLING, ("كرفون",), None)],
            id="whence it was fired",
        ),
        pytest.param(
            "وأصدر رئيس الوزراء أمراً بتوقيف قائد الشرطة في كرفون.", [], id="an order to arrest"
        ),
    ],
)
def test_deeds_and_what_stands_around_them(text, events):
    assert told(text) == events


def test_a_leader_among_the_dead_is_no_other_count():
    text = (
        "قتل 31 شخصاً في غارة جوية على بلدة كرفون، وفق وزارة الصحة.\n\n"
        "وأكدت الفصائل مقتل القيادي سامر في الغارة."
    )
    (event,) = read(text).tellings
    assert (event.fatalities_low, event.fatalities_high) == (31, 31)


def test_a_headline_gives_way_to_the_text_below():
    text = "برطاز: هجوم يوقع قتلى\n\nانفجرت سيارة مفخخة في بلدة كرفون أمس، ما أسفر عن مقتل شخصين."
    assert told(text) == [(BOMB, ("كرفون",), 2)]


def test_a_row_of_places_with_their_dead_is_as_many_events():
    text = "قتل تسعة أشخاص في قصف جوي على أربع بلدات، هم أربعة في بلدة الحامة، وثلاثة في كرفون، وطفلان في بلدة برطاز."
    assert told(text) == [(AIR, ("الحامة",), 4), (AIR, ("كرفون",), 3), (AIR, ("برطاز",), 2)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "استعاد الجيش السيطرة على بلدة كرفون أمس، واعترف زعيم الفصائل بالانسحاب من مناطق عدة.",
            [("Government regains territory", ("كرفون",), None)],
            id="the beaten own up to it",
        ),
        pytest.param(
            "قصفت القوات التركية المتمركزة في نقطة الحامة مواقع النظام في كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="where the guns stand",
        ),
        pytest.param(
            "قتل جندي في قصف على بلدة كرفون، وبذلك يرتفع عدد قتلى الجيش خلال هذا الشهر إلى 16.",
            [(SHELLING, ("كرفون",), 1)],
            id="the dead of the month beside those of the day",
        ),
        pytest.param(
            "يأتي القصف قبل ساعات من اتفاق على وقف إطلاق النار.", [], id="hours before a truce"
        ),
    ],
)
def test_what_frames_a_deed_is_none(text, events):
    assert told(text) == events


def test_splinters_of_bullets_are_shots_and_those_of_shells_shelling():
    shot, shelled = (
        read(f"أصيب طفل بشظايا {what} وسط مدينة جنين.").tellings[0] for what in ("رصاص", "قذيفة")
    )
    assert shot.sub_event_type == "Attack"
    assert shelled.sub_event_type == "Shelling/artillery/missile attack"


@pytest.mark.parametrize(
    "text",
    [
        "وخلال عامين من الحرب قتلت القوات ما لا يقل عن 900 شخص في الضفة الغربية.",
        "تشن الحركة بانتظام هجمات في مقديشو.",
    ],
)
def test_years_counted_and_regular_attacks_are_background(text: str):
    assert read(text).tellings == ()


class _Everything(frozenset):
    def isdisjoint(self, other: object) -> bool:
        del other
        return False


def test_the_quick_look_keeps_out_no_word_that_opens_a_reason(monkeypatch: pytest.MonkeyPatch):
    texts = sorted(Path("tests/retold").glob("ar-0[1-3]/*.txt"))
    parts = [part for text in texts for part in sentences(text.read_text("utf-8"))]
    spots = [(part.tokens, k) for part in parts for k in range(len(part.tokens) - 3)]
    quick = [clauses._led_by(*spot) for spot in spots]
    monkeypatch.setattr(clauses, "_LEADS", _Everything())
    assert quick == [clauses._led_by(*spot) for spot in spots]
    assert any(quick)
