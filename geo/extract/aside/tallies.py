"""Whether a frame only counts: the dead of months, the raids of a day.

The secret of this module is what tells a count from an event: how long it runs, that it names no place
of its own, that a number stands right before raids, shells or cases.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.besides import asides
from geo.extract.dates.when import TOLD_THEN
from geo.extract.kinds import HARM
from geo.extract.numbers import Number, numbers
from geo.extract.words import BLOW, COUNTED, HAVE, MANY, PARTS_OF_DAY, PERIODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.text import Token


def over_days(frame: Frame) -> bool:
    """Return whether a bare count of dead runs over a week: "50 civilians died in the region last week"."""
    if not set(frame.kinds) <= HARM or not frame.tolls or frame.places:
        return False
    low = [t.low for t in frame.sentence.tokens]
    days = [
        (d.end - d.start).days
        + _SPANNED * bool({"from", "between"} & set(low[max(0, d.first - 1) : d.first + 1]))
        for d in frame.dates
        if d.start and d.end
    ]
    return bool(days) and min(days) >= _WEEK


_WEEK: Final = 5
_SPANNED: Final = 3  # "from 26 to 28 November" adds up on purpose


_SO_FAR: Final = frozenset((("so", "far"), ("in", "all"), ("in", "total")))


def counted_since(frame: Frame) -> bool:
    """Return whether a count without a place runs over days: "76 of its members killed since Wednesday"."""
    harm = set(frame.kinds) <= HARM and bool(frame.tolls) and not frame.places
    low = [t.low for t in frame.sentence.tokens]
    if harm and not frame.dates and _SO_FAR & set(pairwise(low)):
        return any(t.quantity == "eliminated" for t in frame.tolls)
    return harm and bool(frame.dates) and all(d.kind in ("since", "span") for d in frame.dates)


# Counts of the dead that no single event told in a report without its day has had.
_WAR_TOLL: Final = 1_000


_HOURS: Final = PARTS_OF_DAY.union("daybreak sunrise yesterday today".split())


def clause_of(tokens: Sequence[Token], frame: Frame) -> tuple[int, int]:
    """Return from where to where a sentence speaks of a frame.

    Semicolons part it, and a colon that a day follows: "the second in a week: on Monday shells ...".
    """
    walls = [k for k, t in enumerate(tokens) if t.word == ";"]
    first, last = min(frame.heads), max(frame.heads)
    days = [d.first for d in frame.dates if d.kind == "day"]
    colons = [k for k in range(first) if tokens[k].word == ":" and any(d > k for d in days)]
    start = max((k + 1 for k in (*walls, *colons) if k < first), default=0)
    return start, min((k for k in walls if k > last), default=len(tokens))


def is_cumulative(frame: Frame, *, lately: bool = False) -> bool:
    """Return whether the sentence counts the dead of a war or of months: "in five weeks of fighting"."""
    tokens = frame.sentence.tokens
    out = asides(tokens)
    # a word blanked out keeps the others at their numbers
    start, end = clause_of(tokens, frame)
    low = ["" if k in out or not start <= k < end else t.low for k, t in enumerate(tokens)]
    recent = any(
        d.start and d.end and (d.end - d.start).days <= 7 for d in frame.dates if d.kind == "since"
    )
    # "have been killed since gangs began attacking X on Monday"
    recent = recent or (lately and bool(frame.places))
    if (
        (not recent and _is_since(low, frame))
        or _is_over_a_period(low)
        or any(w in _LONG_DEEDS and _has_killed(low, k, frame) for k, w in enumerate(low))
        or _is_of_various(low, frame)
        or _has_cost(frame, low)
        or _in_a_war(frame, low)
        or _killed_or_hurt(frame, low)
        or _is_of_many_deeds(low, frame)
        or _has_done_in_all(low, frame)
    ):
        return True
    dated = any(d.kind == "day" for d in frame.dates)
    many = any(
        (t.low or 0) >= _WAR_TOLL for t in frame.tolls if t.quantity in ("killed", "injured")
    )
    if (many and not dated) or low[:2] == ["in", "total"] or low[:1] == ["altogether"]:
        return True
    joined = " ".join(low)
    if "a total of" in joined and not recent and not dated:
        return not _sums_places(frame, low)
    return any(phrase in joined for phrase in _IN_ALL)


def _is_since(low: Sequence[str], frame: Frame) -> bool:
    """Return whether the dead are counted since some time longer ago than this morning."""
    head = min(frame.heads)
    if not frame.tolls or "since" not in low[head:]:
        return False
    k = low.index("since", head)
    return not _HOURS & set(low[k + 1 : k + 4])


_ALTOGETHER: Final = frozenset((("in", "all"), ("in", "total"), ("to", "date")))
_TO_PERFECT: Final = 3  # tokens of "has so far killed"


def _has_done_in_all(low: Sequence[str], frame: Frame) -> bool:
    """Return whether a perfect adds up what was done at several times: "has killed 12 of its members in all"."""
    head = min(frame.heads)
    perfect = (HAVE - {"had"}) & set(low[max(0, head - _TO_PERFECT) : head])
    days = any(d.kind == "day" and not d.basis.endswith(TOLD_THEN) for d in frame.dates)
    total = _ALTOGETHER & set(pairwise(low[head:])) or "altogether" in low[head:]
    return bool(perfect and total and frame.tolls) and not days and set(frame.kinds) <= HARM


def _is_over_a_period(low: Sequence[str]) -> bool:
    """Return whether the words name a week or more over which something happened: "in the past month"."""
    for k, word in enumerate(low):
        ahead = set(low[max(0, k - 4) : k])
        if word in PERIODS and _OVER & ahead:
            return True
        one = word in ("month", "year", "week") and low[max(0, k - 1) : k] in _ONE
        within = {"in", "over", "within", "during"} & set(low[max(0, k - 3) : k])
        if one and within and low[k + 1 : k + 2] not in (["ago"], ["before"], ["earlier"]):
            return True
    return False


def _is_of_various(low: Sequence[str], frame: Frame) -> bool:
    """Return whether several deeds are told at once, and nowhere: "various attacks"."""
    near = low[min(frame.heads) : max(frame.heads) + _TO_WAR]
    return not frame.places and bool(_VARIOUS & set(pairwise(near)))


_OVER: Final = frozenset("in over during within past last of for".split())
_ONE: Final = (["one"], ["a"], ["the"], ["past"], ["last"], ["this"])
_IN_ALL: Final = (
    "so far this",
    "so far at",
    "so far to",
    "to date",
    "this year before",
    "in total since",
    "this year alone",
    "down from",
    "compared with",
    "since the start",
    "since the beginning",
    "per month",
    "in the early days of",
    "in the early weeks of",
    "in the early months of",
    "in the first days of",
    "in the first weeks of",
    "in the first months of",
    "a month on average",
    "each year",
    "every year",
    "across the country since",
)
_VARIOUS: Final = frozenset(
    (many, deeds)
    for many in ("various", "several", "different")
    for deeds in ("attacks", "raids", "clashes", "incidents", "jihadist")
)
_WARS: Final = frozenset(
    "skirmishes hostilities violence clashes fighting war conflict insurgency exchanges attacks".split()
)
_TO_WAR: Final = 6  # tokens of "killed on both sides in the"


def _in_a_war(frame: Frame, low: Sequence[str]) -> bool:
    """Return whether so many "have been killed in the skirmishes", on no day and at no place of its own."""
    if frame.dates or frame.places or not frame.tolls:
        return False
    head = frame.heads[0]
    been = "have been" in " ".join(low[max(0, head - 3) : head])
    return been and bool(_WARS & set(low[head + 1 : head + 1 + _TO_WAR]))


_OR_HURT: Final = frozenset("wounded injured maimed hurt".split())


def _killed_or_hurt(frame: Frame, low: Sequence[str]) -> bool:
    """Return whether so many "have been killed or maimed", on no day: one event's dead are told from its hurt."""
    if any(d.kind == "day" for d in frame.dates):
        return False
    for head in frame.heads:
        been = low[max(0, head - 2) : head] in (["have", "been"], ["has", "been"])
        if been and low[head + 1 : head + 2] == ["or"] and _OR_HURT & set(low[head + 2 : head + 3]):
            return True
    return False


