"""Random spans, scored by seqeval, bratiaa and nervaluate, paired by scipy, and by Galley.

Where they differ by definition they are left out, with the case: bratiaa takes sets, so that a span marked twice counts once;
nervaluate takes the first overlap in the order of the list, so that one span may be paired twice and an exact hit be left over;
here no span meets two others. seqeval has no spans that overlap."""

import math

import numpy as np
from bratiaa.agree import AnnFile, Document, F1Agreement
from nervaluate import Evaluator
from scipy.optimize import linear_sum_assignment
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

LABELS = ["claim", "cue", "source"]
CASES = 60


def tags(rng, n):
    """Labels of words in IOB2, and the spans that they are."""
    said, spans, i = ["O"] * n, [], 0
    while i < n:
        if rng.random() < 0.4:
            length, label = int(rng.integers(1, 4)), LABELS[rng.integers(3)]
            end = min(n, i + length)
            said[i:end] = ["B-" + label] + ["I-" + label] * (end - i - 1)
            spans.append([label, i, end])
            i = end
        else:
            i += 1
    return said, spans


def test_exact_f1_is_seqevals(agrees):
    rng = np.random.default_rng(1)
    cases = []
    for _ in range(CASES):
        gold, g = tags(rng, 20)
        said, p = tags(rng, 20)
        if rng.random() < 0.7:  # mostly alike
            at = int(rng.integers(20))
            said, p = (gold[:], g[:]) if not g else (gold[:], [s for s in g if s[1] != at])
            for label, a, b in g:
                if a == at:
                    said[a:b] = ["O"] * (b - a)
        if not g or not p:  # it gives 0 with a warning, ours is undefined
            continue
        of = dict(mode="strict", scheme=IOB2, zero_division=0)
        micro = {"precision": precision_score([gold], [said], **of), "recall": recall_score([gold], [said], **of), "f1": f1_score([gold], [said], **of)}
        names = sorted({s[0] for s in g + p})
        each = dict(zip(names, map(float, f1_score([gold], [said], average=None, **of))))
        cases.append(("span-f1-exact-macro", {"gold": g, "pred": p}, {},
                      {"micro": micro, "per_label": each, "macro_f1": float(f1_score([gold], [said], average="macro", **of))}, 1e-12))
    agrees(cases)


def test_pairwise_f1_is_bratiaas(agrees, tmp_path):
    rng = np.random.default_rng(2)
    cases = []
    for number in range(12):
        people, documents = [f"ann{i}" for i in range(rng.integers(2, 5))], {}
        paths = {}
        for d in range(int(rng.integers(1, 4))):
            documents[f"doc{d}"] = {}
            for name in people:
                spans = sorted({(LABELS[rng.integers(3)], a, a + int(rng.integers(1, 4))) for a in map(int, rng.integers(0, 12, 6))})
                documents[f"doc{d}"][name] = [list(s) for s in spans]
                folder = tmp_path / str(number) / name
                folder.mkdir(parents=True, exist_ok=True)
                text = "abcdefghijklmnopqrstuvwxyz"
                (folder / f"doc{d}.txt").write_text(text)
                (folder / f"doc{d}.ann").write_text("".join(f"T{i + 1}\t{s} {a} {b}\t{text[a:b]}\n" for i, (s, a, b) in enumerate(spans)))
                paths[name, f"doc{d}"] = folder / f"doc{d}.ann"
        agreement = scored(people, sorted(documents), paths)
        mean, sd = agreement.mean_sd_total()
        cases.append(("span-f1-exact", {"documents": documents}, {}, {"pairwise_mean": float(mean), "pairwise_sd": float(sd)}, 1e-12))
    agrees(cases)


def scored(people, documents, paths):
    """Its measure over the files, without its walk through folders."""
    def generate():
        for d in documents:
            document = Document(str(paths[people[0], d].with_suffix(".txt")), doc_id=d)
            document.ann_files.extend(AnnFile(name, paths[name, d]) for name in people)
            yield document

    return F1Agreement(generate, LABELS, annotators=people, documents=documents)


def lonely(rng):
    """Spans of two, none of which shares text with two of the other's."""
    gold, said = [], []
    for i in range(int(rng.integers(1, 8))):
        a, b = 20 * i + int(rng.integers(0, 5)), 20 * i + int(rng.integers(8, 18))
        label = LABELS[rng.integers(3)]
        if rng.random() < 0.8:
            gold.append([label, a, b])
        if rng.random() < 0.8:
            said.append([LABELS[rng.integers(3)] if rng.random() < 0.3 else label, a + int(rng.integers(0, 2)), b - int(rng.integers(0, 2))])
    return gold, said


def test_counts_of_muc_are_nervaluates(agrees):
    rng = np.random.default_rng(3)
    cases = []
    for _ in range(CASES):
        gold, said = lonely(rng)
        if not gold or not said:
            continue
        # Its ends are inclusive.
        written = [[{"label": s, "start": a, "end": b - 1} for s, a, b in side] for side in (gold, said)]
        theirs = Evaluator([written[0]], [written[1]], tags=LABELS, loader="dict").evaluate()["overall"]
        expected = {}
        for ours, name in (("strict", "strict"), ("exact", "exact"), ("partial", "partial"), ("type", "ent_type")):
            r = theirs[name]
            expected[ours] = {"cor": r.correct, "inc": r.incorrect, "par": r.partial, "mis": r.missed, "spu": r.spurious}
        cases.append(("span-muc-semeval", {"gold": gold, "pred": said}, {}, expected, 0))
    agrees(cases)


def test_pairs_are_the_best_there_are(agrees):
    """An assignment by scipy, worth a pair above all, then an equal pair, equal edges, an equal label, and shared text."""
    rng = np.random.default_rng(4)
    cases = []
    for _ in range(200):
        a, b = ([[LABELS[rng.integers(3)], s, s + int(rng.integers(1, 9))] for s in map(int, rng.integers(0, 25, rng.integers(0, 8)))] for _ in range(2))
        worth = np.zeros((len(a), len(b)))
        for i, (x, s, e) in enumerate(a):
            for j, (y, t, f) in enumerate(b):
                both, edges = min(e, f) - max(s, t), (s, e) == (t, f)
                if both > 0:
                    worth[i, j] = both + 2**8 * ((x == y) + 2**6 * (edges + 2**6 * (edges and x == y) + 2**12))
        rows, columns = linear_sum_assignment(worth, maximize=True)
        pairs = [(i, j) for i, j in zip(rows, columns) if worth[i, j] > 0]
        same = sum(a[i][0] == b[j][0] for i, j in pairs)
        cases.append(("span-f1-relaxed", {"a": a, "b": b}, {}, {"overlap_unlabeled": {"tp": len(pairs)}, "overlap_labeled": {"tp": same}}, 0))
    agrees(cases)


def test_characters_under_labels_are_counted_alike(agrees):
    rng = np.random.default_rng(5)
    cases = []
    for _ in range(CASES):
        a, b = ([[LABELS[rng.integers(3)], s, s + int(rng.integers(1, 9))] for s in map(int, rng.integers(0, 40, 6))] for _ in range(2))
        under = []
        for side in (a, b):
            count = np.zeros((len(LABELS), 60))
            for label, s, e in side:
                count[LABELS.index(label), s:e] += 1
            under.append(count)
        tp = int(np.minimum(*under).sum())
        f1 = 2 * tp / sum(u.sum() for u in under)
        assert math.isfinite(f1)
        cases.append(("span-f1-relaxed", {"a": a, "b": b}, {}, {"character_micro": {"tp": tp, "f1": f1}}, 1e-12))
    agrees(cases)
