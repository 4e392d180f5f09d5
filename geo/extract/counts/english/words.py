"""English words by the part they play around a count, and what reads as a plural.

The secret of this module is which words are mere grammar: those that may stand between a count and its
word of harm for nothing, those that part two clauses, and those that join the members of a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.words import ARTICLES, POSSESSIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.text import Token


HAVE: Final = frozenset("has have had having".split())
FILL: Final = frozenset(
    "also since later then all both either already just themselves instantly and or not reported feared believed "
    "presumed to have has had still together now so far thus being been others more of them whom us either alone "
    "only yet again thereby up \" “ ” ' , severely seriously badly lightly slightly critically mostly".split()
)
DETERMINERS: Final = ARTICLES | POSSESSIVES | {"another", "our", "my"}
OWNERS: Final = POSSESSIVES.union("our my the these those".split())
PREPOSITIONS: Final = frozenset(
    "in on at to from by with without near after before during when while as for into over under inside outside "
    "across along between around against among amid since until because where who whom which that whose what but if "
    "than through towards toward via per although though".split()
)
CLAUSE: Final = frozenset(
    "while as but after when where before because although whereas if".split()
)
SAYS: Final = frozenset(
    "said says say saying told tells telling reported announced added adds claimed claims confirmed stated warned "
    "opened attacked stormed raided ambushed launched entered arrived hit struck shelled targeted".split()
)
LINKS: Final = frozenset(
    "and , & as well along with plus together then also himself herself".split()
)
_PLURALS: Final = frozenset(
    "people men women children police personnel troops forces staff cattle marines wives elderly youth gunmen "
    "policemen servicemen others dead lives casualties fatalities deaths".split()
)


def small_letters(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Return the words in small letters, but IS, the group, as it is written."""
    return [t.low if t.word != "IS" else "IS" for t in tokens[max(0, first) : last]]


def is_plural(word: str) -> bool:
    """Return whether a noun in small letters names more than one, by a list and its ending."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))
