"""Random cuts, compared by segeval and nltk and by Galley."""

import numpy as np
import segeval
from nltk.metrics import windowdiff
from segeval.format import BoundaryFormat
from segeval.similarity import boundary_statistics

CASES = 300


def masses(rng, units):
    places = np.flatnonzero(rng.random(units - 1) < 0.35) + 1
    return np.diff([0, *places, units]).tolist()


def test_boundary_similarity_of_masses_is_segevals(agrees):
    rng = np.random.default_rng(1)
    cases = []
    for _ in range(CASES):
        units, n_t = int(rng.integers(4, 30)), int(rng.integers(2, 6))
        a, b = masses(rng, units), masses(rng, units)
        if len(a) + len(b) == 2:  # no cut at all, of which it takes the greatest
            continue
        cases.append(("boundary-similarity", {"masses_a": a, "masses_b": b}, {"n_t": n_t}, {
            "B": float(segeval.boundary_similarity(a, b, n_t=n_t)), "S": float(segeval.segmentation_similarity(a, b, n_t=n_t))}, 1e-12))
    agrees(cases)


def test_boundary_similarity_of_sets_is_segevals(agrees):
    rng = np.random.default_rng(2)
    cases = []
    for _ in range(CASES):
        places, n_t = int(rng.integers(3, 14)), int(rng.integers(2, 5))
        a, b = ([[t for t in (1, 2, 3) if rng.random() < 0.25] for _ in range(places)] for _ in range(2))
        if not any(a) and not any(b):
            continue
        s = boundary_statistics([frozenset(x) for x in a], [frozenset(x) for x in b], n_t=n_t, boundary_format=BoundaryFormat.sets)
        cases.append(("boundary-similarity", {"sets_a": a, "sets_b": b}, {"n_t": n_t}, {
            "matches": len(s["matches"]), "additions": len(s["additions"]), "substitutions": len(s["substitutions"]),
            "transpositions": len(s["transpositions"]), "weighted_edits": float(s["count_edits"])}, 1e-12))
    agrees(cases)


def test_chance_corrected_is_segevals(agrees):
    rng = np.random.default_rng(3)
    cases = []
    for _ in range(CASES):
        units = int(rng.integers(6, 40))
        item = {f"an{c}": masses(rng, units) for c in range(rng.integers(2, 5))}
        if sum(len(m) - 1 for m in item.values()) == 0:
            continue
        # One text at a time: of several, it averages rates where ours pools them.
        data = segeval.data.Dataset({"item": item})
        try:
            pi, kappa = float(segeval.fleiss_pi_linear(data)), float(segeval.fleiss_kappa_linear(data))
        except ValueError:  # two coders without a cut: it takes the greatest of nothing
            continue
        cases.append(("boundary-agreement-pi", {"item": item}, {"n_t": 2}, {"pi": pi, "kappa": kappa}, 1e-12))
    agrees(cases)


def test_windowdiff_is_nltks(agrees):
    rng = np.random.default_rng(4)
    cases = []
    for _ in range(CASES):
        places = int(rng.integers(3, 30))
        a, b = ("".join(rng.choice(["0", "1"], places, p=[0.7, 0.3])) for _ in range(2))
        k = int(rng.integers(1, places + 1))
        cases.append(("windowdiff", {"segmentations": [a, b], "pairs": [[0, 1], [1, 0]]}, {"k": k}, [windowdiff(a, b, k), windowdiff(b, a, k)], 1e-12))
    agrees(cases)
