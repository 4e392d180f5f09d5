"""From any spelling of a name to the places it may mean.

The secret of this module is the ladder: the name as listed, then without articles and words such
as "province", then names with the same consonants, then names one slip away. A rung is climbed
down only when the ones above have nothing in the countries asked for, and every place says on
which rung it was found.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.distance import plane_km
from geo.errors import InputError
from geo.gazetteer.alike import Spoken
from geo.gazetteer.guess import MOST_GUESSES, NO_SLIP_ABOVE, guessed, slipped
from geo.gazetteer.index import BARE, CASED, DEMONYM, MAX_NAME, OWN, Index, Row, write_index
from geo.gazetteer.records import entry_of, need_columns, read_csv, with_prominence
from geo.gazetteer.spelling import bare, fold, names_in, rejoined, respelt, script
from geo.gazetteer.twins import SETTLED, Found, belts, has_too, is_known, is_twin, km, merged
from geo.model import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from geo.gazetteer.guess import Guess
    from geo.gazetteer.index import Entry
    from geo.project import Project

EXACT, FOLDED, NAMESAKE, ASIDE, PEOPLE = 1.0, 0.97, 0.96, 0.93, 0.9
"""Scores of the upper rungs; the lower ones scale with likeness and stay below 0.9."""

IN_PART: Final = 0.72
_MIN_PART: Final = 0.5
_SAME_SOUND: Final = 0.97
_MIN_FUZZY_LETTERS: Final = 5
_KEYS_LONGER: Final = 40
_LISTED: Final = 0.9
_BEST_GUESS: Final = 0.89
_AS_TRANSCRIBED: Final = -0.8
_OFF: Final = 0.025
_ONE_OF_TWO: Final = 0.02
"""What a guess loses whose row has two names: a village with that name alone is likelier meant."""
_WRITTEN_ALIKE: Final = 0.78
_DIVISIONS: Final = frozenset({"admin1", "admin2", "admin3"})
_CITY_KM: Final = 30.0  # as a city is wide
_WELL_KNOWN: Final = 100_000
_FAMOUS: Final = 1_000_000
_PROJECT: Final = 6
_MAX_WORD_IN_CAPITALS: Final = 2

# Words beside a name that say what it is, folded ▶ the kinds of place that fit.
KIND_WORDS: Final = {
    **dict.fromkeys(
        ("governorate", "province", "state", "region", "oblast", "wilaya", "krai", "republic",
         "محافظه", "ولايه", "اقليم", "области", "область", "провинция", "ili"),
        ("admin1", "region"),
    ),
    **dict.fromkeys(
        ("district", "county", "subdistrict", "raion", "cercle", "department", "township",
         "municipality", "قضاء", "ناحيه", "منطقه", "район"),
        ("admin2", "admin3", "admin1", "region"),
    ),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "مدينه", "بلده", "قريه", "город", "село", "downtown"),
        ("city", "town", "village"),
    ),
    **dict.fromkeys(("countryside", "area", "areas", "suburb", "suburbs", "ريف"), ()),
}  # fmt: skip
_BEFORE: Final = re.compile(
    r"^(?:the |city of |town of |village of |province of |governorate of |state of |district of "
    r"|region of |county of |(?:north|south|east|west)(?:ern)? |northeast(?:ern)? "
    r"|northwest(?:ern)? |southeast(?:ern)? |southwest(?:ern)? |central |greater |downtown "
    r"|rural |upper |lower |metropolitan |occupied |mainland )+"
)


_ARABIC_SIDES: Final = frozenset({"الشمالي", "الجنوبي", "الشرقي", "الغربي", "الاوسط"})


def _is_well_known(row: Row) -> bool:
    """Tell whether a name abroad may be meant as it stands."""
    return row.population >= _WELL_KNOWN or row.kind in {"country", "region", "admin1"}


def _settles(row: Row, countries: Collection[str]) -> bool:
    """Tell whether a name need not be guessed at: it is listed at home, or known all over."""
    return (
        not countries
        or row.country in countries
        or row.kind in {"country", "region"}
        or (row.kind in SETTLED and row.population >= _FAMOUS)  # Moscow is no village of Syria
    )


def _is_spot(row: Row) -> bool:
    """Tell whether a row is a village or a site, which another list may know better, and no land."""
    return row.kind in SETTLED or row.kind == "site"


def _day(text: str | None) -> date | None:
    """Return a day from a list, None if it has none that can be read."""
    if text:
        with suppress(ValueError):
            return date.fromisoformat(text)
    return None


def _place(found: Found) -> Place:
    row = found.row
    return Place(
        name=row.name,
        lon=row.lon,
        lat=row.lat,
        radius_m=row.radius_m,
        kind=row.kind,
        source=row.source,
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        population=row.population,
        score=round(found.score, 3),
        basis=found.basis,
        names=row.names,
        valid_from=_day(row.valid_from),
        valid_to=_day(row.valid_to),
        known=is_known(row),
    )


class Gazetteer:
    """Lists of places, the first one preferred; a `geo.model.Geocoder`.

    Look-ups read the files; nothing is kept but the last answers.
    """

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._indexes = tuple(indexes)
        self._sources = [f"{index.about['source']}:" for index in indexes]
        self._answers = lru_cache(maxsize=20_000)(self._candidates)
        self._guesses = lru_cache(maxsize=4_000)(self._guess)
        self._opens = lru_cache(maxsize=100_000)(self._opens_names)
        self.prominence = lru_cache(maxsize=200_000)(self._prominence)

    @property
    def attributions(self) -> tuple[str, ...]:
        """What must be said about the lists, one line each."""
        lines = (index.about.get("attribution", "") for index in self._indexes)
        return tuple(dict.fromkeys(line for line in lines if line))

    def candidates(
        self, name: str, *, countries: Collection[str] = (), limit: int = 10
    ) -> Sequence[Place]:
        """Return what `name` may mean, best match first; empty if it is unknown.

        Places in `countries` (ISO 3166-1 alpha-2) come before others that match equally well.
        """
        return self._answers(name, tuple(sorted(countries)), limit)

    def _prominence(self, name: str) -> int:
        """Return how well known the best-known place of that very name is, 0 to 6."""
        key = fold(name)
        if not key or len(name) > MAX_NAME:
            return 0
        keys = [key]
        if (plain := bare(key)) != key:
            keys += [plain, BARE + plain]
        if other := rejoined(key):
            keys.append(other)
        code = name.replace(".", "").replace(" ", "")
        if code.isascii() and code.isupper() and len(code) <= _MAX_WORD_IN_CAPITALS:
            # "OR" and "IN" are words in capitals, "U.S." is no village called Us
            keys = [CASED + code] if "." in name or code in {"US", "UK"} else []
        elif code.isascii() and (code.isupper() or "." in name):
            keys.append(CASED + code)
        # most phrases of a text open with a word that no name of several words does
        keys = [key for key in keys if " " not in key or self._opens(key.partition(" ")[0])]
        return max((index.prominence(*keys) for index in self._indexes), default=0) if keys else 0

    def _opens_names(self, word: str) -> bool:
        """Tell whether any listed name goes on behind its first word, a folded one."""
        return any(index.beginning(f"{word} ", 1) for index in self._indexes)

    def _candidates(self, name: str, countries: tuple[str, ...], limit: int) -> tuple[Place, ...]:
        key = fold(name)
        if not key or len(name) > MAX_NAME:
            return ()
        other = rejoined(key)
        if other and not any(i.prominence(key) for i in self._indexes) and self._prominence(other):
            name, key = other, other  # كفرتعال is listed as كفر تعال
        upper = self._upper(name, key, countries, limit)
        lower: list[Found] = []
        listed = upper
        if len(self._indexes) > 1:  # another list may know better where it lies
            listed = [f for f in upper if not (f.row.source.startswith(OWN) and _is_spot(f.row))]
        if not any(_settles(f.row, countries) for f in listed):
            lower = self._lower(name, countries, limit)
            if any(_is_well_known(f.row) for f in upper):
                lower = [f for f in lower if f.row.country in countries]
        elif upper and not any(f.row.kind in SETTLED for f in upper):
            lower = self._seats(key, [f.row for f in upper], countries, limit)
        found = self._told_apart(self._distinct([*upper, *lower]))
        found.sort(key=lambda f: -(f.score + (0.15 if f.row.country in countries else 0.0)))
        return tuple(_place(f) for f in found[:limit])

    def _distinct(self, found: Iterable[Found]) -> list[Found]:
        """Return each place once, from the first list and the highest rung that has it."""
        kept: list[Found] = []
        around: dict[tuple[str, int], list[int]] = {}
        for one in found:
            near = belts(one.row)
            beside = sorted({i for belt in near for i in around.get(belt, ())})
            twin = next((i for i in beside if is_twin(kept[i], one)), None)
            around.setdefault(near[0], []).append(len(kept) if twin is None else twin)
            if twin is None:
                kept.append(one)
                continue
            old = kept[twin]
            row = old.row
            if row.source != one.row.source:
                # the higher rung may be of the later list, which a spelling more brought there
                first = one.row if self._list_of(one.row) < self._list_of(row) else row
                row = merged(first, row if first is one.row else one.row)
            better = one if one.score > old.score else old
            kept[twin] = Found(row, better.score, better.basis)
        return kept

    def _told_apart(self, found: list[Found]) -> list[Found]:
        """Return `found`, its villages of one name told apart by what the built-in list knows.

        It may spell them otherwise, so that each is looked for by its own names.
        """
        listed = [f for f in found if f.score >= _LISTED and f.row.kind in SETTLED]
        if len(listed) < 2 or len(self._indexes) < 2:  # noqa: PLR2004 - two of one name
            return found
        world = self._indexes[-1]
        return [
            replace(f, row=replace(f.row, known=True))
            if f in listed and not is_known(f.row) and has_too(world, f)
            else f
            for f in found
        ]

    def _list_of(self, row: Row) -> int:
        """Return the number of the list that a row is of; what is our own table's comes last."""
        return next(
            (n for n, start in enumerate(self._sources) if row.source.startswith(start)),
            len(self._sources),
        )

    def _seats(
        self, key: str, divisions: Sequence[Row], countries: tuple[str, ...], limit: int
    ) -> list[Found]:
        """Return the towns that sound like a division of which only the division is listed."""
        stem, kinds = _without_kind_word(key)
        within = [d for d in divisions if d.kind in _DIVISIONS and d.kind not in kinds]
        if not within:
            return []
        same = [
            [g for g in guessed(index, stem, countries) if g.alike >= _SAME_SOUND]
            for index in self._indexes
        ]
        found = []
        for f in self._places_of(same, stem, countries, limit):
            around = [
                d
                for d in within
                if f.row.kind in SETTLED
                and f.row.country == d.country
                and km(f.row, d) * 1000 <= d.radius_m + f.row.radius_m
            ]
            if any(fold(d.name) == fold(f.row.name) for d in around):
                # "Deir Ezzor" is listed for the province only, which is called after its seat
                found.append(
                    Found(f.row, NAMESAKE, f"{f.basis}; its {around[0].kind} is listed so")
                )
            elif around:
                found.append(f)
        return found

    def _upper(self, name: str, key: str, countries: tuple[str, ...], limit: int) -> list[Found]:
        """Return what is found without guessing at letters."""
        code = name.replace(".", "").replace(" ", "")
        cased = [CASED + code] if code.isascii() and (code.isupper() or "." in name) else []
        plain = bare(key)
        aside = [BARE + plain] + ([plain] if plain != key else [])
        stem, kinds = _without_kind_word(key)
        whole = _with_its_side(key, stem)
        if whole and any(index.listed([whole]) for index in self._indexes):
            stem = whole
        plain = bare(stem)
        stems = list(dict.fromkeys((stem, BARE + plain, plain))) if stem != key else []
        every = [key, *cased, *aside, DEMONYM + key, *stems]
        indexes = [index for index in self._indexes if index.listed(every)]

        def under(keys: Sequence[str]) -> list[Row]:
            if not keys:
                return []
            return [row for index in indexes for row in index.under(keys, countries, limit)]

        same = name.casefold()
        found = [
            Found(row, EXACT, "as listed")
            if row.name.casefold() == same
            else Found(row, FOLDED, f"listed as {row.name}")
            for row in under([key])
        ]
        found += [Found(row, EXACT, f"{name} in full") for row in under(cased)]
        found += [Found(row, ASIDE, "article aside") for row in under(aside)]
        found += [Found(row, PEOPLE, f"{name}: of that country") for row in under([DEMONYM + key])]
        if kinds or not any(_settles(f.row, countries) for f in found):
            # "Western X" that is listed so is no rival of X; "X district" may be listed for a town
            found += [
                Found(
                    row,
                    ASIDE - _other_kind(row.kind, kinds),
                    f"found as {stem}",
                )
                for row in under(stems)
            ]
        return found

    def _lower(self, name: str, countries: tuple[str, ...], limit: int) -> list[Found]:
        """Return what is found by guessing at letters; only names that sound alike."""
        keys = dict.fromkeys((fold(name), fold(respelt(name))))
        stems = tuple(_without_kind_word(key)[0] for key in keys)
        guesses = self._guesses(stems, countries)
        return self._places_of(guesses, stems[-1], countries, limit) or self._in_part(
            stems[0], countries, limit
        )

    def _guess(self, stems: tuple[str, ...], countries: tuple[str, ...]) -> list[list[Guess]]:
        """Return the names of each index that one name, read in these ways, may mean.

        They cost most of a look-up, and are the same for however many places are asked for.
        """
        guesses = [
            [guess for stem in stems for guess in guessed(index, stem, countries)]
            for index in self._indexes
        ]
        best = max((guess.score for likely in guesses for guess in likely), default=0.0)
        if best <= NO_SLIP_ABOVE:
            guesses = [
                [*likely, *(guess for stem in stems for guess in slipped(index, stem, countries))]
                for index, likely in zip(self._indexes, guesses, strict=True)
            ]
        return guesses

    def _places_of(
        self,
        guesses: Sequence[Sequence[Guess]],
        stem: str,
        countries: tuple[str, ...],
        limit: int,
    ) -> list[Found]:
        """Return the places that bear the guessed names of each index, the likeliest first."""
        found = []
        for index, guessed_at in zip(self._indexes, guesses, strict=True):
            wanted: dict[str, Guess] = {}
            for guess in sorted(guessed_at, key=lambda g: -g.score)[:MOST_GUESSES]:
                wanted.setdefault(guess.key, guess)
            if not wanted:
                continue
            spoken = Spoken(stem) if script(stem) == "arabic" else None
            for key, rows in index.under_each(list(wanted), countries, limit).items():
                guess = wanted[key]
                basis = f"{guess.how} ({stem} ~ {key})"
                found += [
                    Found(row, guess.score, basis)
                    for row in rows
                    if not guess.only_home or row.country in countries
                    if not (spoken and key.isascii() and _is_written_otherwise(spoken, row))
                ]
        return sorted(_vouched(found, stem), key=lambda f: -f.score)

    def _in_part(self, stem: str, countries: tuple[str, ...], limit: int) -> list[Found]:
        """Return the places of which a name has some words less, or a word or two more."""
        words = stem.split()
        parts = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
        parts = [p for p in parts if len(p) >= max(_MIN_FUZZY_LETTERS, len(stem) * _MIN_PART)]
        found = []
        for index in self._indexes:
            keys = list(parts)
            if len(stem) >= _MIN_FUZZY_LETTERS:
                longer = index.beginning(f"{stem} ", _KEYS_LONGER)
                keys += [key for key in longer if len(stem) >= len(key) * _MIN_PART]
            for key, rows in index.under_each(keys, countries, limit).items():
                basis = f"in part ({stem} ~ {key})"
                found += [
                    Found(row, IN_PART, basis)
                    for row in rows
                    if not countries or row.country in countries
                ]
        return found


