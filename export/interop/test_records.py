"""Native records, read by Hugging Face datasets, pyarrow, pandas and jsonschema."""

import json

import pytest
from datasets import load_dataset

from records import check

# One emoji, a flag, a family, combining marks, right-to-left text: a wrong unit shows on every span after them.
UGLY = (
    "📈 “Inflation fell to 2%,” Kim said, “but it’s no win.”\n"
    "🇵🇪 El ministro José Núñez habló.\n"
    "👩‍👩‍👧‍👦 The family of Ngũgĩ left.\n"
    "قالت الوزيرة: “لن نعود” قبل الظهر.\n"
)


def span(id, label, *words, text=UGLY, attrs=()):
    """A span over the first occurrence of each of words, as a row of a native record."""
    parts = [{"start": text.index(w), "end": text.index(w) + len(w)} for w in words]
    return {
        "id": id, "label": label, "start": parts[0]["start"], "end": parts[-1]["end"], "parts": parts,
        "text": " … ".join(words), "attrs": [{"name": n, "value": v} for n, v in attrs],
        "annotator": "ana", "score": 1.0, "status": "open",
    }


@pytest.fixture
def exported(galley):
    """A file that galley wrote after reading ours: two articles, one of them without any mark."""
    import hashlib

    def row(id, text, spans, relations):
        return {
            "galley": "1", "id": id, "text": text, "lang": "en", "title": id, "url": "", "published": "",
            "sha256": hashlib.sha256(text.encode()).hexdigest(), "offset_unit": "codepoint",
            "spans": spans, "relations": relations, "doc_attrs": [], "meta": [],
        }

    spans = [
        span("C1", "content", "“Inflation fell to 2%,”", "“but it’s no win.”", attrs=[("directness", "direct")]),
        span("M1", "claim", "Inflation fell to 2%", attrs=[("check_worthy", "yes")]),
        span("S1", "source", "Kim"),
        span("S2", "source", "El ministro José Núñez"),
        span("S3", "source", "الوزيرة"),
        span("C2", "content", "“لن نعود”"),
        span("S4", "source", "The family of Ngũgĩ"),
    ]
    relations = [
        {"id": "R1", "label": "source", "head": "C1", "tail": "S1", "attrs": []},
        {"id": "R2", "label": "claim-in", "head": "M1", "tail": "C1", "attrs": []},
    ]
    rows = [row("ugly", UGLY, spans, relations), row("plain", "Nothing is marked here.\n", [], [])]
    (galley.dir / "in.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    galley("import", "--format", "jsonl", "in.jsonl", "--annotator", "ana", "-o", "desk.galley.jsonl")
    galley("export", "desk.galley.jsonl", "--format", "jsonl", "--layer", "all", "-o", "train.jsonl")
    return galley.dir / "train.jsonl"


def test_datasets_loads_in_one_line(exported):
    rows = load_dataset("json", data_files=str(exported), split="train")
    assert len(rows) == 2
    assert check(rows) == 7


def test_datasets_streams(exported):
    rows = list(load_dataset("json", data_files=str(exported), split="train", streaming=True))
    assert check(rows) == 7


def test_empty_row_first_keeps_the_features(exported):
    """A first row without spans must not fix its columns as lists of nothing for the rows that follow."""
    lines = exported.read_text().splitlines()
    lines.sort(key=lambda l: len(json.loads(l)["spans"]))
    flipped = exported.with_name("flipped.jsonl")
    flipped.write_text("\n".join(lines) + "\n")
    assert check(load_dataset("json", data_files=str(flipped), split="train")) == 7


def test_pandas_and_pyarrow(exported):
    import pandas
    import pyarrow.json

    assert check(pandas.read_json(exported, lines=True, dtype=False).to_dict("records")) == 7
    assert check(pyarrow.json.read_json(exported).to_pylist()) == 7


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
