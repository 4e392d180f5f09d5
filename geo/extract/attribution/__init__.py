"""Who says so: the source of each sentence and its side.

The secret of this folder is how a speaker is found without a parser. A word of speech looks for its
subject (`english`, `arabic`) among the nouns that can speak (`speakers`), which get a name and a
side (`naming`); `sentence` brings these together, `clauses` says which of several speaks here,
`hearing` does all that over a whole report, and
`publisher` says whose word the text is where nobody is named: nobody in particular for the press,
the ministry for a ministry's statement.
"""

from geo.extract.attribution.clauses import saying, says_after_denying
from geo.extract.attribution.hearing import Voice, hear
from geo.extract.attribution.publisher import find_publisher
from geo.extract.attribution.sentence import find_sources
from geo.extract.attribution.speakers import Source

__all__ = [
    "Source",
    "Voice",
    "find_publisher",
    "find_sources",
    "hear",
    "saying",
    "says_after_denying",
]
