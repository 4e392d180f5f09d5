"""Who did it and to whom: words for armed actors as normalised names.

The secret of this module is how a bare word gets its country: from an adjective before it
("Syrian regime forces"), a possessive ("Turkey's army"), a country or capital that acts like a
person ("Russia carried out", "Ankara sent"), else from the country that the report is about.
Names follow the style of ACLED's actor names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from geo.extract import arabic
from geo.extract.lexicon import Hit, Lexicon, built_in, rows_of
from geo.extract.text import folded, forms_of, is_arabic, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.extract.events import Frame
    from geo.extract.text import Sentence, Token
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
_GROUPLESS: Final = ("Rebel forces", "Militants", "Militia", "Armed resistance")
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
    "soldier soldiers troops forces officers border crossfire uav uavs fpv quadcopter ambush invasion".split()
)
_ARABIC_OWNED: Final = frozenset(
    "غارات غاره قصف قوات طيران طايره طايرات مدفعيه دوريه مسيره نقطه نقاط رتل قاعده الجيش جيش هجوم ضربات صواريخ جنود".split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Words for an actor in tokens ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    name: str
    kind: str
    country: str = ""


@cache
def country_names() -> Mapping[str, str]:
    """Return the English name of each country whose adjective we know, by ISO code."""
    return {row["country"]: row["name"] for row in rows_of("demonyms")}


@cache
def nationality(country: str) -> str:
    """Return the adjective of a country's English name: ``"Israeli"`` for ``"Israel"``; the name itself if none."""
    rows = (r for r in rows_of("demonyms") if r["name"] == country and r["phrase"].isascii())
    words = next((r["phrase"] for r in rows), country)
    return " ".join(word.capitalize() for word in words.split("|")[0].split())


def country_of_adjective(words: str) -> str:
    """Return the English name of the country that an adjective belongs to, or ``""``.

    Examples
    --------
    >>> country_of_adjective("Turkish"), country_of_adjective("سورية"), country_of_adjective("blue")
    ('Turkey', 'Syria', '')
    """
    tokens = tokenize(words)
    hit = built_in("demonyms").at(tokens, 0) if tokens else None
    return hit.row["name"] if hit is not None and hit.last == len(tokens) else ""


@cache
def _capitals() -> Mapping[str, str]:
    return {row["phrase"]: row["country"] for row in rows_of("capitals")}


@lru_cache(maxsize=4096)
def government_of(name: str) -> str:
    """Return the country (ISO code) whose government `name` may stand for, or ``""``."""
    low = name.lower().removeprefix("the ")
    if low in _capitals():
        return _capitals()[low]
    return next((code for code, full in country_names().items() if full.lower() == low), "")


def arabic_government(tokens: Sequence[Token]) -> str:
    """Return the country (ISO code) that an Arabic country or capital stands for, or ``""``."""
    states = _arabic_states()
    for forms in product(*(t.forms for t in tokens)):
        code = states.get(" ".join(forms))
        if code:
            return code
    return ""


@cache
def _arabic_states() -> Mapping[str, str]:
    return {phrase: code for phrase, code in _capitals().items() if is_arabic(phrase)}


def home_country(names: Iterable[str], adjectives: Iterable[str], known: Mapping[str, str]) -> str:
    """Return the ISO code of the country a report is about, by what it names most.

    Parameters
    ----------
    names
        The place names of the report, one for each mention.
    adjectives
        The codes of the adjectives of countries in it.
    known
        Codes by place name, as far as a gazetteer or the project is sure of them.
    """
    votes: Counter[str] = Counter()
    for name in names:
        code = known.get(name, "")
        if code:
            votes[code] += 2
    for code in adjectives:
        votes[code] += 1
    return min(votes, key=lambda code: (-votes[code], code)) if votes else ""


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
    for hit in (lexicon or built_in("actors")).find(tokens):
        name, kind = _meant(hit.row["name"], home), hit.row["kind"]
        if not name:
            continue
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
            if end == 0 or not _is_modifier(tokens[end - 1]):
                break
        if (
            first == hit.first
            and found
            and hit.first
            and tokens[hit.first - 1].low in ("its", "their")
        ):
            country = found[-1].country or country
        elif first == hit.first:
            country, last = _behind(tokens, toponyms, text, hit, country)
        if country == home and kind in ("state", "means"):
            country = _ARMIES.get(country, country)
        found.append(Actor(first, last, _named(name, country), kind, country))
    found = _joined(tokens, found)
    taken = {k for actor in found for k in range(actor.first, actor.last)}
    found.extend(_by_adjective(tokens, toponyms, taken))
    found.extend(_governments(tokens, toponyms, taken, text))
    return sorted(found, key=lambda actor: actor.first)


