from __future__ import annotations

import subprocess
import sys

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
    heavy = "pandas", "geopandas", "folium", "geopy", "shapely", "trafilatura"
    script = f"{code}\nimport sys\nprint(*[m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
