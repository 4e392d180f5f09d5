"""What the heading of a list says of its items.

The secret of this module is what an item inherits: under "Since January 40 people died, as follows:" it
is statistics and told nowhere; under "The dead were as follows:" the people that it counts are dead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.extract.counts import listed_tolls
from geo.extract.text import BULLETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.counts import Toll
    from geo.extract.events import Frame
    from geo.extract.text import Sentence

_COUNTS: Final = ("a count", "a tally", "background: a trend")


@dataclass(slots=True)
class Heading:
    """The last sentence that ended in a colon, as far as items still follow it."""

    statistics: str = ""
    of_the_dead: bool = False

    def left_out(self, part: Sentence, reason: str) -> str:
        """Return why an item tells nothing, or ``""``; `reason` is why a sentence before was set aside."""
        item = part.tokens[0].word in BULLETS
        if item and self.statistics:
            return self.statistics
        if part.tokens[-1].word != ":":
            self.statistics = "" if not item else self.statistics
        elif reason.startswith(_COUNTS):
            self.statistics = reason  # it may add to the count itself, or only open the list
        return ""

    def tolls(self, part: Sentence) -> list[Toll]:
        """Return the dead whom an item counts without saying that they died."""
        item = part.tokens[0].word in BULLETS
        return listed_tolls(part.tokens, "killed") if item and self.of_the_dead else []

    def note(self, part: Sentence, frames: Sequence[Frame]) -> None:
        """Keep whether a sentence opens a list of dead."""
        if part.tokens[0].word not in BULLETS:
            opens = part.tokens[-1].word == ":" and not self.statistics
            self.of_the_dead = opens and any("kill" in frame.kinds for frame in frames)
