"""Why a frame is no event that happened.

The secret of this module is what language does to a fact: plans, fears and denials, habits and
purposes, counts over months, tallies of raids, deaths without violence, and what is only told as
background. Each is set aside with its reason, never dropped; what only counts is told by `tallies`.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.aside.deaths import of_the_dead
from geo.extract.aside.manner import only_manner
from geo.extract.aside.moves import moves_nothing
from geo.extract.aside.peace import without_war
from geo.extract.aside.remarks import only_remarked, went_on
from geo.extract.aside.tallies import (
    counted_since,
    is_cumulative,
    is_tally,
    is_trend,
    over_days,
)
from geo.extract.besides import asides
from geo.extract.diary import LONG_BEFORE
from geo.extract.kinds import HARM
from geo.extract.senses.equated import RANKS
from geo.extract.sharing import THIRD_OF_MONTH
from geo.extract.words import (
    BE,
    BLAMING,
    HAVE,
    LONG_TIMES,
    MODALS,
    PERIODS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.dates import Clock
    from geo.extract.events import Frame
    from geo.extract.text import Token

_MODALS: Final = frozenset(
    "would could may might should must can cannot will shall if unless whether fear fears feared fearing threatened "
    "threatens threat threats vowed vows plan plans planned planning prepare prepares preparing preparation "
    "preparations intend intends intended aim aims aimed aiming urge urged urges call called calls calling demand "
    "demanded demands demanding wants want wanted seek seeks seeking possible potential potentially likely imminent "
    "expected expects avoid avoiding prevent preventing stop stopping stops halt halting halts halted cease ceases "
    "suspend suspends suspended risk risks warn warned warns warning against deter hopes hope ready hypothetical "
    "alleged-plan discuss discussed end ending asking asked ask negotiate exercise drill drills simulated simulation "
    "refused foiled thwarted averted prevented plot plotted propose proposed proposal probably".split()
)
_SOFT_MODALS: Final = frozenset(
    "call called calls calling against want wanted can likely warn warned expected stop risk aimed intended will aim "
    "aiming probably".split()
)
_HARD_MODALS: Final = _MODALS - _SOFT_MODALS
_NEGATIONS: Final = frozenset(
    "not no nobody never without nor neither denied denies failed n't rumour rumours rumor rumors alleged lies "
    "unfounded baseless".split()
)
_HABITS: Final = frozenset(
    "continuously often regularly frequently repeatedly routinely constantly daily usually typically always "
    "sporadically traditionally annually intermittently frequent".split()
)
_ALLEGED: Final = "alleged, not told"
_LATELY: Final = timedelta(days=14)
_OLD_AFTER: Final = timedelta(days=62)


def set_aside(frame: Frame, clock: Clock) -> str:
    """Return why a frame is no event that happened, or ``""``."""
    tokens = frame.sentence.tokens
    reasons = _reasons(frame)
    firm = [k for k, r in zip(frame.kinds, reasons, strict=True) if not r]
    if not firm:
        return reasons[0]
    if reason := _of_the_rest(frame, firm, reasons):
        return reason
    _keep_firm(frame, reasons)
    _keep_earlier(frame)
    out = asides(tokens)
    low = ["" if k in out else t.low for k, t in enumerate(tokens)]
    return (
        _called_false(low, frame)
        or _contraband(low, frame)
        or _usual(low, frame)
        or _only_wished(low, frame)
        or only_remarked(low, frame)
        or without_war(low, frame)
        or only_manner(low, frame)
        or _old_accord(frame, clock)
        or _of_a_past_year(low, frame, clock)
        or (_TREND if is_trend(frame) else "")
        or of_the_dead(frame)
        or moves_nothing(frame)
        or _of_its_days(frame)
        or _of_its_counts(frame, clock)
    )


_TREND: Final = "background: a trend or a count over a long time"


def _of_its_days(frame: Frame) -> str:
    """Return whether a frame is told of no day of its own, but of one to come or of a long time."""
    kinds = {d.kind for d in frame.dates}
    if "day" in kinds:
        return ""
    if "future" in kinds:
        return "told of a day to come"
    wide = [d for d in frame.dates if d.kind in ("since", "span")]
    # "late in October rebels attacked X and killed 47" tells of one attack
    told = any(t.quantity == "killed" and t.low for t in frame.tolls) and bool(frame.places)
    most = THIRD_OF_MONTH if told and set(frame.kinds) - HARM else _A_WEEK
    narrow = any(d.start and d.end and (d.end - d.start).days <= most for d in wide)
    return _TREND if wide and not narrow else ""


def _of_its_counts(frame: Frame, clock: Clock) -> str:
    """Return whether a frame only counts over some time, or is told of a day long past."""
    if counted_since(frame) or over_days(frame):
        return "a count over some days, not an event"
    days = [d.end for d in frame.dates if d.kind == "day" and d.end is not None]
    past = [clock.published - day for day in days] if clock.published else []
    if past and min(past) > _OLD_AFTER:
        return LONG_BEFORE
    begun = bool(past) and min(past) <= _LATELY
    if set(frame.kinds) & (HARM | {"vac"}) and is_cumulative(frame, lately=begun):
        return "a count over a long time, not an event"
    return "a tally of raids, posts or shells, not an event" if is_tally(frame) else ""


_A_WEEK: Final = 7


def _of_the_rest(frame: Frame, firm: list[str], reasons: list[str]) -> str:
    """Return the reason of the words that did not happen, where those that did are too weak to stand alone."""
    if set(firm) <= HARM and not frame.tolls:
        # of a drill whose "casualties" were carried off
        unreal = [r for k, r in zip(frame.kinds, reasons, strict=True) if r and k not in HARM]
        return unreal[0] if unreal else ""
    if set(firm) == {"push"} and any(r.startswith("background") for r in reasons):
        # "opened a stage of its offensive and has since taken"
        return next(r for r in reasons if r)
    return ""


def _reasons(frame: Frame) -> list[str]:
    """Return for each trigger word why it did not happen, ``""`` if it did.

    "accused militants of shelling X on Tuesday" claims an event; a charge in court does not.
    """
    tokens = frame.sentence.tokens
    if tokens[-1].low == "?" and not {"“", '"', "”"} & {t.low for t in tokens}:
        return ["asked, not told"] * len(frame.kinds)
    reasons = [_unreal(tokens, head) for head in frame.heads]
    dated = any(d.kind == "day" for d in frame.dates)
    if reasons[0] == "habitual" and not (frame.tolls or dated):
        return reasons[:1] * len(reasons)  # "have continuously shelled X, in raids that hit homes"
    if frame.places and dated and BLAMING & {t.low for t in tokens}:
        reasons = ["" if r == _ALLEGED else r for r in reasons]
    return reasons


def _keep_firm(frame: Frame, reasons: list[str]) -> None:
    """Take from a frame what did not happen: it was a protest "against the arrest of a poet"."""
    kept = [k for k, reason in enumerate(reasons) if not reason or frame.kinds[k] in HARM]
    if any(frame.kinds[k] not in HARM for k in kept) and len(kept) < len(reasons):
        frame.kinds = [frame.kinds[k] for k in kept]
        frame.heads = [frame.heads[k] for k in kept]


_COMING_AFTER: Final = frozenset("followed follows follow".split())


def _keep_earlier(frame: Frame) -> None:
    """Take from "The killings followed clashes in X that morning" what was told before, where a day is named."""
    low = [t.low for t in frame.sentence.tokens]
    head = frame.heads[0]
    told = low[head - 1 : head] in (["the"], ["these"], ["those"]) and not frame.tolls
    if not told or low[head + 1 : head + 2] == [] or low[head + 1] not in _COMING_AFTER:
        return
    later = [k for k, h in enumerate(frame.heads) if h > head + 1]
    if later and any(d.kind == "day" for d in frame.dates) and frame.kinds[later[0]] not in HARM:
        frame.kinds = [frame.kinds[k] for k in later]
        frame.heads = [frame.heads[k] for k in later]


_HEARSAY: Final = frozenset(
    "version versions publication publications claim claims report reports rumour rumours rumor rumors information allegation allegations news video videos "
    "post posts story stories footage message messages statement statements assertion assertions".split()
)
_UNTRUE: Final = frozenset(
    "false fabricated fabrication fabrications baseless unfounded untrue fake fantasy hoax lie lies invented invention "
    "misleading incorrect disinformation misinformation propaganda".split()
)
_UNTRUE_PHRASES: Final = (
    "without foundation", "without basis", "no basis", "no truth", "no foundation", "not true", "not correct",
    "pure fantasy", "from another year",
)  # fmt: skip


def _called_false(low: Sequence[str], frame: Frame) -> str:
    """Return whether the sentence calls a report of it false: "Claims that X has fallen are false"."""
    head = frame.heads[0]
    said = [k for k in range(max(0, head - 16), head) if low[k] in _HEARSAY]
    if not said:
        return ""
    rest = low[head:]
    joined = " ".join(rest)
    told = {"is", "are", "was", "were", "as", "have", "has"} & set(rest)
    if told and (_UNTRUE & set(rest) or any(phrase in joined for phrase in _UNTRUE_PHRASES)):
        return "said to be false"
    return ""


def _old_accord(frame: Frame, clock: Clock) -> str:
    """Return whether an agreement of weeks ago is only recalled: it is in force, not news."""
    if set(frame.kinds) != {"agreement"} or clock.published is None:
        return ""
    days = [d.end for d in frame.dates if d.kind == "day" and d.end is not None]
    old = bool(days) and all(clock.published - day > _LATELY for day in days)
    return LONG_BEFORE if old else ""


_TO_YEAR: Final = 6  # tokens of "was killed in the city in"


def _of_a_past_year(low: Sequence[str], frame: Frame, clock: Clock) -> str:
    """Return whether a bare year behind the deed tells that it is history: "a poet who was killed in 1936 was honoured"."""
    if clock.published is None or frame.heads[-1] - frame.heads[0] > _TO_YEAR:
        return ""
    if ("years", "ago") in set(pairwise(low[: frame.heads[0]])) and not frame.tolls:
        return LONG_BEFORE
    behind = low[frame.heads[-1] + 1 : frame.heads[-1] + 1 + _TO_YEAR]
    for a, b in pairwise(behind):
        if a in (",", ";", "."):
            return ""
        if (a, b) in _YEARS_AGO:
            return LONG_BEFORE
        year = a == "in" and b.isdecimal() and len(b) == len("1936")
        if year and _OLDEST < int(b) < clock.published.year - 1:
            return LONG_BEFORE
    return ""


_OLDEST: Final = 1000
_YEARS_AGO: Final = {("last", "year"), ("years", "ago"), ("year", "ago"), ("years", "earlier")}


def _only_wished(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed did not come about or is told to end: "Had the rockets reached X", "The bombing must stop"."""
    behind = low[frame.heads[-1] + 1 :]
    after = zip(behind, behind[1:], behind[2:], strict=False)
    ought = any(a in ("must", "should") and {b, c} & _END for a, b, c in after)
    wished = (low[:1] == ["had"] and "would" in low) or (ought and not frame.tolls)
    return "planned, feared or hypothetical" if wished else ""


