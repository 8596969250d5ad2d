"""Native records, read by Hugging Face datasets, pyarrow, pandas and jsonschema."""

import json

import pytest
from datasets import load_dataset

from project import MARKS, project, settled
from records import check, soft_labels

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


SOFT = {("source", "Kim"): {"source": 1.0}, ("claim", "Inflation fell to 2%"): {"claim": pytest.approx(2 / 3), "content": pytest.approx(1 / 3)}}


def test_soft_labels_load_and_hold_the_schema(galley):
    from jsonschema import Draft202012Validator

    from conftest import ROOT

    galley("export", settled(galley), "--format", "jsonl", "--layer", "gold", "--soft", "-o", "soft.jsonl")
    path = galley.dir / "soft.jsonl"
    rows = load_dataset("json", data_files=str(path), split="train")
    assert check(rows) == len(SOFT)
    assert soft_labels(rows) == SOFT
    validator = Draft202012Validator(json.loads((ROOT / "export" / "galley-jsonl-1.schema.json").read_text()))
    for line in path.read_text().splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize("format", ["hf", "hf-parquet"])
def test_soft_labels_in_a_folder_have_the_features_declared(galley, format):
    galley("export", settled(galley), "--format", format, "--layer", "gold", "--soft", "-o", "corpus")
    rows = load_dataset(str(galley.dir / "corpus"), split="train")
    votes = rows.features["spans"].feature["votes"]
    assert votes["readers"].dtype == "int64"
    assert votes["labels"].feature["share"].dtype == "float64"
    assert soft_labels(rows) == SOFT


def test_pseudonyms_reach_into_what_was_decided(galley):
    galley("export", settled(galley), "--format", "jsonl", "--layer", "gold", "--pseudonyms", "-o", "hidden.jsonl")
    text = (galley.dir / "hidden.jsonl").read_text()
    assert "galley:case/" in text and "A1" in text
    assert not any(name in text for name in ("ana", "ben", "lead"))


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
