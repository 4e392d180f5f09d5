"""Sums in an Arabic sentence: a total that is told to rise, and the word that nobody was hurt.

The secret of this module is that a verb of rising and a noun of counting make a total of whatever
number follows, and which negations count none rather than say that nothing is known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.counts.shared import STOP, Counted, Harm, Quantity, Toll, whole_of
from geo.extract.text import folded
from geo.extract.toponyms.looks import look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.numbers import Number
    from geo.extract.text import Token

AR_PARTS: Final = frozenset(
    "بينهم بينها بينهما بينهن منهم منها منهما منهن ضمنهم ضمنها احدهم احدهما احداهما احداهن اغلبهم معظمهم".split()
)
_AR_MOVES: Final = frozenset(
    "بلغوا يبلغون صعد صعدت يصعد قفز قفزت ارتفع ارتفعت ترتفع يرتفع ارتفاع رفع يرفع رفعت ليرتفع لترتفع ليصبح لتصبح ليصير لتصير اصبح يصبح تصبح يصير بلغ بلغت يبلغ يرفعها ترفعها رفعها رفعتها يرفعه ترفعه ارتفاعها ارتفاعه "
    "ليبلغ لتبلغ وصل وصلت يصل تصل ليصل لتصل يصحح صحح".split()
)
_AR_TOTALS: Final = frozenset(
    "عدد اعداد حصيله العدد الحصيله مجموع اجمالي عددهم عددها تعداد".split()
)
_AR_FALLEN: Final = frozenset("ضحايا قتلي شهداء".split())


_PERIODS: Final = frozenset("الشهر العام السنه الاسبوع منذ بدايه مطلع".split())


def arabic_totals(
    tokens: Sequence[Token],
    phrases: Sequence[Counted],
    found: Sequence[Number],
    harms: Sequence[Harm],
) -> list[tuple[Toll, bool]]:
    """Read "ترتفع الحصيلة إلى 6 قتلى", "ليصبح العدد 18", "وبلغ مجموع القتلى ثمانية"."""
    moves = [k for k, t in enumerate(tokens) if set(t.forms) & _AR_MOVES]
    # "ليصبح المجموع عشرة" adds up several events; only "مجموع القتلى" is a total of one.
    nouns = [
        k
        for k, t in enumerate(tokens)
        if (set(t.forms) & _AR_TOTALS and "المجموع" not in t.forms)
        or (
            set(t.forms) & _AR_FALLEN and {k - 1, k + 1} & set(moves)
        )  # "ارتفاع ضحايا التفجير إلى 25", "القتلى بلغوا 30"
    ]
    if not moves or not nouns:
        return []
    totals: list[tuple[Toll, bool]] = []
    whole = {p.first: p for p in phrases}
    for move in moves:
        noun = min(nouns, key=lambda k: abs(k - move))
        for number in found:
            if number.first <= move or number.first - move > 16:
                continue
            between = tokens[move + 1 : number.first]
            if any(t.low in STOP for t in between):
                break
            if set(tokens[number.first - 1].forms) & (AR_PARTS | {"من"}):
                continue
            told = {f for t in tokens[move : number.last + 4] for f in t.forms} & _PERIODS
            if told and any(p.first < move for p in phrases):
                break  # "a soldier was killed, bringing this month's dead to 16"
            hurt = {"جرحي", "مصابين", "اصابات", "جريحا", "مصابا"}
            near = {f for t in tokens[noun : noun + 3] for f in t.forms} | {
                f for t in tokens[number.last : number.last + 1] for f in t.forms
            }
            fallen = bool(set(tokens[noun].forms) & _AR_FALLEN)  # "القتلى بلغوا 30 والجرحى 12"
            quantity: Quantity = "injured" if near & hurt and not fallen else "killed"
            phrase = whole.get(number.first)
            anchor = next((h.first for h in harms if h.quantity == quantity), noun)
            toll = whole_of(number, anchor, quantity)
            if phrase is not None:
                toll = replace(toll, last=phrase.last, victim_class=phrase.victim or "people")
            totals.append((toll, True))
            break
    raised = [t for t in totals[1:] if t[0].quantity == totals[0][0].quantity == "killed"]
    if raised and (raised[-1][0].low or 0) > (totals[0][0].low or 0):
        return raised[-1:]  # "بلغت 27 قتيلا، قبل أن يرفعها إلى 55"
    return totals[:1]


_AR_NONE: Final = frozenset("دون بدون لا لم ولا ولم فلا فلم".split())
_MAX_NOBODY: Final = 8
_AR_UNSURE: Final = frozenset(
    "يقل تقل معلومات انباء ترد يرد تقارير تتوفر يعرف تعرف تتضح حصيله تاكيد تفاصيل تذكر يذكر تحدد يحدد تكشف يكشف توضح يوضح".split()
)
_AR_HARMLESS: Final = frozenset("اصابات ضحايا خسائر اصابه قتلي جرحي خساير".split())


def behind(busy: set[int], k: int) -> int:
    """Return the token behind the date that begins at token `k`."""
    while k in busy or k + 1 in busy:
        k += 1
    return k


_OF_ONE: Final = folded("قُتل قتلت استشهد استشهدت توفي توفيت قضى قضت")
_HOW: Final = folded("في اثر جراء قرب على عندما حين بعد")
_NAME_WORDS: Final = 4


def named_dead(tokens: Sequence[Token], verbs: set[int]) -> list[Counted]:
    """Return one for who is only named before the verb: "إن همام الزعبي قُتل"."""
    found: list[Counted] = []
    for verb in sorted(verbs):
        if tokens[verb].low not in _OF_ONE:
            continue
        that = next(
            (
                k
                for k in range(verb - 2, max(-1, verb - 2 - _NAME_WORDS), -1)
                if "ان" in tokens[k].forms
            ),
            None,
        )
        following = tokens[verb + 1].low if verb + 1 < len(tokens) else "."
        if that is None or not (following[0] in "بو،." or following in _HOW):
            continue
        name = [(t, look_at(t.word, t.forms)[1]) for t in tokens[that + 1 : verb]]
        family = len(name) > 1 and name[-1][0].low.startswith("ال") and name[-1][0].low[-1] == "ي"
        given = name[0][1] == "first" or (not name[0][1] and family)
        if given and all(t.word[0].isalpha() and not kind for t, kind in name[1:]):
            found.append(Counted(that + 1, verb, 1, 1, "=", "people", "one"))
    return found


def nobody_hurt(tokens: Sequence[Token]) -> list[Toll]:
    """Read "ولم تسجل إصابات", "دون وقوع ضحايا" as 0; "لا معلومات عن خسائر" tells nothing."""
    found: list[Toll] = []
    for i, token in enumerate(tokens):
        forms = set(token.forms)
        if not forms & _AR_NONE:
            continue
        for k in range(i + 1, min(i + _MAX_NOBODY, len(tokens))):
            here = set(tokens[k].forms)
            if tokens[k].low in STOP or tokens[k].low in ("،", ","):
                break
            if here & _AR_UNSURE:
                break
            nobody = (
                "احد" in here
                and i + 1 < k
                and set(tokens[k - 1].forms) & {"يصب", "يصاب", "يقتل", "يجرح", "يتاذ"}
            )
            if not here & _AR_HARMLESS and not nobody:
                continue
            if here & {"خسائر", "خساير"} and {"ماديه"} & {
                f for t in tokens[k + 1 : k + 2] for f in t.forms
            }:
                break
            dead_only = bool(here & {"قتلي"})
            quantities: tuple[Quantity, ...] = ("killed",) if dead_only else ("killed", "injured")
            found.extend(Toll(i, k + 1, k, q, 0, 0, "=", "people") for q in quantities)
            break
    return found
