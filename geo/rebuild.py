"""From a project folder to its pages, doing only what changed: what `sitmap build` does.

The secret of this module is when nothing has to be done: the last build left what it saw and what
it wrote, and where all of that still holds, neither a reader nor a map is even imported.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.kept import Kept, digest
from geo.kept.inputs import take_inputs
from geo.project import read_project
from geo.publish import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from geo.kept.inputs import Inputs
    from geo.model import Atlas
    from geo.project import Project

_KNOWN: Final = "package"
_FORM: Final = "1"


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
        The maps, then the list of them.
    idle
        True if the inputs were those of the last build, so that nothing was read or drawn.
    notes
        What is to be said about what earlier builds kept.
    atlas
        All that was read, if it was asked for.
    """

    counts: Mapping[str, int]
    unplaced: Sequence[Mapping[str, Any]]
    left_out: Sequence[Mapping[str, Any]]
    pages: tuple[Page, ...]
    idle: bool
    notes: tuple[str, ...]
    atlas: Atlas | None = None


def rebuild(
    root: Path,
    out: Path,
    *,
    lists_dir: Path | None = None,
    force: bool = False,
    want_atlas: bool = False,
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

    Raises
    ------
    InputError
        If there is no project, nothing in it can be read, or `out` can't be written.
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
            key = digest("built", _FORM, inputs.digest())
            built = _idle(kept.get(key, _decode), out) if settled and not want_atlas else None
            if built is None:
                built = _build(project, out, lists_dir, kept, inputs, progress)
                sound = inputs.unchanged(out)
                if sound and settled:
                    kept.put(key, _encode(built))
            else:
                sound = True
        finally:
            kept.close(sound=sound)
    return replace(built, notes=tuple(kept.notes))


def _lists(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.sqlite")) if folder and folder.is_dir() else []


def _build(
    project: Project,
    out: Path,
    lists_dir: Path | None,
    kept: Kept,
    inputs: Inputs,
    progress: Callable[[str, int, int], None],
) -> Built:
    from geo import pipeline  # noqa: PLC0415 - half a second that an idle build does not have
    from geo.gazetteer import open_gazetteer  # noqa: PLC0415
    from geo.kept.stages import Stages  # noqa: PLC0415

    there = lists_dir if lists_dir and lists_dir.is_dir() else None
    stages = Stages(kept, inputs)
    atlas = pipeline.build(
        project.root,
        geocoder=open_gazetteer(project, user_dir=there),
        progress=progress,
        kept=stages,
    )
    pages = tuple(
        Page(saved.path, saved.size, _sum(saved.path), saved.changed)
        for saved in pipeline.write_maps(atlas, project, out)
    )
    return Built(atlas.counts, unplaced(atlas), records(atlas.left_out), pages, False, (), atlas)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _idle(built: Built | None, out: Path) -> Built | None:
    """Return what the last build did, if every page of it is there as it was written."""
    if built is None:
        return None
    pages = [replace(page, path=out / page.path, changed=False) for page in built.pages]
    try:
        whole = all(_sum(page.path) == page.sum for page in pages)
    except OSError:
        return None
    return replace(built, pages=tuple(pages), idle=True) if whole else None


def _encode(built: Built) -> bytes:
    held = {
        "counts": dict(built.counts),
        "unplaced": list(built.unplaced),
        "left_out": list(built.left_out),
        "pages": [[page.path.name, page.size, page.sum] for page in built.pages],
    }
    return zlib.compress(json.dumps(held).encode("ascii"), 1)


def _decode(data: bytes) -> Built:
    try:
        held = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(str(error)) from None
    pages = tuple(Page(Path(name), size, found, False) for name, size, found in held["pages"])
    return Built(held["counts"], held["unplaced"], held["left_out"], pages, False, ())


def unplaced(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the events without a place as plain values."""
    missing = atlas.events[atlas.events.geometry.isna()]
    return records(missing[["event_id", "report_id", "sub_event_type", "place", "place_basis"]])


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
