"""When two drafts tell of one event, and what becomes of both.

The secret of this folder is likeness inside one report (`alike`), `days` whether two days may be
one; `merging` makes one draft of two, `unnamed` drops ground that is only counted,
`kindred` says which violence vague words mean, `answers` which blow answers another, `whereabouts`
where it was if only the next sentence says so, `persons` whether the one dead can be the same,
`totals` takes out what its parts tell, and `draft` is an event as told so far.
"""

from geo.extract.drafts.alike import WITH_DEAD, likeness, of_the_crash
from geo.extract.drafts.answers import lay_out_answer
from geo.extract.drafts.days import days_agree, is_of_another_day
from geo.extract.drafts.draft import Draft, deaths_of, family, name_key, with_later
from geo.extract.drafts.kindred import (
    by_crowd,
    from_afar,
    kind_around,
    kind_before,
    kind_in_protest,
    march_before,
    name_lead_attacks,
    recast,
)
from geo.extract.drafts.leading import (
    REGION,
    is_called_province,
    is_of_before,
    lead_and_body,
    lead_of,
    nearness,
    nearness_of,
    retold_at_large,
)
from geo.extract.drafts.merging import merge, place_last, place_within
from geo.extract.drafts.oneday import one_a_day
from geo.extract.drafts.totals import (
    date_alike,
    name_listed,
    one_a_place,
    sums_up_told,
    without_hurt_totals,
    without_totals,
    worth_telling,
)
from geo.extract.drafts.unnamed import without_unnamed_gains
from geo.extract.drafts.whereabouts import complete_place, place_by_title

__all__ = [
    "REGION",
    "WITH_DEAD",
    "Draft",
    "by_crowd",
    "complete_place",
    "date_alike",
    "days_agree",
    "deaths_of",
    "family",
    "from_afar",
    "is_called_province",
    "is_of_another_day",
    "is_of_before",
    "kind_around",
    "kind_before",
    "kind_in_protest",
    "lay_out_answer",
    "lead_and_body",
    "lead_of",
    "likeness",
    "march_before",
    "merge",
    "name_key",
    "name_lead_attacks",
    "name_listed",
    "nearness",
    "nearness_of",
    "of_the_crash",
    "one_a_day",
    "one_a_place",
    "place_by_title",
    "place_last",
    "place_within",
    "recast",
    "retold_at_large",
    "sums_up_told",
    "with_later",
    "without_hurt_totals",
    "without_totals",
    "without_unnamed_gains",
    "worth_telling",
]  # fmt: skip
