"""Which phrases of an English sentence count people.

The secret of this module is where a counted phrase ends and whether it counts anybody anew: the noun a
number belongs to, "a man" and "his wife" as one each, and what only describes a part of those told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, cast

from geo.extract.armed import ARMED_KINDS
from geo.extract.counts.english.words import (
    CLAUSE,
    DETERMINERS,
    FILL,
    HAVE,
    LINKS,
    OWNERS,
    PREPOSITIONS,
    SAYS,
    is_plural,
    small_letters,
)
from geo.extract.counts.shared import NOBODY, STOP, Counted, Harm
from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.words import PASSIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit, Lexicon
    from geo.extract.numbers import Number
    from geo.extract.text import Token


_AGES: Final = frozenset("under aged age".split())
_LIGHT: Final = frozenset("more others other further additional".split())
_PARTS: Final = frozenset("including include includes included incl incl. counting notably".split())


def number_phrase(
    tokens: Sequence[Token], number: Number, harms: Sequence[Harm], victims: Lexicon
) -> Counted | None:
    """Return the number with the noun it counts, or alone where the noun is left out."""
    first, k = number.first, number.last
    before = small_letters(tokens, first - 3, first)
    word = tokens[k].low if k < len(tokens) else ""
    if before[-1:] == ["no"] or (
        before[-1:] == ["of"]
        and number.comparator == "="
        and _is_person(tokens, first - 2, victims)
        and not is_plural(before[-2])
        and before[-2] not in ("body", "life", "death", "family", "remains", "corpse")
    ):
        return None  # "no one"; "a boy of 12"
    if before[-1:] == [","] and word in (",", ")") and first > 1:
        return None  # ", 37,"
    if before[-1:] and before[-1] in _AGES and not _is_person(tokens, k, victims):
        return None  # "children under ten"
    if _is_age(tokens, number, victims):
        return None
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
    if victim:
        last = _of_a_family(tokens, last)
    if before[-2:] == ["family", "of"]:
        victim, form = victim or "people", "noun"
        first -= 3 if before[0] in DETERMINERS else 2
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


def _is_age(tokens: Sequence[Token], number: Number, victims: Lexicon) -> bool:
    """Return whether a number is somebody's age: "aged 61 and 58", "two men of 38 and 42", "two brothers, 19 and 24"."""
    if number.low is None or number.low != number.high or number.low > _OLDEST:
        return False
    k = number.first
    while k and (tokens[k - 1].word.isdigit() or tokens[k - 1].low in (",", "and")):
        k -= 1
    opened = tokens[k - 1].low if k else ""
    listed = tokens[number.first - 1].low == "and" and tokens[number.first - 2].word.isdigit()
    if opened == "aged" or (listed and tokens[number.first - 3].word == ","):
        return k < number.first
    if opened != "of" or not _is_person(tokens, k - 2, victims):
        return False
    behind = tokens[number.last].word if number.last < len(tokens) else "."
    several = k < number.first or behind in ("and", ",")
    return several and not _is_person(tokens, number.last, victims)


_OLDEST: Final = 110


_STATE: Final = frozenset(
    "government regime army forces military police state air border security defence defense foreign interior ministry".split()
)


def _is_of_a_state(tokens: Sequence[Token], last: int) -> bool:
    """Return whether a capital word before token `last` only says whose: "the Syrian government"."""
    behind = tokens[last].low if last < len(tokens) else ""
    return tokens[last - 1].word[0].isupper() and behind in _STATE


_ONE_FAMILY: Final = frozenset("one a the single same".split())


def _of_a_family(tokens: Sequence[Token], last: int) -> int:
    """Return where a count of kin ends: "eight members of one family"."""
    k = last
    if k < len(tokens) and tokens[k].low in ("of", "from"):
        k += 1
        while k < len(tokens) and tokens[k].low in _ONE_FAMILY:
            k += 1
    found = last + 1 < k < len(tokens) and tokens[k].low == "family"
    return k + 1 if found else last


