"""Which place and which day belong to which frame of a sentence.

The secret of this module is nearness with walls: a place goes to the words it stands nearest to,
counted in tokens, where "while", "after" and relative clauses weigh more than a comma; what a verb
takes must be its object; of places that contain each other the most exact one counts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.roles import is_part_of_country
from geo.extract.senses import DATE_WORDS, FLYING_FLAG, OUSTING, PLACE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.dates import When
    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token


# How probabilities of places weigh: a lead that decides, one that is trusted, one that is dropped beside it.
_CLEARLY: Final = 0.3
_SURE: Final = 0.5
_UNLIKELY: Final = 0.12


def share(
    frames: list[Frame],
    happened: list[Spot],
    dates: list[When],
    weights: list[list[float]] | None = None,
) -> None:
    """Give each place and each day of a sentence to the frame it stands nearest to.

    `weights` tells for each frame how probable it is that it happened at each place (see
    `geo.extract.anchors`); where they are clear they decide.
    """
    _share_places(frames, happened, weights or [])
    for frame in frames:
        if set(frame.kinds) & _TAKING:
            taken = _objects(frame, happened)
            row = frame.sentence.tokens[frame.heads[0]].low in ("fell", "falls")
            others = {i for f in frames if f is not frame for i in f.places}
            if taken or (taken is not None and len(set(frame.kinds)) == 1):
                frame.places = [i for i in sorted(taken) if row or i not in others]
    if len(frames) > 1:
        _fill(frames, happened)
    spoken = [d for d in dates if _of_speech(frames, d)]
    told = [d for d in dates if d not in spoken]
    if not told and frames and not rises(frames[0].sentence.tokens):
        told = [_by_then(d) for d in spoken]
    for when in told:
        owner = _nearest(frames, when.first, when.last)
        if owner is not None and not _of_clause(owner, when):
            owner.dates.append(when)
    days = [d for d in told if d.kind == "day"]
    for frame in frames:
        if not frame.dates and len(days) == 1 and not _walled(frame, days[0].first):
            frame.dates.append(days[0])


def _share_places(frames: list[Frame], happened: list[Spot], weights: list[list[float]]) -> None:
    """Give each place to a frame; of those of one frame drop the unlikely beside a sure one."""
    busy = [f for f in frames if not _is_idle(f)] or frames
    for i, spot in enumerate(happened):
        owner = _nearest(busy, spot.first, spot.last)
        if weights and len(frames) > 1 and owner is not None:
            likely = max(range(len(frames)), key=lambda k: weights[k][i])
            mine = next(k for k, f in enumerate(frames) if f is owner)
            gain = weights[likely][i] - weights[mine][i]
            if gain > _CLEARLY and not _over_another(frames[likely], i, happened):
                owner = frames[likely]
        if owner is not None and not _own_clause(owner, spot):
            owner.places.append(i)
    if weights:
        for frame, row in zip(frames, weights, strict=True):
            best = max((row[i] for i in frame.places if not happened[i].wide), default=0.0)
            if best > _SURE:
                frame.places = [
                    i
                    for i in frame.places
                    if happened[i].wide or row[i] > _UNLIKELY or _heads_item(frame, happened[i])
                ]


_MOVED: Final = frozenset(
    "sent sends sending dispatched entered crossed crossing arrived moved deployed deploying withdrew withdrawn pulled "
    "retreated redeployed reinforced brought advanced headed".split()
)


def _is_idle(frame: Frame) -> bool:
    """Return whether the frame only names a convoy or reinforcements that something else befell."""
    words = {t.low for t in frame.sentence.tokens}
    return set(frame.kinds) <= {"move", "send?"} and not words & _MOVED


def _over_another(frame: Frame, i: int, happened: list[Spot]) -> bool:
    """Return whether another place stands between a place and a frame: "In A two were shot, and in B a blast"."""
    head = min(frame.heads)
    return any(
        happened[i].last <= other.first < head and not other.wide
        for k, other in enumerate(happened)
        if k != i
    )


def _heads_item(frame: Frame, spot: Spot) -> bool:
    """Return whether the name heads a list item: "Kahda - second device found"."""
    after = frame.sentence.tokens[spot.last : spot.last + 1]
    return spot.first <= 1 and bool(after) and after[0].word in ("-", "–", "—", ":")


_SAID: Final = frozenset(
    "said announced stated confirmed told reported wrote tweeted posted added declared".split()
)


_BEGAN: Final = frozenset("began begun started launched".split())


def _by_then(when: When) -> When:
    """Return when something happened of which only the day is known that it was told: then, or the day before."""
    if when.start is None or when.start != when.end:
        return when
    basis = f"{when.basis}: the day it was told"
    return replace(when, start=when.start - timedelta(days=1), basis=basis)


def _of_speech(frames: list[Frame], when: When) -> bool:
    """Return whether the day is when words were spoken: "Ankara said on Friday that ..."."""
    return bool(frames) and is_spoken(frames[0].sentence.tokens, when)


def is_spoken(tokens: Sequence[Token], when: When) -> bool:
    """Return whether a day is when words were spoken or the dead counted, not when things happened."""
    if when.kind != "day":
        return False
    ahead = [t.low for t in tokens[max(0, when.first - 4) : when.first]]
    if any(w in _BEGAN for w in ahead[-3:]):
        return True  # "the operation that began on 20 January"
    words = [
        w for w in ahead if w not in ("on", "reporters", "late", "early", "the", "there", "here")
    ]
    if _ROSE & {t.low for t in tokens[max(0, when.first - 8) : when.first]} and "to" in ahead[-3:]:
        return True  # "the toll rose to 30 on Sunday"
    if _counts_anew(tokens, when):
        return True
    return bool(words) and words[-1] in _SAID


_ROSE: Final = frozenset("rose risen rises climbed climbs raised increased jumped".split())
_REVISED: Final = frozenset("raised put revised updated lowered said confirmed".split())
_FIGURES: Final = frozenset("toll number figure count dead that".split())
_TO_FIGURE: Final = 4  # tokens of "raised its own toll"


def _counts_anew(tokens: Sequence[Token], when: When) -> bool:
    """Return whether a day stands before the verb that counts: "the governor on Saturday raised the toll"."""
    behind = [t.low for t in tokens[when.last : when.last + 1 + _TO_FIGURE]]
    return behind[:1] != [] and behind[0] in _REVISED and bool(_FIGURES & set(behind[1:]))


def rises(tokens: Sequence[Token]) -> bool:
    """Return whether the sentence only tells that a count has grown: "the number killed has risen to 37"."""
    low = [t.low for t in tokens]
    told = next((k for k, w in enumerate(low) if w in _ROSE and low[k + 1 : k + 2] == ["to"]), 0)
    return bool(told) and bool({"toll", "number"} & set(low[:told]))


def _of_clause(frame: Frame, when: When) -> bool:
    """Return whether the day is a victim's own: "the man who died today"."""
    low = [t.low for t in frame.sentence.tokens[: when.first]]
    if low[-3:][:1] == ["who"] and frame.heads[0] < when.first - 3:
        return True
    # "retook X after it had been lost yesterday"
    turn = next((k for k in range(frame.heads[0] + 1, len(low)) if low[k] in _EARLIER), None)
    return turn is not None and "had" in low[turn:] and all(h < turn for h in frame.heads)


