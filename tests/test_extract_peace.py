"""Deeds with no war in them tell no event, and the same words in a war still do; towns are made up."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A farmer stabbed his brother to death in Alhama on Monday.", id="brother"),
        pytest.param("Her ex-husband shot her dead in Alhama on Monday.", id="ex-husband"),
        pytest.param("A man was killed in Alhama on Monday in a quarrel over a parking space.", id="quarrel"),
        pytest.param("Burglars killed a watchman in Alhama on Monday.", id="burglars"),
        pytest.param("A corporal shot dead a colleague in Alhama on Monday after an argument.", id="colleague"),
        pytest.param("A soldier killed himself in Alhama on Monday.", id="suicide"),
        pytest.param("Supporters of the two clubs clashed with police in Alhama on Monday.", id="fans"),
        pytest.param("Navy ships fired missiles off Alhama on Monday during an exercise.", id="exercise"),
        pytest.param("Tanks hit dummy targets near Alhama on Monday.", id="dummies"),
        pytest.param("Police arrested two men in Alhama on Monday who had stolen a tractor.", id="thieves"),
        pytest.param("Norway condemned the strikes on Alhama on Monday.", id="condemned"),
        pytest.param("Prosecutors charged a man on Monday with the murder of two officers in Alhama.", id="charged"),
        pytest.param("A strike on Alhama would be answered, the minister said on Monday.", id="would"),
        pytest.param("People spoke on Monday of fears of another attack on Alhama.", id="fears"),
        pytest.param("The clinic in Alhama, hit in an air strike last year, opened again on Monday.", id="last year"),
        pytest.param("Ten years ago this week rebels captured Alhama.", id="years ago"),
        pytest.param("The minister visited troops on Monday who had taken Alhama.", id="whom he visited"),
        pytest.param("Dockers in Alhama began a strike on Monday over pay.", id="labour"),
        pytest.param("A cyclist was killed in a hit-and-run in Alhama on Monday.", id="hit and run"),
        pytest.param("Nine people died when a bus fell into a gorge near Alhama on Monday.", id="gorge"),
        pytest.param("The two senators clashed over tariffs in Alhama on Monday.", id="tariffs"),
    ],
)  # fmt: skip
def test_no_war_no_event(text: str):
    assert kinds(read(text + "\n")) == []


@pytest.mark.parametrize(
    ("text", "kind", "dead"),
    [
        pytest.param("Militants killed a farmer and his brother in Alhama on Monday.", "Attack", 2, id="militants"),
        pytest.param("Gunmen killed two guards in a robbery in Alhama on Monday.", "Armed clash", 2, id="gunmen"),
        pytest.param("Shells hit a football match in Alhama on Monday, killing three fans.", "Shelling/artillery/missile attack", 3, id="fans hit"),
        pytest.param("A missile killed four soldiers in Alhama on Monday during an exercise.", "Shelling/artillery/missile attack", 4, id="dead in a drill"),
        pytest.param("Norway condemned the strikes on Alhama on Monday, which killed six people.", "Air/drone strike", 6, id="condemned, with its dead"),
        pytest.param("An air strike on Alhama on Monday hit the port, which would open in May.", "Air/drone strike", None, id="would of the port"),
        pytest.param("Nurses said on Monday that an air strike on Alhama had killed two.", "Air/drone strike", 2, id="nurses tell"),
        pytest.param("Alhama fell into the hands of the rebels on Monday.", "Non-state actor overtakes territory", None, id="hands"),
        pytest.param("Rebels and soldiers clashed over a bridge in Alhama on Monday.", "Armed clash", None, id="a bridge"),
    ],
)  # fmt: skip
def test_war_in_like_words_is_told(text: str, kind: str, dead: int | None):
    assert [(k, n) for k, _, n in kinds(read(text + "\n"))] == [(kind, dead)]