def _is_written_otherwise(spoken: Spoken, row: Row) -> bool:
    """Return whether a place whose Latin name sounds like an Arabic one has another in Arabic.

    "الحلوبي" has the consonants of Halab, which Arabic writes حلب.
    """
    own = [fold(written) for written in names_in(row.names.get("ar", ""))]
    behind = [written.partition(" ")[2] for written in own]  # "حي الشعب"
    return bool(own) and max(map(spoken.likeness, filter(None, own + behind))) < _WRITTEN_ALIKE


def _vouched(found: Sequence[Found], stem: str) -> list[Found]:
    """Return guesses at a Latin name, weighed again by the Arabic names of the places.

    Of two villages whose Latin spellings come equally near, the one is meant whose Arabic name the
    asked spelling transcribes.
    """
    own = [names_in(f.row.names.get("ar", "")) for f in found]
    if not stem.isascii() or not any(own):
        return list(found)
    off = iter(Spoken(stem).misfits_of([fold(name) for names in own for name in names]))
    misfits = [min(islice(off, len(names)), default=0.0) for names in own]
    return [
        replace(
            f,
            score=min(_BEST_GUESS, f.score - _OFF * min(2.0, misfit or _AS_TRANSCRIBED))
            - _ONE_OF_TWO * (len(names) > 1),
        )
        if names
        else f
        for f, names, misfit in zip(found, own, misfits, strict=True)
    ]


