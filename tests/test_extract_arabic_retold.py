"""What the reader promises on turns that Arabic re-tellings of real reports showed; the small gazetteer of `test_extract_arabic`."""

from __future__ import annotations

import pytest

from tests.test_extract_arabic import AIR, SHELLING, read, told


def claimants(text: str) -> set[str]:
    return {c.claimant for t in read(text).tellings for c in t.claims}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "قُتل تسعة مدنيين، بينهم طفلان، حين أغارت طائرات حربية على مدينة كرفون، وأربعة آخرون أحدهم طفل في بلدة برطاز.",
            [(AIR, ("كرفون",), 9), (AIR, ("برطاز",), 4)],
            id="others, one of them a child, in a second town",
        ),
        pytest.param(
            "سقط قتيل مدني في كرفون وآخر في برطاز جراء قصف مدفعي.",
            [(SHELLING, ("كرفون",), 1), (SHELLING, ("برطاز",), 1)],
            id="one and another",
        ),
        pytest.param(
            "أحصى المسعفون ضحايا الغارات الجوية: ستة من عائلة واحدة، ثلاثة منهم أطفال، في كرفون؛ واثنان في كل من برطاز ودلمق؛ ورجل في إستول.",
            [
                (AIR, ("كرفون",), 6),
                (AIR, ("برطاز",), 2),
                (AIR, ("دلمق",), 2),
                (AIR, ("إستول",), 1),
            ],
            id="a row, two in each of two towns",
        ),
        pytest.param(
            "قُتل خمسة مدنيين بغارات جوية على كرفون وبرطاز بينهم طفلان في برطاز.",
            [(AIR, ("كرفون", "برطاز", "برطاز"), 5)],
            id="some of those counted are no others",
        ),
        pytest.param(
            "قُتل خمسة مدنيين في غارات جوية على كرفون وثلاث غارات في برطاز.",
            [(AIR, ("كرفون",), 5), (AIR, ("برطاز",), None)],
            id="raids are not the dead",
        ),
    ],
)
def test_a_count_with_a_place_of_its_own_is_of_that_place(text, events):
    assert told(text) == events
