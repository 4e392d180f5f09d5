"""How an Arabic sentence tells what happened: clauses chained by و, ف and words of time.

The secret of this module is the clause. Arabic reports chain events where English ones stop: a
sentence is cut where a word of contrast (فيما، كما), a new locale (وفي) or a finite verb under و or
ف opens a clause; a clause that only tells an outcome (ما أسفر عن، فقتل، وأصيب) belongs to the
cause before it, one with a cause and a place of its own is another event. Each frame takes the
places, days and tolls of its own clauses first. What did not happen is told apart here as well:
the past of the past (وكان ... قد), the possible (قد with an imperfect), the feared and the denied.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.counts import Toll
from geo.extract.events import Frame
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.text import forms_of, is_arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.dates import Clock, When
    from geo.extract.lexicon import Hit
    from geo.extract.numbers import Number
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token

_HARM: Final = frozenset({"kill", "wound", "elim"})
# Kinds that colour an event told beside them but are none alone.
_SLIGHT: Final = frozenset({"carry", "destroy", "push"})
_DEADLY: Final = frozenset({"killed", "eliminated"})
_OLD_AFTER: Final = timedelta(days=45)
_NARROW: Final = timedelta(days=8)
_MONTH: Final = 31


def _set(words: str) -> frozenset[str]:
    """Return words as the tokeniser folds them: على as علي."""
    return frozenset(forms_of(word)[0] for word in words.split())


def reads(sentence: Sentence) -> bool:
    """Return whether most words of a sentence are Arabic."""
    words = [t.word for t in sentence.tokens if t.word[0].isalpha()]
    return 2 * sum(is_arabic(w) for w in words) > len(words)


# "the town", "the same convoy": words that send the reader back to the place told before.
BACK_TO_PLACE: Final = _set(
    "الطرفين الطرفان الجانبين الجانبان المجموعتين المدينه البلده القريه المخيم هناك الحي ذاتها ذاته نفسها نفسه القاعده الموقع الحادث الحادثه"
)


# ---- what a trigger word means beside others -------------------------------------------------

_MISSILES: Final = _set(
    "صاروخ صواريخ صاروخا صاروخين صاروخان قذيفه قذايف قذيفتان قذيفتين قذيفتا هاون مسيره مسيرات مسيرتين مسيرتان برميل براميل رشقه رشقات "
    "شظايا شظيه دانه دانات طلقه طلقات صاروخيه مدفعيه قنبله قنابل حطام راجمه كاتيوشا غراد قذايفها قذايفه صواريخها صواريخه مدفعيتها"
)
_FLYING: Final = _set(
    "طايره طايرات مسيره مسيرات مسيرتين مسيرتان مروحيه مروحيات مقاتله صاروخ صواريخ صاروخا صاروخين صاروخان اهداف هدفا هدف مسيرا درون "
    "معظمها احدها احداهما احدهما بعضها اغلبها معظم غالبيتها"
)
_VICTIMS: Final = _set(
    "قتيل قتيلان قتيلين قتيلا قتلى ضحايا ضحيه شهداء شهيد شهيدا شهيدان شهيدين جريح جرحى جريحان جريحين مدنيين مدنيون مدني عشرات مصابين اشخاص شخص "
    "جندي جنود متظاهر متظاهرين"
)
_LANDS: Final = _set(
    "مدينه مدينتي مدينتين مدن بلده بلدتي بلدتين بلدات قريه قريتي قريتين قرى منطقه مناطق مطار قاعده معبر جسر حي احياء تل تله تلال جبل مواقع موقع نقاط "
    "نقطه حاجز حواجز مقر مقرات طريق ثكنه محور اوتوستراد معسكر محافظه قضاء ناحيه محليه مخيم اجزاء كامل حقل سد ميناء محيط السيطره سيطره"
)
_BOOTY: Final = _set(
    "محتويات محتوياتها محتوياته مساعدات شاحنه شاحنات سياره سيارات عربه عربات اموال مبالغ معدات مواش مواشي اغنام بضايع مستودع مستودعات مخازن اسلحه ذخيره ذخاير "
    "اليه اليات قافله ممتلكات اغذيه وقود"
)
_ARMS: Final = _set(
    "سلاح اسلحه ذخيره ذخاير متفجرات عبوه عبوات عبوتين لغم لغما لغمين الغام الغاما صواريخ صاروخ احزمه حزام قذايف مخدرات كبتاغون مستودع مخبا مخابي منصه قنابل قنبله مفعولهما "
    "مفعول مفعولها مفعوله رشاشه"
)
_BODIES: Final = _set("جثه جثث جثتي جثتين جثتان جثمان جثامين جثثهم جثته مقتولا مقتولين رفات")
_MARCHING: Final = _set(
    "حاشده سلميه جماهيريه احتجاجيه شعبيه طلابيه نسايه ليليه غاضبه منده منددين منددا تضامن تضامنا تضامنيه راجله مندده كبرى كبيره"
)
_MARCHERS: Final = _set(
    "خرجت خرج خرجوا انطلقت انطلق نظم نظمت شارك شاركوا جابت شهدت مشاركون المشاركون شوارع"
)
_CROWD: Final = _set(
    "متظاهر متظاهرون متظاهرين محتج محتجون محتجين محتجو محتجي معتصمون معتصمين متظاهرو متظاهري معلمون معلمين طلاب طلبه عمال موظفون موظفين اهالي "
    "عايلات ناشطون ناشطين مواطنون مواطنين سكان ذوو ذوي عاطلون محامون اطباء"
)
_SOLDIERY: Final = _set(
    "قوات قوه جيش تعزيزات رتل ارتال وحدات عناصر جنود دبابات اليات مدرعات دوريه دوريات مقاتلو مقاتلين الويه لواء"
)
_SUSPECTS: Final = _set(
    "شخص شخصا اشخاص شابا شبان شاب شابين متهم متهما متهمين مطلوب مطلوبا مطلوبين مشتبه مشتبها مشتبهين ناشطا ناشطين صحفيا صحافيا صحفي صحفيين مواطنا مواطنين عناصر عنصرا قياديا مدنيا "
    "مدنيين رجلا رجال امراه نساء سيدات طالبا طلاب محتجين متظاهرين"
)
_SETTINGS: Final = _set("نقطه نقاط قاعده قواعد حاجز حواجز موقع مواقع معسكر مقر مركزا")


_PARTICLES: Final = _set("لم لن لا قد في ما ان عن من")


def _forms(tokens: Sequence[Token]) -> set[str]:
    """Return all forms of some tokens; short particles lose their و and ف here, as ولم."""
    forms = {form for token in tokens for form in token.forms}
    return forms | {f[1:] for f in forms if f[:1] in ("و", "ف") and f[1:] in _PARTICLES}


_STRIKING: Final = _set("قصف القصف غاره غارات ضربه ضربات قذايف القذايف")
_ENEMIES: Final = _set(
    "مسلح مسلحا مسلحين ارهابي ارهابيا ارهابيين مخرب مخربا مخربين عنصر عنصرا عناصر مقاتل مقاتلا مقاتلين مرتزق مرتزقا مرتزقه متمرد متمردا متمردين"
)
_SENDING: Final = _set(
    "وصل وصلت وصول دخل دخلت دخول دفع دفعت ارسل ارسلت ارسال استقدم استقدمت استقدام عبر عبرت توجه توجهت"
)
_DEMONSTRATIONS: Final = _set("مظاهره مظاهرات وقفه احتجاج اعتصام تظاهره تجمع مسيره")

_HOSTAGES: Final = _set("خاطفون خاطفين مسلحون مجهولون رهاين رهينه فديه عصابه قراصنه")

# How many tokens before and behind a word are looked at.
_WINDOWS: Final = {
    "before": (1, 0), "back": (7, 0), "ahead": (4, 0), "next": (0, 2), "after": (0, 5), "far": (0, 9), "near": (4, 3), "around": (9, 9),
}  # fmt: skip
# What an ambiguous word tells: the first rule counts whose window holds one of its words.
_RULES: Final[dict[str, tuple[tuple[str, frozenset[str], str], ...]]] = {
    "fall?": (
        ("after", _MISSILES, "hit"),
        ("after", _VICTIMS, "kill"),
        ("back", _MISSILES, "hit"),
        ("next", _set("على فوق"), "hit"),
        ("before", _set("من عدد"), "kill"),
        ("next", _LANDS, "gain"),
        ("after", _set("بيد ايدي"), "gain"),
    ),
    "march?": (
        ("next", _MARCHING, "protest"),
        ("before", _set("طايره طايرات"), "means:air"),
        ("ahead", _MARCHERS, "protest"),
    ),
    "launch?": (
        ("after", _MISSILES, "fire"),
        ("ahead", _MISSILES, "fire"),
        ("after", _set("سراح"), ""),
        ("far", _set("النار نار النيران نيران نيرانها الرصاص رصاص"), "shot"),
    ),
    "fireword?": (("ahead", _set("فتح فتحت فتحوا"), "shot"), ("ahead", _set("تحت"), "fire")),
    "hit?": (("near", _MISSILES | _STRIKING, "hit"),),
    "blaze?": (("far", _MISSILES | _STRIKING, "hit"),),
    "blast?": (
        ("ahead", _set("المعارك الاشتباكات الوضع غضب"), ""),
        ("next", _set("المعارك الاشتباكات الوضع غضب"), ""),
    ),
    "kill?": (("after", _set("حياه ارواح"), "kill"),),
    "gain?": (
        ("ahead", _set("مناطق تحت خاضعه نطاق حريق النيران"), ""),
        ("after", _set("حريق النيران حرايق سراح رهاين الاسرى مختطفين هدوء نشاط"), ""),
        ("next", _set("على السيطره سيطرتها سيطرته"), "gain"),
        ("after", _LANDS, "gain"),
    ),
    "free?": (
        ("ahead", _set("هييه جبهه الجبهه حركه جيش غرفه عمليات رييس"), ""),
        ("after", _set("سراح رهاين الاسرى اسرى مختطفين مختطف محتجزين سجناء"), ""),
        ("after", _LANDS, "gain"),
    ),
    "seize?": (("after", _LANDS, "gain"), ("after", _BOOTY, "loot"), ("next", _set("على"), "gain")),
    "enter?": (
        (
            "next",
            _set("حيز الحرب الهدنه الاتفاق شهره شهرها يومه يومها عامه عامها اسبوعها اسبوعه الخدمه"),
            "",
        ),
        ("after", _LANDS, "enter"),
        ("near", _SOLDIERY, "enter"),
    ),
    "repel?": (("after", _set("صواريخ اهداف مسيرات مسيره عدوان طايره طايرات"), "intercept"),),
    "down?": (
        ("after", _FLYING, "intercept"),
        ("ahead", _FLYING, "intercept"),
        ("after", _set("براميل برميل قنابل متفجره"), "air"),
    ),
    "foil?": (
        ("next", _set("تسلل هجوم هجوما"), "clash"),
        ("after", _set("تسلل اقتحام تقدم"), "clash"),
        ("after", _set("محاوله محاولتي عمليه تهريب مخطط هجوم تفجير"), "disrupt"),
    ),
    "defuse?": (("after", _ARMS, "finds"),),
    "find?": (("after", _BODIES, "kill"), ("after", _ARMS, "finds")),
    "hold?": (("near", _HOSTAGES, "abduct"),),
    "stop?": (
        ("next", _SUSPECTS, "arrest"),
        ("after", _set("مطلوبين مشتبه متهمين متهما"), "arrest"),
    ),
    "gather?": (("after", _CROWD, "protest"),),
    "disperse?": (("around", _CROWD | _DEMONSTRATIONS, "protestforce"),),
    "stones?": (("far", _set("حجاره زجاجات"), "riot"),),
    "siege?": (("before", _set("منطقه"), ""),),
    "leave?": (("before", _set("اعاده اوامر امر بلاغ انذار"), ""),),
    "convoy?": (("around", _SENDING, "move"),),
    "deploy?": (("next", _SOLDIERY, "move"),),
    "setup?": (("next", _SETTINGS, "base"),),
    "agree?": (("after", _set("اتفاق اتفاقا هدنه وقف تهديه تبادل"), "agreement"),),
    "handover?": (("after", _set("مدينه بلده قاعده مواقع مطار معبر سجن حواجز"), "transfer"),),
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
_WORDY: Final = _set("سياسيه كلاميه لفظيه")
_DOUBLED: Final = "\u0651"


def _sense(tokens: Sequence[Token], hit: Hit) -> str:
    """Return the kind of a trigger word where its company decides, ``""`` for none."""
    kind, i, last = hit.row["kind"], hit.first, hit.last
    if kind == "assault" and _is_thrown(tokens[last : last + 6]):
        return "hit"
    if not kind.endswith("?"):
        wordy = kind == "clash" and _forms(tokens[last : last + 1]) & _WORDY
        return "" if wordy else kind
    if kind == "march?" and _DOUBLED in tokens[i].word:
        return "means:air"  # مسيّرة is a drone; مسيرة may be a march
    if kind == "blown?":
        return "blast" if _DOUBLED in tokens[i].word else ""  # فجّر blew up, فجر is dawn
    if kind == "died?":
        return _died(tokens, last)
    if kind == "seize?" and any(t.word[0].isdigit() for t in tokens[last : last + 3]):
        return ""  # "seized 23 others": vehicles, not places
    for window, words, sense in _RULES.get(kind, ()):
        ahead, behind = _WINDOWS[window]
        span = [*tokens[max(0, i - ahead) : i], *tokens[last : last + behind]]
        if _forms(span) & words:
            return sense
    if kind == "kill?":
        # "claimed eleven": أودى بأحد عشر
        led = last < len(tokens) and tokens[last].low[:1] == "ب" and len(tokens[last].forms) > 1
        return "kill" if led else ""
    if kind == "gain?" and hit.row["pos"] == "v":
        return "gain"
    return _PLAIN.get(kind, "")


def _is_thrown(tokens: Sequence[Token]) -> bool:
    """Return whether an attack is told with what was fired or flown: "هجوم بطائرة مسيّرة"."""
    for token in tokens:
        if token.word in _PAUSES:
            return False
        if token.low[0] == "ب" and set(token.forms[1:]) & (_MISSILES | _FLYING):
            return True
    return False


def _died(tokens: Sequence[Token], last: int) -> str:
    """Tell قضى "died" from قضى على "put down"."""
    for k in range(last, min(last + 12, len(tokens) - 2)):
        if tokens[k].low == "علي" and _forms(tokens[k + 1 : k + 6]) & _ENEMIES:
            return "elim"
    return "" if _forms(tokens[last : last + 2]) & {"ان", "علي"} else "kill"


# ---- clauses ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Clause:
    """Tokens ``first`` to ``last`` (excluded), how they hang on what stands before, what they tell.

    `link` is ``"new"`` for a turn to something else, ``"and"``, ``"so"`` for an outcome, ``"after"``
    for what came before, ``"start"`` for the first.
    """

    first: int
    last: int
    link: str
    words: list[tuple[Hit, str]] = field(default_factory=list)
    means: list[str] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {kind for _, kind in self.words}

    @property
    def days(self) -> list[When]:
        return [d for d in self.dates if d.kind == "day"]


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where in a sentence finite verbs of violence, any words of it, counts and places begin."""

    tokens: Sequence[Token]
    verbs: frozenset[int]
    hits: frozenset[int]
    counts: frozenset[int]
    numbers: frozenset[int]
    places: frozenset[int]

    def soon(self, k: int, positions: frozenset[int], reach: int) -> bool:
        return any(k < p < k + reach for p in positions)


