"""How an Arabic sentence counts its victims.

The secret of this module is that the verb or verbal noun stands first and takes the list that
follows; only a verb in the plural looks back (تسعة أشخاص قُتلوا). A dual counts two and a singular
one by its form, «و» joins a list, and «بينهم» opens what only describes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from geo.extract.counts.arabic_bonds import (
    BEING,
    MASDARS,
    PLURAL_VERBS,
    are_joined,
    bond_of,
    is_led,
)
from geo.extract.counts.arabic_sums import AR_PARTS, arabic_totals, behind, named_dead, nobody_hurt
from geo.extract.counts.arabic_whose import by_side, loses
from geo.extract.counts.shared import (
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
    without_parts,
)
from geo.extract.lexicon import built_in
from geo.extract.text import folded
from geo.extract.toponyms.looks import is_age

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit, Lexicon
    from geo.extract.numbers import Number
    from geo.extract.text import Token


_AR_OF_THEM: Final = frozenset("منهم منها منهما منهن".split())
_PUT_DOWN: Final = frozenset("قضي قضت قضوا القضاء".split())
_AR_AMONG: Final = frozenset("القتلي الضحايا الشهداء الجرحي المصابين".split())


def arabic_tolls(
    tokens: Sequence[Token], found: Sequence[Number], hits: Sequence[Hit], busy: set[int]
) -> list[Toll]:
    """Return the tolls of one sentence, given its numbers, words of harm and tokens of dates."""
    found = [n for n in found if not is_age(tokens, n.first)]
    harms = _harms(tokens, hits)
    phrases = _phrases(tokens, found, harms, busy)
    totals = arabic_totals(tokens, phrases, found, harms)
    bonds = _spread(tokens, phrases, harms, [bond_of(tokens, p, harms, phrases) for p in phrases])
    tolls = _summed(tokens, phrases, bonds)
    tolls = replaced(tokens, _dead_or_hurt(tokens, found, without_parts(tolls), harms), totals)
    counted = {t.quantity for t in tolls}
    tolls.extend(t for t in nobody_hurt(tokens) if t.quantity not in counted)
    return [by_side(tokens, toll) for toll in tolls]


def _harms(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Harm]:
    """Return the verbs and verbal nouns of harm, left to right."""
    harms = [
        Harm(h.first, h.last, cast("Quantity", h.row["quantity"]), h.row["side"])
        for h in hits
        if h.row["side"] in ("verb", "noun")
        and not _is_idle_arabic(tokens, h)
        and not loses(tokens, h.first)
    ]
    harms += [Harm(k, k + 1, "killed", "verb") for k in range(len(tokens)) if loses(tokens, k)]
    return sorted(harms, key=lambda h: h.first)


def _phrases(
    tokens: Sequence[Token], found: Sequence[Number], harms: Sequence[Harm], busy: set[int]
) -> list[Counted]:
    """Return those who are counted, by number, by the form of a noun or by name, left to right."""
    victims = built_in("victims")
    phrases = [
        Counted(n.first, n.last, n.low, n.high, n.comparator, "fighters")
        for n in found
        if _is_of_them(tokens, n, harms)
    ]
    of_them = {p.first for p in phrases}
    phrases += [
        p
        for n in found
        if n.first not in of_them and (p := _arabic_number(tokens, n, harms, victims)) is not None
    ]
    verbs = [h for h in harms if h.side == "verb"]
    taken = busy | {k for p in phrases for k in range(p.first, p.last)}
    # "راح ضحية الغارة ستة": the victim of the phrase is nobody
    taken |= {k for h in verbs for k in range(h.first + 1, h.last)}
    ends = {h.last for h in verbs if h.quantity in ("killed", "injured", "captured")}
    ends |= {behind(busy, end) for end in ends}  # "استشهد فجر الجمعة الشاب رامي"
    starts = {h.first for h in verbs}
    phrases.extend(_arabic_nouns(tokens, taken, ends, starts, victims))
    phrases += [p for p in named_dead(tokens, starts) if p.first not in taken]
    phrases.sort(key=lambda p: p.first)
    return _without_pairs(tokens, _arabic_undescribed(tokens, phrases))


def _spread(
    tokens: Sequence[Token],
    phrases: Sequence[Counted],
    harms: Sequence[Harm],
    bonds: list[Bond | None],
) -> list[Bond | None]:
    """Return the bonds, each given on along the list that its count stands in."""
    for k in range(1, len(phrases)):
        given, own = bonds[k - 1], bonds[k]
        if given is None:
            continue
        if own is None and _other_side(tokens, phrases[k - 1], phrases[k]):
            bonds[k] = Bond(given.cost + 1, given.harm)
            continue
        if not are_joined(tokens, phrases[k - 1], phrases[k]):
            continue
        inside = any(
            h.side == "noun" and phrases[k].first <= h.first < phrases[k].last for h in harms
        )
        led = given.harm.first < phrases[k - 1].first
        if led and not inside and (own is None or own.cost > given.cost):
            bonds[k] = Bond(given.cost + 1, given.harm)
    for k in range(len(phrases) - 1, 0, -1):  # أب وابنتاه استشهدوا
        given, old = bonds[k], bonds[k - 1]
        if (
            given is not None
            and given.harm.side == "verb"
            and given.harm.first >= phrases[k].last
            and (old is None or old.cost > given.cost)
            and are_joined(tokens, phrases[k - 1], phrases[k])
        ):
            bonds[k - 1] = Bond(given.cost + 1, given.harm)
    return bonds


def _summed(
    tokens: Sequence[Token], phrases: Sequence[Counted], bonds: Sequence[Bond | None]
) -> list[Toll]:
    """Return a toll for each bond, those of one list, verb and class of victims as one."""
    tolls: list[Toll] = []
    last: tuple[int, Toll] | None = None
    for k, (phrase, bond) in enumerate(zip(phrases, bonds, strict=True)):
        if bond is None:
            continue
        toll = toll_of(bounded(tokens, phrase), bond.harm)
        if (
            last is not None
            and last[0] == k - 1
            and are_joined(tokens, phrases[k - 1], phrase)
            and (last[1].anchor, last[1].quantity) == (toll.anchor, toll.quantity)
            and last[1].victim_class == toll.victim_class
        ):
            tolls[-1] = toll = sum_of(last[1], toll)
        else:
            tolls.append(toll)
        last = (k, toll)
    return tolls


def _dead_or_hurt(
    tokens: Sequence[Token], found: Sequence[Number], tolls: list[Toll], harms: Sequence[Harm]
) -> list[Toll]:
    """Read "17 بين قتيل وجريح", "100 قتيل وجريح", "مقتل وإصابة 30": at most that many are wounded."""
    for number in found:
        words = tokens[number.last : number.last + 8]
        dead = next((k for k, t in enumerate(words) if {"قتيل", "شهيد"} & set(t.forms)), None)
        if dead is None or dead + 1 >= len(words) or (dead and words[dead - 1].low != "بين"):
            continue
        if {"جريح", "مصاب"} & set(words[dead + 1].forms):
            high = number.high if number.high is not None else number.low
            end = number.last + dead + 2
            whole = Toll(number.first, end, end - 1, "injured", None, high, "<=", "people")
            tolls = [t for t in tolls if not number.first <= t.first < end] + [whole]
    anchors = {t.anchor for t in tolls}
    for a, b in pairwise(harms):
        both = {a.quantity, b.quantity} == {"killed", "injured"} and b.first == a.last
        lone = b.first in anchors and not any(t.quantity == a.quantity for t in tolls)
        if both and lone and is_led(tokens[b.first]):
            tolls = [at_most(t) if t.anchor == b.first else t for t in tolls]
    return tolls


def _is_idle_arabic(tokens: Sequence[Token], hit: Hit) -> bool:
    """Return whether a word of harm is another word here: قضى الأمر, إصابة الهدف, ضبط النفس."""
    word = hit.first
    forms = tokens[word].forms
    following = tokens[hit.last].forms if hit.last < len(tokens) else ()
    if hit.last - hit.first == 1 and {"قضي", "قضت", "قضوا"} & set(forms):
        spent = {f for t in tokens[hit.last : hit.last + _TO_SPELL] for f in t.forms} & _SPELLS
        them = "قضوا" in forms and not spent  # "خمسة مدنيين قضوا في غارة"
        return bool({"علي", "بان", "ان"} & set(following) or ("في" in following and not them))
    if "ضبط" in forms:
        return True
    if {"سقط", "سقطت"} & set(forms):  # shells fall too, and the wounded
        near = built_in("victims").find(tokens[hit.last : hit.last + _TO_FALLEN])
        hurt = {f for t in tokens[hit.last : hit.last + _TO_FALLEN] for f in t.forms} & _HURT
        if not near or near[0].row["class"] == NOBODY or hurt:
            return True
        named = built_in("harm").at(tokens, hit.last)  # "سقط قتيل" counts by its noun
        return named is not None and named.row["side"] == "noun"
    if "حياه" not in forms or hit.last - hit.first > 1:
        return False
    beside = {f for t in tokens[max(0, word - _TO_LIFE) : word] for f in t.forms}
    ahead = {f for t in tokens[max(0, word - _TO_ITS_LIFE) : word] for f in t.forms}
    by_it = tokens[word].low.startswith("ب")  # which only that verb takes with "بحياة"
    return not (beside & _TOOK or (by_it and ahead & _COST))


_TO_SPELL: Final = 7
_SPELLS: Final = folded("سنة سنوات عاما أعوام أشهر شهرا أسابيع أيام يوما ليلة ليال ساعات ساعة عطلة")
_TOOK: Final = folded("اودى اودت حصد حصدت يودي تودي انهى انهت انهوا ازهق ازهقت ازهقوا خطف خطفت")
_TO_FALLEN: Final = 3
_HURT: Final = folded("جريح جريحا جرحى جريحان جريحين مصاب مصابا مصابون مصابين")
_COST: Final = folded("أودى أودت أودتا أوديا يودي تودي")
_TO_ITS_LIFE: Final = 24  # a whole subject with its places and a day may stand between
_TO_LIFE: Final = 8  # tokens of "أودت غارة من الجو قرب مصلى" before "بحياة"


# What follows a bare count by "with", and is not what is counted: "قُتل ثلاثة بغارة".
_BY_WHAT: Final = folded(
    "بغارة بغارات بغارتين بضربة بضربات بصاروخ بصواريخ بقذيفة بقذائف بعبوة بعبوات بلغم بألغام بمسيرة "
    "بمسيرات بطائرة برصاص برصاصة برصاصات بهجوم بهجمات بكمين بعملية بقنبلة بقنابل"
)


def _arabic_number(
    tokens: Sequence[Token], number: Number, harms: Sequence[Harm], victims: Lexicon
) -> Counted | None:
    """Return an Arabic number with its noun, behind it or (القتلى الستة, مدنيان اثنان) before it."""
    first, last, victim = _noun_of(tokens, number, harms, victims)
    if victim:
        while last < len(tokens) and tokens[last].low in ("اخرين", "اخرون", "اخران", "اخر"):
            last += 1
        return Counted(first, last, number.low, number.high, number.comparator, victim)
    lead = {f for t in tokens[max(0, first - 2) : first] for f in t.forms}
    of_people = "عددهم" in lead and any(h.first < first for h in harms)
    if of_people or _is_out_of(tokens, number, harms):
        return Counted(first, last, number.low, number.high, number.comparator, "people")
    following = tokens[last].forms if last < len(tokens) else ()
    counted = (
        bool(following) and following[0] not in _BY_WHAT and victims.at(tokens, last) is not None
    )
    if counted or not _is_beside(tokens, first, last, harms) or {"بند", "ماده", "رقم"} & lead:
        return None
    return Counted(first, last, number.low, number.high, number.comparator, "", "bare")


def _noun_of(
    tokens: Sequence[Token], number: Number, harms: Sequence[Harm], victims: Lexicon
) -> tuple[int, int, str]:
    """Return from where to where a number stands with its noun, and whom that counts, ``""`` for none."""
    first, last = number.first, number.last
    hit = victims.at(tokens, last) if last < len(tokens) else None
    if hit is None and last + 1 < len(tokens) and tokens[last].low in ("من", "مدنيا", "اخرين"):
        hit = victims.at(tokens, last + 1)
    if hit is not None and hit.row["class"] != NOBODY:
        # "ثلاثة وطفل" counts two things
        apart = is_led(tokens[last]) and hit.first == last
        if not apart:
            return first, hit.last, hit.row["class"]
    before = victims.at(tokens, first - 1) if first else None
    verb = any(h.side == "verb" and h.first == first - 1 for h in harms)  # وأسر اثنين
    if before is None or verb or before.last != first or before.row["class"] == NOBODY:
        return first, last, ""
    bare = tokens[first].low
    pair = bare in ("اثنان", "اثنين", "واحد", "واحدا")
    if number.comparator == "=" and (bare.startswith("ال") or before.row["count"] or pair):
        return first - 1, last, before.row["class"]
    return first, last, ""


def _is_out_of(tokens: Sequence[Token], number: Number, harms: Sequence[Harm]) -> bool:
    """Return whether a number of some people is counted, by the harm around it: "قتلت في كمين 43 من المسلحين"."""
    first, last = number.first, number.last
    if number.comparator == "<=" or last >= len(tokens) or tokens[last].forms[0] != "من":
        return False
    ahead = any(h.side == "verb" and first - 9 <= h.first < first for h in harms)
    behind = any(
        last < h.first <= last + 4 and set(tokens[h.first].forms) & PLURAL_VERBS for h in harms
    )
    before = tokens[max(0, first - 1)]
    led = before.word == "و" and any(first - _MAX_LED <= h.first < first for h in harms)
    return ahead or behind or led or "مقابل" in before.forms


def _is_beside(tokens: Sequence[Token], first: int, last: int, harms: Sequence[Harm]) -> bool:
    """Return whether a bare number stands next to a word of harm."""
    linked = bool(first) and tokens[first - 1].low in ("نحو", "عن", ":", "(", "«", '"', "“", "ب")
    return any(
        h.last == first
        or h.first == last
        or (h.last == first - 1 and linked)
        or (h.last == first - 2 and linked and tokens[h.last].low in _THERE)
        or (h.side == "verb" and h.last == first - 1 and tokens[h.last].low.startswith("ال"))
        for h in harms
    )


_THERE: Final = folded("فيها فيه هناك هنا بها به")  # "لم يقل عدد القتلى فيها عن تسعة"


def _is_of_them(tokens: Sequence[Token], number: Number, harms: Sequence[Harm]) -> bool:
    """Return whether a number is of enemies put down: "وقضت على 14 منهم"."""
    following = tokens[number.last].forms[:1] if number.last < len(tokens) else ()
    ahead = {f for t in tokens[max(0, number.first - 2) : number.first] for f in t.forms}
    if not _AR_OF_THEM & set(following):
        return False
    if any(h.last == number.first and set(tokens[h.first].forms) & MASDARS for h in harms):
        return True  # "هلاك العشرات منهم"
    if "علي" not in ahead:
        return False
    put_down = any(h.first < number.first and h.quantity == "eliminated" for h in harms)
    return put_down or bool(ahead & _PUT_DOWN)


_AR_DUAL_VERBS: Final = folded(
    "قتلا قتلتا استشهدا استشهدتا توفيا قضيا لقيا اصيبا اصيبتا جرحا ارتقيا خطفا اختطفا"
)
_NAME_REACH: Final = 11  # tokens of a title, a name of four words and "(56 عاماً)"
_AGED: Final = folded("عاما سنه عام")


def _are_two(tokens: Sequence[Token], last: int) -> bool:
    """Return whether a dual verb right behind a noun tells that it is one as well: "مدنيين قُتلا"."""
    if last >= len(tokens) or not set(tokens[last].forms) & _AR_DUAL_VERBS:
        return False
    return tokens[last - 1].low.endswith(("ين", "ان"))


def _its_verb(tokens: Sequence[Token], k: int, verbs: set[int]) -> int:
    """Return the verb behind somebody's title and name: "إن السيدة X قُتلت", 0 for none."""
    definite = tokens[k].low.startswith("ال")
    if not (k and definite and "ان" in tokens[k - 1].forms):
        return 0
    for v in range(k + 1, min(k + _NAME_REACH, len(tokens))):
        if v in verbs:
            return 0 if tokens[v].low[0] in "وف" and len(tokens[v].forms) > 1 else v
        aside = tokens[v].word in "()" or tokens[v].word.isdigit() or tokens[v].low in _AGED
        if not aside and (
            tokens[v].low in STOP or is_led(tokens[v]) or not tokens[v].word[0].isalpha()
        ):
            return 0
    return 0


