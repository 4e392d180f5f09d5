"""Who says so: the source of each sentence and its side.

The secret of this module is how a speaker is found without a parser. A word of speech looks for its
subject (before it, behind it, as the words allow) among the nouns that can speak: listed sources,
armed actors, names of persons, governments under the name of their country or capital; what may
stand between a subject and its verb is spelled out, all else parts them. Over a whole report, "it"
and "the ministry" go back to whoever spoke, a speaker keeps the word until the paragraph ends, and
what nobody else says is said by whoever published the text: nobody in particular for the press,
the ministry for a ministry's statement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.actors import (
    arabic_government,
    country_names,
    government_of,
    nationality,
)
from geo.extract.lexicon import Lexicon, built_in, rows_of
from geo.extract.text import folded, forms_of, is_arabic, seen, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Sentence, Token
    from geo.extract.toponyms import Toponym
    from geo.model import Report, Side

_REACH: Final = 22  # tokens between a subject and its verb, asides included
_ASIDE: Final = 16
_LIST: Final = 10
_MEMORY: Final = 60  # sources that a short name may go back to
_NAME: Final = 12  # tokens of a source's name
_UNNAMED: Final = (
    "Rebel forces",
    "Militants",
    "Unidentified",
    "Militia",
    "Clan militia",
    "Tribal militia",
    "Bandits",
    "Gang",
    "Armed resistance",
    "Border guards",
    "Military Forces of",
    "Police Forces of",
)
_SIDES: Final[dict[str, Side]] = {
    "state": "party", "rebel": "party", "militia": "party", "gang": "party", "police": "official", "un": "un",
}  # fmt: skip
_DENIALS: Final = frozenset(
    "denied denies denying deny rejected rejects dismissed dismisses refuted refutes نفى نفت تنفي ينفي نفي".split()
)
_PRONOUNS: Final = frozenset("he she it they".split())
_DETERMINERS: Final = frozenset(
    "the a an its his her their our one another some several many two three four five other others both all "
    "most few same this that these those various no any".split()
)
_QUOTES: Final = frozenset('"“”«»„')
_BREAKS: Final = frozenset(
    "; that while but after when because since until although though if whether before where so than : whereas as "
    "amid despite following during without against including by into onto over under via through".split()
)
_AUXILIARIES: Final = frozenset(
    "has had have also later earlier then since separately meanwhile previously itself himself herself themselves "
    "repeatedly publicly officially initially immediately only just now still again first soon".split()
)
_FINITE: Final = frozenset(
    "is are was were be been being had has have did does do will would could should may might must can said says "
    "killed hit struck left took came went fell broke rose lost shot made got gave put set began fought held ran "
    "burnt blew sent brought caught found threw drove fled became met spoke told saw felt stood withdrew won "
    "wrote knew led kept seek hold hits kills attacks takes leaves".split()
)
_PARTICIPLES: Final = frozenset(
    "armed installed led backed appointed displaced wounded united retired controlled occupied injured trapped "
    "aligned affiliated based unnamed named held run owned elected funded supported allied linked trained "
    "recognised recognized exiled besieged mechanised mechanized combined armoured armored motorised related "
    "concerned detained bereaved self-proclaimed so-called proclaimed integrated".split()
)
_ADJECTIVES: Final = frozenset(
    "local senior military security medical provincial regional opposition pro-government state rebel war top chief "
    "foreign defence defense interior health civil regime government police army district village humanitarian "
    "independent national federal official community hospital rescue media news emergency run owned deputy acting "
    "human rights press religious tribal intelligence anti pro led backed based affiliated municipal city town camp "
    "public private international western eastern northern southern central general joint special former field aid "
    "relief front clan ethnic church parish school family eye child refugee border prison port customs fire junta".split()
)
_JOINERS: Final = frozenset("of for at in from with within close to near on".split())
_THINGS: Final = frozenset(
    "guns fire shelling post posts position positions base bases barracks outpost outposts checkpoint checkpoints raid "
    "raids lines column columns vehicles vehicle camp strike strikes bombardment artillery warplanes jets aircraft "
    "helicopters drone drones missile missiles tanks convoy convoys rocket rockets airstrike airstrikes settlers".split()
)
_VAGUE: Final = frozenset(
    "footage video videos photos images figures data law plan information documents estimates law constitution "
    "agreement accounts versions terms schedule map maps charter text letter sources what whom them him her it us "
    "me you which available initial preliminary".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who speaks in a sentence; tokens ``first`` to ``last`` (excluded) name them.

    ``first == last`` where the sentence has no words for them: "he said", a statement's publisher.
    """

    first: int
    last: int
    name: str
    side: Side
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in the words of one sentence, and who vouches for it; both may be nobody."""

    heard: tuple[Source, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Noun:
    """Words that can speak. `named`: a proper name; `role`: "spokesman", whose side is another's."""

    first: int
    last: int
    name: str
    side: Side
    named: bool
    role: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence, with all that is known of it: who can speak, where, who spoke last."""

    text: str
    tokens: Sequence[Token]
    nouns: Sequence[_Noun]
    toponyms: Sequence[Toponym]
    last: Sequence[Source] = ()


# ---- a whole report --------------------------------------------------------------------------


def hear(
    report: Report,
    parts: Sequence[Sentence],
    names: Sequence[Sequence[Toponym]],
    *,
    publisher: Source | None = None,
    home: str = "",
    sources: Lexicon | None = None,
    actors: Lexicon | None = None,
) -> list[Voice]:
    """Return one `Voice` a sentence.

    Parameters
    ----------
    parts, names
        The sentences of the report and the place names of each.
    publisher
        From `find_publisher`: who vouches for what nobody is named for.
    home
        The country (ISO code) that the report is about: whose army "the army" is.
    sources, actors
        The lists to read with, see `geo.extract.lexicon.extended`.
    """
    said: list[list[Source]] = []
    known: list[Source] = [publisher] if publisher else []
    last: list[Source] = []
    for k, (part, found) in enumerate(zip(parts, names, strict=True)):
        heard = [
            _at_home(source, home)
            for source in find_sources(
                report.text, part.tokens, found, last, sources=sources, actors=actors
            )
        ]
        if any(_telling(source.name) <= _FACELESS for source in heard):
            known = [
                *known,
                *_faction(parts[max(0, k - _MEMORY) : k], actors or built_in("actors")),
            ]
        heard = [_recalled(source, known) for source in heard]
        if heard:
            last = heard
            known = [*known, *(s for s in heard if s.first < s.last)][-_MEMORY:]
        said.append(heard)
    return _vouched(parts, said, publisher or _recorder(parts, said))


def _turns_away(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence opens something that the last speaker does not vouch for."""
    low = [t.low for t in tokens[:2]]
    return low[:1] in (["separately"], ["elsewhere"], ["ثانيا"], ["ثالثا"], ["رابعا"]) or (
        low in (["last", "month"], ["last", "week"], ["last", "year"], ["in", "background"])
    )


def _faction(parts: Sequence[Sentence], armed: Lexicon) -> list[Source]:
    """Return the armed group that was named last: whom "the group" means."""
    for part in reversed(parts):
        for hit in reversed(armed.find(part.tokens)):
            name = hit.row["name"].removesuffix(" ({country})")
            if hit.row["kind"] in ("rebel", "militia") and not name.startswith(_UNNAMED):
                return [] if "=" in name else [Source(0, 0, name, "party")]
    return []


def _recorder(parts: Sequence[Sentence], said: Sequence[Sequence[Source]]) -> Source | None:
    """Return the monitor whose records open or close the text: it is the monitor's own report."""
    body = [k for k, part in enumerate(parts) if not part.is_title]
    for k in body[:3]:
        for source in said[k]:
            # A monitor's own text calls it just "المرصد" from the start.
            if source.side == "monitor" and source.name.endswith(
                ("(المرصد)", "(مصادر المرصد)", "(نشطاء المرصد)")
            ):
                return replace(source, first=0, last=0, denies=False)
    for k in (*body[:2], *body[-1:]):
        if any(f in _DOCUMENTING for t in parts[k].tokens for f in t.forms):
            for source in said[k]:
                if source.side in ("monitor", "un", "rescue") and source.name[0].isupper():
                    return replace(source, first=0, last=0, denies=False)
    return None


