from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import InputError
from geo.model import CLAIMS, Place, Schema, stable_id


def test_a_place_off_the_globe_is_refused_with_a_hint():
    with pytest.raises(InputError, match="may be swapped"):
        Place("Idlib", lon=36.6, lat=135.9, radius_m=1000, kind="town", source="test")


def test_an_id_depends_on_every_part_and_on_nothing_else():
    assert stable_id("a", 1) == stable_id("a", 1)
    assert stable_id("a", 1) != stable_id("a1", "")


def test_a_schema_names_every_fault_at_once():
    schema = Schema("test", {"name": "text", "count": "count", "day": "date"})
    table = pd.DataFrame({"name": ["x"], "count": ["three"]})
    with pytest.raises(InputError) as caught:
        schema.check(table)
    assert "lacks day" in caught.value.problem
    assert "count is" in caught.value.problem


def test_a_table_that_fits_comes_back_itself():
    table = pd.DataFrame({name: pd.Series(dtype="str") for name in CLAIMS.columns}).astype(
        {
            "published": "datetime64[s]",
            "low": "Int64",
            "high": "Int64",
            "start": "Int64",
            "end": "Int64",
        }
    )
    assert CLAIMS.check(table) is table
