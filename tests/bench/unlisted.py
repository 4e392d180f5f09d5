"""How many villages that no list has are noticed: ``python -m tests.bench.unlisted``.

Puts names of ``../shared/samples/syr_populated_places.csv`` that the built-in list does not know into
everyday sentences, and prints a line a sentence: how many names are noticed as where it happened.
"""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

from geo import pipeline
from geo.gazetteer import open_gazetteer
from geo.locate import look_up
from geo.model import Report

OCHA = Path("../shared/samples/syr_populated_places.csv")
SAMPLE = Path("data")
PROVINCES = ("SY02", "SY05", "SY07")  # Aleppo, Hama, Idlib
NAMES = 24
_LIKE = 0.5
_START = 4  # letters by which a noticed part of a name is known

ENGLISH = """
A man and his wife died when barrel bombs fell on {}; a child was killed in Saraqib.
Russian warplanes struck {} on Tuesday, killing four civilians.
Four civilians were killed in {} on Tuesday by Russian air strikes.
Government forces captured {} after heavy fighting.
Syrian troops seized {} and Saraqib on Thursday.
Syrian troops seized Saraqib and {} on Thursday.
Shelling of {} wounded nine people, the Observatory said.
Rebels attacked army positions in {} overnight.
Clashes erupted near {} on Monday.
Clashes broke out on the {} front on Monday.
Helicopters dropped barrel bombs on {}, killing a child.
An air raid on {} killed three people.
Artillery fire hit {}, where two women died.
A car bomb exploded in {}, killing six.
Two Turkish soldiers died when their post at {} was shelled.
The army entered {} on Friday, state media said.
{} fell to government forces on Sunday.
{} was bombed by Russian jets, which killed two.
Regime rockets landed in {}, and a boy was killed.
The village of {} was recaptured by rebels.
Insurgents retook {} from the army.
Jets targeted {}, Saraqib and Binnish, killing ten.
Air strikes killed two people in Saraqib, three in {} and one in Binnish.
A missile hit a house in {}; a family of five died.
Two children died on Sunday as planes hit {} in the Idlib countryside.
Government troops, backed by Russian air power, pushed into {} and Binnish on Wednesday.
State TV said the army had taken control of {}.
The monitor reported intense bombing of {} and its surroundings.
Opposition factions lost {} overnight.
At least seven people, among them three women, were killed when a market in {} was bombed.
A drone dropped a grenade on {}, wounding a farmer.
Shells rained down on {} for hours.
Turkish guns replied by shelling army posts in {}.
In {}, a boy was killed by a landmine.
Mines killed two shepherds outside {}.
An explosive device went off in {} and killed a commander.
Syrian helicopters barrel-bombed {} on Friday.
Loyalist forces advanced on {} and were pushed back.
The rebels say they repelled an assault on {}.
A convoy of Turkish armour was hit on the road to {}.
{} and Binnish were hit by cluster munitions.
Protesters marched in {} against the deal.
Gunmen killed an aid worker in {} on Tuesday.
Regime shelling killed a woman in {}, and a raid on Binnish wounded two.
The army's capture of {} cuts the road.
After the fall of {}, thousands fled.
{} has been under attack since dawn.
Heavy clashes for {} left twelve fighters dead.
""".strip().splitlines()

ARABIC = """
استشهد رجل وزوجته إثر سقوط براميل متفجرة على {}، فيما قتل طفل في سراقب.
قصفت الطائرات الروسية {} يوم الثلاثاء ما أدى إلى مقتل أربعة مدنيين.
قتل أربعة مدنيين في {} جراء غارات روسية.
سيطرت قوات النظام على {} بعد معارك عنيفة.
سيطرت قوات النظام على {} وسراقب يوم الخميس.
سيطرت قوات النظام على سراقب و{} يوم الخميس.
أصيب تسعة أشخاص بقصف مدفعي على {}، بحسب المرصد.
هاجمت الفصائل مواقع قوات النظام في {} ليلاً.
اندلعت اشتباكات قرب {} يوم الاثنين.
دارت اشتباكات على محور {} يوم الاثنين.
ألقت المروحيات براميل متفجرة على {} ما أدى إلى مقتل طفل.
أسفرت غارة جوية على {} عن مقتل ثلاثة أشخاص.
طال القصف المدفعي {} حيث قتلت امرأتان.
انفجرت سيارة مفخخة في {} وقتل ستة أشخاص.
قتل جنديان تركيان بقصف على نقطتهم في {}.
دخل الجيش {} يوم الجمعة، وفق وسائل إعلام رسمية.
سقطت {} بيد قوات النظام يوم الأحد.
تعرضت {} لقصف روسي أوقع قتيلين.
سقطت صواريخ على {} وقتل طفل.
استعادت الفصائل قرية {}.
استعادت الفصائل {} من قوات النظام.
استهدفت الطائرات {} وسراقب وبنش وقتلت عشرة.
قتل شخصان في سراقب وثلاثة في {} وواحد في بنش بغارات جوية.
استهدف صاروخ منزلاً في {} وقضت عائلة من خمسة أفراد.
""".strip().splitlines()


def unlisted() -> list[tuple[str, str]]:
    """Return English and Arabic names of places that the built-in list does not have, the same ones each time."""
    gazetteer = open_gazetteer(None)

    def is_known(name: str) -> bool:
        return any(p.score > _LIKE for p in look_up(name, gazetteer, countries=("SY",)))

    with OCHA.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["admin1_pcode"] in PROVINCES and not {"-", "("} & set(row["name_en"])
        ]
    random.Random(1).shuffle(rows)
    found: list[tuple[str, str]] = []
    for row in rows:
        pair = row["name_en"], row["name_ar"]
        if len(pair[0]) >= _START and not any(map(is_known, pair)):
            found.append(pair)
        if len(found) == NAMES:
            break
    return found


def noticed(sentences: list[str], names: list[str], language: str) -> int:
    """Print how many of the names each sentence yields as a place of its event, and return them all."""
    reports = [
        Report(f"{n}-{k}", sentence.format(name), date(2020, 2, 6), language=language)
        for n, sentence in enumerate(sentences)
        for k, name in enumerate(names)
    ]
    _, _, readings = pipeline.read(reports, SAMPLE)
    counts = [0] * len(sentences)
    for reading, report in zip(readings, reports, strict=True):
        n, k = map(int, report.report_id.split("-"))
        start = names[k].removeprefix("ال")[:_START]
        counts[n] += any(
            m.role == "event" and (start in m.name or m.name in names[k]) for m in reading.mentions
        )
    for sentence, count in zip(sentences, counts, strict=True):
        print(f"{count:4} of {len(names)}  {sentence}")
    return sum(counts)


def main() -> None:
    """Print the sentences of both languages and their totals."""
    if not OCHA.exists():
        raise SystemExit(f"{OCHA} is not here: these figures need the project's shared folder.")
    names = unlisted()
    for title, sentences, language in (("English", ENGLISH, "en"), ("Arabic", ARABIC, "ar")):
        column = [pair[language == "ar"] for pair in names]
        total = noticed(sentences, column, language)
        print(f"{title}: {total} of {len(sentences) * len(names)}")


if __name__ == "__main__":
    main()
