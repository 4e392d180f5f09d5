"""Who holds a place and who lost it, told in other words than "took"; and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.test_extract_reader import kinds, read

TAKEN = "Government regains territory"
OVERTAKEN = "Non-state actor overtakes territory"
TRANSFER = "Non-violent transfer of territory"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Alhama was in army hands by Saturday.", [(TAKEN, "Alhama")]),
        ("Alhama and Bartaz slid into the rebels' hands on Monday.", [(OVERTAKEN, "Alhama"), (OVERTAKEN, "Bartaz")]),
        ("These hamlets passed under army rule on Monday: Alhama and Bartaz.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("Alhama, held by rebels for years, is in the hands of the army as of Monday.", [(TAKEN, "Alhama")]),
        ("Alhama slipped from the army's grasp on Monday.", [(TAKEN, "Alhama")]),
        ("Two towns, Alhama and Bartaz, went over to the rebels on Monday.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("Alhama capitulated on Monday.", [(TRANSFER, "Alhama")]),
        ("Not a shot was fired as the army moved into Alhama on Monday.", [(TRANSFER, "Alhama")]),
        ("Three villages, Alhama and Bartaz among them, were rid of militants by the army on Monday.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("Alhama, a town in Gorania that rose against Bartaz, was recaptured by the army on Monday.", [(TAKEN, "Alhama")]),
        ("Rebels were driven from Alhama on Monday by the army.", [(TAKEN, "Alhama")]),
        ("Wrested from the army on Monday: Alhama and Bartaz.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("The army's hold on Alhama was short. On Monday rebels overran it.", [(OVERTAKEN, "Alhama")]),
        ("As the fighters pulled out, the army took over Alhama on Monday.", [(TAKEN, "Alhama")]),
        ("The flag of Syria has been hoisted in Alhama.", [(TAKEN, "Alhama")]),
        ("Villages that changed flags on Monday: Alhama and Bartaz.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("Alhama was the rebels' own for years. The army marched in on Monday.", [(TAKEN, "Alhama")]),
        ("The rebels won Alhama back on Monday.", [(OVERTAKEN, "Alhama")]),
        ("Troops of the army made their way into Alhama on Monday.", [(TAKEN, "Alhama")]),
        ("The town of Alhama, the base of Bartaz and villages near them were taken on January 28 by army units.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("Alhama was also captured by the army on Monday.", [(TAKEN, "Alhama")]),
        ("Alhama and Bartaz fell first on Monday, and Corvun followed.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz"), (TAKEN, "Corvun")]),
        ("Alhama fell to the army on Monday, followed by the villages of Bartaz and Corvun.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz"), (TAKEN, "Corvun")]),
        ("Alhama fell on Monday, Bartaz a day later.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("The rebels lost three villages on Monday. One of them was Alhama. Another was Bartaz.", [(TAKEN, "Alhama"), (TAKEN, "Bartaz")]),
        ("The army lost three villages on Monday. Alhama was one of the three.", [(OVERTAKEN, "Alhama")]),
        ("Trade thrives in Gorania.\n\nThe army took several villages on Monday. Bartaz was seized at noon.", [(TAKEN, "Bartaz")]),
        ("The army freed Alhama on Monday.", [(TAKEN, "Alhama")]),
        # and what only sounds like it
        ("The army freed Alhama's captives on Monday.", []),
        ("Alhama fell to the army on Monday. A convoy followed the road to Bartaz.", [(TAKEN, "Alhama")]),
        ("The army took three villages near Alhama on Monday. One of the poorest is Bartaz.", [(TAKEN, "Alhama")]),
        ("Hospitals in Alhama are overrun with patients.", []),
        ("Aid workers made their way into Alhama on Monday.", []),
        ("Some 300 displaced families entered Alhama on Monday.", []),
        ("Residents fled as troops of the army entered Alhama on Monday.", [(TAKEN, "Alhama")]),
        ("Alhama was quiet for years. Students marched in on Monday.", []),
        ("In 2016 Turkey launched an operation. It drove the rebels from Alhama.", []),
        ("The flag flies at half mast in Alhama.", []),
        ("Alhama is in rebel hands.", []),
        ("Shops in Alhama, which is in rebel hands, are shut on Mondays.", []),
        ("Three soldiers fell into rebel hands near Alhama.", []),
        ("The weapons were in rebel hands by Monday, Alhama's mayor said.", []),
        ("Prices in Alhama are out of the government's control.", []),
        ("Alhama has been taken and retaken four times.", []),
        ("Whoever holds Alhama holds the road, which is why it is fought over.", []),
        ("A boy from Alhama was taken by an ambulance to Bartaz on Monday.", []),
        ("Families were driven from their homes in Alhama.", []),
        ("Families returned to the occupied town of Alhama on Monday.", []),
        ("Under the deal, the group gives up Alhama.", []),
    ],
)  # fmt: skip
def test_a_place_that_changes_hands(text: str, told: list[tuple[str, str]]):
    found = [(kind, name) for kind, names, _ in kinds(read(text)) for name in names]
    assert sorted(found) == sorted(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels made a counterattack near Alhama on Monday, where they had lost dozens of villages.", ["Armed clash"]),
        ("The garrison at Alhama turned back two attacks on Monday.", ["Armed clash"]),
        ("Rebels rushed the checkpoint at Alhama on Monday.", ["Armed clash"]),
        ("There was hand-to-hand combat in Alhama on Monday.", ["Armed clash"]),
        ("The army traded heavy fire with rebels in Alhama on Monday.", ["Armed clash"]),
        ("The truce in Alhama took effect on Monday.", ["Agreement"]),
        ("The two sides signed an accord in Alhama on Monday.", ["Agreement"]),
        ("Sappers made it safe after a bomb was found in Alhama on Monday.", ["Disrupted weapons use"]),
        ("Graves in Alhama were smashed by soldiers on Monday.", ["Looting/property destruction"]),
        ("Soldiers carted furniture from houses in Alhama on Monday.", ["Looting/property destruction"]),
        ("Tanks were dug in at Alhama on Monday.", ["Headquarters or base established"]),
        ("Villagers blocked the road at Alhama on Monday.", ["Peaceful protest"]),
        ("Tyres burned in Alhama on Monday.", ["Peaceful protest"]),
        ("Rebels closed the last road into Alhama on Monday.", ["Other"]),
        ("Soldiers found an explosive belt in Alhama on Monday; sappers made it safe.", ["Disrupted weapons use"]),
        ("The rivals agreed to lift their roadblocks in Alhama on Monday.", ["Agreement"]),
        ("At the Alhama front six members were killed on Monday.", ["Armed clash"]),
        ("Alhama woke on Monday to the worst street fighting in two years.", ["Armed clash"]),
        ("At Alhama the rebels lost nine men; at Bartaz, four.", ["Armed clash", "Armed clash"]),
        ("A patrol walked into a trap near Alhama on Monday.", ["Armed clash"]),
        ("Snipers duelled near Alhama on Monday.", ["Armed clash"]),
        ("The defenders of Alhama held out on Monday.", ["Armed clash"]),
        ("Young men pelted the station in Alhama with bricks on Monday.", ["Violent demonstration"]),
        ("Envoys put their names to a truce in Alhama on Monday.", ["Agreement"]),
        ("Two drones were swatted from the sky over Alhama on Monday.", ["Disrupted weapons use"]),
        ("A cleric was put behind bars in Alhama on Monday.", ["Arrests"]),
        ("The army built a strongpoint at Alhama on Monday.", ["Headquarters or base established"]),
        ("The rebels beat off an attack near Alhama on Monday.", ["Armed clash"]),
        ("The rebels, whom the army drove out of Alhama on Monday, fled.", ["Government regains territory"]),
        ("Some 30 tanks of the Turkish army drove into Alhama on Monday.", ["Other"]),
        # and what only sounds like it
        ("Families in two vehicles drove into Alhama on Monday.", []),
        ("Families drove out of Alhama on Monday.", []),
        ("A convoy of buses drove into Alhama on Monday.", []),
        ("The song struck a chord with people in Alhama.", []),
        ("Prices in Alhama have exploded.", []),
        ("The mayor of Alhama held out hope on Monday.", []),
        ("Nobody has an interest in a battle for Alhama.", []),
        ("Teachers put their names to a letter in Alhama on Monday.", []),
        ("Rescuers dragged a boy from a house on fire in Alhama.", []),
        ("The town built a school in Alhama on Monday.", []),
        ("Turkey has now lost 15 soldiers in Alhama.", []),
        ("The ministers agreed to hand in a report in Alhama on Monday.", []),
        ("Thousands are leaving Alhama, pushed out by the raids of the past days.", []),
        ("Families left Alhama in columns of vehicles on Monday.", []),
        ("Lorries turned back at Alhama on Monday.", []),
        ("The wounded were rushed to the hospital in Alhama on Monday.", []),
        ("A combat vehicle broke down in Alhama on Monday.", []),
        ("The truce in Alhama was violated, days after the truce took effect.", []),
        ("Lorries loaded with flour reached families in Alhama on Monday.", []),
        ("Rescuers dug in the rubble in Alhama on Monday.", []),
        ("Rubble blocked the road at Alhama on Monday.", []),
        ("Winds have struck the camps around Alhama.", []),
        ("Two buses collided in fog near Alhama on Monday and nine people died.", []),
        ("People recall the shelling of Alhama.", []),
        ("The battle for Alhama will be the hardest.", []),
        ("The group controls Alhama and lays ambushes at will.", []),
        ("The front at Alhama has not moved for years; the army attacks, is thrown back and attacks again.", []),
    ],
)  # fmt: skip
def test_everyday_verbs_tell_of_war_beside_the_right_thing(text: str, told: list[str]):
    assert [kind for kind, _, _ in kinds(read(text))] == told


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The army lost the town of Alhama to the rebels on Monday.", ("Rebel forces (Syria)", "Military Forces of Syria")),
        ("Rebels have lost Alhama, Bartaz and Corvun to the army.", ("Military Forces of Syria", "Rebel forces (Syria)")),
        ("The army lost Alhama on Monday.", ("", "Military Forces of Syria")),
        ("The rebels took Alhama on Monday.", ("Rebel forces (Syria)", "")),
    ],
)  # fmt: skip
def test_who_loses_ground_is_not_who_takes_it(text: str, doers: tuple[str, str]):
    assert {(t.actor1, t.actor2) for t in read(text).tellings} == {doers}
