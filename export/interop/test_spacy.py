"""spaCy: examples made of the lines, a DocBin, and a few steps of training that must accept them."""

import json
import subprocess
import sys

import spacy
from spacy.tokens import DocBin
from spacy.training import Corpus, Example

from project import STRETCHES, UGLY, project


def examples(galley, nlp):
    """The exported lines as Examples, with the lines."""
    galley("export", project(galley), "--format", "spacy", "-o", "train.jsonl")
    rows = [json.loads(l) for l in (galley.dir / "train.jsonl").read_text().splitlines()]
    return [(row, Example.from_dict(nlp.make_doc(row.pop("text")), row)) for row in rows]


def test_examples_hold_every_span(galley):
    nlp = spacy.blank("xx")
    found, entities = [], []
    for row, example in examples(galley, nlp):
        doc = example.reference
        for start, end, label in row["spans"]["sc"]:
            got = doc.char_span(start, end)
            found.append((label, doc.text[start:end]))
            assert got is None or got.text == doc.text[start:end]
        assert len(doc.spans["sc"]) <= len(row["spans"]["sc"])
        entities += [(e.label_, e.text) for e in doc.ents]
    assert sorted(found) == STRETCHES
    assert ("source", "Kim") in entities and ("source", "الوزيرة") in entities


def test_docbin_and_training(galley):
    nlp = spacy.blank("xx")
    docs = [e.reference for _, e in examples(galley, nlp)]
    store = DocBin(docs=docs, store_user_data=True)
    store.to_disk(galley.dir / "train.spacy")
    ner = nlp.add_pipe("ner")
    spancat = nlp.add_pipe("spancat", config={"suggester": {"@misc": "spacy.ngram_range_suggester.v1", "min_size": 1, "max_size": 12}})
    train = list(Corpus(galley.dir / "train.spacy")(nlp))
    for e in train:
        for s in e.reference.spans["sc"]:
            spancat.add_label(s.label_)
        for s in e.reference.ents:
            ner.add_label(s.label_)
    optimizer = nlp.initialize(lambda: train)
    for _ in range(3):
        losses = {}
        nlp.update(train, sgd=optimizer, losses=losses)
    assert losses["ner"] > 0 and losses["spancat"] > 0


def test_spacy_convert_reads_v2_json(galley):
    galley("export", project(galley), "--format", "spacy2", "-o", "train.json")
    done = subprocess.run(
        [sys.executable, "-m", "spacy", "convert", "train.json", ".", "--converter", "json", "--lang", "xx"],
        cwd=galley.dir, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    docs = list(DocBin().from_disk(galley.dir / "train.spacy").get_docs(spacy.blank("xx").vocab))
    assert UGLY in [d.text for d in docs]
    found = sorted((e.label_, e.text) for d in docs for e in d.ents)
    # The claim lies in the content, and a word has one entity there.
    assert found == [s for s in STRETCHES if s[0] != "claim"]


def test_prodigy_tasks_rebuild_the_document(galley):
    """What Prodigy does with a task: a Doc of its tokens and their spaces, and spans by their tokens."""
    from spacy.tokens import Doc

    galley("export", project(galley), "--format", "prodigy", "-o", "tasks.jsonl")
    nlp, found = spacy.blank("xx"), []
    for task in map(json.loads, (galley.dir / "tasks.jsonl").read_text().splitlines()):
        doc = Doc(nlp.vocab, words=[t["text"] for t in task["tokens"]], spaces=[t["ws"] for t in task["tokens"]])
        assert doc.text == task["text"]
        for s in task["spans"]:
            tokens = doc[s["token_start"]:s["token_end"] + 1]
            assert tokens.text == doc.char_span(s["start"], s["end"]).text
            found.append((s["label"], tokens.text))
    assert sorted(found) == STRETCHES


def test_spacy_convert_reads_two_columns(galley):
    galley("export", project(galley), "--format", "conll-plain", "-o", "train.conll")
    done = subprocess.run(
        [sys.executable, "-m", "spacy", "convert", "train.conll", ".", "--converter", "conll", "--lang", "xx"],
        cwd=galley.dir, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    docs = list(DocBin().from_disk(galley.dir / "train.spacy").get_docs(spacy.blank("xx").vocab))
    squeezed = sorted((label, "".join(words.split())) for label, words in STRETCHES if label != "claim")
    assert sorted((e.label_, "".join(t.text for t in e)) for d in docs for e in d.ents) == squeezed
    assert "".join("".join(t.text for d in docs[1:] for t in d).split()) == "".join(UGLY.split())
