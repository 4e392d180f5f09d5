"""Which words of a report are place names.

The secret of this folder is the recogniser, and of this file how recognisers are joined: `english`
for English, `geo.extract.toponyms.arabic` for Arabic, which has no capitals, or another for English
that the user wants; names that a list around them gives away, persons taken out, and names once
recognised wherever the report uses them again. Adjectives of countries are found too, with their
country, since they name one without being a place where something happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.text import remembered
from geo.extract.toponyms import arabic
from geo.extract.toponyms.counted import heads_a_count
from geo.extract.toponyms.english import MODEL, is_clue, report_features, spans
from geo.extract.toponyms.listing import headed, is_described_person, listed, opens_name
from geo.extract.toponyms.runs import adjectives_in
from geo.extract.toponyms.sites import with_sites
from geo.extract.toponyms.slots import (
    befallen,
    changes_hands,
    governed,
    is_slot,
    within_a_district,
)
from geo.extract.toponyms.things import is_thing
from geo.extract.weights import built_in_tagger
from geo.extract.words import BEARINGS, BLOWS, DIVISIONS, MONTHS, TROOPS, WEEKDAYS, WINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pycrfsuite

    from geo.extract.text import Sentence, Token


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in tokens ``first`` to ``last`` (excluded) of its sentence.

    `country` (ISO 3166-1 alpha-2) is set for an adjective of a country, else ``""``; `skip` counts
    the characters of the first token that are prefixes and not the name, as in ``بإدلب``.
    """

    first: int
    last: int
    country: str = ""
    skip: int = 0


Extent = tuple[int, int]
"""Where a name starts and ends, in characters of the report's text."""


def find_in_report(
    text: str,
    parts: Sequence[Sentence],
    prominence: Callable[[str], int],
    *,
    tagger: pycrfsuite.Tagger | None = None,
    arabic_tagger: pycrfsuite.Tagger | None = None,
    named: Sequence[Extent] | None = None,
) -> list[list[Toponym]]:
    """Return for each sentence of a report its place names and adjectives of countries.

    The taggers take the place of our weights, to measure others; `named`, the extents of names in
    characters that another recogniser found, takes the place of ours for English.
    """
    out: list[list[Toponym]] = []
    heard: dict[str, int] | None = None
    for part, runs in zip(parts, report_features(text, parts, prominence), strict=True):
        if part.is_arabic:
            if heard is None:
                heard = arabic.listen([p.tokens for p in parts])
            names = [
                Toponym(first, last, skip=skip)
                for first, last, skip in arabic.find_names(
                    text, part.tokens, heard, prominence, tagger=arabic_tagger
                )
            ]
        elif named is not None:
            names = list(_in_tokens(part, named))
        else:
            names = [
                Toponym(*extent)
                for start, _, rows in runs
                for extent in spans((tagger or built_in_tagger(MODEL)).tag(rows), start)
            ]
        if part.is_arabic:
            names = [_as_adjective(part.tokens, name) for name in names]
        adjectives = adjectives_in(part.tokens)
        if not part.is_arabic:
            # "near the Ugandan border": the recogniser hears a name where an adjective stands
            tokens = part.tokens
            spoken = {(h.first, h.last) for h in adjectives if not tokens[h.first].word.isupper()}
            names = [n for n in names if (n.first, n.last) not in spoken]
        taken = {k for name in names for k in range(name.first, name.last)}
        if not part.is_arabic:
            demonyms = {k for hit in adjectives for k in range(hit.first, hit.last)}
            known = [(n.first, n.last) for n in names]
            more = listed(part.tokens, taken | demonyms, known) if known or runs else []
            names = [n for n in names if not is_described_person(part.tokens, n.first, n.last)]
            names = _as_known(text, part.tokens, names, prominence)
            named_already = taken | demonyms | {k for a, b in more for k in range(a, b)}
            more += _given_away(text, part.tokens, runs, named_already, prominence)
            if not part.is_title:  # a headline's comma parts all sorts of things
                more += _in_the_row(text, part.tokens, runs, [*known, *more], prominence)
            given = [Toponym(first, last) for first, last in more]
            names += [n for n in given if not _is_body_or_people(part.tokens, n)]
            names = [n for n in names if not _is_no_name(part.tokens, n)]
            names = _opened(part.tokens, [_numbered(part.tokens, name) for name in names])
            names = _at_sites(text, part.tokens, names, runs, prominence)
            taken.update(k for first, last in more for k in range(first, last))
            taken.update(k for name in names for k in range(name.first, name.last))
        names += [
            Toponym(hit.first, hit.last, hit.row["country"])
            for hit in adjectives
            if taken.isdisjoint(range(hit.first, hit.last))
        ]
        out.append(sorted(names, key=lambda name: name.first))
    return _named_again(parts, out)


