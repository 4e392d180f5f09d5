"""What may be unpacked: the ZIP archives that DOCX, XLSX and ODS files are.

The secret of this module is how an archive is told from a trap before anything in it is read: by
its directory, whose sizes `zipfile` holds to, and by the first bytes of its XML. Nothing is ever
written to disk, so that names such as ``../x`` lead nowhere.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from geo.errors import InputError

MAX_UNPACKED: Final = 200_000_000
MAX_PARTS: Final = 5_000

_HEAD: Final = 4096


def check_archive(data: bytes, kind: str, *, limit: int = MAX_UNPACKED) -> list[str]:
    """Return the names of the parts of an archive that is safe to read.

    Parameters
    ----------
    kind
        What it should be, for the message: ``"DOCX"``.
    limit
        Bytes that it may unpack to in all.

    Raises
    ------
    InputError
        If it is no archive, damaged, unpacks to more than `limit`, or its XML declares entities.
    """
    fix = "Ask for it in another format, or export it again."
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > limit or len(parts) > MAX_PARTS:
                raise InputError(
                    f"It unpacks to {size / 1e6:,.0f} MB in {len(parts):,} parts, which is no "
                    f"sound {kind}.",
                    fix=fix,
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        head = file.read(_HEAD).replace(b"\0", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise InputError(
                            f"Its part {part.filename[:80]} declares XML entities, as no {kind} "
                            "does.",
                            fix="Don't trust it; ask for the contents as text.",
                        )
            return [part.filename for part in parts]
    except InputError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError) as error:
        raise InputError(f"It is no {kind}: {error}.", fix=fix) from None
    except (zlib.error, lzma.LZMAError, struct.error, ValueError, LookupError) as error:
        raise InputError(f"It is a damaged {kind}: {error}.", fix=fix) from None
