"""How the embedded basemap lies in its file, so that the world takes a few megabytes.

The secret of this module is the file: named sections, each compressed by itself, and numbers as
differences in as few bytes as they need. A border that two areas share is stored once, as an arc.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.basemap.topology import Topology
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC: Final = b"sitmap basemap 1\n"
_LONGEST: Final = 10  # bytes of a 64-bit number, 7 bits a byte


def pack_ints(values: Iterable[int] | NDArray[np.int64]) -> bytes:
    """Return whole numbers as zigzag varints: one byte from -64 to 63, two to +-8192, and so on.

    Examples
    --------
    >>> pack_ints([0, -1, 1, 64]).hex()
    '0001028001'
    >>> unpack_ints(pack_ints([0, -1, 1, 64])).tolist()
    [0, -1, 1, 64]
    """
    signed = np.asarray(values if isinstance(values, np.ndarray) else list(values), np.int64)
    rest = ((signed << 1) ^ (signed >> 63)).view(np.uint64)
    size = np.ones(len(rest), np.int64)
    for k in range(1, _LONGEST):
        size += rest >= np.uint64(1) << np.uint64(7 * k)
    start = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), np.uint8)
    for k in range(int(size.max(initial=0))):
        here = size > k
        septet = (rest[here] >> np.uint64(7 * k)) & np.uint64(127)
        more = np.where(size[here] > k + 1, 128, 0).astype(np.uint64)
        out[start[here] + k] = (septet | more).astype(np.uint8)
    return out.tobytes()


def unpack_ints(packed: bytes) -> NDArray[np.int64]:
    """Return the numbers that `pack_ints` packed."""
    raw = np.frombuffer(packed, np.uint8)
    if not len(raw):
        return np.zeros(0, np.int64)
    ends = np.flatnonzero(raw < 128)  # noqa: PLR2004 - the top bit says that more follows
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    septets = (raw & 127).astype(np.uint64) << (place * 7).astype(np.uint64)
    rest = np.add.reduceat(septets, starts)
    return (rest >> np.uint64(1)).view(np.int64) ^ -(rest & np.uint64(1)).view(np.int64)


def pack_file(header: Mapping[str, Any], sections: Mapping[str, bytes]) -> bytes:
    """Return the whole file: same contents, same bytes."""
    packed = {name: zlib.compress(body, 9) for name, body in sections.items()}
    table = {name: len(body) for name, body in packed.items()}
    head = json.dumps({**header, "sections": table}, ensure_ascii=False).encode()
    return b"".join([MAGIC, struct.pack("<I", len(head)), head, *packed.values()])


class Store:
    """A basemap file, opened: `header`, and its sections unpacked one by one when asked for."""

    def __init__(self, path: Path) -> None:
        """Read `path`.

        Raises
        ------
        InputError
            If it is missing or is no basemap file.
        """
        fix = "Install sitmap again (pip install --force-reinstall); its build makes this file."
        try:
            self._raw = path.read_bytes()
        except OSError as error:
            raise InputError(f"The basemap {path} can't be read: {error}.", fix=fix) from error
        if not self._raw.startswith(MAGIC):
            raise InputError(f"{path} is not a basemap of this version.", fix=fix)
        at = len(MAGIC)
        (size,) = struct.unpack_from("<I", self._raw, at)
        at += 4
        self.header: dict[str, Any] = json.loads(self._raw[at : at + size])
        at += size
        self._spans: dict[str, tuple[int, int]] = {}
        for name, length in self.header["sections"].items():
            self._spans[name] = (at, at + length)
            at += length

    def body(self, name: str) -> bytes:
        """Return one section."""
        start, end = self._spans[name]
        return zlib.decompress(self._raw[start:end])

    def ints(self, name: str) -> NDArray[np.int64]:
        """Return a section of whole numbers."""
        return unpack_ints(self.body(name))

    def json(self, name: str) -> Any:
        """Return a section of JSON."""
        return json.loads(self.body(name))

    def lines(self, name: str) -> list[str]:
        """Return a section of text lines."""
        return self.body(name).decode().split("\n")

    def topology(self, name: str) -> Topology:
        """Return areas with shared borders, as `topology_sections` packed them."""
        steps = self.ints(f"{name}/points").reshape(-1, 2)
        return Topology(
            points=np.cumsum(steps, axis=0),
            ends=np.cumsum(self.ints(f"{name}/lengths")),
            faces=_nested(self.ints(f"{name}/rings").tolist()),
            sides=np.zeros((0, 2), np.int64),
        )


def topology_sections(name: str, topology: Topology) -> dict[str, bytes]:
    """Return the sections that hold `topology`."""
    return {
        f"{name}/points": pack_ints(np.diff(topology.points, axis=0, prepend=[[0, 0]]).ravel()),
        f"{name}/lengths": pack_ints(np.diff(topology.ends, prepend=0)),
        f"{name}/rings": pack_ints(_flat(topology.faces)),
    }


def _flat(faces: list[list[list[list[int]]]]) -> Iterable[int]:
    """Write face > polygon > ring > arc as counts followed by what they count."""
    for polygons in faces:
        yield len(polygons)
        for rings in polygons:
            yield len(rings)
            for arcs in rings:
                yield len(arcs)
                yield from arcs


def _nested(flat: list[int]) -> list[list[list[list[int]]]]:
    """Undo `_flat`."""
    at, faces = 0, []
    while at < len(flat):
        polygons, at = [], at + 1
        for _ in range(flat[at - 1]):
            rings, at = [], at + 1
            for _ in range(flat[at - 1]):
                size = flat[at]
                rings.append(flat[at + 1 : at + 1 + size])
                at += 1 + size
            polygons.append(rings)
        faces.append(polygons)
    return faces
