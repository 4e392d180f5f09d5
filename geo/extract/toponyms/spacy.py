"""Which words of an English text are place names, by a spaCy pipeline instead of our own models.

The secret of this module is which of spaCy's entities are places. It is the first plug-in of the
reader (``pip install 'sitmap[spacy]'`` and a pipeline of your choice): whatever finds extents of
names in a batch of texts can stand in its place. Roles, dates, tolls and events stay ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# OntoNotes' countries, cities and states; mountains and waters; buildings, airports, highways.
# https://catalog.ldc.upenn.edu/docs/LDC2013T19/OntoNotes-Release-5.0.pdf, section 2.6; "LOC" is also
# what pipelines with the four CoNLL labels call every place.
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_UNUSED: Final = ("lemmatizer", "parser", "tagger", "morphologizer", "attribute_ruler")


class SpacyNames:
    """Finds place names with a spaCy pipeline.

    Parameters
    ----------
    pipeline
        The name of an installed pipeline with an ``ner`` component, as ``"en_core_web_md"``.

    Raises
    ------
    InputError
        If spaCy or the pipeline is not installed, or the pipeline names nothing.
    """

    def __init__(self, pipeline: str) -> None:
        try:
            import spacy  # noqa: PLC0415 - costs 0.9 s and is no requirement
        except ImportError as error:
            raise InputError(
                "spaCy is not installed.", fix="Run: pip install 'sitmap[spacy]'"
            ) from error
        try:
            self._pipeline: Any = spacy.load(pipeline, exclude=_UNUSED)
        except OSError as error:
            raise InputError(
                f"spaCy has no pipeline {pipeline!r}: {error}",
                fix="Install it, for English: python -m spacy download en_core_web_md",
            ) from error
        if "ner" not in self._pipeline.pipe_names:
            raise InputError(
                f"The spaCy pipeline {pipeline!r} recognises no names.",
                fix='Choose one with an "ner" component, as "en_core_web_md".',
            )

    def __call__(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
        """Yield for each text the extents of its place names, in characters, left to right."""
        limit = self._pipeline.max_length  # a longer text would raise; its rest goes without names
        for read in self._pipeline.pipe(text[:limit] for text in texts):
            yield [(e.start_char, e.end_char) for e in read.ents if e.label_ in _PLACES]