_THESE: Final = frozenset("these such those".split())
_TO_HAVE: Final = 4  # tokens of "attacks and explosions have"
_PROVINCES: Final = 3


def _is_of_many_deeds(low: Sequence[str], frame: Frame) -> bool:
    """Return whether the dead of many deeds are added up: "These raids have killed 101", "the number killed rose to".

    So too where a monitor "documented" deaths that it spreads over several regions.
    """
    head = frame.heads[0]
    summed = low[0] in _SO and "number" in low[max(0, head - _TO_NUMBER) : head + 1]
    if summed and _ROSE & set(low[head:]) and not frame.places:
        return True  # "Thus, the number of people killed today increased to 20"
    if any(d.kind == "day" for d in frame.dates):
        return False
    if frame.tolls and any(
        _have_killed(low[k + 1 : k + 3 + _TO_HAVE]) for k, w in enumerate(low) if w in _THESE
    ):
        return True
    uncounted = all((t.low or 0) >= _MANY_DEAD for t in frame.tolls) and not _DEED & set(low)
    if "number" in low[max(0, head - _TO_NUMBER) : head] and uncounted:
        return bool(_ROSE & set(low[frame.heads[-1] :]))
    wide = len(frame.places) >= _PROVINCES and COUNTED & set(low[:head])
    return bool(wide) and any((t.low or 0) >= _MANY_DEAD for t in frame.tolls)


