"""What a sentence only remarks on a deed: when it was, what it leads to, how many it may have killed.

The secret of this module is the remark that tells of nothing new: "the fifth strike in a week", "these
raids may start a war", "attacks have surged", "prior to the battle". Each is told with its reason.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.aside.checks import first_reason
from geo.extract.aside.tallies import clause_of
from geo.extract.kinds import HARM
from geo.extract.words import AT, BLOW, CONDEMNING, MANY, NUMBERS, PERIODS, PLACES, STOPS, TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.aside.checks import Checks
    from geo.extract.events import Frame
    from geo.extract.roles import Spot


def only_remarked(low: Sequence[str], frame: Frame) -> str:
    """Return why a frame is only a remark on deeds told elsewhere, or ``""``.

    Parameters
    ----------
    low
        The words of the sentence in small letters, those of its asides blank.
    """
    return first_reason(_CHECKS, low, frame)


_ORDINALS: Final = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth latest last deadliest worst "
    "bloodiest heaviest largest biggest only".split()
)
_REFERS: Final = BLOW.union("it this that these incident killing assault shooting which".split())


def _recalled(low: Sequence[str], frame: Frame) -> str:
    """Return whether the frame only counts or recalls: "It was the fifth strike on the dam", "the last such raid"."""
    head = frame.heads[0]
    for k in range(max(head - 12, clause_of(frame.sentence.tokens, frame)[0]), head):
        if low[k] in ("is", "was", "marks", "marked", "became") and _REFERS & set(
            low[max(0, k - 2) : k]
        ):
            after = low[k + 1 : k + 6]
            if (_ORDINALS & set(after[:5]) and "the" in after) or after[:2] == ["one", "of"]:
                return "background: one of a series"
    if _REMEMBERING & set(low[max(0, head - _TO_MEMORY) : head]):
        return "background: long before the report"
    window = low[max(0, head - 4) : head]
    if {"last", "previous", "earlier", "similar"} & set(window) and "such" in window:
        return "background: one of a series"
    near = low[max(0, head - 2) : head]
    if "previous" in near and not any(d.kind == "day" for d in frame.dates):
        return "background: done before"
    if {"earlier", "past"} & set(near) and not frame.places:
        return "background: done before"
    dated = frame.tolls or any(d.kind == "day" for d in frame.dates)
    behind = low[head + 1 : head + _TO_CAMPAIGN]
    of_old = any(
        a in _EARLIER and b in _CAMPAIGNS and {"in", "during"} & set(behind[max(0, k - 2) : k])
        for k, (a, b) in enumerate(pairwise(behind))
    )
    return "background: done before" if of_old and not dated else ""


_TO_CAMPAIGN: Final = 10  # tokens of "surrounded by the army's men in an earlier offensive"
_EARLIER: Final = frozenset("earlier past previous".split())
_CAMPAIGNS: Final = frozenset("battle campaign fighting offensive operation war wars".split())


_REMEMBERING: Final = frozenset(
    "remembers remember remembered remembering commemorates commemorate commemorated commemorating anniversary".split()
)
_TO_MEMORY: Final = 6  # tokens of "remembers the murder" and "the anniversary of the 2014"


def _only_judged(low: Sequence[str], frame: Frame) -> str:
    """Return whether the attack is only what somebody condemns: 'who lives in X, denounced a "cowardly" attack'."""
    head = frame.heads[0]
    if not frame.tolls and low[head + 1 : head + 4] == ["was", "confirmed", "by"]:
        return "background: a confirmation, not an event"
    if frame.tolls or (len(frame.heads) > 1 and set(frame.kinds) != {"push"}):
        return ""
    told = {"in", "on", "at", "near"} & set(low[head + 1 : head + 3])
    judged = set(CONDEMNING & set(low[max(0, head - 6) : head]))
    reach = range(max(0, head - _TO_NAME), head)
    called = next((k for k in reach if low[k] in _CALLING), None)
    if called is not None:
        judged |= {"as"} & set(low[called : head + 3])
    return "a judgement, not an event" if judged and not told else ""


_TO_NAME: Final = 10  # tokens of "described the rebel push as a lightning"
_CALLING: Final = frozenset("described describing termed characterised characterized".split())


_IDLE: Final = frozenset("nothing inaction silence silent passivity idle idly".split())
_FACED: Final = frozenset("against over about amid despite".split())
_TO_COMPLAINT: Final = 8  # tokens of "nothing against the regime's and its allies'"


def _only_suffered(low: Sequence[str], frame: Frame) -> str:
    """Return whether others are only blamed for bearing with it: "accused the factions of doing nothing against the raids"."""
    ahead = low[max(0, frame.heads[0] - _TO_COMPLAINT) : frame.heads[0]]
    at = max((k for k, w in enumerate(ahead) if w in _IDLE), default=None)
    blamed = at is not None and _FACED & set(ahead[at:]) and not frame.tolls
    return "a judgement, not an event" if blamed else ""


_OF_TOLL: Final = frozenset("toll number death deaths".split())
_EXPECTED: Final = frozenset("expected likely feared set bound".split())
_GROWING: Final = frozenset("rise increase climb grow".split())
_REST: Final = 10  # tokens of "number of deaths is expected to rise"


def _only_reckoned(low: Sequence[str], frame: Frame) -> str:
    """Return whether only a toll is judged: "the number of deaths is expected to rise", "is far higher"."""
    if not set(frame.kinds) <= HARM:
        return ""
    kills = [h for h, kind in zip(frame.heads, frame.kinds, strict=True) if kind == "kill"]
    if not kills or not all(_OF_TOLL & set(low[max(0, h - 1) : h + 1]) for h in kills):
        return ""
    rest = set(low[kills[0] : kills[0] + _REST])
    if _EXPECTED & rest and _GROWING & rest:
        return "planned, feared or hypothetical"
    unnumbered = not any(t.quantity == "killed" for t in frame.tolls)
    return "a judgement, not an event" if unnumbered and "higher" in rest else ""


_WHAT_IT_MAY: Final = frozenset(
    "may might could will would can risk risks threaten threatens".split()
)
_TO_MODAL: Final = (
    16  # tokens of "These strikes, which break two agreements with Russia and Iran, may"
)


def _only_led_to(low: Sequence[str], frame: Frame) -> str:
    """Return whether the deeds told before are only weighed: "These strikes may lead to a new war"."""
    head = frame.heads[0]
    told = {"these", "this", "such", "those"} & set(low[max(0, head - 3) : head])
    if not told or len(frame.heads) > 1 or frame.tolls or frame.dates or head > _TO_NOUN:
        return ""
    weighed = _WHAT_IT_MAY & set(low[head + 1 : head + _TO_MODAL])
    return "a judgement, not an event" if weighed else ""


_TO_NOUN: Final = 4


_ENTERS: Final = frozenset("enters entered entering enter".split())
_TERMS: Final = frozenset("day week month year".split())
_TO_TERM: Final = 12  # tokens of "fighting over the breakaway region entered its ninth"
_OPENING: Final = 4  # tokens of "For the past six months"


def _goes_on(low: Sequence[str], frame: Frame) -> str:
    """Return whether only a war's course is told: "as fighting enters its ninth day", "For months troops have ...".

    What is told of its own day or with a toll of its own is told in spite of such words.
    """
    if any(t.quantity in ("killed", "injured") and t.low for t in frame.tolls):
        return ""
    for head in frame.heads:
        rest = low[head + 1 : head + _TO_TERM]
        k = next((k for k, w in enumerate(rest) if w in _ENTERS), None)
        if k is not None and rest[k + 1 : k + 2] == ["its"] and _TERMS & set(rest[k + 2 : k + 4]):
            return "background: only how long it lasts"
    lasting = low[:1] == ["for"] and PERIODS & set(low[1:_OPENING])
    perfect = {("have", "been"), ("has", "been")} & set(pairwise(low))
    if lasting and perfect and not any(d.kind == "day" for d in frame.dates):
        return "background: over a time"
    return ""


_ATTACKERS: Final = frozenset(
    "driver attacker assailant perpetrator shooter bomber attackers".split()
)


def _caught(low: Sequence[str], frame: Frame) -> str:
    """Return whether only the one who did what was just told was caught: "The driver was arrested hours later"."""
    if set(frame.kinds) != {"arrest"} or frame.places:
        return ""
    ahead = set(low[max(0, frame.heads[0] - 6) : frame.heads[0]])
    caught = bool(_ATTACKERS & ahead) and bool({"was", "were"} & ahead)
    return "what became of the attacker" if caught else ""


_DONE_BY: Final = frozenset("out behind conducted perpetrated launched staged".split())


def _owned(low: Sequence[str], frame: Frame) -> str:
    """Return whether only the doer of what was just told is named: "The regime's forces carried out the attack"."""
    head = frame.heads[0]
    if frame.places or frame.tolls or frame.dates or len(frame.heads) > 1:
        return ""
    told = low[max(0, head - 2) : head]
    own = len(told) > 1 and told[0] in _DONE_BY and told[1] in ("the", "this", "these")
    return "background: who did it" if own and set(low[head + 1 :]) <= _ENDING else ""


_ENDING: Final = frozenset(". ,".split())
_HAVE: Final = frozenset(("has", "have"))
_DRIVING: Final = frozenset("push assault clash air shell hit strike".split())
_UPROOTED: Final = frozenset("displaced uprooted driven forced".split())
_SO_FAR: Final = 20  # tokens of "of the army and its allies in the south of the province has"


def _drove_out(low: Sequence[str], frame: Frame) -> str:
    """Return whether only those are counted whom an offensive has driven out: "has displaced 90,000 people"."""
    if not set(frame.kinds) <= _DRIVING or _counts_harm(frame):
        return ""
    behind = low[frame.heads[-1] + 1 : frame.heads[-1] + _SO_FAR]
    since = [
        k for k, pair in enumerate(pairwise(behind)) if pair[0] in _HAVE and pair[1] in _UPROOTED
    ]
    if not since:
        return ""
    verb = frame.heads[-1] + 1 + since[0]
    days = any(d.kind == "day" and d.first < verb for d in frame.dates)
    return "" if days else "background: a trend or a count over a long time"


_OFFICES: Final = frozenset(
    "rapporteur committee commission tribunal envoy adviser advisor".split()
)
_TO_OFFICE: Final = 4  # tokens of "rapporteur on extrajudicial"


def _of_office(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is only in the name of an office: "the rapporteur on extrajudicial killings"."""
    head = frame.heads[0]
    ahead = low[max(0, head - _TO_OFFICE) : head]
    named = bool(_OFFICES & set(ahead)) and bool({"on", "of", "for", "against"} & set(ahead))
    return "the name of an office" if named and not (frame.tolls or frame.places) else ""