def _meant(name: str, home: str) -> str:
    """Return what an abbreviation means in a country: "SY=Syrian National Army/SO=..."; or ``""``."""
    if "=" not in name:
        return name
    meanings = dict(part.split("=", 1) for part in name.split("/"))
    return meanings.get(home, "")


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
            and (is_vague(before.name) != is_vague(actor.name) or gap == ["من"])
            and (not gap or (is_vague(before.name) and gap in _PART_OF))
            and before.kind in _ARMED
            and actor.kind in _ARMED
        ):
            known = actor if is_vague(before.name) else before
            out[-1] = replace(known, first=before.first, last=actor.last)
        else:
            out.append(actor)
    return out


def _named(name: str, country: str) -> str:
    """Return an actor's name with its country put in, or without one if there is none."""
    place = country_names().get(country, "")
    if place:
        return name.replace("{country}", place)
    return name.replace(" ({country})", "").replace(" of {country}", "")


def _is_modifier(token: Token) -> bool:
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
        if hit.last + 1 < len(tokens) and tokens[hit.last].low == "of":
            for name in toponyms:
                if hit.last + 1 <= name.first <= hit.last + 2 and not name.country:
                    words = text[tokens[name.first].start : tokens[name.last - 1].end]
                    code = government_of(words)
                    if code in country_names():
                        return code, name.last
        return country, hit.last
    starts = {t.first: t for t in toponyms if t.country}
    for skip in range(3):
        k = hit.last + skip
        if k in starts:
            return starts[k].country, starts[k].last
        if k >= len(tokens) or tokens[k].word in ("،", ".", ":") or tokens[k].low in _AR_FUNCTION:
            break
    return country, hit.last


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
                if tokens[k].low in _OWNED:
                    owned = True
                    break
                if not _is_modifier(tokens[k]) or k in taken:
                    break
        else:
            before = {f for t in tokens[max(0, name.first - 2) : name.first] for f in t.forms}
            owned = bool(before & _ARABIC_OWNED)
        if owned:
            full = country_names()[name.country]
            yield Actor(name.first, name.last, f"Military Forces of {full}", "state", name.country)


def _governments(
    tokens: Sequence[Token], toponyms: Sequence[Toponym], taken: set[int], text: str
) -> Iterable[Actor]:
    """Yield countries and capitals that act: "Russia carried out", "by Israel"."""
    for name in toponyms:
        if name.country or name.first in taken:
            continue
        code = government_of(text[tokens[name.first].start : tokens[name.last - 1].end])
        if code not in country_names():
            continue
        before = tokens[name.first - 1].low if name.first else ""
        if is_subject(tokens, name.first, name.last) or before == "by":
            yield Actor(
                name.first, name.last, f"Military Forces of {country_names()[code]}", "state", code
            )


_LOCATIVE: Final = frozenset(
    "in at near on outside around inside within across over to from into through of between throughout "
    "towards toward against for with about beyond along like under off".split()
)


