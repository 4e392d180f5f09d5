"""How an English sentence counts its victims.

The secret of this module is which side of a word of harm its victims stand on: an auxiliary or the
lack of an object puts them before it, an object behind it, and what only describes a part
("including two children", "three of them women") or repeats ("a boy of 12") is counted no second time.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, cast

from geo.extract.counted import (
    MAX_WAY,
    NOBODY,
    STOP,
    Bond,
    Counted,
    Harm,
    Quantity,
    Toll,
    at_most,
    bounded,
    replaced,
    sum_of,
    toll_of,
    whole_of,
    without_parts,
)
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit, Lexicon
    from geo.extract.numbers import Number
    from geo.extract.text import Token


_MAX_COST: Final = 14.0
_BE: Final = frozenset("was were been being be are is get gets got getting".split())
_HAVE: Final = frozenset("has have had having".split())
_FILL: Final = frozenset(
    "also since later then all both either already just themselves instantly and or not reported feared believed "
    "presumed to have has had still together now so far thus being been others more of them whom us either alone "
    "only yet again thereby up \" “ ” ' , severely seriously badly lightly slightly critically mostly".split()
)
_DETERMINERS: Final = frozenset("a an another his her its their our the my".split())
_OWNERS: Final = frozenset("its his her their our my the these those".split())
_PREPOSITIONS: Final = frozenset(
    "in on at to from by with without near after before during when while as for into over under inside outside "
    "across along between around against among amid since until because where who whom which that whose what but if "
    "than through towards toward via per although though".split()
)
_CLAUSE: Final = frozenset(
    "while as but after when where before because although whereas if".split()
)
_SAYS: Final = frozenset(
    "said says say saying told tells telling reported announced added adds claimed claims confirmed stated warned "
    "opened attacked stormed raided ambushed launched entered arrived hit struck shelled targeted".split()
)
_LIGHT: Final = frozenset("more others other further additional".split())
_LINKS: Final = frozenset(
    "and , & as well along with plus together then also himself herself".split()
)
_PARTS: Final = frozenset("including include includes included incl incl. counting notably".split())
_PLURALS: Final = frozenset(
    "people men women children police personnel troops forces staff cattle marines wives elderly youth gunmen "
    "policemen servicemen others dead lives casualties fatalities deaths".split()
)


def _lows(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Return the words in small letters, but IS, the group, as it is written."""
    return [t.low if t.word != "IS" else "IS" for t in tokens[max(0, first) : last]]


def english_tolls(
    tokens: Sequence[Token], found: Sequence[Number], hits: Sequence[Hit], busy: set[int]
) -> list[Toll]:
    """Return the tolls of one sentence, given its numbers, words of harm and tokens of dates."""
    victims = built_in("victims")
    raw = [
        Harm(h.first, h.last, cast("Quantity", h.row["quantity"]), h.row["side"])
        for h in hits
        if h.row["side"] not in ("verb",)
    ]
    raw = [h for h in raw if not _is_idle(tokens, h)]
    phrases = [p for n in found if (p := _number_phrase(tokens, n, raw, victims)) is not None]
    phrases.extend(_singles(tokens, phrases, raw, victims, busy))
    phrases.sort(key=lambda p: p.first)
    phrases = _without_described(tokens, phrases)
    harms = [_sided(tokens, h, phrases) for h in raw]
    totals = _totals(tokens, found, raw)
    bonds = [_bond(tokens, p, harms, phrases) for p in phrases]
    _share(tokens, phrases, bonds)
    tolls: list[Toll] = []
    joined: tuple[int, Toll] | None = None
    for k, (phrase, bond) in enumerate(zip(phrases, bonds, strict=True)):
        if bond is None:
            continue
        toll = toll_of(bounded(tokens, phrase), bond.harm)
        last = joined[1] if joined else None
        if (
            joined is not None
            and last is not None
            and joined[0] == k - 1
            and _are_joined(tokens, phrases[k - 1], phrase)
            and (last.anchor, last.quantity) == (toll.anchor, toll.quantity)
            and last.victim_class == toll.victim_class
        ):
            tolls[-1] = toll = sum_of(last, toll)
        else:
            tolls.append(toll)
        joined = (k, toll)
    tolls = _dead_or_hurt(tokens, without_parts(tolls), harms)
    tolls.extend(_people_named(tokens, harms, tolls))
    tolls.extend(_somebody(tokens, harms, tolls))
    tolls = replaced(tokens, tolls, totals)
    tolls.extend(_nobody(tokens, raw, tolls))
    return tolls


_NOBODYS: Final = frozenset(
    "it this that which who nobody none one he she they toll number figure death attack strike blast raid explosion car "
    "vehicle truck bus helicopter drone plane jet tank boat ship convoy proposal bill plan dog cow camel horse sheep "
    "missile rocket bomb shell animal project deal child baby".split()
)
_ACTIVE: Final = frozenset(
    "killed killing murdered murdering assassinated assassinating beheaded executed".split()
)