_TO_AGE: Final = 8  # tokens of "10-month Russian-regime"
_SPANS: Final = frozenset("month week year".split())


def _lasted(low: Sequence[str], frame: Frame) -> str:
    """Return whether an offensive is only called by how long it took: "a 10-month offensive"."""
    head = frame.heads[0]
    ahead = low[max(0, head - _TO_AGE) : head]
    aged = any(a == "-" and b in _SPANS for a, b in pairwise(ahead))
    if (
        not aged
        or _counts_harm(frame)
        or not set(frame.kinds) <= {"push", "assault", "clash", "siege"}
    ):
        return ""
    return "background: over a time"


_CLAUSE: Final = 12  # tokens of "which happened about 8.30 pm on Sunday"
_TO_OTHER: Final = 6  # tokens of "attacks came just two days after"
_CAME: Final = frozenset("came comes come followed follows follow coincided".split())


_BECAUSE: Final = (["because", "of"], ["due", "to"], ["owing", "to"])
_FLED: Final = frozenset(
    "left fled displaced uprooted flee fleeing leave leaving evacuated homeless".split()
)
_FIERCE: Final = frozenset("heavy intense fierce violent russian the air days".split())


_DURING: Final = (["during", "the"], ["amid", "the"])
_WHERE: Final = AT | {"between"}
_PRIOR: Final = (["prior", "to", "the"], ["ahead", "of", "the"])


