"""What an Arabic trigger word tells in peculiar company: bombs that are made, houses razed, a town that fell.

The secret of this module is the exceptions: each is a rule of its kind (`PECULIAR`), which says what the
word tells, ``""`` for nothing, or None where it doesn't know.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.blows import blow, bomb, razes
from geo.extract.arabic.grammar import armed_around, armed_doer, object_of
from geo.extract.arabic.nouns import (
    BODIES,
    FIGHTERS,
    FLYERS,
    FLYING,
    HANDS,
    LANDS,
    MISSILES,
    STRIKING,
)
from geo.extract.arabic.words import PAUSES, forms_in
from geo.extract.armed import IRREGULARS
from geo.extract.lexicon import arabic_words, built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.extract.arabic.grammar import Names
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

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
_TO_CONTROL: Final = 16  # tokens of "villages A, B, C and D in the south of E"
_TO_SINCE: Final = 8
_VEHICLES: Final = folded(
    "دبابه دبابات دبابتين عربه عربات عربتين اليه اليات اليتين مدرعه مدرعات مدرعتين مدفع مدفعا مدافع راجمه راجمات رتل رتلا شاحنه شاحنات مستودع مستودعا"
)
_TO_VEHICLE: Final = 5
_DEFENCES: Final = folded("الدفاعات دفاعات الدفاع منظومات المضادات")
_SAPPERS: Final = folded("الهندسة هندسة المختصة خبراء مختصون")
_LAUNCHERS: Final = folded("قاعده قواعد منصه منصات قواذف")
_CLUSTERS: Final = 5  # tokens of "ذخائر عنقودية محظورة دولياً في" before "هجوم"
_LEISURE: Final = folded("عطلة عطلته عطلتها إجازة إجازته إجازتها")
_RULES_SO: Final = folded(
    "تفاهم التفاهم اتفاق الاتفاق حكم الحكم قرار القرار قانون القانون بند مرسوم العرف وقته وقتا يومه يوما ليلته"
)
_ENEMIES: Final = folded(
    "مسلح مسلحا مسلحين ارهابي ارهابيا ارهابيين مخرب مخربا مخربين عنصر عنصرا عناصر مقاتل مقاتلا مقاتلين مرتزق مرتزقا مرتزقه متمرد متمردا متمردين"
)
# "the axes of the attack", "the lines of the fighting": no attack of its own
_ABOUT: Final = folded(
    "صعيد خط خطوط محاور محور جبهات جبهه ساحات أسباب سبب أهداف هدف نتائج تداعيات مسار مسارات تطورات كلفة ثمن أفق طبيعة سياق خريطة خارطة"
)
_DOUBLED: Final = "\u0651"
_HOUSES: Final = folded(
    "منزل منازل منزلا بيت بيوت بيتا بيوتا مبنى مباني أبنية مدرسة مسجدا مسجد جسر جسرا أضرحة ضريح كنيسة"
)
_TO_HOUSE: Final = 6
_FAR: Final = 9
_BOMBS: Final = folded("عبوة بعبوة عبوات بعبوات لغم بلغم قنبلة بقنبلة سيارة بسيارة دراجة حزام")
_SORTIES: Final = folded("غارة غارات غارتين غارتان أغار أغارت")
_LAUNCHED: Final = folded("شن شنت شنوا نفذ نفذت نفذوا")
_NEAR: Final = 4
_CONTAINED: Final = folded("فارغه مياه ماء زيت بلاستيكيه غذاييه حليب دواييه")
_MADE: Final = folded("صنع تصنيع صناعه طرق خبير مخاطر")
_THEM: Final = ("ته", "تها", "تهم", "تهما", "ابه", "ابها", "ابهم")
_HELD_IN: Final = folded("مركز مراكز معسكر مكان اماكن غرفه غرف مقر")
_HIMSELF: Final = folded("نفسه نفسها نفسيهما انفسهم")
_TAKEN: Final = folded("حياه ارواح")
_LIVES: Final = _TAKEN | folded("الانظار انظار الاضواء اضواء القلوب قلوب")


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger word in its sentence, with the names that stand there."""

    tokens: Sequence[Token]
    hit: Hit
    names: Names

    @property
    def word(self) -> Token:
        """Return its first token."""
        return self.tokens[self.hit.first]

    @property
    def is_verb(self) -> bool:
        """Return whether the list has it as a verb."""
        return self.hit.row["pos"] == "v"

    def ahead(self, reach: int) -> set[str]:
        """Return the forms of the words before, at most `reach`."""
        return forms_in(self.tokens[max(0, self.hit.first - reach) : self.hit.first])

    def behind(self, reach: int) -> set[str]:
        """Return the forms of the words behind, at most `reach`."""
        return forms_in(self.tokens[self.hit.last : self.hit.last + reach])


