"""Whose word it is: papers, bodies named in passing, short words for them, and names at full length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.extract.attribution import find_publisher, hear
from geo.extract.text import sentences
from geo.model import Report

if TYPE_CHECKING:
    from geo.extract.toponyms import Toponym


def voices(text: str, *, home: str = "") -> list[list[str]]:
    parts = sentences(text)
    names: list[list[Toponym]] = [[] for _ in parts]
    report = Report("r", text)
    publisher = find_publisher(report, parts, names)
    heard = hear(report, parts, names, publisher=publisher, home=home)
    return [[s.name for s in voice.sources] for voice in heard]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Four people died in Lumo, Médecins Sans Frontières said. The organisation added that two were children.",
         ["Médecins Sans Frontières (MSF)"]),
        ("Two volunteers of the White Helmets were hurt. The organization said the team had been hit in Lumo.",
         ["White Helmets"]),
        ("The UN human rights office voiced alarm. Nine people died in Lumo, the Office documented.", ["OHCHR"]),
        ("The Institute for the Study of War keeps a map. The think tank confirmed that Lumo fell.",
         ["Institute for the Study of War (ISW)"]),
        ("Villagers told the Sudan Doctors Network of it. One of its members said three had died.",
         ["Sudan Doctors Network (members)"]),
        ("A local official said four died. The same official said two were taken.", ["local official"]),
        ("قتل أربعة في لومو، بحسب الخوذ البيضاء. وأوضحت المنظمة أن بين القتلى طفلين.",
         ["White Helmets (الخوذ البيضاء)"]),
        ("جرحت غارة متطوعاً من \"أطباء بلا حدود\". وقالت المنظمة إن الفريق كان يسعف الجرحى.",
         ["Médecins Sans Frontières (MSF) (أطباء بلا حدود)"]),
        ("نهبت مخازن برنامج الأغذية العالمي في لومو، بحسب البرنامج.", ["World Food Programme (برنامج الأغذية العالمي)"]),
        ("قال أحد قادة لواء القدس لرويترز أن رجاله دخلوا لومو. وتحدث القائد نفسه عن عشرين قتيلاً.",
         ["Liwa al-Quds (أحد قادة لواء القدس)"]),
    ],
)  # fmt: skip
def test_a_common_noun_goes_back_to_the_body_that_was_named(text: str, last: list[str]) -> None:
    assert voices(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The White Helmets said three died. An organisation in Lumo said a camp was hit.", "organisation in Lumo"),
        ("The White Helmets said three died. Another monitoring group put the toll at five.", "monitoring group"),
        ("The UN said 40 people fled. Shells fell on Lumo, the committee said.", "committee"),
        ("قال الدفاع المدني السوري إن ثلاثة قتلوا. وقالت منظمة دولية إن مخيماً قصف.", "organisation (منظمة دولية)"),
    ],
)  # fmt: skip
def test_another_body_of_the_sort_is_not_the_one_heard_before(text: str, last: str) -> None:
    assert voices(text)[-1] == [last]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قتل عشرة في لومو، في حصيلة أولية للدفاع المدني السوري.", "White Helmets (للدفاع المدني السوري)"),
        ("بلغ عدد القتلى عشرة، وهذا الإحصاء لمنظمة أطباء بلا حدود.", "Médecins Sans Frontières (MSF) (لمنظمة أطباء بلا حدود)"),
        ("سقط أربعة قتلى، وفق حصيلة نشرتها مساء أمس الأربعاء وزارة الصحة.", "Ministry of Health (وزارة الصحة)"),
        ("وجاء في خبر لوكالة سانا أن الجيش دخل لومو.", "SANA (لوكالة سانا)"),
        ("نسبت رويترز إلى مصدر طبي أن جنديين قتلا في لومو.", "medical source (مصدر طبي)"),
        ("ورد في خبر قصير، نسبته إلى مصدر عسكري، أن اثنين قتلا.", "military source (مصدر عسكري)"),
        ("قتل أربعة في لومو، على ما قاله شهود.", "eyewitnesses (شهود)"),
        ("أُعلن في مستشفى الشفاء أن اثنين قتلا.", "hospital (مستشفى الشفاء)"),
        ("تداول ناشطون أن غارة قتلت ثلاثة.", "activists (ناشطون)"),
        ("حمل القصف ألف عائلة على الفرار من لومو.", ""),
        ("ارتفعت حصيلة القصف على لومو إلى ستة.", ""),
        ("وقالت وكالة (سانا) إن الجيش دخل لومو.", "SANA (وكالة (سانا))"),
        ("قالت شبكة \"الينبوع\" إن عبوة انفجرت في لومو.", "الينبوع (شبكة \"الينبوع\")"),
        ("أفادت مجموعة \"محامو الطوارئ\" بمقتل مئة في لومو.", "Emergency Lawyers (مجموعة \"محامو الطوارئ\")"),
        ("وقالت وكالة (حكومية) إن الجيش دخل لومو.", "press (وكالة)"),
        ('Five died in Lumo, reports "Folha do Norte", another newssheet.', "Folha do Norte"),
        ('Five died in Lumo, the newspaper "Folha do Norte" writes.', "Folha do Norte"),
        ("Ten died in Lumo, said a statement of the Ministry of Defence.", "Ministry of Defence"),
        ("Folha Agency, which is close to M23, reported a blast in Lumo.", "Folha Agency"),
        ("Folha Agency, a local outlet, reported a blast in Lumo.", "Folha Agency"),
        ('He shouted, "Free Lumo," and a shell fell.', ""),
    ],
)  # fmt: skip
def test_papers_and_names_in_quotation_marks_speak(text: str, speaker: str) -> None:
    said = voices(text, home="SY" if "السوري" in text else "")
    assert said[-1] == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال رئيس بلدية لومو فيتالي كليمنكو إن قذيفة سقطت.", "mayor (رئيس بلدية لومو فيتالي كليمنكو)"),
        ("قُصفت لومو، وقال رئيس بلديتها بيترو إيلينكو إن اثنين قتلا.", "mayor (رئيس بلديتها بيترو إيلينكو)"),
        ("قال الجنرال بيترو بورينكو إن مسلحين هاجموا لومو.", "officer (الجنرال بيترو بورينكو)"),
        ("وقال اللواء بيترو بورينكو، الذي يدير المركز، إن مسلحين هاجموا لومو.", "officer (اللواء بيترو بورينكو)"),
        ("قُتل خمسة في لومو، كما قال دينيس بورين، رئيس السلطات هناك.", "head of authorities (دينيس بورين، رئيس السلطات هناك)"),
        ("أفاد مدير المستشفى سالم العلي بمقتل ثمانية في لومو.", "hospital management (مدير المستشفى سالم العلي)"),
        ("وأحصى ناشطون محليون أربعين غارة على لومو.", "activists (ناشطون محليون)"),
        ("أعلنت وزارة الدفاع في روسيا أن مسلحين هاجموا لومو.", "Ministry of Defence of Russia (وزارة الدفاع في روسيا)"),
        ("أعلنت وزارة الدفاع بأنقرة أن جندياً قتل.", "Ministry of Defence of Turkey (وزارة الدفاع بأنقرة)"),
    ],
)  # fmt: skip
def test_arabic_speakers_keep_their_whole_name_and_country(text: str, speaker: str) -> None:
    assert voices(text, home="SY")[-1] == [speaker]


def test_initials_mean_what_the_report_explains() -> None:
    explained = "Reporters Without Borders (RSF) is worried. Two died in Lumo, RSF said."
    assert voices(explained)[-1] == ["Reporters Without Borders (RSF)"]
    assert voices("Two died in Lumo, RSF said.")[-1] == ["Rapid Support Forces"]


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Shells fell on Lumo.\n\n(Source: media department of the Syrian National Coalition)",
         ["Syrian National Coalition"]),
        ("سقطت قذائف على لومو.\n\nالمصدر: سانا", ["SANA (سانا)"]),
        ("Shells fell on Lumo.\n\nSource: Reuters", []),
    ],
)  # fmt: skip
def test_a_credit_line_tells_whose_text_it_is(text: str, publisher: list[str]) -> None:
    assert voices(text)[0] == publisher


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Human Rights Watch is deeply alarmed by raids on Lumo.\n\nTwo shells fell on the market.",
         ["Human Rights Watch"]),
        ("Amnesty International condemns the raid on Lumo.\n\nIt is time to act, says Ann Bell of Amnesty.\n\nTwo shells fell.",
         ["Amnesty International"]),
        ("Lumo hospital is hit, says MSF\n\nThe ward burnt down. Two nurses died.",
         ["Médecins Sans Frontières (MSF)"]),
        ("Human Rights Watch is alarmed by raids on Lumo.\n\nTen died, the mayor said.\n\nTwo shells fell.", []),
        ("Human Rights Watch keeps a list.\n\nTen died, the mayor said.\n\nTwo shells fell on the market.", []),
        ("LUMO (TASS) - Rebels shelled the market on Monday.\n\nTwo shells fell near by.", ["TASS"]),
        ("LUMO (Reuters) - Rebels shelled the market on Monday.\n\nTwo shells fell near by.", []),
        ("The rebels (M23) fought TASS - so it seemed.\n\nTwo shells fell near by.", []),
    ],
)  # fmt: skip
def test_a_bodys_own_text_is_its_word(text: str, last: list[str]) -> None:
    assert voices(text)[-1] == last


def test_a_body_may_have_been_named_long_before() -> None:
    gap = " ".join(f"Rain fell on day {n}." for n in range(8))
    assert voices(f"The UN human rights office sees it. {gap} Two died, the Office documented.")[
        -1
    ] == ["OHCHR"]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody claimed the blast that killed three in Lumo.",
        "No group has claimed the bombing that killed three.",
        "Neither side said who fired the shell.",
        "ولم يذكر المصدر عدد القتلى في قصف لومو.",
        "سقط قتلى في لومو من دون أن يذكر الجيش عددهم.",
    ],
)
def test_who_says_nothing_vouches_for_nothing(text: str) -> None:
    assert voices(text) == [[]]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("HRW, which has an office in Lumo, counts both farmers and pupils among the dead.", "Human Rights Watch"),
        ("A night of fighting killed at least nine rebels by the White Helmets' count.", ""),
        ("A night of fighting which by Airwars's count killed nine rebels ended at dawn.", "Airwars"),
        ("Nine dead is the figure of the White Helmets.", "White Helmets"),
        ("The figures come from the White Helmets.", "White Helmets"),
        ("In a statement the White Helmets mourned two of their own.", "White Helmets"),
        ("Sana, the state's news agency, later reported on Lumo: rockets had killed four.", "SANA"),
        ("Airwars puts the losses of the army and its militias since midnight at 19.", "Airwars"),
        ("Airwars, based in Britain, gave 15 dead, children among them.", "Airwars"),
        ("Lumo was bombed at dawn, said a report by the news agency SANA on Monday.", "SANA"),
        ("The army gave 15 tents to the people of Lumo.", ""),
        ("The army puts up a fight in Lumo.", ""),
        ("First reports speak of casualties in Lumo.", ""),
        ("Ankara responded with artillery fire on Lumo.", ""),
        ("The head counts of the camp at Lumo found nobody missing.", ""),
    ],
)  # fmt: skip
def test_a_count_is_somebodys_and_an_answer_in_arms_is_nobodys_word(
    sentence: str, speaker: str
) -> None:
    assert voices(sentence)[0][:1] == ([speaker] if speaker else [])


def test_it_said_is_no_word_of_those_who_fired() -> None:
    text = "Airwars gave its account of Lumo. Militants had fired rockets at the city, it said."
    assert voices(text)[-1] == ["Airwars"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Nine died in Lumo, a war monitor said.\n\nAmnesty International said two were children.\n\nThe next day a raid hit "
         "Kela.\n\nAnkara said it would act.", ["Amnesty International"]),
        ("Nine died in Lumo, the rebels said.\n\nAmnesty International said two were children.\n\nThe next day a raid hit "
         "Kela.\n\nIt was the third.", []),
        ("Rebels took Lumo and Kela.\n\nEight soldiers died in Lumo, SOHR activists say.\n\nAt Kela two men died.\n\n"
         "It was the third raid.", ["Syrian Observatory for Human Rights"]),
        ("Rebels took Lumo and Kela.\n\nBoth were lost in May.\n\nA rebel was caught.\n\nEight soldiers died in Lumo, the "
         "Syrian Observatory for Human Rights said.\n\nAt Kela two men died.\n\nIt was the third raid.", []),
        ("Three villages were freed.\n\nA SANA reporter in the area said rebels fled.\n\nThe command announced an advance."
         "\n\nAt Kela two men died.\n\nThe residents thanked them, the mayor said.", ["SANA"]),
    ],
)  # fmt: skip
def test_a_text_rests_on_the_one_body_it_names_until_its_last_paragraph(
    text: str, last: list[str]
) -> None:
    assert voices(text)[-2] == last
