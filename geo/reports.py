"""From files to `Report` records.

The secret of this module is what a report looks like on disk: which formats hold text and how it
comes out of them, where a file says when and by whom it was written, and what makes a file
unusable. Nothing here asks the network or expands an XML entity, and a file that can't be read is
a row with cause and remedy, never an exception out of `read_reports` and never silence.
"""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from geo.archive import check_archive
from geo.days import day_of, find_day, find_day_span
from geo.decode import decode, find_kind
from geo.errors import InputError
from geo.model import MENDED, LeftOut, Report
from geo.project import data_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

STAGE: Final = "reports"
"""The stage of a row that lost nothing: something was put right or chosen, and is said."""

MAX_FILE_BYTES: Final = 64_000_000
_MAX_HTML_BYTES: Final = 10_000_000
_MAX_PAGES: Final = 3_000
_MAX_TEXT: Final = 20_000_000  # characters; a longer text is no report but a collection
_MAX_TITLE: Final = 150
_MAX_DATE_LINE: Final = 70
_NEAR_TOP: Final = 8

_FIELDS: Final = {
    **dict.fromkeys(("title", "headline", "العنوان"), "title"),
    **dict.fromkeys(("source", "المصدر"), "source"),
    **dict.fromkeys(("url", "link", "الرابط"), "url"),
    **dict.fromkeys(("published", "date", "التاريخ", "تاريخ النشر"), "published"),
    **dict.fromkeys(("language", "lang", "اللغة"), "language"),
}
_FIELD_LINE: Final = re.compile(r"([^\W\d_][^:\n\r]{0,30}?)[ \t]*:(?:[ \t]+([^\r\n]*))?")
_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")

_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})([-_.])(\d{2})\2(\d{2})(?!\d)")
# What may stand beside a date on a line of its own: weekday, "published", "updated", a clock time
_BESIDE: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|published|updated|posted"
    r"|publication|date|on|last|at|utc|gmt|[ap]m|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس"
    r"|الجمعة|السبت|الأحد|الاحد|نشر|في|بتاريخ|\d{1,2}:\d{2}(?::\d{2})?|[\s,.:;|/()–—-])*",
    re.IGNORECASE,
)
_LONGEST_VALUE: Final = 3  # words of a field that no list knows: "Author: Jane van Dyke"
_FORMS: Final = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")
_NO_TEXT: Final = ["//nav", "//footer", "//aside", "//script", "//style", "//form"]
_MAX_LINKED: Final = 0.8  # of the words; an article under a long menu shares a third
_AS_TEXT: Final = "Save its text as a .txt file instead."
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """The text of one file and what the file says about it, as strings."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    body_start: int = 0
    notes: list[str] = field(default_factory=list)


def read_report(path: Path, *, published: date | None = None) -> Report:
    """Read one report.

    Offsets count characters of the decoded file for text and Markdown (line ends kept, a byte-order
    mark dropped), and of the extracted text for HTML, PDF and DOCX.

    Parameters
    ----------
    published
        The day of publication where neither a header, a date line near the top nor the file's name
        gives one.

    Raises
    ------
    InputError
        If the file is missing, in no known format, damaged, or holds no text.
    """
    return read_noted(path, published)[0]


def read_reports(
    folder: Path,
    *,
    published: date | None = None,
    read: Callable[[Path, date | None], tuple[Report, list[str]]] | None = None,
) -> tuple[list[Report], list[LeftOut]]:
    """Read every report below `folder`, in the order of their paths.

    Hidden files, editors' backups and READMEs are passed over; a missing folder holds no reports.
    Every other file is a report, or a row of ``left_out`` with stage ``"reports"``: the same text
    under a second name is one, so is a second file with the same stem. Rows with stage
    ``"mended"`` lost nothing: they say what was put right or chosen. `read` stands in for
    `read_noted`.
    """
    read = read or read_noted
    reports: list[Report] = []
    left_out: list[LeftOut] = []
    by_text: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for path in data_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            report, notes = read(path, published)
        except InputError as error:
            left_out.append(LeftOut(STAGE, name, "", f"{error.problem} {error.fix}"))
            continue
        body = " ".join(report.text[report.body_start :].split()).casefold()
        if body in by_text:
            reason = f"It has the same text as {by_text[body]}. Delete one of them."
            left_out.append(LeftOut(STAGE, name, "", reason))
        elif report.report_id in by_id:
            reason = f"Its name without the ending is that of {by_id[report.report_id]}. Rename it."
            left_out.append(LeftOut(STAGE, name, "", reason))
        else:
            by_text[body] = by_id[report.report_id] = name
            reports.append(report)
            left_out.extend(LeftOut(MENDED, name, "", note) for note in notes)
    return reports, left_out


def read_noted(path: Path, published: date | None) -> tuple[Report, list[str]]:
    """Return the report, as `read_report` does, and what was put right or chosen in it."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise too_large(path.name, size)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name} can't be read: {error.strerror}.", fix="Check its name and rights."
        ) from None
    return parse_noted(path.name, data, published)


