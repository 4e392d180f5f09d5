"""Where one sentence leaves a deed and turns to another.

The secret of this module is the words between two triggers: "and said that", "elsewhere", "but
returned and", an air force before and guns after, each at a place of its own.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.kinds import HARM
from geo.extract.words import AIRCRAFT, BLOW, IS, LONG_TIMES, RELATIVES, REPLIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_ADDING: Final = frozenset({("adding", "that"), ("noting", "that")})


def is_set_apart(tokens: Sequence[Token], hit: Hit, kind: str, words: Sequence[str]) -> bool:
    """Return whether the words around a trigger set its event apart from the one before."""
    if "returned" in words and kind not in HARM:
        return True  # "were driven out of X, but returned and attacked"
    if kind == "surrender" and "after" in words:
        return True  # "took X after its garrison surrendered"
    if kind == "gain" and ";" in words:
        return True  # "the army took X on Monday; rebels won it back a week later"
    return is_elsewhere(tokens, hit) or answers(tokens, hit, words) or _is_next(tokens, hit, words)


_DEEDS: Final = BLOW | {"airstrike", "shelling"}
_ARTICLES: Final = frozenset("a an another".split())


def _is_next(tokens: Sequence[Token], hit: Hit, words: Sequence[str]) -> bool:
    """Return whether a deed of its own comes next: "..., and a Russian raid on the town of X took a life"."""
    turn = max((k for k, w in enumerate(words) if w == "and"), default=0)
    opens = words[turn - 1 : turn] == [","] and bool(_ARTICLES & set(words[turn + 1 : turn + 2]))
    on = tokens[hit.last].low if hit.last < len(tokens) else ""
    return opens and tokens[hit.first].low in _DEEDS and on in ("on", "in", "at", "near")


_BLOWS: Final = frozenset("destroy hit strike shell fire".split())
_TO_REPLY: Final = 12  # tokens of "destroyed enemy targets in the Idlib region in reply"


def answers(tokens: Sequence[Token], hit: Hit, words: Sequence[str]) -> bool:
    """Return whether a blow answers the one before it: "four were killed, and forces destroyed targets in reply".

    Or whether it counts whom the answer killed: "and that 50 men had died when it struck back".
    """
    if _PARTING.isdisjoint(words):
        return False
    kind, behind = hit.row["kind"], [t.low for t in tokens[hit.last : hit.last + _TO_REPLY]]
    if kind in _BLOWS:
        return any(a == "in" and b in REPLIES for a, b in pairwise(behind))
    turn = max(k for k, w in enumerate(words) if w in _PARTING)
    stop = next((k for k, w in enumerate(behind) if w == ";"), len(behind))
    told = replies([*words[turn:], *behind[:stop]])
    return kind == "kill" and told and not _ON_BOTH_SIDES & {t.low for t in tokens}


_PARTING: Final = frozenset("and while ; adding".split())
_ON_BOTH_SIDES: Final = frozenset(
    "clash clashes clashed gunfight gunfire gunbattle shootout ambush ambushed firefight police officers".split()
)
_STRIKING: Final = frozenset("struck hit fired shot striking hitting firing strike shelled".split())
_ANSWERED: Final = frozenset("answered answering responded responding replied".split())
_TO_ANSWER: Final = 4  # tokens of "in its own swift response"


def replies(low: Sequence[str]) -> bool:
    """Return whether words tell of an answer to a blow: "when it struck back", "in its response", "returned fire"."""
    for k, word in enumerate(low):
        behind = low[k + 1 : k + 2]
        if word in _ANSWERED or word.startswith("retaliat"):
            return True
        if (word in _STRIKING and behind == ["back"]) or (
            word[:6] == "return" and behind == ["fire"]
        ):
            return True
        if word == "in" and _is_reply(low[k + 1 : k + 1 + _TO_ANSWER]):
            return True
    return False


def _is_reply(low: Sequence[str]) -> bool:
    """Return whether words behind "in" are an answer and not one to something else: "its response", not "response to"."""
    at = next((k for k, w in enumerate(low) if w in REPLIES), None)
    if at is None or not all(map(str.isalpha, low[:at])):
        return False
    return {"the", "a", "to"}.isdisjoint(low[: at + 2])


def is_elsewhere(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether another place follows: "bombed A, while a strike elsewhere in the province killed two"."""
    return "elsewhere" in {t.low for t in tokens[hit.last : hit.last + 2]}


_SAYING: Final = frozenset("said says that added reported".split())


