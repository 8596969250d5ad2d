"""Web annotations, read by Recogito's own adapter in Node, and by the letter of the W3C's model."""

import json
import pathlib
import subprocess

from archives import marks, unpack

HERE = pathlib.Path(__file__).parent


def recogito(folder):
    """What Recogito makes of a file, and what it writes of that again."""
    assert (HERE / "node_modules").exists(), "run npm ci in export/interop first"
    done = subprocess.run(
        ["node", "read_w3c.mjs", folder / "ugly_1", "urn:galley:doc:ugly%2F1"], cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], json.loads(done.stderr)


def test_recogito_finds_every_surface_text(tmp_path):
    found, again = recogito(unpack("recogito.txtar", tmp_path))
    want = {**marks("ana")[0], **marks("ben")[0]}
    assert {a["id"].rsplit(":", 1)[1]: (a["label"], a["words"]) for a in found} == want
    assert all(a["words"] == a["quotes"] for a in found)
    assert [a["id"] for a in again] == [a["id"] for a in found]


def test_the_model_counts_code_points(tmp_path):
    folder = unpack("w3c.txtar", tmp_path)
    text = (folder / "ugly_1.txt").read_text(encoding="utf-8")
    collection = json.loads((folder / "ugly_1.jsonld").read_text(encoding="utf-8"))
    assert collection["galley:offsetUnit"] == "codepoint"
    found = {}
    for item in collection["first"]["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        parts = []
        for target in targets:
            quote, position = target["selector"]
            parts.append(text[position["start"]:position["end"]])
            assert parts[-1] == quote["exact"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.startswith(around, position["start"] - len(quote["prefix"]))
        found[item["id"].rsplit(":", 1)[1]] = (item["body"][0]["value"], parts)
    assert found == {**marks("ana")[0], **marks("ben")[0]}
    links = [
        (i["body"][1]["value"], i["target"].rsplit(":", 1)[1], i["body"][0]["source"].rsplit(":", 1)[1])
        for i in collection["first"]["next"]["items"] if i["motivation"] == "linking"
    ]
    assert sorted(links) == sorted(marks("ana")[1])
