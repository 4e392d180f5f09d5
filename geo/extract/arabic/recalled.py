"""Which words of an Arabic sentence only describe a place: what befell it long ago, how near an army has come.

The secret of this module is the relative clause behind a name: "التي شهدت مجزرة عام 2017", "التي سيطرت
عليها الفصائل أمس" and, behind villages without an article, "كانت القوات قد دخلتهما" tell which place is
meant; "لتصبح على مشارف X" tells what the taking of another opened the way to.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.campaigns import OLD_AFTER
from geo.extract.arabic.words import BACK_TO_PLACE, PAUSES, forms_in, without_conjunction
from geo.extract.text import folded
from geo.extract.toponyms.looks import look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.dates import Clock, When
    from geo.extract.lexicon import Hit
    from geo.extract.roles import Spot
    from geo.extract.text import Token

_WHICH: Final = folded("التي الذي اللتين اللتان اللذين اللذان")
_WAS: Final = frozenset({"كان", "كانت", "كانوا", "كانتا"})
_HELD: Final = frozenset(
    {"gain", "gain?", "enter?", "seize?", "siege?", "leave?", "free?", "took?", "lose?", "giveup?", "regain?", "handover?", "grip?"}
)  # fmt: skip
_ONCE: Final = folded("سبق سابقا السابق الماضي الماضية عام العام سنوات أعوام شهور أشهر")
_ON_IT: Final = (
    "عليها", "عليه", "عليهما", "منها", "منه", "منهما", "اليها", "اليه", "فيها", "فيه", "فيهما", "بها", "به",
)  # fmt: skip
_PRONOUNS: Final = ("ها", "هما", "ته", "وه")
_TO_PRONOUN: Final = 6
_TO_WAS: Final = 3
_LONGEST: Final = 16


def recalled(
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    spots: Sequence[Spot],
    dates: Sequence[When],
    clock: Clock,
) -> frozenset[int]:
    """Return the tokens of clauses that tell what had befallen a place, beside a deed that is told of it now.

    Parameters
    ----------
    hits
        All trigger words of the sentence, arms and doers among them.
    spots
        The places that may be where something happened.
    """
    deeds = [h for h in hits if h.row["pos"] != "a"]
    ends = {spot.last for spot in spots}
    found: set[int] = set()
    for k, token in enumerate(tokens):
        which = not _WHICH.isdisjoint(token.forms) and bool({k, k - 1} & ends)
        was = not which and k > 0 and token.low in _WAS and _is_bare(tokens, k, ends)
        if not (which or was) or k in found:
            continue
        end = _end(tokens, deeds, k)
        inside = [h for h in deeds if k < h.first < end]
        outside = [h for h in deeds if not k < h.first < end]
        if not (inside and outside) or any(k < s.first < end for s in spots):
            continue
        if (was and not _had_been(tokens, inside, k, end)) or (
            which and not _is_past(tokens, inside, dates, k, end, clock)
        ):
            continue
        found.update(range(k, end))
    return frozenset(found)


def _end(tokens: Sequence[Token], deeds: Sequence[Hit], k: int) -> int:
    """Return where the clause that opens at token `k` ends: at a pause, or a verb that "and" joins."""
    verbs = {h.first for h in deeds if h.row["pos"] == "v"}
    for j in range(k + 1, min(len(tokens), k + _LONGEST)):
        if tokens[j].word in PAUSES or tokens[j].word == ".":
            return j
        joined = tokens[j].low[:1] in ("و", "ف") and without_conjunction(tokens[j]) != tokens[j].low
        if j in verbs and joined and j > k + 1:
            return j
    return min(len(tokens), k + _LONGEST)


def _is_bare(tokens: Sequence[Token], k: int, ends: set[int]) -> bool:
    """Return whether "was" follows a name, or where one lies, without "and" or a pause."""
    return any(j in ends for j in range(k, k - _TO_WAS, -1)) and tokens[k - 1].word not in PAUSES


def _had_been(tokens: Sequence[Token], inside: Sequence[Hit], k: int, end: int) -> bool:
    held = all(h.row["kind"] in _HELD for h in inside)
    return held and ("قد" in forms_in(tokens[k:end]) or _points_to_it(tokens, inside[0], end))


def _is_past(
    tokens: Sequence[Token],
    inside: Sequence[Hit],
    dates: Sequence[When],
    k: int,
    end: int,
    clock: Clock,
) -> bool:
    """Return whether a relative clause tells of the past: by its year, by "had", or by who held the place."""
    own = [d for d in dates if k < d.first < end]
    if any(_is_old(d, clock) for d in own):
        return True
    opening = forms_in(tokens[k + 1 : k + 3])
    if opening & _WAS or opening & {"سبق"} or (forms_in(tokens[k:end]) & _ONCE and not own):
        return True
    held = all(h.row["kind"] in _HELD and h.row["pos"] == "v" for h in inside)
    return held and _points_to_it(tokens, inside[0], end)


def _is_old(when: When, clock: Clock) -> bool:
    return (
        when.end is not None
        and clock.published is not None
        and clock.published - when.end > OLD_AFTER
    )


def _points_to_it(tokens: Sequence[Token], hit: Hit, end: int) -> bool:
    """Return whether the verb leads back to the place before it: "سيطرت عليها", "دخلتهما"."""
    if tokens[hit.first].low.endswith(_PRONOUNS):
        return True
    return any(t.low in _ON_IT for t in tokens[hit.last : min(end, hit.last + _TO_PRONOUN)])


_AFTER: Final = folded("بعد إثر عقب بعدما حين عندما إذ")


def _turns(tokens: Sequence[Token], k: int) -> bool:
    """Return whether token `k` leads to what came before: "على أبواب X بعد انتزاعها Y", not "على بعد"."""
    return bool(set(tokens[k].forms) & _AFTER) and not (k and tokens[k - 1].low == "علي")


_BECOMING: Final = folded(
    "ليصبح لتصبح ليصير لتصير ليغدو لتغدو ليكون لتكون بات باتت باتوا أصبح أصبحت أصبحوا صار صارت صاروا غدا غدت تصبح يصبح"
)
_EDGES: Final = folded("مشارف تخوم أبواب أعتاب بوابة مقربة بعد مسافة مرمى حدود")
_NEARNESS: Final = folded("قريبة قريبا أقرب هدف هدفه هدفها هدفهم الهدف وجهته وجهتها")
_TARGET: Final = folded("هدف الهدف")
_FIRE: Final = folded("قصف غارة غارات ضربات نيران صواريخ قذائف طائرات طيران مدفعية براميل")
_TO_FIRE: Final = 4
_OVERLOOKING: Final = folded(
    "يشرف تشرف مشرفا مشرفة يطل تطل مطلا مطلة المطل المطلة المشرف المشرفة يكشف تكشف كاشفا كاشفة ترصد يرصد راصدا راصدة يهدد تهدد مهددا مهددة ممهدا ممهدة"
)
# A threat and a disclosure take an object: what stands "on" something behind it is not looked down on.
_THREATENING: Final = folded("يكشف تكشف يهدد تهدد مهددا مهددة")
_TO_EDGE: Final = 9
_TO_TARGET: Final = 5


def is_approached(tokens: Sequence[Token], spot: Spot) -> bool:
    """Return whether an army has only come near a place, or looks down on it: "لتصبح على مشارف X", "بات يشرف على X"."""
    start = max(0, spot.first - _TO_EDGE)
    pauses = [k for k in range(start, spot.first) if tokens[k].word in PAUSES or _turns(tokens, k)]
    ahead = tokens[pauses[-1] + 1 if pauses else start : spot.first]
    became = next((k for k, t in enumerate(ahead) if set(t.forms) & _BECOMING), None)
    if became is None:
        over = next((k for k, t in enumerate(ahead) if set(t.forms) & _OVERLOOKING), None)
        if over is None:
            return False
        near = 2 if _THREATENING.isdisjoint(ahead[over].forms) else 1
        return "علي" in forms_in(ahead[over + 1 : over + 1 + near])
    if _is_under_fire(tokens, spot.first - len(ahead) + became, spot.last + _TO_TARGET):
        return False
    words = forms_in(ahead[became + 1 :])
    if words & (_NEARNESS | _OVERLOOKING):
        return True
    on = any(
        t.low == "علي" and forms_in(ahead[k + 1 : k + 2]) & _EDGES for k, t in enumerate(ahead)
    )
    behind = forms_in(tokens[spot.last : spot.last + _TO_TARGET])
    return on or (became == len(ahead) - 1 and bool(behind & _NEARNESS))


def _is_under_fire(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a place became the target of fire, not of an advance: "باتت X هدف القصف"."""
    for k in range(start, min(end, len(tokens))):
        if not _TARGET.isdisjoint(tokens[k].forms):
            behind = takewhile(lambda t: t.word not in PAUSES, tokens[k + 1 : k + _TO_FIRE])
            return not _FIRE.isdisjoint(forms_in(list(behind)))
    return False


