"""Who says so, in sentences and in whole reports, English and Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract.attribution import Source, find_publisher, find_sources, hear, saying
from geo.extract.lexicon import extended
from geo.extract.text import sentences, tokenize
from geo.extract.toponyms import Toponym
from geo.model import Report


def spoken(text: str) -> list[tuple[str, str]]:
    return [(s.name, s.side) for s in find_sources(text, tokenize(text), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three people drowned, the regional governor said.", [("regional governor", "official")]),
        (
            "Three people drowned, regional governor Petro Ilenko said on Telegram.",
            [("regional governor Petro Ilenko", "official")],
        ),
        (
            '"They fled," Petro Ilenko, the regional governor, said.',
            [("Petro Ilenko, regional governor", "official")],
        ),
        (
            '"They fled," said Dr. Amal Idris, head of the hospital.',
            [("Dr. Amal Idris, head of the hospital", "rescue")],
        ),
        (
            "Gunmen came on Sunday, killing 15 people, the state governor, Petro Ilenko, told reporters.",
            [("state governor Petro Ilenko", "official")],
        ),
        (
            "Forty people were killed in the camp, Hamas's health ministry said.",
            [("Hamas's health ministry", "party")],
        ),
        ("OCHA reports that more than 800 people fled.", [("OCHA", "un")]),
        ("A spokesman for the army said it fired back.", [("spokesman for the army", "party")]),
        ("The militia lost a post, villagers told Reuters.", [("villagers", "witness")]),
        ("According to local officials and Doctors Without Borders (MSF), 12 died.",
         [("local officials", "official"), ("Médecins Sans Frontières (MSF)", "rescue")]),
        ("The toll was confirmed by the mayor of Lumo.", [("mayor of Lumo", "official")]),
        ("Myanmar Now reported five deaths, citing residents.",
         [("Myanmar Now", "press"), ("residents", "witness")]),
        ("Islamic State said through Amaq that it was behind the blast.", [("Islamic State", "party")]),
        ("IS said it was behind the blast.", [("Islamic State", "party")]),
        ("The observatory, a group based abroad, put the toll at nine.", [("observatory", "monitor")]),
        ("The ministry calls that a lie and says two fell.", [("ministry", "party")]),
        ("The army was back by dusk, its spokesman said.", [("army spokesman", "party")]),
        ("Shelling wounded two policemen, the interior minister, Ihor Lumko, wrote.",
         [("interior minister Ihor Lumko", "party")]),
        ("Interior ministry: nine held in Lumo.", [("Interior ministry", "party")]),
        ("The blast killed two, by the army's count, and hurt nine.", [("army", "party")]),
        ("Fighters attacked the army base at dawn.", []),
        ("Shells fell on Lumo, the observatory's activists report.",
         [("observatory's activists", "monitor")]),
        ("A report of the army names the village.", []),
        ("Locals count nine dead.", [("Locals", "witness")]),
        ("The state police count their cars.", []),
        ("A bomb went off in Kabul, said Petro Ilenko of the police.",
         [("Petro Ilenko of the police", "official")]),
        ("Nine died, said Petro Ilenko, who leads the observatory.", [("observatory", "monitor")]),
        ("Adnan al-Imam, a doctor, spoke of nine dead.", [("Adnan al-Imam, doctor", "rescue")]),
        ("Nine died, by the count of the White Helmets.", [("White Helmets", "rescue")]),
        ("The toll stands at 12, on the account of local medics.", [("local medics", "witness")]),
        ("Residents set the toll at nine.", [("Residents", "witness")]),
        ("He was told to leave, and the claims were false.", []),
        ("The blast claimed five lives.", []),
    ],
)  # fmt: skip
def test_the_speaker_of_an_english_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال مصدر طبي إن خمسة أشخاص قتلوا.", [("medical source (مصدر طبي)", "rescue")]),
        ("وقال محافظ لومو إن النار أخمدت.", [("governor (محافظ لومو)", "official")]),
        ("قُتل خمسة، بحسب المرصد السوري لحقوق الإنسان.",
         [("Syrian Observatory for Human Rights (المرصد السوري لحقوق الإنسان)", "monitor")]),
        ("قوات الدعم السريع قالت إنها انسحبت.", [("Rapid Support Forces (قوات الدعم السريع)", "party")]),
        ("أعلنت \"حماس\" أن مقاتليها انسحبوا.", [("Hamas (حماس)", "party")]),
        ("أنقرة تنفي ذلك.", [("Government of Turkey (أنقرة)", "party")]),
        ("سقطت قذيفة على سوق المدينة.", []),
    ],
)  # fmt: skip
def test_the_speaker_of_an_arabic_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(text) == expected


@pytest.mark.parametrize(
    ("text", "count", "speakers"),
    [
        ("The ministry said five died, while the observatory counted eight.", "five", ["ministry"]),
        ("The rebels said they took Lumo after raids that residents said killed 30.", "30",
         ["residents"]),
        ("The rebels said 4 fell in raids that residents said killed 30.", "4", ["rebels"]),
        ("The ministry said it lost 10 trucks and the regional governor said two men died.", "two",
         ["regional governor"]),
        ("Five were killed, the ministry said, and three died later, the observatory said.",
         "Five", ["ministry"]),
        ("Activists and the observatory said shells killed 11.", "11",
         ["Activists", "observatory"]),
        ("قالت وزارة الدفاع إن خمسة قتلوا، وقال المرصد إن القتلى ثمانية.", "ثمانية", ["المرصد"]),
        ("قالت وزارة الدفاع إن خمسة قتلوا فيما قال المرصد إن القتلى ثمانية.", "خمسة",
         ["وزارة الدفاع"]),
    ],
)  # fmt: skip
def test_a_count_is_said_by_who_says_it(text: str, count: str, speakers: list[str]) -> None:
    tokens = tokenize(text)
    at = next(k for k, token in enumerate(tokens) if token.word == count)
    heard = saying(tokens, find_sources(text, tokens, []), at)
    names = [source.name for source in heard]
    assert len(names) == len(speakers)
    assert all(wanted in name for wanted, name in zip(speakers, names, strict=True))


def test_and_said_goes_back_to_who_spoke_in_the_sentence() -> None:
    text = "وأكد الجيش أن طائراته قصفت المخيم، وقال إنه قتل قيادياً."
    last = find_sources("قالت وزارة الصحة ذلك.", tokenize("قالت وزارة الصحة ذلك."), [])
    (source,) = find_sources(text, tokenize(text), [], last)
    assert "الجيش" in source.name


def test_an_arabic_source_gets_its_country_from_the_adjective() -> None:
    text = "قالت وزارة الدفاع التركية إن جندياً قتل."
    adjective = [Toponym(3, 4, "TR")]
    (source,) = find_sources(text, tokenize(text), adjective)
    assert source.name == "Ministry of Defence of Turkey (وزارة الدفاع التركية)"


def test_a_denial_is_marked() -> None:
    text = "The army denied that it had fired."
    assert [s.denies for s in find_sources(text, tokenize(text), [])] == [True]


def test_it_goes_back_to_who_spoke_last() -> None:
    last = [Source(0, 1, "Kremlin", "party")]
    text = "It added that nobody was hurt."
    (source,) = find_sources(text, tokenize(text), [], last)
    assert (source.name, source.first == source.last) == ("Kremlin", True)


def test_a_users_source_is_known() -> None:
    rows = [{"phrase": "river watch", "name": "River Watch", "side": "monitor", "role": ""}]
    text = "Nine died, River Watch said."
    found = find_sources(text, tokenize(text), [], sources=extended("sources", rows))
    assert [(s.name, s.side) for s in found] == [("River Watch", "monitor")]


# ---- whole reports ---------------------------------------------------------------------------


def voices(text: str, *, home: str = "", source: str = "") -> list[list[str]]:
    report = Report("r", text, source=source)
    parts = sentences(text)
    names: list[list[Toponym]] = [[] for _ in parts]
    publisher = find_publisher(report, parts, names)
    heard = hear(report, parts, names, publisher=publisher, home=home)
    return [[s.name for s in voice.sources] for voice in heard]


def test_a_speaker_keeps_the_word_until_the_paragraph_ends() -> None:
    text = "Nine died, the mayor said. Two were children.\n\nRain fell all day long in the valley."
    assert voices(text) == [["mayor"], ["mayor"], []]


def test_a_short_name_goes_back_to_the_full_one() -> None:
    text = (
        "The Lumo fire brigade said nine died. Rain fell.\n\nThe brigade added that two were hurt."
    )
    assert voices(text)[-1] == ["Lumo fire brigade"]


def test_a_surname_goes_back_to_who_bore_it() -> None:
    text = "Nine died, Governor Petro Ilenko said.\n\nIlenko added that two were hurt."
    assert voices(text)[-1] == ["Governor Petro Ilenko"]


def test_the_group_is_the_armed_group_named_last() -> None:
    text = "M23 fighters came at dawn.\n\nThe group said that it had lost nobody."
    assert voices(text)[-1] == ["M23: March 23 Movement"]


def test_the_group_is_the_organisation_that_spoke_before() -> None:
    text = (
        "M23 fighters came at dawn.\n\nNine died, according to the Lumo Lawyers Network. "
        "The market was full, the group said."
    )
    assert voices(text)[-1] == ["Lumo Lawyers Network"]


def test_the_group_is_the_aid_group_whose_text_it_is() -> None:
    text = "Doctors' Aid Network statement, 3 May\n\nM23 fighters came at dawn.\n\nThe group said that it treated nine."
    assert voices(text)[-1] == ["Doctors' Aid Network"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Nine died, SOHR said.\n\nShells fell on Lumo.", ["Syrian Observatory for Human Rights"]),
        ("Nine died, residents said.\n\nTwo fled, residents said.\n\nShells fell.", ["residents"]),
        ("Nine died, residents said.\n\nShells fell on Lumo.", []),
        ("Nine died, SOHR said.\n\nTwo did, the army said.\n\nShells fell on Lumo.", []),
        ("A.\n\nB.\n\nC.\n\nNine died, SOHR said.\n\nShells fell on Lumo.", []),
        ("SOHR followed the retreat.\n\nAs the tide turned, it said, rebels took Lumo.",
         ["Syrian Observatory for Human Rights"]),
        ("SOHR followed it.\n\nThe militants lost Lumo, it said.",
         ["Syrian Observatory for Human Rights"]),
    ],
)  # fmt: skip
def test_a_text_rests_on_the_one_voice_in_it(text: str, last: list[str]) -> None:
    assert voices(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("LUMO CIVIL DEFENCE\nDaily log\n\nTwo houses burnt on Monday.", "Lumo Civil Defence"),
        ("UNIFIL statement, 3 May\n\nA shell hit the gate on Monday.", "UNIFIL"),
        ("SOHR: nine people die in Lumo\n\nTwo houses burnt on Monday.",
         "Syrian Observatory for Human Rights"),
        ("LUMO: Flash Update No. 2\n\nTwo houses burnt on Monday.", "OCHA"),
        ("Two houses burn in Lumo\n\nTwo houses burnt in the town on Monday.", ""),
        ("Police shoot two men in Lumo\n\nTwo men were shot in the town on Monday.", ""),
        ("Army stays away from Lumo talks\n\nThe talks were held on Monday.", ""),
        ("Taliban Take A Post Near Lumo\n\nTwo houses burnt in the town on Monday.", ""),
        ("Grief As Gunmen Sack Lumo Community\n\nTwo houses burnt there on Monday.", ""),
        ("شبكة أطباء السودان: بيان عن لومو\n\nاحترق بيتان يوم الاثنين.",
         "Sudan Doctors Network (شبكة أطباء السودان)"),
    ],
)  # fmt: skip
def test_a_statement_speaks_for_its_publisher(text: str, publisher: str) -> None:
    assert voices(text)[-1] == ([publisher] if publisher else [])


def test_the_header_names_the_publisher_unless_it_is_the_press() -> None:
    text = "Two houses burnt in the town on Monday."
    assert voices(text, source="Ministry of Defence of Ukraine") == [
        ["Ministry of Defence of Ukraine"]
    ]
    assert voices(text, source="Reuters") == [[]]


def test_whom_somebody_learnt_it_from_says_it() -> None:
    text = "Two houses burnt in the town, the paper has learnt from local sources."
    assert voices(text)[-1] == ["local sources"]
    assert voices("He learned from his mistakes, and two houses burnt.")[-1] == []


def test_the_army_of_an_arabic_report_is_that_of_its_country() -> None:
    assert voices("قال الجيش إن جندياً قتل.", home="SD") == [["Sudanese army (الجيش)"]]


WORDS = st.lists(
    st.sampled_from(
        'said the army , " police and M23 . according to ; that who it ( ) of قال الجيش أن ، : '
        "Governor Ilenko was - 's spokesman for its ministry told in statement بحسب مصدر".split()
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(st.text(max_size=120), WORDS))
def test_any_text_is_heard_and_names_lie_inside_it(text: str) -> None:
    report = Report("r", text)
    parts = sentences(text)
    names: list[list[Toponym]] = [[] for _ in parts]
    publisher = find_publisher(report, parts, names)
    for part, voice in zip(parts, hear(report, parts, names, publisher=publisher), strict=True):
        for source in voice.heard:
            assert 0 <= source.first <= source.last <= len(part.tokens)
            assert source.name.strip() == source.name
            assert source.name
