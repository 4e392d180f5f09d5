"""From a project folder to its pages, doing only what changed: what `sitmap build` does.

The secret of this module is when nothing has to be done: the last build left what it saw and what
it wrote, and where all of that still holds, neither a reader nor a map is even imported.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.changes import News, compare, take_edition
from geo.changes_told import as_records, count_kinds
from geo.corrections import FILE_NAME as CORRECTIONS_FILE
from geo.corrections import read_corrections
from geo.editions import Editions, changed, cut, read_edition
from geo.errors import InputError
from geo.kept import Kept, digest
from geo.kept.inputs import take_inputs
from geo.project import read_project
from geo.publish import STATE, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    import pandas as pd
    from distributed import Client

    from geo.changes import Change, Edition
    from geo.editions import Cut, Held
    from geo.kept.inputs import Inputs
    from geo.model import Atlas
    from geo.project import Project

_KNOWN: Final = "package"
_FORM: Final = "5"
INDEX: Final = "index.html"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """A file in the output folder: its size in bytes, a digest, and whether this build wrote it."""

    path: Path
    size: int
    sum: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Parameters
    ----------
    counts, unplaced, left_out
        What was read and what became of it, the events without a place and everything that could
        not be used, as plain values.
    pages
        The maps.
    idle
        True if the inputs were those of the last build, so that nothing was read or drawn.
    since, published
        When the edition was built that this one is compared with (ISO 8601, UTC; ``""`` for the
        first one), and whether it was published.
    changes
        How many changes there are since then, in words.
    index
        A digest of the page that lists the maps.
    notes
        What is to be said about what earlier builds kept.
    atlas
        All that was read, if it was asked for.
    unlisted
        Country ▶ names of places of events that are on no list.
    """

    counts: Mapping[str, int]
    unplaced: Sequence[Mapping[str, Any]]
    left_out: Sequence[Mapping[str, Any]]
    pages: tuple[Page, ...]
    idle: bool
    since: str = ""
    published: bool = False
    changes: str = ""
    index: str = ""
    notes: tuple[str, ...] = ()
    atlas: Atlas | None = None
    unlisted: Mapping[str, Sequence[str]] = field(default_factory=dict)


