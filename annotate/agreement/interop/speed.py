"""How long others take for what Galley computes, in one run. `make bench` prints it beside Galley's own benchmarks."""

import json
import logging
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import krippendorff
import numpy as np
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

logging.disable(logging.WARNING)
ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = os.environ.get("GALLEY_BIN", str(ROOT / "bin" / "galley"))


def best_of(times, work):
    """The shortest of several runs, in seconds: what else the machine does makes runs longer, never shorter."""
    best = float("inf")
    for _ in range(times):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def alpha():
    rng = np.random.default_rng(1)
    items = 200_000
    truth = rng.integers(0, 7, items)
    said = np.where(rng.random((5, items)) < 0.2, rng.integers(0, 7, (5, items)), truth).astype(float)
    said[rng.random((5, items)) < 0.1] = np.nan
    for level in ("nominal", "ordinal", "interval"):
        took = best_of(5, lambda: krippendorff.alpha(reliability_data=said, level_of_measurement=level))
        print(f"krippendorff, α {level:<9} of a million ratings  {took * 1000:7.1f} ms")


def gamma():
    """γ of the reference article of three annotators and a hundred units each, over 30 samples; ours with all that it takes to
    start a program and read a file."""
    vectors = json.loads((ROOT / "annotate/agreement/testdata/agreement-vectors.json").read_text())
    article = next(v for v in vectors if v["id"] == "gamma-3by100")["input"]["continuum"]
    c = Continuum()
    for name, units in article.items():
        for start, end, label in units:
            c.add(name, Segment(start, end), label)
    apart = CombinedCategoricalDissimilarity(alpha=3, beta=1, delta_empty=1.0)
    small = Continuum()
    for name, units in article.items():
        small.add(name, Segment(*units[0][:2]), units[0][2])
    small.compute_gamma(apart, n_samples=3)  # it compiles itself first
    theirs = best_of(2, lambda: c.compute_gamma(apart, n_samples=30))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "vectors.json"
        file.write_text(json.dumps([{"id": "γ", "measure": "gamma-monte-carlo-band", "input": {"continuum": article},
                                     "params": {"alpha": 3, "beta": 1, "samples": 30}, "expected": {"gamma": [0.78, 0.82]}, "tolerance": 0}]))
        ours = best_of(5, lambda: subprocess.run([BINARY, "agree", "--check", str(file)], check=True, capture_output=True))
    print(f"pygamma-agreement, γ of 3 × 100 units, 30 samples   {theirs * 1000:7.0f} ms")
    print(f"galley, the same, program and file and all          {ours * 1000:7.0f} ms   {theirs / ours:.0f} times faster")


if __name__ == "__main__":
    for part in sys.argv[1:] or ("alpha", "gamma"):
        {"alpha": alpha, "gamma": gamma}[part]()
