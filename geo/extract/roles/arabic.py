"""What a place name does in an Arabic sentence, by the words before it and the prefix it bears.

The secret of this module is what those words say: "من" and "باتجاه" lead elsewhere, guns stand where
nothing fell, and a dateline, an office or a government that speaks is a source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.countries import arabic_government
from geo.extract.lexicon import built_in
from geo.extract.words import AR_BEARINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.attribution import Source
    from geo.extract.roles import Spot
    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym
    from geo.model import Role

_COUNTRY: Final = 5
_DIVISION: Final = 4
_AR_SOURCE: Final = frozenset(
    "مراسل مراسلنا مراسلتنا مكتب صحيفه وكاله شبكه قناه تلفزيون راديو".split()
)
_AR_REPORTERS: Final = frozenset("مراسل مراسلنا مراسلتنا مراسلو مكتب مندوب مندوبنا".split())
_AR_GOING: Final = frozenset(
    "عايدين عايدا متجهه متجهين متجها متوجهه متوجهين طريقهم طريقه نزحوا نزحت نقل نقلوا نقلت".split()
)
# What people march for or against is elsewhere.
_AR_CAUSES: Final = frozenset("تنديدا احتجاجا تضامنا استنكارا رفضا للتنديد نصره".split())
# Forces that go to a place do something there.
_AR_ARRIVING: Final = frozenset(
    "توجه توجهت تقاطرت تقاطر توافدت دفع دفعت ارسل ارسلت استقدم استقدمت دخل دخلت دخول توغل توغلت تسلل تسللت تعزيزات رتل يدخل تدخل عبرت عبور يعبر تعبر تقدم تقدمت التقدم تقدما هجوم هجوما تسللا التسلل محاوله تصدت تصدي اعترضت اعترض اسقطت اسقط اطلق اطلقت اطلقوا اطلقها افشل افشلت افشلوا احبط احبطت احبطوا صد صدت حشد حشدت تحشد تحركت تحرك اطلاق سقوط سقطت سقط رشقه زحف زحفت وصول وصلت وصل قطع قطعت".split()
)


def arabic_role(
    tokens: Sequence[Token], name: Toponym, rank: int, sources: Sequence[Source]
) -> Role:
    """Return what the rules say that a name does; `rank` is that of `geo.extract.roles.find_spots`."""
    first = name.first
    if _is_dateline(tokens, first, name.last) or any(
        s.first <= first
        and (
            name.last <= s.last or (tokens[first - 1].low == "في" and s.last + 1 >= first > s.first)
        )
        for s in sources
    ):
        return "source"
    if _speaks_arabic(tokens, first, name.last):
        return "source"
    if names_a_group(tokens, name):
        return "actor"
    ahead = {f for t in tokens[max(0, first - 4) : first] for f in t.forms}
    if _AR_CAUSES & ahead or _is_of_the_like(tokens, first):
        return "background"
    if lies_elsewhere(tokens, first):
        return "direction"
    if _is_of_the_source(tokens, name):
        return "source"
    before = set(tokens[first - 1].forms) if first else set()
    before2 = set(tokens[first - 2].forms) if first > 1 else set()
    prefixed = tokens[first].forms[0][:1]
    if before & _AR_SOURCE or before2 & _AR_REPORTERS:
        return "source"
    if before & _AR_WHENCE_WHITHER and not before2 & _AR_CLOSE:
        ahead = {f for t in tokens[max(0, first - 9) : first] for f in t.forms}
        reached = _AR_DRIVING if before & {"من", "عن"} else _AR_ARRIVING
        done_there = reached & ahead or _is_left(tokens, first) or before2 & _AR_PARTS
        if (done_there or _sets_out(tokens, first)) and rank not in (_DIVISION, _COUNTRY):
            return "event"
        return "direction" if rank != _DIVISION else "background"
    if name.skip and prefixed == "ل":
        ahead = {f for t in tokens[max(0, first - 9) : first] for f in t.forms}
        if rank >= _DIVISION or _AR_GOING & ahead:
            return "background" if rank >= _DIVISION else "direction"
    if _is_spoken_of(tokens, name):
        return "background"
    if rank == _COUNTRY and not (before & _AR_INSIDE or (name.skip and prefixed == "ب")):
        return "background"
    return "event"


_AR_LIKE: Final = frozenset("مماثل مماثله مشابه مشابهه".split())
_AR_AFTER: Final = frozenset("بعد عقب غداه قبل".split())
_TO_AFTER: Final = 5  # tokens of "after two days of" before "a like attack in"


def _is_of_the_like(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a name tells of what went before: "بعد يومين من هجوم مماثل في X"."""
    k = next((k for k in range(first - 1, max(-1, first - 4), -1) if tokens[k].low in _AR_LIKE), 0)
    return any(not _AR_AFTER.isdisjoint(t.forms) for t in tokens[max(0, k - _TO_AFTER) : k])


