"""Which places of an English sentence belong to one of its events.

The secret of this module is the tie between a trigger word and a place: a conditional random field
over the sentence's possible names, anchored at the trigger, which weighs the words that govern a
name, what parts it from the trigger (commas, other verbs, words of speech, other places) and what
the recogniser and the gazetteer say of it (weights in ``models/anchors.crfsuite``, see the model
card there). It needs no parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.toponyms.english import ADJECTIVE, BACK, FRONT, look_at, spans
from geo.extract.toponyms.runs import adjectives_in, candidate_runs, known_names
from geo.extract.weights import built_in_tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pycrfsuite

    from geo.extract.text import Sentence, Token
    from geo.extract.toponyms import Toponym

MODEL: Final = "models/anchors.crfsuite"
_OPENS: Final = (
    0.4  # a place is taken from this probability on: a little more recall than the likeliest labels
)
_STEPS: Final = (1, 2, 3, 5, 8, 13, 21)
_CLAUSE: Final = frozenset(
    "that which who whom whose while after when before since where as because although though if "
    'but and ; : -- — – ( ) " “ ”'.split()
)
_SAID: Final = frozenset(
    "said says say saying told tells reported reports announced according added claimed confirmed "
    "stated spokesman spokeswoman spokesperson".split()
)
_PREPOSITIONS: Final = frozenset(
    "in at near on outside around inside within along across over toward towards to from into "
    "through of between against by for with after when while who which that said as throughout "
    "under off beyond behind beside amid via upon".split()
)
_COUNTED: Final = 3
_MAX_PLACES: Final = 4
_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a sentence before an event is asked about: `runs` of words that may be names."""

    tokens: tuple[Token, ...]
    runs: tuple[tuple[int, int], ...]
    flags: tuple[int, ...]
    names: tuple[str, ...]
    triggers: tuple[int, ...]
    low: tuple[str, ...]
    looks: tuple[tuple[str, str, str, tuple[str, ...]], ...]


def survey(
    text: str, sentence: Sentence, toponyms: Sequence[Toponym], prominence: Callable[[str], int]
) -> Ground:
    """Return what `event_places` and `place_scores` need of a sentence, whatever the event.

    `toponyms` are the place names that `geo.extract.toponyms` found in it.
    """
    tokens = sentence.tokens
    runs = candidate_runs(text, tokens, prominence)
    flags = known_names(text, tokens, runs, prominence)
    for hit in adjectives_in(tokens):
        flags[hit.first : hit.last] = [ADJECTIVE] * (hit.last - hit.first)
    names = ["O"] * len(tokens)
    for name in toponyms:
        kind = "A" if name.country else "P"
        names[name.first : name.last] = [kind] + [kind.lower()] * (name.last - name.first - 1)
    triggers = [
        hit.last - 1 for hit in built_in("triggers").find(tokens) if hit.row["pos"] in ("v", "n")
    ]
    return Ground(
        tokens, tuple(runs), tuple(flags), tuple(names), tuple(triggers),
        tuple(t.low for t in tokens), tuple(look_at(t.word) for t in tokens),
    )  # fmt: skip


def event_places(
    ground: Ground, head: int, *, tagger: pycrfsuite.Tagger | None = None
) -> list[tuple[int, int]]:
    """Return the places (first token, last excluded) where the event told by token `head` happened."""
    if not ground.runs:
        return []
    places, rows = features(ground, head)
    model = tagger or built_in_tagger(MODEL)
    model.set(rows)
    labels = ["O"] * len(ground.tokens)
    for k, i in enumerate(places):
        opens, goes_on = model.marginal("B", k), model.marginal("I", k)
        if opens + goes_on > _OPENS:
            labels[i] = "B" if opens >= goes_on else "I"
    return spans(labels)


def place_scores(
    ground: Ground,
    head: int,
    places: Sequence[tuple[int, int]],
    *,
    tagger: pycrfsuite.Tagger | None = None,
) -> list[float]:
    """Return for each of `places` (tokens) how probable it is that the event at `head` was there, 0 to 1.

    A place in which the sentence has no possible name scores 0.
    """
    if not ground.runs:
        return [0.0] * len(places)
    where, rows = features(ground, head)
    model = tagger or built_in_tagger(MODEL)
    model.set(rows)
    probable = {i: 1.0 - model.marginal("O", k) for k, i in enumerate(where)}
    return [
        max((probable.get(i, 0.0) for i in range(first, last)), default=0.0)
        for first, last in places
    ]