def _wrests(told: Told) -> str | None:
    """Tell people snatched from ground: "انتزع ملثمون صيدلانياً من بين عائلته"."""
    if not told.word.forms[-1].startswith("انتزع"):
        return None
    near = told.tokens[told.hit.last : told.hit.last + _NEAR]
    someone = built_in("victims").find(near)
    people = [h for h in someone if h.row["count"] and near[h.first].low not in _LAST]
    return "abduct" if people else None


_LAST: Final = ("اخر", "واخر")  # "انتزعت آخر نقاطه"


_TO_HOLD: Final = 6  # tokens of "lost" with its doer, "the forces of the government"
_LOSING: Final = folded("خسر خسرت خسروا فقد فقدت فقدوا خسارة فقدان")


def _loses_hold(told: Told) -> str | None:
    """Tell a hold that is lost from one gained: "فقد الجيش السيطرة على البلدة", not "فقد السائق السيطرة على حافلته"."""
    if told.is_verb or not told.ahead(_TO_HOLD) & _LOSING:
        return None
    first = max(0, told.hit.first - _TO_HOLD)
    return "lost?" if armed_doer(told.tokens, first, _TO_HOLD) else ""


_TO_NOWHERE: Final = 14  # tokens of "took twelve young men of the village with them to"
_PLACES: Final = folded("جهة وجهة مكان أماكن")
_UNKNOWN: Final = ("مجهول", "معلوم", "معروف")


def _carries_off(told: Told) -> str | None:
    """Tell people taken away from a town taken: "أخذوا معهم ستة شبان إلى مكان غير معلوم"."""
    near = told.tokens[told.hit.last : told.hit.last + _TO_NOWHERE]
    led = any(
        not _PLACES.isdisjoint(a.forms)
        and any(t.low.startswith(_UNKNOWN) for t in near[k + 1 : k + 3])
        for k, a in enumerate(near)
    )
    return "abduct" if led and built_in("victims").find(near) else None


_TO_KIDNAP: Final = 20
_KIDNAPPED: Final = ("خطف", "اختطف")
_LED_OFF: Final = ("ه", "ها", "هم", "هما")


def _leads_them_off(told: Told) -> str | None:
    """Return ``""`` where those just kidnapped are led away: "خطفوا ثلاثة رعاة، واقتادوهم إلى جهة مجهولة"."""
    kidnapped = any(f.startswith(_KIDNAPPED) for f in told.ahead(_TO_KIDNAP))
    return "" if kidnapped and told.word.low.endswith(_LED_OFF) else None


_RETAKING: Final = ("استعاد", "استرجاع", "استرداد", "تحرير", "انتزاع")
_IT: Final = ("ها", "هما", "ته", "يره")
_CAME: Final = folded("تمت تم جاءت جاء جرت جرى بعد إثر عقب من فجر أمس اليوم")


def _takes_them(told: Told) -> str | None:
    """Return whether places told before were taken: "وإن استعادتهما تمت فجراً", "بعد تحريرها من المسلحين"."""
    retaken = told.word.low.endswith(_IT) and told.word.forms[-1].startswith(_RETAKING)
    return "gain" if retaken and told.behind(1) & _CAME else None


def _clears_ground(told: Told) -> str | None:
    """Return whether a place was cleared of men: "طهّرت الوحدات قرية X من الإرهاب، وفككت العبوات" clears it of mines next."""
    last = told.hit.last
    at = object_of(told.tokens, last, LANDS, told.names.bare, _TO_LAND)
    if not told.is_verb or at is None:
        return None
    pause = next((k for k in range(at, len(told.tokens)) if told.tokens[k].word in PAUSES), at)
    own = forms_in(told.tokens[last:pause])
    return "gain" if own & _FREED_OF and not own & _MINES else None


_TO_LAND: Final = 5
_MINES: Final = folded("الغام الالغام متفجرات المتفجرات مخلفات العبوات عبوات")


def _of_bombs(told: Told) -> str:
    """Tell bombs that are laid or go off; not "طرق صنع العبوات", "عبوات مياه"."""
    if told.ahead(1) & _MADE or told.behind(1) & _CONTAINED:
        return ""
    return bomb(told.tokens, told.hit)


def _strikes(told: Told) -> str | None:
    """Tell أصابته شظية "a splinter hit him" from إصابته "his wound"."""
    if told.word.word.lstrip("وف")[:1] != "أ" or not told.word.low.endswith(_THEM):
        return None
    return "hit" if (told.ahead(_NEAR) | told.behind(_NEAR)) & (MISSILES | STRIKING) else None


def _takes_lives(told: Told) -> str | None:
    """Tell lives taken, and eyes caught, from people taken: "خطف القصف حياة طفلين"."""
    taken = told.behind(_NEAR) & _LIVES
    return None if not taken else "kill" if taken & _TAKEN else ""