def rebuild(
    root: Path,
    out: Path,
    *,
    lists_dir: Path | None = None,
    force: bool = False,
    want_atlas: bool = False,
    workers: int | None = 1,
    scheduler: str = "",
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Built:
    """Bring the pages of the project at `root` in `out` up to date.

    Parameters
    ----------
    lists_dir
        The user's own place lists.
    force
        Throw away what earlier builds kept, and start over. The pages come out the same.
    want_atlas
        Give back the atlas too, for which the project has to be read even if nothing changed.
    workers
        How many processes may read reports at most, None for one a core.
    scheduler
        The Dask scheduler whose workers read them instead; nobody connects where nothing changed.

    Raises
    ------
    InputError
        If there is no project, nothing in it can be read, or `out` can't be written.
    ServiceError
        If the scheduler is lost; what earlier builds kept and the maps are as they were.
    """
    project = read_project(root)
    with locked(out) as state:
        kept = Kept(state)
        sound = False
        try:
            if force:
                kept.forget()
            inputs, known = take_inputs(root, out, _lists(lists_dir), kept.note(_KNOWN))
            kept.set_note(_KNOWN, known)
            # A service may have learnt since, and its answers grow old.
            settled = not (project.services or project.spacy)
            editions = Editions(state)
            key = _record_key(inputs, editions)
            built = _idle(kept.get(key, _decode), out) if settled and not want_atlas else None
            if built is None:
                with cluster(scheduler) as client:
                    built = _build(
                        project, out, lists_dir, kept, inputs, editions, workers, client, progress,
                        whole=want_atlas,
                    )  # fmt: skip
                sound = inputs.unchanged(out)
                if sound and settled:
                    kept.put(_record_key(inputs, editions), _encode(built))
            else:
                sound = True
        finally:
            kept.close(sound=sound)
    return replace(built, notes=(*kept.notes, *editions.notes))


def cluster(scheduler: str) -> AbstractContextManager[Client | None]:
    """Connect to a Dask scheduler, or to none where `scheduler` is ``""``."""
    if not scheduler:
        return nullcontext()
    from geo.cluster import connected  # noqa: PLC0415 - an extra

    return connected(scheduler)


def _record_key(inputs: Inputs, editions: Editions) -> bytes:
    """Return what a build's record is found by: what went into it, and what it is compared with."""
    newest = max(editions.numbers(), default=0)
    return digest("built", _FORM, inputs.digest(), f"{newest} {editions.basis(newest)}")


def news_of(out: Path, *, since: str = "") -> News:
    """Return what changed in `out` between the newest edition and an earlier one.

    Parameters
    ----------
    since
        A day (ISO 8601) or the path of an edition's file; ``""`` for the last published edition,
        else the one before the newest.

    Raises
    ------
    InputError
        If there is nothing to compare.
    """
    editions = Editions(out / STATE)
    newest = editions.newest()
    if newest is None:
        raise InputError(f"Nothing was built in {out} yet.", fix="Run `sitmap build` first.")
    basis: int | None = None
    if not since:
        basis = editions.basis(newest.about["number"])
        earlier = None if basis is None else editions.read(basis)
    elif _DAY.fullmatch(since):
        earlier = editions.as_of(_day(since))
    else:
        earlier = read_edition(Path(since))
    if earlier is None:
        raise InputError(
            f"There is one edition in {out}, and none before it to compare it with.",
            fix="Change your data and run `sitmap build` again.",
        )
    return News(
        str(earlier.about.get("made", "")),
        basis is not None and basis in editions.published(),
        tuple(compare(earlier, newest)),
        earlier.about.get("version") != newest.about.get("version"),
    )


def publish(out: Path) -> tuple[int, bool]:
    """Mark the newest edition in `out` as published; return its number, and if it was not yet.

    Raises
    ------
    InputError
        If nothing was built there.
    """
    if not (out / STATE).is_dir():
        raise InputError(f"Nothing was built in {out} yet.", fix="Run `sitmap build` first.")
    with locked(out) as state:
        return Editions(state).publish()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no day.", fix="Write it as 2020-02-06.") from None


def _lists(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.sqlite")) if folder and folder.is_dir() else []


def _build(
    project: Project,
    out: Path,
    lists_dir: Path | None,
    kept: Kept,
    inputs: Inputs,
    editions: Editions,
    workers: int | None,
    client: Client | None,
    progress: Callable[[str, int, int], None],
    *,
    whole: bool,
) -> Built:
    from geo import pipeline  # noqa: PLC0415 - half a second that an idle build does not have
    from geo.kept.stages import Stages  # noqa: PLC0415

    there = lists_dir if lists_dir and lists_dir.is_dir() else None
    stages = Stages(kept, inputs)
    atlas = pipeline.build(
        project.root,
        lists_dir=there,
        progress=progress,
        kept=stages,
        workers=workers,
        client=client,
        whole=whole,
    )
    edition = cut(_edition(atlas, project, inputs))
    newest = editions.newest_held()
    last = None if newest is None else tuple(changed(newest, edition))
    fresh = last is None or bool(last)
    news = _news(edition, fresh, newest, last or (), editions)
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    packed = editions.pack(edition, made, newest) if fresh else None
    del edition, newest  # of a large table some hundred megabytes, which drawing needs
    pages = tuple(
        Page(saved.path, saved.size, _sum(saved.path), saved.changed)
        for saved in pipeline.write_maps(atlas, project, out, news=_for_pages(news), kept=stages)
    )
    if packed is not None:
        editions.write(packed)
    return Built(
        atlas.counts,
        unplaced(atlas),
        records(atlas.left_out),
        pages,
        idle=False,
        since=news.since if news else "",
        published=news.published if news else False,
        changes=count_kinds(news.changes) if news else "",
        index=_sum(out / INDEX),
        atlas=atlas,
        unlisted=atlas.unlisted,
    )


def _for_pages(news: News | None) -> dict[str, Any] | None:
    """Return what changed as pages take it."""
    if news is None:
        return None
    changes = as_records(news.changes)
    return {"since": news.since, "published": news.published, "changes": changes}


def _edition(atlas: Atlas, project: Project, inputs: Inputs) -> Edition:
    """Return the edition of this build."""
    corrections, _ = read_corrections(project.root / CORRECTIONS_FILE)
    denied = sorted({c.event_id for c in corrections if c.field == "not_an_event"})
    return take_edition(atlas, files=sorted(inputs.files), version=inputs.version, denied=denied)


def _news(
    edition: Cut,
    fresh: bool,
    newest: Held | None,
    last: tuple[Change, ...],
    editions: Editions,
) -> News | None:
    """Return what changed since the edition that this build is compared with.

    `last` is what changed since the newest one, `fresh` whether that is anything.
    """
    number = max(editions.numbers(), default=0) + int(fresh)
    basis = editions.basis(number)
    if basis is None:
        return None
    follows = newest is not None and newest.about["number"] == basis
    earlier = newest if follows else editions.held(basis)
    if earlier is None:
        return None
    return News(
        since=str(earlier.about["made"]),
        published=basis in editions.published(),
        changes=last if follows else tuple(changed(earlier, edition)),
        other_version=earlier.about.get("version") != edition.whole.about.get("version"),
    )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _idle(built: Built | None, out: Path) -> Built | None:
    """Return what the last build did, if every page of it is there as it was written."""
    if built is None:
        return None
    pages = [replace(page, path=out / page.path, changed=False) for page in built.pages]
    try:
        whole = all(_sum(page.path) == page.sum for page in pages)
        whole = whole and _sum(out / INDEX) == built.index
    except OSError:
        return None
    return replace(built, pages=tuple(pages), idle=True) if whole else None


def _encode(built: Built) -> bytes:
    held = {
        "counts": dict(built.counts),
        "unplaced": list(built.unplaced),
        "left_out": list(built.left_out),
        "unlisted": dict(built.unlisted),
        "since": built.since,
        "published": built.published,
        "changes": built.changes,
        "index": built.index,
        "pages": [[page.path.name, page.size, page.sum] for page in built.pages],
    }
    return zlib.compress(json.dumps(held).encode("ascii"), 1)


def _decode(data: bytes) -> Built:
    try:
        held = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(str(error)) from None
    pages = tuple(Page(Path(name), size, found, False) for name, size, found in held["pages"])
    return Built(
        held["counts"],
        held["unplaced"],
        held["left_out"],
        pages,
        idle=False,
        since=held["since"],
        published=held["published"],
        changes=held["changes"],
        index=held["index"],
        unlisted=held["unlisted"],
    )


def unplaced(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the events without a place as plain values."""
    told = atlas.events[["event_id", "report_id", "sub_event_type", "place", "place_basis"]]
    return records(told[atlas.events.geometry.array.isna()])


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain JSON values: days in ISO form, missing as None."""
    import pandas as pd  # noqa: PLC0415

    return [
        {
            str(key): None
            if value is None or value is pd.NaT or (not isinstance(value, str) and pd.isna(value))
            else value.strftime("%Y-%m-%d")
            if isinstance(value, pd.Timestamp)
            else value.item()
            if hasattr(value, "item")
            else value
            for key, value in row.items()
        }
        for row in table.to_dict("records")
    ]
