// A mark that begins or ends in the middle of a quotation is mostly a slip of the hand.
export const rule = {
  name: "check-quotation",
  version: "1",
  description: "A span that takes one quotation mark of a quotation and not the other.",
};

const marks = /^["“”„«»‹›‘’‚「」『』\s.,;:!?…]*$/;

export function check(doc, emit) {
  for (const span of doc.spans) {
    if (span.label !== "content") continue;
    for (const part of span.parts) {
      for (const quote of doc.units("quotation", part)) {
        const opens = part.start <= quote.start;
        const closes = part.end >= quote.end;
        if (opens === closes) continue;
        // What the span leaves of the quotation counts only if there are words in it.
        const left = opens ? doc.slice(part.end, quote.end) : doc.slice(quote.start, part.start);
        if (opens && marks.test(doc.slice(quote.start, part.end))) continue;
        emit.problem(span, marks.test(left)
          ? "One quotation mark is inside and the other is not: take both."
          : "This mark ends inside a quotation: take all of it, or cut it where the quotation ends.");
        break;
      }
    }
  }
}