def _part_of(
    tokens: Sequence[Token], first: int, k: int, harms: Sequence[Harm], victims: Lexicon
) -> tuple[str, int] | None:
    """Read "three of his men", "six of them were shot"; "six of them children" only describes."""
    word = tokens[k + 1].low
    following = tokens[k + 2].low if k + 2 < len(tokens) else ""
    if word in ("them", "whom", "us", "those", "these") and not _is_person(tokens, k + 2, victims):
        near = _harmed_beside(harms, tokens, first, k + 2) or _dies_behind(tokens, k + 2, harms)
        return ("", k + 2) if near else None
    if (
        word == "the"
        and (end := _force(tokens, k + 2))
        and _harmed_beside(harms, tokens, first, end)
    ):
        return "fighters", end
    if word in OWNERS and following in ("dead", "victims", "killed", "slain", "fatalities"):
        # "nine of the dead ... were killed in X" counts a part of its own; "six of the dead were
        # children" only describes.
        later = any(h.quantity == "killed" and h.first > k + 3 for h in harms)
        return ("people", k + 3) if later else None
    if word in OWNERS:
        found = _noun(tokens, k + 2, harms, victims)
        if (
            found is not None
            and found[0]
            and following not in ("dead", "deaths", "victims", "killed")
        ):
            return found
        counted = not following[:1].isalpha() or numbers(tokens[k + 2 : k + 3])
        if not counted and {"wounded", "injured", "hurt"} & set(
            small_letters(tokens, k + 2, k + 4)
        ):
            return "people", k + 2 + (following not in ("wounded", "injured", "hurt"))
    return None


def _harmed_beside(harms: Sequence[Harm], tokens: Sequence[Token], first: int, end: int) -> bool:
    """Return whether a verb of harm stands right behind token `end`, or right before `first`."""
    return any(
        h.side in ("both", "subject") and end <= h.first <= end + _TO_HARM
        for h in harms
        if _FOR_NOTHING.issuperset(small_letters(tokens, end, h.first))
    ) or any(h.last == first and h.side in ("object", "both") for h in harms)


_TO_HARM: Final = 3  # tokens of "were also"


def _force(tokens: Sequence[Token], k: int) -> int:
    """Return where the name of those who bear arms ends that begins at token `k`, 0 for none: "six of the SDF"."""
    hit = built_in("actors").at(tokens, k)
    if hit is not None:
        return hit.last if hit.row["kind"] in ARMED_KINDS else 0
    word = tokens[k].word if k < len(tokens) else ""
    follows = tokens[k + 1].word if k + 1 < len(tokens) else "."
    short = word.isalpha() and word.isupper() and len(word) > _INITIALS
    return k + 1 if short and follows.islower() else 0


_INITIALS: Final = 2  # "UN", "EU"
_ASIDE: Final = 10  # tokens of ", including women and children,"


