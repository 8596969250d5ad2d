// Where copy was filed: from the town to the agency in its parentheses. The dash stays out.
export const rule = {
  name: "news-dateline",
  version: "4",
  description: "Datelines at the head of a story, or the date that stands in place of one.",
  labels: ["dateline"],
};

export function suggest(doc, emit) {
  for (const block of doc.blocks) {
    if (block.kind !== "dateline") continue;
    const place = doc.trim(block);
    const dated = /^\p{L}+,? (?:\p{L}+\.? )?\d/u.test(place.text) && !/\(/.test(place.text);
    emit.span(place, "dateline", block.note
      ? { confidence: 0.98, reason: `names ${block.note} before the story begins` }
      : { confidence: 0.9, reason: dated ? "a date stands before the story" : "a town and a dash stand before the story" });
  }
}
