"""How phrase lists are written, found and extended."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.extract.lexicon import Lexicon, built_in, extended, read_rows, rows_of
from geo.extract.text import remembered, sentences, tokenize

LISTS = ("actors", "sources", "speech", "demonyms", "capitals", "triggers", "harm", "victims")


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    return [
        (text[tokens[hit.first].start : tokens[hit.last - 1].end], hit.row["name"])
        for hit in lexicon.find(tokens)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        pytest.param("river patrol", "A River Patrol came.", "River Patrol", id="any case"),
        pytest.param("river|lake patrol", "the lake patrol", "lake patrol", id="alternatives"),
        pytest.param("patrol*", "three patrolmen", "patrolmen", id="any ending"),
        pytest.param("coast_guard|navy", "the coast guard", "coast guard", id="space inside"),
        pytest.param("RPX", "RPX and rpx", "RPX", id="capitals as written"),
        pytest.param("R7 front", "the R7 front", "R7 front", id="letters and digits"),
        pytest.param("al-badr", "Al-Badr men", "Al-Badr", id="hyphen"),
        pytest.param("farmers_' guard", "the farmers' guard", "farmers' guard", id="apostrophe"),
        pytest.param("حرس النهر", "وقال حرس النَّهر", "حرس النَّهر", id="harakat"),
        pytest.param("لجنه طواري", "من لجنة الطوارئ", "لجنة الطوارئ", id="article, hamza"),
    ],
)
def test_a_phrase_is_found_as_its_list_writes_it(phrase: str, text: str, words: str) -> None:
    assert [w for w, _ in found(Lexicon([{"phrase": phrase, "name": "x"}]), text)] == [words]


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    rows = [{"phrase": "army", "name": "a"}, {"phrase": "army of the river", "name": "b"}]
    assert found(Lexicon(rows), "The Army of the River fought the army.") == [
        ("Army of the River", "b"),
        ("army", "a"),
    ]


def test_a_users_row_counts_instead_of_ours_and_adds_to_it() -> None:
    mine = [
        {"phrase": "taliban", "name": "Mine", "kind": "rebel"},
        {"phrase": "river wardens", "name": "River Wardens", "kind": "militia"},
    ]
    names = [n for _, n in found(extended("actors", mine), "Taliban, River Wardens and M23 met.")]
    assert names == ["Mine", "River Wardens", "M23: March 23 Movement"]
    assert ("Taliban", "Taliban") in found(built_in("actors"), "The Taliban came.")


def test_a_row_with_nothing_but_a_phrase_takes_it_out() -> None:
    lexicon = extended("actors", [{"phrase": "taliban", "name": "", "kind": ""}])
    assert found(lexicon, "The Taliban came.") == []


def test_a_users_file_is_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "actors.tsv"
    path.write_text("# ours\nphrase\tname\tkind\nriver wardens\tRiver Wardens\tmilitia\n")
    assert read_rows(path, "actors") == [
        {"phrase": "river wardens", "name": "River Wardens", "kind": "militia"}
    ]


def test_a_file_without_its_columns_says_which_are_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "actors.tsv"
    path.write_text("phrase\tname\nriver wardens\tRiver Wardens\n")
    with pytest.raises(InputError, match="kind"):
        read_rows(path, "actors")


def test_a_phrase_that_stands_twice_in_a_file_is_refused_with_both_lines(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "actors.tsv"
    path.write_text(
        "# ours\nphrase\tname\tkind\n"
        "river|lake wardens\tRiver Wardens\tmilitia\n\n"
        "lake|bay wardens\tBay Wardens\trebel\n"
    )
    with pytest.raises(InputError, match=r"'lake wardens'.*actors.tsv, line 3 and .*line 5"):
        extended("actors", read_rows(path, "actors"))


def test_the_order_of_the_rows_of_a_list_means_nothing() -> None:
    text = "Gunmen drove a car full of explosives into X; shells fell on Y and troops took it back."
    found, turned = (lexicon.find(tokenize(text)) for lexicon in (
        built_in("triggers"), Lexicon(reversed(rows_of("triggers")))
    ))  # fmt: skip
    assert [(h.first, h.last, h.row) for h in found] == [(h.first, h.last, h.row) for h in turned]


@pytest.mark.parametrize("name", LISTS)
def test_every_built_in_row_is_whole(name: str) -> None:
    rows = rows_of(name)
    assert rows
    needed = [column for column in rows[0] if column not in ("role", "open", "count")]
    assert [row for row in rows if not all(row[column] for column in needed)] == []


def test_kinds_and_sides_are_those_we_know() -> None:
    kinds = {row["kind"] for row in rows_of("actors")}
    sides = {row["side"] for row in rows_of("sources")}
    assert kinds <= set(
        "state rebel militia police gang civilians protesters un means unknown us enemy".split()
    )
    assert sides <= set("party monitor rescue un press official witness unknown".split())


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    tokens = tokenize(text)
    for name in LISTS:
        hits = built_in(name).find(tokens)
        assert all(0 <= h.first < h.last <= len(tokens) for h in hits)
        assert all(a.last <= b.first for a, b in itertools.pairwise(hits))


def test_a_sentence_is_searched_once_and_a_part_of_it_anew():
    asked = []

    @remembered
    def words(tokens):
        asked.append(len(tokens))
        return tuple(t.word for t in tokens)

    (part,) = sentences("Shells hit Aleppo.")
    assert words(part.tokens) == words(part.tokens) == ("Shells", "hit", "Aleppo", ".")
    assert words(part.tokens[:2]) == words(part.tokens[:2]) == ("Shells", "hit")
    assert asked == [4, 2, 2]


def test_no_list_of_words_stands_in_two_modules() -> None:
    homes: dict[frozenset[str], list[str]] = {}
    for path in sorted((Path(__file__).parents[1] / "geo/extract").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            value = node.value if isinstance(node, ast.AnnAssign) else None
            if isinstance(value, ast.Call) and ast.unparse(value.func) in ("frozenset", "folded"):
                told = [n.value for n in ast.walk(value) if isinstance(n, ast.Constant)]
                words = frozenset(w for text in told if isinstance(text, str) for w in text.split())
                homes.setdefault(words, []).append(f"{path}, line {node.lineno}")
    twice = {
        places[0]: places[1:] for words, places in homes.items() if len(words) > 5 and places[1:]
    }
    assert twice == {}