def _arabic_nouns(
    tokens: Sequence[Token], taken: set[int], ends: set[int], verbs: set[int], victims: Lexicon
) -> list[Counted]:
    """Read what its form counts: a dual is two, a singular one."""
    found: list[Counted] = []
    for k in range(len(tokens)):
        if k in taken:
            continue
        hit = victims.at(tokens, k)
        if set(tokens[k].forms) & {"احد", "احدي"} and k + 1 < len(tokens):
            several = victims.at(tokens, k + 1)  # وأحد مرافقيه
            if several is not None and not several.row["count"] and several.row["class"] != NOBODY:
                found.append(Counted(k, several.last, 1, 1, "=", several.row["class"], "one"))
                continue
        if hit is None:
            continue
        if not hit.row["count"]:
            if hit.row["class"] != NOBODY and _are_two(tokens, hit.last):
                found.append(Counted(k, hit.last, 2, 2, "=", hit.row["class"], "noun"))
            continue
        if hit.row["count"] == "1" and (verb := _its_verb(tokens, k, verbs)):
            found.append(Counted(k, verb, 1, 1, "=", hit.row["class"], "one"))
            continue
        if hit.row["count"] == "1" and "بين" in (t.low for t in tokens[max(0, k - 2) : k]):
            continue  # "بين قتيل وجريح" counts nobody
        bare = tokens[k].low[1:] if is_led(tokens[k]) else tokens[k].low
        # "استشهد الشاب رامي" tells of one; elsewhere "الشاب" was told of before.
        if (
            hit.row["count"] == "1"
            and bare.startswith("ال")
            and k not in ends
            and "قتيل" not in bare
        ):
            continue
        count = int(hit.row["count"])
        found.append(
            Counted(
                k, hit.last, count, count, "=", hit.row["class"], "one" if count == 1 else "noun"
            )
        )
    return found