def is_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the name stands where a doer stands: no preposition before, a verb behind."""
    before = tokens[first - 1].low if first else ""
    if before in _LOCATIVE or (
        first > 1 and before == "the" and tokens[first - 2].low in _LOCATIVE
    ):
        return False
    if before == "and" and first > 1 and first >= 3 and tokens[first - 3].low in _LOCATIVE:
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


# ---- a whole report --------------------------------------------------------------------------

_ARMED: Final = frozenset("state rebel militia police gang means unknown un".split())
_REMOTE: Final = frozenset(
    "air shell hit strike ied blast suicide grenade chem bomb fell? destroy mine".split()
)
_VIOLENT: Final = _REMOTE | frozenset(
    "clash assault push raid vac abduct sexual kill wound shot shotdead fire gun loot burn arrest gain gain? underfire "
    "enter siege".split()
)
_ELSEWHERE: Final = frozenset(
    "separately elsewhere another meanwhile unrelated اخرى منفصله اخر".split()
)
_US: Final = "us"
_THEM: Final = "enemy"


_ISRAEL: Final = "Military Forces of Israel"
_FACING_ISRAEL: Final = frozenset(("LB", "PS"))  # whose press calls Israel just "the enemy"


class Stage:
    """The actors of one report, and what later sentences take over from earlier ones.

    Parameters
    ----------
    text, parts, names
        The report, its sentences and the place names of each.
    home
        The country (ISO code) that the report is about.
    publisher
        Whose statement the report is, or ``""``: it says "our forces" and "the enemy".
    """

    def __init__(
        self,
        text: str,
        parts: Sequence[Sentence],
        names: Sequence[Sequence[Toponym]],
        home: str,
        publisher: str = "",
        *,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._home = home
        found = {
            part.start: find_actors(part.tokens, where, home, text, lexicon)
            for part, where in zip(parts, names, strict=True)
        }
        crowds = list(found.values())
        us, them = self._sides(crowds, publisher, lexicon)
        group = _only_group(crowds)
        self._crowds = {
            start: [c for c in (_taking_part(a, us, them, group) for a in crowd) if c is not None]
            for start, crowd in found.items()
        }
        self._paragraph = -1
        self._doer: Actor | None = None
        self._pair: tuple[Actor | None, Actor | None] = (None, None)
        self._doers: dict[str, Actor] = {}

    def _sides(
        self, crowds: Iterable[Sequence[Actor]], publisher: str, lexicon: Lexicon | None
    ) -> tuple[Actor | None, Actor | None]:
        """Return whom "our forces" and "the enemy" mean."""
        heard = find_actors(tokenize(publisher), [], self._home, publisher, lexicon)
        us = next((a for a in heard if a.kind in _ARMED), None)
        votes = Counter(
            a.name
            for crowd in crowds
            for a in crowd
            if a.kind in ("state", "rebel", "means", "militia")
        )
        ours = us.name if us else _named("Military Forces of {country}", self._home)
        votes.pop(ours, None)
        known = {a.name: a for crowd in crowds for a in crowd}
        if self._home in _FACING_ISRAEL and (us is None or us.name != _ISRAEL):
            return us, Actor(0, 0, _ISRAEL, "state", "IL")
        best = min(votes, key=lambda name: (-votes[name], name), default="")
        if us is None and self._home:
            us = Actor(0, 0, ours, "state", self._home)
        return us, known.get(best)

    def crowd(self, part: Sentence) -> list[Actor]:
        """Return the actors in one sentence of the report."""
        return self._crowds[part.start]

    def doer(self, part: Sentence) -> str:
        """Return the name of the first armed actor of a sentence, ``""`` if there is none."""
        return next((a.name for a in self._crowds[part.start] if a.kind in _ARMED), "")

    def cast(self, part: Sentence, frames: Sequence[Frame]) -> None:
        """Set who acts and who suffers in the frames of the next sentence.

        A frame without a doer takes over that of its paragraph, else the only one the report has
        for such deeds, unless the sentence says that it turns to something else.
        """
        if part.paragraph != self._paragraph:
            self._paragraph, self._doer = part.paragraph, None
        crowd = self._crowds[part.start]
        turns = any(f in _ELSEWHERE for t in part.tokens[:6] for f in t.forms)
        for frame in frames:
            cast(frame, arabic.beside(frame, frames, crowd), self._home)
            if not _VIOLENT & set(frame.kinds) or _CIVIC_KINDS & set(frame.kinds):
                continue
            family = "remote" if _REMOTE & set(frame.kinds) else "ground"
            if frame.actor1 is None and not turns:
                frame.actor1 = self._inherited(frame, family, crowd)
            elif frame.actor1 is not None:
                if family == "remote" and frame.actor1.kind == "police":
                    continue  # who records strikes does not launch the next one
                self._doer = frame.actor1
                known = self._doers.setdefault(family, frame.actor1)
                if known.name != frame.actor1.name:
                    self._doers[family] = Actor(0, 0, "", "unknown")  # more than one: no guess

    def _inherited(self, frame: Frame, family: str, crowd: Sequence[Actor]) -> Actor | None:
        known = self._doer or self._doers.get(family)
        if known is None or not known.name:
            return None
        if frame.actor2 is not None and frame.actor2.name == known.name:
            return None
        if any(a.kind in _ARMED and a is not frame.actor2 and a.name != known.name for a in crowd):
            return None
        return known


def _only_group(crowds: Iterable[Sequence[Actor]]) -> Actor | None:
    """Return the one named group that "the rebels" and "the terrorists" of a report can mean."""
    votes = Counter(
        a.name
        for crowd in crowds
        for a in crowd
        if a.kind in ("rebel", "militia") and not is_vague(a.name)
    )
    if not votes:
        return None
    name, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
    if 3 * most < 2 * sum(votes.values()):
        return None
    return next(a for crowd in crowds for a in crowd if a.name == name)


def _taking_part(
    actor: Actor, us: Actor | None, them: Actor | None, group: Actor | None
) -> Actor | None:
    """Return `actor` with "our forces", "the enemy", "the rebels" under their names; or None."""
    if group is not None and actor.name.startswith(_GROUPLESS):
        return replace(group, first=actor.first, last=actor.last)
    if actor.kind == _US:
        return replace(us, first=actor.first, last=actor.last) if us else None
    if actor.kind == _THEM:
        return replace(them, first=actor.first, last=actor.last) if them else None
    return actor


# ---- who did it to whom ----------------------------------------------------------------------

_WALLS: Final = frozenset(
    "; after while before when but whereas since although though as where بينما فيما بعد قبل".split()
)
_PASSIVE: Final = frozenset("was were been being is are be get got".split())
_STEP: Final = frozenset(
    "the a an its his her their some several many two three four five six seven eight nine ten suspected alleged "
    "unidentified dozens hundreds scores of group groups members fighters fire forces men one another other armed "
    "presumed heavily about around least at more than rival local masked elements enemy gunfire bullets".split()
)
_HOLDERS: Final = frozenset(
    "vehicle vehicles convoy patrol position positions post posts member members base camp headquarters house home "
    "leader leaders commander soldiers unit units column line lines gathering elements".split()
)
_ONTO: Final = frozenset(
    "against on at into targeting targeted toward towards over across striking hitting upon between".split()
)
_LETS_GO: Final = frozenset("by بيد يد ايدي قبل برصاص بنيران رصاص نيران".split())
_NO_DOER: Final = frozenset(("civilians",))
_CIVIL: Final = frozenset(
    ("civilians", "people", "children", "journalists", "aid workers", "medical staff", "women", "")
)
_CIVIC_KINDS: Final = frozenset("protest protestforce protestkill riot mob".split())
_TWO_SIDED: Final = frozenset(("clash",))
_SECOND: Final = 1.5  # how surely the second doer of a battle must act to be its other side
_SPEECH_AFTER: Final = frozenset(
    "said says announced announces claimed claims reported reports told stated states confirmed confirms denied denies added accused accuses "
    "blamed blames spoke speaks warned declared".split()
)


def cast(frame: Frame, crowd: Sequence[Actor], home: str = "") -> None:
    """Set who acts and who suffers in `frame`, out of the actors of its sentence.

    "By X", X's own weapons and subjects act; what is struck, counted among the dead or stands in a
    passive suffers. Where nobody else suffers and the dead are no fighters, civilians of the
    country `home` do.
    """
    tokens = frame.sentence.tokens
    arabic = is_arabic(tokens[frame.heads[0]].word)
    counted = {k for toll in frame.tolls for k in range(toll.first, toll.last)}
    scored = [
        (*(_score_arabic(frame, a, counted, crowd) if arabic else _score(frame, a, counted)), a)
        for a in crowd
    ]
    if _VIOLENT & set(frame.kinds) and "arrest" not in frame.kinds:
        scored = [row for row in scored if not row[2].name.startswith("Government of")]
    acting = [(d, a) for d, s, a in scored if d > 0 and d >= s and _can_act(tokens, a)]
    doer = max(acting, key=lambda pair: pair[0])[1] if acting else None
    rest = [(d, s, a) for d, s, a in scored if doer is None or a.name != doer.name]
    bearing = [(s, a) for d, s, a in rest if s > 0 and (s > d or a.kind in _NO_DOER or doer)]
    if _TWO_SIDED & set(frame.kinds) and any(a.kind != "civilians" for _, a in bearing):
        bearing = [pair for pair in bearing if pair[1].kind != "civilians"]
    sufferer = max(bearing, key=lambda pair: pair[0])[1] if bearing else None
    if sufferer is None and _TWO_SIDED & set(frame.kinds):
        # "our forces repelled an attack by the rebels"
        other = max(((d, a) for d, _, a in rest if d >= _SECOND), key=lambda p: p[0], default=None)
        sufferer = other[1] if other else None
    if (
        doer is not None
        and doer.name.startswith("Protesters")
        and {"raid", "burn", "loot", "assault"} & set(frame.kinds)
    ):
        doer = replace(doer, name=doer.name.replace("Protesters", "Rioters"))
    if _CIVIC_KINDS & set(frame.kinds):
        doer, sufferer = _civic(frame, crowd, home, doer)
    if sufferer is None and not ((_CIVIC_KINDS | _TWO_SIDED) & set(frame.kinds)):
        victims = {
            t.victim_class for t in frame.tolls if t.quantity in ("killed", "injured", "captured")
        }
        if victims & _CIVIL and home:
            sufferer = Actor(0, 0, _named("Civilians ({country})", home), "civilians", home)
    if arabic and (sufferer is None or sufferer.first == sufferer.last):
        sufferer = _dead_in_arms(frame, doer, home) or sufferer
    frame.actor1 = doer
    frame.actor2 = sufferer


def _dead_in_arms(frame: Frame, doer: Actor | None, home: str) -> Actor | None:
    """Return the army or police of the country whose dead alone are counted, where nobody else is named."""
    dead = {t.victim_class for t in frame.tolls if t.quantity in ("killed", "injured") and t.low}
    label = {"soldiers": "Military Forces of {country}", "police": "Police Forces of {country}"}
    if len(dead) != 1 or not home or not dead <= label.keys() or "protest" in frame.kinds:
        return None
    name = _named(label[dead.pop()], home)
    return None if doer is not None and doer.name == name else Actor(0, 0, name, "state", home)


def _can_act(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor's words name somebody who acts, and not a barracks."""
    return actor.kind not in _NO_DOER and tokens[actor.last - 1].low not in _BUILT