def _at_sites(
    text: str,
    tokens: Sequence[Token],
    names: Sequence[Toponym],
    runs: Sequence[tuple[int, int, object]],
    prominence: Callable[[str], int],
) -> list[Toponym]:
    """Return the names with those of sites, and the towns that are part of such a name as the site."""
    plain = [(n.first, n.last) for n in names if not (n.country or n.skip)]
    found = with_sites(text, tokens, plain, [(a, b) for a, b, _ in runs], prominence)
    sites = [
        Toponym(*found.pop((n.first, n.last))) if (n.first, n.last) in found else n for n in names
    ]
    return [*sites, *(Toponym(*extent) for extent in found.values())]


_NO_NAMES: Final = frozenset("NE NW SE SW Al El".split())
_DAYS: Final = WEEKDAYS | MONTHS


def _is_no_name(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether a name is a bearing ("villages in NE Syria"), a day, a month, an armed unit or what is left of a name.

    Left is "Al" of "Al-Abush"; a unit is "the BIR unit".
    """
    ahead = [t.low for t in tokens[max(0, name.first - 2) : name.first]]
    word = tokens[name.first]
    # "fell in June, Tikrit a day later": the comma makes no address of it
    time = word.word in _NO_NAMES or (word.low in _DAYS and ahead[-1:] != ["of"])
    return (
        ahead == ["month", "of"]
        or (name.last - name.first == 1 and time)
        or (_is_acronym(tokens, name) and _has_men(tokens, name))
    )


def _opened(tokens: Sequence[Token], names: Sequence[Toponym]) -> list[Toponym]:
    """Join what opens a village's name with the rest of it: "Gidan", "Baushi"."""
    out: list[Toponym] = []
    for name in sorted(names, key=lambda n: n.first):
        last = out[-1] if out else None
        alone = last is not None and last.last - last.first == 1 and opens_name(tokens[last.first])
        if last is not None and alone and last.last == name.first and not name.country:
            out[-1] = Toponym(last.first, name.last)
        else:
            out.append(name)
    return out


_NUMBERED: Final = frozenset("base regiment brigade point hill checkpoint battalion camp".split())


def _numbered(tokens: Sequence[Token], name: Toponym) -> Toponym:
    """Take in the number that is part of a name: "Base 46"."""
    last = name.last
    if last < len(tokens) and tokens[last].word.isdigit() and tokens[last - 1].low in _NUMBERED:
        return Toponym(name.first, last + 1, name.country, name.skip)
    return name


_TOWN: Final = 2
_DIVISION: Final = 4


def _given_away(
    text: str,
    tokens: Sequence[Token],
    runs: Sequence[tuple[int, int, object]],
    taken: set[int],
    prominence: Callable[[str], int],
) -> list[tuple[int, int]]:
    """Return runs that the recogniser passed over, but that open as villages do or are known and governed."""
    found = []
    for start, last, _ in runs:
        first = start + _deed_before(tokens, start, last)
        run = (first, last)
        if not taken.isdisjoint(range(first, last)):
            continue
        # a single word that only small places bear may be somebody's name: "Samir was captured"
        sure = last - first > 1 or changes_hands(tokens, run)
        lies = within_a_district(tokens, run)
        least = 1 if lies or (sure and befallen(tokens, run)) else _TOWN
        if (
            headed(tokens, run)
            or is_slot(tokens, run)
            or (
                (governed(tokens, run) or befallen(tokens, run))
                and prominence(text[tokens[first].start : tokens[last - 1].end]) >= least
            )
            or (
                heads_a_count(tokens, run)
                and prominence(text[tokens[first].start : tokens[last - 1].end])
            )
        ):
            found.append(run)
    return found


def _in_the_row(
    text: str,
    tokens: Sequence[Token],
    runs: Sequence[tuple[int, int, object]],
    named: Sequence[tuple[int, int]],
    prominence: Callable[[str], int],
) -> list[tuple[int, int]]:
    """Return runs that the recogniser passed over, but that are known and stand in one row with a name: "Heish, Hass and"."""
    taken = {k for a, b in named for k in range(a, b)}
    ends, starts = {b for _, b in named}, {a for a, _ in named}
    found: list[tuple[int, int]] = []
    free = [(a, b) for a, b, _ in runs if taken.isdisjoint(range(a, b))]
    for run in (*free, *reversed(free)):
        first, last = run
        behind = last + 1 + (tokens[last : last + 2] != [] and _low(tokens, last + 1) == "and")
        ahead = first - 1 - (_low(tokens, first - 1) == "and" and _low(tokens, first - 2) == ",")
        joined = _low(tokens, last) in (",", "and") and behind in starts
        joined = joined or (_low(tokens, first - 1) in (",", "and") and ahead in ends)
        if (
            joined
            and run not in found
            and prominence(text[tokens[first].start : tokens[last - 1].end])
        ):
            found.append(run)
            starts.add(first)
            ends.add(last)
    return found


def _low(tokens: Sequence[Token], k: int) -> str:
    return tokens[k].low if 0 <= k < len(tokens) else ""


_HOMOGRAPHS: Final = {"تركيا": "TR", "سوريا": "SY", "روسيا": "RU", "ليبيا": "LY"}


def _as_adjective(tokens: Sequence[Token], name: Toponym) -> Toponym:
    """Return a country's name as the adjective that it is behind a counted noun: "33 جنديا تركيا"."""
    code = _HOMOGRAPHS.get(tokens[name.first].low, "")
    if not code or name.first < 2 or name.last - name.first > 1:
        return name
    noun = tokens[name.first - 1]
    counted = tokens[name.first - 2]
    accusative = noun.low.endswith("ا") and built_in("victims").at((noun,), 0) is not None
    number = counted.word[0].isdigit() or counted.low.endswith(("ون", "ين", "عشر", "عشره"))
    return Toponym(name.first, name.last, code) if accusative and number else name


_POWERS: Final = frozenset(("US", "UN", "EU", "UK"))  # "US B-52 bombers"
_COUNCIL: Final = (
    "local",
    "government",
)  # "Kankara Local Government Area of Katsina State", "Danmusa LGA"


def _as_known(
    text: str, tokens: Sequence[Token], names: Sequence[Toponym], prominence: Callable[[str], int]
) -> list[Toponym]:
    """Join two names that a gazetteer knows as one ("West", "Bank"); leave the kind of a council out."""
    out: list[Toponym] = []
    for name in sorted(names, key=lambda n: n.first):
        last = out[-1] if out else None
        if last is not None and last.last == name.first and not (last.country or name.country):
            whole = text[tokens[last.first].start : tokens[name.last - 1].end]
            if prominence(whole) > 1:
                out[-1] = Toponym(last.first, name.last)
                continue
        if last is not None and _is_wind(tokens, last, name):
            out[-1] = Toponym(last.first, name.last)
            continue
        if last is not None and _is_one_of_two(text, tokens, last, name, prominence):
            out[-1] = Toponym(last.first, name.last)
            continue
        ends = _of_a_road(text, tokens, name, prominence)
        out.extend(ends or _without_council(tokens, _without_deed(tokens, name)))
    out = [_without_rank(text, tokens, name, prominence) for name in out]
    return [
        n
        for n in out
        if not (tokens[n.first].word in _POWERS and n.last - n.first > 1)
        and not _is_body_or_people(tokens, n)
        and (n.country or not is_thing(text, tokens, (n.first, n.last), prominence))
        and not _is_person_named(tokens, n)
        and not _is_deed(tokens, n)
        and not _is_unit(tokens, n)
        and not (_is_acronym(tokens, n) and not prominence(tokens[n.first].word))
        and not _bears_first_name(text, tokens, n, prominence)
    ]


_WINDS: Final = WINDS | {"central", "upper", "lower"}


def _is_wind(tokens: Sequence[Token], first: Toponym, second: Toponym) -> bool:
    """Return whether a wind alone was heard as a name before the one that it is part of: "North Shewa"."""
    beside = first.last == second.first and not (first.country or second.country)
    alone = first.last - first.first == 1 and tokens[first.first].low in _WINDS
    return beside and alone


def _is_one_of_two(
    text: str,
    tokens: Sequence[Token],
    first: Toponym,
    second: Toponym,
    prominence: Callable[[str], int],
) -> bool:
    """Return whether "and" joins the halves of one division's or country's name: "Jammu and Kashmir"."""
    apart = second.first - first.last
    if first.country or second.country or apart != 1 or tokens[first.last].low != "and":
        return False
    whole = text[tokens[first.first].start : tokens[second.last - 1].end]
    return prominence(whole) >= _DIVISION


_SHORT: Final = 5  # letters beyond which a small word shows that not all is in capitals
_LETTERS: Final = 8  # of "MINUSCA" and one more
_CALLED: Final = 14  # tokens of "identified as Commander A, B and C"


def _is_deed(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether one word is a letter or a headline's verb: "Drones to Kill Four"."""
    word = tokens[name.first]
    return name.last - name.first == 1 and (len(word.word) == 1 or word.low in _VERBS)


def _is_acronym(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether capitals alone name a unit in a text that is not all capitals: "the BIR"."""
    word = tokens[name.first].word
    if name.last - name.first > 1 or {t.low for t in tokens[name.last : name.last + 2]} & _SITES:
        return False
    short = len(word) <= _LETTERS and word.isupper()
    return short and _has_small_words(tokens)


@remembered
def _has_small_words(tokens: Sequence[Token]) -> bool:
    """Return whether not all of a sentence is in capitals."""
    return any(len(t.word) > _SHORT and t.word.islower() for t in tokens)


_VERBS: Final = frozenset(
    "kill kills killed attack attacks hit hits dead bomb bombs abduct kidnap".split()
)
_SITES: Final = frozenset("camp village town area site base".split())


def _is_unit(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether our lists know capitals as somebody who acts or speaks: "the MINUSCA base"."""
    alone = name.last - name.first == 1 and len(tokens[name.first].word) > _INITIALS
    return (
        alone
        and tokens[name.first].word.isupper()
        and _has_small_words(tokens)
        and any(built_in(kind).at(tokens, name.first) for kind in ("actors", "sources"))
    )


_INITIALS: Final = 2  # "US"
_BEARING_ARMS: Final = frozenset(
    "unit units battalion brigade soldiers fighters troops forces police militia".split()
)


def _has_men(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether capitals name those who bear arms: "the elite BIR unit"."""
    return name.last < len(tokens) and tokens[name.last].low in _BEARING_ARMS


def _is_person_named(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether a name is one of those whom the text identifies: "identified as A, B and C"."""
    if name.first and tokens[name.first - 1].low == "one" and name.last - name.first >= _TOWN:
        return True  # "killing one Abubakar N."
    start = max(0, name.first - _CALLED)
    low = [t.low for t in tokens[start : name.first]]
    said = [k for k in range(len(low) - 1) if low[k] in _IDENTIFIED and low[k + 1] == "as"]
    rest = tokens[start + said[-1] + 2 : name.first] if said else ()
    return bool(said) and all(
        t.word[0].isupper() or t.low in (",", "and", "-", "follows", ":") for t in rest
    )


_IDENTIFIED: Final = frozenset(("identified", "named"))


_ROADS: Final = frozenset("road highway axis stretch corridor route".split())


def _of_a_road(
    text: str, tokens: Sequence[Token], name: Toponym, prominence: Callable[[str], int]
) -> list[Toponym]:
    """Part the two ends of a road that nobody lists as one name: "the Kumba-Mbonge road"."""
    dashes = [k for k in range(name.first, name.last) if tokens[k].word in ("-", "–", "/")]
    road = name.last < len(tokens) and tokens[name.last].low in _ROADS
    if (
        len(dashes) != 1
        or not road
        or prominence(text[tokens[name.first].start : tokens[name.last - 1].end])
    ):
        return []
    ends = [Toponym(name.first, dashes[0]), Toponym(dashes[0] + 1, name.last)]
    long = all(tokens[n.first].end - tokens[n.first].start > _ARTICLE for n in ends)
    return ends if long else []  # not "the Al-Khafsa road"


_ARTICLE: Final = 3


_RANKS: Final = DIVISIONS | {"oblast", "county"}


def _without_rank(
    text: str, tokens: Sequence[Token], name: Toponym, prominence: Callable[[str], int]
) -> Toponym:
    """Leave out of a name the rank that no list writes with it: "Kirkuk Governorate"."""
    last = name.last - 1
    if name.country or last <= name.first or tokens[last].low not in _RANKS:
        return name
    start = tokens[name.first].start
    known = prominence(text[start : tokens[last].end])
    if known or prominence(text[start : tokens[last - 1].end]) < _DIVISION:
        return name
    return Toponym(name.first, last, name.country, name.skip)


_FATHER: Final = "abu"  # opens names of villages as well as of men
_OF_FAMILY: Final = frozenset("al el bin ibn".split())


def _bears_first_name(
    text: str, tokens: Sequence[Token], name: Toponym, prominence: Callable[[str], int]
) -> bool:
    """Return whether a name that no list knows opens as a person's: "Mohammed al-R"."""
    opening = tokens[name.first].low
    if name.country or name.last - name.first < _TOWN or opening == _FATHER:
        return False
    if tokens[name.first + 1].low not in _OF_FAMILY:
        return False
    around = [
        t.low
        for t in (*tokens[max(0, name.first - 2) : name.first], *tokens[name.last : name.last + 1])
    ]
    if not is_clue(opening, "first") or any(is_clue(word, "noun") for word in around):
        return False
    return not prominence(text[tokens[name.first].start : tokens[name.last - 1].end])


_BODIES: Final = frozenset(
    "alliance coalition movement party union league federation forces army brigade brigades battalion committee council "
    "commission ministry agency foundation congress corporation guard guards committees airlines airways police militia "
    "volunteers vigilantes defence defense coordination management".split()
)
_PEOPLES: Final = frozenset(
    "shia sunni shiite kuki zo meitei fulani hausa tutsi hutu hema lendu rohingya druze alawite maronite hazara pashtun "
    "tigrayan masalit zaghawa tuareg dogon nuer dinka yazidi kurd muslim christian hindu sikh catholic fano maoist naxalite "
    "wazalendo banyamulenge janjaweed bedouin berber twa".split()
)
_CREEDS: Final = frozenset(
    "shia shi'a sunni shiite shi'ite alawite christian muslim hindu sikh catholic".split()
)
_COMPASS: Final = _WINDS | BEARINGS | {"-"}
_MEN: Final = TROOPS.union("police militants rebels gunmen fighters militiamen insurgents".split())
_GROUND: Final = frozenset(
    "state region province department district zone area town village hills valley county".split()
)


def _is_body_or_people(tokens: Sequence[Token], name: Toponym) -> bool:
    """Return whether capitals name a body ("Congo River Alliance") or a people ("Kuki militants")."""
    low = [t.low for t in tokens[name.first : name.last]]
    if low[:2] in (["islamic", "state"], ["islamic", "states"]):
        return True
    paper = built_in("sources").at(tokens, name.first - 1) if name.first else None
    if paper is not None and paper.last >= name.last and paper.row["side"] == "press":
        return True  # "Agence France-Presse"
    if len(low) > 1 and (low[-1] in _BODIES or low[-2:] == ["operating", "base"]):
        return True
    if len(low) == 1 and low[0] in _MEN:
        return tokens[max(0, name.first - 1)].low != "in"  # "Police have seized ..."
    behind = tokens[name.last].low if name.last < len(tokens) else ""
    if set(low) <= _CREEDS:
        return True  # "a Sunni district of the city"
    return (
        set(low) <= _PEOPLES | {"-"} or set(low) <= _COMPASS  # "North East: troops ..."
    ) and behind not in _GROUND


_DEEDS: Final = BLOWS.union("capture fall siege battle".split())


def _without_deed(tokens: Sequence[Token], name: Toponym) -> Toponym:
    """Cut a deed or an office off a name: "Shelling of Abu Shouk killed", "the village Head of X"."""
    low = [t.low for t in tokens[name.first : name.last]]
    if len(low) > 2 and low[0] in ("head", "chief") and low[1] == "of":
        return Toponym(name.first + 2, name.last)
    deed = _deed_before(tokens, name.first, name.last)
    return Toponym(name.first + deed, name.last) if deed else name


def _deed_before(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many words of a run of capitals tell what befell the place: "Shelling of Abu Shouk"."""
    deed = (
        last - first > 2 and tokens[first].low in _DEEDS and tokens[first + 1].low in ("of", "on")
    )
    return 2 if deed else 0


def _without_council(tokens: Sequence[Token], name: Toponym) -> list[Toponym]:
    low = [t.low for t in tokens[name.first : name.last]]
    if len(low) > 1 and low[-1] == "lga":
        return [Toponym(name.first, name.last - 1)]
    cut = next((k for k in range(1, len(low) - 1) if tuple(low[k : k + 2]) == _COUNCIL), 0)
    if not cut:
        return [name]
    state = next((k + 1 for k in range(cut, len(low) - 1) if low[k] == "of"), 0)
    rest = [Toponym(name.first + state, name.last)] if state else []
    return [Toponym(name.first, name.first + cut), *rest]


def _in_tokens(part: Sentence, named: Sequence[Extent]) -> Iterator[Toponym]:
    """Yield the names that lie in a sentence, without "the", as whole tokens."""
    for start, end in named:
        if part.start <= start and end <= part.end:
            inside = [i for i, t in enumerate(part.tokens) if t.start < end and start < t.end]
            while inside and part.tokens[inside[0]].word in ("the", "The"):
                del inside[0]
            if inside:
                yield Toponym(inside[0], inside[-1] + 1)


def _named_again(parts: Sequence[Sentence], found: list[list[Toponym]]) -> list[list[Toponym]]:
    """Find the names that were recognised once wherever the report uses them again.

    Not where another capital touches them: "Kyiv" does not make a place of "Kyiv Independent".
    """
    known: dict[str, set[tuple[str, ...]]] = {}
    for part, names in zip(parts, found, strict=True):
        for name in names:
            words = tuple(t.word for t in part.tokens[name.first : name.last])
            if not name.country and not name.skip and len(words[0]) > 2 and words[0][0].isupper():
                known.setdefault(words[0], set()).add(words)
    out = []
    for part, names in zip(parts, found, strict=True):
        taken = {k for name in names for k in range(name.first, name.last)}
        more = [
            Toponym(i, i + len(words))
            for i, token in enumerate(part.tokens)
            for words in known.get(token.word, ())
            if taken.isdisjoint(range(i, i + len(words)))
            and tuple(t.word for t in part.tokens[i : i + len(words)]) == words
            and not any(
                t.word[0].isupper()
                for t in (
                    *part.tokens[max(1, i - 1) : i],
                    *part.tokens[i + len(words) : i + len(words) + 1],
                )
            )
        ]
        out.append(sorted(names + more, key=lambda name: name.first) if more else names)
    return out
