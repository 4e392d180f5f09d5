"""Which countries a report is about.

The secret of this module is the vote: each name that is surely meant speaks for the country it
lies in, once however often it is said. A name that is found again only by guessing at letters may
then be looked for at home first. The countries of a project count where the report speaks of them
at all: a report from Ukraine in a project about Syria is read in Ukraine.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from geo.gazetteer.spelling import fold
from geo.locate.view import GUESSED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.locate.evidence import Named

MIN_SURE: Final = 0.4
MIN_VOTES: Final = 0.8
MIN_VOTES_ABROAD: Final = 1.6
"""Two names at least: one alone that is a town elsewhere too does not leave the project's view."""

MIN_SHARE: Final = 0.3
MOST: Final = 2
COUNTRY_VOTE: Final = 0.5
"""What a country's own name counts: governments are named in reports about other lands."""


def home_of(
    document: Sequence[Named],
    outcome: Sequence[tuple[Sequence[int], float]],
    expected: Sequence[str] = (),
    about: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the countries that most names of a document lie in, the likeliest first.

    Parameters
    ----------
    outcome
        What `geo.locate.choose.choose` found for `document` with no country given.
    expected
        The project's countries, which stand unless the report is plainly about others.
    about
        The countries that adjectives name: "the Malian army".

    Returns
    -------
    tuple of str
        ISO 3166-1 alpha-2; `expected` where the names don't agree, or too few are sure.
    """
    heard: dict[tuple[str, str], float] = {}
    said: Counter[str] = Counter()
    for named, (order, sure) in zip(document, outcome, strict=True):
        if not order or sure < MIN_SURE:
            continue
        place = named.candidates[order[0]]
        if not place.country or place.score < GUESSED:
            continue
        vote = sure * (COUNTRY_VOTE if place.kind == "country" else 1.0)
        said[place.country] += 1
        key = place.country, fold(named.name)
        heard[key] = max(heard.get(key, 0.0), vote)
    votes: Counter[str] = Counter()
    for (country, _), vote in heard.items():
        votes[country] += vote  # type: ignore[assignment]
    least = MIN_SHARE * sum(votes.values())
    if expected and sum(votes[country] for country in expected) >= least:
        return tuple(expected)
    enough = MIN_VOTES_ABROAD if expected else MIN_VOTES
    home = tuple(
        country for country, vote in votes.most_common(MOST) if vote >= enough and vote >= least
    )
    if home or expected:
        return home or tuple(expected)
    # a report whose only village is on no list speaks of a country or two all the same
    if not said:
        said.update(about)
    most = said.most_common(MOST + 1)
    told = tuple(c for c, times in most[:MOST] if len(most) <= MOST or times > most[MOST][1])
    # half of all that it names at least: a list of the world's towns speaks of none
    return told if 2 * sum(said[c] for c in told) >= said.total() else ()