_END: Final = frozenset("stop end cease stopped halted".split())
_UNITS_OF_TIME: Final = frozenset("day days night week weeks month months year hour hours".split())


def _usual(low: Sequence[str], frame: Frame) -> str:
    """Return whether the sentence tells what usually happens, or what is wrong in law."""
    for k in range(1, len(low) - 1):
        often = low[k] in ("every", "each") or (low[k] in ("a", "per") and low[k - 1] == "times")
        if often and low[k + 1] in _UNITS_OF_TIME:
            return "habitual"
    joined = " ".join(low)
    told = frame.tolls or any(d.kind == "day" for d in frame.dates)
    head = frame.heads[0]
    if not told and _OFTEN & set(low[head:]) and {"are", "is"} & set(low[head:]):
        return "habitual"  # "Such raids on X are frequent"
    if not told and _TIMES & set(pairwise(low[head:])):
        return "habitual"  # "the hospital was hit several times"
    if not told and ("such", "as") in set(pairwise(low[max(0, head - _EXAMPLE) : head])):
        return "background: an example"
    if any(
        words in joined
        for words in (
            "is a war crime",
            "are war crimes",
            "amount to war crimes",
            "under international",
        )
    ):
        return "a judgement, not an event"
    if not told and (low[max(0, head - 1) : head] == ["most"] or "more than once" in joined):
        return "habitual"  # "Most attacks of the army hit homes"
    if any(words in joined for words in _NOW_AND_THEN):
        return "habitual"
    if (
        "number of" in joined
        and "since" in low
        and {"rises", "increases", "rose", "reached"} & set(low)
    ):
        return "a count over a long time, not an event"
    if any(f"this {w}" in joined or f"last {w}" in joined for w in _SEASONS) and not any(
        d.kind == "day" for d in frame.dates
    ):
        return _TREND
    if (
        frame.heads[0]
        and low[max(0, frame.heads[0] - 4) : frame.heads[0]].count("since")
        and _BEGAN & set(low[frame.heads[-1] : frame.heads[-1] + 7])
    ):
        return "background: only a point in time"
    head = frame.heads[0]
    if not frame.tolls and "been" in low[max(0, head - 5) : head] and _for_long(low[head:]):
        return "background: over a time"
    if not frame.places and any(
        p in joined for p in ("since the beginning", "since the start", "so far this year")
    ):
        return _TREND
    return ""


