"""CSV and TSV tables, read by pandas."""

import csv
import hashlib

import pandas
import pytest

from archives import marks, unpack

ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def unescape(cell):
    chars = iter(cell)
    return "".join(ESCAPES[next(chars)] if c == "\\" else c for c in chars)


def read(folder, name, kind):
    """All cells as text: NA is a word like any other."""
    if kind == "csv":
        return pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    table = pandas.read_csv(folder / f"{name}.tsv", dtype=str, keep_default_na=False, sep="\t", quoting=csv.QUOTE_NONE)
    return table.map(unescape)


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_every_surface_text(tmp_path, kind):
    folder = unpack(f"{kind}.txtar", tmp_path)
    docs = read(folder, "docs", kind).set_index("doc_id")
    for doc in docs.itertuples():
        assert hashlib.sha256(doc.text.encode()).hexdigest() == doc.sha256
        assert len(doc.text) == int(doc.n_cp)
    spans = read(folder, "spans", kind)
    found = {}
    for row in spans.itertuples():
        text = docs.loc[row.doc_id].text
        assert text[int(row.start):int(row.end)] == row.text, row
        u16 = text.encode("utf-16-le")[2 * int(row.start_u16):2 * int(row.end_u16)].decode("utf-16-le")
        assert u16 == row.text, row
        parts = found.setdefault(row.annotator, {}).setdefault(row.span_id, (row.label, []))[1]
        assert len(parts) == int(row.part)
        parts.append(row.text)
    relations = read(folder, "relations", kind)
    for who in ("ana", "ben"):
        want, links = marks(who)
        assert found[who] == want
        mine = relations[relations.annotator == who]
        assert sorted(mine[["label", "head", "tail"]].itertuples(index=False, name=None)) == sorted(links)
    claim = spans[spans.span_id == "M1"].iloc[0]
    assert claim["attr.check_worthy"] == "yes" and claim["attr.note"] == "see the table\nand T1 | x"
