from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import geo


def test_every_public_name_is_there_and_sorted():
    assert geo.__all__ == sorted(geo.__all__)
    for name in geo.__all__:
        assert getattr(geo, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = geo.nothing


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import geo", id="the package"),
        pytest.param("import geo.cli", id="the command"),
        pytest.param(
            "import geo.gazetteer; from geo.locate import look_up", id="what sitmap locate needs"
        ),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code: str):
    heavy = (
        "pandas",
        "geopandas",
        "folium",
        "geopy",
        "shapely",
        "trafilatura",
        "dask",
        "distributed",
    )
    script = f"{code}\nimport sys\nprint(*[m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_importing_the_package_costs_under_a_tenth_of_a_second():
    script = "import time; t = time.process_time(); import geo; print(time.process_time() - t)"
    spent = [
        float(
            subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        )
        for _ in range(3)
    ]
    assert min(spent) < 0.1


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["locate", "Saraqib"]])
def test_a_command_that_draws_nothing_loads_nothing_heavy(arguments: list[str], tmp_path):
    heavy = "pandas", "geopandas", "folium", "geopy", "shapely", "trafilatura", "dask", "spacy"
    script = (
        f"import sys\nsys.argv = ['sitmap', *{arguments!r}]\nfrom geo.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('loaded:', *[m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(geo.__file__).parents[1])},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded:"
