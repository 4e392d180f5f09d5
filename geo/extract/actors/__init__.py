"""Who did it and to whom: words for armed actors as normalised names.

One file a question: `finding` (which words are actors, and of which country), `english` and
`arabic` (how surely one acts or suffers), `casting` (who did it to whom in a sentence), `stage`
(what a report's sentences take over from each other).
"""

from geo.extract.actors.finding import Actor, find_actors, is_subject
from geo.extract.actors.stage import Stage

__all__ = ["Actor", "Stage", "find_actors", "is_subject"]
