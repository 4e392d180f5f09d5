"""Who an English verb of speech has as its subject.

The secret of this module is what may stand between a subject and its verb: asides, lists, brackets
and quoted names do, a clause with a verb of its own does not. The subject is looked for before the
verb or behind it, as the verb allows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.naming import (
    MAX_NAME,
    as_government,
    in_own_words,
    is_dash,
    name_extent,
    source_of,
)
from geo.extract.attribution.speakers import REACH, Noun, Scene, Source, people_before, person_at
from geo.extract.attribution.words import (
    ADJECTIVES,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    JOINERS,
    QUOTES,
    ends_name,
    is_abbreviation,
    is_modifier,
    is_name,
    is_verb,
    is_verb_at,
)
from geo.extract.words import DIVISIONS, PERSONS, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token

_ASIDE: Final = 16
_LIST: Final = 10
_VAGUE: Final = frozenset(
    "footage video videos photos images figures data law plan information documents estimates law constitution "
    "agreement accounts versions terms schedule map maps charter text letter sources what whom them him her it us "
    "me you which available initial preliminary".split()
)


def english_subject(scene: Scene, verb: Hit) -> list[Source]:
    """Return the subject of an English verb of speech, before it or behind it as the verb allows."""
    tokens = scene.tokens
    where = verb.row["where"]
    if where == "whose":
        return _owner(scene, verb)
    previous = tokens[verb.first - 1].word if verb.first else '"'
    heard: list[Source] = []
    if where == "both" and previous in QUOTES:
        heard = _behind(scene, verb)
    if where == "both" and previous == ",":
        heard = _inverted(scene, verb)
    if not heard and where != "after" and previous == ",":
        heard = _quoted(scene, verb.last)
    if not heard and where == "own":
        return _clause_subject(scene, verb)
    if not heard and where in ("before", "both"):
        if previous.lower() in ("and", "but", "or"):
            heard = _clause_subject(scene, verb)
        heard = heard or _before(scene, verb)
    if not heard and (where == "after" or (where == "both" and previous == ",")):
        heard = _behind(scene, verb)
    return heard


def _owner(scene: Scene, verb: Hit) -> list[Source]:
    """Return whose count or account a preposition brings in: "at least 26 rebels by the monitor's count"."""
    able = [*scene.nouns, *people_before(scene, verb)]
    group = [n for n in able if n.last == verb.first]
    first, last = name_extent(scene.tokens, group, 0, verb.first) if group else (0, 0)
    if not first or scene.tokens[first - 1].low not in _BY or first == last:
        return []
    return [source_of(scene, group, first, verb.first)]


_BY: Final = frozenset("by on in at going".split())
_ENDS: Final = STOPS | {":", "!", "?"} | QUOTES


def _inverted(scene: Scene, verb: Hit) -> list[Source]:
    """Return who speaks behind a comma and the verb: "an army point was bombed, said the monitor."."""
    heard = _behind(scene, verb)
    last = heard[-1].last if heard else 0
    if heard and scene.tokens[last : last + 1] and scene.tokens[last].low == "of":
        last = _name_end(scene.tokens, last + 1)  # "said Petro Ilenko of the police."
    ends = last >= len(scene.tokens) or scene.tokens[last].word in _ENDS
    return heard if heard and ends else []


def _clause_subject(scene: Scene, verb: Hit) -> list[Source]:
    """Return who opens the clause, for its second verb: "The ministry calls that a lie and says"."""
    tokens, nouns = scene.tokens, scene.nouns
    start = verb.first - 1
    while (
        start and tokens[start - 1].word not in (";", ":") and tokens[start - 1].word not in QUOTES
    ):
        start -= 1
    k = start
    while k < verb.first and (
        tokens[k].low in DETERMINERS or tokens[k].low in ("but", "and", "-", "–")
    ):
        k += 1
    if tokens[k].low in PERSONS:
        return [replace(s, first=k, last=k, denies=False) for s in scene.last]
    for noun in nouns:
        if start <= noun.first < verb.first:
            lead = tokens[k : noun.first]
            if all(is_modifier(t) for t in lead) and len(lead) <= 4:
                stop = next(
                    (j for j in range(noun.last, verb.first) if ends_name(tokens, j, -1)),
                    verb.first,
                )
                group = [n for n in nouns if noun.first <= n.first < stop]
                return [source_of(scene, group, start, stop)]
            return []
    return []


def _before(scene: Scene, verb: Hit) -> list[Source]:
    """Return the subject before a verb of speech, and what "and" joins to it."""
    tokens, nouns = scene.tokens, scene.nouns
    k = verb.first - 1
    while k >= 0 and (tokens[k].low in AUXILIARIES or tokens[k].low.endswith("ly")):
        k -= 1
    if k >= 0 and tokens[k].low in PERSONS:
        opener = _opener(scene, k) if tokens[k].low in ("it", "they") else None
        if opener is not None and tokens[k].low == "it" and _is_plural(tokens, opener.last - 1):
            opener = None  # "The terrorists suffered heavy losses, it said"
        spoke = [opener] if opener is not None else scene.last
        return [replace(s, first=k, last=k, denies=False) for s in spoke]
    able = [*nouns, *people_before(scene, verb)]
    near = sorted(
        (n for n in able if n.last <= verb.first <= n.last + REACH), key=lambda n: n.first
    )
    reaching = [n for n in near if _reaches(tokens, n.last, verb.first)]
    if not reaching:
        return _government(scene, k)
    run = _run(tokens, reaching)
    groups: list[list[Noun]] = [[run[0]]]
    for noun in run[1:]:
        between = [t.low for t in tokens[groups[-1][-1].last : noun.first]]
        if (
            "and" in between
            or "or" in between
            or (between and between[0] == "," and len(between) <= 3 and len(run) > 2)
        ):
            groups.append([noun])
        else:
            groups[-1].append(noun)
    opening = name_extent(tokens, run, 0, verb.first)[0]
    if opening and tokens[opening - 1].low in ("after", "before", "since", "until", "if", "unless"):
        return []  # "two days after the president spoke of"
    if len(groups) == 1 and (run[0].role or run[0].side == "unknown"):
        # "Oleh Syniehubov, the regional governor, said": the aside tells who that is.
        aside = [n for n in nouns if n.first >= run[-1].last and n.last <= verb.first]
        if aside and tokens[run[-1].last].word == "," and aside[0].first - run[-1].last <= 5:
            who = source_of(scene, run, 0, run[-1].last)
            if _is_affiliation(tokens, run[-1].last, aside[0].first):
                return [who]  # "Iba Agency, which is affiliated with HTS, reported"
            what = source_of(scene, aside[:1], run[-1].last + 1, verb.first)
            if run[0].name and _is_proper(tokens, who):
                return [replace(who, side=what.side)]  # "Thiqa Agency, an opposition outlet, said"
            return [
                replace(
                    what,
                    first=who.first,
                    name=what.name if run[0].name else f"{who.name}, {what.name}",
                )
            ]
    if len(groups) == 1 and (named := _named_behind(scene, run, able)) is not None:
        return [named]
    if len(groups) > 1 and any(_is_object(tokens, g[0].first) for g in groups[:1]):
        groups = groups[-1:]
    return _unique(source_of(scene, g, 0, verb.first) for g in groups)


_TIES: Final = frozenset("with to by of from for".split())


def _is_affiliation(tokens: Sequence[Token], low: int, noun: int) -> bool:
    """Return whether a relative clause only says whose a speaker is: ", which is affiliated with HTS,"."""
    opens = low + 1 < noun and tokens[low + 1].low in ("which", "that", "who", "whose")
    k = noun - 1
    while k > low and (tokens[k].low in DETERMINERS or tokens[k].low in ADJECTIVES):
        k -= 1
    return opens and tokens[k].low in _TIES


def _is_proper(tokens: Sequence[Token], source: Source) -> bool:
    """Return whether a source that ends in a common noun has a name of its own: "Thiqa Agency"."""
    words = [t for t in tokens[source.first : source.last] if t.low not in DETERMINERS]
    return len(words) > 1 and all(t.word[0].isupper() or t.low in JOINERS for t in words)


def _is_plural(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    plain = token.word.islower() or k == 0
    return plain and (token.low.endswith("s") or token.low == "people")


_LANDS: Final = DIVISIONS | {"state", "county", "oblast"}
_TITLE: Final = 4  # tokens of ", Brigadier General"


def _named_behind(scene: Scene, run: Sequence[Noun], able: Sequence[Noun]) -> Source | None:
    """Return an officer with the name that commas set behind: "the state governor, Aminu Tambuwal, told"."""
    tokens, end = scene.tokens, run[-1].last
    whose = next((n.last for n in scene.toponyms if end + 1 <= n.first <= end + 2), 0)
    if tokens[end].low == "of" and whose:  # "the governor of X state, Y, said"
        end = whose + (tokens[whose].low in _LANDS if whose < len(tokens) else 0)
    if end >= len(tokens) or tokens[end].word != "," or any(n.named for n in run):
        return None
    for noun in able:
        closed = noun.last < len(tokens) and tokens[noun.last].word == ","
        titled = all(t.word[0].isupper() for t in tokens[end + 1 : noun.first])
        near = end < noun.first <= end + _TITLE and titled
        if near and noun.side == "unknown" and noun.named and closed:
            who = source_of(scene, run, 0, end)
            words = scene.text[tokens[end + 1].start : tokens[noun.last - 1].end]
            return replace(who, last=noun.last, name=f"{who.name} {words}")
    return None


def _titled_behind(tokens: Sequence[Token], noun: Noun, high: int) -> bool:
    """Return whether a comma and an article open the subject: "killing 15 people, the governor, X, said".

    Of others than witnesses only where more stands between: "the mayor, a nurse and a guard said".
    """
    if noun.named or noun.side not in ("witness", "official", "rescue", "party"):
        return False
    low = noun.last if noun.side == "witness" else noun.last + 1
    return any(
        tokens[k].word == "," and tokens[k + 1].low in ("a", "an", "the", "its", "his", "their")
        for k in range(low, min(high, len(tokens) - 1))
    )


def _run(tokens: Sequence[Token], reaching: Sequence[Noun]) -> list[Noun]:
    """Return the nouns that end nearest to the verb and reach each other, left to right.

    What stands left of a wall is no subject, and no more is what a verb befalls.
    """
    run = [reaching[-1]]
    for noun in reversed(reaching[:-1]):
        if not _reaches(tokens, noun.last, run[-1].first, inner=True):
            break
        if _titled_behind(tokens, noun, run[-1].first) or any(
            is_dash(tokens, j) for j in range(noun.last, run[-1].first)
        ):
            break
        run.append(noun)
    run.reverse()
    while len(run) > 1 and _is_struck(tokens, run[0].first):
        run.pop(0)
    return run


def _opener(scene: Scene, pronoun: int) -> Source | None:
    """Return the body that the sentence began with: "MSF treated nine, it said"."""
    for noun in scene.nouns:
        if noun.first >= pronoun:
            return None
        if noun.side not in ("press", "witness", "unknown"):
            lead = scene.tokens[: noun.first]
            plain = all(t.low in DETERMINERS or is_modifier(t) for t in lead)
            return source_of(scene, [noun], 0, pronoun) if plain and len(lead) <= 4 else None
    return None


def _is_object(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a noun stands behind a preposition, as no subject does."""
    while k and (tokens[k - 1].low in DETERMINERS or tokens[k - 1].low in ADJECTIVES):
        k -= 1
    return k > 0 and tokens[k - 1].low in (
        "on",
        "against",
        "by",
        "of",
        "between",
        "with",
        "into",
        "from",
        "near",
    )


