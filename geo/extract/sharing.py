"""Which place and which day belong to which frame of a sentence.

The secret of this module is nearness with walls: a place goes to the words it stands nearest to,
counted in tokens, where "while", "after" and relative clauses weigh more than a comma; what a verb
takes must be its object; of places that contain each other the most exact one counts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.dates.when import TOLD_THEN
from geo.extract.roles import is_part_of_country
from geo.extract.senses.objects import MEASURES, TAKING, objects
from geo.extract.series import row_of, rows
from geo.extract.text import lows, remembered
from geo.extract.words import (
    BEARINGS,
    IS_OR_HAS,
    LOCALS,
    MOVED,
    RELATIVES,
    SETTLEMENT,
    SMALL_DIVISIONS,
    TOWN,
)

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
        if set(frame.kinds) & TAKING:
            taken = objects(frame, happened)
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
        if owner is not None and not _of_clause(owner, when) and not _across(owner, when):
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
        crowd = _of_its_people(frames, spot)
        if crowd is not None:
            owner = crowd
        elif weights and len(frames) > 1 and owner is not None:
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
                fitting = {
                    i
                    for i in frame.places
                    if happened[i].wide or row[i] > _UNLIKELY or _heads_item(frame, happened[i])
                }
                tokens = frame.sentence.tokens
                frame.places = _with_rows(tokens, happened, frame.places, fitting)


_PEOPLE: Final = LOCALS.union(
    "people youths women men students families protesters demonstrators dozens hundreds thousands".split()
)
_AT_ONCE: Final = 3  # tokens of "have now taken" between a town's people and their deed


def _of_its_people(frames: Sequence[Frame], spot: Spot) -> Frame | None:
    """Return what a town's people do, as the words right behind it tell: "while residents of X came out"."""
    tokens = frames[0].sentence.tokens if frames else ()
    ahead = [t.low for t in tokens[max(0, spot.first - 2) : spot.first]]
    if len(ahead) < 2 or ahead[0] not in _PEOPLE or ahead[1] not in ("of", "in", "from"):
        return None
    near = range(spot.last, min(len(tokens), spot.last + _AT_ONCE))
    walls = (k for k in near if tokens[k].low in (",", "and", "said", "told"))
    near = range(spot.last, next(walls, near.stop))
    return next((f for f in frames if f.heads[0] in near), None)


def _with_rows(
    tokens: Sequence[Token], happened: list[Spot], places: list[int], likely: set[int]
) -> list[int]:
    """Return the likely places and those that stand in one row with them: "A, B and C" share a fate."""
    kept = set(likely)
    for row in rows(tokens, happened, loose=True):
        if any(i in likely and not happened[i].wide for i in row):
            kept.update(row)
    return [i for i in places if i in kept]


def _is_idle(frame: Frame) -> bool:
    """Return whether the frame only names a convoy or reinforcements that something else befell."""
    return set(frame.kinds) <= {"move", "send?"} and MOVED.isdisjoint(
        t.low for t in frame.sentence.tokens
    )


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
    basis = f"{when.basis}: {TOLD_THEN}"
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
    if _RELEASED & {t.low for t in tokens[max(0, when.first - _STATED) : when.first]}:
        return True  # "a statement released by X on 3 May"
    words = [
        w for w in ahead if w not in ("on", "reporters", "late", "early", "the", "there", "here")
    ]
    if _ROSE & {t.low for t in tokens[max(0, when.first - 8) : when.first]} and "to" in ahead[-3:]:
        return True  # "the toll rose to 30 on Sunday"
    if _counts_anew(tokens, when):
        return True
    behind = {t.low for t in tokens[when.last : when.last + _TO_RITE]}
    if _MOURNING & behind:
        return True  # "on Friday held funerals for those killed the day before"
    told = (bool(words) and words[-1] in _SAID) or _told_a_paper(tokens, when.first)
    return told or _opens_speech(tokens, when)


_TO_SAID: Final = 9  # tokens of ", the White Helmets civil defence agency said"
_TO_HAD: Final = 8  # tokens of "that nine civilians had"


def _opens_speech(tokens: Sequence[Token], when: When) -> bool:
    """Return whether a day opens a sentence that tells what had been done: "On Monday, X said nine had been killed"."""
    behind = [t.low for t in tokens[when.last : when.last + _TO_SAID]]
    said = next((k for k, w in enumerate(behind) if w in _SAID), None)
    if when.first > 1 or said is None:
        return False
    told = tokens[when.last + said + 1 : when.last + said + 1 + _TO_HAD]
    return "had" in {t.low for t in told}


_PAPER: Final = 6  # tokens of "Agence France - Presse" and more