def _only_placed_in_time(low: Sequence[str], frame: Frame) -> str:
    """Return whether the sentence only says when the attack just told was: "The strikes came hours before"."""
    head = frame.heads[0]
    told = low[head - 1 : head] in (["the"], ["these"], ["those"], ["this"]) or head == 0
    bare = not (frame.places or frame.tolls)
    lead = [w for w in low[max(0, head - 3) : head] if w not in _FIERCE]
    uncounted = len(frame.heads) == 1 and not _counts_harm(frame)
    if uncounted and lead[-2:] in _BECAUSE and _FLED & set(low[:head]):
        return "background: only why they fled"
    if bare and len(frame.heads) == 1 and lead[-1:] in (["after"], ["following"], ["amid"]):
        return "background: only how it came"
    alone = len(frame.heads) == 1 and not frame.tolls
    if alone and low[max(0, head - 3) : head] in _PRIOR:
        return "background: only a point in time"
    if (
        alone
        and low[max(0, head - 2) : head] in _DURING
        and not _WHERE & set(low[head + 1 : head + 2])
    ):
        return "background: only a point in time"
    came = head + 1
    if low[came : came + 1] in (["which"], ["that"]):  # "The attack which happened on Sunday came"
        came = next(
            (k for k in range(came, min(len(low), came + _CLAUSE)) if low[k] in _CAME), came
        )
    with_it = ("coincided", "with") in set(pairwise(low[head + 1 : head + _TO_OTHER]))
    if told and with_it and not _counts_harm(frame):
        return "background: only a point in time"
    later = {"after", "before", "amid", "heels", "despite"} & set(low[came : came + _TO_OTHER])
    earlier = not _counts_harm(frame) or came > head + 1  # who died earlier is told behind
    coming = _CAME | {"occurred", "happened"} if later else _CAME
    if (bare or (later and earlier)) and told and low[came : came + 1] and low[came] in coming:
        return "background: only a point in time"
    return ""


