"""Which words of a sentence are armed actors, as normalised names.

The secret of this module is how a bare word gets its country: from an adjective before it
("Syrian regime forces"), a possessive ("Turkey's army"), a country or capital that acts like a
person ("Russia carried out", "Ankara sent"), else from the country that the report is about.
Names follow the style of ACLED's actor names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.extract.armed import ARMED_KINDS
from geo.extract.countries import arabic_country, country_names, government_of
from geo.extract.lexicon import Hit, Lexicon, built_in
from geo.extract.text import folded, is_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym

_ADJECTIVE_GAP: Final = 4
_FUNCTION: Final = frozenset(
    "and or by the of a an in on at to for with from against that which who were was is are has had said "
    "killed his her its their after when while as near between but".split()
)
_VAGUE: Final = (
    "Rebel forces",
    "Militants",
    "Militia",
    "Unidentified armed group",
    "Armed resistance",
    "Gang (",
    "Bandits",
    "Military Forces of",
    "Clan militia",
    "Tribal militia",
)
# An army that a report on this country means where it says whose army no more.
_ARMIES: Final = {"PS": "IL"}
_AR_FUNCTION: Final = folded("في من على الى ان عن مع بين قرب بعد قبل خلال و")
# Things of war that name their owner only when an adjective says whose they are.
_OWNED: Final = frozenset(
    "post posts position positions convoy convoys base bases garrison checkpoint checkpoints drone drones "
    "strike strikes airstrike airstrikes raid raids shelling bombardment attack attacks missile missiles "
    "artillery fire unit units observation air military regime army-run incursion operation operations offensive "
    "bombardments bombing bombings bombs bomb shells rocket rockets airstrike warplanes jets tanks tank helicopters "
    "gunfire sniper snipers barrage assault assaults advance airstrikes raiders patrol patrols vehicle vehicles "
    "soldier soldiers troops forces officers guard guards crossfire uav uavs fpv quadcopter ambush invasion control hands "
    "aircraft airplane airplanes plane planes jet helicopter warplane gunship gunships bomber bombers fighter howitzer howitzers gun guns gunner gunners "
    "gunnery cannon cannons mortar mortars launcher launchers battery batteries shell armour armor firepower su mig bayraktar battalion brigade "
    "commandos element elements operators salvo salvos".split()
)
_DESIGNATED: Final = frozenset("f g mi ka tu tb t".split())  # "F-16s", "Mi-24", "TB2"
_ARABIC_OWNED: Final = frozenset(
    "ضربه صاروخيه صاروخ قذايف هجمات مقاتلات زوارق بحريه جويه مدفعي جوي صاروخي غارات غاره قصف قوات طيران طايره طايرات مدفعيه دوريه مسيره نقطه نقاط رتل قاعده الجيش جيش هجوم ضربات صواريخ جنود "
    "مسيرات مسيرتان مسيرتين دبابات دبابه اليات اليه مدرعات جرافات دوريات قافله وحده وحدات كتيبه لواء قناصه قذيفه رصاص نيران مروحيات مروحيه "
    "قاذفات جندي جنديا جنديين جنديان ضابط ضباط حاجز حواجز ثكنه موقع مواقع معسكر قواعد".split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Words for an actor in tokens ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    name: str
    kind: str
    country: str = ""


def find_actors(
    tokens: Sequence[Token],
    toponyms: Sequence[Toponym],
    home: str,
    text: str,
    lexicon: Lexicon | None = None,
) -> list[Actor]:
    """Return the actors in one sentence, left to right.

    Parameters
    ----------
    home
        The country (ISO code) of an army that the sentence calls just "the army".
    lexicon
        The list of actors, with a user's rows if there are any; see
        `geo.extract.lexicon.extended`.
    """
    adjectives = {t.last: t for t in toponyms if t.country}
    owners = _possessives(tokens, toponyms, text)
    found: list[Actor] = []
    for hit in _hits(lexicon or built_in("actors"), tokens):
        name, kind = _meant(hit.row["name"], home), hit.row["kind"]
        if not name or _is_a_base(text, tokens, toponyms, hit):
            continue
        kind = "state" if name.startswith(_ARMY) else kind
        if "{country}" not in name:
            found.append(Actor(hit.first, hit.last, name, kind, ""))
            continue
        country, first, last = home, hit.first, hit.last
        for back in range(_ADJECTIVE_GAP):
            end = hit.first - back
            if end in adjectives:
                country, first = adjectives[end].country, adjectives[end].first
                break
            if end in owners:
                country, first = owners[end], end - 2
                break
            if end == 0 or not is_modifier(tokens[end - 1]):
                break
        if first == hit.first and hit.first and tokens[hit.first - 1].low in ("its", "their"):
            told = found[-1].country if found else ""
            country = told or _ministry_of(tokens, adjectives, owners, hit.first) or country
        elif first == hit.first:
            country, last = _behind(tokens, toponyms, text, hit, country)
            if country == home and kind == "state":
                country = _of_army(tokens, hit, adjectives) or country
        if country == home and kind in ("state", "means"):
            country = _ARMIES.get(country, country)
        found.append(Actor(first, last, with_country(name, country), kind, country))
    found = _joined(tokens, found)
    found = [a for n, a in enumerate(found) if not (n and _only_says_of(tokens, a))]
    taken = {k for actor in found for k in range(actor.first, actor.last)}
    found.extend(_by_adjective(tokens, toponyms, taken))
    found.extend(_governments(tokens, toponyms, taken, text))
    return sorted(found, key=lambda actor: actor.first)


_BASE: Final = re.compile(r"(?:^|[\s(«\"])[وفبل]?قاعدة\s")


def _is_a_base(text: str, tokens: Sequence[Token], toponyms: Sequence[Toponym], hit: Hit) -> bool:
    """Return whether "القاعدة" alone is a base: the one that the report names, or a foreign army's.

    "قاعدة جوية ... محيط القاعدة"; "القاعدة الأمريكية".
    """
    if hit.last - hit.first > 1 or not tokens[hit.first].low.endswith("القاعده"):
        return False
    foreign = any(t.first == hit.last and t.country for t in toponyms)
    kind = hit.last < len(tokens) and tokens[hit.last].low in _OF_BASES
    return foreign or kind or _tells_of_base(text)


_OF_BASES: Final = folded("الجوية العسكرية البحرية الروسية الأمريكية الأميركية التركية")


@lru_cache(maxsize=4)
def _tells_of_base(text: str) -> bool:
    """Return whether a report names a base, which is asked of the same text for each of its sentences."""
    return _BASE.search(text) is not None


_SPEAKING: Final = frozenset(
    "ministry military army command staff government president kremlin".split()
)
_TITLE: Final = 4  # tokens of "'s defence ministry"


def _ministry_of(
    tokens: Sequence[Token], adjectives: dict[int, Toponym], owners: dict[int, str], before: int
) -> str:
    """Return the country whose ministry speaks of "its troops", the nearest before them."""
    known = {end: t.country for end, t in adjectives.items()} | owners
    for end in sorted((e for e in known if e < before), reverse=True):
        if _SPEAKING & {t.low for t in tokens[end : min(before, end + _TITLE)]}:
            return known[end]
    return ""


_ARMY: Final = "Military Forces of"  # whatever the same words mean elsewhere
_ARMY_WORDS: Final = frozenset("army armies military forces armed".split())


def _of_army(tokens: Sequence[Token], hit: Hit, adjectives: Mapping[int, Toponym]) -> str:
    """Return whose soldiers they are: "two soldiers of the Turkish army"; ``""`` if nothing says so."""
    behind = [t.low for t in tokens[hit.last : hit.last + 2]]
    if behind[:1] not in (["of"], ["from"]):
        return ""
    k = hit.last + 1 + (behind[1:] == ["the"])
    owner = adjectives.get(k + 1)
    armed = k + 1 < len(tokens) and tokens[k + 1].low in _ARMY_WORDS
    return owner.country if owner is not None and armed else ""


_QUOTES: Final = frozenset('"“”«»')


def _hits(lexicon: Lexicon, tokens: Sequence[Token]) -> Sequence[Hit]:
    """Return the listed actors, in Arabic also with quotes inside: تنظيم "الدولة"."""
    if not any(is_arabic(t.word) for t in tokens[:3]):
        return lexicon.find(tokens)
    kept = [k for k, t in enumerate(tokens) if t.word not in _QUOTES]
    return [
        Hit(kept[h.first], kept[h.last - 1] + 1, h.row)
        for h in lexicon.find(tokens if len(kept) == len(tokens) else [tokens[k] for k in kept])
        if not tokens[kept[h.first]].word.endswith(_THEIR_TEAMS)
        and not (
            h.last - h.first == 1
            and (_is_military(tokens, kept[h.first]) or _is_opening(tokens, kept[h.first]))
        )
    ]


_THEIR_TEAMS: Final = ("فرقه", "فرقهم")  # "its teams", written with ه, no division (فرقة)


def _is_military(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "العسكري" is the adjective of the word before it: الجناح العسكري, no soldier."""
    return (
        bool(k) and tokens[k].low == "العسكري" and tokens[k - 1].low.lstrip("وفب").startswith("ال")
    )