def _object_of(lows: Sequence[str], harm: Harm) -> Toll | None:
    """Read "killed a ward administrator and his wife" as two, though no list knows the first."""
    k = harm.last
    before = lows[harm.first - 1] if harm.first else ""
    if harm.quantity != "killed" or lows[harm.first] not in _ACTIVE or before in _BE | _HAVE:
        return None
    if lows[k : k + 1] not in (["a"], ["an"]):
        return None
    head = k + 1
    while (
        head + 1 < len(lows)
        and head < k + 4
        and lows[head + 1].isalpha()
        and lows[head + 1] not in _PREPOSITIONS | _LINKS | {"of"}
    ):
        head += 1
    if (
        head >= len(lows)
        or not lows[head].isalpha()
        or lows[head] in _NOBODYS
        or _is_plural(lows[head])
    ):
        return None
    pair = lows[head + 1 : head + 2] == ["and"] and lows[head + 2 : head + 3] in (["his"], ["her"])
    count = 2 if pair and not _is_plural("".join(lows[head + 3 : head + 4])) else 1
    last = head + 4 if count > 1 else head + 1
    return Toll(k, last, harm.first, "killed", count, count, "=", "people")


_CLAUSE_ENDS: Final = frozenset(". ; : while when after where but although".split())


def _somebody(tokens: Sequence[Token], harms: Sequence[Harm], tolls: Sequence[Toll]) -> list[Toll]:
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
            and lows[head + 1] not in _PREPOSITIONS | {"of"}
        ):
            head += 1
        word = lows[head]
        if word.isalpha() and word not in _NOBODYS and not _is_plural(word) and not found:
            count = 2 if word == "couple" else 1
            found.append(Toll(first, head + 1, harm.first, "killed", count, count, "=", "people"))
    return found


_NO_DEATHS: Final = frozenset(
    "threats threat penalty sentence sentences certificate certificates row squad squads".split()
)
_HELD: Final = frozenset("prisoner prisoners hostage hostages captive captives".split())


