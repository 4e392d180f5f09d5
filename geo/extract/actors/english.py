"""How surely an actor acts and suffers in an English frame.

The secret of this module is what grammar says without a parser: the preposition that governs an
actor, the side of the trigger it stands on, passives, and how much lies between.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.actors.finding import LOCATIVE, Actor, is_modifier
from geo.extract.actors.nearness import nearness
from geo.extract.attribution.words import is_verb
from geo.extract.lexicon import built_in
from geo.extract.senses.named import DATE_WORDS
from geo.extract.words import BLAMING, PASSIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.text import Token

_STEP: Final = frozenset(
    "the a an its his her their some several many two three four five six seven eight nine ten suspected alleged "
    "unidentified dozens hundreds scores of group groups members fighters fire forces men one another other armed "
    "presumed heavily about around least at more than rival local masked elements enemy gunfire bullets".split()
)
_HOLDERS: Final = frozenset(
    "vehicle vehicles convoy patrol position positions post posts member members base camp headquarters house home "
    "leader leaders commander soldiers unit units column line lines gathering elements".split()
)
_ONTO: Final = frozenset(
    "against on at into targeting targeted toward towards over across striking hitting upon between".split()
)
_SPEECH_AFTER: Final = frozenset(
    "said says announced announces claimed claims reported reports told stated states confirmed confirms denied denies added accused accuses "
    "blamed blames spoke speaks warned declared".split()
)


def _preposition(tokens: Sequence[Token], k: int) -> str:
    """Return the preposition that governs the words at `k`, through articles, numbers, names."""
    steps = 0
    while k and steps < 6:
        low = tokens[k - 1].low
        if low in DATE_WORDS:
            return ""  # "On Monday rebels captured X"
        if (
            (low in _STEP and not (low in ("at", "of") and steps == 0))
            or tokens[k - 1].word[0].isdigit()
            or low in ("-", "'s", "’s")
            or (tokens[k - 1].word[0].isupper() and k > 1 and low not in LOCATIVE and low != "by")
            or low.endswith(("led", "backed", "based", "linked", "aligned"))
        ):
            k -= 1
            steps += 1
        elif low == "of" and k > 1 and tokens[k - 2].low in _HOLDERS:
            k -= 2  # "on a vehicle of the police"
            steps += 1
        else:
            return low
    return ""


_HEADS: Final = 8  # trigger words of a frame that an actor is held against, the nearest first


def english_score(frame: Frame, actor: Actor, counted: set[int]) -> tuple[float, float]:
    """Return how surely an actor acts and suffers in an English frame; 0 is not at all."""
    tokens = frame.sentence.tokens
    if counted & set(range(actor.first, actor.last)):
        return 0.0, 5.0
    if _is_patron(tokens, actor.first):
        return 0.0, 0.0
    governed = _preposition(tokens, actor.first)
    if actor.last < len(tokens) and tokens[actor.last].low in _SPEECH_AFTER:
        governed = "speaks"
    elif _is_blamed(tokens, actor.first):
        governed = "blamed"
    does = suffers = 0.0
    near = sorted(frame.heads, key=lambda head: abs(head - actor.first))[:_HEADS]
    for head in near:
        hit = built_in("triggers").at(tokens, head)
        end = hit.last if hit else head + 1
        noun = hit is not None and hit.row["pos"] == "n"
        passive = not (noun or tokens[head].low.endswith("ing")) and (
            any(t.low in PASSIVE for t in tokens[max(0, head - 3) : head])
            or (tokens[head].low.endswith("ed") and end < len(tokens) and tokens[end].low == "by")
        )
        if tokens[head].low.endswith("ing") and not noun and min(frame.heads) < actor.first < head:
            continue  # "hit army posts, killing five": the posts do not kill
        if actor.first <= head < actor.last:
            pair = (3.0, 0.0)  # "army shelling": the trigger stands inside the actor's words
        elif actor.last <= head:
            pair = _left_of(tokens, actor, head, governed, (noun, passive))
        else:
            pair = _right_of(frame, actor, governed, (noun, passive), end)
        does, suffers = max(does, pair[0]), max(suffers, pair[1])
    return does, suffers


_FELL_TO: Final = frozenset("victim victims target targets object".split())
_CIVIL: Final = frozenset(("civilians", "protesters"))
_CLOSE: Final = 4  # tokens between who speaks and the verb
_JOINED: Final = 9  # the same where somebody else speaks too


_BLAME_REACH: Final = (
    10  # tokens between "blamed" and whom: "blamed the attack on the M23 rebel group"
)
_PATRONS: Final = frozenset(
    "backed supported armed funded financed trained sponsored led run controlled held".split()
)


def _is_blamed(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the words at `k` are who a deed is "attributed to" or "blamed on"."""
    low = [t.low for t in tokens[max(0, k - 4) : k]]
    if any(pair in (("attributed", "to"), ("blamed", "on")) for pair in pairwise(low)):
        return True
    while k and (tokens[k - 1].low in ("the", "a", "an") or is_modifier(tokens[k - 1])):
        k -= 1
    ahead = {t.low for t in tokens[max(0, k - _BLAME_REACH) : k]}
    return k > 0 and tokens[k - 1].low == "on" and bool({"blamed", "blames", "blaming"} & ahead)