def _have_killed(behind: Sequence[str]) -> bool:
    """Return whether deeds pointed to are the subject of "have killed": they are not counted as one."""
    have = next((k for k, w in enumerate(behind[:_TO_HAVE]) if w in HAVE), None)
    return (
        have is not None
        and any(w.endswith("s") for w in behind[:have])
        and bool(_TAKEN & set(behind[have + 1 : have + 3]))
    )


_SO: Final = frozenset("thus therefore".split())
_ROSE: Final = frozenset("rose risen reached climbed increased".split())
_DEED: Final = BLOW.union("explosion shelling ambush massacre".split())
_TO_NUMBER: Final = 8  # tokens of "number of people who were"
_MANY_DEAD: Final = 20


_COST: Final = frozenset("caused killed claimed left cost".split())


def _has_cost(frame: Frame, low: Sequence[str]) -> bool:
    """Return whether nobody can have counted the dead of one event: "strikes that have killed dozens", without a day."""
    vague = any(MANY & set(low[t.first : t.last]) for t in frame.tolls)
    if not vague or any(d.kind == "day" for d in frame.dates):
        return False
    return any(a in HAVE and b in _COST for a, b in pairwise(low))


def _sums_places(frame: Frame, low: Sequence[str]) -> bool:
    """Return whether one day's dead at named places are added up: "a total of 12 died in X and Y"."""
    return bool(frame.places) and not {"since", "so", "ago", "now", "been"} & set(low)


_LONG_DEEDS: Final = frozenset(
    "war conflict insurgency uprising campaign crisis violence fighting offensive onslaught rebellion invasion "
    "bloodshed unrest strife turmoil".split()
)
_TAKEN: Final = frozenset("killed claimed left cost displaced uprooted forced driven".split())
_ASIDE: Final = 14  # tokens of ", now in its 12th year,"


def _has_killed(low: Sequence[str], k: int, frame: Frame) -> bool:
    """Return whether the war named at `k` "has killed" so many, an aside between allowed."""
    j = k + 1
    if low[j : j + 1] == [","]:
        j = next((n + 1 for n in range(j + 1, min(j + _ASIDE, len(low))) if low[n] == ","), j)
    elif low[j : j + 1] in (["in"], ["between"], ["that"], ["against"]):
        verbs = (n for n in range(j, min(j + _ASIDE, len(low))) if low[n] in ("has", "have"))
        j = next(verbs, j)
    told = low[j : j + 1] in (["has"], ["have"], ["had"]) and bool(_TAKEN & set(low[j + 1 : j + 4]))
    day = any(d.kind == "day" and d.first < j for d in frame.dates)
    return told and not day and any(k <= head <= j + 4 for head in frame.heads)


