"""How surely an actor acts and suffers in an Arabic frame: verb, subject, object.

The secret of this module is which words before an actor make it the target, the hand or only the
voice, and that the first actor behind a verb is its subject.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.extract.actors.nearness import nearness
from geo.extract.lexicon import built_in, rows_of
from geo.extract.text import folded, forms_of, is_arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors.finding import Actor
    from geo.extract.events import Frame
    from geo.extract.text import Token

# What of somebody's is struck: "تجمع للمليشيا", "حاجز للجيش"; and by what somebody strikes.
_AR_HELD: Final = folded(
    "تجمع تجمعات مواقع موقع نقاط نقطه حاجز حواجز مقر مقار مقرات قافله رتل ارتال دوريه دوريات سياره اليه اليات معسكر قاعده "
    "تحصينات عناصر عنصر جنود مسلحي مقاتلي تمركز تمركزات غرفه قياده مبنى"
)
_AR_ONTO: Final = folded("على علي ضد استهداف")
_AR_HANDS: Final = folded("يد ايدي بيد")
_AR_MEANS: Final = folded("رصاص نيران قبل برصاص بنيران")
_AR_IN: Final = folded("في من الى قرب")


def arabic_score(
    frame: Frame, actor: Actor, counted: set[int], crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return how surely an actor acts and suffers in an Arabic frame: verb, subject, object."""
    if counted & set(range(actor.first, actor.last)):
        return 0.0, 5.0
    if _is_cited(frame.sentence.tokens, actor):
        return 0.0, 0.0
    does = suffers = 0.0
    for head in frame.heads:
        pair = _arabic_pair(frame, actor, head, crowd)
        does, suffers = max(does, pair[0]), max(suffers, pair[1])
    return does, suffers


_AR_THEIRS: Final = (
    "قوات",
    "مقاتل",
    "طاير",
    "وحدات",
    "عناصر",
    "جنود",
    "مدفعي",
    "مسير",
    "سرايا",
    "مجاهد",
)
_AR_HARMED: Final = folded("مقتل سقوط استشهاد اصابه وفاه مصرع فقدان وقوع انفجار")


@cache
def _arabic_speech() -> frozenset[str]:
    return frozenset(
        forms_of(word)[0]
        for row in rows_of("speech")
        for word in row["phrase"].replace("|", " ").split()
        if is_arabic(word)
    )


_AR_ACCORDING: Final = folded("بحسب حسب وفق وفقا حسبما طبقا نقلا")
_AR_CITED: Final = 5


def _is_cited(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor is only who says so: "بحسب مصدر في الشرطة"."""
    for token in reversed(tokens[max(0, actor.first - _AR_CITED) : actor.first]):
        if token.word in ("،", ",", ":", "؛"):
            return False
        if set(token.forms) & _AR_ACCORDING:
            return True
    return False


def _only_reports(tokens: Sequence[Token], actor: Actor, head: int) -> bool:
    """Return whether the actor before a trigger only tells of it: "قال الجيش إن مسلحين هاجموا".

    "Its forces" and "that it" (إنها، قواتها) make a doer of who speaks.
    """
    for token in reversed(tokens[max(0, actor.first - 4) : actor.first]):
        if "ان" in token.forms:
            return False  # "قالت الشبكة إن قوات ... اقتحمت": told of, not telling
        if set(token.forms) & _arabic_speech():
            break
    else:
        return False
    between = tokens[actor.last : head]
    if any(t.low[-2:] in ("انه", "نها", "نهم") and t.low.lstrip("وب")[:2] == "ان" for t in between):
        return False
    if any(
        t.low.startswith(_AR_THEIRS)
        and t.low.endswith(("ه", "ها", "هم"))
        and not t.low.endswith("يه")
        for t in between
    ):
        return False
    if any("ان" in t.forms for t in between):
        return True
    return bool(set(tokens[head].forms) & _AR_HARMED)


def _arabic_pair(
    frame: Frame, actor: Actor, head: int, crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return the score of an actor towards one trigger."""
    tokens = frame.sentence.tokens
    hit = built_in("triggers").at(tokens, head)
    end = hit.last if hit else head + 1
    noun = hit is not None and hit.row["pos"] == "n"
    left = actor.last <= head
    near = nearness(tokens[actor.last : head] if left else tokens[end : actor.first])
    low = tokens[actor.first].low
    k = actor.first
    held = k > 0 and bool(set(tokens[k - 1].forms) & _AR_HELD)
    k -= held
    before = set(tokens[k - 1].forms) if k else set()
    further = before | (set(tokens[k - 2].forms) if k > 1 else set())
    owned = len(low) > 3 and low[0] == "ل" and len(tokens[actor.first].forms) > 1
    others = sum(1 for a in crowd if end <= a.first < actor.first and a.kind != "civilians")
    if further & _AR_HANDS or (before & _AR_MEANS and not held):
        pair = (4.5, 0.0)
    elif before & _AR_ONTO:
        pair = (0.0, 3.4)
    elif "clash" in frame.kinds and before & {"بين", "وبين"}:
        pair = (3.0, 2.9)
    elif ("clash" in frame.kinds and ("مع" in before or low.startswith("و"))) or (
        held and not left and others
    ):
        pair = (0.0, 3.0)
    elif left:
        acts = not (before & _AR_IN or _only_reports(tokens, actor, head))
        pair = (2.0 if acts else 0.3, 0.0)
    elif actor.first <= head < actor.last or (owned and not held):
        pair = (3.2, 0.0)
    elif noun:
        pair = (2.0 if not others else 0.5, 0.0)
    elif not others:
        # The first actor behind the verb is its subject; dead people have no doer as subject.
        pair = (3.0, 1.5 if actor.kind != "civilians" else 3.0)
    else:
        pair = (0.0, 2.6)
    return pair[0] * near, pair[1] * near
