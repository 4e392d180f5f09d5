"""What binds a count to a word of harm in Arabic.

The secret of this module is the cost of a bond: the verb or verbal noun stands first, and only a verb
in the plural looks back; what lies between, and other counts, make it dearer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.counts.shared import MAX_WAY, STOP, Bond, Counted, Harm
from geo.extract.lexicon import built_in
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token

BEING: Final = frozenset("هم هما وهم وهما".split())
_MAX_COST: Final = 20.0  # the verb stands first, and its subject may come after much else
_CLAUSE: Final = frozenset(
    "بينما فيما بعد قبل حين عندما حيث الذي التي الذين ان انه كما لكن اذ غداه اثر".split()
)
# Verbal nouns govern what follows them only: مقتل ثلاثة, never ثلاثة مقتل.
MASDARS: Final = frozenset(
    "هلاك مقتل بمقتل استشهاد مصرع وفاه ارتقاء اعدام اغتيال تصفيه اصابه باصابه تحييد القضاء اعتقال خطف اختطاف احتجاز توقيف "
    "نزوح تهجير تشريد فرار فقدان اسر اختفاء القاء".split()
)
PLURAL_VERBS: Final = frozenset(
    "سقطوا غيبهم غيبتهم قتلهم قتلتهم ينجوا قتلوا قتلا قتلتا استشهدوا استشهدا توفوا توفيا قضوا قضيا ماتوا ماتا لقوا لقيا اصيبوا اصيبا جرحوا جرحا فارقوا فارقا ارتقوا اعتقلوا "
    "خطفوا خطفا اختطفوا نزحوا فروا فقدوا اسروا احتجزوا مقتولين ميتين".split()
)
_WAW_WORDS: Final = frozenset(
    "وفاه وفيات والد والده والدته والدها والدتها والداها والداه والديه والديها ولديه ولديها ولداه ولد وليد واحد واحده واحدا وزير وكيل "
    "وافد وجيه".split()
)
_OF_DAY: Final = folded(
    "اليوم فجر صباح مساء ظهر السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة"
)


def bond_of(
    tokens: Sequence[Token],
    phrase: Counted,
    harms: Sequence[Harm],
    phrases: Sequence[Counted],
) -> Bond | None:
    """Return the harm that befell those counted, at the lowest cost."""
    best: Bond | None = None
    for harm in harms:
        cost = _cost(tokens, phrase, harm, harms, phrases)
        if cost is None or cost > _MAX_COST or (best is not None and cost >= best.cost):
            continue
        done_away = set(tokens[harm.first].forms) & {"قضي", "قضت", "قضوا"}
        upon = phrase.first and "علي" in tokens[phrase.first - 1].forms
        # قضت في البلدة على عشرين
        best = Bond(cost, replace(harm, quantity="eliminated") if done_away and upon else harm)
    return best


def _cost(
    tokens: Sequence[Token],
    phrase: Counted,
    harm: Harm,
    harms: Sequence[Harm],
    phrases: Sequence[Counted],
) -> float | None:
    """Return what binding `phrase` to `harm` costs; None where grammar forbids it."""
    if max(phrase.first - harm.last, harm.first - phrase.last) > MAX_WAY:
        return None
    if phrase.first <= harm.first < phrase.last:
        if harm.side == "noun":
            return 1.5
        return None if harm.side == "verb" and harm.first > phrase.first else 2.5
    if harm.last <= phrase.first:
        return _cost_behind(tokens, phrase, harm, harms, phrases)
    if harm.side == "noun":
        next_to = harm.first == phrase.last and tokens[harm.first].word[0] != "و"
        return 0.5 if next_to else None
    return _cost_ahead(tokens, phrase, harm, phrases)


def _cost_behind(
    tokens: Sequence[Token],
    phrase: Counted,
    harm: Harm,
    harms: Sequence[Harm],
    phrases: Sequence[Counted],
) -> float | None:
    """Return the cost where those counted stand behind the harm, as most do: "قُتل عشرة"."""
    between = tokens[harm.last : phrase.first]
    if is_led(tokens[phrase.first]) and not between:
        return None  # وفاة وأربع إصابات: the second is joined to the first
    listed = any(
        harm.last <= p.first < phrase.first and not are_joined(tokens, p, phrase) for p in phrases
    )
    if listed:
        return None  # the verb has its list already
    if harm.side == "noun" and between:
        named = len(between) == 1 and between[0].low in (":", "-", "–")
        if not named and not (len(between) <= 4 and BEING & set(between[-1].forms)):
            return None
        cost = 1.0
    else:
        cost = _distance(tokens, harm.last, phrase.first, phrase, phrases)
    if cost > {"one": 2, "bare": 3}.get(phrase.form, cost):
        return None
    verbs = [h.first for h in harms if h.side == "verb"]
    if any(harm.last <= verb < phrase.first for verb in verbs):
        cost += 3
    if set(tokens[harm.first].forms) & PLURAL_VERBS and phrase.last in verbs:
        cost += 6  # "20 قُتلوا وأن أكثر من 450 أصيبوا": each verb looks back
    return cost


def _cost_ahead(
    tokens: Sequence[Token], phrase: Counted, harm: Harm, phrases: Sequence[Counted]
) -> float | None:
    """Return the cost where those counted stand before the verb: "عشرة مدنيين قُتلوا"."""
    plural = bool(set(tokens[harm.first].forms) & PLURAL_VERBS)
    alone = phrase.form == "one" and not _is_one_of_two(tokens, phrase, phrases)
    if set(tokens[harm.first].forms) & MASDARS or (plural and alone):
        return None
    if tokens[harm.first].word[0] in "وف" and not plural:
        return None
    cost = 1 + _distance(tokens, phrase.last, harm.first, phrase, phrases)
    if not plural and cost > 3:
        return None
    followed = any(p.first == harm.last and not is_led(tokens[p.first]) for p in phrases)
    return None if followed else cost  # that verb has what follows it


def _is_one_of_two(tokens: Sequence[Token], phrase: Counted, phrases: Sequence[Counted]) -> bool:
    """Return whether a noun is the second of a pair: "امرأة وطفلاً قُتلا"."""
    return is_led(tokens[phrase.first]) and any(
        p.last <= phrase.first and are_joined(tokens, p, phrase) for p in phrases
    )


def _distance(
    tokens: Sequence[Token], low: int, high: int, own: Counted, phrases: Sequence[Counted]
) -> float:
    cost = 0.0
    for token in tokens[low:high]:
        if token.low in STOP:
            return 100.0
        cost += token.low not in _OF_DAY
        if token.low in ("،", ","):
            cost += 1.5
        elif set(token.forms) & _CLAUSE:
            cost += 4
    return cost + sum(4 for p in phrases if p is not own and low <= p.first < high)


def is_led(token: Token) -> bool:
    """Return whether an Arabic word is joined to the one before by "و"."""
    return token.word[0] == "و" and token.low not in _WAW_WORDS


def are_joined(tokens: Sequence[Token], a: Counted, b: Counted) -> bool:
    """Return whether "و" joins one count to the next."""
    lead = tokens[b.first]
    joint = b.first
    if lead.word == "و" or (b.first and tokens[b.first - 1].word == "و"):
        joint = b.first - 1 if lead.word != "و" else b.first
    elif not is_led(lead):
        return False
    between = tokens[a.last : joint]
    if len(between) > 3:
        return False
    harm = built_in("harm")
    return not any(
        t.low in STOP or t.low in ("،", ",") or harm.at(tokens, a.last + n) is not None
        for n, t in enumerate(between)
    )
