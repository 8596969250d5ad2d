// Pictures: their captions, and the credits that say who took them and who sends them out.
export const rule = {
  name: "news-caption",
  version: "8",
  description: "Captions and credits, with photographer and agency, and what kind of picture it is.",
  labels: ["caption", "credit", "photographer", "agency"],
  relations: ["credit-of", "field-of"],
  options: { unset: true }, // captions that nothing but their want of a verb gives away
};

export function suggest(doc, emit) {
  const captions = new Map();
  const credited = new Set(doc.blocks.filter((b) => b.kind === "credit").map((b) => b.of));
  for (const block of doc.blocks) {
    if (block.kind !== "caption") continue;
    const sure = credited.has(block.id);
    captions.set(block.id, emit.span(doc.trim(block), "caption", {
      confidence: sure ? 0.97 : 0.85,
      reason: sure ? "a credit stands with it" : "worded like a caption",
      attrs: { ...picture(doc, block), ...order(block.text) },
    }));
  }
  for (const block of doc.blocks) if (block.kind === "credit") credit(doc, emit, block, captions.get(block.of));
  if (doc.options.unset && doc.grammar) unset(doc, emit);
}

// What kind of picture it is, as far as the words beside it tell.
function picture(doc, caption) {
  const line = doc.unitAt("paragraph", caption.start).text;
  if (/^\W*(?:file|archiv)|\bfile(?: photo| image)?\W*$/i.test(line)) return { kind: "file" };
  if (/\b(?:(?:photo|image|picture)s? (?:provided|released|supplied|made available|issued) by|handout)\b/i.test(line)) return { kind: "handout" };
  if (/\b(?:video grab|frame grab|screen ?grab|(?:taken|made|image) from (?:a )?video)\b/i.test(line)) return { kind: "video" };
  if (/\b(?:graphic|map|chart|infographic)\b/i.test(line.slice(0, 60))) return { kind: "graphic" };
  return /\b(?:19|20)\d\d\b/.test(caption.text) ? { kind: "current" } : {};
}

function order(text) {
  return /\b(?:from left|l-r|clockwise)\b|, (?:far |second from |third from )?(?:left|right|center|centre)\b/i.test(text) ? { people_ordered: "yes" } : {};
}

// A credit with those whom it names.
function credit(doc, emit, block, caption) {
  const place = doc.trim(block);
  const mark = emit.span(place, "credit", { confidence: 0.97, reason: "names who took or sends the picture", attrs: rights(place.text) });
  if (caption) emit.relation("credit-of", mark, caption, { confidence: 0.97, reason: "stands in or beside this caption" });
  for (const part of doc.find(parts, { in: place, group: 1 })) {
    const name = unworded(doc, part);
    if (!name || nobody.test(name.text)) continue;
    const before = doc.range(place.start, name.start).text;
    const label = isPerson(name.text, before) ? "photographer" : "agency";
    const field = emit.span(name, label, { confidence: 0.85, reason: label === "agency" ? "an organisation in a credit" : "a person in a credit" });
    emit.relation("field-of", field, mark, { confidence: 0.95, reason: "stands in this credit" });
  }
}

// Credits are cut at slashes, bars, commas and colons, at "via" and "for", and at the names of the trade: (Ana Ruiz/Northline via AP).
const parts = /([^\s()\[\]\/|,;:—•][^()\[\]\/|,;:—•]*?)\s*(?:[()\[\]\/|,;:—•]|\bvia\b|\bon behalf of\b|\bfor\b|\bon Unsplash\b|\b(?:photo|image|picture|illustration)s? by\b|$)/i;
const lead = /^(?:via |on behalf of |for |special to )?(?:(?:file|staff|handout|contributed|submitted|undated) )*(?:(?:photo(?:graph)?s?|images?|pictures?|video|credit|graphic|source|foto|bild|crédit)(?: credit| source)?(?: ?[:©]| by| from| courtesy of| of) ?|courtesy(?: of)?:? |handout from |provided by |©️? ?|by )*(?:the )?/i;
const trail = /(?: (?:file )?(?:photos?|images?|pictures?|video|pool|handout|file|screenshots?|screen ?grabs?|illustration|graphic|archives?))+$|\.$/i;
const nobody = /^(?:family|file(?: photo| image| picture)?|archives?|handout|pool|staff(?: photographer)?|courtesy|(?:mandatory |photo |image |picture )?credits?|(?:photo|image|picture|pic|photograph|illustration|graphic|map|chart|rendering|screenshot|screengrab|video|foto|bild|quelle|source|crédit)s?|fotos|bilder|undated|contributed|submitted|supplied|provided|stringer|all rights reserved|(?:19|20)?\d\d)?$/i;

function unworded(doc, part) {
  const front = Array.from((lead.exec(part.text) || [""])[0]).length;
  const back = Array.from((trail.exec(part.text) || [""])[0]).length;
  return part.start + front < part.end - back ? doc.trim(doc.range(part.start + front, part.end - back)) : null;
}

