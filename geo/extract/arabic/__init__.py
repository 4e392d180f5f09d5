"""How an Arabic sentence tells what happened: clauses chained by و, ف and words of time.

The secret of this module is the clause. Arabic reports chain events where English ones stop: a
sentence is cut where a word of contrast (فيما، كما), a new locale (وفي) or a finite verb under و or
ف opens a clause; a clause that only tells an outcome (ما أسفر عن، فقتل، وأصيب) belongs to the
cause before it, one with a cause and a place of its own is another event. Each frame takes the
places, days and tolls of its own clauses first. What did not happen is told apart here as well:
the past of the past (وكان ... قد), the possible (قد with an imperfect), the feared and the denied.
"""

from geo.extract.arabic.bearings import (
    in_the_country,
    is_district,
    is_governed,
    is_province,
    is_quarter,
    stands_in,
)
from geo.extract.arabic.crashes import where_it_fell
from geo.extract.arabic.frames import beside, find_frames
from geo.extract.arabic.reference import (
    bombards,
    claims_deed,
    in_same_region,
    of_attackers,
    points_back,
    scene_of,
    took_place,
)
from geo.extract.arabic.senses import is_shot_down
from geo.extract.arabic.words import BACK_TO_PLACE

__all__ = [
    "BACK_TO_PLACE",
    "beside",
    "bombards",
    "claims_deed",
    "find_frames",
    "in_same_region",
    "in_the_country",
    "is_district",
    "is_governed",
    "is_province",
    "is_quarter",
    "is_shot_down",
    "of_attackers",
    "points_back",
    "scene_of",
    "stands_in",
    "took_place",
    "where_it_fell",
]
