// German captions that the loader does not know by their credit, and where and when all of them were taken.
export const rule = {
  name: "news-caption-de",
  version: "1",
  description: "Captions that speak of their picture in German; place and date of German captions.",
  language: "de",
  labels: ["caption", "where", "when"],
  relations: ["field-of"],
};

const lead = /^(?:Auf (?:diesem|dem|einem) (?:\p{L}+ )?(?:Foto|Bild|Archivbild|Videostandbild)\b|(?:Das|Dieses|Ein) (?:\p{L}+ )?(?:Foto|Bild|Satellitenbild|Archivbild)(?: \p{L}+){0,4} (?:zeigt|soll zeigen)\b|(?:Im Bild|Bildunterschrift|Symbolbild|Archivbild|Archivfoto)(?::| |$))|\((?:Archivbild|Archivfoto|Symbolbild|Symbolfoto)\)\W*$/u;
const date = /(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag),? (?:dem |den )?)?\d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?: \d{4})?/;
const place = /\b(?:in|bei|nahe|vor|im Hafen von|am Rande von) ((?:der |den |dem )?\p{Lu}[\p{L}-]+(?:[ -]\p{Lu}[\p{L}-]+)*(?:, \p{Lu}[\p{L}-]+| \(\p{Lu}[\p{L}-]+\))?)/u;

export function suggest(doc, emit) {
  for (const block of doc.blocks) {
    const where = doc.trim(block);
    if (block.kind === "caption") fields(doc, emit, where, emit.from("news-caption", where, "caption"));
    if (block.kind === "paragraph" && where.end - where.start < 400 && lead.test(where.text))
      fields(doc, emit, where, emit.span(where, "caption", { confidence: 0.75, reason: "speaks of the picture that it stands with" }));
  }
}

function fields(doc, emit, where, caption) {
  const belongs = (mark) => emit.relation("field-of", mark, caption, { confidence: 0.95, reason: "stands in this caption" });
  const when = doc.find(date, { in: where }).at(-1);
  if (when) belongs(emit.span(when, "when", { confidence: 0.95, reason: "a date" }));
  const town = doc.find(place, { in: where, group: 1 }).at(-1);
  if (town) belongs(emit.span(town, "where", { confidence: 0.7, reason: "a name behind a preposition of place" }));
}
