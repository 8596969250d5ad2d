"""Where the tests find the binary under test and a place for what they write."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def galley(tmp_path):
    """Returns a function that runs the galley command line in an empty folder and gives its standard output."""
    binary = os.environ.get("GALLEY_BIN", str(ROOT / "bin" / "galley"))
    assert os.path.exists(binary), f"{binary} is missing: run make build first"

    def run(*args, stdin=None):
        done = subprocess.run([binary, *map(str, args)], cwd=tmp_path, input=stdin, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.dir = tmp_path
    return run


@pytest.fixture(autouse=True)
def offline(monkeypatch, tmp_path):
    """No consumer may reach for a hub, and none shares a cache with another test."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
