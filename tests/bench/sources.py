"""How often the reader names the right claimant and the right actors, on the corpus.

    python -m tests.bench.sources claimants --split train --language en
    python -m tests.bench.sources actors --split train --language ar -v

The secret of this module is when two names of one speaker or fighter count as the same. A
claimant fits if it shares a telling word with the gold name ("Russian Defence Ministry" and
"Ministry of Defence of Russia"); an actor fits if its ACLED-style name does, without "the",
abbreviation and, for a named group, country. The gold claimants ``""``, "the report", "press",
"local media" and the like are the report's own voice: there no claimant, or the publisher, is
right.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from geo.extract import actors as who
from geo.extract import arabic
from geo.extract.attribution import find_publisher, hear
from geo.extract.counts import find_tolls
from geo.extract.dates import Clock, find_dates
from geo.extract.events import find_frames
from geo.extract.lexicon import rows_of
from geo.extract.reader import Reader
from geo.extract.roles import find_spots
from geo.extract.text import forms_of, is_arabic, sentences
from geo.extract.toponyms import find_in_report
from geo.gazetteer import open_gazetteer
from geo.model import Report
from tests.corpus import reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.extract.events import Frame
    from geo.extract.text import Sentence
    from geo.model import Geocoder

_OWN_VOICE: Final = re.compile(
    r"|the report|press|press report|unnamed|(local |front-line )?(media|radio|newspaper|correspondent|reporter|page|review|broadcaster"
    r"|news agency|monitor|ngo|monitoring group|research institute)|testimony bulletin \(ngo\)",
    re.IGNORECASE,
)
_SAME: Final = {
    **dict.fromkeys("troops soldiers military armed army idf junta saf fardc afu tatmadaw".split(), "army"),
    **dict.fromkeys("medics medical doctor doctors hospital hospitals health nurse surgeon clinic morgue".split(), "medics"),
    **dict.fromkeys("witness witnesses resident residents inhabitants villagers neighbours local locals residents relatives families family".split(), "locals"),
    **dict.fromkeys("un u.n nations".split(), "un"),
    **dict.fromkeys("defense defence".split(), "defence"),
    **dict.fromkeys("rebels rebel".split(), "rebels"),
    **dict.fromkeys("helmets rescuers rescue".split(), "rescuers"),
    "rsf": "rapid", "sdf": "democratic", "sohr": "observatory", "mod": "ministry", "monitor": "observatory",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "authorities": "official",
}  # fmt: skip
_EMPTY: Final = frozenset(
    "forces force group local people state source sources named general ".split()
)
_COUNTRY: Final = {row["phrase"].rstrip("*"): row["name"].lower() for row in rows_of("demonyms")}


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, for comparing names inside one report."""
    if is_arabic(text):
        return (
            forms_of(text)[-1]
            if " " not in text
            else " ".join(forms_of(w)[0] for w in text.split())
        )
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(name: str) -> set[str]:
    """Return the telling words of a claimant's name, kindred words made one."""
    found: set[str] = set()
    for word in re.findall(r"[^\W_]+", fold(name)):
        short = (
            word[:-1]
            if word.endswith("s")
            and not word.endswith("ss")
            and word not in _SAME
            and word not in _COUNTRY
            else word
        )
        low = _COUNTRY.get(word, _SAME.get(word, _SAME.get(short, short)))
        if low not in _EMPTY and (
            len(low) > 4 or low in ("un", "m23", "army", "ocha", "tass", "sana", "pkk")
        ):
            found.add(low[:7])
    return found


def claimant_fits(gold: str, told: Sequence[str]) -> bool:
    """Return whether any of the names `told` is the gold claimant."""
    if _OWN_VOICE.fullmatch(gold) and not told:
        return True
    return any(fold(gold) == fold(name) or words(gold) & words(name) for name in told)


_KINDS: Final = {
    "opposition rebels": "rebel forces", "militants": "unidentified armed group",
    "rebels": "rebel forces", "unidentified gunmen": "unidentified armed group",
    "kurdistan workers party": "pkk", "kurdistan workers' party": "pkk", "kurdish forces": "ypg",
    "military forces": "military forces",
}  # fmt: skip


def _parts(name: str) -> tuple[set[str], str]:
    low = name.lower().replace("the ", "").replace("al shab", "al-shab").replace("’", "'")
    low = re.sub(r" (movement|militia|rebels)\b(?! -)", "", low) if "communal" not in low else low
    place = re.search(r"\(([^()]*)\)$", low)
    bare = re.sub(r"\s*\([^()]*\)$", "", low)
    names = {part.strip() for part in bare.split(":")}
    return {_KINDS.get(n, n) for n in names}, place[1] if place else ""


def actor_fits(gold: str, told: str) -> bool:
    """Return whether two actors' names mean the same."""
    (a, where_a), (b, where_b) = _parts(gold), _parts(told)
    known = set(_COUNTRY.values())
    if where_a in known and where_b in known and where_a != where_b:
        return False
    return bool(a & b)


