"""Whom a short word for a speaker goes back to: "the ministry", "المنظمة", "the same source".

The secret of this module is what makes two names one speaker's: the words of a fuller name that was
heard before, initials, the sort of body that a common noun stands for, and "same", which means
whoever spoke last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.sentence import MOUTHPIECES
from geo.extract.attribution.speakers import Source
from geo.extract.attribution.words import DETERMINERS, JOINERS
from geo.extract.text import all_forms, forms_of, is_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.lexicon import Lexicon
    from geo.extract.text import Sentence, Token

ORGANISED: Final = ("monitor", "rescue", "un", "witness")
CORRESPONDENTS: Final = frozenset("correspondent مراسلنا مراسلتنا مراسلونا مراسلينا".split())
FACELESS: Final = frozenset(
    "group movement militia insurgent حركه جماعه تنظيم فصيل مليشيا ميليشيا".split()
)
_MEDIA: Final = ("press",)
_AID: Final = ("rescue", "monitor", "un")
# These may be anything: only the body whose name has the word is meant.
_CALLED: Final = frozenset(
    "network centre center committee office institute commission agency programme program coalition council syndicate "
    "شبكه مجموعه هييه لجنه مركز مكتب تجمع فريق مبادره مفوضيه منصه برنامج اتحاد".split()
)
# "the agency", "the monitor", "الشبكة": the last of its sort that was heard or named
_SORTS: Final = {
    frozenset(words.split()): sides
    for phrases, sides in (
        ("agency outlet newspaper broadcaster channel paper website daily magazine", _MEDIA),
        ("قناه صحيفه جريده موقع اذاعه تلفزيون", _MEDIA),
        ("monitor watchdog think_tank observatory مرصد", ("monitor",)),
        ("office", ("un",)),
        ("rescuer rescue_service rescue_worker rescue_group volunteer فرق متطوعون", ("rescue",)),
        ("organisation organization charity ngo association union foundation society منظمه جمعيه موسسه نقابه", _AID),
    )
    for phrase in phrases.split()
    for words in (phrase.replace("_", " "),)
}  # fmt: skip
NEAR: Final = 3  # sentences before the one being read in which a body is looked for
_LONGEST: Final = 2  # words under which somebody named before speaks again
_AGAIN: Final = frozenset("نفسه نفسها نفسهم ذاته ذاتها ذاتهم عينه عينها المذكور المذكوره".split())
_INDEFINITE: Final = frozenset("a an another one some several many two three four other".split())


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known where a sentence is read: who was heard, this sentence and those just before it."""

    known: Sequence[Source]
    parts: Sequence[Sentence]
    listed: Lexicon
    named: Sequence[
        tuple[Source, frozenset[str]]
    ] = ()  # bodies and their words, of all sentences before


def recalled(source: Source, memory: Memory) -> Source:
    """Return `source` under the fuller name it had before: "the ministry", "Syniehubov", "SDN"."""
    tokens = memory.parts[-1].tokens
    words, known = telling(source.name), memory.known
    if not words or (len(words) > _LONGEST and not _is_same(tokens, source)):
        return source
    if known and _is_same(tokens, source) and not _is_named(source):
        return _under(source, _like(source, words, known))
    if len(words) > _LONGEST:
        return source
    if known and words <= MOUTHPIECES:
        return _under(source, known[-1])
    if known and words == {"مصدر"} and "(ال" in source.name:
        named = [s for s in reversed(known) if "مصدر" in telling(s.name)]
        said = next((s for s in named if s.name[:1].isupper()), next(iter(named), known[-1]))
        return _under(source, said)
    if known and words <= CORRESPONDENTS and known[-1].side == "press":
        return replace(source, name=known[-1].name)
    if known and words <= FACELESS:
        armed = next(
            (s for s in reversed(known) if s.side == "party" and s.name[0].isupper()), None
        )
        if armed is None and known[0].side in ORGANISED:
            armed = known[0]
        return replace(source, name=armed.name, side=armed.side) if armed else source
    short = source.name if source.name.isupper() and source.name.isascii() else ""
    for earlier in reversed(known):
        full = telling(earlier.name)
        if len(full) > len(words) and words <= full and _may_be(source, earlier):
            return _under(source, earlier)
        if short and len(short) > 1 and _initials(earlier.name) == short:
            return _under(source, earlier)
    return _of_its_sort(source, words, memory)


def _under(source: Source, earlier: Source) -> Source:
    return replace(source, name=earlier.name, side=earlier.side, short=False)


def _is_named(source: Source) -> bool:
    """Return whether a source has a name of its own, and no common noun alone."""
    return source.name[:1].isupper()