_EARLIER: Final = frozenset("after since where which that".split())


_FINITE: Final = frozenset("is was were are has have had".split())


def _own_clause(frame: Frame, spot: Spot) -> bool:
    """Return whether a semicolon and a verb of its own part the place from the frame: "...; his wife is in X"."""
    tokens = frame.sentence.tokens
    head = max(frame.heads)
    if spot.first < head:
        return False
    walls = [k for k in range(head, spot.first) if tokens[k].word == ";"]
    return bool(walls) and bool(_FINITE & {t.low for t in tokens[walls[-1] : spot.first]})


_TAKING: Final = frozenset({"gain", "gain?", "enter"})


# behind these a name that no list knows is one more of those taken
_LISTING: Final = frozenset("them including namely and".split())
_OBJECT_WORDS: Final = frozenset(
    (
        "among them including the a an of and , several some two three four five six seven most both parts part "
        "strategic key nearby neighbouring neighboring as well including namely also control "
        "at near outside around full town towns village villages city district area areas hill hills crossing base "
        "camp airport police army military security government bridge dam road highway junction to on in from north south east west "
        "northern southern eastern western northeast northwest southeast southwest countryside "
        "province ( ) outskirts edge 's ’s - al el neighbourhood neighborhood back over whole "
        "بلده قريه مدينه بلدات قرى منطقه على و في ريف محافظه غرب شرق شمال جنوب"
    ).split()
)


