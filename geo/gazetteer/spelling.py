"""When two spellings may be one name.

The secret of this module is how a spelling is worn down: `fold` takes away what writers treat as
ornament (case, accents, hyphens, apostrophes, Arabic vowel signs and letter forms), `bare` also
the article, `skeleton` all but the classes of consonants, which transliterations into Latin,
Arabic and Cyrillic script share. `likeness` says how far two spellings still sound alike.
Everything is a pure function of text; nothing here knows any place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_REMEMBERED: Final = 20_000  # spellings, 4 MB: the same names are compared again and again

# Marks that writers leave out: Latin and Cyrillic accents, Hebrew and Arabic points, tatweel.
_ORNAMENT: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_APOSTROPHES: Final = (
    "'’‘‛`´ʹʺʻʼʽʾʿˈ′·.\"“”„«»؍،\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
)
_DROPPED: Final = re.compile(f"[{_APOSTROPHES}ء]")
_GAPS: Final = re.compile(r"[\W_]+")
_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŋ": "ng", "ə": "a",
        "æ": "ae", "œ": "oe", "þ": "th",
        # Arabic: ta marbuta, alef maksura, wasla; Persian and Urdu forms of kaf and ya
        "ة": "ه", "ى": "ي", "ٱ": "ا", "ک": "ك", "ی": "ي", "ے": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ё": "е",
    }
)  # fmt: skip
_SHORT_FOR: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

_ARABIC: Final = re.compile("[\u0620-\u06ff]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")

# The article as separate word; before the "sun letters" it takes their sound (ash-Shaykh).
# The patterns open with a letter, and look back from there: a search then skips from one to the next.
_ARTICLE: Final = re.compile(
    r"[aeui](?<!\w[aeui])(?:l|(?<=[aeu])(?:sh(?= sh)|s(?= s)|dh?(?= d)|z(?= z)|n(?= n)|r(?= r)"
    r"|th(?= th)|t(?= t)|dh?(?= [tz]h)|dh(?= z))) (?=\w)"
)
_ABUL: Final = re.compile(r"ab(?<!\wab)(?:ou?|u)l (?=\w)")
_ARABIC_ARTICLE: Final = re.compile(r"\bال(?=\w\w)")
_FUSED: Final = re.compile(r" (?<=\w )[ae]l(?=\w\w\w)")


@lru_cache(maxsize=_REMEMBERED)
def fold(name: str) -> str:
    """Return `name` without what writers treat as ornament; words parted by single blanks.

    Examples
    --------
    >>> fold("Ma\u02bfarrat an-Nu\u02bfm\u0101n"), fold("\u0130dlib"), fold("St. Louis")
    ('maarrat an numan', 'idlib', 'saint louis')
    >>> fold("إِدْلِب") == fold("ادلب")
    True
    """
    if name.isascii():
        text = name.lower()
    else:
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        text = unicodedata.normalize("NFC", _ORNAMENT.sub("", text).translate(_LETTERS))
    text = _GAPS.sub(" ", _DROPPED.sub("", text)).strip()
    if text[:3] in {"st ", "ste", "mt ", "ft "}:
        first, _, rest = text.partition(" ")
        if rest and first in _SHORT_FOR:
            text = f"{_SHORT_FOR[first]} {rest}"
    return text


_TWO_IN_ONE: Final = re.compile(r"\s+-\s+|_|\s*/\s*")


def names_in(both: str) -> list[str]:
    """Return the names of the one or two villages that a list has in one cell, none of an empty one.

    Examples
    --------
    >>> names_in("Maaret Elnaasan - Maaret Elhaski"), names_in("Saraqab")
    (['Maaret Elnaasan', 'Maaret Elhaski'], ['Saraqab'])
    """
    return [part.strip() for part in _TWO_IN_ONE.split(both) if part.strip()]


_OPENERS: Final = re.compile(r"^(كفر|خان|دير|بيت|عين|تل|معر|ابو|جب|رسم) ?(?=[ء-ي]{3,}$)")


def rejoined(folded: str) -> str:
    """Return an Arabic village's name with its first word written the other way, ``""`` if there is none.

    Examples
    --------
    >>> rejoined("كفرتعال"), rejoined("كفر تعال"), rejoined("سراقب")
    ('كفر تعال', 'كفرتعال', '')
    """
    opened = _OPENERS.match(folded)
    if opened is None:
        return ""
    first, rest = opened[1], folded[opened.end() :]
    return first + rest if " " in folded else f"{first} {rest}"


def bare(folded: str) -> str:
    """Return a folded name without Arabic articles, in Latin or Arabic script.

    Examples
    --------
    >>> bare("maarrat an numan"), bare("ash shaykh"), bare("el paso"), bare("an loc")
    ('maarrat numan', 'shaykh', 'paso', 'an loc')
    """
    if folded.isascii():
        return _ABUL.sub("abu ", _ARTICLE.sub("", folded)) if " " in folded else folded
    return _ARABIC_ARTICLE.sub("", folded)


_ARABIC_CLASSES: Final = str.maketrans(
    {
        **dict.fromkeys("اآأإوؤيئىهةحعء \u0654\u0655", None),
        **dict.fromkeys("بپ", "p"),
        **dict.fromkeys("تثدذضظطٹڈ", "t"),
        **dict.fromkeys("سصزشژچ", "s"),
        **dict.fromkeys("كقجغخگ", "k"),
        **dict.fromkeys("فڤ", "f"),
        "ل": "l",
        "م": "m",
        "ن": "n",
        "ر": "r",
        "ڑ": "r",
        "ں": "n",
    }
)
_OPEN: Final = frozenset("aeiouyhwاآأإعحهويےъь")
_CYRILLIC_LATIN: Final = str.maketrans(
    dict(
        zip(
            "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяўқғҳҷ",
            [*"abvggdee", "zh", *"ziiiiklmnoprstuf", "kh", "ts", "ch", "sh", "sh", "", *"y", "",
             *"eua", *"ukghj"],
            strict=True,
        )
    )
)  # fmt: skip
_DIGRAPHS: Final = re.compile(r"tch|tsj|sch|sj|sh|ch|kh|gh|dh|th|zh|ts|ph|dj|ck|x")
_DIGRAPH_CLASS: Final = {
    "tch": "s", "tsj": "s", "sch": "s", "sj": "s", "sh": "s", "ch": "s", "kh": "k", "gh": "k", "dh": "t", "th": "t",
    "zh": "s", "ts": "s", "ph": "f", "dj": "k", "ck": "k", "x": "ks",
}  # fmt: skip
_LATIN_CLASSES: Final = str.maketrans(
    {
        **dict.fromkeys("aeiouyhw ", None),
        **dict.fromkeys("qcgj", "k"),
        "d": "t",
        "z": "s",
        "b": "p",
        "v": "f",
    }
)
_REPEATED: Final = re.compile(r"(.)\1+")
_AGAIN: Final = re.compile(r"(.)(?=\1)")
CLASSES: Final = "afklmnprst"
"""The letters that skeletons of names in Latin, Arabic and Cyrillic script are made of."""

_INNER_CLASSES: Final = CLASSES[1:]


@lru_cache(maxsize=_REMEMBERED)
def skeleton(folded: str) -> str:
    """Return the consonant classes of a folded name, or ``""`` for a script without any.

    A leading ``a`` stands for any vowel or breathing at the start.

    Examples
    --------
    >>> {skeleton(fold(s)) for s in ("Saraqeb", "Saraqib", "Serakib", "سراقب", "Саракиб")}
    {'srkp'}
    >>> skeleton(fold("Khan al-Sabil")) == skeleton(fold("Khan Elsobol"))
    True
    """
    text = bare(folded)
    if not text.isascii():
        if _ARABIC.search(text):
            head = "a" if text[:1] in _OPEN else ""
            text = text.replace("ه ", "ت ")  # ta marbuta is said as t before another word
            return head + _REPEATED.sub(r"\1", _only(text.translate(_ARABIC_CLASSES)))
        if _CYRILLIC.search(text):
            text = text.translate(_CYRILLIC_LATIN)
    text = _FUSED.sub(" ", text)
    head = "a" if text[:1] in _OPEN else ""
    text = _DIGRAPHS.sub(lambda found: _DIGRAPH_CLASS[found.group()], text)
    return head + _REPEATED.sub(r"\1", _only(text.translate(_LATIN_CLASSES)))


_NOT_CLASS: Final = re.compile("[^fklmnprst0-9]")


def _only(text: str) -> str:
    """Drop what is no class letter, so that a mixed name keeps what is known of it."""
    return _NOT_CLASS.sub("", text)


_ARABIC_LATIN: Final = str.maketrans(
    {
        **dict(
            zip(
                "اوىيةهبتثجحخدذرزسشصضطظعغفقكلمنپچژگؤئ",
                "auiiahbttjhxddrzsSsdtzagfkklmnpSzgui",
                strict=True,
            )
        ),
        "ء": None,
    }
)


def romanised(folded: str) -> str:
    """Return a folded Arabic or Cyrillic name letter by letter in Latin script.

    Arabic leaves short vowels out, so that this serves to compare, not to show.
    """
    return bare(folded).translate(_CYRILLIC_LATIN).translate(_ARABIC_LATIN)


_VOWELS: Final = re.compile(r"ou|oo|ee|ei|[aei]y(?![aeiou])|ai|aa|ii|uu|ie")
_VOWEL_CLASS: Final = {
    "ou": "u", "oo": "u", "ee": "i", "ei": "e", "ey": "e", "ay": "e", "ai": "e", "aa": "a",
    "iy": "i", "ii": "i", "uu": "u", "ie": "i",
}  # fmt: skip
_SOUND_LETTERS: Final = str.maketrans(
    dict(zip("qcwyvAEIOUY", "kkuiuaeioui", strict=True)) | {" ": ""}
)
_SOUND_PAIRS: Final = (
    ("tch", "S"), ("sch", "S"), ("ch", "S"), ("sh", "S"), ("kh", "x"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("dj", "j"),
)  # fmt: skip
_IEH: Final = re.compile(r"ieh\b")  # the French way: "Dahieh" is Dahiyeh
_LAST_H: Final = re.compile(r"h\b(?<=[aeiou]h)")
_LONG_RUN: Final = re.compile("[aeiouy]{3,}")


@lru_cache(maxsize=_REMEMBERED)
def sound(folded: str) -> str:
    """Return how a folded name may be said: one spelling for what transliterators vary.

    Examples
    --------
    >>> sound(fold("Khan Sheikhoun")) == sound(fold("Khan Shaykhun"))
    True
    """
    return sounds((folded,))[0]


def sounds(folded: Sequence[str]) -> list[str]:
    """Return `sound` of each of many names in one script, at a tenth of the cost of one by one.

    Examples
    --------
    >>> sounds(["idlib", "al bab"]) == [sound("idlib"), sound("al bab")]
    True
    """
    text = bare("\n".join(folded))
    if not text.isascii():
        if not _CYRILLIC.search(text):
            return text.replace(" ", "").split("\n")
        text = romanised(text)
    text = _LAST_H.sub("", _IEH.sub("iyeh", _FUSED.sub(" ", text)))
    for pair, letter in _SOUND_PAIRS:
        text = text.replace(pair, letter)
    text = _LONG_RUN.sub(_said_in_turn, text)
    for pair, letter in _VOWEL_CLASS.items():
        text = text.replace(pair, letter)
    return _AGAIN.sub("", text.translate(_SOUND_LETTERS)).split("\n")


def _said_in_turn(run: re.Match[str]) -> str:
    """Return three vowels or more, of which any two may be one, as capitals: they are done with."""
    return _VOWELS.sub(lambda found: _VOWEL_CLASS[found.group()], run.group()).upper()


_VOWEL_LETTERS: Final = str.maketrans("", "", "aeiou")


def consonants(said: str) -> str:
    """Return what `sound` gives without vowels, which Arabic mostly leaves out.

    Examples
    --------
    >>> consonants(sound("kabkabiyah")) == consonants(sound(romanised(fold("كبكابية"))))
    True
    """
    return said.translate(_VOWEL_LETTERS)


_TURKISH: Final = str.maketrans(
    {
        "ş": "sh",
        "Ş": "Sh",
        "ç": "ch",
        "Ç": "Ch",
        "ğ": "gh",
        "Ğ": "Gh",
        "c": "j",
        "C": "J",
        "x": "kh",
    }
)
_IS_TURKISH: Final = re.compile("[şŞğĞıİ]")
# Turkish has one h for three letters of Arabic; in the words that open names by the hundred it is kh.
_SAID_KH: Final = re.compile(r"(?<=\bşey)h|\bh(?=ırb|an\b)", re.IGNORECASE)


def respelt(name: str) -> str:
    """Return a Turkish or Kurdish name, told by letters that only they have, as English writes it.

    Examples
    --------
    >>> respelt("Cisr eş-Şuğur"), respelt("Şeyh Hasan"), respelt("Cairo")
    ('Jisr esh-Shughur', 'Sheykh Hasan', 'Cairo')
    """
    if not _IS_TURKISH.search(name):
        return name
    return _SAID_KH.sub("kh", name).translate(_TURKISH)


# How Slavs, Germans, Balts and Dutch write what English writes otherwise.
_SLAVIC: Final = (
    (re.compile(r"\behl"), "el"), (re.compile("(?<!d)j"), "y"), (re.compile("dzh|dzj|dj"), "j"),
    (re.compile("tsch|cz"), "ch"), (re.compile("sz"), "sh"), (re.compile("c(?![hkz])"), "ts"),
    (re.compile("w"), "v"), (re.compile("oe"), "u"),
)  # fmt: skip
_FOREIGN: Final = re.compile("[jwvc]|sz|dzh|oe|ehl")


@lru_cache(maxsize=_REMEMBERED)
def readings(folded: str) -> tuple[str, ...]:
    """Return a Latin name respelled as English would write it, if another language wrote it.

    One name may be read in several ways, or in none.

    Examples
    --------
    >>> readings("iwantejewka"), readings("dzhasim"), readings("novin"), readings("idlib")
    (('ivanteyevka',), ('jasim',), ('nowin',), ())
    >>> readings("chocim")
    ('chotsim', 'khotsim')
    """
    if not folded.isascii() or not _FOREIGN.search(folded):
        return ()
    slavic = folded
    for pattern, letters in _SLAVIC:
        slavic = pattern.sub(letters, slavic)
    german = slavic if "tsch" in folded else slavic.replace("ch", "kh")
    persian = folded.replace("v", "w")  # one letter of the Arabic script is said as either
    english = folded.replace("dzh", "j")
    found = dict.fromkeys((slavic, german, persian, english))
    return tuple(reading for reading in found if reading != folded)


_SOMALI_C: Final = re.compile("c(?!h)", re.IGNORECASE)


def anglicised(somali: str) -> str:
    """Return a Somali name as English and French write it: c, said far back, left out, x as h.

    Examples
    --------
    >>> anglicised("Xudur"), anglicised("Balcad"), anglicised("Ceelasha Biyaha")
    ('hudur', 'balad', 'eelasha biyaha')
    """
    return _SOMALI_C.sub("", somali.lower()).replace("x", "h")


def script(text: str) -> str:
    """Return ``"latin"``, ``"arabic"``, ``"cyrillic"`` or ``"other"``, by the first that occurs."""
    if text.isascii():
        return "latin"
    if _ARABIC.search(text):
        return "arabic"
    if _CYRILLIC.search(text):
        return "cyrillic"
    return "latin" if re.search("[a-z]", fold(text)) else "other"


def neighbours(bones: str) -> set[str]:
    """Return the skeletons one slip away: a class lost, added, changed, or two swapped."""
    near = set()
    ends = f" {bones} "
    for i in range(len(bones) + 1):
        head, tail = bones[:i], bones[i:]
        beside = ends[i : i + 2]
        classes = _INNER_CLASSES if head else CLASSES  # a vowel counts only at the start
        near.update([head + c + tail for c in classes if c not in beside])
        if tail:
            rest = tail[1:]
            beside = head[-1:] + rest[:1]
            near.update([head + c + rest for c in classes if c not in beside])
            near.add(head + (rest[1:] if rest and rest[0] == head[-1:] else rest))
            if rest and rest[0] != head[-1:] and tail[0] != rest[1:2]:
                near.add(head + rest[0] + tail[0] + rest[1:])
    near.discard(bones)
    return {bone for bone in near if len(bone) > 1}