def too_large(name: str, size: int) -> InputError:
    """Return what to say of a file of more than `MAX_FILE_BYTES`."""
    return InputError(
        f"{name} has {size / 1e6:.0f} MB; a report has at most 64 MB.",
        fix="Split it, or give its text alone.",
    )


def parse_noted(name: str, data: bytes, published: date | None) -> tuple[Report, list[str]]:
    """Return what `read_noted` does, from a file's name and bytes, wherever they lay."""
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    reader = _READERS.get(suffix.lower())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise InputError(
            f"{name} is in no format that sitmap reads as a report ({known}).",
            fix="Export it as one of these, or move it out of the folder.",
        )
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(f"{name} is empty.", fix="Fill it or delete it.")
    try:
        draft = reader(data)
    except InputError as error:
        raise InputError(f"{name}: {error.problem}", fix=error.fix) from None
    return _finished(name, stem, draft, published)


def parse_record(
    name: str, report_id: str, record: Mapping[str, str], published: date | None
) -> tuple[Report, list[str]]:
    """Return a report and what was put right in it, from a row or object with a ``text``.

    Parameters
    ----------
    name
        Where it stands, for messages.
    record
        ``text``, and what is known of ``title``, ``source``, ``url``, ``published``, ``language``.

    Raises
    ------
    InputError
        If it holds no text, or too much.
    """
    text = record.get("text", "")
    fields = {key: " ".join(value.split()) for key, value in record.items() if key != "text"}
    return _finished(name, report_id, _Draft(text, fields), published)


def _finished(
    name: str, report_id: str, draft: _Draft, published: date | None
) -> tuple[Report, list[str]]:
    if not any(c.isalpha() for c in draft.text[draft.body_start :]):
        raise InputError(f"{name} holds no text.", fix="Fill it or delete it.")
    if len(draft.text) > _MAX_TEXT:
        raise InputError(
            f"{name} holds {len(draft.text):,} characters.", fix="Split it into reports."
        )
    return _report(report_id, draft, published), draft.notes


def _report(report_id: str, draft: _Draft, option: date | None) -> Report:
    fields = draft.fields
    published, basis = _published(report_id, draft, option)
    return Report(
        report_id=report_id,
        text=draft.text,
        published=published,
        published_basis=basis,
        title=fields.get("title") or _first_line_title(draft.text, draft.body_start),
        source=fields.get("source", ""),
        url=fields.get("url", ""),
        language=_language(fields.get("language", ""), draft.text[draft.body_start :]),
        body_start=draft.body_start,
    )


def _published(report_id: str, draft: _Draft, option: date | None) -> tuple[date | None, str]:
    stated = draft.fields.get("published", "")
    day = find_day(stated)
    if stated and day is None:
        draft.notes.append(
            f"The date {stated[:40]!r} can't be read or could be two days; write it as 2020-02-06."
        )
    named = day_of(_IN_NAME.search(report_id), 1, 3, 4)
    day = day or _date_line(draft.text, draft.body_start)
    if day and named and day != named:
        draft.notes.append(f"It is dated {day}, its file name says {named}; {day} was taken.")
    for found, basis in ((day, "header"), (named, "file name"), (option, "option")):
        if found:
            return found, basis
    return None, ""


def _date_line(text: str, start: int) -> date | None:
    """Return the date that stands on a line of its own near the top."""
    seen = 0
    for line, _, _ in _lines(text, start):
        bare = line.strip()
        if not bare:
            continue
        seen += 1
        if seen > _NEAR_TOP:
            return None
        found = find_day_span(bare) if len(bare) <= _MAX_DATE_LINE else None
        if found:
            day, (begin, end) = found
            if _BESIDE.fullmatch(bare[:begin]) and _BESIDE.fullmatch(bare[end:]):
                return day
    return None


def _lines(text: str, start: int) -> Iterable[tuple[str, int, int]]:
    """Yield each line without its end, where it begins and where the next one does."""
    while start < len(text):
        match = _LINE.match(text, start)
        if match is None:  # pragma: no cover - the pattern matches anywhere
            return
        yield match[1], start, match.end()
        start = match.end()