def _without_kind_word(key: str) -> tuple[str, tuple[str, ...]]:
    """Return a folded name without words such as "province", and the kinds they call for."""
    stem = _BEFORE.sub("", key)
    kinds: tuple[str, ...] = ()
    words = stem.split()
    if len(words) > 1:
        if words[-1] in KIND_WORDS:
            kinds = KIND_WORDS[words.pop()]
        elif words[0] in KIND_WORDS:
            kinds = KIND_WORDS[words.pop(0)]
            while len(words) > 1 and words[-1] in _ARABIC_SIDES:  # "Aleppo's southern countryside"
                words.pop()
    for start in ("city of", "town of", "village of"):
        if key.startswith(start):
            kinds = KIND_WORDS["city"]
    for start in ("province of", "governorate of", "state of", "region of"):
        if key.startswith(start):
            kinds = KIND_WORDS["province"]
    return " ".join(words), kinds


def _with_its_side(key: str, stem: str) -> str:
    """Return a name whose kind word alone is left out, ``""`` if that is the stem: "Upper Nile state"."""
    before = key[: max(0, key.find(stem))]
    return (
        f"{before}{stem}"
        if before.strip() and before.strip() not in KIND_WORDS and not before.endswith("of ")
        else ""
    )


_OTHER_KIND: Final = 0.15
_SEAT: Final = 0.03
"""What a district's name loses that only its seat is listed for: "Kani township"."""


