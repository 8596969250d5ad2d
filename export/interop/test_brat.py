"""brat standoff, read by brat's own reader (as bratiaa carries it) and by bratiaa."""

import pytest

from archives import marks, unpack
from bratsubset.annotation import TextAnnotations


@pytest.fixture
def folder(tmp_path):
    return unpack("brat.txtar", tmp_path)


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_every_surface_text(folder, who):
    anns = TextAnnotations(str(folder / who / "ugly_1"), read_only=True)
    text = (folder / who / "ugly_1.txt").read_text(encoding="utf-8")
    assert list(anns.failed_lines) == []
    spans, relations = marks(who)
    found = {}
    for t in anns.get_textbounds():
        assert t.get_text() == " ".join(text[a:b] for a, b in t.spans), t
        found[t.id] = (t.type, t.get_text())
    # brat cuts a span at line ends, names have no spaces, and ids are its own
    want = sorted((label.replace(" ", "_"), " ".join(" ".join(p.split()) for p in parts)) for label, parts in spans.values())
    assert sorted(found.values()) == want
    flat = {id: (label.replace(" ", "_"), " ".join(" ".join(p.split()) for p in parts)) for id, (label, parts) in spans.items()}
    assert sorted((r.type, found[r.arg1], found[r.arg2]) for r in anns.get_relations()) == sorted(
        (label.replace(" ", "_"), flat[head], flat[tail]) for label, head, tail in relations)


def test_attributes_and_notes(folder):
    anns = TextAnnotations(str(folder / "ana" / "ugly_1"), read_only=True)
    texts = {t.id: t.get_text() for t in anns.get_textbounds()}
    attributes = {(a.type, texts[a.target]): a.value for a in anns.get_attributes()}
    assert attributes[("check_worthy", "Inflation fell to 2%")] == "yes"
    assert attributes[("kind_of", "NA | T1 _ [x] -> *")] == "a|b [c] _ * -> \\ ; NA"
    notes = {(c.type, texts[c.target]): c.tail.strip() for c in anns.get_oneline_comments()}
    assert notes[("AnnotatorNotes", "Inflation fell to 2%")] == "see the table\\nand T1 | x"


def test_bratiaa_measures_two_annotators(folder, monkeypatch):
    """One folder an annotator and the labels of annotation.conf are all that it needs. “Kim” is what both have marked."""
    from bratiaa import compute_f1_agreement

    monkeypatch.setenv("MPLBACKEND", "Agg")
    f1 = compute_f1_agreement(str(folder))
    assert sorted(f1.annotators) == ["ana", "ben"] and f1.documents == ["ugly_1.ann"]
    assert "two_lines" in f1.labels
    means, _ = f1.mean_sd_total()
    assert means == pytest.approx(2 * 1 / (11 + 2))
