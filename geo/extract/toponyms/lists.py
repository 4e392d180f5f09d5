"""Arabic lists of villages that say so themselves: "أربع قرى هي بعادوين وقيعد وهريري".

The secret of this module is how such a list is opened and where it ends; no list of places need have
its names. One is opened by "which are", by the word for several places itself ("قرى قطرة والصيادي"),
or by a verb of taking whose first object is surely a place ("أخذت أم جلال وأبو حبة").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.series import leap
from geo.extract.toponyms.looks import COUNTED, SEVERAL, clues, joined, look_at
from geo.extract.toponyms.verbs import TAKERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.text import Token

_OPENS: Final = frozenset(("هي", "وهي", "هما", "وهما"))
_KUNYA: Final = frozenset("ابو ام ابي ابن".split())
_OBJECTS: Final = ("noun", "site", "org")  # what persons enter or take over: "قيادة الكتيبة"
_TO_COLON: Final = 3  # tokens of "القرى التالية هي"
_REACH: Final = 12  # tokens of "قرى في إقليم مدق التابع لولاية غلمدغ، هي"
_WORDS: Final = 3  # of one name
_BEHIND_OPENER: Final = ("first", "x")  # "أم جلال", "تل زيتون"
_MIN: Final = 3
_ITEMS: Final = 2
_MANY: Final = 3  # known names, behind which a last one may be unknown
_FEW: Final = 2  # words of a name that its row alone gives away


def enumerated(tokens: Sequence[Token], labels: Sequence[str]) -> list[tuple[int, int]]:
    """Return first token and last (excluded) of the names of lists that say what they list."""
    found: list[tuple[int, int]] = []
    for k in range(len(tokens)):
        if not _opens(tokens, labels, k):
            continue
        items = list(_items(tokens, k + 1))
        if len(items) >= _ITEMS and not _are_persons(tokens, labels, k, items):
            found += [(a, b) for a, b in items if _is_free(tokens, labels, a, b)]
    return found + [run for run in _between_known(tokens, labels) if run not in found]


def _between_known(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words that stand in a row between two names, as one of them: "A وQzzy وB"."""
    k = 0
    while k < len(tokens):
        if labels[k] != "B":
            k += 1
            continue
        row = list(_items(tokens, k, labels))
        known = [i for i, (a, _) in enumerate(row) if labels[a] == "B"]
        last = (
            len(row) if known and _are_called_places(tokens, row[-1][1]) else max(known, default=0)
        )
        if len(known) >= _MANY and last == len(row) - 2 and _may_close(tokens, row[-1]):
            last = len(row)  # the one behind all that are known
        for i in range(1, last):
            a, b = row[i]
            free = all(label == "O" for label in labels[a:b]) and b - a <= _FEW
            if i not in known and free and _tells_nothing(tokens, a):
                yield a, b
        k = max(row[-1][1] if row else k, k + 1)


def _is_described_name(tokens: Sequence[Token], k: int) -> bool:
    """Return whether an adjective without its article opens a name: "جديدة الفضل"; behind a noun it would end one."""
    rest = tokens[k + 1 : k + 2]
    bare = not joined(tokens[k]).startswith("ال") and tokens[k].low.endswith("ه")
    follows = bool(rest) and rest[0].word[0].isalpha() and rest[0].low[0] not in "وفبل"
    return bare and follows and not _kind(rest[0])


_THEIRS: Final = ("ها", "هم", "هما", "ات", "ون", "ين")


