"""What an Arabic trigger word tells in its company: a shell falls, a town falls, a man falls.

The secret of this module is the windows: which words, how far before or behind, decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.blows import only_reaches, told_now
from geo.extract.arabic.doings import MOVING, does, only_spoken_of
from geo.extract.arabic.figures import is_figure
from geo.extract.arabic.grammar import NO_NAMES, armed_around, object_of
from geo.extract.arabic.holding import passes
from geo.extract.arabic.nouns import BODIES, FLYERS, FLYING, LANDS, MISSILES, STRIKING, SUSPECTS
from geo.extract.arabic.peculiar import PECULIAR, Told, is_thrown
from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.inflected import PRESENT
from geo.extract.lexicon import Hit, built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.grammar import Names
    from geo.extract.events import Frame
    from geo.extract.text import Token

_VICTIMS: Final = folded(
    "قتيل قتيلان قتيلين قتيلا قتلى ضحايا ضحيه شهداء شهيد شهيدا شهيدان شهيدين جريح جرحى جريحان جريحين مدنيين مدنيون مدني عشرات مصابين اشخاص شخص "
    "جندي جنود متظاهر متظاهرا متظاهرين متظاهران متظاهرون محتج محتجان محتجين محتجون"
)
_BOOTY: Final = folded(
    "محتويات محتوياتها محتوياته مساعدات شاحنه شاحنات سياره سيارات عربه عربات اموال مبالغ معدات مواش مواشي اغنام بضايع مستودع مستودعات مخازن اسلحه ذخيره ذخاير "
    "اليه اليات قافله ممتلكات اغذيه وقود"
)
_ARMS: Final = folded(
    "سلاح اسلحه ذخيره ذخاير متفجرات عبوه عبوات عبوتين لغم لغما لغمين الغام الغاما صواريخ صاروخ احزمه حزام قذايف مخدرات كبتاغون مستودع مخبا مخابي منصه قنابل قنبله مفعولهما "
    "مفعول مفعولها مفعوله رشاشه مفخخه مفخخا مفخخ مفخخات مفخختين"
)
_MARCHING: Final = folded(
    "حاشده سلميه جماهيريه احتجاجيه شعبيه طلابيه نسايه ليليه غاضبه منده منددين منددا تضامن تضامنا تضامنيه راجله مندده كبرى كبيره"
)
_MARCHERS: Final = folded(
    "خرجت خرج خرجوا انطلقت انطلق نظم نظمت شارك شاركوا جابت شهدت مشاركون المشاركون شوارع"
)
_CROWD: Final = folded(
    "متظاهر متظاهرون متظاهرين محتج محتجون محتجين محتجو محتجي معتصمون معتصمين متظاهرو متظاهري معلمون معلمين طلاب طلبه عمال موظفون موظفين اهالي "
    "عايلات ناشطون ناشطين مواطنون مواطنين سكان ذوو ذوي عاطلون محامون اطباء"
)
SOLDIERY: Final = folded(
    "قوات قوه جيش تعزيزات رتل ارتال وحدات عناصر جنود دبابات اليات مدرعات دوريه دوريات مقاتلو مقاتلين الويه لواء"
)
_DEMONSTRATIONS: Final = folded(
    "مظاهره مظاهرات وقفه احتجاج احتجاجا احتجاجات اعتصام اعتصاما تظاهره تظاهرات تجمع تجمعا تجمعات مسيره مسيرات"
)
_HOSTAGES: Final = folded(
    "خاطفون خاطفين مسلحون مسلحين مسلحان مسلح مجهولون مجهولين مجهول ملثمون ملثمين ملثمان ملثم رهاين رهينه فديه عصابه قراصنه"
)
_HOUSEHOLD: Final = folded(
    "عايله عايلات اسره اسر اهالي سكان مواطن مواطنين موظف موظفين سفير ديبلوماسي"
)
_RECEIVERS: Final = folded(
    "الأهالي السكان المواطنون المزارعون الفلاحون الطلاب العمال الموظفون النازحون اللاجئون مزارعون نازحون"
)
_AID: Final = folded(
    "مساعدات المساعدات إغاثة إغاثية الإغاثة إنسانية الإنسانية الإسعاف إسعاف أممي أممية الهلال"
)
# How many tokens before and behind a word are looked at.
_WINDOWS: Final = {
    "before": (1, 0), "back": (7, 0), "ahead": (4, 0), "right": (0, 1), "next": (0, 2), "after": (0, 5), "far": (0, 9), "near": (4, 3), "around": (9, 9),
}  # fmt: skip
# What an ambiguous word tells: the first rule counts whose window holds one of its words.
_RULES: Final[dict[str, tuple[tuple[str, frozenset[str], str], ...]]] = {
    "fall?": (
        ("back", folded("براميل برميل برميلا"), "air"),
        ("after", folded("براميل برميل برميلا"), "air"),
        ("after", MISSILES, "hit"),
        ("after", _VICTIMS, "kill"),
        ("back", MISSILES, "hit"),
        ("right", folded("على فوق"), "hit"),
        ("before", folded("من عدد"), "kill"),
        ("next", folded("منهم منهما"), "kill"),
        ("next", LANDS, "gain"),
        ("after", folded("بيد ايدي"), "gain"),
    ),
    "march?": (
        ("next", _MARCHING, "protest"),
        ("before", folded("طايره طايرات"), "means:air"),
        ("ahead", _MARCHERS, "protest"),
        ("right", _MARCHERS, "protest"),
    ),
    "launch?": (
        ("after", folded("مضييه مضيئه تنويريه"), ""),
        ("before", folded("معد معدة معدا جاهز جاهزة جاهزا مجهزة مجهزا"), ""),
        ("after", MISSILES, "fire"),
        ("ahead", MISSILES, "fire"),
        ("after", folded("سراح"), ""),
        (
            "far",
            folded("النار نار النيران نيران نيرانها نيرانهم نيرانه الرصاص رصاص رصاصهم"),
            "shot",
        ),
    ),
    "fireword?": (
        ("ahead", folded("فتح فتحت فتحوا"), "shot"),
        ("ahead", folded("تحت"), "fire"),
        ("before", folded("قتلت قتل أودت"), "fire"),
    ),
    "hit?": (("near", MISSILES | STRIKING, "hit"),),
    "blaze?": (("far", MISSILES | STRIKING, "hit"),),
    "blast?": (
        ("ahead", folded("المعارك الاشتباكات الوضع غضب"), ""),
        ("next", folded("المعارك الاشتباكات الوضع غضب"), ""),
    ),
    "purge?": (("after", SUSPECTS | folded("اسرى اسيرا اسيرين معتقلين معتقلا"), "vac"),),
    "taken?": (("after", MISSILES | STRIKING | folded("رصاص الرصاص"), "kill"),),
    "kill?": (("far", folded("حياه ارواح"), "kill"),),
    "gain?": (
        ("after", folded("طوق الطوق حصار الحصار حصارها طوقها الخناق"), "siege"),
        (
            "after",
            folded(
                "فوز الفوز نقاط لقب اللقب كأس صدارة الصدارة إعجاب بطاقة مخالفة مخالفات محضرا شيكا مقعد مقاعد أصوات اعتراف اعترافا"
            ),
            "",
        ),
        (
            "next",
            folded(
                "بصره وعيه وعيها عافيته عافيتها توازنه صحته نشاطه نشاطها بريقه مكانته مكانتها ذاكرته أنفاسه رونقها رونقه ألقها هدوءها هدوءه"
            ),
            "",
        ),
        ("ahead", folded("مناطق تحت خاضعه نطاق حريق النيران"), ""),
        ("after", folded("حريق النيران حرايق سراح رهاين الاسرى مختطفين هدوء نشاط"), ""),
        ("next", folded("على عليها عليه عليهما عليهم السيطره سيطرتها سيطرته"), "gain"),
        ("after", LANDS, "gain"),
    ),
    "free?": (
        ("before", folded("رئيس"), ""),
        ("right", folded("عرقي عرقيا"), ""),
        ("ahead", folded("هييه جبهه الجبهه حركه غرفه معسكر قاعده"), ""),
        ("after", folded("سراح رهاين الاسرى اسرى مختطفين مختطف محتجزين سجناء"), ""),
        ("far", folded("الغام الالغام متفجرات المتفجرات مخلفات العبوات"), "disrupt"),
        ("far", LANDS, "gain"),
    ),
    "drive?": (
        ("next", _HOUSEHOLD, ""),
        ("far", LANDS, "gain"),
    ),
    "expel?": (("after", folded("الخدمه خدمه"), ""), ("after", LANDS, "gain")),
    "seize?": (
        ("next", _HOUSEHOLD | _RECEIVERS, ""),  # "استلم المزارعون بذوراً في قرى"
        ("after", LANDS, "gain"),
        ("after", _BOOTY, "loot"),
        ("next", folded("على"), "gain"),
    ),
    "enter?": (
        (
            "next",
            folded(
                "حيز الحرب الهدنه الاتفاق شهره شهرها يومه يومها عامه عامها اسبوعها اسبوعه الخدمه"
            ),
            "",
        ),
        ("next", _AID, ""),  # "دخلت قافلة مساعدات إلى بلدات"
        ("after", LANDS, "enter"),
        ("near", SOLDIERY, "enter"),
        ("before", folded("قد"), "enter"),  # "وكانت قد دخلت"
    ),
    "repel?": (
        ("next", folded("دفاعات الدفاعات مضادات المضادات"), "intercept"),
        ("after", folded("صواريخ اهداف مسيرات مسيره عدوان طايره طايرات"), "intercept"),
    ),
    "down?": (
        ("after", folded("قنبلة قنابل قنبلتين ذخائر ذخيرة"), "air"),
        ("after", FLYING, "intercept"),
        ("ahead", FLYING, "intercept"),
        ("after", folded("براميل برميل قنابل متفجره"), "air"),
    ),
    "foil?": (
        ("next", folded("تسلل هجوم هجوما"), "clash"),
        ("after", folded("تسلل تسللا اقتحام تقدم هجوما هجومين"), "clash"),
        ("after", folded("محاوله محاولتي عمليه تهريب مخطط هجوم تفجير"), "disrupt"),
    ),
    "defuse?": (("after", _ARMS, "finds"),),
    "find?": (
        ("far", folded("انقاض الانقاض ركام الركام"), "kill"),
        ("after", BODIES, "vac"),
        ("next", SUSPECTS, "arrest"),
        ("after", folded("المكان الموقع بحوزته بحوزتهم بحوزتها"), ""),
        ("after", _ARMS | folded("كمية كميات شحنة"), "finds"),
    ),
    "hold?": (
        (
            "after",
            folded(
                "جثمان جثمانه جثمانها جثمانيهما جثمانهما جثامين جثامينهم جثته جثتها جثتيهما جثثهم جثث جثة"
            ),
            "",
        ),
        ("near", _HOSTAGES, "abduct"),
    ),
    "regain?": (("far", LANDS | folded("قرى بلدات بلدة قرية"), "gain"),),
    "force?": (("far", _CROWD | _DEMONSTRATIONS, "protestforce"),),
    "loyalty?": (("ahead", folded("بدل بدلت غير غيرت نقل نقلت نقض"), "change"),),
    "stop?": (
        ("next", SUSPECTS, "arrest"),
        ("after", folded("مطلوبين مشتبه متهمين متهما"), "arrest"),
    ),
    "crowd?": (("next", MISSILES, "hit"),),  # "نزلت عشرات القذائف على"
    "gather?": (("after", _CROWD, "protest"),),
    "disperse?": (("around", _CROWD | _DEMONSTRATIONS, "protestforce"),),
    "stones?": (("far", folded("حجاره زجاجات"), "riot"), ("far", MISSILES, "hit")),
    "siege?": (
        ("before", folded("منطقه"), ""),
        ("next", folded("مكان موقع محل المكان الموقع الحادث امني امنيا"), ""),
    ),
    "leave?": (("before", folded("اعاده اوامر امر بلاغ انذار"), ""),),
    "convoy?": (("around", MOVING, "move"),),
    "deploy?": (
        ("ahead", SOLDIERY, "move"),
        ("next", SOLDIERY | folded("القوات الجيش"), "move"),
        (
            "after",
            folded(
                "بطاريات منظومات دبابات مدرعات مدافع راجمات جنودا قواتها قواته جنودها جنوده حواجز قناصة"
            ),
            "move",
        ),
    ),
    "patrol?": (
        ("after", folded("مشتركة روسية تركية أمريكية أميركية"), "move"),
        ("back", folded("نفذ نفذت نفذوا أجرى أجرت أجروا تنفيذ تنفذ ينفذ تسيير سيرت"), "move"),
    ),
    "agree?": (("after", folded("اتفاق اتفاقا هدنه وقف تهديه تبادل"), "agreement"),),
    "handover?": (("far", folded("مدينه بلده قاعده مواقع مطار معبر سجن حواجز"), "transfer"),),
}
# Words that tell what they say unless a rule speaks against it.
_PLAIN: Final = {
    "march?": "means:air",
    "blast?": "blast",
    "repel?": "clash",
    "siege?": "siege",
    "leave?": "leave",
    "hold?": "arrest",
}


_NOTHING: Final[frozenset[str]] = frozenset()


def sense_of(tokens: Sequence[Token], hit: Hit, names: Names = NO_NAMES) -> str:
    """Return the kind of a trigger word where its company decides, ``""`` for none."""
    if is_figure(tokens, hit) or only_spoken_of(tokens, hit) or only_reaches(tokens, hit):
        return ""
    if hit.row["kind"] == "fireword?" and _is_in_range(tokens, hit.first):
        return ""
    if in_the_air := _sense_in_the_air(tokens, hit):
        return in_the_air
    kind, i, last = hit.row["kind"], hit.first, hit.last
    if kind.startswith(PRESENT):
        kind = told_now(tokens, hit)
        hit = Hit(i, last, {**hit.row, "kind": kind})
    told = Told(tokens, hit, names)
    for rule in PECULIAR.get(kind, ()):
        if (peculiar := rule(told)) is not None:
            return peculiar
    if not kind.endswith("?"):
        return kind
    for window, words, sense in _RULES.get(kind, ()):
        ahead, behind = _WINDOWS[window]
        span = [*tokens[max(0, i - ahead) : i], *tokens[last : last + behind]]
        if forms_in(span) & words:
            return sense
        named_there = words >= LANDS and not ahead
        if named_there and object_of(tokens, last, _NOTHING, names.bare, behind) is not None:
            return sense  # a town's name tells as much as "the town"
    if sense := passes(tokens, hit, names) or does(tokens, hit, names.tokens):
        return sense
    if kind == "kill?":
        # "claimed eleven": أودى بأحد عشر
        led = last < len(tokens) and tokens[last].low[:1] == "ب" and len(tokens[last].forms) > 1
        return "kill" if led else ""
    if kind == "gain?" and told.is_verb:
        return "gain" if armed_around(tokens, i, last) else ""
    return _PLAIN.get(kind, "")


_SOME: Final = folded("بعضها بعضه أحدها إحداها معظمها أغلبها")
_THROWN: Final = ("قذايف", "قذيف", "صواريخ", "صاروخ", "برامي", "قنابل")


def _some_of_them_fell(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether of the missiles told before some fell: "أطلقوا قذائفهم، فسقط بعضها على الحي"."""
    if not forms_in(tokens[hit.last : hit.last + 1]) & _SOME:
        return False
    return any(f.startswith(_THROWN) for t in tokens[: hit.first] for f in t.forms)