def _vouched(
    parts: Sequence[Sentence], said: list[list[Source]], publisher: Source | None
) -> list[Voice]:
    """Return who vouches for each sentence: its speaker, the paragraph's last one, the publisher."""
    voices: list[Voice] = []
    current: list[Source] = []
    paragraph = -1
    for part, heard in zip(parts, said, strict=True):
        if part.paragraph != paragraph or _turns_away(part.tokens):
            current, paragraph = [], part.paragraph
        if heard:
            current = heard
        vouching = tuple(heard) or tuple(replace(s, first=0, last=0, denies=False) for s in current)
        if not vouching and publisher is not None:
            vouching = (publisher,)
        voices.append(Voice(tuple(heard), vouching))
    return voices


def _recalled(source: Source, known: Sequence[Source]) -> Source:
    """Return `source` under the fuller name it had before: "the ministry", "Syniehubov", "SDN"."""
    words = _telling(source.name)
    if not words or len(words) > 2 or not known:
        return source
    if words <= _MOUTHPIECES:
        return replace(source, name=known[-1].name, side=known[-1].side)
    if words == {"correspondent"} and known[-1].side == "press":
        return replace(source, name=known[-1].name)
    if words <= _FACELESS:
        armed = next(
            (s for s in reversed(known) if s.side == "party" and s.name[0].isupper()), None
        )
        return replace(source, name=armed.name, side="party") if armed else source
    short = source.name if source.name.isupper() and source.name.isascii() else ""
    for earlier in reversed(known):
        full = _telling(earlier.name)
        if len(full) > len(words) and words <= full:
            return replace(source, name=earlier.name, side=earlier.side)
        if short and len(short) > 1 and _initials(earlier.name) == short:
            return replace(source, name=earlier.name, side=earlier.side)
    return source


# Who speaks for whoever was heard last.
_MOUTHPIECES: Final = frozenset(
    "spokesman spokeswoman spokesperson statement ناطق متحدث بيان رسمي".split()
)
_FACELESS: Final = frozenset(("group", "movement", "militia", "insurgent"))
_OF_A_COUNTRY: Final = frozenset(
    (
        "Military Forces",
        "Ministry of Defence",
        "Government",
        "Police Forces",
        "Ministry of Interior",
        "Ministry of Health",
    )
)


def _at_home(source: Source, home: str) -> Source:
    """Return an Arabic "army" as that of the country the report is about."""
    label, bracket, words = source.name.partition(" (")
    country = country_names().get(home, "")
    if home == "SY" and label.lower() == "observatory":
        return replace(
            source, name="Syrian Observatory for Human Rights" + (bracket and f" ({words}")
        )
    if bracket and country and is_arabic(words):
        if home == "SY" and label == "Civil defence":
            return replace(source, name=f"White Helmets ({words}")
        if label == "state media" and "وكال" in words:
            return replace(source, name=f"{_STATE_AGENCIES.get(home, label)} ({words}")
        if label in ("army", "army spokesperson", "army command", "Military Forces"):
            whose = "army" if label == "Military Forces" else label
            return replace(source, name=f"{nationality(country)} {whose} ({words}")
        label = {"police": "Police Forces"}.get(label, label)
        if label in _OF_A_COUNTRY:
            return replace(source, name=f"{label} of {country} ({words}")
    return source


