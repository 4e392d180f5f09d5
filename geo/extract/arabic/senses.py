"""What an Arabic trigger word tells in its company: a shell falls, a town falls, a man falls.

The secret of this module is the windows: which words, how far before or behind, decide.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.blows import blow, bomb, only_reaches, razes, told_now
from geo.extract.arabic.doings import MOVING, does, only_spoken_of
from geo.extract.arabic.figures import is_figure
from geo.extract.arabic.grammar import NO_NAMES, armed_around, armed_doer, object_of
from geo.extract.arabic.holding import passes
from geo.extract.arabic.nouns import FIGHTERS, HANDS, SUSPECTS
from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.inflected import PRESENT
from geo.extract.lexicon import Hit, arabic_words, built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.arabic.grammar import Names
    from geo.extract.events import Frame
    from geo.extract.text import Token

_MISSILES: Final = folded(
    "صاروخ صواريخ صاروخا صاروخين صاروخان قذيفه قذايف قذيفتان قذيفتين قذيفتا هاون مسيره مسيرات مسيرتين مسيرتان برميل براميل رشقه رشقات "
    "شظايا شظيه دانه دانات طلقه طلقات صاروخيه مدفعيه قنبله قنابل قنبلتان قنبلتين حطام راجمه كاتيوشا غراد قذايفها قذايفه صواريخها صواريخه مدفعيتها"
)
FLYING: Final = folded(
    "طايره طايرات طايرتين طايرتان مقاتلتين مقاتلتان مسيره مسيرات مسيرتين مسيرتان مروحيه مروحيات مقاتله صاروخ صواريخ صاروخا صاروخين صاروخان اهداف هدفا هدف مسيرا درون "
    "معظمها احدها احداهما احدهما بعضها اغلبها معظم غالبيتها"
)
_FLYERS: Final = folded("مسيره مسيرات مسيرتين مسيرا صواريخ صاروخ صاروخا صاروخين")
_VICTIMS: Final = folded(
    "قتيل قتيلان قتيلين قتيلا قتلى ضحايا ضحيه شهداء شهيد شهيدا شهيدان شهيدين جريح جرحى جريحان جريحين مدنيين مدنيون مدني عشرات مصابين اشخاص شخص "
    "جندي جنود متظاهر متظاهرا متظاهرين متظاهران متظاهرون محتج محتجان محتجين محتجون"
)
_LANDS: Final = folded(
    "مدينه مدينتي مدينتين مدن بلده بلدتي بلدتين بلدات قريه قريتي قريتين قرى منطقه مناطق مطار قاعده معبر جسر حي احياء تل تله تلال جبل مواقع موقع نقاط "
    "نقطه حاجز حواجز مقر مقرات طريق ثكنه محور اوتوستراد معسكر محافظه قضاء ناحيه محليه مخيم اجزاء كامل حقل سد ميناء محيط السيطره سيطره"
)
_BOOTY: Final = folded(
    "محتويات محتوياتها محتوياته مساعدات شاحنه شاحنات سياره سيارات عربه عربات اموال مبالغ معدات مواش مواشي اغنام بضايع مستودع مستودعات مخازن اسلحه ذخيره ذخاير "
    "اليه اليات قافله ممتلكات اغذيه وقود"
)
_ARMS: Final = folded(
    "سلاح اسلحه ذخيره ذخاير متفجرات عبوه عبوات عبوتين لغم لغما لغمين الغام الغاما صواريخ صاروخ احزمه حزام قذايف مخدرات كبتاغون مستودع مخبا مخابي منصه قنابل قنبله مفعولهما "
    "مفعول مفعولها مفعوله رشاشه مفخخه مفخخا مفخخ مفخخات مفخختين"
)
_BODIES: Final = folded("جثه جثث جثتي جثتين جثتان جثمان جثامين جثثهم جثته مقتولا مقتولين رفات")
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
_STRIKING: Final = folded("قصف القصف غاره غارات ضربه ضربات قذايف القذايف")
_ENEMIES: Final = folded(
    "مسلح مسلحا مسلحين ارهابي ارهابيا ارهابيين مخرب مخربا مخربين عنصر عنصرا عناصر مقاتل مقاتلا مقاتلين مرتزق مرتزقا مرتزقه متمرد متمردا متمردين"
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
# How many tokens before and behind a word are looked at.
_WINDOWS: Final = {
    "before": (1, 0), "back": (7, 0), "ahead": (4, 0), "right": (0, 1), "next": (0, 2), "after": (0, 5), "far": (0, 9), "near": (4, 3), "around": (9, 9),
}  # fmt: skip
# What an ambiguous word tells: the first rule counts whose window holds one of its words.
_RULES: Final[dict[str, tuple[tuple[str, frozenset[str], str], ...]]] = {
    "fall?": (
        ("back", folded("براميل برميل برميلا"), "air"),
        ("after", folded("براميل برميل برميلا"), "air"),
        ("after", _MISSILES, "hit"),
        ("after", _VICTIMS, "kill"),
        ("back", _MISSILES, "hit"),
        ("right", folded("على فوق"), "hit"),
        ("before", folded("من عدد"), "kill"),
        ("next", folded("منهم منهما"), "kill"),
        ("next", _LANDS, "gain"),
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
        ("after", _MISSILES, "fire"),
        ("ahead", _MISSILES, "fire"),
        ("after", folded("سراح"), ""),
        ("far", folded("النار نار النيران نيران نيرانها الرصاص رصاص"), "shot"),
    ),
    "fireword?": (("ahead", folded("فتح فتحت فتحوا"), "shot"), ("ahead", folded("تحت"), "fire")),
    "hit?": (("near", _MISSILES | _STRIKING, "hit"),),
    "blaze?": (("far", _MISSILES | _STRIKING, "hit"),),
    "blast?": (
        ("ahead", folded("المعارك الاشتباكات الوضع غضب"), ""),
        ("next", folded("المعارك الاشتباكات الوضع غضب"), ""),
    ),
    "purge?": (("after", SUSPECTS | folded("اسرى اسيرا اسيرين معتقلين معتقلا"), "vac"),),
    "taken?": (("after", _MISSILES | _STRIKING | folded("رصاص الرصاص"), "kill"),),
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
        ("after", _LANDS, "gain"),
    ),
    "free?": (
        ("before", folded("رئيس"), ""),
        ("right", folded("عرقي عرقيا"), ""),
        ("ahead", folded("هييه جبهه الجبهه حركه غرفه معسكر قاعده"), ""),
        ("after", folded("سراح رهاين الاسرى اسرى مختطفين مختطف محتجزين سجناء"), ""),
        ("far", folded("الغام الالغام متفجرات المتفجرات مخلفات العبوات"), "disrupt"),
        ("far", _LANDS, "gain"),
    ),
    "drive?": (
        ("next", _HOUSEHOLD, ""),
        ("far", _LANDS, "gain"),
    ),
    "expel?": (("after", folded("الخدمه خدمه"), ""), ("after", _LANDS, "gain")),
    "seize?": (
        ("after", _LANDS, "gain"),
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
        ("after", _LANDS, "enter"),
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
        ("after", _BODIES, "vac"),
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
    "regain?": (("far", _LANDS | folded("قرى بلدات بلدة قرية"), "gain"),),
    "force?": (("far", _CROWD | _DEMONSTRATIONS, "protestforce"),),
    "loyalty?": (("ahead", folded("بدل بدلت غير غيرت نقل نقلت نقض"), "change"),),
    "stop?": (
        ("next", SUSPECTS, "arrest"),
        ("after", folded("مطلوبين مشتبه متهمين متهما"), "arrest"),
    ),
    "gather?": (("after", _CROWD, "protest"),),
    "disperse?": (("around", _CROWD | _DEMONSTRATIONS, "protestforce"),),
    "stones?": (("far", folded("حجاره زجاجات"), "riot"), ("far", _MISSILES, "hit")),
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
# "the axes of the attack", "the lines of the fighting": no attack of its own
_ABOUT: Final = folded(
    "صعيد خط خطوط محاور محور جبهات جبهه ساحات أسباب سبب أهداف هدف نتائج تداعيات مسار مسارات تطورات كلفة ثمن أفق طبيعة سياق خريطة خارطة"
)
_BLOWS: Final = frozenset("drop? rain? land? pelt? aiming? exposed? raze?".split())
_DOUBLED: Final = "\u0651"
_NOTHING: Final[frozenset[str]] = frozenset()
_HOUSES: Final = folded(
    "منزل منازل منزلا بيت بيوت بيتا بيوتا مبنى مباني أبنية مدرسة مسجدا مسجد جسر جسرا أضرحة ضريح كنيسة"
)
_SAPPERS: Final = folded("الهندسة هندسة المختصة خبراء مختصون")
_TO_HOUSE: Final = 6


def _razed(tokens: Sequence[Token], last: int) -> str:
    """Return ``"loot"`` where men at arms blew up houses that they held: "فجّر الحوثيون منزل شيخ", "نسفت القوات منازل"."""
    near = forms_in(tokens[last : last + _FAR])
    if near & _BOMBS or not armed_doer(tokens, last):
        return ""
    return "loot" if object_of(tokens, last, _HOUSES, reach=_TO_HOUSE) is not None else ""


_FAR: Final = 9
_BOMBS: Final = folded("عبوة بعبوة عبوات بعبوات لغم بلغم قنبلة بقنبلة سيارة بسيارة دراجة حزام")
_SORTIES: Final = folded("غارة غارات غارتين غارتان أغار أغارت")
_LAUNCHED: Final = folded("شن شنت شنوا نفذ نفذت نفذوا")
_BY_MEN: Final = frozenset({"rebel", "militia", "gang", "unknown"})


def _is_on_foot(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether men who have no aircraft made the "raid": "شن مسلحون غارة ليلية على موقع"; drones are told."""
    around = forms_in(tokens[max(0, hit.first - _FAR) : hit.last + _FAR])
    if around & (FLYING - {"هدف", "اهداف", "هدفا"}) or "جويه" in around:
        return False
    if hit.row["pos"] == "v":
        near = tokens[hit.last : hit.last + 4]
        upon = next((k for k, t in enumerate(near) if t.low == "علي"), len(near))
        men = near[:upon]
    else:
        ahead = tokens[max(0, hit.first - 6) : hit.first]
        led = next((k for k, t in enumerate(ahead) if set(t.forms) & _LAUNCHED), None)
        men = ahead[led + 1 :] if led is not None else []
    armed = any(h.row["kind"] in _BY_MEN for h in built_in("actors").find(men)) if men else False
    return armed or bool(forms_in(men) & FIGHTERS)