_NOW_AND_THEN: Final = (
    "from time to time", "on a daily basis", "now and then", "every so often", "day in day out", "around the clock for weeks",
)  # fmt: skip
_OFTEN: Final = frozenset("recurrent frequent common commonplace routine recurring".split())
_TIMES: Final = frozenset((word, "times") for word in "several many multiple numerous".split())
_EXAMPLE: Final = 6  # tokens of "such as the arbitrary and unlawful"


def _for_long(low: Sequence[str]) -> bool:
    """Return whether something goes on "for several months", "over the past two years"."""
    return any(
        low[k] in ("for", "over", "in") and LONG_TIMES & set(low[k + 1 : k + 5])
        for k in range(len(low))
    )


_SEASONS: Final = ("autumn", "winter", "spring", "summer", "season", "year")
_BEGAN: Final = frozenset(
    "began begun started broke erupted escalated resumed outbreak launched intensified".split()
)


_DRUGS: Final = frozenset(
    "drug drugs hashish heroin cocaine captagon cannabis marijuana methamphetamine crystal opium narcotics narcotic "
    "cigarettes contraband".split()
)


def _contraband(low: Sequence[str], frame: Frame) -> str:
    """Return whether only smuggled goods were seized and their carriers held."""
    if set(frame.kinds) <= {
        "disrupt",
        "arrest",
        "taken",
        "capture",
        "raid",
        "carry",
    } and _DRUGS & set(low):
        return "smuggling, no act of war"
    return ""