# The agency that a country's press calls "the official agency".
_STATE_AGENCIES: Final = {
    "SY": "SANA", "SD": "SUNA", "YE": "Saba", "LB": "National News Agency (Lebanon)", "PS": "WAFA", "IQ": "Iraqi News Agency", "SO": "SONNA",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _telling(name: str) -> frozenset[str]:
    """Return the words that tell a source from others; of an Arabic one, those of the text."""
    label, bracket, words = name.partition(" (")
    if bracket and is_arabic(words):
        found = (forms_of(w)[-1] for w in words.rstrip(")").split())
        return frozenset(w for w in found if w not in ("نفسه", "نفسها", "ذاته", "ذاتها"))
    bare = label.lower().replace("’s", "").replace("'s", "")
    return frozenset(
        w.rstrip("s,") for w in bare.split() if w not in _DETERMINERS and w not in _JOINERS
    )


def _initials(name: str) -> str:
    return "".join(
        w[0] for w in name.split(" (", maxsplit=1)[0].replace("-", " ").split() if w[0].isupper()
    )


# ---- the publisher ---------------------------------------------------------------------------

_STATEMENT: Final = frozenset(
    "statement communique communiqué bulletin spokesperson spokesman release briefing office service update brief "
    "summary note press command headquarters log letter weekly daily monthly week desk review sitrep operational "
    "information توضيح نشره موجز اعلان بيان تصريح صحفي بلاغ نشره المكتب الاعلامي اعلام احاطه حصيله".split()
)
# What a text is called: the source's name stands before it, "UNIFIL statement, 8 November".
_DOCUMENTS: Final = frozenset(
    "statement communique communiqué bulletin briefing brief update summary log letter note review report release week "
    "sitrep recap digest dispatch".split()
)
_CREWS: Final = frozenset(
    "teams team crews crew volunteers ambulances rescuers medics paramedics units".split()
)
_DOCUMENTING: Final = frozenset(
    "documented verified recorded registered logged counted وثق وثقت احصي احصت رصد رصدت سجل سجلت".split()
)
_OURS: Final = frozenset(
    "our we us ours قواتنا فريقنا فرقنا طواقمنا قواتكم نوكد وثقنا متطوعونا متطوعينا كوادرنا مجاهدونا ابطالنا نحمل ندين".split()
)
_UN_FORMS: Final = (
    ("situation", "report"), ("flash", "update"), ("humanitarian", "update"), ("situation", "update"), ("sitrep",),
    ("humanitarian", "snapshot"), ("humanitarian", "bulletin"), ("situation", "overview"), ("key", "messages"),
    ("humanitarian", "response"), ("protection", "of", "civilians"), ("flash", "note"), ("situation", "brief"),
    ("humanitarian", "needs"), ("security", "incidents", "affecting"),
)  # fmt: skip
_UN_FORMS_AR: Final = (
    ("تحديث", "عاجل"),
    ("تقرير", "موجز"),
    ("ابرز", "النقاط"),
    ("تقرير", "الحاله"),
    ("الاستجابه", "الانسانيه"),
)
_TITLE_TOKENS: Final = 16


def find_publisher(
    report: Report,
    parts: Sequence[Sentence],
    names: Sequence[Sequence[Toponym]],
    *,
    sources: Lexicon | None = None,
    actors: Lexicon | None = None,
) -> Source | None:
    """Return who speaks where nobody is named, or None for the press.

    A text is somebody's statement if `Report.source` says so, if a line at its head or foot is
    nothing but their name, if its title begins "SOHR:", or if it has the headings of a UN update.
    """
    listed = sources or built_in("sources")
    armed = actors or built_in("actors")
    if report.source:
        tokens = tokenize(report.source)
        nouns = _nouns(tokens, listed, armed)
        if nouns and not any(n.side in ("press", "witness") for n in nouns):
            return _publisher(_Scene(report.source, tokens, nouns, ()), 0, len(tokens))
    filed = _filed_by(parts, listed)
    if filed is not None:
        return filed
    head = _head(parts)
    ours = sum(_is_ours(p.tokens) for p in parts)
    stated = bool({f for p in head for t in p.tokens for f in t.forms} & _STATEMENT)
    lines = [(p, n, stated or ours > 1) for p, n in zip(head, names, strict=False)]
    lines += [
        (p, n, True) for p, n in zip(parts[-5:], names[-5:], strict=False) if _is_signature(p)
    ]
    for part, where, firm in lines:
        found = _named_line(report.text, part, where, listed, armed, firm=firm)
        if found is not None:
            return found
    for part, where in zip(parts[:4], names[:4], strict=False):
        colon = next((k for k, t in enumerate(part.tokens[:10]) if t.word == ":"), 0)
        nouns = _nouns(part.tokens[:colon], listed, armed)
        if nouns and nouns[0].named and nouns[0].first <= 1 and nouns[-1].last == colon:
            return _publisher(_Scene(report.text, part.tokens, nouns, where), nouns[0].first, colon)
    headings = [*head, *(p for p in parts if len(p.tokens) <= 4)]
    if any(_has_phrase(p.tokens, _UN_FORMS) for p in headings):
        return Source(0, 0, "OCHA", "un")
    if any(_has_phrase(p.tokens, _UN_FORMS_AR) for p in headings):
        return Source(0, 0, "OCHA (أوتشا)", "un")
    for part in parts[:3]:
        low = [t.low for t in part.tokens]
        if (
            any(a == "our" and b in _CREWS for a, b in pairwise(low))
            or "طواقمنا" in low
            or "فرقنا" in low
        ):
            return _crews(report.text, parts, listed, armed)
    return None


# Media that speak for a government or a party: what they write is that side's word.
_PARTISAN: Final = frozenset(
    (
        "SANA", "WAFA", "SUNA", "Saba", "SONNA", "Al-Masirah TV", "Al-Manar", "TASS", "RIA Novosti", "Sputnik", "IRNA", "Tasnim",
        "National News Agency (Lebanon)", "Iraqi News Agency", "Libyan News Agency", "Hawar News Agency", "Anadolu Agency",
    )
)  # fmt: skip
_FILED: Final = 8


def _filed_by(parts: Sequence[Sentence], listed: Lexicon) -> Source | None:
    """Return the state's or party's agency under whose name an Arabic text was filed: "حماة-سانا"."""
    for part in parts[:3]:
        tokens = part.tokens[: _FILED + 1]
        if not is_arabic(tokens[0].word):
            continue
        stop = next(
            (k for k, t in enumerate(tokens) if k and (t.word in _FILING or t.word == ":")), None
        )
        if stop is None:
            continue
        for hit in listed.find(tokens):
            near = (
                hit.last == len(part.tokens)
                or tokens[min(hit.last, len(tokens) - 1)].word in _FILING_ENDS
            )
            led = hit.first == 0 or tokens[hit.first - 1].word in _FILING_OPENS
            if hit.row["name"] in _PARTISAN and near and led:
                return Source(0, 0, hit.row["name"], "press")
    return None


_FILING: Final = frozenset("-–—/ـ(")
_FILING_OPENS: Final = frozenset('-–—/ـ("“«،')
_FILING_ENDS: Final = frozenset('-–—/ـ:)"”».')


def _is_signature(part: Sentence) -> bool:
    low = {f for t in part.tokens for f in t.forms}
    return (
        len(part.tokens) <= _TITLE_TOKENS
        and bool(low & _STATEMENT)
        and part.tokens[-1].word not in ".!?"
    )


def _crews(text: str, parts: Sequence[Sentence], listed: Lexicon, armed: Lexicon) -> Source | None:
    """Return the rescue service whose "our crews" speaks, by the name it has anywhere in its text."""
    found = [
        _one(_Scene(text, p.tokens, (n,), ()), [n], 0, len(p.tokens))
        for p in parts
        for n in _nouns(p.tokens, listed, armed)
        if n.side == "rescue"
    ]
    if not found:
        return Source(0, 0, "rescue workers", "rescue")
    best = max(found, key=lambda s: (s.name[0].isupper(), len(s.name.split()) > 1))
    return replace(best, first=0, last=0)


def _head(parts: Sequence[Sentence]) -> list[Sentence]:
    """Return the lines above the body: short, without a full stop."""
    found: list[Sentence] = []
    for part in parts[:4]:
        if len(part.tokens) > _TITLE_TOKENS or part.tokens[-1].word in ".?!":
            break
        found.append(part)
    return found


def _has_phrase(tokens: Sequence[Token], phrases: Sequence[tuple[str, ...]]) -> bool:
    low = [t.low for t in tokens]
    return any(
        tuple(low[k : k + len(p)]) == p for p in phrases for k in range(len(low) - len(p) + 1)
    )


def _is_ours(tokens: Sequence[Token]) -> bool:
    """Return whether the sentence says "we" or "our" outside quotation marks."""
    quoted = False
    for token in tokens:
        if token.word in _QUOTES:
            quoted = not quoted
        elif not quoted and any(f in _OURS for f in token.forms):
            return True
    return False


def _named_line(
    text: str,
    part: Sentence,
    toponyms: Sequence[Toponym],
    listed: Lexicon,
    armed: Lexicon,
    *,
    firm: bool,
) -> Source | None:
    """Return the source whose name a line is, or begins with: "SOHR:", "UNIFIL statement"."""
    tokens = part.tokens
    low = [t.low for t in tokens]
    start = (
        3
        if low[0] == "statement"
        and low[1:3] in (["attributable", "to"], ["of", "the"], ["by", "the"])
        else 0
    )
    stop = next((k for k in range(start, len(tokens)) if _separates(tokens, k)), len(tokens))
    document = next((k for k in range(start + 1, stop) if low[k] in _DOCUMENTS), stop)
    called = document < stop or bool(set(low[stop : stop + 8]) & _STATEMENT) or start > 0
    stop = document
    while stop > start and low[stop - 1] in (
        "press",
        "operational",
        "daily",
        "weekly",
        "monthly",
        "situation",
        "morning",
        "incident",
        "media",
        "'s",
        "’s",
    ):
        stop -= 1
    nouns = [
        n
        for n in _nouns(tokens[:stop], listed, armed)
        if (n.named or n.side not in ("press", "witness")) and n.first >= start
    ]
    if not any(n.side != "unknown" for n in nouns) or stop - start > 12:
        return None
    if built_in("triggers").find(tokens[start:stop]) or any(
        _is_verb(t) for t in tokens[start:stop]
    ):
        return None
    if any(t.word[0].isdigit() for t in tokens[start:stop]):
        return None
    if is_arabic(tokens[start].word):
        dated = all(
            t.word[0].isdigit() or t.word in "-/–—" or t.low in _AR_MONTHS for t in tokens[stop:]
        )
        heads = tokens[stop : stop + 1] and tokens[stop].word == ":" and nouns[0].named
        if (
            nouns[0].first - start > 1
            or stop - start > 7
            or not (
                firm
                or called
                or (dated and nouns[0].side != "party")
                or (heads and nouns[0].side in ("monitor", "rescue", "un"))
            )
        ):
            return None
        return _publisher(_Scene(text, tokens, nouns, toponyms), start, stop)
    content = [
        t
        for t in tokens[start:stop]
        if t.word[0].isalpha() and t.low not in _JOINERS | _DETERMINERS
    ]
    titled = all(t.word[0].isupper() or t.low in ("'s", "’s", "and", "to", "s") for t in content)
    alone = stop == len(tokens) and not called
    named = all(n.named for n in nouns)
    if titled and (firm or called or (named and (not alone or stop <= 8))):
        return _publisher(_Scene(text, tokens, nouns, toponyms), start, stop)
    if (
        (called or (low[stop : stop + 1] == [":"] and firm))
        and nouns[0].first - start <= 3
        and nouns[-1].last >= stop - 3
    ):
        return _publisher(_Scene(text, tokens, nouns, toponyms), start, stop)
    return None


_AR_MONTHS: Final = folded(
    "كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين الاول الثاني يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر "
    "اكتوبر نوفمبر ديسمبر الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت م"
)


def _separates(tokens: Sequence[Token], k: int) -> bool:
    """Return whether token `k` ends the name at the head of a line."""
    word = tokens[k].word
    if word in (":", "|", "(", "–", "—", "/"):
        return k > 0
    if word == "-":
        return k > 0 and tokens[k - 1].end < tokens[k].start
    return word == "," and k > 0


def _publisher(scene: _Scene, first: int, stop: int) -> Source | None:
    tokens, nouns = scene.tokens, scene.nouns
    # "SOHR" has a name of its own; "Lumo Fire Brigade" is named as it stands.
    covers = nouns[0].named and all(
        t.low in _DETERMINERS or not t.word[0].isalpha()
        for k, t in enumerate(tokens[first:stop], first)
        if not nouns[0].first <= k < nouns[0].last
    )
    whole = not is_arabic(tokens[first].word) and not covers
    chosen = _one(scene, nouns, first, stop, whole=whole)
    return replace(chosen, first=0, last=0)


# ---- one sentence ----------------------------------------------------------------------------


def find_sources(
    text: str,
    tokens: Sequence[Token],
    toponyms: Sequence[Toponym],
    last: Sequence[Source] = (),
    *,
    sources: Lexicon | None = None,
    actors: Lexicon | None = None,
) -> list[Source]:
    """Return who speaks in one sentence; two for "the observatory and state TV said".

    Parameters
    ----------
    last
        Who spoke before, for "it said".
    """
    verbs = built_in("speech").find(tokens)
    nouns = (
        _nouns(tokens, sources or built_in("sources"), actors or built_in("actors"))
        if verbs
        else []
    )
    scene = _Scene(text, tokens, nouns, toponyms, last)
    found: list[Source] = []
    for verb in verbs:
        if _is_noun_use(tokens, verb):
            continue
        arabic = is_arabic(tokens[verb.first].word)
        heard = _arabic(scene, verb) if arabic else _english(scene, verb)
        denies = any(f in _DENIALS for f in tokens[verb.first].forms)
        for source in heard:
            owned = _owned(scene, source)
            if not any(s.name == owned.name for s in found):
                found.append(replace(owned, denies=denies))
    if not found and tokens:
        found = _labelled(scene, sources, actors)
    return found


def _owned(scene: _Scene, source: Source) -> Source:
    """Return for "the army was back, its spokesman said" the army's spokesman."""
    text, tokens, nouns = scene.text, scene.tokens, scene.nouns
    if source.name.lower() not in _MOUTHPIECES or not source.first:
        return source
    if not {tokens[source.first].low, tokens[source.first - 1].low} & {"its", "their"}:
        return source
    for noun in reversed(nouns):
        if noun.last <= source.first and noun.side not in ("press", "witness", "unknown"):
            words = (
                noun.name
                if noun.named
                else text[tokens[noun.first].start : tokens[noun.last - 1].end]
            )
            return replace(source, name=f"{words} {source.name}", side=noun.side)
    return source


# Capitalised as titles are, and yet every country has one.
_STATE_BODIES: Final = ("Ministry", "Government", "Parliament")


def _nouns(tokens: Sequence[Token], listed: Lexicon, armed: Lexicon) -> list[_Noun]:
    """Return the words that can speak, left to right, none on top of another."""
    found = [
        _Noun(
            h.first,
            h.last,
            h.row["name"],
            h.row["side"],  # type: ignore[arg-type]
            h.row["name"][:1].isupper() and not h.row["name"].startswith(_STATE_BODIES),
            h.row.get("role", "") == "role",
        )
        for h in listed.find(tokens)
    ]
    taken = {k: noun for noun in found for k in range(noun.first, noun.last)}
    for hit in armed.find(tokens):
        side = _SIDES.get(hit.row["kind"])
        if tokens[hit.last - 1].low in _THINGS:
            continue
        over = {taken[k] for k in range(hit.first, hit.last) if k in taken}
        if side is None or any(n.last - n.first >= hit.last - hit.first for n in over):
            continue
        if any(n.first < hit.first or n.last > hit.last for n in over):
            continue
        found = [n for n in found if n not in over]
        name = hit.row["name"].removesuffix(" ({country})")
        if "=" in name:
            name = name.partition("=")[2]
            if "=" in name:
                continue
        named = "{country}" not in name and not name.startswith(_UNNAMED)
        found.append(_Noun(hit.first, hit.last, name, side, named))
    return sorted((n for n in found if not _only_describes(tokens, n)), key=lambda n: n.first)


def _only_describes(tokens: Sequence[Token], noun: _Noun) -> bool:
    """Return whether a noun only describes what follows: "press conference", "Houthi-run TV"."""
    following = [t.low for t in tokens[noun.last : noun.last + 2]]
    if following[:1] == ["-"]:
        return following[1:] in (
            ["run"],
            ["backed"],
            ["led"],
            ["aligned"],
            ["linked"],
            ["affiliated"],
            ["controlled"],
            ["held"],
            ["owned"],
            ["allied"],
            ["appointed"],
            ["installed"],
        )
    return tokens[noun.last - 1].low == "press" and following[:1] in (
        ["conference"],
        ["release"],
        ["briefing"],
        ["freedom"],
        ["statement"],
    )


def _is_noun_use(tokens: Sequence[Token], verb: Hit) -> bool:
    """Return whether a word of speech is none here: "the reports", "was told", "claimed 5 lives"."""
    low = tokens[verb.first].low
    before = tokens[verb.first - 1].low if verb.first else ""
    if before == "is" and tokens[verb.first - 1].word == "IS":
        before = ""
    after = tokens[verb.last].low if verb.last < len(tokens) else ""
    if is_arabic(low):
        # "التابع للجيش", "قوة تابعة للجيش": whose it is, no speech
        return low.startswith("ال") or (low in ("تابع", "تابعه") and after[:1] == "ل")
    if verb.row["where"] == "after":
        return False
    if low in ("claims", "reports", "notes", "states", "posts", "records", "counts", "estimates"):
        if before in (
            "the",
            "of",
            "such",
            "these",
            "those",
            "media",
            "and",
            "by",
            "in",
            "united",
            "from",
            "on",
            "",
            "their",
            "its",
            "his",
            "other",
            "with",
            "no",
            "some",
        ) or after in ("of", "that", "from"):
            return before not in ("media", "tv", "television") or after in ("of", "from")
        return False
    if low in ("accused", "blamed", "suspected") and after in ("of", "for", "on", "in"):
        return True
    if low == "claimed" and (
        after.isdigit()
        or after in ("the", "at", "more", "dozens", "several", "two", "three", "many")
    ):
        lives = {t.low for t in tokens[verb.last : verb.last + 5]}
        return bool(lives & {"lives", "life"})
    if low in (
        "posted",
        "called",
        "raised",
        "pointed",
        "observed",
        "related",
        "listed",
    ) and after in (
        "at",
        "in",
        "between",
        "near",
        "along",
        "inside",
        "around",
        "up",
        "off",
        "to",
        "for",
        "by",
        "from",
        "as",
        "outside",
    ):
        return low != "pointed"
    if low in ("called", "raised", "listed", "speaks", "speak", "spoke") and after in (
        "the",
        "a",
        "with",
        "at",
    ):
        return True
    if low in ("put", "puts") and "at" not in {t.low for t in tokens[verb.last : verb.last + 8]}:
        return True
    if low in ("reported", "recorded", "registered", "documented", "described", "claimed", "published", "counted",
               "told", "said", "informed", "estimated", "posted", "announced", "confirmed", "declared", "warned", "denied", "noted"):  # fmt: skip
        return (
            before in ("was", "were", "been", "being", "no", "be", "is", "are", "the", "a")
            and low != "noted"
        )
    return False


@cache
def _speech_verbs() -> frozenset[str]:
    rows = [row for row in rows_of("speech") if row["where"] != "after"]
    return frozenset(w for row in rows for w in row["phrase"].split()[0].split("|")) - _TWO_FACED


_TWO_FACED: Final = frozenset(
    "claim claims report reports records estimate estimates counts put speak mention blame warn list lists related raised observed".split()
)


def _is_verb(token: Token) -> bool:
    """Return whether a word parts a subject from a verb of speech, being a verb itself."""
    word = token.word
    return word.islower() and (
        word in _FINITE
        or word in _speech_verbs()
        or (word.endswith("ed") and len(word) > 4 and word not in _PARTICIPLES)
    )


def _english(scene: _Scene, verb: Hit) -> list[Source]:
    tokens = scene.tokens
    where = verb.row["where"]
    previous = tokens[verb.first - 1].word if verb.first else '"'
    heard: list[Source] = []
    if where == "both" and previous in _QUOTES:
        heard = _behind(scene, verb)
    if not heard and where == "own":
        return _clause_subject(scene, verb)
    if not heard and where in ("before", "both"):
        if previous.lower() in ("and", "but", "or"):
            heard = _clause_subject(scene, verb)
        heard = heard or _before(scene, verb)
    if not heard and (where == "after" or (where == "both" and previous == ",")):
        heard = _behind(scene, verb)
    return heard


def _clause_subject(scene: _Scene, verb: Hit) -> list[Source]:
    """Return who opens the clause, for its second verb: "The ministry calls that a lie and says"."""
    tokens, nouns = scene.tokens, scene.nouns
    start = verb.first - 1
    while (
        start and tokens[start - 1].word not in (";", ":") and tokens[start - 1].word not in _QUOTES
    ):
        start -= 1
    k = start
    while k < verb.first and (
        tokens[k].low in _DETERMINERS or tokens[k].low in ("but", "and", "-", "–")
    ):
        k += 1
    if tokens[k].low in _PRONOUNS:
        return [replace(s, first=k, last=k, denies=False) for s in scene.last]
    for noun in nouns:
        if start <= noun.first < verb.first:
            lead = tokens[k : noun.first]
            if all(_is_modifier(t) for t in lead) and len(lead) <= 4:
                stop = next(
                    (j for j in range(noun.last, verb.first) if _ends_name(tokens, j, -1)),
                    verb.first,
                )
                group = [n for n in nouns if noun.first <= n.first < stop]
                return [_one(scene, group, start, stop)]
            return []
    return []


def _is_modifier(token: Token) -> bool:
    return token.word[0].isupper() or token.word in ("'s", "’s", "-") or token.low in _ADJECTIVES


def _before(scene: _Scene, verb: Hit) -> list[Source]:
    """Return the subject before a verb of speech, and what "and" joins to it."""
    tokens, nouns = scene.tokens, scene.nouns
    k = verb.first - 1
    while k >= 0 and (tokens[k].low in _AUXILIARIES or tokens[k].low.endswith("ly")):
        k -= 1
    if k >= 0 and tokens[k].low in _PRONOUNS:
        opener = _opener(scene, k) if tokens[k].low in ("it", "they") else None
        spoke = [opener] if opener is not None else scene.last
        return [replace(s, first=k, last=k, denies=False) for s in spoke]
    able = [*nouns, *_people(scene, verb)]
    near = sorted(
        (n for n in able if n.last <= verb.first <= n.last + _REACH), key=lambda n: n.first
    )
    reaching = [n for n in near if _reaches(tokens, n.last, verb.first)]
    if not reaching:
        return _government(scene, k)
    # What stands left of a wall is no subject: keep the run that ends nearest to the verb.
    run = [reaching[-1]]
    for noun in reversed(reaching[:-1]):
        if not _reaches(tokens, noun.last, run[-1].first, inner=True):
            break
        run.append(noun)
    run.reverse()
    groups: list[list[_Noun]] = [[run[0]]]
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
    opening = _extent(tokens, run, 0, verb.first)[0]
    if opening and tokens[opening - 1].low in ("after", "before", "since", "until", "if", "unless"):
        return []  # "two days after the president spoke of"
    if len(groups) == 1 and (run[0].role or run[0].side == "unknown"):
        # "Oleh Syniehubov, the regional governor, said": the aside tells who that is.
        aside = [n for n in nouns if n.first >= run[-1].last and n.last <= verb.first]
        if aside and tokens[run[-1].last].word == "," and aside[0].first - run[-1].last <= 5:
            who = _one(scene, run, 0, run[-1].last)
            what = _one(scene, aside[:1], run[-1].last + 1, verb.first)
            return [
                replace(
                    what,
                    first=who.first,
                    name=what.name if run[0].name else f"{who.name}, {what.name}",
                )
            ]
    if len(groups) > 1 and any(_is_object(tokens, g[0].first) for g in groups[:1]):
        groups = groups[-1:]
    return _unique(_one(scene, g, 0, verb.first) for g in groups)


def _opener(scene: _Scene, pronoun: int) -> Source | None:
    """Return the body that the sentence began with: "MSF treated nine, it said"."""
    for noun in scene.nouns:
        if noun.first >= pronoun:
            return None
        if noun.side not in ("press", "witness", "unknown"):
            lead = scene.tokens[: noun.first]
            plain = all(t.low in _DETERMINERS or _is_modifier(t) for t in lead)
            return _one(scene, [noun], 0, pronoun) if plain and len(lead) <= 4 else None
    return None


def _is_object(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a noun stands behind a preposition, as no subject does."""
    while k and (tokens[k - 1].low in _DETERMINERS or tokens[k - 1].low in _ADJECTIVES):
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
        if token.word in ("(", "[") or token.word in _QUOTES:
            following = _over_brackets(tokens, k, high)
        elif token.word == ",":
            following = k + 1 if inner else _over_comma(tokens, k, high)
        elif token.low in _REACHED and k + 1 < high:
            following = k + 3 if tokens[k + 1].low in ("by", "in", "through", "via") else k + 1
        elif token.low == "as" and k + 2 < high and tokens[k + 1].low == "well":
            following = k + 3
        elif (
            token.low in _BREAKS
            or (token.word in (".", "?", "!") and not _is_abbreviation(tokens, k))
            or (_is_verb(token) and token.low not in _AUXILIARIES)
        ):
            return False
        else:
            following = k + 1
        if not following:
            return False
        k = following
    return True


def _has_wall(tokens: Sequence[Token], low: int, high: int) -> bool:
    return any(t.word in _QUOTES or t.word == ";" for t in tokens[low:high])


def _over_brackets(tokens: Sequence[Token], k: int, high: int) -> int:
    """Return the token behind what opens at `k`: "(SDN)", "“We Are Lumo”"; 0 if it does not close."""
    quote = tokens[k].word in _QUOTES
    closers = _QUOTES if quote else frozenset(")]")
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
    if any(t.low not in _AUXILIARIES and not t.low.endswith("ly") for t in tokens[last + 1 : high]):
        return 0  # a subject of its own stands behind the aside
    return 0 if _has_wall(tokens, k, last) else last + 1


def _is_list(tokens: Sequence[Token], high: int) -> bool:
    """Return whether a comma opens a list of speakers, with no clause before it."""
    return not any(_is_verb(t) or t.low in _BREAKS for t in tokens[:high])


def _people(scene: _Scene, verb: Hit) -> list[_Noun]:
    """Return capitalised names near a verb of speech that no list knows: "Cavusoglu"."""
    tokens, nouns, toponyms = scene.tokens, scene.nouns, scene.toponyms
    taken = {k for n in nouns for k in range(n.first, n.last)}
    taken |= {k for t in toponyms for k in range(t.first, t.last)}
    found: list[_Noun] = []
    k = max(0, verb.first - _REACH)
    while k < verb.first:
        if not _is_name(tokens, k) or k in taken:
            k += 1
            continue
        first = k
        while (
            k < verb.first
            and k not in taken
            and (
                _is_name(tokens, k)
                or (
                    tokens[k].word == "-"
                    and k + 1 < verb.first
                    and tokens[k - 1].end == tokens[k].start
                )
            )
        ):
            k += 1
        if (
            first == 0
            and k == 1
            and k != verb.first
            and not (tokens[0].word.isupper() and tokens[k].word == ",")
        ) or (first and tokens[first - 1].word == "("):
            continue
        found.append(_Noun(first, k, "", "unknown", named=True))
    return found


_TITLES: Final = frozenset(
    "dr gen col lt brig maj sgt capt gov sen mr mrs ms prof adm cpl rev hon st rep".split()
)


def _is_abbreviation(tokens: Sequence[Token], k: int) -> bool:
    """Return whether token `k` is the full stop of "Dr." or "Brig."."""
    return k > 0 and tokens[k].word == "." and tokens[k - 1].low in _TITLES


def _is_name(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    return (
        token.word[0].isupper()
        and token.word.isalpha()
        and token.low not in _DETERMINERS
        and token.low not in _NO_NAMES
    )


_NO_NAMES: Final = frozenset(
    "in on at after but and while when as for from by with he she it they we i monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december there here "
    "however meanwhile although if since before during among according also separately earlier later both two three "
    "telegram twitter facebook x whatsapp muslim islamic christian god mr mrs ms gmt".split()
)


def _government(scene: _Scene, k: int) -> list[Source]:
    """Return the government that a country or capital right before the verb stands for."""
    for name in scene.toponyms:
        if not name.country and name.last == k + 1:
            before = scene.tokens[name.first - 1].low if name.first else ""
            if before not in ("in", "of", "near", "at", "from", "for", "to"):
                return _state(scene, name.first, name.last)
    return []


def _state(scene: _Scene, first: int, last: int) -> list[Source]:
    """Return the government under the name of its country or capital: "Moscow (Russia)"."""
    words = scene.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    code = government_of(words)
    if not code:
        return []
    full = country_names().get(code, words)
    return [Source(first, last, words if words == full else f"{words} ({full})", "party")]


def _behind(scene: _Scene, verb: Hit) -> list[Source]:
    """Return the source behind "according to", or a verb turned round: '..., said the mayor'."""
    tokens, nouns = scene.tokens, scene.nouns
    start, stop = verb.last, _name_end(tokens, verb.last)
    if stop == start:
        return []
    if tokens[start].low in _PRONOUNS | {"him", "her", "them"}:
        return [replace(s, first=start, last=start, denies=False) for s in scene.last]
    inside = [n for n in nouns if start <= n.first < stop]
    if verb.row["where"] != "after" and not _may_invert(tokens, start, inside):
        return []
    people = _runs(scene, start, stop)
    described = _described(scene, people, start, stop) if people and not inside else None
    if described is not None:
        return [described]
    if inside and not (people and people[0].first == start):
        people = []
    groups: list[list[_Noun]] = []
    for noun in sorted([*inside, *people], key=lambda n: n.first):
        between = [t.low for t in tokens[groups[-1][-1].last : noun.first]] if groups else []
        if groups and "and" not in between and "or" not in between:
            groups[-1].append(noun)
        else:
            groups.append([noun])
    if groups:
        return _unique(_one(scene, group, start, stop) for group in groups)
    for name in scene.toponyms:
        if not name.country and start <= name.first <= start + 1 and name.last >= stop - 1:
            return _state(scene, name.first, name.last)
    known_to_speak = verb.row["where"] == "after" and tokens[start].low in _DETERMINERS
    if (
        known_to_speak
        and stop - start <= 5
        and not any(t.low in _VAGUE for t in tokens[start:stop])
    ):
        return [_words(scene.text, tokens, start, stop, "unknown")]
    return []


def _name_end(tokens: Sequence[Token], start: int) -> int:
    """Return where a source's name that begins at token `start` ends."""
    stop = start
    while stop < min(len(tokens), start + _NAME) and not _ends_name(tokens, stop, start):
        stop += 1
    return stop


def _may_invert(tokens: Sequence[Token], start: int, inside: Sequence[_Noun]) -> bool:
    """Return whether a subject can stand behind its verb here: not in "said on Monday that"."""
    token = tokens[start]
    if (
        token.word[0].islower()
        and token.low not in _DETERMINERS | _ADJECTIVES
        and not any(n.first == start for n in inside)
    ):
        return False
    if inside and token.low != "one":
        return not any(t.low in _JOINERS for t in tokens[start : inside[0].first])
    return True


def _described(scene: _Scene, people: Sequence[_Noun], start: int, stop: int) -> Source | None:
    """Return a person with what an aside calls them: "said Petro Ilenko, the governor"."""
    tokens = scene.tokens
    if stop >= len(tokens) or tokens[stop].word != ",":
        return None
    end = _name_end(tokens, stop + 1)
    told = [n for n in scene.nouns if stop < n.first < end and n.first - stop <= 5]
    if not told:
        return None
    who = _one(scene, told, stop + 1, end)
    name = scene.text[tokens[people[0].first].start : tokens[people[-1].last - 1].end]
    return Source(start, end, who.name if told[0].named else f"{name}, {who.name}", who.side)


def _runs(scene: _Scene, start: int, stop: int) -> list[_Noun]:
    tokens, nouns, toponyms = scene.tokens, scene.nouns, scene.toponyms
    taken = {k for n in nouns for k in range(n.first, n.last)}
    taken |= {k for t in toponyms for k in range(t.first, t.last)}
    first = start
    while first < stop and tokens[first].low in _DETERMINERS:
        first += 1
    last = first
    while (
        last < stop
        and last not in taken
        and (_is_name(tokens, last) or _is_abbreviation(tokens, last))
    ):
        last += 1
    return [_Noun(first, last, "", "unknown", named=True)] if last > first else []


def _ends_name(tokens: Sequence[Token], k: int, start: int) -> bool:
    """Return whether a source's name, begun at `start`, has ended before token `k`."""
    low, word = tokens[k].low, tokens[k].word
    if word in _QUOTES or word in (",", ";", ".", ":", "(", "—", "–", "?", "!"):
        return not _is_abbreviation(tokens, k)
    if (
        low in _BREAKS
        or low in ("who", "which", "to", "not", "to", "there", "here")
        or low in _WEEKDAYS
        or _is_verb(tokens[k])
    ):
        return True
    if low in ("in", "at", "on", "from", "with", "near"):
        following = tokens[k + 1].low if k + 1 < len(tokens) else ""
        return (
            k == start
            or low in ("on", "with")
            or following in ("a", "an", "its", "his", "their", "her")
            or following in ("statement", "phone", "interview", "comments", "remarks")
            or (following == "the" and low == "in")
        )
    return low in ("late", "early", "yesterday", "today") or (
        low == "and"
        and k + 1 < len(tokens)
        and (_is_verb(tokens[k + 1]) or tokens[k + 1].low in ("that", "not"))
    )


_REACHED: Final = frozenset("contacted reached interviewed quoted cited speaking".split())
_WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _one(
    scene: _Scene, group: Sequence[_Noun], low: int, high: int, *, whole: bool = False
) -> Source:
    """Return the one source that the nouns of `group`, between tokens `low` and `high`, name."""
    text, tokens = scene.text, scene.tokens
    head = group[0]
    side = head.side
    if not head.name:
        state = _state(scene, head.first, head.last) if len(group) == 1 else []
        if state:
            return state[0]
    if head.role or side == "unknown" or (side == "official" and not head.named):
        others = [
            n.side for n in group[1:] if n.side not in ("official", "unknown", "witness", "press")
        ]
        side = others[0] if others and (head.role or side == "unknown") else side
        if side == "unknown":
            side = next((n.side for n in group[1:] if n.side != "unknown"), side)
    named = next((n for n in group if n.named and n.name), None)
    first, last = _extent(tokens, group, low, high)
    if is_arabic(tokens[head.first].word):
        return _in_english(scene, group, side, high)
    if (
        named is not None
        and not whole
        and (named is head or head.role or head.side in ("official", "unknown", named.side))
        and named.name not in _GENERIC_NAMES
    ):
        return Source(first, last, named.name, side if side != "unknown" else named.side)
    ministry = next((n for n in group if n.name.startswith("Ministry of")), None)
    if ministry is not None and (ministry is head or head.role) and not whole:
        country = _country_within(scene, first, last)
        if country:
            return Source(first, last, f"{ministry.name} of {country}", side)
    if whole:
        first, last = low, high
    return _words(text, tokens, first, last, side)


def _country_within(scene: _Scene, first: int, last: int) -> str:
    """Return the country that a ministry's name gives: "Russia's defence ministry"."""
    text, tokens, toponyms = scene.text, scene.tokens, scene.toponyms
    for name in toponyms:
        if first <= name.first and name.last <= last:
            code = name.country or government_of(
                text[tokens[name.first].start : tokens[name.last - 1].end]
            )
            if code in country_names():
                return country_names()[code]
    return ""


_GENERIC_NAMES: Final = frozenset(
    ("Observatory", "Civil defence", "Red Cross / Red Crescent", "Rebel forces")
)


def _words(text: str, tokens: Sequence[Token], first: int, last: int, side: Side) -> Source:
    while first < last - 1 and tokens[first].low in _DETERMINERS - {"one", "two", "three"}:
        first += 1
    words = " ".join(text[tokens[first].start : tokens[last - 1].end].split())
    if words.isupper() and len(words) > 12:
        words = " ".join(
            w.lower() if k and w.lower() in ("of", "the", "and", "for", "in") else w.capitalize()
            for k, w in enumerate(words.split())
        )
    return Source(first, last, words, side)


def _extent(
    tokens: Sequence[Token], group: Sequence[_Noun], low: int, high: int
) -> tuple[int, int]:
    """Return the first token and the end of a source's name around its nouns."""
    first, last = group[0].first, group[-1].last
    for back in range(1, 6):
        k = first - back
        if k < low:
            break
        token = tokens[k]
        if token.low in _DETERMINERS:
            first = k
            break
        if (
            token.low in _BREAKS | _JOINERS | _AUXILIARIES
            or token.low in ("and", "or", "to")
            or not (token.word[0].isalpha() or token.word in ("-", "'s", "’s", "'"))
            or _is_verb(token)
        ):
            break
    while first > low and _modifies(tokens, first - 1):
        first -= 1
    while last < high and last - first < _NAME:
        token = tokens[last]
        if token.word[0].isupper() and token.low not in _WEEKDAYS and token.low not in _NO_NAMES:
            last += 1
        elif (
            token.word in ("'s", "’s", "-")
            and last + 1 < high
            and tokens[last + 1].word[0].isalpha()
            and not _is_verb(tokens[last + 1])
        ):
            last += 2
        elif (
            token.low in ("of", "for", "at", "in")
            and last + 1 < high
            and not _ends_name(tokens, last, -1)
            and (tokens[last + 1].word[0].isupper() or tokens[last + 1].low in ("the", "al"))
            and tokens[last + 1].low not in _WEEKDAYS
            and tokens[last + 1].low not in _NO_NAMES
        ):
            last += 2
            if tokens[last - 1].low in ("the", "al"):
                while (
                    last < high
                    and tokens[last].word[0].isalpha()
                    and not _ends_name(tokens, last, -1)
                    and tokens[last].low not in ("and", "or", "of", "for", "in", "at")
                ):
                    last += 1
        else:
            break
    return first, min(last, high)


def _modifies(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    return (
        (token.word[0].isupper() and token.low not in _NO_NAMES)
        or token.word in ("'s", "’s", "-")
        or token.low in _DETERMINERS
        or token.low in _ADJECTIVES
        or token.low in _PARTICIPLES
        or (token.low.endswith("ly") and k > 0)
    )


def _labelled(scene: _Scene, sources: Lexicon | None, actors: Lexicon | None) -> list[Source]:
    """Return the source of "Interior ministry: ..." and "Police say:" at the head of a sentence."""
    tokens = scene.tokens
    colon = next((k for k, t in enumerate(tokens[:9]) if t.word == ":"), None)
    if not colon:
        return []
    start = next((k for k, t in enumerate(tokens) if t.word[0].isalpha()), colon)
    nouns = _nouns(
        tokens[start:colon], sources or built_in("sources"), actors or built_in("actors")
    )
    if (
        not nouns
        or any(_is_verb(t) for t in tokens[:colon])
        or any(t.word[0].isdigit() for t in tokens[start:colon])
    ):
        return []
    moved = [replace(n, first=n.first + start, last=n.last + start) for n in nouns]
    if moved[-1].last != colon and moved[0].first != start:
        return []
    if built_in("triggers").find(tokens[start:colon]):
        return []
    return [_one(scene, moved, start, colon)]


# ---- Arabic ----------------------------------------------------------------------------------


_AR_ENDS: Final = folded(
    "ان انه انها انهم بان بانه بانها ، : ؛ . ( عن عبر خلال الى على علي التي الذي الذين حيث بعد قبل منذ اليوم امس مساء صباح فجر "
    "بينما فيما لكن كما عدم ما للصحفيين للصحافيين الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت - – — اكثر نحو حوالي "
    "لنا قد كانت كان"
)
# What is said, and no more who says it.
_AR_TOLD: Final = folded(
    "بسقوط بمقتل مقتل سقوط استشهاد باستشهاد وقوع بوقوع مسووليته مسووليتها مسؤوليته مسؤوليتها لوكاله لصحيفه لقناه لفرانس "
    "حصيله ارتفاع انفجار هجوم قصف استهداف وفاه اصابه باصابه اعتقال اسقاط تدمير سيطرته سيطرتها السيطره تحرير مسووليه مسؤوليه "
    "ثلاثه اربعه خمسه ضربه غاره عمليه حادثه حالات باشد بشده دخول لقناتنا لوكالتنا اقتحام"
)
_AR_BRIDGES: Final = folded(
    "بيان تصريح وقت اتصال حديث موتمر مقابله تقرير بيانها بيانه تصريحات منشور تغريده حسابه حسابها بيانات بث"
)
_AR_OPENS: Final = folded("، . : ؛ - – — • لكن لكنّ اما فيما بينما غير ان كما اذ حين و ( )")
_AR_HIS_WORDS: Final = folded("قوله قولها قولهم تعبيره تعبيرها وصفه وصفها زعمه زعمها زعمهم")
_AR_GOES_ON: Final = folded("ان انه انها انهم بان :")


def _arabic(scene: _Scene, verb: Hit) -> list[Source]:
    """Return the subject of an Arabic verb of speech, which mostly stands behind it."""
    text, tokens, nouns = scene.text, scene.tokens, scene.nouns
    start = verb.last
    if start < len(tokens) and set(tokens[start].forms) & _AR_HIS_WORDS:
        return [replace(s, first=start, last=start, denies=False) for s in scene.last]
    for size in (2, 1):
        code = (
            arabic_government(tokens[start : start + size]) if start + size <= len(tokens) else ""
        )
        if code and not any(n.first == start for n in nouns):
            return [_arabic_state(scene, start, start + size, code)]
    while start < len(tokens) and (
        tokens[start].word in _QUOTES or tokens[start].low in ("لنا", "لوكالتنا", "لقناتنا")
    ):
        start += 1
    if verb.row.get("open", "") == "open":
        start = _behind_papers(tokens, start, nouns)
    stop = start
    limit = min(len(tokens), start + 10)
    while stop < limit and not _ends_arabic(tokens, stop, start):
        stop += 1
    inside = [n for n in nouns if start <= n.first < stop]
    if inside and inside[0].first - start <= 1:
        if stop < len(tokens) and tokens[stop].low == "عن" and inside[0].side == "press":
            # "نقلت رويترز عن مسؤول أمني": the agency hands on what the official says.
            behind = [n for n in nouns if stop < n.first <= stop + 2]
            if behind:
                return [
                    _one(scene, _touching(tokens, behind), stop + 1, min(len(tokens), stop + 6))
                ]
        return [_one(scene, _touching(tokens, inside), start, stop)]
    left = _arabic_before(scene, verb)
    if left:
        return left
    lawful = bool(set(tokens[start].forms) & _AR_LAWS) if start < len(tokens) else True
    if verb.row.get("open", "") == "open" and 0 < stop - start <= 5 and not lawful:
        words = " ".join(text[tokens[start].start : tokens[stop - 1].end].split())
        return [Source(start, stop, words, "unknown")]
    if start < len(tokens) and tokens[start].low in _AR_GOES_ON and not verb.row.get("open", ""):
        # "وأضاف أن": the verb goes on without its subject.
        return [replace(s, first=verb.first, last=verb.first, denies=False) for s in scene.last]
    return []


_AR_LAWS: Final = folded("ماده الماده قانون القانون اتفاق الاتفاق خطه الخطه جدول بنود")
_AR_PAPERS: Final = folded(
    "حصيله احصاييه احصاء تقرير ارقام بيانات تقديرات معلومات تصريحات نشره اوليه جديده رسميه محدثه صادر صادره عن اصدره اصدرته اصدرتها "
    "اوردته اوردتها نشرته نشرتها نشره اعلنته اعلنتها اعلنها مصادر_في قدمها قدمتها ما"
)


def _behind_papers(tokens: Sequence[Token], start: int, nouns: Sequence[_Noun]) -> int:
    """Return where the source begins in "بحسب حصيلة أوردتها وزارة الدفاع": behind the paper."""
    k = start
    while k < len(tokens) and k < start + 6 and set(tokens[k].forms) & _AR_PAPERS:
        k += 1
    return k if k > start and any(n.first == k for n in nouns) else start


def _touching(tokens: Sequence[Token], nouns: Sequence[_Noun]) -> list[_Noun]:
    """Return the first noun and those it governs: "مدير المستشفى", "ناطق باسم الجيش"."""
    group = [nouns[0]]
    for noun in nouns[1:]:
        gap = noun.first - group[-1].last
        between = tokens[noun.first - 1]
        linked = gap == 1 and (between.low in ("في", "من", "باسم") or between.word in _QUOTES)
        governed = group[0].role or linked or tokens[noun.first].low[0] in "لب"
        if gap > 1 or not governed:
            break
        group.append(noun)
    return group


def _ends_arabic(tokens: Sequence[Token], k: int, start: int) -> bool:
    """Return whether an Arabic subject, begun at `start`, has ended before token `k`."""
    token = tokens[k]
    if (
        token.word in _QUOTES
        or set(token.forms) & _AR_ENDS
        or token.low in _AR_TOLD
        or (token.word[0].isdigit() and k == start)
    ):
        return True
    if token.low in ("في", "من", "ب") and k + 1 < len(tokens):
        return bool(set(tokens[k + 1].forms) & _AR_BRIDGES) or k == start
    return bool(set(token.forms) & _AR_BRIDGES) and k > start


def _arabic_before(scene: _Scene, verb: Hit) -> list[Source]:
    """Return the subject that opens a clause before its verb: "حكومة النيل الأبيض تحدثت"."""
    tokens, nouns = scene.tokens, scene.nouns
    edge = verb.first
    while edge and tokens[edge - 1].low not in _AR_OPENS and tokens[edge - 1].word not in _QUOTES:
        edge -= 1
        if verb.first - edge > 8:
            return []
    while edge < verb.first and tokens[edge].low in (
        "وكان",
        "وكانت",
        "كان",
        "كانت",
        "قد",
        "اما",
        "لكن",
        "وقد",
    ):
        edge += 1
    inside = [n for n in nouns if edge <= n.first and n.last <= verb.first]
    if inside and inside[0].first == edge:
        return [_one(scene, _touching(tokens, inside), edge, verb.first)]
    for size in (2, 1):
        if verb.first - size == edge:
            code = arabic_government(tokens[edge : verb.first])
            if code:
                return [_arabic_state(scene, edge, verb.first, code)]
    return []


def _arabic_state(scene: _Scene, first: int, last: int, code: str) -> Source:
    words = scene.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    return Source(
        first, last, f"Government of {country_names().get(code, code)} ({words})", "party"
    )


_AR_ACCORDING: Final = folded("وفقا وفق طبقا نقلا")
_AR_NO_OWNERS: Final = folded(
    "كذلك ايضا لاحقا سابقا امس اليوم مساء صباحا ايضا قد قوله قولها نفسه نفسها ذاته ذاتها في من على الى عن ان لم لن لا ما هو هي"
)


_AR_DIVISIONS: Final = folded("محافظه مدينه ولايه اقليم بلده قريه قضاء ناحيه مديريه")


def _qualifies(token: Token) -> bool:
    """Return whether an Arabic word behind a source may say whose it is: no verb, no particle."""
    return (
        "\u0600" <= token.word[0] <= "\u06ff"
        and token.low not in _AR_NO_OWNERS
        and not token.low.startswith("و")
        and not any(f in _arabic_verbs() for f in token.forms)
    )


@cache
def _arabic_verbs() -> frozenset[str]:
    return frozenset(
        forms_of(w)[0]
        for row in rows_of("speech")
        for item in row["phrase"].split()
        for w in item.split("|")
        if is_arabic(w)
    )


def _label(group: Sequence[_Noun], named: _Noun | None) -> str:
    """Return the English name of an Arabic source, its country open."""
    head = group[0]
    if named is not None and (named is head or head.role):
        return named.name
    if head.role and len(group) > 1:
        if head.name == "source":
            return f"{group[1].name} source"
        # "نائب مدير": a head's deputy
        return head.name if group[1].role else f"{head.name} of {group[1].name}"
    generic = head.side == "party" or head.name in ("organisation", "press")
    return named.name if named is not None and generic else head.name


def _in_english(scene: _Scene, group: Sequence[_Noun], side: Side, stop: int) -> Source:
    """Return an Arabic source under an English name, its own words behind it."""
    text, tokens, toponyms = scene.text, scene.tokens, scene.toponyms
    head = group[0]
    named = next((n for n in group if n.named), None)
    first, last = head.first, group[-1].last
    country = ""
    for name in toponyms:
        if name.country and first <= name.first <= last + 1:
            country = country_names()[name.country]
            last = max(last, name.last)
    if named is None and last < stop and last == group[-1].last:
        # whose: "مختار القرية", "قائممقام سنجار", "وزارة الصحة في غزة"
        inside = tokens[last].low == "في" and last + 1 < stop
        if inside or _qualifies(tokens[last]):
            divided = set(tokens[last].forms) & _AR_DIVISIONS and last + 1 < stop
            last += 1 + (inside or bool(divided))
    label = _label(group, named)
    if last < stop and "باسم" in (tokens[last].low, tokens[last - 1].low):
        last += tokens[last].low == "باسم"
        reach = last + 2
        while last < min(stop, reach) and _qualifies(tokens[last]):
            last += 1
    if label.startswith("Military Forces of") and (country or "{" not in label):
        # as in English: "Israeli army"
        label = f"{nationality(country or label.removeprefix('Military Forces of '))} army"
        country = ""
    if "{country}" in label:
        label = (
            label.replace("{country}", country)
            if country
            else label.replace(" ({country})", "").replace(" of {country}", "")
        )
    elif country and label.startswith("army"):
        label = f"{nationality(country)} {label}"
    elif country and named is None and side in ("party", "official", "press"):
        label = f"{label} of {country}"
    if first and tokens[first - 1].word in _QUOTES:
        closing = next(
            (k for k in range(last, min(last + 6, len(tokens))) if tokens[k].word in _QUOTES), last
        )
        last = closing if head.first == first else last  # «تجمع أحرار حوران»
    words = seen(text[tokens[first].start : tokens[last - 1].end])
    if first and set(tokens[first - 1].forms) & _AR_ACCORDING and words.startswith("ل"):
        words = "ال" + words[2:] if words.startswith("لل") else words[1:]
    return Source(first, last, f"{label} ({words})" if label else words, side)
