"""Who speaks, and who vouches, over the sentences of a whole report.

The secret of this module is how long a voice lasts: "it" and "the ministry" go back to whoever
spoke, a speaker keeps the word until the paragraph ends, and what nobody else says is said by
whoever published the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.recalling import (
    CORRESPONDENTS,
    FACELESS,
    NEAR,
    ORGANISED,
    Memory,
    bodies_named,
    recalled,
    telling,
)
from geo.extract.attribution.sentence import find_sources
from geo.extract.attribution.speakers import UNNAMED, Source, speaking_nouns
from geo.extract.attribution.words import DETERMINERS
from geo.extract.countries import country_names, nationality
from geo.extract.lexicon import Lexicon, arabic_words, built_in
from geo.extract.text import BULLETS, all_forms, is_arabic, small_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.extract.text import Sentence, Token
    from geo.extract.toponyms import Toponym
    from geo.model import Report

_MEMORY: Final = 60  # sources that a short name may go back to


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in the words of one sentence, and who vouches for it; both may be nobody."""

    heard: tuple[Source, ...]
    sources: tuple[Source, ...]


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
    publisher = publisher and _at_home(publisher, home)
    listed, armed = sources or built_in("sources"), actors or built_in("actors")
    byline = _byline(parts, listed)
    said: list[list[Source]] = []
    known: list[Source] = [publisher] if publisher else []
    last: list[Source] = []
    coined: dict[str, Source] = {}
    bodies: list[tuple[Source, frozenset[str]]] = []
    for k, (part, found) in enumerate(zip(parts, names, strict=True)):
        if part.is_dateline:
            said.append([])  # an agency that files a report is not who says so
            continue
        spoke = last or _named_before(part, parts[:k], listed)
        heard = [
            _at_home(source, home)
            for source in find_sources(
                report.text, part.tokens, found, spoke, sources=sources, actors=actors
            )
        ]
        coined |= _coined(part.tokens, listed)
        heard = [_by_initials(part.tokens, source, coined) for source in heard]
        grouped = any(telling(source.name) <= FACELESS for source in heard)
        if grouped and last and last[-1].side in ORGANISED and _is_body(last[-1].name):
            # "an organisation monitoring violations said ... the group said": who spoke before
            known = [*known, last[-1]]
            heard = [
                replace(s, name=last[-1].name, side=last[-1].side)
                if telling(s.name) <= FACELESS
                else s
                for s in heard
            ]
        elif grouped and not (
            # In the text of an organisation "the group" is that organisation, until a party speaks.
            publisher is not None
            and publisher.side in ORGANISED
            and not any(source.side == "party" for source in known)
        ):
            known = [
                *known,
                *_faction(parts[max(0, k - _MEMORY) : k], armed),
            ]
        theirs = k and heard and not _OF_THEIRS.isdisjoint(small_words(part.tokens))
        named = _bodies(parts[k - 1], listed, armed) if theirs else []
        heard = [_of_whom(part.tokens, source, known, named) for source in heard]
        heard = [_of_outlet(source, byline) for source in heard]
        memory = Memory(known, parts[max(0, k - NEAR) : k + 1], listed, bodies)
        heard = [_at_home(recalled(source, memory), home) for source in heard]
        heard = [source for source in heard if not source.short]
        bodies = [*bodies, *reversed(list(bodies_named(part, listed)))][-_MEMORY:]
        if not heard and last and _as_they_said(part.tokens):
            heard = [replace(s, first=0, last=0) for s in last]
        if heard:
            last = heard
            known = [*known, *(s for s in heard if s.first < s.last)][-_MEMORY:]
        said.append(heard)
    relayed = publisher is None or (publisher.side == "press" and not report.source)
    only = (_recorder(parts, said) or _only_voice(parts, said)) if relayed else None
    if publisher is None and only is None:
        only = _never_introduced(report.text, parts, said)
    return _vouched(
        parts,
        said,
        only or publisher or _reporting(parts, listed) or _issuer(parts, said, listed),
    )


def _named_before(part: Sentence, earlier: Sequence[Sentence], listed: Lexicon) -> list[Source]:
    """Return the body named last before ", it said,", where nobody has spoken yet."""
    words = small_words(part.tokens)
    if "it" not in words or "said" not in words:
        return []
    if not any(a.low == "it" and b.low == "said" for a, b in pairwise(part.tokens)):
        return []
    for sentence in reversed((*earlier[-NEAR:], part)):
        for hit in reversed(listed.find(sentence.tokens)):
            if hit.row["side"] in ORGANISED and hit.row["name"][0].isupper():
                return [Source(0, 0, hit.row["name"], hit.row["side"])]  # type: ignore[arg-type]
    return []