def _is_patron(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the words at `k` stand behind a group: "the rebels, backed by Rwanda"."""
    while k and (tokens[k - 1].low in ("the", "a") or is_modifier(tokens[k - 1])):
        k -= 1
    return k > 1 and tokens[k - 1].low == "by" and tokens[k - 2].low in _PATRONS


def _left_of(
    tokens: Sequence[Token], actor: Actor, head: int, governed: str, sort: tuple[bool, bool]
) -> tuple[float, float]:
    """Return the score of an actor before a trigger: its subject, mostly."""
    noun, passive = sort
    between = tokens[actor.last : head]
    near = nearness(tokens, actor.last, head)
    if governed == "by":
        pair = (4.0, 0.0)
    elif governed in BLAMING:
        pair = (3.5, 0.0)
    elif noun and _FELL_TO & {t.low for t in between[-4:]} and "of" in {t.low for t in between}:
        pair = (0.0, 3.5)  # "the patrol was the victim of an attack"
    elif noun and len(between) <= 3 and all(is_modifier(t) or t.low == "'s" for t in between):
        return 4.5, 0.0
    elif governed in ("against", "on", "at", "targeting"):
        pair = (0.0, 2.5)
    elif governed in LOCATIVE or governed == "of":
        pair = (0.6 if governed in ("from", "of") else 0.2, 0.0)
    elif passive:
        pair = (0.4, 3.0)
    elif _speaks_only(tokens, actor, head):
        pair = (0.0 if actor.kind in _CIVIL else 0.8, 0.0)
    else:
        pair = (3.0, 0.0)
    return pair[0] * near, pair[1] * near


_GROUND: Final = frozenset(("gain", "gain?"))


def _right_of(
    frame: Frame,
    actor: Actor,
    governed: str,
    sort: tuple[bool, bool],
    end: int,
) -> tuple[float, float]:
    """Return the score of an actor behind a trigger that ends before token `end`: its object, mostly."""
    noun, passive = sort
    near = nearness(frame.sentence.tokens, end, actor.first)
    if governed == "speaks":
        return 0.0, 0.0  # "..., the Houthis said"
    if governed == "from" and _GROUND & set(frame.kinds):
        pair = (0.0, 3.2)  # "four towns have been taken from the rebels"
    elif governed in ("by", "from") or governed in BLAMING:
        pair = ({"by": 5.0, "from": 2.0}.get(governed, 3.5), 0.0)
    elif governed in ("between", "with", "and") and ("clash" in frame.kinds or noun):
        pair = (3.0 if governed == "between" else 0.0, 2.9)
    elif governed in _ONTO or (noun and governed == "of"):
        pair = (0.0, 3.2)
    elif governed in LOCATIVE:
        pair = (0.0, 0.8 if actor.kind != "civilians" else 1.6)
    elif passive:
        pair = (0.3, 0.0)
    else:
        pair = (0.0, 1.2 if noun else 3.0)
    return pair[0] * near, pair[1] * near


def _speaks_only(tokens: Sequence[Token], actor: Actor, head: int) -> bool:
    """Return whether the actor before a trigger only reports: "the army said rebels attacked".

    Who speaks with others does too: "activists and a medical source said".
    """
    joined = actor.last < head and tokens[actor.last].low == "and"
    for k in range(actor.last, min(head, actor.last + (_JOINED if joined else _CLOSE))):
        if tokens[k].low in _SPEECH_AFTER:
            after = {t.low for t in tokens[k + 1 : min(head, k + 6)]}
            return not after & {"it", "its", "they", "he", "his", "their", "responsibility"}
        if is_verb(tokens[k]) if joined else not is_modifier(tokens[k]):
            return False
    return False
