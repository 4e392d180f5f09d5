"""What the reader promises on the Arabic of local media: lives lost, ground entered under cover, raids that go on, homes of the dead."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import AIR, BOMB, SHELLING, read, told
from tests.test_extract_arabic_words import GAIN, REBEL, sides


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "فقد سبعة أشخاص من عائلة واحدة حياتهم بقصف مدفعي على بلدة كرفون.",
            [(SHELLING, ("كرفون",), 7)],
            id="they lost their lives",
        ),
        pytest.param(
            "فقدت سيدة وطفلها حياتهما جراء غارة جوية استهدفت بلدة دلمق.",
            [(AIR, ("دلمق",), 2)],
            id="both lost theirs, and the woman is no village",
        ),
        pytest.param(
            "فُقد سبعة أشخاص بعد غارة جوية على بلدة دلمق.",
            [(AIR, ("دلمق",), None)],
            id="the missing are not dead",
        ),
        pytest.param(
            "أودت عبوة انفجرت على الطريق الواصل بين السوق والمدرسة وسط بلدة برطاز صباح أمس، بحياة أربعة مدنيين.",
            [(BOMB, ("برطاز",), 4)],
            id="far behind the verb, at the cost of four lives",
        ),
    ],
)
def test_lives_that_were_lost_are_counted(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "دخلت قوات النظام بلدة كرفون بعد قصف عنيف.",
            [(GAIN, ("كرفون",), None)],
            id="entered after shelling",
        ),
        pytest.param(
            "دخلت قوات النظام بلدة كرفون، تحت غطاء من الطيران الروسي وبعد تمهيد مدفعي.",
            [(GAIN, ("كرفون",), None)],
            id="entered under cover from the air",
        ),
        pytest.param(
            "قصفت المدفعية بلدة كرفون.", [(SHELLING, ("كرفون",), None)], id="only shelled"
        ),
    ],
)
def test_fire_before_ground_is_entered_only_leads_up_to_it(text, events):
    assert told(text) == events


def test_who_advances_takes_the_village_at_the_cost_of_the_other_side():
    text = "رصد ناشطون تقدماً جديداً للفصائل المقاتلة في محيط برطاز، إذ سيطرت على قرية كرفون، على حساب قوات النظام."
    assert told(text) == [(REBEL, ("كرفون",), None)]
    assert sides(text) == [("Rebel forces (Syria)", "Military Forces of Syria")]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "ويقصف الطيران منذ أيام بلدات ريف كرفون قصفاً متواصلاً خلّف عشرات القتلى.",
            [],
            id="for days",
        ),
        pytest.param(
            "ويقصف الطيران منذ صباح اليوم بلدة كرفون.",
            [(AIR, ("كرفون",), None)],
            id="since this morning",
        ),
        pytest.param("وتتعرض كرفون لهجوم واسع تشنه قوات النظام.", [], id="a wide offensive"),
        pytest.param(
            "وتتعرض بلدة كرفون لقصف مدفعي عنيف.",
            [(SHELLING, ("كرفون",), None)],
            id="a town under fire now",
        ),
    ],
)
def test_what_goes_on_for_days_is_no_event(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "فالخسائر الأكبر كانت في كرفون، إذ قصفت طائرات حربية سوقها فقتلت سبعة أشخاص.",
            [(AIR, ("كرفون",), 7)],
            id="where the losses were",
        ),
        pytest.param(
            "وكانت الطائرات الحربية قصفت كرفون فقتلت سبعة أشخاص.", [], id="what had been done"
        ),
    ],
)
def test_was_that_only_says_where_makes_no_past_of_it(text, events):
    assert told(text) == events


def test_the_home_of_the_dead_is_not_where_they_died():
    text = "قُتل شاب بقصف مدفعي على بلدة كرفون.\n\nوالقتيل نازح من قرية دلمق."
    assert told(text) == [(SHELLING, ("كرفون",), 1)]


def test_a_kindergarten_is_no_village():
    assert told("طال القصف مدرسة وروضة أطفال في بلدة كرفون، فقُتل ثلاثة أشخاص.") == [
        (SHELLING, ("كرفون",), 3)
    ]


def test_the_dead_of_each_town_are_told_apart_from_those_of_the_lead():
    text = (
        "قُتل عشرون مدنياً بقصف جوي ومدفعي على كرفون ودلمق وبرطاز.\n\n"
        "وقصفت طائرات حربية دلمق فقتلت أحد عشر مدنياً. وفي برطاز قُتل خمسة مدنيين بغارة.\n\n"
        "أما في كرفون فطال القصف مدرسة، فقُتل أربعة مدنيين."
    )
    assert [(places, dead) for _, places, dead in told(text)] == [
        (("دلمق",), 11),
        (("برطاز",), 5),
        (("كرفون",), 4),
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "سقطت قذيفة على كرفون فقُتل رجل، وأخرى على دلمق فقُتلت امرأتان.",
            [(SHELLING, ("كرفون",), 1), (SHELLING, ("دلمق",), 2)],
            id="one here, another there",
        ),
        pytest.param(
            "أطلقت قوات النظام صواريخها مساءً، فسقط بعضها على كرفون وقُتل طفل، وسقط بعضها الآخر على دلمق فقُتل رجلان.",
            [(SHELLING, ("كرفون",), 1), (SHELLING, ("دلمق",), 2)],
            id="some of them",
        ),
        pytest.param(
            "سقطت قذيفة على كرفون فقُتل رجل وأصيب آخر في يده.",
            [(SHELLING, ("كرفون",), 1)],
            id="another man",
        ),
    ],
)
def test_each_shell_has_its_place_and_its_dead(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "وسجلت المنظمة أمس 24 غارة و30 قذيفة سقطت على 12 موقعاً، منها كرفون ودلمق وبرطاز.",
            [],
            id="twelve sites",
        ),
        pytest.param(
            "وقصفت القوات بثلاثين قذيفة بلدات كرفون ودلمق وبرطاز.",
            [(SHELLING, ("كرفون", "دلمق", "برطاز"), None)],
            id="three towns",
        ),
        pytest.param(
            "وأحصت المنظمة نحو مئتي قتيل مدني في كرفون منذ أن شنت القوات هجومها في 20 كانون الثاني.",
            [],
            id="since they began",
        ),
    ],
)
def test_what_a_day_or_a_campaign_amounts_to_is_no_event(text, events):
    assert told(text) == events


def test_aircraft_that_attack_strike_whoever_was_killed():
    text = (
        "قُتل سبعة مدنيين، بينهم عنصر في الدفاع المدني، بهجوم شنته طائرات النظام على سوق في كرفون."
    )
    assert told(text) == [(AIR, ("كرفون",), 7)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(
            "اتفق الطرفان على وقف إطلاق النار، لكن قوات النظام خرقته بقذائف المدفعية على كرفون.",
            [SHELLING],
            id="broken at once",
        ),
        pytest.param("لتكون بلدة كرفون مطوقة من كل الجهات.", ["Other"], id="ringed"),
        pytest.param("لتكون بلدة كرفون عاصمة للثقافة.", [], id="a capital of culture"),
    ],
)
def test_what_came_of_a_truce_or_an_advance(text, kinds):
    assert [kind for kind, _, _ in told(text)] == kinds


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "دمرت القوات التركية عشرات المواقع لقوات النظام في محيط كرفون.",
            [(SHELLING, ("كرفون",), None)],
            id="positions of the other side",
        ),
        pytest.param(
            "دمرت السيول عشرات المواقع الأثرية في محيط كرفون.", [], id="floods and old sites"
        ),
        pytest.param(
            "قُتل جنديان بقصف قوات النظام على كرفون، وردت القوات التركية بقصف مواقعها في برطاز.",
            [(SHELLING, ("كرفون",), 2), (SHELLING, ("برطاز",), None)],
            id="the answer is a blow of its own",
        ),
    ],
)
def test_guns_destroy_targets_and_answer(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "أنشأ الجيش التركي نقطتين عسكريتين، الأولى في بلدة كرفون والثانية قرب برطاز.",
            [("كرفون",), ("برطاز",)],
            id="the first and the second",
        ),
        pytest.param(
            "أقام الجيش التركي نقطة عسكرية في كرفون. أما النقطة الثانية فقرب برطاز على الطريق الدولي.",
            [("كرفون",), ("برطاز",)],
            id="the second has no verb",
        ),
        pytest.param(
            "أقام الجيش التركي نقطة عسكرية في كرفون. والنقطة الثانية في جدول الأعمال تخص برطاز.",
            [("كرفون",)],
            id="a point of the agenda",
        ),
    ],
)
def test_posts_are_told_one_by_one(text, places):
    assert [names for _, names, _ in told(text)] == places


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        pytest.param(
            "قتلت الغارات أمس 14 شخصاً، بينهم عائلة من خمسة أفراد في كرفون وثلاثة أشخاص في دلمق.",
            [(("كرفون",), 5), (("دلمق",), 3)],
            id="parts with their places",
        ),
        pytest.param(
            "قتلت الغارات أمس ستة مدنيين بينهم طفلان في كرفون وثلاثة في دلمق.",
            [(("كرفون",), 6), (("دلمق",), 3)],
            id="children among six",
        ),
        pytest.param(
            "قتلت الغارات أمس 14 شخصاً في سوريا. ومن بينهم أسرة من خمسة أفراد، ثلاثة منهم أطفال، في كرفون، وأربعة مدنيين في دلمق.",
            [(("كرفون",), 5), (("دلمق",), 4)],
            id="in a sentence of their own",
        ),
        pytest.param("اجتمع الوزراء أمس في سوريا. ومن بينهم ثلاثة في كرفون.", [], id="nobody died"),
    ],
)
def test_those_among_the_dead_lie_where_they_fell(text, counts):
    assert [(names, dead) for _, names, dead in told(text) if names != ("سوريا",)] == counts


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            'غارة روسية على كرفون، والنظام يستكمل السيطرة على طريق "إم 9"\n\nقتلت طائرة روسية أربعة أشخاص في كرفون، وخلفت الغارة جرحى أيضاً.',
            [(AIR, ("كرفون",), 4)],
            id="a headline may end with a name in quotes",
        ),
        pytest.param(
            "قتلت طائرة حربية أربعة أشخاص في كرفون. وخلفت الغارة مصابين أيضاً.",
            [(AIR, ("كرفون",), 4)],
            id="the raid hurt some as well",
        ),
        pytest.param(
            "قتلت طائرة حربية أربعة أشخاص في كرفون. وقتلت غارة أخرى شخصين في دلمق.",
            [(AIR, ("كرفون",), 4), (AIR, ("دلمق",), 2)],
            id="another raid",
        ),
        pytest.param(
            "طالت الغارات في جنوب المحافظة كرفون ودلمق.",
            [(AIR, ("كرفون", "دلمق"), None)],
            id="the province told before, not one of that name",
        ),
    ],
)
def test_headlines_wounded_and_provinces(text, events):
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        pytest.param(
            "ووثق ناشطون في معارك محيط كرفون مقتل 10 من عناصر النظام، ومقتل 6 من عناصر الفصائل و4 من المجموعات الجهادية.",
            20,
            id="two verbs, three groups",
        ),
        pytest.param(
            "وأسفرت الاشتباكات في كرفون عن مقتل 16 عنصراً على الأقل من قوات النظام ومن معها، وتسعة مقاتلين من الطرف الآخر.",
            25,
            id="at least so many of one side",
        ),
        pytest.param(
            "قُتل 12 من مقاتلي الفصائل و3 من قوات النظام في اشتباكات كرفون، ما أدى إلى مقتل 3 من قوات النظام.",
            15,
            id="the same men again",
        ),
    ],
)
def test_the_dead_of_both_sides_add_up(text, dead):
    assert told(text)[0][2] == dead


def test_the_missiles_that_fell_are_those_of_the_raid():
    text = (
        "أودت غارة للنظام على كرفون بحياة تسعة مدنيين.\n\n"
        "وأوضح مصدر في الدفاع المدني أن عدة صواريخ سقطت على بيوت الأهالي."
    )
    assert told(text) == [(AIR, ("كرفون",), 9)]
    assert {c.claimant for t in read(text).tellings for c in t.claims} == {
        "White Helmets (مصدر في الدفاع المدني)"
    }


def test_the_syrian_agency_has_several_names():
    text = "وقالت الوكالة السورية للأنباء (سانا) إن وحدات الجيش دخلت بلدة كرفون."
    assert {c.claimant.partition(" (")[0] for t in read(text).tellings for c in t.claims} == {
        "SANA"
    }


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "سيرت القوات الروسية والتركية دورية مشتركة على طريق دلمق - إستول، انطلقت من كرفون.",
            [("كرفون",)],
            id="which set out from X",
        ),
        pytest.param(
            "انطلقت قوات النظام من كرفون وهاجمت برطاز.",
            [("برطاز",)],
            id="an attack that came from X",
        ),
    ],
)
def test_a_patrol_is_where_it_sets_out(text, places):
    assert [names for _, names, _ in told(text)] == places
