"""Which forms of an Arabic trigger word its row leaves unsaid.

The secret of this module is how little of a verb a list must name: from "سرقت|سرقوا" follow سرق and the
imperfects of a headline (يسرق، تسرق، يسرقون), from "هجوم" its accusative and its dual. What a row spells
out itself always counts before what is made here.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from geo.extract.text import forms_of, is_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PRESENT: Final = "now?"
"""What stands before the kind of an imperfect, which may tell a wish or a custom as well as a deed."""
# Deeds that newsrooms tell in the imperfect: the others are too often a state ("تتقدم") or spelled
# like something else ("توقف" is "stopped" before it is "arrests").
_IN_PRESENT: Final = frozenset(
    "vac abduct arrest raid assault burn loot clash hit blast shot kill carry protest enter? stand? deploy? shut? foil? repel? gain? seize? hold? leave? disperse? expel? free? find? defuse? hit? kill? raze?".split()
)
# Deeds whose noun is told with its doer or its object: "بعد انتزاعها القرية", "بعد تحريرها".
_OF_SOMEBODY: Final = frozenset("gain? free? oust? assault lose? push siege? ring?".split())
_BARE: Final = 2
_LONG: Final = 4
_PLURAL: Final = ("ات", "ين", "ون", "ان", "تا", "تي")
_HOLLOW_FOUR: Final = 4
_TENTH: Final = "است"
_HOLLOW_TENTH: Final = 6


def conjugated(*perfects: str) -> frozenset[str]:
    """Return, folded, what a list needs not say of verbs given by "he did": she, they, and all these in the imperfect.

    Examples
    --------
    >>> sorted(conjugated("قصف"))
    ['تقصف', 'قصف', 'قصفت', 'قصفتا', 'قصفوا', 'يقصف', 'يقصفون']
    """
    bases = [_folded(word) for word in perfects]
    made = chain.from_iterable((*_perfects(b), *_imperfects(b)) for b in bases)
    return frozenset(forms_of(word)[0] for word in made)


def _folded(word: str) -> str:
    """Return a verb as lists compare it, but for the ending by which "he was paid" and "he paid" differ."""
    base = forms_of(word)[0]
    return base[:-1] + "ى" if word.endswith("ى") else base


def inflected(rows: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Return rows for the forms that the Arabic rows of a list of triggers leave out, theirs not among them."""
    for row in rows:
        items = [item.split("|") for item in row["phrase"].split()]
        if not all(is_arabic(word) for item in items for word in item):
            continue
        if row["pos"] == "v" and len(items) == 1:
            bases = _bases(items[0])
            yield from _row(row, [_perfects(b) for b in bases])
            if row["kind"] in _IN_PRESENT:
                yield from _row(
                    {**row, "kind": PRESENT + row["kind"]}, [_imperfects(b) for b in bases]
                )
        elif row["pos"] == "n":
            for alone in (_indefinite, _dual) if len(items) == 1 else (_indefinite,):
                declined = [
                    sorted({form for word in item for form in alone(word)}) for item in items
                ]
                if all(declined):
                    yield {**row, "phrase": " ".join("|".join(item) for item in declined)}
            if row["kind"] in _OF_SOMEBODY and len(items) == 1:
                yield from _row(row, [_possessed(word) for word in items[0]])


