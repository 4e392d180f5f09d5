"""Which characters the bytes of a file stand for.

The secret of this module is how an encoding is found out: a byte-order mark, then strict UTF-8,
then what the file itself declares, then the one legacy encoding that makes words of the bytes.
What is certain is decoded and said in `Decoded.note`; where two encodings make different sense of
a file it is refused, because a wrong guess turns one place name into another.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from geo.errors import InputError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY: Final = ("cp1252", "cp1254", "cp1256", "iso8859-6")
_NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
    "cp1252": "Windows-1252 (Western)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1256": "Windows-1256 (Arabic)",
    "iso8859-6": "ISO-8859-6 (Arabic)",
}
# What browsers read where a page names these: https://encoding.spec.whatwg.org/#names-and-labels
_DECLARED: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX, ODS, ...)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file itself"),
)
_SAMPLE: Final = 200_000
_ODD: Final = frozenset("þðýÞÐÝ×÷¿¬¤¦")
_WORD: Final = re.compile(r"[^\W\d_]+")
# The runs that UTF-8 leaves behind when it is taken for Windows-1252 and saved again: a lead byte
# (C3-DB, E2) and the bytes 80-BF, each as the character it has there.
_MISREAD: Final = "".join(
    bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0)
)
_MOJIBAKE: Final = re.compile(f"(?:[\xc2-\xdb\xe2][{re.escape(_MISREAD)}]{{1,2}})+")
# How such a run begins in UTF-8; a search for bytes is ten times as fast as one for characters
_TRACE: Final = re.compile(rb"\xc3[\x82-\x9b\xa2](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb\xe2])")
_BACK: Final = {ord(bytes([b]).decode("cp1252", "ignore") or chr(b)): b for b in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, its encoding, and what a reader should know (``""`` for plain UTF-8)."""

    text: str
    encoding: str
    note: str


def find_kind(data: bytes) -> str:
    """Return what binary thing `data` begins like, as ``"a PNG image"``, or ``""`` for text.

    Examples
    --------
    >>> find_kind(b"%PDF-1.7")
    'a PDF'
    """
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def decode(data: bytes, *, declared: str = "") -> Decoded:
    r"""Decode a text file.

    Parameters
    ----------
    declared
        The encoding that the file names itself (HTML's ``charset``); used only where the bytes are
        no UTF-8, since pages lie.

    Raises
    ------
    InputError
        If it is no text, or two encodings would make different words of it.

    Examples
    --------
    >>> decode("Idlib, إدلب".encode("cp1256")).encoding
    'Windows-1256 (Arabic)'
    """
    kind = find_kind(data)
    if kind:
        raise InputError(f"It is {kind}, not text.", fix="Give it its right name, or export text.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\0" in data[:_SAMPLE]:
        wide = _wide(data)
        if wide:
            return Decoded(
                data.decode(wide), _NAMES[wide], f"read as {_NAMES[wide]} without a mark"
            )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, declared, error)
    return _unmangled(text, data)


def _marked(data: bytes, encoding: str) -> Decoded:
    name = _NAMES[encoding]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"It begins like {name}, but byte {error.start} breaks that.",
            fix="Save it again as UTF-8; it may have been cut off.",
        ) from None
    if encoding == "utf-8":
        return _unmangled(text, data)
    return Decoded(text, name, f"read as {name}")


