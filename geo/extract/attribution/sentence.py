"""Who speaks in one sentence.

The secret of this module is which words of speech are none where they stand ("the reports", "was
told"), and that a heading's name before a colon speaks without any verb.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.extract.attribution.arabic import arabic_subject
from geo.extract.attribution.english import english_subject
from geo.extract.attribution.naming import source_of
from geo.extract.attribution.speakers import Scene, Source, speaking_nouns
from geo.extract.attribution.words import is_verb
from geo.extract.lexicon import Lexicon, built_in
from geo.extract.text import all_forms, folded, is_arabic
from geo.extract.words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.lexicon import Hit
    from geo.extract.text import Token
    from geo.extract.toponyms import Toponym

_DENIALS: Final = frozenset(
    "denied denies denying deny rejected rejects dismissed dismisses refuted refutes نفى نفت تنفي ينفي نفي".split()
)
# Who speaks for whoever was heard last.
MOUTHPIECES: Final = frozenset(
    "spokesman spokeswoman spokesperson statement ناطق متحدث بيان رسمي".split()
)


def find_sources(
    text: str,
    tokens: Sequence[Token],
    toponyms: Sequence[Toponym],
    last: Sequence[Source] = (),
    *,
    sources: Lexicon | None = None,
    actors: Lexicon | None = None,
) -> list[Source]:
    """Return who speaks in one sentence; two for "the observatory and state TV said".

    Parameters
    ----------
    last
        Who spoke before, for "it said".
    """
    verbs = built_in("speech").find(tokens)
    nouns = (
        speaking_nouns(tokens, sources or built_in("sources"), actors or built_in("actors"))
        if verbs
        else []
    )
    scene = Scene(text, tokens, nouns, toponyms, last)
    found: list[Source] = []
    for verb in verbs:
        if _is_noun_use(tokens, verb):
            continue
        arabic = is_arabic(tokens[verb.first].word)
        if arabic:
            # "... and said that he": who spoke in this sentence before he who did in the last
            here = replace(scene, last=found[-1:]) if found else scene
            heard = arabic_subject(here, verb)
        else:
            heard = english_subject(scene, verb)
        denies = any(f in _DENIALS for f in tokens[verb.first].forms)
        for source in heard:
            owned = _owned(scene, source)
            if _is_nobody(tokens, owned):
                continue
            if not any(s.name == owned.name for s in found):
                found.append(replace(owned, denies=denies))
    if not found and tokens:
        found = _labelled(scene, sources, actors)
    return found


def _is_nobody(tokens: Sequence[Token], source: Source) -> bool:
    """Return whether a subject says that nobody spoke: "Nobody claimed it", "no group", "neither side"."""
    if not source.first < source.last:
        return False
    first = max(0, source.first - 1)
    words = [t.low for t in tokens[first : source.first + 1]]
    return not _NOBODY.isdisjoint(words)


_NOBODY: Final = frozenset("no nobody none neither".split())


def _owned(scene: Scene, source: Source) -> Source:
    """Return for "the army was back, its spokesman said" the army's spokesman."""
    text, tokens, nouns = scene.text, scene.tokens, scene.nouns
    if source.name.lower() not in MOUTHPIECES or not source.first:
        return source
    if not {tokens[source.first].low, tokens[source.first - 1].low} & {"its", "their"}:
        return source
    for noun in reversed(nouns):
        if noun.last <= source.first and noun.side not in ("press", "witness", "unknown"):
            words = (
                noun.name
                if noun.named
                else text[tokens[noun.first].start : tokens[noun.last - 1].end]
            )
            return replace(source, name=f"{words} {source.name}", side=noun.side)
    return source