def paired(rows: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Return rows that count two for the Arabic nouns that count one: مهاجر, مهاجران."""
    for row in rows:
        words = row["phrase"].split("|")
        if row["count"] != "1" or " " in row["phrase"] or not is_arabic(words[0]):
            continue
        nouns = [
            w for w in words if "_" not in w and len(w) >= _LONG and not w.endswith(("ا", "ى"))
        ]
        duals = [w[:-1] + "تان" if w.endswith(("ه", "ة")) else w + "ان" for w in nouns]
        if duals:
            yield {**row, "phrase": "|".join(dict.fromkeys(duals)), "count": "2"}


def _row(row: Mapping[str, str], forms: Sequence[Sequence[str]]) -> Iterator[Mapping[str, str]]:
    if words := sorted(set(chain.from_iterable(forms))):
        yield {**row, "phrase": "|".join(words)}


def _bases(words: Sequence[str]) -> list[str]:
    """Return the "he did" of a row's verbs: what is listed with any ending, and what two of its persons share."""
    listed = set(words)
    found = [w.removesuffix("*") for w in words if w.endswith("*")]
    found += [w for w in words if w.endswith("ى") and w[:-1] + "ت" in listed]
    for word in words:
        for ending in ("وا", "ت"):
            base = word.removesuffix(ending)
            persons = {base, base + "ت", base + "وا"} & listed
            if base != word and len(persons) > 1 and base + "ى" not in listed:
                found.append(base)
    return [b for b in dict.fromkeys(found) if len(b) >= _BARE and not b.endswith(_NO_BASE)]


# "توفي" is a passive, and a row that lists "قصفت*" means what is written onto it.
_NO_BASE: Final = ("ي", "ت", "وا")


def _perfects(base: str) -> list[str]:
    if base.endswith("ى"):
        return [base, base[:-1] + "ت", base[:-1] + "وا"]
    return [base, base + "ت", base + "وا", base + "تا"]


def _imperfects(base: str) -> list[str]:
    """Return "he does", "she does" and "they do"; none where the vowel within changes without a rule."""
    passive = base[0] == "ا" and "ي" in base[1:]  # اغتيل, اقتيد
    if passive:
        return []
    if len(base) < _HOLLOW_FOUR:
        if base[1:2] in ("ا", "و", "ي") or base[:1] == "ا":
            return []
        core = base
    else:
        core = base.removeprefix("ا")
        if base[0] == "ا" and len(base) == _HOLLOW_FOUR and base[2] == "ا":
            core = f"{base[1]}ي{base[3]}"  # أصاب: يصيب
        elif base.startswith(_TENTH) and len(base) == _HOLLOW_TENTH and base[4] == "ا":
            core = f"{base[1:4]}ي{base[5]}"  # استعاد: يستعيد
    if core.endswith(("ى", "ا")):
        core = core[:-1] + "ي"
    plural = core.removesuffix("ي") + "ون"
    return [w for w in (f"ي{core}", f"ت{core}", f"ي{plural}") if w not in _HOMOGRAPHS]


# "rules", "goes out", "fails"
_HOMOGRAPHS: Final = frozenset("يحكم تحكم يحكمون يخرج تخرج يخرجون يفشل تفشل يفشلون".split())


def _indefinite(word: str) -> list[str]:
    """Return a noun as it is and as the object of a verb: "شهدت المدينة اقتتالاً"."""
    plain = word.removesuffix("*")
    bare = not (plain.startswith("ال") or plain.endswith((*_PLURAL, "ه", "ة", "ا", "ى", "ي_", "_")))
    return [word, plain + "ا"] if bare and "_" not in plain else [word]


def _possessed(word: str) -> list[str]:
    """Return a deed's noun with whose it is, or whom it befell: استعادتها, هجومهم."""
    if "_" in word or word.endswith(("*", *_PLURAL, *_WHOSE[1:], "ته")) or word.startswith("ال"):
        return []
    stem = word[:-1] + "ت" if word.endswith(("ه", "ة")) else word
    return [stem + whose for whose in _WHOSE]


_WHOSE: Final = ("ه", "ها", "هم", "هما")


def _dual(word: str) -> list[str]:
    plain = word.removesuffix("*")
    if "_" in plain or plain.startswith("ال") or plain.endswith((*_PLURAL, "ا", "ى", "ت")):
        return []
    if len(plain) < _LONG:
        return []  # حيدان is a town
    stem = plain[:-1] + "ت" if plain.endswith(("ه", "ة")) else plain
    return [stem + "ين", stem + "ان"]
