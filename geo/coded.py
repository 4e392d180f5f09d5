"""Columns of text that nobody has written out yet: numbers of words, or long texts still packed.

The secret of this module is an array that pandas takes for any other column of kind ``str``: what
counts, chooses or compares its rows works on the numbers, and everything else finds the texts
written out, once, when it first asks for them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowStringArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_MISSING: Final = -1
_KEYS: Final = ("sitmap words one", "sitmap words two")  # sixteen letters, as pandas wants


@dataclass(frozen=True, slots=True)
class Words:
    """Rows as places in a list of words.

    Parameters
    ----------
    codes
        Of each row; -1 is missing.
    found
        The words, each once, some perhaps in no row; Arrow's large strings, none missing.
    """

    codes: NDArray[np.int32]
    found: pa.Array

    @classmethod
    def of(cls, column: pa.Array) -> Words:
        """Take them from a column of Arrow's, coded already or not."""
        if pa.types.is_null(column.type):
            return cls(np.full(len(column), _MISSING, np.int32), pa.array([], pa.large_string()))
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        codes = coded.indices
        if codes.null_count:
            codes = codes.fill_null(_MISSING)
        return cls(codes.to_numpy().astype(np.int32), coded.dictionary.cast(pa.large_string()))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: slice | NDArray[Any]) -> Words:
        return Words(self.codes[rows], self.found)

    @property
    def nbytes(self) -> int:
        """Return how much memory they take."""
        return int(self.codes.nbytes + self.found.nbytes)

    def missing(self) -> NDArray[np.bool_]:
        """Tell which rows have no text."""
        return self.codes < 0

    def texts(self) -> pa.Array:
        """Return the texts of the rows."""
        codes = pa.array(self.codes, mask=self.codes < 0)
        return pa.DictionaryArray.from_arrays(codes, self.found).cast(pa.large_string())

    def spread(self, each: NDArray[Any], missing: Any) -> NDArray[Any]:
        """Return what is true of `each` word for every row."""
        return np.append(each, np.array([missing], dtype=each.dtype))[self.codes]

    def filled(self, text: str) -> Words:
        """Return rows of which those that are missing are `text`."""
        gone = self.codes < 0
        if not gone.any():
            return self
        at, found = self.found.index(text).as_py(), self.found
        if at < 0:
            at, found = len(found), pa.concat_arrays([found, pa.array([text], found.type)])
        return Words(np.where(gone, np.int32(at), self.codes), found)

    def sums(self) -> NDArray[np.uint64]:
        """Return sixteen bytes for each row that stand for its text, or for none, whatever others say."""
        words = self.found.to_numpy(zero_copy_only=False)
        each = np.zeros((len(words) + 1, len(_KEYS)), dtype=np.uint64)  # the last one: of none
        for half, key in enumerate(_KEYS):
            each[:-1, half] = pd.util.hash_array(words, hash_key=key, categorize=False)
        return np.take(each, self.codes, axis=0)