def _first_line_title(text: str, start: int) -> str:
    """Return a Markdown heading or a short first line that a blank line follows, else ``""``."""
    lines = iter(_lines(text, start))
    for line, _, _ in lines:
        bare = line.strip()
        if not bare:
            continue
        if bare.startswith("#"):
            return bare.lstrip("#").strip()[:_MAX_TITLE]
        following = next(lines, ("", 0, 0))[0].strip()
        short = len(bare) <= _MAX_TITLE and not bare.endswith((".", "。", ":"))
        return bare if short and not following else ""
    return ""


def _language(stated: str, text: str) -> str:
    """Return the language code stated, else the one whose script has the most letters."""
    if re.fullmatch(r"[A-Za-z]{2}(?:[-_].*)?", stated):
        return stated[:2].lower()
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text[:100_000])
    latin = sum("a" <= c <= "z" or "A" <= c <= "Z" for c in text[:100_000])
    return "ar" if arabic > latin else "en"


def _header(text: str) -> tuple[dict[str, str], int]:
    """Return the header's fields and where the text behind it begins."""
    fields: dict[str, str] = {}
    front_matter = False
    for number, (line, begin, behind) in enumerate(_lines(text, 0)):
        bare = line.strip()
        if number == 0 and bare == "---":
            front_matter = True
            continue
        if front_matter and bare in {"---", "..."}:
            return fields, _skip_blank(text, behind)
        if not bare and not front_matter:
            return fields, _skip_blank(text, behind) if fields else 0
        match = _FIELD_LINE.fullmatch(bare)
        key = _FIELDS.get(match[1].strip().lower(), "") if match else ""
        if match is None or not (key or fields or front_matter):
            if front_matter and match is None:
                continue
            return (fields, begin) if _is_dated(fields) else ({}, 0)
        if not key and not front_matter and _is_dated(fields) and _is_headline(match[2] or ""):
            return fields, begin  # "Moscow: four soldiers were killed"
        if key and key not in fields:
            fields[key] = (match[2] or "").strip().strip("\"'")
    # The file ends inside its header: then it was none.
    return {}, 0


def _is_dated(fields: Mapping[str, str]) -> bool:
    """Return whether a header has a day: then it needs no blank line behind it."""
    return find_day(fields.get("published", "")) is not None


def _is_headline(value: str) -> bool:
    """Return whether what stands behind a colon is more than a name."""
    return len(value.split()) > _LONGEST_VALUE


def _skip_blank(text: str, start: int) -> int:
    for line, begin, _ in _lines(text, start):
        if line.strip():
            return begin
    return start


def _read_text(data: bytes) -> _Draft:
    decoded = decode(data)
    fields, body_start = _header(decoded.text)
    return _Draft(decoded.text, fields, body_start, [decoded.note] if decoded.note else [])


def _read_html(data: bytes) -> _Draft:
    """Keep the main text only; navigation, scripts and comments are not what was reported."""
    if len(data) > _MAX_HTML_BYTES:
        raise InputError(f"It has {len(data) / 1e6:.0f} MB of HTML.", fix=_AS_TEXT)
    charset = _CHARSET.search(data[:4096])
    decoded = decode(data, declared=charset[1].decode("ascii") if charset else "")
    from trafilatura import extract, load_html  # noqa: PLC0415 - 0.5 s to import

    try:
        whole = "<html" in decoded.text[:4096].lower()
        page = decoded.text if whole else f"<html><body>{decoded.text}</body></html>"
        tree = load_html(page)  # lxml: no network, no entities of the page's own
        if tree is None:
            raise InputError("It holds no HTML.", fix=_AS_TEXT)
        fields = _html_fields(tree)
        linked = Counter(" ".join(map(str, tree.xpath("//a//text()"))).split())
        text = extract(tree, include_comments=False, include_tables=True, prune_xpath=_NO_TEXT)
    except (ValueError, RecursionError, AssertionError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"It is no HTML that can be read: {error}.", fix=_AS_TEXT) from None
    # without an article trafilatura falls back to the whole page, menus and all
    words = Counter((text or "").split())
    if not text or (words & linked).total() >= _MAX_LINKED * words.total():
        raise InputError("It has no main text, only navigation or scripts.", fix=_AS_TEXT)
    return _Draft(text, fields, 0, [decoded.note] if decoded.note else [])


