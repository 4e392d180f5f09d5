"""How many were killed, injured, captured or displaced, and who they were.

The secret of this module is how a number finds its verb: a counted noun phrase ("seven Turkish
soldiers and a civilian", "a man and his wife", "قتيلان") belongs to the nearest word of harm on
the side that its grammar asks for (before "were killed", after "killing", after "مقتل"). Ages,
distances, raids, posts and shells are counted too, but never as victims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.extract.lexicon import built_in
from geo.extract.numbers import Number, digits, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.text import Token
    from geo.model import Comparator

Quantity = Literal["killed", "injured", "captured", "displaced", "eliminated", "missing"]

_MAX_GAP: Final = 5
_MAX_REACH: Final = 14

_HARM: Final[dict[str, tuple[Quantity, str]]] = {
    # word: quantity, where the victims stand (left, right, either)
    **{
        w: ("killed", side)
        for side, words in {
            "right": "killing kills kill claiming claimed mowing slaying executing murdering assassinating "
            "massacring beheading left leaving leaves",
            "left": "died dies dying perished dead slain drowned",
            "either": "killed executed murdered massacred assassinated beheaded lynched stabbed deaths "
            "death fatalities toll bodies corpses martyred lives life",
        }.items()
        for w in words.split()
    },
    **{
        w: ("injured", side)
        for side, words in {
            "right": "wounding injuring maiming hurting wounds injures",
            "either": "wounded injured hurt maimed injuries",
        }.items()
        for w in words.split()
    },
    **{
        w: ("eliminated", "either")
        for w in "eliminated eliminating neutralised neutralized neutralising neutralizing "
        "liquidated liquidating".split()
    },
    **{
        w: ("captured", "either")
        for w in "captured capturing kidnapped kidnapping abducted abducting arrested arresting "
        "detained detaining seized".split()
    },
    **{
        w: ("displaced", "either")
        for w in "displaced displacing displacement displaces fled flee fleeing uprooted uprooting evacuated forcing forced "
        "homeless".split()
    },
    "missing": ("missing", "left"),
}
_HARM_AR: Final[dict[str, Quantity]] = {
    **{
        w: "killed"
        for w in "قتل قتلت قتلوا مقتل يقتل قتلى قتيل قتيلا قتيلان قتيلين استشهد استشهدت استشهاد استشهدوا شهيد شهيدا شهداء شهيدين شهيدان "
        "مصرع وفاه توفي توفيت توفوا ارتقى ارتقاء حتفهم حتفه ضحيه ضحايا اعدام اعدم اعدمت اغتيال اغتيل ارواح حياه جثه جثث جثامين".split()
    },
    **{
        w: "injured"
        for w in "اصيب اصيبت اصيبوا اصابه اصابات اصابت جرح جرحى جريح جريحا جريحان جريحين مصاب مصابا مصابين مصابون بجروح اصابتهم".split()
    },
    **{w: "eliminated" for w in "تحييد حيدت القضاء".split()},
    **{
        w: "captured"
        for w in "اسر اسرت اسروا اعتقال اعتقل اعتقلت خطف اختطاف اختطف اختطفت خطفت احتجاز احتجزت توقيف اوقفت".split()
    },
    **{w: "displaced" for w in "نزوح نزح نزحت تهجير هجر تشريد نازح نازحا نازحين فر فرار".split()},
    **{w: "missing" for w in "مفقود مفقودا مفقودين مفقودون فقدان فقد".split()},
}
_DUALS: Final = frozenset(
    "قتيلان قتيلين شهيدان شهيدين جريحان جريحين مدنيان طفلان طفلين طفلتين طفلتان جنديان جنديين عنصران عنصرين رجلان رجلين شابان شابين "
    "امراتان امراتين شخصان شخصين مواطنان مواطنين_اثنين مسلحان فلسطينيان مقاتلان عسكريان ضابطين ضابطان".split()
)
_AR_SINGULAR: Final = frozenset(
    "مدني طفل طفله رجل امراه سيده شاب شابا جندي جنديا ضابط ضابطا عنصر عنصرا شخص شخصا مواطن مواطنا شرطي مسعف صحفي صحافي قتيل شهيد "
    "مدنيا طفلا مسن مسنا متطوع مزارع راع فلسطيني شرطيا".split()
)
_PERSON: Final = frozenset(
    "man woman boy girl child baby infant toddler teenager youth civilian soldier policeman "
    "policewoman officer fighter militant rebel gunman villager farmer journalist reporter doctor "
    "nurse medic paramedic driver guard commander teacher student person resident worker mother "
    "father elder pupil shepherd herder trader vendor peacekeeper protester demonstrator activist "
    "guard volunteer shopkeeper priest imam grandmother grandfather serviceman contractor citizen "
    "cameraman schoolboy schoolgirl fisherman passenger conscript sergeant captain lieutenant "
    "colonel major general corporal pensioner".split()
)
_ALSO: Final = frozenset(
    "wife husband son daughter child brother sister mother father baby infant".split()
)
_NOT_VICTIMS: Final = frozenset(
    "raids raid strikes strike airstrikes attacks attack positions posts points kilometres kilometers "
    "km miles metres meters years year days day weeks months hours houses homes vehicles tanks shells rockets "
    "missiles drones rounds bombs percent per villages towns communities schools hospitals buildings dollars "
    "barrel targets times sorties incidents clashes protests hectares tonnes tents aged year-old "
    "checkpoints bases countries families_displaced parties sub warplanes jets convoys trucks".split()
)
_AUX: Final = frozenset("was were been being be are is get got getting have has had".split())
_STOP: Final = frozenset(". ; : ! ? ؛ ؟".split())


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people harmed, in tokens ``first`` to ``last`` (excluded), its verb at `anchor`."""

    first: int
    last: int
    anchor: int
    quantity: Quantity
    low: int | None
    high: int | None
    comparator: Comparator
    victim_class: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """A counted noun phrase."""

    first: int
    last: int
    low: int | None
    high: int | None
    comparator: Comparator
    victim: str


