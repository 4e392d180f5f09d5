"""Events in words that no list knows: what the second opinion alone sees in a sentence.

The secret of this module is when a sentence in which no rule sees a deed tells an event all the same:
where `geo.extract.likely` holds one family of events likely at a town that it names, and the sentence
is no headline. Three towns in a row ask for less: they are ground that changed hands, unless the words
beside them say something else of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.armed import ARMED_KINDS
from geo.extract.events import Frame
from geo.extract.inflected import PRESENT
from geo.extract.lexicon import built_in
from geo.extract.likely import likelihoods
from geo.extract.series import rows
from geo.extract.text import lows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.extract.counts import Toll
    from geo.extract.dates import When
    from geo.extract.lexicon import Hit
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence

_LIKELY: Final = (0.4, 0.6)
"""From which probability of one family of events, and of any, one is told."""
_SURE: Final = (0.7, 0.8)
"""The same where the rules know a word of the sentence, but found no deed in it: "a rocket salad"."""
_ROW: Final = 0.2
"""From which probability of fighting at one of its places a row of them is ground taken."""
_TO_ROW: Final = 2  # tokens of "districts of"
_NO_OBJECTS: Final = frozenset(
    "districts provinces regions counties states governorates toured visited inspected patrolled guards guarded "
    "linking crossed passed links".split()
)
"""What rows stand behind that nobody takes: of what armies tour or guard, of divisions as wide as provinces."""
_WHERE: Final = frozenset(("in", "between", "في", "بين"))
"""Before a row that tells where something was done, as bread given out, not what was taken."""
_TO_IN: Final = 4  # tokens of "in the villages of"
_LYING: Final = frozenset("lie lies lay located situated".split())
_FEW: Final = 2  # more places are a list, which belongs to what the sentences before it told
_TOLD_AS: Final = {"remote": "hit", "battle": "clash", "civilians": "assault", "protest": "protest"}
"""The kind of trigger word that stands for a family; strategic developments are too unlike each other."""


def supposed(
    parts: Sequence[Sentence],
    number: int,
    spots: Sequence[Spot],
    tolls: Sequence[Toll],
    dates: Sequence[When],
) -> tuple[list[Frame], list[Spot]]:
    """Return what sentence `number`, in which the rules see no deed, most likely tells, and the places of that.

    Places that share a family make one frame, as places under one verb do.
    """
    part = parts[number]
    told = built_in("triggers").find(part.tokens)
    only_says = part.is_title or _says_where(part) or _only_confirms(part)
    if only_says or any(map(_was_weighed, told)):
        return [], []  # "took a hit", "لن تقصف": a word that is known, and found to tell of no deed
    named = [s for s in spots if not (s.wide or s.country or s.adjective or s.collective)]
    named = [s for s in named if s.role in ("event", "background")]
    of_one, of_any = _SURE if told else _LIKELY
    by_family: dict[str, list[Spot]] = {}
    chances = likelihoods(parts, number, [(s.first, s.last) for s in named])
    for spot, chance in zip(named, chances, strict=True):
        best = max(chance, key=lambda family: chance[family])
        if chance[best] >= of_one and sum(chance.values()) >= of_any:
            by_family.setdefault(best, []).append(spot)
    sure = [(family, found) for family, found in by_family.items() if family in _TOLD_AS]
    if ground := _ground(part, named, chances):
        kind, found = "gain", ground
    elif sure:
        family, found = max(sure, key=lambda one: len(one[1]))
        kind = _TOLD_AS[family]
    if not (ground or sure) or (len(found) > _FEW and not ground):
        return [], []
    frame = Frame(
        part,
        0,
        len(part.tokens),
        [kind],
        [found[0].first],
        set(range(len(part.tokens))),
        means={hit.row["kind"] for hit in told if hit.row["pos"] == "a"},
        tolls=list(tolls),
        places=list(range(len(found))),
        dates=[d for d in dates if d.kind == "day"],
        supposed=True,
    )
    return [frame], found


def _ground(
    part: Sentence, named: Sequence[Spot], chances: Sequence[Mapping[str, float]]
) -> list[Spot]:
    """Return the places of a sentence that counts out which villages somebody holds now, else none.

    Three towns in one breath are fought over or shelled; where nothing is known to strike them, and
    fighting is the likeliest of all families for the most of them, they changed hands.
    """
    fought = [c for c in chances if max(c, key=lambda family: c[family]) == "battle"]
    if len(named) <= _FEW or 2 * len(fought) <= len(named):
        return []
    found = rows(part.tokens, named)
    joined = sum(len(row) - 1 for row in found)
    ahead = [t.low for t in part.tokens[max(0, named[0].first - _TO_IN) : named[0].first]]
    if joined < _FEW or _NO_OBJECTS.intersection(ahead[-_TO_ROW:]) or _WHERE.intersection(ahead):
        return []
    if _is_described(part, named[-1].last) or _BORNE.intersection(lows(part.tokens)):
        return []
    sure = max(c["battle"] for c in fought) >= _ROW
    return [named[i] for row in found for i in row] if sure else []


_BORNE: Final = frozenset(
    "suffer suffered suffering affected hardest displaced fled fleeing sheltering shelters".split()
)
"""Of towns that bear what others do: "X, Y and Z have suffered most"."""


_BEING: Final = _LYING | {"is", "are", "remain", "remains"}
_NOW: Final = frozenset("now theirs its his".split())
_TO_NOW: Final = 3  # tokens of "are now theirs"


def _is_described(part: Sentence, k: int) -> bool:
    """Return whether it is said what the places of a row that ends before `k` are like: "A, B and C, are in ruins".

    Whose they are may be said so, too: "A, B and C are now theirs", "are the army's".
    """
    low = [t.low for t in part.tokens[k : k + 1 + _TO_NOW]]
    low = low[1:] if low[:1] == [","] else low[:_TO_NOW]
    if part.is_arabic or not _BEING.intersection(low[:1]) or _NOW.intersection(low):
        return False
    return not any(hit.row["kind"] in ARMED_KINDS for hit in built_in("actors").find(part.tokens))


_TO_LIE: Final = 8  # tokens of "Both of the villages that were taken"


def _says_where(part: Sentence) -> bool:
    """Return whether a sentence only says where something lies: "They lie north of the city of X"."""
    low = [t.low for t in part.tokens]
    verb = next((k for k, w in enumerate(low[:_TO_LIE]) if w in _LYING), None)
    behind = low[verb + 1 : verb + _TO_LIE] if verb else []
    return bool({"of", "from", "in", "near", "between"} & set(behind)) and "," not in low[:verb]


def _was_weighed(hit: Hit) -> bool:
    """Tell whether a word is known to tell of deeds by itself: here the rules found that it does not."""
    kind = hit.row["kind"]
    return hit.row["pos"] in ("v", "n") and (not kind.endswith("?") or kind.startswith(PRESENT))


_ACCOUNTS: Final = frozenset(
    "account accounts version report reports claim claims statement story figure toll news information".split()
)
_CONFIRMED: Final = frozenset("confirmed corroborated backed borne denied disputed".split())
_TO_ACCOUNT: Final = 5  # tokens of "account of the attack was"


def _only_confirms(part: Sentence) -> bool:
    """Return whether a sentence only says who confirms another's words: "His account was confirmed by an official in X"."""
    low = lows(part.tokens)
    return any(
        word in _CONFIRMED
        and "by" in low[k + 1 : k + 3]
        and bool(_ACCOUNTS & set(low[max(0, k - _TO_ACCOUNT) : k]))
        for k, word in enumerate(low)
    )