def _is_blow(told: Told) -> str | None:
    """Tell what comes down as a blow; Bab al-Hawa rains nothing."""
    return "" if told.word.low == "الهوي" else blow(told.tokens, told.hit) or None


def _destroys_what(told: Told) -> str | None:
    """Tell houses razed by shells or by those who held them, and drones shot down, from things destroyed."""
    if not told.is_verb:
        return None
    last = told.hit.last
    if razes(told.tokens, told.hit) or _destroys_targets(told):
        return "hit"
    if _razed(told.tokens, last):
        return "loot"
    far = 6 if told.behind(1) & _DEFENCES else 3
    near = told.tokens[last : last + far]
    by_arms = is_thrown(told.tokens[min(last, len(told.tokens) - 1)]) or _is_thrown(near)
    flown = not by_arms and forms_in(near) & FLYERS
    return "intercept" if flown and not _destroys(told.tokens, last) else None


_TARGETS: Final = folded("هدف هدفا هدفين أهداف أهدافا الأهداف")
_POSITIONS: Final = folded("مواقع موقع موقعا موقعين نقاط مقرات مرابض تحصينات")
_OF_A_SIDE: Final = folded(
    "للنظام للجيش لجيش لقوات تابعة تابعا عسكرية عسكريا للفصائل للميليشيات لميليشيات للمليشيات للتنظيم لتنظيم للحوثيين"
)
_TO_TARGETS: Final = 6  # tokens of "القوات التركية أكثر من مئة" before "هدف"


def _destroys_targets(told: Told) -> bool:
    """Return whether somebody's targets were destroyed, which guns do: "دمرت قواتها 21 هدفاً للنظام"."""
    tokens, last = told.tokens, told.hit.last
    for k in range(last, min(last + _TO_TARGETS, len(tokens))):
        if tokens[k].word in PAUSES:
            return False
        forms = set(tokens[k].forms)
        if not forms & (_TARGETS | _POSITIONS):
            continue
        owned = bool(forms_in(tokens[k + 1 : k + 3]) & _OF_A_SIDE)
        return owned or bool(forms & _TARGETS and armed_around(tokens, told.hit.first, last))
    return False


def _from_afar(told: Told) -> str | None:
    """Tell an attack with what was fired or flown: "هجوم بطائرة مسيّرة"."""
    thrown = _is_thrown(told.tokens[told.hit.last : told.hit.last + 6])
    return "hit" if thrown or _with_clusters(told.tokens, told.hit.first) else None


def _is_of_lines(told: Told) -> str | None:
    """Leave out fights that only name a line: "on the front of the battles", "near the line of contact"."""
    return "" if told.word.low.startswith("ال") and told.ahead(1) & _ABOUT else None


def _by_men(told: Told) -> str | None:
    """Tell raids of men from those of aircraft."""
    forms = set(told.word.forms)
    on_foot = "اغاروا" in forms or (forms & _SORTIES and _is_on_foot(told.tokens, told.hit))
    return "assault" if on_foot else None


def _blows_up(told: Told) -> str:
    """Tell فجّر "blew up" from فجر "dawn", and who blew up himself or houses."""
    if _DOUBLED not in told.word.word:
        return ""
    if told.behind(_NEAR) & _HIMSELF:
        return "suicide"
    return _razed(told.tokens, told.hit.last) or "blast"


def _goes_off(told: Told) -> str | None:
    """Tell charges that sappers blew up, and houses that men at arms did, from those that went off."""
    if not told.is_verb:
        return None
    if told.behind(3) & _SAPPERS:
        return "finds"
    return "loot" if _razed(told.tokens, told.hit.last) else None


def _falls(told: Told) -> str | None:
    """Tell men who fall, and towns that are named, from shells."""
    if told.word.low.endswith("سقطوا"):
        return "kill"
    return "gain" if told.hit.last in told.names.bare else None  # "بعد سقوط X توجه الجنود"


def _became_what(told: Told) -> str:
    """Tell who was found dead ("وُجد شاب مقتولاً") from towns that became somebody's."""
    if told.behind(_NEAR + 1) & BODIES:
        return "vac"
    return _became(told.tokens, told.hit.last, told.names)


def _comes_down(told: Told) -> str | None:
    """Tell towns that come into somebody's hands from shells that land: "وقعت X تحت سيطرة الجيش"."""
    town = object_of(told.tokens, told.hit.last, LANDS, told.names.bare, _TO_BESIEGED)
    return "gain" if town is not None and _comes_under(told.tokens, told.hit.last) else None


def _says_what(told: Told) -> str | None:
    """Leave out gatherings that speak: "وأضاف التجمع"."""
    speaks = told.word.low.startswith("ال") and told.ahead(1) & arabic_words("speech")
    return "" if speaks else None


