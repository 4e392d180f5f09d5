"""Steps that make what git does not keep; `hatch_build.py` runs them.

A step is a module here with ``build(root: Path) -> list[Path]``: it makes its files under
``geo/`` and does nothing when its inputs have not changed since.
"""