def find_tolls(tokens: Sequence[Token], taken: Iterable[tuple[int, int]] = ()) -> list[Toll]:
    """Return the counts of people harmed in one sentence.

    Parameters
    ----------
    taken
        Spans of tokens that are dates, whose numbers count nothing.
    """
    busy = {k for first, last in taken for k in range(first, last)}
    arabic = any("\u0600" <= t.word[0] <= "\u06ff" for t in tokens)
    counted = _counted_arabic(tokens, busy) if arabic else _counted_english(tokens, busy)
    harms = _harms(tokens, arabic=arabic)
    tolls: list[Toll] = []
    for phrase in counted:
        best = _harm_of(tokens, phrase, harms, counted, arabic=arabic)
        if best is not None:
            anchor, quantity = best
            tolls.append(
                Toll(
                    phrase.first,
                    phrase.last,
                    anchor,
                    quantity,
                    phrase.low,
                    phrase.high,
                    phrase.comparator,
                    phrase.victim,
                )
            )
    return _without_subsets(tokens, tolls)


def _harms(tokens: Sequence[Token], *, arabic: bool) -> list[tuple[int, Quantity, str]]:
    found: list[tuple[int, Quantity, str]] = []
    for i, token in enumerate(tokens):
        if arabic:
            form = next((f for f in token.forms if f in _HARM_AR), None)
            if form is not None:
                found.append((i, _HARM_AR[form], "right"))
            continue
        hit = _HARM.get(token.low)
        if hit is None:
            continue
        quantity, side = hit
        if token.low in ("left", "leaving", "leaves"):
            continue  # the word that counts stands behind: "left 12 dead"
        if token.low in ("claimed", "claiming") and not _lives_follow(tokens, i):
            continue
        if token.low in ("life", "lives") and not _lost_or_cost(tokens, i):
            continue
        if token.low == "forced" and not {"home", "homes", "flee", "displaced"} & {
            t.low for t in tokens[i : i + 12]
        }:
            continue
        if token.low == "seized":
            continue
        if token.low in (
            "killed",
            "wounded",
            "injured",
            "executed",
            "captured",
            "kidnapped",
            "abducted",
            "arrested",
            "detained",
            "murdered",
            "stabbed",
            "displaced",
            "hurt",
            "eliminated",
            "neutralised",
            "neutralized",
            "beheaded",
        ):
            side = _side(tokens, i)
        found.append((i, quantity, side))
    return found


def _lives_follow(tokens: Sequence[Token], i: int) -> bool:
    return any(t.low in ("lives", "life") for t in tokens[i + 1 : i + 7])


def _lost_or_cost(tokens: Sequence[Token], i: int) -> bool:
    return any(
        t.low
        in (
            "lost",
            "losing",
            "cost",
            "costing",
            "claimed",
            "claiming",
            "claim",
            "took",
            "taken",
            "lose",
        )
        for t in tokens[max(0, i - 6) : i]
    )


