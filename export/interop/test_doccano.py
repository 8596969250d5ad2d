"""doccano's own import code, which needs an environment of its own: what it would store is what was marked."""

import json
import os
import subprocess

import pytest

from conftest import ROOT
from project import RELATIONS, STRETCHES, project

PYTHON = os.environ.get("GALLEY_DOCCANO_PYTHON", str(ROOT / ".cache" / "venv-doccano" / "bin" / "python"))


def stored(galley, format, column):
    assert os.path.exists(PYTHON), f"{PYTHON} is missing: run make setup first"
    galley("export", project(galley), "--format", format, "-o", "doccano.jsonl")
    read = ROOT / "export" / "interop" / "doccano_read.py"
    done = subprocess.run([PYTHON, str(read), str(galley.dir / "doccano.jsonl"), column], cwd=galley.dir, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("format, column", [("doccano", "label"), ("doccano-relations", "entities")])
def test_import_code_stores_every_span(galley, format, column):
    got = stored(galley, format, column)
    assert sorted(map(tuple, got["spans"])) == STRETCHES


def test_import_code_stores_every_relation(galley):
    got = stored(galley, "doccano-relations", "entities")
    assert ["source", "“Inflation fell to 2%,”", "Kim"] in got["relations"]
    assert ["part-of", "“but it’s no win.”", "“Inflation fell to 2%,”"] in got["relations"]
    assert len(got["relations"]) == len(RELATIONS) + 1
