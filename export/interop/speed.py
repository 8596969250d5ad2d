"""Records read and written by Galley on one core, beside Python's json on the very same lines. `make bench` prints it."""

import json
import pathlib
import re
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE = "The harbour of Port Ellery opened again on Monday, “after two storms,” the mayor said — 40 boats were lost.\n"


def records():
    """What the Go benchmarks of package export have: 200 articles of eight kilobytes, a hundred marks on each."""
    import hashlib

    for i in range(200):
        text = LINE * 75 + str(i)
        spans = [{
            "id": f"s{n}", "label": "claim", "start": n * 70, "end": n * 70 + 60, "parts": [{"start": n * 70, "end": n * 70 + 60}],
            "text": text[n * 70:n * 70 + 60], "attrs": [{"name": "check_worthy", "value": "yes"}], "annotator": "ana", "score": 1.0, "status": "open",
        } for n in range(100)]
        yield {
            "galley": "1", "id": f"doc{i:03}", "text": text, "lang": "", "title": "Harbour reopens", "url": "", "published": "",
            "sha256": hashlib.sha256(text.encode()).hexdigest(), "offset_unit": "codepoint", "spans": spans, "relations": [], "doc_attrs": [], "meta": [],
        }


def best(work):
    times = []
    for _ in range(15):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def main():
    rows = list(records())
    lines = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows]
    data = [line.encode() for line in lines]
    size = sum(len(line) + 1 for line in data)
    reading = size / best(lambda: [json.loads(line) for line in data]) / 1e6
    writing = size / best(lambda: [json.dumps(r, ensure_ascii=False, separators=(",", ":")).encode() for r in rows]) / 1e6
    checked = size / best(lambda: [check(json.loads(line)) for line in data]) / 1e6
    done = subprocess.run(
        ["go", "test", "-run", "^$", "-bench", "^Benchmark(Read|Write)$", "-cpu", "1", "-benchtime", "2s", "./export"],
        cwd=ROOT, capture_output=True, text=True, check=True)
    galley = {name: (float(n), float(speed)) for name, n, speed in re.findall(r"Benchmark(\w+)\s+\d+\s+([\d.]+) ns/op\s+([\d.]+) MB/s", done.stdout)}
    bytes_each = {name: ns * speed / 1e3 for name, (ns, speed) in galley.items()}
    assert all(abs(b - size) < 0.001 * size for b in bytes_each.values()), f"other records: {bytes_each}, here {size}"

    def line(what, budget, text):
        print(f"{what:<64} {budget:>8}   {text}")

    line("records out, native, one core", "100 MB/s", f"{galley['Write'][1]:.0f} MB/s; Python's json {writing:.0f}")
    line("records in, every offset checked, native, one core", "100 MB/s",
         f"{galley['Read'][1]:.0f} MB/s; Python's json {checked:.0f}, without the check {reading:.0f}")


def check(row):
    """Compares every surface text, as Galley does."""
    text = row["text"]
    for s in row["spans"]:
        assert " … ".join(text[p["start"]:p["end"]] for p in s["parts"]) == s["text"]


if __name__ == "__main__":
    main()