def is_known(tokens: Sequence[Token], head: int) -> bool:
    """Return whether a noun speaks of a deed told before: "القصف", "تحرير المدينة"."""
    if any(f.startswith("ال") for f in tokens[head].forms):
        return True
    return bool(forms_in(tokens[head + 1 : head + 2]) & BACK_TO_PLACE)


_CEASED: Final = folded("يتوقف تتوقف ينقطع تنقطع يهدأ تهدأ")


def is_unceasing(tokens: Sequence[Token], heads: Sequence[int]) -> bool:
    """Return whether deeds told before have only not ceased: "لكن القصف لم يتوقف على ريف X"."""
    return all(
        is_known(tokens, h)
        and any(
            a.low in _NOT and not _CEASED.isdisjoint(b.forms)
            for a, b in pairwise(tokens[max(0, h - 3) : h + 4])
        )
        for h in heads
    )


_NOT: Final = ("لم", "ولم", "لا", "ولا", "فلم")
_SAYING: Final = folded(
    "يوضح توضح يذكر تذكر يحدد تحدد يعلق تعلق يكشف تكشف يعلن تعلن يصدر تصدر يشر تشر يعرف تعرف يتضح تتضح يتبين تتبين يفصح تفصح يؤكد تؤكد يبين تبين"
)


