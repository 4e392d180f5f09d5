"""What common Arabic verbs tell of posts, columns, sieges, attacks beaten off, arrests and crowds.

The secret of this module is doer and object together: أقام is "set up" where soldiers do it to a post,
"held" where people do it to a prayer; خرج is "took to the streets" where hundreds do it and demand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.figures import GAMES, NATURE
from geo.extract.arabic.grammar import MEN_AT_ARMS, armed_around, armed_doer, object_of
from geo.extract.arabic.nouns import REJOICING, SUSPECTS
from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_POSTS: Final = folded(
    "نقطة نقاط نقطتين نقطتي قاعدة قواعد حاجز حاجزا حواجز موقع موقعا موقعين مواقع معسكر معسكرا مقر مقرا مركزا تمركزا تمركزات سواتر ساترا ثكنة برجا أبراجا متاريس تحصينات خنادق خندقا مربض مرابض بؤرة"
)
_ATTACKS: Final = folded(
    "هجوم هجوما هجومين هجمات الهجوم الهجمات تسلل تسللا التسلل محاولة محاولات المحاولة محاولتي محاولتين تقدم تقدما التقدم زحف زحفا اقتحام إنزال إنزالا توغل توغلا غزوة"
)
_ON_GROUND: Final = folded(
    "هجوم هجوما الهجوم هجومه هجومها هجومهم تسلل التسلل تقدم التقدم اقتحام الاقتحام اختراق السيطرة توغل إنزال زحف استعادة التوغل الزحف"
)
_ARMED_AIMS: Final = folded(
    "حاجز حاجزا نقطة موقع موقعا ثكنة مواقع قاعدة معسكر دورية رتلا رتل قافلة مقر مقرا نقاط حواجز جنود جنودا عناصر قوة قوات القوات الجيش ثكنات مخفر مخفرا مركز دفاعات خطوط تجمعا"
)
_RINGS: Final = folded("حصار حصارا الحصار حصارها حصاره طوق طوقا الطوق طوقها طوقه الخناق كماشة")
_KEEPERS: Final = folded(
    "شرطة الشرطة جهاز أجهزة الأجهزة الأمن أمن السلطات سلطات دورية حاجز استخبارات الاستخبارات مخابرات المخابرات مفرزة مفارز مفارزها القوات قوات الجيش جيش قوة النيابة عناصر هيئة جماعة إدارة الحرس مكافحة درك الدرك قوى"
)
_MANY: Final = folded(
    "المئات مئات العشرات عشرات آلاف الآلاف ألوف الألوف حشود حشد جموع أهالي الأهالي أهل سكان السكان متظاهرون المتظاهرون محتجون المحتجون طلاب الطلاب نساء نسوة معلمون المعلمون موظفون الموظفون عمال شبان الشبان شباب مواطنون المواطنون "
    "نازحون غاضبون ناشطون ذوو عائلات خريجون الخريجون مظاهرة مظاهرات تظاهرة موكب مسيرة"
)
_DEMANDING: Final = folded(
    "يطالبون تطالب يطالب مطالبين مطالبة مطالبات مطالبا للمطالبة طالبوا طالبت يهتفون هتفوا هاتفين هتافات رددوا يرددون مرددين شعارات لافتات رافعين يرفعون رفعوا احتجاجا تنديدا رفضا استنكارا تضامنا ندد نددوا منددين منددة يندد نددت تندد احتجاج "
    "للاحتجاج للتنديد غضبا سخطا مستنكرين رافضين محتجين"
)
_ROADS: Final = folded(
    "طريق طرق الطريق الطرق طرقات الطرقات شارع شوارع الشارع الشوارع أوتوستراد جسر مدخل مداخل معبر ساحة خط خطوط"
)
_BLOCKERS: Final = folded(
    "محتجون المحتجون متظاهرون المتظاهرون غاضبون أهالي الأهالي سكان السكان شبان شباب معتصمون المعتصمون عائلات أهل مواطنون ذوو عمال موظفون سائقون مزارعون ناشطون محتجين متظاهرين أبناء خريجون"
)
_GROUPS: Final = folded(
    "فصيل فصيلان فصيلين فصائل الفصائل كتيبة كتائب كتيبتان لواء ألوية حركة حركات جماعة جماعات مجموعة مجموعات مقاتلين مقاتلو مقاتلي مقاتلوه مقاتليه رجاله تشكيل تشكيلات تشكيلات ميليشيا قوة جبهة"
)
_COLUMN: Final = folded(
    "عسكرية عسكري العسكرية العسكري مدرعة مدرعات بالمدرعات دبابات بالدبابات آليات جنود الجنود مقاتلي مقاتلين عناصر تعزيزات ذخيرة ذخائر أسلحة مدافع المدافع الجيش للجيش القوات تركية تركي عربة عربات آلية"
)
MOVING: Final = folded(
    "وصل وصلت وصول دخل دخلت دخول يدخل تدخل دفع دفعت أرسل أرسلت إرسال استقدم استقدمت استقدام عبر عبرت عبور يعبر تعبر عابرة عابرا توجه توجهت يتوجه تتوجه اتجه اتجهت متجهة متجها شوهد شوهدت مر مرت يمر تمر مرور "
    "تحرك تحركت تحرّك انطلق انطلقت سير سيرت شق شقت اجتاز اجتازت غادر غادرت خرج خرجت نقل نقلت استقر استقرت رصد رصدت تقاطرت تقاطر توافدت تدفقت تنقل"
)
_TO_OBJECT: Final = 8


def does(tokens: Sequence[Token], hit: Hit, named: frozenset[int] = frozenset()) -> str:
    """Return the kind of what a common verb tells by who does it to what, ``""`` for none.

    `named` are all tokens of the names of places.
    """
    if to := _TO_WHAT.get(hit.row["kind"]):
        return to(tokens, hit, named)
    how = _HOW.get(hit.row["kind"])
    return how(tokens, hit) if how else ""


def _sets_up(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Tell a post set up from a prayer held: "أقام الجيش نقطة", "أُنشئ موقع عسكري", "نقطة أخرى أقيمت"."""
    ahead = forms_in(tokens[max(0, hit.first - 4) : hit.first]) & _POSTS
    passive = _is_passive(tokens[hit.first])
    if passive and ahead:
        return "base"
    at = object_of(tokens, hit.last, _POSTS, reach=_TO_OBJECT, named=named)
    if at is None:
        return ""
    near = tokens[hit.last : at + 5]
    if forms_in(near) & _FOR_NOW:
        return ""
    armed = passive or armed_around(tokens, hit.first, hit.last) or bool(forms_in(near) & _OF_ARMS)
    return "base" if armed else ""