def features(ground: Ground, head: int) -> tuple[list[int], list[list[str]]]:
    """Return the tokens of the runs, and the features of each as seen from token `head`."""
    runs, low, looks = ground.runs, ground.low, ground.looks
    verb = low[head]
    stem = verb[:_STEM]
    centres = [k for k, (start, end) in enumerate(runs) if "P" in ground.names[start:end]]
    before_head = [k for k in centres if runs[k][0] < head]
    after_head = [k for k in centres if runs[k][0] > head]
    order = {k: f"-{min(_MAX_PLACES, len(before_head) - n)}" for n, k in enumerate(before_head)}
    order |= {k: f"+{min(_MAX_PLACES, n + 1)}" for n, k in enumerate(after_head)}
    totals = f"{min(_COUNTED, len(before_head))}|{min(_COUNTED, len(after_head))}"
    where: list[int] = []
    rows: list[list[str]] = []
    governor = ""
    seen = 0
    for number, (start, end) in enumerate(runs):
        while seen < start:
            if low[seen] in _PREPOSITIONS:
                governor = low[seen]
            seen += 1
        base = _from_head(looks, low, head, start, end)
        ruler = _ruler(ground.triggers, head, start, end)
        side = "+" if start > head else "-"
        left, _, left_kind, _ = looks[start - 1] if start else FRONT
        left2, _, left2_kind, _ = looks[start - 2] if start > 1 else FRONT
        right, _, right_kind, _ = looks[end] if end < len(looks) else BACK
        right2 = low[end + 1] if end + 1 < len(low) else "$"
        place = order.get(number, "o")
        base += (
            "lw=" + left,
            "lc=" + left_kind,
            "l2=" + left2,
            "l2c=" + left2_kind,
            f"l2l={left2}|{left}",
            "rw=" + right,
            "rc=" + right_kind,
            "r2=" + right2,
            f"lr={left_kind}|{right}",
            "rl=" + ruler,
            f"rllw={ruler}|{left}",
            f"rllc={ruler}|{left_kind}",
            f"rllp={ruler}|{governor}",
            "lp=" + governor,
            f"lps={governor}{side}",
            f"lpv={governor}|{verb}",
            f"lpo={governor}|{place}",
            f"lwo={left}|{place}",
            "o=" + place,
            f"ot={place}|{totals}",
            f"vo={stem}|{place}",
            "v=" + verb,
            f"sz{min(_MAX_PLACES, end - start)}",
        )
        if start == 0:
            base += ("sent1", "sent1r=" + right)
        elif start == 1 and low[0] in ("in", "at", "near"):
            base.append("inX" + right)
        joined = left in (",", "and", "or", "&") and number and runs[number - 1][1] >= start - 2
        if joined:
            base.append(f"join={left}|{ground.names[runs[number - 1][0]]}")
        if (
            number + 1 < len(runs)
            and right in (",", "and", "(", "'s")
            and runs[number + 1][0] <= end + 2
        ):
            follower = runs[number + 1][0]
            base += (
                f"next={right}|{ground.names[follower]}",
                f"nextg={right}|{ground.flags[follower]}",
            )
        for i in range(start, end):
            word, form, kind, _ = looks[i]
            flag = ground.flags[i]
            name = ground.names[i]
            row = [
                *base,
                "w=" + word,
                "s=" + form,
                "c=" + kind,
                f"g={flag}",
                "n=" + name,
                f"nlw={name}|{left}",
                f"nlp={name}|{governor}{side}",
                f"no={name}|{place}",
                f"ng={name}|{flag}",
                f"nrl={name}|{ruler}",
                f"nvlp={name}|{stem}|{governor}",
                f"pos={'F' if i == start else ''}{'L' if i == end - 1 else ''}{name}",
            ]
            if i > start:
                row += ("w-1=" + low[i - 1], "n-1=" + ground.names[i - 1])
            if i + 1 < end:
                row += ("w+1=" + low[i + 1], "c+1=" + looks[i + 1][2])
            where.append(i)
            rows.append(row)
        seen = max(seen, end)
    return where, rows


def _ruler(triggers: Sequence[int], head: int, start: int, end: int) -> str:
    """Return whose the run is among triggers: how many lie between, and is the one before it the head."""
    if start > head:
        between = sum([head < k < start for k in triggers])
    else:
        between = sum([end <= k < head for k in triggers])
    before = max([k for k in (*triggers, head) if k < start], default=-1)
    after = min([k for k in (*triggers, head) if k >= end], default=-1)
    first = "h" if before == head else "o" if before >= 0 else "n"
    second = "h" if after == head else "o" if after >= 0 else "n"
    return f"{min(_COUNTED, between)}{first}{second}"


def _from_head(
    looks: Sequence[tuple[str, str, str, tuple[str, ...]]],
    low: Sequence[str],
    head: int,
    start: int,
    end: int,
) -> list[str]:
    """Return how far a run is from the trigger, and what stands between."""
    if start <= head < end:
        return ["d=0"]
    side, between = ("+", range(head + 1, start)) if start > head else ("-", range(end, head))
    gap = len(between)
    far = side + str(next((s for s in _STEPS if gap <= s), 99))
    words = low[between.start : between.stop]
    kinds = [kind for _, _, kind, _ in looks[between.start : between.stop]]
    commas = words.count(",")
    verbs = sum([kind == "ed" or "say" in kind for kind in kinds])
    said = not _SAID.isdisjoint(words)
    links = [word for word in words if word in _CLAUSE]
    row = [
        "d=" + far,
        "side=" + side,
        f"com={side}{min(_COUNTED, commas)}",
        f"vb={side}{min(_COUNTED, verbs)}",
        f"cl={side}{min(_COUNTED, len(links))}",
        f"said={side}{said}",
        f"dvb={far}|{min(_COUNTED, verbs)}",
        f"cvc={side}{min(2, commas)}{min(2, verbs)}{min(2, len(links))}",
    ]
    if links:
        row += (f"link={side}{links[-1]}", f"link1={side}{links[0]}")
    if gap and gap <= 2:
        row.append(f"mid={side}" + "_".join(words))
    return row