def says_more(
    tokens: Sequence[Token],
    frame: Frame,
    i: int,
    words: Sequence[str],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether somebody goes on to tell of another place: "reported fire at A, and said that rockets hit B"."""
    if _ADDING & set(pairwise(words)):
        return True
    told = any(start(frame) <= a < frame.last or frame.last <= a < i for a, _ in places)
    goes_on = any(a == "and" and b in _SAYING for a, b in pairwise(words))
    return told and goes_on and place_follows(i, tokens, places)


def by_another_arm(
    frame: Frame,
    kind: str,
    words: Sequence[str],
    i: int,
    tokens: Sequence[Token],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Return whether others go on at a place of theirs: "jets struck A, and troops shelled B", "and troops attacked B"."""
    if (",", "and") not in pairwise(words) or kind in frame.kinds:
        return False
    other = {"air": "shell", "shell": "air"}.get(kind)
    led = {t.low for t in tokens[start(frame) : frame.last]}
    # what is dealt from the air, and what men on foot do
    who = set(words[len(words) - words[::-1].index("and") :]) - _ADVERBS
    on_foot = kind in _ON_FOOT and who and bool(AIRCRAFT & led or "air" in frame.kinds)
    if other not in frame.kinds and not on_foot:
        return False
    told = any(frame.first <= a < i for a, _ in places)
    return told and place_follows(i, tokens, places)


_ON_FOOT: Final = frozenset({"assault", "clash", "push", "raid"})
_ADVERBS: Final = frozenset("then later also again subsequently afterwards next".split())


def resumed(
    tokens: Sequence[Token], hits: Sequence[Hit], places: Sequence[tuple[int, int]]
) -> set[int]:
    """Return the first tokens of deeds that a sentence only resumes to tell of another.

    "The strikes came as fighting resumed near X": where X is named, that is what is told. "The
    strikes came despite a truce" is left to `geo.extract.aside`.
    """
    if tokens[0].low not in _DEFINITE:
        return set()
    verb = next((k for k in range(2, min(_TO_COMING, len(tokens))) if _comes(tokens, k)), 0)
    if tokens[verb].low == "preceded" and tokens[verb - 1].low not in IS:
        return set()  # "are believed to have preceded"
    if tokens[verb - 1].low in RELATIVES:
        return set()  # "The attack which happened on Sunday came"
    if not verb or any(a < verb for a, _ in places) or not any(a > verb for a, _ in places):
        return set()
    bare = all(t.word not in (",", ";") for t in tokens[:verb])
    behind = {t.low for t in tokens[verb + 1 : verb + 1 + _TO_OTHER]}
    if LONG_TIMES & behind:
        return set()  # "came two weeks after"
    with_other = tokens[verb].low[:6] in ("follow", "coinci", "preced") or _WHILE & behind
    later = [h for h in hits if h.first > verb and h.row["pos"] != "a"]
    goes_on = any(h.row["kind"] not in _NO_OTHER for h in later) and not _shared(tokens, later)
    return {h.first for h in hits if h.first < verb} if bare and with_other and goes_on else set()


def _comes(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a deed "came" or "took place" at token `k`, but not where "the shelling took three lives"."""
    took = tokens[k].low == "took"
    return tokens[k].low in _COMING and (
        not took or [t.low for t in tokens[k + 1 : k + 2]] == ["place"]
    )


def _shared(tokens: Sequence[Token], later: Sequence[Hit]) -> bool:
    """Return whether the first verb among `later` is the opening deed's own: "followed clashes near X and killed six"."""
    # "clashes" and "fighting" are things, where "attacked" has a subject of its own
    verbs = {
        h.first
        for h in later
        if h.row["pos"] == "v" and tokens[h.first].low[-2:] not in ("es", "ng")
    }
    verb = min(verbs, default=0)
    return [t.low for t in tokens[:verb] if t.low not in _ADVERBS][-1:] == ["and"]


_NO_OTHER: Final = HARM | {"gather", "gather?"}  # what happens in a deed, or while it does
_DEFINITE: Final = frozenset("the this that these those".split())
_COMING: Final = frozenset(
    "came comes come followed follows follow coincided coincides coincide occurred happened took preceded".split()
)
_WHILE: Final = frozenset("as after before amid while when".split())
_TO_COMING: Final = 7  # tokens of "The series of deadly Russian air strikes"
_TO_OTHER: Final = 6  # tokens of "came just two days after"


def start(frame: Frame) -> int:
    """Return the first token that still belongs to a frame: its subject stands before its first trigger."""
    return max(0, frame.first - 12)


def place_follows(i: int, tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> bool:
    """Return whether the next place behind token `i` stands in the same clause."""
    for a, _ in places:
        if a > i:
            return not any(t.low in (";", "while", "after", "when") for t in tokens[i:a])
    return False


_LEFT: Final = ("pulled", "withdr", "retreat", "fled", "evacuat")
_MAKING_WAY: Final = frozenset("as after when once with while since".split())
_TO_CLAUSE: Final = 6  # tokens of "As the last of the fighters"
_TAKEN: Final = frozenset({"gain", "gain?", "transfer", "enter"})


def only_made_way(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Return whether men only left the place that others took: "As the fighters pulled out, the army took X"."""
    head = frame.heads[0]
    tokens = frame.sentence.tokens
    if set(frame.kinds) != {"move"} or not tokens[head].low.startswith(_LEFT):
        return False
    led = {t.low for t in tokens[max(0, head - _TO_CLAUSE) : head]}
    return bool(_MAKING_WAY & led) and any(_TAKEN & set(f.kinds) for f in frames)
