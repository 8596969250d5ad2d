"""Where the tests find the binary under test, and how figures of others are put to it."""

import json
import math
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]


def plain(value):
    """A figure as JSON has it: what is not a number is null, as ours are where a measure is undefined."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


@pytest.fixture
def agrees(tmp_path):
    """Returns a function that hands cases (measure, input, params, expected, tolerance) to galley agree --check and
    fails with whatever galley computed otherwise."""
    binary = os.environ.get("GALLEY_BIN", str(ROOT / "bin" / "galley"))
    assert os.path.exists(binary), f"{binary} is missing: run make build first"

    def run(cases):
        assert cases, "no case: nothing would be compared"
        names = ("measure", "input", "params", "expected", "tolerance")
        vectors = [dict(zip(names, map(plain, case))) | {"id": f"case {i}"} for i, case in enumerate(cases)]
        file = tmp_path / "vectors.json"
        file.write_text(json.dumps(vectors, allow_nan=False))
        done = subprocess.run([binary, "agree", "--check", str(file), "--json"], capture_output=True, text=True)
        assert done.stdout, done.stderr
        checks = json.loads(done.stdout)["checks"]
        assert len(checks) == len(cases)
        missed = [(v["input"], v["params"], c["problem"]) for v, c in zip(vectors, checks) if not c["passed"]]
        assert not missed, f"{len(missed)} of {len(cases)} differ, the first: {missed[0]}"
        assert done.returncode == 0, done.stderr

    return run
