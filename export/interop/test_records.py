"""Native records, read by Hugging Face datasets, pyarrow, pandas and jsonschema."""

import json

import pytest
from datasets import load_dataset

from project import MARKS, project
from records import check

@pytest.fixture
def exported(galley):
    """A file that galley wrote after reading ours: two articles, one of them without any mark."""
    galley("export", project(galley), "--format", "jsonl", "--layer", "all", "-o", "train.jsonl")
    return galley.dir / "train.jsonl"


def test_datasets_loads_in_one_line(exported):
    rows = load_dataset("json", data_files=str(exported), split="train")
    assert len(rows) == 2
    assert check(rows) == len(MARKS)


def test_datasets_streams(exported):
    rows = list(load_dataset("json", data_files=str(exported), split="train", streaming=True))
    assert check(rows) == len(MARKS)


def test_empty_row_first_keeps_the_features(exported):
    """A first row without spans must not fix its columns as lists of nothing for the rows that follow."""
    lines = exported.read_text().splitlines()
    lines.sort(key=lambda l: len(json.loads(l)["spans"]))
    flipped = exported.with_name("flipped.jsonl")
    flipped.write_text("\n".join(lines) + "\n")
    assert check(load_dataset("json", data_files=str(flipped), split="train")) == len(MARKS)


def test_pandas_and_pyarrow(exported):
    import pandas
    import pyarrow.json

    assert check(pandas.read_json(exported, lines=True, dtype=False).to_dict("records")) == len(MARKS)
    assert check(pyarrow.json.read_json(exported).to_pylist()) == len(MARKS)


def test_json_schema_holds(exported, galley):
    from jsonschema import Draft202012Validator

    from conftest import ROOT

    schema = json.loads((ROOT / "export" / "galley-jsonl-1.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for line in exported.read_text().splitlines():
        validator.validate(json.loads(line))
    assert list(validator.iter_errors({"galley": "2"})), "a row of another version must not pass"


def test_export_import_export_is_byte_identical(exported, galley):
    galley("import", "--format", "jsonl", exported, "--annotator", "ana", "-o", "again.galley.jsonl")
    galley("export", "again.galley.jsonl", "--format", "jsonl", "--layer", "all", "-o", "again.jsonl")
    assert (galley.dir / "again.jsonl").read_bytes() == exported.read_bytes()


def test_what_the_desk_saved():
    """The file that a journey marked and saved in a real browser, on text with emoji before every mark."""
    from conftest import ROOT

    saved = ROOT / "artefacts" / "exports" / "desk.jsonl"
    assert saved.exists(), f"{saved} is missing: make e2e leaves it"
    rows = load_dataset("json", data_files=str(saved), split="train")
    assert check(rows) == 4
    assert [r["label"] for row in rows for r in row["relations"]] == ["source"]