def _counts_harm(frame: Frame) -> bool:
    """Return whether the frame counts people who came to harm."""
    return any(t.quantity != "displaced" for t in frame.tolls)


_TRENDS: Final = frozenset(
    "escalate escalates escalated escalating increase increases increased increasing surge surges surged soar soared rise rises "
    "rose risen spike spiked intensify intensifies intensified mount mounting worsen worsens worsened multiplied decreased declined fell dropped".split()
)
_ONTO: Final = frozenset("on upon in near".split())  # "the strikes fell on the town of X"
_TO_TREND: Final = 7  # tokens of "assassinations in the southern province have sharply increased"
_WITNESSED: Final = frozenset("witness witnesses witnessed witnessing".split())
_LANDS: Final = TOWNS.union("areas regions region zone countryside provinces".split())
_PLURALS: Final = frozenset(
    "assassinations attacks strikes raids airstrikes killings kidnappings clashes bombings fighting violence hostilities".split()
)


def _only_grew(low: Sequence[str], frame: Frame) -> str:
    """Return whether deeds only grew in number: "Assassinations escalate in X", "attacks have surged"."""
    # "nine died on Friday as fighting intensifies in the region": the day is that of the main clause
    aside = len(frame.heads) == 1 and low[frame.heads[0] - 1 : frame.heads[0]] == ["as"]
    days = (d.first for d in frame.dates if d.kind == "day")
    if frame.tolls or any(not aside or day > frame.heads[0] for day in days):
        return ""
    for head in frame.heads:
        ahead = low[max(0, head - _TO_TREND) : head]
        if _WITNESSED & set(ahead) and _LANDS & set(low[:head]):
            return "background: a trend or a count over a long time"
        if {("has", "continued"), ("have", "continued")} & set(pairwise(ahead)):
            return "background: a trend or a count over a long time"
        rest = low[head + 1 : head + 1 + _TO_TREND]
        end = next(
            (k for k, w in enumerate(rest) if w in (",", "and", "as", "that", "when")), len(rest)
        )
        landed = any(a == "fell" and b in _ONTO for a, b in pairwise(rest[:end]))
        if low[head] in _PLURALS and _TRENDS & set(rest[:end]) and not landed:
            return "background: a trend or a count over a long time"
    return ""


