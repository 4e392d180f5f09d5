"""Texts that nobody wrote in good faith cost little and break nothing."""

from __future__ import annotations

import pytest

from tests import corpus
from tests.fuzz.reports import LIMIT_MS, Thrower, fuzz

# Tests run beside others, and on slow machines: what ordinary text costs there is what hostile text is held against.
TIMES = 5


@pytest.fixture(scope="module")
def loose_ms() -> float:
    prose = "\n\n".join(report["text"] for report in corpus.reports("train")[:40])
    cost, fault = Thrower(LIMIT_MS).cost(prose)
    assert fault == ""
    return TIMES * max(cost, LIMIT_MS)


@pytest.fixture(scope="module")
def thrower(loose_ms: float) -> Thrower:
    return Thrower(loose_ms)


def test_hostile_reports_break_no_promise(loose_ms: float) -> None:
    outcome = fuzz(3, seed=20, limit_ms=loose_ms)
    assert outcome.tried > 3
    assert outcome.broken == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل ثلاثة أشخاص في إدلب \ud800 اليوم. " * 9, id="half a character in Arabic"),
        pytest.param("3 people were killed in Idlib \udfff today. " * 9, id="half a character"),
        pytest.param("مقتل said Turkish soldiers " * 400, id="hundreds of deeds in a sentence"),
        pytest.param("Idlib and Homs in Kano in Goma, " * 300, id="more names than text"),
        pytest.param("U.S. \u200d’s " * 200, id="one country, two hundred times"),
        pytest.param("(" * 9_000 + "killed" + ")" * 9_000, id="brackets in brackets"),
        pytest.param("a" * 50_000, id="one long word"),
        pytest.param("9," * 20_000 + "9 killed", id="one long number"),
        pytest.param("ب" * 20_000, id="one Arabic prefix after the other"),
        pytest.param("ـ" * 9_000 + "قتل", id="one stroke drawn out"),
        pytest.param(". =" * 4_000, id="thousands of sentences of one sign"),
        pytest.param(
            "\n\n".join(
                f"Shells hit the town of {first}{last}, and {dead} people were killed there."
                for dead in range(2, 8)
                for first in "Ba De Ka Lo Mi Nu Ra So Ti Zu".split()
                for last in "dan fel gor han jin kut lim mar nes pol".split()
            ),
            id="hundreds of towns shelled",
        ),
    ],
)
def test_what_once_cost_much_or_broke_a_reading_does_not(thrower: Thrower, text: str) -> None:
    _, fault = thrower.throw(text)
    assert fault == ""