_GROWING: Final = frozenset(
    "surge increase rise spike uptick escalation upsurge intensification".split()
)
_TO_DEED: Final = 8  # tokens of "responsible for “these cowardly and brutal" before "attacks"


def is_trend(frame: Frame) -> bool:
    """Return whether the frame only speaks of a trend: "the surge in attacks", "gangs have been targeting X"."""
    tokens, head = frame.sentence.tokens, frame.heads[0]
    if any(d.kind == "day" for d in frame.dates):
        return False
    if any(t.quantity in ("killed", "eliminated") and t.low for t in frame.tolls):
        return False
    ahead = [t.low for t in tokens[max(0, head - _TO_DEED) : head]]
    grows = any(w in _GROWING and {"in", "of"} & set(ahead[k + 1 :]) for k, w in enumerate(ahead))
    behind = [t.low for t in tokens[head + 1 : head + _TO_STEP]]
    grows = grows or any(
        w in _STEPPING and ahead[k - 1 : k] in (["has"], ["have"], ["had"])
        for k, w in enumerate(ahead)
    )
    grows = grows or any(
        a in ("was", "were", "been") and b in _STEPPING for a, b in pairwise(behind)
    )
    grows = grows or any(
        a in _BECOME and b in _HEAVIER and _PERFECT & set(behind[max(0, k - 1) : k])
        for k, (a, b) in enumerate(pairwise(behind))
    )
    going_on = "been" in ahead[-2:] and tokens[head].low.endswith("ing") and not frame.tolls
    often = ahead[-2:] == ["have", "been"] and bool(MANY & set(ahead)) and not frame.places
    if grows or often or going_on or _is_list_of_crimes(frame) or _is_of_arms(frame):
        return True
    many = ahead[-1:] == ["recent"] and tokens[head].low.endswith("s")
    return not frame.places and (many or ("responsible" in ahead and "for" in ahead))


_PERFECT: Final = HAVE - {"had"}
_BECOME: Final = frozenset("become got grown gotten turned".split())
_HEAVIER: Final = frozenset("deadlier fiercer heavier more stronger worse".split())
_STEPPING: Final = frozenset("escalated intensified increased stepped ramped".split())
_TO_STEP: Final = (
    16  # tokens of "against towns in the east of X, near the south of Y, were stepped"
)


_CRIMES: Final = 3


def _is_list_of_crimes(frame: Frame) -> bool:
    """Return whether crimes are only listed: "reports of mass killings, sexual violence and looting"."""
    nouns = [k for h, k in zip(frame.heads, frame.kinds, strict=True) if h and k in _LISTED]
    return len(set(nouns)) >= _CRIMES and "sexual" in nouns and not frame.tolls


_LISTED: Final = frozenset({"kill", "vac", "sexual", "abduct", "loot", "burn", "destroy", "arrest"})


def _is_of_arms(frame: Frame) -> bool:
    """Return whether mines are only spoken of: "the use of land mines", "the mines were due to a feud"."""
    tokens = frame.sentence.tokens
    if set(frame.kinds) != {"ied"} or frame.tolls or frame.places:
        return False
    last = frame.heads[-1]
    many = any(t.low.endswith(("mines", "ieds")) for t in tokens[last : last + 2])
    near = {t.low for t in tokens[max(0, frame.heads[0] - _USING) : frame.heads[0]]}
    behind = {t.low for t in tokens[last + 1 : last + _USING]}
    return many and bool(
        {"use", "using", "forefront", "contains", "contain", "littered"} & near
        or {"was", "were", "are"} & behind
    )


_USING: Final = 4


_BEATEN: Final = frozenset("repelled stopped repulsed beaten foiled".split())
_COUNTED: Final = frozenset(
    "air shell strike hit assault push raid clash shot blast loot arrest".split()
)
_HOLDINGS: Final = frozenset(
    "positions posts settlements villages localities communities points strongholds outposts".split()
)


_OFTEN: Final = 10


_OCCASIONS: Final = frozenset("times violations breaches instances cases".split())


