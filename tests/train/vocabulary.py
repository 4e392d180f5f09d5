"""Write the Arabic words that are no names: ``python -m tests.train.vocabulary``.

Reads the Arabic texts that are not kept blind (see `tests.train.likely`), the word lists of ``geo/extract/lexicon`` and
``ordinary-ar.txt`` beside this file, everyday words that we wrote down; writes ``geo/extract/models/words-ar.txt``.

A word that one set of texts alone has may be a village that no list has: where it stands behind "in", "on" or "the town of",
it is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.extract.text import forms_of, is_arabic, tokenize
from geo.extract.toponyms.looks import look_at
from geo.extract.toponyms.ordinary import WORDS
from tests.train.likely import is_blind, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN: Final = Path(__file__).with_name("ordinary-ar.txt")
EXTRACT: Final = Path("geo/extract")
LEXICONS: Final = ("triggers", "victims", "harm", "actors", "sources", "speech")
_ARABIC: Final = re.compile(r"[\u0620-\u0652]+")
_KINDS_AHEAD: Final = ("in", "to", "noun", "site", "dir")


def told(read: Iterable[tuple[str, str]]) -> set[str]:
    """Return the forms of the words of texts, given with the set that each is of, that are no names."""
    of_sets: dict[str, set[str]] = defaultdict(set)
    maybe: set[str] = set()
    for name, text in read:
        tokens = tokenize(text)
        for before, token in pairwise([tokens[0], *tokens] if tokens else []):
            if not is_arabic(token.word) or not token.word[0].isalpha():
                continue
            for form in token.forms:
                of_sets[form].add(name)
            if look_at(before.word, before.forms)[1] in _KINDS_AHEAD:
                maybe.update(token.forms)
    return {form for form, sets in of_sets.items() if len(sets) > 1 or form not in maybe}


def listed() -> set[str]:
    """Return the forms of the words that we wrote down."""
    rows = [(EXTRACT / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8") for name in LEXICONS]
    words = [*OWN.read_text(encoding="utf-8").split(), *_ARABIC.findall("\n".join(rows))]
    return {form for word in words for form in forms_of(word)}


def main() -> None:
    """Write the list."""
    read = [(t.folder, t.report.text) for t in texts() if not is_blind(t)]
    forms = told(read) | listed()
    words = sorted(f for f in forms if not f.startswith("ال") or f[2:] not in forms)
    (EXTRACT / WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