_MOST: Final = frozenset("most much heaviest fiercest bulk".split())
_CLOSE: Final = frozenset("close closer near nearer".split())
_TO_CLOSE: Final = 8  # tokens of "fighting in X comes dangerously close"


def _rages(low: Sequence[str], frame: Frame) -> str:
    """Return whether a war is only said to go on: "most of the fighting is in X", "they are fighting for the province"."""
    head = frame.heads[0]
    if set(frame.kinds) != {"clash"} or low[head] != "fighting" or frame.tolls:
        return ""
    ahead, behind = low[max(0, head - 4) : head], low[head + 1 : head + _TO_CLOSE]
    dated = any(d.kind == "day" for d in frame.dates)
    for_ground = behind[:1] in (["for"], ["over"]) and {"are", "is"} & set(ahead)
    most = _MOST & set(ahead) and {"takes", "is", "rages", "continues"} & set(behind[:3])
    nearer = _CLOSE & set(behind) and {"comes", "is", "gets", "draws"} & set(behind)
    raging = nearer or (not dated and (for_ground or most))
    return "background: a trend or a count over a long time" if raging else ""


_TO_END: Final = (
    15  # tokens of "attacks by the army and its allies on towns of the north did not stop"
)
_STOP: Final = frozenset("stop stopped cease ceased end ended abate abated".split())


def went_on(behind: list[str]) -> str:
    """Return whether a noun only went on, or never was, by the words behind it: "attacks by both sides did not stop"."""
    stop = next((k for k, w in enumerate(behind[:_TO_END]) if w in (",", ";", ".")), _TO_END)
    rest = behind[:stop]
    lasted = any(
        a in ("did", "have", "has") and b == "not" and c in _STOP
        for a, b, c in zip(rest, rest[1:], rest[2:], strict=False)
    )
    daily = any(
        rest[k : k + 3] in (["day", "after", "day"], ["night", "after", "night"])
        for k in range(len(rest))
    )
    never = any(a in ("not", "never") and b in _COME_ABOUT for a, b in pairwise(rest))
    return "habitual" if lasted or daily else "called off or prevented" if never else ""


_COME_ABOUT: Final = frozenset(
    "hold happen happened materialise materialised materialize materialized".split()
)


def told_at_large(frame: Frame, happened: Sequence[Spot]) -> str:
    """Return why something told of a region and of no day of its own is no event there, or ``""``."""
    if goes_on_at_large(frame, happened):
        return "background: it only goes on"
    return "a count over some days, not an event" if counts_gains(frame, happened) else ""


_GAINS: Final = frozenset(("gain", "gain?", "capture"))
_TO_VILLAGES: Final = 3  # tokens of "dozens of opposition-held"


def counts_gains(frame: Frame, happened: Sequence[Spot]) -> bool:
    """Return whether villages taken are only counted: "has taken dozens of villages near X since Thursday"."""
    since = bool(frame.dates) and all(d.kind in ("since", "span") for d in frame.dates)
    if frame.sentence.is_arabic or not since or not set(frame.kinds) <= _GAINS:
        return False
    if any(not (happened[i].wide or happened[i].beside) for i in frame.places):
        return False
    low = [t.low for t in frame.sentence.tokens]
    return any(
        w in PLACES
        and any(
            a.isdecimal() or a in MANY or a in NUMBERS for a in low[max(0, k - _TO_VILLAGES) : k]
        )
        for k, w in enumerate(low)
    )


_GOING: Final = frozenset("continue continues continued keep keeps persist persists".split())
_MEANWHILE: Final = frozenset("after as when while".split())
_GOES: Final = frozenset("continue continues keep keeps persists go goes".split())
_GO_ON: Final = {
    ("go", "on"),
    ("goes", "on"),
    ("went", "on"),
    ("keep", "up"),
    ("keeps", "up"),
    ("kept", "up"),
}
_TO_GOING: Final = 5  # tokens of "keep up intense attacks"
_STILL: Final = 15  # tokens of "bombing of X and Y provinces by the regime and its allies goes on"
_TURNS: Final = frozenset(("but", "while"))