_MEN_OF: Final = folded("مقاتلي مقاتلو عناصر مسلحي مسلحو قوات كتائب قيادة قادة أعضاء")
_OPENED: Final = folded(
    "نار نارا نيران نيرانا طريق طرق ممر ممرات معبر معابر تحقيق باب أبواب رشاشات "
    "مسلح مسلحان مسلحون مجهول مجهولان مجهولون ملثمون جندي جنود قناص قناصة مستوطن مستوطنون شرطي"
)


def _is_opening(tokens: Sequence[Token], k: int) -> bool:
    """Return whether "فتح" is "opened", by who did it or what was opened: "فتح المسلحون النار", no Fatah."""
    if tokens[k].low not in ("فتح", "وفتح") or k + 1 >= len(tokens):
        return False
    opened = tokens[k + 1].low.startswith("ال") or not _OPENED.isdisjoint(tokens[k + 1].forms)
    return opened and not (k and _MEN_OF & set(tokens[k - 1].forms))


def _meant(name: str, home: str) -> str:
    """Return what a word means in a country: "SY=Syrian National Army/*=..."; or ``""``."""
    if "=" not in name:
        return name
    meanings = dict(part.split("=", 1) for part in name.split("/"))
    return meanings.get(home, meanings.get("*", ""))


_FORCES: Final = folded("قوات القوات")
_TIED: Final = ("مرتبط", "موال", "مدعوم", "متحالف", "مبايع", "مقرب")


