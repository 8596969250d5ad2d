// Galleries print a caption again with every picture of a story. The later ones point at the first.
export const rule = {
  name: "news-repeats",
  version: "1",
  description: "Captions that occur again, linked to their first occurrence. The captions are those of news-caption.",
  relations: ["repeats"],
};

export function suggest(doc, emit) {
  const captions = new Map();
  for (const block of doc.blocks) if (block.kind === "caption") captions.set(block.id, block);
  const mark = (block) => emit.from("news-caption", doc.trim(block), "caption");
  for (const block of captions.values()) {
    const first = captions.get(block.repeats);
    if (first) emit.relation("repeats", mark(block), mark(first), { confidence: 0.98, reason: "the same words as the caption before" });
  }
}