def _is_idle(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether the word harms no person here: "killed the engine", "the dead of night"."""
    words = _lows(tokens, harm.first, harm.last)
    behind = _lows(tokens, harm.last, harm.last + 8)
    before = _lows(tokens, harm.first - 3, harm.first)
    if harm.side == "lives":
        wanted = {"lives", "life"} if harm.quantity == "killed" else _HELD
        return not wanted & set(behind)
    if behind[:1] and behind[0] in ("himself", "herself", "themselves", "itself"):
        return True
    if words[0] == "dead" and behind[:2] in (["of", "night"], ["end"], ["sea"]):
        return True
    if words[-1] == "death" and behind[:1] and behind[0] in _NO_DEATHS:
        return True
    if words[0] in ("killing", "murder", "execution") and before[-1:] in (["the"], ["of"]):
        return len(words) == 1 and harm.side == "object"
    return words == ["missing"] and behind[:1] in (["a"], ["the"], ["from"])


def _number_phrase(
    tokens: Sequence[Token], number: Number, harms: Sequence[Harm], victims: Lexicon
) -> Counted | None:
    """Return the number with the noun it counts, or alone where the noun is left out."""
    first, k = number.first, number.last
    before = _lows(tokens, first - 3, first)
    word = tokens[k].low if k < len(tokens) else ""
    if before[-1:] == ["no"] or (
        before[-1:] == ["of"]
        and number.comparator == "="
        and _is_person(tokens, first - 2, victims)
        and not _is_plural(before[-2])
        and before[-2] not in ("body", "life", "death", "family", "remains", "corpse")
    ):
        return None  # "no one"; "a boy of 12"
    if before[-1:] == [","] and word in (",", ")") and first > 1:
        return None  # ", 37,"
    if (
        before[-1:] == ["and"]
        and len(before) == 3
        and before[1].isdigit()
        and before[0] in ("aged", ",")
    ):
        return None  # "aged 61 and 58"
    if word == "-" and k + 1 < len(tokens):
        return None  # "12-year-old", "three-member", "4-wheel"
    victim, last, form = "", k, "bare"
    if word == "of" and k + 1 < len(tokens):
        hit = _part_of(tokens, first, k, harms, victims)
        if hit is None:
            return None
        victim, last = hit
        form = "noun" if victim else "bare"
    else:
        hit2 = _noun(tokens, k, harms, victims)
        if hit2 is None:
            return None
        victim, last = hit2
        form = "noun" if victim else "bare" if last == k else "loose"
    if before[-2:] == ["family", "of"]:
        victim, form = victim or "people", "noun"
        first -= 3 if before[0] in _DETERMINERS else 2
    if form == "bare" and number.comparator == "=" and 1900 < (number.low or 0) < 2100:
        return None  # a year that no date expression took
    return Counted(
        first,
        last,
        number.low,
        number.high,
        number.comparator,
        victim,
        cast("Literal['noun', 'bare', 'loose']", form),
    )


def _part_of(
    tokens: Sequence[Token], first: int, k: int, harms: Sequence[Harm], victims: Lexicon
) -> tuple[str, int] | None:
    """Read "three of his men", "six of them were shot"; "six of them children" only describes."""
    word = tokens[k + 1].low
    following = tokens[k + 2].low if k + 2 < len(tokens) else ""
    if word in ("them", "whom", "us", "those", "these") and not _is_person(tokens, k + 2, victims):
        near = any(
            h.side in ("both", "subject") and k + 2 <= h.first <= k + 5
            for h in harms
            if set(_lows(tokens, k + 2, h.first)) <= _BE | _HAVE | _FILL
        ) or any(h.last == first and h.side in ("object", "both") for h in harms)
        return ("", k + 2) if near else None
    if word in _OWNERS and following in ("dead", "victims", "killed", "slain", "fatalities"):
        # "nine of the dead ... were killed in X" counts a part of its own; "six of the dead were
        # children" only describes.
        later = any(h.quantity == "killed" and h.first > k + 3 for h in harms)
        return ("people", k + 3) if later else None
    if word in _OWNERS:
        found = _noun(tokens, k + 2, harms, victims)
        if (
            found is not None
            and found[0]
            and following not in ("dead", "deaths", "victims", "killed")
        ):
            return found
        counted = not following[:1].isalpha() or numbers(tokens[k + 2 : k + 3])
        if not counted and {"wounded", "injured", "hurt"} & set(_lows(tokens, k + 2, k + 4)):
            return "people", k + 2 + (following not in ("wounded", "injured", "hurt"))
    return None


def _noun(
    tokens: Sequence[Token], k: int, harms: Sequence[Harm], victims: Lexicon
) -> tuple[str, int] | None:
    """Return (victim class, end) of the noun phrase from `k`; class "" where none is known.

    None where what is counted is nobody. Without a known noun the end is `k` if a verb or a sign
    follows at once, else behind the unknown noun.
    """
    start = k
    light = k
    starts = {h.first: h for h in harms}
    while k < len(tokens) and k - start <= 7:
        word = tokens[k].low
        if word in _LIGHT:
            k += 1
            light = k
            if k < len(tokens) and (
                tokens[k].low in _BE or k in starts or tokens[k].low in _PREPOSITIONS
            ):
                return "people", k
            if k < len(tokens) and tokens[k].low == "of":
                return "people", k
            continue
        hit = victims.at(tokens, k)
        if hit is not None:
            return _compound(tokens, hit, victims, starts)
        if (
            (word in _BE and tokens[k].word != "IS")
            or word in _HAVE
            or word in _PREPOSITIONS
            or word in ("and", "or", "of", "their", "his", "its", "a", "the")
            or (not word[0].isalnum() and word not in ('"', "“", "”", "-", "'", "’", "«", "»"))
        ):
            break
        if k in starts and not _qualifies(tokens, starts[k], victims):
            break
        k += 1
    if light > start:
        return "people", light
    if k == start or start in starts:
        return "", start
    if all(w.endswith("ly") or w in _FILL or w in ('"', "”") for w in _lows(tokens, start, k)):
        return "", start
    return "", k


def _qualifies(tokens: Sequence[Token], harm: Harm, victims: Lexicon) -> bool:
    """Return whether a participle stands before its noun: "nine displaced people"."""
    return (
        harm.side in ("both", "noun")
        and any(k < len(tokens) and victims.at(tokens, k) for k in (harm.last, harm.last + 1))
        and not set(_lows(tokens, harm.last, harm.last + 1)) & (_DETERMINERS | _PREPOSITIONS)
    )


def _compound(
    tokens: Sequence[Token], hit: Hit, victims: Lexicon, starts: dict[int, Harm]
) -> tuple[str, int] | None:
    """Follow a compound to its last noun: "police officers" are police, "police stations" nobody."""
    while hit.last < len(tokens):
        following = victims.at(tokens, hit.last)
        glued = tokens[hit.last].low == "-"
        if (
            glued
            and hit.last + 1 < len(tokens)
            and tokens[hit.last + 1].low not in ("mostly", "including")
        ):
            following = victims.at(tokens, hit.last + 1)
            if following is None or tokens[hit.last].start != tokens[hit.last - 1].end:
                break
        if following is None or following.first in starts:
            break
        if following.row["class"] == NOBODY:
            return None
        row = following.row if hit.row["class"] in ("people", "fighters") else hit.row
        hit = replace(following, row=row)
    if hit.row["class"] == NOBODY:
        return None
    if hit.last < len(tokens) and tokens[hit.last].low in ("'s", "’s"):
        return None  # "two soldiers' wives" is rare; "a man's house" is not
    return hit.row["class"], hit.last


def _is_person(tokens: Sequence[Token], k: int, victims: Lexicon) -> bool:
    hit = victims.at(tokens, k) if 0 <= k < len(tokens) else None
    return hit is not None and hit.row["class"] != NOBODY


def _singles(
    tokens: Sequence[Token],
    counted: Sequence[Counted],
    harms: Sequence[Harm],
    victims: Lexicon,
    busy: set[int],
) -> list[Counted]:
    """Read "a man", "his wife", "the mayor" as one, "a couple" as two, and a name behind "killing"."""
    taken = {k for p in counted for k in range(p.first, p.last)}
    starts = {h.first for h in harms}
    ends = {h.last: h for h in harms}
    more: list[Counted] = []
    for i, token in enumerate(tokens):
        if i in taken:
            continue
        low = token.low
        if i in ends and token.word[0].isupper() and ends[i].quantity in ("killed", "injured"):
            name = _name_behind(tokens, i, victims) if ends[i].side in ("object", "both") else None
            if name is not None:
                more.append(Counted(i, name, 1, 1, "=", "people", "name"))
                continue
        if low not in _DETERMINERS or low == "one":
            if not _is_bare_title(tokens, i, victims):
                continue
            start = i
        else:
            start = i + 1
        head = _single_head(tokens, start, starts, victims, busy)
        if head is None and _lows(tokens, start + 1, start + 5) == ["-", "year", "-", "old"]:
            head = start + 5, "people", 1  # "a 17-year-old was shot dead"
        if head is None and low in ("a", "another") and i + 2 < len(tokens):
            ordinal = tokens[i + 1].low in _COUNTED_ON and not tokens[i + 2].word[0].isalpha()
            if ordinal or (tokens[i + 1].low in _COUNTED_ON and tokens[i + 2].low in _PREPOSITIONS):
                head = i + 2, "people", 1
        if head is None and low == "another" and i + 1 in starts:
            head = i + 1, "people", 1  # "one killed, another injured"
        if head is not None:
            last, victim, count = head
            while (  # "her husband and son"
                low in ("his", "her", "their")
                and last + 1 < len(tokens)
                and tokens[last].low == "and"
                and _is_person(tokens, last + 1, victims)
                and not _is_plural(tokens[last + 1].low)
            ):
                last, count = last + 2, count + 1
            if i > 1 and tokens[i - 1].low == "and" and tokens[i - 2].low in ("he", "she"):
                i, count = i - 2, count + 1  # noqa: PLW2901 - "he and a loader"
            more.append(Counted(i, last, count, count, "=", victim, "one"))
            taken.update(range(i, last))
    return more


_COUNTED_ON: Final = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())


def _name_behind(tokens: Sequence[Token], i: int, victims: Lexicon) -> int | None:
    """Return the end of a person's name at `i`, if what follows shows that it is one."""
    k = i
    while k < len(tokens) and (tokens[k].word[0].isupper() or tokens[k].word in "-'’."):
        k += 1
    if k == i or victims.at(tokens, i) is not None or k - i > 5:
        return None
    if tokens[k - 1].word == "." and k == len(tokens):
        k -= 1
    following = tokens[k].low if k < len(tokens) else "."
    nouns = (
        k < len(tokens) and tokens[k].word[0].isalpha() and following not in _PREPOSITIONS | {"and"}
    )
    return None if nouns or k == i else k


def _is_bare_title(tokens: Sequence[Token], i: int, victims: Lexicon) -> bool:
    """Return whether a telegraphic line opens with a noun without article: "Shop owner shot dead"."""
    if i and tokens[i - 1].low not in (":", "-", "–", ";", ","):
        return False
    for k in range(i, min(i + 3, len(tokens) - 1)):
        if (
            not tokens[k].word.isalpha()
            or tokens[k].low in _DETERMINERS
            or tokens[k].low.endswith("ing")
        ):
            return False
        if _is_person(tokens, k, victims) and not _is_plural(tokens[k].low):
            return tokens[k + 1].low in _TELEGRAPHIC
    return False


_TELEGRAPHIC: Final = frozenset("killed shot dead wounded injured died dies".split())


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))


