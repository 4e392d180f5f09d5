"""How trained weights are opened, and what they say of a thing by itself.

The secret of this module is crfsuite, which is loaded with the first weights of sequences that are
asked for: who reads tables, or one language, needs none of the others. Weights that judge one thing
at a time are read from crfsuite's file here, since their sums need no library: what all names of a
sentence have in common is added up once.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from math import exp
from struct import iter_unpack, unpack_from
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pycrfsuite

_HEADER: Final = "<4s I 4s I 8I"
_CHUNK: Final = 12  # bytes before the first feature
_FEATURE: Final = "<IIId"  # its kind, attribute, label and weight
_FEATURE_BYTES: Final = 20
_OF_STATE: Final = 0
_STRINGS: Final = "<4s 5I"  # a table of strings, which tells where each is from its own start
_STRING: Final = 8  # bytes before the letters of a string


@cache
def built_in_tagger(model: str) -> pycrfsuite.Tagger:
    """Return the tagger with the weights in file `model` of this package, opened once a process."""
    import pycrfsuite  # noqa: PLC0415 - see above

    tagger = pycrfsuite.Tagger()
    with as_file(files("geo.extract").joinpath(model)) as path:
        tagger.open(str(path))
    return tagger


class Weights:
    """Weights that judge one thing at a time (maximum entropy).

    Parameters
    ----------
    model
        The bytes of a file that crfsuite wrote, from sequences of one.

    Attributes
    ----------
    labels
        What a thing may be.
    """

    def __init__(self, model: bytes) -> None:
        _, _, _, _, _, _, _, features, labels, attributes, _, _ = unpack_from(_HEADER, model)
        self.labels = tuple(_strings(model, labels))
        names = _strings(model, attributes)
        (count,) = unpack_from("<I", model, features + _CHUNK - 4)
        start = features + _CHUNK
        rows = iter_unpack(_FEATURE, model[start : start + _FEATURE_BYTES * count])
        known: dict[str, dict[str, list[float]]] = {}
        for sort, name, label, weight in rows:
            if sort == _OF_STATE:
                kind, parted, word = names[name].partition(":")
                words = known.setdefault(kind if parted else "", {})
                words.setdefault(word if parted else kind, [0.0] * len(self.labels))[label] = weight
        self._known = known

    def added(self, groups: Iterable[tuple[str, Sequence[str]]]) -> list[float]:
        """Return what features add up to, a number a label; parts of a thing's may be added again.

        They come by kind: ``("S", ["bombed", "town"])`` for ``S:bombed`` and ``S:town``, ``""`` for
        those without one.
        """
        found: list[list[float]] = []
        for kind, words in groups:
            known = self._known.get(kind, {})
            found += [known[word] for word in words if word in known]
        return list(map(sum, zip(*found, strict=True))) if found else [0.0] * len(self.labels)

    def probable(self, *parts: Sequence[float]) -> dict[str, float]:
        """Return how probable each label is, by the sums of all that is known of a thing."""
        odds = [exp(total) for total in map(sum, zip(*parts, strict=True))]
        whole = sum(odds)
        return {label: part / whole for label, part in zip(self.labels, odds, strict=True)}


def _strings(model: bytes, start: int) -> list[str]:
    """Return the strings of one of the file's tables, by their numbers."""
    _, _, _, _, count, table = unpack_from(_STRINGS, model, start)
    found = []
    for (at,) in iter_unpack("<I", model[start + table : start + table + 4 * count]):
        begin = start + at + _STRING
        found.append(model[begin : model.index(b"\0", begin)].decode())
    return found


@cache
def built_in_weights(model: str) -> Weights:
    """Return the weights in file `model` of this package, opened once a process."""
    return Weights(files("geo.extract").joinpath(model).read_bytes())