def _coined(tokens: Sequence[Token], listed: Lexicon) -> dict[str, Source]:
    """Return whom a sentence says that initials mean: "Reporters Without Borders (RSF)"."""
    if "(" not in small_words(tokens):
        return {}
    return {
        tokens[hit.last + 1].word: Source(0, 0, hit.row["name"], hit.row["side"])  # type: ignore[arg-type]
        for hit in listed.find(tokens)
        if hit.row["name"][0].isupper()
        and [t.word for t in tokens[hit.last : hit.last + 3 : 2]] == ["(", ")"]
        and tokens[hit.last + 1].word.isupper()
    }


def _by_initials(tokens: Sequence[Token], source: Source, coined: Mapping[str, Source]) -> Source:
    """Return who speaks under initials that this report has explained."""
    words = [t.word for t in tokens[source.first : source.last] if t.low not in DETERMINERS]
    meant = next((coined[w] for w in words if w in coined and not is_arabic(w)), None)
    if meant is None or (len(words) > 1 and source.side == meant.side):
        return source
    return replace(source, name=meant.name, side=meant.side)


def _bodies(part: Sentence, listed: Lexicon, armed: Lexicon) -> list[Source]:
    """Return the bodies that a sentence names, whoever speaks in it."""
    return [
        Source(0, 0, n.name, n.side)
        for n in speaking_nouns(part.tokens, listed, armed)
        if n.named and n.name and n.side != "press"
    ]


_HEADS: Final = frozenset("head chief director founder leader chairman president".split())


def _of_whom(
    tokens: Sequence[Token], source: Source, known: Sequence[Source], named: Sequence[Source]
) -> Source:
    """Return "its head X", "one of its members" as X and members of the body that was heard, or named, before."""
    first, _, person = source.name.partition(" ")
    ahead = tokens[source.first - 1].low if 0 < source.first < source.last else ""
    if ahead not in _OF_THEIRS:
        return source
    if not person and first.lower() in _MEMBERS and named:
        body = named[-1]
        return replace(source, name=f"{body.name} ({first})", side=body.side)
    if first.lower() not in _HEADS or not person:
        return source
    heard = next((s for s in reversed(known) if s.side in ORGANISED[:3]), None)
    if heard is None:
        return source
    return replace(source, name=f"{heard.name} ({person})", side=heard.side)


_OF_THEIRS: Final = frozenset(("its", "their"))
_MEMBERS: Final = frozenset(
    "member members officer officers commander commanders official officials fighter fighters leader leaders volunteer "
    "volunteers employee employees spokesman spokeswoman spokesperson".split()
)