def _takes_how_many(told: Told) -> str | None:
    """Leave out counts of vehicles that were seized."""
    near = told.tokens[told.hit.last : told.hit.last + 3]
    return "" if any(t.word[0].isdigit() for t in near) else None


def _became(tokens: Sequence[Token], k: int, names: Names) -> str:
    """Return what a town became: somebody's ("باتت تحت سيطرة الجيش"), or surrounded."""
    if _comes_under(tokens, k):
        return "gain"
    if object_of(tokens, k, LANDS | _GARRISONS, names.bare, _TO_BESIEGED) is None:
        return ""
    for token in tokens[k : k + _TO_RING]:
        if token.word in (".", "؛"):
            return ""
        if set(token.forms) & _SURROUNDED and not token.low.startswith("ال"):
            return "siege"
    return ""


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


def _destroys(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the drone right behind the verb did it: "دمرت مسيّرة أوكرانية دبابتين"."""
    if not forms_in(tokens[k : k + 1]) & FLYERS:
        return False
    return any(
        set(t.forms) & _VEHICLES and t.low[0] != "و" for t in tokens[k + 1 : k + 1 + _TO_VEHICLE]
    )


def _is_thrown(tokens: Sequence[Token]) -> bool:
    """Return whether an attack is told with what was fired or flown: "هجوم بطائرة مسيّرة"."""
    for token in tokens:
        if token.word in PAUSES:
            return False
        if is_thrown(token):
            return True
    return False


def _with_clusters(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the attack at token `i` was made with cluster munitions, which are never laid by hand."""
    return "عنقوديه" in forms_in(tokens[max(0, i - _CLUSTERS) : i + _CLUSTERS])


def is_thrown(token: Token) -> bool:
    """Return whether a word says with what was fired or flown: بصاروخ."""
    return token.low[0] == "ب" and bool(set(token.forms[1:]) & (MISSILES | FLYING))


def _died(tokens: Sequence[Token], last: int) -> str:
    """Tell قضى "died" from قضى على "put down"."""
    for k in range(last, min(last + 12, len(tokens) - 2)):
        if tokens[k].low == "علي" and forms_in(tokens[k + 1 : k + 6]) & _ENEMIES:
            return "elim"
    ruled = forms_in(tokens[last : last + 1]) & _RULES_SO or (
        forms_in(tokens[last : last + 3]) & _LEISURE
    )
    return "" if ruled or forms_in(tokens[last : last + 2]) & {"ان", "علي"} else "kill"


def _razed(tokens: Sequence[Token], last: int) -> str:
    """Return ``"loot"`` where men at arms blew up houses that they held: "فجّر الحوثيون منزل شيخ", "نسفت القوات منازل"."""
    near = forms_in(tokens[last : last + _FAR])
    if near & _BOMBS or not armed_doer(tokens, last):
        return ""
    return "loot" if object_of(tokens, last, _HOUSES, reach=_TO_HOUSE) is not None else ""


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
    armed = any(h.row["kind"] in IRREGULARS for h in built_in("actors").find(men)) if men else False
    return armed or bool(forms_in(men) & FIGHTERS)


# What a word tells in peculiar company, by its kind: the first rule that knows counts, and "" is nothing.
PECULIAR: Final[dict[str, tuple[Callable[[Told], str | None], ...]]] = {
    "abduct": (_takes_lives,),
    "air": (_by_men,),
    "arrest": (lambda told: "" if told.ahead(1) & _HELD_IN else None,),  # "مركز احتجاز" is a place
    "assault": (_from_afar, _is_of_lines),
    "became?": (_became_what,),
    "blast": (_goes_off,),
    "blown?": (_blows_up,),
    "blowup?": (lambda told: _razed(told.tokens, told.hit.last),),
    "clash": (_is_of_lines,),
    "destroy": (_destroys_what,),
    "died?": (lambda told: _died(told.tokens, told.hit.last),),
    "fall?": (_falls,),
    # "قاعدة إطلاق صواريخ" is a thing
    "fire": (lambda told: "" if told.ahead(1) & _LAUNCHERS else None,),
    "free?": (_takes_them, _clears_ground),
    "gain?": (_loses_hold, _wrests, _takes_them),
    "gather?": (_says_what,),
    "hold?": (_leads_them_off,),
    "took?": (_carries_off,),
    "ied": (_of_bombs,),
    "land?": (_is_blow, _comes_down),
    # مسيّرة is a drone; مسيرة may be a march
    "march?": (lambda told: "means:air" if _DOUBLED in told.word.word else None,),
    "seize?": (_takes_how_many,),
    "wound": (_strikes,),
    **dict.fromkeys("drop? rain? pelt? aiming? exposed? raze?".split(), (_is_blow,)),
}
