// A content span says what somebody said: without a source nobody knows who.
export const rule = {
  name: "check-source",
  version: "1",
  description: "Content without a source, unless its source_form says that there is none to mark.",
};

export function check(doc, emit) {
  const sourced = new Set(doc.relations.filter((r) => r.label === "source").map((r) => r.head));
  for (const span of doc.spans) {
    if (span.label !== "content" || sourced.has(span) || span.attrs.source_form) continue;
    emit.problem(span, "This content has no source: link it to who says it, or set its source form.");
  }
}
