"""A column whose words are numbered is told from one of texts by nothing but its speed."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import coded
from geo.coded import Words
from geo.webmap import pack

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = st.lists(st.sampled_from(["", "a", "b", "بنش", None]), max_size=9)


def words(texts: list[str | None]) -> Words:
    return Words.of(pa.array(texts, pa.large_string()))


def plain(texts: list[str | None]) -> pd.Series[Any]:
    return pd.Series(texts, dtype="str")


def column(texts: list[str | None]) -> pd.Series[Any]:
    """A column of numbered words, some of which no row says."""
    more = words([*texts, "a", "no row"])
    return pd.Series(coded.column(Words(more.codes[: len(texts)], more.found)))


def unread(texts: list[str]) -> pd.Series[Any]:
    """A column of packed texts, which lie there in another order among others."""
    lying = pa.array(["no row", *reversed(texts), "none"], pa.large_string())
    packed = coded.Packed(len(lying), b"all of them", lambda: lying)
    rows = np.arange(len(texts), 0, -1, dtype=np.int64)
    return pd.Series(coded.column(coded.Unread(packed, rows)))


ASKED: dict[str, Callable[[pd.Series[Any]], Any]] = {
    "texts": lambda c: c,
    "missing": lambda c: c.isna(),
    "filled": lambda c: c.fillna(""),
    "filled with a new word": lambda c: c.fillna("new"),
    "filled from behind": lambda c: c.ffill(),
    "equal to a word": lambda c: c == "a",
    "equal to none": lambda c: c == "z",
    "unequal": lambda c: c != "a",
    "behind": lambda c: c > "a",
    "equal to itself": lambda c: c == c.copy(),
    "in": lambda c: c.isin(["a"]),
    "upper": lambda c: c.str.upper(),
    "more": lambda c: c + "!",
    "turned round": lambda c: c[::-1],
    "the last one": lambda c: c.iloc[-1:],
    "some": lambda c: c[np.arange(len(c)) % 2 == 0],
    "taken": lambda c: c.take(np.arange(len(c))[::-1]),
    "taken from behind": lambda c: c.take([-1] * min(1, len(c))),
    "put elsewhere": lambda c: c.reindex([1, 20, 0]),
    "twice": lambda c: pd.concat([c, c], ignore_index=True),
    "with texts": lambda c: pd.concat([c, plain(["x", None])], ignore_index=True),
    "sorted": lambda c: c.sort_values(kind="stable"),
    "different": lambda c: c.drop_duplicates(),
    "counted": lambda c: c.value_counts(dropna=False).sort_index(),
    "masked": lambda c: c.mask(c == "a"),
    "mapped": lambda c: c.map({"a": "b"}),
    "as texts": lambda c: c.astype("str"),
    "as objects": lambda c: c.astype(object),
    "sent": lambda c: pickle.loads(pickle.dumps(c)),
    "in a table": lambda c: pd.DataFrame({"c": c, "n": range(len(c))}).assign(d=1)["c"],
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@settings(max_examples=20)
@given(texts=TEXTS)
def test_what_is_asked_of_numbered_words_is_what_texts_answer(
    asked: Callable[[pd.Series[Any]], Any], texts: list[str | None]
):
    found, wanted = asked(column(texts)), asked(plain(texts))
    pd.testing.assert_series_equal(found, wanted)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@settings(max_examples=20)
@given(texts=st.lists(st.sampled_from(["", "a", "b", "بنش"]), max_size=9))
def test_what_is_asked_of_packed_texts_is_what_texts_answer(
    asked: Callable[[pd.Series[Any]], Any], texts: list[str]
):
    pd.testing.assert_series_equal(asked(unread(texts)), asked(plain(texts)))


def test_packed_texts_are_chosen_and_counted_without_unpacking_them():
    def unpack() -> pa.Array:
        raise AssertionError("somebody reads them")

    packed = coded.Packed(4, b"all of them", unpack)
    table = pd.DataFrame({"long": coded.column(coded.Unread(packed)), "n": range(4)})
    some = table[table["n"] > 0].iloc[[2, 0]].reset_index(drop=True).assign(more=1)
    assert some["long"].notna().sum() == 2
    chosen = coded.unread(some["long"])
    assert chosen is not None
    assert len({chosen.sum(), coded.Unread(packed).sum(), chosen[::-1].sum()}) == 3
    assert chosen.rows is not None
    assert chosen.rows.tolist() == [3, 1]


def test_packed_texts_that_were_changed_stand_for_themselves_no_more():
    first = unread(["a", "b"])
    second = first.copy()
    second.iloc[1] = "c"
    assert second.tolist() == ["a", "c"]
    assert coded.unread(second) is None
    assert coded.unread(first) is not None


def test_a_changed_row_changes_no_copy_and_no_numbers_are_left_of_it():
    first = column(["a", None, "b"])
    second = first.copy()
    second.iloc[1] = "c"
    assert first.tolist()[::2] == ["a", "b"]
    assert second.tolist() == ["a", "c", "b"]
    assert coded.words_of(first) is not None
    assert coded.words_of(second) is None


@given(parts=st.lists(TEXTS, min_size=1, max_size=4))
def test_parts_are_joined_in_order_and_each_word_is_there_once(parts: list[list[str | None]]):
    lists = list(map(words, parts))
    both = coded.joined([*lists, lists[0]])
    assert both.texts().to_pylist() == [t for part in [*parts, parts[0]] for t in part]
    assert len(set(both.found.to_pylist())) == len(both.found)


@given(texts=TEXTS)
def test_what_stands_for_a_text_hangs_on_that_text_alone(texts: list[str | None]):
    sums = words(texts).filled("").sums()
    alone = [words([text]).filled("").sums()[0].tolist() for text in texts]
    assert sums.tolist() == alone
    said = {text or "" for text in texts}
    assert len({tuple(found) for found in alone}) == len(said)


@given(texts=TEXTS)
def test_a_page_has_the_same_bytes_of_numbered_words_as_of_texts(texts: list[str | None]):
    made = []
    for values in (column(texts), plain(texts)):
        block = pack.Block()
        block.table("t", len(values))
        block.add_text("t", "c", pack.words_of(values))
        made.append(block.finish())
    assert made[0] == made[1]
