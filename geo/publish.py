"""How files reach the output folder: one build at a time, every file wholly or not at all.

The secret of this module is what a crash may leave behind: a lock that dies with its process,
temporary files that the next build sweeps, and never half a page. A page is written beside the old
one, forced to the disk and then put in its place.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from filecmp import cmp
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE: Final = ".sitmap"
"""The folder, inside the output folder, of what is kept from one build to the next."""

WAIT_S: Final = 900.0
_PART: Final = ".part"


@contextmanager
def locked(out: Path, *, wait_s: float = WAIT_S) -> Iterator[Path]:
    """Hold the output folder for one build; yield its state folder, made if need be.

    What a killed build left is swept first. The lock is the operating system's: it ends with the
    process that holds it, however that dies.

    Raises
    ------
    InputError
        If the folder can't be made or written, or another build holds it for `wait_s` seconds.
    """
    state = out / STATE
    lock = FileLock(state / "lock", timeout=wait_s)
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock.acquire(poll_interval=0.05)
    except Timeout:
        raise InputError(
            f"Another build has been working in {out} for {wait_s / 60:.0f} minutes.",
            fix="Wait for it, stop it, or build into another folder with -o.",
        ) from None
    except OSError as error:
        raise unwritable(state, error) from None
    try:
        sweep(out)
        for folder in (state, *(p for p in state.iterdir() if p.is_dir() and not p.is_symlink())):
            sweep(folder)  # editions lie in a folder of their own
        yield state
    finally:
        lock.release()


def sweep(folder: Path) -> int:
    """Delete the temporary files in `folder` that a killed build left; return how many.

    Only under the lock: a living build's are among them.
    """
    stale = [p for p in folder.glob(f".*{_PART}") if p.is_file() and not p.is_symlink()]
    for path in stale:
        with suppress(OSError):
            path.unlink()
    return len(stale)


def write(path: Path, data: bytes) -> bool:
    """Write `data` to `path`, wholly or not at all.

    Returns
    -------
    bool
        False if the file already has these bytes; it is then left alone.

    Raises
    ------
    InputError
        If it can't be written, as on a full disk; an older file is as it was.
    """
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _swap_in(path, data)
    except OSError as error:
        raise unwritable(path, error) from None
    return True


def move(made: Path, path: Path) -> bool:
    """Put the finished file `made`, on the same disk, in the place of `path`.

    Returns
    -------
    bool
        False if the file there has the same bytes; both are then left alone.

    Raises
    ------
    InputError
        If it can't be done; an older file is as it was.
    """
    try:
        if path.is_file() and cmp(made, path, shallow=False):
            return False
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        raise unwritable(path, error) from None
    _force(path.parent)
    return True


def _swap_in(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _force(path.parent)


def _force(folder: Path) -> None:
    """Force the folder's list of names to the disk, where the system has a way to."""
    with suppress(OSError):  # a folder can't be opened on Windows
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unwritable(path: Path, error: OSError) -> InputError:
    """Return what to say of a file or folder that can't be written."""
    return InputError(
        f"{path} can't be written: {error.strerror or error}.",
        fix="Make room or mend its permissions and build again; the maps there are as they were.",
    )