def sense_of(tokens: Sequence[Token], hit: Hit, names: Names = NO_NAMES) -> str:  # noqa: C901, PLR0915 - a table of exceptions
    """Return the kind of a trigger word where its company decides, ``""`` for none."""
    kind, i, last = hit.row["kind"], hit.first, hit.last
    if is_figure(tokens, hit) or only_spoken_of(tokens, hit) or only_reaches(tokens, hit):
        return ""
    if told := _sense_in_the_air(tokens, hit):
        return told
    if kind == "gain?" and tokens[i].forms[-1].startswith("انتزع"):
        someone = built_in("victims").find(tokens[last : last + _NEAR])
        if any(h.row["count"] for h in someone):
            return "abduct"  # "انتزع ملثمون صيدلانياً من بين عائلته"
    if kind == "ied" and (
        forms_in(tokens[max(0, i - 1) : i]) & _MADE
        or forms_in(tokens[last : last + 1]) & _CONTAINED
    ):
        return ""  # "طرق صنع العبوات", "عبوات مياه"
    if kind == "wound" and tokens[i].word.lstrip("وف")[:1] == "أ" and tokens[i].low.endswith(_THEM):
        beside = [*tokens[max(0, i - _NEAR) : i], *tokens[last : last + _NEAR]]
        if forms_in(beside) & (_MISSILES | _STRIKING):
            return "hit"  # "أصابته شظية", not "إصابته"
    if kind == "arrest" and i and forms_in(tokens[i - 1 : i]) & _HELD_IN:
        return ""  # "مركز احتجاز" is a place
    if kind == "abduct" and (taken := forms_in(tokens[last : last + _NEAR]) & _LIVES):
        return "kill" if taken & _TAKEN else ""  # "خطف القصف حياة طفلين"
    if kind.startswith(PRESENT):
        kind = told_now(tokens, hit)
        hit = Hit(i, last, {**hit.row, "kind": kind})
        if not kind:
            return ""
    if kind in _BLOWS and tokens[i].low == "الهوي":
        return ""  # Bab al-Hawa rains nothing
    if kind in _BLOWS and (told := blow(tokens, hit)):
        return told
    if kind == "destroy" and hit.row["pos"] == "v" and (razes(tokens, hit) or _razed(tokens, last)):
        return "hit" if razes(tokens, hit) else "loot"
    if kind == "assault" and (_is_thrown(tokens[last : last + 6]) or _with_clusters(tokens, i)):
        return "hit"
    if (
        kind == "destroy"
        and hit.row["pos"] == "v"
        and not is_thrown(tokens[min(last, len(tokens) - 1)])
    ):
        far = 6 if forms_in(tokens[last : last + 1]) & _DEFENCES else 3
        near = tokens[last : last + far]
        flown = forms_in(near) & _FLYERS and not _is_thrown(near)
        return "intercept" if flown and not _destroys(tokens, last) else kind
    if "صادر" in tokens[i].forms and _is_issued(tokens, i):
        return ""
    if kind == "fire" and i and set(tokens[i - 1].forms) & _LAUNCHERS:
        return ""  # "قاعدة إطلاق صواريخ" is a thing
    if kind == "ied":
        return bomb(tokens, hit)
    if kind == "air" and "اغاروا" in tokens[i].forms:
        return "assault"  # men, not aircraft
    if kind == "air" and set(tokens[i].forms) & _SORTIES and _is_on_foot(tokens, hit):
        return "assault"
    if kind == "blast" and hit.row["pos"] == "v" and forms_in(tokens[last : last + 3]) & _SAPPERS:
        return "finds"
    if kind == "blast" and hit.row["pos"] == "v" and _razed(tokens, last):
        return "loot"
    if not kind.endswith("?"):
        # "on the front of the battles", "near the line of contact"
        about = i and tokens[i].low.startswith("ال") and set(tokens[i - 1].forms) & _ABOUT
        return "" if kind in ("clash", "assault") and about else kind
    if kind == "march?" and _DOUBLED in tokens[i].word:
        return "means:air"  # مسيّرة is a drone; مسيرة may be a march
    if kind == "blown?":
        if _DOUBLED not in tokens[i].word:
            return ""  # فجّر blew up, فجر is dawn
        himself = forms_in(tokens[last : last + _NEAR]) & _HIMSELF
        return "suicide" if himself else _razed(tokens, last) or "blast"
    if kind == "blowup?":
        return _razed(tokens, last)
    if kind == "died?":
        return _died(tokens, last)
    if kind == "fall?" and tokens[i].low.endswith("سقطوا"):
        return "kill"
    if kind == "became?" and forms_in(tokens[last : last + _NEAR + 1]) & _BODIES:
        return "vac"  # "وُجد شاب مقتولاً"
    if kind == "became?":
        return _became(tokens, last, names)
    town = object_of(tokens, last, _LANDS, names.bare, _TO_BESIEGED) is not None
    if kind == "land?" and town and _comes_under(tokens, last):
        return "gain"  # "وقعت X تحت سيطرة الجيش"
    if kind == "fall?" and last in names.bare:
        return "gain"  # "بعد سقوط X توجه الجنود": nobody fell
    if _is_idle(tokens, hit):
        return ""
    for window, words, sense in _RULES.get(kind, ()):
        ahead, behind = _WINDOWS[window]
        span = [*tokens[max(0, i - ahead) : i], *tokens[last : last + behind]]
        if forms_in(span) & words:
            return sense
        named_there = words >= _LANDS and not ahead
        if named_there and object_of(tokens, last, _NOTHING, names.bare, behind) is not None:
            return sense  # a town's name tells as much as "the town"
    if told := passes(tokens, hit, names) or does(tokens, hit, names.tokens):
        return told
    if kind == "kill?":
        # "claimed eleven": أودى بأحد عشر
        led = last < len(tokens) and tokens[last].low[:1] == "ب" and len(tokens[last].forms) > 1
        return "kill" if led else ""
    if kind == "gain?" and hit.row["pos"] == "v":
        return "gain" if armed_around(tokens, i, last) else ""
    return _PLAIN.get(kind, "")


