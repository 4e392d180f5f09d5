"""How a report falls into paragraphs, sentences and tokens, with every offset kept.

The secret of this module is what a token is: for English a word, a number or one sign, a
possessive ``'s`` apart; for Arabic a word with its harakat, and beside it every form that is left
when one-letter prefixes (``و ف ب ل ك``) and the article are taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache, update_wrapper
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self, TypeVar

from geo.extract.furniture import headings
from geo.extract.words import AGENCIES, AT, TOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Kept = TypeVar("Kept")

_MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u0640"
# Marks of direction and joining that writing systems leave between letters: no words, no signs.
_UNSEEN: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE: Final = re.compile(f"[{_UNSEEN}]")
_TOKEN: Final = re.compile(
    r"['’]s\b"
    r"|\d[\d,.٬٫]*\d|\d"
    r"|(?:[A-Z]\.){2,6}"
    rf"|(?!\u0640)[^\W\d_]+(?:(?:[{_MARKS}]|['’ʻʼ`](?!s\b)(?=[^\W\d_])|\*(?=[^\W\d_]))[^\W\d_]*)*"
    rf"|[^\w\s{_UNSEEN}]|[_\u0640]"
)
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr prof gen lt col capt maj sgt sen rep gov st no jan feb mar apr jun jul aug sep sept oct nov dec vs "
    "etc al approx dept est fig ft inc jr sr km mt brig adm cpl pvt rev hon".split()
)
_CLOSERS: Final = frozenset("\"'”’»)]")
_ENDERS: Final = frozenset(".!?؟…")
_ENDS_A_TITLE: Final = _ENDERS | _CLOSERS | {":"}
_MAX_TITLE_WORDS: Final = 32
_DATELINE_PARAGRAPHS: Final = 4  # a title, an author and a place of print may stand before it
_BELOW_PICTURES: Final = 8  # so may captions, before a dateline in capitals
_DATELINE_TOKENS: Final = 18
_DATELINE_WORDS: Final = frozenset("and of near the de al el s".split())
_DATELINE_SIGNS: Final = frozenset(",./'’-،")
_DASHES: Final = frozenset("-–—\u0640")
_MAX_SENTENCE_TOKENS: Final = 220

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_HARAKAT: Final = re.compile(f"[{_MARKS}]")
_ARABIC_LETTERS: Final = str.maketrans("أإآٱىة", "اااايه")
_HAMZA_SEATS: Final = str.maketrans("ئؤ", "يو")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_NOT_YET: Final = object()
_MIN_STEM: Final = 2
# Letters of a word: longer ones are noise, of which each letter might be one more prefix.
_MAX_PREFIXED: Final = 40


# Not frozen, and no two are equal: a report has hundreds, and all that reads asks them by the thousand.
@dataclass(slots=True, eq=False)
class Token:
    """One word, number or sign: ``text[start:end] == word``; `forms` are what lexicons match.

    `low` is the first form: lower case, or Arabic letters folded.
    """

    start: int
    end: int
    word: str
    forms: tuple[str, ...]
    low: str


class Words(tuple[Token, ...]):
    """The tokens of a sentence, which keep what is found in all of them: see `remembered`."""

    kept: dict[object, object]

    def __new__(cls, tokens: Iterable[Token]) -> Self:
        """Take tokens over, with nothing found in them yet."""
        words = super().__new__(cls, tokens)
        words.kept = {}
        return words


def remembered(find: Callable[[Sequence[Token]], Kept]) -> Callable[[Sequence[Token]], Kept]:
    """Let a sentence be searched once for what many ask of it; of a part of one nothing is kept.

    What `find` returns can't be changed: all who ask share it.
    """

    def ask(tokens: Sequence[Token]) -> Kept:
        if type(tokens) is not Words:
            return find(tokens)
        found = tokens.kept.get(find, _NOT_YET)
        if found is _NOT_YET:
            found = tokens.kept[find] = find(tokens)
        return found  # type: ignore[return-value]

    return update_wrapper(ask, find)


@remembered
def lows(tokens: Sequence[Token]) -> list[str]:
    """Return the first forms of all tokens, in order."""
    return [token.low for token in tokens]


@remembered
def small_words(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the first forms of all tokens, for who asks whether one of a class is among them."""
    return frozenset([token.low for token in tokens])


