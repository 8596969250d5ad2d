// French captions that the loader does not know by their credit, and where and when all of them were taken.
export const rule = {
  name: "news-caption-fr",
  version: "1",
  description: "Captions that speak of their picture in French; place and date of French captions.",
  language: "fr",
  labels: ["caption", "where", "when"],
  relations: ["field-of"],
};

const lead = /^(?:Sur (?:cette|une) (?:photo|image)\b|(?:Cette|Une) (?:photo|image)(?: \p{L}+){0,4} montre\b|(?:Photo|Image) (?:d['’]archives?|d['’]illustration|fournie par|diffusée par|prise)\b|Légende ?:)|\((?:photo|image) d['’](?:archives?|illustration)\)\W*$/iu;
const date = /(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?: \d{4})?/i;
const place = /(?:^|[\s,])(?:à|au|aux|en|près de|devant|dans le port de) ((?:la |le |l['’]|les )?\p{Lu}[\p{L}'’-]+(?:[ -](?:de |du |la )?\p{Lu}[\p{L}'’-]+)*(?:, \p{Lu}[\p{L}-]+| \((?:\p{Lu}[\p{L}-]+)\))?)/u;

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