_TURNS: Final = _set(
    "كما مؤكدا مؤكده موكدا موكده مضيفا مضيفه موضحا موضحه مشيرا مشيره لافتا بينما فيما اما لكن لكنه لكنها لكنهم ثم بالمقابل بالتزامن بالتوازي حيث مثلما ؛ ; تلاه تلاها تلته تلتها ابرزها ابرزه بدات اخرها اولها"
)
_OUTCOMES: Final = _set(
    "ادى ادت اسفر اسفرت اوقع اوقعت اودى اودت خلف خلفت تسبب تسببت نتج نجم اصاب اضطر ليصبح لتصبح ليصير لترتفع ليرتفع ليبلغ موقعا موقعه موقعين مخلفا مخلفه موديا موديه"
)
_AFTERS: Final = _set("بعد بعدما عقب غداه وذلك")
_LOCALES: Final = _set("في قرب على عن شرق غرب شمال جنوب شرقي غربي شمالي جنوبي داخل وسط بين")
_PAUSES: Final = frozenset(("،", ",", "؛", ";", ":", "-", "–", '"', "”", "»", ")"))
_AS_MANY: Final = _set("مثلهم مثلهما مثله مثلها")


def _clauses(marks: _Marks) -> list[_Clause]:
    """Cut a sentence where a new clause opens."""
    cuts: list[tuple[int, str]] = [(0, "start")]
    for k in range(1, len(marks.tokens)):
        link = _turn(marks, k) or _outcome(marks, k) or _coordinated(marks, k, cuts[-1][0])
        if link:
            cuts.append((k, link))
    ends = [cut for cut, _ in cuts[1:]] + [len(marks.tokens)]
    return [_Clause(first, last, link) for (first, link), last in zip(cuts, ends, strict=True)]