def goes_on_at_large(frame: Frame, happened: Sequence[Spot]) -> bool:
    """Return whether something only goes on, on no day and in a region: "keep shelling towns in the zone"."""
    part = frame.sentence
    low = [t.low for t in part.tokens]
    head = frame.heads[0]
    # "was to begin on 12 January, but attacks continued": the day is not theirs
    days = any(d.kind == "day" and _TURNS.isdisjoint(low[d.last : head]) for d in frame.dates)
    exact = any(not happened[i].wide for i in frame.places)
    if part.is_arabic or frame.tolls or days or exact:
        return False
    if not (frame.places or "but" in low[:head] or _GOES & set(low)):
        return False  # "Clashes went on there"
    behind = low[head + 1 : head + 1 + _STILL]
    stop = next((k for k, w in enumerate(behind) if w in STOPS or w in _MEANWHILE), len(behind))
    near = [*low[max(0, head - _TO_GOING) : head + 1], *behind[:stop]]
    return bool(_GOING & set(near) or _GO_ON & set(pairwise(near)))


_FAMOUS: Final = frozenset("known famous renowned remembered notorious".split())
_TO_FOR: Final = 5  # tokens of "known the world over for"


def _is_fame(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed is what a town is known for: "known for the banners of its protesters"."""
    head = frame.heads[0]
    fame = next((k for k in range(head) if low[k] in _FAMOUS), None)
    if fame is None:
        return ""
    told = "for" in low[fame + 1 : fame + _TO_FOR] and "," not in low[fame:head]
    return "background: what it is known for" if told else ""


_TO_SQUARE: Final = 8  # tokens of "retaken some 450 square"


def _is_surface(low: Sequence[str], frame: Frame) -> str:
    """Return whether gains are only measured: "it has retaken some 450 square km"."""
    behind = low[frame.heads[0] + 1 : frame.heads[0] + _TO_SQUARE]
    gained = set(frame.kinds) <= {"gain", "gain?", "taken"}
    dated = any(d.kind == "day" for d in frame.dates)
    return "a count, not an event" if gained and "square" in behind and not dated else ""


_WHO_HAD: Final = (["who", "had"], ["which", "had"], ["that", "had"])
_PRAISES: Final = frozenset(
    "praised praising thanked thanking honoured honored decorated visited met greeted addressed congratulated hailed "
    "interviewed rewarded awarded paid".split()
)


def _only_says_whom(low: Sequence[str], frame: Frame) -> str:
    """Return whether a deed only says of whom somebody spoke: "visited the troops who had taken the town"."""
    head = frame.heads[0]
    led = any(low[max(0, head - k) : head - k + 2] in _WHO_HAD for k in (2, 3) if head >= k)
    later = any(d.first > head for d in frame.dates)
    told = led and not later and bool(_PRAISES & set(low[:head]))
    return "background: done before" if told else ""


_CHECKS: Final[Checks] = (
    (
        _recalled,
        _REMEMBERING.union("is was marks marked became last previous earlier similar past".split()),
    ),
    (
        _only_placed_in_time,
        _CAME.union(
            "because due owing after following amid prior ahead during occurred happened".split()
        ),
    ),
    (_only_judged, CONDEMNING | _CALLING | {"confirmed"}),
    (_only_suffered, _IDLE),
    (_only_reckoned, _EXPECTED | {"higher"}),
    (_only_led_to, frozenset({"these", "this", "such", "those"})),
    (_only_grew, _WITNESSED | _TRENDS | {"continued"}),
    (_goes_on, _ENTERS | PERIODS),
    (_caught, _ATTACKERS),
    (_owned, _DONE_BY),
    (_drove_out, _UPROOTED),
    (_of_office, _OFFICES),
    (_rages, frozenset({"fighting"})),
    (_lasted, _SPANS),
    (_is_fame, _FAMOUS),
    (_is_surface, frozenset({"square"})),
    (_only_says_whom, _PRAISES),
)