_CALLED_OFF: Final = frozenset(
    "banned cancelled canceled postponed foiled thwarted averted planned scheduled expected feared prevented".split()
)


def _words_before(tokens: Sequence[Token], head: int) -> list[str]:
    """Return the words of its clause before the word at `head`, nearest first."""
    window: list[str] = []
    for k in range(head - 1, max(-1, head - 9), -1):
        if tokens[k].low in (";", ",", "that", "while", "but", ":") and k < head - 1:
            break
        if tokens[k].low in _WHO and window and not _leans(_first_verb(window)):
            window = []  # "two who could not run died": what they could not do was to run
        if tokens[k].word == _MONTH or _of_doer(tokens, k):
            continue
        window.append(tokens[k].low)
        window.extend(tokens[k].forms[1:])
    return window


_MONTH: Final = "May"  # "on 3 May a drone hit X" happened


_SIDES: Final = frozenset("regime government coalition rebel".split())


def _of_doer(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "alleged" at `k` is said of who did it, not of the deed: "alleged Russian air strikes"."""
    whose = tokens[k + 1] if k + 1 < len(tokens) else tokens[k]
    return tokens[k].low == "alleged" and (whose.word[0].isupper() or whose.low in _SIDES)


def _unreal(tokens: Sequence[Token], head: int) -> str:
    """Return why the word at `head` did not happen, or ``""``."""
    window = _words_before(tokens, head)
    if tokens[head].low.endswith("ed"):  # "men in a car without plates opened fire"
        window = [
            w
            for k, w in enumerate(window)
            if w != "without" or (k and window[k - 1].endswith("ing"))
        ]
    behind = [t.low for t in tokens[head + 1 : head + 6] if t.word != _MONTH]
    return (
        _ruled_out(window, set(window))
        or _purpose(tokens[head], window)
        or _later(window, behind)
        or _to_come([t.low for t in tokens[head + 1 : head + 1 + _TO_COME]])
        or went_on([t.low for t in tokens[head + 1 :]])
        or _only_meant(tokens, head, window)
    )


_DOING: Final = frozenset("carry launch conduct mount stage wage".split())


def _only_meant(tokens: Sequence[Token], head: int, window: list[str]) -> str:
    """Return whether somebody only meant "to carry out another large cross-border raid"."""
    doing = next(
        (k for k, w in enumerate(window[:-1]) if w in _DOING and window[k + 1] == "to"), None
    )
    if doing is None:
        return ""
    before = _words_before(tokens, head - 1 - doing)
    return _ruled_out(before, set(before))


_WHO: Final = frozenset(("who", "which"))
_LEANING: Final = MODALS.union(
    BE,
    HAVE,
    "not never n't no to do does did who which also already all both reportedly".split(),
)


_BE: Final = frozenset("was were is are been being".split())


def _first_verb(window: list[str]) -> str:
    """Return the nearest word that may govern a passive verb: in "who could not flee were shot" that is "flee"."""
    return next((w for w in window if w not in _BE), window[0])


def _leans(word: str) -> bool:
    """Return whether the verb behind `word` belongs to it: "could not die", "were reportedly killed"."""
    return word in _LEANING or word.endswith("ly")


def _ruled_out(window: list[str], near: set[str]) -> str:
    """Return what the words before a verb, nearest first, say against it."""
    close = set(window[:5])
    if "survive" in window[:3] and _NEGATIONS & set(window[:5]):
        return ""  # "did not survive the blast" tells of one
    # "trained for raids", "fears on Monday of a new attack"
    if ({"for", "of"} & set(window[:4]) and _REHEARSING & near) or (
        "of" in window[:4] and _DREAD & near
    ):
        return "planned, feared or hypothetical"
    if (
        near & _NEGATIONS
        and not {"only", "say", "clear", "immediately", "yet"} & near
        and (set(window[:4]) & _NEGATIONS or "denied" in near)
    ):
        return "denied or negated"
    if window[:1] == ["for"] and {"used", "uses", "use", "using"} & set(window[1:3]):
        return _PURPOSE  # "the base had been used for attacks on X"
    if window[:2] == ["the", "over"]:
        return "background: what it was about"
    if window[:1] == ["since"] and {"has", "have"} & set(window[1:2]):
        return _TREND
    before = {"already", "previously"} & set(window[:3]) and "had" in window[:4]
    # "previously said it had taken the town"
    if before or (window[:1] == ["had"] and "previously" in window[:5]):
        return "background: done before"
    if "of" in window[:3] and close & (PERIODS | {"days", "hours"}):
        return "background: over a time"
    if close & _HARD_MODALS or set(window[:3]) & _SOFT_MODALS:
        perhaps = "have" in close and {"may", "might", "could", "must"} & close
        return "" if perhaps else "planned, feared or hypothetical"
    if _is_alleged(window, near):
        return _ALLEGED
    if not {"if", "whenever"}.isdisjoint(window):
        return "planned, feared or hypothetical"
    if "no" in window and {"sign", "signs", "evidence", "indication", "trace", "word"} & near:
        return "denied or negated"
    if ("how" in window and "many" in window) or "whether" in window:
        return "asked, not told"
    return ""


_DREAD: Final = frozenset(
    "fear fears threat threats risk risks danger prospect possibility warnings".split()
)
_REHEARSING: Final = frozenset(
    "trained trains rehearsed rehearse rehearsal rehearsing practised practiced simulation mock".split()
)


_PURPOSE: Final = "a purpose, not a fact"
_CHARGED: Final = frozenset("suspicion accused charges charged convicted blamed".split())


def _is_alleged(window: list[str], near: set[str]) -> bool:
    """Return whether a deed is what somebody is accused of: "groups accuse the army of razing villages"."""
    suspected = "suspected" in window[:4] and window[:1] == ["have"]
    accuses = {"accuse", "accuses"} & near and "of" in window[:6]
    by_some = "accused" in near and "of" in window[:5] and "by" in window
    each_other = "other" in window[:3] and BLAMING & near
    return bool(suspected or accuses or by_some or each_other or _CHARGED & set(window[:4]))


_CARRIED_ON: Final = frozenset(
    "tried tries attempted attempting continued began managed started continue went able sent".split()
)


# who tries to take a town may fail, but fights; who tries to "enter" it may be turned away
_ASSAULTING: Final = frozenset(
    "break advance storm attack infiltrate push raid assault invade sneak retake recapture regain capture seize take".split()
)
_TRIED: Final = frozenset("tried attempted attempting tries".split())


def _purpose(verb: Token, window: list[str]) -> str:
    """Return whether "to" makes the verb a purpose: "to stop the offensive"."""
    if _TRIED & set(window[:8]) and "to" in window[:2] and verb.low in _ASSAULTING:
        return ""  # "attempted on 20 February to break into X"
    # "the first to be captured" was
    if window[:2] == ["be", "to"] and not RANKS & set(window[2:4]):
        return _PURPOSE
    infinitive = window[:1] == ["to"] and verb.low.isascii() and verb.low not in ("death", "deaths")
    infinitive = infinitive and not verb.low.endswith(("ed", "s"))
    return _PURPOSE if infinitive and not _CARRIED_ON & set(window[:3]) else ""


_ENDED: Final = frozenset("begin cease end ended halt start stop stopped ceased halted".split())
_TO_COME: Final = 9  # tokens of "on the town of X are likely to have"


def _to_come(behind: list[str]) -> str:
    """Return whether a deed "is likely" or "is to be expected"; who "was likely killed" is dead."""
    be = ("is", "are", "remain", "was", "were")
    start = next((k for k, w in enumerate(behind[:6]) if w in be), None)
    if start is None or {",", ".", ";", "that", "who"} & set(behind[:start]):
        return ""
    rest = [w for w in behind[start + 1 :] if w != "very"]
    if rest[:1] == ["to"] and _ENDED & set(rest[1:3]):
        return "planned, feared or hypothetical"  # "the fighting was to have ended on Friday"
    if behind[start] in ("was", "were"):
        return ""
    told = rest[1:2] != [] and (rest[1].endswith("ed") or rest[1] in ("a", "an", "the"))
    likely = rest[:1] == ["likely"] and rest[1:3] != ["to", "have"] and not told
    return "planned, feared or hypothetical" if likely or rest[:2] == ["to", "be"] else ""


_ONE_MORE: Final = frozenset("further new more other such future fresh additional".split())
_WARNED: Final = frozenset("warned warns warning".split())
_PERFECT: Final = HAVE | {"killed", "left", "destroyed"}


def _later(window: list[str], behind: list[str]) -> str:
    """Return what the words behind a noun say: "the assault would be", "protests were banned"."""
    if set(behind) & _CALLED_OFF and set(behind) & {"was", "were", "been", "is", "are", "be"}:
        return "called off or prevented"
    if {"every", "each"} & set(window[:2]):
        return "habitual"
    if window[:1] == ["that"] and _WARNED & set(window[:6]) and not _PERFECT & set(behind):
        return (
            "planned, feared or hypothetical"  # "warned on Monday that battles were coming close"
        )
    if window[:1] == ["any"] or (window[1:2] == ["any"] and window[0] in _ONE_MORE):
        return "planned, feared or hypothetical"
    perhaps = {"possible", "unlikely", "imminent", "inevitable"} & set(behind)
    if set(behind[:2]) & {"would", "could", "might", "may"} or perhaps:
        return "planned, feared or hypothetical"
    return "habitual" if (set(window) | set(behind[:3])) & _HABITS else ""
