"""Packs the tables that `codec.test.ts` sends on standard input, and prints them in base64."""

from __future__ import annotations

import base64
import json
import sys

import numpy as np
import pandas as pd

from geo.webmap.pack import Block, as_texts, deflate
from geo.webmap.texts import pack_texts


def main() -> None:
    """Read ``[{"text": [...], "int": [...], ...}, ...]``, print one base64 block a table."""
    out = []
    for table in json.load(sys.stdin):
        block = Block({"v": 1})
        block.table("t", len(table["text"]))
        codes = block.add_text("t", "text", pd.Series(table["text"], dtype="object"))
        block.add_text("t", "led", pd.Series(table["led"], dtype="object"), by={"text": codes})
        block.add_number("t", "int", pd.Series(table["int"], dtype="Int64"))
        block.add_number("t", "same", pd.Series(table["same"], dtype="Int64"))
        block.add_number("t", "delta", pd.Series(table["delta"], dtype="Int64"), delta=True)
        block.add_number("t", "float", pd.Series(table["float"], dtype="Float64"))
        days = [None if d is None else np.datetime64(d, "D") for d in table["day"]]
        block.add_dates("t", "day", pd.Series(days, dtype="datetime64[s]"), delta=True)
        for name in ("lon", "lat"):
            block.add_degrees("t", name, pd.Series(table[name], dtype="float64"), codes, "text")
        for name in ("hex", "seq", "list"):
            block.add_ids("t", name, table[name])
        words, texts = pack_texts(as_texts(pd.Series(table["note"], dtype="object")))
        parts = [deflate(block.finish()), deflate(words), *map(deflate, texts)]
        out.append([base64.b64encode(part).decode() for part in parts])
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
