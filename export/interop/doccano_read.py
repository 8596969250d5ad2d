"""Reads a file with doccano's own import code, in doccano's own environment, and prints what it would store as JSON.

Its page cuts a text as JavaScript does, by UTF-16 units; so are the words here.
"""

import json
import os
import sys
import uuid

import backend

sys.path.insert(0, os.path.dirname(backend.__file__))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

import django  # noqa: E402

django.setup()

from data_import.pipeline.data import TextData  # noqa: E402
from data_import.pipeline.label import RelationLabel, SpanLabel  # noqa: E402
from data_import.pipeline.makers import ExampleMaker, LabelMaker  # noqa: E402
from data_import.pipeline.parsers import JSONLParser  # noqa: E402
from data_import.pipeline.readers import FileName, Reader  # noqa: E402
from projects.models import Project  # noqa: E402


def main(path, column):
    reader = Reader([FileName(path, path, path)], JSONLParser(encoding="utf_8"))
    out = {"spans": [], "relations": []}
    for frame in reader.batch(1000):
        frame["example_uuid"] = [uuid.uuid4() for _ in range(len(frame))]
        texts = dict(zip(frame["example_uuid"], frame["text"]))
        ExampleMaker(Project(), TextData, "text", [column]).check_column_existence(frame)
        spans = LabelMaker(column=column, label_class=SpanLabel).make(frame)
        by_id = {}
        for s in spans:
            units = texts[s.example_uuid].encode("utf-16-le")
            words = units[2 * s.start_offset:2 * s.end_offset].decode("utf-16-le")
            out["spans"].append([s.label, words])
            by_id[s.example_uuid, s.id] = words
        if column == "entities":
            for r in LabelMaker(column="relations", label_class=RelationLabel).make(frame):
                out["relations"].append([r.type, by_id[r.example_uuid, r.from_id], by_id[r.example_uuid, r.to_id]])
    assert not reader.errors, reader.errors
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