def is_unsaid(tokens: Sequence[Token], heads: Sequence[int]) -> bool:
    """Return whether nobody said more of deeds told before: "ولم يوضح المرصد من نفذ الغارات"."""
    opened = len(tokens) > 1 and tokens[0].low in _NOT and not _SAYING.isdisjoint(tokens[1].forms)
    return opened and any(is_known(tokens, h) for h in heads)


def was_doing(tokens: Sequence[Token]) -> bool:
    """Return whether "was" sets a scene: "كان ثلاثة أطفال يلهون", "كانت تقلهم حافلة"."""
    was = next((k for k, t in enumerate(tokens) if set(t.forms) & _WAS), len(tokens))
    behind = forms_in(tokens[was + 1 :])
    if behind & (_WHEN_IT | LOT) or (behind & _MOST and behind & _AS):
        return True  # "كان في سيارته حين", "كانت X الأشد تضرراً، إذ سقط فيها"
    if was and tokens[was - 1].word in "،," and forms_in(tokens[was + 1 : was + 2]) & _ABOARD:
        return True  # "رمى مجهولون، كانوا على دراجة، قنبلة"
    for k, token in enumerate(tokens[was + 1 : was + _TO_DOING]):
        plain = len(token.low) > _SHORT and look_at(token.word, token.forms)[1] in ("", "x")
        she = not k and token.low[0] == "ت" and not token.low.endswith(("ه", "يا", "ات"))
        if plain and (token.low[0] == "ي" or she):
            return True
    return False


_WHEN_IT: Final = folded("حين حينما عندما لحظه لما")
_TO_DOING: Final = 6
_MOST: Final = folded("الأشد الأكثر الأعنف الأسوأ")
LOT: Final = folded(
    "هدفا عرضة موعد نصيب نصيبها نصيبه النصيب الحصة حصة حصتها حصته كافية كافيا كفيلة كفيلا"
)
_AS: Final = folded("إذ حيث")
_ABOARD: Final = folded("على في داخل متن")
_SHORT: Final = 3
