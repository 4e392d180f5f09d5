"""Who can speak: the nouns of a sentence that may be the source of its words.

The secret of this module is who has a voice: listed sources, armed actors where no longer source
stands on the same words, and capitalised names near a verb of speech that no list knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.words import DETERMINERS, is_abbreviation, is_name
from geo.extract.words import POSTS, ROCKETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit, Lexicon
    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym
    from geo.model import Side

REACH: Final = 22  # tokens between a subject and its verb, asides included
UNNAMED: Final = (
    "Rebel forces",
    "Militants",
    "Unidentified",
    "Militia",
    "Clan militia",
    "Tribal militia",
    "Bandits",
    "Gang",
    "Armed resistance",
    "Border guards",
    "Military Forces of",
    "Police Forces of",
)
_SIDES: Final[dict[str, Side]] = {
    "state": "party", "rebel": "party", "militia": "party", "gang": "party", "police": "official", "un": "un",
}  # fmt: skip
_THINGS: Final = POSTS.union(
    ROCKETS,
    "guns fire shelling barracks raid raids lines column columns vehicles vehicle camp strike strikes bombardment "
    "artillery warplanes jets aircraft helicopters drone drones tanks convoy convoys airstrike airstrikes settlers".split(),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who speaks in a sentence; tokens ``first`` to ``last`` (excluded) name them.

    ``first == last`` where the sentence has no words for them: "he said", a statement's publisher.
    `short` words name somebody only where a fuller name stood before: "the cell", a surname.
    """

    first: int
    last: int
    name: str
    side: Side
    denies: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """Words that can speak. `named`: a proper name; `role`: "spokesman", whose side is another's."""

    first: int
    last: int
    name: str
    side: Side
    named: bool
    role: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, with all that is known of it: who can speak, where, who spoke last."""

    text: str
    tokens: Sequence[Token]
    nouns: Sequence[Noun]
    toponyms: Sequence[Toponym]
    last: Sequence[Source] = ()


# Capitalised as titles are, and yet every country has one.
_STATE_BODIES: Final = ("Ministry", "Government", "Parliament")


def speaking_nouns(tokens: Sequence[Token], listed: Lexicon, armed: Lexicon) -> list[Noun]:
    """Return the words that can speak, left to right, none on top of another."""
    found = [
        Noun(
            h.first,
            h.last,
            h.row["name"],
            h.row["side"],  # type: ignore[arg-type]
            h.row["name"][:1].isupper() and not h.row["name"].startswith(_STATE_BODIES),
            h.row.get("role", "") == "role",
        )
        for h in listed.find(tokens)
    ]
    found = _with_titles(tokens, found, listed)
    taken = {k: noun for noun in found for k in range(noun.first, noun.last)}
    for hit in armed.find(tokens):
        side = _SIDES.get(hit.row["kind"])
        if tokens[hit.last - 1].low in _THINGS:
            continue
        over = {taken[k] for k in range(hit.first, hit.last) if k in taken}
        if side is None or any(n.last - n.first >= hit.last - hit.first for n in over):
            continue
        if any(n.first < hit.first or n.last > hit.last for n in over):
            continue
        found = [n for n in found if n not in over]
        name = hit.row["name"].removesuffix(" ({country})")
        if "=" in name:
            name = name.partition("=")[2]
            if "=" in name:
                continue
        named = "{country}" not in name and not name.startswith(UNNAMED)
        found.append(Noun(hit.first, hit.last, name, side, named))
    return sorted((n for n in found if not _only_describes(tokens, n)), key=lambda n: n.first)


_QUOTES: Final = "\"“”«»„'‘’"
_BRACKETS: Final = "()[]"
_TITLE: Final = 6  # tokens of a body's name and the signs around it
# Bodies of a kind, which bear the name that quotation marks or brackets set behind them.
_NAMELESS: Final = frozenset(
    ("press", "organisation", "news agency", "media network", "monitoring group", "rights group", "state media")
)  # fmt: skip


def _with_titles(tokens: Sequence[Token], nouns: list[Noun], listed: Lexicon) -> list[Noun]:
    """Let a channel, an agency or a network bear the name set behind it: قناة "المسيرة", وكالة (سانا)."""
    named: dict[int, Noun] = {}
    for noun in nouns:
        if noun.name in _NAMELESS and (title := _title(tokens, noun, listed)):
            named[noun.first] = title
    if not named:
        return nouns
    spans = [(n.first, n.last) for n in named.values()]
    return [
        named.get(n.first, n)
        for n in nouns
        if n.first in named or not any(a < n.first < b for a, b in spans)
    ]


def _title(tokens: Sequence[Token], noun: Noun, listed: Lexicon) -> Noun | None:
    """Return a body under the name that quotation marks or brackets set right behind it."""
    k = noun.last
    if k + 2 >= len(tokens):
        return None
    signs = next((s for s in (_QUOTES, _BRACKETS) if tokens[k].word in s), "")
    close = next(
        (j for j in range(k + 2, min(k + _TITLE, len(tokens))) if tokens[j].word in signs), 0
    )
    if not signs or not close or not all(t.word[0].isalnum() for t in tokens[k + 1 : close]):
        return None
    inside = tokens[k + 1 : close]
    # "شبكة المحرر" is listed with its common noun
    hits = (listed.at([*tokens[noun.first : k], *inside], 0), listed.at(inside, 0))
    reach = (k - noun.first + len(inside), len(inside))
    known = next(
        (h.row for h, n in zip(hits, reach, strict=True) if h is not None and h.last == n), None
    )
    if known is not None and known["name"][:1].isupper():
        side: Side = known["side"]  # type: ignore[assignment]
        return Noun(noun.first, close + 1, known["name"], side, named=True)
    if signs == _BRACKETS or noun.name == "state media":
        return None  # "(حكومية)" is no name
    name = " ".join(t.word for t in inside)
    return Noun(noun.first, close + 1, name, noun.side, named=True)


_LANDS: Final = frozenset("governorate municipality prefecture".split())
_INSIDE: Final = frozenset("in across throughout within into from".split())


def _only_describes(tokens: Sequence[Token], noun: Noun) -> bool:
    """Return whether a noun only describes what follows: "press conference", "Houthi-run TV"."""
    following = [t.low for t in tokens[noun.last : noun.last + 2]]
    if (
        noun.last - noun.first == 1
        and tokens[noun.first].low in ("centre", "center")
        and following[:1] == ["of"]
    ):
        return True  # of a town
    ahead = [t.low for t in tokens[max(0, noun.first - 2) : noun.first]]
    if tokens[noun.first].low in _LANDS and ahead and ahead[0] in _INSIDE:
        return True  # "in the governorate of X": where, not who
    if following[:1] == ["-"]:
        return following[1:] in (
            ["run"],
            ["backed"],
            ["led"],
            ["aligned"],
            ["linked"],
            ["affiliated"],
            ["controlled"],
            ["held"],
            ["owned"],
            ["allied"],
            ["appointed"],
            ["installed"],
        )
    return tokens[noun.last - 1].low == "press" and following[:1] in (
        ["conference"],
        ["release"],
        ["briefing"],
        ["freedom"],
        ["statement"],
    )


def people_before(scene: Scene, verb: Hit) -> list[Noun]:
    """Return capitalised names near a verb of speech that no list knows: "Cavusoglu"."""
    tokens, nouns, toponyms = scene.tokens, scene.nouns, scene.toponyms
    taken = {k for n in nouns for k in range(n.first, n.last)}
    taken |= {k for t in toponyms for k in range(t.first, t.last)}
    found: list[Noun] = []
    k = max(0, verb.first - REACH)
    while k < verb.first:
        if not is_name(tokens, k) or k in taken:
            k += 1
            continue
        first = k
        while (
            k < verb.first
            and k not in taken
            and (
                is_name(tokens, k)
                or (
                    tokens[k].word == "-"
                    and k + 1 < verb.first
                    and tokens[k - 1].end == tokens[k].start
                )
            )
        ):
            k += 1
        if (
            first == 0
            and k == 1
            and k != verb.first
            and not (tokens[0].word.isupper() and tokens[k].word == ",")
        ) or (first and tokens[first - 1].word == "("):
            continue
        found.append(Noun(first, k, "", "unknown", named=True))
    return found


def person_at(scene: Scene, start: int, stop: int) -> list[Noun]:
    """Return the name of a person that begins at `start`, articles skipped, or nothing."""
    tokens, nouns, toponyms = scene.tokens, scene.nouns, scene.toponyms
    taken = {k for n in nouns for k in range(n.first, n.last)}
    taken |= {k for t in toponyms for k in range(t.first, t.last)}
    first = start
    while first < stop and tokens[first].low in DETERMINERS:
        first += 1
    last = first
    while (
        last < stop
        and last not in taken
        and (is_name(tokens, last) or is_abbreviation(tokens, last))
    ):
        last += 1
    return [Noun(first, last, "", "unknown", named=True)] if last > first else []