def _objects(frame: Frame, happened: list[Spot]) -> set[int] | None:
    """Return which places a verb of taking has as its object; None where the place stands before it.

    "took further villages after cutting the M5" took no place that is named.
    """
    tokens = frame.sentence.tokens
    head = next(h for h, k in zip(frame.heads, frame.kinds, strict=True) if k in _TAKING)
    starts = {spot.first: (i, spot) for i, spot in enumerate(happened)}
    if not any(spot.first > head for spot in happened):
        fell = tokens[head].low in ("fell", "falls")
        return (_row_before(tokens, head, happened) or None) if fell else None
    if tokens[head].low in FLYING_FLAG:
        return {next(i for i, spot in enumerate(happened) if spot.first > head)}
    found: set[int] = set()
    k = head + 1
    if tokens[head].low in OUSTING:  # "drove the rebels out of X": the place follows "of"
        out = [
            j
            for j in range(head + 1, min(head + 9, len(tokens)))
            if tokens[j].low in ("of", "from")
        ]
        k = out[0] + 1 if out else k
    while k < len(tokens):
        over = _over_measure(tokens, k)
        if found and _is_bearing(tokens, k):
            break  # "A and B, south-west of X"
        if over:
            k = over
        elif tokens[k].low == "from" and tokens[k - 1].low in ("road", "highway", "motorway"):
            break  # "took X, on the highway from A to B"
        elif k in starts:
            i, spot = starts[k]
            found.add(i)
            k = spot.last
        elif (
            tokens[k].low in PLACE_WORDS
            or (tokens[k].word.isalpha() and PLACE_WORDS & {t.low for t in tokens[k + 1 : k + 3]})
            or (tokens[k].word[0].isupper() and tokens[k - 1].low in _LISTING)
            or tokens[k].low in _OBJECT_WORDS
            or tokens[k].low in DATE_WORDS
            or tokens[k].word.isdigit()
            or set(tokens[k].forms) & _OBJECT_WORDS
            or k <= head + 1
            or _goes_on(tokens, head, k)
        ):
            k += 1
        else:
            break
    if found:
        return found
    if tokens[head].low in ("fell", "falls"):
        return _row_before(tokens, head, happened) or None
    among = [j for j in range(head, len(tokens) - 1) if tokens[j].low in ("among", "including")]
    named = next((j for j in range(head, len(tokens) - 1) if tokens[j].low == "naming"), None)
    if named is not None:
        return {i for i, spot in enumerate(happened) if spot.first > named}
    if among and PLACE_WORDS & {t.low for t in tokens[head : among[0]]}:
        later = [i for i, spot in enumerate(happened) if spot.first > among[0] and not spot.country]
        return _row(tokens, later, happened)  # "more than 20 communities between ..., among them X"
    passive = {"was", "were", "been", "fell", "falls"} & {
        t.low for t in tokens[max(0, head - 3) : head + 1]
    }
    return None if passive else found


def _row(tokens: Sequence[Token], later: list[int], happened: list[Spot]) -> set[int]:
    """Return the names that make one row from the first of `later` on: "among them A, B and C"."""
    row = set(later[:1])
    for i, j in pairwise(later):
        between = [t.low for t in tokens[happened[i].last : happened[j].first]]
        if i not in row or between not in ([","], ["and"], [",", "and"]):
            break
        row.add(j)
    return row


_BEARINGS: Final = frozenset(
    "north south east west northeast northwest southeast southwest".split()
)