class Packed:
    """Long texts, none missing, that are unpacked when somebody reads them.

    Parameters
    ----------
    rows
        How many there are.
    content
        Their digest.
    unpack
        Returns them.
    """

    def __init__(self, rows: int, content: bytes, unpack: Callable[[], pa.Array]) -> None:
        self.rows = rows
        self.content = content
        self._unpack: Callable[[], pa.Array] | None = unpack
        self._texts: pa.Array | None = None

    def texts(self) -> pa.Array:
        """Return the texts, which are then kept in place of what they were packed in."""
        if self._unpack is not None:
            self._texts, self._unpack = self._unpack(), None
        return self._texts


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows as places among packed texts, None for all of them in their order."""

    packed: Packed
    rows: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return self.packed.rows if self.rows is None else len(self.rows)

    def __getitem__(self, rows: slice | NDArray[Any]) -> Unread:
        known = np.arange(self.packed.rows) if self.rows is None else self.rows
        return Unread(self.packed, known[rows])

    @property
    def nbytes(self) -> int:
        """Return how much memory they take, packed elsewhere as they are."""
        return 8 * len(self)

    def missing(self) -> NDArray[np.bool_]:
        """Tell which rows have no text: none."""
        return np.zeros(len(self), dtype=bool)

    def texts(self) -> pa.Array:
        """Return the texts of the rows."""
        texts = self.packed.texts()
        return texts if self.rows is None else texts.take(pa.array(self.rows))

    def sum(self) -> bytes:
        """Return what stands for the texts of the rows."""
        chosen = b"" if self.rows is None else self.rows.tobytes()
        return hashlib.sha256(self.packed.content + chosen).digest()


def joined(parts: Sequence[Words]) -> Words:
    """Return the rows of all `parts`, one after the other."""
    lists = {id(part.found): part.found for part in parts}  # parts of one table share theirs
    if len(lists) == 1:
        return Words(np.concatenate([part.codes for part in parts]), parts[0].found)
    every = pa.concat_arrays(list(lists.values())).dictionary_encode()
    places = np.split(every.indices.to_numpy(), np.cumsum([*map(len, lists.values())])[:-1])
    names = {
        key: np.append(place, np.int32(_MISSING))
        for key, place in zip(lists, places, strict=True)
        # whose first words are those of all, in their order, numbers them alike
        if not np.array_equal(place, np.arange(len(place)))
    }
    codes = [
        names[id(part.found)][part.codes] if id(part.found) in names else part.codes
        for part in parts
    ]
    return Words(np.concatenate(codes), every.dictionary)


def column(known: Words | Unread) -> pd.api.extensions.ExtensionArray:
    """Return a column of kind ``str`` that writes out its texts when they are asked for."""
    return _made(known)


def chosen(codes: NDArray[Any], found: Sequence[str | None]) -> pd.api.extensions.ExtensionArray:
    """Return a column whose rows say one of a few words each, by their places; -1 is missing."""
    return _made(Words(codes.astype(np.int32), pa.array(found, pa.large_string())))


def constant(text: str, rows: int) -> pd.api.extensions.ExtensionArray:
    """Return a column of one text."""
    return _made(Words(np.zeros(rows, dtype=np.int32), pa.array([text], pa.large_string())))


def words_of(values: pd.Series[Any]) -> Words | None:
    """Return the words of a column if they are known; what is computed of texts knows none."""
    known = _known(values)
    return known if isinstance(known, Words) else None


def unread(values: pd.Series[Any]) -> Unread | None:
    """Return the rows of a column whose texts nobody has unpacked or changed, else None."""
    known = _known(values)
    return known if isinstance(known, Unread) else None


def _known(values: pd.Series[Any]) -> Words | Unread | None:
    array = values.array
    return array.known if isinstance(array, _Coded) else None


def _made(known: Words | Unread) -> _Coded:
    made = _Coded.__new__(_Coded)
    made._dtype = _KIND
    made._cache = {}
    made.known = known
    return made


_KIND: Final = pd.StringDtype("pyarrow", na_value=np.nan)


def _plain(texts: pa.Array) -> ArrowStringArray:
    return ArrowStringArray(texts, dtype=_KIND)  # type: ignore[call-arg] # pandas-stubs lack it


class _Coded(ArrowStringArray):
    """Texts as what is `known` of them, None once they were changed or computed.

    pandas keeps the texts of such an array in ``_pa_array``, and sets that on what it computes.
    """

    known: Words | Unread | None = None
    _whole: pa.ChunkedArray | None = None
    _dtype: Any
    _cache: dict[str, Any]
    _readonly: bool

    @property
    def _pa_array(self) -> pa.ChunkedArray:
        if self._whole is None and self.known is not None:
            self._whole = pa.chunked_array([self.known.texts()])
        return self._whole

    @_pa_array.setter
    def _pa_array(self, texts: pa.ChunkedArray) -> None:
        self._whole, self.known = texts, None

    def __reduce__(self) -> tuple[Any, ...]:
        return _plain, (self._pa_array.combine_chunks(),)

    def __len__(self) -> int:
        return len(self._pa_array) if self.known is None else len(self.known)

    @property
    def nbytes(self) -> int:
        return int(super().nbytes) if self.known is None else self.known.nbytes

    @property
    def _hasna(self) -> bool:
        return bool(self.isna().any())

    def isna(self) -> NDArray[np.bool_]:
        return np.asarray(super().isna()) if self.known is None else self.known.missing()

    def copy(self) -> _Coded:
        return self._like(self.known) or super().copy()

    def view(self, dtype: Any = None) -> Any:
        like = None if dtype is not None else self._like(self.known)
        if like is None:
            return super().view(dtype)
        like._readonly = self._readonly
        return like

    def __getitem__(self, item: Any) -> Any:
        known = self.known
        plain = isinstance(item, slice) or (
            isinstance(item, np.ndarray) and item.dtype == bool and len(item) == len(self)
        )
        return super().__getitem__(item) if known is None or not plain else self._like(known[item])

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Any:
        known, at = self.known, np.asarray(indices, dtype=np.int64)
        if known is None or not len(known) or (at < -1 if allow_fill else at < 0).any():
            return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
        if allow_fill and (at < 0).any():
            if not pd.isna(fill_value) or not isinstance(known, Words):
                return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
            return self._like(Words(np.append(known.codes, np.int32(_MISSING))[at], known.found))
        return self._like(known[at])

    def fillna(self, value: Any = None, *args: Any, **more: Any) -> Any:
        known = self.known
        if known is None or not isinstance(value, str) or args or set(more) - {"copy"}:
            return super().fillna(value, *args, **more)
        return self._like(known.filled(value) if isinstance(known, Words) else known)

    def _cmp_method(self, other: Any, op: Any) -> Any:
        known = self.known
        if not isinstance(known, Words) or not isinstance(other, str):
            return super()._cmp_method(other, op)  # type: ignore[misc] # as above
        each = np.asarray(op(_plain(known.found), other), dtype=bool)
        return known.spread(each, op.__name__ == "ne")

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> Any:
        every = [one.known for one in to_concat if isinstance(one, cls)]
        words = [known for known in every if isinstance(known, Words)]
        if len(words) < len(to_concat):
            return super()._concat_same_type(to_concat)  # type: ignore[misc] # as above
        return _made(joined(words))

    def _like(self, known: Words | Unread | None) -> Any:
        return None if known is None else _made(known)