def _is_noun_use(tokens: Sequence[Token], verb: Hit) -> bool:
    """Return whether a word of speech is none here: "the reports", "was told", "claimed 5 lives"."""
    low = tokens[verb.first].low
    before = tokens[verb.first - 1].low if verb.first else ""
    if before == "is" and tokens[verb.first - 1].word == "IS":
        before = ""
    after = tokens[verb.last].low if verb.last < len(tokens) else ""
    if is_arabic(low):
        if before in _AR_NOT or (
            before == "ان" and verb.first > 1 and tokens[verb.first - 2].low == "دون"
        ):
            return True  # "لم يذكر المصدر"
        # "التابع للجيش", "قوة تابعة للجيش": whose it is, no speech
        if low.removeprefix("و") in _BLAMES:  # "حمل القوات على الفرار" made them flee
            return _DUTY.isdisjoint(all_forms(tokens[verb.last : verb.last + _BLAME]))
        return low.startswith("ال") or (low in ("تابع", "تابعه") and after[:1] == "ل")
    if verb.row["where"] == "after":
        return False
    if (
        low == "reports"
        and after == "that"
        and verb.first
        and tokens[verb.first - 1].word[0].isupper()
    ):
        return False  # "UNHCR reports that"
    if low in _PLURALS:
        return not _said_by_several(low, before, after)
    if low in _ALSO_NOUNS:
        a_noun = before in _BEFORE_A_NOUN or after in ("of", "that", "from")
        by_media = before in ("media", "tv", "television") and after not in ("of", "from")
        return a_noun and not by_media
    if low == "claimed" and (after.isdigit() or after in _LIVES_COUNTED):
        return bool({"lives", "life"} & {t.low for t in tokens[verb.last : verb.last + 5]})
    if low in ("put", "puts"):
        return "at" not in {t.low for t in tokens[verb.last : verb.last + _TO_AT]}
    if low in ("gave", "gives") and verb.last - verb.first == 1:  # "gave 15 dead"
        dead = {t.low for t in tokens[verb.last + 1 : verb.last + 2]}
        return not (after.isdigit() and dead & {"dead", "killed", "wounded", "injured"})
    return any(
        low in verbs and (not ahead or before in ahead) and (not behind or after in behind)
        for verbs, ahead, behind in _NO_SPEECH
    )


_TO_AT: Final = 14  # tokens of "the losses of the army and its militias since midnight at"
_AR_NOT: Final = frozenset("لم ولم فلم لن ولن".split())
_BLAMES: Final = frozenset("حمل حملت يحمل تحمل".split())
_DUTY: Final = folded("مسؤولية مسووليه تبعات تبعة وزر")
_BLAME: Final = 12  # tokens of "حملت الوزارة في بيان لها الجيش مسؤولية"
_ALSO_NOUNS: Final = frozenset("claims counts estimates notes posts records reports states".split())
_BEFORE_A_NOUN: Final = frozenset(
    "the of such these those media and by in united from on their its his other with no some".split()
) | {""}
_LIVES_COUNTED: Final = frozenset("at dozens many more several the three two".split())
# Verbs of speech that are none behind or before these words: "was told", "posted at the gate".
_NO_SPEECH: Final = tuple(
    tuple(frozenset(words.split()) for words in row)
    for row in (
        ("accused blamed suspected", "", "for in of on"),
        ("called listed raised speak speaks spoke", "", "a at the with"),
        ("replied replies responded", "", "by from in with"),
        ("counts", "and body dead head lost or", ""),
        (
            "called listed observed posted raised related",
            "",
            "along around as at between by for from in inside near off outside to up",
        ),
        (
            "announced claimed confirmed counted declared denied described documented estimated informed posted published "
            "recorded registered reported said told warned",
            "a are be been being is no the was were",
            "",
        ),
    )
)


def _said_by_several(low: str, before: str, after: str) -> bool:
    """Return whether "report", "state" and "count" are verbs: "activists report.", "locals count nine dead"."""
    if not before.endswith("s") and before not in ("people", "police", "media"):
        return False
    if low == "count":
        return after.isdigit() or after in _COUNTED
    return not after or after in ("that", ".", ",", ";", "”", '"')


# What several say now and one thing is called: "activists report.", "a report".
_PLURALS: Final = frozenset("report state count".split())
_COUNTED: Final = NUMBERS.union("at more some one eleven twelve dozens".split())


def _labelled(scene: Scene, sources: Lexicon | None, actors: Lexicon | None) -> list[Source]:
    """Return the source of "Interior ministry: ..." and "Police say:" at the head of a sentence."""
    tokens = scene.tokens
    colon = next((k for k, t in enumerate(tokens[:9]) if t.word == ":"), None)
    if not colon:
        return []
    start = next((k for k, t in enumerate(tokens) if t.word[0].isalpha()), colon)
    if tokens[start].low in ("source", "sources", "المصدر", "مصدر") and colon == start + 1:
        return []  # a line that tells where a text is from
    nouns = speaking_nouns(
        tokens[start:colon], sources or built_in("sources"), actors or built_in("actors")
    )
    if (
        not nouns
        or any(is_verb(t) for t in tokens[:colon])
        or any(t.word[0].isdigit() for t in tokens[start:colon])
    ):
        return []
    moved = [replace(n, first=n.first + start, last=n.last + start) for n in nouns]
    if moved[-1].last != colon and moved[0].first != start:
        return []
    if built_in("triggers").find(tokens[start:colon]):
        return []
    return [source_of(scene, moved, start, colon)]
