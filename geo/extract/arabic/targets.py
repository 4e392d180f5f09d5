"""What an Arabic frame's words amount to, by the weapon told and by who was there.

The secret of this module is the way from Arabic kinds to those that `geo.extract.kinds` knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.arabic.nouns import FIGHTERS, FLYING
from geo.extract.arabic.peculiar import is_thrown
from geo.extract.arabic.words import DEADLY, HARM, forms_in
from geo.extract.armed import CIVILIANS
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

MASSACRES: Final = folded("مجزره مجازر مذبحه مذابح مجزرتين مجزرتان مذبحتين مذبحتان")
_MILITARY: Final = folded(
    "نقطه نقاط حاجز حواجز دوريه دوريات ثكنه ثكنات مواقع موقع مقر مقرات رتل ارتال قاعده معسكر عسكريه امنيه لواء كتيبه فوج مرابطه حاجزا موقعا مقرا رتلا معسكرا"
)
_CIVIL: Final = folded(
    "مدنيين مدني مدنيون نازحين نازحون مزارعين مزارع رعاه عمال عامل ركاب حافله مصلين صحفي صحفيين صحافيين مسعف مسعفين اسعاف اغاثه مساعدات سكان قرويين قرويون مسافرين "
    "مواطن مواطنين اهالي طلاب تلاميذ سايق سائق عايله عائله منتظري"
)
_ON_FOOT: Final = folded("لاستعاده بري بريا معاكس معاكسا واسعا عنيفا")
_ATTEMPT: Final = 5
REMOTE: Final = frozenset({"hit", "air", "shell", "ied", "blast", "strike"})


def settle(frame: Frame) -> None:
    """Turn Arabic kinds into those that `geo.extract.kinds.classify` knows."""
    if not frame.kinds:
        return
    if set(frame.kinds) == {"agreement"} and frame.means & {"air", "shell"} and _breaks_it(frame):
        frame.kinds = ["hit"] * len(frame.kinds)
    if "disrupt" in frame.kinds:
        foiled = frame.heads[frame.kinds.index("disrupt")]
        frame.tolls = [t for t in frame.tolls if not foiled < t.anchor <= foiled + _ATTEMPT]
        if set(frame.kinds) & _ON_GROUND and _is_foiled(frame, foiled):
            frame.kinds = ["clash" if k == "disrupt" else k for k in frame.kinds]
    if set(frame.kinds) & REMOTE:
        frame.means.discard("protest")
    swap = {"elim": "kill", "finds": "disrupt"} | _by_weapon(frame) | _by_target(frame)
    drop = _idle_kinds(frame)
    if "leave" in frame.kinds:
        # Who withdraws, so that others only walk in, cedes the place. Told as taken, it was taken, and
        # the withdrawal tells of the beaten; "without a fight" has made a transfer of it before.
        ceded = frame.kinds[0] == "leave" and bool({"enter", "push"} & set(frame.kinds))
        ceded = ceded and not {"clash", "gain"} & set(frame.kinds)
        swap["leave"] = "transfer" if ceded else "move"
        alone = set(frame.kinds) - drop == {"leave"}
        drop |= {"gain", "enter", "push"} if ceded else set() if alone else {"leave"}
    kept = [k for k, kind in enumerate(frame.kinds) if kind not in drop] or [0]
    crowd = _is_crowd(frame)
    if {frame.kinds[k] for k in kept} == {"enter"} and len(kept) < len(frame.kinds):
        frame.means -= {"air", "shell"}  # those of the fire that went before
    frame.heads = [frame.heads[k] for k in kept]
    frame.kinds = [swap.get(frame.kinds[k], frame.kinds[k]) for k in kept]
    if crowd:
        frame.kinds.append("protest")
        frame.heads.append(frame.heads[0])


_BREAKING: Final = folded("خرق خرقت خرقته خرقتها خرقوه انتهك انتهكت انتهكته انتهكتها")


def _breaks_it(frame: Frame) -> bool:
    """Return whether a truce is told to be broken by fire: "وقف إطلاق النار، لكن القوات خرقته بقذائف على X"."""
    return bool(forms_in(frame.sentence.tokens[frame.heads[-1] :]) & _BREAKING)


_ON_GROUND: Final = frozenset({"raid", "assault", "push", "clash"})
_THE_TRY: Final = folded(
    "المحاولة المحاولات الهجوم التسلل الاقتحام التقدم محاولتها محاولتهم هجومها هجومهم"
)
_TO_TRY: Final = 4


def _is_foiled(frame: Frame, head: int) -> bool:
    """Return whether the attack told before was beaten off: "حاولت القوات اقتحام X، غير أن المقاتلين أحبطوا المحاولة"."""
    return bool(forms_in(frame.sentence.tokens[head + 1 : head + _TO_TRY]) & _THE_TRY)


def _idle_kinds(frame: Frame) -> set[str]:
    """Return the kinds that say nothing beside stronger ones."""
    kinds = set(frame.kinds)
    drop: set[str] = set()
    if kinds & {"shot", "clash", "raid", "assault"}:
        drop.add("siege")
    if kinds - {"carry"}:
        drop.add("carry")
    if kinds & {"clash", "gain"}:
        drop.add("loot")  # what was taken from the beaten
    drop |= _idle_ways(frame) | _under_cover(frame)
    if kinds & (REMOTE | HARM | {"fire"}):
        drop.add("intercept")
    if kinds == {"finds", "ied"} and not frame.tolls:
        drop.add("ied")
    if (
        "vac" in kinds
        and kinds & REMOTE
        and forms_in([frame.sentence.tokens[h] for h in frame.heads]) & MASSACRES
    ):
        drop.add("vac")
    blown = [
        frame.sentence.tokens[h].low
        for h, k in zip(frame.heads, frame.kinds, strict=True)
        if k == "blast"
    ]
    armed = any(t.victim_class in ("soldiers", "police", "fighters") for t in frame.tolls)
    if "assault" in kinds and armed and blown and all(w.endswith("فجروا") for w in blown):
        drop.add("blast")  # the attackers also set off bombs
    if _is_bomber_slain(frame) or (kinds & {"raid", "arrest"} and "blast" not in kinds):
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
    if kinds - {"finds"} - HARM - drop:
        drop.add("finds")
    if kinds & {"clash", "shot"} and kinds & {"ied", "grenade"} and _by_hand(frame):
        drop |= {"ied", "grenade"}
    drop |= _idle_finds(frame)
    return drop


def _idle_finds(frame: Frame) -> set[str]:
    """Return the kinds that say nothing beside arms found or an attack foiled: mines cleared where men came in do not count."""
    kinds = set(frame.kinds)
    if "gain" in kinds and kinds & {"finds", "disrupt"}:
        return {"finds", "ied", "disrupt"}
    if "disrupt" in kinds and not any(t.quantity in DEADLY and t.low for t in frame.tolls):
        return kinds - {"disrupt"}
    return set()


def _idle_ways(frame: Frame) -> set[str]:
    """Return the kinds that only tell how they came to burn and rob, or why they left."""
    kinds = set(frame.kinds)
    if kinds & {"burn", "loot"} and not kinds & {"clash", "gain"} and not frame.tolls:
        return {"enter", "leave"} | ({"raid"} if _only_advanced(frame) else set())
    if kinds == {"leave", "agreement"} and frame.kinds[0] == "leave":
        return {"agreement"}  # "pulled out in keeping with the agreement"
    return set()


_COVERED: Final = folded("بعد عقب إثر تحت وسط بغطاء غطاء بإسناد بتغطية بتمهيد")
_TO_COVERED: Final = 4  # tokens of "تحت غطاء من" before "القصف"


def _under_cover(frame: Frame) -> set[str]:
    """Return the fire that only led up to ground being entered, or covered it: "دخلت القوات X بعد قصف عنيف"."""
    entered = next((h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "enter"), None)
    if entered is None or frame.tolls or frame.total is not None:
        return set()
    tokens = frame.sentence.tokens
    fire = [(h, k) for h, k in zip(frame.heads, frame.kinds, strict=True) if k in REMOTE]
    covered = all(
        h > entered and forms_in(tokens[max(entered, h - _TO_COVERED) : h]) & _COVERED
        for h, _ in fire
    )
    return {k for _, k in fire} if covered else set()


_ADVANCES: Final = ("توغل", "اجتاح", "اجتياح")


def _only_advanced(frame: Frame) -> bool:
    """Return whether a "raid" is only how bulldozers came: "توغلت جرافات وهدمت"."""
    raids = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "raid"]
    return all(frame.sentence.tokens[h].forms[-1].startswith(_ADVANCES) for h in raids)


_REPELS: Final = ("صد", "احبط", "تصد")


def _is_bomber_slain(frame: Frame) -> bool:
    """Return whether a bomber was only killed where an attack was repelled: "صدت الهجوم وقتلت انتحارياً"."""
    tokens = frame.sentence.tokens
    bombers = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "suicide"]
    slain = [h for h in bombers if h and tokens[h - 1].forms[-1].startswith("قتل")]
    repelled = any(t.forms[-1].startswith(_REPELS) for t in tokens[: bombers[0]]) if bombers else 0
    return bool(bombers) and slain == bombers and bool(repelled)


_THROWN: Final = folded("القى القت القوا القاء رمى رمت رموا")


def _by_hand(frame: Frame) -> bool:
    """Return whether a charge was only thrown in a fight: "ألقى عبوة داخل الدبابة ثم اشتبكوا مع الجنود"."""
    tokens = frame.sentence.tokens
    bombs = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in ("ied", "grenade")]
    return all(forms_in(tokens[max(0, h - 2) : h]) & _THROWN for h in bombs)


def _by_weapon(frame: Frame) -> dict[str, str]:
    """Return what "hit", "killed" and "put down" mean by the weapon told beside them."""
    kinds, means = set(frame.kinds), frame.means
    swap: dict[str, str] = {}
    heads = [frame.sentence.tokens[h] for h in frame.heads]
    murdered = any(t.forms[-1].startswith(_MURDERS) for t in heads)  # "اغتالت مسيّرة قيادياً"
    afar = "air" in means and murdered and "gun" not in means
    if (
        kinds <= HARM | {"vac"}
        and means & {"air", "shell"}
        and (afar or forms_in(heads) & MASSACRES)
    ):
        swap["vac"] = "air" if "air" in means else "shell"  # "طائرات النظام ارتكبت مجزرة"
    if "ied" in kinds and "air" in means and _is_flown(frame, "ied"):
        swap["ied"] = "air"  # طائرات مسيرة مفخخة
    if means & {"air", "shell"}:
        swap["hit"] = "air" if "air" in means else "shell"
        if "air" in means and _is_flown(frame):
            swap["suicide"] = "air"
    elif kinds <= HARM and means & {"gun", "shot"}:
        swap["kill"] = "shotdead"
    if kinds <= HARM and not means - {"gun"}:
        swap["elim"] = "clash"  # fighters put down by the other side
    return swap


_MURDERS: Final = ("اغتا", "تغتا", "يغتا", "اغتي")


def _is_flown(frame: Frame, told: str = "suicide") -> bool:
    """Return whether "suicide" or "rigged" is said of a drone: مسيّرة انتحارية."""
    tokens = frame.sentence.tokens
    return any(
        forms_in(tokens[max(0, h - 3) : h + 2]) & FLYING
        for h, k in zip(frame.heads, frame.kinds, strict=True)
        if k == told
    )


_SEARCHES: Final = ("داهم", "مداهم", "دهم", "توغل")


def _by_target(frame: Frame) -> dict[str, str]:
    """Return what "attacked" and "fired at" mean by who was there."""
    kinds, tokens = set(frame.kinds), frame.sentence.tokens
    near_by = [t for h in frame.heads for t in tokens[h + 1 : h + _TO_HOW]]
    if "assault" in kinds and forms_in(near_by) & _SEXUALLY:
        return {"assault": "sexual"}
    if kinds & _LYNCHING and _is_mob(frame):
        return dict.fromkeys(kinds & _LYNCHING, "mob")
    if _is_crowd(frame):
        riot = {"raid": "riot"} if "raid" in kinds else {}
        return riot or ({"kill": "shot"} if "gun" in frame.means else {})
    if kinds <= {"raid", "carry"} and not frame.tolls:
        if _stormed_by_fighters(frame):
            return {"raid": "clash"}
        forms = forms_in([tokens[h] for h in frame.heads])
        return {"raid": "other"} if any(f.startswith(_SEARCHES) for f in forms) else {}
    if "raid" in kinds and kinds <= HARM | {"raid", "carry"} and _at_post(frame, "raid"):
        return {"raid": "clash"}
    unarmed = any(t.victim_class in ("civilians", "children") for t in frame.tolls)
    if kinds <= HARM | {"shot"} and not unarmed and _at_post(frame, "shot"):
        return {"shot": "clash"}
    if "shot" in kinds and not kinds & (REMOTE | {"clash"}) and _is_at_people(frame):
        return {"shot": "vac", "assault": "vac"}
    by_guns = "hit" in kinds and "gun" in frame.means and not frame.means & {"air", "shell"}
    if by_guns and any(forms_in(tokens[h + 1 : h + 3]) & _MUTUAL for h in frame.heads):
        return {"hit": "clash"}  # "استهدافات متبادلة بالرشاشات"
    aimed = {"hit"} if "assault" in kinds and not frame.means & {"air", "shell"} else set()
    if not kinds & {"assault", "shot"} or kinds & (REMOTE - aimed | {"raid", "vac"}):
        return {}
    near = {k for h in frame.heads for k in range(max(0, h - 9), min(h + 6, len(tokens)))}
    words = forms_in([tokens[k] for k in near])
    slain = [t for t in frame.tolls if t.quantity == "killed" and t.low]
    residents = any(
        forms_in(tokens[t.first : t.last + 2]) & _CIVIL
        or t.victim_class in ("civilians", "children")
        for t in slain
    )
    if "assault" in kinds and words & _ON_FOOT:
        return {"assault": "clash"}
    if "assault" in kinds and words & _MILITARY and not residents:
        return {"assault": "clash"}
    flown = "air" in frame.means and not frame.means & {
        "gun",
        "shot",
        "shell",
    }  # "هجوم شنته طائرات"
    if flown or "clash" in kinds or not words & _CIVIL:
        return {}
    return {"assault": "vac", "shot": "vac"}


_MUTUAL: Final = folded("متبادل متبادلة متبادلا المتبادل المتبادلة")
_SEXUALLY: Final = folded("جنسيا جنسي جنسية")
_TO_HOW: Final = 7
_LYNCHING: Final = frozenset({"kill", "vac", "burn", "assault", "hit"})
_MOB: Final = folded(
    "حشد الحشد جمع جمهور الجمهور أهالي الأهالي غاضبون غاضب ثائرون غوغاء جيرانه جيرانها جيران المارة شبان سكان"
)
_WITH_HANDS: Final = folded(
    "بالعصي بالحجارة بالهراوات رجموه رجموها رجموا رجما رجم سحلوه سحلوها سحلوا سحلا ضربا الضرب"
)
_ABLAZE: Final = folded("رجل رجلا شاب شابا امرأة مشتبه متهم لص")
_TO_MOB: Final = 14


def _is_mob(frame: Frame) -> bool:
    """Return whether a crowd did it with its hands: "انهال جمهور غاضب بالعصي عليه حتى فارق الحياة"."""
    tokens = frame.sentence.tokens
    near = tokens[max(0, frame.heads[0] - _TO_MOB) : frame.heads[-1] + _TO_MOB]
    words = forms_in(near)
    burnt = "burn" in frame.kinds and any(
        forms_in(tokens[h + 1 : h + 6]) & _ABLAZE
        for h, k in zip(frame.heads, frame.kinds, strict=True)
        if k == "burn"
    )
    armed = any(h.row["kind"] in ("state", "rebel") for h in built_in("actors").find(near))
    return bool(words & _MOB) and (bool(words & _WITH_HANDS) or burnt) and not armed


_STORMED: Final = folded("بلدة قرية مدينة أطراف ضواحي مواقع أحياء حي مشارف محيط")


def _stormed_by_fighters(frame: Frame) -> bool:
    """Return whether fighters, not the police of the place, stormed a town: "اقتحم مقاتلون أطراف X"."""
    tokens = frame.sentence.tokens
    raids = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "raid"]
    behind = [tokens[h + 1 : h + _TO_POST] for h in raids]
    return any(forms_in(near[:3]) & FIGHTERS and forms_in(near) & _STORMED for near in behind)


_HELD_POSTS: Final = folded("حاجز حاجزا ثكنة مخفر مخفرا نقطة معسكر معسكرا قاعدة كمينا دورية")
_TO_POST: Final = 7  # tokens of "stormed, gunmen from the group, a post"


def _at_post(frame: Frame, kind: str) -> bool:
    """Return whether men under arms hold what was stormed or fired on: "داهم مسلحون حاجزاً", "أطلقوا النار على نقطة تفتيش"."""
    tokens = frame.sentence.tokens
    heads = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == kind]
    near = [tokens[h + 1 : h + _TO_POST] for h in heads]
    if kind == "shot":
        near = [n[k + 1 : k + 3] for n in near for k, t in enumerate(n) if t.low == "علي"]
    return any(forms_in(n) & _HELD_POSTS for n in near)


_AIMED: Final = folded("على باتجاه صوب نحو")
_AT_THEM: Final = ("عليه", "عليها", "عليهم", "عليهما")
_AT_HIM: Final = ("امطره", "امطرها", "امطروه", "امطروها", "امطرهم", "امطروهم")
_RESIDENTS: Final = folded("اهله اهلها اهاليها اهاليه سكانها سكانه سكان اهالي المصلين الماره ماره")
_TO_AIM: Final = 9
_TO_AIMED: Final = 3
_TO_PERSON: Final = 10


def _is_at_people(frame: Frame) -> bool:
    """Return whether shots were fired at somebody without arms: "على محامية", "منزل ناشط وأطلقوا عليه"."""
    tokens, victims = frame.sentence.tokens, built_in("victims")
    if any(t.victim_class in ("soldiers", "fighters", "police") for t in frame.tolls):
        return False
    for head in (h for h, k in zip(frame.heads, frame.kinds, strict=True) if k == "shot"):
        if tokens[head].low.endswith(_AT_HIM) and not forms_in(tokens) & _MILITARY:
            return True  # "أمطروه بالرصاص"
        aim = next(
            (k for k in range(head, min(head + _TO_AIM, len(tokens))) if _aims(tokens[k])), None
        )
        if aim is None:
            continue
        if tokens[aim].low in _AT_THEM:
            told = victims.find(tokens[max(0, head - _TO_PERSON) : head])
        else:
            near = tokens[aim + 1 : aim + 1 + _TO_AIMED]
            if forms_in(near[:1]) & _RESIDENTS:
                return True
            told = victims.find(near)[:1]
        if any(h.row["class"] in CIVILIANS for h in told):
            return True
    return False


def _aims(token: Token) -> bool:
    return bool(set(token.forms) & _AIMED) or token.low in _AT_THEM


def _is_crowd(frame: Frame) -> bool:
    """Return whether what protesters do or suffer is told."""
    kinds = set(frame.kinds)
    deeds = kinds & {"shot", "burn", "riot", "kill", "raid", "arrest"}
    return "protest" in frame.means and bool(deeds) and not kinds & (REMOTE | {"vac"})


_TO_LOSS: Final = 12
_DUAL: Final = ("تين", "تان")


def is_idle_arm(tokens: Sequence[Token], hits: Sequence[Hit], arm: Hit) -> bool:
    """Return whether an arm was lost, or only flew over, and tells not how something was done."""
    ahead = forms_in(tokens[max(0, arm.first - _TO_FLIER) : arm.first])
    behind = forms_in(tokens[arm.last : arm.last + _TO_FLIER])
    flies = bool((ahead & _FLYING_OVER) or (behind & _FLIES))
    fights = tokens[arm.first].low == "المقاتله" and bool(
        forms_in(tokens[max(0, arm.first - 1) : arm.first]) & _WHO_FIGHT
    )
    return ((flies or fights) and arm.row["kind"] == "air") or _is_loss(tokens, hits, arm)


_BACKED: Final = folded("مدعومين مدعومه مدعوم مدعوما بدعم باسناد بغطاء بمسانده مسنودين مسنوده غطاء")


def is_backing(tokens: Sequence[Token], k: int) -> bool:
    """Return whether an arm only backs those who do it: "بغطاء الطيران الروسي", "تحت غطاء من الطيران"."""
    if k and tokens[k - 1].low == "من":
        k -= 1
    return bool(forms_in(tokens[max(0, k - 1) : k]) & _BACKED)


_WHO_FIGHT: Final = folded(
    "الفصائل القوى المجموعات القوات الوحدات الكتائب التشكيلات الأطراف الجماعات الألوية"
)  # with whom "المقاتلة" is no aircraft
_FLYING_OVER: Final = folded("تحليق")  # "تحليق مكثف لطيران الاستطلاع"
_FLIES: Final = folded("يحلق تحلق")  # "وطيران الاستطلاع يحلق فوق البلدة"
_TO_FLIER: Final = 2


def _is_loss(tokens: Sequence[Token], hits: Sequence[Hit], arm: Hit) -> bool:
    """Return whether an arm is counted among what was destroyed or shot down: "دمرت أربعة مدافع"."""
    undone = any(
        h.row["kind"] in ("destroy", "down?") and 0 < arm.first - h.first <= _TO_LOSS for h in hits
    )
    if not undone:
        return False
    ends = {n.last for n in numbers(tokens) if n.low is not None}
    return bool(ends & {arm.first, arm.first - 1}) or tokens[arm.first].low.endswith(_DUAL)


_ARMOUR: Final = folded(
    "دبابه دبابتين دبابات عربه عربتين عربات مدرعه مدرعات اليه اليات سياره سيارات جرافه مدفع مدفعين رشاش قاعده راجمه مقر غرفه"
)


def is_shot_up(frame: Frame) -> bool:
    """Return whether "destroyed" tells of fire: "دمرت دبابة بصاروخ مضاد للدروع"."""
    tokens = frame.sentence.tokens
    return any(
        kind == "destroy"
        and forms_in(tokens[head + 1 : head + 3]) & _ARMOUR
        and any(is_thrown(t) for t in tokens[head + 2 : head + 12])
        for head, kind in zip(frame.heads, frame.kinds, strict=True)
    )
