"""How alike two names sound, in one script or across two.

The secret of this module is the comparison. In one script, letters that transliterators vary count
as one, and the rest is edit distance. Across scripts a Latin spelling is held against the Arabic
one as its transcription: the consonants must agree, every long vowel that Arabic writes must be
heard, and a name that Arabic ends with a consonant ends with one in Latin as well. Vowels that
Arabic leaves out may be any.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA, JaroWinkler

from geo.gazetteer.spelling import consonants, romanised, script, skeleton, sound, sounds

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_CROSS_BONES: Final = 3
"""A skeleton shorter than this says little across scripts."""

_LETTER_H: Final = re.compile("(?<=[cdgkpstxz])h")
_TA_MARBUTA: Final = re.compile(r"ه\b")
# Which vowels may stand for a letter that Arabic writes; "e" is heard for both a and i.
_HEARD_AS: Final = {"a": frozenset("aeo"), "i": frozenset("ie"), "u": frozenset("uo")}
_LETTER_UNHEARD: Final = 1.5
_END_UNHEARD: Final = 1.0
_VOWEL_TOO_MANY: Final = 0.5
_OPEN_END: Final = 1.5
_HALF: Final = 0.5
_A_TRANSCRIPTION: Final = 0.95
"""As alike as a name in another script can be: vowels that it leaves out are never checked."""

_A_MISFIT: Final = 0.09


class Spoken:
    """A folded name that is asked for, ready to be compared with many that are listed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.script = script(name)
        self.bones = skeleton(name)
        self.short = len(self.bones) < MIN_CROSS_BONES
        self._sound = sound(name)
        self._voiced = self._sound if self.script == "latin" else _voiced([name])[0]
        self._consonants = consonants(self._voiced)
        self._may_be_tied = " " in name

    def likeness(self, listed: str) -> float:
        """Return how alike a listed, folded name sounds, 0 to 1."""
        written = script(listed)
        if written == self.script:
            return self.likenesses([listed])[0]
        if "latin" in {written, self.script}:
            return self.likenesses_across([(listed, skeleton(listed))])[0]
        return 0.0

    def likenesses(self, names: Sequence[str]) -> list[float]:
        """Return how alike folded names in the same script sound."""
        own, heard = self._sound, sounds(names)
        if not own or self.script == "arabic":
            return [self._said_alike(said) for said in heard]
        edits, start = OSA.normalized_similarity, JaroWinkler.similarity
        return [(edits(own, said) + start(own, said)) / 2 if said else 0.0 for said in heard]

    def likenesses_across(self, listed: Sequence[tuple[str, str]]) -> list[float]:
        """Return how alike names in another script sound, each given with its skeleton.

        One of the two must be Latin.
        """
        names: dict[str, list[int]] = {}
        for number, (name, _) in enumerate(listed):
            names.setdefault("latin" if name.isascii() else script(name), []).append(number)
        alike = [0.0] * len(listed)
        for written, numbers in names.items():
            if self.script == written or "latin" not in {written, self.script}:
                continue
            arabic = "arabic" in {written, self.script}
            for tied in ("ت", "ا") if arabic and self._may_be_tied else ("ت",):
                said = _voiced([listed[number][0] for number in numbers], tied)
                for number, heard in zip(numbers, said, strict=True):
                    one = self._heard_alike(heard, listed[number][1], arabic=arabic)
                    alike[number] = max(alike[number], one)
        return alike

    def misfits_of(self, arabic: Sequence[str]) -> list[float]:
        """Return how much a Latin name is off as a transcription of each of some Arabic ones.

        Returns
        -------
        list of float
            0 is none at all; infinite where the consonants differ, or a name is not Arabic.
        """
        off = [math.inf] * len(arabic)
        if self.script != "latin" or not arabic:
            return off
        for tied in ("ت", "ا") if self._may_be_tied else ("ت",):
            for number, heard in enumerate(_voiced(arabic, tied)):
                if heard and consonants(heard) == self._consonants:
                    off[number] = min(off[number], misfits(self._voiced, heard))
        return off

    def _said_alike(self, said: str) -> float:
        """Compare with the sound of a name in the same script."""
        own = self._sound
        if not own or not said or (self.script == "arabic" and said + "ي" == own):
            return 0.0  # a man of Baghdad is not Baghdad
        if self.script == "arabic" and said == own + "ي":
            return 0.0
        return (OSA.normalized_similarity(own, said) + JaroWinkler.similarity(own, said)) / 2

    def _heard_alike(self, heard: str, bones: str, *, arabic: bool) -> float:
        """Compare with a name in another script: how it sounds letter by letter, and its skeleton."""
        if min(len(bones), len(self.bones)) < MIN_CROSS_BONES:
            # two consonants say little: the long vowels between them must agree as well
            near = OSA.normalized_similarity(heard, self._voiced)
            return 0.5 + near / 4 + (0.05 if near == 1.0 else 0.0)
        voiced = JaroWinkler.similarity(self._voiced, heard)
        if consonants(heard) == self._consonants:
            if arabic:
                latin, other = self._voiced, heard
                if self.script == "arabic":
                    latin, other = other, latin
                top = min(_A_TRANSCRIPTION, 0.8 + 0.035 * len(self._consonants))
                return max(0.0, top - _A_MISFIT * misfits(latin, other))
            return min(0.95, 0.74 + 0.035 * len(self._consonants)) * (0.85 + 0.15 * voiced)
        # the more consonants agree, the less it is chance; vowels only break ties
        chance = min(0.9, 0.62 + 0.03 * len(bones))
        alike = OSA.normalized_similarity(bones, self.bones)
        return alike * chance * (0.85 + 0.15 * voiced)


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names sound, 0 to 1."""
    return Spoken(one).likeness(other)


def misfits(latin: str, arabic: str) -> float:
    """Return how much a Latin spelling is off as a transcription of an Arabic name, 0 if it is none.

    Parameters
    ----------
    latin, arabic
        How they sound letter by letter, in Latin script, with the same consonants.

    Examples
    --------
    >>> misfits("hazanu", "hzanu"), misfits("hazanu", "hzan") > 0, misfits("turnaba", "trnba")
    (0.0, True, 0.0)
    """
    spoken, written = _between_consonants(latin), _between_consonants(arabic)
    off = 0.0
    last = len(spoken) - 1
    for number, (heard, letters) in enumerate(zip(spoken, written, strict=True)):
        for letter in set(letters):
            if number == 0 and letter == "a":
                continue  # alef only bears the vowel that a name begins with
            if number == last and letters == "i" and "a" in heard:
                continue  # the letter of Musa's last vowel is folded into that of Ali's
            if _HEARD_AS.get(letter, frozenset("eia")).isdisjoint(heard):
                # alef and ain are often dropped; a long i or u never is ("Sarman" is not سرمين)
                long = _END_UNHEARD if number == last else _LETTER_UNHEARD
                off += _HALF if letter == "a" else long
        if number == last and heard and not letters:
            off += _OPEN_END
        elif number == last and heard[-1:] in {"a", "e"} and letters[-1] != "a" and len(heard) > 1:
            off += _HALF  # "Sukkariyeh" is not السكري
        elif letters and (extra := _unlicensed(heard, letters)):
            off += _VOWEL_TOO_MANY * extra
    return off


def _unlicensed(heard: str, letters: str) -> int:
    """Return how many vowels were said for which no letter stands; a or e is said before any."""
    licensed = frozenset("ae").union(
        *(_HEARD_AS.get(letter, frozenset("eia")) for letter in letters)
    )
    return len(set(heard) - licensed)


def _between_consonants(said: str) -> list[str]:
    """Return the vowels before, between and after the consonants of a name."""
    runs = [""]
    for letter in said:
        if letter in "aeiou":
            runs[-1] += letter
        else:
            runs.append("")
    return runs


def _voiced(names: Sequence[str], tied: str = "ت") -> list[str]:
    """Return how names in one script sound letter by letter in Latin script.

    Parameters
    ----------
    tied
        What the Arabic ending of the feminine is said as before another word: t where that word
        owns it, nothing where it is an adjective.
    """
    text = "\n".join(names)
    if script(text) == "arabic":
        text = romanised(_TA_MARBUTA.sub("ا", text.replace("ه ", f"{tied} ")))
        latin = _LETTER_H.sub(" h", text).split("\n")  # d and h are two letters: ضهر is no "Dar"
    else:
        latin = romanised(text).split("\n")
    if all(name.isascii() for name in latin):
        return sounds(latin)
    return [sound(name) for name in latin]