def _other_kind(kind: str, kinds: tuple[str, ...]) -> float:
    """Return what a listed place loses that is not of the kind that its name calls for."""
    if not kinds or kind in kinds:
        return 0.0
    return _SEAT if kind in SETTLED and "admin2" in kinds else _OTHER_KIND


def _embedded() -> Path:
    """Return where the package keeps its own index."""
    from pathlib import Path  # noqa: PLC0415 - only here

    return Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"


def open_gazetteer(project: Project | None = None, *, user_dir: Path | None = None) -> Gazetteer:
    """Open the project's places, then the user's lists, then the embedded world.

    Parameters
    ----------
    project
        Its ``places/*.csv`` come first and have prominence 6.
    user_dir
        A folder of ``*.sqlite`` files made by `geo.gazetteer.add_list`.

    Raises
    ------
    InputError
        If a list can't be read, or the package was installed without its own.
    """
    path = _embedded()
    if not path.is_file():
        raise InputError(
            "The package was installed without its place names.",
            fix="Reinstall sitmap; from a checkout, run `pip install -e .`.",
        )
    world = Index.open(path)
    users = [Index.open(p) for p in sorted(user_dir.glob("*.sqlite"))] if user_dir else []
    own: list[Index] = []
    if project is not None:
        folder = project.root / "places"
        own = [_project_index(p, project, [*users, world]) for p in sorted(folder.glob("*.csv"))]
    return Gazetteer([*own, *users, world])


def _project_index(path: Path, project: Project, others: Sequence[Index]) -> Index:
    records = list(read_csv(path))
    columns = need_columns(path, list(records[0]) if records else [])
    entries = [
        entry
        for number, record in enumerate(records, start=2)
        if not isinstance(entry := entry_of(record, columns, fallback=f"row {number}"), str)
    ]
    home = project.countries[0] if project.countries else ""
    entries = [e if e.country else _at_home(e, others, home) for e in entries]
    about = {"source": f"places/{path.name}", "attribution": ""}
    return Index(write_index(":memory:", with_prominence(entries, _PROJECT), about))


def _at_home(entry: Entry, others: Sequence[Index], home: str) -> Entry:
    """Return `entry` with the country of its namesake next to it, else the project's first."""
    for index in others:
        for row in index.under([fold(entry.name)], (), 50):
            if row.country and SETTLED & {row.kind, entry.kind} and _near(entry, row):
                return replace(entry, country=row.country, admin1=entry.admin1 or row.admin1)
    return replace(entry, country=home)


def _near(entry: Entry, row: Row) -> bool:
    return plane_km(entry.lon, entry.lat, row.lon, row.lat) < _CITY_KM
