"""Random answers, modelled by crowd-kit and by Galley from the same start."""

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import MACE, DawidSkene

CASES = 12
pytestmark = pytest.mark.filterwarnings("ignore:The .* keyword")  # crowd-kit uses what pandas will drop


def answers(rng, tasks, workers, labels):
    """Answers of workers who are right more or less often, ids in the order of appearance."""
    truth = rng.integers(0, labels, tasks)
    right = rng.uniform(0.3, 0.95, workers)
    said = []
    for t in range(tasks):
        for w in range(workers):
            if t >= labels and rng.random() < 0.2:
                continue
            label = truth[t] if rng.random() < right[w] else rng.integers(0, labels)
            said.append((f"t{t:03}", f"w{w:02}", t if t < labels else int(label)))  # the first tasks show every label to all
    return pd.DataFrame(said, columns=["task", "worker", "label"])


def test_dawid_skene_is_crowd_kits(agrees):
    rng = np.random.default_rng(1)
    cases = []
    for _ in range(CASES):
        tasks, workers, labels, rounds = int(rng.integers(20, 60)), int(rng.integers(3, 7)), int(rng.integers(2, 5)), int(rng.integers(1, 20))
        data = answers(rng, tasks, workers, labels)
        theirs = DawidSkene(n_iter=rounds, tol=-np.inf).fit(data)
        names = [f"w{w:02}" for w in range(workers)]
        patients = [[[] for _ in names] for _ in range(tasks)]
        for _, (t, w, label) in data.iterrows():
            patients[int(t[1:])][int(w[1:])].append(label)
        index = pd.MultiIndex.from_product([names, range(labels)], names=["worker", "label"])
        errors = theirs.errors_.reindex(index).fillna(0)[list(range(labels))].to_numpy().reshape(workers, labels, labels)
        cases.append(("dawid-skene", {"patients_by_observer": patients, "labels": list(range(labels))},
                      {"iterations": f"M step, then {rounds} x (E step, M step)"},
                      {"class_marginals": theirs.priors_[list(range(labels))], "error_rates_true_by_observed": errors.transpose(0, 2, 1)}, 1e-6))
    agrees(cases)


@pytest.mark.parametrize("method", ["vb", "em"])
def test_mace_is_crowd_kits(agrees, method):
    rng = np.random.default_rng(2)
    cases = []
    for i in range(CASES):
        tasks, workers, labels, rounds = int(rng.integers(15, 40)), int(rng.integers(3, 7)), int(rng.integers(2, 5)), int(rng.integers(1, 12))
        data = answers(rng, tasks, workers, labels)
        data["label"] = "l" + data["label"].astype(str)
        theirs = MACE(n_restarts=1, n_iter=rounds, method=method, random_state=i)
        theirs._initialize(workers, labels)
        start = {"initial_spam_know": theirs.spamming_.tolist(), "initial_strategy": theirs.thetas_.tolist()}
        theirs.fit(data)
        cases.append(("mace", {"answers_task_worker_label": data.to_numpy(), "labels": [f"l{k}" for k in range(labels)]} | start,
                      {"method": method, "iterations": f"E step, then {rounds} x (M step, E step)"},
                      {"spam_know": theirs.spamming_, "strategy": theirs.thetas_}, 1e-8))
    agrees(cases)