_UNDER: Final = folded("تحت في ضمن")
_SUBDUED: Final = folded("خاضع خاضعا خاضعه خاضعتين خاضعتان خاضعين ملكا")
_FREED: Final = folded("خالية خاليتين خاليا خاليين خال محررة محررتين مطهرة مطهرتين آمنة نظيفة")
_FREED_OF: Final = folded(
    "الإرهاب إرهاب الإرهابيين المسلحين المجموعات التنظيمات داعش الميليشيا المليشيا الميليشيات التنظيم الفصائل المتمردين"
)
_SURROUNDED: Final = folded(
    "محاصر محاصرا محاصره محاصرين محاصرتين مطوق مطوقا مطوقه مطوقتين معزول معزولا معزوله محاطه محاطا كماشه"
)
_TO_RING: Final = 8
_TO_BESIEGED: Final = 2
_GARRISONS: Final = folded("حامية الحامية القوات النقطة قوات الفرقة")


def _became(tokens: Sequence[Token], k: int, names: Names) -> str:
    """Return what a town became: somebody's ("باتت تحت سيطرة الجيش"), or surrounded."""
    if _comes_under(tokens, k):
        return "gain"
    if object_of(tokens, k, _LANDS | _GARRISONS, names.bare, _TO_BESIEGED) is None:
        return ""
    for token in tokens[k : k + _TO_RING]:
        if token.word in (".", "؛"):
            return ""
        if set(token.forms) & _SURROUNDED and not token.low.startswith("ال"):
            return "siege"
    return ""