def _may_close(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether one word at the end of a clause may be the last name of a row: not "وغيرها"."""
    first, last = run
    ends = last >= len(tokens) or not tokens[last].word[0].isalpha()
    return last == first + 1 and ends and not tokens[first].low.endswith(_THEIRS)


_THEY: Final = frozenset("وهي وهما كلها وكلها جميعها وجميعها كلتاهما وكلتاهما".split())


def _are_called_places(tokens: Sequence[Token], k: int) -> bool:
    """Return whether what stands behind a row calls all of it places: "A وQzzy، وهما قريتان"."""
    k += k < len(tokens) and tokens[k].word in ("،", ",")
    they = tokens[k].low if k + 1 < len(tokens) else ""
    return they in _THEY and bool(COUNTED & set(tokens[k + 1].forms))


def _tells_nothing(tokens: Sequence[Token], k: int) -> bool:
    """Return whether no list knows the word at `k` as a deed, as people or as who speaks."""
    lists = ("triggers", "victims", "actors", "sources", "speech", "demonyms")
    return all(built_in(name).at(tokens, k) is None for name in lists)


def _is_free(tokens: Sequence[Token], labels: Sequence[str], a: int, b: int) -> bool:
    """Return whether nothing else is known of an item, or only its first word: "أم زيتونة", "شعرة الرمان"."""
    rest = all(label == "O" for label in labels[a + 1 : b])
    cut_short = b == a + 2 and tokens[a + 1].low.startswith("ال")
    return _kind(tokens[a]) == "open" or (rest and (labels[a] == "O" or cut_short))


def _opens(tokens: Sequence[Token], labels: Sequence[str], k: int) -> bool:
    """Return whether token `k` opens a list of places."""
    token = tokens[k]
    if token.word == ":":  # "هذه البلدات: A وB"
        return any(COUNTED & set(t.forms) for t in tokens[max(0, k - _TO_COLON) : k])
    if token.low in _OPENS:
        if not k:  # "وهي A وB": what the sentence before counted
            return k + 1 < len(tokens) and labels[k + 1] == "B"
        return any(COUNTED & set(t.forms) for t in tokens[max(0, k - _REACH) : k])
    if SEVERAL & set(token.forms) and not joined(token).startswith("ال"):
        return True
    if not TAKERS & set(token.forms) or k + 1 == len(tokens):
        return False
    return labels[k + 1] == "B" or _kind(tokens[k + 1]) == "open"


def _kind(token: Token) -> str:
    """Return the class of a word; "وأم" is too short for its و to be shed elsewhere."""
    kind = look_at(token.word, token.forms)[1]
    return kind or (clues().get(token.low[1:], "") if token.low[0] == "و" else "")


def _are_persons(
    tokens: Sequence[Token], labels: Sequence[str], k: int, items: Sequence[tuple[int, int]]
) -> bool:
    """Return whether what stands behind the verb is who did it: "دخل أبو محمد وأبو علي", "... وأبو حسن قيادة".

    Two may be; so are more, all of them fathers and mothers, with an object behind the last.
    """
    if not TAKERS & set(tokens[k].forms) or not _is_kunya(tokens[k + 1]) or labels[k + 1] != "O":
        return False
    end = items[-1][1]
    taken = end < len(tokens) and (
        _kind(tokens[end]) in _OBJECTS or tokens[end].low.startswith("ال")
    )
    return len(items) == _ITEMS or (taken and all(_is_kunya(tokens[a]) for a, _ in items))


def _is_kunya(token: Token) -> bool:
    return token.low.removeprefix("و") in _KUNYA


def is_of_persons(tokens: Sequence[Token], labels: Sequence[str], i: int) -> bool:
    """Return whether a listed village is the second of two persons: "دخل أبو زيد وأبو عمر القرية"."""
    first = i - 2  # "أبو زيد" before "وأبو عمر"
    if first < 1 or labels[i] != "B" or not (_is_kunya(tokens[i]) and _is_kunya(tokens[first])):
        return False
    pair = [(first, i), (i, i + 2)]
    return tokens[i].low[0] == "و" and _are_persons(tokens, labels, first - 1, pair)


def _items(
    tokens: Sequence[Token], k: int, labels: Sequence[str] = ()
) -> Iterator[tuple[int, int]]:
    """Yield the names of the row that begins at token `k`, up to the first that is none."""
    if k < len(tokens) and not tokens[k].word[0].isalpha():
        k = k + 1 if tokens[k].word == ":" else leap(tokens, k) or k
    while k < len(tokens):
        end = _known_end(labels, k) or _item_end(tokens, k)
        if end == k:
            return
        yield k, end
        k = leap(tokens, end)
        if not k:
            return


def _known_end(labels: Sequence[str], first: int) -> int:
    """Return where a name of two words and more ends that is recognised already: "الدير الشرقي"; 0 if none is."""
    end = first + 1
    while end < len(labels) and labels[end] == "I":
        end += 1
    return end if end > first + 1 and labels[first] == "B" else 0


def _item_end(tokens: Sequence[Token], first: int) -> int:
    """Return where a name that begins at token `first` ends, `first` if none does."""
    for k in range(first, len(tokens)):
        word = tokens[k]
        if k > first and (leap(tokens, k) or not word.word[0].isalpha()):
            return k
        if not word.word[0].isalpha() or k - first >= _WORDS:
            return first
        kind = _kind(word)
        whose = kind in _BEHIND_OPENER and k > first and _kind(tokens[first]) == "open"
        if kind == "adj" and k == first and _is_described_name(tokens, k):
            continue
        if kind != "open" and not whose and (kind or len(word.low) < _MIN):
            return k if kind else first  # a verb or the like ends the list: "... واسطبلات صارت"
    return len(tokens)
