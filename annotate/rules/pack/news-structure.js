// What was found when the article was loaded becomes marks: captions with their credits, bylines, datelines and the like.
export const rule = {
  name: "news-structure",
  version: "1",
  description: "Headlines, bylines, datelines, captions with their credits, notes and furniture, as the loader found them.",
  labels: ["headline", "byline", "dateline", "caption", "credit", "entry_header", "editor_note", "furniture"],
  relations: ["credit-of", "repeats"],
};

const kinds = {
  headline: ["headline", "set as a headline"],
  byline: ["byline", "says who wrote it"],
  dateline: ["dateline", "says where it was written"],
  caption: ["caption", "set as a caption"],
  credit: ["credit", "names photographer or agency"],
  entry: ["entry_header", "opens an entry of a live blog"],
  signer: ["editor_note", "says who wrote an entry"],
  contributor: ["editor_note", "says who contributed"],
  editor_note: ["editor_note", "speaks about the article itself"],
  furniture: ["furniture", "belongs to the page, not to the article"],
};

export function suggest(doc, emit) {
  const made = new Map();
  for (const block of doc.blocks) {
    const kind = kinds[block.kind];
    if (!kind) continue;
    const place = doc.trim(block);
    if (place.end > place.start) made.set(block.id, emit.span(place, kind[0], { confidence: 0.9, reason: kind[1] }));
  }
  for (const block of doc.blocks) {
    const mark = made.get(block.id);
    if (block.kind === "credit" && block.of && made.has(block.of))
      emit.relation("credit-of", mark, made.get(block.of), { confidence: 0.9, reason: "stands in or under this caption" });
    if (block.kind === "caption" && block.repeats && made.has(block.repeats))
      emit.relation("repeats", mark, made.get(block.repeats), { confidence: 0.9, reason: "the same words as before" });
  }
}
