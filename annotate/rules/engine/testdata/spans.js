export const rule = { name: "spans", version: "1.2", labels: ["content", "source", "who"], relations: ["source", "cue"] };

export function suggest(doc, emit) {
  const [quote] = doc.quotations;
  const content = emit.span(quote, "content", { confidence: 0.75, reason: "in quotation marks" });
  emit.span(quote, "content"); // the same again is one
  const source = emit.span(doc.find("Mayor Ida Brandt")[0], "source", { attrs: { kind: "person", shoe: "no such attribute" } });
  emit.attribute(source, "kind", "paper");
  emit.relation("source", content, source, { confidence: 0.5, reason: "beside it" });
  emit.relation("source", content, source);
  emit.relation("source", content, doc.spans[1]); // one end is on the layer
  emit.relation("source", source, content); // the scheme has no such ends
  emit.relation("cue", content, source); // nor this relation
  emit.span([doc.words[0], doc.words[2], { start: 6, end: 7 }], "content", { key: "in pieces" }); // two of them touch
  emit.span([doc.words[0], doc.words[2]], "source"); // which the scheme wants in one piece
  const who = emit.span(doc.words[3], "who"); // no such label
  emit.relation("source", content, who); // so this goes too
  emit.attribute(doc.spans[1], "kind", "paper", { confidence: 0.25, reason: "another kind" });
}

export function check(doc, emit) {
  emit.problem(null, "the document as a whole", { severity: "hint" });
  emit.problem(doc.relations[0], "a relation", { severity: "error" });
  emit.problem(doc.spans[1], "a mark");
  emit.problem({ start: 7, end: 8 }, "a place");
}
