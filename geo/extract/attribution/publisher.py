"""Who speaks where nobody is named: whoever published the text.

The secret of this module is what shows that a text is somebody's statement: its source, a line at
its head or foot that is nothing but a name, the headings of a UN update, "our crews".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.naming import source_of
from geo.extract.attribution.speakers import Scene, Source, speaking_nouns
from geo.extract.attribution.words import DETERMINERS, JOINERS, QUOTES, is_verb
from geo.extract.lexicon import Lexicon, built_in
from geo.extract.text import folded, is_arabic, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.attribution.speakers import Noun
    from geo.extract.text import Sentence, Token
    from geo.extract.toponyms import Toponym
    from geo.model import Report

_STATEMENT: Final = frozenset(
    "statement communique communiqué bulletin spokesperson spokesman release briefing office service update brief "
    "summary note press command headquarters log letter weekly daily monthly week desk review sitrep operational "
    "information توضيح نشره موجز اعلان بيان تصريح صحفي بلاغ نشره المكتب الاعلامي اعلام احاطه حصيله الناطق المتحدث القياده".split()
)
# What a text is called: the source's name stands before it, "UNIFIL statement, 8 November".
_DOCUMENTS: Final = frozenset(
    "statement communique communiqué bulletin briefing brief update summary log letter note review report release week "
    "sitrep recap digest dispatch".split()
)
_CREWS: Final = frozenset(
    "teams team crews crew volunteers ambulances rescuers medics paramedics units".split()
)
_OURS: Final = frozenset(
    "our we us ours قواتنا فريقنا فرقنا طواقمنا قواتكم نوكد وثقنا متطوعونا متطوعينا كوادرنا دفاعاتنا مدفعيتنا مسيراتنا مقاتلونا مقاتلينا مجاهدينا وحداتنا جنودنا رجالنا مرابطونا ثوارنا مجاهدونا ابطالنا نحمل ندين".split()
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
        nouns = speaking_nouns(tokens, listed, armed)
        if nouns and not any(n.side in ("press", "witness") for n in nouns):
            return _publisher(Scene(report.source, tokens, nouns, ()), 0, len(tokens))
    filed = _filed_by(parts, listed) or _credited(report.text, parts, names, listed, armed)
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
    if parts and (found := _issued_by(report.text, parts[0], names[0], listed, armed)):
        return found
    for part, where in zip(parts[:4], names[:4], strict=False):
        colon = next((k for k, t in enumerate(part.tokens[:10]) if t.word == ":"), 0)
        nouns = speaking_nouns(part.tokens[:colon], listed, armed)
        if nouns and nouns[0].named and nouns[0].first <= 1 and nouns[-1].last == colon:
            return _publisher(Scene(report.text, part.tokens, nouns, where), nouns[0].first, colon)
    headings = [*head, *(p for p in parts if len(p.tokens) <= 4)]
    if any(_has_phrase(p.tokens, _UN_FORMS) for p in headings):
        return Source(0, 0, "OCHA", "un")
    if any(_has_phrase(p.tokens, _UN_FORMS_AR) for p in headings):
        return Source(0, 0, "UN OCHA (أوتشا)", "un")
    for part in parts[:3]:
        low = [t.low for t in part.tokens]
        if (
            any(a == "our" and b in _CREWS for a, b in pairwise(low))
            or "طواقمنا" in low
            or "فرقنا" in low
        ):
            return _crews(report.text, parts, listed, armed)
    return None


_FOOT: Final = 3  # sentences
_CREDITS: Final = frozenset("source sources المصدر مصدر".split())


def _credited(
    text: str,
    parts: Sequence[Sentence],
    names: Sequence[Sequence[Toponym]],
    listed: Lexicon,
    armed: Lexicon,
) -> Source | None:
    """Return whose text it is by the line that ends it: "(Source: media department of the coalition)"."""
    for part, where in zip(parts[-_FOOT:], names[-_FOOT:], strict=True):
        start = next((k for k, t in enumerate(part.tokens[:2]) if t.low in _CREDITS), -1)
        colon = start >= 0 and [t.word for t in part.tokens[start + 1 : start + 2]] == [":"]
        if colon and len(part.tokens) <= _TITLE_TOKENS:
            return _owner(text, part, start, where, listed, armed)
    return None


def _owner(
    text: str,
    part: Sentence,
    start: int,
    where: Sequence[Toponym],
    listed: Lexicon,
    armed: Lexicon,
) -> Source | None:
    """Return the body, or the medium of a side, that a line names behind token `start`."""
    nouns = [
        n
        for n in speaking_nouns(part.tokens, listed, armed)
        if n.first > start + 1 and (n.named or n.side not in ("press", "unknown", "witness"))
    ]
    nouns = [n for n in nouns if n.side not in ("press", "witness") or n.name in _PARTISAN]
    if not nouns:
        return None
    chosen = next((n for n in nouns if n.named), nouns[0])
    scene = Scene(text, part.tokens, [chosen], where)
    return _publisher(scene, chosen.first, chosen.last)


# Media that speak for a government or a party: what they write is that side's word.
_PARTISAN: Final = frozenset(
    (
        "SANA", "WAFA", "SUNA", "Saba", "SONNA", "Al-Masirah TV", "Al-Manar", "TASS", "RIA Novosti", "Sputnik", "IRNA", "Tasnim",
        "National News Agency (Lebanon)", "Iraqi News Agency", "Fars", "ISNA", "Mehr News Agency", "Libyan News Agency", "Hawar News Agency", "Anadolu Agency",
    )
)  # fmt: skip
_FILED: Final = 8


def _filed_by(parts: Sequence[Sentence], listed: Lexicon) -> Source | None:
    """Return the state's or party's agency under whose name a text was filed: "حماة-سانا", "TEHRAN (FNA) -"."""
    for k, part in enumerate(parts):
        tokens = part.tokens[: _FILED + 1]
        arabic = is_arabic(tokens[0].word)
        if k >= _FILED_WITHIN and not part.is_dateline:
            continue
        if not arabic and not (tokens[0].word[0].isupper() and _is_filed(tokens)):
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


def _is_filed(tokens: Sequence[Token]) -> bool:
    """Return whether an English line opens with a place, an agency in brackets or capitals, and a dash."""
    dash = next((k for k, t in enumerate(tokens) if t.word in _DASHES), 0)
    return dash > 1 and all(t.word[0].isupper() or not t.word[0].isalpha() for t in tokens[:dash])


_FILED_WITHIN: Final = 3  # sentences
_DASHES: Final = frozenset("-–—")
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
        source_of(Scene(text, p.tokens, (n,), ()), [n], 0, len(p.tokens))
        for p in parts
        for n in speaking_nouns(p.tokens, listed, armed)
        if n.side == "rescue"
    ]
    if not found:
        return Source(0, 0, "rescue workers", "rescue")
    best = max(found, key=lambda s: (s.name[0].isupper(), len(s.name.split()) > 1))
    return replace(best, first=0, last=0)


_ISSUED: Final = frozenset("statement communique communiqué declaration".split())


def _issued_by(
    text: str, part: Sentence, where: Sequence[Toponym], listed: Lexicon, armed: Lexicon
) -> Source | None:
    """Return who a title says a text is of: "Statement of the Defence Ministry on the shelling of X"."""
    low = [t.low for t in part.tokens[:3]]
    if not (part.is_title and low[0] in _ISSUED and low[1:2] in (["of"], ["by"])):
        return None
    nouns = speaking_nouns(part.tokens, listed, armed)
    first = next((n for n in nouns if n.first > 1), None)
    if first is None or any(t.word[0].islower() for t in part.tokens[3 : first.first]):
        return None
    scene = Scene(text, part.tokens, [first], where)
    return _publisher(scene, 2, first.last)


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
        if token.word in QUOTES:
            quoted = not quoted
        elif not quoted and not _OURS.isdisjoint(token.forms):
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
    stated = low[:3] in (
        ["statement", "attributable", "to"], ["statement", "of", "the"], ["statement", "by", "the"]
    )  # fmt: skip
    start = 3 if stated else 0
    end = next((k for k in range(start, len(tokens)) if _separates(tokens, k)), len(tokens))
    document = next((k for k in range(start + 1, end) if low[k] in _DOCUMENTS), end)
    stop = document
    while stop > start and low[stop - 1] in _OF_DOCUMENTS:
        stop -= 1
    nouns = [
        n
        for n in speaking_nouns(tokens[:stop], listed, armed)
        if (n.named or n.side not in ("press", "witness")) and n.first >= start
    ]
    name = tokens[start:stop]
    if not any(n.side != "unknown" for n in nouns) or len(name) > _LONGEST:
        return None
    if built_in("triggers").find(name) or any(is_verb(t) or t.word[0].isdigit() for t in name):
        return None
    if any(t.word[0].isupper() and t.low in _SMALL_IN_NAMES for t in name[1:]):
        return None
    called = stated or document < end or bool(set(low[end : end + 8]) & _STATEMENT)
    line = _Line(tokens, start, stop, nouns, called=called, firm=firm)
    names_it = line.is_arabic_name() if is_arabic(tokens[start].word) else line.is_english_name()
    return _publisher(Scene(text, tokens, nouns, toponyms), start, stop) if names_it else None


_OF_DOCUMENTS: Final = frozenset(
    "press operational daily weekly monthly situation morning incident media 's ’s".split()
)
_LONGEST: Final = 12  # tokens of a publisher's name
_SMALL_IN_NAMES: Final = frozenset("a an as after amid at by from in into on over to with".split())
"""Words that no body's name writes with a capital, but headlines do: "Rebels Take A District"."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may begin with the name of who publishes: tokens ``start`` to ``stop`` (excluded).

    `called` says that words such as "statement" follow, `firm` that nothing else does.
    """

    tokens: Sequence[Token]
    start: int
    stop: int
    nouns: Sequence[Noun]
    called: bool
    firm: bool

    def is_arabic_name(self) -> bool:
        """Return whether an Arabic line is, or begins with, the name of who publishes."""
        first, rest = self.nouns[0], self.tokens[self.stop :]
        if first.first - self.start > 1 or self.stop - self.start > 7:
            return False
        dated = all(t.word[0].isdigit() or t.word in "-/–—" or t.low in _AR_MONTHS for t in rest)
        heads = bool(rest) and rest[0].word == ":" and first.named
        return (
            self.firm
            or self.called
            or (dated and first.side != "party")
            or (heads and first.side in ("monitor", "rescue", "un"))
        )

    def is_english_name(self) -> bool:
        """Return whether an English line is, or begins with, the name of who publishes."""
        tokens, stop = self.tokens, self.stop
        content = [
            t
            for t in tokens[self.start : stop]
            if t.word[0].isalpha() and t.low not in JOINERS | DETERMINERS
        ]
        titled = all(t.word[0].isupper() or t.low in _SMALL for t in content)
        alone = stop == len(tokens) and not self.called
        named = all(n.named for n in self.nouns) and (not alone or stop <= 8)
        if titled and (self.firm or self.called or named):
            return True
        headed = [t.low for t in tokens[stop : stop + 1]] == [":"] and self.firm
        near = self.nouns[0].first - self.start <= 3 and self.nouns[-1].last >= stop - 3
        return (self.called or headed) and near


_SMALL: Final = frozenset("'s ’s and to s".split())
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


def _publisher(scene: Scene, first: int, stop: int) -> Source | None:
    tokens, nouns = scene.tokens, scene.nouns
    # "SOHR" has a name of its own; "Lumo Fire Brigade" is named as it stands.
    covers = nouns[0].named and all(
        t.low in DETERMINERS or not t.word[0].isalpha()
        for k, t in enumerate(tokens[first:stop], first)
        if not nouns[0].first <= k < nouns[0].last
    )
    whole = not is_arabic(tokens[first].word) and not covers
    chosen = source_of(scene, nouns, first, stop, whole=whole)
    return replace(chosen, first=0, last=0)
