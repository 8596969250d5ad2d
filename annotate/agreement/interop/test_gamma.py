"""Random units, aligned and scored by pygamma-agreement and by Galley.

It computes in float32, so figures are compared to five digits. Of alignments that cost the same it takes any, ours is the one
with fewest tuples; units are placed at random fractions, so that no two alignments cost the same. Δ∅ is 1: for others its
compiled distance of categories keeps 1, so that what it aligns is not what it then prints."""

import logging

import numpy as np
import pytest
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum
from pygamma_agreement.sampler import ShuffleContinuumSampler, StatisticalContinuumSampler

logging.disable(logging.WARNING)  # which solvers it does not have

LABELS = ["claim", "cue", "source"]


def units(rng, annotators, n):
    """Marks that mostly meet: of some unit that all have seen, each has their own edges, sometimes another label, sometimes none."""
    marks = {f"ann{a}": [] for a in range(annotators)}
    for i in range(n):
        start, length, label = 30 * i + 8 * rng.random(), 6 + 14 * rng.random(), LABELS[rng.integers(3)]
        for own in marks.values():
            if rng.random() < 0.2:
                continue
            a, b = start + 3 * rng.standard_normal(), start + length + 3 * rng.standard_normal()
            if b - a > 0.5:
                own.append([round(a, 3), round(b, 3), LABELS[rng.integers(3)] if rng.random() < 0.2 else label])
    return marks


def continuum(marks):
    c = Continuum()
    for name, own in marks.items():
        c.add_annotator(name)
        for start, end, label in own:
            c.add(name, Segment(start, end), label)
    return c


def marks_of(c):
    return {name: [[float(u.segment.start), float(u.segment.end), u.annotation] for u in c[name]] for name in c.annotators}


@pytest.mark.parametrize("alpha,beta", [(1, 1), (3, 1), (3, 2)])
def test_best_alignments_are_pygammas(agrees, alpha, beta):
    rng = np.random.default_rng(alpha + 10 * beta)
    apart = CombinedCategoricalDissimilarity(alpha=alpha, beta=beta, delta_empty=1.0)
    cases = []
    for _ in range(25):
        marks = units(rng, int(rng.integers(2, 5)), int(rng.integers(1, 9)))
        if not any(marks.values()):
            continue
        best = continuum(marks).get_best_alignment(apart)
        expected = {"disorder": float(best.disorder), "unitary_alignments": int(best.num_unitary_alignments)}
        tolerance = 1e-5 * max(1, expected["disorder"])
        cases.append(("gamma-best-alignment", {"continuum": marks}, {"alpha": alpha, "beta": beta, "delta_empty": 1}, expected, tolerance))
        # Where no unit has a counterpart it calls labels not apart at all.
        if any(sum(unit is not None for _, unit in t.n_tuple) > 1 for t in best):
            cat = float(best.gamma_k_disorder(apart, None))
            cases.append(("gamma-best-alignment", {"continuum": marks}, {"alpha": alpha, "beta": beta, "delta_empty": 1},
                          {"gamma_cat_disorder_pygamma": cat}, 1e-4))
    agrees(cases)


@pytest.mark.parametrize("sampler", [StatisticalContinuumSampler, ShuffleContinuumSampler])
def test_gamma_over_its_samples_is_pygammas(agrees, sampler):
    """Samples of its own making are handed over, so that luck has no part in the comparison."""
    np.random.seed(7)
    rng = np.random.default_rng(7)
    apart = CombinedCategoricalDissimilarity(alpha=3, beta=1, delta_empty=1.0)
    cases = []
    for _ in range(8):
        c = continuum(units(rng, int(rng.integers(2, 4)), int(rng.integers(3, 8))))
        draw = sampler()
        draw.init_sampling(c)
        samples = [s for s in (draw.sample_from_continuum for _ in range(6)) if s.num_units > 0]
        disorders = [float(s.get_best_alignment(apart).disorder) for s in samples]
        observed = float(c.get_best_alignment(apart).disorder)
        cases.append(("gamma-replay", {"continuum": marks_of(c), "samples": [marks_of(s) for s in samples]}, {"alpha": 3, "beta": 1, "delta_empty": 1},
                      {"observed_disorder": observed, "sample_disorders": disorders, "gamma": 1 - observed / np.mean(disorders)}, 2e-4))
    agrees(cases)


def test_gamma_lies_where_pygammas_does(agrees):
    """Each draws samples of its own: the two lie within what sampling leaves open."""
    np.random.seed(3)
    rng = np.random.default_rng(3)
    apart = CombinedCategoricalDissimilarity(alpha=3, beta=1, delta_empty=1.0)
    cases = []
    for _ in range(4):
        marks = units(rng, 3, 8)
        theirs = continuum(marks).compute_gamma(apart, n_samples=60)
        samples = np.array([a.disorder for a in theirs.chance_alignments], dtype=float)
        reach = 4 * (1 - float(theirs.gamma)) * samples.std() / samples.mean() * np.sqrt(2 / len(samples)) + 1e-4
        cases.append(("gamma-monte-carlo-band", {"continuum": marks}, {"alpha": 3, "beta": 1, "samples": 60},
                      {"gamma": [float(theirs.gamma) - reach, float(theirs.gamma) + reach]}, 0))
    agrees(cases)
