"""Checks native records in the words of their consumers: every span's text is where the offsets say."""

import hashlib
import sys


def check(rows):
    """Asserts that every offset in rows holds, and returns how many spans were checked.

    Offsets are code points, so plain Python slicing is the whole test.
    """
    checked = 0
    for row in rows:
        text = row["text"]
        assert row["galley"] == "1", row["galley"]
        assert row["offset_unit"] == "codepoint", row["offset_unit"]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["id"]
        ids = set()
        for span in row["spans"]:
            parts = [text[p["start"]:p["end"]] for p in span["parts"]]
            assert " … ".join(parts) == span["text"], (row["id"], span["id"])
            if len(parts) == 1:
                assert text[span["start"]:span["end"]] == span["text"], (row["id"], span["id"])
            assert span["start"] == span["parts"][0]["start"]
            assert span["end"] == span["parts"][-1]["end"]
            ids.add(span["id"])
            checked += 1
        for relation in row["relations"]:
            assert relation["head"] in ids and relation["tail"] in ids, (row["id"], relation["id"])
    return checked


def soft_labels(rows):
    """Returns what a learner would take for targets: for the words of each gold mark, the share of readers for each label."""
    targets = {}
    for row in rows:
        for span in row["spans"]:
            votes = span["votes"]
            shares = {v["label"]: v["share"] for v in votes["labels"]}
            assert 0 <= votes["same"] <= votes["marked"] <= votes["readers"], span["id"]
            assert sum(shares.values()) <= 1 + 1e-9, span["id"]
            targets[(span["label"], span["text"])] = shares
    return targets


def main(path):
    """Loads path as its consumers would, in one line, and checks it."""
    from datasets import load_dataset

    rows = load_dataset("json", data_files=path, split="train")
    print(f"{check(rows)} spans in {len(rows)} records hold")


if __name__ == "__main__":
    main(sys.argv[1])