def _is_bearing(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "south-west of" opens at `k`: it says where those named before it lie."""
    return tokens[k].low in _BEARINGS and "of" in {t.low for t in tokens[k + 1 : k + 4]}


_MEASURES: Final = frozenset("km kilometres kilometers miles kilometre mile".split())


def _over_measure(tokens: Sequence[Token], k: int) -> int:
    """Return the token behind ", 25 km west of X," that opens at `k`, 0 if none does."""
    if tokens[k].word != "," or not _MEASURES & {t.low for t in tokens[k + 1 : k + 5]}:
        return 0
    near = range(k + 2, min(k + 9, len(tokens)))
    end = next((j + 1 for j in near if tokens[j].low in ("of", "from")), 0)
    while end and end < len(tokens) and (tokens[end].word[0].isupper() or tokens[end].low == "the"):
        end += 1
    return end


_PARTING: Final = frozenset(
    "after before when while as following during amid with who whom which that because since until by from where said "
    "says for against but then had has was were is are been have to".split()
)
_LASTING: Final = frozenset("remaining surrounding adjoining outlying existing".split())
_FAR: Final = 10  # tokens between a verb of taking and what it takes: "the junta's last base in"


def _of_group(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Return whether a capital is one of a name that "of" opens: "the last base of the Islamic State"."""
    j = k
    while j > head and (tokens[j].word[0].isupper() or tokens[j].low in ("the", "-")):
        j -= 1
    return j > head + 1 and tokens[j].low == "of" and tokens[j - 1].low in PLACE_WORDS


def _goes_on(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Return whether a word only describes what is taken: "the last army outpost in X"."""
    word = tokens[k]
    owner = k + 1 < len(tokens) and tokens[k + 1].low in ("'s", "’s")
    if k - head <= _FAR and (owner or word.low in ("'s", "’s")):
        return True  # "a headquarters of Myanmar's military in X"
    if k - head <= _FAR and word.word[0].isupper() and _of_group(tokens, head, k):
        return True  # "the last base of the Islamic State in X"
    return (
        k - head <= _FAR
        and word.word.isascii()
        and word.word.isalpha()
        and word.word.islower()
        and word.low not in _PARTING
        and not (word.low.endswith(("ing", "ed")) and word.low not in _LASTING)
    )


def _row_before(tokens: Sequence[Token], head: int, happened: list[Spot]) -> set[int]:
    """Return the row of names that ends right before a verb: "A, B and C fell"."""
    found: set[int] = set()
    k = head
    for i, spot in sorted(enumerate(happened), key=lambda pair: -pair[1].first):
        if spot.last <= k and all(t.low in (",", "and") for t in tokens[spot.last : k]):
            found.add(i)
            k = spot.first
    return found


def with_objects(frames: list[Frame], spots: list[Spot]) -> list[Spot]:
    """Return the places where something may have happened, what a verb of taking takes among them.

    "the fall of Afes" happens at Afes, whatever else its sentence does with the name.
    """
    named = [s for s in spots if s.role != "actor" and not s.adjective]
    taken: set[int] = set()
    for frame in frames:
        if set(frame.kinds) & _TAKING:
            taken |= _objects(frame, named) or set()
    return [
        replace(spot, role="event")
        for i, spot in enumerate(named)
        if spot.role == "event" or i in taken
    ]


def _fill(frames: list[Frame], happened: list[Spot]) -> None:
    """Let a frame without a place share that of its neighbour where nothing parts them."""
    for k, frame in enumerate(frames):
        if frame.places:
            continue
        for near in (frames[k - 1] if k else None, frames[k + 1] if k + 1 < len(frames) else None):
            if (
                near is not None
                and near.places
                and not any(happened[i].collective for i in near.places)
            ):
                low, high = sorted((frame.heads[0], near.heads[0]))
                between = [t.low for t in frame.sentence.tokens[low:high]]
                words = set(between)
                if ("and", "that") in pairwise(between):
                    continue  # "said its forces had taken 90 posts, and that two died when X was hit"
                if not words & {
                    "after",
                    "while",
                    ";",
                    "before",
                    "elsewhere",
                    "but",
                    "in",
                } or words & {"when"}:
                    frame.places = list(near.places)
                    break


def _walled(frame: Frame, position: int) -> bool:
    low, high = sorted((frame.heads[0], position))
    words = [t.low for t in frame.sentence.tokens[low:high]]
    return any(w in (";", "after", "before", "while") for w in words)


_CLAUSE: Final = frozenset("where which who that whose".split())
_TURNS: Final = frozenset("while after before when as but whereas following بينما فيما بعد".split())


def _nearest(frames: list[Frame], first: int, last: int) -> Frame | None:
    """Return the frame whose words stand nearest to tokens `first` to `last`, walls counted."""
    if not frames:
        return None
    tokens = frames[0].sentence.tokens
    near: list[tuple[int, int, int, int]] = []  # tokens between, which frame, from, to
    for k, frame in enumerate(frames):
        # of the heads on one side the nearest costs least: what lies between only grows
        behind = min((h for h in frame.heads if h >= last), default=None)
        ahead = max((h for h in frame.heads if h < last), default=None)
        if behind is not None:
            near.append((behind - last, k, last, behind))
        if ahead is not None:
            near.append((max(0, first - ahead), k, ahead, first))
    best: tuple[float, int] | None = None
    for gap, k, low, high in sorted(near):
        if best is not None and gap > best[0]:
            break
        cost = gap + _walls(tokens[low:high])
        if low == last:
            cost += 3  # a place usually follows the word that tells what happened there
        if best is None or (cost, k) < best:
            best = (cost, k)
    return frames[best[1]] if best else None


def _walls(between: Sequence[Token]) -> float:
    """Return how much the signs and words between a place and a trigger part them."""
    cost = 0.0
    for token in between:
        low = token.low
        if low == ";":
            cost += 40
        elif low in _CLAUSE:
            cost += 12
        elif low in _TURNS:
            cost += 9
        elif low in (",", "،"):
            cost += 3
        elif low in ("and", "said"):
            cost += 2
    return cost


_BETWEEN: Final = frozenset(
    (
        ", ( in also the of at northern southern eastern western central north south east west "
        "northeast northwest southeast southwest northeastern northwestern southeastern "
        "southwestern rural 's ’s province governorate region district state county department "
        "oblast city town village capital base outpost camp its part في بمحافظه محافظه ريف شمال جنوب شرق غرب "
        "شمالي جنوبي شرقي غربي الشمالي الجنوبي الشرقي الغربي مدينه بلده قريه ولايه اقليم قضاء ناحيه "
        "مديريه محليه منطقه الواقعه التابعه تابعه باديه"
    ).split()
)

_HOLDERS: Final = frozenset("ريف محافظه ولايه اقليم قضاء ناحيه مديريه محليه".split())


def most_exact(part: Sentence, spots: list[Spot]) -> list[Spot]:
    """Keep the most exact places: a town before what contains it, a name before "posts"."""
    named = [s for s in spots if not s.collective]
    kept: list[Spot] = []
    last: Spot | None = None
    for spot in named:
        inside = last is not None and _contains(part, last, spot)
        if not inside:
            kept.append(spot)
        last = spot
    exact = [s for s in kept if not s.wide]
    if exact and part.is_arabic:
        return [s for k, s in enumerate(kept) if not s.wide or (s.seat and _in_row(part, kept, k))]
    if exact:
        return exact
    gathered = [s for s in spots if s.collective]
    divisions = [s for s in kept if s.seat] or [
        s for s in kept if not s.country or is_part_of_country(part.tokens, s)
    ]
    return gathered[:1] + (divisions or kept)[:1] if gathered else (divisions or kept)


def _in_row(part: Sentence, spots: Sequence[Spot], k: int) -> bool:
    """Return whether a name that may be a province stands in a row of towns: "تل أبيب وعسقلان"."""
    for a, b in ((k - 1, k), (k, k + 1)):
        if a < 0 or b >= len(spots) or spots[a if b == k else b].wide:
            continue
        between = part.tokens[spots[a].last : spots[b].first]
        row = not between or all(t.word in ("،", "و", "مدينه", "ومدينه") for t in between)
        if row and (between or part.tokens[spots[b].first].low[0] == "و"):
            return True
    return False


def _contains(part: Sentence, inner: Spot, outer: Spot) -> bool:
    """Return whether the text says that `outer` contains `inner`: "Takad, also in Aleppo"."""
    if inner.wide and not outer.wide:
        return False  # "by the White Nile in Kosti"
    tokens = part.tokens[inner.last : outer.first]
    between = [t.low for t in tokens]
    if between in (["near"], [",", "near"], ["outside"], [",", "outside"]):
        return True  # "the enclave of X near Y"
    if _is_apposition(between):
        return True
    if len(between) > 6 or not all(_BETWEEN.intersection(t.forms) for t in tokens):
        return False
    # "in Kas, Nyala" lists two towns; "Kas, South Darfur" and "Kas (South Darfur)" name one.
    held = {"in", "of", "(", "في"} & set(between)
    return outer.wide or bool(held or any(_HOLDERS.intersection(t.forms) for t in tokens))


_SETTLEMENT: Final = frozenset(
    "town village city hamlet settlement suburb camp area community hub port".split()
)
_APPOSED: Final = 12  # tokens of ", a coltan mining town some 30 km from"


def _is_apposition(between: Sequence[str]) -> bool:
    """Return whether the words between two names say what the first is and where: ", a mining town in"."""
    return (
        len(between) <= _APPOSED
        and between[:1] == [","]
        and between[1:2] in (["a"], ["an"], ["the"])
        and bool(_SETTLEMENT & set(between[2:]))
        and between[-1] in ("in", "of", "the", "near", "from", "outside")
        and between.count(",") == 1
    )


def day_of(frame: Frame) -> When | None:
    """Return the narrowest day among a frame's dates, an open one if there is no other."""
    days = [d for d in frame.dates if d.kind == "day" and d.start is not None]
    if days:
        # "overnight" and "Thursday" both: the narrower one counts, of two days the nearer one.
        arabic = frame.sentence.tokens[frame.heads[0]].word[0] > "\u05ff"
        return min(
            days,
            key=lambda d: (
                (d.end - d.start).days if d.end and d.start else 99,
                0 if arabic else min(abs(h - d.first) for h in frame.heads),
                d.first,
            ),
        )
    opened = [d for d in frame.dates if d.kind == "day"]
    if opened:
        return opened[0]
    narrow = [d for d in frame.dates if d.start and d.end and (d.end - d.start).days <= 7]
    return narrow[0] if narrow else None
