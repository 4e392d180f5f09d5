"""What type of event an everyday word in a table's cell names.

The secret of this module is which words of which languages stand for which of ACLED's types
(ACLED, "Codebook", 2023, tables 1 and 2): "Air strike", "IED", "قصف مدفعي", "enlèvement". A word
that stands for none is kept as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from geo.tables.sheet import Sheet

_REMOTE: Final = "Explosions/Remote violence"
_BATTLE: Final = "Battles"
_VIOLENCE: Final = "Violence against civilians"
_CROWD: Final = "Protests"
_MOVE: Final = "Strategic developments"

# The first that fits decides: a suicide bomb is no plain bomb, a car bomb no "bombing" from the air.
_TERMS: Final = tuple(
    (re.compile(rf"(?<!\w)(?:[وب]?ال)?(?:{pattern})", re.IGNORECASE), kind)
    for pattern, kind in (
        (r"suicide|انتحاري|kamikaze|suicida|selbstmord|intihar|смертни[кц]", (_REMOTE, "Suicide bomb")),
        (r"chemical|chlorine|sarin|gas attack|كيم[اي]وي|chimique|qu[íi]mic", (_REMOTE, "Chemical weapon")),
        (
            r"i\.?e\.?d\.?s?\b|vbied|s?vb?ied|(?:land|sea)?[- ]?mines?\b|car ?bomb|roadside bomb|uxo\b|erw\b"
            r"|unexploded|booby|explosive (?:device|remnant)|عبو[ةه]|عبوات|لغم|[أا]لغام|مفخخ"
            r"|engin explosif|artefacto explosivo|minas?\b|landmine|sprengfalle|autobombe|mayın|eyp\b|подрыв на мин|міна\b",
            (_REMOTE, "Remote explosive/landmine/IED"),
        ),
        (
            r"air[ -]?(?:strike|raid|attack|bomb)|airstrike|drone|u\.?a\.?v\.?s?\b|aerial|barrel bomb|warplane"
            r"|helicopter|غار[ةه]|غارات|(?:ال)?جوي|مسي[ّ]?ر|برميل|frappe|raid a[ée]rien|bombardement a[ée]rien"
            r"|ataque a[ée]reo|bombardeo a[ée]reo|dron(?:es)?\b|ав[иі]ауд|авианал|дрон|бпла|шахед|luftangriff|luftschlag"
            r"|drohne|hava (?:saldırı|bombardıman|harekat)|i̇ha\b|iha\b|siha\b|ataque aéreo",
            (_REMOTE, "Air/drone strike"),
        ),
        (r"grenade|قنبل[ةه] يدوي|granada", (_REMOTE, "Grenade")),
        (
            r"shell(?!t)|artiller|mortar|rocket|missile|mlrs|howitzer|قصف|قذيف|قذائف|صاروخ|صواريخ|هاون|مدفعي"
            r"|bombardement|tirs? d['’]|obus|roquette|bombardeo|mortero|cohete|обстр[еі]л|артил|ракетн|миномет"
            r"|beschuss|artillerie|granat|rakete|topçu|roket|havan|füze",
            (_REMOTE, "Shelling/artillery/missile attack"),
        ),
        (r"bomb|explosi|explosão|sprengstoff|blast|انفجار|تفجير|взрыв|вибух|patlama", (_REMOTE, "Remote explosive/landmine/IED")),
        (
            r"abduct|kidnap|hostage|(?:en)?forced disappearance|خطف|اختطاف|[إا]خفاء|enl[èe]vement|secuestro|sequestro"
            r"|entführung|geisel|kaçırma|похищен|викраден",
            (_VIOLENCE, "Abduction/forced disappearance"),
        ),
        (r"sexual|rapes?\b|gbv\b|اغتصاب|viols?\b|violaci[óo]n", (_VIOLENCE, "Sexual violence")),
        (r"mob\b|lynch", ("Riots", "Mob violence")),
        (r"riot|violent demonstration|شغب|[ée]meutes?|disturbio", ("Riots", "Violent demonstration")),
        (
            r"protest|demonstration|rally\b|sit-in|march\b|مظاهر|احتجاج|اعتصام|manifestation|manifestaci[óo]n"
            r"|gösteri|митинг|протест",
            (_CROWD, "Peaceful protest"),
        ),
        (r"arrest|detention|detain|اعتقال|توقيف|arrestation|detenci[óo]n|festnahme|verhaftung|gözaltı|tutuklama|задержан", (_MOVE, "Arrests")),
        (r"loot|pillag|arson|property (?:damage|destruction)|نهب|saqueo|pillage|plünder|yağma|мародер", (_MOVE, "Looting/property destruction")),
        (r"cease-?fire|truce|agreement|هدن[ةه]|اتفاق|accord|cessez|acuerdo|waffenruhe|ateşkes|перемирие", (_MOVE, "Agreement")),
        (
            r"(?:armed )?clash|battle|fire-?fight|fighting|fire exchange|exchange of (?:fire|gunfire)|ambush"
            r"|armed (?:confrontation|conflict|engagement)|skirmish|combat|اشتباك|معرك|معارك|كمين"
            r"|affrontement|embuscade|enfrentamiento|emboscada|боестолкн|столкновен|перестрел|gefecht|kämpfe|kampf\b"
            r"|hinterhalt|zusammensto|çatışma|pusu\b|bo[iї]ов|combate",
            (_BATTLE, "Armed clash"),
        ),
        (
            r"assassinat|murder|execution|massacre|killing|homicide|assault|shooting|sniper|targeted attack"
            r"|attack (?:on|against) civilian|violence against civilian|[إا]عدام|اغتيال|مجزر|قنص"
            r"|meurtre|ex[ée]cution|asesinato|masacre|ejecuci[óo]n|massaker|hinrichtung|erschießung|suikast|infaz|katliam"
            r"|убийств|расстрел|вбивств",
            (_VIOLENCE, "Attack"),
        ),
    )
)  # fmt: skip
_OWN: Final = {
    name.casefold(): name for name in (_REMOTE, _BATTLE, _VIOLENCE, _CROWD, "Riots", _MOVE)
}
_SUBS: Final = {sub.casefold(): (kind, sub) for _, (kind, sub) in _TERMS} | {
    sub.casefold(): (kind, sub)
    for kind, sub in (
        (_BATTLE, "Government regains territory"),
        (_BATTLE, "Non-state actor overtakes territory"),
        (_CROWD, "Protest with intervention"),
        (_CROWD, "Excessive force against protesters"),
        (_MOVE, "Change to group/activity"),
        (_MOVE, "Disrupted weapons use"),
        (_MOVE, "Headquarters or base established"),
        (_MOVE, "Non-violent transfer of territory"),
        (_MOVE, "Other"),
    )
}
_LONGEST: Final = 60  # characters of a cell that names a type; more is a story
_MOST_TOLD: Final = 20
_HEAD: Final = 200
_MOST: Final = 0.8  # of the cells that are filled


def named_type(cell: str) -> tuple[str, str] | None:
    """Return ACLED's event type and sub-event type that a cell names, None for neither.

    The sub-event type is ``""`` where the cell names a type as ACLED does.
    """
    text = cell.strip().casefold()
    if text in _OWN:
        return _OWN[text], ""
    if text in _SUBS:
        return _SUBS[text]
    if not text or len(text) > _LONGEST:
        return None
    return next((kind for pattern, kind in _TERMS if pattern.search(text)), None)


def names_types(sheet: Sheet, column: str) -> bool:
    """Return whether nearly all cells of a column that are filled name a type of event."""
    cells = sheet.cells[column].head(_HEAD)
    filled = cells[cells != ""]
    return bool(len(filled)) and sum(map(bool, map(named_type, filled))) >= _MOST * len(filled)


def as_types(
    types: pd.Series[str], subs: pd.Series[str]
) -> tuple[pd.Series[str], pd.Series[str], list[str]]:
    """Return event types and sub-event types in ACLED's words, and a note for each word so read.

    A table's own sub-event type says more than its type; where neither is known, both stay. Of many
    words the first are told.
    """
    codes, pairs = pd.factorize(pd.MultiIndex.from_arrays([types, subs]))
    out: list[tuple[str, str]] = []
    said: dict[str, str] = {}
    for kind, sub in pairs:
        of_kind, of_sub = named_type(kind), named_type(sub)
        known = of_sub if of_sub and of_sub[1] else of_kind
        if known is None or (of_kind and of_sub and not of_kind[1] and of_kind[0] != of_sub[0]):
            out.append((kind, sub))  # a type in ACLED's words outranks what its sub-event type says
            continue
        new = known[0], known[1] or sub
        out.append(new)
        if new not in {(kind, sub), (kind, "")}:
            said[sub if known is of_sub else kind] = new[1] or new[0]
    told = sorted(
        f"Read {given!r} as {new!r}."
        for given, new in said.items()
        if given.casefold() != new.casefold()
    )
    if len(told) > _MOST_TOLD:
        told = [*told[:_MOST_TOLD], "Read more words like these as types of ACLED's."]
    frame = pd.DataFrame(out, columns=["kind", "sub"], dtype="str")
    taken = frame.take(codes).reset_index(drop=True)
    return taken["kind"], taken["sub"], told
