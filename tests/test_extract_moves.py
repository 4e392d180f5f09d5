"""What the reader makes of columns, posts and patrols; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

MOVE, BASE, TAKEN = "Other", "Headquarters or base established", "Government regains territory"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "A military column of the Turkish army, consisting of 25 vehicles, entered through Alhama crossing on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="a column entered through a crossing",
        ),
        pytest.param(
            "A Turkish military convoy came in through the Alhama crossing on Monday and headed for Bartaz.",
            [(MOVE, ("Alhama",), None)],
            id="a convoy came in",
        ),
        pytest.param(
            "Russian military police entered Alhama on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="military police take no town",
        ),
        pytest.param(
            "Russian military policemen have entered Alhama on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="nor do military policemen",
        ),
        pytest.param(
            "Syrian army tanks and vehicles entered Alhama on Monday, state television showed.",
            [(TAKEN, ("Alhama",), None)],
            id="an army's tanks take the town that they enter",
        ),
        pytest.param(
            "Activists told on Monday of the establishment of a new Turkish post at Alhama.",
            [(BASE, ("Alhama",), None)],
            id="the establishment of a post",
        ),
        pytest.param(
            "Turkish forces set up a new military point in the village of Alhama on Monday.",
            [(BASE, ("Alhama",), None)],
            id="a military point",
        ),
        pytest.param(
            "On Monday Turkish soldiers installed themselves at a school in Alhama.",
            [(BASE, ("Alhama",), None)],
            id="soldiers installed themselves",
        ),
        pytest.param(
            "More than 50 Turkish military vehicles arrived at Alhama on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="vehicles arrived",
        ),
        pytest.param(
            "The Turkish army withdrew its observation post at Alhama on Monday.",
            [(MOVE, ("Alhama",), None)],
            id="a post is withdrawn",
        ),
        pytest.param(
            "Turkish engineers were deployed near Alhama on Monday to clear the road.",
            [(MOVE, ("Alhama",), None)],
            id="engineers deployed",
        ),
        pytest.param(
            "A convoy of 40 aid lorries arrived in Alhama on Monday.", [], id="aid arrives"
        ),
        pytest.param("The delegation arrived in Alhama on Monday for talks.", [], id="envoys"),
        pytest.param(
            "The ministry told on Monday of the establishment of a school in Alhama.",
            [],
            id="a school is no post",
        ),
        pytest.param(
            "The party withdrew its candidate in Alhama on Monday.",
            [],
            id="a candidate is withdrawn",
        ),
    ],
)
def test_moves_and_posts(text, told):
    assert kinds(read(text)) == told
