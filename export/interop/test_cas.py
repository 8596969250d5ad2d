"""UIMA's notations, read and written again by dkpro-cassis. It counts code points where the files count UTF-16 units."""

import cassis
import pytest

from archives import TESTDATA, marks, unpack

SPAN, RELATION = "webanno.custom.GalleySpan", "webanno.custom.GalleyRel"


def load(folder, kind, who):
    if kind == "json":
        with open(folder / who / "ugly_1.json", "rb") as f:
            return cassis.load_cas_from_json(f)
    with open(folder / "TypeSystem.xml", "rb") as f:
        types = cassis.load_typesystem(f)
    with open(folder / who / "ugly_1.xmi", "rb") as f:
        return cassis.load_cas_from_xmi(f, typesystem=types)


def found(cas):
    spans = {}
    for a in sorted(cas.select(SPAN), key=lambda a: a.part):
        spans.setdefault(a.gid, (a.label, []))[1].append(a.get_covered_text())
    return spans, sorted((r.label, r.Governor.gid, r.Dependent.gid) for r in cas.select(RELATION))


@pytest.mark.parametrize("who", ["ana", "ben"])
@pytest.mark.parametrize("kind, archive", [("json", "cas-json.txtar"), ("xmi", "xmi.txtar")])
def test_every_surface_text(tmp_path, kind, archive, who):
    cas = load(unpack(archive, tmp_path), kind, who)
    spans, relations = marks(who)
    assert spans, "there is nothing to compare"
    assert found(cas) == (spans, sorted(relations))
    meta = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")[0]
    assert (meta.documentId, meta.documentTitle, meta.language) == ("ugly/1", "Ugly “one”", "en")


def test_attributes_are_features(tmp_path):
    cas = load(unpack("cas-json.txtar", tmp_path), "json", "ana")
    claim = next(a for a in cas.select(SPAN) if a.gid == "M1")
    assert (claim.attr_check_worthy, claim.attr_note) == ("yes", "see the table\nand T1 | x")


@pytest.mark.parametrize("kind, archive", [("json", "cas-json.txtar"), ("xmi", "xmi.txtar")])
def test_what_cassis_writes(tmp_path, kind, archive):
    """What cassis writes of our file is kept in testdata, where a test of the importer reads it."""
    cas = load(unpack(archive, tmp_path), kind, "ana")
    written = cas.to_json() if kind == "json" else cas.to_xmi()
    kept = TESTDATA / f"cassis.{kind}"
    assert written.strip() == kept.read_text(encoding="utf-8").strip(), f"{kept} is of another version: write it anew"
