"""Promises of geo/extract/toponyms/spacy.py, with a real pipeline that is trained here."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from geo.errors import InputError
from geo.extract import Reader
from geo.extract.toponyms.spacy import SpacyNames
from geo.gazetteer import open_gazetteer
from geo.model import Report
from geo.project import read_project

if TYPE_CHECKING:
    from pathlib import Path

spacy = pytest.importorskip("spacy", reason="the extra sitmap[spacy] is not installed")
TOWNS = ("Saraqib", "Maiduguri", "Bakhmut", "Goma", "Kidal", "Marib")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of a pipeline that has learned what a town is."""
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(1)
    model = spacy.blank("en")
    model.add_pipe("ner").add_label("GPE")
    lessons = []
    for town in TOWNS:
        for before, after in (("Shells fell on ", "."), ("Troops entered ", " on Monday.")):
            text = f"{before}{town}{after}"
            gold = {"entities": [(len(before), len(before) + len(town), "GPE")]}
            lessons.append(Example.from_dict(model.make_doc(text), gold))
    model.initialize(lambda: lessons)
    for _ in range(30):
        random.Random(1).shuffle(lessons)
        model.update(lessons, drop=0.1)
    folder = tmp_path_factory.mktemp("pipeline")
    model.to_disk(folder)
    return str(folder)


def test_names_lie_where_the_text_has_them(pipeline: str):
    texts = [f"Shells fell on {town}." for town in TOWNS]
    for text, town, found in zip(texts, TOWNS, SpacyNames(pipeline)(texts), strict=True):
        assert [text[start:end] for start, end in found] == [town]


def test_the_reader_takes_the_names_of_the_pipeline(pipeline: str):
    report = Report("r", "Shells fell on Bakhmut. Nobody was hurt, the mayor of Kyiv said.")
    (reading,) = Reader(open_gazetteer(None), names=lambda _: [[(15, 22)]])([report])
    assert [m.name for m in reading.mentions] == ["Bakhmut"]
    (reading,) = Reader(open_gazetteer(None), names=SpacyNames(pipeline))([report])
    assert "Bakhmut" in [m.name for m in reading.mentions]


def test_what_is_missing_is_said(tmp_path: Path):
    with pytest.raises(InputError, match="no pipeline 'en_nowhere'"):
        SpacyNames("en_nowhere")
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(InputError, match="recognises no names"):
        SpacyNames(str(tmp_path / "bare"))


def test_the_project_chooses_the_pipeline(tmp_path: Path):
    (tmp_path / "atlas.toml").write_text('[reading]\nspacy = "en_core_web_md"\n')
    assert read_project(tmp_path).spacy == "en_core_web_md"
    (tmp_path / "atlas.toml").write_text("[reading]\nnames = 3\n")
    with pytest.raises(InputError, match=r"reading\.names"):
        read_project(tmp_path)
