"""Maps that follow their data while one works on them.

The secret of this module is how an open page learns of a new build though the page on disk asks for
nothing: what is served is a copy of it with one short script and one address more in its policy.
The file itself stays as `sitmap build` writes it. What can't be built is said in the terminal and
across the top of the page, under which the last good map stays.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from watchfiles import Change, DefaultFilter, watch

from geo.errors import InputError, SitmapError
from geo.loopback import Answer, News, Site, not_found
from geo.rebuild import rebuild

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.rebuild import Built

_QUIET_MS: Final = 300  # an editor that saves in several steps is waited for
_PAGE: Final = re.compile(r"maps/([a-z0-9-]{1,80})\.html")
_POLICY: Final = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_OUTER_POLICY: Final = "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"

_FOLLOW: Final = """\
"use strict";
(() => {
  const bar = document.createElement("pre");
  bar.id = "sitmap-watch";
  bar.setAttribute("role", "alert");
  Object.assign(bar.style, {
    position: "fixed", insetBlockStart: "0", insetInline: "0", zIndex: "100000", margin: "0",
    padding: "10px 16px", whiteSpace: "pre-wrap", maxBlockSize: "40vh", overflow: "auto",
    font: "13px/1.45 ui-monospace, monospace", background: "#7a1f1f", color: "#fff",
  });
  const say = (text) => {
    bar.textContent = text;
    if (text) document.body.append(bar);
    else bar.remove();
  };
  const source = new EventSource("../news");
  source.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    say(news.trouble);
    if (!news.trouble && (news.pages[PAGE] ?? VERSION) !== VERSION) location.reload();
  });
  source.addEventListener("error", () => say("sitmap watch does not answer; this is the last map it made."));
})();
"""


@dataclass(slots=True)
class Watch:
    """A project whose maps are built anew whenever it changes.

    Parameters
    ----------
    root, out, lists_dir
        As for `geo.rebuild.rebuild`.
    say
        Called with a line for the terminal.
    """

    root: Path
    out: Path
    lists_dir: Path | None = None
    say: Callable[[str], None] = print
    _news: News = field(default_factory=lambda: News(json.dumps({"trouble": "", "pages": {}})))
    _versions: dict[str, int] = field(default_factory=dict)
    _paths: dict[str, Path] = field(default_factory=dict)
    _site: Site | None = None

    def open(self) -> Site:
        """Return the site that shows the maps; entering it starts it."""
        self._site = Site(self.serve)
        return self._site

    def build(self) -> bool:
        """Build once, and tell every open page; return whether it went well."""
        start = time.monotonic()
        try:
            built = rebuild(self.root, self.out, lists_dir=self.lists_dir)
        except SitmapError as error:
            return self._trouble(str(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the watch
            return self._trouble(f"sitmap itself failed: {type(error).__name__}: {error}")
        self._took(built, time.monotonic() - start)
        return True

    def _trouble(self, text: str) -> bool:
        self.say(f"error: {text}")
        self._tell(text)
        return False

    def _took(self, built: Built, seconds: float) -> None:
        for page in built.pages:
            name = page.path.stem
            known = name in self._versions
            self._versions[name] = self._versions.get(name, 0) + int(page.changed and known)
        self._paths = {page.path.stem: page.path for page in built.pages}
        changed = [page.path.name for page in built.pages if page.changed]
        what = ", ".join(changed) or "nothing changed"
        self.say(f"built {built.counts.get('events', 0):,} events in {seconds:.1f} s: {what}")
        self._tell("")

    def _tell(self, trouble: str) -> None:
        self._news.tell(json.dumps({"trouble": trouble, "pages": self._versions}))

    def follow(self, stop: threading.Event | None = None) -> None:
        """Build at every change below the project's folder, until `stop` is set."""
        quiet = _Filter(self.root, self.out)
        for changes in watch(
            self.root.resolve(),
            watch_filter=quiet,
            debounce=_QUIET_MS * 4,
            step=_QUIET_MS,
            stop_event=stop,
            rust_timeout=500,
        ):
            names = sorted({_below(path, self.root) for _, path in changes})
            self.say(f"changed: {', '.join(names[:5])}{' ...' if len(names) > 5 else ''}")  # noqa: PLR2004
            self.build()

    def serve(self, method: str, path: str, _: Mapping[str, Any]) -> Answer:
        """Answer one request of a page."""
        if method != "GET":
            return not_found()
        if path == "news":
            return Answer(stream=self._news.listen())
        if path == "":
            return self._list()
        match = _PAGE.fullmatch(path)
        if match is None:
            return not_found()
        return self._copy(match[1])

    def _list(self) -> Answer:
        # names of files only, which are letters, digits and hyphens
        rows = "".join(f'<li><a href="maps/{n}.html">{n}</a></li>' for n in sorted(self._paths))
        page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>sitmap watch</title><ul>{rows}</ul>'
        return Answer(page.encode(), kind="text/html")

    def _copy(self, name: str) -> Answer:
        """Return the page with what it needs to follow, or one that waits for the first good build."""
        if self._site is None:
            return not_found()
        script = _FOLLOW.replace("PAGE", json.dumps(name)).replace(
            "VERSION", str(self._versions.get(name, -1))
        )
        path = self._paths.get(name)
        try:
            page = path.read_text(encoding="utf-8") if path else _WAITING
        except OSError:
            page = _WAITING
        served = following(page, script, f"{self._site.address}news")
        return Answer(served.encode("utf-8"), kind="text/html", policy=_OUTER_POLICY)


_WAITING: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; script-src &#x27;none&#x27;">
<title>sitmap watch</title></head><body><p>There is no map yet.</p>
</body></html>
"""


def following(page: str, script: str, address: str) -> str:
    """Return `page` with `script` at its end and a policy that lets it run and listen to `address`.

    Raises
    ------
    InputError
        If the page has not exactly one policy of the form that `sitmap build` writes: without it
        nothing is served.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    found = _POLICY.findall(page)
    policy = html.unescape(found[0][1]) if len(found) == 1 else ""
    head, sep, tail = policy.partition("script-src ")
    if not sep or "connect-src" in policy or page.count("</body>") != 1:
        raise InputError("The page is none of sitmap's.", fix="Build it again: sitmap build.")
    tail = "" if tail == "'none'" else f" {tail.removeprefix(chr(39) + 'none' + chr(39))}"
    policy = f"{head}script-src 'sha256-{digest}'{tail}; connect-src {address}"
    page = _POLICY.sub(lambda m: f"{m[1]}{html.escape(policy)}{m[3]}", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def _below(path: str, root: Path) -> str:
    from pathlib import Path as Found  # noqa: PLC0415

    try:
        return Found(path).relative_to(root.resolve()).as_posix()
    except ValueError:
        return path


class _Filter(DefaultFilter):
    """Lets through what a person saves: no hidden or temporary files, and not our own pages."""

    def __init__(self, root: Path, out: Path) -> None:
        super().__init__()
        self._root = root.resolve()
        self._out = str(out.resolve())

    def __call__(self, change: Change, path: str) -> bool:
        """Return whether a change is one."""
        below = _below(path, self._root)
        hidden = any(part.startswith((".", "~$")) for part in below.split("/"))
        ours = path == self._out or path.startswith(self._out + "/")
        return not hidden and not ours and super().__call__(change, path)
