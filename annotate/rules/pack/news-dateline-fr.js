// French copy sets town and date before a dash: Lyon, le 5 mai 2026 – Le port … What carries an agency in parentheses, or a town in
// capitals, is found by the loader and marked by news-dateline.
export const rule = {
  name: "news-dateline-fr",
  version: "2",
  description: "Datelines of French copy that name no agency in parentheses.",
  language: "fr",
  labels: ["dateline"],
  options: { paragraphs: 4 },
};

const month = "(?:janv(?:ier|\\.)?|févr?(?:ier|\\.)?|mars|avr(?:il|\\.)?|mai|juin|juil(?:let|\\.)?|août|sept(?:embre|\\.)?|oct(?:obre|\\.)?|nov(?:embre|\\.)?|déc(?:embre|\\.)?)";
const town = new RegExp(`^(\\p{Lu}[\\p{L}'’-]+(?:[ -]\\p{L}[\\p{L}'’-]+){0,3}(?: \\(\\p{Lu}[\\p{L}'’ -]+\\))?(?:, (?:le )?\\d{1,2}(?:er)? ${month}(?: \\d{4})?)?) ?[–—] ?[«"\\p{Lu}]`, "u");
const noTown = /^(?:Exclusif|Vidéo|Photos?|Direct|Interview|Entretien|Tribune|Analyse|Alerte|Sondage|Reportage|Portrait|Urgent)\b/i;

export function suggest(doc, emit) {
  const dated = doc.blocks.filter((b) => b.kind === "dateline");
  const story = doc.blocks.filter((b) => b.kind === "paragraph" && b.end - b.start > 60).slice(0, doc.options.paragraphs);
  for (const block of story) {
    if (dated.some((d) => block.start <= d.start && d.end <= block.end)) continue;
    const found = doc.find(town, { in: block, group: 1 })[0];
    if (found && !noTown.test(found.text)) emit.span(doc.trim(found), "dateline", { confidence: 0.75, reason: "a town and a dash stand before the story" });
  }
}