def _bare(token: Token) -> str:
    """Return the word without the conjunction written onto it."""
    low = token.low
    joined = low[:1] in ("و", "ف") and (len(low) > 3 or low[1:] in _PARTICLES)
    return low[1:] if joined else low


def _turn(marks: _Marks, k: int) -> str:
    """Return the link of a word of contrast or of time at token `k`, ``""`` for no such word."""
    tokens, low, bare = marks.tokens, marks.tokens[k].low, _bare(marks.tokens[k])
    following = tokens[k + 1].low if k + 1 < len(tokens) else ""
    if low in _TURNS or bare in _TURNS - {"حيث", "بدات"}:
        return "new"
    if low == "حين" and tokens[k - 1].low in ("في", "وفي"):
        return "new"
    if low in ("غير", "الا") and following in ("ان", "انه", "انها", "انهم"):
        return "new"
    if low == "قبل" and following == "ان":
        return "new"
    if bare in _AFTERS and low[:1] == "و" and low != "وذلك":
        return "new"
    if low in _AFTERS and marks.soon(k, marks.hits, 5):
        return "after"
    return ""


def _outcome(marks: _Marks, k: int) -> str:
    """Return ``"so"`` where an outcome is told: ما أسفر عن, وأدى إلى, فقُتل."""
    tokens, token = marks.tokens, marks.tokens[k]
    before = tokens[k - 1]
    if token.low in ("ما", "مما", "الامر") and _forms(tokens[k + 1 : k + 3]) & _OUTCOMES:
        return "so"
    if set(token.forms) & _OUTCOMES and before.low not in ("ما", "مما", "الذي", "التي"):
        return "so" if before.word in _PAUSES or token.low[:1] in ("و", "ف") else ""
    if k in marks.verbs and token.low[:1] == "ف" and _bare(token) != token.low:
        return "so"
    return ""


def _coordinated(marks: _Marks, k: int, start: int) -> str:
    """Return the link of what ``و`` joins on as a clause of its own, ``""`` for a mere list.

    `start` is where the clause so far began.
    """
    token, before = marks.tokens[k], marks.tokens[k - 1]
    bare = _bare(token)
    if token.low[:1] != "و" or (
        bare == token.low and not token.low[1:].isdigit() and token.low != "و"
    ):
        return ""
    pause = before.word in _PAUSES
    if bare in _AS_MANY and marks.soon(k, marks.hits, 6):
        return "new"
    if {k, k + (token.low == "و")} & (marks.counts | marks.numbers):
        # "three in a raid on A and five in the shelling of B": a number with a place of its own.
        placed = any(start <= p < k for p in marks.places)
        return "new" if placed and _placed_count(marks, k) else ""
    if k in marks.verbs:
        return "and"
    if bare in ("ان", "انه", "انها", "انهم", "بان", "بانه"):
        return "and"
    if pause and (bare in _LOCALES or k in marks.places):
        return "new"
    if k in marks.hits and set(token.forms) & _TAKINGS and marks.soon(k, marks.counts, 4):
        return "and"  # "one killed in A and the arrest of 14"
    return "and" if pause and k in marks.hits else ""


_TAKINGS: Final = _set("اعتقال اختطاف خطف احتجاز توقيف")


def _placed_count(marks: _Marks, k: int) -> bool:
    """Return whether a place follows the number at `k` before the next pause."""
    for j in range(k + 1, min(k + 9, len(marks.tokens))):
        if j in marks.places:
            return True
        if marks.tokens[j].word in _PAUSES:
            return False
    return False


# ---- frames ----------------------------------------------------------------------------------


def find_frames(
    sentence: Sentence,
    tolls: Sequence[Toll],
    spots: Sequence[Spot],
    dates: Sequence[When],
    clock: Clock,
) -> list[Frame]:
    """Return the frames of one Arabic sentence with their places, days and tolls; ``aside`` says why not.

    Parameters
    ----------
    tolls, dates
        From `geo.extract.counts.find_tolls` and `geo.extract.dates.find_dates`.
    spots
        The places that may be where something happened; `Frame.places` are positions in it.
    """
    tokens = sentence.tokens
    hits = built_in("triggers").find(tokens)
    counted = [n for n in numbers(tokens) if n.low is not None] if tolls else []
    marks = _Marks(
        tokens,
        frozenset(h.first for h in hits if h.row["pos"] == "v"),
        frozenset(h.first for h in hits if h.row["pos"] != "a"),
        frozenset(t.first for t in tolls),
        frozenset(n.first for n in counted),
        frozenset(s.first for s in spots),
    )
    clauses = _clauses(marks)
    _lay_words(tokens, clauses, hits)
    _lay_facts(tokens, clauses, tolls, spots, dates)
    _lay_bare_counts(tokens, clauses, counted)
    frames = _grouped(sentence, clauses, spots)
    _share(frames, spots)
    found = []
    for frame, parts in frames:
        if _is_empty(frame):
            continue
        frame.first, frame.last = parts[0].first, parts[-1].last
        frame.aside = _aside(frame, parts, clock)
        if not frame.aside and not _exact(frame.places, spots) and _is_tally(frame):
            frame.aside = "a tally of raids or shells, not an event"
        _settle(frame)
        words = _forms(tokens[parts[0].first : parts[-1].last])
        frame.apart = bool(words & _OTHERS) or bool(_forms(tokens[:5]) & _ASIDES)
        frame.alike = bool(words & _ALIKE)
        _count_once(frame, parts)
        frame.tolls = _both_sides(frame.tolls)
        found.append(frame)
    return found


_MANY: Final = 10
_INSTANCES: Final = _set("حالات حاله عمليات عمليه مرات خروقات خرقا هجمات")


def _is_tally(frame: Frame) -> bool:
    """Return whether the frame counts raids rather than telling of one: 64 غارة."""
    tokens = frame.sentence.tokens
    things = _HARM | {"ied", "finds", "disrupt", "loot", "arrest", "abduct"}
    counted = {h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in things}
    return not any(t.quantity in _DEADLY for t in frame.tolls) and any(
        n.low is not None
        and (
            (n.low >= _MANY and n.last in counted)
            or (_forms(tokens[n.last : n.last + 1]) & _INSTANCES and n.last + 1 in counted)
        )
        for n in numbers(tokens)
    )


def _count_once(frame: Frame, parts: Sequence[_Clause]) -> None:
    """Let a risen toll be the toll, and one who was assassinated be one dead."""
    tokens = frame.sentence.tokens
    frame.tolls = [
        t
        for t in frame.tolls
        if not (
            tokens[t.anchor].forms[-1].startswith(_SLAYING[0])
            and t.first == t.anchor + 1
            and _forms(tokens[t.first : t.last]) & _GUNMEN
        )
    ]
    if any(t.quantity in _DEADLY for t in frame.tolls):
        return
    if frame.total is not None:
        own = [c for c in parts if c.first <= frame.total.first < c.last]
        if not own or own[0].link != "so":
            frame.tolls.append(frame.total)
        return
    words = _forms(tokens[parts[0].first : parts[-1].last])
    if words & _MATERIAL and words & _MERELY:
        anchor = frame.heads[0]
        frame.tolls.append(Toll(anchor, anchor + 1, anchor, "killed", 0, 0, "=", ""))
        return
    slain = next((h for h in frame.heads if tokens[h].forms[-1].startswith(_SLAYING)), None)
    if slain is not None and not frame.tolls:
        frame.tolls.append(Toll(slain, slain + 1, slain, "killed", 1, 1, "=", ""))


