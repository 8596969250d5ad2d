// A caption names who took the photo in its credit.
export const rule = {
  name: "check-credit",
  version: "1",
  description: "A caption without a credit, whether one was marked or found when the article was loaded.",
  options: { found: true },
};

export function check(doc, emit) {
  const credited = new Set(doc.relations.filter((r) => r.label === "credit-of").map((r) => r.tail));
  const blocks = doc.options.found ? doc.blocks : [];
  const credits = blocks.filter((b) => b.kind === "credit" && b.of);
  const hasBlock = (span) =>
    blocks.some((b) => b.kind === "caption" && b.start < span.end && span.start < b.end && credits.some((c) => c.of === b.id));
  for (const span of doc.spans) {
    if (span.label !== "caption" || credited.has(span) || hasBlock(span)) continue;
    emit.problem(span, "This caption has no credit: mark the credit and link it, or check that there is none.");
  }
}