def _only_says_of(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor is named only to say with whom another stands: "المرتبطة بتنظيم القاعدة"."""
    near = tokens[max(0, actor.first - 2) : actor.first]
    if len(near) > 1 and set(near[0].forms) & _FORCES and near[1].forms[-1].startswith("موال"):
        return False  # its own forces
    return any(f.startswith(_TIED) for t in near for f in t.forms)


_THOUGHT: Final = folded("يعتقد يرجح يشتبه ينتمون تابعون تابعين يتبعون بانتمائهم منتمون منتمين")
_BETWEEN: Final = _THOUGHT | folded("انهم انها انه بانهم من الى ل عناصر خلايا في")


_THOUGHT_REACH: Final = 9


def _is_thought(gap: Sequence[str]) -> bool:
    """Return whether words say whose the armed are thought to be: "مسلحون ملثمون، يُعتقد أنهم من"."""
    start = next((k for k, word in enumerate(gap) if word in _THOUGHT), None)
    return start is not None and len(gap) <= _THOUGHT_REACH and set(gap[start:]) <= _BETWEEN


def _is_loyal(before: Actor, gap: Sequence[str]) -> bool:
    """Return whether forces have no other name than whose they are: "القوات الموالية لحفتر"."""
    return before.name.startswith("Military Forces of") and [
        word.removeprefix("ال")[:4] for word in gap
    ] == ["موال"]


_TITLES: Final = folded(
    "اللواء المشير العميد الفريق القايد المتقاعد الركن اول الاول الشيخ خليفه محمد عبد"
)
_TROOPS: Final = folded("قوات مليشيات ميليشيات مليشيا ميليشيا مسلحي")


def _is_commander(tokens: Sequence[Token], before: Actor, actor: Actor) -> bool:
    """Return whether forces bear the name of their commander behind his titles: "قوات اللواء المتقاعد خليفة حفتر"."""
    between = tokens[before.last : actor.first]
    led = set(tokens[before.first].forms) & _TROOPS and before.last - before.first == 1
    return bool(led and between) and all(_TITLES & set(t.forms) for t in between)


_PART_OF: Final = (["of"], ["of", "the"], ["from"], ["from", "the"], ["من"])


def is_vague(name: str) -> bool:
    """Return whether a name says only what kind of armed people they are."""
    return name.startswith(_VAGUE)


def _joined(tokens: Sequence[Token], found: Sequence[Actor]) -> list[Actor]:
    """Make one actor of "M23 rebels", "Boko Haram militants" and "fighters of the Taliban"."""
    out: list[Actor] = []
    for actor in found:
        before = out[-1] if out else None
        gap = [t.low for t in tokens[before.last : actor.first]] if before is not None else []
        if (
            before is not None
            and not (not gap and _two_actors(tokens, before, actor))
            and (is_vague(before.name) != is_vague(actor.name) or gap == ["من"])
            and (
                not gap
                or (is_vague(before.name) and (gap in _PART_OF or _is_thought(gap)))
                or _is_loyal(before, gap)
                or _is_commander(tokens, before, actor)
            )
            and before.kind in ARMED
            and actor.kind in ARMED
        ):
            known = actor if is_vague(before.name) else before
            out[-1] = replace(known, first=before.first, last=actor.last)
        else:
            out.append(actor)
    return out


def _two_actors(tokens: Sequence[Token], a: Actor, b: Actor) -> bool:
    """Return whether two that stand side by side are two: "قوات الأسد والميليشيات", "اتهم الجيش قوات الدعم"."""
    lead = tokens[b.first]
    if lead.low[:2] == "وا" and len(lead.forms) > 1 and any(f.startswith("ال") for f in lead.forms):
        return True
    named = [t.low for t in (tokens[a.last - 1], lead)]
    if is_arabic(lead.word) and [word.startswith("ال") for word in named] == [True, False]:
        return True  # "أخرجت الفصائل عناصر التنظيم"
    armies = [x for x in (a, b) if x.kind == "state" and "جيش" in tokens[x.first].forms]
    return len(armies) == 1 and "state" not in {x.kind for x in (a, b) if x not in armies}


def with_country(name: str, country: str) -> str:
    """Return an actor's name with its country put in, or without one if there is none."""
    place = country_names().get(country, "")
    if place:
        return name.replace("{country}", place)
    return name.replace(" ({country})", "").replace(" of {country}", "")


def is_modifier(token: Token) -> bool:
    """Return whether a word may stand between "Russian" and "forces": "airborne", a hyphen."""
    word = token.word
    return (
        (word.isalpha() or word == "-")
        and not is_arabic(word)
        and token.low not in _FUNCTION
        and not (token.low.endswith("ed") and token.low not in ("armed", "united", "mechanised"))
    )


def _behind(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], text: str, hit: Hit, country: str
) -> tuple[str, int]:
    """Return the country named behind: "the army of Chad", "الجيش السوداني"; else `country`."""
    if not is_arabic(tokens[hit.first].word):
        if hit.last + 1 < len(tokens) and tokens[hit.last].low in ("of", "from"):
            for name in toponyms:
                if hit.last + 1 <= name.first <= hit.last + 2 and not name.country:
                    words = text[tokens[name.first].start : tokens[name.last - 1].end]
                    code = government_of(words)
                    if code in country_names():
                        return code, name.last
        return country, hit.last
    starts = {t.first: t for t in toponyms if t.country}
    for k in range(hit.first, hit.last):
        if k in starts:
            return starts[k].country, hit.last  # القوات الروسية, listed with its adjective
    for skip in range(3):
        k = hit.last + skip
        if k in starts and not (skip and _disagree(tokens[hit.last - 1], tokens[k])):
            return starts[k].country, starts[k].last
        if k >= len(tokens) or tokens[k].word in ("،", ".", ":") or tokens[k].low in _AR_FUNCTION:
            break
        if _disagree(tokens[hit.last - 1], tokens[k]) or tokens[k].low in _POSTS:
            break  # another noun: "قوات النظام نقطة المراقبة التركية"
    return country, hit.last