def _dies_behind(tokens: Sequence[Token], k: int, harms: Sequence[Harm]) -> bool:
    """Return whether a word of harm follows what commas set aside: "nine of them, including children, died"."""
    if k >= len(tokens) or tokens[k].word != ",":
        return False
    end = next((j for j in range(k + 1, min(k + _ASIDE, len(tokens))) if tokens[j].word == ","), 0)
    return bool(end) and any(
        h.side in ("both", "subject")
        and end < h.first <= end + 3
        and set(small_letters(tokens, end + 1, h.first)) <= PASSIVE | HAVE | FILL
        for h in harms
    )


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
                tokens[k].low in PASSIVE or k in starts or tokens[k].low in PREPOSITIONS
            ):
                return "people", k
            if k < len(tokens) and tokens[k].low == "of":
                return "people", k
            continue
        hit = victims.at(tokens, k)
        if hit is not None:
            return _compound(tokens, hit, victims, starts)
        if (
            (word in PASSIVE and tokens[k].word != "IS")
            or word in HAVE
            or word in PREPOSITIONS
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
    if all(
        w.endswith("ly") or w in FILL or w in ('"', "”") for w in small_letters(tokens, start, k)
    ):
        return "", start
    return "", k


def _qualifies(tokens: Sequence[Token], harm: Harm, victims: Lexicon) -> bool:
    """Return whether a participle stands before its noun: "nine displaced people"."""
    return (
        harm.side in ("both", "noun")
        and any(k < len(tokens) and victims.at(tokens, k) for k in (harm.last, harm.last + 1))
        and not set(small_letters(tokens, harm.last, harm.last + 1)) & (DETERMINERS | PREPOSITIONS)
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
        # "motorcycle drivers", "bus passengers"
        open_ = hit.row["class"] in ("people", "fighters", NOBODY)
        row = following.row if open_ else hit.row
        hit = replace(following, row=row)
    if hit.row["class"] == NOBODY:
        return None
    if hit.last < len(tokens) and tokens[hit.last].low in ("'s", "’s"):
        return None  # "two soldiers' wives" is rare; "a man's house" is not
    return hit.row["class"], hit.last


def _is_person(tokens: Sequence[Token], k: int, victims: Lexicon) -> bool:
    hit = victims.at(tokens, k) if 0 <= k < len(tokens) else None
    return hit is not None and hit.row["class"] != NOBODY


def single_phrases(
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
    both = [i for i, token in enumerate(tokens[:-1]) if token.low == "both"]
    more = [p for i in both if (p := _both(tokens, i, victims)) is not None]
    for i, token in enumerate(tokens):
        if i in taken:
            continue
        low = token.low
        if i in ends and token.word[0].isupper() and ends[i].quantity in ("killed", "injured"):
            name = _name_behind(tokens, i, victims) if ends[i].side in ("object", "both") else None
            if name is not None:
                more.append(Counted(i, name, 1, 1, "=", "people", "name"))
                continue
        if low not in DETERMINERS or low == "one":
            if not _is_bare_title(tokens, i, victims):
                continue
            start = i
        else:
            start = i + 1
        head = _single_head(tokens, start, starts, victims, busy)
        if head is None and small_letters(tokens, start + 1, start + 5) == _YEARS_OLD:
            head = start + 5, "people", 1  # "a 17-year-old was shot dead"
        if head is None and low in ("a", "another") and i + 2 < len(tokens):
            ordinal = tokens[i + 1].low in _COUNTED_ON and not tokens[i + 2].word[0].isalpha()
            if ordinal or (tokens[i + 1].low in _COUNTED_ON and tokens[i + 2].low in PREPOSITIONS):
                head = i + 2, "people", 1
        if head is None and low == "another" and i + 1 in starts:
            head = i + 1, "people", 1  # "one killed, another injured"
        if head is not None and not _is_of_a_state(tokens, head[0]):
            last, victim, count = head
            while (  # "her husband and son"
                low in ("his", "her", "their")
                and last + 1 < len(tokens)
                and tokens[last].low == "and"
                and _is_person(tokens, last + 1, victims)
                and not is_plural(tokens[last + 1].low)
            ):
                last, count = last + 2, count + 1
            if i > 1 and tokens[i - 1].low == "and" and tokens[i - 2].low in ("he", "she"):
                i, count = i - 2, count + 1  # noqa: PLW2901 - "he and a loader"
            more.append(Counted(i, last, count, count, "=", victim, "one"))
            taken.update(range(i, last))
    return more


def _both(tokens: Sequence[Token], i: int, victims: Lexicon) -> Counted | None:
    """Read "both pilots" as two."""
    hit = victims.at(tokens, i + 1)
    if hit is None or hit.row["class"] == NOBODY or not is_plural(tokens[i + 1].low):
        return None
    return Counted(i, hit.last, 2, 2, "=", hit.row["class"], "noun")


_YEARS_OLD: Final = ["-", "year", "-", "old"]
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
        k < len(tokens) and tokens[k].word[0].isalpha() and following not in PREPOSITIONS | {"and"}
    )
    return None if nouns or k == i else k


def _is_bare_title(tokens: Sequence[Token], i: int, victims: Lexicon) -> bool:
    """Return whether a telegraphic line opens with a noun without article: "Shop owner shot dead"."""
    if i and tokens[i - 1].low not in _OPENING:
        return False
    for k in range(i, min(i + 3, len(tokens) - 1)):
        if (
            not tokens[k].word.isalpha()
            or tokens[k].low in DETERMINERS
            or tokens[k].low.endswith("ing")
        ):
            return False
        if _is_person(tokens, k, victims) and not is_plural(tokens[k].low):
            return tokens[k + 1].low in _TELEGRAPHIC
    return False


_OPENING: Final = frozenset(":-–;,")
_TELEGRAPHIC: Final = frozenset("killed shot dead wounded injured died dies".split())

_END_OF_PHRASE: Final = PASSIVE | PREPOSITIONS | HAVE
_FOR_NOTHING: Final = PASSIVE | HAVE | FILL
_PARTING: Final = PASSIVE | CLAUSE | SAYS | HAVE | STOP

_NO_SINGLES: Final = frozenset(
    "family families household other life lives dead deaths police youth elderly casualty national".split()
)


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
        if not (word[0].isalnum() or word in "-\"“”'’") or word in _END_OF_PHRASE:
            break
        if word in ("and", "of", "or"):
            break
        k, steps = k + 1, steps + 1
    if found is None or (found.last < len(tokens) and tokens[found.last].low in ("'s", "’s")):
        return None
    head = tokens[found.last - 1].low
    if head in _NO_SINGLES:
        return None
    if head in ("body", "corpse") and small_letters(tokens, found.last, found.last + 1) == ["of"]:
        return None  # "the body of a sailor": he is counted
    if head == "couple":
        return found.last, "people", 2
    if is_plural(head) and head != "youth":
        return None
    return found.last, found.row["class"], 1


def without_described(tokens: Sequence[Token], phrases: list[Counted]) -> list[Counted]:
    """Drop what only describes: "including two women and a child", "three of them children"."""
    kept: list[Counted] = []
    described: Counted | None = None
    previous: Counted | None = None
    for phrase in phrases:
        before = small_letters(tokens, phrase.first - 3, phrase.first)
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
        carried = described is not None and are_joined(tokens, described, phrase)
        if carried and phrase.form == "bare":
            carried = False
        if opened or carried:
            described = phrase
        else:
            described = None
            kept.append(phrase)
        previous = phrase
    return kept


def without_apposed(tokens: Sequence[Token], phrases: list[Counted]) -> list[Counted]:
    """Drop a row that says who those just counted were: "three others, two women and a man, died"."""
    kept: list[Counted] = []
    k = 0
    while k < len(phrases):
        whole = phrases[k]
        kept.append(whole)
        k += 1
        if whole.low is None or whole.low < 2 or whole.form == "bare":
            continue
        count, j, last = 0, k, whole
        while j < len(phrases) and count < whole.low:
            between = small_letters(tokens, last.last, phrases[j].first)
            if between not in ([","], ["and"], [",", "and"]) or (
                last is whole and between != [","]
            ):
                break
            count += phrases[j].low or 0
            last, j = phrases[j], j + 1
        ends = tokens[last.last].low if last.last < len(tokens) else "."
        if count == whole.low and last is not whole and ends in (",", ".", ";", "-", "–"):
            k = j
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
    between = small_letters(tokens, previous.last, phrase.first)
    if between not in ([","], ["("]):
        return False
    # In a list the last member is led by "and": "a man, a woman and a child".
    behind = small_letters(tokens, phrase.last, phrase.last + 8)
    for word in behind:
        if word == "and":
            return False
        if word in PASSIVE or word in STOP or word == ")":
            break
    return True


def are_joined(tokens: Sequence[Token], a: Counted, b: Counted) -> bool:
    """Return whether two phrases are one list: "12 civilians and two members"."""
    between = small_letters(tokens, a.last, b.first)
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
    while between and between[-1] in OWNERS:  # "his wife and their three children"
        between = between[:-1]
    if not between:
        return tokens[b.first].low in ("at",)
    if len(between) <= 4 and set(between) <= LINKS:
        return True
    # "a fighter from Idlib and two others", "the mayor of X and six others"
    return (
        between[-1] == "and"
        and len(between) <= 7
        and between[0] in ("of", "from", "in", ",", "named", "(")
        and _PARTING.isdisjoint(between)
        and not any(built_in("harm").at(tokens, k) for k in range(a.last, b.first))
    )
