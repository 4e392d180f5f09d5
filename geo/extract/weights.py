"""How trained weights are opened.

The secret of this module is crfsuite, which is loaded with the first weights that are asked for:
who reads tables, or one language, needs none of the others.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pycrfsuite


@cache
def built_in_tagger(model: str) -> pycrfsuite.Tagger:
    """Return the tagger with the weights in file `model` of this package, opened once a process."""
    import pycrfsuite  # noqa: PLC0415 - see above

    tagger = pycrfsuite.Tagger()
    with as_file(files("geo.extract").joinpath(model)) as path:
        tagger.open(str(path))
    return tagger