_CRAFT: Final = folded(
    "مروحيه المروحيه مقاتله مقاتلتين مقاتلتان مقاتلات مروحيتين حربيه ميغ سوخوي هليكوبتر حوامه حربيتين حربيتان حربيات"
)
_DONE_BY: Final = folded("نفذها نفذتها شنها شنتها نفذه نفذته")


def _sense_in_the_air(tokens: Sequence[Token], hit: Hit) -> str:
    """Return what befell aircraft, or what they did: "أسقطت مروحية", "هجمات نفذتها مقاتلات"; "ضرب" may be by hand."""
    kind, last = hit.row["kind"], hit.last
    if kind == "fall?" and _some_of_them_fell(tokens, hit):
        return "shell"
    if kind == "hit" and forms_in(tokens[last : last + 1]) & _LAID:
        return "siege"  # "ضُرب حصار على X"
    if kind == "hit" and forms_in(tokens[last : last + 6]) & _STICKS:
        crowd = forms_in(tokens[last : last + 9]) & (_CROWD | _DEMONSTRATIONS)
        return "protestforce" if crowd else "vac"  # "ضربت الشرطة متظاهرين بالعصي"
    if kind == "hit" and tokens[hit.first].low in _BEATING:
        return "vac"  # "تعرضا للضرب"
    if kind == "suicide" and _is_of_the_felled(tokens, hit.first):
        return "intercept"  # "أسقطت مسيّرتين انتحاريتين"
    felled = forms_in(
        [t for t in tokens[last : last + _TO_CRAFT] if not is_thrown(t)]
    )  # not "بصاروخ"
    manned = felled & _CRAFT and not felled & FLYERS
    manned = manned or (kind == "down?" and _has_crew(tokens, hit, felled))
    fell = kind == "fall?" and forms_in(tokens[last : last + 2]) & (_CRAFT | _PLANES)
    if (kind == "down?" and manned) or (fell and not felled & (FLYERS | _UNMANNED)):
        return "shell"
    if kind == "hit" and hit.row["pos"] == "n" and forms_in(tokens[last : last + 1]) & _AIRCRAFT:
        return "shell"
    done = next(
        (k for k in range(last, min(last + 2, len(tokens))) if set(tokens[k].forms) & _DONE_BY),
        None,
    )
    if (
        kind == "assault"
        and done is not None
        and forms_in(tokens[done + 1 : done + 3]) & (_CRAFT | FLYING)
    ):
        return "air"
    return ""