def _side(tokens: Sequence[Token], i: int) -> str:
    """Return where the victims of a participle stand: passive left, active right."""
    before = [t.low for t in tokens[max(0, i - 4) : i]]
    if set(before[-3:]) & _AUX or before[-1:] in (["reportedly"], ["also"], ["and"]):
        # "were killed", "killed and wounded": the noun came first, unless a count follows at once.
        return "left" if set(before) & _AUX else "either"
    return "either"


def _harm_of(
    tokens: Sequence[Token],
    phrase: _Counted,
    harms: Sequence[tuple[int, Quantity, str]],
    counted: Sequence[_Counted],
    *,
    arabic: bool,
) -> tuple[int, Quantity] | None:
    best: tuple[float, int, Quantity] | None = None
    for i, quantity, side in harms:
        inside = phrase.first <= i < phrase.last
        if inside:
            cost = 0.0
        elif i >= phrase.last:
            if side == "right":
                continue
            gap = i - phrase.last
            cost = _cost(tokens, phrase.last, i, counted, phrase) + gap
            if tokens[i].low in ("toll", "death") and gap:
                continue
        else:
            if side == "left":
                continue
            gap = phrase.first - i - 1
            cost = _cost(tokens, i + 1, phrase.first, counted, phrase) + gap
            if side == "either" and not arabic and tokens[i].low in ("dead", "deaths"):
                cost += 4
        if cost <= _MAX_REACH and (best is None or cost < best[0]):
            best = (cost, i, quantity)
    return (best[1], best[2]) if best else None


def _cost(
    tokens: Sequence[Token], low: int, high: int, counted: Sequence[_Counted], own: _Counted
) -> float:
    """Return what the way between a count and a verb costs beyond its length."""
    cost = 0.0
    for k in range(low, high):
        word = tokens[k].low
        if word in _STOP:
            cost += 100
        elif word in (",", "،"):
            cost += 2
        elif word in (
            "while",
            "as",
            "but",
            "after",
            "when",
            "where",
            "who",
            "which",
            "whose",
            "بينما",
            "فيما",
            "بعد",
        ):
            cost += 4
    cost += sum(3 for other in counted if other is not own and low <= other.first < high)
    return cost


def _without_subsets(tokens: Sequence[Token], tolls: list[Toll]) -> list[Toll]:
    """Drop "six of the nine were children" and "including four women": parts, not more victims."""
    kept: list[Toll] = []
    for toll in tolls:
        before = [t.low for t in tokens[max(0, toll.first - 3) : toll.first]]
        behind = [t.low for t in tokens[toll.last : toll.last + 3]]
        # "nine of the dead" counts; "six of the nine" and "among them two children" only describe.
        described = bool(
            {
                "including",
                "include",
                "includes",
                "included",
                "incl",
                "among",
                "them",
                "بينهم",
                "بينها",
                "منهم",
                "ضمنهم",
                "منها",
            }
            & set(before[-2:])
        ) or (
            before[-1:] == ["of"]
            and before[-2:-1]
            not in (["lives"], ["deaths"], ["killing"], ["death"], ["bodies"], ["toll"])
            and not (
                len(before) > 1
                and before[-2]
                in (
                    "lives",
                    "life",
                    "deaths",
                    "death",
                    "killing",
                    "toll",
                    "bodies",
                    "killings",
                    "loss",
                )
            )
        )
        inner = any(
            t.forms[0] in ("بينهم", "بينها", "منهم")
            for t in tokens[max(0, toll.first - 4) : toll.first]
        )
        if described or inner:
            continue
        if behind[:2] == ["of", "them"] or behind[:2] == ["of", "whom"] or behind[:1] == ["منهم"]:
            continue
        if behind[:2] == ["of", "the"] and behind[2:3] and digits_or_word(behind[2]):
            continue
        kept.append(toll)
    return kept


def digits_or_word(word: str) -> bool:
    """Return whether `word` is a number in digits or letters."""
    from geo.extract.text import Token, forms_of  # noqa: PLC0415 - a cold path

    return digits(word) is not None or bool(numbers([Token(0, len(word), word, forms_of(word))]))


