"""How the clauses of an Arabic sentence make frames, each with its places, days and tolls.

The secret of this module is the clause: one that only tells an outcome (ما أسفر عن، فقتل، وأصيب)
belongs to the cause before it, one with a cause and a place of its own is another event.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.arabic.announcing import without_announcing
from geo.extract.arabic.bearings import (
    exact_names,
    is_bearing,
    is_hospital,
    is_of_group,
    is_origin,
    is_road_end,
    is_street,
    is_where_brought,
)
from geo.extract.arabic.blows import is_dying_out, is_vague_present
from geo.extract.arabic.clauses import (
    AS_MANY,
    Clause,
    Marks,
    causes,
    cut_clauses,
    hours_after,
    is_only_joined,
    repeat_blows,
)
from geo.extract.arabic.continuing import (
    SLIGHT,
    by_another_arm,
    continues,
    keep_within,
)
from geo.extract.arabic.distribution import HURT, distributed, told_among
from geo.extract.arabic.grammar import names_of
from geo.extract.arabic.recalled import is_approached, is_unceasing, is_unsaid, recalled
from geo.extract.arabic.senses import sense_of
from geo.extract.arabic.slain import both_sides, count_once
from geo.extract.arabic.tallies import is_tally
from geo.extract.arabic.targets import (
    MASSACRES,
    REMOTE,
    is_backing,
    is_idle_arm,
    is_shot_up,
    settle,
)
from geo.extract.arabic.unreal import set_aside
from geo.extract.arabic.words import DEADLY, HARM, PAUSES, forms_in, without_conjunction
from geo.extract.events import Frame
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.actors import Actor
    from geo.extract.counts import Toll
    from geo.extract.dates import Clock, When
    from geo.extract.lexicon import Hit
    from geo.extract.numbers import Number
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token


def find_frames(
    sentence: Sentence,
    tolls: Sequence[Toll],
    spots: Sequence[Spot],
    dates: Sequence[When],
    clock: Clock,
    *,
    dead_told: bool = False,
) -> list[Frame]:
    """Return the frames of one Arabic sentence with their places, days and tolls; ``aside`` says why not.

    Parameters
    ----------
    tolls, dates
        From `geo.extract.counts.find_tolls` and `geo.extract.dates.find_dates`.
    spots
        The places that may be where something happened; `Frame.places` are positions in it.
    dead_told
        Whether the sentence before counted the dead, of whom this one may say where some fell.
    """
    tokens = sentence.tokens
    listed = built_in("triggers").find(tokens)
    dates = without_announcing(tokens, dates)
    past = recalled(tokens, listed, spots, dates, clock)
    told_why = causes(tokens, listed) | past
    hits = [h for h in listed if h.first not in told_why]
    tolls = [t for t in tolls if t.first not in told_why and t.anchor not in told_why]
    counted = [n for n in numbers(tokens) if n.low is not None] if tolls else []
    marks = Marks(
        tokens,
        frozenset(h.first for h in hits if h.row["pos"] == "v"),
        frozenset(h.first for h in hits if h.row["pos"] != "a"),
        frozenset(t.first for t in tolls),
        frozenset(n.first for n in counted),
        frozenset(s.first for s in spots),
        frozenset(h.first for h in hits if h.row["kind"] in HARM),
    )
    clauses = cut_clauses(marks)
    _lay_words(tokens, clauses, hits, spots)
    _lay_facts(tokens, clauses, tolls, spots, dates, told_why)
    _lay_bare_counts(tokens, clauses, counted)
    _lay_cause(tokens, clauses, [h for h in listed if h.first in told_why])
    repeat_blows(clauses, REMOTE)
    frames = _grouped(sentence, clauses, spots)
    _share(frames, spots)
    _share_cause(frames, spots)
    found: list[Frame] = []
    for frame, parts in frames:
        if _is_empty(frame) and not is_shot_up(frame):
            continue
        frame.first, frame.last = parts[0].first, parts[-1].last
        frame.recalled = past
        frame.in_reply = _is_in_reply(tokens, parts[0].first, frame.heads)
        if _is_late_death(frame, tokens[frame.first : frame.last]):
            frame.dates = []
        frame.aside = set_aside(frame, parts, clock)
        frame.aside = frame.aside or _only_told(frame, spots)
        settle(frame)
        keep_within(frame, spots)
        _keep_objects(frame, spots)
        words = forms_in(tokens[parts[0].first : parts[-1].last])
        frame.apart = _is_another(frame, parts) and not _adds_wounded(frame)
        frame.alike = bool(words & _ALIKE)
        before = found[-1] if found and frame.places and found[-1].places else None
        frame.apart = frame.apart or (before is not None and by_another_arm(before, parts[0]))
        count_once(frame, parts)
        frame.tolls = both_sides(tokens, frame.tolls)
        found.append(frame)
    _go_on_counting(found)
    if dead_told and all(f.aside for f in found):
        found = told_among(sentence, spots, numbers(tokens)) or found
    return distributed(tokens, found, spots, counted or numbers(tokens)) if found else found


def _only_told(frame: Frame, spots: Sequence[Spot]) -> str:
    """Return why a frame that no words speak against only counts or tells how things are, or ``""``."""
    tokens, several = frame.sentence.tokens, exact_names(frame.places, spots)
    if is_tally(frame, len(several)):
        return "a tally of raids or shells, not an event"
    if (not several and is_vague_present(frame)) or is_dying_out(frame):
        return "a custom, told in the present of no town or day"
    if not (frame.tolls or several) and is_unceasing(tokens, frame.heads):
        return "a trend: what has not ceased in a region"
    if not (frame.tolls or frame.places) and is_unsaid(tokens, frame.heads):
        return "what nobody said more of"
    return ""


_WHICH: Final = folded("التي الذي")
_THEREUPON: Final = folded("إثره إثرها إثرهما الأثر")


_REPLIED: Final = folded("رد ردت ردوا وردت ورد")
_TO_REPLY: Final = 9  # tokens of "وأضافت الوزارة أن القوات التركية" before "ردت"


def _is_in_reply(tokens: Sequence[Token], first: int, heads: Sequence[int]) -> bool:
    """Return whether a clause opens with what it answers: "وعلى إثره، قصفت المدفعية", "وردت القوات بقصف"."""
    opened = tokens[first : min(first + _TO_REPLY, heads[0] if heads else first)]
    return bool(forms_in(opened) & _REPLIED) or any(
        a.low in ("علي", "وعلي") and set(b.forms) & _THEREUPON
        for a, b in pairwise(tokens[first : first + 3])
    )


def _go_on_counting(frames: Sequence[Frame]) -> None:
    """Set aside what only goes on with a count: "64 dead since dawn, five of them in one hospital, 15 in another"."""
    first = frames[0].aside if frames else ""
    for frame in frames[1:]:
        own = any(d.kind == "day" for d in frame.dates) or frame.means
        if first.startswith("a count over") and set(frame.kinds) <= HARM and not own:
            frame.aside = frame.aside or first


def beside(frame: Frame, frames: Sequence[Frame], crowd: Sequence[Actor]) -> list[Actor]:
    """Return the actors that a frame's own clauses name, else those named before it in the sentence."""
    crowd = [a for a in crowd if a.first not in frame.recalled]
    if len(frames) < 2 or not frame.sentence.is_arabic:
        return crowd
    own = [a for a in crowd if frame.first <= a.first < frame.last]
    return own or [a for a in crowd if a.first < frame.first and a.kind != "means"]