_TO_PATROL: Final = 14


def _sets_out(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a patrol set out from a place: "سيرت القوات دورية على الطريق، انطلقت من قرية X"."""
    ahead = {f for t in tokens[max(0, first - _TO_PATROL) : first] for f in t.forms}
    return bool({"انطلقت", "انطلق"} & ahead and {"دوريه", "الدوريه"} & ahead)


_AR_WHENCE_WHITHER: Final = frozenset("من نحو باتجاه صوب عن عبر".split())
_AR_CLOSE: Final = frozenset(
    "بالقرب القرب مقربه قريب قريبا قريبه كل كلا الغرب الشرق الشمال الجنوب".split()
)
# Where forces are driven out of, something happened.
_AR_DRIVING: Final = frozenset(
    "اخراج ازاحه ابعاد طرد طردت طردوا دحر دحرت اخرج اخرجت انسحب انسحبت انسحبوا تنسحب ينسحب ينسحبون انسحاب تراجع تراجعت تراجعوا انكفا انكفات انكفاء الانكفاء التراجع تقهقر تقهقرت سحب سحبت سحبوا تخلي تخلت اجلي اجلت ازاح ازاحت كنست معبر خروجه خروجها خروجهم خروجهما اعتقال اعتقالات اعتقل اعتقلت اعتقلوا تعتقل يعتقل توقيف اوقفت اوقف احتجاز احتجز احتجزت القبض اختطاف اختطف اختطفت اختطفوا خطف خطفت خطفوا اقتاد اقتادت اقتادوا قطع قطعت قطعوا مغادرته مغادرتها مغادرتهم".split()
)
# "the eastern quarters of X", "parts of X": what is told of a part happened there
_AR_PARTS: Final = frozenset(
    "الشرقيه الغربيه الشماليه الجنوبيه الشرقي الغربي الشمالي الجنوبي القديمه اجزاء جزء جزءا احياء مساحات نصف ثلث اقسام".split()
)
_AR_LEAVING: Final = frozenset("خرج خرجت خرجوا خروج رحل رحلت رحلوا جلا جلت".split())
_AR_MEN: Final = frozenset(
    "مقاتلون مقاتلو المقاتلون مقاتلين المقاتلين مسلحون المسلحون المسلحين جنود الجنود حاميه قوات القوات عناصر المدافعون المدافعين الفصايل فصايل جيش الجيش وحدات اللواء".split()
)
_TO_LEFT: Final = 6


def _is_left(tokens: Sequence[Token], first: int) -> bool:
    """Return whether men at arms went out of the place: "خرج آخر المقاتلين من X"; families only flee from it."""
    ahead = {f for t in tokens[max(0, first - _TO_LEFT) : first] for f in t.forms}
    return bool(ahead & _AR_LEAVING and ahead & _AR_MEN)


_AR_INSIDE: Final = frozenset(
    "في شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط اقصي داخل انحاء عموم".split()
)


def lie_elsewhere(tokens: Sequence[Token], names: Sequence[tuple[int, int]]) -> set[int]:
    """Return the first tokens of the names that `lies_elsewhere` tells of, and of those in a row with them.

    "المتمركزة في بلدتي X وY وقرية Z"
    """
    found: set[int] = set()
    behind = -2
    for first, last in names:
        joined = first - behind in (0, 1) and tokens[behind].low[0] == "و"
        if joined or lies_elsewhere(tokens, first):
            found.add(first)
            behind = last if joined or _stationed(tokens, first) else -2
    return found


def lies_elsewhere(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a name is where guns stand, fire came from or people went, not where it fell."""
    return (
        _stationed(tokens, first)
        or _whence_fired(tokens, first)
        or _whither(tokens, first)
        or _is_fled(tokens, first)
        or _is_seat(tokens, first)
        or _is_refuge(tokens, first)
        or _is_landmark(tokens, first)
        or _is_origin(tokens, first)
    )


_AR_HAILING: Final = frozenset(
    "اصله اصلها اصلهم ينحدر تنحدر ينحدرون يتحدر تتحدر منحدر منحدره المنحدر يتحدرون".split()
)
_AR_SONS: Final = frozenset("ابناء اهالي سكان اهل مواليد قاطني".split())
_AR_HE: Final = frozenset("هو هي هما هم يدعى تدعى يدعي".split())
_TO_HIM: Final = 10


def _is_origin(tokens: Sequence[Token], first: int) -> bool:
    """Return whether somebody only comes from a place: "أصله من X، إحدى قرى Y", "والقتيل هو فلان، من أبناء X"."""
    k = first - 1
    while k > 0 and (_AR_KINDS | _AR_OF_KIND | {"احدى"}).intersection(tokens[k].forms):
        k -= 1
    if k > 1 and tokens[k].word in "،," and k < first - 1:
        k -= 2  # the village itself, before the land that it lies in
        while k > 0 and (_AR_KINDS | _AR_OF_KIND).intersection(tokens[k].forms):
            k -= 1
    if k < 1:
        return False
    if tokens[k].low == "من":
        return bool(_AR_HAILING.intersection(tokens[k - 1].forms))
    ahead = tokens[max(0, k - _TO_HIM) : k]
    is_he = any(_AR_HE.intersection(t.forms) for t in ahead)
    return is_he and bool(_AR_SONS.intersection(tokens[k].forms)) and tokens[k - 1].low == "من"


_AR_NEARBY: Final = frozenset(
    "القريبه القريب المجاوره المجاور تبعد يبعد البعيده يفصل تفصل يفصلها يفصلهم تفصلها تفصلهم".split()
)
_LANDMARK: Final = 8


def _is_landmark(tokens: Sequence[Token], first: int) -> bool:
    """Return whether something in a place only tells where another lies: "القريبة من النقطة التركية في X".

    So does a town of which a known site lies north: "قبالة المعبر، الواقع إلى الشمال من X".
    """
    lies = next(
        (k for k in range(first - 1, max(0, first - _LANDMARK), -1) if tokens[k].low in _AR_LYING),
        0,
    )
    if lies > 1 and tokens[lies - 1].word in "،,":
        site = tokens[lies - 2].low.lstrip("بل")
        between = tokens[lies + 1 : first]
        return site in _AR_SITES and all(_AR_LOCATING.intersection(t.forms) for t in between)
    ahead = range(first - 1, max(0, first - _LANDMARK), -1)
    k = next((k for k in ahead if tokens[k].low in ("من", "عن") or tokens[k].word in "،؛"), 0)
    near = tokens[max(0, k - _TO_NEARBY) : k]
    return (
        first - k > 1
        and tokens[k].low in ("من", "عن")
        and any(_AR_NEARBY.intersection(t.forms) for t in near)
        and any(_AR_POSTS.intersection(t.forms) for t in tokens[k:first])
    )


_TO_NEARBY: Final = 3
_AR_LYING: Final = frozenset("الواقع الواقعه".split())
_AR_SITES: Final = frozenset(
    "المعبر المطار المخيم القريه البلده القاعده الجسر المدينه المعسكر السجن الحقل السد".split()
)
_AR_LOCATING: Final = frozenset(
    "الي من في علي بعد شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب مدينه بلده محافظه ريف".split()
)
_AR_POSTS: Final = frozenset("نقطه قاعده معسكر مطار حاجز موقع ثكنه معبر".split())
_AR_SEATS: Final = frozenset("مقره مقرها مقرهم مقرهما".split())
_AR_GOVERNING: Final = frozenset("علي في من الي داخل امام قرب حول عن".split())
_AR_LIVING: Final = frozenset(
    "يقيم تقيم يقيمون مقيم مقيمه مقيمين المقيم المقيمه يسكن تسكن المولود مولود مولوده مواليد ولد ولدت درس درست الموجود".split()
)


def _is_seat(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a body has its seat there, or somebody lives or was born there: "منظمة مقرها X", "يقيم في X"."""
    joined = tokens[first].low[:1] == "ب" and len(tokens[first].forms) > 1
    inside = bool(first) and tokens[first - 1].low == "في"
    k = first - 1 - inside
    while k > 0 and _AR_KINDS.intersection(tokens[k].forms):
        k -= 1
    if k < 0:
        return False
    if k and _AR_SEATS.intersection(tokens[k].forms):
        whose = tokens[k - 1].low
        return tokens[k].low[
            0
        ] == "و" or (  # not "an attack on its seat", "the army struck its seat"
            whose not in _AR_GOVERNING
            and (not whose.startswith("ال") or whose == "التي")
            and built_in("triggers").at(tokens, k - 1) is None
        )
    return (inside or joined) and bool(_AR_LIVING.intersection(tokens[k].forms))


_AR_CARRIED: Final = frozenset("نقل نقلت نقلوا اسعف اسعفت اسعفوا ينقل".split())
_AR_HURT: Final = frozenset(
    "جريح جرحي الجرحي مصاب مصابون المصابون المصابين مصابين قتلي القتلي جثه جثث جثمان جثامين".split()
)
_AR_TAKING_REFUGE: Final = frozenset(
    "نازحون نازحين النازحون نازحه لاجيون لاجيين لجا لجات لجاوا فر فرت فروا هرب هربت هربوا هاجر هاجرت نزح نزحت نزحوا نزوح".split()
)


def _is_refuge(tokens: Sequence[Token], first: int) -> bool:
    """Return whether people fled or the hurt were brought to a place: "ووصل نازحون إلى X", "نُقل جريح إلى X"."""
    k = first - 1
    while k > 0 and _AR_HAVENS.intersection(tokens[k].forms):
        k -= 1
    if k <= 0 or tokens[k].low != "الي":
        return False
    ahead = [set(t.forms) for t in tokens[max(0, k - _TO_REFUGE) : k]]
    words = set().union(*ahead)
    return bool(words & _AR_TAKING_REFUGE) or bool(words & _AR_CARRIED and words & _AR_HURT)


_TO_REFUGE: Final = 4
_AR_HAVENS: Final = frozenset(
    "بلده مدينه قريه منطقه محور مشارف معسكر مخيم مخيمات مواقعهم مواقعها اطراف ريف محيط مدن قرى بلدات مناطق".split()
)


_AR_FLEEING: Final = frozenset(
    "فاره فارين فارون هاربه هاربين نازحه نازحين قادمه قادمين الفارين الفاره الهاربين النازحين القادمين".split()
)
_AR_OF_KIND: Final = frozenset("قضاء بلده مدينه قريه منطقه ناحيه محافظه قري بلدات".split())


def _is_fled(tokens: Sequence[Token], first: int) -> bool:
    """Return whether people had fled from a place: "أسر فارة من قضاء الحويجة"."""
    k = first - 1
    if k > 0 and set(tokens[k].forms) & _AR_OF_KIND:
        k -= 1
    return k > 0 and tokens[k].low == "من" and bool(set(tokens[k - 1].forms) & _AR_FLEEING)


_AR_KIN: Final = frozenset("اهل اهالي ابناء".split())
_AR_CAMPS: Final = frozenset("مخيم تجمع مخيمات".split())


def names_something_else(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a town only lends its name: to a river, to a camp of its people, to "its countryside".

    "لنهر X", "مخيم أهل X", "الريف الحلبي".
    """
    if not first:
        return False
    before = set(tokens[first - 1].forms)
    words = [t for t in tokens[max(0, first - 3) : first - 1] if t.word[0].isalpha()]
    camp = before & _AR_KIN and words and _AR_CAMPS.intersection(words[-1].forms)
    low = tokens[first].low
    if _is_meant(tokens, first) or before & {"السلاح", "سلاح"}:
        return True  # cold steel is "السلاح الأبيض"
    countryside = "الريف" in before and low.startswith("ال") and low.endswith("ي")
    return "نهر" in before or bool(camp) or countryside


_AR_AIMS: Final = frozenset("بهدف لغرض بغرض تمهيدا استعدادا".split())
_AR_SEEN: Final = frozenset("رصد رصدت تحركات تحشيدات حشود حشد تحشد تستعد تجمعات تعزيزات".split())
_TO_AIM: Final = 6
_TO_SEEN: Final = 9


def _is_meant(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a town is only what forces were seen to mean to attack: "تحركات بهدف مهاجمة X"."""
    aim = next(
        (
            k
            for k in range(first - 1, max(-1, first - _TO_AIM), -1)
            if _AR_AIMS & set(tokens[k].forms)
        ),
        None,
    )
    if aim is None or any(t.word in "،,؛" for t in tokens[aim:first]):
        return False
    return any(_AR_SEEN & set(t.forms) for t in tokens[max(0, aim - _TO_SEEN) : aim])


_TO_VERB: Final = 8  # tokens of "من جهة أخرى، وفي بيان، قال"
_TO_THAT: Final = 40


def before_that(tokens: Sequence[Token]) -> range:
    """Return the tokens that say who speaks and where he serves: "قال فلان، أحد ضباط شرطة X في معسكر Y، إن".

    Empty where something is told before that "that".
    """
    verb = next(
        (k for k in range(min(_TO_VERB, len(tokens))) if _SAYS.intersection(tokens[k].forms)), None
    )
    if verb is None:
        return range(0)
    stop = min(len(tokens), verb + _TO_THAT)
    that = next((k for k in range(verb + 1, stop) if tokens[k].low in _THAT), None)
    if that is None or any(
        h.row["pos"] != "a" for h in built_in("triggers").find(tokens[verb + 1 : that])
    ):
        return range(0)
    return range(verb, that)


_SAYS: Final = frozenset("قال قالت ذكر ذكرت افاد افادت صرح صرحت اوضح اوضحت".split())
_THAT: Final = frozenset(("ان", "بان", "وان"))


_AR_WHENCE: Final = frozenset("مصدره مصدرها مصدرهما".split())
_WHENCE_REACH: Final = 5
_AR_WHITHER: Final = frozenset("باتجاه صوب نحو".split())
_AR_KINDS: Final = frozenset("بلده مدينه قريه منطقه محور مشارف".split())


def _whither(tokens: Sequence[Token], first: int) -> bool:
    """Return whether somebody only goes or flees to the town: "تلاحقهم باتجاه بلدة كفر حلب"."""
    k = first - 1
    while k > 0 and _AR_KINDS.intersection(tokens[k].forms):
        k -= 1
    ahead = {f for t in tokens[max(0, first - _AHEAD) : first] for f in t.forms}
    return 0 <= k < first - 1 and tokens[k].low in _AR_WHITHER and not _AR_ARRIVING & ahead


_AHEAD: Final = 9


def _stationed(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a name is where forces stand: "القوات المتمركزة في نقطة المسطومة"."""
    near = range(max(0, first - 3), first)
    at = next((k for k in near if any(f.startswith(_AR_STATIONED) for f in tokens[k].forms)), None)
    if at is not None:  # "أطلقوا النار على القوات المتمركزة في X": there they were struck
        return "علي" not in [t.low for t in tokens[max(0, at - 3) : at]]
    # "المتمركزة في معسكر X غرب Y": Y only tells where X lies
    k = first - 1
    if not AR_BEARINGS.intersection(tokens[k].forms):
        return False
    ahead = tokens[max(0, k - _STATION_REACH) : k]
    parted = any(t.word in ("،", ",", "؛") or t.low[0] == "و" for t in ahead)
    return not parted and any(f.startswith(_AR_STATIONED) for t in ahead for f in t.forms)


_STATION_REACH: Final = 4


def _whence_fired(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a name is where fire came from: "قصف مصدره معسكرات النظام في أبو الظهور"."""
    for token in reversed(tokens[max(0, first - _WHENCE_REACH) : first]):
        if token.word in ("،", ",", "؛"):
            break
        if set(token.forms) & _AR_WHENCE:
            return True
    for k in range(max(0, first - _WHENCE_REACH - 2), first - 1):
        if "مصدر" in tokens[k].forms and {"قصف", "نيران", "صواريخ"} & set(tokens[k + 1].forms):
            return True  # "مصدر القصف هو مقرات النظام في X"
    k = first - 1
    while k > 0 and _AR_AROUND.intersection(tokens[k].forms):
        k -= 1
    shot = {f for t in tokens[max(0, k - 3) : k] for f in t.forms} & _AR_FIRED
    if 0 < k < first - 1 and tokens[k].low == "من" and shot:
        return True  # "صواريخ أُطلقت من محيط X"
    # "قصف صاروخي من مواقع النظام في أبو الظهور"
    for k in range(max(0, first - _WHENCE_REACH - 2), first - 1):
        if tokens[k].low != "من":
            continue
        fired = {f for t in tokens[max(0, k - 3) : k] for f in t.forms} & _AR_FIRE
        held = _AR_LEFT & set(tokens[k - 1].forms) and _AR_KEPT & set(tokens[k + 2].forms)
        if (fired or held) and _AR_GUNS.intersection(tokens[k + 1].forms):
            return any({"في", "محيط", "معسكر"} & set(t.forms) for t in tokens[k + 2 : first])
    return False


_AR_AROUND: Final = frozenset(
    "محيط اطراف جهه مدينه بلده قريه منطقه مناطق ريف تلال داخل جوار مطار قاعده معسكر مواقع".split()
)
_AR_FIRED: Final = frozenset("اطلقت اطلق انطلقت انطلق اقلعت مصدرها مصدره".split())
_AR_FIRE: Final = frozenset(
    "قصف لقصف بقصف صاروخي مدفعي صاروخ قذيفه قذائف قذايف صواريخ نيران رصاص اطلقت اطلق انطلقت انطلق".split()
)
# "خرج من مواقع تسيطر عليها قوات الأسد في سنجار"
_AR_LEFT: Final = frozenset("خرج خرجت جاء جاءت".split())
_AR_KEPT: Final = frozenset("يسيطر تسيطر خاضعه تابعه".split())
_AR_GUNS: Final = frozenset(
    "مواقع معسكرات قواعد مرابض نقاط مقرات مواقعها معسكراتها قواعدها مرابضها نقاطها مقراتها".split()
)


_AR_BODIES: Final = frozenset("لجان تنسيقيه غرفه شبكه هييه مديريه نقابه بلديه جمعيه".split())
_BODY_REACH: Final = 4


def _is_of_the_source(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether a name ends that of who is cited: "أفادت لجان مقاومة الفاشر بأن"."""
    if name.last >= len(tokens) or not {"ان", "بان"} & set(tokens[name.last].forms):
        return False
    ahead = tokens[max(0, name.first - _BODY_REACH) : name.first]
    return any(_AR_BODIES.intersection(t.forms) for t in ahead)


_AR_STATIONED: Final = ("متمركز", "منتشر", "متواجد", "مرابط")
_DASHES: Final = frozenset("-–—/\u0640")
_DATELINE: Final = 9


def _is_dateline(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether an Arabic sentence opens with where it was filed: "بغداد (وكالة) -", "حماة-سانا"."""
    after = [t.word for t in tokens[last : last + _DATELINE]]
    if after and 1 < first < _DATELINE and tokens[first - 1].word in _DASHES:
        return after[0] in (":", "-", "–")  # "الوكالة الوطنية - صور:"
    if first or not after:
        return False
    if after[0] in _DASHES:
        return True
    if after[0] == "(" and ")" in after[:6]:
        return True
    return bool(_DASHES & set(after)) and (after[0] == "،" or after[0][0].isdigit())


_AR_SPEAKS: Final = frozenset(
    "تعلن تقول توكد تنفي تتوعد تدعو تدين تستنكر ترد تهدد تتهم تكشف تحذر تطالب تعترف تبحث ترفض تدعي تزعم اعلنت قالت نفت اكدت اتهمت دعت "
    "حذرت ادانت توعدت رفضت هددت كشفت".split()
)


def _speaks_arabic(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a capital or country is a government that speaks: "وأنقرة تعلن", "نفت موسكو"."""
    if not arabic_government(tokens[first:last]):
        return False
    beside = [*tokens[max(0, first - 1) : first], *tokens[last : last + 1]]
    return any(_AR_SPEAKS.intersection(t.forms) for t in beside)


def role_behind_that(tokens: Sequence[Token], first: int, last: int) -> Role | None:
    """Return what a capital behind "that" does: "وإن أنقرة كانت قد بعثت", the government; "إن دمشق تعرضت لقصف", the town."""
    if not first or tokens[first - 1].low not in _THAT or not arabic_government(tokens[first:last]):
        return None
    befalls = any(_AR_BEFALLING.intersection(t.forms) for t in tokens[last : last + 2])
    return "event" if befalls else "source"


_AR_BEFALLING: Final = frozenset(
    "شهدت تشهد تعرضت تتعرض اهتزت تهتز استيقظت قصفت تقصف سقطت محاصره هدف هدفا خاليه".split()
)
_AR_WITHIN: Final = frozenset(
    "في داخل وسط قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي مدينه العاصمه ريف محيط محافظه حي ضاحيه انحاء مطار مشارف اطراف وريف ناحيه قضاء بلده قريه منطقه مديريه ولايه اقليم".split()
)
_TO_DEED: Final = 5


def _is_spoken_of(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether a capital stands for its government: "اتفقت عليه أنقرة وموسكو", not "قصفت دمشق"."""
    if not arabic_government(tokens[name.first : name.last]) or (
        name.skip and tokens[name.first].forms[0][:1] == "ب"
    ):
        return False
    ahead = tokens[max(0, name.first - _TO_DEED) : name.first]
    if any(_AR_WITHIN.intersection(t.forms) for t in ahead[-2:]):
        return False
    return not any(
        h.row["pos"] != "a" and not h.row["kind"].startswith("agree")
        for h in built_in("triggers").find(ahead)
    )


def names_a_group(tokens: Sequence[Token], name: Toponym | Spot) -> bool:
    """Return whether a name is only a part of that of an armed group: "جبهة النصرة", "كتيبة جنين"."""
    actors = built_in("actors")
    for k in range(max(0, name.first - 3), name.first):
        hit = actors.at(tokens, k)
        if hit is not None and hit.first < name.first and name.last <= hit.last:
            return True
    hit = actors.at(tokens, name.first)
    return hit is not None and hit.last > name.last
