"""How an Arabic sentence tells what happened: clauses chained by و, ف and words of time.

The secret of this module is the clause. Arabic reports chain events where English ones stop: a
sentence is cut where a word of contrast (فيما، كما), a new locale (وفي) or a finite verb under و or
ف opens a clause; a clause that only tells an outcome (ما أسفر عن، فقتل، وأصيب) belongs to the
cause before it, one with a cause and a place of its own is another event. Each frame takes the
places, days and tolls of its own clauses first. What did not happen is told apart here as well:
the past of the past (وكان ... قد), the possible (قد with an imperfect), the feared and the denied.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.extract.events import Frame
from geo.extract.lexicon import built_in
from geo.extract.text import is_arabic

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.extract.counts import Toll
    from geo.extract.dates import Clock, When
    from geo.extract.lexicon import Hit
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token

_HARM: Final = frozenset({"kill", "wound", "elim"})
# Kinds that colour an event told beside them but are none alone.
_SLIGHT: Final = frozenset({"carry", "destroy", "push"})
_DEADLY: Final = frozenset({"killed", "eliminated"})
_OLD_AFTER: Final = timedelta(days=45)
_NARROW: Final = timedelta(days=8)


def reads(sentence: Sentence) -> bool:
    """Return whether most words of a sentence are Arabic."""
    words = [t.word for t in sentence.tokens if t.word[0].isalpha()]
    return 2 * sum(is_arabic(w) for w in words) > len(words)


# ---- what a trigger word means beside others -------------------------------------------------

_MISSILES: Final = frozenset(
    "صاروخ صواريخ صاروخا صاروخين صاروخان قذيفه قذايف قذيفتان قذيفتين قذيفتا هاون مسيره مسيرات مسيرتين مسيرتان برميل براميل رشقه رشقات "
    "شظايا شظيه طلقه طلقات صاروخيه مدفعيه قنبله قنابل حطام راجمه كاتيوشا غراد".split()
)
_FLYING: Final = frozenset(
    "طايره طايرات مسيره مسيرات مسيرتين مسيرتان مروحيه مروحيات مقاتله صاروخ صواريخ صاروخا صاروخين صاروخان اهداف هدفا هدف مسيرا درون "
    "معظمها احدها احداهما احدهما بعضها اغلبها معظم غالبيتها".split()
)
_VICTIMS: Final = frozenset(
    "قتيل قتيلان قتيلين قتيلا قتلى ضحايا ضحيه شهداء شهيد شهيدا شهيدان شهيدين جريح جرحى جريحان جريحين مدنيين مدنيون مدني عشرات مصابين اشخاص شخص "
    "جندي جنود متظاهر متظاهرين".split()
)
_LANDS: Final = frozenset(
    "مدينه مدينتي مدينتين مدن بلده بلدتي بلدتين بلدات قريه قريتي قريتين قرى منطقه مناطق مطار قاعده معبر جسر حي احياء تل تله تلال جبل مواقع موقع نقاط "
    "نقطه حاجز حواجز مقر مقرات طريق ثكنه محور اوتوستراد معسكر محافظه قضاء ناحيه محليه مخيم اجزاء كامل حقل سد ميناء محيط السيطره سيطره".split()
)
_BOOTY: Final = frozenset(
    "محتويات محتوياتها محتوياته مساعدات شاحنه شاحنات سياره سيارات عربه عربات اموال مبالغ معدات مواش مواشي اغنام بضايع مستودع مستودعات مخازن اسلحه ذخيره ذخاير "
    "اليه اليات قافله ممتلكات اغذيه وقود".split()
)
_ARMS: Final = frozenset(
    "سلاح اسلحه ذخيره ذخاير متفجرات عبوه عبوات لغم الغام صواريخ صاروخ احزمه حزام قذايف مخدرات كبتاغون مستودع مخبا مخابي منصه قنابل قنبله مفعولهما "
    "مفعول مفعولها مفعوله رشاشه".split()
)
_BODIES: Final = frozenset(
    "جثه جثث جثتي جثتين جثتان جثمان جثامين جثثهم جثته مقتولا مقتولين رفات".split()
)
_MARCHING: Final = frozenset(
    "حاشده سلميه جماهيريه احتجاجيه شعبيه طلابيه نسايه ليليه غاضبه منده منددين منددا تضامن تضامنا تضامنيه راجله مندده كبرى كبيره".split()
)
_MARCHERS: Final = frozenset(
    "خرجت خرج خرجوا انطلقت انطلق نظم نظمت شارك شاركوا جابت شهدت مشاركون المشاركون شوارع".split()
)
_CROWD: Final = frozenset(
    "متظاهر متظاهرون متظاهرين محتج محتجون محتجين محتجو محتجي معتصمون معتصمين متظاهرو متظاهري معلمون معلمين طلاب طلبه عمال موظفون موظفين اهالي "
    "عايلات ناشطون ناشطين مواطنون مواطنين سكان ذوو ذوي عاطلون محامون اطباء مياتالمحتجين".split()
)
_SOLDIERY: Final = frozenset(
    "قوات قوه جيش تعزيزات رتل ارتال وحدات عناصر جنود دبابات اليات مدرعات دوريه دوريات مقاتلو مقاتلين الويه لواء".split()
)
_SUSPECTS: Final = frozenset(
    "شخص شخصا اشخاص شابا شبان شاب شابين متهم متهما متهمين مطلوب مطلوبا مطلوبين مشتبه ناشطا ناشطين صحفيا صحافيا صحفي صحفيين مواطنا مواطنين عناصر عنصرا قياديا مدنيا "
    "مدنيين رجلا رجال امراه نساء سيدات طالبا طلاب محتجين متظاهرين".split()
)
_SETTINGS: Final = frozenset("نقطه نقاط قاعده قواعد حاجز حواجز موقع مواقع معسكر مقر مركزا".split())


def _forms(tokens: Sequence[Token]) -> set[str]:
    return {form for token in tokens for form in token.forms}


def _sense(tokens: Sequence[Token], hit: Hit) -> str:  # noqa: C901, PLR0911, PLR0912 - one list of words
    """Return the kind of a trigger word where its company decides, ``""`` for none."""
    kind, i, last = hit.row["kind"], hit.first, hit.last
    if not kind.endswith("?"):
        if kind == "clash" and _forms(tokens[last : last + 1]) & {"سياسيه", "كلاميه", "لفظيه"}:
            return ""
        return kind
    after = _forms(tokens[last : last + 5])
    next_ = _forms(tokens[last : last + 2])
    ahead = _forms(tokens[max(0, i - 4) : i])
    before = _forms(tokens[max(0, i - 1) : i])
    match kind:
        case "fall?":
            if after & _MISSILES or ahead & _MISSILES and not after & _VICTIMS:
                return "hit"
            if after & _VICTIMS or before & {"من", "عدد"}:
                return "kill"
            return "gain" if next_ & _LANDS or "بيد" in after or "ايدي" in after else ""
        case "march?":
            if next_ & _MARCHING or (
                ahead & _MARCHERS
                and not before & {"طايره", "طايرات"}
                and "\u0651" not in tokens[i].word
            ):
                return "protest"
            return "means:air"
        case "launch?":
            return "fire" if after & _MISSILES or _forms(tokens[i - 3 : i]) & _MISSILES else ""
        case "fireword?":
            return "fire" if ahead & {"فتح", "فتحت", "فتحوا", "تحت"} else ""
        case "hit?":
            near = _forms(tokens[max(0, i - 4) : last + 3])
            return "hit" if near & _MISSILES or near & _STRIKING else ""
        case "died?":
            return "kill" if not next_ & {"ب", "ان", "على"} else ""
        case "kill?":
            return "kill" if {"حياه", "ارواح"} & after or _has_prefix(tokens, last, "ب") else ""
        case "gain?":
            if ahead & {"مناطق", "تحت", "خاضعه", "الخاضعه", "نطاق", "حريق", "النيران"}:
                return ""
            if after & {
                "حريق",
                "النيران",
                "حرائق",
                "حرايق",
                "سراح",
                "رهاين",
                "الرهاين",
                "الاسرى",
                "مختطفين",
                "هدوء",
                "نشاط",
            }:
                return ""
            return (
                "gain"
                if next_ & {"على", "علي", "السيطره", "سيطره", "سيطرتها", "سيطرته"}
                or after & _LANDS
                or hit.row["pos"] == "v"
                else ""
            )
        case "seize?":
            if after & _LANDS:
                return "gain"
            return "loot" if after & _BOOTY else "gain" if "على" in next_ else ""
        case "enter?":
            if next_ & {
                "حيز",
                "الحرب",
                "الهدنه",
                "الاتفاق",
                "شهره",
                "شهرها",
                "يومه",
                "يومها",
                "عامه",
                "عامها",
                "اسبوعها",
                "اسبوعه",
                "الخدمه",
            }:
                return ""
            return (
                "enter"
                if after & _LANDS or _forms(tokens[max(0, i - 3) : last + 3]) & _SOLDIERY
                else "enter?"
            )
        case "repel?":
            if after & {
                "صواريخ",
                "الصواريخ",
                "اهداف",
                "مسيرات",
                "مسيره",
                "عدوان",
                "طايره",
                "طايرات",
                "لعدوان",
            }:
                return "intercept"
            return "clash"
        case "down?":
            if after & _FLYING or ahead & _FLYING:
                return "intercept"
            return "air" if after & {"براميل", "برميل", "قنابل", "متفجره"} else ""
        case "foil?":
            if next_ & {"تسلل", "هجوم", "هجوما", "الهجوم"} or after & {"تسلل", "اقتحام", "تقدم"}:
                return "clash"
            return (
                "disrupt"
                if after & {"محاوله", "محاولتي", "عمليه", "تهريب", "مخطط", "هجوم", "تفجير"}
                else ""
            )
        case "defuse?":
            return "disrupt" if after & _ARMS else ""
        case "find?":
            if after & _BODIES:
                return "kill"
            return "disrupt" if after & _ARMS else ""
        case "stop?":
            return (
                "arrest"
                if next_ & _SUSPECTS or after & {"مطلوبين", "مشتبه", "متهمين", "متهما"}
                else ""
            )
        case "gather?":
            return "protest" if _forms(tokens[i : last + 4]) & _CROWD else ""
        case "disperse?":
            return (
                "protestforce"
                if _forms(tokens)
                & (_CROWD | {"مظاهره", "وقفه", "احتجاج", "اعتصام", "تظاهره", "محتجين"})
                else ""
            )
        case "stones?":
            return "riot" if {"حجاره", "زجاجات"} & _forms(tokens[last : last + 6]) else ""
        case "siege?":
            return "siege" if hit.row["pos"] == "v" and not before & {"منطقه"} else ""
        case "leave?":
            return "leave" if not before & {"اعاده"} else ""
        case "convoy?":
            near = _forms(tokens[max(0, i - 5) : last + 6])
            return "move" if near & _SENDING else ""
        case "deploy?":
            return "move" if next_ & _SOLDIERY else ""
        case "setup?":
            return "base" if next_ & _SETTINGS or after & {"عسكريه"} and after & _SETTINGS else ""
        case "agree?":
            return (
                "agreement"
                if after & {"اتفاق", "اتفاقا", "هدنه", "هدنة", "وقف", "تهديه", "تبادل"}
                else ""
            )
        case "handover?":
            return (
                "transfer"
                if after & {"مدينه", "بلده", "قاعده", "مواقع", "مطار", "معبر", "سجن", "حواجز"}
                else ""
            )
        case _:
            return ""


_STRIKING: Final = frozenset("قصف القصف غاره غارات هجوم هجمات ضربه ضربات".split())
_SENDING: Final = frozenset(
    "وصل وصلت وصول دخل دخلت دخول دفع دفعت ارسل ارسلت ارسال استقدم استقدمت استقدام عبر عبرت توجه توجهت".split()
)


def _has_prefix(tokens: Sequence[Token], i: int, letter: str) -> bool:
    return i < len(tokens) and tokens[i].low.startswith(letter) and len(tokens[i].forms) > 1


# ---- clauses ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Clause:
    """Tokens ``first`` to ``last`` (excluded), how they hang on what stands before, what they tell."""

    first: int
    last: int
    link: str
    words: list[tuple[Hit, str]] = field(default_factory=list)
    means: list[tuple[int, str]] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {kind for _, kind in self.words}


# Words that open a clause about something else, about an outcome, about what came before.
_TURNS: Final = frozenset(
    "كما كذلك بينما فيما اما لكن لكنه لكنها لكنهم ثم بالمقابل بالتزامن بالتوازي ؛ ; حيث وحيث مثلما".split()
)
_OUTCOMES: Final = frozenset(
    "ادى ادت اسفر اسفرت اوقع اوقعت اودى اودت خلف خلفت تسبب تسببت نتج نجم اصاب اضطر ليصبح لتصبح ليصير لترتفع ليرتفع موقعا موقعه مخلفا مخلفه موديا".split()
)
_AFTERS: Final = frozenset("بعد بعدما عقب غداه اثر وذلك".split())
_CAUSES: Final = frozenset(
    "جراء اثر نتيجه بسبب حين عندما حينما لدى خلال اثناء بفعل ب برصاص بنيران".split()
)
_LOCALES: Final = frozenset("في قرب على شرق غرب شمال جنوب شرقي غربي شمالي جنوبي داخل وسط".split())


def _clauses(
    tokens: Sequence[Token], hits: Sequence[Hit], tolls: Sequence[Toll], place_at: Collection[int]
) -> list[_Clause]:
    """Cut a sentence where a new clause opens."""
    verbs = {h.first for h in hits if h.row["pos"] == "v"}
    any_hit = {h.first for h in hits if h.row["pos"] != "a"}
    counted = {t.first for t in tolls}
    cuts: list[tuple[int, str]] = [(0, "start")]
    for k in range(1, len(tokens)):
        link = _link(tokens, k, verbs, any_hit, counted, place_at)
        if link and k - cuts[-1][0] > 0:
            cuts.append((k, link))
    ends = [cut for cut, _ in cuts[1:]] + [len(tokens)]
    return [_Clause(first, last, link) for (first, link), last in zip(cuts, ends, strict=True)]


def _link(  # noqa: PLR0911, PLR0913
    tokens: Sequence[Token],
    k: int,
    verbs: set[int],
    hits: set[int],
    counted: set[int],
    place_at: Collection[int],
) -> str:
    """Return how a clause that opens at token `k` hangs on the one before, ``""`` if none opens."""
    token, before = tokens[k], tokens[k - 1]
    low = token.low
    bare = low[1:] if len(low) > 3 and low[0] in "وف" else low  # noqa: PLR2004
    comma = before.word in ("،", ",", "؛", ";", ":", "-", "–", '"', "”")
    if low in (";", "؛"):
        return "new"
    if before.low in ("في", "وفي") and low == "حين":
        return "new"
    if low in _TURNS or bare in _TURNS - {"حيث"}:
        return "new"
    if low in ("غير", "الا") and k + 1 < len(tokens) and tokens[k + 1].low in ("ان", "انه", "انها"):
        return "new"
    if low in ("ما", "مما", "الامر") and _forms(tokens[k + 1 : k + 3]) & _OUTCOMES:
        return "so"
    if (
        set(token.forms) & _OUTCOMES
        and before.low not in ("ما", "مما", "الذي", "التي")
        and (comma or low[0] in "وف")
    ):
        return "so"
    if low in _AFTERS and any(k < h <= k + 4 for h in hits) and low != "اثر":
        return "after"
    if bare in _AFTERS and low[0] == "و" and low != "وذلك":
        return "new"
    if low == "قبل" and k + 1 < len(tokens) and tokens[k + 1].low == "ان":
        return "new"
    if k in verbs and low[0] in "وف" and low[0] != token.forms[-1][0]:
        return "so" if low[0] == "ف" else "and"
    if low[0] == "و" and len(low) > 1 and (comma or before.word[0].isalpha()):
        if bare in ("ان", "انه", "انها", "بان"):
            return "and"
        if comma and (bare in _LOCALES or k in place_at):
            return "new"
        if comma and (k in hits):
            return "and"
        if low[1:].isdigit() or bare == "مثلهم" or low == "و":
            nxt = range(k + 1, k + 6)
            if (
                (k in counted or k + 1 in counted)
                and any(h in nxt for h in hits)
                and any(p in nxt or p in range(k + 1, k + 9) for p in place_at)
            ):
                return "new"
    if k in counted and low[0] == "و" and any(p in range(k + 1, k + 5) for p in place_at):
        return "new"
    return ""


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
    clauses = _clauses(tokens, hits, tolls, {s.first for s in spots})
    _fill(tokens, clauses, hits, tolls, spots, dates)
    frames: list[tuple[Frame, list[_Clause]]] = []
    waiting: list[_Clause] = []
    for clause in clauses:
        if not clause.words:
            if not frames or clause.link == "new":
                waiting.append(clause)
            else:
                _take(frames[-1][0], clause)
                frames[-1][1].append(clause)
            continue
        if frames and not waiting and _continues(frames[-1][0], clause, spots):
            _take(frames[-1][0], clause)
            frames[-1][1].append(clause)
            continue
        frame = Frame(sentence, clause.words[0][0].first, clause.words[-1][0].last, [], [])
        for bare in waiting:
            _take(frame, bare)
        _take(frame, clause)
        frames.append((frame, [*waiting, clause]))
        waiting = []
    for clause in waiting:
        if frames:
            _take(frames[-1][0], clause)
    _share(frames, spots)
    found = []
    for frame, parts in frames:
        if _is_empty(frame):
            continue
        _settle(frame)
        frame.aside = _aside(frame, parts, clock)
        found.append(frame)
    return found


def _fill(
    tokens: Sequence[Token],
    clauses: Sequence[_Clause],
    hits: Sequence[Hit],
    tolls: Sequence[Toll],
    spots: Sequence[Spot],
    dates: Sequence[When],
) -> None:
    """Lay words, tolls, places and days into the clauses that hold them."""

    def home(position: int) -> _Clause:
        return next(c for c in clauses if c.first <= position < c.last)

    for hit in hits:
        kind = hit.row["kind"] if hit.row["pos"] == "a" else _sense(tokens, hit)
        if hit.row["pos"] == "a":
            home(hit.first).means.append((hit.first, kind))
        elif kind.startswith("means:"):
            home(hit.first).means.append((hit.first, kind[6:]))
        elif kind and not kind.endswith("?"):
            home(hit.first).words.append((hit, kind))
    for toll in tolls:
        home(toll.first).tolls.append(toll)
    for i, spot in enumerate(spots):
        home(spot.first).places.append(i)
    for when in dates:
        home(when.first).dates.append(when)


def _take(frame: Frame, clause: _Clause) -> None:
    for hit, kind in clause.words:
        frame.kinds.append(kind)
        frame.heads.append(hit.first)
        frame.reach.update(range(hit.first, hit.last))
    frame.last = max(frame.last, clause.last)
    frame.means.update(kind for _, kind in clause.means)
    frame.tolls.extend(clause.tolls)
    frame.places.extend(clause.places)
    frame.dates.extend(clause.dates)


def _exact(places: Sequence[int], spots: Sequence[Spot]) -> set[str]:
    return {spots[i].name for i in places if not spots[i].wide and not spots[i].collective}


def _continues(frame: Frame, clause: _Clause, spots: Sequence[Spot]) -> bool:  # noqa: PLR0911
    """Return whether a clause tells more of the frame before it."""
    own, new = set(frame.kinds) - _HARM, clause.kinds - _HARM
    here, there = _exact(frame.places, spots), _exact(clause.places, spots)
    elsewhere = bool(here and there and not here & there)
    if not new:
        # Only an outcome: whose it is, its place tells.
        if clause.link == "new" and there and there != here:
            return False
        return not elsewhere
    if not own - _SLIGHT and not elsewhere and clause.link in ("so", "and", "after") and not there:
        return True
    if elsewhere:
        return False
    if clause.link in ("after", "so"):
        return True
    deadly = any(t.quantity in _DEADLY for t in clause.tolls)
    if there and clause.link in ("new", "and"):
        return bool(here & there) and _akin(own, new)
    if clause.link == "new" and (deadly or not _akin(own, new)):
        return False
    return _akin(own, new)


_KINDRED: Final = (
    frozenset({"air", "shell", "hit", "strike", "blast", "ied", "suicide", "carry", "fire", "intercept", "destroy", "assault", "chem"}),
    frozenset({"clash", "assault", "raid", "push", "shot", "fire", "carry", "gain", "enter", "siege", "leave", "destroy", "hit", "vac"}),
    frozenset({"protest", "protestforce", "riot", "burn", "shot", "arrest", "raid", "mob"}),
    frozenset({"raid", "arrest", "disrupt", "enter", "leave", "clash", "push"}),
    frozenset({"abduct", "raid", "shot", "vac", "sexual", "loot", "burn", "assault", "shotdead", "stop"}),
    frozenset({"loot", "burn", "raid", "destroy", "assault", "vac"}),
    frozenset({"leave", "enter", "gain", "transfer", "move"}),
    frozenset({"agreement", "leave", "move", "transfer"}),
)  # fmt: skip


def _akin(a: set[str], b: set[str]) -> bool:
    return any(a <= group and b <= group for group in _KINDRED)


def _share(frames: Sequence[tuple[Frame, list[_Clause]]], spots: Sequence[Spot]) -> None:
    """Let frames without a day take the only one of the sentence, and later frames an earlier place."""
    days = {(d.start, d.end): d for f, _ in frames for d in f.dates if d.kind == "day"}
    for k, (frame, parts) in enumerate(frames):
        if not frame.dates and len(days) == 1 and parts[0].link != "after":
            frame.dates.extend(days.values())
        if not frame.places and k and parts[0].link in ("and", "so", "after"):
            frame.places = [i for i in frames[k - 1][0].places if not spots[i].collective]


def _is_empty(frame: Frame) -> bool:
    kinds = set(frame.kinds)
    if kinds <= _SLIGHT | {"leave"}:
        return "leave" not in kinds
    return kinds <= {"wound"} and not frame.tolls


def _settle(frame: Frame) -> None:
    """Turn Arabic kinds into those that `geo.extract.events.classify` knows."""
    kinds = set(frame.kinds)
    if "elim" in kinds:
        frame.kinds = ["kill" if k == "elim" else k for k in frame.kinds]
    if "leave" in kinds:
        new = "transfer" if kinds & {"gain", "enter"} and "clash" not in kinds else "move"
        frame.kinds = [new if k == "leave" else k for k in frame.kinds]
        if new == "transfer":
            frame.kinds = [k for k in frame.kinds if k not in ("gain", "enter")] or ["transfer"]
        frame.heads = frame.heads[: len(frame.kinds)]


# ---- what did not happen ---------------------------------------------------------------------

_NEGATIONS: Final = frozenset(
    "لم لن لا ليس ليست ولم ولا دون بدون عدم غير نفى نفت ينفي تنفي ينفون انكر انكرت تنكر".split()
)
_DENIALS: Final = frozenset("نفى نفت ينفي تنفي ينفون انكر انكرت تنكر ننفي نافيا نافيه".split())
_GOVERNORS: Final = frozenset(
    "سوف يمكن ربما احتمال احتمالات خشيه مخاوف خوفا تخوف يتخوف تهديد تهديدات هدد هددت يهدد تهدد مهددا مهدده توعد توعدت تتوعد يتوعد متوعدا تعهد تعهدت حذر حذرت يحذر تحذر محذرا "
    "محذره تحذير تحذيرات دعا دعت دعوا يدعو تدعو داعيا داعيه دعوه طالب طالبت طالبوا يطالب تطالب مطالبا مطالبه ناشد ناشدت اذا لو بهدف لمنع منع لتجنب تجنب لتفادي تفادي ينوي "
    "تنوي يعتزم تعتزم يخطط تخطط خطه خططا خطط استعدادا استعداد يستعد تستعد مفاوضات محادثات مباحثات مقترح مبادره سيناريو تلوح يلوح امكانيه فرضيه يشترط تشترط تتوقع يتوقع متوقع مقرر "
    "اقترح اقترحت تنذر ينذر يريد تريد تمرين تدريب تدريبات مناوره مناورات ذكرى تحسبا اتهام اتهامات قرار ملف نداء".split()
)
_HYPOTHETICAL: Final = frozenset(
    "محتمل محتملا محتمله وشيك وشيكه متوقع متوقعه مزعوم مزعومه مفترض وهميه وهميتين وهمي".split()
)
_PURPOSE: Final = frozenset("لوقف لمنع لانهاء لتنفيذ لاطلاق لشن لفض لاستعاده".split())
_BACKGROUND: Final = frozenset("يذكر يشار الجدير جدير تجدر للتذكير التذكير".split())
_TOTALS: Final = frozenset(
    "اجمالي الاجمالي الاجماليه الكليه مجموع المجموع حصيله الحصيله تراكمي التراكميه".split()
)
_LONG: Final = frozenset(
    "العام الماضي_العام السنه شهور اشهر سنوات اعوام عقود موسم الموسم الحرب النزاع العدوان الازمه اندلاع بدء بدايه مطلع انطلاق الاول_النصف النصف".split()
)
_PERFECT_T: Final = frozenset(
    "توقف توقفت تعرض تعرضت تعرضوا تصدى تصدت توفي توفيت تبنى تبنت تسلل تسللت تقدم تقدمت تمكن تمكنت تم تمت توغل توغلت تسبب تسببت تجاوز تجاوزت ترك تركت تراجع تراجعت تجدد تجددت تحدث "
    "تحدثت توصل توصلت تكبد تكبدت تبادل تبادلت توعد توعدت تداول".split()
)  # fmt: skip
_MISHAPS: Final = frozenset(
    "سير مروري مروريه كوليرا مرض امراض جوع جوعا تغذيه غرق غرقا زلزال فيضان فيضانات سيول برد حريق انتحار مدفاه عطش عطشا حراره وباء حمى الضنك صدم تدهور".split()
)


def _aside(frame: Frame, parts: Sequence[_Clause], clock: Clock) -> str:  # noqa: C901, PLR0911, PLR0912
    """Return why a frame is no event that happened lately, or ``""``."""
    tokens = frame.sentence.tokens
    starts = sorted(c.first for c in parts)
    opened = _opening(tokens)
    reasons = []
    for head, kind in zip(frame.heads, frame.kinds, strict=True):
        start = max((s for s in starts if s <= head), default=0)
        reasons.append(
            _unreal(tokens, head, start, is_title=frame.sentence.is_title)
            or (kind if False else "")
        )
    causes = [r for r, k in zip(reasons, frame.kinds, strict=True) if k not in _HARM]
    if all(reasons) or (causes and all(causes)):
        return next(r for r in reasons if r)
    _drop_unreal_harm(frame, reasons)
    span = tokens[min(starts) : max(c.last for c in parts)]
    words = _forms(span)
    kinds = set(frame.kinds)
    if kinds <= _HARM and not frame.means and words & _MISHAPS:
        return "a death without violence"
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
    wide = [d for d in frame.dates if d.kind in ("since", "span")]
    narrow = [d for d in wide if d.start and d.end and d.end - d.start <= _NARROW]
    if wide and not narrow and not days:
        return "background: a trend or a count over a long time"
    if _is_past_of_past(tokens, starts, frame) and not recent and not words & _JUST:
        return "background: done before"
    if _is_cumulative(frame, words):
        return "a count over a long time, not an event"
    if opened & _BACKGROUND and not recent:
        return "background"
    if kinds == {"agreement"} and not _is_agreed(span):
        return "an agreement that is spoken of, not made"
    if kinds <= {"move"} and not (frame.places and words & _SOLDIERY):
        return "a movement without forces or place"
    return ""


_JUST: Final = frozenset("قبلها قبلهما بساعات بيوم بيومين امس ذلك بقليل".split())


def _opening(tokens: Sequence[Token]) -> set[str]:
    return _forms(tokens[:4])


def _drop_unreal_harm(frame: Frame, reasons: Sequence[str]) -> None:
    """Take away outcomes that are denied: "no one was hurt" is no toll."""
    kept = [k for k, r in enumerate(reasons) if not r]
    bad = {frame.heads[k] for k, r in enumerate(reasons) if r}
    frame.tolls = [t for t in frame.tolls if t.anchor not in bad]
    frame.kinds = [frame.kinds[k] for k in kept]
    frame.heads = [frame.heads[k] for k in kept]


def _unreal(tokens: Sequence[Token], head: int, start: int, *, is_title: bool) -> str:
    """Return why the word at `head` of a clause that opens at `start` did not happen, or ``""``."""
    low = tokens[head].low
    if set(tokens[head].forms) & _PURPOSE or _forms(tokens[head + 1 : head + 3]) & _HYPOTHETICAL:
        return "planned, feared or hypothetical"
    for k in range(head - 1, max(start, head - 14) - 1, -1):
        forms = set(tokens[k].forms)
        near = head - k
        if near <= 3 and forms & _NEGATIONS and not forms & {"غير"}:  # noqa: PLR2004
            return "denied or negated"
        if forms & _DENIALS:
            return "denied or negated"
        if forms & _GOVERNORS and not (near > 6 and forms & _SOFT):  # noqa: PLR2004
            return "planned, feared or hypothetical"
        if (
            tokens[k].low[:2] in ("سي", "ست", "سن")
            and near <= 4
            and len(tokens[k].low) > 4
            and tokens[k].low not in _NOT_FUTURE
        ):  # noqa: PLR2004
            return "planned, feared or hypothetical"
        if "قد" in forms and k + 1 < len(tokens) and _is_imperfect(tokens[k + 1].low):
            return "planned, feared or hypothetical"
        if tokens[k].low in (";", "؛"):
            break
    if low[:2] in ("سي", "ست") and low not in _NOT_FUTURE and len(low) > 4:  # noqa: PLR2004
        return "planned, feared or hypothetical"
    return ""


_SOFT: Final = frozenset("قرار ملف مقرر خطه اتهام اتهامات ذكرى دعوه نداء منع".split())
_NOT_FUTURE: Final = frozenset(
    "سيطر سيطرت سيطره سيطروا سيطرتها سيطرته سياره سيارات سيدات سيده سته ستين ستون ستمايه سيول سيارته سيارتين سيارتان سياسي سياسيه سينا سيرا سيدتان سيدتين سيناء سينجر".split()
)


def _is_imperfect(word: str) -> bool:
    if word[:1] == "ي":
        return True
    return word[:1] == "ت" and word not in _PERFECT_T and not word.endswith("ت")


def _is_past_of_past(tokens: Sequence[Token], starts: Sequence[int], frame: Frame) -> bool:
    """Return whether "had ... done" governs the frame: وكان ... قد سيطر."""
    first = frame.heads[0] if frame.heads else 0
    begin = max((s for s in starts if s <= first), default=0)
    ahead = tokens[begin:first]
    forms = _forms(ahead)
    if not forms & {"كان", "كانت", "كانوا"}:
        return bool(_forms(tokens[begin : begin + 3]) & {"سبق"})
    return "قد" in forms or begin == 0


def _is_cumulative(frame: Frame, words: set[str]) -> bool:
    """Return whether the frame counts the dead of a war or of months."""
    kinds = set(frame.kinds)
    if not kinds <= _HARM | {
        "assault",
        "air",
        "hit",
        "ied",
        "clash",
        "blast",
        "shell",
        "strike",
        "gun",
        "shot",
    }:
        return False
    days = [d for d in frame.dates if d.kind == "day"]
    if "منذ" in words and words & _LONG and not (frame.places and days):
        return True
    if (
        {"خلال", "طوال", "طيله", "كل", "طول"} & words
        and words & (_LONG - {"الحرب", "النزاع"})
        and not days
        and kinds <= _HARM | {"ied"}
    ):
        return True
    if words & {"اجمالي", "الاجمالي", "الاجماليه", "الكليه", "الكلي"} and not frame.places:
        return True
    return bool(
        words & {"حصيله", "خلفت", "خلف", "حصدت"}
        and words & {"الحرب", "العدوان", "النزاع"}
        and kinds <= _HARM
    )


_AGREED: Final = frozenset(
    "وقع وقعت وقعا وقعوا توصل توصلت توصلا توصلوا ابرم ابرمت ابرما اتفق اتفقت اتفقوا اتفقا اعلن اعلنت اعلنوا التوصل توقيع دخل دخلت سريان سريانه حيز ابرام".split()
)


def _is_agreed(span: Sequence[Token]) -> bool:
    words = _forms(span)
    return bool(words & _AGREED) and bool(
        words
        & {
            "هدنه",
            "النار",
            "اطلاق",
            "تبادل",
            "صلح",
            "مصالحه",
            "تهديه",
            "اسرى",
            "انسحاب",
            "تسويه",
            "نار",
        }
    )