def _is_times(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "times" or "violations" stands at `k`: "shelled settlements in X 57 times"."""
    return k < len(tokens) and tokens[k].low in _OCCASIONS


_TO_REGISTER: Final = 18  # tokens of "shelling attacks from the positions of the X group were"


def _is_register(tokens: Sequence[Token], i: int, frame: Frame) -> bool:
    """Return whether attacks counted right before `i` only "were recorded": a monitor's log of a day."""
    heads = [h for h in frame.heads if i <= h <= i + 2 and tokens[h].low.endswith("s")]
    return any(
        tokens[k].low in ("were", "was") and tokens[k + 1].low in COUNTED
        for h in heads
        for k in range(h + 1, min(h + _TO_REGISTER, len(tokens) - 1))
    )


_TO_COUNT: Final = 8  # tokens of "415 operations and assassination"


def _has_logged(frame: Frame, i: int) -> bool:
    """Return whether a body "has registered 415 attacks": the number at `i` is its log's, not a day's."""
    tokens = frame.sentence.tokens
    k = i - 1
    while k > 0 and tokens[k].low in _ROUGHLY:
        k -= 1
    logged = k > 0 and tokens[k].low in COUNTED and tokens[k - 1].low in ("has", "have", "had")
    day = any(d.kind == "day" for d in frame.dates)
    return logged and not day and any(i < head <= i + _TO_COUNT for head in frame.heads)


def is_tally(frame: Frame) -> bool:
    """Return whether the frame counts strikes rather than telling of one: "86 raids on A, B and C"."""
    tokens = frame.sentence.tokens
    found = numbers(tokens)
    if _counts_days(frame, found):
        return True
    if any(t.quantity in ("killed", "injured", "eliminated") for t in frame.tolls):
        return False
    if any(_has_logged(frame, n.first) for n in found):
        return True
    if _COUNTED.isdisjoint(frame.kinds):
        return False
    if not frame.places and {"gain", "gain?"} & set(frame.kinds):
        near = [t.low for t in tokens[frame.heads[0] : frame.heads[0] + 8]]
        if any((n.low or 0) >= _OFTEN and n.first > frame.heads[0] for n in found) and (
            _HOLDINGS & set(near)
        ):
            return True  # "have taken more than 90 positions"
    if any((n.low or 0) >= _OFTEN and _is_times(tokens, n.last) for n in found):
        return True
    if any(_is_register(tokens, n.last, frame) for n in found):
        return True
    if len(frame.places) == 1 and _EFFECTS & {t.low for t in tokens[frame.heads[0] :]}:
        return False  # "ten strikes on power plants in X left 200,000 people without electricity"
    return any(
        n.low is not None
        and n.low >= 10
        and not any(d.first <= n.first < d.last for d in frame.dates)
        and not _is_means(tokens, n.first)
        and n.last <= head <= n.last + 2
        and kind in _COUNTED
        and any(t.low.endswith("s") for t in tokens[head : head + 2])
        and not tokens[head].low.endswith(("ed", "ing"))
        and not (kind in ("push", "assault", "clash") and _BEATEN & {t.low for t in tokens})
        for n in found
        for head, kind in zip(frame.heads, frame.kinds, strict=True)
    )


_SOME_DAYS: Final = 2


def _counts_days(frame: Frame, found: Sequence[Number]) -> bool:
    """Return whether attacks of several days are counted: "claimed 24 attacks from 7 to 13 April"."""
    days = [(d.end - d.start).days for d in frame.dates if d.start and d.end]
    if not days or min(days) < _SOME_DAYS:
        return False
    tokens = frame.sentence.tokens
    return any(
        (n.low or 0) >= _OFTEN
        and n.last <= head <= n.last + 2
        and any(t.low.endswith("s") for t in tokens[head : head + 2])
        for n in found
        for head, kind in zip(frame.heads, frame.kinds, strict=True)
        if kind in _COUNTED
    )


_ROUGHLY: Final = frozenset(
    "more than over about nearly around some at least almost dozens".split()
)


def _is_means(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the number at `i` only says with how much one blow was dealt: "shelled X with over 60 rockets"."""
    k = i - 1
    while k > 0 and tokens[k].low in _ROUGHLY:
        k -= 1
    return k > 0 and tokens[k].low == "with"


_EFFECTS: Final = frozenset(
    "left leaving damaged damaging destroyed destroying causing caused cutting".split()
)