def _corpus(split: str, language: str, only: str) -> Iterator[tuple[dict[str, Any], Report]]:
    for raw in reports(split, language):
        if raw["report_id"].startswith(only):
            day = date.fromisoformat(raw["published"]) if raw["published"] else None
            yield raw, Report(raw["report_id"], raw["text"], day, language=raw["language"])


def claimants(split: str, language: str, only: str, verbose: int) -> Counter[str]:
    """Return how many gold claims have the right claimant and the right side."""
    gazetteer, count = open_gazetteer(None), Counter[str]()
    for raw, report in _corpus(split, language, only):
        parts = sentences(report.text, report.body_start)
        names = find_in_report(report.text, parts, gazetteer.prominence)
        publisher = find_publisher(report, parts, names)
        voices = hear(report, parts, names, publisher=publisher, home=raw["country"])
        for event in raw["events"]:
            for claim in event["claims"]:
                start = report.text.index(claim["quote"])
                k = next(i for i, p in enumerate(parts) if p.end > start + len(claim["quote"]) // 2)
                told = voices[k].sources
                own = bool(_OWN_VOICE.fullmatch(claim["claimant"]))
                right = claimant_fits(claim["claimant"], [s.name for s in told])
                group = "own voice" if own else "named"
                count[group] += 1
                count[f"{group} right"] += right
                if not own:
                    count["side right"] += claim["side"] in {s.side for s in told}
                if verbose and (
                    not right
                    or (verbose > 1 and not own and claim["side"] not in {s.side for s in told})
                ):
                    print(raw["report_id"], f"| {claim['claimant']} ({claim['side']}) |",
                          [(s.name, s.side) for s in told], "|", claim["quote"][:230])  # fmt: skip
    return count


def _frames(
    home: str, report: Report, gazetteer: Geocoder
) -> Iterator[tuple[Sentence, list[who.Actor], list[Frame]]]:
    """Yield each sentence with its actors and its frames, cast."""
    parts = sentences(report.text, report.body_start)
    names = find_in_report(report.text, parts, gazetteer.prominence)
    standing = Reader(gazetteer)._standing
    publisher = find_publisher(report, parts, names)
    stage = who.Stage(report.text, parts, names, home, publisher.name if publisher else "")
    voices = hear(report, parts, names, publisher=publisher, home=home)
    for part, found, voice in zip(parts, names, voices, strict=True):
        days = find_dates(report.text, part.tokens, Clock(report.published))
        tolls = find_tolls(part.tokens, [(d.first, d.last) for d in days])
        spots = find_spots(report.text, part, found, voice.heard, standing)
        places = [(s.first, s.last) for s in spots if s.role == "event" and not s.wide]
        if part.is_arabic:
            happened = [s for s in spots if s.role == "event"]
            frames = arabic.find_frames(part, tolls, happened, days, Clock(report.published))
        else:
            frames = find_frames(part, tolls, places)
        stage.cast(part, frames)
        crowd = stage.crowd(part)
        yield part, crowd, frames


def actors(split: str, language: str, only: str, verbose: int) -> Counter[str]:
    """Return how many gold actors are found at all, cast in their role, or somebody else is."""
    gazetteer, count = open_gazetteer(None), Counter[str]()
    for raw, report in _corpus(split, language, only):
        told = list(_frames(raw["country"], report, gazetteer))
        for event in raw["events"]:
            quotes = {c["quote"] for c in event["claims"]}
            spans = [(report.text.index(q), report.text.index(q) + len(q)) for q in quotes]
            near = [
                (crowd, frames)
                for part, crowd, frames in told
                if any(a < part.end and part.start < b for a, b in spans)
            ]
            for role in ("actor1", "actor2"):
                gold = event[role]
                if not gold:
                    count[f"{role} none"] += 1
                    silent = all(getattr(f, role) is None for _, frames in near for f in frames)
                    count[f"{role} none right"] += silent
                    continue
                crowd = [a.name for found, _ in near for a in found]
                cast = [getattr(f, role) for _, frames in near for f in frames]
                chosen = [a.name for a in cast if a is not None]
                count[role] += 1
                named = any(actor_fits(gold, name) for name in crowd)
                right = any(actor_fits(gold, name) for name in chosen)
                count[f"{role} found"] += named
                count[f"{role} right"] += right
                count[f"{role} wrong"] += bool(chosen) and not right
                if verbose and not right:
                    print(
                        raw["report_id"],
                        role,
                        gold,
                        "|",
                        chosen,
                        "|",
                        crowd,
                        "|",
                        *[q[:200] for q in sorted(quotes)],
                    )
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("what", choices=("claimants", "actors"))
    parser.add_argument("--split", default="train")
    parser.add_argument("--language", default="")
    parser.add_argument("--only", default="", help="reports whose id begins with this")
    parser.add_argument("-v", action="count", default=0, help="print what is wrong; -vv also sides")
    given = parser.parse_args()
    score = claimants if given.what == "claimants" else actors
    count = score(given.split, given.language, given.only, given.v)
    print(
        given.split,
        given.language or "all",
        *(f"{k} {n}" for k, n in sorted(count.items())),
        sep=" | ",
    )


if __name__ == "__main__":
    main()