_BUILT: Final = frozenset(
    "post posts position positions base bases barracks outpost outposts checkpoint checkpoints camp lines garrison "
    "headquarters station".split()
)


def _civic(
    frame: Frame, crowd: Sequence[Actor], home: str, doer: Actor | None
) -> tuple[Actor | None, Actor | None]:
    """Return the two sides of a protest: those who march, and those who meet them."""
    riot = bool({"riot", "mob"} & set(frame.kinds))
    name = _named("Rioters ({country})" if riot else "Protesters ({country})", home)
    marching = next(
        (
            a
            for a in crowd
            if a.kind == "protesters" and a.name.startswith("Rioters" if riot else "Protesters")
        ),
        None,
    )
    met = next(
        (a for a in crowd if a.kind in ("police", "state", "rebel") and a is not marching), None
    )
    if "protestkill" in frame.kinds:
        return doer if doer is not None and doer.kind != "protesters" else met, marching or Actor(
            0, 0, name, "protesters", home
        )
    if not riot and "protestforce" not in frame.kinds:
        met = None
    return marching or Actor(0, 0, name, "protesters", home), met


def _preposition(tokens: Sequence[Token], k: int) -> str:
    """Return the preposition that governs the words at `k`, through articles, numbers, names."""
    steps = 0
    while k and steps < 6:
        low = tokens[k - 1].low
        if (
            (low in _STEP and not (low in ("at", "of") and steps == 0))
            or tokens[k - 1].word[0].isdigit()
            or low in ("-", "'s", "’s")
            or (tokens[k - 1].word[0].isupper() and k > 1 and low not in _LOCATIVE and low != "by")
            or low.endswith(("led", "backed", "based", "linked", "aligned"))
        ):
            k -= 1
            steps += 1
        elif low == "of" and k > 1 and tokens[k - 2].low in _HOLDERS:
            k -= 2  # "on a vehicle of the police"
            steps += 1
        else:
            return low
    return ""


