"""What a project's services are asked in one run, and what stays open.

The secret of this module is the order: services in the order of atlas.toml, the next one for what
one does not know or does not answer, and no failure ends a run. A name is pending if somebody who
may know it gave no answer.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError, ServiceError
from geo.services.cache import Cached
from geo.services.online import Online
from geo.services.pace import Pace
from geo.services.providers import (
    SECRETS,
    Where,
    home,
    main_secret,
    make_geocoder,
    provider_named,
)
from geo.services.transport import Budget, PausedError, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geo.model import Place
    from geo.project import Project, ServiceSpec

_MAX_KEY_BYTES: Final = 10_000
_CANDIDATES: Final = 10
# https://operations.osmfoundation.org/policies/nominatim/: at most one request a second
_PUBLIC: Final = "nominatim.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a project, ready to be asked."""

    name: str
    geocoder: Cached
    per_second: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a run's questions.

    Parameters
    ----------
    answers
        Name ▶ places; empty where all services say that they don't know it.
    pending
        Name ▶ why there is no answer yet.
    seconds
        How long the pending names will take at least, at the first service's pace.
    notes
        What the user should know besides.
    """

    answers: Mapping[str, Sequence[Place]]
    pending: Mapping[str, str]
    seconds: int
    notes: tuple[str, ...]


def user_agent() -> str:
    """Return what services are told about who asks."""
    try:
        return f"sitmap/{version('sitmap')}"
    except PackageNotFoundError:  # run from a folder that was never installed
        return "sitmap/0"


def user_folder() -> Path:
    """Return where answers and turns are kept for all projects of this user."""
    import typer  # noqa: PLC0415 - only where services are asked

    return Path(typer.get_app_dir("sitmap")) / "services"


def open_services(project: Project, folder: Path | None = None) -> list[Service]:
    """Return the services that `project` asks for, in order.

    Parameters
    ----------
    folder
        Holds the answers and the files by which processes take turns; the user's own unless given.

    Raises
    ------
    InputError
        If a service or option is unknown, or a key is missing or lies inside the project.
    """
    folder = folder or user_folder()
    where = Where(project.countries, project.box)
    return [_open(spec, project.root, folder, where) for spec in project.services]


def _open(spec: ServiceSpec, root: Path, folder: Path, where: Where) -> Service:
    provider = provider_named(spec.name)
    for option in SECRETS & set(spec.options):
        raise InputError(
            f"atlas.toml gives the service {spec.name!r} its {option!r}, and projects are shared.",
            fix="Move it into a file outside the project and name that as `key_file`.",
        )
    options = {**spec.options, **_secrets(spec, root)}
    endpoint = str(options.get("domain") or home(spec.name))
    if endpoint == _PUBLIC and spec.per_second > 1:
        raise InputError(
            f"{_PUBLIC} may be asked once a second at most, not {spec.per_second:g} times.",
            fix="Take `per_second` out, or name a server of your own as `domain`.",
        )
    agent = user_agent()
    pace = Pace(folder, endpoint, per_second=spec.per_second)
    transport = Transport(pace, Budget(spec.budget), user_agent=agent, deadline_s=spec.deadline_s)
    geocoder = make_geocoder(
        spec.name, options, user_agent=agent, adapter_factory=lambda **_: transport
    )
    cached = Cached(
        Online(provider, geocoder, transport, where),
        folder / "answers.sqlite",
        provider=provider.name,
        endpoint=endpoint,
        licence=provider.licence,
        leaning={**spec.options, **provider.ask(where, _CANDIDATES)},
        keep_days=provider.keep_days,
    )
    return Service(spec.name, cached, spec.per_second)


def _secrets(spec: ServiceSpec, root: Path) -> dict[str, str]:
    """Return the keys of a service, by option."""
    if spec.key_file is None:
        return {}
    path = (root / spec.key_file.expanduser()).resolve()
    if path.is_relative_to(root.resolve()):
        raise InputError(
            f"The `key_file` of {spec.name!r} lies inside the project, which is shared: {path}.",
            fix='Move it out, as key_file = "~/.config/sitmap/key".',
        )
    fix = 'Write the key alone on a line, or lines such as api_key = "...".'
    try:
        if path.stat().st_size > _MAX_KEY_BYTES:
            raise InputError(f"{path} is too large for a key.", fix=fix)
        text = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The `key_file` of {spec.name!r} can't be read: {path} ({type(error).__name__}).",
            fix=fix,
        ) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        table = {main_secret(spec.name): text}
    if not text or not all(isinstance(v, str) and v and v.isprintable() for v in table.values()):
        raise InputError(f"{path} holds no key.", fix=fix)
    return table


def ask(
    names: Iterable[Sequence[str]],
    services: Sequence[Service],
    countries: Sequence[str],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Asked:
    """Ask for each name, and go on whatever happens.

    Parameters
    ----------
    names
        Each with its further spellings, which are asked for only if nobody knows the one before.
    countries
        Whose places come first.
    progress
        Called with the number of names done and to do.
    """
    todo = list(names)
    answers: dict[str, Sequence[Place]] = {}
    pending: dict[str, str] = {}
    pause_s = 0.0
    for done, spellings in enumerate(todo, start=1):
        faults: list[ServiceError] = []
        found = _found(spellings, services, countries, faults)
        if found or not faults:
            answers[spellings[0]] = found
        else:
            pending[spellings[0]] = faults[0].problem
            pauses = [fault.seconds for fault in faults if isinstance(fault, PausedError)]
            pause_s = max(pause_s, *pauses, 0.0)
        progress(done, len(todo))
    rate = services[0].per_second if services else 1.0
    seconds = math.ceil(len(pending) / rate + pause_s) if pending else 0
    notes = tuple(dict.fromkeys(note for s in services for note in s.geocoder.notes))
    return Asked(answers, pending, seconds, notes)


def _found(
    spellings: Sequence[str],
    services: Sequence[Service],
    countries: Sequence[str],
    faults: list[ServiceError],
) -> Sequence[Place]:
    """Return the first places that anybody gives; who gives no answer adds to `faults`."""
    for service in services:
        for spelling in spellings:
            try:
                places = service.geocoder.candidates(
                    spelling, countries=countries, limit=_CANDIDATES
                )
            except ServiceError as fault:
                faults.append(fault)
                break
            if places:
                return places
    return ()
