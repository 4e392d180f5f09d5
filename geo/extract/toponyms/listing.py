"""Place names that only their company gives away: in a list of places, or before "airport".

The secret of this module is what a row of names says of a name that nobody knows: between "Sheikh
Dames," and "and Jabala", or behind "the villages of", stands a place; so it does before "air base".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.extract.lexicon import built_in
from geo.extract.numbers import numbers
from geo.extract.series import leap
from geo.extract.toponyms.slots import GOVERNING, GROUND_OF, NO_PLACES
from geo.extract.words import AT, FEW, NAME_ARTICLES, PLACES, STOPS, STRUCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.extract.text import Token

_SEPARATORS: Final = frozenset((",", "and", "&", "or"))
_KINDS: Final = PLACES | {"camps", "quarters", "points", "positions"}
_SITES: Final = frozenset(
    "airport airbase airfield refinery crossing township governorate village district camp dam junction crossroads roundabout community".split()
)
_AHEAD: Final = AT.union(
    STRUCK,
    "invaded raided stormed from to of towards toward over the".split(),
)
_LONGEST: Final = 3


def listed(
    tokens: Sequence[Token], taken: set[int], known: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the extents (first token, last excluded) of further names in one English sentence.

    Parameters
    ----------
    taken
        Tokens that are names or adjectives of countries already.
    known
        The place names found so far, left to right.
    """
    names = dict(known)
    found: list[tuple[int, int]] = []
    k = 0
    while k < len(tokens):
        opens = bool(k) and (_counted(tokens, k) > 0 or _opens_ground(tokens, k))
        led = len(known) >= _SURE and _may_lead(tokens, k)
        row = list(_row(tokens, k, taken, names)) if opens or led or k in names else []
        found += _of_row(tokens, row, names, opens=opens)
        k = row[-1][1] if row else k + 1
    found += _sites(tokens, taken)
    return sorted(set(found))


_ROW: Final = 3  # names, at least: "took A and B" may be persons
_SPELLING_OUT: Final = frozenset((":", "including", "namely"))
_SURE: Final = 2  # known places of a row, which make places of its others


def _of_row(
    tokens: Sequence[Token],
    row: Sequence[tuple[int, int]],
    known: Mapping[int, int],
    *,
    opens: bool,
) -> list[tuple[int, int]]:
    """Return the unknown names of a row that are places: "control of Qzzy, Rzzy, Afis and Szzy" is of four.

    `opens` says that only ground is told where the row begins.
    """
    unknown = [run for run in row if run[0] not in known]
    if not unknown:
        return []
    first = row[0][0]
    places = len(row) - len(unknown)
    if opens and len(row) >= _ROW:
        counted = _counted(tokens, first)
        headings = sum(headed(tokens, run) for run in unknown)
        if places or headings or len(row) == counted or tokens[first - 1].low in _SPELLING_OUT:
            return unknown
    last_known = max((run[0] for run in row if run[0] in known), default=-1)
    governed = first > 0 and tokens[first - 1].low in GOVERNING
    kind = _opened(tokens, row[0][1]) or _is_apposed(tokens, row[-1][1])
    found: list[tuple[int, int]] = []
    before = 0
    if places >= _SURE and row[1][0] in known and _may_lead(tokens, first):
        before = 1  # "after the raids, Qzzy, A and B were taken"
    for run in row:
        if run[0] in known:
            before += 1
        elif run[0] < last_known and (before or governed):
            found.append(run)  # between two places, or between "took" and one
        elif before and (kind or (before >= _SURE and _ends_well(tokens, run))):
            found.append(run)
        elif run[0] > last_known:
            break
    return found


_LEADS: Final = _AHEAD.union(",", ("and", "villages", "towns"))


def _may_lead(tokens: Sequence[Token], k: int) -> bool:
    """Return whether a capital at token `k` may open a row: behind a comma or what leads to a place."""
    return k > 0 and tokens[k].word[0].isupper() and tokens[k - 1].low in _LEADS