_HEADS: Final = 8  # trigger words of a frame that an actor is held against, the nearest first


def _score(frame: Frame, actor: Actor, counted: set[int]) -> tuple[float, float]:
    """Return how surely an actor acts and suffers in an English frame; 0 is not at all."""
    tokens = frame.sentence.tokens
    if counted & set(range(actor.first, actor.last)):
        return 0.0, 5.0
    governed = _preposition(tokens, actor.first)
    if actor.last < len(tokens) and tokens[actor.last].low in _SPEECH_AFTER:
        governed = "speaks"
    elif _is_blamed(tokens, actor.first):
        governed = "blamed"
    does = suffers = 0.0
    near = sorted(frame.heads, key=lambda head: abs(head - actor.first))[:_HEADS]
    for head in near:
        hit = built_in("triggers").at(tokens, head)
        end = hit.last if hit else head + 1
        noun = hit is not None and hit.row["pos"] == "n"
        passive = not noun and (
            any(t.low in _PASSIVE for t in tokens[max(0, head - 3) : head])
            or (tokens[head].low.endswith("ed") and end < len(tokens) and tokens[end].low == "by")
        )
        if tokens[head].low.endswith("ing") and not noun and min(frame.heads) < actor.first < head:
            continue  # "hit army posts, killing five": the posts do not kill
        if actor.first <= head < actor.last:
            pair = (3.0, 0.0)  # "army shelling": the trigger stands inside the actor's words
        elif actor.last <= head:
            pair = _left_of(tokens, actor, head, governed, (noun, passive))
        else:
            pair = _right_of(frame, actor, governed, (noun, passive), tokens[end : actor.first])
        does, suffers = max(does, pair[0]), max(suffers, pair[1])
    return does, suffers


