// Who wrote it: the author's line, the line that signs an entry of a live blog, and the line that says who helped.
export const rule = {
  name: "news-byline",
  version: "4",
  description: "Bylines, signers of live-blog entries, and lines that name contributors.",
  labels: ["byline", "editor_note"],
};

const kinds = {
  byline: ["byline", 0.95, "names the author"],
  signer: ["byline", 0.9, "signs the entry above it"],
  contributor: ["editor_note", 0.95, "says who contributed"],
};

export function suggest(doc, emit) {
  for (const block of doc.blocks) {
    const kind = kinds[block.kind];
    if (!kind) continue;
    const [label, confidence, reason] = kind;
    emit.span(doc.trim(block), label, { confidence, reason });
  }
}