def _ends_well(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether what stands behind the last names of a row lets them be no subject of a clause: "captured A, B and Qzzy"."""
    first, last = run
    return leap(tokens, last) > 0 or (
        tokens[first - 1].word not in (",", ";") and _low(tokens, last) in _ENDS
    )


def _row(
    tokens: Sequence[Token], k: int, taken: set[int], known: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the extents of the names of the row that begins at token `k`."""
    while True:
        end = known.get(k) or _name_end(tokens, k, taken)
        if end == k or (k not in known and not _may_be_place(tokens, k)):
            return
        yield k, end
        k = leap(tokens, end)
        if not k:
            return


def _may_be_place(tokens: Sequence[Token], k: int) -> bool:
    """Return whether no list has the capital at `k` as a day, as one who acts or as one who speaks."""
    heard = any(built_in(what).at(tokens, k) is not None for what in ("actors", "sources"))
    return tokens[k].low not in NO_PLACES and not heard


_TO_KIND: Final = (
    16  # tokens of "ten settlements came under army control in the south-east of the province:"
)


def _opens_ground(tokens: Sequence[Token], k: int) -> bool:
    """Return whether only ground is told from token `k` on: "captured", "control of", "settlements:"."""
    before = tokens[k - 1].low
    if before in GOVERNING:
        return True
    if before in ("of", "over"):
        return tokens[k - 2].low in GROUND_OF | _RULE if k > 1 else False
    if before in _ARE and k > 1 and _names_ground(tokens, k):
        return True
    counted = before in (":", "including") or (before == "of" and k > 1)
    return counted and any(t.low in _KINDS for t in tokens[max(0, k - _TO_KIND) : k - 1])


_ARE: Final = frozenset("are were include includes included named namely".split())
_THESE: Final = frozenset("these those them they".split())


def _names_ground(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the names from `k` on are said to be places: "the villages taken are", "places retaken were"."""
    ahead = {t.low for t in tokens[max(0, k - _TO_KIND) : k - 1]}
    return bool(ahead & (_KINDS | {"places"})) or (
        tokens[k - 1].low in ("are", "were") and tokens[k - 2].low in _THESE
    )


_TO_COUNT: Final = 4  # tokens of "four small settlements,"


def _counted(tokens: Sequence[Token], k: int) -> int:
    """Return how many places are counted right before token `k`, 0 if none: "lost four settlements, "."""
    if k < _TO_COUNT - 1 or tokens[k - 1].word != "," or tokens[k - 2].low not in _KINDS:
        return 0
    found = numbers(tokens[max(0, k - _TO_COUNT) : k - 2])
    return (found[-1].low or 0) if found else 0


_RULE: Final = frozenset("control grip hold".split())

_ENDS: Final = STOPS.union("in and on after near while )".split())


_APPOSED: Final = 5  # tokens of ", two other small villages"


def _is_apposed(tokens: Sequence[Token], end: int) -> bool:
    """Return whether what follows a row calls all of it places: "A and Qzzy, two villages of the north"."""
    low = [t.low for t in tokens[end : end + _APPOSED]]
    kind = next((k for k, w in enumerate(low) if w in _KINDS), 0)
    return low[:1] == [","] and kind > 1 and low[1] in _SEVERAL


_SEVERAL: Final = FEW.union("seven both all several".split())


def _low(tokens: Sequence[Token], k: int) -> str:
    return tokens[k].low if k < len(tokens) else "."


_TITLES: Final = frozenset(
    "commander leader official chief member spokesman spokeswoman minister activist journalist fighter militant lawyer "
    "doctor teacher resident farmer officer general colonel head founder cleric imam mayor preacher lawmaker".split()
)


_PAPERS: Final = frozenset(
    "newspaper daily magazine channel radio website vessel ship tanker company".split()
)
_QUOTES: Final = frozenset('"“”')


def _is_nickname(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the name stands in quotation marks inside a person's: Ismael "El Mayo" Z."""
    if first < 2 or last + 1 >= len(tokens):
        return False
    quoted = tokens[first - 1].word in _QUOTES and tokens[last].word in _QUOTES
    return quoted and tokens[first - 2].word[0].isupper() and tokens[last + 1].word[0].isupper()


def is_described_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the words behind a name make a person of it: "Ali K., a senior commander,"."""
    if _is_nickname(tokens, first, last) or (first and tokens[first - 1].low in _PAPERS):
        return True
    if last + 1 >= len(tokens) or tokens[last].word != ",":
        return False
    before = tokens[first - 1].low if first else "in"
    if before == "," and _SPEAKING & {t.low for t in tokens[max(0, first - _TO_TITLE) : first]}:
        return True  # "a spokesman for the militants, X Y, said"
    if tokens[last + 1].low not in ("a", "an", "the", "one") or before in _AHEAD - STRUCK:
        return False
    for token in tokens[last + 2 : last + 7]:
        if token.low in _TITLES:
            return True
        if not token.word[0].isalpha() or token.low in ("of", "in", "where", "that"):
            return False
    return False


_SPEAKING: Final = frozenset("spokesman spokesperson spokeswoman spokesmen".split())
_TO_TITLE: Final = 6  # tokens of "spokesman for the Taliban ,"


def _name_end(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """Return where a run of capitals that is no name yet ends; `first` if there is none."""
    end = start = first
    opens = [t.word for t in tokens[first : first + 3]]
    if len(opens) > 2 and opens[0].lower() in NAME_ARTICLES and opens[1] == "-":
        if not opens[2][0].isupper() or not taken.isdisjoint(range(first, first + 3)):
            return first
        end = start = first + 3  # "As-Qzzy"
    while (
        end < len(tokens)
        and end - start < _LONGEST
        and end not in taken
        and tokens[end].word[0].isupper()
        and tokens[end].word.isalpha()
    ):
        end += 1
    article = end > first and end + 2 < len(tokens) and tokens[end].low in NAME_ARTICLES
    if article and tokens[end + 1].word == "-" and tokens[end + 2].word[0].isupper():
        return end + 3  # "Qzzy al-Rzzy"
    return end


def _opened(tokens: Sequence[Token], last: int) -> bool:
    """Return whether "the villages of" stands before the list that a known name is part of."""
    for k in range(last - 1, max(0, last - 14), -1):
        if tokens[k].low in _KINDS:
            return True
        if tokens[k].low in (".", ";", ":") or (
            tokens[k].word.islower() and tokens[k].low not in (*_SEPARATORS, "of", "in", "al")
        ):
            return False
    return False


# Words that open the names of Arab villages, and hardly ever that of a person.
_HEADS: Final = frozenset(
    "kafr kafar tell tel tal tall deir dayr ain ayn ein wadi jabal jebel khirbet khirbat maarat maaret maarrat "
    "beit bayt burj qalat gidan unguwar unguwan ungwan angwan rugar kauyen tudun garin birnin bulo buulo ceel goth basti "
    "killi velyka velykyi".split()
)


def opens_name(token: Token) -> bool:
    """Return whether a word opens the names of villages and is none by itself: "Kafr", "Gidan"."""
    return token.low in _HEADS


def headed(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """Return whether a run of words opens as the names of villages do: "Kafr Lusin", "Tell Khatrah"."""
    first, last = run
    return (
        last - first > 1
        and opens_name(tokens[first])
        and tokens[first + 1].word[0].isupper()
        and not tokens[first + 1].word.isupper()
    )


def _sites(tokens: Sequence[Token], taken: set[int]) -> list[tuple[int, int]]:
    """Return names before "airport", "air base" and the like."""
    found = []
    for k in range(1, len(tokens) - 1):
        if tokens[k - 1].low not in _AHEAD:
            continue
        first = k
        end = _name_end(tokens, first, taken)
        if end == first or end >= len(tokens):
            continue
        site = end + (tokens[end].low in ("military", "air", "border", "refugee", "international"))
        words = {t.low for t in tokens[site : site + 1]} | {"base"} & {
            t.low for t in tokens[end + 1 : end + 2]
        }
        if words & (_SITES | {"base"}) and not tokens[first].low.startswith("inter"):
            found.append((first, end))
    return found
