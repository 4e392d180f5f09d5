"""``sitmap locate`` and ``gazetteer``: what a name may mean, and the lists that know names."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.shared import AsJson, lists_folder, opened_gazetteer, project_here
from geo.cli.terminal import MAX_LISTED, print_json, progress_bar
from geo.model import MAX_LAT, MAX_LON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Added, Gazetteer
    from geo.locate.context import Surroundings
    from geo.locate.view import Box
    from geo.model import Place


def locate(
    names: Annotated[list[str], typer.Argument(help="Place names, in any spelling.")],
    country: Annotated[
        list[str] | None,
        typer.Option("--country", help="ISO code that comes first; repeat for more."),
    ] = None,
    near: Annotated[
        str | None, typer.Option("--near", help="LAT,LON that candidates should be near.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Project whose places come first [default: data, if there]."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many candidates a name.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the places that NAMES may mean, best first, and why.

    Beside a project, its countries and its box come first, unless --country or --near says where.
    """
    from geo.project import read_project

    root = data or project_here()
    project = read_project(root) if root else None
    gazetteer = opened_gazetteer(project)
    spot = _spot(near)
    lands = tuple(_land(code) for code in country or ())
    box = None
    if project is not None and not lands and spot is None:
        lands, box = project.countries, project.box
    answers = [_answer(name, gazetteer, lands, spot, box, limit) for name in names]
    if as_json:
        print_json(answers)
        return
    for answer in answers:
        known = "" if answer["sure"] else ": unsure" if answer["candidates"] else ": unknown"
        print(answer["name"] + known)
        for found in answer["candidates"]:
            where = ", ".join(filter(None, (found["admin2"], found["admin1"], found["country"])))
            print(
                f"  {found['score']:.2f}  {found['name']} ({found['kind']}; {where})  "
                f"{found['lat']:.4f}, {found['lon']:.4f} ±{found['radius_m'] / 1000:g} km  "
                f"{found['basis']}  [{found['source']}]{_to_next(found['next_km'])}"
            )


lists = typer.Typer(
    no_args_is_help=True,
    help="Add place lists of your own: GeoNames, OCHA, CSV, XLSX, GeoJSON, OpenStreetMap.",
)
Country = Annotated[str, typer.Option("--country", help="ISO code, where the file names none.")]


@lists.command("add")
def add_list(
    file: Annotated[Path, typer.Argument(help="GeoNames dump, CSV, XLSX, GeoJSON, .osm or .pbf.")],
    name: Annotated[
        str, typer.Option("--name", help="What to call the list [default: the file's name].")
    ] = "",
    country: Country = "",
    alternates: Annotated[
        Path | None, typer.Option("--alternates", help="GeoNames' alternateNamesV2.zip.")
    ] = None,
    attribution: Annotated[
        str, typer.Option("--attribution", help="Who made it and under which licence.")
    ] = "",
) -> None:
    """Import FILE as a list that every project on this machine uses."""
    from geo import gazetteer

    with progress_bar(quiet=False) as progress:
        added = gazetteer.add_list(
            file, lists_folder(), name=name, country=country, alternates=alternates, attribution=attribution,
            progress=lambda done: progress("reading places", done, None),
        )  # fmt: skip
    _print_added(added)


@lists.command("get")
def get_list(
    countries: Annotated[
        list[str], typer.Argument(metavar="COUNTRY...", help="ISO codes of countries, as SY LB.")
    ],
    address: Annotated[
        str,
        typer.Option(
            "--address", help="Another place to get it from; {country} stands for the code."
        ),
    ] = "",
) -> None:
    """Download GeoNames' lists of countries, villages and all, and add them, one list each."""
    from geo import gazetteer

    lands = dict.fromkeys(_land(code, "COUNTRY") for code in countries)  # none before all are right
    options: dict[str, Any] = {"address": address} if address else {}
    with progress_bar(quiet=False) as progress:
        for land in lands:
            step = partial(progress, f"reading {land}", total=None)
            added = gazetteer.get_country(land, lists_folder(), progress=step, **options)
            _print_added(added)