_TO_CONTROL: Final = 16  # tokens of "villages A, B, C and D in the south of E"
_TO_SINCE: Final = 8


def _comes_under(tokens: Sequence[Token], k: int) -> bool:
    """Return whether what "became" something came into somebody's hands: "باتت القرى تحت سيطرة الجيش".

    "Under control" is nobody's hand, and "since 2017" tells how things have been.
    """
    for at, (before, token) in enumerate(pairwise(tokens[k - 1 : k + _TO_CONTROL]), start=k):
        if token.word in (".", "؛"):
            return False
        if (
            set(before.forms) & _SUBDUED
            and token.low[:1] == "ل"
            and not before.low.startswith("ال")
        ):
            return True
        if set(token.forms) & _FREED and not token.low.startswith("ال"):
            return bool(forms_in(tokens[at + 1 : at + 3]) & _FREED_OF)
        led = bool(set(before.forms) & _UNDER) or token.low.startswith("ب")
        if led and set(token.forms) & HANDS and not token.low.startswith("ال"):
            return not any(t.low.endswith("منذ") for t in tokens[at + 1 : at + _TO_SINCE])
    return False


_VEHICLES: Final = folded(
    "دبابه دبابات دبابتين عربه عربات عربتين اليه اليات اليتين مدرعه مدرعات مدرعتين مدفع مدفعا مدافع راجمه راجمات رتل رتلا شاحنه شاحنات مستودع مستودعا"
)
_TO_VEHICLE: Final = 5