_SIDE_OF: Final = {"fighters": 1, "soldiers": 2, "police": 2, "civilians": 3}


def _both_sides(tolls: Sequence[Toll]) -> list[Toll]:
    """Let the dead of two sides add up, told by two verbs: "قُتل 18 مسلحاً، فيما استشهد جنديان"."""
    dead = [t for t in tolls if t.quantity == "killed" and t.low]
    sides = [_SIDE_OF.get(t.victim_class) for t in dead]
    if len(dead) < 2 or None in sides or len(set(sides)) < len(sides):
        return list(tolls)
    return [replace(t, anchor=dead[0].anchor) if t in dead else t for t in tolls]


_MATERIAL: Final = _set("ماديات ماديه مادي")
_MERELY: Final = _set("اقتصرت اقتصر فقط اقتصار")
_GUNMEN: Final = _set("مسلحان مسلحون مسلح مجهولان مجهولون مجهول عناصر قناص")
_SLAYING: Final = ("اغتال", "اغتيل")


_DEED: Final = _set("تبنى تبنت تبني مسووليته مسووليتها مسووليتهم")


def claims_deed(sentence: Sentence) -> bool:
    """Return whether somebody says that a deed told before was theirs: "وتبنّت الحركة العملية"."""
    if not reads(sentence):
        return False
    words = _forms(sentence.tokens)
    return bool(words & _DEED) and not words & {"لم", "اي"}


def points_back(frame: Frame) -> bool:
    """Return whether an Arabic frame's words refer to something told before: الغارات, هذا الهجوم."""
    tokens = frame.sentence.tokens
    for head in frame.heads:
        forms = tokens[head].forms
        if any(f.startswith("ال") and f[2:] in forms for f in forms) or (
            _forms(tokens[max(0, head - 1) : head]) & _THESE
        ):
            return True
    return "protest" in frame.means and not frame.places


def beside(frame: Frame, frames: Sequence[Frame], crowd: Sequence[Actor]) -> list[Actor]:
    """Return the actors that a frame's own clauses name, else those named before it in the sentence."""
    if len(frames) < 2 or not reads(frame.sentence):
        return list(crowd)
    own = [a for a in crowd if frame.first <= a.first < frame.last]
    return own or [a for a in crowd if a.first < frame.first and a.kind != "means"]


_OTHERS: Final = _set("كذلك ثانيه منفصل منفصله ايضا مجددا")
_ASIDES: Final = _set("اخرى اخر السياق سياق المقابل الى_ذلك منفصله موازاه بالتزامن")
_ALIKE: Final = _set("مماثل مماثله مشابه مشابهه بالطريقه")


def _grouped(
    sentence: Sentence, clauses: Sequence[_Clause], spots: Sequence[Spot]
) -> list[tuple[Frame, list[_Clause]]]:
    """Gather clauses into frames; a clause without words of violence sets the scene for the next."""
    frames: list[tuple[Frame, list[_Clause]]] = []
    waiting: list[_Clause] = []
    for clause in clauses:
        if not clause.words and (not frames or clause.link == "new"):
            waiting.append(clause)
        elif frames and (
            not clause.words
            or (
                not any(c.places for c in waiting)
                and _continues(sentence.tokens, frames[-1][0], clause, spots)
            )
        ):
            _take(frames[-1][0], clause)
            frames[-1][1].append(clause)
        else:
            frame = Frame(sentence, clause.words[0][0].first, clause.words[-1][0].last, [], [])
            apart = clause.link == "new" and bool(_exact(clause.places, spots))
            for scene in waiting:
                _take(frame, scene, days=not clause.days, places=not apart)
            _take(frame, clause)
            frames.append((frame, [*waiting, clause]))
            waiting = []
    if frames:
        for scene in waiting:
            _take(frames[-1][0], scene, days=False)
    return frames


def _lay_words(tokens: Sequence[Token], clauses: Sequence[_Clause], hits: Sequence[Hit]) -> None:
    released: set[int] = set()
    for hit in hits:
        kind = hit.row["kind"] if hit.row["pos"] == "a" else _sense(tokens, hit)
        clause = _home(clauses, hit.first)
        if hit.row["pos"] == "a" or kind.startswith("means:"):
            clause.means.append(kind.removeprefix("means:"))
        elif kind == "release":
            released.add(clause.first)
        elif kind in ("arrest", "abduct") and clause.first in released:
            continue  # "freed those it had arrested"
        elif kind:
            clause.words.append((hit, kind))


def _lay_facts(
    tokens: Sequence[Token],
    clauses: Sequence[_Clause],
    tolls: Sequence[Toll],
    spots: Sequence[Spot],
    dates: Sequence[When],
) -> None:
    for toll in tolls:
        _home(clauses, toll.first).tolls.append(toll)
    only_harm = all(clause.kinds <= _HARM for clause in clauses)
    for i, spot in enumerate(spots):
        if (len(spots) > 1 or only_harm) and _is_hospital(tokens, spot):
            continue
        if _is_bearing(tokens, spots, i) or _is_road_end(tokens, spots, i):
            continue
        if not _is_street(tokens, spot, spots[i + 1 : i + 2]):
            _home(clauses, spot.first).places.append(i)
    for when in dates:
        if when.first <= _DATELINE and any(
            t.word in "-–—" for t in tokens[when.last : when.last + 4]
        ):
            continue  # "Damascus 9 March (agency) -"
        ahead = _forms(tokens[max(0, when.first - 2) : when.first])
        if not ahead & {"حتي"} and "قبل" not in _forms(tokens[max(0, when.first - 1) : when.first]):
            _home(clauses, when.first).dates.append(when)


def _lay_bare_counts(
    tokens: Sequence[Token], clauses: Sequence[_Clause], counted: Sequence[Number]
) -> None:
    """Give "and five in a raid on B", "and as many when" the toll of the clause before, in their number."""
    for clause, before in zip(clauses[1:], clauses, strict=False):
        if clause.tolls or not before.tolls:
            continue
        k, toll = clause.first, before.tolls[0]
        number = next((n for n in counted if k <= n.first <= k + 1), None)
        if _bare(tokens[k]) in _AS_MANY:
            clause.tolls.append(replace(toll, first=k, last=k + 1))
        elif number is not None and clause.link == "new" and clause.kinds:
            clause.tolls.append(
                replace(
                    toll,
                    first=number.first,
                    last=number.last,
                    low=number.low,
                    high=number.high,
                    comparator=number.comparator,
                )
            )


_DATELINE: Final = 3
_STREETS: Final = _set(
    "ساحه ميدان شارع دوار مسجد جامع كنيسه مدرسه مستشفى مشفى سوق فندق مبنى برج قاعه حديقه جسر تقاطع"
)


_WARDS: Final = _set("مستشفى مشفى مستشفيات مشافي مشرحه مركز")
_TO_WARD: Final = _set("الى في من اداره اطباء مصدر مصادر نحو مدير نقل نقلوا")


_COMPASS: Final = _set(
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب الشمالي الجنوبي الشرقي الغربي"
)


