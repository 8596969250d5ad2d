"""A small project with all that breaks offsets, and what each of its marks covers."""

import hashlib
import json

# One emoji, a flag, a family, combining marks, right-to-left text: a wrong unit shows on every mark after them.
UGLY = (
    "📈 “Inflation fell to 2%,” Kim said, “but it’s no win.”\n"
    "🇵🇪 El ministro José Núñez habló.\n"
    "👩‍👩‍👧‍👦 The family of Ngu\u0303gi\u0303 left.\n"
    "قالت الوزيرة: “لن نعود” قبل الظهر.\n"
)
PLAIN = "Nothing is marked here.\n"

# Id, label, the words of each part, attributes: overlapping, nested and in several parts.
MARKS = [
    ("C1", "content", ["“Inflation fell to 2%,”", "“but it’s no win.”"], {"directness": "direct"}),
    ("M1", "claim", ["Inflation fell to 2%"], {"check_worthy": "yes", "claim_type": "quantity", "galley:rule": "figures", "galley:version": "1"}),
    ("S1", "source", ["Kim"], {"kind": "named_individual"}),
    ("Q1", "cue", ["said"], {}),
    ("S2", "source", ["El ministro José Núñez"], {}),
    ("S3", "source", ["الوزيرة"], {}),
    ("C2", "content", ["“لن نعود”"], {}),
    ("S4", "source", ["The family of Ngu\u0303gi\u0303"], {}),
]
RELATIONS = [("R1", "source", "C1", "S1"), ("R2", "cue", "C1", "Q1"), ("R3", "claim-in", "M1", "C1"), ("R4", "source", "C2", "S3")]

# Every stretch that a mark covers, as formats write it that have one a part.
STRETCHES = sorted((label, words) for _, label, parts, _ in MARKS for words in parts)


def span(id, label, words, attrs, text=UGLY, annotator="ana"):
    """A span over the first occurrence of each of words, as a row of a native record."""
    parts = [{"start": text.index(w), "end": text.index(w) + len(w)} for w in words]
    return {
        "id": id, "label": label, "start": parts[0]["start"], "end": parts[-1]["end"], "parts": parts,
        "text": " … ".join(words), "attrs": [{"name": n, "value": v} for n, v in attrs.items()],
        "annotator": annotator, "score": 1.0, "status": "open",
    }


def row(id, text, spans=(), relations=()):
    """A native record."""
    return {
        "galley": "1", "id": id, "text": text, "lang": "en", "title": id, "url": "", "published": "",
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "offset_unit": "codepoint",
        "spans": list(spans), "relations": list(relations), "doc_attrs": [], "meta": [],
    }


def project(galley):
    """Makes desk.galley.jsonl in galley's folder: an article with marks, and one without."""
    spans = [span(*m) for m in MARKS]
    relations = [{"id": i, "label": l, "head": h, "tail": t, "attrs": []} for i, l, h, t in RELATIONS]
    rows = [row("plain", PLAIN), row("ugly", UGLY, spans, relations)]
    (galley.dir / "in.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    galley("import", "--format", "jsonl", "in.jsonl", "-o", "desk.galley.jsonl")
    return "desk.galley.jsonl"


# What each of three annotators calls the same words: all alike, two of three, and a mark of one alone.
VOTED = {
    "ana": [("source", "Kim"), ("claim", "Inflation fell to 2%"), ("cue", "said")],
    "ben": [("source", "Kim"), ("claim", "Inflation fell to 2%")],
    "cy": [("source", "Kim"), ("content", "Inflation fell to 2%")],
}


def settled(galley):
    """Makes gold.galley.jsonl: three annotators, settled by majority, and an article that nobody has marked."""
    bundles = []
    for n, (name, marks) in enumerate(VOTED.items()):
        spans = [span(f"M{n}-{i}", label, [words], {}, annotator=name) for i, (label, words) in enumerate(marks)]
        spans.sort(key=lambda s: (s["start"], -s["end"]))
        rows = [row("plain", PLAIN), row("ugly", UGLY, spans)]
        (galley.dir / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
        galley("import", "--format", "jsonl", f"{name}.jsonl", "-o", f"{name}.galley.jsonl")
        bundles.append(f"{name}.galley.jsonl")
    galley("adjudicate", *bundles, "--auto", "majority", "--annotator", "lead", "-o", "gold.galley.jsonl")
    return "gold.galley.jsonl"
