"""Which word of harm governs a counted phrase.

The secret of this module is the price of the way between the two: the side on which a word of harm has
its victims, what grammar forbids, what each word between them costs, and who in a list shares a verb.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.counts.english.phrases import are_joined
from geo.extract.counts.english.words import (
    CLAUSE,
    DETERMINERS,
    FILL,
    HAVE,
    OWNERS,
    SAYS,
    small_letters,
)
from geo.extract.counts.shared import MAX_WAY, STOP, Bond, Counted, Harm, Toll, at_most
from geo.extract.words import CAPTIVES, PASSIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token


_MAX_COST: Final = 14.0

_NO_DEATHS: Final = frozenset(
    "threats threat penalty sentence sentences certificate certificates row squad squads".split()
)
_MEN: Final = frozenset(
    "men soldiers fighters troops servicemen policemen officers militants personnel peacekeepers rangers".split()
)


def is_idle(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether the word harms no person here: "killed the engine", "the dead of night"."""
    words = small_letters(tokens, harm.first, harm.last)
    behind = small_letters(tokens, harm.last, harm.last + 8)
    before = small_letters(tokens, harm.first - 3, harm.first)
    if harm.side == "lives":
        wanted = {"lives", "life"} if harm.quantity == "killed" else CAPTIVES
        return not wanted & set(behind)
    if harm.side == "men":
        return not (_MEN | _KIN) & set(behind[:4])  # "lost five men", not "lost five villages"
    if behind[:1] and behind[0] in ("himself", "herself", "themselves", "itself"):
        return True
    if words[0] == "dead" and behind[:2] in (["of", "night"], ["end"], ["sea"]):
        return True
    if words[-1] == "death" and behind[:1] and behind[0] in _NO_DEATHS:
        return True
    if words[-1] == "death" and is_verdict(tokens, harm.last - 1):
        return True
    if words == ["shot"]:
        return not _is_shot_dead(tokens, harm)
    if words[-1] == "gone":
        return not _FAMILIES & set(small_letters(tokens, harm.first - _TO_KIN, harm.first))
    if words[0] in ("killing", "murder", "execution") and before[-1:] in (["the"], ["of"]):
        return len(words) == 1 and harm.side == "object"
    if words[0] in ("flee", "leave") and {"not", "unable", "refused"} & set(before):
        return True  # "men who could not flee"
    if words == ["displaced"] and behind[:1] and behind[0] in _DISPLACED:
        return bool(before[-1:]) and (before[-1] in _DESCRIBING or before[-1].endswith("ing"))
    return words == ["missing"] and behind[:1] in (["a"], ["the"], ["from"])


_NOT_AT: Final = frozenset(
    "at on into up down back through out over towards toward across from by of and or , . : himself herself to for off".split()
)
_LIVING: Final = frozenset(
    "wounded wounding injured hurt hospital critical critically survived surviving treated alive recovering stable surgery "
    "condition leg legs arm arms thigh foot hand shoulder dead died killed killing kill death fatally".split()
)


