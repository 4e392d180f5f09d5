"""The short form of ``python -m tests.bench.kills``."""

from __future__ import annotations

import pytest

from tests.bench.kills import Trial, at_once, full_disks, killed


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("kills"))


def test_a_killed_build_leaves_each_map_old_or_new_and_the_next_is_right(trial: Trial):
    faults, _ = killed(trial, 4)
    assert faults == []


def test_a_full_disk_leaves_each_map_old_or_new_and_is_said(trial: Trial):
    try:
        faults, _ = full_disks(trial, 3)
    except OSError as error:
        pytest.skip(str(error))
    assert faults == []


def test_builds_of_one_folder_wait_for_each_other(trial: Trial):
    faults, _ = at_once(trial, 3)
    assert faults == []


def test_a_folder_that_may_not_be_written_is_said_and_the_maps_stay(trial: Trial):
    import os

    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    trial.rewind()
    trial.out.chmod(0o555)
    try:
        done = trial.build()
    finally:
        trial.out.chmod(0o755)
    assert done.returncode == 1
    assert b"can't be written" in done.stderr
    assert trial.faults() == []
