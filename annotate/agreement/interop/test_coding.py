"""Random ratings, scored by the libraries that others use and by Galley. Both must say the same."""

import contextlib
import io
import warnings

import krippendorff
import numpy as np
import pandas as pd
import pytest
from irrCAC.raw import CAC
from nltk.metrics import agreement as nltk_agreement
from nltk.metrics import jaccard_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

CASES = 60


def ratings(rng, items, coders, categories, missing):
    """A table of ratings, a row an item: mostly the truth, sometimes another category, sometimes none."""
    truth = rng.integers(1, categories + 1, (items, 1))
    said = np.where(rng.random((items, coders)) < 0.4, rng.integers(1, categories + 1, (items, coders)), truth).astype(float)
    said[rng.random((items, coders)) < missing] = np.nan
    return said


def rows(table):
    return [[None if np.isnan(v) else int(v) for v in row] for row in table]


@contextlib.contextmanager
def quiet():
    """The libraries print and warn where they divide by zero; that is looked at in what they return."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_krippendorffs(agrees, level):
    rng = np.random.default_rng(1)
    cases = []
    for _ in range(CASES):
        table = ratings(rng, rng.integers(2, 40), rng.integers(2, 6), rng.integers(2, 7), rng.choice([0, 0.1, 0.5]))
        try:
            with quiet():
                alpha = krippendorff.alpha(reliability_data=table.T, level_of_measurement=level)
        except ValueError:  # no variation, or no item with two ratings
            alpha = None
        cases.append(("krippendorff-alpha", {"coders_by_units": rows(table.T)}, {"levels": [level]}, {level: {"alpha": alpha}}, 1e-10))
    agrees(cases)


def test_kappa_is_scikit_learns(agrees):
    rng = np.random.default_rng(2)
    cases = []
    for _ in range(CASES):
        q = int(rng.integers(2, 6))
        table = rng.integers(0, 12, (q, q)) * (rng.random((q, q)) < 0.7)
        a, b = np.nonzero(table)
        a, b = np.repeat(a, table[a, b]), np.repeat(b, table[a, b])
        if len(a) == 0:
            continue
        with quiet():
            kappa = {name: float(cohen_kappa_score(a, b, labels=range(q), weights=weights)) for name, weights in
                     [("identity", None), ("linear", "linear"), ("quadratic", "quadratic")]}
        cases.append(("cohen-kappa-weights", {"table": table}, {}, kappa, 1e-10))
    agrees(cases)


def test_errors_of_kappa_are_statsmodels(agrees):
    rng = np.random.default_rng(3)
    cases = []
    for _ in range(CASES):
        q = int(rng.integers(2, 6))
        table = rng.integers(1, 15, (q, q)) + np.diag(rng.integers(0, 30, q))
        for weights, theirs in [("identity", None), ("linear", "linear"), ("quadratic", "quadratic")]:
            r = inter_rater.cohens_kappa(table, wt=theirs)
            cases.append(("cohen-kappa-inference", {"table": table}, {"weights": weights}, {
                "kappa": r.kappa, "ase": r.std_kappa, "ci": [r.kappa_low, r.kappa_upp], "ase0": r.std_kappa0, "z": r.z_value}, 1e-9))
    agrees(cases)


def test_fleiss_and_randolph_are_statsmodels(agrees):
    rng = np.random.default_rng(4)
    cases = []
    for _ in range(CASES):
        q, coders = int(rng.integers(2, 6)), int(rng.integers(2, 9))
        counts = np.array([rng.multinomial(coders, rng.dirichlet(np.ones(q) / 3)) for _ in range(rng.integers(2, 30))])
        with quiet():
            fleiss, randolph = inter_rater.fleiss_kappa(counts), inter_rater.fleiss_kappa(counts, method="randolph")
        if (counts.sum(axis=0) > 0).sum() < 2:
            fleiss = None  # nothing varies: rounding makes any figure of that
        cases.append(("fleiss-randolph", {"counts": counts}, {"categories_declared": q}, {"fleiss": fleiss, "randolph": randolph}, 1e-10))
    agrees(cases)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic", "ordinal", "radical", "ratio"])
def test_gwets_family_is_irrcacs(agrees, weights):
    rng = np.random.default_rng(5)
    cases = []
    for _ in range(CASES // 2):
        table = ratings(rng, rng.integers(6, 40), rng.integers(2, 6), 4, rng.choice([0, 0.15]))
        table = np.vstack([table, np.ones((1, table.shape[1])), np.full((1, table.shape[1]), 2.0)])  # so that something varies
        table = table[~np.isnan(table).all(axis=1)]  # it counts items nobody judged as items
        with quiet():
            cac = CAC(pd.DataFrame(table), weights=weights, categories=[1, 2, 3, 4], digits=14)
            theirs = {"fleiss": cac.fleiss(), "gwet": cac.gwet(), "bp": cac.bp(), "conger": cac.conger(), "alpha": cac.krippendorff()}
        expected = {}
        for name, r in theirs.items():
            est = r["est"]
            expected[name] = {"value": est["coefficient_value"]}
            if name in ("fleiss", "gwet", "bp"):
                expected[name] |= {"pe": est["pe"], "se": est["se"], "ci": list(est["confidence_interval"])}
        # Student's t comes from its SciPy, which is good to nine digits.
        cases.append(("multi-rater-raw", {"ratings": rows(table), "categories": [1, 2, 3, 4]}, {"weights": weights}, expected, 1e-8))
    agrees(cases)


def masi(a, b):
    """The distance as it is defined. nltk's own has .33 and .67 for a third and two."""
    shared, all_ = len(a & b), len(a | b)
    if a == b:
        return 0.0
    held = 2 / 3 if a <= b or b <= a else 1 / 3 if shared else 0.0
    return 1 - shared / all_ * held


def test_alpha_of_sets_is_nltks(agrees):
    rng = np.random.default_rng(6)
    cases = []
    for _ in range(CASES):
        units = [[[label for label in "ABC" if rng.random() < 0.5] or ["A"] for _ in range(3)] for _ in range(rng.integers(4, 25))]
        data = [(f"c{c}", f"u{u}", frozenset(said)) for u, unit in enumerate(units) for c, said in enumerate(unit)]
        if len({said for _, _, said in data}) < 2:
            continue
        expected = {name: {"alpha": nltk_agreement.AnnotationTask(data, distance=distance).alpha()}
                    for name, distance in [("jaccard", jaccard_distance), ("masi", masi)]}
        cases.append(("krippendorff-alpha-sets", {"units": units}, {}, expected, 1e-10))
    agrees(cases)


def test_family_is_nltks(agrees):
    rng = np.random.default_rng(7)
    cases = []
    for _ in range(CASES):
        table = rows(ratings(rng, rng.integers(5, 30), rng.integers(2, 5), 3, 0))
        if len({v for row in table for v in row}) < 2:
            continue
        task = nltk_agreement.AnnotationTask([(f"c{c}", f"u{u}", str(v)) for u, row in enumerate(table) for c, v in enumerate(row)])
        # Its κ is the mean over pairs, its multi-κ Davies and Fleiss's.
        cases.append(("multi-rater-family", {"ratings": table}, {}, {
            "observed": task.avg_Ao(), "alpha": task.alpha(), "davies_fleiss": task.multi_kappa()}, 1e-10))
    agrees(cases)