def _arabic_undescribed(tokens: Sequence[Token], phrases: list[Counted]) -> list[Counted]:
    kept: list[Counted] = []
    described: Counted | None = None
    for phrase in phrases:
        before = {f for t in tokens[max(0, phrase.first - 1) : phrase.first] for f in t.forms}
        if _AR_AMONG & before and "بين" in {
            t.low for t in tokens[max(0, phrase.first - 2) : phrase.first - 1]
        }:
            described = phrase  # "وإن بين القتلى طفلين"
            continue
        inner = set(tokens[phrase.last].forms) if phrase.last < len(tokens) else set()
        opened = (
            bool(before & AR_PARTS)
            or (bool(kept) and _in_brackets(tokens, kept[-1], phrase))
            or (bool(before & BEING) and any(p.form != "one" for p in kept))
            or (phrase.form == "bare" and bool(kept) and bool(inner & _AR_OF_THEM))
        )
        carried = described is not None and are_joined(tokens, described, phrase)
        # قائد ميداني, ضابط برتبة نقيب: a noun right behind another only says more of it
        renamed = (
            bool(kept)
            and kept[-1].last == phrase.first
            and (
                # القتيلين رجلان: as many again are the same
                (
                    phrase.form == "noun"
                    and kept[-1].low == phrase.low
                    and tokens[phrase.first].low[0] != "و"
                )
                or (phrase.form == "one" and tokens[phrase.first].word[0] != "و")
                # جثتين لعنصرين: whose bodies
                or (phrase.form in ("one", "noun") and tokens[phrase.first].low[0] == "ل")
            )
        )
        if opened or carried:
            described = phrase
        else:
            described = None
            if not renamed:
                kept.append(phrase)
    return kept