_BECAME: Final = folded("صار صارت بات باتت أصبح أصبحت غدا غدت أضحت أضحى يجعل تجعل جعل جعلت")
_TO_BECAME: Final = 9


def _is_in_range(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a road or town only came within range: "صار الطريق الدولي تحت نيرانه"."""
    under = "تحت" in forms_in(tokens[max(0, i - 1) : i])
    return under and bool(forms_in(tokens[max(0, i - _TO_BECAME) : i]) & _BECAME)


_CREW: Final = folded(
    "طيار الطيار طيارها الطيارين الطياران طيارين طياران طيارا طيارها طياراها طياريها طاقمها طاقميهما طياراهما طياريهما بالمظلات مظلاتهم بمظلته"
)
_AIR_FORCE: Final = folded("سلاح لسلاح الجو الجوية حربية حربيتين حربيتان مقاتلة مروحية")
_PLANES: Final = folded("طائرة طائرتين طائرتان الطائرة")


def _has_crew(tokens: Sequence[Token], hit: Hit, felled: set[str]) -> bool:
    """Return whether aircraft with men in them were shot down: "مروحية أُسقطت", "طائرتين لسلاح الجو", "وقُتل طياراها"."""
    ahead = tokens[max(0, hit.first - _TO_CRAFT) : hit.first]
    pause = max((k for k, t in enumerate(ahead) if t.word in PAUSES), default=-1)
    subject = forms_in(ahead[pause + 1 :])
    if (felled | subject) & (FLYERS | _UNMANNED):
        return False
    passive = subject & _CRAFT and not felled & _PLANES
    return bool(passive or (felled & _PLANES and (felled & _AIR_FORCE or forms_in(tokens) & _CREW)))


_UNMANNED: Final = folded("مسيره مسيرتين مسيرتان مسيرات استطلاع درون")
_FELLED: Final = folded("أسقط أسقطت أسقطوا إسقاط اعترض اعترضت اعتراض دمر دمرت تدمير")
_TO_FELLED: Final = 4


def _is_of_the_felled(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a suicide drone is one that was shot down."""
    near = tokens[max(0, i - _TO_FELLED) : i]
    return bool(forms_in(near) & _FELLED and forms_in(tokens[max(0, i - 1) : i]) & FLYING)


def is_shot_down(frame: Frame) -> bool:
    """Return whether a frame tells of manned aircraft shot down."""
    tokens = frame.sentence.tokens
    hits = [h for h in built_in("triggers").find(tokens) if h.first in frame.heads]
    return any(
        h.row["kind"] in ("down?", "fall?") and _sense_in_the_air(tokens, h) == "shell"
        for h in hits
    )


_TO_CRAFT: Final = 10  # tokens of "أسقطت القوات التركية، اليوم الثلاثاء، طائرة حربية"
_LAID: Final = folded("حصار حصارا طوق طوقا")
_STICKS: Final = folded("بالعصي بالهراوات بالهراوة بالسياط")
_BEATING: Final = folded("للضرب بالضرب الضرب ضربا")
_AIRCRAFT: Final = folded(
    "الطايره الطايرتين مروحيه مقاتله المقاتله المروحيه طايره طايرتين مقاتلتين مروحيتين"
)
