"""The exports that the Go tests hold to the byte, unpacked for their consumers, and the marks that they must find there."""

import json
import pathlib

TESTDATA = pathlib.Path(__file__).resolve().parents[1] / "testdata"


def unpack(name, folder):
    """Writes the files of an archive, as `-- name --` lines part them, into folder."""
    path, body = None, []

    def flush():
        if path is not None:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(body), encoding="utf-8", newline="")

    for line in (TESTDATA / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("-- ") and line.endswith(" --"):
            flush()
            path, body = line[3:-3], []
        else:
            body.append(line + "\n")
    if body and body[-1] == "\n":
        body.pop()
    flush()
    return folder


def marks(annotator):
    """The marks of an annotator on the ugly article: {id: (label, [the words of each part])}, and its relations."""
    for line in (TESTDATA / "nasty.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == "ugly/1":
            spans = {
                s["id"]: (s["label"], [row["text"][p["start"]:p["end"]] for p in s["parts"]])
                for s in row["spans"] if s["annotator"] == annotator
            }
            relations = [(r["label"], r["head"], r["tail"]) for r in row["relations"] if r["head"] in spans]
            return spans, relations
    raise AssertionError("the article is not there")
