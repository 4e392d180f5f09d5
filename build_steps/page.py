"""Makes the scripts and styles of the map page and the review page (geo/web/dist) from TypeScript and CSS (geo/web/src)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from build_steps import node

if TYPE_CHECKING:
    from pathlib import Path

MADE = ("page.js", "page.css", "review.js", "review.css")
STAMP = "inputs.sha256"


def _fingerprint(web: Path) -> str:
    """Return one hash over every input, by name and content."""
    inputs = [web / name for name in ("package.json", "package-lock.json", "build.mjs")]
    inputs += [p for p in (web / "src").rglob("*") if p.is_file()]
    total = hashlib.sha256()
    for path in sorted(inputs):
        total.update(path.relative_to(web).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_fresh(root: Path) -> bool:
    """Tell whether what is in ``dist`` was made from the sources as they are now."""
    web = root / "geo" / "web"
    dist = web / "dist"
    if not all((dist / name).is_file() for name in (*MADE, STAMP)):
        return False
    return (dist / STAMP).read_text(encoding="ascii").strip() == _fingerprint(web)


def build(root: Path) -> list[Path]:
    """Make the scripts and styles of both pages; needs Node and npm only when something changed."""
    web = root / "geo" / "web"
    dist = web / "dist"
    if not is_fresh(root):
        if not (web / "node_modules" / "leaflet").is_dir():
            node.run("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-fund", cwd=web)
        node.run("node", "build.mjs", cwd=web)
        (dist / STAMP).write_text(_fingerprint(web) + "\n", encoding="ascii")
    return [dist / name for name in MADE]
