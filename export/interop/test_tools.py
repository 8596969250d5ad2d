"""Annotation tools: what is written, read by their own code."""

import json

import argilla
from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from project import MARKS, RELATIONS, STRETCHES, UGLY, project


def test_label_studio_accepts_config_and_tasks(galley):
    galley("export", project(galley), "--format", "labelstudio", "-o", "studio")
    config = (galley.dir / "studio" / "labeling-config.xml").read_text()
    interface = LabelInterface(config)
    interface.validate()
    controls = parse_config(config)
    tasks = json.loads((galley.dir / "studio" / "train.json").read_text())
    found, relations, models = [], 0, set()
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            assert interface.validate_prediction(prediction)
            models.add(prediction["model_version"])
        text = task["data"]["text"]
        for annotation in task["annotations"]:
            assert interface.validate_annotation({"result": annotation["result"]})
            ids = {r["id"] for r in annotation["result"] if "id" in r}
            for r in annotation["result"]:
                if r["type"] == "relation":
                    assert {r["from_id"], r["to_id"]} <= ids
                    relations += 1
                    continue
                assert r["from_name"] in controls, r["from_name"]
                start, end = r["value"]["start"], r["value"]["end"]
                if r["type"] == "labels":
                    assert r["value"]["text"] == text[start:end].replace("\n", "\\n")
                    found += [(label, text[start:end]) for label in r["value"]["labels"]]
                else:
                    assert set(r["value"]["choices"]) <= set(controls[r["from_name"]]["labels"])
    assert sorted(found) == STRETCHES
    assert models == {"figures@1"}
    assert relations == len(RELATIONS) + 1  # and the one that links C1's parts


def test_label_studio_converter(galley):
    """Its own JSON-MIN: the labels with their words."""
    galley("export", project(galley), "--format", "labelstudio", "-o", "studio")
    folder = galley.dir / "studio"
    tasks = json.loads((folder / "train.json").read_text())
    for n, task in enumerate(tasks):  # what the server adds when it imports a task
        task["id"] = n + 1
        for k, annotation in enumerate(task["annotations"]):
            annotation |= {"id": 10 * n + k, "completed_by": 1}
    (folder / "server.json").write_text(json.dumps(tasks))
    converter = Converter((folder / "labeling-config.xml").read_text(), str(folder))
    converter.convert_to_json_min(str(folder / "server.json"), str(folder / "min"), is_dir=False)
    rows = json.loads((folder / "min" / "result.json").read_text())
    found = sorted((l["labels"][0], row["text"][l["start"]:l["end"]]) for row in rows for l in row.get("label", []))
    assert found == STRETCHES


def test_argilla_records(galley):
    galley("export", project(galley), "--format", "argilla", "-o", "records.json")
    found = []
    for data in json.loads((galley.dir / "records.json").read_text()):
        record = argilla.Record.from_dict(data)
        text = record.fields["text"]
        for suggestion in record.suggestions:
            assert suggestion.question_name == "span" and suggestion.agent == "ana"
            found += [(v["label"], text[v["start"]:v["end"]]) for v in suggestion.value]
    assert sorted(found) == STRETCHES


def utf16(text, start, end):
    """What a JavaScript page shows of text: its strings are made of UTF-16 units."""
    return text.encode("utf-16-le")[2 * start:2 * end].decode("utf-16-le")


def test_doccano_shows_the_words(galley):
    galley("export", project(galley), "--format", "doccano", "-o", "doccano.jsonl")
    rows = [json.loads(l) for l in (galley.dir / "doccano.jsonl").read_text().splitlines()]
    found = [(label, utf16(r["text"], start, end)) for r in rows for start, end, label in r["label"]]
    assert sorted(found) == STRETCHES


def test_gliner_words_are_those_of_its_splitter(galley):
    """The expression is the one that GLiNER splits with at inference."""
    import re

    galley("export", project(galley), "--format", "gliner", "-o", "gliner")
    rows = json.loads((galley.dir / "gliner" / "train.json").read_text())
    places = [json.loads(l) for l in (galley.dir / "gliner" / "train.places.jsonl").read_text().splitlines()]
    found, relations = [], []
    for row, place in zip(rows, places, strict=True):
        assert re.findall(r"\w+(?:[-_]\w+)*|\S", place["text"]) == row["tokenized_text"]
        for start, end, label in row["ner"]:
            assert label in row["ner_labels"]
            found.append(place["text"][place["words"][start][0]:place["words"][end][1]])
        relations += row["relations"]
    assert sorted(found) == sorted(words for _, words in STRETCHES)
    assert len(relations) == len(RELATIONS)


def test_what_comes_back_is_what_went_out(galley):
    """A tour through every format that reads: the marks are where they were."""
    desk = project(galley)
    formats = [f["name"] for f in json.loads(galley("formats", "--json")) if f["reads"] and f["writes"] and f["name"] != "conll-plain"]
    assert len(formats) > 10
    for name in formats:
        galley("export", desk, "--format", name, "-o", f"{name}.out")
        source = galley.dir / f"{name}.out"
        if name == "labelstudio":
            source = source / "train.json"
        galley("import", "--format", name, source, "-o", f"{name}.galley.jsonl")
        rows = [json.loads(l) for l in galley("export", f"{name}.galley.jsonl").splitlines()]
        ugly = [r for r in rows if r["text"] == UGLY]
        assert len(ugly) == 1, name
        found = sorted((s["label"], UGLY[p["start"]:p["end"]]) for s in ugly[0]["spans"] for p in s["parts"])
        flat = name == "prodigy-relations"
        assert found == [s for s in STRETCHES if not (flat and s[0] == "claim")], name