def _is_shot_dead(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether "shot" says that people died: it has them as its object, and nothing says that they live."""
    behind = small_letters(tokens, harm.last, harm.last + 1)
    before = small_letters(tokens, harm.first - 1, harm.first)
    passive = before[-1:] in (["was"], ["were"])
    if (
        not behind
        or (behind[0] in _NOT_AT and not passive)
        or before[-1:] in (["a"], ["the"], ["warning"])
    ):
        return False
    if passive and behind[0] in ("at", "on", "through", "in", "down", "up", "by"):
        return False
    return not _LIVING & {t.low for t in tokens}


_KIN: Final = frozenset(
    "family sons daughters children parents brothers sisters relatives siblings medics rescuers volunteers".split()
)
_TO_KIN: Final = 6  # tokens of "a family of five"
_VERDICTS: Final = frozenset("sentenced sentences sentencing condemned condemns condemning".split())
_TO_VERDICT: Final = 10  # tokens of "sentenced five members of the group to"


def is_verdict(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a court spoke of the death at token `i`: "sentenced a man to death"."""
    ahead = small_letters(tokens, i - _TO_VERDICT, i)
    return ahead[-1:] == ["to"] and bool(_VERDICTS & set(ahead))


# "most of them displaced people" says who they were, not how many fled.
_DISPLACED: Final = frozenset(
    "people persons families civilians residents women children family woman man girl boy person".split()
)
_DESCRIBING: Final = frozenset(
    "them whom of for by the internally newly recently other many some most mostly including and a an".split()
)
_FAMILIES: Final = frozenset("family families household households".split())


def _is_passive(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether "was", "were" or "been" stands before a participle, adverbs between."""
    for k in range(harm.first - 1, max(-1, harm.first - 6), -1):
        word = tokens[k].low
        if word in PASSIVE:
            return True
        if not (word in FILL or word.endswith("ly") or word in _HURTS or word in ("shot", "found")):
            return False
        if word == "," and k == harm.first - 1:
            return False
    return False


_LEFT: Final = frozenset("left leaving leaves".split())
_TO_DEAD: Final = 10  # tokens of "left two members of the town's police force"


def _is_left_dead(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether "dead" ends what an attack left: "left two members of the checkpoint dead"."""
    if tokens[harm.first].low != "dead":
        return False
    before = [t.low for t in tokens[max(0, harm.first - _TO_DEAD) : harm.first]]
    left = max((k for k, word in enumerate(before) if word in _LEFT), default=None)
    return left is not None and not {",", ";", "."} & set(before[left:])


def sided(tokens: Sequence[Token], harm: Harm, phrases: Sequence[Counted]) -> Harm:
    """Return `harm` with the side that the words around it show."""
    if harm.side == "noun" and _is_left_dead(tokens, harm):
        return replace(harm, side="subject")
    if harm.side != "both":
        return harm
    passive = _is_passive(tokens, harm)
    behind = small_letters(tokens, harm.last, harm.last + 3)
    led = any(p.last == harm.first for p in phrases)  # "three injured: two men and a boy"
    if (not led and behind[:1] in ([":"], ["="], ["–"])) or (
        behind[:1] == ["-"] and not passive and not led
    ):
        return replace(harm, side="label")
    if behind[:1] in (["were"], ["was"]) and not passive:
        return replace(harm, side="either")
    if passive:
        return replace(harm, side="subject", passive=True)
    j = harm.last
    while j < len(tokens) and (
        tokens[j].low.endswith("ly")
        or tokens[j].low
        in ('"', "“", "'", "and", "another", "or", "wounded", "injured", "some", "shot")
    ):
        j += 1
    starts_here = any(p.first <= j < p.last or p.first == j for p in phrases)
    if starts_here or (behind[:1] and behind[0] in DETERMINERS):
        if behind[:1] == ["and"] and not _pair_has_object(tokens, harm, phrases):
            return replace(harm, side="subject")
        return replace(harm, side="object")
    before = tokens[harm.first - 1].low if harm.first else ""
    if before in ("the", "for", "its", "their") or (before == "of" and harm.last - harm.first == 1):
        return replace(harm, side="noun")  # "the wounded were taken to hospital"
    if not led and behind[:1] in (["in"], ["at"], ["near"], ["on"]):
        return replace(harm, side="open")  # "arrested in Bunia two persons"
    return replace(harm, side="subject")


_HURTS: Final = frozenset("wounded injured killed captured".split())


def _pair_has_object(tokens: Sequence[Token], harm: Harm, phrases: Sequence[Counted]) -> bool:
    """Return whether "killed and wounded 12" follows, not "three killed and two wounded"."""
    k = harm.last
    if k + 1 >= len(tokens) or tokens[k + 1].low not in _HURTS:
        return False
    return any(p.first == k + 2 for p in phrases)


def cheapest_bond(
    tokens: Sequence[Token],
    phrase: Counted,
    harms: Sequence[Harm],
    phrases: Sequence[Counted],
) -> Bond | None:
    """Return the cheapest word of harm that may govern `phrase`."""
    best: Bond | None = None
    for harm in harms:
        cost = _cost(tokens, phrase, harm, phrases, harms)
        if cost is not None and cost <= _MAX_COST and (best is None or cost < best.cost):
            best = Bond(cost, harm)
    return best


def _cost(
    tokens: Sequence[Token],
    phrase: Counted,
    harm: Harm,
    phrases: Sequence[Counted],
    harms: Sequence[Harm],
) -> float | None:
    """Return what binding `phrase` to `harm` costs; None where grammar forbids it."""
    if phrase.first <= harm.first < phrase.last:
        if harm.side == "noun" or harm.last >= phrase.last:
            return 0.0
        return 10.0 if harm.side in ("subject", "object") and phrase.form == "noun" else None
    if phrase.form in ("loose", "bare") and small_letters(tokens, harm.first, harm.last) == [
        "shot"
    ]:
        return None  # "shot two wolves"
    if harm.side == "total" or max(phrase.first - harm.last, harm.first - phrase.last) > MAX_WAY:
        return None
    if _cannot_suffer(tokens, phrase, harm):
        return None
    if harm.first >= phrase.last:
        return _cost_ahead(tokens, phrase, harm, phrases, harms)
    return _cost_behind(tokens, phrase, harm, phrases)


def _cannot_suffer(tokens: Sequence[Token], phrase: Counted, harm: Harm) -> bool:
    """Return whether those counted are not such as this harm befalls."""
    ends = small_letters(tokens, phrase.last - 1, phrase.last)[-1]
    if harm.quantity == "displaced":
        # an attacker who fled is not displaced
        if phrase.form in ("one", "name") or phrase.victim in ("fighters", "soldiers", "police"):
            return True
    elif ends in _FAMILIES:
        kin = {"of", "from"} & set(small_letters(tokens, phrase.first, phrase.last))
        if not kin:
            return True
    # "five of the wounded died": the wounded are not counted, the dead are
    hurt = ends in OWNERS or ends in ("critically", "seriously", "badly")
    return hurt and harm.first == phrase.last


def _is_living(harm: Harm) -> bool:
    return harm.quantity in ("killed", "injured", "eliminated", "missing")


def _cost_ahead(
    tokens: Sequence[Token],
    phrase: Counted,
    harm: Harm,
    phrases: Sequence[Counted],
    harms: Sequence[Harm],
) -> float | None:
    """Return the cost where those counted stand before the harm: "ten people were killed"."""
    between = small_letters(tokens, phrase.last, harm.first)
    if harm.side in ("object", "label", "lives", "men") or phrase.form == "name":
        return None
    if harm.side == "noun" and len(between) > 2:
        return None
    if phrase.form in ("bare", "loose"):
        plain = [w for w in _without_aside(between) if w != ","]
        idle = all(w in PASSIVE | HAVE | FILL or w.endswith("ly") for w in plain)
        if not idle and not (harm.passive and _said_more_of(tokens, phrase, between)):
            return None
        if phrase.form == "loose" and not _is_living(harm):
            return None
    # "one attained martyrdom and three were wounded"
    nearer = any(
        h.side == "subject"
        and phrase.last <= h.first
        and h.last <= harm.first
        and h.quantity != harm.quantity
        for h in harms
    )
    if nearer and not {"who", "that"} & set(between):
        return None
    cost = _distance(tokens, (phrase.last, harm.first), phrase, phrases)
    if phrase.form != "one":
        return cost
    plural = {"were", "are"} & set(between[-3:])
    listed = "and" in small_letters(tokens, phrase.first - 6, harm.first)
    too_far = cost > (12 if tokens[phrase.first].low in ("a", "an") else 9)
    return None if too_far or (plural and not listed) else cost


def _cost_behind(
    tokens: Sequence[Token], phrase: Counted, harm: Harm, phrases: Sequence[Counted]
) -> float | None:
    """Return the cost where those counted stand behind the harm: "killed ten people", "dead: 12"."""
    between = small_letters(tokens, harm.last, phrase.first)
    bare = len(between) < 2 and set(between) <= {":", "-", "–"}  # "Dead 12, injured 5"
    if harm.side == "noun" and phrase.form in ("bare", "noun") and bare:
        behind = tokens[phrase.last].low if phrase.last < len(tokens) else "."
        listed = bool(between) or phrase.form == "bare"
        return 0.5 if listed and (behind in STOP or behind in (",", ")", "and")) else None
    if harm.side in ("subject", "noun"):
        return None
    if harm.side == "open" and (
        phrase.form != "noun"
        or len(between) > 5
        or set(between) & (CLAUSE | SAYS | PASSIVE | {",", "and", "who", "of"})
    ):
        return None
    if harm.side == "label":
        return 0.5 + len(between) if len(between) <= 4 else None
    if "by" in between or set(between) & STOP:
        return None
    if phrase.form in ("bare", "loose", "one", "name"):
        fine = all(w in _BEFORE_OBJECT or w.endswith("ly") for w in between)
        if not fine or len(between) > 3 or (phrase.form == "loose" and not _is_living(harm)):
            return None
    between_them = [p for p in phrases if harm.last <= p.first < phrase.first]
    if between_them and not are_joined(tokens, between_them[-1], phrase):
        return None  # "killed five bandits and rescued 13 hostages"
    if harm.side == "either" and between[:1] not in (["were"], ["was"]):
        return None
    return 0.5 + _distance(tokens, (harm.last, phrase.first), phrase, phrases)


_MORE_OF: Final = frozenset(
    "of from who that and at in taken accused suspected travelling traveling working".split()
)
_MOST_OF: Final = 9  # tokens of "of the army who slept there were"


def _said_more_of(tokens: Sequence[Token], phrase: Counted, between: Sequence[str]) -> bool:
    """Return whether the words between only say who those counted were: "four auxiliaries of the army were killed"."""
    plural = phrase.form == "loose" and tokens[phrase.last - 1].low.endswith("s")
    led = between[:1] and between[0] in _MORE_OF and "were" in between[-3:]
    return bool(plural and led) and len(between) <= _MOST_OF and not {",", *CLAUSE} & set(between)


_BEFORE_OBJECT: Final = frozenset(
    "\" “ ' some another up away further a both himself also and wounded injured wounding injuring".split()
)


def _distance(
    tokens: Sequence[Token], way: tuple[int, int], own: Counted, phrases: Sequence[Counted]
) -> float:
    """Return the length of the way between a count and a verb, with what stands in it."""
    low, high = way
    cost = 0.0
    between = _without_aside(small_letters(tokens, low, high))
    if between[:1] == ["and"] and between[2:3] == ["who"]:
        between = between[2:]  # "porters and sellers who slept there were killed"
    relative = between[:1] in (["who"], ["that"], ["which"], ["whose"])
    for word in between:
        if word in STOP:
            return 100.0
        cost += 1.0
        if word == ",":
            cost += 0.5
        elif word in CLAUSE:
            cost += 6
        elif word in SAYS:
            cost += 4
        elif word in ("rest", "among") or word in ("who", "that", "which", "whose"):
            cost += 12
        elif word in PASSIVE | HAVE or word.isdigit():
            cost -= 0.8
    if relative:
        cost -= 13  # "two policemen who stayed were shot"
    for other in phrases:
        if other is own or not low <= other.first < high or len(between) < high - low:
            continue
        joined = are_joined(tokens, own, other) or are_joined(tokens, other, own)
        cost += 1 if joined else 5
        if cost > _MAX_COST:
            break
    return cost


def _without_aside(between: Sequence[str]) -> Sequence[str]:
    """Leave out what commas set aside: "17 people, including a family of seven, were killed"."""
    if between[:1] != [","] or between.count(",") < 2:
        return between
    end = len(between) - 1 - between[::-1].index(",")
    rest = between[end + 1 :]
    return [",", *rest] if all(w in PASSIVE | HAVE | FILL | {"found"} for w in rest) else between


def share_bonds(
    tokens: Sequence[Token], phrases: Sequence[Counted], bonds: list[Bond | None]
) -> None:
    """Let the members of one list share a verb: "killing a guard, two aides and the driver"."""
    order = [*range(len(phrases) - 1), *range(len(phrases) - 2, -1, -1)]
    for n, k in enumerate(order):
        if not are_joined(tokens, phrases[k], phrases[k + 1]):
            continue
        source, target = (k, k + 1) if n < len(phrases) - 1 else (k + 1, k)
        given, own = bonds[source], bonds[target]
        forward = target > source
        if given is None or phrases[target].form == "bare":
            continue
        inside = phrases[source].first <= given.harm.first < phrases[source].last
        ahead = given.harm.first < phrases[source].first
        if inside or ahead != forward:
            continue  # a list follows "killing" and stands before "were killed"
        if own is None or own.cost > given.cost + 1.5:
            bonds[target] = Bond(given.cost + 1.5, given.harm)


def dead_or_hurt(tokens: Sequence[Token], tolls: list[Toll], harms: Sequence[Harm]) -> list[Toll]:
    """Read "17 were killed or wounded", "killed and wounded 30": one number for both.

    How many of them died is not told, so it becomes at most that many injured, and no dead.
    """
    anchors = {t.anchor for t in tolls}
    for a, b in pairwise(harms):
        if (
            {a.quantity, b.quantity} != {"killed", "injured"}
            or b.first != a.last + 1
            or tokens[a.last].low not in ("or", "and", "/")
            or (a.first in anchors) == (b.first in anchors)
        ):
            continue
        tolls = [at_most(t) if t.anchor in (a.first, b.first) else t for t in tolls]
    return tolls