def _turns_away(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence opens something that the last speaker does not vouch for."""
    low = [t.low for t in tokens[:2]]
    return low[:1] in (["separately"], ["elsewhere"], ["ثانيا"], ["ثالثا"], ["رابعا"]) or (
        low in (["last", "month"], ["last", "week"], ["last", "year"], ["in", "background"])
    )


_BYLINE: Final = 6  # tokens of "تلفزيون سوريا - خاص"


def _byline(parts: Sequence[Sentence], listed: Lexicon) -> str:
    """Return the outlet that an Arabic text was written for, from the short line under its title."""
    for part in parts[:4]:
        if part.is_title or len(part.tokens) > _BYLINE:
            continue
        hit = next((h for h in listed.find(part.tokens) if h.row["side"] == "press"), None)
        if hit is not None and hit.row["name"][0].isupper():
            return hit.row["name"]
    return ""


def _of_outlet(source: Source, byline: str) -> Source:
    """Return "our correspondent" under the name of the outlet."""
    if byline and telling(source.name) <= CORRESPONDENTS and "مراسل" in source.name:
        return replace(source, name=byline)
    return source


def _as_they_said(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence is put down to who spoke before: "، كما قالت،"."""
    return not _AS.isdisjoint(small_words(tokens)) and any(
        a.low in _AS and bool(set(b.forms) & arabic_words("speech")) and c.word in _ENDS
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_AS: Final = frozenset(("كما", "حسبما", "مثلما"))
_ENDS: Final = frozenset("،,.؛:")


def _faction(parts: Sequence[Sentence], armed: Lexicon) -> list[Source]:
    """Return the armed group that was named last: whom "the group" means."""
    for part in reversed(parts):
        for hit in reversed(armed.find(part.tokens)):
            name = hit.row["name"].removesuffix(" ({country})")
            if hit.row["kind"] in ("rebel", "militia") and not name.startswith(UNNAMED):
                return [] if "=" in name else [Source(0, 0, name, "party")]
    return []


def _recorder(parts: Sequence[Sentence], said: Sequence[Sequence[Source]]) -> Source | None:
    """Return the monitor whose records open or close the text: it is the monitor's own report."""
    body = [k for k, part in enumerate(parts) if not part.is_title and not part.is_dateline]
    for k in body[:3]:
        for source in said[k]:
            # A monitor's own text calls it just "المرصد" from the start.
            if source.side == "monitor" and source.name.endswith(
                ("(المرصد)", "(مصادر المرصد)", "(نشطاء المرصد)")
            ):
                return replace(source, first=0, last=0, denies=False)
    for k in (*body[:2], *body[-1:]):
        if not _DOCUMENTING.isdisjoint(all_forms(parts[k].tokens)):
            for source in said[k]:
                if source.side in ("monitor", "un", "rescue") and source.name[0].isupper():
                    return replace(source, first=0, last=0, denies=False)
    return None


def _only_voice(parts: Sequence[Sentence], said: Sequence[Sequence[Source]]) -> Source | None:
    """Return the one source on whose word a whole text rests: the only one it names, from its lead on.

    A mayor who is heard once vouches for his own sentence alone; a body, an outlet's own reporter
    or local sources, and who is heard again, for all. "The monitor" is the one monitor that the text
    names, and whom only the last paragraph hears, as background ends a story, takes no word from it.
    """
    body = [k for k, part in enumerate(parts) if not part.is_title and not part.is_dateline]
    voices = [(k, source) for k in body for source in said[k] if not source.denies]
    if not any(said[k] for k in body[:_LEAD]):
        return None
    bodies = {s.name: s for _, s in voices if s.name[:1].isupper() and s.side in _BODIED}
    sole = {s.side: s for s in bodies.values()}
    sole = sole if len(sole) == len(bodies) else {}
    voices = [(k, sole.get(s.side, s) if s.name[:1].islower() else s) for k, s in voices]
    if len({s.name for _, s in voices}) > 1:
        ending = parts[body[-1]].paragraph
        voices = [(k, s) for k, s in voices if parts[k].paragraph != ending]
    if len({s.name for _, s in voices}) != 1:
        return None
    voice = voices[0][1]
    whole = voice.side in ("press", *ORGANISED[:3]) or _is_faceless(voice.name)
    whole = whole or (voice.side == "party" and voice.name[0].isupper())
    if len(voices) == 1 and not whole:
        return None
    return replace(voice, first=0, last=0)


_BODIED: Final = ("monitor", "press", "rescue", "un")


def _never_introduced(
    text: str, parts: Sequence[Sentence], said: Sequence[Sequence[Source]]
) -> Source | None:
    """Return the monitor that a text nowhere calls by its name, as only its own does: "the Observatory", "SOHR activists"."""
    named = [
        (s, {t.low for t in part.tokens[s.first : s.last + 1]})
        for part, heard in zip(parts, said, strict=True)
        for s in heard
        if s.side == "monitor" and s.first < s.last and not part.is_arabic
    ]
    names = {s.name for s, _ in named if s.name[0].isupper() and " " in s.name}
    name = names.pop() if len(names) == 1 else ""
    short = name and any(_SHORT & words for s, words in named if s.name == name)
    if not short or name in text or "-based" in text:
        return None
    return replace(named[0][0], first=0, last=0, name=name, denies=False)


_SHORT: Final = frozenset("observatory activists sources correspondents monitors".split())


def _reporting(parts: Sequence[Sentence], listed: Lexicon) -> Source | None:
    """Return the outlet whose own reporter the text mentions, and no other's: "a SANA reporter in the area"."""
    own: set[str] = set()
    for part in parts:
        low = small_words(part.tokens)
        if part.is_arabic or _REPORTERS.isdisjoint(low):
            continue
        for hit in listed.find(part.tokens):
            behind = [t.low for t in part.tokens[hit.last : hit.last + 2]]
            behind = behind[behind[:1] in (["'s"], ["’s"]) :]
            if hit.row["side"] == "press" and hit.row["name"][0].isupper() and behind:
                own |= {hit.row["name"]} if behind[0] in _REPORTERS else set()
    return Source(0, 0, own.pop(), "press") if len(own) == 1 else None


_REPORTERS: Final = frozenset("reporter reporters correspondent correspondents".split())


def _issuer(
    parts: Sequence[Sentence], said: Sequence[Sequence[Source]], listed: Lexicon
) -> Source | None:
    """Return the body whose own text it is: it is worried or condemns, and nobody else speaks but its people."""
    body = next((b for part in parts[:_LEAD] if (b := _moved(part, listed))), None)
    titled = [
        s for s, part in zip(said[:1], parts[:1], strict=True) if part.is_title and len(s) == 1
    ]
    if body is None and titled and titled[0][0].side in ORGANISED[:3]:
        body = replace(titled[0][0], first=0, last=0)
    if body is None or body.side not in ORGANISED[:3] or not body.name[0].isupper():
        return None
    for part, heard in zip(parts, said, strict=True):
        named = {hit.row["name"] for hit in listed.find(part.tokens)}
        if any(s.name != body.name and body.name not in named and not s.denies for s in heard):
            return None
    return body


def _moved(part: Sentence, listed: Lexicon) -> Source | None:
    """Return the body that opens a sentence by saying what it feels: "MSF is alarmed", "HRW condemns"."""
    for hit in listed.find(part.tokens[:_OPENING]):
        if hit.first > _AHEAD or not hit.row["name"][0].isupper():
            continue
        behind = [t.low for t in part.tokens[hit.last : hit.last + _OPENING // 2]]
        behind = behind[3:] if behind[:1] == ["("] else behind
        feels = bool(_BE_MOVED & set(behind[:1])) and bool(_MOVED & set(behind[1:3]))
        if feels or _CONDEMNS & set(behind[:2]):
            return Source(0, 0, hit.row["name"], hit.row["side"])  # type: ignore[arg-type]
    return None


_OPENING: Final = 14  # tokens
_AHEAD: Final = 2  # tokens before a body that opens a sentence: a bullet, an article
_BE_MOVED: Final = frozenset("is are was were remains remain".split())
_MOVED: Final = frozenset(
    "worried concerned alarmed appalled outraged shocked saddened horrified disturbed dismayed".split()
)
_CONDEMNS: Final = frozenset(
    "condemns deplores mourns denounces decries voices expresses urges".split()
)


def _is_faceless(name: str) -> bool:
    """Return whether a source is whoever the writer asked: "local sources"."""
    return "sources" in name or "مصادر" in name


_LEAD: Final = 3  # sentences


def _vouched(
    parts: Sequence[Sentence], said: list[list[Source]], publisher: Source | None
) -> list[Voice]:
    """Return who vouches for each sentence: its speaker, the paragraph's last one, the publisher."""
    voices: list[Voice] = []
    current: list[Source] = []
    listing: list[Source] = []  # who gave the list whose items follow
    paragraph = item = -1
    for part, heard in zip(parts, said, strict=True):
        if part.tokens[0].word in BULLETS:
            current, item = listing, part.paragraph
        elif part.paragraph != paragraph or _turns_away(part.tokens):
            current = []
        paragraph = part.paragraph
        if heard:
            current = heard
        if part.paragraph != item:
            listing = [] if part.is_title else current
        vouching = tuple(heard) or tuple(replace(s, first=0, last=0, denies=False) for s in current)
        if not vouching and publisher is not None:
            vouching = (publisher,)
        voices.append(Voice(tuple(heard), vouching))
    return voices


_BODIES: Final = frozenset(
    "helmets committee committees network lawyers union association organisation organization observatory group centre center "
    "rights msf borders commission coalition syndicate council".split()
)


def _is_body(name: str) -> bool:
    """Return whether a source is an organisation and no person: "Emergency Lawyers"."""
    return bool(_BODIES & {w.strip(",").lower() for w in name.split()})


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
    if home == "SY" and label.lower() == "observatory" and not _is_any(words):
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


def _is_any(words: str) -> bool:
    """Return whether an Arabic source is one of its kind, not the one: "مرصد معارض", but "المرصد"."""
    return is_arabic(words) and not any("ال" in w[:4] for w in words.split())


# The agency that a country's press calls "the official agency".
_STATE_AGENCIES: Final = {
    "SY": "SANA", "SD": "SUNA", "YE": "Saba", "LB": "National News Agency (Lebanon)", "PS": "WAFA", "IQ": "Iraqi News Agency", "SO": "SONNA",
}  # fmt: skip


_DOCUMENTING: Final = frozenset(
    "documented verified recorded registered logged counted وثق وثقت احصي احصت رصد رصدت سجل سجلت".split()
)
