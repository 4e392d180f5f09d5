"""Words and phrases that mean something to the reader, found in tokens.

The secret of this module is how a phrase list becomes a matcher: a trie over token forms in which
an item may end in ``*`` (any ending) and offer alternatives (``air|aerial strike*``). The lists
are tab-separated files beside this module, so that a user can read them and add to them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final

from geo.extract.text import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.text import Token

_MIN_WILD: Final = 2
# Inside an alternative "_" stands for a space: "aid_group|charity".
_JOINS: Final = re.compile("_")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: tokens ``first`` to ``last`` (excluded), and the row that names it."""

    first: int
    last: int
    row: Mapping[str, str]


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    wild: dict[str, _Node] = field(default_factory=dict)
    row: Mapping[str, str] | None = None


class Lexicon:
    """A phrase list, ready to be found in sentences.

    Parameters
    ----------
    rows
        Each with ``phrase`` and whatever the list says of it. Of two rows for one phrase the
        later one counts, so that a user's row overrides ours.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._root = _Node()
        for row in rows:
            items = [item.split("|") for item in row["phrase"].split()]
            for choice in product(*items):
                self._add(_JOINS.sub(" ", " ".join(choice)).replace("-", " - ").split(), row)

    def _add(self, items: Sequence[str], row: Mapping[str, str]) -> None:
        node = self._root
        for item in items:
            stem = forms_of(item.rstrip("*"))[0]
            branch = node.wild if item.endswith("*") else node.exact
            node = branch.setdefault(stem, _Node())
        node.row = row

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return the longest phrase at each place, left to right, never two on one token."""
        hits: list[Hit] = []
        i = 0
        while i < len(tokens):
            hit = self._longest(tokens, i)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.last
        return hits

    def at(self, tokens: Sequence[Token], i: int) -> Hit | None:
        """Return the longest phrase that begins at token `i`."""
        return self._longest(tokens, i)

    def _longest(self, tokens: Sequence[Token], i: int) -> Hit | None:
        best: Hit | None = None
        nodes = [self._root]
        k = i
        while nodes and k < len(tokens):
            nodes = [follower for node in nodes for follower in _followers(node, tokens[k].forms)]
            k += 1
            for node in nodes:
                if node.row is not None:
                    best = Hit(i, k, node.row)
                    break
        return best


def _followers(node: _Node, forms: Sequence[str]) -> list[_Node]:
    found: list[_Node] = []
    for form in forms:
        if form in node.exact:
            found.append(node.exact[form])
        if node.wild:
            for size in range(len(form), _MIN_WILD - 1, -1):
                hit = node.wild.get(form[:size])
                if hit is not None:
                    found.append(hit)
                    break
    return found


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of the built-in list `name`, as ``"actors"``."""
    text = files("geo.extract").joinpath(f"lexicon/{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [
        {key: (value or "").strip() for key, value in row.items()}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@cache
def built_in(name: str) -> Lexicon:
    """Return the built-in list `name`, read once a process."""
    return Lexicon(rows_of(name))
