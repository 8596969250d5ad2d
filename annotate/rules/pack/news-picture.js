// What a caption shows: who is in it, what they do, where and when, and the sentences of background behind that.
export const rule = {
  name: "news-picture",
  version: "1",
  description: "People, action, place, date and background in captions. The captions are those of news-caption.",
  language: "en",
  labels: ["who", "action", "where", "when", "context"],
  relations: ["field-of"],
};

export function suggest(doc, emit) {
  if (!doc.grammar) return;
  for (const block of doc.blocks) {
    if (block.kind !== "caption") continue;
    const place = doc.trim(block);
    const caption = emit.from("news-caption", place, "caption");
    for (const [label, where, confidence, reason] of fields(doc, place)) {
      emit.relation("field-of", emit.span(where, label, { confidence, reason }), caption, { confidence: 0.95, reason: "stands in this caption" });
    }
  }
}

function fields(doc, caption) {
  const g = doc.grammar;
  const scene = firstSentence(doc, caption);
  const found = [];
  const when = doc.find(date, { in: scene }).at(-1);
  if (when) found.push(["when", doc.trim(when, "punctuation"), 0.95, "a date"]);
  const where = setting(doc, scene, when);
  if (where) found.push(["where", where, 0.8, `stands behind “${where.preposition}”`]);

  const from = afterLead(doc, scene);
  const verb = g.verbsIn(doc.range(from, scene.end)).find((v) => v.start > from && shows(v));
  const subject = verb && doc.find(/[^\s,].*[^\s,]/, { in: doc.range(from, verb.start) })[0];
  if (subject && g.chunksIn(subject).some((c) => c.sort === "person" || / /.test(c.name))) found.push(["who", subject, 0.75, "stands before the verb of the caption"]);
  if (verb && verb.end < scene.end) {
    const ends = [scene.end, when && when.start, where && where.start].filter((x) => x && x > verb.end);
    const action = doc.trim(unhung(doc, doc.range(verb.start, Math.min(...ends))), "punctuation");
    if (action.end > action.start) found.push(["action", action, 0.75, "what is seen to happen"]);
  }
  const rest = doc.trim(doc.range(scene.end, caption.end));
  if (rest.end > rest.start) found.push(["context", rest, 0.85, "stands behind the sentence about what is seen"]);
  return found;
}

// The first sentence, as far as it lies in the caption.
function firstSentence(doc, caption) {
  const inside = doc.grammar.sentencesIn(caption)[0];
  const first = inside && inside.start === caption.start ? inside : doc.grammar.sentences.find((s) => s.end > caption.start);
  return doc.trim(doc.range(caption.start, first ? Math.min(Math.max(first.end, caption.start), caption.end) : caption.end));
}

// Monday, Jan. 5, 2026
const date = /(?:(?:(?:early|late) on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|April|May|June|July|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?) \d{1,2}(?:, \d{4})?|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/;

// In this photo provided by the city, | From left, |
const lead = /^(?:(?:In|On) (?:this|these|a|an) [^,]*?\b(?:photos?|images?|pictures?|frames?|photograph)\b[^,]*,|(?:This|These|A) [^,]*?\b(?:photos?|images?|pictures?|photograph)\b[^,]* shows? |(?:From|Clockwise from|Pictured from)? ?(?:top )?(?:left|right)(?: to right)?[,:]) ?/i;

function afterLead(doc, scene) {
  const found = doc.find(lead, { in: scene })[0];
  return found ? found.end : scene.start;
}

// Left and right are places in a picture, not what somebody did.
const shows = (verb) => !/^(?:left|right|center|centre|seen|pictured)$/i.test(verb.text) && (verb.tense === "present" || verb.form === "ing");

// The place: phrases with names behind prepositions of place, and the larger places behind their commas.
const places = /^(?:in|at|outside|near|inside|off|along|across|on|over|above|beside)$/;

function setting(doc, scene, when) {
  const chunks = doc.grammar.chunksIn(scene);
  const limit = when ? when.start : scene.end;
  const placed = (c) => c.after !== null && places.test(c.after.lower) && c.sort !== "time" && c.sort !== "person" && c.name !== "";
  let last = chunks.findLastIndex((c) => placed(c) && c.end <= limit);
  if (last < 0) last = chunks.findLastIndex(placed);
  if (last < 0) return null;
  let first = last;
  while (first > 0 && chunks[first - 1].end + 1 === chunks[first].after.start && chunks[first - 1].after !== null && places.test(chunks[first - 1].after.lower)) first--;
  let end = chunks[last].end;
  for (const next of chunks.slice(last + 1)) {
    if (next.after !== null || next.sort === "time" || next.name === "" || doc.slice(end, next.start) !== ", ") break;
    end = next.end;
  }
  const place = doc.range(chunks[first].start, end);
  return { start: place.start, end: place.end, preposition: chunks[first].after.text };
}

// Without the preposition that belongs to place or date.
function unhung(doc, place) {
  const hung = doc.find(/[\s,]+(?:in|at|outside|near|inside|off|along|across|on|over|above|beside)\s*$/, { in: place })[0];
  return hung ? doc.range(place.start, hung.start) : place;
}
