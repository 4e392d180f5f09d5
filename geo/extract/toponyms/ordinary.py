"""Which Arabic words are words of the language, so that they are no village's name.

The secret of this module is ``models/words-ar.txt``, which does what small letters do for English: it has the words that
reports use beside names and others of everyday use, in the forms that `geo.extract.text.forms_of` makes of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from geo.extract.toponyms.looks import clues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.extract.text import Token

WORDS: Final = "models/words-ar.txt"
_THEIRS: Final = ("ها", "هم", "هما", "هن", "نا")
_DUALS: Final = ("تين", "تان")
_ENDINGS: Final = ("ات", "ين", "ون", "ان", "يين", "يون", "وا", "ا", "ي", *_DUALS, *_THEIRS)
_MIN: Final = 3
_TANWIN: Final = frozenset("\u064b\u064c\u064d")


@cache
def _words() -> frozenset[str]:
    return frozenset(files("geo.extract").joinpath(WORDS).read_text(encoding="utf-8").split())


def is_ordinary(token: Token) -> bool:
    """Return whether a word is one of the language, or is inflected as no name is."""
    return _is_ordinary(token.word, token.forms)


@lru_cache(maxsize=65536)
def _is_ordinary(word: str, forms: tuple[str, ...]) -> bool:
    if word.endswith("ه") or _TANWIN & set(word):
        return True  # a village is written with the dots of ة, "his" is not
    if any(clues().get(form, "open") != "open" for form in forms):
        return True
    if word.endswith(_THEIRS) and len(forms[-1]) > _MIN:
        return True
    return any(base in _words() for form in forms for base in _bases(form))


def _bases(form: str) -> Iterator[str]:
    """Yield what a word is without the ending of a plural, a dual or an owner: "حافلتين", "حافلاتهم"."""
    yield form
    if form.startswith("ال"):
        yield form[2:]  # "الطب": `forms_of` leaves so short a word whole
    for ending in _ENDINGS:
        base = form.removesuffix(ending)
        if base != form and len(base) >= _MIN:
            yield base
            if ending in _DUALS:
                yield base + "ه"