_POSTS: Final = folded("القاعدة النقطة الموقع المعسكر القواعد النقاط المواقع الدورية الرتل القافلة")


def _disagree(noun: Token, adjective: Token) -> bool:
    """Return whether an adjective can't be that of a noun: "بالمدفعية تعزيزات تركية"."""
    with_article = [any(f.startswith("ال") for f in t.forms) for t in (noun, adjective)]
    return with_article == [True, False]


def _possessives(tokens: Sequence[Token], toponyms: Sequence[Toponym], text: str) -> dict[int, str]:
    """Return for "Turkey's army" the index behind the ``'s`` and the country."""
    found: dict[int, str] = {}
    for name in toponyms:
        if not name.country and name.last < len(tokens) and tokens[name.last].word in ("'s", "’s"):
            code = government_of(text[tokens[name.first].start : tokens[name.last - 1].end])
            if code:
                found[name.last + 1] = code
    return found


def _by_adjective(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], taken: set[int]
) -> Iterable[Actor]:
    """Yield the forces that "Turkish observation posts" or "Russian air strikes" belong to."""
    for name in toponyms:
        if not name.country or name.first in taken or name.country not in country_names():
            continue
        owned = False
        if not is_arabic(tokens[name.first].word):
            for k in range(name.last, min(len(tokens), name.last + 4)):
                if tokens[k].low in _OWNED or _is_designation(tokens, k):
                    owned = True
                    break
                if tokens[k].low != "border" and (not is_modifier(tokens[k]) or k in taken):
                    break  # "Turkish border guards" are soldiers, "the Turkish border" is none
        else:
            before = {f for t in tokens[max(0, name.first - 2) : name.first] for f in t.forms}
            owned = bool(before & _ARABIC_OWNED)
        if owned:
            full = country_names()[name.country]
            yield Actor(name.first, name.last, f"Military Forces of {full}", "state", name.country)


