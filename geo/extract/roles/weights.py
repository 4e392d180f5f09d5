"""What a place name most likely does in its sentence, when rules alone cannot tell.

The secret of this module is how the rules of `geo.extract.roles` are weighed against all else: a
conditional random field over the names of a sentence whose features are the rule's verdict, the
words and their kinds around the name, the trigger words near it, who speaks, and signs of the past
and of plans (weights in ``models/roles.crfsuite``, see the model card there).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from geo.extract.countries import government_of
from geo.extract.lexicon import built_in
from geo.extract.text import apposed_start, lows
from geo.extract.toponyms import english
from geo.extract.toponyms.looks import look_at
from geo.extract.weights import built_in_tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pycrfsuite

    from geo.extract.attribution import Source
    from geo.extract.lexicon import Hit
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence
    from geo.model import Role

MODEL: Final = "models/roles.crfsuite"
_MOST: Final = 0.5
"""From which probability on something may have happened at a place of which no rule says so."""

_AS_TOLD: Final = 0.3
"""From which probability on "direction" stays where a rule says so: "17 km from X"."""

_ROLES: Final = ("background", "source", "actor", "direction")
_PAST: Final = frozenset(
    "since previously earlier past previous ago last years year months decade former formerly history "
    "recalled began منذ سابقا السابق الماضي الماضيه سنوات اعوام".split()
)
_PLAN: Final = frozenset(
    "will would could may might if plan plans planned expected intends threatened talks meeting summit "
    "agreement ceasefire called urged demanded should must سوف قد محادثات مفاوضات اجتماع اتفاق لقاء".split()
)
_YEAR_DIGITS: Final = 4
_MAX_PARAGRAPH: Final = 3
_MAX_NAMES: Final = 4
_MAX_STEPS: Final = 6


def weigh(
    sentence: Sentence,
    spots: Sequence[Spot],
    sources: Sequence[Source],
    *,
    tagger: pycrfsuite.Tagger | None = None,
) -> list[tuple[Role, Role]]:
    """Return of each of `spots` its likeliest role, and its likeliest one if no event was there.

    `spots` are names, left to right, with the role that the rules give them. Where a rule says
    "event" that stays: which of these places an event is told of, its trigger word decides.
    """
    if not spots:
        return []
    model = tagger or built_in_tagger(MODEL)
    model.set(features(sentence, spots, sources))
    labels = model.labels()
    known = [role for role in _ROLES if role in labels]
    roles: list[tuple[Role, Role]] = []
    for i, spot in enumerate(spots):
        other = cast("Role", max(known, key=lambda role: model.marginal(role, i)))
        if spot.role == "direction" and model.marginal("direction", i) > _AS_TOLD:
            other = "direction"
        happened = spot.role == "event" or (
            spot.role in ("background", "direction")
            and model.marginal("event", i) > _MOST
            and not (spot.role == "direction" and _is_bound(sentence, spot))
        )
        roles.append(("event" if happened else other, other))
    return roles


_TRAVEL: Final = 16  # tokens of "flee, most of them to the coastal city of X"
_INTO_TOWN: Final = frozenset(
    "the a of city town village coastal nearby neighbouring neighboring border capital camp camps".split()
)
_FLEEING: Final = frozenset("flee fled fleeing escaped displaced evacuated".split())
_CARRYING: Final = frozenset(
    "train trains express bus buses minibus flight flights plane ferry way waiting en route".split()
)


def _is_bound(sentence: Sentence, spot: Spot) -> bool:
    """Return whether people travel or flee to the place: "the train to X", "fled, most of them to X"."""
    low = [t.low for t in sentence.tokens[max(0, spot.first - _TRAVEL) : spot.first]]
    while low and low[-1] in _INTO_TOWN:
        low.pop()
    if low[-1:] == ["for"]:
        return low[-2:-1] in (["bound"], ["headed"], ["heading"], ["destined"])
    if low[-1:] != ["to"]:
        return False
    return bool(_CARRYING & set(low[-4:]) or _FLEEING & set(low))


def features(
    sentence: Sentence, spots: Sequence[Spot], sources: Sequence[Source]
) -> list[list[str]]:
    """Return the features of each of `spots`."""
    tokens = sentence.tokens
    arabic = "\u0600" <= tokens[spots[0].first].word[0] <= "\u06ff"
    words: list[tuple[str, str]] = []
    for token in tokens:
        if arabic:
            stem, kind, _, _ = look_at(token.word, token.forms)
        else:
            stem, _, kind, _ = english.look_at(token.word)
        words.append((stem, kind))
    low = lows(tokens)
    past = sum([word in _PAST for word in low])
    plans = sum([word in _PLAN for word in low])
    triggers = [h for h in built_in("triggers").find(tokens) if h.row["pos"] in ("v", "n")]
    about = [
        f"trig{min(2, len(triggers))}",
        f"years{any(_is_year(word) for word in low if word[0].isdigit())}",
        f"past{min(2, past)}",
        f"plan{min(2, plans)}",
        f"title{sentence.is_title}",
        f"para{min(_MAX_PARAGRAPH, sentence.paragraph)}",
        f"nn{min(_MAX_NAMES, len(spots))}",
        f"heard{bool(sources)}",
        f"ar{arabic}",
    ]
    rows: list[list[str]] = []
    for number, spot in enumerate(spots):
        start, end = spot.first, spot.last
        kind = "C" if spot.country else "W" if spot.wide else "T"
        row = [
            *about,
            *(fact + kind for fact in about[:4]),
            *_around(words, apposed_start(low, start), end, kind),
        ]
        prefix = low[start][:1] if arabic and spot.start > tokens[start].start else ""
        row += (
            "rule=" + spot.role,
            f"rulek={spot.role}|{kind}",
            "kind=" + kind,
            f"seat{spot.seat}",
            f"gov{bool(government_of(spot.name))}",
            f"lgov={words[start - 1][0] if start else '^'}|{bool(government_of(spot.name))}",
            "pre=" + prefix,
            f"prek={prefix}|{kind}",
            f"first{number == 0}",
            f"pos{start == 0}",
            "x3=" + low[end - 1][-3:],
            f"insrc{any(s.first <= start and end <= s.last for s in sources)}",
            f"nearsrc{any(end <= s.first <= end + 4 or s.last <= start <= s.last + 4 for s in sources)}",
        )
        if triggers:
            row += _nearest(triggers, words, start, end, kind)
        if number and spots[number - 1].last + 1 >= start and low[start - 1] in ",and،و":
            row.append("listed")
        rows.append(row)
    return rows


def _is_year(word: str) -> bool:
    return len(word) == _YEAR_DIGITS and word.isdigit() and word[:2] in ("19", "20")


def _around(words: Sequence[tuple[str, str]], start: int, end: int, kind: str) -> list[str]:
    """Return the words around a name and their kinds."""
    n = len(words)
    left, left_kind = words[start - 1] if start else ("^", "^")
    left2, left2_kind = words[start - 2] if start > 1 else ("^", "^")
    right, right_kind = words[end] if end < n else ("$", "$")
    right2, right2_kind = words[end + 1] if end + 1 < n else ("$", "$")
    return [
        "lw=" + left,
        "lc=" + left_kind,
        "l2=" + left2,
        "l2c=" + left2_kind,
        "rw=" + right,
        "rc=" + right_kind,
        "r2=" + right2,
        "r2c=" + right2_kind,
        f"lk={left}|{kind}",
        f"rk={right}|{kind}",
        f"l2l={left2}|{left}",
        f"lcl2c={left_kind}|{left2_kind}",
        f"lr={left}|{right}",
        *("lb=" + words[k][0] for k in range(max(0, start - 5), max(0, start - 2))),
        *("ra=" + words[k][0] for k in range(end + 2, min(n, end + 5))),
    ]


def _nearest(
    triggers: Sequence[Hit], words: Sequence[tuple[str, str]], start: int, end: int, kind: str
) -> list[str]:
    """Return which trigger word stands nearest to a name, on which side and how far."""

    def gap(hit: Hit) -> int:
        return hit.first - end if hit.first >= end else start - hit.last + 1

    near = min(triggers, key=gap)
    told = near.row["kind"]
    left = words[start - 1][0] if start else "^"
    return [
        "tk=" + told,
        f"td{min(_MAX_STEPS, gap(near) // 2)}",
        f"ts{near.first >= end}",
        f"tkl={told}|{left}",
        f"tkk={told}|{kind}",
    ]