@remembered
def all_forms(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the forms of all tokens."""
    return frozenset().union(*[token.forms for token in tokens])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens; `paragraph` counts from 0, a title is a sentence that ends no thought.

    A dateline ("GOMA, Oct 27 (Agency) -") tells where and when the text was filed, no more; a link
    ("READ ALSO: ...") or a caption ("People browse the rubble of ...") is the page's word beside the
    text; `is_arabic` says that most words are.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int
    is_title: bool = False
    is_dateline: bool = False
    is_link: bool = False
    is_arabic: bool = field(init=False)

    def __post_init__(self) -> None:
        mostly = False
        if not "".join([token.word for token in self.tokens]).isascii():
            words = [token.word for token in self.tokens if token.word[0].isalpha()]
            mostly = 2 * sum([is_arabic(word) for word in words]) > len(words)
        object.__setattr__(self, "is_arabic", mostly)


def is_arabic(text: str) -> bool:
    """Return whether `text` has any Arabic letter."""
    return not text.isascii() and _ARABIC.search(text) is not None


@lru_cache(maxsize=65536)
def forms_of(word: str) -> tuple[str, ...]:
    """Return what `word` may stand for in a lexicon, the word itself first.

    Examples
    --------
    >>> forms_of("Attacked")
    ('attacked',)
    >>> forms_of("وبإدلب")
    ('وبادلب', 'بادلب', 'ادلب')
    """
    if not _ARABIC.search(word):
        word = writable(word)
        low = word.lower().replace("’", "'")
        return (low.replace("*", "") or low,)  # "kil*led", as some write for filters
    bare = _HARAKAT.sub("", word).translate(_ARABIC_LETTERS) or word
    found = [bare]
    if len(bare) > _MAX_PREFIXED:
        return (bare,)
    for form in found:  # grows while it is read: each form may shed one more prefix
        if len(form) > _MIN_STEM + 1 and form[0] in "وف" and form is bare:
            found.append(form[1:])
        if len(form) > _MIN_STEM + 2 and form.startswith("لل"):
            found.append("ال" + form[2:])
            found.append(form[2:])
        elif (
            len(form) > _MIN_STEM + 1
            and form[0] in "بلك"
            and (form is bare or (form == bare[1:] and bare[0] in "وف"))
        ):
            found.append(form[1:])  # one preposition only: "لكثرة" is no Thira
        if len(form) > _MIN_STEM + 2 and form.startswith("ال"):
            found.append(form[2:])
    # Lists may leave the hamza out of "طائرة" and "مسؤول" too.
    found += [form.translate(_HAMZA_SEATS) for form in found if "ئ" in form or "ؤ" in form]
    return tuple(dict.fromkeys(found))


def writable(word: str) -> str:
    """Return `word` with U+FFFD for half a character, which can't be told to libraries in C."""
    return _HALVES.sub("\ufffd", word)


def seen(text: str) -> str:
    """Return `text` for showing: runs of blanks as one, no marks of direction."""
    return " ".join(_INVISIBLE.sub("", text).split())


def folded(words: str) -> frozenset[str]:
    """Return Arabic words in the form in which tokens carry them: على as علي."""
    return frozenset(forms_of(word)[0] for word in words.split())


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``."""
    stop = len(text) if end is None else end
    found = []
    for hit in _TOKEN.finditer(text, start, stop):
        word, forms = _word_and_forms(hit[0])
        found.append(Token(*hit.span(), word, forms, forms[0]))
    return found


@lru_cache(maxsize=65536)
def _word_and_forms(word: str) -> tuple[str, tuple[str, ...]]:
    """Return a word and its forms, the same objects for equal words: sets and tables know them at sight."""
    return word, forms_of(word)


def sentences(text: str, start: int = 0) -> list[Sentence]:
    """Return the sentences of ``text[start:]``; every character that is not space is in one.

    A line break ends a sentence only where a blank line, a list sign or a short unfinished line
    (a title) makes it one, so that hard-wrapped text stays whole.
    """
    found: list[Sentence] = []
    cut = [tokenize(text, low, high) for low, high in _paragraphs(text, start)]
    datelines = _datelines(cut)
    linked = (
        _links(cut)
        | _subheads(cut)
        | {n for n, tokens in enumerate(cut) if n and _is_caption(tokens)}
    )
    around = headings(cut, datelines)
    for number, tokens in enumerate(cut):
        filed = datelines.get(number, 0)
        if filed:
            head = Words(tokens[:filed])
            found.append(Sentence(head[0].start, head[-1].end, head, number, is_dateline=True))
            tokens = tokens[filed:]  # noqa: PLW2901 - the rest is cut as any paragraph is
        bare = _without_label(tokens)
        ends_open = bool(bare) and (bare[-1].word not in _ENDS_A_TITLE or _ends_quoting(bare))
        headed = number == 1 and len(tokens) >= _HEADING and _is_masthead(cut[0])
        first = number == 0 or (headed and not datelines.get(0))
        title = first and not filed and ends_open and len(tokens) <= _MAX_TITLE_WORDS
        title = title or number in around
        found.extend(
            Sentence(
                part[0].start, part[-1].end, Words(part), number, title, is_link=number in linked
            )
            for part in _split(text, tokens)
        )
    return found


_QUOTED: Final = 6  # tokens of a name or a phrase in quotation marks


def _ends_quoting(tokens: Sequence[Token]) -> bool:
    """Return whether an Arabic line ends with a name in quotation marks, as headlines do: «السيطرة على "إم 5"»."""
    inside = [t.word for t in tokens[-_QUOTED:-1]]
    quoted = tokens[-1].word in _CLOSERS and bool({'"', "«", "“"} & set(inside))
    return quoted and inside[-1] not in _ENDERS and is_arabic(tokens[0].word)


_LINKING: Final = (
    ("read", "also"), ("see", "also"), ("also", "read"), ("read", "more"), ("read", ":"), ("related", ":"),
    ("more", ":"), ("watch", ":"), ("related", "articles"), ("related", "news"), ("recommended", "for", "you"),
)  # fmt: skip
_ABOUT_LINKS: Final = 3  # tokens of "READ MORE:", whose link is the next line


def _links(paragraphs: Sequence[Sequence[Token]]) -> set[int]:
    """Return the numbers of paragraphs that only point to another report: "READ ALSO: Gunmen kill four in X"."""
    found: set[int] = set()
    for number, tokens in enumerate(paragraphs):
        low = tuple(t.low for t in tokens[:_ABOUT_LINKS])
        opened = any(low[: len(words)] == words for words in _LINKING)
        if not opened or not tokens[0].word[0].isupper():
            continue
        found.add(number)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ()
        alone = len(tokens) <= _ABOUT_LINKS
        if alone and following and following[-1].word not in _ENDERS:
            found.add(number + 1)
    return found


_SUBHEAD: Final = 9  # tokens of "Soldiers killed in Agusan del Sur"
_BODY: Final = 12  # tokens of what stands below one


def _subheads(paragraphs: Sequence[Sequence[Token]]) -> set[int]:
    """Return the numbers of headings inside a text: short lines without an end between whole paragraphs."""
    found: set[int] = set()
    for number in range(1, len(paragraphs) - 1):
        above, tokens, below = paragraphs[number - 1 : number + 2]
        if not (above and tokens and below):
            continue  # a paragraph of signs that show nothing, as a zero-width space
        ended = above[-1].word in _ENDS_A_TITLE and below[-1].word in _ENDS_A_TITLE
        if not ended or len(tokens) > _SUBHEAD or len(below) < _BODY or len(above) < _BODY:
            continue
        if any(_is_month(a) and b.word.isdigit() for a, b in pairwise(tokens)):
            continue  # "Afrin, Aleppo. March 6, 2020" dates what stands below
        whole = tokens[-1].word[-1].isalnum() and tokens[0].word[0].isupper()
        if whole and not is_arabic(tokens[0].word):
            found.add(number)
    return found


_SHOWN: Final = frozenset(
    "browse patrol inspect stand walk look gather carry search survey watch attend sit ride mourn react pray pose wait "
    "examine view check arrive".split()
)
_TOLD: Final = frozenset("said told says according reported added".split())
_TO_SHOWN: Final = 6  # tokens of "Israeli armoured military vehicles patrol"
_LONGEST: Final = 45


def _is_caption(tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph only says what a picture shows: "People browse the rubble of a house / Agency"."""
    low = [t.low for t in tokens]
    if len(low) > _LONGEST or _TOLD & set(low):
        return False
    credit = len(low) > 1 and low[-2] in ("/", "[", "(") and low[-1] in AGENCIES
    bracket = len(low) > 2 and low[-1] in ("]", ")") and low[-2] in AGENCIES and low[-3] in "[(/"
    verb = next((k for k in range(1, min(_TO_SHOWN, len(low))) if low[k] in _SHOWN), 0)
    # "troops on patrol", "a search", "to look" are no verbs of what is shown
    shown = verb > 0 and low[verb - 1].endswith(("s", "people", "men", "women", "children"))
    return credit or bracket or (shown and not {",", "had", "was", "were"} & set(low[:verb]))


_MASTHEAD: Final = 8
_ARABIC_MASTHEAD: Final = 4  # tokens of "أخبار سوريا"; four words may well be a title
_HEADING: Final = 6  # below a masthead, fewer words are its date or its kind
_SMALL: Final = frozenset("the of for and in on".split())


def _is_masthead(tokens: Sequence[Token]) -> bool:
    """Return whether a first line only names who publishes: "The Observatory For Human Rights"."""
    words = [t for t in tokens if t.word[0].isalpha()]
    if tokens and is_arabic(tokens[0].word):
        return len(words) == len(tokens) <= _ARABIC_MASTHEAD
    named = all(t.word[0].isupper() or t.low in _SMALL for t in words)
    return 2 <= len(words) == len(tokens) <= _MASTHEAD and named


_LABEL: Final = 5  # tokens of "(Photos and video)"
_LABELS: Final = frozenset(
    "video videos photo photos pictures images map maps update updated exclusive graphic".split()
)


def _without_label(tokens: list[Token]) -> list[Token]:
    """Return a heading without what it carries in brackets at its end: "Drone hits base (Video)"."""
    if not tokens or tokens[-1].word != ")":
        return tokens
    opening = next((k for k in range(len(tokens) - 2, 0, -1) if tokens[k].word == "("), len(tokens))
    labelled = bool(_LABELS & {t.low for t in tokens[opening:]})
    return tokens[:opening] if labelled and opening >= len(tokens) - _LABEL else tokens


def _datelines(paragraphs: Sequence[Sequence[Token]]) -> dict[int, int]:
    """Return how many tokens each paragraph's dateline has, by the paragraph's number.

    An agency in brackets or a date makes it one near the top of the text. Capitals and a dash do
    only where no second paragraph opens so: "IDLIB - ...", "HAMA - ..." are headings of a bulletin.
    """
    found: dict[int, int] = {}
    bare: list[tuple[int, int]] = []
    for number, tokens in enumerate(paragraphs):
        length, sure = _dateline(tokens)
        if not length and number < _DATELINE_PARAGRAPHS:
            length, sure = _small_dateline(tokens), False
        shouted = length and tokens[0].word.isupper() and tokens[length - 1].word in _DASHES
        near = _BELOW_PICTURES if shouted else _DATELINE_PARAGRAPHS
        if length and sure and number < near:
            found[number] = length
        elif length:
            bare.append((number if number < near else len(paragraphs), length))
    if len(bare) == 1 and not found and bare[0][0] < len(paragraphs):
        found = dict(bare)
    return found


def _dateline(tokens: Sequence[Token]) -> tuple[int, bool]:
    """Return how many tokens say where the text was filed, the dash included, and whether that is sure."""
    bracket = dated = False
    inside = False
    for k, token in enumerate(tokens[:_DATELINE_TOKENS]):
        word = token.word
        if inside or word == "(":
            bracket, inside = True, word != ")"
        elif word == ":" and k + 1 < len(tokens) and tokens[0].word.isupper():
            # "QUETTA:", as South Asia's newspapers open
            # or "MORELIA, Mexico:", as American ones do
            comma = next((n for n, t in enumerate(tokens[:k]) if t.word == ","), k)
            land = all(t.word.istitle() for t in tokens[comma + 1 : k])
            bare = (
                len(tokens[0].word) > 3 and all(t.word.isupper() for t in tokens[:comma]) and land
            )
            return (
                (k + 1, False) if dated or (bare and len(tokens) > _DATELINE_TOKENS) else (0, False)
            )
        elif bracket and word == "." and tokens[k + 1 : k + 2] and tokens[k + 1].word in _DASHES:
            return k + 2, True  # "Addis Ababa, Jul 5 (EFE).- At least"
        elif k and word in _DASHES and _stands_apart(tokens, k):
            if is_arabic(tokens[0].word):
                return (k + 1, True) if bracket and tokens[k - 1].word == ")" else (0, False)
            capitals = tokens[0].word.isupper() and len(tokens[0].word) > 1
            return (k + 1, bracket or dated) if bracket or dated or capitals else (0, False)
        elif word.isdigit():
            dated = dated or (k > 1 and _is_month(tokens[k - 1]))
            if dated and tokens[1].word == "," and _opens(tokens, k + 1):
                return k + 1, True  # "Damascus, Nov 28 The army ..."
        elif _is_month(token) and k and tokens[k - 1].word.isdigit():
            dated = True
        elif (word.islower() and token.low not in _DATELINE_WORDS) or (
            not word[0].isalpha() and word not in _DATELINE_SIGNS
        ):
            break
    return 0, False


_FILED: Final = 20  # tokens of a paragraph that "Srinagar:" may open


def _small_dateline(tokens: Sequence[Token]) -> int:
    """Return how many tokens say where a text was filed in small letters: "Srinagar: Two men were"."""
    for k in (1, 2):
        if len(tokens) > _FILED and tokens[k].word == ":" and tokens[k + 1].word[0].isupper():
            named = all(t.word.istitle() and t.low not in _SPOKEN for t in tokens[:k])
            return k + 1 if named else 0
    return 0


_SPOKEN: Final = frozenset(
    "update updated details source quote watch read breaking police army analysis explainer video photo related "
    "governor minister report background recall note".split()
)
_OPENERS: Final = frozenset("The A An At In On Two Three Four Five Several Dozens".split())


def _opens(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a sentence begins at token `k`, as far as its first word tells."""
    return k < len(tokens) and tokens[k].word in _OPENERS


def _is_month(token: Token) -> bool:
    return token.low[:3] in _MONTH_STEMS or token.word == "May"


def _stands_apart(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a dash parts two thoughts, with a text behind it that opens anew."""
    if k + 1 == len(tokens):
        return False
    spaced = tokens[k].start > tokens[k - 1].end and tokens[k + 1].start > tokens[k].end
    # a dash may hug the text behind the agency: (Agency) -Troops
    spaced = spaced or (tokens[k - 1].word == ")" and tokens[k].start > tokens[k - 1].end)
    return (spaced or tokens[k].word == "—") and not tokens[k + 1].word.islower()


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the extent of each paragraph: what blank lines, list signs and full lines part."""
    low = high = start
    for line in re.finditer(r"[^\r\n]+", text[start:]):
        a = line.start() + start
        body = line[0].strip()
        if not body:
            continue
        gap = text[high:a]
        if high > low and (
            gap.count("\n") > 1
            or gap.count("\r") > 1
            or body[0] in "-*•–·"
            or text[high - 1] in '.!?؟:”"…'
            or (len(text[low:high].split()) <= 12 and not body[0].islower())
        ):
            yield low, high
            low = a
        elif high == low:
            low = a
        high = a + len(line[0].rstrip())
    if high > low:
        yield low, high


def _split(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut a paragraph's tokens after full stops that end a sentence."""
    part: list[Token] = []
    i = 0
    while i < len(tokens):
        part.append(tokens[i])
        if tokens[i].word == ";" and heads_item(tokens, i + 1):
            yield part
            part = []
        elif tokens[i].word in _ENDERS and _is_end(tokens, i):
            while i + 1 < len(tokens) and _closes(text, tokens, i):
                i += 1
                part.append(tokens[i])
            yield part
            part = []
        elif (tokens[i].word == "”" and _is_glued_behind(tokens, i)) or len(
            part
        ) >= _MAX_SENTENCE_TOKENS:
            yield part
            part = []
        i += 1
    if part:
        yield part


_ITEM: Final = 5  # tokens of "Alma Town district –"


def heads_item(tokens: Sequence[Token], k: int) -> bool:
    """Return whether an item of a list opens with its place: "; Alma district – two men were killed"."""
    k += k < len(tokens) and tokens[k].word in _QUOTES
    if k >= len(tokens) or not tokens[k].word[0].isupper():
        return False
    for j in range(k + 1, min(k + _ITEM, len(tokens) - 1)):
        if tokens[j].word in _ITEM_SIGNS:
            return tokens[j].start > tokens[j - 1].end or tokens[j].word == ":"
        if not tokens[j].word[0].isalpha() and tokens[j].word != "-":
            return False
    return False


BULLETS: Final = frozenset("-–—•*·▪●")
_QUOTES: Final = frozenset('"“«')
_ITEM_SIGNS: Final = frozenset("–—:-")


def _closes(text: str, tokens: list[Token], i: int) -> bool:
    """Return whether token i + 1 is a closing sign that hugs token i."""
    following = tokens[i + 1]
    return (
        following.start == tokens[i].end
        and (following.word in _CLOSERS or following.word in _ENDERS)
        and not (following.end < len(text) and text[following.end].isalnum())
    )


def _is_end(tokens: list[Token], i: int) -> bool:
    if i + 1 == len(tokens):
        return True
    if tokens[i].word != ".":
        return True
    following = tokens[i + 1]
    if following.start == tokens[i].end and following.word not in _CLOSERS:
        return _is_glued(tokens, i)
    if i and tokens[i - 1].low in _ABBREVIATIONS and tokens[i - 1].end == tokens[i].start:
        # "on Jan. 21" goes on; "in Jan. The army" does not.
        return following.word[0].isupper() and tokens[i - 1].low[:3] in _MONTH_STEMS
    if i and len(tokens[i - 1].word) == 1 and tokens[i - 1].word.isupper():
        return False
    return not following.word[0].islower()


_GLUED: Final = 3  # letters of a word on either side of a full stop without its space


def _is_glued(tokens: Sequence[Token], i: int) -> bool:
    """Return whether only the space behind a full stop is lost: "were killed.Troops said"."""
    word, following = tokens[i - 1].word if i else "", tokens[i + 1].word
    whole = word.islower() and word.isalpha() and len(word) >= _GLUED <= len(following)
    return whole and following.istitle()


def _is_glued_behind(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the space behind a quotation is lost and a sentence begins: "in the north”This is"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.start != tokens[i].end:
        return False
    return following.word.istitle() and len(following.word) >= _GLUED


_MONTH_STEMS: Final = frozenset(("jan feb mar apr jun jul aug sep oct nov dec").split())


_SEATS: Final = TOWN | {"capital", "seat"}
_LEADING: Final = AT.union("from to into of across over".split())
_IN_THE_SEAT: Final = 4  # tokens of "in the capital ,"
_NOUN: Final = 8  # tokens of "the country's largest commercial capital city ,"


def apposed_start(low: Sequence[str], first: int) -> int:
    """Return where the noun begins that a name only repeats: "the" in "in the capital, X"; else `first`."""
    if first < _IN_THE_SEAT or low[first - 1] != "," or low[first - 2] not in _SEATS:
        return first
    for k in range(first - 3, max(-1, first - _NOUN), -1):
        if low[k] in _LEADING:
            return k + 1
        if low[k] == ",":
            break
    return first
