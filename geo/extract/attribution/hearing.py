"""Who speaks, and who vouches, over the sentences of a whole report.

The secret of this module is how long a voice lasts: "it" and "the ministry" go back to whoever
spoke, a speaker keeps the word until the paragraph ends, and what nobody else says is said by
whoever published the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.sentence import MOUTHPIECES, find_sources
from geo.extract.attribution.speakers import UNNAMED, Source
from geo.extract.attribution.words import DETERMINERS, JOINERS
from geo.extract.countries import country_names, nationality
from geo.extract.lexicon import Lexicon, arabic_words, built_in
from geo.extract.text import BULLETS, all_forms, forms_of, is_arabic, small_words

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    byline = _byline(parts, sources or built_in("sources"))
    said: list[list[Source]] = []
    known: list[Source] = [publisher] if publisher else []
    last: list[Source] = []
    for k, (part, found) in enumerate(zip(parts, names, strict=True)):
        if part.is_dateline:
            said.append([])  # an agency that files a report is not who says so
            continue
        spoke = last or _named_before(part, parts[:k], sources or built_in("sources"))
        heard = [
            _at_home(source, home)
            for source in find_sources(
                report.text, part.tokens, found, spoke, sources=sources, actors=actors
            )
        ]
        grouped = any(_telling(source.name) <= _FACELESS for source in heard)
        if grouped and last and last[-1].side in _ORGANISED and _is_body(last[-1].name):
            # "an organisation monitoring violations said ... the group said": who spoke before
            known = [*known, last[-1]]
            heard = [
                replace(s, name=last[-1].name, side=last[-1].side)
                if _telling(s.name) <= _FACELESS
                else s
                for s in heard
            ]
        elif grouped and not (
            # In the text of an organisation "the group" is that organisation, until a party speaks.
            publisher is not None
            and publisher.side in _ORGANISED
            and not any(source.side == "party" for source in known)
        ):
            known = [
                *known,
                *_faction(parts[max(0, k - _MEMORY) : k], actors or built_in("actors")),
            ]
        heard = [_of_whom(part.tokens, source, known) for source in heard]
        heard = [_of_outlet(source, byline) for source in heard]
        heard = [s for source in heard if (s := _recalled(source, known)) and not s.short]
        if not heard and last and _as_they_said(part.tokens):
            heard = [replace(s, first=0, last=0) for s in last]
        if heard:
            last = heard
            known = [*known, *(s for s in heard if s.first < s.last)][-_MEMORY:]
        said.append(heard)
    return _vouched(parts, said, publisher or _recorder(parts, said) or _only_voice(parts, said))


def _named_before(part: Sentence, earlier: Sequence[Sentence], listed: Lexicon) -> list[Source]:
    """Return the body named last before ", it said,", where nobody has spoken yet."""
    words = small_words(part.tokens)
    if "it" not in words or "said" not in words:
        return []
    if not any(a.low == "it" and b.low == "said" for a, b in pairwise(part.tokens)):
        return []
    for sentence in reversed((*earlier[-_NEAR:], part)):
        for hit in reversed(listed.find(sentence.tokens)):
            if hit.row["side"] in _ORGANISED and hit.row["name"][0].isupper():
                return [Source(0, 0, hit.row["name"], hit.row["side"])]  # type: ignore[arg-type]
    return []


_NEAR: Final = 3  # sentences


_HEADS: Final = frozenset("head chief director founder leader chairman president".split())


def _of_whom(tokens: Sequence[Token], source: Source, known: Sequence[Source]) -> Source:
    """Return "its head X" as X of the organisation that was heard before."""
    first, _, person = source.name.partition(" ")
    ahead = tokens[source.first - 1].low if 0 < source.first < source.last else ""
    if first.lower() not in _HEADS or not person or ahead not in ("its", "their"):
        return source
    body = next((s for s in reversed(known) if s.side in _ORGANISED[:3]), None)
    return (
        source if body is None else replace(source, name=f"{body.name} ({person})", side=body.side)
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
    if byline and _telling(source.name) <= _CORRESPONDENTS and "مراسل" in source.name:
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
    or local sources, and who is heard again, for all.
    """
    body = [k for k, part in enumerate(parts) if not part.is_title and not part.is_dateline]
    voices = [source for k in body for source in said[k] if not source.denies]
    if len({source.name for source in voices}) != 1 or not any(said[k] for k in body[:_LEAD]):
        return None
    voice = voices[0]
    whole = voice.side in ("press", *_ORGANISED[:3]) or _is_faceless(voice.name)
    whole = whole or (voice.side == "party" and voice.name[0].isupper())
    if len(voices) == 1 and not whole:
        return None
    return replace(voice, first=0, last=0)


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


