// Quotations with the words that say who spoke, before or behind them in the same sentence or paragraph.
export const rule = {
  name: "news-quotations",
  version: "1",
  description: "Quotations, with source and cue where a verb of saying stands right beside them.",
  language: "en",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue"],
  options: { words: 3 },
};

const verb = "said|says|told|added|adds|asked|wrote|replied|recalled|explained|warned|insisted|argued|noted|stated|announced|declared|acknowledged";
const name = "(?:(?:the )?(?:\\p{Ll}[\\p{Ll}-]+ ){0,3})?(?:\\p{Lu}[\\p{L}.’'-]*)(?: (?:\\p{Lu}[\\p{L}.’'-]*|of|de|van|von)){0,4}|he|she|they";
// ” said Ida Holm / ” port director Ida Holm said / Ida Holm said: “
const behindVerb = new RegExp(`^\\s*(?<cue>${verb}) (?<who>${name})`, "u");
const behindName = new RegExp(`^\\s*(?<who>${name}) (?<cue>${verb})\\b`, "u");
const before = new RegExp(`(?:^|[\\s,;—–-])(?<who>${name}) (?<cue>${verb})(?: \\p{Lu}\\p{Ll}+day)?[,:]?\\s*$`, "u");

export function suggest(doc, emit) {
  for (const quote of doc.quotations) {
    if (doc.units("word", quote).length < doc.options.words) continue;
    const line = doc.unitAt("paragraph", quote.start);
    const after = doc.range(quote.end, Math.max(quote.end, line.end));
    const front = doc.range(line.start, quote.start);
    const found = doc.find(behindVerb, { in: after })[0] || doc.find(behindName, { in: after })[0] || doc.find(before, { in: front })[0];
    const content = emit.span(quote, "content", {
      confidence: found ? 0.85 : 0.5,
      reason: found ? `quoted, with “${found.named.cue.text}” beside it` : "stands in quotation marks",
      attrs: { directness: "direct" },
    });
    if (!found) continue;
    const source = emit.span(doc.trim(found.named.who, "punctuation"), "source", { confidence: 0.8, reason: `stands with “${found.named.cue.text}”` });
    const cue = emit.span(found.named.cue, "cue", { confidence: 0.9, reason: "a verb of saying beside a quotation" });
    emit.relation("source", content, source, { confidence: 0.8, reason: "beside the quotation" });
    emit.relation("cue", content, cue, { confidence: 0.9, reason: "beside the quotation" });
  }
}