def _destroys(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the drone right behind the verb did it: "دمرت مسيّرة أوكرانية دبابتين"."""
    if not forms_in(tokens[k : k + 1]) & _FLYERS:
        return False
    return any(
        set(t.forms) & _VEHICLES and t.low[0] != "و" for t in tokens[k + 1 : k + 1 + _TO_VEHICLE]
    )


_DEFENCES: Final = folded("الدفاعات دفاعات الدفاع منظومات المضادات")
_LAUNCHERS: Final = folded("قاعده قواعد منصه منصات قواذف")


def _is_issued(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a paper is issued, not goods seized: "بيان صادر عن", "تقريرها الصادر"."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return "ال" in tokens[i].low[:3] or following == "عن"


def _is_idle(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether an ambiguous word tells of no event: who speaks, or how many vehicles were seized."""
    kind, i = hit.row["kind"], hit.first
    if kind == "gather?" and i and tokens[i].low.startswith("ال"):
        return bool(set(tokens[i - 1].forms) & arabic_words("speech"))  # "وأضاف التجمع"
    return kind == "seize?" and any(t.word[0].isdigit() for t in tokens[hit.last : hit.last + 3])


def _is_thrown(tokens: Sequence[Token]) -> bool:
    """Return whether an attack is told with what was fired or flown: "هجوم بطائرة مسيّرة"."""
    for token in tokens:
        if token.word in PAUSES:
            return False
        if is_thrown(token):
            return True
    return False


_CLUSTERS: Final = 5  # tokens of "ذخائر عنقودية محظورة دولياً في" before "هجوم"


def _with_clusters(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the attack at token `i` was made with cluster munitions, which are never laid by hand."""
    return "عنقوديه" in forms_in(tokens[max(0, i - _CLUSTERS) : i + _CLUSTERS])


_CRAFT: Final = folded(
    "مروحيه المروحيه مقاتله مقاتلتين مقاتلتان مقاتلات مروحيتين حربيه ميغ سوخوي هليكوبتر حوامه حربيتين حربيتان حربيات"
)
_DONE_BY: Final = folded("نفذها نفذتها شنها شنتها نفذه نفذته")


def _sense_in_the_air(tokens: Sequence[Token], hit: Hit) -> str:
    """Return what befell aircraft, or what they did: "أسقطت مروحية", "هجمات نفذتها مقاتلات"; "ضرب" may be by hand."""
    kind, last = hit.row["kind"], hit.last
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
    manned = felled & _CRAFT and not felled & _FLYERS
    if kind == "down?" and manned:
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


_NEAR: Final = 4
_CONTAINED: Final = folded("فارغه مياه ماء زيت بلاستيكيه غذاييه حليب دواييه")
_MADE: Final = folded("صنع تصنيع صناعه طرق خبير مخاطر")
_THEM: Final = ("ته", "تها", "تهم", "تهما", "ابه", "ابها", "ابهم")
_HELD_IN: Final = folded("مركز مراكز معسكر مكان اماكن غرفه غرف مقر")
_HIMSELF: Final = folded("نفسه نفسها نفسيهما انفسهم")
_TAKEN: Final = folded("حياه ارواح")
_LIVES: Final = _TAKEN | folded("الانظار انظار الاضواء اضواء القلوب قلوب")
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
    return any(h.row["kind"] == "down?" and _sense_in_the_air(tokens, h) == "shell" for h in hits)


_TO_CRAFT: Final = 10  # tokens of "أسقطت القوات التركية، اليوم الثلاثاء، طائرة حربية"
_LAID: Final = folded("حصار حصارا طوق طوقا")
_STICKS: Final = folded("بالعصي بالهراوات بالهراوة بالسياط")
_BEATING: Final = folded("للضرب بالضرب الضرب ضربا")
_AIRCRAFT: Final = folded(
    "الطايره الطايرتين مروحيه مقاتله المقاتله المروحيه طايره طايرتين مقاتلتين مروحيتين"
)


def is_thrown(token: Token) -> bool:
    """Return whether a word says with what was fired or flown: بصاروخ."""
    return token.low[0] == "ب" and bool(set(token.forms[1:]) & (_MISSILES | FLYING))


def _died(tokens: Sequence[Token], last: int) -> str:
    """Tell قضى "died" from قضى على "put down"."""
    for k in range(last, min(last + 12, len(tokens) - 2)):
        if tokens[k].low == "علي" and forms_in(tokens[k + 1 : k + 6]) & _ENEMIES:
            return "elim"
    ruled = forms_in(tokens[last : last + 1]) & _RULES_SO or (
        forms_in(tokens[last : last + 3]) & _LEISURE
    )
    return "" if ruled or forms_in(tokens[last : last + 2]) & {"ان", "علي"} else "kill"


_LEISURE: Final = folded("عطلة عطلته عطلتها إجازة إجازته إجازتها")
_RULES_SO: Final = folded(
    "تفاهم التفاهم اتفاق الاتفاق حكم الحكم قرار القرار قانون القانون بند مرسوم العرف وقته وقتا يومه يوما ليلته"
)