def _is_struck(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a noun is what a verb befalls: "wounded two policemen, the minister said"."""
    while k and (
        tokens[k - 1].low in DETERMINERS
        or tokens[k - 1].low in ADJECTIVES
        or tokens[k - 1].word[0].isdigit()
    ):
        k -= 1
    return k > 0 and is_verb_at(tokens, k - 1)


def _unique(found: Iterable[Source]) -> list[Source]:
    out: list[Source] = []
    for source in found:
        if not any(s.name == source.name for s in out):
            out.append(source)
    return out


def _reaches(tokens: Sequence[Token], low: int, high: int, *, inner: bool = False) -> bool:
    """Return whether ``tokens[low:high]`` may stand between a subject and its verb of speech.

    `inner`: between two nouns of one subject.
    """
    k = low
    while k < high:
        token = tokens[k]
        if token.low in ("who", "which"):
            return high - k <= _ASIDE and not _has_wall(tokens, k, high)
        if token.word in ("(", "[") or token.word in QUOTES:
            following = _over_brackets(tokens, k, high)
        elif token.word == ",":
            following = k + 1 if inner else _over_comma(tokens, k, high)
        elif token.low in _REACHED and k + 1 < high:
            following = k + 3 if tokens[k + 1].low in ("by", "in", "through", "via") else k + 1
        elif token.low == "as" and k + 2 < high and tokens[k + 1].low == "well":
            following = k + 3
        elif (
            token.low in BREAKS
            or (token.word in (".", "?", "!") and not is_abbreviation(tokens, k))
            or (is_verb_at(tokens, k) and token.low not in AUXILIARIES)
        ):
            return False
        else:
            following = k + 1
        if not following:
            return False
        k = following
    return True


def _has_wall(tokens: Sequence[Token], low: int, high: int) -> bool:
    return any(t.word in QUOTES or t.word == ";" for t in tokens[low:high])


def _over_brackets(tokens: Sequence[Token], k: int, high: int) -> int:
    """Return the token behind what opens at `k`: "(SDN)", "“We Are Lumo”"; 0 if it does not close."""
    quote = tokens[k].word in QUOTES
    closers = QUOTES if quote else frozenset(")]")
    for j in range(k + 1, min(high, k + (9 if quote else _ASIDE))):
        if tokens[j].word in closers:
            return 0 if quote and not tokens[k + 1].word[0].isupper() else j + 1
    return 0


def _over_comma(tokens: Sequence[Token], k: int, high: int) -> int:
    """Return the token behind the aside or list that a comma opens; 0 where it parts clauses."""
    last = max(j for j in range(k, high) if tokens[j].word == ",")
    following = tokens[k + 1].low if k + 1 < high else ""
    clause = following in ("who", "which", "whose")
    if last - k > _ASIDE or (last == k and not clause):
        listed = following and any(t.low == "and" for t in tokens[k:high])
        return k + 1 if listed and high - k < _LIST and _is_list(tokens, high) else 0
    if last == k:
        return 0 if high - k > _ASIDE else high
    if any(t.low not in AUXILIARIES and not t.low.endswith("ly") for t in tokens[last + 1 : high]):
        return 0  # a subject of its own stands behind the aside
    return 0 if _has_wall(tokens, k, last) else last + 1


def _is_list(tokens: Sequence[Token], high: int) -> bool:
    """Return whether a comma opens a list of speakers, with no clause before it."""
    return not any(is_verb(t) or t.low in BREAKS for t in tokens[:high])


def _government(scene: Scene, k: int) -> list[Source]:
    """Return the government that a country or capital right before the verb stands for."""
    for name in scene.toponyms:
        if not name.country and name.last == k + 1:
            before = scene.tokens[name.first - 1].low if name.first else ""
            if before not in ("in", "of", "near", "at", "from", "for", "to"):
                return as_government(scene, name.first, name.last)
    return []


def _behind(scene: Scene, verb: Hit) -> list[Source]:
    """Return the source behind "according to", or a verb turned round: '..., said the mayor'."""
    tokens, nouns = scene.tokens, scene.nouns
    start, stop = verb.last, _name_end(tokens, verb.last)
    if stop == start:
        return _quoted(scene, start)
    if tokens[start].low in PERSONS | {"him", "her", "them"}:
        return [replace(s, first=start, last=start, denies=False) for s in scene.last]
    inside = [n for n in nouns if start <= n.first < stop]
    if verb.row["where"] != "after" and not _may_invert(tokens, start, inside):
        return []
    people = person_at(scene, start, stop)
    described = _described(scene, people, start, stop) if people and not inside else None
    if described is not None:
        return [described]
    if inside and not (people and people[0].first == start):
        people = []
    groups: list[list[Noun]] = []
    for noun in sorted([*inside, *people], key=lambda n: n.first):
        between = [t.low for t in tokens[groups[-1][-1].last : noun.first]] if groups else []
        if groups and "and" not in between and "or" not in between:
            groups[-1].append(noun)
        else:
            groups.append([noun])
    if groups:
        return _unique(source_of(scene, group, start, stop) for group in groups)
    for name in scene.toponyms:
        if not name.country and start <= name.first <= start + 1 and name.last >= stop - 1:
            return as_government(scene, name.first, name.last)
    known_to_speak = verb.row["where"] == "after" and tokens[start].low in DETERMINERS
    if (
        known_to_speak
        and stop - start <= 5
        and not any(t.low in _VAGUE for t in tokens[start:stop])
    ):
        return [in_own_words(scene.text, tokens, start, stop, "unknown")]
    return []


def _quoted(scene: Scene, start: int) -> list[Source]:
    """Return the paper that quotation marks name behind its verb: 'reports "Carta de Moçambique", a newssheet'."""
    tokens = scene.tokens
    if start + 2 >= len(tokens) or tokens[start].word not in QUOTES:
        return []
    close = next(
        (k for k in range(start + 2, min(len(tokens), start + 9)) if tokens[k].word in QUOTES), 0
    )
    inner = tokens[start + 1 : close]
    titled = all(t.word[0].isupper() or len(t.word) <= _SMALL for t in inner)
    behind = tokens[close + 1].word if close and close + 1 < len(tokens) else "."
    if not close or not titled or not inner[0].word[0].isupper() or behind not in (",", "."):
        return []
    name = scene.text[inner[0].start : inner[-1].end]
    aside = [n for n in scene.nouns if close < n.first <= close + _TITLE + 1]
    listed = [n for n in scene.nouns if start < n.first < close and n.named]
    if not aside and not listed:
        return []  # 'he said, "Enough."'
    side = (listed or aside)[0].side
    return [Source(start, close + 1, listed[0].name if listed else name, side)]


_SMALL: Final = 3  # letters of the small words in a title


def _name_end(tokens: Sequence[Token], start: int) -> int:
    """Return where a source's name that begins at token `start` ends."""
    stop = start
    while stop < min(len(tokens), start + MAX_NAME) and not ends_name(tokens, stop, start):
        stop += 1
    return stop


def _may_invert(tokens: Sequence[Token], start: int, inside: Sequence[Noun]) -> bool:
    """Return whether a subject can stand behind its verb here: not in "said on Monday that"."""
    token = tokens[start]
    if (
        token.word[0].islower()
        and token.low not in DETERMINERS | ADJECTIVES
        and not any(n.first == start for n in inside)
    ):
        return False
    if inside and token.low != "one" and not is_name(tokens, start):
        lead = tokens[start : inside[0].first]
        return not any(t.low in JOINERS for t in lead) or any(t.low in _PAPERS for t in lead)
    return True


_PAPERS: Final = frozenset(
    "statement statements communique bulletin release spokesman spokeswoman spokesperson spokesmen tweet post".split()
)


def _described(scene: Scene, people: Sequence[Noun], start: int, stop: int) -> Source | None:
    """Return a person with what an aside calls them: "said Petro Ilenko, the governor"."""
    tokens = scene.tokens
    if stop >= len(tokens) or tokens[stop].word != ",":
        return None
    opens = stop + 1
    if [t.low for t in tokens[opens : opens + 1]] == ["who"] and tokens[opens + 1].low in _LEADS:
        opens += 2  # "said Petro Ilenko, who leads the observatory"
    end = _name_end(tokens, opens)
    told = [n for n in scene.nouns if stop < n.first < end and n.first - stop <= 5]
    if not told:
        return None
    who = source_of(scene, told, opens, end)
    name = scene.text[tokens[people[0].first].start : tokens[people[-1].last - 1].end]
    return Source(start, end, who.name if told[0].named else f"{name}, {who.name}", who.side)


_LEADS: Final = frozenset(
    "leads led heads headed directs runs chairs founded governs commands represents".split()
)
_REACHED: Final = frozenset("contacted reached interviewed quoted cited speaking".split())