_BLAMED: Final = frozenset("blamed accused accuse blame accuses blames".split())


def _is_blamed(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the words at `k` are who a deed is "attributed to" or "blamed on"."""
    low = [t.low for t in tokens[max(0, k - 4) : k]]
    return any(pair in (("attributed", "to"), ("blamed", "on")) for pair in pairwise(low))


def _nearness(between: Sequence[Token]) -> float:
    """Return 1 for words that touch, less the more words, commas and clauses lie between."""
    walls = sum(t.low in _WALLS or t.word == "؛" for t in between)
    commas = sum(t.word in (",", "–", "،") for t in between)
    return 1.0 / (1.0 + 0.06 * len(between) + 0.8 * walls + 0.24 * commas)


def _left_of(
    tokens: Sequence[Token], actor: Actor, head: int, governed: str, sort: tuple[bool, bool]
) -> tuple[float, float]:
    """Return the score of an actor before a trigger: its subject, mostly."""
    noun, passive = sort
    between = tokens[actor.last : head]
    near = _nearness(between)
    if governed == "by":
        pair = (4.0, 0.0)
    elif governed in _BLAMED:
        pair = (3.5, 0.0)
    elif noun and len(between) <= 3 and all(_is_modifier(t) or t.low == "'s" for t in between):
        return 4.5, 0.0
    elif governed in ("against", "on", "at", "targeting"):
        pair = (0.0, 2.5)
    elif governed in _LOCATIVE or governed == "of":
        pair = (0.6 if governed in ("from", "of") else 0.2, 0.0)
    elif passive:
        pair = (0.4, 3.0)
    else:
        pair = (0.8 if _speaks_only(tokens, actor, head) else 3.0, 0.0)
    return pair[0] * near, pair[1] * near


def _right_of(
    frame: Frame,
    actor: Actor,
    governed: str,
    sort: tuple[bool, bool],
    between: Sequence[Token],
) -> tuple[float, float]:
    """Return the score of an actor behind a trigger: its object, mostly."""
    noun, passive = sort
    near = _nearness(between)
    if governed == "speaks":
        return 0.0, 0.0  # "..., the Houthis said"
    if governed in ("by", "from") or governed in _BLAMED:
        pair = ({"by": 5.0, "from": 2.0}.get(governed, 3.5), 0.0)
    elif governed in ("between", "with", "and") and ("clash" in frame.kinds or noun):
        pair = (3.0 if governed == "between" else 0.0, 2.9)
    elif governed in _ONTO or (noun and governed == "of"):
        pair = (0.0, 3.2)
    elif governed in _LOCATIVE:
        pair = (0.0, 0.8 if actor.kind != "civilians" else 1.6)
    elif passive:
        pair = (0.3, 0.0)
    else:
        pair = (0.0, 1.2 if noun else 3.0)
    return pair[0] * near, pair[1] * near


def _speaks_only(tokens: Sequence[Token], actor: Actor, head: int) -> bool:
    """Return whether the actor before a trigger only reports: "the army said rebels attacked"."""
    for k in range(actor.last, min(head, actor.last + 4)):
        if tokens[k].low in _SPEECH_AFTER:
            after = {t.low for t in tokens[k + 1 : min(head, k + 6)]}
            return not after & {"it", "its", "they", "he", "his", "their", "responsibility"}
        if not _is_modifier(tokens[k]):
            return False
    return False


# What of somebody's is struck: "تجمع للمليشيا", "حاجز للجيش"; and by what somebody strikes.
_AR_HELD: Final = folded(
    "تجمع تجمعات مواقع موقع نقاط نقطه حاجز حواجز مقر مقار مقرات قافله رتل ارتال دوريه دوريات سياره اليه اليات معسكر قاعده "
    "تحصينات عناصر عنصر جنود مسلحي مقاتلي تمركز تمركزات غرفه قياده مبنى"
)
_AR_ONTO: Final = folded("على علي ضد استهداف")
_AR_HANDS: Final = folded("يد ايدي بيد")
_AR_MEANS: Final = folded("رصاص نيران قبل برصاص بنيران")
_AR_IN: Final = folded("في من الى قرب")


def _score_arabic(
    frame: Frame, actor: Actor, counted: set[int], crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return how surely an actor acts and suffers in an Arabic frame: verb, subject, object."""
    if counted & set(range(actor.first, actor.last)):
        return 0.0, 5.0
    if _is_cited(frame.sentence.tokens, actor):
        return 0.0, 0.0
    does = suffers = 0.0
    for head in frame.heads:
        pair = _arabic_pair(frame, actor, head, crowd)
        does, suffers = max(does, pair[0]), max(suffers, pair[1])
    return does, suffers


_AR_THEIRS: Final = (
    "قوات",
    "مقاتل",
    "طاير",
    "وحدات",
    "عناصر",
    "جنود",
    "مدفعي",
    "مسير",
    "سرايا",
    "مجاهد",
)
_AR_HARMED: Final = folded("مقتل سقوط استشهاد اصابه وفاه مصرع فقدان وقوع انفجار")


@cache
def _arabic_speech() -> frozenset[str]:
    return frozenset(
        forms_of(word)[0]
        for row in rows_of("speech")
        for word in row["phrase"].replace("|", " ").split()
        if is_arabic(word)
    )


_AR_ACCORDING: Final = folded("بحسب حسب وفق وفقا حسبما طبقا نقلا")
_AR_CITED: Final = 5


def _is_cited(tokens: Sequence[Token], actor: Actor) -> bool:
    """Return whether an actor is only who says so: "بحسب مصدر في الشرطة"."""
    for token in reversed(tokens[max(0, actor.first - _AR_CITED) : actor.first]):
        if token.word in ("،", ",", ":", "؛"):
            return False
        if set(token.forms) & _AR_ACCORDING:
            return True
    return False


def _only_reports(tokens: Sequence[Token], actor: Actor, head: int) -> bool:
    """Return whether the actor before a trigger only tells of it: "قال الجيش إن مسلحين هاجموا".

    "Its forces" and "that it" (إنها، قواتها) make a doer of who speaks.
    """
    for token in reversed(tokens[max(0, actor.first - 4) : actor.first]):
        if "ان" in token.forms:
            return False  # "قالت الشبكة إن قوات ... اقتحمت": told of, not telling
        if set(token.forms) & _arabic_speech():
            break
    else:
        return False
    between = tokens[actor.last : head]
    if any(t.low[-2:] in ("انه", "نها", "نهم") and t.low.lstrip("وب")[:2] == "ان" for t in between):
        return False
    if any(
        t.low.startswith(_AR_THEIRS)
        and t.low.endswith(("ه", "ها", "هم"))
        and not t.low.endswith("يه")
        for t in between
    ):
        return False
    if any("ان" in t.forms for t in between):
        return True
    return bool(set(tokens[head].forms) & _AR_HARMED)


def _arabic_pair(
    frame: Frame, actor: Actor, head: int, crowd: Sequence[Actor]
) -> tuple[float, float]:
    """Return the score of an actor towards one trigger."""
    tokens = frame.sentence.tokens
    hit = built_in("triggers").at(tokens, head)
    end = hit.last if hit else head + 1
    noun = hit is not None and hit.row["pos"] == "n"
    left = actor.last <= head
    near = _nearness(tokens[actor.last : head] if left else tokens[end : actor.first])
    low = tokens[actor.first].low
    k = actor.first
    held = k > 0 and bool(set(tokens[k - 1].forms) & _AR_HELD)
    k -= held
    before = set(tokens[k - 1].forms) if k else set()
    further = before | (set(tokens[k - 2].forms) if k > 1 else set())
    owned = len(low) > 3 and low[0] == "ل" and len(tokens[actor.first].forms) > 1
    others = sum(1 for a in crowd if end <= a.first < actor.first and a.kind != "civilians")
    if further & _AR_HANDS or (before & _AR_MEANS and not held):
        pair = (4.5, 0.0)
    elif before & _AR_ONTO:
        pair = (0.0, 3.4)
    elif "clash" in frame.kinds and before & {"بين", "وبين"}:
        pair = (3.0, 2.9)
    elif ("clash" in frame.kinds and ("مع" in before or low.startswith("و"))) or (
        held and not left and others
    ):
        pair = (0.0, 3.0)
    elif left:
        acts = not (before & _AR_IN or _only_reports(tokens, actor, head))
        pair = (2.0 if acts else 0.3, 0.0)
    elif actor.first <= head < actor.last or (owned and not held):
        pair = (3.2, 0.0)
    elif noun:
        pair = (2.0 if not others else 0.5, 0.0)
    elif not others:
        # The first actor behind the verb is its subject; dead people have no doer as subject.
        pair = (3.0, 1.5 if actor.kind != "civilians" else 3.0)
    else:
        pair = (0.0, 2.6)
    return pair[0] * near, pair[1] * near