const house = /\b(?:images?|news|press|ministry|office|agency|agence|service|university|college|zoo|times|post|journal|ledger|herald|tribune|gazette|star|globe|mail|department|police|city|county|state|company|corporation|inc|ltd|media|tv|television|network|wire|archive|museum|library|foundation|institute|association|party|government|council|board|commission|committee|navy|army|force|embassy|presse|zeitung|pool|sputnik|house|authority|center|centre|studio|records|films|pictures|club|team|union|bank|group|society|school|hospital|church|court|command|republic|reuters|afp|epa|efe|dpa|getty|xinhua|ansa|kyodo|yonhap|tass|pti|bernama|shutterstock|alamy|istock|imagn|imago|bloomberg|nasa|noaa|maxar|instagram|facebook|youtube|twitter|tiktok|flickr|unsplash|netflix)\b/i;

// People have two names or more, neither of them a house's nor a lone row of capitals.
function isPerson(name, before) {
  if (house.test(name)) return false;
  const words = name.split(" ");
  if (words.length === 1) return /(?:\bby:?|(?:photo|image|picture|foto)s?:) $/i.test(before) && !/^\p{Lu}{2,}$/u.test(name);
  return words.length <= 5 && words.every((w) => /^[\p{Lu}@]/u.test(w) || /^(?:de|da|del|der|den|di|dos|du|el|al|bin|la|le|van|von|y|und|and)$/.test(w));
}

function rights(text) {
  if (/\bpool\b/i.test(text)) return { rights: "pool" };
  if (/\b(?:handout|courtesy|provided|submitted|contributed)\b/i.test(text)) return { rights: "handout" };
  if (/\bvia\b/i.test(text)) return { rights: "agency" };
  if (/\b(?:staff|AP) photo\b/i.test(text)) return { rights: "staff" };
  return /\b(?:AP|Reuters|AFP|EPA|dpa|Getty|Xinhua|PA|ANSA|Kyodo|Yonhap|EFE|TASS)\b/i.test(text) ? { rights: "agency" } : {};
}

// Pages of plain copy set captions as lines of their own with nothing to tell them: a name and what is about it, no verb.
// Some glue them to the paragraph beside the picture.
function unset(doc, emit) {
  const filed = doc.blocks.filter((b) => b.kind === "dateline");
  const wiki = filed.some((d) => day.test(d.text));
  const story = new Set(doc.blocks.filter((b) => b.kind === "paragraph" && !filed.some((d) => d.start >= b.start && d.start < b.end)));
  let listed = false; // what stands below is a list: of points before the copy, of sources behind it
  for (const block of doc.blocks) {
    if (/^(?:summary|key (?:points|takeaways)|sources|references|external links|further reading|most (?:read|popular)|trending|recommended|related(?: \w+)?|more (?:on|from) .{2,30})\W*$/i.test(block.text)) listed = true;
    else if (block.end - block.start > 200) listed = false;
    if (listed || !story.has(block)) continue;
    const line = doc.trim(block);
    if (wiki && block !== doc.blocks[0] && beside(doc, line)) {
      emit.span(line, "caption", { confidence: 0.7, reason: "a line that ends without a full stop, or says nothing, in an article headed by its day" });
      continue;
    }
    if (line.end - line.start <= 140 && bare(doc, line, false)) {
      emit.span(line, "caption", { confidence: 0.6, reason: "a line with a name and without a verb, between paragraphs" });
      continue;
    }
    if (wiki && block !== doc.blocks[0]) {
      const stuck = doc.find(run, { in: line, group: 1 })[0];
      if (stuck && line.end - stuck.end > 40 && phrase(doc, stuck)) {
        emit.span(stuck, "caption", { confidence: 0.6, reason: "a name without a verb runs into the sentence of the paragraph" });
        continue;
      }
    }
    const first = doc.grammar.sentencesIn(line)[0];
    if (line.end - line.start <= 200 && first && pictured.test(line.text) && doc.grammar.verbsIn(first).every((v) => !v.finite)) {
      emit.span(line, "caption", { confidence: 0.6, reason: "names the picture itself" });
      continue;
    }
    const torn = doc.find(glued, { in: line, group: 1 })[0];
    if (torn && line.end - torn.end > 60 && named.test(torn.text)) {
      emit.span(torn, "caption", { confidence: 0.5, reason: "a name runs into the sentence of the paragraph without a full stop" });
      continue;
    }
    if (first && first.start === line.start && first.end < line.end && bare(doc, first, true))
      emit.span(doc.trim(first), "caption", { confidence: 0.5, reason: "a name without a verb before the sentence of the paragraph" });
  }
}

// Wikinews heads its articles with the day, has few subheads, and sets captions as lines of their own, most without a full stop.
const day = /^\p{L}+day, (?:\p{L}+ \d{1,2}|\d{1,2} \p{L}+), \d{4}$/u;
const subhead = /^(?:the )?(?:background|reactions?|responses?|sources?|notes?|references|related (?:news|articles|stories)|external links?|sister links?|history|aftermath|investigations?|analysis|see also|further reading|interviews?|summary|overview|timeline|introduction|conclusion|controversy|(?:full )?results|top (?:ten|five|three|\d+)|(?:final |full |current )?standings|schedule|career|early life|death|legacy|political reactions?|international reactions?)$/i;

