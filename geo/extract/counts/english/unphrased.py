"""What an English sentence tells of its victims outside the phrases that count them.

The secret of this module is which turns stand for a number: a total that rises or is corrected, one
person told by name or office, and nobody, which is a 0 only where the sentence is sure of it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.counts.english.words import HAVE, LINKS, PREPOSITIONS, is_plural
from geo.extract.counts.shared import NOBODY, STOP, Counted, Harm, Quantity, Toll, whole_of
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.words import ARTICLES, PASSIVE, RELATIVES, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.numbers import Number
    from geo.extract.text import Token


_NOBODYS: Final = frozenset(
    "it this that which who nobody none one he she they toll number figure death attack strike blast raid explosion car "
    "vehicle truck bus helicopter drone plane jet tank boat ship convoy proposal bill plan dog cow camel horse sheep "
    "missile rocket bomb shell animal project deal child baby day night week month year hour minute weekend".split()
)
_ACTIVE: Final = frozenset(
    "killed killing murdered murdering assassinated assassinating beheaded executed".split()
)


# behind "killing him"; "killing her brother" counts another
_ENDS_AT_HIM: Final[tuple[list[str], ...]] = (
    [], ["."], [","], [";"], ["instantly"], ["immediately"], ["and"], ["on"], ["in"], ["at"], ["before"], ["outright"],
    ["with"], ["near"],
)  # fmt: skip


def _object_of(lows: Sequence[str], harm: Harm) -> Toll | None:
    """Read "killed a ward administrator and his wife" as two, though no list knows the first."""
    k = harm.last
    before = lows[harm.first - 1] if harm.first else ""
    if harm.quantity != "killed" or lows[harm.first] not in _ACTIVE or before in PASSIVE | HAVE:
        return None
    if lows[k : k + 1] in (["him"], ["her"]) and lows[k + 1 : k + 2] in _ENDS_AT_HIM:
        return Toll(k, k + 1, harm.first, "killed", 1, 1, "=", "people")
    if lows[k : k + 1] not in (["a"], ["an"]):
        return None
    head = k + 1
    while (
        head + 1 < len(lows)
        and head < k + 4
        and lows[head + 1].isalpha()
        and lows[head + 1] not in PREPOSITIONS | LINKS | {"of"}
    ):
        head += 1
    if (
        head >= len(lows)
        or not lows[head].isalpha()
        or _NOBODYS & {lows[k + 1], lows[head]}
        or is_plural(lows[head])
    ):
        return None
    pair = lows[head + 1 : head + 2] == ["and"] and lows[head + 2 : head + 3] in (["his"], ["her"])
    count = 2 if pair and not is_plural("".join(lows[head + 3 : head + 4])) else 1
    last = head + 4 if count > 1 else head + 1
    return Toll(k, last, harm.first, "killed", count, count, "=", "people")


_CLAUSE_ENDS: Final = frozenset(". ; : while when after where but although".split())


def somebody_harmed(
    tokens: Sequence[Token], harms: Sequence[Harm], tolls: Sequence[Toll]
) -> list[Toll]:
    """Read "the head of the council was shot dead" as one, whoever that is."""
    found: list[Toll] = []
    anchors = {t.anchor for t in tolls}
    lows = [t.low for t in tokens]
    for harm in harms:
        one = _object_of(lows, harm) if harm.first not in anchors else None
        if one is not None and not found:
            found.append(one)
            continue
        k = harm.first - 1
        if (
            harm.quantity != "killed"
            or harm.side not in ("both", "subject")
            or harm.first in anchors
        ):
            continue
        if k < 2 or lows[k] != "was":
            continue
        start = next((j + 1 for j in range(k - 1, -1, -1) if lows[j] in _CLAUSE_ENDS), 0)
        start += lows[start : start + 1] == ["and"]
        first = next((j for j in range(start, k) if lows[j] in ("a", "an", "the", "another")), None)
        if first is None or any(t.first < k and t.last > first for t in tolls):
            continue
        head = first + 1
        while (
            head + 1 < k
            and lows[head + 1].isalpha()
            and lows[head + 1] not in PREPOSITIONS | {"of"}
        ):
            head += 1
        word = lows[head]
        if word.isalpha() and word not in _NOBODYS and not is_plural(word) and not found:
            count = 2 if word == "couple" else 1
            found.append(Toll(first, head + 1, harm.first, "killed", count, count, "=", "people"))
    return found


_TOGETHER: Final = frozenset("with alongside along together".split())


def killed_with(
    tokens: Sequence[Token],
    harms: Sequence[Harm],
    tolls: Sequence[Toll],
    phrases: Sequence[Counted],
) -> list[Toll]:
    """Read "the group's deputy head was killed with six other people" as seven."""
    anchors = {t.anchor for t in tolls}
    for harm in harms:
        if harm.quantity != "killed" or not harm.passive or harm.first in anchors:
            continue
        before, behind = tokens[max(0, harm.first - 1)].low, tokens[harm.last : harm.last + 1]
        if before != "was" or not behind or behind[0].low not in _TOGETHER:
            continue
        others = next((p for p in phrases if harm.last < p.first <= harm.last + 2), None)
        if others is not None and others.low and others.comparator == "=":
            count = others.low + 1
            return [
                Toll(others.first, others.last, harm.first, "killed", count, count, "=", "people")
            ]
    return []


# --- totals that rise or are corrected ----------------------------------------------------------

_TOTAL_NOUNS: Final = frozenset(
    "toll tally number figure count total deaths fatalities dead martyrs losses casualties balance death victims".split()
)
_REACH: Final = frozenset(
    "to at as reached hit is are was be reaches passed exceeded topped become becomes now of surpassed".split()
)
_MOVES: Final = frozenset(
    "rose risen rising climbed increased raised revised corrected lowered updated brought taking pushing bringing brings bring rises climbs".split()
)
_TOTAL_VERBS: Final = frozenset("are is were : had have has rose reached stood now climbed".split())
_TOTAL_OF: Final = frozenset("toll of death a an provisional".split())
_MAX_TOTAL: Final = 24


def find_totals(
    tokens: Sequence[Token], found: Sequence[Number], harms: Sequence[Harm]
) -> list[tuple[Toll, bool]]:
    """Return the totals that a sentence names, and whether each replaces the tolls beside it."""
    if not found:
        return []
    totals: list[tuple[Toll, bool]] = []
    lows = [t.low for t in tokens]
    for t, word in enumerate(lows):
        if word not in _TOTAL_NOUNS:
            continue
        what = _total_of(lows, t)
        if what is None:
            continue
        quantity, start = what
        moved = bool(set(lows) & _MOVES)
        for number in found:
            if number.last <= t:
                # "brings to 131 the number of people killed"
                if (
                    t - number.last <= 1
                    and number.first
                    and lows[number.first - 1] == "to"
                    and moved
                ):
                    totals.append((whole_of(number, t, quantity), True))
                    break
                continue
            if (
                number.first < start
                or number.first - t > _MAX_TOTAL
                or set(lows[t : number.first]) & {";", ".", "?"}
            ):
                continue
            before = lows[number.first - 1]
            if not _is_reached(lows, number):
                continue
            if before == "of" and not set(lows[t : number.first]) <= _TOTAL_OF:
                continue
            if not _counts_people(tokens, number):
                continue
            own = next((h.quantity for h in harms if h.first == number.last), quantity)
            totals.append((whole_of(number, t, own), moved))
            break
    if not totals:
        moved_to = _moved(lows, found, harms)
        if moved_to is not None:
            totals.append((moved_to, True))
    return totals


_TO_HARMED: Final = 4  # tokens of "people who were"


def all_of_whom(tokens: Sequence[Token]) -> list[tuple[Toll, bool]]:
    """Return the whole that a part is told of: "two nurses were among the nine people killed"."""
    lows = [t.low for t in tokens]
    starts = [k + 2 for k, pair in enumerate(pairwise(lows)) if pair == _AMONG_THE]
    for number in numbers(tokens) if starts else ():
        if number.first not in starts or not number.low:
            continue
        behind = range(number.last, min(number.last + _TO_HARMED, len(lows)))
        harmed = next((k for k in behind if lows[k] in _COUNTED_HARM), None)
        if harmed is not None and not {",", "."} & set(lows[number.last : harmed]):
            return [(whole_of(number, harmed, _COUNTED_HARM[lows[harmed]]), True)]
    return []


_AMONG_THE: Final = ("among", "the")


def lying_dead(
    tokens: Sequence[Token], found: Sequence[Number], tolls: Sequence[Toll]
) -> list[Toll]:
    """Return how many of the dead lay at a place: "nine of the dead were in Lumo", not "were in their teens"."""
    if tolls or "dead" not in {t.low for t in tokens}:
        return []
    for number in found:
        behind = tokens[number.last : number.last + len(_OF_THE_DEAD) + 2]
        said = tuple(t.low for t in behind[: len(_OF_THE_DEAD)])
        if said == _OF_THE_DEAD and [t.low for t in behind[3:5]] in _LAY and number.low:
            named = tokens[number.last + 5 : number.last + 6]
            if named and (named[0].word[0].isupper() or named[0].low == "the"):
                return [whole_of(number, number.last + 2, "killed")]
    return []


_OF_THE_DEAD: Final = ("of", "the", "dead")
_LAY: Final = (["were", "in"], ["was", "in"], ["fell", "in"])


def _is_reached(lows: Sequence[str], number: Number) -> bool:
    """Return whether a number is what a total came to: "rose to 9", "rose from 4 to 9", "then at 9", ": 9"."""
    before = lows[number.first - 1]
    then = before in ("then", "not") and lows[number.first - 2] in ("to", "at", "is")
    rose = lows[number.first] == "from"  # a number read whole: "from 4 to 9"
    return rose or (before != "from" and (before in _REACH or before == ":" or then))


def _counts_people(tokens: Sequence[Token], number: Number) -> bool:
    """Return whether the number counts people or stands alone, not "to 12 km" or "at 5 checkpoints"."""
    hit = built_in("victims").at(tokens, number.last) if number.last < len(tokens) else None
    return hit is None or hit.row["class"] != NOBODY


_COUNTED_HARM: Final[dict[str, Quantity]] = {
    **dict.fromkeys(
        (
            "dead",
            "deaths",
            "killed",
            "fatalities",
            "victims",
            "martyrs",
            "died",
            "murdered",
            "slain",
            "massacred",
        ),
        "killed",
    ),
    **dict.fromkeys(("neutralised", "neutralized", "eliminated"), "eliminated"),
    **dict.fromkeys(("injured", "wounded", "injuries", "hurt", "casualties"), "injured"),
    "missing": "missing",
    **dict.fromkeys(("displaced", "homeless"), "displaced"),
    **dict.fromkeys(("arrested", "detained", "abducted", "kidnapped", "captured"), "captured"),
}


def _number_of(lows: Sequence[str], t: int) -> tuple[Quantity, int] | None:
    """Return what "the number of civilians killed" counts, and where its number may begin."""
    for k in range(t + 2, min(t + 9, len(lows))):
        if lows[k] in _COUNTED_HARM:
            return _COUNTED_HARM[lows[k]], k + 1
        if lows[k] in PASSIVE or lows[k] in STOP:
            return None
    return None


def _total_of(lows: Sequence[str], t: int) -> tuple[Quantity, int] | None:
    """Return (quantity, where its number may begin) of the total that the noun at `t` names."""
    word = lows[t]
    near = set(lows[t + 1 : t + 8])
    injured = {"injured", "wounded", "injuries", "hurt"}
    before = lows[t - 1] if t else ""
    if word in ("toll", "tally"):
        hurt = near & injured and "dead" not in near and before != "death"
        return "injured" if hurt and lows[t + 1 : t + 2] == ["of"] else "killed", t + 1
    if word in ("number", "count", "figure", "total"):
        if (
            word == "number"
            and lows[t + 1 : t + 2]
            and lows[t + 1]
            in ("become", "becomes", "became", "rose", "is", "was", "climbed", "rises")
            and {"died", "killed", "dead", "succumbed"} & set(lows[:t])
        ):
            return "killed", t + 1
        if lows[t + 1 : t + 2] != ["of"] or before in ("a", "unspecified", "unknown", "large"):
            return None
        return _number_of(lows, t)
    if (
        before not in ("the", "our", "its", "their", "put", "of", "regime", "army", "army's", "rsf")
        and word != "losses"
    ):
        return None
    if word == "losses":
        return "eliminated", t + 1
    if word in ("dead", "deaths", "fatalities", "martyrs"):
        if before == "the" and t > 1 and lows[t - 2] in ("put", "puts") and near & {"at"}:
            return "killed", t + 1  # "put the dead at two"
        if lows[t + 1 : t + 2] and lows[t + 1] in _TOTAL_VERBS:
            return "killed", t + 1
        return None
    return None


_SUBJECTS: Final = frozenset("it this that figure number count toll deaths".split())


def _moved(lows: Sequence[str], found: Sequence[Number], harms: Sequence[Harm]) -> Toll | None:
    """Read "it was raised to eight after three of the hurt died": a total without its noun."""
    dead = next((h for h in harms if h.quantity == "killed"), None)
    if dead is None:
        return None
    for number in found:
        k = number.first - 1
        if k > 0 and lows[k] == "to" and lows[k - 1] in _MOVES:
            subject = next(
                (n for n in range(k - 2, max(-1, k - 7), -1) if lows[n] in _SUBJECTS), None
            )
            if subject is not None:
                return whole_of(number, subject, "killed")
    return None


# --- one person, named; nobody ------------------------------------------------------------------

_NOT_NAMES: Final = WEEKDAYS.union(
    ARTICLES,
    RELATIVES,
    "it this these those there they we you i what all some most many others and but both none nobody everyone anyone "
    "someone no".split(),
)


def people_named(
    tokens: Sequence[Token], harms: Sequence[Harm], tolls: Sequence[Toll]
) -> list[Toll]:
    """Read "he was killed", "Serhii, 51, bled to death" as one person."""
    used = {t.anchor for t in tolls}
    found: list[Toll] = []
    for harm in harms:
        if (
            harm.side != "subject"
            or harm.first in used
            or harm.quantity not in ("killed", "injured", "captured")
        ):
            continue
        if tokens[harm.first].low in ("captured", "held", "lay", "lying"):
            continue  # towns are captured too
        k = harm.first - 1
        plural = False
        while k >= 0 and (
            tokens[k].low in PASSIVE | HAVE
            or tokens[k].low.endswith("ly")
            or tokens[k].low in ("also", "later", "himself", "herself", "then")
        ):
            plural |= tokens[k].low in ("were", "are", "have")
            k -= 1
        direct = k == harm.first - 1
        if (
            k < 0
            or plural
            or (
                direct
                and (
                    harm.passive
                    or tokens[harm.first].low.endswith(
                        ("killed", "injured", "wounded", "arrested", "detained")
                    )
                )
            )
        ):
            continue
        word = tokens[k].low
        if word == "," and k > 1 and tokens[k - 1].word.isdigit() and tokens[k - 2].low == ",":
            k -= 3  # ", 51,"
            if k < 0:
                continue
            word = tokens[k].low
        if word in ("he", "she") or (
            tokens[k].word[0].isupper()
            and tokens[k].word.isalpha()
            and word not in _NOT_NAMES
            and not is_plural(word)
            and built_in("victims").at(tokens, k) is None
            and (harm.passive or k < harm.first - 1)
        ):
            found.append(Toll(k, k + 1, harm.first, harm.quantity, 1, 1, "=", "people"))
    return found


_HARMLESS: Final[dict[str, tuple[Quantity, ...]]] = {
    **dict.fromkeys(
        ("casualties", "casualty", "victims", "victim", "hurt", "harmed", "losses"),
        ("killed", "injured"),
    ),
    **dict.fromkeys(
        (*"deaths death fatalities dead killed died fatally martyrs life lives".split(),),
        ("killed",),
    ),
    **dict.fromkeys(("injuries", "injury", "injured", "wounded", "wounds"), ("injured",)),
}
_UNSURE: Final = frozenset(
    "immediate immediately further new other additional reports report word information details figures data news count "
    "official confirmation yet far clear else if whether hope hopes ensure unless evidence indication comment claim sign signs trace proof "
    "must should would could may might will serious severe major significant heavy grave".split()
)
# "Partners report no casualties" is sure; "no reports of casualties" is not.
_TELLING: Final = frozenset("report reports data figures".split())
_MAX_NOBODY: Final = 9
_STRUCK: Final = frozenset(
    "hurt hurting injured injuring killed killing harmed harming wounded wounding".split()
)
_PRESENT: Final = frozenset("in inside home there present".split())
_NOBODY_WORDS: Final = (("nobody",), ("no", "one"), ("no", "-", "one"), ("none",))


def _none_behind(lows: Sequence[str], tolls: Sequence[Toll]) -> list[Toll]:
    """Read "hurt nobody", "killing no one" and "Nobody was inside" as a toll of 0."""
    if tolls:
        return []
    for i in range(1, len(lows) - 1) if "only" in lows else ():
        if lows[i] == "only" and "damage" in lows[i + 1 : i + 4] and "casualties" not in lows:
            return [
                Toll(i, i + 1, i, quantity, 0, 0, "=", "people")
                for quantity in ("killed", "injured")
            ]
    for i in [i for i, word in enumerate(lows) if word in ("nobody", "no", "none")]:
        for words in _NOBODY_WORDS:
            if tuple(lows[i : i + len(words)]) != words:
                continue
            end = i + len(words)
            harm = i and lows[i - 1] in _STRUCK and lows[end : end + 1] != ["of"]
            away = (
                lows[end : end + 1] == ["was"]
                and bool(_PRESENT & set(lows[end + 1 : end + 2]))
                and len(lows) <= end + _MAX_NOBODY
            )
            if harm or away:
                anchor = i - 1 if harm else i
                return [
                    Toll(i, end, anchor, quantity, 0, 0, "=", "people")
                    for quantity in ("killed", "injured")
                ]
    return []


_SIDES: Final = 14  # tokens from one side's dead to the other's


def among_others(
    tokens: Sequence[Token], found: Sequence[Number], tolls: Sequence[Toll]
) -> list[Toll]:
    """Read the second number of "14 dead among the regime forces and 18 among the factions"."""
    taken = {k for t in tolls for k in range(t.first, t.last)}
    more: list[Toll] = []
    for toll in tolls:
        behind = max(toll.last, toll.anchor + 1)
        if toll.low is None or behind >= len(tokens) or tokens[behind].low != "among":
            continue
        for number in found:
            follows = number.first not in taken and behind < number.first <= behind + _SIDES
            if (
                follows
                and tokens[number.first - 1].low in ("and", ",")
                and number.last < len(tokens)
                and tokens[number.last].low == "among"
            ):
                part = replace(
                    toll, first=number.first, last=number.last, low=number.low, high=number.high,
                    comparator=number.comparator, victim_class="people",
                )  # fmt: skip
                more.append(part)
    return more


# "gave no death toll" tells nothing of the dead.
_GIVING: Final = frozenset(
    "gave give gives giving mentioning citing specifying provided issued released offered published mentioned cited announced".split()
)


def nobody_harmed(
    tokens: Sequence[Token], harms: Sequence[Harm], tolls: Sequence[Toll]
) -> list[Toll]:
    """Read "no casualties", "nobody was hurt" as a toll of 0; "no reports of casualties" tells nothing.

    "No injuries" stands for nobody dead either, unless the sentence counts any dead: the press
    writes it of attacks that harmed no one.
    """
    lows = [t.low for t in tokens]
    found = _none_behind(lows, tolls)
    dead = any(t.quantity in ("killed", "eliminated") for t in tolls)
    dead = dead or any(h.quantity == "killed" for h in harms)
    for i, word in enumerate(lows):
        k = _denied(lows, i) if word in _DENYING else None
        if k is None:
            continue
        quantities = list(_HARMLESS[lows[k]])
        if k + 2 < len(lows) and lows[k + 1] in ("or", "and", "nor"):
            quantities += [q for q in _HARMLESS.get(lows[k + 2], ()) if q not in quantities]
        if quantities == ["injured"] and not dead:
            quantities.append("killed")
        hits = (built_in("victims").at(tokens, j) for j in range(i + 1, k))
        classes = (hit.row["class"] for hit in hits if hit)
        victim = next((c for c in classes if c != NOBODY), "people")
        counted = {t.quantity for t in tolls} if victim == "people" else set()
        found.extend(
            Toll(i, k + 1, k, q, 0, 0, "=", victim) for q in quantities if q not in counted
        )
    return found


_DENYING: Final = frozenset("no none nobody without not neither".split())


def _denied(lows: Sequence[str], i: int) -> int | None:
    """Return the word of harm that the negation at word `i` denies, None if it denies none."""
    single = lows[i + 1 : i + 3] == ["a", "single"] or lows[i + 1 : i + 2] == ["one"]
    if lows[i] == "not" and not single:
        return None
    for k in range(i + 1, min(i + _MAX_NOBODY, len(lows))):
        if lows[k] in STOP or lows[k] in ("but", "while", "and", "that", "after", "when", ","):
            return None
        if lows[k] in _HARMLESS:
            return None if _is_unsure(lows, i, k) or _is_of_others(lows, i, k) else k
    return None


def _is_unsure(lows: Sequence[str], i: int, k: int) -> bool:
    """Return whether "no" at word `i` says only that nothing is known of the harm at word `k`: "no reports of"."""
    # "no casualties among our forces" tells nothing of the others
    if lows[k + 1 : k + 2] in (["to"], ["among"], ["in"]) and _OURS & set(lows[k + 2 : k + 5]):
        return True
    near = (set(lows[max(0, i - 4) : i]) - _TELLING) | set(lows[i + 1 : k + 6])
    before = lows[max(0, i - 2) : i]
    if near & _UNSURE or _GIVING & set(before) or before == ["so", "that"]:
        return True
    return lows[i] == "without" and (lows[i + 1] in _GIVING or lows[k] in ("hurt", "killed"))


def _is_of_others(lows: Sequence[str], i: int, k: int) -> bool:
    """Return whether "nobody" at word `i` is not who came to the harm at word `k`: "nobody saw the wounded"."""
    person = lows[i] in ("none", "neither", "nobody") or (lows[i] != "not" and lows[i + 1] == "one")
    verb = lows[i] != "not" and lows[k] in _BEFALLING
    if not (person or verb) or lows[k] in ("fatally", "dead") or k == i + 1:
        return False
    return not set(lows[i + 1 : k]) & (PASSIVE | HAVE | {"reported"})


_OURS: Final = frozenset("our its ranks".split())
_BEFALLING: Final = frozenset("killed harmed hurt injured wounded died".split())