def _told_a_paper(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a day stands behind who was told: "a doctor told Agence France-Presse on Sunday"."""
    k = first - 1
    while k >= 0 and tokens[k].low in ("on", "late", "early"):
        k -= 1
    start = k
    while k > start - _PAPER and k >= 0 and (tokens[k].word[0].isupper() or tokens[k].word == "-"):
        k -= 1
    return 0 <= k < start and tokens[k].low in ("told", "telling")


_RELEASED: Final = frozenset("released issued".split())
_STATED: Final = 6
_MOURNING: Final = frozenset("funeral funerals buried mourned mourns burials".split())
_TO_RITE: Final = 3  # tokens of "held a funeral"
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


def _across(frame: Frame, when: When) -> bool:
    """Return whether a semicolon parts the day from a frame that its own clause dates long before."""
    tokens = frame.sentence.tokens
    walls = [t.word for t in tokens[frame.heads[-1] : when.first]]
    return ";" in walls and any(
        d.kind in ("span", "since") and d.first < when.first for d in frame.dates
    )


def _of_clause(frame: Frame, when: When) -> bool:
    """Return whether the day is a victim's own: "the man who died today"."""
    low = [t.low for t in frame.sentence.tokens[: when.first]]
    if low[-3:][:1] == ["who"] and frame.heads[0] < when.first - 3:
        return True
    # "retook X after it had been lost yesterday"
    turn = next((k for k in range(frame.heads[0] + 1, len(low)) if low[k] in _EARLIER), None)
    return turn is not None and "had" in low[turn:] and all(h < turn for h in frame.heads)


_EARLIER: Final = frozenset("after since where which that".split())


def _own_clause(frame: Frame, spot: Spot) -> bool:
    """Return whether a semicolon and a verb of its own part the place from the frame: "...; his wife is in X"."""
    tokens = frame.sentence.tokens
    head = max(frame.heads)
    if spot.first < head:
        return False
    walls = [k for k in range(head, spot.first) if tokens[k].word == ";"]
    return bool(walls) and bool(IS_OR_HAS & {t.low for t in tokens[walls[-1] : spot.first]})


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


_CLAUSE: Final = RELATIVES | {"where", "whose"}
_TURNS: Final = frozenset("while after before when as but whereas following بينما فيما بعد".split())


def _nearest(frames: list[Frame], first: int, last: int) -> Frame | None:
    """Return the frame whose words stand nearest to tokens `first` to `last`, walls counted."""
    if not frames:
        return None
    tokens = frames[0].sentence.tokens
    walls = _walls(tokens)
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
        cost = gap + walls[high] - walls[low]
        if low == last:
            cost += 3  # a place usually follows the word that tells what happened there
            cost += _NEW_CLAUSE if _opens_clause(tokens[low:high]) else 0
        if best is None or (cost, k) < best:
            best = (cost, k)
    return frames[best[1]] if best else None


_NEW_CLAUSE: Final = 8
_PASSIVE: Final = frozenset("was were".split())


def _opens_clause(between: Sequence[Token]) -> bool:
    """Return whether a clause with its own subject opens behind a place: "in A, and two men were wounded"."""
    low = [t.low for t in between]
    turn = next((k for k, pair in enumerate(pairwise(low)) if pair == (",", "and")), None)
    return turn is not None and bool(_PASSIVE & set(low[turn:]))


_WALLS: Final = {
    ";": 40.0,
    **dict.fromkeys(_CLAUSE, 12.0),
    **dict.fromkeys(_TURNS, 9.0),
    **dict.fromkeys((",", "،"), 3.0),
    **dict.fromkeys(("and", "said"), 2.0),
}


@remembered
def _walls(tokens: Sequence[Token]) -> tuple[float, ...]:
    """Return, for each token, how much the signs and words before it part places from triggers."""
    return (0.0, *accumulate([_WALLS.get(word, 0.0) for word in lows(tokens)]))


_BETWEEN: Final = frozenset(
    (
        ", ( in also the of at northern southern eastern western central north south east west "
        "northeast northwest southeast southwest northeastern northwestern southeastern "
        "southwestern rural countryside 's ’s province governorate region district state county department "
        "oblast city town village capital base outpost camp its part في بمحافظه محافظه ريف شمال جنوب شرق غرب "
        "شمالي جنوبي شرقي غربي الشمالي الجنوبي الشرقي الغربي مدينه بلده قريه ولايه اقليم قضاء ناحيه "
        "مديريه محليه منطقه الواقعه التابعه تابعه باديه"
    ).split()
)

_HOLDERS: Final = frozenset("ريف محافظه ولايه اقليم مقاطعه قضاء ناحيه مديريه محليه".split())


def most_exact(part: Sentence, spots: list[Spot]) -> list[Spot]:
    """Keep the most exact places: a town before what contains it, a name before "posts"."""
    named = [s for s in spots if not s.collective]
    kept: list[Spot] = []
    last: Spot | None = None
    for spot in named:
        inside = last is not None and _contains(part, last, spot)
        if last is not None and inside and _only_measures(part, last, spot):
            kept = [s for s in kept if s is not last]
            inside = False
        if last is not None and last.wide and _possesses(part, last, spot):
            kept = [s for s in kept if s is not last]  # "Idlib's Jisr al-Shughur district"
            inside = False
        if not inside:
            kept.append(spot)
        last = spot
    if inner := set_in(part, kept):
        return inner
    if any(not s.wide for s in kept):
        return [s for k, s in enumerate(kept) if not s.wide or (s.seat and _in_row(part, kept, k))]
    gathered = [s for s in spots if s.collective]
    divisions = [s for s in kept if s.seat] or [
        s for s in kept if not s.country or is_part_of_country(part.tokens, s)
    ]
    return gathered[:1] + (divisions or kept)[:1] if gathered else (divisions or kept)


_AREAS: Final = frozenset("area areas district village town location ward zone sector".split())


def set_in(part: Sentence, spots: list[Spot]) -> list[Spot]:
    """Return the smaller places that a sentence goes on to name: "In X, a bomb killed four in the Y area"."""
    tokens, opener = part.tokens, spots[0] if spots else None
    if opener is None or len(spots) < _INNER or part.is_arabic or not (opener.seat or opener.wide):
        return []
    opens = tokens[0].low == "in" and opener.first == 1 and tokens[opener.last].low in _OPENED
    return [s for s in spots[1:] if _is_called_area(part, s)] if opens else []


def _is_called_area(part: Sentence, spot: Spot) -> bool:
    """Return whether a name is said to be that of a piece of ground: "in the Y area", "the village of Y"."""
    behind = {t.low for t in part.tokens[spot.last : spot.last + 1]}
    ahead = [t.low for t in part.tokens[max(0, spot.first - 2) : spot.first]]
    return bool(_AREAS & behind) or (ahead[-1:] == ["of"] and ahead[0] in _AREAS)


_INNER: Final = 2
_OPENED: Final = frozenset((",", "on", "early", "late", "today", "yesterday"))


def _possesses(part: Sentence, owner: Spot, spot: Spot) -> bool:
    """Return whether nothing but a possessive stands between two names."""
    return [t.low for t in part.tokens[owner.last : spot.first]] in (["'s"], ["’s"])


def _only_measures(part: Sentence, measured: Spot, spot: Spot) -> bool:
    """Return whether a name only tells how far off the next one is: "80 km west of A in B"."""
    tokens = part.tokens
    ahead = {t.low for t in tokens[max(0, measured.first - _TO_UNIT) : measured.first]}
    between = [t.low for t in tokens[measured.last : spot.first]]
    return between == ["in"] and bool(MEASURES & ahead) and not spot.wide and not part.is_arabic


_TO_UNIT: Final = 5  # tokens of "km to the southwest of"


def _in_row(part: Sentence, spots: Sequence[Spot], k: int) -> bool:
    """Return whether a name that may be a province stands in a row with a town: "كييف وأوديسا وعسقلان"."""
    return not all(spots[i].wide for i in row_of(part.tokens, spots, k))


def _is_joined(part: Sentence, spot: Spot) -> bool:
    """Return whether an Arabic name bears "and": "تل أبيب وحيفا"; it holds none before it."""
    token = part.tokens[spot.first]
    return part.is_arabic and token.low[0] == "و" and spot.start > token.start


def _contains(part: Sentence, inner: Spot, outer: Spot) -> bool:
    """Return whether the text says that `outer` contains `inner`: "Takad, also in Aleppo"."""
    tokens = part.tokens[inner.last : outer.first]
    between = [t.low for t in tokens]
    if (
        between[-1:] == ["of"]
        and between[:-2] in ([","], ["district", ","])
        and between[-2] in BEARINGS
    ):
        return True  # "the district of X, northeast of Y": Y only tells where that is
    if between[:2] == [",", "the"] and between[-1] == "of" and between[-2] in _NAMED_AFTER:
        return False  # "A, the town of B and C": a row
    if (inner.wide and not outer.wide) or _is_joined(part, outer):
        return False  # "by the White Nile in Kosti"
    if between in (["near"], [",", "near"], ["outside"], [",", "outside"]):
        return True  # "the enclave of X near Y"
    if _is_apposition(between):
        return True
    if len(between) > 6 or not all(_BETWEEN.intersection(t.forms) for t in tokens):
        return False
    # "in Kas, Nyala" lists two towns; "Kas, South Darfur" and "Kas (South Darfur)" name one.
    held = bool({"in", "of", "(", "في"} & set(between))
    behind = {t.low for t in part.tokens[outer.last - 1 : outer.last + 1]}
    held = held or bool(_DIVISIONS & behind)  # "Kas village, Nyala district"
    return outer.wide or bool(held or any(_HOLDERS.intersection(t.forms) for t in tokens))


# What countries call the division above a village, whose name is mostly its seat's, too.
_DIVISIONS: Final = SMALL_DIVISIONS.union(
    "local taluk taluka upazila department arrondissement subdivision regency chiefdom caza prefecture".split()
)
_SETTLEMENT: Final = SETTLEMENT.union("camp area community hub port".split())
_NAMED_AFTER: Final = TOWN | {"base", "camp"}
_APPOSED: Final = 14  # tokens of ", a coltan mining town some 30 km from"


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


THIRD_OF_MONTH: Final = 12
"""Days that "late in October" spans at most; an event may be dated by so vague a word."""


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
    narrow = [
        d for d in frame.dates if d.start and d.end and (d.end - d.start).days <= THIRD_OF_MONTH
    ]
    return narrow[0] if narrow else None