def _without_tellers(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the "other" that is said of who tells: "وتحدث مصدر أمني آخر عن"."""
    told = {j for k, t in enumerate(tokens) if set(t.forms) & _TELLERS for j in range(k, k + 4)}
    return [t for k, t in enumerate(tokens) if k not in told]


_TELLERS: Final = folded("مصدر مصادر مسوول شاهد شهود تقرير تقارير روايه ناشط طبيب مسعف")


def _is_another(frame: Frame, parts: Sequence[Clause]) -> bool:
    """Return whether the words set an event apart from those told before: "كذلك", "في غارة ثانية", "من جهة أخرى"."""
    tokens, also = frame.sentence.tokens, set() if set(frame.kinds) <= HARM else {"ايضا"}
    own = tokens[parts[0].first : parts[-1].last]
    second = any("ثانيه" in b.forms and set(a.forms) & _DEEDS for a, b in pairwise(own))
    opened = forms_in(_without_tellers(tokens[:5])) & _ASIDES
    return second or bool(forms_in(own) & (_OTHERS | also) or opened)  # "أيضًا شهيدان": a row


def _adds_wounded(frame: Frame) -> bool:
    """Return whether the raid told before only hurt some more: "وخلفت الغارة مصابين أيضاً"."""
    deeds = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in HARM]
    known = bool(deeds) and all(frame.sentence.tokens[h].low.startswith("ال") for h in deeds)
    return known and not frame.places and not any(t.quantity in DEADLY for t in frame.tolls)


_DEEDS: Final = folded("غاره ضربه هجوم عمليه حادثه مره قذيفه عبوه سياره مسيره جهه ناحيه مجزره دفعه")
_OTHERS: Final = folded("كذلك منفصل منفصله مجددا")
_ASIDES: Final = folded("اخرى اخر السياق سياق المقابل منفصله موازاه بالتزامن")
_ALIKE: Final = folded("مماثل مماثله مشابه مشابهه بالطريقه")


def _grouped(
    sentence: Sentence, clauses: Sequence[Clause], spots: Sequence[Spot]
) -> list[tuple[Frame, list[Clause]]]:
    """Gather clauses into frames; a clause without words of violence sets the scene for the next."""
    frames: list[tuple[Frame, list[Clause]]] = []
    waiting: list[Clause] = []
    for clause in clauses:
        if not clause.words and (not frames or clause.link == "new"):
            waiting.append(clause)
        elif frames and (
            not clause.words
            or (
                not any(c.places for c in waiting)
                and continues(sentence.tokens, frames[-1][0], clause, spots)
            )
        ):
            _take(frames[-1][0], clause)
            _place_of_the_dead(frames[-1][0], clause, spots)
            frames[-1][1].append(clause)
        else:
            frame = Frame(sentence, clause.words[0][0].first, clause.words[-1][0].last, [], [])
            apart = bool(exact_names(clause.places, spots))
            for scene in waiting:
                away = clause.link == "new" or not _opens_with_place(scene, spots)
                _take(frame, scene, days=not clause.days, places=not (apart and away))
            _take(frame, clause)
            frames.append((frame, [*waiting, clause]))
            waiting = []
    if frames:
        for scene in waiting:
            _take(frames[-1][0], scene, days=False)
    return frames


_OPENING: Final = 4


def _opens_with_place(scene: Clause, spots: Sequence[Spot]) -> bool:
    """Return whether a clause that tells no violence sets the scene: by a region, or by opening with its place: "وفي مدينة X،"."""
    return any(spots[i].first < scene.first + _OPENING or spots[i].wide for i in scene.places)


def _keep_objects(frame: Frame, spots: Sequence[Spot]) -> None:
    """Keep of what is taken the places behind the verb: "باتت سراقب مطوقة بعد سيطرة القوات على ترنبة"."""
    tokens, head = frame.sentence.tokens, frame.heads[0]
    if {"push", "gain"} == set(frame.kinds) and frame.kinds[0] == "push":
        head = frame.heads[frame.kinds.index("gain")]  # "تقدماً في محيط X، إذ سيطرت على Y"
    each = next((k for k in range(head, frame.last) if tokens[k].low == "كلا"), head)
    if not set(frame.kinds) <= {"gain", "lost?", "push"} and each == head:
        return
    if tokens[head].low == "سقطت":
        return
    behind = [i for i in frame.places if spots[i].first > each]  # "أخذ، في الريف، كلاً من A وB"
    if any(not spots[i].wide for i in behind):
        frame.places = behind


def _place_of_the_dead(frame: Frame, clause: Clause, spots: Sequence[Spot]) -> None:
    """Let an outcome say where: "25 raids on A, B and C, which killed a couple in B"."""
    here, there = exact_names(frame.places, spots), exact_names(clause.places, spots)
    deadly = any(t.quantity in DEADLY and t.low for t in clause.tolls)
    if clause.link == "so" and deadly and there and there < here:
        frame.places = list(clause.places)


_SPLINTERS: Final = folded("شظايا شظيه")
_BULLETS: Final = folded("رصاص رصاصه رصاصات")


def _lay_words(
    tokens: Sequence[Token], clauses: Sequence[Clause], hits: Sequence[Hit], spots: Sequence[Spot]
) -> None:
    released: set[int] = set()
    names = names_of(tokens, spots)
    for hit in hits:
        kind = hit.row["kind"] if hit.row["pos"] == "a" else sense_of(tokens, hit, names)
        clause = _home(clauses, hit.first)
        if hit.row["pos"] == "a" or kind.startswith("means:"):
            backed = is_backing(tokens, hit.first)
            of_bullets = forms_in(tokens[hit.first + 1 : hit.first + 2]) & _BULLETS
            if not is_idle_arm(tokens, hits, hit) and not (
                backed or (of_bullets and forms_in(tokens[hit.first : hit.last + 1]) & _SPLINTERS)
            ):
                clause.means.append(kind.removeprefix("means:"))
        elif kind == "release":
            released.add(clause.first)
        elif kind in ("arrest", "abduct") and clause.first in released:
            continue  # "freed those it had arrested"
        elif kind in REMOTE and _is_alongside(tokens, hit.first, clauses, spots):
            continue  # "تدور اشتباكات، يصاحبها قصف"
        elif kind and not is_only_joined(tokens, hit, kind):
            clause.words.append((hit, kind))


_ALONGSIDE: Final = folded(
    "يصاحبها صاحبها يرافقها رافقها يتخللها تخللها تتخللها يواكبها واكبها يصاحبه صاحبه يرافقه رافقه يتخلله تخلله ترافقها تصاحبها"
)


def _is_alongside(
    tokens: Sequence[Token], i: int, clauses: Sequence[Clause], spots: Sequence[Spot]
) -> bool:
    """Return whether fire only goes along with a battle told before: "تدور اشتباكات، يصاحبها قصف بالمدفعية"."""
    if not i or _ALONGSIDE.isdisjoint(tokens[i - 1].forms) or any(s.first > i for s in spots):
        return False
    return any("clash" in clause.kinds for clause in clauses)


def _lay_cause(tokens: Sequence[Token], clauses: Sequence[Clause], causes: Sequence[Hit]) -> None:
    """Let the raids hours before say how those died who are only counted: "بعد ساعات من الغارات قُتل ثلاثة في"."""
    kinds = {sense_of(tokens, h) for h in causes if hours_after(tokens, h.first)} & REMOTE
    if kinds and all(clause.kinds <= HARM and not clause.means for clause in clauses):
        for clause in clauses:
            clause.means.append("air" if "air" in kinds else "shell")


def _lay_facts(
    tokens: Sequence[Token],
    clauses: Sequence[Clause],
    tolls: Sequence[Toll],
    spots: Sequence[Spot],
    dates: Sequence[When],
    told_why: frozenset[int],
) -> None:
    for toll in tolls:
        _home(clauses, toll.first).tolls.append(toll)
    only_harm = all(clause.kinds <= HARM for clause in clauses)
    for i, spot in enumerate(spots):
        if ((len(spots) > 1 or only_harm) and is_hospital(tokens, spot)) or spot.first in told_why:
            continue
        if is_where_brought(tokens, spot) or is_origin(tokens, spots, i):
            continue
        if len(spots) > 1 and is_approached(tokens, spot):
            continue
        if (
            is_bearing(tokens, spots, i)
            or is_road_end(tokens, spots, i)
            or is_of_group(tokens, spots, i)
        ):
            continue
        if not is_street(tokens, spot, spots[i + 1 : i + 2]):
            _home(clauses, spot.first).places.append(i)
    until = -1
    for when in dates:
        if when.first <= _DATELINE and any(
            t.word in "-–—" for t in tokens[when.last : when.last + 4]
        ):
            continue  # "Damascus 9 March (agency) -"
        ahead = forms_in(tokens[max(0, when.first - 2) : when.first])
        if ahead & {"حتي"} or when.first == until:
            until = when.last  # "up to yesterday, Friday the 15th"
        elif when.first in told_why:
            continue  # the day of what is answered
        elif "قبل" not in forms_in(
            tokens[max(0, when.first - 1) : when.first]
        ) and not _is_of_truce(tokens, when.first):
            _home(clauses, when.first).dates.append(when)


_TRUCES: Final = folded("النار هدنه الهدنه اتفاق الاتفاق")
_TRUCE_REACH: Final = 8


def _is_of_truce(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a day is that of a truce, which a relative clause tells: "الهدنة التي بدأت ليلة الخميس"."""
    for j in range(k - 1, max(0, k - _TRUCE_REACH), -1):
        if tokens[j].word in PAUSES:
            return False
        if set(tokens[j].forms) & _WHICH:
            since = "منذ" in forms_in(tokens[max(0, j - _TRUCE_REACH) : j])
            return bool(forms_in(tokens[j - 1 : j]) & _TRUCES) and not since
    return False


_OF_WOUNDS: Final = folded("متاثرا متاثره متاثرين متاثران")


def _is_late_death(frame: Frame, tokens: Sequence[Token]) -> bool:
    """Return whether one died later of wounds: the day told is that of the death, not of the attack."""
    return set(frame.kinds) <= HARM and bool(forms_in(tokens) & _OF_WOUNDS)


def _lay_bare_counts(
    tokens: Sequence[Token], clauses: Sequence[Clause], counted: Sequence[Number]
) -> None:
    """Give "and five in a raid on B", "and as many when" the toll of the clause before, in their number."""
    for clause, before in zip(clauses[1:], clauses, strict=False):
        if clause.tolls or not before.tolls:
            continue
        k, toll = clause.first, before.tolls[0]
        number = next((n for n in counted if k <= n.first <= k + 1), None)
        if without_conjunction(tokens[k]) in AS_MANY:
            what = "injured" if forms_in(tokens[k + 1 : k + 3]) & HURT else toll.quantity
            clause.tolls.append(replace(toll, first=k, last=k + 1, quantity=what))
        elif (
            number is not None
            and clause.link == "new"
            and clause.kinds
            and all(hit.first != number.last for hit, _ in clause.words)  # "وثلاث غارات في"
        ):
            clause.tolls.append(
                replace(
                    toll,
                    first=number.first,
                    last=number.last,
                    low=number.low,
                    high=number.high,
                    comparator=number.comparator,
                )
            )


_DATELINE: Final = 3


def _home(clauses: Sequence[Clause], position: int) -> Clause:
    return next(c for c in clauses if c.first <= position < c.last)


_TAKING: Final = frozenset({"gain", "lost?", "enter", "leave", "transfer"})
_ON_FOOT: Final = frozenset({"raid", "enter", "gain", "vac", "loot"})


def _only_led_up(frame: Frame, clause: Clause) -> set[str]:
    """Return what a clause under "after" tells only to say when: the taking before a killing, shelling before a raid."""
    if clause.link != "after":
        return set()
    own = set(frame.kinds)
    if own == {"arrest"}:
        return {"assault", "vac", "raid", "enter"}  # "held three after beating them"
    if (
        own <= HARM | {"vac"}
        and forms_in([frame.sentence.tokens[h] for h in frame.heads]) & MASSACRES
    ):
        return set()  # "a massacre, after shells fell on the market"
    if own <= HARM | {"clash"} and _is_amid(frame, clause):
        return set(REMOTE)
    if own & {"kill", "vac"} and any(t.quantity in DEADLY and t.low for t in frame.tolls):
        return set(_TAKING)
    if own & {"loot", "burn"}:
        return set(REMOTE) | _TAKING  # "burnt houses after they entered the town"
    if own == {"enter"} and not (clause.places or clause.tolls):
        return {"clash"}  # "entered the town after clashes with the rebels"
    return set(REMOTE) if own & _ON_FOOT else set()


_AMID: Final = folded("تحت وسط غطاء بغطاء")
_FRONTS: Final = folded("محور محاور جبهة جبهات الجبهة المحور محوري جبهتي")


def _is_amid(frame: Frame, clause: Clause) -> bool:
    """Return whether men at arms fell at a front under fire that only went with it: "وذلك تحت قصف شديد"."""
    tokens = frame.sentence.tokens
    if not forms_in(tokens[clause.first : clause.first + 3]) & _AMID:
        return False
    men = any(t.victim_class in _UNDER_ARMS for t in frame.tolls)
    ahead = tokens[max(0, frame.heads[0] - _TO_FRONT) : clause.first]
    return men or bool(forms_in(ahead) & _FRONTS)


_UNDER_ARMS: Final = frozenset({"soldiers", "fighters"})
_TO_FRONT: Final = 6


def _take(frame: Frame, clause: Clause, *, days: bool = True, places: bool = True) -> None:
    idle = _only_led_up(frame, clause)
    fought = idle == REMOTE and _is_amid(frame, clause)
    for hit, told in clause.words:
        kind = "clash" if fought and told in idle else told
        if kind in idle:
            continue
        frame.kinds.append(kind)
        frame.heads.append(hit.first)
        frame.reach.update(range(hit.first, hit.last))
    frame.last = max(frame.last, clause.last)
    if not idle & REMOTE:
        frame.means.update(clause.means)
    for toll in clause.tolls:
        if _is_rest(frame.sentence.tokens, toll):
            continue
        if toll.quantity in DEADLY and _is_total(frame.sentence.tokens, toll):
            frame.total = toll
        else:
            frame.tolls.append(toll)
    if places:
        frame.places.extend(clause.places)
    if days:
        frame.dates.extend(clause.dates)


_REST: Final = folded("الباقون الباقين الباقي المتبقين المتبقون")


def _is_rest(tokens: Sequence[Token], toll: Toll) -> bool:
    """Return whether a toll is what is left of one told before: "the other six dead"."""
    return bool(forms_in(tokens[toll.first : toll.last + 2]) & _REST)


_SUMS: Final = folded(
    "ليصير ليصبح لتصبح ليرتفع لترتفع ليبلغ لتبلغ ارتفع ارتفعت يرتفع ترتفع يصبح بلغ بلغت يبلغ ويرتفع بذلك بهذا وبذلك وبهذا"
)
_SUMMED: Final = folded("خساير العدد عدد الحصيله حصيله المجموع مجموع اجمالي عددهم القتلى الضحايا")


def _is_total(tokens: Sequence[Token], toll: Toll) -> bool:
    """Return whether a toll takes in others: "bringing the number to 18"."""
    ahead = forms_in(tokens[max(0, toll.first - 9) : toll.last + 5])
    return bool(forms_in(tokens[max(0, toll.first - 9) : toll.first]) & _SUMS and ahead & _SUMMED)


def _share(frames: Sequence[tuple[Frame, list[Clause]]], spots: Sequence[Spot]) -> None:
    """Let frames without a day take the only one of the sentence, and later frames an earlier place."""
    days = {
        (d.start, d.end): d
        for frame, parts in frames
        for d in frame.dates
        if d.kind == "day" and parts[0].link != "after"
    }
    for k, (frame, parts) in enumerate(frames):
        if not frame.dates and len(days) == 1 and parts[0].link != "after":
            frame.dates.extend(days.values())
        answers = _is_in_reply(frame.sentence.tokens, parts[0].first, frame.heads)
        if not frame.places and k and parts[0].link in ("and", "so", "after") and not answers:
            frame.places = [i for i in frames[k - 1][0].places if not spots[i].collective]
        if len([d for d in frame.dates if d.kind == "day"]) > 1:
            _keep_nearest_day(frame)
    if len(frames) == _PAIR and not frames[0][0].places and set(frames[1][0].kinds) <= HARM:
        # "سقطت مروحية بينما كانت تحلق فوق X، ولقي طاقمها حتفه"
        frames[0][0].places = list(frames[1][0].places)


_PAIR: Final = 2


def _share_cause(frames: Sequence[tuple[Frame, list[Clause]]], spots: Sequence[Spot]) -> None:
    """Let a cause told behind the last place be that of all the dead: "ستة في A وثلاثة في B حصيلة غارات"."""
    for (frame, _), (other, parts) in pairwise(frames):
        bare = set(frame.kinds) <= HARM and frame.means <= {"gun"} and frame.places
        if not bare or parts[0].link != "new" or not other.places or not other.tolls:
            continue
        last = max(spots[i].last for i in other.places)
        causes = [
            (k, h)
            for h, k in zip(other.heads, other.kinds, strict=True)
            if k in REMOTE and h >= last
        ]
        counted = min(t.first for t in other.tolls) <= parts[0].first + 1
        if causes and counted:
            frame.kinds += [k for k, _ in causes]
            frame.heads += [h for _, h in causes]
            frame.means |= other.means


def _keep_nearest_day(frame: Frame) -> None:
    """Of several days keep the one told beside the cause, with what overlaps it."""
    causes = [h for h, k in zip(frame.heads, frame.kinds, strict=True) if k not in HARM]
    anchors = causes or frame.heads
    days = [d for d in frame.dates if d.kind == "day"]
    best = min(days, key=lambda d: min(abs(d.first - h) for h in anchors))
    frame.dates = [d for d in frame.dates if d.kind != "day" or _overlap(d, best)]


def _overlap(a: When, b: When) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return a is b
    return a.start <= b.end and b.start <= a.end


def _is_empty(frame: Frame) -> bool:
    kinds = set(frame.kinds)
    if kinds <= SLIGHT:
        return True
    return kinds <= {"wound"} and not frame.tolls and frame.total is None
