"""Where an event was that was told without a place, as the next sentence says.

The secret of this module is which sentence answers "where?" without telling of any deed: the one
that names what was only counted ("five villages. They are A, B and C"), and the one that says where
the thing that was hit stands or goes ("the post is at A", "the car was on its way to B").
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from geo.extract.drafts.draft import Draft, family, names_of
from geo.extract.series import row_of
from geo.extract.toponyms.looks import COUNTED
from geo.extract.words import AT, IS, NORTHERN, NUMBERS, PLACES, TOWN, WINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.attribution import Source
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token

_SOON: Final = 1  # paragraphs
_COUNTED: Final = PLACES.union("places hills positions points".split())
_NAMING: Final = frozenset(
    "listed lists named names naming identified called include includes included including are were they these them namely among".split()
)
_STANDING: Final = IS.union("lies lie lay stands stood sits".split())
_AT: Final = AT | {"to"}
_STAYING: Final = frozenset(
    "then still just right also now close next located situated deployed stationed based parked held".split()
)
_TO_NAME: Final = WINDS.union(NORTHERN, TOWN, "the a area camp of called named".split())
_WAYS: Final = frozenset("way road highway motorway route".split())
_ENDS: Final = frozenset("from to between of".split())
_TO_WAY: Final = 5  # tokens of "on the main road", "to the small town of"
_NEXT: Final = 4  # characters between a sentence and the next
_OPENING: Final = 8  # tokens of "the Turkish observation post that was hit" before "stands"


def complete_place(
    drafts: Sequence[Draft], part: Sentence, spots: Sequence[Spot], sources: tuple[Source, ...]
) -> None:
    """Lay the place that a sentence without a deed names over what the last sentence told, if it says where that was."""
    last = drafts[-1] if drafts else None
    if last is None or part.is_title or part.paragraph - last.told_in > _SOON:
        return
    exact = [s for s in spots if not (s.wide or s.collective or s.adjective or s.country)]
    for draft in takewhile(lambda d: d.sentence is last.sentence, reversed(drafts)):
        if part.is_arabic:
            if not names_of(draft) and (found := _these(draft, part, exact)):
                _lay(draft, found, part, sources, of_row=True)
            continue
        one = _one_of_them(draft, part, exact)
        if one and draft.of_row:
            draft.spots = [*draft.spots, *one]
            draft.claims.append((part, sources))
        if names_of(draft) or draft.kind in _QUIET:
            continue
        row = one or _named(draft, part, exact)
        if found := row or _standing(draft, part, exact):
            _lay(draft, found, part, sources, of_row=bool(row))


def _lay(
    draft: Draft, found: list[Spot], part: Sentence, sources: tuple[Source, ...], *, of_row: bool
) -> None:
    """Lay places over a draft that a later sentence names."""
    draft.spots, draft.inherited, draft.leaning, draft.of_row = found, False, False, of_row
    draft.claims.append((part, sources))


def _named(draft: Draft, part: Sentence, exact: Sequence[Spot]) -> list[Spot]:
    """Return the row of names that a sentence gives to the places that the event counted."""
    if not _COUNTED & {t.low for t in draft.sentence.tokens} or not exact:
        return []
    tokens = part.tokens
    row = [exact[i] for i in row_of(tokens, exact, 0)]
    naming = _NAMING & {t.low for t in tokens[: row[0].first]}
    return row if len(row) > 1 and naming else []


_THEY: Final = frozenset("هي وهي هما وهما".split())
_TO_ROW: Final = 3  # tokens of "هي كل من" or "هما بلدتا", before the first name


def _these(draft: Draft, part: Sentence, exact: Sequence[Spot]) -> list[Spot]:
    """Return the row of names that an Arabic sentence gives to the places counted: "القريتان هما A وB", "وهي A وB"."""
    tokens = part.tokens
    they = next((k for k, t in enumerate(tokens) if t.low in _THEY or t.word == ":"), None)
    first = next((i for i, s in enumerate(exact) if they is not None and s.first > they), None)
    if they is None or first is None or exact[first].first > they + _TO_ROW:
        return []
    counted = any(COUNTED.intersection(t.forms) for t in draft.sentence.tokens)
    named = not they or COUNTED.intersection(
        f for t in tokens[max(0, they - 2) : they] for f in t.forms
    )
    return [exact[i] for i in row_of(tokens, exact, first)] if counted and named else []


def _one_of_them(draft: Draft, part: Sentence, exact: Sequence[Spot]) -> list[Spot]:
    """Return the one name told of several places counted: "One of them was X", "X was among the three", "Another is X"."""
    if len(exact) != 1 or not _COUNTED & {t.low for t in draft.sentence.tokens}:
        return []
    spot, low = exact[0], [t.low for t in part.tokens]
    ahead = [w for w in low[: spot.first] if w not in _TO_NAME]
    if ahead[-1:] and ahead[-1] in IS:
        one = ahead[0] in _ONE and set(ahead[1:-1]) <= _OF_THEM
        return [spot] if one else []
    behind = low[spot.last :]
    among = behind[:1] != [] and behind[0] in IS and behind[1:2] in (["one"], ["among"])
    of = takewhile(_OF_THEM.__contains__, behind[2:])
    return [spot] if not ahead and among and not _THEM.isdisjoint(of) else []


_ONE: Final = frozenset("one another".split())
_THEM: Final = NUMBERS.union(_COUNTED, "them these those".split())
_OF_THEM: Final = _THEM | {"of", "the"}


def _standing(draft: Draft, part: Sentence, exact: Sequence[Spot]) -> list[Spot]:
    """Return where the thing that was hit stands: "the post is at X", "it was passing close to X"."""
    tokens = part.tokens
    verb = next((k for k, t in enumerate(tokens[:_OPENING]) if t.low in _STANDING), 0)
    at = _at(tokens, exact[0].first) if exact else 0
    if not verb:
        return []
    if exact and exact[0].first == verb + 1:
        return [exact[0]] if _is_taken(draft, tokens[:verb]) else []
    found = _under_way(tokens, verb, exact)
    if not found and (at <= verb or not all(_is_stay(t.low) for t in tokens[verb + 1 : at])):
        return []
    found = found or [exact[0]]
    subject = [t.low for t in tokens[:verb]]
    if subject in (["it"], ["they"]):
        told_last = max(claim[0].end for claim in draft.claims)
        return found if part.start - told_last <= _NEXT else []
    told = {_singular(t.low) for t in draft.sentence.tokens if t.word.islower()}
    thing = subject[0] in ("the", "this", "that") and _singular(subject[-1]) in told
    return found if thing and len(subject) > 1 else []


_TAKEN: Final = frozenset(
    "captured seized taken retaken recaptured lost hit targeted bombed shelled".split()
)
_QUIET: Final = frozenset({"protest", "agreement", "arrest"})


def _is_taken(draft: Draft, subject: Sequence[Token]) -> bool:
    """Return whether a sentence opens with "the town captured is": what was taken, by its name."""
    low = [t.low for t in subject]
    told = {t.low for t in draft.sentence.tokens}
    return low[:1] == ["the"] and low[-1] in _TAKEN and bool(set(low[1:-1]) & told)


def _under_way(tokens: Sequence[Token], verb: int, exact: Sequence[Spot]) -> list[Spot]:
    """Return from where to where something was going: "was on the road from X to Y", "on its way to Y"."""
    if not _WAYS & {t.low for t in tokens[verb + 1 : verb + _TO_WAY]}:
        return []
    return [
        s
        for s in exact
        if s.first > verb
        and _ENDS & {t.low for t in tokens[max(verb, s.first - _TO_WAY) : s.first]}
    ]


def _at(tokens: Sequence[Token], k: int) -> int:
    """Return the token that says that something is at the name at `k`: "at X", "to the town of X"; 0 if none does."""
    while k and (tokens[k - 1].low in _TO_NAME or (tokens[k - 1].low == "of" and k > 1)):
        k -= 1
    return k - 1 if k and tokens[k - 1].low in _AT else 0


def _is_stay(word: str) -> bool:
    """Return whether a word only says how something is at a place: "was then passing close to"."""
    return word in _STAYING or word.endswith("ing")


def _singular(word: str) -> str:
    return word.removesuffix("s")


def place_by_title(drafts: Sequence[Draft], titles: Sequence[Draft]) -> None:
    """Place a lead that knows the region alone at the one town that the headline names for it.

    "Shells kill eight children in A", then "Eleven civilians died when guns shelled a place in B province".
    """
    lead = next((d for d in drafts if not d.is_title), None)
    if lead is None or not lead.lead or lead.sentence.is_arabic or names_of(lead):
        return
    if not lead.spots or lead.inherited or any(s.seat or s.country for s in lead.spots):
        return
    told = [
        t
        for t in titles
        if t.spots
        and (
            family(t.kind) == family(lead.kind)
            or (t.deaths and lead.deaths and t.kind in _ANY_KILLING)
        )
    ]
    exact = [s for t in told for s in t.spots if not (s.wide or s.collective or s.beside)]
    if len(told) != 1 or len(exact) != 1 or len(told[0].spots) > 1:
        return
    region = {w for s in lead.spots for w in s.name.lower().split()}
    if region & {t.low for t in told[0].sentence.tokens}:
        return  # "29 killed in the province as rebels take A", or the town of that name
    if not any(names_of(d) & names_of(told[0]) for d in drafts):
        lead.spots = exact


_ANY_KILLING: Final = frozenset({"vac", "clash"})  # "guns kill eight" leaves open how
