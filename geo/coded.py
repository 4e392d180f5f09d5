"""Columns of text that say few words often, as numbers of those words until somebody reads the texts.

The secret of this module is an array that pandas takes for any other column of kind ``str``: what
counts, chooses or compares its rows works on the numbers, and everything else finds the texts
written out, once, when it first asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowStringArray

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        """Return sixteen bytes for each row that stand for its text, whatever other rows say."""
        words = self.found.to_numpy(zero_copy_only=False)
        each = np.zeros((len(words) + 1, len(_KEYS)), dtype=np.uint64)  # the last one: of none
        for half, key in enumerate(_KEYS):
            each[:-1, half] = pd.util.hash_array(words, hash_key=key, categorize=False)
        return np.take(each, self.codes, axis=0)


def joined(parts: Sequence[Words]) -> Words:
    """Return the rows of all `parts`, one after the other."""
    lists = {id(part.found): part.found for part in parts}  # parts of one table share theirs
    if len(lists) == 1:
        return Words(np.concatenate([part.codes for part in parts]), parts[0].found)
    every = pa.concat_arrays(list(lists.values())).dictionary_encode()
    places = np.split(every.indices.to_numpy(), np.cumsum([*map(len, lists.values())])[:-1])
    names = {
        key: np.append(place, np.int32(_MISSING)) for key, place in zip(lists, places, strict=True)
    }
    codes = np.concatenate([names[id(part.found)][part.codes] for part in parts])
    return Words(codes, every.dictionary)


def column(words: Words) -> pd.api.extensions.ExtensionArray:
    """Return a column of kind ``str`` that writes out its texts when they are asked for."""
    return _made(words)


def chosen(codes: NDArray[Any], found: Sequence[str | None]) -> pd.api.extensions.ExtensionArray:
    """Return a column whose rows say one of a few words each, by their places; -1 is missing."""
    return _made(Words(codes.astype(np.int32), pa.array(found, pa.large_string())))


def constant(text: str, rows: int) -> pd.api.extensions.ExtensionArray:
    """Return a column of one text."""
    return _made(Words(np.zeros(rows, dtype=np.int32), pa.array([text], pa.large_string())))


def words_of(values: pd.Series[Any]) -> Words | None:
    """Return the words of a column if they are known; what is computed of texts knows none."""
    array = values.array
    return array.words if isinstance(array, _Coded) else None


def _made(words: Words) -> _Coded:
    made = _Coded.__new__(_Coded)
    made._dtype = _KIND
    made._cache = {}
    made.words = words
    return made


_KIND: Final = pd.StringDtype("pyarrow", na_value=np.nan)


def _plain(texts: pa.Array) -> ArrowStringArray:
    return ArrowStringArray(texts, dtype=_KIND)  # type: ignore[call-arg] # pandas-stubs lack it


class _Coded(ArrowStringArray):
    """Texts as `words`, None once they were changed or computed.

    pandas keeps the texts of such an array in ``_pa_array``, and sets that on what it computes.
    """

    words: Words | None = None
    _whole: pa.ChunkedArray | None = None
    _dtype: Any
    _cache: dict[str, Any]
    _readonly: bool

    @property
    def _pa_array(self) -> pa.ChunkedArray:
        if self._whole is None and self.words is not None:
            self._whole = pa.chunked_array([self.words.texts()])
        return self._whole

    @_pa_array.setter
    def _pa_array(self, texts: pa.ChunkedArray) -> None:
        self._whole, self.words = texts, None

    def __reduce__(self) -> tuple[Any, ...]:
        return _plain, (self._pa_array.combine_chunks(),)

    def __len__(self) -> int:
        return len(self._pa_array) if self.words is None else len(self.words.codes)

    @property
    def nbytes(self) -> int:
        if self.words is None:
            return int(super().nbytes)
        return int(self.words.codes.nbytes + self.words.found.nbytes)

    @property
    def _hasna(self) -> bool:
        return bool(self.isna().any())

    def isna(self) -> NDArray[np.bool_]:
        if self.words is None:
            return np.asarray(super().isna())
        return self.words.codes < 0

    def copy(self) -> _Coded:
        return self._like(self.words) or super().copy()

    def view(self, dtype: Any = None) -> Any:
        like = None if dtype is not None else self._like(self.words)
        if like is None:
            return super().view(dtype)
        like._readonly = self._readonly
        return like

    def __getitem__(self, item: Any) -> Any:
        known = self.words
        plain = isinstance(item, slice) or (
            isinstance(item, np.ndarray) and item.dtype == bool and len(item) == len(self)
        )
        if known is None or not plain:
            return super().__getitem__(item)
        return self._like(Words(known.codes[item], known.found))

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Any:
        known, at = self.words, np.asarray(indices, dtype=np.int64)
        if known is None or not len(known.codes) or (at < -1 if allow_fill else at < 0).any():
            return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
        if allow_fill and (at < 0).any():
            if not pd.isna(fill_value):
                return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
            codes = np.append(known.codes, np.int32(_MISSING))[at]
        else:
            codes = known.codes[at]
        return self._like(Words(codes, known.found))

    def fillna(self, value: Any = None, *args: Any, **more: Any) -> Any:
        if self.words is None or not isinstance(value, str) or args or set(more) - {"copy"}:
            return super().fillna(value, *args, **more)
        return self._like(self.words.filled(value))

    def _cmp_method(self, other: Any, op: Any) -> Any:
        known = self.words
        if known is None or not isinstance(other, str):
            return super()._cmp_method(other, op)  # type: ignore[misc] # as above
        each = np.asarray(op(_plain(known.found), other), dtype=bool)
        return known.spread(each, op.__name__ == "ne")

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> Any:
        words = [one.words for one in to_concat if isinstance(one, cls) and one.words is not None]
        if len(words) < len(to_concat):
            return super()._concat_same_type(to_concat)  # type: ignore[misc] # as above
        return _made(joined(words))

    def _like(self, words: Words | None) -> Any:
        return None if words is None else _made(words)
