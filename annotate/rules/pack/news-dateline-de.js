// German papers set the town before a dash or bar, mostly without an agency: Hamburg – Der Hafen … / BERLIN taz | Der Hafen …
// What carries an agency in parentheses is found by the loader, and marked by news-dateline.
export const rule = {
  name: "news-dateline-de",
  version: "2",
  description: "Datelines of German copy that name no agency in parentheses.",
  language: "de",
  labels: ["dateline"],
  options: { paragraphs: 4 },
};

const town = /^(\p{Lu}[\p{L}-]{2,}(?:[ \/](?:(?:am|an der|im|bei|ob der|in der) )?\p{Lu}[\p{L}-]+){0,2}(?: \(\p{Lu}[\p{L}-]+\))?(?:,? (?:den )?\d{1,2}\. ?(?:\p{L}+|\d{1,2}\.)(?: ?\d{4})?)?(?: (?:taz|dpa|epd|KNA|AFP|APA|sda))?) ?[–—|-] ?[„«»"\p{Lu}]/u;
const capitals = /^(\p{Lu}{3,}(?:[ \/-]\p{Lu}{2,}){0,2})\. \p{Lu}\p{Ll}/u; // VELDEN. Der Hafen …
const noTown = /^(?:Update|Eil(?:meldung)?|Live|Video|Fotos?|Bilder|Analyse|Kommentar|Interview|Liveblog|Ticker|Exklusiv|Meinung|Hinweis|Anzeige)\b/i;

export function suggest(doc, emit) {
  const dated = doc.blocks.filter((b) => b.kind === "dateline");
  const story = doc.blocks.filter((b) => b.kind === "paragraph" && b.end - b.start > 60).slice(0, doc.options.paragraphs);
  for (const block of story) {
    if (dated.some((d) => block.start <= d.start && d.end <= block.end)) continue;
    const found = doc.find(town, { in: block, group: 1 })[0] || doc.find(capitals, { in: block, group: 1 })[0];
    if (found && !noTown.test(found.text)) emit.span(doc.trim(found), "dateline", { confidence: 0.8, reason: "a town and a dash or bar stand before the story" });
  }
}
