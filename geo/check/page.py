"""What the data doctor found, as one HTML file that asks nobody for anything.

The secret of this module is how text from outside stays text: every piece of it passes through
`_text`, which escapes it and keeps its direction to itself; there is no script on the page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.check import Checked, FileChecked, Group

_ROWS: Final = 20
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WORDS: Final = {
    "wrong": "can’t be used: a row left out, or a value taken as unknown",
    "suspicious": "reads well and can hardly be true: look at it",
    "mended": "was put right or chosen, and said",
}
_STYLE: Final = """
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border-top:1px solid #ccc;padding:.35rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
td.n{text-align:end;white-space:nowrap}
.wrong{color:#a3122a;font-weight:600}.suspicious{color:#7a4b00;font-weight:600}.mended{color:#1b5e2f;font-weight:600}
pre{background:#f3f3f3;padding:.75rem;overflow:auto}
@media(prefers-color-scheme:dark){body{background:#181818;color:#e8e8e8}th,td{border-color:#444}pre{background:#262626}
.wrong{color:#ff8f9f}.suspicious{color:#f0b860}.mended{color:#86d19b}}
"""


def page_of(checked: Checked, title: str) -> str:
    """Return the page; the same findings give the same bytes."""
    total = checked.total()
    rule = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    body = "".join(map(_file, checked.files))
    sums = "".join(
        f"<tr><th scope=row>{_text(name)}</th><td class=n>{number:,}</td></tr>"
        for name, number in total.items()
    )
    meanings = "".join(
        f"<li><span class={kind}>{kind}</span> {_text(words)}</li>"
        for kind, words in _WORDS.items()
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{rule}'; base-uri 'none'; form-action 'none'\">"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_escape(title)}: data checked</title><style>{_STYLE}</style></head><body>"
        f"<h1>{_text(title)}: data checked</h1><table>{sums}</table><ul>{meanings}</ul>{body}"
        "</body></html>\n"
    )


def _escape(text: str) -> str:
    return html.escape(_CONTROL.sub("\ufffd", text), quote=True)


def _text(text: str) -> str:
    return f"<bdi>{_escape(text)}</bdi>"


def _file(file: FileChecked) -> str:
    from geo.tables.proposal import as_toml  # noqa: PLC0415

    counts = (
        "It was refused."
        if file.refused
        else f"{file.rows:,} rows = {file.events:,} kept + {file.left_out:,} left out; "
        f"{file.without_coordinates:,} kept without coordinates."
    )
    rows = "".join(map(_group, file.groups))
    table = (
        "<table><thead><tr><th scope=col>what</th><th scope=col>rows</th><th scope=col>column</th>"
        f"<th scope=col>why</th><th scope=col>where</th></tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else "<p>Nothing to say.</p>"
    )
    draft = ""
    if file.proposal:
        draft = (
            "<p>A first draft for atlas.toml:</p>"
            f"<pre>{_escape(as_toml(file.name, file.proposal))}</pre>"
        )
    return f"<h2>{_text(file.source)}</h2><p>{counts}</p>{table}{draft}"


def _group(group: Group) -> str:
    shown = ", ".join(map(str, group.rows[:_ROWS]))
    more = f" and {group.count - _ROWS:,} more" if group.count > _ROWS else ""
    return (
        f"<tr><td class={group.kind}>{group.kind}</td><td class=n>{group.count or ''}</td>"
        f"<td>{_text(group.column)}</td><td>{_text(group.reason)}</td><td>{shown}{more}</td></tr>"
    )