def _is_designation(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a craft or gun is named by letter and number: "F-16s", "T-72"."""
    behind = [t for t in tokens[k + 1 : k + 3] if t.word not in ("-", "–")]
    return tokens[k].low in _DESIGNATED and bool(behind) and behind[0].word[0].isdigit()


def _governments(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], taken: set[int], text: str
) -> Iterable[Actor]:
    """Yield countries and capitals that act: "Russia carried out", "by Israel"."""
    for name in toponyms:
        if name.country or name.first in taken:
            continue
        if is_arabic(tokens[name.first].word):
            if code := _attacking(tokens, name):
                full = country_names()[code]
                yield Actor(name.first, name.last, f"Military Forces of {full}", "state", code)
            continue
        code = government_of(text[tokens[name.first].start : tokens[name.last - 1].end])
        if code not in country_names():
            continue
        before = tokens[name.first - 1].low if name.first else ""
        if is_subject(tokens, name.first, name.last) or before == "by":
            yield Actor(
                name.first, name.last, f"Military Forces of {country_names()[code]}", "state", code
            )


def _attacking(tokens: Sequence[Token], name: Toponym) -> str:
    """Return the country whose name is the subject right behind a verb of war: "قصفت روسيا"; not "قصفت دمشق"."""
    if not name.first or name.last - name.first > 1 or name.skip:
        return ""
    verb = built_in("triggers").at(tokens, name.first - 1)
    code = arabic_country(tokens[name.first])
    known = verb is not None and verb.row["pos"] == "v" and code in country_names()
    return code if known and tokens[name.first - 1].low.endswith("ت") else ""


LOCATIVE: Final = frozenset(
    "in at near on outside around inside within across over to from into through of between throughout "
    "towards toward against for with about beyond along like under off".split()
)


def is_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the name stands where a doer stands: no preposition before, a verb behind."""
    before = tokens[first - 1].low if first else ""
    if before in LOCATIVE or (first > 1 and before == "the" and tokens[first - 2].low in LOCATIVE):
        return False
    if first > 1 and before.endswith("ern") and tokens[first - 2].low in LOCATIVE:
        return False  # "a militia in eastern Congo has"
    if before == "and" and first > 1 and first >= 3 and tokens[first - 3].low in LOCATIVE:
        return False
    if last >= len(tokens):
        return False
    following = tokens[last].low
    if following in ("'s", "’s", ",", "-", ")", ".", "'"):
        return False
    return following in _ACTS or following.endswith("ed") or following in ("and", "also")


_ACTS: Final = frozenset(
    "said says sent sends has had have is was are were do does did will would denies blames accuses wants warned told launched "
    "carried struck strikes hit bombed began maintains supports backs rejects insists and claims struck "
    "fired threw took kept says urged confirmed admitted denied announced responded vowed".split()
)
ARMED: Final = ARMED_KINDS | {"means", "un"}