def _is_bearing(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only tells where the one before lies: "X شمال شرق Y"."""
    if not i or spots[i - 1].collective or spots[i - 1].country:
        return False
    between = tokens[spots[i - 1].last : spots[i].first]
    words = [t for t in between if _bare(t) not in _BEARING]
    if _forms(between) & _UNITS and _forms(between) & _COMPASS | {"من", "عن"}:
        return True  # "X, 15 km from Y"
    while words and not set(words[0].forms) & _COMPASS and _qualifies(words[0]):
        words = words[1:]  # "the camp X for the displaced, south of Y"
    return bool(words) and len(words) <= 2 and all(set(t.forms) & _COMPASS for t in words)


_BEARING: Final = _set("من مدينه بلده قريه الى محافظه العاصمه منطقه ،")
_UNITS: Final = _set("كيلومتر كيلومترا كيلومترات كيلو كم كلم")


def _qualifies(token: Token) -> bool:
    """Return whether a word may stand behind a place's name to say what it is: للنازحين, العسكري."""
    return token.low.startswith(("لل", "ال")) and token.word.isalpha()


_ROADS: Final = _set("طريق الطريق اوتوستراد الاوتوستراد")
_AT: Final = _set("عند قرب مفرق بالقرب")
_ROAD_REACH: Final = 8


def _is_road_end(tokens: Sequence[Token], spots: Sequence[Spot], i: int) -> bool:
    """Return whether a name only says which road, the spot on it named next: "the road A-B near C"."""
    first = spots[i].first
    if not _forms(tokens[max(0, first - _ROAD_REACH) : first]) & _ROADS:
        return False
    return any(
        0 < spot.first - spots[i].last <= _ROAD_REACH
        and _forms(tokens[max(spots[i].last, spot.first - 3) : spot.first]) & _AT
        for spot in spots[i + 1 :]
    )


def _is_hospital(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether a name is that of where the hurt were brought: "to a hospital in X"."""
    k = spot.first - 1
    while k > 0 and spot.first - k < 4 and tokens[k].low in ("في", "مدينه", "بمدينه", "بلده"):
        k -= 1
    return (
        k > 0
        and bool(_forms(tokens[k : k + 1]) & _WARDS)
        and bool(_forms(tokens[k - 1 : k]) & _TO_WARD)
    )


def _is_street(tokens: Sequence[Token], spot: Spot, following: Sequence[Spot]) -> bool:
    """Return whether a name is that of a square or a street of the town named next: "ساحة X وسط Y"."""
    return (
        bool(_forms(tokens[max(0, spot.first - 1) : spot.first]) & _STREETS)
        and bool(following)
        and 0 <= following[0].first - spot.last <= 2
        and not {"،", ",", "و"} & {t.word for t in tokens[spot.last : following[0].first]}
    )


def _home(clauses: Sequence[_Clause], position: int) -> _Clause:
    return next(c for c in clauses if c.first <= position < c.last)


def _take(frame: Frame, clause: _Clause, *, days: bool = True, places: bool = True) -> None:
    for hit, kind in clause.words:
        frame.kinds.append(kind)
        frame.heads.append(hit.first)
        frame.reach.update(range(hit.first, hit.last))
    frame.last = max(frame.last, clause.last)
    frame.means.update(clause.means)
    for toll in clause.tolls:
        if _is_rest(frame.sentence.tokens, toll):
            continue
        if toll.quantity in _DEADLY and _is_total(frame.sentence.tokens, toll):
            frame.total = toll
        else:
            frame.tolls.append(toll)
    if places:
        frame.places.extend(clause.places)
    if days:
        frame.dates.extend(clause.dates)


_REST: Final = _set("الباقون الباقين الباقي المتبقين المتبقون")


def _is_rest(tokens: Sequence[Token], toll: Toll) -> bool:
    """Return whether a toll is what is left of one told before: "the other six dead"."""
    return bool(_forms(tokens[toll.first : toll.last + 2]) & _REST)


_SUMS: Final = _set(
    "ليصير ليصبح لتصبح ليرتفع لترتفع ليبلغ لتبلغ ارتفع ارتفعت يرتفع ترتفع يصبح بلغ بلغت يبلغ ويرتفع بذلك بهذا وبذلك وبهذا"
)
_SUMMED: Final = _set("العدد عدد الحصيله حصيله المجموع مجموع اجمالي عددهم القتلى الضحايا")


def _is_total(tokens: Sequence[Token], toll: Toll) -> bool:
    """Return whether a toll takes in others: "bringing the number to 18"."""
    ahead = _forms(tokens[max(0, toll.first - 9) : toll.last + 5])
    return bool(_forms(tokens[max(0, toll.first - 9) : toll.first]) & _SUMS and ahead & _SUMMED)


def _exact(places: Sequence[int], spots: Sequence[Spot]) -> set[str]:
    return {spots[i].name for i in places if not spots[i].wide and not spots[i].collective}


def _continues(
    tokens: Sequence[Token], frame: Frame, clause: _Clause, spots: Sequence[Spot]
) -> bool:
    """Return whether a clause tells more of the frame before it."""
    own, new = set(frame.kinds) - _HARM, clause.kinds - _HARM
    if "disrupt" in own:
        own = {"disrupt"}  # "foiled an attempt to smuggle explosive devices": they are its object
    here, there = _exact(frame.places, spots), _exact(clause.places, spots)
    elsewhere = bool(here and there and not here & there)
    if elsewhere and clause.link in ("after", "so"):
        # "shelled X, after shells fell on the hospital of Y": a site in the town told before.
        sites = [spots[i] for i in clause.places if spots[i].name in there]
        elsewhere = not all(_forms(tokens[max(0, s.first - 1) : s.first]) & _STREETS for s in sites)
    if elsewhere:
        return False
    if not new or new <= {"intercept"}:
        # Only an outcome: whose it is, its place tells.
        return not (clause.link == "new" and there and there != here)
    if _forms(tokens[clause.first : clause.last]) & _THESE:
        return True
    if clause.link == "after":
        eve = tokens[clause.first].low in ("غداه", "وغداه")
        return not (own and (eve or (clause.days and not _akin(own, new))))
    if (
        own <= {"vac", "carry"}
        and new & _REMOTE
        and _forms([tokens[h] for h in frame.heads]) & _MASSACRES
    ):
        return True  # "committed a massacre when its planes bombed"
    if not own and not here and clause.link == "and" and clause.words[0][1] in _HARM:
        return True  # "X died and Y were wounded when ..."
    if clause.link == "so" or (not own - _SLIGHT and clause.link == "and" and not there):
        return True
    deadly = any(t.quantity in _DEADLY and t.high != 0 for t in clause.tolls)
    if clause.link == "new" and deadly:
        return False
    if there and not here:
        return False
    return _akin(own, new)


_MASSACRES: Final = _set("مجزره مجازر مذبحه مذابح")
_THESE: Final = _set("هذه هذا تلك")
_KINDRED: Final = (
    frozenset({"air", "shell", "hit", "strike", "blast", "ied", "suicide", "carry", "fire", "intercept", "destroy", "assault", "chem"}),
    frozenset({"clash", "assault", "raid", "push", "shot", "fire", "carry", "gain", "enter", "siege", "leave", "destroy", "hit", "vac"}),
    frozenset({"protest", "protestforce", "riot", "burn", "shot", "arrest", "raid", "mob"}),
    frozenset({"raid", "arrest", "disrupt", "enter", "leave", "clash", "push"}),
    frozenset({"abduct", "raid", "shot", "vac", "sexual", "loot", "burn", "assault", "shotdead"}),
    frozenset({"loot", "burn", "raid", "destroy", "assault", "vac"}),
    frozenset({"loot", "arrest", "raid", "finds", "disrupt"}),
    frozenset({"leave", "enter", "gain", "transfer", "move"}),
    frozenset({"agreement", "leave", "move", "transfer"}),
    frozenset({"suicide", "shot", "assault", "enter", "blast", "vac", "raid", "clash"}),
)  # fmt: skip


def _akin(a: set[str], b: set[str]) -> bool:
    a, b = a - {"carry"} or a, b - {"carry"} or b
    return any(a <= group and b <= group for group in _KINDRED)


def _share(frames: Sequence[tuple[Frame, list[_Clause]]], spots: Sequence[Spot]) -> None:
    """Let frames without a day take the only one of the sentence, and later frames an earlier place."""
    days = {
        (d.start, d.end): d
        for frame, parts in frames
        for d in frame.dates
        if d.kind == "day" and parts[0].link != "after"
    }
    for k, (frame, parts) in enumerate(frames):
        if not frame.dates and len(days) == 1 and parts[0].link != "after":
            frame.dates.extend(days.values())
        if not frame.places and k and parts[0].link in ("and", "so", "after"):
            frame.places = [i for i in frames[k - 1][0].places if not spots[i].collective]
        if len([d for d in frame.dates if d.kind == "day"]) > 1:
            _keep_nearest_day(frame)


def _keep_nearest_day(frame: Frame) -> None:
    """Of several days keep the one told beside the cause, with what overlaps it."""
    causes = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in _HARM]
    anchors = causes or frame.heads
    days = [d for d in frame.dates if d.kind == "day"]
    best = min(days, key=lambda d: min(abs(d.first - h) for h in anchors))
    frame.dates = [d for d in frame.dates if d.kind != "day" or _overlap(d, best)]


def _overlap(a: When, b: When) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return a is b
    return a.start <= b.end and b.start <= a.end


def _is_empty(frame: Frame) -> bool:
    kinds = set(frame.kinds)
    if kinds <= _SLIGHT:
        return True
    return kinds <= {"wound"} and not frame.tolls and frame.total is None


_MILITARY: Final = _set(
    "نقطه نقاط حاجز حواجز دوريه دوريات ثكنه ثكنات مواقع موقع مقر مقرات رتل ارتال قاعده معسكر عسكريه امنيه لواء كتيبه فوج مرابطه"
)


_CIVIL: Final = _set(
    "مدنيين مدني مدنيون نازحين نازحون مزارعين مزارع رعاه عمال عامل ركاب حافله مصلين صحفي صحفيين صحافيين مسعف مسعفين اسعاف اغاثه مساعدات سكان قرويين قرويون مسافرين "
    "مواطن مواطنين اهالي طلاب تلاميذ سايق سائق عايله عائله حشد منتظري"
)


_ATTEMPT: Final = 5
_REMOTE: Final = frozenset({"hit", "air", "shell", "ied", "blast", "strike"})


def _settle(frame: Frame) -> None:
    """Turn Arabic kinds into those that `geo.extract.events.classify` knows."""
    if not frame.kinds:
        return
    if "disrupt" in frame.kinds:
        foiled = frame.heads[frame.kinds.index("disrupt")]
        frame.tolls = [t for t in frame.tolls if not foiled < t.anchor <= foiled + _ATTEMPT]
    if set(frame.kinds) & _REMOTE:
        frame.means.discard("protest")
    swap = {"elim": "kill", "finds": "disrupt"} | _by_weapon(frame) | _by_target(frame)
    drop = _idle_kinds(frame)
    if "leave" in frame.kinds:
        # Who withdraws before others enter cedes the place; who withdraws under fire is beaten.
        ceded = bool({"gain", "enter"} & set(frame.kinds)) and "clash" not in frame.kinds
        swap["leave"] = "transfer" if ceded else "move"
        drop |= {"gain", "enter"} if ceded else {"leave"} if len(frame.kinds) > 1 else set()
    kept = [k for k, kind in enumerate(frame.kinds) if kind not in drop] or [0]
    crowd = _is_crowd(frame)
    frame.heads = [frame.heads[k] for k in kept]
    frame.kinds = [swap.get(frame.kinds[k], frame.kinds[k]) for k in kept]
    if crowd:
        frame.kinds.append("protest")
        frame.heads.append(frame.heads[0])


def _idle_kinds(frame: Frame) -> set[str]:
    """Return the kinds that say nothing beside stronger ones."""
    kinds = set(frame.kinds)
    drop: set[str] = set()
    if kinds & {"shot", "clash", "raid", "assault"}:
        drop.add("siege")
    if kinds - {"carry"}:
        drop.add("carry")
    if kinds & (_REMOTE | _HARM | {"fire"}):
        drop.add("intercept")
    if kinds == {"finds", "ied"} and not frame.tolls:
        drop.add("ied")
    if (
        "vac" in kinds
        and kinds & _REMOTE
        and _forms([frame.sentence.tokens[h] for h in frame.heads]) & _MASSACRES
    ):
        drop.add("vac")
    if kinds & {"raid", "arrest"} and "blast" not in kinds:
        drop.add("suicide")  # the bomber's helpers are seized
    if kinds & {"assault", "clash"} and kinds & {"shot", "clash"} and not frame.means & {"carry"}:
        drop.add("blast")  # blasts heard in the fighting
    aimed = [
        frame.sentence.tokens[h].forms[-1].startswith(("استهد", "طال"))
        for h, k in zip(frame.heads, frame.kinds, strict=True)
        if k == "hit"
    ]
    if "assault" in kinds and all(aimed) and not frame.means & {"air", "shell"}:
        drop.add("hit")  # "the attack that targeted"
    if kinds - {"finds"} - _HARM - drop:
        drop.add("finds")
    if "disrupt" in kinds and not any(t.quantity in _DEADLY and t.low for t in frame.tolls):
        drop |= kinds - {"disrupt"}
    return drop


def _by_weapon(frame: Frame) -> dict[str, str]:
    """Return what "hit", "killed" and "put down" mean by the weapon told beside them."""
    kinds, means = set(frame.kinds), frame.means
    swap: dict[str, str] = {}
    if means & {"air", "shell"}:
        swap["hit"] = "air" if "air" in means else "shell"
        if "air" in means and _is_flown(frame):
            swap["suicide"] = "air"
    elif kinds <= _HARM and means & {"gun", "shot"}:
        swap["kill"] = "shotdead"
    if kinds <= _HARM and not means - {"gun"}:
        swap["elim"] = "clash"  # fighters put down by the other side
    return swap


def _is_flown(frame: Frame) -> bool:
    """Return whether "suicide" is said of a drone: مسيّرة انتحارية."""
    tokens = frame.sentence.tokens
    return any(
        _forms(tokens[max(0, h - 3) : h + 2]) & _FLYING
        for h, k in zip(frame.heads, frame.kinds, strict=True)
        if k == "suicide"
    )


_SEARCHES: Final = ("داهم", "مداهم", "دهم", "توغل")


def _by_target(frame: Frame) -> dict[str, str]:
    """Return what "attacked" and "fired at" mean by who was there."""
    kinds, tokens = set(frame.kinds), frame.sentence.tokens
    if _is_crowd(frame):
        riot = {"raid": "riot"} if "raid" in kinds else {}
        return riot or ({"kill": "shot"} if "gun" in frame.means else {})
    if kinds <= {"raid", "carry"} and not frame.tolls:
        forms = _forms([tokens[h] for h in frame.heads])
        return {"raid": "other"} if any(f.startswith(_SEARCHES) for f in forms) else {}
    aimed = {"hit"} if "assault" in kinds and not frame.means & {"air", "shell"} else set()
    if not kinds & {"assault", "shot"} or kinds & (_REMOTE - aimed | {"raid", "vac"}):
        return {}
    near = {k for h in frame.heads for k in range(max(0, h - 9), min(h + 6, len(tokens)))}
    words = _forms([tokens[k] for k in near])
    if "assault" in kinds and words & _MILITARY:
        return {"assault": "clash"}
    return {"assault": "vac", "shot": "vac"} if words & _CIVIL and "clash" not in kinds else {}


def _is_crowd(frame: Frame) -> bool:
    """Return whether what protesters do or suffer is told."""
    kinds = set(frame.kinds)
    deeds = kinds & {"shot", "burn", "riot", "kill", "raid", "arrest"}
    return "protest" in frame.means and bool(deeds) and not kinds & (_REMOTE | {"vac"})


# ---- what did not happen ---------------------------------------------------------------------

_NEGATIONS: Final = _set(
    "لم لن لا ليس ليست دون بدون عدم بلا نفى نفت ينفي تنفي ينفون انكر انكرت تنكر"
)
_DENIALS: Final = _set("نفى نفت ينفي تنفي ينفون انكر انكرت تنكر ننفي نافيا نافيه نفي")
_GOVERNORS: Final = _set(
    "سوف يمكن ربما احتمال احتمالات خشيه مخاوف خوفا تخوف يتخوف تهديد تهديدات هدد هددت يهدد تهدد مهددا مهدده توعد توعدت تتوعد يتوعد متوعدا تعهد تعهدت حذر حذرت يحذر تحذر محذرا "
    "محذره تحذير تحذيرات دعا دعت دعوا يدعو تدعو داعيا داعيه دعوه طالب طالبت طالبوا يطالب تطالب مطالبا مطالبه ناشد ناشدت اذا لو بهدف لمنع منع لتجنب تجنب لتفادي تفادي ينوي "
    "تنوي يعتزم تعتزم يخطط تخطط خطه خططا خطط استعدادا استعداد يستعد تستعد مفاوضات محادثات مباحثات مقترح مبادره سيناريو تلوح يلوح امكانيه فرضيه يشترط تشترط تتوقع يتوقع متوقع مقرر "
    "اقترح اقترحت تنذر ينذر يريد تريد تمرين تدريب تدريبات مناوره مناورات ذكرى تحسبا اتهام اتهامات قرار ملف نداء متهم متهما متهمين المتهمين تهمه تهم مشتبه مشتبها مشتبهين متورط متورطين ضالعين"
)
_SOFT: Final = _set("قرار ملف مقرر خطه اتهام اتهامات ذكرى دعوه نداء منع")
_HYPOTHETICAL: Final = _set(
    "محتمل محتملا محتمله وشيك وشيكه متوقع متوقعه مزعوم مزعومه مفترض وهميه وهميتين وهمي"
)
_PURPOSE: Final = _set("لوقف لمنع لانهاء لتنفيذ لشن لفض لاستعاده")
_HABITS: Final = _set(
    "يوميا يومي باستمرار عاده متكرر متكرره المتكرر المتكرره نهجا دوريا دايما غالبا مرارا احيانا"
)
_BACKGROUND: Final = _set("يذكر يشار الجدير جدير تجدر للتذكير التذكير")
_LONG: Final = _set(
    "العام السنه شهور اشهر سنوات اعوام عقود موسم الموسم الحرب النزاع العدوان الازمه اندلاع بدء بدايه مطلع انطلاق النصف الاحتجاجات العمليه"
)
_PERFECT_T: Final = _set(
    "توقف تعرض تعرضوا تصدى توفي تبنى تسلل تقدم تمكن تم توغل تسبب تجاوز ترك تراجع تجدد تحدث توصل تكبد تبادل توعد تداول تدخل تلقى"
)
_MISHAPS: Final = _set(
    "مهاجر مهاجرا مهاجرين قارب مركب حريق حرايق سير مروري مروريه كوليرا مرض امراض جوع جوعا تغذيه غرق غرقا زلزال فيضان فيضانات سيول برد انتحار مدفاه عطش عطشا حراره وباء حمى الضنك صدم"
)
_BURIED: Final = _set("شيع شيعت شيعوا تشييع دفن دفنت جنازه جنازات ووري نعى نعت تابين عزاء")
_CARRIED: Final = _set("نقل نقلت نقلوا اسعف اسعفت وصل وصلت استقبل استقبلت")
_JUST: Final = _set("قبلها قبلهما بساعات بيوم بيومين امس ذلك بقليل")
_FIRST_COUNTS: Final = _set("اولى اوليه سابقه مسائيه مسايه ليليه")
_RAISED: Final = _set("يرفع ترفع يرتفع ترتفع يرفعها ترفعها رفعها رفعتها")
_NOT_FUTURE: Final = _set(
    "سيطر سيطرت سيطره سيطروا سيطرتها سيطرته سياره سيارات سيدات سيده سته ستين ستون ستمايه سيول سيارته سيارتين سيارتان سياسي سياسيه سينا سيرا سيدتان سيدتين سيناء سيدي سيف ستار ستاد سينما سيراف ستره سيرته سيادي سياده سيوف سيق سيئون سييون سيون ستوكهولم ستراتيجي"
)


_NOUN_REACH: Final = 8


def _aside(frame: Frame, parts: Sequence[_Clause], clock: Clock) -> str:
    """Return why a frame is no event that happened lately, or ``""``; denied outcomes are dropped."""
    tokens = frame.sentence.tokens
    starts = sorted(c.first for c in parts)
    opens = {c.words[0][0].first: c for c in parts if c.words}
    harmed = {h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in _HARM}
    reasons = []
    for head in frame.heads:
        start = max((s for s in starts if s <= head), default=0)
        clause = opens.get(head)
        if clause is not None and clause.link == "and" and clause.words[0][0].row["pos"] == "n":
            start = max(0, start - _NOUN_REACH)  # what governs the first noun governs the second
        reasons.append(_unreal(tokens, head, start, is_harm=head in harmed))
    causes = [r for r, k in zip(reasons, frame.kinds, strict=True) if k not in _HARM]
    if all(reasons) or (causes and all(causes)):
        return next(r for r in reasons if r)
    denied = [
        h
        for h, k, r in zip(frame.heads, frame.kinds, reasons, strict=True)
        if r == _DENIED and k in _HARM
    ]
    _drop_unreal(frame, reasons)
    _add_none_hurt(frame, denied)
    words = _forms(tokens[starts[0] : parts[-1].last])
    if _is_rumour(_forms(tokens)):
        return _DENIED
    return _natural(frame, words) or _outdated(frame, starts, words, clock) or _idle(frame, words)


_WITHOUT: Final = _set("دون بدون بلا")
_RESISTANCE: Final = _set("مقاومه قتال معارك مواجهات اشتباكات مواجهه")


def _drop_unreal(frame: Frame, reasons: Sequence[str]) -> None:
    """Take away words that are denied: "no one was hurt"; what is taken "without a fight" is ceded."""
    bad = {frame.heads[k] for k, r in enumerate(reasons) if r}
    denied = {frame.kinds[k] for k, r in enumerate(reasons) if r}
    kept = [k for k, r in enumerate(reasons) if not r]
    frame.tolls = [t for t in frame.tolls if t.anchor not in bad or t.high == 0]
    frame.kinds = [frame.kinds[k] for k in kept]
    frame.heads = [frame.heads[k] for k in kept]
    tokens = frame.sentence.tokens
    calm = any(
        _forms(tokens[k : k + 1]) & _WITHOUT and _forms(tokens[k + 1 : k + 3]) & _RESISTANCE
        for k in range(len(tokens))
    )
    if ("clash" in denied or calm) and set(frame.kinds) & {"gain", "enter"}:
        frame.kinds = ["transfer" if k in ("gain", "enter") else k for k in frame.kinds]


_COUNTED_NONE: Final = _set("وقوع تسجيل اي تقع يقع تسجل يسجل وقعت سقوط تحدث حدوث خساير خسائر")


def _add_none_hurt(frame: Frame, denied: Sequence[int]) -> None:
    """Count nobody where the text says so at once: دون إصابات, لم تقع إصابات."""
    if any(t.quantity in _DEADLY for t in frame.tolls) or frame.total is not None:
        return
    tokens = frame.sentence.tokens
    for head in denied:
        ahead = tokens[max(0, head - 2) : head]
        if ahead and (
            set(ahead[-1].forms) & _NEGATIONS
            or (set(ahead[0].forms) & _NEGATIONS and set(ahead[-1].forms) & _COUNTED_NONE)
        ):
            frame.tolls.append(Toll(head, head + 1, head, "killed", 0, 0, "=", ""))
            return


def _is_rumour(words: set[str]) -> bool:
    """Return whether a sentence calls something untrue or unproven: عارٍ عن الصحة, لا نستطيع تأكيدها."""
    if "صحه" in words and words & {"عار", "عاريه", "لا"}:
        return True
    unsure = words & {"تاكيدها", "تاكيده", "تاكيد"} and words & {
        "نستطيع",
        "نتمكن",
        "يمكننا",
        "تعذر",
    }
    return bool(unsure or words & {"شايعات", "اشاعات", "شايعه", "مفبرك", "مفبركه"})


def _natural(frame: Frame, words: set[str]) -> str:
    if set(frame.kinds) <= _HARM and not frame.means and words & _MISHAPS:
        return "a death without violence"
    if set(frame.kinds) <= _HARM and words & _BURIED:
        return "a funeral"
    if set(frame.kinds) <= _HARM and not frame.tolls and words & _CARRIED and words & _WARDS:
        return "the hurt brought to hospital"
    dated = any(d.kind == "day" for d in frame.dates)
    return "habitual" if words & _HABITS and not dated else ""


def _outdated(frame: Frame, starts: Sequence[int], words: set[str], clock: Clock) -> str:
    """Return why a frame is background: older than the report, or a trend."""
    tokens = frame.sentence.tokens
    days = [d for d in frame.dates if d.kind == "day"]
    recent = [
        d
        for d in days
        if d.end is None or clock.published is None or clock.published - d.end <= _OLD_AFTER
    ]
    if days and not recent:
        return "background: long before the report"
    if not days and any(d.kind == "future" for d in frame.dates):
        return "told of a day to come"
    wide = [d for d in frame.dates if d.kind in ("since", "span") and _governs(d, frame)]
    narrow = [d for d in wide if d.start and d.end and d.end - d.start <= _NARROW]
    month = [
        d
        for d in wide
        if d.kind == "span"
        and d.start
        and d.end
        and (d.end - d.start).days <= _MONTH
        and (clock.published is None or clock.published - d.start <= _OLD_AFTER)
    ]
    if set(frame.kinds) <= _HARM and not frame.places and any(d.kind == "since" for d in wide):
        return "a count over days, not an event"
    dated = bool(month and set(frame.kinds) - _HARM)
    if wide and not narrow and not days and not dated:
        return "background: a trend or a count over a long time"
    if words & _FIRST_COUNTS and "حصيله" in words and words & _RAISED:
        return "an earlier count"
    if frame.total is None and _is_past_of_past(tokens, starts, frame):
        if words & {"حصيله"} and words & _FIRST_COUNTS:
            return "an earlier count"
        if not recent and not words & _JUST:
            return "background: done before"
    if _forms(tokens[:4]) & _BACKGROUND and not recent:
        return "background"
    return "a count over a long time, not an event" if _is_cumulative(frame, words) else ""


_SINCE_REACH: Final = 6


def _governs(when: When, frame: Frame) -> bool:
    """Return whether a long time is that of the frame: not "over wages unpaid for three months"."""
    return any(when.first < head or when.first - head <= _SINCE_REACH for head in frame.heads)


def _idle(frame: Frame, words: set[str]) -> str:
    """Return why words of agreement, movement or siege are no event."""
    kinds = set(frame.kinds)
    tokens = frame.sentence.tokens
    if not frame.tolls and frame.total is None and frame.heads:
        known = all(tokens[h].low.startswith(("ال", "وال", "لل", "بال")) for h in frame.heads)
        shown = all(_forms(tokens[max(0, h - 1) : h]) & _THESE for h in frame.heads)
        told = words & {"تعد", "يعد", "تعتبر"} or any(
            t.low in ("هذه", "وهذه", "هذا", "وهذا")
            and _forms(tokens[k + 1 : k + 3]) & (_NTH | _OCCASIONS)
            for k, t in enumerate(tokens)
        )
        if words & _NTH and told and words & _OCCASIONS:
            return "a count of events"
        if (shown and not frame.places) or (known and (kinds <= _HARM or words & _CONDEMNED)):
            return "what was told before"
    if kinds == {"agreement"} and not (words & _AGREED and words & _PEACE):
        return "an agreement that is spoken of, not made"
    if kinds <= {"move", "leave"} and not (frame.places and words & _SOLDIERY):
        return "a movement without forces or place"
    return ""


def _unreal(tokens: Sequence[Token], head: int, start: int, *, is_harm: bool) -> str:
    """Return why the word at `head` of a clause that opens at `start` did not happen, or ``""``."""
    if set(tokens[head].forms) & _PURPOSE or _forms(tokens[head + 1 : head + 3]) & _HYPOTHETICAL:
        return _PLANNED
    if _is_future(tokens[head].low):
        return _PLANNED
    close = _forms(tokens[max(0, head - 2) : head])
    if close & _HALTED or (close & {"اي"} and not _forms(tokens[start:head]) & _NEGATIONS):
        return _PLANNED
    if _forms(tokens[max(0, head - 3) : head]) & _GRIEVANCES:
        return "what a protest is about"
    if {"من"} & close and close & _SPELLS:
        return "background: over a time"
    for k in range(head - 1, max(start, head - 14) - 1, -1):
        forms, near = _forms(tokens[k : k + 1]), head - k
        nobody = near <= 5 and _forms(tokens[k:head]) >= {
            "اي",
            "جهه",
        }  # "nobody claimed the attack"
        if ((near <= 3 or nobody) and forms & _NEGATIONS) or forms & _DENIALS:
            following = _forms(tokens[k + 1 : k + 2])
            if following & _STILL or (following & _RESULTING and not is_harm):
                continue  # "is still going on", "the raid did not result in": it took place
            return _DENIED
        if forms & _GOVERNORS and (near <= 6 or not forms & _SOFT):
            return _PLANNED
        if near <= 4 and _is_future(tokens[k].low):
            return _PLANNED
        if "قد" in forms and k + 1 < len(tokens) and _is_imperfect(tokens[k + 1].low):
            return _PLANNED
        if tokens[k].low in (";", "؛"):
            break
    return ""


_GRIEVANCES: Final = _set("خلفيه احتجاجا تنديدا استنكارا تضامنا رفضا")
_STILL: Final = _set("تزال يزال زال زالت تزل يزل يزالون")
_RESULTING: Final = _set("تسفر يسفر توقع يوقع تخلف يخلف تسبب يسبب تود يود تودي يودي ينتج تنتج")
_DENIED: Final = "denied or negated"
_SPELLS: Final = _set("ايام اسابيع اشهر شهور سنوات اعوام عقود")
_HALTED: Final = _set("وقف لوقف بوقف انهاء لانهاء تعليق تجميد منع لمنع")
_PLANNED: Final = "planned, feared or hypothetical"


def _is_future(word: str) -> bool:
    """Return whether س makes a word future: ستسقط."""
    bare = word[1:] if word[:1] in "وف" else word
    return bare[:2] in ("سي", "ست") and len(bare) > 3 and bare not in _NOT_FUTURE


def _is_imperfect(word: str) -> bool:
    """Return whether the word after قد makes it "may": قد تتوقف, not قد توقفت."""
    if word[:1] == "ي":
        return True
    return word[:1] == "ت" and word not in _PERFECT_T and not word.endswith("ت")


def _is_past_of_past(tokens: Sequence[Token], starts: Sequence[int], frame: Frame) -> bool:
    """Return whether "had ... done" governs the frame: وكان ... قد سيطر."""
    first = frame.heads[0] if frame.heads else 0
    begin = max((s for s in starts if s <= first), default=0)
    forms = _forms(tokens[begin:first])
    if not forms & {"كان", "كانت", "كانوا"}:
        return bool(_forms(tokens[begin : begin + 3]) & {"سبق"})
    return "قد" in forms or begin == 0


def _is_cumulative(frame: Frame, words: set[str]) -> bool:
    """Return whether the frame counts the dead of a war or of months."""
    kinds = set(frame.kinds)
    days = [d for d in frame.dates if d.kind == "day"]
    if not days and not frame.places and kinds <= _HARM:
        words = _forms(frame.sentence.tokens)
    since = [d for d in frame.dates if d.kind == "since"]
    about = not since or any(_governs(d, frame) for d in since)
    if "منذ" in words and words & _LONG and about and not (frame.places and days):
        return True
    lasting = {"خلال", "طوال", "طيله", "كل"} & words and words & (_LONG - {"الحرب", "النزاع"})
    if lasting and not days and kinds <= _HARM | {"ied", "vac"}:
        return True
    if words & {"اجمالي", "الاجمالي", "الاجماليه", "الكليه", "الكلي"}:
        return kinds <= _HARM
    counts = words & {"حصيله", "خلفت", "خلف", "حصدت"} and words & {"الحرب", "العدوان", "النزاع"}
    return bool(counts and kinds <= _HARM)


_NTH: Final = _set("ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر الثانيه الثالثه الرابعه الخامسه")
_OCCASIONS: Final = _set("عمليه حادثه حادث هجوم مره غاره جريمه")
_CONDEMNED: Final = _set(
    "ادان ادانت دان دانت يدين تدين ندين مدينا ادانه استنكر استنكرت استنكار شجب شجبت شجب تعازي"
)
_AGREED: Final = _set(
    "جرت جرى جري تمت نفذت اتمت تبادل تبادلت افرج افرجت وقع وقعت وقعا وقعوا توصل توصلت توصلا توصلوا ابرم ابرمت ابرما اتفق اتفقت اتفقوا اتفقا اعلن اعلنت اعلنوا التوصل توقيع دخل دخلت سريان سريانه حيز ابرام"
)
_PEACE: Final = _set("هدنه النار اطلاق تبادل صلح مصالحه تهديه اسرى انسحاب تسويه نار")
