"""What a sentence points to outside itself: a place named before, another event, a clinic.

The secret of this module is the small words that tie sentences: "the town", "there", "the attack",
"in a separate incident", a name before a colon, and the hospital where victims were only counted.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.extract import arabic
from geo.extract.besides import only_when
from geo.extract.numbers import numbers
from geo.extract.roles.scenes import is_harmed_within
from geo.extract.text import folded, lows, remembered, small_words
from geo.extract.thetown import SAME_SPOT
from geo.extract.words import LOCALS, MODALS, NORTHERN, REPLIES, STRUCK, TOWN, WEEKDAYS, WINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.extract.events import Frame
    from geo.extract.roles import Spot
    from geo.extract.text import Sentence, Token

_OCCURRENCES: Final = frozenset(
    "incident attack strike blast explosion raid ambush clash shooting encounter gunfight gunbattle it events".split()
)


def refers(part: Sentence) -> bool:
    """Return whether the sentence says when the thing just told happened: "The incident took place ..."."""
    low = [t.low for t in part.tokens[:4]]
    return bool(_OCCURRENCES & set(low[:3])) and low[0] in ("the", "this", "it", "that")


_SOON: Final = frozenset("hours minutes moments".split())


def follows(part: Sentence) -> bool:
    """Return whether the event came within hours of the one before: "Hours after the attack", "minutes later"."""
    low = [t.low for t in part.tokens]
    return not _SOON.isdisjoint(low) and any(
        a in _SOON and b in ("after", "later") for a, b in pairwise(low)
    )


def one_more(frame: Frame) -> bool:
    """Return whether the words before the verb liken it to the one just told: "Another hit Y", "the other hit"."""
    tokens = frame.sentence.tokens
    ahead = {t.low for t in tokens[max(0, frame.heads[0] - 3) : frame.heads[0]]}
    return bool(ahead & {"another", "other", "second", "third", "others"})


_ADDING: Final = (
    ("in", "addition"),
    ("additionally",),
    ("moreover",),
    ("furthermore",),
    ("also",),
    ("during", "the", "same", "period"),
)


def adds_up(part: Sentence) -> bool:
    """Return whether the sentence goes on with what the one before counted: "In addition, 420 fighters died"."""
    low = [t.low for t in part.tokens[:4]]
    return any(tuple(low[: len(words)]) == words for words in _ADDING)


def asks_how_many(part: Sentence) -> bool:
    """Return whether the sentence asks for the dead that the next ones number: "So how many died?"."""
    low = [t.low for t in part.tokens]
    asked = "how" in low and any(pair == ("how", "many") for pair in pairwise(low))
    return asked and bool({"died", "killed", "dead", "die"} & set(low))


_LABEL_REACH: Final = 9
_HEADING: Final = 4  # tokens of "Masisi territory." and "Baghdad."
_DASHES: Final = frozenset("-–—")


_PARTING: Final = frozenset("them whom these those which".split())
_INTO_PART: Final = frozenset("in at near , and the town city village of outside around".split())
_FEW_WORDS: Final = 10


def in_part(part: Sentence, spot: Spot) -> bool:
    """Return whether only some of those counted were hit at the place: "ten died, three of them in X"."""
    tokens = part.tokens
    k = spot.first - 1
    while k > max(1, spot.first - _FEW_WORDS) and (
        tokens[k].low in _INTO_PART
        or (tokens[k].word[0].isupper() and tokens[k].low not in _PARTING)
    ):
        k -= 1
    return (
        k > 0
        and tokens[k].low in _PARTING
        and tokens[k - 1].low == "of"
        and tokens[k + 1].low in ("in", "at", "near", "outside", "around")
        and tokens[max(0, k - _TO_VERB)].low not in _HARMED  # "killed four of them in X": all
    )


_TO_VERB: Final = 3  # tokens of "killed four of them"
_HARMED: Final = frozenset(
    "killed killing wounded wounding injured injuring shot hurt abducted kidnapped seized arrested".split()
)


def labels(part: Sentence, spot: Spot) -> bool:
    """Return whether the name stands before a colon that opens its paragraph."""
    if spot.first > _LABEL_REACH or part.tokens[0].word == '"':
        return False
    if len(part.tokens) <= _HEADING and part.tokens[-1].word == ".":
        return spot.first <= 1
    behind = part.tokens[spot.last : spot.last + 1]
    if (
        behind
        and behind[0].word in _DASHES
        and spot.first <= 1
        and spot.last < len(part.tokens) - 2
    ):
        return behind[0].start > part.tokens[spot.last - 1].end  # "Kahda - second device found"
    for token in part.tokens[spot.last : _LABEL_REACH + 3]:
        if token.word == ":":
            return True
        if token.low in ("said", "says", "told", "قال", "قالت"):
            return False
    return False


_CLINICS: Final = frozenset("hospital hospitals clinic morgue mortuary infirmary cemetery".split())
_BROUGHT: Final = frozenset(
    "taken brought transferred carried evacuated rushed flown treated admitted hospitalised hospitalized buried "
    "received airlifted transport transported transporting".split()
)


def is_clinic(part: Sentence, spot: Spot) -> bool:
    """Return whether victims are only counted, treated or buried at the place: "X hospital received 17 bodies"."""
    behind = {t.low for t in part.tokens[spot.last - 1 : spot.last + 3]}
    if is_harmed_within(part.tokens, spot):
        return False
    ahead = [t.low for t in part.tokens[max(0, spot.first - 6) : spot.first]]
    return bool(_CLINICS & (behind | set(ahead[-4:]))) or (
        bool(ahead) and ahead[-1] in ("to", "in", "at") and bool(_BROUGHT & set(ahead))
    )


def is_for_treatment(part: Sentence, spot: Spot) -> bool:
    """Return whether the hurt were only taken there: "brought to X for treatment", "flown to a hospital in X"."""
    behind = [t.low for t in part.tokens[spot.last : spot.last + 5]]
    to = spot.first > 0 and part.tokens[spot.first - 1].low == "to"
    if to and behind[:1] == ["for"] and {"treatment", "care", "surgery"} & set(behind):
        return True
    way = [t.low for t in part.tokens[max(0, spot.first - 8) : spot.first]]
    moved = max((k for k, word in enumerate(way) if word in _BROUGHT), default=len(way))
    there = way[moved + 1 :]
    return (
        bool(there)
        and there[0] in ("to", "by", "in")
        and "to" in there
        and bool(_CLINICS & set(there))
    )


def is_axis(part: Sentence, spot: Spot) -> bool:
    """Return whether a sentence opens with the side from which it tells: "In the direction of X up to 30 men"."""
    low = [t.low for t in part.tokens[: spot.first]]
    low = low[1:] if low and not low[0][0].isalpha() else low
    return low in (["in", "the", "direction", "of"], ["on", "the"], ["towards"])


_ACCORDS: Final = frozenset("agreed signed negotiated concluded brokered sealed met".split())
_TO_ACCORD: Final = 4  # tokens of "agreed upon later in"


def is_of_accord(frame: Frame, spot: Spot) -> bool:
    """Return whether violence only stands beside the place of an accord: "the truce agreed upon in X"."""
    ahead = [t.low for t in frame.sentence.tokens[max(0, spot.first - _TO_ACCORD) : spot.first]]
    told = ahead[-1:] in (["in"], ["at"]) and _ACCORDS & set(ahead) and "," not in ahead
    return bool(told) and "agreement" not in frame.kinds


_SITES: Final = frozenset(
    "hospital school mosque church market square street roundabout university bakery stadium hotel mall cinema clinic "
    "cathedral junction ministry college institute restaurant".split()
)


# Not a market or hospital, which mostly bear their town's name.
_AR_STREETS: Final = folded("تقاطع شارع دوار ساحه ميدان جامع مسجد فندق برج مبنى قاعه حديقه")


def is_site(part: Sentence, spot: Spot) -> bool:
    """Return whether the name is of a building or square of a town, which few lists of places have."""
    if spot.first and part.tokens[spot.first - 1].low in _AR_STREETS:
        return True
    if spot.wide:
        return False
    behind = [t.low for t in part.tokens[spot.last : spot.last + 1]]
    return bool(behind) and behind[0] in _SITES


def is_named_site(part: Sentence, spot: Spot) -> bool:
    """Return whether the word for the site is part of the name: "the National Hospital"."""
    return (
        spot.last - spot.first > 1
        and part.tokens[spot.last - 1].low in _SITES
        and not (spot.wide or spot.collective)
    )


def in_return(part: Sentence) -> bool:
    """Return whether the sentence tells of an answer to what was told: "killed 40 soldiers in return"."""
    low = [t.low for t in part.tokens]
    for k, (word, behind) in enumerate(pairwise(low)):
        if word == "in" and behind in REPLIES:
            return True
        if (behind == "back" and word in _STRIKING) or word.startswith("retaliat"):
            return True  # "drones struck back overnight"
        if word in _ANSWERED and _answers_with_fire(low, k):
            return True  # "answered at once, striking 80 targets"
    return False


def _answers_with_fire(low: Sequence[str], k: int) -> bool:
    """Return whether the verb at `k` answers by arms, of whom nobody says that he will."""
    if MODALS & set(low[max(0, k - _TO_MODAL) : k]):
        return False
    if low[k + 1 : k + 2] == ["to"]:  # "responded to the strikes" with arms, or with stretchers
        by = next((j for j in range(k + 2, len(low)) if low[j] in ("with", "by", ",")), len(low))
        return bool(_FIRED & set(low[by : by + 1 + _TO_FIRE]))
    return bool(_FIRED & set(low[k + 1 : k + 1 + _TO_FIRE]) or _AIMED & set(low[k:]))


_TO_MODAL: Final = 3
_TO_FIRE: Final = 5
_STRIKING: Final = frozenset("struck hit fired shot striking hitting firing strike".split())
_ANSWERED: Final = frozenset("answered answering responded responding returned replied".split())
_FIRED: Final = frozenset(
    "destroyed destroying fire fires attack attacks shelling striking hitting firing artillery targeting strikes bombing bombarding rockets howitzers shells".split()
)
# what an answer is aimed at, however far from its verb
_AIMED: Final = frozenset("target targets neutralized neutralised eliminated".split())


_CRAFT: Final = frozenset("aircraft plane helicopter jet warplane chopper".split())
_CREW: Final = frozenset("crew pilot pilots wreckage occupants airmen crewmen".split())


def is_of_crew(part: Sentence) -> bool:
    """Return whether the sentence tells what became of an aircraft or of those in it."""
    words = small_words(part.tokens)
    if part.is_arabic or (_CREW.isdisjoint(words) and _CRAFT.isdisjoint(words)):
        return False
    low = lows(part.tokens)
    return not _CREW.isdisjoint(words) or any(a == "the" and b in _CRAFT for a, b in pairwise(low))


_DIPLOMACY: Final = frozenset(
    "talks summit accused urged condemned visit visiting visited met meeting envoy ambassador conference vowed "
    "speech addressed".split()
)


def is_of_talks(part: Sentence) -> bool:
    """Return whether the sentence tells of meetings and speeches."""
    return not _DIPLOMACY.isdisjoint(small_words(part.tokens))


_SPEAKERS: Final = LOCALS | {"hospital"}
_AR_LOCALS: Final = folded(
    "رئيس مختار قائممقام حاكم عمدة مدير بلديه سكان السكان اهالي ناشطون ناشطين شهود لجان غرفه مستشفى مشفى مجلس اداره مطار مصدر مصادر مسعف مسعفون طبيب"
)


def is_local(part: Sentence, spot: Spot, *, head: int = 0, back: bool = False) -> bool:
    """Return whether those who speak live at the place: "residents of X said", "a medic in X said".

    Of its officers too, where the passive verb at `head` tells what befell them; and of any who work
    there, where they go `back` to it: "a teacher in X said that soldiers had burnt the town".
    """
    if part.is_arabic:
        near = part.tokens[max(0, spot.first - 4) : spot.first]
        return any(_AR_LOCALS.intersection(t.forms) for t in near)
    ahead = [t.low for t in part.tokens[max(0, spot.first - 3) : spot.first]]
    if back and ahead[-2:] in _LIVING_IN:
        return True
    befell = bool({"was", "were"} & {t.low for t in part.tokens[spot.last : head]})
    return (
        bool(ahead)
        and ahead[-1] in ("of", "in", "from", "at")
        and bool(
            (_SPEAKERS | (_OFFICES if befell else _NONE) | (_WORKING if back else _NONE))
            & set(ahead[:-1])
        )
    )


_NONE: Final[frozenset[str]] = frozenset()
_LIVING_IN: Final = (["lives", "in"], ["living", "in"], ["live", "in"])
_WORKING: Final = frozenset(
    "worker workers nurse teacher student students shopkeeper trader driver man woman mother father".split()
)


_OFFICES: Final = frozenset(
    "mayor councillor councilor chief imam priest pastor headmaster".split()
)


_VICTIMS: Final = frozenset("victims dead deceased slain killed".split())
_WERE: Final = frozenset("had were was".split())


def tells_of_victims(part: Sentence) -> bool:
    """Return whether a sentence goes on about those just counted: "The victims had been ...", "Those killed were ..."."""
    low = [t.low for t in part.tokens[:4]]
    return (
        low[:1] in (["the"], ["those"])
        and low[1:2] != []
        and low[1] in _VICTIMS
        and bool(_WERE & set(low[2:]))
    )


_BACK: Final = frozenset(
    "attack attacks strike strikes airstrike airstrikes raid raids blast blasts explosion explosions bombing bombings "
    "shelling bombardment clashes clash fighting assault incident ambush shooting killings massacre protest "
    "demonstration dead deaths toll casualties battle siege victims bodies abduction march rally operation offensive".split()
)


_THINGS: Final = frozenset(
    "bomb bombs missile missiles drone drones shell shells rocket rockets projectile projectiles explosion explosions blasts "
    "explosives device bomber attacker attackers assailants gunmen".split()
)
_OPENING: Final = 7
_LAID: Final = frozenset("bomb device mine landmine explosives bomber car vehicle".split())
_UNNAMED: Final = TOWN.union("province region country camp".split())


def unnamed_place(part: Sentence, frame: Frame) -> bool:
    """Return whether the frame happens somewhere new that is not named: "in a northern Syrian province"."""
    if part.is_arabic:
        return not frame.places and arabic.in_the_country(part.tokens)
    low = [t.low for t in part.tokens]
    for k in range(frame.heads[0], min(len(low) - 2, frame.heads[-1] + 10)):
        if low[k] in ("in", "near", "inside", "outside") and low[k + 1] in ("a", "an", "another"):
            return bool(_UNNAMED & set(low[k + 2 : k + 6]))
    return False


_PARTS_OF_GROUND: Final = frozenset(
    "village villages community communities neighbourhood neighborhood neighbourhoods neighborhoods suburb district camp "
    "hamlet hamlets settlement settlements locality town area site mine".split()
)
_ONE_OR_SOME: Final = frozenset("a an one two three four five several another some".split())
_TO_PART: Final = 6  # tokens of "an upscale hillside community in the city of"


def is_unnamed_site(part: Sentence, spot: Spot) -> bool:
    """Return whether something happened at a place in X whose own name is not told: "a village in X"."""
    low = [t.low for t in part.tokens[max(0, spot.first - _TO_PART - 3) : spot.first]]
    while low and low[-1] in _TO_NAME:
        low.pop()
    return bool(low and low[-1] in _PARTS_OF_GROUND and _ONE_OR_SOME & set(low[-_TO_PART + 1 : -1]))


_TO_NAME: Final = WINDS.union(
    NORTHERN,
    "in of near the city town district province state central northwestern northeastern southwestern southeastern".split(),
)


GENERIC: Final = frozenset({"assault", "strike", "hit", "blast", "raid", "push", "kill", "wound"})
WEAK: Final = GENERIC - {"raid", "push", "strike"} | {"destroy", "burn", "fire", "shot", "carry"}
HARM_WORDS: Final = frozenset({"kill", "wound", "shot", "shotdead", "fire", "burn", "destroy"})
_APART: Final = (
    ("separately",), ("elsewhere",), ("in", "another"), ("in", "a", "separate"), ("in", "other"), ("in", "a", "second"),
    ("meanwhile",), ("also",), ("in", "addition"), ("a", "separate"), ("another",), ("a", "second"), ("a", "third"),
    ("a", "fourth"), ("a", "further"), ("on", "the", "other", "hand"),
)  # fmt: skip
_TELLERS: Final = frozenset(
    "source witness eyewitness resident official officer survivor villager report account statement video medic doctor "
    "local activist".split()
)
_TELLER: Final = 4  # tokens of "another local security source" less one
_BEFORE_DEED: Final = 5  # tokens of "another, smaller-scale" before "attack"
_LONGEST: Final = max(map(len, _APART))


def set_apart(part: Sentence, frame: Frame) -> bool:
    """Return whether the sentence says that it opens another event: "In a separate incident"."""
    if part.is_arabic:
        return frame.apart
    low = [t.low for t in part.tokens]
    head = frame.heads[0]
    if "again" in low[head : frame.heads[-1] + 4] and frame.dates:
        return True  # "came under fire again on Wednesday"
    if any(low[h] in _BACK and "another" in low[max(0, h - _BEFORE_DEED) : h] for h in frame.heads):
        return True  # "did not mention another deadly attack", "were killed by another attack"
    if _is_earlier(low) and not set(frame.kinds) <= HARM_WORDS and not points_back(frame):
        return True
    reach = max(0, min(head, 6))
    opening = low[: reach + _LONGEST]
    for words in _APART:
        if words[0] not in opening:
            continue
        for k in range(reach):
            told = _TELLERS & set(low[k + 1 : k + _TELLER])
            if words == ("another",) and (told or _counts_on(part, k + 1)):
                continue  # "Another witness said", "Another ten people were hurt": of the same
            if tuple(low[k : k + len(words)]) == words:
                return words != ("also",) or k == 0
    return low[:1] == ["other"] and head < _OTHERS  # "Other raids took the lives of 22"


_OTHERS: Final = 3  # tokens of "Other Russian raids"


def _counts_on(part: Sentence, k: int) -> bool:
    """Return whether a number of people stands at token `k`: "another 10 people were injured"."""
    return any(n.first == 0 for n in numbers(part.tokens[k : k + 2]))


_EARLIER: Final = (
    ("earlier", "in", "the"), ("earlier", "on"), ("earlier", "that"), ("earlier", "the", "same"), ("hours", "earlier"),
    ("a", "few", "hours", "earlier"), ("a", "few", "hours", "ago"),
)  # fmt: skip


def _is_earlier(low: Sequence[str]) -> bool:
    """Return whether a sentence opens with an earlier hour: "Earlier in the evening they blew up a lorry in X"."""
    return any(tuple(low[: len(words)]) == words for words in _EARLIER)


_TO_SITE: Final = 12  # tokens of "that the camp targeted by the Russian air strikes was"


def names_the_site(frame: Frame) -> bool:
    """Return whether the frame only names what was hit: "the camp targeted by the strikes was the X camp"."""
    low = [t.low for t in frame.sentence.tokens]
    head = frame.heads[0]
    if frame.sentence.is_arabic or frame.tolls or low[head] not in STRUCK or head < 2:
        return False
    by = low[head + 1 : head + 3]
    return (
        low[head - 2] == "the"
        and by[:1] in (["by"], ["in"])
        and by[1:] in (["the"], ["that"], ["this"])
        and bool({"was", "is"} & set(low[head + 3 : head + _TO_SITE]))
    )


_REST: Final = frozenset("remaining rest others".split())
_TO_REST: Final = 5  # tokens of "the remaining victims all"


def of_the_rest(frame: Frame) -> bool:
    """Return whether a frame tells where those died who are left of a count: "the others died in B"."""
    head = frame.heads[0]
    ahead = {t.low for t in frame.sentence.tokens[max(0, head - _TO_REST) : head]}
    bare = set(frame.kinds) <= HARM_WORDS and not frame.tolls and bool(frame.places)
    return bare and bool(_REST & ahead) and not frame.sentence.is_arabic


def ensued(frame: Frame) -> bool:
    """Return whether the frame only tells how the event before went on: "died in the gunfight that followed"."""
    low = [t.low for t in frame.sentence.tokens]
    behind = low[frame.heads[-1] : frame.heads[-1] + 5]
    near = low[max(0, frame.heads[-1] - 2) : frame.heads[-1]]
    same = any(head and low[head - 1] == "same" for head in frame.heads)
    return (
        not frame.places
        and (
            same  # "more died in the same raids"
            or any(
                behind[k : k + 2] in (["that", "followed"], ["that", "ensued"])
                for k in range(len(behind))
            )
            or bool({"ensuing", "subsequent"} & set(near))
        )
    )


_LATER: Final = (
    ("hours", "later"), ("an", "hour", "later"), ("later", "that", "day"), ("a", "day", "later"),
)  # fmt: skip


_ABOUT: Final = 3  # tokens of "About two" before "hours later"


def comes_later(frame: Frame) -> bool:
    """Return whether the sentence opens with what came next: "Hours later a bomb hit the convoy"."""
    low = [t.low for t in frame.sentence.tokens[:5]]
    opened = any(tuple(low[k : k + len(words)]) == words for words in _LATER for k in range(_ABOUT))
    return opened and not set(frame.kinds) <= HARM_WORDS and not _one_of_them(frame)


_DAYS: Final = WEEKDAYS | {"yesterday"}
_HAPPENED: Final = (("took", "place"), ("happened",), ("occurred",))


def took_place(frame: Frame) -> bool:
    """Return whether the frame only says when what was told happened: "The strike took place on Monday"."""
    if frame.sentence.is_arabic:
        return arabic.took_place(frame)
    low = [t.low for t in frame.sentence.tokens]
    head = frame.heads[0]
    if len(frame.heads) > 1 or not head or low[head - 1] not in ("the", "this", "that"):
        return False
    return any(tuple(low[head + 1 : head + 1 + len(words)]) == words for words in _HAPPENED)


_NTH: Final = frozenset("first second third other former latter".split())


def _one_of_them(frame: Frame) -> bool:
    """Return whether the frame tells of one of several just counted: "The second went off minutes later"."""
    tokens = frame.sentence.tokens
    head = frame.heads[0]
    ahead = [t.low for t in tokens[max(0, head - 3) : head]]
    return any(
        ahead[k] == "the" and ahead[k + 1] in _NTH and len(ahead) - k <= 3 and not frame.places
        for k in range(len(ahead) - 1)
    )


_FEW: Final = frozenset("one two three four five both some most several another".split())
_LANDED: Final = frozenset("fell landed hit exploded struck".split())
_FALLEN: Final = frozenset(
    "rockets bombs shells missiles strikes raids attacks blasts explosions drones bombers".split()
)


def _is_one_of(tokens: Sequence[Token]) -> bool:
    """Return whether the sentence opens with one of those just told: "One of the rockets hit a hall"."""
    low = [t.low for t in tokens[:4]]
    if low[1:2] and low[0] in _FEW and low[1] in _LANDED:
        return True  # "Two fell in open land"
    return low[1:3] == ["of", "the"] and low[3:4] != [] and low[3] in _FALLEN


@remembered
def _at_the_same_spot(tokens: Sequence[Token]) -> bool:
    """Return whether a second strike hit what the first did: "hit the same place"."""
    return "same" in small_words(tokens) and any(
        t.low in _SAME_TARGET and k and tokens[k - 1].low == "same" for k, t in enumerate(tokens)
    )


_SAME_TARGET: Final = SAME_SPOT | {"site", "target"}
_TO_HOME: Final = 8  # tokens of "attacked and burnt our village"
_HOME: Final = frozenset("village town community camp house home".split())


def points_back(frame: Frame) -> bool:
    """Return whether the frame's own words refer to something told before: "the attack"."""
    if frame.sentence.is_arabic:
        return arabic.points_back(frame)
    tokens = frame.sentence.tokens
    if _is_one_of(tokens) or _one_of_them(frame) or _at_the_same_spot(tokens):
        return True
    behind = tokens[frame.heads[0] : frame.heads[0] + _TO_HOME]
    if any(a.low == "our" and b.low in _HOME for a, b in pairwise(behind)):
        return True  # "they attacked our village", in a witness's words
    opens = tokens[0].low == "the" and tokens[1].low in _THINGS and frame.heads[0] < _OPENING
    ahead = [(tokens[h - 2].low, tokens[h - 1].word) for h in frame.heads if h > 1]
    if opens or any(article == "the" and thing in _LAID for article, thing in ahead):
        return True  # "The bombs hit the camps of X", "were on their way when the bomb exploded"
    for head in (*frame.heads, *(k for k in range(len(tokens)) if tokens[k].low in _BACK)):
        if only_when(tokens, head, head + 1):
            continue
        if (
            tokens[head].low in _BACK
            and head
            and tokens[head - 1].low in ("the", "this", "that", "these", "those", "same")
        ):
            return True
        if (
            tokens[head].low in _BACK
            and head > 1
            and (
                tokens[head - 2].low in ("the", "this", "these", "those")
                or (
                    tokens[head - 1].low in ("'s", "’s")
                    and _DAYS & {t.low for t in tokens[max(0, head - 3) : head - 1]}
                )
            )
        ):
            return True
    return False
