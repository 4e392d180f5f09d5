"""What lies in a project folder: a new one's files, and which files of any are its data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.project.specs import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS: Final = {
    "reports": "Reports: .txt, .md, .html, .pdf or .docx, one event story a file. A header names the source.",
    "events": "Event tables: ACLED, UCDP GED or your own columns, .csv or .xlsx.",
    "places": "Places that the gazetteer lacks: .csv with name, lat, lon, and variants parted by ';'.",
    "sites": "Posts, bases, camps with the days on which they existed: .csv with name, lat, lon, start, end.",
    "zones": "Zones with the days on which they were in force: .geojson with name, start, end, source.",
    "lines": "Roads and front lines: .geojson with name and source.",
}
_STARTER: Final = """\
# What sitmap draws from this folder. Unknown keys are errors, so that a slip of the pen is found.
title = "{title}"
description = ""
# ISO 3166-1 alpha-2, most likely first: ["SY", "TR"]. `sitmap gazetteer get SY TR` fetches their villages.
countries = []
# box = [35.5, 34.9, 37.6, 36.9]   # west, south, east, north, degrees

[[maps]]
title = "{title}"
# period = ["2020-01-31", "2020-02-06"]   # both days included
layers = ["zones", "sites", "lines", "admin"]
languages = ["en"]
# profile = "public"          # for other eyes, see below; without it the map shows all

# What maps with profile = "public" do not show; the page says what was done.
# [profiles.public]
# as_of = 2020-02-20          # nothing that happened or came out in the 7 days up to this day
# delay_days = 7
# leave_out = ["camp"]        # camp, hospital, school, shelter, worship, "precision 1", "word depot"
# coarsen = ["hospital", "school"]   # the same kinds, as a circle without any text
# coarsen_km = 20
"""


def start_project(folder: Path) -> list[Path]:
    """Make a new project in `folder` and return what was made.

    Raises
    ------
    InputError
        If `folder` has files already; nothing is touched then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            f"{folder} is not empty.", fix="Name a folder that does not exist yet, or an empty one."
        )
    title = " ".join(re.findall(r"[^\W_]+", folder.name)) or "Situation map"
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    listed = "".join(f"- `{name}/` {text}\n" for name, text in _FOLDERS.items())
    files = {FILE_NAME: _STARTER.format(title=title), "README.md": f"# {title}\n\n{listed}"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in (*files, *_FOLDERS)]


def data_files(folder: Path) -> list[Path]:
    """Return the files below `folder` that are somebody's data, in the order of their paths.

    Not what programs leave beside it: hidden files and folders, ``~$`` locks of office programs,
    ``~`` copies of editors; nor a README. A folder that is not there holds none.
    """
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and not path.name.endswith("~")
        and path.stem.lower() != "readme"
    )
