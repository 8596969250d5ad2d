// What the page put between the lines, and what the desk says about the story itself.
export const rule = {
  name: "news-furniture",
  version: "2",
  description: "Navigation, rules, counters, copyright and file marks; corrections, clarifications and updates.",
  labels: ["furniture", "editor_note"],
};

export function suggest(doc, emit) {
  for (const block of doc.blocks) {
    if (block.kind === "furniture") {
      const inCaption = block.note === "file";
      emit.span(doc.trim(block), "furniture", { confidence: 0.95, reason: inCaption ? "marks a picture from the files" : "belongs to the page, not to the story" });
    }
    if (block.kind === "editor_note") emit.span(doc.trim(block), "editor_note", { confidence: 0.9, reason: "speaks about the story itself" });
  }
}