def _wide(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, ``""`` when it is not UTF-16."""
    sample = data[: _SAMPLE & ~1]
    sample = sample[: len(sample) & ~1]
    best, share = "", 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        plain = sum(c in "\t\n\r" or " " <= c <= "~" or "\u0600" <= c <= "\u06ff" for c in text)
        if text and plain / len(text) > share:
            best, share = encoding, plain / len(text)
    if share < 0.9 or len(data) % 2:  # noqa: PLR2004 - nine characters in ten are usual ones
        return ""
    try:
        data.decode(best)
    except UnicodeDecodeError:
        return ""
    return best


def _legacy(data: bytes, declared: str, error: UnicodeDecodeError) -> Decoded:
    try:
        named = codecs.lookup(declared).name if declared else ""
        named = _DECLARED.get(named, named)
        if named and named != "utf-8":
            return Decoded(data.decode(named), named, f"read as {named}, as it says itself")
    except (LookupError, UnicodeDecodeError):
        pass
    mixed = _mixed(data)
    if mixed:
        return mixed
    encoding, text = _fitting(data, error)
    return Decoded(text, _NAMES[encoding], f"read as {_NAMES[encoding]}")


def _fitting(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Return the one legacy encoding that makes words of `data`, and the text."""
    tries: list[tuple[float, str, str]] = []
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        tries.append((_likeness(text[:_SAMPLE]), encoding, text))
    tries.sort(key=lambda each: -each[0])
    if not tries or tries[0][0] <= 0:
        raise InputError(
            f"Byte {error.start} is not UTF-8, and no other encoding makes words of it.",
            fix="Save it as UTF-8.",
        )
    top, encoding, text = tries[0]
    rivals = [name for score, name, other in tries[1:] if score >= 0.9 * top and other != text]
    if rivals:
        raise InputError(
            f"It is not UTF-8 and could be {_NAMES[encoding]} or {_NAMES[rivals[0]]}.",
            fix="Save it as UTF-8.",
        )
    return encoding, text


def _likeness(text: str) -> float:
    """Return how much the words with letters beyond ASCII look like words: up to 1.5 each."""
    # signs between letters, as in "ع×ى", are letters read in the wrong encoding
    score = -2.0 * sum(c in _ODD for c in text)
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        arabic = sum("\u0621" <= c <= "\u064a" for c in word)
        beyond = sum(not c.isascii() for c in word)
        if arabic:
            # the commonest letters tell Windows-1256 from ISO-8859-6
            usual = sum(c in "اليمنرو" for c in word) / len(word)
            score += 0.5 + usual if arabic == len(word) else -2
        elif len(word) > 2 and beyond > 0.7 * len(word):  # noqa: PLR2004 - as ÓÑÇÞÈ
            score -= 2
        elif word[1:].islower() or word.isupper() or len(word) == 1:
            score += 1
        else:
            score -= 1
    return score


def _mixed(data: bytes) -> Decoded | None:
    """Decode line by line when some lines are UTF-8 with Arabic or accents and others are not."""
    lines = data.split(b"\n")
    texts: list[str | None] = []
    good = 0
    for line in lines:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            texts.append(None)
        else:
            good += not line.isascii()
            texts.append(text)
    if not good:
        return None
    bad = [i for i, text in enumerate(texts) if text is None]
    joined = b"\n".join(lines[i] for i in bad)
    try:
        encoding, _ = _fitting(joined, UnicodeDecodeError("utf-8", joined, 0, 1, "mixed"))
    except InputError:
        numbers = ", ".join(str(i + 1) for i in bad[:5])
        raise InputError(
            f"Line {numbers} is not UTF-8 like the rest, and no other encoding makes words of it.",
            fix="Save the file as UTF-8.",
        ) from None
    text = "\n".join(
        lines[i].decode(encoding) if each is None else each for i, each in enumerate(texts)
    )
    where = ", ".join(str(i + 1) for i in bad[:5]) + (", ..." if len(bad) > 5 else "")  # noqa: PLR2004
    note = f"UTF-8, but line {where} read as {_NAMES[encoding]}"
    return Decoded(text, f"UTF-8 and {_NAMES[encoding]}", note)


def is_mangled(data: bytes) -> bool:
    """Return whether UTF-8 bytes may hold UTF-8 that was taken for Windows-1252."""
    return _TRACE.search(data) is not None


def _unmangled(text: str, data: bytes) -> Decoded:
    """Undo UTF-8 that was taken for Windows-1252 and saved again, run by run."""
    if not is_mangled(data):
        return Decoded(text, "UTF-8", "")
    mended = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal mended
        try:
            right = bytes(_BACK[ord(c)] for c in match.group()).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return match.group()
        mended += 1
        return right

    fixed = _MOJIBAKE.sub(mend, text)
    if not mended:
        return Decoded(text, "UTF-8", "")
    return Decoded(
        fixed, "UTF-8", f"{mended} runs of UTF-8 taken for Windows-1252 (as in Ø§Ù„) put right"
    )