def _is_same(tokens: Sequence[Token], source: Source) -> bool:
    """Return whether "same" stands with a source: "the same official", "القائد نفسه"."""
    if not 0 <= source.first < source.last <= len(tokens):
        return False
    if is_arabic(tokens[source.first].word):
        behind = tokens[source.first + 1 : source.last + 1]
        return any(t.low in _AGAIN for t in behind)
    return any(t.low == "same" for t in tokens[max(0, source.first - 1) : source.last])


def _like(source: Source, words: frozenset[str], known: Sequence[Source]) -> Source:
    """Return who spoke last of those that the words of "the same official" may mean."""
    words = _singular(words)
    named = [s for s in reversed(known) if words & _singular(telling(s.name))]
    sided = [s for s in reversed(known) if s.side == source.side]
    others = (s for s in (*named, *sided, known[-1]) if s.name != source.name)
    return next(others, known[-1])


_SINGULARS: Final = {
    "قاده": "قايد", "قياديين": "قيادي", "قياديون": "قيادي", "مسوولين": "مسوول", "مسوولون": "مسوول", "مصادر": "مصدر",
    "ضباط": "ضابط", "ناشطون": "ناشط", "ناشطين": "ناشط", "نشطاء": "ناشط", "شهود": "شاهد", "اطباء": "طبيب",
}  # fmt: skip


def _singular(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_SINGULARS.get(w, w) for w in words)


def _may_be(source: Source, earlier: Source) -> bool:
    """Return whether a word of the press may mean who spoke before: a reporter also those who told him."""
    told_him = telling(source.name) <= CORRESPONDENTS | {"مراسل", "reporter"}
    return source.side != "press" or earlier.side == "press" or told_him


def _of_its_sort(source: Source, words: frozenset[str], memory: Memory) -> Source:
    """Return the body of the sort that a common noun stands for: heard before, or named near by."""
    sides = _SORTS.get(words, ())
    if not (sides or words <= _CALLED) or not _is_definite(source, memory.parts[-1].tokens):
        return source
    here = list(bodies_named(memory.parts[-1], memory.listed, source.first))
    named = [*here, *reversed(memory.named)]
    called = [body for body, names in named if words <= names]  # "the Office" of human rights
    near = [*here, *(n for p in memory.parts[-2::-1] for n in bodies_named(p, memory.listed))]
    heard = [s for s in reversed(memory.known) if s.side in sides and s.name[0].isupper()]
    bodies = (*called, *filter(_is_a_body, heard), *(b for b, _ in near if b.side in sides))
    return next((_under(source, body) for body in bodies), source)


def _is_a_body(source: Source) -> bool:
    """Return whether a source is more than a member of the press or a person of a body."""
    return not telling(source.name) & CORRESPONDENTS


def bodies_named(
    part: Sentence, listed: Lexicon, stop: int | None = None
) -> Iterator[tuple[Source, frozenset[str]]]:
    """Yield the bodies that a sentence names before token `stop`, the last first, and the words it names them by."""
    for hit in reversed(listed.find(part.tokens)):
        name = hit.row["name"]
        if not name[:1].isupper() or hit.last - hit.first == 1 or hit.last > (stop or hit.last):
            continue
        words = part.tokens[hit.first : hit.last]
        said = " ".join(t.word for t in words)
        name = f"{name} ({said})" if part.is_arabic else name
        body = Source(0, 0, name, hit.row["side"])  # type: ignore[arg-type]
        yield body, all_forms(words) if part.is_arabic else telling(said)


def _is_definite(source: Source, tokens: Sequence[Token]) -> bool:
    """Return whether a common noun means one that is known: "the organisation", "المنظمة"."""
    if not 0 <= source.first < source.last <= len(tokens):
        return False
    first = tokens[source.first]
    if is_arabic(first.word):
        return first.word.startswith(("ال", "وال", "فال", "لل", "بال"))
    ahead = tokens[source.first - 1].low if source.first else ""
    return ahead == "the" or (source.name[:1].islower() and ahead not in _INDEFINITE)


@lru_cache(maxsize=4096)
def telling(name: str) -> frozenset[str]:
    """Return the words that tell a source from others; of an Arabic one, those of the text."""
    words = name.rpartition(" (")[2]
    if words and is_arabic(words):
        found = (_stem(w) for w in words.rstrip(")").split())
        return frozenset(w for w in found if w not in _AGAIN)
    bare = name.partition(" (")[0].lower().replace("’s", "").replace("'s", "")
    return frozenset(
        _one_of(w.rstrip(","))
        for w in bare.split()
        if w not in DETERMINERS and w not in JOINERS and w not in _WRITTEN
    )


def _one_of(word: str) -> str:
    """Return a word without the ending of many: "agencies", "groups", but "press"."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word if word.endswith("ss") else word.removesuffix("s")


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