def _counted_english(tokens: Sequence[Token], busy: set[int]) -> list[_Counted]:
    victims = built_in("victims")
    found: list[_Counted] = []
    for number in numbers(tokens):
        if busy & set(range(number.first, number.last)):
            continue
        phrase = _noun_phrase(tokens, number, victims)
        if phrase is not None:
            found.append(phrase)
    found.extend(_indefinite(tokens, found, victims))
    found.sort(key=lambda p: p.first)
    return _coordinated(tokens, found)


def _noun_phrase(tokens: Sequence[Token], number: Number, victims) -> _Counted | None:  # type: ignore[no-untyped-def]
    """Return the number with the noun it counts, or alone where the noun is left out."""
    victim, last = "", number.last
    k = number.last
    while k < len(tokens) and k - number.last <= _MAX_GAP:
        word = tokens[k].low
        if word in _NOT_VICTIMS or (
            word == "-"
            and k + 1 < len(tokens)
            and tokens[k + 1].low in ("year", "month", "day", "member", "strong")
        ):
            return None
        hit = victims.at(tokens, k)
        if (
            hit is not None
            and word not in ("dead", "others", "other")
            and not _compound(tokens, hit.last)
        ):
            victim, last = hit.row["class"], hit.last
            break
        if hit is not None and word in ("others", "other", "dead", "deaths"):
            victim, last = victim or "people", hit.last
            break
        if (
            word in _HARM
            or word in _AUX
            or word in _STOP
            or word
            in (",", "and", "in", "on", "at", "to", "after", "by", "when", "as", "(", "were")
        ):
            break
        k += 1
    following = tokens[last].low if last < len(tokens) else ""
    if (
        not victim
        and following not in _HARM
        and following not in _AUX
        and not _is_elliptic(tokens, number)
    ):
        return None
    if (
        not victim
        and number.low is not None
        and number.low > 1900
        and number.comparator == "="
        and number.low < 2100
    ):
        return None
    return _Counted(number.first, last, number.low, number.high, number.comparator, victim)