_NO_SINGLES: Final = frozenset(
    "family families household other life lives dead deaths police youth elderly casualty general national".split()
)
_FAMILIES: Final = frozenset("family families household households".split())


def _single_head(
    tokens: Sequence[Token],
    k: int,
    starts: set[int],
    victims: Lexicon,
    busy: set[int],
) -> tuple[int, str, int] | None:
    """Return (end, class, count) of the singular noun phrase behind a determiner at ``k - 1``."""
    found: Hit | None = None
    steps = 0
    while k < len(tokens) and steps <= 8:
        word = tokens[k].low
        hit = victims.at(tokens, k)
        if k in busy and hit is None:
            break
        if hit is not None and not (k in starts and word not in ("body", "corpse", "martyr")):
            found = hit if hit.row["class"] != NOBODY else None
            k, steps = hit.last, steps + 1
            continue
        if found is not None:
            break
        if k in starts and word not in ("wounded", "injured", "displaced", "missing"):
            break
        if not (word[0].isalnum() or word in "-\"“”'’") or word in _BE | _PREPOSITIONS | _HAVE:
            break
        if word in ("and", "of", "or"):
            break
        k, steps = k + 1, steps + 1
    if found is None or (found.last < len(tokens) and tokens[found.last].low in ("'s", "’s")):
        return None
    head = tokens[found.last - 1].low
    if head in _NO_SINGLES:
        return None
    if head in ("body", "corpse") and _lows(tokens, found.last, found.last + 1) == ["of"]:
        return None  # "the body of a sailor": he is counted
    if head == "couple":
        return found.last, "people", 2
    if _is_plural(head) and head != "youth":
        return None
    return found.last, found.row["class"], 1


