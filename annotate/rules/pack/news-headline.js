// What stands above a story, or above an entry of a live blog.
export const rule = {
  name: "news-headline",
  version: "1",
  description: "Headlines with what stands beneath them, and the heads of live-blog entries.",
  labels: ["headline", "entry_header"],
};

export function suggest(doc, emit) {
  for (const block of doc.blocks) {
    if (block.kind === "headline") emit.span(doc.trim(block), "headline", { confidence: 0.9, reason: "stands above the story, without a full stop" });
    if (block.kind === "entry") emit.span(doc.trim(block), "entry_header", { confidence: 0.9, reason: "a time or slug opens an entry here" });
  }
}
