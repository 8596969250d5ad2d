"""Random ratings and units, scored by DKPro Statistics and by Galley.

By definition it differs where ratings are missing: it pools all of them for Fleiss where ours gives every item the same say, so
those are compared on whole tables; α on any. One category used by all is 1 to it where a second is declared; ours has no
variation to speak of. Its αU takes categories that a coder used, each alone."""

import glob
import json
import pathlib
import subprocess

import numpy as np
import pytest

HERE = pathlib.Path(__file__).parent
JARS = sorted(glob.glob(str(HERE.parents[2] / ".cache" / "dkpro" / "*.jar")))


@pytest.fixture
def dkpro():
    assert JARS, ".cache/dkpro is empty: run make setup first"

    def run(cases):
        done = subprocess.run(["java", "-cp", ":".join(JARS), str(HERE / "dkpro" / "Score.java")],
                              input="\n".join(cases) + "\n", capture_output=True, text=True, check=True)
        got = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(got) == len(cases)
        return got

    return run


def test_coding_measures_are_dkpros(agrees, dkpro):
    rng = np.random.default_rng(1)
    tables = []
    for _ in range(80):
        items, coders, q = int(rng.integers(4, 25)), int(rng.integers(2, 6)), int(rng.integers(2, 6))
        truth = rng.integers(1, q + 1, (items, 1))
        said = np.where(rng.random((items, coders)) < 0.4, rng.integers(1, q + 1, (items, coders)), truth)
        missing = rng.random((items, coders)) < rng.choice([0, 0.2])
        if len(np.unique(said[~missing])) > 1:
            tables.append([[None if gone else int(v) for v, gone in zip(row, away)] for row, away in zip(said, missing)])
    lines = [f"coding {len(t[0])} " + " ".join("-" if v is None else str(v) for row in t for v in row) for t in tables]
    cases = []
    for table, theirs in zip(tables, dkpro(lines)):
        if all(v is not None for row in table for v in row):
            expected = {"observed": theirs["percent"], "fleiss": theirs["fleiss"], "conger_hubert": theirs["hubert"], "randolph": theirs["randolph"]}
            if len(table[0]) == 2:
                expected |= {"cohen_kappa": theirs["cohen"], "scott_pi": theirs["scott"], "brennan_prediger": theirs["bennett"]}
            cases.append(("multi-rater-family", {"ratings": table}, {}, expected, 1e-9))
        rated = [row for row in table if sum(v is not None for v in row) > 1]
        if len({v for row in rated for v in row if v is not None}) < 2:
            continue
        levels = ["nominal", "ordinal", "interval", "ratio"]
        cases.append(("krippendorff-alpha", {"coders_by_units": list(map(list, zip(*table)))}, {"levels": levels}, {l: theirs[l] for l in levels}, 1e-9))
    agrees(cases)


def test_older_unitizing_is_dkpros(agrees, dkpro):
    rng = np.random.default_rng(2)
    studies = []
    for _ in range(60):
        coders, length = int(rng.integers(2, 5)), 100
        units = [[] for _ in range(coders)]
        for own in units:
            at = 0
            while (at := at + int(rng.integers(0, 20))) < length - 15:
                size = int(rng.integers(1, 15))
                own.append([at, size, ["claim", "cue"][rng.integers(2)]])
                at += size
        if any(units):
            studies.append((coders, length, units))
    lines = [f"units {n} {length} " + " ".join(f"{who} {a} {size} {c}" for who, own in enumerate(units) for a, size, c in own) for n, length, units in studies]
    cases = []
    for (_, length, units), theirs in zip(studies, dkpro(lines)):
        overall = theirs.pop("overall")
        cases.append(("unitizing-alphaU-1995", {"begin": 0, "length": length, "units": units}, {},
                      {"overall": {"alpha": overall}, "per_category": {c: {"alpha": a} for c, a in theirs.items()}}, 1e-9))
    agrees(cases)