def _html_fields(tree: Any) -> dict[str, str]:
    """Return what the page's own metadata say; nothing is guessed from its text or address."""

    def first(*paths: str) -> str:
        found = (str(value) for path in paths for value in tree.xpath(path))
        return next((" ".join(value.split()) for value in found if value.strip()), "")

    def meta(*names: str) -> list[str]:
        tests = " or ".join(f"@property='{n}' or @name='{n}' or @itemprop='{n}'" for n in names)
        return [f"//meta[{tests}]/@content"]

    published = first(
        *meta("article:published_time", "datePublished", "og:published_time"),
        *meta("date", "DC.date.issued", "dcterms.created", "parsely-pub-date", "pubdate"),
        "//time[@pubdate or @itemprop='datePublished']/@datetime",
    )
    fields = {
        "title": first(*meta("og:title"), "//h1//text()", "//title/text()"),
        "source": first(*meta("og:site_name", "DC.publisher", "application-name")),
        "url": first("//link[@rel='canonical']/@href", *meta("og:url")),
        "published": published or _json_ld_date(tree),
        "language": first("/html/@lang"),
    }
    return {key: value for key, value in fields.items() if value}


def _json_ld_date(tree: Any) -> str:
    for block in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        with contextlib.suppress(ValueError, RecursionError):
            parts = [json.loads(str(block))]
            while parts:
                part = parts.pop()
                if isinstance(part, list):
                    parts.extend(part)
                elif isinstance(part, dict):
                    if isinstance(part.get("datePublished"), str):
                        return str(part["datePublished"])
                    parts.append(part.get("@graph"))
    return ""


def _read_pdf(data: bytes) -> _Draft:
    """Join the text of the pages; a PDF without a text layer is refused, since it needs OCR."""
    if find_kind(data[:1024].lstrip()) != "a PDF":
        raise InputError("It is named PDF but is none.", fix="Download it again.")
    from pypdf import PdfReader  # noqa: PLC0415 - 0.2 s to import
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    damage = "It is a damaged PDF"
    notes: list[str] = []
    texts: list[str] = []
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("It is locked with a password.", fix="Save an unlocked copy.")
        if len(reader.pages) > _MAX_PAGES:
            raise InputError(f"It has {len(reader.pages):,} pages.", fix="Split it into reports.")
        texts = [page.extract_text() or "" for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else None) or ""
    except InputError:
        raise
    except PyPdfError as error:
        raise InputError(f"{damage}: {error}.", fix=_AS_TEXT) from None
    except Exception as error:  # noqa: BLE001 - a damaged PDF makes pypdf raise nearly anything
        raise InputError(f"{damage}: {type(error).__name__}: {error}.", fix=_AS_TEXT) from None
    blank = [str(i) for i, text in enumerate(texts, start=1) if not text.strip()]
    if len(blank) == len(texts):
        raise InputError(
            "It is a PDF of images without text.", fix="Run OCR on it first, as with `ocrmypdf`."
        )
    if blank:
        pages = ", ".join(blank[:10]) + (", ..." if len(blank) > 10 else "")  # noqa: PLR2004
        notes.append(f"Page {pages} of {len(texts)} holds no text; an image may need OCR.")
    # Arabic PDFs spell with presentation forms (U+FE8D), which no gazetteer knows
    text = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), "\n\n".join(texts))
    fields, body_start = _header(text)
    if title.strip() and "title" not in fields:
        fields["title"] = " ".join(str(title).split())[:_MAX_TITLE]
    return _Draft(text, fields, body_start, notes)


def _read_docx(data: bytes) -> _Draft:
    """Join paragraphs and table rows in their order."""
    check_archive(data, "DOCX")
    from docx import Document  # noqa: PLC0415 - 0.2 s to import
    from docx.table import Table  # noqa: PLC0415

    try:
        document = Document(BytesIO(data))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                    parts.append(" | ".join(filter(None, cells)))
            else:
                parts.append(block.text)
        title = document.core_properties.title or ""
    except Exception as error:  # noqa: BLE001 - python-docx and lxml raise nearly anything
        raise InputError(
            f"It is a damaged DOCX: {type(error).__name__}: {error}.", fix=_AS_TEXT
        ) from None
    text = "\n".join(parts)
    fields, body_start = _header(text)
    if title.strip() and "title" not in fields:
        fields["title"] = " ".join(title.split())[:_MAX_TITLE]
    return _Draft(text, fields, body_start)


_READERS: Final[Mapping[str, Callable[[bytes], _Draft]]] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), _read_text),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _read_html),
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
