// Two captions never share words: one of them runs too far.
export const rule = {
  name: "check-captions",
  version: "1",
  description: "Captions that overlap.",
};

export function check(doc, emit) {
  const captions = doc.spans.filter((s) => s.label === "caption");
  captions.forEach((a, i) => {
    for (const b of captions.slice(i + 1)) {
      if (b.start >= a.end) break;
      if (a.parts.some((p) => b.parts.some((q) => p.start < q.end && q.start < p.end)))
        emit.problem(b, "This caption overlaps the one before it: cut one of them.", { severity: "error" });
    }
  });
}