def _in_brackets(tokens: Sequence[Token], counted: Counted, phrase: Counted) -> bool:
    """Return whether a noun in brackets says who those counted were: "ثلاثة مدنيين (طفل ورجلان)"."""
    return phrase.first == counted.last + 1 and tokens[counted.last].word == "("


_TEENS: Final = 11


def _without_pairs(tokens: Sequence[Token], phrases: Sequence[Counted]) -> list[Counted]:
    """Take "اثني عشر فتى وفتاة" for twelve: the second noun only says of which kinds they are."""
    kept: list[Counted] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if (
            before is not None
            and phrase.form == "one"
            and before.last == phrase.first
            and (before.low or 0) >= _TEENS
            and is_led(tokens[phrase.first])
            and tokens[phrase.first].low[1:3] == tokens[phrase.first - 1].low[:2]
        ):
            continue
        kept.append(phrase)
    return kept


_MAX_LED: Final = 16  # words from "قُتل" to "و41 من الفصائل"
_TO_SIDE: Final = 3  # tokens of "على الأقل" before "من قوات النظام"
_MAX_SIDE: Final = 8  # words of "من عناصر قوات النظام والمسلحين الموالين لها"


def _other_side(tokens: Sequence[Token], a: Counted, b: Counted) -> bool:
    """Return whether `b` counts the dead of the other side: "14 من قوات النظام، و19 مقاتلاً", "27 ... مقابل 14"."""
    between = tokens[a.last : b.first]
    led = is_led(tokens[b.first])
    if between and between[-1].word == "و":
        between, led = between[:-1], True
    if not 1 < len(between) <= _MAX_SIDE or not a.victim:
        return False
    if not any("من" in t.forms for t in tokens[a.first : a.last + _TO_SIDE]):
        return False
    against = "مقابل" in between[-1].forms
    if not against and not (led and b.victim):
        return False
    harm = built_in("harm")
    commas = [n for n, t in enumerate(between) if t.low in ("،", ",")]
    return (
        commas in ([], [len(between) - 1])
        and not any(t.low in STOP for t in between)
        and not any(harm.at(tokens, n) is not None for n in range(a.last, b.last + 1))
    )