def _without_described(tokens: Sequence[Token], phrases: list[Counted]) -> list[Counted]:
    """Drop what only describes: "including two women and a child", "three of them children"."""
    kept: list[Counted] = []
    described: Counted | None = None
    previous: Counted | None = None
    for phrase in phrases:
        before = _lows(tokens, phrase.first - 3, phrase.first)
        opened = (
            (before[-1:] == ["("] and previous is not None and previous.last == phrase.first - 1)
            or bool(_PARTS & set(before[-2:]))
            or before[-2:]
            in (
                ["of", "them"],
                ["of", "whom"],
                ["among", "them"],
                ["among", "whom"],
                ["of", "these"],
            )
            or before[-2:] in (["of", "those"], ["among", "those"], ["of", "which"])
            or (before[-1:] in ([","], ["("]) and _is_person_apposition(tokens, phrase, previous))
            or (before[-1:] == ["mostly"])
        )
        carried = described is not None and _are_joined(tokens, described, phrase)
        if carried and phrase.form == "bare":
            carried = False
        if opened or carried:
            described = phrase
        else:
            described = None
            kept.append(phrase)
        previous = phrase
    return kept


def _is_person_apposition(
    tokens: Sequence[Token], phrase: Counted, previous: Counted | None
) -> bool:
    """Return whether ", a boy of 12," or ", one a child," only says more of the phrase before."""
    if (
        previous is None
        or phrase.form != "one"
        or tokens[phrase.first].low not in ("a", "an", "the")
    ):
        return False
    between = _lows(tokens, previous.last, phrase.first)
    if between not in ([","], ["("]):
        return False
    # In a list the last member is led by "and": "a man, a woman and a child".
    behind = _lows(tokens, phrase.last, phrase.last + 8)
    for word in behind:
        if word == "and":
            return False
        if word in _BE or word in STOP or word == ")":
            break
    return True


def _are_joined(tokens: Sequence[Token], a: Counted, b: Counted) -> bool:
    """Return whether two phrases are one list: "12 civilians and two members"."""
    between = _lows(tokens, a.last, b.first)
    if len(between) > 3 and between[0] == "," and between[1].isdigit() and between[2] == ",":
        between = between[3:]  # "the driver, 34, and his assistant"
    if (
        len(between) > 4
        and between[0] == ","
        and between[2] in ("years", "year")
        and between[3] == ","
    ):
        between = between[4:]
    if between[:1] == ["aged"] and len(between) > 2:
        between = between[2:]
    while between and between[-1] in _OWNERS:  # "his wife and their three children"
        between = between[:-1]
    if not between:
        return tokens[b.first].low in ("at",)
    if len(between) <= 4 and set(between) <= _LINKS:
        return True
    # "a fighter from Idlib and two others", "the mayor of X and six others"
    return (
        between[-1] == "and"
        and len(between) <= 7
        and between[0] in ("of", "from", "in", ",", "named", "(")
        and not set(between) & (_BE | _CLAUSE | _SAYS | _HAVE | STOP)
        and not any(built_in("harm").at(tokens, k) for k in range(a.last, b.first))
    )


