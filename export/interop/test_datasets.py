"""Hugging Face folders, loaded by their name alone, from JSON Lines and from Parquet, streaming and not."""

import duckdb
import pandas
import pyarrow.parquet
import pytest
from datasets import ClassLabel, load_dataset
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities

from project import MARKS, STRETCHES, project
from records import check


@pytest.mark.parametrize("format", ["hf", "hf-parquet"])
@pytest.mark.parametrize("streaming", [False, True])
def test_folder_loads_by_its_name(galley, format, streaming):
    galley("export", project(galley), "--format", format, "-o", "corpus")
    rows = load_dataset(str(galley.dir / "corpus"), split="train", streaming=streaming)
    assert rows.features["spans"].feature["start"].dtype == "int64"
    assert rows.features["spans"].feature["score"].dtype == "float64"
    assert check(list(rows)) == len(MARKS)


def test_tags_are_class_labels(galley):
    galley("export", project(galley), "--format", "hf-tokens", "-o", "tags")
    rows = load_dataset(str(galley.dir / "tags"), split="train")
    found = []
    for name, feature in rows.features.items():
        if not name.startswith("tags"):
            continue
        assert isinstance(feature.feature, ClassLabel), name
        assert feature.feature.names[0] == "O"
        for row in rows:
            tags = [feature.feature.int2str(t) for t in row[name]]
            assert len(tags) == len(row["tokens"])
            strict = [(e.tag, e.start, e.end - 1) for e in Entities([tags], IOB2).entities[0]]
            assert strict == get_entities(tags)  # no tag is such that only a lenient reading makes sense of it
            for label, first, last in strict:
                found.append((label, row["text"][row["starts"][first]:row["ends"][last]]))
    assert sorted(found) == STRETCHES
    for row in rows:
        for word, start, end in zip(row["tokens"], row["starts"], row["ends"]):
            assert row["text"][start:end] == word


def test_parquet_in_pandas_pyarrow_and_duckdb(galley):
    galley("export", project(galley), "--format", "parquet", "-o", "corpus.parquet")
    path = str(galley.dir / "corpus.parquet")
    assert check(pyarrow.parquet.read_table(path).to_pylist()) == len(MARKS)
    assert check(load_dataset("parquet", data_files=path, split="train")) == len(MARKS)
    frame = pandas.read_parquet(path)
    found = [s for row in frame.itertuples() for s in row.spans]
    assert len(found) == len(MARKS)
    for row in frame.itertuples():
        for s in row.spans:
            assert " … ".join(row.text[p["start"]:p["end"]] for p in s["parts"]) == s["text"]
    # DuckDB's substring counts from one, and what it counts are grapheme clusters only if asked to.
    rows = duckdb.sql(
        "select s.label, p.words from (select id, text, unnest(spans) as s from read_parquet('%s')), "
        "lateral (select substring(text, u.start + 1, u.end - u.start) as words from (select unnest(s.parts) as u)) p" % path
    ).fetchall()
    assert sorted(rows) == STRETCHES


def test_split_never_cuts_a_story(galley):
    import json

    from project import row

    body = "The harbour of Port Ellery opened again on Monday after two storms, the mayor said. "
    rows = [row(f"s{n:02}-{take}", f"Story {n}. " + body.replace("Port Ellery", f"town {n}").replace("two", str(n)) * 3
                + " ".join(f"w{n}x{k}" for k in range(60)) + (" Update: more follows." if take else "") + "\n")
            for n in range(20) for take in range(2)]
    (galley.dir / "in.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    galley("import", "in.jsonl", "-o", "desk.galley.jsonl")
    galley("export", "desk.galley.jsonl", "--format", "hf", "--split", "--seed", "7", "-o", "corpus")
    corpus = load_dataset(str(galley.dir / "corpus"))
    assert {name: len(part) for name, part in corpus.items()} == {"train": 32, "validation": 4, "test": 4}
    stories = {name: {id[:3] for id in part["id"]} for name, part in corpus.items()}
    assert not stories["train"] & stories["test"] and not stories["train"] & stories["validation"]