@lists.command("list")
def show_lists(as_json: AsJson = False) -> None:
    """Show the lists that were added."""
    from dataclasses import asdict

    from geo import gazetteer

    found = gazetteer.list_lists(lists_folder())
    if as_json:
        print_json(
            [
                {
                    key: str(value) if isinstance(value, Path) else value
                    for key, value in asdict(one).items()
                }
                for one in found
            ]
        )
        return
    for one in found:
        print(f"{one.name}: {one.places:,} places")
    if not found:
        print("No list was added yet: sitmap gazetteer add FILE")


@lists.command("remove")
def remove_list(
    name: Annotated[str, typer.Argument(help="As `sitmap gazetteer list` shows it.")],
) -> None:
    """Remove a list that was added."""
    from geo import gazetteer

    gazetteer.remove_list(name, lists_folder())
    print(f"removed {name}")


def _print_added(added: Added) -> None:
    print(f"{added.list.name}: {added.list.places:,} places")
    for row in added.left_out[:MAX_LISTED]:
        print(f"left out: {row.source}, {row.locator}: {row.reason}", file=sys.stderr)
    if added.left_out_count > MAX_LISTED:
        print(f"left out: {added.left_out_count:,} rows in all", file=sys.stderr)


def _answer(
    name: str,
    gazetteer: Gazetteer,
    lands: Sequence[str],
    spot: tuple[float, float] | None,
    box: Box | None,
    limit: int,
) -> dict[str, Any]:
    """Return what is printed of one name: its candidates, and whether the first is surely meant."""
    from geo.distance import sphere_km
    from geo.locate.single import weighed
    from geo.locate.view import stands_alone

    reach_km, near = 0.0, spot
    if box is not None:
        west, south, east, north = box
        spot = (west + east) / 2, (south + north) / 2
        reach_km = sphere_km(*spot, east, north)
    ranked = weighed(
        name, gazetteer, countries=lands, near=spot, reach_km=reach_km, limit=limit, ground=_ground
    )
    places = [place for place, _ in ranked]
    return {
        "name": name,
        "sure": bool(places) and stands_alone(name, places, lands, box, near),
        "candidates": _candidates([replace(p, score=round(m, 3)) for p, m in ranked[:limit]]),
    }


def _ground(town: Place, around: Surroundings) -> Place:
    """Return the ground that words such as "south of" put beside a town."""
    from geo.locate.relations import applied  # shapely, for such names alone

    return applied(town, around)


def _to_next(next_km: float | None) -> str:
    return "" if next_km is None else f"  {next_km:,.0f} km to the next"


def _candidates(places: Sequence[Place]) -> list[dict[str, Any]]:
    """Return what is told of each place, with how far the next likeliest one is from it."""
    from itertools import zip_longest

    from geo.locate.single import apart_km

    return [
        _candidate(place)
        | {"next_km": None if rival is None else round(apart_km(place, rival.lon, rival.lat), 1)}
        for place, rival in zip_longest(places, places[1:])
    ]


def _candidate(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "radius_m": place.radius_m,
        "score": round(place.score, 3),
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "source": place.source,
        "basis": place.basis,
        "names": dict(place.names),
    }


def _land(code: str, option: str = "--country") -> str:
    """Return a country code as lists write it."""
    if len(code) != 2 or not (code.isascii() and code.isalpha()):  # noqa: PLR2004 - ISO alpha-2
        raise typer.BadParameter(
            f"{code} is no country code; give two letters, as SY", param_hint=option
        )
    return code.upper()


def _spot(near: str | None) -> tuple[float, float] | None:
    """Return (lon, lat) of "LAT,LON", the order in which people paste coordinates."""
    if near is None:
        return None
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError as error:
        raise typer.BadParameter(
            "give LAT,LON in degrees, as 35.93,36.63", param_hint="--near"
        ) from error
    if not (abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON):
        raise typer.BadParameter(
            f"{near} is not on the globe; give LAT,LON, as 35.93,36.63", param_hint="--near"
        )
    return lon, lat
