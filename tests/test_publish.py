from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.publish import STATE, locked, write


def test_writing_the_same_bytes_again_leaves_the_file_alone(tmp_path: Path):
    target = tmp_path / "maps" / "m.html"
    assert write(target, b"one") is True
    before = target.stat().st_mtime_ns
    assert write(target, b"one") is False
    assert target.stat().st_mtime_ns == before
    assert write(target, b"two") is True
    assert target.read_bytes() == b"two"


def test_a_failed_write_says_why_and_leaves_the_old_map(tmp_path: Path, monkeypatch):
    target = tmp_path / "m.html"
    write(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["m.html"]


def test_what_a_killed_build_left_is_swept_and_nothing_else(tmp_path: Path):
    for name in (".m.html.x1y2.part", "m.html", ".hidden", "notes.part"):
        (tmp_path / name).write_text("x")
    with locked(tmp_path):
        pass
    left = {p.name for p in tmp_path.iterdir()}
    assert left == {"m.html", ".hidden", "notes.part", STATE}


def test_what_was_left_among_the_editions_is_swept_too(tmp_path: Path):
    left = tmp_path / ".sitmap" / "editions" / ".2.edition.abc.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    with locked(tmp_path):
        assert list(left.parent.iterdir()) == []


def test_a_second_build_waits_and_then_says_what_it_waited_for(tmp_path: Path):
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom geo.publish import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, env=env
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match="Another build"), locked(tmp_path, wait_s=0.2):
            pass
    finally:
        holder.kill()  # as kill -9: the lock has to die with it
        holder.communicate()
    begun = time.monotonic()
    with locked(tmp_path, wait_s=20):
        pass
    assert time.monotonic() - begun < 10


def test_a_folder_that_is_a_file_is_a_fault_with_a_remedy(tmp_path: Path):
    (tmp_path / "maps").write_text("")
    with pytest.raises(InputError, match=r"can't be written") as caught, locked(tmp_path / "maps"):
        pass
    assert caught.value.fix