def _compound(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the noun before `k` only begins a longer one: "police stations"."""
    return k < len(tokens) and tokens[k].low in (
        "station",
        "stations",
        "post",
        "posts",
        "vehicles",
        "vehicle",
        "car",
        "cars",
        "positions",
        "houses",
        "bases",
        "checkpoints",
        "camps",
        "camp",
        "shelters",
        "convoys",
        "convoy",
    )


def _is_elliptic(tokens: Sequence[Token], number: Number) -> bool:
    """Return whether the noun may be missing: "killed nine", "left 12 dead", "of whom 5"."""
    before = tokens[number.first - 1].low if number.first else ""
    before2 = tokens[number.first - 2].low if number.first > 1 else ""
    after = tokens[number.last].low if number.last < len(tokens) else ""
    if after in ("%", "percent", "p", "am", "pm", "-", "/", ":"):
        return False
    if before in _HARM or after in (
        "dead",
        "wounded",
        "injured",
        "killed",
        "deaths",
        "fatalities",
        "of",
    ):
        return after != "of" or (
            number.last + 2 < len(tokens)
            and tokens[number.last + 2].low
            in ("dead", "victims", "killed", "them", "whom", "casualties")
        )
    return (
        before in ("to", "at", "of", "least")
        and before2
        in ("toll", "rose", "risen", "stood", "stands", "number", "lives", "climbed", "reached")
    ) or before in ("reached", "hit")


def _indefinite(tokens: Sequence[Token], found: Sequence[_Counted], victims) -> list[_Counted]:  # type: ignore[no-untyped-def]
    """Read "a man and his wife", "a young man", "the commander", as counts of one."""
    taken = {k for p in found for k in range(p.first, p.last)}
    more: list[_Counted] = []
    for i, token in enumerate(tokens):
        if token.low not in ("a", "an", "another", "his", "her", "their") or i in taken:
            continue
        if token.low in ("his", "her", "their") and not (more and more[-1].last in (i, i - 1)):
            continue
        for k in range(i + 1, min(i + 5, len(tokens))):
            word = tokens[k].low
            if word in _PERSON or (token.low in ("his", "her", "their") and word in _ALSO):
                following = tokens[k + 1].low if k + 1 < len(tokens) else ""
                if (
                    following in ("'s", "’s")
                    or _compound(tokens, k + 1)
                    or word == "general"
                    and following != ""
                ):
                    break
                if following and following in _PERSON:
                    continue
                hit = victims.at(tokens, k)
                more.append(_Counted(i, k + 1, 1, 1, "=", hit.row["class"] if hit else "people"))
                break
            if word in ("couple",):
                more.append(_Counted(i, k + 1, 2, 2, "=", "people"))
                break
            if not word.isalpha() and word != "-" and digits(word) is None:
                break
            if word in _HARM or word in _AUX or word in ("of", "in", "on", "and", "that", "to"):
                break
    return more


def _coordinated(tokens: Sequence[Token], found: list[_Counted]) -> list[_Counted]:
    """Join "seven soldiers and a civilian" into one count; "three dead and five wounded" stay two."""
    out: list[_Counted] = []
    for phrase in found:
        if out:
            last = out[-1]
            between = [t.low for t in tokens[last.last : phrase.first]]
            if (
                between
                in (
                    ["and"],
                    [],
                    [","],
                    [",", "and"],
                    ["as", "well", "as"],
                    ["along", "with"],
                    ["plus"],
                    ["and", "at", "least"],
                )
                and last.low is not None
                and phrase.low is not None
                and last.victim
                and phrase.victim
                and not _own_harm(tokens, phrase)
            ):
                high = None if last.high is None or phrase.high is None else last.high + phrase.high
                comparator = last.comparator if last.comparator != "=" else phrase.comparator
                victim = last.victim if last.victim == phrase.victim else "people"
                out[-1] = _Counted(
                    last.first, phrase.last, last.low + phrase.low, high, comparator, victim
                )
                continue
        out.append(phrase)
    return out


def _own_harm(tokens: Sequence[Token], phrase: _Counted) -> bool:
    """Return whether the second phrase brings a verb of another kind: "and five wounded"."""
    return any(
        t.low in _HARM and _HARM[t.low][0] == "injured"
        for t in tokens[phrase.last : phrase.last + 2]
    ) or any(
        t.low in _HARM and _HARM[t.low][0] == "injured" for t in tokens[phrase.first : phrase.last]
    )


def _counted_arabic(tokens: Sequence[Token], busy: set[int]) -> list[_Counted]:
    victims = built_in("victims")
    found: list[_Counted] = []
    spans = []
    for number in numbers(tokens):
        span = set(range(number.first, number.last))
        if busy & span:
            continue
        victim, last = "", number.last
        for k in range(number.last, min(number.last + 2, len(tokens))):
            hit = victims.at(tokens, k)
            if hit is not None:
                victim, last = hit.row["class"], hit.last
                break
        before = {f for t in tokens[max(0, number.first - 1) : number.first] for f in t.forms}
        after = {f for t in tokens[number.last : number.last + 2] for f in t.forms}
        if victim or before & _HARM_AR.keys() or after & _HARM_AR.keys():
            found.append(
                _Counted(number.first, last, number.low, number.high, number.comparator, victim)
            )
            spans.append((number.first, last))
    taken = {k for a, b in spans for k in range(a, b)}
    for k, token in enumerate(tokens):
        if k in taken or k in busy:
            continue
        dual = next((f for f in token.forms if f in _DUALS), None)
        hit = victims.at(tokens, k)
        if dual is not None:
            found.append(_Counted(k, k + 1, 2, 2, "=", hit.row["class"] if hit else "people"))
        elif hit is not None and k and any(f in _AR_SINGULAR for f in token.forms):
            before = {f for t in tokens[max(0, k - 2) : k] for f in t.forms}
            if before & _HARM_AR.keys():
                found.append(_Counted(k, k + 1, 1, 1, "=", hit.row["class"]))
    found.sort(key=lambda p: p.first)
    return _joined_arabic(tokens, found)


def _joined_arabic(tokens: Sequence[Token], found: list[_Counted]) -> list[_Counted]:
    """Join "رجل وامرأة" and drop "بينهم طفلان", which only describes."""
    out: list[_Counted] = []
    for phrase in found:
        lead = tokens[phrase.first]
        if (
            out
            and out[-1].last == phrase.first
            and lead.word.startswith("و")
            and out[-1].low is not None
            and phrase.low is not None
            and not any(
                f in _HARM_AR and _HARM_AR[f] == "injured" for f in tokens[phrase.last - 1].forms
            )
        ):
            last = out[-1]
            high = None if last.high is None or phrase.high is None else last.high + phrase.high
            out[-1] = _Counted(
                last.first, phrase.last, last.low + phrase.low, high, last.comparator, last.victim
            )
        else:
            out.append(phrase)
    return out
