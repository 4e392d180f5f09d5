"""Which first-order division a point lies in: GeoNames' codes over the basemap's outlines.

The secret of this module is how two lists of divisions are matched that differ in names and age.
Names are tried first; where the towns lie decides what names leave open or get wrong ("México",
the state, is not Mexico's islets, nor Parwan what it was before Panjshir left it). A match by ground needs nearly all
towns of the one to lie in the other and nearly all towns there to be its own, so that a region of
four provinces is none of them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    _Points = Sequence[tuple[float, float]] | NDArray[np.float64]

VAST_M = 300_000

# Of a division whose consonants alone agree with another list's.
MIN_BONES = 4

# So much of a division's towns, and of its ground's towns, make the two one; so few refute a name,
# but not the very name where there are not that many towns to say so (they lie on islets, or on a
# border drawn coarsely).
SAME_GROUND, REFUTED, FEW = 0.8, 0.5, 10

# A town so many kilometres outside its division is not a matter of a coarse or an old border: the
# farthest exclave of the conflicts' countries, Slavutych, lies 40 km from the rest of its oblast.
CONTRADICTED_KM = 50
KM_A_DEGREE = 111.2
NEIGHBOURS, NEAR_KM = 5, 200


class Ground:
    """GeoNames' first-order divisions as areas.

    Parameters
    ----------
    divisions
        GeoNames' rows, with ``code`` and ``name``.
    towns
        GeoNames' towns: they say which outline belongs to which code.
    stems
        Yields what a division may be called.
    """

    def __init__(
        self,
        divisions: Iterable[Mapping[str, str]],
        towns: Sequence[Mapping[str, Any]],
        stems: Callable[[Iterable[str]], Iterable[str]],
    ) -> None:
        self._about, self._areas, self._tree = _outlines()
        rows = list(divisions)
        lying = self._at([(town["longitude"], town["latitude"]) for town in towns]).tolist()
        pairs = Counter(
            (_code(town), face)
            for town, face in zip(towns, lying, strict=True)
            if face >= 0 and self._about[face]["country"] == town["countrycode"]
        )
        self._named = self._by_name(rows, pairs, stems)
        self._faces, self._codes = self._by_ground(rows, pairs)

    def unit(self, code: str) -> Mapping[str, Any] | None:
        """Return what the basemap knows of a division's ground.

        None if it draws it otherwise, or calls what holds the same towns by another name: that may
        be an older division, which went farther into the desert.
        """
        face = self._faces.get(code) if code in self._named else None
        return None if face is None else self._about[face]

    def arabic(self, code: str) -> str:
        """Return the Arabic name of the division, by the outline of its name."""
        face = self._named.get(code)
        return "" if face is None else str(self._about[face]["ar"])

    def centre(self, code: str) -> tuple[float, float]:
        """Return the middle of a division that has a `unit`.

        Of a vast one it lies half way to the middle of its extent: GeoNames' own points, which
        coders use, lean there.
        """
        face = self._faces[code]
        unit = self._about[face]
        if unit["radius_m"] <= VAST_M:
            return unit["lon"], unit["lat"]
        west, south, east, north = self._areas[face].bounds
        return (unit["lon"] + (west + east) / 2) / 2, (unit["lat"] + (south + north) / 2) / 2

    def codes_at(self, points: _Points, countries: Sequence[str]) -> list[str]:
        """Return the code of the division each point lies in, ``""`` for none of that country."""
        return [
            code if code.startswith(f"{country}.") else ""
            for face, country in zip(self._at(points).tolist(), countries, strict=True)
            for code in (self._codes.get(face, ""),)
        ]

    def contradicted(self, towns: Sequence[Mapping[str, Any]]) -> dict[int, str]:
        """Return GeoNames id ▶ division of the towns that lie far outside the one they name.

        Their neighbours must say the same as the outlines, which put some islands wrong.
        """
        places = np.array([(town["longitude"], town["latitude"]) for town in towns])
        lands = np.array([town["countrycode"] for town in towns])
        named = np.array([_code(town) for town in towns])
        found = {}
        for at, code in enumerate(self.codes_at(places, lands.tolist())):
            own, here = named[at], places[at]
            face = self._faces.get(own)
            if face is None or code in {"", own}:
                continue
            away = shapely.distance(shapely.Point(here), self._areas[face])
            if away * KM_A_DEGREE > CONTRADICTED_KM:
                beside = np.flatnonzero(lands == lands[at])
                steps = places[beside] - here
                steps = np.hypot(steps[:, 0] * np.cos(np.radians(here[1])), steps[:, 1])
                near = np.argsort(steps, kind="stable")[1 : NEIGHBOURS + 1]
                near = near[steps[near] < min(away, NEAR_KM / KM_A_DEGREE)]
                said = Counter(named[beside[near]].tolist())
                if said[code] > NEIGHBOURS // 2 and not said[own]:
                    found[int(towns[at]["geonameid"])] = code
        return found

    def _at(self, points: _Points) -> NDArray[np.int64]:
        """Return the outline each point lies in, -1 for none."""
        faces = np.full(len(points), -1)
        found, areas = self._tree.query(shapely.points(np.array(points)), predicate="within")
        faces[found] = areas
        return faces

    def _by_name(
        self,
        divisions: Iterable[Mapping[str, str]],
        pairs: Counter[tuple[str, int]],
        stems: Callable[[Iterable[str]], Iterable[str]],
    ) -> dict[str, int]:
        """Return code ▶ the outline whose country and name agree; of namesakes where its towns lie."""
        from geo.gazetteer.spelling import bare, fold, skeleton  # noqa: PLC0415

        by_name: dict[tuple[str, str], list[int]] = {}
        for worn in (fold, lambda s: bare(fold(s)), lambda s: "#" + skeleton(fold(s))):
            for face, unit in enumerate(self._about):
                for name in stems((unit["name"], *unit["names"])) if unit["country"] else ():
                    by_name.setdefault((unit["country"], worn(name)), []).append(face)
        found = {}
        for row in divisions:
            code = row["code"]
            names = list(stems((row["name"],)))
            keys = [fold(s) for s in names] + [bare(fold(s)) for s in names]
            keys += ["#" + bones for s in names if len(bones := skeleton(fold(s))) >= MIN_BONES]
            faces = next((f for k in keys if (f := by_name.get((code[:2], k)))), None)
            if faces:
                found[code] = max(faces, key=lambda face, c=code: pairs[c, face])
        return found

    def _by_ground(
        self, divisions: Iterable[Mapping[str, str]], pairs: Counter[tuple[str, int]]
    ) -> tuple[dict[str, int], dict[int, str]]:
        """Return code ▶ outline, and back the outlines that are one division's own ground."""
        from geo.gazetteer.spelling import fold  # noqa: PLC0415

        of_code: Counter[str] = Counter()
        of_face: Counter[int] = Counter()
        for (code, face), count in pairs.items():
            of_code[code] += count
            of_face[face] += count
        same = {
            row["code"]
            for row in divisions
            if of_code[row["code"]] < FEW
            and (face := self._named.get(row["code"])) is not None
            and fold(row["name"]) == fold(self._about[face]["name"])
        }
        kept = {
            code: face
            for code, face in self._named.items()
            if code in same or pairs[code, face] >= REFUTED * of_code[code]
        }
        own = {
            face: code
            for (code, face), count in pairs.items()
            if count >= SAME_GROUND * max(of_code[code], of_face[face])
            and (code not in same or kept[code] == face)
        }
        return kept | {code: face for face, code in own.items()}, own


@cache
def _outlines() -> tuple[list[dict[str, Any]], list[BaseGeometry], shapely.STRtree]:
    """Return what is known of each outline, the outlines, and their index."""
    from geo.basemap import world  # noqa: PLC0415 - made by an earlier step

    about = world.units()
    areas = [world.area("region", face) for face in range(len(about))]
    return about, areas, shapely.STRtree(areas)


def _code(town: Mapping[str, Any]) -> str:
    """Return the first-order division that GeoNames names for a town."""
    return f"{town['countrycode']}.{town['admin1code']}"