def _recalled(source: Source, known: Sequence[Source]) -> Source:
    """Return `source` under the fuller name it had before: "the ministry", "Syniehubov", "SDN"."""
    words = _telling(source.name)
    if not words or len(words) > 2 or not known:
        return source
    if words <= MOUTHPIECES:
        return replace(source, name=known[-1].name, side=known[-1].side, short=False)
    if words == {"مصدر"} and "(ال" in source.name:
        again = "(المصدر)" not in source.name  # "المصدر ذاته": whoever spoke last
        named = [s for s in reversed(known) if again or "مصدر" in _telling(s.name)]
        said = next((s for s in named if s.name[:1].isupper()), next(iter(named), known[-1]))
        return replace(source, name=said.name, side=said.side, short=False)
    if words <= _CORRESPONDENTS and known[-1].side == "press":
        return replace(source, name=known[-1].name)
    if (sides := _SIDES.get(" ".join(words))) and not source.name[0].isupper():
        return next(
            (
                replace(source, name=s.name, side=s.side, short=False)
                for s in reversed(known)
                if s.side in sides and s.name[0].isupper()
            ),
            source,
        )
    if words <= _FACELESS:
        armed = next(
            (s for s in reversed(known) if s.side == "party" and s.name[0].isupper()), None
        )
        if armed is None and known[0].side in _ORGANISED:
            armed = known[0]
        return replace(source, name=armed.name, side=armed.side) if armed else source
    short = source.name if source.name.isupper() and source.name.isascii() else ""
    for earlier in reversed(known):
        full = _telling(earlier.name)
        if len(full) > len(words) and words <= full:
            return replace(source, name=earlier.name, side=earlier.side, short=False)
        if short and len(short) > 1 and _initials(earlier.name) == short:
            return replace(source, name=earlier.name, side=earlier.side, short=False)
    return source


_CORRESPONDENTS: Final = frozenset("correspondent مراسلنا مراسلتنا مراسلونا مراسلينا".split())
# "the agency", "the monitor": the last of its sort that was named
_SIDES: Final = {
    "agency": ("press",), "outlet": ("press",), "newspaper": ("press",), "broadcaster": ("press",), "monitor": ("monitor",),
    "rescuer": ("rescue",), "organisation": ("rescue", "monitor"), "organization": ("rescue", "monitor"),
}  # fmt: skip
_ORGANISED: Final = ("monitor", "rescue", "un", "witness")
_BODIES: Final = frozenset(
    "helmets committee committees network lawyers union association organisation organization observatory group centre center "
    "rights msf borders commission coalition syndicate council".split()
)


def _is_body(name: str) -> bool:
    """Return whether a source is an organisation and no person: "Emergency Lawyers"."""
    return bool(_BODIES & {w.strip(",").lower() for w in name.split()})


_FACELESS: Final = frozenset(
    "group movement militia insurgent حركه جماعه تنظيم فصيل مليشيا ميليشيا".split()
)
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


@lru_cache(maxsize=4096)
def _telling(name: str) -> frozenset[str]:
    """Return the words that tell a source from others; of an Arabic one, those of the text."""
    words = name.rpartition(" (")[2]
    if words and is_arabic(words):
        found = (_stem(w) for w in words.rstrip(")").split())
        return frozenset(w for w in found if w not in ("نفسه", "نفسها", "ذاته", "ذاتها"))
    bare = name.partition(" (")[0].lower().replace("’s", "").replace("'s", "")
    return frozenset(
        w.rstrip("s,")
        for w in bare.split()
        if w not in DETERMINERS and w not in JOINERS and w not in _WRITTEN
    )


_WRITTEN: Final = frozenset("written separate later latest".split())


def _stem(word: str) -> str:
    """Return an Arabic word without its article; the و of وزارة and وكالة is their own."""
    forms = forms_of(word)
    return next((f for f in forms if f.startswith(_OWN_WAW)), forms[-1])


_OWN_WAW: Final = ("وزار", "وكال", "وحد")


def _initials(name: str) -> str:
    return "".join(
        w[0] for w in name.split(" (", maxsplit=1)[0].replace("-", " ").split() if w[0].isupper()
    )


_DOCUMENTING: Final = frozenset(
    "documented verified recorded registered logged counted وثق وثقت احصي احصت رصد رصدت سجل سجلت".split()
)