_FOR_NOW: Final = folded("مؤقت مؤقتا مؤقتة طيار طيارا طيارة متنقل متنقلا")
_OF_ARMS: Final = folded(
    "مراقبة عسكرية عسكري عسكريا عسكريين للجيش أمنية جديدة تفتيش تركية تركي مدفعية إسرائيلية روسية"
)


def _is_passive(token: Token) -> bool:
    return token.low.removeprefix("و") in _PASSIVES or "\u064f" in token.word[:3]


_PASSIVES: Final = folded("أنشئ أنشئت أقيم أقيمت استحدث استحدثت نصبت")


def _digs(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether soldiers dig in: "جنود يحفرون الخنادق"."""
    near = tokens[max(0, hit.first - 4) : hit.last + 5]
    armed = forms_in(near) & MEN_AT_ARMS or armed_doer(tokens, hit.last)
    return "base" if armed and forms_in(near) & _EARTHWORKS else ""


def _is_one_of_posts(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether it is only told where one of the posts set up stands: "أما النقطة الثالثة فقرب بلدة X"."""
    following = tokens[hit.last].low if hit.last < len(tokens) else ""
    return "base" if following.removeprefix("ف") in _WHERE and following[:1] == "ف" else ""


_WHERE: Final = folded("في قرب عند على شرق غرب شمال جنوب شرقي غربي شمالي جنوبي")
_EARTHWORKS: Final = folded("خندق خنادق خندقا الخنادق سواتر السواتر ساترا متاريس تحصينات")


def _stands(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether a unit took up a post: "تمركزت وحدة في X"."""
    return (
        "base"
        if (
            armed_doer(tokens, hit.last)
            or forms_in(tokens[max(0, hit.first - _TO_COLUMN) : hit.first]) & _MARCHED
        )
        and not forms_in(tokens[hit.last :]) & GAMES
        and any(
            t.low in ("في", "عند", "قرب", "علي") for t in tokens[hit.last : hit.last + _TO_OBJECT]
        )
        else ""
    )


_MARCHED: Final = folded("قوات أرتال رتل دبابات مدرعات آليات جنود تعزيزات وحدات")
_TO_COLUMN: Final = 14


def _rings(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Return whether forces laid a ring around a place: "أطبقت القوات على X", "أحكم الطوق على"."""
    ring = object_of(tokens, hit.last, _RINGS, reach=6, named=named) is not None
    closed = tokens[hit.first].forms[-1].startswith(("اطبق", "احاط"))
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    on = any(t.low in ("علي", "حول") or (closed and t.low[:1] == "ب") for t in near)
    armed = armed_around(tokens, hit.first, hit.last)
    if forms_in(near) & _SCENES:
        return ""  # "a cordon around the scene"
    return "siege" if on and armed and (ring or closed) else ""


_SCENES: Final = folded("مكان موقع الحادث المكان الموقع أمنيا")


def _beats_off(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Return whether forces beat off an attack: "ردّت القوات هجوماً", "كسرت الفصائل هجومين"; not "رداً على هجوم"."""
    at = object_of(tokens, hit.last, _ATTACKS, reach=_TO_OBJECT, named=named)
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    if any(set(a.forms) & _WHENCE and set(b.forms) & _FIRE for a, b in pairwise(near)):
        return "hit"  # "ردت المدفعية على مصادر النيران في X"
    return "clash" if at is not None and armed_around(tokens, hit.first, hit.last) else ""


_WHENCE: Final = folded("مصادر مصدر")


def _fails(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether an attack on the ground failed: "أخفقت محاولة تسلل", "فشل الجيش في التقدم"."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    aims = next((k for k, t in enumerate(near) if set(t.forms) & _ON_GROUND), None)
    if aims is None or any(t.word in PAUSES for t in near[:aims]):
        return ""
    told = forms_in(near[:aims]) & _TRY or armed_doer(tokens, hit.last) or aims == 0
    return "clash" if told else ""


_TRY: Final = folded("محاولة محاولات محاولتا محاولتان")


def _falls_upon(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether gunmen fell upon those under arms: "باغت مسلحون حاجزاً", "انقض المئات على ثكنة"."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    return "clash" if armed_doer(tokens, hit.last) and forms_in(near[1:]) & _ARMED_AIMS else ""


def _collides(tokens: Sequence[Token], hit: Hit) -> str:
    """Tell forces that ran into each other from cars that did."""
    into = any(
        t.low[:1] == "ب" and {f.removeprefix("ال") for f in t.forms[1:]} & MEN_AT_ARMS
        for t in tokens[hit.last : hit.last + 5]
    )
    return "clash" if into else ""


def _stops(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Return whether people were held: "أوقف جهاز الأمن أربعة شبان", "أُوقف مشتبه به"; not traffic or an attack."""
    if "مفخخه" in forms_in(tokens[hit.last : hit.last + _TO_OBJECT]):
        return "finds"  # "stopped a car bomb on its way"
    at = object_of(tokens, hit.last, SUSPECTS, reach=9, named=named)
    if at is None or tokens[at].low.startswith("ال"):
        return ""
    keeper = (
        forms_in([*tokens[max(0, hit.first - 5) : hit.first], *tokens[hit.last : at]]) & _KEEPERS
    )
    return "arrest" if keeper or at <= hit.last + 1 else ""


def _is_caught(tokens: Sequence[Token], hit: Hit) -> str:
    """Tell who fell into whose hands: "وقع ستة من المطلوبين في يد مفارز الاستخبارات", "وقع راعيان في قبضة المسلحين"."""
    near = tokens[hit.last : hit.last + 12]
    if forms_in(near[:_TO_OBJECT]) & _PAPERS:
        return "agreement"  # "وقّع الطرفان اتفاقاً"
    led = next(
        (
            k
            for k, (a, b) in enumerate(pairwise(near))
            if a.low in ("في", "بين") and set(b.forms) & _HANDS
        ),
        None,
    )
    if led is None:
        return ""
    if not forms_in(near[:led]) & SUSPECTS:
        held = forms_in(near[led + 1 : led + 2]) & _IN_HANDS and built_in("victims").find(
            near[:led]
        )
        return "abduct" if held and armed_doer(tokens, hit.last + led + 2) else ""
    return "arrest" if forms_in(near[led + 2 : led + 4]) & _KEEPERS else ""


_PAPERS: Final = folded("اتفاق اتفاقا اتفاقية وثيقة هدنة صلح صلحا تسوية ميثاق بروتوكول مصالحة")
_IN_HANDS: Final = folded("يد أيدي قبضة أسر")
_HANDS: Final = _IN_HANDS | folded("شباك كمين")


def _takes_to_streets(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether many went out and demanded something: "خرج المئات في X يطالبون"."""
    near = tokens[hit.last : hit.last + 4]
    filled = tokens[hit.first].forms[-1].startswith(_FILLED)
    if filled and not forms_in(tokens[hit.last : hit.last + 8]) & _PROTESTERS:
        return ""  # "غصّت الساحة بالمحتجين", not "by the displaced"
    if filled:
        return "protest"
    if not any(t.low in _MANY or t.low.removeprefix("ال") in _MANY for t in near):
        return ""
    behind = tokens[hit.last :]
    if forms_in(behind) & REJOICING:
        return ""
    return "protest" if forms_in(behind) & _DEMANDING or _in_the_street(behind) else ""


def _in_the_street(tokens: Sequence[Token]) -> bool:
    return any(a.low == "الي" and b.low in _STREETS for a, b in pairwise(tokens))


_FILLED: Final = ("غص", "امتلا", "اكتظت", "ضاقت")
_PROTESTERS: Final = folded(
    "متظاهرين محتجين معتصمين غاضبين المتظاهرين المحتجين المعتصمين الغاضبين هتافات"
)
_STREETS: Final = folded("الشوارع الشارع الساحات شوارع")


def _shuts(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether people in anger blocked a road: "أغلق محتجون طريق X"."""
    ahead = tokens[max(0, hit.first - 3) : hit.first]
    near = tokens[hit.last : hit.last + 9]
    road = next((k for k, t in enumerate(near) if set(t.forms) & _ROADS), None)
    if road is None:
        return ""
    if forms_in(near[road : road + 3]) & _SUPPLIES and not forms_in(near) & _BLOCKERS:
        return "siege"  # "قُطعت طرق الإمداد إلى X"
    people = any(
        t.low in _BLOCKERS or t.low.removeprefix("ال") in _BLOCKERS for t in (*ahead, *near[:road])
    )
    return "protest" if people else ""


_SUPPLIES: Final = folded("إمداد الإمداد إمدادات الإمدادات")


def _marches(tokens: Sequence[Token], hit: Hit) -> str:
    """Tell a vigil or a procession that demands from a stop, from a funeral."""
    around = tokens[max(0, hit.first - 6) : hit.last + 9]
    if forms_in(around) & _MOURNING:
        return ""
    kind = forms_in(tokens[hit.last : hit.last + 2]) & _OF_PROTEST
    kind = kind or forms_in(tokens[max(0, hit.first - 2) : hit.first]) & _HELD
    return "protest" if kind or forms_in(around) & _DEMANDING else ""


_HELD: Final = folded("نظم نظمت نظموا نفذ نفذت نفذوا")
_MOURNING: Final = folded("تشييع جنازة عزاء تأبين جنائزي تشييعه")
_OF_PROTEST: Final = folded("احتجاجية نسائية تضامنية صامتة سلمية جماهيرية احتجاجا غاضبة")


def _joins(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether armed groups merged or went over: "اندماج فصيلين", "انضمام رجاله إلى الجيش"."""
    near = tokens[max(0, hit.first - 6) : hit.last + 4]
    groups = forms_in(near) & _GROUPS
    joined = tokens[hit.first].forms[-1].startswith(("انضم", "التحق", "التحاق"))
    if joined and not armed_doer(tokens, min(len(tokens) - 1, hit.last + 1), 5):
        return "change" if groups and _to_army(tokens, hit.last) else ""
    return "change" if groups else ""


def _to_army(tokens: Sequence[Token], k: int) -> bool:
    near = tokens[k : k + 6]
    return any(a.low in ("الي", "ب") and set(b.forms) & MEN_AT_ARMS for a, b in pairwise(near))


def _columns(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether a military column moved: "قافلة عسكرية تمر بـ", "شاحنات محملة بالدبابات عبرت"; aid is none."""
    near = [*tokens[max(0, hit.first - 3) : hit.first], *tokens[hit.last : hit.last + 4]]
    military = forms_in(near) & _COLUMN
    around = [*tokens[max(0, hit.first - 6) : hit.first], *tokens[hit.last : hit.last + 9]]
    moves = military and forms_in(around) & MOVING and not _is_relief(tokens, hit)
    return "move" if moves else ""


def _sends(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether arms or men were brought up: "نُقلت دبابات إلى X", "دفع الجيش بتعزيزات"; the hurt are carried as well."""
    near = [t for t in tokens[hit.last : hit.last + 6] if t.low[:1] not in "ل"]
    if _is_relief(tokens, hit) or forms_in(near) & _HURT:
        return ""
    return "move" if forms_in(near) & _HEAVY else ""


def _is_relief(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether an army's lorries came to help: "آليات لفتح الطرق بعد الثلوج"."""
    return bool(forms_in(tokens[hit.last : hit.last + _TO_PURPOSE]) & (NATURE | _RELIEF))


_HEAVY: Final = folded(
    "دبابات دبابة مدافع راجمات مدرعات بطاريات منظومات صواريخ جنود جنودا مقاتلين مقاتليه مقاتليها تعزيزات آليات قوات قوة عتاد عتادا ذخائر أسلحة وحدات جنودها جنوده قواتها قواته آلياته آلياتها"
)
_RELIEF: Final = folded("لإغاثة للإغاثة لإخماد لإطفاء لتوزيع")
_TO_PURPOSE: Final = 12
_HURT: Final = folded("جرحى مصابين الجرحى المصابين جثث جثامين قتلى جثمان صحيفة وكالة قناة")


_SEEN: Final = folded("شهد شهدت تشهد يشهد وسط مع نفذ نفذت نفذوا أجرى أجرت أجروا سيرت تسيير تنفيذ")
_TO_SEEN: Final = 6


def only_spoken_of(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether a deployment or a patrol is spoken of, not told: "محصور في انتشار القوات"; "شهدت X انتشاراً" tells it."""
    if hit.row["pos"] != "n" or hit.row["kind"] not in ("deploy?", "patrol?"):
        return False
    told = not hit.first or forms_in(tokens[max(0, hit.first - _TO_SEEN) : hit.first]) & _SEEN
    return tokens[hit.first].low.startswith("ال") or not told


def _patrols(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether a patrol or a column was sent out: "سيّرت القوات دورية مشتركة"; a march of people is a protest."""
    at = object_of(tokens, hit.last, _OUT, reach=_TO_OBJECT)
    return "move" if at is not None and armed_doer(tokens, hit.last) else ""


_OUT: Final = folded("دورية دوريات رتلا رتل قافلة قوافل")


def _mediates(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether mediators ended a fight: "أفضت وساطة قبلية إلى وقف القتال"."""
    around = forms_in(
        [*tokens[max(0, hit.first - 4) : hit.first], *tokens[hit.last : hit.last + 9]]
    )
    return "agreement" if around & _SUCCEEDED and around & _SETTLING else ""


_SUCCEEDED: Final = folded("أفضت أدت نجحت أنهت أثمرت توصلت أوقفت تكللت أسفرت")


def _confiscates(tokens: Sequence[Token], hit: Hit) -> str:
    """Tell arms taken off the road from goods taken from their owners."""
    if "ال" in tokens[hit.first].low[:3] or (
        hit.last < len(tokens) and tokens[hit.last].low == "عن"
    ):
        return ""  # "البيان الصادر عن"
    near = forms_in(tokens[hit.last : hit.last + _TO_OBJECT])
    passive = tokens[hit.first].low.removeprefix("و").startswith("صود")
    lawful = passive or forms_in(tokens[hit.last : hit.last + 3]) & _KEEPERS
    return "finds" if lawful and near & (_CHARGES | _WEAPONS) - _GOODS else "loot"


_WEAPONS: Final = folded("أسلحة سلاحا سلاح رشاشات صواريخ مسيرات كبتاغون مخدرات حشيش")
_GOODS: Final = folded("سيارة")


def _agrees(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether what was agreed upon ends or eases a fight: "اتفق الطرفان على سحب المسلحين"."""
    near = tokens[hit.last : hit.last + 12]
    on = next((k for k, t in enumerate(near) if t.low == "علي"), None)
    if on is None:
        return ""
    return "agreement" if forms_in(near[on : on + 3]) & _SETTLING else ""


_SETTLING: Final = folded(
    "سحب إخراج خروج إجلاء تسليم وقف هدنة تهدئة انسحاب الانسحاب تبادل فك رفع إنهاء فتح الاحتكام إدخال"
)


def _works_on(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Return whether sappers dealt with explosives: "عالجت فرق الهندسة عبوة"; doctors treat the hurt."""
    at = object_of(tokens, hit.last, _CHARGES, reach=_TO_OBJECT, named=named)
    return "finds" if at is not None else ""


_CHARGES: Final = folded(
    "عبوة عبوات عبوتين لغم لغما ألغام ألغاما قنبلة قنابل مخلفات قذيفة قذائف صاروخ صاروخا سيارة متفجرات حزام مفخخة ذخائر حمولتها ذخيرة"
)


def _digs_up(tokens: Sequence[Token], hit: Hit, named: frozenset[int]) -> str:
    """Return whether graves were opened or shops broken: "نبش عناصر قبوراً"."""
    return (
        "loot"
        if object_of(tokens, hit.last, _BROKEN, reach=_TO_OBJECT, named=named) is not None
        else ""
    )


_BROKEN: Final = folded(
    "قبر قبرا قبور قبورا القبور مقبرة المقبرة شواهد محال المحال منازل المنازل ضريح أضرحة تمثال تمثالا كنيسة متحف مقام"
)


def _crumbles(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether a line of defence broke: "تهاوت دفاعات الفصائل في X"; houses and talks collapse too."""
    return "clash" if forms_in(tokens[hit.last : hit.last + 2]) & _DEFENCES else ""


_DEFENCES: Final = folded("دفاعات خطوط تحصينات جبهة جبهات الدفاعات حصون مواقع")


def _forces(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether men at arms were forced back: "أُجبروا على الانكفاء", "فردّها المقاتلون على أعقابها"."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    back = any(a.low in ("علي", "الي") and set(b.forms) & _BACKWARDS for a, b in pairwise(near))
    around = tokens[max(0, hit.first - 6) : hit.last + 5]
    return "clash" if back and forms_in(around) & MEN_AT_ARMS else ""


_BACKWARDS: Final = folded(
    "تراجع التراجع انسحاب الانسحاب انكفاء الانكفاء عودة العودة فرار الفرار أعقابها أعقابهم أعقابه تقهقر التقهقر"
)


def _is_routed(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether a force was beaten: "مُني رتل بهزيمة"; teams and parties are as well."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    beaten = forms_in(near) & _DEFEATS
    return "clash" if beaten and armed_doer(tokens, hit.last) else ""


_DEFEATS: Final = folded("هزيمة خسائر خسارة انتكاسة الهزيمة")


def _reinforces(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether an army sent more men: "عززت أنقرة حضورها في X بثمانين آلية"."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    return "move" if armed_doer(tokens, hit.last) and forms_in(near) & _PRESENCE else ""


_PRESENCE: Final = folded(
    "حضورها حضوره وجودها وجوده قواتها قواته مواقعها مواقعه انتشارها انتشاره نقاطها نقاطه نقطتها خطوطها خطوطه بتعزيزات"
)


def _nabs(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether somebody was arrested: "قُبض في X على متورطين"; salaries are drawn as well."""
    near = tokens[hit.last : hit.last + _TO_OBJECT]
    on = next((k for k, t in enumerate(near) if t.low == "علي"), None)
    return (
        "arrest" if on is not None and on + 1 < len(near) and near[on + 1].word[0].isalpha() else ""
    )


def _strips(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether houses or shops were stripped bare: "جُرّدت بيوت X من أبوابها"; of arms, of a title is another thing."""
    near = tokens[hit.last : hit.last + 6]
    return "loot" if forms_in(near) & _HOMES and any(t.low == "من" for t in near) else ""


_HOMES: Final = folded(
    "بيوت منازل بيت منزل سوق أسواق محال متاجر مستودعات مخازن مدارس مدرسة مشفى مستشفى مصانع مزارع"
)


def _exchanges(tokens: Sequence[Token], hit: Hit) -> str:
    """Tell an exchange of fire from one of prisoners, and both from one of visits."""
    near = forms_in(tokens[hit.last : hit.last + 5])
    if near & _FIRE:
        return "clash"
    return "agreement" if near & _PRISONERS else ""


_FIRE: Final = folded("النار النيران الرصاص إطلاق")
_PRISONERS: Final = folded("أسرى الأسرى محتجزين المحتجزين جثامين جثث معتقلين المعتقلين")


def _redeploys(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether forces regrouped: "أعادت القوات انتشارها في X"."""
    near = forms_in(tokens[hit.last : hit.last + 6])
    return "move" if near & _POSITIONS and armed_doer(tokens, hit.last) else ""


_POSITIONS: Final = folded("انتشارها انتشاره انتشارهم تموضعها تموضعه تمركزها تموضعهم")


def _is_robbed(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether something suffered vandals or thieves: "تعرضت كنيسة للتخريب"."""
    near = tokens[hit.last : hit.last + 7]
    led = any(
        a.low in _TO_ACTS and {"ل" + b.low, "لل" + b.low} & _TO_ROBBERY for a, b in pairwise(near)
    )
    return "loot" if led or any(t.low in _TO_ROBBERY for t in near) else ""


_TO_ACTS: Final = folded("لأعمال لعمليات لعملية لحملة")


_TO_ROBBERY: Final = folded("للتخريب للنهب للسرقة للحرق للتعفيش للسلب للإحراق للتدمير للسطو")


def _raises(tokens: Sequence[Token], hit: Hit) -> str:
    """Return whether protesters held up signs: "رفع محتجون لافتات"."""
    if tokens[hit.first].forms[-1].startswith("نصب") and _sets_up(tokens, hit, frozenset()):
        return "base"  # "نصب الجيش نقطة تفتيش"
    near = tokens[hit.last : hit.last + 8]
    people = any(t.low in _BLOCKERS for t in near[:3])
    return "protest" if people and forms_in(near) & _SIGNS else ""


_SIGNS: Final = folded("لافتات لافتة شعارات صورا أعلام علم")
_TO_WHAT: Final[dict[str, Callable[[Sequence[Token], Hit, frozenset[int]], str]]] = {
    "setup?": _sets_up, "ring?": _rings, "beatoff?": _beats_off, "stop?": _stops, "treat?": _works_on, "digup?": _digs_up,
}  # fmt: skip
_HOW: Final[dict[str, Callable[[Sequence[Token], Hit], str]]] = {
    "point?": _is_one_of_posts, "dig?": _digs, "stand?": _stands, "fail?": _fails, "caught?": _is_caught, "land?": _is_caught, "crumble?": _crumbles, "rain?": _crumbles, "force?": _forces, "rout?": _is_routed, "reinforce?": _reinforces,
    "nab?": _nabs, "exchange?": _exchanges, "redeploy?": _redeploys, "exposed?": _is_robbed, "flag?": _raises, "send?": _sends, "patrol?": _patrols, "mediate?": _mediates, "confiscate?": _confiscates, "strip?": _strips, "fallupon?": _falls_upon, "collide?": _collides, "exit?": _takes_to_streets,
    "crowd?": _takes_to_streets, "gather?": _takes_to_streets, "shut?": _shuts, "vigil?": _marches, "join?": _joins, "column?": _columns, "agree?": _agrees,
}  # fmt: skip
