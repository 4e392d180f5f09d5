"""Words and phrases that mean something to the reader, found in tokens.

The secret of this module is how a phrase list becomes a matcher: a trie over token forms. The
lists are tab-separated files beside this module; a user adds rows with files of the same form
(`read_rows`, `extended`), and a user's row for a phrase counts instead of ours. Within one list a
phrase stands once, so that the order of its rows means nothing.

How a phrase is written: words are parted by spaces; ``air|aerial strike*`` offers alternatives, ``*``
is any ending, ``_`` a space inside an alternative (``aid_group|charity``). Small letters match any
case; a word with a capital matches only as it is written, so that ``IS`` is not "is". Arabic needs
no harakat and no care for hamza; the article and one-letter prefixes of the text are seen through.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.extract.inflected import inflected, paired
from geo.extract.text import forms_of, is_arabic, remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.extract.text import Token

_MIN_WILD: Final = 2
_REMEMBERED: Final = 50_000  # words, about 5 MB
# Inside an alternative "_" stands for a space: "aid_group|charity".
_JOINS: Final = re.compile("_")
# The tokeniser parts letters from digits: "M23" is two tokens.
_SEAMS: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


class Row(dict[str, str]):
    """A row of a list, and where it was read: ``at`` is "actors.tsv, line 12"."""

    __slots__ = ("at",)

    def __init__(self, cells: Iterable[tuple[str, str]], at: str) -> None:
        super().__init__(cells)
        self.at = at


@dataclass(slots=True, eq=False)  # as tokens are: they are found by the hundred
class Hit:
    """A phrase found: tokens ``first`` to ``last`` (excluded), and the row that names it."""

    first: int
    last: int
    row: Mapping[str, str]


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    cased: dict[str, _Node] = field(default_factory=dict)
    wild: dict[str, _Node] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()  # letters of the stems in `wild`, the longest first
    goes_on: bool = False
    row: Mapping[str, str] | None = None


class Lexicon:
    """A phrase list, ready to be found in sentences.

    Parameters
    ----------
    lists
        Rows, each with ``phrase`` and whatever the list says of it. What a later list says of a
        phrase counts, so that a user's row overrides ours: ``Lexicon(rows_of("actors"), mine)``. A
        row whose only entry is the phrase takes that phrase out.

    Raises
    ------
    InputError
        If two rows of one list are for the same phrase.
    """

    def __init__(self, *lists: Iterable[Mapping[str, str]]) -> None:
        self._root = _Node()
        self._opening: dict[str, list[_Node]] = {}
        self._idle: set[str] = set()  # words that open nothing: most of a text
        self._find = remembered(self._search)
        for rows in lists:
            told: dict[int, Mapping[str, str]] = {}  # by the node where its phrase ends
            for row in rows:
                for choice in product(*(item.split("|") for item in row["phrase"].split())):
                    phrase = _SEAMS.sub(" ", _JOINS.sub(" ", " ".join(choice)))
                    node = self._node(phrase.replace("-", " - ").split())
                    if told.setdefault(id(node), row) is not row:
                        raise _told_twice(phrase, told[id(node)], row)
                    said = any(value for key, value in row.items() if key != "phrase")
                    node.row = row if said else None

    def _node(self, items: Sequence[str]) -> _Node:
        """Return where a phrase ends in the trie, grown by it if need be."""
        node = self._root
        for item in items:
            node.goes_on = True
            if item.endswith("*"):
                stem = forms_of(item.rstrip("*"))[0]
                sizes = {*node.sizes, len(stem)} if len(stem) >= _MIN_WILD else node.sizes
                node.sizes = tuple(sorted(sizes, reverse=True))
                node = node.wild.setdefault(stem, _Node())
            elif item.isascii() and not item.islower() and item.lower() != item:
                node = node.cased.setdefault(item, _Node())
            else:
                node = node.exact.setdefault(forms_of(item)[0], _Node())
        return node

    def find(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """Return the longest phrase at each place, left to right, never two on one token."""
        return self._find(tokens)

    def _search(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        end, idle = 0, self._idle
        for i, token in enumerate(tokens):
            if i >= end and token.word not in idle and (hit := self.at(tokens, i)):
                hits.append(hit)
                end = hit.last
        return tuple(hits)

    def openings(self, tokens: Sequence[Token]) -> list[int]:
        """Return where a phrase may begin: a cheap no for most words."""
        idle = self._idle
        return [i for i, t in enumerate(tokens) if t.word not in idle and self._opened(t)]

    def at(self, tokens: Sequence[Token], i: int) -> Hit | None:
        """Return the longest phrase that begins at token `i`."""
        nodes = self._opening.get(tokens[i].word)
        if nodes is None:
            nodes = self._opened(tokens[i])
        if not nodes:
            return None
        best = None
        end = i
        while nodes:
            end += 1
            for node in nodes:
                if node.row is not None:
                    best = end, node.row
                    break
            if end == len(tokens):
                break
            token = tokens[end]
            forms, onward = token.forms, []
            for node in nodes:
                if node.wild or node.cased or not node.exact.keys().isdisjoint(forms):
                    onward += _followers(node, token)
            nodes = onward
        return Hit(i, *best) if best else None

    def _opened(self, token: Token) -> list[_Node]:
        """Return what the phrases that begin with `token` go on with; few words begin any."""
        nodes = self._opening.get(token.word)
        if nodes is None:
            nodes = _followers(self._root, token)
            if len(self._opening) < _REMEMBERED:
                self._opening[token.word] = nodes
                if not nodes:
                    self._idle.add(token.word)
        return nodes


def _told_twice(phrase: str, *rows: Mapping[str, str]) -> InputError:
    places = " and ".join(row.at if isinstance(row, Row) else repr(row["phrase"]) for row in rows)
    return InputError(
        f"The phrase {phrase!r} stands twice: {places}.", fix="Take it out of one of the two rows."
    )


def _followers(node: _Node, token: Token) -> list[_Node]:
    found: list[_Node] = []
    if node.cased and token.word in node.cased:
        found.append(node.cased[token.word])
    for form in token.forms:
        if form in node.exact:
            found.append(node.exact[form])
        if node.wild:
            letters = len(form)
            for size in node.sizes:
                if size <= letters and form[:size] in node.wild:
                    found.append(node.wild[form[:size]])
                    break
    return found


def rows_of(name: str) -> list[Row]:
    """Return the rows of the built-in list `name`, as ``"actors"``."""
    file = files("geo.extract").joinpath(f"lexicon/{name}.tsv")
    return _parse(file.read_text(encoding="utf-8"), file.name)


def read_rows(path: Path, name: str) -> list[Row]:
    """Return the rows of a user's file for the list `name`, as ``data/lexicon/actors.tsv``.

    Raises
    ------
    InputError
        If the file is not UTF-8 or lacks a column of that list.
    """
    try:
        rows = _parse(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8 (byte {error.start}).", fix="Save it as UTF-8, tab-separated."
        ) from error
    wanted = list(rows_of(name)[0])
    missing = [column for column in wanted if rows and column not in rows[0]]
    if missing:
        raise InputError(
            f"{path} lacks the column {', '.join(missing)}.",
            fix=f"Begin it with a line of these columns, parted by tabs: {', '.join(wanted)}.",
        )
    return rows


def _parse(text: str, file: str) -> list[Row]:
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    cells = csv.DictReader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Row(
            ((key, (value or "").strip()) for key, value in row.items() if isinstance(key, str)),
            f"{file}, line {number}",
        )
        for (number, _), row in zip(lines[1:], cells, strict=True)
        if (row[next(iter(row))] or "").strip()
    ]


@cache
def built_in(name: str) -> Lexicon:
    """Return the built-in list `name`, read once a process."""
    rows = rows_of(name)
    return Lexicon(*_implied(name, rows), rows)


def extended(name: str, rows: Iterable[Mapping[str, str]]) -> Lexicon:
    """Return the built-in list `name` with a user's `rows` on top; the built-in one if none."""
    mine = list(rows)
    return (
        Lexicon(*_implied(name, [*rows_of(name), *mine]), rows_of(name), mine)
        if mine
        else built_in(name)
    )


def _implied(name: str, rows: Sequence[Mapping[str, str]]) -> list[list[Mapping[str, str]]]:
    """Return what follows from a list's rows by how words are inflected, each a list by itself."""
    made = inflected(rows) if name == "triggers" else paired(rows) if name == "victims" else ()
    return [[row] for row in made]


@cache
def arabic_words(name: str) -> frozenset[str]:
    """Return the Arabic words that phrases of the built-in list `name` are made of, folded."""
    return frozenset(
        forms_of(word)[0]
        for row in rows_of(name)
        for item in row["phrase"].split()
        for word in item.split("|")
        if is_arabic(word)
    )
