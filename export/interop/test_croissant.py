"""Croissant metadata, validated by mlcroissant, which loads the records by it too."""

import json

import mlcroissant
import pytest

from archives import marks, unpack


@pytest.fixture
def dataset(tmp_path):
    folder = unpack("croissant.txtar", tmp_path)
    return mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))


def test_it_is_valid(dataset):
    issues = dataset.metadata.ctx.issues
    assert not issues.errors and not issues.warnings, issues.report()


def test_every_surface_text(dataset):
    rows = {text_of(r["documents/id"]): r for r in dataset.records("documents")}
    row = rows["ugly/1"]
    text = text_of(row["documents/text"])
    want = {**marks("ana")[0], **marks("ben")[0]}
    assert len(row["documents/spans"]) == len(want)
    for s in row["documents/spans"]:
        s = {k.rsplit("/", 1)[-1]: text_of(v) for k, v in s.items()}
        label, parts = want[s["id"]]
        assert (s["label"], s["text"]) == (label, " … ".join(parts))
        if len(parts) == 1:
            assert text[s["start"]:s["end"]] == s["text"]
        else:  # from the first part to the end of the last
            assert text[s["start"]:s["end"]].startswith(parts[0]) and text[s["start"]:s["end"]].endswith(parts[-1])


def text_of(value):
    return value.decode() if isinstance(value, bytes) else value


def test_responsible_ai(tmp_path):
    data = json.loads((unpack("croissant.txtar", tmp_path) / "croissant.json").read_text(encoding="utf-8"))
    assert "http://mlcommons.org/croissant/RAI/1.0" in data["conformsTo"]
    assert data["rai:machineAnnotationTools"] == ["figures 1"]
    assert data["rai:annotationsPerItem"] == "2 annotators a document; 1 of 2 documents are not marked"
