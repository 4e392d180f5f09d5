"""What the reader makes of sentences that agencies write about wars anywhere."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "On Friday a jet bombed Alhama, killing eight civilians, and on Thursday two bombs dropped on Bartaz damaged a school.",
            [
                ("Air/drone strike", ("Alhama",), 8),
                ("Shelling/artillery/missile attack", ("Bartaz",), None),
            ],
            id="another day and another place are another event",
        ),
        pytest.param(
            "Rebels killed 15 civilians in an attack on Alhama on 1 February and gunmen killed eleven people near Bartaz.",
            [("Attack", ("Alhama",), 15), ("Attack", ("Bartaz",), 11)],
            id="two tolls at two places are two events",
        ),
        pytest.param(
            "It was the second assault in Gorania in ten days: on 1 February a bomb near a school in Bartaz killed nine people.",
            [("Remote explosive/landmine/IED", ("Bartaz",), 9)],
            id="what follows the colon is told, though it is one of a series",
        ),
        pytest.param(
            "Rebels seized Alhama, a coltan mining town in Bartaz, on Tuesday.",
            [("Non-state actor overtakes territory", ("Alhama",), None)],
            id="a town is not taken twice for what it lies in",
        ),
        pytest.param(
            "Gunmen killed 70 people in Alhama on Monday. "
            "Sixteen people were injured, among them two gunmen hit in an exchange of fire with police.",
            [("Attack", ("Alhama",), 70)],
            id="what befell some of those counted is no event",
        ),
        pytest.param(
            "The number of people killed in an attack in Gorania has risen to 37, the health minister said on Wednesday.\n\n"
            "A suicide bomber blew himself up at Alhama on Monday. Police had earlier put the toll at 32. "
            "Security forces shot dead three of the attackers, an officer said.",
            [("Suicide bomb", ("Alhama",), 37)],
            id="a toll that has risen is not dated by who told it, and the body says where and how",
        ),
        pytest.param(
            "Explosions at two camps on the outskirts of Alhama killed 12 people on Monday, the council said.\n\n"
            "The bombs hit the camps of Bartaz and Corvun, and the governor on Tuesday raised the toll to 14.",
            [("Remote explosive/landmine/IED", ("Bartaz", "Corvun"), 14)],
            id="the camps by name are those outside the town",
        ),
        pytest.param(
            "Gunmen opened fire on a convoy in Alhama on Monday; nobody was hurt.",
            [("Armed clash", ("Alhama",), 0)],
            id="shots that hit nobody were fired all the same",
        ),
        pytest.param(
            "Elsewhere, a bomb killed two people in Bartaz on Sunday. "
            "Elsewhere, soldiers said they shot dead four militants in an operation in Alhama on Monday.",
            [
                ("Remote explosive/landmine/IED", ("Bartaz",), 2),
                ("Armed clash", ("Alhama",), 4),
            ],
            id="a deed set apart is not of the sort told before",
        ),
        pytest.param(
            "The army said that the attack near Alhama on Monday was repelled and that Turkey lost 70 men there.",
            [("Armed clash", ("Alhama",), None)],
            id="men lost are no ground lost",
        ),
        pytest.param(
            "Turkish forces conducted ground attacks near Alhama on Monday.",
            [("Armed clash", ("Alhama",), None)],
            id="ground attacks are made on foot",
        ),
        pytest.param(
            "Soldiers killed 45 civilians in Alhama on Monday. "
            "The killings followed clashes in the town between soldiers and rebels on Sunday.",
            [("Attack", ("Alhama",), 45), ("Armed clash", ("Alhama",), None)],
            id="what came before the killings is told too",
        ),
        pytest.param(
            "Gunmen killed 70 people in Alhama on Monday and set fire to 45 houses, forcing 6,000 residents to flee, "
            "most of them to the coastal city of Bartaz.",
            [("Attack", ("Alhama",), 70)],
            id="where people flee to, nothing happened",
        ),
        pytest.param(
            "A bomber detonated his vest in Alhama on Monday as passengers waited for the train to Bartaz.",
            [("Suicide bomb", ("Alhama",), None)],
            id="where a train goes, nothing happened",
        ),
    ],
)
def test_agency_prose(text: str, told: list[tuple[str, tuple[str, ...], int | None]]):
    assert kinds(read(text)) == told
