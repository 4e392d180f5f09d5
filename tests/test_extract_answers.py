"""What the reader makes of blows and their answers, of fights and the fire in them; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

AIR, SHELL, CLASH = "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"
TAKEN = "Government regains territory"
BLOW = "Shelling by the Syrian army killed five Turkish soldiers in Gorania province on Monday. "


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("The army returned the fire.", id="returned the fire"),
        pytest.param(
            "Turkey answered at once and with all its might; targets of the regime came under heavy strikes.",
            id="answered, and far behind what was struck",
        ),
        pytest.param(
            "Turkish F-16s and howitzers were pounding targets of the regime, the president said.",
            id="aircraft and guns of those who were struck",
        ),
        pytest.param(
            "Regime targets were immediately put under fire, and many were destroyed.",
            id="those who struck are struck",
        ),
        pytest.param(
            "Turkish guns immediately responded, hitting 115 regime targets.",
            id="responded, hitting",
        ),
    ],
)
def test_an_answer_is_an_event_in_the_region_of_the_blow(answer):
    told = kinds(read(BLOW + answer))
    assert told == [(SHELL, ("Gorania",), 5), (SHELL, ("Gorania",), None)]


@pytest.mark.parametrize(
    "no_answer",
    [
        "Turkey will respond in kind to any further attack, its defence minister said.",
        "Turkey has retaliated for every attack on its forces, its defence minister said.",
        "Rescuers responded to the strikes within minutes and carried out the wounded.",
        "The United Nations responded with a call for a ceasefire.",
    ],
)
def test_threats_habits_and_appeals_are_no_answer(no_answer):
    assert kinds(read(BLOW + no_answer)) == [(SHELL, ("Gorania",), 5)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Rebels attacked Alhama on Monday, supported by fire from Turkish artillery.",
            [(CLASH, ("Alhama",), None)],
            id="supported by fire",
        ),
        pytest.param(
            "Covered by Russian jets, the army assaulted Alhama on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="covered by jets",
        ),
        pytest.param(
            "Near Alhama, insurgents destroyed two tanks in an ambush on Monday.",
            [(CLASH, ("Alhama",), None)],
            id="destroyed in an ambush",
        ),
        pytest.param(
            "Two tanks were burned on Monday in an ambush near Alhama.",
            [(CLASH, ("Alhama",), None)],
            id="burned in an ambush",
        ),
        pytest.param(
            "Shells hit a clinic in Alhama on Monday during fighting, killing two nurses.",
            [(SHELL, ("Alhama",), None), (CLASH, ("Alhama",), 2)],
            id="a clinic hit during fighting",
        ),
        pytest.param(
            "Warplanes hit a bazaar in Alhama during clashes on Monday.",
            [(AIR, ("Alhama",), None), (CLASH, ("Alhama",), None)],
            id="a bazaar hit from the air during clashes",
        ),
        pytest.param(
            "Rockets destroyed two tanks in Alhama during fighting on Monday.",
            [(SHELL, ("Alhama",), None)],
            id="tanks destroyed from afar during fighting",
        ),
        pytest.param(
            "Clashes broke out at Alhama on Monday, with both sides exchanging heavy shelling.",
            [(CLASH, ("Alhama",), None)],
            id="shelling exchanged in clashes",
        ),
        pytest.param(
            "Rebel gunners destroyed an ammunition dump in Alhama with Grad rockets on Monday.",
            [(SHELL, ("Alhama",), None)],
            id="destroyed from afar",
        ),
        pytest.param(
            "Warplanes struck Alhama on Monday, and the army attacked Bartaz nearby.",
            [(AIR, ("Alhama",), None), (CLASH, ("Bartaz",), None)],
            id="from the air there, on foot here",
        ),
        pytest.param(
            "Warplanes struck Alhama on Monday, and then attacked Bartaz.",
            [(AIR, ("Alhama", "Bartaz"), None)],
            id="the same aircraft",
        ),
        pytest.param(
            "Air strikes killed 15 people in Alhama on Monday. The strikes came as fighting resumed near Bartaz.",
            [(AIR, ("Alhama",), 15), (CLASH, ("Bartaz",), None)],
            id="what came as fighting resumed is only resumed",
        ),
        pytest.param(
            "Air raids hit Alhama on Monday, killing four. The raids occurred shortly after troops had seized the village of Bartaz.",
            [(AIR, ("Alhama",), 4), (TAKEN, ("Bartaz",), None)],
            id="what occurred shortly after a capture",
        ),
        pytest.param(
            "The explosion occurred in Alhama on Monday as worshippers gathered, killing five.",
            [("Remote explosive/landmine/IED", ("Alhama",), 5)],
            id="what occurred as people gathered is itself what killed",
        ),
        pytest.param(
            "The shelling took four lives in Alhama as families were fleeing on Monday.",
            [(SHELL, ("Alhama",), 4)],
            id="what took lives took no place",
        ),
        pytest.param(
            "The air raids followed clashes near Alhama on Monday and killed seven.",
            [(AIR, ("Alhama",), None), (CLASH, ("Alhama",), 7)],
            id="what followed clashes and killed",
        ),
        pytest.param(
            "Air strikes killed 15 people in Alhama on Monday. The strikes came after troops seized Bartaz and wounded six rebels.",
            [(AIR, ("Alhama",), 15), (TAKEN, ("Bartaz",), None)],
            id="what came after others seized and wounded is only resumed",
        ),
        pytest.param(
            "Air strikes killed 15 people in Alhama on Monday. The killings came despite a truce declared in Bartaz.",
            [(AIR, ("Alhama",), 15)],
            id="what came despite a truce",
        ),
    ],
)
def test_fire_and_fights(text, told):
    assert kinds(read(text)) == told