function beside(doc, { start, end, text }) {
  if (end - start > 200 || !/^\W*\p{Lu}/u.test(text) || /[?!:”"“]\W*$|^\W*["“]|https?:|@|\d ?[–-] ?\d| — |\bnext\W*$|^\p{Lu}[\p{L}. ]{1,30}: /u.test(text) || subhead.test(text)) return false;
  const place = doc.range(start, end);
  const words = doc.grammar.tokensIn(place).filter((w) => w.word);
  if (doc.grammar.sentencesIn(place).length !== 1) return false;
  if (!/[.…;,]\W*$/.test(text)) return words.length >= 2;
  return words.length >= 3 && words.length <= 20 && words.some((w) => w.pos === "preposition" || w.pos === "possessive" || w.pos === "name") && !/["“”]/.test(text)
    && mainVerbs(doc, place).every((v) => v.finite ? words.length <= 14 && v.tense === "present" && seen.test(v.lemma) : !told(words, v));
}

// The verbs of a place, but for those of its relative clauses: Ida Holm, who left on Friday.
function mainVerbs(doc, place) {
  const relative = doc.grammar.clausesIn(place).filter((c) => c.kind === "relative");
  return doc.grammar.verbsIn(place).filter((v) => !relative.some((c) => c.start <= v.start && v.end <= c.end));
}

// Ida Holm on the pier She had come to see it.
const run = /^(\p{Lu}[^.!?:“”"]{6,110}[^\s.!?:;,“”"—–-]) (?:The|An?|He|She|They|It|His|Her|Their|Some) (?:\p{Lu}\p{Ll}+ )?[\p{Ll}\d]/u;

function phrase(doc, place) {
  const words = doc.grammar.tokensIn(place).filter((w) => w.word);
  return words.length >= 2 && words[0].pos !== "preposition" && words.some((w) => w.pos === "name") && words.at(-1).pos !== "preposition" && doc.grammar.verbsIn(place).every((v) => !v.finite && !told(words, v));
}

// What people in pictures do.
const seen = /^(?:speak|wave|greet|march|stand|walk|hold|look|pose|sit|guard|watch|shake|defend|wait|arrive|carry|celebrate|gather|smile|listen|address|attend|embrace|hug|kneel|pray|protest|race|shout|sing)$/;

// Ida Holm of the harbor board In the old town, the pier …
const glued = /^([^.!?:“”"]{6,90}[^\s.!?:;,“”"—–-]) (?:In|On|At|During|After|Before|According) (?:the|a|an|to|his|her|its|their) /;
const pictured = /^(?:(?:An?|The|This) )?(?:[\w-]+ ){0,2}?(?:map|chart|diagram|logo|portrait|photograph|photo|picture|image|screenshot|drawing|painting|poster|illustration|rendering|view) (?:of|showing|from|by) /i;
const named = /^(?:\p{Lu}[\p{L}'’.-]*,? ){2}|['’]s \p{Lu}/u;

// A bare phrase names something and says where, of what or when, but does not say that it did anything.
function bare(doc, place, glued) {
  const text = place.text;
  if (/\bnext (?:week|month|year)\b|[:?!"“”@©]|\d ?[–-] ?\d| — /.test(text) || /^\W*(?:\d|By )/.test(text) || !/\p{Ll}/u.test(text) || glued && (text.length > 90 || !/^(?:The|An?) |['’]s |\bfile\b/.test(text))) return false;
  const words = doc.grammar.tokensIn(place);
  if (!/[.)]$/.test(text) && titled(text, words)) return false;
  const named = words.some((w, i) => i > 0 && w.pos === "name") || /\((?:left|right|cent(?:re|er)|top|bottom)\)/.test(text) || words.length >= 5 && /^(?:The|An?) /.test(text);
  const hung = words.some((w) => w.pos === "preposition" || w.pos === "possessive");
  const sparse = !glued && words.length < 7 && !/[.)]$/.test(text) && words.every((w) => w.pos !== "name"); // A lawsuit with long odds
  return named && !sparse && hung && words.length >= 3 && doc.grammar.verbsIn(place).every((v) => !v.finite && !told(words, v));
}

// A line that writes its every word with a capital, as no name is, is a subhead: Lawyers Search for a Company.
function titled(text, words) {
  const long = words.filter((w) => w.word && w.text.length > 3);
  return long.length > 1 && long.every((w) => /^\p{Lu}/u.test(w.text)) && (/(?:^| )[Aa]n? \p{Lu}/u.test(text) || long.some((w, i) => i > 0 && /^(?:noun|verb|adjective|adverb)$/.test(w.pos)));
}

// A participle with an object behind it is a verb that tells: an earthquake struck Italy, and not: flowers left by the gate.
function told(words, verb) {
  const next = words.find((w) => w.start >= verb.end);
  return verb.form === "participle" && next !== undefined && /^(?:determiner|name|number|pronoun|adjective|noun)$/.test(next.pos);
}