def _is_passive(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether "was", "were" or "been" stands before a participle, adverbs between."""
    for k in range(harm.first - 1, max(-1, harm.first - 6), -1):
        word = tokens[k].low
        if word in _BE:
            return True
        if not (word in _FILL or word.endswith("ly") or word in _HURTS or word == "shot"):
            return False
        if word == "," and k == harm.first - 1:
            return False
    return False


def _sided(tokens: Sequence[Token], harm: Harm, phrases: Sequence[Counted]) -> Harm:
    """Return `harm` with the side that the words around it show."""
    if harm.side != "both":
        return harm
    passive = _is_passive(tokens, harm)
    behind = _lows(tokens, harm.last, harm.last + 3)
    led = any(p.last == harm.first for p in phrases)  # "three injured: two men and a boy"
    if (not led and behind[:1] in ([":"], ["="], ["–"])) or (
        behind[:1] == ["-"] and not passive and not led
    ):
        return replace(harm, side="label")
    if behind[:1] in (["were"], ["was"]) and not passive:
        return replace(harm, side="either")
    if passive:
        return replace(harm, side="subject", passive=True)
    j = harm.last
    while j < len(tokens) and (
        tokens[j].low.endswith("ly")
        or tokens[j].low
        in ('"', "“", "'", "and", "another", "or", "wounded", "injured", "some", "shot")
    ):
        j += 1
    starts_here = any(p.first <= j < p.last or p.first == j for p in phrases)
    if starts_here or (behind[:1] and behind[0] in _DETERMINERS):
        if behind[:1] == ["and"] and not _pair_has_object(tokens, harm, phrases):
            return replace(harm, side="subject")
        return replace(harm, side="object")
    before = tokens[harm.first - 1].low if harm.first else ""
    if before in ("the", "for", "its", "their") or (before == "of" and harm.last - harm.first == 1):
        return replace(harm, side="noun")  # "the wounded were taken to hospital"
    if not led and behind[:1] in (["in"], ["at"], ["near"], ["on"]):
        return replace(harm, side="open")  # "arrested in Bunia two persons"
    return replace(harm, side="subject")


_HURTS: Final = frozenset("wounded injured killed captured".split())


def _pair_has_object(tokens: Sequence[Token], harm: Harm, phrases: Sequence[Counted]) -> bool:
    """Return whether "killed and wounded 12" follows, not "three killed and two wounded"."""
    k = harm.last
    if k + 1 >= len(tokens) or tokens[k + 1].low not in _HURTS:
        return False
    return any(p.first == k + 2 for p in phrases)


def _bond(
    tokens: Sequence[Token],
    phrase: Counted,
    harms: Sequence[Harm],
    phrases: Sequence[Counted],
) -> Bond | None:
    """Return the cheapest word of harm that may govern `phrase`."""
    best: Bond | None = None
    for harm in harms:
        cost = _cost(tokens, phrase, harm, phrases, harms)
        if cost is not None and cost <= _MAX_COST and (best is None or cost < best.cost):
            best = Bond(cost, harm)
    return best


def _cost(  # noqa: C901
    tokens: Sequence[Token],
    phrase: Counted,
    harm: Harm,
    phrases: Sequence[Counted],
    harms: Sequence[Harm],
) -> float | None:
    """Return what binding `phrase` to `harm` costs; None where grammar forbids it."""
    if phrase.first <= harm.first < phrase.last:
        if harm.side == "noun" or harm.last >= phrase.last:
            return 0.0
        return 10.0 if harm.side in ("subject", "object") and phrase.form == "noun" else None
    if harm.side == "total" or max(phrase.first - harm.last, harm.first - phrase.last) > MAX_WAY:
        return None
    if harm.quantity == "displaced" and (
        phrase.form in ("one", "name") or phrase.victim in ("fighters", "soldiers", "police")
    ):
        return None  # an attacker who fled is not displaced
    living = harm.quantity in ("killed", "injured", "eliminated", "missing")
    ends = _lows(tokens, phrase.last - 1, phrase.last)
    if harm.quantity != "displaced" and ends[-1] in _FAMILIES:
        return None
    if ends[-1] in _OWNERS | {"critically", "seriously", "badly"} and harm.first == phrase.last:
        return None  # "five of the wounded died": the wounded are not counted, the dead are
    if harm.first >= phrase.last:
        if harm.side in ("object", "label", "lives"):
            return None
        between = _lows(tokens, phrase.last, harm.first)
        if harm.side == "noun" and len(between) > 2:
            return None
        if phrase.form in ("bare", "loose"):
            if not all(w in _BE | _HAVE | _FILL or w.endswith("ly") for w in between):
                return None
            if phrase.form == "loose" and not living:
                return None
        if phrase.form == "name":
            return None
        if (
            any(
                h.side == "subject"
                and phrase.last <= h.first
                and h.last <= harm.first
                and h.quantity != harm.quantity
                for h in harms
            )
            and "who" not in between
            and "that" not in between
        ):
            return None  # "one attained martyrdom and three were wounded"
        cost = _distance(tokens, (phrase.last, harm.first), phrase, phrases)
        if phrase.form == "one" and cost > (12 if tokens[phrase.first].low in ("a", "an") else 9):
            return None
        plural = "were" in between[-3:] or "are" in between[-3:]
        if (
            phrase.form == "one"
            and plural
            and "and" not in _lows(tokens, phrase.first - 6, harm.first)
        ):
            return None
        return cost
    between = _lows(tokens, harm.last, phrase.first)
    if (
        harm.side == "noun"
        and phrase.form in ("bare", "noun")
        and between in ([], [":"], ["-"], ["–"])
    ):
        behind = tokens[phrase.last].low if phrase.last < len(tokens) else "."
        listed = (bool(between) or phrase.form == "bare") and (
            behind in STOP or behind in (",", ")", "and")
        )
        return 0.5 if listed else None  # "Dead 12, injured 5"
    if harm.side in ("subject", "noun"):
        return None
    if harm.side == "open" and (
        phrase.form != "noun"
        or len(between) > 5
        or set(between) & (_CLAUSE | _SAYS | _BE | {",", "and", "who", "of"})
    ):
        return None
    if harm.side == "label":
        return 0.5 + len(between) if len(between) <= 4 else None
    if {"by"} & set(between) or (set(between) & STOP):
        return None
    if phrase.form in ("bare", "loose", "one", "name"):
        fine = all(w in _BEFORE_OBJECT or w.endswith("ly") for w in between)
        if not fine or len(between) > 3:
            return None
        if phrase.form == "loose" and not living:
            return None
    between_them = [p for p in phrases if harm.last <= p.first < phrase.first]
    if between_them and not _are_joined(tokens, between_them[-1], phrase):
        return None  # "killed five bandits and rescued 13 hostages"
    if harm.side == "either" and between[:1] not in (["were"], ["was"]):
        return None
    return 0.5 + _distance(tokens, (harm.last, phrase.first), phrase, phrases)


_BEFORE_OBJECT: Final = frozenset(
    "\" “ ' some another up away further a both himself also and wounded injured wounding injuring".split()
)


def _distance(
    tokens: Sequence[Token], way: tuple[int, int], own: Counted, phrases: Sequence[Counted]
) -> float:
    """Return the length of the way between a count and a verb, with what stands in it."""
    low, high = way
    cost = 0.0
    between = _without_aside(_lows(tokens, low, high))
    relative = between[:1] in (["who"], ["that"], ["which"], ["whose"])
    for word in between:
        if word in STOP:
            return 100.0
        cost += 1.0
        if word == ",":
            cost += 0.5
        elif word in _CLAUSE:
            cost += 6
        elif word in _SAYS:
            cost += 4
        elif word in ("rest", "among") or word in ("who", "that", "which", "whose"):
            cost += 12
        elif word in _BE | _HAVE or word.isdigit():
            cost -= 0.8
    if relative:
        cost -= 13  # "two policemen who stayed were shot"
    for other in phrases:
        if other is own or not low <= other.first < high or len(between) < high - low:
            continue
        joined = _are_joined(tokens, own, other) or _are_joined(tokens, other, own)
        cost += 1 if joined else 5
        if cost > _MAX_COST:
            break
    return cost


def _without_aside(between: Sequence[str]) -> Sequence[str]:
    """Leave out what commas set aside: "17 people, including a family of seven, were killed"."""
    if between[:1] != [","] or between.count(",") < 2:
        return between
    end = len(between) - 1 - between[::-1].index(",")
    rest = between[end + 1 :]
    return [",", *rest] if all(w in _BE | _HAVE | _FILL for w in rest) else between


def _share(tokens: Sequence[Token], phrases: Sequence[Counted], bonds: list[Bond | None]) -> None:
    """Let the members of one list share a verb: "killing a guard, two aides and the driver"."""
    order = [*range(len(phrases) - 1), *range(len(phrases) - 2, -1, -1)]
    for n, k in enumerate(order):
        if not _are_joined(tokens, phrases[k], phrases[k + 1]):
            continue
        source, target = (k, k + 1) if n < len(phrases) - 1 else (k + 1, k)
        given, own = bonds[source], bonds[target]
        forward = target > source
        if given is None or phrases[target].form == "bare":
            continue
        inside = phrases[source].first <= given.harm.first < phrases[source].last
        ahead = given.harm.first < phrases[source].first
        if inside or ahead != forward:
            continue  # a list follows "killing" and stands before "were killed"
        if own is None or own.cost > given.cost + 1.5:
            bonds[target] = Bond(given.cost + 1.5, given.harm)


def _dead_or_hurt(tokens: Sequence[Token], tolls: list[Toll], harms: Sequence[Harm]) -> list[Toll]:
    """Read "17 were killed or wounded", "killed and wounded 30": one number for both.

    How many of them died is not told, so it becomes at most that many injured, and no dead.
    """
    anchors = {t.anchor for t in tolls}
    for a, b in pairwise(harms):
        if (
            {a.quantity, b.quantity} != {"killed", "injured"}
            or b.first != a.last + 1
            or tokens[a.last].low not in ("or", "and", "/")
            or (a.first in anchors) == (b.first in anchors)
        ):
            continue
        tolls = [at_most(t) if t.anchor in (a.first, b.first) else t for t in tolls]
    return tolls


# --- totals that rise or are corrected ----------------------------------------------------------

_TOTAL_NOUNS: Final = frozenset(
    "toll tally number figure count total deaths fatalities dead martyrs losses casualties balance death victims".split()
)
_REACH: Final = frozenset(
    "to at reached hit is are was be reaches passed exceeded topped become becomes now of surpassed".split()
)
_MOVES: Final = frozenset(
    "rose risen rising climbed increased raised revised corrected lowered updated brought taking pushing bringing brings bring rises climbs".split()
)
_TOTAL_VERBS: Final = frozenset("are is were : had have has rose reached stood now climbed".split())
_TOTAL_OF: Final = frozenset("toll of death a an provisional".split())
_MAX_TOTAL: Final = 24


def _totals(
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
            if before == "from" or not (
                before in _REACH
                or before == ":"
                or (before in ("then", "not") and lows[number.first - 2] in ("to", "at", "is"))
            ):
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


def _counts_people(tokens: Sequence[Token], number: Number) -> bool:
    """Return whether the number counts people or stands alone, not "to 12 km" or "at 5 checkpoints"."""
    hit = built_in("victims").at(tokens, number.last) if number.last < len(tokens) else None
    return hit is None or hit.row["class"] != NOBODY


_COUNTED_HARM: Final[dict[str, Quantity]] = {
    **dict.fromkeys(
        ("dead", "deaths", "killed", "fatalities", "victims", "martyrs", "died"), "killed"
    ),
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
        if lows[k] in _BE or lows[k] in STOP:
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

_NOT_NAMES: Final = frozenset(
    "it this that these those there which who they we you i what all some most many others and but the a an both "
    "none nobody everyone anyone someone no monday tuesday wednesday thursday friday saturday sunday".split()
)


def _people_named(
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
            tokens[k].low in _BE | _HAVE
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
            and not _is_plural(word)
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
    for i in range(1, len(lows) - 1):
        if lows[i] == "only" and "damage" in lows[i + 1 : i + 4] and "casualties" not in lows:
            return [
                Toll(i, i + 1, i, quantity, 0, 0, "=", "people")
                for quantity in ("killed", "injured")
            ]
    for i in range(len(lows)):
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


def _nobody(tokens: Sequence[Token], harms: Sequence[Harm], tolls: Sequence[Toll]) -> list[Toll]:
    """Read "no casualties", "nobody was hurt" as a toll of 0; "no reports of casualties" tells nothing.

    "No injuries" stands for nobody dead either, unless the sentence counts any dead: the press
    writes it of attacks that harmed no one.
    """
    lows = [t.low for t in tokens]
    found = _none_behind(lows, tolls)
    for i, word in enumerate(lows):
        if word not in ("no", "none", "nobody", "without", "not", "neither"):
            continue
        if (
            word == "not"
            and lows[i + 1 : i + 3] != ["a", "single"]
            and lows[i + 1 : i + 2] != ["one"]
        ):
            continue
        for k in range(i + 1, min(i + _MAX_NOBODY, len(lows))):
            if lows[k] in STOP or lows[k] in ("but", "while", "and", "that", "after", "when", ","):
                break
            if lows[k] not in _HARMLESS:
                continue
            near = set(lows[max(0, i - 4) : i]) - _TELLING | set(
                lows[i + 1 : min(k + 6, len(lows))]
            )
            # "no casualties among our forces" tells nothing of the others
            if (
                lows[k + 1 : k + 2]
                and lows[k + 1] in ("to", "among", "in")
                and ({"our", "its", "ranks"} & set(lows[k + 2 : k + 5]))
            ):
                break
            if (
                near & _UNSURE
                or lows[max(0, i - 2) : i] == ["so", "that"]
                or (word == "without" and lows[k] in ("hurt", "killed"))
            ):
                break
            if (
                word in ("none", "neither", "nobody", "not")
                or lows[i + 1] == "one"
                or lows[k] in ("killed", "harmed", "hurt", "injured", "wounded", "died")
            ):
                between = lows[i + 1 : k]
                if (
                    lows[k] not in ("fatally", "dead")
                    and not set(between) & (_BE | _HAVE | {"reported"})
                    and k > i + 1
                    and word != "not"
                ):
                    break
            quantities = list(_HARMLESS[lows[k]])
            if k + 2 < len(lows) and lows[k + 1] in ("or", "and", "nor"):
                quantities += [q for q in _HARMLESS.get(lows[k + 2], ()) if q not in quantities]
            dead = any(t.quantity in ("killed", "eliminated") for t in tolls)
            if (
                quantities == ["injured"]
                and not dead
                and not any(h.quantity == "killed" for h in harms)
            ):
                quantities.append("killed")
            who = built_in("victims")
            victim = next(
                (
                    h.row["class"]
                    for j in range(i + 1, k)
                    if (h := who.at(tokens, j)) and h.row["class"] != NOBODY
                ),
                "people",
            )
            counted = {t.quantity for t in tolls} if victim == "people" else set()
            found.extend(
                Toll(i, k + 1, k, q, 0, 0, "=", victim) for q in quantities if q not in counted
            )
            break
    return found
